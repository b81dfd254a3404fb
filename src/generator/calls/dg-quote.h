/* dg-quote.h: whether a text says what it is said to say
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

gboolean dg_quote_is_found (const char *quote, const char *text);
gboolean dg_quote_is_same (const char *a, const char *b);
guint dg_quote_count_words (const char *text);
gboolean dg_value_is_vague (const char *value);
gboolean dg_value_says_little (const char *value);

G_END_DECLS
