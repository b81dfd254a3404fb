/* dg-dataset-actions.h: what is done with datasets and drafts, and undone
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "dg-library.h"

G_BEGIN_DECLS

void dg_dataset_actions_rename (GtkWidget *widget, DgLibrary *library, const char *id, const char *name);
void dg_dataset_actions_duplicate (GtkWidget *widget, DgLibrary *library, const char *id);
void dg_dataset_actions_delete (GtkWidget *widget, DgLibrary *library, const char *id);
void dg_dataset_actions_discard (GtkWidget *widget, DgLibrary *library, const DgDraft *draft);
void dg_dataset_actions_open_folder (GtkWidget *widget, const char *path);

G_END_DECLS
