/* dg-record-shape-check.c: what sets a text apart from nearly all others
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "dg-record-shape-private.h"
#include "dg-words.h"

/* Labels shown in a message are cut to so many characters. */
#define SHOWN_CHARACTERS 200

static char *
describe_label (const DgRecordShape *self, const DgLabelField *field, const char *label)
{
  const char *const *labels = (const char *const *) field->labels;
  const char *column = dg_column_get_id (self->column);
  const char *spelling = dg_record_shape_find_spelling (labels, label);
  g_autofree char *place = field->name != NULL ? g_strdup_printf ("%s.%s", column, field->name) : g_strdup (column);
  g_autofree char *shown = dg_words_shorten (label, DG_SHAPE_LABEL_CHARACTERS);
  g_autofree char *joined = NULL;
  g_autofree char *all = NULL;

  if (spelling != NULL)
    return g_strdup_printf (_ ("%s: “%s” is nearly always written “%s”"), place, shown, spelling);

  joined = g_strjoinv (", ", field->labels);
  all = dg_words_shorten (joined, SHOWN_CHARACTERS);

  return g_strdup_printf (_ ("%s: “%s” is none of the labels that the others have: %s"), place, shown, all);
}

static char *
check_member_labels (const DgRecordShape *self, DgJsonValue object)
{
  for (guint i = 0; i < self->label_fields->len; i++)
    {
      const DgLabelField *field = g_ptr_array_index (self->label_fields, i);
      g_autofree char *label = NULL;
      DgJsonValue value;

      if (dg_json_object_lookup (object, field->name, &value))
        label = dg_record_shape_dup_label_value (value);
      if (label != NULL && !g_hash_table_contains (field->known, label))
        return describe_label (self, field, label);
    }

  return NULL;
}

static char *
check_members (const DgRecordShape *self, DgJsonValue root)
{
  const char *column = dg_column_get_id (self->column);
  g_auto (GStrv) members = NULL;

  if (dg_json_value_get_value_type (root) != DG_JSON_OBJECT)
    return g_strdup_printf (_ ("%s is not a JSON object, as nearly all others are"), column);

  members = dg_record_shape_list_members (root);
  for (guint i = 0; self->members[i] != NULL; i++)
    if (!g_strv_contains ((const char *const *) members, self->members[i]))
      return g_strdup_printf (_ ("%s lacks “%s”, which nearly all others have"), column, self->members[i]);
  for (guint i = 0; members[i] != NULL; i++)
    if (!g_strv_contains ((const char *const *) self->members, members[i]))
      {
        g_autofree char *shown = dg_words_shorten (members[i], DG_SHAPE_LABEL_CHARACTERS);

        return g_strdup_printf (_ ("%s has “%s”, which hardly any other has"), column, shown);
      }

  return check_member_labels (self, root);
}

static char *
check_json (const DgRecordShape *self, const char *text)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (DgJsonDocument) document = dg_json_document_new (text, -1, NULL, &error);

  if (document == NULL)
    return g_strdup_printf (_ ("%s is not JSON, as nearly all others are: %s"), dg_column_get_id (self->column),
                            error->message);
  if (self->members == NULL)
    return NULL;

  return check_members (self, dg_json_document_get_root (document));
}

/*
 * dg_record_shape_dup_problem:
 * @self: what nearly all texts have in common
 * @text: a text
 *
 * Returns: (transfer full) (nullable): what sets @text apart, for a person; %NULL when nothing does
 */
char *
dg_record_shape_dup_problem (const DgRecordShape *self, const char *text)
{
  const DgLabelField *field;

  if (self->is_json)
    return check_json (self, text);
  if (self->label_fields->len == 0)
    return NULL;
  field = g_ptr_array_index (self->label_fields, 0);

  return g_hash_table_contains (field->known, text) ? NULL : describe_label (self, field, text);
}

/*
 * dg_record_shape_dup_labels:
 * @self: what nearly all texts have in common
 * @text: a text
 *
 * Returns: (transfer full) (element-type utf8): for each of the label fields what @text has there, %NULL where it has
 *   nothing
 */
GPtrArray *
dg_record_shape_dup_labels (const DgRecordShape *self, const char *text)
{
  GPtrArray *labels = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (DgJsonDocument) document = NULL;
  DgJsonValue value;

  if (self->members != NULL)
    document = dg_record_shape_parse (text);
  for (guint i = 0; i < self->label_fields->len; i++)
    {
      const DgLabelField *field = g_ptr_array_index (self->label_fields, i);

      if (field->name == NULL)
        g_ptr_array_add (labels, g_strdup (text));
      else if (document != NULL && dg_record_shape_is_object (document) &&
               dg_json_object_lookup (dg_json_document_get_root (document), field->name, &value))
        g_ptr_array_add (labels, dg_record_shape_dup_label_value (value));
      else
        g_ptr_array_add (labels, NULL);
    }

  return labels;
}
