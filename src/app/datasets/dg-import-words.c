/* dg-import-words.c: what is said of a file before it is imported
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "dg-import-words.h"

#include <glib/gi18n.h>

/* How many columns are named; a file can have a thousand. */
#define MAX_NAMES 20

static const char *
get_layout (const DgImportPreview *preview)
{
  if (preview->layout == DG_IMPORT_JSONL)
    return "JSONL";
  if (preview->layout == DG_IMPORT_JSON_ARRAY)
    return "JSON";

  switch (preview->delimiter)
    {
    case ';':
      return _ ("CSV with semicolons");
    case '\t':
      return _ ("CSV with tabs");
    default:
      return _ ("CSV with commas");
    }
}

static const char *
get_encoding (DgImportEncoding encoding)
{
  switch (encoding)
    {
    case DG_IMPORT_UTF16_LITTLE:
    case DG_IMPORT_UTF16_BIG:
      return "UTF-16";
    case DG_IMPORT_WINDOWS_1252:
      return "Windows-1252";
    case DG_IMPORT_UTF8:
    default:
      return "UTF-8";
    }
}

/**
 * dg_import_words_describe:
 * @preview: what a file would become
 *
 * Returns: (transfer full): what was recognised, in one line: “CSV with semicolons · UTF-8 · 1,204 records”
 */
char *
dg_import_words_describe (const DgImportPreview *preview)
{
  g_return_val_if_fail (preview != NULL, NULL);

  g_autofree char *size = g_format_size (preview->n_bytes);
  g_autofree char *records = NULL;

  /* before the columns are known, nothing is a record */
  if (preview->input_column < 0 || preview->answer_column < 0)
    return g_strdup_printf ("%s · %s · %s", get_layout (preview), get_encoding (preview->encoding), size);

  records = g_strdup_printf (ngettext ("%'u record", "%'u records", preview->n_records), preview->n_records);

  return g_strdup_printf ("%s · %s · %s · %s", get_layout (preview), get_encoding (preview->encoding), records, size);
}

/**
 * dg_import_words_describe_left_out:
 * @preview: what a file would become
 *
 * Returns: (transfer full) (nullable): the columns that the dataset does not have, %NULL when it has all
 */
char *
dg_import_words_describe_left_out (const DgImportPreview *preview)
{
  g_return_val_if_fail (preview != NULL, NULL);

  guint n_names = preview->left_out->len;
  GString *names = g_string_new (NULL);

  for (guint i = 0; i < MIN (n_names, MAX_NAMES); i++)
    g_string_append_printf (names, "%s%s", i > 0 ? ", " : "", (const char *) g_ptr_array_index (preview->left_out, i));
  if (n_names > MAX_NAMES)
    /* Translators: comes after a list of names */
    g_string_append_printf (names, ngettext (", and %'u more", ", and %'u more", n_names - MAX_NAMES),
                            n_names - MAX_NAMES);

  return g_string_free (names, n_names == 0);
}

/**
 * dg_import_words_describe_long_fields:
 * @preview: what a file would become
 *
 * Returns: (transfer full) (nullable): where the fields are that Python's csv module cannot read, %NULL when there is
 *   none
 */
char *
dg_import_words_describe_long_fields (const DgImportPreview *preview)
{
  g_return_val_if_fail (preview != NULL, NULL);

  guint n_long = preview->n_long_fields;
  guint first;

  if (n_long == 0)
    return NULL;

  first = g_array_index (preview->long_fields, DgLongField, 0).number;

  /* Translators: %u is the number of a record */
  return g_strdup_printf (ngettext ("A field of record %u is longer than Python’s csv module reads.",
                                    "Some fields, the first in record %u, are longer than Python’s csv module reads.",
                                    n_long),
                          first);
}
