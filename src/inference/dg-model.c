/* dg-model.c: a language model that can be conversed with
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "dg-model.h"

G_DEFINE_INTERFACE (DgModel, dg_model, G_TYPE_OBJECT)

static void
dg_model_default_init (DgModelInterface *iface)
{
}

/**
 * dg_model_get_id:
 * @self: a model
 *
 * Returns: the id that requests go to, as the service and the run report name it
 */
const char *
dg_model_get_id (DgModel *self)
{
  g_return_val_if_fail (DG_IS_MODEL (self), NULL);

  return DG_MODEL_GET_IFACE (self)->get_id (self);
}

/**
 * dg_model_get_provider:
 * @self: a model
 *
 * Returns: who runs it: `bedrock`, `openai` or `practice`
 */
const char *
dg_model_get_provider (DgModel *self)
{
  g_return_val_if_fail (DG_IS_MODEL (self), NULL);

  return DG_MODEL_GET_IFACE (self)->get_provider (self);
}

/**
 * dg_model_get_price:
 * @self: a model
 * @price: (out caller-allocates): what its tokens cost; NaN where nobody told
 */
void
dg_model_get_price (DgModel *self, DgPrice *price)
{
  g_return_if_fail (DG_IS_MODEL (self) && price != NULL);

  DG_MODEL_GET_IFACE (self)->get_price (self, price);
}

/**
 * dg_model_converse_async:
 * @self: a model
 * @request: what to ask; not to be changed any more
 * @on_delta: (nullable) (scope notified) (closure delta_data): called as the reply streams
 * @delta_data: data for @on_delta
 * @cancellable: (nullable): a cancellable
 * @callback: (scope async): called when the reply is complete or there was an error
 * @data: data for @callback
 *
 * Asks the model. Any number of calls can be under way. @on_delta is called in the thread-default main context, never
 * from within this function, and never after @cancellable was cancelled. A reply that does not stream is reported too,
 * in whole pieces at its end.
 */
void
dg_model_converse_async (DgModel *self,
                         DgModelRequest *request,
                         DgDeltaFunc on_delta,
                         gpointer delta_data,
                         GCancellable *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer data)
{
  g_return_if_fail (DG_IS_MODEL (self) && request != NULL);
  g_return_if_fail (cancellable == NULL || G_IS_CANCELLABLE (cancellable));

  DG_MODEL_GET_IFACE (self)->converse_async (self, request, on_delta, delta_data, cancellable, callback, data);
}

/**
 * dg_model_converse_finish:
 * @self: a model
 * @result: the result the callback got
 * @error: return location for a #DgInferenceError or %G_IO_ERROR_CANCELLED
 *
 * Gets the reply. What the model wrote is not checked beyond the protocol: a stop reason such as `max_tokens` or
 * `malformed_tool_use` is a reply, not an error.
 *
 * Returns: (transfer full): the reply, or %NULL with @error set
 */
DgModelReply *
dg_model_converse_finish (DgModel *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (DG_IS_MODEL (self), NULL);
  g_return_val_if_fail (G_IS_ASYNC_RESULT (result), NULL);
  g_return_val_if_fail (error == NULL || *error == NULL, NULL);

  return DG_MODEL_GET_IFACE (self)->converse_finish (self, result, error);
}
