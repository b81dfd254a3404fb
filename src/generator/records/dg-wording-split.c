/* dg-wording-split.c: the words of an input, and what kind they are
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/*
 * What kind a word is, is told from how it is written, so that it holds for any language; only the short lists below
 * are of English, German, French, Spanish and Japanese. In another language less is known of a word, and inputs count
 * as different that a reader of it would call the same.
 */

#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "dg-json.h"
#include "dg-wording-private.h"
#include "dg-words.h"

/* Where more words than this begin with a capital, as in German, capitals tell no names. */
#define MOST_CAPITALS 0.25

/* Digits that make a number an identifier. */
#define IDENTIFIER_DIGITS 4

/* Sorted as strcmp() sorts. Words that turn an answer around when they come or go. */
/* clang-format off */
static const char *const decisive_words[] = {
  "above", "after", "antes", "après", "aucun", "aucune", "avant", "before", "below", "después", "disabled",
  "enabled", "first", "from", "jamais", "kein", "keine", "keinem", "keinen", "keiner", "last", "less", "mehr",
  "menos", "moins", "more", "más", "nach", "nada", "ne", "never", "nicht", "nie", "niemals", "no", "nobody",
  "none", "not", "nothing", "nunca", "ohne", "pas", "plus", "sans", "sin", "until", "von", "vor", "weniger",
  "without", "ん", "不", "前", "後", "未", "無", "非",
};
/* clang-format on */

/* Months and days of the week. */
/* clang-format off */
static const char *const calendar_words[] = {
  "abril", "agosto", "août", "april", "august", "avril", "december", "dezember", "diciembre", "dienstag",
  "dimanche", "domingo", "donnerstag", "décembre", "enero", "febrero", "februar", "february", "freitag",
  "friday", "février", "januar", "january", "janvier", "jeudi", "jueves", "juillet", "juin", "juli", "julio",
  "july", "june", "juni", "junio", "lundi", "lunes", "mai", "march", "mardi", "mars", "martes", "marzo", "may",
  "mayo", "mercredi", "mittwoch", "miércoles", "monday", "montag", "märz", "november", "novembre", "noviembre",
  "october", "octobre", "octubre", "oktober", "samedi", "samstag", "saturday", "september", "septembre",
  "septiembre", "sonntag", "sunday", "sábado", "thursday", "tuesday", "vendredi", "viernes", "wednesday",
};
/* clang-format on */

/* --- the words among structure --- */

typedef struct
{
  char *key; /* (owned) */
  DgJsonValue value;
} Member;

static void
clear_member (gpointer data)
{
  g_free (((Member *) data)->key);
}

static int
compare_members (gconstpointer a, gconstpointer b)
{
  return strcmp (((const Member *) a)->key, ((const Member *) b)->key);
}

static void append_values (GString *out, DgJsonValue value);

/* In the order of their keys: JSON does not care about another. */
static void
append_members (GString *out, DgJsonValue object)
{
  g_autoptr (GArray) members = g_array_new (FALSE, FALSE, sizeof (Member));
  DgJsonIter iter;
  Member member;

  g_array_set_clear_func (members, clear_member);
  dg_json_iter_init (&iter, object);
  while (dg_json_iter_next (&iter, &member.key, &member.value))
    g_array_append_val (members, member);
  g_array_sort (members, compare_members);
  for (guint i = 0; i < members->len; i++)
    append_values (out, g_array_index (members, Member, i).value);
}

static void
append_values (GString *out, DgJsonValue value)
{
  g_autofree char *text = NULL;
  DgJsonIter iter;
  DgJsonValue element;

  switch (dg_json_value_get_value_type (value))
    {
    case DG_JSON_OBJECT:
      append_members (out, value);
      return;
    case DG_JSON_ARRAY:
      dg_json_iter_init (&iter, value);
      while (dg_json_iter_next (&iter, NULL, &element))
        append_values (out, element);
      return;
    case DG_JSON_STRING:
      text = dg_json_value_dup_string (value);
      break;
    case DG_JSON_NULL:
    case DG_JSON_BOOLEAN:
    case DG_JSON_NUMBER:
      text = dg_json_value_dup_source (value);
      break;
    }
  g_string_append (out, text);
  g_string_append_c (out, '\n');
}

static gboolean
is_marked_up (const char *text)
{
  gsize end = strlen (text);

  while (end > 0 && g_ascii_isspace (text[end - 1]))
    end--;

  return *text == '<' && text[end - 1] == '>';
}

static char *
drop_tags (const char *text)
{
  g_autoptr (GString) out = g_string_new (NULL);
  gboolean inside = FALSE;

  for (const char *p = text; *p != '\0'; p++)
    {
      if (*p == '<')
        inside = TRUE;
      if (!inside)
        g_string_append_c (out, *p);
      else if (*p == '>')
        {
          inside = FALSE;
          g_string_append_c (out, '\n');
        }
    }

  return g_strdup (out->str);
}

/* Keys and tags are the same in all inputs of a dataset, so they say nothing of how alike two are. */
static char *
drop_structure (const char *input)
{
  const char *start = input + strspn (input, " \t\r\n");
  g_autoptr (GString) values = NULL;
  g_autoptr (DgJsonDocument) document = NULL;

  if (is_marked_up (start))
    return drop_tags (start);
  if (*start == '{' || *start == '[')
    document = dg_json_document_new (input, -1, NULL, NULL);
  if (document == NULL)
    return g_strdup (input);

  values = g_string_new (NULL);
  append_values (values, dg_json_document_get_root (document));

  return g_strdup (values->str);
}

/* --- words --- */

typedef struct
{
  GArray *tokens; /* (unowned) (element-type DgToken) */
  GString *word;  /* (owned) the one being read, as it is written */
  gboolean opening;
} Splitter;

static int
compare_words (gconstpointer key, gconstpointer element)
{
  return strcmp (key, *(const char *const *) element);
}

static gboolean
is_listed (const char *word, const char *const *list, gsize n)
{
  return bsearch (word, list, n, sizeof *list, compare_words) != NULL;
}

/* FNV-1a, which spreads short words and single characters better than g_str_hash(). */
static guint32
hash_word (const char *word)
{
  guint32 hash = 2166136261u;

  for (const char *p = word; *p != '\0'; p++)
    hash = (hash ^ (guint8) *p) * 16777619u;

  return hash;
}

static DgTokenKind
judge_word (const char *word)
{
  guint n_digits = 0;

  for (const char *p = word; *p != '\0'; p = g_utf8_next_char (p))
    n_digits += g_unichar_isdigit (g_utf8_get_char (p));

  if (n_digits >= IDENTIFIER_DIGITS || is_listed (word, calendar_words, G_N_ELEMENTS (calendar_words)))
    return DG_TOKEN_IDENTIFIER;

  return n_digits > 0 ? DG_TOKEN_NUMBER : DG_TOKEN_WORD;
}

static void
end_word (Splitter *splitter)
{
  g_autofree char *folded = NULL;
  DgToken token = { .opening = splitter->opening };

  if (splitter->word->len == 0)
    return;

  folded = g_utf8_casefold (splitter->word->str, -1);
  token.hash = hash_word (folded);
  token.kind = judge_word (folded);
  token.decisive = is_listed (folded, decisive_words, G_N_ELEMENTS (decisive_words));
  token.capital =
      g_unichar_isupper (g_utf8_get_char (splitter->word->str)) && *g_utf8_next_char (splitter->word->str) != '\0';
  g_array_append_val (splitter->tokens, token);
  g_string_truncate (splitter->word, 0);
  splitter->opening = FALSE;
}

/* “don’t” is “do not”. Returns how many bytes of @p it took. */
static gsize
read_contraction (Splitter *splitter, const char *p)
{
  gsize apostrophe = *p == '\'' ? 1 : g_str_has_prefix (p, "’") ? strlen ("’") : 0;
  const char *after = p + apostrophe + 1;

  if (apostrophe == 0 || splitter->word->len < 2 || g_ascii_tolower (after[-1]) != 't' ||
      g_ascii_tolower (splitter->word->str[splitter->word->len - 1]) != 'n' ||
      g_unichar_isalnum (g_utf8_get_char (after)))
    return 0;

  g_string_truncate (splitter->word, splitter->word->len - 1);
  end_word (splitter);
  g_string_assign (splitter->word, "not");
  end_word (splitter);

  return apostrophe + 1;
}

/* Dates, times and amounts are one word: 2024-03-11, 08:40, 19.99. */
static gboolean
joins_digits (const Splitter *splitter, const char *p)
{
  return splitter->word->len > 0 && strchr (".:/-", *p) != NULL &&
         g_ascii_isdigit (splitter->word->str[splitter->word->len - 1]) && g_ascii_isdigit (p[1]);
}

static const char *
read_sign (Splitter *splitter, const char *p)
{
  gsize taken = read_contraction (splitter, p);
  gunichar character = g_utf8_get_char (p);

  if (taken > 0)
    return p + taken;
  if (joins_digits (splitter, p))
    {
      g_string_append_c (splitter->word, *p);
      return p + 1;
    }
  end_word (splitter);
  if (character < 0x80 ? strchr (".!?:\"\n", (char) character) != NULL
                       : character == 0x201C || character == 0x201E || character == 0xBF || character == 0xA1)
    splitter->opening = TRUE;

  return g_utf8_next_char (p);
}

static void
read_words (Splitter *splitter, const char *text)
{
  const char *p = text;

  while (*p != '\0')
    {
      gunichar character = g_utf8_get_char (p);
      gboolean alone = dg_words_stands_alone (character);

      if (!g_unichar_isalnum (character) && !g_unichar_ismark (character))
        {
          p = read_sign (splitter, p);
          continue;
        }
      if (alone)
        end_word (splitter);
      g_string_append_unichar (splitter->word, character);
      if (alone)
        end_word (splitter);
      p = g_utf8_next_char (p);
    }
  end_word (splitter);
}

static void
find_names (GArray *tokens)
{
  guint n_inside = 0;
  guint n_capitals = 0;

  for (guint i = 0; i < tokens->len; i++)
    {
      const DgToken *token = &g_array_index (tokens, DgToken, i);

      n_inside += !token->opening;
      n_capitals += !token->opening && token->capital;
    }
  if (n_capitals >= n_inside * MOST_CAPITALS)
    return;

  for (guint i = 0; i < tokens->len; i++)
    {
      DgToken *token = &g_array_index (tokens, DgToken, i);

      if (token->capital && !token->opening && token->kind == DG_TOKEN_WORD)
        token->kind = DG_TOKEN_NAME;
    }
}

/*
 * dg_wording_split:
 * @input: an input, untrusted
 *
 * Returns: (transfer full) (element-type DgToken): its words in their order; of JSON and XML only those of the values
 */
GArray *
dg_wording_split (const char *input)
{
  GArray *tokens = g_array_new (FALSE, FALSE, sizeof (DgToken));
  g_autofree char *text = drop_structure (input);
  g_autofree char *normal = g_utf8_normalize (text, -1, G_NORMALIZE_ALL_COMPOSE);
  Splitter splitter = { tokens, g_string_new (NULL), TRUE };

  read_words (&splitter, normal != NULL ? normal : "");
  g_string_free (splitter.word, TRUE);
  find_names (tokens);

  return tokens;
}
