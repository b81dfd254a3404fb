/* dg-session-annotation.c: step 5, what the person does with the samples
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "dg-session-private.h"

#define MAX_NOTE_CHARACTERS 4000
#define MAX_RULE_CHARACTERS 400

/* --- notes, edits, approval --- */

static guint
get_next_note_id (const DgDraft *draft)
{
  guint id = 0;

  for (guint i = 0; i < draft->notes->len; i++)
    id = MAX (id, ((DgNote *) g_ptr_array_index (draft->notes, i))->id);

  return id + 1;
}

static gboolean
refuse_note (GError **error, guint card)
{
  g_set_error (error, DG_GENERATOR_ERROR, DG_GENERATOR_ERROR_UNKNOWN,
               _ ("The note on card %u is empty or has more than %d characters."), card, MAX_NOTE_CHARACTERS);

  return FALSE;
}

static gboolean
add_note (DgDraft *draft, guint card, const char *text, GError **error)
{
  g_autofree char *stripped = g_strstrip (g_strdup (text));

  if (*stripped == '\0' || g_utf8_strlen (stripped, -1) > MAX_NOTE_CHARACTERS)
    return refuse_note (error, card);

  g_ptr_array_add (draft->notes, dg_note_new (get_next_note_id (draft), dg_draft_get_round (draft), card, stripped));

  return TRUE;
}

/* What a round was made from stays, so that its rules can be told where they come from. */
static gboolean
drop_note (DgDraft *draft, guint card, guint id, GError **error)
{
  for (guint i = 0; i < draft->notes->len; i++)
    {
      const DgNote *note = g_ptr_array_index (draft->notes, i);

      if (note->id == id && note->card == card && !note->used)
        {
          g_ptr_array_remove_index (draft->notes, i);
          return TRUE;
        }
    }

  g_set_error (error, DG_GENERATOR_ERROR, DG_GENERATOR_ERROR_UNKNOWN,
               _ ("There is no such note on card %u that could be taken back."), card);

  return FALSE;
}

static void
edit_card (DgSample *sample, const DgAnnotation *annotation)
{
  if (annotation->input != NULL)
    {
      g_free (sample->input);
      sample->input = g_strdup (annotation->input);
    }
  if (annotation->answer != NULL)
    {
      g_free (sample->answer);
      sample->answer = g_strdup (annotation->answer);
    }
  if (annotation->input != NULL || annotation->answer != NULL)
    sample->state = DG_SAMPLE_EDITED;
}

static gboolean
approve_card (DgSample *sample, GError **error)
{
  if (*sample->problems != '\0')
    {
      g_set_error (error, DG_GENERATOR_ERROR, DG_GENERATOR_ERROR_NOT_READY,
                   _ ("Card %u cannot be approved as it is: %s"), sample->card, sample->problems);
      return FALSE;
    }

  sample->state = DG_SAMPLE_APPROVED;

  return TRUE;
}

static gboolean
annotate (DgDraft *draft, const DgBrief *brief, const DgAnnotation *annotation, GError **error)
{
  DgSample *sample = dg_draft_find_sample (draft, dg_draft_get_round (draft), annotation->card);

  if (sample == NULL)
    {
      g_set_error (error, DG_GENERATOR_ERROR, DG_GENERATOR_ERROR_UNKNOWN, _ ("There is no card %u."), annotation->card);
      return FALSE;
    }

  if (annotation->reopen)
    sample->state = DG_SAMPLE_GENERATED;
  edit_card (sample, annotation);
  dg_session_check_card (brief, sample);
  if (annotation->drop_note > 0 && !drop_note (draft, annotation->card, annotation->drop_note, error))
    return FALSE;
  if (annotation->note != NULL && !add_note (draft, annotation->card, annotation->note, error))
    return FALSE;

  return !annotation->approve || approve_card (sample, error);
}

/* Fails the step when there is no round of samples yet. */
static gboolean
require_samples (GTask *task)
{
  if (dg_draft_get_round (dg_session_get_work (task)->draft) > 0)
    return TRUE;

  dg_session_fail_step (task, g_error_new (DG_GENERATOR_ERROR, DG_GENERATOR_ERROR_NOT_READY,
                                           _ ("There are no samples yet. Make the first five.")));

  return FALSE;
}

/**
 * dg_session_annotate_async:
 * @self: a session
 * @annotations: (array length=n_annotations): notes, edits and approvals on cards of the latest round
 * @n_annotations: how many
 * @cancellable: (nullable): a cancellable
 * @callback: called when the step has ended
 * @data: for @callback
 *
 * Keeps what the person did with the cards. Edited cards are checked at once; one with problems cannot be approved.
 */
void
dg_session_annotate_async (DgSession *self,
                           const DgAnnotation *annotations,
                           guint n_annotations,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer data)
{
  g_return_if_fail (DG_IS_SESSION (self));

  GTask *task = dg_session_begin_step (self, dg_session_annotate_async, cancellable, callback, data);
  DgStepWork *work = task != NULL ? dg_session_get_work (task) : NULL;
  GError *error = NULL;

  if (task == NULL || !require_samples (task) || !dg_session_refresh_brief (task))
    return;
  for (guint i = 0; i < n_annotations; i++)
    if (!annotate (work->draft, work->brief, &annotations[i], &error))
      {
        dg_session_fail_step (task, error);
        return;
      }

  dg_session_save_step (task);
}

/* --- rounds --- */

static void
drop_round (DgDraft *draft, guint round)
{
  for (guint i = draft->samples->len; i-- > 0;)
    if (((DgSample *) g_ptr_array_index (draft->samples, i))->round == round)
      g_ptr_array_remove_index (draft->samples, i);
  for (guint i = draft->rules->len; i-- > 0;)
    {
      const DgRule *rule = g_ptr_array_index (draft->rules, i);

      if (rule->round == round && !rule->by_hand)
        g_ptr_array_remove_index (draft->rules, i);
    }
  for (guint i = draft->notes->len; i-- > 0;)
    {
      DgNote *note = g_ptr_array_index (draft->notes, i);

      if (note->round == round)
        g_ptr_array_remove_index (draft->notes, i);
      else if (note->round == round - 1)
        note->used = FALSE;
    }
}

/**
 * dg_session_undo_round_async:
 * @self: a session
 * @cancellable: (nullable): a cancellable
 * @callback: called when the step has ended
 * @data: for @callback
 *
 * Goes back to the round before: the latest cards and the rules that came with them are dropped, and the notes that led
 * to them are open again. Rules that the person wrote or changed stay, and so does a format that a note has corrected.
 */
void
dg_session_undo_round_async (DgSession *self, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data)
{
  g_return_if_fail (DG_IS_SESSION (self));

  GTask *task = dg_session_begin_step (self, dg_session_undo_round_async, cancellable, callback, data);
  DgStepWork *work = task != NULL ? dg_session_get_work (task) : NULL;

  if (task == NULL || !require_samples (task))
    return;
  if (dg_draft_get_round (work->draft) < 2)
    {
      dg_session_fail_step (task, g_error_new (DG_GENERATOR_ERROR, DG_GENERATOR_ERROR_NOT_READY,
                                               _ ("This is the first round; there is none before it.")));
      return;
    }

  drop_round (work->draft, dg_draft_get_round (work->draft));
  dg_session_save_step (task);
}

/* --- rules --- */

static guint
get_next_rule_id (const DgDraft *draft)
{
  guint id = 0;

  for (guint i = 0; i < draft->rules->len; i++)
    id = MAX (id, ((DgRule *) g_ptr_array_index (draft->rules, i))->id);

  return id + 1;
}

static char *
read_rule_text (const char *text, GError **error)
{
  g_autofree char *stripped = g_strstrip (g_strdup (text != NULL ? text : ""));

  if (*stripped == '\0' || g_utf8_strlen (stripped, -1) > MAX_RULE_CHARACTERS)
    {
      g_set_error (error, DG_GENERATOR_ERROR, DG_GENERATOR_ERROR_UNKNOWN,
                   _ ("A rule is one sentence of at most %d characters."), MAX_RULE_CHARACTERS);
      return NULL;
    }

  return g_steal_pointer (&stripped);
}

static gboolean
add_rule (DgDraft *draft, const char *text, DgColumn column, GError **error)
{
  g_autofree char *stripped = read_rule_text (text, error);
  DgRule *rule;

  if (stripped == NULL)
    return FALSE;

  rule = dg_rule_new (get_next_rule_id (draft), DG_RULE_IMPROVEMENT, stripped);
  rule->column = column;
  rule->by_hand = TRUE;
  g_ptr_array_add (draft->rules, rule);

  return TRUE;
}

/* What a program could check belonged to the old words. */
static gboolean
edit_rule (DgRule *rule, const char *text, GError **error)
{
  g_autofree char *stripped = read_rule_text (text, error);

  if (stripped == NULL)
    return FALSE;

  g_free (rule->text);
  rule->text = g_steal_pointer (&stripped);
  rule->check = DG_CHECK_NONE;
  g_free (rule->check_value);
  rule->check_value = g_strdup ("");
  rule->by_hand = TRUE;

  return TRUE;
}

static int
compare_rules (gconstpointer a, gconstpointer b)
{
  const DgRule *x = *(const DgRule *const *) a;
  const DgRule *y = *(const DgRule *const *) b;

  return x->id < y->id ? -1 : x->id > y->id;
}

/* Where it was, unless another has its number by now. */
static gboolean
restore_rule (DgDraft *draft, const DgRule *deleted, GError **error)
{
  DgRule *rule;

  if (deleted == NULL)
    {
      g_set_error_literal (error, DG_GENERATOR_ERROR, DG_GENERATOR_ERROR_UNKNOWN, _ ("There is no rule to restore."));
      return FALSE;
    }

  rule = dg_rule_copy (deleted);
  if (dg_draft_find_rule (draft, rule->id) != NULL)
    rule->id = get_next_rule_id (draft);
  g_ptr_array_add (draft->rules, rule);
  g_ptr_array_sort (draft->rules, compare_rules);

  return TRUE;
}

static gboolean
change_rule (DgDraft *draft, const DgRuleChange *change, GError **error)
{
  DgRule *rule = dg_draft_find_rule (draft, change->id);

  if (change->action == DG_RULE_ADD)
    return add_rule (draft, change->text, change->column, error);
  if (change->action == DG_RULE_RESTORE)
    return restore_rule (draft, change->rule, error);
  if (rule == NULL)
    {
      g_set_error (error, DG_GENERATOR_ERROR, DG_GENERATOR_ERROR_UNKNOWN, _ ("There is no rule %u."), change->id);
      return FALSE;
    }
  if (change->action == DG_RULE_EDIT)
    return edit_rule (rule, change->text, error);
  if (change->action == DG_RULE_DELETE)
    g_ptr_array_remove (draft->rules, rule);
  else
    rule->on = change->action == DG_RULE_TURN_ON;

  return TRUE;
}

/* Rules that came or went are held against the cards at once. */
static void
check_cards (DgDraft *draft, const DgBrief *brief)
{
  guint round = dg_draft_get_round (draft);

  for (guint card = 1; card <= DG_N_SAMPLES; card++)
    {
      DgSample *sample = dg_draft_find_sample (draft, round, card);

      if (sample != NULL)
        dg_session_check_card (brief, sample);
    }
}

/**
 * dg_session_change_rules_async:
 * @self: a session
 * @changes: (array length=n_changes): what happens to the rules
 * @n_changes: how many
 * @cancellable: (nullable): a cancellable
 * @callback: called when the step has ended
 * @data: for @callback
 *
 * Changes the guidance rules by hand.
 */
void
dg_session_change_rules_async (DgSession *self,
                               const DgRuleChange *changes,
                               guint n_changes,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer data)
{
  g_return_if_fail (DG_IS_SESSION (self));

  GTask *task = dg_session_begin_step (self, dg_session_change_rules_async, cancellable, callback, data);
  DgStepWork *work = task != NULL ? dg_session_get_work (task) : NULL;
  GError *error = NULL;

  if (task == NULL)
    return;
  for (guint i = 0; i < n_changes; i++)
    if (!change_rule (work->draft, &changes[i], &error))
      {
        dg_session_fail_step (task, error);
        return;
      }
  if (!dg_session_refresh_brief (task))
    return;

  check_cards (work->draft, work->brief);
  dg_session_save_step (task);
}
