/* test-library-discard.c: sessions thrown away and taken back, and what they cost
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <string.h>

#include "dg-lease.h"
#include "store-test-utils.h"

/* What a library knows of sessions; dg_schema and the shared tables aside, all of it. */
#define COUNT_ALL                                                                                                      \
  "SELECT (SELECT count (*) FROM dg_sessions), (SELECT count (*) FROM dg_messages),"                                   \
  "  (SELECT count (*) FROM dg_samples), (SELECT count (*) FROM dg_notes), (SELECT count (*) FROM dg_rules),"          \
  "  (SELECT count (*) FROM dg_examples), (SELECT count (*) FROM dg_runs), (SELECT count (*) FROM dg_records),"        \
  "  (SELECT count (*) FROM dg_refused), (SELECT count (*) FROM dg_calls)"

static DgDraft *
discard (DgLibrary *library, const char *session, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  dg_library_discard_draft_async (library, session, NULL, store_test_ready_cb, &result);

  return dg_library_discard_draft_finish (library, store_test_wait (&result), error);
}

static gboolean
restore (DgLibrary *library, const DgDraft *draft, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  dg_library_restore_draft_async (library, draft, NULL, store_test_ready_cb, &result);

  return dg_library_restore_draft_finish (library, store_test_wait (&result), error);
}

static gboolean
add_calls (DgLibrary *library, const char *session, guint n_calls, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GPtrArray) calls = g_ptr_array_new_with_free_func ((GDestroyNotify) dg_call_free);

  for (guint i = 0; i < n_calls; i++)
    g_ptr_array_add (calls, store_test_make_call (0.25));

  dg_library_add_calls_async (library, session, calls, NULL, store_test_ready_cb, &result);
  /* They were copied. */
  g_ptr_array_set_size (calls, 0);

  return dg_library_add_calls_finish (library, store_test_wait (&result), error);
}

/* A session with at least one row in every table. */
static char *
make_full_session (DgLibrary *library, const char *name)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (DgDraft) draft = store_test_make_draft (name);
  g_autofree char *session = store_test_save_draft (library, draft, &error);
  g_autoptr (GPtrArray) refused = store_test_make_refused ();
  g_autoptr (DgCall) call = store_test_make_call (1.0);
  const DgRunBatch batch = { .refused = refused, .call = call };

  g_assert_no_error (error);
  g_autofree char *run = store_test_begin_run (library, session, 20, DG_FILE_FORMAT_JSONL, &error);
  g_assert_no_error (error);
  store_test_add_records (library, run, 1, 3);
  g_assert_true (store_test_add_batch (library, run, &batch, NULL));
  g_assert_true (add_calls (library, session, 1, NULL));

  return g_steal_pointer (&session);
}

static void
test_discard (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (DgLibrary) library = store_test_open (fixture->folder);
  g_autoptr (GError) error = NULL;
  g_autofree char *kept = make_full_session (library, "kept");
  g_autofree char *before = store_test_query_library (library, COUNT_ALL);
  g_autofree char *session = make_full_session (library, "gone");
  g_autoptr (DgDraft) whole = store_test_load_draft (library, session, &error);

  g_assert_no_error (error);
  g_autoptr (DgDraft) discarded = discard (library, session, &error);
  g_assert_no_error (error);
  store_test_assert_drafts_equal (discarded, whole);
  g_assert_cmpuint (discarded->accepted, ==, 3);

  g_autofree char *after = store_test_query_library (library, COUNT_ALL);
  g_assert_cmpstr (after, ==, before);
  g_assert_null (strstr (after, "|0"));
  g_assert_null (store_test_load_draft (library, session, &error));
  g_assert_error (error, DG_STORE_ERROR, DG_STORE_ERROR_NOT_FOUND);
  g_clear_error (&error);

  /* Gone is gone: a program that still has it open does not bring it back. */
  g_assert_null (store_test_save_draft (library, discarded, &error));
  g_assert_error (error, DG_STORE_ERROR, DG_STORE_ERROR_NOT_FOUND);
}

static void
test_restore (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (DgLibrary) library = store_test_open (fixture->folder);
  g_autoptr (GError) error = NULL;
  g_autofree char *session = make_full_session (library, "back again");
  g_free (store_test_new_session (library, "newer"));
  g_autoptr (DgDraft) discarded = discard (library, session, &error);

  g_assert_no_error (error);
  g_assert_true (restore (library, discarded, &error));
  g_assert_no_error (error);

  g_autoptr (DgDraft) restored = store_test_load_draft (library, session, &error);
  g_assert_no_error (error);
  store_test_assert_drafts_equal (restored, discarded);
  g_assert_cmpint (restored->updated_us, ==, discarded->updated_us);

  /* In its old place of the list, but without its runs. */
  g_autoptr (GPtrArray) drafts = store_test_list_drafts (library);
  g_assert_cmpstr (((DgDraft *) g_ptr_array_index (drafts, 1))->id, ==, session);
  g_assert_cmpuint (restored->requested, ==, 0);

  /* And it is a session like others. */
  g_autofree char *same = store_test_save_draft (library, restored, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (same, ==, session);
}

static void
test_restore_what_is_there (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (DgLibrary) library = store_test_open (fixture->folder);
  g_autoptr (GError) error = NULL;
  g_autofree char *session = make_full_session (library, "here");
  g_autoptr (DgDraft) draft = store_test_load_draft (library, session, &error);
  g_autofree char *before = store_test_query_library (library, COUNT_ALL);

  g_assert_false (restore (library, draft, &error));
  g_assert_error (error, DG_STORE_ERROR, DG_STORE_ERROR_EXISTS);
  g_assert_nonnull (strstr (error->message, session));
  g_autofree char *after = store_test_query_library (library, COUNT_ALL);
  g_assert_cmpstr (after, ==, before);
}

static void
test_discard_finished (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (DgLibrary) library = store_test_open (fixture->folder);
  g_autoptr (DgRunReport) report = store_test_make_dataset (library, "finished", 3, DG_FILE_FORMAT_JSONL);
  g_autoptr (GError) error = NULL;
  g_autofree char *before = store_test_query_library (library, COUNT_ALL);

  g_assert_null (discard (library, report->session, &error));
  g_assert_error (error, DG_STORE_ERROR, DG_STORE_ERROR_FAILED);
  g_assert_nonnull (strstr (error->message, report->session));
  g_autofree char *after = store_test_query_library (library, COUNT_ALL);
  g_assert_cmpstr (after, ==, before);
}

static void
test_discard_unknown (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (DgLibrary) library = store_test_open (fixture->folder);
  g_autoptr (GError) error = NULL;

  g_assert_null (discard (library, "../session", &error));
  g_assert_error (error, DG_STORE_ERROR, DG_STORE_ERROR_NOT_FOUND);
}

static void
test_discard_held (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (DgLibrary) library = store_test_open (fixture->folder);
  g_autoptr (DgLibrary) other = store_test_open (fixture->folder);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *session = make_full_session (library, "busy");

  dg_library_lease_session_async (other, session, NULL, store_test_ready_cb, &result);
  DgLease *lease = dg_library_lease_session_finish (other, store_test_wait (&result), &error);
  g_assert_no_error (error);

  g_assert_null (discard (library, session, &error));
  g_assert_error (error, DG_STORE_ERROR, DG_STORE_ERROR_HELD);
  g_clear_error (&error);
  g_autoptr (DgDraft) draft = store_test_load_draft (library, session, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (draft->samples->len, >, 0);

  dg_lease_free (lease);
  g_autoptr (DgDraft) discarded = discard (library, session, &error);
  g_assert_no_error (error);
}

static void
test_calls (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (DgLibrary) library = store_test_open (fixture->folder);
  g_autoptr (GError) error = NULL;
  g_autofree char *session = store_test_new_session (library, "x");

  g_assert_true (add_calls (library, session, 2, &error));
  g_assert_no_error (error);
  g_autofree char *rows = store_test_query_library (
      library, "SELECT count (*), session_id, run_id, purpose, request_id, stop_reason, input_tokens, cost_usd, retries"
               " FROM dg_calls GROUP BY session_id");
  g_autofree char *expected = g_strdup_printf ("2|%s|NULL|generate|7c1f|tool_use|1000|0.25|2", session);
  g_assert_cmpstr (rows, ==, expected);

  g_assert_false (add_calls (library, "session_00000000", 1, &error));
  g_assert_error (error, DG_STORE_ERROR, DG_STORE_ERROR_NOT_FOUND);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  store_test_add ("/store/library/discard/everything", test_discard);
  store_test_add ("/store/library/discard/restore", test_restore);
  store_test_add ("/store/library/discard/restore-what-is-there", test_restore_what_is_there);
  store_test_add ("/store/library/discard/finished", test_discard_finished);
  store_test_add ("/store/library/discard/unknown", test_discard_unknown);
  store_test_add ("/store/library/discard/held", test_discard_held);
  store_test_add ("/store/library/calls", test_calls);

  return g_test_run ();
}
