/* dg-format.c: what inputs and answers look like
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "dg-format-private.h"

/* clang-format off */
G_DEFINE_QUARK (dg-format-error-quark, dg_format_error)
/* clang-format on */

static void
free_field (gpointer data)
{
  DgField *field = data;

  g_free (field->name);
  g_strfreev (field->path);
  g_free (field->description);
  g_strfreev (field->values);
  g_free (field);
}

DgFormat *
dg_format_new (DgFormatKind kind)
{
  DgFormat *self = g_new0 (DgFormat, 1);

  g_atomic_ref_count_init (&self->ref_count);
  self->kind = kind;
  self->fields = g_ptr_array_new_with_free_func (free_field);

  return self;
}

static gboolean
has_field_named (DgFormat *self, const char *name)
{
  for (guint i = 0; i < self->fields->len; i++)
    if (g_str_equal (((DgField *) g_ptr_array_index (self->fields, i))->name, name))
      return TRUE;

  return FALSE;
}

/* Names of properties in a tool's schema should be plain: whatever a name of the user's has beyond that becomes `_`. */
static char *
make_field_name (DgFormat *self, const char *const *path)
{
  g_autofree char *joined = g_strjoinv ("__", (char **) path);
  g_autofree char *name = g_strcanon (joined, G_CSET_A_2_Z G_CSET_a_2_z G_CSET_DIGITS "_", '_');

  joined = NULL;
  for (guint i = 2; has_field_named (self, name); i++)
    {
      g_autofree char *next = g_strdup_printf ("%s_%u", name, i);

      if (!has_field_named (self, next))
        return g_steal_pointer (&next);
    }

  return g_steal_pointer (&name);
}

DgField *
dg_format_add_field (DgFormat *self, const char *const *path, DgFieldType type)
{
  DgField *field = g_new0 (DgField, 1);

  field->name = make_field_name (self, path);
  field->path = g_strdupv ((char **) path);
  field->type = type;
  field->required = TRUE;
  g_ptr_array_add (self->fields, field);

  return field;
}

/* Gives up on typed fields: the model writes the whole text into one string, and the validator sees to the rest. */
void
dg_format_make_source (DgFormat *self)
{
  const char *const path[] = { self->kind == DG_FORMAT_XML ? "xml" : "json", NULL };

  g_ptr_array_set_size (self->fields, 0);
  dg_format_add_field (self, path, DG_FIELD_SOURCE);
}

/**
 * dg_format_new_text:
 *
 * Returns: (transfer full): the format of plain text
 */
DgFormat *
dg_format_new_text (void)
{
  const char *const path[] = { "text", NULL };
  DgFormat *self = dg_format_new (DG_FORMAT_TEXT);

  dg_format_add_field (self, path, DG_FIELD_TEXT);

  return self;
}

/**
 * dg_format_new_labels:
 * @labels: (array zero-terminated=1): the closed set
 *
 * Returns: (transfer full): the format of texts that are one of @labels
 */
DgFormat *
dg_format_new_labels (const char *const *labels)
{
  g_return_val_if_fail (labels != NULL && labels[0] != NULL, NULL);

  const char *const path[] = { "label", NULL };
  DgFormat *self = dg_format_new (DG_FORMAT_LABEL);

  dg_format_add_field (self, path, DG_FIELD_LABEL)->values = g_strdupv ((char **) labels);

  return self;
}

/**
 * dg_format_ref:
 * @self: a format
 *
 * Returns: (transfer full): @self
 */
DgFormat *
dg_format_ref (DgFormat *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->ref_count);

  return self;
}

/**
 * dg_format_unref:
 * @self: (transfer full): a format
 */
void
dg_format_unref (DgFormat *self)
{
  g_return_if_fail (self != NULL);

  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;

  g_clear_pointer (&self->fields, g_ptr_array_unref);
  g_clear_pointer (&self->schema, dg_json_schema_unref);
  g_clear_pointer (&self->xml_root, g_free);
  g_free (self);
}

/**
 * dg_format_get_kind:
 * @self: a format
 *
 * Returns: what sort of text it is
 */
DgFormatKind
dg_format_get_kind (DgFormat *self)
{
  g_return_val_if_fail (self != NULL, DG_FORMAT_TEXT);

  return self->kind;
}

/**
 * dg_format_get_n_fields:
 * @self: a format
 *
 * Returns: how many fields there are to fill, at least 1
 */
guint
dg_format_get_n_fields (DgFormat *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->fields->len;
}

/**
 * dg_format_get_field:
 * @self: a format
 * @position: which field, counted from 0
 *
 * Returns: the field, owned by @self
 */
const DgField *
dg_format_get_field (DgFormat *self, guint position)
{
  g_return_val_if_fail (self != NULL && position < self->fields->len, NULL);

  return g_ptr_array_index (self->fields, position);
}

/**
 * dg_format_get_schema:
 * @self: a format
 *
 * Returns: (nullable): the schema of a JSON format
 */
DgJsonSchema *
dg_format_get_schema (DgFormat *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->schema;
}

/**
 * dg_format_get_xml_root:
 * @self: a format
 *
 * Returns: (nullable): the element around all others in an XML format, %NULL where they stand side by side
 */
const char *
dg_format_get_xml_root (DgFormat *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->xml_root;
}

/**
 * dg_format_get_labels:
 * @self: a format
 *
 * Returns: (nullable) (array zero-terminated=1): the closed set of a label format
 */
const char *const *
dg_format_get_labels (DgFormat *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  if (self->kind != DG_FORMAT_LABEL)
    return NULL;

  return (const char *const *) dg_format_get_field (self, 0)->values;
}
