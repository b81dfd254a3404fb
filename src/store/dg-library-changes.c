/* dg-library-changes.c: changes of records in the database
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/*
 * The numbers of a batch of changes are those from before it, in which nothing has moved yet. New records are put
 * between two numbers, at a half; only in the end is counted anew, from the first place where something moved.
 */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "dg-library-private.h"
#include "dg-undo-log.h"

typedef struct
{
  DgSqlite *db;        /* (unowned) */
  DgDataset *dataset;  /* (unowned) */
  DgUndoLog *log;      /* (owned) */
  DgStatement *update; /* (owned) */
  DgStatement *remove; /* (owned) */
  DgStatement *insert; /* (owned) */
  guint n_before;      /* how many records there were */
} Changer;

static void
clear_change (DgRecordChange *change)
{
  g_free ((char *) change->input);
  g_free ((char *) change->answer);
  g_free ((char *) change->note);
  g_free ((char *) change->flag);
  g_free ((char *) change->problem);
  g_free ((char *) change->run);
}

static void
clear_changer (Changer *self)
{
  g_clear_pointer (&self->log, dg_undo_log_free);
  g_clear_pointer (&self->update, dg_statement_free);
  g_clear_pointer (&self->remove, dg_statement_free);
  g_clear_pointer (&self->insert, dg_statement_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Changer, clear_changer)

static void
prepare_changer (Changer *self)
{
  self->log = dg_undo_log_new (self->db, dg_dataset_get_id (self->dataset));
  self->update = dg_statement_new (
      self->db, "UPDATE dg_records SET input = ifnull (?3, input), answer = ifnull (?4, answer),"
                "  note = CASE WHEN ?5 IS NULL THEN note ELSE nullif (?5, '') END,"
                /* flag and problem were about the texts as they were */
                "  flag = CASE WHEN ?6 IS NOT NULL THEN nullif (?6, '')"
                "    WHEN input <> ifnull (?3, input) OR answer <> ifnull (?4, answer) THEN NULL ELSE flag END,"
                "  problem = CASE WHEN ?7 IS NOT NULL THEN nullif (?7, '')"
                "    WHEN input <> ifnull (?3, input) OR answer <> ifnull (?4, answer) THEN NULL ELSE problem END,"
                "  review = ifnull (?8, review),"
                "  origin = CASE WHEN ?9 IS NOT NULL THEN ?9"
                "    WHEN input <> ifnull (?3, input) OR answer <> ifnull (?4, answer) THEN ?10 ELSE origin END"
                " WHERE dataset_id = ?1 AND number = ?2");
  self->remove = dg_statement_new (self->db, "DELETE FROM dg_records WHERE dataset_id = ? AND number = ?");
  self->insert = dg_statement_new (
      self->db, "INSERT INTO dg_records (dataset_id, number, input, answer, note, flag, problem, review, origin,"
                "  plan_line, run_id, created_us)"
                " VALUES (?, ?, ?, ?, nullif (?, ''), nullif (?, ''), nullif (?, ''), ?, ?, ?,"
                /* the run may have been discarded */
                "  (SELECT id FROM dg_runs WHERE id = ?), ?)");
}

static gboolean
count_records (Changer *self, GError **error)
{
  g_autoptr (DgStatement) statement =
      dg_statement_new (self->db, "SELECT max (number) FROM dg_records WHERE dataset_id = ?");

  dg_statement_bind_text (statement, dg_dataset_get_id (self->dataset));
  if (dg_statement_next (statement))
    self->n_before = dg_statement_get_uint (statement, 0);

  return dg_statement_finish (statement, error);
}

static void
set_not_found_error (Changer *self, guint number, GError **error)
{
  g_set_error (error, DG_STORE_ERROR, DG_STORE_ERROR_NOT_FOUND,
               /* Translators: the %s is a dataset's name */
               _ ("The dataset “%s” has no record %u. Nothing was changed; choose one of its records."),
               dg_dataset_get_name (self->dataset), number);
}

static gboolean
update_record (Changer *self, const DgRecordChange *change, GError **error)
{
  DgStatement *statement = self->update;

  dg_statement_bind_text (statement, dg_dataset_get_id (self->dataset));
  dg_statement_bind_int64 (statement, change->number);
  dg_statement_bind_text (statement, change->input);
  dg_statement_bind_text (statement, change->answer);
  dg_statement_bind_text (statement, change->note);
  dg_statement_bind_text (statement, change->flag);
  dg_statement_bind_text (statement, change->problem);
  dg_statement_bind_text (statement, change->set_review ? dg_review_get_id (change->review) : NULL);
  dg_statement_bind_text (statement, change->set_origin ? dg_origin_get_id (change->origin) : NULL);
  dg_statement_bind_text (statement, dg_origin_get_id (DG_ORIGIN_HAND));

  return dg_statement_run (statement, error);
}

static gboolean
remove_record (Changer *self, const DgRecordChange *change, GError **error)
{
  dg_statement_bind_text (self->remove, dg_dataset_get_id (self->dataset));
  dg_statement_bind_int64 (self->remove, change->number);

  return dg_statement_run (self->remove, error);
}

static gboolean
insert_record (Changer *self, const DgRecordChange *change, GError **error)
{
  DgStatement *statement = self->insert;

  if (change->number == 0 || change->number > self->n_before + 1)
    {
      set_not_found_error (self, change->number, error);
      return FALSE;
    }

  dg_undo_log_insert (self->log, change->number);
  dg_statement_bind_text (statement, dg_dataset_get_id (self->dataset));
  dg_statement_bind_double (statement, change->number - 0.5);
  dg_statement_bind_text (statement, change->input != NULL ? change->input : "");
  dg_statement_bind_text (statement, change->answer != NULL ? change->answer : "");
  dg_statement_bind_text (statement, change->note);
  dg_statement_bind_text (statement, change->flag);
  dg_statement_bind_text (statement, change->problem);
  dg_statement_bind_text (statement, dg_review_get_id (change->set_review ? change->review : DG_REVIEW_NONE));
  dg_statement_bind_text (statement, dg_origin_get_id (change->set_origin ? change->origin : DG_ORIGIN_HAND));
  dg_statement_bind_int64 (statement, change->plan_line);
  dg_statement_bind_text (statement, change->run);
  dg_statement_bind_int64 (statement, change->created_us != 0 ? change->created_us : g_get_real_time ());

  return dg_statement_run (statement, error);
}

/* From the first place on where something moved: what comes before has its number. New ones of the same place have come
 * in the order of their rows. */
static gboolean
number_anew (Changer *self, GError **error)
{
  guint first = dg_undo_log_get_first_moved (self->log);

  if (first == G_MAXUINT)
    return TRUE;

  g_autoptr (DgStatement) statement =
      dg_statement_new (self->db, "UPDATE dg_records SET number = place.number"
                                  " FROM (SELECT id, ?2 - 1 + row_number () OVER (ORDER BY number, id) AS number"
                                  "  FROM dg_records WHERE dataset_id = ?1 AND number > ?2 - 1) AS place"
                                  " WHERE dg_records.id = place.id AND dg_records.number <> place.number");

  dg_statement_bind_text (statement, dg_dataset_get_id (self->dataset));
  dg_statement_bind_int64 (statement, first);

  return dg_statement_run (statement, error);
}

static gboolean
apply_change (Changer *self, const DgRecordChange *change, GError **error)
{
  gboolean found;

  if (change->insert)
    return insert_record (self, change, error);

  if (!dg_undo_log_touch (self->log, change, &found, error))
    return FALSE;

  if (!found)
    {
      set_not_found_error (self, change->number, error);
      return FALSE;
    }

  return change->remove ? remove_record (self, change, error) : update_record (self, change, error);
}

/**
 * dg_library_new_changes:
 * @n_changes: how many there will be
 *
 * Returns: (transfer full) (element-type DgRecordChange): no changes yet; their texts are to be the array's
 */
GArray *
dg_library_new_changes (guint n_changes)
{
  GArray *changes = g_array_sized_new (FALSE, FALSE, sizeof (DgRecordChange), n_changes);

  g_array_set_clear_func (changes, (GDestroyNotify) clear_change);

  return changes;
}

/**
 * dg_library_apply_changes:
 * @db: the database, in a transaction
 * @dataset: a dataset whose records in the database are those of its file
 * @changes: (element-type DgRecordChange): what to change
 * @text_changed: (inout): set when the file has to be written anew
 * @undo: (element-type DgRecordChange): made by dg_library_new_changes(); gets the changes that take these back
 * @error: return location for an error of #DG_STORE_ERROR
 *
 * Changes the rows; the file is the caller's business.
 *
 * Returns: whether all changes were made
 */
gboolean
dg_library_apply_changes (
    DgSqlite *db, DgDataset *dataset, const GArray *changes, gboolean *text_changed, GArray *undo, GError **error)
{
  g_auto (Changer) changer = { .db = db, .dataset = dataset };

  prepare_changer (&changer);
  if (!count_records (&changer, error))
    return FALSE;

  for (guint i = 0; i < changes->len; i++)
    if (!apply_change (&changer, &g_array_index (changes, DgRecordChange, i), error))
      return FALSE;

  if (!number_anew (&changer, error))
    return FALSE;

  dg_undo_log_collect (changer.log, undo);
  *text_changed |= dg_undo_log_has_text_changed (changer.log);

  return TRUE;
}
