/* dg-run-estimate.h: how long a run will take, and what it will cost
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "dg-brief.h"
#include "dg-model.h"
#include "dg-run-report.h"

G_BEGIN_DECLS

/** What a text costs, in characters a token, measured on the tasks that the templates were written with. */
#define DG_CHARACTERS_PER_TOKEN 3.6

/**
 * DgEstimate:
 * @seconds_low: how long it takes when the service takes all requests at once
 * @seconds_high: and when it takes few, and some records are refused
 * @input_tokens: tokens that are read, between the two
 * @output_tokens: tokens that are written, likewise
 * @cost_low_usd: dollars when every record is good; NaN when the price is not known, 0 where nothing is paid for
 * @cost_high_usd: dollars when some are refused, likewise
 *
 * What something will take.
 */
typedef struct
{
  double seconds_low;
  double seconds_high;
  guint64 input_tokens;
  guint64 output_tokens;
  double cost_low_usd;
  double cost_high_usd;
} DgEstimate;

/**
 * DgEstimateTask:
 * @brief: what the records are made from
 * @n_own_examples: how many of its examples, from the first on, were there before any sample was
 * @model: who makes the records
 * @figures: what runs with this model and @brief have taken so far; zeros where there was none
 * @n_records: how many records are to be made, without seeded ones
 * @max_requests: most requests in flight, at least 1
 * @check_model: (nullable): who answers them blind afterwards; %NULL for nobody
 *
 * What is to be estimated.
 */
typedef struct
{
  const DgBrief *brief;
  guint n_own_examples;
  DgModel *model;
  DgRunFigures figures;
  guint n_records;
  guint max_requests;
  DgModel *check_model;
} DgEstimateTask;

void dg_run_estimate (const DgEstimateTask *task, DgEstimate *estimate);

G_END_DECLS
