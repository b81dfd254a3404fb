/* dg-sample-field.c: the input or the answer of a sample, to be read, edited and compared
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "dg-sample-field.h"

#include "dg-diff-text.h"
#include "dg-growing-text.h"
#include "dg-still.h"

/**
 * DgSampleField:
 *
 * Instead of the text it can show what is different from what it was before.
 */
struct _DgSampleField
{
  DgTextField parent_instance;

  /* template */
  GtkStack *stack;
  GtkScrolledWindow *view_scroller;
  GtkTextView *view;
  GtkScrolledWindow *diff_scroller;
  DgDiffText *diff;
};

G_DEFINE_FINAL_TYPE (DgSampleField, dg_sample_field, DG_TYPE_TEXT_FIELD)

static void
dg_sample_field_show (DgTextField *field, const char *text, gboolean json)
{
  gtk_text_view_set_monospace (GTK_TEXT_VIEW (DG_SAMPLE_FIELD (field)->diff), json);
}

static void
dg_sample_field_class_init (DgSampleFieldClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  DG_TEXT_FIELD_CLASS (klass)->show = dg_sample_field_show;

  g_type_ensure (DG_TYPE_DIFF_TEXT);
  g_type_ensure (DG_TYPE_GROWING_TEXT);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/example/DatasetGen/wizard/dg-sample-field.ui");
  gtk_widget_class_bind_template_child (widget_class, DgSampleField, stack);
  gtk_widget_class_bind_template_child (widget_class, DgSampleField, view_scroller);
  gtk_widget_class_bind_template_child (widget_class, DgSampleField, view);
  gtk_widget_class_bind_template_child (widget_class, DgSampleField, diff_scroller);
  gtk_widget_class_bind_template_child (widget_class, DgSampleField, diff);
}

static void
dg_sample_field_init (DgSampleField *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  g_object_bind_property (self->view, "editable", self->view, "cursor-visible", G_BINDING_SYNC_CREATE);
  dg_text_field_set_view (DG_TEXT_FIELD (self), self->view);
  dg_still_pass_on (self->view_scroller);
  dg_still_pass_on (self->diff_scroller);
}

/**
 * dg_sample_field_set_text:
 * @self: a field
 * @text: the text as the session has it
 * @before: (nullable): what it was before, to be compared with
 *
 * Shows a text. What is being typed stays: it is another change, which is saved later.
 */
void
dg_sample_field_set_text (DgSampleField *self, const char *text, const char *before)
{
  g_return_if_fail (DG_IS_SAMPLE_FIELD (self));
  g_return_if_fail (text != NULL);

  DgTextField *field = DG_TEXT_FIELD (self);
  g_autofree char *now = dg_text_field_dup_text (field);

  if (dg_text_field_is_changed (field) || g_strcmp0 (now, text) == 0)
    dg_text_field_set_saved (field, text);
  else
    dg_text_field_show (field, text);

  if (before != NULL)
    {
      g_autofree char *old = dg_text_field_indent (before);
      g_autofree char *new = dg_text_field_indent (text);

      dg_diff_text_set_texts (self->diff, old, new);
    }
}

/**
 * dg_sample_field_set_comparing:
 * @self: a field
 * @comparing: whether it shows what is different, instead of the text
 */
void
dg_sample_field_set_comparing (DgSampleField *self, gboolean comparing)
{
  g_return_if_fail (DG_IS_SAMPLE_FIELD (self));

  gtk_stack_set_visible_child_name (self->stack, comparing ? "changes" : "text");
}

/**
 * dg_sample_field_set_name:
 * @self: a field
 * @name: what screen readers call it; there are several on the page
 */
void
dg_sample_field_set_name (DgSampleField *self, const char *name)
{
  g_return_if_fail (DG_IS_SAMPLE_FIELD (self));

  /* GTK 4.8 says both, the name and the title */
  gtk_accessible_reset_relation (GTK_ACCESSIBLE (self->view), GTK_ACCESSIBLE_RELATION_LABELLED_BY);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->view), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}
