/* dg-format-editor.h: what inputs or answers look like, by hand
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "dg-session.h"

G_BEGIN_DECLS

#define DG_TYPE_FORMAT_EDITOR (dg_format_editor_get_type ())
G_DECLARE_FINAL_TYPE (DgFormatEditor, dg_format_editor, DG, FORMAT_EDITOR, AdwWindow)

GtkWindow *dg_format_editor_new (GtkWindow *parent, DgItem item, DgChecklist *checklist);
void dg_format_editor_save_async (
    DgFormatEditor *self, DgSession *session, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data);
void dg_format_editor_set_error (DgFormatEditor *self, const GError *error);

G_END_DECLS
