/* test-rows.c: what is kept of sessions, runs, records and datasets, and the words for it in files
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "dg-dataset.h"
#include "dg-draft.h"
#include "dg-record.h"
#include "dg-run-report.h"

/* What databases and reports hold: a word that changes here is lost there. */
static const char *const steps[] = { "entry", "prompt", "requirements", "samples", "annotation", "dataset" };
static const char *const statuses[] = { "running", "interrupted", "complete", "partial", "failed" };
static const char *const formats[] = { "jsonl", "csv" };
static const char *const reasons[] = { "invalid", "duplicate", "conflict", "surplus" };

static const char *const no_ids[] = { "", " ", "Entry", "running ", "json", "csv2", "0" };

static void
test_step (gconstpointer data)
{
  guint position = GPOINTER_TO_UINT (data);
  DgStep step = G_N_ELEMENTS (steps);

  g_assert_cmpstr (dg_step_get_id (position), ==, steps[position]);
  g_assert_true (dg_step_from_id (steps[position], &step));
  g_assert_cmpuint (step, ==, position);
}

static void
test_status (gconstpointer data)
{
  guint position = GPOINTER_TO_UINT (data);
  DgRunStatus status = G_N_ELEMENTS (statuses);

  g_assert_cmpstr (dg_run_status_get_id (position), ==, statuses[position]);
  g_assert_true (dg_run_status_from_id (statuses[position], &status));
  g_assert_cmpuint (status, ==, position);
}

static void
test_format (gconstpointer data)
{
  guint position = GPOINTER_TO_UINT (data);
  g_autofree char *capitals = g_ascii_strup (formats[position], -1);
  DgFileFormat format = G_N_ELEMENTS (formats);

  g_assert_cmpstr (dg_file_format_get_id (position), ==, formats[position]);
  g_assert_true (dg_file_format_from_id (formats[position], &format));
  g_assert_cmpuint (format, ==, position);

  format = G_N_ELEMENTS (formats);
  g_assert_true (dg_file_format_from_id (capitals, &format));
  g_assert_cmpuint (format, ==, position);
}

static void
test_reason (gconstpointer data)
{
  guint position = GPOINTER_TO_UINT (data);

  g_assert_cmpstr (dg_refusal_get_id (position), ==, reasons[position]);
}

static void
test_no_id (gconstpointer data)
{
  DgStep step = DG_STEP_SAMPLES;
  DgRunStatus status = DG_RUN_PARTIAL;
  DgFileFormat format = DG_FILE_FORMAT_CSV;

  g_assert_false (dg_step_from_id (data, &step));
  g_assert_false (dg_run_status_from_id (data, &status));
  g_assert_false (dg_file_format_from_id (data, &format));
  g_assert_cmpuint (step, ==, DG_STEP_SAMPLES);
  g_assert_cmpuint (status, ==, DG_RUN_PARTIAL);
  g_assert_cmpuint (format, ==, DG_FILE_FORMAT_CSV);
}

/* A column of the database that is NULL. */
static void
test_null_id (void)
{
  DgStep step;
  DgRunStatus status;

  g_assert_false (dg_step_from_id (NULL, &step));
  g_assert_false (dg_run_status_from_id (NULL, &status));
}

static void
test_draft (void)
{
  g_autoptr (DgDraft) draft = dg_draft_new ();

  g_assert_null (draft->id);
  g_assert_null (draft->dataset);
  g_assert_cmpuint (draft->step, ==, DG_STEP_ENTRY);
  g_assert_cmpuint (draft->accepted, ==, 0);
  draft->id = g_strdup ("session_0a1b2c3d");
  draft->checklist = g_strdup ("{}");
}

static void
test_record (void)
{
  g_autoptr (DgRecord) record = dg_record_new ("Wann? „jetzt“", "{\"a\": 0.10}", 7);

  g_assert_cmpstr (dg_record_get_input (record), ==, "Wann? „jetzt“");
  g_assert_cmpstr (dg_record_get_answer (record), ==, "{\"a\": 0.10}");
  g_assert_cmpuint (dg_record_get_plan_line (record), ==, 7);
  g_assert_cmpuint (dg_record_get_number (record), ==, 0);

  dg_record_set_number (record, 12);
  g_assert_cmpuint (dg_record_get_number (record), ==, 12);
  g_assert_cmpuint (dg_record_get_plan_line (record), ==, 7);
}

static void
test_refused_record (void)
{
  g_autoptr (DgRefusedRecord) refused = dg_refused_record_new (DG_REFUSAL_CONFLICT, "why", "{\"n\":1", 3);

  g_assert_cmpuint (refused->reason, ==, DG_REFUSAL_CONFLICT);
  g_assert_cmpstr (refused->detail, ==, "why");
  g_assert_cmpstr (refused->raw, ==, "{\"n\":1");
  g_assert_cmpuint (refused->plan_line, ==, 3);
}

static void
test_dataset (void)
{
  g_autoptr (DgDataset) dataset = dg_dataset_new ("dataset_0a1b2c3d", "Kündigungen", DG_FILE_FORMAT_CSV);

  g_assert_cmpstr (dg_dataset_get_id (dataset), ==, "dataset_0a1b2c3d");
  g_assert_cmpstr (dg_dataset_get_name (dataset), ==, "Kündigungen");
  g_assert_cmpuint (dg_dataset_get_format (dataset), ==, DG_FILE_FORMAT_CSV);
  g_assert_cmpuint (dg_dataset_get_n_records (dataset), ==, 0);
  g_assert_null (dg_dataset_get_path (dataset));
  g_assert_null (dg_dataset_get_created (dataset));
  g_assert_null (dg_dataset_get_provider (dataset));
  g_assert_null (dg_dataset_get_session (dataset));
}

static void
test_dataset_properties (void)
{
  g_autoptr (DgDataset) dataset = dg_dataset_new ("dataset_0a1b2c3d", "a", DG_FILE_FORMAT_JSONL);

  dg_dataset_set_n_records (dataset, 50);
  dg_dataset_set_path (dataset, "/x/a.jsonl");
  dg_dataset_set_created (dataset, "2025-02-03");
  dg_dataset_set_origin (dataset, "bedrock", "amazon.nova-lite-v1:0", "session_1");
  g_assert_cmpuint (dg_dataset_get_n_records (dataset), ==, 50);
  g_assert_cmpstr (dg_dataset_get_path (dataset), ==, "/x/a.jsonl");
  g_assert_cmpstr (dg_dataset_get_created (dataset), ==, "2025-02-03");
  g_assert_cmpstr (dg_dataset_get_provider (dataset), ==, "bedrock");
  g_assert_cmpstr (dg_dataset_get_model (dataset), ==, "amazon.nova-lite-v1:0");
  g_assert_cmpstr (dg_dataset_get_session (dataset), ==, "session_1");

  dg_dataset_set_path (dataset, NULL);
  dg_dataset_set_origin (dataset, NULL, NULL, NULL);
  g_assert_null (dg_dataset_get_path (dataset));
  g_assert_null (dg_dataset_get_provider (dataset));
  g_assert_null (dg_dataset_get_model (dataset));
  g_assert_null (dg_dataset_get_session (dataset));
}

static void
test_call (void)
{
  g_autoptr (DgCall) call = dg_call_new ("generate", "amazon.nova-lite-v1:0");

  g_assert_cmpstr (call->purpose, ==, "generate");
  g_assert_cmpstr (call->model, ==, "amazon.nova-lite-v1:0");
  g_assert_null (call->error);
  g_assert_cmpint (call->usage.output_tokens, ==, 0);
  g_assert_cmpfloat_with_epsilon (call->cost_usd, 0.0, 1e-12);
}

static void
test_report_sums (void)
{
  g_autoptr (DgRunReport) report = dg_run_report_new ();

  report->seeded = 5;
  report->accepted = 45;
  report->duplicates = 8;
  report->invalid = 4;
  report->surplus = 3;

  g_assert_cmpuint (dg_run_report_get_records (report), ==, 50);
  g_assert_cmpuint (dg_run_report_get_raw_records (report), ==, 60);
  g_assert_cmpfloat_with_epsilon (dg_run_report_get_first_try_valid (report), 0.8, 1e-12);
}

static void
test_report_of_nothing (void)
{
  g_autoptr (DgRunReport) report = dg_run_report_new ();

  g_assert_cmpuint (dg_run_report_get_raw_records (report), ==, 0);
  g_assert_cmpfloat_with_epsilon (dg_run_report_get_first_try_valid (report), 0.0, 1e-12);
}

static void
add_ids (const char *kind, const char *const *ids, guint n_ids, GTestDataFunc test)
{
  for (guint i = 0; i < n_ids; i++)
    {
      g_autofree char *path = g_strdup_printf ("/rows/%s/%s", kind, ids[i]);

      g_test_add_data_func (path, GUINT_TO_POINTER (i), test);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  add_ids ("step", steps, G_N_ELEMENTS (steps), test_step);
  add_ids ("run-status", statuses, G_N_ELEMENTS (statuses), test_status);
  add_ids ("file-format", formats, G_N_ELEMENTS (formats), test_format);
  add_ids ("refusal", reasons, G_N_ELEMENTS (reasons), test_reason);
  for (guint i = 0; i < G_N_ELEMENTS (no_ids); i++)
    {
      g_autofree char *path = g_strdup_printf ("/rows/no-id/%u", i);

      g_test_add_data_func (path, no_ids[i], test_no_id);
    }
  g_test_add_func ("/rows/no-id/null", test_null_id);
  g_test_add_func ("/rows/draft", test_draft);
  g_test_add_func ("/rows/record", test_record);
  g_test_add_func ("/rows/refused-record", test_refused_record);
  g_test_add_func ("/rows/dataset/new", test_dataset);
  g_test_add_func ("/rows/dataset/properties", test_dataset_properties);
  g_test_add_func ("/rows/call", test_call);
  g_test_add_func ("/rows/run-report/sums", test_report_sums);
  g_test_add_func ("/rows/run-report/nothing-made", test_report_of_nothing);

  return g_test_run ();
}
