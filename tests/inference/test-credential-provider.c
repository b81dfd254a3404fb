/* test-credential-provider.c: credentials of a program, and fresh ones when they expire
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <string.h>

#include "bedrock-client.h"
#include "dg-credential-process.h"
#include "home.h"

#define JSON_HEADERS "Content-Type: application/json\r\n"
#define REPLY                                                                                                          \
  "{\"output\":{\"message\":{\"role\":\"assistant\",\"content\":[{\"text\":\"a\"}]}},\"stopReason\":\"end_turn\","     \
  "\"usage\":{\"inputTokens\":1,\"outputTokens\":1,\"totalTokens\":2}}"
#define N_WAITERS 20

/* A home whose default profile asks the program that home_write_process() makes. */
static Home *
new_home (const char *expiration)
{
  Home *home = home_new ();
  g_autofree char *config = g_strdup_printf ("[default]\ncredential_process = '%s/keys' --any \"word\"\n", home->path);

  g_free (home_write (home, ".aws/config", config, 0600));
  home_write_process (home, expiration);
  return home;
}

static void
assert_key (DgCredentials *credentials, const char *id)
{
  g_assert_nonnull (credentials);
  g_assert_cmpstr (dg_credentials_get_access_key_id (credentials), ==, id);
}

static DgCredentials *
get (DgCredentialProvider *provider, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  dg_credential_provider_get_async (provider, NULL, home_store_result_cb, &result);
  return dg_credential_provider_get_finish (provider, home_wait (&result), error);
}

static void
test_process (void)
{
  g_autoptr (Home) home = new_home ("2026-01-01T01:00:00Z");
  g_autoptr (DgCredentials) credentials = home_find_credentials (home, NULL);

  assert_key (credentials, "AKIDEXAMPLE1");
  g_assert_cmpstr (dg_credentials_get_secret_access_key (credentials), ==, "example-secret");
  g_assert_cmpstr (dg_credentials_get_session_token (credentials), ==, "example-token");
  g_assert_cmpint (dg_credentials_get_expiry (credentials), ==, HOME_NOW + 3600);
}

static void
test_process_refused (void)
{
  static const struct
  {
    const char *program;
    const char *said;
  } rows[] = {
    { "#!/bin/sh\necho example-output; echo a secret of its own >&2; exit 3\n", "status 3" },
    { "#!/bin/sh\nkill -9 $$\n", "signal" },
    { "#!/bin/sh\necho example-output\n", "no JSON" },
    { "#!/bin/sh\ntrue\n", "no JSON" },
    { "#!/bin/sh\necho '[\"example-output\"]'\n", "no JSON" },
    { "#!/bin/sh\necho '{\"Version\":2,\"AccessKeyId\":\"a\",\"SecretAccessKey\":\"example-s\"}'\n", "“Version”: 1" },
    { "#!/bin/sh\necho '{\"Version\":1,\"AccessKeyId\":\"a\"}'\n", "SecretAccessKey" },
    { "#!/bin/sh\necho "
      "'{\"Version\":1,\"AccessKeyId\":\"a\",\"SecretAccessKey\":\"example-s\",\"Expiration\":\"soon\"}'\n",
      "Expiration" },
    { "#!/bin/sh\nexec head -c 1000000 /dev/zero\n", "too much" },
    { "#!/nowhere\n", "by hand" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (Home) home = new_home (NULL);

      g_free (home_write (home, "keys", rows[i].program, 0700));
      home_assert_fails (home, NULL, DG_INFERENCE_ERROR_NO_CREDENTIALS, rows[i].said);
    }
}

static void
test_process_expired (void)
{
  g_autoptr (Home) home = new_home ("2025-12-31T23:59:59Z");

  home_assert_fails (home, NULL, DG_INFERENCE_ERROR_REFUSED_CREDENTIALS, "by hand");
}

/* Nothing of the command is for a shell. */
static void
test_process_without_shell (void)
{
  g_autoptr (Home) home = home_new ();
  g_autofree char *trace = g_build_filename (home->path, "trace", NULL);
  g_autofree char *config =
      g_strdup_printf ("[default]\ncredential_process = false ; touch %s $(touch %s)\n", trace, trace);

  g_free (home_write (home, ".aws/config", config, 0600));
  home_assert_fails (home, NULL, DG_INFERENCE_ERROR_NO_CREDENTIALS, "status 1");
  g_assert_false (g_file_test (trace, G_FILE_TEST_EXISTS));
}

static DgCredentials *
run_silent_process (Home *home, guint timeout_ms, GCancellable *cancellable, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  dg_credential_process_run_async ("tail -f /dev/null", (const char *const *) home->environment, timeout_ms,
                                   cancellable, home_store_result_cb, &result);
  if (cancellable != NULL)
    g_cancellable_cancel (cancellable);
  return dg_credential_process_run_finish (home_wait (&result), error);
}

static void
test_process_hangs (void)
{
  g_autoptr (Home) home = home_new ();
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;

  g_assert_null (run_silent_process (home, 20, NULL, &error));
  g_assert_error (error, DG_INFERENCE_ERROR, DG_INFERENCE_ERROR_NO_CREDENTIALS);
  g_assert_nonnull (strstr (error->message, "too long"));
  g_clear_error (&error);

  g_assert_null (run_silent_process (home, 60000, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

/* Five minutes before the end, and once for all who wait. */
static void
test_refresh (void)
{
  g_autoptr (Home) home = new_home ("2026-01-01T01:00:00Z");
  g_autoptr (DgCredentialProvider) provider = home_find_good (home, NULL);
  g_autoptr (DgCredentials) old = NULL;
  GAsyncResult *results[N_WAITERS] = { NULL };

  home->now = HOME_NOW + 3600 - 301;
  old = dg_credential_provider_peek (provider);
  assert_key (old, "AKIDEXAMPLE1");

  home->now += 1;
  home_write_process (home, "2026-01-01T02:00:00Z");
  g_assert_null (dg_credential_provider_peek (provider));
  for (guint i = 0; i < N_WAITERS; i++)
    dg_credential_provider_get_async (provider, NULL, home_store_result_cb, &results[i]);
  for (guint i = 0; i < N_WAITERS; i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (DgCredentials) fresh = dg_credential_provider_get_finish (provider, home_wait (&results[i]), &error);

      g_assert_no_error (error);
      assert_key (fresh, "AKIDEXAMPLE2");
      g_object_unref (results[i]);
    }
  g_assert_cmpuint (home_count_asked (home), ==, 2);
}

/* What nobody renews is good until it is not. */
static void
test_refresh_fails (void)
{
  g_autoptr (Home) home = new_home ("2026-01-01T01:00:00Z");
  g_autoptr (DgCredentialProvider) provider = home_find_good (home, NULL);
  g_autoptr (DgCredentials) old = NULL;
  g_autoptr (DgCredentials) again = NULL;
  g_autoptr (GError) error = NULL;

  g_free (home_write (home, "keys", "#!/bin/sh\nexit 1\n", 0700));
  home->now = HOME_NOW + 3600 - 200;
  old = get (provider, &error);
  g_assert_no_error (error);
  assert_key (old, "AKIDEXAMPLE1");
  again = dg_credential_provider_peek (provider);
  assert_key (again, "AKIDEXAMPLE1");

  home->now = HOME_NOW + 3600;
  g_assert_null (get (provider, &error));
  g_assert_error (error, DG_INFERENCE_ERROR, DG_INFERENCE_ERROR_NO_CREDENTIALS);
}

/* A life of two minutes does not make every request ask. */
static void
test_short_life (void)
{
  g_autoptr (Home) home = new_home ("2026-01-01T00:02:00Z");
  g_autoptr (DgCredentialProvider) provider = home_find_good (home, NULL);
  g_autoptr (DgCredentials) credentials = NULL;

  home->now += 59;
  credentials = dg_credential_provider_peek (provider);
  assert_key (credentials, "AKIDEXAMPLE1");
  home->now += 1;
  g_assert_null (dg_credential_provider_peek (provider));
}

/* Who gives up goes; the others get theirs. */
static void
test_cancelled_waiter (void)
{
  g_autoptr (Home) home = new_home ("2026-01-01T00:02:00Z");
  g_autoptr (DgCredentialProvider) provider = home_find_good (home, NULL);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GCancellable) other = g_cancellable_new ();
  g_autoptr (GAsyncResult) first = NULL;
  g_autoptr (GAsyncResult) second = NULL;
  g_autoptr (GAsyncResult) third = NULL;
  g_autoptr (DgCredentials) credentials = NULL;
  g_autoptr (GError) error = NULL;

  home->now += 90;
  dg_credential_provider_get_async (provider, cancellable, home_store_result_cb, &first);
  dg_credential_provider_get_async (provider, NULL, home_store_result_cb, &second);
  g_cancellable_cancel (cancellable);
  g_assert_null (dg_credential_provider_get_finish (provider, home_wait (&first), &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_error (&error);
  credentials = dg_credential_provider_get_finish (provider, home_wait (&second), &error);
  g_assert_no_error (error);
  assert_key (credentials, "AKIDEXAMPLE2");

  /* and when it was the last, the program is ended, and the next one starts another */
  g_free (home_write (home, "keys", "#!/bin/sh\nexec tail -f /dev/null\n", 0700));
  g_assert_true (dg_credential_provider_renew (provider, credentials));
  dg_credential_provider_get_async (provider, other, home_store_result_cb, &third);
  g_cancellable_cancel (other);
  g_assert_null (dg_credential_provider_get_finish (provider, home_wait (&third), &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_error (&error);
  g_clear_pointer (&credentials, dg_credentials_unref);
  home_write_process (home, NULL);
  credentials = get (provider, &error);
  g_assert_no_error (error);
  /* the shell of the program that was ended may have read the new one already: then that has counted too */
  g_assert_cmpstr (dg_credentials_get_access_key_id (credentials), >=, "AKIDEXAMPLE3");
}

/* --- in a model --- */

static DgModel *
new_profile_model (FakeService *service, DgCredentialProvider *provider)
{
  g_autofree char *endpoint = g_strdup_printf ("http://127.0.0.1:%u", fake_service_get_port (service));
  const DgBedrockOptions options = {
    .provider = DG_PROVIDER_BEDROCK,
    .model = "nova-2-lite",
    .region = "us-east-1",
    .endpoint = endpoint,
    .credential_provider = provider,
  };
  g_autoptr (GError) error = NULL;
  DgModel *model = dg_bedrock_model_new (&options, &error);

  g_assert_no_error (error);
  return model;
}

/* Takes only the key that it is told. */
static void
picky_script (FakeRequest *request, gpointer data)
{
  if (strstr (fake_request_get_header (request, "authorization"), data) != NULL)
    fake_request_reply (request, 200, JSON_HEADERS, REPLY);
  else
    fake_request_reply (request, 403, "x-amzn-ErrorType: ExpiredTokenException\r\n" JSON_HEADERS,
                        "{\"message\":\"The security token included in the request is expired\"}");
}

static void
test_refused_once (void)
{
  g_autoptr (Home) home = new_home (NULL);
  g_autoptr (DgCredentialProvider) provider = home_find_good (home, NULL);
  g_autoptr (FakeService) service = fake_service_new (picky_script, (gpointer) "AKIDEXAMPLE2/");
  g_autoptr (DgModel) model = new_profile_model (service, provider);
  g_autoptr (GError) error = NULL;
  g_autoptr (DgModelReply) reply = converse (model, FALSE, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (reply->retries, ==, 1);
  g_assert_cmpuint (home_count_asked (home), ==, 2);
}

static void
test_refused_again (void)
{
  g_autoptr (Home) home = new_home (NULL);
  g_autoptr (DgCredentialProvider) provider = home_find_good (home, NULL);
  g_autoptr (FakeService) service = fake_service_new (picky_script, (gpointer) "AKIDNEVER/");
  g_autoptr (DgModel) model = new_profile_model (service, provider);
  g_autoptr (GError) error = NULL;

  g_assert_null (converse (model, FALSE, &error));
  g_assert_error (error, DG_INFERENCE_ERROR, DG_INFERENCE_ERROR_REFUSED_CREDENTIALS);
  g_assert_nonnull (strstr (error->message, "credential_process"));
  g_assert_nonnull (strstr (error->message, "by hand"));
  g_assert_cmpuint (home_count_asked (home), ==, 2);
}

/* The same key again is not worth a request. */
static void
test_refused_for_good (void)
{
  g_autoptr (Home) home = home_new ();
  g_autoptr (DgCredentialProvider) provider = NULL;
  g_autoptr (FakeService) service = fake_service_new (picky_script, (gpointer) "AKIDNEVER/");
  g_autoptr (DgModel) model = NULL;
  g_autoptr (GError) error = NULL;

  g_free (home_write (home, ".aws/credentials",
                      "[default]\naws_access_key_id=AKIDEXAMPLE\naws_secret_access_key=example-s\n", 0600));
  provider = home_find_good (home, NULL);
  model = new_profile_model (service, provider);
  g_assert_null (converse (model, FALSE, &error));
  g_assert_error (error, DG_INFERENCE_ERROR, DG_INFERENCE_ERROR_REFUSED_CREDENTIALS);
  g_assert_nonnull (strstr (error->message, ".aws/credentials"));
  g_assert_cmpuint (fake_service_get_n_connections (service), ==, 1);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/inference/credential-provider/process", test_process);
  g_test_add_func ("/inference/credential-provider/process-refused", test_process_refused);
  g_test_add_func ("/inference/credential-provider/process-expired", test_process_expired);
  g_test_add_func ("/inference/credential-provider/process-without-shell", test_process_without_shell);
  g_test_add_func ("/inference/credential-provider/process-hangs", test_process_hangs);
  g_test_add_func ("/inference/credential-provider/refresh", test_refresh);
  g_test_add_func ("/inference/credential-provider/refresh-fails", test_refresh_fails);
  g_test_add_func ("/inference/credential-provider/short-life", test_short_life);
  g_test_add_func ("/inference/credential-provider/cancelled-waiter", test_cancelled_waiter);
  g_test_add_func ("/inference/credential-provider/refused-once", test_refused_once);
  g_test_add_func ("/inference/credential-provider/refused-again", test_refused_again);
  g_test_add_func ("/inference/credential-provider/refused-for-good", test_refused_for_good);

  return g_test_run ();
}
