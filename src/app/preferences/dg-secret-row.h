/* dg-secret-row.h: a row for a key, which nobody else gets to see
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define DG_TYPE_SECRET_ROW (dg_secret_row_get_type ())
G_DECLARE_FINAL_TYPE (DgSecretRow, dg_secret_row, DG, SECRET_ROW, AdwActionRow)

const char *dg_secret_row_get_secret (DgSecretRow *self);
void dg_secret_row_clear (DgSecretRow *self);

G_END_DECLS
