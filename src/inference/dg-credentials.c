/* dg-credentials.c: what a request is signed or authorised with
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "dg-api-key.h"
#include "dg-credentials.h"

#define BEARER_VARIABLE "AWS_BEARER_TOKEN_BEDROCK"
#define KEY_ID_VARIABLE "AWS_ACCESS_KEY_ID"
#define SECRET_VARIABLE "AWS_SECRET_ACCESS_KEY"
#define SESSION_VARIABLE "AWS_SESSION_TOKEN"
#define EXPIRY_VARIABLE "AWS_CREDENTIAL_EXPIRATION"

/* Of the id of an access key, which is no secret, but nobody needs more of it to tell two keys apart. */
#define HINT_LENGTH 4

struct _DgCredentials
{
  gatomicrefcount ref_count;

  char *bearer_token;      /* (owned) (nullable) set: the rest is not */
  char *access_key_id;     /* (owned) (nullable) */
  char *secret_access_key; /* (owned) (nullable) */
  char *session_token;     /* (owned) (nullable) only with temporary keys */
  char *region;            /* (owned) (nullable) the only one that a short-term API key is good for */
  gint64 expiry;           /* in seconds since 1970; 0: not known, or never */
};

static void
wipe (char *secret)
{
  if (secret != NULL)
    explicit_bzero (secret, strlen (secret));
  g_free (secret);
}

/* Without the blanks and line ends that pasting and `$(cat file)` leave; NULL when nothing else is left. */
static char *
dup_trimmed (const char *text)
{
  gsize length;

  if (text == NULL)
    return NULL;

  while (g_ascii_isspace (*text))
    text++;
  length = strlen (text);
  while (length > 0 && g_ascii_isspace (text[length - 1]))
    length--;

  return length > 0 ? g_strndup (text, length) : NULL;
}

static DgCredentials *
new_empty (void)
{
  DgCredentials *self = g_new0 (DgCredentials, 1);

  g_atomic_ref_count_init (&self->ref_count);
  return self;
}

static void
set_bearer_token (DgCredentials *self, const char *token)
{
  self->bearer_token = dup_trimmed (token);
  if (self->bearer_token != NULL)
    dg_api_key_read (self->bearer_token, &self->expiry, &self->region);
}

/* Anything else would end up in an HTTP header, where a line break begins another one. */
static gboolean
is_clean (const char *secret)
{
  for (; secret != NULL && *secret != '\0'; secret++)
    {
      if (!g_ascii_isgraph (*secret))
        return FALSE;
    }
  return TRUE;
}

static gboolean
check_clean (const char *secret, const char *variable, GError **error)
{
  if (is_clean (secret))
    return TRUE;

  /* Translators: %s is what is wrong, as the environment variable that it would come from. */
  g_set_error (error, DG_INFERENCE_ERROR, DG_INFERENCE_ERROR_CONFIGURATION,
               _ ("%s has a blank, a line break or another character that no key has; copy it again"), variable);
  return FALSE;
}

static gboolean
check_pair (DgCredentials *self, GError **error)
{
  const char *missing = self->access_key_id == NULL ? KEY_ID_VARIABLE : SECRET_VARIABLE;
  const char *given = self->access_key_id == NULL ? SECRET_VARIABLE : KEY_ID_VARIABLE;

  if (self->access_key_id != NULL && self->secret_access_key != NULL)
    return TRUE;

  if (self->access_key_id == NULL && self->secret_access_key == NULL)
    /* Translators: each %s is an environment variable. */
    g_set_error (error, DG_INFERENCE_ERROR, DG_INFERENCE_ERROR_NO_CREDENTIALS,
                 _ ("No credentials for Amazon Bedrock were found. Set %s to an API key, or set %s and %s; "
                    "or try the program without an account with “--provider practice”."),
                 BEARER_VARIABLE, KEY_ID_VARIABLE, SECRET_VARIABLE);
  else
    /* Translators: each %s is an environment variable. */
    g_set_error (error, DG_INFERENCE_ERROR, DG_INFERENCE_ERROR_CONFIGURATION,
                 _ ("%s is set, but %s is not; a key needs both"), given, missing);
  return FALSE;
}

/**
 * dg_credentials_new_bearer:
 * @token: a Bedrock API key, of the long or the short kind; blanks around it do not count
 *
 * Returns: (transfer full): credentials
 */
DgCredentials *
dg_credentials_new_bearer (const char *token)
{
  g_return_val_if_fail (token != NULL, NULL);

  DgCredentials *self = new_empty ();

  set_bearer_token (self, token);
  return self;
}

/**
 * dg_credentials_new_keys:
 * @access_key_id: the id of an access key
 * @secret_access_key: its secret
 * @session_token: (nullable): the token that comes with temporary keys
 *
 * Blanks around them do not count.
 *
 * Returns: (transfer full): credentials
 */
DgCredentials *
dg_credentials_new_keys (const char *access_key_id, const char *secret_access_key, const char *session_token)
{
  g_return_val_if_fail (access_key_id != NULL && secret_access_key != NULL, NULL);

  DgCredentials *self = new_empty ();

  self->access_key_id = dup_trimmed (access_key_id);
  self->secret_access_key = dup_trimmed (secret_access_key);
  self->session_token = dup_trimmed (session_token);
  return self;
}

/**
 * dg_credentials_new_from_environment:
 * @environment: (array zero-terminated=1): an environment, as g_get_environ() gives it
 * @error: return location for a #DgInferenceError
 *
 * Reads `AWS_BEARER_TOKEN_BEDROCK`, else `AWS_ACCESS_KEY_ID`, `AWS_SECRET_ACCESS_KEY`, `AWS_SESSION_TOKEN` and
 * `AWS_CREDENTIAL_EXPIRATION`, which is the order of Amazon's own tools. A variable that is empty or blank is not set.
 *
 * Returns: (transfer full): credentials, or %NULL with %DG_INFERENCE_ERROR_NO_CREDENTIALS when there are none, or
 *   %DG_INFERENCE_ERROR_CONFIGURATION when what is there cannot be used
 */
DgCredentials *
dg_credentials_new_from_environment (const char *const *environment, GError **error)
{
  g_return_val_if_fail (environment != NULL, NULL);
  g_return_val_if_fail (error == NULL || *error == NULL, NULL);

  char **variables = (char **) environment; /* g_environ_getenv() only reads it. */
  g_autoptr (DgCredentials) self = new_empty ();

  set_bearer_token (self, g_environ_getenv (variables, BEARER_VARIABLE));
  if (self->bearer_token == NULL)
    {
      self->access_key_id = dup_trimmed (g_environ_getenv (variables, KEY_ID_VARIABLE));
      self->secret_access_key = dup_trimmed (g_environ_getenv (variables, SECRET_VARIABLE));
      self->session_token = dup_trimmed (g_environ_getenv (variables, SESSION_VARIABLE));
      dg_credentials_set_expiry (self, dg_api_key_parse_time (g_environ_getenv (variables, EXPIRY_VARIABLE)));
    }

  if (!dg_credentials_check (self, error))
    return NULL;
  return g_steal_pointer (&self);
}

/**
 * dg_credentials_ref:
 * @self: credentials
 *
 * Returns: (transfer full): @self
 */
DgCredentials *
dg_credentials_ref (DgCredentials *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

/**
 * dg_credentials_unref:
 * @self: (transfer full): credentials
 *
 * Gives a reference back. With the last one the secrets are overwritten.
 */
void
dg_credentials_unref (DgCredentials *self)
{
  g_return_if_fail (self != NULL);

  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;

  wipe (self->bearer_token);
  wipe (self->access_key_id);
  wipe (self->secret_access_key);
  wipe (self->session_token);
  g_free (self->region);
  g_free (self);
}

/**
 * dg_credentials_check:
 * @self: credentials
 * @error: return location for a #DgInferenceError
 *
 * Finds out whether a request can be sent with them at all: there is something, both halves of a key, and nothing but
 * visible ASCII. Whether the service takes them, only the service knows. The message names the variable, never its
 * value.
 *
 * Returns: %FALSE with %DG_INFERENCE_ERROR_NO_CREDENTIALS or %DG_INFERENCE_ERROR_CONFIGURATION if not
 */
gboolean
dg_credentials_check (DgCredentials *self, GError **error)
{
  g_return_val_if_fail (self != NULL, FALSE);
  g_return_val_if_fail (error == NULL || *error == NULL, FALSE);

  if (self->bearer_token != NULL)
    return check_clean (self->bearer_token, BEARER_VARIABLE, error);

  return check_pair (self, error) && check_clean (self->access_key_id, KEY_ID_VARIABLE, error) &&
         check_clean (self->secret_access_key, SECRET_VARIABLE, error) &&
         check_clean (self->session_token, SESSION_VARIABLE, error);
}

/**
 * dg_credentials_equal:
 * @self: credentials
 * @other: credentials
 *
 * Returns: whether both are the same key
 */
gboolean
dg_credentials_equal (DgCredentials *self, DgCredentials *other)
{
  g_return_val_if_fail (self != NULL && other != NULL, FALSE);

  return g_strcmp0 (self->bearer_token, other->bearer_token) == 0 &&
         g_strcmp0 (self->access_key_id, other->access_key_id) == 0 &&
         g_strcmp0 (self->secret_access_key, other->secret_access_key) == 0 &&
         g_strcmp0 (self->session_token, other->session_token) == 0;
}

/**
 * dg_credentials_set_expiry:
 * @self: credentials that nobody else has yet
 * @unix_seconds: when they expire, in seconds since 1970; 0 if that is not known, or never
 */
void
dg_credentials_set_expiry (DgCredentials *self, gint64 unix_seconds)
{
  g_return_if_fail (self != NULL && unix_seconds >= 0);

  self->expiry = unix_seconds;
}

/**
 * dg_credentials_get_expiry:
 * @self: credentials
 *
 * Returns: when they expire at the latest, in seconds since 1970; 0 if that is not known, or never
 */
gint64
dg_credentials_get_expiry (DgCredentials *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->expiry;
}

/**
 * dg_credentials_get_region:
 * @self: credentials
 *
 * Returns: (nullable): the only region that they are good for, if they are a short-term API key
 */
const char *
dg_credentials_get_region (DgCredentials *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->region;
}

/**
 * dg_credentials_dup_hint:
 * @self: credentials
 *
 * Returns: (transfer full) (nullable): the end of the id of an access key, so that a person can tell two apart; %NULL
 *   for an API key, of which nothing can be shown
 */
char *
dg_credentials_dup_hint (DgCredentials *self)
{
  gsize length;

  g_return_val_if_fail (self != NULL, NULL);

  if (self->access_key_id == NULL)
    return NULL;
  length = strlen (self->access_key_id);
  return g_strconcat ("…", self->access_key_id + (length > 2 * HINT_LENGTH ? length - HINT_LENGTH : length), NULL);
}

/**
 * dg_credentials_is_bearer:
 * @self: credentials
 *
 * Returns: whether they are an API key that is sent as it is, not keys to sign with
 */
gboolean
dg_credentials_is_bearer (DgCredentials *self)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return self->bearer_token != NULL;
}

/**
 * dg_credentials_get_access_key_id:
 * @self: credentials
 *
 * Returns: (nullable): the id of the access key
 */
const char *
dg_credentials_get_access_key_id (DgCredentials *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->access_key_id;
}

/**
 * dg_credentials_get_secret_access_key:
 * @self: credentials
 *
 * Returns: (nullable): the secret of the access key
 */
const char *
dg_credentials_get_secret_access_key (DgCredentials *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->secret_access_key;
}

/**
 * dg_credentials_get_session_token:
 * @self: credentials
 *
 * Returns: (nullable): the session token of temporary keys
 */
const char *
dg_credentials_get_session_token (DgCredentials *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->session_token;
}

/**
 * dg_credentials_get_bearer_token:
 * @self: credentials
 *
 * Returns: (nullable): the API key
 */
const char *
dg_credentials_get_bearer_token (DgCredentials *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->bearer_token;
}

/**
 * dg_credentials_redact:
 * @self: credentials
 * @text: text from outside, about to be shown or logged
 *
 * Puts an ellipsis in the place of every secret in @text: a service that complains about a request likes to quote it.
 */
void
dg_credentials_redact (DgCredentials *self, GString *text)
{
  g_return_if_fail (self != NULL && text != NULL);

  const char *const secrets[] = { self->bearer_token, self->secret_access_key, self->session_token };

  for (gsize i = 0; i < G_N_ELEMENTS (secrets); i++)
    {
      if (secrets[i] != NULL)
        g_string_replace (text, secrets[i], "…", 0);
    }
}
