/* test-optimizer-folder.c: what goes into the optimizer's folder
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <string.h>

#include "dg-export-folder.h"
#include "dg-optimizer-folder.h"

typedef struct
{
  const char *name;
  const char *system;
  const char *user;
  const char *adapted_system;
  const char *adapted_user;
} Case;

/* clang-format off */
static const Case cases[] = {
  { "as-it-is", "Be brief.", "Text: {{input}}", "Be brief.", "Text: {{input}}" },
  { "single-braces", "", "Text: { input }", "", "Text: { input }" },
  { "none", "Be brief.", "Classify the text.", "Be brief.", "Classify the text.\n\n{{input}}" },
  { "system-only", "Be brief.", "", "Be brief.", "{{input}}" },
  { "in-system", "Classify {{input}}.", " \n", "Classify {{input}}.", "{{input}}" },
  { "in-system-and-user", "Classify {{input}}.", "Go.", "Classify {{input}}.", "Go." },
  { "another-name", "", "{{ ticket }}: classify it. {{ticket}}", "", "{{input}}: classify it. {{input}}" },
  { "another-name-in-single-braces", "", "Answer {label}.", "", "Answer {label}.\n\n{{input}}" },
  { "several", "", "{{a}} {{b}}", "", "{{a}} {{b}}\n\n{{input}}" },
};
/* clang-format on */

static void
test_prompt (gconstpointer data)
{
  const Case *test = data;
  g_autoptr (DgPrompt) prompt = dg_prompt_new ("p", test->system, test->user);
  g_autoptr (DgPrompt) adapted = dg_optimizer_folder_adapt_prompt (prompt);

  g_assert_cmpstr (adapted->system, ==, test->adapted_system);
  g_assert_cmpstr (adapted->user, ==, test->adapted_user);
}

static const char *
get_text (GPtrArray *files, const char *name)
{
  for (guint i = 0; i < files->len; i++)
    {
      const DgExportFile *file = g_ptr_array_index (files, i);

      if (g_str_equal (file->name, name))
        {
          g_assert_cmpuint (strlen (file->text), ==, file->length);
          return file->text;
        }
    }

  return NULL;
}

static void
test_files (void)
{
  g_autoptr (GPtrArray) records = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (DgPrompt) prompt = dg_prompt_new ("p", "Be brief.", "Text: {{input}}");
  g_autoptr (DgSplit) split = NULL;
  g_autoptr (GPtrArray) whole = NULL;
  g_autoptr (GPtrArray) parts = NULL;

  g_ptr_array_add (records, dg_record_new ("red", "yes", 0));
  g_ptr_array_add (records, dg_record_new ("seven", "no", 0));
  split = dg_split_new (records, 1, 0, NULL);
  whole = dg_optimizer_folder_new_files ("a name\nof two lines", records, NULL, 3, NULL);
  parts = dg_optimizer_folder_new_files ("name", records, split, 3, prompt);

  g_assert_cmpstr (get_text (whole, "dataset.jsonl"), ==,
                   "{\"input\": \"red\", \"answer\": \"yes\"}\n{\"input\": \"seven\", \"answer\": \"no\"}\n");
  g_assert_null (get_text (whole, "user_prompt.txt"));
  g_assert_nonnull (strstr (get_text (whole, "README.txt"), "There is no prompt yet"));
  g_assert_true (g_str_has_prefix (get_text (whole, "README.txt"), "a name of two lines: 2 records"));
  g_assert_nonnull (strstr (get_text (whole, "optimize.py"), "TRAIN, TEST = \"dataset.jsonl\", None\n"));
  g_assert_nonnull (strstr (get_text (whole, "optimize.py"), "Random(3)"));
  g_assert_nonnull (strstr (get_text (whole, "optimize.py"),
                            "    return JSONDatasetAdapter({\"input\"}, {\"answer\"}).adapt(data_source=rows)\n"));

  g_assert_null (get_text (parts, "dataset.jsonl"));
  g_assert_nonnull (get_text (parts, "train.jsonl"));
  g_assert_nonnull (get_text (parts, "test.jsonl"));
  g_assert_cmpstr (get_text (parts, "system_prompt.txt"), ==, "Be brief.");
  g_assert_cmpstr (get_text (parts, "user_prompt.txt"), ==, "Text: {{input}}");
  g_assert_null (strstr (get_text (parts, "README.txt"), "There is no prompt yet"));
  g_assert_nonnull (strstr (get_text (parts, "optimize.py"), "TRAIN, TEST = \"train.jsonl\", \"test.jsonl\"\n"));
}

static void
assert_comparison (const char *first, const char *second, const char *wanted)
{
  g_autoptr (GPtrArray) records = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GPtrArray) files = NULL;
  g_autofree char *line = g_strdup_printf ("\nANSWERS = \"%s\"", wanted);

  g_ptr_array_add (records, dg_record_new ("red", first, 0));
  g_ptr_array_add (records, dg_record_new ("seven", second, 0));
  files = dg_optimizer_folder_new_files ("name", records, NULL, 0, NULL);
  g_assert_nonnull (strstr (get_text (files, "optimize.py"), line));
  /* who starts it hears that words alone tell little */
  g_assert_cmpint (strstr (get_text (files, "README.txt"), "RUBRIC") != NULL, ==, g_str_equal (wanted, "text"));
  g_assert_cmpint (dg_optimizer_folder_counts_words (records), ==, g_str_equal (wanted, "text"));
}

static void
test_comparison (void)
{
  g_autofree char *sentence = g_strnfill (DG_SPLIT_MAX_LABEL_CHARACTERS + 1, 'a');

  assert_comparison ("yes", "no", "label");
  assert_comparison ("{\"a\":1}", "[2]", "json");
  assert_comparison ("{\"a\":1}", "{a:1}", "label");
  assert_comparison ("12", "\"x\"", "label");
  assert_comparison ("yes", sentence, "text");
}

static void
test_snippet (void)
{
  g_autofree char *jsonl = dg_optimizer_folder_dup_snippet ("/data/a \"b\"\n{{path}}.jsonl", DG_FILE_FORMAT_JSONL);
  g_autofree char *csv = dg_optimizer_folder_dup_snippet ("/data/Größe.csv", DG_FILE_FORMAT_CSV);

  g_assert_cmpstr (jsonl, ==,
                   "from amzn_nova_prompt_optimizer.core.input_adapters.dataset_adapter import JSONDatasetAdapter\n\n"
                   "dataset = JSONDatasetAdapter({\"input\"}, {\"answer\"}).adapt(data_source=\"/data/a "
                   "\\\"b\\\"\\n{{path}}.jsonl\")");
  g_assert_true (g_str_has_suffix (
      csv, "\ndataset = CSVDatasetAdapter({\"input\"}, {\"answer\"}).adapt(data_source=\"/data/Größe.csv\")"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/optimizer-folder/prompt/", cases[i].name, NULL);

      g_test_add_data_func (path, &cases[i], test_prompt);
    }
  g_test_add_func ("/optimizer-folder/files", test_files);
  g_test_add_func ("/optimizer-folder/comparison", test_comparison);
  g_test_add_func ("/optimizer-folder/snippet", test_snippet);

  return g_test_run ();
}
