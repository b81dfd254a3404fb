/* dg-sso.h: keys of a role, for who has signed in with “aws sso login”; private to inference/
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "dg-aws-profile.h"
#include "dg-network.h"

G_BEGIN_DECLS

void dg_sso_fetch_async (DgAwsProfile *profile,
                         const char *const *environment,
                         DgNetwork *network,
                         gint64 now,
                         GCancellable *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer data);
DgCredentials *dg_sso_fetch_finish (GAsyncResult *result, char **warning, GError **error);

G_END_DECLS
