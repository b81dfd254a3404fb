/* dg-api-key.c: what a short-term API key of Amazon Bedrock says of itself
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <string.h>

#include "dg-api-key.h"

#define SHORT_TERM_PREFIX "bedrock-api-key-"

/* The session token inside makes it long, but not this long. */
#define TOKEN_LENGTH_MAX (32 * 1024)

/* The credential scope is ID/DATE/REGION/SERVICE/aws4_request. */
#define SCOPE_REGION 2
#define SCOPE_LENGTH 5

/* 20260101T000000Z; GLib wants hyphens and colons with neither or both, which this has. */
static gint64
parse_amz_date (const char *text)
{
  return text != NULL && strlen (text) == strlen ("20260101T000000Z") ? dg_api_key_parse_time (text) : 0;
}

static char *
dup_scope_region (const char *credential)
{
  g_auto (GStrv) scope = credential != NULL ? g_strsplit (credential, "/", SCOPE_LENGTH + 1) : NULL;

  return scope != NULL && g_strv_length (scope) == SCOPE_LENGTH ? g_strdup (scope[SCOPE_REGION]) : NULL;
}

/* The signed address, whose query has it all. It holds a signature and a session token. */
static char *
dup_address (const char *token)
{
  gsize length;
  g_autofree guint8 *bytes = NULL;
  char *address = NULL;

  if (!g_str_has_prefix (token, SHORT_TERM_PREFIX) || strlen (token) > TOKEN_LENGTH_MAX)
    return NULL;

  bytes = g_base64_decode (token + strlen (SHORT_TERM_PREFIX), &length);
  if (length > 0 && memchr (bytes, '\0', length) == NULL)
    address = g_strndup ((const char *) bytes, length);
  explicit_bzero (bytes, length);
  return address;
}

/**
 * dg_api_key_parse_time:
 * @text: (nullable): a time as ISO 8601, of UTC where it does not say
 *
 * Returns: seconds since 1970, or 0 if it is none
 */
gint64
dg_api_key_parse_time (const char *text)
{
  g_autoptr (GTimeZone) utc = g_time_zone_new_utc ();
  g_autoptr (GDateTime) time = text != NULL ? g_date_time_new_from_iso8601 (text, utc) : NULL;

  return time != NULL ? MAX (g_date_time_to_unix (time), 0) : 0;
}

/**
 * dg_api_key_read:
 * @token: an API key, of the long or the short kind
 * @expiry: (out): when it expires at the latest, in seconds since 1970; 0 if it does not say
 * @region: (out) (transfer full) (nullable): the region that it was made for
 *
 * A short-term key is a presigned request, in base64, and says for when and where it was signed. The session that it
 * was made in may end before. A long-term key says nothing.
 *
 * Returns: whether it is a short-term key that tells its expiry
 */
gboolean
dg_api_key_read (const char *token, gint64 *expiry, char **region)
{
  g_autofree char *address = NULL;
  g_autoptr (GHashTable) query = NULL;
  const char *question;
  gint64 signed_at;
  guint64 seconds;

  g_return_val_if_fail (token != NULL && expiry != NULL && region != NULL, FALSE);

  *expiry = 0;
  *region = NULL;
  address = dup_address (token);
  question = address != NULL ? strchr (address, '?') : NULL;
  if (question != NULL)
    query = g_uri_parse_params (question + 1, -1, "&", G_URI_PARAMS_NONE, NULL);
  if (address != NULL)
    explicit_bzero (address, strlen (address));
  if (query == NULL)
    return FALSE;

  signed_at = parse_amz_date (g_hash_table_lookup (query, "X-Amz-Date"));
  if (signed_at != 0 && g_hash_table_contains (query, "X-Amz-Expires") &&
      g_ascii_string_to_unsigned (g_hash_table_lookup (query, "X-Amz-Expires"), 10, 1, G_MAXINT32, &seconds, NULL))
    *expiry = signed_at + (gint64) seconds;
  *region = dup_scope_region (g_hash_table_lookup (query, "X-Amz-Credential"));
  return *expiry != 0;
}
