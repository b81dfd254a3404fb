/* dg-http.h: one HTTP exchange with a model's service; private to inference/
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <libsoup/soup.h>

#include "dg-network.h"

G_BEGIN_DECLS

/**
 * DgHttpHandlers:
 * @on_response: the status and the headers are there
 * @on_chunk: a piece of the body came, cut anywhere
 *
 * What becomes of a response. With an error the exchange ends and its connection is closed.
 */
typedef struct
{
  gboolean (*on_response) (SoupMessage *message, gpointer data, GError **error);
  gboolean (*on_chunk) (GBytes *chunk, gpointer data, GError **error);
} DgHttpHandlers;

/**
 * DgHttpPhase:
 * @DG_HTTP_CONNECTING: the request has not gone out
 * @DG_HTTP_WAITING: it has, and nothing came back
 * @DG_HTTP_RESPONDING: the response has begun
 */
typedef enum
{
  DG_HTTP_CONNECTING,
  DG_HTTP_WAITING,
  DG_HTTP_RESPONDING,
} DgHttpPhase;

gboolean dg_http_is_loopback (GUri *uri);
char *dg_http_dup_host (GUri *uri);
SoupSession *dg_http_session_new (GUri *endpoint, DgNetwork *network);
void dg_http_exchange_async (SoupSession *session,
                             SoupMessage *message,
                             const DgHttpHandlers *handlers,
                             gpointer handler_data,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer data);
gboolean dg_http_exchange_finish (SoupSession *session, GAsyncResult *result, GError **error);
gboolean dg_http_exchange_was_stale (GAsyncResult *result);

GError *dg_http_error_new (const GError *cause, GUri *uri, DgHttpPhase phase);

G_END_DECLS
