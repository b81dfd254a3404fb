/* test-run-room.c: runs with a model that cannot hold the request
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <string.h>

#include "run-fixture.h"

static void
answer_without_room (ScriptedModel *model, const Ask *ask, Answer *answer)
{
  answer->no_call = TRUE;
  answer->stop_reason = "model_context_window_exceeded";
}

/* The next request would be as large: nobody has to pay for eight of them. */
static void
test_no_room (RunFixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  scripted_model_set_func (fixture->model, answer_without_room);

  g_assert_null (run_fixture_run (fixture, &error));
  g_assert_error (error, DG_INFERENCE_ERROR, DG_INFERENCE_ERROR_INVALID_REQUEST);
  g_assert_nonnull (strstr (error->message, "Shorten the requirements"));
  g_assert_cmpuint (scripted_model_get_n_requests (fixture->model), <, 8);
}

static void
answer_with_little_room (ScriptedModel *model, const Ask *ask, Answer *answer)
{
  answer_well (model, ask, answer);
  if (ask->number > 1)
    return;
  g_ptr_array_set_size (answer->records, 1);
  answer->stop_reason = "model_context_window_exceeded";
}

/* There was room for a record, so there is with fewer lines to a request. */
static void
test_little_room (RunFixture *fixture, gconstpointer data)
{
  g_autoptr (DgRunReport) report = NULL;

  scripted_model_set_func (fixture->model, answer_with_little_room);
  report = run_fixture_run_well (fixture);

  run_fixture_assert_complete (fixture, report);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add ("/run-room/none", RunFixture, NULL, run_fixture_set_up, test_no_room, run_fixture_tear_down);
  g_test_add ("/run-room/little", RunFixture, NULL, run_fixture_set_up, test_little_room, run_fixture_tear_down);

  return g_test_run ();
}
