/* test-dataset-file.c: dataset files, JSONL and CSV, in and out
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "store-test-utils.h"

static GPtrArray *
make_records (const char *input, const char *answer)
{
  GPtrArray *records = g_ptr_array_new_with_free_func (g_object_unref);

  g_ptr_array_add (records, dg_record_new (input, answer, 0));

  return records;
}

static void
assert_printed (const char *input, const char *answer, DgFileFormat format, const char *expected)
{
  g_autoptr (GPtrArray) records = make_records (input, answer);
  gsize length;
  g_autofree char *text = dg_dataset_file_print (records, format, &length);

  g_assert_cmpstr (text, ==, expected);
  g_assert_cmpuint (length, ==, strlen (expected));
}

static GPtrArray *
parse (const char *text, DgFileFormat format, GPtrArray **bad_lines)
{
  g_autoptr (GError) error = NULL;
  GPtrArray *records = dg_dataset_file_parse (text, strlen (text), format, bad_lines, &error);

  g_assert_no_error (error);

  return records;
}

static void
assert_bad (const char *text, DgFileFormat format, guint n_good, guint line, const char *part_of_reason)
{
  g_autoptr (GPtrArray) bad_lines = NULL;
  g_autoptr (GPtrArray) records = parse (text, format, &bad_lines);

  g_assert_cmpuint (records->len, ==, n_good);
  g_assert_cmpuint (bad_lines->len, ==, 1);

  const DgBadLine *bad_line = g_ptr_array_index (bad_lines, 0);

  g_assert_cmpuint (bad_line->line, ==, line);
  if (strstr (bad_line->reason, part_of_reason) == NULL)
    g_error ("“%s” does not say “%s”", bad_line->reason, part_of_reason);
}

static void
test_print_jsonl (void)
{
  assert_printed ("Hi", "{\"a\": 1}", DG_FILE_FORMAT_JSONL, "{\"input\": \"Hi\", \"answer\": \"{\\\"a\\\": 1}\"}\n");
  assert_printed ("", "", DG_FILE_FORMAT_JSONL, "{\"input\": \"\", \"answer\": \"\"}\n");
}

static void
test_print_jsonl_non_ascii (void)
{
  assert_printed ("Zürich 日本 😀 \u2028\xc2\x85", "\x7f", DG_FILE_FORMAT_JSONL,
                  "{\"input\": \"Zürich 日本 😀 \u2028\xc2\x85\", \"answer\": \"\x7f\"}\n");
}

static void
test_print_jsonl_control_characters (void)
{
  g_autoptr (GPtrArray) records = make_records ("a\r\nb\tc\x01\x1f", "\\");
  g_autofree char *text = dg_dataset_file_print (records, DG_FILE_FORMAT_JSONL, NULL);

  /* One line, whatever the text. */
  g_assert_true (strchr (text, '\n') == text + strlen (text) - 1);
  for (const char *p = text; *p != '\n'; p++)
    g_assert_cmpint ((guchar) *p, >=, 0x20);
}

static void
test_print_csv (void)
{
  assert_printed ("Hi", "ok", DG_FILE_FORMAT_CSV, "input,answer\r\nHi,ok\r\n");
  assert_printed ("", "", DG_FILE_FORMAT_CSV, "input,answer\r\n,\r\n");
  assert_printed ("a,b", "=1+1", DG_FILE_FORMAT_CSV, "input,answer\r\n\"a,b\",=1+1\r\n");
  assert_printed ("say \"hi\"", "\"", DG_FILE_FORMAT_CSV, "input,answer\r\n\"say \"\"hi\"\"\",\"\"\"\"\r\n");
  assert_printed (" a", "b\t", DG_FILE_FORMAT_CSV, "input,answer\r\n\" a\",\"b\t\"\r\n");
  assert_printed ("a\nb", "c\rd", DG_FILE_FORMAT_CSV, "input,answer\r\n\"a\nb\",\"c\rd\"\r\n");
}

static void
test_print_nothing (void)
{
  g_autoptr (GPtrArray) none = g_ptr_array_new ();
  g_autofree char *jsonl = dg_dataset_file_print (none, DG_FILE_FORMAT_JSONL, NULL);
  g_autofree char *csv = dg_dataset_file_print (none, DG_FILE_FORMAT_CSV, NULL);

  g_assert_cmpstr (jsonl, ==, "");
  g_assert_cmpstr (csv, ==, "input,answer\r\n");
}

static void
test_round_trip (gconstpointer data)
{
  static const char *const texts[] = {
    "",
    " ",
    "\"",
    "\"\"",
    ",",
    "\r",
    "\n",
    "\r\n",
    "a\rb",
    "=1+1",
    "+1",
    "-1",
    "@x",
    " lead",
    "trail ",
    "\tx\t",
    "'",
    "\\",
    "\\n",
    "\\u0041",
    "{\"a\":[1]}",
    "[]",
    "null",
    "\x01\x1f",
    "\x7f",
    "\xc2\x85",
    "\u2028\u2029",
    "é日本",
    "😀\u200d👩",
    "\ufeffmarked",
    "a\"b,c\r\n\"d",
    "\n\n\n\n",
    "\"\n\"\r\n",
    "x,\"y\"\n,z",
    ";|\t",
  };
  DgFileFormat format = GPOINTER_TO_INT (data);
  g_autoptr (GPtrArray) records = g_ptr_array_new_with_free_func (g_object_unref);
  gsize length;

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    for (guint j = 0; j < G_N_ELEMENTS (texts); j++)
      g_ptr_array_add (records, dg_record_new (texts[i], texts[j], 0));

  g_autofree char *text = dg_dataset_file_print (records, format, &length);
  g_autoptr (GPtrArray) parsed = dg_dataset_file_parse (text, length, format, NULL, NULL);

  g_assert_nonnull (parsed);
  g_assert_cmpuint (parsed->len, ==, records->len);
  for (guint i = 0; i < parsed->len; i++)
    {
      store_test_assert_record (parsed, i, texts[i / G_N_ELEMENTS (texts)], texts[i % G_N_ELEMENTS (texts)]);
      g_assert_cmpuint (dg_record_get_number (g_ptr_array_index (parsed, i)), ==, i + 1);
    }
}

static void
test_parse_jsonl_tolerates (void)
{
  g_autoptr (GPtrArray) records =
      parse ("\ufeff{\"answer\":\"b\",\"input\":\"a\"}\r\n { \"input\" : \"c\", \"answer\" : \"\" }",
             DG_FILE_FORMAT_JSONL, NULL);

  g_assert_cmpuint (records->len, ==, 2);
  store_test_assert_record (records, 0, "a", "b");
  store_test_assert_record (records, 1, "c", "");
}

#define GOOD "{\"input\":\"a\",\"answer\":\"b\"}\n"

static void
test_parse_jsonl_bad_lines (void)
{
  assert_bad (GOOD "\n" GOOD, DG_FILE_FORMAT_JSONL, 2, 2, "empty");
  assert_bad (GOOD GOOD "nonsense\n", DG_FILE_FORMAT_JSONL, 2, 3, "not JSON");
  assert_bad ("[1]\n" GOOD, DG_FILE_FORMAT_JSONL, 1, 1, "object");
  assert_bad ("{\"input\":\"a\"}\n" GOOD, DG_FILE_FORMAT_JSONL, 1, 1, "no “answer”");
  assert_bad ("{\"answer\":\"a\"}\n", DG_FILE_FORMAT_JSONL, 0, 1, "no “input”");
  assert_bad ("{\"input\":\"a\",\"answer\":\"b\",\"id\":\"c\"}\n", DG_FILE_FORMAT_JSONL, 0, 1, "“id”");
  assert_bad ("{\"input\":\"a\",\"answer\":{\"b\":1}}\n", DG_FILE_FORMAT_JSONL, 0, 1, "“answer”");
  assert_bad ("{\"input\":null,\"answer\":\"b\"}\n", DG_FILE_FORMAT_JSONL, 0, 1, "“input”");
  assert_bad ("{\"input\":\"a\",\"input\":\"b\",\"answer\":\"c\"}\n", DG_FILE_FORMAT_JSONL, 0, 1, "not JSON");
  assert_bad ("{\"input\":\"a\\u0000\",\"answer\":\"c\"}\n", DG_FILE_FORMAT_JSONL, 0, 1, "not JSON");
  assert_bad ("{\"input\":\"\xff\",\"answer\":\"c\"}\n", DG_FILE_FORMAT_JSONL, 0, 1, "not JSON");
  assert_bad ("{\"input\":\"\\ud800\",\"answer\":\"c\"}\n", DG_FILE_FORMAT_JSONL, 0, 1, "not JSON");
}

/* Both the list and the scanner's message name the line of the file. */
static void
test_parse_jsonl_where (void)
{
  assert_bad (GOOD GOOD "{\"input\": oops}\n" GOOD, DG_FILE_FORMAT_JSONL, 3, 3, "Line 3, column 11");
}

static void
test_parse_csv_tolerates (void)
{
  g_autoptr (GPtrArray) records =
      parse ("\ufeff\"input\",\"answer\"\na,\"b\"\r\n\"c\n\nd\",e\n\"f\"\"\",", DG_FILE_FORMAT_CSV, NULL);

  g_assert_cmpuint (records->len, ==, 3);
  store_test_assert_record (records, 0, "a", "b");
  store_test_assert_record (records, 1, "c\n\nd", "e");
  store_test_assert_record (records, 2, "f\"", "");
}

static void
test_parse_csv_bad_lines (void)
{
  assert_bad ("input,answer\r\na,b\r\n\r\nc,d\r\n", DG_FILE_FORMAT_CSV, 2, 3, "empty");
  assert_bad ("input,answer\r\na\r\nc,d\r\n", DG_FILE_FORMAT_CSV, 1, 2, "1 column");
  assert_bad ("input,answer\r\na,b,c,d,e\r\nc,d\r\n", DG_FILE_FORMAT_CSV, 1, 2, "5 columns");
  assert_bad ("input,answer\r\na\"b,c\r\nc,d\r\n", DG_FILE_FORMAT_CSV, 1, 2, "quote");
  assert_bad ("input,answer\r\n\"a\"b,c\r\nc,d\r\n", DG_FILE_FORMAT_CSV, 1, 2, "behind a closing quote");
  assert_bad ("input,answer\r\na\rb,c\r\nc,d\r\n", DG_FILE_FORMAT_CSV, 1, 2, "carriage return");
  assert_bad ("input,answer\r\na,b\r\nc,d\r", DG_FILE_FORMAT_CSV, 1, 3, "carriage return");
  assert_bad ("input,answer\r\na,b\r\n\"c,d\r\n", DG_FILE_FORMAT_CSV, 1, 3, "never closed");
  assert_bad ("input,answer\r\n\xff,b\r\n", DG_FILE_FORMAT_CSV, 0, 2, "UTF-8");
}

/* The line is where the record starts, even after and in records of many lines. */
static void
test_parse_csv_line_numbers (void)
{
  assert_bad ("input,answer\n\"a\n\n\",b\n\"c\nd\",e,f\nx,y\n", DG_FILE_FORMAT_CSV, 2, 5, "3 columns");
}

static void
test_parse_csv_nul (void)
{
  static const char text[] = "input,answer\na\0b,c\n";
  g_autoptr (GPtrArray) bad_lines = NULL;
  g_autoptr (GPtrArray) records = dg_dataset_file_parse (text, sizeof text - 1, DG_FILE_FORMAT_CSV, &bad_lines, NULL);

  g_assert_cmpuint (records->len, ==, 0);
  g_assert_cmpuint (bad_lines->len, ==, 1);
}

static void
test_parse_csv_header (void)
{
  static const char *const texts[] = {
    "", "\n", "input\n", "answer,input\n", "input,answer,id\n", "input;answer\n", "input, answer\n", "a,b\nc,d\n"
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (GPtrArray) bad_lines = NULL;
      g_autoptr (GError) error = NULL;

      g_assert_null (dg_dataset_file_parse (texts[i], strlen (texts[i]), DG_FILE_FORMAT_CSV, &bad_lines, &error));
      g_assert_error (error, DG_STORE_ERROR, DG_STORE_ERROR_BAD_FILE);
      g_assert_nonnull (strstr (error->message, "input,answer"));
      g_assert_null (bad_lines);
    }
}

static void
test_parse_without_bad_lines (void)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (dg_dataset_file_parse (GOOD "x\ny\n", strlen (GOOD "x\ny\n"), DG_FILE_FORMAT_JSONL, NULL, &error));
  g_assert_error (error, DG_STORE_ERROR, DG_STORE_ERROR_BAD_FILE);
  g_assert_nonnull (strstr (error->message, "line 2"));
}

static void
test_parse_too_many_bad_lines (void)
{
  g_autofree char *text = g_strnfill (20000, '\n');
  g_autoptr (GPtrArray) bad_lines = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_null (dg_dataset_file_parse (text, 20000, DG_FILE_FORMAT_JSONL, &bad_lines, &error));
  g_assert_error (error, DG_STORE_ERROR, DG_STORE_ERROR_BAD_FILE);
}

static void
test_parse_long_field (gconstpointer data)
{
  DgFileFormat format = GPOINTER_TO_INT (data);
  g_autofree char *longest = g_strnfill (16 * 1024 * 1024, 'x');
  g_autofree char *too_long = g_strnfill (16 * 1024 * 1024 + 1, 'x');
  g_autoptr (GPtrArray) records = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GPtrArray) bad_lines = NULL;
  gsize length;

  g_ptr_array_add (records, dg_record_new (longest, longest, 0));
  g_ptr_array_add (records, dg_record_new ("a", too_long, 0));

  g_autofree char *text = dg_dataset_file_print (records, format, &length);
  g_autoptr (GPtrArray) parsed = dg_dataset_file_parse (text, length, format, &bad_lines, NULL);

  g_assert_cmpuint (parsed->len, ==, 1);
  store_test_assert_record (parsed, 0, longest, longest);
  g_assert_cmpuint (bad_lines->len, ==, 1);
  g_assert_nonnull (strstr (((DgBadLine *) g_ptr_array_index (bad_lines, 0))->reason, "“answer” is longer"));
}

static void
test_write (StoreFixture *fixture, gconstpointer data)
{
  g_autofree char *path = g_build_filename (fixture->folder, "a.jsonl", NULL);
  g_autoptr (GError) error = NULL;

  g_assert_true (dg_dataset_file_write (path, "one\n", 4, FALSE, NULL, &error));
  g_assert_no_error (error);

  g_autofree char *text = store_test_read (path, NULL);
  g_assert_cmpstr (text, ==, "one\n");
  g_assert_cmpuint (store_test_count_files (fixture->folder), ==, 1);
}

static void
test_write_exists (StoreFixture *fixture, gconstpointer data)
{
  g_autofree char *path = g_build_filename (fixture->folder, "a.jsonl", NULL);
  g_autoptr (GError) error = NULL;

  store_test_write (path, "old");
  g_assert_false (dg_dataset_file_write (path, "new", 3, FALSE, NULL, &error));
  g_assert_error (error, DG_STORE_ERROR, DG_STORE_ERROR_EXISTS);
  g_assert_nonnull (strstr (error->message, path));

  g_autofree char *text = store_test_read (path, NULL);
  g_assert_cmpstr (text, ==, "old");
  g_assert_cmpuint (store_test_count_files (fixture->folder), ==, 1);
}

/* g_file_test() does not see a link that leads nowhere, so this is refused by the rename itself. */
static void
test_write_exists_as_dangling_link (StoreFixture *fixture, gconstpointer data)
{
  g_autofree char *path = g_build_filename (fixture->folder, "a.jsonl", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GError) error = NULL;

  g_file_make_symbolic_link (file, "nowhere", NULL, &error);
  g_assert_no_error (error);

  g_assert_false (dg_dataset_file_write (path, "new", 3, FALSE, NULL, &error));
  g_assert_error (error, DG_STORE_ERROR, DG_STORE_ERROR_EXISTS);
  g_assert_true (g_file_test (path, G_FILE_TEST_IS_SYMLINK));
  g_assert_cmpuint (store_test_count_files (fixture->folder), ==, 1);
}

static void
test_write_overwrites (StoreFixture *fixture, gconstpointer data)
{
  g_autofree char *path = g_build_filename (fixture->folder, "a.jsonl", NULL);
  g_autoptr (GError) error = NULL;

  store_test_write (path, "old and longer");
  g_assert_true (dg_dataset_file_write (path, "new", 3, TRUE, NULL, &error));
  g_assert_no_error (error);

  g_autofree char *text = store_test_read (path, NULL);
  g_assert_cmpstr (text, ==, "new");
  g_assert_cmpuint (store_test_count_files (fixture->folder), ==, 1);
}

static void
test_write_keeps_old_on_error (StoreFixture *fixture, gconstpointer data)
{
  g_autofree char *path = g_build_filename (fixture->folder, "a.jsonl", NULL);
  g_autoptr (GError) error = NULL;

  /* A folder cannot be replaced by a file. */
  g_assert_cmpint (g_mkdir (path, 0700), ==, 0);
  g_assert_false (dg_dataset_file_write (path, "new", 3, TRUE, NULL, &error));
  g_assert_nonnull (error);
  g_assert_true (g_file_test (path, G_FILE_TEST_IS_DIR));
  g_assert_cmpuint (store_test_count_files (fixture->folder), ==, 1);
}

static void
test_write_cancelled (StoreFixture *fixture, gconstpointer data)
{
  g_autofree char *path = g_build_filename (fixture->folder, "a.jsonl", NULL);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;

  store_test_write (path, "old");
  g_cancellable_cancel (cancellable);
  g_assert_false (dg_dataset_file_write (path, "new", 3, TRUE, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);

  g_autofree char *text = store_test_read (path, NULL);
  g_assert_cmpstr (text, ==, "old");
  g_assert_cmpuint (store_test_count_files (fixture->folder), ==, 1);
}

static void
test_write_no_folder (StoreFixture *fixture, gconstpointer data)
{
  g_autofree char *file = g_build_filename (fixture->folder, "file", NULL);
  g_autofree char *path = g_build_filename (file, "a.jsonl", NULL);
  g_autoptr (GError) error = NULL;

  store_test_write (file, "in the way");
  g_assert_false (dg_dataset_file_write (path, "new", 3, TRUE, NULL, &error));
  g_assert_error (error, DG_STORE_ERROR, DG_STORE_ERROR_READ_ONLY);
  g_assert_nonnull (strstr (error->message, path));
}

static GPtrArray *
read_file (const char *path, GPtrArray **bad_lines, GCancellable *cancellable, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  dg_dataset_file_read_async (path, cancellable, store_test_ready_cb, &result);

  return dg_dataset_file_read_finish (store_test_wait (&result), bad_lines, error);
}

static void
test_read (StoreFixture *fixture, gconstpointer data)
{
  g_autofree char *jsonl = g_build_filename (fixture->folder, "a.jsonl", NULL);
  g_autofree char *csv = g_build_filename (fixture->folder, "b.CSV", NULL);
  g_autoptr (GPtrArray) bad_lines = NULL;
  g_autoptr (GError) error = NULL;

  store_test_write (jsonl, GOOD "x\n" GOOD);
  g_autoptr (GPtrArray) from_jsonl = read_file (jsonl, &bad_lines, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (from_jsonl->len, ==, 2);
  g_assert_cmpuint (bad_lines->len, ==, 1);

  store_test_write (csv, "input,answer\r\na,b\r\n");
  g_autoptr (GPtrArray) from_csv = read_file (csv, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (from_csv->len, ==, 1);
}

static void
test_read_bad_line_is_error (StoreFixture *fixture, gconstpointer data)
{
  g_autofree char *path = g_build_filename (fixture->folder, "a.jsonl", NULL);
  g_autoptr (GError) error = NULL;

  store_test_write (path, GOOD "x\n");
  g_assert_null (read_file (path, NULL, NULL, &error));
  g_assert_error (error, DG_STORE_ERROR, DG_STORE_ERROR_BAD_FILE);
  g_assert_nonnull (strstr (error->message, "Line 2"));
}

static void
assert_read_fails (const char *path, int code)
{
  g_autoptr (GPtrArray) bad_lines = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_null (read_file (path, &bad_lines, NULL, &error));
  g_assert_error (error, DG_STORE_ERROR, code);
  g_assert_nonnull (strstr (error->message, path));
  g_assert_null (bad_lines);
}

static void
test_read_refuses (StoreFixture *fixture, gconstpointer data)
{
  g_autofree char *missing = g_build_filename (fixture->folder, "missing.jsonl", NULL);
  g_autofree char *other = g_build_filename (fixture->folder, "a.txt", NULL);
  g_autofree char *folder = g_build_filename (fixture->folder, "folder.csv", NULL);
  g_autofree char *pipe = g_build_filename (fixture->folder, "pipe.csv", NULL);
  g_autofree char *large = g_build_filename (fixture->folder, "large.jsonl", NULL);

  assert_read_fails (missing, DG_STORE_ERROR_NOT_FOUND);

  store_test_write (other, GOOD);
  assert_read_fails (other, DG_STORE_ERROR_BAD_FILE);

  g_assert_cmpint (g_mkdir (folder, 0700), ==, 0);
  assert_read_fails (folder, DG_STORE_ERROR_BAD_FILE);

  g_assert_cmpint (mkfifo (pipe, 0600), ==, 0);
  assert_read_fails (pipe, DG_STORE_ERROR_BAD_FILE);

  store_test_write (large, "");
  g_assert_cmpint (truncate (large, 256L * 1024 * 1024 + 1), ==, 0);
  assert_read_fails (large, DG_STORE_ERROR_BAD_FILE);
}

static void
test_read_cancelled (StoreFixture *fixture, gconstpointer data)
{
  g_autofree char *path = g_build_filename (fixture->folder, "a.jsonl", NULL);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;

  store_test_write (path, GOOD);
  g_cancellable_cancel (cancellable);
  g_assert_null (read_file (path, NULL, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

int
main (int argc, char *argv[])
{
  gconstpointer jsonl = GINT_TO_POINTER (DG_FILE_FORMAT_JSONL);
  gconstpointer csv = GINT_TO_POINTER (DG_FILE_FORMAT_CSV);

  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/store/dataset-file/print/jsonl", test_print_jsonl);
  g_test_add_func ("/store/dataset-file/print/jsonl-non-ascii", test_print_jsonl_non_ascii);
  g_test_add_func ("/store/dataset-file/print/jsonl-control-characters", test_print_jsonl_control_characters);
  g_test_add_func ("/store/dataset-file/print/csv", test_print_csv);
  g_test_add_func ("/store/dataset-file/print/nothing", test_print_nothing);
  g_test_add_data_func ("/store/dataset-file/round-trip/jsonl", jsonl, test_round_trip);
  g_test_add_data_func ("/store/dataset-file/round-trip/csv", csv, test_round_trip);
  g_test_add_func ("/store/dataset-file/parse/jsonl-tolerates", test_parse_jsonl_tolerates);
  g_test_add_func ("/store/dataset-file/parse/jsonl-bad-lines", test_parse_jsonl_bad_lines);
  g_test_add_func ("/store/dataset-file/parse/jsonl-where", test_parse_jsonl_where);
  g_test_add_func ("/store/dataset-file/parse/csv-tolerates", test_parse_csv_tolerates);
  g_test_add_func ("/store/dataset-file/parse/csv-bad-lines", test_parse_csv_bad_lines);
  g_test_add_func ("/store/dataset-file/parse/csv-line-numbers", test_parse_csv_line_numbers);
  g_test_add_func ("/store/dataset-file/parse/csv-nul", test_parse_csv_nul);
  g_test_add_func ("/store/dataset-file/parse/csv-header", test_parse_csv_header);
  g_test_add_func ("/store/dataset-file/parse/without-bad-lines", test_parse_without_bad_lines);
  g_test_add_func ("/store/dataset-file/parse/too-many-bad-lines", test_parse_too_many_bad_lines);
  g_test_add_data_func ("/store/dataset-file/parse/long-field-jsonl", jsonl, test_parse_long_field);
  g_test_add_data_func ("/store/dataset-file/parse/long-field-csv", csv, test_parse_long_field);
  store_test_add ("/store/dataset-file/write/new", test_write);
  store_test_add ("/store/dataset-file/write/exists", test_write_exists);
  store_test_add ("/store/dataset-file/write/exists-as-dangling-link", test_write_exists_as_dangling_link);
  store_test_add ("/store/dataset-file/write/overwrites", test_write_overwrites);
  store_test_add ("/store/dataset-file/write/keeps-old-on-error", test_write_keeps_old_on_error);
  store_test_add ("/store/dataset-file/write/cancelled", test_write_cancelled);
  store_test_add ("/store/dataset-file/write/no-folder", test_write_no_folder);
  store_test_add ("/store/dataset-file/read/good", test_read);
  store_test_add ("/store/dataset-file/read/bad-line-is-error", test_read_bad_line_is_error);
  store_test_add ("/store/dataset-file/read/refuses", test_read_refuses);
  store_test_add ("/store/dataset-file/read/cancelled", test_read_cancelled);

  return g_test_run ();
}
