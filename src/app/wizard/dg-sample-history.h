/* dg-sample-history.h: what a sample was in each round
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "dg-draft.h"

G_BEGIN_DECLS

#define DG_TYPE_SAMPLE_HISTORY (dg_sample_history_get_type ())
G_DECLARE_FINAL_TYPE (DgSampleHistory, dg_sample_history, DG, SAMPLE_HISTORY, AdwWindow)

GtkWindow *dg_sample_history_present (GtkWindow *parent, const DgDraft *draft, guint card);

G_END_DECLS
