/* dg-simulator-auth.h: who may ask
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <libsoup/soup.h>

#include "dg-simulator-types.h"

G_BEGIN_DECLS

gboolean
dg_simulator_authorize (const DgSimulatorOptions *options, SoupServerMessage *message, gint64 now, GError **error);

G_END_DECLS
