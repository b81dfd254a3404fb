/* dg-simulator-reply.c: what the model says, and how it goes on the wire
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "dg-simulator-reply.h"

#include <string.h>

#include "dg-json.h"
#include "dg-simulator-aws.h"
#include "dg-simulator-composer.h"
#include "dg-simulator-request.h"

/* A token of a text is a delta; other models cut the input of a tool coarser than that */
#define TOKENS_A_TEXT_DELTA 1
#define TOKENS_A_TOOL_DELTA 4

/* Leaves off what comes after so many tokens */
void
dg_simulator_reply_cut (DgSimulatorReply *self, guint n_tokens)
{
  if (n_tokens >= self->output_tokens)
    return;

  *g_utf8_offset_to_pointer (self->text, (glong) n_tokens * DG_SIMULATOR_CHARACTERS_A_TOKEN) = '\0';
  self->output_tokens = n_tokens;
}

/* A text that is too long is cut and says so; a tool's input that is too long is what Nova's decoder stumbles over. */
static void
obey_max_tokens (DgSimulatorReply *self, const DgSimulatorRequest *request)
{
  gboolean hyphen = self->tool_name != NULL && strchr (self->tool_name, '-') != NULL;
  gboolean trips = hyphen && strstr (request->model, "nova-2") == NULL;

  if (self->output_tokens <= request->max_tokens && !trips)
    return;

  if (self->tool_name == NULL)
    self->stop_reason = "max_tokens";
  else
    self->failure = g_error_new_literal (DG_AWS_ERROR, DG_AWS_ERROR_MODEL, DG_AWS_INVALID_SEQUENCE);
  self->n_records = 0;
  dg_simulator_reply_cut (self, request->max_tokens);
}

/* Writes the reply; nothing about it depends on the clock */
DgSimulatorReply *
dg_simulator_reply_new (DgComposer *composer, const DgSimulatorRequest *request, DgRecordFaults *faults, guint64 seed)
{
  DgSimulatorReply *self = g_new0 (DgSimulatorReply, 1);

  self->tool_name = g_strdup (request->tool_name);
  self->text = dg_composer_write_reply (composer, request, faults, &self->n_records);
  self->input_tokens = request->input_tokens;
  self->output_tokens = dg_simulator_count_tokens (g_utf8_strlen (self->text, -1));
  self->stop_reason = self->tool_name != NULL ? "tool_use" : "end_turn";
  self->random = dg_random_seed (seed, self->text, strlen (self->text));
  obey_max_tokens (self, request);

  return self;
}

void
dg_simulator_reply_free (DgSimulatorReply *self)
{
  g_free (self->tool_name);
  g_free (self->thought);
  g_free (self->text);
  g_clear_error (&self->failure);
  g_free (self);
}

static void
append_tool_use_id (DgSimulatorReply *self, GString *out)
{
  static const char digits[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";
  DgRandom random = self->random;

  g_string_append (out, "\"toolUseId\":\"tooluse_");
  for (guint i = 0; i < 22; i++)
    g_string_append_c (out, digits[dg_random_below (&random, sizeof digits - 1)]);
  g_string_append (out, "\",\"name\":");
  dg_json_append_string (out, self->tool_name);
}

static void
append_usage (DgSimulatorReply *self, guint latency_ms, GString *out)
{
  g_string_append_printf (out,
                          "\"usage\":{\"inputTokens\":%u,\"outputTokens\":%u,\"totalTokens\":%u},"
                          "\"metrics\":{\"latencyMs\":%u}",
                          self->input_tokens, self->output_tokens, self->input_tokens + self->output_tokens,
                          latency_ms);
}

static void
append_text_block (const char *text, GString *out)
{
  g_string_append (out, "{\"text\":");
  dg_json_append_string (out, text);
  g_string_append_c (out, '}');
}

/* What is no JSON can stand in JSON as a string only. */
static void
append_tool_block (DgSimulatorReply *self, GString *out)
{
  g_string_append (out, "{\"toolUse\":{");
  append_tool_use_id (self, out);
  g_string_append (out, ",\"input\":");
  if (self->broken)
    dg_json_append_string (out, self->text);
  else
    g_string_append (out, self->text);
  g_string_append (out, "}}");
}

/* The answer to Converse. The reply has not failed. */
char *
dg_simulator_reply_dup_body (DgSimulatorReply *self, guint latency_ms)
{
  g_autoptr (GString) out = g_string_new ("{\"output\":{\"message\":{\"role\":\"assistant\",\"content\":[");

  if (self->thought != NULL)
    {
      append_text_block (self->thought, out);
      g_string_append_c (out, ',');
    }
  if (self->tool_name != NULL)
    append_tool_block (self, out);
  else if (*self->text != '\0')
    append_text_block (self->text, out);
  g_string_append_printf (out, "]}},\"stopReason\":\"%s\",", self->stop_reason);
  append_usage (self, latency_ms, out);
  g_string_append_c (out, '}');

  return g_string_free (g_steal_pointer (&out), FALSE);
}

static void
clear_part (gpointer part)
{
  g_bytes_unref (((DgStreamPart *) part)->frame);
}

/* An empty list of DgStreamPart */
GArray *
dg_stream_parts_new (void)
{
  GArray *parts = g_array_new (FALSE, FALSE, sizeof (DgStreamPart));

  g_array_set_clear_func (parts, clear_part);

  return parts;
}

static void
add_event (GArray *parts, DgSimulatorReply *self, guint token, const char *type, GString *payload)
{
  DgStreamPart part = { token, dg_aws_frame_event (type, payload, &self->random) };

  g_array_append_val (parts, part);
  g_string_truncate (payload, 0);
}

static guint
get_block (DgSimulatorReply *self)
{
  return self->thought != NULL ? 1 : 0;
}

static void
append_delta (DgSimulatorReply *self, const char *text, GString *payload)
{
  gboolean tool = self->tool_name != NULL;

  g_string_append_printf (payload, "\"contentBlockIndex\":%u,\"delta\":", get_block (self));
  g_string_append (payload, tool ? "{\"toolUse\":{\"input\":" : "{\"text\":");
  dg_json_append_string (payload, text);
  g_string_append (payload, tool ? "}}" : "}");
}

static void
add_delta (GArray *parts, DgSimulatorReply *self, guint token, const char *text, GString *payload)
{
  append_delta (self, text, payload);
  add_event (parts, self, token, "contentBlockDelta", payload);
}

/* A delta of blanks, which the text or the JSON of the block can have any number of before it begins */
GBytes *
dg_simulator_reply_make_filler (DgSimulatorReply *self, guint length)
{
  g_autofree char *blanks = g_strnfill (length, ' ');
  g_autoptr (GString) payload = g_string_new (NULL);

  append_delta (self, blanks, payload);

  return dg_aws_frame_event ("contentBlockDelta", payload, &self->random);
}

static guint
count_thought (DgSimulatorReply *self)
{
  return self->thought != NULL ? dg_simulator_count_tokens (g_utf8_strlen (self->thought, -1)) : 0;
}

static void
add_thought (GArray *parts, DgSimulatorReply *self, GString *payload)
{
  guint token = count_thought (self);

  g_string_append (payload, "\"contentBlockIndex\":0,\"delta\":");
  append_text_block (self->thought, payload);
  add_event (parts, self, token, "contentBlockDelta", payload);
  g_string_append (payload, "\"contentBlockIndex\":0");
  add_event (parts, self, token, "contentBlockStop", payload);
}

/* A tool's input as a whole goes out when all of it is written, so not at all when the model fails before */
static void
add_deltas (GArray *parts, DgSimulatorReply *self, DgToolDeltas tool_deltas, GString *payload)
{
  guint step = self->tool_name != NULL ? TOKENS_A_TOOL_DELTA : TOKENS_A_TEXT_DELTA;
  guint token = count_thought (self);

  if (self->tool_name != NULL && tool_deltas == DG_TOOL_DELTAS_WHOLE)
    {
      if (self->failure == NULL)
        add_delta (parts, self, self->output_tokens, self->text, payload);
      return;
    }
  for (const char *start = self->text; *start != '\0';)
    {
      const char *end = start;
      g_autofree char *piece = NULL;

      for (guint i = 0; i < step * DG_SIMULATOR_CHARACTERS_A_TOKEN && *end != '\0'; i++)
        end = g_utf8_next_char (end);
      piece = g_strndup (start, end - start);
      token = MIN (token + step, self->output_tokens);
      add_delta (parts, self, token, piece, payload);
      start = end;
    }
}

/* The answer to ConverseStream, as (element-type DgStreamPart) */
GArray *
dg_simulator_reply_make_parts (DgSimulatorReply *self, DgToolDeltas tool_deltas, guint latency_ms)
{
  GArray *parts = dg_stream_parts_new ();
  g_autoptr (GString) payload = g_string_new ("\"role\":\"assistant\"");

  add_event (parts, self, 0, "messageStart", payload);
  if (self->thought != NULL)
    add_thought (parts, self, payload);
  if (self->tool_name != NULL)
    {
      g_string_append_printf (payload, "\"contentBlockIndex\":%u,\"start\":{\"toolUse\":{", get_block (self));
      append_tool_use_id (self, payload);
      g_string_append (payload, "}}");
      add_event (parts, self, count_thought (self), "contentBlockStart", payload);
    }
  add_deltas (parts, self, tool_deltas, payload);
  if (self->failure != NULL)
    {
      DgStreamPart part = { self->output_tokens, dg_aws_frame_exception (self->failure) };

      g_array_append_val (parts, part);
      return parts;
    }

  if (self->tool_name != NULL || *self->text != '\0')
    {
      g_string_append_printf (payload, "\"contentBlockIndex\":%u", get_block (self));
      add_event (parts, self, self->output_tokens, "contentBlockStop", payload);
    }
  g_string_append_printf (payload, "\"stopReason\":\"%s\"", self->stop_reason);
  add_event (parts, self, self->output_tokens, "messageStop", payload);
  append_usage (self, latency_ms, payload);
  add_event (parts, self, self->output_tokens, "metadata", payload);

  return parts;
}
