/* test-model.c: opening models by the name of their provider
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <string.h>

#include "dg-bedrock-model.h"
#include "dg-provider.h"
#include "dg-simulator.h"
#include "home.h"

static void
assert_refused (const DgProviderOptions *options, GQuark domain, int code, const char *said)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (dg_provider_open_model (options, &error));
  g_test_message ("%s", error->message);
  g_assert_error (error, domain, code);
  g_assert_nonnull (strstr (error->message, said));
}

static void
test_practice (void)
{
  const DgProviderOptions options = { .provider = "practice", .model = "practice" };
  g_autoptr (GError) error = NULL;
  g_autoptr (DgModel) model = dg_provider_open_model (&options, &error);
  g_autoptr (DgModelRequest) request = dg_model_request_new ("test");
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (DgModelReply) reply = NULL;
  DgPrice price;

  g_assert_no_error (error);
  g_assert_cmpstr (dg_model_get_provider (model), ==, DG_PROVIDER_PRACTICE);
  g_assert_cmpstr (dg_model_get_id (model), ==, DG_PROVIDER_PRACTICE);
  dg_model_get_price (model, &price);
  g_assert_cmpfloat_with_epsilon (price.input + price.output, 0.0, 1e-12);

  dg_model_request_add_message (request, DG_ROLE_USER, "Say OK.");
  dg_model_converse_async (model, request, NULL, NULL, NULL, home_store_result_cb, &result);
  reply = dg_model_converse_finish (model, home_wait (&result), &error);
  g_assert_no_error (error);
  g_assert_cmpint (reply->usage.output_tokens, >, 0);
}

/* The simulator is nobody's but the model's. */
static void
test_practice_ends_with_its_model (void)
{
  const DgProviderOptions options = { .provider = "practice" };
  g_autoptr (GError) error = NULL;
  DgModel *model = dg_provider_open_model (&options, &error);
  GObject *simulator;

  g_assert_no_error (error);
  simulator = g_object_get_data (G_OBJECT (model), "dg-simulator");
  g_object_add_weak_pointer (simulator, (gpointer *) &simulator);
  g_object_unref (model);
  g_assert_null (simulator);
}

static void
test_bedrock (void)
{
  g_autoptr (Home) home = home_new ();
  g_autoptr (DgCredentialProvider) credentials = NULL;
  g_autoptr (DgModel) model = NULL;
  g_autoptr (DgModel) elsewhere = NULL;
  g_autoptr (GError) error = NULL;
  DgProviderOptions options = { 0 };

  home_set (home, "AWS_BEARER_TOKEN_BEDROCK", "ABSKexample-key");
  credentials = home_find_good (home, NULL);
  options.credentials = credentials;
  model = dg_provider_open_model (&options, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (dg_model_get_provider (model), ==, DG_PROVIDER_BEDROCK);
  g_assert_cmpstr (dg_model_get_id (model), ==, "us.amazon.nova-2-lite-v1:0");

  options.region = "eu-west-1";
  elsewhere = dg_provider_open_model (&options, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (dg_model_get_id (elsewhere), ==, "eu.amazon.nova-2-lite-v1:0");
}

static void
test_refused (void)
{
  g_autoptr (Home) home = home_new ();
  g_autoptr (DgCredentialProvider) credentials = NULL;
  DgProviderOptions options = { .provider = "acme" };

  home_set (home, "AWS_BEARER_TOKEN_BEDROCK", "ABSKexample-key");
  credentials = home_find_good (home, NULL);
  assert_refused (&options, DG_PROVIDER_ERROR, DG_PROVIDER_ERROR_UNKNOWN, "“acme”");
  options.provider = "bedrock";
  assert_refused (&options, DG_INFERENCE_ERROR, DG_INFERENCE_ERROR_NO_CREDENTIALS, "credentials");
  options.credentials = credentials;
  options.model = "nova light";
  assert_refused (&options, DG_INFERENCE_ERROR, DG_INFERENCE_ERROR_UNKNOWN_MODEL, "nova light");
  options.model = NULL;
  options.endpoint = "http://example.org";
  assert_refused (&options, DG_INFERENCE_ERROR, DG_INFERENCE_ERROR_CONFIGURATION, "http://example.org");
  options.endpoint = NULL;
  options.region = "nowhere";
  assert_refused (&options, DG_INFERENCE_ERROR, DG_INFERENCE_ERROR_CONFIGURATION, "nowhere");
}

static void
test_needs_credentials (void)
{
  g_assert_true (dg_provider_needs_credentials (NULL));
  g_assert_true (dg_provider_needs_credentials (DG_PROVIDER_BEDROCK));
  g_assert_false (dg_provider_needs_credentials (DG_PROVIDER_PRACTICE));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/provider/model/practice", test_practice);
  g_test_add_func ("/provider/model/practice-ends-with-its-model", test_practice_ends_with_its_model);
  g_test_add_func ("/provider/model/bedrock", test_bedrock);
  g_test_add_func ("/provider/model/refused", test_refused);
  g_test_add_func ("/provider/model/needs-credentials", test_needs_credentials);

  return g_test_run ();
}
