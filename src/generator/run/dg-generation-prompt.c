/* dg-generation-prompt.c: the requests that ask a model for records
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "dg-generation-prompt.h"
#include "dg-plan-lines.h"
#include "dg-template.h"

/* Stands in a section of the prompt that the requirements leave to the model. */
#define LEFT_OPEN "Not specified: as is usual for the task."

struct _DgGenerationPrompt
{
  char *system;         /* (owned) the same in every request of a run, so that it can be cached */
  char *schema;         /* (owned) likewise */
  DgCoveragePlan *plan; /* (owned) */
  DgLineStyle style;
  guint64 seed;
};

static char *
dup_section (DgChecklist *checklist, DgItem item)
{
  g_autofree char *text = dg_checklist_dup_item_text (checklist, item);

  return *text != '\0' ? g_steal_pointer (&text) : g_strdup (LEFT_OPEN);
}

static char *
make_system (DgChecklist *checklist)
{
  g_autofree char *role = dup_section (checklist, DG_ITEM_ROLE_PERSONA);
  g_autofree char *task = dup_section (checklist, DG_ITEM_TASK);
  g_autofree char *diversity = dup_section (checklist, DG_ITEM_DIVERSITY);
  g_autofree char *realism = dup_section (checklist, DG_ITEM_REALISM);
  g_autofree char *edge_cases = dup_section (checklist, DG_ITEM_EDGE_CASES);
  g_autofree char *constraints = dup_section (checklist, DG_ITEM_CONSTRAINTS);
  g_autofree char *input_format = dup_section (checklist, DG_ITEM_INPUT_FORMAT);
  g_autofree char *output_format = dup_section (checklist, DG_ITEM_OUTPUT_FORMAT);

  return dg_template_fill ("generation-system.txt", "role_persona", role, "task", task, "diversity", diversity,
                           "realism", realism, "edge_cases", edge_cases, "constraints", constraints, "input_format",
                           input_format, "output_format", output_format, NULL);
}

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
holds_labels (DgDimension *dimension, const char *const *labels)
{
  for (guint i = 0; i < dimension->values->len; i++)
    if (!g_strv_contains (labels, ((DgDimensionValue *) g_ptr_array_index (dimension->values, i))->value))
      return FALSE;

  return TRUE;
}

static DgDimension *
copy_dimension (DgDimension *dimension, const char *name)
{
  DgDimension *copy = dg_dimension_new (name);

  for (guint i = 0; i < dimension->values->len; i++)
    {
      DgDimensionValue *value = g_ptr_array_index (dimension->values, i);

      dg_dimension_add_value (copy, value->value, value->weight);
    }

  return copy;
}

static GPtrArray *
collect_dimensions (const DgOutline *outline, DgFormat *answer)
{
  GPtrArray *given = outline->dimensions;
  const char *const *labels = dg_format_get_labels (answer);
  GPtrArray *dimensions = g_ptr_array_new_with_free_func ((GDestroyNotify) dg_dimension_free);
  gboolean weighed = FALSE;
  DgDimension *silence;

  for (guint i = 0; i < given->len; i++)
    {
      DgDimension *dimension = g_ptr_array_index (given, i);
      gboolean is_answer = labels != NULL && !weighed && holds_labels (dimension, labels);

      g_ptr_array_add (dimensions, copy_dimension (dimension, is_answer ? DG_ANSWER_DIMENSION : dimension->name));
      weighed = weighed || is_answer;
    }
  if (labels != NULL && !weighed)
    g_ptr_array_insert (dimensions, 0, make_answer_dimension (answer));

  silence = make_silence_dimension (answer);
  if (silence != NULL)
    g_ptr_array_add (dimensions, silence);

  return dimensions;
}

static gboolean
limits_length (DgChecklist *checklist)
{
  const char *length = dg_checklist_get_value (checklist, DG_ITEM_CONSTRAINTS, 0);

  return length != NULL && !g_str_equal (length, DG_LEFT_TO_MODEL);
}

/* The edge cases that have words, one each; what is left to the model stays in the section alone */
static GPtrArray *
collect_edges (DgChecklist *checklist)
{
  GPtrArray *edges = g_ptr_array_new_with_free_func (g_free);
  guint n_parts = dg_item_get_info (DG_ITEM_EDGE_CASES)->n_parts;

  for (guint i = 0; i < n_parts; i++)
    {
      const char *value = dg_checklist_get_value (checklist, DG_ITEM_EDGE_CASES, i);

      if (value != NULL && !g_str_equal (value, DG_LEFT_TO_MODEL))
        g_ptr_array_add (edges, g_strdup (value));
    }

  return edges;
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
  g_autoptr (GPtrArray) dimensions = collect_dimensions (brief->outline, dg_record_format_get_answer (brief->format));

  self->system = make_system (brief->checklist);
  self->schema = dg_record_format_dup_tool_schema (brief->format);
  self->plan = dg_coverage_plan_new (dimensions, n_records, seed);
  self->style.free_text = dg_format_get_kind (dg_record_format_get_input (brief->format)) == DG_FORMAT_TEXT;
  self->style.has_length = limits_length (brief->checklist);
  self->style.edges = collect_edges (brief->checklist);
  self->seed = seed;

  return self;
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
  g_ptr_array_unref (self->style.edges);
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

/**
 * dg_generation_prompt_make_request:
 * @self: a prompt
 * @lines: (element-type guint): the lines of the plan to ask for
 * @queue: knows how often each was asked for
 * @max_tokens: how many tokens the reply may have
 *
 * Returns: (transfer full): a request for one record a line
 */
DgModelRequest *
dg_generation_prompt_make_request (DgGenerationPrompt *self, GArray *lines, DgLineQueue *queue, guint max_tokens)
{
  g_return_val_if_fail (self != NULL && lines != NULL && queue != NULL, NULL);

  DgModelRequest *request = dg_model_request_new ("generate");
  g_autoptr (GString) text = g_string_new (NULL);
  g_autofree char *count = g_strdup_printf ("%u", lines->len);
  g_autofree char *message = NULL;

  for (guint i = 0; i < lines->len; i++)
    {
      guint line = g_array_index (lines, guint, i);

      if (i > 0)
        g_string_append_c (text, '\n');
      dg_plan_lines_append (text, self->plan, line, dg_line_queue_get_attempt (queue, line), self->seed, &self->style);
    }
  message = dg_template_fill ("generation-user.txt", "lines", text->str, "count", count, NULL);

  dg_model_request_set_system (request, self->system);
  dg_model_request_add_message (request, DG_ROLE_USER, message);
  dg_model_request_set_tool (request, DG_RECORDS_TOOL, "Stores the records that you wrote, one for each line.",
                             self->schema);
  dg_model_request_set_max_tokens (request, max_tokens);

  return request;
}
