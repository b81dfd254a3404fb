/* dg-record-format.c: the formats of inputs and answers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "dg-record-format-private.h"

struct _DgRecordFormat
{
  gatomicrefcount ref_count;
  DgFormat *input;   /* (owned) */
  DgFormat *answer;  /* (owned) */
  GPtrArray *limits; /* (owned) (element-type DgLimit) */
};

static GPtrArray *
copy_limits (GPtrArray *limits)
{
  GPtrArray *copy = g_ptr_array_new_with_free_func ((GDestroyNotify) dg_limit_free);

  for (guint i = 0; i < limits->len; i++)
    g_ptr_array_add (copy, dg_limit_copy (g_ptr_array_index (limits, i)));

  return copy;
}

/* What is closed by the requirements themselves; anything else is plain text. */
static DgFormat *
derive_format (const char *schema, const char *const *labels, const char *description, GError **error)
{
  g_autofree char *example = NULL;
  g_autoptr (DgFormat) xml = NULL;

  if (schema != NULL)
    return dg_format_new_json (schema, error);
  if (labels != NULL)
    return dg_format_new_labels (labels);

  example = dg_format_find_xml_example (description);
  if (example != NULL)
    xml = dg_format_new_xml (example, NULL);

  /* words with stray angle brackets are no example */
  return xml != NULL ? g_steal_pointer (&xml) : dg_format_new_text ();
}

/**
 * dg_record_format_new:
 * @input: the format of inputs
 * @answer: the format of answers
 *
 * Returns: (transfer full): the format of records, without limits
 */
DgRecordFormat *
dg_record_format_new (DgFormat *input, DgFormat *answer)
{
  g_return_val_if_fail (input != NULL && answer != NULL, NULL);

  DgRecordFormat *self = g_new0 (DgRecordFormat, 1);

  g_atomic_ref_count_init (&self->ref_count);
  self->input = dg_format_ref (input);
  self->answer = dg_format_ref (answer);
  self->limits = g_ptr_array_new_with_free_func ((GDestroyNotify) dg_limit_free);

  return self;
}

/**
 * dg_record_format_new_for_checklist:
 * @checklist: the requirements
 * @error: return location for an error
 *
 * Reads the formats that the requirements state: a schema makes JSON, a label set makes labels, an example with tags
 * makes XML, and anything else is text. The limits are the requirements' too.
 *
 * Returns: (transfer full) (nullable): the format, %NULL with an error from #DgJsonSchemaError
 */
DgRecordFormat *
dg_record_format_new_for_checklist (DgChecklist *checklist, GError **error)
{
  g_return_val_if_fail (DG_IS_CHECKLIST (checklist), NULL);

  g_autofree char *input_text = dg_checklist_dup_item_text (checklist, DG_ITEM_INPUT_FORMAT);
  g_autofree char *answer_text = dg_checklist_dup_item_text (checklist, DG_ITEM_OUTPUT_FORMAT);
  g_autoptr (DgFormat) input = NULL;
  g_autoptr (DgFormat) answer = NULL;
  DgRecordFormat *self;

  input = derive_format (dg_checklist_get_input_schema (checklist), NULL, input_text, error);
  if (input == NULL)
    return NULL;
  answer = derive_format (dg_checklist_get_output_schema (checklist), dg_checklist_get_labels (checklist), answer_text,
                          error);
  if (answer == NULL)
    return NULL;

  self = dg_record_format_new (input, answer);
  dg_record_format_set_limits (self, dg_checklist_get_limits (checklist));

  return self;
}

/**
 * dg_record_format_ref:
 * @self: a format
 *
 * Returns: (transfer full): @self
 */
DgRecordFormat *
dg_record_format_ref (DgRecordFormat *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->ref_count);

  return self;
}

/**
 * dg_record_format_unref:
 * @self: (transfer full): a format
 */
void
dg_record_format_unref (DgRecordFormat *self)
{
  g_return_if_fail (self != NULL);

  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;

  dg_format_unref (self->input);
  dg_format_unref (self->answer);
  g_ptr_array_unref (self->limits);
  g_free (self);
}

/**
 * dg_record_format_get_input:
 * @self: a format
 *
 * Returns: the format of inputs
 */
DgFormat *
dg_record_format_get_input (DgRecordFormat *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->input;
}

/**
 * dg_record_format_get_answer:
 * @self: a format
 *
 * Returns: the format of answers
 */
DgFormat *
dg_record_format_get_answer (DgRecordFormat *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->answer;
}

/**
 * dg_record_format_set_limits:
 * @self: a format
 * @limits: (element-type DgLimit): what inputs and answers have to keep to besides; copied
 *
 * The limits take the place of those that were set before.
 */
void
dg_record_format_set_limits (DgRecordFormat *self, GPtrArray *limits)
{
  g_return_if_fail (self != NULL && limits != NULL);

  GPtrArray *copy = copy_limits (limits);

  g_ptr_array_unref (self->limits);
  self->limits = copy;
}

/**
 * dg_record_format_get_limits:
 * @self: a format
 *
 * Returns: (transfer none) (element-type DgLimit): the limits
 */
GPtrArray *
dg_record_format_get_limits (DgRecordFormat *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->limits;
}

/**
 * dg_record_format_get_column:
 * @self: a format
 * @column: which text
 *
 * Returns: the format of that text
 */
DgFormat *
dg_record_format_get_column (DgRecordFormat *self, DgColumn column)
{
  g_return_val_if_fail (self != NULL, NULL);

  return column == DG_COLUMN_INPUT ? self->input : self->answer;
}

/* Plain inputs are just `input`; everything else carries the prefix, since the task may have an `input` of its own. */
char *
dg_record_format_dup_property (DgFormat *format, const char *prefix, const DgField *field)
{
  if (dg_format_get_kind (format) == DG_FORMAT_TEXT && g_str_equal (prefix, DG_INPUT_PREFIX))
    return g_strdup (prefix);

  return g_strconcat (prefix, "_", field->name, NULL);
}
