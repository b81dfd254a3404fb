/* test-sso.c: keys for who has signed in with “aws sso login”
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <string.h>

#include "fake-service.h"
#include "home.h"

#define START_URL "https://example.awsapps.com/start"
#define ROLE "sso_account_id = 123456789012\nsso_role_name = Data Maker\n"
#define CONFIG                                                                                                         \
  "[profile new]\nsso_session = corp\n" ROLE "[sso-session corp]\nsso_region = eu-west-1\nsso_start_url = " START_URL  \
  "\n[profile old]\nsso_start_url = " START_URL "\nsso_region = eu-west-1\n" ROLE                                      \
  "[profile half]\nsso_session = corp\nsso_account_id = 1\n"
#define TOKEN(expiry) "{\"accessToken\":\"example-token\",\"expiresAt\":\"" expiry "\",\"region\":\"eu-west-1\"}"
#define KEYS(expiration)                                                                                               \
  "{\"roleCredentials\":{\"accessKeyId\":\"AKIDROLE\",\"secretAccessKey\":\"example-secret\","                         \
  "\"sessionToken\":\"example-session\",\"expiration\":" expiration "}}"

/* What the portal says, and what it was asked. */
typedef struct
{
  guint status;
  const char *body;
  char *target; /* (owned) of the last request */
} Portal;

static void
portal_script (FakeRequest *request, gpointer data)
{
  Portal *portal = data;

  g_free (portal->target);
  portal->target = g_strdup (request->target);
  g_assert_cmpstr (request->method, ==, "GET");
  g_assert_null (fake_request_get_header (request, "authorization"));
  if (g_strcmp0 (fake_request_get_header (request, "x-amz-sso_bearer_token"), "example-token") == 0)
    fake_request_reply (request, portal->status, "Content-Type: application/json\r\n", portal->body);
  else
    fake_request_reply (request, 401, "Content-Type: application/json\r\n", "{\"message\":\"example-message\"}");
}

static void
write_token (Home *home, const char *name, const char *token, int mode)
{
  g_autofree char *hash = g_compute_checksum_for_string (G_CHECKSUM_SHA1, name, -1);
  g_autofree char *path = g_strdup_printf (".aws/sso/cache/%s.json", hash);

  g_free (home_write (home, path, token, mode));
}

static Home *
new_home (FakeService *service)
{
  Home *home = home_new ();
  g_autofree char *endpoint = g_strdup_printf ("http://127.0.0.1:%u/", fake_service_get_port (service));

  g_free (home_write (home, ".aws/config", CONFIG, 0600));
  home_set (home, "AWS_ENDPOINT_URL_SSO", endpoint);
  /* which is for models, and must not get the token */
  home_set (home, "AWS_ENDPOINT_URL", "http://127.0.0.1:1");
  return home;
}

static void
test_session (void)
{
  Portal portal = { 200, KEYS ("1767229200000"), NULL };
  g_autoptr (FakeService) service = fake_service_new (portal_script, &portal);
  g_autoptr (Home) home = new_home (service);
  g_autoptr (DgCredentials) credentials = NULL;

  write_token (home, "corp", TOKEN ("2026-01-01T08:00:00Z"), 0600);
  credentials = home_find_credentials (home, "new");
  g_assert_cmpstr (dg_credentials_get_access_key_id (credentials), ==, "AKIDROLE");
  g_assert_cmpstr (dg_credentials_get_secret_access_key (credentials), ==, "example-secret");
  g_assert_cmpstr (dg_credentials_get_session_token (credentials), ==, "example-session");
  g_assert_cmpint (dg_credentials_get_expiry (credentials), ==, HOME_NOW + 3600);
  g_assert_cmpstr (portal.target, ==, "/federation/credentials?role_name=Data%20Maker&account_id=123456789012");
  g_free (portal.target);
}

static void
test_start_url (void)
{
  Portal portal = { 200, KEYS ("1767229200000"), NULL };
  g_autoptr (FakeService) service = fake_service_new (portal_script, &portal);
  g_autoptr (Home) home = new_home (service);
  g_autoptr (DgCredentials) credentials = NULL;

  write_token (home, START_URL, TOKEN ("2026-01-01T08:00:00UTC"), 0600);
  credentials = home_find_credentials (home, "old");
  g_assert_cmpstr (dg_credentials_get_access_key_id (credentials), ==, "AKIDROLE");
  g_free (portal.target);
}

static void
test_no_sign_in (void)
{
  Portal portal = { 200, KEYS ("1767229200000"), NULL };
  g_autoptr (FakeService) service = fake_service_new (portal_script, &portal);
  g_autoptr (Home) home = new_home (service);

  home_assert_fails (home, "new", DG_INFERENCE_ERROR_NO_CREDENTIALS, "aws sso login --profile new");
  home_assert_fails (home, "half", DG_INFERENCE_ERROR_CONFIGURATION, "sso_role_name");
  write_token (home, "corp", TOKEN ("2026-01-01T00:00:00Z"), 0600);
  home_assert_fails (home, "new", DG_INFERENCE_ERROR_REFUSED_CREDENTIALS, "aws sso login --profile new");
  write_token (home, "corp", "example-nonsense", 0600);
  home_assert_fails (home, "new", DG_INFERENCE_ERROR_NO_CREDENTIALS, "aws sso login --profile new");
  write_token (home, "corp", "[]", 0600);
  home_assert_fails (home, "new", DG_INFERENCE_ERROR_NO_CREDENTIALS, "aws sso login --profile new");
  g_assert_null (portal.target);
}

static void
test_portal_refuses (void)
{
  static const struct
  {
    guint status;
    const char *body;
    int code;
    const char *said;
  } rows[] = {
    { 401, "{\"message\":\"example-m\"}", DG_INFERENCE_ERROR_REFUSED_CREDENTIALS, "aws sso login --profile new" },
    { 403, "{\"message\":\"example-m\"}", DG_INFERENCE_ERROR_REFUSED_CREDENTIALS, "sso_role_name" },
    { 500, "", DG_INFERENCE_ERROR_UNAVAILABLE, "HTTP 500" },
    { 302, "", DG_INFERENCE_ERROR_UNAVAILABLE, "HTTP 302" },
    { 200, "<html>", DG_INFERENCE_ERROR_PROTOCOL, "not the sign-in portal" },
    { 200, "{\"roleCredentials\":{\"accessKeyId\":\"a\"}}", DG_INFERENCE_ERROR_PROTOCOL, "not the sign-in portal" },
    { 200, KEYS ("1767225600000"), DG_INFERENCE_ERROR_REFUSED_CREDENTIALS, "aws sso login --profile new" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      Portal portal = { rows[i].status, rows[i].body, NULL };
      g_autoptr (FakeService) service = fake_service_new (portal_script, &portal);
      g_autoptr (Home) home = new_home (service);

      write_token (home, "corp", TOKEN ("2026-01-01T08:00:00Z"), 0600);
      home_assert_fails (home, "new", rows[i].code, rows[i].said);
      g_free (portal.target);
    }
}

static void
test_permissions (void)
{
  Portal portal = { 200, KEYS ("1767229200000"), NULL };
  g_autoptr (FakeService) service = fake_service_new (portal_script, &portal);
  g_autoptr (Home) home = new_home (service);
  g_autoptr (DgCredentialProvider) provider = NULL;

  write_token (home, "corp", TOKEN ("2026-01-01T08:00:00Z"), 0644);
  provider = home_find_good (home, "new");
  g_assert_nonnull (strstr (dg_credential_provider_get_warnings (provider)[0], "0644"));
  g_free (portal.target);
}

/* The token goes nowhere where others could read it. */
static void
test_endpoint (void)
{
  Portal portal = { 200, KEYS ("1767229200000"), NULL };
  g_autoptr (FakeService) service = fake_service_new (portal_script, &portal);
  g_autoptr (Home) home = new_home (service);

  write_token (home, "corp", TOKEN ("2026-01-01T08:00:00Z"), 0600);
  home_set (home, "AWS_ENDPOINT_URL_SSO", "http://192.0.2.1");
  home_assert_fails (home, "new", DG_INFERENCE_ERROR_CONFIGURATION, "AWS_ENDPOINT_URL_SSO");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/inference/sso/session", test_session);
  g_test_add_func ("/inference/sso/start-url", test_start_url);
  g_test_add_func ("/inference/sso/no-sign-in", test_no_sign_in);
  g_test_add_func ("/inference/sso/portal-refuses", test_portal_refuses);
  g_test_add_func ("/inference/sso/permissions", test_permissions);
  g_test_add_func ("/inference/sso/endpoint", test_endpoint);

  return g_test_run ();
}
