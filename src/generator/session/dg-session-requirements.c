/* dg-session-requirements.c: steps 2 and 3, the prompt and the checklist by hand
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "dg-conversation.h"
#include "dg-prompt-analysis.h"
#include "dg-session-private.h"

/* --- step 2 --- */

static char *
join_paragraphs (const char *first, const char *second)
{
  if (*second == '\0')
    return g_strdup (first);
  if (*first == '\0')
    return g_strdup (second);

  return g_strconcat (first, "\n\n", second, NULL);
}

static void
take_analysis (GTask *task, DgJsonValue reply)
{
  DgStepWork *work = dg_session_get_work (task);
  g_autoptr (DgPromptAnalysis) analysis = dg_prompt_analysis_apply (work->draft->prompt, reply, work->checklist);
  DgMessage *opening = dg_conversation_make_opening (work->checklist, analysis->gap);
  char *text = join_paragraphs (analysis->placeholders, opening->text);

  g_free (opening->text);
  opening->text = text;
  if (*analysis->gap != '\0')
    opening->suggestions = dg_conversation_read_suggestions (reply, analysis->gap);
  g_ptr_array_add (work->draft->messages, opening);
  work->draft->step = MAX (work->draft->step, DG_STEP_REQUIREMENTS);
  dg_session_save_step (task);
}

/**
 * dg_session_analyze_prompt_async:
 * @self: a session with a model
 * @prompt: (nullable): the prompt, %NULL for the one that the session has
 * @cancellable: (nullable): a cancellable
 * @callback: called when the step has ended
 * @data: for @callback
 *
 * Has the prompt analysed: it proposes parts of the checklist, never over what the person said or wrote, and its first
 * open question opens the conversation.
 */
void
dg_session_analyze_prompt_async (
    DgSession *self, const DgPrompt *prompt, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data)
{
  g_return_if_fail (DG_IS_SESSION (self) && DG_IS_MODEL (self->model));

  GTask *task = dg_session_begin_step (self, dg_session_analyze_prompt_async, cancellable, callback, data);
  DgStepWork *work = task != NULL ? dg_session_get_work (task) : NULL;

  if (task == NULL)
    return;
  if (prompt != NULL)
    {
      g_clear_pointer (&work->draft->prompt, dg_prompt_free);
      work->draft->prompt = dg_prompt_copy (prompt);
    }
  prompt = work->draft->prompt;
  if (prompt == NULL || (dg_session_is_blank (prompt->system) && dg_session_is_blank (prompt->user)))
    {
      dg_session_fail_step (task, g_error_new (DG_GENERATOR_ERROR, DG_GENERATOR_ERROR_NOT_READY,
                                               _ ("There is no prompt to analyse: it is empty. Choose another, or "
                                                  "start from scratch with the conversation.")));
      return;
    }

  dg_session_ask (task, dg_prompt_analysis_make_request (prompt, work->draft->examples), take_analysis);
}

/* --- step 3, by hand --- */

static void
set_part (DgChecklist *checklist, DgItem item, guint part, const char *value)
{
  DgSource source = g_str_equal (value, DG_LEFT_TO_MODEL) ? DG_SOURCE_MODEL : DG_SOURCE_HAND;

  dg_checklist_set_value (checklist, item, part, value, source);
}

static gboolean
leaves_goal (const DgPartChange *change)
{
  return change->item == DG_ITEM_TASK && (change->part == DG_GOAL_PART || change->part == DG_ALL_PARTS) &&
         g_ascii_strcasecmp (change->value, DG_LEFT_TO_MODEL) == 0;
}

static gboolean
apply_change (DgChecklist *checklist, const DgPartChange *change, GError **error)
{
  const DgItemInfo *info = dg_item_get_info (change->item);
  g_autofree char *reason = NULL;

  if (leaves_goal (change))
    {
      g_set_error_literal (error, DG_CHECKLIST_ERROR, DG_CHECKLIST_ERROR_VALUE,
                           _ ("What the model is to do cannot be left to it: it would not know what to make. Write the "
                              "goal of the task in a few words."));
      return FALSE;
    }

  for (guint part = 0; part < info->n_parts; part++)
    {
      if (change->part != part && (change->part != DG_ALL_PARTS || info->parts[part].optional))
        continue;
      if (!dg_checklist_accepts (change->item, part, change->value, &reason))
        {
          g_set_error (error, DG_CHECKLIST_ERROR, DG_CHECKLIST_ERROR_VALUE, "%s.%s: %s", info->id, info->parts[part].id,
                       reason);
          return FALSE;
        }
      set_part (checklist, change->item, part, change->value);
    }

  return TRUE;
}

/* Returns whether all of them could be made. */
gboolean
dg_session_apply_changes (DgChecklist *checklist, const DgPartChange *changes, guint n_changes, GError **error)
{
  for (guint i = 0; i < n_changes; i++)
    if (!apply_change (checklist, &changes[i], error))
      return FALSE;

  return TRUE;
}

/* Returns whether there is a goal; fails the step if not. */
gboolean
dg_session_require_goal (GTask *task)
{
  if (dg_checklist_has_goal (dg_session_get_work (task)->checklist))
    return TRUE;

  dg_session_fail_step (task, g_error_new (DG_GENERATOR_ERROR, DG_GENERATOR_ERROR_NOT_READY,
                                           /* Translators: task.goal is a name that is not translated */
                                           _ ("Nobody has said yet what the model is to do (task.goal), and without "
                                              "that nothing can be made. Say it in the conversation, or write it "
                                              "under Task.")));

  return FALSE;
}

/* Returns whether nothing is missing; fails the step if something is. */
static gboolean
confirm (GTask *task)
{
  DgStepWork *work = dg_session_get_work (task);
  g_auto (GStrv) missing = dg_checklist_dup_missing (work->checklist);
  g_autofree char *names = g_strjoinv (", ", missing);

  if (*missing != NULL)
    {
      dg_session_fail_step (task, g_error_new (DG_GENERATOR_ERROR, DG_GENERATOR_ERROR_NOT_READY,
                                               _ ("This cannot be confirmed yet. Still missing: %s"), names));
      return FALSE;
    }
  if (!dg_session_require_goal (task))
    return FALSE;

  dg_checklist_confirm (work->checklist);
  work->confirms = TRUE;
  work->draft->confirmed = TRUE;
  work->draft->step = MAX (work->draft->step, DG_STEP_SAMPLES);

  return TRUE;
}

/**
 * dg_session_set_parts_async:
 * @self: a session
 * @changes: (array length=n_changes): changes of the checklist by hand
 * @n_changes: how many; may be 0
 * @should_confirm: whether the person confirms that they are understood
 * @cancellable: (nullable): a cancellable
 * @callback: called when the step has ended
 * @data: for @callback
 *
 * Changes the checklist by hand, and confirms it. Changed requirements are to be confirmed again.
 */
void
dg_session_set_parts_async (DgSession *self,
                            const DgPartChange *changes,
                            guint n_changes,
                            gboolean should_confirm,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer data)
{
  g_return_if_fail (DG_IS_SESSION (self));

  GTask *task = dg_session_begin_step (self, dg_session_set_parts_async, cancellable, callback, data);
  DgStepWork *work = task != NULL ? dg_session_get_work (task) : NULL;
  g_autoptr (GError) error = NULL;

  if (task == NULL)
    return;
  if (!dg_session_apply_changes (work->checklist, changes, n_changes, &error))
    {
      dg_session_fail_step (task, g_steal_pointer (&error));
      return;
    }
  work->draft->step = MAX (work->draft->step, DG_STEP_REQUIREMENTS);
  if (should_confirm && !confirm (task))
    return;

  dg_session_save_step (task);
}

/**
 * dg_session_leave_rest_async:
 * @self: a session
 * @cancellable: (nullable): a cancellable
 * @callback: called when the step has ended
 * @data: for @callback
 *
 * Leaves to the model what is without a value at the moment the step begins. Nothing that the person or the model has
 * said is overwritten, and a conflict stays for the person to decide.
 *
 * Fails with %DG_GENERATOR_ERROR_NOT_READY while the person's last message is not answered, for its answer is what
 * fills the gaps, and while nobody has said what the model is to do.
 */
void
dg_session_leave_rest_async (DgSession *self, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data)
{
  g_return_if_fail (DG_IS_SESSION (self));

  GTask *task = dg_session_begin_step (self, dg_session_leave_rest_async, cancellable, callback, data);
  DgStepWork *work = task != NULL ? dg_session_get_work (task) : NULL;

  if (task == NULL)
    return;
  if (work->draft->unsent != NULL)
    {
      dg_session_fail_step (task, g_error_new (DG_GENERATOR_ERROR, DG_GENERATOR_ERROR_NOT_READY,
                                               _ ("Your last message is not answered yet, and what it says would be "
                                                  "left out. Send it again first.")));
      return;
    }
  if (!dg_session_require_goal (task))
    return;

  dg_checklist_leave_open_to_model (work->checklist);
  work->draft->step = MAX (work->draft->step, DG_STEP_REQUIREMENTS);
  dg_session_save_step (task);
}
