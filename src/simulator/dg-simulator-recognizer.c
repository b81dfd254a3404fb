/* dg-simulator-recognizer.c: reads a text as one that a grammar wrote
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/*
 * Each alternative of a rule is also a pattern: its words as they are, its slots as what can come into them. The topic
 * with most of the text in its patterns is what the text is about, and what stands in the slots of facts are its facts.
 * Nothing is remembered of the text's making, so this also reads what a person has changed, as far as it is the same.
 */

#include "config.h"

#include "dg-simulator-recognizer.h"

#include <string.h>

#include "dg-simulator-grammar.h"

/* Rules within rules, further than any domain goes */
#define MAX_DEPTH 6
#define ANYTHING ".{1,80}?"

/* One alternative */
typedef struct
{
  GRegex *regex;    /* (owned) (nullable) NULL for one that is too large to look for */
  GPtrArray *kinds; /* (owned) (element-type utf8) what each group is a fact of */
} Pattern;

/* A fact, and where it stands */
typedef struct
{
  char *kind;  /* (owned) */
  char *value; /* (owned) */
  gint start;
} Fact;

static void
append_pattern (DgGrammar *grammar, const char *text, gsize length, guint depth, GPtrArray *kinds, GString *out);

static void
free_pattern (gpointer data)
{
  Pattern *pattern = data;

  g_clear_pointer (&pattern->regex, g_regex_unref);
  g_ptr_array_unref (pattern->kinds);
  g_free (pattern);
}

static void
clear_fact (gpointer data)
{
  Fact *fact = data;

  g_free (fact->kind);
  g_free (fact->value);
}

static void
append_rule (DgGrammar *grammar, const char *name, guint depth, GPtrArray *kinds, GString *out)
{
  const DgGrammarRule *rule = dg_grammar_lookup (grammar, name);

  if (rule == NULL || depth == MAX_DEPTH)
    {
      g_string_append (out, ANYTHING);
      return;
    }

  for (guint i = 0; i < rule->lines->len; i++)
    {
      const char *line = g_ptr_array_index (rule->lines, i);

      g_string_append (out, i == 0 ? "(?:" : "|");
      append_pattern (grammar, line, strlen (line), depth + 1, kinds, out);
    }
  g_string_append_c (out, ')');
}

static void
append_named (DgGrammar *grammar, const char *name, guint depth, GPtrArray *kinds, GString *out)
{
  static const struct
  {
    const char *name;
    const char *pattern;
  } built_in[] = {
    { "L", "\\p{L}[aeiou]?" },
    { "date", "\\d{4}-\\d{2}-\\d{2}" },
    { "word", "[^\\s.,?!]+" },
    { "seed", ".{1,200}?" },
  };
  const char *colon = strchr (name, ':');

  if (colon != NULL)
    {
      g_ptr_array_add (kinds, g_strndup (name, colon - name));
      g_string_append_c (out, '(');
      append_named (grammar, colon + 1, depth, kinds, out);
      g_string_append_c (out, ')');
      return;
    }
  if (name[0] == '#' || name[0] == '=')
    {
      g_string_append (out, name[0] == '#' ? "\\d+" : ANYTHING);
      return;
    }
  for (guint i = 0; i < G_N_ELEMENTS (built_in); i++)
    if (g_str_equal (name, built_in[i].name))
      {
        g_string_append (out, built_in[i].pattern);
        return;
      }
  append_rule (grammar, name, depth, kinds, out);
}

static void
append_slot (DgGrammar *grammar, const char *slot, gsize length, guint depth, GPtrArray *kinds, GString *out)
{
  const char *end = slot + length;
  g_autofree char *name = g_strndup (slot, length);

  if (slot[0] != '?' && memchr (slot, '|', length) == NULL)
    {
      append_named (grammar, name, depth, kinds, out);
      return;
    }

  g_string_append (out, "(?:");
  if (slot[0] == '?')
    append_pattern (grammar, slot + 1, length - 1, depth, kinds, out);
  else
    for (const char *start = slot; start <= end; start = dg_grammar_find_bar (start, end) + 1)
      {
        if (start > slot)
          g_string_append_c (out, '|');
        append_pattern (grammar, start, dg_grammar_find_bar (start, end) - start, depth, kinds, out);
      }
  g_string_append (out, slot[0] == '?' ? ")?" : ")");
}

static void
append_pattern (DgGrammar *grammar, const char *text, gsize length, guint depth, GPtrArray *kinds, GString *out)
{
  const char *end = text + length;

  while (text < end)
    {
      const char *open = memchr (text, '{', end - text);
      g_autofree char *escaped = g_regex_escape_string (text, (gint) ((open != NULL ? open : end) - text));

      g_string_append (out, escaped);
      if (open == NULL)
        return;

      const char *close = dg_grammar_find_brace (open);

      append_slot (grammar, open + 1, close - open - 1, depth, kinds, out);
      text = close + 1;
    }
}

static GPtrArray *
get_patterns (DgGrammar *grammar, const DgGrammarRule *rule)
{
  GPtrArray *patterns = rule->patterns;

  if (patterns != NULL)
    return patterns;

  patterns = g_ptr_array_new_with_free_func (free_pattern);
  for (guint i = 0; i < rule->lines->len; i++)
    {
      const char *line = g_ptr_array_index (rule->lines, i);
      g_autoptr (GString) source = g_string_new (NULL);
      Pattern *pattern = g_new0 (Pattern, 1);

      pattern->kinds = g_ptr_array_new_with_free_func (g_free);
      append_pattern (grammar, line, strlen (line), 0, pattern->kinds, source);
      pattern->regex = g_regex_new (source->str, G_REGEX_CASELESS | G_REGEX_OPTIMIZE, 0, NULL);
      g_ptr_array_add (patterns, pattern);
    }
  /* A cache: nothing that callers see of the rule changes. */
  ((DgGrammarRule *) rule)->patterns = patterns;

  return patterns;
}

static void
keep_facts (const Pattern *pattern, GMatchInfo *match, GArray *facts)
{
  for (guint i = 0; i < pattern->kinds->len; i++)
    {
      Fact fact = { NULL, g_match_info_fetch (match, (gint) i + 1), -1 };

      if (fact.value == NULL || *fact.value == '\0' ||
          !g_match_info_fetch_pos (match, (gint) i + 1, &fact.start, NULL) || fact.start < 0)
        {
          g_free (fact.value);
          continue;
        }
      fact.kind = g_strdup (g_ptr_array_index (pattern->kinds, i));
      g_array_append_val (facts, fact);
    }
}

/* How much of the text is in the rule's patterns, in bytes */
static gsize
measure (DgGrammar *grammar, const DgGrammarRule *rule, const char *text, GArray *facts, char **sentence)
{
  GPtrArray *patterns = rule != NULL ? get_patterns (grammar, rule) : NULL;
  gsize length = 0;

  for (guint i = 0; patterns != NULL && i < patterns->len; i++)
    {
      const Pattern *pattern = g_ptr_array_index (patterns, i);
      g_autoptr (GMatchInfo) match = NULL;
      gint start, end;

      if (pattern->regex == NULL)
        continue;
      for (g_regex_match (pattern->regex, text, 0, &match); g_match_info_matches (match);
           g_match_info_next (match, NULL))
        {
          g_match_info_fetch_pos (match, 0, &start, &end);
          length += (gsize) (end - start);
          keep_facts (pattern, match, facts);
          if (*sentence == NULL)
            *sentence = g_match_info_fetch (match, 0);
        }
    }

  return length;
}

static gsize
measure_topic (DgGrammar *grammar, const DgGrammarRule *topic, const char *text, GArray *facts, char **sentence)
{
  g_autofree char *opening = g_strconcat (topic->name, ".open", NULL);

  return measure (grammar, dg_grammar_lookup (grammar, opening), text, facts, sentence) +
         measure (grammar, topic, text, facts, sentence);
}

static GArray *
new_facts (void)
{
  GArray *facts = g_array_new (FALSE, FALSE, sizeof (Fact));

  g_array_set_clear_func (facts, clear_fact);

  return facts;
}

static gint
compare_facts (gconstpointer a, gconstpointer b)
{
  const Fact *left = a;
  const Fact *right = b;

  return left->start - right->start;
}

/* In the order of the text; the same place may be in two patterns */
static void
hand_out (GArray *found, GPtrArray *facts)
{
  gint last = -1;

  g_array_sort (found, compare_facts);
  for (guint i = 0; i < found->len; i++)
    {
      Fact *fact = &g_array_index (found, Fact, i);

      if (fact->start == last)
        continue;
      last = fact->start;
      g_ptr_array_add (facts, g_strdup (fact->kind));
      g_ptr_array_add (facts, g_strdup (fact->value));
    }
}

/* (nullable): the topic that the text is about, NULL when the grammar did not write any of it. @facts gets kinds and
 * values in turns, as text of its own; @sentence what of the text says so, NULL with it. */
const DgGrammarRule *
dg_grammar_recognize (DgGrammar *grammar, const char *text, GPtrArray *facts, char **sentence)
{
  g_autoptr (GPtrArray) topics = dg_grammar_list (grammar, "topic");
  g_autoptr (GArray) best_facts = new_facts ();
  const DgGrammarRule *best = NULL;
  gsize most = 0;

  *sentence = NULL;
  for (guint i = 0; i < topics->len; i++)
    {
      const DgGrammarRule *topic = g_ptr_array_index (topics, i);
      g_autoptr (GArray) found = new_facts ();
      g_autofree char *first = NULL;
      gsize length = measure_topic (grammar, topic, text, found, &first);

      if (length <= most)
        continue;
      best = topic;
      most = length;
      g_array_unref (best_facts);
      best_facts = g_steal_pointer (&found);
      g_free (*sentence);
      *sentence = g_steal_pointer (&first);
    }
  hand_out (best_facts, facts);

  return best;
}
