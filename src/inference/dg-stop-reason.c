/* dg-stop-reason.c: why a model stopped, and what that means for its reply
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "dg-stop-reason.h"

/*
 * Those of Converse, from its service model of 2026. With malformed_tool_use Nova has written its call as XML text:
 * that is no call. Nova's documentation has a few more, for tools that the service runs itself; nothing here asks for
 * those.
 */
static const struct
{
  const char *reason;
  DgStopKind kind;
} reasons[] = {
  { "tool_use", DG_STOP_DONE },
  { "end_turn", DG_STOP_DONE },
  { "stop_sequence", DG_STOP_DONE },
  { "max_tokens", DG_STOP_CUT },
  { "malformed_tool_use", DG_STOP_CUT },
  { "malformed_model_output", DG_STOP_CUT },
  { "content_filtered", DG_STOP_REFUSED },
  { "guardrail_intervened", DG_STOP_REFUSED },
  { "model_context_window_exceeded", DG_STOP_TOO_LARGE },
};

/**
 * dg_stop_reason_classify:
 * @reply: a reply
 *
 * Tells what a reply's stop reason means. One that is not known yet counts as done if there is a call: what is in it
 * gets checked anyway.
 *
 * Returns: what it means
 */
DgStopKind
dg_stop_reason_classify (const DgModelReply *reply)
{
  g_return_val_if_fail (reply != NULL, DG_STOP_UNKNOWN);

  for (gsize i = 0; i < G_N_ELEMENTS (reasons); i++)
    {
      if (g_strcmp0 (reply->stop_reason, reasons[i].reason) == 0)
        return reasons[i].kind;
    }
  return reply->tool_input != NULL ? DG_STOP_DONE : DG_STOP_UNKNOWN;
}
