/* dg-sigv4-verify.c: checking an AWS Signature Version 4
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <string.h>

#include "dg-sigv4-private.h"

typedef struct
{
  char *access_key_id;
  char *day;
  char *region;
  char *service;
  char *signed_headers;
  char *signature;
} Authorization;

static void
authorization_free (Authorization *self)
{
  g_free (self->access_key_id);
  g_free (self->day);
  g_free (self->region);
  g_free (self->service);
  g_free (self->signed_headers);
  g_free (self->signature);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Authorization, authorization_free)

static gboolean
parse_credential (Authorization *self, const char *credential)
{
  g_auto (GStrv) parts = g_strsplit (credential, "/", -1);

  if (g_strv_length (parts) != 5 || strcmp (parts[4], DG_SIGV4_TERMINATOR) != 0)
    return FALSE;
  if (*parts[0] == '\0' || strlen (parts[1]) != DG_SIGV4_DAY_LENGTH || *parts[2] == '\0' || *parts[3] == '\0')
    return FALSE;

  self->access_key_id = g_strdup (parts[0]);
  self->day = g_strdup (parts[1]);
  self->region = g_strdup (parts[2]);
  self->service = g_strdup (parts[3]);
  return TRUE;
}

/* Each part has to be there exactly once. */
static gboolean
parse_part (Authorization *self, const char *part)
{
  const char *value = strchr (part, '=');

  if (value == NULL)
    return FALSE;
  value++;
  if (g_str_has_prefix (part, "Credential=") && self->access_key_id == NULL)
    return parse_credential (self, value);
  if (g_str_has_prefix (part, "SignedHeaders=") && self->signed_headers == NULL)
    {
      self->signed_headers = g_strdup (value);
      return TRUE;
    }
  if (g_str_has_prefix (part, "Signature=") && self->signature == NULL)
    {
      self->signature = g_strdup (value);
      return strlen (value) == DG_SIGV4_SHA256_HEX_DIGITS &&
             strspn (value, "0123456789abcdef") == DG_SIGV4_SHA256_HEX_DIGITS;
    }
  return FALSE;
}

static Authorization *
parse_authorization (const char *authorization)
{
  g_autoptr (Authorization) self = g_new0 (Authorization, 1);
  g_auto (GStrv) parts = NULL;

  if (!g_str_has_prefix (authorization, DG_SIGV4_ALGORITHM " "))
    return NULL;

  parts = g_strsplit (authorization + strlen (DG_SIGV4_ALGORITHM " "), ",", -1);
  for (guint i = 0; parts[i] != NULL; i++)
    {
      if (!parse_part (self, g_strstrip (parts[i])))
        return NULL;
    }
  if (self->access_key_id == NULL || self->signed_headers == NULL || self->signature == NULL)
    return NULL;
  return g_steal_pointer (&self);
}

/* How often a header is there, and the value of the last one. */
static guint
count_header (const DgSigv4Request *request, const char *name, const char **value)
{
  guint n_found = 0;

  for (gsize i = 0; i < request->n_headers; i++)
    {
      if (g_ascii_strcasecmp (request->headers[i].name, name) != 0)
        continue;
      *value = request->headers[i].value;
      n_found++;
    }
  return n_found;
}

/* Of all that ISO 8601 allows, only YYYYMMDDTHHMMSSZ. */
static gboolean
parse_date (const char *date, gint64 *unix_seconds)
{
  static const char digits[] = "0123456789";
  g_autoptr (GDateTime) parsed = NULL;

  if (strspn (date, digits) != 8 || date[8] != 'T' || strspn (date + 9, digits) != 6 || strcmp (date + 15, "Z") != 0)
    return FALSE;

  parsed = g_date_time_new_from_iso8601 (date, NULL);
  if (parsed == NULL)
    return FALSE;
  *unix_seconds = g_date_time_to_unix (parsed);
  return TRUE;
}

/* Recomputes the signature over the headers that the client says it has signed. */
static gboolean
signature_matches (const DgSigv4Request *request,
                   const Authorization *authorization,
                   const char *date,
                   const char *secret_access_key)
{
  const DgSigv4Scope scope = { .date = date, .region = authorization->region, .service = authorization->service };
  g_auto (GStrv) names = g_strsplit (authorization->signed_headers, ";", -1);
  g_autoptr (GHashTable) chosen = g_hash_table_new (g_str_hash, g_str_equal);
  g_autofree char *canonical_request = NULL;
  g_autofree char *signed_headers = NULL;
  g_autofree char *string_to_sign = NULL;
  g_autofree char *signature = NULL;
  const char *token;
  guint difference = 0;

  for (guint i = 0; names[i] != NULL; i++)
    g_hash_table_add (chosen, names[i]);
  if (!g_hash_table_contains (chosen, "host") || !g_hash_table_contains (chosen, "x-amz-date"))
    return FALSE;
  if (count_header (request, "x-amz-security-token", &token) > 0 &&
      !g_hash_table_contains (chosen, "x-amz-security-token"))
    return FALSE;

  /* Names that are not in order, in upper case, repeated or not in the request come out differently here. */
  canonical_request = dg_sigv4_dup_chosen_canonical_request (request, chosen, &signed_headers);
  if (strcmp (signed_headers, authorization->signed_headers) != 0)
    return FALSE;

  string_to_sign = dg_sigv4_dup_string_to_sign (&scope, canonical_request);
  signature = dg_sigv4_dup_signature (&scope, secret_access_key, string_to_sign);
  /* In constant time, so that the time taken says nothing about how much of a guess was right. */
  for (guint i = 0; i < DG_SIGV4_SHA256_HEX_DIGITS; i++)
    difference |= (guchar) signature[i] ^ (guchar) authorization->signature[i];
  return difference == 0;
}

/**
 * dg_sigv4_verify:
 * @request: the request as it was received, with all its headers
 * @authorization: (nullable): the value of its Authorization header
 * @access_key_id: the key that has to have been used
 * @secret_access_key: its secret
 * @now_unix_seconds: the time, in seconds since 1970
 * @allowed_skew_seconds: how far x-amz-date may be from that; AWS allows 300
 *
 * Checks a signature as the service does.
 *
 * The signature is computed anew over the headers that the client names, whichever they are; host and x-amz-date, and
 * x-amz-security-token if it is there, have to be among them. The day in the credential's scope has to be the one of
 * x-amz-date. Region and service are taken from the scope: whether they are the right ones is for the caller to say.
 *
 * Nothing that a client sends makes this fail in any other way than by its verdict.
 *
 * Returns: %DG_SIGV4_VALID, or the first thing that is wrong
 */
DgSigv4Verdict
dg_sigv4_verify (const DgSigv4Request *request,
                 const char *authorization,
                 const char *access_key_id,
                 const char *secret_access_key,
                 gint64 now_unix_seconds,
                 gint64 allowed_skew_seconds)
{
  g_autoptr (Authorization) parsed = NULL;
  const char *date = NULL;
  gint64 signed_at;

  g_return_val_if_fail (request != NULL, DG_SIGV4_MALFORMED);
  g_return_val_if_fail (access_key_id != NULL, DG_SIGV4_MALFORMED);
  g_return_val_if_fail (secret_access_key != NULL, DG_SIGV4_MALFORMED);

  parsed = authorization != NULL ? parse_authorization (authorization) : NULL;
  if (parsed == NULL || count_header (request, "x-amz-date", &date) != 1 || !parse_date (date, &signed_at))
    return DG_SIGV4_MALFORMED;
  if (strcmp (parsed->access_key_id, access_key_id) != 0)
    return DG_SIGV4_UNKNOWN_KEY;
  if (ABS (now_unix_seconds - signed_at) > allowed_skew_seconds)
    return DG_SIGV4_SKEWED;
  if (strncmp (parsed->day, date, DG_SIGV4_DAY_LENGTH) != 0 ||
      !signature_matches (request, parsed, date, secret_access_key))
    return DG_SIGV4_MISMATCH;
  return DG_SIGV4_VALID;
}
