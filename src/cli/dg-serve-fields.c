/* dg-serve-fields.c: the members of a request's body
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gi18n.h>
#include <inttypes.h>

#include "dg-serve.h"

static gboolean
refuse_type (DgJsonValue value, const char *wanted, GError **error)
{
  g_autofree char *path = dg_json_value_dup_path (value);

  g_set_error (error, DG_SERVE_ERROR, DG_SERVE_ERROR_VALUE, _ ("%s must be %s, not %s"), path, wanted,
               dg_json_type_get_name (dg_json_value_get_value_type (value)));

  return FALSE;
}

/**
 * dg_serve_fields_check:
 * @object: an object of the body
 * @where: what it is, for messages
 * @allowed: (array zero-terminated=1): the members that it may have
 * @error: return location for an error
 *
 * Returns: whether @object is an object with no other members; a misspelt one would else be passed over
 */
gboolean
dg_serve_fields_check (DgJsonValue object, const char *where, const char *const *allowed, GError **error)
{
  DgJsonIter iter;
  DgJsonValue value;
  char *key;

  if (dg_json_value_get_value_type (object) != DG_JSON_OBJECT)
    return refuse_type (object, _ ("an object"), error);

  dg_json_iter_init (&iter, object);
  while (dg_json_iter_next (&iter, &key, &value))
    {
      g_autofree char *name = key;
      g_autofree char *names = NULL;

      if (g_strv_contains (allowed, name))
        continue;
      names = g_strjoinv (", ", (char **) allowed);
      g_set_error (error, DG_SERVE_ERROR, DG_SERVE_ERROR_VALUE, _ ("“%s” is not a member of %s; it may have: %s"), name,
                   where, names);
      return FALSE;
    }

  return TRUE;
}

/**
 * dg_serve_fields_find:
 * @object: an object of the body
 * @name: a member's name
 * @value: (out): its value
 *
 * Returns: whether it is there; null is as good as nothing
 */
gboolean
dg_serve_fields_find (DgJsonValue object, const char *name, DgJsonValue *value)
{
  return dg_json_object_lookup (object, name, value) && dg_json_value_get_value_type (*value) != DG_JSON_NULL;
}

/**
 * dg_serve_fields_get_string:
 * @object: an object of the body
 * @name: a member's name
 * @text: (out) (transfer full) (nullable): its text, %NULL when it is not there
 * @error: return location for an error
 *
 * Returns: whether it can be used
 */
gboolean
dg_serve_fields_get_string (DgJsonValue object, const char *name, char **text, GError **error)
{
  DgJsonValue value;

  *text = NULL;
  if (!dg_serve_fields_find (object, name, &value))
    return TRUE;
  if (dg_json_value_get_value_type (value) != DG_JSON_STRING)
    return refuse_type (value, _ ("a string"), error);
  *text = dg_json_value_dup_string (value);

  return TRUE;
}

/**
 * dg_serve_fields_get_boolean:
 * @object: an object of the body
 * @name: a member's name
 * @truth: (inout): its value; as it was when it is not there
 * @error: return location for an error
 *
 * Returns: whether it can be used
 */
gboolean
dg_serve_fields_get_boolean (DgJsonValue object, const char *name, gboolean *truth, GError **error)
{
  DgJsonValue value;

  if (!dg_serve_fields_find (object, name, &value))
    return TRUE;
  if (dg_json_value_get_value_type (value) != DG_JSON_BOOLEAN)
    return refuse_type (value, _ ("true or false"), error);
  *truth = dg_json_value_get_boolean (value);

  return TRUE;
}

/**
 * dg_serve_fields_get_number:
 * @object: an object of the body
 * @name: a member's name, which has to be there
 * @least: least value
 * @most: largest value
 * @number: (out): its value
 * @error: return location for an error
 *
 * Returns: whether it is a whole number from @least to @most; the text of one is as good
 */
gboolean
dg_serve_fields_get_number (
    DgJsonValue object, const char *name, gint64 least, gint64 most, gint64 *number, GError **error)
{
  DgJsonValue value;
  g_autofree char *text = NULL;
  gboolean whole = FALSE;

  if (dg_serve_fields_find (object, name, &value))
    {
      gboolean quoted = dg_json_value_get_value_type (value) == DG_JSON_STRING;

      text = quoted ? dg_json_value_dup_string (value) : NULL;
      whole = quoted ? g_ascii_string_to_signed (text, 10, least, most, number, NULL)
                     : dg_json_value_get_value_type (value) == DG_JSON_NUMBER &&
                           dg_json_value_get_int64 (value, number) && *number >= least && *number <= most;
    }
  if (!whole)
    g_set_error (error, DG_SERVE_ERROR, DG_SERVE_ERROR_VALUE,
                 _ ("%s must be a whole number from %" PRId64 " to %" PRId64), name, least, most);

  return whole;
}

/**
 * dg_serve_fields_get_array:
 * @object: an object of the body
 * @name: a member's name
 * @array: (out): its value, without a document when it is not there
 * @error: return location for an error
 *
 * Returns: whether it can be used
 */
gboolean
dg_serve_fields_get_array (DgJsonValue object, const char *name, DgJsonValue *array, GError **error)
{
  if (!dg_serve_fields_find (object, name, array))
    {
      array->document = NULL;
      return TRUE;
    }

  return dg_json_value_get_value_type (*array) == DG_JSON_ARRAY || refuse_type (*array, _ ("an array"), error);
}
