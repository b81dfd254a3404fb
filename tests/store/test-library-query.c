/* test-library-query.c: records of datasets searched, filtered and sorted
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "dg-library-query.h"

#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>

#include "dg-library-review.h"
#include "store-test-utils.h"

static DgDataset *
change (DgLibrary *library, const char *dataset, const DgRecordChange *changes, guint n_changes)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  dg_library_change_records_async (library, dataset, changes, n_changes, NULL, store_test_ready_cb, &result);
  DgDataset *changed = dg_library_change_records_finish (library, store_test_wait (&result), &error);
  g_assert_no_error (error);

  return changed;
}

static GArray *
find (DgLibrary *library, const char *id, const DgRecordQuery *query, DgDataset **dataset, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  dg_library_find_records_async (library, id, query, NULL, store_test_ready_cb, &result);

  return dg_library_find_records_finish (library, store_test_wait (&result), dataset, error);
}

static void
assert_found (DgLibrary *library, const char *dataset, const DgRecordQuery *query, const char *expected)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) numbers = find (library, dataset, query, NULL, &error);
  g_autoptr (GString) found = g_string_new (NULL);

  g_assert_no_error (error);
  for (guint i = 0; i < numbers->len; i++)
    g_string_append_printf (found, i == 0 ? "%u" : " %u", g_array_index (numbers, guint, i));
  g_assert_cmpstr (found->str, ==, expected);
}

static void
assert_text_found (DgLibrary *library, const char *dataset, const char *text, const char *expected)
{
  assert_found (library, dataset, &(DgRecordQuery){ .text = text }, expected);
}

static GPtrArray *
load (DgLibrary *library, const char *dataset, const guint *numbers, guint n, guint max_characters, guint *revision)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  dg_library_load_numbered_records_async (library, dataset, numbers, n, max_characters, NULL, store_test_ready_cb,
                                          &result);
  GPtrArray *records = dg_library_load_numbered_records_finish (library, store_test_wait (&result), revision, &error);
  g_assert_no_error (error);

  return records;
}

static gboolean
set_problems (
    DgLibrary *library, const char *id, guint revision, const DgRecordProblem *problems, guint n, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  dg_library_set_problems_async (library, id, revision, problems, n, NULL, store_test_ready_cb, &result);

  return dg_library_set_problems_finish (library, store_test_wait (&result), error);
}

static guint
read_revision (DgLibrary *library, const char *id)
{
  g_autoptr (DgDataset) dataset = store_test_load_dataset (library, id, NULL);

  return dg_dataset_get_revision (dataset);
}

/* What is read of it is what is in it, but its size, its time and its place on the disk stay. */
static void
write_unseen (const char *path, const char *text)
{
  GStatBuf info;
  gsize length;
  g_autofree char *before = store_test_read (path, &length);

  g_assert_cmpuint (strlen (text), ==, length);
  g_assert_cmpint (g_stat (path, &info), ==, 0);

  int fd = g_open (path, O_WRONLY, 0);
  const struct timespec times[] = { info.st_atim, info.st_mtim };

  g_assert_cmpint (write (fd, text, length), ==, (gssize) length);
  g_assert_cmpint (futimens (fd, times), ==, 0);
  g_assert_true (g_close (fd, NULL));
}

static DgRunReport *
make_varied_dataset (DgLibrary *library)
{
  DgRunReport *report = store_test_make_dataset (library, "x", 6, DG_FILE_FORMAT_JSONL);
  const DgRecordChange changes[] = {
    { .number = 1, .input = "Straße in München", .answer = "ja" },
    { .number = 2, .input = "strasse 50%_x", .answer = "NEIN", .set_review = TRUE, .review = DG_REVIEW_REJECTED },
    { .number = 3, .input = "Où est l’e\u0301te\u0301?", .answer = "b", .flag = "odd" },
    { .number = 4, .set_review = TRUE, .review = DG_REVIEW_APPROVED },
    { .number = 5, .input = "日本 語", .answer = "zz", .problem = "b is wrong" },
    { .number = 6, .note = "Viel Ärger", .problem = "a is wrong", .flag = "odder" },
  };
  g_autoptr (DgDataset) dataset = change (library, report->dataset, changes, G_N_ELEMENTS (changes));

  return report;
}

static void
test_text (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (DgLibrary) library = store_test_open (fixture->folder);
  g_autoptr (DgRunReport) report = make_varied_dataset (library);
  const char *id = report->dataset;

  assert_text_found (library, id, NULL, "1 2 3 4 5 6");
  assert_text_found (library, id, "", "1 2 3 4 5 6");
  assert_text_found (library, id, "STRASSE", "1 2");
  assert_text_found (library, id, "été", "3");
  assert_text_found (library, id, "nein", "2");
  assert_text_found (library, id, "ANSWER", "4 6");
  assert_text_found (library, id, "ärger", "6");
  assert_text_found (library, id, "%", "2");
  assert_text_found (library, id, "_", "2");
  assert_text_found (library, id, "') OR 1 --", "");
  /* what is wrong with a record is no text of it */
  assert_text_found (library, id, "wrong", "");
}

static void
test_filter (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (DgLibrary) library = store_test_open (fixture->folder);
  g_autoptr (DgRunReport) report = make_varied_dataset (library);
  const char *const expected[] = { "1 2 3 4 5 6", "3 5 6", "1 3 5 6", "4", "2", "6", "1 2 3 5" };

  for (DgRecordFilter filter = DG_RECORD_FILTER_ALL; filter <= DG_RECORD_FILTER_EDITED; filter++)
    assert_found (library, report->dataset, &(DgRecordQuery){ .filter = filter }, expected[filter]);
  assert_found (library, report->dataset, &(DgRecordQuery){ .filter = DG_RECORD_FILTER_EDITED, .text = "strasse" },
                "1 2");
}

static void
test_sort (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (DgLibrary) library = store_test_open (fixture->folder);
  g_autoptr (DgRunReport) report = make_varied_dataset (library);
  const char *const ascending[] = { "1 2 3 4 5 6", NULL,          NULL,         "5 4 6 2 3 1",
                                    "3 1 5 2 4 6", "1 3 5 6 4 2", "6 5 3 1 2 4" };
  const char *const descending[] = { "6 5 4 3 2 1", NULL,          NULL,         "1 3 2 4 6 5",
                                     "4 6 2 1 5 3", "2 4 1 3 5 6", "1 2 4 3 5 6" };

  for (DgRecordSort sort = DG_RECORD_SORT_NUMBER; sort <= DG_RECORD_SORT_LOOK; sort++)
    if (ascending[sort] != NULL)
      {
        assert_found (library, report->dataset, &(DgRecordQuery){ .sort = sort }, ascending[sort]);
        assert_found (library, report->dataset, &(DgRecordQuery){ .sort = sort, .descending = TRUE }, descending[sort]);
      }
}

/* In whatever language the test runs, digits come in their order, and the same texts in that of the file. */
static void
test_sort_text (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (DgLibrary) library = store_test_open (fixture->folder);
  g_autoptr (DgRunReport) report = store_test_make_dataset (library, "x", 4, DG_FILE_FORMAT_JSONL);
  const DgRecordChange changes[] = { { .number = 1, .input = "same 2", .answer = "d" },
                                     { .number = 2, .input = "same 3", .answer = "c" },
                                     { .number = 3, .input = "same 1", .answer = "d" },
                                     { .number = 4, .input = "same 2", .answer = "a" } };
  g_autoptr (DgDataset) dataset = change (library, report->dataset, changes, G_N_ELEMENTS (changes));

  assert_found (library, report->dataset, &(DgRecordQuery){ .sort = DG_RECORD_SORT_INPUT }, "3 1 4 2");
  assert_found (library, report->dataset, &(DgRecordQuery){ .sort = DG_RECORD_SORT_INPUT, .descending = TRUE },
                "2 1 4 3");
  assert_found (library, report->dataset, &(DgRecordQuery){ .sort = DG_RECORD_SORT_ANSWER }, "4 2 1 3");
}

/* Many inputs begin with the same instruction. */
static void
test_sort_long_text (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (DgLibrary) library = store_test_open (fixture->folder);
  g_autoptr (DgRunReport) report = store_test_make_dataset (library, "x", 2, DG_FILE_FORMAT_JSONL);
  g_autofree char *beginning = g_strnfill (1000, 'x');
  g_autofree char *first = g_strconcat (beginning, "1", NULL);
  g_autofree char *second = g_strconcat (beginning, "2", NULL);
  const DgRecordChange changes[] = { { .number = 1, .input = second }, { .number = 2, .input = first } };
  g_autoptr (DgDataset) dataset = change (library, report->dataset, changes, G_N_ELEMENTS (changes));

  assert_found (library, report->dataset, &(DgRecordQuery){ .sort = DG_RECORD_SORT_INPUT }, "2 1");
}

static void
test_only (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (DgLibrary) library = store_test_open (fixture->folder);
  g_autoptr (DgRunReport) report = make_varied_dataset (library);
  guint only[] = { 6, 2, 77, 1 };
  DgRecordQuery query = { .only = only, .n_only = G_N_ELEMENTS (only) };

  assert_found (library, report->dataset, &query, "1 2 6");
  query.text = "strasse";
  assert_found (library, report->dataset, &query, "1 2");
  query.filter = DG_RECORD_FILTER_REJECTED;
  assert_found (library, report->dataset, &query, "2");

  /* None is not all. */
  assert_found (library, report->dataset, &(DgRecordQuery){ .only = only }, "");
}

static void
test_words (void)
{
  DgRecordFilter filter;
  DgRecordSort sort;

  for (DgRecordFilter i = DG_RECORD_FILTER_ALL; i <= DG_RECORD_FILTER_EDITED; i++)
    {
      g_assert_true (dg_record_filter_from_id (dg_record_filter_get_id (i), &filter));
      g_assert_cmpint (filter, ==, i);
    }
  for (DgRecordSort i = DG_RECORD_SORT_NUMBER; i <= DG_RECORD_SORT_LOOK; i++)
    {
      g_assert_true (dg_record_sort_from_id (dg_record_sort_get_id (i), &sort));
      g_assert_cmpint (sort, ==, i);
    }
  g_assert_false (dg_record_filter_from_id ("bad", &filter));
  g_assert_false (dg_record_sort_from_id (NULL, &sort));
}

static void
test_page (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (DgLibrary) library = store_test_open (fixture->folder);
  g_autoptr (DgRunReport) report = make_varied_dataset (library);
  const guint numbers[] = { 6, 77, 1 };
  guint revision;
  g_autoptr (GPtrArray) records = load (library, report->dataset, numbers, G_N_ELEMENTS (numbers), 0, &revision);
  DgRecord *first = g_ptr_array_index (records, 0);

  g_assert_cmpuint (records->len, ==, 2);
  g_assert_cmpuint (revision, ==, read_revision (library, report->dataset));
  g_assert_cmpuint (dg_record_get_number (first), ==, 6);
  g_assert_cmpstr (dg_record_get_input (first), ==, "question 6");
  g_assert_cmpstr (dg_record_get_note (first), ==, "Viel Ärger");
  g_assert_cmpstr (dg_record_get_flag (first), ==, "odder");
  g_assert_cmpstr (dg_record_get_problem (first), ==, "a is wrong");
  g_assert_cmpstr (dg_record_get_input (g_ptr_array_index (records, 1)), ==, "Straße in München");

  /* In characters, never in the middle of one. */
  g_autoptr (GPtrArray) cut = load (library, report->dataset, numbers, G_N_ELEMENTS (numbers), 5, NULL);
  g_assert_cmpstr (dg_record_get_input (g_ptr_array_index (cut, 1)), ==, "Straß");
  g_assert_cmpstr (dg_record_get_answer (g_ptr_array_index (cut, 1)), ==, "ja");
  g_assert_cmpstr (dg_record_get_note (g_ptr_array_index (cut, 0)), ==, "Viel Ärger");

  g_autoptr (GPtrArray) none = load (library, report->dataset, NULL, 0, 0, NULL);
  g_assert_cmpuint (none->len, ==, 0);
}

static void
test_not_found (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (DgLibrary) library = store_test_open (fixture->folder);
  g_autoptr (GError) error = NULL;

  g_assert_null (find (library, "dataset_00000000", &(DgRecordQuery){ 0 }, NULL, &error));
  g_assert_error (error, DG_STORE_ERROR, DG_STORE_ERROR_NOT_FOUND);
}

/* While somebody types, each search is called off by the next. */
static void
test_cancelled (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (DgLibrary) library = store_test_open (fixture->folder);
  g_autoptr (DgRunReport) report = store_test_make_dataset (library, "x", 2, DG_FILE_FORMAT_JSONL);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  g_cancellable_cancel (cancellable);
  dg_library_find_records_async (library, report->dataset, &(DgRecordQuery){ .text = "1" }, cancellable,
                                 store_test_ready_cb, &result);
  g_assert_null (dg_library_find_records_finish (library, store_test_wait (&result), NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  assert_text_found (library, report->dataset, "1", "1");
}

/* Another program's dataset, of which the library has no records before it is looked at. */
static void
test_foreign (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (DgLibrary) library = store_test_open (fixture->folder);
  g_autofree char *path = g_build_filename (fixture->folder, "library.db", NULL);
  g_autofree char *file = g_build_filename (fixture->folder, "uploads", "mails_dataset_1.jsonl", NULL);
  const char text[] = "{\"input\":\"a\",\"answer\":\"b\"}\n{\"input\":\"c\",\"answer\":\"d\"}\n";
  g_autoptr (DgDataset) dataset = NULL;

  store_test_write (file, text);
  store_test_exec_file (path, "INSERT INTO datasets (id, name, rows) VALUES ('dataset_1', 'mails', 77)");
  g_autoptr (GArray) numbers = find (library, "dataset_1", &(DgRecordQuery){ .text = "C" }, &dataset, NULL);
  g_assert_cmpuint (numbers->len, ==, 1);
  g_assert_cmpuint (dg_dataset_get_n_records (dataset), ==, 2);

  /* Looking at it changes nothing of that program's. */
  g_autofree char *after = store_test_read (file, NULL);
  g_assert_cmpstr (after, ==, text);
  g_autofree char *row = store_test_query_library (library, "SELECT id, rows, size, file_path FROM datasets");
  g_assert_cmpstr (row, ==, "dataset_1|77|NULL|NULL");

  /* It is gone for good. */
  g_assert_cmpint (g_unlink (file), ==, 0);
  assert_text_found (library, "dataset_1", "a", "1");
}

/* What somebody else did to the file is what is found. What is known of records that are missing is kept, as their
 * writer may not be done. */
static void
test_changed_file (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (DgLibrary) library = store_test_open (fixture->folder);
  g_autoptr (DgRunReport) report = store_test_make_dataset (library, "x", 3, DG_FILE_FORMAT_CSV);
  g_autofree char *sidecar = g_strdup_printf ("%s/uploads/%s.jsonl", fixture->folder, report->dataset);
  g_autofree char *whole = store_test_read (report->path, NULL);
  const DgRecordChange notes[] = { { .number = 1, .note = "one" }, { .number = 3, .note = "three", .problem = "p" } };
  g_autoptr (DgDataset) noted = change (library, report->dataset, notes, G_N_ELEMENTS (notes));
  guint revision = read_revision (library, report->dataset);

  store_test_write (report->path, "input,answer\nnew,row\nquestion 3,answer 3\n");
  assert_text_found (library, report->dataset, "", "1 2");
  assert_text_found (library, report->dataset, "three", "2");
  assert_found (library, report->dataset, &(DgRecordQuery){ .filter = DG_RECORD_FILTER_LOOK }, "2");
  g_assert_cmpuint (read_revision (library, report->dataset), ==, revision + 1);

  /* The file is its writer's; what the optimizer reads follows it. */
  g_autofree char *text = store_test_read (report->path, NULL);
  g_assert_cmpstr (text, ==, "input,answer\nnew,row\nquestion 3,answer 3\n");
  g_autofree char *sidecar_text = store_test_read (sidecar, NULL);
  g_assert_cmpstr (sidecar_text, ==,
                   "{\"input\": \"new\", \"answer\": \"row\"}\n"
                   "{\"input\": \"question 3\", \"answer\": \"answer 3\"}\n");

  g_autoptr (GPtrArray) records = store_test_load_records (library, report->dataset, NULL);
  g_assert_cmpuint (records->len, ==, 2);
  g_assert_cmpuint (dg_record_get_number (g_ptr_array_index (records, 1)), ==, 2);

  store_test_write (report->path, whole);
  assert_text_found (library, report->dataset, "one", "1");
  assert_text_found (library, report->dataset, "three", "3");

  /* Once one of them is changed, the rest is as it is. */
  store_test_write (report->path, "input,answer\nquestion 3,answer 3\n");
  assert_text_found (library, report->dataset, "", "1");
  g_autoptr (DgDataset) changed = change (library, report->dataset, &(DgRecordChange){ .number = 1, .note = "n" }, 1);
  g_autofree char *rows = store_test_query_library (library, "SELECT number, input, note, problem FROM dg_records");
  g_assert_cmpstr (rows, ==, "1|question 3|n|p");
}

static void
test_broken_file (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (DgLibrary) library = store_test_open (fixture->folder);
  g_autoptr (DgRunReport) report = store_test_make_dataset (library, "x", 2, DG_FILE_FORMAT_JSONL);
  g_autoptr (GError) error = NULL;

  store_test_write (report->path, "{\"input\": \"a\"}\n");
  g_assert_null (find (library, report->dataset, &(DgRecordQuery){ 0 }, NULL, &error));
  g_assert_error (error, DG_STORE_ERROR, DG_STORE_ERROR_BAD_FILE);
  g_autofree char *n_records = store_test_query_library (library, "SELECT count (number) FROM dg_records");
  g_assert_cmpstr (n_records, ==, "2");
}

/* A file of many megabytes is not read for every look at it, nor for every approval: what cannot be noticed without
 * reading it is not noticed. */
static void
test_unchanged_file_is_not_read (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (DgLibrary) library = store_test_open (fixture->folder);
  g_autoptr (DgRunReport) report = store_test_make_dataset (library, "x", 2, DG_FILE_FORMAT_JSONL);
  g_autoptr (DgDataset) edited =
      change (library, report->dataset, &(DgRecordChange){ .number = 1, .input = "input A" }, 1);
  g_autofree char *text = store_test_read (report->path, NULL);

  strstr (text, "input A")[6] = 'B';
  write_unseen (report->path, text);
  assert_text_found (library, report->dataset, "input A", "1");
  g_autoptr (DgDataset) noted = change (library, report->dataset, &(DgRecordChange){ .number = 1, .note = "n" }, 1);
  g_autoptr (GPtrArray) records = store_test_load_records (library, report->dataset, NULL);
  g_assert_cmpstr (dg_record_get_input (g_ptr_array_index (records, 0)), ==, "input A");

  /* A file of the same size is another one. */
  store_test_write (report->path, text);
  assert_text_found (library, report->dataset, "input B", "1");
  assert_text_found (library, report->dataset, "input A", "");
}

static void
test_problems (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (DgLibrary) library = store_test_open (fixture->folder);
  g_autoptr (DgRunReport) report = make_varied_dataset (library);
  const char *id = report->dataset;
  guint revision = read_revision (library, id);
  DgRecordProblem problems[] = { { 2, "first" }, { 1, "second" } };
  g_autoptr (GError) error = NULL;

  g_assert_true (set_problems (library, id, revision, problems, G_N_ELEMENTS (problems), &error));
  g_assert_no_error (error);
  g_autofree char *rows =
      store_test_query_library (library, "SELECT number, problem, flag FROM dg_records WHERE problem IS NOT NULL");
  g_assert_cmpstr (rows, ==, "1|second|NULL\n2|first|NULL");
  /* and they are no change of the records */
  g_assert_cmpuint (read_revision (library, id), ==, revision);

  /* A text that changes is not wrong in the same way. */
  g_autoptr (DgDataset) edited = change (library, id, &(DgRecordChange){ .number = 2, .answer = "mended" }, 1);
  assert_found (library, id, &(DgRecordQuery){ .filter = DG_RECORD_FILTER_LOOK }, "1 3 6");

  g_assert_true (set_problems (library, id, dg_dataset_get_revision (edited), NULL, 0, &error));
  assert_found (library, id, &(DgRecordQuery){ .filter = DG_RECORD_FILTER_LOOK }, "3 6");
}

static void
assert_stale (DgLibrary *library, const char *id, guint revision)
{
  const DgRecordProblem problem = { 1, "not of this record" };
  g_autoptr (GError) error = NULL;

  g_assert_false (set_problems (library, id, revision, &problem, 1, &error));
  g_assert_error (error, DG_STORE_ERROR, DG_STORE_ERROR_STALE);
  assert_found (library, id, &(DgRecordQuery){ .filter = DG_RECORD_FILTER_LOOK }, "");
}

static void
test_stale_problems (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (DgLibrary) library = store_test_open (fixture->folder);
  g_autoptr (DgRunReport) report = store_test_make_dataset (library, "x", 3, DG_FILE_FORMAT_JSONL);
  const char *id = report->dataset;
  guint revision = read_revision (library, id);
  g_autoptr (DgDataset) noted = change (library, id, &(DgRecordChange){ .number = 1, .note = "n" }, 1);

  g_assert_cmpuint (dg_dataset_get_revision (noted), ==, revision);
  g_autoptr (DgDataset) removed = change (library, id, &(DgRecordChange){ .number = 1, .remove = TRUE }, 1);
  assert_stale (library, id, revision);
  g_autoptr (DgDataset) added = change (library, id, &(DgRecordChange){ .number = 1, .insert = TRUE }, 1);
  assert_stale (library, id, dg_dataset_get_revision (removed));
  g_autoptr (DgDataset) edited = change (library, id, &(DgRecordChange){ .number = 2, .input = "x" }, 1);
  assert_stale (library, id, dg_dataset_get_revision (added));

  /* Even before anybody has looked at it. */
  store_test_write (report->path, "{\"input\": \"a\", \"answer\": \"b\"}\n");
  assert_stale (library, id, dg_dataset_get_revision (edited));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  store_test_add ("/store/library/query/text", test_text);
  store_test_add ("/store/library/query/filter", test_filter);
  store_test_add ("/store/library/query/sort", test_sort);
  store_test_add ("/store/library/query/sort-text", test_sort_text);
  store_test_add ("/store/library/query/sort-long-text", test_sort_long_text);
  store_test_add ("/store/library/query/only", test_only);
  g_test_add_func ("/store/library/query/words", test_words);
  store_test_add ("/store/library/query/page", test_page);
  store_test_add ("/store/library/query/not-found", test_not_found);
  store_test_add ("/store/library/query/cancelled", test_cancelled);
  store_test_add ("/store/library/query/foreign", test_foreign);
  store_test_add ("/store/library/query/changed-file", test_changed_file);
  store_test_add ("/store/library/query/broken-file", test_broken_file);
  store_test_add ("/store/library/query/unchanged-file-is-not-read", test_unchanged_file_is_not_read);
  store_test_add ("/store/library/query/problems", test_problems);
  store_test_add ("/store/library/query/stale-problems", test_stale_problems);

  return g_test_run ();
}
