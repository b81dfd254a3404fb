/* dg-lease.h: who may write a session
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "dg-library.h"

G_BEGIN_DECLS

/**
 * DgLease:
 *
 * The right to write a session, held by one process at a time, so that nothing is paid for twice. It is a lock of the
 * operating system: a process that dies gives it back.
 */
typedef struct _DgLease DgLease;

void dg_library_lease_session_async (
    DgLibrary *self, const char *session, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data);
DgLease *dg_library_lease_session_finish (DgLibrary *self, GAsyncResult *result, GError **error);
void dg_lease_free (DgLease *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DgLease, dg_lease_free)

G_END_DECLS
