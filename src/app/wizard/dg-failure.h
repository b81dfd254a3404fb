/* dg-failure.h: something that could not be done, and what mends it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * DgFailure:
 *
 * Why something could not be done, and when that was.
 */
typedef struct _DgFailure DgFailure;

DgFailure *dg_failure_new (const GError *error);
void dg_failure_free (DgFailure *self);
const char *dg_failure_get_text (const DgFailure *self);
gboolean dg_failure_is_setting (const DgFailure *self);
void dg_failure_copy_details (const DgFailure *self, GtkWidget *widget);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DgFailure, dg_failure_free)

G_END_DECLS
