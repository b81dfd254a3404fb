/* dg-dataset-reading.c: all that the library knows of a dataset
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "dg-dataset-reading.h"
#include "dg-library-query.h"

/* What is being read; belongs to the task. */
typedef struct
{
  DgLibrary *library;        /* (owned) */
  char *dataset;             /* (owned) */
  DgDatasetReading *reading; /* (owned) */
  GPtrArray *sessions;       /* (owned) (element-type utf8): those still to be read */
} Reader;

static void
free_reader (Reader *reader)
{
  g_object_unref (reader->library);
  g_free (reader->dataset);
  g_clear_pointer (&reader->reading, dg_dataset_reading_free);
  g_ptr_array_unref (reader->sessions);
  g_free (reader);
}

/*
 * dg_dataset_reading_free:
 * @self: (transfer full): what was read
 */
void
dg_dataset_reading_free (DgDatasetReading *self)
{
  g_clear_object (&self->dataset);
  g_clear_pointer (&self->records, g_ptr_array_unref);
  g_clear_pointer (&self->plans, g_ptr_array_unref);
  g_hash_table_unref (self->drafts);
  g_free (self);
}

/*
 * dg_dataset_reading_get_draft:
 * @self: what was read
 * @session: (nullable): a session
 *
 * Returns: (transfer none) (nullable): the session, %NULL when it is gone
 */
const DgDraft *
dg_dataset_reading_get_draft (const DgDatasetReading *self, const char *session)
{
  return session != NULL ? g_hash_table_lookup (self->drafts, session) : NULL;
}

static void read_next_session (GTask *task);

static void
load_draft_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  Reader *reader = g_task_get_task_data (task);
  DgDraft *draft = dg_library_load_draft_finish (reader->library, result, NULL);

  /* without its session, a dataset is as one that was imported */
  if (draft != NULL)
    g_hash_table_insert (reader->reading->drafts, g_strdup (draft->id), draft);
  if (!g_task_return_error_if_cancelled (task))
    read_next_session (task);
}

static void
read_next_session (GTask *task)
{
  Reader *reader = g_task_get_task_data (task);
  g_autofree char *session = NULL;

  if (reader->sessions->len == 0)
    {
      g_task_return_pointer (task, g_steal_pointer (&reader->reading), (GDestroyNotify) dg_dataset_reading_free);
      return;
    }
  session = g_ptr_array_steal_index (reader->sessions, reader->sessions->len - 1);
  dg_library_load_draft_async (reader->library, session, g_task_get_cancellable (task), load_draft_cb,
                               g_object_ref (task));
}

static void
add_session (Reader *reader, const char *session)
{
  if (session != NULL && !g_ptr_array_find_with_equal_func (reader->sessions, session, g_str_equal, NULL))
    g_ptr_array_add (reader->sessions, g_strdup (session));
}

static void
load_records_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  Reader *reader = g_task_get_task_data (task);
  GError *error = NULL;

  reader->reading->records = dg_library_load_records_finish (reader->library, result, &error);
  if (reader->reading->records == NULL)
    g_task_return_error (task, error);
  else
    read_next_session (task);
}

static void
load_plans_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  Reader *reader = g_task_get_task_data (task);
  GError *error = NULL;

  reader->reading->plans = dg_library_load_plans_finish (reader->library, result, &error);
  if (reader->reading->plans == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  for (guint i = 0; i < reader->reading->plans->len; i++)
    add_session (reader, ((DgRunPlan *) g_ptr_array_index (reader->reading->plans, i))->session);
  dg_library_load_records_async (reader->library, reader->dataset, g_task_get_cancellable (task), load_records_cb,
                                 g_object_ref (task));
}

static void
find_records_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  Reader *reader = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr (GArray) numbers =
      dg_library_find_records_finish (reader->library, result, &reader->reading->dataset, &error);

  if (numbers == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  add_session (reader, dg_dataset_get_session (reader->reading->dataset));
  dg_library_load_plans_async (reader->library, reader->dataset, g_task_get_cancellable (task), load_plans_cb,
                               g_object_ref (task));
}

/*
 * dg_dataset_read_async:
 * @library: a library
 * @dataset: the id of a dataset
 * @cancellable: (nullable): a cancellable
 * @callback: called with what was read
 * @data: for @callback
 */
void
dg_dataset_read_async (
    DgLibrary *library, const char *dataset, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, data);
  const DgRecordQuery everything = { 0 };
  Reader *reader = g_new0 (Reader, 1);

  g_task_set_source_tag (task, dg_dataset_read_async);
  reader->library = g_object_ref (library);
  reader->dataset = g_strdup (dataset);
  reader->sessions = g_ptr_array_new_with_free_func (g_free);
  reader->reading = g_new0 (DgDatasetReading, 1);
  reader->reading->drafts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) dg_draft_free);
  g_task_set_task_data (task, reader, (GDestroyNotify) free_reader);
  /* tells the revision, and takes over a file that somebody else has changed: what is marked later, is marked by that
   */
  dg_library_find_records_async (library, dataset, &everything, cancellable, find_records_cb, g_object_ref (task));
}

/*
 * dg_dataset_read_finish:
 * @result: what the callback was given
 * @error: return location for an error of #DG_STORE_ERROR or %G_IO_ERROR_CANCELLED
 *
 * Returns: (transfer full) (nullable): what was read
 */
DgDatasetReading *
dg_dataset_read_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
