/* dg-run-wish.h: what the person wants of the run that makes the dataset
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "dg-core-types.h"

G_BEGIN_DECLS

/**
 * DgRunWish:
 * @n_records: how many records the file gets, 0 as long as nobody has said
 * @format: its format, once @n_records is known
 * @max_cost_usd: dollars that may be spent, 0 for no limit
 * @check_answers: whether its answers are checked afterwards
 *
 * What the person wants of the next run; the run keeps what it began with.
 */
typedef struct
{
  guint n_records;
  DgFileFormat format;
  double max_cost_usd;
  gboolean check_answers;
} DgRunWish;

G_END_DECLS
