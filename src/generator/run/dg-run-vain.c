/* dg-run-vain.c: samples that a model does not write
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/*
 * In a large run the records that come make up for those that do not, and nobody waits for a certain one. A person
 * waits for five samples: a line that the model declines is asked for once more, then another line is dealt in its
 * place, and after a few of these the card stays empty and says why.
 */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "dg-run-private.h"

/* So often a line is asked for as it is … */
#define MAX_SAME_LINE 2

/* … and so often in all. */
#define MAX_ATTEMPTS 6

/**
 * dg_run_note_vain:
 * @self: a run
 * @line: the line that a record was for, 0 where that is not known
 * @detail: why it is not taken, such as “input is empty”
 */
void
dg_run_note_vain (DgRun *self, guint line, const char *detail)
{
  if (self->kind == DG_RUN_SAMPLES && line > 0)
    g_hash_table_insert (self->vain_reasons, GUINT_TO_POINTER (line),
                         g_strdup_printf (_ ("What the model wrote last was not taken: %s."), detail));
}

/**
 * dg_run_count_vain:
 * @request: a request that was answered
 *
 * Counts the lines for which nothing good came, and deals others in their place, or gives them up.
 */
void
dg_run_count_vain (DgRunRequest *request)
{
  DgRun *self = request->run;

  if (self->kind != DG_RUN_SAMPLES)
    return;
  for (guint i = 0; i < request->lines->len; i++)
    {
      guint line = g_array_index (request->lines, guint, i);
      guint n_vain;

      if (dg_line_queue_is_filled (self->queue, line))
        continue;
      if (self->barren_reason != NULL)
        g_hash_table_insert (self->vain_reasons, GUINT_TO_POINTER (line), g_strdup (self->barren_reason));
      n_vain = dg_line_queue_count_vain (self->queue, line);
      if (n_vain >= MAX_ATTEMPTS)
        dg_line_queue_give_up (self->queue, line);
      else if (n_vain % MAX_SAME_LINE == 0)
        dg_generation_prompt_replace_line (self->prompt, line);
    }
}

/**
 * dg_run_describe_vain:
 * @self: a run that gave up some of its lines
 *
 * Returns: (transfer full): why, for a person; the last reason stands for all, which are mostly the same
 */
char *
dg_run_describe_vain (DgRun *self)
{
  const char *reason = NULL;
  const char *advice = _ ("The model was asked several times and did not write what was asked for. Change the "
                          "requirements, or try another model.");

  for (guint line = 1; line <= self->progress.requested; line++)
    if (dg_run_get_vain_reason (self, line) != NULL)
      reason = dg_run_get_vain_reason (self, line);

  return reason != NULL ? g_strdup_printf ("%s %s", advice, reason) : g_strdup (advice);
}

/**
 * dg_run_get_vain_reason:
 * @self: a run of kind %DG_RUN_SAMPLES
 * @line: one of its lines, counted from 1
 *
 * Returns: (nullable): why there is no record for the line, for a person; %NULL when there is one or that is not known
 */
const char *
dg_run_get_vain_reason (DgRun *self, guint line)
{
  g_return_val_if_fail (DG_IS_RUN (self), NULL);

  if (dg_line_queue_is_filled (self->queue, line))
    return NULL;

  return g_hash_table_lookup (self->vain_reasons, GUINT_TO_POINTER (line));
}
