/* dg-sse.h: server-sent events (text/event-stream)
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "dg-wire-types.h"

G_BEGIN_DECLS

#define DG_SSE_ERROR (dg_sse_error_quark ())
GQuark dg_sse_error_quark (void);

/**
 * DgSseError:
 * @DG_SSE_ERROR_TOO_LARGE: a line or an event over 16 MiB
 * @DG_SSE_ERROR_ENCODING: an event that is not UTF-8, or holds U+0000
 *
 * After either the parser stays failed.
 */
typedef enum
{
  DG_SSE_ERROR_TOO_LARGE,
  DG_SSE_ERROR_ENCODING,
} DgSseError;

/**
 * DgSseEvent:
 * @type: (owned): the event's type, `message` where none was given
 * @data: (owned): its data lines joined by line feeds
 * @id: (owned) (nullable): the last event id seen, in this event or before; an empty one takes it back
 */
typedef struct
{
  char *type;
  char *data;
  char *id;
} DgSseEvent;

DgSseParser *dg_sse_parser_new (void);
void dg_sse_parser_free (DgSseParser *self);
void dg_sse_parser_push (DgSseParser *self, const char *data, gsize length);
gboolean dg_sse_parser_next (DgSseParser *self, DgSseEvent **event, GError **error);
void dg_sse_event_free (DgSseEvent *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DgSseParser, dg_sse_parser_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (DgSseEvent, dg_sse_event_free)

G_END_DECLS
