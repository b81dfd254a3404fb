/* dg-text-search.c: finding a text in others, whatever the case
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/*
 * Both texts are folded, as Unicode folds case: "STRASSE" is found in "Straße". GLib folds a character at a time,
 * whatever stands beside it, so that the ASCII of a text can be folded here, many times as quickly, and only what is in
 * between is given to GLib. Characters that are made of a letter and an accent are composed first; most texts have
 * none.
 */

#include "config.h"

#include "dg-text-search.h"

#include <string.h>

struct _DgTextSearch
{
  GString *wanted; /* (owned) folded */
  GString *folded; /* (owned) room for the text at hand */
};

static gboolean
has_marks (const char *text, gsize length)
{
  for (const char *c = text; c < text + length; c = g_utf8_next_char (c))
    if ((guchar) *c >= 0x80 && g_unichar_ismark (g_utf8_get_char (c)))
      return TRUE;

  return FALSE;
}

/* Returns: where the characters that are not ASCII end */
static const char *
skip_foreign (const char *text, const char *end)
{
  while (text < end && (guchar) *text >= 0x80)
    text++;

  return text;
}

static void
fold_composed (GString *folded, const char *text, gsize length)
{
  const char *end = text + length;

  while (text < end)
    if ((guchar) *text < 0x80)
      {
        g_string_append_c (folded, g_ascii_tolower (*text));
        text++;
      }
    else
      {
        const char *next = skip_foreign (text, end);
        g_autofree char *part = g_utf8_casefold (text, next - text);

        g_string_append (folded, part);
        text = next;
      }
}

static void
fold (GString *folded, const char *text, gsize length)
{
  g_string_truncate (folded, 0);

  if (!has_marks (text, length))
    {
      fold_composed (folded, text, length);
      return;
    }

  g_autofree char *composed = g_utf8_normalize (text, (gssize) length, G_NORMALIZE_DEFAULT_COMPOSE);
  fold_composed (folded, composed, strlen (composed));
}

/**
 * dg_text_search_new:
 * @text: what to look for, UTF-8
 *
 * Returns: (transfer full): a search for @text, taken literally
 */
DgTextSearch *
dg_text_search_new (const char *text)
{
  g_return_val_if_fail (text != NULL, NULL);

  DgTextSearch *self = g_new0 (DgTextSearch, 1);

  self->wanted = g_string_new (NULL);
  self->folded = g_string_new (NULL);
  fold (self->wanted, text, strlen (text));

  return self;
}

/**
 * dg_text_search_free:
 * @self: (transfer full): a search
 */
void
dg_text_search_free (DgTextSearch *self)
{
  g_string_free (self->wanted, TRUE);
  g_string_free (self->folded, TRUE);
  g_free (self);
}

/**
 * dg_text_search_matches:
 * @self: a search
 * @text: (array length=length): a text, of which what is not UTF-8 matches nothing
 * @length: its bytes
 *
 * Returns: whether the text has in it what is looked for
 */
gboolean
dg_text_search_matches (DgTextSearch *self, const char *text, gsize length)
{
  g_return_val_if_fail (self != NULL && text != NULL, FALSE);

  if (!g_utf8_validate_len (text, length, NULL))
    return FALSE;

  fold (self->folded, text, length);

  return memmem (self->folded->str, self->folded->len, self->wanted->str, self->wanted->len) != NULL;
}
