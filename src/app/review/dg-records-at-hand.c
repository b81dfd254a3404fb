/* dg-records-at-hand.c: the whole records about the one that is shown
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "dg-records-at-hand.h"

/**
 * DgRecordsAtHand:
 *
 * Where the person goes next is loaded before they go there. What was changed since is not shown as it was: it is
 * loaded anew once it is saved.
 */
struct _DgRecordsAtHand
{
  GObject parent_instance;

  DgLibrary *library;    /* (owned) (nullable) */
  char *id;              /* (owned) (nullable): of the dataset */
  GCancellable *loading; /* (owned) (nullable): of the records that are on their way */
  GPtrArray *records;    /* (owned) (element-type DgRecord) */
  GArray *touched;       /* (owned) (element-type guint): numbers of what has to be loaded anew once it is saved */
  gboolean ahead;        /* whether records come or go that the dataset does not know of yet */
};

G_DEFINE_FINAL_TYPE (DgRecordsAtHand, dg_records_at_hand, G_TYPE_OBJECT)

enum
{
  SIGNAL_LOADED,
  SIGNAL_FAILED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
loaded_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (DgRecordsAtHand) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) records = dg_library_load_numbered_records_finish (DG_LIBRARY (source), result, NULL, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) || self->ahead)
    return;

  g_clear_object (&self->loading);
  if (records == NULL)
    {
      g_signal_emit (self, signals[SIGNAL_FAILED], 0, error);
      return;
    }

  g_ptr_array_unref (self->records);
  self->records = g_ptr_array_ref (records);
  for (guint i = 0; i < self->touched->len; i++)
    dg_records_at_hand_forget (self, g_array_index (self->touched, guint, i));
  g_signal_emit (self, signals[SIGNAL_LOADED], 0);
}

static void
dg_records_at_hand_dispose (GObject *object)
{
  DgRecordsAtHand *self = DG_RECORDS_AT_HAND (object);

  dg_records_at_hand_stop (self);
  g_clear_object (&self->library);

  G_OBJECT_CLASS (dg_records_at_hand_parent_class)->dispose (object);
}

static void
dg_records_at_hand_finalize (GObject *object)
{
  DgRecordsAtHand *self = DG_RECORDS_AT_HAND (object);

  g_clear_pointer (&self->records, g_ptr_array_unref);
  g_clear_pointer (&self->touched, g_array_unref);
  g_clear_pointer (&self->id, g_free);

  G_OBJECT_CLASS (dg_records_at_hand_parent_class)->finalize (object);
}

static void
dg_records_at_hand_class_init (DgRecordsAtHandClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GType type = G_TYPE_FROM_CLASS (klass);

  object_class->dispose = dg_records_at_hand_dispose;
  object_class->finalize = dg_records_at_hand_finalize;

  /**
   * DgRecordsAtHand::loaded:
   * @self: the records
   *
   * Those that were asked for are at hand.
   */
  signals[SIGNAL_LOADED] = g_signal_new ("loaded", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  /**
   * DgRecordsAtHand::failed:
   * @self: the records
   * @error: why they could not be loaded
   */
  signals[SIGNAL_FAILED] =
      g_signal_new ("failed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_ERROR);
}

static void
dg_records_at_hand_init (DgRecordsAtHand *self)
{
  self->records = g_ptr_array_new_with_free_func (g_object_unref);
  self->touched = g_array_new (FALSE, FALSE, sizeof (guint));
}

/**
 * dg_records_at_hand_new:
 *
 * Returns: (transfer full): none at all
 */
DgRecordsAtHand *
dg_records_at_hand_new (void)
{
  return g_object_new (DG_TYPE_RECORDS_AT_HAND, NULL);
}

/**
 * dg_records_at_hand_set_source:
 * @self: the records
 * @library: (nullable): where they are
 * @dataset: the id of their dataset
 */
void
dg_records_at_hand_set_source (DgRecordsAtHand *self, DgLibrary *library, const char *dataset)
{
  g_return_if_fail (DG_IS_RECORDS_AT_HAND (self));
  g_return_if_fail (dataset != NULL);

  g_set_object (&self->library, library);
  g_free (self->id);
  self->id = g_strdup (dataset);
}

/**
 * dg_records_at_hand_load:
 * @self: the records
 * @numbers: (array length=n_numbers): which ones
 * @n_numbers: how many
 *
 * Loads these, in place of those that are being loaded. Nothing happens while the dataset does not know of all records:
 * a number is another record's then.
 */
void
dg_records_at_hand_load (DgRecordsAtHand *self, const guint *numbers, guint n_numbers)
{
  g_return_if_fail (DG_IS_RECORDS_AT_HAND (self));

  if (self->ahead || self->library == NULL)
    return;

  dg_records_at_hand_stop (self);
  self->loading = g_cancellable_new ();
  dg_library_load_numbered_records_async (self->library, self->id, numbers, n_numbers, 0, self->loading, loaded_cb,
                                          g_object_ref (self));
}

/**
 * dg_records_at_hand_stop:
 * @self: the records
 *
 * Does not wait for those that are being loaded.
 */
void
dg_records_at_hand_stop (DgRecordsAtHand *self)
{
  g_return_if_fail (DG_IS_RECORDS_AT_HAND (self));

  if (self->loading != NULL)
    g_cancellable_cancel (self->loading);
  g_clear_object (&self->loading);
}

/**
 * dg_records_at_hand_find:
 * @self: the records
 * @number: the number of one
 *
 * Returns: (transfer none) (nullable): that one, if it is at hand
 */
DgRecord *
dg_records_at_hand_find (DgRecordsAtHand *self, guint number)
{
  g_return_val_if_fail (DG_IS_RECORDS_AT_HAND (self), NULL);

  for (guint i = 0; i < self->records->len; i++)
    if (dg_record_get_number (g_ptr_array_index (self->records, i)) == number)
      return g_ptr_array_index (self->records, i);

  return NULL;
}

/**
 * dg_records_at_hand_set_ahead:
 * @self: the records
 * @ahead: whether records come or go that the dataset does not know of yet
 */
void
dg_records_at_hand_set_ahead (DgRecordsAtHand *self, gboolean ahead)
{
  g_return_if_fail (DG_IS_RECORDS_AT_HAND (self));

  self->ahead = ahead;
}

/**
 * dg_records_at_hand_add:
 * @self: the records
 * @record: (transfer full): one that is not in the dataset yet
 */
void
dg_records_at_hand_add (DgRecordsAtHand *self, DgRecord *record)
{
  g_return_if_fail (DG_IS_RECORDS_AT_HAND (self));
  g_return_if_fail (DG_IS_RECORD (record));

  g_ptr_array_add (self->records, record);
}

/**
 * dg_records_at_hand_forget:
 * @self: the records
 * @number: the number of one that has changed
 */
void
dg_records_at_hand_forget (DgRecordsAtHand *self, guint number)
{
  g_return_if_fail (DG_IS_RECORDS_AT_HAND (self));

  for (guint i = self->records->len; i > 0; i--)
    if (dg_record_get_number (g_ptr_array_index (self->records, i - 1)) == number)
      g_ptr_array_remove_index (self->records, i - 1);
}

/**
 * dg_records_at_hand_forget_all:
 * @self: the records
 *
 * Begins anew, with what there is now.
 */
void
dg_records_at_hand_forget_all (DgRecordsAtHand *self)
{
  g_return_if_fail (DG_IS_RECORDS_AT_HAND (self));

  self->ahead = FALSE;
  g_array_set_size (self->touched, 0);
  g_ptr_array_set_size (self->records, 0);
}

/**
 * dg_records_at_hand_renumber:
 * @self: the records
 * @from: the first number that is another now
 * @by: by how much: -1 when the record before it went, 1 when one came there
 *
 * Records stay at hand when others come or go.
 */
void
dg_records_at_hand_renumber (DgRecordsAtHand *self, guint from, int by)
{
  g_return_if_fail (DG_IS_RECORDS_AT_HAND (self));

  for (guint i = self->records->len; i > 0; i--)
    {
      DgRecord *record = g_ptr_array_index (self->records, i - 1);
      guint number = dg_record_get_number (record);

      if (by < 0 && number + 1 == from)
        g_ptr_array_remove_index (self->records, i - 1);
      else if (number >= from)
        dg_record_set_number (record, number + by);
    }
}

/**
 * dg_records_at_hand_touch:
 * @self: the records
 * @number: the number of one that is being saved: what is loaded until then is not what there is
 */
void
dg_records_at_hand_touch (DgRecordsAtHand *self, guint number)
{
  g_return_if_fail (DG_IS_RECORDS_AT_HAND (self));

  g_array_append_val (self->touched, number);
}

/**
 * dg_records_at_hand_take_touched:
 * @self: the records
 *
 * Returns: (transfer full) (element-type guint): the numbers of those that were being saved, and are now
 */
GArray *
dg_records_at_hand_take_touched (DgRecordsAtHand *self)
{
  g_return_val_if_fail (DG_IS_RECORDS_AT_HAND (self), NULL);

  GArray *touched = g_steal_pointer (&self->touched);

  self->touched = g_array_new (FALSE, FALSE, sizeof (guint));

  return touched;
}
