/* dg-word-diff.c: what is different between two texts, word by word
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/*
 * The shortest way from one list of words to the other, by the greedy algorithm of E. W. Myers, “An O(ND) Difference
 * Algorithm and Its Variations”, Algorithmica 1 (1986). Its time and memory grow with the number of differences, which
 * is bounded: of texts that have next to nothing in common the words that they happen to share tell a reader nothing.
 */

#include "config.h"

#include <string.h>

#include "dg-word-diff.h"

/* With more differences all that lies between the first and the last of them is shown as one. */
#define MAX_DIFFERENCES 500

#define ZERO_WIDTH_JOINER 0x200d

/* A word, a run of white space or one sign. */
typedef struct
{
  const char *text; /* (unowned) not zero-terminated */
  gsize length;
} Word;

typedef struct
{
  const Word *a; /* (unowned) */
  const Word *b;
  int n_a;
  int n_b;
  GPtrArray *reached; /* (owned) (element-type int) for each number of differences: how far each diagonal came */
} Search;

/* --- words --- */

typedef enum
{
  SPACE,
  LETTER,
  SIGN,
} CharacterKind;

/* Characters of scripts that write no spaces are words of their own, as far as their width tells. */
static CharacterKind
get_kind (gunichar character)
{
  if (g_unichar_isspace (character))
    return SPACE;

  return g_unichar_isalnum (character) && !g_unichar_iswide (character) ? LETTER : SIGN;
}

/* Accents, variants and what joins emoji belong to the character before them. */
static gboolean
is_attached (gunichar character)
{
  return g_unichar_ismark (character) || character == ZERO_WIDTH_JOINER;
}

static const char *
find_end (const char *word)
{
  CharacterKind kind = get_kind (g_utf8_get_char (word));
  const char *p = g_utf8_next_char (word);
  gboolean joined = FALSE;

  for (; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar character = g_utf8_get_char (p);

      if (!is_attached (character) && !joined && (kind == SIGN || get_kind (character) != kind))
        break;
      joined = character == ZERO_WIDTH_JOINER;
    }

  return p;
}

static GArray *
split_words (const char *text)
{
  GArray *words = g_array_new (FALSE, FALSE, sizeof (Word));

  while (*text != '\0')
    {
      const char *end = find_end (text);
      Word word = { text, end - text };

      g_array_append_val (words, word);
      text = end;
    }

  return words;
}

static gboolean
is_same (const Word *a, const Word *b)
{
  return a->length == b->length && memcmp (a->text, b->text, a->length) == 0;
}

/* --- the way --- */

/* How far the way comes on diagonal @k (word of the first text less word of the second) with @n differences. */
static int
get_start (const int *before, int n, int k)
{
  if (n == 0)
    return 0;
  /* down, a word more of the second text; or right, a word less of the first */
  if (k == -n || (k != n && before[k - 1 + n - 1] < before[k + 1 + n - 1]))
    return before[k + 1 + n - 1];

  return before[k - 1 + n - 1] + 1;
}

static int
slide (const Search *search, int x, int k)
{
  while (x < search->n_a && x - k < search->n_b && is_same (&search->a[x], &search->b[x - k]))
    x++;

  return x;
}

/* Returns whether the end was reached; then the last of @reached has it. */
static gboolean
find_way (Search *search)
{
  for (int n = 0; n <= MAX_DIFFERENCES; n++)
    {
      const int *before = n > 0 ? g_ptr_array_index (search->reached, n - 1) : NULL;
      int *reached = g_new (int, 2 * n + 1);

      g_ptr_array_add (search->reached, reached);
      for (int k = -n; k <= n; k += 2)
        {
          reached[k + n] = slide (search, get_start (before, n, k), k);
          if (reached[k + n] >= search->n_a && reached[k + n] - k >= search->n_b)
            return TRUE;
        }
    }

  return FALSE;
}

/* --- parts --- */

static void
free_part (gpointer data)
{
  DgDiffPart *part = data;

  g_free (part->text);
  g_free (part);
}

static void
add_part (GPtrArray *parts, DgDiffKind kind, const char *text, gsize length)
{
  DgDiffPart *part;

  if (length == 0)
    return;
  part = g_new (DgDiffPart, 1);
  part->kind = kind;
  part->text = g_strndup (text, length);
  g_ptr_array_add (parts, part);
}

/* A stretch without a common word, and the common words behind it. */
typedef struct
{
  const char *removed; /* (unowned) */
  const char *added;   /* (unowned) */
  gsize n_removed;     /* in bytes, as the others */
  gsize n_added;
  const char *same; /* (unowned) */
  gsize n_same;
} Hunk;

static Hunk *
get_hunk (GArray *hunks)
{
  return &g_array_index (hunks, Hunk, hunks->len - 1);
}

static void
add_step (GArray *hunks, DgDiffKind kind, const Word *a, const Word *b)
{
  Hunk *hunk = get_hunk (hunks);

  if (kind != DG_DIFF_SAME && hunk->n_same > 0)
    {
      Hunk next = { a->text, b->text, 0, 0, NULL, 0 };

      g_array_append_val (hunks, next);
      hunk = get_hunk (hunks);
    }
  switch (kind)
    {
    case DG_DIFF_REMOVED:
      hunk->n_removed += a->length;
      break;
    case DG_DIFF_ADDED:
      hunk->n_added += b->length;
      break;
    case DG_DIFF_SAME:
    default:
      if (hunk->n_same == 0)
        hunk->same = a->text;
      hunk->n_same += a->length;
    }
}

/* The kinds of the steps of the way, from its end to its start. */
static GArray *
trace_steps (const Search *search)
{
  GArray *steps = g_array_new (FALSE, FALSE, sizeof (DgDiffKind));
  int x = search->n_a;
  int k = search->n_a - search->n_b;

  for (int n = (int) search->reached->len - 1; n >= 0; n--)
    {
      const int *before = n > 0 ? g_ptr_array_index (search->reached, n - 1) : NULL;
      int start = get_start (before, n, k);
      gboolean is_down = n > 0 && (k == -n || (k != n && before[k - 1 + n - 1] < before[k + 1 + n - 1]));
      DgDiffKind kind = DG_DIFF_SAME;

      for (; x > start; x--)
        g_array_append_val (steps, kind);
      if (n == 0)
        break;
      kind = is_down ? DG_DIFF_ADDED : DG_DIFF_REMOVED;
      g_array_append_val (steps, kind);
      x = is_down ? start : start - 1;
      k = is_down ? k + 1 : k - 1;
    }

  return steps;
}

static GArray *
collect_hunks (const Search *search)
{
  g_autoptr (GArray) steps = trace_steps (search);
  GArray *hunks = g_array_new (FALSE, FALSE, sizeof (Hunk));
  Hunk first = { search->a->text, search->b->text, 0, 0, NULL, 0 };
  const Word *a = search->a;
  const Word *b = search->b;

  g_array_append_val (hunks, first);
  for (guint i = steps->len; i-- > 0;)
    {
      DgDiffKind kind = g_array_index (steps, DgDiffKind, i);

      add_step (hunks, kind, a, b);
      a += kind != DG_DIFF_ADDED;
      b += kind != DG_DIFF_REMOVED;
    }

  return hunks;
}

static gboolean
is_replacement (const Hunk *hunk)
{
  return hunk->n_removed > 0 && hunk->n_added > 0;
}

static gboolean
is_blank (const char *text, gsize length)
{
  for (const char *p = text; p < text + length; p = g_utf8_next_char (p))
    if (!g_unichar_isspace (g_utf8_get_char (p)))
      return FALSE;

  return TRUE;
}

/* Words that are replaced one after the other are replaced together: the spaces between them tell nothing. */
static void
join_hunks (GArray *hunks)
{
  guint n_kept = 1;

  for (guint i = 1; i < hunks->len; i++)
    {
      Hunk *last = &g_array_index (hunks, Hunk, n_kept - 1);
      const Hunk *hunk = &g_array_index (hunks, Hunk, i);

      if (is_replacement (last) && is_replacement (hunk) && is_blank (last->same, last->n_same))
        {
          last->n_removed += last->n_same + hunk->n_removed;
          last->n_added += last->n_same + hunk->n_added;
          last->same = hunk->same;
          last->n_same = hunk->n_same;
        }
      else
        g_array_index (hunks, Hunk, n_kept++) = *hunk;
    }
  g_array_set_size (hunks, n_kept);
}

static void
add_differences (GPtrArray *parts, Search *search)
{
  g_autoptr (GArray) hunks = NULL;
  const Word *last_a = &search->a[search->n_a];
  const Word *last_b = &search->b[search->n_b];

  if (!find_way (search))
    {
      add_part (parts, DG_DIFF_REMOVED, search->a->text, last_a->text - search->a->text);
      add_part (parts, DG_DIFF_ADDED, search->b->text, last_b->text - search->b->text);
      return;
    }

  hunks = collect_hunks (search);
  join_hunks (hunks);
  for (guint i = 0; i < hunks->len; i++)
    {
      const Hunk *hunk = &g_array_index (hunks, Hunk, i);

      add_part (parts, DG_DIFF_REMOVED, hunk->removed, hunk->n_removed);
      add_part (parts, DG_DIFF_ADDED, hunk->added, hunk->n_added);
      add_part (parts, DG_DIFF_SAME, hunk->same, hunk->n_same);
    }
}

/* The end of the text, so that the length of a stretch is the distance of two words. */
static void
add_end (GArray *words, const char *text)
{
  Word end = { text + strlen (text), 0 };

  g_array_append_val (words, end);
}

/**
 * dg_word_diff:
 * @before: a text, UTF-8
 * @after: another
 *
 * Finds out what is different. What is the same and removed is, put together, @before to the byte; what is the same
 * and added is @after. Something removed comes before what was put in its place.
 *
 * Returns: (transfer full) (element-type DgDiffPart): the parts in their order; none for two empty texts
 */
GPtrArray *
dg_word_diff (const char *before, const char *after)
{
  g_return_val_if_fail (before != NULL && after != NULL, NULL);

  GPtrArray *parts = g_ptr_array_new_with_free_func (free_part);
  g_autoptr (GArray) a = split_words (before);
  g_autoptr (GArray) b = split_words (after);
  guint shorter = MIN (a->len, b->len);
  guint head = 0;
  guint tail = 0;

  while (head < shorter && is_same (&g_array_index (a, Word, head), &g_array_index (b, Word, head)))
    head++;
  while (tail < shorter - head &&
         is_same (&g_array_index (a, Word, a->len - 1 - tail), &g_array_index (b, Word, b->len - 1 - tail)))
    tail++;

  g_autoptr (GPtrArray) reached = g_ptr_array_new_with_free_func (g_free);
  Search search = { .n_a = (int) (a->len - head - tail), .n_b = (int) (b->len - head - tail), .reached = reached };

  add_end (a, before);
  add_end (b, after);
  search.a = &g_array_index (a, Word, head);
  search.b = &g_array_index (b, Word, head);
  add_part (parts, DG_DIFF_SAME, before, search.a->text - before);
  add_differences (parts, &search);
  add_part (parts, DG_DIFF_SAME, search.a[search.n_a].text, strlen (search.a[search.n_a].text));

  return parts;
}
