/* dg-credential-provider-private.h: what only the provider's own files need
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "dg-credential-provider.h"

G_BEGIN_DECLS

struct _DgCredentialProvider
{
  GObject parent_instance;

  DgCredentialOrigin origin;
  gboolean keyring_first; /* what was set in Preferences goes before the rest */
  GStrv environment;      /* (owned) (nullable) */
  char *profile;          /* (owned) (nullable) */
  char *description;      /* (owned) (nullable) for people */
  char *advice;           /* (owned) (nullable) what to do when they are refused */
  GStrv warnings;         /* (owned) (nullable) */
  char *region;           /* (owned) (nullable) */
  DgNetwork *network;     /* (owned) (nullable) */
  DgClockFunc clock;      /* seconds since 1970 */
  gpointer clock_data;    /* (unowned) */

  DgCredentials *credentials; /* (owned) (nullable) what was got last */
  gint64 refresh_at;          /* from when on others are asked for; 0: never */
  GQueue waiters;             /* (element-type GTask) (owned) */
  GCancellable *refreshing;   /* (owned) (nullable) while somebody is asked */
};

/* dg-credential-fetch.c */
void dg_credential_fetch_async (DgCredentialProvider *self,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer data);
DgCredentials *dg_credential_fetch_finish (DgCredentialProvider *self, GAsyncResult *result, GError **error);

/* dg-credential-provider.c */
gint64 dg_credential_provider_get_time (DgCredentialProvider *self);

G_END_DECLS
