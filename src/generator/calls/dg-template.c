/* dg-template.c: prompt templates
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <gio/gio.h>
#include <string.h>

#include "dg-json.h"
#include "dg-template.h"

#define RESOURCE_PATH "/org/example/DatasetGen/generator/templates/"

/* The templates are built in: one that is not there is a mistake in the program. */
static char *
load (const char *name)
{
  g_autofree char *path = g_strconcat (RESOURCE_PATH, name, NULL);
  g_autoptr (GBytes) bytes = g_resources_lookup_data (path, G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);

  g_assert (bytes != NULL);

  return g_strchomp (g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes)));
}

static GHashTable *
collect_values (const char *key, va_list args)
{
  GHashTable *values = g_hash_table_new (g_str_hash, g_str_equal);

  while (key != NULL)
    {
      g_hash_table_insert (values, (gpointer) key, va_arg (args, char *));
      key = va_arg (args, const char *);
    }

  return values;
}

static void
append_filled (GString *out, const char *template, GHashTable *values)
{
  const char *rest = template;
  const char *open;

  /* one pass: what is filled in is the user's text and may hold anything, `{{…}}` too */
  while ((open = strstr (rest, "{{")) != NULL)
    {
      const char *end = strstr (open, "}}");
      g_autofree char *key = NULL;
      const char *value;

      g_assert (end != NULL);
      key = g_strndup (open + 2, end - open - 2);
      value = g_hash_table_lookup (values, key);
      g_assert (value != NULL);

      g_string_append_len (out, rest, open - rest);
      g_string_append (out, value);
      rest = end + 2;
    }
  g_string_append (out, rest);
}

/**
 * dg_template_fill:
 * @name: the file name of a template in `templates/`
 * @key: the first placeholder's name, followed by its value, further names and values, and %NULL
 * @...: see @key
 *
 * Fills a template: each `{{key}}` becomes its value. Every placeholder of the template must be named.
 *
 * Returns: (transfer full): the text, without the line end that closes the file
 */
char *
dg_template_fill (const char *name, const char *key, ...)
{
  g_return_val_if_fail (name != NULL && key != NULL, NULL);

  g_autoptr (GHashTable) values = NULL;
  g_autoptr (GString) out = g_string_new (NULL);
  g_autofree char *template = load (name);
  va_list args;

  va_start (args, key);
  values = collect_values (key, args);
  va_end (args);
  append_filled (out, template, values);

  return g_strdup (out->str);
}

/**
 * dg_template_dup_schema:
 * @name: the file name of a tool's schema in `templates/`
 *
 * Returns: (transfer full): the schema as JSON text, without the white space that makes the file readable
 */
char *
dg_template_dup_schema (const char *name)
{
  g_return_val_if_fail (name != NULL, NULL);

  g_autofree char *text = load (name);
  g_autoptr (DgJsonDocument) document = dg_json_document_new (text, -1, NULL, NULL);

  g_assert (document != NULL);

  return dg_json_compact (dg_json_document_get_root (document));
}
