/* dg-simulator-exchange.h: the pace at which a reply goes out
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <libsoup/soup.h>

#include "dg-simulator-types.h"

G_BEGIN_DECLS

void dg_exchange_start (SoupServerMessage *message,
                        DgSimulatorReply *reply,
                        gboolean streaming,
                        const DgSimulatorOptions *options,
                        gint *n_running);
void dg_exchange_refuse (SoupServerMessage *message, const GError *error);

G_END_DECLS
