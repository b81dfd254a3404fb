/* test-library-undo.c: changes of records taken back, and made again
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "dg-library-review.h"

#include <string.h>

#include "store-test-utils.h"

#define N_SEEDS 6
#define N_BATCHES 12

/* All there is of a dataset but the ids of the rows, which nobody sees. */
typedef struct
{
  char *file;    /* (owned) */
  char *sidecar; /* (owned) empty if there is none */
  char *rows;    /* (owned) */
} DatasetState;

static void
clear_state (DatasetState *state)
{
  g_clear_pointer (&state->file, g_free);
  g_clear_pointer (&state->sidecar, g_free);
  g_clear_pointer (&state->rows, g_free);
}

static void
read_state (DgLibrary *library, const char *folder, DgRunReport *report, DatasetState *state)
{
  g_autofree char *sidecar = g_strdup_printf ("%s/uploads/%s.jsonl", folder, report->dataset);

  state->file = store_test_read (report->path, NULL);
  state->sidecar = g_file_test (sidecar, G_FILE_TEST_EXISTS) ? store_test_read (sidecar, NULL) : g_strdup ("");
  state->rows = store_test_query_library (
      library, "SELECT number, typeof (number), input, answer, note, flag, problem, review, origin, plan_line, run_id,"
               "  created_us, dataset_id, (SELECT rows FROM datasets)"
               " FROM dg_records ORDER BY number");
}

static void
assert_state (DgLibrary *library, const char *folder, DgRunReport *report, const DatasetState *expected)
{
  DatasetState state;

  read_state (library, folder, report, &state);
  g_assert_cmpstr (state.rows, ==, expected->rows);
  g_assert_cmpstr (state.file, ==, expected->file);
  g_assert_cmpstr (state.sidecar, ==, expected->sidecar);
  clear_state (&state);
}

static DgDataset *
try_to_change_at (
    DgLibrary *library, const char *id, guint revision, const GArray *changes, GArray **undo, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  dg_library_change_records_at_async (library, id, revision, (const DgRecordChange *) changes->data, changes->len, NULL,
                                      store_test_ready_cb, &result);

  return dg_library_change_records_finish_with_undo (library, store_test_wait (&result), undo, error);
}

/* Returns: (transfer full): what takes @changes back; @dataset is what it is from then on */
static GArray *
change (DgLibrary *library, DgDataset **dataset, const GArray *changes)
{
  g_autoptr (GError) error = NULL;
  GArray *undo = NULL;
  g_autoptr (DgDataset) changed = try_to_change_at (library, dg_dataset_get_id (*dataset),
                                                    dg_dataset_get_revision (*dataset), changes, &undo, &error);

  g_assert_no_error (error);
  g_set_object (dataset, changed);

  return undo;
}

static GArray *
change_one (DgLibrary *library, DgDataset **dataset, DgRecordChange one)
{
  g_autoptr (GArray) changes = g_array_new (FALSE, FALSE, sizeof (DgRecordChange));

  g_array_append_val (changes, one);

  return change (library, dataset, changes);
}

static const char *
pick (GRand *random, const char *const *texts, guint n_texts)
{
  return texts[g_rand_int_range (random, 0, (gint32) n_texts)];
}

static DgRecordChange
make_change (GRand *random, guint number)
{
  const char *const texts[] = { NULL, NULL, "a", "b, \"c\"\r\n", "ü", "" };
  const char *const marks[] = { NULL, NULL, "", "m", "n" };
  DgRecordChange change = { .number = number };

  change.input = pick (random, texts, G_N_ELEMENTS (texts));
  change.answer = pick (random, texts, G_N_ELEMENTS (texts));
  change.note = pick (random, marks, G_N_ELEMENTS (marks));
  change.flag = pick (random, marks, G_N_ELEMENTS (marks));
  change.problem = pick (random, marks, G_N_ELEMENTS (marks));
  change.set_review = g_rand_boolean (random);
  change.review = g_rand_int_range (random, DG_REVIEW_NONE, DG_REVIEW_REJECTED + 1);

  return change;
}

/* Each record changes at most once, unless it only changes and changes again. */
static GArray *
make_batch (GRand *random, guint n_records)
{
  GArray *changes = g_array_new (FALSE, FALSE, sizeof (DgRecordChange));
  g_autofree gboolean *removed = g_new0 (gboolean, n_records + 2);
  guint n_changes = (guint) g_rand_int_range (random, 1, 6);

  for (guint i = 0; i < n_changes; i++)
    {
      guint number = (guint) g_rand_int_range (random, 1, (gint32) n_records + 2);
      DgRecordChange change = make_change (random, number);
      guint kind = (guint) g_rand_int_range (random, 0, 4);

      change.insert = kind == 0 || number > n_records;
      change.remove = kind == 1 && !change.insert;
      if (!change.insert && removed[number])
        continue;
      removed[number] |= change.remove;
      g_array_append_val (changes, change);
    }

  return changes;
}

/* Goes from the state that is to the one at @position, by the changes of @steps, which become those for the way back.
 */
static void
step (DgLibrary *library, DgDataset **dataset, GPtrArray *steps, guint position)
{
  GArray *undo = change (library, dataset, g_ptr_array_index (steps, position));

  g_array_unref (g_ptr_array_index (steps, position));
  g_ptr_array_index (steps, position) = undo;
}

static void
go_back_and_forth (StoreFixture *fixture,
                   DgLibrary *library,
                   DgRunReport *report,
                   DgDataset **dataset,
                   GPtrArray *steps,
                   GArray *states)
{
  for (guint i = steps->len; i > 0; i--)
    {
      step (library, dataset, steps, i - 1);
      assert_state (library, fixture->folder, report, &g_array_index (states, DatasetState, i - 1));
    }
  for (guint i = 0; i < steps->len; i++)
    {
      step (library, dataset, steps, i);
      assert_state (library, fixture->folder, report, &g_array_index (states, DatasetState, i + 1));
    }
}

/* Whatever was changed in whatever order, it is all there again when it is taken back, and when it is done again. */
static void
assert_reversible (StoreFixture *fixture, DgLibrary *library, DgRunReport *report, guint32 seed)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (seed);
  g_autoptr (DgDataset) dataset = store_test_load_dataset (library, report->dataset, NULL);
  g_autoptr (GPtrArray) steps = g_ptr_array_new_with_free_func ((GDestroyNotify) g_array_unref);
  g_autoptr (GArray) states = g_array_new (FALSE, FALSE, sizeof (DatasetState));
  DatasetState state;

  g_array_set_clear_func (states, (GDestroyNotify) clear_state);
  read_state (library, fixture->folder, report, &state);
  g_array_append_val (states, state);
  for (guint i = 0; i < N_BATCHES; i++)
    {
      g_autoptr (GArray) batch = make_batch (random, dg_dataset_get_n_records (dataset));

      g_ptr_array_add (steps, change (library, &dataset, batch));
      read_state (library, fixture->folder, report, &state);
      g_array_append_val (states, state);
    }

  go_back_and_forth (fixture, library, report, &dataset, steps, states);
  go_back_and_forth (fixture, library, report, &dataset, steps, states);
}

static void
test_any_jsonl (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (DgLibrary) library = store_test_open (fixture->folder);
  g_autoptr (DgRunReport) report = store_test_make_dataset (library, "x", 5, DG_FILE_FORMAT_JSONL);

  for (guint32 seed = 0; seed < N_SEEDS; seed++)
    assert_reversible (fixture, library, report, seed);
}

static void
test_any_csv (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (DgLibrary) library = store_test_open (fixture->folder);
  g_autoptr (DgRunReport) report = store_test_make_dataset (library, "x", 3, DG_FILE_FORMAT_CSV);

  assert_reversible (fixture, library, report, 4711);
}

/* By what people do: the numbers of what takes a change back are those of afterwards. */
static void
test_places (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (DgLibrary) library = store_test_open (fixture->folder);
  g_autoptr (DgRunReport) report = store_test_make_dataset (library, "x", 4, DG_FILE_FORMAT_JSONL);
  g_autoptr (DgDataset) dataset = store_test_load_dataset (library, report->dataset, NULL);
  const DgRecordChange both[] = { { .number = 2, .remove = TRUE },
                                  { .number = 5, .insert = TRUE, .input = "last", .answer = "l" },
                                  { .number = 3, .insert = TRUE, .input = "third", .answer = "t" },
                                  { .number = 3, .insert = TRUE, .input = "fourth", .answer = "f" },
                                  { .number = 1, .note = "n" } };
  g_autoptr (GArray) changes = g_array_new (FALSE, FALSE, sizeof (DgRecordChange));

  g_array_append_vals (changes, both, G_N_ELEMENTS (both));
  g_autoptr (GArray) undo = change (library, &dataset, changes);
  g_autofree char *rows =
      store_test_query_library (library, "SELECT number, input, origin, review, note FROM dg_records ORDER BY number");
  g_assert_cmpstr (rows, ==,
                   "1|question 1|model|none|n\n2|third|hand|none|NULL\n3|fourth|hand|none|NULL\n"
                   "4|question 3|model|none|NULL\n5|question 4|model|none|NULL\n6|last|hand|none|NULL");
  g_assert_cmpuint (dg_dataset_get_n_records (dataset), ==, 6);

  /* Only what was touched is in what takes it back. */
  g_assert_cmpuint (undo->len, ==, 5);
  const DgRecordChange *noted = &g_array_index (undo, DgRecordChange, 3);
  g_assert_cmpuint (noted->number, ==, 1);
  g_assert_cmpstr (noted->note, ==, "");
  g_assert_null (noted->input);
  const DgRecordChange *back = &g_array_index (undo, DgRecordChange, 4);
  g_assert_true (back->insert);
  g_assert_cmpuint (back->number, ==, 2);
  g_assert_cmpstr (back->input, ==, "question 2");
}

static void
test_insert_refused (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (DgLibrary) library = store_test_open (fixture->folder);
  g_autoptr (DgRunReport) report = store_test_make_dataset (library, "x", 2, DG_FILE_FORMAT_JSONL);
  g_autofree char *text = store_test_read (report->path, NULL);
  const guint numbers[] = { 0, 4 };

  for (guint i = 0; i < G_N_ELEMENTS (numbers); i++)
    {
      g_autoptr (GArray) changes = g_array_new (FALSE, FALSE, sizeof (DgRecordChange));
      const DgRecordChange one = { .number = numbers[i], .insert = TRUE, .input = "a", .answer = "b" };
      g_autoptr (GError) error = NULL;

      g_array_append_val (changes, one);
      g_assert_null (try_to_change_at (library, report->dataset, 0, changes, NULL, &error));
      g_assert_error (error, DG_STORE_ERROR, DG_STORE_ERROR_NOT_FOUND);
    }
  g_autofree char *after = store_test_read (report->path, NULL);
  g_assert_cmpstr (after, ==, text);
}

/* The number could be another record's by now. */
static void
test_stale (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (DgLibrary) library = store_test_open (fixture->folder);
  g_autoptr (DgRunReport) report = store_test_make_dataset (library, "x", 3, DG_FILE_FORMAT_JSONL);
  g_autoptr (DgDataset) dataset = store_test_load_dataset (library, report->dataset, NULL);
  g_autoptr (GArray) undo = change_one (library, &dataset, (DgRecordChange){ .number = 1, .remove = TRUE });
  guint revision = dg_dataset_get_revision (dataset);
  g_autoptr (GArray) other = change_one (library, &dataset, (DgRecordChange){ .number = 1, .input = "x" });
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) file_error = NULL;

  g_assert_null (try_to_change_at (library, report->dataset, revision, undo, NULL, &error));
  g_assert_error (error, DG_STORE_ERROR, DG_STORE_ERROR_STALE);

  /* Somebody else's file, that nobody has looked at yet. */
  store_test_write (report->path, "{\"input\": \"a\", \"answer\": \"b\"}\n");
  g_assert_null (
      try_to_change_at (library, report->dataset, dg_dataset_get_revision (dataset), other, NULL, &file_error));
  g_assert_error (file_error, DG_STORE_ERROR, DG_STORE_ERROR_STALE);
  g_autofree char *text = store_test_read (report->path, NULL);
  g_assert_cmpstr (text, ==, "{\"input\": \"a\", \"answer\": \"b\"}\n");
}

/* A deleted record that comes back is still one of those that its run made, as the run's report has it. */
static void
test_report (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (DgLibrary) library = store_test_open (fixture->folder);
  g_autoptr (DgRunReport) report = store_test_make_dataset (library, "x", 3, DG_FILE_FORMAT_JSONL);
  g_autoptr (DgDataset) dataset = store_test_load_dataset (library, report->dataset, NULL);
  g_autoptr (GArray) undo = change_one (library, &dataset, (DgRecordChange){ .number = 2, .remove = TRUE });
  g_autoptr (GArray) redo = change (library, &dataset, undo);
  g_autoptr (DgRunReport) after = store_test_load_report (library, report->session, NULL);

  g_assert_cmpuint (after->accepted, ==, 3);
  g_assert_cmpuint (redo->len, ==, 1);
  g_assert_true (g_array_index (redo, DgRecordChange, 0).remove);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  store_test_add ("/store/library/undo/any-jsonl", test_any_jsonl);
  store_test_add ("/store/library/undo/any-csv", test_any_csv);
  store_test_add ("/store/library/undo/places", test_places);
  store_test_add ("/store/library/undo/insert-refused", test_insert_refused);
  store_test_add ("/store/library/undo/stale", test_stale);
  store_test_add ("/store/library/undo/report", test_report);

  return g_test_run ();
}
