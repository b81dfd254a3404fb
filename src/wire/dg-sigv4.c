/* dg-sigv4.c: signing with AWS Signature Version 4
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <string.h>

#include "dg-sigv4-private.h"

/*
 * The protocol is described in "Signature Version 4 signing process" of the AWS General Reference. Text is
 * canonicalised as for every service but S3: the path, though already percent-encoded, is encoded once more.
 */

/* Owns both. */
typedef struct
{
  char *name;
  char *value;
} Field;

static void
clear_field (gpointer data)
{
  Field *field = data;

  g_free (field->name);
  g_free (field->value);
}

static GArray *
new_fields (void)
{
  GArray *fields = g_array_new (FALSE, FALSE, sizeof (Field));

  g_array_set_clear_func (fields, clear_field);
  return fields;
}

static void
take_field (GArray *fields, char *name, char *value)
{
  Field field = { .name = name, .value = value };

  g_array_append_val (fields, field);
}

static int
compare_names (gconstpointer a, gconstpointer b)
{
  return strcmp (((const Field *) a)->name, ((const Field *) b)->name);
}

static int
compare_names_and_values (gconstpointer a, gconstpointer b)
{
  int order = compare_names (a, b);

  return order != 0 ? order : strcmp (((const Field *) a)->value, ((const Field *) b)->value);
}

/**
 * dg_sigv4_escape_label:
 * @label: a string, for example a model id or an ARN
 *
 * Percent-encodes all but `A-Z a-z 0-9 - . _ ~`, with upper-case digits, so that the string can be one segment of a
 * path: `us.amazon.nova-lite-v1:0` becomes `us.amazon.nova-lite-v1%3A0`.
 *
 * Returns: (transfer full): the segment
 */
char *
dg_sigv4_escape_label (const char *label)
{
  g_return_val_if_fail (label != NULL, NULL);

  return g_uri_escape_string (label, NULL, FALSE);
}

/**
 * dg_sigv4_format_date:
 * @unix_seconds: seconds since 1970, of the years 1 to 9999
 *
 * Returns: (transfer full): the value of x-amz-date, `YYYYMMDDTHHMMSSZ`
 */
char *
dg_sigv4_format_date (gint64 unix_seconds)
{
  g_autoptr (GDateTime) date = g_date_time_new_from_unix_utc (unix_seconds);

  g_return_val_if_fail (date != NULL, NULL);

  return g_strdup_printf ("%04d%02d%02dT%02d%02d%02dZ", g_date_time_get_year (date), g_date_time_get_month (date),
                          g_date_time_get_day_of_month (date), g_date_time_get_hour (date),
                          g_date_time_get_minute (date), g_date_time_get_second (date));
}

/* Returns the path without empty segments, `.` and `..`, as the SDKs sign it. */
static char *
dup_normalized_path (const char *path)
{
  g_auto (GStrv) segments = g_strsplit (path, "/", -1);
  g_autoptr (GPtrArray) kept = g_ptr_array_new ();
  GString *normalized = g_string_new (NULL);

  for (guint i = 0; segments[i] != NULL; i++)
    {
      if (*segments[i] == '\0' || strcmp (segments[i], ".") == 0)
        continue;
      if (strcmp (segments[i], "..") != 0)
        g_ptr_array_add (kept, segments[i]);
      else if (kept->len > 0)
        g_ptr_array_set_size (kept, kept->len - 1);
    }

  for (guint i = 0; i < kept->len; i++)
    {
      g_string_append_c (normalized, '/');
      g_string_append (normalized, g_ptr_array_index (kept, i));
    }
  if (kept->len == 0 || g_str_has_suffix (path, "/"))
    g_string_append_c (normalized, '/');
  return g_string_free (normalized, FALSE);
}

/**
 * dg_sigv4_dup_canonical_uri:
 * @path: a path as on the wire, percent-encoded once
 *
 * Percent-encodes the path once more, all but its slashes: `%3A` becomes `%253A`. Empty and dot segments are resolved.
 *
 * Returns: (transfer full): the second line of the canonical request
 */
char *
dg_sigv4_dup_canonical_uri (const char *path)
{
  g_autofree char *normalized = NULL;

  g_return_val_if_fail (path != NULL, NULL);

  normalized = dup_normalized_path (path);
  return g_uri_escape_string (normalized, "/", FALSE);
}

/* Decodes and encodes again, so that it doesn't matter which of the allowed spellings is on the wire. */
static char *
dup_canonical_query_part (const char *part, gsize length)
{
  GString *canonical = g_string_sized_new (length);

  for (gsize i = 0; i < length; i++)
    {
      guchar byte = part[i];

      if (byte == '%' && i + 2 < length && g_ascii_isxdigit (part[i + 1]) && g_ascii_isxdigit (part[i + 2]))
        {
          byte = g_ascii_xdigit_value (part[i + 1]) * 16 + g_ascii_xdigit_value (part[i + 2]);
          i += 2;
        }
      if (g_ascii_isalnum (byte) || (byte != '\0' && strchr ("-._~", byte) != NULL))
        g_string_append_c (canonical, byte);
      else
        g_string_append_printf (canonical, "%%%02X", byte);
    }
  return g_string_free (canonical, FALSE);
}

static char *
dup_canonical_query (const char *query)
{
  g_auto (GStrv) pieces = g_strsplit (query, "&", -1);
  g_autoptr (GArray) fields = new_fields ();
  GString *canonical = g_string_new (NULL);

  for (guint i = 0; pieces[i] != NULL; i++)
    {
      gsize name_length = strcspn (pieces[i], "=");
      const char *value = pieces[i] + name_length;

      if (*value == '=')
        value++;
      if (*pieces[i] != '\0')
        take_field (fields, dup_canonical_query_part (pieces[i], name_length),
                    dup_canonical_query_part (value, strlen (value)));
    }

  g_array_sort (fields, compare_names_and_values);
  for (guint i = 0; i < fields->len; i++)
    {
      Field *field = &g_array_index (fields, Field, i);

      g_string_append_printf (canonical, "%s%s=%s", i > 0 ? "&" : "", field->name, field->value);
    }
  return g_string_free (canonical, FALSE);
}

/* Proxies change these, or HTTP libraries add them after the request was signed. */
static gboolean
is_never_signed (const char *name)
{
  static const char *const names[] = {
    "authorization", "cache-control", "connection",      "expect", "from",    "keep-alive",
    "max-forwards",  "pragma",        "referer",         "te",     "trailer", "transfer-encoding",
    "upgrade",       "user-agent",    "x-amzn-trace-id", NULL,
  };

  return g_strv_contains (names, name) || g_str_has_prefix (name, "proxy-") || g_str_has_prefix (name, "sec-");
}

/* Trims, and makes each run of blanks one space. */
static char *
dup_canonical_value (const char *value)
{
  GString *canonical = g_string_new (NULL);

  for (; *value != '\0'; value++)
    {
      if (!g_ascii_isspace (*value))
        g_string_append_c (canonical, *value);
      else if (canonical->len > 0 && canonical->str[canonical->len - 1] != ' ')
        g_string_append_c (canonical, ' ');
    }
  if (g_str_has_suffix (canonical->str, " "))
    g_string_truncate (canonical, canonical->len - 1);
  return g_string_free (canonical, FALSE);
}

/* With `chosen` only the headers in that set of lower-case names, else all that are ever signed. */
static GArray *
collect_headers (const DgSigv4Request *request, GHashTable *chosen)
{
  g_autoptr (GArray) fields = new_fields ();

  for (gsize i = 0; i < request->n_headers; i++)
    {
      g_autofree char *name = g_ascii_strdown (request->headers[i].name, -1);

      if (chosen != NULL ? g_hash_table_contains (chosen, name) : !is_never_signed (name))
        take_field (fields, g_steal_pointer (&name), dup_canonical_value (request->headers[i].value));
    }
  g_array_sort (fields, compare_names); /* stable: the values of a repeated header stay in their order */
  return g_steal_pointer (&fields);
}

/*< private >
 * dg_sigv4_dup_chosen_canonical_request:
 * @request: what is signed
 * @chosen: (nullable): the headers that are signed, a set of lower-case names, or %NULL for all that ever are
 * @signed_headers: (out) (transfer full): the names of those that are there
 *
 * Returns: (transfer full): the canonical request
 */
char *
dg_sigv4_dup_chosen_canonical_request (const DgSigv4Request *request, GHashTable *chosen, char **signed_headers)
{
  g_autofree char *uri = dg_sigv4_dup_canonical_uri (request->path);
  g_autofree char *query = dup_canonical_query (request->query != NULL ? request->query : "");
  g_autoptr (GArray) fields = collect_headers (request, chosen);
  g_autoptr (GString) names = g_string_new (NULL);
  GString *canonical = g_string_new (NULL);

  g_string_append_printf (canonical, "%s\n%s\n%s\n", request->method, uri, query);
  for (guint i = 0; i < fields->len; i++)
    {
      Field *field = &g_array_index (fields, Field, i);

      if (i > 0 && strcmp (field->name, field[-1].name) == 0)
        {
          g_string_truncate (canonical, canonical->len - 1);
          g_string_append_printf (canonical, ",%s\n", field->value);
          continue;
        }
      g_string_append_printf (canonical, "%s:%s\n", field->name, field->value);
      g_string_append_printf (names, "%s%s", i > 0 ? ";" : "", field->name);
    }
  g_string_append_printf (canonical, "\n%s\n%s", names->str, request->payload_sha256);
  *signed_headers = g_string_free (g_steal_pointer (&names), FALSE);
  return g_string_free (canonical, FALSE);
}

/**
 * dg_sigv4_dup_canonical_request:
 * @request: what is signed
 * @signed_headers: (out) (optional) (transfer full): the names of the headers that are signed, `a;b;c`
 *
 * Writes the request in the one form that both sides hash. Signed are all headers but those that a proxy or an HTTP
 * library may change on the way, like user-agent and connection.
 *
 * Returns: (transfer full): the canonical request
 */
char *
dg_sigv4_dup_canonical_request (const DgSigv4Request *request, char **signed_headers)
{
  g_autofree char *names = NULL;
  char *canonical;

  g_return_val_if_fail (request != NULL, NULL);

  canonical = dg_sigv4_dup_chosen_canonical_request (request, NULL, &names);
  if (signed_headers != NULL)
    *signed_headers = g_steal_pointer (&names);
  return canonical;
}

/**
 * dg_sigv4_dup_string_to_sign:
 * @scope: when, where and for what the signature is valid
 * @canonical_request: what dg_sigv4_dup_canonical_request() wrote
 *
 * Returns: (transfer full): the text whose HMAC is the signature
 */
char *
dg_sigv4_dup_string_to_sign (const DgSigv4Scope *scope, const char *canonical_request)
{
  g_autofree char *hash = NULL;

  g_return_val_if_fail (scope != NULL, NULL);
  g_return_val_if_fail (canonical_request != NULL, NULL);

  hash = g_compute_checksum_for_string (G_CHECKSUM_SHA256, canonical_request, -1);
  return g_strdup_printf (DG_SIGV4_ALGORITHM "\n%s\n%.*s/%s/%s/" DG_SIGV4_TERMINATOR "\n%s", scope->date,
                          DG_SIGV4_DAY_LENGTH, scope->date, scope->region, scope->service, hash);
}

/* `key` becomes the HMAC of `text` with it. */
static void
derive_key (guint8 *key, gsize key_length, const char *text, gssize length)
{
  g_autoptr (GHmac) hmac = g_hmac_new (G_CHECKSUM_SHA256, key, key_length);
  gsize digest_length = DG_SIGV4_SHA256_BYTES;

  g_hmac_update (hmac, (const guchar *) text, length);
  g_hmac_get_digest (hmac, key, &digest_length);
}

/*< private >
 * dg_sigv4_dup_signature:
 * @scope: when, where and for what
 * @secret_access_key: the secret
 * @string_to_sign: what dg_sigv4_dup_string_to_sign() wrote
 *
 * Returns: (transfer full): the signature, 64 hexadecimal digits
 */
char *
dg_sigv4_dup_signature (const DgSigv4Scope *scope, const char *secret_access_key, const char *string_to_sign)
{
  g_autofree char *secret = g_strconcat ("AWS4", secret_access_key, NULL);
  gsize secret_length = strlen (secret);
  /* Room for the digest, however short the secret. */
  gsize key_size = MAX (secret_length, DG_SIGV4_SHA256_BYTES);
  g_autofree guint8 *key = g_malloc0 (key_size);
  char *signature;

  memcpy (key, secret, secret_length);
  derive_key (key, secret_length, scope->date, DG_SIGV4_DAY_LENGTH);
  derive_key (key, DG_SIGV4_SHA256_BYTES, scope->region, -1);
  derive_key (key, DG_SIGV4_SHA256_BYTES, scope->service, -1);
  derive_key (key, DG_SIGV4_SHA256_BYTES, DG_SIGV4_TERMINATOR, -1);
  signature = g_compute_hmac_for_string (G_CHECKSUM_SHA256, key, DG_SIGV4_SHA256_BYTES, string_to_sign, -1);

  /* Secrets don't stay behind in freed memory. */
  explicit_bzero (secret, secret_length);
  explicit_bzero (key, key_size);
  return signature;
}

/**
 * dg_sigv4_sign:
 * @request: what is signed; its headers have to include host, x-amz-date with the date of @scope, and with temporary
 *   credentials x-amz-security-token
 * @scope: when, where and for what
 * @access_key_id: the public part of the credentials
 * @secret_access_key: the secret part; it isn't kept
 *
 * Signs a request.
 *
 * Returns: (transfer full): the value of the Authorization header
 */
char *
dg_sigv4_sign (const DgSigv4Request *request,
               const DgSigv4Scope *scope,
               const char *access_key_id,
               const char *secret_access_key)
{
  g_autofree char *canonical_request = NULL;
  g_autofree char *signed_headers = NULL;
  g_autofree char *string_to_sign = NULL;
  g_autofree char *signature = NULL;

  g_return_val_if_fail (request != NULL, NULL);
  g_return_val_if_fail (scope != NULL && strlen (scope->date) >= DG_SIGV4_DAY_LENGTH, NULL);
  g_return_val_if_fail (access_key_id != NULL, NULL);
  g_return_val_if_fail (secret_access_key != NULL, NULL);

  canonical_request = dg_sigv4_dup_canonical_request (request, &signed_headers);
  string_to_sign = dg_sigv4_dup_string_to_sign (scope, canonical_request);
  signature = dg_sigv4_dup_signature (scope, secret_access_key, string_to_sign);
  return g_strdup_printf (DG_SIGV4_ALGORITHM " Credential=%s/%.*s/%s/%s/" DG_SIGV4_TERMINATOR
                                             ", SignedHeaders=%s, Signature=%s",
                          access_key_id, DG_SIGV4_DAY_LENGTH, scope->date, scope->region, scope->service,
                          signed_headers, signature);
}
