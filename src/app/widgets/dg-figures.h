/* dg-figures.h: times, sums and counts in words
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "dg-run-estimate.h"

G_BEGIN_DECLS

char *dg_figures_dup_duration (double seconds);
char *dg_figures_dup_time_left (double seconds);
char *dg_figures_dup_cost (double dollars);
char *dg_figures_dup_records (guint n_records);
char *dg_figures_dup_estimate (const DgEstimate *estimate);

G_END_DECLS
