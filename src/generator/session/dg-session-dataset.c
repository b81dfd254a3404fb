/* dg-session-dataset.c: step 6, from samples to the dataset
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "dg-dataset-name.h"
#include "dg-extension.h"
#include "dg-session-private.h"

/* What a dataset is called after its task, when nobody gave it a name. */
#define MAX_NAME_CHARACTERS 60

/* It stays when the requirements change. */
static void
set_outline (DgDraft *draft, const DgOutline *outline)
{
  g_autoptr (DgOutline) own = dg_outline_copy (outline);

  own->by_hand = TRUE;
  g_free (draft->outline);
  draft->outline = dg_outline_to_json (own);
}

/**
 * dg_session_set_outline_async:
 * @self: a session
 * @outline: what the records are to vary in
 * @cancellable: (nullable): a cancellable
 * @callback: called when the step has ended
 * @data: for @callback
 *
 * Sets the outline by hand. It stays when the requirements change.
 */
void
dg_session_set_outline_async (
    DgSession *self, const DgOutline *outline, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data)
{
  g_return_if_fail (DG_IS_SESSION (self) && outline != NULL);

  GTask *task = dg_session_begin_step (self, dg_session_set_outline_async, cancellable, callback, data);
  DgStepWork *work = task != NULL ? dg_session_get_work (task) : NULL;

  if (task == NULL)
    return;
  set_outline (work->draft, outline);
  dg_session_save_step (task);
}

/**
 * dg_session_choose_name:
 * @self: a session
 * @wanted: (nullable): the name that was asked for
 * @provider: who makes the records
 *
 * Returns: (transfer full): what its dataset is called: as was asked, as the session is called, or after the task
 */
char *
dg_session_choose_name (DgSession *self, const char *wanted, const char *provider)
{
  g_return_val_if_fail (DG_IS_SESSION (self) && provider != NULL, NULL);

  const char *goal = dg_checklist_get_value (self->checklist, DG_ITEM_TASK, 0);
  g_autofree char *shortened = NULL;

  if (wanted != NULL)
    return dg_dataset_name_make (wanted, provider);
  if (self->draft->name != NULL && *self->draft->name != '\0')
    return dg_dataset_name_make (self->draft->name, provider);
  if (goal == NULL || g_str_equal (goal, DG_LEFT_TO_MODEL))
    return dg_dataset_name_make (NULL, provider);

  shortened = g_utf8_substring (goal, 0, MIN (g_utf8_strlen (goal, -1), MAX_NAME_CHARACTERS));

  return dg_dataset_name_make (shortened, provider);
}

/**
 * dg_session_configure_async:
 * @self: a session
 * @wanted: what the dataset is to be; what is %NULL stays as it is
 * @cancellable: (nullable): a cancellable
 * @callback: called when the step has ended
 * @data: for @callback
 *
 * The last step before the run: all that is wanted of it is kept, and the model.
 */
void
dg_session_configure_async (DgSession *self,
                            const DgConfiguration *wanted,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer data)
{
  g_return_if_fail (DG_IS_SESSION (self) && wanted != NULL);

  GTask *task = dg_session_begin_step (self, dg_session_configure_async, cancellable, callback, data);
  DgStepWork *work = task != NULL ? dg_session_get_work (task) : NULL;

  if (task == NULL)
    return;
  if (wanted->name != NULL)
    {
      g_free (work->draft->name);
      work->draft->name = g_strdup (wanted->name);
    }
  if (wanted->wish != NULL)
    work->draft->wish = *wanted->wish;
  if (wanted->outline != NULL)
    set_outline (work->draft, wanted->outline);
  work->draft->step = DG_STEP_DATASET;
  dg_session_save_step (task);
}

/**
 * dg_session_check_samples:
 * @self: a session
 * @error: return location for an error
 *
 * Returns: whether there are five valid cards that were made for the requirements as they are; if not, with
 *   %DG_GENERATOR_ERROR_NOT_READY
 */
gboolean
dg_session_check_samples (DgSession *self, GError **error)
{
  g_return_val_if_fail (DG_IS_SESSION (self), FALSE);

  guint round = dg_draft_get_round (self->draft);
  guint n_valid = 0;

  for (guint card = 1; card <= DG_N_SAMPLES; card++)
    {
      const DgSample *sample = dg_draft_find_sample (self->draft, round, card);

      n_valid += sample != NULL && *sample->problems == '\0';
    }
  if (n_valid == DG_N_SAMPLES && !self->draft->stale)
    return TRUE;

  if (round == 0)
    g_set_error_literal (error, DG_GENERATOR_ERROR, DG_GENERATOR_ERROR_NOT_READY,
                         _ ("The samples come first. Make five, and look at them."));
  else if (self->draft->stale)
    g_set_error_literal (error, DG_GENERATOR_ERROR, DG_GENERATOR_ERROR_NOT_READY,
                         _ ("The requirements have changed since the samples were made. Make new samples."));
  else
    g_set_error (error, DG_GENERATOR_ERROR, DG_GENERATOR_ERROR_NOT_READY,
                 _ ("Only %u of %d samples are valid. Mend the others, or make them anew."), n_valid, DG_N_SAMPLES);

  return FALSE;
}

/**
 * dg_session_dup_approved:
 * @self: a session
 *
 * Returns: (transfer full) (element-type DgRecord): the approved samples, which are rows of the dataset
 */
GPtrArray *
dg_session_dup_approved (DgSession *self)
{
  g_return_val_if_fail (DG_IS_SESSION (self), NULL);

  GPtrArray *approved = g_ptr_array_new_with_free_func (g_object_unref);
  guint round = dg_draft_get_round (self->draft);

  for (guint card = 1; card <= DG_N_SAMPLES; card++)
    {
      const DgSample *sample = dg_draft_find_sample (self->draft, round, card);
      DgRecord *record;

      if (sample == NULL || sample->state != DG_SAMPLE_APPROVED)
        continue;
      record = dg_record_new (sample->input, sample->answer, 0);
      dg_record_set_origin (record, DG_ORIGIN_SAMPLE);
      dg_record_set_review (record, DG_REVIEW_APPROVED);
      g_ptr_array_add (approved, record);
    }

  return approved;
}

/**
 * dg_session_make_brief:
 * @self: a session
 * @error: return location for an error
 *
 * Returns: (transfer full) (nullable): what records of this session are made from; see dg_brief_new_for_draft()
 */
DgBrief *
dg_session_make_brief (DgSession *self, GError **error)
{
  g_return_val_if_fail (DG_IS_SESSION (self), NULL);

  return dg_brief_new_for_draft (self->draft, error);
}

/**
 * dg_session_make_brief_of_run:
 * @self: a session
 * @run: the report of a run of it that is to be gone on with
 * @error: return location for an error
 *
 * Returns: (transfer full) (nullable): the brief as it was when @run began, as far as the run keeps it
 */
DgBrief *
dg_session_make_brief_of_run (DgSession *self, const DgRunReport *run, GError **error)
{
  g_return_val_if_fail (DG_IS_SESSION (self) && run != NULL, NULL);

  g_autoptr (DgBrief) brief = dg_session_make_brief (self, error);
  DgOutline *outline;

  if (brief == NULL || run->outline == NULL)
    return g_steal_pointer (&brief);

  outline = dg_outline_new_from_json (run->outline, -1, error);
  if (outline == NULL)
    return NULL;
  dg_outline_free (brief->outline);
  brief->outline = outline;

  return g_steal_pointer (&brief);
}

/**
 * dg_session_new_run:
 * @self: a session with a model
 * @brief: what the records are made from
 * @options: what is wanted; session and lease are filled in
 * @error: return location for an error
 *
 * Returns: (transfer full) (nullable): a run of this session that has not been started; see dg_run_new()
 */
DgRun *
dg_session_new_run (DgSession *self, const DgBrief *brief, const DgRunOptions *options, GError **error)
{
  g_return_val_if_fail (DG_IS_SESSION (self) && DG_IS_MODEL (self->model) && options != NULL, NULL);

  DgRunOptions own = *options;

  own.session = self->draft->id;
  own.lease = self->lease;

  return dg_run_new (self->library, self->model, brief, &own, error);
}

/* --- extension --- */

static void
take_extension (GTask *task, DgJsonValue reply)
{
  DgStepWork *work = dg_session_get_work (task);
  GError *error = NULL;
  g_autoptr (DgExtension) extension = dg_extension_read (work->brief->outline, work->n_records, reply, &error);

  if (extension == NULL)
    {
      dg_session_fail_step (task, error);
      return;
    }

  work->outline = dg_extension_merge (extension);
  work->say = g_strdup (extension->say);
  if (*extension->question != '\0')
    work->question = g_strdup (extension->question);
  dg_session_end_step (task);
}

static void
ask_for_extension (GTask *task)
{
  DgStepWork *work = dg_session_get_work (task);

  dg_session_ask (task, dg_extension_make_request (work->checklist, work->brief->outline, work->text, work->n_records),
                  take_extension);
}

/**
 * dg_session_plan_extension_async:
 * @self: a session with a model
 * @about: what the new records are to be about, in the person's words
 * @n_records: how many there are to be
 * @cancellable: (nullable): a cancellable
 * @callback: called when the step has ended
 * @data: for @callback
 *
 * Works out what more records are to vary in. The session's own outline stays as it is.
 */
void
dg_session_plan_extension_async (DgSession *self,
                                 const char *about,
                                 guint n_records,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer data)
{
  g_return_if_fail (DG_IS_SESSION (self) && DG_IS_MODEL (self->model) && about != NULL);

  GTask *task = dg_session_begin_step (self, dg_session_plan_extension_async, cancellable, callback, data);
  DgStepWork *work = task != NULL ? dg_session_get_work (task) : NULL;

  if (task == NULL)
    return;
  work->text = g_strdup (about);
  work->n_records = n_records;
  if (dg_session_refresh_brief (task))
    ask_for_extension (task);
}

/**
 * dg_session_plan_extension_finish:
 * @self: a session
 * @result: what the callback was given
 * @say: (out) (optional) (transfer full): what the extension will be, for a person
 * @error: return location for an error
 *
 * Returns: (transfer full) (nullable): the outline of the new records
 */
DgOutline *
dg_session_plan_extension_finish (DgSession *self, GAsyncResult *result, char **say, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  DgStepWork *work = dg_session_get_work (G_TASK (result));

  if (!dg_session_step_finish (self, result, error))
    return NULL;
  if (say != NULL)
    *say = g_steal_pointer (&work->say);

  return g_steal_pointer (&work->outline);
}
