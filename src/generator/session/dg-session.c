/* dg-session.c: the state of one walk through the six steps
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/*
 * A session is its row in the library, with everything that hangs on it. Each step works on a copy; when it has come to
 * its end the copy is saved in one transaction and takes the session's place. So what people see is what is kept, and a
 * step that fails or is cancelled leaves the session as it was.
 *
 * The steps are in files of their own: dg-session-requirements.c, -conversation.c, -samples.c, -annotation.c, -rounds.c
 * and -dataset.c.
 */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "dg-session-private.h"

enum
{
  CHANGED,
  SAMPLE,
  REPLY_GROWING,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (DgSession, dg_session, G_TYPE_OBJECT)

static void
dg_session_finalize (GObject *object)
{
  DgSession *self = DG_SESSION (object);

  g_clear_pointer (&self->lease, dg_lease_free);
  g_clear_object (&self->library);
  g_clear_object (&self->model);
  g_clear_object (&self->checklist);
  g_clear_pointer (&self->draft, dg_draft_free);
  g_clear_pointer (&self->question, g_free);
  for (guint card = 1; card <= DG_N_SAMPLES; card++)
    g_clear_pointer (&self->missing[card - 1], g_free);

  G_OBJECT_CLASS (dg_session_parent_class)->finalize (object);
}

static void
dg_session_class_init (DgSessionClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = dg_session_finalize;

  /**
   * DgSession::changed:
   * @self: the session
   *
   * A step has ended and is saved.
   */
  signals[CHANGED] =
      g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  /**
   * DgSession::sample:
   * @self: the session
   * @sample: (type gpointer) (transfer none): a #DgSample
   *
   * A card of the round that a step is making has come. It is kept when that step has ended; of a step that fails or is
   * stopped nothing stays.
   */
  signals[SAMPLE] = g_signal_new ("sample", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                  G_TYPE_NONE, 1, G_TYPE_POINTER);

  /**
   * DgSession::reply-growing:
   * @self: the session
   * @text: what the model has said so far in this turn, from the beginning
   *
   * A turn of the conversation goes on. What is said in the end may be other words, when the model asks for what it was
   * told: they are the last message when the turn has ended. A model may also write its reply all at once, or first be
   * busy with the checklist.
   */
  signals[REPLY_GROWING] = g_signal_new ("reply-growing", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                         NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
}

void
dg_session_emit_sample (DgSession *self, const DgSample *sample)
{
  g_signal_emit (self, signals[SAMPLE], 0, sample);
}

void
dg_session_emit_reply_growing (DgSession *self, const char *text)
{
  g_signal_emit (self, signals[REPLY_GROWING], 0, text);
}

static void
dg_session_init (DgSession *self)
{
}

/* --- opening --- */

static void
load_draft_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  DgSession *self = g_task_get_task_data (task);
  GError *error = NULL;

  self->draft = dg_library_load_draft_finish (self->library, result, &error);
  self->checklist = self->draft != NULL ? dg_draft_read_checklist (self->draft, &error) : NULL;
  if (self->checklist == NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, g_object_ref (self), g_object_unref);
}

static void
lease_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  DgSession *self = g_task_get_task_data (task);
  GError *error = NULL;

  self->lease = dg_library_lease_session_finish (self->library, result, &error);
  if (self->lease == NULL)
    {
      g_task_return_error (task, error);
      return;
    }

  /* after the lease: nobody else changes it from here on */
  dg_library_load_draft_async (self->library, g_object_get_data (G_OBJECT (task), "dg-id"),
                               g_task_get_cancellable (task), load_draft_cb, g_object_ref (task));
}

static GTask *
new_opening (DgLibrary *library, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data)
{
  GTask *task = g_task_new (NULL, cancellable, callback, data);
  DgSession *self = g_object_new (DG_TYPE_SESSION, NULL);

  self->library = g_object_ref (library);
  g_task_set_source_tag (task, dg_session_open_async);
  g_task_set_task_data (task, self, g_object_unref);

  return task;
}

static void
open_session (GTask *task, const char *id)
{
  DgSession *self = g_task_get_task_data (task);

  g_object_set_data_full (G_OBJECT (task), "dg-id", g_strdup (id), g_free);
  dg_library_lease_session_async (self->library, id, g_task_get_cancellable (task), lease_cb, g_object_ref (task));
}

/**
 * dg_session_open_async:
 * @library: a library
 * @id: a session's id
 * @cancellable: (nullable): a cancellable
 * @callback: called when it is open
 * @data: for @callback
 *
 * Opens a session for writing; it is held until the #DgSession is freed.
 */
void
dg_session_open_async (
    DgLibrary *library, const char *id, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data)
{
  g_return_if_fail (DG_IS_LIBRARY (library) && id != NULL);

  g_autoptr (GTask) task = new_opening (library, cancellable, callback, data);

  open_session (task, id);
}

static void
create_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  DgSession *self = g_task_get_task_data (task);
  GError *error = NULL;
  g_autofree char *id = dg_library_save_draft_finish (self->library, result, &error);

  if (id == NULL)
    g_task_return_error (task, error);
  else
    open_session (task, id);
}

/**
 * dg_session_create_async:
 * @library: a library
 * @draft: what the new session begins with, without an id
 * @cancellable: (nullable): a cancellable
 * @callback: called when it is open
 * @data: for @callback
 *
 * Saves a new session and opens it; to be ended with dg_session_open_finish().
 */
void
dg_session_create_async (
    DgLibrary *library, const DgDraft *draft, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data)
{
  g_return_if_fail (DG_IS_LIBRARY (library) && draft != NULL && draft->id == NULL);

  g_autoptr (GTask) task = new_opening (library, cancellable, callback, data);

  dg_library_save_draft_async (library, draft, cancellable, create_cb, g_object_ref (task));
}

/**
 * dg_session_open_finish:
 * @result: what the callback was given
 * @error: return location for an error
 *
 * Returns: (transfer full) (nullable): the session; %NULL with an error from #DgStoreError, %DG_STORE_ERROR_HELD among
 *   them, or #DgChecklistError
 */
DgSession *
dg_session_open_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/* --- what it is --- */

/**
 * dg_session_get_draft:
 * @self: a session
 *
 * Returns: (transfer none): what is kept of it; valid until the next step ends
 */
const DgDraft *
dg_session_get_draft (DgSession *self)
{
  g_return_val_if_fail (DG_IS_SESSION (self), NULL);

  return self->draft;
}

/**
 * dg_session_get_checklist:
 * @self: a session
 *
 * Returns: (transfer none): its requirements; not to be changed, and valid until the next step ends
 */
DgChecklist *
dg_session_get_checklist (DgSession *self)
{
  g_return_val_if_fail (DG_IS_SESSION (self), NULL);

  return self->checklist;
}

/**
 * dg_session_is_complete:
 * @self: a session
 *
 * Returns: whether nothing is missing, nothing contradicts and the person has confirmed that they are understood
 */
gboolean
dg_session_is_complete (DgSession *self)
{
  g_return_val_if_fail (DG_IS_SESSION (self), FALSE);

  g_auto (GStrv) missing = dg_checklist_dup_missing (self->checklist);

  return self->draft->confirmed && *missing == NULL;
}

/**
 * dg_session_get_question:
 * @self: a session
 *
 * Returns: (nullable): what the last step left open, for a person
 */
const char *
dg_session_get_question (DgSession *self)
{
  g_return_val_if_fail (DG_IS_SESSION (self), NULL);

  return self->question;
}

/**
 * dg_session_get_missing_reason:
 * @self: a session
 * @card: a card that there is not, counted from 1
 *
 * Returns: (nullable): why it could not be made when that was last tried, for a person; %NULL when it was not since the
 *   session was opened
 */
const char *
dg_session_get_missing_reason (DgSession *self, guint card)
{
  g_return_val_if_fail (DG_IS_SESSION (self) && card >= 1 && card <= DG_N_SAMPLES, NULL);

  return self->missing[card - 1];
}

/**
 * dg_session_is_busy:
 * @self: a session
 *
 * Returns: whether a step is under way
 */
gboolean
dg_session_is_busy (DgSession *self)
{
  g_return_val_if_fail (DG_IS_SESSION (self), FALSE);

  return self->work != NULL;
}

/**
 * dg_session_get_run:
 * @self: a session
 *
 * Returns: (transfer none) (nullable): the run that makes cards in the step that is under way; its progress tells
 * tokens and cost. #DgSession::sample tells the cards
 */
DgRun *
dg_session_get_run (DgSession *self)
{
  g_return_val_if_fail (DG_IS_SESSION (self), NULL);

  return self->work != NULL ? self->work->run : NULL;
}

/**
 * dg_session_set_model:
 * @self: a session
 * @model: who is asked from now on
 *
 * The next step that ends remembers provider and model.
 */
void
dg_session_set_model (DgSession *self, DgModel *model)
{
  g_return_if_fail (DG_IS_SESSION (self) && DG_IS_MODEL (model));

  g_set_object (&self->model, model);
}

/* --- the course of a step --- */

static void
free_work (DgStepWork *work)
{
  g_clear_pointer (&work->draft, dg_draft_free);
  g_clear_object (&work->checklist);
  g_free (work->question);
  g_free (work->text);
  g_clear_pointer (&work->brief, dg_brief_free);
  g_clear_object (&work->run);
  g_clear_pointer (&work->cards, g_array_unref);
  g_clear_error (&work->error);
  g_clear_pointer (&work->outline, dg_outline_free);
  g_free (work->say);
  g_free (work);
}

DgStepWork *
dg_session_get_work (GTask *task)
{
  return g_task_get_task_data (task);
}

/* Returns: (transfer full) (nullable): the step, NULL when it has failed already. */
GTask *
dg_session_begin_step (
    DgSession *self, gpointer source_tag, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, data);
  DgStepWork *work = g_new0 (DgStepWork, 1);
  g_autofree char *json = dg_checklist_to_json (self->checklist);

  g_task_set_source_tag (task, source_tag);
  g_task_set_task_data (task, work, (GDestroyNotify) free_work);
  if (self->work != NULL)
    {
      g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_BUSY,
                               _ ("The session is at another step. Wait until it has ended, or stop it."));
      return NULL;
    }

  self->work = work;
  work->draft = dg_draft_copy (self->draft);
  /* what it wrote itself is read back */
  work->checklist = dg_checklist_new_from_json (json, -1, NULL);
  if (self->model != NULL)
    {
      g_free (work->draft->provider);
      work->draft->provider = g_strdup (dg_model_get_provider (self->model));
      g_free (work->draft->model);
      work->draft->model = g_strdup (dg_model_get_id (self->model));
    }

  return g_steal_pointer (&task);
}

/* Takes the error; the session stays as it was. */
void
dg_session_fail_step (GTask *task, GError *error)
{
  DgSession *self = g_task_get_source_object (task);

  self->work = NULL;
  g_task_return_error (task, error);
  g_object_unref (task);
}

/* Ends a step that changed nothing. */
void
dg_session_end_step (GTask *task)
{
  DgSession *self = g_task_get_source_object (task);

  self->work = NULL;
  g_task_return_boolean (task, TRUE);
  g_object_unref (task);
}

static void
save_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  DgSession *self = g_task_get_source_object (task);
  DgStepWork *work = dg_session_get_work (task);
  GError *error = NULL;
  g_autofree char *id = dg_library_save_draft_finish (self->library, result, &error);

  self->work = NULL;
  if (id == NULL)
    {
      g_task_return_error (task, error);
      return;
    }

  dg_draft_free (self->draft);
  self->draft = g_steal_pointer (&work->draft);
  g_set_object (&self->checklist, work->checklist);
  g_free (self->question);
  self->question = g_steal_pointer (&work->question);
  g_signal_emit (self, signals[CHANGED], 0);
  g_task_return_boolean (task, TRUE);
}

/* As if the person had said all of it by hand. */
static void
forget_sources (DgChecklist *checklist, DgItem item)
{
  for (guint part = 0; part < dg_item_get_info (item)->n_parts; part++)
    {
      g_autofree char *value = g_strdup (dg_checklist_get_value (checklist, item, part));
      g_autofree char *conflict = g_strdup (dg_checklist_get_conflict (checklist, item, part));

      dg_checklist_set_value (checklist, item, part, value, DG_SOURCE_HAND);
      dg_checklist_set_conflict (checklist, item, part, conflict);
    }
}

/* The requirements without who said them, and who agreed to them: who says again what is there changes nothing. */
static char *
dup_contents (DgChecklist *checklist)
{
  g_autofree char *json = dg_checklist_to_json (checklist);
  g_autoptr (DgChecklist) copy = dg_checklist_new_from_json (json, -1, NULL);

  for (guint item = 0; item < DG_N_ITEMS; item++)
    forget_sources (copy, item);
  dg_checklist_confirm (copy);

  return dg_checklist_to_json (copy);
}

/* An outline that the program worked out belongs to the requirements it was worked out from. */
void
dg_session_drop_outline (DgStepWork *work)
{
  g_autoptr (DgOutline) outline = NULL;

  if (work->draft->outline != NULL)
    outline = dg_outline_new_from_json (work->draft->outline, -1, NULL);
  if (outline == NULL || !outline->by_hand)
    g_clear_pointer (&work->draft->outline, g_free);
}

/* Requirements that have changed are to be confirmed again; samples and plan were made for the others. */
static void
note_changes (DgSession *self, DgStepWork *work)
{
  g_autofree char *before = dup_contents (self->checklist);
  g_autofree char *after = dup_contents (work->checklist);

  g_free (work->draft->checklist);
  work->draft->checklist = dg_checklist_to_json (work->checklist);
  if (work->is_own_change || g_str_equal (before, after))
    return;

  work->draft->confirmed = work->draft->confirmed && work->confirms;
  work->draft->stale = work->draft->samples->len > 0;
  dg_session_drop_outline (work);
}

/* Takes the task; saves what the step made of the session, and ends the step. */
void
dg_session_save_step (GTask *task)
{
  DgSession *self = g_task_get_source_object (task);
  DgStepWork *work = dg_session_get_work (task);

  note_changes (self, work);
  dg_library_save_draft_async (self->library, work->draft, g_task_get_cancellable (task), save_cb, task);
}

/**
 * dg_session_step_finish:
 * @self: a session
 * @result: what the callback was given
 * @error: return location for an error
 *
 * Ends any of the steps.
 *
 * Returns: whether the step was taken and is saved; if not, the session is as it was, with an error from
 *   #DgGeneratorError, #DgInferenceError, #DgStoreError or %G_IO_ERROR_CANCELLED
 */
gboolean
dg_session_step_finish (DgSession *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/* --- what comes first --- */

/* Returns whether the requirements are complete and confirmed; fails the step if not. */
gboolean
dg_session_require_confirmed (GTask *task)
{
  DgStepWork *work = dg_session_get_work (task);
  g_auto (GStrv) missing = dg_checklist_dup_missing (work->checklist);
  g_autofree char *names = g_strjoinv (", ", missing);

  if (*missing != NULL)
    dg_session_fail_step (task, g_error_new (DG_GENERATOR_ERROR, DG_GENERATOR_ERROR_NOT_READY,
                                             _ ("The requirements come first. Still missing: %s"), names));
  else if (!work->draft->confirmed)
    dg_session_fail_step (task, g_error_new (DG_GENERATOR_ERROR, DG_GENERATOR_ERROR_NOT_READY,
                                             _ ("The requirements are complete, but not confirmed yet. Read them, and "
                                                "confirm that they are what you want.")));
  else
    return dg_session_require_goal (task);

  return FALSE;
}
