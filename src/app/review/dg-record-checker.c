/* dg-record-checker.c: looks at a record while it is typed
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "dg-record-checker.h"

#include <string.h>

/* How long it waits after a key: what is wrong in the middle of a word is no news. In milliseconds. */
#define PAUSE_MS 200

/* A text that is longer is not looked at while the window waits. In bytes. */
#define MAX_AT_ONCE (128 * 1024)

typedef struct
{
  DgRecordCheck *check; /* (owned) */
  char *input;          /* (owned) */
  char *answer;         /* (owned) */
} Texts;

/**
 * DgRecordChecker:
 *
 * Checks in a thread, one record at a time; of those that come meanwhile, the last.
 */
struct _DgRecordChecker
{
  GObject parent_instance;

  DgRecordCheck *check;      /* (owned) (nullable): NULL as long as nothing is known */
  GCancellable *cancellable; /* (owned) */
  Texts *next;               /* (owned) (nullable): what is to be checked when the thread has ended */
  gboolean busy;             /* whether the thread runs */
  guint source;              /* of asking for the texts, 0 for none */
};

G_DEFINE_FINAL_TYPE (DgRecordChecker, dg_record_checker, G_TYPE_OBJECT)

enum
{
  SIGNAL_WANTED,
  SIGNAL_CHECKED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void start (DgRecordChecker *self, Texts *texts);

static void
free_texts (Texts *texts)
{
  dg_record_check_unref (texts->check);
  g_free (texts->input);
  g_free (texts->answer);
  g_free (texts);
}

static void
check_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  const Texts *texts = data;
  GPtrArray *problems = NULL;

  if (dg_record_check_run (texts->check, texts->input, texts->answer, &problems))
    g_clear_pointer (&problems, g_ptr_array_unref);
  if (problems == NULL)
    problems = g_ptr_array_new ();
  g_task_return_pointer (task, problems, (GDestroyNotify) g_ptr_array_unref);
}

static void
checked_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  DgRecordChecker *self = DG_RECORD_CHECKER (source);
  g_autoptr (GPtrArray) problems = g_task_propagate_pointer (G_TASK (result), NULL);
  Texts *next = g_steal_pointer (&self->next);

  self->busy = FALSE;
  if (next != NULL)
    start (self, next);
  else if (problems != NULL)
    g_signal_emit (self, signals[SIGNAL_CHECKED], 0, problems);
}

static void
start (DgRecordChecker *self, Texts *texts)
{
  g_autoptr (GTask) task = g_task_new (self, self->cancellable, checked_cb, NULL);

  g_task_set_source_tag (task, start);
  g_task_set_task_data (task, texts, (GDestroyNotify) free_texts);
  self->busy = TRUE;
  g_task_run_in_thread (task, check_in_thread);
}

static gboolean
want_cb (gpointer data)
{
  DgRecordChecker *self = data;

  self->source = 0;
  g_signal_emit (self, signals[SIGNAL_WANTED], 0);

  return G_SOURCE_REMOVE;
}

static void
dg_record_checker_dispose (GObject *object)
{
  DgRecordChecker *self = DG_RECORD_CHECKER (object);

  g_cancellable_cancel (self->cancellable);
  if (self->source != 0)
    g_source_remove (self->source);
  self->source = 0;
  g_clear_pointer (&self->next, free_texts);

  G_OBJECT_CLASS (dg_record_checker_parent_class)->dispose (object);
}

static void
dg_record_checker_finalize (GObject *object)
{
  DgRecordChecker *self = DG_RECORD_CHECKER (object);

  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->check, dg_record_check_unref);

  G_OBJECT_CLASS (dg_record_checker_parent_class)->finalize (object);
}

static void
dg_record_checker_class_init (DgRecordCheckerClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GType type = G_TYPE_FROM_CLASS (klass);

  object_class->dispose = dg_record_checker_dispose;
  object_class->finalize = dg_record_checker_finalize;

  /**
   * DgRecordChecker::wanted:
   * @self: the checker
   *
   * The record that dg_record_checker_expect() promised is to be checked now.
   */
  signals[SIGNAL_WANTED] = g_signal_new ("wanted", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  /**
   * DgRecordChecker::checked:
   * @self: the checker
   * @problems: (element-type DgProblem): what is wrong; empty when nothing is
   *
   * The record that was given last has been checked.
   */
  signals[SIGNAL_CHECKED] =
      g_signal_new ("checked", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_PTR_ARRAY);
}

static void
dg_record_checker_init (DgRecordChecker *self)
{
  self->cancellable = g_cancellable_new ();
}

/**
 * dg_record_checker_new:
 *
 * Returns: (transfer full): a checker that knows nothing yet
 */
DgRecordChecker *
dg_record_checker_new (void)
{
  return g_object_new (DG_TYPE_RECORD_CHECKER, NULL);
}

/**
 * dg_record_checker_set_check:
 * @self: the checker
 * @check: (nullable): what records should look like; %NULL as long as that is not known
 */
void
dg_record_checker_set_check (DgRecordChecker *self, DgRecordCheck *check)
{
  g_return_if_fail (DG_IS_RECORD_CHECKER (self));

  DgRecordCheck *old = self->check;

  self->check = check != NULL ? dg_record_check_ref (check) : NULL;
  g_clear_pointer (&old, dg_record_check_unref);
}

/**
 * dg_record_checker_get_check:
 * @self: the checker
 *
 * Returns: (transfer none) (nullable): what records should look like
 */
DgRecordCheck *
dg_record_checker_get_check (DgRecordChecker *self)
{
  g_return_val_if_fail (DG_IS_RECORD_CHECKER (self), NULL);

  return self->check;
}

/**
 * dg_record_checker_expect:
 * @self: the checker
 *
 * Tells that the record changes; #DgRecordChecker::wanted asks for it in a moment.
 */
void
dg_record_checker_expect (DgRecordChecker *self)
{
  g_return_if_fail (DG_IS_RECORD_CHECKER (self));

  if (self->source == 0 && self->check != NULL)
    self->source = g_timeout_add (PAUSE_MS, want_cb, self);
}

/**
 * dg_record_checker_check:
 * @self: the checker
 * @input: an input
 * @answer: the answer to it
 *
 * Checks a record; #DgRecordChecker::checked tells what came of it.
 */
void
dg_record_checker_check (DgRecordChecker *self, const char *input, const char *answer)
{
  g_return_if_fail (DG_IS_RECORD_CHECKER (self));
  g_return_if_fail (input != NULL && answer != NULL);

  Texts *texts;

  if (self->check == NULL)
    return;

  texts = g_new0 (Texts, 1);
  texts->check = dg_record_check_ref (self->check);
  texts->input = g_strdup (input);
  texts->answer = g_strdup (answer);

  g_clear_pointer (&self->next, free_texts);
  if (self->busy)
    self->next = texts;
  else
    start (self, texts);
}

/**
 * dg_record_checker_dup_problem:
 * @self: the checker
 * @input: an input
 * @answer: the answer to it
 *
 * Checks a record that is about to be saved, at once.
 *
 * Returns: (transfer full) (nullable): what is wrong with it, empty when nothing is; %NULL when that is not known, or
 *   would take long
 */
char *
dg_record_checker_dup_problem (DgRecordChecker *self, const char *input, const char *answer)
{
  g_return_val_if_fail (DG_IS_RECORD_CHECKER (self), NULL);
  g_return_val_if_fail (input != NULL && answer != NULL, NULL);

  g_autoptr (GPtrArray) problems = NULL;

  if (self->check == NULL || strlen (input) + strlen (answer) > MAX_AT_ONCE)
    return NULL;

  if (dg_record_check_run (self->check, input, answer, &problems) || problems == NULL || problems->len == 0)
    return g_strdup ("");

  return g_strdup (((const DgProblem *) g_ptr_array_index (problems, 0))->text);
}
