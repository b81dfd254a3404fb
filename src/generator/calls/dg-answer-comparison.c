/* dg-answer-comparison.c: has answers compared that differ only in words
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/*
 * The reader does not know which of two answers is whose: they stand as A and B, dealt by the seed. It is asked for
 * conflicts, not for likeness; asked whether two answers are the same, a reader finds that none are.
 */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "dg-blind-solve.h"
#include "dg-prompt-sections.h"
#include "dg-reply.h"
#include "dg-request-text.h"
#include "dg-template.h"

#define BASE_TOKENS 200
#define ROW_TOKENS 60

#define TEXT_CHARACTERS 20000
#define WORD_CHARACTERS 20
#define POINT_CHARACTERS 120

typedef struct
{
  guint position;   /* of the record and its verdict */
  gboolean swapped; /* whether the record's own answer is B */
} Pair;

static const char *
get_other (GPtrArray *verdicts, guint position)
{
  const DgVerdict *verdict = g_ptr_array_index (verdicts, position);

  return verdict != NULL ? verdict->other : NULL;
}

/* What is to be compared, in the order of the rows; the same verdicts and seed give the same. */
static GArray *
list_pairs (GPtrArray *verdicts, guint64 seed)
{
  const guint32 seeds[] = { (guint32) seed, (guint32) (seed >> 32) };
  GRand *rand = g_rand_new_with_seed_array (seeds, G_N_ELEMENTS (seeds));
  GArray *pairs = g_array_new (FALSE, FALSE, sizeof (Pair));

  for (guint i = 0; i < verdicts->len; i++)
    {
      const Pair pair = { i, g_rand_boolean (rand) };

      if (get_other (verdicts, i) != NULL)
        g_array_append_val (pairs, pair);
    }
  g_rand_free (rand);

  return pairs;
}

static void
append_text (GString *out, const char *what, guint n, const char *text)
{
  g_autofree char *name = g_strdup_printf ("%s %u", what, n);

  if (out->len > 0)
    g_string_append_c (out, '\n');
  dg_request_text_append_material (out, name, text, TEXT_CHARACTERS);
}

static char *
describe_pairs (GPtrArray *records, GPtrArray *verdicts, GArray *pairs)
{
  g_autoptr (GString) out = g_string_new (NULL);

  for (guint n = 1; n <= pairs->len; n++)
    {
      const Pair *pair = &g_array_index (pairs, Pair, n - 1);
      DgRecord *record = g_ptr_array_index (records, pair->position);
      const char *own = dg_record_get_answer (record);
      const char *other = get_other (verdicts, pair->position);

      append_text (out, "INPUT", n, dg_record_get_input (record));
      append_text (out, "ANSWER A", n, pair->swapped ? other : own);
      append_text (out, "ANSWER B", n, pair->swapped ? own : other);
    }

  return g_strdup (out->str);
}

static char *
make_system (const DgBrief *brief)
{
  g_autofree char *task = dg_request_text_dup_section (brief->checklist, DG_ITEM_TASK);
  g_autofree char *role = dg_request_text_dup_section (brief->checklist, DG_ITEM_ROLE_PERSONA);
  g_autofree char *output = dg_prompt_sections_dup_output_format (brief->checklist);
  g_autofree char *limits = dg_prompt_sections_dup_limits (brief);
  g_autofree char *conventions = dg_prompt_sections_dup_conventions (brief->checklist);
  g_autofree char *section =
      *conventions != '\0' ? g_strdup_printf ("# Conventions\n%s\n\n", conventions) : g_strdup ("");

  return dg_template_fill ("comparison-system.txt", "task", task, "role_persona", role, "output_format", output,
                           "conventions", section, "constraints", limits, "material_too",
                           brief->reference != NULL ? ", nor the material" : "", NULL);
}

/**
 * dg_answer_comparison_make_request:
 * @brief: what the records were made from
 * @records: (element-type DgRecord): the records that @verdicts are about, one for one
 * @verdicts: (element-type DgVerdict): what dg_blind_solve_read() returned
 * @seed: deals which answer is A and which is B
 *
 * Returns: (transfer full) (nullable): asks a reader where the answers conflict; %NULL when there is nothing to compare
 */
DgModelRequest *
dg_answer_comparison_make_request (const DgBrief *brief, GPtrArray *records, GPtrArray *verdicts, guint64 seed)
{
  g_return_val_if_fail (brief != NULL && records != NULL && verdicts != NULL, NULL);
  g_return_val_if_fail (records->len == verdicts->len, NULL);

  g_autoptr (GArray) pairs = list_pairs (verdicts, seed);
  g_autofree char *system = NULL;
  g_autofree char *schema = NULL;
  g_autofree char *rows = NULL;
  g_autofree char *material = NULL;
  g_autofree char *message = NULL;
  DgModelRequest *request;

  if (pairs->len == 0)
    return NULL;

  system = make_system (brief);
  schema = dg_template_dup_schema ("compare-answers.json");
  rows = describe_pairs (records, verdicts, pairs);
  material = dg_request_text_dup_reference (brief->reference, rows);
  message = dg_template_fill ("comparison-user.txt", "material", material, "rows", rows, NULL);

  request = dg_model_request_new ("compare");
  dg_model_request_set_system (request, system);
  dg_model_request_add_message (request, DG_ROLE_USER, message);
  dg_model_request_set_tool (request, "compare_answers", "Stores where the two answers to each input conflict.",
                             schema);
  dg_model_request_set_max_tokens (request, BASE_TOKENS + pairs->len * ROW_TOKENS);
  dg_model_request_set_temperature (request, 0.0);

  return request;
}

/* Takes @flag, which goes before what was flagged already. */
static void
put_flag (DgVerdict *self, char *flag)
{
  g_autofree char *earlier = self->flag;
  g_autofree char *added = flag;

  self->flag = earlier != NULL ? g_strconcat (added, "; ", earlier, NULL) : g_strdup (added);
}

static void
apply_row (DgVerdict *verdict, const Pair *pair, DgJsonValue row)
{
  g_autofree char *conflict = dg_reply_dup_text (row, "conflict", WORD_CHARACTERS);
  g_autofree char *unsupported = dg_reply_dup_text (row, "unsupported", WORD_CHARACTERS);
  g_autofree char *point = dg_reply_dup_text (row, "point", POINT_CHARACTERS);
  const char *own = pair->swapped ? "B" : "A";

  if (*conflict == '\0')
    return;

  verdict->agrees = g_str_equal (conflict, "none");
  if (!verdict->agrees)
    put_flag (verdict, g_strdup_printf (_ ("A blind answer says otherwise: %s"), point));
  if (g_str_equal (unsupported, own) || g_str_equal (unsupported, "both"))
    put_flag (verdict, g_strdup_printf (_ ("The answer says what the input does not: %s"), point));
  g_clear_pointer (&verdict->other, g_free);
}

/**
 * dg_answer_comparison_read:
 * @records: (element-type DgRecord): as the request was made
 * @verdicts: (element-type DgVerdict): likewise; changed
 * @seed: likewise
 * @reply: the input of the tool call
 * @error: return location for an error
 *
 * Settles the verdicts that waited for a reader. One that the reply says nothing about keeps waiting, without a flag.
 *
 * Returns: whether the reply could be read; otherwise %DG_GENERATOR_ERROR_REPLY says so
 */
gboolean
dg_answer_comparison_read (GPtrArray *records, GPtrArray *verdicts, guint64 seed, DgJsonValue reply, GError **error)
{
  g_return_val_if_fail (records != NULL && verdicts != NULL && records->len == verdicts->len, FALSE);

  g_autoptr (GArray) pairs = list_pairs (verdicts, seed);
  DgJsonValue row;
  DgJsonIter rows;

  if (!dg_reply_find_rows (reply, "results", &rows))
    {
      g_set_error (error, DG_GENERATOR_ERROR, DG_GENERATOR_ERROR_REPLY,
                   _ ("The model did not compare the answers. Try again, or check with another model."));
      return FALSE;
    }

  while (dg_json_iter_next (&rows, NULL, &row))
    {
      gint64 n = dg_reply_get_number (row, "n");
      const Pair *pair;
      DgVerdict *verdict;

      if (n < 1 || n > pairs->len)
        continue;
      pair = &g_array_index (pairs, Pair, n - 1);
      verdict = g_ptr_array_index (verdicts, pair->position);
      if (verdict->other != NULL)
        apply_row (verdict, pair, row);
    }

  return TRUE;
}
