/* dg-outline-edge.c: the edge cases of an outline
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "dg-outline-answers.h"
#include "dg-outline-edge.h"
#include "dg-outline-pairs.h"
#include "dg-words.h"

/* Of a hundred records, how many are no edge case. */
#define PLAIN_DEFAULT 70.0
#define PLAIN_LEAST 50.0
#define PLAIN_MOST 90.0

/* A dimension that is made here has at most so many edge cases. */
#define MAX_EDGES 8

#define VALUE_CHARACTERS 160

static DgDimensionValue *
get_value (const DgDimension *dimension, guint position)
{
  return g_ptr_array_index (dimension->values, position);
}

/* --- from the requirements --- */

static void
add_points (DgDimension *dimension, char **points)
{
  for (guint i = 0; points[i] != NULL && dimension->values->len < MAX_EDGES; i++)
    {
      g_autofree char *point = dg_words_shorten (points[i], VALUE_CHARACTERS);
      gboolean there = FALSE;

      for (guint v = 0; v < dimension->values->len; v++)
        there = there || g_str_equal (get_value (dimension, v)->value, point);
      if (!there)
        dg_dimension_add_value (dimension, point, 1.0);
    }
}

static DgDimension *
make_edges (DgOutline *outline, DgChecklist *checklist, guint *last_id)
{
  DgDimension *dimension = dg_dimension_new ("edge case");

  dimension->kind = DG_DIMENSION_EDGE;
  for (guint part = 0; part < dg_item_get_info (DG_ITEM_EDGE_CASES)->n_parts; part++)
    {
      g_auto (GStrv) points = dg_checklist_dup_points (checklist, DG_ITEM_EDGE_CASES, part);

      if (g_strcmp0 (points[0], DG_LEFT_TO_MODEL) != 0)
        add_points (dimension, points);
    }
  for (guint i = 0; i < dimension->values->len; i++)
    get_value (dimension, i)->id = ++*last_id;
  g_ptr_array_add (outline->dimensions, dimension);

  return dimension;
}

/* --- the plain case --- */

static gboolean
is_called_plain (const char *value)
{
  static const char *const names[] = { "plain",        "none",    "ordinary",   "normal",        "regular", "standard",
                                       "no edge case", "no edge", "plain case", "ordinary case", NULL };
  g_autofree char *folded = dg_words_fold (value);

  return g_strv_contains (names, folded);
}

static double
sum_weights (const DgDimension *dimension)
{
  double sum = 0.0;

  for (guint i = 0; i < dimension->values->len; i++)
    sum += get_value (dimension, i)->weight;

  return sum;
}

/* In other languages it has other names, but it comes first and is what most records are. */
static gboolean
find_plain (const DgDimension *dimension, guint *position)
{
  for (*position = 0; *position < dimension->values->len; (*position)++)
    if (is_called_plain (get_value (dimension, *position)->value))
      return TRUE;

  *position = 0;

  return dimension->values->len > 1 && get_value (dimension, 0)->weight * 2.0 > sum_weights (dimension);
}

static void
put_plain_first (DgDimension *dimension, guint *last_id)
{
  guint position;

  if (!find_plain (dimension, &position))
    {
      position = dimension->values->len;
      dg_dimension_add_value (dimension, "plain", PLAIN_DEFAULT)->id = ++*last_id;
    }
  g_ptr_array_insert (dimension->values, 0, g_ptr_array_steal_index (dimension->values, position));
}

/* Weights become records of a hundred: those of the edge cases share what the plain case leaves. */
static void
balance (DgDimension *dimension)
{
  DgDimensionValue *plain = get_value (dimension, 0);
  double edges = sum_weights (dimension) - plain->weight;
  double share = plain->weight >= PLAIN_LEAST ? plain->weight : 100.0 * plain->weight / (plain->weight + edges);

  plain->weight = CLAMP (share, PLAIN_LEAST, PLAIN_MOST);
  for (guint i = 1; i < dimension->values->len; i++)
    get_value (dimension, i)->weight *= (100.0 - plain->weight) / edges;
}

/* An answer needs no edge case to come up. */
static void
remove_labels (DgOutline *outline, DgDimension *dimension, const char *const *labels)
{
  for (guint i = dimension->values->len; i > 0; i--)
    if (dg_outline_find_label (labels, get_value (dimension, i - 1)->value) != NULL)
      dg_outline_remove_value (outline, get_value (dimension, i - 1)->id);
}

/**
 * dg_outline_settle_edges:
 * @outline: an outline with at most one edge dimension
 * @checklist: the requirements
 * @labels: (nullable) (array zero-terminated=1): the answers there are, when they are a closed set
 * @last_id: (inout): the largest id given to a value
 *
 * Sees to it that there is an edge dimension, made of the requirements where the outline has none, whose first value is
 * the plain case, with a weight from 50 to 90 of 100.
 */
void
dg_outline_settle_edges (DgOutline *outline, DgChecklist *checklist, const char *const *labels, guint *last_id)
{
  g_return_if_fail (outline != NULL && DG_IS_CHECKLIST (checklist) && last_id != NULL);

  DgDimension *dimension = dg_outline_find_kind (outline, DG_DIMENSION_EDGE);

  if (dimension == NULL)
    dimension = make_edges (outline, checklist, last_id);
  remove_labels (outline, dimension, labels);
  put_plain_first (dimension, last_id);
  balance (dimension);
}
