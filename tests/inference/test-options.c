/* test-options.c: what a Bedrock model can be made of
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <string.h>

#include "bedrock-client.h"

static const struct
{
  const char *endpoint;
  const char *said; /* NULL: it is fine */
} endpoints[] = {
  { NULL, NULL },
  { "", NULL },
  { "https://bedrock.example", NULL },
  { "https://bedrock.example:8443/prefix/", NULL },
  { "http://127.0.0.1:8080", NULL },
  { "http://127.8.9.10", NULL },
  { "http://localhost:1", NULL },
  { "HTTP://LOCALHOST:1", NULL },
  { "http://[::1]:8080", NULL },
  { "http://bedrock.example", "https://" },
  { "http://10.0.0.1", "https://" },
  { "http://localhost.evil.example", "https://" },
  { "http://127.0.0.1.evil.example", "https://" },
  { "http://0.0.0.0", "https://" },
  { "ftp://localhost", "https://" },
  { "file:///etc/passwd", "host" },
  { "bedrock.example", "AWS_ENDPOINT_URL" },
  { "https://", "host" },
  { "https://user:hidden@bedrock.example", "password" },
  { "https://bedrock.example/?a=b", "?" },
  { "https://bedrock.example/#a", "#" },
  { "http://127.0.0.1:99999", "AWS_ENDPOINT_URL" },
  { "https://a b", "blank" },
  { "https://bedrock.example/\r\nX-Evil: 1", "blank" },
  { "https://b\303\244drock.example", "blank" },
};

static void
test_endpoints (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (endpoints); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (GUri) uri = dg_bedrock_parse_endpoint (endpoints[i].endpoint, "us-east-1", &error);

      g_test_message ("%s: %s", endpoints[i].endpoint, error != NULL ? error->message : "fine");
      if (endpoints[i].said == NULL)
        {
          g_assert_no_error (error);
          g_assert_nonnull (uri);
          continue;
        }
      g_assert_error (error, DG_INFERENCE_ERROR, DG_INFERENCE_ERROR_CONFIGURATION);
      g_assert_nonnull (strstr (error->message, endpoints[i].said));
      g_assert_null (strstr (error->message, "hidden"));
    }
}

static void
test_default_endpoints (void)
{
  g_autoptr (GUri) usual = dg_bedrock_parse_endpoint (NULL, "eu-central-1", NULL);
  g_autoptr (GUri) china = dg_bedrock_parse_endpoint (NULL, "cn-north-1", NULL);

  g_assert_cmpstr (g_uri_get_scheme (usual), ==, "https");
  g_assert_cmpstr (g_uri_get_host (usual), ==, "bedrock-runtime.eu-central-1.amazonaws.com");
  g_assert_cmpstr (g_uri_get_host (china), ==, "bedrock-runtime.cn-north-1.amazonaws.com.cn");
}

static void
test_options (void)
{
  g_autoptr (DgCredentials) credentials = dg_credentials_new_bearer (BEARER_TOKEN);
  g_autoptr (DgCredentials) bad_credentials = dg_credentials_new_bearer ("two words");
  DgBedrockOptions options = {
    .provider = DG_PROVIDER_BEDROCK,
    .model = "nova-lite",
    .region = "eu-west-1",
    .credentials = credentials,
  };
  g_autoptr (GError) error = NULL;
  g_autoptr (DgModel) model = dg_bedrock_model_new (&options, &error);
  DgPrice price;

  g_assert_no_error (error);
  g_assert_cmpstr (dg_model_get_id (model), ==, "eu.amazon.nova-lite-v1:0");
  g_assert_cmpstr (dg_model_get_provider (model), ==, "bedrock");
  dg_model_get_price (model, &price);
  g_assert_cmpfloat_with_epsilon (price.output, 0.24, 1e-9);

  options.model = "nova-heavy";
  g_assert_null (dg_bedrock_model_new (&options, &error));
  g_assert_error (error, DG_INFERENCE_ERROR, DG_INFERENCE_ERROR_UNKNOWN_MODEL);
  g_clear_error (&error);

  options.model = "nova-lite";
  options.endpoint = "http://bedrock.example";
  g_assert_null (dg_bedrock_model_new (&options, &error));
  g_assert_error (error, DG_INFERENCE_ERROR, DG_INFERENCE_ERROR_CONFIGURATION);
  g_clear_error (&error);

  options.endpoint = NULL;
  options.credentials = bad_credentials;
  g_assert_null (dg_bedrock_model_new (&options, &error));
  g_assert_error (error, DG_INFERENCE_ERROR, DG_INFERENCE_ERROR_CONFIGURATION);
}

/* Practising costs nothing. */
static void
test_practice (void)
{
  g_autoptr (DgCredentials) credentials = dg_credentials_new_keys (KEY_ID, SECRET_KEY, NULL);
  const DgBedrockOptions options = {
    .provider = DG_PROVIDER_PRACTICE,
    .model = "nova-lite",
    .region = "us-east-1",
    .endpoint = "http://127.0.0.1:1",
    .credentials = credentials,
  };
  g_autoptr (DgModel) model = dg_bedrock_model_new (&options, NULL);
  DgPrice price;

  g_assert_cmpstr (dg_model_get_provider (model), ==, "practice");
  dg_model_get_price (model, &price);
  g_assert_cmpfloat_with_epsilon (price.input + price.output + price.cache_read, 0.0, 1e-12);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/inference/options/endpoints", test_endpoints);
  g_test_add_func ("/inference/options/default-endpoints", test_default_endpoints);
  g_test_add_func ("/inference/options/options", test_options);
  g_test_add_func ("/inference/options/practice", test_practice);

  return g_test_run ();
}
