/* dg-simulator-quota.c: how much the service lets through in a minute
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Bedrock counts both quotas of a model as token buckets do, and reserves the tokens that a request may cost at most
 * when it comes in: its input and its maxTokens. What it did not need is given back when it is done. How large the
 * buckets are is not published; ten seconds' worth is our own choice.
 */

#include "config.h"

#include "dg-simulator-quota.h"

#define US_A_MINUTE (60.0 * G_USEC_PER_SEC)
#define BUCKETS_A_MINUTE 6

/* A full bucket of ten seconds' worth, but not of less than @least. @per_minute 0 is for no limit. */
void
dg_bucket_init (DgBucket *self, guint per_minute, double least, gint64 now_us)
{
  self->per_us = per_minute / US_A_MINUTE;
  self->capacity = MAX ((double) per_minute / BUCKETS_A_MINUTE, least);
  self->level = self->capacity;
  self->at_us = now_us;
}

/* Takes that much out of it, or nothing when there is less */
gboolean
dg_bucket_take (DgBucket *self, double amount, gint64 now_us)
{
  if (self->per_us <= 0)
    return TRUE;

  dg_bucket_put (self, 0, now_us);
  if (self->level < amount)
    return FALSE;
  self->level -= amount;

  return TRUE;
}

/* Puts that much back; what is over the brim is lost. A negative amount may leave it in debt. */
void
dg_bucket_put (DgBucket *self, double amount, gint64 now_us)
{
  double came_in = (double) MAX (now_us - self->at_us, 0) * self->per_us;

  self->level = MIN (self->level + came_in + amount, self->capacity);
  self->at_us = MAX (now_us, self->at_us);
}

/* 0 is for no limit */
void
dg_quota_init (DgQuota *self, guint rpm, guint tpm, gint64 now_us)
{
  dg_bucket_init (&self->requests, rpm, 1, now_us);
  dg_bucket_init (&self->tokens, tpm, 0, now_us);
}

/* Lets a request in that may cost so many tokens, or says which quota it is over */
gboolean
dg_quota_enter (DgQuota *self, guint64 reserved, gint64 now_us, GError **error)
{
  const char *over = NULL;

  if (!dg_bucket_take (&self->requests, 1, now_us))
    over = "requests";
  else if (!dg_bucket_take (&self->tokens, (double) reserved, now_us))
    over = "tokens";
  if (over == NULL)
    return TRUE;

  g_set_error (error, DG_AWS_ERROR, DG_AWS_ERROR_THROTTLING, "Too many %s, please wait before trying again.", over);

  return FALSE;
}

/* What it has not used of them goes back */
void
dg_quota_leave (DgQuota *self, guint64 reserved, guint64 used, gint64 now_us)
{
  dg_bucket_put (&self->tokens, (double) reserved - (double) used, now_us);
}
