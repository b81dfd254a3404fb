/* test-preferences.c: what the person can set, and the connection
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gstdio.h>

#include "app-assert.h"
#include "app-fixture.h"
#include "dg-preferences-window.h"
#include "dg-secret-row.h"
#include "store-test-utils.h"

static GtkWidget *
present_preferences (AppFixture *fixture)
{
  app_fixture_open_library (fixture);
  dg_engine_find_credentials (fixture->engine);
  app_wait_until (dg_engine_get_connection (fixture->engine) != DG_CONNECTION_SEARCHING);
  fixture->window = GTK_WINDOW (dg_preferences_window_new (NULL, fixture->engine));
  gtk_window_present (fixture->window);
  app_wait_until (gtk_widget_get_width (GTK_WIDGET (fixture->window)) > 0);

  return GTK_WIDGET (fixture->window);
}

static void
test_first_run (AppFixture *fixture, gconstpointer data)
{
  GtkWidget *window = present_preferences (fixture);

  g_assert_cmpint (dg_engine_get_connection (fixture->engine), ==, DG_CONNECTION_NONE);
  g_assert_nonnull (app_find (window, ADW_TYPE_ACTION_ROW, "Not connected"));
  g_assert_false (gtk_widget_get_sensitive (app_find (window, GTK_TYPE_BUTTON, "Test Connection")));
  g_assert_false (gtk_widget_get_sensitive (app_find (window, GTK_TYPE_BUTTON, "Keep Key")));
}

/* Nothing leaves the process: the practice model can be asked without credentials. */
static void
test_practice (AppFixture *fixture, gconstpointer data)
{
  GtkWidget *window = present_preferences (fixture);
  GtkWidget *provider = app_find (window, ADW_TYPE_COMBO_ROW, "Provider");
  GtkWidget *model = app_find (window, ADW_TYPE_COMBO_ROW, "Model");
  GtkWidget *test = app_find (window, GTK_TYPE_BUTTON, "Test Connection");
  g_autofree char *id = NULL;

  adw_combo_row_set_selected (ADW_COMBO_ROW (provider), 1);
  id = g_settings_get_string (fixture->settings, "provider");
  g_assert_cmpstr (id, ==, "practice");
  g_assert_false (gtk_widget_get_visible (model));
  g_assert_true (gtk_widget_get_sensitive (test));

  g_signal_emit_by_name (test, "clicked");
  g_assert_false (gtk_widget_get_sensitive (test));
  app_wait_until (gtk_widget_get_sensitive (test));
}

static void
test_model (AppFixture *fixture, gconstpointer data)
{
  GtkWidget *window = present_preferences (fixture);
  AdwComboRow *row = ADW_COMBO_ROW (app_find (window, ADW_TYPE_COMBO_ROW, "Model"));
  g_autofree char *before = g_settings_get_string (fixture->settings, "model");
  g_autofree char *after = NULL;

  g_assert_cmpstr (before, ==, "nova-2-lite");
  adw_combo_row_set_selected (row, adw_combo_row_get_selected (row) + 1);
  after = g_settings_get_string (fixture->settings, "model");
  g_assert_cmpstr (after, !=, before);
}

/* What was set by hand is not lost because a list does not have it. */
static void
test_own_model (AppFixture *fixture, gconstpointer data)
{
  GtkWidget *window;
  g_autofree char *model = NULL;

  g_settings_set_string (fixture->settings, "model", "us.amazon.nova-3-v1:0");
  window = present_preferences (fixture);
  model = g_settings_get_string (fixture->settings, "model");

  g_assert_nonnull (app_find (window, ADW_TYPE_COMBO_ROW, "Model"));
  g_assert_cmpstr (model, ==, "us.amazon.nova-3-v1:0");
}

static void
test_region (AppFixture *fixture, gconstpointer data)
{
  GtkWidget *window = present_preferences (fixture);
  GtkWidget *row = app_find (window, ADW_TYPE_ENTRY_ROW, "AWS region (empty: as the credentials say)");
  g_autofree char *region = NULL;
  g_autofree char *kept = NULL;

  gtk_editable_set_text (GTK_EDITABLE (row), "eu-central-1");
  g_signal_emit_by_name (row, "apply");
  region = g_settings_get_string (fixture->settings, "region");
  g_assert_cmpstr (region, ==, "eu-central-1");

  /* a word that is no region is told, and what was set before stays */
  gtk_editable_set_text (GTK_EDITABLE (row), "Frankfurt");
  g_signal_emit_by_name (row, "apply");
  g_assert_nonnull (
      app_find (window, GTK_TYPE_LABEL, "“Frankfurt” is not the name of an AWS region, such as us-east-1."));
  kept = g_settings_get_string (fixture->settings, "region");
  g_assert_cmpstr (kept, ==, "eu-central-1");
}

static void
test_key_sensitivity (AppFixture *fixture, gconstpointer data)
{
  GtkWidget *window = present_preferences (fixture);
  GtkWidget *keep = app_find (window, GTK_TYPE_BUTTON, "Keep Key");
  GtkWidget *kind = app_find (window, ADW_TYPE_COMBO_ROW, "Connect with");
  GtkWidget *row = app_find (window, DG_TYPE_SECRET_ROW, "API key");
  GtkWidget *id = app_find (window, ADW_TYPE_ENTRY_ROW, "Access key ID");
  GtkText *text = GTK_TEXT (app_find (row, GTK_TYPE_TEXT, NULL));

  gtk_entry_buffer_set_text (gtk_text_get_buffer (text), "secret", -1);
  g_assert_true (gtk_widget_get_sensitive (keep));
  g_assert_false (gtk_widget_get_visible (id));

  /* an access key has two parts */
  adw_combo_row_set_selected (ADW_COMBO_ROW (kind), 1);
  g_assert_true (gtk_widget_get_visible (id));
  g_assert_nonnull (app_find (window, DG_TYPE_SECRET_ROW, "Secret access key"));
  g_assert_false (gtk_widget_get_sensitive (keep));
  gtk_editable_set_text (GTK_EDITABLE (id), "AKIDEXAMPLE");
  g_assert_true (gtk_widget_get_sensitive (keep));
}

/* What is displayed is what the accessibility bus is told. */
static void
test_key_is_not_shown (AppFixture *fixture, gconstpointer data)
{
  GtkWidget *window = present_preferences (fixture);
  GtkText *text = GTK_TEXT (app_find (app_find (window, DG_TYPE_SECRET_ROW, NULL), GTK_TYPE_TEXT, NULL));

  gtk_entry_buffer_set_text (gtk_text_get_buffer (text), "secret", -1);
  g_assert_false (gtk_text_get_visibility (text));
  g_assert_true (GTK_IS_PASSWORD_ENTRY_BUFFER (gtk_text_get_buffer (text)));
  g_assert_null (gtk_widget_get_ancestor (gtk_widget_get_parent (GTK_WIDGET (text)), GTK_TYPE_EDITABLE));
}

static void
test_folder (AppFixture *fixture, gconstpointer data)
{
  g_autofree char *other = g_build_filename (fixture->folder, "other", NULL);
  g_autofree char *file = g_build_filename (fixture->folder, "file", NULL);
  g_autoptr (GError) error = NULL;
  g_autofree char *chosen = NULL;
  DgLibrary *library = app_fixture_open_library (fixture);
  gboolean done;

  /* the library that is open stays when another one cannot be */
  g_file_set_contents (file, "no folder", -1, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < 2; i++)
    {
      const char *folder = i == 0 ? file : other;
      g_autoptr (GAsyncResult) result = NULL;

      dg_engine_change_folder_async (fixture->engine, folder, NULL, store_test_ready_cb, &result);
      app_wait_until (result != NULL);
      g_clear_error (&error);
      done = dg_engine_change_folder_finish (fixture->engine, result, &error);
      g_assert_cmpint (done, ==, i == 1);
      g_assert_true ((dg_engine_get_library (fixture->engine) == library) == (i == 0));
    }
  g_assert_no_error (error);
  chosen = g_settings_get_string (fixture->settings, "library-folder");
  g_assert_cmpstr (chosen, ==, other);
}

int
main (int argc, char *argv[])
{
  app_test_init (&argc, &argv);

  app_test_add ("/app/preferences/first-run", test_first_run);
  app_test_add ("/app/preferences/practice", test_practice);
  app_test_add ("/app/preferences/model", test_model);
  app_test_add ("/app/preferences/own-model", test_own_model);
  app_test_add ("/app/preferences/region", test_region);
  app_test_add ("/app/preferences/key-sensitivity", test_key_sensitivity);
  app_test_add ("/app/preferences/key-is-not-shown", test_key_is_not_shown);
  app_test_add ("/app/preferences/folder", test_folder);

  return g_test_run ();
}
