/* dg-draft.h: what is kept of a generator session between its steps
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "dg-checklist.h"
#include "dg-message.h"
#include "dg-prompt.h"
#include "dg-record.h"
#include "dg-rule.h"
#include "dg-run-wish.h"
#include "dg-sample.h"

G_BEGIN_DECLS

/**
 * DgStep:
 * @DG_STEP_ENTRY: nothing chosen yet
 * @DG_STEP_PROMPT: choosing the prompt
 * @DG_STEP_REQUIREMENTS: the conversation
 * @DG_STEP_SAMPLES: making the first samples
 * @DG_STEP_ANNOTATION: annotating and revising them
 * @DG_STEP_DATASET: the full dataset
 *
 * The six steps of the wizard.
 */
typedef enum
{
  DG_STEP_ENTRY,
  DG_STEP_PROMPT,
  DG_STEP_REQUIREMENTS,
  DG_STEP_SAMPLES,
  DG_STEP_ANNOTATION,
  DG_STEP_DATASET,
} DgStep;

/**
 * DgDraft:
 * @id: (owned): `session_` and 8 hexadecimal digits
 * @name: (owned): the name the dataset will have
 * @step: where the session stands
 * @provider: (owned) (nullable): the provider chosen
 * @model: (owned) (nullable): the model chosen
 * @checklist: (owned) (nullable): the requirements as JSON text
 * @confirmed: whether the person has confirmed that the requirements are understood
 * @prompt: (owned) (nullable): the prompt that the dataset is for
 * @examples: (owned) (element-type DgRecord): records that the person brought along
 * @reference: (owned) (nullable): a text to draw on
 * @outline: (owned) (nullable): what the records vary in, as JSON text; see #DgOutline
 * @stale: whether the requirements have changed since the samples were made
 * @messages: (owned) (element-type DgMessage): the conversation, oldest first
 * @unsent: (owned) (nullable): what the person has said and the model has not answered yet
 * @turn_before: (owned) (nullable): the requirements as JSON text before the person's last message was taken down
 * @turn_after: (owned) (nullable): and after; %NULL where nothing can be taken back
 * @turn_confirmed: whether the requirements were confirmed before that message
 * @samples: (owned) (element-type DgSample): the cards of all rounds, by round and card
 * @notes: (owned) (element-type DgNote): the annotations of all rounds
 * @rules: (owned) (element-type DgRule): the guidance rules
 * @wish: what is wanted of the run that makes the dataset
 * @updated_us: (read-only): last change, microseconds since 1970
 * @n_rounds: (read-only): how many rounds of samples it has
 * @cost_usd: (read-only): dollars that its calls have cost so far, NaN when the price of one is not known
 * @requested: (read-only): records asked for by its latest run, 0 without one
 * @accepted: (read-only): records its latest run has
 * @dataset: (owned) (nullable) (read-only): the dataset it led to; %NULL while it is unfinished
 */
typedef struct
{
  char *id;
  char *name;
  DgStep step;
  char *provider;
  char *model;
  char *checklist;
  gboolean confirmed;
  DgPrompt *prompt;
  GPtrArray *examples;
  char *reference;
  char *outline;
  gboolean stale;
  GPtrArray *messages;
  char *unsent;
  char *turn_before;
  char *turn_after;
  gboolean turn_confirmed;
  GPtrArray *samples;
  GPtrArray *notes;
  GPtrArray *rules;
  DgRunWish wish;
  gint64 updated_us;
  guint n_rounds;
  double cost_usd;
  guint requested;
  guint accepted;
  char *dataset;
} DgDraft;

DgDraft *dg_draft_new (void);
DgDraft *dg_draft_copy (const DgDraft *self);
void dg_draft_free (DgDraft *self);
const char *dg_step_get_id (DgStep step);
gboolean dg_step_from_id (const char *id, DgStep *step);
DgChecklist *dg_draft_read_checklist (const DgDraft *self, GError **error);
guint dg_draft_get_round (const DgDraft *self);
DgSample *dg_draft_find_sample (const DgDraft *self, guint round, guint card);
DgRule *dg_draft_find_rule (const DgDraft *self, guint id);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DgDraft, dg_draft_free)

G_END_DECLS
