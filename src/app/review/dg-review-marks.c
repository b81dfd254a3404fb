/* dg-review-marks.c: what is thought of a record, as small pictures
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "dg-review-marks.h"

#include <glib/gi18n.h>

/**
 * DgReviewMarks:
 *
 * Approved or rejected, in need of a look, noted: each has a place of its own, so that marks stand below each other. To
 * a screen reader it is one picture that is named in words.
 */
struct _DgReviewMarks
{
  GtkWidget parent_instance;

  DgReviewRow *row; /* (owned) (nullable) */

  /* template */
  GtkImage *review;
  GtkImage *look;
  GtkImage *note;
};

G_DEFINE_FINAL_TYPE (DgReviewMarks, dg_review_marks, GTK_TYPE_WIDGET)

enum
{
  PROP_0,
  PROP_ROW,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

static void
show_review (DgReviewMarks *self, DgReview review)
{
  GtkWidget *image = GTK_WIDGET (self->review);

  gtk_widget_remove_css_class (image, "success");
  gtk_widget_remove_css_class (image, "error");
  if (review == DG_REVIEW_NONE)
    {
      gtk_image_clear (self->review);
      return;
    }

  gtk_widget_add_css_class (image, review == DG_REVIEW_APPROVED ? "success" : "error");
  gtk_image_set_from_icon_name (self->review,
                                review == DG_REVIEW_APPROVED ? "object-select-symbolic" : "window-close-symbolic");
}

static void
show_icon (GtkImage *image, const char *icon, gboolean shown)
{
  if (shown)
    gtk_image_set_from_icon_name (image, icon);
  else
    gtk_image_clear (image);
}

static void
update (DgReviewMarks *self)
{
  g_autofree char *state = self->row != NULL ? dg_review_row_dup_state (self->row) : NULL;

  show_review (self, self->row != NULL ? dg_review_row_get_review (self->row) : DG_REVIEW_NONE);
  show_icon (self->look, "dialog-warning-symbolic", self->row != NULL && dg_review_row_get_look (self->row));
  show_icon (self->note, "document-edit-symbolic", self->row != NULL && dg_review_row_get_noted (self->row));

  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  state != NULL && *state != '\0' ? state : _ ("Not reviewed"), -1);
}

static void
dg_review_marks_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  switch (id)
    {
    case PROP_ROW:
      g_value_set_object (value, DG_REVIEW_MARKS (object)->row);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
dg_review_marks_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  switch (id)
    {
    case PROP_ROW:
      dg_review_marks_set_row (DG_REVIEW_MARKS (object), g_value_get_object (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
forget_row (DgReviewMarks *self)
{
  if (self->row != NULL)
    g_signal_handlers_disconnect_by_func (self->row, update, self);
  g_clear_object (&self->row);
}

static void
dg_review_marks_dispose (GObject *object)
{
  DgReviewMarks *self = DG_REVIEW_MARKS (object);
  GtkWidget *child;

  forget_row (self);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);

  G_OBJECT_CLASS (dg_review_marks_parent_class)->dispose (object);
}

static void
dg_review_marks_class_init (DgReviewMarksClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = dg_review_marks_get_property;
  object_class->set_property = dg_review_marks_set_property;
  object_class->dispose = dg_review_marks_dispose;

  /**
   * DgReviewMarks:row: (nullable)
   *
   * The record.
   */
  properties[PROP_ROW] = g_param_spec_object ("row", NULL, NULL, DG_TYPE_REVIEW_ROW,
                                              G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  gtk_widget_class_set_template_from_resource (widget_class, "/org/example/DatasetGen/review/dg-review-marks.ui");
  gtk_widget_class_bind_template_child (widget_class, DgReviewMarks, review);
  gtk_widget_class_bind_template_child (widget_class, DgReviewMarks, look);
  gtk_widget_class_bind_template_child (widget_class, DgReviewMarks, note);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
dg_review_marks_init (DgReviewMarks *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  update (self);
}

/**
 * dg_review_marks_get_row:
 * @self: the marks
 *
 * Returns: (transfer none) (nullable): the record
 */
DgReviewRow *
dg_review_marks_get_row (DgReviewMarks *self)
{
  g_return_val_if_fail (DG_IS_REVIEW_MARKS (self), NULL);

  return self->row;
}

/**
 * dg_review_marks_set_row:
 * @self: the marks
 * @row: (nullable): the record
 */
void
dg_review_marks_set_row (DgReviewMarks *self, DgReviewRow *row)
{
  g_return_if_fail (DG_IS_REVIEW_MARKS (self));
  g_return_if_fail (row == NULL || DG_IS_REVIEW_ROW (row));

  if (self->row == row)
    return;

  forget_row (self);
  self->row = row != NULL ? g_object_ref (row) : NULL;
  if (row != NULL)
    g_signal_connect_object (row, "notify::state", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  update (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ROW]);
}
