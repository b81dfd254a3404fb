/* test-library-changed.c: who shows what is in the library hears when it changes
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "dg-library-prompts.h"
#include "dg-library-review.h"
#include "store-test-utils.h"

static void
count_cb (DgLibrary *library, guint *n_heard)
{
  (*n_heard)++;
}

static void
wait_for (guint *n_heard, guint wanted)
{
  while (*n_heard < wanted)
    g_main_context_iteration (NULL, TRUE);
}

static void
assert_quiet (guint *n_heard)
{
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_cmpuint (*n_heard, ==, 0);
}

static void
rename_dataset (DgLibrary *library, const char *id, const char *name)
{
  g_autoptr (GAsyncResult) result = NULL;

  dg_library_rename_dataset_async (library, id, name, NULL, store_test_ready_cb, &result);
  g_autoptr (DgDataset) dataset = dg_library_rename_dataset_finish (library, store_test_wait (&result), NULL);
  g_assert_nonnull (dataset);
}

static void
save_prompt (DgLibrary *library)
{
  g_autoptr (DgPrompt) prompt = dg_prompt_new ("p", "", "{{input}}");
  g_autoptr (GAsyncResult) result = NULL;

  dg_library_save_prompt_async (library, prompt, NULL, store_test_ready_cb, &result);
  g_free (dg_library_save_prompt_finish (library, store_test_wait (&result), NULL));
}

static void
approve (DgLibrary *library, const char *id)
{
  const DgRecordChange change = { .number = 1, .set_review = TRUE, .review = DG_REVIEW_APPROVED };
  g_autoptr (GAsyncResult) result = NULL;

  dg_library_change_records_async (library, id, &change, 1, NULL, store_test_ready_cb, &result);
  g_object_unref (dg_library_change_records_finish (library, store_test_wait (&result), NULL));
}

static void
test_writes (StoreFixture *fixture, gconstpointer data)
{
  DgLibrary *library = store_test_open (fixture->folder);
  guint n_heard = 0;

  g_signal_connect (library, "changed", G_CALLBACK (count_cb), &n_heard);
  assert_quiet (&n_heard);

  g_autofree char *session = store_test_new_session (library, "draft");
  wait_for (&n_heard, 1);
  n_heard = 0;
  save_prompt (library);
  wait_for (&n_heard, 1);
  g_autoptr (DgRunReport) report = store_test_make_dataset (library, "x", 2, DG_FILE_FORMAT_JSONL);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  n_heard = 0;
  rename_dataset (library, report->dataset, "y");
  wait_for (&n_heard, 1);
  n_heard = 0;
  approve (library, report->dataset);
  wait_for (&n_heard, 1);
  n_heard = 0;
  g_object_unref (store_test_delete_dataset (library, report->dataset, NULL));
  wait_for (&n_heard, 1);

  g_assert_finalize_object (library);
}

/* Else a list that is read again because of a change would be read for ever. */
static void
test_reads (StoreFixture *fixture, gconstpointer data)
{
  DgLibrary *library = store_test_open (fixture->folder);
  g_autoptr (DgRunReport) report = store_test_make_dataset (library, "x", 2, DG_FILE_FORMAT_JSONL);
  guint n_heard = 0;

  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_signal_connect (library, "changed", G_CALLBACK (count_cb), &n_heard);
  g_ptr_array_unref (store_test_list_datasets (library));
  g_ptr_array_unref (store_test_list_drafts (library));
  g_ptr_array_unref (store_test_list_deleted (library));
  g_ptr_array_unref (store_test_load_records (library, report->dataset, NULL));
  g_object_unref (store_test_load_dataset (library, report->dataset, NULL));
  assert_quiet (&n_heard);

  /* What is refused changes nothing. */
  g_assert_null (store_test_restore_dataset (library, report->dataset, NULL));
  g_assert_null (store_test_delete_dataset (library, "dataset_00000000", NULL));
  assert_quiet (&n_heard);
  g_assert_finalize_object (library);
}

/* However much is written before there is time to hear of it. */
static void
test_once (StoreFixture *fixture, gconstpointer data)
{
  DgLibrary *library = store_test_open (fixture->folder);
  guint n_heard = 0;
  GAsyncResult *results[20] = { NULL };
  g_autoptr (DgDraft) draft = store_test_make_draft ("draft");

  g_clear_pointer (&draft->id, g_free);
  for (guint i = 0; i < G_N_ELEMENTS (results); i++)
    dg_library_save_draft_async (library, draft, NULL, store_test_ready_cb, &results[i]);

  /* Until the last has been written, nobody looks after what the library reports. */
  g_autoptr (GMainContext) other = g_main_context_new ();
  g_autoptr (GAsyncResult) last = NULL;
  g_main_context_push_thread_default (other);
  dg_library_list_drafts_async (library, NULL, store_test_ready_cb, &last);
  while (last == NULL)
    g_main_context_iteration (other, TRUE);
  g_main_context_pop_thread_default (other);
  g_ptr_array_unref (dg_library_list_drafts_finish (library, last, NULL));
  g_clear_object (&last);

  g_signal_connect (library, "changed", G_CALLBACK (count_cb), &n_heard);
  wait_for (&n_heard, 1);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_cmpuint (n_heard, ==, 1);
  for (guint i = 0; i < G_N_ELEMENTS (results); i++)
    {
      g_free (dg_library_save_draft_finish (library, store_test_wait (&results[i]), NULL));
      g_object_unref (results[i]);
    }
  g_assert_finalize_object (library);
}

/* The library may go before there is time to hear of a change: nothing is left of it. */
static void
test_gone (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (GMainContext) context = g_main_context_new ();
  g_autoptr (GAsyncResult) result = NULL;

  g_main_context_push_thread_default (context);
  dg_library_open_async (fixture->folder, NULL, store_test_ready_cb, &result);
  while (result == NULL)
    g_main_context_iteration (context, TRUE);
  DgLibrary *library = dg_library_open_finish (result, NULL);
  g_main_context_pop_thread_default (context);
  g_clear_object (&result);

  /* In this context, so that the other one has a change waiting. */
  g_free (store_test_new_session (library, "draft"));
  g_assert_finalize_object (library);
  g_assert_true (g_main_context_pending (context));
  while (g_main_context_iteration (context, FALSE))
    ;
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  store_test_add ("/store/library/changed/writes", test_writes);
  store_test_add ("/store/library/changed/reads", test_reads);
  store_test_add ("/store/library/changed/once", test_once);
  store_test_add ("/store/library/changed/gone", test_gone);

  return g_test_run ();
}
