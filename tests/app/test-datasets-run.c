/* test-datasets-run.c: a draft on the Datasets page while its run is under way
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "app-assert.h"
#include "app-fixture.h"
#include "dg-datasets-list.h"
#include "dg-run-list.h"
#include "generator/session-fixture.h"

#define REQUIREMENTS                                                                                                   \
  "{'task': 'answer questions about parcels', 'output_format': {'parts': {'kind': 'generation of free text',"          \
  " 'structure': 'one sentence', 'expected_response': 'an answer', 'conventions': 'no parcel: say so'}},"              \
  " 'dimensions': [{'name': 'tone', 'values': ['calm', 'angry']}]}"

#define N_RECORDS 20

/* One request is answered; the others wait until the run is stopped. */
static void
answer_once (ScriptedModel *model, const Ask *ask, Answer *answer)
{
  guint *n_answered = scripted_model_get_data (model);

  if ((*n_answered)++ == 0)
    answer_well (model, ask, answer);
  else
    answer->hang = TRUE;
}

static GtkWidget *
present_list (DgDatasetsModel *model, GSettings *settings, GtkWindow *window)
{
  GtkWidget *list = g_object_new (DG_TYPE_DATASETS_LIST, NULL);

  dg_datasets_list_set_model (DG_DATASETS_LIST (list), model, settings);
  adw_window_set_content (ADW_WINDOW (window), list);
  gtk_window_set_default_size (window, 800, 600);
  gtk_window_present (window);

  return list;
}

static void
load_drafts (SessionFixture *fixture, DgDatasetsModel *model)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GPtrArray) drafts = NULL;
  g_autoptr (GError) error = NULL;

  dg_library_list_drafts_async (fixture->base.library, NULL, run_fixture_store_result_cb, &result);
  drafts = dg_library_list_drafts_finish (fixture->base.library, run_fixture_wait (&result), &error);
  g_assert_no_error (error);
  dg_datasets_model_set_drafts (model, drafts);
}

static DgRun *
new_run (SessionFixture *fixture)
{
  const DgRunOptions options = { .n_records = N_RECORDS, .max_requests = 4 };
  g_autoptr (GError) error = NULL;
  g_autoptr (DgBrief) brief = dg_session_make_brief (fixture->session, &error);
  DgRun *run = dg_session_new_run (fixture->session, brief, &options, &error);

  g_assert_no_error (error);

  return run;
}

static gboolean
shows (GtkWidget *row, const char *label)
{
  GtkWidget *button = app_find (row, GTK_TYPE_BUTTON, label);

  return button != NULL && gtk_widget_get_visible (button);
}

static void
test_progress (SessionFixture *fixture, gconstpointer requirements)
{
  g_autoptr (GSettings) settings = g_settings_new (DG_APP_ID);
  g_autoptr (DgRunList) runs = dg_run_list_new ();
  g_autoptr (DgDatasetsModel) model = dg_datasets_model_new (runs);
  g_autoptr (GError) error = NULL;
  g_autoptr (DgRun) run = NULL;
  GtkWindow *window = GTK_WINDOW (adw_window_new ());
  GtkWidget *list = present_list (model, settings, window);
  DgRunProgress progress = { 0 };
  guint n_answered = 0;
  GtkWidget *row, *bar;

  session_fixture_create (fixture, TRUE);
  g_assert_true (session_fixture_make_samples (fixture, &error));
  load_drafts (fixture, model);
  const char *id = session_fixture_get_draft (fixture)->id;
  app_wait_until (dg_datasets_list_get_row (DG_DATASETS_LIST (list), id) != NULL);
  row = dg_datasets_list_get_row (DG_DATASETS_LIST (list), id);
  bar = app_find (row, GTK_TYPE_PROGRESS_BAR, NULL);
  g_assert_true (shows (row, "Continue") && shows (row, "Discard"));
  g_assert_false (gtk_widget_get_visible (bar));

  scripted_model_set_func (fixture->base.model, answer_once);
  scripted_model_set_data (fixture->base.model, &n_answered);
  run = new_run (fixture);
  dg_run_list_start (runs, fixture->session, run, "Run", NULL);
  g_assert_true (shows (row, "Show") && !shows (row, "Discard"));
  g_assert_true (gtk_widget_get_visible (bar));
  app_wait_until (gtk_progress_bar_get_fraction (GTK_PROGRESS_BAR (bar)) > 0);
  dg_run_get_progress (run, &progress);
  g_assert_cmpfloat_with_epsilon (gtk_progress_bar_get_fraction (GTK_PROGRESS_BAR (bar)),
                                  (double) progress.accepted / progress.requested, 0.001);

  dg_run_stop (run);
  app_wait_until (g_list_model_get_n_items (G_LIST_MODEL (runs)) == 0);
  g_assert_true (shows (row, "Continue") && shows (row, "Discard"));
  g_assert_false (gtk_widget_get_visible (bar));

  gtk_window_destroy (window);
  scripted_model_set_data (fixture->base.model, fixture);
}

int
main (int argc, char *argv[])
{
  app_test_init (&argc, &argv);

  g_test_add ("/app/datasets-run/progress", SessionFixture, REQUIREMENTS, session_fixture_set_up, test_progress,
              session_fixture_tear_down);

  return g_test_run ();
}
