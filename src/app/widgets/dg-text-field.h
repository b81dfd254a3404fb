/* dg-text-field.h: a text with a title above it and what is wrong with it below
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define DG_TYPE_TEXT_FIELD (dg_text_field_get_type ())
G_DECLARE_DERIVABLE_TYPE (DgTextField, dg_text_field, DG, TEXT_FIELD, GtkWidget)

/**
 * DgTextFieldClass:
 * @show: what else changes with the text; called before it is shown, with whether it is JSON, or was meant to be
 */
struct _DgTextFieldClass
{
  GtkWidgetClass parent_class;

  void (*show) (DgTextField *self, const char *text, gboolean json);
};

void dg_text_field_set_view (DgTextField *self, GtkTextView *view);
GtkTextView *dg_text_field_get_view (DgTextField *self);
void dg_text_field_show (DgTextField *self, const char *text);
void dg_text_field_set_saved (DgTextField *self, const char *text);
char *dg_text_field_dup_text (DgTextField *self);
gboolean dg_text_field_is_changed (DgTextField *self);
void dg_text_field_set_editable (DgTextField *self, gboolean editable);
void dg_text_field_set_problem (DgTextField *self, const char *problem);

char *dg_text_field_indent (const char *text);

G_END_DECLS
