/* dg-generation-prompt.c: the requests that ask a model for records
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "dg-example-dealer.h"
#include "dg-generation-prompt.h"
#include "dg-line-style.h"
#include "dg-other-line.h"
#include "dg-passage-dealer.h"
#include "dg-plan-lines.h"
#include "dg-prompt-sections.h"
#include "dg-rule-dealer.h"
#include "dg-template.h"

struct _DgGenerationPrompt
{
  char *system;         /* (owned) the same in every request of a run, so that it can be cached */
  char *schema;         /* (owned) likewise */
  char *suffix;         /* (owned) likewise */
  DgOutline *outline;   /* (owned) */
  GPtrArray *rules;     /* (owned) (element-type DgRule) */
  DgCoveragePlan *plan; /* (owned) */
  DgLineStyle style;
  GHashTable *others;        /* (owned) (element-type guint DgOtherLine): what lines were dealt in place of their own */
  DgExampleDealer *examples; /* (owned) */
  DgPassageDealer *passages; /* (owned) */
  guint64 seed;
};

/* With a label set the answers themselves are the first dimension, unless the requirements weigh them themselves. */
static DgDimension *
make_answer_dimension (DgFormat *answer)
{
  const char *const *labels = dg_format_get_labels (answer);
  DgDimension *dimension = dg_dimension_new (DG_ANSWER_DIMENSION);

  for (guint i = 0; labels[i] != NULL; i++)
    dg_dimension_add_value (dimension, labels[i], 1.0);

  return dimension;
}

/* Fields that may be null are null in some records, and most records lack nothing: models fill every field. */
static DgDimension *
make_silence_dimension (DgFormat *answer)
{
  DgDimension *dimension = dg_dimension_new (DG_SILENCE_DIMENSION);
  guint n_nullable = 0;

  for (guint i = 0; i < dg_format_get_n_fields (answer); i++)
    {
      const DgField *field = dg_format_get_field (answer, i);

      if (!field->nullable)
        continue;
      dg_dimension_add_value (dimension, field->name, 1.0);
      n_nullable++;
    }
  if (n_nullable == 0)
    {
      dg_dimension_free (dimension);
      return NULL;
    }
  dg_dimension_add_value (dimension, DG_NOTHING, MAX (n_nullable, 2.0));

  return dimension;
}

static gboolean
holds_labels (const DgDimension *dimension, const char *const *labels)
{
  for (guint i = 0; i < dimension->values->len; i++)
    if (!g_strv_contains (labels, ((DgDimensionValue *) g_ptr_array_index (dimension->values, i))->value))
      return FALSE;

  return TRUE;
}

/* Returns: the dimension whose values are the answers, counted from 1; 0 when there is none */
static guint
find_answer (const DgOutline *outline, const char *const *labels)
{
  for (guint i = 0; labels != NULL && i < outline->dimensions->len; i++)
    if (holds_labels (g_ptr_array_index (outline->dimensions, i), labels))
      return i + 1;
  for (guint i = 0; i < outline->dimensions->len; i++)
    if (((DgDimension *) g_ptr_array_index (outline->dimensions, i))->kind == DG_DIMENSION_ANSWER)
      return i + 1;

  return 0;
}

static guint
find_free_id (const DgOutline *outline)
{
  guint id = 1;

  for (guint d = 0; d < outline->dimensions->len; d++)
    {
      GPtrArray *values = ((DgDimension *) g_ptr_array_index (outline->dimensions, d))->values;

      for (guint v = 0; v < values->len; v++)
        id = MAX (id, ((DgDimensionValue *) g_ptr_array_index (values, v))->id + 1);
    }

  return id;
}

static void
add_dimension (DgOutline *outline, int position, DgDimension *dimension)
{
  guint id = find_free_id (outline);

  for (guint v = 0; v < dimension->values->len; v++)
    ((DgDimensionValue *) g_ptr_array_index (dimension->values, v))->id = id + v;
  g_ptr_array_insert (outline->dimensions, position, dimension);
}

/* The edge case may be about the very thing that is left out. */
static void
keep_apart (DgOutline *outline, const DgDimension *silence, const DgDimension *edge)
{
  for (guint s = 0; s + 1 < silence->values->len; s++)
    for (guint e = 1; e < edge->values->len; e++)
      {
        DgPair pair = { ((DgDimensionValue *) g_ptr_array_index (silence->values, s))->id,
                        ((DgDimensionValue *) g_ptr_array_index (edge->values, e))->id, DG_PAIR_NEVER };

        g_array_append_val (outline->pairs, pair);
      }
}

/* A plan that has a dimension for the answer says there what is absent. */
static DgOutline *
complete_outline (const DgBrief *brief, DgLineStyle *style)
{
  DgFormat *answer = dg_record_format_get_answer (brief->format);
  const char *const *labels = dg_format_get_labels (answer);
  DgOutline *outline = dg_outline_copy (brief->outline);
  DgDimension *edge = dg_outline_find_kind (outline, DG_DIMENSION_EDGE);
  DgDimension *silence;

  style->answer = find_answer (outline, labels);
  if (style->answer > 0)
    return outline;
  if (labels != NULL)
    {
      add_dimension (outline, 0, make_answer_dimension (answer));
      style->answer = 1;
      return outline;
    }

  silence = make_silence_dimension (answer);
  if (silence == NULL)
    return outline;
  add_dimension (outline, -1, silence);
  style->silence = outline->dimensions->len;
  if (edge != NULL)
    keep_apart (outline, silence, edge);

  return outline;
}

/* The edge cases that have words, one each; what is left to the model stays in the section alone */
static GPtrArray *
collect_edges (DgChecklist *checklist)
{
  GPtrArray *edges = g_ptr_array_new_with_free_func (g_free);
  guint n_parts = dg_item_get_info (DG_ITEM_EDGE_CASES)->n_parts;

  for (guint part = 0; part < n_parts; part++)
    {
      const char *value = dg_checklist_get_value (checklist, DG_ITEM_EDGE_CASES, part);
      g_auto (GStrv) points = NULL;

      if (value == NULL || g_str_equal (value, DG_LEFT_TO_MODEL))
        continue;
      points = dg_checklist_dup_points (checklist, DG_ITEM_EDGE_CASES, part);
      for (guint i = 0; points[i] != NULL; i++)
        g_ptr_array_add (edges, g_strdup (points[i]));
    }

  return edges;
}

static gpointer
copy_rule (gconstpointer rule, gpointer data)
{
  return dg_rule_copy (rule);
}

/**
 * dg_generation_prompt_new:
 * @brief: what the records are made from
 * @n_records: how many lines the plan has
 * @seed: the same seed gives the same plan and the same lines
 *
 * Returns: (transfer full): what the requests of a run are made from
 */
DgGenerationPrompt *
dg_generation_prompt_new (const DgBrief *brief, guint n_records, guint64 seed)
{
  g_return_val_if_fail (brief != NULL, NULL);

  DgGenerationPrompt *self = g_new0 (DgGenerationPrompt, 1);
  g_autoptr (DgOutline) outline = complete_outline (brief, &self->style);
  g_autofree char *rules = NULL;
  g_autofree char *material = NULL;

  self->seed = seed;
  self->outline = dg_outline_copy (outline);
  self->rules = g_ptr_array_copy (brief->rules, copy_rule, NULL);
  g_ptr_array_set_free_func (self->rules, (GDestroyNotify) dg_rule_free);
  self->others = g_hash_table_new_full (NULL, NULL, NULL, (GDestroyNotify) dg_other_line_free);
  self->plan = dg_coverage_plan_new_for_outline (outline, n_records, seed);
  dg_line_style_read (&self->style, brief);
  if (dg_outline_find_kind (outline, DG_DIMENSION_EDGE) == NULL)
    self->style.edges = collect_edges (brief->checklist);
  self->style.rules = dg_rule_dealer_new (brief->rules, self->plan, seed);
  self->examples = dg_example_dealer_new (brief->examples, seed);
  self->passages = dg_passage_dealer_new (brief->reference, seed);

  self->suffix = dg_prompt_sections_make_suffix (brief, seed);
  rules = dg_rule_dealer_dup_section (self->style.rules);
  material = dg_passage_dealer_dup_section (self->passages, self->suffix);
  self->system = dg_prompt_sections_make_system (brief, rules, material);
  self->schema = dg_record_format_dup_tool_schema (brief->format);

  return self;
}

/**
 * dg_generation_prompt_make_plan:
 * @brief: what the records were made from
 * @n_records: how many lines the plan has
 * @seed: the run's seed
 *
 * Returns: (transfer full): the plan that dg_generation_prompt_new() makes of the same, without the rest of the prompt
 */
DgCoveragePlan *
dg_generation_prompt_make_plan (const DgBrief *brief, guint n_records, guint64 seed)
{
  g_return_val_if_fail (brief != NULL, NULL);

  DgLineStyle style = { 0 };
  g_autoptr (DgOutline) outline = complete_outline (brief, &style);

  return dg_coverage_plan_new_for_outline (outline, n_records, seed);
}

/**
 * dg_generation_prompt_free:
 * @self: (transfer full): a prompt
 */
void
dg_generation_prompt_free (DgGenerationPrompt *self)
{
  g_free (self->system);
  g_free (self->schema);
  g_free (self->suffix);
  dg_outline_free (self->outline);
  g_ptr_array_unref (self->rules);
  g_hash_table_unref (self->others);
  g_clear_pointer (&self->style.edges, g_ptr_array_unref);
  dg_rule_dealer_free (self->style.rules);
  dg_example_dealer_free (self->examples);
  dg_passage_dealer_free (self->passages);
  dg_coverage_plan_unref (self->plan);
  g_free (self);
}

/**
 * dg_generation_prompt_get_plan:
 * @self: a prompt
 *
 * Returns: the coverage plan, owned by @self
 */
DgCoveragePlan *
dg_generation_prompt_get_plan (DgGenerationPrompt *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->plan;
}

/* Returns: the plan that has what @line asks for, which is its line @row */
static DgCoveragePlan *
find_row (DgGenerationPrompt *self, guint line, guint *row, const DgLineStyle **style)
{
  DgOtherLine *other = g_hash_table_lookup (self->others, GUINT_TO_POINTER (line));

  *row = other != NULL ? other->row : line;
  *style = other != NULL ? &other->style : &self->style;

  return other != NULL ? other->plan : self->plan;
}

static void
append_line (DgGenerationPrompt *self, GString *out, guint line, guint attempt)
{
  const DgLineStyle *style;
  guint row;
  DgCoveragePlan *plan = find_row (self, line, &row, &style);

  dg_plan_lines_append (out, plan, row, line, attempt, self->seed, style);
}

static const char *
get_wanted (DgGenerationPrompt *self, guint line)
{
  const DgLineStyle *style;
  guint row;
  DgCoveragePlan *plan = find_row (self, line, &row, &style);

  return style->answer > 0 ? dg_coverage_plan_get_value (plan, row, style->answer - 1) : NULL;
}

/**
 * dg_generation_prompt_replace_line:
 * @self: a prompt
 * @line: a line of the plan, counted from 1
 *
 * From now on the line asks for something else: for an ordinary case, and the same answer where there is one. The plan
 * stays as it is, so this is not for records whose lines are looked up in it later.
 */
void
dg_generation_prompt_replace_line (DgGenerationPrompt *self, guint line)
{
  g_return_if_fail (self != NULL && line >= 1 && line <= dg_coverage_plan_get_n_lines (self->plan));

  /* another one each time, and for each line */
  guint64 seed = self->seed + ((guint64) line << 32) + g_hash_table_size (self->others) + 1;
  DgOtherLine *before = g_hash_table_lookup (self->others, GUINT_TO_POINTER (line));

  if (before != NULL)
    seed += (guint64) before->row << 16;
  g_hash_table_insert (self->others, GUINT_TO_POINTER (line),
                       dg_other_line_new (self->outline, self->rules, &self->style, get_wanted (self, line), seed));
}

/**
 * dg_generation_prompt_dup_line:
 * @self: a prompt
 * @line: a line of the plan, counted from 1
 * @attempt: how often it was sent before this time
 *
 * Returns: (transfer full): the line as a request shows it to the model, without a line end
 */
char *
dg_generation_prompt_dup_line (DgGenerationPrompt *self, guint line, guint attempt)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_autoptr (GString) text = g_string_new (NULL);

  append_line (self, text, line, attempt);

  return g_strdup (text->str);
}

/**
 * dg_generation_prompt_check_rules:
 * @self: a prompt
 * @line: the line of the plan that a record is for, 0 when it is not known
 * @input: the record's input
 * @answer: its answer
 * @error: return location for an error
 *
 * Holds a record to the rules of its line, as far as a program can check them.
 *
 * Returns: whether it keeps to them; otherwise %DG_GENERATOR_ERROR_RECORD names the rule and what is wrong
 */
gboolean
dg_generation_prompt_check_rules (
    DgGenerationPrompt *self, guint line, const char *input, const char *answer, GError **error)
{
  g_return_val_if_fail (self != NULL, FALSE);

  const DgLineStyle *style;
  guint row;

  find_row (self, line, &row, &style);

  return dg_rule_dealer_check (style->rules, row, input, answer, error);
}

/* Returns: (transfer full) (element-type utf8): the answers that the lines ask for, as many as lines or none */
static GPtrArray *
collect_wanted (DgGenerationPrompt *self, GArray *lines)
{
  GPtrArray *wanted = g_ptr_array_new ();

  for (guint i = 0; self->style.answer > 0 && i < lines->len; i++)
    g_ptr_array_add (wanted, (gpointer) get_wanted (self, g_array_index (lines, guint, i)));

  return wanted;
}

/* Returns: (transfer full) (element-type utf8): what the lines are about */
static GPtrArray *
collect_subjects (DgGenerationPrompt *self, GArray *lines)
{
  GPtrArray *subjects = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < lines->len; i++)
    {
      g_autoptr (GString) subject = g_string_new (NULL);
      const DgLineStyle *style;
      guint row;
      DgCoveragePlan *plan = find_row (self, g_array_index (lines, guint, i), &row, &style);

      dg_plan_lines_append_subject (subject, plan, row, style);
      g_ptr_array_add (subjects, g_strdup (subject->str));
    }

  return subjects;
}

static char *
make_message (DgGenerationPrompt *self, GArray *lines, DgLineQueue *queue)
{
  g_autoptr (GPtrArray) wanted = collect_wanted (self, lines);
  g_autoptr (GPtrArray) subjects = collect_subjects (self, lines);
  g_autofree char *material = dg_passage_dealer_deal (self->passages, subjects, self->suffix);
  g_autofree char *examples = dg_example_dealer_deal (self->examples, wanted, self->suffix);
  g_autofree char *count = g_strdup_printf ("%u", lines->len);
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < lines->len; i++)
    {
      guint line = g_array_index (lines, guint, i);

      if (i > 0)
        g_string_append_c (text, '\n');
      append_line (self, text, line, dg_line_queue_get_attempt (queue, line));
    }

  return dg_template_fill ("generation-user.txt", "material", material, "examples", examples, "lines", text->str,
                           "count", count, NULL);
}

/**
 * dg_generation_prompt_make_request:
 * @self: a prompt
 * @lines: (element-type guint): the lines of the plan to ask for
 * @queue: knows how often each was asked for
 * @max_tokens: how many tokens the reply may have
 *
 * Examples take turns from request to request; passages of the reference text are those that the lines speak of.
 *
 * Returns: (transfer full): a request for one record a line
 */
DgModelRequest *
dg_generation_prompt_make_request (DgGenerationPrompt *self, GArray *lines, DgLineQueue *queue, guint max_tokens)
{
  g_return_val_if_fail (self != NULL && lines != NULL && queue != NULL, NULL);

  DgModelRequest *request = dg_model_request_new ("generate");
  g_autofree char *message = make_message (self, lines, queue);

  dg_model_request_set_system (request, self->system);
  dg_model_request_add_message (request, DG_ROLE_USER, message);
  dg_model_request_set_tool (request, DG_RECORDS_TOOL, "Stores the records that you wrote, one for each line.",
                             self->schema);
  dg_model_request_set_max_tokens (request, max_tokens);

  return request;
}
