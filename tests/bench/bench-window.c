/* bench-window.c: how smoothly a large dataset scrolls, and how quickly the editor takes what is typed
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Usage: bench-window LIBRARY DATASET N_RECORDS. Needs a display; window.py gives it one. What it prints:
 * bench_clock_stop().
 */

#include "config.h"

#include <stdlib.h>

#include "app-assert.h"
#include "app-fixture.h"
#include "bench-clock.h"
#include "dg-review-page.h"
#include "dg-window.h"

#define MEASURE_US (8 * G_USEC_PER_SEC)
#define KEY_MS 80

typedef struct
{
  BenchClock *clock;     /* (unowned) */
  GtkAdjustment *scroll; /* (unowned) */
  GtkTextBuffer *buffer; /* (unowned) */
  double direction;      /* of scrolling, 1 or -1 */
} Bench;

/* A page and a half in a second, as a finger or a wheel does it, with a jump now and then as with the bar. */
static gboolean
scroll_cb (GtkWidget *widget, GdkFrameClock *clock, gpointer data)
{
  Bench *bench = data;
  double page = gtk_adjustment_get_page_size (bench->scroll);
  double end = gtk_adjustment_get_upper (bench->scroll) - page;
  double value = gtk_adjustment_get_value (bench->scroll);

  if (value >= end)
    bench->direction = -1;
  if (value <= 0)
    bench->direction = 1;
  gtk_adjustment_set_value (bench->scroll, value + bench->direction * page / 40);

  return G_SOURCE_CONTINUE;
}

static gboolean
type_cb (gpointer data)
{
  Bench *bench = data;

  bench_clock_press_key (bench->clock, NULL, NULL);
  gtk_text_buffer_insert_interactive_at_cursor (bench->buffer, "e", 1, TRUE);

  return G_SOURCE_CONTINUE;
}

static void
measure (Bench *bench, GtkWindow *window, const char *what)
{
  bench->clock = bench_clock_start (window);
  bench_run_for (MEASURE_US);
  bench_clock_stop (bench->clock, what);
}

static GtkColumnView *
wait_for_table (GtkWidget *window, guint n_records)
{
  GtkWidget *table = NULL;

  app_wait_until ((table = app_find (window, GTK_TYPE_COLUMN_VIEW, NULL)) != NULL);
  app_wait_until (gtk_column_view_get_model (GTK_COLUMN_VIEW (table)) != NULL);
  app_wait_until (g_list_model_get_n_items (G_LIST_MODEL (gtk_column_view_get_model (GTK_COLUMN_VIEW (table)))) >=
                  n_records);

  return GTK_COLUMN_VIEW (table);
}

static void
run (AppFixture *fixture, const char *dataset, guint n_records)
{
  Bench bench = { .direction = 1 };
  DgWindow *window = dg_window_new (NULL, fixture->engine, fixture->runs);
  GtkWidget *editor;
  GtkColumnView *table;
  guint tick, typing;

  fixture->window = GTK_WINDOW (window);
  gtk_window_set_default_size (fixture->window, 1100, 760);
  gtk_window_present (fixture->window);
  dg_window_push (window, dg_review_page_new (fixture->engine, fixture->runs, dataset));
  table = wait_for_table (GTK_WIDGET (window), n_records);
  editor = app_find (GTK_WIDGET (window), GTK_TYPE_TEXT_VIEW, NULL);
  app_wait_until (gtk_widget_get_mapped (GTK_WIDGET (table)) && gtk_widget_get_mapped (editor));

  bench.scroll = gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (table));
  tick = gtk_widget_add_tick_callback (GTK_WIDGET (table), scroll_cb, &bench, NULL);
  measure (&bench, fixture->window, "scrolling");
  gtk_widget_remove_tick_callback (GTK_WIDGET (table), tick);

  bench.buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (editor));
  typing = g_timeout_add (KEY_MS, type_cb, &bench);
  measure (&bench, fixture->window, "typing");
  g_source_remove (typing);
}

int
main (int argc, char *argv[])
{
  AppFixture fixture = { 0 };

  g_assert_cmpint (argc, ==, 4);
  g_autofree char *library = g_strdup (argv[1]);
  g_autofree char *dataset = g_strdup (argv[2]);
  guint n_records = (guint) strtoul (argv[3], NULL, 10);

  argc = 1;
  app_test_init (&argc, &argv);
  app_fixture_set_up (&fixture, NULL);
  g_settings_set_string (fixture.settings, "library-folder", library);
  app_fixture_open_library (&fixture);
  run (&fixture, dataset, n_records);
  app_fixture_tear_down (&fixture, NULL);

  return EXIT_SUCCESS;
}
