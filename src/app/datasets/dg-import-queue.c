/* dg-import-queue.c: files that wait to be imported
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "dg-import-queue.h"

#include <glib/gi18n.h>

#include "dg-dialogs.h"
#include "dg-import-dialog.h"
#include "dg-toast.h"

/**
 * DgImportQueue:
 *
 * Shows the files one after another, each in a #DgImportDialog. Files may come before the library is open, from the
 * command line for instance.
 */
struct _DgImportQueue
{
  GObject parent_instance;

  GtkWidget *page;        /* (unowned) (nullable): owns the queue; NULL once it has gone */
  DgDatasetsModel *model; /* (owned) */
  DgLibrary *library;     /* (owned) (nullable): NULL until it is open */
  GQueue files;           /* (owned) (element-type GFile) */
  GtkWindow *dialog;      /* (unowned) (nullable): where one of them is shown; told when it goes */
};

G_DEFINE_FINAL_TYPE (DgImportQueue, dg_import_queue, G_TYPE_OBJECT)

static void show_next (DgImportQueue *self);

typedef struct
{
  GtkWidget *page; /* (owned) */
  char *id;        /* (owned) */
} Imported;

static void
free_imported (gpointer data)
{
  Imported *imported = data;

  g_object_unref (imported->page);
  g_free (imported->id);
  g_free (imported);
}

static void
review_cb (gpointer data)
{
  Imported *imported = data;

  gtk_widget_activate_action (imported->page, "datasets.open", "s", imported->id);
}

static char *
describe (DgDataset *dataset, guint n_left_out)
{
  guint n_records = dg_dataset_get_n_records (dataset);
  g_autofree char *added =
      g_strdup_printf (ngettext ("“%s” added with %'u record", "“%s” added with %'u records", n_records),
                       dg_dataset_get_name (dataset), n_records);
  g_autofree char *left_out = NULL;

  if (n_left_out == 0)
    return g_steal_pointer (&added);

  left_out = g_strdup_printf (ngettext ("%'u line left out", "%'u lines left out", n_left_out), n_left_out);

  return g_strdup_printf ("%s, %s", added, left_out);
}

static void
imported_cb (DgImportQueue *self, DgDataset *dataset, guint n_left_out)
{
  g_autofree char *text = describe (dataset, n_left_out);
  Imported *imported = g_new0 (Imported, 1);

  imported->page = g_object_ref (self->page);
  imported->id = g_strdup (dg_dataset_get_id (dataset));
  gtk_widget_activate_action (self->page, "datasets.show", "s", imported->id);
  dg_toast_show_with_button (self->page, text, _ ("Review"), review_cb, imported, free_imported);
}

static void
dialog_gone_cb (gpointer data, GObject *dialog)
{
  DgImportQueue *self = data;

  self->dialog = NULL;
  show_next (self);
}

static void
show_next (DgImportQueue *self)
{
  GtkRoot *root = gtk_widget_get_root (self->page);
  g_autoptr (GFile) file = NULL;

  if (self->dialog != NULL || self->library == NULL || root == NULL)
    return;

  file = g_queue_pop_head (&self->files);
  if (file == NULL)
    return;

  self->dialog = GTK_WINDOW (dg_import_dialog_new (GTK_WINDOW (root), self->library, self->model, file));
  g_signal_connect_object (self->dialog, "imported", G_CALLBACK (imported_cb), self, G_CONNECT_SWAPPED);
  g_object_weak_ref (G_OBJECT (self->dialog), dialog_gone_cb, self);
  gtk_window_present (self->dialog);
}

static void
file_chosen_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (DgImportQueue) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GFile) file = dg_dialogs_file_finish (result, &error);

  /* the page may have gone meanwhile */
  if (self->page == NULL)
    return;

  if (file != NULL)
    dg_import_queue_add (self, file);
  else
    dg_toast_show_error (self->page, error);
}

/* --- files that are dropped --- */

static gboolean
drop_cb (GtkDropTarget *target, const GValue *value, double x, double y, DgImportQueue *self)
{
  g_autoptr (GSList) files = gdk_file_list_get_files (g_value_get_boxed (value));

  for (GSList *link = files; link != NULL; link = link->next)
    dg_import_queue_add (self, link->data);

  return files != NULL;
}

static void
drop_moved_cb (GtkDropTarget *target, GParamSpec *pspec, GtkRevealer *highlight)
{
  gtk_revealer_set_reveal_child (highlight, gtk_drop_target_get_current_drop (target) != NULL);
}

/* --- life --- */

static void
dg_import_queue_dispose (GObject *object)
{
  DgImportQueue *self = DG_IMPORT_QUEUE (object);

  if (self->dialog != NULL)
    g_object_weak_unref (G_OBJECT (self->dialog), dialog_gone_cb, self);
  self->dialog = NULL;
  self->page = NULL;
  g_queue_clear_full (&self->files, g_object_unref);
  g_clear_object (&self->library);
  g_clear_object (&self->model);

  G_OBJECT_CLASS (dg_import_queue_parent_class)->dispose (object);
}

static void
dg_import_queue_class_init (DgImportQueueClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = dg_import_queue_dispose;
}

static void
dg_import_queue_init (DgImportQueue *self)
{
  g_queue_init (&self->files);
}

/**
 * dg_import_queue_new:
 * @page: the page that shows the datasets; it owns the queue
 * @model: its list
 *
 * Returns: (transfer full): an empty queue
 */
DgImportQueue *
dg_import_queue_new (GtkWidget *page, DgDatasetsModel *model)
{
  g_return_val_if_fail (GTK_IS_WIDGET (page), NULL);
  g_return_val_if_fail (DG_IS_DATASETS_MODEL (model), NULL);

  DgImportQueue *self = g_object_new (DG_TYPE_IMPORT_QUEUE, NULL);

  self->page = page;
  self->model = g_object_ref (model);

  return self;
}

/**
 * dg_import_queue_set_library:
 * @self: the queue
 * @library: (nullable): where the datasets go; %NULL while none is open
 */
void
dg_import_queue_set_library (DgImportQueue *self, DgLibrary *library)
{
  g_return_if_fail (DG_IS_IMPORT_QUEUE (self));

  g_set_object (&self->library, library);
  show_next (self);
}

/**
 * dg_import_queue_add:
 * @self: the queue
 * @file: a file with records
 */
void
dg_import_queue_add (DgImportQueue *self, GFile *file)
{
  g_return_if_fail (DG_IS_IMPORT_QUEUE (self));
  g_return_if_fail (G_IS_FILE (file));

  g_queue_push_tail (&self->files, g_object_ref (file));
  show_next (self);
}

/**
 * dg_import_queue_choose_file:
 * @self: the queue
 *
 * Lets the person choose a file, which is then shown like the others.
 */
void
dg_import_queue_choose_file (DgImportQueue *self)
{
  g_return_if_fail (DG_IS_IMPORT_QUEUE (self) && self->page != NULL);

  dg_dialogs_open_file_async (GTK_WINDOW (gtk_widget_get_root (self->page)), _ ("Add Dataset"), DG_FILE_KIND_DATASET,
                              NULL, file_chosen_cb, g_object_ref (self));
}

/**
 * dg_import_queue_add_drop_target:
 * @self: the queue
 * @highlight: shows that the page takes files while some are held over it
 *
 * Takes files that are dropped on the page.
 */
void
dg_import_queue_add_drop_target (DgImportQueue *self, GtkRevealer *highlight)
{
  g_return_if_fail (DG_IS_IMPORT_QUEUE (self) && self->page != NULL);
  g_return_if_fail (GTK_IS_REVEALER (highlight));

  GtkDropTarget *target = gtk_drop_target_new (GDK_TYPE_FILE_LIST, GDK_ACTION_COPY);

  g_signal_connect_object (target, "drop", G_CALLBACK (drop_cb), self, 0);
  g_signal_connect_object (target, "notify::current-drop", G_CALLBACK (drop_moved_cb), highlight, 0);
  gtk_widget_add_controller (self->page, GTK_EVENT_CONTROLLER (target));
}
