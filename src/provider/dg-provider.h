/* dg-provider.h: opens a model by the name of its provider and its own
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "dg-credential-provider.h"
#include "dg-model.h"

G_BEGIN_DECLS

#define DG_PROVIDER_ERROR (dg_provider_error_quark ())
GQuark dg_provider_error_quark (void);

/**
 * DgProviderError:
 * @DG_PROVIDER_ERROR_UNKNOWN: there is no provider of that name
 *
 * Error domain of provider/.
 */
typedef enum
{
  DG_PROVIDER_ERROR_UNKNOWN,
} DgProviderError;

/**
 * DgProviderOptions:
 * @provider: (nullable): %DG_PROVIDER_BEDROCK or %DG_PROVIDER_PRACTICE; %NULL for the first
 * @model: (nullable): a key, id, profile id or ARN, see dg_model_catalog_resolve(); %NULL for the default
 * @credentials: (nullable): what Amazon Bedrock is asked with; the practice model does without
 * @region: (nullable): an AWS region; %NULL for the one that was found with @credentials
 * @endpoint: (nullable): another address than the region's own; %NULL for that of @environment, if it names one
 * @environment: (nullable) (array zero-terminated=1): an environment, as g_get_environ() gives it
 *
 * Which model to open, and how to get at it. Nothing of it is kept but a reference to @credentials.
 */
typedef struct
{
  const char *provider;
  const char *model;
  DgCredentialProvider *credentials;
  const char *region;
  const char *endpoint;
  const char *const *environment;
} DgProviderOptions;

gboolean dg_provider_needs_credentials (const char *provider);
DgModel *dg_provider_open_model (const DgProviderOptions *options, GError **error);

G_END_DECLS
