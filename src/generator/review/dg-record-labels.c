/* dg-record-labels.c: the labels of answers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "dg-record-check-private.h"
#include "dg-record-format-private.h"

static const DgField *
get_field (DgRecordCheck *self, guint field)
{
  return dg_format_get_field (dg_record_format_get_answer (self->format), g_array_index (self->fields, guint, field));
}

/**
 * dg_record_check_get_n_label_fields:
 * @self: a check
 *
 * Returns: how many labels an answer has: 1 when it is a label, 0 or more when it has fields that hold labels
 */
guint
dg_record_check_get_n_label_fields (DgRecordCheck *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->shapes[DG_COLUMN_ANSWER] != NULL ? self->shapes[DG_COLUMN_ANSWER]->label_fields->len : self->fields->len;
}

/**
 * dg_record_check_get_label_field:
 * @self: a check
 * @field: which label, counted from 0
 *
 * Returns: (transfer none) (nullable): the field that holds it; %NULL when the answer is the label
 */
const char *
dg_record_check_get_label_field (DgRecordCheck *self, guint field)
{
  g_return_val_if_fail (field < dg_record_check_get_n_label_fields (self), NULL);

  if (self->shapes[DG_COLUMN_ANSWER] != NULL)
    return ((DgLabelField *) g_ptr_array_index (self->shapes[DG_COLUMN_ANSWER]->label_fields, field))->name;

  return dg_format_get_kind (dg_record_format_get_answer (self->format)) == DG_FORMAT_LABEL
             ? NULL
             : get_field (self, field)->name;
}

/**
 * dg_record_check_get_labels:
 * @self: a check
 * @field: which label, counted from 0
 *
 * Returns: (transfer none): what it can be
 */
const char *const *
dg_record_check_get_labels (DgRecordCheck *self, guint field)
{
  g_return_val_if_fail (field < dg_record_check_get_n_label_fields (self), NULL);

  static const char *const booleans[] = { "true", "false", NULL };

  if (self->shapes[DG_COLUMN_ANSWER] != NULL)
    return (const char *const *) ((DgLabelField *) g_ptr_array_index (self->shapes[DG_COLUMN_ANSWER]->label_fields,
                                                                      field))
        ->labels;

  return get_field (self, field)->type == DG_FIELD_BOOLEAN ? booleans
                                                           : (const char *const *) get_field (self, field)->values;
}

static char *
dup_member (DgJsonDocument *document, const DgField *field)
{
  DgJsonValue value = dg_json_document_get_root (document);

  for (guint i = 0; field->path[i] != NULL; i++)
    {
      DgJsonValue outer = value;

      if (dg_json_value_get_value_type (outer) != DG_JSON_OBJECT ||
          !dg_json_object_lookup (outer, field->path[i], &value))
        return NULL;
    }

  switch (dg_json_value_get_value_type (value))
    {
    case DG_JSON_STRING:
      return dg_json_value_dup_string (value);
    case DG_JSON_BOOLEAN:
      return dg_json_value_dup_source (value);
    case DG_JSON_NULL:
    case DG_JSON_NUMBER:
    case DG_JSON_ARRAY:
    case DG_JSON_OBJECT:
    default:
      return NULL;
    }
}

static void
add_json_labels (DgRecordCheck *self, const char *answer, GPtrArray *labels)
{
  g_autoptr (DgJsonDocument) document = dg_json_document_new (answer, -1, NULL, NULL);

  for (guint i = 0; i < self->fields->len; i++)
    g_ptr_array_add (labels, document != NULL ? dup_member (document, get_field (self, i)) : NULL);
}

static void
add_xml_labels (DgRecordCheck *self, const char *answer, GPtrArray *labels)
{
  g_autoptr (GPtrArray) contents = dg_record_format_read_xml (dg_record_format_get_answer (self->format), answer);

  for (guint i = 0; i < self->fields->len; i++)
    {
      guint field = g_array_index (self->fields, guint, i);

      g_ptr_array_add (labels, contents != NULL && field < contents->len
                                   ? g_strdup (g_ptr_array_index (contents, field))
                                   : NULL);
    }
}

/**
 * dg_record_check_dup_labels:
 * @self: a check
 * @answer: an answer
 *
 * Returns: (transfer full) (element-type utf8): the labels of @answer, as many as there are label fields; %NULL for one
 *   that it does not have
 */
GPtrArray *
dg_record_check_dup_labels (DgRecordCheck *self, const char *answer)
{
  g_return_val_if_fail (self != NULL && answer != NULL, NULL);

  g_autoptr (GPtrArray) labels = NULL;

  if (self->shapes[DG_COLUMN_ANSWER] != NULL)
    return dg_record_shape_dup_labels (self->shapes[DG_COLUMN_ANSWER], answer);

  labels = g_ptr_array_new_with_free_func (g_free);
  switch (dg_format_get_kind (dg_record_format_get_answer (self->format)))
    {
    case DG_FORMAT_LABEL:
      g_ptr_array_add (labels, g_strdup (answer));
      break;
    case DG_FORMAT_JSON:
      add_json_labels (self, answer, labels);
      break;
    case DG_FORMAT_XML:
      add_xml_labels (self, answer, labels);
      break;
    case DG_FORMAT_TEXT:
    default:
      break;
    }

  return g_steal_pointer (&labels);
}
