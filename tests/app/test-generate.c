/* test-generate.c: the run in the wizard, from its beginning to its report
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <string.h>

#include "app-assert.h"
#include "dg-bedrock-model.h"
#include "dg-generate-step.h"
#include "dg-latest-list.h"
#include "dg-refused-list.h"
#include "dg-run-end.h"
#include "dg-run-view.h"
#include "wizard-fixture.h"

/* So many that a run can be looked at before it is over. */
#define MANY 600
#define SOME 10

static void
wish (WizardFixture *fixture, guint n_records)
{
  const DgRunWish wanted = { .n_records = n_records, .format = DG_FILE_FORMAT_CSV };

  wizard_fixture_configure (fixture, &wanted);
  dg_wizard_context_set_run_wanted (fixture->context, TRUE);
}

static DgActiveRun *
find_run (WizardFixture *fixture)
{
  return dg_run_list_find_session (fixture->base.runs, wizard_fixture_get_draft (fixture)->id);
}

static guint
count_accepted (WizardFixture *fixture)
{
  DgActiveRun *active = find_run (fixture);
  DgRunProgress progress = { 0 };

  if (active != NULL)
    dg_run_get_progress (dg_active_run_get_run (active), &progress);

  return progress.accepted;
}

static const char *
get_state (DgWizardStep *step)
{
  return gtk_stack_get_visible_child_name (GTK_STACK (app_find (GTK_WIDGET (step), GTK_TYPE_STACK, NULL)));
}

static gboolean
has_text (DgWizardStep *step, GType type, const char *text)
{
  return app_find (app_find (GTK_WIDGET (step), type, NULL), GTK_TYPE_LABEL, text) != NULL;
}

static gboolean
is_enabled (DgWizardStep *step, const char *button)
{
  return gtk_widget_is_sensitive (app_find (GTK_WIDGET (step), GTK_TYPE_BUTTON, button));
}

static void
review_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  char **opened = data;

  g_free (*opened);
  *opened = g_variant_dup_string (parameter, NULL);
}

/* The window has this action; here it tells what it was asked for. */
static void
catch_review (WizardFixture *fixture, char **opened)
{
  g_autoptr (GSimpleActionGroup) group = g_simple_action_group_new ();
  const GActionEntry entries[] = { { "review", review_cb, "s" } };

  g_action_map_add_action_entries (G_ACTION_MAP (group), entries, 1, opened);
  gtk_widget_insert_action_group (GTK_WIDGET (fixture->base.window), "win", G_ACTION_GROUP (group));
}

static void
test_to_the_end (WizardFixture *fixture, gconstpointer data)
{
  g_autofree char *opened = NULL;
  DgWizardStep *step;

  wizard_fixture_make_samples (fixture, 2);
  wish (fixture, 30);
  step = wizard_fixture_show (fixture, DG_TYPE_GENERATE_STEP);
  catch_review (fixture, &opened);
  app_wait_until (g_strcmp0 (get_state (step), "end") == 0);

  g_assert_true (has_text (step, DG_TYPE_RUN_END, "30 Records Saved"));
  /* the dataset opens by itself */
  g_assert_true (g_str_has_prefix (opened, "dataset_"));
  g_clear_pointer (&opened, g_free);
  gtk_widget_activate_action (GTK_WIDGET (step), "generate.review", NULL);
  g_assert_true (g_str_has_prefix (opened, "dataset_"));
}

/* Nobody is pulled away from elsewhere. */
static void
test_left (WizardFixture *fixture, gconstpointer data)
{
  g_autofree char *opened = NULL;
  DgWizardStep *step;

  wish (fixture, 60);
  step = wizard_fixture_show (fixture, DG_TYPE_GENERATE_STEP);
  catch_review (fixture, &opened);
  app_wait_until (find_run (fixture) != NULL);
  dg_wizard_step_leave (step);
  app_wait_until (g_strcmp0 (get_state (step), "end") == 0);

  g_assert_null (opened);
}

static gboolean
has_focus (DgWizardStep *step, const char *name)
{
  GtkWidget *focus = gtk_root_get_focus (gtk_widget_get_root (GTK_WIDGET (step)));

  return focus != NULL && focus == app_find (GTK_WIDGET (step), GTK_TYPE_BUTTON, name);
}

/* The focus stays with what can be done with the run. */
static void
test_pause (WizardFixture *fixture, gconstpointer data)
{
  DgWizardStep *step;
  DgRunProgress progress;
  DgRun *run;
  guint accepted;

  wish (fixture, MANY);
  step = wizard_fixture_show (fixture, DG_TYPE_GENERATE_STEP);
  app_wait_until (count_accepted (fixture) >= SOME);
  run = dg_active_run_get_run (find_run (fixture));
  g_assert_true (has_focus (step, "Pause"));
  gtk_widget_activate_action (GTK_WIDGET (step), "generate.pause", NULL);
  g_assert_true (has_focus (step, "Resume"));
  app_wait_until ((dg_run_get_progress (run, &progress), progress.in_flight == 0));
  app_wait_until (has_text (step, DG_TYPE_RUN_VIEW, "Paused"));
  g_assert_true (is_enabled (step, "Resume"));
  g_assert_false (is_enabled (step, "Pause"));
  accepted = count_accepted (fixture);
  g_assert_cmpuint (accepted, <, MANY);

  gtk_widget_activate_action (GTK_WIDGET (step), "generate.go-on", NULL);
  app_wait_until (count_accepted (fixture) > accepted);
  g_assert_true (is_enabled (step, "Pause"));
  g_assert_true (has_focus (step, "Pause"));
  gtk_widget_activate_action (GTK_WIDGET (step), "generate.stop", NULL);
  app_wait_until (g_strcmp0 (get_state (step), "end") == 0);
  g_assert_true (has_focus (step, "Review"));
}

static guint
load_accepted (WizardFixture *fixture, DgRunStatus *status)
{
  DgActiveRun *active = find_run (fixture);

  g_assert_nonnull (active);
  g_object_ref (active);
  app_wait_until (dg_active_run_has_ended (active));
  g_assert_nonnull (dg_active_run_get_report (active));
  *status = dg_active_run_get_report (active)->status;

  guint n_records = dg_run_report_get_records (dg_active_run_get_report (active));

  g_object_unref (active);

  return n_records;
}

static void
test_stop_keeps (WizardFixture *fixture, gconstpointer data)
{
  g_autofree char *title = NULL;
  DgWizardStep *step;
  DgRunStatus status;
  guint n_records;

  wish (fixture, MANY);
  step = wizard_fixture_show (fixture, DG_TYPE_GENERATE_STEP);
  app_wait_until (count_accepted (fixture) >= SOME);
  gtk_widget_activate_action (GTK_WIDGET (step), "generate.stop", NULL);
  n_records = load_accepted (fixture, &status);

  g_assert_cmpint (status, ==, DG_RUN_PARTIAL);
  g_assert_cmpuint (n_records, >=, SOME);
  g_assert_cmpuint (n_records, <, MANY);
  title = g_strdup_printf ("%'u of %'u Records Saved", n_records, MANY);
  g_assert_true (has_text (step, DG_TYPE_RUN_END, title));
}

/* --- a run that was interrupted --- */

static void
ready_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_set_object ((GAsyncResult **) data, result);
}

/* As a crash or a reboot leaves it, but that its last batch is in. */
static guint
interrupt_run_with (WizardFixture *fixture, const char *check_model)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (DgBrief) brief = NULL;
  g_autoptr (DgRun) run = NULL;
  const DgRunOptions options = {
    .n_records = MANY,
    .max_requests = 8,
    .max_cost_usd = 0.5,
    .check_model = check_model,
  };
  DgRunProgress progress;

  g_assert_nonnull (dg_wizard_context_open_model (fixture->context, NULL));
  brief = dg_session_make_brief (wizard_fixture_get_session (fixture), &error);
  g_assert_no_error (error);
  run = dg_session_new_run (wizard_fixture_get_session (fixture), brief, &options, &error);
  g_assert_no_error (error);
  dg_run_start_async (run, cancellable, ready_cb, &result);
  app_wait_until ((dg_run_get_progress (run, &progress), progress.accepted >= SOME));
  g_cancellable_cancel (cancellable);
  app_wait_until (result != NULL);
  g_assert_null (dg_run_start_finish (run, result, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  dg_run_get_progress (run, &progress);

  return progress.accepted;
}

static guint
interrupt_run (WizardFixture *fixture)
{
  return interrupt_run_with (fixture, dg_model_get_id (dg_wizard_context_open_model (fixture->context, NULL)));
}

/* Waits for the check of the answers, which is not what is tested here. */
static void
skip_check (WizardFixture *fixture)
{
  DgActiveRun *active = find_run (fixture);

  g_assert_nonnull (active);
  app_wait_until (dg_active_run_get_check (active) != NULL);
  dg_active_run_skip_check (active);
}

static void
test_goes_on (WizardFixture *fixture, gconstpointer data)
{
  guint accepted = interrupt_run (fixture);
  DgRunStatus status;

  wizard_fixture_reopen (fixture);
  g_assert_cmpuint (wizard_fixture_get_draft (fixture)->requested, ==, MANY);
  wizard_fixture_show (fixture, DG_TYPE_GENERATE_STEP);
  /* what is there is not made again */
  app_wait_until (count_accepted (fixture) >= accepted);
  skip_check (fixture);
  g_assert_cmpuint (load_accepted (fixture, &status), ==, MANY);
  g_assert_cmpint (status, ==, DG_RUN_COMPLETE);
}

/* Its limit and its check are not forgotten with the program that it was begun in. */
static void
test_goes_on_as_begun (WizardFixture *fixture, gconstpointer data)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (DgRunReport) report = NULL;
  DgLibrary *library = dg_engine_get_library (fixture->base.engine);
  DgWizardStep *step;

  interrupt_run (fixture);
  wizard_fixture_reopen (fixture);
  step = wizard_fixture_show (fixture, DG_TYPE_GENERATE_STEP);
  app_wait_until (find_run (fixture) != NULL);
  app_wait_until (dg_active_run_get_check (find_run (fixture)) != NULL);
  g_assert_true (is_enabled (step, "Skip the Check"));
  skip_check (fixture);
  app_wait_until (g_strcmp0 (get_state (step), "end") == 0);

  dg_library_load_report_async (library, wizard_fixture_get_draft (fixture)->id, NULL, ready_cb, &result);
  app_wait_until (result != NULL);
  report = dg_library_load_report_finish (library, result, NULL);
  g_assert_nonnull (report);
  g_assert_cmpfloat_with_epsilon (report->max_cost_usd, 0.5, 1e-12);
  g_assert_nonnull (report->check_model);
}

/* Who comes back to a run that cannot go on keeps what there is. */
static void
test_cannot_go_on (WizardFixture *fixture, gconstpointer data)
{
  guint accepted = interrupt_run (fixture);
  DgWizardStep *step;
  DgRunStatus status;

  wizard_fixture_reopen (fixture);
  dg_wizard_context_choose_model (fixture->context, DG_PROVIDER_BEDROCK, "nova-2-lite");
  step = wizard_fixture_show (fixture, DG_TYPE_GENERATE_STEP);
  app_wait_until (g_strcmp0 (get_state (step), "failed") == 0);
  g_assert_nonnull (app_find (GTK_WIDGET (step), GTK_TYPE_LABEL, "The Run Was Interrupted"));
  g_assert_true (is_enabled (step, "Try Again"));

  dg_wizard_context_choose_model (fixture->context, DG_PROVIDER_PRACTICE, DG_PROVIDER_PRACTICE);
  gtk_widget_activate_action (GTK_WIDGET (step), "generate.keep", NULL);
  app_wait_until (find_run (fixture) != NULL);
  g_assert_cmpuint (load_accepted (fixture, &status), ==, accepted);
  g_assert_cmpint (status, ==, DG_RUN_PARTIAL);
}

/* What is paid for is not lost with who was to check it. */
static void
test_keeps_unchecked (WizardFixture *fixture, gconstpointer data)
{
  guint accepted = interrupt_run_with (fixture, "no model of anybody");
  DgWizardStep *step;
  DgRunStatus status;

  wizard_fixture_reopen (fixture);
  step = wizard_fixture_show (fixture, DG_TYPE_GENERATE_STEP);
  app_wait_until (g_strcmp0 (get_state (step), "failed") == 0);
  gtk_widget_activate_action (GTK_WIDGET (step), "generate.keep", NULL);
  app_wait_until (g_strcmp0 (get_state (step), "starting") != 0);
  g_assert_cmpuint (load_accepted (fixture, &status), ==, accepted);
  g_assert_cmpint (status, ==, DG_RUN_PARTIAL);
  app_wait_until (g_strcmp0 (get_state (step), "end") == 0);
}

/* --- lists --- */

static void
test_latest (void)
{
  g_autoptr (GPtrArray) records = g_ptr_array_new_with_free_func (g_object_unref);
  GtkWidget *list = g_object_ref_sink (g_object_new (DG_TYPE_LATEST_LIST, NULL));
  GListModel *model = dg_latest_list_get_model (DG_LATEST_LIST (list));

  for (guint i = 0; i < 180; i++)
    {
      g_autofree char *input = g_strdup_printf ("input %u", i);
      g_autoptr (DgRecord) last = NULL;

      g_ptr_array_add (records, dg_record_new (input, "answer", 0));
      /* they come in batches of all sizes */
      if (i % 7 != 0 && i != 179 && !(i > 80 && i < 150))
        {
          dg_latest_list_show_records (DG_LATEST_LIST (list), records);
          last = g_list_model_get_item (model, 0);
          g_assert_cmpstr (dg_record_get_input (last), ==, input);
        }
      g_assert_cmpuint (g_list_model_get_n_items (model), <=, 50);
    }
  dg_latest_list_show_records (DG_LATEST_LIST (list), records);
  for (guint i = 0; i < 50; i++)
    {
      g_autoptr (DgRecord) record = g_list_model_get_item (model, i);

      g_assert_true (record == g_ptr_array_index (records, 179 - i));
    }
  g_object_unref (list);
}

/* In a narrow window, answers leave room for inputs, in the rows that are there as in those that come. */
static void
test_latest_narrow (WizardFixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) records = g_ptr_array_new_with_free_func (g_object_unref);
  GtkWidget *list = g_object_new (DG_TYPE_LATEST_LIST, NULL);
  GtkWidget *answer;
  int wide;

  app_fixture_present (&fixture->base, list);
  g_ptr_array_add (records, dg_record_new ("What is asked", "yes", 0));
  dg_latest_list_show_records (DG_LATEST_LIST (list), records);
  app_wait_until ((answer = app_find (list, GTK_TYPE_LABEL, "yes")) != NULL);
  wide = gtk_label_get_width_chars (GTK_LABEL (answer));

  dg_latest_list_set_narrow (DG_LATEST_LIST (list), TRUE);
  g_assert_cmpint (gtk_label_get_width_chars (GTK_LABEL (answer)), <, wide);
  g_ptr_array_add (records, dg_record_new ("What else is asked", "no", 0));
  dg_latest_list_show_records (DG_LATEST_LIST (list), records);
  app_wait_until ((answer = app_find (list, GTK_TYPE_LABEL, "no")) != NULL);
  g_assert_cmpint (gtk_label_get_width_chars (GTK_LABEL (answer)), <, wide);
}

static void
test_refused (WizardFixture *fixture, gconstpointer data)
{
  DgLibrary *library = dg_engine_get_library (fixture->base.engine);
  GtkWidget *list = g_object_new (DG_TYPE_REFUSED_LIST, NULL);
  g_autoptr (GPtrArray) refused = g_ptr_array_new_with_free_func ((GDestroyNotify) dg_refused_record_free);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GAsyncResult) added = NULL;
  g_autofree char *run = NULL;
  const DgRunStart start = { .session = wizard_fixture_get_draft (fixture)->id, .requested = 10 };
  const DgRunBatch batch = { .refused = refused };

  dg_library_begin_run_async (library, &start, NULL, ready_cb, &result);
  app_wait_until (result != NULL);
  run = dg_library_begin_run_finish (library, result, NULL);
  g_ptr_array_add (refused, dg_refused_record_new (DG_REFUSAL_INVALID, "no answer", "{\"input\": \"<b>half", 1));
  g_ptr_array_add (refused, dg_refused_record_new (DG_REFUSAL_CONFLICT, "like record 3", "{\"input\": \"x\"}", 2));
  dg_library_add_batch_async (library, run, &batch, NULL, ready_cb, &added);
  app_wait_until (added != NULL);

  app_fixture_present (&fixture->base, list);
  dg_refused_list_show_run (DG_REFUSED_LIST (list), library, run, 2);
  app_wait_until (app_find (list, GTK_TYPE_LABEL, "{\"input\": \"<b>half") != NULL);
  g_assert_nonnull (app_find (list, GTK_TYPE_LABEL, "Invalid"));
  g_assert_nonnull (app_find (list, GTK_TYPE_LABEL, "no answer"));
  g_assert_nonnull (app_find (list, GTK_TYPE_LABEL, "Same input, another answer"));
  g_assert_true (gtk_label_get_selectable (GTK_LABEL (app_find (list, GTK_TYPE_LABEL, "{\"input\": \"x\"}"))));
}

static void
test_named_and_fits (WizardFixture *fixture, gconstpointer data)
{
  DgWizardStep *step;

  wish (fixture, MANY);
  step = wizard_fixture_show (fixture, DG_TYPE_GENERATE_STEP);
  app_wait_until (count_accepted (fixture) >= SOME);
  app_assert_named (GTK_WIDGET (step));
  app_assert_fits (GTK_WIDGET (step), APP_WIDE_WIDTH);
  dg_wizard_step_set_narrow (step, TRUE);
  app_assert_fits (GTK_WIDGET (step), APP_NARROW_WIDTH);
  gtk_widget_activate_action (GTK_WIDGET (step), "generate.stop", NULL);
  app_wait_until (g_strcmp0 (get_state (step), "end") == 0);
  app_assert_named (GTK_WIDGET (step));
  app_assert_fits (GTK_WIDGET (step), APP_NARROW_WIDTH);
}

int
main (int argc, char *argv[])
{
  app_test_init (&argc, &argv);

  wizard_test_add ("/app/generate/to-the-end", test_to_the_end);
  wizard_test_add ("/app/generate/left", test_left);
  wizard_test_add ("/app/generate/pause", test_pause);
  wizard_test_add ("/app/generate/stop-keeps", test_stop_keeps);
  wizard_test_add ("/app/generate/goes-on", test_goes_on);
  wizard_test_add ("/app/generate/goes-on-as-begun", test_goes_on_as_begun);
  wizard_test_add ("/app/generate/cannot-go-on", test_cannot_go_on);
  wizard_test_add ("/app/generate/keeps-unchecked", test_keeps_unchecked);
  g_test_add_func ("/app/generate/latest", test_latest);
  wizard_test_add ("/app/generate/latest-narrow", test_latest_narrow);
  wizard_test_add ("/app/generate/refused", test_refused);
  wizard_test_add ("/app/generate/named-and-fits", test_named_and_fits);

  return g_test_run ();
}
