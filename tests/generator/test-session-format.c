/* test-session-format.c: the formats of inputs and answers, set by hand
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <string.h>

#include "session-fixture.h"

#define REQUIREMENTS                                                                                                   \
  "{'task': 'answer questions about parcels', 'output_format': {'parts': {'kind': 'generation of free text',"          \
  " 'structure': 'one sentence', 'expected_response': 'an answer', 'conventions': 'no parcel: say so'}}}"

#define SCHEMA "{\"type\":\"object\",\"properties\":{\"city\":{\"type\":\"string\"}},\"required\":[\"city\"]}"

static const char *const labels[] = { "late", "lost", NULL };

static gboolean
set_format (SessionFixture *fixture, DgItem item, const char *const *set, const char *schema, GError **error)
{
  const DgFormatChange format = { item, set, schema };
  const DgPartChange change = { item, 0, "by hand" };
  g_autoptr (GAsyncResult) result = NULL;

  dg_session_set_format_async (fixture->session, &format, &change, 1, NULL, run_fixture_store_result_cb, &result);

  return dg_session_step_finish (fixture->session, run_fixture_wait (&result), error);
}

static void
test_labels (SessionFixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  DgChecklist *checklist;

  session_fixture_create (fixture, TRUE);
  g_assert_true (dg_session_is_complete (fixture->session));
  g_assert_true (set_format (fixture, DG_ITEM_OUTPUT_FORMAT, labels, NULL, &error));
  g_assert_no_error (error);
  /* changed requirements are to be confirmed again */
  g_assert_false (dg_session_is_complete (fixture->session));

  session_fixture_reopen (fixture);
  checklist = dg_session_get_checklist (fixture->session);
  g_assert_cmpstr (dg_checklist_get_labels (checklist)[1], ==, "lost");
  g_assert_cmpstr (dg_checklist_get_value (checklist, DG_ITEM_OUTPUT_FORMAT, 0), ==, "by hand");
}

static void
test_schema (SessionFixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  DgChecklist *checklist;

  session_fixture_create (fixture, FALSE);
  g_assert_true (set_format (fixture, DG_ITEM_OUTPUT_FORMAT, labels, NULL, &error));
  g_assert_true (set_format (fixture, DG_ITEM_OUTPUT_FORMAT, NULL, SCHEMA, &error));
  g_assert_true (set_format (fixture, DG_ITEM_INPUT_FORMAT, NULL, SCHEMA, &error));
  checklist = dg_session_get_checklist (fixture->session);
  g_assert_null (dg_checklist_get_labels (checklist));
  g_assert_cmpstr (dg_checklist_get_output_schema (checklist), ==, SCHEMA);
  g_assert_cmpstr (dg_checklist_get_input_schema (checklist), ==, SCHEMA);

  g_assert_true (set_format (fixture, DG_ITEM_INPUT_FORMAT, NULL, NULL, &error));
  g_assert_null (dg_checklist_get_input_schema (dg_session_get_checklist (fixture->session)));
}

static void
test_refused (SessionFixture *fixture, gconstpointer data)
{
  static const char *const one[] = { "late", "late", "", NULL };
  g_autoptr (GError) error = NULL;

  session_fixture_create (fixture, TRUE);
  g_assert_false (set_format (fixture, DG_ITEM_OUTPUT_FORMAT, NULL, "{\"type\": 7}", &error));
  g_assert_nonnull (error);
  g_clear_error (&error);
  g_assert_false (set_format (fixture, DG_ITEM_OUTPUT_FORMAT, one, NULL, &error));
  g_assert_error (error, DG_CHECKLIST_ERROR, DG_CHECKLIST_ERROR_VALUE);

  /* what was there stays as it was */
  g_assert_true (dg_session_is_complete (fixture->session));
  g_assert_cmpstr (dg_checklist_get_value (dg_session_get_checklist (fixture->session), DG_ITEM_OUTPUT_FORMAT, 0), ==,
                   "generation of free text");
}

static void
add (const char *path, void (*test) (SessionFixture *fixture, gconstpointer data))
{
  g_test_add (path, SessionFixture, REQUIREMENTS, session_fixture_set_up, test, session_fixture_tear_down);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  add ("/session-format/labels", test_labels);
  add ("/session-format/schema", test_schema);
  add ("/session-format/refused", test_refused);

  return g_test_run ();
}
