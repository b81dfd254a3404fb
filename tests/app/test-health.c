/* test-health.c: what a dataset is like, as charts and lists that lead to its records
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "app-assert.h"
#include "dg-chart-bars.h"
#include "dg-chart-heat-map.h"
#include "dg-health-list.h"
#include "made-dataset.h"
#include "review-fixture.h"

/* What was asked to be shown. */
typedef struct
{
  GArray *numbers; /* (owned) (nullable) */
  char *title;     /* (owned) (nullable) */
} Shown;

static void
show_records_cb (GtkWidget *widget, GArray *numbers, const char *title, Shown *shown)
{
  g_clear_pointer (&shown->numbers, g_array_unref);
  shown->numbers = g_array_ref (numbers);
  g_free (shown->title);
  shown->title = g_strdup (title);
}

static void
clear_shown (Shown *shown)
{
  g_clear_pointer (&shown->numbers, g_array_unref);
  g_clear_pointer (&shown->title, g_free);
}

static void
assert_shown (const Shown *shown, const char *title, const char *numbers)
{
  g_autoptr (GString) text = g_string_new (NULL);

  g_assert_cmpstr (shown->title, ==, title);
  for (guint i = 0; i < shown->numbers->len; i++)
    g_string_append_printf (text, "%s%u", i > 0 ? " " : "", g_array_index (shown->numbers, guint, i));
  g_assert_cmpstr (text->str, ==, numbers);
}

static void
press (GtkWidget *widget, const char *name)
{
  GtkWidget *part = app_find (widget, DG_TYPE_CHART_PART, name);

  g_assert_nonnull (part);
  g_signal_emit_by_name (part, "clicked");
}

/* 24 records: 17 are “yes”, 7 are “no”, and the last two contradict each other. All others have nothing in common. */
static char *
import_labels (AppFixture *fixture)
{
  g_autoptr (GString) text = g_string_new ("input,answer\n");

  for (guint i = 1; i <= 22; i++)
    {
      g_autofree char *number = g_strdup_printf ("%u", i);
      g_autofree char *words = g_compute_checksum_for_string (G_CHECKSUM_SHA256, number, -1);

      g_string_append_printf (text, "%s,%s\n", words, i <= 16 ? "yes" : "no");
    }
  g_string_append (text, "please cancel everything at once,yes\nplease cancel everything at once,no\n");

  return review_import (fixture, text->str);
}

static GtkWidget *
present_health (AppFixture *fixture, const char *dataset)
{
  GtkWidget *view = g_object_new (DG_TYPE_HEALTH_VIEW, NULL);

  dg_health_view_set_dataset (DG_HEALTH_VIEW (view), dg_engine_get_library (fixture->engine), dataset);
  app_fixture_present (fixture, view);
  app_wait_until (dg_health_view_get_health (DG_HEALTH_VIEW (view)) != NULL);

  return view;
}

/* --- charts --- */

static GtkWidget *
new_bars (void)
{
  GtkWidget *chart = dg_chart_bars_new ();
  g_autoptr (GArray) numbers = g_array_new (FALSE, FALSE, sizeof (guint));
  const guint number = 7;
  DgChartFigure figure = { .text = "none", .words = "none: no record", .title = "none", .share = -1 };

  g_array_append_val (numbers, number);
  for (guint i = 0; i < 3; i++)
    {
      figure.row = i;
      dg_chart_add (DG_CHART (chart), &figure);
      figure.numbers = numbers;
      figure.n = 1;
      figure.title = figure.text = "some";
      figure.words = "some: 1 record";
    }
  dg_chart_describe (DG_CHART (chart), "Bars", NULL);

  return chart;
}

static void
test_described (void)
{
  GtkWidget *chart = g_object_ref_sink (new_bars ());

  gtk_test_accessible_assert_property (chart, GTK_ACCESSIBLE_PROPERTY_LABEL, "Bars");
  gtk_test_accessible_assert_property (chart, GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                       "none: no record; some: 1 record; some: 1 record");
  gtk_test_accessible_assert_role (chart, GTK_ACCESSIBLE_ROLE_GROUP);
  g_object_unref (chart);
}

static void
test_pressed (void)
{
  GtkWidget *chart = g_object_ref_sink (new_bars ());
  Shown shown = { 0 };

  g_signal_connect (chart, "show-records", G_CALLBACK (show_records_cb), &shown);
  press (chart, "none: no record");
  g_assert_null (shown.title);
  press (chart, "some: 1 record");
  assert_shown (&shown, "some", "7");
  clear_shown (&shown);
  g_object_unref (chart);
}

static void
test_keys (AppFixture *fixture, gconstpointer data)
{
  GtkWidget *chart = new_bars ();
  GPtrArray *parts = dg_chart_get_parts (DG_CHART (chart));

  app_fixture_present (fixture, chart);
  gtk_window_set_focus (fixture->window, NULL);
  g_assert_true (gtk_widget_child_focus (chart, GTK_DIR_TAB_FORWARD));
  g_assert_true (gtk_widget_has_focus (g_ptr_array_index (parts, 0)));
  gtk_widget_child_focus (chart, GTK_DIR_UP);
  g_assert_true (gtk_widget_has_focus (g_ptr_array_index (parts, 0)));
  gtk_widget_child_focus (chart, GTK_DIR_DOWN);
  g_assert_true (gtk_widget_has_focus (g_ptr_array_index (parts, 1)));
  /* all parts together are one stop */
  g_assert_false (gtk_widget_child_focus (chart, GTK_DIR_TAB_FORWARD));
}

/* A part is where it is drawn: whatever is at a point belongs to it. */
static void
test_hit (AppFixture *fixture, gconstpointer data)
{
  GtkWidget *chart = new_bars ();
  GPtrArray *parts = dg_chart_get_parts (DG_CHART (chart));
  double row;

  gtk_widget_set_valign (chart, GTK_ALIGN_START);
  app_fixture_present (fixture, chart);
  row = gtk_widget_get_height (chart) / 3.0;
  for (guint i = 0; i < 3; i++)
    g_assert_true (gtk_widget_pick (chart, 30, (i + 0.5) * row, GTK_PICK_DEFAULT) == g_ptr_array_index (parts, i));
}

static void
test_mirrored (AppFixture *fixture, gconstpointer data)
{
  GtkWidget *chart = g_object_new (DG_TYPE_CHART_HEAT_MAP, NULL);
  const char *const columns[] = { "a", "b", NULL };
  const char *const rows[] = { "x", NULL };
  DgChartFigure figure = { .text = "a", .words = "x / a: no record", .share = -1 };
  DgChartPart *first = dg_chart_add (DG_CHART (chart), &figure);
  graphene_rect_t first_place, second_place;
  DgChartPart *second;

  figure.column = 1;
  second = dg_chart_add (DG_CHART (chart), &figure);
  dg_chart_heat_map_set_headers (DG_CHART_HEAT_MAP (chart), columns, rows);
  gtk_widget_set_direction (chart, GTK_TEXT_DIR_RTL);
  app_fixture_present (fixture, chart);

  g_assert_true (gtk_widget_compute_bounds (GTK_WIDGET (first), chart, &first_place));
  g_assert_true (gtk_widget_compute_bounds (GTK_WIDGET (second), chart, &second_place));
  g_assert_cmpfloat (second_place.origin.x, <, first_place.origin.x);
  gtk_window_set_focus (fixture->window, NULL);
  gtk_widget_child_focus (chart, GTK_DIR_TAB_FORWARD);
  gtk_widget_child_focus (chart, GTK_DIR_LEFT);
  g_assert_true (gtk_widget_has_focus (GTK_WIDGET (second)));
}

/* --- the view --- */

static void
test_labels (AppFixture *fixture, gconstpointer data)
{
  app_fixture_open_library (fixture);
  g_autofree char *dataset = import_labels (fixture);
  GtkWidget *view = present_health (fixture, dataset);
  Shown shown = { 0 };

  g_signal_connect (view, "show-records", G_CALLBACK (show_records_cb), &shown);
  press (view, "no: 7 records, 29 %");
  assert_shown (&shown, "label “no”", "17 18 19 20 21 22 24");
  press (view, "yes: 17 records, 71 %");
  assert_shown (&shown, "label “yes”", "1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 23");
  clear_shown (&shown);
}

static void
test_lists (AppFixture *fixture, gconstpointer data)
{
  app_fixture_open_library (fixture);
  g_autofree char *dataset = import_labels (fixture);
  GtkWidget *view = present_health (fixture, dataset);
  GtkWidget *list = app_find (view, DG_TYPE_HEALTH_LIST, NULL);
  GtkListBoxRow *row = gtk_list_box_get_row_at_index (dg_health_list_get_rows (DG_HEALTH_LIST (list)), 0);
  Shown shown = { 0 };

  g_assert_nonnull (row);
  g_assert_cmpstr (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (row)), ==,
                   "The same input with different answers");
  g_signal_connect (view, "show-records", G_CALLBACK (show_records_cb), &shown);
  gtk_widget_activate (GTK_WIDGET (row));
  app_wait_until (shown.title != NULL);
  assert_shown (&shown, "duplicates", "23 24");
  g_assert_nonnull (app_find (view, GTK_TYPE_LABEL, "No problems found"));
  clear_shown (&shown);
}

static void
measured_cb (DgHealthView *view, guint *n_measured)
{
  (*n_measured)++;
}

/* What is on show is what there is now. */
static void
test_refreshed (AppFixture *fixture, gconstpointer data)
{
  app_fixture_open_library (fixture);
  g_autofree char *dataset = import_labels (fixture);
  GtkWidget *view = present_health (fixture, dataset);
  guint n_measured = 0;

  g_assert_nonnull (app_find (view, GTK_TYPE_LABEL, "0 of 24 records reviewed"));
  g_signal_connect (view, "measured", G_CALLBACK (measured_cb), &n_measured);
  made_dataset_approve (dg_engine_get_library (fixture->engine), dataset, 2);
  dg_health_view_refresh (DG_HEALTH_VIEW (view));
  app_wait_until (n_measured == 1);
  g_assert_nonnull (app_find (view, GTK_TYPE_LABEL, "1 of 24 records reviewed"));
}

static void
test_failed (AppFixture *fixture, gconstpointer data)
{
  GtkWidget *view = g_object_new (DG_TYPE_HEALTH_VIEW, NULL);
  GtkWidget *button;

  app_fixture_open_library (fixture);
  dg_health_view_set_dataset (DG_HEALTH_VIEW (view), dg_engine_get_library (fixture->engine), "dataset_none0000");
  app_fixture_present (fixture, view);
  button = app_find (view, GTK_TYPE_BUTTON, "Try Again");
  app_wait_until (gtk_widget_get_mapped (button));
  g_assert_null (dg_health_view_get_health (DG_HEALTH_VIEW (view)));
}

static void
test_coverage (AppFixture *fixture, gconstpointer data)
{
  app_fixture_open_library (fixture);
  g_autoptr (DgDataset) dataset = made_dataset_new (fixture, 12);
  GtkWidget *view = present_health (fixture, dg_dataset_get_id (dataset));
  DgDatasetCoverage *coverage = dg_health_view_get_health (DG_HEALTH_VIEW (view))->coverage;
  GtkWidget *heat_map = app_find (view, DG_TYPE_CHART_HEAT_MAP, NULL);
  GPtrArray *parts = dg_chart_get_parts (DG_CHART (heat_map));
  guint n_records = 0;

  g_assert_cmpuint (dg_dataset_coverage_get_n_dimensions (coverage), >=, 2);
  g_assert_true (gtk_widget_get_mapped (heat_map));
  for (guint i = 0; i < parts->len; i++)
    n_records += dg_chart_part_get_figure (g_ptr_array_index (parts, i))->n;
  g_assert_cmpuint (n_records, ==, 12);
}

/* A press leads from the one view of the page to the other. */
static void
test_page (AppFixture *fixture, gconstpointer data)
{
  app_fixture_open_library (fixture);
  g_autofree char *dataset = import_labels (fixture);
  DgReviewRecords *records = review_present (fixture, dataset);
  GtkWidget *page = gtk_widget_get_ancestor (GTK_WIDGET (records), DG_TYPE_REVIEW_PAGE);
  DgHealthView *health = dg_review_page_get_health (DG_REVIEW_PAGE (page));
  GtkWidget *views = gtk_widget_get_ancestor (GTK_WIDGET (health), ADW_TYPE_VIEW_STACK);
  GListModel *list = G_LIST_MODEL (dg_review_records_get_list (records));

  adw_view_stack_set_visible_child_name (ADW_VIEW_STACK (views), "health");
  app_wait_until (dg_health_view_get_health (health) != NULL);
  press (GTK_WIDGET (health), "no: 7 records, 29 %");
  app_wait_until (g_list_model_get_n_items (list) == 7);
  g_assert_cmpstr (adw_view_stack_get_visible_child_name (ADW_VIEW_STACK (views)), ==, "records");
}

int
main (int argc, char *argv[])
{
  app_test_init (&argc, &argv);

  g_test_add_func ("/app/chart/described", test_described);
  g_test_add_func ("/app/chart/pressed", test_pressed);
  app_test_add ("/app/chart/keys", test_keys);
  app_test_add ("/app/chart/hit", test_hit);
  app_test_add ("/app/chart/mirrored", test_mirrored);
  app_test_add ("/app/health/labels", test_labels);
  app_test_add ("/app/health/lists", test_lists);
  app_test_add ("/app/health/refreshed", test_refreshed);
  app_test_add ("/app/health/failed", test_failed);
  app_test_add ("/app/health/coverage", test_coverage);
  app_test_add ("/app/health/page", test_page);

  return g_test_run ();
}
