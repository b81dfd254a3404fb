/* test-dataset-tools.c: a dataset gets more records, is exported, and goes to the optimizer
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <string.h>

#include "app-assert.h"
#include "dg-banner.h"
#include "dg-export-folder-task.h"
#include "dg-extend-dialog.h"
#include "dg-optimizer-dialog.h"
#include "dg-run-bar.h"
#include "made-dataset.h"
#include "review-fixture.h"
#include "store-test-utils.h"

#define TWO_RECORDS "input,answer\nred,yes\nseven,no\n"

static gboolean
can_add (DgExtendDialog *dialog)
{
  return gtk_widget_get_sensitive (app_find (GTK_WIDGET (dialog), GTK_TYPE_BUTTON, "Add Records"));
}

/* --- extend --- */

static void
started_cb (DgExtendDialog *dialog, DgActiveRun *run, const char *say, DgActiveRun **started)
{
  *started = g_object_ref (run);
}

static DgActiveRun *
extend (AppFixture *fixture, DgDataset *dataset, guint n_records, const char *about)
{
  DgExtendDialog *dialog = dg_extend_dialog_new (NULL, fixture->engine, fixture->runs, dataset);
  GtkWidget *count = app_find (GTK_WIDGET (dialog), GTK_TYPE_SPIN_BUTTON, NULL);
  GtkWidget *entry = app_find (GTK_WIDGET (dialog), ADW_TYPE_ENTRY_ROW, NULL);
  DgActiveRun *started = NULL;

  g_signal_connect (dialog, "started", G_CALLBACK (started_cb), &started);
  gtk_window_present (GTK_WINDOW (dialog));
  g_assert_false (can_add (dialog));
  app_wait_until (can_add (dialog));
  gtk_spin_button_set_value (GTK_SPIN_BUTTON (count), n_records);
  gtk_editable_set_text (GTK_EDITABLE (entry), about);
  gtk_widget_activate_action (GTK_WIDGET (dialog), "extend.add", NULL);
  g_assert_false (can_add (dialog));
  app_wait_until (started != NULL);

  return started;
}

static void
assert_extended (AppFixture *fixture, const char *about)
{
  app_fixture_open_library (fixture);
  g_autoptr (DgDataset) dataset = made_dataset_new (fixture, 12);
  GtkWidget *bar = g_object_new (DG_TYPE_RUN_BAR, NULL);
  const char *id = dg_dataset_get_id (dataset);
  g_autoptr (DgActiveRun) run = NULL;
  g_autoptr (DgDataset) after = NULL;

  dg_run_bar_follow (DG_RUN_BAR (bar), fixture->runs, id);
  app_fixture_present (fixture, bar);
  g_assert_null (dg_run_bar_get_run (DG_RUN_BAR (bar)));
  run = extend (fixture, dataset, 5, about);
  g_assert_true (dg_run_bar_get_run (DG_RUN_BAR (bar)) == run || dg_active_run_has_ended (run));
  app_wait_until (dg_run_bar_get_run (DG_RUN_BAR (bar)) == NULL);

  g_assert_no_error ((GError *) dg_active_run_get_error (run));
  after = made_dataset_load (dg_engine_get_library (fixture->engine), id);
  g_assert_cmpuint (dg_dataset_get_n_records (after), ==, 17);
}

static void
test_extend (AppFixture *fixture, gconstpointer data)
{
  assert_extended (fixture, "");
}

static void
test_extend_about (AppFixture *fixture, gconstpointer data)
{
  assert_extended (fixture, "more angry ones");
}

/* The session is free again once nobody is asked any more. */
static void
test_extend_cancelled (AppFixture *fixture, gconstpointer data)
{
  app_fixture_open_library (fixture);
  g_autoptr (DgDataset) dataset = made_dataset_new (fixture, 12);

  for (guint i = 0; i < 2; i++)
    {
      DgExtendDialog *dialog = dg_extend_dialog_new (NULL, fixture->engine, fixture->runs, dataset);
      gpointer gone = dialog;

      gtk_window_present (GTK_WINDOW (dialog));
      app_wait_until (can_add (dialog));
      g_object_add_weak_pointer (G_OBJECT (dialog), &gone);
      gtk_window_close (GTK_WINDOW (dialog));
      app_wait_until (gone == NULL);
    }
}

/* Bedrock without credentials: what is wrong stands in the dialog, with the way to mend it. */
static void
test_extend_without_credentials (AppFixture *fixture, gconstpointer data)
{
  DgLibrary *library = app_fixture_open_library (fixture);
  g_autoptr (DgRunReport) report = store_test_make_dataset (library, "Paid", 12, DG_FILE_FORMAT_JSONL);
  g_autoptr (DgDataset) dataset = made_dataset_load (library, report->dataset);
  DgExtendDialog *dialog = dg_extend_dialog_new (NULL, fixture->engine, fixture->runs, dataset);
  GtkWidget *banner = app_find (GTK_WIDGET (dialog), DG_TYPE_BANNER, NULL);
  gboolean revealed = FALSE;

  gtk_window_present (GTK_WINDOW (dialog));
  dg_engine_find_credentials (fixture->engine);
  app_wait_until ((g_object_get (banner, "revealed", &revealed, NULL), revealed));
  g_assert_nonnull (app_find (banner, GTK_TYPE_BUTTON, "Open Preferences"));
  g_assert_false (can_add (dialog));
  gtk_window_destroy (GTK_WINDOW (dialog));
}

static void
test_extend_imported (AppFixture *fixture, gconstpointer data)
{
  DgLibrary *library = app_fixture_open_library (fixture);
  g_autofree char *id = review_import (fixture, TWO_RECORDS);
  g_autoptr (DgDataset) dataset = made_dataset_load (library, id);
  DgExtendDialog *dialog = dg_extend_dialog_new (NULL, fixture->engine, fixture->runs, dataset);
  GtkWidget *page = app_find (GTK_WIDGET (dialog), ADW_TYPE_STATUS_PAGE, NULL);

  gtk_window_present (GTK_WINDOW (dialog));
  g_assert_true (gtk_widget_get_mapped (page));
  g_assert_cmpstr (adw_status_page_get_title (ADW_STATUS_PAGE (page)), ==, "Not Made Here");
  g_assert_false (can_add (dialog));
  g_assert_nonnull (app_find (GTK_WIDGET (dialog), GTK_TYPE_BUTTON, "Close"));
  gtk_window_destroy (GTK_WINDOW (dialog));
}

/* --- export --- */

static DgExportedFolder *
export_folder (AppFixture *fixture, DgDataset *dataset, const char *path, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  dg_export_folder_task_async (dg_engine_get_library (fixture->engine), dataset, path, NULL, store_test_ready_cb,
                               &result);
  app_wait_until (result != NULL);

  return dg_export_folder_task_finish (result, error);
}

static gboolean
has_file (const char *folder, const char *name)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);

  return g_file_test (path, G_FILE_TEST_IS_REGULAR);
}

static void
test_export_folder (AppFixture *fixture, gconstpointer data)
{
  app_fixture_open_library (fixture);
  g_autoptr (DgDataset) dataset = made_dataset_new (fixture, 20);
  g_autofree char *path = g_build_filename (fixture->folder, "out", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (DgExportedFolder) first = export_folder (fixture, dataset, path, &error);
  g_autoptr (DgExportedFolder) again = export_folder (fixture, dataset, path, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (first->n_train + first->n_test, ==, 20);
  g_assert_cmpuint (first->n_test, >, 0);
  g_assert_false (first->has_prompt);
  g_assert_cmpuint (again->n_test, ==, first->n_test);
  g_assert_true (has_file (path, "train.jsonl") && has_file (path, "test.jsonl") && has_file (path, "optimize.py"));
}

/* What is somebody's own stays. */
static void
test_export_over_others (AppFixture *fixture, gconstpointer data)
{
  app_fixture_open_library (fixture);
  g_autoptr (DgDataset) dataset = made_dataset_new (fixture, 12);
  g_autofree char *path = g_build_filename (fixture->folder, "own", NULL);
  g_autofree char *file = g_build_filename (path, "optimize.py", NULL);
  g_autoptr (GError) error = NULL;
  gsize length;

  g_assert_cmpint (g_mkdir_with_parents (path, 0700), ==, 0);
  store_test_write (file, "mine");
  g_assert_null (export_folder (fixture, dataset, path, &error));
  g_assert_error (error, DG_STORE_ERROR, DG_STORE_ERROR_INVALID);
  g_autofree char *text = store_test_read (file, &length);
  g_assert_cmpstr (text, ==, "mine");
}

/* --- the optimizer --- */

static void
clipboard_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  *(char **) data = gdk_clipboard_read_text_finish (GDK_CLIPBOARD (source), result, NULL);
}

static char *
read_clipboard (GtkWidget *widget)
{
  char *text = NULL;

  gdk_clipboard_read_text_async (gtk_widget_get_clipboard (widget), NULL, clipboard_cb, &text);
  app_wait_until (text != NULL);

  return text;
}

static void
test_optimizer (AppFixture *fixture, gconstpointer data)
{
  DgLibrary *library = app_fixture_open_library (fixture);
  g_autofree char *id = review_import (fixture, TWO_RECORDS);
  g_autoptr (DgDataset) dataset = made_dataset_load (library, id);
  GtkWidget *dialog = GTK_WIDGET (dg_optimizer_dialog_new (NULL, library, dataset));
  g_autofree char *path = NULL;
  g_autofree char *snippet = NULL;

  gtk_window_present (GTK_WINDOW (dialog));
  gtk_widget_activate_action (dialog, "optimizer.copy-path", NULL);
  path = read_clipboard (dialog);
  g_assert_cmpstr (path, ==, dg_dataset_get_path (dataset));
  g_assert_true (g_path_is_absolute (path));
  gtk_widget_activate_action (dialog, "optimizer.copy-snippet", NULL);
  snippet = read_clipboard (dialog);
  g_assert_nonnull (strstr (snippet, "CSVDatasetAdapter({\"input\"}, {\"answer\"})"));
  g_assert_nonnull (strstr (snippet, path));
  g_assert_nonnull (app_find (dialog, GTK_TYPE_LABEL, "The optimizer needs at least 4 records, and there are 2."));
  gtk_window_destroy (GTK_WINDOW (dialog));
}

int
main (int argc, char *argv[])
{
  app_test_init (&argc, &argv);

  app_test_add ("/app/dataset-tools/extend", test_extend);
  app_test_add ("/app/dataset-tools/extend-about", test_extend_about);
  app_test_add ("/app/dataset-tools/extend-cancelled", test_extend_cancelled);
  app_test_add ("/app/dataset-tools/extend-without-credentials", test_extend_without_credentials);
  app_test_add ("/app/dataset-tools/extend-imported", test_extend_imported);
  app_test_add ("/app/dataset-tools/export-folder", test_export_folder);
  app_test_add ("/app/dataset-tools/export-over-others", test_export_over_others);
  app_test_add ("/app/dataset-tools/optimizer", test_optimizer);

  return g_test_run ();
}
