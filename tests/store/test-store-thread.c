/* test-store-thread.c: tasks in order, on one thread, handed back to the thread they came from
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "dg-store-thread.h"

#include "store-test-utils.h"

typedef struct
{
  DgStoreThread *thread;
  GString *log;
  GMutex gate; /* held by a test to keep the thread from going on */
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->thread = dg_store_thread_new ("test");
  fixture->log = g_string_new (NULL);
  g_mutex_init (&fixture->gate);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  if (fixture->thread != NULL)
    dg_store_thread_stop (fixture->thread, NULL, NULL);
  g_string_free (fixture->log, TRUE);
  g_mutex_clear (&fixture->gate);
}

typedef struct
{
  Fixture *fixture;
  char letter;
} Job;

static gpointer
append_letter (gpointer source, gpointer data, GCancellable *cancellable, GError **error)
{
  Job *job = data;

  g_assert_true (dg_store_thread_is_current (job->fixture->thread));
  g_string_append_c (job->fixture->log, job->letter);

  return g_strdup (job->fixture->log->str);
}

static gpointer
wait_at_gate (gpointer source, gpointer data, GCancellable *cancellable, GError **error)
{
  Job *job = data;

  g_mutex_lock (&job->fixture->gate);
  g_mutex_unlock (&job->fixture->gate);

  return append_letter (source, data, cancellable, error);
}

static gpointer
fail (gpointer source, gpointer data, GCancellable *cancellable, GError **error)
{
  g_set_error_literal (error, DG_STORE_ERROR, DG_STORE_ERROR_BUSY, "no");

  return NULL;
}

static void
push (Fixture *fixture, char letter, DgStoreFunc func, GCancellable *cancellable, GAsyncResult **result)
{
  GTask *task = g_task_new (NULL, cancellable, result != NULL ? store_test_ready_cb : NULL, result);
  Job *job = g_new0 (Job, 1);

  job->fixture = fixture;
  job->letter = letter;
  g_task_set_task_data (task, job, g_free);
  dg_store_thread_push (fixture->thread, task, func, g_free);
}

static char *
wait_for_text (GAsyncResult **result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (store_test_wait (result)), error);
}

static void
test_in_order (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GAsyncResult) last = NULL;
  g_autoptr (GError) error = NULL;

  g_mutex_lock (&fixture->gate);
  push (fixture, 'a', wait_at_gate, NULL, NULL);
  for (char letter = 'b'; letter < 'z'; letter++)
    push (fixture, letter, append_letter, NULL, NULL);
  push (fixture, 'z', append_letter, NULL, &last);
  g_mutex_unlock (&fixture->gate);

  g_autofree char *log = wait_for_text (&last, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (log, ==, "abcdefghijklmnopqrstuvwxyz");
}

static void
test_error (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  push (fixture, 'a', fail, NULL, &result);
  g_assert_null (wait_for_text (&result, &error));
  g_assert_error (error, DG_STORE_ERROR, DG_STORE_ERROR_BUSY);
}

static void
test_cancelled_before_its_turn (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) cancelled = NULL;
  g_autoptr (GAsyncResult) last = NULL;
  g_autoptr (GError) error = NULL;

  g_mutex_lock (&fixture->gate);
  push (fixture, 'a', wait_at_gate, NULL, NULL);
  push (fixture, 'b', append_letter, cancellable, &cancelled);
  push (fixture, 'c', append_letter, NULL, &last);
  g_cancellable_cancel (cancellable);
  g_mutex_unlock (&fixture->gate);

  g_assert_null (wait_for_text (&cancelled, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_error (&error);

  g_autofree char *log = wait_for_text (&last, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (log, ==, "ac");
}

static gpointer
cancel_and_append (gpointer source, gpointer data, GCancellable *cancellable, GError **error)
{
  g_cancellable_cancel (cancellable);

  return append_letter (source, data, cancellable, error);
}

static void
test_what_is_done_is_reported (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  push (fixture, 'a', cancel_and_append, cancellable, &result);

  g_autofree char *log = wait_for_text (&result, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (log, ==, "a");
}

static void
append_last (gpointer data)
{
  g_string_append (data, "-last");
}

static void
test_stop_does_what_was_pushed (Fixture *fixture, gconstpointer data)
{
  for (char letter = 'a'; letter < 'e'; letter++)
    push (fixture, letter, append_letter, NULL, NULL);

  /* Jobs look at their thread, so it has to be known until they are done. */
  dg_store_thread_stop (fixture->thread, append_last, fixture->log);
  fixture->thread = NULL;

  g_assert_cmpstr (fixture->log->str, ==, "abcd-last");
  while (g_main_context_iteration (NULL, FALSE))
    ;
}

static void
assert_main_thread (gpointer data, GObject *object)
{
  g_assert_true (g_thread_self () == data);
}

static gpointer
return_nothing_much (gpointer source, gpointer data, GCancellable *cancellable, GError **error)
{
  return GINT_TO_POINTER (TRUE);
}

/* The last reference to a source object must never be dropped on the thread. */
static void
test_source_freed_by_its_owner (Fixture *fixture, gconstpointer data)
{
  for (guint i = 0; i < 1000; i++)
    {
      GObject *source = g_object_new (G_TYPE_OBJECT, NULL);
      gpointer alive = source;
      GTask *task = g_task_new (source, NULL, NULL, NULL);

      g_object_weak_ref (source, assert_main_thread, g_thread_self ());
      g_object_add_weak_pointer (source, &alive);
      dg_store_thread_push (fixture->thread, task, return_nothing_much, NULL);
      g_object_unref (source);

      while (alive != NULL)
        g_main_context_iteration (NULL, TRUE);
    }
}

#define add(path, func) g_test_add (path, Fixture, NULL, set_up, func, tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  add ("/store/thread/in-order", test_in_order);
  add ("/store/thread/error", test_error);
  add ("/store/thread/cancelled-before-its-turn", test_cancelled_before_its_turn);
  add ("/store/thread/what-is-done-is-reported", test_what_is_done_is_reported);
  add ("/store/thread/stop-does-what-was-pushed", test_stop_does_what_was_pushed);
  add ("/store/thread/source-freed-by-its-owner", test_source_freed_by_its_owner);

  return g_test_run ();
}
