/* dg-simulator-limits.c: the limits that a text states, and how to keep to them
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "dg-simulator-limits.h"

#include <string.h>

#include "dg-simulator-shown.h"

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

/* By whole sentences; a first sentence that is too long by itself loses its end */
static char *
shorten (const DgLimit *limit, const char *text)
{
  g_autoptr (GPtrArray) sentences = dg_text_split_sentences (text);
  char *shorter = NULL;

  for (guint n = sentences->len; n > 0; n--)
    {
      g_free (shorter);
      shorter = join (sentences, n);
      if (dg_limit_holds (limit, shorter, NULL))
        return shorter;
    }

  for (const char *space = strrchr (shorter != NULL ? shorter : "", ' '); space != NULL; space = strrchr (shorter, ' '))
    {
      g_autofree char *before = g_strndup (shorter, space - shorter);
      g_autofree char *bare = g_strchomp (g_strdup (before));

      g_free (shorter);
      while (*bare != '\0' && strchr (",;:-–", bare[strlen (bare) - 1]) != NULL)
        bare[strlen (bare) - 1] = '\0';
      shorter = g_strconcat (bare, ".", NULL);
      if (dg_limit_holds (limit, shorter, NULL))
        break;
    }

  return shorter != NULL ? shorter : g_strdup (text);
}

/* The sentences that have it, or just the term when there is no other sentence */
static char *
leave_out (const DgLimit *limit, const char *text)
{
  g_autoptr (GPtrArray) sentences = dg_text_split_sentences (text);
  g_autofree char *escaped = g_regex_escape_string (limit->value, -1);
  g_autofree char *pattern = g_strdup_printf ("\\s?(?<![\\p{L}\\p{N}_])%s(?![\\p{L}\\p{N}_])", escaped);
  g_autoptr (GRegex) regex = g_regex_new (pattern, G_REGEX_CASELESS, 0, NULL);

  for (guint i = sentences->len; i > 0; i--)
    if (!dg_limit_holds (limit, g_ptr_array_index (sentences, i - 1), NULL))
      g_ptr_array_remove_index (sentences, i - 1);
  if (sentences->len > 0)
    return join (sentences, sentences->len);

  return g_strstrip (g_regex_replace_literal (regex, text, -1, 0, "", 0, NULL));
}

/* Before the rest, so that it stays when the end is cut */
static char *
add_term (const DgLimit *limit, const char *text, gboolean german)
{
  return g_strdup_printf (german ? "Es geht um %s. %s" : "It is about %s. %s", limit->value, text);
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
keep_one (const DgLimit *limit, const char *text, gboolean german)
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
      return add_term (limit, text, german);
    case DG_CHECK_NONE:
    case DG_CHECK_MATCHES:
    default:
      return g_strdup (text);
    }
}

/* (transfer full): the text, changed as little as it takes to keep to the limits on that column */
char *
dg_limits_keep (GPtrArray *limits, DgColumn column, const char *text, gboolean german)
{
  char *kept = g_strdup (text);

  for (guint round = 0; round < 2; round++)
    for (guint i = 0; i < limits->len; i++)
      {
        const DgLimit *limit = g_ptr_array_index (limits, i);
        g_autofree char *before = NULL;

        if (limit->column != column || dg_limit_holds (limit, kept, NULL))
          continue;
        before = g_steal_pointer (&kept);
        kept = keep_one (limit, before, german);
      }

  return kept;
}
