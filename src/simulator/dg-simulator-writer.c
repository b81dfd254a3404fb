/* dg-simulator-writer.c: writes what a schema asks for
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "dg-simulator-writer.h"

#include <string.h>

#include "dg-simulator-composition.h"
#include "dg-simulator-labels.h"
#include "dg-simulator-line.h"
#include "dg-simulator-request-limits.h"
#include "dg-simulator-schema.h"

#define MAX_REPLY_BYTES (1 << 20) /* arrays end there, whatever the schema asks for */

/* What depends on the record's text alone, so that whoever reads the text again chooses the same */
static guint
choose_by_text (DgWriter *self, const char *name, guint n)
{
  return (guint) (dg_labels_hash (self->body != NULL ? self->body : "", name) % n);
}

/* In a record the label, or else what the line asks for; anywhere else each value in its turn */
static guint
choose_value (DgWriter *self, DgJsonValue values, const char *name, guint position)
{
  guint n = dg_json_value_get_length (values);
  guint chosen = choose_by_text (self, name, n);

  if (self->line == NULL)
    return position % n;

  for (guint i = 0; i < n; i++)
    {
      g_autofree char *text = dg_json_value_dup_string (dg_schema_get_nth (values, i));

      if (text != NULL && g_strcmp0 (text, self->label) == 0)
        return i;
      if (text != NULL && dg_plan_line_has_value (self->line, text))
        chosen = i;
    }

  return chosen;
}

/* What stands in an input may be made up where the text has no such fact; an answer may not. */
static GPtrArray *
find_facts (DgWriter *self, const char *name)
{
  return self->line == NULL ? NULL
                            : dg_composition_find_facts (self->composition, name, g_str_has_prefix (name, "input"));
}

static void
write_number (DgWriter *self, DgJsonValue schema, const char *name, guint position, GString *out)
{
  g_autoptr (GPtrArray) facts = find_facts (self, name);
  gint64 number = self->line != NULL ? 0 : position + 1;
  gint64 bound;

  if (facts != NULL && facts->len > 0)
    number = g_ascii_strtoll (g_ptr_array_index (facts, 0), NULL, 10);
  else if (self->line != NULL && dg_schema_has_type (schema, "null"))
    {
      g_string_append (out, "null");
      return;
    }
  if (dg_json_object_lookup_int64 (schema, "minimum", &bound))
    number = MAX (number, bound);
  if (dg_json_object_lookup_int64 (schema, "maximum", &bound))
    number = MIN (number, bound);
  if (self->line != NULL && g_str_equal (name, "n"))
    number = self->line->n;

  g_string_append_printf (out, "%" G_GINT64_FORMAT, number);
}

/* A name, a date or the like out of the text, or a sentence where the field asks for none */
static void
write_text (DgWriter *self, DgJsonValue schema, const char *name, GString *out)
{
  g_autoptr (GPtrArray) facts = find_facts (self, name);
  g_autofree char *text = NULL;

  if (g_strcmp0 (name, self->body_field) == 0)
    text = g_strdup (self->body);
  else if (facts != NULL)
    text = g_strdup (facts->len > 0 ? g_ptr_array_index (facts, 0) : dg_schema_has_type (schema, "null") ? NULL : "");
  else if (self->label != NULL && strstr (name, "label") != NULL)
    text = g_strdup (self->label);
  else
    text = dg_composition_write_sentence (self->composition, self->line != NULL ? "answer" : "remark");
  if (text != NULL && self->line != NULL && self->limits != NULL && g_str_has_prefix (name, "answer"))
    {
      g_autofree char *free_text = g_steal_pointer (&text);

      text = dg_request_limits_keep (self->limits, self->line, DG_COLUMN_ANSWER, free_text);
    }

  if (text != NULL)
    dg_json_append_string (out, text);
  else
    g_string_append (out, "null");
}

/* The members of an object, in their order */
void
dg_writer_write_members (DgWriter *self, DgJsonValue properties, guint position, GString *out)
{
  const char *separator = "{";
  DgJsonValue property;
  DgJsonIter iter;
  char *key;

  dg_json_iter_init (&iter, properties);
  while (dg_json_iter_next (&iter, &key, &property))
    {
      g_autofree char *name = key;
      gboolean wrong = g_strcmp0 (name, self->wrong_field) == 0;

      if (wrong && self->wrong_value == NULL)
        continue;
      g_string_append (out, separator);
      dg_json_append_string (out, name);
      g_string_append_c (out, ':');
      if (wrong)
        g_string_append (out, self->wrong_value);
      else
        dg_writer_write_value (self, property, name, position, out);
      separator = ",";
    }
  g_string_append (out, *separator == '{' ? "{}" : "}");
}

static void
write_object (DgWriter *self, DgJsonValue schema, guint position, GString *out)
{
  DgJsonValue properties;

  if (!dg_json_object_lookup (schema, "properties", &properties))
    g_string_append (out, "{}");
  else if (self->line == NULL && dg_schema_is_record (schema))
    dg_writer_write_record (self, schema, position, out);
  else
    dg_writer_write_members (self, properties, position, out);
}

/* One record a line; of other objects one for each value of their first enumeration; of anything else a few */
static guint
choose_length (DgWriter *self, DgJsonValue schema, DgJsonValue items)
{
  DgJsonValue values;
  gint64 least = 0;

  if (dg_schema_is_record (items))
    return MAX (self->lines->len, 1);
  if (dg_schema_find_property (items, "", NULL, &values))
    return dg_json_value_get_length (values);
  dg_json_object_lookup_int64 (schema, "minItems", &least);

  return (guint) CLAMP (least, 2, G_MAXINT);
}

static void
write_array (DgWriter *self, DgJsonValue schema, const char *name, GString *out)
{
  g_autoptr (GPtrArray) facts = NULL;
  DgJsonValue items;
  guint n = 0;

  if (dg_json_object_lookup (schema, "items", &items))
    {
      /* A list of texts that is named after a kind of fact has all of them. */
      if (dg_schema_has_type (items, "string") && !dg_json_object_lookup (items, "enum", NULL))
        facts = find_facts (self, name);
      n = facts != NULL ? facts->len : choose_length (self, schema, items);
    }
  g_string_append_c (out, '[');
  for (guint i = 0; i < n && out->len < MAX_REPLY_BYTES; i++)
    {
      if (i > 0)
        g_string_append_c (out, ',');
      if (facts != NULL)
        dg_json_append_string (out, g_ptr_array_index (facts, i));
      else
        dg_writer_write_value (self, items, name, i, out);
    }
  g_string_append_c (out, ']');
}

/* Whatever the schema asks for; what the record and its line do not say is made up */
void
dg_writer_write_value (DgWriter *self, DgJsonValue schema, const char *name, guint position, GString *out)
{
  DgJsonValue values;

  if (dg_json_object_lookup (schema, "enum", &values) && dg_json_value_get_length (values) > 0)
    {
      gsize length;
      const char *source =
          dg_json_value_get_source (dg_schema_get_nth (values, choose_value (self, values, name, position)), &length);

      g_string_append_len (out, source, (gssize) length);
    }
  else if (dg_schema_has_type (schema, "object"))
    write_object (self, schema, position, out);
  else if (dg_schema_has_type (schema, "array"))
    write_array (self, schema, name, out);
  else if (dg_schema_has_type (schema, "integer") || dg_schema_has_type (schema, "number"))
    write_number (self, schema, name, position, out);
  else if (dg_schema_has_type (schema, "boolean"))
    g_string_append (out, choose_by_text (self, name, 2) != 0 ? "true" : "false");
  else
    write_text (self, schema, name, out);
}
