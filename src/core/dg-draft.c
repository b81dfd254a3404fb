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
  DgDraft *self = g_new0 (DgDraft, 1);

  self->examples = g_ptr_array_new_with_free_func (g_object_unref);
  self->messages = g_ptr_array_new_with_free_func ((GDestroyNotify) dg_message_free);
  self->samples = g_ptr_array_new_with_free_func ((GDestroyNotify) dg_sample_free);
  self->notes = g_ptr_array_new_with_free_func ((GDestroyNotify) dg_note_free);
  self->rules = g_ptr_array_new_with_free_func ((GDestroyNotify) dg_rule_free);

  return self;
}

/* Fills an array of a new draft with copies. */
#define COPY_ARRAY(to, from, Type, copy)                                                                               \
  for (guint i = 0; i < (from)->len; i++)                                                                              \
  g_ptr_array_add ((to), copy ((Type *) g_ptr_array_index ((from), i)))

/**
 * dg_draft_copy:
 * @self: a draft
 *
 * Returns: (transfer full): the same again, read-only members included
 */
DgDraft *
dg_draft_copy (const DgDraft *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  DgDraft *copy = dg_draft_new ();

  copy->id = g_strdup (self->id);
  copy->name = g_strdup (self->name);
  copy->step = self->step;
  copy->provider = g_strdup (self->provider);
  copy->model = g_strdup (self->model);
  copy->checklist = g_strdup (self->checklist);
  copy->confirmed = self->confirmed;
  copy->prompt = self->prompt != NULL ? dg_prompt_copy (self->prompt) : NULL;
  copy->reference = g_strdup (self->reference);
  copy->outline = g_strdup (self->outline);
  copy->stale = self->stale;
  copy->unsent = g_strdup (self->unsent);
  copy->turn_before = g_strdup (self->turn_before);
  copy->turn_after = g_strdup (self->turn_after);
  copy->turn_confirmed = self->turn_confirmed;
  copy->wish = self->wish;
  copy->updated_us = self->updated_us;
  copy->n_rounds = self->n_rounds;
  copy->cost_usd = self->cost_usd;
  copy->requested = self->requested;
  copy->accepted = self->accepted;
  copy->dataset = g_strdup (self->dataset);
  /* records do not change once they are in a draft */
  COPY_ARRAY (copy->examples, self->examples, DgRecord, g_object_ref);
  COPY_ARRAY (copy->messages, self->messages, const DgMessage, dg_message_copy);
  COPY_ARRAY (copy->samples, self->samples, const DgSample, dg_sample_copy);
  COPY_ARRAY (copy->notes, self->notes, const DgNote, dg_note_copy);
  COPY_ARRAY (copy->rules, self->rules, const DgRule, dg_rule_copy);

  return copy;
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
  g_clear_pointer (&self->prompt, dg_prompt_free);
  g_ptr_array_unref (self->examples);
  g_free (self->reference);
  g_free (self->outline);
  g_ptr_array_unref (self->messages);
  g_free (self->unsent);
  g_free (self->turn_before);
  g_free (self->turn_after);
  g_ptr_array_unref (self->samples);
  g_ptr_array_unref (self->notes);
  g_ptr_array_unref (self->rules);
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

/**
 * dg_draft_read_checklist:
 * @self: a draft
 * @error: return location for an error
 *
 * Returns: (transfer full) (nullable): its requirements, empty ones when there are none yet; %NULL with an error as
 *   dg_checklist_new_from_json() gives it
 */
DgChecklist *
dg_draft_read_checklist (const DgDraft *self, GError **error)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->checklist != NULL ? dg_checklist_new_from_json (self->checklist, -1, error) : dg_checklist_new ();
}

/**
 * dg_draft_get_round:
 * @self: a draft
 *
 * Returns: the latest round of samples, 0 when there is none
 */
guint
dg_draft_get_round (const DgDraft *self)
{
  g_return_val_if_fail (self != NULL, 0);

  guint round = 0;

  for (guint i = 0; i < self->samples->len; i++)
    round = MAX (round, ((DgSample *) g_ptr_array_index (self->samples, i))->round);

  return round;
}

/**
 * dg_draft_find_sample:
 * @self: a draft
 * @round: a round
 * @card: a card
 *
 * Returns: (transfer none) (nullable): the card as it was in that round
 */
DgSample *
dg_draft_find_sample (const DgDraft *self, guint round, guint card)
{
  g_return_val_if_fail (self != NULL, NULL);

  for (guint i = 0; i < self->samples->len; i++)
    {
      DgSample *sample = g_ptr_array_index (self->samples, i);

      if (sample->round == round && sample->card == card)
        return sample;
    }

  return NULL;
}

/**
 * dg_draft_find_rule:
 * @self: a draft
 * @id: a rule's number
 *
 * Returns: (transfer none) (nullable): the rule
 */
DgRule *
dg_draft_find_rule (const DgDraft *self, guint id)
{
  g_return_val_if_fail (self != NULL, NULL);

  for (guint i = 0; i < self->rules->len; i++)
    if (((DgRule *) g_ptr_array_index (self->rules, i))->id == id)
      return g_ptr_array_index (self->rules, i);

  return NULL;
}
