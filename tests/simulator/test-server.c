/* test-server.c: starting, stopping, clients that go away, faults that cannot be read
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "client.h"
#include "held-port.h"

#define N_AT_ONCE 40
#define DEADLINE_US (20 * G_USEC_PER_SEC)

/* A stream that has begun and takes an hour to end */
typedef struct
{
  DgSimulator *simulator;
  SoupSession *session;
  GInputStream *stream;
} Slow;

static void
start_slow (Slow *slow)
{
  g_autoptr (SoupMessage) message = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *body = make_request ("Be brief.", "Hello", NULL, 0);
  char byte;

  slow->simulator = start_simulator (&(DgSimulatorOptions){ .tokens_per_second = 0.01, .bearer_token = BEARER });
  slow->session = soup_session_new ();
  message = make_message (slow->simulator, LITE, "converse-stream", body);
  sign_message (message, body, &(Signing){ .secret = BEARER });
  slow->stream = soup_session_send (slow->session, message, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (g_input_stream_read (slow->stream, &byte, 1, NULL, &error), ==, 1);
  g_assert_cmpuint (dg_simulator_get_n_running (slow->simulator), ==, 1);
}

static void
test_stop (void)
{
  guint16 port;
  g_autoptr (GSocket) holder = hold_port (&port);
  g_autoptr (DgSimulator) simulator = start_simulator (&(DgSimulatorOptions){ .port = port, .bearer_token = BEARER });
  g_autoptr (SoupSession) session = soup_session_new ();
  g_autoptr (SoupMessage) before = make_message (simulator, LITE, "converse", "{}");
  g_autoptr (SoupMessage) after = make_message (simulator, LITE, "converse", "{}");
  g_autoptr (Answer) answer = send_message (before);
  g_autoptr (GBytes) body = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_cmpuint (answer->status, ==, 403);
  dg_simulator_stop (simulator);
  dg_simulator_stop (simulator);
  body = soup_session_send_and_read (session, after, NULL, &error);

  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CONNECTION_REFUSED);
}

/* The client sees the end of its stream at once, not in an hour. */
static void
test_stop_in_flight (void)
{
  g_autofree char *rest = g_malloc (4096);
  gint64 start = g_get_monotonic_time ();
  gsize length = 0;
  Slow slow;

  start_slow (&slow);
  dg_simulator_stop (slow.simulator);

  g_input_stream_read_all (slow.stream, rest, 4096, &length, NULL, NULL);
  g_assert_cmpuint (length, <, 4096);
  g_assert_cmpuint (dg_simulator_get_n_running (slow.simulator), ==, 0);
  g_assert_cmpint (g_get_monotonic_time () - start, <, DEADLINE_US);
  g_object_unref (slow.stream);
  g_object_unref (slow.session);
  g_object_unref (slow.simulator);
}

/* Nothing of a request is left when its client has gone, though its next token is due in minutes only. */
static void
test_client_goes_away (void)
{
  gint64 deadline = g_get_monotonic_time () + DEADLINE_US;
  Slow slow;

  start_slow (&slow);
  soup_session_abort (slow.session);
  g_object_unref (slow.stream);
  g_object_unref (slow.session);

  while (dg_simulator_get_n_running (slow.simulator) > 0 && g_get_monotonic_time () < deadline)
    g_thread_yield ();
  g_assert_cmpuint (dg_simulator_get_n_running (slow.simulator), ==, 0);
  g_object_unref (slow.simulator);
}

/* The same for a client that has not got a single byte yet */
static void
test_client_goes_away_early (gconstpointer operation)
{
  g_autoptr (DgSimulator) simulator =
      start_simulator (&(DgSimulatorOptions){ .ttft_ms = G_MAXINT, .bearer_token = BEARER });
  g_autoptr (SoupSession) session = soup_session_new ();
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autofree char *body = make_request ("Be brief.", "Hello", NULL, 0);
  g_autoptr (SoupMessage) message = make_message (simulator, LITE, operation, body);
  gint64 deadline = g_get_monotonic_time () + DEADLINE_US;

  sign_message (message, body, &(Signing){ .secret = BEARER });
  soup_session_send_async (session, message, G_PRIORITY_DEFAULT, cancellable, NULL, NULL);
  while (dg_simulator_get_n_running (simulator) == 0 && g_get_monotonic_time () < deadline)
    g_main_context_iteration (NULL, FALSE);
  g_assert_cmpuint (dg_simulator_get_n_running (simulator), ==, 1);

  g_cancellable_cancel (cancellable);
  while (dg_simulator_get_n_running (simulator) > 0 && g_get_monotonic_time () < deadline)
    g_main_context_iteration (NULL, FALSE);
  g_assert_cmpuint (dg_simulator_get_n_running (simulator), ==, 0);
}

static void
test_port_in_use (void)
{
  g_autoptr (DgSimulator) simulator = start_default_simulator ();
  const DgSimulatorOptions options = { .port = dg_simulator_get_port (simulator) };
  g_autoptr (GError) error = NULL;
  g_autoptr (DgSimulator) second = dg_simulator_start (&options, &error);

  g_assert_null (second);
  g_assert_error (error, DG_SIMULATOR_ERROR, DG_SIMULATOR_ERROR_LISTEN);
}

static void
test_practice (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (DgSimulator) simulator = dg_simulator_start_practice (&error);
  const Signing signing = {
    dg_simulator_get_access_key_id (simulator),
    dg_simulator_get_secret_access_key (simulator),
  };
  g_autofree char *url = g_strdup_printf ("http://127.0.0.1:%u", dg_simulator_get_port (simulator));
  g_autofree char *body = make_request ("Be brief.", "Hello", NULL, 2);
  g_autoptr (SoupMessage) message = make_message (simulator, LITE, "converse", body);
  g_autoptr (Answer) answer = NULL;

  g_assert_cmpstr (dg_simulator_get_url (simulator), ==, url);
  sign_message (message, body, &signing);
  answer = send_message (message);
  g_assert_cmpuint (answer->status, ==, 200);
}

static void
test_not_found (gconstpointer data)
{
  const char *const *request = data;
  g_autoptr (DgSimulator) simulator = start_default_simulator ();
  g_autofree char *url = g_strconcat (dg_simulator_get_url (simulator), request[1], NULL);
  g_autoptr (SoupMessage) message = soup_message_new (request[0], url);
  g_autoptr (Answer) answer = send_message (message);

  assert_refused (answer, 404, "UnknownOperationException", "not recognized");
}

/* Of requests that were sent together, how many ended how */
typedef struct
{
  guint n_answered;
  guint n_given_up;
} Tally;

static void
count_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Tally *tally = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) body = soup_session_send_and_read_finish (SOUP_SESSION (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      tally->n_given_up++;
      return;
    }
  g_assert_no_error (error);
  g_assert_cmpuint (g_bytes_get_size (body), >, 0);
  tally->n_answered++;
}

static SoupSession *
send_together (DgSimulator *simulator, Tally *tally)
{
  SoupSession *session = soup_session_new_with_options ("max-conns", N_AT_ONCE, "max-conns-per-host", N_AT_ONCE, NULL);
  g_autofree char *body = make_request ("Be brief.", "Hello", NULL, 0);

  for (guint i = 0; i < N_AT_ONCE; i++)
    {
      g_autoptr (SoupMessage) message = make_message (simulator, LITE, "converse-stream", body);

      sign_message (message, body, &(Signing){ .secret = BEARER });
      soup_session_send_and_read_async (session, message, G_PRIORITY_DEFAULT, NULL, count_cb, tally);
    }

  return session;
}

static void
test_together (void)
{
  g_autoptr (DgSimulator) simulator =
      start_simulator (&(DgSimulatorOptions){ .ttft_ms = 100, .tokens_per_second = 200, .bearer_token = BEARER });
  Tally tally = { 0 };
  g_autoptr (SoupSession) session = send_together (simulator, &tally);

  while (tally.n_answered + tally.n_given_up < N_AT_ONCE)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpuint (tally.n_answered, ==, N_AT_ONCE);
}

/* All of them are under way at the same time. None is answered, so that the first is still there with the last. */
static void
test_at_once (void)
{
  g_autoptr (DgSimulator) simulator =
      start_simulator (&(DgSimulatorOptions){ .ttft_ms = G_MAXINT, .bearer_token = BEARER });
  gint64 deadline = g_get_monotonic_time () + DEADLINE_US;
  Tally tally = { 0 };
  g_autoptr (SoupSession) session = send_together (simulator, &tally);

  while (dg_simulator_get_n_running (simulator) < N_AT_ONCE && g_get_monotonic_time () < deadline)
    g_main_context_iteration (NULL, FALSE);
  g_assert_cmpuint (dg_simulator_get_n_running (simulator), ==, N_AT_ONCE);

  soup_session_abort (session);
  while (tally.n_answered + tally.n_given_up < N_AT_ONCE)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpuint (tally.n_given_up, ==, N_AT_ONCE);
}

static void
test_bad_fault (gconstpointer data)
{
  const char *const faults[] = { data, NULL };
  const DgSimulatorOptions options = { .faults = faults };
  g_autoptr (GError) error = NULL;
  g_autoptr (DgSimulator) simulator = dg_simulator_start (&options, &error);

  g_assert_null (simulator);
  g_assert_error (error, DG_SIMULATOR_ERROR, DG_SIMULATOR_ERROR_OPTION);
  /* Says what is allowed */
  g_assert_nonnull (strstr (error->message, "stream-exception"));
}

static void
test_fault_kinds (void)
{
  guint n_kinds;
  const DgFaultKind *kinds = dg_simulator_list_fault_kinds (&n_kinds);

  g_assert_cmpuint (n_kinds, >, 0);
  for (guint i = 0; i < n_kinds; i++)
    {
      g_autofree char *fault = g_strconcat (kinds[i].name, "=0.5", NULL);
      g_autoptr (DgSimulator) simulator =
          start_simulator (&(DgSimulatorOptions){ .faults = (const char *const[]){ fault, NULL } });

      g_assert_nonnull (simulator);
      g_assert_cmpuint (strlen (kinds[i].summary), >, 0);
    }
}

/* A probability of one half hits some requests and not others, and the same ones with the same seed. */
static void
test_fault_probability (void)
{
  guint hits[2] = { 0, 0 };
  g_autofree char *body = make_request ("Be brief.", "Hello", NULL, 0);

  for (guint round = 0; round < 2; round++)
    {
      g_autoptr (DgSimulator) simulator = start_simulator (&(DgSimulatorOptions){
          .seed = 3,
          .access_key_id = KEY,
          .secret_access_key = SECRET,
          .faults = (const char *const[]){ "stream-exception=0.5", NULL },
      });

      for (guint i = 0; i < 20; i++)
        {
          g_autoptr (Answer) answer = ask (simulator, "converse-stream", body);
          gsize length;
          const char *data = g_bytes_get_data (answer->body, &length);

          hits[round] |= (guint) (memmem (data, length, "exception", 9) != NULL) << i;
        }
    }

  g_assert_cmpuint (hits[0], ==, hits[1]);
  g_assert_cmpuint (hits[0], !=, 0);
  g_assert_cmpuint (hits[0], !=, (1u << 20) - 1);
}

int
main (int argc, char **argv)
{
  static const char *const unknown[][2] = {
    { "GET", "/" },
    { "GET", "/model/us.amazon.nova-2-lite-v1%3A0/converse" },
    { "POST", "/model/us.amazon.nova-2-lite-v1%3A0/count-tokens" },
    { "POST", "/model/converse" },
    { "POST", "/model/a/b/converse" },
    { "POST", "/converse" },
  };
  static const char *const bad_faults[] = {
    "throttled=1",        "stream-exception",     "stream-exception=",  "stream-exception=2",  "stream-exception=-1",
    "stream-exception=x", "stream-exception=nan", "stream-exception@0", "stream-exception@-1", "stream-exception@1.5",
  };

  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/simulator/server/stop", test_stop);
  g_test_add_func ("/simulator/server/stop-in-flight", test_stop_in_flight);
  g_test_add_func ("/simulator/server/client-goes-away", test_client_goes_away);
  g_test_add_data_func ("/simulator/server/client-goes-away/before-the-reply", "converse", test_client_goes_away_early);
  g_test_add_data_func ("/simulator/server/client-goes-away/before-the-stream", "converse-stream",
                        test_client_goes_away_early);
  g_test_add_func ("/simulator/server/port-in-use", test_port_in_use);
  g_test_add_func ("/simulator/server/practice", test_practice);
  g_test_add_func ("/simulator/server/together", test_together);
  g_test_add_func ("/simulator/server/at-once", test_at_once);
  g_test_add_func ("/simulator/server/faults/kinds", test_fault_kinds);
  g_test_add_func ("/simulator/server/faults/probability", test_fault_probability);
  for (guint i = 0; i < G_N_ELEMENTS (unknown); i++)
    {
      g_autofree char *path = g_strdup_printf ("/simulator/server/not-found/%u", i);

      g_test_add_data_func (path, unknown[i], test_not_found);
    }
  for (guint i = 0; i < G_N_ELEMENTS (bad_faults); i++)
    {
      g_autofree char *path = g_strconcat ("/simulator/server/faults/bad/", bad_faults[i], NULL);

      g_test_add_data_func (path, bad_faults[i], test_bad_fault);
    }

  return g_test_run ();
}
