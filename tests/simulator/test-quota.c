/* test-quota.c: token buckets under a clock that is told, and the quotas of a simulator
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "client.h"

#include "dg-simulator-quota.h"

#define SECOND ((gint64) G_USEC_PER_SEC)
#define EPSILON 1e-6

static guint
take_all (DgBucket *bucket, gint64 now_us)
{
  guint n = 0;

  while (n < 10000 && dg_bucket_take (bucket, 1, now_us))
    n++;

  return n;
}

static void
test_full_at_start (void)
{
  DgBucket bucket;

  dg_bucket_init (&bucket, 120, 1, 5 * SECOND);
  g_assert_cmpuint (take_all (&bucket, 5 * SECOND), ==, 20);
  g_assert_false (dg_bucket_take (&bucket, 1, 5 * SECOND));
}

/* A minute lets through what the quota says, and at the start a bucket more. */
static void
test_rate (void)
{
  DgBucket bucket;
  guint n = 0;

  dg_bucket_init (&bucket, 120, 1, 0);
  for (gint64 now = 0; now < 60 * SECOND; now += SECOND / 10)
    n += take_all (&bucket, now);
  g_assert_cmpuint (n, >=, 20 + 119);
  g_assert_cmpuint (n, <=, 20 + 120);
}

static void
test_refill (void)
{
  DgBucket bucket;

  dg_bucket_init (&bucket, 60, 1, 0);
  take_all (&bucket, 0);
  g_assert_false (dg_bucket_take (&bucket, 1, SECOND - 1));
  g_assert_true (dg_bucket_take (&bucket, 1, SECOND + 1));
  g_assert_false (dg_bucket_take (&bucket, 1, SECOND + 2));
  /* However long nobody asks, it holds no more than it can. */
  g_assert_cmpuint (take_all (&bucket, 3600 * SECOND), ==, 10);
}

static void
test_at_least_one_request (void)
{
  DgBucket bucket;

  dg_bucket_init (&bucket, 3, 1, 0);
  g_assert_cmpuint (take_all (&bucket, 0), ==, 1);
  g_assert_cmpuint (take_all (&bucket, 19 * SECOND), ==, 0);
  g_assert_cmpuint (take_all (&bucket, 21 * SECOND), ==, 1);
}

static void
test_no_limit (void)
{
  DgBucket bucket;

  dg_bucket_init (&bucket, 0, 1, 0);
  g_assert_cmpuint (take_all (&bucket, 0), ==, 10000);
}

/* A clock that is set back neither fills nor empties it. */
static void
test_clock_goes_back (void)
{
  DgBucket bucket;

  dg_bucket_init (&bucket, 60, 1, 10 * SECOND);
  take_all (&bucket, 10 * SECOND);
  g_assert_false (dg_bucket_take (&bucket, 1, 0));
  g_assert_false (dg_bucket_take (&bucket, 1, 10 * SECOND));
  g_assert_true (dg_bucket_take (&bucket, 1, 11 * SECOND + 1));
}

static void
test_put (void)
{
  DgBucket bucket;

  dg_bucket_init (&bucket, 600, 0, 0);
  g_assert_true (dg_bucket_take (&bucket, 100, 0));
  dg_bucket_put (&bucket, 40, 0);
  g_assert_false (dg_bucket_take (&bucket, 41, 0));
  g_assert_true (dg_bucket_take (&bucket, 40, 0));
  dg_bucket_put (&bucket, 1000, 0);
  g_assert_cmpfloat_with_epsilon (bucket.level, 100, EPSILON);
  /* In debt until enough has flowed in */
  dg_bucket_put (&bucket, -150, 0);
  g_assert_false (dg_bucket_take (&bucket, 1, 5 * SECOND));
  g_assert_true (dg_bucket_take (&bucket, 1, 6 * SECOND));
}

static void
assert_throttled (DgQuota *quota, guint64 reserved, gint64 now_us, const char *what)
{
  g_autofree char *expected = g_strdup_printf ("Too many %s, please wait before trying again.", what);
  g_autoptr (GError) error = NULL;

  g_assert_false (dg_quota_enter (quota, reserved, now_us, &error));
  g_assert_error (error, DG_AWS_ERROR, DG_AWS_ERROR_THROTTLING);
  g_assert_cmpstr (error->message, ==, expected);
}

static void
test_quota (void)
{
  DgQuota quota;

  dg_quota_init (&quota, 60, 6000, 0);
  g_assert_true (dg_quota_enter (&quota, 600, 0, NULL));
  assert_throttled (&quota, 600, 0, "tokens");
  /* 600 were reserved, 100 are used: 500 go back */
  dg_quota_leave (&quota, 600, 100, 0);
  g_assert_true (dg_quota_enter (&quota, 900, 0, NULL));
  assert_throttled (&quota, 1, 0, "tokens");
  for (guint i = 0; i < 6; i++)
    g_assert_true (dg_quota_enter (&quota, 0, 0, NULL));
  assert_throttled (&quota, 0, 0, "requests");
  g_assert_true (dg_quota_enter (&quota, 100, SECOND + 1, NULL));
}

static Answer *
ask_for (DgSimulator *simulator, guint max_tokens)
{
  g_autofree char *body = make_request ("Be brief.", "Hello", NULL, max_tokens);

  return ask (simulator, "converse", body);
}

static void
test_simulator_rpm (void)
{
  g_autoptr (DgSimulator) simulator =
      start_simulator (&(DgSimulatorOptions){ .rpm = 1, .access_key_id = KEY, .secret_access_key = SECRET });
  g_autoptr (Answer) first = ask_for (simulator, 10);
  g_autoptr (Answer) second = ask_for (simulator, 10);

  g_assert_cmpuint (first->status, ==, 200);
  assert_refused (second, 429, "ThrottlingException", "Too many requests, please wait before trying again.");
}

/* 1,000 tokens in ten seconds: a request may ask for 900 of them twice, because it uses a few only; the server may
 * settle a moment after its client has read the answer. */
static void
test_simulator_tpm (void)
{
  g_autoptr (DgSimulator) simulator =
      start_simulator (&(DgSimulatorOptions){ .tpm = 6000, .access_key_id = KEY, .secret_access_key = SECRET });
  g_autoptr (Answer) first = ask_for (simulator, 900);

  while (dg_simulator_get_n_running (simulator) > 0)
    g_thread_yield ();

  g_autoptr (Answer) second = ask_for (simulator, 900);
  g_autoptr (Answer) too_large = ask_for (simulator, 1001);
  g_autoptr (Answer) unlimited = ask_for (simulator, 0);

  g_assert_cmpuint (first->status, ==, 200);
  g_assert_cmpuint (second->status, ==, 200);
  assert_refused (too_large, 429, "ThrottlingException", "Too many tokens, please wait before trying again.");
  assert_refused (unlimited, 429, "ThrottlingException", "Too many tokens, please wait before trying again.");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/simulator/quota/bucket/full-at-start", test_full_at_start);
  g_test_add_func ("/simulator/quota/bucket/rate", test_rate);
  g_test_add_func ("/simulator/quota/bucket/refill", test_refill);
  g_test_add_func ("/simulator/quota/bucket/at-least-one-request", test_at_least_one_request);
  g_test_add_func ("/simulator/quota/bucket/no-limit", test_no_limit);
  g_test_add_func ("/simulator/quota/bucket/clock-goes-back", test_clock_goes_back);
  g_test_add_func ("/simulator/quota/bucket/put", test_put);
  g_test_add_func ("/simulator/quota/both", test_quota);
  g_test_add_func ("/simulator/quota/simulator/rpm", test_simulator_rpm);
  g_test_add_func ("/simulator/quota/simulator/tpm", test_simulator_tpm);

  return g_test_run ();
}
