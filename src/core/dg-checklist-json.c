/* dg-checklist-json.c: reads a checklist from JSON
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "dg-checklist-private.h"

const DgJsonLimits dg_checklist_json_limits = { 4 * 1024 * 1024, 20000, 64 };

/* Refuses a value with a message that begins with its place. */
gboolean
dg_checklist_refuse (DgJsonValue value, DgChecklistError code, GError **error, const char *format, ...)
{
  g_autofree char *path = dg_json_value_dup_path (value);
  g_autofree char *text = NULL;
  va_list args;

  va_start (args, format);
  text = g_strdup_vprintf (format, args);
  va_end (args);
  g_set_error (error, DG_CHECKLIST_ERROR, code, "%s: %s", path, text);

  return FALSE;
}

/* Refuses a value of any other type. */
gboolean
dg_checklist_expect_type (DgJsonValue value, DgJsonType type, GError **error)
{
  DgJsonType found = dg_json_value_get_value_type (value);

  if (found == type)
    return TRUE;

  return dg_checklist_refuse (value, DG_CHECKLIST_ERROR_TYPE, error,
                              /* Translators: both are names of JSON types, such as string or array */
                              _ ("expected %s, found %s"), dg_json_type_get_name (type), dg_json_type_get_name (found));
}

/* A text without white space around it; an empty one is refused, and one that is too long. */
gboolean
dg_checklist_read_text (DgJsonValue value, char **text, GError **error)
{
  g_autofree char *string = NULL;

  if (!dg_checklist_expect_type (value, DG_JSON_STRING, error))
    return FALSE;

  string = g_strstrip (dg_json_value_dup_string (value));
  if (*string == '\0')
    return dg_checklist_refuse (value, DG_CHECKLIST_ERROR_VALUE, error,
                                _ ("the text is empty; leave the member out, or write @model"));
  if (strlen (string) > DG_CHECKLIST_MAX_VALUE)
    return dg_checklist_refuse (value, DG_CHECKLIST_ERROR_VALUE, error,
                                _ ("the text has %zu bytes, at most %d are allowed"), strlen (string),
                                DG_CHECKLIST_MAX_VALUE);

  *text = g_steal_pointer (&string);

  return TRUE;
}

static gboolean
find_id (const char *const *ids, DgJsonValue value, guint *position)
{
  for (guint i = 0; ids[i] != NULL; i++)
    if (dg_json_value_equals_string (value, ids[i]))
      {
        *position = i;
        return TRUE;
      }

  return FALSE;
}

static gboolean
set_part (DgChecklist *self, DgItem item, guint part, DgJsonValue place, DgSource source, GError **error)
{
  g_autofree char *value = NULL;
  g_autofree char *reason = NULL;

  if (!dg_checklist_read_text (place, &value, error))
    return FALSE;
  if (!dg_checklist_accepts (item, part, value, &reason))
    return dg_checklist_refuse (place, DG_CHECKLIST_ERROR_VALUE, error, "%s", reason);
  dg_checklist_set_value (self, item, part, value, source);

  return TRUE;
}

static gboolean
read_conflict (DgChecklist *self, DgItem item, guint part, DgJsonValue object, GError **error)
{
  g_autofree char *text = NULL;
  DgJsonValue conflict;

  if (!dg_json_object_lookup (object, "conflict", &conflict))
    return TRUE;
  if (!dg_checklist_read_text (conflict, &text, error))
    return FALSE;
  dg_checklist_set_conflict (self, item, part, text);

  return TRUE;
}

static gboolean
refuse_source (DgJsonValue value, GError **error)
{
  return dg_checklist_refuse (value, DG_CHECKLIST_ERROR_VALUE, error,
                              _ ("a source is one of prompt, conversation, hand, model"));
}

/* Where each line of the value came from, when not all of them came from the same place */
static gboolean
read_sources (DgChecklist *self, DgItem item, guint part, DgJsonValue object, GError **error)
{
  g_autoptr (GArray) sources = g_array_new (FALSE, FALSE, sizeof (DgSource));
  g_auto (GStrv) points = dg_checklist_dup_points (self, item, part);
  DgJsonValue list, element;
  DgJsonIter iter;

  if (!dg_json_object_lookup (object, "sources", &list))
    return TRUE;
  if (!dg_checklist_expect_type (list, DG_JSON_ARRAY, error))
    return FALSE;

  dg_json_iter_init (&iter, list);
  while (dg_json_iter_next (&iter, NULL, &element))
    {
      guint position;
      DgSource source;

      if (!find_id (dg_source_ids, element, &position))
        return refuse_source (element, error);
      source = position;
      g_array_append_val (sources, source);
    }
  if (sources->len != g_strv_length (points))
    return dg_checklist_refuse (list, DG_CHECKLIST_ERROR_VALUE, error,
                                _ ("“sources” needs one for each line of the value"));
  if (g_strcmp0 (self->values[item][part], DG_LEFT_TO_MODEL) != 0)
    dg_checklist_set_point_sources (self, item, part, sources);

  return TRUE;
}

static gboolean
read_part (DgChecklist *self, DgItem item, guint part, DgJsonValue object, GError **error)
{
  static const char *const part_members[] = { "value", "source", "sources", "conflict", NULL };
  DgJsonValue value, member;
  guint source = DG_SOURCE_HAND;
  DgJsonIter iter;

  if (dg_json_value_get_value_type (object) == DG_JSON_STRING)
    return set_part (self, item, part, object, DG_SOURCE_HAND, error);
  if (!dg_checklist_expect_type (object, DG_JSON_OBJECT, error))
    return FALSE;

  dg_json_iter_init (&iter, object);
  for (;;)
    {
      g_autofree char *key = NULL;

      if (!dg_json_iter_next (&iter, &key, &member))
        break;
      if (g_str_equal (key, "source") && !find_id (dg_source_ids, member, &source))
        return refuse_source (member, error);
      if (!g_strv_contains (part_members, key))
        return dg_checklist_refuse (
            member, DG_CHECKLIST_ERROR_UNKNOWN_MEMBER, error,
            _ ("a part has only “value” and “source”, and may have “sources” and a “conflict”"));
    }

  if (!dg_json_object_lookup (object, "value", &value))
    return dg_checklist_refuse (object, DG_CHECKLIST_ERROR_TYPE, error, _ ("“value” is missing"));

  return set_part (self, item, part, value, source, error) && read_sources (self, item, part, object, error) &&
         read_conflict (self, item, part, object, error);
}

static gboolean
refuse_part (DgItem item, DgJsonValue place, GError **error)
{
  const DgItemInfo *info = dg_item_get_info (item);
  g_autoptr (GString) names = g_string_new (NULL);

  for (guint part = 0; part < info->n_parts; part++)
    g_string_append_printf (names, "%s%s", part > 0 ? ", " : "", info->parts[part].id);

  return dg_checklist_refuse (place, DG_CHECKLIST_ERROR_UNKNOWN_MEMBER, error,
                              _ ("%s has no part of this name; its parts are %s"), info->id, names->str);
}

static gboolean
read_parts (DgChecklist *self, DgItem item, DgJsonValue parts, GError **error)
{
  const DgItemInfo *info = dg_item_get_info (item);
  DgJsonIter iter;
  DgJsonValue value;

  if (!dg_checklist_expect_type (parts, DG_JSON_OBJECT, error))
    return FALSE;

  dg_json_iter_init (&iter, parts);
  for (;;)
    {
      g_autofree char *key = NULL;
      guint part = 0;

      if (!dg_json_iter_next (&iter, &key, &value))
        return TRUE;
      while (part < info->n_parts && !g_str_equal (info->parts[part].id, key))
        part++;
      if (part == info->n_parts)
        return refuse_part (item, value, error);
      if (!read_part (self, item, part, value, error))
        return FALSE;
    }
}

static gboolean
read_item_object (DgChecklist *self, DgItem item, DgJsonValue object, GError **error)
{
  guint state = DG_ITEM_CONFIRMED;
  DgJsonValue value;
  DgJsonIter iter;

  dg_json_iter_init (&iter, object);
  for (;;)
    {
      g_autofree char *key = NULL;

      if (!dg_json_iter_next (&iter, &key, &value))
        break;
      if (g_str_equal (key, "parts"))
        {
          if (!read_parts (self, item, value, error))
            return FALSE;
        }
      else if (!g_str_equal (key, "state"))
        return dg_checklist_refuse (value, DG_CHECKLIST_ERROR_UNKNOWN_MEMBER, error,
                                    _ ("an item has only “state” and “parts”"));
      else if (!find_id (dg_item_state_ids, value, &state))
        return dg_checklist_refuse (value, DG_CHECKLIST_ERROR_VALUE, error,
                                    _ ("a state is one of missing, proposed, confirmed"));
    }
  /* nobody can have agreed to what is not there yet */
  self->confirmed[item] = state == DG_ITEM_CONFIRMED && !dg_checklist_has_conflict (self, item) &&
                          dg_checklist_get_state (self, item) != DG_ITEM_MISSING;

  return TRUE;
}

static gboolean
read_item (DgChecklist *self, DgItem item, DgJsonValue value, GError **error)
{
  const DgItemInfo *info = dg_item_get_info (item);

  if (dg_json_value_get_value_type (value) == DG_JSON_OBJECT)
    return read_item_object (self, item, value, error);
  if (dg_json_value_get_value_type (value) != DG_JSON_STRING)
    return dg_checklist_refuse (value, DG_CHECKLIST_ERROR_TYPE, error,
                                _ ("expected a text or an object with “parts”, found %s"),
                                dg_json_type_get_name (dg_json_value_get_value_type (value)));

  /* one text speaks for all parts, but for the convention that nobody has to name */
  for (guint part = 0; part < info->n_parts; part++)
    if (!info->parts[part].optional && !set_part (self, item, part, value, DG_SOURCE_HAND, error))
      return FALSE;
  self->confirmed[item] = TRUE;

  return TRUE;
}

static gboolean
refuse_member (DgJsonValue value, GError **error)
{
  g_autoptr (GString) names = g_string_new (NULL);

  for (guint item = 0; item < DG_N_ITEMS; item++)
    g_string_append_printf (names, "%s, ", dg_item_get_info (item)->id);
  g_string_append (names, dg_checklist_beside_names);

  return dg_checklist_refuse (value, DG_CHECKLIST_ERROR_UNKNOWN_MEMBER, error,
                              _ ("requirements have no member of this name; they have %s"), names->str);
}

static gboolean
read_member (DgChecklist *self, const char *key, DgJsonValue value, GError **error)
{
  gboolean known = FALSE;

  for (guint item = 0; item < DG_N_ITEMS; item++)
    if (g_str_equal (key, dg_item_get_info (item)->id))
      return read_item (self, item, value, error);
  if (dg_checklist_read_beside (self, key, value, &known, error))
    return TRUE;

  return known ? FALSE : refuse_member (value, error);
}

/**
 * dg_checklist_new_from_json:
 * @text: JSON text
 * @length: its length in bytes, or -1 when it is zero-terminated
 * @error: return location for an error
 *
 * Reads a checklist, which is also what a requirements file holds: an object of items, where a plain string speaks for
 * all parts of an item. Values that are written in the file count as set by hand unless the file says otherwise.
 *
 * Errors are from #DgJsonError (not JSON), #DgJsonSchemaError and #DgChecklistError; each names the place in the text.
 *
 * Returns: (transfer full) (nullable): the checklist, %NULL with @error set
 */
DgChecklist *
dg_checklist_new_from_json (const char *text, gssize length, GError **error)
{
  g_return_val_if_fail (text != NULL, NULL);

  g_autoptr (DgChecklist) self = dg_checklist_new ();
  g_autoptr (DgJsonDocument) document = dg_json_document_new (text, length, &dg_checklist_json_limits, error);
  DgJsonValue root, value;
  DgJsonIter iter;

  if (document == NULL)
    return NULL;
  root = dg_json_document_get_root (document);
  if (!dg_checklist_expect_type (root, DG_JSON_OBJECT, error))
    return NULL;
  if (dg_json_value_get_length (root) == 0)
    {
      g_set_error_literal (error, DG_CHECKLIST_ERROR, DG_CHECKLIST_ERROR_EMPTY,
                           _ ("There are no requirements in it; say at least what the task is"));
      return NULL;
    }

  dg_json_iter_init (&iter, root);
  for (;;)
    {
      g_autofree char *key = NULL;

      if (!dg_json_iter_next (&iter, &key, &value))
        return g_steal_pointer (&self);
      if (!read_member (self, key, value, error))
        return NULL;
    }
}
