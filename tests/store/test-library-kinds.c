/* test-library-kinds.c: runs that are seeded, and runs for samples
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <string.h>

#include "store-test-utils.h"

static GPtrArray *
make_seeded (void)
{
  GPtrArray *seeded = g_ptr_array_new_with_free_func (g_object_unref);

  g_ptr_array_add (seeded, dg_record_new ("sample 1", "yes", 4));
  g_ptr_array_add (seeded, dg_record_new ("sample 2", "no", 2));
  dg_record_set_origin (g_ptr_array_index (seeded, 1), DG_ORIGIN_HAND);
  dg_record_set_flag (g_ptr_array_index (seeded, 1), "look here");

  return seeded;
}

static char *
begin_seeded (DgLibrary *library, guint requested, GPtrArray *seeded)
{
  g_autofree char *session = store_test_new_session (library, "x");
  g_autoptr (GError) error = NULL;
  const DgRunStart start = { .session = session, .requested = requested, .outline = "{\"a\": 1.0}", .seeded = seeded };
  char *run = store_test_begin_run_with (library, &start, &error);

  g_assert_no_error (error);

  return run;
}

static void
assert_rows (DgLibrary *library, const char *sql, const char *expected)
{
  g_autofree char *rows = store_test_query_library (library, sql);

  g_assert_cmpstr (rows, ==, expected);
}

/* --- seeded runs --- */

static void
test_seeded_from_the_start (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (DgLibrary) library = store_test_open (fixture->folder);
  g_autoptr (GPtrArray) seeded = make_seeded ();
  g_autofree char *run = begin_seeded (library, 5, seeded);

  assert_rows (library,
               "SELECT run_id IS NOT NULL, plan_line, origin, review, input, answer, flag FROM dg_records"
               " ORDER BY id",
               "1|0|sample|approved|sample 1|yes|NULL\n1|0|sample|approved|sample 2|no|look here");
  assert_rows (library, "SELECT kind, outline, extends FROM dg_runs", "dataset|{\"a\": 1.0}|0");

  /* the caller's records are as they were */
  g_assert_cmpuint (dg_record_get_plan_line (g_ptr_array_index (seeded, 0)), ==, 4);
  g_assert_cmpint (dg_record_get_origin (g_ptr_array_index (seeded, 1)), ==, DG_ORIGIN_HAND);
}

static void
test_seeded_are_told_apart (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (DgLibrary) library = store_test_open (fixture->folder);
  g_autoptr (GPtrArray) seeded = make_seeded ();
  g_autofree char *run = begin_seeded (library, 5, seeded);
  g_autoptr (GError) error = NULL;

  store_test_add_records (library, run, 1, 2);
  g_autoptr (GPtrArray) records = store_test_resume_run (library, run, &error);
  g_assert_no_error (error);

  g_assert_cmpuint (records->len, ==, 4);
  store_test_assert_record (records, 0, "sample 1", "yes");
  store_test_assert_record (records, 1, "sample 2", "no");
  store_test_assert_record (records, 2, "question 1", "answer 1");
  g_assert_cmpint (dg_record_get_origin (g_ptr_array_index (records, 1)), ==, DG_ORIGIN_SAMPLE);
  g_assert_cmpstr (dg_record_get_flag (g_ptr_array_index (records, 1)), ==, "look here");
  g_assert_cmpint (dg_record_get_origin (g_ptr_array_index (records, 2)), ==, DG_ORIGIN_MODEL);
}

static void
test_seeded_end (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (DgLibrary) library = store_test_open (fixture->folder);
  g_autoptr (GPtrArray) seeded = make_seeded ();
  g_autofree char *run = begin_seeded (library, 5, seeded);
  g_autoptr (GError) error = NULL;

  store_test_add_records (library, run, 1, 3);
  g_autoptr (DgRunReport) report = store_test_end_run (library, run, DG_RUN_COMPLETE, 1.0, &error);
  g_assert_no_error (error);

  g_assert_cmpint (report->status, ==, DG_RUN_COMPLETE);
  g_assert_cmpuint (report->seeded, ==, 2);
  g_assert_cmpuint (report->accepted, ==, 3);
  g_assert_cmpuint (dg_run_report_get_records (report), ==, 5);
  g_assert_cmpuint (dg_run_report_get_raw_records (report), ==, 3);
  g_assert_cmpstr (report->outline, ==, "{\"a\": 1.0}");
  g_assert_null (report->extends);

  g_autofree char *text = store_test_read (report->path, NULL);
  g_assert_cmpstr (text, ==,
                   "{\"input\": \"sample 1\", \"answer\": \"yes\"}\n"
                   "{\"input\": \"sample 2\", \"answer\": \"no\"}\n"
                   "{\"input\": \"question 1\", \"answer\": \"answer 1\"}\n"
                   "{\"input\": \"question 2\", \"answer\": \"answer 2\"}\n"
                   "{\"input\": \"question 3\", \"answer\": \"answer 3\"}\n");

  g_autoptr (GPtrArray) records = store_test_load_records (library, report->dataset, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (records->len, ==, 5);
  g_assert_cmpint (dg_record_get_origin (g_ptr_array_index (records, 0)), ==, DG_ORIGIN_SAMPLE);
  g_assert_cmpint (dg_record_get_review (g_ptr_array_index (records, 1)), ==, DG_REVIEW_APPROVED);
  g_assert_cmpint (dg_record_get_review (g_ptr_array_index (records, 2)), ==, DG_REVIEW_NONE);
  g_assert_cmpuint (dg_record_get_number (g_ptr_array_index (records, 4)), ==, 5);
}

/* Neither a run without its samples nor samples without a run. */
static void
test_seeded_or_nothing (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (DgLibrary) library = store_test_open (fixture->folder);
  g_autofree char *session = store_test_new_session (library, "x");
  g_autofree char *database = g_build_filename (fixture->folder, "library.db", NULL);
  g_autoptr (GPtrArray) seeded = make_seeded ();
  g_autoptr (GError) error = NULL;
  const DgRunStart start = { .session = session, .requested = 5, .seeded = seeded };

  store_test_exec_file (database, "CREATE TRIGGER refuse BEFORE INSERT ON dg_records WHEN new.input = 'sample 2' BEGIN"
                                  "  SELECT raise (ABORT, 'not today'); END");
  g_assert_null (store_test_begin_run_with (library, &start, &error));
  g_assert_error (error, DG_STORE_ERROR, DG_STORE_ERROR_FAILED);
  assert_rows (library, "SELECT (SELECT count (*) FROM dg_runs), (SELECT count (*) FROM dg_records)", "0|0");
}

/* --- runs for samples --- */

static char *
begin_samples (DgLibrary *library, const char *session)
{
  g_autoptr (GError) error = NULL;
  const DgRunStart start = { .session = session, .kind = DG_RUN_SAMPLES, .requested = 5 };
  char *run = store_test_begin_run_with (library, &start, &error);

  g_assert_no_error (error);

  return run;
}

static void
assert_samples_end (StoreFixture *fixture, guint n_records, DgRunStatus expected)
{
  g_autoptr (DgLibrary) library = store_test_open (fixture->folder);
  g_autofree char *uploads = g_build_filename (fixture->folder, "uploads", NULL);
  g_autofree char *session = store_test_new_session (library, "x");
  g_autofree char *run = begin_samples (library, session);
  g_autoptr (GError) error = NULL;

  if (n_records > 0)
    store_test_add_records (library, run, 1, n_records);
  g_autoptr (DgRunReport) report = store_test_end_run (library, run, DG_RUN_COMPLETE, 1.0, &error);
  g_assert_no_error (error);

  g_assert_cmpint (report->status, ==, expected);
  g_assert_cmpuint (report->accepted, ==, n_records);
  g_assert_null (report->dataset);
  g_assert_null (report->path);
  g_assert_cmpuint (store_test_count_files (uploads), ==, 0);
  assert_rows (library,
               "SELECT (SELECT count (*) FROM datasets), (SELECT count (*) FROM dg_datasets),"
               " (SELECT dataset_id FROM dg_sessions), (SELECT count (number) FROM dg_records)",
               "0|0|NULL|0");

  g_autoptr (GPtrArray) drafts = store_test_list_drafts (library);
  g_assert_cmpuint (drafts->len, ==, 1);
}

static void
test_samples_complete (StoreFixture *fixture, gconstpointer data)
{
  assert_samples_end (fixture, 5, DG_RUN_COMPLETE);
}

static void
test_samples_partial (StoreFixture *fixture, gconstpointer data)
{
  assert_samples_end (fixture, 3, DG_RUN_PARTIAL);
}

static void
test_samples_failed (StoreFixture *fixture, gconstpointer data)
{
  assert_samples_end (fixture, 0, DG_RUN_FAILED);
}

/* What can be gone on with is the run for the dataset, not the samples that were made after it was interrupted. */
static void
test_samples_have_no_report (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (DgLibrary) library = store_test_open (fixture->folder);
  g_autofree char *session = store_test_new_session (library, "x");
  g_autofree char *run = store_test_begin_run (library, session, 10, DG_FILE_FORMAT_JSONL, NULL);
  g_autofree char *samples = begin_samples (library, session);
  g_autoptr (DgRunReport) report = store_test_load_report (library, session, NULL);

  g_assert_cmpstr (report->run, ==, run);
  g_assert_cmpstr (report->run, !=, samples);
}

static void
test_samples_then_dataset (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (DgLibrary) library = store_test_open (fixture->folder);
  g_autofree char *session = store_test_new_session (library, "x");
  g_autofree char *samples = begin_samples (library, session);
  g_autofree char *run = store_test_begin_run (library, session, 3, DG_FILE_FORMAT_JSONL, NULL);
  g_autoptr (GError) error = NULL;

  store_test_add_records (library, samples, 1, 5);
  store_test_add_records (library, run, 1, 3);
  g_autoptr (DgRunReport) report = store_test_end_run (library, run, DG_RUN_COMPLETE, 1.0, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (report->accepted, ==, 3);

  g_autoptr (GPtrArray) records = store_test_load_records (library, report->dataset, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (records->len, ==, 3);
}

static void
test_batch_after_samples_ended (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (DgLibrary) library = store_test_open (fixture->folder);
  g_autofree char *session = store_test_new_session (library, "x");
  g_autofree char *run = begin_samples (library, session);
  g_autoptr (GPtrArray) records = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GError) error = NULL;
  DgRunBatch batch = { .records = records };

  store_test_add_records (library, run, 1, 2);
  g_autoptr (DgRunReport) report = store_test_end_run (library, run, DG_RUN_PARTIAL, 1.0, NULL);
  g_assert_nonnull (report);
  g_ptr_array_add (records, dg_record_new ("late", "x", 3));
  g_assert_false (store_test_add_batch (library, run, &batch, &error));
  g_assert_error (error, DG_STORE_ERROR, DG_STORE_ERROR_FAILED);
  g_assert_nonnull (strstr (error->message, run));
}

/* --- records --- */

static void
test_flag_and_origin (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (DgLibrary) library = store_test_open (fixture->folder);
  g_autofree char *run = store_test_begin_any_run (library, 2);
  g_autoptr (GPtrArray) records = g_ptr_array_new_with_free_func (g_object_unref);
  DgRecord *record = dg_record_new ("a", "b", 1);
  g_autoptr (GError) error = NULL;
  DgRunBatch batch = { .records = records };

  dg_record_set_flag (record, "the answer word stands in the input");
  dg_record_set_origin (record, DG_ORIGIN_HAND);
  g_ptr_array_add (records, record);
  g_ptr_array_add (records, dg_record_new ("c", "d", 2));
  g_assert_true (store_test_add_batch (library, run, &batch, NULL));
  g_autoptr (DgRunReport) report = store_test_end_run (library, run, DG_RUN_COMPLETE, 1.0, NULL);
  assert_rows (library, "UPDATE dg_records SET review = 'approved', note = 'good' WHERE number = 2", "");

  g_autoptr (GPtrArray) loaded = store_test_load_records (library, report->dataset, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (dg_record_get_flag (g_ptr_array_index (loaded, 0)), ==, "the answer word stands in the input");
  g_assert_cmpint (dg_record_get_origin (g_ptr_array_index (loaded, 0)), ==, DG_ORIGIN_HAND);
  g_assert_cmpint (dg_record_get_review (g_ptr_array_index (loaded, 0)), ==, DG_REVIEW_NONE);
  g_assert_null (dg_record_get_note (g_ptr_array_index (loaded, 0)));
  g_assert_null (dg_record_get_flag (g_ptr_array_index (loaded, 1)));
  g_assert_cmpint (dg_record_get_review (g_ptr_array_index (loaded, 1)), ==, DG_REVIEW_APPROVED);
  g_assert_cmpstr (dg_record_get_note (g_ptr_array_index (loaded, 1)), ==, "good");
}

/* Another program rewrote the file: what is known stays with the text that it is known about. */
static void
test_changed_file_keeps_review (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (DgLibrary) library = store_test_open (fixture->folder);
  g_autoptr (DgRunReport) report = store_test_make_dataset (library, "x", 2, DG_FILE_FORMAT_CSV);
  g_autoptr (GError) error = NULL;

  assert_rows (library, "UPDATE dg_records SET review = 'rejected', note = 'why', flag = 'odd' WHERE number = 2", "");
  store_test_write (report->path, "input,answer\r\nquestion 2,answer 2\r\nnew,x\r\n");

  g_autoptr (GPtrArray) records = store_test_load_records (library, report->dataset, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (records->len, ==, 2);
  g_assert_cmpint (dg_record_get_review (g_ptr_array_index (records, 0)), ==, DG_REVIEW_REJECTED);
  g_assert_cmpstr (dg_record_get_note (g_ptr_array_index (records, 0)), ==, "why");
  g_assert_cmpstr (dg_record_get_flag (g_ptr_array_index (records, 0)), ==, "odd");
  g_assert_cmpint (dg_record_get_origin (g_ptr_array_index (records, 0)), ==, DG_ORIGIN_MODEL);
  g_assert_cmpuint (dg_record_get_number (g_ptr_array_index (records, 0)), ==, 1);
  g_assert_cmpint (dg_record_get_origin (g_ptr_array_index (records, 1)), ==, DG_ORIGIN_IMPORT);
  g_assert_cmpint (dg_record_get_review (g_ptr_array_index (records, 1)), ==, DG_REVIEW_NONE);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  store_test_add ("/store/library/seeded/from-the-start", test_seeded_from_the_start);
  store_test_add ("/store/library/seeded/told-apart", test_seeded_are_told_apart);
  store_test_add ("/store/library/seeded/end", test_seeded_end);
  store_test_add ("/store/library/seeded/or-nothing", test_seeded_or_nothing);
  store_test_add ("/store/library/samples/complete", test_samples_complete);
  store_test_add ("/store/library/samples/partial", test_samples_partial);
  store_test_add ("/store/library/samples/failed", test_samples_failed);
  store_test_add ("/store/library/samples/no-report", test_samples_have_no_report);
  store_test_add ("/store/library/samples/then-dataset", test_samples_then_dataset);
  store_test_add ("/store/library/samples/batch-afterwards", test_batch_after_samples_ended);
  store_test_add ("/store/library/records/flag-and-origin", test_flag_and_origin);
  store_test_add ("/store/library/records/changed-file", test_changed_file_keeps_review);

  return g_test_run ();
}
