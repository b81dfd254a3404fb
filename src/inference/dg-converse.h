/* dg-converse.h: what Converse and ConverseStream say, without the network; private to inference/
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "dg-credentials.h"
#include "dg-event-stream.h"
#include "dg-model.h"

G_BEGIN_DECLS

/**
 * DgConverseContext:
 * @model_id: (nullable): what was asked for
 * @request_id: (nullable): the service's id of the call
 * @credentials: (nullable): whose secrets are kept out of messages
 *
 * What an error message tells besides what the service says. Everything is borrowed.
 */
typedef struct
{
  const char *model_id;
  const char *request_id;
  DgCredentials *credentials;
} DgConverseContext;

/**
 * DgConverseReader:
 *
 * Puts a reply together, from events or from one JSON text.
 */
typedef struct _DgConverseReader DgConverseReader;

GBytes *dg_converse_build_request (DgModelRequest *request, GError **error);

DgConverseReader *dg_converse_reader_new (DgDeltaFunc on_delta, gpointer delta_data);
void dg_converse_reader_free (DgConverseReader *self);
gboolean dg_converse_reader_take_event (DgConverseReader *self,
                                        DgEventStreamMessage *message,
                                        const DgConverseContext *context,
                                        GError **error);
gboolean dg_converse_reader_take_reply (DgConverseReader *self, const char *text, gsize length, GError **error);
gboolean dg_converse_reader_is_complete (DgConverseReader *self);
DgModelReply *dg_converse_reader_finish (DgConverseReader *self, GError **error);

gboolean dg_converse_is_request_id (const char *id);
GError *dg_converse_error_new_from_response (
    guint status, const char *error_type, const char *body, gsize length, const DgConverseContext *context);
gboolean dg_converse_response_may_be_skewed (const char *error_type, const char *body, gsize length);
gboolean dg_converse_response_may_be_expired (const char *error_type, const char *body, gsize length);
GError *dg_converse_error_new_from_event (DgEventStreamMessage *message, const DgConverseContext *context);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DgConverseReader, dg_converse_reader_free)

G_END_DECLS
