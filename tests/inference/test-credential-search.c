/* test-credential-search.c: where credentials are found, and in which order
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#include "dg-keyring.h"
#include "dg-model-catalog.h"
#include "home.h"

#define CREDENTIALS                                                                                                    \
  "[default]\naws_access_key_id = AKIDDEFAULT\naws_secret_access_key = example-default\n"                              \
  "[work]\naws_access_key_id=AKIDWORK\naws_secret_access_key=example-work\naws_session_token=example-token\n"          \
  "[half]\naws_access_key_id=AKIDHALF\n[odd]\naws_access_key_id=AKIDODD\naws_secret_access_key=example- odd\n"
#define CONFIG                                                                                                         \
  "[default]\nregion = eu-west-1\n[profile work]\nregion = us-west-2\n"                                                \
  "[profile inline]\naws_access_key_id = AKIDINLINE\naws_secret_access_key = example-inline\n"                         \
  "[profile role]\nrole_arn = arn:aws:iam::1:role/x\nsource_profile = default\n[profile bare]\nregion = eu-west-3\n"

static Home *
new_home (void)
{
  Home *home = home_new ();

  g_free (home_write (home, ".aws/credentials", CREDENTIALS, 0600));
  g_free (home_write (home, ".aws/config", CONFIG, 0600));
  return home;
}

static void
assert_found (Home *home, const char *profile, const char *key_id)
{
  g_autoptr (DgCredentials) credentials = home_find_credentials (home, profile);

  g_assert_cmpstr (dg_credentials_get_access_key_id (credentials), ==, key_id);
}

/* From the last place to the first: each is set while those behind it still are. */
static void
test_order (void)
{
  g_autoptr (Home) home = new_home ();
  g_autoptr (DgCredentials) bearer = NULL;

  assert_found (home, NULL, "AKIDDEFAULT");
  home_set (home, "AWS_ACCESS_KEY_ID", "AKIDENVIRONMENT");
  home_set (home, "AWS_SECRET_ACCESS_KEY", "example-environment");
  assert_found (home, NULL, "AKIDENVIRONMENT");
  home_set (home, "AWS_PROFILE", "work");
  assert_found (home, NULL, "AKIDWORK");
  home_set (home, "AWS_BEARER_TOKEN_BEDROCK", "ABSKexample-key");
  bearer = home_find_credentials (home, NULL);
  g_assert_cmpstr (dg_credentials_get_bearer_token (bearer), ==, "ABSKexample-key");
  assert_found (home, "inline", "AKIDINLINE");
}

static void
test_profile_keys (void)
{
  g_autoptr (Home) home = new_home ();
  g_autoptr (DgCredentialProvider) provider = home_find_good (home, "work");
  g_autoptr (DgCredentials) credentials = dg_credential_provider_peek (provider);

  g_assert_cmpstr (dg_credentials_get_secret_access_key (credentials), ==, "example-work");
  g_assert_cmpstr (dg_credentials_get_session_token (credentials), ==, "example-token");
  g_assert_cmpint (dg_credential_provider_get_origin (provider), ==, DG_CREDENTIAL_ORIGIN_PROFILE);
  g_assert_nonnull (strstr (dg_credential_provider_get_description (provider), "work"));
  g_assert_cmpstr (dg_credential_provider_get_warnings (provider)[0], ==, NULL);
}

static void
assert_region (Home *home, const char *profile, const char *region)
{
  g_autoptr (DgCredentialProvider) provider = home_find_good (home, profile);

  g_assert_cmpstr (dg_credential_provider_get_region (provider), ==, region);
}

static void
test_region (void)
{
  g_autoptr (Home) home = new_home ();

  assert_region (home, NULL, "eu-west-1");
  assert_region (home, "work", "us-west-2");
  assert_region (home, "inline", DG_DEFAULT_REGION);
  home_set (home, "AWS_DEFAULT_REGION", "ap-south-1");
  assert_region (home, "work", "ap-south-1");
  home_set (home, "AWS_REGION", "eu-north-1");
  assert_region (home, "work", "eu-north-1");
  home->region = "eu-south-2";
  assert_region (home, "work", "eu-south-2");
}

/* A short-term key is good in one region only, whatever a profile beside it says; what the person chooses is theirs. */
static void
test_region_of_key (void)
{
  static const char address[] =
      "bedrock.amazonaws.com/?Action=CallWithBearerToken&X-Amz-Credential=AKID%2F20260101%2Feu-central-1%2Fbedrock"
      "%2Faws4_request&X-Amz-Date=20260101T000000Z&X-Amz-Expires=3600";
  g_autofree char *encoded = g_base64_encode ((const guint8 *) address, strlen (address));
  g_autofree char *key = g_strconcat ("bedrock-api-key-", encoded, NULL);
  g_autoptr (Home) home = new_home ();

  home_set (home, "AWS_BEARER_TOKEN_BEDROCK", key);
  assert_region (home, NULL, "eu-central-1");
  assert_region (home, "work", "us-west-2");
  home_set (home, "AWS_REGION", "eu-north-1");
  assert_region (home, NULL, "eu-north-1");
}

static void
test_files (void)
{
  g_autoptr (Home) home = home_new ();
  g_autofree char *credentials = home_write (home, "elsewhere", CREDENTIALS, 0600);

  home_set (home, "AWS_SHARED_CREDENTIALS_FILE", credentials);
  assert_found (home, NULL, "AKIDDEFAULT");
  g_free (home_write (home, "other/config", CONFIG, 0600));
  home_set (home, "AWS_CONFIG_FILE", "~/other/config");
  assert_found (home, "inline", "AKIDINLINE");
}

static void
test_refused (void)
{
  g_autoptr (Home) home = new_home ();

  home_assert_fails (home, "nobody", DG_INFERENCE_ERROR_CONFIGURATION, "bare, default, half, inline, odd, role, work");
  home_assert_fails (home, "half", DG_INFERENCE_ERROR_CONFIGURATION, "not aws_secret_access_key");
  home_assert_fails (home, "odd", DG_INFERENCE_ERROR_CONFIGURATION, "odd");
  home_assert_fails (home, "role", DG_INFERENCE_ERROR_NO_CREDENTIALS, "aws configure export-credentials");
  home_assert_fails (home, "bare", DG_INFERENCE_ERROR_NO_CREDENTIALS, "aws configure --profile bare");
  home_set (home, "AWS_PROFILE", "nobody");
  home_assert_fails (home, NULL, DG_INFERENCE_ERROR_CONFIGURATION, "nobody");
}

/* Files that nothing is needed of may be as they like. */
static void
test_broken_file (void)
{
  g_autoptr (Home) home = home_new ();
  g_autoptr (DgCredentialProvider) provider = NULL;

  g_free (home_write (home, ".aws/config", "example-nonsense\n", 0600));
  home_assert_fails (home, NULL, DG_INFERENCE_ERROR_CONFIGURATION, "line 1");
  home_set (home, "AWS_BEARER_TOKEN_BEDROCK", "ABSKexample-key");
  provider = home_find_good (home, NULL);
  g_assert_cmpint (dg_credential_provider_get_origin (provider), ==, DG_CREDENTIAL_ORIGIN_ENVIRONMENT);
}

static void
test_permissions (void)
{
  g_autoptr (Home) home = new_home ();
  g_autofree char *path = g_build_filename (home->path, ".aws/credentials", NULL);
  g_autoptr (DgCredentialProvider) provider = NULL;
  g_autoptr (DgCredentialProvider) other = NULL;

  g_chmod (path, 0640);
  provider = home_find_good (home, "work");
  g_assert_nonnull (strstr (dg_credential_provider_get_warnings (provider)[0], "0640"));
  g_assert_nonnull (strstr (dg_credential_provider_get_warnings (provider)[0], path));
  /* its keys are in the other file */
  other = home_find_good (home, "inline");
  g_assert_null (dg_credential_provider_get_warnings (other)[0]);
}

static void
test_expired_environment (void)
{
  g_autoptr (Home) home = home_new ();
  g_autoptr (DgCredentials) credentials = NULL;

  home_set (home, "AWS_ACCESS_KEY_ID", "AKIDEXAMPLE");
  home_set (home, "AWS_SECRET_ACCESS_KEY", "example-secret");
  home_set (home, "AWS_SESSION_TOKEN", "example-token");
  home_set (home, "AWS_CREDENTIAL_EXPIRATION", "2026-01-01T00:00:01+00:00");
  credentials = home_find_credentials (home, NULL);
  g_assert_cmpint (dg_credentials_get_expiry (credentials), ==, HOME_NOW + 1);
  home->now++;
  home_assert_fails (home, NULL, DG_INFERENCE_ERROR_REFUSED_CREDENTIALS, "AWS_SESSION_TOKEN");
}

/* --- the keyring, in libsecret's file --- */

static void
store (DgCredentials *credentials)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  dg_keyring_store_async (credentials, NULL, home_store_result_cb, &result);
  dg_keyring_store_finish (home_wait (&result), &error);
  g_assert_no_error (error);
}

static gboolean
clear (void)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  gboolean removed;

  dg_keyring_clear_async (NULL, home_store_result_cb, &result);
  dg_keyring_clear_finish (home_wait (&result), &removed, &error);
  g_assert_no_error (error);
  return removed;
}

/* What a window is told when there is nothing, and that the rest of the places is looked at all the same. */
static void
assert_window_without_a_key (Home *home)
{
  g_autoptr (DgCredentialProvider) provider = NULL;

  home->in_window = TRUE;
  home_assert_fails (home, NULL, DG_INFERENCE_ERROR_NO_CREDENTIALS, "Preferences");
  g_free (home_write (home, ".aws/config", "example-nonsense\n", 0600));
  home_assert_fails (home, NULL, DG_INFERENCE_ERROR_CONFIGURATION, "line 1");
  g_free (home_write (home, ".aws/config", "", 0600));
  g_free (home_write (home, ".aws/credentials", CREDENTIALS, 0600));
  provider = home_find_good (home, NULL);
  g_assert_cmpint (dg_credential_provider_get_origin (provider), ==, DG_CREDENTIAL_ORIGIN_PROFILE);
}

/* What was entered in Preferences is what the person means, even where files cannot be read; if it is no good, nothing
 * else is taken in its place. */
static void
assert_window_with_a_key (Home *home)
{
  static const char address[] =
      "bedrock.amazonaws.com/?Action=CallWithBearerToken&X-Amz-Credential=AKID%2F20251201%2Feu-west-1%2Fbedrock"
      "%2Faws4_request&X-Amz-Date=20251201T000000Z&X-Amz-Expires=3600";
  g_autofree char *encoded = g_base64_encode ((const guint8 *) address, strlen (address));
  g_autofree char *key = g_strconcat ("bedrock-api-key-", encoded, NULL);
  g_autoptr (DgCredentials) expired = dg_credentials_new_bearer (key);
  g_autoptr (DgCredentialProvider) provider = NULL;

  g_free (home_write (home, ".aws/config", "example-nonsense\n", 0600));
  home_set (home, "AWS_BEARER_TOKEN_BEDROCK", "ABSKexample-other");
  provider = home_find_good (home, NULL);
  g_assert_cmpint (dg_credential_provider_get_origin (provider), ==, DG_CREDENTIAL_ORIGIN_KEYRING);
  g_assert_nonnull (strstr (dg_credential_provider_get_advice (provider), "Preferences"));

  store (expired);
  home_assert_fails (home, NULL, DG_INFERENCE_ERROR_REFUSED_CREDENTIALS, "Preferences");
  home->in_window = FALSE;
}

G_NORETURN static void
end_test (Home *home)
{
  home_free (home);
  _exit (0);
}

static Home *
new_home_with_keyring (void)
{
  Home *home = home_new ();
  g_autofree char *path = g_build_filename (home->path, "keyring", NULL);

  g_setenv ("SECRET_BACKEND", "file", TRUE);
  g_setenv ("SECRET_FILE_TEST_PATH", path, TRUE);
  g_setenv ("SECRET_FILE_TEST_PASSWORD", "a password", TRUE);
  return home;
}

/* In processes of their own, as below. */
static void
test_window (void)
{
  g_autoptr (DgCredentials) bearer = dg_credentials_new_bearer ("ABSKexample-key");
  Home *home;

  if (!g_test_subprocess ())
    {
      g_test_trap_subprocess (NULL, 0, 0);
      g_test_trap_assert_passed ();
      return;
    }

  home = new_home_with_keyring ();
  assert_window_without_a_key (home);
  store (bearer);
  assert_window_with_a_key (home);
  end_test (home);
}

/* A keyring that cannot be asked is no trouble for who needs nothing of it, and else the person is told why. */
static void
test_window_without_keyring (void)
{
  Home *home;

  if (!g_test_subprocess ())
    {
      g_test_trap_subprocess (NULL, 0, 0);
      g_test_trap_assert_passed ();
      return;
    }

  g_setenv ("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent/bus", TRUE);
  home = home_new ();
  home->in_window = TRUE;
  home_assert_fails (home, NULL, DG_INFERENCE_ERROR_NO_CREDENTIALS, "The keyring cannot be used");
  g_free (home_write (home, ".aws/credentials", CREDENTIALS, 0600));
  assert_found (home, NULL, "AKIDDEFAULT");
  end_test (home);
}

/* In a process of its own, which ends at once: libsecret 0.20 leaks the entity tag of its file with every change. */
static void
test_keyring (void)
{
  Home *home;
  g_autoptr (DgCredentials) bearer = dg_credentials_new_bearer ("ABSKexample-key");
  g_autoptr (DgCredentials) keys = dg_credentials_new_keys ("AKIDKEYRING", "example-secret", NULL);
  g_autoptr (DgCredentialProvider) provider = NULL;
  g_autoptr (DgCredentials) found = NULL;

  if (!g_test_subprocess ())
    {
      g_test_trap_subprocess (NULL, 0, 0);
      g_test_trap_assert_passed ();
      return;
    }

  home = new_home_with_keyring ();
  home_assert_fails (home, NULL, DG_INFERENCE_ERROR_NO_CREDENTIALS, "dataset-gen-cli login");
  store (bearer);
  provider = home_find_good (home, NULL);
  g_assert_cmpint (dg_credential_provider_get_origin (provider), ==, DG_CREDENTIAL_ORIGIN_KEYRING);
  found = dg_credential_provider_peek (provider);
  g_assert_true (dg_credentials_equal (found, bearer));

  store (keys);
  assert_found (home, NULL, "AKIDKEYRING");
  g_assert_true (clear ());
  g_assert_false (clear ());
  home_assert_fails (home, NULL, DG_INFERENCE_ERROR_NO_CREDENTIALS, "--provider practice");
  end_test (home);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/inference/credential-search/order", test_order);
  g_test_add_func ("/inference/credential-search/profile-keys", test_profile_keys);
  g_test_add_func ("/inference/credential-search/region", test_region);
  g_test_add_func ("/inference/credential-search/region-of-key", test_region_of_key);
  g_test_add_func ("/inference/credential-search/files", test_files);
  g_test_add_func ("/inference/credential-search/refused", test_refused);
  g_test_add_func ("/inference/credential-search/broken-file", test_broken_file);
  g_test_add_func ("/inference/credential-search/permissions", test_permissions);
  g_test_add_func ("/inference/credential-search/expired-environment", test_expired_environment);
  g_test_add_func ("/inference/credential-search/window", test_window);
  g_test_add_func ("/inference/credential-search/window-without-keyring", test_window_without_keyring);
  g_test_add_func ("/inference/credential-search/keyring", test_keyring);

  return g_test_run ();
}
