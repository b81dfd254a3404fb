/* test-window.c: the window: its widths, its places, what it remembers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "app-assert.h"
#include "app-fixture.h"
#include "dg-review-page.h"
#include "dg-window.h"
#include "store-test-utils.h"

static DgWindow *
present_window (AppFixture *fixture)
{
  DgWindow *window = dg_window_new (NULL, fixture->engine, fixture->runs);

  fixture->window = GTK_WINDOW (window);
  gtk_window_present (fixture->window);
  app_wait_until (gtk_widget_get_width (GTK_WIDGET (window)) > 0);

  return window;
}

/* With its frame, which is there where no compositor draws a shadow. */
static int
get_width (AppFixture *fixture)
{
  return gdk_surface_get_width (gtk_native_get_surface (GTK_NATIVE (fixture->window)));
}

static gboolean
is_narrow (DgWindow *window)
{
  return dg_page_get_narrow (DG_PAGE (app_find (GTK_WIDGET (window), DG_TYPE_PAGE, NULL)));
}

/* In the wide window the buttons alone would need more than the width at which it becomes narrow. */
static void
test_narrow (AppFixture *fixture, gconstpointer data)
{
  DgWindow *window = present_window (fixture);

  g_assert_false (is_narrow (window));
  app_assert_fits (GTK_WIDGET (window), APP_NARROW_WIDTH);

  gtk_window_set_default_size (fixture->window, APP_NARROW_WIDTH, 640);
  app_wait_until (is_narrow (window));
  app_assert_fits (GTK_WIDGET (window), APP_NARROW_WIDTH);
  app_wait_until (get_width (fixture) == APP_NARROW_WIDTH);

  gtk_window_set_default_size (fixture->window, 1100, 640);
  app_wait_until (!is_narrow (window));
}

/* What would not fit beside each other, because letters are twice as large, is not beside each other. */
static void
test_large_text (AppFixture *fixture, gconstpointer data)
{
  GtkSettings *settings = gtk_settings_get_default ();
  int dpi;

  g_object_get (settings, "gtk-xft-dpi", &dpi, NULL);
  g_object_set (settings, "gtk-xft-dpi", 2 * 96 * 1024, NULL);

  DgWindow *window = present_window (fixture);

  gtk_window_set_default_size (fixture->window, 800, 640);
  app_wait_until (is_narrow (window));
  app_wait_until (get_width (fixture) == 800);

  g_object_set (settings, "gtk-xft-dpi", dpi, NULL);
}

static void
test_opens_narrow (AppFixture *fixture, gconstpointer data)
{
  g_settings_set (fixture->settings, "window-size", "(ii)", 400, 640);

  DgWindow *window = present_window (fixture);

  app_wait_until (is_narrow (window));
  g_assert_cmpint (get_width (fixture), ==, 400);
}

static gboolean
stands_out (GtkWidget *button)
{
  return gtk_widget_has_css_class (button, "suggested-action");
}

/* Where there is nothing yet, the page's own button stands out, and there is nothing to search. */
static void
test_one_suggestion (AppFixture *fixture, gconstpointer data)
{
  DgWindow *window = present_window (fixture);
  GtkWidget *generate = app_find (GTK_WIDGET (window), GTK_TYPE_BUTTON, "Generate Dataset");
  GtkWidget *search = app_find (GTK_WIDGET (window), GTK_TYPE_TOGGLE_BUTTON, "Search");
  DgPage *page = DG_PAGE (app_find (GTK_WIDGET (window), DG_TYPE_PAGE, NULL));
  DgLibrary *library = app_fixture_open_library (fixture);
  g_autoptr (DgRunReport) report = NULL;

  app_wait_until (!stands_out (generate));
  g_assert_false (gtk_widget_get_sensitive (search));
  gtk_widget_activate_action (GTK_WIDGET (window), "win.search", NULL);
  g_assert_false (dg_page_get_searching (page));
  /* it has the focus, so that Return alone begins */
  app_wait_until (gtk_window_get_focus (fixture->window) != NULL &&
                  gtk_widget_has_css_class (gtk_window_get_focus (fixture->window), "pill"));

  report = store_test_make_dataset (library, "Telecom", 10, DG_FILE_FORMAT_JSONL);
  app_wait_until (stands_out (generate));
  g_assert_true (gtk_widget_get_sensitive (search));
  gtk_widget_activate_action (GTK_WIDGET (window), "win.search", NULL);
  g_assert_true (dg_page_get_searching (page));
}

static void
test_remembers (AppFixture *fixture, gconstpointer data)
{
  DgWindow *window = present_window (fixture);
  g_autofree char *place = NULL;
  int width, height;

  gtk_window_set_default_size (fixture->window, 900, 650);
  app_wait_until (get_width (fixture) == 900);
  gtk_widget_activate_action (GTK_WIDGET (window), "win.show-place", "s", "prompts");
  gtk_window_close (g_steal_pointer (&fixture->window));

  app_wait_until ((g_settings_get (fixture->settings, "window-size", "(ii)", &width, &height), width == 900));
  g_assert_cmpint (height, ==, 650);
  place = g_settings_get_string (fixture->settings, "place");
  g_assert_cmpstr (place, ==, "prompts");
}

/* A page on top of the places goes when the person goes back, and nothing keeps it. */
static void
test_page_goes (AppFixture *fixture, gconstpointer data)
{
  DgWindow *window = present_window (fixture);
  DgPage *page = dg_review_page_new (fixture->engine, fixture->runs, "ds_absent");

  dg_window_push (window, page);
  g_object_add_weak_pointer (G_OBJECT (page), (gpointer *) &page);
  gtk_widget_activate_action (GTK_WIDGET (window), "win.back", NULL);

  app_wait_until (page == NULL);
}

static void
test_window_goes (AppFixture *fixture, gconstpointer data)
{
  DgWindow *window = present_window (fixture);

  dg_window_push (window, dg_review_page_new (fixture->engine, fixture->runs, "ds_absent"));
  app_fixture_open_library (fixture);
  g_object_add_weak_pointer (G_OBJECT (window), (gpointer *) &window);
  gtk_window_destroy (g_steal_pointer (&fixture->window));

  app_wait_until (window == NULL);
}

int
main (int argc, char *argv[])
{
  app_test_init (&argc, &argv);

  app_test_add ("/app/window/narrow", test_narrow);
  app_test_add ("/app/window/large-text", test_large_text);
  app_test_add ("/app/window/opens-narrow", test_opens_narrow);
  app_test_add ("/app/window/one-suggestion", test_one_suggestion);
  app_test_add ("/app/window/remembers", test_remembers);
  app_test_add ("/app/window/page-goes", test_page_goes);
  app_test_add ("/app/window/goes", test_window_goes);

  return g_test_run ();
}
