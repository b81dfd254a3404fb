/* bench-wizard.c: how the wizard feels: a run with its records live, typing in a long card, opening a long chat
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Usage: bench-wizard run|card|chat. Needs a display; window.py gives it one. What it prints: bench_clock_stop().
 */

#include "config.h"

#include <stdlib.h>

#include "app-assert.h"
#include "app-fixture.h"
#include "bench-clock.h"
#include "dg-chat-bubble.h"
#include "dg-checklist.h"
#include "dg-configure-step.h"
#include "dg-generate-step.h"
#include "dg-growing-text.h"
#include "dg-json.h"
#include "dg-bedrock-model.h"
#include "dg-sample-card.h"
#include "dg-window.h"
#include "dg-wizard-page.h"
#include "store-test-utils.h"

#define N_RECORDS 1000
#define N_CHARACTERS 20000
#define N_KEYS 200
#define KEY_MS 80
#define N_MESSAGES 200
#define N_OPENINGS 7
#define REST_US (G_USEC_PER_SEC / 2)

/* All that a run needs is said, so that nothing has to be worked out before it. */
static const char requirements[] =
    "{\"task\": \"Sort messages to a mobile network by what they want.\", \"role_persona\": \"A triage agent.\","
    " \"diversity\": \"Short and long.\", \"realism\": \"As typed.\", \"edge_cases\": \"None.\","
    " \"constraints\": \"English.\", \"input_format\": \"Plain text.\","
    " \"output_format\": {\"parts\": {\"kind\": \"classification\", \"structure\": \"one label\","
    "  \"expected_response\": \"the label alone\"}},"
    " \"dataset_format\": \"jsonl\", \"labels\": [\"billing\", \"roaming\", \"cancellation\"],"
    " \"dimensions\": [{\"name\": \"tone\", \"values\": [\"friendly\", \"neutral\", \"frustrated\"]},"
    "  {\"name\": \"complexity\", \"values\": [\"simple\", \"needs a second look\"]}]}";

/* --- what is measured on --- */

static DgDraft *
make_draft (DgStep step)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (DgChecklist) checklist = dg_checklist_new_from_json (requirements, -1, &error);
  DgDraft *draft = dg_draft_new ();

  g_assert_no_error (error);
  dg_checklist_leave_rest_to_model (checklist);
  draft->confirmed = step > DG_STEP_REQUIREMENTS;
  if (draft->confirmed)
    dg_checklist_confirm (checklist);
  draft->checklist = dg_checklist_to_json (checklist);
  draft->provider = g_strdup (DG_PROVIDER_PRACTICE);
  draft->model = g_strdup (DG_PROVIDER_PRACTICE);
  draft->name = g_strdup ("Triage");
  draft->step = step;

  return draft;
}

static GtkWidget *
open_window (AppFixture *fixture)
{
  DgWindow *window = dg_window_new (NULL, fixture->engine, fixture->runs);

  fixture->window = GTK_WINDOW (window);
  gtk_window_set_default_size (fixture->window, 1100, 760);
  gtk_window_present (fixture->window);
  app_wait_until (gtk_widget_get_mapped (GTK_WIDGET (window)));
  bench_run_for (REST_US);

  return GTK_WIDGET (window);
}

static void
continue_draft (GtkWidget *window, const char *session)
{
  g_assert_true (gtk_widget_activate_action (window, "win.continue", "s", session));
}

static GtkWidget *
find_mapped (GtkWidget *window, GType type, const char *name)
{
  GtkWidget *found = app_find (window, type, name);

  return found != NULL && gtk_widget_get_mapped (found) ? found : NULL;
}

/* --- a run --- */

static void
measure_run (AppFixture *fixture)
{
  g_autoptr (DgDraft) draft = make_draft (DG_STEP_DATASET);
  g_autofree char *id = store_test_save_draft (app_fixture_open_library (fixture), draft, NULL);
  GtkWidget *window, *page, *step;
  DgActiveRun *run;
  BenchClock *clock;
  gint64 began;

  g_settings_set_uint (fixture->settings, "records", N_RECORDS);
  window = open_window (fixture);
  continue_draft (window, id);
  app_wait_until ((page = find_mapped (window, DG_TYPE_WIZARD_PAGE, NULL)) != NULL &&
                  (step = find_mapped (page, DG_TYPE_CONFIGURE_STEP, NULL)) != NULL &&
                  dg_wizard_step_get_complete (DG_WIZARD_STEP (step)));
  /* the first frame of the wizard is no part of the run */
  bench_run_for (REST_US);

  clock = bench_clock_start (fixture->window);
  began = g_get_monotonic_time ();
  g_assert_true (gtk_widget_activate_action (page, "wizard.next", NULL));
  app_wait_until ((run = dg_run_list_find_session (fixture->runs, id)) != NULL);
  g_object_ref (run);
  app_wait_until (dg_active_run_has_ended (run));
  bench_clock_stop (clock, "a run");

  g_assert_no_error (dg_active_run_get_error (run));
  g_assert_cmpuint (dg_run_report_get_records (dg_active_run_get_report (run)), ==, N_RECORDS);
  g_printerr ("%u records in %.1f s\n", N_RECORDS, (double) (g_get_monotonic_time () - began) / G_USEC_PER_SEC);
  g_object_unref (run);
}

/* --- typing in a card --- */

static char *
make_long_text (gboolean as_json)
{
  g_autoptr (GString) text = g_string_new (as_json ? "[" : NULL);

  for (guint i = 0; text->len < N_CHARACTERS; i++)
    if (as_json)
      g_string_append_printf (text, "%s{\"id\":%u,\"name\":\"Line %u of the order\",\"paid\":false}", i > 0 ? "," : "",
                              i, i);
    else
      g_string_append_printf (text, "My bill has doubled again, for the %uth time, and nobody answers the phone.%s", i,
                              i % 5 == 4 ? "\n" : " ");
  if (as_json)
    g_string_append_c (text, ']');

  return g_strdup (text->str);
}

static void
type_keys (AppFixture *fixture, GtkTextView *view, const char *what)
{
  BenchClock *clock;

  gtk_widget_grab_focus (GTK_WIDGET (view));
  bench_run_for (2 * REST_US);
  clock = bench_clock_start (fixture->window);
  for (guint i = 0; i < N_KEYS; i++)
    {
      bench_clock_press_key (clock, NULL, NULL);
      g_signal_emit_by_name (view, "insert-at-cursor", i % 6 == 5 ? " " : "e");
      app_wait_until (!bench_clock_awaits_frame (clock));
      bench_run_for (KEY_MS * 1000);
    }
  bench_clock_stop (clock, what);
}

static void
measure_typing (AppFixture *fixture, const char *what, gboolean as_json)
{
  g_autoptr (DgDraft) draft = make_draft (DG_STEP_SAMPLES);
  g_autofree char *id = store_test_save_draft (dg_engine_get_library (fixture->engine), draft, NULL);
  g_autofree char *text = make_long_text (as_json);
  g_autofree char *shown = as_json ? dg_json_text_indent (text) : g_strdup (text);
  GtkWidget *window = open_window (fixture);
  GtkWidget *card, *view = NULL;
  GtkTextIter middle;

  continue_draft (window, id);
  app_wait_until ((card = find_mapped (window, DG_TYPE_SAMPLE_CARD, NULL)) != NULL &&
                  (view = find_mapped (card, DG_TYPE_GROWING_TEXT, NULL)) != NULL &&
                  gtk_text_view_get_editable (GTK_TEXT_VIEW (view)));
  gtk_text_buffer_set_text (gtk_text_view_get_buffer (GTK_TEXT_VIEW (view)), shown, -1);
  gtk_text_buffer_get_iter_at_line (gtk_text_view_get_buffer (GTK_TEXT_VIEW (view)), &middle, 2);
  gtk_text_buffer_place_cursor (gtk_text_view_get_buffer (GTK_TEXT_VIEW (view)), &middle);
  type_keys (fixture, GTK_TEXT_VIEW (view), what);
  gtk_window_destroy (g_steal_pointer (&fixture->window));
}

static void
measure_card (AppFixture *fixture)
{
  app_fixture_open_library (fixture);
  measure_typing (fixture, "typing in a card", FALSE);
  measure_typing (fixture, "typing in a card of JSON", TRUE);
}

/* --- opening a chat --- */

static void
add_messages (DgDraft *draft)
{
  for (guint i = 0; i < N_MESSAGES; i++)
    {
      g_autofree char *text =
          i % 2 == 1
              ? g_strdup_printf ("No, not like number %u: they write in a hurry, and half of them from a phone.", i)
              : g_strdup_printf (
                    "I see. For the **edge cases** (%u) this is what I have:\n\n- messages that want *two* "
                    "things at once\n- a bill quoted as `EUR 12.%02u`\n- somebody who only says thank "
                    "you\n\nIs there anything that must **never** be in an answer?",
                    i, i % 100);

      g_ptr_array_add (draft->messages, dg_message_new (i % 2 == 1, text));
    }
}

static void
count_bubbles_cb (GtkWidget *widget, gpointer data)
{
  guint *n = data;

  *n += DG_IS_CHAT_BUBBLE (widget) && gtk_widget_get_mapped (widget);
}

static gboolean
has_chat (gpointer window)
{
  guint n = 0;

  app_foreach (window, count_bubbles_cb, &n);

  return n > 1;
}

/* From Continue to the first frame that has it; the first time is apart, as much is made only once. */
static void
measure_chat (AppFixture *fixture)
{
  g_autoptr (DgDraft) draft = make_draft (DG_STEP_REQUIREMENTS);
  g_autofree char *id = NULL;
  GtkWidget *window;
  BenchClock *clock;

  add_messages (draft);
  id = store_test_save_draft (app_fixture_open_library (fixture), draft, NULL);
  window = open_window (fixture);
  clock = bench_clock_start (fixture->window);
  for (guint i = 0; i < N_OPENINGS; i++)
    {
      bench_clock_press_key (clock, has_chat, window);
      continue_draft (window, id);
      app_wait_until (!bench_clock_awaits_frame (clock));
      if (i == 0)
        {
          bench_clock_stop (clock, "a chat, the first time");
          clock = bench_clock_start (fixture->window);
        }
      bench_run_for (REST_US);
      dg_window_go_home (DG_WINDOW (window));
      bench_run_for (REST_US);
    }
  bench_clock_stop (clock, "a chat, again");
}

int
main (int argc, char *argv[])
{
  AppFixture fixture = { 0 };
  g_autofree char *what = g_strdup (argc == 2 ? argv[1] : "");

  argc = 1;
  app_test_init (&argc, &argv);
  app_fixture_set_up (&fixture, NULL);
  if (g_str_equal (what, "run"))
    measure_run (&fixture);
  else if (g_str_equal (what, "card"))
    measure_card (&fixture);
  else if (g_str_equal (what, "chat"))
    measure_chat (&fixture);
  else
    g_error ("Usage: bench-wizard run|card|chat");
  app_fixture_tear_down (&fixture, NULL);

  return EXIT_SUCCESS;
}
