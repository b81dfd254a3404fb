/* dg-session-rounds.c: step 5, the model's part: notes become rules, and cards are revised
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/*
 * All notes of a round go to the model together (call 5) and come back as rules. A note on the form changes the format
 * first (3a once more), so that the validator accepts what the person asked for. Then each card with a note is revised
 * (call 6), all at once, and held against format and rules; one that misses gets a second try that is told why.
 */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "dg-guidance.h"
#include "dg-revision.h"
#include "dg-session-private.h"
#include "dg-tool-call.h"

typedef struct
{
  GTask *task;      /* (unowned): the step; it ends with its last revision */
  DgSample *sample; /* (unowned): the card of the new round */
  GPtrArray *notes; /* (owned) (element-type utf8) with a final NULL */
  gboolean again;   /* whether this is the second try */
  DgToolCallResult *reply;
  GError *error;
} CardRevision;

static void revise_card (CardRevision *self, const char *problem);

static void
free_revision (CardRevision *self)
{
  g_ptr_array_unref (self->notes);
  g_clear_pointer (&self->reply, dg_tool_call_result_free);
  g_clear_error (&self->error);
  g_free (self);
}

/* --- revisions --- */

/* A note may be older than the round that it changes; undoing what it led to opens it again. */
static void
use_notes (DgDraft *draft)
{
  for (guint i = 0; i < draft->notes->len; i++)
    {
      DgNote *note = g_ptr_array_index (draft->notes, i);

      if (!note->used)
        note->round = dg_draft_get_round (draft) - 1;
      note->used = TRUE;
    }
}

static void
finish_round (GTask *task)
{
  DgStepWork *work = dg_session_get_work (task);

  if (work->error != NULL)
    {
      dg_session_fail_step (task, g_steal_pointer (&work->error));
      return;
    }

  use_notes (work->draft);
  work->draft->step = MAX (work->draft->step, DG_STEP_ANNOTATION);
  dg_session_save_step (task);
}

static void
end_revision (CardRevision *self)
{
  GTask *task = self->task;
  DgStepWork *work = dg_session_get_work (task);

  if (self->error == NULL)
    dg_session_emit_sample (g_task_get_source_object (task), self->sample);
  else if (work->error == NULL)
    work->error = g_steal_pointer (&self->error);
  free_revision (self);
  if (--work->n_pending == 0)
    finish_round (task);
}

static void
adopt_revision (CardRevision *self, DgRevision *revision)
{
  /* one that came back as it was is not revised */
  if (!g_str_equal (self->sample->input, revision->input) || !g_str_equal (self->sample->answer, revision->answer))
    self->sample->state = DG_SAMPLE_REVISED;
  g_free (self->sample->input);
  self->sample->input = g_steal_pointer (&revision->input);
  g_free (self->sample->answer);
  self->sample->answer = g_steal_pointer (&revision->answer);
}

/* A second try is told what was wrong with the first; what is wrong after it stands on the card. */
static void
take_revision (CardRevision *self)
{
  DgStepWork *work = dg_session_get_work (self->task);
  DgJsonValue reply = dg_json_document_get_root (self->reply->input);
  g_autoptr (DgSample) candidate = dg_sample_copy (self->sample);
  g_autoptr (GError) error = NULL;
  g_autoptr (DgRevision) revision = dg_revision_read (work->brief, self->sample, reply, &error);

  if (revision != NULL)
    {
      g_free (candidate->input);
      candidate->input = g_strdup (revision->input);
      g_free (candidate->answer);
      candidate->answer = g_strdup (revision->answer);
      dg_session_check_card (work->brief, candidate);
    }
  if (!self->again && (revision == NULL || revision->too_much || *candidate->problems != '\0'))
    {
      self->again = TRUE;
      revise_card (self, revision == NULL     ? error->message
                         : revision->too_much ? "more of the text was changed than the notes ask for"
                                              : candidate->problems);
      return;
    }

  if (revision != NULL)
    adopt_revision (self, revision);
  dg_session_check_card (work->brief, self->sample);
  if (revision == NULL)
    {
      g_free (self->sample->problems);
      self->sample->problems = g_strdup (error->message);
    }
  end_revision (self);
}

static void
add_calls_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  CardRevision *self = data;
  DgSession *session = g_task_get_source_object (self->task);
  GError *error = NULL;

  if (!dg_library_add_calls_finish (session->library, result, self->error == NULL ? &error : NULL) && error != NULL)
    self->error = error;

  if (self->error != NULL)
    end_revision (self);
  else
    take_revision (self);
}

static void
tool_call_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  CardRevision *self = data;
  DgSession *session = g_task_get_source_object (self->task);

  g_clear_pointer (&self->reply, dg_tool_call_result_free);
  self->reply = dg_tool_call_finish (result, &self->error);
  dg_library_add_calls_async (session->library, session->draft->id, self->reply->calls, NULL, add_calls_cb, self);
}

static void
revise_card (CardRevision *self, const char *problem)
{
  DgSession *session = g_task_get_source_object (self->task);
  DgStepWork *work = dg_session_get_work (self->task);
  g_autoptr (DgModelRequest) request =
      dg_revision_make_request (work->brief, self->sample, (const char *const *) self->notes->pdata, problem);

  dg_tool_call_async (session->model, request, NULL, NULL, g_task_get_cancellable (self->task), tool_call_cb, self);
}

static GPtrArray *
collect_notes (const DgDraft *draft, guint card)
{
  GPtrArray *notes = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < draft->notes->len; i++)
    {
      const DgNote *note = g_ptr_array_index (draft->notes, i);

      if (!note->used && note->card == card)
        g_ptr_array_add (notes, g_strdup (note->text));
    }

  return notes;
}

static gboolean
may_change (const DgSample *sample)
{
  return sample->state == DG_SAMPLE_GENERATED || sample->state == DG_SAMPLE_REVISED;
}

/* A card without a note stays, unless it no longer keeps to the format or the rules. */
static void
plan_revision (GTask *task, DgSample *sample)
{
  DgStepWork *work = dg_session_get_work (task);
  g_autoptr (GPtrArray) notes = collect_notes (work->draft, sample->card);
  CardRevision *revision;

  dg_session_check_card (work->brief, sample);
  if (!may_change (sample) || (notes->len == 0 && *sample->problems == '\0'))
    return;

  revision = g_new0 (CardRevision, 1);
  revision->task = task;
  revision->sample = sample;
  revision->notes = g_steal_pointer (&notes);
  if (revision->notes->len == 0)
    g_ptr_array_add (revision->notes, g_strdup (sample->problems));
  g_ptr_array_add (revision->notes, NULL);
  work->n_pending++;
  revise_card (revision, NULL);
}

static void
revise_cards (GTask *task)
{
  DgStepWork *work = dg_session_get_work (task);
  guint round;

  if (!dg_session_refresh_brief (task))
    return;

  dg_session_copy_round (work->draft);
  round = dg_draft_get_round (work->draft);
  work->n_pending = 1;
  for (guint card = 1; card <= DG_N_SAMPLES; card++)
    {
      DgSample *sample = dg_draft_find_sample (work->draft, round, card);

      if (sample != NULL)
        plan_revision (task, sample);
    }
  if (--work->n_pending == 0)
    finish_round (task);
}

/* --- notes become rules --- */

static void
take_format_change (GTask *task, DgJsonValue reply)
{
  DgStepWork *work = dg_session_get_work (task);
  g_autoptr (GError) error = NULL;

  if (dg_format_change_apply (work->checklist, reply, &error))
    dg_session_drop_outline (work);
  else if (work->question == NULL)
    work->question = g_strdup_printf (_ ("The format stays as it is: %s"), error->message);
  /* the person asked for it in a note */
  work->is_own_change = TRUE;
  revise_cards (task);
}

/* The notes that ask for another form; those on what the texts say would only confuse. */
static GStrv
dup_format_notes (const DgDraft *draft, GPtrArray *rules)
{
  g_autoptr (GStrvBuilder) notes = g_strv_builder_new ();

  for (guint i = 0; i < draft->notes->len; i++)
    {
      const DgNote *note = g_ptr_array_index (draft->notes, i);
      gboolean is_meant = FALSE;

      for (guint r = 0; r < rules->len && !note->used; r++)
        {
          const DgRule *rule = g_ptr_array_index (rules, r);

          for (guint n = 0; rule->kind == DG_RULE_FORMAT && n < rule->notes->len; n++)
            is_meant = is_meant || g_array_index (rule->notes, guint, n) == note->id;
        }
      if (is_meant)
        g_strv_builder_add (notes, note->text);
    }

  return g_strv_builder_end (notes);
}

/* A check that a card breaks which the person has taken for their own is not what they meant. */
static gboolean
is_broken_by_own_card (const DgDraft *draft, const DgRule *rule)
{
  g_autoptr (DgLimit) limit = dg_limit_new (rule->column, rule->check, rule->check_value, NULL);
  guint round = dg_draft_get_round (draft);

  for (guint card = 1; limit != NULL && card <= DG_N_SAMPLES; card++)
    {
      const DgSample *sample = dg_draft_find_sample (draft, round, card);

      if (sample != NULL && (sample->state == DG_SAMPLE_APPROVED || sample->state == DG_SAMPLE_EDITED) &&
          !dg_limit_holds (limit, rule->column == DG_COLUMN_INPUT ? sample->input : sample->answer, NULL))
        return TRUE;
    }

  return FALSE;
}

/* No label can keep to a check that all of them break. */
static gboolean
is_broken_by_all_labels (const char *const *labels, const DgRule *rule)
{
  g_autoptr (DgLimit) limit = dg_limit_new (rule->column, rule->check, rule->check_value, NULL);

  if (limit == NULL || labels == NULL || rule->column != DG_COLUMN_ANSWER)
    return FALSE;
  for (guint i = 0; labels[i] != NULL; i++)
    if (dg_limit_holds (limit, labels[i], NULL))
      return FALSE;

  return TRUE;
}

static void
adopt_rules (DgDraft *draft, GPtrArray *rules, const char *const *labels)
{
  guint id = 0;

  for (guint i = 0; i < draft->rules->len; i++)
    id = MAX (id, ((DgRule *) g_ptr_array_index (draft->rules, i))->id);
  for (guint i = 0; i < rules->len; i++)
    {
      DgRule *rule = dg_rule_copy (g_ptr_array_index (rules, i));

      rule->id = ++id;
      rule->round = dg_draft_get_round (draft) + 1;
      if (is_broken_by_own_card (draft, rule) || is_broken_by_all_labels (labels, rule))
        {
          rule->check = DG_CHECK_NONE;
          g_free (rule->check_value);
          rule->check_value = g_strdup ("");
        }
      g_ptr_array_add (draft->rules, rule);
    }
}

/* A note that asks for what a rule says already is one more reason for that rule. */
static void
adopt_links (DgDraft *draft, GArray *links)
{
  for (guint i = 0; i < links->len; i++)
    {
      const DgRuleLink *link = &g_array_index (links, DgRuleLink, i);
      DgRule *rule = dg_draft_find_rule (draft, link->rule);

      if (rule != NULL)
        g_array_append_val (rule->notes, link->note);
    }
}

static void take_guidance (GTask *task, DgJsonValue reply);

static void
ask_for_guidance (GTask *task, const char *problem)
{
  DgStepWork *work = dg_session_get_work (task);

  work->asked_again = problem != NULL;
  dg_session_ask (task, dg_guidance_make_request (work->draft, work->checklist, work->brief->outline, problem),
                  take_guidance);
}

/* What the reply leaves open, and what gets lost of it. */
static void
note_question (DgStepWork *work, const DgGuidance *guidance, const char *problem)
{
  if (*guidance->question != '\0')
    work->question = g_strdup (guidance->question);
  else if (problem != NULL && guidance->unlinked != NULL)
    work->question = g_strdup_printf (_ ("The model did not say which note asks for the rule “%s”, so it was left out. "
                                         "If it is right, add it by hand."),
                                      guidance->unlinked);
}

static void
take_guidance (GTask *task, DgJsonValue reply)
{
  DgStepWork *work = dg_session_get_work (task);
  g_autofree char *problem = dg_guidance_dup_problem (work->draft, reply);
  GError *error = NULL;

  if (problem != NULL && !work->asked_again)
    {
      ask_for_guidance (task, problem);
      return;
    }

  g_autoptr (DgGuidance) guidance = dg_guidance_read (work->draft, work->brief->outline, reply, &error);
  g_auto (GStrv) notes = NULL;

  if (guidance == NULL)
    {
      dg_session_fail_step (task, error);
      return;
    }

  adopt_rules (work->draft, guidance->rules, dg_checklist_get_labels (work->checklist));
  adopt_links (work->draft, guidance->links);
  note_question (work, guidance, problem);
  if (!guidance->reopens_format)
    {
      revise_cards (task);
      return;
    }

  notes = dup_format_notes (work->draft, guidance->rules);
  dg_session_ask (task, dg_format_change_make_request (work->checklist, (const char *const *) notes),
                  take_format_change);
}

/**
 * dg_session_iterate_async:
 * @self: a session with a model
 * @cancellable: (nullable): a cancellable
 * @callback: called when the step has ended
 * @data: for @callback
 *
 * Makes the next round from the notes that have not been used yet: they become guidance rules, and the cards they are
 * on are revised. Approved and edited cards stay byte for byte.
 */
void
dg_session_iterate_async (DgSession *self, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data)
{
  g_return_if_fail (DG_IS_SESSION (self) && DG_IS_MODEL (self->model));

  GTask *task = dg_session_begin_step (self, dg_session_iterate_async, cancellable, callback, data);
  DgStepWork *work = task != NULL ? dg_session_get_work (task) : NULL;

  if (task == NULL)
    return;
  if (dg_draft_get_round (work->draft) == 0)
    {
      dg_session_fail_step (task, g_error_new (DG_GENERATOR_ERROR, DG_GENERATOR_ERROR_NOT_READY,
                                               _ ("There are no samples yet. Make the first five.")));
      return;
    }
  if (!dg_guidance_is_needed (work->draft))
    {
      dg_session_fail_step (task, g_error_new (DG_GENERATOR_ERROR, DG_GENERATOR_ERROR_NOT_READY,
                                               _ ("There is no new note. Write on a card what should be different, "
                                                  "or make cards anew.")));
      return;
    }
  if (!dg_session_require_confirmed (task) || !dg_session_refresh_brief (task))
    return;

  ask_for_guidance (task, NULL);
}
