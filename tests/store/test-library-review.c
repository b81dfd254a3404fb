/* test-library-review.c: records of datasets changed by hand
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "dg-library-review.h"

#include <glib/gstdio.h>
#include <string.h>

#include "store-test-utils.h"

static DgDataset *
change (DgLibrary *library, const char *dataset, const DgRecordChange *changes, guint n_changes, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  dg_library_change_records_async (library, dataset, changes, n_changes, NULL, store_test_ready_cb, &result);

  return dg_library_change_records_finish (library, store_test_wait (&result), error);
}

static void
change_one (DgLibrary *library, const char *dataset, const DgRecordChange *one)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (DgDataset) changed = change (library, dataset, one, 1, &error);

  g_assert_no_error (error);
}

static void
assert_refused (DgLibrary *library, const char *dataset, const DgRecordChange *one, int code, const char *hint)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (change (library, dataset, one, 1, &error));
  g_assert_error (error, DG_STORE_ERROR, code);
  g_assert_nonnull (strstr (error->message, hint));
}

/* All that the database has of the records, but for what they are made for. */
static void
assert_rows (DgLibrary *library, const char *expected)
{
  g_autofree char *rows = store_test_query_library (
      library, "SELECT number, input, answer, origin, review, note, flag FROM dg_records ORDER BY number");

  g_assert_cmpstr (rows, ==, expected);
}

static void
assert_file (const char *path, const char *expected)
{
  g_autofree char *text = store_test_read (path, NULL);

  g_assert_cmpstr (text, ==, expected);
}

/* What the database says of the file is so. */
static void
assert_row_is_true (DgLibrary *library, const char *path, guint n_records)
{
  gsize length;
  g_autofree char *text = store_test_read (path, &length);
  g_autofree char *sha256 = g_compute_checksum_for_data (G_CHECKSUM_SHA256, (const guchar *) text, length);
  g_autofree char *expected = g_strdup_printf ("%.1f KB|%u|%s", (double) length / 1024, n_records, sha256);
  g_autofree char *row =
      store_test_query_library (library, "SELECT size, rows, sha256 FROM datasets JOIN dg_datasets USING (id)");

  g_assert_cmpstr (row, ==, expected);
}

static void
test_edit (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (DgLibrary) library = store_test_open (fixture->folder);
  g_autoptr (DgRunReport) report = store_test_make_dataset (library, "x", 3, DG_FILE_FORMAT_CSV);
  g_autofree char *sidecar = g_strdup_printf ("%s/uploads/%s.jsonl", fixture->folder, report->dataset);
  const DgRecordChange changes[] = {
    { .number = 1, .note = "check", .set_review = TRUE, .review = DG_REVIEW_APPROVED },
    { .number = 3, .input = "said \"hi\",\nüber", .flag = "odd" },
    { .number = 2, .answer = "" },
  };
  g_autoptr (GError) error = NULL;
  g_autoptr (DgDataset) dataset = change (library, report->dataset, changes, G_N_ELEMENTS (changes), &error);

  g_assert_no_error (error);
  g_assert_cmpuint (dg_dataset_get_n_records (dataset), ==, 3);
  g_assert_cmpstr (dg_dataset_get_path (dataset), ==, report->path);
  assert_rows (library, "1|question 1|answer 1|model|approved|check|NULL\n"
                        "2|question 2||hand|none|NULL|NULL\n"
                        "3|said \"hi\",\nüber|answer 3|hand|none|NULL|odd");
  assert_file (report->path,
               "input,answer\r\nquestion 1,answer 1\r\nquestion 2,\r\n\"said \"\"hi\"\",\nüber\",answer 3\r\n");
  assert_file (sidecar, "{\"input\": \"question 1\", \"answer\": \"answer 1\"}\n"
                        "{\"input\": \"question 2\", \"answer\": \"\"}\n"
                        "{\"input\": \"said \\\"hi\\\",\\nüber\", \"answer\": \"answer 3\"}\n");
  assert_row_is_true (library, report->path, 3);

  g_autoptr (GPtrArray) records = store_test_load_records (library, report->dataset, &error);
  g_assert_no_error (error);
  DgRecord *first = g_ptr_array_index (records, 0);
  DgRecord *last = g_ptr_array_index (records, 2);
  g_assert_cmpint (dg_record_get_review (first), ==, DG_REVIEW_APPROVED);
  g_assert_cmpstr (dg_record_get_note (first), ==, "check");
  g_assert_cmpint (dg_record_get_origin (last), ==, DG_ORIGIN_HAND);
  g_assert_cmpstr (dg_record_get_flag (last), ==, "odd");
  /* Still the record that was made for that line. */
  g_assert_cmpuint (dg_record_get_plan_line (last), ==, 3);
}

/* Empty is none, NULL is as it was. */
static void
test_take_back (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (DgLibrary) library = store_test_open (fixture->folder);
  g_autoptr (DgRunReport) report = store_test_make_dataset (library, "x", 1, DG_FILE_FORMAT_JSONL);

  change_one (library, report->dataset,
              &(DgRecordChange){
                  .number = 1, .note = "n", .flag = "f", .set_review = TRUE, .review = DG_REVIEW_REJECTED });
  assert_rows (library, "1|question 1|answer 1|model|rejected|n|f");
  change_one (library, report->dataset, &(DgRecordChange){ .number = 1, .note = "", .review = DG_REVIEW_APPROVED });
  assert_rows (library, "1|question 1|answer 1|model|rejected|NULL|f");
  change_one (library, report->dataset, &(DgRecordChange){ .number = 1, .flag = "", .set_review = TRUE });
  assert_rows (library, "1|question 1|answer 1|model|none|NULL|NULL");

  /* The same text is no change of hand. */
  change_one (library, report->dataset, &(DgRecordChange){ .number = 1, .input = "question 1", .answer = "answer 1" });
  assert_rows (library, "1|question 1|answer 1|model|none|NULL|NULL");
}

static void
test_delete (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (DgLibrary) library = store_test_open (fixture->folder);
  g_autoptr (DgRunReport) report = store_test_make_dataset (library, "x", 4, DG_FILE_FORMAT_JSONL);
  const DgRecordChange changes[] = { { .number = 1, .remove = TRUE },
                                     { .number = 4, .note = "was the fourth" },
                                     { .number = 3, .remove = TRUE } };
  g_autoptr (GError) error = NULL;
  g_autoptr (DgDataset) dataset = change (library, report->dataset, changes, G_N_ELEMENTS (changes), &error);

  g_assert_no_error (error);
  g_assert_cmpuint (dg_dataset_get_n_records (dataset), ==, 2);
  assert_rows (library, "1|question 2|answer 2|model|none|NULL|NULL\n"
                        "2|question 4|answer 4|model|none|was the fourth|NULL");
  assert_file (report->path, "{\"input\": \"question 2\", \"answer\": \"answer 2\"}\n"
                             "{\"input\": \"question 4\", \"answer\": \"answer 4\"}\n");
  assert_row_is_true (library, report->path, 2);

  /* To the last one. */
  change_one (library, report->dataset, &(DgRecordChange){ .number = 2, .remove = TRUE });
  change_one (library, report->dataset, &(DgRecordChange){ .number = 1, .remove = TRUE });
  assert_file (report->path, "");
  assert_row_is_true (library, report->path, 0);
}

static void
test_all_or_nothing (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (DgLibrary) library = store_test_open (fixture->folder);
  g_autoptr (DgRunReport) report = store_test_make_dataset (library, "x", 2, DG_FILE_FORMAT_CSV);
  g_autofree char *text = store_test_read (report->path, NULL);
  const DgRecordChange changes[] = { { .number = 1, .input = "new" }, { .number = 3, .answer = "none there" } };
  g_autoptr (GError) error = NULL;

  g_assert_null (change (library, report->dataset, changes, G_N_ELEMENTS (changes), &error));
  g_assert_error (error, DG_STORE_ERROR, DG_STORE_ERROR_NOT_FOUND);
  g_assert_nonnull (strstr (error->message, "3"));
  assert_rows (library, "1|question 1|answer 1|model|none|NULL|NULL\n2|question 2|answer 2|model|none|NULL|NULL");
  assert_file (report->path, text);
  assert_row_is_true (library, report->path, 2);
}

static void
test_refused (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (DgLibrary) library = store_test_open (fixture->folder);
  g_autoptr (DgRunReport) report = store_test_make_dataset (library, "x", 2, DG_FILE_FORMAT_CSV);
  const char *id = report->dataset;
  g_autofree char *too_long = g_strnfill (16 * 1024 * 1024 + 1, 'x');

  assert_refused (library, id, &(DgRecordChange){ .number = 0, .input = "x" }, DG_STORE_ERROR_NOT_FOUND, "0");
  assert_refused (library, id, &(DgRecordChange){ .number = 0, .remove = TRUE }, DG_STORE_ERROR_NOT_FOUND, "0");
  assert_refused (library, id, &(DgRecordChange){ .number = 77, .note = "x" }, DG_STORE_ERROR_NOT_FOUND, "77");
  assert_refused (library, id, &(DgRecordChange){ .number = 2, .input = "\xff" }, DG_STORE_ERROR_INVALID, "2");
  /* U+0000 as some programs write it */
  assert_refused (library, id, &(DgRecordChange){ .number = 2, .answer = "a\xc0\x80z" }, DG_STORE_ERROR_INVALID, "2");
  assert_refused (library, id, &(DgRecordChange){ .number = 2, .note = "\xed\xa0\x80" }, DG_STORE_ERROR_INVALID, "2");
  assert_refused (library, id, &(DgRecordChange){ .number = 2, .answer = too_long }, DG_STORE_ERROR_INVALID, "16");
  assert_refused (library, "dataset_00000000", &(DgRecordChange){ .number = 1 }, DG_STORE_ERROR_NOT_FOUND,
                  "dataset_00000000");
  assert_rows (library, "1|question 1|answer 1|model|none|NULL|NULL\n2|question 2|answer 2|model|none|NULL|NULL");
}

/* Python's limit is counted in characters, not in bytes. */
static void
test_long_fields (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (DgLibrary) library = store_test_open (fixture->folder);
  g_autoptr (DgRunReport) report = store_test_make_dataset (library, "x", 3, DG_FILE_FORMAT_CSV);
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < DG_DATASET_FILE_PYTHON_MAX_CHARACTERS; i++)
    g_string_append (text, "ü");
  change_one (library, report->dataset, &(DgRecordChange){ .number = 1, .input = text->str });
  g_string_append (text, "x");
  change_one (library, report->dataset, &(DgRecordChange){ .number = 3, .answer = text->str });

  g_autoptr (GPtrArray) records = store_test_load_records (library, report->dataset, &error);
  g_assert_no_error (error);
  g_autoptr (GArray) fields = dg_dataset_file_find_long_fields (records);
  g_assert_cmpuint (fields->len, ==, 1);
  g_assert_cmpuint (g_array_index (fields, DgLongField, 0).number, ==, 3);
  g_assert_cmpint (g_array_index (fields, DgLongField, 0).column, ==, DG_COLUMN_ANSWER);
  g_assert_cmpuint (g_array_index (fields, DgLongField, 0).n_characters, ==, 131073);
}

/* A review that changes no text leaves the file alone: its writer may be somebody else. */
static void
test_review_alone (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (DgLibrary) library = store_test_open (fixture->folder);
  g_autoptr (DgRunReport) report = store_test_make_dataset (library, "x", 2, DG_FILE_FORMAT_JSONL);
  GStatBuf before, after;

  g_assert_cmpint (g_stat (report->path, &before), ==, 0);
  change_one (library, report->dataset,
              &(DgRecordChange){ .number = 1, .set_review = TRUE, .review = DG_REVIEW_APPROVED });
  g_assert_cmpint (g_stat (report->path, &after), ==, 0);
  g_assert_cmpuint (after.st_ino, ==, before.st_ino);
  assert_row_is_true (library, report->path, 2);
}

/* The file wins, and what is known of a record is known still where its text is the same. */
static void
test_changed_file (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (DgLibrary) library = store_test_open (fixture->folder);
  g_autoptr (DgRunReport) report = store_test_make_dataset (library, "x", 3, DG_FILE_FORMAT_CSV);
  g_autofree char *sidecar = g_strdup_printf ("%s/uploads/%s.jsonl", fixture->folder, report->dataset);
  const DgRecordChange notes[] = { { .number = 1, .note = "one" },
                                   { .number = 2, .note = "two", .set_review = TRUE, .review = DG_REVIEW_APPROVED },
                                   { .number = 3, .note = "three", .flag = "f" } };
  g_autoptr (GError) error = NULL;
  g_autoptr (DgDataset) noted = change (library, report->dataset, notes, G_N_ELEMENTS (notes), &error);

  g_assert_no_error (error);
  store_test_write (report->path,
                    "input,answer\nnew,row\nquestion 3,answer 3\nquestion 1,changed\nquestion 2,answer 2\n");
  g_autoptr (GPtrArray) records = store_test_load_records (library, report->dataset, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (dg_record_get_note (g_ptr_array_index (records, 1)), ==, "three");
  g_assert_null (dg_record_get_note (g_ptr_array_index (records, 2)));

  /* Loading has told the others, and lost nothing of what may come back. */
  assert_file (sidecar, "{\"input\": \"new\", \"answer\": \"row\"}\n"
                        "{\"input\": \"question 3\", \"answer\": \"answer 3\"}\n"
                        "{\"input\": \"question 1\", \"answer\": \"changed\"}\n"
                        "{\"input\": \"question 2\", \"answer\": \"answer 2\"}\n");
  g_autoptr (DgDataset) loaded = store_test_load_dataset (library, report->dataset, &error);
  g_assert_cmpuint (dg_dataset_get_n_records (loaded), ==, 4);
  g_autofree char *still = store_test_query_library (library, "SELECT group_concat (note) FROM dg_records");
  g_assert_cmpstr (still, ==, "one,two,three");

  change_one (library, report->dataset, &(DgRecordChange){ .number = 1, .answer = "edited" });
  assert_rows (library, "1|new|edited|hand|none|NULL|NULL\n"
                        "2|question 3|answer 3|model|none|three|f\n"
                        "3|question 1|changed|import|none|NULL|NULL\n"
                        "4|question 2|answer 2|model|approved|two|NULL");
  assert_file (report->path, "input,answer\r\nnew,edited\r\nquestion 3,answer 3\r\nquestion 1,changed\r\n"
                             "question 2,answer 2\r\n");
  assert_row_is_true (library, report->path, 4);
}

/* Records of the same text are told apart by their order. */
static void
test_changed_file_with_twins (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (DgLibrary) library = store_test_open (fixture->folder);
  g_autoptr (DgRunReport) report = store_test_make_dataset (library, "x", 3, DG_FILE_FORMAT_JSONL);
  const DgRecordChange twins[] = { { .number = 1, .input = "t", .answer = "t", .note = "first" },
                                   { .number = 2, .input = "t", .answer = "t", .note = "second" },
                                   { .number = 3, .input = "t", .answer = "t", .note = "third" } };
  g_autoptr (GError) error = NULL;
  g_autoptr (DgDataset) made = change (library, report->dataset, twins, G_N_ELEMENTS (twins), &error);

  g_assert_no_error (error);
  store_test_write (report->path, "{\"input\": \"a\", \"answer\": \"b\"}\n{\"input\": \"t\", \"answer\": \"t\"}\n"
                                  "{\"input\": \"t\", \"answer\": \"t\"}\n");
  change_one (library, report->dataset, &(DgRecordChange){ .number = 1, .note = "new" });
  assert_rows (library, "1|a|b|import|none|new|NULL\n2|t|t|hand|none|first|NULL\n3|t|t|hand|none|second|NULL");
}

static void
test_broken_file (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (DgLibrary) library = store_test_open (fixture->folder);
  g_autoptr (DgRunReport) report = store_test_make_dataset (library, "x", 2, DG_FILE_FORMAT_JSONL);

  store_test_write (report->path, "{\"input\": \"a\"}\n");
  assert_refused (library, report->dataset, &(DgRecordChange){ .number = 1, .note = "x" }, DG_STORE_ERROR_BAD_FILE,
                  report->path);
  assert_file (report->path, "{\"input\": \"a\"}\n");
  assert_rows (library, "1|question 1|answer 1|model|none|NULL|NULL\n2|question 2|answer 2|model|none|NULL|NULL");
}

/* Of another program, without a row of ours. */
static void
test_foreign_dataset (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (DgLibrary) library = store_test_open (fixture->folder);
  g_autofree char *path = g_build_filename (fixture->folder, "library.db", NULL);
  g_autofree char *file = g_build_filename (fixture->folder, "uploads", "mails_dataset_1.jsonl", NULL);

  store_test_write (file, "{\"input\":\"a\",\"answer\":\"b\"}\n{\"input\":\"c\",\"answer\":\"d\"}\n");
  store_test_exec_file (path, "INSERT INTO datasets (id, name, rows) VALUES ('dataset_1', 'mails', 2)");
  change_one (library, "dataset_1", &(DgRecordChange){ .number = 2, .answer = "e", .note = "n" });
  assert_rows (library, "1|a|b|import|none|NULL|NULL\n2|c|e|hand|none|n|NULL");
  assert_file (file, "{\"input\": \"a\", \"answer\": \"b\"}\n{\"input\": \"c\", \"answer\": \"e\"}\n");
  assert_row_is_true (library, file, 2);
}

/* A file that was lost comes back with the first change of its records. */
static void
test_lost_file (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (DgLibrary) library = store_test_open (fixture->folder);
  g_autoptr (DgRunReport) report = store_test_make_dataset (library, "x", 2, DG_FILE_FORMAT_JSONL);

  g_assert_cmpint (g_unlink (report->path), ==, 0);
  change_one (library, report->dataset, &(DgRecordChange){ .number = 1, .input = "back" });
  assert_file (report->path, "{\"input\": \"back\", \"answer\": \"answer 1\"}\n"
                             "{\"input\": \"question 2\", \"answer\": \"answer 2\"}\n");
}

/* What is changed is what the texts were at the time of the call. */
static void
test_is_copied (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (DgLibrary) library = store_test_open (fixture->folder);
  g_autoptr (DgRunReport) report = store_test_make_dataset (library, "x", 1, DG_FILE_FORMAT_JSONL);
  g_autoptr (GAsyncResult) result = NULL;
  char text[] = "then";
  DgRecordChange one = { .number = 1, .input = text, .answer = text, .note = text, .flag = text };

  dg_library_change_records_async (library, report->dataset, &one, 1, NULL, store_test_ready_cb, &result);
  text[0] = 'T';
  one.number = 2;
  g_autoptr (DgDataset) dataset = dg_library_change_records_finish (library, store_test_wait (&result), NULL);
  assert_rows (library, "1|then|then|hand|none|then|then");
}

static void
test_cancelled (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (DgLibrary) library = store_test_open (fixture->folder);
  g_autoptr (DgRunReport) report = store_test_make_dataset (library, "x", 1, DG_FILE_FORMAT_JSONL);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  const DgRecordChange one = { .number = 1, .input = "new" };

  dg_library_change_records_async (library, report->dataset, &one, 1, cancellable, store_test_ready_cb, &result);
  g_cancellable_cancel (cancellable);
  g_autoptr (DgDataset) dataset = dg_library_change_records_finish (library, store_test_wait (&result), &error);

  /* Changed or not, but never half. */
  if (dataset != NULL)
    {
      assert_rows (library, "1|new|answer 1|hand|none|NULL|NULL");
      assert_file (report->path, "{\"input\": \"new\", \"answer\": \"answer 1\"}\n");
    }
  else
    {
      g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
      assert_rows (library, "1|question 1|answer 1|model|none|NULL|NULL");
      assert_file (report->path, "{\"input\": \"question 1\", \"answer\": \"answer 1\"}\n");
    }
  assert_row_is_true (library, report->path, 1);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  store_test_add ("/store/library/review/edit", test_edit);
  store_test_add ("/store/library/review/take-back", test_take_back);
  store_test_add ("/store/library/review/delete", test_delete);
  store_test_add ("/store/library/review/all-or-nothing", test_all_or_nothing);
  store_test_add ("/store/library/review/refused", test_refused);
  store_test_add ("/store/library/review/long-fields", test_long_fields);
  store_test_add ("/store/library/review/review-alone", test_review_alone);
  store_test_add ("/store/library/review/changed-file", test_changed_file);
  store_test_add ("/store/library/review/changed-file-with-twins", test_changed_file_with_twins);
  store_test_add ("/store/library/review/broken-file", test_broken_file);
  store_test_add ("/store/library/review/foreign-dataset", test_foreign_dataset);
  store_test_add ("/store/library/review/lost-file", test_lost_file);
  store_test_add ("/store/library/review/is-copied", test_is_copied);
  store_test_add ("/store/library/review/cancelled", test_cancelled);

  return g_test_run ();
}
