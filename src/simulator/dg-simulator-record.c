/* dg-simulator-record.c: writes a record
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <string.h>

#include "dg-simulator-composition.h"
#include "dg-simulator-fault.h"
#include "dg-simulator-labels.h"
#include "dg-simulator-line.h"
#include "dg-simulator-memory.h"
#include "dg-simulator-request-limits.h"
#include "dg-simulator-schema.h"
#include "dg-simulator-writer.h"

/* How often a text is written anew, for each label, until it leads to the one that it should */
#define TRIES_A_LABEL 6

/* One text, as it was written */
typedef struct
{
  DgComposition *composition; /* (owned) */
  char *body;                 /* (owned) */
} Draft;

static void
clear_draft (Draft *draft)
{
  g_clear_pointer (&draft->composition, dg_composition_free);
  g_clear_pointer (&draft->body, g_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Draft, clear_draft)

/* What the line says the answer is, or else any value of the first answer that has some: the text has to lead to it */
static char *
choose_label (const DgPlanLine *line, GStrv labels, DgRandom random)
{
  char *asked = dg_plan_line_dup_answer (line, (const char *const *) labels);

  if (asked != NULL || labels == NULL || labels[0] == NULL)
    return asked;

  return g_strdup (labels[dg_random_below (&random, g_strv_length (labels))]);
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
choose_line (DgWriter *self, guint position, DgRandom *random)
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
break_record (DgWriter *self, DgJsonValue schema)
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
write_draft (DgWriter *self, const DgPlanLine *line, GStrv labels, const char *label, DgRandom random, Draft *draft)
{
  const DgGrammarRule *topic = NULL;
  g_autofree char *body = NULL;

  clear_draft (draft);
  draft->composition = dg_composition_new (self->grammar, line, self->words, random);
  if (label != NULL)
    topic = dg_labels_choose_topic (self->grammar, (const char *const *) labels, label, line->dimensions,
                                    dg_composition_get_random (draft->composition));
  body = dg_composition_write_input (draft->composition, topic);
  draft->body = dg_request_limits_keep (self->limits, line, DG_COLUMN_INPUT, body);
}

/* Whether somebody who reads the text, and nothing else, finds its label */
static gboolean
leads_to (DgWriter *self, const Draft *draft, GStrv labels, const char *label)
{
  const DgGrammarRule *topic = dg_composition_get_topic (draft->composition);

  return label == NULL || labels == NULL || !g_strv_contains ((const char *const *) labels, label) ||
         g_str_equal (dg_labels_recover (self->grammar, (const char *const *) labels, topic, draft->body), label);
}

/* A record for the line at @position */
void
dg_writer_write_record (DgWriter *self, DgJsonValue schema, guint position, GString *out)
{
  DgRandom random;
  g_autoptr (DgPlanLine) line = choose_line (self, position, &random);
  g_auto (GStrv) labels = dg_schema_dup_labels (schema);
  g_autofree char *label = choose_label (line, labels, random);
  g_autofree char *body_field = NULL;
  g_autofree char *wrong_field = NULL;
  g_auto (Draft) draft = { NULL, NULL };
  guint n_tries = labels != NULL ? MAX (TRIES_A_LABEL * g_strv_length (labels), 1) : 1;
  DgJsonValue properties;
  DgWriter writer = *self;

  dg_json_object_lookup (schema, "properties", &properties);
  for (guint i = 0; i < n_tries; i++)
    {
      write_draft (self, line, labels, label, random + i, &draft);
      if (leads_to (self, &draft, labels, label))
        break;
    }
  body_field = find_body_field (draft.composition, properties);
  if (dg_random_chance (&self->faults->random, self->faults->invalid))
    wrong_field = break_record (&writer, schema);
  (*self->n_records)++;
  writer.wrong_field = wrong_field;
  writer.composition = draft.composition;
  writer.line = line;
  writer.label = label;
  writer.body_field = body_field;
  writer.body = draft.body;
  dg_writer_write_members (&writer, properties, position, out);
}
