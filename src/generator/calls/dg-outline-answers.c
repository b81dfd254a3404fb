/* dg-outline-answers.c: the answers of an outline, where they are labels
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "dg-outline-answers.h"
#include "dg-outline-pairs.h"
#include "dg-words.h"

/* The weight of labels when none was weighed. */
#define MAX_WEIGHT 100

/**
 * dg_outline_find_label:
 * @labels: (nullable) (array zero-terminated=1): a closed set
 * @text: a text
 *
 * Returns: (transfer none) (nullable): the label that @text is, or means in another spelling
 */
const char *
dg_outline_find_label (const char *const *labels, const char *text)
{
  for (guint i = 0; labels != NULL && labels[i] != NULL; i++)
    if (g_str_equal (labels[i], text))
      return labels[i];
  for (guint i = 0; labels != NULL && labels[i] != NULL; i++)
    if (dg_words_are_same (labels[i], text))
      return labels[i];

  return NULL;
}

static gboolean
holds_labels (const DgDimension *dimension, const char *const *labels)
{
  for (guint i = 0; i < dimension->values->len; i++)
    if (dg_outline_find_label (labels, dg_dimension_get_value (dimension, i)->value) == NULL)
      return FALSE;

  return dimension->values->len > 0;
}

static DgDimension *
find_answers (DgOutline *outline, const char *const *labels)
{
  for (guint i = 0; i < outline->dimensions->len; i++)
    if (holds_labels (dg_outline_get_dimension (outline, i), labels))
      return dg_outline_get_dimension (outline, i);

  return dg_outline_find_kind (outline, DG_DIMENSION_ANSWER);
}

/* What is no label goes; a label said twice in other words counts once. */
static void
keep_labels (DgOutline *outline, DgDimension *dimension, const char *const *labels)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < dimension->values->len;)
    {
      DgDimensionValue *value = dg_dimension_get_value (dimension, i);
      const char *label = dg_outline_find_label (labels, value->value);

      if (label == NULL || !g_hash_table_add (seen, (gpointer) label))
        {
          dg_outline_remove_value (outline, value->id);
          continue;
        }
      g_free (value->value);
      value->value = g_strdup (label);
      i++;
    }
}

static void
add_missing_labels (DgDimension *dimension, const char *const *labels, guint *last_id)
{
  double least = MAX_WEIGHT;

  for (guint i = 0; i < dimension->values->len; i++)
    least = MIN (least, dg_dimension_get_value (dimension, i)->weight);

  for (guint i = 0; labels[i] != NULL; i++)
    {
      gboolean there = FALSE;

      for (guint v = 0; v < dimension->values->len; v++)
        there = there || g_str_equal (dg_dimension_get_value (dimension, v)->value, labels[i]);
      if (!there)
        dg_dimension_add_value (dimension, labels[i], least)->id = ++*last_id;
    }
}

/**
 * dg_outline_settle_answers:
 * @outline: an outline
 * @labels: (nullable) (array zero-terminated=1): the answers there are, when they are a closed set
 * @last_id: (inout): the largest id given to a value
 *
 * Sees to it that the dimension of the answers has the labels, all of them, and nothing else. More labels than an
 * outline has room for are left to the run, which deals them evenly by itself.
 */
void
dg_outline_settle_answers (DgOutline *outline, const char *const *labels, guint *last_id)
{
  g_return_if_fail (outline != NULL && last_id != NULL);

  DgDimension *answers;

  if (labels == NULL)
    return;

  answers = find_answers (outline, labels);
  if (g_strv_length ((char **) labels) > DG_OUTLINE_MAX_LABELS)
    {
      g_ptr_array_remove (outline->dimensions, answers);
      return;
    }
  if (answers == NULL)
    {
      answers = dg_dimension_new ("answer");
      g_ptr_array_add (outline->dimensions, answers);
    }
  answers->kind = DG_DIMENSION_ANSWER;
  keep_labels (outline, answers, labels);
  add_missing_labels (answers, labels, last_id);
}
