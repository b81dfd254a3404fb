/* dg-growing-text.h: a text view that is as high as its lines, whatever its width becomes
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define DG_TYPE_GROWING_TEXT (dg_growing_text_get_type ())
G_DECLARE_DERIVABLE_TYPE (DgGrowingText, dg_growing_text, DG, GROWING_TEXT, GtkTextView)

struct _DgGrowingTextClass
{
  GtkTextViewClass parent_class;
};

G_END_DECLS
