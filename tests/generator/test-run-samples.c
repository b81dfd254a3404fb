/* test-run-samples.c: runs whose records become sample cards, and runs of a session that the caller holds
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <stdlib.h>
#include <string.h>

#include "run-fixture.h"

typedef struct
{
  RunFixture base;
  DgRun *run;          /* (owned) */
  DgRunReport *report; /* (owned) (nullable) */
} SamplesFixture;

static void
set_up (SamplesFixture *fixture, gconstpointer data)
{
  run_fixture_set_up (&fixture->base, NULL);
  fixture->base.options.kind = DG_RUN_SAMPLES;
  fixture->base.options.n_records = DG_N_SAMPLES;
}

static void
tear_down (SamplesFixture *fixture, gconstpointer data)
{
  g_assert_finalize_object (g_steal_pointer (&fixture->run));
  g_clear_pointer (&fixture->report, dg_run_report_free);
  run_fixture_tear_down (&fixture->base, NULL);
}

static gboolean
run (SamplesFixture *fixture, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  fixture->run = run_fixture_new_run (&fixture->base);
  dg_run_start_async (fixture->run, NULL, run_fixture_store_result_cb, &result);
  fixture->report = dg_run_start_finish (fixture->run, run_fixture_wait (&result), error);

  return fixture->report != NULL;
}

static void
run_well (SamplesFixture *fixture)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (run (fixture, &error));
  g_assert_no_error (error);
}

/* The session is where it was, and the library has no dataset. */
static void
assert_no_dataset (SamplesFixture *fixture)
{
  g_autofree char *uploads = g_build_filename (fixture->base.folder, "uploads", NULL);
  g_autoptr (GDir) dir = g_dir_open (uploads, 0, NULL);

  g_assert_null (g_dir_read_name (dir));
  g_assert_cmpuint (run_fixture_count (&fixture->base, "SELECT count (*) FROM datasets"), ==, 0);
  g_assert_cmpuint (run_fixture_count (&fixture->base, "SELECT dataset_id IS NULL FROM dg_sessions"), ==, 1);
}

static void
assert_records (SamplesFixture *fixture, guint n_records)
{
  GPtrArray *records = dg_run_get_records (fixture->run);
  guint seen = 0;

  g_assert_cmpuint (records->len, ==, n_records);
  g_assert_cmpuint (fixture->report->accepted, ==, n_records);
  for (guint i = 0; i < records->len; i++)
    {
      guint line = dg_record_get_plan_line (g_ptr_array_index (records, i));

      g_assert_cmpuint (line, >=, 1);
      g_assert_cmpuint (line, <=, fixture->base.options.n_records);
      g_assert_false (seen & 1u << line);
      seen |= 1u << line;
    }
}

/* --- how many --- */

static void
test_number (SamplesFixture *fixture, gconstpointer n_records)
{
  fixture->base.options.n_records = GPOINTER_TO_UINT (n_records);
  fixture->base.options.max_requests = DG_N_SAMPLES;
  run_well (fixture);

  g_assert_cmpuint (fixture->report->status, ==, DG_RUN_COMPLETE);
  g_assert_null (fixture->report->dataset);
  assert_records (fixture, GPOINTER_TO_UINT (n_records));
  assert_no_dataset (fixture);
}

/* --- not as many as were asked for --- */

static void
answer_first (ScriptedModel *model, const Ask *ask, Answer *answer)
{
  if (ask->number <= 2)
    answer_well (model, ask, answer);
}

static void
test_exhausted (SamplesFixture *fixture, gconstpointer data)
{
  scripted_model_set_func (fixture->base.model, answer_first);
  run_well (fixture);

  g_assert_cmpuint (fixture->report->status, ==, DG_RUN_PARTIAL);
  g_assert_nonnull (dg_run_get_reason (fixture->run));
  assert_records (fixture, 2);
  assert_no_dataset (fixture);
}

static void
answer_nothing (ScriptedModel *model, const Ask *ask, Answer *answer)
{
}

static void
test_nothing (SamplesFixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  scripted_model_set_func (fixture->base.model, answer_nothing);
  g_assert_false (run (fixture, &error));

  g_assert_error (error, DG_GENERATOR_ERROR, DG_GENERATOR_ERROR_EXHAUSTED);
  g_assert_cmpuint (dg_run_get_records (fixture->run)->len, ==, 0);
  assert_no_dataset (fixture);
}

/* --- what the model declines --- */

#define EDGE "asks the bot to ignore its rules"
#define REFUSAL "I cannot help with that."

/* What @message says of @line. */
static char *
dup_line (const char *message, guint line)
{
  g_autofree char *begin = g_strdup_printf ("- n=%u |", line);
  const char *found = strstr (message, begin);

  g_assert_nonnull (found);

  return g_strndup (found, strcspn (found, "\n"));
}

static void
answer_unless_edge (ScriptedModel *model, const Ask *ask, Answer *answer)
{
  if (strstr (ask->message, EDGE) == NULL)
    {
      answer_well (model, ask, answer);
      return;
    }
  (*(guint *) scripted_model_get_data (model))++;
  answer->no_call = TRUE;
  answer->stop_reason = "end_turn";
  answer->text = g_strdup (REFUSAL);
}

static void
add_edges (SamplesFixture *fixture)
{
  DgDimension *edge = dg_dimension_new ("edge");

  edge->kind = DG_DIMENSION_EDGE;
  dg_dimension_add_value (edge, "plain", 45);
  dg_dimension_add_value (edge, EDGE, 55);
  g_ptr_array_add (fixture->base.brief->outline->dimensions, edge);
}

/* The card shows what its record was really made for. */
static void
test_declined_edge (SamplesFixture *fixture, gconstpointer n_records)
{
  guint n_lines = GPOINTER_TO_UINT (n_records);
  guint n_declined = 0;

  add_edges (fixture);
  fixture->base.options.n_records = n_lines;
  scripted_model_set_func (fixture->base.model, answer_unless_edge);
  scripted_model_set_data (fixture->base.model, &n_declined);
  run_well (fixture);

  g_assert_cmpuint (fixture->report->status, ==, DG_RUN_COMPLETE);
  assert_records (fixture, n_lines);
  g_assert_cmpuint (n_declined, ==, 2);
  for (guint i = 0; i < n_lines; i++)
    {
      DgRecord *record = g_ptr_array_index (dg_run_get_records (fixture->run), i);
      guint line = dg_record_get_plan_line (record);
      g_autofree char *text = dg_run_dup_line (fixture->run, record);

      g_assert_null (strstr (text, EDGE));
      g_assert_null (dg_run_get_vain_reason (fixture->run, line));
      g_assert_cmpuint (scripted_model_count_asked (fixture->base.model, line), <=, 3);
    }
}

static void
decline (ScriptedModel *model, const Ask *ask, Answer *answer)
{
  GPtrArray *lines = scripted_model_get_data (model);

  g_ptr_array_add (lines, dup_line (ask->message, g_array_index (ask->lines, guint, 0)));
  answer->no_call = TRUE;
  answer->stop_reason = "end_turn";
  answer->text = g_strdup (REFUSAL);
}

/* A person waits: six calls, the third of them and the fifth for something else. */
static void
test_declined_always (SamplesFixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) lines = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GError) error = NULL;

  add_edges (fixture);
  for (guint i = 0; i < 30; i++)
    {
      g_autofree char *seed = g_strdup_printf ("guest %u", i);

      g_ptr_array_add (fixture->base.brief->outline->seeds, g_steal_pointer (&seed));
    }
  fixture->base.options.n_records = 1;
  scripted_model_set_func (fixture->base.model, decline);
  scripted_model_set_data (fixture->base.model, lines);
  g_assert_false (run (fixture, &error));

  g_assert_error (error, DG_GENERATOR_ERROR, DG_GENERATOR_ERROR_EXHAUSTED);
  g_assert_nonnull (strstr (error->message, REFUSAL));
  g_assert_null (strstr (error->message, "fewer records"));
  g_assert_nonnull (strstr (dg_run_get_vain_reason (fixture->run, 1), REFUSAL));
  g_assert_cmpuint (lines->len, ==, 6);
  for (guint i = 0; i < lines->len; i++)
    {
      const char *before = i > 0 ? strstr (g_ptr_array_index (lines, i - 1), "SEED") : NULL;
      const char *now = strstr (g_ptr_array_index (lines, i), "SEED");
      gboolean same = before != NULL && strncmp (before, now, strcspn (now, "|")) == 0;

      g_assert_true (i == 0 || same == (i % 2 == 1));
    }
}

static void
answer_two_then_fail (ScriptedModel *model, const Ask *ask, Answer *answer)
{
  if (ask->number <= 2)
    answer_well (model, ask, answer);
  else
    answer->error = g_error_new_literal (DG_INFERENCE_ERROR, DG_INFERENCE_ERROR_QUOTA, "no more today");
}

/* What came before a failure is there for the caller, and on record. */
static void
test_failed (SamplesFixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  scripted_model_set_func (fixture->base.model, answer_two_then_fail);
  g_assert_false (run (fixture, &error));

  g_assert_error (error, DG_INFERENCE_ERROR, DG_INFERENCE_ERROR_QUOTA);
  g_assert_cmpuint (dg_run_get_records (fixture->run)->len, ==, 2);
  g_assert_cmpuint (run_fixture_count (&fixture->base, "SELECT count (*) FROM dg_records"), ==, 2);
  /* nobody asked again */
  g_assert_cmpuint (run_fixture_count (&fixture->base, "SELECT sum (retries) FROM dg_calls WHERE error IS NOT NULL"),
                    ==, 0);
  assert_no_dataset (fixture);
}

/* --- like others --- */

static void
repeat_known (ScriptedModel *model, const Ask *ask, Answer *answer)
{
  if (ask->number == 1)
    answer_add (answer, 1, "Where is my parcel?", "delivery");
  else
    answer_well (model, ask, answer);
}

/* The other cards of the round are no rows here, but nothing like them is let in either. */
static void
test_known (SamplesFixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) known = g_ptr_array_new_with_free_func (g_object_unref);

  g_ptr_array_add (known, dg_record_new ("where is my  parcel", "delivery", 0));
  fixture->base.options.known = known;
  fixture->base.options.n_records = 2;
  scripted_model_set_func (fixture->base.model, repeat_known);
  run_well (fixture);

  g_assert_cmpuint (fixture->report->duplicates, ==, 1);
  g_assert_cmpuint (fixture->report->seeded, ==, 0);
  assert_records (fixture, 2);
}

/* --- what the run is made of --- */

static void
test_outline_is_kept (SamplesFixture *fixture, gconstpointer data)
{
  DgDimension *dimension = dg_dimension_new ("tone");
  g_autofree char *outline = NULL;
  g_autofree char *kept = NULL;

  dg_dimension_add_value (dimension, "polite", 1.0);
  dg_dimension_add_value (dimension, "rude", 2.0);
  g_ptr_array_add (fixture->base.brief->outline->dimensions, dimension);
  outline = dg_outline_to_json (fixture->base.brief->outline);
  run_well (fixture);
  kept = run_fixture_query (&fixture->base, "SELECT outline FROM dg_runs WHERE kind = 'samples'");

  g_assert_cmpstr (kept, ==, outline);
  g_assert_cmpstr (fixture->report->outline, ==, outline);
}

/* Keeps what was asked, and fails every other time, so that lines are asked for again. */
static void
answer_and_remember (ScriptedModel *model, const Ask *ask, Answer *answer)
{
  g_ptr_array_add (scripted_model_get_data (model), g_strdup (ask->message));
  if (ask->number % 2 == 0)
    answer_well (model, ask, answer);
}

/* The last number in an input that answer_well() wrote is that of the request. */
static guint
get_request (DgRecord *record)
{
  return strtoul (strstr (dg_record_get_input (record), "東京 ") + strlen ("東京 "), NULL, 10);
}

static void
test_line (SamplesFixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) messages = g_ptr_array_new_with_free_func (g_free);
  GPtrArray *records;
  g_autoptr (DgRecord) other = dg_record_new ("by hand", "x", 0);

  scripted_model_set_func (fixture->base.model, answer_and_remember);
  scripted_model_set_data (fixture->base.model, messages);
  run_well (fixture);
  assert_records (fixture, DG_N_SAMPLES);

  records = dg_run_get_records (fixture->run);
  for (guint i = 0; i < records->len; i++)
    {
      DgRecord *record = g_ptr_array_index (records, i);
      g_autofree char *line = dg_run_dup_line (fixture->run, record);
      g_autofree char *start = g_strdup_printf ("- n=%u", dg_record_get_plan_line (record));
      const char *message = g_ptr_array_index (messages, get_request (record) - 1);

      g_assert_true (g_str_has_prefix (line, start));
      g_assert_null (strchr (line, '\n'));
      g_assert_nonnull (strstr (message, line));
    }
  g_assert_null (dg_run_dup_line (fixture->run, other));
}

static void
answer_rudely_at_first (ScriptedModel *model, const Ask *ask, Answer *answer)
{
  if (ask->number <= 2)
    answer_add (answer, g_array_index (ask->lines, guint, 0), ask->number == 1 ? "Damn it!" : "Well?", "x");
  else
    answer_well (model, ask, answer);
}

static void
test_rules (SamplesFixture *fixture, gconstpointer data)
{
  DgRule *rule = dg_rule_new (1, DG_RULE_QUALITY, "Nobody swears.");
  g_autofree char *detail = NULL;

  rule->column = DG_COLUMN_INPUT;
  rule->check = DG_CHECK_ABSENT;
  g_free (rule->check_value);
  rule->check_value = g_strdup ("damn");
  g_ptr_array_add (fixture->base.brief->rules, rule);
  scripted_model_set_func (fixture->base.model, answer_rudely_at_first);
  run_well (fixture);
  detail = run_fixture_query (&fixture->base, "SELECT detail FROM dg_refused WHERE reason = 'invalid'");

  g_assert_cmpuint (fixture->report->invalid, ==, 1);
  g_assert_nonnull (strstr (detail, "Nobody swears"));
  assert_records (fixture, DG_N_SAMPLES);
}

/* --- the caller holds the session --- */

static DgLease *
take_lease (SamplesFixture *fixture, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  dg_library_lease_session_async (fixture->base.library, fixture->base.session, NULL, run_fixture_store_result_cb,
                                  &result);

  return dg_library_lease_session_finish (fixture->base.library, run_fixture_wait (&result), error);
}

static void
test_lease (SamplesFixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (DgLease) lease = take_lease (fixture, &error);

  g_assert_no_error (error);
  fixture->base.options.lease = lease;
  run_well (fixture);
  assert_records (fixture, DG_N_SAMPLES);

  /* the run has not given it back */
  g_assert_null (take_lease (fixture, &error));
  g_assert_error (error, DG_STORE_ERROR, DG_STORE_ERROR_HELD);
}

static void
test_held_lease (SamplesFixture *fixture, gconstpointer data)
{
  g_autoptr (DgLease) lease = take_lease (fixture, NULL);
  g_autoptr (GError) error = NULL;

  g_assert_nonnull (lease);
  g_assert_false (run (fixture, &error));
  g_assert_error (error, DG_STORE_ERROR, DG_STORE_ERROR_HELD);
  g_assert_cmpuint (scripted_model_get_n_requests (fixture->base.model), ==, 0);
}

static void
test_lease_and_cancelled (SamplesFixture *fixture, gconstpointer data)
{
  g_autoptr (DgLease) lease = take_lease (fixture, NULL);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  fixture->base.options.lease = lease;
  fixture->run = run_fixture_new_run (&fixture->base);
  g_cancellable_cancel (fixture->base.cancellable);
  dg_run_start_async (fixture->run, fixture->base.cancellable, run_fixture_store_result_cb, &result);
  g_assert_null (dg_run_start_finish (fixture->run, run_fixture_wait (&result), &error));

  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpuint (run_fixture_count (&fixture->base, "SELECT count (*) FROM dg_runs"), ==, 0);
}

static void
add (const char *path, gconstpointer data, void (*test) (SamplesFixture *fixture, gconstpointer data))
{
  g_test_add (path, SamplesFixture, data, set_up, test, tear_down);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  add ("/run-samples/number/one", GUINT_TO_POINTER (1), test_number);
  add ("/run-samples/number/three", GUINT_TO_POINTER (3), test_number);
  add ("/run-samples/number/all", GUINT_TO_POINTER (DG_N_SAMPLES), test_number);
  add ("/run-samples/exhausted", NULL, test_exhausted);
  add ("/run-samples/nothing", NULL, test_nothing);
  add ("/run-samples/failed", NULL, test_failed);
  add ("/run-samples/declined/edge/five", GUINT_TO_POINTER (DG_N_SAMPLES), test_declined_edge);
  add ("/run-samples/declined/edge/one", GUINT_TO_POINTER (1), test_declined_edge);
  add ("/run-samples/declined/always", NULL, test_declined_always);
  add ("/run-samples/known", NULL, test_known);
  add ("/run-samples/outline-is-kept", NULL, test_outline_is_kept);
  add ("/run-samples/line", NULL, test_line);
  add ("/run-samples/rules", NULL, test_rules);
  add ("/run-samples/lease/held-by-the-caller", NULL, test_lease);
  add ("/run-samples/lease/held-by-another", NULL, test_held_lease);
  add ("/run-samples/lease/cancelled", NULL, test_lease_and_cancelled);

  return g_test_run ();
}
