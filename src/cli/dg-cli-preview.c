/* dg-cli-preview.c: `import --preview`
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gi18n.h>
#include <stdio.h>

#include "dg-cli.h"
#include "dg-import-preview.h"

#define N_RECORDS 5

static const char *const layout_ids[] = { "jsonl", "json-array", "csv" };
static const char *const layout_names[] = { "JSONL", N_ ("JSON array"), "CSV" };
static const char *const encoding_ids[] = { "utf-8", "utf-16le", "utf-16be", "windows-1252" };
static const char *const encoding_names[] = { "UTF-8", "UTF-16LE", "UTF-16BE", "Windows-1252" };

static void
set_column (JsonBuilder *builder, const char *member, const DgImportPreview *preview, int column)
{
  dg_cli_set_string (builder, member, column >= 0 ? g_ptr_array_index (preview->columns, (guint) column) : NULL);
}

static void
set_texts (JsonBuilder *builder, const char *member, GPtrArray *texts)
{
  json_builder_set_member_name (builder, member);
  json_builder_begin_array (builder);
  for (guint i = 0; i < texts->len; i++)
    json_builder_add_string_value (builder, g_ptr_array_index (texts, i));
  json_builder_end_array (builder);
}

static void
set_lists (JsonBuilder *builder, const DgImportPreview *preview)
{
  json_builder_set_member_name (builder, "bad");
  json_builder_begin_array (builder);
  for (guint i = 0; i < preview->bad_lines->len; i++)
    {
      const DgBadLine *bad = g_ptr_array_index (preview->bad_lines, i);

      json_builder_begin_object (builder);
      dg_cli_set_int (builder, "line", bad->line);
      dg_cli_set_string (builder, "reason", bad->reason);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);

  json_builder_set_member_name (builder, "rows");
  json_builder_begin_array (builder);
  for (guint i = 0; i < preview->records->len; i++)
    {
      json_builder_begin_object (builder);
      dg_cli_set_string (builder, "input", dg_record_get_input (g_ptr_array_index (preview->records, i)));
      dg_cli_set_string (builder, "answer", dg_record_get_answer (g_ptr_array_index (preview->records, i)));
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
}

static void
print_json (const DgImportPreview *preview)
{
  const char delimiter[] = { preview->delimiter, '\0' };
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  json_builder_begin_object (builder);
  dg_cli_set_string (builder, "layout", layout_ids[preview->layout]);
  dg_cli_set_string (builder, "delimiter", preview->delimiter != '\0' ? delimiter : NULL);
  dg_cli_set_string (builder, "encoding", encoding_ids[preview->encoding]);
  dg_cli_set_string (builder, "format", dg_file_format_get_id (preview->format));
  dg_cli_set_int (builder, "bytes", (gint64) preview->n_bytes);
  set_texts (builder, "columns", preview->columns);
  set_texts (builder, "examples", preview->examples);
  set_column (builder, "input_column", preview, preview->input_column);
  set_column (builder, "answer_column", preview, preview->answer_column);
  dg_cli_set_int (builder, "records", preview->n_records);
  dg_cli_set_int (builder, "bad_lines", preview->n_bad_lines);
  dg_cli_set_int (builder, "long_fields", preview->n_long_fields);
  set_lists (builder, preview);
  dg_cli_set_string (builder, "problem", preview->problem);
  json_builder_end_object (builder);
  dg_cli_print_json (builder);
}

static const char *
describe_column (const DgImportPreview *preview, int column)
{
  if (column == preview->input_column)
    return preview->input_guessed ? _ ("recognised as the inputs") : _ ("the inputs");
  if (column == preview->answer_column)
    return preview->answer_guessed ? _ ("recognised as the answers") : _ ("the answers");

  return _ ("left out");
}

static void
print_columns (const DgImportPreview *preview)
{
  gboolean known = preview->input_column >= 0 && preview->answer_column >= 0;

  for (guint i = 0; i < preview->columns->len; i++)
    {
      const char *name = g_ptr_array_index (preview->columns, i);
      const char *example = g_ptr_array_index (preview->examples, i);

      if (known)
        printf (_ ("Column “%s”: %s\n"), name, describe_column (preview, (int) i));
      else
        /* Translators: the first %s is the name of a column, the second a text from it */
        printf (_ ("Column “%s”, for example: %s\n"), name, example);
    }
}

static void
print_text (const DgImportPreview *preview)
{
  g_autofree char *size = g_format_size (preview->n_bytes);

  printf ("%s, %s, %s\n", _ (layout_names[preview->layout]), encoding_names[preview->encoding], size);
  print_columns (preview);
  if (preview->problem == NULL)
    printf (ngettext ("%u record\n", "%u records\n", preview->n_records), preview->n_records);
  for (guint i = 0; i < preview->records->len; i++)
    printf ("\n%s\n→ %s\n", dg_record_get_input (g_ptr_array_index (preview->records, i)),
            dg_record_get_answer (g_ptr_array_index (preview->records, i)));
}

static void
tell_bad_lines (const DgImportPreview *preview)
{
  for (guint i = 0; i < preview->bad_lines->len; i++)
    {
      const DgBadLine *bad = g_ptr_array_index (preview->bad_lines, i);

      g_printerr (_ ("Line %u: %s\n"), bad->line, bad->reason);
    }

  guint n_more = preview->n_bad_lines - preview->bad_lines->len;
  if (n_more > 0)
    g_printerr (ngettext ("%u more line cannot be read.\n", "%u more lines cannot be read.\n", n_more), n_more);
  if (preview->n_long_fields > 0)
    g_printerr (ngettext ("%u field is longer than 131,072 characters, which Python’s csv module refuses.\n",
                          "%u fields are longer than 131,072 characters, which Python’s csv module refuses.\n",
                          preview->n_long_fields),
                preview->n_long_fields);
}

/**
 * dg_cli_preview_import:
 * @self: the call
 * @path: a file
 * @import: how it is to be brought in
 * @error: return location for an error
 *
 * Tells what would become of the file; the library is left alone.
 *
 * Returns: the exit code: %DG_EXIT_FAILED when the file could not be imported like this, whether bad lines are skipped
 * or not
 */
DgExit
dg_cli_preview_import (DgCli *self, const char *path, const DgImport *import, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (DgImportPreview) preview = NULL;

  dg_import_preview_async (path, import, N_RECORDS, self->cancellable, dg_cli_store_result_cb, &result);
  preview = dg_import_preview_finish (dg_cli_wait (&result), error);
  if (preview == NULL)
    return dg_cli_get_exit (*error);

  if (self->json)
    print_json (preview);
  else
    print_text (preview);
  tell_bad_lines (preview);
  if (preview->problem != NULL)
    g_printerr ("%s\n", preview->problem);

  return preview->problem == NULL ? DG_EXIT_DONE : DG_EXIT_FAILED;
}
