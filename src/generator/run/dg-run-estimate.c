/* dg-run-estimate.c: how long a run will take, and what it will cost
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/*
 * What is written:  tokens a record × records × waste
 * What is read:     (tokens of a prompt × requests + tokens of a line × records) × waste
 * How long:         requests × waste / requests at once × (time to the first token + tokens of a reply / speed),
 *                   but no less than one reply takes
 *
 * Tokens a record, characters a token and speed are those of the runs so far, which the samples are; where there was
 * none, they come from the length of the examples and from what was measured elsewhere. How many requests there are is
 * worked out as the run itself does, from what a record takes and how many requests may be under way; the prompts are
 * those that it would send.
 */

#include "config.h"

#include <math.h>

#include "dg-answer-check.h"
#include "dg-generation-prompt.h"
#include "dg-model-catalog.h"
#include "dg-request-sizer.h"
#include "dg-run-estimate.h"

/* Records that come twice or break the format are paid for as well: from none to one in five. */
#define WASTE_LOW 1.0
#define WASTE_HIGH 1.25

/* As many at once as an account with a small quota gets, by the rows `rpm` and `tpm` of the benchmark. */
#define FEW_REQUESTS 6

/* What the benchmark reckons with where nothing was measured. */
#define FIRST_TOKEN_SECONDS 0.4
#define TOKENS_PER_SECOND 105.0
#define MIN_TOKENS_PER_SECOND 5.0

/* Of a record, beside its texts: its number, and the names of its members. */
#define RECORD_TOKENS 25.0

/* The shortest texts a token stands for are of scripts with a word a character. */
#define MIN_CHARACTERS_PER_TOKEN 1.0
#define MAX_CHARACTERS_PER_TOKEN 6.0

/* As a run begins. */
#define N_QUICK_REQUESTS 2
#define MIN_RECORDS 2

/* What is known of the model and of the records. */
typedef struct
{
  double record_tokens;
  double characters_per_token;
  double tokens_per_second;
} Rates;

static double
count_characters (const char *text)
{
  return text != NULL ? (double) g_utf8_strlen (text, -1) : 0.0;
}

/* --- prompts --- */

/* The characters of a request for some records. */
static double
measure_request (const DgBrief *brief, guint n_records, guint n_lines)
{
  g_autoptr (DgGenerationPrompt) prompt = dg_generation_prompt_new (brief, MAX (n_records, n_lines), 0);
  g_autoptr (DgLineQueue) queue = dg_line_queue_new (MAX (n_records, n_lines));
  g_autoptr (GArray) lines = dg_line_queue_take (queue, n_lines);
  g_autoptr (DgModelRequest) request = dg_generation_prompt_make_request (prompt, lines, queue, 1);

  return count_characters (dg_model_request_get_system (request)) +
         count_characters (dg_model_request_get_message (request, 0, NULL)) +
         count_characters (dg_model_request_get_tool_schema (request));
}

/* --- rates --- */

static double
measure_examples (const DgBrief *brief)
{
  double sum = 0.0;

  for (guint i = 0; i < brief->examples->len; i++)
    {
      DgRecord *record = g_ptr_array_index (brief->examples, i);

      sum += count_characters (dg_record_get_input (record)) + count_characters (dg_record_get_answer (record));
    }

  return brief->examples->len > 0 ? sum / brief->examples->len : 0.0;
}

/* The prompts of the samples were those of now, but for the samples themselves. */
static double
calibrate (const DgEstimateTask *task)
{
  const DgUsage *usage = &task->figures.usage;
  double tokens = (double) (usage->input_tokens + usage->cache_read_tokens + usage->cache_write_tokens);
  g_autoptr (DgBrief) first = dg_brief_copy (task->brief);
  guint n_lines = MAX (task->figures.n_records / MAX (task->figures.n_calls, 1), 1);

  if (tokens <= 0.0)
    return DG_CHARACTERS_PER_TOKEN;
  g_ptr_array_set_size (first->examples, (int) MIN (task->n_own_examples, first->examples->len));

  return CLAMP (measure_request (first, n_lines, n_lines) * task->figures.n_calls / tokens, MIN_CHARACTERS_PER_TOKEN,
                MAX_CHARACTERS_PER_TOKEN);
}

static double
measure_speed (const DgRunFigures *figures)
{
  double seconds = (double) figures->latency_ms / 1000.0 - FIRST_TOKEN_SECONDS * figures->n_calls;

  /* replies that come faster than that are no measure */
  if (seconds <= 0.0)
    return TOKENS_PER_SECOND;

  return MAX ((double) figures->usage.output_tokens / seconds, MIN_TOKENS_PER_SECOND);
}

static void
find_rates (const DgEstimateTask *task, Rates *rates)
{
  const DgRunFigures *figures = &task->figures;
  double examples = measure_examples (task->brief);

  rates->characters_per_token = DG_CHARACTERS_PER_TOKEN;
  rates->tokens_per_second = TOKENS_PER_SECOND;
  if (figures->n_calls > 0 && figures->n_records > 0 && figures->usage.output_tokens > 0)
    {
      rates->record_tokens = (double) figures->usage.output_tokens / figures->n_records;
      rates->characters_per_token = calibrate (task);
      rates->tokens_per_second = measure_speed (figures);
    }
  else if (examples > 0.0)
    rates->record_tokens = examples / DG_CHARACTERS_PER_TOKEN + RECORD_TOKENS;
  else
    rates->record_tokens = DG_FIRST_GUESS_TOKENS;
}

/* --- the run --- */

/* How many requests it takes, as choose_n_records() of the run goes about it. */
static guint
count_requests (guint n_records, guint most, guint max_requests)
{
  guint n_requests = 0;

  for (guint n_open = n_records; n_open > 0; n_requests++)
    {
      guint n = n_requests < N_QUICK_REQUESTS ? 1 : MAX ((n_open + max_requests - 1) / max_requests, MIN_RECORDS);

      n_open -= MIN (MIN (n, most), n_open);
    }

  return n_requests;
}

static double
get_seconds (double n_requests, double at_once, double output_tokens, const Rates *rates)
{
  double reply = FIRST_TOKEN_SECONDS + output_tokens / MAX (n_requests, 1.0) / rates->tokens_per_second;

  return MAX (n_requests / at_once, 1.0) * reply;
}

static void
set_estimate (
    DgEstimate *estimate, DgModel *model, guint n_requests, const DgUsage *usage, guint most, const Rates *rates)
{
  double written = (double) usage->output_tokens;
  double middle = (WASTE_LOW + WASTE_HIGH) / 2.0;
  DgPrice price;
  double cost;

  dg_model_get_price (model, &price);
  cost = dg_usage_get_cost (usage, &price);
  estimate->seconds_low += get_seconds (n_requests, most, written, rates) * WASTE_LOW;
  estimate->seconds_high +=
      get_seconds (n_requests * WASTE_HIGH, MIN (most, FEW_REQUESTS), written * WASTE_HIGH, rates);
  estimate->input_tokens += (guint64) ((double) usage->input_tokens * middle);
  estimate->output_tokens += (guint64) (written * middle);
  estimate->cost_low_usd += cost * WASTE_LOW;
  estimate->cost_high_usd += cost * WASTE_HIGH;
}

static void
add_run (const DgEstimateTask *task, const Rates *rates, DgEstimate *estimate)
{
  guint most_tokens = dg_model_catalog_get_max_output_tokens (dg_model_get_id (task->model));
  g_autoptr (DgRequestSizer) sizer = dg_request_sizer_new (most_tokens);
  double one = measure_request (task->brief, task->n_records, 1);
  double line = MAX (measure_request (task->brief, task->n_records, MIN_RECORDS) - one, 0.0);
  DgUsage usage = { 0 };
  guint n_requests;

  dg_request_sizer_learn (sizer, 1, (gint64) ceil (rates->record_tokens));
  n_requests = count_requests (task->n_records, dg_request_sizer_get_n_records (sizer), task->max_requests);
  usage.input_tokens = (gint64) (((one - line) * n_requests + line * task->n_records) / rates->characters_per_token);
  usage.output_tokens = (gint64) ceil (rates->record_tokens * task->n_records);
  set_estimate (estimate, task->model, n_requests, &usage, task->max_requests, rates);
}

/* Without a record to measure, nothing is added: what it costs cannot be told before there is one. */
static void
add_check (const DgEstimateTask *task, const Rates *rates, DgEstimate *estimate)
{
  DgUsage usage;
  guint n_requests = dg_answer_check_estimate (task->brief, task->brief->examples, task->n_records, &usage);

  if (n_requests > 0)
    set_estimate (estimate, task->check_model, n_requests, &usage, task->max_requests, rates);
  else
    estimate->cost_low_usd = estimate->cost_high_usd = NAN;
}

/**
 * dg_run_estimate:
 * @task: what is to be estimated
 * @estimate: (out caller-allocates): what it will take
 *
 * Tells how long a run will take and what it will cost. It takes no call, and as long as making a few prompts does.
 */
void
dg_run_estimate (const DgEstimateTask *task, DgEstimate *estimate)
{
  g_return_if_fail (task != NULL && task->brief != NULL && DG_IS_MODEL (task->model) && task->max_requests >= 1);
  g_return_if_fail (estimate != NULL);

  Rates rates;

  *estimate = (DgEstimate){ 0 };
  if (task->n_records == 0)
    return;

  find_rates (task, &rates);
  add_run (task, &rates, estimate);
  if (task->check_model != NULL)
    add_check (task, &rates, estimate);
}
