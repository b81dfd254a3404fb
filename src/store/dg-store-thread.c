/* dg-store-thread.c: the one thread that a library's database lives on
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "dg-store-thread.h"

typedef struct
{
  GTask *task;                /* (owned) (nullable) NULL: the last job */
  DgStoreFunc func;           /* (nullable) */
  gpointer result;            /* (owned) (nullable) until the task has it */
  GDestroyNotify free_result; /* (nullable) */
  GError *error;              /* (owned) (nullable) until the task has it */
  GDestroyNotify last_func;   /* (nullable) */
  gpointer last_data;         /* (owned) by @last_func */
} Job;

struct _DgStoreThread
{
  GThread *thread;   /* (owned) */
  GAsyncQueue *jobs; /* (owned) Job, shared with the thread */
};

static void
free_job (Job *job)
{
  if (job->result != NULL && job->free_result != NULL)
    job->free_result (job->result);
  g_clear_error (&job->error);
  g_clear_object (&job->task);
  g_free (job);
}

static gboolean
return_result_cb (gpointer data)
{
  Job *job = data;

  if (job->error != NULL)
    g_task_return_error (job->task, g_steal_pointer (&job->error));
  else
    g_task_return_pointer (job->task, g_steal_pointer (&job->result), job->free_result);

  return G_SOURCE_REMOVE;
}

/* The task goes back to the thread it came from before it returns: were it dropped here, the last reference to its
 * source object could be too, and the library would have to wait for its own thread. */
static void
hand_back (Job *job)
{
  g_autoptr (GSource) source = g_idle_source_new ();

  g_source_set_priority (source, g_task_get_priority (job->task));
  g_source_set_callback (source, return_result_cb, job, (GDestroyNotify) free_job);
  g_source_set_static_name (source, "[dataset-gen] store result");
  g_source_attach (source, g_task_get_context (job->task));
}

static void
run_job (Job *job)
{
  GCancellable *cancellable = g_task_get_cancellable (job->task);

  if (!g_cancellable_set_error_if_cancelled (cancellable, &job->error))
    {
      job->result =
          job->func (g_task_get_source_object (job->task), g_task_get_task_data (job->task), cancellable, &job->error);
      g_assert ((job->result != NULL) != (job->error != NULL));
    }

  hand_back (job);
}

static gpointer
run_jobs (gpointer data)
{
  g_autoptr (GAsyncQueue) jobs = data;

  while (TRUE)
    {
      Job *job = g_async_queue_pop (jobs);

      if (job->task == NULL)
        {
          if (job->last_func != NULL)
            job->last_func (job->last_data);
          free_job (job);
          return NULL;
        }

      run_job (job);
    }
}

/**
 * dg_store_thread_new:
 * @name: a short name for debuggers
 *
 * Starts a thread that does one task after the other.
 *
 * Returns: (transfer full): the thread, to be ended with dg_store_thread_stop()
 */
DgStoreThread *
dg_store_thread_new (const char *name)
{
  DgStoreThread *self = g_new0 (DgStoreThread, 1);

  self->jobs = g_async_queue_new ();
  self->thread = g_thread_new (name, run_jobs, g_async_queue_ref (self->jobs));

  return self;
}

/**
 * dg_store_thread_push:
 * @self: a thread
 * @task: (transfer full): a task
 * @func: its work
 * @free_result: (nullable): frees the result when nobody wants it
 *
 * Runs @task after all that were pushed before. A task that is cancelled before its turn is not begun; what @func has
 * done is reported as done, even when it was cancelled at the last moment.
 */
void
dg_store_thread_push (DgStoreThread *self, GTask *task, DgStoreFunc func, GDestroyNotify free_result)
{
  g_return_if_fail (G_IS_TASK (task) && func != NULL);

  Job *job = g_new0 (Job, 1);

  g_task_set_check_cancellable (task, FALSE);
  job->task = task;
  job->func = func;
  job->free_result = free_result;

  g_async_queue_push (self->jobs, job);
}

/**
 * dg_store_thread_stop:
 * @self: (transfer full): a thread
 * @last_func: (nullable): what is to be done last on the thread
 * @last_data: (nullable): given to @last_func
 *
 * Ends the thread when it has done what was pushed. Waits for that, so that a program that ends does not cut it short;
 * tasks hold their source object, so a library that is going away has none left. On the thread itself nothing is
 * waited for.
 */
void
dg_store_thread_stop (DgStoreThread *self, GDestroyNotify last_func, gpointer last_data)
{
  Job *job = g_new0 (Job, 1);

  job->last_func = last_func;
  job->last_data = last_data;
  g_async_queue_push (self->jobs, job);

  if (dg_store_thread_is_current (self))
    g_thread_unref (self->thread);
  else
    g_thread_join (self->thread);

  g_async_queue_unref (self->jobs);
  g_free (self);
}

/**
 * dg_store_thread_is_current:
 * @self: a thread
 *
 * Returns: whether the caller runs on it
 */
gboolean
dg_store_thread_is_current (DgStoreThread *self)
{
  return self->thread == g_thread_self ();
}
