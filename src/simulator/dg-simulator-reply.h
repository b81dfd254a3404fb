/* dg-simulator-reply.h: what the model says, and how it goes on the wire
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "dg-simulator-types.h"

G_BEGIN_DECLS

/**
 * DgSimulatorReply:
 * @tool_name: (owned) (nullable): the tool it calls
 * @text: (owned): the text, or the tool's input as JSON, as far as it comes
 * @input_tokens: how long the request was
 * @output_tokens: how long the reply is
 * @stop_reason: why it ends
 * @failure: (owned) (nullable): what ends it instead
 * @random: for what is only there to be random
 */
struct _DgSimulatorReply
{
  char *tool_name;
  char *text;
  guint input_tokens;
  guint output_tokens;
  const char *stop_reason;
  GError *failure;
  DgRandom random;
};

/**
 * DgStreamPart:
 * @token: how many tokens have been written by the time it goes out
 * @frame: (owned): one event
 */
typedef struct
{
  guint token;
  GBytes *frame;
} DgStreamPart;

DgSimulatorReply *dg_simulator_reply_new (DgComposer *composer, const DgSimulatorRequest *request, guint64 seed);
void dg_simulator_reply_free (DgSimulatorReply *self);
void dg_simulator_reply_break (DgSimulatorReply *self);
char *dg_simulator_reply_dup_body (DgSimulatorReply *self, guint latency_ms);
GArray *dg_simulator_reply_make_parts (DgSimulatorReply *self, DgToolDeltas tool_deltas, guint latency_ms);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DgSimulatorReply, dg_simulator_reply_free)

G_END_DECLS
