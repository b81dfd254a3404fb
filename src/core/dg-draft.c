/* dg-draft.c: what is kept of a generator session between its steps
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "dg-draft.h"

static const char *const step_ids[] = { "entry", "prompt", "requirements", "samples", "annotation", "dataset" };

/**
 * dg_draft_new:
 *
 * Returns: (transfer full): an empty draft, to be filled in
 */
DgDraft *
dg_draft_new (void)
{
  return g_new0 (DgDraft, 1);
}

/**
 * dg_draft_free:
 * @self: (transfer full): a draft
 */
void
dg_draft_free (DgDraft *self)
{
  g_free (self->id);
  g_free (self->name);
  g_free (self->provider);
  g_free (self->model);
  g_free (self->checklist);
  g_free (self->dataset);
  g_free (self);
}

/**
 * dg_step_get_id:
 * @step: a step
 *
 * Returns: the word for it in reports and in the database
 */
const char *
dg_step_get_id (DgStep step)
{
  g_return_val_if_fail (step < G_N_ELEMENTS (step_ids), "entry");

  return step_ids[step];
}

/**
 * dg_step_from_id:
 * @id: (nullable): a word
 * @step: (out): the step it stands for
 *
 * Returns: whether @id is the word of a step
 */
gboolean
dg_step_from_id (const char *id, DgStep *step)
{
  g_return_val_if_fail (step != NULL, FALSE);

  for (guint i = 0; i < G_N_ELEMENTS (step_ids); i++)
    if (g_strcmp0 (id, step_ids[i]) == 0)
      {
        *step = i;
        return TRUE;
      }

  return FALSE;
}
