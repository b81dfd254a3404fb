/* dg-usage.h: what a model call used, and what that costs
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "dg-core-types.h"

G_BEGIN_DECLS

/**
 * DgUsage:
 * @input_tokens: tokens read at full price (cached ones are not among them)
 * @output_tokens: tokens written, reasoning included
 * @cache_read_tokens: tokens read from the prompt cache
 * @cache_write_tokens: tokens written to the prompt cache
 *
 * The token counts of one call or of many.
 */
typedef struct
{
  gint64 input_tokens;
  gint64 output_tokens;
  gint64 cache_read_tokens;
  gint64 cache_write_tokens;
} DgUsage;

/**
 * DgPrice:
 * @input: USD per million input tokens; NaN when nobody told
 * @output: USD per million output tokens
 * @cache_read: USD per million tokens read from the cache
 */
typedef struct
{
  double input;
  double output;
  double cache_read;
} DgPrice;

void dg_usage_add (DgUsage *self, const DgUsage *other);
double dg_usage_get_cost (const DgUsage *self, const DgPrice *price);

G_END_DECLS
