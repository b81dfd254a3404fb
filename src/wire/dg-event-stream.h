/* dg-event-stream.h: application/vnd.amazon.eventstream frames
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "dg-wire-types.h"

G_BEGIN_DECLS

#define DG_EVENT_STREAM_ERROR (dg_event_stream_error_quark ())
GQuark dg_event_stream_error_quark (void);

/**
 * DgEventStreamError:
 * @DG_EVENT_STREAM_ERROR_PRELUDE: the prelude's lengths are impossible, or its CRC is wrong
 * @DG_EVENT_STREAM_ERROR_CHECKSUM: the message's CRC is wrong
 * @DG_EVENT_STREAM_ERROR_HEADERS: the headers cannot be read
 * @DG_EVENT_STREAM_ERROR_TOO_LARGE: headers over 128 KiB or a payload over 24 MiB
 *
 * After any of them the stream has no border to go on from: the decoder stays failed.
 */
typedef enum
{
  DG_EVENT_STREAM_ERROR_PRELUDE,
  DG_EVENT_STREAM_ERROR_CHECKSUM,
  DG_EVENT_STREAM_ERROR_HEADERS,
  DG_EVENT_STREAM_ERROR_TOO_LARGE,
} DgEventStreamError;

/** The header types of the frame format, by their number on the wire. */
typedef enum
{
  DG_EVENT_STREAM_TRUE = 0,
  DG_EVENT_STREAM_FALSE = 1,
  DG_EVENT_STREAM_INT8 = 2,
  DG_EVENT_STREAM_INT16 = 3,
  DG_EVENT_STREAM_INT32 = 4,
  DG_EVENT_STREAM_INT64 = 5,
  DG_EVENT_STREAM_BYTES = 6,
  DG_EVENT_STREAM_STRING = 7,
  DG_EVENT_STREAM_TIMESTAMP = 8,
  DG_EVENT_STREAM_UUID = 9,
} DgEventStreamHeaderType;

/**
 * DgEventStreamHeader:
 * @name: (owned): its name
 * @type: how to read the rest
 * @number: for the whole numbers and the timestamp (milliseconds since 1970); 1 for true, 0 for false
 * @bytes: (owned) (nullable): for bytes, string and UUID
 */
typedef struct
{
  char *name;
  DgEventStreamHeaderType type;
  gint64 number;
  GBytes *bytes;
} DgEventStreamHeader;

DgEventStreamDecoder *dg_event_stream_decoder_new (void);
void dg_event_stream_decoder_free (DgEventStreamDecoder *self);
void dg_event_stream_decoder_push (DgEventStreamDecoder *self, const guint8 *data, gsize length);
gboolean dg_event_stream_decoder_next (DgEventStreamDecoder *self, DgEventStreamMessage **message, GError **error);
gboolean dg_event_stream_decoder_is_between_messages (DgEventStreamDecoder *self);

void dg_event_stream_message_free (DgEventStreamMessage *self);
guint dg_event_stream_message_get_n_headers (DgEventStreamMessage *self);
const DgEventStreamHeader *dg_event_stream_message_get_header (DgEventStreamMessage *self, guint position);
const char *dg_event_stream_message_get_string (DgEventStreamMessage *self, const char *name);
GBytes *dg_event_stream_message_get_payload (DgEventStreamMessage *self);

GBytes *dg_event_stream_encode (const DgEventStreamHeader *headers, gsize n_headers, GBytes *payload);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DgEventStreamDecoder, dg_event_stream_decoder_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (DgEventStreamMessage, dg_event_stream_message_free)

G_END_DECLS
