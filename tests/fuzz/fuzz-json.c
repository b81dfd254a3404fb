/* fuzz-json.c: the JSON scanner against a second opinion, and what it accepts against itself
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <string.h>

#include "dg-json.h"
#include "fuzz.h"

#define MAX_BYTES 65536
#define MAX_DEPTH 64

/*
 * The second opinion: the grammar of RFC 8259 written down as it stands there, without a thought for speed. What is
 * beyond the grammar, surrogates and U+0000, it only notes.
 */
typedef struct
{
  const char *at;
  const char *end;
  gboolean wants_low; /* the last thing was the first half of a surrogate pair */
  gboolean unsound;   /* there was half a pair, or U+0000 */
} Grammar;

static gboolean match_value (Grammar *grammar, guint depth);

static gboolean
match_char (Grammar *grammar, char c)
{
  if (grammar->at == grammar->end || *grammar->at != c)
    return FALSE;
  grammar->at++;
  return TRUE;
}

static gboolean
match_any (Grammar *grammar, const char *characters)
{
  for (; *characters != '\0'; characters++)
    {
      if (match_char (grammar, *characters))
        return TRUE;
    }
  return FALSE;
}

static gboolean
match_word (Grammar *grammar, const char *word)
{
  gsize length = strlen (word);

  if ((gsize) (grammar->end - grammar->at) < length || memcmp (grammar->at, word, length) != 0)
    return FALSE;
  grammar->at += length;
  return TRUE;
}

static void
match_space (Grammar *grammar)
{
  while (match_any (grammar, " \t\n\r"))
    ;
}

static gboolean
match_digits (Grammar *grammar)
{
  if (!match_any (grammar, "0123456789"))
    return FALSE;
  while (match_any (grammar, "0123456789"))
    ;
  return TRUE;
}

static gboolean
match_number (Grammar *grammar)
{
  match_char (grammar, '-');
  if (!match_char (grammar, '0') && !match_digits (grammar))
    return FALSE;
  if (match_char (grammar, '.') && !match_digits (grammar))
    return FALSE;
  if (!match_any (grammar, "eE"))
    return TRUE;
  match_any (grammar, "+-");
  return match_digits (grammar);
}

/* Notes the next character of a string; 0 stands for its end, or for any that isn't written as \u. */
static void
note_unit (Grammar *grammar, guint unit)
{
  gboolean low = unit >= 0xDC00 && unit <= 0xDFFF;

  grammar->unsound |= grammar->wants_low != low;
  grammar->wants_low = unit >= 0xD800 && unit <= 0xDBFF;
}

static gboolean
match_unicode_escape (Grammar *grammar)
{
  guint unit = 0;

  for (guint i = 0; i < 4; i++)
    {
      if (!match_any (grammar, "0123456789abcdefABCDEF"))
        return FALSE;
      unit = unit * 16 + g_ascii_xdigit_value (grammar->at[-1]);
    }
  note_unit (grammar, unit);
  grammar->unsound |= unit == 0;
  return TRUE;
}

static gboolean
match_string (Grammar *grammar)
{
  if (!match_char (grammar, '"'))
    return FALSE;
  while (!match_char (grammar, '"'))
    {
      if (match_word (grammar, "\\u"))
        {
          if (!match_unicode_escape (grammar))
            return FALSE;
          continue;
        }
      note_unit (grammar, 0);
      if (match_char (grammar, '\\'))
        {
          if (!match_any (grammar, "\"\\/bfnrt"))
            return FALSE;
        }
      else if (grammar->at == grammar->end || (guchar) *grammar->at < 0x20)
        return FALSE;
      else
        grammar->at++;
    }
  note_unit (grammar, 0);
  return TRUE;
}

static gboolean
match_member (Grammar *grammar, guint depth)
{
  match_space (grammar);
  if (!match_string (grammar))
    return FALSE;
  match_space (grammar);
  return match_char (grammar, ':') && match_value (grammar, depth);
}

static gboolean
match_container (Grammar *grammar, char closing, guint depth)
{
  if (depth == MAX_DEPTH)
    return FALSE;
  match_space (grammar);
  if (match_char (grammar, closing))
    return TRUE;
  do
    {
      if (closing == '}' ? !match_member (grammar, depth + 1) : !match_value (grammar, depth + 1))
        return FALSE;
      match_space (grammar);
    }
  while (match_char (grammar, ','));
  return match_char (grammar, closing);
}

static gboolean
match_value (Grammar *grammar, guint depth)
{
  match_space (grammar);
  if (match_char (grammar, '{'))
    return match_container (grammar, '}', depth);
  if (match_char (grammar, '['))
    return match_container (grammar, ']', depth);
  if (grammar->at < grammar->end && strchr ("tfn", *grammar->at) != NULL && *grammar->at != '\0')
    return match_word (grammar, *grammar->at == 't' ? "true" : *grammar->at == 'f' ? "false" : "null");
  if (grammar->at < grammar->end && *grammar->at == '"')
    return match_string (grammar);
  return match_number (grammar);
}

static gboolean
match_text (const char *text, gsize length, gboolean *sound)
{
  Grammar grammar = { .at = text, .end = text + length };

  if (!match_value (&grammar, 0))
    return FALSE;
  match_space (&grammar);
  *sound = !grammar.unsound;
  return grammar.at == grammar.end && g_utf8_validate_len (text, length, NULL);
}

static DgJsonDocument *
rescan (const char *text)
{
  g_autoptr (GError) error = NULL;
  DgJsonDocument *document = dg_json_document_new (text, -1, NULL, &error);

  g_assert_no_error (error);
  return document;
}

static void
check_number (DgJsonValue value)
{
  g_autofree char *text = NULL;
  g_autoptr (DgJsonDocument) again = NULL;
  gint64 number;

  if (!dg_json_value_get_int64 (value, &number))
    return;
  text = g_strdup_printf ("%" G_GINT64_FORMAT, number);
  again = rescan (text);
  g_assert_true (dg_json_value_equal (dg_json_document_get_root (again), value));
  g_assert_true ((number < 0) == (dg_json_value_get_double (value) < 0));
}

static void
check_string (DgJsonValue value)
{
  g_autofree char *string = dg_json_value_dup_string (value);
  g_autoptr (GString) literal = g_string_new (NULL);
  g_autoptr (DgJsonDocument) again = NULL;

  g_assert_true (g_utf8_validate (string, -1, NULL));
  g_assert_true (dg_json_value_equals_string (value, string));
  dg_json_append_string (literal, string);
  again = rescan (literal->str);
  g_assert_true (dg_json_value_equal (dg_json_document_get_root (again), value));
}

/* Depth is limited, so this may call itself. */
static void
check_value (DgJsonValue value)
{
  DgJsonIter iter;
  DgJsonValue inner, found;
  char *key;
  guint n_inner = 0;
  g_autofree char *path = dg_json_value_dup_path (value);

  g_assert_true (path[0] == '$');
  if (dg_json_value_get_value_type (value) == DG_JSON_NUMBER)
    check_number (value);
  if (dg_json_value_get_value_type (value) == DG_JSON_STRING)
    check_string (value);

  dg_json_iter_init (&iter, value);
  for (; dg_json_iter_next (&iter, &key, &inner); n_inner++)
    {
      if (key != NULL)
        {
          g_assert_true (dg_json_object_lookup (value, key, &found));
          g_assert_cmpuint (found.node, ==, inner.node);
        }
      check_value (inner);
      g_free (key);
    }
  g_assert_cmpuint (n_inner, ==, dg_json_value_get_length (value));
}

static void
check_accepted (DgJsonDocument *document)
{
  DgJsonValue root = dg_json_document_get_root (document);
  g_autofree char *compact = dg_json_compact (root);
  g_autoptr (DgJsonDocument) again = rescan (compact);
  g_autofree char *compact_again = dg_json_compact (dg_json_document_get_root (again));
  g_autofree char *source_again = dg_json_value_dup_source (dg_json_document_get_root (again));

  g_assert_cmpstr (compact_again, ==, compact);
  g_assert_cmpstr (source_again, ==, compact);
  g_assert_true (dg_json_value_equal (root, dg_json_document_get_root (again)));
  g_assert_true (dg_json_value_equal (dg_json_document_get_root (again), root));
  check_value (root);
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  const DgJsonLimits limits = { .max_bytes = MAX_BYTES, .max_values = MAX_BYTES, .max_depth = MAX_DEPTH };
  const char *text = size > 0 ? (const char *) data : "";
  g_autoptr (GError) error = NULL;
  g_autoptr (DgJsonDocument) document = NULL;
  gboolean valid;
  gboolean sound = FALSE;

  /* The paths of all values together are quadratic, and large texts find nothing that small ones don't. */
  if (size > 4096)
    return 0;

  valid = match_text (text, size, &sound);
  document = dg_json_document_new (text, size, &limits, &error);
  if (document != NULL)
    {
      g_assert_no_error (error);
      g_assert_true (valid && sound);
      check_accepted (document);
      return 0;
    }
  g_assert_nonnull (error);
  g_assert_true (g_utf8_validate (error->message, -1, NULL));
  g_assert_true (g_str_has_prefix (error->message, "Line "));
  if (valid && sound)
    g_assert_cmpint (error->code, ==, DG_JSON_ERROR_DUPLICATE_KEY);
  return 0;
}
