/* dg-outline-call-private.h: what the files of call 3 agree on
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "dg-outline-call.h"

G_BEGIN_DECLS

guint dg_outline_call_read_seeds (DgOutline *outline, DgJsonValue reply, guint most);

G_END_DECLS
