/* test-run-barren.c: runs with a model that gives nothing new, or half of something
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "dg-model-catalog.h"
#include "run-fixture.h"

/* So many lines in a row may bring nothing new before a run gives up. */
#define N_BARREN_LINES 40

/* Fewer requests than that takes. */
#define N_TEXTS 8

static void
assert_partial (RunFixture *fixture, guint n_accepted)
{
  g_autoptr (DgRunReport) report = run_fixture_run_well (fixture);

  g_assert_cmpuint (report->status, ==, DG_RUN_PARTIAL);
  g_assert_cmpuint (report->accepted, ==, n_accepted);
  g_assert_cmpuint (report->requested, ==, RUN_N_RECORDS);
  g_assert_nonnull (report->dataset);
  g_assert_true (g_file_test (report->path, G_FILE_TEST_IS_REGULAR));
  g_assert_cmpuint (run_fixture_count (fixture, "SELECT rows FROM datasets"), ==, n_accepted);
}

/* The run went on until the requests from @first on had asked for enough lines in vain, and not longer. */
static void
assert_gave_up (RunFixture *fixture, guint first)
{
  guint last = scripted_model_get_n_requests (fixture->model);
  guint n_lines = 0;

  for (guint i = first; i < last; i++)
    n_lines += scripted_model_get_n_lines (fixture->model, i);
  g_assert_cmpuint (n_lines, <, N_BARREN_LINES);
  g_assert_cmpuint (n_lines + scripted_model_get_n_lines (fixture->model, last), >=, N_BARREN_LINES);
}

/* --- a model that gives nothing --- */

static void
answer_in_text (ScriptedModel *model, const Ask *ask, Answer *answer)
{
  answer->no_call = TRUE;
  answer->stop_reason = "end_turn";
  answer->text =
      g_strdup ("Here are your records: {\"records\": [{\"n\": 1, \"input\": \"a\", \"answer_text\": \"b\"}]}");
}

static void
test_always_text (RunFixture *fixture, gconstpointer data)
{
  scripted_model_set_func (fixture->model, answer_in_text);

  run_fixture_assert_failed (fixture, DG_GENERATOR_ERROR, DG_GENERATOR_ERROR_EXHAUSTED, DG_RUN_FAILED, 0);
  assert_gave_up (fixture, 1);
  g_assert_cmpuint (run_fixture_count (fixture, "SELECT count (*) FROM dg_calls WHERE stop_reason = 'end_turn'"), ==,
                    scripted_model_get_n_requests (fixture->model));
}

static void
answer_in_text_at_first (ScriptedModel *model, const Ask *ask, Answer *answer)
{
  if (ask->number < N_TEXTS)
    answer_in_text (model, ask, answer);
  else
    answer_well (model, ask, answer);
}

static void
test_text_at_first (RunFixture *fixture, gconstpointer data)
{
  g_autoptr (DgRunReport) report = NULL;

  scripted_model_set_func (fixture->model, answer_in_text_at_first);
  report = run_fixture_run_well (fixture);

  run_fixture_assert_complete (fixture, report);
}

static void
answer_well_then_in_text (ScriptedModel *model, const Ask *ask, Answer *answer)
{
  if (ask->number > RUN_N_QUICK_REQUESTS)
    answer_in_text (model, ask, answer);
  else
    answer_well (model, ask, answer);
}

static void
test_text_after_a_while (RunFixture *fixture, gconstpointer data)
{
  scripted_model_set_func (fixture->model, answer_well_then_in_text);

  assert_partial (fixture, RUN_N_QUICK_REQUESTS);
  assert_gave_up (fixture, RUN_N_QUICK_REQUESTS + 1);
}

static void
answer_the_same (ScriptedModel *model, const Ask *ask, Answer *answer)
{
  for (guint i = 0; i < ask->lines->len; i++)
    answer_add (answer, g_array_index (ask->lines, guint, i), "Where is my parcel?", "shipping");
}

static void
test_always_the_same (RunFixture *fixture, gconstpointer data)
{
  scripted_model_set_func (fixture->model, answer_the_same);

  assert_partial (fixture, 1);
  g_assert_cmpuint (run_fixture_count (fixture, "SELECT count (*) FROM dg_refused WHERE reason = 'duplicate'"), ==,
                    scripted_model_get_n_records (fixture->model) - 1);
}

static void
test_always_the_same_in_parallel (RunFixture *fixture, gconstpointer data)
{
  scripted_model_set_func (fixture->model, answer_the_same);
  fixture->options.max_requests = 4;

  assert_partial (fixture, 1);
}

static void
answer_one_new (ScriptedModel *model, const Ask *ask, Answer *answer)
{
  g_autofree char *input = g_strdup_printf ("word%u to%u say%u", ask->number, ask->number, ask->number);

  answer_add (answer, g_array_index (ask->lines, guint, 0), input, "x");
}

/* However slowly it goes, it goes on. */
static void
test_one_at_a_time (RunFixture *fixture, gconstpointer data)
{
  g_autoptr (DgRunReport) report = NULL;

  scripted_model_set_func (fixture->model, answer_one_new);
  report = run_fixture_run_well (fixture);

  run_fixture_assert_complete (fixture, report);
  g_assert_cmpuint (scripted_model_get_n_requests (fixture->model), ==, RUN_N_RECORDS);
}

static void
answer_invalid (ScriptedModel *model, const Ask *ask, Answer *answer)
{
  for (guint i = 0; i < ask->lines->len; i++)
    answer_add (answer, g_array_index (ask->lines, guint, i), " ", "x");
}

static void
test_always_invalid (RunFixture *fixture, gconstpointer data)
{
  scripted_model_set_func (fixture->model, answer_invalid);

  run_fixture_assert_failed (fixture, DG_GENERATOR_ERROR, DG_GENERATOR_ERROR_EXHAUSTED, DG_RUN_FAILED, 0);
  g_assert_cmpuint (run_fixture_count (fixture, "SELECT count (*) FROM dg_refused WHERE reason = 'invalid' AND"
                                                " detail = 'input is empty'"),
                    ==, scripted_model_get_n_records (fixture->model));
}

static void
answer_nothing (ScriptedModel *model, const Ask *ask, Answer *answer)
{
}

static void
test_empty_list (RunFixture *fixture, gconstpointer data)
{
  scripted_model_set_func (fixture->model, answer_nothing);

  run_fixture_assert_failed (fixture, DG_GENERATOR_ERROR, DG_GENERATOR_ERROR_EXHAUSTED, DG_RUN_FAILED, 0);
  g_assert_cmpuint (run_fixture_count (fixture, "SELECT count (*) FROM dg_refused"), ==, 0);
}

/* --- stop reasons --- */

typedef struct
{
  const char *name;
  const char *stop_reason;
  const char *text;
  gboolean smaller;  /* whether the next requests ask for less */
  const char *shown; /* what people are told */
} Refusal;

static const Refusal refusals[] = {
  { "content-filtered", "content_filtered", NULL, FALSE, "*held the records back (content_filtered)*" },
  { "guardrail", "guardrail_intervened", "Blocked.", FALSE, "*held the records back (guardrail_intervened)*" },
  { "refusal", "end_turn", "I cannot help with that.", FALSE, "*words instead of records: “I cannot help with that.”" },
  { "malformed-tool-use", "malformed_tool_use", NULL, TRUE, "*no more records that are new and valid*" },
  { "max-tokens", "max_tokens", NULL, TRUE, "*no more records that are new and valid*" },
};

static void
answer_with_refusal (ScriptedModel *model, const Ask *ask, Answer *answer)
{
  const Refusal *refusal = scripted_model_get_data (model);

  answer->no_call = TRUE;
  answer->stop_reason = refusal->stop_reason;
  answer->text = g_strdup (refusal->text);
}

static void
test_refusal (RunFixture *fixture, gconstpointer data)
{
  const Refusal *refusal = data;
  g_autoptr (DgRequestSizer) sizer = dg_request_sizer_new (dg_model_catalog_get_max_output_tokens ("scripted"));
  g_autoptr (GError) error = NULL;

  scripted_model_set_func (fixture->model, answer_with_refusal);
  scripted_model_set_data (fixture->model, (gpointer) data);
  g_assert_null (run_fixture_run (fixture, &error));

  g_assert_error (error, DG_GENERATOR_ERROR, DG_GENERATOR_ERROR_EXHAUSTED);
  if (!g_pattern_match_simple (refusal->shown, error->message))
    g_error ("“%s” does not match “%s”", error->message, refusal->shown);
  run_fixture_assert_ended (fixture, DG_RUN_FAILED, 0);
  assert_gave_up (fixture, 1);
  g_assert_cmpuint (run_fixture_count (fixture, "SELECT count (*) FROM dg_records"), ==, 0);
  for (guint i = 1; i < RUN_LARGE_REQUEST && refusal->smaller; i++)
    dg_request_sizer_widen (sizer);
  run_fixture_assert_size (fixture, RUN_LARGE_REQUEST, sizer);
}

/* With some records there is a dataset, and the reason is told beside it. */
static void
answer_well_then_refuse (ScriptedModel *model, const Ask *ask, Answer *answer)
{
  if (ask->number > RUN_LARGE_REQUEST)
    answer_with_refusal (model, ask, answer);
  else
    answer_well (model, ask, answer);
}

static void
test_refusal_after_some (RunFixture *fixture, gconstpointer data)
{
  const Refusal *refusal = data;
  DgRun *run = run_fixture_new_run (fixture);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (DgRunReport) report = NULL;

  scripted_model_set_func (fixture->model, answer_well_then_refuse);
  scripted_model_set_data (fixture->model, (gpointer) data);
  dg_run_start_async (run, NULL, run_fixture_store_result_cb, &result);
  report = dg_run_start_finish (run, run_fixture_wait (&result), &error);

  g_assert_no_error (error);
  g_assert_cmpuint (report->status, ==, DG_RUN_PARTIAL);
  g_assert_cmpuint (report->accepted, ==,
                    RUN_N_QUICK_REQUESTS + scripted_model_get_n_lines (fixture->model, RUN_LARGE_REQUEST));
  g_assert_true (g_pattern_match_simple (refusal->shown, dg_run_get_reason (run)));
  g_clear_object (&result);
  g_assert_finalize_object (run);
}

/* --- replies that are broken --- */

static void
answer_garbage_at_first (ScriptedModel *model, const Ask *ask, Answer *answer)
{
  static const char *const garbage[] = {
    "", "{}", "[]", "null", "I am sorry", "{\"records\": null}", "{\"records\": {\"n\": 1}}",
  };

  if (ask->number <= G_N_ELEMENTS (garbage))
    answer->raw = g_strdup (garbage[ask->number - 1]);
  else
    answer_well (model, ask, answer);
}

static void
test_garbage (RunFixture *fixture, gconstpointer data)
{
  g_autoptr (DgRunReport) report = NULL;

  scripted_model_set_func (fixture->model, answer_garbage_at_first);
  report = run_fixture_run_well (fixture);

  run_fixture_assert_complete (fixture, report);
}

static void
answer_cut_once (ScriptedModel *model, const Ask *ask, Answer *answer)
{
  if (ask->number != RUN_LARGE_REQUEST)
    {
      answer_well (model, ask, answer);
      return;
    }
  answer->stop_reason = "max_tokens";
  answer->raw = g_strdup_printf ("{\"records\": [{\"n\": %u, \"input\": \"whole\", \"answer_text\": \"x\"}, "
                                 "{\"n\": %u, \"input\": \"broken of",
                                 g_array_index (ask->lines, guint, 0), g_array_index (ask->lines, guint, 1));
}

static void
test_cut (RunFixture *fixture, gconstpointer data)
{
  g_autoptr (DgRunReport) report = NULL;
  g_autofree char *raw = NULL;
  g_autofree char *detail = NULL;

  scripted_model_set_func (fixture->model, answer_cut_once);
  report = run_fixture_run_well (fixture);
  raw = run_fixture_query (fixture, "SELECT raw FROM dg_refused");
  detail = run_fixture_query (fixture, "SELECT detail FROM dg_refused");

  run_fixture_assert_complete (fixture, report);
  g_assert_cmpuint (report->invalid, ==, 1);
  g_assert_cmpuint (dg_run_report_get_raw_records (report), ==, RUN_N_RECORDS + 1);
  g_assert_cmpstr (raw, ==, "{\"n\": 4, \"input\": \"broken of");
  g_assert_cmpstr (detail, ==, "the reply broke off in this record");
  g_assert_cmpuint (scripted_model_count_asked (fixture->model, 3), ==, 1);
  g_assert_cmpuint (scripted_model_count_asked (fixture->model, 4), ==, 2);
}

static void
answer_cut_in_a_character (ScriptedModel *model, const Ask *ask, Answer *answer)
{
  answer_cut_once (model, ask, answer);
  if (answer->raw != NULL)
    {
      g_autofree char *whole = g_steal_pointer (&answer->raw);

      answer->raw = g_strconcat (whole, " \xE6\x9D", NULL);
    }
}

static void
test_cut_in_a_character (RunFixture *fixture, gconstpointer data)
{
  g_autoptr (DgRunReport) report = NULL;
  g_autofree char *raw = NULL;

  scripted_model_set_func (fixture->model, answer_cut_in_a_character);
  report = run_fixture_run_well (fixture);
  raw = run_fixture_query (fixture, "SELECT raw FROM dg_refused");

  run_fixture_assert_complete (fixture, report);
  g_assert_true (g_utf8_validate (raw, -1, NULL));
  g_assert_true (g_str_has_prefix (raw, "{\"n\": 4, \"input\": \"broken of \xEF\xBF\xBD"));
}

static void
answer_broken_inside (ScriptedModel *model, const Ask *ask, Answer *answer)
{
  if (ask->number > 1)
    {
      answer_well (model, ask, answer);
      return;
    }
  answer->raw =
      g_strdup ("{\"records\": [{\"n\": 1, \"input\": \"whole\", \"answer_text\": \"x\"}, {\"n\": 2, \"input\""
                ": \"x\"], \"more\": [{\"n\": 3, \"input\": \"behind\", \"answer_text\": \"x\"}]}");
}

/* Behind a bracket that does not fit nobody can say any more what is a record. */
static void
test_broken_inside (RunFixture *fixture, gconstpointer data)
{
  g_autoptr (DgRunReport) report = NULL;

  scripted_model_set_func (fixture->model, answer_broken_inside);
  report = run_fixture_run_well (fixture);

  run_fixture_assert_complete (fixture, report);
  g_assert_cmpuint (run_fixture_count (fixture, "SELECT count (*) FROM dg_records WHERE input = 'whole'"), ==, 1);
  g_assert_cmpuint (run_fixture_count (fixture, "SELECT count (*) FROM dg_records WHERE input = 'behind'"), ==, 0);
  g_assert_cmpuint (report->invalid, ==, 1);
}

static void
answer_endlessly_at_first (ScriptedModel *model, const Ask *ask, Answer *answer)
{
  if (ask->number == 1)
    {
      g_autofree char *filler = g_strnfill (4 * 1024 * 1024, ' ');

      answer->raw = g_strconcat ("{\"records\": [{\"n\": 1, \"input\": \"before\", \"answer_text\": \"x\"}, ", filler,
                                 "{\"n\": 2, \"input\": \"after\", \"answer_text\": \"x\"}]}", NULL);
    }
  else
    answer_well (model, ask, answer);
}

static void
test_endless_reply (RunFixture *fixture, gconstpointer data)
{
  g_autoptr (DgRunReport) report = NULL;

  scripted_model_set_func (fixture->model, answer_endlessly_at_first);
  report = run_fixture_run_well (fixture);

  run_fixture_assert_complete (fixture, report);
  g_assert_cmpuint (run_fixture_count (fixture, "SELECT count (*) FROM dg_records WHERE input = 'before'"), ==, 1);
  g_assert_cmpuint (run_fixture_count (fixture, "SELECT count (*) FROM dg_records WHERE input = 'after'"), ==, 0);
}

/* Of all the tokens of the reply there was one record, and then one that was cut. */
static void
test_smaller_after_a_cut (RunFixture *fixture, gconstpointer data)
{
  g_autoptr (DgRequestSizer) sizer = dg_request_sizer_new (dg_model_catalog_get_max_output_tokens ("scripted"));
  g_autoptr (DgRunReport) report = NULL;
  guint n_lines;

  scripted_model_set_func (fixture->model, answer_cut_once);
  report = run_fixture_run_well (fixture);
  run_fixture_assert_complete (fixture, report);

  dg_request_sizer_learn (sizer, 1, 50);
  run_fixture_assert_size (fixture, RUN_LARGE_REQUEST, sizer);
  n_lines = scripted_model_get_n_lines (fixture->model, RUN_LARGE_REQUEST);
  dg_request_sizer_learn (sizer, 1, 50 * n_lines);
  dg_request_sizer_widen (sizer);
  run_fixture_assert_size (fixture, RUN_LARGE_REQUEST + 1, sizer);
  g_assert_cmpuint (scripted_model_get_n_lines (fixture->model, RUN_LARGE_REQUEST + 1), <, n_lines);
}

static void
set_up (RunFixture *fixture, gconstpointer data)
{
  run_fixture_set_up (fixture, NULL);
}

static void
add_refusal (const char *group, const Refusal *refusal, void (*test) (RunFixture *fixture, gconstpointer data))
{
  g_autofree char *path = g_strdup_printf ("/run-barren/%s/%s", group, refusal->name);

  g_test_add (path, RunFixture, refusal, set_up, test, run_fixture_tear_down);
}

static void
add (const char *path, void (*test) (RunFixture *fixture, gconstpointer data))
{
  g_test_add (path, RunFixture, NULL, set_up, test, run_fixture_tear_down);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  add ("/run-barren/nothing/text", test_always_text);
  add ("/run-barren/nothing/text-at-first", test_text_at_first);
  add ("/run-barren/nothing/text-after-a-while", test_text_after_a_while);
  add ("/run-barren/nothing/same", test_always_the_same);
  add ("/run-barren/nothing/same-in-parallel", test_always_the_same_in_parallel);
  add ("/run-barren/nothing/but-one", test_one_at_a_time);
  add ("/run-barren/nothing/invalid", test_always_invalid);
  add ("/run-barren/nothing/empty-list", test_empty_list);
  for (guint i = 0; i < G_N_ELEMENTS (refusals); i++)
    {
      add_refusal ("refusal", &refusals[i], test_refusal);
      add_refusal ("refusal-after-some", &refusals[i], test_refusal_after_some);
    }
  add ("/run-barren/broken/garbage", test_garbage);
  add ("/run-barren/broken/cut", test_cut);
  add ("/run-barren/broken/cut-in-a-character", test_cut_in_a_character);
  add ("/run-barren/broken/inside", test_broken_inside);
  add ("/run-barren/broken/endless", test_endless_reply);
  add ("/run-barren/broken/cut-makes-smaller", test_smaller_after_a_cut);

  return g_test_run ();
}
