/* made-dataset.c: a dataset that the practice model has made
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "made-dataset.h"

#include "dg-bedrock-model.h"
#include "dg-library-review.h"
#include "store-test-utils.h"

#define REQUIREMENTS                                                                                                   \
  "{\"task\": \"sort messages\", \"output_format\": {\"parts\": {\"kind\": \"classification\", \"structure\":"         \
  " \"one label\", \"expected_response\": \"the label alone\"}}, \"labels\": [\"billing\", \"roaming\"],"              \
  " \"dimensions\": [{\"name\": \"tone\", \"values\": [\"calm\", \"angry\"]},"                                         \
  " {\"name\": \"length\", \"values\": [\"short\", \"long\"]}]}"

static DgSession *
create_session (DgLibrary *library)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (DgDraft) draft = dg_draft_new ();
  g_autoptr (DgChecklist) checklist = dg_checklist_new_from_json (REQUIREMENTS, -1, &error);
  DgSession *session;

  g_assert_no_error (error);
  dg_checklist_leave_rest_to_model (checklist);
  draft->name = g_strdup ("Made");
  draft->checklist = dg_checklist_to_json (checklist);
  draft->confirmed = TRUE;
  draft->provider = g_strdup (DG_PROVIDER_PRACTICE);
  draft->model = g_strdup ("practice");
  dg_session_create_async (library, draft, NULL, store_test_ready_cb, &result);
  session = dg_session_open_finish (store_test_wait (&result), &error);
  g_assert_no_error (error);

  return session;
}

static char *
run (DgSession *session, guint n_records)
{
  const DgRunOptions options = { .n_records = n_records, .max_requests = 4, .seed = 1 };
  g_autoptr (GError) error = NULL;
  g_autoptr (GAsyncResult) prepared = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (DgBrief) brief = NULL;
  g_autoptr (DgRun) made = NULL;
  g_autoptr (DgRunReport) report = NULL;

  dg_session_prepare_async (session, n_records, NULL, store_test_ready_cb, &prepared);
  dg_session_step_finish (session, store_test_wait (&prepared), &error);
  g_assert_no_error (error);
  brief = dg_session_make_brief (session, &error);
  g_assert_no_error (error);
  made = dg_session_new_run (session, brief, &options, &error);
  g_assert_no_error (error);
  dg_run_start_async (made, NULL, store_test_ready_cb, &result);
  report = dg_run_start_finish (made, store_test_wait (&result), &error);
  g_assert_no_error (error);

  return g_strdup (report->dataset);
}

/**
 * made_dataset_new:
 * @fixture: the fixture, with its library open
 * @n_records: how many records, at least %DG_MIN_RECORDS
 *
 * Returns: (transfer full): a dataset with two labels, two tones and two lengths; its session is closed
 */
DgDataset *
made_dataset_new (AppFixture *fixture, guint n_records)
{
  DgLibrary *library = dg_engine_get_library (fixture->engine);
  g_autoptr (GError) error = NULL;
  g_autoptr (DgSession) session = create_session (library);
  g_autoptr (DgModel) model = dg_engine_open_model (fixture->engine, DG_PROVIDER_PRACTICE, "practice", &error);
  g_autofree char *id = NULL;

  g_assert_no_error (error);
  dg_session_set_model (session, model);
  id = run (session, n_records);

  return made_dataset_load (library, id);
}

/**
 * made_dataset_load:
 * @library: a library
 * @id: of a dataset
 *
 * Returns: (transfer full): the dataset as it is now
 */
DgDataset *
made_dataset_load (DgLibrary *library, const char *id)
{
  g_autoptr (GError) error = NULL;
  DgDataset *dataset = store_test_load_dataset (library, id, &error);

  g_assert_no_error (error);

  return dataset;
}

/**
 * made_dataset_approve:
 * @library: a library
 * @id: of a dataset in it
 * @number: of a record
 *
 * Approves the record, as somebody else might.
 */
void
made_dataset_approve (DgLibrary *library, const char *id, guint number)
{
  const DgRecordChange change = { .number = number, .set_review = TRUE, .review = DG_REVIEW_APPROVED };
  g_autoptr (GError) error = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (DgDataset) dataset = NULL;

  dg_library_change_records_async (library, id, &change, 1, NULL, store_test_ready_cb, &result);
  dataset = dg_library_change_records_finish (library, store_test_wait (&result), &error);
  g_assert_no_error (error);
}
