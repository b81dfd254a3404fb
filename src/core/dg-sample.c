/* dg-sample.c: a sample card, and the notes on it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "dg-sample.h"

static const char *const state_ids[] = { "generated", "revised", "edited", "approved" };

/**
 * dg_sample_state_get_id:
 * @state: a state
 *
 * Returns: the word for it in files, in reports and in the database
 */
const char *
dg_sample_state_get_id (DgSampleState state)
{
  g_return_val_if_fail ((guint) state < G_N_ELEMENTS (state_ids), state_ids[0]);

  return state_ids[state];
}

/**
 * dg_sample_state_from_id:
 * @id: (nullable): a word
 * @state: (out): what it stands for
 *
 * Returns: whether @id is such a word
 */
gboolean
dg_sample_state_from_id (const char *id, DgSampleState *state)
{
  g_return_val_if_fail (state != NULL, FALSE);

  for (guint i = 0; i < G_N_ELEMENTS (state_ids); i++)
    if (g_strcmp0 (id, state_ids[i]) == 0)
      {
        *state = i;
        return TRUE;
      }

  return FALSE;
}

/**
 * dg_sample_new:
 * @round: which round, counted from 1
 * @card: which card
 * @input: its input
 * @answer: its answer
 *
 * Returns: (transfer full): a card as the model wrote it, without problems
 */
DgSample *
dg_sample_new (guint round, guint card, const char *input, const char *answer)
{
  g_return_val_if_fail (input != NULL && answer != NULL, NULL);

  DgSample *self = g_new0 (DgSample, 1);

  self->round = round;
  self->card = card;
  self->input = g_strdup (input);
  self->answer = g_strdup (answer);
  self->problems = g_strdup ("");

  return self;
}

/**
 * dg_sample_copy:
 * @self: a card
 *
 * Returns: (transfer full): the same again
 */
DgSample *
dg_sample_copy (const DgSample *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  DgSample *copy = g_new0 (DgSample, 1);

  *copy = *self;
  copy->input = g_strdup (self->input);
  copy->answer = g_strdup (self->answer);
  copy->line = g_strdup (self->line);
  copy->problems = g_strdup (self->problems);

  return copy;
}

/**
 * dg_sample_free:
 * @self: (transfer full): a card
 */
void
dg_sample_free (DgSample *self)
{
  g_free (self->input);
  g_free (self->answer);
  g_free (self->line);
  g_free (self->problems);
  g_free (self);
}

/**
 * dg_note_new:
 * @id: its number in its session
 * @round: the round it was written in
 * @card: the card it is on
 * @text: what the person wrote
 *
 * Returns: (transfer full): a note that no round was made with yet
 */
DgNote *
dg_note_new (guint id, guint round, guint card, const char *text)
{
  g_return_val_if_fail (text != NULL, NULL);

  DgNote *self = g_new0 (DgNote, 1);

  self->id = id;
  self->round = round;
  self->card = card;
  self->text = g_strdup (text);

  return self;
}

/**
 * dg_note_copy:
 * @self: a note
 *
 * Returns: (transfer full): the same again
 */
DgNote *
dg_note_copy (const DgNote *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  DgNote *copy = dg_note_new (self->id, self->round, self->card, self->text);

  copy->used = self->used;

  return copy;
}

/**
 * dg_note_free:
 * @self: (transfer full): a note
 */
void
dg_note_free (DgNote *self)
{
  g_free (self->text);
  g_free (self);
}
