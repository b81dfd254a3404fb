/* dg-example-dealer.c: which examples go with which request
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/*
 * An example shows what is wanted better than any description, and is copied more readily too. So each request has only
 * a few, others than the one before, and rather such that have another answer than its lines ask for.
 */

#include "config.h"

#include <string.h>

#include "dg-example-dealer.h"
#include "dg-record.h"
#include "dg-template.h"

#define MOST_EXAMPLES 3

/* A third example is not worth a long prompt. */
#define FEW_EXAMPLES 2
#define MANY_CHARACTERS 6000

#define MOST_CHARACTERS 4000
#define MOST_OF_ANSWER 2000
#define CUT_MARK " [...]"

typedef struct
{
  char *input;  /* (owned) cut */
  char *answer; /* (owned) cut */
  guint length; /* characters of both */
  guint n_uses; /* requests it went with */
} Example;

struct _DgExampleDealer
{
  GPtrArray *examples; /* (owned) (element-type Example) in the order in which they take turns */
};

static void
free_example (gpointer data)
{
  Example *self = data;

  g_free (self->input);
  g_free (self->answer);
  g_free (self);
}

/* With its mark the text has at most @most characters. */
static char *
cut (const char *text, guint most)
{
  const guint mark = (guint) g_utf8_strlen (CUT_MARK, -1);
  g_autofree char *start = NULL;

  if ((guint) g_utf8_strlen (text, -1) <= most)
    return g_strdup (text);

  start = g_utf8_substring (text, 0, most - mark);

  return g_strconcat (start, CUT_MARK, NULL);
}

static Example *
make_example (DgRecord *record)
{
  Example *self = g_new0 (Example, 1);
  guint length = (guint) g_utf8_strlen (dg_record_get_input (record), -1);
  guint of_input = MIN (length, MOST_CHARACTERS - MOST_OF_ANSWER);
  guint of_answer;

  self->answer = cut (dg_record_get_answer (record), MOST_CHARACTERS - of_input);
  of_answer = (guint) g_utf8_strlen (self->answer, -1);
  self->input = cut (dg_record_get_input (record), MOST_CHARACTERS - of_answer);
  self->length = of_answer + (guint) g_utf8_strlen (self->input, -1);

  return self;
}

/**
 * dg_example_dealer_new:
 * @examples: (element-type DgRecord): what to show
 * @seed: where to begin
 *
 * Returns: (transfer full): a dealer of these examples, each of which it cuts to 4,000 characters
 */
DgExampleDealer *
dg_example_dealer_new (GPtrArray *examples, guint64 seed)
{
  g_return_val_if_fail (examples != NULL, NULL);

  DgExampleDealer *self = g_new0 (DgExampleDealer, 1);

  self->examples = g_ptr_array_new_with_free_func (free_example);
  for (guint i = 0; i < examples->len; i++)
    g_ptr_array_add (self->examples, make_example (g_ptr_array_index (examples, (i + seed) % examples->len)));

  return self;
}

/**
 * dg_example_dealer_free:
 * @self: (transfer full): a dealer
 */
void
dg_example_dealer_free (DgExampleDealer *self)
{
  g_ptr_array_unref (self->examples);
  g_free (self);
}

/* How much it is another's turn: having been shown counts as much as having the answer of all the lines. In a
 * structured answer the wanted one is somewhere inside. */
static double
rate (const Example *self, GPtrArray *wanted)
{
  guint n_same = 0;

  for (guint i = 0; i < wanted->len; i++)
    n_same += strstr (self->answer, g_ptr_array_index (wanted, i)) != NULL;

  return self->n_uses + (wanted->len > 0 ? (double) n_same / wanted->len : 0.0);
}

/* Returns: (nullable): the example whose turn it is, among those that are not in @taken */
static Example *
find_next (DgExampleDealer *self, GPtrArray *wanted, GPtrArray *taken)
{
  Example *best = NULL;
  double best_rate = G_MAXDOUBLE;

  for (guint i = 0; i < self->examples->len; i++)
    {
      Example *example = g_ptr_array_index (self->examples, i);
      double example_rate = rate (example, wanted);

      if (example_rate >= best_rate || g_ptr_array_find (taken, example, NULL))
        continue;
      best = example;
      best_rate = example_rate;
    }

  return best;
}

static void
append_example (GString *out, const Example *self, const char *suffix)
{
  g_string_append_printf (out, "%sBEGIN INPUT %s\n%s\nEND INPUT %s\n", out->len > 0 ? "\n" : "", suffix, self->input,
                          suffix);
  g_string_append_printf (out, "BEGIN ANSWER %s\n%s\nEND ANSWER %s", suffix, self->answer, suffix);
}

/**
 * dg_example_dealer_deal:
 * @self: a dealer
 * @wanted: (element-type utf8): the answers that the lines of the request ask for
 * @suffix: what closes the lines around a text; in none of the examples
 *
 * Deals two or three examples to a request, all there are if they are fewer. They take turns, so this is not the same
 * every time.
 *
 * Returns: (transfer full): the examples as the request shows them, with the blank line behind; empty without examples
 */
char *
dg_example_dealer_deal (DgExampleDealer *self, GPtrArray *wanted, const char *suffix)
{
  g_return_val_if_fail (self != NULL && wanted != NULL && suffix != NULL, NULL);

  g_autoptr (GPtrArray) taken = g_ptr_array_new ();
  g_autoptr (GString) text = g_string_new (NULL);
  g_autofree char *section = NULL;
  guint length = 0;
  Example *example;

  while (taken->len < MOST_EXAMPLES && (example = find_next (self, wanted, taken)) != NULL)
    {
      if (taken->len >= FEW_EXAMPLES && length + example->length > MANY_CHARACTERS)
        break;
      append_example (text, example, suffix);
      length += example->length;
      example->n_uses++;
      g_ptr_array_add (taken, example);
    }
  if (taken->len == 0)
    return g_strdup ("");

  section = dg_template_fill ("generation-examples.txt", "examples", text->str, NULL);

  return g_strconcat (section, "\n\n", NULL);
}
