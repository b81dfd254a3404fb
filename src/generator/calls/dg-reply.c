/* dg-reply.c: reads the inputs of tool calls
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/*
 * A reply is of its tool's schema only if the model cared to. What is missing or of another type counts as empty, and
 * what is too long is cut; whether anything usable is left is for the caller to say.
 */

#include "config.h"

#include "dg-reply.h"
#include "dg-words.h"

/**
 * dg_reply_find_rows:
 * @reply: the input of a tool call
 * @name: the name of a list in it
 * @rows: (out caller-allocates): walks the list; over nothing when there is none
 *
 * Returns: whether there is such a list
 */
gboolean
dg_reply_find_rows (DgJsonValue reply, const char *name, DgJsonIter *rows)
{
  g_return_val_if_fail (name != NULL && rows != NULL, FALSE);

  DgJsonValue list;

  *rows = (DgJsonIter){ 0 };
  if (!dg_json_object_lookup (reply, name, &list) || dg_json_value_get_value_type (list) != DG_JSON_ARRAY)
    return FALSE;
  dg_json_iter_init (rows, list);

  return TRUE;
}

static void
turn_to_blanks (char *text)
{
  for (char *p = text; *p != '\0'; p++)
    if (g_ascii_iscntrl (*p))
      *p = ' ';
}

/**
 * dg_reply_dup_value:
 * @value: a value
 * @n_characters: how many characters it may have
 *
 * Returns: (transfer full): the text on one line, trimmed; empty when the value is no text
 */
char *
dg_reply_dup_value (DgJsonValue value, guint n_characters)
{
  g_return_val_if_fail (n_characters > 0, NULL);

  g_autofree char *text = dg_json_value_dup_string (value);

  if (text == NULL)
    return g_strdup ("");
  turn_to_blanks (text);
  g_strstrip (text);

  return dg_words_shorten (text, n_characters);
}

/**
 * dg_reply_dup_text:
 * @row: an object
 * @name: the name of a text in it
 * @n_characters: how many characters it may have
 *
 * Returns: (transfer full): the text on one line, trimmed; empty when there is none
 */
char *
dg_reply_dup_text (DgJsonValue row, const char *name, guint n_characters)
{
  g_return_val_if_fail (name != NULL && n_characters > 0, NULL);

  DgJsonValue value;

  return dg_json_object_lookup (row, name, &value) ? dg_reply_dup_value (value, n_characters) : g_strdup ("");
}

/**
 * dg_reply_get_number:
 * @row: an object
 * @name: the name of a whole number in it
 *
 * Returns: the number, 0 when there is none
 */
gint64
dg_reply_get_number (DgJsonValue row, const char *name)
{
  g_return_val_if_fail (name != NULL, 0);

  gint64 number = 0;

  if (!dg_json_object_lookup_int64 (row, name, &number))
    return 0;

  return number;
}
