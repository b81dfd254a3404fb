/* dg-request-sizer.c: how many records to ask for at once, and how many tokens to allow
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/*
 * Bedrock reserves input + maxTokens of the quota when a request starts, so a generous maxTokens throttles the run; a
 * tight one cuts a tool call, which Nova reports as a failed call. Twice the largest record seen is in between.
 */

#include "config.h"

#include <math.h>

#include "dg-request-sizer.h"

/* A reply of about this length is long enough to be worth its prompt: 10 records of 50 tokens, 5 of 100, 3 of 200. */
#define REPLY_TOKENS 540.0
#define MAX_RECORDS 10

/* After a reply was cut the allowance grows by this, up to a bound, and with every good reply it comes back a little:
 * one that runs on and on is a model gone astray, not a sign that records are long. */
#define WIDEN 1.5
#define MAX_SLACK 4.0
#define SLACK_KEPT 0.9

/* Until enough records were seen the allowance is generous. */
#define MIN_SEEN 10
#define FIRST_MIN_MAX_TOKENS 800
#define MIN_MAX_TOKENS 300
#define SPARE_TOKENS 150

struct _DgRequestSizer
{
  guint max_output_tokens; /* the model's own bound */
  guint n_seen;            /* records in replies so far */
  double slack;            /* 1 or more: how much longer records may be than they seemed */
  double largest;          /* tokens of the largest record, as far as means of requests tell; 0: none seen */
};

/**
 * dg_request_sizer_new:
 * @max_output_tokens: most tokens that the model may write in a reply
 *
 * Returns: (transfer full): a sizer that has seen no reply
 */
DgRequestSizer *
dg_request_sizer_new (guint max_output_tokens)
{
  DgRequestSizer *self = g_new0 (DgRequestSizer, 1);

  self->max_output_tokens = max_output_tokens;
  self->slack = 1.0;

  return self;
}

/**
 * dg_request_sizer_free:
 * @self: (transfer full): a sizer
 */
void
dg_request_sizer_free (DgRequestSizer *self)
{
  g_free (self);
}

static double
get_record_tokens (DgRequestSizer *self)
{
  return (self->largest > 0.0 ? self->largest : DG_FIRST_GUESS_TOKENS) * self->slack;
}

/**
 * dg_request_sizer_get_n_records:
 * @self: a sizer
 *
 * Long records make a model careless towards the end of its reply, short ones are cheap to ask for by the handful.
 *
 * Returns: how many records the next request should ask for, at least 1
 */
guint
dg_request_sizer_get_n_records (DgRequestSizer *self)
{
  g_return_val_if_fail (self != NULL, 1);

  return CLAMP ((guint) round (REPLY_TOKENS / get_record_tokens (self)), 1, MAX_RECORDS);
}

/**
 * dg_request_sizer_get_max_tokens:
 * @self: a sizer
 * @n_records: how many records a request asks for
 *
 * Returns: how many tokens its reply may have
 */
guint
dg_request_sizer_get_max_tokens (DgRequestSizer *self, guint n_records)
{
  g_return_val_if_fail (self != NULL, FIRST_MIN_MAX_TOKENS);

  double wanted = 2.0 * n_records * get_record_tokens (self) + SPARE_TOKENS;
  guint least = self->n_seen < MIN_SEEN ? FIRST_MIN_MAX_TOKENS : MIN_MAX_TOKENS;

  /* a service may tell any count, so the bounds come before the conversion */
  return (guint) MIN (MAX (wanted, least), self->max_output_tokens);
}

/**
 * dg_request_sizer_learn:
 * @self: a sizer
 * @n_records: how many records a reply had
 * @output_tokens: how many tokens it took
 */
void
dg_request_sizer_learn (DgRequestSizer *self, guint n_records, gint64 output_tokens)
{
  g_return_if_fail (self != NULL);

  if (n_records == 0 || output_tokens <= 0)
    return;
  self->largest = MAX (self->largest, (double) output_tokens / n_records);
  self->n_seen += n_records;
  self->slack = MAX (self->slack * SLACK_KEPT, 1.0);
}

/**
 * dg_request_sizer_widen:
 * @self: a sizer
 *
 * Tells that a reply was cut off, or that a call failed as a cut one does: records are longer than they seemed, so the
 * next requests ask for fewer and allow more for each.
 */
void
dg_request_sizer_widen (DgRequestSizer *self)
{
  g_return_if_fail (self != NULL);

  self->slack = MIN (self->slack * WIDEN, MAX_SLACK);
}
