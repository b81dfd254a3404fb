/* dg-import-dialog.c: what a file would become, and how it is brought in
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "dg-import-dialog.h"

#include <glib/gi18n.h>
#include <string.h>

#include "dg-banner.h"
#include "dg-import-preview.h"
#include "dg-import-words.h"
#include "dg-plain-row.h"
#include "dg-record-preview.h"

/* How many records are shown. */
#define N_RECORDS 10

/* How many of the lines that cannot be read are shown: they are rows of a list box. */
#define MAX_BAD_ROWS 50

/* How much is shown of what is in a column, in characters. */
#define MAX_EXAMPLE 60

/**
 * DgImportDialog:
 *
 * Reads a file and shows what would come of it, before it is brought into the library. The file is read again when
 * other columns are chosen.
 */
struct _DgImportDialog
{
  AdwWindow parent_instance;

  DgLibrary *library;        /* (owned) (nullable): NULL until it is set up */
  DgDatasetsModel *model;    /* (owned) (nullable): likewise; knows the names that are taken */
  GFile *file;               /* (owned) (nullable): likewise */
  DgImportPreview *preview;  /* (owned) (nullable): NULL until it has been read */
  GCancellable *cancellable; /* (owned) (nullable): of the reading or importing under way */
  GPtrArray *bad_rows;       /* (owned) (element-type GtkWidget): of the lines that cannot be read */
  gboolean reading;          /* whether the file is being read */
  gboolean importing;        /* whether it is being imported */
  gboolean filling;          /* whether the choices change because the file was read */

  /* template */
  AdwWindowTitle *title;
  GtkSpinner *spinner;
  GtkStack *states;
  AdwStatusPage *failed_page;
  DgBanner *banner;
  GtkWidget *form;
  AdwPreferencesGroup *file_group;
  AdwEntryRow *name_row;
  AdwComboRow *input_row;
  AdwComboRow *answer_row;
  GtkWidget *problems_group;
  AdwExpanderRow *bad_row;
  AdwActionRow *leave_row;
  GtkCheckButton *leave_check;
  AdwActionRow *left_out_row;
  AdwActionRow *long_row;
  GtkWidget *preview_group;
  DgRecordPreview *records;
};

G_DEFINE_FINAL_TYPE (DgImportDialog, dg_import_dialog, ADW_TYPE_WINDOW)

enum
{
  SIGNAL_IMPORTED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

/* --- what is possible --- */

static char *
dup_name (DgImportDialog *self)
{
  return g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->name_row))));
}

/* Returns: (transfer full) (nullable): why the file cannot be imported like this */
static char *
find_problem (DgImportDialog *self)
{
  g_autofree char *name = dup_name (self);
  guint n_bad = self->preview->n_bad_lines;

  if (self->preview->problem != NULL)
    return g_strdup (self->preview->problem);
  if (n_bad > 0 && !gtk_check_button_get_active (self->leave_check))
    return g_strdup_printf (ngettext ("%'u line cannot be read. Leave it out, or mend the file and add it again.",
                                      "%'u lines cannot be read. Leave them out, or mend the file and add it again.",
                                      n_bad),
                            n_bad);
  if (*name == '\0')
    return g_strdup (_ ("The dataset needs a name."));
  if (dg_datasets_model_has_name (self->model, name, NULL))
    return g_strdup (_ ("Another dataset has this name."));

  return NULL;
}

static void
update_actions (DgImportDialog *self)
{
  g_autofree char *problem = self->preview != NULL ? find_problem (self) : NULL;
  gboolean busy = self->reading || self->importing;

  if (problem != NULL)
    dg_banner_set_title (self->banner, problem);
  dg_banner_set_revealed (self->banner, problem != NULL && !busy);
  gtk_spinner_set_spinning (self->spinner, busy && self->preview != NULL);
  gtk_widget_set_sensitive (self->form, !self->importing);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "import.run", self->preview != NULL && problem == NULL && !busy);
}

/* --- the form --- */

/* Returns: (transfer full): the beginning of what is in a column, on one line */
static char *
dup_example (const char *text)
{
  glong length = g_utf8_strlen (text, -1);
  g_autofree char *start = g_utf8_substring (text, 0, MIN (length, MAX_EXAMPLE));

  return g_strconcat (g_strdelimit (start, "\n\r\t", ' '), length > MAX_EXAMPLE ? "…" : "", NULL);
}

/* Newer GTK, such as 4.18, lets no row be without a choice; so what stands for none is one of them, at the beginning. */
static void
fill_columns (AdwComboRow *row, GPtrArray *columns, GPtrArray *examples, int selected)
{
  GtkStringList *list = GTK_STRING_LIST (adw_combo_row_get_model (row));
  g_autoptr (GPtrArray) names = g_ptr_array_new ();
  g_autofree char *example = NULL;

  if (selected < 0)
    g_ptr_array_add (names, (char *) C_ ("column of a file", "None"));
  for (guint i = 0; i < columns->len; i++)
    g_ptr_array_add (names, g_ptr_array_index (columns, i));
  g_ptr_array_add (names, NULL);

  gtk_string_list_splice (list, 0, g_list_model_get_n_items (G_LIST_MODEL (list)), (const char *const *) names->pdata);
  adw_combo_row_set_selected (row, (guint) MAX (selected, 0));
  if (selected >= 0)
    example = dup_example (g_ptr_array_index (examples, (guint) selected));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), example != NULL ? example : _ ("Choose the column"));
}

/* An expander row has two lists in it, which are heard by names of their own. */
static void
name_lists (GtkWidget *widget, const char *name)
{
  if (GTK_IS_LIST_BOX (widget))
    gtk_accessible_update_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    name_lists (child, name);
}

static void
add_bad_row (DgImportDialog *self, const char *title, const char *reason)
{
  GtkWidget *row = dg_plain_row_new (title, reason);

  adw_expander_row_add_row (self->bad_row, row);
  g_ptr_array_add (self->bad_rows, row);
}

static void
fill_bad_lines (DgImportDialog *self)
{
  const DgImportPreview *preview = self->preview;
  guint n_shown = MIN (preview->bad_lines->len, MAX_BAD_ROWS);
  guint n_more = preview->n_bad_lines - n_shown;
  g_autofree char *title =
      g_strdup_printf (ngettext ("%'u line cannot be read", "%'u lines cannot be read", preview->n_bad_lines),
                       preview->n_bad_lines);

  for (guint i = 0; i < self->bad_rows->len; i++)
    adw_expander_row_remove (self->bad_row, g_ptr_array_index (self->bad_rows, i));
  g_ptr_array_set_size (self->bad_rows, 0);

  for (guint i = 0; i < n_shown; i++)
    {
      const DgBadLine *bad = g_ptr_array_index (preview->bad_lines, i);
      g_autofree char *line = g_strdup_printf (_ ("Line %'u"), bad->line);

      add_bad_row (self, line, bad->reason);
    }
  if (n_more > 0)
    {
      g_autofree char *more = g_strdup_printf (ngettext ("And %'u more", "And %'u more", n_more), n_more);

      add_bad_row (self, more, NULL);
    }

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->bad_row), title);
  gtk_widget_set_visible (GTK_WIDGET (self->bad_row), preview->n_bad_lines > 0);
  gtk_widget_set_visible (GTK_WIDGET (self->leave_row), preview->n_bad_lines > 0 && preview->n_records > 0);
}

static void
fill_note (AdwActionRow *row, const char *text)
{
  if (text != NULL)
    adw_action_row_set_subtitle (row, text);
  gtk_widget_set_visible (GTK_WIDGET (row), text != NULL);
}

static void
fill_form (DgImportDialog *self)
{
  const DgImportPreview *preview = self->preview;
  g_autofree char *description = dg_import_words_describe (preview);
  g_autofree char *left_out = dg_import_words_describe_left_out (preview);
  g_autofree char *long_fields = dg_import_words_describe_long_fields (preview);

  self->filling = TRUE;
  adw_preferences_group_set_description (self->file_group, description);
  fill_columns (self->input_row, preview->columns, preview->examples, preview->input_column);
  fill_columns (self->answer_row, preview->columns, preview->examples, preview->answer_column);
  fill_bad_lines (self);
  fill_note (self->left_out_row, left_out);
  fill_note (self->long_row, long_fields);
  gtk_widget_set_visible (self->problems_group, preview->n_bad_lines > 0 || left_out != NULL || long_fields != NULL);
  dg_record_preview_set_records (self->records, preview->records);
  gtk_widget_set_visible (self->preview_group, preview->records->len > 0);
  self->filling = FALSE;
}

/* A name that is free: that of the file, without what comes after the last dot. */
static void
propose_name (DgImportDialog *self)
{
  g_autofree char *path = g_file_get_path (self->file);
  g_autofree char *base = g_filename_display_basename (path);
  char *dot = strrchr (base, '.');
  g_autofree char *name = NULL;

  if (dot != NULL && dot > base)
    *dot = '\0';
  name = g_strdup (base);
  for (guint i = 2; dg_datasets_model_has_name (self->model, name, NULL); i++)
    {
      g_free (name);
      name = g_strdup_printf ("%s (%u)", base, i);
    }
  gtk_editable_set_text (GTK_EDITABLE (self->name_row), name);
}

/* --- reading --- */

static void
show_failure (DgImportDialog *self, const char *message)
{
  g_autofree char *escaped = g_markup_escape_text (message, -1);

  adw_status_page_set_description (self->failed_page, escaped);
  gtk_stack_set_visible_child_name (self->states, "failed");
}

static void
preview_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (DgImportDialog) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (DgImportPreview) preview = dg_import_preview_finish (result, &error);

  /* another reading has begun, or the dialog is closed */
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  self->reading = FALSE;
  g_clear_pointer (&self->preview, dg_import_preview_unref);
  self->preview = g_steal_pointer (&preview);
  if (self->preview != NULL)
    {
      fill_form (self);
      if (!g_str_equal (gtk_stack_get_visible_child_name (self->states), "form"))
        {
          gtk_stack_set_visible_child_name (self->states, "form");
          gtk_widget_grab_focus (GTK_WIDGET (self->name_row));
        }
    }
  else
    show_failure (self, error->message);
  update_actions (self);
}

/* Returns: (nullable): the column that is chosen */
static const char *
get_column (DgImportDialog *self, AdwComboRow *row)
{
  GtkStringList *names = GTK_STRING_LIST (adw_combo_row_get_model (row));
  guint n_columns = self->preview != NULL ? self->preview->columns->len : 0;
  guint selected = adw_combo_row_get_selected (row);
  gboolean may_be_none = g_list_model_get_n_items (G_LIST_MODEL (names)) > n_columns;

  return selected == 0 && may_be_none ? NULL : gtk_string_list_get_string (names, selected);
}

static void
start (DgImportDialog *self)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
}

static void
read_file (DgImportDialog *self)
{
  const DgImport import = { .input_column = get_column (self, self->input_row),
                            .answer_column = get_column (self, self->answer_row) };
  g_autofree char *path = g_file_get_path (self->file);

  if (path == NULL)
    {
      show_failure (self, _ ("The file is not on this computer. Copy it to a folder here, and add it from there."));
      return;
    }

  start (self);
  self->reading = TRUE;
  if (self->preview == NULL)
    gtk_stack_set_visible_child_name (self->states, "reading");
  dg_import_preview_async (path, &import, N_RECORDS, self->cancellable, preview_cb, g_object_ref (self));
  update_actions (self);
}

static void
column_selected_cb (DgImportDialog *self)
{
  if (!self->filling && self->file != NULL)
    read_file (self);
}

static void
changed_cb (DgImportDialog *self)
{
  if (self->file != NULL)
    update_actions (self);
}

/* --- importing --- */

static void
import_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (DgImportDialog) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) bad_lines = NULL;
  g_autoptr (DgDataset) dataset = dg_library_import_file_finish (DG_LIBRARY (source), result, &bad_lines, NULL, &error);

  self->importing = FALSE;
  if (dataset != NULL)
    {
      g_signal_emit (self, signals[SIGNAL_IMPORTED], 0, dataset, bad_lines != NULL ? bad_lines->len : 0);
      gtk_window_destroy (GTK_WINDOW (self));
      return;
    }
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  update_actions (self);
  dg_banner_set_title (self->banner, error->message);
  dg_banner_set_revealed (self->banner, TRUE);
}

static void
run_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  DgImportDialog *self = DG_IMPORT_DIALOG (widget);
  g_autofree char *path = g_file_get_path (self->file);
  g_autofree char *name = dup_name (self);
  const DgImport import = { .name = name,
                            .input_column = get_column (self, self->input_row),
                            .answer_column = get_column (self, self->answer_row),
                            .skip_bad = gtk_check_button_get_active (self->leave_check) };

  /* a text that goes with the focus in it confuses GTK 4.8 */
  gtk_window_set_focus (GTK_WINDOW (self), NULL);
  start (self);
  self->importing = TRUE;
  update_actions (self);
  dg_library_import_file_async (self->library, path, &import, self->cancellable, import_cb, g_object_ref (self));
}

static void
try_again_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  read_file (DG_IMPORT_DIALOG (widget));
}

static void
apply_name_cb (DgImportDialog *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "import.run", NULL);
}

/* --- life --- */

static gboolean
dg_import_dialog_close_request (GtkWindow *window)
{
  g_cancellable_cancel (DG_IMPORT_DIALOG (window)->cancellable);
  gtk_window_set_focus (window, NULL);

  return GTK_WINDOW_CLASS (dg_import_dialog_parent_class)->close_request (window);
}

static void
dg_import_dialog_dispose (GObject *object)
{
  DgImportDialog *self = DG_IMPORT_DIALOG (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->library);
  g_clear_object (&self->model);
  g_clear_object (&self->file);
  g_clear_pointer (&self->preview, dg_import_preview_unref);
  g_clear_pointer (&self->bad_rows, g_ptr_array_unref);

  G_OBJECT_CLASS (dg_import_dialog_parent_class)->dispose (object);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, DgImportDialog, title);
  gtk_widget_class_bind_template_child (widget_class, DgImportDialog, spinner);
  gtk_widget_class_bind_template_child (widget_class, DgImportDialog, states);
  gtk_widget_class_bind_template_child (widget_class, DgImportDialog, failed_page);
  gtk_widget_class_bind_template_child (widget_class, DgImportDialog, banner);
  gtk_widget_class_bind_template_child (widget_class, DgImportDialog, form);
  gtk_widget_class_bind_template_child (widget_class, DgImportDialog, file_group);
  gtk_widget_class_bind_template_child (widget_class, DgImportDialog, name_row);
  gtk_widget_class_bind_template_child (widget_class, DgImportDialog, input_row);
  gtk_widget_class_bind_template_child (widget_class, DgImportDialog, answer_row);
  gtk_widget_class_bind_template_child (widget_class, DgImportDialog, problems_group);
  gtk_widget_class_bind_template_child (widget_class, DgImportDialog, bad_row);
  gtk_widget_class_bind_template_child (widget_class, DgImportDialog, leave_row);
  gtk_widget_class_bind_template_child (widget_class, DgImportDialog, leave_check);
  gtk_widget_class_bind_template_child (widget_class, DgImportDialog, left_out_row);
  gtk_widget_class_bind_template_child (widget_class, DgImportDialog, long_row);
  gtk_widget_class_bind_template_child (widget_class, DgImportDialog, preview_group);
  gtk_widget_class_bind_template_child (widget_class, DgImportDialog, records);
}

static void
dg_import_dialog_class_init (DgImportDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = dg_import_dialog_dispose;
  GTK_WINDOW_CLASS (klass)->close_request = dg_import_dialog_close_request;

  /**
   * DgImportDialog::imported:
   * @self: the dialog
   * @dataset: what has become of the file
   * @n_left_out: how many lines are not in it, since they cannot be read
   *
   * The file is in the library; the dialog goes.
   */
  signals[SIGNAL_IMPORTED] = g_signal_new ("imported", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                           NULL, G_TYPE_NONE, 2, DG_TYPE_DATASET, G_TYPE_UINT);

  gtk_widget_class_install_action (widget_class, "import.run", NULL, run_cb);
  gtk_widget_class_install_action (widget_class, "import.try-again", NULL, try_again_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);

  g_type_ensure (DG_TYPE_BANNER);
  g_type_ensure (DG_TYPE_RECORD_PREVIEW);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/example/DatasetGen/datasets/dg-import-dialog.ui");
  bind_children (widget_class);
  gtk_widget_class_bind_template_callback (widget_class, column_selected_cb);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, apply_name_cb);
}

static void
dg_import_dialog_init (DgImportDialog *self)
{
  self->bad_rows = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  name_lists (GTK_WIDGET (self->bad_row), _ ("Lines that cannot be read"));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "import.run", FALSE);
}

/**
 * dg_import_dialog_new:
 * @parent: the window it belongs to
 * @library: where the dataset goes
 * @model: the list with all datasets, for the names that are taken
 * @file: a file with records
 *
 * Returns: (transfer none): a dialog, which belongs to the toolkit; it has begun to read the file
 */
DgImportDialog *
dg_import_dialog_new (GtkWindow *parent, DgLibrary *library, DgDatasetsModel *model, GFile *file)
{
  g_return_val_if_fail (DG_IS_LIBRARY (library) && DG_IS_DATASETS_MODEL (model), NULL);
  g_return_val_if_fail (G_IS_FILE (file), NULL);

  DgImportDialog *self = g_object_new (DG_TYPE_IMPORT_DIALOG, "transient-for", parent, NULL);
  g_autofree char *uri = g_file_get_parse_name (file);
  g_autofree char *base = g_filename_display_basename (uri);

  self->library = g_object_ref (library);
  self->model = g_object_ref (model);
  self->file = g_object_ref (file);
  adw_window_title_set_subtitle (self->title, base);
  if (g_file_is_native (file))
    propose_name (self);
  read_file (self);

  return self;
}
