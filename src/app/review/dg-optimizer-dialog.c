/* dg-optimizer-dialog.c: how a dataset gets into Nova Prompt Optimizer
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "dg-optimizer-dialog.h"

#include <glib/gi18n.h>
#include <gtksourceview/gtksource.h>

#include "dg-export.h"
#include "dg-optimizer-folder.h"
#include "dg-toast.h"

/* The optimizer takes no fewer. */
#define LEAST_RECORDS 4

/**
 * DgOptimizerDialog:
 *
 * The path of a dataset, and the Python that loads it, to be copied.
 */
struct _DgOptimizerDialog
{
  AdwWindow parent_instance;

  DgLibrary *library; /* (owned) (nullable): NULL until it is set */
  DgDataset *dataset; /* (owned) (nullable): likewise */

  /* template */
  GtkWidget *content;
  GtkWidget *too_few;
  GtkLabel *too_few_label;
  AdwPreferencesGroup *file_group;
  AdwPreferencesRow *path_row;
  GtkTextView *snippet;
};

G_DEFINE_FINAL_TYPE (DgOptimizerDialog, dg_optimizer_dialog, ADW_TYPE_WINDOW)

static void
update_style (DgOptimizerDialog *self)
{
  gboolean dark = adw_style_manager_get_dark (adw_style_manager_get_default ());
  GtkSourceStyleScheme *scheme =
      gtk_source_style_scheme_manager_get_scheme (gtk_source_style_scheme_manager_get_default (),
                                                  dark ? "Adwaita-dark" : "Adwaita");

  gtk_source_buffer_set_style_scheme (GTK_SOURCE_BUFFER (gtk_text_view_get_buffer (self->snippet)), scheme);
}

/* --- copying --- */

static void
copy (DgOptimizerDialog *self, const char *text)
{
  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)), text);
  dg_toast_show (self->content, _ ("Copied"));
}

static void
copy_path_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  DgOptimizerDialog *self = DG_OPTIMIZER_DIALOG (widget);

  copy (self, adw_preferences_row_get_title (self->path_row));
}

static void
copy_snippet_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  DgOptimizerDialog *self = DG_OPTIMIZER_DIALOG (widget);
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (self->snippet);
  GtkTextIter start, end;
  g_autofree char *text = NULL;

  gtk_text_buffer_get_bounds (buffer, &start, &end);
  text = gtk_text_buffer_get_text (buffer, &start, &end, FALSE);
  copy (self, text);
}

static void
export_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  DgOptimizerDialog *self = DG_OPTIMIZER_DIALOG (widget);

  dg_export_dataset (self->content, self->library, self->dataset, DG_EXPORT_FOLDER);
}

/* --- life --- */

static void
dg_optimizer_dialog_dispose (GObject *object)
{
  DgOptimizerDialog *self = DG_OPTIMIZER_DIALOG (object);

  g_clear_object (&self->library);
  g_clear_object (&self->dataset);

  G_OBJECT_CLASS (dg_optimizer_dialog_parent_class)->dispose (object);
}

static void
dg_optimizer_dialog_class_init (DgOptimizerDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = dg_optimizer_dialog_dispose;

  g_type_ensure (GTK_SOURCE_TYPE_VIEW);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/example/DatasetGen/review/dg-optimizer-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, DgOptimizerDialog, content);
  gtk_widget_class_bind_template_child (widget_class, DgOptimizerDialog, too_few);
  gtk_widget_class_bind_template_child (widget_class, DgOptimizerDialog, too_few_label);
  gtk_widget_class_bind_template_child (widget_class, DgOptimizerDialog, file_group);
  gtk_widget_class_bind_template_child (widget_class, DgOptimizerDialog, path_row);
  gtk_widget_class_bind_template_child (widget_class, DgOptimizerDialog, snippet);

  gtk_widget_class_install_action (widget_class, "optimizer.copy-path", NULL, copy_path_cb);
  gtk_widget_class_install_action (widget_class, "optimizer.copy-snippet", NULL, copy_snippet_cb);
  gtk_widget_class_install_action (widget_class, "optimizer.export", NULL, export_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
dg_optimizer_dialog_init (DgOptimizerDialog *self)
{
  GtkSourceLanguage *python =
      gtk_source_language_manager_get_language (gtk_source_language_manager_get_default (), "python3");

  gtk_widget_init_template (GTK_WIDGET (self));

  gtk_source_buffer_set_language (GTK_SOURCE_BUFFER (gtk_text_view_get_buffer (self->snippet)), python);
  g_signal_connect_object (adw_style_manager_get_default (), "notify::dark", G_CALLBACK (update_style), self,
                           G_CONNECT_SWAPPED);
  update_style (self);
}

/* A hyphen at the end of a line would be read as part of the code. */
static void
show_snippet (DgOptimizerDialog *self, const char *snippet)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (self->snippet);
  GtkTextTag *tag = gtk_text_buffer_create_tag (buffer, NULL, "insert-hyphens", FALSE, NULL);
  GtkTextIter start, end;

  gtk_text_buffer_set_text (buffer, snippet, -1);
  gtk_text_buffer_get_bounds (buffer, &start, &end);
  gtk_text_buffer_apply_tag (buffer, tag, &start, &end);
}

static void
show_dataset (DgOptimizerDialog *self)
{
  const char *path = dg_dataset_get_path (self->dataset);
  g_autofree char *snippet = dg_optimizer_folder_dup_snippet (path, dg_dataset_get_format (self->dataset));
  g_autofree char *shown = g_filename_display_name (path);
  guint n_records = dg_dataset_get_n_records (self->dataset);

  adw_preferences_row_set_title (self->path_row, shown);
  show_snippet (self, snippet);
  if (dg_library_is_workspace (self->library))
    adw_preferences_group_set_description (
        self->file_group,
        _ ("It is in the optimizer’s own workspace, so the optimizer lists it among its datasets already."));
  if (n_records < LEAST_RECORDS)
    {
      g_autofree char *text =
          g_strdup_printf (ngettext ("The optimizer needs at least %u records, and there is %u.",
                                     "The optimizer needs at least %u records, and there are %u.", n_records),
                           LEAST_RECORDS, n_records);

      gtk_label_set_label (self->too_few_label, text);
      gtk_widget_show (self->too_few);
    }
}

/**
 * dg_optimizer_dialog_new:
 * @parent: (nullable): the window it belongs to
 * @library: the library
 * @dataset: a dataset in it
 *
 * Returns: (transfer none): a dialog, to be presented
 */
DgOptimizerDialog *
dg_optimizer_dialog_new (GtkWindow *parent, DgLibrary *library, DgDataset *dataset)
{
  g_return_val_if_fail (DG_IS_LIBRARY (library) && DG_IS_DATASET (dataset), NULL);
  g_return_val_if_fail (dg_dataset_get_path (dataset) != NULL, NULL);

  DgOptimizerDialog *self = g_object_new (DG_TYPE_OPTIMIZER_DIALOG, "transient-for", parent, NULL);

  self->library = g_object_ref (library);
  self->dataset = g_object_ref (dataset);
  show_dataset (self);

  return self;
}
