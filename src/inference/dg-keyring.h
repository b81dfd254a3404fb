/* dg-keyring.h: the key that a person has given to the program, in the desktop's keyring
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "dg-credentials.h"

G_BEGIN_DECLS

void dg_keyring_load_async (GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data);
DgCredentials *dg_keyring_load_finish (GAsyncResult *result, GError **error);
void dg_keyring_store_async (DgCredentials *credentials,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer data);
gboolean dg_keyring_store_finish (GAsyncResult *result, GError **error);
void dg_keyring_clear_async (GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data);
gboolean dg_keyring_clear_finish (GAsyncResult *result, gboolean *removed, GError **error);

G_END_DECLS
