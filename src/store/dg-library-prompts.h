/* dg-library-prompts.h: the prompts of a library
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "dg-library.h"
#include "dg-prompt.h"

G_BEGIN_DECLS

void
dg_library_list_prompts_async (DgLibrary *self, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data);
GPtrArray *dg_library_list_prompts_finish (DgLibrary *self, GAsyncResult *result, GError **error);
void dg_library_load_prompt_async (
    DgLibrary *self, const char *id, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data);
DgPrompt *dg_library_load_prompt_finish (DgLibrary *self, GAsyncResult *result, GError **error);
void dg_library_save_prompt_async (
    DgLibrary *self, const DgPrompt *prompt, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data);
char *dg_library_save_prompt_finish (DgLibrary *self, GAsyncResult *result, GError **error);
void dg_library_delete_prompt_async (
    DgLibrary *self, const char *id, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data);
DgPrompt *dg_library_delete_prompt_finish (DgLibrary *self, GAsyncResult *result, GError **error);
void dg_library_restore_prompt_async (
    DgLibrary *self, const DgPrompt *prompt, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data);
gboolean dg_library_restore_prompt_finish (DgLibrary *self, GAsyncResult *result, GError **error);

G_END_DECLS
