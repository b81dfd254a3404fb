/* dg-simulator-terms.c: the labels and the fields that a text names
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "dg-simulator-terms.h"

#include <string.h>

#include "dg-simulator-shown.h"

#define MAX_TERMS 40
#define MAX_TERM_LENGTH 48
#define MAX_TERM_WORDS 4
/* One of the words that a name is made of */
#define WORD(words) "(?:^|_)(?:" words ")(?:_|$)"
#define SEPARATORS "\\s*(?:[,;|/]\\s*(?:(?:or|and|oder|und)\\b)?|\\b(?:or|and|oder|und|sowie)\\b)\\s*"
/* What stands around a name without being of it */
#define AROUND "^[\\s\"'“”„`*•(<>-]+|[\\s\"'“”„`*.!?)<>-]+$|^(?:an?|the|either|eine?r?|der|die|das)\\s+"

/* What comes after a list without being of it */
#define NO_TERM "\\b(?:at most|at least|no more|up to|words|nothing else|höchstens|mindestens|wörter)\\b"

/* Where a list of labels begins, each to the end of its sentence */
static const char *const label_lists[] = {
  "\\b(?:labels?|categories|classes|intents|kategorien|klassen)\\b[^:\\n]{0,48}:[ "
  "]*([^\\n]*?[,;|/][^\\n]*?)(?:\\.(?:\\s|$)|$)",
  "\\b(?:one of|eine?[srm]? von)\\b[^:\\n]{0,48}:[ ]*([^\\n]+?)(?:\\.(?:\\s|$)|$)",
  "\\b(?:one of|either|eine?[srm]? von|entweder)\\b[ ]*([^\\n:]+?)(?:\\.(?:\\s|$)|$)",
  "\\b(?:labels?|categories|classes|klassen|kategorien)\\b[ ]*(?:are|is|sind)?[ "
  "]*([^\\n:.]*?[,|/][^\\n:]*?)(?:\\.(?:\\s|$)|$)",
  "\\b(?:classif\\w*|categori\\w*|label|sort|rate|klassifi\\w*)\\b[^\\n:.]*?\\b(?:as|into|als|in)\\b[ "
  ":]*([^\\n:]+?)(?:\\.(?:\\s|$)|$)",
  "^[ ]*(?:[-*][ ]*)?output_format\\.structure[^\\n]*\\n[ ]+\\d+\\.[ ]*([^\\n]*[,;|][^\\n]*?)(?:\\.(?:\\s|$)|$)",
  "^[ ]*(?:[-*][ ]*)?output_format\\.structure[^:\\n]*:[ ]*([^\\n]*[,;|][^\\n]*?)(?:\\.(?:\\s|$)|$)",
};

static void
free_term (gpointer data)
{
  DgTerm *term = data;

  g_free (term->name);
  g_strfreev (term->values);
  g_free (term);
}

static char *
strip_term (const char *term)
{
  g_autoptr (GRegex) regex = g_regex_new (AROUND, G_REGEX_CASELESS, 0, NULL);
  g_autofree char *once = g_regex_replace_literal (regex, term, -1, 0, "", 0, NULL);

  return g_regex_replace_literal (regex, once, -1, 0, "", 0, NULL);
}

/* (transfer full): the names in a list like `a, "b" or c`; none when it is no list of names */
GStrv
dg_terms_split (const char *list)
{
  g_autoptr (GRegex) regex = g_regex_new (SEPARATORS, G_REGEX_CASELESS, 0, NULL);
  g_auto (GStrv) pieces = g_regex_split (regex, list, 0);
  g_autoptr (GPtrArray) terms = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; pieces[i] != NULL && terms->len < MAX_TERMS; i++)
    {
      g_autofree char *term = strip_term (pieces[i]);

      if (*term == '\0' || dg_text_has (term, NO_TERM) ||
          g_ptr_array_find_with_equal_func (terms, term, g_str_equal, NULL))
        continue;
      if (strlen (term) > MAX_TERM_LENGTH || dg_text_count_words (term) > MAX_TERM_WORDS)
        return g_new0 (char *, 1);
      g_ptr_array_add (terms, g_steal_pointer (&term));
    }
  g_ptr_array_add (terms, NULL);

  return (GStrv) g_ptr_array_free (g_steal_pointer (&terms), FALSE);
}

/* Bullets below a line that announces labels */
static GStrv
find_bullets (const char *text)
{
  g_autofree char *list = dg_text_match (
      text,
      "\\b(?:labels?|categories|classes|one of|following|kategorien|klassen|folgende\\w*)\\b[^\\n]*:[ ]*\\n((?:[ "
      "\\t]*[-*•][^\\n]+(?:\\n|\\z)){2,40})",
      1);
  g_autoptr (GPtrArray) bullets = NULL;
  g_autoptr (GStrvBuilder) labels = g_strv_builder_new ();

  if (list == NULL)
    return g_new0 (char *, 1);

  /* `- billing: about money` */
  bullets = dg_text_match_all (list, "^[ \\t]*[-*•][ \\t]*([^:\\n–]+)", 1);
  for (guint i = 0; i < bullets->len; i++)
    {
      g_autofree char *label = strip_term (g_ptr_array_index (bullets, i));

      if (*label != '\0' && strlen (label) <= MAX_TERM_LENGTH && dg_text_count_words (label) <= MAX_TERM_WORDS)
        g_strv_builder_add (labels, label);
    }

  return g_strv_builder_end (labels);
}

/* (transfer full) (nullable): the answers that are possible, NULL when the text has no closed set of them */
GStrv
dg_terms_find_labels (const char *text)
{
  g_auto (GStrv) bullets = find_bullets (text);

  if (g_strv_length (bullets) >= 2)
    return g_steal_pointer (&bullets);

  for (guint i = 0; i < G_N_ELEMENTS (label_lists); i++)
    {
      g_autofree char *list = dg_text_match (text, label_lists[i], 1);
      g_auto (GStrv) labels = list != NULL ? dg_terms_split (list) : NULL;

      if (labels != NULL && g_strv_length (labels) >= 2)
        return g_steal_pointer (&labels);
    }

  return NULL;
}

/* By the name alone, as one would guess */
static const char *
guess_type (const char *name)
{
  static const struct
  {
    const char *pattern;
    const char *type;
  } types[] = {
    { WORD ("date|datum|day|deadline"), "date" },
    { WORD ("count|number|days|months|years|weeks|hours|minutes|quantity|anzahl|tage|monate|nights|age"), "integer" },
    { WORD ("amount|price|total|cost|sum|score|rate|fee|betrag|preis"), "number" },
    { "^(?:is|has|was|needs|can)_|" WORD ("urgent|flag|confirmed"), "boolean" },
    { WORD ("parties|items|names|tags|lists?|topics|keywords|products|parteien"), "text_list" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (types); i++)
    if (dg_text_has (name, types[i].pattern))
      return types[i].type;

  return "text";
}

static void
add_term (GPtrArray *terms, const char *name, GStrv values)
{
  g_autofree char *slug = g_ascii_strdown (name, -1);
  DgTerm *term;

  g_strcanon (slug, "abcdefghijklmnopqrstuvwxyz0123456789_", '_');
  for (guint i = 0; i < terms->len; i++)
    if (g_str_equal (((DgTerm *) g_ptr_array_index (terms, i))->name, slug))
      {
        g_strfreev (values);
        return;
      }
  term = g_new0 (DgTerm, 1);
  term->name = g_steal_pointer (&slug);
  term->type = values != NULL ? "label" : guess_type (term->name);
  term->nullable = values == NULL && !g_str_equal (term->type, "text_list") && !g_str_equal (term->type, "boolean");
  term->values = values;
  g_ptr_array_add (terms, term);
}

static GStrv
split_values (const char *text)
{
  g_auto (GStrv) values = strchr (text, '|') != NULL ? dg_terms_split (text) : NULL;

  return values != NULL && g_strv_length (values) >= 2 ? g_steal_pointer (&values) : NULL;
}

/* (element-type DgTerm): the fields of the JSON that a text describes, or shows an example of */
GPtrArray *
dg_terms_find_json_fields (const char *text)
{
  static const char *const lists[] = {
    "\\b(?:fields?|keys?|members?|attributes|feldern?|schlüsseln?)\\b[ ]*(?:are|sind|named|called|:)?[ "
    "]*([^\\n:]+?)(?:\\.(?:\\s|$)|$)",
    "\\bjson\\b[^\\n:.]*?\\b(?:with|of|mit|aus)\\b[ ]*([^\\n:]+?)(?:\\.(?:\\s|$)|$)",
  };
  GPtrArray *terms = g_ptr_array_new_with_free_func (free_term);
  g_autoptr (GPtrArray) keys = dg_text_match_all (text, "[\"“]([A-Za-z_]\\w{0,40})[\"”][ ]*:", 1);
  g_autoptr (GPtrArray) values =
      dg_text_match_all (text, "[\"“][A-Za-z_]\\w{0,40}[\"”][ ]*:[ ]*(?:[\"“]([^\"”\\n]*)[\"”])?", 1);

  for (guint i = 0; i < keys->len; i++)
    add_term (terms, g_ptr_array_index (keys, i), split_values (g_ptr_array_index (values, i)));
  for (guint i = 0; terms->len == 0 && i < G_N_ELEMENTS (lists); i++)
    {
      g_autofree char *list = dg_text_match (text, lists[i], 1);
      g_auto (GStrv) names = list != NULL ? dg_terms_split (list) : g_new0 (char *, 1);

      for (guint j = 0; names[j] != NULL; j++)
        add_term (terms, names[j], NULL);
    }

  return terms;
}

/* (element-type DgTerm): the elements with text in them, of the XML that a text shows */
GPtrArray *
dg_terms_find_xml_fields (const char *text)
{
  GPtrArray *terms = g_ptr_array_new_with_free_func (free_term);
  g_autoptr (GPtrArray) names = dg_text_match_all (text, "<([A-Za-z_]\\w{0,40})>([^<>]*)</\\1>", 1);
  g_autoptr (GPtrArray) values = dg_text_match_all (text, "<([A-Za-z_]\\w{0,40})>([^<>]*)</\\1>", 2);

  for (guint i = 0; i < names->len; i++)
    add_term (terms, g_ptr_array_index (names, i), split_values (g_ptr_array_index (values, i)));

  return terms;
}
