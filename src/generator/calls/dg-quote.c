/* dg-quote.c: whether a text says what it is said to say
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/*
 * Models are asked for the words they rely on, and claim things that nobody said. White space, case and punctuation do
 * not matter in what they copy; the words and their order do, and two places may not be made one.
 */

#include "config.h"

#include <string.h>

#include "dg-quote.h"
#include "dg-words.h"

/* The words with a blank before and after each, so that a part of one is not found. */
static char *
dup_padded (const char *text)
{
  g_autofree char *valid = g_utf8_make_valid (text, -1);
  g_autofree char *words = dg_words_fold (valid);

  return g_strdup_printf (" %s ", words);
}

/**
 * dg_quote_is_found:
 * @quote: what is said to stand in @text
 * @text: a text
 *
 * Returns: whether the words of @quote stand in @text, one after the other; an empty quote stands nowhere
 */
gboolean
dg_quote_is_found (const char *quote, const char *text)
{
  g_return_val_if_fail (quote != NULL && text != NULL, FALSE);

  g_autofree char *needle = dup_padded (quote);
  g_autofree char *hay = dup_padded (text);

  return strspn (needle, " ") < strlen (needle) && strstr (hay, needle) != NULL;
}

/**
 * dg_quote_is_same:
 * @a: a text
 * @b: a text
 *
 * Returns: whether they have the same words
 */
gboolean
dg_quote_is_same (const char *a, const char *b)
{
  g_return_val_if_fail (a != NULL && b != NULL, FALSE);

  g_autofree char *first = dup_padded (a);
  g_autofree char *second = dup_padded (b);

  return g_str_equal (first, second);
}

/**
 * dg_quote_count_words:
 * @text: a text
 *
 * Returns: how many words it has
 */
guint
dg_quote_count_words (const char *text)
{
  g_return_val_if_fail (text != NULL, 0);

  g_autofree char *words = dup_padded (text);
  guint n_blanks = 0;

  if (strspn (words, " ") == strlen (words))
    return 0;
  for (const char *p = words; *p != '\0'; p++)
    n_blanks += *p == ' ';

  return n_blanks - 1;
}

/* --- values that say nothing --- */

/*
 * In the languages that are asked about most: words that rule nothing out, and words that add nothing to those. A value
 * of the first leaves everything open, and so does “good quality of the answers”; “text” alone may well be an answer.
 */
static const char *const empty_words =
    /* English */
    " realistic authentic natural real diverse varied various variety different normal usual typical standard regular"
    " common ordinary good best great proper appropriate suitable adequate correct reasonable relevant quality tbd"
    " whatever anything something any etc ok okay fine"
    /* German */
    " realistisch realistische realistischer authentisch authentische normale normaler natürlich natürliche echt echte "
    "divers diverse vielfältig verschieden"
    " verschiedene unterschiedlich unterschiedliche üblich übliche typisch typische gut gute guter gutes qualität "
    "passend"
    " passende angemessen angemessene richtig sinnvoll egal irgendwas usw"
    /* French */
    " réaliste réalistes naturel naturelle naturels divers diverses varié variés variée variées différent différents"
    " normale normaux habituel typique bon bonne bons bonnes qualité approprié appropriée adapté importe n"
    /* Spanish, Portuguese, Italian */
    " realista realistas auténtico natural naturales diverso diversos diversa diversas variado variados distinto "
    "normales"
    " buena bueno buenas buenos calidad adecuado adecuada apropiado correcto cualquiera naturais boa bom qualidade"
    " realistico realistica realistici naturale naturali vario vari diversi normali buono buona qualità adeguato"
    " appropriato corretto ";

static const char *const idle_words =
    " high low very as with of and or the a an be should is it data text texts input inputs answer answers record "
    "records"
    " example examples way manner style thing things"
    " hohe hoher sehr und oder der die das ein eine wie soll sein daten texte eingaben antworten beispiele"
    " et ou le la les un une de très données textes réponses exemples haute"
    " y o el los las muy alta datos textos respuestas ejemplos e os as uma muito dados respostas exemplos il lo gli di"
    " molto dati testi risposte esempi ";

/* In a value about realism, one word that says nothing spoils so few others. */
#define MOST_WORDS_BESIDE 2

static gboolean
is_listed (const char *word, const char *list)
{
  g_autofree char *padded = g_strdup_printf (" %s ", word);

  return strstr (list, padded) != NULL;
}

/**
 * dg_value_is_vague:
 * @value: what a part of the requirements is to be
 *
 * Tells a value that nothing could be made from, such as “realistic”, “good quality” or „vielfältig und natürlich“.
 * Knows English, German, French, Spanish, Portuguese and Italian; in other languages nothing counts as vague but what
 * has no word at all.
 *
 * Returns: whether it says nothing
 */
gboolean
dg_value_is_vague (const char *value)
{
  g_return_val_if_fail (value != NULL, TRUE);

  g_autofree char *text = dup_padded (value);
  g_auto (GStrv) words = g_strsplit (text, " ", -1);
  guint n_idle = 0;
  guint n_empty = 0;

  for (guint i = 0; words[i] != NULL; i++)
    {
      /* a text of nothing but signs is its signs */
      if (!g_unichar_isalnum (g_utf8_get_char (words[i])))
        continue;
      if (is_listed (words[i], empty_words))
        n_empty++;
      else if (is_listed (words[i], idle_words))
        n_idle++;
      else
        return FALSE;
    }

  return n_empty > 0 || n_idle == 0;
}

/**
 * dg_value_says_little:
 * @value: what a part about realism is to be
 *
 * “Realistic forum posts” names the posts and says nothing of what makes them so; where values are labels or tones, as
 * in “good, bad”, the same words do say something, so this is for realism alone.
 *
 * Returns: whether it says hardly more than a value that dg_value_is_vague()
 */
gboolean
dg_value_says_little (const char *value)
{
  g_return_val_if_fail (value != NULL, TRUE);

  g_autofree char *text = dup_padded (value);
  g_auto (GStrv) words = g_strsplit (text, " ", -1);
  guint n_empty = 0;
  guint n_other = 0;

  for (guint i = 0; words[i] != NULL; i++)
    {
      if (!g_unichar_isalnum (g_utf8_get_char (words[i])))
        continue;
      n_empty += is_listed (words[i], empty_words);
      n_other += !is_listed (words[i], empty_words) && !is_listed (words[i], idle_words);
    }

  return n_empty > 0 && n_other <= MOST_WORDS_BESIDE;
}
