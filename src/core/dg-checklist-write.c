/* dg-checklist-write.c: writes a checklist as JSON
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/*
 * By hand and not with json-glib, which would reprint the numbers of a schema and damage some.
 */

#include "config.h"

#include "dg-checklist-private.h"
#include "dg-dimension-private.h"

const char *const dg_source_ids[] = { "prompt", "conversation", "hand", "model", NULL };
const char *const dg_item_state_ids[] = { "missing", "proposed", "confirmed", NULL };

static void
append_name (GString *out, const char *name)
{
  char last = out->len > 0 ? out->str[out->len - 1] : '{';

  if (last != '{' && last != '[')
    g_string_append_c (out, ',');
  dg_json_append_string (out, name);
  g_string_append_c (out, ':');
}

static void
append_text (GString *out, const char *name, const char *value)
{
  append_name (out, name);
  dg_json_append_string (out, value);
}

static void
append_sources (GArray *sources, GString *out)
{
  append_name (out, "sources");
  g_string_append_c (out, '[');
  for (guint i = 0; i < sources->len; i++)
    g_string_append_printf (out, "%s\"%s\"", i > 0 ? "," : "", dg_source_ids[g_array_index (sources, DgSource, i)]);
  g_string_append_c (out, ']');
}

static void
append_item (DgChecklist *self, DgItem item, GString *out)
{
  const DgItemInfo *info = dg_item_get_info (item);

  append_name (out, info->id);
  g_string_append_c (out, '{');
  append_text (out, "state", dg_item_state_ids[dg_checklist_get_state (self, item)]);
  append_name (out, "parts");
  g_string_append_c (out, '{');
  for (guint part = 0; part < info->n_parts; part++)
    {
      if (self->values[item][part] == NULL)
        continue;
      append_name (out, info->parts[part].id);
      g_string_append_c (out, '{');
      append_text (out, "value", self->values[item][part]);
      append_text (out, "source", dg_source_ids[self->sources[item][part]]);
      if (self->point_sources[item][part] != NULL)
        append_sources (self->point_sources[item][part], out);
      if (self->conflicts[item][part] != NULL)
        append_text (out, "conflict", self->conflicts[item][part]);
      g_string_append_c (out, '}');
    }
  g_string_append (out, "}}");
}

static void
append_labels (GStrv labels, GString *out)
{
  append_name (out, "labels");
  g_string_append_c (out, '[');
  for (guint i = 0; labels[i] != NULL; i++)
    {
      if (i > 0)
        g_string_append_c (out, ',');
      dg_json_append_string (out, labels[i]);
    }
  g_string_append_c (out, ']');
}

static void
append_dimensions (GPtrArray *dimensions, GString *out)
{
  append_name (out, "dimensions");
  g_string_append_c (out, '[');
  for (guint i = 0; i < dimensions->len; i++)
    {
      if (i > 0)
        g_string_append_c (out, ',');
      dg_dimension_append_json (g_ptr_array_index (dimensions, i), out);
    }
  g_string_append_c (out, ']');
}

static void
append_limits (GPtrArray *limits, GString *out)
{
  append_name (out, "limits");
  g_string_append_c (out, '[');
  for (guint i = 0; i < limits->len; i++)
    {
      const DgLimit *limit = g_ptr_array_index (limits, i);

      g_string_append (out, i > 0 ? ",{" : "{");
      append_text (out, "column", dg_column_get_id (limit->column));
      append_text (out, "check", dg_check_get_id (limit->check));
      append_text (out, "value", limit->value);
      g_string_append_c (out, '}');
    }
  g_string_append_c (out, ']');
}

/**
 * dg_checklist_to_json:
 * @self: a checklist
 *
 * Returns: (transfer full): @self as JSON text that dg_checklist_new_from_json() reads back
 */
char *
dg_checklist_to_json (DgChecklist *self)
{
  g_return_val_if_fail (DG_IS_CHECKLIST (self), NULL);

  g_autoptr (GString) out = g_string_new ("{");

  for (guint item = 0; item < DG_N_ITEMS; item++)
    append_item (self, item, out);
  if (self->labels != NULL)
    append_labels (self->labels, out);
  if (self->input_schema != NULL)
    {
      append_name (out, "input_schema");
      g_string_append (out, self->input_schema);
    }
  if (self->output_schema != NULL)
    {
      append_name (out, "output_schema");
      g_string_append (out, self->output_schema);
    }
  if (self->dimensions->len > 0)
    append_dimensions (self->dimensions, out);
  if (self->limits->len > 0)
    append_limits (self->limits, out);
  g_string_append_c (out, '}');

  return g_strdup (out->str);
}
