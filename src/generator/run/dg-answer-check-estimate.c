/* dg-answer-check-estimate.c: what an answer check will cost
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <math.h>

#include "dg-answer-check.h"
#include "dg-blind-solve.h"
#include "dg-run-estimate.h"

/* Of a solution, beside its answer: number, evidence, doubt and their names. */
#define SOLUTION_TOKENS 60.0

/* Of a row of a comparison. */
#define COMPARISON_TOKENS 60.0

static double
count_characters (const char *text)
{
  return text != NULL ? (double) g_utf8_strlen (text, -1) : 0.0;
}

static double
measure_answers (GPtrArray *records, guint n_records)
{
  double sum = 0.0;

  for (guint i = 0; i < n_records; i++)
    sum += count_characters (dg_record_get_answer (g_ptr_array_index (records, i)));

  return sum / n_records;
}

static double
measure_inputs (GPtrArray *records, guint n_records)
{
  double sum = 0.0;

  for (guint i = 0; i < n_records; i++)
    sum += count_characters (dg_record_get_input (g_ptr_array_index (records, i)));

  return sum / n_records;
}

/* What every request has, whatever it asks about: characters. */
static double
measure_frame (DgModelRequest *request, double inputs)
{
  return count_characters (dg_model_request_get_system (request)) +
         count_characters (dg_model_request_get_tool_schema (request)) +
         MAX (count_characters (dg_model_request_get_message (request, 0, NULL)) - inputs, 0.0);
}

/**
 * dg_answer_check_estimate:
 * @brief: what the records were made from
 * @samples: (element-type DgRecord): some of the records, or others like them
 * @n_records: how many records there are
 * @usage: (out caller-allocates): what a check will use, from the lengths of @samples
 *
 * Returns: how many requests it takes; 0 without samples, when nothing can be told
 */
guint
dg_answer_check_estimate (const DgBrief *brief, GPtrArray *samples, guint n_records, DgUsage *usage)
{
  g_return_val_if_fail (brief != NULL && samples != NULL && usage != NULL, 0);

  guint n_samples = MIN (samples->len, DG_BLIND_SOLVE_MOST);
  guint n_requests = (n_records + DG_BLIND_SOLVE_MOST - 1) / DG_BLIND_SOLVE_MOST;

  *usage = (DgUsage){ 0 };
  if (n_samples == 0)
    return 0;

  g_autoptr (DgModelRequest) request = dg_blind_solve_make_request (brief, samples, 0, n_samples);
  double input = measure_inputs (samples, n_samples);
  double answer = measure_answers (samples, n_samples);
  double read = measure_frame (request, input * n_samples) * n_requests + input * n_records;
  double written = (answer / DG_CHARACTERS_PER_TOKEN + SOLUTION_TOKENS) * n_records;

  /* free text is read once more, beside the other answer */
  if (dg_format_get_kind (dg_record_format_get_answer (brief->format)) == DG_FORMAT_TEXT)
    {
      read += read + 2 * answer * n_records;
      written += COMPARISON_TOKENS * n_records;
      n_requests *= 2;
    }
  usage->input_tokens = (gint64) ceil (read / DG_CHARACTERS_PER_TOKEN);
  usage->output_tokens = (gint64) ceil (written);

  return n_requests;
}

/**
 * dg_answer_check_estimate_cost:
 * @brief: what the records were made from
 * @model: who is to answer
 * @samples: (element-type DgRecord): some of the records, or others like them
 * @n_records: how many records there are
 *
 * Returns: what a check will cost, in dollars, from the lengths of @samples; NaN when that or the model's price is not
 *   known
 */
double
dg_answer_check_estimate_cost (const DgBrief *brief, DgModel *model, GPtrArray *samples, guint n_records)
{
  g_return_val_if_fail (brief != NULL && DG_IS_MODEL (model) && samples != NULL, NAN);

  DgUsage usage;
  DgPrice price;

  if (dg_answer_check_estimate (brief, samples, n_records, &usage) == 0)
    return NAN;
  dg_model_get_price (model, &price);

  return dg_usage_get_cost (&usage, &price);
}
