/* fuzz-import.c: whatever is imported is text that a dataset file can hold and give back
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "dg-dataset-file.h"
#include "dg-import.h"
#include "fuzz.h"

/* What a file is called tells what it is when its contents do not. */
static const char *const names[] = { "f.csv", "f.jsonl", "f.txt" };

static void
check_bad_lines (GPtrArray *bad_lines)
{
  for (guint i = 0; i < bad_lines->len; i++)
    {
      const DgBadLine *bad_line = g_ptr_array_index (bad_lines, i);

      g_assert_cmpuint (bad_line->line, >, 0);
      g_assert_true (g_utf8_validate (bad_line->reason, -1, NULL));
    }
}

static void
check_records (GPtrArray *records, DgFileFormat format)
{
  gsize length;
  g_autoptr (GError) error = NULL;
  g_autofree char *text = dg_dataset_file_print (records, format, &length);
  g_autoptr (GPtrArray) again = dg_dataset_file_parse (text, length, format, NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (again->len, ==, records->len);
  for (guint i = 0; i < records->len; i++)
    {
      DgRecord *a = g_ptr_array_index (records, i);
      DgRecord *b = g_ptr_array_index (again, i);

      g_assert_cmpuint (dg_record_get_number (a), ==, i + 1);
      g_assert_cmpstr (dg_record_get_input (a), ==, dg_record_get_input (b));
      g_assert_cmpstr (dg_record_get_answer (a), ==, dg_record_get_answer (b));
    }
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autoptr (GError) error = NULL;
      g_auto (DgImporter) importer = { 0 };

      if (dg_importer_read (&importer, size > 0 ? (const char *) data : "", size, names[i], &error))
        check_records (importer.records, importer.format);
      else
        g_assert_true (g_utf8_validate (error->message, -1, NULL));
      check_bad_lines (importer.bad_lines);
    }

  return 0;
}
