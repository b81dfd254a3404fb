/* test-tool-call.c: one call of a tool: what is waited for, asked again, and given up
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <math.h>
#include <string.h>

#include "dg-model-catalog.h"
#include "dg-generator-types.h"
#include "dg-tool-call.h"
#include "dg-tool-reply.h"
#include "scripted-model.h"

#define TOOL "set_number"
#define SCHEMA                                                                                                         \
  "{\"type\":\"object\",\"properties\":{\"n\":{\"type\":\"integer\"},\"m\":{\"type\":\"integer\"}},\"required\":["     \
  "\"n\"]}"
#define MAX_TOKENS 100

/* A reply that is no use. */
typedef struct
{
  const char *name;
  const char *stop_reason;
  const char *tool;
  const char *raw;  /* NULL for no call */
  int error;        /* 0 for none */
  const char *told; /* what the model is told the second time */
  const char *said; /* what the person is told in the end */
} Useless;

/* What the whole came to. */
typedef struct
{
  ScriptedModel *model;      /* (owned) */
  GCancellable *cancellable; /* (owned) */
  DgToolCallResult *result;  /* (owned) (nullable) */
  GError *error;             /* (owned) (nullable) */
  GString *deltas;           /* (owned) */
  const Useless *useless;    /* (unowned) (nullable): what the model answers */
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  static const DgPrice price = { 1.0, 10.0, 0.0 };

  fixture->model = scripted_model_new (NULL);
  scripted_model_set_price (fixture->model, &price);
  fixture->cancellable = g_cancellable_new ();
  fixture->deltas = g_string_new (NULL);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_clear_pointer (&fixture->result, dg_tool_call_result_free);
  g_clear_error (&fixture->error);
  g_object_unref (fixture->cancellable);
  g_object_unref (fixture->model);
  g_string_free (fixture->deltas, TRUE);
}

static void
called_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Fixture *fixture = data;

  fixture->result = dg_tool_call_finish (result, &fixture->error);
  g_assert_nonnull (fixture->result);
  g_assert_true ((fixture->error != NULL) == (fixture->result->input == NULL));
}

static void
note_delta (DgDeltaKind kind, const char *text, gsize length, gpointer data)
{
  g_string_append_len (((Fixture *) data)->deltas, text, length);
}

static void
start (Fixture *fixture, AnswerFunc func)
{
  g_autoptr (DgModelRequest) request = dg_model_request_new ("conversation");

  scripted_model_set_func (fixture->model, func);
  scripted_model_set_data (fixture->model, fixture);
  dg_model_request_set_system (request, "the system prompt");
  dg_model_request_add_message (request, DG_ROLE_USER, "the message");
  dg_model_request_set_tool (request, TOOL, "Sets a number.", SCHEMA);
  dg_model_request_set_max_tokens (request, MAX_TOKENS);
  dg_model_request_set_temperature (request, 0.0);
  dg_tool_call_async (DG_MODEL (fixture->model), request, note_delta, fixture, fixture->cancellable, called_cb,
                      fixture);
}

static void
run (Fixture *fixture, AnswerFunc func)
{
  start (fixture, func);
  while (fixture->result == NULL)
    g_main_context_iteration (NULL, TRUE);
}

static const DgCall *
get_call (Fixture *fixture, guint position)
{
  g_assert_cmpuint (position, <, fixture->result->calls->len);

  return g_ptr_array_index (fixture->result->calls, position);
}

static void
assert_well (Fixture *fixture, guint n_calls)
{
  gint64 number;

  g_assert_no_error (fixture->error);
  g_assert_cmpuint (fixture->result->calls->len, ==, n_calls);
  g_assert_cmpuint (scripted_model_get_n_requests (fixture->model), ==, n_calls);
  g_assert_true (dg_json_object_lookup_int64 (dg_json_document_get_root (fixture->result->input), "n", &number));
  g_assert_cmpint (number, ==, 7);
}

static void
assert_failed (Fixture *fixture, GQuark domain, int code, guint n_calls)
{
  g_assert_error (fixture->error, domain, code);
  g_assert_cmpuint (fixture->result->calls->len, ==, n_calls);
  g_assert_cmpuint (scripted_model_get_n_requests (fixture->model), ==, n_calls);
}

static void
answer_seven (Answer *answer)
{
  answer->raw = g_strdup ("{\"n\": 7}");
  answer->usage = (DgUsage){ .input_tokens = 1000, .output_tokens = 100 };
}

static void
fail (Answer *answer, int code, gint64 retry_after_ms)
{
  answer->no_call = TRUE;
  answer->error = g_error_new (DG_INFERENCE_ERROR, code, "told to fail");
  dg_inference_error_set_details (answer->error, retry_after_ms, "id-of-failure");
}

/* --- a good reply --- */

static void
answer_well_at_once (ScriptedModel *model, const Ask *ask, Answer *answer)
{
  answer_seven (answer);
}

static void
test_well (Fixture *fixture, gconstpointer data)
{
  const DgCall *call;

  run (fixture, answer_well_at_once);

  assert_well (fixture, 1);
  call = get_call (fixture, 0);
  g_assert_cmpstr (call->purpose, ==, "conversation");
  g_assert_cmpstr (call->model, ==, "scripted");
  g_assert_cmpstr (call->request_id, ==, "request-1");
  g_assert_cmpstr (call->stop_reason, ==, "tool_use");
  g_assert_null (call->error);
  g_assert_cmpint (call->usage.output_tokens, ==, 100);
  g_assert_cmpfloat_with_epsilon (call->cost_usd, 0.002, 1e-9);
  g_assert_cmpstr (fixture->deltas->str, ==, "{\"n\": 7}");
}

static void
test_unknown_price (Fixture *fixture, gconstpointer data)
{
  static const DgPrice unknown = { NAN, NAN, NAN };

  scripted_model_set_price (fixture->model, &unknown);
  run (fixture, answer_well_at_once);

  g_assert_true (isnan (get_call (fixture, 0)->cost_usd));
}

/* --- replies that are no use --- */

static const Useless useless[] = {
  { "no-call", "end_turn", NULL, NULL, 0, "there was no call", "words instead" },
  { "other-tool", "tool_use", "set_name", "{\"n\": 7}", 0, "another tool", "another form" },
  { "malformed", "malformed_tool_use", NULL, NULL, 0, "malformed", "malformed" },
  /* where it breaks off is said in the person's language: not to the model */
  { "half", "tool_use", NULL, "{\"n\": ", 0, "not be used: its call was malformed or broke off. Answer", "malformed" },
  { "not-of-schema", "tool_use", NULL, "{\"n\": \"seven\"}", 0, "does not fit the schema ($.n",
    "does not fit the form" },
  { "all-that-is-wrong", "tool_use", NULL, "{\"m\": \"seven\"}", 0,
    "does not fit the schema ($: “n” is missing; $.m: expected", "does not fit the form" },
  { "model-error", NULL, NULL, NULL, DG_INFERENCE_ERROR_MODEL, "malformed", "malformed" },
  { "truncated", NULL, NULL, NULL, DG_INFERENCE_ERROR_TRUNCATED, "malformed", "malformed" },
  { "unknown-reason", "so_it_goes", NULL, NULL, 0, "there was no call", "words instead" },
};

static void
answer_uselessly (ScriptedModel *model, const Ask *ask, Answer *answer)
{
  const Useless *given = ((Fixture *) scripted_model_get_data (model))->useless;

  answer->raw = g_strdup (given->raw);
  answer->no_call = given->raw == NULL;
  answer->tool = given->tool;
  answer->stop_reason = given->stop_reason;
  if (given->error != 0)
    fail (answer, given->error, -1);
}

static void
answer_well_the_second_time (ScriptedModel *model, const Ask *ask, Answer *answer)
{
  const Useless *given = ((Fixture *) scripted_model_get_data (model))->useless;

  if (ask->number == 1)
    {
      answer_uselessly (model, ask, answer);
      return;
    }

  g_assert_nonnull (strstr (ask->message, "the message\n\n## Once more\n"));
  g_assert_nonnull (strstr (ask->message, given->told));
  g_assert_nonnull (strstr (ask->message, TOOL));
  g_assert_cmpstr (dg_model_request_get_system (ask->request), ==, "the system prompt");
  g_assert_cmpfloat_with_epsilon (dg_model_request_get_temperature (ask->request), 0.0, 1e-9);
  answer_seven (answer);
}

static void
test_useless_once (Fixture *fixture, gconstpointer data)
{
  fixture->useless = data;
  run (fixture, answer_well_the_second_time);

  assert_well (fixture, 2);
  g_assert_nonnull (get_call (fixture, 0)->error);
  g_assert_cmpstr (get_call (fixture, 0)->stop_reason, ==, fixture->useless->stop_reason);
  g_assert_null (get_call (fixture, 1)->error);
}

static void
test_useless_twice (Fixture *fixture, gconstpointer data)
{
  g_autofree char *words = NULL;

  fixture->useless = data;
  run (fixture, answer_uselessly);

  /* what the service says of it is more than could be added */
  if (fixture->useless->error != 0)
    {
      assert_failed (fixture, DG_INFERENCE_ERROR, fixture->useless->error, 2);
      return;
    }

  assert_failed (fixture, DG_GENERATOR_ERROR, DG_GENERATOR_ERROR_REPLY, 2);
  g_assert_nonnull (strstr (fixture->error->message, "“scripted”"));
  g_assert_nonnull (strstr (fixture->error->message, fixture->useless->said));
  g_assert_nonnull (strstr (fixture->error->message, "Try again, or choose another model."));
  g_assert_nonnull (get_call (fixture, 1)->error);
  words = dg_generator_error_dup_words (fixture->error);
  g_assert_true (g_str_has_suffix (words, "Try again, or choose another model."));
  g_assert_null (strstr (words, "$"));
}

/* --- what is said of it --- */

/* A person reads the model's name and its words; places and ids are for who looks for the cause. */
static void
test_error_is_for_people (void)
{
  const char *id = "us.amazon.nova-2-lite-v1:0";
  g_autoptr (GError) shape = dg_reply_fault_make_error (DG_REPLY_NOT_OF_SCHEMA, id, "$: “n” is missing", "", "req-1");
  g_autoptr (GError) talk = dg_reply_fault_make_error (DG_REPLY_NO_CALL, id, NULL, "I cannot do that.", NULL);
  g_autoptr (GError) filter = dg_reply_fault_make_error (DG_REPLY_REFUSED, id, "content_filtered", "", "req-2");
  g_autofree char *shape_words = dg_generator_error_dup_words (shape);
  g_autofree char *filter_words = dg_generator_error_dup_words (filter);

  g_assert_nonnull (strstr (shape_words, "Nova 2 Lite” cannot be used"));
  g_assert_null (strstr (shape_words, "$"));
  g_assert_null (strstr (shape_words, "req-1"));
  g_assert_nonnull (strstr (shape->message, "($: “n” is missing; request req-1)"));
  g_assert_nonnull (strstr (talk->message, "“I cannot do that.”"));
  g_assert_nonnull (strstr (filter_words, "content_filtered"));
  g_assert_null (strstr (filter_words, "req-2"));
}

/* --- replies that are cut --- */

static void
answer_cut (ScriptedModel *model, const Ask *ask, Answer *answer)
{
  answer->raw = g_strdup ("{\"n\": 7}");
  answer->stop_reason = "max_tokens";
}

static void
answer_in_400_tokens (ScriptedModel *model, const Ask *ask, Answer *answer)
{
  if (ask->max_tokens < 400)
    answer_cut (model, ask, answer);
  else
    answer_seven (answer);
  g_assert_null (strstr (ask->message, "Once more"));
}

static void
test_cut (Fixture *fixture, gconstpointer data)
{
  run (fixture, answer_in_400_tokens);

  assert_well (fixture, 3);
  g_assert_cmpuint (scripted_model_get_max_tokens (fixture->model, 2), ==, 200);
  g_assert_cmpuint (scripted_model_get_max_tokens (fixture->model, 3), ==, 400);
}

static void
test_cut_always (Fixture *fixture, gconstpointer data)
{
  run (fixture, answer_cut);

  assert_failed (fixture, DG_GENERATOR_ERROR, DG_GENERATOR_ERROR_REPLY, 3);
  g_assert_nonnull (strstr (fixture->error->message, "longer than it may be"));
}

static void
test_cut_at_limit (Fixture *fixture, gconstpointer data)
{
  guint limit = dg_model_catalog_get_max_output_tokens ("scripted");
  g_autoptr (DgModelRequest) request = dg_model_request_new ("conversation");

  scripted_model_set_func (fixture->model, answer_cut);
  dg_model_request_add_message (request, DG_ROLE_USER, "the message");
  dg_model_request_set_tool (request, TOOL, "Sets a number.", SCHEMA);
  dg_model_request_set_max_tokens (request, limit - 10);
  dg_tool_call_async (DG_MODEL (fixture->model), request, NULL, NULL, NULL, called_cb, fixture);
  while (fixture->result == NULL)
    g_main_context_iteration (NULL, TRUE);

  assert_failed (fixture, DG_GENERATOR_ERROR, DG_GENERATOR_ERROR_REPLY, 2);
  g_assert_cmpuint (scripted_model_get_max_tokens (fixture->model, 2), ==, limit);
}

static void
answer_malformed_then_well (ScriptedModel *model, const Ask *ask, Answer *answer)
{
  if (ask->number > 1)
    answer_seven (answer);
  else
    fail (answer, DG_INFERENCE_ERROR_MODEL, -1);
}

/* Nova's word for a call that was cut is a 424. */
static void
test_room_after_malformed (Fixture *fixture, gconstpointer data)
{
  run (fixture, answer_malformed_then_well);

  assert_well (fixture, 2);
  g_assert_cmpuint (scripted_model_get_max_tokens (fixture->model, 2), ==, 2 * MAX_TOKENS);
}

/* --- refusals --- */

static void
answer_filtered (ScriptedModel *model, const Ask *ask, Answer *answer)
{
  answer->no_call = TRUE;
  answer->stop_reason = "content_filtered";
}

static void
answer_guarded (ScriptedModel *model, const Ask *ask, Answer *answer)
{
  answer->no_call = TRUE;
  answer->stop_reason = "guardrail_intervened";
}

static void
answer_too_large (ScriptedModel *model, const Ask *ask, Answer *answer)
{
  answer->no_call = TRUE;
  answer->stop_reason = "model_context_window_exceeded";
}

static void
test_refused (Fixture *fixture, gconstpointer data)
{
  static const struct
  {
    AnswerFunc func;
    const char *said;
  } cases[] = { { answer_filtered, "content_filtered" }, { answer_guarded, "guardrail_intervened" } };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      run (fixture, cases[i].func);
      g_assert_error (fixture->error, DG_GENERATOR_ERROR, DG_GENERATOR_ERROR_REPLY);
      g_assert_nonnull (strstr (fixture->error->message, cases[i].said));
      g_assert_cmpuint (fixture->result->calls->len, ==, 1);
      g_clear_error (&fixture->error);
      g_clear_pointer (&fixture->result, dg_tool_call_result_free);
    }
}

static void
test_too_large (Fixture *fixture, gconstpointer data)
{
  run (fixture, answer_too_large);

  assert_failed (fixture, DG_GENERATOR_ERROR, DG_GENERATOR_ERROR_REPLY, 1);
  g_assert_nonnull (strstr (fixture->error->message, "Shorten"));
}

/* --- services that are busy --- */

static void
be_busy (ScriptedModel *model, const Ask *ask, Answer *answer)
{
  static const int codes[] = { DG_INFERENCE_ERROR_THROTTLED, DG_INFERENCE_ERROR_UNAVAILABLE, DG_INFERENCE_ERROR_NETWORK,
                               DG_INFERENCE_ERROR_TIMEOUT };

  fail (answer, codes[(ask->number - 1) % G_N_ELEMENTS (codes)], 1);
}

static void
be_busy_four_times (ScriptedModel *model, const Ask *ask, Answer *answer)
{
  if (ask->number <= 4)
    be_busy (model, ask, answer);
  else
    answer_seven (answer);
  g_assert_null (strstr (ask->message, "Once more"));
}

static void
test_busy (Fixture *fixture, gconstpointer data)
{
  run (fixture, be_busy_four_times);

  assert_well (fixture, 5);
  for (guint i = 0; i < 4; i++)
    {
      g_assert_cmpstr (get_call (fixture, i)->error, ==, "told to fail");
      g_assert_cmpstr (get_call (fixture, i)->request_id, ==, "id-of-failure");
      g_assert_null (get_call (fixture, i)->stop_reason);
    }
}

static void
test_busy_for_ever (Fixture *fixture, gconstpointer data)
{
  run (fixture, be_busy);

  assert_failed (fixture, DG_INFERENCE_ERROR, DG_INFERENCE_ERROR_THROTTLED, 5);
  g_assert_cmpstr (fixture->error->message, ==, "told to fail");
}

static void
be_busy_without_a_hint (ScriptedModel *model, const Ask *ask, Answer *answer)
{
  if (ask->number == 1)
    fail (answer, DG_INFERENCE_ERROR_THROTTLED, -1);
  else
    answer_seven (answer);
}

static void
test_wait (Fixture *fixture, gconstpointer data)
{
  gint64 started_us = g_get_monotonic_time ();

  run (fixture, be_busy_without_a_hint);

  assert_well (fixture, 2);
  g_assert_cmpint (g_get_monotonic_time () - started_us, >=, 250 * G_TIME_SPAN_MILLISECOND);
}

static void
be_busy_for_an_hour (ScriptedModel *model, const Ask *ask, Answer *answer)
{
  fail (answer, DG_INFERENCE_ERROR_THROTTLED, 3600 * 1000);
}

static void
test_cancelled_wait (Fixture *fixture, gconstpointer data)
{
  start (fixture, be_busy_for_an_hour);
  while (scripted_model_get_n_requests (fixture->model) == 0 || scripted_model_get_n_in_flight (fixture->model) > 0)
    g_main_context_iteration (NULL, TRUE);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_null (fixture->result);

  g_cancellable_cancel (fixture->cancellable);
  while (fixture->result == NULL)
    g_main_context_iteration (NULL, TRUE);

  assert_failed (fixture, G_IO_ERROR, G_IO_ERROR_CANCELLED, 1);
}

static void
answer_never (ScriptedModel *model, const Ask *ask, Answer *answer)
{
  answer->hang = TRUE;
}

static void
test_cancelled_call (Fixture *fixture, gconstpointer data)
{
  start (fixture, answer_never);
  while (scripted_model_get_n_requests (fixture->model) == 0)
    g_main_context_iteration (NULL, TRUE);
  g_cancellable_cancel (fixture->cancellable);
  while (fixture->result == NULL)
    g_main_context_iteration (NULL, TRUE);

  assert_failed (fixture, G_IO_ERROR, G_IO_ERROR_CANCELLED, 1);
}

static void
be_refused (ScriptedModel *model, const Ask *ask, Answer *answer)
{
  fail (answer, DG_INFERENCE_ERROR_REFUSED_CREDENTIALS, 1);
}

static void
test_other_error (Fixture *fixture, gconstpointer data)
{
  run (fixture, be_refused);

  assert_failed (fixture, DG_INFERENCE_ERROR, DG_INFERENCE_ERROR_REFUSED_CREDENTIALS, 1);
  g_assert_cmpstr (fixture->error->message, ==, "told to fail");
}

/* --- streaming --- */

static void
break_off_then_answer (ScriptedModel *model, const Ask *ask, Answer *answer)
{
  answer_seven (answer);
  if (ask->number > 1)
    return;
  g_free (answer->raw);
  answer->raw = g_strdup ("{\"n");
  answer->error = g_error_new (DG_INFERENCE_ERROR, DG_INFERENCE_ERROR_TRUNCATED, "broke off");
}

/* The pieces of two tries are never mixed. */
static void
test_deltas (Fixture *fixture, gconstpointer data)
{
  run (fixture, break_off_then_answer);

  assert_well (fixture, 2);
  g_assert_cmpstr (fixture->deltas->str, ==, "{\"n");
}

static void
test_deltas_after_wait (Fixture *fixture, gconstpointer data)
{
  run (fixture, be_busy_four_times);

  g_assert_cmpstr (fixture->deltas->str, ==, "{\"n\": 7}");
}

static void
add (const char *path, void (*test) (Fixture *fixture, gconstpointer data), gconstpointer data)
{
  g_test_add (path, Fixture, data, set_up, test, tear_down);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/tool-call/error-is-for-people", test_error_is_for_people);
  add ("/tool-call/well", test_well, NULL);
  add ("/tool-call/unknown-price", test_unknown_price, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (useless); i++)
    {
      g_autofree char *once = g_strconcat ("/tool-call/once/", useless[i].name, NULL);
      g_autofree char *twice = g_strconcat ("/tool-call/twice/", useless[i].name, NULL);

      add (once, test_useless_once, &useless[i]);
      add (twice, test_useless_twice, &useless[i]);
    }
  add ("/tool-call/cut", test_cut, NULL);
  add ("/tool-call/cut-always", test_cut_always, NULL);
  add ("/tool-call/cut-at-limit", test_cut_at_limit, NULL);
  add ("/tool-call/room-after-malformed", test_room_after_malformed, NULL);
  add ("/tool-call/refused", test_refused, NULL);
  add ("/tool-call/too-large", test_too_large, NULL);
  add ("/tool-call/busy", test_busy, NULL);
  add ("/tool-call/busy-for-ever", test_busy_for_ever, NULL);
  add ("/tool-call/wait", test_wait, NULL);
  add ("/tool-call/cancelled-wait", test_cancelled_wait, NULL);
  add ("/tool-call/cancelled-call", test_cancelled_call, NULL);
  add ("/tool-call/other-error", test_other_error, NULL);
  add ("/tool-call/deltas", test_deltas, NULL);
  add ("/tool-call/deltas-after-wait", test_deltas_after_wait, NULL);

  return g_test_run ();
}
