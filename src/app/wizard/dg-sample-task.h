/* dg-sample-task.h: something that is left to do with the samples
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "dg-session.h"

G_BEGIN_DECLS

/**
 * DgRoundKind:
 * @DG_ROUND_MAKE: the first samples, or those for requirements that have changed
 * @DG_ROUND_REVISE: notes become rules, and cards with notes are revised
 * @DG_ROUND_REGENERATE: cards are made anew
 * @DG_ROUND_UNDO: the latest round is dropped
 *
 * What makes another round.
 */
typedef enum
{
  DG_ROUND_MAKE,
  DG_ROUND_REVISE,
  DG_ROUND_REGENERATE,
  DG_ROUND_UNDO,
} DgRoundKind;

/**
 * DgSampleTask:
 * @round: whether it makes a round; otherwise @change or @annotation says what is saved
 * @change: (owned) (nullable): what happens to a rule
 * @annotation: (owned) (nullable): what the person did with a card
 * @kind: what makes the round
 * @card: with %DG_ROUND_REGENERATE: the only card that is made anew, 0 for all
 *
 * One of the things that a #DgSampleDesk does one after the other.
 */
typedef struct
{
  gboolean round;
  DgRuleChange *change;
  DgAnnotation *annotation;
  DgRoundKind kind;
  guint card;
} DgSampleTask;

DgSampleTask *dg_sample_task_new_annotation (const DgAnnotation *annotation);
DgSampleTask *dg_sample_task_new_rule_change (const DgRuleChange *change);
DgSampleTask *dg_sample_task_new_round (DgRoundKind kind, guint card);
void dg_sample_task_free (DgSampleTask *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DgSampleTask, dg_sample_task_free)

G_END_DECLS
