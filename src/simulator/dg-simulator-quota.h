/* dg-simulator-quota.h: how much the service lets through in a minute
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "dg-simulator-types.h"

G_BEGIN_DECLS

/**
 * DgBucket:
 * @per_us: how much flows in, in a microsecond; 0 for a bucket that never runs dry
 * @capacity: what it holds at most
 * @level: what was in it
 * @at_us: when
 *
 * A token bucket. It knows no clock: every call is told the time.
 */
typedef struct
{
  double per_us;
  double capacity;
  double level;
  gint64 at_us;
} DgBucket;

/**
 * DgQuota:
 *
 * Requests and tokens a minute.
 */
typedef struct
{
  DgBucket requests;
  DgBucket tokens;
} DgQuota;

void dg_bucket_init (DgBucket *self, guint per_minute, double least, gint64 now_us);
gboolean dg_bucket_take (DgBucket *self, double amount, gint64 now_us);
void dg_bucket_put (DgBucket *self, double amount, gint64 now_us);

void dg_quota_init (DgQuota *self, guint rpm, guint tpm, gint64 now_us);
gboolean dg_quota_enter (DgQuota *self, guint64 reserved, gint64 now_us, GError **error);
void dg_quota_leave (DgQuota *self, guint64 reserved, guint64 used, gint64 now_us);

G_END_DECLS
