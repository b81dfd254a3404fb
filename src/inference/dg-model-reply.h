/* dg-model-reply.h: what a model answered
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "dg-inference-types.h"
#include "dg-usage.h"

G_BEGIN_DECLS

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

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DgModelReply, dg_model_reply_free)

G_END_DECLS
