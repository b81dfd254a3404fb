/* dg-duplicate-guard.c: keeps records out that a dataset has already
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/*
 * Inputs are compared by what they say, not how they are typed: case, accents' encoding, punctuation and white space do
 * not count. Two inputs of the same words are duplicates; two that are alike by DG_NEAR_DUPLICATE (dg-wording.c) are
 * near-duplicates. DgDuplicateIndex finds them, however many there are.
 */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "dg-duplicate-guard.h"
#include "dg-duplicate-index-private.h"

/* Inputs shown in a reason are cut to this many characters. */
#define SHOWN_CHARACTERS 80

struct _DgDuplicateGuard
{
  DgDuplicateIndex *admitted; /* (owned) */
};

static char *
shorten (const char *text)
{
  g_autofree char *start = NULL;

  if (g_utf8_strlen (text, -1) <= SHOWN_CHARACTERS)
    return g_strdup (text);
  start = g_utf8_substring (text, 0, SHOWN_CHARACTERS);

  return g_strconcat (start, "…", NULL);
}

/**
 * dg_duplicate_guard_new:
 *
 * Returns: (transfer full): a guard that has seen nothing
 */
DgDuplicateGuard *
dg_duplicate_guard_new (void)
{
  g_autoptr (GPtrArray) none = g_ptr_array_new ();
  DgDuplicateGuard *self = g_new0 (DgDuplicateGuard, 1);

  self->admitted = dg_duplicate_index_new (none, NULL);

  return self;
}

/**
 * dg_duplicate_guard_free:
 * @self: (transfer full): a guard
 */
void
dg_duplicate_guard_free (DgDuplicateGuard *self)
{
  dg_duplicate_index_free (self->admitted);
  g_free (self);
}

static char *
describe (const DgDuplicate *duplicate, const char *input)
{
  g_autofree char *shown = shorten (input);

  switch (duplicate->kind)
    {
    case DG_DUPLICATE_SAME:
      return g_strdup_printf (_ ("the same input is there already: “%s”"), shown);
    case DG_DUPLICATE_CONFLICT:
      return g_strdup_printf (_ ("the same input is there already with another answer: “%s”"), shown);
    case DG_DUPLICATE_ALIKE:
    default:
      return g_strdup_printf (_ ("%.0f %% like “%s”"), duplicate->resemblance * 100.0, shown);
    }
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

  g_autoptr (DgRecord) record = dg_record_new (input, answer, 0);
  DgDuplicate duplicate;
  const DgDuplicateEntry *twin = dg_duplicate_index_admit (self->admitted, record, &duplicate);

  if (twin == NULL)
    return TRUE;

  *reason = duplicate.kind == DG_DUPLICATE_CONFLICT ? DG_REFUSAL_CONFLICT : DG_REFUSAL_DUPLICATE;
  *detail = describe (&duplicate, dg_record_get_input (twin->record));

  return FALSE;
}
