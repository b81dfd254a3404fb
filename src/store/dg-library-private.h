/* dg-library-private.h: what the parts of the library share
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "dg-library.h"
#include "dg-statement.h"
#include "dg-store-thread.h"

G_BEGIN_DECLS

#define DG_LIBRARY_UPLOADS "uploads"

struct _DgLibrary
{
  GObject parent_instance;

  char *folder;          /* (owned) absolute; constant, any thread */
  char *uploads;         /* (owned) the folder of the dataset files; constant, any thread */
  DgStoreThread *thread; /* (owned) (nullable) NULL once disposed */
  DgSqlite *db;          /* (owned) (nullable) NULL until opened; only @thread touches it */
};

GTask *dg_library_new_task (
    DgLibrary *self, gpointer source_tag, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data);
gpointer dg_library_propagate (DgLibrary *self, GAsyncResult *result, gpointer source_tag, GError **error);

/* What follows runs on the library's thread. */
DgSqlite *dg_library_use_db (DgLibrary *self, GCancellable *cancellable);
char *dg_library_make_id (DgSqlite *db, const char *prefix, const char *sql, GError **error);
gboolean dg_library_find (DgSqlite *db, const char *sql, const char *text, gboolean *found, GError **error);
gboolean dg_library_run_sql (DgSqlite *db, const char *sql, const char *text, GError **error);

GPtrArray *dg_library_read_run_records (DgSqlite *db, const char *run, GError **error);
GPtrArray *dg_library_read_records (DgSqlite *db, const char *sql, const char *id, GError **error);
DgRunReport *dg_library_read_report (DgLibrary *self, DgSqlite *db, const char *run, GError **error);
DgDataset *dg_library_read_dataset (DgLibrary *self, DgSqlite *db, const char *id, GError **error);
GPtrArray *dg_library_find_files (DgLibrary *self, const char *id);
gboolean dg_library_remove_files (DgLibrary *self, const char *id, GError **error);

G_END_DECLS
