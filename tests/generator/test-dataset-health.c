/* test-dataset-health.c: what a dataset is like, from a run and from a file
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <string.h>

#include "dg-dataset-health.h"
#include "dg-library-review.h"
#include "run-fixture.h"

#define REQUIREMENTS                                                                                                   \
  "{'task': 'answer', 'dimensions': [{'name': 'tone', 'values': ['calm', {'value': 'cross', 'weight': 3}]},"           \
  " {'name': 'topic', 'values': ['bills', 'parcels', 'repairs']}]}"

/* --- what takes time --- */

static DgInspection *
inspect (RunFixture *fixture, const char *dataset)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  DgInspection *inspection;

  dg_dataset_inspect_async (fixture->library, dataset, NULL, run_fixture_store_result_cb, &result);
  inspection = dg_dataset_inspect_finish (run_fixture_wait (&result), &error);
  g_assert_no_error (error);

  return inspection;
}

/* The fixture's session has no requirements of its own. */
static void
keep_requirements (RunFixture *fixture)
{
  g_autoptr (GAsyncResult) loaded = NULL;
  g_autoptr (GAsyncResult) saved = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (DgDraft) draft = NULL;
  g_autofree char *session = NULL;

  dg_library_load_draft_async (fixture->library, fixture->session, NULL, run_fixture_store_result_cb, &loaded);
  draft = dg_library_load_draft_finish (fixture->library, run_fixture_wait (&loaded), &error);
  g_assert_no_error (error);
  draft->checklist = dg_checklist_to_json (fixture->checklist);
  dg_library_save_draft_async (fixture->library, draft, NULL, run_fixture_store_result_cb, &saved);
  session = dg_library_save_draft_finish (fixture->library, run_fixture_wait (&saved), &error);
  g_assert_no_error (error);
}

static void
change (RunFixture *fixture, const char *dataset, DgRecordChange change)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (DgDataset) changed = NULL;

  dg_library_change_records_async (fixture->library, dataset, &change, 1, NULL, run_fixture_store_result_cb, &result);
  changed = dg_library_change_records_finish (fixture->library, run_fixture_wait (&result), &error);
  g_assert_no_error (error);
}

static char *
import (RunFixture *fixture, const char *text)
{
  g_autofree char *path = g_build_filename (fixture->folder, "rows.jsonl", NULL);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (DgDataset) dataset = NULL;
  DgImport import = { .name = "Rows" };

  g_file_set_contents (path, text, -1, &error);
  g_assert_no_error (error);
  dg_library_import_file_async (fixture->library, path, &import, NULL, run_fixture_store_result_cb, &result);
  dataset = dg_library_import_file_finish (fixture->library, run_fixture_wait (&result), NULL, NULL, &error);
  g_assert_no_error (error);

  return g_strdup (dg_dataset_get_id (dataset));
}

/* --- coverage --- */

/* The line of each record, as the model was shown it, has what the coverage says. */
static void
assert_covered (DgDatasetCoverage *coverage, guint n_records, guint n_planned)
{
  guint n = 0, n_lines = 0, n_cross = 0;

  g_assert_cmpuint (dg_dataset_coverage_get_n_dimensions (coverage), ==, 2);
  g_assert_cmpstr (dg_dataset_coverage_get_name (coverage, 0), ==, "tone");
  g_assert_cmpuint (dg_dataset_coverage_get_n_values (coverage, 1), ==, 3);
  for (guint tone = 0; tone < 2; tone++)
    for (guint topic = 0; topic < 3; topic++)
      {
        guint n_here;
        guint n_found = dg_dataset_coverage_count_cell (coverage, 0, tone, 1, topic, &n_here);
        g_autoptr (GArray) numbers = dg_dataset_coverage_dup_cell_numbers (coverage, 0, tone, 1, topic);
        g_autofree char *wanted = g_strdup_printf ("%s / %s", dg_dataset_coverage_get_value (coverage, 0, tone),
                                                   dg_dataset_coverage_get_value (coverage, 1, topic));

        g_assert_cmpuint (numbers->len, ==, n_found);
        for (guint i = 0; i < numbers->len; i++)
          {
            g_autofree char *text = dg_dataset_coverage_dup_text (coverage, g_array_index (numbers, guint, i));

            g_assert_cmpstr (text, ==, wanted);
          }
        n += n_found;
        n_lines += n_here;
        n_cross += tone == 1 ? n_here : 0;
      }
  g_assert_cmpuint (n, ==, n_records);
  g_assert_cmpuint (n_lines, ==, n_planned);
  /* three quarters, as they are weighed */
  g_assert_cmpuint (ABS ((int) (4 * n_cross) - (int) (3 * n_planned)), <=, 4);
}

static guint
count_as_sent (RunFixture *fixture, DgRun *run, DgDatasetCoverage *coverage, guint n_before)
{
  GPtrArray *records = dg_run_get_records (run);
  guint n = 0;

  for (guint i = 0; i < records->len; i++)
    {
      DgRecord *record = g_ptr_array_index (records, i);
      g_autofree char *line = dg_run_dup_line (run, record);
      g_autofree char *text = dg_dataset_coverage_dup_text (coverage, n_before + dg_record_get_plan_line (record));
      g_auto (GStrv) parts = g_strsplit (text, " / ", -1);
      g_autofree char *wanted = g_strdup_printf ("tone: %s | topic: %s", parts[0], parts[1]);

      n += strstr (line, wanted) != NULL;
    }

  return n;
}

static DgRun *
make_dataset (RunFixture *fixture)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (DgRun) run = run_fixture_new_run (fixture);
  g_autoptr (DgRunReport) report = NULL;

  dg_run_start_async (run, NULL, run_fixture_store_result_cb, &result);
  report = dg_run_start_finish (run, run_fixture_wait (&result), &error);
  g_assert_no_error (error);
  g_assert_nonnull (report);

  return g_steal_pointer (&run);
}

static char *
get_dataset (RunFixture *fixture)
{
  return run_fixture_query (fixture, "SELECT id FROM datasets");
}

static void
test_coverage (RunFixture *fixture, gconstpointer data)
{
  g_autoptr (DgRun) run = NULL;
  g_autoptr (DgInspection) inspection = NULL;
  g_autofree char *dataset = NULL;

  keep_requirements (fixture);
  run = make_dataset (fixture);
  dataset = get_dataset (fixture);
  inspection = inspect (fixture, dataset);
  assert_covered (inspection->health->coverage, RUN_N_RECORDS, RUN_N_RECORDS);
  g_assert_cmpuint (dg_dataset_coverage_get_n_unplanned (inspection->health->coverage), ==, 0);
  g_assert_cmpuint (count_as_sent (fixture, run, inspection->health->coverage, 0), ==, RUN_N_RECORDS);
}

static void
add_sample (DgDraft *draft, guint card, const char *input)
{
  DgSample *sample = dg_sample_new (1, card, input, "x");

  sample->state = DG_SAMPLE_APPROVED;
  g_ptr_array_add (draft->samples, sample);
}

/* The plan had as many lines fewer as there were samples, whatever became of these since. */
static void
test_coverage_with_samples (RunFixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) seeded = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GAsyncResult) loaded = NULL;
  g_autoptr (GAsyncResult) saved = NULL;
  g_autoptr (DgDraft) draft = NULL;
  g_autoptr (DgRun) run = NULL;
  g_autoptr (DgInspection) whole = NULL;
  g_autoptr (DgInspection) rest = NULL;
  g_autofree char *dataset = NULL;
  g_autofree char *session = NULL;
  g_autofree char *text = NULL;

  keep_requirements (fixture);
  dg_library_load_draft_async (fixture->library, fixture->session, NULL, run_fixture_store_result_cb, &loaded);
  draft = dg_library_load_draft_finish (fixture->library, run_fixture_wait (&loaded), NULL);
  add_sample (draft, 1, "Where is my parcel?");
  add_sample (draft, 2, "The lamp is broken.");
  dg_library_save_draft_async (fixture->library, draft, NULL, run_fixture_store_result_cb, &saved);
  session = dg_library_save_draft_finish (fixture->library, run_fixture_wait (&saved), NULL);
  for (guint i = 0; i < 2; i++)
    {
      DgRecord *record = dg_record_new (i == 0 ? "Where is my parcel?" : "The lamp is broken.", "x", 0);

      dg_record_set_origin (record, DG_ORIGIN_SAMPLE);
      g_ptr_array_add (seeded, record);
    }
  fixture->options.seeded = seeded;
  run = make_dataset (fixture);
  dataset = get_dataset (fixture);

  whole = inspect (fixture, dataset);
  assert_covered (whole->health->coverage, RUN_N_RECORDS - 2, RUN_N_RECORDS - 2);
  g_assert_cmpuint (dg_dataset_coverage_get_n_samples (whole->health->coverage), ==, 2);
  g_assert_cmpuint (dg_dataset_coverage_get_n_unplanned (whole->health->coverage), ==, 0);
  g_assert_cmpuint (whole->health->n_approved, ==, 2);
  g_assert_cmpuint (count_as_sent (fixture, run, whole->health->coverage, 2), ==, RUN_N_RECORDS - 2);

  change (fixture, dataset, (DgRecordChange){ .number = 2, .input = "The lamp is out of order." });
  change (fixture, dataset, (DgRecordChange){ .number = 1, .remove = TRUE });
  change (fixture, dataset, (DgRecordChange){ .number = 5, .remove = TRUE });
  rest = inspect (fixture, dataset);
  assert_covered (rest->health->coverage, RUN_N_RECORDS - 3, RUN_N_RECORDS - 2);
  text = dg_dataset_coverage_dup_text (rest->health->coverage, 1);
  g_assert_null (text);
  /* who rewrites a sample has written a record by hand */
  g_assert_cmpuint (dg_dataset_coverage_get_n_samples (rest->health->coverage), ==, 0);
  g_assert_cmpuint (dg_dataset_coverage_get_n_unplanned (rest->health->coverage), ==, 1);
}

/* By the requirements of today, half the answers were to be another label: then it is not known what was planned. */
static void
test_contradicted_plan (RunFixture *fixture, gconstpointer data)
{
  static const char labels[] = "{\"task\": \"answer\", \"labels\": [\"„ja“ 😀\", \"nein\"]}";
  g_autoptr (DgRun) run = make_dataset (fixture);
  g_autoptr (DgInspection) inspection = NULL;
  g_autofree char *dataset = get_dataset (fixture);
  g_autofree char *text = NULL;

  g_object_unref (fixture->checklist);
  fixture->checklist = dg_checklist_new_from_json (labels, -1, NULL);
  keep_requirements (fixture);
  inspection = inspect (fixture, dataset);
  text = dg_dataset_coverage_dup_text (inspection->health->coverage, 1);
  g_assert_cmpuint (dg_dataset_coverage_get_n_dimensions (inspection->health->coverage), ==, 0);
  g_assert_cmpuint (dg_dataset_coverage_get_n_unplanned (inspection->health->coverage), ==, RUN_N_RECORDS);
  g_assert_null (text);
}

/* --- figures --- */

static char *
make_rows (guint n, const char *last)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < n; i++)
    {
      g_string_append (text, "{\"input\":\"");
      for (guint c = 0; c < 5 + i % 40; c++)
        g_string_append (text, "ä");
      g_string_append_printf (text, " %u\",\"answer\":\"%s\"}\n", i, i % 3 == 0 ? "bills" : "parcels");
    }
  g_string_append (text, last);

  return g_strdup (text->str);
}

static void
assert_lengths (const DgHealthLengths *lengths, guint n_records)
{
  guint n = 0;

  g_assert_cmpuint (lengths->bins->len, <=, DG_HEALTH_MAX_BINS);
  for (guint i = 0; i < lengths->bins->len; i++)
    {
      const DgHealthBin *bin = &g_array_index (lengths->bins, DgHealthBin, i);

      n += bin->numbers->len;
      if (i > 0)
        g_assert_cmpuint (bin->from, ==, g_array_index (lengths->bins, DgHealthBin, i - 1).to + 1);
    }
  g_assert_cmpuint (n, ==, n_records);
  g_assert_cmpuint (g_array_index (lengths->bins, DgHealthBin, 0).from, <=, lengths->shortest);
  g_assert_cmpuint (g_array_index (lengths->bins, DgHealthBin, lengths->bins->len - 1).to, >=, lengths->longest);
}

static void
test_figures (RunFixture *fixture, gconstpointer data)
{
  g_autofree char *rows = make_rows (90, "{\"input\":\"odd\",\"answer\":\"sales\"}\n"
                                         "{\"input\":\"Odd!\",\"answer\":\"bills\"}\n");
  g_autofree char *dataset = import (fixture, rows);
  g_autoptr (DgInspection) inspection = inspect (fixture, dataset);
  const DgDatasetHealth *health = inspection->health;
  const DgHealthLabels *labels;
  const DgHealthProblem *problem;

  g_assert_cmpuint (health->n_records, ==, 92);
  g_assert_cmpuint (health->labels->len, ==, 1);
  labels = g_ptr_array_index (health->labels, 0);
  g_assert_null (labels->field);
  g_assert_cmpuint (labels->labels->len, ==, 3);
  g_assert_cmpstr (((DgHealthLabel *) g_ptr_array_index (labels->labels, 0))->text, ==, "parcels");
  g_assert_cmpuint (((DgHealthLabel *) g_ptr_array_index (labels->labels, 0))->numbers->len, ==, 60);
  g_assert_cmpuint (((DgHealthLabel *) g_ptr_array_index (labels->labels, 1))->numbers->len, ==, 31);
  g_assert_cmpuint (g_array_index (((DgHealthLabel *) g_ptr_array_index (labels->labels, 2))->numbers, guint, 0), ==,
                    91);

  assert_lengths (&health->inputs, 92);
  assert_lengths (&health->answers, 92);
  g_assert_cmpuint (health->inputs.shortest, ==, 3);
  g_assert_cmpuint (health->inputs.longest, ==, 47);

  g_assert_cmpuint (health->n_groups, ==, 1);
  g_assert_cmpuint (((DgDuplicateGroup *) g_ptr_array_index (health->groups, 0))->kind, ==, DG_DUPLICATE_CONFLICT);
  g_assert_cmpuint (health->n_duplicates, ==, 1);
  g_assert_cmpuint (health->n_problems, ==, 1);
  g_assert_cmpuint (inspection->marks->len, ==, 1);
  problem = g_ptr_array_index (health->problems, 0);
  g_assert_cmpuint (problem->number, ==, 91);
  g_assert_cmpuint (problem->column, ==, DG_COLUMN_ANSWER);
}

static gboolean
mark (RunFixture *fixture, const DgInspection *inspection, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  dg_inspection_mark_async (inspection, fixture->library, NULL, run_fixture_store_result_cb, &result);

  return dg_inspection_mark_finish (fixture->library, run_fixture_wait (&result), error);
}

/* What is wrong can be filtered by, until the record is changed; what was learned before that is not written any more.
 */
static void
test_marks (RunFixture *fixture, gconstpointer data)
{
  g_autofree char *rows = make_rows (90, "{\"input\":\"odd\",\"answer\":\"sales\"}\n");
  g_autofree char *dataset = import (fixture, rows);
  g_autoptr (DgInspection) before = inspect (fixture, dataset);
  g_autoptr (DgInspection) after = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *number = NULL;

  g_assert_true (mark (fixture, before, &error));
  g_assert_no_error (error);
  number = run_fixture_query (fixture, "SELECT number FROM dg_records WHERE problem LIKE '%sales%'");
  g_assert_cmpstr (number, ==, "91");
  g_assert_cmpuint (run_fixture_count (fixture, "SELECT count (problem) FROM dg_records"), ==, 1);

  change (fixture, dataset, (DgRecordChange){ .number = 91, .answer = "bills" });
  g_assert_false (mark (fixture, before, &error));
  g_assert_error (error, DG_STORE_ERROR, DG_STORE_ERROR_STALE);
  g_clear_error (&error);
  after = inspect (fixture, dataset);
  g_assert_true (mark (fixture, after, &error));
  g_assert_cmpuint (run_fixture_count (fixture, "SELECT count (problem) FROM dg_records"), ==, 0);
}

static void
test_shares (RunFixture *fixture, gconstpointer data)
{
  g_autofree char *rows = make_rows (10, "");
  g_autofree char *dataset = import (fixture, rows);
  g_autoptr (DgInspection) inspection = NULL;

  change (fixture, dataset, (DgRecordChange){ .number = 1, .set_review = TRUE, .review = DG_REVIEW_APPROVED });
  change (fixture, dataset, (DgRecordChange){ .number = 2, .set_review = TRUE, .review = DG_REVIEW_REJECTED });
  change (fixture, dataset, (DgRecordChange){ .number = 3, .input = "by hand", .note = "why?" });
  change (fixture, dataset, (DgRecordChange){ .number = 4, .flag = "look" });
  inspection = inspect (fixture, dataset);
  g_assert_cmpuint (inspection->health->n_approved, ==, 1);
  g_assert_cmpuint (inspection->health->n_rejected, ==, 1);
  g_assert_cmpuint (dg_dataset_health_get_n_open (inspection->health), ==, 8);
  g_assert_cmpuint (inspection->health->n_edited, ==, 1);
  g_assert_cmpuint (inspection->health->n_noted, ==, 1);
  g_assert_cmpuint (inspection->health->n_flagged, ==, 1);
}

/* One text that is as long as a book leaves the others their histogram. */
static void
test_one_long_text (RunFixture *fixture, gconstpointer data)
{
  g_autofree char *book = g_strnfill (100000, 'x');
  g_autofree char *last = g_strdup_printf ("{\"input\":\"%s\",\"answer\":\"bills\"}\n", book);
  g_autofree char *rows = make_rows (200, last);
  g_autofree char *dataset = import (fixture, rows);
  g_autoptr (DgInspection) inspection = inspect (fixture, dataset);

  assert_lengths (&inspection->health->inputs, 201);
  g_assert_cmpuint (inspection->health->inputs.bins->len, >=, 8);
  g_assert_cmpuint (inspection->health->inputs.longest, ==, 100000);
}

static void
test_trouble (RunFixture *fixture, gconstpointer data)
{
  g_autofree char *rows = make_rows (50, "");
  g_autofree char *dataset = import (fixture, rows);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) cancelled = NULL;
  g_autoptr (GAsyncResult) unknown = NULL;
  g_autoptr (GAsyncResult) inspected = NULL;
  g_autoptr (DgInspection) found = NULL;
  g_autoptr (GError) error = NULL;

  dg_dataset_inspect_async (fixture->library, dataset, cancellable, run_fixture_store_result_cb, &cancelled);
  g_cancellable_cancel (cancellable);
  g_assert_null (dg_dataset_inspect_finish (run_fixture_wait (&cancelled), &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_error (&error);

  dg_dataset_inspect_async (fixture->library, "dataset_00000000", NULL, run_fixture_store_result_cb, &unknown);
  g_assert_null (dg_dataset_inspect_finish (run_fixture_wait (&unknown), &error));
  g_assert_error (error, DG_STORE_ERROR, DG_STORE_ERROR_NOT_FOUND);
  g_clear_error (&error);

  dg_dataset_inspect_async (fixture->library, dataset, NULL, run_fixture_store_result_cb, &inspected);
  found = dg_dataset_inspect_finish (run_fixture_wait (&inspected), &error);
  g_assert_no_error (error);
  g_assert_false (dg_record_check_run (found->check, "What?", "sales", NULL));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

#define ADD(path, requirements, func)                                                                                  \
  g_test_add ("/dataset-health/" path, RunFixture, requirements, run_fixture_set_up, func, run_fixture_tear_down)
  ADD ("coverage", REQUIREMENTS, test_coverage);
  ADD ("coverage-with-samples", REQUIREMENTS, test_coverage_with_samples);
  ADD ("contradicted-plan", REQUIREMENTS, test_contradicted_plan);
  ADD ("figures", NULL, test_figures);
  ADD ("marks", NULL, test_marks);
  ADD ("shares", NULL, test_shares);
  ADD ("one-long-text", NULL, test_one_long_text);
  ADD ("trouble", NULL, test_trouble);

  return g_test_run ();
}
