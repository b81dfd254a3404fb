/* dg-review-rows.c: the rows of a table that are in memory
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "dg-review-rows.h"

#include "dg-library-query.h"

/* Rows that are loaded together. */
#define PAGE_ROWS 100

/* Pages that are kept: some more than the table holds on to, which is about 200 rows. */
#define N_PAGES 12

typedef struct
{
  guint index;     /* its first row is at index × PAGE_ROWS */
  GPtrArray *rows; /* (owned) (element-type DgReviewRow) */
  gboolean loaded;
} Page;

/**
 * DgReviewRows:
 *
 * Makes rows when they are asked for and forgets those that were not asked for for long. Rows come empty; what was
 * asked for last is loaded first, a page at a time, so that whoever drags a scroll bar through a hundred thousand
 * records does not wait for those on the way. As long as anybody holds a row, it is the row of its record.
 */
struct _DgReviewRows
{
  GObject parent_instance;

  DgLibrary *library;    /* (owned) (nullable) */
  char *dataset;         /* (owned) (nullable) */
  GArray *numbers;       /* (owned) (element-type guint): of the records, in the order of the table */
  GQueue pages;          /* (owned) (element-type Page): the one asked for last first */
  GHashTable *by_number; /* (owned) (element-type guint DgReviewRow): rows that are alive, not held */
  GHashTable *alive;     /* (owned) (element-type DgReviewRow guint): the same the other way round */
  GCancellable *loading; /* (owned) (nullable): of the page that is on its way */
  gboolean failed;       /* nothing is loaded until something is asked for anew */
  gboolean held;         /* nothing is loaded until the dataset has the numbers that the table has */
};

G_DEFINE_FINAL_TYPE (DgReviewRows, dg_review_rows, G_TYPE_OBJECT)

enum
{
  SIGNAL_FAILED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void load_next (DgReviewRows *self);

static void
free_page (Page *page)
{
  g_ptr_array_unref (page->rows);
  g_free (page);
}

static void
row_gone_cb (gpointer data, GObject *row)
{
  DgReviewRows *self = data;
  gpointer number = g_hash_table_lookup (self->alive, row);

  g_hash_table_remove (self->alive, row);
  if (g_hash_table_lookup (self->by_number, number) == (gpointer) row)
    g_hash_table_remove (self->by_number, number);
}

static DgReviewRow *
get_row (DgReviewRows *self, guint number)
{
  DgReviewRow *row = g_hash_table_lookup (self->by_number, GUINT_TO_POINTER (number));

  if (row != NULL)
    return g_object_ref (row);

  row = dg_review_row_new (number);
  g_object_weak_ref (G_OBJECT (row), row_gone_cb, self);
  g_hash_table_insert (self->by_number, GUINT_TO_POINTER (number), row);
  g_hash_table_insert (self->alive, row, GUINT_TO_POINTER (number));

  return row;
}

static Page *
new_page (DgReviewRows *self, guint index)
{
  Page *page = g_new0 (Page, 1);
  guint end = MIN ((index + 1) * PAGE_ROWS, self->numbers->len);

  page->index = index;
  page->rows = g_ptr_array_new_full (PAGE_ROWS, g_object_unref);
  for (guint i = index * PAGE_ROWS; i < end; i++)
    g_ptr_array_add (page->rows, get_row (self, g_array_index (self->numbers, guint, i)));

  return page;
}

static Page *
get_page (DgReviewRows *self, guint index)
{
  for (GList *link = self->pages.head; link != NULL; link = link->next)
    if (((Page *) link->data)->index == index)
      {
        g_queue_unlink (&self->pages, link);
        g_queue_push_head_link (&self->pages, link);
        return link->data;
      }

  g_queue_push_head (&self->pages, new_page (self, index));
  if (self->pages.length > N_PAGES)
    free_page (g_queue_pop_tail (&self->pages));

  return self->pages.head->data;
}

/* --- loading --- */

static void
take_records (DgReviewRows *self, GPtrArray *records)
{
  for (guint i = 0; i < records->len; i++)
    {
      DgRecord *record = g_ptr_array_index (records, i);
      gpointer row = g_hash_table_lookup (self->by_number, GUINT_TO_POINTER (dg_record_get_number (record)));

      if (row != NULL)
        dg_review_row_fill (row, record);
    }
}

static void
loaded_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (DgReviewRows) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) records = dg_library_load_numbered_records_finish (DG_LIBRARY (source), result, NULL, &error);

  /* whoever called it off has begun something else */
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  g_clear_object (&self->loading);
  if (records != NULL)
    {
      take_records (self, records);
      load_next (self);
      return;
    }

  self->failed = TRUE;
  g_signal_emit (self, signals[SIGNAL_FAILED], 0, error);
}

static gboolean
is_filled (const Page *page)
{
  for (guint i = 0; i < page->rows->len; i++)
    if (!dg_review_row_is_filled (g_ptr_array_index (page->rows, i)))
      return FALSE;

  return TRUE;
}

static void
load_page (DgReviewRows *self, Page *page)
{
  g_autofree guint *numbers = g_new (guint, page->rows->len);

  for (guint i = 0; i < page->rows->len; i++)
    numbers[i] = dg_review_row_get_number (g_ptr_array_index (page->rows, i));

  page->loaded = TRUE;
  self->loading = g_cancellable_new ();
  dg_library_load_numbered_records_async (self->library, self->dataset, numbers, page->rows->len,
                                          DG_REVIEW_ROW_CHARACTERS, self->loading, loaded_cb, g_object_ref (self));
}

static void
load_next (DgReviewRows *self)
{
  if (self->library == NULL || self->loading != NULL || self->failed || self->held)
    return;

  for (GList *link = self->pages.head; link != NULL; link = link->next)
    if (!((Page *) link->data)->loaded)
      {
        load_page (self, link->data);
        return;
      }
}

static void
call_off (DgReviewRows *self)
{
  if (self->loading == NULL)
    return;

  g_cancellable_cancel (self->loading);
  g_clear_object (&self->loading);
  /* whose page it was does not matter: one more is loaded again at most */
  for (GList *link = self->pages.head; link != NULL; link = link->next)
    if (!is_filled (link->data))
      ((Page *) link->data)->loaded = FALSE;
}

/* --- life --- */

static void
dg_review_rows_dispose (GObject *object)
{
  DgReviewRows *self = DG_REVIEW_ROWS (object);
  GHashTableIter iter;
  gpointer row;

  call_off (self);
  g_queue_clear_full (&self->pages, (GDestroyNotify) free_page);
  if (self->alive != NULL)
    {
      g_hash_table_iter_init (&iter, self->alive);
      while (g_hash_table_iter_next (&iter, &row, NULL))
        g_object_weak_unref (row, row_gone_cb, self);
    }
  g_clear_pointer (&self->alive, g_hash_table_unref);
  g_clear_pointer (&self->by_number, g_hash_table_unref);
  g_clear_pointer (&self->numbers, g_array_unref);
  g_clear_pointer (&self->dataset, g_free);
  g_clear_object (&self->library);

  G_OBJECT_CLASS (dg_review_rows_parent_class)->dispose (object);
}

static void
dg_review_rows_class_init (DgReviewRowsClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = dg_review_rows_dispose;

  /**
   * DgReviewRows::failed:
   * @self: the rows
   * @error: why
   *
   * Rows could not be loaded. They stay empty until dg_review_rows_reload().
   */
  signals[SIGNAL_FAILED] = g_signal_new ("failed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                         G_TYPE_NONE, 1, G_TYPE_ERROR);
}

static void
dg_review_rows_init (DgReviewRows *self)
{
  g_queue_init (&self->pages);
  self->numbers = g_array_new (FALSE, FALSE, sizeof (guint));
  self->by_number = g_hash_table_new (NULL, NULL);
  self->alive = g_hash_table_new (NULL, NULL);
}

/**
 * dg_review_rows_new:
 *
 * Returns: (transfer full): rows of no dataset yet
 */
DgReviewRows *
dg_review_rows_new (void)
{
  return g_object_new (DG_TYPE_REVIEW_ROWS, NULL);
}

/**
 * dg_review_rows_set_source:
 * @self: the rows
 * @library: (nullable): where the records are
 * @dataset: the id of their dataset
 */
void
dg_review_rows_set_source (DgReviewRows *self, DgLibrary *library, const char *dataset)
{
  g_return_if_fail (DG_IS_REVIEW_ROWS (self));
  g_return_if_fail (dataset != NULL);

  call_off (self);
  g_set_object (&self->library, library);
  g_free (self->dataset);
  self->dataset = g_strdup (dataset);
  self->failed = FALSE;
}

/**
 * dg_review_rows_set_numbers:
 * @self: the rows
 * @numbers: (element-type guint): the numbers of the records, in the order of the table; not to be changed any more
 *
 * Gives the table other rows, or the same in another order.
 */
void
dg_review_rows_set_numbers (DgReviewRows *self, GArray *numbers)
{
  g_return_if_fail (DG_IS_REVIEW_ROWS (self));
  g_return_if_fail (numbers != NULL);

  call_off (self);
  g_queue_clear_full (&self->pages, (GDestroyNotify) free_page);
  g_array_unref (self->numbers);
  self->numbers = g_array_ref (numbers);
  self->failed = FALSE;
}

/**
 * dg_review_rows_renumber:
 * @self: the rows
 * @from: the first number that changes
 * @by: how much is added to it and to all that are greater
 *
 * Tells that a record came or went, so that the rows of the others stay theirs. To be followed by
 * dg_review_rows_set_numbers().
 */
void
dg_review_rows_renumber (DgReviewRows *self, guint from, int by)
{
  g_return_if_fail (DG_IS_REVIEW_ROWS (self));

  g_autoptr (GHashTable) alive = g_steal_pointer (&self->alive);
  GHashTableIter iter;
  gpointer row, key;

  self->alive = g_hash_table_new (NULL, NULL);
  g_hash_table_remove_all (self->by_number);
  g_hash_table_iter_init (&iter, alive);
  while (g_hash_table_iter_next (&iter, &row, &key))
    {
      guint number = GPOINTER_TO_UINT (key);

      /* the row of the one that went is nobody's */
      if (by < 0 && number + 1 == from)
        number = 0;
      else if (number >= from)
        number += by;

      dg_review_row_set_number (row, number);
      g_hash_table_insert (self->alive, row, GUINT_TO_POINTER (number));
      if (number != 0)
        g_hash_table_insert (self->by_number, GUINT_TO_POINTER (number), row);
    }
}

/**
 * dg_review_rows_get:
 * @self: the rows
 * @position: where in the table, from 0
 *
 * Returns: (transfer full) (nullable): the row there, which may be empty still; %NULL behind the last
 */
DgReviewRow *
dg_review_rows_get (DgReviewRows *self, guint position)
{
  g_return_val_if_fail (DG_IS_REVIEW_ROWS (self), NULL);

  if (position >= self->numbers->len)
    return NULL;

  Page *page = get_page (self, position / PAGE_ROWS);
  DgReviewRow *row = g_object_ref (g_ptr_array_index (page->rows, position % PAGE_ROWS));

  load_next (self);

  return row;
}

/**
 * dg_review_rows_peek:
 * @self: the rows
 * @number: the number of a record
 *
 * Returns: (transfer none) (nullable): its row, if there is one in memory
 */
DgReviewRow *
dg_review_rows_peek (DgReviewRows *self, guint number)
{
  g_return_val_if_fail (DG_IS_REVIEW_ROWS (self), NULL);

  return g_hash_table_lookup (self->by_number, GUINT_TO_POINTER (number));
}

/**
 * dg_review_rows_reload:
 * @self: the rows
 *
 * Loads all rows in memory anew; until then they stay as they are.
 */
void
dg_review_rows_reload (DgReviewRows *self)
{
  g_return_if_fail (DG_IS_REVIEW_ROWS (self));

  call_off (self);
  self->failed = FALSE;
  for (GList *link = self->pages.head; link != NULL; link = link->next)
    ((Page *) link->data)->loaded = FALSE;
  load_next (self);
}

/**
 * dg_review_rows_reload_at:
 * @self: the rows
 * @position: where in the table, from 0
 *
 * Loads a row anew, and those about it; until then they stay as they are.
 */
void
dg_review_rows_reload_at (DgReviewRows *self, guint position)
{
  g_return_if_fail (DG_IS_REVIEW_ROWS (self));
  g_return_if_fail (position < self->numbers->len);

  Page *page = get_page (self, position / PAGE_ROWS);

  self->failed = FALSE;
  page->loaded = FALSE;
  load_next (self);
}

/**
 * dg_review_rows_set_held:
 * @self: the rows
 * @held: whether nothing is to be loaded
 *
 * For as long as the table is ahead of the dataset: what a number stands for there is another record.
 */
void
dg_review_rows_set_held (DgReviewRows *self, gboolean held)
{
  g_return_if_fail (DG_IS_REVIEW_ROWS (self));

  self->held = held;
  if (held)
    call_off (self);
  load_next (self);
}

/**
 * dg_review_rows_get_n_alive:
 * @self: the rows
 *
 * Returns: how many rows there are in memory, whoever holds them
 */
guint
dg_review_rows_get_n_alive (DgReviewRows *self)
{
  g_return_val_if_fail (DG_IS_REVIEW_ROWS (self), 0);

  return g_hash_table_size (self->alive);
}
