/* test-lease.c: one writer a session
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>
#include <string.h>

#include "dg-lease.h"
#include "store-test-utils.h"

static DgLease *
take (DgLibrary *library, const char *session, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  dg_library_lease_session_async (library, session, NULL, store_test_ready_cb, &result);

  return dg_library_lease_session_finish (library, store_test_wait (&result), error);
}

static void
test_one_at_a_time (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (DgLibrary) library = store_test_open (fixture->folder);
  g_autoptr (DgLibrary) other = store_test_open (fixture->folder);
  g_autofree char *session = store_test_new_session (library, "one");
  g_autofree char *second_session = store_test_new_session (library, "two");
  g_autoptr (GError) error = NULL;
  g_autoptr (DgLease) lease = take (library, session, &error);
  g_autoptr (DgLease) refused = NULL;
  g_autoptr (DgLease) second = NULL;

  g_assert_no_error (error);
  g_assert_nonnull (lease);
  refused = take (other, session, &error);
  g_assert_error (error, DG_STORE_ERROR, DG_STORE_ERROR_HELD);
  g_assert_null (refused);
  g_assert_nonnull (strstr (error->message, session));
  g_assert_nonnull (strstr (error->message, g_get_prgname ()));
  g_clear_error (&error);

  second = take (other, second_session, &error);
  g_assert_no_error (error);

  g_clear_pointer (&lease, dg_lease_free);
  refused = take (other, session, &error);
  g_assert_no_error (error);
  g_assert_nonnull (refused);
}

static void
test_unknown_session (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (DgLibrary) library = store_test_open (fixture->folder);
  g_autoptr (GError) error = NULL;

  g_assert_null (take (library, "../library.db", &error));
  g_assert_error (error, DG_STORE_ERROR, DG_STORE_ERROR_NOT_FOUND);
}

/* Holds a session until it is killed; tells through @fd that it has it. */
static void G_GNUC_NORETURN
hold_forever (const char *folder, const char *session, int fd)
{
  g_autoptr (DgLibrary) library = store_test_open (folder);
  g_autoptr (DgLease) lease = take (library, session, NULL);

  if (lease != NULL && write (fd, "x", 1) == 1)
    pause ();
  _exit (1);
}

static void
test_dead_holder (StoreFixture *fixture, gconstpointer data)
{
  g_autofree char *session = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (DgLease) lease = NULL;
  g_autofree char *number = NULL;
  int fds[2];
  char byte;
  pid_t child;

  {
    /* threads do not survive a fork, so nothing may be open then */
    g_autoptr (DgLibrary) library = store_test_open (fixture->folder);

    session = store_test_new_session (library, "one");
  }
  g_assert_cmpint (pipe (fds), ==, 0);
  child = fork ();
  if (child == 0)
    hold_forever (fixture->folder, session, fds[1]);
  /* The child's is the only one left, so that its end is seen here should it not get so far. */
  close (fds[1]);
  g_assert_cmpint (read (fds[0], &byte, 1), ==, 1);

  g_autoptr (DgLibrary) library = store_test_open (fixture->folder);

  lease = take (library, session, &error);
  g_assert_error (error, DG_STORE_ERROR, DG_STORE_ERROR_HELD);
  number = g_strdup_printf ("%d", (int) child);
  g_assert_nonnull (strstr (error->message, number));
  g_clear_error (&error);

  kill (child, SIGKILL);
  g_assert_cmpint (waitpid (child, NULL, 0), ==, child);
  lease = take (library, session, &error);
  g_assert_no_error (error);
  g_assert_nonnull (lease);
  close (fds[0]);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  store_test_add ("/store/lease/one-at-a-time", test_one_at_a_time);
  store_test_add ("/store/lease/unknown-session", test_unknown_session);
  store_test_add ("/store/lease/dead-holder", test_dead_holder);

  return g_test_run ();
}
