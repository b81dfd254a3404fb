/* dg-dataset-figures.c: what can be counted in a dataset: labels and lengths
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "dg-dataset-health-private.h"

/* What is longer than so many of a hundred texts goes into the last bin, for one very long text would leave all others
 * in the first. */
#define USUAL_PERCENT 99

/* --- lengths --- */

static void
clear_bin (gpointer data)
{
  g_array_unref (((DgHealthBin *) data)->numbers);
}

static int
compare_lengths (gconstpointer a, gconstpointer b)
{
  guint x = *(const guint *) a, y = *(const guint *) b;

  return x < y ? -1 : x > y;
}

/* 1, 2, 5, 10, 20, 50 … */
static guint
get_next_width (guint width)
{
  guint first = width;

  while (first >= 10)
    first /= 10;

  return first == 2 ? width / 2 * 5 : width * 2;
}

static guint
count_bins (guint shortest, guint longest, guint width)
{
  return longest / width - shortest / width + 1;
}

static void
add_bins (DgHealthLengths *self, guint usual)
{
  guint width = 1, n_bins, first;

  while (count_bins (self->shortest, usual, width) > DG_HEALTH_MAX_BINS)
    width = get_next_width (width);

  n_bins = count_bins (self->shortest, usual, width);
  first = self->shortest / width * width;
  for (guint i = 0; i < n_bins; i++)
    {
      guint from = first + i * width;
      DgHealthBin bin = { from, from + width - 1, g_array_new (FALSE, FALSE, sizeof (guint)) };

      if (i + 1 == n_bins)
        bin.to = MAX (bin.to, self->longest);
      g_array_append_val (self->bins, bin);
    }
}

/*
 * dg_health_lengths_init:
 * @self: where to write
 * @records: (element-type DgRecord): records in their order
 * @column: which of their texts
 *
 * Counts how long the texts are.
 */
void
dg_health_lengths_init (DgHealthLengths *self, GPtrArray *records, DgColumn column)
{
  g_autofree guint *lengths = g_new (guint, records->len);
  g_autofree guint *sorted = NULL;
  guint width;

  *self = (DgHealthLengths){ .bins = g_array_new (FALSE, FALSE, sizeof (DgHealthBin)) };
  g_array_set_clear_func (self->bins, clear_bin);
  if (records->len == 0)
    return;

  for (guint i = 0; i < records->len; i++)
    {
      DgRecord *record = g_ptr_array_index (records, i);

      lengths[i] = (guint) g_utf8_strlen (column == DG_COLUMN_INPUT ? dg_record_get_input (record)
                                                                    : dg_record_get_answer (record),
                                          -1);
    }
  sorted = g_memdup2 (lengths, records->len * sizeof (guint));
  qsort (sorted, records->len, sizeof (guint), compare_lengths);
  self->shortest = sorted[0];
  self->median = sorted[(records->len - 1) / 2];
  self->longest = sorted[records->len - 1];
  add_bins (self, sorted[(guint) ((guint64) (records->len - 1) * USUAL_PERCENT / 100)]);

  /* the first bin has the width of all but the last */
  width = g_array_index (self->bins, DgHealthBin, 0).to - g_array_index (self->bins, DgHealthBin, 0).from + 1;
  for (guint i = 0; i < records->len; i++)
    {
      guint bin = (lengths[i] - g_array_index (self->bins, DgHealthBin, 0).from) / width;
      guint number = i + 1;

      g_array_append_val (g_array_index (self->bins, DgHealthBin, MIN (bin, self->bins->len - 1)).numbers, number);
    }
}

/*
 * dg_health_lengths_clear:
 * @self: lengths, all zero or initialised
 */
void
dg_health_lengths_clear (DgHealthLengths *self)
{
  g_clear_pointer (&self->bins, g_array_unref);
}

/* --- labels --- */

static DgHealthLabel *
new_label (const char *text)
{
  DgHealthLabel *label = g_new0 (DgHealthLabel, 1);

  label->text = g_strdup (text);
  label->numbers = g_array_new (FALSE, FALSE, sizeof (guint));

  return label;
}

static void
free_label (DgHealthLabel *label)
{
  g_free (label->text);
  g_array_unref (label->numbers);
  g_free (label);
}

static void
free_labels (DgHealthLabels *labels)
{
  g_free (labels->field);
  g_ptr_array_unref (labels->labels);
  g_array_unref (labels->others);
  g_array_unref (labels->without);
  g_free (labels);
}

static DgHealthLabels *
new_labels (DgRecordCheck *check, guint field)
{
  DgHealthLabels *labels = g_new0 (DgHealthLabels, 1);
  const char *const *known = dg_record_check_get_labels (check, field);

  labels->field = g_strdup (dg_record_check_get_label_field (check, field));
  labels->labels = g_ptr_array_new_with_free_func ((GDestroyNotify) free_label);
  labels->others = g_array_new (FALSE, FALSE, sizeof (guint));
  labels->without = g_array_new (FALSE, FALSE, sizeof (guint));
  for (guint i = 0; known != NULL && known[i] != NULL; i++)
    g_ptr_array_add (labels->labels, new_label (known[i]));

  return labels;
}

static void
count_label (DgHealthLabels *labels, GHashTable *index, const char *text, guint number)
{
  DgHealthLabel *label = text != NULL ? g_hash_table_lookup (index, text) : NULL;

  if (text == NULL)
    {
      g_array_append_val (labels->without, number);
      return;
    }
  if (label == NULL)
    {
      label = new_label (text);
      g_ptr_array_add (labels->labels, label);
      g_hash_table_insert (index, label->text, label);
    }
  g_array_append_val (label->numbers, number);
}

static int
compare_labels (gconstpointer a, gconstpointer b)
{
  const DgHealthLabel *x = *(DgHealthLabel *const *) a, *y = *(DgHealthLabel *const *) b;

  if (x->numbers->len != y->numbers->len)
    return x->numbers->len > y->numbers->len ? -1 : 1;

  return g_strcmp0 (x->text, y->text);
}

static int
compare_numbers (gconstpointer a, gconstpointer b)
{
  return compare_lengths (a, b);
}

static void
sort_labels (DgHealthLabels *labels)
{
  g_ptr_array_sort (labels->labels, compare_labels);
  for (guint i = DG_HEALTH_MAX_LABELS; i < labels->labels->len; i++)
    {
      GArray *numbers = ((DgHealthLabel *) g_ptr_array_index (labels->labels, i))->numbers;

      g_array_append_vals (labels->others, numbers->data, numbers->len);
    }
  g_array_sort (labels->others, compare_numbers);
  if (labels->labels->len > DG_HEALTH_MAX_LABELS)
    g_ptr_array_set_size (labels->labels, DG_HEALTH_MAX_LABELS);
}

static GHashTable *
index_labels (DgHealthLabels *labels)
{
  GHashTable *index = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < labels->labels->len; i++)
    {
      DgHealthLabel *label = g_ptr_array_index (labels->labels, i);

      g_hash_table_insert (index, label->text, label);
    }

  return index;
}

/*
 * dg_health_count_labels:
 * @check: how the records should look
 * @records: (element-type DgRecord): records in their order
 * @cancellable: (nullable): a cancellable; what is returned when it is cancelled is of no use
 *
 * Returns: (transfer full) (element-type DgHealthLabels): for each field with labels how often each comes
 */
GPtrArray *
dg_health_count_labels (DgRecordCheck *check, GPtrArray *records, GCancellable *cancellable)
{
  GPtrArray *all = g_ptr_array_new_with_free_func ((GDestroyNotify) free_labels);
  g_autoptr (GPtrArray) indices = g_ptr_array_new_with_free_func ((GDestroyNotify) g_hash_table_unref);
  guint n_fields = dg_record_check_get_n_label_fields (check);

  for (guint f = 0; f < n_fields; f++)
    {
      g_ptr_array_add (all, new_labels (check, f));
      g_ptr_array_add (indices, index_labels (g_ptr_array_index (all, f)));
    }
  for (guint i = 0; n_fields > 0 && i < records->len && !g_cancellable_is_cancelled (cancellable); i++)
    {
      g_autoptr (GPtrArray) labels =
          dg_record_check_dup_labels (check, dg_record_get_answer (g_ptr_array_index (records, i)));

      for (guint f = 0; f < n_fields; f++)
        count_label (g_ptr_array_index (all, f), g_ptr_array_index (indices, f), g_ptr_array_index (labels, f), i + 1);
    }
  for (guint f = 0; f < n_fields; f++)
    sort_labels (g_ptr_array_index (all, f));

  return all;
}
