/* test-catalog.c: the catalogue of models
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <math.h>
#include <string.h>

#include "dg-model-catalog.h"

static const struct
{
  const char *model;
  const char *region;
  const char *id;
} resolutions[] = {
  /* The default model: a profile near by, else the global one. */
  { "nova-2-lite", "us-east-1", "us.amazon.nova-2-lite-v1:0" },
  { "nova-2-lite", "us-west-2", "us.amazon.nova-2-lite-v1:0" },
  { "nova-2-lite", "ca-central-1", "us.amazon.nova-2-lite-v1:0" },
  { "nova-2-lite", "ca-west-1", "us.amazon.nova-2-lite-v1:0" },
  { "nova-2-lite", "eu-central-1", "eu.amazon.nova-2-lite-v1:0" },
  { "nova-2-lite", "eu-west-2", "global.amazon.nova-2-lite-v1:0" },
  { "nova-2-lite", "eu-central-2", "global.amazon.nova-2-lite-v1:0" },
  { "nova-2-lite", "ap-northeast-1", "jp.amazon.nova-2-lite-v1:0" },
  { "nova-2-lite", "ap-northeast-3", "jp.amazon.nova-2-lite-v1:0" },
  { "nova-2-lite", "ap-northeast-2", "global.amazon.nova-2-lite-v1:0" },
  { "nova-2-lite", "ap-southeast-3", "global.amazon.nova-2-lite-v1:0" },
  { "nova-2-lite", "sa-east-1", "global.amazon.nova-2-lite-v1:0" },
  { "amazon.nova-2-lite-v1:0", "us-east-1", "us.amazon.nova-2-lite-v1:0" },

  /* The first generation: a profile, else the bare id where the region has it. */
  { "nova-pro", "us-east-1", "us.amazon.nova-pro-v1:0" },
  { "nova-pro", "eu-west-3", "eu.amazon.nova-pro-v1:0" },
  { "nova-pro", "eu-west-2", "amazon.nova-pro-v1:0" },
  { "nova-pro", "ap-northeast-1", "apac.amazon.nova-pro-v1:0" },
  { "nova-pro", "ap-southeast-2", "apac.amazon.nova-pro-v1:0" },
  { "nova-pro", "ap-southeast-3", "amazon.nova-pro-v1:0" },
  { "nova-pro", "me-central-1", "amazon.nova-pro-v1:0" },
  { "nova-pro", "us-gov-west-1", "amazon.nova-pro-v1:0" },
  { "nova-lite", "ca-central-1", "ca.amazon.nova-lite-v1:0" },
  { "nova-lite", "eu-north-1", "eu.amazon.nova-lite-v1:0" },
  { "nova-micro", "us-west-2", "us.amazon.nova-micro-v1:0" },
  { "amazon.nova-micro-v1:0", "eu-west-2", "amazon.nova-micro-v1:0" },

  /* What was chosen on purpose stays. */
  { "global.amazon.nova-2-lite-v1:0", "us-east-1", "global.amazon.nova-2-lite-v1:0" },
  { "eu.amazon.nova-lite-v1:0", "us-east-1", "eu.amazon.nova-lite-v1:0" },
  { "amazon.nova-2-pro-preview-20251202-v1:0", "us-east-1", "amazon.nova-2-pro-preview-20251202-v1:0" },
  { "anthropic.claude-3-haiku-20240307-v1:0", "us-east-1", "anthropic.claude-3-haiku-20240307-v1:0" },
  { "amazon.nova-lite-v1:0:24k", "us-east-1", "amazon.nova-lite-v1:0:24k" },
  { "arn:aws:bedrock:us-east-1::foundation-model/amazon.nova-lite-v1:0", "us-east-1",
    "arn:aws:bedrock:us-east-1::foundation-model/amazon.nova-lite-v1:0" },
  { "arn:aws:bedrock:eu-west-1:123456789012:inference-profile/eu.amazon.nova-pro-v1:0", "eu-west-1",
    "arn:aws:bedrock:eu-west-1:123456789012:inference-profile/eu.amazon.nova-pro-v1:0" },
  { "arn:aws:bedrock:us-east-1:123456789012:custom-model-deployment/abc123def456", "us-east-1",
    "arn:aws:bedrock:us-east-1:123456789012:custom-model-deployment/abc123def456" },
  { "arn:aws:bedrock:us-east-1:123456789012:provisioned-model/abcdefghijkl", "us-east-1",
    "arn:aws:bedrock:us-east-1:123456789012:provisioned-model/abcdefghijkl" },
  { "arn:aws-us-gov:bedrock:us-gov-west-1:123456789012:imported-model/abcdefghijkl", "us-gov-west-1",
    "arn:aws-us-gov:bedrock:us-gov-west-1:123456789012:imported-model/abcdefghijkl" },
};

static const struct
{
  const char *model;
  const char *region;
  int code;
  const char *said; /* is in the message */
} refusals[] = {
  { "nova-light", "us-east-1", DG_INFERENCE_ERROR_UNKNOWN_MODEL, "Did you mean “nova-lite”?" },
  { "Nova Lite", "us-east-1", DG_INFERENCE_ERROR_UNKNOWN_MODEL, "Did you mean “nova-lite”?" },
  { "amazon nova micro", "us-east-1", DG_INFERENCE_ERROR_UNKNOWN_MODEL, "Did you mean “nova-micro”?" },
  { "nova2lite", "us-east-1", DG_INFERENCE_ERROR_UNKNOWN_MODEL, "Did you mean “nova-2-lite”?" },
  { "claude", "us-east-1", DG_INFERENCE_ERROR_UNKNOWN_MODEL, "nova-2-lite, nova-pro, nova-lite, nova-micro" },
  { "", "us-east-1", DG_INFERENCE_ERROR_UNKNOWN_MODEL, "nova-2-lite" },
  { "a model/with.slashes", "us-east-1", DG_INFERENCE_ERROR_UNKNOWN_MODEL, "nova-2-lite" },
  { "amazon.nova-lite-v1:0\n", "us-east-1", DG_INFERENCE_ERROR_UNKNOWN_MODEL, "nova-2-lite" },
  { "arn:aws:s3:::bucket", "us-east-1", DG_INFERENCE_ERROR_UNKNOWN_MODEL, "is not the ARN" },
  { "arn:aws:bedrock:us-east-1::foundation-model/a b", "us-east-1", DG_INFERENCE_ERROR_UNKNOWN_MODEL,
    "is not the ARN" },
  { "arn:aws:bedrock:eu-west-1::foundation-model/amazon.nova-lite-v1:0", "us-east-1", DG_INFERENCE_ERROR_CONFIGURATION,
    "eu-west-1" },
  { "nova-premier", "us-east-1", DG_INFERENCE_ERROR_UNKNOWN_MODEL, "2026-09-14" },
  { "us.amazon.nova-premier-v1:0", "us-east-1", DG_INFERENCE_ERROR_UNKNOWN_MODEL, "nova-2-lite, nova-pro" },
  { "nova-2-lite", "us-gov-west-1", DG_INFERENCE_ERROR_UNKNOWN_MODEL, "us-gov-west-1" },
  { "nova-2-lite", "cn-north-1", DG_INFERENCE_ERROR_UNKNOWN_MODEL, "cn-north-1" },
  { "nova-2-lite", "us-iso-east-1", DG_INFERENCE_ERROR_UNKNOWN_MODEL, "us-iso-east-1" },
  { "nova-pro", "ca-central-1", DG_INFERENCE_ERROR_UNKNOWN_MODEL, "Amazon Nova Pro is not offered" },
  { "nova-lite", "eu-central-2", DG_INFERENCE_ERROR_UNKNOWN_MODEL, "eu-central-2" },
  { "nova-2-lite", "", DG_INFERENCE_ERROR_CONFIGURATION, "AWS_REGION" },
  { "nova-2-lite", "Frankfurt", DG_INFERENCE_ERROR_CONFIGURATION, "Frankfurt" },
  { "nova-2-lite", "us-east-1.evil.example", DG_INFERENCE_ERROR_CONFIGURATION, "AWS_REGION" },
  { "nova-2-lite", "us-east-1/", DG_INFERENCE_ERROR_CONFIGURATION, "AWS_REGION" },
  { "nova-2-lite", "us-east-1\n", DG_INFERENCE_ERROR_CONFIGURATION, "AWS_REGION" },
};

static void
test_resolve (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (resolutions); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *id = dg_model_catalog_resolve (resolutions[i].model, resolutions[i].region, &error);

      g_assert_no_error (error);
      g_assert_cmpstr (id, ==, resolutions[i].id);
    }
}

static void
test_refuse (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (refusals); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *id = dg_model_catalog_resolve (refusals[i].model, refusals[i].region, &error);

      g_test_message ("%s in %s: %s", refusals[i].model, refusals[i].region, error != NULL ? error->message : id);
      g_assert_null (id);
      g_assert_error (error, DG_INFERENCE_ERROR, refusals[i].code);
      g_assert_nonnull (strstr (error->message, refusals[i].said));
    }
}

static void
test_list (void)
{
  guint n_models;
  const DgModelInfo *models = dg_model_catalog_list (&n_models);

  g_assert_cmpuint (n_models, >=, 4);
  g_assert_cmpstr (models[0].key, ==, DG_DEFAULT_MODEL_KEY);
  for (guint i = 0; i < n_models; i++)
    {
      g_assert_nonnull (models[i].name);
      g_assert_nonnull (models[i].summary);
      g_assert_cmpuint (models[i].context_tokens, >, models[i].max_output_tokens);
      g_assert_true (dg_model_catalog_find (models[i].key) == &models[i]);
      g_assert_true (dg_model_catalog_find (models[i].id) == &models[i]);
      g_assert_nonnull (models[i].profiles[0]);
      for (guint j = 0; models[i].profiles[j] != NULL; j++)
        {
          g_autofree char *id = g_strconcat (models[i].profiles[j], models[i].id, NULL);

          g_assert_true (g_str_has_suffix (models[i].profiles[j], "."));
          g_assert_true (dg_model_catalog_find (id) == &models[i]);
        }
    }
  g_assert_null (dg_model_catalog_find ("nova"));
  g_assert_null (dg_model_catalog_find ("jp.amazon.nova-pro-v1:0"));
}

static void
assert_price (const char *id, double input, double output, double cache_read)
{
  DgPrice price;

  dg_model_catalog_get_price (id, &price);
  g_assert_cmpfloat_with_epsilon (price.input, input, 1e-9);
  g_assert_cmpfloat_with_epsilon (price.output, output, 1e-9);
  g_assert_cmpfloat_with_epsilon (price.cache_read, cache_read, 1e-9);
}

static void
assert_no_price (const char *id)
{
  DgPrice price = { 0 };

  dg_model_catalog_get_price (id, &price);
  g_assert_true (isnan (price.input));
  g_assert_true (isnan (price.output));
  g_assert_true (isnan (price.cache_read));
}

static void
test_prices (void)
{
  assert_price ("us.amazon.nova-2-lite-v1:0", 0.33, 2.75, 0.0825);
  assert_price ("jp.amazon.nova-2-lite-v1:0", 0.33, 2.75, 0.0825);
  assert_price ("global.amazon.nova-2-lite-v1:0", 0.30, 2.50, 0.075);
  assert_price ("amazon.nova-pro-v1:0", 0.80, 3.20, 0.20);
  assert_price ("eu.amazon.nova-lite-v1:0", 0.06, 0.24, 0.015);
  assert_price ("apac.amazon.nova-micro-v1:0", 0.035, 0.14, 0.00875);
  assert_price ("arn:aws:bedrock:us-east-1:123456789012:inference-profile/global.amazon.nova-2-lite-v1:0", 0.30, 2.50,
                0.075);
  assert_price ("arn:aws:bedrock:us-east-1::foundation-model/amazon.nova-lite-v1:0", 0.06, 0.24, 0.015);
}

static void
test_unknown_prices (void)
{
  assert_no_price ("us.amazon.nova-premier-v1:0");
  assert_no_price ("anthropic.claude-3-haiku-20240307-v1:0");
  assert_no_price ("amazon.nova-lite-v1:0:24k");
  assert_no_price ("arn:aws:bedrock:us-east-1:123456789012:application-inference-profile/abcdefghijkl");
  assert_no_price ("arn:aws:bedrock:us-east-1:123456789012:custom-model-deployment/us.amazon.nova-lite-v1:0");
}

static void
test_max_output_tokens (void)
{
  g_assert_cmpuint (dg_model_catalog_get_max_output_tokens ("us.amazon.nova-2-lite-v1:0"), ==, 65536);
  g_assert_cmpuint (dg_model_catalog_get_max_output_tokens ("amazon.nova-lite-v1:0"), ==, 5000);
  g_assert_cmpuint (dg_model_catalog_get_max_output_tokens ("meta.llama3-8b-instruct-v1:0"), ==, 5000);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/inference/catalog/resolve", test_resolve);
  g_test_add_func ("/inference/catalog/refuse", test_refuse);
  g_test_add_func ("/inference/catalog/list", test_list);
  g_test_add_func ("/inference/catalog/prices", test_prices);
  g_test_add_func ("/inference/catalog/unknown-prices", test_unknown_prices);
  g_test_add_func ("/inference/catalog/max-output-tokens", test_max_output_tokens);

  return g_test_run ();
}
