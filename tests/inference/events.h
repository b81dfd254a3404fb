/* events.h: messages of ConverseStream, as the service writes them
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "dg-event-stream.h"

GBytes *encode_message (const char *message_type, const char *name_header, const char *name, const char *payload);
GBytes *encode_event (const char *type, const char *payload);
GBytes *encode_exception (const char *type, const char *payload);
GBytes *encode_error (const char *code, const char *text);
GBytes *join_bytes (GBytes *first, ...) G_GNUC_NULL_TERMINATED;
