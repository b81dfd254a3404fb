/* test-run-records.c: which records of a reply count, and for which line
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <string.h>

#include "run-fixture.h"

#define LABELS "{'labels': ['yes', 'no']}"
#define NUMBERS                                                                                                        \
  "{'output_schema': {'type': 'object', 'properties': {'a': {'type': 'number'}, 'b': {'type': 'string'}},"             \
  "'required': ['a', 'b']}}"

/* --- numbers that do not fit --- */

static void
run_with_numbers (RunFixture *fixture, AnswerFunc func)
{
  g_autoptr (DgRunReport) report = NULL;

  scripted_model_set_func (fixture->model, func);
  report = run_fixture_run_well (fixture);

  run_fixture_assert_complete (fixture, report);
  g_assert_cmpuint (dg_run_report_get_raw_records (report), ==, RUN_N_RECORDS);
}

static void
add_numbered (const Ask *ask, Answer *answer, guint position, const char *n)
{
  g_autofree char *record = g_strdup_printf ("{%s\"input\": \"word%u to%u say%u\", \"answer_text\": \"%u\"}", n,
                                             g_array_index (ask->lines, guint, position), ask->number, position,
                                             g_array_index (ask->lines, guint, position));

  answer_add_raw (answer, record);
}

static void
answer_in_reverse (ScriptedModel *model, const Ask *ask, Answer *answer)
{
  for (guint i = ask->lines->len; i-- > 0;)
    {
      g_autofree char *n = g_strdup_printf ("\"n\": %u, ", g_array_index (ask->lines, guint, i));

      add_numbered (ask, answer, i, n);
    }
}

/* A record belongs to the line it names, whatever its place. */
static void
test_reverse (RunFixture *fixture, gconstpointer data)
{
  run_with_numbers (fixture, answer_in_reverse);
  g_assert_cmpuint (run_fixture_count (fixture,
                                       "SELECT count (*) FROM dg_records WHERE answer = CAST (plan_line AS TEXT)"),
                    ==, RUN_N_RECORDS);
}

static void
answer_from_one (ScriptedModel *model, const Ask *ask, Answer *answer)
{
  for (guint i = 0; i < ask->lines->len; i++)
    {
      g_autofree char *n = g_strdup_printf ("\"n\": %u, ", i + 1);

      add_numbered (ask, answer, i, n);
    }
}

/* A model that counts its own records from 1: they go to the lines of the request in their order. */
static void
test_from_one (RunFixture *fixture, gconstpointer data)
{
  run_with_numbers (fixture, answer_from_one);
  g_assert_cmpuint (run_fixture_count (fixture,
                                       "SELECT count (*) FROM dg_records WHERE answer = CAST (plan_line AS TEXT)"),
                    ==, RUN_N_RECORDS);
}

static void
answer_without_numbers (ScriptedModel *model, const Ask *ask, Answer *answer)
{
  for (guint i = 0; i < ask->lines->len; i++)
    add_numbered (ask, answer, i, "");
}

static void
test_without_numbers (RunFixture *fixture, gconstpointer data)
{
  run_with_numbers (fixture, answer_without_numbers);
}

static void
answer_with_odd_numbers (ScriptedModel *model, const Ask *ask, Answer *answer)
{
  static const char *const odd[] = {
    "\"n\": 0, ", "\"n\": -1, ", "\"n\": 1000000, ", "\"n\": \"1\", ", "\"n\": 4294967297, ", "\"n\": null, ",
  };

  for (guint i = 0; i < ask->lines->len; i++)
    add_numbered (ask, answer, i, odd[(ask->number + i) % G_N_ELEMENTS (odd)]);
}

static void
test_odd_numbers (RunFixture *fixture, gconstpointer data)
{
  run_with_numbers (fixture, answer_with_odd_numbers);
}

static void
answer_with_one_number (ScriptedModel *model, const Ask *ask, Answer *answer)
{
  g_autofree char *n = g_strdup_printf ("\"n\": %u, ", g_array_index (ask->lines, guint, 0));

  for (guint i = 0; i < ask->lines->len; i++)
    add_numbered (ask, answer, i, n);
}

static void
test_same_number (RunFixture *fixture, gconstpointer data)
{
  run_with_numbers (fixture, answer_with_one_number);
}

static void
answer_for_other_request (ScriptedModel *model, const Ask *ask, Answer *answer)
{
  for (guint i = 0; i < ask->lines->len; i++)
    {
      guint line = g_array_index (ask->lines, guint, i) % RUN_N_RECORDS + 1;
      g_autofree char *n = g_strdup_printf ("\"n\": %u, ", line);

      add_numbered (ask, answer, i, n);
    }
}

/* Numbers of lines that another request has: those are its own. */
static void
test_number_of_other_request (RunFixture *fixture, gconstpointer data)
{
  fixture->options.max_requests = 4;
  run_with_numbers (fixture, answer_for_other_request);
}

/* --- what is refused --- */

static void
answer_one_too_many (ScriptedModel *model, const Ask *ask, Answer *answer)
{
  g_autofree char *input = g_strdup_printf ("surplus%u to%u all%u", ask->number, ask->number, ask->number);

  answer_well (model, ask, answer);
  answer_add (answer, g_array_index (ask->lines, guint, 0), input, "no");
}

static void
test_surplus (RunFixture *fixture, gconstpointer data)
{
  g_autoptr (DgRunReport) report = NULL;
  guint n_requests;

  scripted_model_set_func (fixture->model, answer_one_too_many);
  report = run_fixture_run_well (fixture);
  n_requests = scripted_model_get_n_requests (fixture->model);

  run_fixture_assert_complete (fixture, report);
  g_assert_cmpuint (report->surplus, ==, n_requests);
  g_assert_cmpuint (dg_run_report_get_raw_records (report), ==, scripted_model_get_n_records (fixture->model));
  g_assert_cmpuint (run_fixture_count (fixture,
                                       "SELECT count (*) FROM dg_refused WHERE reason = 'surplus' AND"
                                       " detail = 'more records came than were asked for' AND plan_line = 0 AND"
                                       " raw GLOB '{*surplus*}'"),
                    ==, n_requests);
}

static void
answer_alike_twice (ScriptedModel *model, const Ask *ask, Answer *answer)
{
  if (ask->number < RUN_LARGE_REQUEST || ask->number > RUN_LARGE_REQUEST + 1)
    {
      answer_well (model, ask, answer);
      return;
    }

  g_assert_cmpuint (ask->lines->len, >, 3);
  for (guint i = 0; i < ask->lines->len; i++)
    answer_add (answer, g_array_index (ask->lines, guint, i), i % 2 == 0 ? "Where is it?" : " where is it",
                i == 3 ? "b" : "a");
}

static void
test_duplicates_are_made_again (RunFixture *fixture, gconstpointer data)
{
  g_autoptr (DgRunReport) report = NULL;
  guint n_alike;

  scripted_model_set_func (fixture->model, answer_alike_twice);
  report = run_fixture_run_well (fixture);
  n_alike = scripted_model_get_n_lines (fixture->model, RUN_LARGE_REQUEST) +
            scripted_model_get_n_lines (fixture->model, RUN_LARGE_REQUEST + 1);

  run_fixture_assert_complete (fixture, report);
  g_assert_cmpuint (report->duplicates, ==, n_alike - 1);
  g_assert_cmpuint (dg_run_report_get_raw_records (report), ==, RUN_N_RECORDS + n_alike - 1);
  g_assert_cmpuint (run_fixture_count (fixture, "SELECT count (*) FROM dg_refused WHERE reason = 'duplicate'"), ==,
                    n_alike - 3);
  g_assert_cmpuint (run_fixture_count (fixture, "SELECT count (*) FROM dg_refused WHERE reason = 'conflict'"), ==, 2);
  g_assert_cmpuint (scripted_model_count_asked (fixture->model, 3), ==, 1);
  g_assert_cmpuint (scripted_model_count_asked (fixture->model, 4), >=, 2);
  g_assert_cmpuint (run_fixture_count (fixture, "SELECT plan_line FROM dg_refused ORDER BY id"), ==, 4);
}

static void
answer_labels (const Ask *ask, Answer *answer, const char *label)
{
  for (guint i = 0; i < ask->lines->len; i++)
    {
      guint line = g_array_index (ask->lines, guint, i);
      g_autofree char *record = g_strdup_printf ("{ \"n\":%u,\"input\" : \"word%u to%u\", \"answer_label\": \"%s\" }",
                                                 line, line, ask->number, label);

      answer_add_raw (answer, record);
    }
}

static void
answer_wrong_labels_once (ScriptedModel *model, const Ask *ask, Answer *answer)
{
  answer_labels (ask, answer, ask->number == RUN_LARGE_REQUEST ? "perhaps" : "no");
}

/* What is refused is kept as it was written, with the reason and the line. */
static void
test_invalid_is_kept (RunFixture *fixture, gconstpointer data)
{
  g_autoptr (DgRunReport) report = NULL;
  g_autofree char *raw = NULL;
  g_autofree char *detail = NULL;
  guint n_wrong;

  scripted_model_set_func (fixture->model, answer_wrong_labels_once);
  report = run_fixture_run_well (fixture);
  n_wrong = scripted_model_get_n_lines (fixture->model, RUN_LARGE_REQUEST);
  raw = run_fixture_query (fixture, "SELECT raw FROM dg_refused WHERE plan_line = 5");
  detail = run_fixture_query (fixture, "SELECT detail FROM dg_refused WHERE plan_line = 5");

  run_fixture_assert_complete (fixture, report);
  g_assert_cmpuint (report->invalid, ==, n_wrong);
  g_assert_cmpuint (run_fixture_count (fixture, "SELECT count (*) FROM dg_refused WHERE reason = 'invalid'"), ==,
                    n_wrong);
  g_assert_cmpstr (raw, ==, "{ \"n\":5,\"input\" : \"word5 to3\", \"answer_label\": \"perhaps\" }");
  g_assert_cmpstr (detail, ==, "answer: “perhaps” is not one of the labels yes, no");
  g_assert_cmpuint (run_fixture_count (fixture, "SELECT count (*) FROM dg_records WHERE answer = 'perhaps'"), ==, 0);
  g_assert_cmpuint (scripted_model_count_asked (fixture->model, 5), ==, 2);
}

static void
answer_no_records_at_first (ScriptedModel *model, const Ask *ask, Answer *answer)
{
  static const char *const no_records[] = {
    "5",
    "\"text\"",
    "null",
    "[1, 2]",
    "{\"n\": 1, \"n\": 2, \"input\": \"x\", \"answer_text\": \"y\"}",
    "{\"n\": 1, \"input\": \"a\\u0000b\", \"answer_text\": \"y\"}",
    "{\"n\": 1, \"input\": \"x\", \"answer_text\": \"\\ud83d\"}",
    "{\"n\": 1, \"input\": \"x\"}",
    "{\"n\": 1, \"answer_text\": \"x\"}",
    "{\"n\": 01, \"input\": \"x\", \"answer_text\": \"y\"}",
    "{}",
  };

  if (ask->number == 1)
    for (guint i = 0; i < G_N_ELEMENTS (no_records); i++)
      answer_add_raw (answer, no_records[i]);
  else
    answer_well (model, ask, answer);
}

static void
test_no_records (RunFixture *fixture, gconstpointer data)
{
  g_autoptr (DgRunReport) report = NULL;

  scripted_model_set_func (fixture->model, answer_no_records_at_first);
  report = run_fixture_run_well (fixture);

  run_fixture_assert_complete (fixture, report);
  g_assert_cmpuint (report->invalid, ==, 11);
  g_assert_cmpuint (run_fixture_count (fixture, "SELECT count (*) FROM dg_refused WHERE raw = 'null' AND"
                                                " detail = 'A record is not an object'"),
                    ==, 1);
  g_assert_cmpuint (run_fixture_count (fixture, "SELECT count (*) FROM dg_refused WHERE detail = ''"), ==, 0);
}

static void
answer_numbers (ScriptedModel *model, const Ask *ask, Answer *answer)
{
  static const char *const numbers[] = { "1e2", "0.10", "12345678901234567890", "-0", "1.50E-7" };

  for (guint i = 0; i < ask->lines->len; i++)
    {
      guint line = g_array_index (ask->lines, guint, i);
      g_autofree char *record = g_strdup_printf ("{\"n\": %u, \"input\": \"word%u\", \"answer_a\": %s, \"answer_b\": "
                                                 "\"\\u00e9 \\/\"}",
                                                 line, line, numbers[line % G_N_ELEMENTS (numbers)]);

      answer_add_raw (answer, record);
    }
}

/* From the model's bytes to the file, no number is read and printed again. */
static void
test_exact_text (RunFixture *fixture, gconstpointer data)
{
  g_autoptr (DgRunReport) report = NULL;
  g_autofree char *answer = NULL;
  g_autofree char *file = NULL;

  scripted_model_set_func (fixture->model, answer_numbers);
  report = run_fixture_run_well (fixture);
  run_fixture_assert_complete (fixture, report);

  answer = run_fixture_query (fixture, "SELECT answer FROM dg_records WHERE plan_line = 2");
  g_assert_cmpstr (answer, ==, "{\"a\": 12345678901234567890, \"b\": \"\\u00e9 \\/\"}");
  g_assert_true (g_file_get_contents (report->path, &file, NULL, NULL));
  g_assert_nonnull (strstr (file, "{\"input\": \"word1\", \"answer\": \"{\\\"a\\\": 0.10, "));
  g_assert_nonnull (strstr (file, "\\\"a\\\": 1e2, \\\"b\\\": \\\"\\\\u00e9 \\\\/\\\"}\"}\n"));
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

  add ("/run-records/numbers/reverse", NULL, test_reverse);
  add ("/run-records/numbers/from-one", NULL, test_from_one);
  add ("/run-records/numbers/none", NULL, test_without_numbers);
  add ("/run-records/numbers/odd", NULL, test_odd_numbers);
  add ("/run-records/numbers/all-the-same", NULL, test_same_number);
  add ("/run-records/numbers/of-another-request", NULL, test_number_of_other_request);
  add ("/run-records/refused/surplus", NULL, test_surplus);
  add ("/run-records/refused/duplicates", NULL, test_duplicates_are_made_again);
  add ("/run-records/refused/invalid", LABELS, test_invalid_is_kept);
  add ("/run-records/refused/no-records", NULL, test_no_records);
  add ("/run-records/exact-text", NUMBERS, test_exact_text);

  return g_test_run ();
}
