/* dg-duplicate-guard.c: keeps records out that a dataset has already
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/*
 * Inputs are compared by what they say, not how they are typed: case, accents' encoding, punctuation and white space do
 * not count. Two inputs of the same words are duplicates; two that are alike by DG_NEAR_DUPLICATE (dg-wording.c) are
 * near-duplicates. An input is compared with every one that is there: at 1000 records, most of which differ in more
 * words than a glance at their signatures allows, that is cheaper than an index.
 */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "dg-duplicate-guard.h"
#include "dg-wording.h"
#include "dg-words.h"

/* Inputs shown in a reason are cut to this many characters. */
#define SHOWN_CHARACTERS 80

typedef struct
{
  char *input;        /* (owned) as it was */
  char *words;        /* (owned) folded, one blank between */
  char *answer;       /* (owned) */
  DgWording *wording; /* (owned) */
} Entry;

struct _DgDuplicateGuard
{
  GPtrArray *entries;   /* (owned) (element-type Entry) */
  GHashTable *by_words; /* (owned) (element-type utf8 Entry): keys are the entries' own */
};

static void
free_entry (gpointer data)
{
  Entry *entry = data;

  g_free (entry->input);
  g_free (entry->words);
  g_free (entry->answer);
  dg_wording_free (entry->wording);
  g_free (entry);
}

static Entry *
find_nearest (DgDuplicateGuard *self, const DgWording *wording, double *resemblance)
{
  Entry *nearest = NULL;

  *resemblance = 0.0;
  for (guint i = 0; i < self->entries->len; i++)
    {
      Entry *entry = g_ptr_array_index (self->entries, i);
      double value = dg_wording_compare (entry->wording, wording, MAX (DG_NEAR_DUPLICATE, *resemblance));

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
add_entry (DgDuplicateGuard *self, const char *input, char *words, const char *answer, DgWording *wording)
{
  Entry *entry = g_new0 (Entry, 1);

  entry->input = g_strdup (input);
  entry->words = words;
  entry->answer = g_strdup (answer);
  entry->wording = wording;
  g_ptr_array_add (self->entries, entry);
  g_hash_table_insert (self->by_words, entry->words, entry);
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
  g_autoptr (DgWording) wording = NULL;
  Entry *twin = g_hash_table_lookup (self->by_words, words);
  double resemblance;

  if (twin != NULL)
    return refuse_twin (twin, answer, reason, detail);

  wording = dg_wording_new (input);
  twin = find_nearest (self, wording, &resemblance);
  if (twin != NULL)
    {
      g_autofree char *shown = shorten (twin->input);

      *reason = DG_REFUSAL_DUPLICATE;
      *detail = g_strdup_printf (_ ("%.0f %% like “%s”"), resemblance * 100.0, shown);
      return FALSE;
    }
  add_entry (self, input, g_steal_pointer (&words), answer, g_steal_pointer (&wording));

  return TRUE;
}
