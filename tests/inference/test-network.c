/* test-network.c: proxies, and certificates to trust
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <string.h>
#include <unistd.h>

#include "bedrock-client.h"
#include "certificate.h"
#include "home.h"

#define SERVICE "https://bedrock-runtime.us-east-1.amazonaws.com"
#define ENVIRONMENT(...) ((const char *const[]){ "HOME=/nowhere", __VA_ARGS__, NULL })

static void
assert_proxy (const char *const *environment, const char *address, const char *proxy)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (DgNetwork) network = dg_network_new (environment, NULL, &error);
  g_autofree char *found = NULL;

  g_assert_no_error (error);
  found = dg_network_dup_proxy (network, address);
  g_assert_cmpstr (found, ==, proxy);
}

static void
test_proxy (void)
{
  assert_proxy (ENVIRONMENT ("A=b"), SERVICE, NULL);
  assert_proxy (ENVIRONMENT ("HTTPS_PROXY=http://proxy:3128"), SERVICE, "http://proxy:3128");
  assert_proxy (ENVIRONMENT ("HTTPS_PROXY=http://a:1", "https_proxy=http://b:2"), SERVICE, "http://b:2");
  assert_proxy (ENVIRONMENT ("HTTPS_PROXY=proxy:3128"), SERVICE, "http://proxy:3128");
  assert_proxy (ENVIRONMENT ("HTTPS_PROXY=socks5h://proxy:1080"), SERVICE, "socks5://proxy:1080");
  assert_proxy (ENVIRONMENT ("HTTPS_PROXY=http://me:s3cret@proxy:3128"), SERVICE, "http://proxy:3128");
  assert_proxy (ENVIRONMENT ("HTTP_PROXY=http://proxy:3128"), SERVICE, NULL);
}

static void
test_no_proxy (void)
{
#define PROXY "HTTPS_PROXY=http://proxy:3128"
  assert_proxy (ENVIRONMENT (PROXY, "NO_PROXY=*"), SERVICE, NULL);
  assert_proxy (ENVIRONMENT (PROXY, "NO_PROXY=example.com, .amazonaws.com"), SERVICE, NULL);
  assert_proxy (ENVIRONMENT (PROXY, "no_proxy=bedrock-runtime.us-east-1.amazonaws.com"), SERVICE, NULL);
  assert_proxy (ENVIRONMENT (PROXY, "NO_PROXY=eu-west-1.amazonaws.com"), SERVICE, "http://proxy:3128");
  /* this computer needs no exception */
  assert_proxy (ENVIRONMENT (PROXY), "http://127.0.0.1:8080", NULL);
  assert_proxy (ENVIRONMENT (PROXY), "https://localhost", NULL);
#undef PROXY
}

static void
test_bad_proxy (void)
{
  static const char *const bad[] = { "HTTPS_PROXY=ftp://s3cret@proxy", "HTTPS_PROXY=http://s3cret@",
                                     "HTTPS_PROXY=http://s3 cret:x" };

  for (gsize i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (dg_network_new (ENVIRONMENT (bad[i]), NULL, &error));
      g_assert_error (error, DG_INFERENCE_ERROR, DG_INFERENCE_ERROR_CONFIGURATION);
      g_assert_nonnull (strstr (error->message, "HTTPS_PROXY"));
      g_assert_null (strstr (error->message, "s3"));
    }
}

static gboolean
probe (DgNetwork *network, const char *endpoint, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  dg_bedrock_probe_async (endpoint, "us-east-1", network, NULL, home_store_result_cb, &result);
  return dg_bedrock_probe_finish (home_wait (&result), error);
}

/* What a proxy was asked: where to, and with what password. */
typedef struct
{
  char *target;   /* (owned) (nullable) */
  char *password; /* (owned) (nullable) */
} Asked;

static void
proxy_script (FakeRequest *request, gpointer data)
{
  Asked *asked = data;
  const char *password = fake_request_get_header (request, "proxy-authorization");

  g_assert_cmpstr (request->method, ==, "CONNECT");
  g_free (asked->target);
  asked->target = g_strdup (request->target);
  if (password == NULL)
    fake_request_reply (request, 407, "Proxy-Authenticate: Basic realm=\"x\"\r\n", "");
  else
    {
      g_free (asked->password);
      asked->password = g_strdup (password);
      fake_request_reply (request, 403, "Connection: close\r\n", "");
    }
}

static void
assert_asks_proxy (const char *user, const char *password)
{
  Asked asked = { NULL };
  g_autoptr (FakeService) service = fake_service_new (proxy_script, &asked);
  g_autofree char *variable =
      g_strdup_printf ("HTTPS_PROXY=http://%s127.0.0.1:%u", user, fake_service_get_port (service));
  g_autoptr (GError) error = NULL;
  g_autoptr (DgNetwork) network = dg_network_new (ENVIRONMENT (variable), NULL, &error);

  g_assert_no_error (error);
  g_assert_false (probe (network, NULL, &error));
  g_test_message ("%s", error->message);
  g_assert_error (error, DG_INFERENCE_ERROR, DG_INFERENCE_ERROR_NETWORK);
  g_assert_nonnull (strstr (error->message, "proxy"));
  g_assert_null (strstr (error->message, "s3cret"));
  g_assert_cmpstr (asked.target, ==, "bedrock-runtime.us-east-1.amazonaws.com:443");
  g_assert_cmpstr (asked.password, ==, password);
  g_free (asked.target);
  g_free (asked.password);
}

static void
test_proxy_is_asked (void)
{
  assert_asks_proxy ("", NULL);
}

static void
test_proxy_password (void)
{
  /* me:s3cret */
  assert_asks_proxy ("me:s3cret@", "Basic bWU6czNjcmV0");
}

static void
not_found_script (FakeRequest *request, gpointer data)
{
  fake_request_reply (request, 404, "", "");
}

/* A proxy that nobody could reach is in nobody's way here. */
static void
test_loopback (void)
{
  g_autoptr (FakeService) service = fake_service_new (not_found_script, NULL);
  g_autofree char *endpoint = g_strdup_printf ("http://127.0.0.1:%u", fake_service_get_port (service));
  g_autoptr (GError) error = NULL;
  g_autoptr (DgNetwork) network = dg_network_new (ENVIRONMENT ("HTTPS_PROXY=http://127.0.0.1:1"), NULL, &error);

  g_assert_no_error (error);
  g_assert_true (probe (network, endpoint, &error));
  g_assert_no_error (error);
}

/* In a process of its own, since a connection over TLS leaves threads behind. */
static void
test_ca_bundle (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (Home) home = NULL;
  g_autofree char *path = NULL;
  g_autofree char *variable = NULL;
  g_autofree char *endpoint = NULL;
  g_autoptr (GTlsCertificate) certificate = NULL;
  g_autoptr (FakeService) service = NULL;
  g_autoptr (DgNetwork) usual = NULL;
  g_autoptr (DgNetwork) trusting = NULL;
  g_autoptr (DgNetwork) of_profile = NULL;

  if (!g_test_subprocess ())
    {
      g_test_trap_subprocess (NULL, 0, 0);
      g_test_trap_assert_passed ();
      return;
    }

  home = home_new ();
  path = home_write (home, "bundle.pem", trusted_certificate_pem, 0644);
  variable = g_strconcat ("AWS_CA_BUNDLE=", path, NULL);
  certificate = g_tls_certificate_new_from_pem (trusted_certificate_pem, -1, &error);
  g_assert_no_error (error);
  service = fake_service_new_tls (certificate, NULL, not_found_script, NULL);
  endpoint = g_strdup_printf ("https://127.0.0.1:%u", fake_service_get_port (service));
  usual = dg_network_new (ENVIRONMENT ("A=b"), NULL, NULL);
  trusting = dg_network_new (ENVIRONMENT (variable), "/nowhere", NULL);
  of_profile = dg_network_new (ENVIRONMENT ("AWS_CA_BUNDLE="), path, NULL);

  g_assert_false (probe (usual, endpoint, &error));
  g_assert_error (error, DG_INFERENCE_ERROR, DG_INFERENCE_ERROR_NETWORK);
  g_assert_nonnull (strstr (error->message, "certificate"));
  g_clear_error (&error);
  g_assert_true (probe (trusting, endpoint, &error));
  g_assert_no_error (error);
  g_assert_true (probe (of_profile, endpoint, &error));
  g_assert_no_error (error);
  g_assert_cmpstr (dg_network_get_ca_bundle (of_profile), ==, path);
  g_clear_pointer (&home, home_free);
  _exit (0);
}

static void
test_bad_ca_bundle (void)
{
  g_autoptr (Home) home = home_new ();
  g_autofree char *empty = home_write (home, "empty.pem", "no certificate\n", 0644);
  const char *const paths[] = { "/nowhere/bundle.pem", empty };

  for (gsize i = 0; i < G_N_ELEMENTS (paths); i++)
    {
      g_autofree char *variable = g_strconcat ("AWS_CA_BUNDLE=", paths[i], NULL);
      g_autoptr (GError) error = NULL;

      g_assert_null (dg_network_new (ENVIRONMENT (variable), NULL, &error));
      g_assert_error (error, DG_INFERENCE_ERROR, DG_INFERENCE_ERROR_CONFIGURATION);
      g_assert_nonnull (strstr (error->message, paths[i]));
      g_assert_nonnull (strstr (error->message, "AWS_CA_BUNDLE"));
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/inference/network/proxy", test_proxy);
  g_test_add_func ("/inference/network/no-proxy", test_no_proxy);
  g_test_add_func ("/inference/network/bad-proxy", test_bad_proxy);
  g_test_add_func ("/inference/network/proxy-is-asked", test_proxy_is_asked);
  g_test_add_func ("/inference/network/proxy-password", test_proxy_password);
  g_test_add_func ("/inference/network/loopback", test_loopback);
  g_test_add_func ("/inference/network/ca-bundle", test_ca_bundle);
  g_test_add_func ("/inference/network/bad-ca-bundle", test_bad_ca_bundle);

  return g_test_run ();
}
