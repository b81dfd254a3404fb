/* dg-text-file.h: texts that the person brings along
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

void dg_text_file_read_async (
    GFile *file, gsize max_bytes, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data);
char *dg_text_file_read_finish (GFile *file, GAsyncResult *result, GError **error);

G_END_DECLS
