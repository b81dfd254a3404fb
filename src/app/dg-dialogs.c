/* dg-dialogs.c: the dialogs whose widgets newer toolkits deprecate
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "dg-dialogs.h"

#include <adwaita.h>
#include <glib/gi18n.h>

/* GtkFileChooserNative became GtkFileDialog in 4.10, AdwMessageDialog became AdwAlertDialog in 1.5 and AdwAboutWindow
 * became AdwAboutDialog in 1.6. What is asked and answered here has the shape of the new ones, so that nothing but this
 * file changes when the old ones go. */

/* --- files --- */

static void
add_filter (GtkFileChooser *chooser, const char *name, const char *const *suffixes, const char *mime_type)
{
  g_autoptr (GtkFileFilter) filter = gtk_file_filter_new ();

  gtk_file_filter_set_name (filter, name);
  for (gsize i = 0; suffixes != NULL && suffixes[i] != NULL; i++)
    gtk_file_filter_add_suffix (filter, suffixes[i]);
  if (mime_type != NULL)
    gtk_file_filter_add_mime_type (filter, mime_type);
  gtk_file_chooser_add_filter (chooser, filter);
}

static void
add_filters (GtkFileChooser *chooser, DgFileKind kind)
{
  static const char *const datasets[] = { "jsonl", "ndjson", "json", "csv", "tsv", NULL };
  static const char *const jsonl[] = { "jsonl", NULL };
  static const char *const csv[] = { "csv", NULL };
  static const char *const everything[] = { "*", NULL };

  switch (kind)
    {
    case DG_FILE_KIND_DATASET:
      add_filter (chooser, _ ("Datasets (JSONL, JSON, CSV)"), datasets, NULL);
      break;
    case DG_FILE_KIND_TEXT:
      add_filter (chooser, _ ("Text Files"), NULL, "text/*");
      break;
    case DG_FILE_KIND_JSONL:
      add_filter (chooser, _ ("JSONL Files"), jsonl, NULL);
      break;
    case DG_FILE_KIND_CSV:
      add_filter (chooser, _ ("CSV Files"), csv, NULL);
      break;
    default:
      g_assert_not_reached ();
    }

  g_autoptr (GtkFileFilter) all = gtk_file_filter_new ();

  gtk_file_filter_set_name (all, _ ("All Files"));
  gtk_file_filter_add_pattern (all, everything[0]);
  gtk_file_chooser_add_filter (chooser, all);
}

/* The task is the last to know the dialog: it goes with it. */
static void
end_file_dialog (GTask *task, int response)
{
  GtkFileChooserNative *dialog = g_task_get_task_data (task);
  g_autoptr (GFile) file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (dialog));

  gtk_native_dialog_hide (GTK_NATIVE_DIALOG (dialog));
  if (g_task_return_error_if_cancelled (task))
    return;

  if (response == GTK_RESPONSE_ACCEPT && file != NULL)
    g_task_return_pointer (task, g_steal_pointer (&file), g_object_unref);
  else
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_CANCELLED, "The person has chosen no file");
}

static void
file_response_cb (GtkNativeDialog *dialog, int response, gpointer data)
{
  g_autoptr (GTask) task = data;

  g_signal_handlers_disconnect_by_data (dialog, data);
  end_file_dialog (task, response);
}

static GtkFileChooserNative *
new_file_dialog (GtkWindow *parent, const char *title, GtkFileChooserAction action)
{
  GtkFileChooserNative *dialog = gtk_file_chooser_native_new (title, parent, action, NULL, NULL);

  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (dialog), TRUE);

  return dialog;
}

static void
show_file_dialog (
    GtkFileChooserNative *dialog, gpointer tag, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data)
{
  GTask *task = g_task_new (NULL, cancellable, callback, data);

  g_task_set_source_tag (task, tag);
  g_task_set_task_data (task, dialog, g_object_unref);
  g_signal_connect (dialog, "response", G_CALLBACK (file_response_cb), task);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (dialog));
}

/**
 * dg_dialogs_open_file_async:
 * @parent: the window it belongs to
 * @title: what it is for
 * @kind: what files it offers first
 * @cancellable: (nullable): a cancellable
 * @callback: called with the answer
 * @data: given to @callback
 *
 * Lets the person choose a file to read.
 */
void
dg_dialogs_open_file_async (GtkWindow *parent,
                            const char *title,
                            DgFileKind kind,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer data)
{
  GtkFileChooserNative *dialog = new_file_dialog (parent, title, GTK_FILE_CHOOSER_ACTION_OPEN);

  add_filters (GTK_FILE_CHOOSER (dialog), kind);
  show_file_dialog (dialog, dg_dialogs_open_file_async, cancellable, callback, data);
}

/**
 * dg_dialogs_save_file_async:
 * @parent: the window it belongs to
 * @title: what it is for
 * @name: the name it proposes
 * @kind: what files it shows first
 * @cancellable: (nullable): a cancellable
 * @callback: called with the answer
 * @data: given to @callback
 *
 * Lets the person choose a file to write. The dialog itself asks before one that is there is replaced.
 */
void
dg_dialogs_save_file_async (GtkWindow *parent,
                            const char *title,
                            const char *name,
                            DgFileKind kind,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer data)
{
  GtkFileChooserNative *dialog = new_file_dialog (parent, title, GTK_FILE_CHOOSER_ACTION_SAVE);

  add_filters (GTK_FILE_CHOOSER (dialog), kind);
  gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (dialog), name);
  show_file_dialog (dialog, dg_dialogs_save_file_async, cancellable, callback, data);
}

/**
 * dg_dialogs_choose_folder_async:
 * @parent: the window it belongs to
 * @title: what it is for
 * @cancellable: (nullable): a cancellable
 * @callback: called with the answer
 * @data: given to @callback
 *
 * Lets the person choose a folder.
 */
void
dg_dialogs_choose_folder_async (
    GtkWindow *parent, const char *title, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data)
{
  show_file_dialog (new_file_dialog (parent, title, GTK_FILE_CHOOSER_ACTION_SELECT_FOLDER),
                    dg_dialogs_choose_folder_async, cancellable, callback, data);
}

/**
 * dg_dialogs_file_finish:
 * @result: what the callback of one of the file dialogs was given
 * @error: return location for an error: %G_IO_ERROR_CANCELLED when the person has chosen nothing
 *
 * Returns: (transfer full) (nullable): the file or folder
 */
GFile *
dg_dialogs_file_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (G_IS_TASK (result), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/* --- questions --- */

static void
question_response_cb (AdwMessageDialog *dialog, const char *response, gpointer data)
{
  g_autoptr (GTask) task = data;

  g_task_return_boolean (task, g_str_equal (response, "do"));
}

/**
 * dg_dialogs_ask_async:
 * @parent: the window it belongs to
 * @question: what is asked
 * @cancellable: (nullable): a cancellable
 * @callback: called with the answer
 * @data: given to @callback
 *
 * Asks before something that cannot be undone. What can be is done at once, with a toast that undoes it.
 */
void
dg_dialogs_ask_async (GtkWindow *parent,
                      const DgQuestion *question,
                      GCancellable *cancellable,
                      GAsyncReadyCallback callback,
                      gpointer data)
{
  AdwMessageDialog *dialog = ADW_MESSAGE_DIALOG (adw_message_dialog_new (parent, question->heading, question->body));
  GTask *task = g_task_new (NULL, cancellable, callback, data);

  g_task_set_source_tag (task, dg_dialogs_ask_async);
  g_task_set_check_cancellable (task, FALSE);
  adw_message_dialog_add_response (dialog, "leave", question->refusal != NULL ? question->refusal : _ ("_Cancel"));
  adw_message_dialog_add_response (dialog, "do", question->answer);
  adw_message_dialog_set_response_appearance (dialog, "do",
                                              question->destructive ? ADW_RESPONSE_DESTRUCTIVE
                                                                    : ADW_RESPONSE_SUGGESTED);
  adw_message_dialog_set_default_response (dialog, question->destructive ? "leave" : "do");
  adw_message_dialog_set_close_response (dialog, "leave");
  g_signal_connect (dialog, "response", G_CALLBACK (question_response_cb), task);
  gtk_window_present (GTK_WINDOW (dialog));
}

/**
 * dg_dialogs_ask_finish:
 * @result: what the callback was given
 *
 * Returns: whether the person wants it done
 */
gboolean
dg_dialogs_ask_finish (GAsyncResult *result)
{
  g_return_val_if_fail (G_IS_TASK (result), FALSE);

  return g_task_propagate_boolean (G_TASK (result), NULL);
}

/* --- about --- */

/**
 * dg_dialogs_show_about:
 * @parent: the window it belongs to
 *
 * Shows what the program is and who made it.
 */
void
dg_dialogs_show_about (GtkWindow *parent)
{
  static const char *const developers[] = { "The Dataset Generator developers", NULL };

  adw_show_about_window (
      parent, "application-name", _ ("Dataset Generator"), "application-icon", DG_APP_ID, "version", DG_VERSION,
      "developer-name", _ ("The Dataset Generator developers"), "developers", developers, "license-type",
      GTK_LICENSE_GPL_3_0, "comments",
      _ ("Makes evaluation datasets for prompt optimization with Amazon Nova models, in minutes instead of days."),
      /* Translators: put your names here, one a line; they are shown in the About window. */
      "translator-credits", _ ("translator-credits"), NULL);
}
