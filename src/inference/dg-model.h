/* dg-model.h: a language model that can be conversed with
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "dg-inference-types.h"
#include "dg-usage.h"

G_BEGIN_DECLS

/**
 * DgDeltaKind:
 * @DG_DELTA_TEXT: a piece of the reply's text
 * @DG_DELTA_TOOL_INPUT: a piece of the JSON text of the tool call; may be all of it at once
 */
typedef enum
{
  DG_DELTA_TEXT,
  DG_DELTA_TOOL_INPUT,
} DgDeltaKind;

/**
 * DgDeltaFunc:
 * @kind: what came
 * @text: the piece; not zero-terminated, and cut anywhere, in the middle of a character too
 * @length: its length in bytes
 * @data: what was given with the function
 *
 * Called in the thread-default main context of the call, as the reply streams.
 */
typedef void (*DgDeltaFunc) (DgDeltaKind kind, const char *text, gsize length, gpointer data);

/* --- the request: immutable once it was given to a model --- */

/**
 * DgRole:
 * @DG_ROLE_USER: what the program or the person says
 * @DG_ROLE_ASSISTANT: what the model said
 */
typedef enum
{
  DG_ROLE_USER,
  DG_ROLE_ASSISTANT,
} DgRole;

/** No sampling parameter is sent: the model's own default holds. */
#define DG_TEMPERATURE_DEFAULT (-1.0)

DgModelRequest *dg_model_request_new (const char *purpose);
DgModelRequest *dg_model_request_ref (DgModelRequest *self);
void dg_model_request_unref (DgModelRequest *self);
void dg_model_request_set_system (DgModelRequest *self, const char *text);
void dg_model_request_add_message (DgModelRequest *self, DgRole role, const char *text);
void dg_model_request_set_tool (DgModelRequest *self, const char *name, const char *description, const char *schema);
void dg_model_request_set_max_tokens (DgModelRequest *self, guint max_tokens);
void dg_model_request_set_temperature (DgModelRequest *self, double temperature);
void dg_model_request_set_stream (DgModelRequest *self, gboolean stream);
const char *dg_model_request_get_purpose (DgModelRequest *self);

/* --- the reply --- */

/**
 * DgModelReply:
 * @text: (owned): the reply's text, empty when there is none
 * @tool_name: (owned) (nullable): the tool that the model called
 * @tool_input: (owned) (nullable): the exact JSON text of the call; not yet checked by anybody
 * @stop_reason: (owned): `end_turn`, `tool_use`, `max_tokens`, …: a string, since the list grows
 * @request_id: (owned) (nullable): the service's id of the call
 * @usage: tokens
 * @latency_ms: from sending to the last byte, as seen from here
 * @retries: how often the request was sent again
 */
struct _DgModelReply
{
  char *text;
  char *tool_name;
  char *tool_input;
  char *stop_reason;
  char *request_id;
  DgUsage usage;
  gint64 latency_ms;
  guint retries;
};

DgModelReply *dg_model_reply_new (void);
void dg_model_reply_free (DgModelReply *self);

/* --- the model --- */

#define DG_TYPE_MODEL (dg_model_get_type ())
G_DECLARE_INTERFACE (DgModel, dg_model, DG, MODEL, GObject)

struct _DgModelInterface
{
  GTypeInterface parent_iface;

  const char *(*get_id) (DgModel *self);
  const char *(*get_provider) (DgModel *self);
  void (*get_price) (DgModel *self, DgPrice *price);
  void (*converse_async) (DgModel *self,
                          DgModelRequest *request,
                          DgDeltaFunc on_delta,
                          gpointer delta_data,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer data);
  DgModelReply *(*converse_finish) (DgModel *self, GAsyncResult *result, GError **error);
};

const char *dg_model_get_id (DgModel *self);
const char *dg_model_get_provider (DgModel *self);
void dg_model_get_price (DgModel *self, DgPrice *price);
void dg_model_converse_async (DgModel *self,
                              DgModelRequest *request,
                              DgDeltaFunc on_delta,
                              gpointer delta_data,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer data);
DgModelReply *dg_model_converse_finish (DgModel *self, GAsyncResult *result, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DgModelRequest, dg_model_request_unref)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (DgModelReply, dg_model_reply_free)

G_END_DECLS
