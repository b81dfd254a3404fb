/* dg-store-private.h: what only store/ itself uses
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "dg-store-types.h"

G_BEGIN_DECLS

void dg_store_set_error_from_errno (GError **error, int errsv, const char *path);

G_END_DECLS
