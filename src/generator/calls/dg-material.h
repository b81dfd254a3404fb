/* dg-material.h: other people's text in a request
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

char *dg_material_wrap (const char *name, const char *text);
char *dg_material_shorten (const char *text, guint max_characters, gboolean *shortened);

G_END_DECLS
