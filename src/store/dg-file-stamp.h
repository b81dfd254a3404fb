/* dg-file-stamp.h: whether a file is still the one that was read
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

char *dg_file_stamp_take (const char *path);
char *dg_file_stamp_take_lasting (const char *path);

G_END_DECLS
