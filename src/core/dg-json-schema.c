/* dg-json-schema.c: checks JSON values against a JSON Schema
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/*
 * The part of JSON Schema (draft 2020-12) that describes data of one shape: no references, no conditions. A schema that
 * uses more is refused when it is read, so that a value which passes has really been checked. The schema's own document
 * is walked at each validation; only its regular expressions are compiled beforehand.
 */

#include "config.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "dg-json-schema.h"

struct _DgJsonSchema
{
  gatomicrefcount ref_count;
  DgJsonDocument *document; /* (owned) */
  DgJsonValue root;
  GHashTable *patterns; /* (owned) (element-type utf8 GRegex) by their text */
};

/* clang-format off */
G_DEFINE_QUARK (dg-json-schema-error-quark, dg_json_schema_error)
/* clang-format on */

/* What is wrong with a value. */
typedef struct
{
  gboolean in_english; /* for a model, whatever the person speaks */
  char *text;          /* (owned) (nullable) */
} Problem;

typedef gboolean (*KeywordCheck) (DgJsonSchema *self, DgJsonValue value, GError **error);

static gboolean check_schema (DgJsonSchema *self, DgJsonValue schema, GError **error);
static gboolean validate_value (DgJsonSchema *self, DgJsonValue schema, DgJsonValue value, Problem *problem);

/* --- reading a schema --- */

static gboolean
refuse_keyword (DgJsonValue value, const char *expected, GError **error)
{
  g_autofree char *path = dg_json_value_dup_path (value);

  g_set_error (error, DG_JSON_SCHEMA_ERROR, DG_JSON_SCHEMA_ERROR_INVALID,
               /* Translators: the first %s is a place such as $.properties.date.type, the second what belongs there */
               _ ("The schema is wrong at %s: expected %s"), path, expected);

  return FALSE;
}

static gboolean
accept_anything (DgJsonSchema *self, DgJsonValue value, GError **error)
{
  return TRUE;
}

static gboolean
is_type_name (DgJsonValue value)
{
  static const char *const names[] = { "null", "boolean", "integer", "number", "string", "array", "object" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (dg_json_value_equals_string (value, names[i]))
      return TRUE;

  return FALSE;
}

static gboolean
check_type (DgJsonSchema *self, DgJsonValue value, GError **error)
{
  DgJsonIter iter;
  DgJsonValue name;

  if (is_type_name (value))
    return TRUE;
  if (dg_json_value_get_value_type (value) != DG_JSON_ARRAY || dg_json_value_get_length (value) == 0)
    return refuse_keyword (value, _ ("the name of a type, or a list of them"), error);

  dg_json_iter_init (&iter, value);
  while (dg_json_iter_next (&iter, NULL, &name))
    if (!is_type_name (name))
      return refuse_keyword (name, _ ("the name of a type"), error);

  return TRUE;
}

static gboolean
check_list (DgJsonSchema *self, DgJsonValue value, GError **error)
{
  if (dg_json_value_get_value_type (value) != DG_JSON_ARRAY || dg_json_value_get_length (value) == 0)
    return refuse_keyword (value, _ ("a list that is not empty"), error);

  return TRUE;
}

static gboolean
check_names (DgJsonSchema *self, DgJsonValue value, GError **error)
{
  DgJsonIter iter;
  DgJsonValue name;

  if (dg_json_value_get_value_type (value) != DG_JSON_ARRAY)
    return refuse_keyword (value, _ ("a list of names"), error);

  dg_json_iter_init (&iter, value);
  while (dg_json_iter_next (&iter, NULL, &name))
    if (dg_json_value_get_value_type (name) != DG_JSON_STRING)
      return refuse_keyword (name, _ ("a name"), error);

  return TRUE;
}

static gboolean
check_schemas_by_name (DgJsonSchema *self, DgJsonValue value, GError **error)
{
  DgJsonIter iter;
  DgJsonValue child;

  if (dg_json_value_get_value_type (value) != DG_JSON_OBJECT)
    return refuse_keyword (value, _ ("an object"), error);

  dg_json_iter_init (&iter, value);
  while (dg_json_iter_next (&iter, NULL, &child))
    if (!check_schema (self, child, error))
      return FALSE;

  return TRUE;
}

static gboolean
check_schemas (DgJsonSchema *self, DgJsonValue value, GError **error)
{
  DgJsonIter iter;
  DgJsonValue child;

  if (!check_list (self, value, error))
    return FALSE;

  dg_json_iter_init (&iter, value);
  while (dg_json_iter_next (&iter, NULL, &child))
    if (!check_schema (self, child, error))
      return FALSE;

  return TRUE;
}

static gboolean
check_count (DgJsonSchema *self, DgJsonValue value, GError **error)
{
  gint64 count;

  if (!dg_json_value_get_int64 (value, &count) || count < 0)
    return refuse_keyword (value, _ ("a whole number from 0"), error);

  return TRUE;
}

static gboolean
check_number (DgJsonSchema *self, DgJsonValue value, GError **error)
{
  if (dg_json_value_get_value_type (value) != DG_JSON_NUMBER)
    return refuse_keyword (value, _ ("a number"), error);

  return TRUE;
}

static gboolean
check_boolean (DgJsonSchema *self, DgJsonValue value, GError **error)
{
  if (dg_json_value_get_value_type (value) != DG_JSON_BOOLEAN)
    return refuse_keyword (value, _ ("true or false"), error);

  return TRUE;
}

static gboolean
check_pattern (DgJsonSchema *self, DgJsonValue value, GError **error)
{
  g_autoptr (GError) local_error = NULL;
  g_autofree char *pattern = NULL;
  GRegex *regex;

  if (dg_json_value_get_value_type (value) != DG_JSON_STRING)
    return refuse_keyword (value, _ ("a regular expression"), error);

  pattern = dg_json_value_dup_string (value);
  if (g_hash_table_contains (self->patterns, pattern))
    return TRUE;

  /* in ECMAScript, whose expressions these are, `$` is the end and not a line end before it */
  regex = g_regex_new (pattern, G_REGEX_OPTIMIZE | G_REGEX_DOLLAR_ENDONLY, 0, &local_error);
  if (regex == NULL)
    return refuse_keyword (value, local_error->message, error);

  g_hash_table_insert (self->patterns, g_steal_pointer (&pattern), regex);

  return TRUE;
}

static const struct
{
  const char *name;
  KeywordCheck check;
} keywords[] = {
  { "type", check_type },
  { "enum", check_list },
  { "const", accept_anything },
  { "properties", check_schemas_by_name },
  { "required", check_names },
  { "additionalProperties", check_schema },
  { "items", check_schema },
  { "minItems", check_count },
  { "maxItems", check_count },
  { "uniqueItems", check_boolean },
  { "minLength", check_count },
  { "maxLength", check_count },
  { "pattern", check_pattern },
  { "minimum", check_number },
  { "maximum", check_number },
  { "exclusiveMinimum", check_number },
  { "exclusiveMaximum", check_number },
  { "anyOf", check_schemas },
  { "oneOf", check_schemas },
  { "allOf", check_schemas },
  /* annotations: they say something to people, not to a validator */
  { "format", accept_anything },
  { "title", accept_anything },
  { "description", accept_anything },
  { "default", accept_anything },
  { "examples", accept_anything },
  { "$schema", accept_anything },
  { "$id", accept_anything },
  { "$comment", accept_anything },
};

static gboolean
check_keyword (DgJsonSchema *self, const char *name, DgJsonValue value, GError **error)
{
  g_autofree char *path = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (keywords); i++)
    if (g_str_equal (name, keywords[i].name))
      return keywords[i].check (self, value, error);

  path = dg_json_value_dup_path (value);
  g_set_error (error, DG_JSON_SCHEMA_ERROR, DG_JSON_SCHEMA_ERROR_UNSUPPORTED,
               _ ("The schema uses “%s” (at %s), which cannot be checked here; describe the data without it"), name,
               path);

  return FALSE;
}

static gboolean
check_schema (DgJsonSchema *self, DgJsonValue schema, GError **error)
{
  DgJsonIter iter;
  DgJsonValue value;

  if (dg_json_value_get_value_type (schema) == DG_JSON_BOOLEAN)
    return TRUE;
  if (dg_json_value_get_value_type (schema) != DG_JSON_OBJECT)
    return refuse_keyword (schema, _ ("an object"), error);

  dg_json_iter_init (&iter, schema);
  for (;;)
    {
      g_autofree char *name = NULL;

      if (!dg_json_iter_next (&iter, &name, &value))
        return TRUE;
      if (!check_keyword (self, name, value, error))
        return FALSE;
    }
}

/* --- checking a value --- */

static void
clear_problem (Problem *problem)
{
  g_free (problem->text);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Problem, clear_problem)

/* Takes the format as it is in the code, marked with N_(). */
G_GNUC_PRINTF (3, 4)
static gboolean
report (Problem *problem, DgJsonValue value, const char *format, ...)
{
  g_autofree char *path = dg_json_value_dup_path (value);
  g_autofree char *text = NULL;
  va_list args;

  va_start (args, format);
  text = g_strdup_vprintf (problem->in_english ? format : _ (format), args);
  va_end (args);
  problem->text = g_strdup_printf ("%s: %s", path, text);

  return FALSE;
}

static gboolean
is_whole (DgJsonValue value)
{
  double number = dg_json_value_get_double (value);

  return fabs (number - floor (number)) <= 0.0;
}

static gboolean
has_type (DgJsonValue value, DgJsonValue name)
{
  DgJsonType type = dg_json_value_get_value_type (value);

  if (dg_json_value_equals_string (name, "integer"))
    return type == DG_JSON_NUMBER && is_whole (value);

  return dg_json_value_equals_string (name, dg_json_type_get_name (type));
}

static gboolean
validate_type (DgJsonValue expected, DgJsonValue value, Problem *problem)
{
  g_autofree char *source = NULL;
  DgJsonIter iter;
  DgJsonValue name;

  if (has_type (value, expected))
    return TRUE;
  if (dg_json_value_get_value_type (expected) == DG_JSON_ARRAY)
    {
      dg_json_iter_init (&iter, expected);
      while (dg_json_iter_next (&iter, NULL, &name))
        if (has_type (value, name))
          return TRUE;
    }

  source = dg_json_compact (expected);

  return report (problem, value, N_ ("expected %s, found %s"), source,
                 dg_json_type_get_name (dg_json_value_get_value_type (value)));
}

static gboolean
validate_enum (DgJsonValue list, DgJsonValue value, Problem *problem)
{
  g_autofree char *source = NULL;
  g_autofree char *allowed = NULL;
  DgJsonIter iter;
  DgJsonValue choice;

  dg_json_iter_init (&iter, list);
  while (dg_json_iter_next (&iter, NULL, &choice))
    if (dg_json_value_equal (choice, value))
      return TRUE;

  source = dg_json_compact (value);
  allowed = dg_json_compact (list);

  return report (problem, value, N_ ("%s is not one of %s"), source, allowed);
}

static gboolean
validate_members (DgJsonSchema *self, DgJsonValue schema, DgJsonValue value, Problem *problem)
{
  DgJsonValue properties, additional, child_schema, member;
  gboolean has_properties = dg_json_object_lookup (schema, "properties", &properties);
  gboolean has_additional = dg_json_object_lookup (schema, "additionalProperties", &additional);
  DgJsonIter iter;

  dg_json_iter_init (&iter, value);
  for (;;)
    {
      g_autofree char *name = NULL;

      if (!dg_json_iter_next (&iter, &name, &member))
        return TRUE;

      if (has_properties && dg_json_object_lookup (properties, name, &child_schema))
        {
          if (!validate_value (self, child_schema, member, problem))
            return FALSE;
        }
      else if (has_additional && dg_json_value_get_value_type (additional) == DG_JSON_BOOLEAN)
        {
          if (!dg_json_value_get_boolean (additional))
            return report (problem, member, N_ ("the schema has no member of this name"));
        }
      else if (has_additional && !validate_value (self, additional, member, problem))
        return FALSE;
    }
}

static gboolean
validate_object (DgJsonSchema *self, DgJsonValue schema, DgJsonValue value, Problem *problem)
{
  DgJsonValue required, name, member;
  DgJsonIter iter;

  if (dg_json_object_lookup (schema, "required", &required))
    {
      dg_json_iter_init (&iter, required);
      while (dg_json_iter_next (&iter, NULL, &name))
        {
          g_autofree char *text = dg_json_value_dup_string (name);

          if (!dg_json_object_lookup (value, text, &member))
            return report (problem, value, N_ ("“%s” is missing"), text);
        }
    }

  return validate_members (self, schema, value, problem);
}

static gboolean
validate_range (
    DgJsonValue schema, DgJsonValue value, const char *low, const char *high, double number, Problem *problem)
{
  DgJsonValue limit;

  if (dg_json_object_lookup (schema, low, &limit) && number < dg_json_value_get_double (limit))
    return report (problem, value, N_ ("%g is less than the least allowed, %g"), number,
                   dg_json_value_get_double (limit));
  if (dg_json_object_lookup (schema, high, &limit) && number > dg_json_value_get_double (limit))
    return report (problem, value, N_ ("%g is more than the most allowed, %g"), number,
                   dg_json_value_get_double (limit));

  return TRUE;
}

static gboolean
has_twin (DgJsonValue array, guint position, DgJsonValue element)
{
  DgJsonIter iter;
  DgJsonValue other;

  dg_json_iter_init (&iter, array);
  for (guint i = 0; i < position && dg_json_iter_next (&iter, NULL, &other); i++)
    if (dg_json_value_equal (other, element))
      return TRUE;

  return FALSE;
}

static gboolean
validate_array (DgJsonSchema *self, DgJsonValue schema, DgJsonValue value, Problem *problem)
{
  DgJsonValue items, unique, element;
  gboolean has_items = dg_json_object_lookup (schema, "items", &items);
  gboolean is_unique = dg_json_object_lookup (schema, "uniqueItems", &unique) && dg_json_value_get_boolean (unique);
  guint position = 0;
  DgJsonIter iter;

  if (!validate_range (schema, value, "minItems", "maxItems", dg_json_value_get_length (value), problem))
    return FALSE;

  dg_json_iter_init (&iter, value);
  for (; dg_json_iter_next (&iter, NULL, &element); position++)
    {
      if (has_items && !validate_value (self, items, element, problem))
        return FALSE;
      if (is_unique && has_twin (value, position, element))
        return report (problem, element, N_ ("it is in the list twice"));
    }

  return TRUE;
}

static gboolean
validate_string (DgJsonSchema *self, DgJsonValue schema, DgJsonValue value, Problem *problem)
{
  g_autofree char *text = dg_json_value_dup_string (value);
  DgJsonValue pattern;

  if (!validate_range (schema, value, "minLength", "maxLength", g_utf8_strlen (text, -1), problem))
    return FALSE;

  if (dg_json_object_lookup (schema, "pattern", &pattern))
    {
      g_autofree char *source = dg_json_value_dup_string (pattern);

      if (!g_regex_match (g_hash_table_lookup (self->patterns, source), text, 0, NULL))
        return report (problem, value, N_ ("it does not match %s"), source);
    }

  return TRUE;
}

static gboolean
validate_number (DgJsonValue schema, DgJsonValue value, Problem *problem)
{
  double number = dg_json_value_get_double (value);
  DgJsonValue limit;

  if (!validate_range (schema, value, "minimum", "maximum", number, problem))
    return FALSE;
  if (dg_json_object_lookup (schema, "exclusiveMinimum", &limit) && number <= dg_json_value_get_double (limit))
    return report (problem, value, N_ ("%g is not more than %g"), number, dg_json_value_get_double (limit));
  if (dg_json_object_lookup (schema, "exclusiveMaximum", &limit) && number >= dg_json_value_get_double (limit))
    return report (problem, value, N_ ("%g is not less than %g"), number, dg_json_value_get_double (limit));

  return TRUE;
}

static guint
count_matches (DgJsonSchema *self, DgJsonValue schemas, DgJsonValue value, Problem *first)
{
  DgJsonIter iter;
  DgJsonValue schema;
  guint count = 0;

  dg_json_iter_init (&iter, schemas);
  while (dg_json_iter_next (&iter, NULL, &schema))
    {
      g_auto (Problem) problem = { first->in_english, NULL };

      if (validate_value (self, schema, value, &problem))
        count++;
      else if (first->text == NULL)
        first->text = g_steal_pointer (&problem.text);
    }

  return count;
}

static gboolean
validate_combinations (DgJsonSchema *self, DgJsonValue schema, DgJsonValue value, Problem *problem)
{
  g_auto (Problem) reason = { problem->in_english, NULL };
  DgJsonValue list;

  if (dg_json_object_lookup (schema, "allOf", &list) &&
      count_matches (self, list, value, &reason) < dg_json_value_get_length (list))
    {
      problem->text = g_steal_pointer (&reason.text);
      return FALSE;
    }
  if (dg_json_object_lookup (schema, "anyOf", &list) && count_matches (self, list, value, &reason) == 0)
    return report (problem, value, N_ ("it fits none of the allowed shapes"));
  if (dg_json_object_lookup (schema, "oneOf", &list) && count_matches (self, list, value, &reason) != 1)
    return report (problem, value, N_ ("it does not fit exactly one of the allowed shapes"));

  return TRUE;
}

static gboolean
validate_content (DgJsonSchema *self, DgJsonValue schema, DgJsonValue value, Problem *problem)
{
  switch (dg_json_value_get_value_type (value))
    {
    case DG_JSON_OBJECT:
      return validate_object (self, schema, value, problem);
    case DG_JSON_ARRAY:
      return validate_array (self, schema, value, problem);
    case DG_JSON_STRING:
      return validate_string (self, schema, value, problem);
    case DG_JSON_NUMBER:
      return validate_number (schema, value, problem);
    case DG_JSON_NULL:
    case DG_JSON_BOOLEAN:
    default:
      return TRUE;
    }
}

static gboolean
validate_value (DgJsonSchema *self, DgJsonValue schema, DgJsonValue value, Problem *problem)
{
  DgJsonValue keyword;

  if (dg_json_value_get_value_type (schema) == DG_JSON_BOOLEAN)
    return dg_json_value_get_boolean (schema) || report (problem, value, N_ ("nothing is allowed here"));

  if (dg_json_object_lookup (schema, "type", &keyword) && !validate_type (keyword, value, problem))
    return FALSE;
  if (dg_json_object_lookup (schema, "enum", &keyword) && !validate_enum (keyword, value, problem))
    return FALSE;
  if (dg_json_object_lookup (schema, "const", &keyword) && !dg_json_value_equal (keyword, value))
    {
      g_autofree char *source = dg_json_compact (keyword);

      return report (problem, value, N_ ("expected %s"), source);
    }

  return validate_content (self, schema, value, problem) && validate_combinations (self, schema, value, problem);
}

/**
 * dg_json_schema_new:
 * @schema: a schema
 * @error: return location for an error
 *
 * Reads a schema. Keywords that cannot be checked are refused by name (%DG_JSON_SCHEMA_ERROR_UNSUPPORTED), wrong ones
 * by their place (%DG_JSON_SCHEMA_ERROR_INVALID).
 *
 * Returns: (transfer full) (nullable): the schema, %NULL with @error set
 */
DgJsonSchema *
dg_json_schema_new (DgJsonValue schema, GError **error)
{
  g_autoptr (DgJsonSchema) self = g_new0 (DgJsonSchema, 1);

  g_atomic_ref_count_init (&self->ref_count);
  self->document = dg_json_document_ref (schema.document);
  self->root = schema;
  self->patterns = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_regex_unref);

  if (!check_schema (self, schema, error))
    return NULL;

  return g_steal_pointer (&self);
}

/**
 * dg_json_schema_ref:
 * @self: a schema
 *
 * Returns: (transfer full): @self
 */
DgJsonSchema *
dg_json_schema_ref (DgJsonSchema *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->ref_count);

  return self;
}

/**
 * dg_json_schema_unref:
 * @self: (transfer full): a schema
 */
void
dg_json_schema_unref (DgJsonSchema *self)
{
  g_return_if_fail (self != NULL);

  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;

  g_clear_pointer (&self->document, dg_json_document_unref);
  g_clear_pointer (&self->patterns, g_hash_table_unref);
  g_free (self);
}

/**
 * dg_json_schema_get_root:
 * @self: a schema
 *
 * Returns: the schema as JSON, valid as long as @self
 */
DgJsonValue
dg_json_schema_get_root (DgJsonSchema *self)
{
  g_return_val_if_fail (self != NULL, (DgJsonValue){ 0 });

  return self->root;
}

/**
 * dg_json_schema_validate:
 * @self: a schema
 * @value: a value
 * @problem: (out) (transfer full): what is wrong first, with its place, for a person
 *
 * Returns: whether @value is as @self says; @problem is set only when it is not
 */
gboolean
dg_json_schema_validate (DgJsonSchema *self, DgJsonValue value, char **problem)
{
  g_return_val_if_fail (self != NULL && problem != NULL, FALSE);

  g_auto (Problem) found = { FALSE, NULL };
  gboolean valid = validate_value (self, self->root, value, &found);

  if (!valid)
    *problem = g_steal_pointer (&found.text);

  return valid;
}

/* --- all that is wrong --- */

static void
collect_problems (DgJsonSchema *self, DgJsonValue schema, DgJsonValue value, GPtrArray *problems, guint most);

static void
collect_missing (DgJsonValue schema, DgJsonValue value, GPtrArray *problems, guint most)
{
  DgJsonValue required, name, member;
  DgJsonIter iter;

  if (!dg_json_object_lookup (schema, "required", &required))
    return;

  dg_json_iter_init (&iter, required);
  while (problems->len < most && dg_json_iter_next (&iter, NULL, &name))
    {
      g_autofree char *text = dg_json_value_dup_string (name);
      g_auto (Problem) problem = { TRUE, NULL };

      if (dg_json_object_lookup (value, text, &member))
        continue;
      report (&problem, value, N_ ("“%s” is missing"), text);
      g_ptr_array_add (problems, g_steal_pointer (&problem.text));
    }
}

static void
collect_inside (DgJsonSchema *self, DgJsonValue schema, DgJsonValue value, GPtrArray *problems, guint most)
{
  gboolean is_object = dg_json_value_get_value_type (value) == DG_JSON_OBJECT;
  DgJsonValue inner, child_schema, child;
  DgJsonIter iter;

  if (is_object)
    collect_missing (schema, value, problems, most);
  if (!dg_json_object_lookup (schema, is_object ? "properties" : "items", &inner))
    return;

  dg_json_iter_init (&iter, value);
  while (problems->len < most)
    {
      g_autofree char *name = NULL;

      if (!dg_json_iter_next (&iter, is_object ? &name : NULL, &child))
        return;
      if (!is_object)
        collect_problems (self, inner, child, problems, most);
      else if (dg_json_object_lookup (inner, name, &child_schema))
        collect_problems (self, child_schema, child, problems, most);
    }
}

/* The problems inside of a value where there are any, or else its own. Ends with the last that is wanted: to say where
 * one is takes a walk past all elements before it, and a list of a hundred thousand may be wrong in each. */
static void
collect_problems (DgJsonSchema *self, DgJsonValue schema, DgJsonValue value, GPtrArray *problems, guint most)
{
  DgJsonType type = dg_json_value_get_value_type (value);
  guint before = problems->len;
  g_auto (Problem) problem = { TRUE, NULL };

  if (validate_value (self, schema, value, &problem))
    return;
  if (dg_json_value_get_value_type (schema) == DG_JSON_OBJECT && (type == DG_JSON_OBJECT || type == DG_JSON_ARRAY))
    collect_inside (self, schema, value, problems, most);
  if (problems->len == before)
    g_ptr_array_add (problems, g_steal_pointer (&problem.text));
}

/**
 * dg_json_schema_dup_problems:
 * @self: a schema
 * @value: a value
 * @most: how many problems are wanted at most, at least 1
 *
 * In English whatever the person speaks: a model reads them, and who looks for the cause.
 *
 * Returns: (transfer full): what is wrong with @value, each with its place, in the order of the text; empty when it is
 *   as @self says
 */
GStrv
dg_json_schema_dup_problems (DgJsonSchema *self, DgJsonValue value, guint most)
{
  g_return_val_if_fail (self != NULL && most > 0, NULL);

  g_autoptr (GPtrArray) problems = g_ptr_array_new_with_free_func (g_free);

  collect_problems (self, self->root, value, problems, most);
  g_ptr_array_add (problems, NULL);

  return (GStrv) g_ptr_array_free (g_steal_pointer (&problems), FALSE);
}
