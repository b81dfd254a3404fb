/* dg-pacer.c: how many requests a service takes
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/*
 * A pure state machine; the time is told with every call.
 *
 * Two things bound a queue of calls. How many are in flight grows by one with every good reply while nothing is
 * throttled, later by one a round (additive increase), up to a given bound, and falls to three quarters once for each
 * burst of throttles, never far below where the service was seen to follow. And where throttling goes on, which it does
 * under a quota of requests or tokens a minute, requests are also started at a rate that is learned: what the service
 * accepted between two throttles, then slowly more, faster the longer all is well, until it throttles again.
 *
 * Throttles that come one by one at random, as a busy region has them, say nothing about our rate: the request waits,
 * the others go on. Only when a good part of the latest requests was throttled is the rate taken to be the cause.
 *
 * A request that failed keeps its place for a while before the place is given to another: rand(0,1) × base × 2^i, at
 * most 20 s, base 50 ms or, when throttled, 1 s. This and the retry budget (500 tokens; a throttle costs 5, another
 * failure 14, a good reply brings some back) are the AWS SDKs' rules of 2026, @smithy/core 3.41.
 */

#include "config.h"

#include <math.h>

#include "dg-pacer.h"

/* Requests in flight before anything is known: a quick start; a small account refuses what it cannot take at no cost.
 */
#define FIRST_LIMIT 32.0

#define DECREASE 0.75

#define THROTTLED_BASE_US (1 * G_USEC_PER_SEC)
#define FAILED_BASE_US (50 * G_TIME_SPAN_MILLISECOND)

/* A network that is gone costs nothing to look for: every 3 s at most. */
#define MOST_DOUBLINGS_UNREACHABLE 6
#define MAX_DELAY_US (20 * G_USEC_PER_SEC)

/* So many throttled among the latest requests make the rate the cause. They are counted in the order in which they were
 * started: throttles come back long before good replies, so the latest replies would tell of nothing else. */
#define N_LATEST 30
#define MANY_THROTTLED 10

/* After a throttle the rate is this share of what was accepted; each good reply adds a little, and more the longer it
 * goes well: after 10 replies twice as much, after 20 three times. */
#define RATE_BACK_OFF 0.97
#define RATE_FALL 0.7
#define RATE_STEP 0.006
#define RATE_PATIENCE 10.0

/* Rates are learned from at least this many accepted requests. */
#define MIN_ACCEPTED 4
#define MIN_RATE (1.0 / 60.0)

#define BUDGET 500.0
#define THROTTLED_COST 5.0
#define FAILED_COST 14.0
#define GOOD_REFUND 5.0

typedef struct
{
  gint64 started_us;
  gboolean throttled;
} Start;

struct _DgPacer
{
  guint max_requests;
  double limit; /* in flight */
  guint in_flight;
  GArray *resting; /* (owned) (element-type gint64): until when the places of failed requests stay empty */
  GRand *rand;     /* (owned) */

  Start latest[N_LATEST]; /* ring */
  guint n_started;
  guint throttled_in_a_row;
  guint failed_in_a_row;
  gint64 decreased_us; /* requests started before this tell nothing new about the limit */
  gboolean has_throttled;

  double rate;          /* requests a second; 0: not bounded */
  gint64 next_start_us; /* under a rate */
  gint64 learning_us;   /* when counting of accepted requests began */
  guint n_accepted;     /* since then */
  gint64 hold_us;       /* nothing starts before: a server's own word */

  double budget;
};

/**
 * dg_pacer_new:
 * @max_requests: most requests in flight, at least 1
 * @seed: for the jitter
 *
 * Returns: (transfer full): a pacer that knows nothing about the service yet
 */
DgPacer *
dg_pacer_new (guint max_requests, guint64 seed)
{
  g_return_val_if_fail (max_requests >= 1, NULL);

  const guint32 seeds[] = { (guint32) seed, (guint32) (seed >> 32) };
  DgPacer *self = g_new0 (DgPacer, 1);

  self->max_requests = max_requests;
  self->limit = MIN (FIRST_LIMIT, max_requests);
  self->resting = g_array_new (FALSE, FALSE, sizeof (gint64));
  self->rand = g_rand_new_with_seed_array (seeds, G_N_ELEMENTS (seeds));
  self->budget = BUDGET;
  self->decreased_us = G_MININT64;
  self->hold_us = G_MININT64;
  self->next_start_us = G_MININT64;

  return self;
}

/**
 * dg_pacer_free:
 * @self: (transfer full): a pacer
 */
void
dg_pacer_free (DgPacer *self)
{
  g_array_unref (self->resting);
  g_rand_free (self->rand);
  g_free (self);
}

static guint
count_resting (DgPacer *self, gint64 now_us)
{
  for (guint i = self->resting->len; i > 0; i--)
    if (g_array_index (self->resting, gint64, i - 1) <= now_us)
      g_array_remove_index_fast (self->resting, i - 1);

  return self->resting->len;
}

/**
 * dg_pacer_may_start:
 * @self: a pacer
 * @now_us: now, microseconds on any clock that does not go back
 *
 * Returns: whether a request may be started now
 */
gboolean
dg_pacer_may_start (DgPacer *self, gint64 now_us)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return dg_pacer_get_next_start (self, now_us) <= now_us;
}

static gint64
get_first_rested (DgPacer *self)
{
  gint64 first = G_MAXINT64;

  for (guint i = 0; i < self->resting->len; i++)
    first = MIN (first, g_array_index (self->resting, gint64, i));

  return first;
}

/**
 * dg_pacer_get_next_start:
 * @self: a pacer
 * @now_us: now
 *
 * Returns: when a request may be started: @now_us or earlier for now, %G_MAXINT64 when first one in flight has to end
 */
gint64
dg_pacer_get_next_start (DgPacer *self, gint64 now_us)
{
  g_return_val_if_fail (self != NULL, G_MAXINT64);

  guint resting = count_resting (self, now_us);
  guint limit = dg_pacer_get_limit (self);
  gint64 next_us = self->rate > 0.0 ? MAX (self->hold_us, self->next_start_us) : self->hold_us;

  if (self->in_flight >= limit)
    return G_MAXINT64;
  if (self->in_flight + resting >= limit)
    next_us = MAX (next_us, get_first_rested (self));

  return next_us;
}

/**
 * dg_pacer_start:
 * @self: a pacer
 * @now_us: now
 *
 * A request is started; it must end by one of the `dg_pacer_end_` functions.
 */
void
dg_pacer_start (DgPacer *self, gint64 now_us)
{
  g_return_if_fail (self != NULL);

  self->in_flight++;
  self->latest[self->n_started % N_LATEST] = (Start){ now_us, FALSE };
  self->n_started++;
  if (self->rate > 0.0)
    /* a late start does not earn two at once, or a quota's bucket would never be given time */
    self->next_start_us = MAX (self->next_start_us, now_us - (gint64) (0.5 * G_USEC_PER_SEC / self->rate)) +
                          (gint64) (G_USEC_PER_SEC / self->rate);
}

static void
note_throttled (DgPacer *self, gint64 started_us)
{
  self->throttled_in_a_row++;
  for (guint i = 0; i < MIN (self->n_started, N_LATEST); i++)
    if (self->latest[i].started_us == started_us && !self->latest[i].throttled)
      {
        self->latest[i].throttled = TRUE;
        return;
      }
}

static gboolean
is_throttled_by_rate (DgPacer *self)
{
  guint n_throttled = 0;

  for (guint i = 0; i < MIN (self->n_started, N_LATEST); i++)
    n_throttled += self->latest[i].throttled ? 1 : 0;

  return n_throttled >= MANY_THROTTLED;
}

static void
grow (DgPacer *self)
{
  double step = self->has_throttled ? 1.0 / self->limit : 1.0;

  self->limit = MIN (self->limit + step, (double) self->max_requests);
  if (self->rate > 0.0)
    self->rate *= 1.0 + RATE_STEP * (1.0 + self->n_accepted / RATE_PATIENCE);
}

/**
 * dg_pacer_end_good:
 * @self: a pacer
 * @started_us: when the request was started
 *
 * A request has been answered.
 */
void
dg_pacer_end_good (DgPacer *self, gint64 started_us)
{
  g_return_if_fail (self != NULL && self->in_flight > 0);

  self->in_flight--;
  self->failed_in_a_row = 0;
  self->throttled_in_a_row = 0;
  self->budget = MIN (self->budget + GOOD_REFUND, BUDGET);
  if (started_us >= self->learning_us)
    self->n_accepted++;
  grow (self);
}

static void
rest (DgPacer *self, gint64 now_us, gint64 base_us, guint failures, gint64 retry_after_ms)
{
  double delay = g_rand_double (self->rand) * MIN ((double) base_us * exp2 (MIN (failures, 20)), (double) MAX_DELAY_US);
  gint64 until = now_us + (gint64) delay;

  /* the server's word counts for everybody, but not for more than a reasonable while */
  if (retry_after_ms >= 0)
    {
      gint64 hint_us = MIN (retry_after_ms * G_TIME_SPAN_MILLISECOND, MAX_DELAY_US);

      self->hold_us = MAX (self->hold_us, now_us + hint_us);
      until = MAX (until, now_us + hint_us);
    }
  g_array_append_val (self->resting, until);
}

/* How many requests a second went well since the last throttle that counted, the one that is throttled now among them,
 * since it came as long after the last good one as that after the one before it; 0 when there are too few to tell. */
static double
measure_accepted (DgPacer *self, gint64 now_us)
{
  double seconds = (double) (now_us - self->learning_us) / G_USEC_PER_SEC;

  return self->n_accepted >= MIN_ACCEPTED && seconds > 0.0 ? (self->n_accepted + 1) / seconds : 0.0;
}

static void
slow_down (DgPacer *self, gint64 now_us)
{
  double accepted = measure_accepted (self, now_us);

  if (self->rate > 0.0)
    self->rate = accepted > 0.0 ? MIN (self->rate, accepted) * RATE_BACK_OFF : self->rate * RATE_FALL;
  else
    /* the first time: what was accepted came from a full bucket and says too much */
    self->rate = MAX (accepted, 1.0) * 0.5;
  self->rate = MAX (self->rate, MIN_RATE);
  self->next_start_us = now_us + (gint64) (G_USEC_PER_SEC / self->rate);
  self->learning_us = now_us;
  self->n_accepted = 0;
}

/**
 * dg_pacer_end_throttled:
 * @self: a pacer
 * @started_us: when the request was started
 * @now_us: now
 * @retry_after_ms: what the server asked for, -1 when it said nothing
 *
 * A request was refused because there were too many.
 */
void
dg_pacer_end_throttled (DgPacer *self, gint64 started_us, gint64 now_us, gint64 retry_after_ms)
{
  g_return_if_fail (self != NULL && self->in_flight > 0);

  self->in_flight--;
  self->budget -= THROTTLED_COST;
  note_throttled (self, started_us);
  rest (self, now_us, THROTTLED_BASE_US, MIN (self->throttled_in_a_row, 5) - 1, retry_after_ms);

  /* one decrease a burst: what was started before the last one tells nothing new */
  if (started_us < self->decreased_us || (self->rate <= 0.0 && !is_throttled_by_rate (self)))
    return;
  self->has_throttled = TRUE;
  self->decreased_us = now_us;
  self->limit = MAX (self->limit * DECREASE, 1.0);
  slow_down (self, now_us);
}

/**
 * dg_pacer_end_failed:
 * @self: a pacer
 * @now_us: now
 * @retry_after_ms: what the server asked for, -1 when it said nothing
 *
 * A request failed in a way that the next one may not.
 */
void
dg_pacer_end_failed (DgPacer *self, gint64 now_us, gint64 retry_after_ms)
{
  g_return_if_fail (self != NULL && self->in_flight > 0);

  self->in_flight--;
  self->budget -= FAILED_COST;
  rest (self, now_us, FAILED_BASE_US, self->failed_in_a_row, retry_after_ms);
  self->failed_in_a_row++;
}

/**
 * dg_pacer_end_unreachable:
 * @self: a pacer
 * @now_us: now
 *
 * A request did not reach the service, and the caller waits for the network however long that takes: the retry budget
 * is not touched, and the next look is never far.
 */
void
dg_pacer_end_unreachable (DgPacer *self, gint64 now_us)
{
  g_return_if_fail (self != NULL && self->in_flight > 0);

  self->in_flight--;
  rest (self, now_us, FAILED_BASE_US, MIN (self->failed_in_a_row, MOST_DOUBLINGS_UNREACHABLE), 0);
  self->failed_in_a_row++;
}

/**
 * dg_pacer_end_other:
 * @self: a pacer
 *
 * A request ended in a way that says nothing about the service: it was cancelled.
 */
void
dg_pacer_end_other (DgPacer *self)
{
  g_return_if_fail (self != NULL && self->in_flight > 0);

  self->in_flight--;
}

/**
 * dg_pacer_get_limit:
 * @self: a pacer
 *
 * Returns: how many requests may be in flight, at least 1
 */
guint
dg_pacer_get_limit (DgPacer *self)
{
  g_return_val_if_fail (self != NULL, 1);

  return MAX ((guint) self->limit, 1);
}

/**
 * dg_pacer_get_in_flight:
 * @self: a pacer
 *
 * Returns: how many requests are in flight
 */
guint
dg_pacer_get_in_flight (DgPacer *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->in_flight;
}

/**
 * dg_pacer_is_slowed:
 * @self: a pacer
 *
 * Returns: whether the service makes us slower than we could be, which people should be told
 */
gboolean
dg_pacer_is_slowed (DgPacer *self)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return self->rate > 0.0;
}

/**
 * dg_pacer_is_spent:
 * @self: a pacer
 *
 * Returns: whether the retry budget is used up: so much failed and so little came back that going on makes no sense
 */
gboolean
dg_pacer_is_spent (DgPacer *self)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return self->budget <= 0.0;
}
