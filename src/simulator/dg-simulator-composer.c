/* dg-simulator-composer.c: answers a request from its own tool schema and texts
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "dg-simulator-composer.h"

#include <string.h>

#include "dg-json.h"
#include "dg-simulator-composition.h"
#include "dg-simulator-fault.h"
#include "dg-simulator-grammar.h"
#include "dg-simulator-line.h"
#include "dg-simulator-memory.h"
#include "dg-simulator-request.h"
#include "dg-simulator-schema.h"

#define RESOURCE_PREFIX "/org/example/DatasetGen/simulator/domains/"
#define TASK_HEADING "# The task that is tested\n"
#define MIN_KEYWORDS 2    /* that a domain is known by */
#define MIN_WORD_LENGTH 5 /* leaves out most of what is only grammar */
#define MAX_WORDS 60
#define MAX_REPLY_BYTES (1 << 20) /* arrays end there, whatever the schema asks for */

static const char *const domains[] = { "telecom", "contracts", "hotel", "generic" };
#define GENERIC (G_N_ELEMENTS (domains) - 1)

struct _DgComposer
{
  DgGrammar *grammars[G_N_ELEMENTS (domains)]; /* (owned) */
  DgRecordMemory *memory;                      /* (owned) */
  guint64 seed;
};

/* What a reply is written with. All of it is borrowed. */
typedef struct
{
  DgGrammar *grammar;
  GPtrArray *lines; /* (element-type DgPlanLine) */
  const char *const *words;
  DgRandom random;            /* where the composition of each record begins */
  DgComposition *composition; /* the one that is used */
  const DgPlanLine *line;     /* (nullable) the record's, NULL outside a record */
  const char *label;          /* (nullable) what the record's text leads to */
  const char *body_field;     /* (nullable) the field that has the record's text */
  const char *body;           /* (nullable) that text */
  DgRecordFaults *faults;     /* what goes wrong with records */
  GArray *shelf;              /* (element-type DgRemembered) the run's records */
  guint *n_records;           /* counts the reply's */
  const char *wrong_field;    /* (nullable) the field that breaks the record's format */
  const char *wrong_value;    /* (nullable) JSON that is in it; NULL when it is left out */
} Writer;

static void write_value (Writer *self, DgJsonValue schema, const char *name, guint position, GString *out);

DgComposer *
dg_composer_new (guint64 seed)
{
  DgComposer *self = g_new0 (DgComposer, 1);

  self->seed = seed;
  self->memory = dg_record_memory_new ();
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
  dg_record_memory_free (self->memory);
  g_free (self);
}

static DgGrammar *
choose_grammar (DgComposer *self, const DgSimulatorRequest *request)
{
  DgGrammar *best = self->grammars[GENERIC];
  guint most = MIN_KEYWORDS - 1;

  for (guint i = 0; i < GENERIC && request->tool_name != NULL; i++)
    {
      guint n;

      dg_grammar_find (self->grammars[i], "domain", request->system, &n);
      if (n > most)
        {
          best = self->grammars[i];
          most = n;
        }
    }

  return best;
}

/* The words of the task section, or of the whole system prompt where there is none */
static GStrv
collect_words (const DgSimulatorRequest *request)
{
  const char *task = strstr (request->system, TASK_HEADING);
  const char *start = task != NULL ? task + strlen (TASK_HEADING) : request->system;
  const char *end = task != NULL ? strstr (start, "\n#") : NULL;
  g_autofree char *section = g_strndup (start, end != NULL ? (gsize) (end - start) : strlen (start));
  g_auto (GStrv) tokens = g_str_tokenize_and_fold (section, "C", NULL);
  g_autoptr (GStrvBuilder) words = g_strv_builder_new ();
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; tokens[i] != NULL && g_hash_table_size (seen) < MAX_WORDS; i++)
    if (g_utf8_strlen (tokens[i], -1) >= MIN_WORD_LENGTH && g_hash_table_add (seen, tokens[i]))
      g_strv_builder_add (words, tokens[i]);
  if (g_hash_table_size (seen) == 0)
    g_strv_builder_add (words, "matter");

  return g_strv_builder_end (words);
}

static DgJsonValue
get_nth (DgJsonValue values, guint n)
{
  DgJsonValue value = values;
  DgJsonIter iter;

  dg_json_iter_init (&iter, values);
  while (dg_json_iter_next (&iter, NULL, &value) && n-- > 0)
    ;

  return value;
}

/* In a record the label, or else what the line asks for; anywhere else each value in its turn */
static guint
choose_value (Writer *self, DgJsonValue values, guint position)
{
  guint n = dg_json_value_get_length (values);
  guint chosen = dg_random_below (dg_composition_get_random (self->composition), n);

  if (self->line == NULL)
    return position % n;

  for (guint i = 0; i < n; i++)
    {
      g_autofree char *text = dg_json_value_dup_string (get_nth (values, i));

      if (text != NULL && g_strcmp0 (text, self->label) == 0)
        return i;
      if (text != NULL && dg_plan_line_has_value (self->line, text))
        chosen = i;
    }

  return chosen;
}

/* What stands in an input may be made up where the text has no such fact; an answer may not. */
static GPtrArray *
find_facts (Writer *self, const char *name)
{
  return self->line == NULL ? NULL
                            : dg_composition_find_facts (self->composition, name, g_str_has_prefix (name, "input"));
}

static void
write_number (Writer *self, DgJsonValue schema, const char *name, guint position, GString *out)
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
write_text (Writer *self, DgJsonValue schema, const char *name, GString *out)
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

  if (text != NULL)
    dg_json_append_string (out, text);
  else
    g_string_append (out, "null");
}

static void
write_members (Writer *self, DgJsonValue properties, guint position, GString *out)
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
        write_value (self, property, name, position, out);
      separator = ",";
    }
  g_string_append (out, *separator == '{' ? "{}" : "}");
}

/* What the line says the answer is, or else any value of the first answer that has some: the text has to lead to it */
static char *
choose_label (DgComposition *composition, const DgPlanLine *line, DgJsonValue schema)
{
  const char *asked = dg_plan_line_get (line, "ANSWER");
  DgJsonValue values;

  if (*asked != '\0' || !dg_schema_find_property (schema, "answer", NULL, &values))
    return *asked != '\0' ? g_strdup (asked) : NULL;

  return dg_json_value_dup_string (get_nth (values, dg_random_below (dg_composition_get_random (composition),
                                                                     MAX (dg_json_value_get_length (values), 1))));
}

/* `input`, or of several `input_*` the last that is a text and not a fact: long texts come last in a schema */
static char *
find_body_field (DgComposition *composition, DgJsonValue properties)
{
  char *found = NULL;
  DgJsonValue property;
  DgJsonIter iter;
  char *key;

  dg_json_iter_init (&iter, properties);
  while (dg_json_iter_next (&iter, &key, &property))
    {
      g_autofree char *name = key;
      g_autoptr (GPtrArray) facts = dg_composition_find_facts (composition, name, FALSE);

      if (!g_str_has_prefix (name, "input") || facts != NULL || !dg_schema_has_type (property, "string") ||
          dg_json_object_lookup (property, "enum", NULL))
        continue;
      g_free (found);
      found = g_steal_pointer (&name);
    }

  return found;
}

/* The line that a record is written for and where its composition begins: the ones that were asked for, or an earlier
 * record's with the number that was asked for */
static DgPlanLine *
choose_line (Writer *self, guint position, DgRandom *random)
{
  g_autoptr (DgPlanLine) blank = dg_plan_line_new ("");
  const DgPlanLine *asked = position < self->lines->len ? g_ptr_array_index (self->lines, position) : blank;
  const DgRemembered *earlier = NULL;
  DgPlanLine *line;

  if (dg_random_chance (&self->faults->random, self->faults->duplicate))
    earlier = dg_record_memory_recall (self->shelf, dg_plan_line_get (asked, "ANSWER"), &self->faults->random);
  line = dg_plan_line_new (earlier != NULL ? earlier->source : asked->source);
  line->n = asked->n;
  *random = earlier != NULL ? earlier->random
                            : dg_random_seed (self->random + position, asked->source, strlen (asked->source));
  if (earlier == NULL)
    dg_record_memory_keep (self->shelf, line->source, *random);

  return line;
}

/* Chooses how a record breaks its format, and returns the field that does it: an answer that is not in the set, or an
 * input that is missing or null */
static char *
break_record (Writer *self, DgJsonValue schema)
{
  static const char *const values[] = { "\"none of the labels\"", NULL, "null" };
  guint way = dg_random_below (&self->faults->random, G_N_ELEMENTS (values));
  DgJsonValue labels;
  char *field = NULL;

  if (way == 0 && !dg_schema_find_property (schema, "answer", &field, &labels))
    way = 1;
  if (way > 0)
    dg_schema_find_property (schema, "input", &field, NULL);
  self->wrong_value = values[way];

  return field;
}

static void
write_record (Writer *self, DgJsonValue schema, DgJsonValue properties, guint position, GString *out)
{
  DgRandom random;
  g_autoptr (DgPlanLine) line = choose_line (self, position, &random);
  g_autoptr (DgComposition) composition = dg_composition_new (self->grammar, line, self->words, random);
  g_autofree char *label = choose_label (composition, line, schema);
  g_autofree char *body_field = find_body_field (composition, properties);
  g_autofree char *body = dg_composition_write_input (composition, label);
  g_autofree char *wrong_field = NULL;
  Writer writer = *self;

  if (dg_random_chance (&self->faults->random, self->faults->invalid))
    wrong_field = break_record (&writer, schema);
  (*self->n_records)++;
  writer.wrong_field = wrong_field;
  writer.composition = composition;
  writer.line = line;
  writer.label = label;
  writer.body_field = body_field;
  writer.body = body;
  write_members (&writer, properties, position, out);
}

static void
write_object (Writer *self, DgJsonValue schema, guint position, GString *out)
{
  DgJsonValue properties;

  if (!dg_json_object_lookup (schema, "properties", &properties))
    g_string_append (out, "{}");
  else if (self->line == NULL && dg_schema_is_record (schema))
    write_record (self, schema, properties, position, out);
  else
    write_members (self, properties, position, out);
}

/* One record a line; of other objects one for each value of their first enumeration; of anything else a few */
static guint
choose_length (Writer *self, DgJsonValue schema, DgJsonValue items)
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
write_array (Writer *self, DgJsonValue schema, const char *name, GString *out)
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
        write_value (self, items, name, i, out);
    }
  g_string_append_c (out, ']');
}

static void
write_value (Writer *self, DgJsonValue schema, const char *name, guint position, GString *out)
{
  DgJsonValue values;

  if (dg_json_object_lookup (schema, "enum", &values) && dg_json_value_get_length (values) > 0)
    {
      gsize length;
      const char *source = dg_json_value_get_source (get_nth (values, choose_value (self, values, position)), &length);

      g_string_append_len (out, source, (gssize) length);
    }
  else if (dg_schema_has_type (schema, "object"))
    write_object (self, schema, position, out);
  else if (dg_schema_has_type (schema, "array"))
    write_array (self, schema, name, out);
  else if (dg_schema_has_type (schema, "integer") || dg_schema_has_type (schema, "number"))
    write_number (self, schema, name, position, out);
  else if (dg_schema_has_type (schema, "boolean"))
    g_string_append (out, dg_random_below (dg_composition_get_random (self->composition), 2) ? "true" : "false");
  else
    write_text (self, schema, name, out);
}

/* Writes the input of the tool that the reply calls, as JSON, or a text when it calls none. The same seed and the
 * same request give the same reply, but for the faults. */
char *
dg_composer_write_reply (DgComposer *self, const DgSimulatorRequest *request, DgRecordFaults *faults, guint *n_records)
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
    .faults = faults,
    .n_records = n_records,
  };
  g_autoptr (DgComposition) composition = dg_composition_new (writer.grammar, blank, writer.words, writer.random);
  g_autoptr (GString) out = g_string_new (NULL);

  *n_records = 0;
  writer.composition = composition;
  if (request->tool_name == NULL)
    return dg_composition_write_sentence (composition, "plain");

  g_autofree char *schema = dg_json_value_dup_source (request->tool_schema);

  writer.shelf = dg_record_memory_get_shelf (self->memory, schema);
  write_value (&writer, request->tool_schema, request->tool_name, 0, out);

  return g_string_free (g_steal_pointer (&out), FALSE);
}
