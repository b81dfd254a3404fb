/* dg-simulator-limits.c: the limits that a text states, and how to keep to them
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "dg-simulator-limits.h"

#include <string.h>

#include "dg-simulator-shown.h"

#define N_ROUNDS 3
#define TERM "[\"“„‘'«]([^\"”“‘’'»\\n]{1,60})[\"”“’'»]"
#define ANSWER_WORDS "\\b(?:answers?|repl(?:y|ies)|responses?|labels?|antwort\\w*|erwiderung\\w*)\\b"

/* What is searched for, in this order, and what it limits; the group is the limit's value. */
static const struct
{
  const char *pattern;
  DgCheck check;
} forms[] = {
  { "\\bmax_words\\W{1,3}(\\d+)", DG_CHECK_MAX_WORDS },
  { "\\bmin_words\\W{1,3}(\\d+)", DG_CHECK_MIN_WORDS },
  { "\\bmax_characters\\W{1,3}(\\d+)", DG_CHECK_MAX_CHARACTERS },
  { "\\bmin_characters\\W{1,3}(\\d+)", DG_CHECK_MIN_CHARACTERS },
  { "\\babsent\\W{1,3}" TERM, DG_CHECK_ABSENT },
  { "\\bpresent\\W{1,3}" TERM, DG_CHECK_PRESENT },
  { "\\b(?:at most|no more than|not more than|up to|max(?:imum|imal|\\.)?|under|below|within|höchstens|bis zu|nicht "
    "mehr "
    "als|unter)\\s+(?:of\\s+)?(\\d+)\\s*(?:words?\\b|wörter)",
    DG_CHECK_MAX_WORDS },
  { "\\b(\\d+)\\s*(?:words|wörter)\\s+(?:or (?:less|fewer)|at most|max(?:imum|imal)?|höchstens|oder weniger)\\b",
    DG_CHECK_MAX_WORDS },
  { "\\b(?:at most|no more than|up to|max(?:imum|imal|\\.)?|höchstens|bis zu)\\s+(\\d+)\\s*(?:characters?\\b|zeichen)",
    DG_CHECK_MAX_CHARACTERS },
  { "\\b\\d+\\s*(?:-|–|to|bis)\\s*(\\d+)\\s*(?:words?\\b|wörter)", DG_CHECK_MAX_WORDS },
  { "\\b(?:at least|no less than|min(?:imum|destens|\\.)?|mindestens)\\s+(\\d+)\\s*(?:words?\\b|wörter)",
    DG_CHECK_MIN_WORDS },
  { "\\b(?:at least|mindestens)\\s+(\\d+)\\s*(?:characters?\\b|zeichen)", DG_CHECK_MIN_CHARACTERS },
  { "\\b(?:never|no|not|don['’]?t|do "
    "not|without|avoid|drop|remove|omit|nie|niemals|nicht|kein\\w*|ohne|streiche?)\\b[^.\\n\"“„‘'«]"
    "{0,40}" TERM,
    DG_CHECK_ABSENT },
  { "\\b(?:must|should|has to|needs "
    "to|always|please)?\\s*\\b(?:mentions?|says?|names?|includes?|contains?|use|add|have|has|"
    "erwähn\\w*|nenn\\w*|enthalten|enthält|sagen|stehen)\\b[^.\\n\"“„‘'«]{0,30}" TERM,
    DG_CHECK_PRESENT },
  { TERM "\\s+(?:must|should|muss|soll)\\s+(?:appear|be (?:there|mentioned)|vorkommen|stehen|erwähnt)",
    DG_CHECK_PRESENT },
  { "\\b(?:don['’]?t|do not|never) (?:say|write|use|mention)\\s+(\\w[\\w-]{1,30})\\b", DG_CHECK_ABSENT },
  { "\\b(?:without|avoid) the (?:word|term|phrase)\\s+(\\w[\\w-]{1,30})\\b", DG_CHECK_ABSENT },
  { "\\bmust (?:mention|name|say|include|contain)\\s+(?:the word\\s+)?(\\w[\\w-]{1,30})\\b", DG_CHECK_PRESENT },
};

/* (transfer full) (element-type DgLimit): an empty list */
GPtrArray *
dg_limits_new (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify) dg_limit_free);
}

/* (transfer full) (nullable): the limit that a sentence states, on the answer if it speaks of it, else on the input */
DgLimit *
dg_limits_read (const char *sentence)
{
  DgColumn column = dg_text_has (sentence, ANSWER_WORDS) ? DG_COLUMN_ANSWER : DG_COLUMN_INPUT;

  if (dg_text_has (sentence, "\\binput\\b"))
    column = DG_COLUMN_INPUT;
  for (guint i = 0; i < G_N_ELEMENTS (forms); i++)
    {
      g_autofree char *value = dg_text_match (sentence, forms[i].pattern, 1);
      DgLimit *limit = value != NULL ? dg_limit_new (column, forms[i].check, value, NULL) : NULL;

      if (limit != NULL)
        return limit;
    }

  return NULL;
}

/* Adds what each line and each sentence of the text states */
void
dg_limits_add (GPtrArray *limits, const char *text)
{
  g_autoptr (GPtrArray) sentences = dg_text_match_all (text, "[^\\n]+?(?:[.;!](?=\\s|$)|$)", 0);

  for (guint i = 0; i < sentences->len; i++)
    {
      DgLimit *limit = dg_limits_read (g_ptr_array_index (sentences, i));

      if (limit != NULL)
        g_ptr_array_add (limits, limit);
    }
}

static char *
join (GPtrArray *sentences, guint n)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < n; i++)
    g_string_append (text, g_ptr_array_index (sentences, i));

  return g_strchomp (g_string_free (text, FALSE));
}

/* The text without its last word, ended as a sentence */
static char *
drop_word (const char *text)
{
  const char *space = strrchr (text, ' ');
  g_autofree char *bare = g_strchomp (g_strndup (text, space != NULL ? (gsize) (space - text) : 0));

  while (*bare != '\0' && strchr (",;:-", bare[strlen (bare) - 1]) != NULL)
    bare[strlen (bare) - 1] = '\0';

  return *bare == '\0' || strchr (".!?", bare[strlen (bare) - 1]) != NULL ? g_steal_pointer (&bare)
                                                                          : g_strconcat (bare, ".", NULL);
}

/* By whole sentences, as long as that leaves most of what may stay; or else by words */
static char *
shorten (const DgLimit *limit, const char *text)
{
  g_autoptr (GPtrArray) sentences = dg_text_split_sentences (text);
  guint64 most = g_ascii_strtoull (limit->value, NULL, 10);
  gboolean words = limit->check == DG_CHECK_MAX_WORDS;
  g_autofree char *shorter = g_strchomp (g_strdup (text));

  for (guint n = sentences->len; n > 0; n--)
    {
      g_autofree char *fewer = join (sentences, n);
      guint64 length = words ? dg_text_count_words (fewer) : (guint64) g_utf8_strlen (fewer, -1);

      if (length * 4 < most * 3)
        break;
      g_free (shorter);
      shorter = g_steal_pointer (&fewer);
      if (dg_limit_holds (limit, shorter, NULL))
        return g_steal_pointer (&shorter);
    }
  while (!dg_limit_holds (limit, shorter, NULL) && strchr (shorter, ' ') != NULL)
    {
      g_autofree char *before = g_steal_pointer (&shorter);

      shorter = drop_word (before);
    }

  return g_steal_pointer (&shorter);
}

/* The sentences that have it, or just the term when the other sentences are the smaller part */
static char *
leave_out (const DgLimit *limit, const char *text)
{
  g_autoptr (GPtrArray) sentences = dg_text_split_sentences (text);
  g_autofree char *escaped = g_regex_escape_string (limit->value, -1);
  g_autofree char *pattern = g_strdup_printf ("\\s?(?<![\\p{L}\\p{N}_])%s(?![\\p{L}\\p{N}_])", escaped);
  g_autoptr (GRegex) regex = g_regex_new (pattern, G_REGEX_CASELESS, 0, NULL);
  g_autofree char *rest = NULL;

  for (guint i = sentences->len; i > 0; i--)
    if (!dg_limit_holds (limit, g_ptr_array_index (sentences, i - 1), NULL))
      g_ptr_array_remove_index (sentences, i - 1);
  rest = join (sentences, sentences->len);
  if (dg_text_count_words (rest) * 2 >= dg_text_count_words (text))
    return g_steal_pointer (&rest);

  return g_strstrip (g_regex_replace_literal (regex, text, -1, 0, "", 0, NULL));
}

/* As the second sentence, where it is least in the way, or as the first, where it stays when the end is cut */
static char *
add_term (const DgLimit *limit, const char *text, gboolean first, gboolean german)
{
  g_autoptr (GPtrArray) sentences = dg_text_split_sentences (text);
  gsize length = !first && sentences->len > 1 ? strlen (g_ptr_array_index (sentences, 0)) : 0;
  g_autofree char *head = g_strndup (text, length);
  g_autofree char *sentence = g_strdup_printf (german ? "Es geht um %s." : "It is about %s.", limit->value);

  return g_strchomp (g_strdup_printf ("%s%s %s", head, sentence, text + length));
}

static char *
append_sentence (const char *text, const char *sentence)
{
  const char *end = *text == '\0' || strchr (".!?:", text[strlen (text) - 1]) != NULL ? "" : ".";

  return g_strconcat (text, end, *text != '\0' ? " " : "", sentence, NULL);
}

static char *
lengthen (const DgLimit *limit, const char *text, gboolean german)
{
  static const char *const english[] = { "That is all I can say about it so far.",
                                         "Somebody else will know more than I do.",
                                         "It has been like this for a while now." };
  static const char *const german_ones[] = { "Mehr lässt sich dazu noch nicht sagen.",
                                             "Andere wissen darüber sicher mehr als ich.",
                                             "Das geht nun schon eine ganze Weile so." };
  char *longer = g_strdup (text);

  for (guint i = 0; i < 60 && !dg_limit_holds (limit, longer, NULL); i++)
    {
      g_autofree char *before = longer;

      longer = append_sentence (before, german ? german_ones[i % 3] : english[i % 3]);
    }

  return longer;
}

static char *
keep_one (const DgLimit *limit, const char *text, guint round, gboolean german)
{
  switch (limit->check)
    {
    case DG_CHECK_MAX_WORDS:
    case DG_CHECK_MAX_CHARACTERS:
      return shorten (limit, text);
    case DG_CHECK_MIN_WORDS:
    case DG_CHECK_MIN_CHARACTERS:
      return lengthen (limit, text, german);
    case DG_CHECK_ABSENT:
      return leave_out (limit, text);
    case DG_CHECK_PRESENT:
      return add_term (limit, text, round > 0, german);
    case DG_CHECK_NONE:
    case DG_CHECK_MATCHES:
    default:
      return g_strdup (text);
    }
}

/* (transfer full): the text, changed as little as it takes to keep to the limits on that column. What one limit adds
 * another may cut, so they take turns. */
char *
dg_limits_keep (GPtrArray *limits, DgColumn column, const char *text, gboolean german)
{
  char *kept = g_strdup (text);

  for (guint round = 0; round < N_ROUNDS; round++)
    for (guint i = 0; i < limits->len; i++)
      {
        const DgLimit *limit = g_ptr_array_index (limits, i);
        g_autofree char *before = NULL;

        if (limit->column != column || dg_limit_holds (limit, kept, NULL))
          continue;
        before = g_steal_pointer (&kept);
        kept = keep_one (limit, before, round, german);
      }

  return kept;
}
