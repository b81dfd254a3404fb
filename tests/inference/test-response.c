/* test-response.c: what the headers of a response say
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "dg-response.h"

/* 2026-01-01T00:00:00Z */
#define NOW G_GINT64_CONSTANT (1767225600)
#define NOW_TEXT "Thu, 01 Jan 2026 00:00:00 GMT"
#define HOUR_MS 3600000

static SoupMessageHeaders *
new_headers (const char *name, const char *value)
{
  SoupMessageHeaders *headers = soup_message_headers_new (SOUP_MESSAGE_HEADERS_RESPONSE);

  if (value != NULL)
    soup_message_headers_append (headers, name, value);
  return headers;
}

static const struct
{
  const char *amazon;
  const char *common;
  const char *date;
  gint64 wait_ms;
} waits[] = {
  { NULL, NULL, NULL, -1 },
  { NULL, "0", NULL, 0 },
  { NULL, "7", NULL, 7000 },
  { NULL, "3600", NULL, HOUR_MS },
  { NULL, "3601", NULL, HOUR_MS },
  { NULL, "99999999999999999999999999", NULL, HOUR_MS },
  { "0", NULL, NULL, 0 },
  { "1500", NULL, NULL, 1500 },
  { "1500", "7", NULL, 1500 },
  { "3600001", NULL, NULL, HOUR_MS },
  { "18446744073709551617", NULL, NULL, HOUR_MS },

  /* What is not understood is not there. */
  { NULL, "", NULL, -1 },
  { NULL, "-1", NULL, -1 },
  { NULL, "+1", NULL, -1 },
  { NULL, "1.5", NULL, -1 },
  { NULL, "1e3", NULL, -1 },
  { NULL, "0x10", NULL, -1 },
  { NULL, "7 seconds", NULL, -1 },
  { NULL, "soon", NULL, -1 },
  { NULL, "\xd9\xa7", NULL, -1 },
  { "-5", NULL, NULL, -1 },
  { "-5", "7", NULL, 7000 },
  { "soon", "7", NULL, 7000 },

  /* A date counts from the response's own. */
  { NULL, "Thu, 01 Jan 2026 00:00:20 GMT", NULL, 20000 },
  { NULL, "Thu, 01 Jan 2026 00:00:00 GMT", NULL, 0 },
  { NULL, "Fri, 02 Jan 2026 00:00:00 GMT", NULL, HOUR_MS },
  { NULL, "Wed, 31 Dec 2025 23:59:59 GMT", NULL, -1 },
  { NULL, "Sun, 01 Mar 2026 00:00:20 GMT", "Sun, 01 Mar 2026 00:00:00 GMT", 20000 },
  { NULL, "Thu, 01 Jan 2026 00:00:20 GMT", "Sat, 01 Jan 9999 00:00:00 GMT", 20000 },
  { NULL, "Sat, 01 Jan 9999 00:00:00 GMT", NULL, -1 },
  { NULL, "Thu, 01 Jan 2026 00:00:20 CET", NULL, -1 },
  { NULL, "Thu, 01 Foo 2026 00:00:20 GMT", NULL, -1 },
  { NULL, "Thu, 31 Feb 2026 00:00:20 GMT", NULL, -1 },
  { NULL, "Thu, 01 Jan 2026 25:00:20 GMT", NULL, -1 },
  { NULL, "Thu, 01 Jan +026 00:00:20 GMT", NULL, -1 },
  { NULL, "Thu, 01 Jan 2026 00:00:20 GMT!", NULL, -1 },
  { NULL, "2026-01-01T00:00:20Z", NULL, -1 },
};

static void
test_retry_after (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (waits); i++)
    {
      g_autoptr (SoupMessageHeaders) headers = new_headers ("Date", waits[i].date);

      if (waits[i].amazon != NULL)
        soup_message_headers_append (headers, "x-amz-retry-after", waits[i].amazon);
      if (waits[i].common != NULL)
        soup_message_headers_append (headers, "Retry-After", waits[i].common);
      g_test_message ("%s, %s, %s", waits[i].amazon, waits[i].common, waits[i].date);
      g_assert_cmpint (dg_response_get_retry_after_ms (headers, NOW), ==, waits[i].wait_ms);
    }
}

static const struct
{
  const char *date;
  gboolean believed;
  gint64 offset;
} dates[] = {
  { NOW_TEXT, TRUE, 0 },
  { "Thu, 01 Jan 2026 00:10:00 GMT", TRUE, 600 },
  { "Wed, 31 Dec 2025 00:00:00 GMT", TRUE, -86400 },
  { "Thu, 31 Dec 2099 23:59:59 GMT", TRUE, 2335219199 },
  { "Sat, 01 Jan 9999 00:00:00 GMT", FALSE, 0 },
  { "Fri, 01 Jan 2100 00:00:00 GMT", FALSE, 0 },
  { "Thu, 01 Jan 1970 00:00:00 GMT", FALSE, 0 },
  { "Tue, 31 Dec 2024 23:59:59 GMT", FALSE, 0 },
  { "Thu, 00 Jan 2026 00:00:00 GMT", FALSE, 0 },
  { "Thu, 01 Jan 0000 00:00:00 GMT", FALSE, 0 },
  { "Thursday, 01-Jan-26 00:00:00 GMT", FALSE, 0 },
  { "Thu Jan  1 00:00:00 2026", FALSE, 0 },
  { "yesterday", FALSE, 0 },
  { "", FALSE, 0 },
  { NULL, FALSE, 0 },
};

static void
test_clock_offset (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (dates); i++)
    {
      g_autoptr (SoupMessageHeaders) headers = new_headers ("Date", dates[i].date);
      gint64 offset = 0;

      g_test_message ("%s", dates[i].date);
      g_assert_true (dg_response_get_clock_offset (headers, NOW - 2, NOW, &offset) == dates[i].believed);
      g_assert_cmpint (offset, ==, dates[i].offset);
    }
}

/* A Date is only worth something while it is fresh. */
static void
test_old_dates (void)
{
  g_autoptr (SoupMessageHeaders) headers = new_headers ("Date", "Thu, 01 Jan 2026 00:10:00 GMT");
  gint64 offset;

  g_assert_true (dg_response_get_clock_offset (headers, NOW - 900, NOW, &offset));
  g_assert_false (dg_response_get_clock_offset (headers, NOW - 901, NOW, &offset));
  g_assert_false (dg_response_get_clock_offset (headers, NOW + 1, NOW, &offset)); /* set back meanwhile */
  soup_message_headers_append (headers, "Age", "3");
  g_assert_false (dg_response_get_clock_offset (headers, NOW, NOW, &offset));
}

static void
test_request_id (void)
{
  g_autoptr (SoupMessageHeaders) none = new_headers ("X", NULL);
  g_autoptr (SoupMessageHeaders) good = new_headers ("X-Amzn-RequestID", "b1e2-44");
  g_autoptr (SoupMessageHeaders) bad = new_headers ("x-amzn-RequestId", "a b");

  g_assert_null (dg_response_get_request_id (none));
  g_assert_cmpstr (dg_response_get_request_id (good), ==, "b1e2-44");
  g_assert_null (dg_response_get_request_id (bad));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/inference/response/retry-after", test_retry_after);
  g_test_add_func ("/inference/response/clock-offset", test_clock_offset);
  g_test_add_func ("/inference/response/old-dates", test_old_dates);
  g_test_add_func ("/inference/response/request-id", test_request_id);

  return g_test_run ();
}
