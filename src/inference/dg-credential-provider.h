/* dg-credential-provider.h: where credentials come from, and fresh ones when they expire
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "dg-credentials.h"
#include "dg-network.h"

G_BEGIN_DECLS

#define DG_TYPE_CREDENTIAL_PROVIDER (dg_credential_provider_get_type ())
G_DECLARE_FINAL_TYPE (DgCredentialProvider, dg_credential_provider, DG, CREDENTIAL_PROVIDER, GObject)

/**
 * DgCredentialOrigin:
 * @DG_CREDENTIAL_ORIGIN_GIVEN: from the program itself
 * @DG_CREDENTIAL_ORIGIN_ENVIRONMENT: the environment
 * @DG_CREDENTIAL_ORIGIN_PROFILE: a profile of the AWS tools: its keys, its program or its sign-in
 * @DG_CREDENTIAL_ORIGIN_KEYRING: the keyring
 *
 * Where credentials come from.
 */
typedef enum
{
  DG_CREDENTIAL_ORIGIN_GIVEN,
  DG_CREDENTIAL_ORIGIN_ENVIRONMENT,
  DG_CREDENTIAL_ORIGIN_PROFILE,
  DG_CREDENTIAL_ORIGIN_KEYRING,
} DgCredentialOrigin;

/**
 * DgCredentialSearch:
 * @environment: (array zero-terminated=1): an environment, as g_get_environ() gives it
 * @profile: (nullable): a profile that the person has named
 * @region: (nullable): a region that the person has chosen, which goes before all others
 * @keyring_first: whether the keyring is asked first, as is right for a program whose Preferences keep a key there;
 *   messages then point to these, not to the command line
 * @clock: (nullable): tells seconds since 1970; %NULL for this computer's clock
 * @clock_data: data for @clock
 *
 * Where to look for credentials.
 */
typedef struct
{
  const char *const *environment;
  const char *profile;
  const char *region;
  gboolean keyring_first;
  DgClockFunc clock;
  gpointer clock_data;
} DgCredentialSearch;

DgCredentialProvider *dg_credential_provider_new (DgCredentials *credentials);
void dg_credential_provider_find_async (const DgCredentialSearch *search,
                                        GCancellable *cancellable,
                                        GAsyncReadyCallback callback,
                                        gpointer data);
DgCredentialProvider *dg_credential_provider_find_finish (GAsyncResult *result, GError **error);

DgCredentials *dg_credential_provider_peek (DgCredentialProvider *self);
void dg_credential_provider_get_async (DgCredentialProvider *self,
                                       GCancellable *cancellable,
                                       GAsyncReadyCallback callback,
                                       gpointer data);
DgCredentials *dg_credential_provider_get_finish (DgCredentialProvider *self, GAsyncResult *result, GError **error);
gboolean dg_credential_provider_renew (DgCredentialProvider *self, DgCredentials *refused);

DgCredentialOrigin dg_credential_provider_get_origin (DgCredentialProvider *self);
const char *dg_credential_provider_get_description (DgCredentialProvider *self);
const char *dg_credential_provider_get_advice (DgCredentialProvider *self);
const char *const *dg_credential_provider_get_warnings (DgCredentialProvider *self);
const char *dg_credential_provider_get_region (DgCredentialProvider *self);
DgNetwork *dg_credential_provider_get_network (DgCredentialProvider *self);

char *dg_credential_format_time (gint64 unix_seconds);

G_END_DECLS
