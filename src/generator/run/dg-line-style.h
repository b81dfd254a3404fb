/* dg-line-style.h: what lines are made of besides their plan
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "dg-brief.h"
#include "dg-plan-lines.h"

G_BEGIN_DECLS

void dg_line_style_read (DgLineStyle *self, const DgBrief *brief);

G_END_DECLS
