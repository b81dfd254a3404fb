/* dg-wizard-context.c: what the steps of the wizard work on together
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "dg-wizard-context.h"

/**
 * DgWizardContext:
 *
 * One for each wizard, shared by its steps: the session, once there is one, and the model that is asked.
 */
struct _DgWizardContext
{
  GObject parent_instance;

  DgEngine *engine;    /* (owned) */
  DgRunList *runs;     /* (owned) */
  DgLibrary *library;  /* (owned) (nullable): the one that the session is in, whichever is opened later */
  DgSession *session;  /* (owned) (nullable): NULL before the prompt is chosen */
  char *provider;      /* (owned): who is asked */
  char *model_key;     /* (owned): which model */
  DgModel *model;      /* (owned) (nullable): it, once it was needed */
  gboolean run_wanted; /* whether a run is to begin that has not yet */
};

G_DEFINE_FINAL_TYPE (DgWizardContext, dg_wizard_context, G_TYPE_OBJECT)

enum
{
  PROP_0,
  PROP_SESSION,
  PROP_MODEL_KEY,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

static void
dg_wizard_context_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  DgWizardContext *self = DG_WIZARD_CONTEXT (object);

  switch (id)
    {
    case PROP_SESSION:
      g_value_set_object (value, self->session);
      break;
    case PROP_MODEL_KEY:
      g_value_set_string (value, self->model_key);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
dg_wizard_context_finalize (GObject *object)
{
  DgWizardContext *self = DG_WIZARD_CONTEXT (object);

  g_clear_object (&self->session);
  g_clear_object (&self->model);
  g_clear_object (&self->library);
  g_clear_object (&self->runs);
  g_clear_object (&self->engine);
  g_clear_pointer (&self->provider, g_free);
  g_clear_pointer (&self->model_key, g_free);

  G_OBJECT_CLASS (dg_wizard_context_parent_class)->finalize (object);
}

static void
dg_wizard_context_class_init (DgWizardContextClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;

  object_class->get_property = dg_wizard_context_get_property;
  object_class->finalize = dg_wizard_context_finalize;

  /**
   * DgWizardContext:session: (nullable)
   *
   * The session; %NULL before the prompt is chosen.
   */
  properties[PROP_SESSION] = g_param_spec_object ("session", NULL, NULL, DG_TYPE_SESSION, flags);

  /**
   * DgWizardContext:model-key:
   *
   * Which model is asked. Notified of too when only the provider is another one.
   */
  properties[PROP_MODEL_KEY] = g_param_spec_string ("model-key", NULL, NULL, NULL, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
dg_wizard_context_init (DgWizardContext *self)
{
}

/**
 * dg_wizard_context_new:
 * @engine: what stands behind the pages; its library has to be open
 * @runs: the runs under way
 *
 * Returns: (transfer full): a context without a session, with the model that the settings name
 */
DgWizardContext *
dg_wizard_context_new (DgEngine *engine, DgRunList *runs)
{
  g_return_val_if_fail (DG_IS_ENGINE (engine) && DG_IS_RUN_LIST (runs), NULL);

  DgWizardContext *self = g_object_new (DG_TYPE_WIZARD_CONTEXT, NULL);

  self->engine = g_object_ref (engine);
  self->runs = g_object_ref (runs);
  g_set_object (&self->library, dg_engine_get_library (engine));
  self->provider = dg_engine_dup_provider (engine);
  self->model_key = dg_engine_dup_model (engine);

  return self;
}

/**
 * dg_wizard_context_get_engine:
 * @self: a context
 *
 * Returns: (transfer none): what stands behind the pages
 */
DgEngine *
dg_wizard_context_get_engine (DgWizardContext *self)
{
  g_return_val_if_fail (DG_IS_WIZARD_CONTEXT (self), NULL);

  return self->engine;
}

/**
 * dg_wizard_context_get_runs:
 * @self: a context
 *
 * Returns: (transfer none): the runs under way
 */
DgRunList *
dg_wizard_context_get_runs (DgWizardContext *self)
{
  g_return_val_if_fail (DG_IS_WIZARD_CONTEXT (self), NULL);

  return self->runs;
}

/**
 * dg_wizard_context_get_library:
 * @self: a context
 *
 * Returns: (transfer none): the library that the session is in
 */
DgLibrary *
dg_wizard_context_get_library (DgWizardContext *self)
{
  g_return_val_if_fail (DG_IS_WIZARD_CONTEXT (self), NULL);

  return self->library;
}

/**
 * dg_wizard_context_get_session:
 * @self: a context
 *
 * Returns: (transfer none) (nullable): the session; %NULL before the prompt is chosen
 */
DgSession *
dg_wizard_context_get_session (DgWizardContext *self)
{
  g_return_val_if_fail (DG_IS_WIZARD_CONTEXT (self), NULL);

  return self->session;
}

/**
 * dg_wizard_context_set_session:
 * @self: a context
 * @session: a session, begun or opened
 *
 * The model that the session was worked on with is chosen with it.
 */
void
dg_wizard_context_set_session (DgWizardContext *self, DgSession *session)
{
  g_return_if_fail (DG_IS_WIZARD_CONTEXT (self));
  g_return_if_fail (DG_IS_SESSION (session));

  const DgDraft *draft = dg_session_get_draft (session);

  if (!g_set_object (&self->session, session))
    return;

  if (draft->provider != NULL && draft->model != NULL)
    dg_wizard_context_choose_model (self, draft->provider, draft->model);
  if (self->model != NULL)
    dg_session_set_model (session, self->model);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SESSION]);
}

/**
 * dg_wizard_context_get_provider:
 * @self: a context
 *
 * Returns: (transfer none): who is asked
 */
const char *
dg_wizard_context_get_provider (DgWizardContext *self)
{
  g_return_val_if_fail (DG_IS_WIZARD_CONTEXT (self), NULL);

  return self->provider;
}

/**
 * dg_wizard_context_get_model_key:
 * @self: a context
 *
 * Returns: (transfer none): which model is asked
 */
const char *
dg_wizard_context_get_model_key (DgWizardContext *self)
{
  g_return_val_if_fail (DG_IS_WIZARD_CONTEXT (self), NULL);

  return self->model_key;
}

/**
 * dg_wizard_context_choose_model:
 * @self: a context
 * @provider: who is to be asked
 * @model: which model
 *
 * What is under way goes on with the old one; the next step asks the new one.
 */
void
dg_wizard_context_choose_model (DgWizardContext *self, const char *provider, const char *model)
{
  g_return_if_fail (DG_IS_WIZARD_CONTEXT (self));
  g_return_if_fail (provider != NULL && model != NULL);

  if (g_str_equal (self->provider, provider) && g_str_equal (self->model_key, model))
    return;

  g_autofree char *new_provider = g_strdup (provider);
  g_autofree char *new_model = g_strdup (model);

  g_free (self->provider);
  g_free (self->model_key);
  self->provider = g_steal_pointer (&new_provider);
  self->model_key = g_steal_pointer (&new_model);
  g_clear_object (&self->model);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_MODEL_KEY]);
}

/**
 * dg_wizard_context_get_run_wanted:
 * @self: a context
 *
 * Returns: whether a run is to begin, from the step where that is said to the step where it begins
 */
gboolean
dg_wizard_context_get_run_wanted (DgWizardContext *self)
{
  g_return_val_if_fail (DG_IS_WIZARD_CONTEXT (self), FALSE);

  return self->run_wanted;
}

/**
 * dg_wizard_context_set_run_wanted:
 * @self: a context
 * @wanted: whether a run is to begin
 */
void
dg_wizard_context_set_run_wanted (DgWizardContext *self, gboolean wanted)
{
  g_return_if_fail (DG_IS_WIZARD_CONTEXT (self));

  self->run_wanted = wanted;
}

/**
 * dg_wizard_context_open_model:
 * @self: a context
 * @error: return location for an error, of #DG_INFERENCE_ERROR where credentials are missing
 *
 * To be called before each step that asks a model: the session asks the one that is chosen from now on.
 *
 * Returns: (transfer none) (nullable): the model
 */
DgModel *
dg_wizard_context_open_model (DgWizardContext *self, GError **error)
{
  g_return_val_if_fail (DG_IS_WIZARD_CONTEXT (self), NULL);

  if (self->model == NULL)
    self->model = dg_engine_open_model (self->engine, self->provider, self->model_key, error);
  if (self->model != NULL && self->session != NULL)
    dg_session_set_model (self->session, self->model);

  return self->model;
}
