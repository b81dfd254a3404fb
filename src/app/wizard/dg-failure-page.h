/* dg-failure-page.h: a page in place of what could not be done
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define DG_TYPE_FAILURE_PAGE (dg_failure_page_get_type ())
G_DECLARE_FINAL_TYPE (DgFailurePage, dg_failure_page, DG, FAILURE_PAGE, GtkWidget)

void dg_failure_page_set_actions (DgFailurePage *self, const char *try_again, const char *other);
void dg_failure_page_show (DgFailurePage *self, const char *title, const GError *error, const char *note);
void dg_failure_page_set_other_label (DgFailurePage *self, const char *label);

G_END_DECLS
