/* dg-simulator-spoil.c: what a model does that it should not
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "dg-json.h"
#include "dg-simulator-fault.h"
#include "dg-simulator-reply.h"
#include "dg-simulator-request.h"

#define THOUGHT                                                                                                        \
  "<thinking>The instructions say what the records have to look like. I will write them and call the tool."            \
  "</thinking>"

static void
cut_in_half (DgSimulatorReply *self, const char *text)
{
  self->broken = self->tool_name != NULL;
  self->n_records = 0;
  dg_simulator_reply_cut (self, self->output_tokens / 2);
}

/* Says that, or nothing at all, without a tool call */
static void
say (DgSimulatorReply *self, const char *text)
{
  g_clear_pointer (&self->tool_name, g_free);
  g_free (self->text);
  self->text = g_strdup (text);
  self->output_tokens = dg_simulator_count_tokens (g_utf8_strlen (text, -1));
  self->n_records = 0;
}

static void
say_half (DgSimulatorReply *self, const char *text)
{
  g_autofree char *half = NULL;

  cut_in_half (self, text);
  half = g_strdup (self->text);
  say (self, half);
}

/* The call in what seems to be Nova's own language, as it was seen in text blocks */
static void
say_call (DgSimulatorReply *self, const char *text)
{
  g_autoptr (DgJsonDocument) document = dg_json_document_new (self->text, -1, NULL, NULL);
  g_autoptr (GString) call = g_string_new ("<tools>\n");
  DgJsonValue value;
  DgJsonIter iter;
  char *key;

  g_assert (document != NULL);
  g_string_append_printf (call, "  <__function=%s>\n", self->tool_name);
  dg_json_iter_init (&iter, dg_json_document_get_root (document));
  while (dg_json_iter_next (&iter, &key, &value))
    {
      g_autofree char *name = key;
      g_autofree char *source = dg_json_value_dup_source (value);

      g_string_append_printf (call, "    <__parameter=%s>%s</__parameter>\n", name, source);
    }
  g_string_append (call, "  </__function>\n</tools>");
  say (self, call->str);
}

static void
think_aloud (DgSimulatorReply *self, const char *text)
{
  self->thought = g_strdup (text);
  self->output_tokens += dg_simulator_count_tokens (g_utf8_strlen (text, -1));
}

/* A line break and what cannot follow it: no JSON, be it in a string or between two values */
static void
break_json (DgSimulatorReply *self, const char *text)
{
  glong middle = g_utf8_strlen (self->text, -1) / 2;
  g_autoptr (GString) broken = g_string_new (self->text);

  g_string_insert (broken, g_utf8_offset_to_pointer (self->text, middle) - self->text, text);
  g_free (self->text);
  self->text = g_string_free (g_steal_pointer (&broken), FALSE);
  self->output_tokens = dg_simulator_count_tokens (g_utf8_strlen (self->text, -1));
  self->broken = TRUE;
  self->n_records = 0;
}

/* What each of them does to a reply, with which text, and why the reply then ends; NULL leaves that as it is */
static const struct
{
  void (*spoil) (DgSimulatorReply *self, const char *text);
  const char *text;
  const char *stop_reason;
} behaviours[DG_N_FAULTS] = {
  [DG_FAULT_MAX_TOKENS] = { cut_in_half, NULL, "max_tokens" },
  [DG_FAULT_MALFORMED_TOOL_USE] = { say_call, NULL, "malformed_tool_use" },
  [DG_FAULT_MALFORMED_OUTPUT] = { say_half, NULL, "malformed_model_output" },
  [DG_FAULT_CONTEXT_EXCEEDED] = { cut_in_half, NULL, "model_context_window_exceeded" },
  [DG_FAULT_FILTERED] = { say, "", "content_filtered" },
  [DG_FAULT_GUARDRAIL] = { say, "Sorry, the guardrail does not allow an answer to this.", "guardrail_intervened" },
  [DG_FAULT_REFUSAL] = { say, "I am sorry, but I cannot help with that.", "end_turn" },
  [DG_FAULT_THINKING] = { think_aloud, THOUGHT, NULL },
  [DG_FAULT_EMPTY] = { say, "", "end_turn" },
  [DG_FAULT_BAD_JSON] = { break_json, "\n<", NULL },
};

static void
fail_in_stream (DgSimulatorReply *self, DgFault fault)
{
  g_autoptr (GError) failure = dg_fault_make_error (fault, TRUE);

  if (failure == NULL)
    return;

  cut_in_half (self, NULL);
  g_clear_error (&self->failure);
  self->failure = g_steal_pointer (&failure);
}

/* Lets the fault happen, if it is one of the model's or of a stream's. A reply that fails anyway is left to it, but for
 * a failure in mid-stream. */
void
dg_simulator_reply_spoil (DgSimulatorReply *self, DgFault fault, gboolean streaming)
{
  gboolean of_calls = fault == DG_FAULT_MALFORMED_TOOL_USE || fault == DG_FAULT_BAD_JSON;

  if (streaming)
    fail_in_stream (self, fault);
  if (self->failure != NULL || fault >= DG_N_FAULTS || behaviours[fault].spoil == NULL)
    return;
  if (of_calls && self->tool_name == NULL)
    return;

  behaviours[fault].spoil (self, behaviours[fault].text);
  if (behaviours[fault].stop_reason != NULL)
    self->stop_reason = behaviours[fault].stop_reason;
}
