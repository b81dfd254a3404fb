/* dg-serve-runs.c: the endpoint finalize, and the runs that it begins
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/*
 * A run belongs to the server, not to the request that began it: it holds its session until it has ended, whoever
 * listens. Its id is the library's, so what became of it can be asked by the next server too.
 */

#include "config.h"

#include <glib/gi18n.h>
#include <math.h>

#include "dg-cli-dataset-run.h"
#include "dg-serve.h"

typedef struct
{
  DgServe *serve;      /* (unowned) */
  char *id;            /* (owned) */
  DgSession *session;  /* (owned) (nullable): while it is under way */
  DgRun *run;          /* (owned) */
  DgRunReport *report; /* (owned) (nullable): once it has ended */
  GError *error;       /* (owned) (nullable): why it ended without a dataset */
  DgServeCall *call;   /* (owned) (nullable): the request that began it, until that is answered */
  gulong changed_id;
  char *session_id; /* (owned) */
  guint n_records;
  guint n_seeded;
  gint64 started_us;
} DgServeRun;

/**
 * dg_serve_run_free:
 * @run: (transfer full): a run
 */
void
dg_serve_run_free (gpointer run)
{
  DgServeRun *self = run;

  g_free (self->id);
  g_free (self->session_id);
  g_clear_object (&self->session);
  g_clear_object (&self->run);
  g_clear_pointer (&self->report, dg_run_report_free);
  g_clear_error (&self->error);
  g_free (self);
}

/* --- telling --- */

static void
add_seconds_left (JsonBuilder *builder, DgServeRun *self, const DgRunProgress *progress)
{
  double seconds = (double) (g_get_monotonic_time () - self->started_us) / G_USEC_PER_SEC;
  guint left = progress->requested - MIN (progress->accepted, progress->requested);

  dg_cli_set_double (builder, "seconds_left",
                     progress->accepted > 0 ? ceil (seconds / progress->accepted * left) : (double) NAN);
}

static void
add_progress (JsonBuilder *builder, DgServeRun *self)
{
  DgRunProgress progress;

  dg_run_get_progress (self->run, &progress);
  dg_cli_set_string (builder, "session", self->session_id);
  dg_cli_set_string (builder, "status", dg_run_status_get_id (DG_RUN_RUNNING));
  dg_cli_set_int (builder, "requested", self->n_records);
  dg_cli_set_int (builder, "records", self->n_seeded + progress.accepted);
  dg_cli_set_int (builder, "seeded", self->n_seeded);
  dg_cli_set_int (builder, "accepted", progress.accepted);
  dg_cli_set_int (builder, "duplicates", progress.duplicates);
  dg_cli_set_int (builder, "invalid", progress.invalid);
  dg_cli_set_int (builder, "surplus", progress.surplus);
  dg_cli_set_double (builder, "cost_usd", progress.cost_usd);
  add_seconds_left (builder, self, &progress);
}

static void
answer_report (DgServeCall *call, const DgRunReport *report, const char *reason, const GError *error)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  json_builder_begin_object (builder);
  dg_cli_set_string (builder, "run_id", report->run);
  dg_cli_add_report (builder, report);
  if (reason != NULL)
    dg_cli_set_string (builder, "reason", reason);
  if (error != NULL)
    dg_serve_add_error (builder, error);
  json_builder_end_object (builder);
  dg_serve_call_answer (call, SOUP_STATUS_OK, builder);
}

static void
answer_run (DgServeCall *call, DgServeRun *self)
{
  g_autoptr (JsonBuilder) builder = NULL;

  if (self->report != NULL)
    {
      answer_report (call, self->report, dg_run_get_reason (self->run), self->error);
      return;
    }

  builder = json_builder_new ();
  json_builder_begin_object (builder);
  dg_cli_set_string (builder, "run_id", self->id);
  add_progress (builder, self);
  json_builder_end_object (builder);
  dg_serve_call_answer (call, SOUP_STATUS_OK, builder);
}

/* --- its course --- */

static void
changed_cb (DgRun *run, gpointer data)
{
  DgServeRun *self = data;
  g_autoptr (JsonBuilder) builder = NULL;

  if (self->id != NULL)
    return;

  self->id = g_strdup (dg_run_get_id (run));
  g_hash_table_insert (self->serve->runs, self->id, self);
  builder = json_builder_new ();
  json_builder_begin_object (builder);
  dg_cli_set_string (builder, "run_id", self->id);
  json_builder_end_object (builder);
  dg_serve_call_answer (g_steal_pointer (&self->call), SOUP_STATUS_ACCEPTED, builder);
}

static void
end_run (DgServeRun *self)
{
  g_signal_handler_disconnect (self->run, self->changed_id);
  g_clear_object (&self->session);
  self->serve->n_busy--;
}

static void
load_failed_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  DgServeRun *self = data;

  self->report = dg_library_load_run_report_finish (self->serve->library, result, NULL);
  if (self->report == NULL)
    {
      self->report = dg_run_report_new ();
      self->report->run = g_strdup (self->id);
      self->report->session = g_strdup (self->session_id);
      self->report->requested = self->n_records;
      self->report->status = DG_RUN_FAILED;
    }
  end_run (self);
}

static void
run_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  DgServeRun *self = data;

  self->report = dg_run_start_finish (self->run, result, &self->error);
  if (self->report != NULL)
    {
      end_run (self);
      return;
    }
  if (self->id != NULL)
    {
      /* without the cancellable: it may be what ended the run */
      dg_library_load_run_report_async (self->serve->library, self->id, NULL, load_failed_cb, self);
      return;
    }

  end_run (self);
  dg_serve_call_fail (g_steal_pointer (&self->call), g_steal_pointer (&self->error));
  dg_serve_run_free (self);
}

/* --- finalize --- */

typedef struct
{
  char *name;   /* (owned) (nullable) */
  char *format; /* (owned) (nullable) */
  gint64 n_records;
  double max_cost_usd; /* 0: none */
  gboolean anew;
} Wish;

static void
free_wish (Wish *wish)
{
  g_free (wish->name);
  g_free (wish->format);
  g_free (wish);
}

static gboolean
read_max_cost (DgJsonValue body, double *max_cost_usd, GError **error)
{
  DgJsonValue value;

  if (!dg_serve_fields_find (body, "max_cost", &value))
    return TRUE;
  if (dg_json_value_get_value_type (value) == DG_JSON_NUMBER)
    *max_cost_usd = dg_json_value_get_double (value);
  if (*max_cost_usd > 0.0 && isfinite (*max_cost_usd))
    return TRUE;

  g_set_error_literal (error, DG_SERVE_ERROR, DG_SERVE_ERROR_VALUE, _ ("max_cost must be dollars above 0"));

  return FALSE;
}

static gboolean
read_wish (DgJsonValue body, Wish *wish, GError **error)
{
  static const char *const members[] = { "session", "records", "format", "name", "max_cost", "new", "model", NULL };
  DgFileFormat format;

  if (!dg_serve_fields_check (body, _ ("this request"), members, error) ||
      !dg_serve_fields_get_number (body, "records", DG_MIN_RECORDS, DG_MAX_RECORDS, &wish->n_records, error) ||
      !dg_serve_fields_get_string (body, "format", &wish->format, error) ||
      !dg_serve_fields_get_string (body, "name", &wish->name, error) ||
      !dg_serve_fields_get_boolean (body, "new", &wish->anew, error) ||
      !read_max_cost (body, &wish->max_cost_usd, error))
    return FALSE;
  if (wish->format == NULL || dg_file_format_from_id (wish->format, &format))
    return TRUE;

  g_set_error (error, DG_SERVE_ERROR, DG_SERVE_ERROR_VALUE, _ ("format must be jsonl or csv, not “%s”"), wish->format);

  return FALSE;
}

static DgRun *
make_run (DgServeCall *call, GPtrArray *seeded, GError **error)
{
  const DgCliLimits limits = { 0 };
  const Wish *wish = call->work;
  g_autoptr (DgBrief) brief = dg_session_make_brief (call->session, error);
  DgRunOptions options = { 0 };

  if (brief == NULL || !dg_cli_limits_apply (&limits, call->model, &options, error) ||
      !dg_cli_choose_format (wish->format, dg_session_get_checklist (call->session), &options.format, error))
    return NULL;
  options.seeded = seeded;
  options.n_records = (guint) wish->n_records;
  options.max_cost_usd = wish->max_cost_usd;

  return dg_session_new_run (call->session, brief, &options, error);
}

static void
start_run (DgServeCall *call)
{
  g_autoptr (GPtrArray) seeded = dg_session_dup_approved (call->session);
  GError *error = NULL;
  DgRun *run = make_run (call, seeded, &error);
  const Wish *wish = call->work;
  DgServeRun *self;

  if (run == NULL)
    {
      dg_serve_call_fail (call, error);
      return;
    }

  self = g_new0 (DgServeRun, 1);
  self->serve = call->serve;
  self->run = run;
  self->call = call;
  self->session = g_object_ref (call->session);
  self->session_id = g_strdup (dg_session_get_draft (call->session)->id);
  self->n_records = (guint) wish->n_records;
  self->n_seeded = seeded->len;
  self->started_us = g_get_monotonic_time ();
  self->changed_id = g_signal_connect (run, "changed", G_CALLBACK (changed_cb), self);
  self->serve->n_busy++;
  dg_run_start_async (run, dg_serve_get_cancellable (call), run_cb, self);
}

static void
prepare (DgServeCall *call)
{
  const Wish *wish = call->work;

  call->next = start_run;
  dg_session_prepare_async (call->session, (guint) wish->n_records, dg_serve_get_cancellable (call),
                            dg_serve_call_step_cb, call);
}

static void
configure (DgServeCall *call)
{
  const Wish *wish = call->work;
  DgFileFormat format = DG_FILE_FORMAT_JSONL;
  g_autofree char *name = NULL;
  GError *error = NULL;

  if (!dg_cli_choose_format (wish->format, dg_session_get_checklist (call->session), &format, &error))
    {
      dg_serve_call_fail (call, error);
      return;
    }

  name = dg_session_choose_name (call->session, wish->name, dg_model_get_provider (call->model));

  const DgRunWish next = {
    .n_records = (guint) wish->n_records,
    .format = format,
    .max_cost_usd = wish->max_cost_usd,
  };
  const DgConfiguration wanted = { .name = name, .wish = &next };

  call->next = prepare;
  dg_session_configure_async (call->session, &wanted, dg_serve_get_cancellable (call), dg_serve_call_step_cb, call);
}

/* What an interrupted run has is paid for: another run is begun only when that is said. */
static void
load_last_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  DgServeCall *call = data;
  g_autoptr (DgRunReport) last = dg_library_load_report_finish (call->serve->library, result, NULL);
  const char *session = dg_session_get_draft (call->session)->id;

  if (last != NULL && last->accepted > 0 && (last->status == DG_RUN_RUNNING || last->status == DG_RUN_INTERRUPTED))
    dg_serve_call_fail (call, g_error_new (DG_SERVE_ERROR, DG_SERVE_ERROR_ORDER,
                                           _ ("A run of this session was interrupted with %u of %u records. Go on with "
                                              "it: dataset-gen-cli resume %s – or begin anew with \"new\": true"),
                                           dg_run_report_get_records (last), last->requested, session));
  else
    configure (call);
}

static gboolean
check_ready (DgServeCall *call, const Wish *wish, GError **error)
{
  const DgDraft *draft = dg_session_get_draft (call->session);
  DgPrice price;

  dg_model_get_price (call->model, &price);
  if (draft->dataset != NULL)
    g_set_error (error, DG_SERVE_ERROR, DG_SERVE_ERROR_ORDER, _ ("This session has led to %s already; start another"),
                 draft->dataset);
  else if (wish->max_cost_usd > 0.0 && isnan (price.output))
    g_set_error (error, DG_SERVE_ERROR, DG_SERVE_ERROR_VALUE,
                 _ ("max_cost cannot be kept: the price of %s is not known"), dg_model_get_id (call->model));
  else
    return dg_session_check_samples (call->session, error);

  return FALSE;
}

static void
finalize (DgServeCall *call)
{
  const Wish *wish = call->work;
  const DgDraft *draft = dg_session_get_draft (call->session);
  GError *error = NULL;

  if (!check_ready (call, wish, &error))
    dg_serve_call_fail (call, error);
  else if (draft->requested > 0 && !wish->anew)
    dg_library_load_report_async (call->serve->library, draft->id, dg_serve_get_cancellable (call), load_last_cb, call);
  else
    configure (call);
}

/**
 * dg_serve_finalize:
 * @call: (transfer full): a request
 *
 * `finalize`: the full dataset. It is answered as soon as the run has begun, which goes on by itself.
 */
void
dg_serve_finalize (DgServeCall *call)
{
  Wish *wish = g_new0 (Wish, 1);
  GError *error = NULL;

  call->work = wish;
  call->free_work = (GDestroyNotify) free_wish;
  if (read_wish (call->body, wish, &error))
    dg_serve_call_open_session (call, DG_CLI_MODEL_NEEDED, finalize);
  else
    dg_serve_call_fail (call, error);
}

/* --- looking at a run, and stopping it --- */

static void
load_report_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  DgServeCall *call = data;
  GError *error = NULL;
  g_autoptr (DgRunReport) report = dg_library_load_run_report_finish (call->serve->library, result, &error);

  if (report == NULL)
    {
      dg_serve_call_fail (call, error);
      return;
    }

  /* nobody here is at it, and who waits for its end would wait for ever */
  if (report->status == DG_RUN_RUNNING)
    report->status = DG_RUN_INTERRUPTED;
  answer_report (call, report, NULL, NULL);
}

/**
 * dg_serve_get_run:
 * @call: (transfer full): a request
 *
 * `runs/RUN_ID`: how far it is, or how it ended.
 */
void
dg_serve_get_run (DgServeCall *call)
{
  DgServeRun *self = g_hash_table_lookup (call->serve->runs, call->argument);

  if (self != NULL)
    answer_run (call, self);
  else
    dg_library_load_run_report_async (call->serve->library, call->argument, dg_serve_get_cancellable (call),
                                      load_report_cb, call);
}

/**
 * dg_serve_delete_run:
 * @call: (transfer full): a request
 *
 * `DELETE runs/RUN_ID`: stops it. What was made becomes the dataset; a run that has ended stays as it is.
 */
void
dg_serve_delete_run (DgServeCall *call)
{
  DgServeRun *self = g_hash_table_lookup (call->serve->runs, call->argument);

  if (self != NULL && self->report == NULL)
    dg_run_stop (self->run);
  dg_serve_get_run (call);
}
