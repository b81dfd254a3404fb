/* test-import-dialog.c: what a file would become, and how it is brought in
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "app-assert.h"
#include "app-fixture.h"
#include "dg-banner.h"
#include "dg-import-dialog.h"
#include "store-test-utils.h"

static void
imported_cb (DgImportDialog *dialog, DgDataset *dataset, guint n_left_out, DgDataset **imported)
{
  g_object_set_data (G_OBJECT (dataset), "left-out", GUINT_TO_POINTER (n_left_out));
  *imported = g_object_ref (dataset);
}

/* By what it shows: a mnemonic is part of the accessible name in GTK 4.8, and later not. */
typedef struct
{
  const char *label;
  GtkWidget *found;
} Wanted;

static void
match_button (GtkWidget *widget, gpointer data)
{
  Wanted *wanted = data;
  const char *label = GTK_IS_BUTTON (widget) ? gtk_button_get_label (GTK_BUTTON (widget)) : NULL;

  if (label != NULL && g_str_equal (label + (*label == '_' ? 1 : 0), wanted->label))
    wanted->found = widget;
}

static GtkWidget *
find_button (GtkWidget *dialog, const char *label)
{
  Wanted wanted = { label, NULL };

  app_foreach (dialog, match_button, &wanted);

  return wanted.found;
}

static gboolean
is_possible (GtkWidget *dialog)
{
  return gtk_widget_is_sensitive (find_button (dialog, "Add"));
}

static const char *
get_state (GtkWidget *dialog)
{
  return gtk_stack_get_visible_child_name (GTK_STACK (app_find (dialog, GTK_TYPE_STACK, NULL)));
}

static gboolean
says (GtkWidget *dialog, const char *text)
{
  return app_find (dialog, GTK_TYPE_LABEL, text) != NULL;
}

/* The dialog is the window of the fixture. */
static GtkWidget *
present_dialog (AppFixture *fixture, const char *name, const char *text, DgDataset **imported)
{
  DgLibrary *library = dg_engine_get_library (fixture->engine);
  g_autoptr (DgDatasetsModel) model = dg_datasets_model_new (fixture->runs);
  g_autoptr (GPtrArray) datasets = NULL;
  g_autofree char *path = g_build_filename (fixture->folder, name, NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  DgImportDialog *dialog;

  if (library == NULL)
    library = app_fixture_open_library (fixture);
  datasets = store_test_list_datasets (library);
  if (text != NULL)
    store_test_write (path, text);
  dg_datasets_model_set_datasets (model, datasets);
  dialog = dg_import_dialog_new (NULL, library, model, file);
  g_signal_connect (dialog, "imported", G_CALLBACK (imported_cb), imported);
  gtk_window_present (GTK_WINDOW (dialog));
  fixture->window = GTK_WINDOW (dialog);
  g_assert_false (is_possible (GTK_WIDGET (dialog)));
  app_wait_until (!g_str_equal (get_state (GTK_WIDGET (dialog)), "reading"));

  return GTK_WIDGET (dialog);
}

static void
add (AppFixture *fixture, GtkWidget *dialog, DgDataset **imported)
{
  g_assert_true (is_possible (dialog));
  g_signal_emit_by_name (find_button (dialog, "Add"), "clicked");
  g_assert_false (is_possible (dialog));
  fixture->window = NULL;
  app_wait_until (*imported != NULL);
}

static void
test_import (AppFixture *fixture, gconstpointer data)
{
  g_autoptr (DgDataset) imported = NULL;
  GtkWidget *dialog = present_dialog (fixture, "some.csv", "id;input;answer\n1;hi <b>;x & y\n2;you;z\n", &imported);

  g_assert_cmpstr (get_state (dialog), ==, "form");
  g_assert_true (says (dialog, "CSV with semicolons · UTF-8 · 2 records · 39 bytes"));
  g_assert_true (says (dialog, "hi <b>"));
  app_assert_named (dialog);
  app_assert_fits (dialog, APP_NARROW_WIDTH);
  add (fixture, dialog, &imported);
  g_assert_cmpstr (dg_dataset_get_name (imported), ==, "some");
  g_assert_cmpuint (dg_dataset_get_n_records (imported), ==, 2);
}

static const char *
get_chosen (GtkWidget *row)
{
  return gtk_string_object_get_string (adw_combo_row_get_selected_item (ADW_COMBO_ROW (row)));
}

static void
choose (GtkWidget *row, const char *column)
{
  GListModel *columns = adw_combo_row_get_model (ADW_COMBO_ROW (row));

  for (guint i = 0; i < g_list_model_get_n_items (columns); i++)
    if (g_strcmp0 (gtk_string_list_get_string (GTK_STRING_LIST (columns), i), column) == 0)
      adw_combo_row_set_selected (ADW_COMBO_ROW (row), i);
  g_assert_cmpstr (get_chosen (row), ==, column);
}

static void
test_columns (AppFixture *fixture, gconstpointer data)
{
  g_autoptr (DgDataset) imported = NULL;
  GtkWidget *dialog = present_dialog (fixture, "some.csv", "aa,bb,cc\n1,2,3\n", &imported);
  GtkWidget *input = app_find (dialog, ADW_TYPE_COMBO_ROW, "Inputs");
  GtkWidget *answer = app_find (dialog, ADW_TYPE_COMBO_ROW, "Answers");

  g_assert_cmpstr (get_chosen (input), ==, "None");
  g_assert_cmpstr (get_chosen (answer), ==, "None");
  g_assert_false (is_possible (dialog));
  choose (input, "cc");
  app_wait_until (g_strcmp0 (adw_action_row_get_subtitle (ADW_ACTION_ROW (input)), "3") == 0);
  g_assert_false (is_possible (dialog));
  choose (answer, "aa");
  app_wait_until (is_possible (dialog));
  g_assert_cmpstr (adw_action_row_get_subtitle (ADW_ACTION_ROW (input)), ==, "3");
  add (fixture, dialog, &imported);

  g_autoptr (GPtrArray) records =
      store_test_load_records (dg_engine_get_library (fixture->engine), dg_dataset_get_id (imported), NULL);

  store_test_assert_record (records, 0, "3", "1");
}

static void
test_bad_lines (AppFixture *fixture, gconstpointer data)
{
  g_autoptr (DgDataset) imported = NULL;
  GtkWidget *dialog = present_dialog (fixture, "some.jsonl",
                                      "{\"input\": \"a\", \"answer\": \"b\"}\nbroken\n"
                                      "{\"input\": \"c\", \"answer\": \"d\"}\n",
                                      &imported);
  GtkWidget *check = app_find (dialog, GTK_TYPE_CHECK_BUTTON, NULL);

  g_assert_false (is_possible (dialog));
  g_assert_true (says (dialog, "1 line cannot be read"));
  g_assert_true (says (dialog, "Line 2"));
  app_assert_named (dialog);
  gtk_check_button_set_active (GTK_CHECK_BUTTON (check), TRUE);
  g_assert_true (is_possible (dialog));
  gtk_check_button_set_active (GTK_CHECK_BUTTON (check), FALSE);
  g_assert_false (is_possible (dialog));
  gtk_check_button_set_active (GTK_CHECK_BUTTON (check), TRUE);
  add (fixture, dialog, &imported);
  g_assert_cmpuint (dg_dataset_get_n_records (imported), ==, 2);
  g_assert_cmpuint (GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (imported), "left-out")), ==, 1);
}

static void
test_name (AppFixture *fixture, gconstpointer data)
{
  g_autoptr (DgDataset) imported = NULL;
  g_autoptr (DgRunReport) report =
      store_test_make_dataset (app_fixture_open_library (fixture), "some", 10, DG_FILE_FORMAT_JSONL);
  GtkWidget *dialog = present_dialog (fixture, "some.csv", "input,answer\n1,2\n", &imported);
  GtkWidget *entry = app_find (dialog, ADW_TYPE_ENTRY_ROW, "Name");

  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (entry)), ==, "some (2)");
  g_assert_true (is_possible (dialog));
  gtk_editable_set_text (GTK_EDITABLE (entry), "some");
  g_assert_false (is_possible (dialog));
  g_assert_true (says (dialog, "Another dataset has this name."));
  gtk_editable_set_text (GTK_EDITABLE (entry), "");
  g_assert_false (is_possible (dialog));
  gtk_editable_set_text (GTK_EDITABLE (entry), " Mine ");
  add (fixture, dialog, &imported);
  g_assert_cmpstr (dg_dataset_get_name (imported), ==, "Mine");
}

static void
test_missing (AppFixture *fixture, gconstpointer data)
{
  g_autoptr (DgDataset) imported = NULL;
  GtkWidget *dialog = present_dialog (fixture, "none.csv", NULL, &imported);
  g_autofree char *path = g_build_filename (fixture->folder, "none.csv", NULL);

  g_assert_cmpstr (get_state (dialog), ==, "failed");
  g_assert_false (is_possible (dialog));
  store_test_write (path, "input,answer\n1,2\n");
  g_signal_emit_by_name (find_button (dialog, "Try Again"), "clicked");
  app_wait_until (g_str_equal (get_state (dialog), "form"));
  g_assert_true (is_possible (dialog));
}

static void
test_nothing (AppFixture *fixture, gconstpointer data)
{
  g_autoptr (DgDataset) imported = NULL;
  GtkWidget *dialog = present_dialog (fixture, "empty.csv", "input,answer\n", &imported);

  g_assert_false (is_possible (dialog));
  g_assert_false (gtk_widget_get_mapped (app_find (dialog, GTK_TYPE_COLUMN_VIEW, NULL)));
}

int
main (int argc, char *argv[])
{
  app_test_init (&argc, &argv);

  app_test_add ("/app/import-dialog/import", test_import);
  app_test_add ("/app/import-dialog/columns", test_columns);
  app_test_add ("/app/import-dialog/bad-lines", test_bad_lines);
  app_test_add ("/app/import-dialog/name", test_name);
  app_test_add ("/app/import-dialog/missing", test_missing);
  app_test_add ("/app/import-dialog/nothing", test_nothing);

  return g_test_run ();
}
