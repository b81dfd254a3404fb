/* dg-provider.c: opens a model by the name of its provider and its own
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "dg-bedrock-model.h"
#include "dg-model-catalog.h"
#include "dg-provider-private.h"
#include "dg-simulator.h"

G_DEFINE_QUARK (dg - provider - error - quark, dg_provider_error)

static DgModel *
open_practice_model (const char *model, GError **error)
{
  g_autoptr (DgSimulator) simulator = dg_simulator_start_practice (error);
  g_autoptr (DgCredentials) credentials = NULL;
  DgBedrockOptions options = { 0 };
  DgModel *practice;

  if (simulator == NULL)
    return NULL;

  credentials = dg_credentials_new_keys (dg_simulator_get_access_key_id (simulator),
                                         dg_simulator_get_secret_access_key (simulator), NULL);
  options.provider = DG_PROVIDER_PRACTICE;
  /* the model is called as its provider is, and takes the place of whichever Nova model was named */
  options.model = g_str_equal (model, DG_PROVIDER_PRACTICE) ? DG_DEFAULT_MODEL_KEY : model;
  options.region = DG_DEFAULT_REGION;
  options.endpoint = dg_simulator_get_url (simulator);
  options.credentials = credentials;
  practice = dg_bedrock_model_new (&options, error);

  /* the simulator runs for as long as somebody can ask it */
  if (practice != NULL)
    g_object_set_data_full (G_OBJECT (practice), "dg-simulator", g_steal_pointer (&simulator), g_object_unref);

  return practice;
}

static DgModel *
open_bedrock_model (const DgProviderOptions *options, const char *model, GError **error)
{
  g_autofree char *endpoint = dg_provider_dup_endpoint (options);
  const DgBedrockOptions bedrock = {
    .provider = DG_PROVIDER_BEDROCK,
    .model = model,
    .region = dg_provider_get_region (options),
    .endpoint = endpoint,
    .credential_provider = options->credentials,
  };

  if (options->credentials == NULL)
    {
      g_set_error_literal (error, DG_INFERENCE_ERROR, DG_INFERENCE_ERROR_NO_CREDENTIALS,
                           _ ("There are no credentials to ask Amazon Bedrock with."));
      return NULL;
    }

  return dg_bedrock_model_new (&bedrock, error);
}

/**
 * dg_provider_get_region:
 * @options: which model
 *
 * Returns: the AWS region that requests go to
 */
const char *
dg_provider_get_region (const DgProviderOptions *options)
{
  const char *region = options->region;

  if (region == NULL && options->credentials != NULL)
    region = dg_credential_provider_get_region (options->credentials);

  return region != NULL ? region : DG_DEFAULT_REGION;
}

/**
 * dg_provider_dup_endpoint:
 * @options: which model
 *
 * Returns: (transfer full) (nullable): where requests go instead of to the region's own address
 */
char *
dg_provider_dup_endpoint (const DgProviderOptions *options)
{
  if (options->endpoint != NULL || options->environment == NULL)
    return g_strdup (options->endpoint);

  return dg_bedrock_dup_endpoint (options->environment);
}

/**
 * dg_provider_needs_credentials:
 * @provider: (nullable): the name of a provider, %NULL for the first
 *
 * Returns: whether dg_provider_open_model() wants credentials for it
 */
gboolean
dg_provider_needs_credentials (const char *provider)
{
  return provider == NULL || g_str_equal (provider, DG_PROVIDER_BEDROCK);
}

/**
 * dg_provider_open_model:
 * @options: which model, and how to get at it
 * @error: return location for an error
 *
 * Opens a model; nothing is sent yet. Nothing falls back to the practice model by itself. That one is a simulator in
 * this process, which is started here and ends with the model.
 *
 * Returns: (transfer full): a model that can be asked; or %NULL with %DG_PROVIDER_ERROR_UNKNOWN, with
 *   %DG_INFERENCE_ERROR_NO_CREDENTIALS, %DG_INFERENCE_ERROR_UNKNOWN_MODEL or %DG_INFERENCE_ERROR_CONFIGURATION, or with
 *   a #DgSimulatorError
 */
DgModel *
dg_provider_open_model (const DgProviderOptions *options, GError **error)
{
  const char *model;

  g_return_val_if_fail (options != NULL, NULL);
  g_return_val_if_fail (error == NULL || *error == NULL, NULL);

  model = options->model != NULL ? options->model : DG_DEFAULT_MODEL_KEY;
  if (dg_provider_needs_credentials (options->provider))
    return open_bedrock_model (options, model, error);
  if (g_str_equal (options->provider, DG_PROVIDER_PRACTICE))
    return open_practice_model (model, error);

  /* Translators: %s is what was given for a provider; “bedrock” and “practice” are what can be. */
  g_set_error (error, DG_PROVIDER_ERROR, DG_PROVIDER_ERROR_UNKNOWN,
               _ ("There is no provider “%s”; use bedrock or practice"), options->provider);

  return NULL;
}
