/* dg-library-changes.c: changes of records in the database, and what takes them back
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/*
 * The numbers of a batch of changes are those from before it, in which nothing has moved yet. New records are put
 * between two numbers, at a half; only in the end is counted anew, from the first place where something moved.
 *
 * What takes a batch back is a batch too, with numbers of the state after it. Of each record it has what the changes
 * touched, as that was before, so that taking back what takes it back does it again.
 */

#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "dg-library-private.h"
#include "dg-library-review.h"

/* A record as it was before the first change of it. */
typedef struct
{
  DgRecordChange was; /* all of it, with its number of then; its texts are owned */
  gboolean texts_touched;
  gboolean note_touched;
  gboolean flag_touched;
  gboolean problem_touched;
  gboolean review_touched;
  gboolean origin_touched;
  gboolean removed;
} TouchedRecord;

typedef struct
{
  DgSqlite *db;          /* (unowned) */
  DgDataset *dataset;    /* (unowned) */
  DgStatement *read;     /* (owned) */
  DgStatement *update;   /* (owned) */
  DgStatement *remove;   /* (owned) */
  DgStatement *insert;   /* (owned) */
  GPtrArray *touched;    /* (owned) (element-type TouchedRecord) in the order of the first change of each */
  GHashTable *by_number; /* (owned) (element-type guint TouchedRecord) those of @touched */
  GArray *removed;       /* (owned) (element-type guint) their numbers from before */
  GArray *inserted;      /* (owned) (element-type guint) where new ones were put, by numbers from before */
  guint n_before;        /* how many records there were */
  gboolean text_changed;
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
free_touched_record (TouchedRecord *record)
{
  clear_change (&record->was);
  g_free (record);
}

static void
clear_changer (Changer *self)
{
  g_clear_pointer (&self->read, dg_statement_free);
  g_clear_pointer (&self->update, dg_statement_free);
  g_clear_pointer (&self->remove, dg_statement_free);
  g_clear_pointer (&self->insert, dg_statement_free);
  g_clear_pointer (&self->by_number, g_hash_table_unref);
  g_clear_pointer (&self->touched, g_ptr_array_unref);
  g_clear_pointer (&self->removed, g_array_unref);
  g_clear_pointer (&self->inserted, g_array_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Changer, clear_changer)

static void
prepare_changer (Changer *self)
{
  self->touched = g_ptr_array_new_with_free_func ((GDestroyNotify) free_touched_record);
  self->by_number = g_hash_table_new (NULL, NULL);
  self->removed = g_array_new (FALSE, FALSE, sizeof (guint));
  self->inserted = g_array_new (FALSE, FALSE, sizeof (guint));
  self->read = dg_statement_new (self->db, "SELECT input, answer, note, flag, problem, review, origin, plan_line,"
                                           "  run_id, created_us"
                                           " FROM dg_records WHERE dataset_id = ? AND number = ?");
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

/* An empty text, which takes away what there is, stands for none. */
static char *
dup_text_or_empty (DgStatement *row, int column)
{
  char *text = dg_statement_dup_text (row, column);

  return text != NULL ? text : g_strdup ("");
}

static TouchedRecord *
read_touched_record (DgStatement *row, guint number)
{
  TouchedRecord *record = g_new0 (TouchedRecord, 1);
  g_autofree char *review = dg_statement_dup_text (row, 5);
  g_autofree char *origin = dg_statement_dup_text (row, 6);

  record->was.number = number;
  record->was.input = dup_text_or_empty (row, 0);
  record->was.answer = dup_text_or_empty (row, 1);
  record->was.note = dup_text_or_empty (row, 2);
  record->was.flag = dup_text_or_empty (row, 3);
  record->was.problem = dup_text_or_empty (row, 4);
  record->was.set_review = dg_review_from_id (review, &record->was.review);
  record->was.set_origin = dg_origin_from_id (origin, &record->was.origin);
  record->was.plan_line = dg_statement_get_uint (row, 7);
  record->was.run = dg_statement_dup_text (row, 8);
  record->was.created_us = dg_statement_get_int64 (row, 9);

  return record;
}

/* Returns: (transfer none) (nullable): the record as it was before the first change of it */
static TouchedRecord *
touch_record (Changer *self, guint number, GError **error)
{
  TouchedRecord *record = g_hash_table_lookup (self->by_number, GUINT_TO_POINTER (number));

  if (record == NULL)
    {
      dg_statement_bind_text (self->read, dg_dataset_get_id (self->dataset));
      dg_statement_bind_int64 (self->read, number);
      if (dg_statement_next (self->read))
        {
          record = read_touched_record (self->read, number);
          g_ptr_array_add (self->touched, record);
          g_hash_table_insert (self->by_number, GUINT_TO_POINTER (number), record);
        }
      if (!dg_statement_finish (self->read, error))
        return NULL;
    }

  if (record != NULL && !record->removed)
    return record;

  set_not_found_error (self, number, error);

  return NULL;
}

static gboolean
is_other_text (const char *text, const char *was)
{
  return text != NULL && strcmp (text, was) != 0;
}

static gboolean
update_record (Changer *self, const DgRecordChange *change, GError **error)
{
  TouchedRecord *record = touch_record (self, change->number, error);
  DgStatement *statement = self->update;

  if (record == NULL)
    return FALSE;

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

  record->texts_touched |=
      is_other_text (change->input, record->was.input) || is_other_text (change->answer, record->was.answer);
  record->note_touched |= change->note != NULL;
  record->flag_touched |= change->flag != NULL;
  record->problem_touched |= change->problem != NULL;
  record->review_touched |= change->set_review;
  record->origin_touched |= change->set_origin;
  self->text_changed |= record->texts_touched;

  return dg_statement_run (statement, error);
}

static gboolean
remove_record (Changer *self, const DgRecordChange *change, GError **error)
{
  TouchedRecord *record = touch_record (self, change->number, error);

  if (record == NULL)
    return FALSE;

  record->removed = TRUE;
  self->text_changed = TRUE;
  g_array_append_val (self->removed, change->number);
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

  self->text_changed = TRUE;
  g_array_append_val (self->inserted, change->number);
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

static int
compare_numbers (gconstpointer a, gconstpointer b)
{
  guint number_a = *(const guint *) a;
  guint number_b = *(const guint *) b;

  return number_a < number_b ? -1 : number_a > number_b;
}

/* Returns: how many of the sorted numbers are less than @limit */
static guint
count_below (const GArray *numbers, guint limit)
{
  guint first = 0;
  guint last = numbers->len;

  while (first < last)
    {
      guint middle = first + (last - first) / 2;

      if (g_array_index (numbers, guint, middle) < limit)
        first = middle + 1;
      else
        last = middle;
    }

  return first;
}

/* Where what had a number is now, or would be if it was still there. */
static guint
move_number (Changer *self, guint number)
{
  return number - count_below (self->removed, number) + count_below (self->inserted, number + 1);
}

/* From the first place on where something moved: what comes before has its number. New ones of the same place have come
 * in the order of their rows. */
static gboolean
number_anew (Changer *self, GError **error)
{
  guint first = G_MAXUINT;

  if (self->removed->len > 0)
    first = g_array_index (self->removed, guint, 0);
  if (self->inserted->len > 0)
    first = MIN (first, g_array_index (self->inserted, guint, 0));
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

static void
add_removal_of_new_ones (Changer *self, GArray *undo)
{
  /* The order of those of one place is that in which they came. */
  for (guint i = 0; i < self->inserted->len; i++)
    {
      guint place = g_array_index (self->inserted, guint, i);
      const DgRecordChange change = { .number = place - count_below (self->removed, place) + i, .remove = TRUE };

      g_array_append_val (undo, change);
    }
}

static char *
take_if (const char **text, gboolean touched)
{
  return touched ? (char *) g_steal_pointer (text) : NULL;
}

static void
add_former_state (Changer *self, TouchedRecord *record, GArray *undo)
{
  DgRecordChange *was = &record->was;
  gboolean all = record->removed;
  gboolean texts = all || record->texts_touched;
  DgRecordChange change = { .number = move_number (self, was->number), .insert = record->removed };

  change.input = take_if (&was->input, texts);
  change.answer = take_if (&was->answer, texts);
  change.note = take_if (&was->note, all || record->note_touched);
  /* these change with the texts */
  change.flag = take_if (&was->flag, texts || record->flag_touched);
  change.problem = take_if (&was->problem, texts || record->problem_touched);
  change.set_origin = (texts || record->origin_touched) && was->set_origin;
  change.origin = was->origin;
  change.set_review = (all || record->review_touched) && was->set_review;
  change.review = was->review;
  if (all)
    {
      change.plan_line = was->plan_line;
      change.run = g_steal_pointer (&was->run);
      change.created_us = was->created_us;
    }

  g_array_append_val (undo, change);
}

static int
compare_touched_records (gconstpointer a, gconstpointer b)
{
  const TouchedRecord *record_a = *(const TouchedRecord *const *) a;
  const TouchedRecord *record_b = *(const TouchedRecord *const *) b;

  return compare_numbers (&record_a->was.number, &record_b->was.number);
}

/* In the order of their numbers, so that removed ones of one place come back in their order. */
static void
collect_undo (Changer *self, GArray *undo)
{
  add_removal_of_new_ones (self, undo);
  g_ptr_array_sort (self->touched, compare_touched_records);
  for (guint i = 0; i < self->touched->len; i++)
    add_former_state (self, g_ptr_array_index (self->touched, i), undo);
}

static gboolean
apply_change (Changer *self, const DgRecordChange *change, GError **error)
{
  if (change->insert)
    return insert_record (self, change, error);

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

  g_array_sort (changer.removed, compare_numbers);
  g_array_sort (changer.inserted, compare_numbers);
  if (!number_anew (&changer, error))
    return FALSE;

  collect_undo (&changer, undo);
  *text_changed |= changer.text_changed;

  return TRUE;
}
