/* dg-checklist-write.c: writes a checklist as JSON
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/*
 * By hand and not with json-glib, which would reprint the numbers of a schema and damage some.
 */

#include "config.h"

#include "dg-checklist-private.h"
#include "dg-json.h"

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
append_dimension (DgDimension *dimension, GString *out)
{
  char number[G_ASCII_DTOSTR_BUF_SIZE];

  g_string_append_c (out, '{');
  append_text (out, "name", dimension->name);
  append_name (out, "values");
  g_string_append_c (out, '[');
  for (guint i = 0; i < dimension->values->len; i++)
    {
      DgDimensionValue *value = g_ptr_array_index (dimension->values, i);

      g_string_append (out, i > 0 ? ",{" : "{");
      append_text (out, "value", value->value);
      append_name (out, "weight");
      g_string_append (out, g_ascii_dtostr (number, sizeof number, value->weight));
      g_string_append_c (out, '}');
    }
  g_string_append (out, "]}");
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
      append_dimension (g_ptr_array_index (dimensions, i), out);
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
  g_string_append_c (out, '}');

  return g_strdup (out->str);
}
