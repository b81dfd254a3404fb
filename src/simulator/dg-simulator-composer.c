/* dg-simulator-composer.c: answers a request from its own tool schema and texts
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "dg-simulator-composer.h"

#include <string.h>

#include "dg-json.h"
#include "dg-simulator-composition.h"
#include "dg-simulator-grammar.h"
#include "dg-simulator-line.h"
#include "dg-simulator-request.h"

#define RESOURCE_PREFIX "/org/example/DatasetGen/simulator/domains/"
#define TASK_HEADING "# The task that is tested\n"
#define MIN_WORD_LENGTH 5 /* leaves out most of what is only grammar */
#define MAX_WORDS 60
/* A domain is taken for one key word more than chance would give */
#define MIN_KEYWORDS 2
#define MAX_ARRAY_DEPTH 6

static const char *const domains[] = { "telecom", "contracts", "hotel", "generic" };
#define GENERIC (G_N_ELEMENTS (domains) - 1)

struct _DgComposer
{
  DgGrammar *grammars[G_N_ELEMENTS (domains)]; /* (owned) */
  guint64 seed;
};

/* What a reply is written with. Everything is borrowed from dg_composer_write_reply(). */
typedef struct
{
  DgGrammar *grammar;
  GPtrArray *lines; /* (element-type DgPlanLine) */
  const char *const *words;
  DgRandom random;            /* where the composition of each text begins */
  DgComposition *composition; /* the one being written */
  gboolean in_record;         /* whether its facts are to be used */
  const char *body_field;     /* (nullable) the field of the record that has its text */
  const char *body;           /* (nullable) that text */
  const char *label;          /* (nullable) what the text leads to */
  guint array_depth;
} Writer;

static void write_value (Writer *self, DgJsonValue schema, const char *name, guint position, GString *out);

DgComposer *
dg_composer_new (guint64 seed)
{
  DgComposer *self = g_new0 (DgComposer, 1);

  self->seed = seed;
  for (guint i = 0; i < G_N_ELEMENTS (domains); i++)
    {
      g_autofree char *path = g_strconcat (RESOURCE_PREFIX, domains[i], ".txt", NULL);

      self->grammars[i] = dg_grammar_new_from_resource (path);
    }

  return self;
}

void
dg_composer_free (DgComposer *self)
{
  for (guint i = 0; i < G_N_ELEMENTS (domains); i++)
    dg_grammar_free (self->grammars[i]);
  g_free (self);
}

static DgGrammar *
choose_grammar (DgComposer *self, const DgSimulatorRequest *request)
{
  guint best = GENERIC;
  guint most = MIN_KEYWORDS - 1;

  for (guint i = 0; i < GENERIC; i++)
    {
      guint n = dg_grammar_count_keywords (self->grammars[i], "domain", request->system);

      if (n > most)
        {
          best = i;
          most = n;
        }
    }

  return self->grammars[best];
}

/* The words of the task section, or of the whole system prompt where there is none */
static GStrv
collect_words (const DgSimulatorRequest *request)
{
  const char *task = strstr (request->system, TASK_HEADING);
  const char *start = task != NULL ? task + strlen (TASK_HEADING) : request->system;
  const char *end = task != NULL ? strstr (start, "\n#") : NULL;
  g_autofree char *section = g_strndup (start, end != NULL ? (gsize) (end - start) : strlen (start));
  g_autofree char *lower = g_utf8_strdown (section, -1);
  g_auto (GStrv) tokens = g_str_tokenize_and_fold (lower, "C", NULL);
  g_autoptr (GStrvBuilder) words = g_strv_builder_new ();
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; tokens[i] != NULL && g_hash_table_size (seen) < MAX_WORDS; i++)
    if (g_utf8_strlen (tokens[i], -1) >= MIN_WORD_LENGTH && g_hash_table_add (seen, tokens[i]))
      g_strv_builder_add (words, tokens[i]);
  if (g_hash_table_size (seen) == 0)
    g_strv_builder_add (words, "matter");

  return g_strv_builder_end (words);
}

static gboolean
has_type (DgJsonValue schema, const char *type)
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

static gint64
clamp_to_schema (DgJsonValue schema, gint64 number)
{
  gint64 bound;

  if (dg_json_object_lookup_int64 (schema, "minimum", &bound))
    number = MAX (number, bound);
  if (dg_json_object_lookup_int64 (schema, "maximum", &bound))
    number = MIN (number, bound);

  return number;
}

static char *
dup_any_value (DgJsonValue values, DgRandom *random)
{
  guint n = dg_random_below (random, MAX (dg_json_value_get_length (values), 1));
  DgJsonValue value;
  DgJsonIter iter;

  dg_json_iter_init (&iter, values);
  while (dg_json_iter_next (&iter, NULL, &value))
    if (n-- == 0)
      return dg_json_value_dup_string (value);

  return NULL;
}

static gboolean
find_value (DgJsonValue values, const char *label, const DgPlanLine *line, guint *position)
{
  DgJsonValue value;
  DgJsonIter iter;

  dg_json_iter_init (&iter, values);
  for (*position = 0; dg_json_iter_next (&iter, NULL, &value); (*position)++)
    {
      g_autofree char *text = dg_json_value_dup_string (value);

      if (text != NULL && (label != NULL ? g_str_equal (text, label) : dg_plan_line_has_value (line, text)))
        return TRUE;
    }

  return FALSE;
}

/* In a record the label, or what else the line asks for; anywhere else each value in its turn */
static guint
choose_value (Writer *self, DgJsonValue values, guint position)
{
  guint n = dg_json_value_get_length (values);
  guint chosen;

  if (!self->in_record)
    return position % n;
  if ((self->label != NULL && find_value (values, self->label, NULL, &chosen)) ||
      find_value (values, NULL, dg_composition_get_line (self->composition), &chosen))
    return chosen;

  return dg_random_below (dg_composition_get_random (self->composition), n);
}

static void
write_enum (Writer *self, DgJsonValue values, guint position, GString *out)
{
  guint chosen = choose_value (self, values, position);
  DgJsonValue value;
  DgJsonIter iter;

  dg_json_iter_init (&iter, values);
  for (guint i = 0; dg_json_iter_next (&iter, NULL, &value); i++)
    if (i == chosen)
      {
        gsize length;
        const char *source = dg_json_value_get_source (value, &length);

        g_string_append_len (out, source, (gssize) length);
      }
}

/* What stands in an input may be made up where the text has no such fact; an answer may not. */
static gboolean
find_facts (Writer *self, const char *name, GPtrArray **facts)
{
  return dg_composition_find_facts (self->composition, name, g_str_has_prefix (name, "input"), facts);
}

static void
write_number (Writer *self, DgJsonValue schema, const char *name, guint position, GString *out)
{
  g_autoptr (GPtrArray) facts = NULL;
  gint64 number = self->in_record ? 0 : position + 1;

  if (self->in_record && g_str_equal (name, "n"))
    number = dg_composition_get_line (self->composition)->n;
  else if (self->in_record && find_facts (self, name, &facts) && facts->len > 0)
    number = g_ascii_strtoll (g_ptr_array_index (facts, 0), NULL, 10);
  else if (self->in_record && has_type (schema, "null"))
    {
      g_string_append (out, "null");
      return;
    }

  g_string_append_printf (out, "%" G_GINT64_FORMAT, clamp_to_schema (schema, number));
}

/* A name, a date or the like out of the text, or a sentence where the field asks for none */
static void
write_text (Writer *self, DgJsonValue schema, const char *name, GString *out)
{
  g_autoptr (GPtrArray) facts = NULL;
  g_autofree char *sentence = NULL;

  if (!self->in_record)
    sentence = dg_composition_write_sentence (self->composition, "remark");
  else if (g_strcmp0 (name, self->body_field) == 0)
    sentence = g_strdup (self->body);
  else if (find_facts (self, name, &facts))
    sentence = g_strdup (facts->len > 0 ? g_ptr_array_index (facts, 0) : has_type (schema, "null") ? NULL : "");
  else if (self->label != NULL && strstr (name, "label") != NULL)
    sentence = g_strdup (self->label);
  else
    sentence = dg_composition_write_sentence (self->composition, "answer");

  if (sentence != NULL)
    dg_json_append_string (out, sentence);
  else
    g_string_append (out, "null");
}

static gboolean
is_record (DgJsonValue schema)
{
  DgJsonValue properties;
  gboolean input = FALSE, answer = FALSE;
  DgJsonIter iter;
  char *key;

  if (!dg_json_object_lookup (schema, "properties", &properties))
    return FALSE;

  dg_json_iter_init (&iter, properties);
  while (dg_json_iter_next (&iter, &key, NULL))
    {
      g_autofree char *name = key;

      input |= g_str_equal (name, "input") || g_str_has_prefix (name, "input_");
      answer |= g_str_has_prefix (name, "answer");
    }

  return input && answer;
}

/* What the line says the answer is, or else any value of the first answer that has some: the text has to lead to it */
static char *
choose_label (Writer *self, DgJsonValue properties)
{
  const char *asked = dg_plan_line_get (dg_composition_get_line (self->composition), "ANSWER");
  DgJsonValue value, values;
  DgJsonIter iter;
  char *key;

  if (asked != NULL)
    return g_strdup (asked);

  dg_json_iter_init (&iter, properties);
  while (dg_json_iter_next (&iter, &key, &value))
    {
      g_autofree char *name = key;

      if (g_str_has_prefix (name, "answer") && dg_json_object_lookup (value, "enum", &values))
        return dup_any_value (values, dg_composition_get_random (self->composition));
    }

  return NULL;
}

/* `input`, or of several `input_*` the last that is a text and not a fact: long texts come last in a schema */
static char *
find_body_field (Writer *self, DgJsonValue properties)
{
  char *found = NULL;
  DgJsonValue value;
  DgJsonIter iter;
  char *key;

  dg_json_iter_init (&iter, properties);
  while (dg_json_iter_next (&iter, &key, &value))
    {
      g_autofree char *name = key;
      g_autoptr (GPtrArray) facts = NULL;

      if (!g_str_has_prefix (name, "input") || !has_type (value, "string") ||
          dg_json_object_lookup (value, "enum", NULL) ||
          dg_composition_find_facts (self->composition, name, FALSE, &facts))
        continue;
      g_free (found);
      found = g_steal_pointer (&name);
    }

  return found;
}

static void
write_members (Writer *self, DgJsonValue properties, guint position, GString *out)
{
  DgJsonValue value;
  DgJsonIter iter;
  char *key;
  gboolean first = TRUE;

  g_string_append_c (out, '{');
  dg_json_iter_init (&iter, properties);
  while (dg_json_iter_next (&iter, &key, &value))
    {
      g_autofree char *name = key;

      if (!first)
        g_string_append_c (out, ',');
      first = FALSE;
      dg_json_append_string (out, name);
      g_string_append_c (out, ':');
      write_value (self, value, name, position, out);
    }
  g_string_append_c (out, '}');
}

static void
write_record (Writer *self, DgJsonValue properties, guint position, GString *out)
{
  g_autoptr (DgPlanLine) blank = dg_plan_line_new ("");
  const DgPlanLine *line = position < self->lines->len ? g_ptr_array_index (self->lines, position) : blank;
  DgRandom random = dg_random_seed (self->random + position, line->source, strlen (line->source));
  g_autoptr (DgComposition) composition = dg_composition_new (self->grammar, line, self->words, random);
  Writer writer = *self;
  g_autofree char *label = NULL;
  g_autofree char *field = NULL;
  g_autofree char *body = NULL;

  writer.composition = composition;
  label = choose_label (&writer, properties);
  field = find_body_field (&writer, properties);
  body = dg_composition_write_input (composition, label);
  writer.in_record = TRUE;
  writer.label = label;
  writer.body_field = field;
  writer.body = body;
  write_members (&writer, properties, position, out);
}

static void
write_object (Writer *self, DgJsonValue schema, guint position, GString *out)
{
  DgJsonValue properties;

  if (!dg_json_object_lookup (schema, "properties", &properties))
    g_string_append (out, "{}");
  else if (!self->in_record && is_record (schema))
    write_record (self, properties, position, out);
  else
    write_members (self, properties, position, out);
}

/* One record a line; of other objects one for each value of their first enumeration; of anything else a few */
static guint
choose_length (Writer *self, DgJsonValue schema, DgJsonValue items)
{
  DgJsonValue properties, member, values;
  gint64 least = 0;
  DgJsonIter iter;

  if (is_record (items))
    return MAX (self->lines->len, 1);
  if (dg_json_object_lookup (items, "properties", &properties))
    {
      dg_json_iter_init (&iter, properties);
      while (dg_json_iter_next (&iter, NULL, &member))
        if (dg_json_object_lookup (member, "enum", &values))
          return dg_json_value_get_length (values);
    }
  dg_json_object_lookup_int64 (schema, "minItems", &least);

  return (guint) MAX (least, 2);
}

/* All facts of a kind, as far as the field is named after one */
static gboolean
write_fact_list (Writer *self, const char *name, GString *out)
{
  g_autoptr (GPtrArray) facts = NULL;

  if (!self->in_record || !find_facts (self, name, &facts))
    return FALSE;

  g_string_append_c (out, '[');
  for (guint i = 0; i < facts->len; i++)
    {
      if (i > 0)
        g_string_append_c (out, ',');
      dg_json_append_string (out, g_ptr_array_index (facts, i));
    }
  g_string_append_c (out, ']');

  return TRUE;
}

static void
write_array (Writer *self, DgJsonValue schema, const char *name, GString *out)
{
  DgJsonValue items;
  guint n;

  if (!dg_json_object_lookup (schema, "items", &items) || self->array_depth == MAX_ARRAY_DEPTH)
    {
      g_string_append (out, "[]");
      return;
    }
  if (has_type (items, "string") && !dg_json_object_lookup (items, "enum", NULL) && write_fact_list (self, name, out))
    return;

  n = choose_length (self, schema, items);
  self->array_depth++;
  g_string_append_c (out, '[');
  for (guint i = 0; i < n; i++)
    {
      if (i > 0)
        g_string_append_c (out, ',');
      write_value (self, items, name, i, out);
    }
  g_string_append_c (out, ']');
  self->array_depth--;
}

static void
write_value (Writer *self, DgJsonValue schema, const char *name, guint position, GString *out)
{
  DgJsonValue values;

  if (dg_json_object_lookup (schema, "enum", &values) && dg_json_value_get_length (values) > 0)
    write_enum (self, values, position, out);
  else if (has_type (schema, "object") || dg_json_object_lookup (schema, "properties", NULL))
    write_object (self, schema, position, out);
  else if (has_type (schema, "array"))
    write_array (self, schema, name, out);
  else if (has_type (schema, "integer") || has_type (schema, "number"))
    write_number (self, schema, name, position, out);
  else if (has_type (schema, "boolean"))
    g_string_append (out, dg_random_below (dg_composition_get_random (self->composition), 2) ? "true" : "false");
  else
    write_text (self, schema, name, out);
}

/* Writes the input of the tool that the reply calls, as JSON, or a text when it calls none. The same seed and the
 * same request give the same reply. */
char *
dg_composer_write_reply (DgComposer *self, const DgSimulatorRequest *request)
{
  gsize length;
  const char *source = dg_json_value_get_source (dg_json_document_get_root (request->document), &length);
  g_auto (GStrv) words = collect_words (request);
  g_autoptr (GPtrArray) lines = dg_plan_lines_parse (request->prompt);
  g_autoptr (DgPlanLine) blank = dg_plan_line_new ("");
  Writer writer = {
    .grammar = choose_grammar (self, request),
    .lines = lines,
    .words = (const char *const *) words,
    .random = dg_random_seed (self->seed, source, length),
  };
  g_autoptr (DgComposition) composition = dg_composition_new (writer.grammar, blank, writer.words, writer.random);
  g_autoptr (GString) out = g_string_new (NULL);

  writer.composition = composition;
  if (request->tool_name == NULL)
    return dg_composition_write_sentence (composition, "plain");

  write_value (&writer, request->tool_schema, request->tool_name, 0, out);

  return g_string_free (g_steal_pointer (&out), FALSE);
}
