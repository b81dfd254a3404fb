/* dg-sigv4-private.h: what signing and checking have in common, for the dg-sigv4*.c files alone
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "dg-sigv4.h"

G_BEGIN_DECLS

#define DG_SIGV4_ALGORITHM "AWS4-HMAC-SHA256"
#define DG_SIGV4_TERMINATOR "aws4_request"
#define DG_SIGV4_SHA256_BYTES 32
#define DG_SIGV4_SHA256_HEX_DIGITS 64

/* YYYYMMDD, in the credential's scope and at the beginning of every date. */
#define DG_SIGV4_DAY_LENGTH 8

char *dg_sigv4_dup_chosen_canonical_request (const DgSigv4Request *request, GHashTable *chosen, char **signed_headers);
char *dg_sigv4_dup_signature (const DgSigv4Scope *scope, const char *secret_access_key, const char *string_to_sign);

G_END_DECLS
