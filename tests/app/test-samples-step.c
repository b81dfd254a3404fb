/* test-samples-step.c: the samples step with the practice model: making, annotating, revising, rules
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "app-assert.h"
#include "app-fixture.h"
#include "dg-bedrock-model.h"
#include "dg-card-grid.h"
#include "dg-diff-text.h"
#include "dg-growing-text.h"
#include "dg-note-completion.h"
#include "dg-provider.h"
#include "dg-rule-row.h"
#include "dg-sample-card.h"
#include "dg-sample-history.h"
#include "dg-sample-words.h"
#include "dg-samples-step.h"
#include "store-test-utils.h"

#define REQUIREMENTS                                                                                                   \
  "{\"task\": \"Sort what customers write to a mobile network.\","                                                     \
  " \"role_persona\": \"triage agent\", \"diversity\": \"from friendly to furious\", \"realism\": \"as typed\","       \
  " \"edge_cases\": \"two topics in one message\", \"constraints\": \"at most 80 words\","                             \
  " \"input_format\": \"One message, plain text.\", \"dataset_format\": \"jsonl\","                                    \
  " \"output_format\": {\"parts\": {\"kind\": \"classification\", \"structure\": \"one label\","                       \
  " \"expected_response\": \"the label alone\"}},"                                                                     \
  " \"labels\": [\"billing\", \"roaming\", \"cancellation\"],"                                                         \
  " \"dimensions\": [{\"name\": \"tone\", \"values\": [\"friendly\", \"furious\"]}]}"

/* --- a step on a session --- */

typedef struct
{
  DgWizardContext *context; /* (owned) */
  DgSession *session;       /* (unowned): of @context */
  GtkWidget *step;          /* (unowned): in the fixture's window */
} Scene;

static void
clear_scene (Scene *scene)
{
  g_clear_object (&scene->context);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Scene, clear_scene)

static DgDraft *
make_draft (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (DgChecklist) checklist = dg_checklist_new_from_json (REQUIREMENTS, -1, &error);
  DgDraft *draft = dg_draft_new ();

  g_assert_no_error (error);
  dg_checklist_confirm (checklist);
  draft->name = g_strdup ("Triage");
  draft->provider = g_strdup (DG_PROVIDER_PRACTICE);
  draft->model = g_strdup (DG_PROVIDER_PRACTICE);
  draft->checklist = dg_checklist_to_json (checklist);
  draft->confirmed = TRUE;
  draft->step = DG_STEP_SAMPLES;

  return draft;
}

/* A step that is set up and presented, but not in front yet. */
static void
open_scene (AppFixture *fixture, Scene *scene)
{
  DgLibrary *library = app_fixture_open_library (fixture);
  g_autoptr (DgDraft) draft = make_draft ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  dg_session_create_async (library, draft, NULL, store_test_ready_cb, &result);
  app_wait_until (result != NULL);
  scene->session = dg_session_open_finish (result, &error);
  g_assert_no_error (error);

  scene->context = dg_wizard_context_new (fixture->engine, fixture->runs);
  dg_wizard_context_set_session (scene->context, scene->session);
  g_object_unref (scene->session);
  scene->step = g_object_new (DG_TYPE_SAMPLES_STEP, NULL);
  dg_wizard_step_set_up (DG_WIZARD_STEP (scene->step), scene->context);
  app_fixture_present (fixture, scene->step);
}

static gboolean
is_busy (Scene *scene)
{
  return dg_wizard_step_get_busy (DG_WIZARD_STEP (scene->step));
}

static const DgDraft *
get_draft (Scene *scene)
{
  return dg_session_get_draft (scene->session);
}

static void
open_with_samples (AppFixture *fixture, Scene *scene)
{
  open_scene (fixture, scene);
  dg_wizard_step_shown (DG_WIZARD_STEP (scene->step));
  app_wait_until (!is_busy (scene));
  g_assert_cmpuint (dg_draft_get_round (get_draft (scene)), ==, 1);
}

static const DgSample *
get_sample (Scene *scene, guint card)
{
  return dg_draft_find_sample (get_draft (scene), dg_draft_get_round (get_draft (scene)), card);
}

typedef struct
{
  guint left;
  GtkWidget *found; /* (unowned) (nullable) */
} Search;

static void
find_card (GtkWidget *widget, gpointer data)
{
  Search *search = data;

  if (DG_IS_SAMPLE_CARD (widget) && --search->left == 0)
    search->found = widget;
}

static GtkWidget *
get_card (Scene *scene, guint card)
{
  Search search = { card, NULL };

  app_foreach (scene->step, find_card, &search);
  g_assert_nonnull (search.found);

  return search.found;
}

static void
act (GtkWidget *widget, const char *action)
{
  g_assert_true (gtk_widget_activate_action (widget, action, NULL));
}

static gboolean
is_sensitive (GtkWidget *widget, const char *button)
{
  GtkWidget *found = app_find (widget, GTK_TYPE_BUTTON, button);

  g_assert_nonnull (found);

  return gtk_widget_get_sensitive (found);
}

static GtkTextBuffer *
get_buffer (Scene *scene, guint card, const char *pattern)
{
  g_autofree char *name = g_strdup_printf ("%s of sample %u", pattern, card);
  GtkWidget *view = app_find (scene->step, GTK_TYPE_TEXT_VIEW, name);

  g_assert_nonnull (view);

  return gtk_text_view_get_buffer (GTK_TEXT_VIEW (view));
}

static GtkEditable *
get_note (Scene *scene, guint card)
{
  g_autofree char *name = g_strdup_printf ("Note on sample %u", card);

  return GTK_EDITABLE (app_find (scene->step, GTK_TYPE_ENTRY, name));
}

static void
approve (Scene *scene, guint card)
{
  act (get_card (scene, card), "card.approve");
  app_wait_until (get_sample (scene, card)->state == DG_SAMPLE_APPROVED);
}

static void
write_note (Scene *scene, guint card, const char *text)
{
  guint n = get_draft (scene)->notes->len;

  gtk_editable_set_text (get_note (scene, card), text);
  dg_sample_card_commit (DG_SAMPLE_CARD (get_card (scene, card)));
  app_wait_until (get_draft (scene)->notes->len == n + 1);
}

static void
revise (Scene *scene)
{
  act (scene->step, "samples.revise");
  app_wait_until (!is_busy (scene));
}

/* --- making --- */

static void
count_sample_cb (DgSession *session, gpointer sample, guint *n)
{
  ++*n;
}

/* Cards come while the step is busy, each as soon as it is there. */
static void
test_fills (AppFixture *fixture, gconstpointer data)
{
  g_auto (Scene) scene = { 0 };
  guint n = 0;

  open_scene (fixture, &scene);
  g_signal_connect_after (scene.session, "sample", G_CALLBACK (count_sample_cb), &n);
  g_assert_false (dg_wizard_step_get_complete (DG_WIZARD_STEP (scene.step)));
  dg_wizard_step_shown (DG_WIZARD_STEP (scene.step));
  g_assert_true (is_busy (&scene));
  g_assert_nonnull (app_find (scene.step, GTK_TYPE_LABEL, "Making: 0 of 5 samples"));

  app_wait_until (n == 1);
  g_assert_true (is_busy (&scene));
  g_assert_nonnull (app_find (scene.step, GTK_TYPE_LABEL, "Making: 1 of 5 samples"));
  app_assert_named (scene.step);

  app_wait_until (!is_busy (&scene));
  g_assert_cmpuint (n, ==, 5);
  g_assert_true (dg_wizard_step_get_complete (DG_WIZARD_STEP (scene.step)));
  for (guint card = 1; card <= DG_N_SAMPLES; card++)
    {
      g_autofree char *text = NULL;

      g_object_get (get_buffer (&scene, card, "Input"), "text", &text, NULL);
      g_assert_cmpstr (text, ==, get_sample (&scene, card)->input);
    }
  app_assert_named (scene.step);
}

static void
test_stops (AppFixture *fixture, gconstpointer data)
{
  g_auto (Scene) scene = { 0 };

  open_scene (fixture, &scene);
  dg_wizard_step_shown (DG_WIZARD_STEP (scene.step));
  g_assert_true (dg_wizard_step_stop (DG_WIZARD_STEP (scene.step)));
  app_wait_until (!is_busy (&scene));
  g_assert_cmpuint (dg_draft_get_round (get_draft (&scene)), ==, 0);
  g_assert_true (is_sensitive (scene.step, "Make Five Samples"));
  g_assert_false (dg_wizard_step_stop (DG_WIZARD_STEP (scene.step)));

  act (scene.step, "samples.make");
  app_wait_until (!is_busy (&scene));
  g_assert_cmpuint (dg_draft_get_round (get_draft (&scene)), ==, 1);
}

/* Who has no credentials is told what to do, and can go on with another model. */
static void
test_no_credentials (AppFixture *fixture, gconstpointer data)
{
  g_auto (Scene) scene = { 0 };

  open_scene (fixture, &scene);
  dg_engine_find_credentials (fixture->engine);
  app_wait_until (dg_engine_get_connection (fixture->engine) == DG_CONNECTION_NONE);
  dg_wizard_context_choose_model (scene.context, DG_PROVIDER_BEDROCK, "nova-2-lite");
  dg_wizard_step_shown (DG_WIZARD_STEP (scene.step));

  g_assert_false (is_busy (&scene));
  g_assert_true (gtk_widget_get_visible (app_find (scene.step, GTK_TYPE_BUTTON, "Open Preferences")));
  g_assert_true (gtk_widget_get_visible (app_find (scene.step, GTK_TYPE_BUTTON, "Copy Details")));

  dg_wizard_context_choose_model (scene.context, DG_PROVIDER_PRACTICE, DG_PROVIDER_PRACTICE);
  act (scene.step, "samples.make");
  app_wait_until (!is_busy (&scene));
  g_assert_true (dg_wizard_step_get_complete (DG_WIZARD_STEP (scene.step)));
}

/* --- annotating --- */

static void
test_approve (AppFixture *fixture, gconstpointer data)
{
  g_auto (Scene) scene = { 0 };

  open_with_samples (fixture, &scene);
  g_assert_true (is_sensitive (get_card (&scene, 2), "Make This Sample Anew"));
  approve (&scene, 2);
  g_assert_false (is_sensitive (get_card (&scene, 2), "Make This Sample Anew"));
  g_assert_nonnull (app_find (get_card (&scene, 2), GTK_TYPE_LABEL, "Approved"));
  g_assert_nonnull (app_find (scene.step, DG_TYPE_SAMPLE_CARD, "Sample 2, Approved"));
  g_assert_nonnull (app_find (scene.step, GTK_TYPE_LABEL, "1 approved"));

  act (get_card (&scene, 2), "card.approve");
  app_wait_until (get_sample (&scene, 2)->state == DG_SAMPLE_GENERATED);
  g_assert_true (is_sensitive (get_card (&scene, 2), "Make This Sample Anew"));
}

/* What another part of the wizard is saving yet is waited for. */
static void
test_approve_meanwhile (AppFixture *fixture, gconstpointer data)
{
  const DgPartChange change = { DG_ITEM_REALISM, 0, "as typed on a phone" };
  g_autoptr (GAsyncResult) result = NULL;
  g_auto (Scene) scene = { 0 };

  open_with_samples (fixture, &scene);
  dg_session_set_parts_async (scene.session, &change, 1, TRUE, NULL, store_test_ready_cb, &result);
  act (get_card (&scene, 2), "card.approve");
  app_wait_until (get_sample (&scene, 2)->state == DG_SAMPLE_APPROVED);
  g_assert_nonnull (result);
}

/* What is wrong is said as it is typed; what was typed is saved all the same, and holds the next step up. */
static void
test_edit (AppFixture *fixture, gconstpointer data)
{
  g_auto (Scene) scene = { 0 };

  open_with_samples (fixture, &scene);
  gtk_text_buffer_set_text (get_buffer (&scene, 3, "Answer"), "weather", -1);
  g_assert_cmpstr (get_sample (&scene, 3)->answer, !=, "weather");
  g_assert_false (is_sensitive (get_card (&scene, 3), "Approve"));

  dg_wizard_step_leave (DG_WIZARD_STEP (scene.step));
  app_wait_until (g_str_equal (get_sample (&scene, 3)->answer, "weather"));
  app_wait_until (!dg_session_is_busy (scene.session));
  g_assert_cmpint (get_sample (&scene, 3)->state, ==, DG_SAMPLE_EDITED);
  g_assert_false (dg_wizard_step_get_complete (DG_WIZARD_STEP (scene.step)));
  g_assert_nonnull (
      app_find (scene.step, GTK_TYPE_LABEL, "Only 4 of 5 samples are valid. Mend the others, or make them anew."));

  gtk_text_buffer_set_text (get_buffer (&scene, 3, "Answer"), "roaming", -1);
  g_assert_true (is_sensitive (get_card (&scene, 3), "Approve"));
  approve (&scene, 3);
  g_assert_cmpstr (get_sample (&scene, 3)->answer, ==, "roaming");
  app_wait_until (dg_wizard_step_get_complete (DG_WIZARD_STEP (scene.step)));
}

static void
test_notes (AppFixture *fixture, gconstpointer data)
{
  g_auto (Scene) scene = { 0 };
  GtkWidget *take_back;

  open_with_samples (fixture, &scene);
  g_assert_false (is_sensitive (scene.step, "Revise Noted"));
  g_assert_false (dg_wizard_step_get_has_better (DG_WIZARD_STEP (scene.step)));
  gtk_editable_set_text (get_note (&scene, 4), " too polite ");
  /* it can be revised from the first letter on */
  g_assert_true (is_sensitive (scene.step, "Revise 1 Noted"));
  write_note (&scene, 4, " too polite ");
  g_assert_cmpstr (((DgNote *) g_ptr_array_index (get_draft (&scene)->notes, 0))->text, ==, "too polite");
  g_assert_cmpstr (gtk_editable_get_text (get_note (&scene, 4)), ==, "");
  /* one button is suggested at a time: to go on is not what comes next */
  g_assert_true (dg_wizard_step_get_has_better (DG_WIZARD_STEP (scene.step)));

  take_back = app_find (scene.step, GTK_TYPE_BUTTON, "Take Back the Note “too polite”");
  g_assert_nonnull (take_back);
  app_assert_named (scene.step);
  g_signal_emit_by_name (take_back, "clicked");
  app_wait_until (get_draft (&scene)->notes->len == 0);
  app_wait_until (!is_sensitive (scene.step, "Revise Noted"));
  g_assert_false (dg_wizard_step_get_has_better (DG_WIZARD_STEP (scene.step)));
}

/* --- rounds --- */

/* What was approved stays byte for byte; what was noted shows what has changed, in words too. */
static void
test_revise (AppFixture *fixture, gconstpointer data)
{
  g_auto (Scene) scene = { 0 };
  g_autofree char *approved = NULL;
  g_autofree char *words = NULL;
  GtkWidget *changes;

  open_with_samples (fixture, &scene);
  approve (&scene, 1);
  approved = g_strdup (get_sample (&scene, 1)->input);
  gtk_editable_set_text (get_note (&scene, 2), "too polite");
  g_assert_true (gtk_widget_grab_focus (app_find (scene.step, GTK_TYPE_BUTTON, "Revise 1 Noted")));
  revise (&scene);

  g_assert_cmpuint (dg_draft_get_round (get_draft (&scene)), ==, 2);
  /* who goes on typing does not leave the page with the next space */
  g_assert_true (gtk_widget_is_ancestor (gtk_root_get_focus (gtk_widget_get_root (scene.step)), scene.step));
  g_assert_cmpstr (get_sample (&scene, 1)->input, ==, approved);
  g_assert_cmpint (get_sample (&scene, 1)->state, ==, DG_SAMPLE_APPROVED);
  g_assert_cmpint (get_sample (&scene, 2)->state, ==, DG_SAMPLE_REVISED);

  changes = app_find (get_card (&scene, 2), GTK_TYPE_TOGGLE_BUTTON, "Changes");
  g_assert_true (gtk_widget_get_visible (changes));
  g_assert_true (gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (changes)));
  words = app_dup_name (app_find (get_card (&scene, 2), DG_TYPE_DIFF_TEXT, NULL));
  g_test_message ("the changes in words: %s", words);
  /* a revision may well do nothing but leave a sentence out */
  g_assert_true (strstr (words, "[added: ") != NULL || strstr (words, "[removed: ") != NULL);
  g_assert_false (gtk_widget_get_visible (app_find (get_card (&scene, 1), GTK_TYPE_TOGGLE_BUTTON, "Changes")));

  approve (&scene, 2);
  app_wait_until (!gtk_widget_get_visible (changes));
}

static void
find_dialog (gpointer window, gpointer data)
{
  if (ADW_IS_MESSAGE_DIALOG (window))
    *(GtkWidget **) data = window;
}

static AdwMessageDialog *
get_dialog (void)
{
  g_autoptr (GList) windows = gtk_window_list_toplevels ();
  GtkWidget *dialog = NULL;

  g_list_foreach (windows, find_dialog, &dialog);

  return dialog != NULL ? ADW_MESSAGE_DIALOG (dialog) : NULL;
}

static void
test_undo_round (AppFixture *fixture, gconstpointer data)
{
  g_auto (Scene) scene = { 0 };
  g_autofree char *before = NULL;

  open_with_samples (fixture, &scene);
  before = g_strdup (get_sample (&scene, 2)->input);
  write_note (&scene, 2, "too polite");
  revise (&scene);
  g_assert_cmpuint (get_draft (&scene)->rules->len, >, 0);

  act (scene.step, "samples.undo-round");
  app_wait_until (get_dialog () != NULL);
  adw_message_dialog_response (get_dialog (), "do");
  app_wait_until (dg_draft_get_round (get_draft (&scene)) == 1);
  app_wait_until (!is_busy (&scene));
  g_assert_cmpstr (get_sample (&scene, 2)->input, ==, before);
  g_assert_cmpuint (get_draft (&scene)->rules->len, ==, 0);
  g_assert_true (is_sensitive (scene.step, "Revise 1 Noted"));
}

static void
test_regenerate (AppFixture *fixture, gconstpointer data)
{
  g_auto (Scene) scene = { 0 };
  g_autofree char *approved = NULL;
  g_autofree char *edited = NULL;
  g_autofree char *open = NULL;

  open_with_samples (fixture, &scene);
  approve (&scene, 1);
  gtk_text_buffer_set_text (get_buffer (&scene, 2, "Input"), "my bill is wrong", -1);
  approved = g_strdup (get_sample (&scene, 1)->input);
  open = g_strdup (get_sample (&scene, 3)->input);

  /* what is being typed is saved before the round begins, so it is not overwritten either */
  act (scene.step, "samples.regenerate-all");
  app_wait_until (!is_busy (&scene));
  g_assert_cmpuint (dg_draft_get_round (get_draft (&scene)), ==, 2);
  g_assert_cmpstr (get_sample (&scene, 1)->input, ==, approved);
  g_assert_cmpstr (get_sample (&scene, 2)->input, ==, "my bill is wrong");
  g_assert_cmpstr (get_sample (&scene, 3)->input, !=, open);

  edited = g_strdup (get_sample (&scene, 3)->input);
  act (get_card (&scene, 4), "card.regenerate");
  app_wait_until (!is_busy (&scene));
  g_assert_cmpuint (dg_draft_get_round (get_draft (&scene)), ==, 3);
  g_assert_cmpstr (get_sample (&scene, 3)->input, ==, edited);
}

/* The banner does again what has failed: it makes the one card, not all of them. */
static void
test_tries_again (AppFixture *fixture, gconstpointer data)
{
  g_auto (Scene) scene = { 0 };
  g_autofree char *other = NULL;
  GtkWidget *preferences;

  open_with_samples (fixture, &scene);
  other = g_strdup (get_sample (&scene, 1)->input);
  dg_engine_find_credentials (fixture->engine);
  app_wait_until (dg_engine_get_connection (fixture->engine) == DG_CONNECTION_NONE);
  dg_wizard_context_choose_model (scene.context, DG_PROVIDER_BEDROCK, "nova-2-lite");
  act (get_card (&scene, 4), "card.regenerate");
  app_wait_until (!is_busy (&scene));
  g_assert_cmpuint (dg_draft_get_round (get_draft (&scene)), ==, 1);
  preferences = app_find (scene.step, GTK_TYPE_BUTTON, "Open Preferences");
  app_wait_until (gtk_widget_get_mapped (preferences));

  /* cards are as they were, and what is there can be gone on with */
  g_assert_true (is_sensitive (get_card (&scene, 4), "Approve"));
  g_assert_true (dg_wizard_step_get_complete (DG_WIZARD_STEP (scene.step)));
  dg_wizard_context_choose_model (scene.context, DG_PROVIDER_PRACTICE, DG_PROVIDER_PRACTICE);
  act (get_card (&scene, 4), "card.regenerate");
  app_wait_until (!is_busy (&scene));
  g_assert_cmpuint (dg_draft_get_round (get_draft (&scene)), ==, 2);
  g_assert_cmpstr (get_sample (&scene, 1)->input, ==, other);
  app_wait_until (!gtk_widget_get_mapped (preferences));
}

/* --- history --- */

static void
test_history (AppFixture *fixture, gconstpointer data)
{
  g_auto (Scene) scene = { 0 };
  g_autofree char *words = NULL;
  g_autofree char *notes = NULL;
  GtkWindow *history;

  open_with_samples (fixture, &scene);
  write_note (&scene, 2, "too polite");
  revise (&scene);

  words = dg_sample_words_round (get_draft (&scene), 2);
  g_assert_cmpstr (words, ==, "Revised 2");
  notes = dg_sample_words_round_notes (get_draft (&scene), 2);
  g_assert_cmpstr (notes, ==, "2: “too polite”");

  history = dg_sample_history_present (fixture->window, get_draft (&scene), 2);
  g_assert_nonnull (app_find (GTK_WIDGET (history), GTK_TYPE_LABEL, "Round 2 · Revised"));
  g_assert_nonnull (app_find (GTK_WIDGET (history), GTK_TYPE_LABEL, "After the note “too polite”"));
  g_assert_nonnull (app_find (GTK_WIDGET (history), GTK_TYPE_LABEL, "Round 1 · New"));
  app_assert_named (GTK_WIDGET (history));
  gtk_window_destroy (history);

  /* a round that did not change the card is not in its history */
  history = dg_sample_history_present (fixture->window, get_draft (&scene), 3);
  g_assert_null (app_find (GTK_WIDGET (history), GTK_TYPE_LABEL, "Round 2 · New"));
  gtk_window_destroy (history);
}

static void
test_plan_in_words (void)
{
  g_autofree char *words = dg_sample_words_plan (
      "- n=1 | ANSWER: billing | tone: calm | EDGE: two topics | DATE: 2024-07-20 | SIZE: long | OPENING: a time");

  g_assert_cmpstr (words, ==, "tone: calm · Edge case: two topics");
  g_assert_null (dg_sample_words_plan (NULL));
  g_assert_null (dg_sample_words_plan ("- n=3 | SIZE: short"));
}

/* What is often wrong need not be written twice. */
static void
test_earlier_notes (AppFixture *fixture, gconstpointer data)
{
  g_auto (Scene) scene = { 0 };
  GtkWidget *button;
  GtkListBox *earlier;

  open_with_samples (fixture, &scene);
  g_assert_false (gtk_widget_get_visible (app_find (get_card (&scene, 3), GTK_TYPE_MENU_BUTTON, "Earlier Notes")));
  write_note (&scene, 2, "too polite");
  button = app_find (get_card (&scene, 3), GTK_TYPE_MENU_BUTTON, "Earlier Notes");
  app_wait_until (gtk_widget_get_visible (button));
  /* it is on that card already */
  g_assert_false (gtk_widget_get_visible (app_find (get_card (&scene, 2), GTK_TYPE_MENU_BUTTON, "Earlier Notes")));

  gtk_menu_button_popup (GTK_MENU_BUTTON (button));
  earlier = GTK_LIST_BOX (app_find (button, GTK_TYPE_LIST_BOX, "Earlier notes"));
  app_wait_until (gtk_list_box_get_row_at_index (earlier, 0) != NULL);
  g_signal_emit_by_name (earlier, "row-activated", gtk_list_box_get_row_at_index (earlier, 0));
  app_wait_until (get_draft (&scene)->notes->len == 2);
  g_assert_cmpstr (((DgNote *) g_ptr_array_index (get_draft (&scene)->notes, 1))->text, ==, "too polite");
  g_assert_cmpuint (((DgNote *) g_ptr_array_index (get_draft (&scene)->notes, 1))->card, ==, 3);
}

static gboolean
press (GtkWidget *widget, guint keyval)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (widget);
  gboolean handled = FALSE;

  for (guint i = 0; !handled && i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr (GObject) controller = g_list_model_get_item (controllers, i);

      if (GTK_IS_EVENT_CONTROLLER_KEY (controller))
        g_signal_emit_by_name (controller, "key-pressed", keyval, 0, 0, &handled);
    }

  return handled;
}

/* As one types too, and with the arrows alone. */
static void
test_note_is_completed (AppFixture *fixture, gconstpointer data)
{
  g_auto (Scene) scene = { 0 };
  GtkWidget *completion;

  open_with_samples (fixture, &scene);
  write_note (&scene, 2, "too polite");
  completion = app_find (get_card (&scene, 3), DG_TYPE_NOTE_COMPLETION, NULL);
  act (get_card (&scene, 3), "card.note");
  gtk_editable_set_text (get_note (&scene, 3), "longer");
  g_assert_false (gtk_widget_get_visible (completion));
  gtk_editable_set_text (get_note (&scene, 3), "Pol");
  app_wait_until (gtk_widget_get_mapped (completion));
  app_assert_named (completion);
  /* nor does a click take the focus from what is typed, before the row is chosen instead of it */
  g_assert_false (gtk_widget_get_focus_on_click (app_find (completion, GTK_TYPE_LIST_BOX_ROW, NULL)));

  /* what is half typed is not saved on the way into the list */
  g_assert_true (press (GTK_WIDGET (get_note (&scene, 3)), GDK_KEY_Down));
  g_assert_cmpuint (get_draft (&scene)->notes->len, ==, 1);
  g_assert_true (gtk_widget_activate (gtk_root_get_focus (GTK_ROOT (fixture->window))));
  app_wait_until (!gtk_widget_get_visible (completion));
  g_assert_cmpstr (gtk_editable_get_text (get_note (&scene, 3)), ==, "too polite");

  g_signal_emit_by_name (get_note (&scene, 3), "activate");
  app_wait_until (get_draft (&scene)->notes->len == 2);
  g_assert_cmpuint (((DgNote *) g_ptr_array_index (get_draft (&scene)->notes, 1))->card, ==, 3);
}

/* --- rules --- */

static DgRuleRow *
get_row (Scene *scene)
{
  return DG_RULE_ROW (app_find (scene->step, DG_TYPE_RULE_ROW, NULL));
}

static const DgRule *
get_rule (Scene *scene)
{
  return get_draft (scene)->rules->len > 0 ? g_ptr_array_index (get_draft (scene)->rules, 0) : NULL;
}

static void
test_rules (AppFixture *fixture, gconstpointer data)
{
  g_auto (Scene) scene = { 0 };
  GtkWidget *entry;

  open_with_samples (fixture, &scene);
  entry = app_find (scene.step, GTK_TYPE_ENTRY, "New rule");
  g_assert_false (is_sensitive (scene.step, "Add Rule"));
  gtk_editable_set_text (GTK_EDITABLE (entry), "No greetings");
  g_assert_true (is_sensitive (scene.step, "Add Rule"));
  g_signal_emit_by_name (entry, "activate");
  app_wait_until (get_row (&scene) != NULL);
  g_assert_cmpstr (get_rule (&scene)->text, ==, "No greetings");
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (entry)), ==, "");
  app_assert_named (scene.step);

  gtk_switch_set_active (GTK_SWITCH (app_find (scene.step, GTK_TYPE_SWITCH, NULL)), FALSE);
  app_wait_until (!get_rule (&scene)->on);

  GtkWidget *view = app_find (scene.step, GTK_TYPE_TEXT_VIEW, "Rule 1");

  gtk_text_buffer_set_text (gtk_text_view_get_buffer (GTK_TEXT_VIEW (view)), "No greetings, no thanks", -1);
  dg_wizard_step_leave (DG_WIZARD_STEP (scene.step));
  app_wait_until (g_str_equal (get_rule (&scene)->text, "No greetings, no thanks"));

  g_signal_emit_by_name (app_find (scene.step, GTK_TYPE_BUTTON, "Delete Rule 1"), "clicked");
  app_wait_until (get_rule (&scene) == NULL && get_row (&scene) == NULL);
  g_signal_emit_by_name (app_find (GTK_WIDGET (fixture->window), GTK_TYPE_BUTTON, "Undo"), "clicked");
  app_wait_until (get_row (&scene) != NULL);
  g_assert_cmpstr (get_rule (&scene)->text, ==, "No greetings, no thanks");
  g_assert_false (get_rule (&scene)->on);
}

/* Why there is a rule is told beside what it is about, as long as it came from a note. */
static void
test_rule_kind (AppFixture *fixture, gconstpointer data)
{
  g_auto (Scene) scene = { 0 };
  GtkWidget *entry;
  g_autofree char *about = NULL;

  open_with_samples (fixture, &scene);
  write_note (&scene, 2, "too polite");
  revise (&scene);
  g_assert_nonnull (get_rule (&scene));
  about = g_strdup_printf ("%s · %s", get_rule (&scene)->column == DG_COLUMN_INPUT ? "Inputs" : "Answers",
                           dg_sample_words_rule_kind (get_rule (&scene)->kind));
  g_assert_nonnull (app_find (GTK_WIDGET (get_row (&scene)), GTK_TYPE_LABEL, about));

  entry = app_find (scene.step, GTK_TYPE_ENTRY, "New rule");
  gtk_editable_set_text (GTK_EDITABLE (entry), "No greetings");
  g_signal_emit_by_name (entry, "activate");
  app_wait_until (app_find (scene.step, GTK_TYPE_LABEL, "Added by you") != NULL);
  g_assert_nonnull (app_find (scene.step, GTK_TYPE_LABEL, "Inputs"));
}

/* The session can be opened elsewhere as soon as the step is gone, though the toast would stay for a while. */
static void
test_deleted_rule_lets_go (AppFixture *fixture, gconstpointer data)
{
  g_auto (Scene) scene = { 0 };
  g_autoptr (AdwToast) toast = NULL;
  AdwToastOverlay *overlay;
  GtkWidget *entry;
  DgSession *session;

  open_with_samples (fixture, &scene);
  entry = app_find (scene.step, GTK_TYPE_ENTRY, "New rule");
  gtk_editable_set_text (GTK_EDITABLE (entry), "No greetings");
  g_signal_emit_by_name (entry, "activate");
  app_wait_until (get_row (&scene) != NULL);
  g_signal_emit_by_name (app_find (scene.step, GTK_TYPE_BUTTON, "Delete Rule 1"), "clicked");
  app_wait_until (get_rule (&scene) == NULL && get_row (&scene) == NULL);
  g_assert_nonnull (app_find (GTK_WIDGET (fixture->window), GTK_TYPE_BUTTON, "Undo"));
  /* this one stays for as long as the test wants, not for some seconds */
  g_object_get (app_find (GTK_WIDGET (fixture->window), g_type_from_name ("AdwToastWidget"), NULL), "toast", &toast,
                NULL);

  /* what is under way holds the session, too */
  app_wait_until (!dg_session_is_busy (scene.session));
  session = scene.session;
  g_object_add_weak_pointer (G_OBJECT (session), (gpointer *) &session);
  overlay = ADW_TOAST_OVERLAY (gtk_widget_get_ancestor (scene.step, ADW_TYPE_TOAST_OVERLAY));
  adw_toast_overlay_set_child (overlay, NULL);
  g_clear_object (&scene.context);
  app_wait_until (session == NULL);
  app_wait_until (app_find (GTK_WIDGET (fixture->window), GTK_TYPE_BUTTON, "Undo") == NULL);
}

/* --- going on --- */

static void
set_part (Scene *scene, DgItem item, const char *value)
{
  const DgPartChange change = { item, DG_ALL_PARTS, value };
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  dg_session_set_parts_async (scene->session, &change, 1, TRUE, NULL, store_test_ready_cb, &result);
  app_wait_until (result != NULL);
  dg_session_step_finish (scene->session, result, &error);
  g_assert_no_error (error);
}

static GtkWidget *
find_banner_button (Scene *scene, const char *label)
{
  GtkWidget *button = app_find (scene->step, GTK_TYPE_BUTTON, label);

  return button != NULL && gtk_widget_get_mapped (button) ? button : NULL;
}

/* There is none to make anew, so that the person says that they are good. */
static void
test_stale_all_approved (AppFixture *fixture, gconstpointer data)
{
  g_auto (Scene) scene = { 0 };

  open_with_samples (fixture, &scene);
  for (guint card = 1; card <= DG_N_SAMPLES; card++)
    approve (&scene, card);
  set_part (&scene, DG_ITEM_REALISM, "as typed on a phone");
  app_wait_until (find_banner_button (&scene, "Keep These Samples") != NULL);
  g_assert_false (dg_wizard_step_get_complete (DG_WIZARD_STEP (scene.step)));

  g_signal_emit_by_name (find_banner_button (&scene, "Keep These Samples"), "clicked");
  app_wait_until (!is_busy (&scene));
  g_assert_false (get_draft (&scene)->stale);
  g_assert_cmpuint (dg_draft_get_round (get_draft (&scene)), ==, 1);
  g_assert_true (dg_wizard_step_get_complete (DG_WIZARD_STEP (scene.step)));
}

static void
test_stale (AppFixture *fixture, gconstpointer data)
{
  g_auto (Scene) scene = { 0 };
  g_autofree char *approved = NULL;

  open_with_samples (fixture, &scene);
  approve (&scene, 5);
  approved = g_strdup (get_sample (&scene, 5)->input);
  set_part (&scene, DG_ITEM_REALISM, "as typed on a phone");
  g_assert_true (get_draft (&scene)->stale);
  g_assert_false (dg_wizard_step_get_complete (DG_WIZARD_STEP (scene.step)));
  app_wait_until (find_banner_button (&scene, "Make New Samples") != NULL);

  g_signal_emit_by_name (find_banner_button (&scene, "Make New Samples"), "clicked");
  app_wait_until (!is_busy (&scene));
  g_assert_false (get_draft (&scene)->stale);
  g_assert_cmpstr (get_sample (&scene, 5)->input, ==, approved);
  g_assert_true (dg_wizard_step_get_complete (DG_WIZARD_STEP (scene.step)));
}

static void
finished_cb (DgWizardStep *step, gboolean *finished)
{
  *finished = TRUE;
}

/* Whoever types and goes on at once loses nothing. */
static void
test_goes_on (AppFixture *fixture, gconstpointer data)
{
  g_auto (Scene) scene = { 0 };
  gboolean finished = FALSE;

  open_with_samples (fixture, &scene);
  g_signal_connect (scene.step, "finished", G_CALLBACK (finished_cb), &finished);
  gtk_text_buffer_set_text (get_buffer (&scene, 1, "Input"), "my bill is wrong", -1);
  dg_wizard_step_advance (DG_WIZARD_STEP (scene.step));
  g_assert_false (finished);
  app_wait_until (finished);
  g_assert_cmpstr (get_sample (&scene, 1)->input, ==, "my bill is wrong");

  /* not with an edit that made the samples invalid */
  finished = FALSE;
  gtk_text_buffer_set_text (get_buffer (&scene, 1, "Answer"), "weather", -1);
  dg_wizard_step_advance (DG_WIZARD_STEP (scene.step));
  app_wait_until (!dg_wizard_step_get_complete (DG_WIZARD_STEP (scene.step)));
  app_wait_until (!dg_session_is_busy (scene.session));
  g_assert_false (finished);
}

static void
test_fits (AppFixture *fixture, gconstpointer data)
{
  g_auto (Scene) scene = { 0 };
  DgCardGrid *grid;

  open_with_samples (fixture, &scene);
  grid = DG_CARD_GRID (app_find (scene.step, DG_TYPE_CARD_GRID, NULL));
  app_wait_until (dg_card_grid_get_n_columns (grid) == 2);
  app_assert_fits (scene.step, APP_WIDE_WIDTH);
  dg_wizard_step_set_narrow (DG_WIZARD_STEP (scene.step), TRUE);
  app_assert_fits (scene.step, APP_NARROW_WIDTH);
  gtk_window_set_default_size (fixture->window, APP_NARROW_WIDTH, 640);
  app_wait_until (dg_card_grid_get_n_columns (grid) == 1);
  app_assert_named (scene.step);
}

/* What had many short lines is lower again when there is room for long ones. */
static void
test_text_becomes_lower (AppFixture *fixture, gconstpointer data)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkTextView *view = g_object_new (DG_TYPE_GROWING_TEXT, "wrap-mode", GTK_WRAP_WORD, NULL);
  int height;

  gtk_text_buffer_set_text (gtk_text_view_get_buffer (view), "many words that need a line or some more of them", -1);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (view));
  gtk_widget_set_halign (box, GTK_ALIGN_START);
  gtk_widget_set_size_request (GTK_WIDGET (view), 80, -1);
  app_fixture_present (fixture, box);
  app_wait_until (gtk_widget_get_height (GTK_WIDGET (view)) > 60);
  height = gtk_widget_get_height (GTK_WIDGET (view));

  gtk_widget_set_size_request (GTK_WIDGET (view), 800, -1);
  app_wait_until (gtk_widget_get_height (GTK_WIDGET (view)) < height / 2);
}

int
main (int argc, char *argv[])
{
  app_test_init (&argc, &argv);

  app_test_add ("/app/samples/fills", test_fills);
  app_test_add ("/app/samples/stops", test_stops);
  app_test_add ("/app/samples/no-credentials", test_no_credentials);
  app_test_add ("/app/samples/approve-meanwhile", test_approve_meanwhile);
  app_test_add ("/app/samples/approve", test_approve);
  app_test_add ("/app/samples/edit", test_edit);
  app_test_add ("/app/samples/notes", test_notes);
  app_test_add ("/app/samples/revise", test_revise);
  app_test_add ("/app/samples/undo-round", test_undo_round);
  app_test_add ("/app/samples/regenerate", test_regenerate);
  app_test_add ("/app/samples/tries-again", test_tries_again);
  app_test_add ("/app/samples/history", test_history);
  g_test_add_func ("/app/samples/plan-in-words", test_plan_in_words);
  app_test_add ("/app/samples/earlier-notes", test_earlier_notes);
  app_test_add ("/app/samples/deleted-rule-lets-go", test_deleted_rule_lets_go);
  app_test_add ("/app/samples/rule-kind", test_rule_kind);
  app_test_add ("/app/samples/note-is-completed", test_note_is_completed);
  app_test_add ("/app/samples/rules", test_rules);
  app_test_add ("/app/samples/stale", test_stale);
  app_test_add ("/app/samples/stale-all-approved", test_stale_all_approved);
  app_test_add ("/app/samples/goes-on", test_goes_on);
  app_test_add ("/app/samples/fits", test_fits);
  app_test_add ("/app/samples/text-becomes-lower", test_text_becomes_lower);

  return g_test_run ();
}
