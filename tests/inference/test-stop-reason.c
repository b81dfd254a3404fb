/* test-stop-reason.c: what stop reasons mean
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "dg-stop-reason.h"

static const struct
{
  const char *reason;
  DgStopKind without_call;
  DgStopKind with_call;
} reasons[] = {
  { "end_turn", DG_STOP_DONE, DG_STOP_DONE },
  { "tool_use", DG_STOP_DONE, DG_STOP_DONE },
  { "stop_sequence", DG_STOP_DONE, DG_STOP_DONE },
  { "max_tokens", DG_STOP_CUT, DG_STOP_CUT },
  { "malformed_tool_use", DG_STOP_CUT, DG_STOP_CUT },
  { "malformed_model_output", DG_STOP_CUT, DG_STOP_CUT },
  { "content_filtered", DG_STOP_REFUSED, DG_STOP_REFUSED },
  { "guardrail_intervened", DG_STOP_REFUSED, DG_STOP_REFUSED },
  { "model_context_window_exceeded", DG_STOP_TOO_LARGE, DG_STOP_TOO_LARGE },
  { "service_unavailable", DG_STOP_UNKNOWN, DG_STOP_DONE },
  { "some_new_reason", DG_STOP_UNKNOWN, DG_STOP_DONE },
  { "END_TURN", DG_STOP_UNKNOWN, DG_STOP_DONE },
  { "", DG_STOP_UNKNOWN, DG_STOP_DONE },
};

static void
test_classify (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (reasons); i++)
    {
      g_autoptr (DgModelReply) reply = dg_model_reply_new ();

      g_free (reply->stop_reason);
      reply->stop_reason = g_strdup (reasons[i].reason);
      g_test_message ("%s", reasons[i].reason);
      g_assert_cmpint (dg_stop_reason_classify (reply), ==, reasons[i].without_call);
      reply->tool_input = g_strdup ("{}");
      g_assert_cmpint (dg_stop_reason_classify (reply), ==, reasons[i].with_call);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/inference/stop-reason/classify", test_classify);

  return g_test_run ();
}
