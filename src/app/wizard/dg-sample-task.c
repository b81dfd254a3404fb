/* dg-sample-task.c: something that is left to do with the samples
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "dg-sample-task.h"

/**
 * dg_sample_task_new_annotation:
 * @annotation: what the person did with a card
 *
 * Returns: (transfer full): the task of saving it
 */
DgSampleTask *
dg_sample_task_new_annotation (const DgAnnotation *annotation)
{
  g_return_val_if_fail (annotation != NULL, NULL);

  DgSampleTask *self = g_new0 (DgSampleTask, 1);

  self->annotation = g_memdup2 (annotation, sizeof *annotation);
  self->annotation->note = g_strdup (annotation->note);
  self->annotation->input = g_strdup (annotation->input);
  self->annotation->answer = g_strdup (annotation->answer);

  return self;
}

/**
 * dg_sample_task_new_rule_change:
 * @change: what happens to a rule
 *
 * Returns: (transfer full): the task of saving it
 */
DgSampleTask *
dg_sample_task_new_rule_change (const DgRuleChange *change)
{
  g_return_val_if_fail (change != NULL, NULL);

  DgSampleTask *self = g_new0 (DgSampleTask, 1);

  self->change = g_memdup2 (change, sizeof *change);
  self->change->text = g_strdup (change->text);
  self->change->rule = change->rule != NULL ? dg_rule_copy (change->rule) : NULL;

  return self;
}

/**
 * dg_sample_task_new_round:
 * @kind: what makes the round
 * @card: with %DG_ROUND_REGENERATE: the only card that is made anew, 0 for all that may be
 *
 * Returns: (transfer full): the task of making it
 */
DgSampleTask *
dg_sample_task_new_round (DgRoundKind kind, guint card)
{
  DgSampleTask *self = g_new0 (DgSampleTask, 1);

  self->round = TRUE;
  self->kind = kind;
  self->card = card;

  return self;
}

static void
free_annotation (DgAnnotation *annotation)
{
  g_free ((char *) annotation->note);
  g_free ((char *) annotation->input);
  g_free ((char *) annotation->answer);
  g_free (annotation);
}

static void
free_change (DgRuleChange *change)
{
  g_free ((char *) change->text);
  if (change->rule != NULL)
    dg_rule_free ((DgRule *) change->rule);
  g_free (change);
}

/**
 * dg_sample_task_free:
 * @self: (transfer full): a task
 */
void
dg_sample_task_free (DgSampleTask *self)
{
  g_clear_pointer (&self->annotation, free_annotation);
  g_clear_pointer (&self->change, free_change);
  g_free (self);
}
