/* test-pacer.c: the pacer against services in virtual time
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <gio/gio.h>
#include <math.h>

#include "dg-pacer.h"

#define SECOND G_USEC_PER_SEC

/* A service in virtual time: it answers after a latency, throttles when a bucket is empty and, besides, at random. */
typedef struct
{
  double latency_s;
  double refill;   /* requests a second; 0: no quota */
  double capacity; /* of the bucket */
  double level;
  gint64 filled_us;
  double throttle_share; /* at random */
  double failure_share;
  GRand *rand;
} Service;

typedef enum
{
  GOOD,
  THROTTLED,
  FAILED,
} Outcome;

typedef struct
{
  gint64 started_us;
  gint64 ends_us;
  Outcome outcome;
} Flight;

/* What happened in a stretch of time. */
typedef struct
{
  guint good;
  guint throttled;
  guint failed;
  guint most_in_flight;
} Tally;

typedef struct
{
  DgPacer *pacer;
  Service *service;
  GArray *flights;
  gint64 now_us;
} World;

static gboolean
take_from_bucket (Service *service, gint64 now_us)
{
  if (service->refill <= 0.0)
    return TRUE;

  service->level += service->refill * (double) (now_us - service->filled_us) / SECOND;
  service->level = MIN (service->level, service->capacity);
  service->filled_us = now_us;
  if (service->level < 1.0)
    return FALSE;
  service->level -= 1.0;

  return TRUE;
}

static void
start_one (World *world)
{
  Service *service = world->service;
  Flight flight = { world->now_us, world->now_us + (gint64) (service->latency_s * SECOND), GOOD };

  if (!take_from_bucket (service, world->now_us) || g_rand_double (service->rand) < service->throttle_share)
    {
      flight.outcome = THROTTLED;
      flight.ends_us = world->now_us + SECOND / 20;
    }
  else if (g_rand_double (service->rand) < service->failure_share)
    flight.outcome = FAILED;

  dg_pacer_start (world->pacer, world->now_us);
  g_array_append_val (world->flights, flight);
}

static void
end_one (World *world, const Flight *flight, Tally *tally)
{
  switch (flight->outcome)
    {
    case THROTTLED:
      dg_pacer_end_throttled (world->pacer, flight->started_us, world->now_us, -1);
      tally->throttled++;
      break;
    case FAILED:
      dg_pacer_end_failed (world->pacer, world->now_us, -1);
      tally->failed++;
      break;
    case GOOD:
    default:
      dg_pacer_end_good (world->pacer, flight->started_us);
      tally->good++;
      break;
    }
}

static gint64
find_next_end (World *world, guint *position)
{
  gint64 first = G_MAXINT64;

  for (guint i = 0; i < world->flights->len; i++)
    if (g_array_index (world->flights, Flight, i).ends_us < first)
      {
        first = g_array_index (world->flights, Flight, i).ends_us;
        *position = i;
      }

  return first;
}

/* Lets the world go on until @until_us, with work that never ends. */
static Tally
run_world (World *world, gint64 until_us)
{
  Tally tally = { 0 };

  while (world->now_us < until_us)
    {
      guint position = 0;
      gint64 next_end;
      gint64 next_start;

      while (dg_pacer_may_start (world->pacer, world->now_us))
        start_one (world);
      tally.most_in_flight = MAX (tally.most_in_flight, dg_pacer_get_in_flight (world->pacer));

      next_end = find_next_end (world, &position);
      next_start = dg_pacer_get_next_start (world->pacer, world->now_us);
      world->now_us = MIN (next_end, next_start);
      g_assert_cmpint (world->now_us, <, G_MAXINT64);
      if (next_end <= next_start)
        {
          Flight flight = g_array_index (world->flights, Flight, position);

          g_array_remove_index_fast (world->flights, position);
          end_one (world, &flight, &tally);
        }
    }

  return tally;
}

static void
open_world (World *world, Service *service, guint max_requests, guint seed)
{
  service->level = service->capacity;
  service->filled_us = 0;
  service->rand = g_rand_new_with_seed (seed);
  world->service = service;
  world->pacer = dg_pacer_new (max_requests, seed);
  world->flights = g_array_new (FALSE, FALSE, sizeof (Flight));
  world->now_us = 0;
}

static void
close_world (World *world)
{
  g_rand_free (world->service->rand);
  dg_pacer_free (world->pacer);
  g_array_unref (world->flights);
}

static double
get_throttled_share (const Tally *tally)
{
  return (double) tally->throttled / (tally->good + tally->throttled + tally->failed);
}

/* Runs a quota for ten minutes after the first half minute; the shares are checked over several seeds. */
static void
check_quota (double requests_a_minute, double capacity, double latency_s)
{
  for (guint seed = 1; seed <= 20; seed++)
    {
      Service service = { .latency_s = latency_s, .refill = requests_a_minute / 60.0, .capacity = capacity };
      World world;
      Tally tally;
      double used;

      open_world (&world, &service, 32, seed);
      run_world (&world, 30 * SECOND);
      tally = run_world (&world, 330 * SECOND);
      used = tally.good / (requests_a_minute * 5.0);
      g_test_message ("seed %u: %.0f/min: used %.3f, throttled %.3f", seed, requests_a_minute, used,
                      get_throttled_share (&tally));
      g_assert_cmpfloat (used, >=, 0.9);
      g_assert_cmpfloat (get_throttled_share (&tally), <=, 0.1);
      g_assert_true (dg_pacer_is_slowed (world.pacer));
      g_assert_false (dg_pacer_is_spent (world.pacer));
      close_world (&world);
    }
}

static void
test_quota_30 (void)
{
  check_quota (30.0, 30.0, 3.0);
}

static void
test_quota_30_short (void)
{
  check_quota (30.0, 5.0, 0.5);
}

static void
test_quota_200 (void)
{
  check_quota (200.0, 200.0, 3.0);
}

static void
test_quota_60_long (void)
{
  check_quota (60.0, 10.0, 8.0);
}

static void
test_free (void)
{
  Service service = { .latency_s = 3.0 };
  World world;
  Tally tally;

  open_world (&world, &service, 32, 1);
  run_world (&world, 4 * SECOND);
  g_assert_cmpuint (dg_pacer_get_limit (world.pacer), ==, 32);
  tally = run_world (&world, 64 * SECOND);
  g_assert_cmpuint (tally.most_in_flight, ==, 32);
  /* 60 s of 32 at once, 3 s each */
  g_assert_cmpuint (tally.good, >=, 32 * 60 / 3 - 32);
  g_assert_false (dg_pacer_is_slowed (world.pacer));
  close_world (&world);
}

static void
test_random_throttles (void)
{
  guint n_slowed = 0;

  for (guint seed = 1; seed <= 40; seed++)
    {
      Service service = { .latency_s = 3.7, .throttle_share = 0.12, .failure_share = 0.12 };
      World world;
      Tally tally;

      open_world (&world, &service, 32, seed);
      tally = run_world (&world, 40 * SECOND);
      n_slowed += dg_pacer_is_slowed (world.pacer);
      g_test_message ("seed %u: good %u, throttled %u, failed %u, slowed %d", seed, tally.good, tally.throttled,
                      tally.failed, dg_pacer_is_slowed (world.pacer));
      g_assert_false (dg_pacer_is_spent (world.pacer));
      close_world (&world);
    }
  g_assert_cmpuint (n_slowed, <=, 2);
}

static void
test_bound (void)
{
  Service service = { .latency_s = 1.0 };
  World world;
  Tally tally;

  open_world (&world, &service, 3, 1);
  tally = run_world (&world, 20 * SECOND);
  g_assert_cmpuint (tally.most_in_flight, ==, 3);
  close_world (&world);
}

static void
test_one_decrease_a_burst (void)
{
  g_autoptr (DgPacer) pacer = dg_pacer_new (20, 1);
  guint before;

  for (guint i = 0; i < 20; i++)
    dg_pacer_start (pacer, 0);
  before = dg_pacer_get_limit (pacer);
  for (guint i = 0; i < 20; i++)
    dg_pacer_end_throttled (pacer, 0, SECOND, -1);
  g_assert_cmpuint (dg_pacer_get_limit (pacer), ==, before * 3 / 4);
}

static void
test_additive_increase (void)
{
  g_autoptr (DgPacer) pacer = dg_pacer_new (64, 1);
  guint limit;

  for (guint i = 0; i < 20; i++)
    dg_pacer_start (pacer, 0);
  for (guint i = 0; i < 20; i++)
    dg_pacer_end_throttled (pacer, 0, SECOND, -1);
  limit = dg_pacer_get_limit (pacer);

  /* a round of good replies, as many as fit at once, makes room for one more */
  for (guint i = 0; i <= limit; i++)
    {
      dg_pacer_start (pacer, 100 * SECOND);
      dg_pacer_end_good (pacer, 100 * SECOND);
    }
  g_assert_cmpuint (dg_pacer_get_limit (pacer), ==, limit + 1);
}

static void
test_retry_after (void)
{
  g_autoptr (DgPacer) pacer = dg_pacer_new (20, 1);

  dg_pacer_start (pacer, 0);
  dg_pacer_end_throttled (pacer, 0, SECOND, 7000);
  g_assert_cmpint (dg_pacer_get_next_start (pacer, SECOND), ==, 8 * SECOND);
  g_assert_false (dg_pacer_may_start (pacer, 8 * SECOND - 1));
  g_assert_true (dg_pacer_may_start (pacer, 8 * SECOND));
}

static void
test_retry_after_is_bounded (void)
{
  g_autoptr (DgPacer) pacer = dg_pacer_new (20, 1);

  dg_pacer_start (pacer, 0);
  dg_pacer_end_throttled (pacer, 0, 0, 86400 * 1000);
  g_assert_cmpint (dg_pacer_get_next_start (pacer, 0), ==, 20 * SECOND);
}

static void
test_failed_place_rests (void)
{
  g_autoptr (DgPacer) pacer = dg_pacer_new (1, 1);

  dg_pacer_start (pacer, 0);
  dg_pacer_end_failed (pacer, SECOND, -1);
  g_assert_cmpint (dg_pacer_get_next_start (pacer, SECOND), >, SECOND);
  g_assert_cmpint (dg_pacer_get_next_start (pacer, SECOND), <=, SECOND + SECOND / 20);
}

static void
test_budget (void)
{
  g_autoptr (DgPacer) pacer = dg_pacer_new (4, 1);
  guint n_failures = 0;

  while (!dg_pacer_is_spent (pacer))
    {
      dg_pacer_start (pacer, 0);
      dg_pacer_end_failed (pacer, 0, -1);
      n_failures++;
    }
  /* 500 tokens at 14 a failure */
  g_assert_cmpuint (n_failures, ==, 36);

  dg_pacer_start (pacer, 0);
  dg_pacer_end_good (pacer, 0);
  g_assert_false (dg_pacer_is_spent (pacer));
}

static void
test_recovers (void)
{
  Service service = { .latency_s = 2.0, .refill = 0.5, .capacity = 1.0 };
  World world;
  Tally tally;

  /* a quota that is lifted: the pacer finds out */
  open_world (&world, &service, 32, 1);
  run_world (&world, 120 * SECOND);
  service.refill = 0.0;
  run_world (&world, 420 * SECOND);
  tally = run_world (&world, 480 * SECOND);
  g_test_message ("after the quota: %u in a minute", tally.good);
  g_assert_cmpuint (tally.good, >=, 10 * 30);
  close_world (&world);
}

/* Who waits for the network has patience left when it comes back, and does not wait long after that. */
static void
test_unreachable (void)
{
  DgPacer *pacer = dg_pacer_new (1, 3);
  gint64 now_us = 0;

  for (guint i = 0; i < 5000; i++)
    {
      gint64 next_us = dg_pacer_get_next_start (pacer, now_us);

      g_assert_cmpint (next_us - now_us, <=, 4 * SECOND);
      now_us = MAX (now_us, next_us);
      dg_pacer_start (pacer, now_us);
      dg_pacer_end_unreachable (pacer, now_us);
    }
  g_assert_false (dg_pacer_is_spent (pacer));
  dg_pacer_free (pacer);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/pacer/free", test_free);
  g_test_add_func ("/pacer/bound", test_bound);
  g_test_add_func ("/pacer/one-decrease-a-burst", test_one_decrease_a_burst);
  g_test_add_func ("/pacer/additive-increase", test_additive_increase);
  g_test_add_func ("/pacer/retry-after", test_retry_after);
  g_test_add_func ("/pacer/retry-after-is-bounded", test_retry_after_is_bounded);
  g_test_add_func ("/pacer/failed-place-rests", test_failed_place_rests);
  g_test_add_func ("/pacer/budget", test_budget);
  g_test_add_func ("/pacer/random-throttles", test_random_throttles);
  g_test_add_func ("/pacer/quota/30", test_quota_30);
  g_test_add_func ("/pacer/quota/30-short-calls", test_quota_30_short);
  g_test_add_func ("/pacer/quota/200", test_quota_200);
  g_test_add_func ("/pacer/quota/60-long-calls", test_quota_60_long);
  g_test_add_func ("/pacer/recovers", test_recovers);
  g_test_add_func ("/pacer/unreachable", test_unreachable);

  return g_test_run ();
}
