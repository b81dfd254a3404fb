/* dg-review-history.c: the changes of a dataset under review, one after the other and back again
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "dg-review-history.h"

typedef enum
{
  STEP_CHANGE,
  STEP_UNDO,
  STEP_REDO,
} StepKind;

typedef struct
{
  StepKind kind;
  GArray *changes;    /* (owned) (nullable): NULL until an undo or a redo has its turn */
  gboolean announced; /* whether it has been told of */
} Step;

/**
 * DgReviewHistory:
 *
 * Saves changes in their order, one at a time, and keeps what takes them back. What cannot be saved stays, and all that
 * came after it, until it is tried again or given up: nothing that a person did gets lost silently.
 */
struct _DgReviewHistory
{
  GObject parent_instance;

  DgLibrary *library; /* (owned) (nullable) */
  char *dataset;      /* (owned) (nullable) */
  guint revision;     /* of the records that the next change is made of */
  GQueue waiting;     /* (owned) (element-type Step): the first of them is being saved */
  gboolean under_way;
  guint generation; /* which set of steps what is under way belongs to */
  GPtrArray *undo;  /* (owned) (element-type GArray): of DgRecordChange */
  GPtrArray *redo;  /* (owned) (element-type GArray): likewise */
  gboolean holding; /* whether the program is kept alive until all is saved */
  GError *error;    /* (owned) (nullable): why the first that waits could not be saved */
};

G_DEFINE_FINAL_TYPE (DgReviewHistory, dg_review_history, G_TYPE_OBJECT)

enum
{
  SIGNAL_CHANGING,
  SIGNAL_CHANGED,
  SIGNAL_STATE,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void save_next (DgReviewHistory *self);

typedef struct
{
  DgReviewHistory *history; /* (owned) */
  guint generation;
} Saving;

static void
clear_change (DgRecordChange *change)
{
  g_free ((char *) change->input);
  g_free ((char *) change->answer);
  g_free ((char *) change->note);
  g_free ((char *) change->flag);
  g_free ((char *) change->problem);
  g_free ((char *) change->run);
}

static GArray *
copy_changes (const DgRecordChange *changes, guint n_changes)
{
  GArray *copy = g_array_sized_new (FALSE, FALSE, sizeof (DgRecordChange), n_changes);

  g_array_set_clear_func (copy, (GDestroyNotify) clear_change);
  for (guint i = 0; i < n_changes; i++)
    {
      DgRecordChange change = changes[i];

      change.input = g_strdup (change.input);
      change.answer = g_strdup (change.answer);
      change.note = g_strdup (change.note);
      change.flag = g_strdup (change.flag);
      change.problem = g_strdup (change.problem);
      change.run = g_strdup (change.run);
      g_array_append_val (copy, change);
    }

  return copy;
}

static void
free_step (Step *step)
{
  g_clear_pointer (&step->changes, g_array_unref);
  g_free (step);
}

static void
free_saving (Saving *saving)
{
  g_object_unref (saving->history);
  g_free (saving);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Saving, free_saving)

/* A window that is closed takes its page along, and with the last window the program ends. */
static void
update_hold (DgReviewHistory *self, gboolean wanted)
{
  GApplication *application = g_application_get_default ();

  if (application == NULL || self->holding == wanted)
    return;

  self->holding = wanted;
  if (wanted)
    g_application_hold (application);
  else
    g_application_release (application);
}

static void
tell_state (DgReviewHistory *self)
{
  update_hold (self, self->waiting.length > 0 && self->error == NULL);
  g_signal_emit (self, signals[SIGNAL_STATE], 0);
}

/* A change is told of at once, so that nobody waits for a disk; but not before an undo that came before it. */
static void
announce (DgReviewHistory *self, Step *step)
{
  if (step->announced)
    return;

  step->announced = TRUE;
  g_signal_emit (self, signals[SIGNAL_CHANGING], 0, step->changes, step->kind != STEP_CHANGE);
}

static void
keep_reverse (DgReviewHistory *self, StepKind kind, GArray *reverse)
{
  g_ptr_array_add (kind == STEP_UNDO ? self->redo : self->undo, g_array_ref (reverse));
  if (kind == STEP_CHANGE)
    g_ptr_array_set_size (self->redo, 0);
}

static void
saved_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (Saving) saving = data;
  DgReviewHistory *self = saving->history;
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) reverse = NULL;
  g_autoptr (DgDataset) dataset =
      dg_library_change_records_finish_with_undo (DG_LIBRARY (source), result, &reverse, &error);
  Step *step;

  /* given up meanwhile */
  if (saving->generation != self->generation)
    return;

  self->under_way = FALSE;
  if (dataset == NULL)
    {
      self->error = g_steal_pointer (&error);
      tell_state (self);
      return;
    }

  step = g_queue_pop_head (&self->waiting);
  keep_reverse (self, step->kind, reverse);
  free_step (step);
  self->revision = dg_dataset_get_revision (dataset);
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0, dataset);
  save_next (self);
  tell_state (self);
}

static GArray *
take_last (GPtrArray *stack)
{
  GArray *changes = stack->len > 0 ? g_array_ref (g_ptr_array_index (stack, stack->len - 1)) : NULL;

  if (changes != NULL)
    g_ptr_array_remove_index (stack, stack->len - 1);

  return changes;
}

static void
save_next (DgReviewHistory *self)
{
  Step *step = g_queue_peek_head (&self->waiting);
  Saving *saving;

  if (step == NULL || self->under_way || self->error != NULL || self->library == NULL)
    return;

  if (step->changes == NULL)
    step->changes = take_last (step->kind == STEP_UNDO ? self->undo : self->redo);
  /* undone more often than there was something to undo */
  if (step->changes == NULL)
    {
      free_step (g_queue_pop_head (&self->waiting));
      save_next (self);
      return;
    }

  saving = g_new0 (Saving, 1);
  saving->history = g_object_ref (self);
  saving->generation = self->generation;
  self->under_way = TRUE;
  announce (self, step);
  dg_library_change_records_at_async (self->library, self->dataset, self->revision,
                                      (const DgRecordChange *) step->changes->data, step->changes->len, NULL, saved_cb,
                                      saving);
}

static gboolean
waits_for_undo (DgReviewHistory *self)
{
  for (GList *link = self->waiting.head; link != NULL; link = link->next)
    if (!((Step *) link->data)->announced)
      return TRUE;

  return FALSE;
}

static void
push_step (DgReviewHistory *self, StepKind kind, GArray *changes)
{
  Step *step = g_new0 (Step, 1);
  gboolean early = changes != NULL && !waits_for_undo (self);

  step->kind = kind;
  step->changes = changes;
  g_queue_push_tail (&self->waiting, step);
  if (early)
    announce (self, step);
  save_next (self);
  tell_state (self);
}

/* How many steps back, or forth, are still to come. */
static guint
count_waiting (DgReviewHistory *self, StepKind kind)
{
  guint n = 0;

  for (GList *link = self->waiting.head; link != NULL; link = link->next)
    {
      const Step *step = link->data;

      n += step->kind == kind && step->changes == NULL;
    }

  return n;
}

static guint
count_new (DgReviewHistory *self)
{
  guint n = 0;

  for (GList *link = self->waiting.head; link != NULL; link = link->next)
    n += ((Step *) link->data)->kind == STEP_CHANGE;

  return n;
}

/* --- life --- */

static void
dg_review_history_finalize (GObject *object)
{
  DgReviewHistory *self = DG_REVIEW_HISTORY (object);

  update_hold (self, FALSE);
  g_queue_clear_full (&self->waiting, (GDestroyNotify) free_step);
  g_clear_pointer (&self->undo, g_ptr_array_unref);
  g_clear_pointer (&self->redo, g_ptr_array_unref);
  g_clear_pointer (&self->dataset, g_free);
  g_clear_object (&self->library);
  g_clear_error (&self->error);

  G_OBJECT_CLASS (dg_review_history_parent_class)->finalize (object);
}

static void
dg_review_history_class_init (DgReviewHistoryClass *klass)
{
  const GType type = G_TYPE_FROM_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = dg_review_history_finalize;

  /**
   * DgReviewHistory::changing:
   * @self: the history
   * @changes: (element-type DgRecordChange): what changes
   * @again: whether something is undone or redone, so that the person has to be shown where
   *
   * Records change. It is told before it is saved, in the order in which it is saved: the numbers are those after all
   * that was told before.
   */
  signals[SIGNAL_CHANGING] = g_signal_new ("changing", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 2,
                                           G_TYPE_ARRAY, G_TYPE_BOOLEAN);

  /**
   * DgReviewHistory::changed:
   * @self: the history
   * @dataset: the dataset as it is now
   *
   * Changes have been saved.
   */
  signals[SIGNAL_CHANGED] =
      g_signal_new ("changed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, DG_TYPE_DATASET);

  /**
   * DgReviewHistory::state:
   * @self: the history
   *
   * Whether something can be undone or redone, is being saved or could not be saved may have changed.
   */
  signals[SIGNAL_STATE] = g_signal_new ("state", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
dg_review_history_init (DgReviewHistory *self)
{
  g_queue_init (&self->waiting);
  self->undo = g_ptr_array_new_with_free_func ((GDestroyNotify) g_array_unref);
  self->redo = g_ptr_array_new_with_free_func ((GDestroyNotify) g_array_unref);
}

/**
 * dg_review_history_new:
 *
 * Returns: (transfer full): a history of no dataset yet
 */
DgReviewHistory *
dg_review_history_new (void)
{
  return g_object_new (DG_TYPE_REVIEW_HISTORY, NULL);
}

/**
 * dg_review_history_set_source:
 * @self: the history
 * @library: (nullable): where the dataset is
 * @dataset: its id
 *
 * Begins anew with a dataset.
 */
void
dg_review_history_set_source (DgReviewHistory *self, DgLibrary *library, const char *dataset)
{
  g_return_if_fail (DG_IS_REVIEW_HISTORY (self));
  g_return_if_fail (dataset != NULL);

  g_set_object (&self->library, library);
  g_free (self->dataset);
  self->dataset = g_strdup (dataset);
  dg_review_history_forget (self);
}

/**
 * dg_review_history_set_revision:
 * @self: the history
 * @revision: the revision of the records that are on show now
 *
 * When somebody else has changed them, what was done before cannot be undone any more. What is being saved knows better
 * what comes after it.
 */
void
dg_review_history_set_revision (DgReviewHistory *self, guint revision)
{
  g_return_if_fail (DG_IS_REVIEW_HISTORY (self));

  if (self->revision == revision || self->waiting.length > 0)
    return;

  self->revision = revision;
  dg_review_history_forget (self);
}

/**
 * dg_review_history_change:
 * @self: the history
 * @changes: (array length=n_changes): what to change, copied at once; the numbers are those on show
 * @n_changes: how many there are
 *
 * Changes records, all of them in one step that can be undone.
 */
void
dg_review_history_change (DgReviewHistory *self, const DgRecordChange *changes, guint n_changes)
{
  g_return_if_fail (DG_IS_REVIEW_HISTORY (self));
  g_return_if_fail (changes != NULL && n_changes > 0);

  push_step (self, STEP_CHANGE, copy_changes (changes, n_changes));
}

/**
 * dg_review_history_undo:
 * @self: the history
 *
 * Takes back the last step, which may be one that is still being saved.
 */
void
dg_review_history_undo (DgReviewHistory *self)
{
  g_return_if_fail (DG_IS_REVIEW_HISTORY (self));

  if (dg_review_history_get_can_undo (self))
    push_step (self, STEP_UNDO, NULL);
}

/**
 * dg_review_history_redo:
 * @self: the history
 *
 * Makes the last step again that was undone.
 */
void
dg_review_history_redo (DgReviewHistory *self)
{
  g_return_if_fail (DG_IS_REVIEW_HISTORY (self));

  if (dg_review_history_get_can_redo (self))
    push_step (self, STEP_REDO, NULL);
}

/**
 * dg_review_history_get_can_undo:
 * @self: the history
 *
 * Returns: whether there is something to undo
 */
gboolean
dg_review_history_get_can_undo (DgReviewHistory *self)
{
  g_return_val_if_fail (DG_IS_REVIEW_HISTORY (self), FALSE);

  return self->error == NULL &&
         self->undo->len + count_new (self) + count_waiting (self, STEP_REDO) > count_waiting (self, STEP_UNDO);
}

/**
 * dg_review_history_get_can_redo:
 * @self: the history
 *
 * Returns: whether there is something to make again
 */
gboolean
dg_review_history_get_can_redo (DgReviewHistory *self)
{
  g_return_val_if_fail (DG_IS_REVIEW_HISTORY (self), FALSE);

  /* a new change ends what could be made again */
  return self->error == NULL && count_new (self) == 0 &&
         self->redo->len + count_waiting (self, STEP_UNDO) > count_waiting (self, STEP_REDO);
}

/**
 * dg_review_history_get_saving:
 * @self: the history
 *
 * Returns: whether something is not saved yet
 */
gboolean
dg_review_history_get_saving (DgReviewHistory *self)
{
  g_return_val_if_fail (DG_IS_REVIEW_HISTORY (self), FALSE);

  return self->waiting.length > 0;
}

/**
 * dg_review_history_get_error:
 * @self: the history
 *
 * Returns: (transfer none) (nullable): why nothing is saved any more, an error of #DG_STORE_ERROR
 */
const GError *
dg_review_history_get_error (DgReviewHistory *self)
{
  g_return_val_if_fail (DG_IS_REVIEW_HISTORY (self), NULL);

  return self->error;
}

/**
 * dg_review_history_retry:
 * @self: the history
 *
 * Tries again to save what could not be saved.
 */
void
dg_review_history_retry (DgReviewHistory *self)
{
  g_return_if_fail (DG_IS_REVIEW_HISTORY (self));

  g_clear_error (&self->error);
  save_next (self);
  tell_state (self);
}

/**
 * dg_review_history_forget:
 * @self: the history
 *
 * Gives up what is not saved, and forgets what could be undone. The records have to be loaded anew after that.
 */
void
dg_review_history_forget (DgReviewHistory *self)
{
  g_return_if_fail (DG_IS_REVIEW_HISTORY (self));

  self->generation++;
  self->under_way = FALSE;
  g_queue_clear_full (&self->waiting, (GDestroyNotify) free_step);
  g_ptr_array_set_size (self->undo, 0);
  g_ptr_array_set_size (self->redo, 0);
  g_clear_error (&self->error);
  tell_state (self);
}
