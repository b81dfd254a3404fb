/* test-library-drafts.c: sessions, kept between their steps
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <math.h>
#include <string.h>

#include "store-test-utils.h"

static void
test_draft_round_trip (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (DgLibrary) library = store_test_open (fixture->folder);
  g_autoptr (DgDraft) draft = dg_draft_new ();
  g_autoptr (GError) error = NULL;
  gint64 before = g_get_real_time ();

  draft->name = g_strdup ("Réclamations 日本 '\"");
  draft->step = DG_STEP_REQUIREMENTS;
  draft->provider = g_strdup ("bedrock");
  draft->checklist = g_strdup ("{\"task\": {}}");
  g_autofree char *session = store_test_save_draft (library, draft, &error);
  g_assert_no_error (error);
  store_test_assert_id (session, "session_");

  g_autoptr (DgDraft) loaded = store_test_load_draft (library, session, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (loaded->id, ==, session);
  g_assert_cmpstr (loaded->name, ==, draft->name);
  g_assert_cmpint (loaded->step, ==, DG_STEP_REQUIREMENTS);
  g_assert_cmpstr (loaded->provider, ==, "bedrock");
  g_assert_null (loaded->model);
  g_assert_cmpstr (loaded->checklist, ==, "{\"task\": {}}");
  g_assert_cmpint (loaded->updated_us, >=, before);
  g_assert_cmpuint (loaded->requested, ==, 0);
  g_assert_cmpuint (loaded->accepted, ==, 0);
  g_assert_null (loaded->dataset);
}

static void
test_draft_whole (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (DgLibrary) library = store_test_open (fixture->folder);
  g_autoptr (DgDraft) draft = store_test_make_draft ("Whole");
  g_autoptr (GError) error = NULL;
  g_autofree char *session = store_test_save_draft (library, draft, &error);

  g_assert_no_error (error);
  g_autoptr (DgDraft) loaded = store_test_load_draft (library, session, &error);
  g_assert_no_error (error);
  store_test_assert_drafts_equal (loaded, draft);
  g_assert_cmpint (dg_record_get_origin (g_ptr_array_index (loaded->examples, 0)), ==, DG_ORIGIN_IMPORT);

  /* The list has the heads. */
  g_autoptr (GPtrArray) drafts = store_test_list_drafts (library);
  const DgDraft *head = g_ptr_array_index (drafts, 0);
  g_assert_cmpint (head->step, ==, DG_STEP_ANNOTATION);
  g_assert_true (head->confirmed && head->stale);
  g_assert_cmpuint (head->examples->len + head->messages->len + head->samples->len + head->notes->len +
                        head->rules->len,
                    ==, 0);
}

/* What is saved takes the place of what was. */
static void
test_draft_lists_are_replaced (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (DgLibrary) library = store_test_open (fixture->folder);
  g_autoptr (DgDraft) draft = store_test_make_draft ("Shorter");
  g_autoptr (GError) error = NULL;
  g_autofree char *other = store_test_save_draft (library, draft, &error);
  g_autofree char *session = store_test_save_draft (library, draft, &error);

  draft->id = g_strdup (session);
  g_ptr_array_remove_index (draft->examples, 0);
  g_ptr_array_remove_index (draft->messages, 0);
  g_ptr_array_remove_index (draft->samples, 0);
  g_ptr_array_remove_index (draft->notes, 0);
  g_ptr_array_remove_index (draft->rules, 0);
  g_clear_pointer (&draft->prompt, dg_prompt_free);
  draft->stale = FALSE;
  g_free (store_test_save_draft (library, draft, &error));
  g_assert_no_error (error);

  g_autoptr (DgDraft) loaded = store_test_load_draft (library, session, &error);
  store_test_assert_drafts_equal (loaded, draft);

  g_autoptr (DgDraft) untouched = store_test_load_draft (library, other, &error);
  g_assert_cmpuint (untouched->rules->len, ==, 2);
}

/* Of two cards of the same number one would be lost, so neither is saved, nor anything else of the draft. */
static void
test_draft_all_or_nothing (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (DgLibrary) library = store_test_open (fixture->folder);
  g_autoptr (DgDraft) draft = store_test_make_draft ("Before");
  g_autoptr (GError) error = NULL;

  draft->id = store_test_save_draft (library, draft, &error);
  g_autoptr (DgDraft) before = dg_draft_copy (draft);
  g_free (draft->name);
  draft->name = g_strdup ("After");
  g_ptr_array_remove_index (draft->examples, 0);
  g_ptr_array_add (draft->rules, dg_rule_new (3, DG_RULE_QUALITY, "The third again."));
  g_assert_null (store_test_save_draft (library, draft, &error));
  g_assert_error (error, DG_STORE_ERROR, DG_STORE_ERROR_FAILED);
  g_clear_error (&error);

  g_autoptr (DgDraft) loaded = store_test_load_draft (library, draft->id, &error);
  g_assert_no_error (error);
  store_test_assert_drafts_equal (loaded, before);
}

/* Words of a newer version are neither guessed nor dropped. */
static void
test_draft_unknown_words (StoreFixture *fixture, gconstpointer data)
{
  static const char *const changes[] = {
    "UPDATE dg_sessions SET step = 'dreaming'",
    "UPDATE dg_samples SET state = 'dreaming'",
    "UPDATE dg_rules SET kind = 'dreaming'",
    "UPDATE dg_rules SET about = 'dreaming'",
    "UPDATE dg_rules SET check_id = 'dreaming'",
    "UPDATE dg_rules SET notes = '{\"dreaming\": 1}'",
    "UPDATE dg_messages SET suggestions = 'dreaming'",
    "UPDATE dg_messages SET suggestions = '[\"a\", \"dreaming\", 1]'",
    "UPDATE dg_rules SET notes = '[1, 1.5, \"dreaming\"]'",
  };

  for (guint i = 0; i < G_N_ELEMENTS (changes); i++)
    {
      g_autofree char *folder = g_strdup_printf ("%s/%u", fixture->folder, i);
      g_autofree char *path = g_build_filename (folder, "library.db", NULL);
      g_autoptr (DgLibrary) library = store_test_open (folder);
      g_autoptr (DgDraft) draft = store_test_make_draft ("Of tomorrow");
      g_autoptr (GError) error = NULL;
      g_autofree char *session = store_test_save_draft (library, draft, &error);

      store_test_exec_file (path, changes[i]);
      g_assert_null (store_test_load_draft (library, session, &error));
      g_assert_error (error, DG_STORE_ERROR, DG_STORE_ERROR_NEWER);
      g_assert_nonnull (strstr (error->message, session));
      g_assert_nonnull (strstr (error->message, "dreaming"));
    }
}

static void
test_draft_update (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (DgLibrary) library = store_test_open (fixture->folder);
  g_autofree char *session = store_test_new_session (library, "first");
  g_autoptr (GError) error = NULL;
  g_autoptr (DgDraft) draft = store_test_load_draft (library, session, &error);

  g_free (draft->name);
  draft->name = g_strdup ("second");
  draft->step = DG_STEP_DATASET;
  g_clear_pointer (&draft->model, g_free);
  g_autofree char *same = store_test_save_draft (library, draft, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (same, ==, session);

  g_autoptr (DgDraft) loaded = store_test_load_draft (library, session, &error);
  g_assert_cmpstr (loaded->name, ==, "second");
  g_assert_cmpint (loaded->step, ==, DG_STEP_DATASET);
  g_assert_null (loaded->model);
}

/* What is saved is what the draft was at the time of the call. */
static void
test_draft_is_copied (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (DgLibrary) library = store_test_open (fixture->folder);
  g_autoptr (GAsyncResult) result = NULL;
  DgDraft *draft = dg_draft_new ();

  draft->name = g_strdup ("then");
  dg_library_save_draft_async (library, draft, NULL, store_test_ready_cb, &result);
  draft->name[0] = 'T';
  dg_draft_free (draft);

  g_autofree char *session = dg_library_save_draft_finish (library, store_test_wait (&result), NULL);
  g_autoptr (DgDraft) loaded = store_test_load_draft (library, session, NULL);
  g_assert_cmpstr (loaded->name, ==, "then");
}

static void
test_draft_not_found (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (DgLibrary) library = store_test_open (fixture->folder);
  g_autoptr (DgDraft) draft = dg_draft_new ();
  g_autoptr (GError) error = NULL;

  g_assert_null (store_test_load_draft (library, "session_00000000", &error));
  g_assert_error (error, DG_STORE_ERROR, DG_STORE_ERROR_NOT_FOUND);
  g_assert_nonnull (strstr (error->message, "session_00000000"));
  g_clear_error (&error);

  draft->id = g_strdup ("session_00000000");
  g_assert_null (store_test_save_draft (library, draft, &error));
  g_assert_error (error, DG_STORE_ERROR, DG_STORE_ERROR_NOT_FOUND);
  g_assert_nonnull (strstr (error->message, "session_00000000"));

  g_autoptr (GPtrArray) drafts = store_test_list_drafts (library);
  g_assert_cmpuint (drafts->len, ==, 0);
}

static void
assert_draft_names (DgLibrary *library, const char *expected)
{
  g_autoptr (GPtrArray) drafts = store_test_list_drafts (library);
  g_autoptr (GString) names = g_string_new (NULL);

  for (guint i = 0; i < drafts->len; i++)
    g_string_append_printf (names, "%s ", ((DgDraft *) g_ptr_array_index (drafts, i))->name);

  g_assert_cmpstr (names->str, ==, expected);
}

static void
test_drafts_newest_first (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (DgLibrary) library = store_test_open (fixture->folder);
  g_autofree char *a = store_test_new_session (library, "a");

  g_free (store_test_new_session (library, "b"));
  g_free (store_test_new_session (library, "c"));
  assert_draft_names (library, "c b a ");

  g_autoptr (DgDraft) draft = store_test_load_draft (library, a, NULL);
  g_free (store_test_save_draft (library, draft, NULL));
  assert_draft_names (library, "a c b ");
}

static void
test_finished_sessions_are_no_drafts (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (DgLibrary) library = store_test_open (fixture->folder);
  g_free (store_test_new_session (library, "open"));
  g_autoptr (DgRunReport) report = store_test_make_dataset (library, "finished", 3, DG_FILE_FORMAT_JSONL);
  assert_draft_names (library, "open ");

  g_autoptr (DgDraft) draft = store_test_load_draft (library, report->session, NULL);
  g_assert_cmpstr (draft->dataset, ==, report->dataset);
  g_assert_cmpuint (draft->requested, ==, 3);
  g_assert_cmpuint (draft->accepted, ==, 3);

  /* Not after the dataset is gone either. */
  g_object_unref (store_test_delete_dataset (library, report->dataset, NULL));
  assert_draft_names (library, "open ");
}

static void
add_call (DgLibrary *library, const char *session, const DgCall *call)
{
  g_autoptr (GPtrArray) calls = g_ptr_array_new ();
  g_autoptr (GAsyncResult) result = NULL;

  g_ptr_array_add (calls, (gpointer) call);
  dg_library_add_calls_async (library, session, calls, NULL, store_test_ready_cb, &result);
  g_assert_true (dg_library_add_calls_finish (library, store_test_wait (&result), NULL));
}

/* What the list of unfinished sessions tells of each, without what can be long. */
static void
test_list_is_a_summary (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (DgLibrary) library = store_test_open (fixture->folder);
  g_autoptr (DgDraft) draft = store_test_make_draft ("x");
  g_autofree char *session = store_test_save_draft (library, draft, NULL);
  g_autofree char *dear = store_test_new_session (library, "dear");
  g_autofree char *run = store_test_begin_run (library, session, 40, DG_FILE_FORMAT_CSV, NULL);
  g_autoptr (DgCall) call = store_test_make_call (0.25);
  g_autoptr (DgCall) unknown = store_test_make_call (NAN);

  store_test_add_records (library, run, 1, 9);
  g_assert_true (store_test_add_batch (library, run, &(DgRunBatch){ .call = call }, NULL));
  add_call (library, session, call);
  add_call (library, dear, call);
  add_call (library, dear, unknown);

  g_autoptr (GPtrArray) drafts = store_test_list_drafts (library);
  DgDraft *first = g_ptr_array_index (drafts, 0);
  DgDraft *second = g_ptr_array_index (drafts, 1);
  g_assert_cmpstr (first->name, ==, "dear");
  g_assert_true (isnan (first->cost_usd));
  g_assert_cmpuint (first->n_rounds, ==, 0);

  g_assert_cmpint (second->step, ==, draft->step);
  g_assert_cmpstr (second->model, ==, draft->model);
  g_assert_cmpfloat_with_epsilon (second->cost_usd, 0.5, 1e-9);
  g_assert_cmpuint (second->n_rounds, >, 0);
  g_assert_cmpuint (second->n_rounds, ==, dg_draft_get_round (draft));
  g_assert_cmpuint (second->requested, ==, 40);
  g_assert_cmpuint (second->accepted, ==, 9);
  g_assert_cmpint (second->updated_us, >, 0);
  g_assert_null (second->reference);
  g_assert_null (second->checklist);

  /* The session itself has all of that. */
  g_autoptr (DgDraft) loaded = store_test_load_draft (library, session, NULL);
  g_assert_cmpfloat_with_epsilon (loaded->cost_usd, 0.5, 1e-9);
  g_assert_cmpstr (loaded->reference, ==, draft->reference);
  g_assert_cmpstr (loaded->checklist, ==, draft->checklist);
}

static void
test_draft_shows_latest_run (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (DgLibrary) library = store_test_open (fixture->folder);
  g_autofree char *session = store_test_new_session (library, "x");
  g_autofree char *first = store_test_begin_run (library, session, 40, DG_FILE_FORMAT_CSV, NULL);
  g_autofree char *second = store_test_begin_run (library, session, 50, DG_FILE_FORMAT_CSV, NULL);

  store_test_add_records (library, first, 1, 9);
  store_test_add_records (library, second, 1, 4);

  g_autoptr (DgDraft) draft = store_test_load_draft (library, session, NULL);
  g_assert_cmpuint (draft->requested, ==, 50);
  g_assert_cmpuint (draft->accepted, ==, 4);
}

/* The cards of the samples are not records of the dataset. */
static void
test_draft_counts_no_samples (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (DgLibrary) library = store_test_open (fixture->folder);
  g_autofree char *path = g_build_filename (fixture->folder, "library.db", NULL);
  g_autofree char *session = store_test_new_session (library, "x");
  g_autofree char *dataset_run = store_test_begin_run (library, session, 40, DG_FILE_FORMAT_CSV, NULL);
  g_autofree char *sample_run = store_test_begin_run (library, session, 5, DG_FILE_FORMAT_CSV, NULL);
  g_autofree char *sql = g_strdup_printf ("UPDATE dg_runs SET kind = 'samples' WHERE id = '%s'", sample_run);

  store_test_add_records (library, dataset_run, 1, 9);
  store_test_add_records (library, sample_run, 1, 5);
  store_test_exec_file (path, sql);

  g_autoptr (DgDraft) draft = store_test_load_draft (library, session, NULL);
  g_assert_cmpuint (draft->requested, ==, 40);
  g_assert_cmpuint (draft->accepted, ==, 9);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  store_test_add ("/store/library/draft/round-trip", test_draft_round_trip);
  store_test_add ("/store/library/draft/whole", test_draft_whole);
  store_test_add ("/store/library/draft/lists-are-replaced", test_draft_lists_are_replaced);
  store_test_add ("/store/library/draft/all-or-nothing", test_draft_all_or_nothing);
  store_test_add ("/store/library/draft/unknown-words", test_draft_unknown_words);
  store_test_add ("/store/library/draft/update", test_draft_update);
  store_test_add ("/store/library/draft/is-copied", test_draft_is_copied);
  store_test_add ("/store/library/draft/not-found", test_draft_not_found);
  store_test_add ("/store/library/draft/newest-first", test_drafts_newest_first);
  store_test_add ("/store/library/draft/finished-sessions-are-none", test_finished_sessions_are_no_drafts);
  store_test_add ("/store/library/draft/list-is-a-summary", test_list_is_a_summary);
  store_test_add ("/store/library/draft/shows-latest-run", test_draft_shows_latest_run);
  store_test_add ("/store/library/draft/counts-no-samples", test_draft_counts_no_samples);

  return g_test_run ();
}
