/* dg-library-adopt.c: the records of a file become those of the database
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "dg-library-private.h"

#include <string.h>

/* A row of the database whose record may still be in the file. */
typedef struct KnownRow KnownRow;
struct KnownRow
{
  gint64 id;
  char *input;    /* (owned) */
  char *answer;   /* (owned) */
  KnownRow *next; /* (owned) (nullable) another of the same text */
};

typedef struct
{
  const char *dataset; /* (unowned) */
  GHashTable *known;   /* (owned) (element-type KnownRow KnownRow) those that no record has taken */
  DgStatement *insert; /* (owned) */
  DgStatement *number; /* (owned) */
} Adoption;

static void
free_known_row (KnownRow *row)
{
  while (row != NULL)
    {
      KnownRow *next = row->next;

      g_free (row->input);
      g_free (row->answer);
      g_free (row);
      row = next;
    }
}

static void
clear_adoption (Adoption *self)
{
  g_clear_pointer (&self->known, g_hash_table_unref);
  g_clear_pointer (&self->insert, dg_statement_free);
  g_clear_pointer (&self->number, dg_statement_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Adoption, clear_adoption)

static guint
hash_known_row (gconstpointer key)
{
  const KnownRow *row = key;

  return g_str_hash (row->input) * 31 + g_str_hash (row->answer);
}

static gboolean
equal_known_rows (gconstpointer a, gconstpointer b)
{
  const KnownRow *row_a = a;
  const KnownRow *row_b = b;

  return strcmp (row_a->input, row_b->input) == 0 && strcmp (row_a->answer, row_b->answer) == 0;
}

/* Rows come from the last to the first, those that are missing in the file before them: behind the one that is the key,
 * the first of them comes first. */
static void
add_known_row (GHashTable *known, KnownRow *row)
{
  KnownRow *same = g_hash_table_lookup (known, row);

  if (same == NULL)
    {
      g_hash_table_add (known, row);
      return;
    }

  row->next = same->next;
  same->next = row;
}

/* Returns: the id of the first row with the text of @record that is not taken yet, -1 when there is none */
static gint64
take_known_row (GHashTable *known, DgRecord *record)
{
  KnownRow key = { 0, (char *) dg_record_get_input (record), (char *) dg_record_get_answer (record), NULL };
  KnownRow *row = g_hash_table_lookup (known, &key);
  KnownRow *next = row != NULL ? row->next : NULL;
  gint64 id = -1;

  if (next != NULL)
    {
      id = next->id;
      row->next = g_steal_pointer (&next->next);
      free_known_row (next);
    }
  else if (row != NULL)
    {
      id = row->id;
      g_hash_table_remove (known, row);
    }

  return id;
}

static gboolean
read_known_rows (DgSqlite *db, Adoption *self, GError **error)
{
  g_autoptr (DgStatement) statement =
      dg_statement_new (db, "SELECT id, input, answer FROM dg_records WHERE dataset_id = ?"
                            " ORDER BY number IS NULL DESC, number DESC");

  self->known = g_hash_table_new_full (hash_known_row, equal_known_rows, (GDestroyNotify) free_known_row, NULL);
  dg_statement_bind_text (statement, self->dataset);
  while (dg_statement_next (statement))
    {
      KnownRow *row = g_new0 (KnownRow, 1);

      row->id = dg_statement_get_int64 (statement, 0);
      row->input = dg_statement_dup_text (statement, 1);
      row->answer = dg_statement_dup_text (statement, 2);
      add_known_row (self->known, row);
    }

  return dg_statement_finish (statement, error);
}

static gboolean
number_row (Adoption *self, gint64 id, guint number, GError **error)
{
  dg_statement_bind_int64 (self->number, number);
  dg_statement_bind_int64 (self->number, id);

  return dg_statement_run (self->number, error);
}

static gboolean
insert_row (Adoption *self, DgRecord *record, GError **error)
{
  DgStatement *statement = self->insert;

  dg_statement_bind_text (statement, self->dataset);
  dg_statement_bind_int64 (statement, dg_record_get_number (record));
  dg_statement_bind_int64 (statement, dg_record_get_plan_line (record));
  dg_statement_bind_text (statement, dg_origin_get_id (dg_record_get_origin (record)));
  dg_statement_bind_text (statement, dg_record_get_input (record));
  dg_statement_bind_text (statement, dg_record_get_answer (record));
  dg_statement_bind_text (statement, dg_review_get_id (dg_record_get_review (record)));
  dg_statement_bind_text (statement, dg_record_get_note (record));
  dg_statement_bind_text (statement, dg_record_get_flag (record));
  dg_statement_bind_text (statement, dg_record_get_problem (record));
  dg_statement_bind_int64 (statement, g_get_real_time ());

  return dg_statement_run (statement, error);
}

static gboolean
place_records (DgSqlite *db, Adoption *self, GPtrArray *records, GError **error)
{
  self->insert = dg_statement_new (db, "INSERT INTO dg_records (dataset_id, number, plan_line, origin, input, answer,"
                                       "  review, note, flag, problem, created_us)"
                                       " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
  self->number = dg_statement_new (db, "UPDATE dg_records SET number = ? WHERE id = ?");

  for (guint i = 0; i < records->len; i++)
    {
      DgRecord *record = g_ptr_array_index (records, i);
      gint64 id = take_known_row (self->known, record);

      if (!(id >= 0 ? number_row (self, id, dg_record_get_number (record), error) : insert_row (self, record, error)))
        return FALSE;
    }

  return TRUE;
}

static gboolean
add_own_row (DgSqlite *db, const char *dataset, GError **error)
{
  g_autoptr (DgStatement) statement =
      dg_statement_new (db, "INSERT OR IGNORE INTO dg_datasets (id, sha256, created_us) VALUES (?, '', ?)");

  dg_statement_bind_text (statement, dataset);
  dg_statement_bind_int64 (statement, g_get_real_time ());

  return dg_statement_run (statement, error);
}

/**
 * dg_library_forget_missing_records:
 * @db: the database, in a transaction
 * @dataset: the id of a dataset
 * @error: return location for an error of #DG_STORE_ERROR
 *
 * Deletes the rows that none of the file's records took: those of records that are not in the file any more.
 *
 * Returns: whether they are gone
 */
gboolean
dg_library_forget_missing_records (DgSqlite *db, const char *dataset, GError **error)
{
  return dg_library_run_sql (db, "DELETE FROM dg_records WHERE dataset_id = ? AND number IS NULL", dataset, error);
}

/**
 * dg_library_adopt_file:
 * @db: the database, in a transaction
 * @dataset: the id of a dataset
 * @records: (element-type DgRecord): the records of its file, numbered
 * @keep_missing: whether what is known of records that are not in the file is kept, without a number, since they may
 *   come back
 * @error: return location for an error of #DG_STORE_ERROR
 *
 * Makes the database's records those of a file that is new to it, or that somebody else has changed: a record that was
 * there before keeps its row, with all that is known about it.
 *
 * Returns: whether the records are in the database, with their numbers
 */
gboolean
dg_library_adopt_file (DgSqlite *db, const char *dataset, GPtrArray *records, gboolean keep_missing, GError **error)
{
  g_auto (Adoption) adoption = { .dataset = dataset };

  return read_known_rows (db, &adoption, error) && add_own_row (db, dataset, error) &&
         dg_library_run_sql (db, "UPDATE dg_records SET number = NULL WHERE dataset_id = ?", dataset, error) &&
         place_records (db, &adoption, records, error) &&
         (keep_missing || dg_library_forget_missing_records (db, dataset, error));
}
