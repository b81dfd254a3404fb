/* dg-simulator-log.h: a line for every request that was answered
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "dg-simulator-types.h"

G_BEGIN_DECLS

/**
 * DgLogEntry:
 * @started_us: when the request came, on the monotonic clock
 * @status: HTTP status
 * @fault: what was to go wrong with all of it; none when it was refused for another reason
 * @at_once: how many requests were under way when it came, itself included
 * @input_tokens: how long it was, 0 when it could not be read
 * @output_tokens: how much of a reply has gone out
 * @max_tokens: how long that could have become
 * @n_records: how many records a whole reply had
 */
typedef struct
{
  gint64 started_us;
  guint status;
  DgFault fault;
  guint at_once;
  guint input_tokens;
  guint output_tokens;
  guint max_tokens;
  guint n_records;
} DgLogEntry;

DgSimulatorLog *dg_simulator_log_new (const char *path, GError **error);
void dg_simulator_log_free (DgSimulatorLog *self);
void dg_simulator_log_write (DgSimulatorLog *self, const DgLogEntry *entry);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DgSimulatorLog, dg_simulator_log_free)

G_END_DECLS
