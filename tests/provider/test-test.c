/* test-test.c: what a person is told of a model that answers, and of one that does not
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <string.h>

#include "dg-bedrock-model.h"
#include "dg-provider-test.h"
#include "dg-simulator.h"
#include "fake-service.h"
#include "home.h"

/* after GLib, whose attributes it uses */
#include "certificate.h"

#define API_KEY "ABSKexample-key"
#define NOBODY "http://127.0.0.1:1"

static DgSimulator *
start_simulator (const char *fault)
{
  const char *const faults[] = { fault, NULL };
  const DgSimulatorOptions options = {
    .bearer_token = API_KEY,
    .faults = fault != NULL ? faults : NULL,
  };
  g_autoptr (GError) error = NULL;
  DgSimulator *simulator = dg_simulator_start (&options, &error);

  g_assert_no_error (error);
  return simulator;
}

static Home *
new_home (const char *endpoint, const char *key)
{
  Home *home = home_new ();

  home_set (home, "AWS_BEARER_TOKEN_BEDROCK", key);
  if (endpoint != NULL)
    home_set (home, "AWS_ENDPOINT_URL_BEDROCK_RUNTIME", endpoint);
  return home;
}

static DgProviderAnswer *
run_test (Home *home, const char *region, GCancellable *cancellable, GError **error)
{
  g_autoptr (DgCredentialProvider) credentials = home_find_good (home, NULL);
  const DgProviderOptions options = {
    .credentials = credentials,
    .region = region,
    .environment = (const char *const *) home->environment,
  };
  g_autoptr (GAsyncResult) result = NULL;

  dg_provider_test_async (&options, cancellable, home_store_result_cb, &result);
  return dg_provider_test_finish (home_wait (&result), error);
}

static void
assert_told (Home *home, const char *region, int code, const char *first, const char *second)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (run_test (home, region, NULL, &error));
  g_test_message ("%s", error->message);
  g_assert_error (error, DG_INFERENCE_ERROR, code);
  g_assert_nonnull (strstr (error->message, first));
  g_assert_nonnull (strstr (error->message, second));
  g_assert_null (strstr (error->message, API_KEY));
}

static void
test_good (void)
{
  g_autoptr (DgSimulator) simulator = start_simulator (NULL);
  g_autoptr (Home) home = new_home (dg_simulator_get_url (simulator), API_KEY);
  g_autoptr (GError) error = NULL;
  g_autoptr (DgProviderAnswer) answer = run_test (home, "eu-west-1", NULL, &error);
  g_autofree char *latency = NULL;

  g_assert_no_error (error);
  g_assert_cmpstr (answer->model, ==, "eu.amazon.nova-2-lite-v1:0");
  g_assert_cmpstr (answer->region, ==, "eu-west-1");
  g_assert_cmpint (answer->input_tokens, >, 0);
  g_assert_cmpint (answer->output_tokens, ==, 1);
  latency = g_strdup_printf ("Amazon Nova 2 Lite answers in eu-west-1, after %d ms.", (int) answer->latency_ms);
  g_assert_cmpstr (answer->message, ==, latency);
}

static void
test_practice (void)
{
  const DgProviderOptions options = { .provider = DG_PROVIDER_PRACTICE };
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (DgProviderAnswer) answer = NULL;

  dg_provider_test_async (&options, NULL, home_store_result_cb, &result);
  answer = dg_provider_test_finish (home_wait (&result), &error);
  g_assert_no_error (error);
  g_assert_null (answer->region);
  g_assert_nonnull (strstr (answer->message, "not AI"));
}

/* What the service says is told in words of what to do. */
static void
test_service (void)
{
  static const struct
  {
    const char *fault;
    int code;
    const char *first;
    const char *second;
  } cases[] = {
    { "access-denied=1", DG_INFERENCE_ERROR_REFUSED_CREDENTIALS, "has access to the model", "403" },
    { "expired=1", DG_INFERENCE_ERROR_REFUSED_CREDENTIALS, "expired", "AWS_BEARER_TOKEN_BEDROCK" },
    { "gone=1", DG_INFERENCE_ERROR_UNKNOWN_MODEL, "cannot be called from this region", "us-east-1" },
    { "throttle=1", DG_INFERENCE_ERROR_THROTTLED, "Wait a minute", "429" },
    { "quota=1", DG_INFERENCE_ERROR_QUOTA, "Service Quotas", "400" },
    { "unavailable=1", DG_INFERENCE_ERROR_UNAVAILABLE, "Try again in a minute", "503" },
    { "wrong-type=1", DG_INFERENCE_ERROR_PROTOCOL, "", "" },
    { "redirect=1", DG_INFERENCE_ERROR_PROTOCOL, "", "" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (DgSimulator) simulator = start_simulator (cases[i].fault);
      g_autoptr (Home) home = new_home (dg_simulator_get_url (simulator), API_KEY);

      assert_told (home, NULL, cases[i].code, cases[i].first, cases[i].second);
    }
}

static void
test_bad_key (void)
{
  g_autoptr (DgSimulator) simulator = start_simulator (NULL);
  g_autoptr (Home) home = new_home (dg_simulator_get_url (simulator), "ABSKanother-key");

  assert_told (home, NULL, DG_INFERENCE_ERROR_REFUSED_CREDENTIALS, "403", "AWS_BEARER_TOKEN_BEDROCK");
}

/* A short-term key says itself where it is good; the service only refuses it. */
static void
test_region_of_the_key (void)
{
  static const char address[] =
      "bedrock.amazonaws.com/?Action=CallWithBearerToken&X-Amz-Credential=AKID%2F20260101%2Feu-west-1%2Fbedrock"
      "%2Faws4_request&X-Amz-Date=20260101T000000Z&X-Amz-Expires=3600";
  g_autofree char *encoded = g_base64_encode ((const guint8 *) address, strlen (address));
  g_autofree char *key = g_strconcat ("bedrock-api-key-", encoded, NULL);
  g_autoptr (DgSimulator) simulator = start_simulator (NULL);
  g_autoptr (Home) home = new_home (dg_simulator_get_url (simulator), key);

  assert_told (home, "us-west-2", DG_INFERENCE_ERROR_REFUSED_CREDENTIALS, "good in eu-west-1 only", "us-west-2");
}

static void
test_nobody (void)
{
  g_autoptr (Home) home = new_home (NOBODY, API_KEY);

  assert_told (home, NULL, DG_INFERENCE_ERROR_NETWORK, "Nothing answers", "127.0.0.1");
}

static void
test_proxy (void)
{
  g_autoptr (Home) home = new_home (NULL, API_KEY);

  home_set (home, "HTTPS_PROXY", NOBODY);
  assert_told (home, NULL, DG_INFERENCE_ERROR_NETWORK, "proxy", "went through the proxy " NOBODY);
}

static void
close_script (FakeRequest *request, gpointer data)
{
  fake_request_close (request);
}

static void
test_tls (void)
{
#ifdef __SANITIZE_ADDRESS__
  /* it crashes by itself over a thread that GnuTLS has refused a certificate in */
  g_test_skip ("LeakSanitizer cannot look at the end of this");
  return;
#endif

  g_autoptr (GError) error = NULL;
  g_autoptr (GTlsCertificate) certificate = g_tls_certificate_new_from_pem (certificate_pem, -1, &error);
  g_autoptr (FakeService) service = NULL;
  g_autofree char *endpoint = NULL;
  g_autofree char *bundle = NULL;
  g_autoptr (Home) home = NULL;

  g_assert_no_error (error);
  service = fake_service_new_tls (certificate, NULL, close_script, NULL);
  endpoint = g_strdup_printf ("https://127.0.0.1:%u", fake_service_get_port (service));
  home = new_home (endpoint, API_KEY);
  bundle = home_write (home, "bundle.pem", trusted_certificate_pem, 0644);
  home_set (home, "AWS_CA_BUNDLE", bundle);
  assert_told (home, NULL, DG_INFERENCE_ERROR_NETWORK, "certificate of the service is not trusted", bundle);
}

static void
test_cancelled (void)
{
  g_autoptr (DgSimulator) simulator = start_simulator (NULL);
  g_autoptr (Home) home = new_home (dg_simulator_get_url (simulator), API_KEY);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;

  g_cancellable_cancel (cancellable);
  g_assert_null (run_test (home, NULL, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/provider/test/good", test_good);
  g_test_add_func ("/provider/test/practice", test_practice);
  g_test_add_func ("/provider/test/service", test_service);
  g_test_add_func ("/provider/test/bad-key", test_bad_key);
  g_test_add_func ("/provider/test/region-of-the-key", test_region_of_the_key);
  g_test_add_func ("/provider/test/nobody", test_nobody);
  g_test_add_func ("/provider/test/proxy", test_proxy);
  g_test_add_func ("/provider/test/tls", test_tls);
  g_test_add_func ("/provider/test/cancelled", test_cancelled);

  return g_test_run ();
}
