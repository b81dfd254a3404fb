/* dg-extend-work.c: more records for a dataset, from its session to a run
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "dg-extend-work.h"

/* A reply of records takes some seconds; most of those in flight end in this time, in milliseconds. */
#define GRACE_MS 15000

/* --- opening --- */

static void
session_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  DgEngine *engine = g_task_get_source_object (task);
  GError *error = NULL;
  g_autoptr (DgSession) session = dg_session_open_finish (result, &error);
  g_autoptr (DgModel) model = NULL;

  if (session != NULL)
    {
      const DgDraft *draft = dg_session_get_draft (session);

      /* who made the others makes these: what the dataset says of itself stays true */
      model = dg_engine_open_model (engine, draft->provider, draft->model, &error);
    }
  if (model == NULL)
    {
      g_task_return_error (task, error);
      return;
    }

  dg_session_set_model (session, model);
  g_task_return_pointer (task, g_steal_pointer (&session), g_object_unref);
}

/**
 * dg_extend_open_async:
 * @engine: what stands behind the pages, with a library
 * @dataset: a dataset that has a session
 * @cancellable: (nullable): a cancellable
 * @callback: called when it is open
 * @data: given to @callback
 *
 * Opens the session that the dataset came from, with its model.
 */
void
dg_extend_open_async (
    DgEngine *engine, DgDataset *dataset, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data)
{
  g_return_if_fail (DG_IS_ENGINE (engine) && dg_engine_get_library (engine) != NULL);
  g_return_if_fail (DG_IS_DATASET (dataset) && dg_dataset_get_session (dataset) != NULL);

  GTask *task = g_task_new (engine, cancellable, callback, data);

  g_task_set_source_tag (task, dg_extend_open_async);
  dg_session_open_async (dg_engine_get_library (engine), dg_dataset_get_session (dataset), cancellable, session_cb,
                         task);
}

/**
 * dg_extend_open_finish:
 * @result: what the callback was given
 * @error: return location for an error of the library, or %DG_INFERENCE_ERROR_NO_CREDENTIALS
 *
 * Returns: (transfer full) (nullable): the session, which nobody else can open until it is freed
 */
DgSession *
dg_extend_open_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

/* --- starting --- */

typedef struct
{
  DgRunList *runs;    /* (owned) */
  DgSession *session; /* (owned) */
  DgDataset *dataset; /* (owned) */
  guint n_records;
  char *about;        /* (owned) (nullable) */
  char *say;          /* (owned) (nullable): what the records will be, for the person */
  DgOutline *outline; /* (owned) (nullable): of the new records alone */
} Start;

static void
free_start (gpointer data)
{
  Start *start = data;

  g_object_unref (start->runs);
  g_object_unref (start->session);
  g_object_unref (start->dataset);
  g_free (start->about);
  g_free (start->say);
  g_clear_pointer (&start->outline, dg_outline_free);
  g_free (start);
}

static void
start_run (GTask *task, GPtrArray *known)
{
  Start *start = g_task_get_task_data (task);
  GSettings *settings = dg_engine_get_settings (g_task_get_source_object (task));
  GError *error = NULL;
  g_autoptr (DgBrief) brief = dg_session_make_brief (start->session, &error);
  g_autoptr (DgRun) run = NULL;
  const DgRunOptions options = {
    .dataset = dg_dataset_get_id (start->dataset),
    .known = known,
    .n_records = start->n_records,
    .format = dg_dataset_get_format (start->dataset),
    .seed = (guint64) g_random_int () << 32 | g_random_int (),
    .max_requests = g_settings_get_uint (settings, "max-requests"),
    .grace_ms = GRACE_MS,
  };

  if (brief != NULL && start->outline != NULL)
    {
      dg_outline_free (brief->outline);
      brief->outline = g_steal_pointer (&start->outline);
    }
  if (brief != NULL)
    run = dg_session_new_run (start->session, brief, &options, &error);
  if (run == NULL)
    {
      g_task_return_error (task, error);
      return;
    }

  g_task_return_pointer (task,
                         g_object_ref (dg_run_list_start (start->runs, start->session, run,
                                                          dg_dataset_get_name (start->dataset), options.dataset)),
                         g_object_unref);
}

static void
records_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  GError *error = NULL;
  g_autoptr (GPtrArray) known = dg_library_load_records_finish (DG_LIBRARY (source), result, &error);

  if (known == NULL)
    g_task_return_error (task, error);
  else if (!g_task_return_error_if_cancelled (task))
    start_run (task, known);
}

static void
load_records (GTask *task)
{
  Start *start = g_task_get_task_data (task);

  dg_library_load_records_async (dg_engine_get_library (g_task_get_source_object (task)),
                                 dg_dataset_get_id (start->dataset), g_task_get_cancellable (task), records_cb, task);
}

static void
planned_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  Start *start = g_task_get_task_data (task);
  GError *error = NULL;

  start->outline = dg_session_plan_extension_finish (start->session, result, &start->say, &error);
  if (start->outline == NULL)
    g_task_return_error (task, error);
  else
    load_records (g_steal_pointer (&task));
}

/**
 * dg_extend_start_async:
 * @engine: what stands behind the pages, with a library
 * @runs: the runs under way
 * @session: from dg_extend_open_finish()
 * @dataset: its dataset
 * @n_records: how many more
 * @about: (nullable): what they are to be about, in the person's words; %NULL for more of the same
 * @cancellable: (nullable): a cancellable, until the run has started
 * @callback: called when it has
 * @data: given to @callback
 *
 * Works out what the new records are to vary in, where @about says anything, and starts making them.
 */
void
dg_extend_start_async (DgEngine *engine,
                       DgRunList *runs,
                       DgSession *session,
                       DgDataset *dataset,
                       guint n_records,
                       const char *about,
                       GCancellable *cancellable,
                       GAsyncReadyCallback callback,
                       gpointer data)
{
  g_return_if_fail (DG_IS_ENGINE (engine) && DG_IS_RUN_LIST (runs));
  g_return_if_fail (DG_IS_SESSION (session) && DG_IS_DATASET (dataset) && n_records > 0);

  GTask *task = g_task_new (engine, cancellable, callback, data);
  Start *start = g_new0 (Start, 1);

  start->runs = g_object_ref (runs);
  start->session = g_object_ref (session);
  start->dataset = g_object_ref (dataset);
  start->n_records = n_records;
  start->about = g_strdup (about);
  g_task_set_source_tag (task, dg_extend_start_async);
  g_task_set_task_data (task, start, free_start);

  if (about != NULL)
    dg_session_plan_extension_async (session, about, n_records, cancellable, planned_cb, task);
  else
    load_records (task);
}

/**
 * dg_extend_start_finish:
 * @result: what the callback was given
 * @say: (out) (optional) (nullable) (transfer full): what the new records will be, in the model's words
 * @error: return location for an error
 *
 * Returns: (transfer full) (nullable): the run
 */
DgActiveRun *
dg_extend_start_finish (GAsyncResult *result, char **say, GError **error)
{
  Start *start = g_task_get_task_data (G_TASK (result));

  if (say != NULL)
    *say = g_steal_pointer (&start->say);

  return g_task_propagate_pointer (G_TASK (result), error);
}
