/* test-models.c: models that misbehave, in a stream and in what they say
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "events.h"

#include <string.h>

#define TASK "Classify customer support messages of a telecom company."
#define LINES "- n=1 | ANSWER: billing\n- n=2 | ANSWER: roaming"
#define LABELLED                                                                                                       \
  "\"input\":{\"type\":\"string\"},\"answer_label\":{\"type\":\"string\",\"enum\":[\"billing\",\"roaming\"]}"
#define N_REQUESTS 20
#define N_LINES 100

typedef struct
{
  const char *fault;
  const char *class;
  const char *kind;
} Exception;

static const Exception exceptions[] = {
  { "stream-exception", "exception", "modelStreamErrorException" },
  { "stream-throttle", "exception", "throttlingException" },
  { "stream-internal", "exception", "internalServerException" },
  { "stream-unavailable", "exception", "serviceUnavailableException" },
  { "stream-validation", "exception", "validationException" },
  { "stream-error", "error", "InternalFailure" },
};

static DgSimulator *
start_faulty (const char *fault, DgToolDeltas tool_deltas)
{
  return start_simulator (&(DgSimulatorOptions){
      .seed = 1,
      .tool_deltas = tool_deltas,
      .access_key_id = KEY,
      .secret_access_key = SECRET,
      .faults = (const char *const[]){ fault, NULL },
  });
}

static char *
make_records_request (const char *lines)
{
  g_autofree char *schema = make_record_schema (LABELLED);

  return make_request (TASK, lines, schema, 0);
}

static Answer *
ask_faulty (const char *fault, const char *operation)
{
  g_autofree char *at_once = g_strconcat (fault, "@1", NULL);
  g_autoptr (DgSimulator) simulator = start_faulty (at_once, DG_TOOL_DELTAS_WHOLE);
  g_autofree char *body = make_records_request (LINES);

  return ask (simulator, operation, body);
}

/* Something has come by then, and nothing comes after it; a plain reply knows nothing of it. */
static void
test_exception (gconstpointer data)
{
  const Exception *exception = data;
  g_autofree char *at_once = g_strconcat (exception->fault, "=1", NULL);
  g_autoptr (DgSimulator) simulator = start_faulty (at_once, DG_TOOL_DELTAS_FRAGMENT);
  g_autofree char *body = make_records_request (LINES);
  g_autoptr (Answer) streamed = ask (simulator, "converse-stream", body);
  g_autoptr (Answer) plain = ask (simulator, "converse", body);
  g_autoptr (GArray) events = decode (streamed);
  Event *last = nth_event (events, events->len - 1);

  g_assert_cmpuint (events->len, >, 3);
  g_assert_cmpstr (nth_event (events, events->len - 2)->kind, ==, "contentBlockDelta");
  g_assert_cmpstr (last->class, ==, exception->class);
  g_assert_cmpstr (last->kind, ==, exception->kind);
  if (last->payload != NULL)
    g_assert_nonnull (get_in (last, "message").document);
  g_assert_cmpuint (plain->status, ==, 200);
}

static void
assert_stop_reason (Answer *answer, const char *expected)
{
  g_autofree char *stop_reason = get_string (answer, "stopReason");

  g_assert_cmpuint (answer->status, ==, 200);
  g_assert_cmpstr (stop_reason, ==, expected);
}

static void
assert_stream_stop_reason (GArray *events, const char *expected)
{
  Event *event = nth_event (events, events->len - 2);

  g_assert_cmpstr (event->kind, ==, "messageStop");
  assert_in (event, "stopReason", expected);
}

static void
assert_no_json (const char *text)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (DgJsonDocument) document = dg_json_document_new (text, -1, NULL, &error);

  g_assert_null (document);
  g_assert_nonnull (error);
}

static guint
count_blocks (Answer *answer)
{
  return dg_json_value_get_length (get (answer, "output/message/content"));
}

/* In plain JSON, half an input can stand as a string only. */
static void
check_broken_tool (const char *fault, const char *stop_reason, gboolean shorter)
{
  g_autoptr (Answer) plain = ask_faulty (fault, "converse");
  g_autoptr (Answer) streamed = ask_faulty (fault, "converse-stream");
  g_autoptr (Answer) good = ask_faulty ("bad-crc", "converse");
  g_autofree char *whole = dg_json_value_dup_source (get (good, "output/message/content/0/toolUse/input"));
  g_autoptr (GArray) events = decode (streamed);
  g_autofree char *input = get_string (plain, "output/message/content/0/toolUse/input");
  guint n_deltas;
  g_autofree char *streamed_input = join_deltas (events, "delta/toolUse/input", &n_deltas);

  assert_stop_reason (plain, stop_reason);
  assert_stream_stop_reason (events, stop_reason);
  g_assert_cmpstr (input, ==, streamed_input);
  assert_no_json (input);
  g_assert_cmpint (strncmp (input, whole, strlen (whole) / 2 - 4), ==, 0);
  if (shorter)
    g_assert_cmpuint (strlen (input), <, strlen (whole));
  else
    g_assert_true (g_str_has_suffix (input, whole + strlen (whole) / 2 + 4));
}

static void
test_max_tokens (void)
{
  check_broken_tool ("max-tokens", "max_tokens", TRUE);
}

static void
test_context_exceeded (void)
{
  check_broken_tool ("context-exceeded", "model_context_window_exceeded", TRUE);
}

static void
test_bad_json (void)
{
  check_broken_tool ("bad-json", "tool_use", FALSE);
}

/* Faults of tool calls leave a text alone. */
static void
test_text (void)
{
  g_autofree char *body = make_request ("Be brief.", "Hello", NULL, 0);
  g_autoptr (DgSimulator) simulator = start_faulty ("bad-json=1", DG_TOOL_DELTAS_WHOLE);
  g_autoptr (Answer) untouched = ask (simulator, "converse", body);
  g_autoptr (DgSimulator) cutting = start_faulty ("max-tokens=1", DG_TOOL_DELTAS_WHOLE);
  g_autoptr (Answer) cut = ask (cutting, "converse", body);
  g_autofree char *text = get_string (untouched, "output/message/content/0/text");
  g_autofree char *half = get_string (cut, "output/message/content/0/text");

  assert_stop_reason (untouched, "end_turn");
  assert_stop_reason (cut, "max_tokens");
  g_assert_true (g_str_has_prefix (text, half));
  g_assert_cmpuint (strlen (half), <, strlen (text));
}

/* A text block and nothing else, plain and streamed */
static char *
get_only_text (const char *fault, const char *stop_reason)
{
  g_autoptr (Answer) plain = ask_faulty (fault, "converse");
  g_autoptr (Answer) streamed = ask_faulty (fault, "converse-stream");
  g_autoptr (GArray) events = decode (streamed);
  guint n_deltas;
  g_autofree char *streamed_text = join_deltas (events, "delta/text", &n_deltas);
  char *text = get_string (plain, "output/message/content/0/text");

  assert_stop_reason (plain, stop_reason);
  assert_stream_stop_reason (events, stop_reason);
  g_assert_cmpuint (count_blocks (plain), ==, 1);
  g_assert_cmpstr (text, ==, streamed_text);

  return text;
}

static void
test_malformed_tool_use (void)
{
  g_autofree char *text = get_only_text ("malformed-tool-use", "malformed_tool_use");

  g_assert_nonnull (strstr (text, "<__function=add_records>"));
  g_assert_nonnull (strstr (text, "<__parameter=records>[{\"n\":1,"));
}

static void
test_malformed_output (void)
{
  g_autofree char *text = get_only_text ("malformed-output", "malformed_model_output");

  assert_no_json (text);
}

static void
test_guardrail (void)
{
  g_autofree char *text = get_only_text ("guardrail", "guardrail_intervened");

  g_assert_nonnull (strstr (text, "guardrail"));
}

static void
test_refusal (void)
{
  g_autofree char *text = get_only_text ("refusal", "end_turn");

  g_assert_nonnull (strstr (text, "cannot help"));
}

static void
check_nothing (const char *fault, const char *stop_reason)
{
  g_autoptr (Answer) plain = ask_faulty (fault, "converse");
  g_autoptr (Answer) streamed = ask_faulty (fault, "converse-stream");
  g_autoptr (GArray) events = decode (streamed);

  assert_stop_reason (plain, stop_reason);
  assert_stream_stop_reason (events, stop_reason);
  g_assert_cmpuint (count_blocks (plain), ==, 0);
  g_assert_cmpint (get_number (plain, "usage/outputTokens"), ==, 0);
  g_assert_cmpuint (events->len, ==, 3);
}

static void
test_filtered (void)
{
  check_nothing ("filtered", "content_filtered");
}

static void
test_empty (void)
{
  check_nothing ("empty", "end_turn");
}

/* The call is the second block, and as good as ever. */
static void
test_thinking (void)
{
  g_autoptr (Answer) plain = ask_faulty ("thinking", "converse");
  g_autoptr (Answer) streamed = ask_faulty ("thinking", "converse-stream");
  g_autoptr (GArray) events = decode (streamed);
  g_autofree char *thought = get_string (plain, "output/message/content/0/text");
  g_autofree char *input = dg_json_value_dup_source (get (plain, "output/message/content/1/toolUse/input"));
  guint n_deltas;
  g_autofree char *streamed_thought = join_block (events, 0, "delta/text", &n_deltas);
  g_autofree char *streamed_input = join_block (events, 1, "delta/toolUse/input", &n_deltas);

  assert_stop_reason (plain, "tool_use");
  assert_stream_stop_reason (events, "tool_use");
  g_assert_true (g_str_has_prefix (thought, "<thinking>"));
  g_assert_true (g_str_has_suffix (thought, "</thinking>"));
  g_assert_cmpstr (thought, ==, streamed_thought);
  g_assert_cmpstr (input, ==, streamed_input);
  g_assert_cmpint (get_number (plain, "output/message/content/1/toolUse/input/records/1/n"), ==, 2);
}

/* Lines that no other request has */
static char *
make_lines (guint request)
{
  g_autoptr (GString) lines = g_string_new (NULL);

  for (guint i = 0; i < N_LINES; i++)
    g_string_append_printf (lines, "- n=%u | ANSWER: %s | NUMBERS: %u\n", request * N_LINES + i + 1,
                            i % 2 == 0 ? "billing" : "roaming", request * N_LINES + i);

  return g_string_free (g_steal_pointer (&lines), FALSE);
}

static gboolean
is_valid (DgJsonValue record)
{
  g_autofree char *input = NULL;
  g_autofree char *label = NULL;

  return dg_json_object_lookup_string (record, "input", &input) && input != NULL &&
         dg_json_object_lookup_string (record, "answer_label", &label) &&
         (g_str_equal (label, "billing") || g_str_equal (label, "roaming"));
}

/* How many of 2,000 records in 20 replies have an input that was there before, and how many are broken */
static void
count_records (const char *fault, guint *n_repeated, guint *n_invalid)
{
  g_autoptr (DgSimulator) simulator = start_faulty (fault, DG_TOOL_DELTAS_WHOLE);
  g_autoptr (GHashTable) inputs = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  *n_repeated = *n_invalid = 0;
  for (guint i = 0; i < N_REQUESTS; i++)
    {
      g_autofree char *lines = make_lines (i);
      g_autofree char *body = make_records_request (lines);
      g_autoptr (Answer) answer = ask (simulator, "converse", body);
      DgJsonValue record;
      DgJsonIter iter;
      gint64 n = 0;

      dg_json_iter_init (&iter, get (answer, "output/message/content/0/toolUse/input/records"));
      for (guint k = 0; dg_json_iter_next (&iter, NULL, &record); k++)
        {
          char *input = NULL;

          g_assert_true (dg_json_object_lookup_int64 (record, "n", &n));
          g_assert_cmpint (n, ==, i * N_LINES + k + 1);
          if (!is_valid (record))
            (*n_invalid)++;
          else if (dg_json_object_lookup_string (record, "input", &input))
            *n_repeated += !g_hash_table_add (inputs, input);
        }
      g_assert_cmpint (n, ==, (i + 1) * N_LINES);
    }
}

static void
test_duplicate (void)
{
  guint n_before, n_repeated, n_invalid;

  /* The sentences are few enough for some to come twice by themselves. */
  count_records ("duplicate=0", &n_before, &n_invalid);
  g_assert_cmpuint (n_before, <, 200);
  count_records ("duplicate=0.25", &n_repeated, &n_invalid);
  g_assert_cmpuint (n_repeated, >, 400);
  g_assert_cmpuint (n_repeated, <, 600 + n_before);
  g_assert_cmpuint (n_invalid, ==, 0);
}

static void
test_duplicate_always (void)
{
  g_autoptr (Answer) answer = ask_faulty ("duplicate", "converse");
  g_autofree char *first = get_string (answer, "output/message/content/0/toolUse/input/records/0/input");
  g_autofree char *second = get_string (answer, "output/message/content/0/toolUse/input/records/1/input");

  g_assert_cmpstr (first, ==, second);
  g_assert_cmpint (get_number (answer, "output/message/content/0/toolUse/input/records/1/n"), ==, 2);
}

/* Tools with another schema belong to another run. */
static void
test_duplicate_of_other_schema (void)
{
  g_autoptr (DgSimulator) simulator = start_faulty ("duplicate=1", DG_TOOL_DELTAS_WHOLE);
  g_autofree char *other_schema =
      make_record_schema ("\"input\":{\"type\":\"string\"},\"answer\":{\"type\":\"string\"}");
  g_autofree char *other_body = make_request (TASK, "- n=1 | ANSWER: billing", other_schema, 0);
  g_autofree char *body = make_records_request ("- n=1 | ANSWER: billing | Tone: polite");
  g_autoptr (Answer) other = ask (simulator, "converse", other_body);
  g_autoptr (Answer) answer = ask (simulator, "converse", body);
  g_autoptr (Answer) again = ask (simulator, "converse", body);
  g_autofree char *other_input = get_string (other, "output/message/content/0/toolUse/input/records/0/input");
  g_autofree char *input = get_string (answer, "output/message/content/0/toolUse/input/records/0/input");
  g_autofree char *repeated = get_string (again, "output/message/content/0/toolUse/input/records/0/input");

  g_assert_cmpstr (input, !=, other_input);
  g_assert_cmpstr (input, ==, repeated);
}

static void
test_invalid (void)
{
  guint n_repeated, n_invalid, n_again;

  count_records ("invalid=0.25", &n_repeated, &n_invalid);
  g_assert_cmpuint (n_invalid, >, 420);
  g_assert_cmpuint (n_invalid, <, 580);
  count_records ("invalid=0.25", &n_repeated, &n_again);
  g_assert_cmpuint (n_again, ==, n_invalid);
}

/* Every way to break one is there: another label, no input, a null for it */
static void
test_invalid_ways (void)
{
  g_autoptr (DgSimulator) simulator = start_faulty ("invalid=1", DG_TOOL_DELTAS_WHOLE);
  g_autofree char *lines = make_lines (0);
  g_autofree char *body = make_records_request (lines);
  g_autoptr (Answer) answer = ask (simulator, "converse", body);
  g_autofree char *input = dg_json_value_dup_source (get (answer, "output/message/content/0/toolUse/input"));
  DgJsonValue record;
  DgJsonIter iter;
  guint n_missing = 0;

  dg_json_iter_init (&iter, get (answer, "output/message/content/0/toolUse/input/records"));
  while (dg_json_iter_next (&iter, NULL, &record))
    {
      g_assert_false (is_valid (record));
      n_missing += !dg_json_object_lookup (record, "input", NULL);
    }
  g_assert_cmpuint (n_missing, >, 0);
  g_assert_nonnull (strstr (input, "\"answer_label\":\"none of the labels\""));
  g_assert_nonnull (strstr (input, "\"input\":null"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (exceptions); i++)
    {
      g_autofree char *path = g_strconcat ("/simulator/models/", exceptions[i].fault, NULL);

      g_test_add_data_func (path, &exceptions[i], test_exception);
    }
  g_test_add_func ("/simulator/models/max-tokens", test_max_tokens);
  g_test_add_func ("/simulator/models/context-exceeded", test_context_exceeded);
  g_test_add_func ("/simulator/models/bad-json", test_bad_json);
  g_test_add_func ("/simulator/models/text", test_text);
  g_test_add_func ("/simulator/models/malformed-tool-use", test_malformed_tool_use);
  g_test_add_func ("/simulator/models/malformed-output", test_malformed_output);
  g_test_add_func ("/simulator/models/guardrail", test_guardrail);
  g_test_add_func ("/simulator/models/refusal", test_refusal);
  g_test_add_func ("/simulator/models/filtered", test_filtered);
  g_test_add_func ("/simulator/models/empty", test_empty);
  g_test_add_func ("/simulator/models/thinking", test_thinking);
  g_test_add_func ("/simulator/models/duplicate", test_duplicate);
  g_test_add_func ("/simulator/models/duplicate/always", test_duplicate_always);
  g_test_add_func ("/simulator/models/duplicate/other-schema", test_duplicate_of_other_schema);
  g_test_add_func ("/simulator/models/invalid", test_invalid);
  g_test_add_func ("/simulator/models/invalid/ways", test_invalid_ways);

  return g_test_run ();
}
