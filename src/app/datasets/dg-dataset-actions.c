/* dg-dataset-actions.c: what is done with datasets and drafts, and undone
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "dg-dataset-actions.h"

#include <glib/gi18n.h>

#include "dg-dialogs.h"
#include "dg-library-review.h"
#include "dg-toast.h"

/* Nothing here is called off when the page goes: what the person wanted done is done. The actions of the page that are
 * used: datasets.take-away, datasets.show and datasets.reload. */

/* Something that is done, and how to take it back. */
typedef struct
{
  GtkWidget *widget;  /* (owned): on the page, for what is said */
  DgLibrary *library; /* (owned) */
  char *id;           /* (owned) (nullable) */
  DgDraft *draft;     /* (owned) (nullable): one that was discarded */
} Change;

static Change *
new_change (GtkWidget *widget, DgLibrary *library)
{
  Change *change = g_new0 (Change, 1);

  change->widget = g_object_ref (widget);
  change->library = g_object_ref (library);

  return change;
}

static void
free_change (gpointer data)
{
  Change *change = data;

  g_clear_object (&change->widget);
  g_clear_object (&change->library);
  g_clear_pointer (&change->id, g_free);
  g_clear_pointer (&change->draft, dg_draft_free);
  g_free (change);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Change, free_change)

/* The page need not wait for the library. */
static void
take_away (GtkWidget *widget, const char *id)
{
  gtk_widget_activate_action (widget, "datasets.take-away", "s", id);
}

/* What was taken off the list too early comes back. */
static void
show_failure (Change *change, const GError *error)
{
  dg_toast_show_error (change->widget, error);
  gtk_widget_activate_action (change->widget, "datasets.reload", NULL);
}

/* --- deleting --- */

static void
restore_dataset_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (Change) change = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (DgDataset) dataset = dg_library_restore_dataset_finish (DG_LIBRARY (source), result, &error);

  if (dataset == NULL)
    show_failure (change, error);
  else
    gtk_widget_activate_action (change->widget, "datasets.show", "s", dg_dataset_get_id (dataset));
}

static void
undo_delete_cb (gpointer data)
{
  Change *change = data;
  Change *undoing = new_change (change->widget, change->library);

  dg_library_restore_dataset_async (change->library, change->id, NULL, restore_dataset_cb, undoing);
}

static void
delete_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (Change) change = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (DgDataset) dataset = dg_library_delete_dataset_finish (DG_LIBRARY (source), result, &error);

  if (dataset == NULL)
    {
      show_failure (change, error);
      return;
    }

  g_autofree char *text = g_strdup_printf (_ ("Deleted “%s”"), dg_dataset_get_name (dataset));
  GtkWidget *widget = change->widget;

  change->id = g_strdup (dg_dataset_get_id (dataset));
  dg_toast_show_with_button (widget, text, _ ("Undo"), undo_delete_cb, g_steal_pointer (&change), free_change);
}

/**
 * dg_dataset_actions_delete:
 * @widget: the page
 * @library: the library
 * @id: of a dataset
 *
 * Deletes a dataset at once, and offers to undo that.
 */
void
dg_dataset_actions_delete (GtkWidget *widget, DgLibrary *library, const char *id)
{
  take_away (widget, id);
  dg_library_delete_dataset_async (library, id, NULL, delete_cb, new_change (widget, library));
}

/* --- discarding --- */

static void
restore_draft_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (Change) change = data;
  g_autoptr (GError) error = NULL;

  if (!dg_library_restore_draft_finish (DG_LIBRARY (source), result, &error))
    show_failure (change, error);
  else
    gtk_widget_activate_action (change->widget, "datasets.show", "s", change->id);
}

static void
undo_discard_cb (gpointer data)
{
  Change *change = data;
  Change *undoing = new_change (change->widget, change->library);

  undoing->id = g_strdup (change->draft->id);
  dg_library_restore_draft_async (change->library, change->draft, NULL, restore_draft_cb, undoing);
}

static void
discard_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (Change) change = data;
  g_autoptr (GError) error = NULL;
  GtkWidget *widget = change->widget;
  g_autofree char *text = NULL;

  change->draft = dg_library_discard_draft_finish (DG_LIBRARY (source), result, &error);
  if (change->draft == NULL)
    {
      show_failure (change, error);
      return;
    }

  /* the records of a run do not come back, and were asked about */
  text = g_strdup_printf (_ ("Discarded “%s”"), change->draft->name);
  if (change->draft->accepted > 0)
    dg_toast_show (widget, text);
  else
    dg_toast_show_with_button (widget, text, _ ("Undo"), undo_discard_cb, g_steal_pointer (&change), free_change);
}

/* @id: of a draft, which goes with its line */
static void
discard (Change *change, const char *id)
{
  g_autofree char *session = g_strdup (id);

  take_away (change->widget, session);
  dg_library_discard_draft_async (change->library, session, NULL, discard_cb, change);
}

static void
discard_answer_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (Change) change = data;
  const char *id = change->id;

  if (dg_dialogs_ask_finish (result))
    discard (g_steal_pointer (&change), id);
}

static void
ask_before_discarding (Change *change, const DgDraft *draft)
{
  g_autofree char *heading = g_strdup_printf (_ ("Discard “%s”?"), draft->name);
  g_autofree char *body = g_strdup_printf (ngettext ("%'u record that was made for it is lost.",
                                                     "%'u records that were made for it are lost.", draft->accepted),
                                           draft->accepted);
  const DgQuestion question = { .heading = heading, .body = body, .answer = _ ("_Discard"), .destructive = TRUE };

  change->id = g_strdup (draft->id);
  dg_dialogs_ask_async (GTK_WINDOW (gtk_widget_get_root (change->widget)), &question, NULL, discard_answer_cb, change);
}

/**
 * dg_dataset_actions_discard:
 * @widget: the page
 * @library: the library
 * @draft: a draft
 *
 * Discards a draft at once, and offers to undo that. Records that a run has made do not come back, so that a draft with
 * some is asked about.
 */
void
dg_dataset_actions_discard (GtkWidget *widget, DgLibrary *library, const DgDraft *draft)
{
  Change *change = new_change (widget, library);

  if (draft->accepted > 0)
    ask_before_discarding (change, draft);
  else
    discard (change, draft->id);
}

/* --- renaming and duplicating --- */

static void
rename_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (Change) change = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (DgDataset) dataset = dg_library_rename_dataset_finish (DG_LIBRARY (source), result, &error);

  if (dataset == NULL)
    show_failure (change, error);
}

/**
 * dg_dataset_actions_rename:
 * @widget: the page
 * @library: the library
 * @id: of a dataset
 * @name: what it is called from now on
 */
void
dg_dataset_actions_rename (GtkWidget *widget, DgLibrary *library, const char *id, const char *name)
{
  dg_library_rename_dataset_async (library, id, name, NULL, rename_cb, new_change (widget, library));
}

static void
show_copy_cb (gpointer data)
{
  Change *change = data;

  gtk_widget_activate_action (change->widget, "datasets.show", "s", change->id);
}

static void
duplicate_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (Change) change = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (DgDataset) dataset = dg_library_duplicate_dataset_finish (DG_LIBRARY (source), result, &error);

  if (dataset == NULL)
    {
      show_failure (change, error);
      return;
    }

  /* Translators: a copy of a dataset was made, which is called %s */
  g_autofree char *text = g_strdup_printf (_ ("“%s” made"), dg_dataset_get_name (dataset));
  GtkWidget *widget = change->widget;

  change->id = g_strdup (dg_dataset_get_id (dataset));
  dg_toast_show_with_button (widget, text, _ ("Show"), show_copy_cb, g_steal_pointer (&change), free_change);
}

/**
 * dg_dataset_actions_duplicate:
 * @widget: the page
 * @library: the library
 * @id: of a dataset
 */
void
dg_dataset_actions_duplicate (GtkWidget *widget, DgLibrary *library, const char *id)
{
  dg_library_duplicate_dataset_async (library, id, NULL, NULL, duplicate_cb, new_change (widget, library));
}

/* --- the folder --- */

typedef struct
{
  GtkWidget *widget; /* (owned) */
  GFile *file;       /* (owned) */
} Folder;

static void
free_folder (Folder *folder)
{
  g_object_unref (folder->widget);
  g_object_unref (folder->file);
  g_free (folder);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Folder, free_folder)

static void
launched_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (Folder) folder = data;
  g_autoptr (GFile) parent = g_file_get_parent (folder->file);
  g_autofree char *path = g_file_get_parse_name (parent);
  g_autoptr (GError) error = NULL;

  if (g_app_info_launch_default_for_uri_finish (result, &error))
    return;

  /* whatever the reason: who knows the folder gets there */
  g_clear_error (&error);
  error = g_error_new (G_IO_ERROR, G_IO_ERROR_FAILED, _ ("The folder cannot be opened from here. It is “%s”."), path);
  dg_toast_show_error (folder->widget, error);
}

/* @folder: (transfer full) */
static void
show_folder (Folder *folder)
{
  GdkDisplay *display = gtk_widget_get_display (folder->widget);
  g_autoptr (GdkAppLaunchContext) context = gdk_display_get_app_launch_context (display);
  g_autoptr (GFile) parent = g_file_get_parent (folder->file);
  g_autofree char *uri = g_file_get_uri (parent);

  g_app_info_launch_default_for_uri_async (uri, G_APP_LAUNCH_CONTEXT (context), NULL, launched_cb, folder);
}

static void
show_items_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (Folder) folder = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) answer = g_dbus_connection_call_finish (G_DBUS_CONNECTION (source), result, &error);

  if (answer == NULL)
    show_folder (g_steal_pointer (&folder));
}

/**
 * dg_dataset_actions_open_folder:
 * @widget: the page
 * @path: of a dataset's file
 *
 * Shows the file among the others of its folder, as file managers do on request; where there is none that does, or a
 * sandbox does not let it be asked, the folder.
 */
void
dg_dataset_actions_open_folder (GtkWidget *widget, const char *path)
{
  GApplication *application = g_application_get_default ();
  GDBusConnection *bus = application != NULL ? g_application_get_dbus_connection (application) : NULL;
  Folder *folder = g_new0 (Folder, 1);

  folder->widget = g_object_ref (widget);
  folder->file = g_file_new_for_path (path);
  if (bus == NULL)
    {
      show_folder (folder);
      return;
    }

  g_autofree char *uri = g_file_get_uri (folder->file);
  const char *const uris[] = { uri, NULL };

  g_dbus_connection_call (bus, "org.freedesktop.FileManager1", "/org/freedesktop/FileManager1",
                          "org.freedesktop.FileManager1", "ShowItems", g_variant_new ("(^ass)", uris, ""), NULL,
                          G_DBUS_CALL_FLAGS_NONE, -1, NULL, show_items_cb, folder);
}
