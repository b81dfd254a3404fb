/* dg-checklist-beside.c: what stands beside the items of a checklist: labels, schemas, dimensions, limits
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "dg-checklist-private.h"
#include "dg-json-schema.h"

/**
 * dg_checklist_get_labels:
 * @self: a checklist
 *
 * Returns: (nullable) (array zero-terminated=1): the label set of the answers, %NULL when it is not a closed set
 */
const char *const *
dg_checklist_get_labels (DgChecklist *self)
{
  g_return_val_if_fail (DG_IS_CHECKLIST (self), NULL);

  return (const char *const *) self->labels;
}

/**
 * dg_checklist_get_input_schema:
 * @self: a checklist
 *
 * Returns: (nullable): the JSON Schema of the inputs as JSON text
 */
const char *
dg_checklist_get_input_schema (DgChecklist *self)
{
  g_return_val_if_fail (DG_IS_CHECKLIST (self), NULL);

  return self->input_schema;
}

/**
 * dg_checklist_get_output_schema:
 * @self: a checklist
 *
 * Returns: (nullable): the JSON Schema of the answers as JSON text
 */
const char *
dg_checklist_get_output_schema (DgChecklist *self)
{
  g_return_val_if_fail (DG_IS_CHECKLIST (self), NULL);

  return self->output_schema;
}

/**
 * dg_checklist_get_dimensions:
 * @self: a checklist
 *
 * Returns: (element-type DgDimension): the dimensions of the coverage plan that the requirements name; may be empty
 */
GPtrArray *
dg_checklist_get_dimensions (DgChecklist *self)
{
  g_return_val_if_fail (DG_IS_CHECKLIST (self), NULL);

  return self->dimensions;
}

/**
 * dg_checklist_get_limits:
 * @self: a checklist
 *
 * Returns: (element-type DgLimit): the limits that a program can check; may be empty
 */
GPtrArray *
dg_checklist_get_limits (DgChecklist *self)
{
  g_return_val_if_fail (DG_IS_CHECKLIST (self), NULL);

  return self->limits;
}

/**
 * dg_checklist_set_labels:
 * @self: a checklist
 * @labels: (nullable) (array zero-terminated=1): the label set of the answers; %NULL when it is not a closed set
 *
 * Blank labels and those that are there already are left out. What then has fewer than two labels, or more than a
 * requirements file may have, is no label set.
 */
void
dg_checklist_set_labels (DgChecklist *self, const char *const *labels)
{
  g_return_if_fail (DG_IS_CHECKLIST (self));

  g_autoptr (GPtrArray) kept = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; labels != NULL && labels[i] != NULL; i++)
    {
      g_autofree char *label = g_strstrip (g_strdup (labels[i]));

      if (*label != '\0' && !g_ptr_array_find_with_equal_func (kept, label, g_str_equal, NULL))
        g_ptr_array_add (kept, g_steal_pointer (&label));
    }

  g_clear_pointer (&self->labels, g_strfreev);
  if (kept->len < 2 || kept->len > DG_MAX_LABELS)
    return;
  g_ptr_array_add (kept, NULL);
  self->labels = (GStrv) g_ptr_array_free (g_steal_pointer (&kept), FALSE);
}

static gboolean
set_schema (char **schema, const char *text, GError **error)
{
  g_autoptr (DgJsonDocument) document = NULL;
  g_autofree char *kept = NULL;

  if (text != NULL)
    {
      document = dg_json_document_new (text, -1, &dg_checklist_json_limits, error);
      if (document == NULL || !dg_checklist_read_schema (dg_json_document_get_root (document), &kept, error))
        return FALSE;
    }
  g_free (*schema);
  *schema = g_steal_pointer (&kept);

  return TRUE;
}

/**
 * dg_checklist_set_output_schema:
 * @self: a checklist
 * @schema: (nullable): the JSON Schema of the answers as JSON text, untrusted; %NULL when they have none
 * @error: return location for an error from #DgJsonError, #DgJsonSchemaError or #DgChecklistError
 *
 * Returns: whether it was set; the one before is kept if not
 */
gboolean
dg_checklist_set_output_schema (DgChecklist *self, const char *schema, GError **error)
{
  g_return_val_if_fail (DG_IS_CHECKLIST (self), FALSE);

  return set_schema (&self->output_schema, schema, error);
}

/**
 * dg_checklist_set_input_schema:
 * @self: a checklist
 * @schema: (nullable): the JSON Schema of the inputs as JSON text, untrusted; %NULL when they have none
 * @error: return location for an error from #DgJsonError, #DgJsonSchemaError or #DgChecklistError
 *
 * Returns: whether it was set; the one before is kept if not
 */
gboolean
dg_checklist_set_input_schema (DgChecklist *self, const char *schema, GError **error)
{
  g_return_val_if_fail (DG_IS_CHECKLIST (self), FALSE);

  return set_schema (&self->input_schema, schema, error);
}

/**
 * dg_checklist_set_limits:
 * @self: a checklist
 * @limits: (nullable) (transfer none) (element-type DgLimit): the limits, which are copied; %NULL for none
 *
 * Those that check nothing are left out, and so is what comes after the first 64.
 */
void
dg_checklist_set_limits (DgChecklist *self, GPtrArray *limits)
{
  g_return_if_fail (DG_IS_CHECKLIST (self));

  g_autoptr (GPtrArray) kept = g_ptr_array_new_with_free_func ((GDestroyNotify) dg_limit_free);

  for (guint i = 0; limits != NULL && i < limits->len && kept->len < DG_MAX_LIMITS; i++)
    {
      const DgLimit *limit = g_ptr_array_index (limits, i);

      if (limit->check != DG_CHECK_NONE)
        g_ptr_array_add (kept, dg_limit_copy (limit));
    }
  g_ptr_array_unref (self->limits);
  self->limits = g_steal_pointer (&kept);
}
