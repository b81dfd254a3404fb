/* dg-markdown.h: what a model writes, as blocks that labels can show
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * DgMarkdownKind:
 * @DG_MARKDOWN_PARAGRAPH: a paragraph, or an item of a list
 * @DG_MARKDOWN_HEADING: a heading
 * @DG_MARKDOWN_CODE: lines of code
 * @DG_MARKDOWN_RULE: a line across
 */
typedef enum
{
  DG_MARKDOWN_PARAGRAPH,
  DG_MARKDOWN_HEADING,
  DG_MARKDOWN_CODE,
  DG_MARKDOWN_RULE,
} DgMarkdownKind;

/**
 * DgMarkdownBlock:
 * @kind: what it is
 * @depth: how many lists and quotations it stands in
 * @marker: (owned) (nullable): what stands before an item of a list
 * @has_links: whether there are links in @text
 * @text: (owned): Pango markup; of %DG_MARKDOWN_CODE the plain text
 */
typedef struct
{
  DgMarkdownKind kind;
  guint depth;
  char *marker;
  gboolean has_links;
  char *text;
} DgMarkdownBlock;

GPtrArray *dg_markdown_parse (const char *text, gssize length);
gsize dg_markdown_find_last_block (const char *text);
void dg_markdown_block_free (DgMarkdownBlock *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DgMarkdownBlock, dg_markdown_block_free)

G_END_DECLS
