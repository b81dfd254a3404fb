/* dg-duplicate-guard.c: keeps records out that a dataset has already
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/*
 * Inputs are compared by what they say, not how they are typed: case, accents' encoding, punctuation and white space do
 * not count. Two inputs of the same words are duplicates; two whose runs of three words overlap by DG_NEAR_DUPLICATE
 * (intersection over union, Broder's resemblance) are near-duplicates. The overlap is counted exactly, through an index
 * from each run to the inputs that have it: at 1000 records that is cheaper than the signatures that estimate it.
 */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "dg-duplicate-guard.h"
#include "dg-words.h"

/* Words in a run. */
#define RUN_LENGTH 3

/* Inputs shown in a reason are cut to this many characters. */
#define SHOWN_CHARACTERS 80

typedef struct
{
  char *input;  /* (owned) as it was */
  char *words;  /* (owned) folded, one blank between */
  char *answer; /* (owned) */
  guint n_runs; /* different ones */
} Entry;

struct _DgDuplicateGuard
{
  GPtrArray *entries;   /* (owned) (element-type Entry) */
  GHashTable *by_words; /* (owned) (element-type utf8 Entry): keys are the entries' own */
  GHashTable *by_run;   /* (owned) (element-type guint GArray): hash of a run → positions in entries */
};

static void
free_entry (gpointer data)
{
  Entry *entry = data;

  g_free (entry->input);
  g_free (entry->words);
  g_free (entry->answer);
  g_free (entry);
}

/* The different runs of @words, as hashes; a text shorter than a run is one run. */
static GHashTable *
collect_runs (const char *words)
{
  GHashTable *runs = g_hash_table_new (NULL, NULL);
  g_auto (GStrv) split = g_strsplit (words, " ", -1);
  guint n_words = g_strv_length (split);

  if (n_words < RUN_LENGTH)
    g_hash_table_add (runs, GUINT_TO_POINTER (g_str_hash (words)));
  for (guint i = 0; i + RUN_LENGTH <= n_words; i++)
    {
      guint hash = 5381;

      for (guint w = i; w < i + RUN_LENGTH; w++)
        hash = hash * 1000003 + g_str_hash (split[w]);
      g_hash_table_add (runs, GUINT_TO_POINTER (hash));
    }

  return runs;
}

static Entry *
find_nearest (DgDuplicateGuard *self, GHashTable *runs, double *resemblance)
{
  g_autofree guint *shared = g_new0 (guint, self->entries->len + 1);
  guint n_runs = g_hash_table_size (runs);
  Entry *nearest = NULL;
  GHashTableIter iter;
  gpointer run;

  g_hash_table_iter_init (&iter, runs);
  while (g_hash_table_iter_next (&iter, &run, NULL))
    {
      GArray *positions = g_hash_table_lookup (self->by_run, run);

      for (guint i = 0; positions != NULL && i < positions->len; i++)
        shared[g_array_index (positions, guint, i)]++;
    }

  *resemblance = 0.0;
  for (guint i = 0; i < self->entries->len; i++)
    {
      Entry *entry = g_ptr_array_index (self->entries, i);
      double value = (double) shared[i] / (n_runs + entry->n_runs - shared[i]);

      if (value > *resemblance)
        {
          *resemblance = value;
          nearest = entry;
        }
    }

  return nearest;
}

static char *
shorten (const char *text)
{
  g_autofree char *start = NULL;

  if (g_utf8_strlen (text, -1) <= SHOWN_CHARACTERS)
    return g_strdup (text);
  start = g_utf8_substring (text, 0, SHOWN_CHARACTERS);

  return g_strconcat (start, "…", NULL);
}

static void
add_entry (DgDuplicateGuard *self, const char *input, char *words, const char *answer, GHashTable *runs)
{
  Entry *entry = g_new0 (Entry, 1);
  guint position = self->entries->len;
  GHashTableIter iter;
  gpointer run;

  entry->input = g_strdup (input);
  entry->words = words;
  entry->answer = g_strdup (answer);
  entry->n_runs = g_hash_table_size (runs);
  g_ptr_array_add (self->entries, entry);
  g_hash_table_insert (self->by_words, entry->words, entry);

  g_hash_table_iter_init (&iter, runs);
  while (g_hash_table_iter_next (&iter, &run, NULL))
    {
      GArray *positions = g_hash_table_lookup (self->by_run, run);

      if (positions == NULL)
        {
          positions = g_array_new (FALSE, FALSE, sizeof (guint));
          g_hash_table_insert (self->by_run, run, positions);
        }
      g_array_append_val (positions, position);
    }
}

/**
 * dg_duplicate_guard_new:
 *
 * Returns: (transfer full): a guard that has seen nothing
 */
DgDuplicateGuard *
dg_duplicate_guard_new (void)
{
  DgDuplicateGuard *self = g_new0 (DgDuplicateGuard, 1);

  self->entries = g_ptr_array_new_with_free_func (free_entry);
  self->by_words = g_hash_table_new (g_str_hash, g_str_equal);
  self->by_run = g_hash_table_new_full (NULL, NULL, NULL, (GDestroyNotify) g_array_unref);

  return self;
}

/**
 * dg_duplicate_guard_free:
 * @self: (transfer full): a guard
 */
void
dg_duplicate_guard_free (DgDuplicateGuard *self)
{
  g_hash_table_unref (self->by_words);
  g_hash_table_unref (self->by_run);
  g_ptr_array_unref (self->entries);
  g_free (self);
}

static gboolean
refuse_twin (Entry *twin, const char *answer, DgRefusal *reason, char **detail)
{
  g_autofree char *shown = shorten (twin->input);

  if (g_str_equal (twin->answer, answer))
    {
      *reason = DG_REFUSAL_DUPLICATE;
      *detail = g_strdup_printf (_ ("the same input is there already: “%s”"), shown);
    }
  else
    {
      *reason = DG_REFUSAL_CONFLICT;
      *detail = g_strdup_printf (_ ("the same input is there already with another answer: “%s”"), shown);
    }

  return FALSE;
}

/**
 * dg_duplicate_guard_admit:
 * @self: a guard
 * @input: an input
 * @answer: its answer
 * @reason: (out): why it is refused
 * @detail: (out) (transfer full): the same for a person
 *
 * Compares a record with all that were admitted before, and admits it when it is new. @reason and @detail are set only
 * when it is not.
 *
 * Returns: whether the record is new
 */
gboolean
dg_duplicate_guard_admit (
    DgDuplicateGuard *self, const char *input, const char *answer, DgRefusal *reason, char **detail)
{
  g_return_val_if_fail (self != NULL && input != NULL && answer != NULL, FALSE);
  g_return_val_if_fail (reason != NULL && detail != NULL, FALSE);

  g_autofree char *words = dg_words_fold (input);
  g_autoptr (GHashTable) runs = NULL;
  Entry *twin = g_hash_table_lookup (self->by_words, words);
  double resemblance;

  if (twin != NULL)
    return refuse_twin (twin, answer, reason, detail);

  runs = collect_runs (words);
  twin = find_nearest (self, runs, &resemblance);
  if (twin != NULL && resemblance >= DG_NEAR_DUPLICATE)
    {
      g_autofree char *shown = shorten (twin->input);

      *reason = DG_REFUSAL_DUPLICATE;
      *detail = g_strdup_printf (_ ("%.0f %% like “%s”"), resemblance * 100.0, shown);
      return FALSE;
    }
  add_entry (self, input, g_steal_pointer (&words), answer, runs);

  return TRUE;
}
