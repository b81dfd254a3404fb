/* store-test-utils.h: a folder for each test, and the library's operations waited for
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "dg-dataset-file.h"
#include "dg-library.h"
#include "dg-statement.h"

G_BEGIN_DECLS

typedef struct
{
  char *folder; /* (owned) empty, made for the test and removed behind it */
} StoreFixture;

void store_fixture_set_up (StoreFixture *fixture, gconstpointer data);
void store_fixture_tear_down (StoreFixture *fixture, gconstpointer data);

#define store_test_add(path, func)                                                                                     \
  g_test_add (path, StoreFixture, NULL, store_fixture_set_up, func, store_fixture_tear_down)

void store_test_ready_cb (GObject *object, GAsyncResult *result, gpointer data);
GAsyncResult *store_test_wait (GAsyncResult **result);

char *store_test_read (const char *path, gsize *length);
void store_test_write (const char *path, const char *text);
guint store_test_count_files (const char *folder);
char *store_test_query (DgSqlite *db, const char *sql);
char *store_test_query_file (const char *path, const char *sql);
void store_test_exec_file (const char *path, const char *sql);

DgLibrary *store_test_try_open (const char *folder, GError **error);
DgLibrary *store_test_open (const char *folder);
char *store_test_save_draft (DgLibrary *library, const DgDraft *draft, GError **error);
DgDraft *store_test_load_draft (DgLibrary *library, const char *session, GError **error);
GPtrArray *store_test_list_drafts (DgLibrary *library);
DgDraft *store_test_make_draft (const char *name);
void store_test_assert_drafts_equal (const DgDraft *a, const DgDraft *b);
char *store_test_new_session (DgLibrary *library, const char *name);
char *
store_test_begin_run (DgLibrary *library, const char *session, guint requested, DgFileFormat format, GError **error);
char *store_test_begin_run_with (DgLibrary *library, const DgRunStart *start, GError **error);
gboolean store_test_add_batch (DgLibrary *library, const char *run, const DgRunBatch *batch, GError **error);
void store_test_add_records (DgLibrary *library, const char *run, guint first, guint n_records);
GPtrArray *store_test_resume_run (DgLibrary *library, const char *run, GError **error);
DgRunReport *
store_test_end_run (DgLibrary *library, const char *run, DgRunStatus status, double seconds, GError **error);
DgRunReport *store_test_load_report (DgLibrary *library, const char *session, GError **error);
DgRunReport *store_test_make_dataset (DgLibrary *library, const char *name, guint n_records, DgFileFormat format);
GPtrArray *store_test_list_datasets (DgLibrary *library);
DgDataset *store_test_load_dataset (DgLibrary *library, const char *id, GError **error);
GPtrArray *store_test_load_records (DgLibrary *library, const char *id, GError **error);
DgDataset *store_test_delete_dataset (DgLibrary *library, const char *id, GError **error);
DgDataset *store_test_restore_dataset (DgLibrary *library, const char *id, GError **error);
GPtrArray *store_test_list_deleted (DgLibrary *library);
DgDataset *store_test_export (
    DgLibrary *library, const char *id, const char *path, DgFileFormat format, gboolean overwrite, GError **error);

char *store_test_query_library (DgLibrary *library, const char *sql);
char *store_test_get_today (void);
char *store_test_choose_day (const char *text, const char *before);
void store_test_assert_id (const char *id, const char *prefix);
GPtrArray *store_test_make_refused (void);
DgCall *store_test_make_call (double cost_usd);
char *store_test_begin_any_run (DgLibrary *library, guint requested);

void store_test_assert_record (GPtrArray *records, guint i, const char *input, const char *answer);

G_END_DECLS
