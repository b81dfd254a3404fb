/* test-requirements.c: the conversation beside the checklist, with the practice model
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "app-assert.h"
#include "app-fixture.h"
#include "dg-bedrock-model.h"
#include "dg-chat-bubble.h"
#include "dg-chat-composer.h"
#include "dg-chat-notice.h"
#include "dg-chat-suggestions.h"
#include "dg-chat-view.h"
#include "dg-checklist-part.h"
#include "dg-checklist-view.h"
#include "dg-format-editor.h"
#include "dg-requirements-desk.h"
#include "dg-requirements-step.h"
#include "dg-text-entry.h"
#include "store-test-utils.h"

#define WHAT "Messages that customers of a telecom company write to support, to be sorted by topic"

/* What the practice model takes for the goal of the task. */
#define TASK "Classify telecom support messages into billing, network or cancellation."

#define LATE "No answer yet. The service may be busy; you can stop and change your message."

typedef struct
{
  DgWizardContext *context; /* (owned) */
  DgSession *session;       /* (unowned) */
  DgWizardStep *step;       /* (unowned): the window has it */
  GtkWidget *chat;          /* (unowned) */
  GtkWidget *checklist;     /* (unowned) */
} Scene;

static void
clear_scene (Scene *scene)
{
  g_clear_object (&scene->context);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Scene, clear_scene)

static DgSession *
make_session (AppFixture *fixture, const char *provider)
{
  g_autoptr (DgDraft) draft = dg_draft_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  DgSession *session;

  draft->provider = g_strdup (provider);
  draft->model = g_strdup (g_str_equal (provider, DG_PROVIDER_PRACTICE) ? "practice" : "nova-2-lite");
  dg_session_create_async (dg_engine_get_library (fixture->engine), draft, NULL, store_test_ready_cb, &result);
  app_wait_until (result != NULL);
  session = dg_session_open_finish (result, &error);
  g_assert_no_error (error);

  return session;
}

static void
present (AppFixture *fixture, Scene *scene, const char *provider)
{
  g_autoptr (DgSession) session = NULL;

  app_fixture_open_library (fixture);
  dg_engine_find_credentials (fixture->engine);
  app_wait_until (dg_engine_get_connection (fixture->engine) != DG_CONNECTION_SEARCHING);
  session = make_session (fixture, provider);
  scene->context = dg_wizard_context_new (fixture->engine, fixture->runs);
  dg_wizard_context_set_session (scene->context, session);
  scene->session = session;
  scene->step = g_object_new (DG_TYPE_REQUIREMENTS_STEP, NULL);
  scene->chat = app_find (GTK_WIDGET (scene->step), DG_TYPE_CHAT_VIEW, NULL);
  scene->checklist = app_find (GTK_WIDGET (scene->step), DG_TYPE_CHECKLIST_VIEW, NULL);
  dg_wizard_step_set_up (scene->step, scene->context);
  app_fixture_present (fixture, GTK_WIDGET (scene->step));
  dg_wizard_step_shown (scene->step);
  app_wait_until (dg_session_get_draft (session)->messages->len == 1);
}

static guint
count_messages (Scene *scene)
{
  return dg_session_get_draft (scene->session)->messages->len;
}

static const DgMessage *
get_message (Scene *scene, guint i)
{
  return g_ptr_array_index (dg_session_get_draft (scene->session)->messages, i);
}

static DgTextEntry *
get_entry (Scene *scene)
{
  return DG_TEXT_ENTRY (app_find (app_find (scene->chat, DG_TYPE_CHAT_COMPOSER, NULL), DG_TYPE_TEXT_ENTRY, NULL));
}

static GtkWidget *
get_composer (Scene *scene)
{
  return app_find (scene->chat, DG_TYPE_CHAT_COMPOSER, NULL);
}

static void
say (Scene *scene, const char *text)
{
  dg_text_entry_set_text (get_entry (scene), text);
  g_signal_emit_by_name (get_entry (scene), "activated");
}

static void
wait_idle (Scene *scene)
{
  app_wait_until (!dg_wizard_step_get_busy (scene->step) && !dg_session_is_busy (scene->session));
}

static gboolean
is_seen (GtkWidget *widget)
{
  return widget != NULL && gtk_widget_get_mapped (widget);
}

static GtkWidget *
get_notice (Scene *scene)
{
  return app_find (scene->chat, DG_TYPE_CHAT_NOTICE, NULL);
}

static gboolean
is_visible_rec (GtkWidget *widget)
{
  for (; widget != NULL; widget = gtk_widget_get_parent (widget))
    if (!gtk_widget_get_visible (widget))
      return FALSE;

  return TRUE;
}

static guint
count_rows (Scene *scene)
{
  GtkWidget *list = app_find (scene->chat, GTK_TYPE_LIST_BOX, "Conversation");
  guint n = 0;

  for (GtkWidget *row = gtk_widget_get_first_child (list); row != NULL; row = gtk_widget_get_next_sibling (row))
    n += gtk_widget_get_visible (row) ? 1 : 0;

  return n;
}

/* --- the conversation --- */

static void
test_converses (AppFixture *fixture, gconstpointer data)
{
  g_auto (Scene) scene = { 0 };

  present (fixture, &scene, DG_PROVIDER_PRACTICE);
  g_assert_cmpuint (count_rows (&scene), ==, 1);
  say (&scene, WHAT);
  g_assert_true (dg_wizard_step_get_busy (scene.step));
  g_assert_true (dg_text_entry_is_empty (get_entry (&scene)));
  wait_idle (&scene);

  g_assert_cmpuint (count_messages (&scene), ==, 3);
  g_assert_cmpstr (get_message (&scene, 1)->text, ==, WHAT);
  app_wait_until (count_rows (&scene) == 3);
  g_assert_false (is_visible_rec (get_notice (&scene)));
  app_assert_named (GTK_WIDGET (scene.step));
}

static void
test_suggestion_sends (AppFixture *fixture, gconstpointer data)
{
  g_auto (Scene) scene = { 0 };
  GtkWidget *suggestions, *button;
  g_autofree char *answer = NULL;

  present (fixture, &scene, DG_PROVIDER_PRACTICE);
  suggestions = app_find (scene.chat, DG_TYPE_CHAT_SUGGESTIONS, NULL);
  /* there is nothing yet for a model to decide */
  g_assert_false (gtk_widget_get_visible (suggestions));

  say (&scene, WHAT);
  wait_idle (&scene);
  app_wait_until (is_seen (app_find (suggestions, GTK_TYPE_BUTTON, NULL)));
  button = app_find (suggestions, GTK_TYPE_BUTTON, NULL);
  answer = g_strdup (gtk_label_get_text (GTK_LABEL (gtk_button_get_child (GTK_BUTTON (button)))));
  g_signal_emit_by_name (button, "clicked");
  wait_idle (&scene);
  g_assert_cmpuint (count_messages (&scene), ==, 5);
  g_assert_cmpstr (get_message (&scene, 3)->text, ==, answer);
}

static void
test_stops (AppFixture *fixture, gconstpointer data)
{
  g_auto (Scene) scene = { 0 };
  GtkWidget *rest;

  present (fixture, &scene, DG_PROVIDER_PRACTICE);
  rest = app_find (scene.checklist, GTK_TYPE_BUTTON, "Let the Model Decide the Rest");
  g_assert_true (gtk_widget_get_sensitive (rest));
  say (&scene, WHAT);
  /* nobody knows what the rest is as long as what was said is not heard */
  g_assert_false (gtk_widget_get_sensitive (rest));
  g_assert_true (dg_wizard_step_stop (scene.step));
  wait_idle (&scene);
  g_assert_cmpuint (count_messages (&scene), ==, 1);
  g_assert_false (dg_wizard_step_stop (scene.step));
  g_assert_false (gtk_widget_get_sensitive (rest));

  /* what was said is still there, and can be sent again */
  app_wait_until (is_visible_rec (get_notice (&scene)));
  gtk_widget_activate_action (scene.chat, "chat.retry", NULL);
  wait_idle (&scene);
  g_assert_cmpuint (count_messages (&scene), ==, 3);
  g_assert_cmpstr (get_message (&scene, 1)->text, ==, WHAT);
  g_assert_false (is_visible_rec (get_notice (&scene)));
  g_assert_true (gtk_widget_get_sensitive (rest));
}

/* Without credentials the card says so and opens Preferences; with another model it is tried again. */
static void
test_error (AppFixture *fixture, gconstpointer data)
{
  g_auto (Scene) scene = { 0 };

  present (fixture, &scene, DG_PROVIDER_BEDROCK);
  say (&scene, WHAT);
  wait_idle (&scene);
  app_wait_until (is_visible_rec (get_notice (&scene)));
  g_assert_true (is_visible_rec (app_find (get_notice (&scene), GTK_TYPE_BUTTON, "Open Preferences")));
  g_assert_true (is_visible_rec (app_find (get_notice (&scene), GTK_TYPE_BUTTON, "Copy Details")));
  app_assert_named (scene.chat);

  dg_wizard_context_choose_model (scene.context, DG_PROVIDER_PRACTICE, "practice");
  gtk_widget_activate_action (scene.chat, "chat.retry", NULL);
  wait_idle (&scene);
  g_assert_cmpuint (count_messages (&scene), ==, 3);
  g_assert_cmpstr (get_message (&scene, 1)->text, ==, WHAT);
}

static gboolean
count_cb (GSignalInvocationHint *hint, guint n_values, const GValue *values, gpointer n)
{
  ++*(guint *) n;

  return TRUE;
}

static void
write_to_library (AppFixture *fixture, const char *sql)
{
  g_autofree char *path =
      g_build_filename (dg_library_get_folder (dg_engine_get_library (fixture->engine)), "library.db", NULL);

  store_test_exec_file (path, sql);
}

/* A part that could not be saved is tried again, until there is another in its place; what is said meanwhile is not
 * sent, which is told. */
static void
test_unsaved_part (AppFixture *fixture, gconstpointer data)
{
  g_auto (Scene) scene = { 0 };
  guint n_tried = 0;
  GtkWidget *button;
  guint signal;
  gulong hook;

  present (fixture, &scene, DG_PROVIDER_PRACTICE);
  signal = g_signal_lookup ("saved", DG_TYPE_REQUIREMENTS_DESK);
  hook = g_signal_add_emission_hook (signal, 0, count_cb, &n_tried, NULL);
  button = app_find (scene.checklist, GTK_TYPE_BUTTON, "Try Again");
  g_assert_false (is_visible_rec (button));
  write_to_library (fixture, "CREATE TRIGGER full BEFORE UPDATE ON dg_sessions BEGIN SELECT RAISE (FAIL, 'full'); END");
  g_signal_emit_by_name (scene.checklist, "edited", DG_ITEM_REALISM, 0, "as written by hand");
  app_wait_until (is_visible_rec (button));
  app_assert_named (scene.checklist);

  g_signal_emit_by_name (button, "clicked");
  app_wait_until (n_tried == 2);
  g_assert_true (is_visible_rec (button));

  say (&scene, WHAT);
  app_wait_until (is_seen (get_notice (&scene)));
  g_assert_cmpuint (n_tried, ==, 3);
  g_assert_cmpuint (count_messages (&scene), ==, 1);

  write_to_library (fixture, "DROP TRIGGER full");
  gtk_widget_grab_focus (button);
  g_signal_emit_by_name (scene.checklist, "edited", DG_ITEM_REALISM, 0, "as typed on a phone");
  wait_idle (&scene);
  g_assert_false (is_visible_rec (button));
  g_assert_nonnull (gtk_window_get_focus (fixture->window));
  g_assert_true (gtk_widget_is_ancestor (gtk_window_get_focus (fixture->window), scene.checklist));
  g_assert_cmpstr (dg_checklist_get_value (dg_session_get_checklist (scene.session), DG_ITEM_REALISM, 0), ==,
                   "as typed on a phone");
  g_assert_cmpuint (n_tried, ==, 4);
  g_signal_remove_emission_hook (signal, hook);
}

/* What is not accepted is told, and in the way of nothing else. */
static void
test_not_accepted (AppFixture *fixture, gconstpointer data)
{
  g_auto (Scene) scene = { 0 };
  DgChecklist *checklist;

  present (fixture, &scene, DG_PROVIDER_PRACTICE);
  g_signal_emit_by_name (scene.checklist, "edited", DG_ITEM_REALISM, 0, "as typed on a phone");
  g_signal_emit_by_name (scene.checklist, "edited", DG_ITEM_TASK, DG_GOAL_PART, DG_LEFT_TO_MODEL);
  g_signal_emit_by_name (scene.checklist, "edited", DG_ITEM_DIVERSITY, 2, "friendly");
  say (&scene, WHAT);
  app_wait_until (count_messages (&scene) == 3);
  wait_idle (&scene);

  checklist = dg_session_get_checklist (scene.session);
  g_assert_cmpstr (dg_checklist_get_value (checklist, DG_ITEM_REALISM, 0), ==, "as typed on a phone");
  g_assert_cmpstr (dg_checklist_get_value (checklist, DG_ITEM_DIVERSITY, 2), ==, "friendly");
  g_assert_false (is_visible_rec (app_find (scene.checklist, GTK_TYPE_BUTTON, "Try Again")));
}

/* What was set by hand while the model is asked is saved when the window is closed. */
static void
test_closed_meanwhile (AppFixture *fixture, gconstpointer data)
{
  g_auto (Scene) scene = { 0 };
  g_autoptr (DgSession) session = NULL;

  present (fixture, &scene, DG_PROVIDER_PRACTICE);
  session = g_object_ref (scene.session);
  say (&scene, WHAT);
  g_signal_emit_by_name (scene.checklist, "edited", DG_ITEM_DIVERSITY, 2, "friendly");
  gtk_window_destroy (fixture->window);
  fixture->window = NULL;
  app_wait_until (
      g_strcmp0 (dg_checklist_get_value (dg_session_get_checklist (session), DG_ITEM_DIVERSITY, 2), "friendly") == 0);
  app_wait_until (!dg_session_is_busy (session));
}

static void
test_takes_back (AppFixture *fixture, gconstpointer data)
{
  g_auto (Scene) scene = { 0 };
  g_autofree char *text = NULL;

  present (fixture, &scene, DG_PROVIDER_BEDROCK);
  say (&scene, WHAT);
  wait_idle (&scene);
  gtk_widget_activate_action (scene.chat, "chat.take-back", NULL);
  text = dg_text_entry_dup_text (get_entry (&scene));
  g_assert_cmpstr (text, ==, WHAT);
  g_assert_false (is_visible_rec (get_notice (&scene)));
}

static void
test_edits_last (AppFixture *fixture, gconstpointer data)
{
  g_auto (Scene) scene = { 0 };
  g_autofree char *text = NULL;

  present (fixture, &scene, DG_PROVIDER_PRACTICE);
  say (&scene, WHAT);
  wait_idle (&scene);
  dg_text_entry_set_text (get_entry (&scene), "half an answer");
  gtk_widget_activate_action (scene.chat, "chat.edit-last", NULL);
  text = dg_text_entry_dup_text (get_entry (&scene));
  g_assert_cmpstr (text, ==, WHAT);
  g_assert_true (dg_chat_composer_get_editing (DG_CHAT_COMPOSER (get_composer (&scene))));

  say (&scene, "Reviews of films, to be sorted by mood");
  wait_idle (&scene);
  g_assert_cmpuint (count_messages (&scene), ==, 3);
  g_assert_cmpstr (get_message (&scene, 1)->text, ==, "Reviews of films, to be sorted by mood");
  app_wait_until (count_rows (&scene) == 3);
  g_free (text);
  text = dg_text_entry_dup_text (get_entry (&scene));
  g_assert_cmpstr (text, ==, "half an answer");
}

/* --- the checklist --- */

static DgChecklistPart *
find_part (Scene *scene, const char *title)
{
  return DG_CHECKLIST_PART (app_find (scene->checklist, DG_TYPE_CHECKLIST_PART, title));
}

static void
test_by_hand (AppFixture *fixture, gconstpointer data)
{
  g_auto (Scene) scene = { 0 };
  DgTextEntry *entry;
  DgChecklist *checklist;

  present (fixture, &scene, DG_PROVIDER_PRACTICE);
  entry = DG_TEXT_ENTRY (app_find (GTK_WIDGET (find_part (&scene, "Tone")), DG_TYPE_TEXT_ENTRY, NULL));
  dg_text_entry_set_text (entry, "from friendly to furious");
  g_signal_emit_by_name (entry, "activated");
  wait_idle (&scene);
  checklist = dg_session_get_checklist (scene.session);
  g_assert_cmpstr (dg_checklist_get_value (checklist, DG_ITEM_DIVERSITY, 2), ==, "from friendly to furious");
  g_assert_cmpint (dg_checklist_get_source (checklist, DG_ITEM_DIVERSITY, 2), ==, DG_SOURCE_HAND);

  gtk_widget_activate_action (GTK_WIDGET (find_part (&scene, "Tone")), "part.leave", NULL);
  wait_idle (&scene);
  checklist = dg_session_get_checklist (scene.session);
  g_assert_cmpstr (dg_checklist_get_value (checklist, DG_ITEM_DIVERSITY, 2), ==, DG_LEFT_TO_MODEL);
  g_assert_true (dg_text_entry_is_empty (entry));
}

/* What is too long to keep is refused where it was written, and stays there to be shortened. */
static void
test_refused (AppFixture *fixture, gconstpointer data)
{
  g_auto (Scene) scene = { 0 };
  g_autofree char *long_text = g_strnfill (DG_CHECKLIST_MAX_VALUE + 1, 'x');
  g_autofree char *kept = NULL;
  DgTextEntry *entry;

  present (fixture, &scene, DG_PROVIDER_PRACTICE);
  entry = DG_TEXT_ENTRY (app_find (GTK_WIDGET (find_part (&scene, "Tone")), DG_TYPE_TEXT_ENTRY, NULL));
  dg_text_entry_set_text (entry, long_text);
  dg_wizard_step_leave (scene.step);
  g_assert_false (dg_session_is_busy (scene.session));
  g_assert_null (dg_checklist_get_value (dg_session_get_checklist (scene.session), DG_ITEM_DIVERSITY, 2));
  kept = dg_text_entry_dup_text (entry);
  g_assert_cmpstr (kept, ==, long_text);
}

/* What is written while a turn is under way is saved after it, and neither is lost. */
static void
test_by_hand_meanwhile (AppFixture *fixture, gconstpointer data)
{
  g_auto (Scene) scene = { 0 };
  DgTextEntry *entry;

  present (fixture, &scene, DG_PROVIDER_PRACTICE);
  say (&scene, WHAT);
  entry = DG_TEXT_ENTRY (app_find (GTK_WIDGET (find_part (&scene, "Sentiment")), DG_TYPE_TEXT_ENTRY, NULL));
  dg_text_entry_set_text (entry, "mostly negative");
  g_signal_emit_by_name (entry, "activated");
  app_wait_until (g_strcmp0 (dg_checklist_get_value (dg_session_get_checklist (scene.session), DG_ITEM_CONSTRAINTS, 1),
                             "mostly negative") == 0);
  wait_idle (&scene);
  g_assert_cmpuint (count_messages (&scene), ==, 3);
}

static void
finished_cb (DgWizardStep *step, gboolean *finished)
{
  *finished = TRUE;
}

/* Next opens when all is settled and confirmed, and closes when something changes. */
static void
test_confirm_opens_next (AppFixture *fixture, gconstpointer data)
{
  g_auto (Scene) scene = { 0 };
  gboolean finished = FALSE;
  DgTextEntry *entry;

  present (fixture, &scene, DG_PROVIDER_PRACTICE);
  g_signal_connect (scene.step, "finished", G_CALLBACK (finished_cb), &finished);
  g_assert_cmpstr (dg_wizard_step_get_next_label (scene.step), ==, "_Make Samples");
  g_assert_false (is_visible_rec (app_find (scene.chat, GTK_TYPE_BUTTON, "Yes, Make Samples")));

  /* what it is all about cannot be left to anybody */
  gtk_widget_activate_action (scene.checklist, "checklist.leave-rest", NULL);
  app_wait_until (is_visible_rec (app_find (scene.checklist, GTK_TYPE_BUTTON, "Try Again")));
  say (&scene, TASK);
  wait_idle (&scene);
  gtk_widget_activate_action (scene.checklist, "checklist.leave-rest", NULL);
  app_wait_until (is_visible_rec (app_find (scene.chat, GTK_TYPE_BUTTON, "Yes, Make Samples")));
  wait_idle (&scene);
  g_assert_false (dg_wizard_step_get_complete (scene.step));

  gtk_widget_activate_action (scene.chat, "chat.confirm", NULL);
  app_wait_until (finished);
  g_assert_true (dg_session_is_complete (scene.session));
  g_assert_true (dg_wizard_step_get_complete (scene.step));
  /* what was agreed to can be read again, and no question is open */
  g_assert_false (is_seen (app_find (scene.chat, GTK_TYPE_BUTTON, "Yes, Make Samples")));
  g_assert_null (app_find (app_find (scene.chat, DG_TYPE_CHAT_SUGGESTIONS, NULL), GTK_TYPE_BUTTON, NULL));
  g_assert_true (
      is_visible_rec (app_find (scene.chat, GTK_TYPE_LABEL,
                                "You have agreed to this. It can still be changed, here or in the checklist.")));

  entry = DG_TEXT_ENTRY (app_find (GTK_WIDGET (find_part (&scene, "Tone")), DG_TYPE_TEXT_ENTRY, NULL));
  dg_text_entry_set_text (entry, "curt");
  g_signal_emit_by_name (entry, "activated");
  g_assert_false (dg_wizard_step_get_complete (scene.step));
  wait_idle (&scene);
  g_assert_false (dg_wizard_step_get_complete (scene.step));
  gtk_widget_activate_action (scene.checklist, "checklist.confirm", NULL);
  app_wait_until (dg_wizard_step_get_complete (scene.step));
}

static void
test_sheet (AppFixture *fixture, gconstpointer data)
{
  g_auto (Scene) scene = { 0 };
  GtkWidget *rest;

  present (fixture, &scene, DG_PROVIDER_PRACTICE);
  g_assert_true (is_visible_rec (scene.checklist));
  dg_wizard_step_set_narrow (scene.step, TRUE);
  app_assert_fits (GTK_WIDGET (scene.step), APP_NARROW_WIDTH);
  g_assert_false (is_visible_rec (scene.checklist));
  g_assert_true (is_visible_rec (app_find (GTK_WIDGET (scene.step), GTK_TYPE_BUTTON, "Checklist · 0 of 9")));

  gtk_widget_activate_action (GTK_WIDGET (scene.step), "requirements.show-checklist", NULL);
  g_assert_true (is_visible_rec (scene.checklist));
  app_assert_named (GTK_WIDGET (scene.step));
  say (&scene, TASK);
  wait_idle (&scene);
  rest = app_find (scene.checklist, GTK_TYPE_BUTTON, "Let the Model Decide the Rest");
  g_assert_true (gtk_widget_is_sensitive (rest));
  g_signal_emit_by_name (rest, "clicked");
  wait_idle (&scene);
  app_wait_until (is_visible_rec (app_find (scene.checklist, GTK_TYPE_BUTTON, "Confirm")));
  g_assert_true (gtk_widget_is_sensitive (app_find (scene.checklist, GTK_TYPE_BUTTON, "Confirm")));
  gtk_widget_activate_action (GTK_WIDGET (scene.step), "requirements.hide-checklist", NULL);
  g_assert_false (is_visible_rec (scene.checklist));

  dg_wizard_step_set_narrow (scene.step, FALSE);
  g_assert_true (is_visible_rec (scene.checklist));
}

static GtkWidget *
find_editor (void)
{
  g_autoptr (GList) windows = gtk_window_list_toplevels ();

  for (GList *window = windows; window != NULL; window = window->next)
    if (DG_IS_FORMAT_EDITOR (window->data))
      return window->data;

  return NULL;
}

/* The editor says what is wrong while it is, and shows an example once it is right. */
static void
test_format (AppFixture *fixture, gconstpointer data)
{
  g_auto (Scene) scene = { 0 };
  GtkWidget *editor;
  DgTextEntry *labels;
  AdwComboRow *kind;
  DgChecklist *checklist;

  present (fixture, &scene, DG_PROVIDER_PRACTICE);
  gtk_widget_activate_action (scene.checklist, "checklist.edit-format", "u", (guint) DG_ITEM_OUTPUT_FORMAT);
  editor = find_editor ();
  g_assert_nonnull (editor);
  app_assert_named (editor);
  kind = ADW_COMBO_ROW (app_find (editor, ADW_TYPE_COMBO_ROW, NULL));
  labels = DG_TEXT_ENTRY (app_find (editor, DG_TYPE_TEXT_ENTRY, "Labels"));

  adw_combo_row_set_selected (kind, 2);
  dg_text_entry_set_text (labels, "late");
  g_assert_false (gtk_widget_is_sensitive (app_find (editor, GTK_TYPE_BUTTON, "Save")));
  g_assert_nonnull (app_find (editor, GTK_TYPE_LABEL, "Give at least two labels."));
  dg_text_entry_set_text (labels, "late\nlost");
  g_assert_null (app_find (editor, GTK_TYPE_LABEL, "Give at least two labels."));
  g_assert_nonnull (app_find (editor, GTK_TYPE_LABEL, "late"));

  gtk_widget_activate_action (editor, "format.save", NULL);
  app_wait_until (find_editor () == NULL);
  checklist = dg_session_get_checklist (scene.session);
  g_assert_cmpstr (dg_checklist_get_labels (checklist)[1], ==, "lost");
  g_assert_cmpstr (dg_checklist_get_value (checklist, DG_ITEM_OUTPUT_FORMAT, 0), ==, "classification");
}

/* --- long conversations --- */

static GPtrArray *
make_messages (guint n)
{
  GPtrArray *messages = g_ptr_array_new_with_free_func ((GDestroyNotify) dg_message_free);

  for (guint i = 0; i < n; i++)
    {
      g_autofree char *text = g_strdup_printf ("message %u", i);

      g_ptr_array_add (messages, dg_message_new (i % 2 == 1, text));
    }

  return messages;
}

static gboolean
is_at_bottom (GtkWidget *view)
{
  GtkWidget *scroller = app_find (view, GTK_TYPE_SCROLLED_WINDOW, NULL);
  GtkAdjustment *adjustment = gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (scroller));

  return gtk_adjustment_get_upper (adjustment) > gtk_adjustment_get_page_size (adjustment) &&
         gtk_adjustment_get_value (adjustment) + gtk_adjustment_get_page_size (adjustment) >=
             gtk_adjustment_get_upper (adjustment) - 1;
}

static void
test_follows (AppFixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) some = make_messages (50);
  g_autoptr (GPtrArray) more = make_messages (52);
  DgChatView *view = g_object_new (DG_TYPE_CHAT_VIEW, NULL);
  GtkWidget *scroller = app_find (GTK_WIDGET (view), GTK_TYPE_SCROLLED_WINDOW, NULL);
  GtkAdjustment *adjustment = gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (scroller));

  app_fixture_present (fixture, GTK_WIDGET (view));
  dg_chat_view_set_messages (view, some);
  app_wait_until (is_at_bottom (GTK_WIDGET (view)));

  /* who reads further up is left there */
  gtk_adjustment_set_value (adjustment, 10);
  g_assert_false (dg_chat_view_is_at_end (view));
  dg_chat_view_set_messages (view, more);
  dg_chat_view_set_sending (view, "something that is said", FALSE);
  app_wait_until (is_seen (app_find (GTK_WIDGET (view), GTK_TYPE_LABEL, "something that is said")));
  g_assert_cmpfloat_with_epsilon (gtk_adjustment_get_value (adjustment), 10, 0.5);

  gtk_widget_activate_action (GTK_WIDGET (view), "chat.scroll-to-end", NULL);
  app_wait_until (is_at_bottom (GTK_WIDGET (view)));
  g_assert_true (dg_chat_view_is_at_end (view));
}

static void
test_load_earlier (AppFixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) messages = make_messages (60);
  DgChatView *view = g_object_new (DG_TYPE_CHAT_VIEW, NULL);

  app_fixture_present (fixture, GTK_WIDGET (view));
  dg_chat_view_set_messages (view, messages);
  g_assert_null (app_find (GTK_WIDGET (view), GTK_TYPE_LIST_BOX_ROW, "You: message 1"));
  g_assert_nonnull (app_find (GTK_WIDGET (view), GTK_TYPE_LIST_BOX_ROW, "You: message 59"));
  gtk_widget_activate_action (GTK_WIDGET (view), "chat.load-earlier", NULL);
  g_assert_nonnull (app_find (GTK_WIDGET (view), GTK_TYPE_LIST_BOX_ROW, "You: message 1"));
  g_assert_false (is_visible_rec (app_find (GTK_WIDGET (view), GTK_TYPE_BUTTON, "Load Earlier Messages")));
}

/* A reply that grows is shown with the next frame, not each time. */
static void
test_streams (AppFixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) messages = make_messages (1);
  DgChatView *view = g_object_new (DG_TYPE_CHAT_VIEW, NULL);

  app_fixture_present (fixture, GTK_WIDGET (view));
  dg_chat_view_set_messages (view, messages);
  dg_chat_view_set_sending (view, "what I say", FALSE);
  dg_chat_view_set_reply (view, "What");
  g_assert_null (app_find (GTK_WIDGET (view), GTK_TYPE_LABEL, "What"));
  dg_chat_view_set_reply (view, "What **you** say");
  app_wait_until (is_seen (app_find (GTK_WIDGET (view), GTK_TYPE_LABEL, "What you say")));
}

/* Three dots say little about a service that says nothing. */
static void
test_says_that_it_waits (AppFixture *fixture, gconstpointer data)
{
  DgChatView *view = g_object_new (DG_TYPE_CHAT_VIEW, NULL);
  GtkWidget *bubble, *late;

  app_fixture_present (fixture, GTK_WIDGET (view));
  dg_chat_view_set_sending (view, "what I say", FALSE);
  bubble = app_find (GTK_WIDGET (view), DG_TYPE_CHAT_BUBBLE, "The model is writing");
  late = app_find (bubble, GTK_TYPE_LABEL, LATE);
  g_object_set (bubble, "patience", 0, NULL);
  dg_chat_view_set_sending (view, "what I say now", FALSE);
  g_assert_false (is_seen (late));
  app_wait_until (is_seen (late));

  dg_chat_view_set_reply (view, "What");
  app_wait_until (is_seen (app_find (GTK_WIDGET (view), GTK_TYPE_LABEL, "What")));
  g_assert_false (is_seen (late));
}

int
main (int argc, char *argv[])
{
  app_test_init (&argc, &argv);

  app_test_add ("/app/requirements/converses", test_converses);
  app_test_add ("/app/requirements/suggestion-sends", test_suggestion_sends);
  app_test_add ("/app/requirements/stops", test_stops);
  app_test_add ("/app/requirements/error", test_error);
  app_test_add ("/app/requirements/unsaved-part", test_unsaved_part);
  app_test_add ("/app/requirements/not-accepted", test_not_accepted);
  app_test_add ("/app/requirements/closed-meanwhile", test_closed_meanwhile);
  app_test_add ("/app/requirements/takes-back", test_takes_back);
  app_test_add ("/app/requirements/edits-last", test_edits_last);
  app_test_add ("/app/requirements/by-hand", test_by_hand);
  app_test_add ("/app/requirements/refused", test_refused);
  app_test_add ("/app/requirements/by-hand-meanwhile", test_by_hand_meanwhile);
  app_test_add ("/app/requirements/confirm-opens-next", test_confirm_opens_next);
  app_test_add ("/app/requirements/sheet", test_sheet);
  app_test_add ("/app/requirements/format", test_format);
  app_test_add ("/app/chat/follows", test_follows);
  app_test_add ("/app/chat/load-earlier", test_load_earlier);
  app_test_add ("/app/chat/streams", test_streams);
  app_test_add ("/app/chat/says-that-it-waits", test_says_that_it_waits);

  return g_test_run ();
}
