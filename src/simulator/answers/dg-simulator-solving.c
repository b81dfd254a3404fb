/* dg-simulator-solving.c: answers inputs without knowing what the answer is meant to be, and compares answers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "dg-simulator-answer.h"

#include <string.h>

#include "dg-simulator-composition.h"
#include "dg-simulator-fit.h"
#include "dg-simulator-labels.h"
#include "dg-simulator-line.h"
#include "dg-simulator-recognizer.h"
#include "dg-simulator-schema.h"
#include "dg-simulator-shown.h"
#include "dg-simulator-writer.h"

/* Of so many inputs one is answered wrong, so that there is something to review, and one with a doubt */
#define ONE_WRONG 20
#define ONE_DOUBTED 11
#define ONE_CONFLICT 16
#define ROW_BYTES 600

/* An input as it is read: what it says, and what it is about */
typedef struct
{
  char *body;                 /* (owned) the text, of several fields the longest */
  char *evidence;             /* (owned) a piece of the input */
  const DgGrammarRule *topic; /* (nullable) */
  DgComposition *composition; /* (owned) with the facts that were found */
} Reading;

static void
clear_reading (Reading *self)
{
  g_free (self->body);
  g_free (self->evidence);
  g_clear_pointer (&self->composition, dg_composition_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Reading, clear_reading)

static gboolean
lookup_items (const DgAnswerSource *self, const char *list, DgJsonValue *items)
{
  DgJsonValue properties, property;

  return dg_json_object_lookup (self->request->tool_schema, "properties", &properties) &&
         dg_json_object_lookup (properties, list, &property) && dg_json_object_lookup (property, "items", items);
}

/* An input of several fields is shown as JSON. */
static char *
dup_body (const char *input)
{
  g_autoptr (DgJsonDocument) document = dg_json_document_new (input, -1, NULL, NULL);
  char *longest = NULL;
  DgJsonValue member;
  DgJsonIter iter;

  if (document == NULL || dg_json_value_get_value_type (dg_json_document_get_root (document)) != DG_JSON_OBJECT)
    return g_strdup (input);

  dg_json_iter_init (&iter, dg_json_document_get_root (document));
  while (dg_json_iter_next (&iter, NULL, &member))
    {
      char *text = dg_json_value_dup_string (member);

      if (text != NULL && (longest == NULL || strlen (text) > strlen (longest)))
        {
          g_free (longest);
          longest = g_steal_pointer (&text);
        }
      g_free (text);
    }

  return longest != NULL ? longest : g_strdup (input);
}

static void
read_input (const DgAnswerSource *self, const DgPlanLine *line, const char *input, Reading *reading)
{
  GPtrArray *facts = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GPtrArray) sentences = NULL;

  reading->body = dup_body (input);
  reading->topic = dg_grammar_recognize (self->grammar, reading->body, facts, &reading->evidence);
  if (reading->evidence == NULL)
    {
      sentences = dg_text_split_sentences (reading->body);
      reading->evidence = g_strchomp (g_strdup (sentences->len > 0 ? g_ptr_array_index (sentences, 0) : ""));
    }
  reading->composition = dg_composition_new (self->grammar, line, self->words, dg_labels_hash (reading->body, "solve"));
  dg_composition_take (reading->composition, reading->topic, facts);
}

static gboolean
is_wrong (const Reading *reading)
{
  return dg_labels_hash (reading->body, "wrong") % ONE_WRONG == 0;
}

/* Where there is no label to be wrong about, a number is: one more than it is */
static void
miscount (GString *value)
{
  gint64 number;

  if (g_ascii_string_to_signed (value->str, 10, 0, G_MAXINT, &number, NULL))
    g_string_printf (value, "%" G_GINT64_FORMAT, number + 1);
}

static const char *
solve (const DgAnswerSource *self, const Reading *reading, const char *const *labels)
{
  guint n = labels != NULL ? g_strv_length ((GStrv) labels) : 0;
  const char *label = n > 0 ? dg_labels_recover (self->grammar, labels, reading->topic, reading->body) : NULL;

  if (n < 2 || !is_wrong (reading))
    return label;

  for (guint i = 0; i < n; i++)
    if (g_str_equal (labels[i], label))
      return labels[(i + 1) % n];

  return label;
}

/* The values of a member come with the one for nothing first; @position counts on from it. "" when it has none. */
static char *
choose_member (DgJsonValue properties, const char *name, guint64 position)
{
  DgJsonValue property, values;
  char *chosen;

  if (!dg_json_object_lookup (properties, name, &property) || !dg_json_object_lookup (property, "enum", &values) ||
      dg_json_value_get_length (values) == 0)
    return g_strdup ("");

  chosen =
      dg_json_value_dup_string (dg_schema_get_nth (values, (guint) (position % dg_json_value_get_length (values))));

  return chosen != NULL ? chosen : g_strdup ("");
}

/* Nothing, or now and then another of the values that a doubt may have */
static char *
choose_doubt (const Reading *reading, DgJsonValue properties, const char *label)
{
  guint64 hash = dg_labels_hash (reading->body, "doubt");
  g_autofree char *doubt = choose_member (properties, "doubt", hash % ONE_DOUBTED == 0 ? hash / ONE_DOUBTED : 0);

  return g_strcmp0 (doubt, label) == 0 ? choose_member (properties, "doubt", 0) : g_steal_pointer (&doubt);
}

static void
add_solution (const DgAnswerSource *self, DgJsonValue items, guint n, const char *input, GString *out)
{
  g_autoptr (DgPlanLine) line = dg_plan_line_new ("");
  g_auto (Reading) reading = { NULL };
  g_auto (GStrv) labels = dg_schema_dup_labels (items);
  g_autofree char *doubt = NULL;
  g_autofree char *seen = NULL;
  DgWriter writer = { .grammar = self->grammar, .words = self->words, .line = line };
  DgJsonValue properties, property;
  DgJsonIter iter;
  char *key;

  if (!dg_json_object_lookup (items, "properties", &properties))
    return;

  read_input (self, line, input, &reading);
  writer.composition = reading.composition;
  writer.label = solve (self, &reading, (const char *const *) labels);
  writer.body = reading.body;
  doubt = choose_doubt (&reading, properties, writer.label);
  seen = choose_member (properties, "seen", 0);
  dg_answer_begin (out, NULL, '{');
  dg_answer_add_number (out, "n", n);
  dg_answer_add_text (out, "evidence", reading.evidence);
  dg_json_iter_init (&iter, properties);
  while (dg_json_iter_next (&iter, &key, &property))
    {
      g_autofree char *name = key;
      g_autoptr (GString) value = g_string_new (NULL);

      if (!g_str_has_prefix (name, "answer"))
        continue;
      dg_writer_write_value (&writer, property, name, 0, value);
      if (labels == NULL && is_wrong (&reading))
        miscount (value);
      dg_answer_add_source (out, name, value->str);
    }
  dg_answer_add_text (out, "doubt", doubt);
  dg_answer_add_text (out, "seen", seen);
  dg_answer_end (out, '}');
}

/* The inputs, as blocks of material or as a numbered list */
static GPtrArray *
list_inputs (const DgSimulatorRequest *request)
{
  GPtrArray *blocks = dg_shown_list_blocks (request->prompt, "^INPUT(?!S)|^RECORD|^TEXT");
  g_autofree char *list = NULL;

  if (blocks->len > 0)
    return blocks;

  g_ptr_array_unref (blocks);
  list = dg_shown_dup_block (request->prompt, "INPUTS");
  if (list == NULL)
    list = dg_shown_dup_section (request->prompt, "\\binputs?\\b|\\btexts?\\b");

  return dg_shown_list_numbered (list != NULL ? list : request->prompt);
}

/* solve_inputs */
void
dg_answer_solve_inputs (const DgAnswerSource *self, GString *out)
{
  g_autoptr (GPtrArray) inputs = list_inputs (self->request);
  DgJsonValue items;

  dg_answer_begin (out, "solutions", '[');
  if (lookup_items (self, "solutions", &items))
    for (guint i = 0; i < inputs->len && out->len + ROW_BYTES < self->max_bytes; i++)
      {
        const DgNumbered *input = g_ptr_array_index (inputs, i);

        add_solution (self, items, input->n, input->text, out);
      }
  dg_answer_end (out, ']');
}

/* The numbers of the pairs, each once */
static GArray *
list_pairs (const DgSimulatorRequest *request)
{
  GArray *numbers = g_array_new (FALSE, FALSE, sizeof (guint));
  g_autoptr (GPtrArray) blocks = dg_shown_list_blocks (request->prompt, "\\d$|^INPUT|^PAIR|^RECORD");
  g_autofree char *around = dg_shown_dup_around (request->prompt);
  g_autoptr (GPtrArray) list = blocks->len == 0 ? dg_shown_list_numbered (around) : g_ptr_array_ref (blocks);

  for (guint i = 0; i < list->len; i++)
    {
      guint n = ((const DgNumbered *) g_ptr_array_index (list, i))->n;
      gboolean there = FALSE;

      for (guint j = 0; j < numbers->len; j++)
        there = there || g_array_index (numbers, guint, j) == n;
      if (!there)
        g_array_append_val (numbers, n);
    }

  return numbers;
}

/* compare_answers: made-up replies to the same text say the same, all but a few */
void
dg_answer_compare_answers (const DgAnswerSource *self, GString *out)
{
  g_autoptr (GArray) numbers = list_pairs (self->request);
  DgRandom random = self->random;

  dg_answer_begin (out, "results", '[');
  for (guint i = 0; i < numbers->len && out->len + ROW_BYTES / 2 < self->max_bytes; i++)
    {
      gboolean conflict = dg_random_below (&random, ONE_CONFLICT) == 0;

      dg_answer_begin (out, NULL, '{');
      dg_answer_add_number (out, "n", g_array_index (numbers, guint, i));
      dg_answer_add_text (out, "conflict", conflict ? "fact" : "none");
      dg_answer_add_text (out, "unsupported", conflict ? "B" : "none");
      dg_answer_add_text (out, "point", conflict ? "The two do not name the same." : "");
      dg_answer_end (out, '}');
    }
  dg_answer_end (out, ']');
}
