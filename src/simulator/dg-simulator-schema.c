/* dg-simulator-schema.c: what a tool's input schema asks for
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "dg-simulator-schema.h"

/* Whether that type is among those that are allowed */
gboolean
dg_schema_has_type (DgJsonValue schema, const char *type)
{
  DgJsonValue types, each;
  DgJsonIter iter;

  if (!dg_json_object_lookup (schema, "type", &types))
    return FALSE;
  if (dg_json_value_equals_string (types, type))
    return TRUE;

  dg_json_iter_init (&iter, types);
  while (dg_json_iter_next (&iter, NULL, &each))
    if (dg_json_value_equals_string (each, type))
      return TRUE;

  return FALSE;
}

/* The first property whose name begins so and that has values to choose from, if @values is not NULL */
gboolean
dg_schema_find_property (DgJsonValue schema, const char *prefix, char **found, DgJsonValue *values)
{
  DgJsonValue properties, property;
  DgJsonIter iter;
  char *key;

  if (!dg_json_object_lookup (schema, "properties", &properties))
    return FALSE;

  dg_json_iter_init (&iter, properties);
  while (dg_json_iter_next (&iter, &key, &property))
    {
      g_autofree char *name = key;

      if (!g_str_has_prefix (name, prefix) || (values != NULL && !dg_json_object_lookup (property, "enum", values)))
        continue;
      if (found != NULL)
        *found = g_steal_pointer (&name);
      return TRUE;
    }

  return FALSE;
}

/* Whether it is of an example: something that goes in, and the answer to it */
gboolean
dg_schema_is_record (DgJsonValue schema)
{
  return dg_schema_find_property (schema, "input", NULL, NULL) &&
         dg_schema_find_property (schema, "answer", NULL, NULL);
}

/* The value at that place of a list, or the last */
DgJsonValue
dg_schema_get_nth (DgJsonValue values, guint n)
{
  DgJsonValue value = values;
  DgJsonIter iter;

  dg_json_iter_init (&iter, values);
  while (dg_json_iter_next (&iter, NULL, &value) && n-- > 0)
    ;

  return value;
}

/* (transfer full) (nullable): the values of the first answer that has some, NULL when none has */
GStrv
dg_schema_dup_labels (DgJsonValue schema)
{
  g_autoptr (GStrvBuilder) labels = g_strv_builder_new ();
  DgJsonValue values, value;
  DgJsonIter iter;

  if (!dg_schema_find_property (schema, "answer", NULL, &values))
    return NULL;

  dg_json_iter_init (&iter, values);
  while (dg_json_iter_next (&iter, NULL, &value))
    {
      g_autofree char *label = dg_json_value_dup_string (value);

      if (label != NULL)
        g_strv_builder_add (labels, label);
    }

  return g_strv_builder_end (labels);
}
