/* dg-record-list.c: the records of a dataset that were asked for, as a model for a table
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "dg-record-list.h"

#include "dg-record-finder.h"
#include "dg-review-rows.h"

/**
 * DgRecordList:
 *
 * A list of #DgReviewRow for what a query found. It keeps the numbers of all records found, four bytes each, and rows
 * only for those on show. It is its own selection of one record, or none, which it keeps by the number: a selection
 * that looks for its object would make every row there is.
 *
 * Records that are changed stay where they are until something is asked for anew, even if they would not be found any
 * more: who approves one record after another must find the last one again.
 */
struct _DgRecordList
{
  GObject parent_instance;

  DgRecordFinder *finder; /* (owned) */
  GArray *numbers;        /* (owned) (element-type guint): of the records found, in order */
  DgReviewRows *rows;     /* (owned) */
  guint selected_number;  /* 0 for none */
};

static void dg_record_list_list_model_init (GListModelInterface *iface);
static void dg_record_list_selection_model_init (GtkSelectionModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (DgRecordList,
                               dg_record_list,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, dg_record_list_list_model_init)
                                   G_IMPLEMENT_INTERFACE (GTK_TYPE_SELECTION_MODEL,
                                                          dg_record_list_selection_model_init))

enum
{
  PROP_0,
  PROP_SELECTED_NUMBER,
  N_PROPS
};

enum
{
  SIGNAL_FOUND,
  SIGNAL_FAILED,
  N_SIGNALS
};

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

/* --- the list --- */

static GType
dg_record_list_get_item_type (GListModel *model)
{
  return DG_TYPE_REVIEW_ROW;
}

static guint
dg_record_list_get_n_items (GListModel *model)
{
  return DG_RECORD_LIST (model)->numbers->len;
}

static gpointer
dg_record_list_get_item (GListModel *model, guint position)
{
  return dg_review_rows_get (DG_RECORD_LIST (model)->rows, position);
}

static void
dg_record_list_list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = dg_record_list_get_item_type;
  iface->get_n_items = dg_record_list_get_n_items;
  iface->get_item = dg_record_list_get_item;
}

/* --- the selection --- */

static void
set_selected_number (DgRecordList *self, guint number)
{
  if (self->selected_number == number)
    return;

  self->selected_number = number;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SELECTED_NUMBER]);
}

static gboolean
dg_record_list_is_selected (GtkSelectionModel *model, guint position)
{
  DgRecordList *self = DG_RECORD_LIST (model);

  return self->selected_number != 0 && dg_record_list_get_number (self, position) == self->selected_number;
}

static GtkBitset *
dg_record_list_get_selection_in_range (GtkSelectionModel *model, guint position, guint n_items)
{
  guint selected = dg_record_list_get_selected (DG_RECORD_LIST (model));
  GtkBitset *set = gtk_bitset_new_empty ();

  if (selected != GTK_INVALID_LIST_POSITION)
    gtk_bitset_add (set, selected);

  return set;
}

static gboolean
dg_record_list_select_item (GtkSelectionModel *model, guint position, gboolean unselect_rest)
{
  dg_record_list_select (DG_RECORD_LIST (model), position);

  return TRUE;
}

static void
dg_record_list_selection_model_init (GtkSelectionModelInterface *iface)
{
  iface->is_selected = dg_record_list_is_selected;
  iface->get_selection_in_range = dg_record_list_get_selection_in_range;
  iface->select_item = dg_record_list_select_item;
}

/* --- finding --- */

static gboolean
is_same (const GArray *a, guint position_a, const GArray *b, guint position_b)
{
  return g_array_index (a, guint, position_a) == g_array_index (b, guint, position_b);
}

/* What stays at the beginning and at the end is not told of, so that the table stays where it is. */
static void
replace_numbers (DgRecordList *self, GArray *numbers)
{
  g_autoptr (GArray) old = self->numbers;
  guint shorter = MIN (old->len, numbers->len), n_before = 0, n_after = 0;

  while (n_before < shorter && is_same (old, n_before, numbers, n_before))
    n_before++;
  while (n_after < shorter - n_before && is_same (old, old->len - 1 - n_after, numbers, numbers->len - 1 - n_after))
    n_after++;

  self->numbers = g_array_ref (numbers);
  dg_review_rows_set_numbers (self->rows, numbers);
  if (old->len - n_after > n_before || numbers->len - n_after > n_before)
    g_list_model_items_changed (G_LIST_MODEL (self), n_before, old->len - n_before - n_after,
                                numbers->len - n_before - n_after);
  if (dg_record_list_get_selected (self) == GTK_INVALID_LIST_POSITION)
    set_selected_number (self, 0);
}

static void
reload_shown (DgRecordList *self)
{
  /* the table does not ask again for what it has */
  for (guint i = 0; i < self->numbers->len; i++)
    if (dg_review_rows_peek (self->rows, dg_record_list_get_number (self, i)) != NULL)
      g_object_unref (dg_review_rows_get (self->rows, i));
  dg_review_rows_reload (self->rows);
}

static void
found_cb (DgRecordList *self, GArray *numbers, DgDataset *dataset)
{
  replace_numbers (self, numbers);
  reload_shown (self);
  g_signal_emit (self, signals[SIGNAL_FOUND], 0, dataset);
}

/* --- life --- */

static void
failed_cb (DgRecordList *self, const GError *error)
{
  g_signal_emit (self, signals[SIGNAL_FAILED], 0, error);
}

static void
dg_record_list_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  DgRecordList *self = DG_RECORD_LIST (object);

  switch (id)
    {
    case PROP_SELECTED_NUMBER:
      g_value_set_uint (value, self->selected_number);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
dg_record_list_finalize (GObject *object)
{
  DgRecordList *self = DG_RECORD_LIST (object);

  g_clear_object (&self->finder);
  g_clear_pointer (&self->numbers, g_array_unref);
  g_clear_object (&self->rows);

  G_OBJECT_CLASS (dg_record_list_parent_class)->finalize (object);
}

static void
dg_record_list_class_init (DgRecordListClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = dg_record_list_get_property;
  object_class->finalize = dg_record_list_finalize;

  /**
   * DgRecordList:selected-number:
   *
   * The number of the record that is selected, 0 for none.
   */
  properties[PROP_SELECTED_NUMBER] =
      g_param_spec_uint ("selected-number", NULL, NULL, 0, G_MAXUINT, 0,
                         G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  /**
   * DgRecordList::found:
   * @self: the list
   * @dataset: the dataset as it is now
   *
   * The list is what was asked for.
   */
  signals[SIGNAL_FOUND] = g_signal_new ("found", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                        G_TYPE_NONE, 1, DG_TYPE_DATASET);

  /**
   * DgRecordList::failed:
   * @self: the list
   * @error: why
   *
   * Records could not be found or loaded; the list stays as it was.
   */
  signals[SIGNAL_FAILED] = g_signal_new ("failed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                         G_TYPE_NONE, 1, G_TYPE_ERROR);
}

static void
dg_record_list_init (DgRecordList *self)
{
  self->numbers = g_array_new (FALSE, FALSE, sizeof (guint));
  self->finder = dg_record_finder_new ();
  g_signal_connect_object (self->finder, "found", G_CALLBACK (found_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->finder, "failed", G_CALLBACK (failed_cb), self, G_CONNECT_SWAPPED);
  self->rows = dg_review_rows_new ();
  g_signal_connect_object (self->rows, "failed", G_CALLBACK (failed_cb), self, G_CONNECT_SWAPPED);
}

/**
 * dg_record_list_new:
 *
 * Returns: (transfer full): a list of no dataset yet
 */
DgRecordList *
dg_record_list_new (void)
{
  return g_object_new (DG_TYPE_RECORD_LIST, NULL);
}

/**
 * dg_record_list_set_source:
 * @self: the list
 * @library: (nullable): where the records are
 * @dataset: the id of their dataset
 *
 * Says whose records these are; dg_record_list_find() gets them.
 */
void
dg_record_list_set_source (DgRecordList *self, DgLibrary *library, const char *dataset)
{
  g_return_if_fail (DG_IS_RECORD_LIST (self));
  g_return_if_fail (dataset != NULL);

  dg_record_finder_set_source (self->finder, library, dataset);
  dg_review_rows_set_source (self->rows, library, dataset);
}

/**
 * dg_record_list_find:
 * @self: the list
 * @query: what to find, copied at once
 *
 * Finds other records, instead of what is being looked for. The list stays as it is until they are found.
 */
void
dg_record_list_find (DgRecordList *self, const DgRecordQuery *query)
{
  g_return_if_fail (DG_IS_RECORD_LIST (self));
  g_return_if_fail (query != NULL);

  dg_record_finder_find (self->finder, query);
}

/**
 * dg_record_list_find_again:
 * @self: the list
 *
 * Finds anew what was asked for last, for records may have changed.
 */
void
dg_record_list_find_again (DgRecordList *self)
{
  g_return_if_fail (DG_IS_RECORD_LIST (self));

  dg_record_finder_find_again (self->finder);
}

/**
 * dg_record_list_get_query:
 * @self: the list
 *
 * Returns: (transfer none): what was asked for last
 */
const DgRecordQuery *
dg_record_list_get_query (DgRecordList *self)
{
  g_return_val_if_fail (DG_IS_RECORD_LIST (self), NULL);

  return dg_record_finder_get_query (self->finder);
}

/**
 * dg_record_list_get_number:
 * @self: the list
 * @position: where in the list, from 0
 *
 * Returns: the number of the record there, 0 behind the last
 */
guint
dg_record_list_get_number (DgRecordList *self, guint position)
{
  g_return_val_if_fail (DG_IS_RECORD_LIST (self), 0);

  return position < self->numbers->len ? g_array_index (self->numbers, guint, position) : 0;
}

/**
 * dg_record_list_find_position:
 * @self: the list
 * @number: the number of a record
 *
 * Returns: where it is, #GTK_INVALID_LIST_POSITION when it is not in the list
 */
guint
dg_record_list_find_position (DgRecordList *self, guint number)
{
  g_return_val_if_fail (DG_IS_RECORD_LIST (self), GTK_INVALID_LIST_POSITION);

  /* as long as nothing is sorted or left out */
  if (number != 0 && dg_record_list_get_number (self, number - 1) == number)
    return number - 1;

  for (guint i = 0; number != 0 && i < self->numbers->len; i++)
    if (g_array_index (self->numbers, guint, i) == number)
      return i;

  return GTK_INVALID_LIST_POSITION;
}

/**
 * dg_record_list_peek_row:
 * @self: the list
 * @number: the number of a record
 *
 * Returns: (transfer none) (nullable): its row, if there is one in memory
 */
DgReviewRow *
dg_record_list_peek_row (DgRecordList *self, guint number)
{
  g_return_val_if_fail (DG_IS_RECORD_LIST (self), NULL);

  return dg_review_rows_peek (self->rows, number);
}

/**
 * dg_record_list_get_n_rows:
 * @self: the list
 *
 * Returns: how many rows are in memory
 */
guint
dg_record_list_get_n_rows (DgRecordList *self)
{
  g_return_val_if_fail (DG_IS_RECORD_LIST (self), 0);

  return dg_review_rows_get_n_alive (self->rows);
}

/**
 * dg_record_list_get_selected:
 * @self: the list
 *
 * Returns: where the selected record is, #GTK_INVALID_LIST_POSITION without one
 */
guint
dg_record_list_get_selected (DgRecordList *self)
{
  g_return_val_if_fail (DG_IS_RECORD_LIST (self), GTK_INVALID_LIST_POSITION);

  return dg_record_list_find_position (self, self->selected_number);
}

/**
 * dg_record_list_get_selected_number:
 * @self: the list
 *
 * Returns: the number of the selected record, 0 without one
 */
guint
dg_record_list_get_selected_number (DgRecordList *self)
{
  g_return_val_if_fail (DG_IS_RECORD_LIST (self), 0);

  return self->selected_number;
}

/**
 * dg_record_list_select:
 * @self: the list
 * @position: where in the list; behind the last for none
 */
void
dg_record_list_select (DgRecordList *self, guint position)
{
  g_return_if_fail (DG_IS_RECORD_LIST (self));

  guint before = dg_record_list_get_selected (self);

  if (position >= self->numbers->len)
    position = GTK_INVALID_LIST_POSITION;
  if (position == before)
    return;

  self->selected_number = dg_record_list_get_number (self, position);
  if (before != GTK_INVALID_LIST_POSITION)
    gtk_selection_model_selection_changed (GTK_SELECTION_MODEL (self), before, 1);
  if (position != GTK_INVALID_LIST_POSITION)
    gtk_selection_model_selection_changed (GTK_SELECTION_MODEL (self), position, 1);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SELECTED_NUMBER]);
}

/**
 * dg_record_list_set_held:
 * @self: the list
 * @held: whether nothing is to be loaded
 *
 * For as long as the list was told of records that come or go, and the dataset was not.
 */
void
dg_record_list_set_held (DgRecordList *self, gboolean held)
{
  g_return_if_fail (DG_IS_RECORD_LIST (self));

  dg_review_rows_set_held (self->rows, held);
  dg_record_finder_set_held (self->finder, held);
}

/**
 * dg_record_list_record_changed:
 * @self: the list
 * @number: the number of a record that has changed
 */
void
dg_record_list_record_changed (DgRecordList *self, guint number)
{
  g_return_if_fail (DG_IS_RECORD_LIST (self));

  guint position = dg_record_list_find_position (self, number);

  if (position != GTK_INVALID_LIST_POSITION)
    dg_review_rows_reload_at (self->rows, position);
}

static GArray *
renumber (DgRecordList *self, guint from, int by)
{
  GArray *numbers = g_array_copy (self->numbers);

  for (guint i = 0; i < numbers->len; i++)
    if (g_array_index (numbers, guint, i) >= from)
      g_array_index (numbers, guint, i) += by;
  dg_review_rows_renumber (self->rows, from, by);

  return numbers;
}

/**
 * dg_record_list_record_removed:
 * @self: the list
 * @number: the number of a record that is not there any more; those after it have become one less
 *
 * Nothing is selected any more if it was selected.
 */
void
dg_record_list_record_removed (DgRecordList *self, guint number)
{
  g_return_if_fail (DG_IS_RECORD_LIST (self));

  guint position = dg_record_list_find_position (self, number);
  g_autoptr (GArray) numbers = renumber (self, number + 1, -1);
  guint selected = self->selected_number;

  if (position != GTK_INVALID_LIST_POSITION)
    g_array_remove_index (numbers, position);
  g_array_unref (self->numbers);
  self->numbers = g_array_ref (numbers);
  self->selected_number = selected == number ? 0 : selected - (selected > number);
  dg_review_rows_set_numbers (self->rows, numbers);
  if (position != GTK_INVALID_LIST_POSITION)
    g_list_model_items_changed (G_LIST_MODEL (self), position, 1, 0);
  if (self->selected_number != selected)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SELECTED_NUMBER]);
}

/**
 * dg_record_list_record_inserted:
 * @self: the list
 * @number: the number that a new record has; those from there on have become one more
 *
 * Shows the record, whether or not it would be found: it was wanted just now. It comes behind the one before it in the
 * file, or at the end.
 */
void
dg_record_list_record_inserted (DgRecordList *self, guint number)
{
  g_return_if_fail (DG_IS_RECORD_LIST (self));

  guint before = dg_record_list_find_position (self, number - 1);
  g_autoptr (GArray) numbers = renumber (self, number, 1);
  guint selected = self->selected_number;
  guint position = before != GTK_INVALID_LIST_POSITION ? before + 1 : (number == 1 ? 0 : numbers->len);

  g_array_insert_val (numbers, position, number);
  g_array_unref (self->numbers);
  self->numbers = g_array_ref (numbers);
  self->selected_number = selected + (selected >= number && selected != 0);
  dg_review_rows_set_numbers (self->rows, numbers);
  g_list_model_items_changed (G_LIST_MODEL (self), position, 0, 1);
  if (self->selected_number != selected)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SELECTED_NUMBER]);
}
