/* dg-session-samples.c: step 4, the samples, and what they are made from
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/*
 * Samples are made by the very pipeline of the full run: a run of another kind. What it takes besides the requirements
 * is worked out here, once: closed formats (call 3a) and the outline (call 3).
 */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "dg-answer-format.h"
#include "dg-outline-call.h"
#include "dg-session-private.h"

/* Five cards, and one at a time when they are made anew. */
#define MAX_REQUESTS DG_N_SAMPLES

/* How often more seeds are asked for before a run. */
#define MAX_SEED_CALLS 2

/* --- the brief --- */

/* Reads the brief anew from what the step has made of the session; fails the step when that cannot be used. */
gboolean
dg_session_refresh_brief (GTask *task)
{
  DgStepWork *work = dg_session_get_work (task);
  GError *error = NULL;

  g_free (work->draft->checklist);
  work->draft->checklist = dg_checklist_to_json (work->checklist);
  g_clear_pointer (&work->brief, dg_brief_free);
  work->brief = dg_brief_new_for_draft (work->draft, &error);
  if (work->brief == NULL)
    dg_session_fail_step (task, error);

  return work->brief != NULL;
}

static void
take_outline (GTask *task, DgJsonValue reply)
{
  DgStepWork *work = dg_session_get_work (task);
  GError *error = NULL;
  g_autoptr (DgOutline) outline = dg_outline_call_read (work->checklist, work->brief->format, reply, &error);

  if (outline == NULL)
    {
      dg_session_fail_step (task, error);
      return;
    }

  g_free (work->draft->outline);
  work->draft->outline = dg_outline_to_json (outline);
  if (dg_session_refresh_brief (task))
    work->then (task);
}

static void
prepare_outline (GTask *task)
{
  DgStepWork *work = dg_session_get_work (task);

  if (!dg_session_refresh_brief (task))
    return;
  if (work->draft->outline != NULL || !dg_outline_call_is_needed (work->checklist, work->brief->outline))
    {
      work->then (task);
      return;
    }

  dg_session_ask (task, dg_outline_call_make_request (work->checklist, work->brief->format, work->draft->reference),
                  take_outline);
}

static void
take_answer_format (GTask *task, DgJsonValue reply)
{
  DgStepWork *work = dg_session_get_work (task);
  GError *error = NULL;

  if (!dg_answer_format_apply (work->checklist, reply, &error))
    {
      dg_session_fail_step (task, error);
      return;
    }

  /* worked out from what the person confirmed, so it needs no second confirmation */
  work->is_own_change = TRUE;
  prepare_outline (task);
}

/* Works out what is still open for making records, then goes on with @then, which finds the brief in the work. */
static void
prepare_brief (GTask *task, DgContinueFunc then)
{
  DgStepWork *work = dg_session_get_work (task);

  work->then = then;
  if (dg_answer_format_is_open (work->checklist) ||
      (work->draft->outline == NULL && dg_answer_format_may_gain (work->checklist)))
    dg_session_ask (task, dg_answer_format_make_request (work->checklist), take_answer_format);
  else
    prepare_outline (task);
}

/* --- seeds --- */

static void ask_for_seeds (GTask *task);

static void
take_seeds (GTask *task, DgJsonValue reply)
{
  DgStepWork *work = dg_session_get_work (task);

  work->n_seed_calls++;
  if (dg_outline_call_add_seeds (work->brief->outline, reply) == 0)
    work->n_seed_calls = MAX_SEED_CALLS;
  g_free (work->draft->outline);
  work->draft->outline = dg_outline_to_json (work->brief->outline);
  ask_for_seeds (task);
}

/* A seed that serves too many records makes them alike; but waiting for ever more of them costs more than it brings. */
static void
ask_for_seeds (GTask *task)
{
  DgStepWork *work = dg_session_get_work (task);

  if (!dg_outline_call_needs_seeds (work->brief->outline, work->n_records) || work->n_seed_calls >= MAX_SEED_CALLS)
    dg_session_save_step (task);
  else
    dg_session_ask (task, dg_outline_call_make_seeds_request (work->checklist, work->brief->outline), take_seeds);
}

/**
 * dg_session_prepare_async:
 * @self: a session with a model
 * @n_records: how many records are to be made
 * @cancellable: (nullable): a cancellable
 * @callback: called when the step has ended
 * @data: for @callback
 *
 * Works out what is still open for making records: the format of answers with a convention for each edge case, the
 * outline, and more seeds where there are few for so many records. Nothing is asked that the requirements tell already.
 */
void
dg_session_prepare_async (
    DgSession *self, guint n_records, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data)
{
  g_return_if_fail (DG_IS_SESSION (self) && DG_IS_MODEL (self->model));

  GTask *task = dg_session_begin_step (self, dg_session_prepare_async, cancellable, callback, data);

  if (task == NULL)
    return;
  dg_session_get_work (task)->n_records = n_records;
  if (dg_session_require_confirmed (task))
    prepare_brief (task, ask_for_seeds);
}

/* --- cards --- */

/* Says on a card what is wrong with it, if anything. */
void
dg_session_check_card (const DgBrief *brief, DgSample *sample)
{
  g_autoptr (GString) problems = g_string_new (NULL);
  g_autoptr (GError) error = NULL;

  if (!dg_record_format_validate (brief->format, sample->input, sample->answer, &error))
    g_string_append (problems, error->message);
  for (guint i = 0; i < brief->rules->len; i++)
    {
      const DgRule *rule = g_ptr_array_index (brief->rules, i);
      g_autoptr (DgLimit) limit = dg_limit_new (rule->column, rule->check, rule->check_value, NULL);
      g_autofree char *problem = NULL;

      /* a rule for some records may well not be for this one */
      if (limit == NULL || rule->share < 100 || rule->applies_to != NULL ||
          dg_limit_holds (limit, rule->column == DG_COLUMN_INPUT ? sample->input : sample->answer, &problem))
        continue;
      g_string_append_printf (problems, _ ("%sRule %u: %s"), problems->len > 0 ? "\n" : "", rule->id, problem);
    }

  g_free (sample->problems);
  sample->problems = g_strdup (problems->str);
}

/* Begins a new round with a copy of each card. */
void
dg_session_copy_round (DgDraft *draft)
{
  guint round = dg_draft_get_round (draft);

  for (guint card = 1; card <= DG_N_SAMPLES; card++)
    {
      DgSample *sample = dg_draft_find_sample (draft, round, card);

      if (sample == NULL)
        continue;
      sample = dg_sample_copy (sample);
      sample->round = round + 1;
      g_ptr_array_add (draft->samples, sample);
    }
}

/* The card that a record becomes: each line of the plan is for one. */
static DgSample *
make_card (DgStepWork *work, guint round, DgRecord *record)
{
  guint card = g_array_index (work->cards, guint, dg_record_get_plan_line (record) - 1);
  DgSample *sample = dg_sample_new (round, card, dg_record_get_input (record), dg_record_get_answer (record));

  sample->line = dg_run_dup_line (work->run, record);
  dg_session_check_card (work->brief, sample);

  return sample;
}

static int
compare_samples (gconstpointer a, gconstpointer b)
{
  const DgSample *x = *(const DgSample *const *) a;
  const DgSample *y = *(const DgSample *const *) b;

  if (x->round != y->round)
    return x->round < y->round ? -1 : 1;

  return x->card < y->card ? -1 : x->card > y->card;
}

/* The cards of a new round: those that were made, and the others as they were. */
static void
adopt_records (DgStepWork *work, GPtrArray *records)
{
  guint round = dg_draft_get_round (work->draft) + 1;

  dg_session_copy_round (work->draft);
  for (guint i = 0; i < records->len; i++)
    {
      DgSample *sample = make_card (work, round, g_ptr_array_index (records, i));
      DgSample *old = dg_draft_find_sample (work->draft, round, sample->card);

      if (old != NULL)
        g_ptr_array_remove (work->draft->samples, old);
      g_ptr_array_add (work->draft->samples, sample);
    }
  /* they came in any order */
  g_ptr_array_sort (work->draft->samples, compare_samples);
}

/* As they come, in whichever order. */
static void
run_changed_cb (DgRun *run, gpointer data)
{
  DgStepWork *work = dg_session_get_work (data);
  GPtrArray *records = dg_run_get_records (run);
  guint round = dg_draft_get_round (work->draft) + 1;

  while (work->n_shown < records->len)
    {
      g_autoptr (DgSample) sample = make_card (work, round, g_ptr_array_index (records, work->n_shown++));

      dg_session_emit_sample (g_task_get_source_object (data), sample);
    }
}

static gboolean
is_kept (const DgSample *sample)
{
  return sample != NULL && (sample->state == DG_SAMPLE_APPROVED || sample->state == DG_SAMPLE_EDITED);
}

static gboolean
was_made (DgStepWork *work, guint card)
{
  GPtrArray *records = work->run != NULL ? dg_run_get_records (work->run) : NULL;

  for (guint i = 0; records != NULL && i < records->len; i++)
    if (g_array_index (work->cards, guint, dg_record_get_plan_line (g_ptr_array_index (records, i)) - 1) == card)
      return TRUE;

  return FALSE;
}

/* What the requirements say now may not be what a card was checked by that the person has taken for their own. A card
 * that is neither theirs nor made just now is still one of the old requirements, and so are the samples then. */
static void
leave_stale (DgStepWork *work)
{
  guint round = dg_draft_get_round (work->draft);
  gboolean stale = FALSE;

  for (guint card = 1; work->draft->stale && card <= DG_N_SAMPLES; card++)
    {
      DgSample *sample = dg_draft_find_sample (work->draft, round, card);

      if (sample == NULL)
        continue;
      dg_session_check_card (work->brief, sample);
      stale = stale || (!is_kept (sample) && !was_made (work, card));
    }
  work->draft->stale = stale;
}

/* What became of the cards that were to be made. */
static void
note_missing (DgSession *self, DgStepWork *work)
{
  for (guint i = 0; i < work->cards->len; i++)
    {
      char **reason = &self->missing[g_array_index (work->cards, guint, i) - 1];

      g_free (*reason);
      *reason = g_strdup (dg_run_get_vain_reason (work->run, i + 1));
    }
}

static void
run_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  GTask *task = data;
  DgStepWork *work = dg_session_get_work (task);
  GError *error = NULL;
  g_autoptr (DgRunReport) report = dg_run_start_finish (work->run, result, &error);
  GPtrArray *records = dg_run_get_records (work->run);

  g_signal_handlers_disconnect_by_func (work->run, run_changed_cb, task);
  note_missing (g_task_get_source_object (task), work);
  if (report == NULL)
    {
      dg_session_fail_step (task, error);
      return;
    }

  adopt_records (work, records);
  if (records->len < work->cards->len)
    work->question = g_strdup_printf (_ ("%u of %u samples could be made. %s"), records->len, work->cards->len,
                                      dg_run_get_reason (work->run) != NULL ? dg_run_get_reason (work->run) : "");
  leave_stale (work);
  work->draft->step = MAX (work->draft->step, DG_STEP_ANNOTATION);
  dg_session_save_step (task);
}

/* What the new cards must not be like: every card there ever was. */
static GPtrArray *
collect_known (DgDraft *draft)
{
  GPtrArray *known = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < draft->samples->len; i++)
    {
      const DgSample *sample = g_ptr_array_index (draft->samples, i);

      g_ptr_array_add (known, dg_record_new (sample->input, sample->answer, 0));
    }

  return known;
}

static void
start_run (GTask *task)
{
  DgSession *self = g_task_get_source_object (task);
  DgStepWork *work = dg_session_get_work (task);
  g_autoptr (GPtrArray) known = collect_known (work->draft);
  DgRunOptions options = { 0 };
  GError *error = NULL;

  options.session = self->draft->id;
  options.lease = self->lease;
  options.kind = DG_RUN_SAMPLES;
  options.known = known;
  options.n_records = work->cards->len;
  options.seed = (guint64) g_random_int () << 32 | g_random_int ();
  options.max_requests = MAX_REQUESTS;
  work->run = dg_run_new (self->library, self->model, work->brief, &options, &error);
  if (work->run == NULL)
    {
      dg_session_fail_step (task, error);
      return;
    }

  g_signal_connect (work->run, "changed", G_CALLBACK (run_changed_cb), task);
  dg_run_start_async (work->run, g_task_get_cancellable (task), run_cb, task);
}

/* All cards are the person's own: there is nothing to make, only to look whether they are still good. */
static void
keep_cards (GTask *task)
{
  leave_stale (dg_session_get_work (task));
  dg_session_save_step (task);
}

static void
make_cards (GTask *task, GArray *cards)
{
  DgStepWork *work = dg_session_get_work (task);

  work->cards = cards;
  if (cards->len == 0 && work->draft->stale)
    {
      if (dg_session_require_confirmed (task))
        prepare_brief (task, keep_cards);
    }
  else if (cards->len == 0)
    dg_session_fail_step (task, g_error_new (DG_GENERATOR_ERROR, DG_GENERATOR_ERROR_NOT_READY,
                                             _ ("Every card is approved or edited, so there is none to make anew.")));
  else if (dg_session_require_confirmed (task))
    prepare_brief (task, start_run);
}

/* The cards that a person has not taken for their own. */
static GArray *
collect_open_cards (DgDraft *draft)
{
  GArray *cards = g_array_new (FALSE, FALSE, sizeof (guint));
  guint round = dg_draft_get_round (draft);

  for (guint card = 1; card <= DG_N_SAMPLES; card++)
    if (!is_kept (dg_draft_find_sample (draft, round, card)))
      g_array_append_val (cards, card);

  return cards;
}

/**
 * dg_session_make_samples_async:
 * @self: a session with a model
 * @cancellable: (nullable): a cancellable
 * @callback: called when the step has ended
 * @data: for @callback
 *
 * Makes the first round of samples, or a new round after the requirements have changed. Cards that the person approved
 * or edited stay as they are, and are checked again; when there are no others, that is all, and no round is made. The
 * requirements must be complete and confirmed. #DgSession::sample tells each card when it has come.
 */
void
dg_session_make_samples_async (DgSession *self, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data)
{
  g_return_if_fail (DG_IS_SESSION (self) && DG_IS_MODEL (self->model));

  GTask *task = dg_session_begin_step (self, dg_session_make_samples_async, cancellable, callback, data);

  if (task != NULL)
    make_cards (task, collect_open_cards (dg_session_get_work (task)->draft));
}

static GArray *
check_cards (DgDraft *draft, const guint *cards, guint n_cards, GError **error)
{
  g_autoptr (GArray) checked = g_array_new (FALSE, FALSE, sizeof (guint));
  guint round = dg_draft_get_round (draft);

  for (guint i = 0; i < n_cards; i++)
    {
      DgSample *sample = dg_draft_find_sample (draft, round, cards[i]);

      if (sample == NULL && (round == 0 || cards[i] < 1 || cards[i] > DG_N_SAMPLES))
        g_set_error (error, DG_GENERATOR_ERROR, DG_GENERATOR_ERROR_UNKNOWN, _ ("There is no card %u."), cards[i]);
      else if (is_kept (sample))
        g_set_error (error, DG_GENERATOR_ERROR, DG_GENERATOR_ERROR_NOT_READY,
                     _ ("Card %u is approved or edited, so it is not overwritten. Reopen it first."), cards[i]);
      else
        {
          g_array_append_val (checked, cards[i]);
          continue;
        }
      return NULL;
    }

  return g_steal_pointer (&checked);
}

/**
 * dg_session_regenerate_async:
 * @self: a session with a model
 * @cards: (array length=n_cards) (nullable): which cards
 * @n_cards: how many; 0 for all that the person has not approved or edited
 * @cancellable: (nullable): a cancellable
 * @callback: called when the step has ended
 * @data: for @callback
 *
 * Makes cards anew, as a new round.
 */
void
dg_session_regenerate_async (DgSession *self,
                             const guint *cards,
                             guint n_cards,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer data)
{
  g_return_if_fail (DG_IS_SESSION (self) && DG_IS_MODEL (self->model));

  GTask *task = dg_session_begin_step (self, dg_session_regenerate_async, cancellable, callback, data);
  DgDraft *draft = task != NULL ? dg_session_get_work (task)->draft : NULL;
  GError *error = NULL;
  GArray *checked;

  if (task == NULL)
    return;
  checked = n_cards == 0 ? collect_open_cards (draft) : check_cards (draft, cards, n_cards, &error);
  if (checked == NULL)
    dg_session_fail_step (task, error);
  else
    make_cards (task, checked);
}
