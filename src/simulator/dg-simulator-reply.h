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
 * @thought: (owned) (nullable): a text before that
 * @text: (owned): the text, or the tool's input as JSON, as far as it comes; no content at all when it is empty
 * @broken: whether the tool's input is no JSON
 * @input_tokens: how long the request was
 * @output_tokens: how long the reply is
 * @n_records: how many records are in it
 * @stop_reason: why it ends
 * @failure: (owned) (nullable): what ends it instead
 * @random: for what is only there to be random
 */
struct _DgSimulatorReply
{
  char *tool_name;
  char *thought;
  char *text;
  gboolean broken;
  guint input_tokens;
  guint output_tokens;
  guint n_records;
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

DgSimulatorReply *
dg_simulator_reply_new (DgComposer *composer, const DgSimulatorRequest *request, DgRecordFaults *faults, guint64 seed);
void dg_simulator_reply_free (DgSimulatorReply *self);
void dg_simulator_reply_cut (DgSimulatorReply *self, guint n_tokens);
void dg_simulator_reply_spoil (DgSimulatorReply *self, DgFault fault, gboolean streaming);
char *dg_simulator_reply_dup_body (DgSimulatorReply *self, guint latency_ms);
GArray *dg_simulator_reply_make_parts (DgSimulatorReply *self, DgToolDeltas tool_deltas, guint latency_ms);
GArray *dg_stream_parts_new (void);
GBytes *dg_simulator_reply_make_filler (DgSimulatorReply *self, guint length);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DgSimulatorReply, dg_simulator_reply_free)

G_END_DECLS
