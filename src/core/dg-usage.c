/* dg-usage.c: what a model call used, and what that costs
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "dg-usage.h"

#define TOKENS_PER_PRICE 1e6

/**
 * dg_usage_add:
 * @self: the sum so far
 * @other: what comes on top
 *
 * Adds the counts of @other to @self.
 */
void
dg_usage_add (DgUsage *self, const DgUsage *other)
{
  g_return_if_fail (self != NULL && other != NULL);

  self->input_tokens += other->input_tokens;
  self->output_tokens += other->output_tokens;
  self->cache_read_tokens += other->cache_read_tokens;
  self->cache_write_tokens += other->cache_write_tokens;
}

/**
 * dg_usage_get_cost:
 * @self: token counts
 * @price: the model's price
 *
 * Writing to the prompt cache is free for Nova (shared price list, first generation), so it does not count.
 *
 * Returns: US dollars, NaN when the price is not known
 */
double
dg_usage_get_cost (const DgUsage *self, const DgPrice *price)
{
  g_return_val_if_fail (self != NULL && price != NULL, 0.0);

  return ((double) self->input_tokens * price->input + (double) self->output_tokens * price->output +
          (double) self->cache_read_tokens * price->cache_read) /
         TOKENS_PER_PRICE;
}
