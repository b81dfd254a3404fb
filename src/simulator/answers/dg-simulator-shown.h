/* dg-simulator-shown.h: reads the texts of a request: sections, blocks of material, lists
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "dg-simulator-request.h"

G_BEGIN_DECLS

/**
 * DgNumbered:
 * @name: (owned) (nullable): what a block of material is called
 * @n: its number
 * @text: (owned): what it says
 *
 * A line that begins with a number, and what belongs to it; or a block of material that has a number.
 */
typedef struct
{
  char *name;
  guint n;
  char *text;
} DgNumbered;

char *dg_text_match (const char *text, const char *pattern, guint group);
gboolean dg_text_has (const char *text, const char *pattern);
GPtrArray *dg_text_match_all (const char *text, const char *pattern, guint group);
gboolean dg_text_is_german (const char *text);
guint dg_text_count_words (const char *text);
GPtrArray *dg_text_split_sentences (const char *text);

char *dg_shown_dup_section (const char *text, const char *pattern);
char *dg_shown_dup_block (const char *text, const char *pattern);
char *dg_shown_dup_around (const char *text);
char *dg_shown_dup_about (const DgSimulatorRequest *request, const char *pattern);
char *dg_shown_dup_bare_line (const char *text);
GPtrArray *dg_shown_list_numbered (const char *text);
GPtrArray *dg_shown_list_blocks (const char *text, const char *pattern);

G_END_DECLS
