/* dg-part-changes.c: what was set by hand of the checklist, and is not saved yet
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "dg-part-changes.h"

typedef struct
{
  DgItem item;
  guint part;
  char *value; /* (owned) */
} Change;

struct _DgPartChanges
{
  GPtrArray *changes;  /* (owned) (element-type Change) */
  guint n_saving;      /* of them, from the first on, are being saved */
  gboolean one_by_one; /* whether one of them is not accepted, and has to be found */
  GError *refusal;     /* (owned) (nullable): why one was not accepted */
};

static void
free_change (Change *change)
{
  g_free (change->value);
  g_free (change);
}

static gboolean
is_refusal (const GError *error)
{
  return g_error_matches (error, DG_CHECKLIST_ERROR, DG_CHECKLIST_ERROR_VALUE);
}

/**
 * dg_part_changes_new:
 *
 * Returns: (transfer full): no changes yet
 */
DgPartChanges *
dg_part_changes_new (void)
{
  DgPartChanges *self = g_new0 (DgPartChanges, 1);

  self->changes = g_ptr_array_new_with_free_func ((GDestroyNotify) free_change);

  return self;
}

/**
 * dg_part_changes_free:
 * @self: (transfer full): changes
 */
void
dg_part_changes_free (DgPartChanges *self)
{
  g_ptr_array_unref (self->changes);
  g_clear_error (&self->refusal);
  g_free (self);
}

/**
 * dg_part_changes_add:
 * @self: changes
 * @item: an item
 * @part: which part of it
 * @value: what the person wants it to be
 *
 * Takes the place of an earlier change of the same part that is not being saved: what could not be saved must not be in
 * the way of what comes instead. A refusal is forgotten.
 */
void
dg_part_changes_add (DgPartChanges *self, DgItem item, guint part, const char *value)
{
  g_return_if_fail (self != NULL && value != NULL);

  Change *change = g_new0 (Change, 1);

  g_clear_error (&self->refusal);
  for (guint i = self->changes->len; i-- > self->n_saving;)
    {
      const Change *other = g_ptr_array_index (self->changes, i);

      if (other->item == item && other->part == part)
        g_ptr_array_remove_index (self->changes, i);
    }
  change->item = item;
  change->part = part;
  change->value = g_strdup (value);
  g_ptr_array_add (self->changes, change);
}

/**
 * dg_part_changes_clear:
 * @self: changes, none of which is being saved
 *
 * Gives them up.
 */
void
dg_part_changes_clear (DgPartChanges *self)
{
  g_return_if_fail (self != NULL && self->n_saving == 0);

  g_ptr_array_set_size (self->changes, 0);
}

/**
 * dg_part_changes_get_n:
 * @self: changes
 *
 * Returns: how many are not saved yet
 */
guint
dg_part_changes_get_n (const DgPartChanges *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->changes->len;
}

/**
 * dg_part_changes_get_refusal:
 * @self: changes
 *
 * Returns: (transfer none) (nullable): why the change that was let go of last was not accepted; %NULL when there is
 *   none, or the person has set something since
 */
const GError *
dg_part_changes_get_refusal (const DgPartChanges *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->refusal;
}

/**
 * dg_part_changes_begin_saving:
 * @self: changes
 * @n_changes: (out): how many are to be saved now
 *
 * Returns: (transfer container) (array length=n_changes): those that are to be saved now; their values are of @self
 */
DgPartChange *
dg_part_changes_begin_saving (DgPartChanges *self, guint *n_changes)
{
  g_return_val_if_fail (self != NULL && n_changes != NULL, NULL);

  DgPartChange *saving = g_new0 (DgPartChange, self->changes->len + 1);

  self->n_saving = self->one_by_one ? MIN (self->changes->len, 1) : self->changes->len;
  for (guint i = 0; i < self->n_saving; i++)
    {
      const Change *change = g_ptr_array_index (self->changes, i);

      saving[i] = (DgPartChange){ change->item, change->part, change->value };
    }
  *n_changes = self->n_saving;

  return saving;
}

/**
 * dg_part_changes_end_saving:
 * @self: changes
 * @error: (nullable): why they could not be saved; %NULL when they are
 *
 * Returns: whether to go on at once; not where the same would fail again
 */
gboolean
dg_part_changes_end_saving (DgPartChanges *self, const GError *error)
{
  g_return_val_if_fail (self != NULL, FALSE);

  if (error == NULL)
    g_ptr_array_remove_range (self->changes, 0, self->n_saving);
  else if (is_refusal (error) && self->n_saving == 1)
    {
      g_ptr_array_remove_index (self->changes, 0);
      g_clear_error (&self->refusal);
      self->refusal = g_error_copy (error);
    }
  self->one_by_one = self->changes->len > 0 && (is_refusal (error) || (error == NULL && self->one_by_one));
  self->n_saving = 0;

  return error == NULL || is_refusal (error) || self->changes->len == 0;
}
