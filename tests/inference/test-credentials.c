/* test-credentials.c: bearer tokens and keys, and where they come from
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <string.h>

#include "dg-bedrock-model.h"
#include "dg-credentials.h"
#include "dg-model-catalog.h"

#define TOKEN "AWS_BEARER_TOKEN_BEDROCK=ABSKQmVkcm9ja0FQSUtleS1leGFtcGxl"
#define KEY_ID "AWS_ACCESS_KEY_ID=AKIDEXAMPLE"
#define SECRET "AWS_SECRET_ACCESS_KEY=wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY"
#define SESSION "AWS_SESSION_TOKEN=IQoJb3JpZ2luX2VjEXAMPLE//////////8="

#define ENVIRONMENT(...) ((const char *const[]){ "HOME=/nowhere", __VA_ARGS__, NULL })

static void
test_bearer (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (DgCredentials) credentials =
      dg_credentials_new_from_environment (ENVIRONMENT (KEY_ID, SECRET, TOKEN), &error);

  g_assert_no_error (error);
  g_assert_true (dg_credentials_is_bearer (credentials));
  g_assert_cmpstr (dg_credentials_get_bearer_token (credentials), ==, strchr (TOKEN, '=') + 1);
  g_assert_null (dg_credentials_get_access_key_id (credentials));
  g_assert_null (dg_credentials_get_secret_access_key (credentials));
}

static void
test_keys (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (DgCredentials) credentials = dg_credentials_new_from_environment (ENVIRONMENT (KEY_ID, SECRET), &error);

  g_assert_no_error (error);
  g_assert_false (dg_credentials_is_bearer (credentials));
  g_assert_cmpstr (dg_credentials_get_access_key_id (credentials), ==, "AKIDEXAMPLE");
  g_assert_cmpstr (dg_credentials_get_secret_access_key (credentials), ==, strchr (SECRET, '=') + 1);
  g_assert_null (dg_credentials_get_session_token (credentials));
  g_assert_null (dg_credentials_get_bearer_token (credentials));
}

static void
test_temporary_keys (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (DgCredentials) credentials =
      dg_credentials_new_from_environment (ENVIRONMENT (KEY_ID, SECRET, SESSION), &error);

  g_assert_no_error (error);
  g_assert_cmpstr (dg_credentials_get_session_token (credentials), ==, strchr (SESSION, '=') + 1);
}

/* What `$(cat token)` and a hasty copy leave. */
static void
test_trimmed (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (DgCredentials) credentials =
      dg_credentials_new_from_environment (ENVIRONMENT ("AWS_BEARER_TOKEN_BEDROCK= \t\n",
                                                        "AWS_ACCESS_KEY_ID= AKIDEXAMPLE\r\n",
                                                        "AWS_SECRET_ACCESS_KEY=\nsecret ", "AWS_SESSION_TOKEN="),
                                           &error);

  g_assert_no_error (error);
  g_assert_false (dg_credentials_is_bearer (credentials));
  g_assert_cmpstr (dg_credentials_get_access_key_id (credentials), ==, "AKIDEXAMPLE");
  g_assert_cmpstr (dg_credentials_get_secret_access_key (credentials), ==, "secret");
  g_assert_null (dg_credentials_get_session_token (credentials));
}

static void
assert_refused (const char *const *environment, int code, const char *said)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (dg_credentials_new_from_environment (environment, &error));
  g_assert_error (error, DG_INFERENCE_ERROR, code);
  g_assert_nonnull (strstr (error->message, said));
  g_assert_null (strstr (error->message, "example"));
  g_assert_null (strstr (error->message, "EXAMPLE"));
}

static void
test_none (void)
{
  static const char *const empty[] = { NULL };

  assert_refused (empty, DG_INFERENCE_ERROR_NO_CREDENTIALS, "AWS_BEARER_TOKEN_BEDROCK");
  assert_refused (empty, DG_INFERENCE_ERROR_NO_CREDENTIALS, "--provider practice");
  assert_refused (ENVIRONMENT ("AWS_BEARER_TOKEN_BEDROCK=", "AWS_ACCESS_KEY_ID= "), DG_INFERENCE_ERROR_NO_CREDENTIALS,
                  "AWS_SECRET_ACCESS_KEY");
  assert_refused (ENVIRONMENT (SESSION), DG_INFERENCE_ERROR_NO_CREDENTIALS, "AWS_ACCESS_KEY_ID");
}

static void
test_half_a_pair (void)
{
  assert_refused (ENVIRONMENT (KEY_ID), DG_INFERENCE_ERROR_CONFIGURATION,
                  "AWS_ACCESS_KEY_ID is set, but AWS_SECRET_ACCESS_KEY is not");
  assert_refused (ENVIRONMENT (SECRET, SESSION), DG_INFERENCE_ERROR_CONFIGURATION,
                  "AWS_SECRET_ACCESS_KEY is set, but AWS_ACCESS_KEY_ID is not");
}

static void
test_control_characters (void)
{
  assert_refused (ENVIRONMENT ("AWS_BEARER_TOKEN_BEDROCK=example\r\nX-Evil: 1"), DG_INFERENCE_ERROR_CONFIGURATION,
                  "AWS_BEARER_TOKEN_BEDROCK");
  assert_refused (ENVIRONMENT (KEY_ID, "AWS_SECRET_ACCESS_KEY=exam\001ple"), DG_INFERENCE_ERROR_CONFIGURATION,
                  "AWS_SECRET_ACCESS_KEY");
  assert_refused (ENVIRONMENT ("AWS_ACCESS_KEY_ID=two words", SECRET), DG_INFERENCE_ERROR_CONFIGURATION,
                  "AWS_ACCESS_KEY_ID");
  assert_refused (ENVIRONMENT (KEY_ID, SECRET, "AWS_SESSION_TOKEN=exämple"), DG_INFERENCE_ERROR_CONFIGURATION,
                  "AWS_SESSION_TOKEN");
}

static void
test_check (void)
{
  g_autoptr (DgCredentials) blank = dg_credentials_new_bearer (" \n");
  g_autoptr (DgCredentials) half = dg_credentials_new_keys ("AKIDEXAMPLE", "", NULL);
  g_autoptr (DgCredentials) good = dg_credentials_new_bearer (" token\n");
  g_autoptr (GError) error = NULL;

  g_assert_false (dg_credentials_check (blank, &error));
  g_assert_error (error, DG_INFERENCE_ERROR, DG_INFERENCE_ERROR_NO_CREDENTIALS);
  g_clear_error (&error);

  g_assert_false (dg_credentials_check (half, &error));
  g_assert_error (error, DG_INFERENCE_ERROR, DG_INFERENCE_ERROR_CONFIGURATION);
  g_clear_error (&error);

  g_assert_true (dg_credentials_check (good, &error));
  g_assert_no_error (error);
  g_assert_cmpstr (dg_credentials_get_bearer_token (good), ==, "token");
}

/* Signed on 2026-01-01 at midnight, for an hour. */
static char *
new_short_term_key (const char *query)
{
  g_autofree char *address = g_strconcat ("bedrock.amazonaws.com/?Action=CallWithBearerToken&", query, NULL);
  g_autofree char *encoded = g_base64_encode ((const guint8 *) address, strlen (address));

  return g_strconcat ("bedrock-api-key-", encoded, NULL);
}

static void
assert_expiry (const char *token, gint64 expiry, const char *region)
{
  g_autoptr (DgCredentials) credentials = dg_credentials_new_bearer (token);

  g_assert_cmpint (dg_credentials_get_expiry (credentials), ==, expiry);
  g_assert_cmpstr (dg_credentials_get_region (credentials), ==, region);
}

static void
test_short_term_key (void)
{
  g_autofree char *good =
      new_short_term_key ("X-Amz-Credential=AKIDEXAMPLE%2F20260101%2Feu-west-1%2Fbedrock%2Faws4_request&"
                          "X-Amz-Date=20260101T000000Z&X-Amz-Expires=3600&Version=1");
  g_autofree char *no_date = new_short_term_key ("X-Amz-Date=2026&X-Amz-Expires=3600");
  g_autofree char *no_end = new_short_term_key ("X-Amz-Date=20260101T000000Z&X-Amz-Expires=-1");

  assert_expiry (good, 1767225600 + 3600, "eu-west-1");
  assert_expiry (no_date, 0, NULL);
  assert_expiry (no_end, 0, NULL);
  assert_expiry ("bedrock-api-key-", 0, NULL);
  assert_expiry ("bedrock-api-key-????", 0, NULL);
  assert_expiry ("ABSKQmVkcm9ja0FQSUtleS1leGFtcGxl", 0, NULL);
}

static void
test_hint (void)
{
  g_autoptr (DgCredentials) keys = dg_credentials_new_keys ("AKIAIOSFODNN7EXAMPLE", "s3cret", NULL);
  g_autoptr (DgCredentials) short_id = dg_credentials_new_keys ("AKID", "s3cret", NULL);
  g_autoptr (DgCredentials) bearer = dg_credentials_new_bearer ("token");
  g_autofree char *hint = dg_credentials_dup_hint (keys);
  g_autofree char *short_hint = dg_credentials_dup_hint (short_id);

  g_assert_cmpstr (hint, ==, "…MPLE");
  g_assert_cmpstr (short_hint, ==, "…");
  g_assert_null (dg_credentials_dup_hint (bearer));
}

static void
test_redact (void)
{
  g_autoptr (DgCredentials) keys = dg_credentials_new_keys ("AKIDEXAMPLE", "s3cret", "t0ken");
  g_autoptr (GString) text = g_string_new ("AKIDEXAMPLE: s3cret and t0ken and s3cret");

  dg_credentials_redact (keys, text);
  g_assert_cmpstr (text->str, ==, "AKIDEXAMPLE: … and … and …");
}

static void
test_reference_counts (void)
{
  DgCredentials *credentials = dg_credentials_new_bearer ("token");
  DgCredentials *other = dg_credentials_ref (credentials);

  dg_credentials_unref (credentials);
  g_assert_cmpstr (dg_credentials_get_bearer_token (other), ==, "token");
  dg_credentials_unref (other);
}

static void
test_region (void)
{
  g_autofree char *first =
      dg_bedrock_dup_region (ENVIRONMENT ("AWS_DEFAULT_REGION=eu-west-1", "AWS_REGION= us-west-2\n"));
  g_autofree char *second = dg_bedrock_dup_region (ENVIRONMENT ("AWS_REGION= ", "AWS_DEFAULT_REGION=eu-west-1"));
  g_autofree char *third = dg_bedrock_dup_region (ENVIRONMENT ("AWS_REGION="));

  g_assert_cmpstr (first, ==, "us-west-2");
  g_assert_cmpstr (second, ==, "eu-west-1");
  g_assert_cmpstr (third, ==, DG_DEFAULT_REGION);
}

static void
test_endpoint (void)
{
  g_autofree char *first = dg_bedrock_dup_endpoint (
      ENVIRONMENT ("AWS_ENDPOINT_URL=https://all.example", "AWS_ENDPOINT_URL_BEDROCK_RUNTIME=http://127.0.0.1:8080 "));
  g_autofree char *second = dg_bedrock_dup_endpoint (ENVIRONMENT ("AWS_ENDPOINT_URL=https://all.example"));
  g_autofree char *third = dg_bedrock_dup_endpoint (ENVIRONMENT ("AWS_ENDPOINT_URL="));

  g_assert_cmpstr (first, ==, "http://127.0.0.1:8080");
  g_assert_cmpstr (second, ==, "https://all.example");
  g_assert_null (third);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/inference/credentials/bearer", test_bearer);
  g_test_add_func ("/inference/credentials/keys", test_keys);
  g_test_add_func ("/inference/credentials/temporary-keys", test_temporary_keys);
  g_test_add_func ("/inference/credentials/trimmed", test_trimmed);
  g_test_add_func ("/inference/credentials/none", test_none);
  g_test_add_func ("/inference/credentials/half-a-pair", test_half_a_pair);
  g_test_add_func ("/inference/credentials/control-characters", test_control_characters);
  g_test_add_func ("/inference/credentials/check", test_check);
  g_test_add_func ("/inference/credentials/short-term-key", test_short_term_key);
  g_test_add_func ("/inference/credentials/hint", test_hint);
  g_test_add_func ("/inference/credentials/redact", test_redact);
  g_test_add_func ("/inference/credentials/reference-counts", test_reference_counts);
  g_test_add_func ("/inference/credentials/region", test_region);
  g_test_add_func ("/inference/credentials/endpoint", test_endpoint);

  return g_test_run ();
}
