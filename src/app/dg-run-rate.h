/* dg-run-rate.h: how fast records come, without jumping about
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * DgRunRate:
 * @first_us: when it was first looked at, 0 before that, monotonic microseconds
 * @last_us: when it was last looked at
 * @first: how many there were at first
 * @last: how many there were last
 * @sum: records a second, weighted, the latest most
 * @weight: what @sum is to be divided by
 *
 * How fast something grows. Begins with all zero.
 */
typedef struct
{
  gint64 first_us;
  gint64 last_us;
  guint first;
  guint last;
  double sum;
  double weight;
} DgRunRate;

void dg_run_rate_look (DgRunRate *self, gint64 now_us, guint n);
void dg_run_rate_rest (DgRunRate *self);
double dg_run_rate_get (const DgRunRate *self);
double dg_run_rate_get_seconds_left (const DgRunRate *self, guint n_left);

G_END_DECLS
