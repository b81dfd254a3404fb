/* describe-format.h: a format in one line, for tests to compare
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "dg-format.h"

static inline void
describe_field (const DgField *field, GString *out)
{
  static const char *const types[] = { "text", "label", "list", "integer", "number", "boolean", "source" };
  g_autofree char *path = g_strjoinv ("/", field->path);

  g_string_append_printf (out, "; %s", field->name);
  if (!g_str_equal (path, field->name))
    g_string_append_printf (out, " at %s", path);
  g_string_append_printf (out, " %s", types[field->type]);
  if (field->values != NULL)
    {
      g_autofree char *values = g_strjoinv ("|", field->values);

      g_string_append_printf (out, " %s", values);
    }
  if (field->nullable)
    g_string_append (out, " nullable");
  if (!field->required)
    g_string_append (out, " optional");
  if (field->description != NULL)
    g_string_append_printf (out, " (%s)", field->description);
}

/* `KIND[ in <ROOT>]; NAME[ at PATH] TYPE[ VALUES][ nullable][ optional][ (DESCRIPTION)]; …` */
static inline char *
describe_format (DgFormat *format)
{
  static const char *const kinds[] = { "text", "label", "json", "xml" };
  g_autoptr (GString) out = g_string_new (kinds[dg_format_get_kind (format)]);

  if (dg_format_get_xml_root (format) != NULL)
    g_string_append_printf (out, " in <%s>", dg_format_get_xml_root (format));
  for (guint i = 0; i < dg_format_get_n_fields (format); i++)
    describe_field (dg_format_get_field (format, i), out);

  return g_strdup (out->str);
}
