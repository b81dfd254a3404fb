/* dg-credentials.h: what a request is signed or authorised with
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "dg-inference-types.h"

G_BEGIN_DECLS

/*
 * Secrets live in memory only: they have no property, no string form and no place in an error message, and are
 * overwritten before their memory is given back.
 */

DgCredentials *dg_credentials_new_bearer (const char *token);
DgCredentials *
dg_credentials_new_keys (const char *access_key_id, const char *secret_access_key, const char *session_token);
DgCredentials *dg_credentials_new_from_environment (const char *const *environment, GError **error);
DgCredentials *dg_credentials_ref (DgCredentials *self);
void dg_credentials_unref (DgCredentials *self);
gboolean dg_credentials_check (DgCredentials *self, GError **error);
gboolean dg_credentials_equal (DgCredentials *self, DgCredentials *other);
gboolean dg_credentials_is_bearer (DgCredentials *self);
void dg_credentials_set_expiry (DgCredentials *self, gint64 unix_seconds);
gint64 dg_credentials_get_expiry (DgCredentials *self);
const char *dg_credentials_get_region (DgCredentials *self);
char *dg_credentials_dup_hint (DgCredentials *self);
const char *dg_credentials_get_access_key_id (DgCredentials *self);
const char *dg_credentials_get_secret_access_key (DgCredentials *self);
const char *dg_credentials_get_session_token (DgCredentials *self);
const char *dg_credentials_get_bearer_token (DgCredentials *self);
void dg_credentials_redact (DgCredentials *self, GString *text);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DgCredentials, dg_credentials_unref)

G_END_DECLS
