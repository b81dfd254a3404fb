/* dg-run-list.c: the runs under way, which belong to the program and not to a page
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "dg-run-list.h"

/**
 * DgActiveRun:
 *
 * A run that the window has begun, from its first request to its report. It holds its session, and with that the lease,
 * until it has ended: a page that shows it may come and go.
 */
struct _DgActiveRun
{
  GObject parent_instance;

  DgSession *session;  /* (owned) */
  DgRun *run;          /* (owned) */
  char *title;         /* (owned): what the person calls it */
  char *dataset;       /* (owned) (nullable): the dataset it extends */
  gboolean ended;      /* whether it is over, well or not */
  DgRunReport *report; /* (owned) (nullable): what came of it, once it has ended well enough to be saved */
  GError *error;       /* (owned) (nullable): why there is no report */

  /* of the check of the answers, which follows when it is wanted */
  DgLibrary *library;     /* (owned) (nullable): NULL when no check is wanted */
  DgModel *check_model;   /* (owned) (nullable): likewise */
  DgBrief *brief;         /* (owned) (nullable): likewise */
  guint max_requests;     /* at once */
  DgAnswerCheck *check;   /* (owned) (nullable): from the moment when the records are saved */
  GCancellable *skipping; /* (owned): of the check */
  GError *check_error;    /* (owned) (nullable): why the check did not come to its end */
};

G_DEFINE_FINAL_TYPE (DgActiveRun, dg_active_run, G_TYPE_OBJECT)

/**
 * DgRunList:
 *
 * A list model of #DgActiveRun, in the order they were begun. One for the whole program; it keeps runs going when the
 * window is closed. A run leaves the list when it has ended, after the signal that says so.
 */
struct _DgRunList
{
  GObject parent_instance;

  GListStore *runs; /* (owned) (element-type DgActiveRun) */
};

static void
items_changed_cb (GListModel *model, guint position, guint removed, guint added, DgRunList *self)
{
  g_list_model_items_changed (G_LIST_MODEL (self), position, removed, added);
}

static GType
dg_run_list_get_item_type (GListModel *model)
{
  return DG_TYPE_ACTIVE_RUN;
}

static guint
dg_run_list_get_n_items (GListModel *model)
{
  return g_list_model_get_n_items (G_LIST_MODEL (DG_RUN_LIST (model)->runs));
}

static gpointer
dg_run_list_get_item (GListModel *model, guint position)
{
  return g_list_model_get_item (G_LIST_MODEL (DG_RUN_LIST (model)->runs), position);
}

static void
list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = dg_run_list_get_item_type;
  iface->get_n_items = dg_run_list_get_n_items;
  iface->get_item = dg_run_list_get_item;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (DgRunList,
                               dg_run_list,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_model_init))

enum
{
  SIGNAL_ENDED,
  SIGNAL_CHECKING,
  N_SIGNALS
};

static guint active_run_signals[N_SIGNALS];
static guint run_list_signals[N_SIGNALS];

/* --- one run --- */

static void
dg_active_run_finalize (GObject *object)
{
  DgActiveRun *self = DG_ACTIVE_RUN (object);

  g_clear_object (&self->run);
  g_clear_object (&self->session);
  g_clear_pointer (&self->title, g_free);
  g_clear_pointer (&self->dataset, g_free);
  g_clear_pointer (&self->report, dg_run_report_free);
  g_clear_error (&self->error);
  g_clear_object (&self->library);
  g_clear_object (&self->check_model);
  g_clear_pointer (&self->brief, dg_brief_free);
  g_clear_object (&self->check);
  g_clear_object (&self->skipping);
  g_clear_error (&self->check_error);

  G_OBJECT_CLASS (dg_active_run_parent_class)->finalize (object);
}

static void
dg_active_run_class_init (DgActiveRunClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = dg_active_run_finalize;

  /**
   * DgActiveRun::ended:
   * @self: the run
   *
   * The run is over, and the check of its answers too: there is a report, or an error.
   */
  active_run_signals[SIGNAL_ENDED] =
      g_signal_new ("ended", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  /**
   * DgActiveRun::checking:
   * @self: the run
   *
   * The records are saved, and the check of the answers has begun.
   */
  active_run_signals[SIGNAL_CHECKING] =
      g_signal_new ("checking", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
dg_active_run_init (DgActiveRun *self)
{
  self->skipping = g_cancellable_new ();
}

/**
 * dg_active_run_get_run:
 * @self: a run
 *
 * Returns: (transfer none): the run itself, for its progress and to pause or stop it
 */
DgRun *
dg_active_run_get_run (DgActiveRun *self)
{
  g_return_val_if_fail (DG_IS_ACTIVE_RUN (self), NULL);

  return self->run;
}

/**
 * dg_active_run_get_session:
 * @self: a run
 *
 * Returns: (transfer none): the session it belongs to
 */
DgSession *
dg_active_run_get_session (DgActiveRun *self)
{
  g_return_val_if_fail (DG_IS_ACTIVE_RUN (self), NULL);

  return self->session;
}

/**
 * dg_active_run_get_title:
 * @self: a run
 *
 * Returns: (transfer none): what the person calls it
 */
const char *
dg_active_run_get_title (DgActiveRun *self)
{
  g_return_val_if_fail (DG_IS_ACTIVE_RUN (self), NULL);

  return self->title;
}

/**
 * dg_active_run_get_dataset:
 * @self: a run
 *
 * Returns: (transfer none) (nullable): the id of the dataset that it extends, %NULL for a run that makes a new one
 */
const char *
dg_active_run_get_dataset (DgActiveRun *self)
{
  g_return_val_if_fail (DG_IS_ACTIVE_RUN (self), NULL);

  return self->dataset;
}

/**
 * dg_active_run_has_ended:
 * @self: a run
 *
 * Returns: whether it is over
 */
gboolean
dg_active_run_has_ended (DgActiveRun *self)
{
  g_return_val_if_fail (DG_IS_ACTIVE_RUN (self), FALSE);

  return self->ended;
}

/**
 * dg_active_run_get_report:
 * @self: a run
 *
 * Returns: (transfer none) (nullable): what came of it, once its records are saved
 */
const DgRunReport *
dg_active_run_get_report (DgActiveRun *self)
{
  g_return_val_if_fail (DG_IS_ACTIVE_RUN (self), NULL);

  return self->report;
}

/**
 * dg_active_run_get_error:
 * @self: a run
 *
 * Returns: (transfer none) (nullable): why there is no report, once it has ended
 */
const GError *
dg_active_run_get_error (DgActiveRun *self)
{
  g_return_val_if_fail (DG_IS_ACTIVE_RUN (self), NULL);

  return self->error;
}

/* --- checking its answers --- */

/**
 * dg_active_run_set_check:
 * @self: a run that has just been started
 * @library: where its records are
 * @model: who answers them blind
 * @brief: what they are made from, copied
 * @max_requests: most requests at once
 *
 * Has the answers checked once the records are saved; the run has ended when that has.
 */
void
dg_active_run_set_check (
    DgActiveRun *self, DgLibrary *library, DgModel *model, const DgBrief *brief, guint max_requests)
{
  g_return_if_fail (DG_IS_ACTIVE_RUN (self) && self->library == NULL);
  g_return_if_fail (DG_IS_LIBRARY (library) && DG_IS_MODEL (model) && brief != NULL && max_requests >= 1);

  self->library = g_object_ref (library);
  self->check_model = g_object_ref (model);
  self->brief = dg_brief_copy (brief);
  self->max_requests = max_requests;
}

/**
 * dg_active_run_get_check:
 * @self: a run
 *
 * Returns: (transfer none) (nullable): the check of its answers, once it has begun
 */
DgAnswerCheck *
dg_active_run_get_check (DgActiveRun *self)
{
  g_return_val_if_fail (DG_IS_ACTIVE_RUN (self), NULL);

  return self->check;
}

/**
 * dg_active_run_get_check_error:
 * @self: a run that has ended
 *
 * Returns: (transfer none) (nullable): why its answers were not all checked, %G_IO_ERROR_CANCELLED when that was
 * skipped
 */
const GError *
dg_active_run_get_check_error (DgActiveRun *self)
{
  g_return_val_if_fail (DG_IS_ACTIVE_RUN (self), NULL);

  return self->check_error;
}

/**
 * dg_active_run_skip_check:
 * @self: a run
 *
 * Breaks the check of its answers off; what was found until now is kept.
 */
void
dg_active_run_skip_check (DgActiveRun *self)
{
  g_return_if_fail (DG_IS_ACTIVE_RUN (self));

  g_cancellable_cancel (self->skipping);
}

/* --- the list --- */

static void
dg_run_list_finalize (GObject *object)
{
  g_clear_object (&DG_RUN_LIST (object)->runs);

  G_OBJECT_CLASS (dg_run_list_parent_class)->finalize (object);
}

static void
dg_run_list_class_init (DgRunListClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = dg_run_list_finalize;

  /**
   * DgRunList::ended:
   * @self: the list
   * @run: a run
   *
   * A run is over; it leaves the list after this.
   */
  run_list_signals[SIGNAL_ENDED] = g_signal_new ("ended", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                                 NULL, G_TYPE_NONE, 1, DG_TYPE_ACTIVE_RUN);
}

static void
dg_run_list_init (DgRunList *self)
{
  self->runs = g_list_store_new (DG_TYPE_ACTIVE_RUN);
  g_signal_connect_object (self->runs, "items-changed", G_CALLBACK (items_changed_cb), self, 0);
}

/**
 * dg_run_list_new:
 *
 * Returns: (transfer full): an empty list
 */
DgRunList *
dg_run_list_new (void)
{
  return g_object_new (DG_TYPE_RUN_LIST, NULL);
}

typedef struct
{
  DgRunList *list;  /* (owned) */
  DgActiveRun *run; /* (owned) */
} Ending;

static void
free_ending (Ending *ending)
{
  g_object_unref (ending->list);
  g_object_unref (ending->run);
  g_free (ending);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Ending, free_ending)

static void
end (Ending *ending)
{
  DgRunList *list = ending->list;
  DgActiveRun *run = ending->run;
  guint position;

  run->ended = TRUE;
  g_signal_emit (run, active_run_signals[SIGNAL_ENDED], 0);
  g_signal_emit (list, run_list_signals[SIGNAL_ENDED], 0, run);

  if (g_list_store_find (list->runs, run, &position))
    g_list_store_remove (list->runs, position);
}

static void
end_check_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (Ending) ending = data;

  dg_answer_check_start_finish (DG_ANSWER_CHECK (source), result, &ending->run->check_error);
  end (ending);
}

static void
end_run_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (Ending) ending = data;
  DgActiveRun *run = ending->run;

  run->report = dg_run_start_finish (DG_RUN (source), result, &run->error);
  if (run->report == NULL || run->library == NULL || g_cancellable_is_cancelled (run->skipping))
    {
      end (ending);
      return;
    }

  run->check = dg_answer_check_new (run->library, run->check_model, run->brief, run->report->dataset, run->max_requests,
                                    run->report->seed);
  dg_answer_check_start_async (run->check, run->skipping, end_check_cb, g_steal_pointer (&ending));
  g_signal_emit (run, active_run_signals[SIGNAL_CHECKING], 0);
}

/**
 * dg_run_list_start:
 * @self: the list
 * @session: the session of the run; it is held until the run has ended
 * @run: a run that has not been started
 * @title: what the person calls it
 * @dataset: (nullable): the id of the dataset that it extends
 *
 * Starts a run. It goes on whatever becomes of the caller; dg_run_stop() ends it.
 *
 * Returns: (transfer none): the run in the list, which keeps it until it has ended
 */
DgActiveRun *
dg_run_list_start (DgRunList *self, DgSession *session, DgRun *run, const char *title, const char *dataset)
{
  g_return_val_if_fail (DG_IS_RUN_LIST (self), NULL);
  g_return_val_if_fail (DG_IS_SESSION (session) && DG_IS_RUN (run), NULL);

  g_autoptr (DgActiveRun) active = g_object_new (DG_TYPE_ACTIVE_RUN, NULL);
  Ending *ending = g_new0 (Ending, 1);

  active->session = g_object_ref (session);
  active->run = g_object_ref (run);
  active->title = g_strdup (title);
  active->dataset = g_strdup (dataset);
  ending->list = g_object_ref (self);
  ending->run = g_object_ref (active);

  g_list_store_append (self->runs, active);
  dg_run_start_async (run, NULL, end_run_cb, ending);

  return active;
}

/**
 * dg_run_list_find_session:
 * @self: the list
 * @session: the id of a session
 *
 * Returns: (transfer none) (nullable): the run of that session that is under way
 */
DgActiveRun *
dg_run_list_find_session (DgRunList *self, const char *session)
{
  g_return_val_if_fail (DG_IS_RUN_LIST (self), NULL);

  for (guint i = 0; i < dg_run_list_get_n_items (G_LIST_MODEL (self)); i++)
    {
      g_autoptr (DgActiveRun) run = g_list_model_get_item (G_LIST_MODEL (self->runs), i);

      if (g_strcmp0 (dg_session_get_draft (run->session)->id, session) == 0)
        return run;
    }

  return NULL;
}

/**
 * dg_run_list_find_dataset:
 * @self: the list
 * @dataset: the id of a dataset
 *
 * Returns: (transfer none) (nullable): the run that extends that dataset
 */
DgActiveRun *
dg_run_list_find_dataset (DgRunList *self, const char *dataset)
{
  g_return_val_if_fail (DG_IS_RUN_LIST (self), NULL);

  for (guint i = 0; i < dg_run_list_get_n_items (G_LIST_MODEL (self)); i++)
    {
      g_autoptr (DgActiveRun) run = g_list_model_get_item (G_LIST_MODEL (self->runs), i);

      if (g_strcmp0 (run->dataset, dataset) == 0)
        return run;
    }

  return NULL;
}
