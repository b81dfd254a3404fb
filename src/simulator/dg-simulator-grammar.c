/* dg-simulator-grammar.c: the sentences of a domain
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "dg-simulator-grammar.h"

#include <string.h>

struct _DgGrammar
{
  GPtrArray *rules;    /* (owned) (element-type DgGrammarRule) in the order of the text */
  GHashTable *by_name; /* (owned) name → DgGrammarRule, both unowned */
};

static void
free_rule (DgGrammarRule *rule)
{
  g_free (rule->kind);
  g_free (rule->name);
  g_strfreev (rule->keywords);
  g_ptr_array_unref (rule->lines);
  g_clear_pointer (&rule->patterns, g_ptr_array_unref);
  g_free (rule);
}

/* `[kind name: a, b]`, where kind and key words may be missing */
static DgGrammarRule *
parse_heading (const char *line)
{
  g_autofree char *heading = g_strndup (line + 1, strcspn (line + 1, "]"));
  g_auto (GStrv) halves = g_strsplit (heading, ":", 2);
  g_auto (GStrv) names = g_strsplit (halves[0], " ", 2);
  DgGrammarRule *rule = g_new0 (DgGrammarRule, 1);

  rule->kind = g_strdup (names[1] != NULL ? names[0] : "");
  rule->name = g_strdup (names[1] != NULL ? names[1] : names[0]);
  rule->keywords = g_strsplit (halves[1] != NULL ? halves[1] : "", ",", -1);
  rule->lines = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; rule->keywords[i] != NULL; i++)
    {
      char *folded = g_utf8_casefold (g_strstrip (rule->keywords[i]), -1);

      g_free (rule->keywords[i]);
      rule->keywords[i] = folded;
    }

  return rule;
}

/* Key words are the beginnings of words: "bill" is in "billing", "sim" is not in "dissimilar". */
static gboolean
contains_keyword (const char *folded, const char *keyword)
{
  for (const char *found = strstr (folded, keyword); found != NULL; found = strstr (found + 1, keyword))
    if (found == folded || !g_unichar_isalpha (g_utf8_get_char (g_utf8_prev_char (found))))
      return TRUE;

  return FALSE;
}

static guint
count_keywords (const DgGrammarRule *rule, const char *kind, const char *folded)
{
  guint n = 0;

  if (!g_str_equal (rule->kind, kind))
    return 0;

  for (guint i = 0; rule->keywords[i] != NULL; i++)
    n += contains_keyword (folded, rule->keywords[i]);

  return n;
}

DgGrammar *
dg_grammar_new_from_resource (const char *path)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) text = g_resources_lookup_data (path, G_RESOURCE_LOOKUP_FLAGS_NONE, &error);

  g_assert_no_error (error);

  g_auto (GStrv) lines = g_strsplit (g_bytes_get_data (text, NULL), "\n", -1);
  DgGrammar *self = g_new0 (DgGrammar, 1);
  DgGrammarRule *rule = NULL;

  self->rules = g_ptr_array_new_with_free_func ((GDestroyNotify) free_rule);
  self->by_name = g_hash_table_new (g_str_hash, g_str_equal);
  for (guint i = 0; lines[i] != NULL; i++)
    if (lines[i][0] == '[')
      {
        rule = parse_heading (lines[i]);
        g_ptr_array_add (self->rules, rule);
        if (!g_str_equal (rule->kind, "fact"))
          g_hash_table_insert (self->by_name, rule->name, rule);
      }
    else if (lines[i][0] != '#' && lines[i][0] != '\0')
      g_ptr_array_add (rule->lines, g_strdup (lines[i]));

  return self;
}

void
dg_grammar_free (DgGrammar *self)
{
  g_hash_table_unref (self->by_name);
  g_ptr_array_unref (self->rules);
  g_free (self);
}

/* The rule of that name, or NULL */
const DgGrammarRule *
dg_grammar_lookup (DgGrammar *self, const char *name)
{
  return g_hash_table_lookup (self->by_name, name);
}

/* The rule of that kind with the most key words in @text, and how many (which may be NULL); or NULL when none has one
 */
const DgGrammarRule *
dg_grammar_find (DgGrammar *self, const char *kind, const char *text, guint *n_found)
{
  g_autofree char *folded = g_utf8_casefold (text, -1);
  const DgGrammarRule *best = NULL;
  guint most = 0;

  for (guint i = 0; i < self->rules->len; i++)
    {
      const DgGrammarRule *rule = g_ptr_array_index (self->rules, i);
      guint n = count_keywords (rule, kind, folded);

      if (n > most)
        {
          best = rule;
          most = n;
        }
    }
  if (n_found != NULL)
    *n_found = most;

  return best;
}

/* Any rule of that kind, each as likely as the others */
const DgGrammarRule *
dg_grammar_pick (DgGrammar *self, const char *kind, DgRandom *random)
{
  const DgGrammarRule *picked = NULL;
  guint n = 0;

  for (guint i = 0; i < self->rules->len; i++)
    {
      const DgGrammarRule *rule = g_ptr_array_index (self->rules, i);

      if (g_str_equal (rule->kind, kind) && dg_random_below (random, ++n) == 0)
        picked = rule;
    }

  return picked;
}

/* (transfer full) (element-type DgGrammarRule): all rules of that kind, in their order */
GPtrArray *
dg_grammar_list (DgGrammar *self, const char *kind)
{
  GPtrArray *list = g_ptr_array_new ();

  for (guint i = 0; i < self->rules->len; i++)
    {
      const DgGrammarRule *rule = g_ptr_array_index (self->rules, i);

      if (g_str_equal (rule->kind, kind))
        g_ptr_array_add (list, (gpointer) rule);
    }

  return list;
}

/* Where an alternative of `a|b|c` ends, which may have slots of its own */
const char *
dg_grammar_find_bar (const char *text, const char *end)
{
  guint depth = 0;

  for (; text < end && (*text != '|' || depth > 0); text++)
    {
      depth += *text == '{';
      depth -= *text == '}';
    }

  return text;
}

/* Where the slot ends that begins at @open */
const char *
dg_grammar_find_brace (const char *open)
{
  guint depth = 0;

  for (const char *c = open;; c++)
    {
      depth += *c == '{';
      depth -= *c == '}';
      if (depth == 0)
        return c;
    }
}
