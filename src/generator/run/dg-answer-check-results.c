/* dg-answer-check-results.c: what an answer check has found, on its way into the library
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/*
 * One thing is stored at a time: first the calls, which are paid for, then the flags. What is settled meanwhile gathers
 * for the next time. A person may change the dataset while it is checked, so each time the records are looked up by
 * their text; one that is not there any more has no use for a flag.
 */

#include "config.h"

#include "dg-answer-check-private.h"
#include "dg-library-review.h"

/* --- which record --- */

static guint
hash_record (gconstpointer key)
{
  DgRecord *record = (DgRecord *) key;

  return g_str_hash (dg_record_get_input (record)) * 31 + g_str_hash (dg_record_get_answer (record));
}

static gboolean
equal_records (gconstpointer a, gconstpointer b)
{
  DgRecord *one = (DgRecord *) a;
  DgRecord *other = (DgRecord *) b;

  return g_str_equal (dg_record_get_input (one), dg_record_get_input (other)) &&
         g_str_equal (dg_record_get_answer (one), dg_record_get_answer (other));
}

static GHashTable *
index_records (GPtrArray *records)
{
  GHashTable *index = g_hash_table_new (hash_record, equal_records);

  for (guint i = 0; i < records->len; i++)
    g_hash_table_add (index, g_ptr_array_index (records, i));

  return index;
}

/* Returns: (transfer none) (nullable): the record as the dataset has it now; where it was, if it still is there */
static DgRecord *
find_record (GPtrArray *records, GHashTable *index, DgRecord *record)
{
  guint number = dg_record_get_number (record);

  if (number >= 1 && number <= records->len && equal_records (g_ptr_array_index (records, number - 1), record))
    return g_ptr_array_index (records, number - 1);

  return g_hash_table_lookup (index, record);
}

/* --- flags --- */

static const char *
get_flag (const DgCheckItem *item)
{
  return item->verdict != NULL ? item->verdict->flag : NULL;
}

/* A flag that a record had before is out of date once it has been checked; if it was not, nothing is known. */
static gboolean
needs_change (const DgCheckItem *item, DgRecord *record)
{
  const char *flag = get_flag (item);

  return (flag != NULL || !item->skipped) && g_strcmp0 (flag, dg_record_get_flag (record)) != 0;
}

static GArray *
list_changes (GPtrArray *items, GPtrArray *records)
{
  GArray *changes = g_array_new (FALSE, FALSE, sizeof (DgRecordChange));
  g_autoptr (GHashTable) index = index_records (records);

  for (guint i = 0; i < items->len; i++)
    {
      const DgCheckItem *item = g_ptr_array_index (items, i);
      DgRecord *record = find_record (records, index, item->record);
      const char *flag = get_flag (item);

      if (record == NULL || !needs_change (item, record))
        continue;

      const DgRecordChange change = { .number = dg_record_get_number (record), .flag = flag != NULL ? flag : "" };

      g_array_append_val (changes, change);
    }

  return changes;
}

static void
count_items (DgAnswerCheck *self, GPtrArray *items)
{
  for (guint i = 0; i < items->len; i++)
    {
      const DgCheckItem *item = g_ptr_array_index (items, i);

      if (item->skipped)
        self->progress.n_skipped++;
      else
        self->progress.n_checked++;
      if (get_flag (item) != NULL)
        self->progress.n_flagged++;
    }
}

/* Takes @error. */
static void
end_writing (DgAnswerCheck *self, GError *error)
{
  self->is_storing = FALSE;
  if (error != NULL)
    {
      dg_answer_check_fail (self, error);
    }
  else
    {
      count_items (self, self->writing);
      dg_answer_check_emit_changed (self);
    }
  g_clear_pointer (&self->writing, g_ptr_array_unref);
  dg_answer_check_advance (self);
}

static void
change_records_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (DgAnswerCheck) self = data;
  GError *error = NULL;
  g_autoptr (DgDataset) dataset = dg_library_change_records_finish (self->library, result, &error);

  end_writing (self, error);
}

static void
load_records_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (DgAnswerCheck) self = data;
  GError *error = NULL;
  g_autoptr (GPtrArray) records = dg_library_load_records_finish (self->library, result, &error);
  g_autoptr (GArray) changes = records != NULL ? list_changes (self->writing, records) : NULL;

  if (changes == NULL || changes->len == 0)
    {
      end_writing (self, error);
      return;
    }

  /* no cancellable: what was paid for is kept, however the check ends */
  dg_library_change_records_async (self->library, self->dataset, (const DgRecordChange *) changes->data, changes->len,
                                   NULL, change_records_cb, g_object_ref (self));
}

/* --- calls --- */

static void
add_calls_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (DgAnswerCheck) self = data;
  GError *error = NULL;

  self->is_storing = FALSE;
  if (!dg_library_add_calls_finish (self->library, result, &error))
    dg_answer_check_fail (self, error);
  dg_answer_check_advance (self);
}

static void
store_calls (DgAnswerCheck *self)
{
  g_autoptr (GPtrArray) calls = g_steal_pointer (&self->calls);

  self->calls = g_ptr_array_new_with_free_func ((GDestroyNotify) dg_call_free);
  /* a dataset that was brought along has no session to keep them with */
  if (self->session == NULL)
    return;

  self->is_storing = TRUE;
  dg_library_add_calls_async (self->library, self->session, calls, NULL, add_calls_cb, g_object_ref (self));
}

/**
 * dg_answer_check_settle:
 * @self: a check
 * @item: a record about which no more is asked
 *
 * Has what is known of it written, with the next that is stored.
 */
void
dg_answer_check_settle (DgAnswerCheck *self, DgCheckItem *item)
{
  g_ptr_array_add (self->settled, item);
}

/**
 * dg_answer_check_store_next:
 * @self: a check
 *
 * Stores what there is to be stored, unless something is being stored.
 */
void
dg_answer_check_store_next (DgAnswerCheck *self)
{
  if (!self->is_storing && self->calls->len > 0)
    store_calls (self);
  if (self->is_storing || self->settled->len == 0)
    return;

  self->is_storing = TRUE;
  self->writing = g_steal_pointer (&self->settled);
  self->settled = g_ptr_array_new ();
  dg_library_load_records_async (self->library, self->dataset, NULL, load_records_cb, g_object_ref (self));
}
