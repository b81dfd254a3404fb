/* dg-outline-json.c: outlines as JSON text
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "dg-dimension-private.h"
#include "dg-json.h"
#include "dg-outline.h"

/* A plan has no more; a reply or a file that does is none. */
#define MAX_PAIRS 256
#define MAX_SEEDS 1000
#define MAX_WEIGHT 1e6

static gboolean
refuse (DgJsonValue value, GError **error, const char *reason)
{
  g_autofree char *path = dg_json_value_dup_path (value);

  g_set_error (error, DG_OUTLINE_ERROR, DG_OUTLINE_ERROR_INVALID, "%s: %s", path, reason);

  return FALSE;
}

static gboolean
expect_array (DgJsonValue self, const char *name, guint most, DgJsonValue *array, GError **error)
{
  if (!dg_json_object_lookup (self, name, array))
    {
      array->document = NULL;
      return TRUE;
    }
  if (dg_json_value_get_value_type (*array) != DG_JSON_ARRAY || dg_json_value_get_length (*array) > most)
    {
      g_autofree char *reason = g_strdup_printf (_ ("a list of at most %u is wanted here"), most);

      return refuse (*array, error, reason);
    }

  return TRUE;
}

static char *
read_text (DgJsonValue object, const char *name, GError **error)
{
  DgJsonValue value;
  g_autofree char *text = NULL;

  if (dg_json_object_lookup (object, name, &value) && dg_json_value_get_value_type (value) == DG_JSON_STRING)
    text = g_strstrip (dg_json_value_dup_string (value));
  if (text == NULL || *text == '\0')
    {
      g_autofree char *reason = g_strdup_printf (_ ("“%s” must be a text that is not empty"), name);

      refuse (object, error, reason);
      return NULL;
    }

  return g_steal_pointer (&text);
}

static gboolean
read_texts (DgJsonValue object, const char *name, guint most, GPtrArray *texts, GError **error)
{
  DgJsonValue array, element;
  DgJsonIter iter;

  if (!expect_array (object, name, most, &array, error))
    return FALSE;
  if (array.document == NULL)
    return TRUE;

  dg_json_iter_init (&iter, array);
  while (dg_json_iter_next (&iter, NULL, &element))
    {
      g_autofree char *text = NULL;

      if (dg_json_value_get_value_type (element) != DG_JSON_STRING)
        return refuse (element, error, _ ("a text is wanted here"));
      text = g_strstrip (dg_json_value_dup_string (element));
      if (*text != '\0')
        g_ptr_array_add (texts, g_steal_pointer (&text));
    }

  return TRUE;
}

static gboolean
read_value (DgDimension *dimension, DgJsonValue object, GError **error)
{
  g_autofree char *text = NULL;
  DgDimensionValue *entry;
  DgJsonValue member;
  double weight = 1.0;
  gint64 id = 0;

  if (dg_json_value_get_value_type (object) != DG_JSON_OBJECT)
    return refuse (object, error, _ ("a value has “value”, “weight” and may have “ways”"));
  text = read_text (object, "value", error);
  if (text == NULL)
    return FALSE;
  if (dg_json_object_lookup (object, "weight", &member))
    weight = dg_json_value_get_value_type (member) == DG_JSON_NUMBER ? dg_json_value_get_double (member) : 0.0;
  if (!(weight > 0.0 && weight <= MAX_WEIGHT))
    return refuse (object, error, _ ("“weight” must be a number above 0"));
  if (dg_json_object_lookup (object, "id", &member) &&
      (!dg_json_value_get_int64 (member, &id) || id < 1 || id > G_MAXINT))
    return refuse (member, error, _ ("an id is a number from 1 on"));

  entry = dg_dimension_add_value (dimension, text, weight);
  entry->id = (guint) id;

  return read_texts (object, "ways", DG_MAX_WAYS, entry->ways, error);
}

static gboolean
read_kind (DgDimension *dimension, DgJsonValue object, GError **error)
{
  g_autofree char *kind = NULL;
  DgJsonValue member;

  if (!dg_json_object_lookup (object, "kind", &member))
    return TRUE;
  if (dg_json_value_get_value_type (member) == DG_JSON_STRING)
    kind = dg_json_value_dup_string (member);

  return dg_dimension_kind_from_id (kind, &dimension->kind) ||
         refuse (object, error, _ ("“kind” is not a kind of dimension"));
}

static gboolean
read_dimension (DgOutline *self, DgJsonValue object, GError **error)
{
  g_autoptr (DgDimension) dimension = NULL;
  g_autofree char *name = NULL;
  DgJsonValue values, element;
  DgJsonIter iter;

  if (dg_json_value_get_value_type (object) != DG_JSON_OBJECT)
    return refuse (object, error, _ ("a dimension has “name” and “values”"));
  name = read_text (object, "name", error);
  if (name == NULL || !expect_array (object, "values", DG_MAX_DIMENSION_VALUES, &values, error))
    return FALSE;
  if (values.document == NULL || dg_json_value_get_length (values) == 0)
    return refuse (object, error, _ ("a dimension has at least one value"));

  dimension = dg_dimension_new (name);
  if (!read_kind (dimension, object, error))
    return FALSE;
  dg_json_iter_init (&iter, values);
  while (dg_json_iter_next (&iter, NULL, &element))
    if (!read_value (dimension, element, error))
      return FALSE;
  g_ptr_array_add (self->dimensions, g_steal_pointer (&dimension));

  return TRUE;
}

/* An id of a pair, 0 where there is none that could be one. */
static guint
read_id (DgJsonValue object, const char *name)
{
  gint64 id = 0;

  return dg_json_object_lookup_int64 (object, name, &id) && id > 0 && id <= G_MAXINT ? (guint) id : 0;
}

static gboolean
read_pair (DgOutline *self, DgJsonValue object, GError **error)
{
  DgPair pair = { read_id (object, "a"), read_id (object, "b"), DG_PAIR_NEVER };
  g_autofree char *rule = NULL;
  DgDimension *of_a = NULL;
  DgDimension *of_b = NULL;

  if (pair.a == 0 || pair.b == 0 || !dg_json_object_lookup_string (object, "rule", &rule))
    return refuse (object, error, _ ("a pair has the ids “a” and “b”, and a “rule”"));
  if (!g_str_equal (rule, "only") && !g_str_equal (rule, "never"))
    return refuse (object, error, _ ("“rule” must be only or never"));
  if (dg_outline_find_value (self, pair.a, &of_a) == NULL || dg_outline_find_value (self, pair.b, &of_b) == NULL ||
      of_a == of_b)
    return refuse (object, error, _ ("“a” and “b” are ids of values of two dimensions"));

  if (g_str_equal (rule, "only"))
    pair.rule = DG_PAIR_ONLY;
  g_array_append_val (self->pairs, pair);

  return TRUE;
}

static GPtrArray *
collect_values (const DgOutline *self)
{
  g_autoptr (GPtrArray) all = g_ptr_array_new ();

  for (guint d = 0; d < self->dimensions->len; d++)
    g_ptr_array_extend (all, ((DgDimension *) g_ptr_array_index (self->dimensions, d))->values, NULL, NULL);

  return g_steal_pointer (&all);
}

/* People may leave ids out; whoever names pairs needs them. */
static gboolean
settle_ids (DgOutline *self, DgJsonValue dimensions, GError **error)
{
  g_autoptr (GHashTable) taken = g_hash_table_new (NULL, NULL);
  g_autoptr (GPtrArray) all = collect_values (self);
  guint next = 1;

  for (guint i = 0; i < all->len; i++)
    {
      const DgDimensionValue *value = g_ptr_array_index (all, i);

      if (value->id != 0 && !g_hash_table_add (taken, GUINT_TO_POINTER (value->id)))
        {
          g_autofree char *reason = g_strdup_printf (_ ("the id %u stands for two values"), value->id);

          return refuse (dimensions, error, reason);
        }
    }
  for (guint i = 0; i < all->len; i++)
    {
      DgDimensionValue *value = g_ptr_array_index (all, i);

      while (value->id == 0 && g_hash_table_contains (taken, GUINT_TO_POINTER (next)))
        next++;
      if (value->id == 0)
        value->id = next++;
    }

  return TRUE;
}

static gboolean
read_elements (DgOutline *self,
               DgJsonValue array,
               gboolean (*read) (DgOutline *self, DgJsonValue element, GError **error),
               GError **error)
{
  DgJsonValue element;
  DgJsonIter iter;

  dg_json_iter_init (&iter, array);
  while (dg_json_iter_next (&iter, NULL, &element))
    if (!read (self, element, error))
      return FALSE;

  return TRUE;
}

static gboolean
read_members (DgOutline *self, DgJsonValue root, GError **error)
{
  DgJsonValue dimensions, pairs, by_hand;

  if (!expect_array (root, "dimensions", DG_MAX_DIMENSIONS, &dimensions, error) ||
      !expect_array (root, "pairs", MAX_PAIRS, &pairs, error) ||
      !read_texts (root, "seeds", MAX_SEEDS, self->seeds, error))
    return FALSE;
  if (dg_json_object_lookup (root, "by_hand", &by_hand) && dg_json_value_get_value_type (by_hand) == DG_JSON_BOOLEAN)
    self->by_hand = dg_json_value_get_boolean (by_hand);
  if (dimensions.document != NULL &&
      (!read_elements (self, dimensions, read_dimension, error) || !settle_ids (self, dimensions, error)))
    return FALSE;

  return pairs.document == NULL || read_elements (self, pairs, read_pair, error);
}

/**
 * dg_outline_new_from_json:
 * @text: JSON text of an outline, untrusted
 * @length: its length in bytes, -1 when it ends with a zero
 * @error: return location for an error
 *
 * Reads `{"dimensions":[{"name","kind"?,"values":[{"id"?,"value","weight"?,"ways"?}]}],"pairs"?:[{"a","b","rule"}],
 * "seeds"?:[…]}`. Members it does not know are skipped, so that what `plan` prints can be given back.
 *
 * Returns: (transfer full) (nullable): the outline; %NULL with an error from #DgJsonError or #DgOutlineError that names
 *   the place
 */
DgOutline *
dg_outline_new_from_json (const char *text, gssize length, GError **error)
{
  g_return_val_if_fail (text != NULL, NULL);

  g_autoptr (DgJsonDocument) document = dg_json_document_new (text, length, NULL, error);
  g_autoptr (DgOutline) self = dg_outline_new ();
  DgJsonValue root;

  if (document == NULL)
    return NULL;

  root = dg_json_document_get_root (document);
  if (dg_json_value_get_value_type (root) != DG_JSON_OBJECT)
    {
      refuse (root, error, _ ("an object is wanted here"));
      return NULL;
    }

  return read_members (self, root, error) ? g_steal_pointer (&self) : NULL;
}

static void
append_texts (GString *out, const char *name, GPtrArray *texts)
{
  g_string_append_printf (out, ",\"%s\":[", name);
  for (guint i = 0; i < texts->len; i++)
    {
      if (i > 0)
        g_string_append_c (out, ',');
      dg_json_append_string (out, g_ptr_array_index (texts, i));
    }
  g_string_append_c (out, ']');
}

/**
 * dg_outline_to_json:
 * @self: an outline
 *
 * Returns: (transfer full): @self as JSON text that dg_outline_new_from_json() reads back
 */
char *
dg_outline_to_json (const DgOutline *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_autoptr (GString) out = g_string_new ("{\"dimensions\":[");

  for (guint i = 0; i < self->dimensions->len; i++)
    {
      if (i > 0)
        g_string_append_c (out, ',');
      dg_dimension_append_json (g_ptr_array_index (self->dimensions, i), out);
    }
  g_string_append (out, "],\"pairs\":[");
  for (guint i = 0; i < self->pairs->len; i++)
    {
      const DgPair *pair = &g_array_index (self->pairs, DgPair, i);

      g_string_append_printf (out, "%s{\"a\":%u,\"b\":%u,\"rule\":\"%s\"}", i > 0 ? "," : "", pair->a, pair->b,
                              pair->rule == DG_PAIR_ONLY ? "only" : "never");
    }
  g_string_append_c (out, ']');
  append_texts (out, "seeds", self->seeds);
  if (self->by_hand)
    g_string_append (out, ",\"by_hand\":true");
  g_string_append_c (out, '}');

  return g_strdup (out->str);
}
