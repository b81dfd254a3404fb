/* dg-network.h: the way to a service: proxy and trusted certificates
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "dg-inference-types.h"

G_BEGIN_DECLS

/**
 * DgNetwork:
 *
 * What the environment says of proxies and of certificates to trust. Where it says nothing, the system's settings hold.
 */

DgNetwork *dg_network_new (const char *const *environment, const char *ca_bundle, GError **error);
void dg_network_new_async (const char *const *environment,
                           const char *ca_bundle,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer data);
DgNetwork *dg_network_new_finish (GAsyncResult *result, GError **error);
DgNetwork *dg_network_ref (DgNetwork *self);
void dg_network_unref (DgNetwork *self);
char *dg_network_dup_proxy (DgNetwork *self, const char *address);
const char *dg_network_get_ca_bundle (DgNetwork *self);
GProxyResolver *dg_network_get_proxy_resolver (DgNetwork *self);
const char *dg_network_get_proxy_authorization (DgNetwork *self);
GTlsDatabase *dg_network_get_tls_database (DgNetwork *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DgNetwork, dg_network_unref)

G_END_DECLS
