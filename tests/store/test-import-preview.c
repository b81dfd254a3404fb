/* test-import-preview.c: what a file would become, before it is imported
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <string.h>

#include "dg-import-preview.h"
#include "store-test-utils.h"

static char *
write_file (StoreFixture *fixture, const char *name, const char *text)
{
  char *path = g_build_filename (fixture->folder, name, NULL);

  store_test_write (path, text);

  return path;
}

static DgImportPreview *
try_preview (const char *path, const DgImport *import, guint n_records, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  dg_import_preview_async (path, import, n_records, NULL, store_test_ready_cb, &result);

  return dg_import_preview_finish (store_test_wait (&result), error);
}

static DgImportPreview *
preview (StoreFixture *fixture, const char *name, const char *text, const DgImport *import)
{
  g_autofree char *path = write_file (fixture, name, text);
  g_autoptr (GError) error = NULL;
  DgImportPreview *result = try_preview (path, import, 2, &error);

  g_assert_no_error (error);

  return result;
}

static void
assert_texts (GPtrArray *texts, const char *expected)
{
  g_autoptr (GString) joined = g_string_new (NULL);

  for (guint i = 0; i < texts->len; i++)
    g_string_append_printf (joined, "%s%s", i > 0 ? "|" : "", (const char *) g_ptr_array_index (texts, i));
  g_assert_cmpstr (joined->str, ==, expected);
}

static void
test_csv (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (DgImportPreview) self = preview (fixture, "a.csv",
                                              "id;Question;label;\n"
                                              "1;\"one; two\";x;\n"
                                              "2;three;y;\n"
                                              "3;four;z;\n",
                                              &(DgImport){ 0 });

  g_assert_cmpint (self->layout, ==, DG_IMPORT_CSV);
  g_assert_cmpint (self->delimiter, ==, ';');
  g_assert_cmpint (self->encoding, ==, DG_IMPORT_UTF8);
  g_assert_cmpint (self->format, ==, DG_FILE_FORMAT_CSV);
  g_assert_cmpuint (self->n_bytes, ==, 56);
  assert_texts (self->columns, "id|Question|label|column 4");
  assert_texts (self->examples, "1|one; two|x|");
  assert_texts (self->left_out, "id|column 4");
  g_assert_cmpint (self->input_column, ==, 1);
  g_assert_cmpint (self->answer_column, ==, 2);
  g_assert_true (self->input_guessed && self->answer_guessed);
  g_assert_null (self->problem);

  /* As many records as were asked for; all are counted. */
  g_assert_cmpuint (self->n_records, ==, 3);
  g_assert_cmpuint (self->records->len, ==, 2);
  store_test_assert_record (self->records, 0, "one; two", "x");
  g_assert_cmpuint (dg_record_get_number (g_ptr_array_index (self->records, 1)), ==, 2);
}

static void
test_json (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (DgImportPreview) lines =
      preview (fixture, "a.jsonl",
               "{\"meta\": {\"a\": 1}, \"prompt\": \"p\"}\n{\"prompt\": \"q\", \"response\": \"r\", \"x\": 5}\n",
               &(DgImport){ 0 });

  g_assert_cmpint (lines->layout, ==, DG_IMPORT_JSONL);
  g_assert_cmpint (lines->delimiter, ==, 0);
  assert_texts (lines->columns, "meta|prompt|response|x");
  assert_texts (lines->examples, "{\"a\": 1}|p|r|5");
  g_assert_cmpint (lines->input_column, ==, 1);
  g_assert_cmpint (lines->answer_column, ==, 2);
  g_assert_cmpuint (lines->n_records, ==, 1);
  g_assert_cmpuint (lines->n_bad_lines, ==, 1);
  g_assert_cmpuint (((DgBadLine *) g_ptr_array_index (lines->bad_lines, 0))->line, ==, 1);

  g_autoptr (DgImportPreview) array =
      preview (fixture, "a.json", "[{\"input\": \"a\", \"answer\": \"b\"}]", &(DgImport){ 0 });
  g_assert_cmpint (array->layout, ==, DG_IMPORT_JSON_ARRAY);
  g_assert_cmpint (array->format, ==, DG_FILE_FORMAT_JSONL);
  g_assert_cmpuint (array->n_records, ==, 1);
}

/* The same file with the columns that the person names. */
static void
test_columns (StoreFixture *fixture, gconstpointer data)
{
  const char *text = "a,b,c\n1,2,3\n4,5\n";
  g_autoptr (DgImportPreview) unknown = preview (fixture, "a.csv", text, &(DgImport){ 0 });

  /* Enough to choose from, and nothing that is only known once that is done. */
  assert_texts (unknown->columns, "a|b|c");
  assert_texts (unknown->examples, "1|2|3");
  g_assert_cmpint (unknown->input_column, ==, -1);
  g_assert_cmpint (unknown->answer_column, ==, -1);
  g_assert_nonnull (strstr (unknown->problem, "“a”, “b”, “c”"));
  g_assert_cmpuint (unknown->n_bad_lines, ==, 0);
  g_assert_cmpuint (unknown->n_records, ==, 0);

  g_autoptr (DgImportPreview) half = preview (fixture, "a.csv", text, &(DgImport){ .input_column = "c" });
  g_assert_cmpint (half->input_column, ==, 2);
  g_assert_false (half->input_guessed);
  g_assert_nonnull (half->problem);

  g_autoptr (DgImportPreview) known =
      preview (fixture, "a.csv", text, &(DgImport){ .input_column = "c", .answer_column = "a" });
  g_assert_null (known->problem);
  g_assert_false (known->input_guessed || known->answer_guessed);
  store_test_assert_record (known->records, 0, "3", "1");
  g_assert_cmpuint (known->n_bad_lines, ==, 1);
  assert_texts (known->left_out, "b");

  g_autoptr (DgImportPreview) json =
      preview (fixture, "a.jsonl", "{\"a\": 1, \"b\": 2}\n{\"b\": 3, \"c\": \"x\"}\n", &(DgImport){ 0 });
  assert_texts (json->columns, "a|b|c");
  assert_texts (json->examples, "1|2|x");
  g_assert_nonnull (json->problem);
  g_assert_cmpuint (json->n_bad_lines, ==, 0);
}

static void
test_encodings (StoreFixture *fixture, gconstpointer data)
{
  static const struct
  {
    const char *bytes;
    gsize length;
    DgImportEncoding encoding;
  } cases[] = {
    { "\xef\xbb\xbfinput,answer\n\xc3\xa9,b\n", 21, DG_IMPORT_UTF8 },
    { "input,answer\n\xe9,b\n", 17, DG_IMPORT_WINDOWS_1252 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = write_file (fixture, "a.csv", cases[i].bytes);
      g_autoptr (DgImportPreview) self = try_preview (path, &(DgImport){ 0 }, 5, NULL);

      g_assert_cmpint (self->encoding, ==, cases[i].encoding);
      store_test_assert_record (self->records, 0, "é", "b");
    }
}

/* The list ends, the count does not; where a file is something else, reading ends too. */
static void
test_bad_lines (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (GString) text = g_string_new ("{\"input\": \"a\", \"answer\": \"b\"}\n");

  for (guint i = 0; i < DG_IMPORT_PREVIEW_MAX_LISTED + 500; i++)
    g_string_append (text, "nonsense\n");
  g_autoptr (DgImportPreview) some = preview (fixture, "a.jsonl", text->str, &(DgImport){ 0 });
  g_assert_cmpuint (some->n_bad_lines, ==, DG_IMPORT_PREVIEW_MAX_LISTED + 500);
  g_assert_cmpuint (some->bad_lines->len, ==, DG_IMPORT_PREVIEW_MAX_LISTED);
  g_assert_cmpuint (((DgBadLine *) g_ptr_array_index (some->bad_lines, 1))->line, ==, 3);
  g_assert_null (some->problem);

  for (guint i = 0; i < 20000; i++)
    g_string_append (text, "nonsense\n");
  g_autoptr (DgImportPreview) many = preview (fixture, "a.jsonl", text->str, &(DgImport){ 0 });
  g_assert_cmpuint (many->n_bad_lines, ==, 10001);
  g_assert_nonnull (many->problem);

  g_autoptr (DgImportPreview) empty = preview (fixture, "a.jsonl", "\n", &(DgImport){ 0 });
  g_assert_nonnull (empty->problem);
  g_assert_cmpuint (empty->columns->len, ==, 0);
}

/* There is nothing to import, and nothing to choose: the person is told why. */
static void
test_no_good_line (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (DgImportPreview) none = preview (fixture, "a.jsonl", "not JSON\nnor this\n", &(DgImport){ 0 });

  g_assert_cmpuint (none->n_records, ==, 0);
  g_assert_cmpuint (none->n_bad_lines, ==, 2);
  g_assert_cmpuint (((DgBadLine *) g_ptr_array_index (none->bad_lines, 1))->line, ==, 2);
  g_assert_nonnull (none->problem);
}

static void
test_long_fields (StoreFixture *fixture, gconstpointer data)
{
  g_autofree char *longest = g_strnfill (DG_DATASET_FILE_PYTHON_MAX_CHARACTERS, 'a');
  g_autofree char *text =
      g_strdup_printf ("input,answer\nx,%s\nx,y\n%sb,y\n%s,\"%s\xc3\xa9\"\n", longest, longest, "z", longest);
  g_autoptr (DgImportPreview) self = preview (fixture, "a.csv", text, &(DgImport){ 0 });

  g_assert_cmpuint (self->n_long_fields, ==, 2);
  const DgLongField *first = &g_array_index (self->long_fields, DgLongField, 0);
  const DgLongField *second = &g_array_index (self->long_fields, DgLongField, 1);
  g_assert_cmpuint (first->number, ==, 3);
  g_assert_cmpint (first->column, ==, DG_COLUMN_INPUT);
  g_assert_cmpuint (second->number, ==, 4);
  g_assert_cmpint (second->column, ==, DG_COLUMN_ANSWER);
  g_assert_cmpuint (second->n_characters, ==, DG_DATASET_FILE_PYTHON_MAX_CHARACTERS + 1);
}

/* An example is to be read at a glance, and is text whatever the file holds. */
static void
test_examples (StoreFixture *fixture, gconstpointer data)
{
  g_autofree char *many = g_strnfill (5000, 'a');
  g_autofree char *text = g_strdup_printf ("input,answer,c\n%s,\xc3\xa9\xc3\xa9,b\xff\xc3\xa9\xc3\xa9\n", many);
  g_autoptr (DgImportPreview) self = preview (fixture, "a.csv", text, &(DgImport){ 0 });

  g_assert_cmpuint (strlen (g_ptr_array_index (self->examples, 0)), ==, 200);
  g_assert_cmpstr (g_ptr_array_index (self->examples, 1), ==, "éé");
  g_assert_true (g_utf8_validate (g_ptr_array_index (self->examples, 2), -1, NULL));
}

static void
test_no_file (StoreFixture *fixture, gconstpointer data)
{
  g_autofree char *missing = g_build_filename (fixture->folder, "missing.csv", NULL);
  g_autoptr (GError) error = NULL;

  g_assert_null (try_preview (missing, &(DgImport){ 0 }, 1, &error));
  g_assert_error (error, DG_STORE_ERROR, DG_STORE_ERROR_NOT_FOUND);
  g_clear_error (&error);

  g_assert_null (try_preview (fixture->folder, &(DgImport){ 0 }, 1, &error));
  g_assert_error (error, DG_STORE_ERROR, DG_STORE_ERROR_BAD_FILE);
}

static void
test_cancelled (StoreFixture *fixture, gconstpointer data)
{
  g_autofree char *path = write_file (fixture, "a.csv", "input,answer\na,b\n");
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  g_cancellable_cancel (cancellable);
  dg_import_preview_async (path, &(DgImport){ 0 }, 1, cancellable, store_test_ready_cb, &result);
  g_assert_null (dg_import_preview_finish (store_test_wait (&result), &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

/* Between one record and the next, too. */
static void
test_cancelled_half_way (StoreFixture *fixture, gconstpointer data)
{
  static const char *const texts[] = { "input,answer\na,b\n", "{\"input\": 1, \"answer\": 2}\n",
                                       "[{\"input\": 1, \"answer\": 2}]" };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (GCancellable) cancellable = g_cancellable_new ();
      g_auto (DgImporter) importer = { .cancellable = cancellable };
      g_autoptr (GError) error = NULL;

      g_cancellable_cancel (cancellable);
      g_assert_false (dg_importer_read (&importer, texts[i], strlen (texts[i]), "a", &error));
      g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
      g_assert_cmpuint (importer.n_records, ==, 0);
    }
}

static void
test_boxed (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (DgImportPreview) self = preview (fixture, "a.csv", "input,answer\na,b\n", &(DgImport){ 0 });
  g_auto (GValue) value = G_VALUE_INIT;

  g_value_init (&value, DG_TYPE_IMPORT_PREVIEW);
  g_value_set_boxed (&value, self);
  g_assert_true (g_value_get_boxed (&value) == self);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  store_test_add ("/store/import-preview/csv", test_csv);
  store_test_add ("/store/import-preview/json", test_json);
  store_test_add ("/store/import-preview/columns", test_columns);
  store_test_add ("/store/import-preview/encodings", test_encodings);
  store_test_add ("/store/import-preview/bad-lines", test_bad_lines);
  store_test_add ("/store/import-preview/no-good-line", test_no_good_line);
  store_test_add ("/store/import-preview/long-fields", test_long_fields);
  store_test_add ("/store/import-preview/examples", test_examples);
  store_test_add ("/store/import-preview/no-file", test_no_file);
  store_test_add ("/store/import-preview/cancelled", test_cancelled);
  store_test_add ("/store/import-preview/cancelled-half-way", test_cancelled_half_way);
  store_test_add ("/store/import-preview/boxed", test_boxed);

  return g_test_run ();
}
