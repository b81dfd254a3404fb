/* dg-prompt-analysis.c: call 1: what a prompt says about the requirements
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/*
 * What the model says of a prompt is proposed, never agreed. What it claims that the prompt states has to be quoted,
 * and the quote has to be there; else it is a guess, and a guess stands only where the prompt itself says nothing.
 */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "dg-material.h"
#include "dg-parts.h"
#include "dg-prompt-analysis.h"
#include "dg-quote.h"
#include "dg-reply.h"
#include "dg-request-text.h"
#include "dg-template.h"

#define TOOL "propose_checklist"

/* A row for each of the 28 parts, of 45 tokens, and as many again for lists. */
#define MAX_TOKENS 2600

/* Rows beyond these say the same again. */
#define MAX_ROWS 120
#define MAX_POINTS 12

#define MAX_VALUE 1000
#define MAX_QUOTE 600
#define MAX_GAP 300

static char *
join_prompt (const DgPrompt *prompt)
{
  g_autoptr (GString) text = g_string_new (NULL);

  if (*prompt->system != '\0')
    g_string_append_printf (text, "System prompt:\n%s", prompt->system);
  if (*prompt->user != '\0')
    g_string_append_printf (text, "%sUser prompt:\n%s", text->len > 0 ? "\n\n" : "", prompt->user);

  return g_strdup (text->str);
}

/**
 * dg_prompt_analysis_make_request:
 * @prompt: a prompt with a text
 * @examples: (nullable) (element-type DgRecord): records that the person has brought along
 *
 * Returns: (transfer full): a request that asks what the prompt says about the requirements
 */
DgModelRequest *
dg_prompt_analysis_make_request (const DgPrompt *prompt, GPtrArray *examples)
{
  g_return_val_if_fail (prompt != NULL, NULL);

  DgModelRequest *request = dg_model_request_new ("analyze");
  g_autofree char *names = dg_parts_dup_names (FALSE, NULL);
  g_autofree char *guide = dg_parts_dup_guide (FALSE);
  g_autofree char *joined = join_prompt (prompt);
  g_autofree char *shown = dg_material_shorten (joined, DG_PROMPT_ANALYSIS_MOST, NULL);
  g_autofree char *material = dg_material_wrap ("PROMPT", shown);
  g_autofree char *system = dg_template_fill ("prompt-analysis-system.txt", "parts", guide, "tool", TOOL, NULL);
  g_autofree char *shown_examples = dg_request_text_dup_examples (examples);
  g_autofree char *message =
      dg_template_fill ("prompt-analysis-user.txt", "prompt", material, "examples", shown_examples, "tool", TOOL, NULL);
  g_autofree char *schema = dg_template_fill ("propose-checklist.json", "parts", names, NULL);

  dg_model_request_set_system (request, system);
  dg_model_request_add_message (request, DG_ROLE_USER, message);
  dg_model_request_set_tool (request, TOOL, "Stores what the prompt says about its test data, part by part.", schema);
  dg_model_request_set_max_tokens (request, MAX_TOKENS);
  dg_model_request_set_temperature (request, 0.0);

  return request;
}

/* --- rows --- */

typedef struct
{
  DgChecklist *checklist; /* (unowned) */
  char *text;             /* (owned): the whole prompt */
  gboolean told[DG_N_ITEMS][DG_MAX_PARTS];
  guint n_points[DG_N_ITEMS][DG_MAX_PARTS];
} Proposal;

/* What the person said, wrote or left to the model is theirs. */
static gboolean
is_settled (DgChecklist *checklist, DgPart part)
{
  return dg_part_has_from_person (checklist, part) ||
         g_strcmp0 (dg_part_get_value (checklist, part), DG_LEFT_TO_MODEL) == 0;
}

static void
propose (Proposal *self, DgPart part, const char *value, DgSource source)
{
  guint *n_points = &self->n_points[part.item][part.part];

  if (*n_points == 0)
    dg_checklist_set_value (self->checklist, part.item, part.part, value, source);
  else if (*n_points < MAX_POINTS)
    dg_checklist_set_point (self->checklist, part.item, part.part, 0, value, source);
  (*n_points)++;
}

static gboolean
has_point (DgChecklist *checklist, DgPart part, const char *value)
{
  g_auto (GStrv) points = dg_checklist_dup_points (checklist, part.item, part.part);

  for (guint i = 0; points[i] != NULL; i++)
    if (dg_quote_is_same (points[i], value))
      return TRUE;

  return FALSE;
}

/* Takes the row if it is a guess or not, as @guesses says. */
static void
take_row (Proposal *self, DgJsonValue row, gboolean guesses)
{
  g_autofree char *name = dg_reply_dup_text (row, "part", 100);
  g_autofree char *basis = dg_reply_dup_text (row, "basis", 20);
  g_autofree char *quote = dg_reply_dup_text (row, "quote", MAX_QUOTE);
  g_autofree char *value = dg_reply_dup_text (row, "value", MAX_VALUE);
  gboolean is_guess = g_str_equal (basis, "guess") || !dg_quote_is_found (quote, self->text);
  DgPart part;

  if (is_guess != guesses || !dg_checklist_find_part (name, &part.item, &part.part) || dg_part_is_closed (part))
    return;
  if (g_str_equal (value, DG_LEFT_TO_MODEL) || dg_value_is_vague (value) ||
      (part.item == DG_ITEM_REALISM && dg_value_says_little (value)) || is_settled (self->checklist, part))
    return;
  if (is_guess && self->told[part.item][part.part])
    return;
  if (self->n_points[part.item][part.part] > 0 && has_point (self->checklist, part, value))
    return;

  self->told[part.item][part.part] = !is_guess;
  propose (self, part, value, is_guess ? DG_SOURCE_MODEL : DG_SOURCE_PROMPT);
}

static guint
take_rows (Proposal *self, DgJsonValue reply)
{
  guint n_proposed = 0;

  for (guint pass = 0; pass < 2; pass++)
    {
      DgJsonIter rows;
      DgJsonValue row;

      if (!dg_reply_find_rows (reply, "items", &rows))
        return 0;
      for (guint i = 0; i < MAX_ROWS && dg_json_iter_next (&rows, NULL, &row); i++)
        take_row (self, row, pass == 1);
    }
  for (guint item = 0; item < DG_N_ITEMS; item++)
    for (guint part = 0; part < DG_MAX_PARTS; part++)
      n_proposed += self->n_points[item][part] > 0;

  return n_proposed;
}

/* --- placeholders --- */

static char *
join_names (GStrv names, const char *except)
{
  g_autoptr (GString) joined = g_string_new (NULL);

  for (guint i = 0; names[i] != NULL; i++)
    if (g_strcmp0 (names[i], except) != 0)
      g_string_append_printf (joined, "%s{{%s}}", joined->len > 0 ? ", " : "", names[i]);

  return g_strdup (joined->str);
}

static char *
explain_placeholders (const DgPrompt *prompt)
{
  g_auto (GStrv) names = dg_prompt_dup_placeholders (prompt);
  gboolean has_input = g_strv_contains ((const char *const *) names, "input");
  g_autofree char *others = join_names (names, "input");
  guint n_others = g_strv_length (names) - (has_input ? 1 : 0);

  if (has_input && n_others == 0)
    return g_strdup (_ ("Each input of the dataset takes the place of {{input}} in the prompt."));
  if (has_input)
    return g_strdup_printf (
        /* Translators: %s is a list of placeholders */
        ngettext ("Each input of the dataset takes the place of {{input}}. Nova Prompt Optimizer fills no other "
                  "placeholder: %s stays in the text as it is, so write there what belongs there.",
                  "Each input of the dataset takes the place of {{input}}. Nova Prompt Optimizer fills no other "
                  "placeholder: %s stay in the text as they are, so write there what belongs there.",
                  n_others),
        others);
  if (n_others == 1)
    return g_strdup_printf (_ ("Each input of the dataset takes the place of %s. Nova Prompt Optimizer fills only "
                               "{{input}}: rename the placeholder before you optimize the prompt."),
                            others);
  if (n_others > 1)
    return g_strdup_printf (
        _ ("The prompt has several placeholders (%s), and none is {{input}}, the only one that Nova "
           "Prompt Optimizer fills. Each input of the dataset stands for all of them together: put "
           "{{input}} in their place before you optimize the prompt."),
        others);

  return g_strdup (_ ("The prompt has no {{input}}: each input of the dataset is taken to follow it. Nova Prompt "
                      "Optimizer needs the place: put {{input}} where the inputs belong before you optimize the "
                      "prompt."));
}

/**
 * dg_prompt_analysis_apply:
 * @prompt: the prompt
 * @reply: what the model said of it
 * @checklist: the requirements; what the reply says is proposed in it
 *
 * What the person has said, written or left to the model stays as it is; earlier proposals are replaced.
 *
 * Returns: (transfer full): what came of it
 */
DgPromptAnalysis *
dg_prompt_analysis_apply (const DgPrompt *prompt, DgJsonValue reply, DgChecklist *checklist)
{
  g_return_val_if_fail (prompt != NULL && DG_IS_CHECKLIST (checklist), NULL);

  DgPromptAnalysis *self = g_new0 (DgPromptAnalysis, 1);
  g_autofree char *text = join_prompt (prompt);
  g_autofree char *placeholders = explain_placeholders (prompt);
  Proposal proposal = { .checklist = checklist, .text = text };

  self->n_proposed = take_rows (&proposal, reply);
  self->gap = dg_reply_dup_text (reply, "gap", MAX_GAP);
  self->shortened = g_utf8_strlen (text, -1) > DG_PROMPT_ANALYSIS_MOST;
  if (self->shortened)
    self->placeholders = g_strdup_printf (_ ("%s The prompt has more than %d characters; its middle was not read."),
                                          placeholders, DG_PROMPT_ANALYSIS_MOST);
  else
    self->placeholders = g_steal_pointer (&placeholders);

  return self;
}

/**
 * dg_prompt_analysis_free:
 * @self: (transfer full): an analysis
 */
void
dg_prompt_analysis_free (DgPromptAnalysis *self)
{
  g_free (self->gap);
  g_free (self->placeholders);
  g_free (self);
}
