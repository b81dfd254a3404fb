/* dg-response.c: what the headers of a response say
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <string.h>

#include "dg-converse.h"
#include "dg-response.h"

/* Whoever asks for more than this has made a mistake, and a person would not wait. */
#define RETRY_AFTER_MAX_MS (60 * 60 * 1000)

/* A Date is as old as the reply; of one that was under way for longer, nobody knows how old it is. */
#define ROUND_TRIP_MAX_SECONDS (15 * 60)

/* No service's clock shows another year: 2025-01-01 to 2099-12-31. */
#define DATE_MIN G_GINT64_CONSTANT (1735689600)
#define DATE_MAX G_GINT64_CONSTANT (4102444799)

#define DATE_LENGTH 29 /* Sun, 06 Nov 1994 08:49:37 GMT */

static gboolean
read_digits (const char *text, gsize length, int *number)
{
  *number = 0;
  for (gsize i = 0; i < length; i++)
    {
      if (!g_ascii_isdigit (text[i]))
        return FALSE;
      *number = *number * 10 + g_ascii_digit_value (text[i]);
    }
  return TRUE;
}

static int
read_month (const char *text)
{
  static const char months[] = "JanFebMarAprMayJunJulAugSepOctNovDec";

  for (int month = 1; month <= 12; month++)
    {
      if (strncmp (text, months + 3 * (month - 1), 3) == 0)
        return month;
    }
  return 0;
}

/* The one form that servers may write (RFC 9110, 5.6.7); the two that are history are no loss. */
static gboolean
read_date (const char *text, gint64 *unix_seconds)
{
  g_autoptr (GDateTime) time = NULL;
  int day, month, year, hour, minute, second;
  gint64 seconds;

  if (text == NULL || strlen (text) != DATE_LENGTH || strncmp (text + 3, ", ", 2) != 0 || text[7] != ' ' ||
      text[11] != ' ' || text[16] != ' ' || text[19] != ':' || text[22] != ':' || strcmp (text + 25, " GMT") != 0)
    return FALSE;
  if (!read_digits (text + 5, 2, &day) || !read_digits (text + 12, 4, &year) || !read_digits (text + 17, 2, &hour) ||
      !read_digits (text + 20, 2, &minute) || !read_digits (text + 23, 2, &second))
    return FALSE;

  month = read_month (text + 8);
  if (month != 0)
    time = g_date_time_new_utc (year, month, day, hour, minute, second);
  if (time == NULL)
    return FALSE;

  seconds = g_date_time_to_unix (time);
  if (seconds < DATE_MIN || seconds > DATE_MAX)
    return FALSE;
  *unix_seconds = seconds;
  return TRUE;
}

/* -1 where it is anything else than digits. */
static gint64
read_wait (const char *text, gint64 unit_ms)
{
  guint64 number;

  if (*text == '\0' || strspn (text, "0123456789") != strlen (text))
    return -1;
  if (!g_ascii_string_to_unsigned (text, 10, 0, RETRY_AFTER_MAX_MS / unit_ms, &number, NULL))
    return RETRY_AFTER_MAX_MS;
  return (gint64) number * unit_ms;
}

/**
 * dg_response_get_request_id:
 * @headers: the headers of a response
 *
 * Returns: (nullable): the service's id of the call, `x-amzn-RequestId`, if it is one that can be shown
 */
const char *
dg_response_get_request_id (SoupMessageHeaders *headers)
{
  const char *id;

  g_return_val_if_fail (headers != NULL, NULL);

  id = soup_message_headers_get_one (headers, "x-amzn-RequestId");
  return dg_converse_is_request_id (id) ? id : NULL;
}

/**
 * dg_response_get_retry_after_ms:
 * @headers: the headers of a response
 * @now: the time in seconds since 1970, for a response without a Date
 *
 * Reads how long to wait: Amazon's `x-amz-retry-after`, which is in milliseconds, else `Retry-After`, which is in
 * seconds or a date (RFC 9110, 10.2.3). A date counts from the response's own, since the clock of this computer may be
 * wrong. What is none of these, or is over, is passed over.
 *
 * Returns: the time to wait in milliseconds, an hour at most; -1 where nothing was said
 */
gint64
dg_response_get_retry_after_ms (SoupMessageHeaders *headers, gint64 now)
{
  const char *amazon, *common;
  gint64 wait_ms = -1, date;

  g_return_val_if_fail (headers != NULL, -1);

  amazon = soup_message_headers_get_one (headers, "x-amz-retry-after");
  common = soup_message_headers_get_one (headers, "Retry-After");
  if (amazon != NULL)
    wait_ms = read_wait (amazon, 1);
  if (wait_ms >= 0 || common == NULL)
    return wait_ms;

  wait_ms = read_wait (common, 1000);
  if (wait_ms >= 0 || !read_date (common, &date))
    return wait_ms;

  read_date (soup_message_headers_get_one (headers, "Date"), &now);
  return date >= now ? MIN ((date - now) * 1000, RETRY_AFTER_MAX_MS) : -1;
}

/**
 * dg_response_get_clock_offset:
 * @headers: the headers of a response
 * @sent: when the request was sent, in seconds since 1970
 * @received: when the headers came
 * @offset: (out): how many seconds the service is ahead of this computer
 *
 * Compares the two clocks as Amazon's SDKs do: by the Date of a response, unless it came from a cache, which its Age
 * tells, or took more than 15 minutes. A Date that no clock shows is not believed.
 *
 * Returns: whether @offset was set
 */
gboolean
dg_response_get_clock_offset (SoupMessageHeaders *headers, gint64 sent, gint64 received, gint64 *offset)
{
  gint64 date;

  g_return_val_if_fail (headers != NULL && offset != NULL, FALSE);

  if (received < sent || received - sent > ROUND_TRIP_MAX_SECONDS)
    return FALSE;
  if (soup_message_headers_get_one (headers, "Age") != NULL)
    return FALSE;
  if (!read_date (soup_message_headers_get_one (headers, "Date"), &date))
    return FALSE;

  *offset = date - received;
  return TRUE;
}
