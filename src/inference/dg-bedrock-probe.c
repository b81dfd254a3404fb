/* dg-bedrock-probe.c: whether there is a way to Amazon Bedrock at all
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "dg-bedrock-model-private.h"
#include "dg-http.h"

/* A request that nobody has to pay or to sign for. */
typedef struct
{
  SoupSession *session; /* (owned) */
  SoupMessage *message; /* (owned) */
} Probe;

static void
probe_free (gpointer data)
{
  Probe *probe = data;

  g_clear_object (&probe->message);
  g_clear_object (&probe->session);
  g_free (probe);
}

/* Whatever it says, it says it over a connection that was made. */
static gboolean
response_cb (SoupMessage *message, gpointer data, GError **error)
{
  return TRUE;
}

static gboolean
chunk_cb (GBytes *chunk, gpointer data, GError **error)
{
  return TRUE;
}

static const DgHttpHandlers handlers = { .on_response = response_cb, .on_chunk = chunk_cb };

static void
exchange_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = g_steal_pointer (&data);
  GError *error = NULL;

  if (dg_http_exchange_finish (SOUP_SESSION (source), result, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

/**
 * dg_bedrock_probe_async:
 * @endpoint: (nullable): another address than the region's own
 * @region: an AWS region
 * @network: (nullable): the way there
 * @cancellable: (nullable): a cancellable
 * @callback: (scope async): called at the end
 * @data: data for @callback
 *
 * Finds out whether the address is found, the connection is made and the certificate trusted. Nothing secret is sent,
 * and nothing that costs.
 */
void
dg_bedrock_probe_async (const char *endpoint,
                        const char *region,
                        DgNetwork *network,
                        GCancellable *cancellable,
                        GAsyncReadyCallback callback,
                        gpointer data)
{
  g_autoptr (GTask) task = NULL;
  g_autoptr (GUri) uri = NULL;
  GError *error = NULL;
  Probe *probe;

  g_return_if_fail (region != NULL);

  task = g_task_new (NULL, cancellable, callback, data);
  g_task_set_source_tag (task, dg_bedrock_probe_async);
  uri = dg_bedrock_parse_endpoint (endpoint, region, &error);
  if (uri == NULL)
    {
      g_task_return_error (task, error);
      return;
    }

  probe = g_new0 (Probe, 1);
  probe->session = dg_http_session_new (uri, network);
  probe->message = soup_message_new_from_uri (SOUP_METHOD_GET, uri);
  g_task_set_task_data (task, probe, probe_free);
  dg_http_exchange_async (probe->session, probe->message, &handlers, probe, cancellable, exchange_cb,
                          g_object_ref (task));
}

/**
 * dg_bedrock_probe_finish:
 * @result: the result the callback got
 * @error: return location for a #DgInferenceError or %G_IO_ERROR_CANCELLED
 *
 * Returns: whether something answers there
 */
gboolean
dg_bedrock_probe_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, dg_bedrock_probe_async), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
