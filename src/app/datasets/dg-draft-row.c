/* dg-draft-row.c: an unfinished dataset on the Datasets page
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "dg-draft-row.h"

#include <glib/gi18n.h>

#include "dg-dataset-words.h"

/**
 * DgDraftRow:
 *
 * A draft: how far it is, or how far its run is while that is under way. The buttons are below the text where there is
 * no room beside it.
 */
struct _DgDraftRow
{
  DgEntryRow parent_instance;

  gboolean narrow; /* whether the buttons are below the text */

  /* template */
  GtkLabel *name_label;
  GtkLabel *details_label;
  GtkProgressBar *progress_bar;
  GtkButton *discard_button;
  GtkButton *continue_button;
};

G_DEFINE_FINAL_TYPE (DgDraftRow, dg_draft_row, DG_TYPE_ENTRY_ROW)

enum
{
  PROP_0,
  PROP_NARROW,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

static void
show_progress (DgDraftRow *self, const DgRunProgress *progress, const char *details)
{
  gtk_widget_set_visible (GTK_WIDGET (self->progress_bar), progress != NULL);
  if (progress == NULL)
    return;

  gtk_progress_bar_set_fraction (self->progress_bar,
                                 progress->requested > 0 ? (double) progress->accepted / progress->requested : 0);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->progress_bar), GTK_ACCESSIBLE_PROPERTY_VALUE_TEXT, details, -1);
}

static void
dg_draft_row_update (DgEntryRow *row, DgDatasetEntry *entry)
{
  DgDraftRow *self = DG_DRAFT_ROW (row);
  DgActiveRun *run = dg_dataset_entry_get_run (entry);
  const char *name = dg_dataset_entry_get_name (entry);
  DgRunProgress progress;

  if (run != NULL)
    dg_run_get_progress (dg_active_run_get_run (run), &progress);

  g_autofree char *details = dg_dataset_words_describe_draft (dg_dataset_entry_get_draft (entry),
                                                              run != NULL ? &progress : NULL, g_get_real_time ());

  gtk_label_set_label (self->name_label, *name != '\0' ? name : _ ("Untitled"));
  gtk_label_set_label (self->details_label, details);
  show_progress (self, run != NULL ? &progress : NULL, details);
  gtk_button_set_label (self->continue_button, run != NULL ? _ ("Show") : _ ("Continue"));
  /* what is under way is stopped first, where it is seen */
  gtk_widget_set_visible (GTK_WIDGET (self->discard_button), run == NULL);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "row.discard", run == NULL);
}

static void
set_narrow (DgDraftRow *self, gboolean narrow)
{
  if (self->narrow == narrow)
    return;

  self->narrow = narrow;
  gtk_orientable_set_orientation (GTK_ORIENTABLE (gtk_widget_get_layout_manager (GTK_WIDGET (self))),
                                  narrow ? GTK_ORIENTATION_VERTICAL : GTK_ORIENTATION_HORIZONTAL);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_NARROW]);
}

static void
dg_draft_row_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  DgDraftRow *self = DG_DRAFT_ROW (object);

  switch (id)
    {
    case PROP_NARROW:
      g_value_set_boolean (value, self->narrow);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
dg_draft_row_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  DgDraftRow *self = DG_DRAFT_ROW (object);

  switch (id)
    {
    case PROP_NARROW:
      set_narrow (self, g_value_get_boolean (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
dg_draft_row_class_init (DgDraftRowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = dg_draft_row_get_property;
  object_class->set_property = dg_draft_row_set_property;
  DG_ENTRY_ROW_CLASS (klass)->update = dg_draft_row_update;

  /**
   * DgDraftRow:narrow:
   *
   * Whether there is no room for the buttons beside the text.
   */
  properties[PROP_NARROW] = g_param_spec_boolean ("narrow", NULL, NULL, FALSE,
                                                  G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  dg_entry_row_class_install_entry_action (widget_class, "row.discard");
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_KP_Delete, 0, "row.discard", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Delete, 0, "row.discard", NULL);

  gtk_widget_class_set_template_from_resource (widget_class, "/org/example/DatasetGen/datasets/dg-draft-row.ui");
  gtk_widget_class_bind_template_child (widget_class, DgDraftRow, name_label);
  gtk_widget_class_bind_template_child (widget_class, DgDraftRow, details_label);
  gtk_widget_class_bind_template_child (widget_class, DgDraftRow, progress_bar);
  gtk_widget_class_bind_template_child (widget_class, DgDraftRow, discard_button);
  gtk_widget_class_bind_template_child (widget_class, DgDraftRow, continue_button);
}

static void
dg_draft_row_init (DgDraftRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * dg_draft_row_new:
 *
 * Returns: (transfer floating): a row that shows nothing yet
 */
GtkWidget *
dg_draft_row_new (void)
{
  return g_object_new (DG_TYPE_DRAFT_ROW, NULL);
}
