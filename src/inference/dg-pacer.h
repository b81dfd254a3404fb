/* dg-pacer.h: how many requests a service takes
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "dg-inference-types.h"

G_BEGIN_DECLS

typedef struct _DgPacer DgPacer;

DgPacer *dg_pacer_new (guint max_requests, guint64 seed);
void dg_pacer_free (DgPacer *self);
gboolean dg_pacer_may_start (DgPacer *self, gint64 now_us);
gint64 dg_pacer_get_next_start (DgPacer *self, gint64 now_us);
void dg_pacer_start (DgPacer *self, gint64 now_us);
void dg_pacer_end_good (DgPacer *self, gint64 started_us);
void dg_pacer_end_throttled (DgPacer *self, gint64 started_us, gint64 now_us, gint64 retry_after_ms);
void dg_pacer_end_failed (DgPacer *self, gint64 now_us, gint64 retry_after_ms);
void dg_pacer_end_unreachable (DgPacer *self, gint64 now_us);
void dg_pacer_end_other (DgPacer *self);
guint dg_pacer_get_limit (DgPacer *self);
guint dg_pacer_get_in_flight (DgPacer *self);
gboolean dg_pacer_is_slowed (DgPacer *self);
gboolean dg_pacer_is_spent (DgPacer *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DgPacer, dg_pacer_free)

G_END_DECLS
