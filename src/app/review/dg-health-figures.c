/* dg-health-figures.c: what a dataset is like, as charts and words
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "dg-health-figures.h"

#include <glib/gi18n.h>

#include "dg-health-item.h"

/* So many numbers of records are named one by one. */
#define MAX_NUMBERS 8

/* --- labels --- */

/**
 * dg_health_dup_labels_title:
 * @labels: the labels of a field
 *
 * Returns: (transfer full): what their card is called
 */
char *
dg_health_dup_labels_title (const DgHealthLabels *labels)
{
  g_return_val_if_fail (labels != NULL, NULL);

  if (labels->field == NULL)
    return g_strdup (_ ("Labels"));

  /* Translators: %s is a field of the answers, like “category” */
  return g_strdup_printf (_ ("Labels in “%s”"), labels->field);
}

static void
add_label (DgChart *chart, const char *text, const char *title, GArray *numbers, guint n_records)
{
  double share = n_records > 0 ? (double) numbers->len / n_records : 0.0;
  /* Translators: a label, how many records have it, and what share of all that is */
  g_autofree char *words =
      g_strdup_printf (ngettext ("%s: %'u record, %.0f %%", "%s: %'u records, %.0f %%", numbers->len), text,
                       numbers->len, share * 100);
  const DgChartFigure figure = {
    .text = text,
    .words = words,
    .title = title,
    .numbers = numbers,
    .n = numbers->len,
    .share = share,
    .row = dg_chart_get_parts (chart)->len,
  };

  dg_chart_add (chart, &figure);
}

static guint
count_empty (const DgHealthLabels *labels)
{
  guint n = 0;

  for (guint i = 0; i < labels->labels->len; i++)
    n += ((DgHealthLabel *) g_ptr_array_index (labels->labels, i))->numbers->len == 0;

  return n;
}

/**
 * dg_health_show_labels:
 * @labels: the labels of a field
 * @n_records: how many records the dataset has
 * @chart: gets a part for each label
 *
 * Returns: (transfer full): what is to be said about them
 */
char *
dg_health_show_labels (const DgHealthLabels *labels, guint n_records, DgChart *chart)
{
  g_return_val_if_fail (labels != NULL && DG_IS_CHART (chart), NULL);

  guint n_empty = count_empty (labels);
  g_autofree char *name = dg_health_dup_labels_title (labels);

  dg_chart_clear (chart);
  for (guint i = 0; i < labels->labels->len; i++)
    {
      const DgHealthLabel *label = g_ptr_array_index (labels->labels, i);
      g_autofree char *title = g_strdup_printf (_ ("label “%s”"), label->text);

      add_label (chart, label->text, title, label->numbers, n_records);
    }
  if (labels->others->len > 0)
    add_label (chart, _ ("Other labels"), _ ("other labels"), labels->others, n_records);
  if (labels->without->len > 0)
    add_label (chart, _ ("No label"), _ ("no label"), labels->without, n_records);
  dg_chart_describe (chart, name, NULL);

  if (n_empty > 0)
    return g_strdup_printf (ngettext ("%'u label was agreed and has no record",
                                      "%'u labels were agreed and have no record", n_empty),
                            n_empty);

  return g_strdup_printf (ngettext ("%'u label", "%'u labels", labels->labels->len), labels->labels->len);
}

/* --- lengths --- */

static void
add_bin (DgChart *chart, const DgHealthBin *bin, DgColumn column)
{
  /* Translators: two lengths */
  g_autofree char *range = bin->from == bin->to
                               ? g_strdup_printf (ngettext ("%'u character", "%'u characters", bin->to), bin->to)
                               : g_strdup_printf (_ ("%'u to %'u characters"), bin->from, bin->to);
  g_autofree char *text = g_strdup_printf ("%'u", bin->from);
  /* Translators: a range of lengths, and how many records are in it */
  g_autofree char *words =
      g_strdup_printf (ngettext ("%s: %'u record", "%s: %'u records", bin->numbers->len), range, bin->numbers->len);
  g_autofree char *title = g_strdup_printf (column == DG_COLUMN_INPUT ? _ ("input of %s") : _ ("answer of %s"), range);
  const DgChartFigure figure = {
    .text = text,
    .words = words,
    .title = title,
    .numbers = bin->numbers,
    .n = bin->numbers->len,
    .share = -1.0,
    .column = dg_chart_get_parts (chart)->len,
  };

  dg_chart_add (chart, &figure);
}

/**
 * dg_health_show_lengths:
 * @lengths: how long the texts are
 * @column: which texts
 * @chart: gets a part for each bin
 *
 * Returns: (transfer full): what is to be said about them
 */
char *
dg_health_show_lengths (const DgHealthLengths *lengths, DgColumn column, DgChart *chart)
{
  g_return_val_if_fail (lengths != NULL && DG_IS_CHART (chart), NULL);

  g_autofree char *summary =
      lengths->shortest == lengths->longest
          ? g_strdup_printf (ngettext ("All have %'u character", "All have %'u characters", lengths->longest),
                             lengths->longest)
          : g_strdup_printf (_ ("%'u to %'u characters, half of them at most %'u"), lengths->shortest, lengths->longest,
                             lengths->median);
  g_autoptr (GString) words = g_string_new (summary);

  dg_chart_clear (chart);
  for (guint i = 0; i < lengths->bins->len; i++)
    add_bin (chart, &g_array_index (lengths->bins, DgHealthBin, i), column);
  for (guint i = 0; i < lengths->bins->len; i++)
    g_string_append_printf (words, "; %s",
                            dg_chart_part_get_figure (g_ptr_array_index (dg_chart_get_parts (chart), i))->words);
  dg_chart_describe (chart, column == DG_COLUMN_INPUT ? _ ("Length of Inputs") : _ ("Length of Answers"), words->str);

  return g_steal_pointer (&summary);
}

/* --- duplicates --- */

static char *
dup_numbers_text (GArray *numbers)
{
  g_autoptr (GString) text = g_string_new (NULL);
  guint n_named = MIN (numbers->len, MAX_NUMBERS);

  for (guint i = 0; i < n_named; i++)
    g_string_append_printf (text, "%s%'u", i > 0 ? ", " : "", g_array_index (numbers, guint, i));
  if (numbers->len > n_named)
    /* Translators: after a list of numbers */
    g_string_append_printf (text, _ (" and %'u more"), numbers->len - n_named);

  return g_strdup_printf (ngettext ("Record %s", "Records %s", numbers->len), text->str);
}

static const char *
get_kind_text (DgDuplicateKind kind)
{
  switch (kind)
    {
    case DG_DUPLICATE_CONFLICT:
      return _ ("The same input with different answers");
    case DG_DUPLICATE_SAME:
      return _ ("The same input and answer");
    case DG_DUPLICATE_ALIKE:
    default:
      return _ ("Nearly the same input");
    }
}

/**
 * dg_health_new_duplicates:
 * @health: what a dataset is like
 *
 * Returns: (transfer full): a list of #DgHealthItem, one for each group of duplicates that is kept
 */
GListModel *
dg_health_new_duplicates (const DgDatasetHealth *health)
{
  g_return_val_if_fail (health != NULL, NULL);

  GListStore *items = g_list_store_new (DG_TYPE_HEALTH_ITEM);

  for (guint i = 0; i < health->groups->len; i++)
    {
      const DgDuplicateGroup *group = g_ptr_array_index (health->groups, i);
      g_autofree char *text = dup_numbers_text (group->numbers);
      g_autoptr (DgHealthItem) item = dg_health_item_new (get_kind_text (group->kind), text, _ ("duplicates"),
                                                          group->numbers, group->kind == DG_DUPLICATE_CONFLICT);

      g_list_store_append (items, item);
    }

  return G_LIST_MODEL (items);
}

/**
 * dg_health_dup_duplicates_summary:
 * @health: what a dataset is like
 *
 * Returns: (transfer full) (nullable): what is to be said about its duplicates; %NULL without any
 */
char *
dg_health_dup_duplicates_summary (const DgDatasetHealth *health)
{
  g_return_val_if_fail (health != NULL, NULL);

  g_autofree char *groups = NULL;
  g_autofree char *records = NULL;

  if (health->n_groups == 0)
    return NULL;

  groups = g_strdup_printf (ngettext ("%'u group", "%'u groups", health->n_groups), health->n_groups);
  records = g_strdup_printf (ngettext ("%'u record could go without a loss", "%'u records could go without a loss",
                                       health->n_duplicates),
                             health->n_duplicates);

  return g_strdup_printf ("%s · %s", groups, records);
}

/* --- problems --- */

/**
 * dg_health_new_problems:
 * @health: what a dataset is like
 *
 * Returns: (transfer full): a list of #DgHealthItem, one for each problem that is kept
 */
GListModel *
dg_health_new_problems (const DgDatasetHealth *health)
{
  g_return_val_if_fail (health != NULL, NULL);

  GListStore *items = g_list_store_new (DG_TYPE_HEALTH_ITEM);

  for (guint i = 0; i < health->problems->len; i++)
    {
      const DgHealthProblem *problem = g_ptr_array_index (health->problems, i);
      g_autoptr (GArray) numbers = g_array_new (FALSE, FALSE, sizeof (guint));
      g_autofree char *where =
          g_strdup_printf (problem->column == DG_COLUMN_INPUT ? _ ("Record %'u, input") : _ ("Record %'u, answer"),
                           problem->number);
      g_autofree char *title = g_strdup_printf (_ ("record %'u"), problem->number);
      g_autoptr (DgHealthItem) item = NULL;

      g_array_append_val (numbers, problem->number);
      item = dg_health_item_new (problem->text, where, title, numbers, FALSE);
      g_list_store_append (items, item);
    }

  return G_LIST_MODEL (items);
}

/**
 * dg_health_dup_problems_summary:
 * @health: what a dataset is like
 *
 * Returns: (transfer full) (nullable): what is to be said about its problems; %NULL without any
 */
char *
dg_health_dup_problems_summary (const DgDatasetHealth *health)
{
  g_return_val_if_fail (health != NULL, NULL);

  g_autofree char *problems = NULL;
  g_autofree char *records = NULL;

  if (health->n_problems == 0)
    return NULL;

  problems = g_strdup_printf (ngettext ("%'u problem", "%'u problems", health->n_problems), health->n_problems);
  records =
      g_strdup_printf (ngettext ("in %'u record", "in %'u records", health->n_with_problems), health->n_with_problems);

  /* Translators: “3 problems in 2 records” */
  return g_strdup_printf (C_ ("health", "%s %s"), problems, records);
}
