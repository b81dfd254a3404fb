/* app-fixture.c: what stands behind the pages, for tests that make them
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "app-fixture.h"

#include <glib/gstdio.h>
#include <gtksourceview/gtksource.h>

/* Far longer than anything takes, even under the sanitizers on a busy machine: who waits so long waits for ever. */
#define PATIENCE_US (30 * G_USEC_PER_SEC)

/* What GtkApplication and AdwApplication do for the program. */
static void
load_looks (void)
{
  g_autoptr (GtkCssProvider) provider = gtk_css_provider_new ();
  GdkDisplay *display = gdk_display_get_default ();

  gtk_css_provider_load_from_resource (provider, "/org/example/DatasetGen/style.css");
  gtk_style_context_add_provider_for_display (display, GTK_STYLE_PROVIDER (provider),
                                              GTK_STYLE_PROVIDER_PRIORITY_APPLICATION);
  gtk_icon_theme_add_resource_path (gtk_icon_theme_get_for_display (display), "/org/example/DatasetGen/icons");
}

/**
 * app_test_init:
 * @argc: of main()
 * @argv: of main()
 *
 * Instead of g_test_init(): starts the toolkit as well, with the looks of the program. Widths are asserted, so the font
 * is the same wherever the test runs and it is installed.
 */
void
app_test_init (int *argc, char ***argv)
{
  g_test_init (argc, argv, NULL);
  gtk_init ();
  adw_init ();
  gtk_source_init ();
  g_object_set (gtk_settings_get_default (), "gtk-font-name", "Cantarell 11", "gtk-enable-animations", FALSE, NULL);
  load_looks ();
}

/* --- the fixture --- */

static void
remove_tree (const char *path)
{
  g_autoptr (GDir) dir = NULL;
  const char *name;

  if (!g_file_test (path, G_FILE_TEST_IS_SYMLINK))
    dir = g_dir_open (path, 0, NULL);

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *child = g_build_filename (path, name, NULL);

      remove_tree (child);
    }

  g_remove (path);
}

/* The backend keeps settings in memory for the whole program, and each test begins with the defaults. */
static void
reset_settings (GSettings *settings)
{
  g_autoptr (GSettingsSchema) schema = NULL;
  g_auto (GStrv) keys = NULL;

  g_object_get (settings, "settings-schema", &schema, NULL);
  keys = g_settings_schema_list_keys (schema);
  for (gsize i = 0; keys[i] != NULL; i++)
    g_settings_reset (settings, keys[i]);
}

void
app_fixture_set_up (AppFixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  fixture->folder = g_dir_make_tmp ("dataset-gen-test-XXXXXX", &error);
  g_assert_no_error (error);

  fixture->settings = g_settings_new (DG_APP_ID);
  reset_settings (fixture->settings);
  g_settings_set_string (fixture->settings, "library-folder", fixture->folder);
  fixture->engine = dg_engine_new (fixture->settings);
  fixture->runs = dg_run_list_new ();
}

void
app_fixture_tear_down (AppFixture *fixture, gconstpointer data)
{
  if (fixture->window != NULL)
    gtk_window_destroy (g_steal_pointer (&fixture->window));

  g_clear_object (&fixture->runs);
  g_clear_object (&fixture->engine);
  g_clear_object (&fixture->settings);
  remove_tree (fixture->folder);
  g_clear_pointer (&fixture->folder, g_free);
}

/**
 * app_fixture_open_library:
 * @fixture: the fixture
 *
 * Returns: (transfer none): the engine's library, which is open now
 */
DgLibrary *
app_fixture_open_library (AppFixture *fixture)
{
  dg_engine_open_library (fixture->engine);
  app_wait_until (dg_engine_get_library (fixture->engine) != NULL ||
                  dg_engine_get_library_error (fixture->engine) != NULL);
  g_assert_no_error ((GError *) dg_engine_get_library_error (fixture->engine));

  return dg_engine_get_library (fixture->engine);
}

/**
 * app_fixture_present:
 * @fixture: the fixture
 * @widget: (transfer floating): what is tested
 *
 * Puts a widget into a window, below an overlay that shows toasts, and waits until it is there.
 */
void
app_fixture_present (AppFixture *fixture, GtkWidget *widget)
{
  GtkWidget *overlay = adw_toast_overlay_new ();

  g_assert_null (fixture->window);
  adw_toast_overlay_set_child (ADW_TOAST_OVERLAY (overlay), widget);
  fixture->window = GTK_WINDOW (adw_window_new ());
  adw_window_set_content (ADW_WINDOW (fixture->window), overlay);
  gtk_window_set_default_size (fixture->window, 1100, 760);
  gtk_window_present (fixture->window);
  app_wait_until (gtk_widget_get_mapped (widget) && gtk_widget_get_width (widget) > 0);
}

static gboolean
look_again_cb (gpointer data)
{
  return G_SOURCE_REMOVE;
}

/**
 * app_wait:
 * @deadline: (inout): 0 at first
 *
 * Runs the main loop once. app_wait_until() is what tests use.
 *
 * Returns: whether there is time left
 */
gboolean
app_wait (gint64 *deadline)
{
  if (*deadline == 0)
    *deadline = g_get_monotonic_time () + PATIENCE_US;
  if (g_get_monotonic_time () > *deadline)
    return FALSE;

  /* a condition may come true in another thread, without anything for this loop to do */
  guint id = g_timeout_add (50, look_again_cb, NULL);
  GSource *source = g_main_context_find_source_by_id (NULL, id);

  g_source_ref (source);
  g_main_context_iteration (NULL, TRUE);
  g_source_destroy (source);
  g_source_unref (source);

  return TRUE;
}
