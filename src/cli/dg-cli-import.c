/* dg-cli-import.c: `import`
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gi18n.h>
#include <stdio.h>

#include "dg-cli.h"
#include "dg-dataset-file.h"
#include "dg-library-review.h"

static void
tell_bad_lines (GPtrArray *bad_lines)
{
  for (guint i = 0; bad_lines != NULL && i < bad_lines->len; i++)
    {
      const DgBadLine *bad = g_ptr_array_index (bad_lines, i);

      g_printerr (_ ("Line %u: %s\n"), bad->line, bad->reason);
    }
}

/* What the dataset does not have is said, though it is no error. */
static void
tell_left_out (GPtrArray *left_out)
{
  g_autoptr (GString) names = g_string_new (NULL);

  for (guint i = 0; left_out != NULL && i < left_out->len; i++)
    g_string_append_printf (names, "%s%s", i > 0 ? ", " : "", (const char *) g_ptr_array_index (left_out, i));
  if (names->len > 0)
    g_printerr (_ ("Columns that the dataset does not have: %s\n"), names->str);
}

static void
print_json (DgDataset *dataset, GPtrArray *bad_lines)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  json_builder_begin_object (builder);
  dg_cli_set_string (builder, "dataset", dg_dataset_get_id (dataset));
  dg_cli_set_string (builder, "name", dg_dataset_get_name (dataset));
  dg_cli_set_int (builder, "records", dg_dataset_get_n_records (dataset));
  json_builder_set_member_name (builder, "skipped");
  json_builder_begin_array (builder);
  for (guint i = 0; bad_lines != NULL && i < bad_lines->len; i++)
    {
      const DgBadLine *bad = g_ptr_array_index (bad_lines, i);

      json_builder_begin_object (builder);
      dg_cli_set_int (builder, "line", bad->line);
      dg_cli_set_string (builder, "reason", bad->reason);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
  json_builder_end_object (builder);
  dg_cli_print_json (builder);
}

static DgExit
import (DgCli *self, const char *path, const DgImport *wanted, GError **error)
{
  g_autoptr (DgLibrary) library = dg_cli_open_library (self, error);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GPtrArray) bad_lines = NULL;
  g_autoptr (GPtrArray) left_out = NULL;
  g_autoptr (DgDataset) dataset = NULL;
  g_autoptr (GPtrArray) records = NULL;

  if (library == NULL)
    return dg_cli_get_exit (*error);

  dg_library_import_file_async (library, path, wanted, self->cancellable, dg_cli_store_result_cb, &result);
  dataset = dg_library_import_file_finish (library, dg_cli_wait (&result), &bad_lines, &left_out, error);
  tell_bad_lines (bad_lines);
  tell_left_out (left_out);
  records = dataset != NULL ? dg_cli_load_records (self, library, dg_dataset_get_id (dataset), error) : NULL;
  if (records == NULL)
    return dg_cli_get_exit (*error);
  dg_cli_warn_of_long_fields (records);

  if (self->json)
    print_json (dataset, bad_lines);
  else
    printf (ngettext ("%s  %s: %u record\n", "%s  %s: %u records\n", dg_dataset_get_n_records (dataset)),
            dg_dataset_get_id (dataset), dg_dataset_get_name (dataset), dg_dataset_get_n_records (dataset));

  return bad_lines != NULL && bad_lines->len > 0 ? DG_EXIT_PARTIAL : DG_EXIT_DONE;
}

/**
 * dg_cli_run_import:
 * @self: the call
 * @argc: count of @argv
 * @argv: the command and its arguments
 * @error: return location for an error
 *
 * `import FILE`: brings a file into the library. With a bad line nothing is imported, unless they are to be skipped;
 * with `--preview` nothing at all.
 *
 * Returns: the exit code
 */
DgExit
dg_cli_run_import (DgCli *self, int argc, char **argv, GError **error)
{
  g_autofree char *name = NULL;
  g_autofree char *input = NULL;
  g_autofree char *answer = NULL;
  gboolean preview = FALSE;
  DgImport wanted = { 0 };
  const GOptionEntry entries[] = {
    { "name", 0, 0, G_OPTION_ARG_STRING, &name, N_ ("Name of the dataset; default: that of the file"), N_ ("NAME") },
    { "input-column", 0, 0, G_OPTION_ARG_STRING, &input, N_ ("The column of the inputs"), N_ ("COLUMN") },
    { "answer-column", 0, 0, G_OPTION_ARG_STRING, &answer, N_ ("The column of the answers"), N_ ("COLUMN") },
    { "skip-bad", 0, 0, G_OPTION_ARG_NONE, &wanted.skip_bad, N_ ("Leave out lines that cannot be read"), NULL },
    { "preview", 0, 0, G_OPTION_ARG_NONE, &preview, N_ ("Import nothing; show what the file would become"), NULL },
    G_OPTION_ENTRY_NULL,
  };

  if (!dg_cli_parse (self, entries, _ ("FILE – bring a JSONL, JSON or CSV file into the library"), 1, 1, &argc, &argv,
                     error))
    return DG_EXIT_USAGE;
  wanted.name = name;
  wanted.input_column = input;
  wanted.answer_column = answer;

  return preview ? dg_cli_preview_import (self, argv[1], &wanted, error) : import (self, argv[1], &wanted, error);
}
