/* dg-dataset-health.c: what a dataset is like as a whole
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/*
 * The library reads the dataset, on its own thread; everything else is worked out from that in another, so that neither
 * the window nor the library waits for it. 100,000 sentences out of manuals, two thirds of which are near-duplicates,
 * take 3 s of one core, most of it for these, and 1000 take 30 ms.
 */

#include "config.h"

#include "dg-dataset-coverage-private.h"
#include "dg-dataset-health-private.h"
#include "dg-library-query.h"
#include "dg-record-check-private.h"

G_DEFINE_BOXED_TYPE (DgDatasetHealth, dg_dataset_health, dg_dataset_health_ref, dg_dataset_health_unref)

static void
free_problem (DgHealthProblem *problem)
{
  g_free (problem->text);
  g_free (problem);
}

static DgHealthProblem *
new_problem (guint number, DgColumn column, const char *text)
{
  DgHealthProblem *problem = g_new0 (DgHealthProblem, 1);

  problem->number = number;
  problem->column = column;
  problem->text = g_strdup (text);

  return problem;
}

/**
 * dg_dataset_health_ref:
 * @self: what a dataset is like
 *
 * Returns: (transfer full): @self
 */
DgDatasetHealth *
dg_dataset_health_ref (DgDatasetHealth *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->ref_count);

  return self;
}

/**
 * dg_dataset_health_unref:
 * @self: (transfer full): what a dataset is like
 */
void
dg_dataset_health_unref (DgDatasetHealth *self)
{
  g_return_if_fail (self != NULL);

  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;

  g_clear_pointer (&self->labels, g_ptr_array_unref);
  dg_health_lengths_clear (&self->inputs);
  dg_health_lengths_clear (&self->answers);
  g_clear_pointer (&self->coverage, dg_dataset_coverage_unref);
  g_clear_pointer (&self->groups, g_ptr_array_unref);
  g_ptr_array_unref (self->problems);
  g_free (self);
}

/**
 * dg_dataset_health_get_n_open:
 * @self: what a dataset is like
 *
 * Returns: how many records were neither approved nor rejected
 */
guint
dg_dataset_health_get_n_open (const DgDatasetHealth *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->n_records - self->n_approved - self->n_rejected;
}

/**
 * dg_inspection_free:
 * @self: (transfer full): what was learned
 */
void
dg_inspection_free (DgInspection *self)
{
  g_clear_pointer (&self->check, dg_record_check_unref);
  g_clear_pointer (&self->duplicates, dg_duplicate_index_free);
  g_clear_pointer (&self->health, dg_dataset_health_unref);
  g_ptr_array_unref (self->marks);
  g_free (self->dataset);
  g_free (self);
}

/* --- measuring, in a thread --- */

static void
count_shares (DgDatasetHealth *self, GPtrArray *records)
{
  for (guint i = 0; i < records->len; i++)
    {
      DgRecord *record = g_ptr_array_index (records, i);

      self->n_approved += dg_record_get_review (record) == DG_REVIEW_APPROVED;
      self->n_rejected += dg_record_get_review (record) == DG_REVIEW_REJECTED;
      self->n_edited += dg_record_get_origin (record) == DG_ORIGIN_HAND;
      self->n_noted += dg_record_get_note (record) != NULL;
      self->n_flagged += dg_record_get_flag (record) != NULL;
    }
}

static void
add_problems (DgInspection *self, guint number, GPtrArray *problems)
{
  DgDatasetHealth *health = self->health;
  g_autoptr (GString) all = g_string_new (NULL);

  for (guint i = 0; i < problems->len; i++)
    {
      const DgProblem *problem = g_ptr_array_index (problems, i);

      if (health->problems->len < DG_HEALTH_MAX_PROBLEMS)
        g_ptr_array_add (health->problems, new_problem (number, problem->column, problem->text));
      g_string_append_printf (all, "%s%s", i > 0 ? "\n" : "", problem->text);
    }
  health->n_problems += problems->len;
  health->n_with_problems++;
  g_ptr_array_add (self->marks,
                   new_problem (number, ((DgProblem *) g_ptr_array_index (problems, 0))->column, all->str));
}

static void
find_problems (DgInspection *self, GPtrArray *records, GCancellable *cancellable)
{
  for (guint i = 0; i < records->len && !g_cancellable_is_cancelled (cancellable); i++)
    {
      DgRecord *record = g_ptr_array_index (records, i);
      g_autoptr (GPtrArray) problems = NULL;

      if (!dg_record_check_run (self->check, dg_record_get_input (record), dg_record_get_answer (record), &problems))
        add_problems (self, i + 1, problems);
    }
}

static void
find_duplicates (DgInspection *self, GPtrArray *records, GCancellable *cancellable)
{
  DgDatasetHealth *health = self->health;

  self->duplicates = dg_duplicate_index_new (records, cancellable);
  health->groups = dg_duplicate_index_find_groups (self->duplicates, cancellable);
  health->n_groups = health->groups->len;
  for (guint i = 0; i < health->groups->len; i++)
    health->n_duplicates += ((DgDuplicateGroup *) g_ptr_array_index (health->groups, i))->numbers->len - 1;
  if (health->groups->len > DG_HEALTH_MAX_GROUPS)
    g_ptr_array_set_size (health->groups, DG_HEALTH_MAX_GROUPS);
}

static DgDatasetCoverage *
measure_coverage (const DgDatasetReading *reading, GCancellable *cancellable)
{
  DgDatasetCoverage *coverage = dg_dataset_coverage_new (reading->records);

  for (guint i = 0; i < reading->plans->len && !g_cancellable_is_cancelled (cancellable); i++)
    {
      const DgRunPlan *planned = g_ptr_array_index (reading->plans, i);
      const DgDraft *draft = dg_dataset_reading_get_draft (reading, planned->session);
      g_autoptr (DgCoveragePlan) plan =
          draft != NULL ? dg_dataset_coverage_draw_plan (planned, draft, reading->records) : NULL;

      if (plan != NULL)
        dg_dataset_coverage_add_plan (coverage, planned, plan, reading->records);
    }

  return coverage;
}

static DgInspection *
inspect (const DgDatasetReading *reading, GCancellable *cancellable)
{
  DgInspection *self = g_new0 (DgInspection, 1);
  DgDatasetHealth *health = self->health = g_new0 (DgDatasetHealth, 1);

  self->dataset = g_strdup (dg_dataset_get_id (reading->dataset));
  self->revision = dg_dataset_get_revision (reading->dataset);
  g_atomic_ref_count_init (&health->ref_count);
  health->n_records = reading->records->len;
  health->problems = g_ptr_array_new_with_free_func ((GDestroyNotify) free_problem);
  self->marks = g_ptr_array_new_with_free_func ((GDestroyNotify) free_problem);

  self->check = dg_record_check_new_for_reading (reading, cancellable);
  count_shares (health, reading->records);
  find_problems (self, reading->records, cancellable);
  health->labels = dg_health_count_labels (self->check, reading->records, cancellable);
  dg_health_lengths_init (&health->inputs, reading->records, DG_COLUMN_INPUT);
  dg_health_lengths_init (&health->answers, reading->records, DG_COLUMN_ANSWER);
  health->coverage = measure_coverage (reading, cancellable);
  find_duplicates (self, reading->records, cancellable);

  return self;
}

static void
inspect_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  DgDatasetReading *reading = data;
  DgInspection *inspection = inspect (reading, cancellable);

  /* here, and not in the main loop, where so many objects would be noticed */
  g_clear_pointer (&reading->records, g_ptr_array_unref);
  if (g_cancellable_is_cancelled (cancellable))
    g_clear_pointer (&inspection, dg_inspection_free);
  if (inspection == NULL)
    g_task_return_error_if_cancelled (task);
  else
    g_task_return_pointer (task, inspection, (GDestroyNotify) dg_inspection_free);
}

static void
read_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  GError *error = NULL;
  DgDatasetReading *reading = dg_dataset_read_finish (result, &error);

  if (reading == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  g_task_set_task_data (task, reading, (GDestroyNotify) dg_dataset_reading_free);
  /* who has cancelled need not wait until the thread has noticed and put everything away */
  g_task_set_return_on_cancel (task, TRUE);
  g_task_run_in_thread (task, inspect_thread);
}

/**
 * dg_dataset_inspect_async:
 * @library: a library
 * @dataset: the id of a dataset
 * @cancellable: (nullable): a cancellable
 * @callback: called with what was learned
 * @data: for @callback
 *
 * Reads a dataset and works out what it is like, without holding up the library or the caller. Cancelling takes effect
 * at once, but for the time that the library needs to stop reading.
 */
void
dg_dataset_inspect_async (
    DgLibrary *library, const char *dataset, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data)
{
  g_return_if_fail (DG_IS_LIBRARY (library) && dataset != NULL);

  GTask *task = g_task_new (NULL, cancellable, callback, data);

  g_task_set_source_tag (task, dg_dataset_inspect_async);
  dg_dataset_read_async (library, dataset, cancellable, read_cb, task);
}

/**
 * dg_dataset_inspect_finish:
 * @result: what the callback was given
 * @error: return location for an error of #DG_STORE_ERROR or %G_IO_ERROR_CANCELLED
 *
 * Returns: (transfer full) (nullable): what was learned
 */
DgInspection *
dg_dataset_inspect_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * dg_inspection_mark_async:
 * @self: what was learned
 * @library: the library that has the dataset
 * @cancellable: (nullable): a cancellable
 * @callback: called when the marks are in the library
 * @data: for @callback
 *
 * Marks the records that have problems, and no others, so that the library can filter by it (dg_record_get_problem()).
 * Duplicates are no marks: what is marked is about the record alone, and stays true until the record itself is changed.
 */
void
dg_inspection_mark_async (const DgInspection *self,
                          DgLibrary *library,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer data)
{
  g_return_if_fail (self != NULL && DG_IS_LIBRARY (library));

  g_autofree DgRecordProblem *problems = g_new (DgRecordProblem, self->marks->len);

  for (guint i = 0; i < self->marks->len; i++)
    {
      const DgHealthProblem *mark = g_ptr_array_index (self->marks, i);

      problems[i] = (DgRecordProblem){ mark->number, mark->text };
    }
  dg_library_set_problems_async (library, self->dataset, self->revision, problems, self->marks->len, cancellable,
                                 callback, data);
}

/**
 * dg_inspection_mark_finish:
 * @library: the library
 * @result: what the callback was given
 * @error: return location for an error of #DG_STORE_ERROR: %DG_STORE_ERROR_STALE when the dataset was changed since it
 * was inspected, so that it is to be inspected again
 *
 * Returns: whether the marks are in the library
 */
gboolean
dg_inspection_mark_finish (DgLibrary *library, GAsyncResult *result, GError **error)
{
  return dg_library_set_problems_finish (library, result, error);
}
