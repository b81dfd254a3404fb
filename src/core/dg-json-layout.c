/* dg-json-layout.c: JSON text with white space for people, and without
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/*
 * Only the white space between tokens changes; numbers, strings and names stay byte for byte as they were written. So
 * what is shown indented can be kept compact, and is the same text again.
 */

#include "config.h"

#include <string.h>

#include "dg-json.h"

#define INDENT 2

static gboolean
is_space (char character)
{
  return character == ' ' || character == '\n' || character == '\r' || character == '\t';
}

/* Returns: where the string literal that begins at @text ends */
static const char *
skip_string (const char *text)
{
  for (text++; *text != '"'; text++)
    if (*text == '\\')
      text++;

  return text + 1;
}

static void
break_line (GString *out, guint depth)
{
  g_string_append_c (out, '\n');
  for (guint i = 0; i < depth * INDENT; i++)
    g_string_append_c (out, ' ');
}

static char
peek (const char *text)
{
  while (is_space (*text))
    text++;

  return *text;
}

/* @text is JSON: nothing here looks for mistakes. */
static void
append_token (GString *out, const char *text, guint *depth)
{
  switch (*text)
    {
    case '{':
    case '[':
      g_string_append_c (out, *text);
      (*depth)++;
      if (peek (text + 1) != '}' && peek (text + 1) != ']')
        break_line (out, *depth);
      break;

    case '}':
    case ']':
      (*depth)--;
      /* an empty one stays in its line */
      if (out->str[out->len - 1] != '{' && out->str[out->len - 1] != '[')
        break_line (out, *depth);
      g_string_append_c (out, *text);
      break;

    case ',':
      g_string_append_c (out, *text);
      break_line (out, *depth);
      break;

    case ':':
      g_string_append (out, ": ");
      break;

    default:
      g_string_append_c (out, *text);
      break;
    }
}

static DgJsonDocument *
scan (const char *text)
{
  return dg_json_document_new (text, -1, NULL, NULL);
}

/**
 * dg_json_text_compact:
 * @text: any text
 *
 * Returns: (transfer full) (nullable): @text without the white space between its tokens, all else byte for byte; %NULL
 *   when it is not JSON, or more than %DG_JSON_DEFAULT_LIMITS allow
 */
char *
dg_json_text_compact (const char *text)
{
  g_return_val_if_fail (text != NULL, NULL);

  g_autoptr (DgJsonDocument) document = scan (text);

  return document != NULL ? dg_json_compact (dg_json_document_get_root (document)) : NULL;
}

/**
 * dg_json_text_indent:
 * @text: any text
 *
 * Puts each member and each element into a line of its own, for people. dg_json_text_compact() gives back what stands
 * in the text, with its numbers and escapes as they were written.
 *
 * Returns: (transfer full) (nullable): @text with other white space between its tokens, all else byte for byte; %NULL
 *   when it is not JSON, or more than %DG_JSON_DEFAULT_LIMITS allow
 */
char *
dg_json_text_indent (const char *text)
{
  g_return_val_if_fail (text != NULL, NULL);

  g_autoptr (DgJsonDocument) document = scan (text);
  GString *out;
  guint depth = 0;

  if (document == NULL)
    return NULL;

  out = g_string_sized_new (2 * strlen (text));
  while (*text != '\0')
    {
      const char *end = *text == '"' ? skip_string (text) : text + 1;

      if (*text == '"')
        g_string_append_len (out, text, end - text);
      else if (!is_space (*text))
        append_token (out, text, &depth);
      text = end;
    }

  return g_string_free (out, FALSE);
}
