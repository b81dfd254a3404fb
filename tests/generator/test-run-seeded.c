/* test-run-seeded.c: runs that begin with samples that are rows of the dataset
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <string.h>

#include "run-fixture.h"

#define N_SEEDED 3

typedef struct
{
  RunFixture base;
  GPtrArray *seeded; /* (owned) */
} SeededFixture;

static const char *const inputs[N_SEEDED] = { "Where is my parcel?", "The lamp is broken.",
                                              "Thanks for the quick help!" };

static void
set_up (SeededFixture *fixture, gconstpointer data)
{
  run_fixture_set_up (&fixture->base, NULL);
  fixture->seeded = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; i < N_SEEDED; i++)
    g_ptr_array_add (fixture->seeded, dg_record_new (inputs[i], "x", 0));
  fixture->base.options.seeded = fixture->seeded;
}

static void
tear_down (SeededFixture *fixture, gconstpointer data)
{
  g_ptr_array_unref (fixture->seeded);
  run_fixture_tear_down (&fixture->base, NULL);
}

/* So many rows as were asked for, the samples first. */
static void
assert_complete (SeededFixture *fixture, DgRunReport *report)
{
  g_auto (GStrv) rows = NULL;
  g_autofree char *text = NULL;

  g_assert_cmpuint (report->status, ==, DG_RUN_COMPLETE);
  g_assert_cmpuint (report->requested, ==, RUN_N_RECORDS);
  g_assert_cmpuint (report->seeded, ==, N_SEEDED);
  g_assert_cmpuint (report->accepted, ==, RUN_N_RECORDS - N_SEEDED);
  g_assert_cmpuint (run_fixture_count (&fixture->base, "SELECT rows FROM datasets"), ==, RUN_N_RECORDS);
  g_assert_cmpuint (run_fixture_count (&fixture->base, "SELECT max (plan_line) FROM dg_records"), ==,
                    RUN_N_RECORDS - N_SEEDED);
  g_assert_cmpuint (run_fixture_count (&fixture->base,
                                       "SELECT count (DISTINCT plan_line) FROM dg_records WHERE plan_line > 0"),
                    ==, RUN_N_RECORDS - N_SEEDED);

  g_assert_true (g_file_get_contents (report->path, &text, NULL, NULL));
  rows = g_strsplit (g_strchomp (text), "\n", -1);
  g_assert_cmpuint (g_strv_length (rows), ==, RUN_N_RECORDS);
  for (guint i = 0; i < RUN_N_RECORDS; i++)
    g_assert_true ((strstr (rows[i], inputs[MIN (i, N_SEEDED - 1)]) != NULL) == (i < N_SEEDED));
}

static void
test_complete (SeededFixture *fixture, gconstpointer data)
{
  g_autoptr (DgRunReport) report = run_fixture_run_well (&fixture->base);

  assert_complete (fixture, report);
  g_assert_cmpuint (scripted_model_get_n_records (fixture->base.model), ==, RUN_N_RECORDS - N_SEEDED);
}

static void
test_several_at_a_time (SeededFixture *fixture, gconstpointer data)
{
  g_autoptr (DgRunReport) report = NULL;

  fixture->base.options.max_requests = 4;
  report = run_fixture_run_well (&fixture->base);
  assert_complete (fixture, report);
}

static void
test_progress (SeededFixture *fixture, gconstpointer data)
{
  g_autoptr (DgRun) run = run_fixture_new_run (&fixture->base);
  DgRunProgress progress;

  dg_run_get_progress (run, &progress);
  g_assert_cmpuint (progress.requested, ==, RUN_N_RECORDS - N_SEEDED);
  g_assert_cmpuint (progress.accepted, ==, 0);
}

static void
repeat_seeded (ScriptedModel *model, const Ask *ask, Answer *answer)
{
  if (ask->number % 2 == 1)
    answer_add (answer, g_array_index (ask->lines, guint, 0), inputs[ask->number % N_SEEDED], "x");
  else
    answer_well (model, ask, answer);
}

static void
test_like_a_seeded_one (SeededFixture *fixture, gconstpointer data)
{
  g_autoptr (DgRunReport) report = NULL;

  scripted_model_set_func (fixture->base.model, repeat_seeded);
  report = run_fixture_run_well (&fixture->base);

  assert_complete (fixture, report);
  g_assert_cmpuint (report->duplicates, >, 0);
}

/* Seeded rows alone are no dataset. */
static void
answer_nothing (ScriptedModel *model, const Ask *ask, Answer *answer)
{
}

static void
test_nothing (SeededFixture *fixture, gconstpointer data)
{
  scripted_model_set_func (fixture->base.model, answer_nothing);
  run_fixture_assert_failed (&fixture->base, DG_GENERATOR_ERROR, DG_GENERATOR_ERROR_EXHAUSTED, DG_RUN_FAILED, 0);
  g_assert_cmpuint (run_fixture_count (&fixture->base, "SELECT count (*) FROM dg_records"), ==, N_SEEDED);
}

/* --- going on --- */

/* Requests for more than one record hang behind the first, to be stopped there. */
static void
answer_one_then_hang (ScriptedModel *model, const Ask *ask, Answer *answer)
{
  answer_well (model, ask, answer);
  g_ptr_array_set_size (answer->records, 1);
  answer->hang = ask->lines->len > 1;
}

static void
stop_early (SeededFixture *fixture)
{
  g_autoptr (GError) error = NULL;

  scripted_model_set_func (fixture->base.model, answer_one_then_hang);
  fixture->base.stop_at = RUN_N_QUICK_REQUESTS + 1;
  g_assert_null (run_fixture_run (&fixture->base, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpuint (run_fixture_count (&fixture->base, "SELECT count (*) FROM dg_records WHERE origin = 'sample'"), ==,
                    N_SEEDED);
}

/* The library knows what the run began with; what the caller says now makes no difference. */
static void
test_gone_on_with (SeededFixture *fixture, gconstpointer kept)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) others = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (DgRunReport) report = NULL;

  stop_early (fixture);
  g_ptr_array_add (others, dg_record_new ("Another sample by now", "x", 0));
  fixture->base.options.seeded = kept == NULL ? NULL : kept == fixture ? fixture->seeded : others;
  scripted_model_set_func (fixture->base.model, repeat_seeded);
  report = run_fixture_resume (&fixture->base, &error);

  g_assert_no_error (error);
  assert_complete (fixture, report);
  g_assert_cmpuint (report->duplicates, >, 0);
}

static void
test_gone_on_without (SeededFixture *fixture, gconstpointer data)
{
  test_gone_on_with (fixture, NULL);
}

static void
test_gone_on_with_the_same (SeededFixture *fixture, gconstpointer data)
{
  test_gone_on_with (fixture, fixture);
}

static void
test_gone_on_with_others (SeededFixture *fixture, gconstpointer data)
{
  test_gone_on_with (fixture, data);
}

/* --- the records of a run --- */

typedef struct
{
  DgRun *run;
  guint n_seen;
} Watch;

/* They are only ever added to, and each is in the library by then. */
static void
changed_cb (DgRun *run, gpointer data)
{
  Watch *watch = data;
  GPtrArray *records = dg_run_get_records (run);
  DgRunProgress progress;

  dg_run_get_progress (run, &progress);
  g_assert_cmpuint (records->len, ==, progress.accepted);
  g_assert_cmpuint (records->len, >=, watch->n_seen);
  watch->n_seen = records->len;
}

static void
test_records_while_it_runs (SeededFixture *fixture, gconstpointer data)
{
  g_autoptr (DgRun) run = run_fixture_new_run (&fixture->base);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (DgRunReport) report = NULL;
  Watch watch = { run, 0 };

  fixture->base.options.max_requests = 3;
  g_signal_connect (run, "changed", G_CALLBACK (changed_cb), &watch);
  dg_run_start_async (run, NULL, run_fixture_store_result_cb, &result);
  report = dg_run_start_finish (run, run_fixture_wait (&result), NULL);

  g_assert_nonnull (report);
  g_assert_cmpuint (watch.n_seen, ==, RUN_N_RECORDS - N_SEEDED);
  for (guint i = 0; i < watch.n_seen; i++)
    {
      g_autofree char *id_text = g_strdup_printf ("SELECT input FROM dg_records WHERE origin = 'model' ORDER BY id"
                                                  " LIMIT 1 OFFSET %u",
                                                  i);
      g_autofree char *input = run_fixture_query (&fixture->base, id_text);

      g_assert_cmpstr (dg_record_get_input (g_ptr_array_index (dg_run_get_records (run), i)), ==, input);
    }
}

static void
add (const char *path, void (*test) (SeededFixture *fixture, gconstpointer data))
{
  g_test_add (path, SeededFixture, "others", set_up, test, tear_down);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  add ("/run-seeded/complete", test_complete);
  add ("/run-seeded/several-at-a-time", test_several_at_a_time);
  add ("/run-seeded/progress", test_progress);
  add ("/run-seeded/like-a-seeded-one", test_like_a_seeded_one);
  add ("/run-seeded/nothing", test_nothing);
  add ("/run-seeded/gone-on-with/nothing-said", test_gone_on_without);
  add ("/run-seeded/gone-on-with/the-same", test_gone_on_with_the_same);
  add ("/run-seeded/gone-on-with/others", test_gone_on_with_others);
  add ("/run-seeded/records", test_records_while_it_runs);

  return g_test_run ();
}
