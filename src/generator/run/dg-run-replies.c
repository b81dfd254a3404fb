/* dg-run-replies.c: what becomes of the replies that a run gets
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "dg-call-failure.h"
#include "dg-run-private.h"
#include "dg-stop-reason.h"

/* So many lines in a row may bring nothing new before the run gives up. */
#define MAX_BARREN_LINES 40

/* Before anything was ever answered, so many failures in a row say that nothing will be. */
#define MAX_FAILURES_AT_START 5

/* Of a text that came instead of records, people are shown this much. */
#define SHOWN_CHARACTERS 200

/* --- records --- */

/* A model that miscounts still wrote a record: it then goes to the first line of its request that is open. */
static guint
find_line (DgRunRequest *request, gint64 claimed)
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

/* Checks what a person asked for, of the line that the record is for too; says in @error why not. */
static gboolean
read_record (DgRunRequest *request, const char *raw, guint *line, char **input, char **answer, GError **error)
{
  DgRun *self = request->run;
  gint64 claimed = 0;
  gboolean composed;
  g_autoptr (DgJsonDocument) document = dg_json_document_new (raw, -1, NULL, error);

  composed = document != NULL && dg_record_format_compose (self->brief->format, dg_json_document_get_root (document),
                                                           &claimed, input, answer, error);
  *line = find_line (request, claimed);

  return composed && dg_record_format_validate (self->brief->format, *input, *answer, error) &&
         dg_generation_prompt_check_rules (self->prompt, *line, *input, *answer, error);
}

static void
take_record (DgRunRequest *request, const char *raw)
{
  DgRun *self = request->run;
  g_autoptr (GError) error = NULL;
  g_autofree char *input = NULL;
  g_autofree char *answer = NULL;
  g_autofree char *detail = NULL;
  g_autofree char *flag = NULL;
  DgRecord *record;
  DgRefusal reason;
  guint line;

  request->n_records++;
  if (!read_record (request, raw, &line, &input, &answer, &error))
    {
      dg_run_refuse_record (self, DG_REFUSAL_INVALID, error->message, raw, line);
      dg_run_note_vain (self, line, error->message);
      return;
    }
  if (line == 0)
    {
      dg_run_refuse_record (self, DG_REFUSAL_SURPLUS, _ ("more records came than were asked for"), raw, 0);
      return;
    }
  if (!dg_duplicate_guard_admit (self->guard, input, answer, &reason, &detail))
    {
      dg_run_refuse_record (self, reason, detail, raw, line);
      dg_run_note_vain (self, line, detail);
      return;
    }

  dg_line_queue_fill (self->queue, line);
  request->n_accepted++;
  record = dg_record_new (input, answer, line);
  flag = dg_record_format_dup_leak (self->brief->format, input, answer);
  dg_record_set_flag (record, flag);
  g_ptr_array_add (dg_run_get_open_batch (self)->records, record);
}

/**
 * dg_run_take_text:
 * @request: a request
 * @text: a piece of the tool call's JSON text, cut anywhere
 * @length: its length in bytes
 *
 * Cuts out the records that are complete now and takes them one by one.
 */
void
dg_run_take_text (DgRunRequest *request, const char *text, gsize length)
{
  char *raw;

  dg_record_splitter_push (request->splitter, text, length);
  while ((raw = dg_record_splitter_next (request->splitter)) != NULL)
    {
      take_record (request, raw);
      g_free (raw);
    }
}

/* --- replies --- */

/* Why a reply without a record is one: people are told when it goes on. */
static char *
describe_barren_reply (const DgModelReply *reply)
{
  g_autofree char *shown = NULL;

  if (dg_stop_reason_classify (reply) == DG_STOP_REFUSED)
    return g_strdup_printf (_ ("The service held the records back (%s): say in the requirements what is not to occur."),
                            reply->stop_reason);
  if (reply->tool_input != NULL || *reply->text == '\0')
    return NULL;

  shown = g_utf8_substring (reply->text, 0, MIN (g_utf8_strlen (reply->text, -1), SHOWN_CHARACTERS));

  return g_strdup_printf (_ ("The model answered with words instead of records: “%s”"), g_strstrip (shown));
}

static void
give_up (DgRun *self)
{
  const char *advice = _ ("The model gave no more records that are new and valid. Make the requirements wider, ask for "
                          "fewer records, or try another model.");

  if (self->barren_reason != NULL)
    dg_run_fail (self,
                 g_error_new (DG_GENERATOR_ERROR, DG_GENERATOR_ERROR_EXHAUSTED, "%s %s", advice, self->barren_reason));
  else
    dg_run_fail (self, g_error_new_literal (DG_GENERATOR_ERROR, DG_GENERATOR_ERROR_EXHAUSTED, advice));
}

static void
note_yield (DgRunRequest *request, const DgModelReply *reply)
{
  DgRun *self = request->run;

  self->n_good++;
  self->progress.unreachable = FALSE;
  self->n_failures = 0;
  if (request->n_accepted > 0)
    {
      self->n_barren_lines = 0;
      g_clear_pointer (&self->barren_reason, g_free);
      return;
    }

  g_free (self->barren_reason);
  self->barren_reason = describe_barren_reply (reply);
  self->n_barren_lines += request->lines->len;
  if (self->n_barren_lines >= MAX_BARREN_LINES)
    give_up (self);
}

/* A call that was cut, or that came out as something else than a call, does better with fewer records. */
static gboolean
was_too_much (const DgModelReply *reply)
{
  DgStopKind kind = dg_stop_reason_classify (reply);

  return kind == DG_STOP_CUT || kind == DG_STOP_TOO_LARGE;
}

/* If there was no room for a single record, the next request finds none either. */
static void
check_room (DgRunRequest *request, const DgModelReply *reply)
{
  if (dg_stop_reason_classify (reply) != DG_STOP_TOO_LARGE || request->n_records > 0)
    return;

  dg_run_fail (request->run,
               g_error_new (DG_INFERENCE_ERROR, DG_INFERENCE_ERROR_INVALID_REQUEST,
                            _ ("The request is larger than what this model can hold (%s). Shorten the requirements "
                               "and the examples, or choose a model that can hold more."),
                            reply->stop_reason));
}

/* So that the next estimate of what a request may cost is no less than the truth. */
static void
learn_size (DgRunRequest *request, const DgUsage *usage)
{
  gint64 tokens = usage->input_tokens + usage->cache_read_tokens + usage->cache_write_tokens;

  if (tokens > 0 && request->run->n_good == 0)
    request->run->bytes_per_token = (double) request->n_bytes / (double) tokens;
  else if (tokens > 0)
    request->run->bytes_per_token = MIN (request->run->bytes_per_token, (double) request->n_bytes / (double) tokens);
}

static DgCall *
describe_call (DgRun *self, const DgModelReply *reply)
{
  DgCall *call = dg_call_new ("generate", dg_model_get_id (self->model));

  call->request_id = g_strdup (reply->request_id);
  call->stop_reason = g_strdup (reply->stop_reason);
  call->usage = reply->usage;
  call->cost_usd = dg_usage_get_cost (&reply->usage, &self->price);
  call->latency_ms = reply->latency_ms;
  call->retries = reply->retries;

  return call;
}

/**
 * dg_run_take_reply:
 * @request: a request
 * @reply: its reply
 *
 * Takes what a finished reply still has, keeps what it used, and learns from it.
 */
void
dg_run_take_reply (DgRunRequest *request, const DgModelReply *reply)
{
  DgRun *self = request->run;
  g_autofree char *rest = NULL;
  DgCall *call;

  dg_pacer_end_good (self->pacer, request->sent_us);
  if (!request->has_deltas && reply->tool_input != NULL)
    dg_run_take_text (request, reply->tool_input, strlen (reply->tool_input));
  rest = dg_record_splitter_dup_rest (request->splitter);
  if (rest != NULL)
    dg_run_refuse_record (self, DG_REFUSAL_INVALID, _ ("the reply broke off in this record"), rest, 0);

  call = describe_call (self, reply);
  self->progress.cost_usd += call->cost_usd;
  self->spent_usd += call->cost_usd;
  dg_run_get_open_batch (self)->call = call;

  learn_size (request, &reply->usage);
  dg_request_sizer_learn (self->sizer, request->n_records, reply->usage.output_tokens);
  if (was_too_much (reply))
    dg_request_sizer_widen (self->sizer);
  check_room (request, reply);
  note_yield (request, reply);
  dg_run_count_vain (request);
}

/* --- failures --- */

static gboolean
was_cancelled (GError *error)
{
  return g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

/* Failures before the model was at work cost nothing; any other may be billed, and nobody says how much. */
static gboolean
may_be_billed (DgRunRequest *request, GError *error)
{
  static const int free_codes[] = {
    DG_INFERENCE_ERROR_THROTTLED,           DG_INFERENCE_ERROR_UNAVAILABLE,   DG_INFERENCE_ERROR_NETWORK,
    DG_INFERENCE_ERROR_REFUSED_CREDENTIALS, DG_INFERENCE_ERROR_UNKNOWN_MODEL, DG_INFERENCE_ERROR_INVALID_REQUEST,
    DG_INFERENCE_ERROR_NO_CREDENTIALS,      DG_INFERENCE_ERROR_QUOTA,         DG_INFERENCE_ERROR_CONFIGURATION,
  };

  /* however it ended: the model was at work */
  if (request->has_begun)
    return TRUE;
  for (guint i = 0; i < G_N_ELEMENTS (free_codes); i++)
    if (g_error_matches (error, DG_INFERENCE_ERROR, free_codes[i]))
      return FALSE;

  return TRUE;
}

/* A network that is gone comes back; a service that was never there does not. */
static gboolean
is_waited_for (DgRun *self, GError *error)
{
  return self->patient && (self->n_good > 0 || self->progress.accepted > 0) &&
         g_error_matches (error, DG_INFERENCE_ERROR, DG_INFERENCE_ERROR_NETWORK);
}

static gboolean
has_failed_for_good (DgRun *self, GError *error)
{
  if (is_waited_for (self, error))
    return FALSE;

  /* others in flight may have better luck; of a service that is none, the last one says so */
  gboolean has_worked = self->n_good > 0 || self->progress.accepted > 0 || self->requests->len > 1;

  return dg_call_failure_is_lasting (error, has_worked) ||
         (self->n_good == 0 && self->n_failures >= MAX_FAILURES_AT_START &&
          !g_error_matches (error, DG_INFERENCE_ERROR, DG_INFERENCE_ERROR_THROTTLED)) ||
         dg_pacer_is_spent (self->pacer);
}

/* Whether the request left lines open that the run will send again. */
static gboolean
are_asked_again (DgRunRequest *request)
{
  DgRun *self = request->run;

  if (self->error != NULL || self->stopping)
    return FALSE;
  for (guint i = 0; i < request->lines->len; i++)
    if (!dg_line_queue_is_filled (self->queue, g_array_index (request->lines, guint, i)))
      return TRUE;

  return FALSE;
}

/**
 * dg_run_take_failure:
 * @request: a request
 * @error: (transfer full): how it failed
 *
 * Keeps what is known of the call. Its lines go to other requests; the run stops when those would fail too, or when too
 * much failed already.
 */
void
dg_run_take_failure (DgRunRequest *request, GError *error)
{
  DgRun *self = request->run;
  DgCall *call;

  /* of a night without a network one call is kept, not every look for it */
  if (self->progress.unreachable && !request->has_begun && is_waited_for (self, error))
    {
      dg_pacer_end_unreachable (self->pacer, g_get_monotonic_time ());
      g_error_free (error);
      return;
    }

  call = dg_call_new ("generate", dg_model_get_id (self->model));
  call->error = g_strdup (error->message);
  call->request_id = g_strdup (dg_inference_error_get_request_id (error));
  dg_run_get_open_batch (self)->call = call;
  if (is_waited_for (self, error))
    dg_pacer_end_unreachable (self->pacer, g_get_monotonic_time ());
  else
    dg_call_failure_pace (error, self->pacer, request->sent_us);
  self->progress.unreachable = g_error_matches (error, DG_INFERENCE_ERROR, DG_INFERENCE_ERROR_NETWORK);
  if (may_be_billed (request, error))
    call->presumed_usd = request->worst_usd;
  self->presumed_usd += call->presumed_usd;

  /* a call that Nova cut fails like this, and one whose schema was too much for it */
  if (g_error_matches (error, DG_INFERENCE_ERROR, DG_INFERENCE_ERROR_MODEL) ||
      g_error_matches (error, DG_INFERENCE_ERROR, DG_INFERENCE_ERROR_TIMEOUT))
    dg_request_sizer_widen (self->sizer);

  /* a reply that broke off after some good records has brought the run on */
  self->n_failures = request->n_accepted > 0 ? 0 : self->n_failures + 1;
  if (was_cancelled (error) ? !self->stopping : has_failed_for_good (self, error))
    dg_run_fail (self, error);
  else
    g_error_free (error);
  /* the run's retries: calls whose lines are asked for once more */
  call->retries = are_asked_again (request) ? 1 : 0;
}
