/* dg-sample-desk.c: what the person and the model do with the samples, one after the other
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "dg-sample-desk.h"

/**
 * DgSampleDesk:
 *
 * A session takes one step at a time, and people do not wait: they write a note, approve a card and press a button
 * within a second. So what they do is queued here and done in its order. A round is asked for only when all that was
 * typed before it is saved; when that could not be saved, there is no round.
 */
struct _DgSampleDesk
{
  GObject parent_instance;

  DgWizardContext *context;  /* (owned) */
  DgSession *session;        /* (owned) (nullable): the one that is shown */
  DgSampleSet *samples;      /* (owned) */
  GQueue tasks;              /* (element-type DgSampleTask) */
  DgSampleTask *task;        /* (owned) (nullable): the one under way */
  GCancellable *cancellable; /* (owned) (nullable): of the round under way */
  DgRecordCheck *check;      /* (owned) (nullable): how records should look */
  char *checklist;           /* (owned) (nullable): the requirements that @check is for */
};

G_DEFINE_FINAL_TYPE (DgSampleDesk, dg_sample_desk, G_TYPE_OBJECT)

enum
{
  SIGNAL_SAVED,
  SIGNAL_CHANGED,
  SIGNAL_FAILED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void begin_next (DgSampleDesk *self);

/* --- following the session --- */

static void
update_check (DgSampleDesk *self)
{
  const DgDraft *draft = dg_session_get_draft (self->session);
  g_autoptr (DgRecordFormat) format = NULL;

  if (self->check != NULL && g_strcmp0 (self->checklist, draft->checklist) == 0)
    return;

  g_clear_pointer (&self->check, dg_record_check_unref);
  g_free (self->checklist);
  self->checklist = g_strdup (draft->checklist);
  /* before the first samples the format of the answers may be open */
  format = dg_record_format_new_for_checklist (dg_session_get_checklist (self->session), NULL);
  self->check = dg_record_check_new (format, NULL, NULL);
}

static void
show_draft (DgSampleDesk *self)
{
  update_check (self);
  dg_sample_set_show_draft (self->samples, dg_session_get_draft (self->session));
  g_signal_emit (self, signals[SIGNAL_SAVED], 0);
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

static void
sample_cb (DgSampleDesk *self, const DgSample *sample)
{
  dg_sample_item_show_sample (dg_sample_set_get (self->samples, sample->card), sample);
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

static void
take_session (DgSampleDesk *self)
{
  DgSession *session = dg_wizard_context_get_session (self->context);

  if (session == self->session)
    return;
  if (self->session != NULL)
    g_signal_handlers_disconnect_by_data (self->session, self);
  g_set_object (&self->session, session);
  if (session == NULL)
    return;

  g_signal_connect_object (session, "changed", G_CALLBACK (show_draft), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "changed", G_CALLBACK (begin_next), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "sample", G_CALLBACK (sample_cb), self, G_CONNECT_SWAPPED);
  show_draft (self);
}

/* --- rounds --- */

static void
drop_rounds (DgSampleDesk *self)
{
  for (GList *l = self->tasks.head; l != NULL;)
    {
      GList *next = l->next;

      if (((DgSampleTask *) l->data)->round)
        {
          dg_sample_task_free (l->data);
          g_queue_delete_link (&self->tasks, l);
        }
      l = next;
    }
}

static void
end_task (DgSampleDesk *self, const GError *error)
{
  DgSampleTask *task = g_steal_pointer (&self->task);
  gboolean is_round = task->round;

  g_clear_object (&self->cancellable);
  if (error != NULL)
    drop_rounds (self);
  if (is_round)
    {
      dg_sample_set_mark (self->samples, NULL);
      /* what was shown of a round that failed is gone */
      if (error != NULL)
        show_draft (self);
    }
  if (error != NULL)
    g_signal_emit (self, signals[SIGNAL_FAILED], 0, error, is_round);
  dg_sample_task_free (task);
  begin_next (self);
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

static void
step_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (DgSampleDesk) self = data;
  g_autoptr (GError) error = NULL;

  dg_session_step_finish (DG_SESSION (source), result, &error);
  end_task (self, error);
}

static void
begin_round (DgSampleDesk *self, const DgSampleTask *task)
{
  g_autoptr (GError) error = NULL;

  self->cancellable = g_cancellable_new ();
  if (task->kind != DG_ROUND_UNDO && dg_wizard_context_open_model (self->context, &error) == NULL)
    {
      end_task (self, error);
      return;
    }

  dg_sample_set_mark (self->samples, task);
  switch (task->kind)
    {
    case DG_ROUND_MAKE:
      dg_session_make_samples_async (self->session, self->cancellable, step_cb, g_object_ref (self));
      break;
    case DG_ROUND_REVISE:
      dg_session_iterate_async (self->session, self->cancellable, step_cb, g_object_ref (self));
      break;
    case DG_ROUND_REGENERATE:
      dg_session_regenerate_async (self->session, &task->card, task->card > 0, self->cancellable, step_cb,
                                   g_object_ref (self));
      break;
    case DG_ROUND_UNDO:
      dg_session_undo_round_async (self->session, self->cancellable, step_cb, g_object_ref (self));
      break;
    default:
      g_assert_not_reached ();
    }
}

static void
begin_next (DgSampleDesk *self)
{
  if (self->task != NULL || g_queue_is_empty (&self->tasks))
    return;
  /* another part of the wizard may still be saving; begun when it has */
  if (self->session != NULL && dg_session_is_busy (self->session))
    return;

  self->task = g_queue_pop_head (&self->tasks);
  if (self->task->round)
    begin_round (self, self->task);
  else if (self->task->change != NULL)
    dg_session_change_rules_async (self->session, self->task->change, 1, NULL, step_cb, g_object_ref (self));
  else
    dg_session_annotate_async (self->session, self->task->annotation, 1, NULL, step_cb, g_object_ref (self));
}

static void
add_task (DgSampleDesk *self, DgSampleTask *task)
{
  g_queue_push_tail (&self->tasks, task);
  begin_next (self);
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

/* --- as an object --- */

static void
dg_sample_desk_finalize (GObject *object)
{
  DgSampleDesk *self = DG_SAMPLE_DESK (object);

  g_queue_clear_full (&self->tasks, (GDestroyNotify) dg_sample_task_free);
  g_clear_object (&self->context);
  g_clear_object (&self->session);
  g_clear_object (&self->samples);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->check, dg_record_check_unref);
  g_clear_pointer (&self->checklist, g_free);

  G_OBJECT_CLASS (dg_sample_desk_parent_class)->finalize (object);
}

static void
dg_sample_desk_class_init (DgSampleDeskClass *klass)
{
  const GType type = G_TYPE_FROM_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = dg_sample_desk_finalize;

  /**
   * DgSampleDesk::saved:
   * @self: the desk
   *
   * The session is another than it was, or there is one now.
   */
  signals[SIGNAL_SAVED] = g_signal_new ("saved", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  /**
   * DgSampleDesk::changed:
   * @self: the desk
   *
   * Something is saved, has come, has begun or has ended.
   */
  signals[SIGNAL_CHANGED] = g_signal_new ("changed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  /**
   * DgSampleDesk::failed:
   * @self: the desk
   * @error: why
   * @round: whether it is a round that could not be made; otherwise something could not be saved
   *
   * The session is as it was. Emitted too, with %G_IO_ERROR_CANCELLED, when a round was stopped.
   */
  signals[SIGNAL_FAILED] = g_signal_new ("failed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 2,
                                         G_TYPE_ERROR, G_TYPE_BOOLEAN);
}

static void
dg_sample_desk_init (DgSampleDesk *self)
{
  g_queue_init (&self->tasks);
  self->samples = dg_sample_set_new ();
}

/**
 * dg_sample_desk_new:
 * @context: what the steps of the wizard work on together
 *
 * Returns: (transfer full): a desk that follows the session of the wizard
 */
DgSampleDesk *
dg_sample_desk_new (DgWizardContext *context)
{
  g_return_val_if_fail (DG_IS_WIZARD_CONTEXT (context), NULL);

  DgSampleDesk *self = g_object_new (DG_TYPE_SAMPLE_DESK, NULL);

  self->context = g_object_ref (context);
  g_signal_connect_object (context, "notify::session", G_CALLBACK (take_session), self, G_CONNECT_SWAPPED);
  take_session (self);

  return self;
}

/**
 * dg_sample_desk_get_samples:
 * @self: a desk
 *
 * Returns: (transfer none): the cards
 */
DgSampleSet *
dg_sample_desk_get_samples (DgSampleDesk *self)
{
  g_return_val_if_fail (DG_IS_SAMPLE_DESK (self), NULL);

  return self->samples;
}

/**
 * dg_sample_desk_get_draft:
 * @self: a desk
 *
 * Returns: (transfer none) (nullable): what the session has, valid until it changes; %NULL before there is a session
 */
const DgDraft *
dg_sample_desk_get_draft (DgSampleDesk *self)
{
  g_return_val_if_fail (DG_IS_SAMPLE_DESK (self), NULL);

  return self->session != NULL ? dg_session_get_draft (self->session) : NULL;
}

/**
 * dg_sample_desk_get_missing_reason:
 * @self: a desk
 * @card: a card without a sample, counted from 1
 *
 * Returns: (nullable): why it could not be made, for a person; %NULL when nobody has tried
 */
const char *
dg_sample_desk_get_missing_reason (DgSampleDesk *self, guint card)
{
  g_return_val_if_fail (DG_IS_SAMPLE_DESK (self), NULL);

  return self->session != NULL ? dg_session_get_missing_reason (self->session, card) : NULL;
}

/**
 * dg_sample_desk_get_check:
 * @self: a desk
 *
 * Returns: (transfer none) (nullable): how records should look, to check what is typed; %NULL before there is a session
 */
DgRecordCheck *
dg_sample_desk_get_check (DgSampleDesk *self)
{
  g_return_val_if_fail (DG_IS_SAMPLE_DESK (self), NULL);

  return self->check;
}

/**
 * dg_sample_desk_get_busy:
 * @self: a desk
 *
 * Returns: whether a round is under way, or is about to be
 */
gboolean
dg_sample_desk_get_busy (DgSampleDesk *self)
{
  g_return_val_if_fail (DG_IS_SAMPLE_DESK (self), FALSE);

  if (self->task != NULL && self->task->round)
    return TRUE;
  for (GList *l = self->tasks.head; l != NULL; l = l->next)
    if (((DgSampleTask *) l->data)->round)
      return TRUE;

  return FALSE;
}

/**
 * dg_sample_desk_is_idle:
 * @self: a desk
 *
 * Returns: whether everything is saved and nothing under way
 */
gboolean
dg_sample_desk_is_idle (DgSampleDesk *self)
{
  g_return_val_if_fail (DG_IS_SAMPLE_DESK (self), TRUE);

  return self->task == NULL && g_queue_is_empty (&self->tasks);
}

/**
 * dg_sample_desk_get_round_kind:
 * @self: a desk with a round under way
 *
 * Returns: what makes that round
 */
DgRoundKind
dg_sample_desk_get_round_kind (DgSampleDesk *self)
{
  g_return_val_if_fail (DG_IS_SAMPLE_DESK (self), DG_ROUND_MAKE);

  return self->task != NULL && self->task->round ? self->task->kind : DG_ROUND_MAKE;
}

/**
 * dg_sample_desk_annotate:
 * @self: a desk
 * @annotation: what the person did with a card
 *
 * Saves it when all that was done before is saved.
 */
void
dg_sample_desk_annotate (DgSampleDesk *self, const DgAnnotation *annotation)
{
  g_return_if_fail (DG_IS_SAMPLE_DESK (self) && self->session != NULL);
  g_return_if_fail (annotation != NULL);

  add_task (self, dg_sample_task_new_annotation (annotation));
}

/**
 * dg_sample_desk_change_rule:
 * @self: a desk
 * @change: what happens to a rule
 *
 * Saves it when all that was done before is saved.
 */
void
dg_sample_desk_change_rule (DgSampleDesk *self, const DgRuleChange *change)
{
  g_return_if_fail (DG_IS_SAMPLE_DESK (self) && self->session != NULL);
  g_return_if_fail (change != NULL);

  add_task (self, dg_sample_task_new_rule_change (change));
}

/**
 * dg_sample_desk_begin_round:
 * @self: a desk
 * @kind: what makes the round
 * @card: with %DG_ROUND_REGENERATE: the only card that is made anew, 0 for all that may be
 *
 * Begins a round when all that was done before is saved. Nothing happens when there is one under way.
 */
void
dg_sample_desk_begin_round (DgSampleDesk *self, DgRoundKind kind, guint card)
{
  g_return_if_fail (DG_IS_SAMPLE_DESK (self) && self->session != NULL);

  if (!dg_sample_desk_get_busy (self))
    add_task (self, dg_sample_task_new_round (kind, card));
}

/**
 * dg_sample_desk_stop:
 * @self: a desk
 *
 * Stops the round that is under way.
 *
 * Returns: whether there was one
 */
gboolean
dg_sample_desk_stop (DgSampleDesk *self)
{
  g_return_val_if_fail (DG_IS_SAMPLE_DESK (self), FALSE);

  if (!dg_sample_desk_get_busy (self))
    return FALSE;

  drop_rounds (self);
  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);

  return TRUE;
}
