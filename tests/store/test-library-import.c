/* test-library-import.c: files that people bring along become datasets
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <glib/gstdio.h>
#include <string.h>

#include "dg-library-review.h"
#include "store-test-utils.h"

#define TEXT(bytes) bytes, sizeof (bytes) - 1

typedef struct
{
  const char *file_name;
  const char *bytes;
  gsize length;
  const char *dataset; /* what is in the dataset's file; what comes out of the import */
} Case;

static char *
write_file (StoreFixture *fixture, const char *name, const char *bytes, gsize length)
{
  g_autoptr (GError) error = NULL;
  char *path = g_build_filename (fixture->folder, name, NULL);

  g_file_set_contents (path, bytes, (gssize) length, &error);
  g_assert_no_error (error);

  return path;
}

static DgDataset *
import_file (DgLibrary *library,
             const char *path,
             const DgImport *import,
             GPtrArray **bad_lines,
             GPtrArray **left_out,
             GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  dg_library_import_file_async (library, path, import, NULL, store_test_ready_cb, &result);

  return dg_library_import_file_finish (library, store_test_wait (&result), bad_lines, left_out, error);
}

/* Imports text that has to be good. Returns: (transfer full): what is in the dataset's file */
static char *
import_text (StoreFixture *fixture, DgLibrary *library, const Case *test, const DgImport *import)
{
  g_autofree char *path = write_file (fixture, test->file_name, test->bytes, test->length);
  g_autoptr (GPtrArray) bad_lines = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (DgDataset) dataset = import_file (library, path, import, &bad_lines, NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (bad_lines->len, ==, 0);

  return store_test_read (dg_dataset_get_path (dataset), NULL);
}

static void
assert_imports (StoreFixture *fixture, const Case *cases, guint n_cases)
{
  g_autoptr (DgLibrary) library = store_test_open (fixture->folder);
  const DgImport import = { .name = "x" };

  for (guint i = 0; i < n_cases; i++)
    {
      g_autofree char *text = import_text (fixture, library, &cases[i], &import);

      g_assert_cmpstr (text, ==, cases[i].dataset);
    }
}

#define ONE_JSONL "{\"input\": \"a\", \"answer\": \"b\"}\n"
#define ONE_CSV "input,answer\r\na,b\r\n"

static void
test_formats (StoreFixture *fixture, gconstpointer data)
{
  static const Case cases[] = {
    { "f.jsonl", TEXT ("{\"input\":\"a\",\"answer\":\"b\"}"), ONE_JSONL },
    { "f.JSONL", TEXT ("\n{\"answer\":\"b\",\"input\":\"a\"}\r\n\r\n"), ONE_JSONL },
    { "f.json", TEXT (" [ {\"input\" : \"a\",\n\"answer\":\"b\"}\n]\n"), ONE_JSONL },
    { "f.json", TEXT ("[{\"input\":\"[,\\\"]\",\"answer\":\"{\"},{\"input\":\"\\\\\",\"answer\":\"]\"}]"),
      "{\"input\": \"[,\\\"]\", \"answer\": \"{\"}\n{\"input\": \"\\\\\", \"answer\": \"]\"}\n" },
    { "no extension", TEXT ("{\"input\":\"a\",\"answer\":\"b\"}\n"), ONE_JSONL },
    { "f.txt", TEXT ("[{\"input\":\"a\",\"answer\":\"b\"}]"), ONE_JSONL },
    { "f.csv", TEXT ("input,answer\na,b"), ONE_CSV },
    { "f.csv", TEXT ("\r\ninput,answer\r\n\r\na,b\r\n\r\n"), ONE_CSV },
    { "f.csv", TEXT ("input;answer\na;b\n"), ONE_CSV },
    { "f.csv", TEXT ("input;answer\n\"a;x\";b,c\n"), "input,answer\r\na;x,\"b,c\"\r\n" },
    { "f.tsv", TEXT ("input\tanswer\na\tb\n"), ONE_CSV },
    { "f.txt", TEXT ("input\tanswer\na\tb\n"), ONE_CSV },
    { "f.csv", TEXT ("answer,input\nb,a\n"), ONE_CSV },
    { "f.csv", TEXT ("[id],input,answer\n1,a,b\n"), ONE_CSV },
    { "f.csv", TEXT ("input,answer\n\"a \"\"q\"\"\nz\",he said \"b\"\n"),
      "input,answer\r\n\"a \"\"q\"\"\nz\",\"he said \"\"b\"\"\"\r\n" },
    { "f.csv", TEXT ("input,answer\n=1+1,\" \"\n"), "input,answer\r\n=1+1,\" \"\r\n" },
    { "f.csv", TEXT ("input,answer\n,\n"), "input,answer\r\n,\r\n" },
  };

  assert_imports (fixture, cases, G_N_ELEMENTS (cases));
}

static void
test_encodings (StoreFixture *fixture, gconstpointer data)
{
  static const Case cases[] = {
    { "mark.csv", TEXT ("\xef\xbb\xbfinput,answer\n\xc3\xbc,b\n"), "input,answer\r\nü,b\r\n" },
    { "mark.jsonl", TEXT ("\xef\xbb\xbf{\"input\":\"a\",\"answer\":\"b\"}\n"), ONE_JSONL },
    { "windows.csv", TEXT ("input,answer\n\xfc \x80 \x93q\x94,b\n"), "input,answer\r\nü € “q”,b\r\n" },
    { "windows.jsonl", TEXT ("{\"input\":\"na\xefve\",\"answer\":\"\x8d\"}\n"),
      "{\"input\": \"naïve\", \"answer\": \"\302\215\"}\n" },
    { "little.csv", TEXT ("\xff\xfei\0n\0p\0u\0t\0,\0a\0n\0s\0w\0e\0r\0\n\0\xfc\0,\0\x3d\xd8\x00\xde\n\0"),
      "input,answer\r\nü,😀\r\n" },
    { "big.csv", TEXT ("\xfe\xff\0i\0n\0p\0u\0t\0,\0a\0n\0s\0w\0e\0r\0\n\0\xfc\0,\xd8\x3d\xde\x00\0\n"),
      "input,answer\r\nü,😀\r\n" },
    { "no mark.csv", TEXT ("i\0n\0p\0u\0t\0,\0a\0n\0s\0w\0e\0r\0\n\0\xfc\0,\0b\0\n\0"), "input,answer\r\nü,b\r\n" },
    { "no mark.csv", TEXT ("\0i\0n\0p\0u\0t\0,\0a\0n\0s\0w\0e\0r\0\n\0\xfc\0,\0b"), "input,answer\r\nü,b\r\n" },
  };

  assert_imports (fixture, cases, G_N_ELEMENTS (cases));
}

static void
test_recognised_columns (StoreFixture *fixture, gconstpointer data)
{
  static const Case cases[] = {
    { "f.csv", TEXT ("prompt,completion\na,b\n"), ONE_CSV },
    { "f.csv", TEXT ("id,Question , Ground Truth\n1,a,b\n"), ONE_CSV },
    { "f.csv", TEXT ("label;text\nb;a\n"), ONE_CSV },
    { "f.csv", TEXT ("text,input,label,answer\nx,a,y,b\n"), ONE_CSV },
    { "f.csv", TEXT ("query,expected-output\na,b\n"), ONE_CSV },
    { "f.jsonl", TEXT ("{\"QUESTION\":\"a\",\"target\":\"b\",\"x\":[1,{}]}"), ONE_JSONL },
    { "f.jsonl", TEXT ("{\"instruction\":\"a\",\"response\":\"b\"}"), ONE_JSONL },
    { "f.jsonl", TEXT ("{\"userInput\":\"a\",\"ground_truth\":\"b\"}"), ONE_JSONL },
    { "f.json", TEXT ("[{\"input\":\"a\",\"expected\":\"b\"}]"), ONE_JSONL },
  };

  assert_imports (fixture, cases, G_N_ELEMENTS (cases));
}

static void
test_named_columns (StoreFixture *fixture, gconstpointer data)
{
  static const Case csv = { "f.csv", TEXT ("answer;Frage;input;Antwort\nx;a;y;b\n"), NULL };
  static const Case swapped = { "f.csv", TEXT ("input,answer\nb,a\n"), NULL };
  static const Case json = { "f.jsonl", TEXT ("{\"Input\":\"x\",\"input\":\"a\",\"answer\":\"b\"}"), NULL };
  g_autoptr (DgLibrary) library = store_test_open (fixture->folder);
  g_autofree char *both =
      import_text (fixture, library, &csv, &(DgImport){ .input_column = "Frage", .answer_column = "antwort" });
  g_autofree char *turned =
      import_text (fixture, library, &swapped, &(DgImport){ .input_column = "answer", .answer_column = "input" });
  g_autofree char *exact = import_text (fixture, library, &json, &(DgImport){ .input_column = "input" });

  g_assert_cmpstr (both, ==, ONE_CSV);
  g_assert_cmpstr (turned, ==, ONE_CSV);
  g_assert_cmpstr (exact, ==, ONE_JSONL);
}

/* What is not a string is what is written there, to the letter. */
static void
test_json_values (StoreFixture *fixture, gconstpointer data)
{
  static const Case cases[] = {
    { "f.jsonl",
      TEXT ("{\"input\":1.50,\"answer\":{ \"b\" : [1, null] }}\n"
            "{\"input\":true,\"answer\":null}\n"
            "{\"input\":12345678901234567890,\"answer\":\"\\u00fc\\n\"}\n"),
      "{\"input\": \"1.50\", \"answer\": \"{ \\\"b\\\" : [1, null] }\"}\n"
      "{\"input\": \"true\", \"answer\": \"null\"}\n"
      "{\"input\": \"12345678901234567890\", \"answer\": \"ü\\n\"}\n" },
  };

  assert_imports (fixture, cases, G_N_ELEMENTS (cases));
}

static void
assert_bad_lines (GPtrArray *bad_lines, const char *expected)
{
  g_autoptr (GString) lines = g_string_new (NULL);

  for (guint i = 0; i < bad_lines->len; i++)
    {
      const DgBadLine *bad_line = g_ptr_array_index (bad_lines, i);

      g_string_append_printf (lines, "%u: %s\n", bad_line->line, bad_line->reason);
    }

  g_assert_cmpstr (lines->str, ==, expected);
}

static const struct
{
  const char *file_name;
  const char *bytes;
  gsize length;
  const char *bad_lines;
  guint n_good;
} bad_files[] = {
  { "f.csv", TEXT ("input,answer\na\na,b\na,b,c\n\"x\"y,b\na\rb,c\n"),
    "2: it has 1 column, but the first line has 2\n"
    "4: it has 3 columns, but the first line has 2\n"
    "5: there is text behind a closing quote\n"
    "6: there is a lone carriage return outside quotes\n",
    1 },
  { "f.csv", TEXT ("input,answer\na,b\n\"c,d\ne,f\n"), "3: a quote is opened and never closed (up to line 5)\n", 1 },
  { "f.csv", TEXT ("input,answer\nz\0z,b\na,b\n"), "2: “input” holds the character U+0000, which text cannot have\n",
    1 },
  { "f.csv", TEXT ("input,answer\nüü,b\n\xff,b\n"), "3: “input” is not UTF-8 text\n", 1 },
  { "f.csv", TEXT ("\xff\xfei\0n\0p\0u\0t\0,\0a\0n\0s\0w\0e\0r\0\n\0a\0,\0\x3d\xd8\n\0a\0,\0b\0\n\0"),
    "2: “answer” is not UTF-8 text\n", 1 },
  { "f.jsonl",
    TEXT ("{\"input\":\"a\",\"answer\":\"b\"}\n[]\n{\"input\":\"a\"}\n{\"input\":\"a\",\"answer\":\"b\"}}\n"
          "{\"question\":\"a\",\"answer\":\"b\"}\n{\"input\":\"a\\u0000\",\"answer\":\"b\"}\n"),
    NULL, 1 },
  { "f.json", TEXT ("[{\"input\":\"a\",\"answer\":\"b\"},\n1,\n,{\"input\":\"a\",\"answer\":\"b\"},\n]"),
    "2: it is not a JSON object\n"
    "3: there is nothing beside a comma\n"
    "4: there is nothing beside a comma\n",
    2 },
  { "f.json", TEXT ("[{\"input\":\"a\",\"answer\":\"b\"},\n{\"input\":"), "2: the file ends before its list does\n",
    1 },
  { "f.json", TEXT ("[{\"input\":\"a\",\"answer\":\"b\"}\n"), "2: the file ends before its list does\n", 0 },
  { "f.json", TEXT ("[{\"input\":\"a\",\"answer\":\"b\"}]\n]"), "2: there is text behind the end of the list\n", 1 },
  { "f.json", TEXT ("[{\"input\":\"a\",\"answer\":\"b\"},\n{\"input\":\"a,\n\"answer\":\"b\"}]\n"), NULL, 1 },
};

static void
assert_refused (StoreFixture *fixture, DgLibrary *library, const char *path, guint i)
{
  g_autoptr (GPtrArray) bad_lines = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_null (import_file (library, path, &(DgImport){ 0 }, &bad_lines, NULL, &error));
  g_assert_error (error, DG_STORE_ERROR, DG_STORE_ERROR_BAD_FILE);
  g_assert_cmpuint (bad_lines->len, >, 0);
  if (bad_files[i].bad_lines != NULL)
    assert_bad_lines (bad_lines, bad_files[i].bad_lines);

  /* Nothing is left of it. */
  g_autofree char *uploads = g_build_filename (fixture->folder, "uploads", NULL);
  g_autofree char *rows =
      store_test_query_library (library, "SELECT (SELECT count (*) FROM datasets) + (SELECT count (*) FROM dg_datasets)"
                                         "  + (SELECT count (*) FROM dg_records)");
  g_assert_cmpstr (rows, ==, "0");
  g_assert_cmpuint (store_test_count_files (uploads), ==, 0);
}

static void
test_bad_lines (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (DgLibrary) library = store_test_open (fixture->folder);

  for (guint i = 0; i < G_N_ELEMENTS (bad_files); i++)
    {
      g_autofree char *path = write_file (fixture, bad_files[i].file_name, bad_files[i].bytes, bad_files[i].length);

      assert_refused (fixture, library, path, i);
    }
}

static void
test_skip_bad (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (DgLibrary) library = store_test_open (fixture->folder);

  for (guint i = 0; i < G_N_ELEMENTS (bad_files); i++)
    {
      g_autofree char *path = write_file (fixture, bad_files[i].file_name, bad_files[i].bytes, bad_files[i].length);
      g_autoptr (GPtrArray) bad_lines = NULL;
      g_autoptr (GError) error = NULL;
      g_autoptr (DgDataset) dataset =
          import_file (library, path, &(DgImport){ .skip_bad = TRUE }, &bad_lines, NULL, &error);

      g_assert_cmpuint (bad_lines->len, >, 0);
      if (bad_files[i].n_good == 0)
        {
          g_assert_error (error, DG_STORE_ERROR, DG_STORE_ERROR_BAD_FILE);
          continue;
        }

      g_assert_no_error (error);
      g_assert_cmpuint (dg_dataset_get_n_records (dataset), ==, bad_files[i].n_good);
    }
}

/* The place is that in the file. */
static void
test_place_of_bad_json (StoreFixture *fixture, gconstpointer data)
{
  static const char *const texts[] = {
    "{\"input\":\"a\",\"answer\":\"b\"}\n\n  {\"input\":\"ü\",x}\n",
    "[{\"input\":\"a\",\n\"answer\":\"b\"},\n{  \"input\":\"ü\",x}]\n",
    "[{\"input\":\"a\",\"answer\":\"b\"}\n\n,{ \"input\":\"ü\",x}]\n",
  };
  g_autoptr (DgLibrary) library = store_test_open (fixture->folder);

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autofree char *path = write_file (fixture, "f.json", texts[i], strlen (texts[i]));
      g_autoptr (GPtrArray) bad_lines = NULL;
      g_autoptr (GError) error = NULL;

      g_assert_null (import_file (library, path, &(DgImport){ 0 }, &bad_lines, NULL, &error));
      g_assert_cmpuint (bad_lines->len, ==, 1);
      const DgBadLine *bad_line = g_ptr_array_index (bad_lines, 0);
      g_assert_cmpuint (bad_line->line, ==, 3);
      g_assert_nonnull (strstr (bad_line->reason, "Line 3, column 16"));
      g_assert_nonnull (strstr (error->message, bad_line->reason));
    }
}

static void
test_refused_files (StoreFixture *fixture, gconstpointer data)
{
  static const struct
  {
    const char *file_name;
    const char *text;
    DgImport import;
    const char *hint;
  } cases[] = {
    { "f.csv", "", { 0 }, "no record" },
    { "f.csv", "input,answer\n", { 0 }, "no record" },
    { "f.json", "[]", { 0 }, "no record" },
    { "f.jsonl", "\n \n", { 0 }, "no record" },
    { "f.csv", "a,b,c\n1,2,3\n", { 0 }, "“a”, “b”, “c”" },
    { "f.csv", "input,,c\n1,2,3\n", { 0 }, "“column 2”" },
    { "f.csv", "input,answer\na,b\n", { .answer_column = "reply" }, "reply" },
    { "f.csv", "input,answer\na,b\n", { .input_column = "input", .answer_column = "input" }, "input" },
    { "f.csv", "input,answer\na,b\n", { .input_column = "input", .answer_column = "Input" }, "Input" },
    { "f.csv", "input,x\na,b\n", { .answer_column = "input" }, "inputs" },
    { "f.csv", "\"input,answer\na,b\n", { 0 }, "never closed" },
    { "f.jsonl", "{\"a\":1,\"b\":2}\n{\"a\":1,\"b\":2}\n", { 0 }, "“a”, “b”" },
    { "f.jsonl", "{\"input\":1,\"b\":2}\n", { .answer_column = "c" }, "“c”" },
  };
  g_autoptr (DgLibrary) library = store_test_open (fixture->folder);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = write_file (fixture, cases[i].file_name, cases[i].text, strlen (cases[i].text));
      g_autoptr (GError) error = NULL;

      g_assert_null (import_file (library, path, &cases[i].import, NULL, NULL, &error));
      g_assert_error (error, DG_STORE_ERROR, DG_STORE_ERROR_BAD_FILE);
      g_test_message ("%s", error->message);
      g_assert_nonnull (strstr (error->message, cases[i].hint));
      g_assert_nonnull (strstr (error->message, cases[i].file_name));
    }
}

static void
test_missing_file (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (DgLibrary) library = store_test_open (fixture->folder);
  g_autofree char *path = g_build_filename (fixture->folder, "missing.csv", NULL);
  g_autoptr (GPtrArray) bad_lines = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_null (import_file (library, path, &(DgImport){ 0 }, &bad_lines, NULL, &error));
  g_assert_error (error, DG_STORE_ERROR, DG_STORE_ERROR_NOT_FOUND);
  g_clear_error (&error);
  g_assert_null (import_file (library, fixture->folder, &(DgImport){ 0 }, NULL, NULL, &error));
  g_assert_error (error, DG_STORE_ERROR, DG_STORE_ERROR_BAD_FILE);
}

static void
test_left_out (StoreFixture *fixture, gconstpointer data)
{
  static const char csv[] = "id,input,note,answer\n1,a,n,b\n";
  static const char json[] = "{\"input\":\"a\",\"answer\":\"b\"}\n{\"input\":\"a\",\"answer\":\"b\",\"id\":1}\n"
                             "{\"id\":1,\"input\":\"a\",\"note\":2,\"answer\":\"b\"}\n";
  const char *const files[] = { "f.csv", "f.jsonl" };
  const char *const texts[] = { csv, json };
  g_autoptr (DgLibrary) library = store_test_open (fixture->folder);

  for (guint i = 0; i < G_N_ELEMENTS (files); i++)
    {
      g_autofree char *path = write_file (fixture, files[i], texts[i], strlen (texts[i]));
      g_autoptr (GPtrArray) left_out = NULL;
      g_autoptr (GError) error = NULL;
      g_autoptr (DgDataset) dataset = import_file (library, path, &(DgImport){ 0 }, NULL, &left_out, &error);

      g_assert_no_error (error);
      g_assert_cmpuint (left_out->len, ==, 2);
      g_assert_cmpstr (g_ptr_array_index (left_out, 0), ==, "id");
      g_assert_cmpstr (g_ptr_array_index (left_out, 1), ==, "note");
    }
}

static void
test_rows (StoreFixture *fixture, gconstpointer data)
{
  static const char text[] = "input,answer\na,b\nc,d\na,b\n";
  g_autoptr (DgLibrary) library = store_test_open (fixture->folder);
  g_autofree char *path = write_file (fixture, "Support mails.2026.csv", text, strlen (text));
  g_autoptr (GError) error = NULL;
  g_autoptr (DgDataset) first = import_file (library, path, &(DgImport){ 0 }, NULL, NULL, &error);
  g_assert_no_error (error);
  g_autoptr (DgDataset) second = import_file (library, path, &(DgImport){ 0 }, NULL, NULL, &error);
  g_autoptr (DgDataset) named = import_file (library, path, &(DgImport){ .name = " Mine " }, NULL, NULL, &error);

  g_assert_cmpstr (dg_dataset_get_name (first), ==, "Support mails.2026");
  g_assert_cmpstr (dg_dataset_get_name (second), ==, "Support mails.2026 (2)");
  g_assert_cmpstr (dg_dataset_get_name (named), ==, "Mine");
  g_assert_cmpint (dg_dataset_get_format (first), ==, DG_FILE_FORMAT_CSV);
  g_assert_null (dg_dataset_get_session (first));

  g_autofree char *row = store_test_query_library (
      library, "SELECT dataset_type, size, rows, status, session_id, run_id FROM datasets JOIN dg_datasets USING (id)"
               " WHERE name = 'Mine'");
  g_assert_cmpstr (row, ==, "CSV|0.0 KB|3|Ready|NULL|NULL");
  g_autofree char *records = store_test_query_library (
      library, "SELECT number, origin, input, answer, run_id, plan_line FROM dg_records JOIN datasets d"
               " ON d.id = dataset_id WHERE name = 'Mine' ORDER BY number");
  g_assert_cmpstr (records, ==, "1|import|a|b|NULL|0\n2|import|c|d|NULL|0\n3|import|a|b|NULL|0");

  /* A file and a sidecar each, and nothing else. */
  g_autofree char *uploads = g_build_filename (fixture->folder, "uploads", NULL);
  g_assert_cmpuint (store_test_count_files (uploads), ==, 6);
  g_autofree char *sidecar = g_strdup_printf ("%s/%s.jsonl", uploads, dg_dataset_get_id (first));
  g_autofree char *sidecar_text = store_test_read (sidecar, NULL);
  g_assert_cmpstr (sidecar_text, ==, ONE_JSONL "{\"input\": \"c\", \"answer\": \"d\"}\n" ONE_JSONL);

  /* It is a dataset like others. */
  const DgRecordChange change = { .number = 2, .remove = TRUE };
  g_autoptr (GAsyncResult) result = NULL;
  dg_library_change_records_async (library, dg_dataset_get_id (first), &change, 1, NULL, store_test_ready_cb, &result);
  g_autoptr (DgDataset) changed = dg_library_change_records_finish (library, store_test_wait (&result), &error);
  g_assert_no_error (error);
  g_assert_cmpuint (dg_dataset_get_n_records (changed), ==, 2);
}

static void
test_cancelled (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (DgLibrary) library = store_test_open (fixture->folder);
  g_autofree char *path = write_file (fixture, "f.csv", TEXT ("input,answer\na,b\n"));
  g_autofree char *uploads = g_build_filename (fixture->folder, "uploads", NULL);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  dg_library_import_file_async (library, path, &(DgImport){ 0 }, cancellable, store_test_ready_cb, &result);
  g_cancellable_cancel (cancellable);
  g_autoptr (DgDataset) dataset =
      dg_library_import_file_finish (library, store_test_wait (&result), NULL, NULL, &error);

  /* All of it or nothing. */
  if (dataset == NULL)
    g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpuint (store_test_count_files (uploads), ==, dataset != NULL ? 2 : 0);
}

static void
test_full_table (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (DgLibrary) library = store_test_open (fixture->folder);
  g_autofree char *path = write_file (fixture, "f.csv", TEXT ("input,answer\na,b\n"));
  g_autofree char *database = g_build_filename (fixture->folder, "library.db", NULL);
  g_autofree char *uploads = g_build_filename (fixture->folder, "uploads", NULL);
  g_autoptr (GError) error = NULL;

  store_test_exec_file (database, "CREATE TABLE refused (id REFERENCES datasets (id) DEFERRABLE INITIALLY DEFERRED);"
                                  "CREATE TRIGGER refuse AFTER INSERT ON datasets"
                                  " BEGIN INSERT INTO refused VALUES ('nowhere'); END");
  g_assert_null (import_file (library, path, &(DgImport){ 0 }, NULL, NULL, &error));
  g_assert_error (error, DG_STORE_ERROR, DG_STORE_ERROR_FAILED);
  g_assert_cmpuint (store_test_count_files (uploads), ==, 0);
}

/* Many: without a limit of its own, and without getting slower and slower. */
static void
test_many (StoreFixture *fixture, gconstpointer data)
{
  const guint n_records = 100000;
  g_autoptr (DgLibrary) library = store_test_open (fixture->folder);
  g_autoptr (GString) text = g_string_new ("question,label,id\n");
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < n_records; i++)
    g_string_append_printf (text, "\"Where is parcel %u, \"\"the red one\"\"?\nI have been waiting\",delivery,%u\n", i,
                            i);

  g_autofree char *path = write_file (fixture, "many.csv", text->str, text->len);
  g_autoptr (DgDataset) dataset = import_file (library, path, &(DgImport){ 0 }, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (dg_dataset_get_n_records (dataset), ==, n_records);

  g_autofree char *last = store_test_query_library (library, "SELECT max (number), count (*) FROM dg_records");
  g_assert_cmpstr (last, ==, "100000|100000");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  store_test_add ("/store/library/import/formats", test_formats);
  store_test_add ("/store/library/import/encodings", test_encodings);
  store_test_add ("/store/library/import/recognised-columns", test_recognised_columns);
  store_test_add ("/store/library/import/named-columns", test_named_columns);
  store_test_add ("/store/library/import/json-values", test_json_values);
  store_test_add ("/store/library/import/bad-lines", test_bad_lines);
  store_test_add ("/store/library/import/skip-bad", test_skip_bad);
  store_test_add ("/store/library/import/place-of-bad-json", test_place_of_bad_json);
  store_test_add ("/store/library/import/refused-files", test_refused_files);
  store_test_add ("/store/library/import/missing-file", test_missing_file);
  store_test_add ("/store/library/import/left-out", test_left_out);
  store_test_add ("/store/library/import/rows", test_rows);
  store_test_add ("/store/library/import/cancelled", test_cancelled);
  store_test_add ("/store/library/import/full-table", test_full_table);
  store_test_add ("/store/library/import/many", test_many);

  return g_test_run ();
}
