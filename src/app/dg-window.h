/* dg-window.h: the window
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "dg-engine.h"
#include "dg-page.h"
#include "dg-run-list.h"

G_BEGIN_DECLS

#define DG_TYPE_WINDOW (dg_window_get_type ())
G_DECLARE_FINAL_TYPE (DgWindow, dg_window, DG, WINDOW, AdwApplicationWindow)

DgWindow *dg_window_new (GtkApplication *application, DgEngine *engine, DgRunList *runs);
void dg_window_push (DgWindow *self, DgPage *page);
void dg_window_go_home (DgWindow *self);
void dg_window_import (DgWindow *self, GFile *file);

G_END_DECLS
