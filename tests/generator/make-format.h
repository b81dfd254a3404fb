/* make-format.h: formats from a line of text, for tables
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "quotes.h"

#include "dg-record-format.h"

/* `text`, `label A|B`, `json SCHEMA` or `xml EXAMPLE`; in a schema ' stands for ". */
static inline DgFormat *
make_format (const char *line)
{
  g_auto (GStrv) parts = g_strsplit (line, " ", 2);
  g_autoptr (DgFormat) format = NULL;
  g_autoptr (GError) error = NULL;

  if (g_str_equal (parts[0], "text"))
    format = dg_format_new_text ();
  else if (g_str_equal (parts[0], "label"))
    {
      g_auto (GStrv) labels = g_strsplit (parts[1], "|", -1);

      format = dg_format_new_labels ((const char *const *) labels);
    }
  else if (g_str_equal (parts[0], "json"))
    {
      g_autofree char *schema = quote (parts[1]);

      format = dg_format_new_json (schema, &error);
    }
  else if (g_str_equal (parts[0], "xml"))
    format = dg_format_new_xml (parts[1], &error);

  g_assert_no_error (error);
  g_assert_nonnull (format);

  return g_steal_pointer (&format);
}

static inline DgRecordFormat *
make_record_format (const char *input_line, const char *answer_line)
{
  g_autoptr (DgFormat) input = make_format (input_line);
  g_autoptr (DgFormat) answer = make_format (answer_line);

  return dg_record_format_new (input, answer);
}
