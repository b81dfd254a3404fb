/* dg-optimizer-folder.c: what Nova Prompt Optimizer needs to start
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "dg-dataset-file.h"
#include "dg-export-folder.h"
#include "dg-json.h"
#include "dg-optimizer-folder.h"
#include "dg-template.h"

/* The only placeholder that gets filled. */
#define INPUT "input"
#define INPUT_PLACEHOLDER "{{" INPUT "}}"

static gboolean
is_structured (const char *answer)
{
  g_autoptr (DgJsonDocument) document = dg_json_document_new (answer, -1, NULL, NULL);
  DgJsonType type;

  if (document == NULL)
    return FALSE;
  type = dg_json_value_get_value_type (dg_json_document_get_root (document));

  return type == DG_JSON_OBJECT || type == DG_JSON_ARRAY;
}

/* How answers are compared; the script knows these words. */
#define COMPARISON_TEXT "text"

static const char *
find_comparison (GPtrArray *records)
{
  g_autoptr (GHashTable) answers = g_hash_table_new (g_str_hash, g_str_equal);
  gboolean labels = TRUE, structured = TRUE;

  for (guint i = 0; i < records->len && (labels || structured); i++)
    {
      const char *answer = dg_record_get_answer (g_ptr_array_index (records, i));

      g_hash_table_add (answers, (gpointer) answer);
      labels = labels && g_hash_table_size (answers) <= DG_SPLIT_MAX_LABELS &&
               g_utf8_strlen (answer, -1) <= DG_SPLIT_MAX_LABEL_CHARACTERS;
      structured = structured && is_structured (answer);
    }

  return structured ? "json" : labels ? "label" : COMPARISON_TEXT;
}

/**
 * dg_optimizer_folder_counts_words:
 * @records: (element-type DgRecord): the records of a dataset
 *
 * Returns: whether their answers are free text, for which the script of a folder can do no better than to count the
 *   words that an answer shares with the expected one; whoever starts it should say in it what matters
 */
gboolean
dg_optimizer_folder_counts_words (GPtrArray *records)
{
  g_return_val_if_fail (records != NULL, FALSE);

  return g_str_equal (find_comparison (records), COMPARISON_TEXT);
}

static void
add_file (GPtrArray *files, const char *name, const char *text)
{
  gboolean ended = *text == '\0' || g_str_has_suffix (text, "\n");

  g_ptr_array_add (files, dg_export_file_new (name, g_strconcat (text, ended ? NULL : "\n", NULL), -1));
}

static void
add_records (GPtrArray *files, const char *name, GPtrArray *records)
{
  gsize length;
  char *text = dg_dataset_file_print (records, DG_FILE_FORMAT_JSONL, &length);

  g_ptr_array_add (files, dg_export_file_new (name, text, (gssize) length));
}

/* How the optimizer gets its rows, as an expression of Python. */
static char *
fill_dataset (const char *adapter, const char *source)
{
  return dg_template_fill ("optimizer-dataset.py", "adapter", adapter, "source", source, NULL);
}

static void
add_script (GPtrArray *files, GPtrArray *records, const DgSplit *split, guint64 seed)
{
  g_autofree char *number = g_strdup_printf ("%" G_GUINT64_FORMAT, seed);
  g_autofree char *dataset = fill_dataset ("JSONDatasetAdapter", "rows");
  g_autofree char *script = dg_template_fill ("optimize.py", "dataset", dataset, "train",
                                              split != NULL ? "\"train.jsonl\"" : "\"dataset.jsonl\"", "test",
                                              split != NULL ? "\"test.jsonl\"" : "None", "answers",
                                              find_comparison (records), "seed", number, INPUT,
                                              /* in an f-string, where each pair is one brace */
                                              "{{{{" INPUT "}}}}", NULL);

  add_file (files, "optimize.py", script);
}

static void
add_readme (GPtrArray *files, const char *name, GPtrArray *records, const DgSplit *split, gboolean has_prompt)
{
  /* the name is anybody's text, and the file's three steps are lines */
  g_autofree char *line = g_strdelimit (g_strdup (name), "\r\n", ' ');
  g_autofree char *count = split != NULL
                               ? g_strdup_printf (ngettext ("%u record, %u of them in test.jsonl",
                                                            "%u records, %u of them in test.jsonl", records->len),
                                                  records->len, split->n_test)
                               : g_strdup_printf (ngettext ("%u record", "%u records", records->len), records->len);
  const char *missing = has_prompt ? ""
                                   : _ ("There is no prompt yet: write it into user_prompt.txt, with {{input}} "
                                        "where the input goes. Then: ");
  const char *metric =
      dg_optimizer_folder_counts_words (records)
          ? _ ("Answers are free text: optimize.py scores how many words an answer shares with the expected one, "
               "which does not tell whether it is right: before you start, write into RUBRIC there what a good answer "
               "does.\n")
          : "";
  /* Translators: a text file. The first %s is the name of the dataset, the second how many records it has, the third
   * nothing or the sentence “There is no prompt yet…”. */
  g_autofree char *readme =
      g_strdup_printf (_ ("%s: %s, for Nova Prompt Optimizer (https://github.com/aws/nova-prompt-optimizer).\n"
                          "1. pip3 install nova-prompt-optimizer\n"
                          "2. Set AWS credentials and AWS_REGION, with access to the Nova models in Amazon Bedrock.\n"
                          "3. %spython3 optimize.py; the result is written to optimized_prompt/.\n"),
                       line, count, missing);

  g_autofree char *text = g_strconcat (readme, metric, NULL);

  add_file (files, "README.txt", text);
}

static gboolean
is_blank (const char *text)
{
  return text[strspn (text, " \t\r\n")] == '\0';
}

/* Doubled braces only: what stands in single ones may be an example of an answer. */
static char *
rename_placeholder (const char *text, const char *name)
{
  g_autofree char *escaped = g_regex_escape_string (name, -1);
  g_autofree char *pattern = g_strdup_printf ("\\{\\{\\s*%s\\s*\\}\\}", escaped);
  g_autoptr (GRegex) regex = g_regex_new (pattern, 0, 0, NULL);
  char *renamed = regex != NULL ? g_regex_replace_literal (regex, text, -1, 0, INPUT_PLACEHOLDER, 0, NULL) : NULL;

  return renamed != NULL ? renamed : g_strdup (text);
}

static gboolean
has_input (const DgPrompt *prompt)
{
  g_auto (GStrv) names = dg_prompt_dup_placeholders (prompt);

  return g_strv_contains ((const char *const *) names, INPUT);
}

static void
rename_only_placeholder (DgPrompt *prompt)
{
  g_auto (GStrv) names = dg_prompt_dup_placeholders (prompt);
  g_autofree char *system = g_steal_pointer (&prompt->system);
  g_autofree char *user = g_steal_pointer (&prompt->user);
  const char *name = g_strv_length (names) == 1 ? names[0] : INPUT;

  prompt->system = rename_placeholder (system, name);
  prompt->user = rename_placeholder (user, name);
}

/**
 * dg_optimizer_folder_adapt_prompt:
 * @prompt: a prompt
 *
 * The optimizer fills `{{input}}` and no other placeholder, and wants a user prompt. So the only placeholder of a
 * prompt, in doubled braces, is renamed to that, and a prompt that has no `input` still gets it at the end of its user
 * prompt.
 *
 * Returns: (transfer full): the prompt as the optimizer can use it
 */
DgPrompt *
dg_optimizer_folder_adapt_prompt (const DgPrompt *prompt)
{
  g_return_val_if_fail (prompt != NULL, NULL);

  DgPrompt *adapted = dg_prompt_copy (prompt);

  if (!has_input (adapted))
    rename_only_placeholder (adapted);
  if (!has_input (adapted) || is_blank (adapted->user))
    {
      g_autofree char *user = g_steal_pointer (&adapted->user);

      adapted->user =
          is_blank (user) ? g_strdup (INPUT_PLACEHOLDER) : g_strconcat (user, "\n\n" INPUT_PLACEHOLDER, NULL);
    }

  return adapted;
}

/**
 * dg_optimizer_folder_new_files:
 * @name: the dataset's name
 * @records: (element-type DgRecord): its records
 * @split: (nullable): how they are split; %NULL to keep them together
 * @seed: what the script mixes the rows with
 * @prompt: (nullable): the prompt that the dataset was made for
 *
 * Makes `dataset.jsonl`, or `train.jsonl` and `test.jsonl`; `system_prompt.txt` and `user_prompt.txt` where there is a
 * prompt; `optimize.py`, which loads both and starts an optimization; and `README.txt`.
 *
 * Returns: (transfer full) (element-type DgExportFile): the files of the folder
 */
GPtrArray *
dg_optimizer_folder_new_files (
    const char *name, GPtrArray *records, const DgSplit *split, guint64 seed, const DgPrompt *prompt)
{
  g_return_val_if_fail (name != NULL && records != NULL, NULL);

  GPtrArray *files = g_ptr_array_new_with_free_func ((GDestroyNotify) dg_export_file_free);

  if (split != NULL)
    {
      g_autoptr (GPtrArray) train = dg_split_dup_side (split, records, FALSE);
      g_autoptr (GPtrArray) test = dg_split_dup_side (split, records, TRUE);

      add_records (files, "train.jsonl", train);
      add_records (files, "test.jsonl", test);
    }
  else
    add_records (files, "dataset.jsonl", records);
  if (prompt != NULL)
    {
      g_autoptr (DgPrompt) adapted = dg_optimizer_folder_adapt_prompt (prompt);

      g_ptr_array_add (files, dg_export_file_new ("system_prompt.txt", g_strdup (adapted->system), -1));
      g_ptr_array_add (files, dg_export_file_new ("user_prompt.txt", g_strdup (adapted->user), -1));
    }
  add_script (files, records, split, seed);
  add_readme (files, name, records, split, prompt != NULL);

  return files;
}

/**
 * dg_optimizer_folder_dup_snippet:
 * @path: where a dataset is
 * @format: the format of its file
 *
 * Returns: (transfer full): a few lines of Python that load it into Nova Prompt Optimizer
 */
char *
dg_optimizer_folder_dup_snippet (const char *path, DgFileFormat format)
{
  g_return_val_if_fail (path != NULL, NULL);

  const char *adapter = format == DG_FILE_FORMAT_CSV ? "CSVDatasetAdapter" : "JSONDatasetAdapter";
  g_autoptr (GString) source = g_string_new (NULL);
  g_autofree char *dataset = NULL;

  /* what JSON writes in quotes Python reads as the same text */
  dg_json_append_string (source, path);
  dataset = fill_dataset (adapter, source->str);

  return dg_template_fill ("optimizer-snippet.py", "adapter", adapter, "dataset", dataset, NULL);
}
