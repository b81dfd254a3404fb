/* dg-simulator-outline.c: what the records are to differ in, and situations to write about
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "dg-simulator-answer.h"

#include <string.h>

#include "dg-simulator-composition.h"
#include "dg-simulator-fit.h"
#include "dg-simulator-line.h"
#include "dg-simulator-requirements.h"
#include "dg-simulator-shown.h"

#define N_SEEDS 24
#define N_MORE_SEEDS 40
#define MAX_TRIES 8
#define ALL 100
#define PLAIN 70
#define SIMPLE 65

/* The dimensions so far */
typedef struct
{
  GString *out;
  guint n_values; /* also the last id */
} Values;

static guint
add_value (Values *self, const char *dimension, const char *kind, const char *value, guint weight, const char *ways)
{
  dg_answer_begin (self->out, NULL, '{');
  dg_answer_add_number (self->out, "id", ++self->n_values);
  dg_answer_add_text (self->out, "dimension", dimension);
  dg_answer_add_text (self->out, "kind", kind);
  dg_answer_add_text (self->out, "value", value);
  dg_answer_add_number (self->out, "weight", weight);
  dg_answer_add_text (self->out, "ways", ways);
  dg_answer_end (self->out, '}');

  return self->n_values;
}

/* The part of @total that the one at @position of @n has; all of them are @total */
static guint
share (guint total, guint position, guint n)
{
  return MAX (total * (position + 1) / n - total * position / n, 1);
}

static void
add_answers (Values *self, const DgSimulatorRequest *request, gboolean german)
{
  g_auto (GStrv) labels = dg_requirements_dup_labels (request);
  guint n = labels != NULL ? g_strv_length (labels) : 0;

  for (guint i = 0; i < n; i++)
    add_value (self, german ? "Antwort" : "answer", "answer", labels[i], share (ALL, i, n), "");
}

/* Returns the id of the last */
static guint
add_tones (Values *self, const DgSimulatorRequest *request, gboolean german)
{
  g_auto (GStrv) tones = dg_requirements_dup_tones (request, german);
  guint n = g_strv_length (tones);
  guint last = 0;

  for (guint i = 0; i < n; i++)
    last = add_value (self, german ? "Ton" : "tone", "tone", tones[i], share (ALL, i, n),
                      german ? "zeigt sich in der Wortwahl; zeigt sich in der Zeichensetzung"
                             : "shows in the choice of words; shows in the punctuation");

  return last;
}

/* Returns the id of the hard value */
static guint
add_difficulty (Values *self, gboolean german)
{
  add_value (self, german ? "Schwierigkeit" : "difficulty", "difficulty", german ? "einfach" : "simple", SIMPLE, "");

  return add_value (self, german ? "Schwierigkeit" : "difficulty", "difficulty",
                    german ? "braucht einen zweiten Blick" : "needs a second look", ALL - SIMPLE, "");
}

/* What goes wrong in any task */
static void
list_usual_edges (GPtrArray *edges, gboolean german)
{
  g_ptr_array_add (edges, g_strdup (german ? "etwas Nötiges fehlt" : "something needed is missing"));
  g_ptr_array_add (edges, g_strdup (german ? "verlangt, die Regeln zu ignorieren" : "asks to ignore the rules"));
}

/* Returns the id of the first edge case */
static guint
add_edges (Values *self, const DgSimulatorRequest *request, gboolean german)
{
  g_autoptr (GPtrArray) edges = dg_requirements_list_edges (request);
  guint first = 0;

  if (edges->len == 0)
    list_usual_edges (edges, german);

  add_value (self, german ? "Sonderfall" : "edge case", "edge", "plain", PLAIN, "");
  for (guint i = 0; i < edges->len; i++)
    {
      guint id = add_value (self, german ? "Sonderfall" : "edge case", "edge", g_ptr_array_index (edges, i),
                            share (ALL - PLAIN, i, edges->len),
                            german ? "gleich am Anfang; erst am Ende" : "right at the beginning; only at the end");

      first = first == 0 ? id : first;
    }

  return first;
}

/* An edge case and a hard text, or an edge case and a mood, are one too many in a record; each still has room. */
static void
add_pair (GString *out, guint a, guint b)
{
  dg_answer_begin (out, NULL, '{');
  dg_answer_add_number (out, "a", a);
  dg_answer_add_number (out, "b", b);
  dg_answer_add_text (out, "rule", "never");
  dg_answer_end (out, '}');
}

/* Situations that neither the request nor the list has yet */
static void
add_seeds (const DgAnswerSource *self, GString *out, guint n)
{
  g_autoptr (DgPlanLine) blank = dg_plan_line_new ("");
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  dg_answer_begin (out, "seeds", '[');
  for (guint i = 0; g_hash_table_size (seen) < n && i < n * MAX_TRIES && out->len + 200 < self->max_bytes; i++)
    {
      g_autoptr (DgComposition) composition =
          dg_composition_new (self->grammar, blank, self->words, self->random + 1000 + i);
      g_autofree char *seed = dg_composition_write_sentence (composition, "seeds");

      if (strstr (self->request->prompt, seed) != NULL || g_hash_table_contains (seen, seed))
        continue;
      dg_answer_add_text (out, NULL, seed);
      g_hash_table_add (seen, g_steal_pointer (&seed));
    }
  dg_answer_end (out, ']');
}

/* make_plan */
void
dg_answer_make_plan (const DgAnswerSource *self, GString *out)
{
  g_autofree char *task = dg_requirements_dup (self->request, "task");
  gboolean german = dg_text_is_german (task);
  Values values = { out, 0 };
  guint last_tone, hard, edge;

  dg_answer_begin (out, "values", '[');
  add_answers (&values, self->request, german);
  last_tone = add_tones (&values, self->request, german);
  hard = add_difficulty (&values, german);
  edge = add_edges (&values, self->request, german);
  dg_answer_end (out, ']');
  dg_answer_begin (out, "pairs", '[');
  add_pair (out, edge, hard);
  add_pair (out, edge, last_tone);
  dg_answer_end (out, ']');
  add_seeds (self, out, N_SEEDS);
}

/* add_seeds */
void
dg_answer_add_seeds (const DgAnswerSource *self, GString *out)
{
  add_seeds (self, out, N_MORE_SEEDS);
}
