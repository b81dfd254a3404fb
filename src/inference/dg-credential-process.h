/* dg-credential-process.h: keys from a program, as AWS tools ask it; private to inference/
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "dg-inference-types.h"

G_BEGIN_DECLS

/** How long a program may take; one that asks somebody for a second factor elsewhere takes its time. */
#define DG_CREDENTIAL_PROCESS_TIMEOUT_MS (60 * 1000)

void dg_credential_process_run_async (const char *command,
                                      const char *const *environment,
                                      guint timeout_ms,
                                      GCancellable *cancellable,
                                      GAsyncReadyCallback callback,
                                      gpointer data);
DgCredentials *dg_credential_process_run_finish (GAsyncResult *result, GError **error);

G_END_DECLS
