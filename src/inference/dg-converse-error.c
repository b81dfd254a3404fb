/* dg-converse-error.c: what the service's errors mean and what to do about them
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "dg-converse.h"
#include "dg-json.h"

#define SERVICE_TEXT_LENGTH_MAX 300
#define CODE_LENGTH_MAX 64
#define REQUEST_ID_LENGTH_MAX 128

/* What there is to say. */
typedef enum
{
  BUSY,
  NOT_READY,
  NO_CAPACITY,
  INTERNAL,
  TIMEOUT,
  MODEL,
  INVALID,
  TOO_LARGE,
  QUOTA,
  DAILY_QUOTA,
  DENIED,
  NO_MODEL,
  EXPIRED,
  UNKNOWN_KEY,
  BAD_SIGNATURE,
  LATE,
  PROXY,
  FAILED,
} Case;

static const struct
{
  DgInferenceError error;
  gboolean silent; /* The service's own text is left out, since it quotes the signed request. */
  const char *message;
} cases[] = {
  [BUSY] = { DG_INFERENCE_ERROR_THROTTLED, FALSE,
             N_ ("Amazon Bedrock takes no more requests from this account at the moment. Wait a minute, or ask for "
                 "less at once.") },
  [NOT_READY] = { DG_INFERENCE_ERROR_UNAVAILABLE, FALSE, N_ ("The model is not ready yet. Try again in a minute.") },
  [NO_CAPACITY] = { DG_INFERENCE_ERROR_UNAVAILABLE, FALSE,
                    N_ ("Amazon Bedrock has no capacity for this model at the moment. Try again in a minute, or choose "
                        "another model.") },
  [INTERNAL] = { DG_INFERENCE_ERROR_UNAVAILABLE, FALSE,
                 N_ ("Amazon Bedrock failed with an error of its own. Try again.") },
  [TIMEOUT] = { DG_INFERENCE_ERROR_TIMEOUT, FALSE,
                N_ ("The model took too long. Try again, or ask for less in one request.") },
  [MODEL] = { DG_INFERENCE_ERROR_MODEL, FALSE,
              N_ ("The model could not finish its reply. Try again; if it fails every time, a simpler answer format or "
                  "another model helps.") },
  [INVALID] = { DG_INFERENCE_ERROR_INVALID_REQUEST, FALSE, N_ ("Amazon Bedrock refused the request.") },
  [TOO_LARGE] = { DG_INFERENCE_ERROR_INVALID_REQUEST, FALSE,
                  N_ ("The request is larger than the service takes. Shorten the prompt or the examples.") },
  [QUOTA] = { DG_INFERENCE_ERROR_QUOTA, FALSE,
              N_ ("A quota of the account is used up. Ask for a higher one in the Service Quotas console, or choose "
                  "another model.") },
  [DAILY_QUOTA] = { DG_INFERENCE_ERROR_QUOTA, FALSE,
                    N_ ("The account's tokens for this model are used up for today. Go on tomorrow, choose another "
                        "model, or ask for a higher quota.") },
  [DENIED] = { DG_INFERENCE_ERROR_REFUSED_CREDENTIALS, FALSE,
               N_ ("These credentials may not call this model. Check that the key is valid and has not expired, that "
                   "the account has access to the model, and that its policy allows bedrock:InvokeModel and "
                   "bedrock:InvokeModelWithResponseStream.") },
  [NO_MODEL] = { DG_INFERENCE_ERROR_UNKNOWN_MODEL, FALSE,
                 N_ ("This model does not exist, was withdrawn, or cannot be called from this region. Check the model "
                     "and AWS_REGION; newer models need the id of an inference profile.") },
  [EXPIRED] = { DG_INFERENCE_ERROR_REFUSED_CREDENTIALS, TRUE,
                N_ ("The credentials have expired. Get a new API key or new temporary keys.") },
  [UNKNOWN_KEY] = { DG_INFERENCE_ERROR_REFUSED_CREDENTIALS, TRUE,
                    N_ ("Amazon does not know this key. Check that it was copied whole, that it is active, and "
                        "AWS_SESSION_TOKEN if it is temporary.") },
  [BAD_SIGNATURE] = { DG_INFERENCE_ERROR_REFUSED_CREDENTIALS, TRUE,
                      N_ ("The signature was refused. Check the secret access key, and that the clock of this computer "
                          "is right.") },
  [LATE] = { DG_INFERENCE_ERROR_REFUSED_CREDENTIALS, TRUE,
             N_ ("The request seemed too old. Check that the clock of this computer is right.") },
  [PROXY] = { DG_INFERENCE_ERROR_NETWORK, FALSE, N_ ("The proxy wants a password. Check the proxy settings.") },
  [FAILED] = { DG_INFERENCE_ERROR_FAILED, FALSE, N_ ("Amazon Bedrock answered with an error.") },
};

/* In a stream they begin with a small letter. */
static const struct
{
  const char *code;
  Case is;
} codes[] = {
  { "ThrottlingException", BUSY },
  { "TooManyRequestsException", BUSY },
  { "ModelNotReadyException", NOT_READY },
  { "ServiceUnavailableException", NO_CAPACITY },
  { "ServiceUnavailable", NO_CAPACITY },
  { "overloaded_error", NO_CAPACITY },
  { "InternalServerException", INTERNAL },
  { "InternalFailure", INTERNAL },
  { "ModelTimeoutException", TIMEOUT },
  { "ModelErrorException", MODEL },
  { "ModelStreamErrorException", MODEL },
  { "ValidationException", INVALID },
  { "ServiceQuotaExceededException", QUOTA },
  { "AccessDeniedException", DENIED },
  { "ResourceNotFoundException", NO_MODEL },
  { "ExpiredTokenException", EXPIRED },
  { "ExpiredToken", EXPIRED },
  { "UnrecognizedClientException", UNKNOWN_KEY },
  { "InvalidClientTokenId", UNKNOWN_KEY },
  { "MissingAuthenticationTokenException", UNKNOWN_KEY },
  { "InvalidSignatureException", BAD_SIGNATURE },
  { "SignatureDoesNotMatch", BAD_SIGNATURE },
  { "IncompleteSignature", BAD_SIGNATURE },
  { "IncompleteSignatureException", BAD_SIGNATURE },
  { "RequestExpired", LATE },
  { "RequestInTheFuture", LATE },
  { "RequestTimeTooSkewed", LATE },
};

/* What a wrong clock may look like, by what Amazon's SDKs go by. */
static const char *const skew_codes[] = {
  "InvalidSignatureException",    "SignatureDoesNotMatch", "IncompleteSignature",
  "IncompleteSignatureException", "RequestExpired",        "RequestInTheFuture",
  "RequestTimeTooSkewed",         "AccessDeniedException",
};

/* What credentials may get that were good before. */
static const char *const expiry_codes[] = {
  "ExpiredTokenException",
  "ExpiredToken",
  "UnrecognizedClientException",
  "InvalidClientTokenId",
};

/* For codes that nobody documented. */
static const struct
{
  guint status;
  Case is;
} statuses[] = {
  { 400, INVALID },  { 401, DENIED },      { 403, DENIED },   { 404, NO_MODEL },    { 407, PROXY },
  { 408, TIMEOUT },  { 413, TOO_LARGE },   { 424, MODEL },    { 429, BUSY },        { 500, INTERNAL },
  { 502, INTERNAL }, { 503, NO_CAPACITY }, { 504, INTERNAL }, { 529, NO_CAPACITY },
};

/* Where a code means several things, something in the service's text tells them apart. */
static const struct
{
  const char *code;
  const char *text;
  Case is;
} texts[] = {
  { "ValidationException", "model identifier is invalid", NO_MODEL },
  { "ValidationException", "on-demand throughput isn", NO_MODEL },
  { "ThrottlingException", "tokens per day", DAILY_QUOTA },
};

static Case
find_case (guint status, const char *code, const char *text)
{
  for (gsize i = 0; text != NULL && i < G_N_ELEMENTS (texts); i++)
    {
      if (g_ascii_strcasecmp (code, texts[i].code) == 0 && strstr (text, texts[i].text) != NULL)
        return texts[i].is;
    }
  for (gsize i = 0; i < G_N_ELEMENTS (codes); i++)
    {
      if (g_ascii_strcasecmp (code, codes[i].code) == 0)
        return codes[i].is;
    }
  for (gsize i = 0; i < G_N_ELEMENTS (statuses); i++)
    {
      if (status == statuses[i].status)
        return statuses[i].is;
    }
  return FAILED;
}

/* `ValidationException:http://internal.amazon.com/coral/…` and `com.amazon.coral.service#ExpiredTokenException`. */
static char *
dup_code (const char *raw)
{
  const char *end, *hash;
  char *code;

  end = raw + strcspn (raw, ",:");
  hash = memchr (raw, '#', end - raw);
  if (hash != NULL)
    raw = hash + 1;

  code = g_strndup (raw, MIN (end - raw, CODE_LENGTH_MAX));
  g_strcanon (code, G_CSET_A_2_Z G_CSET_a_2_z G_CSET_DIGITS "._-", '?');
  return code;
}

/* One line, no secret, and not so long that it hides what we say. */
static char *
dup_service_text (const char *text, DgCredentials *credentials)
{
  g_autofree char *valid = g_utf8_make_valid (text, -1);
  g_autoptr (GString) clean = g_string_new (valid);
  GString *line = g_string_new (NULL);
  glong n_characters = 0;

  if (credentials != NULL)
    dg_credentials_redact (credentials, clean);

  for (const char *p = clean->str; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar character = g_utf8_get_char (p);
      gboolean blank = !g_unichar_isgraph (character);

      if (blank && (line->len == 0 || line->str[line->len - 1] == ' '))
        continue;
      if (n_characters++ == SERVICE_TEXT_LENGTH_MAX)
        {
          g_string_append (line, "…");
          break;
        }
      g_string_append_unichar (line, blank ? ' ' : character);
    }
  return g_strchomp (g_string_free (line, FALSE));
}

/* %NULL when there are none. */
static char *
dup_details (guint status, const char *code, const DgConverseContext *context)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) details = NULL;
  g_autofree char *joined = NULL;

  if (*code != '\0')
    g_strv_builder_add (builder, code);
  if (status != 0)
    {
      g_autofree char *text = g_strdup_printf ("HTTP %u", status);

      g_strv_builder_add (builder, text);
    }
  if (context->model_id != NULL)
    {
      /* Translators: %s is the id of a model. */
      g_autofree char *text = g_strdup_printf (_ ("model %s"), context->model_id);

      g_strv_builder_add (builder, text);
    }
  if (dg_converse_is_request_id (context->request_id))
    {
      /* Translators: %s is what Amazon's support wants to know. */
      g_autofree char *text = g_strdup_printf (_ ("request %s"), context->request_id);

      g_strv_builder_add (builder, text);
    }

  details = g_strv_builder_end (builder);
  joined = g_strjoinv (", ", details);

  return *joined != '\0' ? g_strdup_printf (" (%s)", joined) : NULL;
}

static GError *
new_error (guint status, const char *raw_code, const char *raw_text, const DgConverseContext *context)
{
  g_autofree char *code = dup_code (raw_code != NULL ? raw_code : "");
  g_autofree char *text = raw_text != NULL ? dup_service_text (raw_text, context->credentials) : NULL;
  Case is = find_case (status, code, text);
  g_autofree char *details = dup_details (status, code, context);
  g_autoptr (GString) message = g_string_new (_ (cases[is].message));
  GError *error;

  if (text != NULL && *text != '\0' && !cases[is].silent)
    {
      g_string_append_c (message, ' ');
      /* Translators: %s is what the service said, in English. */
      g_string_append_printf (message, _ ("The service says: “%s”"), text);
    }
  if (details != NULL)
    g_string_append (message, details);

  error = g_error_new_literal (DG_INFERENCE_ERROR, cases[is].error, message->str);
  if (details != NULL)
    dg_inference_error_set_technical (error, details);

  return error;
}

/* What is not JSON, such as the page of a proxy, says nothing that a person could use. */
static void
read_body (const char *body, gsize length, char **code, char **text)
{
  g_autoptr (DgJsonDocument) document = dg_json_document_new (body, length, NULL, NULL);
  DgJsonValue root;

  *code = *text = NULL;
  if (document == NULL)
    return;

  root = dg_json_document_get_root (document);
  if (!dg_json_object_lookup_string (root, "code", code))
    dg_json_object_lookup_string (root, "__type", code);
  if (!dg_json_object_lookup_string (root, "message", text) && !dg_json_object_lookup_string (root, "Message", text))
    dg_json_object_lookup_string (root, "originalMessage", text);
}

/**
 * dg_converse_is_request_id:
 * @id: (nullable): what the service calls its id of the call
 *
 * Returns: whether it can be one, and so can be shown, logged and stored: visible ASCII, and not too much of it
 */
gboolean
dg_converse_is_request_id (const char *id)
{
  gsize length = id != NULL ? strlen (id) : 0;

  if (length == 0 || length > REQUEST_ID_LENGTH_MAX)
    return FALSE;

  for (gsize i = 0; i < length; i++)
    {
      if (!g_ascii_isgraph (id[i]))
        return FALSE;
    }
  return TRUE;
}

/**
 * dg_converse_error_new_from_response:
 * @status: the HTTP status
 * @error_type: (nullable): the header `x-amzn-ErrorType`
 * @body: (nullable): the body, or the beginning of it
 * @length: its length in bytes
 * @context: what the message tells besides
 *
 * Makes an error of a response that is one. The code is looked for where Amazon's own SDKs do: in the header, then in
 * the body's `code`, then in its `__type`; where it is unknown, the status decides.
 *
 * Returns: (transfer full): a #DgInferenceError for a person: what happened, what to do, what the service says
 */
GError *
dg_converse_error_new_from_response (
    guint status, const char *error_type, const char *body, gsize length, const DgConverseContext *context)
{
  g_autofree char *code = NULL;
  g_autofree char *text = NULL;

  g_return_val_if_fail (body != NULL || length == 0, NULL);
  g_return_val_if_fail (context != NULL, NULL);

  read_body (body, length, &code, &text);
  return new_error (status, error_type != NULL && *error_type != '\0' ? error_type : code, text, context);
}

static gboolean
has_code (const char *error_type, const char *body, gsize length, const char *const *wanted, gsize n_wanted)
{
  g_autofree char *body_code = NULL;
  g_autofree char *text = NULL;
  g_autofree char *code = NULL;

  read_body (body, length, &body_code, &text);
  if (error_type == NULL || *error_type == '\0')
    error_type = body_code != NULL ? body_code : "";
  code = dup_code (error_type);

  for (gsize i = 0; i < n_wanted; i++)
    {
      if (g_ascii_strcasecmp (code, wanted[i]) == 0)
        return TRUE;
    }
  return FALSE;
}

/**
 * dg_converse_response_may_be_skewed:
 * @error_type: (nullable): the header `x-amzn-ErrorType`
 * @body: (nullable): the body
 * @length: its length in bytes
 *
 * Returns: whether a signature with another time may be what such an error wants
 */
gboolean
dg_converse_response_may_be_skewed (const char *error_type, const char *body, gsize length)
{
  g_return_val_if_fail (body != NULL || length == 0, FALSE);

  return has_code (error_type, body, length, skew_codes, G_N_ELEMENTS (skew_codes));
}

/**
 * dg_converse_response_may_be_expired:
 * @error_type: (nullable): the header `x-amzn-ErrorType`
 * @body: (nullable): the body
 * @length: its length in bytes
 *
 * Returns: whether other credentials from the same place may be what such an error wants
 */
gboolean
dg_converse_response_may_be_expired (const char *error_type, const char *body, gsize length)
{
  g_return_val_if_fail (body != NULL || length == 0, FALSE);

  return has_code (error_type, body, length, expiry_codes, G_N_ELEMENTS (expiry_codes));
}

/**
 * dg_converse_error_new_from_event:
 * @message: a message of the type `exception` or `error`
 * @context: what the error message tells besides
 *
 * Makes an error of what breaks off a stream.
 *
 * Returns: (transfer full): a #DgInferenceError
 */
GError *
dg_converse_error_new_from_event (DgEventStreamMessage *message, const DgConverseContext *context)
{
  g_autofree char *body_code = NULL;
  g_autofree char *body_text = NULL;
  const char *code, *text, *body;
  gsize length;

  g_return_val_if_fail (message != NULL && context != NULL, NULL);

  body = g_bytes_get_data (dg_event_stream_message_get_payload (message), &length);
  read_body (body, length, &body_code, &body_text);

  code = dg_event_stream_message_get_string (message, ":exception-type");
  if (code == NULL)
    code = dg_event_stream_message_get_string (message, ":error-code");
  text = dg_event_stream_message_get_string (message, ":error-message");
  return new_error (0, code != NULL ? code : body_code, body_text != NULL ? body_text : text, context);
}
