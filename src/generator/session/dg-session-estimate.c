/* dg-session-estimate.c: how long the dataset of a session will take, and what it will cost
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "dg-session-private.h"

/* The brief and what else there is to go by, as it was when the estimate was asked for. */
typedef struct
{
  DgEstimateTask what;
  DgBrief *brief;       /* (owned) */
  DgModel *model;       /* (owned) */
  DgModel *check_model; /* (owned) (nullable) */
} Estimating;

static void
free_estimating (gpointer data)
{
  Estimating *estimating = data;

  g_clear_pointer (&estimating->brief, dg_brief_free);
  g_clear_object (&estimating->model);
  g_clear_object (&estimating->check_model);
  g_free (estimating);
}

static void
figures_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  Estimating *estimating = g_task_get_task_data (task);
  GError *error = NULL;
  DgEstimate *estimate;

  if (!dg_library_load_figures_finish (DG_LIBRARY (source), result, &estimating->what.figures, &error))
    {
      g_task_return_error (task, error);
      return;
    }
  estimate = g_new0 (DgEstimate, 1);
  dg_run_estimate (&estimating->what, estimate);
  g_task_return_pointer (task, estimate, g_free);
}

/**
 * dg_session_estimate_async:
 * @self: a session with a model
 * @n_records: how many rows the file is to have; those of the approved samples are there already
 * @max_requests: most requests in flight, at least 1
 * @check_model: (nullable): who answers the records blind afterwards, %NULL for nobody
 * @cancellable: (nullable): a cancellable
 * @callback: called when it is known
 * @data: for @callback
 *
 * Estimates what the full run will take, from what the samples took. No model is asked; it is no step, so that it can
 * be asked for at any time. What is yet to be worked out before the run is not counted: at most a few calls.
 */
void
dg_session_estimate_async (DgSession *self,
                           guint n_records,
                           guint max_requests,
                           DgModel *check_model,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer data)
{
  g_return_if_fail (DG_IS_SESSION (self) && DG_IS_MODEL (self->model) && max_requests >= 1);

  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, data);
  g_autoptr (GPtrArray) approved = dg_session_dup_approved (self);
  GError *error = NULL;
  g_autoptr (DgBrief) brief = dg_session_make_brief (self, &error);
  Estimating *estimating;

  g_task_set_source_tag (task, dg_session_estimate_async);
  if (brief == NULL)
    {
      g_task_return_error (task, error);
      return;
    }

  estimating = g_new0 (Estimating, 1);
  estimating->brief = g_steal_pointer (&brief);
  estimating->model = g_object_ref (self->model);
  g_set_object (&estimating->check_model, check_model);
  estimating->what.brief = estimating->brief;
  estimating->what.n_own_examples = self->draft->examples->len;
  estimating->what.model = estimating->model;
  estimating->what.n_records = n_records > approved->len ? n_records - approved->len : 0;
  estimating->what.max_requests = max_requests;
  estimating->what.check_model = estimating->check_model;
  g_task_set_task_data (task, estimating, free_estimating);
  dg_library_load_figures_async (self->library, self->draft->id, dg_model_get_id (self->model), cancellable, figures_cb,
                                 g_steal_pointer (&task));
}

/**
 * dg_session_estimate_finish:
 * @self: a session
 * @result: what the callback was given
 * @estimate: (out caller-allocates): what it will take
 * @error: return location for an error
 *
 * Returns: whether it is known; if not, with an error of dg_session_make_brief() or from #DgStoreError
 */
gboolean
dg_session_estimate_finish (DgSession *self, GAsyncResult *result, DgEstimate *estimate, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self) && estimate != NULL, FALSE);

  g_autofree DgEstimate *found = g_task_propagate_pointer (G_TASK (result), error);

  if (found != NULL)
    *estimate = *found;

  return found != NULL;
}
