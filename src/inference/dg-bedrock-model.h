/* dg-bedrock-model.h: a model on Amazon Bedrock, through Converse and ConverseStream
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "dg-credential-provider.h"
#include "dg-model.h"

G_BEGIN_DECLS

#define DG_TYPE_BEDROCK_MODEL (dg_bedrock_model_get_type ())
G_DECLARE_FINAL_TYPE (DgBedrockModel, dg_bedrock_model, DG, BEDROCK_MODEL, GObject)

/** Amazon's own service, which costs money. */
#define DG_PROVIDER_BEDROCK "bedrock"

/** The simulator, whose replies are free and are not AI. */
#define DG_PROVIDER_PRACTICE "practice"

/**
 * DgBedrockOptions:
 * @provider: what the model calls its provider: %DG_PROVIDER_BEDROCK or %DG_PROVIDER_PRACTICE
 * @model: a key, id, profile id or ARN; see dg_model_catalog_resolve()
 * @region: the AWS region
 * @endpoint: (nullable): another address than the region's own; plain http only to loopback
 * @credentials: (nullable): what requests are signed with, where @credential_provider is %NULL
 * @credential_provider: (nullable): asked for credentials before each request; it knows the way to the service too
 */
typedef struct
{
  const char *provider;
  const char *model;
  const char *region;
  const char *endpoint;
  DgCredentials *credentials;
  DgCredentialProvider *credential_provider;
} DgBedrockOptions;

DgModel *dg_bedrock_model_new (const DgBedrockOptions *options, GError **error);
char *dg_bedrock_dup_region (const char *const *environment);
void dg_bedrock_probe_async (const char *endpoint,
                             const char *region,
                             DgNetwork *network,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer data);
gboolean dg_bedrock_probe_finish (GAsyncResult *result, GError **error);
char *dg_bedrock_dup_address (const char *endpoint, const char *region, GError **error);
char *dg_bedrock_dup_endpoint (const char *const *environment);

G_END_DECLS
