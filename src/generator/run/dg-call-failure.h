/* dg-call-failure.h: what a failed call says about the calls to come
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "dg-pacer.h"

G_BEGIN_DECLS

gboolean dg_call_failure_is_lasting (const GError *error, gboolean has_worked);
void dg_call_failure_pace (const GError *error, DgPacer *pacer, gint64 sent_us);

G_END_DECLS
