/* dg-words.h: texts by their words
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

gboolean dg_words_stands_alone (gunichar character);
gboolean dg_words_announce (const char *text, const char *label);
gboolean dg_words_are_same (const char *a, const char *b);
char *dg_words_fold (const char *text);
char *dg_words_normalize (const char *text);
char *dg_words_shorten (const char *text, guint n_characters);
guint dg_words_count_lost (const char *before, const char *after, guint *n_words);

G_END_DECLS
