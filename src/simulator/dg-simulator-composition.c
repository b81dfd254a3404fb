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
  self->topic = dg_grammar_find (grammar, "topic", line->dimensions);
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

/* A vowel after a consonant, so that any ending can follow */
static void
write_name_start (DgComposition *self, GString *out)
{
  const char *letters = dg_plan_line_get (self->line, "LETTERS");
  char letter = 'A' + (char) dg_random_below (&self->random, 26);
  guint n = 0;

  for (const char *c = letters; c != NULL && *c != '\0'; c++)
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

  if (date != NULL)
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
  guint low = (guint) g_ascii_strtoull (range, NULL, 10);
  guint high = (guint) g_ascii_strtoull (strchr (range, '-') + 1, NULL, 10);
  guint n_numbers = MIN (self->line->numbers->len, 32);

  for (guint i = 0; i < n_numbers; i++)
    {
      guint number = g_array_index (self->line->numbers, guint, i);

      if (number >= low && number <= high && (self->used_numbers & 1u << i) == 0)
        {
          self->used_numbers |= 1u << i;
          g_string_append_printf (out, "%u", number);
          return;
        }
    }
  g_string_append_printf (out, "%u", low + dg_random_below (&self->random, high - low + 1));
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
  g_autoptr (GPtrArray) bars = g_ptr_array_new ();
  guint depth = 0;

  g_ptr_array_add (bars, (gpointer) (slot - 1));
  for (gsize i = 0; i < length; i++)
    {
      depth += slot[i] == '{';
      depth -= slot[i] == '}';
      if (slot[i] == '|' && depth == 0)
        g_ptr_array_add (bars, (gpointer) (slot + i));
    }
  g_ptr_array_add (bars, (gpointer) (slot + length));

  guint n = bars->len - 1;
  guint chosen = dg_random_below (&self->random, n);

  for (guint i = 0; i < n; i++)
    {
      guint position = (chosen + i) % n;
      const char *start = (const char *) g_ptr_array_index (bars, position) + 1;

      if (try_expand (self, start, (const char *) g_ptr_array_index (bars, position + 1) - start, out))
        return TRUE;
    }

  return FALSE;
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
      g_ptr_array_add (self->facts, g_strndup (name, colon - name));
      g_ptr_array_add (self->facts, g_strdup (out->str + start));
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

static const char *
find_closing_brace (const char *open)
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

      const char *close = find_closing_brace (open);

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
  char upper[7] = { 0 };

  if (!g_unichar_islower (first))
    return;

  g_unichar_to_utf8 (g_unichar_toupper (first), upper);
  g_string_erase (text, (gssize) start, g_unichar_to_utf8 (first, NULL));
  g_string_insert (text, (gssize) start, upper);
}

/* What stands before the first sentence without being one: a tone that the line asks for, or a greeting */
static void
write_start (DgComposition *self, GString *out)
{
  const DgGrammarRule *tone = dg_grammar_find (self->grammar, "tone", self->line->dimensions);
  const DgGrammarRule *greeting = dg_grammar_lookup (self->grammar, "greeting");
  const char *surface = dg_plan_line_get (self->line, "SURFACE");
  gboolean greets = dg_random_chance (&self->random, SHARE_GREETED);

  if (surface != NULL && strstr (surface, "greeting") != NULL)
    greets = strstr (surface, "no greeting") == NULL;
  if (tone == NULL && greets)
    tone = greeting;
  if (tone != NULL && write_rule (self, tone, out))
    g_string_append_c (out, ' ');
}

/* `2 sentences`, `2 paragraphs`, `3 Sätze`: how many sentences, and how many of them a paragraph */
static guint
read_size (const DgPlanLine *line, guint *a_paragraph)
{
  const char *size = dg_plan_line_get (line, "SIZE");
  guint64 n = size != NULL ? g_ascii_strtoull (size, NULL, 10) : 0;
  gboolean paragraphs = size != NULL && (strstr (size, "paragraph") != NULL || strstr (size, "Abs") != NULL);

  *a_paragraph = paragraphs ? SENTENCES_A_PARAGRAPH : G_MAXUINT;
  if (n == 0)
    n = paragraphs ? 1 : 2;

  return (guint) MIN (paragraphs ? n * SENTENCES_A_PARAGRAPH : n, MAX_SENTENCES);
}

/* What goes with the label by its key words, or with the rest of the line; else always the same for the same label */
static const DgGrammarRule *
choose_topic (DgComposition *self, const char *label)
{
  const DgGrammarRule *topic = dg_grammar_find (self->grammar, "topic", label);
  DgRandom random = dg_random_seed (0, label, strlen (label));

  if (topic == NULL)
    topic = dg_grammar_find (self->grammar, "topic", self->line->dimensions);

  return topic != NULL ? topic : dg_grammar_pick (self->grammar, "topic", &random);
}

/* The text of a record, which leads to @label if there is one; its facts can be asked for from then on */
char *
dg_composition_write_input (DgComposition *self, const char *label)
{
  const char *surface = dg_plan_line_get (self->line, "SURFACE");
  GString *text = g_string_new (NULL);
  guint a_paragraph;
  guint n = read_size (self->line, &a_paragraph);

  if (label != NULL)
    self->topic = choose_topic (self, label);
  write_start (self, text);
  for (guint i = 0; i < n; i++)
    {
      const char *part = i == 0 ? "open" : i + 1 == n && n > 2 ? "close" : NULL;
      gsize start;

      if (i > 0)
        g_string_append (text, i % a_paragraph == 0 ? "\n\n" : " ");
      start = text->len;
      write_rule (self, part == NULL ? self->topic : dg_grammar_lookup_topical (self->grammar, self->topic->name, part),
                  text);
      capitalise_from (text, start);
    }
  if (surface == NULL || strstr (surface, "lower case") == NULL)
    return g_string_free (text, FALSE);

  g_autofree char *as_is = g_string_free (text, FALSE);

  return g_utf8_strdown (as_is, -1);
}

/* An alternative of a rule that every grammar has, on the topic of the text if the topic has its own */
char *
dg_composition_write_sentence (DgComposition *self, const char *part)
{
  GString *text = g_string_new (NULL);

  if (!write_rule (self, dg_grammar_lookup_topical (self->grammar, self->topic->name, part), text))
    write_rule (self, dg_grammar_lookup (self->grammar, part), text);
  if (text->len > 0)
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

/* Whether @field is the name of a kind of fact, and the facts that belong there, one made up if @make and there is none
 */
gboolean
dg_composition_find_facts (DgComposition *self, const char *field, gboolean make, GPtrArray **values)
{
  g_autofree char *words = g_ascii_strdown (field, -1);
  const DgGrammarRule *kind = NULL;
  GString *made = NULL;

  *values = g_ptr_array_new ();
  if (!is_prose (g_strdelimit (words, "_-", ' ')))
    kind = dg_grammar_find (self->grammar, "fact", words);
  if (kind == NULL)
    return FALSE;

  if (make && lookup_fact (self, kind->name) == NULL)
    {
      made = g_string_new (NULL);
      write_rule (self, kind, made);
      g_ptr_array_add (self->facts, g_strdup (kind->name));
      g_ptr_array_add (self->facts, g_string_free (made, FALSE));
    }
  for (guint i = 0; i < self->facts->len; i += 2)
    if (g_str_equal (g_ptr_array_index (self->facts, i), kind->name))
      g_ptr_array_add (*values, g_ptr_array_index (self->facts, i + 1));

  return TRUE;
}

DgRandom *
dg_composition_get_random (DgComposition *self)
{
  return &self->random;
}

const DgPlanLine *
dg_composition_get_line (DgComposition *self)
{
  return self->line;
}
