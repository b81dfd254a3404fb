/* fuzz-record-splitter.c: cut anywhere it gives the same, and of what is JSON the elements that the scanner finds
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <string.h>

#include "dg-json.h"
#include "dg-record-splitter.h"
#include "fuzz.h"

#define ARRAY_NAME "r"
#define MAX_BYTES 65536

typedef struct
{
  GPtrArray *elements;
  gboolean finished;
  gboolean broken;
  char *rest;
} Result;

static void
result_free (Result *self)
{
  g_ptr_array_unref (self->elements);
  g_free (self->rest);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Result, result_free)

static Result *
split (const char *text, gsize length, gsize chunk)
{
  g_autoptr (DgRecordSplitter) splitter = dg_record_splitter_new (ARRAY_NAME, MAX_BYTES);
  Result *result = g_new0 (Result, 1);
  char *element;

  result->elements = g_ptr_array_new_with_free_func (g_free);
  for (gsize at = 0; at < length; at += chunk)
    {
      dg_record_splitter_push (splitter, text + at, MIN (chunk, length - at));
      while ((element = dg_record_splitter_next (splitter)) != NULL)
        g_ptr_array_add (result->elements, element);
    }
  result->finished = dg_record_splitter_is_finished (splitter);
  result->broken = dg_record_splitter_is_broken (splitter);
  result->rest = dg_record_splitter_dup_rest (splitter);
  g_assert_false (result->finished && result->broken);
  g_assert_false (result->finished && result->rest != NULL);
  return result;
}

static void
assert_same (const Result *a, const Result *b)
{
  g_assert_true (a->finished == b->finished);
  g_assert_true (a->broken == b->broken);
  g_assert_cmpstr (a->rest, ==, b->rest);
  g_assert_cmpuint (a->elements->len, ==, b->elements->len);
  for (guint i = 0; i < a->elements->len; i++)
    g_assert_cmpstr (g_ptr_array_index (a->elements, i), ==, g_ptr_array_index (b->elements, i));
}

/* All that is handed out stands in the text, one after the other. */
static void
assert_in_text (const Result *result, const char *text, gsize length)
{
  const char *end = text + length;

  for (guint i = 0; i < result->elements->len; i++)
    {
      const char *element = g_ptr_array_index (result->elements, i);
      const char *found = memmem (text, end - text, element, strlen (element));

      g_assert_nonnull (found);
      text = found + strlen (element);
    }
}

static void
assert_elements (const Result *result, DgJsonValue array)
{
  DgJsonIter iter;
  DgJsonValue value;

  g_assert_cmpuint (result->elements->len, ==, dg_json_value_get_length (array));
  dg_json_iter_init (&iter, array);
  for (guint i = 0; dg_json_iter_next (&iter, NULL, &value); i++)
    {
      g_autofree char *source = dg_json_value_dup_source (value);

      g_assert_cmpstr (g_ptr_array_index (result->elements, i), ==, source);
    }
}

static void
assert_as_scanned (const Result *result, DgJsonDocument *document)
{
  DgJsonValue root = dg_json_document_get_root (document);
  DgJsonValue array;

  if (dg_json_value_get_value_type (root) != DG_JSON_OBJECT)
    g_assert_true (result->broken);
  else if (!dg_json_object_lookup (root, ARRAY_NAME, &array))
    g_assert_true (result->finished && result->elements->len == 0);
  else if (dg_json_value_get_value_type (array) != DG_JSON_ARRAY)
    g_assert_true (result->broken);
  else
    {
      g_assert_true (result->finished);
      assert_elements (result, array);
    }
}

/* The first byte says how to cut. */
int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  const DgJsonLimits limits = { .max_bytes = MAX_BYTES, .max_values = MAX_BYTES, .max_depth = MAX_BYTES };
  const char *text = (const char *) data + 1;
  g_autoptr (Result) whole = NULL;
  g_autoptr (Result) pieces = NULL;
  g_autoptr (DgJsonDocument) document = NULL;

  if (size < 2 || size > MAX_BYTES)
    return 0;

  whole = split (text, size - 1, size);
  pieces = split (text, size - 1, 1 + data[0]);
  assert_same (whole, pieces);
  assert_in_text (whole, text, size - 1);

  document = dg_json_document_new (text, size - 1, &limits, NULL);
  if (document != NULL)
    assert_as_scanned (whole, document);
  return 0;
}
