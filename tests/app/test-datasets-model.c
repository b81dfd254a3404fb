/* test-datasets-model.c: the lines of the Datasets page, and what is said in them
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <math.h>

#include "app-fixture.h"
#include "dg-dataset-words.h"
#include "dg-datasets-model.h"

#define HOUR_US (G_GINT64_CONSTANT (3600) * G_USEC_PER_SEC)

typedef struct
{
  DgRunList *runs;
  DgDatasetsModel *model;
  guint n_changes;
  guint n_removed;
  guint n_added;
} Fixture;

static void
items_changed_cb (GListModel *model, guint position, guint removed, guint added, Fixture *fixture)
{
  fixture->n_changes++;
  fixture->n_removed += removed;
  fixture->n_added += added;
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->runs = dg_run_list_new ();
  fixture->model = dg_datasets_model_new (fixture->runs);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_clear_object (&fixture->model);
  g_clear_object (&fixture->runs);
}

/* --- what is listed --- */

static DgDataset *
make_dataset (const char *id, const char *name, guint n_records, gint64 updated_us, const char *model)
{
  DgDataset *dataset = dg_dataset_new (id, name, DG_FILE_FORMAT_JSONL);

  dg_dataset_set_n_records (dataset, n_records);
  dg_dataset_set_path (dataset, "/somewhere/file.jsonl");
  dg_dataset_set_file (dataset, 100, updated_us);
  dg_dataset_set_origin (dataset, model != NULL ? "bedrock" : NULL, model, NULL);

  return dataset;
}

static GPtrArray *
make_datasets (void)
{
  GPtrArray *datasets = g_ptr_array_new_with_free_func (g_object_unref);

  g_ptr_array_add (datasets, make_dataset ("a", "Zebra 10", 30, 3 * HOUR_US, "amazon.nova-lite-v1:0"));
  g_ptr_array_add (datasets, make_dataset ("b", "apple", 10, 1 * HOUR_US, NULL));
  g_ptr_array_add (datasets, make_dataset ("c", "Zebra 9", 20, 2 * HOUR_US, NULL));

  return datasets;
}

static GPtrArray *make_drafts (const char *id, ...) G_GNUC_NULL_TERMINATED;

static GPtrArray *
make_drafts (const char *id, ...)
{
  GPtrArray *drafts = g_ptr_array_new_with_free_func ((GDestroyNotify) dg_draft_free);
  va_list ids;

  va_start (ids, id);
  for (; id != NULL; id = va_arg (ids, const char *))
    {
      DgDraft *draft = dg_draft_new ();

      draft->id = g_strdup (id);
      draft->name = g_strconcat ("Draft ", id, NULL);
      g_ptr_array_add (drafts, draft);
    }
  va_end (ids);

  return drafts;
}

static void
fill (Fixture *fixture)
{
  g_autoptr (GPtrArray) drafts = make_drafts ("x", "y", NULL);
  g_autoptr (GPtrArray) datasets = make_datasets ();

  dg_datasets_model_set_drafts (fixture->model, drafts);
  dg_datasets_model_set_datasets (fixture->model, datasets);
}

/* The ids of the lines; a heading is `#`, the space below `.`; what begins a card has a `[` and what ends it a `]`. */
static char *
print_lines (Fixture *fixture)
{
  GString *lines = g_string_new (NULL);

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (fixture->model)); i++)
    {
      g_autoptr (DgDatasetEntry) entry = g_list_model_get_item (G_LIST_MODEL (fixture->model), i);
      const char *id = dg_dataset_entry_get_id (entry);

      if (dg_dataset_entry_is_first (entry))
        g_string_append_c (lines, '[');
      if (id != NULL)
        g_string_append (lines, id);
      else
        g_string_append_c (lines, dg_dataset_entry_get_kind (entry) == DG_DATASET_ENTRY_END ? '.' : '#');
      if (dg_dataset_entry_is_last (entry))
        g_string_append_c (lines, ']');
    }

  return g_string_free (lines, FALSE);
}

static void
assert_lines (Fixture *fixture, const char *expected)
{
  g_autofree char *lines = print_lines (fixture);

  g_assert_cmpstr (lines, ==, expected);
}

static void
test_sections (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) none = g_ptr_array_new ();

  assert_lines (fixture, "");
  fill (fixture);
  assert_lines (fixture, "#[xy]#[acb].");
  g_assert_cmpuint (dg_datasets_model_get_n_entries (fixture->model), ==, 5);

  dg_datasets_model_set_drafts (fixture->model, none);
  assert_lines (fixture, "#[acb].");
  dg_datasets_model_remove (fixture->model, "a");
  assert_lines (fixture, "#[cb].");
  dg_datasets_model_set_datasets (fixture->model, none);
  assert_lines (fixture, "");
}

static void
test_sort (Fixture *fixture, gconstpointer data)
{
  fill (fixture);
  /* as people count, not by digits */
  dg_datasets_model_set_sort (fixture->model, DG_DATASET_SORT_NAME);
  assert_lines (fixture, "#[xy]#[bca].");
  dg_datasets_model_set_sort (fixture->model, DG_DATASET_SORT_RECORDS);
  assert_lines (fixture, "#[xy]#[acb].");
  dg_datasets_model_set_sort (fixture->model, DG_DATASET_SORT_NEWEST);
  assert_lines (fixture, "#[xy]#[acb].");
}

static void
test_search (Fixture *fixture, gconstpointer data)
{
  fill (fixture);
  dg_datasets_model_set_search (fixture->model, " ZEBRA ");
  assert_lines (fixture, "#[ac].");
  dg_datasets_model_set_search (fixture->model, "nova lite");
  assert_lines (fixture, "#[a].");
  dg_datasets_model_set_search (fixture->model, "draft Y");
  assert_lines (fixture, "#[y].");
  dg_datasets_model_set_search (fixture->model, "nowhere");
  assert_lines (fixture, "");
  g_assert_cmpuint (dg_datasets_model_get_n_found (fixture->model), ==, 0);
  g_assert_cmpuint (dg_datasets_model_get_n_entries (fixture->model), ==, 5);
  dg_datasets_model_set_search (fixture->model, "");
  assert_lines (fixture, "#[xy]#[acb].");
}

/* What is loaded again and is the same does not disturb the list. */
static void
test_reload (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) datasets = make_datasets ();
  DgDatasetEntry *entry;

  fill (fixture);
  entry = dg_datasets_model_get_entry (fixture->model, "b");
  g_signal_connect (fixture->model, "items-changed", G_CALLBACK (items_changed_cb), fixture);
  fill (fixture);
  g_assert_cmpuint (fixture->n_changes, ==, 0);

  g_ptr_array_remove_index (datasets, 1);
  dg_datasets_model_set_datasets (fixture->model, datasets);
  assert_lines (fixture, "#[xy]#[ac].");
  g_assert_cmpuint (fixture->n_removed, ==, 1);
  g_assert_cmpuint (fixture->n_added, ==, 0);
  g_assert_null (dg_datasets_model_get_entry (fixture->model, "b"));

  g_ptr_array_insert (datasets, 0, make_dataset ("b", "apple", 10, HOUR_US, NULL));
  dg_datasets_model_set_datasets (fixture->model, datasets);
  assert_lines (fixture, "#[xy]#[acb].");
  g_assert_true (entry != NULL && fixture->n_added == 1);
}

/* The line stays the same object, and goes where it belongs now. */
static void
test_update (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) datasets = make_datasets ();
  DgDatasetEntry *entry;

  fill (fixture);
  dg_datasets_model_set_sort (fixture->model, DG_DATASET_SORT_NAME);
  entry = dg_datasets_model_get_entry (fixture->model, "b");
  g_ptr_array_remove_index (datasets, 1);
  g_ptr_array_insert (datasets, 1, make_dataset ("b", "Zorro", 10, HOUR_US, NULL));
  dg_datasets_model_set_datasets (fixture->model, datasets);

  assert_lines (fixture, "#[xy]#[cab].");
  g_assert_true (dg_datasets_model_get_entry (fixture->model, "b") == entry);
  g_assert_cmpstr (dg_dataset_entry_get_name (entry), ==, "Zorro");
  g_assert_true (dg_datasets_model_has_name (fixture->model, "Zorro", NULL));
  g_assert_false (dg_datasets_model_has_name (fixture->model, "Zorro", "b"));
  g_assert_false (dg_datasets_model_has_name (fixture->model, "apple", NULL));
}

/* --- words --- */

static void
assert_dataset (DgDataset *dataset, const DgRunProgress *progress, const char *expected)
{
  g_autofree char *line = dg_dataset_words_describe (dataset, progress);

  g_assert_cmpstr (line, ==, expected);
}

static void
test_describe (void)
{
  const DgRunProgress progress = { .requested = 50, .accepted = 12 };
  g_autoptr (DgDataset) dataset = make_dataset ("a", "A", 250, HOUR_US, "us.amazon.nova-2-lite-v1:0");
  g_autoptr (DgDataset) single = make_dataset ("b", "B", 1, HOUR_US, "somebody.else");
  g_autoptr (DgDataset) practice = make_dataset ("c", "C", 2, HOUR_US, NULL);
  g_autoptr (DgDataset) told = make_dataset ("d", "D (practice data, not AI)", 3, HOUR_US, NULL);

  dg_dataset_set_review (dataset, 3, 0);
  assert_dataset (dataset, NULL, "250 records · JSONL · Nova 2 Lite · 3 need a look");
  dg_dataset_set_review (dataset, 1, 0);
  assert_dataset (dataset, &progress, "250 records · adding 12 of 50 · JSONL · Nova 2 Lite · 1 needs a look");
  assert_dataset (single, NULL, "1 record · JSONL · somebody.else");
  dg_dataset_set_path (single, NULL);
  dg_dataset_set_kind (single, DG_DATASET_IMPORTED);
  assert_dataset (single, NULL, "1 record · its file is missing · imported · somebody.else");
  dg_dataset_set_origin (practice, "practice", "amazon.nova-2-lite-v1:0", NULL);
  assert_dataset (practice, NULL, "2 records · JSONL · practice data, not AI");
  /* once is enough */
  dg_dataset_set_origin (told, "practice", "amazon.nova-2-lite-v1:0", NULL);
  assert_dataset (told, NULL, "3 records · JSONL");
}

static void
assert_draft (const DgDraft *draft, const DgRunProgress *progress, const char *expected)
{
  g_autofree char *line = dg_dataset_words_describe_draft (draft, progress, HOUR_US);

  g_assert_cmpstr (line, ==, expected);
}

static void
test_describe_draft (void)
{
  const DgRunProgress progress = { .requested = 250, .accepted = 137, .cost_usd = 0.05 };
  g_autoptr (DgDraft) draft = dg_draft_new ();

  draft->model = g_strdup ("nova-micro");
  draft->cost_usd = 0.04;
  assert_draft (draft, NULL, "Choosing a prompt · Nova Micro");
  draft->step = DG_STEP_ANNOTATION;
  draft->n_rounds = 2;
  assert_draft (draft, NULL, "Samples, round 2 · Nova Micro");
  draft->step = DG_STEP_DATASET;
  assert_draft (draft, NULL, "Ready to generate · Nova Micro");
  draft->requested = 600;
  draft->accepted = 412;
  assert_draft (draft, NULL, "Paused at 412 of 600 · $0.04 so far · Nova Micro");
  assert_draft (draft, &progress, "Making records: 137 of 250 · $0.05 so far · Nova Micro");
  draft->cost_usd = NAN;
  assert_draft (draft, NULL, "Paused at 412 of 600 · Nova Micro");
  draft->cost_usd = 0.001;
  assert_draft (draft, NULL, "Paused at 412 of 600 · less than $0.01 so far · Nova Micro");
}

static void
assert_day (int year, int month, int day, const char *expected)
{
  g_autoptr (GDateTime) now = g_date_time_new_local (2026, 1, 1, 12, 0, 0);
  g_autoptr (GDateTime) time = g_date_time_new_local (year, month, day, 23, 30, 0);
  g_autofree char *text = dg_dataset_words_format_day (g_date_time_to_unix (time) * G_USEC_PER_SEC,
                                                       g_date_time_to_unix (now) * G_USEC_PER_SEC);

  g_assert_cmpstr (text, ==, expected);
}

static void
test_day (void)
{
  g_autofree char *unknown = dg_dataset_words_format_day (0, HOUR_US);

  assert_day (2026, 1, 1, "23:30");
  assert_day (2025, 12, 31, "Yesterday");
  assert_day (2025, 12, 30, "30 Dec 2025");
  assert_day (2026, 2, 3, "3 Feb");
  g_assert_cmpstr (unknown, ==, "");
}

#define add_test(path, func) g_test_add (path, Fixture, NULL, set_up, func, tear_down)

int
main (int argc, char *argv[])
{
  app_test_init (&argc, &argv);

  add_test ("/app/datasets-model/sections", test_sections);
  add_test ("/app/datasets-model/sort", test_sort);
  add_test ("/app/datasets-model/search", test_search);
  add_test ("/app/datasets-model/reload", test_reload);
  add_test ("/app/datasets-model/update", test_update);
  g_test_add_func ("/app/dataset-words/dataset", test_describe);
  g_test_add_func ("/app/dataset-words/draft", test_describe_draft);
  g_test_add_func ("/app/dataset-words/day", test_day);

  return g_test_run ();
}
