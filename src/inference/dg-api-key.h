/* dg-api-key.h: what a short-term API key of Amazon Bedrock says of itself; private to inference/
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

gboolean dg_api_key_read (const char *token, gint64 *expiry, char **region);
gint64 dg_api_key_parse_time (const char *text);

G_END_DECLS
