/* dg-workspace.c: a workspace of Nova Prompt Optimizer that a library works in
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/*
 * A library in a workspace has its database elsewhere. The tables `datasets` and `prompts` of that database mirror
 * those of the workspace, so that all of the library reads and writes them there, as it does in a library of its own.
 * This file sees to it that the two sides agree, at the borders of the library's transactions:
 *
 *  - when one begins, what the other program has written since is taken over (pulled);
 *  - before one commits, what it changed in the two tables is written into the workspace, in a transaction there that
 *    stays open until the library's own is committed (pushed). Nobody is kept waiting while files are written.
 *
 * Two databases cannot be committed in one go. The library's decides: triggers note in its table `dg_outbox` whose rows
 * changed, in the same transaction, and a note stays until the workspace has the row. What a crash, or a workspace
 * that is not there at the moment, left undone is so done by whoever comes next.
 *
 * No statement on the workspace outlives a function here: an open one would lock the other program's writers out.
 */

#include "config.h"

#include "dg-workspace.h"

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <stdlib.h>

#include "dg-names.h"
#include "dg-workspace-private.h"

#define DATABASE "nova_optimizer.db"
#define HOMES "workspaces"
#define HASH_LENGTH 12

struct _DgWorkspace
{
  DgLibrary *library;    /* (unowned) */
  DgSqlite *db;          /* (unowned) the library's own database, which owns this */
  char *path;            /* (owned) of the workspace's database */
  DgSqlite *theirs;      /* (owned) (nullable) NULL while there is none */
  guint64 device;        /* of the file that @theirs has open, */
  guint64 inode;         /* and which it is there */
  gint64 data_version;   /* what SQLite calls the state of @theirs that was pulled last; -1 for none */
  DgTransaction *pushed; /* (owned) (nullable) in @theirs, until the library's own has ended */
  gint64 last_pushed;    /* the last note in the outbox that @pushed takes care of */
};

static void
dg_workspace_free (DgWorkspace *self)
{
  g_assert (self->pushed == NULL);

  g_clear_pointer (&self->theirs, dg_sqlite_free);
  g_free (self->path);
  g_free (self);
}

static void
set_not_usable (GError **error, const char *path)
{
  g_autofree char *display = g_filename_display_name (path);

  g_set_error (
      error, DG_STORE_ERROR, DG_STORE_ERROR_WORKSPACE,
      _ ("“%s” lacks the tables of Nova Prompt Optimizer, so it was left as it is. Start Nova Prompt Optimizer "
         "in its folder once, or choose another folder."),
      display);
}

static gboolean
open_theirs (DgWorkspace *self, const GStatBuf *info, GError **error)
{
  g_autoptr (DgSqlite) theirs = dg_sqlite_open_existing (self->path, error);
  gboolean usable;

  if (theirs == NULL || !dg_workspace_check_tables (theirs, &usable, error))
    return FALSE;

  /* The other program may only just be making it. */
  if (!usable)
    return TRUE;

  self->theirs = g_steal_pointer (&theirs);
  self->device = info->st_dev;
  self->inode = info->st_ino;

  return TRUE;
}

/* People reset a workspace by deleting its database. What is open then is a file that nobody else sees. */
static gboolean
reopen_if_replaced (DgWorkspace *self, GError **error)
{
  GStatBuf info;
  gboolean there = g_stat (self->path, &info) == 0;

  if (there && self->theirs != NULL && self->device == info.st_dev && self->inode == info.st_ino)
    return TRUE;

  g_clear_pointer (&self->theirs, dg_sqlite_free);
  self->data_version = -1;

  return !there || open_theirs (self, &info, error);
}

static gboolean
read_data_version (DgSqlite *theirs, gint64 *version, GError **error)
{
  g_autoptr (DgStatement) statement = dg_statement_new (theirs, "PRAGMA data_version");

  *version = dg_statement_next (statement) ? dg_statement_get_int64 (statement, 0) : -1;

  return dg_statement_finish (statement, error);
}

/* Notes that were left behind, by a crash or while the workspace was not there. */
static gboolean
push_what_was_left (DgWorkspace *self, GError **error)
{
  gint64 last;

  if (!dg_workspace_find_outgoing (self->db, &last, error))
    return FALSE;

  if (last == 0)
    return TRUE;

  g_autoptr (DgTransaction) transaction = dg_sqlite_begin (self->theirs, error);

  /* When the library's transaction is undone after this, the notes are back and the same is done again. */
  return transaction != NULL && dg_workspace_push (self->db, self->theirs, error) &&
         dg_transaction_commit (g_steal_pointer (&transaction), error) &&
         dg_workspace_find_outgoing (self->db, &last, error) && dg_workspace_clear_outbox (self->db, last, error);
}

static gboolean
begun_cb (gpointer data, GError **error)
{
  DgWorkspace *self = data;
  gint64 version;

  if (!reopen_if_replaced (self, error))
    return FALSE;

  if (self->theirs == NULL)
    return TRUE;

  dg_sqlite_set_cancellable (self->theirs, NULL);
  if (!push_what_was_left (self, error) || !read_data_version (self->theirs, &version, error))
    return FALSE;

  if (version == self->data_version)
    return TRUE;

  if (!dg_workspace_pull (self->library, self->db, self->theirs, error))
    return FALSE;

  self->data_version = version;

  return TRUE;
}

static gboolean
committing_cb (gpointer data, GError **error)
{
  DgWorkspace *self = data;

  if (!dg_workspace_find_outgoing (self->db, &self->last_pushed, error))
    return FALSE;

  if (self->last_pushed == 0 || self->theirs == NULL)
    return TRUE;

  self->pushed = dg_sqlite_begin (self->theirs, error);

  /* A name that had to give way is one more note. */
  return self->pushed != NULL && dg_workspace_push (self->db, self->theirs, error) &&
         dg_workspace_find_outgoing (self->db, &self->last_pushed, error);
}

/* The library's transaction has decided. When the workspace cannot follow now, the notes see to it that it does. */
static void
finish_push (DgWorkspace *self)
{
  g_autoptr (GError) error = NULL;

  if (!dg_transaction_commit (g_steal_pointer (&self->pushed), &error) ||
      !dg_workspace_clear_outbox (self->db, self->last_pushed, &error))
    g_message (_ ("“%s” does not have the last changes yet; they are made at the next opportunity: %s"), self->path,
               error->message);
}

static void
ended_cb (gpointer data, gboolean committed)
{
  DgWorkspace *self = data;

  /* What was pulled is undone too. */
  if (!committed)
    self->data_version = -1;

  if (self->pushed != NULL && committed)
    finish_push (self);
  else
    g_clear_pointer (&self->pushed, dg_transaction_rollback);
}

static const DgTransactionHooks hooks = { begun_cb, committing_cb, ended_cb };

static gboolean
needs_catching_up (DgWorkspace *self, GError **error)
{
  gint64 version;
  gint64 last;

  if (!reopen_if_replaced (self, error) || self->theirs == NULL || !read_data_version (self->theirs, &version, error) ||
      !dg_workspace_find_outgoing (self->db, &last, error))
    return FALSE;

  return version != self->data_version || last != 0;
}

static char *
make_home (const char *folder)
{
  g_autofree char *resolved = realpath (folder, NULL);
  const char *canonical = resolved != NULL ? resolved : folder;
  g_autofree char *base = g_path_get_basename (canonical);
  g_autofree char *display = g_filename_display_name (base);
  g_autofree char *slug = dg_names_make_slug (display);
  g_autofree char *hash = g_compute_checksum_for_string (G_CHECKSUM_SHA256, canonical, -1);
  g_autofree char *name = g_strdup_printf ("%s-%.*s", slug, HASH_LENGTH, hash);

  return g_build_filename (g_get_user_data_dir (), "dataset-gen", HOMES, name, NULL);
}

/**
 * dg_workspace_find_home:
 * @folder: an absolute path
 *
 * A folder with a database of Nova Prompt Optimizer is a workspace. It still is one when that database was deleted,
 * which is how people reset it, if it was known before and is no library of ours.
 *
 * Returns: (transfer full) (nullable): the folder for what is ours about the workspace, which need not exist; %NULL
 *   when @folder is none
 */
char *
dg_workspace_find_home (const char *folder)
{
  g_return_val_if_fail (folder != NULL, NULL);

  g_autofree char *theirs = g_build_filename (folder, DATABASE, NULL);
  g_autofree char *home = make_home (folder);
  g_autofree char *known = g_build_filename (home, DG_LIBRARY_DATABASE, NULL);
  g_autofree char *own = g_build_filename (folder, DG_LIBRARY_DATABASE, NULL);

  if (g_file_test (theirs, G_FILE_TEST_EXISTS) ||
      (g_file_test (known, G_FILE_TEST_EXISTS) && g_file_test (folder, G_FILE_TEST_IS_DIR) &&
       !g_file_test (own, G_FILE_TEST_EXISTS)))
    return g_steal_pointer (&home);

  return NULL;
}

/**
 * dg_workspace_check:
 * @folder: a workspace
 * @error: return location for an error of #DG_STORE_ERROR: %DG_STORE_ERROR_WORKSPACE when its database has not got the
 *   tables that it takes
 *
 * Only looks. Whether the database can be written shows when it is.
 *
 * Returns: whether a library can work in @folder
 */
gboolean
dg_workspace_check (const char *folder, GError **error)
{
  g_autofree char *path = g_build_filename (folder, DATABASE, NULL);
  gboolean usable;

  if (!g_file_test (path, G_FILE_TEST_EXISTS))
    return TRUE;

  g_autoptr (DgSqlite) theirs = dg_sqlite_open_existing (path, error);
  if (theirs == NULL || !dg_workspace_check_tables (theirs, &usable, error))
    return FALSE;

  if (!usable)
    set_not_usable (error, path);

  return usable;
}

/**
 * dg_workspace_attach:
 * @library: a library whose folder is a workspace
 * @db: the library's own database, up to date and outside of any transaction
 * @error: return location for an error of #DG_STORE_ERROR
 *
 * From now on the tables `datasets` and `prompts` of @db are those of the workspace, and what is missing on one side is
 * made good from the other.
 *
 * Returns: (transfer none) (nullable): the workspace, which lives as long as @db
 */
DgWorkspace *
dg_workspace_attach (DgLibrary *library, DgSqlite *db, GError **error)
{
  if (!dg_workspace_prepare_outbox (db, error))
    return NULL;

  DgWorkspace *self = g_new0 (DgWorkspace, 1);

  self->library = library;
  self->db = db;
  self->path = g_build_filename (library->folder, DATABASE, NULL);
  self->data_version = -1;
  dg_sqlite_set_hooks (db, &hooks, self, (GDestroyNotify) dg_workspace_free);

  g_autoptr (DgTransaction) transaction = dg_sqlite_begin (db, error);

  return transaction != NULL && dg_transaction_commit (g_steal_pointer (&transaction), error) ? self : NULL;
}

/**
 * dg_workspace_catch_up:
 * @self: a workspace
 *
 * Before reading: takes over what the other program has written. When that cannot be had at the moment, what was known
 * last is what there is to read.
 */
void
dg_workspace_catch_up (DgWorkspace *self)
{
  g_autoptr (GError) error = NULL;

  if (dg_sqlite_is_in_transaction (self->db) || (!needs_catching_up (self, &error) && error == NULL))
    return;

  g_autoptr (DgTransaction) transaction = error == NULL ? dg_sqlite_begin (self->db, &error) : NULL;
  if (transaction == NULL || !dg_transaction_commit (g_steal_pointer (&transaction), &error))
    g_debug ("The workspace cannot be read: %s", error->message);
}
