/* test-datasets-page.c: the Datasets page: its states, and what is done and undone there
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "app-assert.h"
#include "app-fixture.h"
#include "dg-dataset-row.h"
#include "dg-datasets-empty.h"
#include "dg-datasets-list.h"
#include "dg-datasets-page.h"
#include "dg-draft-row.h"
#include "dg-import-dialog.h"
#include "dg-rename-popover.h"
#include "store-test-utils.h"

static GtkWidget *
present_page (AppFixture *fixture)
{
  GtkWidget *page = g_object_new (DG_TYPE_DATASETS_PAGE, NULL);

  dg_datasets_page_set_engine (DG_DATASETS_PAGE (page), fixture->engine, fixture->runs);
  app_fixture_present (fixture, page);

  return page;
}

static const char *
get_state (GtkWidget *page)
{
  return gtk_stack_get_visible_child_name (GTK_STACK (app_find (page, GTK_TYPE_STACK, NULL)));
}

static void
wait_for_state (GtkWidget *page, const char *state)
{
  app_wait_until (g_str_equal (get_state (page), state));
}

static DgDatasetsList *
get_list (GtkWidget *page)
{
  return DG_DATASETS_LIST (app_find (page, DG_TYPE_DATASETS_LIST, NULL));
}

static GtkWidget *
get_row (GtkWidget *page, const char *id)
{
  return dg_datasets_list_get_row (get_list (page), id);
}

static char *
add_dataset (DgLibrary *library, const char *name)
{
  g_autoptr (DgRunReport) report = store_test_make_dataset (library, name, 10, DG_FILE_FORMAT_JSONL);

  return g_strdup (report->dataset);
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
find_button_in (GtkWidget *widget, const char *label)
{
  Wanted wanted = { label, NULL };

  app_foreach (widget, match_button, &wanted);

  return wanted.found;
}

static GtkWidget *
find_button (AppFixture *fixture, const char *label)
{
  return find_button_in (GTK_WIDGET (fixture->window), label);
}

static void
press (AppFixture *fixture, const char *name)
{
  app_wait_until (find_button (fixture, name) != NULL);
  g_signal_emit_by_name (find_button (fixture, name), "clicked");
}

static GtkWidget *
find_label (AppFixture *fixture, const char *text)
{
  return app_find (GTK_WIDGET (fixture->window), GTK_TYPE_LABEL, text);
}

/* --- states --- */

static void
test_empty (AppFixture *fixture, gconstpointer data)
{
  GtkWidget *page = present_page (fixture);

  /* the library is not open yet; after a while that is said */
  wait_for_state (page, "loading");
  app_fixture_open_library (fixture);
  wait_for_state (page, "empty");
  app_assert_named (page);
}

static void
test_connect (AppFixture *fixture, gconstpointer data)
{
  GtkWidget *empty = g_object_new (DG_TYPE_DATASETS_EMPTY, NULL);

  app_fixture_present (fixture, empty);
  g_assert_false (gtk_widget_get_mapped (find_button (fixture, "Practice Without an Account")));
  dg_datasets_empty_set_problem (DG_DATASETS_EMPTY (empty), "No <account>.");
  app_wait_until (gtk_widget_get_mapped (find_button (fixture, "Practice Without an Account")));
  g_assert_nonnull (find_label (fixture, "No <account>."));
  g_assert_nonnull (find_button (fixture, "Connect…"));
  dg_datasets_empty_set_problem (DG_DATASETS_EMPTY (empty), NULL);
  g_assert_false (gtk_widget_get_mapped (find_button (fixture, "Practice Without an Account")));
}

static void
test_failed (AppFixture *fixture, gconstpointer data)
{
  GtkWidget *page = present_page (fixture);
  g_autofree char *file = g_build_filename (fixture->folder, "a <file>", NULL);

  store_test_write (file, "not a folder");
  g_settings_set_string (fixture->settings, "library-folder", file);
  dg_engine_open_library (fixture->engine);
  wait_for_state (page, "failed");

  g_settings_set_string (fixture->settings, "library-folder", fixture->folder);
  press (fixture, "Try Again");
  wait_for_state (page, "empty");
}

static void
test_list (AppFixture *fixture, gconstpointer data)
{
  DgLibrary *library = app_fixture_open_library (fixture);
  g_autofree char *dataset = add_dataset (library, "Telecom <b>");
  g_autofree char *session = store_test_new_session (library, "Travel");
  GtkWidget *page = present_page (fixture);

  wait_for_state (page, "list");
  app_wait_until (get_row (page, dataset) != NULL && get_row (page, session) != NULL);
  g_assert_true (DG_IS_DATASET_ROW (get_row (page, dataset)));
  g_assert_true (DG_IS_DRAFT_ROW (get_row (page, session)));
  g_assert_nonnull (find_label (fixture, "Unfinished"));
  g_assert_nonnull (find_label (fixture, "Telecom <b>"));
  g_assert_nonnull (find_label (fixture, "10 records · JSONL · Nova 2 Lite"));
  app_assert_named (page);
  app_assert_fits (page, APP_WIDE_WIDTH);
  dg_page_set_narrow (DG_PAGE (page), TRUE);
  app_assert_fits (page, APP_NARROW_WIDTH);
}

/* Whoever has just started it goes on with the keyboard: where to is known only once the library is read. */
static void
test_first_focus (AppFixture *fixture, gconstpointer data)
{
  g_autofree char *dataset = add_dataset (app_fixture_open_library (fixture), "Telecom");
  GtkWidget *page = g_object_new (DG_TYPE_DATASETS_PAGE, NULL);

  dg_datasets_page_set_engine (DG_DATASETS_PAGE (page), fixture->engine, fixture->runs);
  dg_page_shown (DG_PAGE (page));
  g_assert_cmpstr (get_state (page), ==, "waiting");
  app_fixture_present (fixture, page);

  wait_for_state (page, "list");
  app_wait_until (get_row (page, dataset) != NULL);
  app_wait_until (gtk_window_get_focus (fixture->window) == get_row (page, dataset));
}

/* The buttons of a draft are below its text where there is little room. */
static void
test_narrow (AppFixture *fixture, gconstpointer data)
{
  DgLibrary *library = app_fixture_open_library (fixture);
  g_autofree char *session = store_test_new_session (library, "Travel");
  GtkWidget *page = present_page (fixture);
  GtkLayoutManager *layout;

  wait_for_state (page, "list");
  app_wait_until (get_row (page, session) != NULL);
  layout = gtk_widget_get_layout_manager (get_row (page, session));
  g_assert_cmpint (gtk_orientable_get_orientation (GTK_ORIENTABLE (layout)), ==, GTK_ORIENTATION_HORIZONTAL);
  dg_page_set_narrow (DG_PAGE (page), TRUE);
  gtk_window_set_default_size (fixture->window, APP_NARROW_WIDTH, 700);
  app_wait_until (gtk_orientable_get_orientation (GTK_ORIENTABLE (layout)) == GTK_ORIENTATION_VERTICAL);
  /* the window's own are not there then */
  app_wait_until (gtk_widget_get_mapped (find_button (fixture, "Generate Dataset")));
}

/* What somebody else does to the library is seen. */
static void
test_follows (AppFixture *fixture, gconstpointer data)
{
  DgLibrary *library = app_fixture_open_library (fixture);
  GtkWidget *page = present_page (fixture);
  g_autofree char *dataset = NULL;
  g_autoptr (DgDataset) deleted = NULL;

  wait_for_state (page, "empty");
  dataset = add_dataset (library, "New");
  wait_for_state (page, "list");
  deleted = store_test_delete_dataset (library, dataset, NULL);
  g_assert_nonnull (deleted);
  wait_for_state (page, "empty");
}

static void
test_search (AppFixture *fixture, gconstpointer data)
{
  DgLibrary *library = app_fixture_open_library (fixture);
  g_autofree char *dataset = add_dataset (library, "Telecom");
  GtkWidget *page = present_page (fixture);
  GtkWidget *entry = app_find (page, GTK_TYPE_SEARCH_ENTRY, NULL);

  wait_for_state (page, "list");
  dg_page_set_searching (DG_PAGE (page), TRUE);
  g_assert_true (gtk_search_bar_get_search_mode (GTK_SEARCH_BAR (app_find (page, GTK_TYPE_SEARCH_BAR, NULL))));
  gtk_editable_set_text (GTK_EDITABLE (entry), "nothing like it");
  wait_for_state (page, "nothing");
  gtk_editable_set_text (GTK_EDITABLE (entry), "TELE");
  wait_for_state (page, "list");
  gtk_editable_set_text (GTK_EDITABLE (entry), "nothing");
  wait_for_state (page, "nothing");
  dg_page_set_searching (DG_PAGE (page), FALSE);
  wait_for_state (page, "list");
}

static void
test_sort (AppFixture *fixture, gconstpointer data)
{
  DgLibrary *library = app_fixture_open_library (fixture);
  g_autofree char *a = add_dataset (library, "A");
  g_autofree char *b = add_dataset (library, "B");
  GtkWidget *page = present_page (fixture);
  GtkWidget *drop_down;

  wait_for_state (page, "list");
  app_wait_until (app_find (page, GTK_TYPE_DROP_DOWN, NULL) != NULL && get_row (page, a) != NULL);
  drop_down = app_find (page, GTK_TYPE_DROP_DOWN, NULL);
  g_assert_true (gtk_widget_has_css_class (get_row (page, b), "first"));
  gtk_drop_down_set_selected (GTK_DROP_DOWN (drop_down), 1);
  g_assert_cmpint (g_settings_get_enum (fixture->settings, "dataset-sort"), ==, 1);
  app_wait_until (gtk_widget_has_css_class (get_row (page, a), "first"));
  g_assert_true (gtk_widget_has_css_class (get_row (page, b), "last"));
  g_assert_false (gtk_widget_has_css_class (get_row (page, b), "first"));
}

/* --- keys --- */

static void
assert_focused (GtkWidget *page, const char *id)
{
  g_autofree char *focused = dg_datasets_list_dup_focused (get_list (page));

  g_assert_cmpstr (focused, ==, id);
}

static void
move (GtkWidget *page, int step)
{
  gtk_widget_activate_action (GTK_WIDGET (get_list (page)), "datasets-list.move-focus", "i", step);
}

static void
test_focus (AppFixture *fixture, gconstpointer data)
{
  DgLibrary *library = app_fixture_open_library (fixture);
  g_autofree char *dataset = add_dataset (library, "A");
  g_autofree char *session = store_test_new_session (library, "Travel");
  GtkWidget *page = present_page (fixture);

  wait_for_state (page, "list");
  app_wait_until (get_row (page, dataset) != NULL && get_row (page, session) != NULL);
  dg_page_shown (DG_PAGE (page));
  assert_focused (page, session);
  move (page, -1);
  assert_focused (page, session);
  move (page, 1);
  assert_focused (page, dataset);
  move (page, 1);
  assert_focused (page, dataset);
  move (page, -1);
  assert_focused (page, session);
}

/* With many datasets rows are made for a part of them only. */
static void
test_many (AppFixture *fixture, gconstpointer data)
{
  g_autoptr (DgDatasetsModel) model = dg_datasets_model_new (fixture->runs);
  g_autoptr (GPtrArray) datasets = g_ptr_array_new_with_free_func (g_object_unref);
  GtkWidget *list = g_object_new (DG_TYPE_DATASETS_LIST, NULL);
  guint n_rows = 0;

  for (guint i = 0; i < 1000; i++)
    {
      g_autofree char *id = g_strdup_printf ("dataset_%08x", i);

      g_ptr_array_add (datasets, dg_dataset_new (id, id, DG_FILE_FORMAT_JSONL));
    }
  dg_datasets_list_set_model (DG_DATASETS_LIST (list), model, fixture->settings);
  app_fixture_present (fixture, list);
  dg_datasets_model_set_datasets (model, datasets);
  app_wait_until (dg_datasets_list_get_row (DG_DATASETS_LIST (list), "dataset_00000000") != NULL);

  for (guint i = 0; i < datasets->len; i++)
    if (dg_datasets_list_get_row (DG_DATASETS_LIST (list), dg_dataset_get_id (datasets->pdata[i])) != NULL)
      n_rows++;
  g_assert_cmpuint (n_rows, <, 400);

  /* and where the focus goes, there is one */
  g_assert_true (dg_datasets_list_focus_entry (DG_DATASETS_LIST (list), "dataset_000003e7"));
  app_wait_until (dg_datasets_list_get_row (DG_DATASETS_LIST (list), "dataset_000003e7") != NULL);
  app_wait_until (gtk_widget_is_focus (dg_datasets_list_get_row (DG_DATASETS_LIST (list), "dataset_000003e7")));
}

/* --- done and undone --- */

static GtkWindow *
find_dialog (GType type)
{
  GListModel *windows = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr (GtkWindow) window = g_list_model_get_item (windows, i);

      if (g_type_is_a (G_OBJECT_TYPE (window), type))
        return window;
    }

  return NULL;
}

static void
test_delete (AppFixture *fixture, gconstpointer data)
{
  DgLibrary *library = app_fixture_open_library (fixture);
  g_autofree char *a = add_dataset (library, "A");
  g_autofree char *b = add_dataset (library, "B");
  GtkWidget *page = present_page (fixture);

  wait_for_state (page, "list");
  app_wait_until (get_row (page, a) != NULL && get_row (page, b) != NULL);
  gtk_widget_grab_focus (get_row (page, b));
  gtk_widget_activate_action (get_row (page, b), "row.delete", NULL);
  g_assert_null (get_row (page, b));
  assert_focused (page, a);

  press (fixture, "Undo");
  app_wait_until (get_row (page, b) != NULL);
  app_wait_until (gtk_widget_is_focus (get_row (page, b)));
}

static void
test_discard (AppFixture *fixture, gconstpointer data)
{
  DgLibrary *library = app_fixture_open_library (fixture);
  g_autofree char *session = store_test_new_session (library, "Travel");
  GtkWidget *page = present_page (fixture);

  wait_for_state (page, "list");
  app_wait_until (get_row (page, session) != NULL);
  press (fixture, "Discard");
  wait_for_state (page, "empty");
  press (fixture, "Undo");
  wait_for_state (page, "list");
  app_wait_until (get_row (page, session) != NULL);
}

/* Records do not come back, so that the person is asked. */
static void
test_discard_run (AppFixture *fixture, gconstpointer data)
{
  DgLibrary *library = app_fixture_open_library (fixture);
  g_autoptr (DgDraft) draft = store_test_make_draft ("Travel");
  g_autofree char *session = NULL;
  g_autofree char *run = NULL;
  GtkWindow *question;
  GtkWidget *page;

  draft->step = DG_STEP_DATASET;
  session = store_test_save_draft (library, draft, NULL);
  run = store_test_begin_run (library, session, 20, DG_FILE_FORMAT_JSONL, NULL);
  store_test_add_records (library, run, 1, 5);
  page = present_page (fixture);
  wait_for_state (page, "list");
  app_wait_until (get_row (page, session) != NULL);
  press (fixture, "Discard");
  question = find_dialog (ADW_TYPE_MESSAGE_DIALOG);
  g_assert_nonnull (question);
  g_assert_nonnull (get_row (page, session));
  adw_message_dialog_response (ADW_MESSAGE_DIALOG (question), "do");
  gtk_window_destroy (question);
  wait_for_state (page, "empty");
}

static void
test_duplicate (AppFixture *fixture, gconstpointer data)
{
  DgLibrary *library = app_fixture_open_library (fixture);
  g_autofree char *dataset = add_dataset (library, "A");
  GtkWidget *page = present_page (fixture);

  wait_for_state (page, "list");
  app_wait_until (get_row (page, dataset) != NULL);
  gtk_widget_activate_action (get_row (page, dataset), "row.duplicate", NULL);
  app_wait_until (find_label (fixture, "A (copy)") != NULL);
  g_assert_nonnull (find_label (fixture, "A"));
}

static void
test_rename (AppFixture *fixture, gconstpointer data)
{
  DgLibrary *library = app_fixture_open_library (fixture);
  g_autofree char *a = add_dataset (library, "A");
  g_autofree char *b = add_dataset (library, "B");
  GtkWidget *page = present_page (fixture);
  GtkWidget *popover = app_find (page, DG_TYPE_RENAME_POPOVER, NULL);
  GtkWidget *entry = app_find (popover, GTK_TYPE_ENTRY, NULL);
  GtkWidget *button = find_button_in (popover, "Rename");

  wait_for_state (page, "list");
  app_wait_until (get_row (page, a) != NULL);
  gtk_widget_activate_action (get_row (page, a), "row.rename", NULL);
  app_wait_until (gtk_widget_get_mapped (popover));
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (entry)), ==, "A");
  g_assert_true (gtk_widget_is_sensitive (button));

  gtk_editable_set_text (GTK_EDITABLE (entry), "  ");
  g_assert_false (gtk_widget_is_sensitive (button));
  gtk_editable_set_text (GTK_EDITABLE (entry), "B");
  g_assert_false (gtk_widget_is_sensitive (button));
  g_assert_nonnull (app_find (popover, GTK_TYPE_LABEL, "Another dataset has this name."));
  gtk_editable_set_text (GTK_EDITABLE (entry), " Other ");
  g_assert_true (gtk_widget_is_sensitive (button));
  g_signal_emit_by_name (entry, "activate");
  app_wait_until (find_label (fixture, "Other") != NULL && !gtk_widget_get_mapped (popover));
  g_assert_null (find_label (fixture, "A"));
}

/* --- files --- */

static void
import_file (AppFixture *fixture, GtkWidget *page, const char *name)
{
  g_autofree char *path = g_build_filename (fixture->folder, name, NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);

  store_test_write (path, "input,answer\na,b\n");
  dg_datasets_page_import (DG_DATASETS_PAGE (page), file);
}

/* Files wait for the library, and for each other. */
static void
test_import (AppFixture *fixture, gconstpointer data)
{
  GtkWidget *page = present_page (fixture);
  GtkWidget *add;

  import_file (fixture, page, "one.csv");
  import_file (fixture, page, "two.csv");
  g_assert_null (find_dialog (DG_TYPE_IMPORT_DIALOG));
  app_fixture_open_library (fixture);
  app_wait_until (find_dialog (DG_TYPE_IMPORT_DIALOG) != NULL);
  g_assert_nonnull (app_find (GTK_WIDGET (find_dialog (DG_TYPE_IMPORT_DIALOG)), GTK_TYPE_LABEL, "one.csv"));

  gtk_window_close (find_dialog (DG_TYPE_IMPORT_DIALOG));
  app_wait_until (find_dialog (DG_TYPE_IMPORT_DIALOG) != NULL &&
                  app_find (GTK_WIDGET (find_dialog (DG_TYPE_IMPORT_DIALOG)), GTK_TYPE_LABEL, "two.csv") != NULL);
  add = find_button_in (GTK_WIDGET (find_dialog (DG_TYPE_IMPORT_DIALOG)), "Add");
  app_wait_until (gtk_widget_is_sensitive (add));
  g_signal_emit_by_name (add, "clicked");
  app_wait_until (find_label (fixture, "“two” added with 1 record") != NULL);
  wait_for_state (page, "list");
  g_assert_null (find_dialog (DG_TYPE_IMPORT_DIALOG));
  g_assert_null (find_label (fixture, "one"));
}

int
main (int argc, char *argv[])
{
  app_test_init (&argc, &argv);

  app_test_add ("/app/datasets-page/empty", test_empty);
  app_test_add ("/app/datasets-page/first-focus", test_first_focus);
  app_test_add ("/app/datasets-page/connect", test_connect);
  app_test_add ("/app/datasets-page/failed", test_failed);
  app_test_add ("/app/datasets-page/list", test_list);
  app_test_add ("/app/datasets-page/narrow", test_narrow);
  app_test_add ("/app/datasets-page/follows", test_follows);
  app_test_add ("/app/datasets-page/search", test_search);
  app_test_add ("/app/datasets-page/sort", test_sort);
  app_test_add ("/app/datasets-page/focus", test_focus);
  app_test_add ("/app/datasets-page/many", test_many);
  app_test_add ("/app/datasets-page/delete", test_delete);
  app_test_add ("/app/datasets-page/discard", test_discard);
  app_test_add ("/app/datasets-page/discard-run", test_discard_run);
  app_test_add ("/app/datasets-page/duplicate", test_duplicate);
  app_test_add ("/app/datasets-page/rename", test_rename);
  app_test_add ("/app/datasets-page/import", test_import);

  return g_test_run ();
}
