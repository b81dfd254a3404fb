/* dg-converse-reply.c: putting a Converse reply together
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "dg-converse.h"
#include "dg-json.h"

/* A reply has a handful; more than this is an attack. */
#define BLOCKS_MAX 1024

typedef struct
{
  gint64 index;
  char *tool_name;  /* (owned) (nullable) NULL: a text block */
  GString *content; /* (owned) text, or the JSON text of a tool's input */
} Block;

struct _DgConverseReader
{
  DgDeltaFunc on_delta; /* (nullable) */
  gpointer delta_data;  /* (unowned) */

  GArray *blocks;    /* (owned) (element-type Block) in order of arrival */
  gint64 tool_index; /* the block of the first tool call, -1: none yet */
  char *stop_reason; /* (owned) (nullable) */
  DgUsage usage;
};

static void
clear_block (gpointer data)
{
  Block *block = data;

  g_free (block->tool_name);
  g_string_free (block->content, TRUE);
}

static int
compare_blocks (gconstpointer a, gconstpointer b)
{
  gint64 left = ((const Block *) a)->index;
  gint64 right = ((const Block *) b)->index;

  return (left > right) - (left < right);
}

static gboolean
set_protocol_error (GError **error, const char *what)
{
  /* Translators: %s names the part of the reply that is wrong, such as "usage.inputTokens". */
  g_set_error (error, DG_INFERENCE_ERROR, DG_INFERENCE_ERROR_PROTOCOL,
               _ ("The reply is not what Amazon Bedrock sends (%s). Try again; if it stays so, check that the endpoint "
                  "is Amazon's."),
               what);
  return FALSE;
}

/* --- the blocks --- */

/* Nearly always the last one. The pointer is good until a block is added. */
static Block *
find_block (DgConverseReader *self, gint64 index)
{
  for (guint i = self->blocks->len; i > 0; i--)
    {
      Block *block = &g_array_index (self->blocks, Block, i - 1);

      if (block->index == index)
        return block;
    }
  return NULL;
}

static Block *
add_block (DgConverseReader *self, gint64 index, char *tool_name, GError **error)
{
  Block block = { .index = index, .tool_name = tool_name, .content = g_string_new (NULL) };

  if (self->blocks->len >= BLOCKS_MAX)
    {
      clear_block (&block);
      set_protocol_error (error, "contentBlockIndex");
      return NULL;
    }
  g_array_append_val (self->blocks, block);
  return &g_array_index (self->blocks, Block, self->blocks->len - 1);
}

static void
append (DgConverseReader *self, Block *block, const char *text, gsize length)
{
  gboolean wanted = block->tool_name == NULL || block->index == self->tool_index;

  if (length == 0)
    return;

  g_string_append_len (block->content, text, length);
  if (wanted && self->on_delta != NULL)
    self->on_delta (block->tool_name == NULL ? DG_DELTA_TEXT : DG_DELTA_TOOL_INPUT, text, length, self->delta_data);
}

static gboolean
append_text (DgConverseReader *self, gint64 index, const char *text, GError **error)
{
  Block *block = find_block (self, index);

  if (block == NULL)
    block = add_block (self, index, NULL, error);
  else if (block->tool_name != NULL)
    return set_protocol_error (error, "delta.text");
  if (block == NULL)
    return FALSE;

  append (self, block, text, strlen (text));
  return TRUE;
}

static gboolean
start_tool (DgConverseReader *self, gint64 index, DgJsonValue tool, GError **error)
{
  g_autofree char *name = NULL;

  if (!dg_json_object_lookup_string (tool, "name", &name))
    return set_protocol_error (error, "toolUse.name");
  if (find_block (self, index) != NULL)
    return set_protocol_error (error, "contentBlockIndex");
  if (add_block (self, index, g_steal_pointer (&name), error) == NULL)
    return FALSE;

  if (self->tool_index < 0)
    self->tool_index = index;
  return TRUE;
}

static gboolean
append_tool_input (DgConverseReader *self, gint64 index, const char *text, gsize length, GError **error)
{
  Block *block = find_block (self, index);

  if (block == NULL || block->tool_name == NULL)
    return set_protocol_error (error, "delta.toolUse");

  append (self, block, text, length);
  return TRUE;
}

/* --- what both forms have --- */

static gboolean
take_tokens (DgJsonValue usage, const char *name, gint64 *tokens, GError **error)
{
  DgJsonValue value;

  if (!dg_json_object_lookup (usage, name, &value) || dg_json_value_get_value_type (value) == DG_JSON_NULL)
    return TRUE;
  if (!dg_json_value_get_int64 (value, tokens) || *tokens < 0)
    return set_protocol_error (error, name);
  return TRUE;
}

static gboolean
take_usage (DgConverseReader *self, DgJsonValue parent, GError **error)
{
  DgJsonValue usage;

  if (!dg_json_object_lookup (parent, "usage", &usage))
    return TRUE;
  if (dg_json_value_get_value_type (usage) != DG_JSON_OBJECT)
    return set_protocol_error (error, "usage");

  return take_tokens (usage, "inputTokens", &self->usage.input_tokens, error) &&
         take_tokens (usage, "outputTokens", &self->usage.output_tokens, error) &&
         take_tokens (usage, "cacheReadInputTokens", &self->usage.cache_read_tokens, error) &&
         take_tokens (usage, "cacheWriteInputTokens", &self->usage.cache_write_tokens, error);
}

static gboolean
take_stop_reason (DgConverseReader *self, DgJsonValue parent, GError **error)
{
  g_clear_pointer (&self->stop_reason, g_free);
  if (!dg_json_object_lookup_string (parent, "stopReason", &self->stop_reason))
    return set_protocol_error (error, "stopReason");
  return TRUE;
}

/* --- events --- */

static gboolean
take_index (DgJsonValue event, gint64 *index, GError **error)
{
  if (!dg_json_object_lookup_int64 (event, "contentBlockIndex", index) || *index < 0)
    return set_protocol_error (error, "contentBlockIndex");
  return TRUE;
}

/* Only tool blocks have a start that says something; text simply begins. */
static gboolean
take_block_start (DgConverseReader *self, DgJsonValue event, GError **error)
{
  DgJsonValue start, tool;
  gint64 index;

  if (!take_index (event, &index, error))
    return FALSE;
  if (!dg_json_object_lookup (event, "start", &start) || dg_json_value_get_value_type (start) != DG_JSON_OBJECT)
    return set_protocol_error (error, "start");
  if (!dg_json_object_lookup (start, "toolUse", &tool))
    return TRUE;
  return start_tool (self, index, tool, error);
}

static gboolean
take_block_delta (DgConverseReader *self, DgJsonValue event, GError **error)
{
  g_autofree char *text = NULL;
  DgJsonValue delta, value;
  gint64 index;

  if (!take_index (event, &index, error))
    return FALSE;
  if (!dg_json_object_lookup (event, "delta", &delta) || dg_json_value_get_value_type (delta) != DG_JSON_OBJECT)
    return set_protocol_error (error, "delta");

  if (dg_json_object_lookup (delta, "text", &value))
    {
      text = dg_json_value_dup_string (value);
      return text != NULL ? append_text (self, index, text, error) : set_protocol_error (error, "delta.text");
    }
  if (dg_json_object_lookup (delta, "toolUse", &value))
    {
      if (!dg_json_object_lookup_string (value, "input", &text))
        return set_protocol_error (error, "delta.toolUse.input");
      return append_tool_input (self, index, text, strlen (text), error);
    }
  return TRUE; /* Reasoning, citations and what comes in years to come. */
}

typedef gboolean (*EventFunc) (DgConverseReader *self, DgJsonValue event, GError **error);

static const struct
{
  const char *type;
  EventFunc take;
} events[] = {
  { "contentBlockDelta", take_block_delta },
  { "contentBlockStart", take_block_start },
  { "messageStop", take_stop_reason },
  { "metadata", take_usage },
};

static EventFunc
find_event (const char *type)
{
  for (gsize i = 0; i < G_N_ELEMENTS (events); i++)
    {
      if (g_str_equal (type, events[i].type))
        return events[i].take;
    }
  return NULL;
}

static DgJsonDocument *
scan (const char *text, gsize length, GError **error)
{
  g_autoptr (GError) local_error = NULL;
  g_autoptr (DgJsonDocument) document = dg_json_document_new (text, length, NULL, &local_error);

  if (document == NULL)
    set_protocol_error (error, local_error->message);
  else if (dg_json_value_get_value_type (dg_json_document_get_root (document)) != DG_JSON_OBJECT)
    set_protocol_error (error, "$");
  else
    return g_steal_pointer (&document);
  return NULL;
}

/* --- a whole reply --- */

static gboolean
take_content_block (DgConverseReader *self, gint64 index, DgJsonValue block, GError **error)
{
  g_autofree char *text = NULL;
  DgJsonValue value, input;
  const char *source;
  gsize length;

  if (dg_json_object_lookup (block, "text", &value))
    {
      text = dg_json_value_dup_string (value);
      return text != NULL ? append_text (self, index, text, error) : set_protocol_error (error, "content.text");
    }
  if (!dg_json_object_lookup (block, "toolUse", &value))
    return TRUE;

  if (!start_tool (self, index, value, error))
    return FALSE;
  if (!dg_json_object_lookup (value, "input", &input))
    return set_protocol_error (error, "toolUse.input");
  source = dg_json_value_get_source (input, &length);
  return append_tool_input (self, index, source, length, error);
}

static gboolean
take_content (DgConverseReader *self, DgJsonValue root, GError **error)
{
  DgJsonValue output, message, content, block;
  DgJsonIter iter;

  if (!dg_json_object_lookup (root, "output", &output) || !dg_json_object_lookup (output, "message", &message) ||
      !dg_json_object_lookup (message, "content", &content) || dg_json_value_get_value_type (content) != DG_JSON_ARRAY)
    return set_protocol_error (error, "output.message.content");

  dg_json_iter_init (&iter, content);
  for (gint64 i = 0; dg_json_iter_next (&iter, NULL, &block); i++)
    {
      if (dg_json_value_get_value_type (block) != DG_JSON_OBJECT)
        return set_protocol_error (error, "output.message.content");
      if (!take_content_block (self, i, block, error))
        return FALSE;
    }
  return TRUE;
}

/* An orderly end in mid-reply looks like any other end of a chunked body. */
static gboolean
is_cut (const char *text, gsize length)
{
  while (length > 0 && g_ascii_isspace (text[length - 1]))
    length--;
  return length == 0 || text[length - 1] != '}';
}

static gboolean
set_truncated_error (GError **error)
{
  g_set_error_literal (error, DG_INFERENCE_ERROR, DG_INFERENCE_ERROR_TRUNCATED,
                       _ ("The connection ended in the middle of the reply. Try again."));
  return FALSE;
}

/**
 * dg_converse_reader_new:
 * @on_delta: (nullable) (closure delta_data): called for each piece of text and of the first tool's input
 * @delta_data: data for @on_delta
 *
 * Returns: (transfer full): a reader for one reply
 */
DgConverseReader *
dg_converse_reader_new (DgDeltaFunc on_delta, gpointer delta_data)
{
  DgConverseReader *self = g_new0 (DgConverseReader, 1);

  self->on_delta = on_delta;
  self->delta_data = delta_data;
  self->blocks = g_array_new (FALSE, FALSE, sizeof (Block));
  g_array_set_clear_func (self->blocks, clear_block);
  self->tool_index = -1;

  return self;
}

/**
 * dg_converse_reader_free:
 * @self: (transfer full): a reader
 */
void
dg_converse_reader_free (DgConverseReader *self)
{
  g_return_if_fail (self != NULL);

  g_array_unref (self->blocks);
  g_free (self->stop_reason);
  g_free (self);
}

/**
 * dg_converse_reader_take_event:
 * @self: a reader
 * @message: a message of ConverseStream
 * @context: what an error message tells besides
 * @error: return location for a #DgInferenceError
 *
 * Takes in an event. Events and members that it doesn't know are passed over, and so is reasoning.
 *
 * Returns: %FALSE with %DG_INFERENCE_ERROR_PROTOCOL if the event makes no sense, or with the service's error if that is
 *   what the message is
 */
gboolean
dg_converse_reader_take_event (DgConverseReader *self,
                               DgEventStreamMessage *message,
                               const DgConverseContext *context,
                               GError **error)
{
  g_autoptr (DgJsonDocument) document = NULL;
  const char *message_type, *event_type, *text;
  EventFunc take;
  gsize length;

  g_return_val_if_fail (self != NULL && message != NULL && context != NULL, FALSE);
  g_return_val_if_fail (error == NULL || *error == NULL, FALSE);

  message_type = dg_event_stream_message_get_string (message, ":message-type");
  if (g_strcmp0 (message_type, "exception") == 0 || g_strcmp0 (message_type, "error") == 0)
    {
      g_propagate_error (error, dg_converse_error_new_from_event (message, context));
      return FALSE;
    }

  event_type = dg_event_stream_message_get_string (message, ":event-type");
  if (g_strcmp0 (message_type, "event") != 0 || event_type == NULL)
    return set_protocol_error (error, ":message-type");
  take = find_event (event_type);
  if (take == NULL)
    return TRUE;

  text = g_bytes_get_data (dg_event_stream_message_get_payload (message), &length);
  document = scan (text, length, error);
  return document != NULL && take (self, dg_json_document_get_root (document), error);
}

/**
 * dg_converse_reader_take_reply:
 * @self: a reader that has taken nothing yet
 * @text: the body of a Converse response
 * @length: its length in bytes
 * @error: return location for a #DgInferenceError
 *
 * Takes in a whole reply. A tool's input is kept exactly as it stands in the body.
 *
 * Returns: %FALSE with %DG_INFERENCE_ERROR_PROTOCOL if it makes no sense, %DG_INFERENCE_ERROR_TRUNCATED if its end is
 *   missing
 */
gboolean
dg_converse_reader_take_reply (DgConverseReader *self, const char *text, gsize length, GError **error)
{
  g_autoptr (DgJsonDocument) document = NULL;
  DgJsonValue root;

  g_return_val_if_fail (self != NULL && (text != NULL || length == 0), FALSE);
  g_return_val_if_fail (error == NULL || *error == NULL, FALSE);

  if (is_cut (text, length))
    return set_truncated_error (error);
  document = scan (text, length, error);
  if (document == NULL)
    return FALSE;

  root = dg_json_document_get_root (document);
  return take_content (self, root, error) && take_usage (self, root, error) && take_stop_reason (self, root, error);
}

/**
 * dg_converse_reader_is_complete:
 * @self: a reader
 *
 * Returns: whether the model has said that it is done. Then only the token counts can still be missing.
 */
gboolean
dg_converse_reader_is_complete (DgConverseReader *self)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return self->stop_reason != NULL;
}

/**
 * dg_converse_reader_finish:
 * @self: a reader; nothing can be done with it afterwards but free it
 * @error: return location for a #DgInferenceError
 *
 * Gives the reply: the text of all text blocks in their order, and the first tool call. A call whose input came as
 * nothing at all has the input `{}`.
 *
 * Returns: (transfer full): the reply, or %NULL with %DG_INFERENCE_ERROR_TRUNCATED if the model was not done
 */
DgModelReply *
dg_converse_reader_finish (DgConverseReader *self, GError **error)
{
  g_autoptr (DgModelReply) reply = NULL;
  g_autoptr (GString) text = NULL;

  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (error == NULL || *error == NULL, NULL);

  if (!dg_converse_reader_is_complete (self))
    {
      set_truncated_error (error);
      return NULL;
    }

  reply = dg_model_reply_new ();
  text = g_string_new (NULL);
  g_array_sort (self->blocks, compare_blocks);
  for (guint i = 0; i < self->blocks->len; i++)
    {
      Block *block = &g_array_index (self->blocks, Block, i);

      if (block->tool_name == NULL)
        g_string_append_len (text, block->content->str, block->content->len);
    }
  g_free (reply->text);
  reply->text = g_string_free (g_steal_pointer (&text), FALSE);
  g_free (reply->stop_reason);
  reply->stop_reason = g_steal_pointer (&self->stop_reason);
  reply->usage = self->usage;

  if (self->tool_index >= 0)
    {
      Block *tool = find_block (self, self->tool_index);

      reply->tool_name = g_steal_pointer (&tool->tool_name);
      reply->tool_input = g_strdup (tool->content->len > 0 ? tool->content->str : "{}");
    }
  return g_steal_pointer (&reply);
}
