/* test-faults.c: what goes wrong before a reply and on the wire, and how often
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "client.h"

#include <string.h>

#include "dg-event-stream.h"
#include "dg-simulator-fault.h"
#include "events.h"

#define HUGE_BYTES (100 * 1000 * 1000)
#define DEADLINE_US (20 * G_USEC_PER_SEC)
#define N_DRAWS 2000

typedef struct
{
  const char *fault;
  guint status;
  const char *type;
  const char *message;
  const char *hint_name;
  const char *hint;
} Refusal;

static const Refusal refusals[] = {
  { "throttle", 429, "ThrottlingException", "Too many requests" },
  { "not-ready", 429, "ModelNotReadyException", "not ready" },
  { "internal", 500, "InternalServerException", "unexpected error" },
  { "unavailable", 503, "ServiceUnavailableException", "unavailable" },
  { "timeout", 408, "ModelTimeoutException", "timed out" },
  { "overloaded", 529, "overloaded_error", "Overloaded", "Retry-After", "1" },
  { "throttle-hint", 429, "ThrottlingException", "Too many requests", "x-amz-retry-after", "300" },
  { "model-error", 424, "ModelErrorException", "invalid sequence as part of ToolUse" },
  { "validation", 400, "ValidationException", "Malformed input request" },
  { "quota", 400, "ServiceQuotaExceededException", "quota" },
  { "access-denied", 403, "AccessDeniedException", "access to the model" },
  { "expired", 403, "ExpiredTokenException", "expired" },
  { "gone", 404, "ResourceNotFoundException", "end of its life" },
};

/* Every operation of the wire, and both of them */
static const char *const operations[] = { "converse", "converse-stream" };

static DgSimulator *
start_faulty (const char *kind, const char *how)
{
  g_autofree char *fault = g_strconcat (kind, how, NULL);

  return start_simulator (&(DgSimulatorOptions){
      .seed = 1,
      .access_key_id = KEY,
      .secret_access_key = SECRET,
      .faults = (const char *const[]){ fault, NULL },
  });
}

static char *
make_hello (void)
{
  return make_request ("Be brief.", "Hello", NULL, 0);
}

/* The first request is refused, the second is not. */
static void
test_refusal (gconstpointer data)
{
  const Refusal *refusal = data;
  g_autofree char *body = make_hello ();

  for (guint i = 0; i < G_N_ELEMENTS (operations); i++)
    {
      g_autoptr (DgSimulator) simulator = start_faulty (refusal->fault, "@1");
      g_autoptr (Answer) first = ask (simulator, operations[i], body);
      g_autoptr (Answer) second = ask (simulator, operations[i], body);

      assert_refused (first, refusal->status, refusal->type, refusal->message);
      g_assert_cmpstr (soup_message_headers_get_one (first->headers, "Retry-After"), ==,
                       g_strcmp0 (refusal->hint_name, "Retry-After") == 0 ? refusal->hint : NULL);
      g_assert_cmpstr (soup_message_headers_get_one (first->headers, "x-amz-retry-after"), ==,
                       g_strcmp0 (refusal->hint_name, "x-amz-retry-after") == 0 ? refusal->hint : NULL);
      if (refusal->status == 424)
        g_assert_cmpint (get_number (first, "originalStatusCode"), ==, 424);
      g_assert_cmpuint (second->status, ==, 200);
    }
}

/* Wrong keys are told before all. */
static void
test_refusal_without_keys (void)
{
  g_autoptr (DgSimulator) simulator = start_faulty ("throttle", "@1");
  g_autofree char *body = make_hello ();
  g_autoptr (SoupMessage) message = make_message (simulator, LITE, "converse", body);
  g_autoptr (Answer) answer = NULL;

  sign_message (message, body, &(Signing){ .key = "OTHER", .secret = SECRET });
  answer = send_message (message);
  assert_refused (answer, 403, "UnrecognizedClientException", "security token");
}

static Answer *
ask_ahead (DgSimulator *simulator, gint64 skew)
{
  g_autofree char *body = make_hello ();
  g_autoptr (SoupMessage) message = make_message (simulator, LITE, "converse", body);

  sign_message (message, body, &(Signing){ .key = KEY, .secret = SECRET, .skew = skew });

  return send_message (message);
}

static gint64
get_date (Answer *answer)
{
  g_autoptr (GDateTime) date =
      soup_date_time_new_from_http_string (soup_message_headers_get_one (answer->headers, "Date"));

  g_assert_nonnull (date);

  return g_date_time_to_unix (date);
}

/* One that has learnt the time gets through, and goes on to. */
static void
test_skew (void)
{
  g_autoptr (DgSimulator) simulator = start_faulty ("skew", "@2");
  g_autoptr (Answer) before = ask_ahead (simulator, 0);
  g_autoptr (Answer) refused = ask_ahead (simulator, 0);
  gint64 offset = get_date (refused) - g_get_real_time () / G_USEC_PER_SEC;
  g_autoptr (Answer) again = ask_ahead (simulator, 0);
  g_autoptr (Answer) corrected = ask_ahead (simulator, offset);
  gint64 corrected_offset = get_date (corrected) - g_get_real_time () / G_USEC_PER_SEC;

  g_assert_cmpuint (before->status, ==, 200);
  assert_refused (refused, 403, "InvalidSignatureException", "Signature expired: ");
  g_assert_cmpint (ABS (offset - 600), <=, 5);
  assert_refused (again, 403, "InvalidSignatureException", "Signature expired: ");
  g_assert_cmpuint (corrected->status, ==, 200);
  g_assert_cmpint (ABS (corrected_offset - 600), <=, 5);
}

typedef struct
{
  DgSimulator *simulator;
  SoupSession *session;
  SoupMessage *message;
  GInputStream *stream;
} Transfer;

static void
begin (Transfer *self, const char *fault, const char *operation, const char *body)
{
  g_autoptr (GError) error = NULL;

  self->simulator = start_faulty (fault, "@1");
  self->session = soup_session_new ();
  self->message = make_message (self->simulator, LITE, operation, body);
  soup_message_add_flags (self->message, SOUP_MESSAGE_NO_REDIRECT);
  sign_message (self->message, body, &(Signing){ .key = KEY, .secret = SECRET });
  self->stream = soup_session_send (self->session, self->message, NULL, &error);
  g_assert_no_error (error);
}

static void
end (Transfer *self)
{
  g_clear_object (&self->stream);
  g_clear_object (&self->message);
  g_clear_object (&self->session);
  g_clear_object (&self->simulator);
}

/* Reads to the end, piece by piece, and tells how many there were */
static GBytes *
read_all (Transfer *self, guint *n_pieces, GError **error)
{
  g_autoptr (GByteArray) all = g_byte_array_new ();
  guint8 piece[65536];
  gssize length;

  *n_pieces = 0;
  while ((length = g_input_stream_read (self->stream, piece, sizeof piece, NULL, error)) > 0)
    {
      g_byte_array_append (all, piece, (guint) length);
      (*n_pieces)++;
    }

  return length < 0 ? NULL : g_byte_array_free_to_bytes (g_steal_pointer (&all));
}

static GBytes *
get_whole (const char *operation, const char *body)
{
  g_autoptr (DgSimulator) simulator = start_default_simulator ();
  g_autoptr (Answer) answer = ask (simulator, operation, body);

  return g_bytes_ref (answer->body);
}

/* What is read before the end is a part of it, and an error ends it. */
static void
test_reset (gconstpointer operation)
{
  g_autofree char *body = make_hello ();
  g_autoptr (GBytes) all = NULL;
  g_autoptr (GError) error = NULL;
  Transfer transfer;
  guint n_pieces;

  begin (&transfer, "reset", operation, body);
  g_assert_cmpuint (soup_message_get_status (transfer.message), ==, 200);
  all = read_all (&transfer, &n_pieces, &error);
  g_assert_null (all);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CONNECTION_CLOSED);
  g_assert_cmpuint (n_pieces, >, 0);
  end (&transfer);
}

static void
test_cut (gconstpointer operation)
{
  g_autofree char *body = make_hello ();
  g_autoptr (GBytes) whole = get_whole (operation, body);
  g_autoptr (GBytes) half = NULL;
  g_autoptr (GError) error = NULL;
  Transfer transfer;
  guint n_pieces;

  begin (&transfer, "cut", operation, body);
  half = read_all (&transfer, &n_pieces, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (g_bytes_get_size (half), >, 0);
  g_assert_cmpuint (g_bytes_get_size (half), <, g_bytes_get_size (whole));
  if (g_str_equal (operation, "converse-stream"))
    {
      g_autoptr (GArray) events = decode_bytes (half, &error);

      g_assert_no_error (error);
      g_assert_cmpstr (nth_event (events, 0)->kind, ==, "messageStart");
      g_assert_cmpstr (nth_event (events, events->len - 1)->kind, ==, "contentBlockDelta");
    }
  end (&transfer);
}

static void
test_bad_crc (void)
{
  g_autofree char *body = make_hello ();
  g_autoptr (GBytes) whole = get_whole ("converse-stream", body);
  g_autoptr (GBytes) all = NULL;
  g_autoptr (GArray) events = NULL;
  g_autoptr (GError) error = NULL;
  Transfer transfer;
  guint n_pieces;

  begin (&transfer, "bad-crc", "converse-stream", body);
  all = read_all (&transfer, &n_pieces, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (g_bytes_get_size (all), ==, g_bytes_get_size (whole));
  events = decode_bytes (all, &error);
  g_assert_error (error, DG_EVENT_STREAM_ERROR, DG_EVENT_STREAM_ERROR_CHECKSUM);
  g_assert_cmpuint (events->len, >, 0);
  end (&transfer);
}

static void
test_wrong_type (gconstpointer operation)
{
  g_autoptr (DgSimulator) simulator = start_faulty ("wrong-type", "@1");
  g_autofree char *body = make_hello ();
  g_autoptr (Answer) answer = ask (simulator, operation, body);

  g_assert_cmpuint (answer->status, ==, 200);
  g_assert_cmpstr (soup_message_headers_get_content_type (answer->headers, NULL), ==, "text/html");
  g_assert_true (g_str_has_prefix (g_bytes_get_data (answer->body, NULL), "<!DOCTYPE html>"));
}

static void
test_redirect (gconstpointer operation)
{
  g_autofree char *body = make_hello ();
  g_autoptr (GUri) target = NULL;
  SoupMessageHeaders *headers;
  Transfer transfer;

  begin (&transfer, "redirect", operation, body);
  headers = soup_message_get_response_headers (transfer.message);
  g_assert_cmpuint (soup_message_get_status (transfer.message), ==, 302);
  target = g_uri_parse (soup_message_headers_get_one (headers, "Location"), G_URI_FLAGS_NONE, NULL);
  g_assert_nonnull (target);
  /* Of all names these never lead anywhere. */
  g_assert_true (g_str_has_suffix (g_uri_get_host (target), ".invalid"));
  end (&transfer);
}

/* Nothing of it is kept here; at the end it is a reply like others. */
static void
test_huge (gconstpointer operation)
{
  static const char tail[] = "latencyMs";
  g_autofree char *body = make_hello ();
  g_autofree char *piece = g_malloc (1 << 20);
  char last[4096];
  gsize length = 0, total = 0, kept = 0;
  g_autoptr (GError) error = NULL;
  Transfer transfer;

  begin (&transfer, "huge", operation, body);
  while (g_input_stream_read_all (transfer.stream, piece, 1 << 20, &length, NULL, &error) && length > 0)
    {
      kept = MIN (length, sizeof last);
      memcpy (last, piece + length - kept, kept);
      total += length;
    }
  g_assert_no_error (error);
  g_assert_cmpuint (total, >=, HUGE_BYTES);
  g_assert_nonnull (memmem (last, kept, tail, strlen (tail)));
  end (&transfer);
}

/* A client may have enough of it at any time. */
static void
test_huge_given_up (void)
{
  g_autofree char *body = make_hello ();
  gint64 deadline = g_get_monotonic_time () + DEADLINE_US;
  Transfer transfer;
  char byte;

  begin (&transfer, "huge", "converse-stream", body);
  g_assert_cmpint (g_input_stream_read (transfer.stream, &byte, 1, NULL, NULL), ==, 1);
  soup_session_abort (transfer.session);
  g_clear_object (&transfer.stream);
  g_clear_object (&transfer.session);
  while (dg_simulator_get_n_running (transfer.simulator) > 0 && g_get_monotonic_time () < deadline)
    g_thread_yield ();
  g_assert_cmpuint (dg_simulator_get_n_running (transfer.simulator), ==, 0);
  end (&transfer);
}

static void
test_drip (gconstpointer operation)
{
  g_autofree char *body = make_hello ();
  g_autoptr (GBytes) whole = get_whole (operation, body);
  g_autoptr (GBytes) all = NULL;
  g_autoptr (GError) error = NULL;
  Transfer transfer;
  guint n_pieces;

  begin (&transfer, "drip", operation, body);
  all = read_all (&transfer, &n_pieces, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (g_bytes_get_size (all), ==, g_bytes_get_size (whole));
  g_assert_cmpuint (n_pieces, >=, 50);
  /* Up to 100 are sent. For a reader that came late they have piled up, and its buffer may end within one. */
  g_assert_cmpuint (n_pieces, <=, 2 * 100);
  end (&transfer);
}

/* The headers are there, nothing else comes, and it is over when the client goes. */
static void
test_silence (gconstpointer operation)
{
  g_autofree char *body = make_hello ();
  gint64 deadline = g_get_monotonic_time () + DEADLINE_US;
  Transfer transfer;

  begin (&transfer, "silence", operation, body);
  g_assert_cmpuint (soup_message_get_status (transfer.message), ==, 200);
  g_assert_cmpuint (dg_simulator_get_n_running (transfer.simulator), ==, 1);
  soup_session_abort (transfer.session);
  g_clear_object (&transfer.stream);
  g_clear_object (&transfer.session);
  while (dg_simulator_get_n_running (transfer.simulator) > 0 && g_get_monotonic_time () < deadline)
    g_thread_yield ();
  g_assert_cmpuint (dg_simulator_get_n_running (transfer.simulator), ==, 0);
  end (&transfer);
}

static void
test_probability (gconstpointer data)
{
  const double probability = GPOINTER_TO_UINT (data) / 100.0;
  g_autofree char *spec = g_strdup_printf ("cut=0.%02u", GPOINTER_TO_UINT (data));
  const char *const specs[] = { spec, NULL };

  for (guint64 seed = 0; seed < 5; seed++)
    {
      g_autoptr (DgFaultPlan) plan = dg_fault_plan_new (specs, seed, NULL);
      g_autoptr (DgFaultPlan) same = dg_fault_plan_new (specs, seed, NULL);
      guint n = 0;

      for (guint i = 1; i <= N_DRAWS; i++)
        {
          DgFault fault = dg_fault_plan_draw (plan, i);

          g_assert_cmpuint (fault, ==, dg_fault_plan_draw (same, i));
          n += fault == DG_FAULT_CUT;
        }
      /* Four standard deviations, at most 0.045 */
      g_assert_cmpfloat (n, >, (probability - 0.045) * N_DRAWS);
      g_assert_cmpfloat (n, <, (probability + 0.045) * N_DRAWS);
    }
}

static void
test_probability_bounds (void)
{
  const char *const specs[] = { "reset=0", "cut=1", NULL };
  g_autoptr (DgFaultPlan) plan = dg_fault_plan_new (specs, 1, NULL);

  for (guint i = 1; i <= N_DRAWS; i++)
    g_assert_cmpuint (dg_fault_plan_draw (plan, i), ==, DG_FAULT_CUT);
}

/* What is drawn for a record has nothing to do with its request's draw. */
static void
test_probability_of_records (void)
{
  const char *const specs[] = { "duplicate=0.25", "invalid@2", NULL };
  g_autoptr (DgFaultPlan) plan = dg_fault_plan_new (specs, 1, NULL);
  guint n = 0;

  for (guint i = 1; i <= N_DRAWS / 10; i++)
    {
      DgRecordFaults faults = dg_fault_plan_draw_records (plan, i);

      g_assert_cmpuint (dg_fault_plan_draw (plan, i), ==, DG_FAULT_NONE);
      g_assert_true (i == 2 ? faults.invalid >= 1 : faults.invalid <= 0);
      for (guint k = 0; k < 10; k++)
        n += dg_random_chance (&faults.random, faults.duplicate);
    }
  g_assert_cmpuint (n, >, N_DRAWS * 21 / 100);
  g_assert_cmpuint (n, <, N_DRAWS * 29 / 100);
}

static void
add_for_operations (const char *name, GTestDataFunc test)
{
  for (guint i = 0; i < G_N_ELEMENTS (operations); i++)
    {
      g_autofree char *path = g_strdup_printf ("/simulator/faults/%s/%s", name, operations[i]);

      g_test_add_data_func (path, operations[i], test);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (refusals); i++)
    {
      g_autofree char *path = g_strconcat ("/simulator/faults/", refusals[i].fault, NULL);

      g_test_add_data_func (path, &refusals[i], test_refusal);
    }
  g_test_add_func ("/simulator/faults/without-keys", test_refusal_without_keys);
  g_test_add_func ("/simulator/faults/skew", test_skew);
  add_for_operations ("reset", test_reset);
  add_for_operations ("cut", test_cut);
  g_test_add_func ("/simulator/faults/bad-crc", test_bad_crc);
  add_for_operations ("wrong-type", test_wrong_type);
  add_for_operations ("redirect", test_redirect);
  add_for_operations ("huge", test_huge);
  g_test_add_func ("/simulator/faults/huge/given-up", test_huge_given_up);
  add_for_operations ("drip", test_drip);
  add_for_operations ("silence", test_silence);
  g_test_add_data_func ("/simulator/faults/probability/5-percent", GUINT_TO_POINTER (5), test_probability);
  g_test_add_data_func ("/simulator/faults/probability/30-percent", GUINT_TO_POINTER (30), test_probability);
  g_test_add_data_func ("/simulator/faults/probability/50-percent", GUINT_TO_POINTER (50), test_probability);
  g_test_add_func ("/simulator/faults/probability/bounds", test_probability_bounds);
  g_test_add_func ("/simulator/faults/probability/records", test_probability_of_records);

  return g_test_run ();
}
