/* test-configure.c: the step before the run: counts that add up, what it will take, what is saved
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <string.h>

#include "app-assert.h"
#include "dg-banner.h"
#include "dg-bedrock-model.h"
#include "dg-configure-step.h"
#include "dg-coverage-group.h"
#include "dg-coverage-row.h"
#include "dg-coverage-table.h"
#include "dg-estimate-bar.h"
#include "dg-outline-pairs.h"
#include "dg-records-scale.h"
#include "store-test-utils.h"
#include "wizard-fixture.h"

#define N_EDITS 150

static DgWizardStep *
show_step (WizardFixture *fixture)
{
  DgWizardStep *step = wizard_fixture_show (fixture, DG_TYPE_CONFIGURE_STEP);

  app_wait_until (dg_wizard_step_get_complete (step));

  return step;
}

static void
collect_cb (GtkWidget *widget, gpointer data)
{
  if (DG_IS_COVERAGE_GROUP (widget))
    {
      adw_expander_row_set_expanded (ADW_EXPANDER_ROW (widget), TRUE);
      g_ptr_array_add (data, widget);
    }
}

static GPtrArray *
expand_groups (DgWizardStep *step)
{
  GPtrArray *groups = g_ptr_array_new ();

  app_foreach (GTK_WIDGET (step), collect_cb, groups);

  return groups;
}

static GtkSpinButton *
get_records (DgWizardStep *step)
{
  return GTK_SPIN_BUTTON (app_find (GTK_WIDGET (step), GTK_TYPE_SPIN_BUTTON, "Number of records"));
}

typedef struct
{
  guint sum;
  GPtrArray *rows;
} Shown;

static void
add_row_cb (GtkWidget *widget, gpointer data)
{
  Shown *shown = data;

  if (!DG_IS_COVERAGE_ROW (widget))
    return;
  shown->sum += dg_coverage_row_get_count (DG_COVERAGE_ROW (widget));
  g_ptr_array_add (shown->rows, widget);
}

/* What is seen, not what is behind it. */
static GPtrArray *
assert_adds_up (GtkWidget *group, guint total)
{
  Shown shown = { 0, g_ptr_array_new () };

  app_foreach (group, add_row_cb, &shown);
  g_assert_cmpuint (shown.sum, ==, total);

  return shown.rows;
}

static void
edit_at_random (GPtrArray *rows, GRand *rand, guint total)
{
  GtkWidget *row = g_ptr_array_index (rows, (guint) g_rand_int_range (rand, 0, (gint32) rows->len));
  GtkWidget *spin = app_find (row, GTK_TYPE_SPIN_BUTTON, NULL);
  GtkWidget *lock = app_find (row, GTK_TYPE_TOGGLE_BUTTON, NULL);

  if (g_rand_int_range (rand, 0, 4) == 0)
    gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (lock), !gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (lock)));
  else
    gtk_spin_button_set_value (GTK_SPIN_BUTTON (spin), g_rand_int_range (rand, 0, (gint32) total + 1));
}

static void
test_counts_add_up (WizardFixture *fixture, gconstpointer data)
{
  DgWizardStep *step = show_step (fixture);
  g_autoptr (GPtrArray) groups = expand_groups (step);
  GRand *rand = g_rand_new_with_seed (7);

  g_assert_cmpuint (groups->len, ==, 2);
  for (guint i = 0; i < N_EDITS; i++)
    {
      GtkWidget *group = g_ptr_array_index (groups, i % groups->len);
      guint total = (guint) gtk_spin_button_get_value_as_int (get_records (step));
      g_autoptr (GPtrArray) rows = assert_adds_up (group, total);

      edit_at_random (rows, rand, total);
      if (i % 10 == 9)
        gtk_spin_button_set_value (get_records (step), g_rand_int_range (rand, 10, 1001));
    }
  g_rand_free (rand);
}

/* What the person has set is what the run deals, and what is there when the draft is opened again. */
static void
test_counts_are_saved (WizardFixture *fixture, gconstpointer data)
{
  DgWizardStep *step = show_step (fixture);
  g_autoptr (GPtrArray) groups = expand_groups (step);
  g_autoptr (GPtrArray) rows = assert_adds_up (g_ptr_array_index (groups, 0), 100);
  g_autoptr (DgOutline) outline = NULL;
  const DgRunWish *wish;

  gtk_spin_button_set_value (GTK_SPIN_BUTTON (app_find (g_ptr_array_index (rows, 0), GTK_TYPE_SPIN_BUTTON, NULL)), 70);
  gtk_editable_set_text (GTK_EDITABLE (app_find (GTK_WIDGET (step), ADW_TYPE_ENTRY_ROW, NULL)), "Triage");
  dg_wizard_step_advance (step);
  app_wait_until (fixture->n_finished > 0);

  g_assert_true (dg_wizard_context_get_run_wanted (fixture->context));
  wish = &wizard_fixture_get_draft (fixture)->wish;
  g_assert_cmpuint (wish->n_records, ==, 100);
  g_assert_cmpint (wish->format, ==, DG_FILE_FORMAT_CSV);
  g_assert_cmpstr (wizard_fixture_get_draft (fixture)->name, ==, "Triage (practice data, not AI)");
  outline = dg_outline_new_from_json (wizard_fixture_get_draft (fixture)->outline, -1, NULL);
  g_assert_nonnull (outline);
  g_assert_true (outline->by_hand);
  g_assert_cmpfloat_with_epsilon (dg_dimension_get_value (dg_outline_get_dimension (outline, 0), 0)->weight, 70.0,
                                  1e-9);
  g_assert_cmpfloat_with_epsilon (dg_dimension_get_value (dg_outline_get_dimension (outline, 0), 1)->weight, 10.0,
                                  1e-9);

  /* the name is not given its addition twice */
  gtk_window_destroy (g_steal_pointer (&fixture->base.window));
  wizard_fixture_reopen (fixture);
  step = show_step (fixture);
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (app_find (GTK_WIDGET (step), ADW_TYPE_ENTRY_ROW, NULL))), ==,
                   "Triage (practice data, not AI)");
}

/* Nothing need be pressed for that. */
static void
test_kept_without_generating (WizardFixture *fixture, gconstpointer data)
{
  DgWizardStep *step = show_step (fixture);
  g_autoptr (GPtrArray) groups = expand_groups (step);
  g_autoptr (GPtrArray) rows = assert_adds_up (g_ptr_array_index (groups, 0), 100);
  GtkWidget *spin = app_find (g_ptr_array_index (rows, 0), GTK_TYPE_SPIN_BUTTON, NULL);

  gtk_spin_button_set_value (GTK_SPIN_BUTTON (spin), 70);
  gtk_spin_button_set_value (get_records (step), 200);
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (app_find (GTK_WIDGET (step), GTK_TYPE_TOGGLE_BUTTON, "CSV")), TRUE);
  gtk_switch_set_active (GTK_SWITCH (app_find (GTK_WIDGET (step), GTK_TYPE_SWITCH, "Check the answers")), TRUE);
  gtk_editable_set_text (GTK_EDITABLE (app_find (GTK_WIDGET (step), ADW_TYPE_ENTRY_ROW, NULL)), "Kept");
  dg_wizard_step_leave (step);
  app_wait_until (wizard_fixture_get_draft (fixture)->wish.n_records == 200);
  g_assert_false (dg_wizard_context_get_run_wanted (fixture->context));

  gtk_window_destroy (g_steal_pointer (&fixture->base.window));
  wizard_fixture_reopen (fixture);
  step = show_step (fixture);
  g_ptr_array_unref (g_steal_pointer (&groups));
  g_ptr_array_unref (g_steal_pointer (&rows));
  groups = expand_groups (step);
  rows = assert_adds_up (g_ptr_array_index (groups, 0), 200);
  spin = app_find (g_ptr_array_index (rows, 0), GTK_TYPE_SPIN_BUTTON, NULL);
  g_assert_cmpfloat_with_epsilon (gtk_spin_button_get_value (GTK_SPIN_BUTTON (spin)), 140, 1e-9);
  g_assert_cmpint (gtk_spin_button_get_value_as_int (get_records (step)), ==, 200);
  g_assert_true (
      gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (app_find (GTK_WIDGET (step), GTK_TYPE_TOGGLE_BUTTON, "CSV"))));
  g_assert_true (
      gtk_switch_get_active (GTK_SWITCH (app_find (GTK_WIDGET (step), GTK_TYPE_SWITCH, "Check the answers"))));
  g_assert_true (
      g_str_has_prefix (gtk_editable_get_text (GTK_EDITABLE (app_find (GTK_WIDGET (step), ADW_TYPE_ENTRY_ROW, NULL))),
                        "Kept"));
}

/* --- what cannot be saved --- */

static void
ready_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_set_object ((GAsyncResult **) data, result);
}

static DgBanner *
get_banner (DgWizardStep *step)
{
  return DG_BANNER (app_find (GTK_WIDGET (step), DG_TYPE_BANNER, NULL));
}

static gboolean
is_revealed (DgWizardStep *step)
{
  gboolean revealed;

  g_object_get (get_banner (step), "revealed", &revealed, NULL);

  return revealed;
}

/* A step of the session that changes nothing. */
static void
begin_other_step (WizardFixture *fixture, GAsyncResult **result)
{
  const DgConfiguration nothing = { 0 };

  dg_session_configure_async (wizard_fixture_get_session (fixture), &nothing, NULL, ready_cb, result);
}

/* Leaves the step while the session is at another, so that nothing can be saved. */
static void
leave_in_vain (WizardFixture *fixture, DgWizardStep *step)
{
  g_autoptr (GAsyncResult) result = NULL;

  begin_other_step (fixture, &result);
  dg_wizard_step_leave (step);
  app_wait_until (result != NULL);
  app_wait_until (is_revealed (step));
  g_assert_cmpuint (wizard_fixture_get_draft (fixture)->wish.n_records, ==, 0);
}

static GtkSpinButton *
get_first_count (DgWizardStep *step)
{
  g_autoptr (GPtrArray) groups = expand_groups (step);
  GtkWidget *row = app_find (g_ptr_array_index (groups, 0), DG_TYPE_COVERAGE_ROW, NULL);

  return GTK_SPIN_BUTTON (app_find (row, GTK_TYPE_SPIN_BUTTON, NULL));
}

/* What the person has said is there when they come back, and is saved then. */
static void
test_unsaved_is_kept (WizardFixture *fixture, gconstpointer data)
{
  DgWizardStep *step = show_step (fixture);
  g_autoptr (DgOutline) outline = NULL;

  gtk_spin_button_set_value (get_first_count (step), 70);
  gtk_spin_button_set_value (get_records (step), 200);
  leave_in_vain (fixture, step);
  dg_wizard_step_shown (step);
  g_assert_cmpint (gtk_spin_button_get_value_as_int (get_records (step)), ==, 200);
  g_assert_cmpint (gtk_spin_button_get_value_as_int (get_first_count (step)), ==, 140);

  app_wait_until (wizard_fixture_get_draft (fixture)->wish.n_records == 200);
  outline = dg_outline_new_from_json (wizard_fixture_get_draft (fixture)->outline, -1, NULL);
  g_assert_nonnull (outline);
  g_assert_true (outline->by_hand);
  g_assert_cmpfloat_with_epsilon (dg_dimension_get_value (dg_outline_get_dimension (outline, 0), 0)->weight, 140.0,
                                  1e-9);

  /* nor does who comes back before it is saved find what was there before */
  gtk_spin_button_set_value (get_records (step), 300);
  dg_wizard_step_leave (step);
  dg_wizard_step_shown (step);
  g_assert_cmpint (gtk_spin_button_get_value_as_int (get_records (step)), ==, 300);
  app_wait_until (wizard_fixture_get_draft (fixture)->wish.n_records == 300);
}

/* --- what the banner says --- */

static void
press (DgWizardStep *step, const char *button)
{
  GtkWidget *widget = app_find (GTK_WIDGET (get_banner (step)), GTK_TYPE_BUTTON, button);

  g_assert_nonnull (widget);
  g_assert_true (gtk_widget_get_visible (widget));
  g_signal_emit_by_name (widget, "clicked");
}

/* What went wrong is told for as long as it is so. */
static void
test_failure_is_over (WizardFixture *fixture, gconstpointer data)
{
  DgWizardStep *step = show_step (fixture);
  g_autoptr (GAsyncResult) result = NULL;

  gtk_spin_button_set_value (get_records (step), 200);
  leave_in_vain (fixture, step);
  gtk_spin_button_set_value (get_records (step), 250);
  app_wait_until (wizard_fixture_get_draft (fixture)->wish.n_records == 250);
  app_wait_until (!is_revealed (step));

  /* that settings are saved is no reason why a run could begin */
  gtk_spin_button_set_value (get_records (step), 300);
  dg_wizard_context_choose_model (fixture->context, DG_PROVIDER_BEDROCK, "nova-2-lite");
  dg_wizard_step_advance (step);
  g_assert_true (is_revealed (step));
  app_wait_until (wizard_fixture_get_draft (fixture)->wish.n_records == 300);
  begin_other_step (fixture, &result);
  app_wait_until (result != NULL);
  g_assert_true (is_revealed (step));
  dg_wizard_context_choose_model (fixture->context, DG_PROVIDER_PRACTICE, DG_PROVIDER_PRACTICE);
  g_assert_false (is_revealed (step));
}

static void
preferences_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  (*(guint *) data)++;
}

/* The program has this action; here it counts how often it was asked for. */
static void
catch_preferences (WizardFixture *fixture, guint *n_asked)
{
  g_autoptr (GSimpleActionGroup) group = g_simple_action_group_new ();
  const GActionEntry entries[] = { { "preferences", preferences_cb } };

  g_action_map_add_action_entries (G_ACTION_MAP (group), entries, 1, n_asked);
  gtk_widget_insert_action_group (GTK_WIDGET (fixture->base.window), "app", G_ACTION_GROUP (group));
}

/* The button does what it says, whatever there was before. */
static void
test_button_of_interrupted (WizardFixture *fixture, gconstpointer data)
{
  DgLibrary *library = dg_engine_get_library (fixture->base.engine);
  g_autofree char *run =
      store_test_begin_run (library, wizard_fixture_get_draft (fixture)->id, 100, DG_FILE_FORMAT_CSV, NULL);
  DgWizardStep *step;
  guint n_asked = 0;

  store_test_add_records (library, run, 0, 3);
  step = show_step (fixture);
  catch_preferences (fixture, &n_asked);
  app_wait_until (is_revealed (step));

  dg_wizard_context_choose_model (fixture->context, DG_PROVIDER_BEDROCK, "nova-2-lite");
  dg_wizard_step_advance (step);
  press (step, "Open Preferences");
  g_assert_cmpuint (n_asked, ==, 1);
  g_assert_cmpuint (fixture->n_finished, ==, 0);

  dg_wizard_context_choose_model (fixture->context, DG_PROVIDER_PRACTICE, DG_PROVIDER_PRACTICE);
  press (step, "Go On with It");
  g_assert_cmpuint (n_asked, ==, 1);
  g_assert_cmpuint (fixture->n_finished, ==, 1);
}

static void
test_scale_and_number (WizardFixture *fixture, gconstpointer data)
{
  DgWizardStep *step = show_step (fixture);
  DgRecordsScale *records = DG_RECORDS_SCALE (app_find (GTK_WIDGET (step), DG_TYPE_RECORDS_SCALE, NULL));
  GtkRange *range = GTK_RANGE (app_find (GTK_WIDGET (records), GTK_TYPE_SCALE, NULL));
  const guint marks[] = { 10, 50, 100, 250, 500, 1000 };

  for (guint i = 0; i < G_N_ELEMENTS (marks); i++)
    {
      gtk_range_set_value (range, i);
      g_assert_cmpint (gtk_spin_button_get_value_as_int (get_records (step)), ==, (int) marks[i]);
    }
  /* a number that was typed is not rounded by the scale */
  gtk_spin_button_set_value (get_records (step), 137);
  g_assert_cmpuint (dg_records_scale_get_records (records), ==, 137);
  g_assert_cmpint (gtk_spin_button_get_value_as_int (get_records (step)), ==, 137);
  app_wait_until (wizard_fixture_get_draft (fixture)->wish.n_records == 137);
}

static void
test_estimate (WizardFixture *fixture, gconstpointer data)
{
  DgWizardStep *step = show_step (fixture);
  DgEstimateBar *bar = DG_ESTIMATE_BAR (app_find (GTK_WIDGET (step), DG_TYPE_ESTIMATE_BAR, NULL));
  g_autofree char *first = NULL;

  app_wait_until (strstr (dg_estimate_bar_get_text (bar), "tokens") != NULL);
  first = g_strdup (dg_estimate_bar_get_text (bar));
  g_assert_true (g_str_has_prefix (first, "About "));
  g_assert_true (g_str_has_suffix (first, ", free"));

  gtk_spin_button_set_value (get_records (step), 900);
  app_wait_until (strcmp (dg_estimate_bar_get_text (bar), first) != 0);
}

/* There is nothing to limit where nothing is paid for, and it says so. */
static void
test_no_limit_of_nothing (WizardFixture *fixture, gconstpointer data)
{
  DgWizardStep *step = show_step (fixture);
  GtkWidget *row = app_find (GTK_WIDGET (step), ADW_TYPE_ACTION_ROW, "Limit the cost");

  g_assert_false (gtk_widget_is_sensitive (row));
  g_assert_cmpstr (adw_action_row_get_subtitle (ADW_ACTION_ROW (row)), ==, "The practice model is free.");
}

/* What was set for a model that costs money is there when that is chosen again. */
static void
test_limit_outlives_model (WizardFixture *fixture, gconstpointer data)
{
  const DgRunWish wanted = { .n_records = 100, .format = DG_FILE_FORMAT_CSV, .max_cost_usd = 2.5 };
  DgWizardStep *step;

  wizard_fixture_configure (fixture, &wanted);
  step = show_step (fixture);
  gtk_spin_button_set_value (get_records (step), 150);
  app_wait_until (wizard_fixture_get_draft (fixture)->wish.n_records == 150);
  g_assert_cmpfloat_with_epsilon (wizard_fixture_get_draft (fixture)->wish.max_cost_usd, 2.5, 1e-12);

  /* none is one as well */
  gtk_switch_set_active (GTK_SWITCH (app_find (GTK_WIDGET (step), GTK_TYPE_SWITCH, "Limit the cost")), FALSE);
  app_wait_until (wizard_fixture_get_draft (fixture)->wish.max_cost_usd <= 0.0);
}

/* --- the focus --- */

/* Nobody has said what the records of this session vary in, so that a model is asked. */
static void
open_unprepared (WizardFixture *fixture)
{
  g_autoptr (DgDraft) draft = dg_draft_copy (wizard_fixture_get_draft (fixture));
  g_autoptr (DgChecklist) checklist = dg_checklist_new_from_json (
      "{\"task\": \"Sort messages.\", \"output_format\": {\"parts\": {\"kind\": \"classification\"}},"
      " \"labels\": [\"billing\", \"roaming\"]}",
      -1, NULL);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (DgSession) session = NULL;

  dg_checklist_leave_rest_to_model (checklist);
  dg_checklist_confirm (checklist);
  g_free (draft->checklist);
  draft->checklist = dg_checklist_to_json (checklist);
  g_clear_pointer (&draft->id, g_free);
  dg_session_create_async (dg_engine_get_library (fixture->base.engine), draft, NULL, ready_cb, &result);
  app_wait_until (result != NULL);
  session = dg_session_open_finish (result, NULL);
  g_assert_nonnull (session);
  dg_wizard_context_set_session (fixture->context, session);
}

static gboolean
has_focus (DgWizardStep *step, GtkWidget *widget)
{
  GtkWidget *focus = gtk_root_get_focus (gtk_widget_get_root (GTK_WIDGET (step)));

  return focus != NULL && (focus == widget || gtk_widget_is_ancestor (focus, widget));
}

/* Who tries again from the keyboard goes on from the keyboard. */
static void
test_keeps_focus (WizardFixture *fixture, gconstpointer data)
{
  DgWizardStep *step;
  GtkWidget *try_again;

  open_unprepared (fixture);
  dg_wizard_context_choose_model (fixture->context, DG_PROVIDER_BEDROCK, "nova-2-lite");
  step = wizard_fixture_show (fixture, DG_TYPE_CONFIGURE_STEP);
  try_again = app_find (GTK_WIDGET (step), GTK_TYPE_BUTTON, "Try Again");
  g_assert_true (has_focus (step, try_again));
  gtk_widget_activate_action (GTK_WIDGET (step), "configure.try-again", NULL);
  g_assert_true (has_focus (step, try_again));

  dg_wizard_context_choose_model (fixture->context, DG_PROVIDER_PRACTICE, DG_PROVIDER_PRACTICE);
  gtk_widget_activate_action (GTK_WIDGET (step), "configure.try-again", NULL);
  g_assert_true (dg_wizard_step_get_busy (step));
  dg_wizard_step_stop (step);
  app_wait_until (!dg_wizard_step_get_busy (step));
  g_assert_true (has_focus (step, try_again));
  gtk_widget_activate_action (GTK_WIDGET (step), "configure.try-again", NULL);
  app_wait_until (dg_wizard_step_get_complete (step));
  g_assert_true (has_focus (step, GTK_WIDGET (get_records (step))));
}

static void
test_needs_name (WizardFixture *fixture, gconstpointer data)
{
  DgWizardStep *step = show_step (fixture);
  GtkEditable *name = GTK_EDITABLE (app_find (GTK_WIDGET (step), ADW_TYPE_ENTRY_ROW, NULL));

  g_assert_cmpstr (dg_wizard_step_get_next_label (step), ==, "_Generate");
  gtk_editable_set_text (name, "  ");
  g_assert_false (dg_wizard_step_get_complete (step));
  g_assert_cmpstr (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (name)), ==, "Name: it needs one");
  gtk_editable_set_text (name, "x");
  g_assert_true (dg_wizard_step_get_complete (step));
  g_assert_cmpstr (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (name)), ==, "Name");
}

static void
test_named_and_fits (WizardFixture *fixture, gconstpointer data)
{
  DgWizardStep *step = show_step (fixture);
  g_autoptr (GPtrArray) groups = expand_groups (step);

  g_assert_cmpuint (groups->len, >, 0);
  app_assert_named (GTK_WIDGET (step));
  app_assert_fits (GTK_WIDGET (step), APP_WIDE_WIDTH);
  dg_wizard_step_set_narrow (step, TRUE);
  app_assert_fits (GTK_WIDGET (step), APP_NARROW_WIDTH);
}

/* What varies is in the model's words, and those are no markup. */
static void
test_plain_words (AppFixture *fixture, gconstpointer data)
{
  GtkWidget *table = g_object_new (DG_TYPE_COVERAGE_TABLE, NULL);
  g_autoptr (GPtrArray) dimensions = g_ptr_array_new_with_free_func ((GDestroyNotify) dg_dimension_free);
  DgDimension *dimension = dg_dimension_new ("R&D <b>");
  DgDimension *other = dg_dimension_new ("tone");

  dg_dimension_add_value (dimension, "a < b & c", 1);
  dg_dimension_add_value (dimension, "</span>", 1);
  dg_dimension_add_value (other, "<i>", 1);
  dg_dimension_add_value (other, "calm", 1);
  g_ptr_array_add (dimensions, dimension);
  g_ptr_array_add (dimensions, other);

  g_autoptr (DgOutline) outline = dg_outline_new_for_dimensions (dimensions);

  /* the first value and the third, counted over all dimensions */
  dg_outline_add_pair (outline, 1, 3, DG_PAIR_NEVER);
  app_fixture_present (fixture, table);
  dg_coverage_table_set_outline (DG_COVERAGE_TABLE (table), outline, 100);
  g_assert_nonnull (app_find (table, DG_TYPE_COVERAGE_GROUP, "R&D <b>"));
  g_assert_nonnull (app_find (table, ADW_TYPE_ACTION_ROW, "“a < b & c” never with “<i>”"));
}

int
main (int argc, char *argv[])
{
  app_test_init (&argc, &argv);

  wizard_test_add ("/app/configure/counts-add-up", test_counts_add_up);
  wizard_test_add ("/app/configure/counts-are-saved", test_counts_are_saved);
  wizard_test_add ("/app/configure/kept-without-generating", test_kept_without_generating);
  wizard_test_add ("/app/configure/unsaved-is-kept", test_unsaved_is_kept);
  wizard_test_add ("/app/configure/failure-is-over", test_failure_is_over);
  wizard_test_add ("/app/configure/button-of-interrupted", test_button_of_interrupted);
  wizard_test_add ("/app/configure/scale-and-number", test_scale_and_number);
  wizard_test_add ("/app/configure/estimate", test_estimate);
  wizard_test_add ("/app/configure/no-limit-of-nothing", test_no_limit_of_nothing);
  wizard_test_add ("/app/configure/limit-outlives-model", test_limit_outlives_model);
  wizard_test_add ("/app/configure/keeps-focus", test_keeps_focus);
  wizard_test_add ("/app/configure/needs-name", test_needs_name);
  wizard_test_add ("/app/configure/named-and-fits", test_named_and_fits);
  app_test_add ("/app/configure/plain-words", test_plain_words);

  return g_test_run ();
}
