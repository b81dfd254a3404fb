/* dg-requirements-desk.c: what the person wants of the requirements, one after the other
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "dg-requirements-desk.h"

#include "dg-part-changes.h"

/**
 * DgRequirementsDesk:
 *
 * The session takes one step at a time, and what the person wants meanwhile waits here: first what they have set by
 * hand, then what they have said.
 */
struct _DgRequirementsDesk
{
  GObject parent_instance;

  DgWizardContext *context;  /* (owned) */
  DgSession *session;        /* (owned) (nullable): the one that is worked on */
  gboolean working;          /* whether a step of the desk is under way in it */
  gboolean closed;           /* whether nobody is there any more; what was set by hand is still saved */
  GCancellable *cancellable; /* (owned): of the first message */
  GCancellable *stopping;    /* (owned) (nullable): of the turn under way */
  DgPartChanges *changes;    /* (owned): what was set by hand; the person may be faster than the library */
  gboolean wants_confirm;    /* and the person agrees to the whole */
  gboolean wants_next;       /* and goes on then */
  gboolean wants_rest;       /* and leaves what is missing to the model */
  gboolean wanted_confirm;   /* what they wanted when something could not be saved */
  gboolean wanted_next;      /* likewise */
  gboolean wanted_rest;      /* likewise */
  gboolean wanted_opening;   /* whether it is the first message that could not be had */
  char *text;                /* (owned) (nullable): what the person said last and the model has not answered */
  gboolean instead;          /* of their message before that */
  gboolean waits;            /* whether it is still to be sent */
  char *taken_back;          /* (owned) (nullable): what is unsent, but being written again */
  GError *error;             /* (owned) (nullable): why it was not answered */
  DgFormatEditor *format;    /* (owned) (nullable): the editor whose format is to be saved */
};

G_DEFINE_FINAL_TYPE (DgRequirementsDesk, dg_requirements_desk, G_TYPE_OBJECT)

enum
{
  SIGNAL_CHANGED,
  SIGNAL_ASKING,
  SIGNAL_SAVED,
  SIGNAL_SETTLED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void go_on (DgRequirementsDesk *self);

/* Of a step: whether there is somebody who wants to know what came of it. */
static gboolean
end_step (DgRequirementsDesk *self)
{
  self->working = FALSE;

  return !self->closed;
}

/* --- what was said --- */

static void
end_turn (DgRequirementsDesk *self, const GError *error)
{
  g_clear_object (&self->stopping);
  g_signal_emit (self, signals[SIGNAL_ASKING], 0, FALSE);

  if (error == NULL)
    g_clear_pointer (&self->text, g_free);
  else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    self->error = g_error_copy (error);
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
  go_on (self);
}

static void
converse_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (DgRequirementsDesk) self = data;
  g_autoptr (GError) error = NULL;

  dg_session_step_finish (DG_SESSION (source), result, &error);
  if (end_step (self))
    end_turn (self, error);
  else
    go_on (self);
}

static void
take_turn (DgRequirementsDesk *self)
{
  g_autoptr (GError) error = NULL;

  self->waits = FALSE;
  self->stopping = g_cancellable_new ();
  g_signal_emit (self, signals[SIGNAL_ASKING], 0, TRUE);
  if (dg_wizard_context_open_model (self->context, &error) == NULL)
    {
      end_turn (self, error);
      return;
    }

  self->working = TRUE;
  if (self->instead)
    dg_session_resend_async (self->session, self->text, self->stopping, converse_cb, g_object_ref (self));
  else
    dg_session_converse_async (self->session, self->text, self->stopping, converse_cb, g_object_ref (self));
}

static void
opened_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (DgRequirementsDesk) self = data;
  g_autoptr (GError) error = NULL;
  gboolean opened = dg_session_step_finish (DG_SESSION (source), result, &error);

  self->wanted_opening = !opened;
  if (end_step (self))
    g_signal_emit (self, signals[SIGNAL_SAVED], 0, error);
  go_on (self);
}

/* --- what was set by hand --- */

/* What was said meanwhile is not sent then, and waits for the person, who knows why. */
static void
hold_back (DgRequirementsDesk *self, const GError *error)
{
  if (!self->waits)
    return;

  self->waits = FALSE;
  g_clear_error (&self->error);
  self->error = g_error_copy (error);
  g_signal_emit (self, signals[SIGNAL_ASKING], 0, FALSE);
}

/* Returns: whether to go on at once. When nobody is there who could try again, what could not be saved is given up. */
static gboolean
end_saving (DgRequirementsDesk *self, const GError *error)
{
  gboolean goes_on = dg_part_changes_end_saving (self->changes, error);

  if (!goes_on)
    hold_back (self, error);
  if (!goes_on && self->closed)
    dg_part_changes_clear (self->changes);

  return goes_on;
}

static void
save_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (DgRequirementsDesk) self = data;
  g_autoptr (GError) error = NULL;
  gboolean saved = dg_session_step_finish (DG_SESSION (source), result, &error);
  gboolean wanted_next = self->wants_next;
  gboolean waited = self->waits;
  guint n_before = dg_part_changes_get_n (self->changes);
  gboolean goes_on;

  self->wanted_confirm = !saved && self->wants_confirm;
  self->wanted_next = !saved && self->wants_next;
  self->wanted_rest = self->wanted_rest && !saved;
  self->wants_confirm = self->wants_next = FALSE;
  goes_on = end_saving (self, error);
  if (end_step (self))
    {
      g_signal_emit (self, signals[SIGNAL_SAVED], 0,
                     error != NULL ? error : dg_part_changes_get_refusal (self->changes));
      if (saved || dg_part_changes_get_n (self->changes) < n_before || self->waits != waited)
        g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
      if (saved && wanted_next && dg_requirements_desk_is_saved (self) && dg_session_is_complete (self->session))
        {
          g_signal_emit (self, signals[SIGNAL_SETTLED], 0);
          return;
        }
    }
  if (goes_on)
    go_on (self);
}

static void
save (DgRequirementsDesk *self)
{
  guint n_changes;
  g_autofree DgPartChange *changes = dg_part_changes_begin_saving (self->changes, &n_changes);

  self->working = TRUE;
  dg_session_set_parts_async (self->session, changes, n_changes, self->wants_confirm, NULL, save_cb,
                              g_object_ref (self));
}

static void
leave_rest_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (DgRequirementsDesk) self = data;
  g_autoptr (GError) error = NULL;
  gboolean left = dg_session_step_finish (DG_SESSION (source), result, &error);

  self->wanted_rest = !left;
  if (end_step (self))
    {
      g_signal_emit (self, signals[SIGNAL_SAVED], 0, error);
      if (left)
        g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
    }
  go_on (self);
}

static void
leave_rest (DgRequirementsDesk *self)
{
  self->working = TRUE;
  self->wants_rest = FALSE;
  dg_session_leave_rest_async (self->session, self->cancellable, leave_rest_cb, g_object_ref (self));
}

static void
save_format_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (DgRequirementsDesk) self = data;
  g_autoptr (DgFormatEditor) format = g_steal_pointer (&self->format);
  g_autoptr (GError) error = NULL;

  if (!dg_session_step_finish (DG_SESSION (source), result, &error))
    dg_format_editor_set_error (format, error);
  else
    gtk_window_destroy (GTK_WINDOW (format));
  end_step (self);
  go_on (self);
}

static void
save_format (DgRequirementsDesk *self)
{
  self->working = TRUE;
  dg_format_editor_save_async (self->format, self->session, NULL, save_format_cb, g_object_ref (self));
}

static void
go_on (DgRequirementsDesk *self)
{
  if (self->session == NULL || self->working || dg_session_is_busy (self->session))
    return;

  if (!dg_requirements_desk_is_saved (self) || self->wants_confirm)
    save (self);
  else if (self->wants_rest)
    leave_rest (self);
  else if (self->format != NULL)
    save_format (self);
  else if (self->waits)
    take_turn (self);
}

/* --- as an object --- */

static void
dg_requirements_desk_finalize (GObject *object)
{
  DgRequirementsDesk *self = DG_REQUIREMENTS_DESK (object);

  g_clear_object (&self->context);
  g_clear_object (&self->session);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->stopping);
  g_clear_object (&self->format);
  g_clear_error (&self->error);
  dg_part_changes_free (self->changes);
  g_free (self->text);
  g_free (self->taken_back);

  G_OBJECT_CLASS (dg_requirements_desk_parent_class)->finalize (object);
}

static void
dg_requirements_desk_class_init (DgRequirementsDeskClass *klass)
{
  const GType type = G_TYPE_FROM_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = dg_requirements_desk_finalize;

  /**
   * DgRequirementsDesk::changed:
   * @self: the desk
   *
   * What was said is answered, or could not be; or what was set by hand is saved.
   */
  signals[SIGNAL_CHANGED] = g_signal_new ("changed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  /**
   * DgRequirementsDesk::asking:
   * @self: the desk
   * @asking: whether a model is being asked now
   */
  signals[SIGNAL_ASKING] =
      g_signal_new ("asking", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_BOOLEAN);

  /**
   * DgRequirementsDesk::saved:
   * @self: the desk
   * @error: (nullable): why what was set by hand could not be saved; %NULL when it is
   */
  signals[SIGNAL_SAVED] =
      g_signal_new ("saved", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_ERROR);

  /**
   * DgRequirementsDesk::settled:
   * @self: the desk
   *
   * All is saved and confirmed, and the person wants to go on.
   */
  signals[SIGNAL_SETTLED] = g_signal_new ("settled", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
dg_requirements_desk_init (DgRequirementsDesk *self)
{
  self->cancellable = g_cancellable_new ();
  self->changes = dg_part_changes_new ();
}

/**
 * dg_requirements_desk_new:
 * @context: what the steps of the wizard work on together
 *
 * Returns: (transfer full): a desk without a session
 */
DgRequirementsDesk *
dg_requirements_desk_new (DgWizardContext *context)
{
  g_return_val_if_fail (DG_IS_WIZARD_CONTEXT (context), NULL);

  DgRequirementsDesk *self = g_object_new (DG_TYPE_REQUIREMENTS_DESK, NULL);

  self->context = g_object_ref (context);

  return self;
}

/**
 * dg_requirements_desk_set_session:
 * @self: a desk
 * @session: the session of the wizard
 */
void
dg_requirements_desk_set_session (DgRequirementsDesk *self, DgSession *session)
{
  g_return_if_fail (DG_IS_REQUIREMENTS_DESK (self));
  g_return_if_fail (DG_IS_SESSION (session));

  g_set_object (&self->session, session);
  /* a step of somebody else's that is over makes room for what waits */
  g_signal_connect_object (session, "changed", G_CALLBACK (go_on), self, G_CONNECT_SWAPPED);
}

/**
 * dg_requirements_desk_close:
 * @self: a desk
 *
 * Tells that nobody is there any more: the model is asked nothing more, and what was set by hand is saved.
 */
void
dg_requirements_desk_close (DgRequirementsDesk *self)
{
  g_return_if_fail (DG_IS_REQUIREMENTS_DESK (self));

  self->closed = TRUE;
  self->waits = self->wants_confirm = self->wants_next = self->wants_rest = FALSE;
  g_cancellable_cancel (self->cancellable);
  dg_requirements_desk_stop (self);
  if (!self->working)
    g_clear_object (&self->format);
  go_on (self);
}

/**
 * dg_requirements_desk_open:
 * @self: a desk with a session
 *
 * Has the conversation begun, if it has not been.
 */
void
dg_requirements_desk_open (DgRequirementsDesk *self)
{
  g_return_if_fail (DG_IS_REQUIREMENTS_DESK (self) && self->session != NULL);

  if (dg_session_get_draft (self->session)->messages->len > 0 || self->working || dg_session_is_busy (self->session))
    return;

  self->working = TRUE;
  dg_session_converse_async (self->session, NULL, self->cancellable, opened_cb, g_object_ref (self));
}

/**
 * dg_requirements_desk_send:
 * @self: a desk with a session
 * @text: what the person says
 * @instead: whether that is instead of their last message
 *
 * Says it to the model when all that was set by hand is saved. Nothing happens while the model is being asked.
 */
void
dg_requirements_desk_send (DgRequirementsDesk *self, const char *text, gboolean instead)
{
  g_return_if_fail (DG_IS_REQUIREMENTS_DESK (self));
  g_return_if_fail (text != NULL);

  char *kept;

  if (self->stopping != NULL)
    return;

  kept = g_strdup (text);
  g_free (self->text);
  self->text = kept;
  self->instead = instead;
  self->waits = TRUE;
  g_clear_error (&self->error);
  g_clear_pointer (&self->taken_back, g_free);
  go_on (self);
}

/**
 * dg_requirements_desk_take_back:
 * @self: a desk with a session
 * @text: a message that was not answered, and is being written again
 */
void
dg_requirements_desk_take_back (DgRequirementsDesk *self, const char *text)
{
  g_return_if_fail (DG_IS_REQUIREMENTS_DESK (self));
  g_return_if_fail (text != NULL);

  /* it may be ours */
  char *kept = g_strdup (text);

  g_clear_pointer (&self->text, g_free);
  g_clear_error (&self->error);
  g_free (self->taken_back);
  self->taken_back = kept;
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

/**
 * dg_requirements_desk_stop:
 * @self: a desk
 *
 * Does not wait for the model any longer.
 *
 * Returns: whether it was being asked
 */
gboolean
dg_requirements_desk_stop (DgRequirementsDesk *self)
{
  g_return_val_if_fail (DG_IS_REQUIREMENTS_DESK (self), FALSE);

  if (self->stopping == NULL)
    return FALSE;

  g_cancellable_cancel (self->stopping);

  return TRUE;
}

/**
 * dg_requirements_desk_get_unsent:
 * @self: a desk with a session
 * @text: (out) (nullable) (transfer none): what was said and not answered; %NULL for nothing
 * @instead: (out): whether that was instead of the last message
 * @error: (out) (nullable) (transfer none): why it was not answered
 *
 * Returns: whether that is known; not while a message is on its way
 */
gboolean
dg_requirements_desk_get_unsent (DgRequirementsDesk *self, const char **text, gboolean *instead, const GError **error)
{
  g_return_val_if_fail (DG_IS_REQUIREMENTS_DESK (self) && self->session != NULL, FALSE);

  const DgDraft *draft = dg_session_get_draft (self->session);

  *text = NULL;
  *instead = FALSE;
  *error = NULL;
  if (self->waits || self->stopping != NULL)
    return FALSE;

  if (self->text != NULL)
    {
      *text = self->text;
      *instead = self->instead;
      *error = self->error;
    }
  else if (draft->unsent != NULL && g_strcmp0 (draft->unsent, self->taken_back) != 0)
    *text = draft->unsent;

  return TRUE;
}

/**
 * dg_requirements_desk_set_part:
 * @self: a desk with a session
 * @item: an item
 * @part: which part of it
 * @value: what the person wants it to be
 */
void
dg_requirements_desk_set_part (DgRequirementsDesk *self, DgItem item, guint part, const char *value)
{
  g_return_if_fail (DG_IS_REQUIREMENTS_DESK (self));
  g_return_if_fail (value != NULL);

  dg_part_changes_add (self->changes, item, part, value);
  go_on (self);
}

/**
 * dg_requirements_desk_leave_rest:
 * @self: a desk with a session
 *
 * Leaves to the model what is missing when all that was set by hand is saved.
 */
void
dg_requirements_desk_leave_rest (DgRequirementsDesk *self)
{
  g_return_if_fail (DG_IS_REQUIREMENTS_DESK (self) && self->session != NULL);

  self->wants_rest = TRUE;
  go_on (self);
}

/**
 * dg_requirements_desk_confirm:
 * @self: a desk with a session
 * @and_go_on: whether #DgRequirementsDesk::settled is to be emitted then
 *
 * Tells that the person agrees to the whole.
 */
void
dg_requirements_desk_confirm (DgRequirementsDesk *self, gboolean and_go_on)
{
  g_return_if_fail (DG_IS_REQUIREMENTS_DESK (self));

  self->wants_confirm = TRUE;
  self->wants_next = self->wants_next || and_go_on;
  go_on (self);
}

/**
 * dg_requirements_desk_save_format:
 * @self: a desk with a session
 * @format: where the person has edited a format
 *
 * Saves it, and closes the editor then.
 */
void
dg_requirements_desk_save_format (DgRequirementsDesk *self, DgFormatEditor *format)
{
  g_return_if_fail (DG_IS_REQUIREMENTS_DESK (self));
  g_return_if_fail (DG_IS_FORMAT_EDITOR (format));

  g_set_object (&self->format, format);
  go_on (self);
}

/**
 * dg_requirements_desk_try_again:
 * @self: a desk with a session
 *
 * Tries once more what could not be saved.
 */
void
dg_requirements_desk_try_again (DgRequirementsDesk *self)
{
  g_return_if_fail (DG_IS_REQUIREMENTS_DESK (self) && self->session != NULL);

  self->wants_confirm = self->wants_confirm || self->wanted_confirm;
  self->wants_next = self->wants_next || self->wanted_next;
  self->wants_rest = self->wants_rest || self->wanted_rest;
  if (self->wanted_opening)
    dg_requirements_desk_open (self);
  go_on (self);
}

/**
 * dg_requirements_desk_is_saved:
 * @self: a desk
 *
 * Returns: whether all that was set by hand is saved
 */
gboolean
dg_requirements_desk_is_saved (DgRequirementsDesk *self)
{
  g_return_val_if_fail (DG_IS_REQUIREMENTS_DESK (self), TRUE);

  return dg_part_changes_get_n (self->changes) == 0;
}
