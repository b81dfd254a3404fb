/* dg-simulator-limits.h: the limits that a text states, and how to keep to them
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "dg-limit.h"

G_BEGIN_DECLS

GPtrArray *dg_limits_new (void);
void dg_limits_add (GPtrArray *limits, const char *text);
DgLimit *dg_limits_read (const char *sentence);
char *dg_limits_keep (GPtrArray *limits, DgColumn column, const char *text, gboolean german);

G_END_DECLS
