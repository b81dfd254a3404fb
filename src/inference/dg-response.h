/* dg-response.h: what the headers of a response say; private to inference/
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <libsoup/soup.h>

G_BEGIN_DECLS

const char *dg_response_get_request_id (SoupMessageHeaders *headers);
gint64 dg_response_get_retry_after_ms (SoupMessageHeaders *headers, gint64 now);
gboolean dg_response_get_clock_offset (SoupMessageHeaders *headers, gint64 sent, gint64 received, gint64 *offset);

G_END_DECLS
