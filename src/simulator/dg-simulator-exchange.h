/* dg-simulator-exchange.h: the pace at which a reply goes out
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <libsoup/soup.h>

#include "dg-simulator-log.h"
#include "dg-simulator-quota.h"

G_BEGIN_DECLS

/**
 * DgExchangeHost:
 * @options: (unowned): the pace
 * @log: (owned) (nullable): where a line is written about each of them
 * @quota: what is let through
 * @n_running: how many are under way; atomic
 *
 * What the exchanges of a simulator share, on its thread.
 */
typedef struct
{
  const DgSimulatorOptions *options;
  DgSimulatorLog *log;
  DgQuota quota;
  gint n_running;
} DgExchangeHost;

void dg_exchange_start (DgExchangeHost *host,
                        SoupServerMessage *message,
                        gboolean streaming,
                        DgSimulatorReply *reply,
                        const GError *error,
                        const DgLogEntry *entry);
void dg_exchange_refuse (SoupServerMessage *message, const GError *error);

G_END_DECLS
