/* dg-markdown-view.h: shows Markdown, also while it is written
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define DG_TYPE_MARKDOWN_VIEW (dg_markdown_view_get_type ())
G_DECLARE_FINAL_TYPE (DgMarkdownView, dg_markdown_view, DG, MARKDOWN_VIEW, GtkWidget)

void dg_markdown_view_set_text (DgMarkdownView *self, const char *text);

G_END_DECLS
