/* dg-sse.c: server-sent events (text/event-stream)
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "dg-sse.h"

/*
 * The format is section 9.2.6, "Interpreting an event stream", of the WHATWG HTML standard. Left out is what is about
 * connecting again: the field `retry` is passed over.
 */

#define SIZE_MAX_BYTES (16 * 1024 * 1024)
#define BYTE_ORDER_MARK "\xEF\xBB\xBF"

struct _DgSseParser
{
  GString *line; /* (owned): the line that isn't complete yet */
  gboolean first_line;
  gboolean after_cr; /* a line feed that comes now belongs to the line end before */

  GString *type; /* (owned): the buffers of the event that isn't complete yet */
  GString *data; /* (owned): with a line feed after each line */
  GString *id;   /* (owned): this one stays from event to event */

  GQueue events;   /* (element-type DgSseEvent): complete and not handed out */
  GError *failure; /* (owned) (nullable): why nothing more can be read */
};

/* clang-format off */
G_DEFINE_QUARK (dg-sse-error-quark, dg_sse_error)
/* clang-format on */

static void
fail_too_large (DgSseParser *self)
{
  g_set_error (&self->failure, DG_SSE_ERROR, DG_SSE_ERROR_TOO_LARGE,
               _ ("The reply has an event that is larger than what is accepted"));
}

/* U+0000 counts as wrong too, for the C strings that are handed out could not hold it. */
static gboolean
is_text (const GString *buffer)
{
  return g_utf8_validate_len (buffer->str, buffer->len, NULL);
}

static void
dispatch_event (DgSseParser *self)
{
  DgSseEvent *event;

  if (self->data->len == 0)
    {
      g_string_truncate (self->type, 0);
      return;
    }
  if (!is_text (self->type) || !is_text (self->data) || !is_text (self->id))
    {
      g_set_error (&self->failure, DG_SSE_ERROR, DG_SSE_ERROR_ENCODING,
                   _ ("The reply is damaged: an event is not encoded in UTF-8"));
      return;
    }

  event = g_new0 (DgSseEvent, 1);
  event->type = g_strdup (self->type->len > 0 ? self->type->str : "message");
  event->data = g_strndup (self->data->str, self->data->len - 1); /* without the last line feed */
  event->id = self->id->len > 0 ? g_strdup (self->id->str) : NULL;
  g_queue_push_tail (&self->events, event);
  g_string_truncate (self->type, 0);
  g_string_truncate (self->data, 0);
}

static void
set_buffer (GString *buffer, const char *value, gsize length)
{
  g_string_truncate (buffer, 0);
  g_string_append_len (buffer, value, length);
}

static void
take_field (DgSseParser *self, const char *name, gsize name_length, const char *value, gsize length)
{
  if (name_length == 4 && memcmp (name, "data", 4) == 0)
    {
      g_string_append_len (self->data, value, length);
      g_string_append_c (self->data, '\n');
      if (self->data->len > SIZE_MAX_BYTES)
        fail_too_large (self);
    }
  else if (name_length == 5 && memcmp (name, "event", 5) == 0)
    set_buffer (self->type, value, length);
  else if (name_length == 2 && memcmp (name, "id", 2) == 0 && memchr (value, '\0', length) == NULL)
    set_buffer (self->id, value, length);
}

static void
take_line (DgSseParser *self, const char *line, gsize length)
{
  const char *end = line + length;
  const char *colon;
  const char *value = end;

  if (self->first_line && length >= strlen (BYTE_ORDER_MARK) && memcmp (line, BYTE_ORDER_MARK, 3) == 0)
    line += strlen (BYTE_ORDER_MARK);
  self->first_line = FALSE;
  if (line == end)
    {
      dispatch_event (self);
      return;
    }

  colon = memchr (line, ':', end - line);
  if (colon == line)
    return; /* a comment */
  if (colon != NULL)
    {
      value = colon + 1;
      if (value < end && *value == ' ')
        value++;
    }
  take_field (self, line, (colon != NULL ? colon : end) - line, value, end - value);
}

/* Goes on to the next line end, or to the end of the data. Returns where that is. */
static const char *
take_piece (DgSseParser *self, const char *data, const char *end)
{
  const char *at = data;

  while (at < end && *at != '\r' && *at != '\n')
    at++;
  if (self->line->len + (at - data) > SIZE_MAX_BYTES)
    {
      fail_too_large (self);
      return end;
    }
  g_string_append_len (self->line, data, at - data);
  if (at == end)
    return end;

  self->after_cr = *at == '\r';
  take_line (self, self->line->str, self->line->len);
  g_string_truncate (self->line, 0);
  return at + 1;
}

/**
 * dg_sse_parser_new:
 *
 * Makes a parser for one stream of events.
 *
 * Returns: (transfer full): a parser
 */
DgSseParser *
dg_sse_parser_new (void)
{
  DgSseParser *self = g_new0 (DgSseParser, 1);

  self->line = g_string_new (NULL);
  self->type = g_string_new (NULL);
  self->data = g_string_new (NULL);
  self->id = g_string_new (NULL);
  self->first_line = TRUE;
  g_queue_init (&self->events);
  return self;
}

static void
free_event (gpointer data)
{
  dg_sse_event_free (data);
}

/**
 * dg_sse_parser_free:
 * @self: (transfer full): a parser
 *
 * Frees the parser with the events that were not taken from it. An event that wasn't complete when the stream ended is
 * dropped, as the standard wants it.
 */
void
dg_sse_parser_free (DgSseParser *self)
{
  g_return_if_fail (self != NULL);

  g_queue_clear_full (&self->events, free_event);
  g_clear_error (&self->failure);
  g_string_free (self->id, TRUE);
  g_string_free (self->data, TRUE);
  g_string_free (self->type, TRUE);
  g_string_free (self->line, TRUE);
  g_free (self);
}

/**
 * dg_sse_parser_push:
 * @self: a parser
 * @data: (array length=length): bytes as they came from the network
 * @length: how many
 *
 * Takes in bytes, cut anywhere. Call dg_sse_parser_next() afterwards until it returns %FALSE: then no more is ever kept
 * than one event that isn't complete, and its size is bounded.
 */
void
dg_sse_parser_push (DgSseParser *self, const char *data, gsize length)
{
  const char *end;

  g_return_if_fail (self != NULL);
  g_return_if_fail (data != NULL || length == 0);

  if (length == 0)
    return;

  end = data + length;
  while (data < end && self->failure == NULL)
    {
      if (self->after_cr && *data == '\n')
        data++;
      self->after_cr = FALSE;
      data = take_piece (self, data, end);
    }
}

/**
 * dg_sse_parser_next:
 * @self: a parser
 * @event: (out) (transfer full) (nullable): the next event; %NULL when %FALSE is returned
 * @error: return location for a #DgSseError
 *
 * Gets the next event that is complete.
 *
 * %FALSE alone is no error: without @error set it means that more bytes are needed. Once there was an error, every
 * further call returns the same one; events that were complete before it come first.
 *
 * Returns: whether there was an event
 */
gboolean
dg_sse_parser_next (DgSseParser *self, DgSseEvent **event, GError **error)
{
  g_return_val_if_fail (self != NULL, FALSE);
  g_return_val_if_fail (event != NULL, FALSE);
  g_return_val_if_fail (error == NULL || *error == NULL, FALSE);

  *event = g_queue_pop_head (&self->events);
  if (*event == NULL && self->failure != NULL && error != NULL)
    *error = g_error_copy (self->failure);
  return *event != NULL;
}

/**
 * dg_sse_event_free:
 * @self: (transfer full): an event
 *
 * Frees the event.
 */
void
dg_sse_event_free (DgSseEvent *self)
{
  g_return_if_fail (self != NULL);

  g_free (self->type);
  g_free (self->data);
  g_free (self->id);
  g_free (self);
}
