/* test-log.c: a line for every finished request
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "client.h"

#include <glib/gstdio.h>

#define LABELLED "\"input\":{\"type\":\"string\"},\"answer\":{\"type\":\"string\",\"enum\":[\"billing\",\"roaming\"]}"

typedef struct
{
  char *folder; /* (owned) */
  char *path;   /* (owned) */
} Fixture;

static void
set_up (Fixture *self, gconstpointer data)
{
  self->folder = g_dir_make_tmp ("test-log-XXXXXX", NULL);
  self->path = g_build_filename (self->folder, "log.jsonl", NULL);
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  g_remove (self->path);
  g_rmdir (self->folder);
  g_free (self->path);
  g_free (self->folder);
}

static DgSimulator *
start (Fixture *self)
{
  return start_simulator (&(DgSimulatorOptions){
      .access_key_id = KEY,
      .secret_access_key = SECRET,
      .log_path = self->path,
      .faults = (const char *const[]){ "throttle@2", "reset@3", "cut@4", NULL },
  });
}

/* The lines so far, as one JSON array */
static DgJsonDocument *
read_log (Fixture *self, guint n_lines)
{
  g_autofree char *text = NULL;
  g_auto (GStrv) lines = NULL;
  g_autofree char *joined = NULL;
  g_autofree char *array = NULL;
  g_autoptr (GError) error = NULL;
  DgJsonDocument *document;

  g_file_get_contents (self->path, &text, NULL, &error);
  g_assert_no_error (error);
  lines = g_strsplit (g_strchomp (text), "\n", -1);
  g_assert_cmpuint (g_strv_length (lines), ==, n_lines);
  joined = g_strjoinv (",", lines);
  array = g_strdup_printf ("[%s]", joined);
  document = dg_json_document_new (array, -1, NULL, &error);
  g_assert_no_error (error);

  return document;
}

static gint64
get_log_number (DgJsonDocument *log, guint line, const char *name)
{
  g_autofree char *path = g_strdup_printf ("%u/%s", line, name);
  DgJsonValue value;
  gint64 number = -1;

  g_assert_true (lookup (dg_json_document_get_root (log), path, &value));
  g_assert_true (dg_json_value_get_int64 (value, &number));

  return number;
}

static char *
dup_log_source (DgJsonDocument *log, guint line, const char *name)
{
  g_autofree char *path = g_strdup_printf ("%u/%s", line, name);
  DgJsonValue value;

  g_assert_true (lookup (dg_json_document_get_root (log), path, &value));

  return dg_json_value_dup_source (value);
}

static void
ask_and_forget (DgSimulator *simulator, const char *body)
{
  g_autoptr (Answer) answer = ask (simulator, "converse-stream", body);

  g_assert_nonnull (answer);
  /* It is written when the server is done, a moment after the client is. */
  while (dg_simulator_get_n_running (simulator) > 0)
    g_thread_yield ();
}

static void
test_lines (Fixture *self, gconstpointer data)
{
  g_autofree char *schema = make_record_schema (LABELLED);
  g_autofree char *body = make_request ("Secret.", "- n=1 | ANSWER: billing\n- n=2", schema, 1000);
  g_autoptr (DgSimulator) simulator = start (self);

  ask_and_forget (simulator, body);
  ask_and_forget (simulator, body);
  ask_and_forget (simulator, "{}");
  ask_and_forget (simulator, body);

  g_autoptr (DgJsonDocument) log = read_log (self, 4);
  g_autofree char *no_fault = dup_log_source (log, 0, "fault");
  g_autofree char *throttle = dup_log_source (log, 1, "fault");
  g_autofree char *none = dup_log_source (log, 2, "fault");
  g_autofree char *cut = dup_log_source (log, 3, "fault");

  g_assert_cmpstr (no_fault, ==, "null");
  g_assert_cmpint (get_log_number (log, 0, "status"), ==, 200);
  g_assert_cmpint (get_log_number (log, 0, "records"), ==, 2);
  g_assert_cmpint (get_log_number (log, 0, "max_tokens"), ==, 1000);
  g_assert_cmpint (get_log_number (log, 0, "input_tokens"), >, 0);
  g_assert_cmpint (get_log_number (log, 0, "output_tokens"), >, 10);
  g_assert_cmpint (get_log_number (log, 0, "at_once"), ==, 1);
  g_assert_cmpint (get_log_number (log, 0, "started_ms"), <=, get_log_number (log, 0, "ended_ms"));
  g_assert_cmpint (get_log_number (log, 0, "ended_ms"), <=, get_log_number (log, 1, "ended_ms"));
  g_assert_cmpstr (throttle, ==, "\"throttle\"");
  g_assert_cmpint (get_log_number (log, 1, "status"), ==, 429);
  g_assert_cmpint (get_log_number (log, 1, "output_tokens"), ==, 0);
  g_assert_cmpint (get_log_number (log, 1, "records"), ==, 0);
  /* A request that is none does not live to see its fault. */
  g_assert_cmpstr (none, ==, "null");
  g_assert_cmpint (get_log_number (log, 2, "status"), ==, 400);
  g_assert_cmpint (get_log_number (log, 2, "input_tokens"), ==, 0);
  g_assert_cmpstr (cut, ==, "\"cut\"");
  g_assert_cmpint (get_log_number (log, 3, "status"), ==, 200);
}

static void
test_no_texts (Fixture *self, gconstpointer data)
{
  g_autofree char *body = make_request ("Secret.", "Secret", NULL, 0);
  g_autoptr (DgSimulator) simulator = start (self);
  g_autofree char *text = NULL;

  ask_and_forget (simulator, body);
  g_assert_true (g_file_get_contents (self->path, &text, NULL, NULL));
  g_assert_null (strstr (text, "Secret"));
  g_assert_null (strstr (text, "practice"));
}

static void
test_appended (Fixture *self, gconstpointer data)
{
  g_autofree char *body = make_request ("Be brief.", "Hello", NULL, 0);

  for (guint i = 1; i <= 2; i++)
    {
      g_autoptr (DgSimulator) simulator = start (self);
      g_autoptr (DgJsonDocument) log = NULL;

      ask_and_forget (simulator, body);
      log = read_log (self, i);
      g_assert_nonnull (log);
    }
}

static void
test_duration (Fixture *self, gconstpointer data)
{
  g_autofree char *body = make_request ("Be brief.", "Hello", NULL, 0);
  g_autoptr (DgSimulator) simulator = start_simulator (&(DgSimulatorOptions){
      .ttft_ms = 300, .access_key_id = KEY, .secret_access_key = SECRET, .log_path = self->path });

  ask_and_forget (simulator, body);

  g_autoptr (DgJsonDocument) log = read_log (self, 1);

  g_assert_cmpint (get_log_number (log, 0, "status"), ==, 200);
  g_assert_cmpint (get_log_number (log, 0, "ended_ms"), >=, get_log_number (log, 0, "started_ms") + 300);
}

static void
count_given_up_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) body = soup_session_send_and_read_finish (SOUP_SESSION (source), result, &error);

  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  (*(guint *) user_data)++;
}

/* Three requests that all wait for their first token, which never comes: the first is still there with the third. */
static void
test_at_once (Fixture *self, gconstpointer data)
{
  g_autoptr (DgSimulator) simulator =
      start_simulator (&(DgSimulatorOptions){ .ttft_ms = G_MAXINT, .bearer_token = BEARER, .log_path = self->path });
  g_autoptr (SoupSession) session = soup_session_new_with_options ("max-conns-per-host", 3, NULL);
  g_autofree char *body = make_request ("Be brief.", "Hello", NULL, 0);
  guint n = 0, seen = 0;

  for (guint i = 0; i < 3; i++)
    {
      g_autoptr (SoupMessage) message = make_message (simulator, LITE, "converse", body);

      sign_message (message, body, &(Signing){ .secret = BEARER });
      soup_session_send_and_read_async (session, message, G_PRIORITY_DEFAULT, NULL, count_given_up_cb, &n);
    }
  while (dg_simulator_get_n_running (simulator) < 3)
    g_main_context_iteration (NULL, FALSE);
  soup_session_abort (session);
  while (n < 3 || dg_simulator_get_n_running (simulator) > 0)
    g_main_context_iteration (NULL, FALSE);

  g_autoptr (DgJsonDocument) log = read_log (self, 3);

  for (guint i = 0; i < 3; i++)
    seen |= 1u << get_log_number (log, i, "at_once");
  g_assert_cmphex (seen, ==, 1u << 1 | 1u << 2 | 1u << 3);
}

static void
test_bad_path (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (DgSimulator) simulator = dg_simulator_start (&(DgSimulatorOptions){ .log_path = self->folder }, &error);

  g_assert_null (simulator);
  g_assert_error (error, DG_SIMULATOR_ERROR, DG_SIMULATOR_ERROR_OPTION);
  g_assert_nonnull (strstr (error->message, self->folder));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add ("/simulator/log/lines", Fixture, NULL, set_up, test_lines, tear_down);
  g_test_add ("/simulator/log/no-texts", Fixture, NULL, set_up, test_no_texts, tear_down);
  g_test_add ("/simulator/log/appended", Fixture, NULL, set_up, test_appended, tear_down);
  g_test_add ("/simulator/log/duration", Fixture, NULL, set_up, test_duration, tear_down);
  g_test_add ("/simulator/log/at-once", Fixture, NULL, set_up, test_at_once, tear_down);
  g_test_add ("/simulator/log/bad-path", Fixture, NULL, set_up, test_bad_path, tear_down);

  return g_test_run ();
}
