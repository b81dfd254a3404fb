/* dg-sample.h: a sample card, and the notes on it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/** How many sample cards a round has. */
#define DG_N_SAMPLES 5

/**
 * DgSampleState:
 * @DG_SAMPLE_GENERATED: as the model wrote it
 * @DG_SAMPLE_REVISED: as the model revised it after a note
 * @DG_SAMPLE_EDITED: changed by the person; never overwritten
 * @DG_SAMPLE_APPROVED: the person wants it as it is; never overwritten
 */
typedef enum
{
  DG_SAMPLE_GENERATED,
  DG_SAMPLE_REVISED,
  DG_SAMPLE_EDITED,
  DG_SAMPLE_APPROVED,
} DgSampleState;

/**
 * DgSample:
 * @round: which round, counted from 1
 * @card: which card, 1 to %DG_N_SAMPLES; its id for people and programs
 * @state: what has become of it
 * @input: (owned)
 * @answer: (owned)
 * @line: (owned) (nullable): the line of the plan it was made for, as the model saw it
 * @problems: (owned): what is wrong with it, one a line; empty when it is valid
 *
 * A card in a round. A later round has a copy of each card that did not change.
 */
typedef struct
{
  guint round;
  guint card;
  DgSampleState state;
  char *input;
  char *answer;
  char *line;
  char *problems;
} DgSample;

/**
 * DgNote:
 * @id: its number in its session, counted from 1
 * @round: the round it was written in; once it is used, the round that it changed
 * @card: the card it is on
 * @text: (owned): what the person wrote
 * @used: whether a later round was made with it
 *
 * An annotation in the open-coding sense: free words on one card.
 */
typedef struct
{
  guint id;
  guint round;
  guint card;
  char *text;
  gboolean used;
} DgNote;

const char *dg_sample_state_get_id (DgSampleState state);
gboolean dg_sample_state_from_id (const char *id, DgSampleState *state);

DgSample *dg_sample_new (guint round, guint card, const char *input, const char *answer);
DgSample *dg_sample_copy (const DgSample *self);
void dg_sample_free (DgSample *self);
DgNote *dg_note_new (guint id, guint round, guint card, const char *text);
DgNote *dg_note_copy (const DgNote *self);
void dg_note_free (DgNote *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DgSample, dg_sample_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (DgNote, dg_note_free)

G_END_DECLS
