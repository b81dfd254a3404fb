/* dg-sso.c: keys of a role, for who has signed in with “aws sso login”
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>

#include "dg-api-key.h"
#include "dg-bedrock-model-private.h"
#include "dg-http.h"
#include "dg-json.h"
#include "dg-sso.h"

#define ENDPOINT_VARIABLE "AWS_ENDPOINT_URL_SSO"
#define TOKEN_FILE_LENGTH_MAX (256 * 1024)
#define REPLY_LENGTH_MAX (64 * 1024)

static const DgJsonLimits limits = { .max_bytes = TOKEN_FILE_LENGTH_MAX, .max_values = 1000, .max_depth = 16 };

/* What “aws sso login” has left. */
typedef struct
{
  char *profile; /* (owned) its name, for messages */
  char *path;    /* (owned) */
  gint64 now;    /* seconds since 1970 */

  char *secret; /* (owned) (nullable) once it was read */
  guint mode;   /* who may read the file; 0: not known */
} Token;

/* Asking the portal for the keys of a role. */
typedef struct
{
  char *profile;        /* (owned) its name, for messages */
  char *warning;        /* (owned) (nullable) what to tell a person of the file with the token */
  SoupSession *session; /* (owned) */
  SoupMessage *message; /* (owned) */
  GByteArray *body;     /* (owned) */
} Fetch;

static void
fetch_free (gpointer data)
{
  Fetch *fetch = data;

  g_free (fetch->profile);
  g_free (fetch->warning);
  g_clear_object (&fetch->message);
  g_clear_object (&fetch->session);
  if (fetch->body->len > 0)
    explicit_bzero (fetch->body->data, fetch->body->len);
  g_byte_array_unref (fetch->body);
  g_free (fetch);
}

static void
wipe (char *secret)
{
  if (secret != NULL)
    explicit_bzero (secret, strlen (secret));
  g_free (secret);
}

/* --- the token --- */

/* The name of the sign-in is what its file is called after; before there were names it was the address. */
static char *
dup_token_path (DgAwsProfile *profile, const char *const *environment)
{
  const char *session = dg_aws_profile_get (profile, "sso_session");
  const char *name = session != NULL ? session : dg_aws_profile_get (profile, "sso_start_url");
  g_autofree char *hash = g_compute_checksum_for_string (G_CHECKSUM_SHA1, name, -1);
  g_autofree char *path = g_strconcat (".aws/sso/cache/", hash, ".json", NULL);

  return dg_aws_dup_home_path (environment, path);
}

static void
set_sign_in_error (DgInferenceError code, const char *profile, const char *what, GError **error)
{
  /* Translators: the first and the last %s are the name of a profile, the second is what happened. */
  g_set_error (error, DG_INFERENCE_ERROR, code,
               _ ("The profile “%s” signs in through the browser, and %s. Run “aws "
                  "sso login --profile %s”."),
               profile, what, profile);
}

/* Old versions of the AWS CLI wrote UTC at the end. */
static gint64
parse_expiry (const char *text)
{
  g_autofree char *normal = NULL;

  if (text == NULL || !g_str_has_suffix (text, "UTC"))
    return dg_api_key_parse_time (text);
  normal = g_strndup (text, strlen (text) - strlen ("UTC"));
  return dg_api_key_parse_time (normal);
}

static gboolean
parse_token (Token *token, const char *text, gsize length, GError **error)
{
  g_autoptr (DgJsonDocument) document = dg_json_document_new (text, length, &limits, NULL);
  g_autofree char *expiry = NULL;
  char *secret = NULL;

  if (document != NULL)
    {
      dg_json_object_lookup_string (dg_json_document_get_root (document), "accessToken", &secret);
      dg_json_object_lookup_string (dg_json_document_get_root (document), "expiresAt", &expiry);
    }
  if (secret != NULL && *secret != '\0' && strpbrk (secret, "\r\n") == NULL && parse_expiry (expiry) > token->now)
    {
      token->secret = secret;
      return TRUE;
    }

  if (secret == NULL || parse_expiry (expiry) == 0)
    set_sign_in_error (DG_INFERENCE_ERROR_NO_CREDENTIALS, token->profile,
                       _ ("what was kept of the sign-in cannot be read"), error);
  else
    set_sign_in_error (DG_INFERENCE_ERROR_REFUSED_CREDENTIALS, token->profile, _ ("the sign-in has expired"), error);
  wipe (secret);
  return FALSE;
}

static gboolean
read_token (Token *token, GError **error)
{
  g_autofree char *text = NULL;
  GStatBuf status;
  gsize length;
  gboolean good;

  if (!g_file_get_contents (token->path, &text, &length, NULL))
    {
      set_sign_in_error (DG_INFERENCE_ERROR_NO_CREDENTIALS, token->profile, _ ("nobody has signed in yet"), error);
      return FALSE;
    }
  if (g_stat (token->path, &status) == 0)
    token->mode = status.st_mode & 0777;
  good = parse_token (token, text, length, error);
  explicit_bzero (text, length);
  return good;
}

static void
read_token_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  GError *error = NULL;

  if (read_token (data, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static Token *
token_new (DgAwsProfile *profile, const char *const *environment, gint64 now)
{
  Token *token = g_new0 (Token, 1);

  token->profile = g_strdup (dg_aws_profile_get_name (profile));
  token->path = dup_token_path (profile, environment);
  token->now = now;
  return token;
}

static void
token_free (gpointer data)
{
  Token *token = data;

  g_free (token->profile);
  g_free (token->path);
  wipe (token->secret);
  g_free (token);
}

/* --- the request --- */

static gboolean
check_settings (DgAwsProfile *profile, GError **error)
{
  static const char *const needed[] = { "sso_account_id", "sso_role_name", "sso_region" };

  for (gsize i = 0; i < G_N_ELEMENTS (needed); i++)
    {
      if (dg_aws_profile_get_sso (profile, needed[i]) != NULL)
        continue;
      /* Translators: the first and the last %s are the name of a profile, the second is a setting. */
      g_set_error (error, DG_INFERENCE_ERROR, DG_INFERENCE_ERROR_CONFIGURATION,
                   _ ("The profile “%s” lacks %s. Run “aws configure sso --profile %s”."),
                   dg_aws_profile_get_name (profile), needed[i], dg_aws_profile_get_name (profile));
      return FALSE;
    }
  return TRUE;
}

/* The token goes to Amazon's portal or to where a variable for it alone says, never to another service's endpoint. */
static GUri *
dup_endpoint (DgAwsProfile *profile, const char *const *environment, GError **error)
{
  const char *endpoint = g_environ_getenv ((char **) environment, ENDPOINT_VARIABLE);
  const char *region = dg_aws_profile_get_sso (profile, "sso_region");
  g_autofree char *address = NULL;

  if (endpoint != NULL && *endpoint != '\0')
    return dg_endpoint_parse (endpoint, ENDPOINT_VARIABLE, error);
  if (strspn (region, G_CSET_a_2_z G_CSET_DIGITS "-") != strlen (region))
    {
      /* Translators: the first %s is the name of a profile. */
      g_set_error (error, DG_INFERENCE_ERROR, DG_INFERENCE_ERROR_CONFIGURATION,
                   _ ("The profile “%s” has an sso_region that is none: “%s”."), dg_aws_profile_get_name (profile),
                   region);
      return NULL;
    }
  address =
      g_strdup_printf ("https://portal.sso.%s.amazonaws.com%s", region, g_str_has_prefix (region, "cn-") ? ".cn" : "");
  return dg_endpoint_parse (address, ENDPOINT_VARIABLE, error);
}

static SoupMessage *
new_message (DgAwsProfile *profile, GUri *endpoint)
{
  g_autofree char *base = g_uri_to_string (endpoint);
  g_autofree char *role = g_uri_escape_string (dg_aws_profile_get (profile, "sso_role_name"), NULL, FALSE);
  g_autofree char *account = g_uri_escape_string (dg_aws_profile_get (profile, "sso_account_id"), NULL, FALSE);
  g_autofree char *url = NULL;

  if (g_str_has_suffix (base, "/"))
    base[strlen (base) - 1] = '\0';
  url = g_strdup_printf ("%s/federation/credentials?role_name=%s&account_id=%s", base, role, account);
  return soup_message_new (SOUP_METHOD_GET, url);
}

/* --- the reply --- */

static void
set_portal_error (Fetch *fetch, guint status, GError **error)
{
  if (status == SOUP_STATUS_UNAUTHORIZED)
    set_sign_in_error (DG_INFERENCE_ERROR_REFUSED_CREDENTIALS, fetch->profile, _ ("the sign-in is no longer good"),
                       error);
  else if (status == SOUP_STATUS_FORBIDDEN || status == SOUP_STATUS_NOT_FOUND || status == SOUP_STATUS_BAD_REQUEST)
    /* Translators: %s is the name of a profile, %u an HTTP status. */
    g_set_error (error, DG_INFERENCE_ERROR, DG_INFERENCE_ERROR_REFUSED_CREDENTIALS,
                 _ ("The sign-in portal gives no keys for the profile “%s” (HTTP %u). Check its sso_account_id and "
                    "sso_role_name, and that the role is assigned to you."),
                 fetch->profile, status);
  else
    /* Translators: %u is an HTTP status. */
    g_set_error (error, DG_INFERENCE_ERROR, DG_INFERENCE_ERROR_UNAVAILABLE,
                 _ ("The sign-in portal answered with an error (HTTP %u). Try again in a minute."), status);
}

/* NULL when something is missing. */
static DgCredentials *
read_role (DgJsonValue role)
{
  DgCredentials *credentials = NULL;
  char *id = NULL, *secret = NULL, *session = NULL;
  gint64 expiration;

  dg_json_object_lookup_string (role, "accessKeyId", &id);
  dg_json_object_lookup_string (role, "secretAccessKey", &secret);
  dg_json_object_lookup_string (role, "sessionToken", &session);
  if (id != NULL && secret != NULL && session != NULL &&
      dg_json_object_lookup_int64 (role, "expiration", &expiration) && expiration > 0)
    {
      credentials = dg_credentials_new_keys (id, secret, session);
      dg_credentials_set_expiry (credentials, expiration / 1000);
    }
  wipe (id);
  wipe (secret);
  wipe (session);
  return credentials;
}

static DgCredentials *
read_reply (Fetch *fetch, GError **error)
{
  guint status = soup_message_get_status (fetch->message);
  g_autoptr (DgJsonDocument) document = NULL;
  g_autoptr (DgCredentials) credentials = NULL;
  DgJsonValue role;

  if (status != SOUP_STATUS_OK)
    {
      set_portal_error (fetch, status, error);
      return NULL;
    }
  document = dg_json_document_new ((const char *) fetch->body->data, fetch->body->len, &limits, NULL);
  if (document != NULL && dg_json_object_lookup (dg_json_document_get_root (document), "roleCredentials", &role))
    credentials = read_role (role);
  if (credentials == NULL)
    {
      g_set_error_literal (error, DG_INFERENCE_ERROR, DG_INFERENCE_ERROR_PROTOCOL,
                           _ ("What answers is not the sign-in portal: there are no keys in its reply. Check "
                              "AWS_ENDPOINT_URL_SSO, and whether a proxy answers in its place."));
      return NULL;
    }
  return dg_credentials_check (credentials, error) ? g_steal_pointer (&credentials) : NULL;
}

static gboolean
response_cb (SoupMessage *message, gpointer data, GError **error)
{
  return TRUE;
}

static gboolean
chunk_cb (GBytes *chunk, gpointer data, GError **error)
{
  Fetch *fetch = data;

  g_byte_array_append (fetch->body, g_bytes_get_data (chunk, NULL), g_bytes_get_size (chunk));
  if (fetch->body->len <= REPLY_LENGTH_MAX)
    return TRUE;
  g_set_error_literal (error, DG_INFERENCE_ERROR, DG_INFERENCE_ERROR_PROTOCOL,
                       _ ("What answers is not the sign-in portal: its reply is far too long. Check "
                          "AWS_ENDPOINT_URL_SSO."));
  return FALSE;
}

static const DgHttpHandlers handlers = { .on_response = response_cb, .on_chunk = chunk_cb };

static void
exchange_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = g_steal_pointer (&data);
  Fetch *fetch = g_task_get_task_data (task);
  DgCredentials *credentials = NULL;
  GError *error = NULL;

  if (dg_http_exchange_finish (SOUP_SESSION (source), result, &error))
    credentials = read_reply (fetch, &error);
  if (credentials != NULL)
    g_task_return_pointer (task, credentials, (GDestroyNotify) dg_credentials_unref);
  else
    g_task_return_error (task, error);
}

static void
token_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = g_steal_pointer (&data);
  Fetch *fetch = g_task_get_task_data (task);
  Token *token = g_task_get_task_data (G_TASK (result));
  GError *error = NULL;

  fetch->warning = dg_aws_dup_wide_mode_warning (token->path, token->mode);
  if (!g_task_propagate_boolean (G_TASK (result), &error))
    {
      g_task_return_error (task, error);
      return;
    }
  soup_message_headers_replace (soup_message_get_request_headers (fetch->message), "x-amz-sso_bearer_token",
                                token->secret);
  dg_http_exchange_async (fetch->session, fetch->message, &handlers, fetch, g_task_get_cancellable (task), exchange_cb,
                          g_object_ref (task));
}

/**
 * dg_sso_fetch_async:
 * @profile: a profile of the kind %DG_AWS_PROFILE_SSO
 * @environment: (array zero-terminated=1): an environment; `AWS_ENDPOINT_URL_SSO` is another portal than Amazon's
 * @network: (nullable): the way to the portal
 * @now: the time, in seconds since 1970
 * @cancellable: (nullable): a cancellable
 * @callback: (scope async): called at the end
 * @data: data for @callback
 *
 * Takes the token that “aws sso login” has left in `~/.aws/sso/cache/`, and gets the keys of the profile's role for it.
 * The token itself is not renewed: that is for the AWS CLI, whose file it is.
 */
void
dg_sso_fetch_async (DgAwsProfile *profile,
                    const char *const *environment,
                    DgNetwork *network,
                    gint64 now,
                    GCancellable *cancellable,
                    GAsyncReadyCallback callback,
                    gpointer data)
{
  g_autoptr (GTask) task = NULL;
  g_autoptr (GTask) reading = NULL;
  g_autoptr (GUri) endpoint = NULL;
  GError *error = NULL;
  Fetch *fetch;

  g_return_if_fail (profile != NULL && environment != NULL);

  task = g_task_new (NULL, cancellable, callback, data);
  g_task_set_source_tag (task, dg_sso_fetch_async);
  if (check_settings (profile, &error))
    endpoint = dup_endpoint (profile, environment, &error);
  if (endpoint == NULL)
    {
      g_task_return_error (task, error);
      return;
    }

  fetch = g_new0 (Fetch, 1);
  fetch->profile = g_strdup (dg_aws_profile_get_name (profile));
  fetch->session = dg_http_session_new (endpoint, network);
  fetch->message = new_message (profile, endpoint);
  fetch->body = g_byte_array_new ();
  g_task_set_task_data (task, fetch, fetch_free);
  reading = g_task_new (NULL, cancellable, token_cb, g_object_ref (task));
  g_task_set_task_data (reading, token_new (profile, environment, now), token_free);
  g_task_run_in_thread (reading, read_token_thread);
}

/**
 * dg_sso_fetch_finish:
 * @result: the result the callback got
 * @warning: (out) (transfer full) (nullable): what to tell a person if others may read the file with the token, with an
 *   error too
 * @error: return location for a #DgInferenceError or %G_IO_ERROR_CANCELLED
 *
 * Returns: (transfer full): temporary keys, or %NULL with @error set
 */
DgCredentials *
dg_sso_fetch_finish (GAsyncResult *result, char **warning, GError **error)
{
  Fetch *fetch;

  g_return_val_if_fail (g_async_result_is_tagged (result, dg_sso_fetch_async), NULL);
  g_return_val_if_fail (warning != NULL, NULL);

  fetch = g_task_get_task_data (G_TASK (result));
  *warning = fetch != NULL ? g_steal_pointer (&fetch->warning) : NULL;

  return g_task_propagate_pointer (G_TASK (result), error);
}
