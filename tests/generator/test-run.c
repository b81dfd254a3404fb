/* test-run.c: runs that come to their end
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <math.h>

#include "run-fixture.h"

/* --- the way a reply comes does not matter --- */

static void
assert_same_records (RunFixture *fixture, AnswerFunc func)
{
  g_autoptr (DgRunReport) report = NULL;

  scripted_model_set_func (fixture->model, func);
  report = run_fixture_run_well (fixture);

  run_fixture_assert_complete (fixture, report);
  g_assert_cmpuint (dg_run_report_get_raw_records (report), ==, RUN_N_RECORDS);
  g_assert_cmpuint (run_fixture_count (fixture, "SELECT count (*) FROM dg_records WHERE answer = '„ja“ 😀'"), ==,
                    RUN_N_RECORDS);
  g_assert_cmpuint (run_fixture_count (fixture, "SELECT count (*) FROM dg_records WHERE input GLOB 'Größe *, 東京 *?'"),
                    ==, RUN_N_RECORDS);
}

static void
test_whole (RunFixture *fixture, gconstpointer data)
{
  assert_same_records (fixture, answer_well);
}

static void
answer_in_bytes (ScriptedModel *model, const Ask *ask, Answer *answer)
{
  answer_well (model, ask, answer);
  answer->piece = 1;
}

/* Each byte by itself, so every character is cut wherever it can be. */
static void
test_bytes (RunFixture *fixture, gconstpointer data)
{
  assert_same_records (fixture, answer_in_bytes);
}

static void
answer_in_pieces (ScriptedModel *model, const Ask *ask, Answer *answer)
{
  answer_well (model, ask, answer);
  answer->piece = 7 + 4 * (ask->number % 3);
}

static void
test_pieces (RunFixture *fixture, gconstpointer data)
{
  assert_same_records (fixture, answer_in_pieces);
}

static void
test_pieces_in_parallel (RunFixture *fixture, gconstpointer data)
{
  fixture->options.max_requests = 4;
  assert_same_records (fixture, answer_in_pieces);
}

static void
answer_at_the_end (ScriptedModel *model, const Ask *ask, Answer *answer)
{
  answer_well (model, ask, answer);
  answer->no_deltas = TRUE;
}

static void
test_no_deltas (RunFixture *fixture, gconstpointer data)
{
  assert_same_records (fixture, answer_at_the_end);
}

static void
answer_beside_text (ScriptedModel *model, const Ask *ask, Answer *answer)
{
  answer_well (model, ask, answer);
  answer->text = g_strdup ("{\"records\": [{\"n\": 1, \"input\": \"I think\", \"answer_text\": \"so\"}]}");
}

/* What a model thinks aloud is no data, whatever it looks like. */
static void
test_beside_text (RunFixture *fixture, gconstpointer data)
{
  g_autoptr (DgRunReport) report = NULL;

  scripted_model_set_func (fixture->model, answer_beside_text);
  report = run_fixture_run_well (fixture);

  run_fixture_assert_complete (fixture, report);
  g_assert_cmpuint (dg_run_report_get_raw_records (report), ==, RUN_N_RECORDS);
}

/* --- requests --- */

static void
test_one_at_a_time (RunFixture *fixture, gconstpointer data)
{
  g_autoptr (DgRunReport) report = run_fixture_run_well (fixture);

  run_fixture_assert_complete (fixture, report);
  g_assert_cmpuint (scripted_model_get_most_in_flight (fixture->model), ==, 1);
  for (guint line = 1; line <= RUN_N_RECORDS; line++)
    g_assert_cmpuint (scripted_model_count_asked (fixture->model, line), ==, 1);
}

static void
test_several_at_a_time (RunFixture *fixture, gconstpointer data)
{
  g_autoptr (DgRunReport) report = NULL;

  fixture->options.n_records = 100;
  fixture->options.max_requests = 6;
  report = run_fixture_run_well (fixture);

  run_fixture_assert_complete (fixture, report);
  g_assert_cmpuint (scripted_model_get_most_in_flight (fixture->model), ==, 6);
  for (guint line = 1; line <= 100; line++)
    g_assert_cmpuint (scripted_model_count_asked (fixture->model, line), ==, 1);
}

static void
test_more_than_there_are_lines (RunFixture *fixture, gconstpointer data)
{
  g_autoptr (DgRunReport) report = NULL;

  fixture->options.n_records = DG_MIN_RECORDS;
  fixture->options.max_requests = 16;
  report = run_fixture_run_well (fixture);

  run_fixture_assert_complete (fixture, report);
  /* all at once, and no request without a line */
  g_assert_cmpuint (scripted_model_get_most_in_flight (fixture->model), ==,
                    scripted_model_get_n_requests (fixture->model));
  for (guint line = 1; line <= DG_MIN_RECORDS; line++)
    g_assert_cmpuint (scripted_model_count_asked (fixture->model, line), ==, 1);
  for (guint i = 1; i <= scripted_model_get_n_requests (fixture->model); i++)
    g_assert_cmpuint (scripted_model_get_n_lines (fixture->model, i), >=, 1);
}

static void
test_thousand (RunFixture *fixture, gconstpointer data)
{
  g_autoptr (DgRunReport) report = NULL;

  fixture->options.n_records = DG_MAX_RECORDS;
  fixture->options.max_requests = 16;
  report = run_fixture_run_well (fixture);

  run_fixture_assert_complete (fixture, report);
  g_assert_cmpuint (dg_run_report_get_raw_records (report), ==, DG_MAX_RECORDS);
}

/* --- what is kept --- */

static void
test_report (RunFixture *fixture, gconstpointer data)
{
  const DgPrice price = { 1.0, 10.0, 0.1 };
  g_autoptr (DgRunReport) report = NULL;
  guint n_calls;

  scripted_model_set_price (fixture->model, &price);
  report = run_fixture_run_well (fixture);
  n_calls = scripted_model_get_n_requests (fixture->model);

  g_assert_cmpstr (report->session, ==, fixture->session);
  g_assert_cmpstr (report->name, ==, "Test");
  g_assert_cmpstr (report->provider, ==, "test");
  g_assert_cmpstr (report->model, ==, "scripted");
  g_assert_cmpuint (report->format, ==, DG_FILE_FORMAT_JSONL);
  g_assert_cmpuint (report->seed, ==, 42);
  g_assert_cmpuint (report->seeded, ==, 0);
  g_assert_cmpuint (report->calls, ==, n_calls);
  g_assert_cmpuint (report->retries, ==, n_calls);
  g_assert_cmpint (report->usage.input_tokens, ==, n_calls * 100);
  g_assert_cmpint (report->usage.output_tokens, ==, RUN_N_RECORDS * 50);
  g_assert_cmpfloat_with_epsilon (report->cost_usd, (n_calls * 100 * 1.0 + RUN_N_RECORDS * 50 * 10.0) / 1e6, 1e-12);
  g_assert_cmpfloat (report->seconds, >=, 0.0);
  g_assert_cmpuint (run_fixture_count (fixture, "SELECT count (*) FROM dg_calls WHERE purpose = 'generate' AND"
                                                " model = 'scripted' AND stop_reason = 'tool_use' AND error IS NULL AND"
                                                " request_id GLOB 'request-?*'"),
                    ==, n_calls);
}

static void
test_unknown_price (RunFixture *fixture, gconstpointer data)
{
  const DgPrice price = { NAN, NAN, NAN };
  g_autoptr (DgRunReport) report = NULL;

  scripted_model_set_price (fixture->model, &price);
  report = run_fixture_run_well (fixture);

  g_assert_true (isnan (report->cost_usd));
}

static void
test_csv (RunFixture *fixture, gconstpointer data)
{
  g_autoptr (DgRunReport) report = NULL;

  fixture->options.format = DG_FILE_FORMAT_CSV;
  report = run_fixture_run_well (fixture);

  run_fixture_assert_complete (fixture, report);
  g_assert_cmpuint (report->format, ==, DG_FILE_FORMAT_CSV);
  g_assert_true (g_str_has_suffix (report->path, ".csv"));
}

static void
test_progress (RunFixture *fixture, gconstpointer data)
{
  g_autoptr (DgRunReport) report = run_fixture_run_well (fixture);

  /* a batch for each reply at least: nobody waits for the end to see something */
  g_assert_cmpuint (fixture->n_changes, >=, report->calls);
}

static void
test_progress_at_first (RunFixture *fixture, gconstpointer data)
{
  g_autoptr (DgRun) run = run_fixture_new_run (fixture);
  DgRunProgress progress;

  dg_run_get_progress (run, &progress);

  g_assert_cmpuint (progress.requested, ==, RUN_N_RECORDS);
  g_assert_cmpuint (progress.accepted, ==, 0);
  g_assert_cmpuint (progress.in_flight, ==, 0);
  g_assert_cmpuint (scripted_model_get_n_requests (fixture->model), ==, 0);
}

static char *
hash_file (RunFixture *fixture)
{
  g_autoptr (DgRunReport) report = run_fixture_run_well (fixture);
  g_autofree char *file = NULL;
  gsize length;

  g_assert_true (g_file_get_contents (report->path, &file, &length, NULL));

  return g_compute_checksum_for_string (G_CHECKSUM_SHA256, file, length);
}

static void
answer_with_the_line (ScriptedModel *model, const Ask *ask, Answer *answer)
{
  g_auto (GStrv) rows = g_strsplit (ask->message, "\n", -1);

  for (guint i = 0; i < ask->lines->len; i++)
    answer_add (answer, g_array_index (ask->lines, guint, i), rows[i + 1], "x");
}

/* The seed is all that is drawn: with it come the same lines, and with the same replies the same file. */
static void
test_same_seed (RunFixture *fixture, gconstpointer data)
{
  RunFixture second = { 0 };
  g_autofree char *one = NULL;
  g_autofree char *other = NULL;

  run_fixture_set_up (&second, data);
  scripted_model_set_func (fixture->model, answer_with_the_line);
  scripted_model_set_func (second.model, answer_with_the_line);
  one = hash_file (fixture);
  other = hash_file (&second);
  g_assert_cmpstr (one, ==, other);

  run_fixture_tear_down (&second, data);
}

static void
test_other_seed (RunFixture *fixture, gconstpointer data)
{
  RunFixture second = { 0 };
  g_autofree char *one = NULL;
  g_autofree char *other = NULL;

  run_fixture_set_up (&second, data);
  scripted_model_set_func (fixture->model, answer_with_the_line);
  scripted_model_set_func (second.model, answer_with_the_line);
  second.options.seed = 43;
  one = hash_file (fixture);
  other = hash_file (&second);
  g_assert_cmpstr (one, !=, other);

  run_fixture_tear_down (&second, data);
}

/* --- two runs on one library --- */

static void
test_two_runs (RunFixture *fixture, gconstpointer data)
{
  g_autofree char *other_session = run_fixture_add_session (fixture, "Test");
  DgRunOptions other_options = fixture->options;
  g_autoptr (ScriptedModel) other_model = scripted_model_new (answer_well);
  g_autoptr (DgRun) run = run_fixture_new_run (fixture);
  g_autoptr (DgRun) other_run = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GAsyncResult) other_result = NULL;
  g_autoptr (DgRunReport) report = NULL;
  g_autoptr (DgRunReport) other_report = NULL;

  other_options.session = other_session;
  other_options.max_requests = 3;
  other_run = dg_run_new (fixture->library, DG_MODEL (other_model), fixture->brief, &other_options, NULL);
  dg_run_start_async (run, NULL, run_fixture_store_result_cb, &result);
  dg_run_start_async (other_run, NULL, run_fixture_store_result_cb, &other_result);
  report = dg_run_start_finish (run, run_fixture_wait (&result), NULL);
  other_report = dg_run_start_finish (other_run, run_fixture_wait (&other_result), NULL);

  g_assert_cmpuint (report->status, ==, DG_RUN_COMPLETE);
  g_assert_cmpuint (other_report->status, ==, DG_RUN_COMPLETE);
  g_assert_cmpuint (report->accepted, ==, RUN_N_RECORDS);
  g_assert_cmpuint (other_report->accepted, ==, RUN_N_RECORDS);
  g_assert_cmpstr (report->dataset, !=, other_report->dataset);
  g_assert_cmpstr (report->path, !=, other_report->path);
  g_assert_cmpstr (report->name, !=, other_report->name);
  g_assert_cmpuint (run_fixture_count (fixture, "SELECT count (DISTINCT run_id) FROM dg_records"), ==, 2);
}

/* --- what cannot begin --- */

static void
test_unknown_session (RunFixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (DgRun) run = NULL;

  fixture->options.session = "session_00000000";
  run = run_fixture_new_run (fixture);
  dg_run_start_async (run, NULL, run_fixture_store_result_cb, &result);
  g_assert_null (dg_run_start_finish (run, run_fixture_wait (&result), &error));

  g_assert_error (error, DG_STORE_ERROR, DG_STORE_ERROR_NOT_FOUND);
  g_assert_cmpuint (scripted_model_get_n_requests (fixture->model), ==, 0);
}

static void
add (const char *path, const char *requirements, void (*test) (RunFixture *fixture, gconstpointer data))
{
  g_test_add (path, RunFixture, requirements, run_fixture_set_up, test, run_fixture_tear_down);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  add ("/run/reply/whole", NULL, test_whole);
  add ("/run/reply/bytes", NULL, test_bytes);
  add ("/run/reply/pieces", NULL, test_pieces);
  add ("/run/reply/pieces-in-parallel", NULL, test_pieces_in_parallel);
  add ("/run/reply/no-deltas", NULL, test_no_deltas);
  add ("/run/reply/beside-text", NULL, test_beside_text);
  add ("/run/requests/one-at-a-time", NULL, test_one_at_a_time);
  add ("/run/requests/several-at-a-time", NULL, test_several_at_a_time);
  add ("/run/requests/few-lines", NULL, test_more_than_there_are_lines);
  add ("/run/requests/thousand-records", NULL, test_thousand);
  add ("/run/kept/report", NULL, test_report);
  add ("/run/kept/unknown-price", NULL, test_unknown_price);
  add ("/run/kept/csv", NULL, test_csv);
  add ("/run/progress/changes", NULL, test_progress);
  add ("/run/progress/at-first", NULL, test_progress_at_first);
  add ("/run/seed/same", NULL, test_same_seed);
  add ("/run/seed/other", NULL, test_other_seed);
  add ("/run/two-runs", NULL, test_two_runs);
  add ("/run/unknown-session", NULL, test_unknown_session);

  return g_test_run ();
}
