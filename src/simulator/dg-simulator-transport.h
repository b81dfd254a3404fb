/* dg-simulator-transport.h: what goes wrong with the bytes of a reply
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "dg-simulator-types.h"

G_BEGIN_DECLS

gboolean dg_transport_is_fault (DgFault fault);
GArray *dg_transport_split_body (DgSimulatorReply *reply, guint latency_ms);
GArray *dg_transport_spoil (GArray *parts, DgFault fault, DgSimulatorReply *reply, gboolean streaming);

G_END_DECLS
