/* dg-sigv4.h: AWS Signature Version 4, signing and checking
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "dg-wire-types.h"

G_BEGIN_DECLS

/**
 * DgSigv4Header:
 * @name: the header's name, in any case
 * @value: the value as it goes on the wire
 */
typedef struct
{
  const char *name;
  const char *value;
} DgSigv4Header;

/**
 * DgSigv4Request:
 * @method: HTTP method in upper case
 * @path: the path exactly as on the wire, percent-encoded once (`/model/us.amazon.nova-lite-v1%3A0/converse`)
 * @query: (nullable): the query string exactly as on the wire, without `?`
 * @headers: (array length=n_headers): every header that goes out; those SigV4 never signs are passed over
 * @n_headers: how many
 * @payload_sha256: lower-case hexadecimal SHA-256 of the body
 *
 * What is signed. Everything is borrowed.
 */
typedef struct
{
  const char *method;
  const char *path;
  const char *query;
  const DgSigv4Header *headers;
  gsize n_headers;
  const char *payload_sha256;
} DgSigv4Request;

/**
 * DgSigv4Scope:
 * @date: `YYYYMMDDTHHMMSSZ`, the value of x-amz-date
 * @region: for example `us-east-1`
 * @service: `bedrock` for the runtime and the control plane
 */
typedef struct
{
  const char *date;
  const char *region;
  const char *service;
} DgSigv4Scope;

/**
 * DgSigv4Verdict:
 * @DG_SIGV4_VALID: the signature is right
 * @DG_SIGV4_MALFORMED: no Authorization header of this scheme, or one that cannot be read
 * @DG_SIGV4_UNKNOWN_KEY: signed with another access key
 * @DG_SIGV4_SKEWED: x-amz-date is further than the allowed skew from now
 * @DG_SIGV4_MISMATCH: the signature does not belong to this request
 */
typedef enum
{
  DG_SIGV4_VALID,
  DG_SIGV4_MALFORMED,
  DG_SIGV4_UNKNOWN_KEY,
  DG_SIGV4_SKEWED,
  DG_SIGV4_MISMATCH,
} DgSigv4Verdict;

char *dg_sigv4_escape_label (const char *label);
char *dg_sigv4_format_date (gint64 unix_seconds);
char *dg_sigv4_dup_canonical_uri (const char *path);
char *dg_sigv4_dup_canonical_request (const DgSigv4Request *request, char **signed_headers);
char *dg_sigv4_dup_string_to_sign (const DgSigv4Scope *scope, const char *canonical_request);
char *dg_sigv4_sign (const DgSigv4Request *request,
                     const DgSigv4Scope *scope,
                     const char *access_key_id,
                     const char *secret_access_key);
DgSigv4Verdict dg_sigv4_verify (const DgSigv4Request *request,
                                const char *authorization,
                                const char *access_key_id,
                                const char *secret_access_key,
                                gint64 now_unix_seconds,
                                gint64 allowed_skew_seconds);

G_END_DECLS
