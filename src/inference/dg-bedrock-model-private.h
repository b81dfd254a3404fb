/* dg-bedrock-model-private.h: what only the model's own files and its tests need
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <libsoup/soup.h>

#include "dg-bedrock-model.h"

G_BEGIN_DECLS

/** What requests and plain replies are written in. */
#define DG_BEDROCK_JSON_TYPE "application/json"

/**
 * DgBedrockTarget:
 * @endpoint: where the service is
 * @region: the AWS region
 * @model_id: what goes into the path, not escaped
 *
 * Where requests go.
 */
typedef struct
{
  GUri *endpoint;
  char *region;
  char *model_id;
} DgBedrockTarget;

struct _DgBedrockModel
{
  GObject parent_instance;

  char *provider;                    /* (owned) */
  DgBedrockTarget target;            /* owns what is in it */
  SoupSession *session;              /* (owned) */
  DgCredentialProvider *credentials; /* (owned) asked before each request */
  DgClockFunc clock;                 /* seconds since 1970 */
  gpointer clock_data;               /* (unowned) */
  DgClockFunc stopwatch;             /* monotonic, in microseconds */
  gpointer stopwatch_data;           /* (unowned) */
  gint64 clock_offset;               /* how many seconds the service is ahead, as far as is known */
};

/* dg-bedrock-endpoint.c */
GUri *dg_endpoint_parse (const char *address, const char *variables, GError **error);
GUri *dg_bedrock_parse_endpoint (const char *endpoint, const char *region, GError **error);

/* dg-bedrock-message.c */
SoupMessage *dg_bedrock_message_new (
    const DgBedrockTarget *target, DgCredentials *credentials, GBytes *payload, gboolean stream, gint64 unix_seconds);

/* dg-bedrock-call.c */
void dg_bedrock_call_async (DgModel *model,
                            DgModelRequest *request,
                            DgDeltaFunc on_delta,
                            gpointer delta_data,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer data);
DgModelReply *dg_bedrock_call_finish (DgModel *model, GAsyncResult *result, GError **error);

/* dg-bedrock-model.c */
void dg_bedrock_model_set_clock (DgBedrockModel *self, DgClockFunc clock, gpointer data);
void dg_bedrock_model_set_stopwatch (DgBedrockModel *self, DgClockFunc stopwatch, gpointer data);

G_END_DECLS
