/* dg-template.h: prompt templates
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

char *dg_template_fill (const char *name, const char *key, ...) G_GNUC_NULL_TERMINATED;
char *dg_template_dup_schema (const char *name);

G_END_DECLS
