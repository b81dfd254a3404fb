/* dg-event-stream-private.h: the frame format's sizes, for the dg-event-stream*.c files alone
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "dg-event-stream.h"

#define DG_EVENT_STREAM_PRELUDE_LENGTH 12
#define DG_EVENT_STREAM_CHECKSUM_LENGTH 4
#define DG_EVENT_STREAM_MESSAGE_LENGTH_MIN (DG_EVENT_STREAM_PRELUDE_LENGTH + DG_EVENT_STREAM_CHECKSUM_LENGTH)
#define DG_EVENT_STREAM_UUID_LENGTH 16

/* What the AWS SDKs accept. */
#define DG_EVENT_STREAM_HEADERS_LENGTH_MAX (128 * 1024)
#define DG_EVENT_STREAM_PAYLOAD_LENGTH_MAX (24 * 1024 * 1024)
