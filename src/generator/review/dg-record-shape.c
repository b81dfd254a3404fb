/* dg-record-shape.c: what nearly all records of a dataset have in common
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/*
 * For a dataset of which no format is known, the records themselves tell how they should look. A false alarm costs more
 * than a mistake that is missed, for a person who has met a few stops reading them. So nothing is learned from fewer
 * than 20 records, and only this is:
 *
 * - JSON: at least 90 % of the texts are JSON objects or arrays. One that is not is a problem.
 * - Members: at least 90 % of the texts are objects with the very same members. One that lacks a member or has another
 * is a problem.
 * - Labels, of answers only: at least 95 % of the answers, or of the values of a member, are one of at most 20 short
 *   texts, each of which comes twice at least (in large datasets, once in 5000 records), with five records for each on
 *   average. Any other value is a problem. So is one that differs from a label in nothing but case, white space and its
 *   last sign when the label is ten times as frequent.
 *
 * It follows that at most one text in ten is a problem for JSON or its members, and one in seven for its label.
 */

#include "config.h"

#include <string.h>

#include "dg-record-shape-private.h"
#include "dg-record.h"
#include "dg-words.h"

#define MIN_RECORDS 20
#define JSON_SHARE 0.9
#define LABEL_SHARE 0.95
#define MAX_LABELS 20
#define RECORDS_PER_LABEL 5
#define RARE_AMONG 5000
#define VARIANT_RATIO 10

/* Members that may hold labels; a wider table is none of labels. */
#define MAX_LABEL_FIELDS 4

/* Different values after which it is clear that they are no labels. */
#define MAX_VALUES 2000

typedef struct
{
  const char *text; /* (unowned) */
  guint n;
} Count;

/* The values of one member, or the texts themselves. */
typedef struct
{
  GHashTable *counts; /* (owned) (element-type utf8 guint) */
  guint n;            /* values that are there */
} Values;

static void
free_label_field (DgLabelField *field)
{
  g_hash_table_unref (field->known);
  g_strfreev (field->labels);
  g_free (field->name);
  g_free (field);
}

/*
 * dg_record_shape_free:
 * @self: (transfer full): a shape
 */
void
dg_record_shape_free (DgRecordShape *self)
{
  g_strfreev (self->members);
  g_ptr_array_unref (self->label_fields);
  g_free (self);
}

static const char *
get_text (DgRecord *record, DgColumn column)
{
  return column == DG_COLUMN_INPUT ? dg_record_get_input (record) : dg_record_get_answer (record);
}

static gboolean
looks_like_container (const char *text)
{
  while (g_ascii_isspace (*text))
    text++;

  return *text == '{' || *text == '[';
}

/* Returns: (transfer full) (nullable): @text when it is a JSON object or array; words and numbers that happen to be
 * JSON are mostly meant as they stand */
DgJsonDocument *
dg_record_shape_parse (const char *text)
{
  return looks_like_container (text) ? dg_json_document_new (text, -1, NULL, NULL) : NULL;
}

gboolean
dg_record_shape_is_object (DgJsonDocument *document)
{
  return dg_json_value_get_value_type (dg_json_document_get_root (document)) == DG_JSON_OBJECT;
}

static int
compare_names (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

GStrv
dg_record_shape_list_members (DgJsonValue object)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new ();
  DgJsonIter iter;
  DgJsonValue value;
  char *name;

  dg_json_iter_init (&iter, object);
  while (dg_json_iter_next (&iter, &name, &value))
    g_ptr_array_add (names, name);
  g_ptr_array_sort (names, compare_names);
  g_ptr_array_add (names, NULL);

  return (GStrv) g_ptr_array_steal (names, NULL);
}

/* --- labels --- */

static void
clear_values (Values *values)
{
  g_hash_table_unref (values->counts);
}

static void
add_value (Values *values, const char *text)
{
  guint n;

  values->n++;
  if (g_hash_table_size (values->counts) > MAX_VALUES || g_utf8_strlen (text, -1) > DG_SHAPE_LABEL_CHARACTERS ||
      strpbrk (text, "\r\n") != NULL || *text == '\0')
    return;
  n = GPOINTER_TO_UINT (g_hash_table_lookup (values->counts, text));
  g_hash_table_insert (values->counts, g_strdup (text), GUINT_TO_POINTER (n + 1));
}

static int
compare_counts (gconstpointer a, gconstpointer b)
{
  const Count *x = a, *y = b;

  return x->n != y->n ? (x->n > y->n ? -1 : 1) : strcmp (x->text, y->text);
}

static GArray *
sort_counts (GHashTable *counts)
{
  GArray *sorted = g_array_new (FALSE, FALSE, sizeof (Count));
  GHashTableIter iter;
  gpointer text, n;

  g_hash_table_iter_init (&iter, counts);
  while (g_hash_table_iter_next (&iter, &text, &n))
    {
      Count count = { text, GPOINTER_TO_UINT (n) };

      g_array_append_val (sorted, count);
    }
  g_array_sort (sorted, compare_counts);

  return sorted;
}

/* Returns: (nullable): the label that @text is another spelling of */
const char *
dg_record_shape_find_spelling (const char *const *labels, const char *text)
{
  g_autofree char *words = dg_words_normalize (text);

  for (guint i = 0; labels[i] != NULL; i++)
    {
      g_autofree char *label = dg_words_normalize (labels[i]);

      if (g_str_equal (label, words) && !g_str_equal (labels[i], text))
        return labels[i];
    }

  return NULL;
}

static gboolean
is_variant (GPtrArray *labels, GArray *counts, guint i)
{
  const Count *count = &g_array_index (counts, Count, i);
  const char *label;

  g_ptr_array_add (labels, NULL);
  label = dg_record_shape_find_spelling ((const char *const *) labels->pdata, count->text);
  g_ptr_array_set_size (labels, (int) labels->len - 1);
  for (guint j = 0; label != NULL && j < i; j++)
    if (g_str_equal (g_array_index (counts, Count, j).text, label))
      return g_array_index (counts, Count, j).n >= VARIANT_RATIO * count->n;

  return FALSE;
}

static DgLabelField *
new_label_field (const char *name, GPtrArray *labels)
{
  DgLabelField *field = g_new0 (DgLabelField, 1);

  field->name = g_strdup (name);
  field->labels = g_new0 (char *, labels->len + 1);
  field->known = g_hash_table_new (g_str_hash, g_str_equal);
  for (guint i = 0; i < labels->len; i++)
    {
      field->labels[i] = g_strdup (g_ptr_array_index (labels, i));
      g_hash_table_add (field->known, field->labels[i]);
    }

  return field;
}

/* Returns: (nullable): the labels; %NULL when the values are none */
static DgLabelField *
find_labels (const Values *values, const char *name)
{
  g_autoptr (GArray) counts = NULL;
  g_autoptr (GPtrArray) labels = g_ptr_array_new ();
  guint n_least = MAX (2, values->n / RARE_AMONG);
  guint n_covered = 0;

  if (values->n < MIN_RECORDS || g_hash_table_size (values->counts) > MAX_VALUES)
    return NULL;

  counts = sort_counts (values->counts);
  for (guint i = 0; i < counts->len && g_array_index (counts, Count, i).n >= n_least; i++)
    {
      n_covered += g_array_index (counts, Count, i).n;
      if (is_variant (labels, counts, i))
        continue;
      if (labels->len == MAX_LABELS)
        return NULL;
      g_ptr_array_add (labels, (char *) g_array_index (counts, Count, i).text);
    }
  if (labels->len < 2 || n_covered < LABEL_SHARE * values->n || values->n < RECORDS_PER_LABEL * labels->len)
    return NULL;

  return new_label_field (name, labels);
}

static void
learn_plain_labels (DgRecordShape *self, GPtrArray *records)
{
  Values values = { g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL), 0 };
  DgLabelField *field;

  for (guint i = 0; i < records->len; i++)
    add_value (&values, get_text (g_ptr_array_index (records, i), self->column));
  field = find_labels (&values, NULL);
  if (field != NULL)
    g_ptr_array_add (self->label_fields, field);
  clear_values (&values);
}

/* Returns: (transfer full) (nullable): what can be a label; %NULL for null and for what is never one */
char *
dg_record_shape_dup_label_value (DgJsonValue value)
{
  switch (dg_json_value_get_value_type (value))
    {
    case DG_JSON_STRING:
      return dg_json_value_dup_string (value);
    case DG_JSON_BOOLEAN:
      return dg_json_value_dup_source (value);
    case DG_JSON_NULL:
    case DG_JSON_NUMBER:
    case DG_JSON_ARRAY:
    case DG_JSON_OBJECT:
    default:
      return NULL;
    }
}

static void
add_members (const DgRecordShape *self, Values *values, const char *text)
{
  g_autoptr (DgJsonDocument) document = dg_record_shape_parse (text);
  DgJsonValue value;

  if (document == NULL || !dg_record_shape_is_object (document))
    return;
  for (guint m = 0; self->members[m] != NULL; m++)
    {
      g_autofree char *label = NULL;

      if (dg_json_object_lookup (dg_json_document_get_root (document), self->members[m], &value))
        label = dg_record_shape_dup_label_value (value);
      if (label != NULL)
        add_value (&values[m], label);
    }
}

static void
learn_member_labels (DgRecordShape *self, GPtrArray *records, GCancellable *cancellable)
{
  guint n_members = g_strv_length (self->members);
  g_autofree Values *values = g_new0 (Values, n_members);

  for (guint m = 0; m < n_members; m++)
    values[m].counts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  for (guint i = 0; i < records->len && !g_cancellable_is_cancelled (cancellable); i++)
    add_members (self, values, get_text (g_ptr_array_index (records, i), self->column));
  for (guint m = 0; m < n_members; m++)
    {
      /* a member that is mostly absent or null has too few values to tell from */
      DgLabelField *field = 2 * values[m].n >= records->len ? find_labels (&values[m], self->members[m]) : NULL;

      if (field != NULL && self->label_fields->len < MAX_LABEL_FIELDS)
        g_ptr_array_add (self->label_fields, field);
      else if (field != NULL)
        free_label_field (field);
      clear_values (&values[m]);
    }
}

/* --- JSON --- */

typedef struct
{
  guint n_containers;
  GHashTable *sets; /* (owned) (element-type utf8 guint): how often each set of members comes */
} Census;

static void
count_container (Census *census, const char *text)
{
  g_autoptr (DgJsonDocument) document = dg_record_shape_parse (text);
  g_auto (GStrv) members = NULL;
  g_autofree char *key = NULL;
  guint n;

  if (document == NULL)
    return;
  census->n_containers++;
  if (!dg_record_shape_is_object (document) || g_hash_table_size (census->sets) > MAX_VALUES)
    return;

  members = dg_record_shape_list_members (dg_json_document_get_root (document));
  for (guint i = 0; members[i] != NULL; i++)
    if (strchr (members[i], '\n') != NULL)
      return;
  key = g_strjoinv ("\n", members);
  n = GPOINTER_TO_UINT (g_hash_table_lookup (census->sets, key));
  g_hash_table_insert (census->sets, g_steal_pointer (&key), GUINT_TO_POINTER (n + 1));
}

static void
learn_json (DgRecordShape *self, GPtrArray *records, GCancellable *cancellable)
{
  Census census = { 0, g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL) };
  g_autoptr (GArray) counts = NULL;

  for (guint i = 0; i < records->len && !g_cancellable_is_cancelled (cancellable); i++)
    count_container (&census, get_text (g_ptr_array_index (records, i), self->column));

  self->is_json = census.n_containers >= JSON_SHARE * records->len;
  counts = sort_counts (census.sets);
  if (counts->len > 0 && g_array_index (counts, Count, 0).n >= JSON_SHARE * records->len)
    self->members = g_strsplit (g_array_index (counts, Count, 0).text, "\n", -1);
  g_hash_table_unref (census.sets);
}

/*
 * dg_record_shape_learn:
 * @records: (element-type DgRecord): the records of a dataset
 * @column: which of their texts
 * @cancellable: (nullable): a cancellable; what was learned when it is cancelled is of no use
 *
 * Returns: (transfer full): what nearly all texts have in common
 */
DgRecordShape *
dg_record_shape_learn (GPtrArray *records, DgColumn column, GCancellable *cancellable)
{
  DgRecordShape *self = g_new0 (DgRecordShape, 1);

  self->column = column;
  self->label_fields = g_ptr_array_new_with_free_func ((GDestroyNotify) free_label_field);
  if (records->len < MIN_RECORDS)
    return self;

  learn_json (self, records, cancellable);
  if (column == DG_COLUMN_INPUT)
    return self;
  if (self->members != NULL)
    learn_member_labels (self, records, cancellable);
  else if (!self->is_json)
    learn_plain_labels (self, records);

  return self;
}
