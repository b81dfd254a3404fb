/* dg-simulator-composition.c: one made-up text and the facts it mentions
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "dg-simulator-composition.h"

#include <string.h>

#include "dg-simulator-grammar.h"
#include "dg-simulator-line.h"

/* How many records leave out something that a text of their kind usually has */
#define SHARE_LEFT_OUT 0.15
#define SHARE_GREETED 0.25
#define MAX_SENTENCES 40
#define DEFAULT_SIZE 2
#define SENTENCES_A_PARAGRAPH 3

/* Fields that are named so want a text, whatever it is about: `reply_to_customer` is not the customer */
static const char *const prose_words[] = {
  "text",        "message", "reply",   "response",   "summary",         "reason", "explanation", "comment", "body",
  "description", "review",  "antwort", "begründung", "zusammenfassung", "clause", "question",    NULL
};

struct _DgComposition
{
  DgGrammar *grammar;         /* (unowned) */
  const DgPlanLine *line;     /* (unowned) */
  const char *const *words;   /* (unowned) words of the task, at least one */
  const DgGrammarRule *topic; /* (unowned) */
  DgRandom random;
  GPtrArray *facts;      /* (owned) (element-type utf8) kinds and values, in turns */
  GPtrArray *used_lines; /* (owned) (element-type utf8) alternatives that this text has had, unowned */
  guint used_numbers;    /* a bit for each of the line's first 32 numbers */
  guint word;            /* the position of the last word of @words that was used */
  guint n_letters;       /* how many of the line's letters have been used */
  gboolean leaves_out;   /* whether the next thing that may be left out will be */
};

static gboolean expand (DgComposition *self, const char *text, gsize length, GString *out);

/* A composition without facts yet. @random decides all that the line leaves open; all else is borrowed. */
DgComposition *
dg_composition_new (DgGrammar *grammar, const DgPlanLine *line, const char *const *words, DgRandom random)
{
  DgComposition *self = g_new0 (DgComposition, 1);

  self->grammar = grammar;
  self->line = line;
  self->words = words;
  self->random = random;
  self->facts = g_ptr_array_new_with_free_func (g_free);
  self->used_lines = g_ptr_array_new ();
  self->leaves_out = dg_random_chance (&self->random, SHARE_LEFT_OUT);
  self->topic = dg_grammar_find (grammar, "topic", line->dimensions, NULL);
  if (self->topic == NULL)
    self->topic = dg_grammar_pick (grammar, "topic", &self->random);

  return self;
}

void
dg_composition_free (DgComposition *self)
{
  g_ptr_array_unref (self->facts);
  g_ptr_array_unref (self->used_lines);
  g_free (self);
}

static const char *
lookup_fact (DgComposition *self, const char *kind)
{
  for (guint i = 0; i < self->facts->len; i += 2)
    if (g_str_equal (g_ptr_array_index (self->facts, i), kind))
      return g_ptr_array_index (self->facts, i + 1);

  return NULL;
}

static void
keep_fact (DgComposition *self, char *kind, const char *value)
{
  g_ptr_array_add (self->facts, kind);
  g_ptr_array_add (self->facts, g_strdup (value));
}

/* A vowel after a consonant, so that any ending can follow */
static void
write_name_start (DgComposition *self, GString *out)
{
  char letter = 'A' + (char) dg_random_below (&self->random, 26);
  guint n = 0;

  for (const char *c = dg_plan_line_get (self->line, "LETTERS"); *c != '\0'; c++)
    if (g_ascii_isalpha (*c) && n++ == self->n_letters)
      letter = g_ascii_toupper (*c);

  self->n_letters++;
  g_string_append_c (out, letter);
  if (strchr ("AEIOUY", letter) == NULL)
    g_string_append_c (out, "aeiou"[dg_random_below (&self->random, 5)]);
}

static void
write_date (DgComposition *self, GString *out)
{
  const char *date = dg_plan_line_get (self->line, "DATE");

  if (*date != '\0')
    g_string_append (out, date);
  else
    g_string_append_printf (out, "%u-%02u-%02u", 2023 + dg_random_below (&self->random, 4),
                            1 + dg_random_below (&self->random, 12), 1 + dg_random_below (&self->random, 28));
}

/* Never the same word twice in a row, where there are two */
static void
write_word (DgComposition *self, GString *out)
{
  guint n = g_strv_length ((GStrv) self->words);

  self->word = (self->word + 1 + dg_random_below (&self->random, MAX (n - 1, 1))) % n;
  g_string_append (out, self->words[self->word]);
}

/* `10-99`: the first of the line's numbers in that range that the text has not had, or else any */
static void
write_number (DgComposition *self, const char *range, GString *out)
{
  g_auto (GStrv) numbers = g_strsplit (dg_plan_line_get (self->line, "NUMBERS"), ",", 32);
  guint64 low = g_ascii_strtoull (range, NULL, 10);
  guint64 high = g_ascii_strtoull (strchr (range, '-') + 1, NULL, 10);

  for (guint i = 0; numbers[i] != NULL; i++)
    {
      guint64 number = g_ascii_strtoull (numbers[i], NULL, 10);

      if (number >= low && number <= high && (self->used_numbers & 1u << i) == 0)
        {
          self->used_numbers |= 1u << i;
          g_string_append_printf (out, "%" G_GUINT64_FORMAT, number);
          return;
        }
    }
  g_string_append_printf (out, "%" G_GUINT64_FORMAT, low + dg_random_below (&self->random, (guint) (high - low + 1)));
}

/* Leaves no trace when it cannot be done */
static gboolean
try_expand (DgComposition *self, const char *text, gsize length, GString *out)
{
  gsize start = out->len;
  guint n_facts = self->facts->len;

  if (expand (self, text, length, out))
    return TRUE;

  g_string_truncate (out, start);
  g_ptr_array_set_size (self->facts, (gint) n_facts);

  return FALSE;
}

/* One alternative of the rule, if possible one that this text has not had */
static gboolean
write_rule (DgComposition *self, const DgGrammarRule *rule, GString *out)
{
  guint n = rule->lines->len;
  guint start = dg_random_below (&self->random, n);

  for (guint i = 0; i < 2 * n; i++)
    {
      const char *line = g_ptr_array_index (rule->lines, (start + i) % n);

      if ((i >= n || !g_ptr_array_find (self->used_lines, line, NULL)) && try_expand (self, line, strlen (line), out))
        {
          g_ptr_array_add (self->used_lines, (gpointer) line);
          return TRUE;
        }
    }

  return FALSE;
}

static gboolean
write_choice (DgComposition *self, const char *slot, gsize length, GString *out)
{
  const char *end = slot + length;
  g_autoptr (GPtrArray) choices = g_ptr_array_new ();

  for (const char *start = slot; start <= end; start = dg_grammar_find_bar (start, end) + 1)
    g_ptr_array_add (choices, (gpointer) start);

  guint chosen = dg_random_below (&self->random, choices->len);

  for (guint i = 0; i < choices->len; i++)
    {
      const char *start = g_ptr_array_index (choices, (chosen + i) % choices->len);

      if (try_expand (self, start, dg_grammar_find_bar (start, end) - start, out))
        return TRUE;
    }

  return FALSE;
}

/* In the middle of a sentence, unless it begins with a word that is written in capitals everywhere. */
static void
write_seed (DgComposition *self, GString *out)
{
  const char *seed = dg_plan_line_get (self->line, "SEED");
  const char *second = g_utf8_next_char (seed);
  gsize start = out->len;

  g_string_append (out, seed);
  if (*seed != '\0' && !g_unichar_isupper (g_utf8_get_char (second)))
    out->str[start] = g_ascii_tolower (out->str[start]);
}

/* A slot of just one word, `name` or `fact:name` */
static gboolean
write_named (DgComposition *self, const char *name, GString *out)
{
  const char *colon = strchr (name, ':');

  if (colon != NULL)
    {
      gsize start = out->len;

      if (!write_named (self, colon + 1, out))
        return FALSE;
      keep_fact (self, g_strndup (name, colon - name), out->str + start);
    }
  else if (name[0] == '#')
    write_number (self, name + 1, out);
  else if (name[0] == '=')
    {
      if (lookup_fact (self, name + 1) == NULL)
        return FALSE;
      g_string_append (out, lookup_fact (self, name + 1));
    }
  else if (g_str_equal (name, "L"))
    write_name_start (self, out);
  else if (g_str_equal (name, "date"))
    write_date (self, out);
  else if (g_str_equal (name, "word"))
    write_word (self, out);
  else if (g_str_equal (name, "seed"))
    write_seed (self, out);
  else
    return write_rule (self, dg_grammar_lookup (self->grammar, name), out);

  return TRUE;
}

static gboolean
expand_slot (DgComposition *self, const char *slot, gsize length, GString *out)
{
  if (slot[0] == '?')
    {
      gboolean left_out = self->leaves_out;

      self->leaves_out = FALSE;
      return left_out || expand (self, slot + 1, length - 1, out);
    }
  if (memchr (slot, '|', length) != NULL)
    return write_choice (self, slot, length, out);

  g_autofree char *name = g_strndup (slot, length);

  return write_named (self, name, out);
}

/* Returns FALSE when the text needs a fact that there is not */
static gboolean
expand (DgComposition *self, const char *text, gsize length, GString *out)
{
  const char *end = text + length;

  while (text < end)
    {
      const char *open = memchr (text, '{', end - text);

      g_string_append_len (out, text, (open != NULL ? open : end) - text);
      if (open == NULL)
        break;

      const char *close = dg_grammar_find_brace (open);

      if (!expand_slot (self, open + 1, close - open - 1, out))
        return FALSE;
      text = close + 1;
    }

  return TRUE;
}

static void
capitalise_from (GString *text, gsize start)
{
  gunichar first = g_utf8_get_char (text->str + start);

  if (!g_unichar_islower (first))
    return;

  g_string_erase (text, (gssize) start, g_unichar_to_utf8 (first, NULL));
  g_string_insert_unichar (text, (gssize) start, g_unichar_toupper (first));
}

static const DgGrammarRule *
lookup_topical (DgComposition *self, const char *part)
{
  g_autofree char *name = g_strconcat (self->topic->name, ".", part, NULL);
  const DgGrammarRule *rule = dg_grammar_lookup (self->grammar, name);

  return rule != NULL ? rule : dg_grammar_lookup (self->grammar, part);
}

/* What stands before the first sentence without being one: a tone that the line asks for, or a greeting */
static void
write_start (DgComposition *self, GString *out)
{
  const DgGrammarRule *start = dg_grammar_find (self->grammar, "tone", self->line->dimensions, NULL);
  const char *surface = dg_plan_line_get (self->line, "SURFACE");
  gboolean greets = dg_random_chance (&self->random, SHARE_GREETED);

  if (strstr (surface, "greeting") != NULL)
    greets = strstr (surface, "no greeting") == NULL;
  if (start == NULL && greets)
    start = dg_grammar_lookup (self->grammar, "greeting");
  if (start != NULL && write_rule (self, start, out))
    g_string_append_c (out, ' ');
  if (*dg_plan_line_get (self->line, "SEED") != '\0' &&
      write_rule (self, dg_grammar_lookup (self->grammar, "seed"), out))
    g_string_append_c (out, ' ');
}

/* What makes the text an awkward case, where the line asks for one that the grammar has words for */
static void
write_edge (DgComposition *self, GString *out)
{
  const DgGrammarRule *edge = dg_grammar_find (self->grammar, "edge", dg_plan_line_get (self->line, "EDGE"), NULL);

  if (edge == NULL)
    return;

  g_string_append_c (out, ' ');
  write_rule (self, edge, out);
}

/* The text of a record, on @topic or, if it is NULL, on any; its facts can be asked for from then on */
char *
dg_composition_write_input (DgComposition *self, const DgGrammarRule *topic)
{
  const char *size = dg_plan_line_get (self->line, "SIZE");
  gboolean paragraphs = strstr (size, "paragraph") != NULL || strstr (size, "Abs") != NULL;
  guint a_paragraph = paragraphs ? SENTENCES_A_PARAGRAPH : MAX_SENTENCES;
  guint n = (guint) MIN (g_ascii_strtoull (size, NULL, 10), MAX_SENTENCES);
  g_autoptr (GString) text = g_string_new (NULL);

  n = MIN ((n > 0 ? n : DEFAULT_SIZE) * (paragraphs ? SENTENCES_A_PARAGRAPH : 1), MAX_SENTENCES);
  if (topic != NULL)
    self->topic = topic;
  write_start (self, text);
  for (guint i = 0; i < n; i++)
    {
      const char *part = i == 0 ? "open" : i + 1 == n && n > 2 ? "close" : NULL;
      gsize start;

      if (i > 0)
        g_string_append (text, i % a_paragraph == 0 ? "\n\n" : " ");
      start = text->len;
      write_rule (self, part != NULL ? lookup_topical (self, part) : self->topic, text);
      capitalise_from (text, start);
    }
  write_edge (self, text);

  return strstr (dg_plan_line_get (self->line, "SURFACE"), "lower case") != NULL
             ? g_utf8_strdown (text->str, (gssize) text->len)
             : g_string_free (g_steal_pointer (&text), FALSE);
}

/* An alternative of a rule that every grammar has, on the topic of the text if the topic has its own */
char *
dg_composition_write_sentence (DgComposition *self, const char *part)
{
  GString *text = g_string_new (NULL);

  if (!write_rule (self, lookup_topical (self, part), text))
    write_rule (self, dg_grammar_lookup (self->grammar, part), text);
  capitalise_from (text, 0);

  return g_string_free (text, FALSE);
}

static gboolean
is_prose (const char *words)
{
  g_auto (GStrv) tokens = g_strsplit (words, " ", -1);

  for (guint i = 0; tokens[i] != NULL; i++)
    if (g_strv_contains (prose_words, tokens[i]))
      return TRUE;

  return FALSE;
}

/* The facts that belong into a field of that name, borrowed; one is made up if @make and there is none. NULL when it is
 * not a field for facts. */
GPtrArray *
dg_composition_find_facts (DgComposition *self, const char *field, gboolean make)
{
  g_autofree char *words = g_ascii_strdown (field, -1);
  const DgGrammarRule *kind = NULL;
  GPtrArray *values;

  if (!is_prose (g_strdelimit (words, "_-", ' ')))
    kind = dg_grammar_find (self->grammar, "fact", words, NULL);
  if (kind == NULL)
    return NULL;

  if (make && lookup_fact (self, kind->name) == NULL)
    {
      g_autoptr (GString) made = g_string_new (NULL);

      write_rule (self, kind, made);
      keep_fact (self, g_strdup (kind->name), made->str);
    }
  values = g_ptr_array_new ();
  for (guint i = 0; i < self->facts->len; i += 2)
    if (g_str_equal (g_ptr_array_index (self->facts, i), kind->name))
      g_ptr_array_add (values, g_ptr_array_index (self->facts, i + 1));

  return values;
}

/* Makes it one of a text that was written before: on @topic, with kinds and values of facts in turns, which are taken
 */
void
dg_composition_take (DgComposition *self, const DgGrammarRule *topic, GPtrArray *facts)
{
  if (topic != NULL)
    self->topic = topic;
  g_ptr_array_extend_and_steal (self->facts, facts);
}

const DgGrammarRule *
dg_composition_get_topic (DgComposition *self)
{
  return self->topic;
}

DgRandom *
dg_composition_get_random (DgComposition *self)
{
  return &self->random;
}
