/* dg-material.c: other people's text in a request
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <string.h>

#include "dg-material.h"

/* Stands where something was left out; for the model, so not translated. */
#define CUT_MARK "\n[… %ld characters left out here …]\n"

/**
 * dg_material_wrap:
 * @name: what it is, in capitals: `PROMPT`
 * @text: what a person, a prompt or an earlier reply says
 *
 * Puts a text between two lines that mark where it begins and ends. They have a random suffix that is not in the text,
 * so that no text can end itself and go on as an instruction.
 *
 * Returns: (transfer full): the lines with the text between them
 */
char *
dg_material_wrap (const char *name, const char *text)
{
  g_return_val_if_fail (name != NULL && text != NULL, NULL);

  char suffix[9];

  do
    g_snprintf (suffix, sizeof suffix, "%08x", g_random_int ());
  while (strstr (text, suffix) != NULL);

  return g_strdup_printf ("BEGIN %s %s\n%s\nEND %s %s", name, suffix, text, name, suffix);
}

/**
 * dg_material_shorten:
 * @text: a text
 * @max_characters: how much of it may stay
 * @shortened: (out) (optional): whether something was left out
 *
 * Leaves out the middle of a text that is too long: what it is about stands at its beginning, what is wanted often at
 * its end.
 *
 * Returns: (transfer full): the text, with a mark where something is left out
 */
char *
dg_material_shorten (const char *text, guint max_characters, gboolean *shortened)
{
  g_return_val_if_fail (text != NULL && max_characters > 0, NULL);

  glong length = g_utf8_strlen (text, -1);
  glong n_head = (max_characters + 1) / 2;
  glong n_tail = max_characters - n_head;
  g_autofree char *head = NULL;
  g_autofree char *tail = NULL;
  g_autofree char *mark = NULL;

  if (shortened != NULL)
    *shortened = length > max_characters;
  if (length <= max_characters)
    return g_strdup (text);

  head = g_utf8_substring (text, 0, n_head);
  tail = g_utf8_substring (text, length - n_tail, length);
  mark = g_strdup_printf (CUT_MARK, length - max_characters);

  return g_strconcat (head, mark, tail, NULL);
}
