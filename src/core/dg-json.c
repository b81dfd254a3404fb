/* dg-json.c: the strict JSON scanner that guards every door
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#include "dg-json-private.h"

/*
 * What a value stands for is only worked out when it is asked for; what is kept is where it stands in the text. So a
 * number or a string can always be handed on exactly as it came.
 */

/* clang-format off */
G_DEFINE_QUARK (dg-json-error-quark, dg_json_error)
/* clang-format on */

const DgJsonLimits DG_JSON_DEFAULT_LIMITS = {
  .max_bytes = 16 * 1024 * 1024,
  .max_values = 1000000,
  .max_depth = 64,
};

static DgJsonNode *
get_node (DgJsonValue value)
{
  return dg_json_document_get_node (value.document, value.node);
}

/* A string's text without its quotes. */
static const char *
get_inner_text (DgJsonValue value, gsize *length)
{
  DgJsonNode *node = get_node (value);

  *length = node->end - node->start - 2;
  return value.document->text + node->start + 1;
}

static gboolean
matches (const char *text, gsize length, gboolean escaped, const char *string)
{
  g_autofree char *decoded = NULL;

  if (escaped)
    text = decoded = dg_json_text_decode (text, length, &length);
  return strlen (string) == length && memcmp (text, string, length) == 0;
}

static gboolean
has_key (DgJsonDocument *document, const DgJsonNode *node, const char *key)
{
  return matches (document->text + node->key_start + 1, node->key_end - node->key_start - 2, node->key_escaped, key);
}

/**
 * dg_json_document_new:
 * @text: what to scan; it is copied
 * @length: length of @text in bytes, or -1 if it is NUL-terminated
 * @limits: (nullable): what is accepted, or %NULL for %DG_JSON_DEFAULT_LIMITS
 * @error: return location for a #DgJsonError
 *
 * Scans a text that has to be exactly one JSON value.
 *
 * This is RFC 8259 to the letter, and stricter where the RFC leaves a choice: a byte order mark, bytes that aren't
 * UTF-8, half a surrogate pair, U+0000 and two members with the same name (after their escapes are decoded) are
 * refused. The time is O(n log n) at worst, and neither depth nor length can exhaust the stack.
 *
 * The error's message is for people: it says where (line and column, counted in characters from 1) and what was
 * expected.
 *
 * A document never changes, so threads can share it.
 *
 * Returns: (transfer full): the document, or %NULL with @error set
 */
DgJsonDocument *
dg_json_document_new (const char *text, gssize length, const DgJsonLimits *limits, GError **error)
{
  g_autoptr (DgJsonDocument) self = NULL;
  gsize n_bytes, max_bytes;

  g_return_val_if_fail (text != NULL || length == 0, NULL);
  g_return_val_if_fail (error == NULL || *error == NULL, NULL);

  if (limits == NULL)
    limits = &DG_JSON_DEFAULT_LIMITS;
  n_bytes = length < 0 ? strlen (text) : (gsize) length;
  max_bytes = MIN (limits->max_bytes, G_MAXUINT32 - 1); /* Offsets have 32 bits. */
  if (n_bytes > max_bytes)
    {
      g_autofree char *size = g_format_size_full (n_bytes, G_FORMAT_SIZE_LONG_FORMAT);
      g_autofree char *most = g_format_size_full (max_bytes, G_FORMAT_SIZE_LONG_FORMAT);

      /* Translators: both are sizes, like “1.2 MB (1,234,567 bytes)”. */
      g_set_error (error, DG_JSON_ERROR, DG_JSON_ERROR_TOO_LARGE,
                   _ ("The text has %s, the most that is accepted is %s"), size, most);
      return NULL;
    }

  self = g_new0 (DgJsonDocument, 1);
  g_atomic_ref_count_init (&self->ref_count);
  self->text = g_malloc (n_bytes + 1);
  if (n_bytes > 0)
    memcpy (self->text, text, n_bytes);
  self->text[n_bytes] = '\0';
  self->length = n_bytes;
  self->nodes = g_array_new (FALSE, FALSE, sizeof (DgJsonNode));
  if (!dg_json_document_scan (self, limits, error))
    return NULL;
  return g_steal_pointer (&self);
}

/**
 * dg_json_document_ref:
 * @self: a document
 *
 * Takes another reference; may be called from any thread.
 *
 * Returns: (transfer full): @self
 */
DgJsonDocument *
dg_json_document_ref (DgJsonDocument *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

/**
 * dg_json_document_unref:
 * @self: (transfer full): a document
 *
 * Gives a reference back. With the last one every #DgJsonValue of the document becomes invalid.
 */
void
dg_json_document_unref (DgJsonDocument *self)
{
  g_return_if_fail (self != NULL);

  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;
  g_array_unref (self->nodes);
  g_free (self->text);
  g_free (self);
}

/**
 * dg_json_document_get_root:
 * @self: a document
 *
 * Returns: the one value that the text consists of
 */
DgJsonValue
dg_json_document_get_root (DgJsonDocument *self)
{
  DgJsonValue root = { .document = self, .node = 0 };

  g_return_val_if_fail (self != NULL, root);

  return root;
}

/**
 * dg_json_value_get_value_type:
 * @self: a value
 *
 * Returns: which of the six kinds of value it is
 */
DgJsonType
dg_json_value_get_value_type (DgJsonValue self)
{
  g_return_val_if_fail (dg_json_value_is_valid (self), DG_JSON_NULL);

  return get_node (self)->type;
}

/**
 * dg_json_value_get_source:
 * @self: a value
 * @length: (out): its length in bytes
 *
 * Gets the value exactly as it stands in the text, a string with its quotes.
 *
 * Returns: (transfer none): text of the document, not NUL-terminated after @length bytes
 */
const char *
dg_json_value_get_source (DgJsonValue self, gsize *length)
{
  g_return_val_if_fail (length != NULL, NULL);
  *length = 0;
  g_return_val_if_fail (dg_json_value_is_valid (self), NULL);

  *length = get_node (self)->end - get_node (self)->start;
  return self.document->text + get_node (self)->start;
}

/**
 * dg_json_value_dup_source:
 * @self: a value
 *
 * Copies the value exactly as it stands in the text.
 *
 * Returns: (transfer full): JSON, byte for byte what was scanned
 */
char *
dg_json_value_dup_source (DgJsonValue self)
{
  const char *source;
  gsize length;

  g_return_val_if_fail (dg_json_value_is_valid (self), NULL);

  source = dg_json_value_get_source (self, &length);
  return g_strndup (source, length);
}

static gboolean
is_plain_name (const char *name)
{
  if (!g_ascii_isalpha (*name) && *name != '_')
    return FALSE;
  while (g_ascii_isalnum (*name) || *name == '_')
    name++;
  return *name == '\0';
}

static char *
dup_path_step (DgJsonValue value)
{
  DgJsonNode *node = get_node (value);
  g_autofree char *name = NULL;
  GString *step;
  guint position = 0;

  if (dg_json_document_get_node (value.document, node->parent)->type == DG_JSON_ARRAY)
    {
      for (guint i = node->parent + 1; i < value.node; i = dg_json_document_get_node (value.document, i)->skip)
        position++;
      return g_strdup_printf ("[%u]", position);
    }

  name = dg_json_text_decode (value.document->text + node->key_start + 1, node->key_end - node->key_start - 2, NULL);
  if (is_plain_name (name))
    return g_strconcat (".", name, NULL);
  step = g_string_new ("[");
  dg_json_append_string (step, name);
  g_string_append_c (step, ']');
  return g_string_free (step, FALSE);
}

/**
 * dg_json_value_dup_path:
 * @self: a value
 *
 * Says where in the document the value is, for a message to a person: `$` is the root, `$.a.b[2]` the third element of
 * member `b` of member `a`. A name that isn't plain ASCII letters, digits and underscores is written `$["a b"]`. As an
 * element's siblings have to be counted, this is not for the inner loop.
 *
 * Returns: (transfer full): the path
 */
char *
dg_json_value_dup_path (DgJsonValue self)
{
  g_autoptr (GPtrArray) steps = g_ptr_array_new_with_free_func (g_free);
  GString *path;

  g_return_val_if_fail (dg_json_value_is_valid (self), NULL);

  for (; get_node (self)->parent != DG_JSON_NO_NODE; self.node = get_node (self)->parent)
    g_ptr_array_add (steps, dup_path_step (self));

  path = g_string_new ("$");
  for (guint i = steps->len; i > 0; i--)
    g_string_append (path, g_ptr_array_index (steps, i - 1));
  return g_string_free (path, FALSE);
}

/**
 * dg_json_value_dup_string:
 * @self: a value
 *
 * Gets the characters that a string stands for, with the escapes decoded.
 *
 * Returns: (transfer full) (nullable): UTF-8, or %NULL if the value isn't a string
 */
char *
dg_json_value_dup_string (DgJsonValue self)
{
  const char *text;
  gsize length;

  g_return_val_if_fail (dg_json_value_is_valid (self), NULL);

  if (get_node (self)->type != DG_JSON_STRING)
    return NULL;
  text = get_inner_text (self, &length);
  return dg_json_text_decode (text, length, NULL);
}

/**
 * dg_json_value_equals_string:
 * @self: a value
 * @string: UTF-8
 *
 * Returns: whether the value is a string and stands for exactly these characters
 */
gboolean
dg_json_value_equals_string (DgJsonValue self, const char *string)
{
  const char *text;
  gsize length;

  g_return_val_if_fail (dg_json_value_is_valid (self), FALSE);
  g_return_val_if_fail (string != NULL, FALSE);

  if (get_node (self)->type != DG_JSON_STRING)
    return FALSE;
  text = get_inner_text (self, &length);
  return matches (text, length, get_node (self)->escaped, string);
}

/**
 * dg_json_value_get_boolean:
 * @self: a value
 *
 * Returns: %TRUE if the value is `true`, %FALSE for `false` and for every other value
 */
gboolean
dg_json_value_get_boolean (DgJsonValue self)
{
  g_return_val_if_fail (dg_json_value_is_valid (self), FALSE);

  return get_node (self)->type == DG_JSON_BOOLEAN && self.document->text[get_node (self)->start] == 't';
}

/**
 * dg_json_value_get_int64:
 * @self: a value
 * @number: (out): its value; left alone when %FALSE is returned
 *
 * Gets a whole number. What counts is the exact value, not how it is spelled: `1`, `1.0`, `10e-1` and `-0` are whole
 * numbers, as in JSON Schema; `1.5` and `9223372036854775808` are not, for they are no #gint64, and nothing is ever
 * rounded.
 *
 * Returns: whether the value is a number that a #gint64 holds exactly
 */
gboolean
dg_json_value_get_int64 (DgJsonValue self, gint64 *number)
{
  DgJsonDecimal decimal;
  DgJsonNode *node;

  g_return_val_if_fail (dg_json_value_is_valid (self), FALSE);
  g_return_val_if_fail (number != NULL, FALSE);

  node = get_node (self);
  if (node->type != DG_JSON_NUMBER)
    return FALSE;
  dg_json_decimal_init (&decimal, self.document->text + node->start, node->end - node->start);
  return dg_json_decimal_get_int64 (&decimal, number);
}

/**
 * dg_json_value_get_double:
 * @self: a value
 *
 * Gets a number as the nearest double. `1e999` is infinite, `1e-999` is 0.
 *
 * Returns: the number, or NaN if the value isn't a number
 */
double
dg_json_value_get_double (DgJsonValue self)
{
  g_return_val_if_fail (dg_json_value_is_valid (self), (double) NAN);

  if (get_node (self)->type != DG_JSON_NUMBER)
    return (double) NAN;
  return g_ascii_strtod (self.document->text + get_node (self)->start, NULL);
}

/**
 * dg_json_value_get_length:
 * @self: a value
 *
 * Returns: how many members an object or elements an array has, 0 for every other value
 */
guint
dg_json_value_get_length (DgJsonValue self)
{
  g_return_val_if_fail (dg_json_value_is_valid (self), 0);

  return get_node (self)->length;
}

/**
 * dg_json_object_lookup:
 * @self: a value
 * @key: the member's name, UTF-8
 * @value: (out) (optional): the member's value; left alone when %FALSE is returned
 *
 * Finds a member by its name, with the escapes in the text decoded. The members are gone through one by one.
 *
 * Returns: whether the value is an object that has such a member
 */
gboolean
dg_json_object_lookup (DgJsonValue self, const char *key, DgJsonValue *value)
{
  guint end;

  g_return_val_if_fail (dg_json_value_is_valid (self), FALSE);
  g_return_val_if_fail (key != NULL, FALSE);

  if (get_node (self)->type != DG_JSON_OBJECT)
    return FALSE;

  end = get_node (self)->skip;
  for (guint i = self.node + 1; i < end; i = dg_json_document_get_node (self.document, i)->skip)
    {
      if (!has_key (self.document, dg_json_document_get_node (self.document, i), key))
        continue;
      if (value != NULL)
        *value = (DgJsonValue){ .document = self.document, .node = i };
      return TRUE;
    }
  return FALSE;
}

/**
 * dg_json_object_lookup_string:
 * @self: a value
 * @key: the member's name
 * @string: (out) (transfer full) (nullable): the member's characters, %NULL when %FALSE is returned
 *
 * Returns: whether the value is an object that has such a member, and it is a string
 */
gboolean
dg_json_object_lookup_string (DgJsonValue self, const char *key, char **string)
{
  DgJsonValue value;

  g_return_val_if_fail (string != NULL, FALSE);

  *string = NULL;
  if (dg_json_object_lookup (self, key, &value))
    *string = dg_json_value_dup_string (value);
  return *string != NULL;
}

/**
 * dg_json_object_lookup_int64:
 * @self: a value
 * @key: the member's name
 * @number: (out): the member's value; left alone when %FALSE is returned
 *
 * Returns: whether the value is an object that has such a member, and it is a whole number as dg_json_value_get_int64()
 *   means it
 */
gboolean
dg_json_object_lookup_int64 (DgJsonValue self, const char *key, gint64 *number)
{
  DgJsonValue value;

  g_return_val_if_fail (number != NULL, FALSE);

  return dg_json_object_lookup (self, key, &value) && dg_json_value_get_int64 (value, number);
}

/**
 * dg_json_iter_init:
 * @iter: an uninitialised iterator
 * @container: a value
 *
 * Begins a walk over the members of an object or the elements of an array. Every other value has none.
 */
void
dg_json_iter_init (DgJsonIter *iter, DgJsonValue container)
{
  g_return_if_fail (iter != NULL);
  *iter = (DgJsonIter){ 0 };
  g_return_if_fail (dg_json_value_is_valid (container));

  iter->document = container.document;
  iter->next = container.node + 1;
  iter->end = get_node (container)->skip;
  iter->object = get_node (container)->type == DG_JSON_OBJECT;
}

/**
 * dg_json_iter_next:
 * @iter: an iterator
 * @key: (out) (optional) (transfer full) (nullable): the member's name, %NULL for an element of an array
 * @value: (out) (optional): the member or element
 *
 * Goes one on. At the end @key becomes %NULL and @value is left alone.
 *
 * Returns: %FALSE if there was none left
 */
gboolean
dg_json_iter_next (DgJsonIter *iter, char **key, DgJsonValue *value)
{
  DgJsonNode *node;

  g_return_val_if_fail (iter != NULL, FALSE);

  if (key != NULL)
    *key = NULL;
  if (iter->next >= iter->end)
    return FALSE;

  node = dg_json_document_get_node (iter->document, iter->next);
  if (key != NULL && iter->object)
    *key = dg_json_text_decode (iter->document->text + node->key_start + 1, node->key_end - node->key_start - 2, NULL);
  if (value != NULL)
    *value = (DgJsonValue){ .document = iter->document, .node = iter->next };
  iter->next = node->skip;
  return TRUE;
}

/**
 * dg_json_type_get_name:
 * @type: a type
 *
 * Returns: (transfer none): its name as JSON Schema spells it, not translated
 */
const char *
dg_json_type_get_name (DgJsonType type)
{
  static const char *const names[] = {
    [DG_JSON_NULL] = "null",     [DG_JSON_BOOLEAN] = "boolean", [DG_JSON_NUMBER] = "number",
    [DG_JSON_STRING] = "string", [DG_JSON_ARRAY] = "array",     [DG_JSON_OBJECT] = "object",
  };

  g_return_val_if_fail ((guint) type < G_N_ELEMENTS (names), NULL);

  return names[type];
}
