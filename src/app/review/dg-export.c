/* dg-export.c: a dataset as a file or a folder of somebody's own
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "dg-export.h"

#include <glib/gi18n.h>

#include "dg-dialogs.h"
#include "dg-export-folder-task.h"
#include "dg-toast.h"

/* What is exported, from the question where to to the toast that it is done. */
typedef struct
{
  GtkWidget *widget;  /* (owned): what toasts are shown over */
  DgLibrary *library; /* (owned) */
  DgDataset *dataset; /* (owned) */
  DgExportKind kind;
  GFile *file; /* (owned) (nullable): where to, once that is known */
} Export;

static void
free_export (Export *export)
{
  g_object_unref (export->widget);
  g_object_unref (export->library);
  g_object_unref (export->dataset);
  g_clear_object (&export->file);
  g_free (export);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Export, free_export)

/* --- the toast --- */

typedef struct
{
  GtkWidget *widget; /* (owned) */
  GFile *folder;     /* (owned) */
} Place;

static void
free_place (gpointer data)
{
  Place *place = data;

  g_object_unref (place->widget);
  g_object_unref (place->folder);
  g_free (place);
}

static void
open_folder_cb (gpointer data)
{
  Place *place = data;
  GtkRoot *root = gtk_widget_get_root (place->widget);
  g_autofree char *uri = g_file_get_uri (place->folder);

  gtk_show_uri (GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL, uri, GDK_CURRENT_TIME);
}

static void
tell_done (Export *export, const char *text, GFile *folder)
{
  Place *place = g_new0 (Place, 1);

  place->widget = g_object_ref (export->widget);
  place->folder = g_object_ref (folder);
  dg_toast_show_with_button (export->widget, text, _ ("Open Folder"), open_folder_cb, place, free_place);
}

/* --- files --- */

static void
written_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (Export) export = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (DgDataset) dataset = dg_library_export_dataset_finish (export->library, result, &error);
  g_autoptr (GFile) folder = g_file_get_parent (export->file);
  g_autofree char *text = NULL;

  if (dataset == NULL)
    {
      dg_toast_show_error (export->widget, error);
      return;
    }

  text = g_strdup_printf (ngettext ("%'u record exported", "%'u records exported", dg_dataset_get_n_records (dataset)),
                          dg_dataset_get_n_records (dataset));
  tell_done (export, text, folder);
}

static void
file_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (Export) export = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GFile) file = dg_dialogs_file_finish (result, &error);
  g_autofree char *path = file != NULL ? g_file_get_path (file) : NULL;
  DgFileFormat format = export->kind == DG_EXPORT_CSV ? DG_FILE_FORMAT_CSV : DG_FILE_FORMAT_JSONL;
  DgLibrary *library = export->library;
  const char *id = dg_dataset_get_id (export->dataset);

  if (file != NULL && path == NULL)
    error = g_error_new_literal (G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED,
                                 _ ("Files can be written to folders of this computer only. Choose another one."));
  if (path == NULL)
    {
      dg_toast_show_error (export->widget, error);
      return;
    }

  g_set_object (&export->file, file);
  /* the dialog has asked before it let a file be replaced */
  dg_library_export_dataset_async (library, id, path, format, TRUE, NULL, written_cb, g_steal_pointer (&export));
}

/* --- the folder --- */

static char *
dup_folder_text (const DgExportedFolder *folder)
{
  if (!folder->has_prompt)
    return g_strdup (_ ("Exported. Write the prompt into user_prompt.txt, with {{input}} where the input goes."));
  if (folder->adapted)
    return g_strdup (_ ("Exported. Look at the prompt in user_prompt.txt: {{input}} was put in."));
  if (folder->counts_words)
    return g_strdup (_ ("Exported. Write into RUBRIC in optimize.py what a good answer does."));
  if (folder->n_test == 0)
    return g_strdup (_ ("Exported, without a test side"));

  /* Translators: how many records for training, and how many for testing */
  return g_strdup_printf (_ ("Exported: %'u records for training, %'u for testing"), folder->n_train, folder->n_test);
}

static void
folder_written_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (Export) export = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (DgExportedFolder) folder = dg_export_folder_task_finish (result, &error);
  g_autoptr (GFile) file = NULL;
  g_autofree char *text = NULL;

  if (folder == NULL)
    {
      dg_toast_show_error (export->widget, error);
      return;
    }

  file = g_file_new_for_path (folder->path);
  text = dup_folder_text (folder);
  tell_done (export, text, file);
}

/* A name that a folder can have, whatever the dataset is called. */
static char *
dup_file_name (DgDataset *dataset, const char *suffix)
{
  g_autofree char *name = g_strdelimit (g_strdup (dg_dataset_get_name (dataset)), "/\\:*?\"<>|\n\r\t", '-');

  g_strstrip (name);
  for (char *start = name; *start == '.'; start++)
    *start = '-';

  return g_strconcat (*name != '\0' ? name : "dataset", suffix, NULL);
}

static void
folder_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (Export) export = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GFile) parent = dg_dialogs_file_finish (result, &error);
  g_autofree char *parent_path = parent != NULL ? g_file_get_path (parent) : NULL;
  g_autofree char *name = NULL;
  g_autofree char *path = NULL;
  DgLibrary *library = export->library;
  DgDataset *dataset = export->dataset;

  if (parent != NULL && parent_path == NULL)
    error = g_error_new_literal (G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED,
                                 _ ("Files can be written to folders of this computer only. Choose another one."));
  if (parent_path == NULL)
    {
      dg_toast_show_error (export->widget, error);
      return;
    }

  name = dup_file_name (dataset, "-nova-prompt-optimizer");
  path = g_build_filename (parent_path, name, NULL);
  dg_export_folder_task_async (library, dataset, path, NULL, folder_written_cb, g_steal_pointer (&export));
}

/* --- the question --- */

/**
 * dg_export_dataset:
 * @widget: what the dialog and the toasts belong to
 * @library: the library
 * @dataset: a dataset in it
 * @kind: what it is written as
 *
 * Asks where to, writes it, and says so in a toast with a button that opens the folder. It is done even if @widget
 * goes.
 */
void
dg_export_dataset (GtkWidget *widget, DgLibrary *library, DgDataset *dataset, DgExportKind kind)
{
  g_return_if_fail (GTK_IS_WIDGET (widget) && DG_IS_LIBRARY (library) && DG_IS_DATASET (dataset));

  GtkWindow *parent = GTK_WINDOW (gtk_widget_get_root (widget));
  Export *export = g_new0 (Export, 1);
  g_autofree char *name = NULL;

  export->widget = g_object_ref (widget);
  export->library = g_object_ref (library);
  export->dataset = g_object_ref (dataset);
  export->kind = kind;

  if (kind == DG_EXPORT_FOLDER)
    {
      dg_dialogs_choose_folder_async (parent, _ ("Choose Where the New Folder Goes"), NULL, folder_cb, export);
      return;
    }

  name = dup_file_name (dataset, kind == DG_EXPORT_CSV ? ".csv" : ".jsonl");
  dg_dialogs_save_file_async (parent, _ ("Export Dataset"), name,
                              kind == DG_EXPORT_CSV ? DG_FILE_KIND_CSV : DG_FILE_KIND_JSONL, NULL, file_cb, export);
}
