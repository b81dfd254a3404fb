/* dg-word-diff.h: what is different between two texts, word by word
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * DgDiffKind:
 * @DG_DIFF_SAME: in both texts
 * @DG_DIFF_REMOVED: in the first only
 * @DG_DIFF_ADDED: in the second only
 */
typedef enum
{
  DG_DIFF_SAME,
  DG_DIFF_REMOVED,
  DG_DIFF_ADDED,
} DgDiffKind;

/**
 * DgDiffPart:
 * @kind: where it is
 * @text: (owned): some words, with the white space between them
 *
 * A part of two texts.
 */
typedef struct
{
  DgDiffKind kind;
  char *text;
} DgDiffPart;

GPtrArray *dg_word_diff (const char *before, const char *after);

G_END_DECLS
