/* dg-model.h: a language model that can be conversed with
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "dg-model-reply.h"
#include "dg-model-request.h"

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

G_END_DECLS
