/* dg-guidance.c: turns notes on samples into guidance rules
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "dg-guidance.h"
#include "dg-reply.h"
#include "dg-request-text.h"
#include "dg-template.h"
#include "dg-words.h"

#define MAX_TOKENS 900

/* What a request shows of one text. */
#define RECORD_CHARACTERS 6000
#define NOTE_CHARACTERS 2000
#define RULES_CHARACTERS 8000

/* Notes on five cards lead to no more rules than this. */
#define MAX_RULES 30

#define TEXT_CHARACTERS 200
#define CHECK_CHARACTERS 100
#define QUESTION_CHARACTERS 300
#define WORD_CHARACTERS 40

/* --- the request --- */

/**
 * dg_guidance_is_needed:
 * @draft: a session
 *
 * Returns: whether it has notes that no round was made with
 */
gboolean
dg_guidance_is_needed (const DgDraft *draft)
{
  g_return_val_if_fail (draft != NULL, FALSE);

  for (guint i = 0; i < draft->notes->len; i++)
    if (!((const DgNote *) g_ptr_array_index (draft->notes, i))->used)
      return TRUE;

  return FALSE;
}

static void
append_part (GString *out, const char *name, const char *text)
{
  if (out->len > 0)
    g_string_append_c (out, '\n');
  g_string_append_printf (out, "%s: %s", name, text);
}

static void
append_sample (GString *out, const DgSample *sample)
{
  g_autofree char *name = g_strdup_printf ("SAMPLE %u", sample->card);
  g_autoptr (GString) text = g_string_new (NULL);

  if (sample->line != NULL)
    append_part (text, "LINE", sample->line);
  append_part (text, "INPUT", sample->input);
  append_part (text, "ANSWER", sample->answer);
  if (*sample->problems != '\0')
    append_part (text, "WHAT THE PROGRAM FOUND WRONG", sample->problems);

  g_string_append_c (out, '\n');
  dg_request_text_append_material (out, name, text->str, RECORD_CHARACTERS);
  g_string_append_c (out, '\n');
}

/* Returns: (transfer container) (element-type DgNote): the notes of a request, in its order. Their numbers there are
 * their places here: a model that finds a single note called 4 may well speak of note 1. */
static GPtrArray *
list_notes (const DgDraft *draft)
{
  GPtrArray *notes = g_ptr_array_new ();
  guint round = dg_draft_get_round (draft);

  for (guint card = 1; card <= DG_N_SAMPLES; card++)
    for (guint i = 0; i < draft->notes->len && dg_draft_find_sample (draft, round, card) != NULL; i++)
      {
        DgNote *note = g_ptr_array_index (draft->notes, i);

        if (!note->used && note->card == card)
          g_ptr_array_add (notes, note);
      }

  return notes;
}

static void
append_notes (GString *out, GPtrArray *notes, const DgSample *sample)
{
  for (guint i = 0; i < notes->len; i++)
    {
      const DgNote *note = g_ptr_array_index (notes, i);
      g_autofree char *name = g_strdup_printf ("NOTE %u", i + 1);

      if (note->card != sample->card)
        continue;
      g_string_append_printf (out, "Note %u, on %s sample %u:\n", i + 1,
                              note->round == sample->round ? "this" : "an earlier version of", sample->card);
      dg_request_text_append_material (out, name, note->text, NOTE_CHARACTERS);
      g_string_append_c (out, '\n');
    }
}

static char *
describe_samples (const DgDraft *draft)
{
  g_autoptr (GString) out = g_string_new (NULL);
  g_autoptr (GPtrArray) notes = list_notes (draft);
  guint round = dg_draft_get_round (draft);

  for (guint card = 1; card <= DG_N_SAMPLES; card++)
    {
      const DgSample *sample = dg_draft_find_sample (draft, round, card);

      if (sample == NULL)
        continue;
      append_sample (out, sample);
      append_notes (out, notes, sample);
    }

  return g_strstrip (g_strdup (out->str));
}

static char *
describe_rules (const DgDraft *draft)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (GString) out = g_string_new (NULL);

  for (guint i = 0; i < draft->rules->len; i++)
    {
      const DgRule *rule = g_ptr_array_index (draft->rules, i);

      if (rule->on)
        g_string_append_printf (text, "%s- %s", text->len > 0 ? "\n" : "", rule->text);
    }
  if (text->len == 0)
    return g_strdup ("None.");
  dg_request_text_append_material (out, "RULES", text->str, RULES_CHARACTERS);

  return g_strdup (out->str);
}

/**
 * dg_guidance_make_request:
 * @draft: a session with notes that are not used yet
 * @checklist: the requirements
 * @outline: what the samples vary in
 * @problem: (nullable): what was wrong with an earlier reply; see dg_guidance_dup_problem()
 *
 * Returns: (transfer full): asks for rules that make other records such as the notes want them
 */
DgModelRequest *
dg_guidance_make_request (const DgDraft *draft, DgChecklist *checklist, const DgOutline *outline, const char *problem)
{
  g_return_val_if_fail (draft != NULL && DG_IS_CHECKLIST (checklist) && outline != NULL, NULL);

  DgModelRequest *request = dg_model_request_new ("guidance");
  g_autofree char *task = dg_request_text_dup_section (checklist, DG_ITEM_TASK);
  g_autofree char *role = dg_request_text_dup_section (checklist, DG_ITEM_ROLE_PERSONA);
  g_autofree char *realism = dg_request_text_dup_section (checklist, DG_ITEM_REALISM);
  g_autofree char *constraints = dg_request_text_dup_section (checklist, DG_ITEM_CONSTRAINTS);
  g_autofree char *input = dg_request_text_dup_section (checklist, DG_ITEM_INPUT_FORMAT);
  g_autofree char *output = dg_request_text_dup_section (checklist, DG_ITEM_OUTPUT_FORMAT);
  g_autofree char *system =
      dg_template_fill ("guidance-system.txt", "task", task, "constraints", constraints, "input_format", input,
                        "output_format", output, "role_persona", role, "realism", realism, NULL);
  g_autofree char *schema = dg_template_dup_schema ("set-rules.json");
  g_autofree char *rules = describe_rules (draft);
  g_autofree char *samples = describe_samples (draft);
  g_autoptr (GString) plan = g_string_new (NULL);
  g_autofree char *message = NULL;

  dg_request_text_append_outline (plan, outline);
  message = dg_template_fill ("guidance-user.txt", "plan", plan->str, "rules", rules, "samples", samples, NULL);
  if (problem != NULL)
    {
      g_autofree char *first = g_steal_pointer (&message);
      g_autofree char *again = dg_template_fill ("tool-call-again.txt", "problem", problem, "tool", "set_rules", NULL);

      message = g_strconcat (first, "\n\n", again, NULL);
    }

  dg_model_request_set_system (request, system);
  dg_model_request_add_message (request, DG_ROLE_USER, message);
  dg_model_request_set_tool (request, "set_rules", "Stores the rules that the notes lead to.", schema);
  dg_model_request_set_max_tokens (request, MAX_TOKENS);
  dg_model_request_set_temperature (request, 0.0);

  return request;
}

/* --- the reply --- */

static const DgNote *
find_note (GPtrArray *notes, gint64 number)
{
  return number >= 1 && number <= notes->len ? g_ptr_array_index (notes, (guint) number - 1) : NULL;
}

/* The notes that the reply ties to the rule it calls @number. */
static void
collect_notes (const DgDraft *draft, DgJsonValue reply, gint64 number, GArray *notes)
{
  g_autoptr (GPtrArray) shown = list_notes (draft);
  DgJsonValue row;
  DgJsonIter rows;

  dg_reply_find_rows (reply, "links", &rows);
  while (dg_json_iter_next (&rows, NULL, &row))
    {
      const DgNote *note = find_note (shown, dg_reply_get_number (row, "note"));
      gboolean there = FALSE;

      if (note == NULL || dg_reply_get_number (row, "rule") != number)
        continue;
      for (guint i = 0; i < notes->len; i++)
        there = there || g_array_index (notes, guint, i) == note->id;
      if (!there)
        g_array_append_val (notes, note->id);
    }
}

/* Only what a program can really check. */
static void
read_check (DgJsonValue row, DgRule *rule)
{
  g_autofree char *word = dg_reply_dup_text (row, "check", WORD_CHARACTERS);
  g_autofree char *value = dg_reply_dup_text (row, "check_value", CHECK_CHARACTERS);
  g_autoptr (DgLimit) limit = NULL;
  DgCheck check;

  if (!dg_check_from_id (word, &check) || check == DG_CHECK_NONE)
    return;
  limit = dg_limit_new (rule->column, check, value, NULL);
  if (limit == NULL)
    return;

  rule->check = limit->check;
  g_free (rule->check_value);
  rule->check_value = g_strdup (limit->value);
}

static char *
dup_condition (const DgOutline *outline, gint64 id)
{
  const DgDimensionValue *value = NULL;
  DgDimension *dimension = NULL;

  if (id > 0 && id <= G_MAXUINT)
    value = dg_outline_find_value (outline, (guint) id, &dimension);

  return value != NULL ? g_strdup_printf ("%s: %s", dimension->name, value->value) : NULL;
}

/* Returns whether the rule asks for another format. */
static gboolean
read_kind (DgJsonValue row, DgRule *rule)
{
  g_autofree char *kind = dg_reply_dup_text (row, "kind", WORD_CHARACTERS);
  g_autofree char *target = dg_reply_dup_text (row, "target", WORD_CHARACTERS);
  gboolean is_format = g_str_equal (target, "format");

  if (!dg_rule_kind_from_id (kind, &rule->kind))
    rule->kind = DG_RULE_IMPROVEMENT;
  if (is_format)
    rule->kind = DG_RULE_FORMAT;
  if (is_format || !dg_column_from_id (target, &rule->column))
    rule->column = is_format ? DG_COLUMN_ANSWER : DG_COLUMN_INPUT;

  return rule->kind == DG_RULE_FORMAT;
}

static DgRule *
read_rule (const DgDraft *draft, const DgOutline *outline, DgJsonValue row, gboolean *reopens)
{
  g_autofree char *text = dg_reply_dup_text (row, "text", TEXT_CHARACTERS);
  gint64 share = 100;
  DgRule *rule;

  if (*text == '\0')
    return NULL;

  rule = dg_rule_new (0, DG_RULE_QUALITY, text);
  *reopens = read_kind (row, rule);
  rule->applies_to = dup_condition (outline, dg_reply_get_number (row, "applies_to"));
  dg_json_object_lookup_int64 (row, "share", &share);
  rule->share = (guint) CLAMP (share, 1, 100);
  rule->round = dg_draft_get_round (draft);
  read_check (row, rule);

  return rule;
}

/* Whether @rule says nothing that @other does not say, of the same records or of more. */
static gboolean
repeats (const DgRule *rule, const DgRule *other)
{
  g_autofree char *left = dg_words_fold (rule->text);
  g_autofree char *right = dg_words_fold (other->text);

  return g_str_equal (left, right) &&
         (other->applies_to == NULL || g_strcmp0 (rule->applies_to, other->applies_to) == 0);
}

static DgRule *
find_repeated (GPtrArray *rules, const DgRule *rule)
{
  for (guint i = 0; i < rules->len; i++)
    {
      DgRule *other = g_ptr_array_index (rules, i);

      if (other->on && repeats (rule, other))
        return other;
    }

  return NULL;
}

static void
add_links (DgGuidance *self, GArray *notes, guint rule)
{
  for (guint i = 0; i < notes->len; i++)
    {
      const DgRuleLink link = { g_array_index (notes, guint, i), rule };

      g_array_append_val (self->links, link);
    }
}

static void
add_notes (DgRule *rule, GArray *notes)
{
  for (guint i = 0; i < notes->len; i++)
    {
      gboolean there = FALSE;

      for (guint n = 0; n < rule->notes->len; n++)
        there = there || g_array_index (rule->notes, guint, n) == g_array_index (notes, guint, i);
      if (!there)
        g_array_append_val (rule->notes, g_array_index (notes, guint, i));
    }
}

static void
take_row (DgGuidance *self, const DgDraft *draft, const DgOutline *outline, DgJsonValue reply, DgJsonValue row)
{
  g_autoptr (DgRule) rule = NULL;
  gboolean reopens = FALSE;
  DgRule *earlier;
  gint64 number = dg_reply_get_number (row, "rule");

  if (number <= 0)
    return;
  rule = read_rule (draft, outline, row, &reopens);
  if (rule == NULL)
    return;
  collect_notes (draft, reply, number, rule->notes);
  if (rule->notes->len == 0)
    {
      if (self->unlinked == NULL)
        self->unlinked = g_strdup (rule->text);
      return;
    }

  self->reopens_format = self->reopens_format || reopens;
  earlier = find_repeated (draft->rules, rule);
  if (earlier != NULL)
    {
      add_links (self, rule->notes, earlier->id);
      return;
    }
  earlier = find_repeated (self->rules, rule);
  if (earlier != NULL)
    add_notes (earlier, rule->notes);
  else
    g_ptr_array_add (self->rules, g_steal_pointer (&rule));
}

static gboolean
has_rule (DgJsonValue reply, gint64 number)
{
  DgJsonValue row;
  DgJsonIter rows;

  if (!dg_reply_find_rows (reply, "rules", &rows))
    return FALSE;
  while (dg_json_iter_next (&rows, NULL, &row))
    if (dg_reply_get_number (row, "rule") == number)
      return TRUE;

  return FALSE;
}

/* Whether there is a rule that could be taken. */
static gboolean
has_any_rule (DgJsonValue reply)
{
  DgJsonValue row;
  DgJsonIter rows;

  if (!dg_reply_find_rows (reply, "rules", &rows))
    return FALSE;
  while (dg_json_iter_next (&rows, NULL, &row))
    {
      g_autofree char *text = dg_reply_dup_text (row, "text", TEXT_CHARACTERS);

      if (dg_reply_get_number (row, "rule") > 0 && *text != '\0')
        return TRUE;
    }

  return FALSE;
}

/* What is wrong with a link that names a rule. */
static char *
dup_link_problem (GPtrArray *notes, DgJsonValue reply, gint64 note, gint64 rule)
{
  if (find_note (notes, note) == NULL)
    return g_strdup_printf ("`links` has note %" G_GINT64_FORMAT ", but the notes are numbered 1 to %u", note,
                            notes->len);
  if (!has_rule (reply, rule))
    return g_strdup_printf ("`links` has rule %" G_GINT64_FORMAT ", which is not in `rules`", rule);

  return NULL;
}

/**
 * dg_guidance_dup_problem:
 * @draft: the session that the request was made for
 * @reply: the input of the tool call
 *
 * Finds what rules would get lost with: links to what there is not, and rules without any link. A link to no rule is
 * none of that, whatever its note.
 *
 * Returns: (transfer full) (nullable): what is wrong, for a model that is asked once more; %NULL when nothing is
 */
char *
dg_guidance_dup_problem (const DgDraft *draft, DgJsonValue reply)
{
  g_return_val_if_fail (draft != NULL, NULL);

  g_autoptr (GPtrArray) notes = list_notes (draft);
  gboolean is_linked = FALSE;
  DgJsonValue row;
  DgJsonIter rows;

  if (!dg_reply_find_rows (reply, "links", &rows))
    return NULL;
  while (dg_json_iter_next (&rows, NULL, &row))
    {
      gint64 rule = dg_reply_get_number (row, "rule");
      char *problem;

      if (rule == 0)
        continue;
      problem = dup_link_problem (notes, reply, dg_reply_get_number (row, "note"), rule);
      if (problem != NULL)
        return problem;
      is_linked = TRUE;
    }

  return !is_linked && has_any_rule (reply) ? g_strdup ("`links` names no rule, though `rules` has some") : NULL;
}

/**
 * dg_guidance_read:
 * @draft: the session that the request was made for
 * @outline: what its samples vary in
 * @reply: the input of the tool call
 * @error: return location for an error
 *
 * A rule that no note asks for is not taken. One that says what a rule in force says already is not taken either, but
 * its notes are linked to that.
 *
 * Returns: (transfer full) (nullable): the rules, which may be none; %NULL with %DG_GENERATOR_ERROR_REPLY when the
 *   reply is not about rules
 */
DgGuidance *
dg_guidance_read (const DgDraft *draft, const DgOutline *outline, DgJsonValue reply, GError **error)
{
  g_return_val_if_fail (draft != NULL && outline != NULL, NULL);

  DgGuidance *self;
  DgJsonValue row;
  DgJsonIter rows;

  if (!dg_reply_find_rows (reply, "rules", &rows))
    {
      g_set_error (error, DG_GENERATOR_ERROR, DG_GENERATOR_ERROR_REPLY,
                   _ ("The model did not turn the notes into rules. Try again, or add rules by hand."));
      return NULL;
    }

  self = g_new0 (DgGuidance, 1);
  self->rules = g_ptr_array_new_with_free_func ((GDestroyNotify) dg_rule_free);
  self->links = g_array_new (FALSE, FALSE, sizeof (DgRuleLink));
  self->question = dg_reply_dup_text (reply, "question", QUESTION_CHARACTERS);
  while (self->rules->len < MAX_RULES && dg_json_iter_next (&rows, NULL, &row))
    take_row (self, draft, outline, reply, row);

  return self;
}

/**
 * dg_guidance_free:
 * @self: (transfer full): what was read
 */
void
dg_guidance_free (DgGuidance *self)
{
  g_ptr_array_unref (self->rules);
  g_array_unref (self->links);
  g_free (self->unlinked);
  g_free (self->question);
  g_free (self);
}
