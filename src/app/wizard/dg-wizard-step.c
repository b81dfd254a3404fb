/* dg-wizard-step.c: one step of the wizard
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "dg-wizard-step.h"

#include <glib/gi18n.h>

/**
 * DgWizardStep:
 *
 * What the wizard shows at a time. A step shows what the session has and takes its steps; it keeps nothing of its own
 * that the session should have.
 */
typedef struct
{
  DgWizardContext *context;  /* (owned) (nullable): NULL until it is set up */
  GCancellable *cancellable; /* (owned): of everything that the step has begun; cancelled when it goes */
  char *next_label;          /* (owned) (nullable) */
  gboolean complete;
  gboolean busy;
  gboolean narrow;
  gboolean has_better; /* whether something else than going on is suggested */
} DgWizardStepPrivate;

G_DEFINE_ABSTRACT_TYPE_WITH_PRIVATE (DgWizardStep, dg_wizard_step, ADW_TYPE_BIN)

enum
{
  PROP_0,
  PROP_COMPLETE,
  PROP_BUSY,
  PROP_NEXT_LABEL,
  PROP_NARROW,
  PROP_HAS_BETTER,
  N_PROPS
};

enum
{
  SIGNAL_FINISHED,
  N_SIGNALS
};

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

static void
dg_wizard_step_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  DgWizardStep *self = DG_WIZARD_STEP (object);

  switch (id)
    {
    case PROP_COMPLETE:
      g_value_set_boolean (value, dg_wizard_step_get_complete (self));
      break;
    case PROP_BUSY:
      g_value_set_boolean (value, dg_wizard_step_get_busy (self));
      break;
    case PROP_NEXT_LABEL:
      g_value_set_string (value, dg_wizard_step_get_next_label (self));
      break;
    case PROP_NARROW:
      g_value_set_boolean (value, dg_wizard_step_get_narrow (self));
      break;
    case PROP_HAS_BETTER:
      g_value_set_boolean (value, dg_wizard_step_get_has_better (self));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
dg_wizard_step_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  DgWizardStep *self = DG_WIZARD_STEP (object);

  switch (id)
    {
    case PROP_COMPLETE:
      dg_wizard_step_set_complete (self, g_value_get_boolean (value));
      break;
    case PROP_BUSY:
      dg_wizard_step_set_busy (self, g_value_get_boolean (value));
      break;
    case PROP_NEXT_LABEL:
      dg_wizard_step_set_next_label (self, g_value_get_string (value));
      break;
    case PROP_NARROW:
      dg_wizard_step_set_narrow (self, g_value_get_boolean (value));
      break;
    case PROP_HAS_BETTER:
      dg_wizard_step_set_has_better (self, g_value_get_boolean (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
dg_wizard_step_dispose (GObject *object)
{
  DgWizardStepPrivate *priv = dg_wizard_step_get_instance_private (DG_WIZARD_STEP (object));

  g_cancellable_cancel (priv->cancellable);
  g_clear_object (&priv->context);

  G_OBJECT_CLASS (dg_wizard_step_parent_class)->dispose (object);
}

static void
dg_wizard_step_finalize (GObject *object)
{
  DgWizardStepPrivate *priv = dg_wizard_step_get_instance_private (DG_WIZARD_STEP (object));

  g_clear_object (&priv->cancellable);
  g_clear_pointer (&priv->next_label, g_free);

  G_OBJECT_CLASS (dg_wizard_step_parent_class)->finalize (object);
}

static void
dg_wizard_step_class_init (DgWizardStepClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;

  object_class->get_property = dg_wizard_step_get_property;
  object_class->set_property = dg_wizard_step_set_property;
  object_class->dispose = dg_wizard_step_dispose;
  object_class->finalize = dg_wizard_step_finalize;
  klass->advance = dg_wizard_step_finish;

  /**
   * DgWizardStep:complete:
   *
   * Whether the person can go on.
   */
  properties[PROP_COMPLETE] = g_param_spec_boolean ("complete", NULL, NULL, FALSE, flags);

  /**
   * DgWizardStep:busy:
   *
   * Whether something is under way that dg_wizard_step_stop() stops.
   */
  properties[PROP_BUSY] = g_param_spec_boolean ("busy", NULL, NULL, FALSE, flags);

  /**
   * DgWizardStep:next-label: (nullable)
   *
   * What the button says that goes on, with a mnemonic; %NULL for “Next”, empty for no button.
   */
  properties[PROP_NEXT_LABEL] = g_param_spec_string ("next-label", NULL, NULL, NULL, flags);

  /**
   * DgWizardStep:narrow:
   *
   * Whether the window is too narrow for things beside each other.
   */
  properties[PROP_NARROW] = g_param_spec_boolean ("narrow", NULL, NULL, FALSE, flags);

  /**
   * DgWizardStep:has-better:
   *
   * Whether the step has a button of its own that is suggested now, so that the one that goes on is not.
   */
  properties[PROP_HAS_BETTER] = g_param_spec_boolean ("has-better", NULL, NULL, FALSE, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  /**
   * DgWizardStep::finished:
   * @self: the step
   *
   * Everything is saved; the next step follows.
   */
  signals[SIGNAL_FINISHED] =
      g_signal_new ("finished", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
dg_wizard_step_init (DgWizardStep *self)
{
  DgWizardStepPrivate *priv = dg_wizard_step_get_instance_private (self);

  priv->cancellable = g_cancellable_new ();
}

/**
 * dg_wizard_step_set_up:
 * @self: a step
 * @context: what the steps work on together
 *
 * Gives the step its context; once.
 */
void
dg_wizard_step_set_up (DgWizardStep *self, DgWizardContext *context)
{
  g_return_if_fail (DG_IS_WIZARD_STEP (self));
  g_return_if_fail (DG_IS_WIZARD_CONTEXT (context));

  DgWizardStepPrivate *priv = dg_wizard_step_get_instance_private (self);

  g_return_if_fail (priv->context == NULL);

  priv->context = g_object_ref (context);
  if (DG_WIZARD_STEP_GET_CLASS (self)->set_up != NULL)
    DG_WIZARD_STEP_GET_CLASS (self)->set_up (self);
}

/**
 * dg_wizard_step_get_context:
 * @self: a step
 *
 * Returns: (transfer none) (nullable): what the steps work on together; %NULL before it is set up and once it has gone
 */
DgWizardContext *
dg_wizard_step_get_context (DgWizardStep *self)
{
  DgWizardStepPrivate *priv = dg_wizard_step_get_instance_private (self);

  return priv->context;
}

/**
 * dg_wizard_step_get_session:
 * @self: a step
 *
 * Returns: (transfer none) (nullable): the session, if there is one yet
 */
DgSession *
dg_wizard_step_get_session (DgWizardStep *self)
{
  DgWizardStepPrivate *priv = dg_wizard_step_get_instance_private (self);

  return priv->context != NULL ? dg_wizard_context_get_session (priv->context) : NULL;
}

/**
 * dg_wizard_step_get_cancellable:
 * @self: a step
 *
 * Returns: (transfer none): a cancellable for what the step begins by itself, cancelled when the step goes; what the
 *   person can stop needs one of its own
 */
GCancellable *
dg_wizard_step_get_cancellable (DgWizardStep *self)
{
  DgWizardStepPrivate *priv = dg_wizard_step_get_instance_private (self);

  return priv->cancellable;
}

/**
 * dg_wizard_step_get_title:
 * @self: a step
 *
 * Returns: (transfer none): what the step is called
 */
const char *
dg_wizard_step_get_title (DgWizardStep *self)
{
  return _ (DG_WIZARD_STEP_GET_CLASS (self)->title);
}

/**
 * dg_wizard_step_get_complete:
 * @self: a step
 *
 * Returns: whether the person can go on
 */
gboolean
dg_wizard_step_get_complete (DgWizardStep *self)
{
  DgWizardStepPrivate *priv = dg_wizard_step_get_instance_private (self);

  return priv->complete;
}

/**
 * dg_wizard_step_set_complete:
 * @self: a step
 * @complete: whether the person can go on
 */
void
dg_wizard_step_set_complete (DgWizardStep *self, gboolean complete)
{
  DgWizardStepPrivate *priv = dg_wizard_step_get_instance_private (self);

  if (priv->complete == !!complete)
    return;

  priv->complete = !!complete;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_COMPLETE]);
}

/**
 * dg_wizard_step_get_busy:
 * @self: a step
 *
 * Returns: whether something is under way
 */
gboolean
dg_wizard_step_get_busy (DgWizardStep *self)
{
  DgWizardStepPrivate *priv = dg_wizard_step_get_instance_private (self);

  return priv->busy;
}

/**
 * dg_wizard_step_set_busy:
 * @self: a step
 * @busy: whether something is under way
 */
void
dg_wizard_step_set_busy (DgWizardStep *self, gboolean busy)
{
  DgWizardStepPrivate *priv = dg_wizard_step_get_instance_private (self);

  if (priv->busy == !!busy)
    return;

  priv->busy = !!busy;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_BUSY]);
}

/**
 * dg_wizard_step_get_next_label:
 * @self: a step
 *
 * Returns: (transfer none) (nullable): what the button says that goes on
 */
const char *
dg_wizard_step_get_next_label (DgWizardStep *self)
{
  DgWizardStepPrivate *priv = dg_wizard_step_get_instance_private (self);

  return priv->next_label;
}

/**
 * dg_wizard_step_set_next_label:
 * @self: a step
 * @label: (nullable): what the button says that goes on, with a mnemonic; %NULL for “Next”, empty for no button
 */
void
dg_wizard_step_set_next_label (DgWizardStep *self, const char *label)
{
  DgWizardStepPrivate *priv = dg_wizard_step_get_instance_private (self);

  if (g_strcmp0 (priv->next_label, label) == 0)
    return;

  g_free (priv->next_label);
  priv->next_label = g_strdup (label);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_NEXT_LABEL]);
}

/**
 * dg_wizard_step_get_narrow:
 * @self: a step
 *
 * Returns: whether the window is too narrow for things beside each other
 */
gboolean
dg_wizard_step_get_narrow (DgWizardStep *self)
{
  DgWizardStepPrivate *priv = dg_wizard_step_get_instance_private (self);

  return priv->narrow;
}

/**
 * dg_wizard_step_set_narrow:
 * @self: a step
 * @narrow: whether the window is too narrow for things beside each other
 */
void
dg_wizard_step_set_narrow (DgWizardStep *self, gboolean narrow)
{
  DgWizardStepPrivate *priv = dg_wizard_step_get_instance_private (self);

  if (priv->narrow == !!narrow)
    return;

  priv->narrow = !!narrow;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_NARROW]);
}

/**
 * dg_wizard_step_get_has_better:
 * @self: a step
 *
 * Returns: whether a button of its own is suggested now
 */
gboolean
dg_wizard_step_get_has_better (DgWizardStep *self)
{
  g_return_val_if_fail (DG_IS_WIZARD_STEP (self), FALSE);

  DgWizardStepPrivate *priv = dg_wizard_step_get_instance_private (self);

  return priv->has_better;
}

/**
 * dg_wizard_step_set_has_better:
 * @self: a step
 * @has_better: whether a button of its own is suggested now
 */
void
dg_wizard_step_set_has_better (DgWizardStep *self, gboolean has_better)
{
  g_return_if_fail (DG_IS_WIZARD_STEP (self));

  DgWizardStepPrivate *priv = dg_wizard_step_get_instance_private (self);

  if (priv->has_better == has_better)
    return;

  priv->has_better = has_better;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_HAS_BETTER]);
}

/**
 * dg_wizard_step_shown:
 * @self: a step
 *
 * Tells the step that it is in front now.
 */
void
dg_wizard_step_shown (DgWizardStep *self)
{
  g_return_if_fail (DG_IS_WIZARD_STEP (self));

  if (DG_WIZARD_STEP_GET_CLASS (self)->shown != NULL)
    DG_WIZARD_STEP_GET_CLASS (self)->shown (self);
}

/**
 * dg_wizard_step_leave:
 * @self: a step
 *
 * Tells the step that it is about to go.
 */
void
dg_wizard_step_leave (DgWizardStep *self)
{
  g_return_if_fail (DG_IS_WIZARD_STEP (self));

  if (DG_WIZARD_STEP_GET_CLASS (self)->leave != NULL)
    DG_WIZARD_STEP_GET_CLASS (self)->leave (self);
}

/**
 * dg_wizard_step_stop:
 * @self: a step
 *
 * Stops what is under way.
 *
 * Returns: whether there was something
 */
gboolean
dg_wizard_step_stop (DgWizardStep *self)
{
  g_return_val_if_fail (DG_IS_WIZARD_STEP (self), FALSE);

  return DG_WIZARD_STEP_GET_CLASS (self)->stop != NULL && DG_WIZARD_STEP_GET_CLASS (self)->stop (self);
}

/**
 * dg_wizard_step_advance:
 * @self: a step that is complete
 *
 * The person wants to go on.
 */
void
dg_wizard_step_advance (DgWizardStep *self)
{
  g_return_if_fail (DG_IS_WIZARD_STEP (self));

  DG_WIZARD_STEP_GET_CLASS (self)->advance (self);
}

/**
 * dg_wizard_step_finish:
 * @self: a step
 *
 * For the step itself: everything is saved, the next step may follow.
 */
void
dg_wizard_step_finish (DgWizardStep *self)
{
  g_return_if_fail (DG_IS_WIZARD_STEP (self));

  g_signal_emit (self, signals[SIGNAL_FINISHED], 0);
}
