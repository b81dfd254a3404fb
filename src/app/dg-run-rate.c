/* dg-run-rate.c: how fast records come, without jumping about
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "dg-run-rate.h"

#include <math.h>

/* How long a look counts: after so many seconds it has lost two thirds of its weight. */
#define MEMORY_SECONDS 8.0

/* Records come in bursts, a reply at a time: before this nothing can be told. */
#define MIN_SECONDS 2.0
#define MIN_RECORDS 3

/* Looks closer together than this are one. */
#define MIN_STEP_SECONDS 0.2

/**
 * dg_run_rate_look:
 * @self: a rate
 * @now_us: monotonic microseconds
 * @n: how many records there are now
 */
void
dg_run_rate_look (DgRunRate *self, gint64 now_us, guint n)
{
  double step = (double) (now_us - self->last_us) / G_USEC_PER_SEC;
  double fading = exp (-step / MEMORY_SECONDS);

  if (self->last_us == 0)
    {
      if (self->first_us == 0)
        {
          self->first_us = now_us;
          self->first = n;
        }
      self->last_us = now_us;
      self->last = n;
      return;
    }
  if (step < MIN_STEP_SECONDS)
    return;

  self->sum = self->sum * fading + (n > self->last ? n - self->last : 0) / step * (1.0 - fading);
  self->weight = self->weight * fading + 1.0 - fading;
  self->last_us = now_us;
  self->last = n;
}

/**
 * dg_run_rate_rest:
 * @self: a rate
 *
 * The time until the next look does not count.
 */
void
dg_run_rate_rest (DgRunRate *self)
{
  self->last_us = 0;
}

/**
 * dg_run_rate_get:
 * @self: a rate
 *
 * Returns: records a second; 0 when nothing can be told yet
 */
double
dg_run_rate_get (const DgRunRate *self)
{
  double seconds = (double) (self->last_us - self->first_us) / G_USEC_PER_SEC;

  if (self->weight <= 0.0 || self->last < self->first + MIN_RECORDS || (self->last_us > 0 && seconds < MIN_SECONDS))
    return 0.0;

  return self->sum / self->weight;
}

/**
 * dg_run_rate_get_seconds_left:
 * @self: a rate
 * @n_left: how many records are to come
 *
 * Returns: in how many seconds they will be there; negative when nothing can be told
 */
double
dg_run_rate_get_seconds_left (const DgRunRate *self, guint n_left)
{
  double rate = dg_run_rate_get (self);

  if (n_left == 0)
    return 0.0;

  return rate > 0.0 ? n_left / rate : -1.0;
}
