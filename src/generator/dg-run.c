/* dg-run.c: the run that makes a dataset
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/*
 * Lines of the plan go out in requests, several at a time; records are cut out of each reply as it streams, checked and
 * handed to the library. A record counts when its transaction has been committed, not before. Lines for which nothing
 * good came go back into the queue, until every line is filled or the model gives nothing new any more.
 *
 * Everything here runs in the main context that started the run.
 */

#include "config.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "dg-duplicate-guard.h"
#include "dg-generation-prompt.h"
#include "dg-model-catalog.h"
#include "dg-record-splitter.h"
#include "dg-request-sizer.h"
#include "dg-run.h"

/* A reply of records is far smaller; more than this is a model gone astray. */
#define MAX_REPLY_BYTES (4 * 1024 * 1024)

/* Requests in a row that may fail, or may bring nothing new, before the run gives up. */
#define MAX_FAILURES 5
#define MAX_BARREN_REQUESTS 8

struct _DgRun
{
  GObject parent_instance;

  DgLibrary *library;         /* (owned) */
  DgModel *model;             /* (owned) */
  DgRecordFormat *format;     /* (owned) */
  DgGenerationPrompt *prompt; /* (owned) */
  DgLineQueue *queue;         /* (owned) */
  DgDuplicateGuard *guard;    /* (owned) */
  DgRequestSizer *sizer;      /* (owned) */
  char *session;              /* (owned) */
  DgFileFormat file_format;
  guint64 seed;
  guint max_requests;

  /* while the run is under way */
  GTask *task;               /* (owned) (nullable) */
  GCancellable *cancellable; /* (owned) (nullable): the run's own; stops its requests */
  gulong cancelled_id;       /* of the handler on the caller's cancellable */
  char *run;                 /* (owned) (nullable): its id in the library */
  GPtrArray *requests;       /* (owned) (element-type Request): in flight */
  GQueue batches;            /* (element-type DgRunBatch): to be committed, oldest first */
  gboolean committing;
  gboolean ending;
  GError *error;             /* (owned) (nullable): why the run stops early */
  gint64 started_us;
  guint n_failures;        /* requests in a row that failed */
  guint n_barren_requests; /* requests in a row that brought nothing new */
  DgRunProgress progress;
};

/* A request in flight. */
typedef struct
{
  DgRun *run;                 /* (owned) */
  GArray *lines;              /* (owned) (element-type guint): what it asks for */
  DgRecordSplitter *splitter; /* (owned) */
  guint n_records;            /* cut out so far */
  guint n_accepted;
  gboolean has_deltas;
} Request;

enum
{
  CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (DgRun, dg_run, G_TYPE_OBJECT)

static void advance (DgRun *self);

/* --- batches on their way into the library --- */

static DgRunBatch *
new_batch (void)
{
  DgRunBatch *batch = g_new0 (DgRunBatch, 1);

  batch->records = g_ptr_array_new_with_free_func (g_object_unref);
  batch->refused = g_ptr_array_new_with_free_func ((GDestroyNotify) dg_refused_record_free);

  return batch;
}

static void
free_batch (DgRunBatch *batch)
{
  g_ptr_array_unref (batch->records);
  g_ptr_array_unref (batch->refused);
  g_clear_pointer (&batch->call, dg_call_free);
  g_free (batch);
}

/* The batch that can still take something: a batch holds one call at most, and the oldest may be under way. */
static DgRunBatch *
get_open_batch (DgRun *self)
{
  DgRunBatch *last = g_queue_peek_tail (&self->batches);

  if (last == NULL || last->call != NULL || (self->committing && self->batches.length == 1))
    {
      last = new_batch ();
      g_queue_push_tail (&self->batches, last);
    }

  return last;
}

static void
fail (DgRun *self, GError *error)
{
  if (self->error == NULL)
    self->error = error;
  else
    g_error_free (error);
  g_cancellable_cancel (self->cancellable);
}

static void
count_batch (DgRun *self, DgRunBatch *batch)
{
  self->progress.accepted += batch->records->len;
  for (guint i = 0; i < batch->refused->len; i++)
    switch (((DgRefusedRecord *) g_ptr_array_index (batch->refused, i))->reason)
      {
      case DG_REFUSAL_DUPLICATE:
      case DG_REFUSAL_CONFLICT:
        self->progress.duplicates++;
        break;
      case DG_REFUSAL_SURPLUS:
        self->progress.surplus++;
        break;
      case DG_REFUSAL_INVALID:
      default:
        self->progress.invalid++;
        break;
      }
  if (batch->call != NULL)
    {
      dg_usage_add (&self->progress.usage, &batch->call->usage);
      self->progress.cost_usd += batch->call->cost_usd;
    }
}

static void
add_batch_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (DgRun) self = data;
  g_autoptr (GError) error = NULL;
  DgRunBatch *batch;

  self->committing = FALSE;
  batch = g_queue_pop_head (&self->batches);
  if (dg_library_add_batch_finish (self->library, result, &error))
    {
      count_batch (self, batch);
      g_signal_emit (self, signals[CHANGED], 0);
    }
  else
    {
      /* what cannot be kept must not be paid for either */
      fail (self, g_steal_pointer (&error));
    }
  free_batch (batch);
  advance (self);
}

static void
commit_next_batch (DgRun *self)
{
  DgRunBatch *batch = g_queue_peek_head (&self->batches);

  if (self->committing || batch == NULL)
    return;

  self->committing = TRUE;
  /* no cancellable: what was made is kept, however the run ends */
  dg_library_add_batch_async (self->library, self->run, batch, NULL, add_batch_cb, g_object_ref (self));
}

/* --- records --- */

static void
refuse_record (DgRun *self, DgRefusal reason, const char *detail, const char *raw, guint line)
{
  g_ptr_array_add (get_open_batch (self)->refused, dg_refused_record_new (reason, detail, raw, line));
}

/* A model that miscounts still wrote a record: it then goes to the first line of its request that is open. */
static guint
find_line (Request *request, gint64 claimed)
{
  guint first_open = 0;

  for (guint i = 0; i < request->lines->len; i++)
    {
      guint line = g_array_index (request->lines, guint, i);

      if (dg_line_queue_is_filled (request->run->queue, line))
        continue;
      if (line == claimed)
        return line;
      if (first_open == 0)
        first_open = line;
    }

  return first_open;
}

static void
take_record (Request *request, const char *raw)
{
  DgRun *self = request->run;
  g_autoptr (GError) error = NULL;
  g_autoptr (DgJsonDocument) document = dg_json_document_new (raw, -1, NULL, &error);
  g_autofree char *input = NULL;
  g_autofree char *answer = NULL;
  g_autofree char *detail = NULL;
  DgRefusal reason;
  gint64 claimed = 0;
  guint line;

  request->n_records++;
  if (document == NULL
      || !dg_record_format_compose (self->format, dg_json_document_get_root (document), &claimed, &input, &answer,
                                    &error)
      || !dg_record_format_validate (self->format, input, answer, &error))
    {
      refuse_record (self, DG_REFUSAL_INVALID, error->message, raw, find_line (request, claimed));
      return;
    }

  line = find_line (request, claimed);
  if (line == 0)
    {
      refuse_record (self, DG_REFUSAL_SURPLUS, _ ("more records came than were asked for"), raw, 0);
      return;
    }
  if (!dg_duplicate_guard_admit (self->guard, input, answer, &reason, &detail))
    {
      refuse_record (self, reason, detail, raw, line);
      return;
    }

  dg_line_queue_fill (self->queue, line);
  request->n_accepted++;
  g_ptr_array_add (get_open_batch (self)->records, dg_record_new (input, answer, line));
}

static void
take_text (Request *request, const char *text, gsize length)
{
  char *raw;

  dg_record_splitter_push (request->splitter, text, length);
  while ((raw = dg_record_splitter_next (request->splitter)) != NULL)
    {
      take_record (request, raw);
      g_free (raw);
    }
}

/* --- requests --- */

static void
free_request (Request *request)
{
  g_array_unref (request->lines);
  dg_record_splitter_free (request->splitter);
  g_object_unref (request->run);
  g_free (request);
}

static void
delta_cb (DgDeltaKind kind, const char *text, gsize length, gpointer data)
{
  Request *request = data;

  if (kind != DG_DELTA_TOOL_INPUT)
    return;

  request->has_deltas = TRUE;
  take_text (request, text, length);
  commit_next_batch (request->run);
}

/* Errors that the next request would meet too. */
static gboolean
is_hopeless (GError *error)
{
  static const int codes[] = {
    DG_INFERENCE_ERROR_NO_CREDENTIALS, DG_INFERENCE_ERROR_REFUSED_CREDENTIALS, DG_INFERENCE_ERROR_UNKNOWN_MODEL,
    DG_INFERENCE_ERROR_INVALID_REQUEST, DG_INFERENCE_ERROR_QUOTA, DG_INFERENCE_ERROR_CONFIGURATION,
  };

  for (guint i = 0; i < G_N_ELEMENTS (codes); i++)
    if (g_error_matches (error, DG_INFERENCE_ERROR, codes[i]))
      return TRUE;

  return FALSE;
}

static void
take_failure (Request *request, GError *error)
{
  DgRun *self = request->run;
  DgCall *call = dg_call_new ("generate", dg_model_get_id (self->model));

  call->error = g_strdup (error->message);
  get_open_batch (self)->call = call;
  /* a reply that broke off after some good records has brought the run on */
  self->n_failures = request->n_accepted > 0 ? 0 : self->n_failures + 1;
  if (g_error_matches (error, DG_INFERENCE_ERROR, DG_INFERENCE_ERROR_MODEL))
    dg_request_sizer_widen (self->sizer);

  if (g_cancellable_is_cancelled (self->cancellable) || is_hopeless (error) || self->n_failures >= MAX_FAILURES)
    fail (self, error);
  else
    g_error_free (error);
}

static void
note_yield (DgRun *self, Request *request)
{
  self->n_failures = 0;
  self->n_barren_requests = request->n_accepted > 0 ? 0 : self->n_barren_requests + 1;
  if (self->n_barren_requests < MAX_BARREN_REQUESTS)
    return;

  fail (self, g_error_new (DG_GENERATOR_ERROR, DG_GENERATOR_ERROR_EXHAUSTED,
                           _ ("The model gave no more records that are new and valid. Make the requirements wider, ask "
                              "for fewer records, or try another model.")));
}

static void
take_reply (Request *request, const DgModelReply *reply)
{
  DgRun *self = request->run;
  DgCall *call = dg_call_new ("generate", dg_model_get_id (self->model));
  g_autofree char *rest = NULL;
  DgPrice price;

  if (!request->has_deltas && reply->tool_input != NULL)
    take_text (request, reply->tool_input, strlen (reply->tool_input));
  rest = dg_record_splitter_dup_rest (request->splitter);
  if (rest != NULL)
    refuse_record (self, DG_REFUSAL_INVALID, _ ("the reply broke off in this record"), rest, 0);

  dg_model_get_price (self->model, &price);
  call->request_id = g_strdup (reply->request_id);
  call->stop_reason = g_strdup (reply->stop_reason);
  call->usage = reply->usage;
  call->cost_usd = dg_usage_get_cost (&reply->usage, &price);
  call->latency_ms = reply->latency_ms;
  call->retries = reply->retries;
  get_open_batch (self)->call = call;

  dg_request_sizer_learn (self->sizer, request->n_records, reply->usage.output_tokens);
  if (g_str_equal (reply->stop_reason, "max_tokens"))
    dg_request_sizer_widen (self->sizer);
  note_yield (self, request);
}

static void
converse_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Request *request = data;
  g_autoptr (DgRun) self = g_object_ref (request->run);
  g_autoptr (GError) error = NULL;
  g_autoptr (DgModelReply) reply = dg_model_converse_finish (self->model, result, &error);

  if (reply != NULL)
    take_reply (request, reply);
  else
    take_failure (request, g_steal_pointer (&error));

  for (guint i = 0; i < request->lines->len; i++)
    dg_line_queue_give_back (self->queue, g_array_index (request->lines, guint, i));
  g_ptr_array_remove_fast (self->requests, request);
  advance (self);
}

static void
send_request (DgRun *self)
{
  Request *request = g_new0 (Request, 1);
  g_autoptr (DgModelRequest) message = NULL;

  request->run = g_object_ref (self);
  request->lines = dg_line_queue_take (self->queue, dg_request_sizer_get_n_records (self->sizer));
  request->splitter = dg_record_splitter_new (DG_RECORDS_MEMBER, MAX_REPLY_BYTES);
  g_ptr_array_add (self->requests, request);

  message = dg_generation_prompt_make_request (
      self->prompt, request->lines, self->queue,
      dg_request_sizer_get_max_tokens (self->sizer, request->lines->len));
  dg_model_converse_async (self->model, message, delta_cb, request, self->cancellable, converse_cb, request);
}

/* --- the course of a run --- */

static void
finish (DgRun *self, DgRunReport *report, GError *error)
{
  g_autoptr (GTask) task = g_steal_pointer (&self->task);

  if (self->cancelled_id != 0)
    g_cancellable_disconnect (g_task_get_cancellable (task), self->cancelled_id);
  self->cancelled_id = 0;

  if (error != NULL)
    {
      g_clear_pointer (&report, dg_run_report_free);
      g_task_return_error (task, error);
      return;
    }
  g_task_return_pointer (task, report, (GDestroyNotify) dg_run_report_free);
}

static void
end_run_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (DgRun) self = data;
  g_autoptr (GError) error = NULL;
  DgRunReport *report = dg_library_end_run_finish (self->library, result, &error);

  /* the model's end is no failure as long as there is a dataset to show for it */
  if (report != NULL && report->dataset != NULL)
    g_clear_error (&self->error);
  if (self->error != NULL)
    g_clear_error (&error);

  finish (self, report, self->error != NULL ? g_steal_pointer (&self->error) : g_steal_pointer (&error));
}

static DgRunStatus
choose_status (DgRun *self)
{
  if (self->progress.accepted >= self->progress.requested)
    return DG_RUN_COMPLETE;
  if (g_error_matches (self->error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return DG_RUN_INTERRUPTED;
  if (self->progress.accepted == 0)
    return DG_RUN_FAILED;
  if (g_error_matches (self->error, DG_GENERATOR_ERROR, DG_GENERATOR_ERROR_EXHAUSTED))
    return DG_RUN_PARTIAL;

  return DG_RUN_INTERRUPTED;
}

static void
end (DgRun *self)
{
  double seconds = (double) (g_get_monotonic_time () - self->started_us) / G_USEC_PER_SEC;

  self->ending = TRUE;
  dg_library_end_run_async (self->library, self->run, choose_status (self), seconds, NULL, end_run_cb,
                            g_object_ref (self));
}

static guint
get_n_missing (DgRun *self)
{
  return self->progress.requested - dg_line_queue_get_n_filled (self->queue);
}

/* Does whatever comes next: called whenever something has ended. */
static void
advance (DgRun *self)
{
  if (self->ending)
    return;

  /* stopped while no request was there to tell: none may be sent any more, nor be counted as a call that failed */
  if (self->error == NULL && get_n_missing (self) > 0)
    g_cancellable_set_error_if_cancelled (self->cancellable, &self->error);

  while (self->error == NULL && self->requests->len < self->max_requests && dg_line_queue_get_n_open (self->queue) > 0)
    send_request (self);
  self->progress.in_flight = self->requests->len;
  commit_next_batch (self);

  /* requests whose lines are all filled are left to end by themselves: their last event tells what they used */
  if (self->requests->len == 0 && g_queue_is_empty (&self->batches)
      && (self->error != NULL || get_n_missing (self) == 0))
    end (self);
}

static void
cancelled_cb (GCancellable *cancellable, gpointer data)
{
  DgRun *self = data;

  g_cancellable_cancel (self->cancellable);
}

static void
start_requests (DgRun *self)
{
  GCancellable *outer = g_task_get_cancellable (self->task);

  if (outer != NULL)
    self->cancelled_id = g_cancellable_connect (outer, G_CALLBACK (cancelled_cb), self, NULL);
  advance (self);
}

/* What an interrupted run has already: it is not made again, and nothing like it is let in. */
static void
adopt_records (DgRun *self, GPtrArray *records)
{
  for (guint i = 0; i < records->len; i++)
    {
      DgRecord *record = g_ptr_array_index (records, i);
      g_autofree char *detail = NULL;
      DgRefusal reason;

      dg_duplicate_guard_admit (self->guard, dg_record_get_input (record), dg_record_get_answer (record), &reason,
                                &detail);
      dg_line_queue_fill (self->queue, dg_record_get_plan_line (record));
    }
  self->progress.accepted = records->len;
}

static void
load_records_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (DgRun) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) records = dg_library_load_run_records_finish (self->library, result, &error);

  if (records == NULL)
    {
      finish (self, NULL, g_steal_pointer (&error));
      return;
    }

  adopt_records (self, records);
  start_requests (self);
}

static void
begin_run_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (DgRun) self = data;
  g_autoptr (GError) error = NULL;

  self->run = dg_library_begin_run_finish (self->library, result, &error);
  if (self->run == NULL)
    {
      finish (self, NULL, g_steal_pointer (&error));
      return;
    }

  start_requests (self);
}

static void
dg_run_dispose (GObject *object)
{
  DgRun *self = DG_RUN (object);

  g_clear_object (&self->library);
  g_clear_object (&self->model);
  g_clear_object (&self->cancellable);
  g_queue_clear_full (&self->batches, (GDestroyNotify) free_batch);

  G_OBJECT_CLASS (dg_run_parent_class)->dispose (object);
}

static void
dg_run_finalize (GObject *object)
{
  DgRun *self = DG_RUN (object);

  g_clear_pointer (&self->format, dg_record_format_unref);
  g_clear_pointer (&self->prompt, dg_generation_prompt_free);
  g_clear_pointer (&self->queue, dg_line_queue_free);
  g_clear_pointer (&self->guard, dg_duplicate_guard_free);
  g_clear_pointer (&self->sizer, dg_request_sizer_free);
  g_clear_pointer (&self->requests, g_ptr_array_unref);
  g_clear_pointer (&self->session, g_free);
  g_clear_pointer (&self->run, g_free);
  g_clear_error (&self->error);

  G_OBJECT_CLASS (dg_run_parent_class)->finalize (object);
}

static void
dg_run_class_init (DgRunClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = dg_run_dispose;
  object_class->finalize = dg_run_finalize;

  /**
   * DgRun::changed:
   * @self: the run
   *
   * Records or refusals have been committed: dg_run_get_progress() has news.
   */
  signals[CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 0);
}

static void
dg_run_init (DgRun *self)
{
  self->cancellable = g_cancellable_new ();
  self->requests = g_ptr_array_new_with_free_func ((GDestroyNotify) free_request);
  g_queue_init (&self->batches);
}

/**
 * dg_run_new:
 * @library: where everything is kept
 * @model: who makes the records
 * @checklist: the requirements, complete
 * @options: what is wanted
 * @error: return location for an error
 *
 * Returns: (transfer full) (nullable): a run that has not been started; %NULL with an error from #DgJsonSchemaError when
 *   the formats in @checklist cannot be used
 */
DgRun *
dg_run_new (
    DgLibrary *library, DgModel *model, DgChecklist *checklist, const DgRunOptions *options, GError **error)
{
  g_return_val_if_fail (DG_IS_LIBRARY (library) && DG_IS_MODEL (model) && DG_IS_CHECKLIST (checklist), NULL);
  g_return_val_if_fail (options != NULL && options->session != NULL && options->max_requests >= 1, NULL);
  g_return_val_if_fail (options->n_records >= DG_MIN_RECORDS && options->n_records <= DG_MAX_RECORDS, NULL);

  g_autoptr (DgRun) self = g_object_new (DG_TYPE_RUN, NULL);

  self->format = dg_record_format_new_for_checklist (checklist, error);
  if (self->format == NULL)
    return NULL;

  self->library = g_object_ref (library);
  self->model = g_object_ref (model);
  self->prompt = dg_generation_prompt_new (checklist, self->format, options->n_records, options->seed);
  self->queue = dg_line_queue_new (options->n_records);
  self->guard = dg_duplicate_guard_new ();
  self->sizer = dg_request_sizer_new (dg_model_catalog_get_max_output_tokens (dg_model_get_id (model)));
  self->session = g_strdup (options->session);
  self->run = g_strdup (options->run);
  self->file_format = options->format;
  self->seed = options->seed;
  self->max_requests = options->max_requests;
  self->progress.requested = options->n_records;

  return g_steal_pointer (&self);
}

/**
 * dg_run_start_async:
 * @self: a run that has not been started
 * @cancellable: (nullable): stops the run; what was made is kept
 * @callback: called when the run has ended
 * @data: for @callback
 *
 * Makes the dataset and saves it.
 */
void
dg_run_start_async (DgRun *self, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data)
{
  g_return_if_fail (DG_IS_RUN (self) && self->task == NULL);

  self->task = g_task_new (self, cancellable, callback, data);
  g_task_set_source_tag (self->task, dg_run_start_async);
  /* the run's own error says more than that it was cancelled */
  g_task_set_check_cancellable (self->task, FALSE);
  self->started_us = g_get_monotonic_time ();

  if (self->run != NULL)
    dg_library_load_run_records_async (self->library, self->run, NULL, load_records_cb, g_object_ref (self));
  else
    dg_library_begin_run_async (self->library, self->session, self->progress.requested, self->file_format, self->seed,
                                cancellable, begin_run_cb, g_object_ref (self));
}

/**
 * dg_run_start_finish:
 * @self: a run
 * @result: what the callback was given
 * @error: return location for an error
 *
 * Returns: (transfer full) (nullable): the report, whose status is %DG_RUN_COMPLETE or %DG_RUN_PARTIAL; %NULL when the
 *   run stopped before a dataset was saved, with an error from #DgInferenceError, #DgStoreError, #DgGeneratorError or
 *   %G_IO_ERROR_CANCELLED. Accepted records stay in the library in any case
 */
DgRunReport *
dg_run_start_finish (DgRun *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * dg_run_get_progress:
 * @self: a run
 * @progress: (out caller-allocates): how far it is
 */
void
dg_run_get_progress (DgRun *self, DgRunProgress *progress)
{
  g_return_if_fail (DG_IS_RUN (self) && progress != NULL);

  *progress = self->progress;
}
