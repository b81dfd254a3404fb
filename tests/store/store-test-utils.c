/* store-test-utils.c: a folder for each test, and the library's operations waited for
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "store-test-utils.h"

#include <glib/gstdio.h>
#include <string.h>

static void
remove_tree (const char *path)
{
  g_autoptr (GDir) dir = NULL;
  const char *name;

  if (!g_file_test (path, G_FILE_TEST_IS_SYMLINK))
    dir = g_dir_open (path, 0, NULL);

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *child = g_build_filename (path, name, NULL);

      remove_tree (child);
    }

  g_remove (path);
}

void
store_fixture_set_up (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  fixture->folder = g_dir_make_tmp ("dataset-gen-test-XXXXXX", &error);
  g_assert_no_error (error);
}

void
store_fixture_tear_down (StoreFixture *fixture, gconstpointer data)
{
  remove_tree (fixture->folder);
  g_clear_pointer (&fixture->folder, g_free);
}

/* @data is where the result goes. */
void
store_test_ready_cb (GObject *object, GAsyncResult *result, gpointer data)
{
  GAsyncResult **place = data;

  g_assert_null (*place);
  *place = g_object_ref (result);
}

GAsyncResult *
store_test_wait (GAsyncResult **result)
{
  while (*result == NULL)
    g_main_context_iteration (NULL, TRUE);

  return *result;
}

char *
store_test_read (const char *path, gsize *length)
{
  g_autoptr (GError) error = NULL;
  char *text;

  g_file_get_contents (path, &text, length, &error);
  g_assert_no_error (error);

  return text;
}

void
store_test_write (const char *path, const char *text)
{
  g_autoptr (GError) error = NULL;

  g_file_set_contents (path, text, -1, &error);
  g_assert_no_error (error);
}

guint
store_test_count_files (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  guint n_files = 0;

  g_assert_nonnull (dir);
  while (g_dir_read_name (dir) != NULL)
    n_files++;

  return n_files;
}

/* Returns: (transfer full): all rows as text, columns parted by `|` and rows by line breaks */
char *
store_test_query (DgSqlite *db, const char *sql)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (DgStatement) statement = dg_statement_new (db, sql);
  GString *out = g_string_new (NULL);

  while (dg_statement_next (statement))
    {
      if (out->len > 0)
        g_string_append_c (out, '\n');

      for (int i = 0; i < dg_statement_get_n_columns (statement); i++)
        {
          g_autofree char *text = dg_statement_dup_text (statement, i);

          g_string_append_printf (out, "%s%s", i > 0 ? "|" : "", text != NULL ? text : "NULL");
        }
    }

  dg_statement_finish (statement, &error);
  g_assert_no_error (error);

  return g_string_free (out, FALSE);
}

char *
store_test_query_file (const char *path, const char *sql)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (DgSqlite) db = dg_sqlite_open (path, &error);

  g_assert_no_error (error);

  return store_test_query (db, sql);
}

void
store_test_exec_file (const char *path, const char *sql)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (DgSqlite) db = dg_sqlite_open (path, &error);

  g_assert_no_error (error);
  dg_sqlite_exec (db, sql, &error);
  g_assert_no_error (error);
}

DgLibrary *
store_test_try_open (const char *folder, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  dg_library_open_async (folder, NULL, store_test_ready_cb, &result);

  return dg_library_open_finish (store_test_wait (&result), error);
}

DgLibrary *
store_test_open (const char *folder)
{
  g_autoptr (GError) error = NULL;
  DgLibrary *library = store_test_try_open (folder, &error);

  g_assert_no_error (error);
  g_assert_true (DG_IS_LIBRARY (library));

  return library;
}

char *
store_test_save_draft (DgLibrary *library, const DgDraft *draft, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  dg_library_save_draft_async (library, draft, NULL, store_test_ready_cb, &result);

  return dg_library_save_draft_finish (library, store_test_wait (&result), error);
}

DgDraft *
store_test_load_draft (DgLibrary *library, const char *session, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  dg_library_load_draft_async (library, session, NULL, store_test_ready_cb, &result);

  return dg_library_load_draft_finish (library, store_test_wait (&result), error);
}

GPtrArray *
store_test_list_drafts (DgLibrary *library)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  dg_library_list_drafts_async (library, NULL, store_test_ready_cb, &result);
  GPtrArray *drafts = dg_library_list_drafts_finish (library, store_test_wait (&result), &error);
  g_assert_no_error (error);

  return drafts;
}

char *
store_test_new_session (DgLibrary *library, const char *name)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (DgDraft) draft = dg_draft_new ();

  draft->name = g_strdup (name);
  draft->provider = g_strdup ("bedrock");
  draft->model = g_strdup ("amazon.nova-2-lite-v1:0");
  char *session = store_test_save_draft (library, draft, &error);
  g_assert_no_error (error);

  return session;
}

char *
store_test_begin_run (DgLibrary *library, const char *session, guint requested, DgFileFormat format, GError **error)
{
  const DgRunStart start = { .session = session, .requested = requested, .format = format, .seed = G_MAXUINT64 };

  return store_test_begin_run_with (library, &start, error);
}

char *
store_test_begin_run_with (DgLibrary *library, const DgRunStart *start, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  dg_library_begin_run_async (library, start, NULL, store_test_ready_cb, &result);

  return dg_library_begin_run_finish (library, store_test_wait (&result), error);
}

gboolean
store_test_add_batch (DgLibrary *library, const char *run, const DgRunBatch *batch, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  dg_library_add_batch_async (library, run, batch, NULL, store_test_ready_cb, &result);

  return dg_library_add_batch_finish (library, store_test_wait (&result), error);
}

void
store_test_add_records (DgLibrary *library, const char *run, guint first, guint n_records)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) records = g_ptr_array_new_with_free_func (g_object_unref);
  DgRunBatch batch = { .records = records };

  for (guint i = first; i < first + n_records; i++)
    {
      g_autofree char *input = g_strdup_printf ("question %u", i);
      g_autofree char *answer = g_strdup_printf ("answer %u", i);

      g_ptr_array_add (records, dg_record_new (input, answer, i));
    }

  store_test_add_batch (library, run, &batch, &error);
  g_assert_no_error (error);
}

GPtrArray *
store_test_resume_run (DgLibrary *library, const char *run, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  dg_library_resume_run_async (library, run, 0.0, NULL, NULL, store_test_ready_cb, &result);

  return dg_library_resume_run_finish (library, store_test_wait (&result), error);
}

DgRunReport *
store_test_end_run (DgLibrary *library, const char *run, DgRunStatus status, double seconds, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  dg_library_end_run_async (library, run, status, seconds, NULL, store_test_ready_cb, &result);

  return dg_library_end_run_finish (library, store_test_wait (&result), error);
}

DgRunReport *
store_test_load_report (DgLibrary *library, const char *session, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  dg_library_load_report_async (library, session, NULL, store_test_ready_cb, &result);

  return dg_library_load_report_finish (library, store_test_wait (&result), error);
}

DgRunReport *
store_test_make_dataset (DgLibrary *library, const char *name, guint n_records, DgFileFormat format)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *session = store_test_new_session (library, name);
  g_autofree char *run = store_test_begin_run (library, session, n_records, format, &error);

  g_assert_no_error (error);
  store_test_add_records (library, run, 1, n_records);
  DgRunReport *report = store_test_end_run (library, run, DG_RUN_COMPLETE, 1.5, &error);
  g_assert_no_error (error);
  g_assert_nonnull (report->dataset);

  return report;
}

GPtrArray *
store_test_list_datasets (DgLibrary *library)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  dg_library_list_datasets_async (library, NULL, store_test_ready_cb, &result);
  GPtrArray *datasets = dg_library_list_datasets_finish (library, store_test_wait (&result), &error);
  g_assert_no_error (error);

  return datasets;
}

DgDataset *
store_test_load_dataset (DgLibrary *library, const char *id, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  dg_library_load_dataset_async (library, id, NULL, store_test_ready_cb, &result);

  return dg_library_load_dataset_finish (library, store_test_wait (&result), error);
}

GPtrArray *
store_test_load_records (DgLibrary *library, const char *id, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  dg_library_load_records_async (library, id, NULL, store_test_ready_cb, &result);

  return dg_library_load_records_finish (library, store_test_wait (&result), error);
}

DgDataset *
store_test_delete_dataset (DgLibrary *library, const char *id, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  dg_library_delete_dataset_async (library, id, NULL, store_test_ready_cb, &result);

  return dg_library_delete_dataset_finish (library, store_test_wait (&result), error);
}

DgDataset *
store_test_restore_dataset (DgLibrary *library, const char *id, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  dg_library_restore_dataset_async (library, id, NULL, store_test_ready_cb, &result);

  return dg_library_restore_dataset_finish (library, store_test_wait (&result), error);
}

GPtrArray *
store_test_list_deleted (DgLibrary *library)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  dg_library_list_deleted_async (library, NULL, store_test_ready_cb, &result);
  GPtrArray *datasets = dg_library_list_deleted_finish (library, store_test_wait (&result), &error);
  g_assert_no_error (error);

  return datasets;
}

DgDataset *
store_test_export (
    DgLibrary *library, const char *id, const char *path, DgFileFormat format, gboolean overwrite, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  dg_library_export_dataset_async (library, id, path, format, overwrite, NULL, store_test_ready_cb, &result);

  return dg_library_export_dataset_finish (library, store_test_wait (&result), error);
}

void
store_test_assert_record (GPtrArray *records, guint i, const char *input, const char *answer)
{
  g_assert_cmpuint (i, <, records->len);

  DgRecord *record = g_ptr_array_index (records, i);

  g_assert_cmpstr (dg_record_get_input (record), ==, input);
  g_assert_cmpstr (dg_record_get_answer (record), ==, answer);
}

char *
store_test_query_library (DgLibrary *library, const char *sql)
{
  g_autofree char *path = g_build_filename (dg_library_get_folder (library), "library.db", NULL);

  return store_test_query_file (path, sql);
}

/* As rows have it, by the clock on the wall */
char *
store_test_get_today (void)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();

  return g_date_time_format (now, "%Y-%m-%d");
}

/* A day may end while a test runs. Returns: (transfer full): @before when @text tells of it, else the day that it is */
char *
store_test_choose_day (const char *text, const char *before)
{
  return strstr (text, before) != NULL ? g_strdup (before) : store_test_get_today ();
}

void
store_test_assert_id (const char *id, const char *prefix)
{
  g_assert_true (g_str_has_prefix (id, prefix));
  g_assert_cmpuint (strlen (id), ==, strlen (prefix) + 8);
  g_assert_cmpuint (strspn (id + strlen (prefix), "0123456789abcdef"), ==, 8);
}

GPtrArray *
store_test_make_refused (void)
{
  static const DgRefusal reasons[] = { DG_REFUSAL_INVALID,   DG_REFUSAL_INVALID,  DG_REFUSAL_INVALID,
                                       DG_REFUSAL_DUPLICATE, DG_REFUSAL_CONFLICT, DG_REFUSAL_SURPLUS };
  GPtrArray *refused = g_ptr_array_new_with_free_func ((GDestroyNotify) dg_refused_record_free);

  for (guint i = 0; i < G_N_ELEMENTS (reasons); i++)
    g_ptr_array_add (refused, dg_refused_record_new (reasons[i], "why", "{\"input\": half", i));

  return refused;
}

DgCall *
store_test_make_call (double cost_usd)
{
  DgCall *call = dg_call_new ("generate", "amazon.nova-2-lite-v1:0");

  call->request_id = g_strdup ("7c1f");
  call->stop_reason = g_strdup ("tool_use");
  call->usage = (DgUsage){ 1000, 200, 30, 4 };
  call->cost_usd = cost_usd;
  call->latency_ms = 1234;
  call->retries = 2;

  return call;
}

char *
store_test_begin_any_run (DgLibrary *library, guint requested)
{
  g_autofree char *session = store_test_new_session (library, "My Set");
  g_autoptr (GError) error = NULL;
  char *run = store_test_begin_run (library, session, requested, DG_FILE_FORMAT_JSONL, &error);

  g_assert_no_error (error);

  return run;
}
