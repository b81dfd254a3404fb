/* dg-outline-read.c: makes an outline of what a model proposed
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/*
 * Nothing of the reply is taken on trust. Values get ids of their own, counted from 1, and pairs are read against the
 * ids that the model gave; the answers are what the requirements say; there is an edge dimension, it comes last, and
 * plain cases are its first value.
 */

#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "dg-outline-answers.h"
#include "dg-outline-call-private.h"
#include "dg-outline-edge.h"
#include "dg-outline-pairs.h"
#include "dg-reply.h"
#include "dg-words.h"

#define MAX_DIMENSIONS 8
#define MAX_VALUES 12
#define MAX_PAIRS 64
#define MAX_SEEDS 60
#define MAX_WEIGHT 100
#define MIN_WAYS 2
#define MAX_WAYS 4

/* While reading, so that a reply of nothing but names costs little. */
#define MAX_DIMENSIONS_READ 32

#define NAME_CHARACTERS 60
#define VALUE_CHARACTERS 160
#define WAY_CHARACTERS 120

typedef struct
{
  gint64 given; /* the model's id */
  guint id;     /* ours */
} GivenId;

typedef struct
{
  DgOutline *outline; /* (unowned) */
  GArray *given;      /* (unowned) (element-type GivenId) */
  guint last_id;
} Reader;

/* --- rows --- */

static DgDimension *
find_dimension (Reader *self, const char *name)
{
  for (guint i = 0; i < self->outline->dimensions->len; i++)
    if (dg_words_are_same (dg_outline_get_dimension (self->outline, i)->name, name))
      return dg_outline_get_dimension (self->outline, i);

  return NULL;
}

static DgDimension *
ensure_dimension (Reader *self, DgJsonValue row)
{
  g_autofree char *name = dg_reply_dup_text (row, "dimension", NAME_CHARACTERS);
  g_autofree char *kind = dg_reply_dup_text (row, "kind", NAME_CHARACTERS);
  DgDimension *dimension = *name != '\0' ? find_dimension (self, name) : NULL;

  if (dimension != NULL || *name == '\0' || self->outline->dimensions->len >= MAX_DIMENSIONS_READ)
    return dimension;

  dimension = dg_dimension_new (name);
  dg_dimension_kind_from_id (kind, &dimension->kind);
  g_ptr_array_add (self->outline->dimensions, dimension);

  return dimension;
}

/* “other” is no value: a record cannot be written from it. An edge of “none” is the plain case. */
static gboolean
says_nothing (const DgDimension *dimension, const char *value)
{
  static const char *const empty_values[] = { "other", "others", "mixed", "various", NULL };
  g_autofree char *folded = dg_words_fold (value);

  if (g_strv_contains (empty_values, folded))
    return TRUE;

  return g_str_equal (folded, "none") && dimension->kind != DG_DIMENSION_EDGE && dimension->kind != DG_DIMENSION_ANSWER;
}

static DgDimensionValue *
find_value (const DgDimension *dimension, const char *value)
{
  for (guint i = 0; i < dimension->values->len; i++)
    if (dg_words_are_same (dg_dimension_get_value (dimension, i)->value, value))
      return dg_dimension_get_value (dimension, i);

  return NULL;
}

static void
read_ways (DgJsonValue row, GPtrArray *ways)
{
  g_autofree char *text = NULL;
  g_auto (GStrv) parts = NULL;

  if (!dg_json_object_lookup_string (row, "ways", &text))
    return;

  parts = g_strsplit_set (text, ";|\n\r", MAX_WAYS * 4);
  for (guint i = 0; parts[i] != NULL && ways->len < MAX_WAYS; i++)
    {
      g_autofree char *way = dg_words_shorten (g_strstrip (parts[i]), WAY_CHARACTERS);

      if (*way != '\0' && !g_ptr_array_find_with_equal_func (ways, way, g_str_equal, NULL))
        g_ptr_array_add (ways, g_steal_pointer (&way));
    }
  /* a single way would be the only way */
  if (ways->len < MIN_WAYS)
    g_ptr_array_set_size (ways, 0);
}

static double
read_weight (DgJsonValue row)
{
  DgJsonValue value;
  double weight = 0.0;

  if (dg_json_object_lookup (row, "weight", &value) && dg_json_value_get_value_type (value) == DG_JSON_NUMBER)
    weight = dg_json_value_get_double (value);

  return CLAMP (weight, 1.0, MAX_WEIGHT);
}

static void
read_row (Reader *self, DgJsonValue row, const char *const *labels)
{
  DgDimension *dimension = ensure_dimension (self, row);
  g_autofree char *text = dg_reply_dup_text (row, "value", VALUE_CHARACTERS);
  GivenId given = { dg_reply_get_number (row, "id"), 0 };
  DgDimensionValue *value;

  if (dimension == NULL || *text == '\0' || (says_nothing (dimension, text) && !dg_outline_find_label (labels, text)))
    return;

  value = find_value (dimension, text);
  if (value == NULL && dimension->values->len < (labels != NULL ? DG_OUTLINE_MAX_LABELS : MAX_VALUES))
    {
      value = dg_dimension_add_value (dimension, text, read_weight (row));
      value->id = ++self->last_id;
      /* a language shows in every word */
      if (dimension->kind != DG_DIMENSION_LANGUAGE)
        read_ways (row, value->ways);
    }
  if (value == NULL)
    return;
  given.id = value->id;
  g_array_append_val (self->given, given);
}

/* --- dimensions --- */

static guint
count_given (DgOutline *outline)
{
  guint n = 0;

  for (guint i = 0; i < outline->dimensions->len; i++)
    n += dg_outline_get_dimension (outline, i)->values->len > 1;

  return n;
}

/* What has a single value does not vary. */
static void
remove_constants (DgOutline *outline)
{
  for (guint i = outline->dimensions->len; i > 0; i--)
    {
      DgDimension *dimension = dg_outline_get_dimension (outline, i - 1);

      if (dimension->values->len < 2 && dimension->kind != DG_DIMENSION_EDGE)
        g_ptr_array_remove_index (outline->dimensions, i - 1);
    }
}

/* One of each: a line cannot have two answers or two edge cases. */
static void
keep_one_of_kind (DgOutline *outline, DgDimensionKind kind)
{
  DgDimension *first = dg_outline_find_kind (outline, kind);

  for (guint i = 0; i < outline->dimensions->len; i++)
    {
      DgDimension *dimension = dg_outline_get_dimension (outline, i);

      if (dimension != first && dimension->kind == kind)
        dimension->kind = DG_DIMENSION_OTHER;
    }
}

static void
remove_surplus (DgOutline *outline)
{
  for (guint i = outline->dimensions->len; i > 0 && outline->dimensions->len > MAX_DIMENSIONS; i--)
    {
      DgDimensionKind kind = dg_outline_get_dimension (outline, i - 1)->kind;

      if (kind != DG_DIMENSION_ANSWER && kind != DG_DIMENSION_EDGE)
        g_ptr_array_remove_index (outline->dimensions, i - 1);
    }
}

static void
move_to (DgOutline *outline, DgDimensionKind kind, int position)
{
  DgDimension *dimension = dg_outline_find_kind (outline, kind);
  guint from;

  if (dimension != NULL && g_ptr_array_find (outline->dimensions, dimension, &from))
    g_ptr_array_insert (outline->dimensions, position, g_ptr_array_steal_index (outline->dimensions, from));
}

/* --- pairs --- */

/*
 * Two values of the same given id are told apart by the other end of the pair; where that leaves a choice, the pair may
 * mean either, and a wrong one would bend the whole dataset.
 */
static gboolean
resolve_pair (Reader *self, gint64 given_a, gint64 given_b, DgPair *pair)
{
  guint n_found = 0;

  for (guint i = 0; i < self->given->len; i++)
    for (guint j = 0; j < self->given->len; j++)
      {
        const GivenId *a = &g_array_index (self->given, GivenId, i);
        const GivenId *b = &g_array_index (self->given, GivenId, j);
        DgDimension *dimension_a = NULL;
        DgDimension *dimension_b = NULL;

        if (a->given != given_a || b->given != given_b)
          continue;
        if (dg_outline_find_value (self->outline, a->id, &dimension_a) == NULL ||
            dg_outline_find_value (self->outline, b->id, &dimension_b) == NULL || dimension_a == dimension_b)
          continue;
        pair->a = a->id;
        pair->b = b->id;
        n_found++;
      }

  return n_found == 1;
}

static gboolean
read_rule (DgJsonValue row, DgPairRule *rule)
{
  g_autofree char *text = dg_reply_dup_text (row, "rule", NAME_CHARACTERS);

  *rule = g_str_equal (text, "only") ? DG_PAIR_ONLY : DG_PAIR_NEVER;

  return g_str_equal (text, "only") || g_str_equal (text, "never");
}

/* Of two values that are said to go together and not to, nothing is known. */
static void
drop_contradictions (DgOutline *outline)
{
  g_autoptr (GArray) kept = g_array_new (FALSE, FALSE, sizeof (DgPair));

  for (guint i = 0; i < outline->pairs->len; i++)
    {
      const DgPair *pair = &g_array_index (outline->pairs, DgPair, i);
      gboolean contradicted = FALSE;

      for (guint j = 0; j < outline->pairs->len; j++)
        {
          const DgPair *other = &g_array_index (outline->pairs, DgPair, j);

          contradicted = contradicted || (other->rule != pair->rule && ((other->a == pair->a && other->b == pair->b) ||
                                                                        (other->a == pair->b && other->b == pair->a)));
        }
      if (!contradicted)
        g_array_append_val (kept, *pair);
    }
  g_array_set_size (outline->pairs, 0);
  if (kept->len > 0)
    g_array_append_vals (outline->pairs, kept->data, kept->len);
}

static void
read_pairs (Reader *self, DgJsonValue reply)
{
  DgJsonValue row;
  DgJsonIter rows;

  dg_reply_find_rows (reply, "pairs", &rows);
  while (self->outline->pairs->len < MAX_PAIRS && dg_json_iter_next (&rows, NULL, &row))
    {
      gint64 a = dg_reply_get_number (row, "a");
      gint64 b = dg_reply_get_number (row, "b");
      DgPair pair = { 0 };

      if (a > 0 && b > 0 && read_rule (row, &pair.rule) && resolve_pair (self, a, b, &pair))
        dg_outline_add_pair (self->outline, pair.a, pair.b, pair.rule);
    }

  drop_contradictions (self->outline);
  dg_outline_repair (self->outline, DG_OUTLINE_DROP_PAIRS);
}

/* So that people and later calls meet small numbers in order. */
static void
renumber (DgOutline *outline)
{
  g_autoptr (GHashTable) ids = g_hash_table_new (NULL, NULL);
  guint next = 0;

  for (guint d = 0; d < outline->dimensions->len; d++)
    for (guint v = 0; v < dg_outline_get_dimension (outline, d)->values->len; v++)
      {
        DgDimensionValue *value = dg_dimension_get_value (dg_outline_get_dimension (outline, d), v);

        g_hash_table_insert (ids, GUINT_TO_POINTER (value->id), GUINT_TO_POINTER (++next));
        value->id = next;
      }
  for (guint i = 0; i < outline->pairs->len; i++)
    {
      DgPair *pair = &g_array_index (outline->pairs, DgPair, i);

      pair->a = GPOINTER_TO_UINT (g_hash_table_lookup (ids, GUINT_TO_POINTER (pair->a)));
      pair->b = GPOINTER_TO_UINT (g_hash_table_lookup (ids, GUINT_TO_POINTER (pair->b)));
    }
}

/**
 * dg_outline_call_read:
 * @checklist: the requirements
 * @format: the format of the records
 * @reply: the input of the tool call
 * @error: return location for an error
 *
 * Returns: (transfer full) (nullable): an outline whose last dimension is the edge cases, plain ones first; %NULL with
 *   %DG_GENERATOR_ERROR_REPLY when the reply names nothing that varies
 */
DgOutline *
dg_outline_call_read (DgChecklist *checklist, DgRecordFormat *format, DgJsonValue reply, GError **error)
{
  g_return_val_if_fail (DG_IS_CHECKLIST (checklist) && format != NULL, NULL);

  g_autoptr (DgOutline) outline = dg_outline_new ();
  g_autoptr (GArray) given = g_array_new (FALSE, FALSE, sizeof (GivenId));
  const char *const *labels = dg_format_get_labels (dg_record_format_get_answer (format));
  Reader reader = { outline, given, 0 };
  DgJsonValue row;
  DgJsonIter rows;

  dg_reply_find_rows (reply, "values", &rows);
  while (given->len < MAX_DIMENSIONS_READ * MAX_VALUES && dg_json_iter_next (&rows, NULL, &row))
    read_row (&reader, row, labels);
  if (count_given (outline) == 0)
    {
      g_set_error (error, DG_GENERATOR_ERROR, DG_GENERATOR_ERROR_REPLY,
                   _ ("The model proposed nothing that the records could differ in. Try again, or name the dimensions "
                      "in the requirements."));
      return NULL;
    }

  dg_outline_settle_answers (outline, labels, &reader.last_id);
  keep_one_of_kind (outline, DG_DIMENSION_ANSWER);
  keep_one_of_kind (outline, DG_DIMENSION_EDGE);
  dg_outline_settle_edges (outline, checklist, labels, &reader.last_id);
  remove_constants (outline);
  remove_surplus (outline);
  move_to (outline, DG_DIMENSION_ANSWER, 0);
  move_to (outline, DG_DIMENSION_EDGE, -1);
  read_pairs (&reader, reply);
  renumber (outline);
  dg_outline_call_read_seeds (outline, reply, MAX_SEEDS);

  return g_steal_pointer (&outline);
}
