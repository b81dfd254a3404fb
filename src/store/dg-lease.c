/* dg-lease.c: who may write a session
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/*
 * A lease is an open file description lock on a file of the session's own. Its holder writes down who it is, so that
 * others can be told. The file stays when the lease ends: were it deleted, two processes could each lock a file of the
 * same name.
 */

#include "config.h"

#include "dg-lease.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#include "dg-library-private.h"
#include "dg-store-private.h"

#define LEASES_FOLDER "leases"
#define MAX_HOLDER_LENGTH 200

struct _DgLease
{
  int fd; /* (owned) the lock lives as long as it is open */
};

static char *
describe_this_process (void)
{
  const char *name = g_get_prgname ();

  /* Translators: a program's name and the number of its process */
  return g_strdup_printf (_ ("%s (process %d)"), name != NULL ? name : "?", (int) getpid ());
}

static char *
read_holder (int fd)
{
  char buffer[MAX_HOLDER_LENGTH];
  gssize length = pread (fd, buffer, sizeof buffer, 0);
  g_autofree char *text = g_strndup (buffer, length > 0 ? (gsize) length : 0);

  /* the holder may just be writing it */
  return *text != '\0' ? g_utf8_make_valid (text, -1) : g_strdup (_ ("another process"));
}

static void
write_holder (int fd)
{
  g_autofree char *holder = describe_this_process ();
  gsize length = MIN (strlen (holder), MAX_HOLDER_LENGTH);

  /* only for messages: a lease whose holder cannot be named is one all the same */
  if (ftruncate (fd, 0) == 0 && pwrite (fd, holder, length, 0) < 0)
    g_debug ("The holder of a lease could not be written down: %s", g_strerror (errno));
}

static gboolean
lock_file (int fd, const char *session, const char *path, GError **error)
{
  struct flock lock = { .l_type = F_WRLCK, .l_whence = SEEK_SET };
  g_autofree char *holder = NULL;

  if (fcntl (fd, F_OFD_SETLK, &lock) == 0)
    return TRUE;

  if (errno != EAGAIN && errno != EACCES)
    {
      dg_store_set_error_from_errno (error, errno, path);
      return FALSE;
    }
  holder = read_holder (fd);
  g_set_error (error, DG_STORE_ERROR, DG_STORE_ERROR_HELD,
               /* Translators: the first %s is a session's id, the second a program */
               _ ("The session “%s” is in use by %s. Go on there, or close it first."), session, holder);

  return FALSE;
}

static gpointer
lease_session (gpointer source, gpointer data, GCancellable *cancellable, GError **error)
{
  return dg_library_take_lease (source, dg_library_use_db (source, cancellable), data, error);
}

/**
 * dg_library_take_lease:
 * @self: a library
 * @db: its database
 * @session: a session
 * @error: return location for an error of #DG_STORE_ERROR: those of dg_library_lease_session_finish()
 *
 * Returns: (transfer full) (nullable): the lease
 */
DgLease *
dg_library_take_lease (DgLibrary *self, DgSqlite *db, const char *session, GError **error)
{
  g_autofree char *folder = g_build_filename (self->home, LEASES_FOLDER, NULL);
  g_autofree char *path = g_build_filename (folder, session, NULL);
  g_autoptr (DgLease) lease = g_new0 (DgLease, 1);

  lease->fd = -1;
  /* this also keeps names out that are no ids, such as `../x` */
  if (!dg_library_check_session (db, session, error))
    return NULL;

  if (g_mkdir_with_parents (folder, 0700) == 0)
    lease->fd = g_open (path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
  if (lease->fd < 0)
    {
      dg_store_set_error_from_errno (error, errno, path);
      return NULL;
    }
  if (!lock_file (lease->fd, session, path, error))
    return NULL;
  write_holder (lease->fd);

  return g_steal_pointer (&lease);
}

/**
 * dg_library_lease_session_async:
 * @self: a library
 * @session: a session
 * @cancellable: (nullable): a cancellable
 * @callback: called when it is clear who holds the session
 * @data: given to @callback
 *
 * Takes the right to write a session. Reading needs none.
 */
void
dg_library_lease_session_async (
    DgLibrary *self, const char *session, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data)
{
  g_return_if_fail (DG_IS_LIBRARY (self));
  g_return_if_fail (session != NULL);

  g_autoptr (GTask) task = dg_library_new_task (self, dg_library_lease_session_async, cancellable, callback, data);

  g_task_set_task_data (task, g_strdup (session), g_free);
  dg_store_thread_push (self->thread, g_steal_pointer (&task), lease_session, (GDestroyNotify) dg_lease_free);
}

/**
 * dg_library_lease_session_finish:
 * @self: a library
 * @result: what the callback was given
 * @error: return location for an error of #DG_STORE_ERROR: %DG_STORE_ERROR_HELD names the process that holds it,
 *   %DG_STORE_ERROR_NOT_FOUND when there is no such session
 *
 * Returns: (transfer full) (nullable): the lease
 */
DgLease *
dg_library_lease_session_finish (DgLibrary *self, GAsyncResult *result, GError **error)
{
  return dg_library_propagate (self, result, dg_library_lease_session_async, error);
}

/**
 * dg_lease_free:
 * @self: (transfer full): a lease
 *
 * Gives the session back.
 */
void
dg_lease_free (DgLease *self)
{
  if (self->fd >= 0)
    close (self->fd);
  g_free (self);
}
