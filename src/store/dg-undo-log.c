/* dg-undo-log.c: what a batch of changes does, and what takes it back
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/*
 * What takes a batch back is a batch too, with numbers of the state after it. Of each record it has what the changes
 * touched, as that was before, so that taking back what takes it back does it again.
 */

#include "config.h"

#include "dg-undo-log.h"

#include <string.h>

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

struct _DgUndoLog
{
  char *dataset;         /* (owned) */
  DgStatement *read;     /* (owned) */
  GPtrArray *touched;    /* (owned) (element-type TouchedRecord) in the order of the first change of each */
  GHashTable *by_number; /* (owned) (element-type guint TouchedRecord) those of @touched */
  GArray *removed;       /* (owned) (element-type guint) their numbers from before */
  GArray *inserted;      /* (owned) (element-type guint) where new ones were put, by numbers from before */
  gboolean text_changed;
};

static void
free_touched_record (TouchedRecord *record)
{
  g_free ((char *) record->was.input);
  g_free ((char *) record->was.answer);
  g_free ((char *) record->was.note);
  g_free ((char *) record->was.flag);
  g_free ((char *) record->was.problem);
  g_free ((char *) record->was.run);
  g_free (record);
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

/* Reads the record as it is before the first change of it. */
static gboolean
remember_record (DgUndoLog *self, guint number, GError **error)
{
  if (g_hash_table_contains (self->by_number, GUINT_TO_POINTER (number)))
    return TRUE;

  dg_statement_bind_text (self->read, self->dataset);
  dg_statement_bind_int64 (self->read, number);
  if (dg_statement_next (self->read))
    {
      TouchedRecord *record = read_touched_record (self->read, number);

      g_ptr_array_add (self->touched, record);
      g_hash_table_insert (self->by_number, GUINT_TO_POINTER (number), record);
    }

  return dg_statement_finish (self->read, error);
}

static gboolean
is_other_text (const char *text, const char *was)
{
  return text != NULL && strcmp (text, was) != 0;
}

static void
note_touch (DgUndoLog *self, TouchedRecord *record, const DgRecordChange *change)
{
  record->texts_touched |=
      is_other_text (change->input, record->was.input) || is_other_text (change->answer, record->was.answer);
  record->note_touched |= change->note != NULL;
  record->flag_touched |= change->flag != NULL;
  record->problem_touched |= change->problem != NULL;
  record->review_touched |= change->set_review;
  record->origin_touched |= change->set_origin;
  self->text_changed |= record->texts_touched || change->remove;

  record->removed = change->remove;
  if (change->remove)
    g_array_append_val (self->removed, change->number);
}

static int
compare_numbers (gconstpointer a, gconstpointer b)
{
  guint number_a = *(const guint *) a;
  guint number_b = *(const guint *) b;

  return number_a < number_b ? -1 : number_a > number_b;
}

static int
compare_touched_records (gconstpointer a, gconstpointer b)
{
  const TouchedRecord *record_a = *(const TouchedRecord *const *) a;
  const TouchedRecord *record_b = *(const TouchedRecord *const *) b;

  return compare_numbers (&record_a->was.number, &record_b->was.number);
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
move_number (DgUndoLog *self, guint number)
{
  return number - count_below (self->removed, number) + count_below (self->inserted, number + 1);
}

/* The order of new ones of one place is that in which they came. */
static void
add_removal_of_new_ones (DgUndoLog *self, GArray *undo)
{
  for (guint i = 0; i < self->inserted->len; i++)
    {
      guint place = g_array_index (self->inserted, guint, i);
      const DgRecordChange change = { .number = place - count_below (self->removed, place) + i, .remove = TRUE };

      g_array_append_val (undo, change);
    }
}

static const char *
take_if (const char **text, gboolean touched)
{
  return touched ? g_steal_pointer (text) : NULL;
}

static void
add_former_state (DgUndoLog *self, TouchedRecord *record, GArray *undo)
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

/**
 * dg_undo_log_new:
 * @db: the database, in a transaction
 * @dataset: the id of a dataset
 *
 * Returns: (transfer full): the log of a batch that has changed nothing yet
 */
DgUndoLog *
dg_undo_log_new (DgSqlite *db, const char *dataset)
{
  DgUndoLog *self = g_new0 (DgUndoLog, 1);

  self->dataset = g_strdup (dataset);
  self->read = dg_statement_new (db, "SELECT input, answer, note, flag, problem, review, origin, plan_line, run_id,"
                                     "  created_us"
                                     " FROM dg_records WHERE dataset_id = ? AND number = ?");
  self->touched = g_ptr_array_new_with_free_func ((GDestroyNotify) free_touched_record);
  self->by_number = g_hash_table_new (NULL, NULL);
  self->removed = g_array_new (FALSE, FALSE, sizeof (guint));
  self->inserted = g_array_new (FALSE, FALSE, sizeof (guint));

  return self;
}

/**
 * dg_undo_log_free:
 * @self: (transfer full): a log
 */
void
dg_undo_log_free (DgUndoLog *self)
{
  dg_statement_free (self->read);
  g_hash_table_unref (self->by_number);
  g_ptr_array_unref (self->touched);
  g_array_unref (self->removed);
  g_array_unref (self->inserted);
  g_free (self->dataset);
  g_free (self);
}

/**
 * dg_undo_log_touch:
 * @self: a log
 * @change: a change that is to be made next, of a record that there is
 * @found: (out): whether there is such a record still
 * @error: return location for an error of #DG_STORE_ERROR
 *
 * Keeps what @change is going to change.
 *
 * Returns: whether @found is known
 */
gboolean
dg_undo_log_touch (DgUndoLog *self, const DgRecordChange *change, gboolean *found, GError **error)
{
  if (!remember_record (self, change->number, error))
    return FALSE;

  TouchedRecord *record = g_hash_table_lookup (self->by_number, GUINT_TO_POINTER (change->number));

  *found = record != NULL && !record->removed;
  if (*found)
    note_touch (self, record, change);

  return TRUE;
}

/**
 * dg_undo_log_insert:
 * @self: a log
 * @number: the number of the record that a new one is put before
 */
void
dg_undo_log_insert (DgUndoLog *self, guint number)
{
  self->text_changed = TRUE;
  g_array_append_val (self->inserted, number);
}

/**
 * dg_undo_log_has_text_changed:
 * @self: a log
 *
 * Returns: whether the dataset's file is another one after the changes
 */
gboolean
dg_undo_log_has_text_changed (DgUndoLog *self)
{
  return self->text_changed;
}

/**
 * dg_undo_log_get_first_moved:
 * @self: a log
 *
 * Returns: the first number that records came or went at, %G_MAXUINT if none did
 */
guint
dg_undo_log_get_first_moved (DgUndoLog *self)
{
  guint first = G_MAXUINT;

  for (guint i = 0; i < self->removed->len; i++)
    first = MIN (first, g_array_index (self->removed, guint, i));
  for (guint i = 0; i < self->inserted->len; i++)
    first = MIN (first, g_array_index (self->inserted, guint, i));

  return first;
}

/**
 * dg_undo_log_collect:
 * @self: a log, of no use afterwards
 * @undo: (element-type DgRecordChange): an array that owns its texts; gets what takes the changes back
 */
void
dg_undo_log_collect (DgUndoLog *self, GArray *undo)
{
  g_array_sort (self->removed, compare_numbers);
  g_array_sort (self->inserted, compare_numbers);
  add_removal_of_new_ones (self, undo);

  /* In the order of their numbers, so that removed ones of one place come back in their order. */
  g_ptr_array_sort (self->touched, compare_touched_records);
  for (guint i = 0; i < self->touched->len; i++)
    add_former_state (self, g_ptr_array_index (self->touched, i), undo);
}
