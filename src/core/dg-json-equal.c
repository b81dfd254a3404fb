/* dg-json-equal.c: whether two JSON values mean the same
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <string.h>

#include "dg-json-private.h"

typedef struct
{
  guint a;
  guint b;
} Pair;

/*
 * Pairs of values that still have to be compared lie in an array, so that depth costs no stack.
 */
typedef struct
{
  DgJsonDocument *a;  /* (unowned) */
  DgJsonDocument *b;  /* (unowned) */
  GArray *pairs;      /* (unowned) (element-type Pair) */
  GArray *members[2]; /* (unowned) (element-type DgJsonMember): scratch space */
} Comparison;

static gboolean
sources_equal (Comparison *comparison, const DgJsonNode *a, const DgJsonNode *b)
{
  gsize length = a->end - a->start;

  return b->end - b->start == length &&
         memcmp (comparison->a->text + a->start, comparison->b->text + b->start, length) == 0;
}

static gboolean
numbers_equal (Comparison *comparison, const DgJsonNode *a, const DgJsonNode *b)
{
  DgJsonDecimal left, right;

  /* Also where exponents too long to be kept are the same. */
  if (sources_equal (comparison, a, b))
    return TRUE;

  dg_json_decimal_init (&left, comparison->a->text + a->start, a->end - a->start);
  dg_json_decimal_init (&right, comparison->b->text + b->start, b->end - b->start);
  return dg_json_decimal_equal (&left, &right);
}

static gboolean
strings_equal (Comparison *comparison, const DgJsonNode *a, const DgJsonNode *b)
{
  g_autofree char *left = NULL;
  g_autofree char *right = NULL;

  if (!a->escaped && !b->escaped)
    return sources_equal (comparison, a, b);

  left = dg_json_text_decode (comparison->a->text + a->start + 1, a->end - a->start - 2, NULL);
  right = dg_json_text_decode (comparison->b->text + b->start + 1, b->end - b->start - 2, NULL);
  return strcmp (left, right) == 0;
}

static void
push_elements (Comparison *comparison, Pair arrays)
{
  guint end = dg_json_document_get_node (comparison->a, arrays.a)->skip;
  Pair pair = { .a = arrays.a + 1, .b = arrays.b + 1 };

  while (pair.a < end)
    {
      g_array_append_val (comparison->pairs, pair);
      pair.a = dg_json_document_get_node (comparison->a, pair.a)->skip;
      pair.b = dg_json_document_get_node (comparison->b, pair.b)->skip;
    }
}

/* Returns FALSE if the objects don't have the same names. */
static gboolean
push_members (Comparison *comparison, Pair objects)
{
  dg_json_members_collect (comparison->members[0], comparison->a, objects.a);
  dg_json_members_collect (comparison->members[1], comparison->b, objects.b);

  for (guint i = 0; i < comparison->members[0]->len; i++)
    {
      DgJsonMember *left = &g_array_index (comparison->members[0], DgJsonMember, i);
      DgJsonMember *right = &g_array_index (comparison->members[1], DgJsonMember, i);
      Pair pair = { .a = left->node, .b = right->node };

      if (dg_json_member_compare_names (left, right) != 0)
        return FALSE;
      g_array_append_val (comparison->pairs, pair);
    }
  return TRUE;
}

/* What is inside containers is left for later. */
static gboolean
compare_pair (Comparison *comparison, Pair pair)
{
  const DgJsonNode *a = dg_json_document_get_node (comparison->a, pair.a);
  const DgJsonNode *b = dg_json_document_get_node (comparison->b, pair.b);

  if (a->type != b->type || a->length != b->length)
    return FALSE;

  switch ((DgJsonType) a->type)
    {
    case DG_JSON_NUMBER:
      return numbers_equal (comparison, a, b);
    case DG_JSON_STRING:
      return strings_equal (comparison, a, b);
    case DG_JSON_ARRAY:
      push_elements (comparison, pair);
      return TRUE;
    case DG_JSON_OBJECT:
      return push_members (comparison, pair);
    case DG_JSON_NULL:
    case DG_JSON_BOOLEAN:
    default:
      return sources_equal (comparison, a, b);
    }
}

/**
 * dg_json_value_equal:
 * @a: a value
 * @b: another, of the same document or not
 *
 * Compares what two values mean: the order of an object's members doesn't count, nor how a string is escaped or a
 * number is spelled. Numbers are compared by their exact decimal value: `1`, `1.0` and `10e-1` are equal, `0.1` and
 * `0.10000000000000001` are not. Only if an exponent has more than 18 digits have both to be spelled the same.
 *
 * Returns: whether they mean the same
 */
gboolean
dg_json_value_equal (DgJsonValue a, DgJsonValue b)
{
  g_autoptr (GArray) pairs = g_array_new (FALSE, FALSE, sizeof (Pair));
  g_autoptr (GArray) left = dg_json_members_new ();
  g_autoptr (GArray) right = dg_json_members_new ();
  Comparison comparison = { .a = a.document, .b = b.document, .pairs = pairs, .members = { left, right } };
  Pair pair = { .a = a.node, .b = b.node };

  g_return_val_if_fail (dg_json_value_is_valid (a), FALSE);
  g_return_val_if_fail (dg_json_value_is_valid (b), FALSE);

  g_array_append_val (pairs, pair);
  while (pairs->len > 0)
    {
      pair = g_array_index (pairs, Pair, pairs->len - 1);
      g_array_set_size (pairs, pairs->len - 1);
      if (!compare_pair (&comparison, pair))
        return FALSE;
    }
  return TRUE;
}
