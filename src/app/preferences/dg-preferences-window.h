/* dg-preferences-window.h: what the person can set
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "dg-engine.h"

G_BEGIN_DECLS

#define DG_TYPE_PREFERENCES_WINDOW (dg_preferences_window_get_type ())
G_DECLARE_FINAL_TYPE (DgPreferencesWindow, dg_preferences_window, DG, PREFERENCES_WINDOW, AdwWindow)

DgPreferencesWindow *dg_preferences_window_new (GtkWindow *parent, DgEngine *engine);

G_END_DECLS
