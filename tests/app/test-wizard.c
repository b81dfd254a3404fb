/* test-wizard.c: the frame of the wizard and its first step
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "app-assert.h"
#include "app-fixture.h"
#include "dg-banner.h"
#include "dg-entry-step.h"
#include "dg-library-prompts.h"
#include "dg-model-chooser.h"
#include "dg-requirements-step.h"
#include "dg-wizard-page.h"
#include "store-test-utils.h"

static DgWizardContext *
make_context (AppFixture *fixture)
{
  app_fixture_open_library (fixture);

  return dg_wizard_context_new (fixture->engine, fixture->runs);
}

static DgPage *
present_wizard (AppFixture *fixture, DgWizardContext *context)
{
  DgPage *page = dg_wizard_page_new (context);

  app_fixture_present (fixture, GTK_WIDGET (page));
  dg_page_shown (page);

  return page;
}

static gboolean
is_shown (DgPage *page, GType type)
{
  GtkWidget *step = app_find (GTK_WIDGET (page), type, NULL);

  return step != NULL && gtk_widget_get_child_visible (step) && gtk_widget_get_mapped (step);
}

static void
test_fits (AppFixture *fixture, gconstpointer data)
{
  g_autoptr (DgWizardContext) context = make_context (fixture);
  DgPage *page = present_wizard (fixture, context);

  app_wait_until (app_find (GTK_WIDGET (page), ADW_TYPE_ACTION_ROW, "Start from Scratch") != NULL);
  app_assert_fits (GTK_WIDGET (page), APP_WIDE_WIDTH);
  dg_page_set_narrow (page, TRUE);
  app_assert_fits (GTK_WIDGET (page), APP_NARROW_WIDTH);
  app_assert_named (GTK_WIDGET (page));
}

static gboolean
is_suggested (DgPage *page, const char *label)
{
  return gtk_widget_has_css_class (app_find (GTK_WIDGET (page), GTK_TYPE_BUTTON, label), "suggested-action");
}

/* There is one button at a time that is suggested. */
static void
test_suggests (AppFixture *fixture, gconstpointer data)
{
  g_autoptr (DgWizardContext) context = make_context (fixture);
  DgPage *page = present_wizard (fixture, context);
  GtkWidget *step = app_find (GTK_WIDGET (page), DG_TYPE_ENTRY_STEP, NULL);

  g_assert_true (is_suggested (page, "Next"));
  dg_wizard_step_set_has_better (DG_WIZARD_STEP (step), TRUE);
  g_assert_false (is_suggested (page, "Next"));
  dg_wizard_step_set_has_better (DG_WIZARD_STEP (step), FALSE);
  g_assert_true (is_suggested (page, "Next"));
}

/* What a banner says and does fits a narrow page, however many buttons it has. */
static void
test_banner_fits (AppFixture *fixture, gconstpointer data)
{
  g_autoptr (DgWizardContext) context = make_context (fixture);
  DgPage *page = present_wizard (fixture, context);
  GtkWidget *step = app_find (GTK_WIDGET (page), DG_TYPE_ENTRY_STEP, NULL);
  DgBanner *banner = DG_BANNER (app_find (step, DG_TYPE_BANNER, NULL));

  dg_banner_set_title (banner, "The credentials have expired. Get a new API key or new temporary keys.");
  dg_banner_set_button_label (banner, "Open _Preferences");
  dg_banner_set_secondary_label (banner, "Copy _Details");
  dg_banner_set_revealed (banner, TRUE);
  dg_page_set_narrow (page, TRUE);
  app_assert_fits (GTK_WIDGET (page), APP_NARROW_WIDTH);
}

/* The first step asks no model when there is no prompt, and needs no credentials. */
static void
test_from_scratch (AppFixture *fixture, gconstpointer data)
{
  g_autoptr (DgWizardContext) context = make_context (fixture);
  DgPage *page = present_wizard (fixture, context);

  app_wait_until (
      dg_wizard_step_get_complete (DG_WIZARD_STEP (app_find (GTK_WIDGET (page), DG_TYPE_ENTRY_STEP, NULL))));
  gtk_widget_activate_action (GTK_WIDGET (page), "wizard.next", NULL);
  app_wait_until (is_shown (page, DG_TYPE_REQUIREMENTS_STEP));

  g_assert_nonnull (dg_wizard_context_get_session (context));
  g_assert_cmpuint (dg_session_get_draft (dg_wizard_context_get_session (context))->messages->len, ==, 1);

  /* back and forth again, it is the same session */
  DgSession *session = dg_wizard_context_get_session (context);

  g_assert_true (dg_page_back (page));
  app_wait_until (is_shown (page, DG_TYPE_ENTRY_STEP));
  gtk_widget_activate_action (GTK_WIDGET (page), "wizard.next", NULL);
  app_wait_until (is_shown (page, DG_TYPE_REQUIREMENTS_STEP));
  g_assert_true (dg_wizard_context_get_session (context) == session);
  g_assert_cmpuint (dg_session_get_draft (session)->messages->len, ==, 1);
}

/* Without credentials nothing is begun that nobody could go on with, and the person is told what to do. */
static void
test_prompt_without_credentials (AppFixture *fixture, gconstpointer data)
{
  g_autoptr (DgWizardContext) context = make_context (fixture);
  DgLibrary *library = dg_engine_get_library (fixture->engine);
  g_autoptr (DgPrompt) prompt = dg_prompt_new ("Triage", "", "Sort: {{input}}");
  g_autoptr (GAsyncResult) result = NULL;
  g_autofree char *id = NULL;
  DgPage *page;

  dg_engine_find_credentials (fixture->engine);
  app_wait_until (dg_engine_get_connection (fixture->engine) == DG_CONNECTION_NONE);
  dg_library_save_prompt_async (library, prompt, NULL, store_test_ready_cb, &result);
  app_wait_until (result != NULL);
  id = dg_library_save_prompt_finish (library, result, NULL);

  page = present_wizard (fixture, context);
  dg_wizard_page_choose_prompt (DG_WIZARD_PAGE (page), id);
  app_wait_until (app_find (GTK_WIDGET (page), GTK_TYPE_LABEL, "Fills {{input}}") != NULL);
  gtk_widget_activate_action (GTK_WIDGET (page), "wizard.next", NULL);
  app_wait_until (app_find (GTK_WIDGET (page), GTK_TYPE_BUTTON, "Open Preferences") != NULL);
  g_assert_null (dg_wizard_context_get_session (context));
}

static void
test_prompt_with_practice (AppFixture *fixture, gconstpointer data)
{
  g_autoptr (DgWizardContext) context = make_context (fixture);
  DgLibrary *library = dg_engine_get_library (fixture->engine);
  g_autoptr (DgPrompt) prompt = dg_prompt_new ("Triage", "You sort messages.", "Sort: {{input}}");
  g_autoptr (GAsyncResult) result = NULL;
  g_autofree char *id = NULL;
  DgPage *page;

  dg_library_save_prompt_async (library, prompt, NULL, store_test_ready_cb, &result);
  app_wait_until (result != NULL);
  id = dg_library_save_prompt_finish (library, result, NULL);
  dg_wizard_context_choose_model (context, "practice", "practice");

  page = present_wizard (fixture, context);
  dg_wizard_page_choose_prompt (DG_WIZARD_PAGE (page), id);
  app_wait_until (app_find (GTK_WIDGET (page), GTK_TYPE_LABEL, "Fills {{input}}") != NULL);
  gtk_widget_activate_action (GTK_WIDGET (page), "wizard.next", NULL);
  app_wait_until (is_shown (page, DG_TYPE_REQUIREMENTS_STEP));

  const DgDraft *draft = dg_session_get_draft (dg_wizard_context_get_session (context));

  g_assert_cmpstr (draft->prompt->id, ==, id);
  g_assert_cmpstr (draft->provider, ==, "practice");
  g_assert_cmpuint (draft->messages->len, ==, 1);
}

static void
test_continue (AppFixture *fixture, gconstpointer data)
{
  g_autoptr (DgWizardContext) context = make_context (fixture);
  g_autoptr (DgDraft) draft = dg_draft_new ();
  g_autofree char *id = NULL;
  DgPage *page;

  draft->step = DG_STEP_REQUIREMENTS;
  id = store_test_save_draft (dg_engine_get_library (fixture->engine), draft, NULL);
  page = dg_wizard_page_new (context);
  dg_wizard_page_continue (DG_WIZARD_PAGE (page), id);
  app_fixture_present (fixture, GTK_WIDGET (page));
  app_wait_until (is_shown (page, DG_TYPE_REQUIREMENTS_STEP));

  /* who holds it elsewhere is told of */
  g_autoptr (DgWizardContext) other = dg_wizard_context_new (fixture->engine, fixture->runs);
  DgPage *second = dg_wizard_page_new (other);

  g_object_ref_sink (second);
  dg_wizard_page_continue (DG_WIZARD_PAGE (second), id);
  app_wait_until (adw_status_page_get_description (
                      ADW_STATUS_PAGE (app_find (GTK_WIDGET (second), ADW_TYPE_STATUS_PAGE, NULL))) != NULL);
  g_object_unref (second);
}

int
main (int argc, char *argv[])
{
  app_test_init (&argc, &argv);

  app_test_add ("/app/wizard/fits", test_fits);
  app_test_add ("/app/wizard/suggests", test_suggests);
  app_test_add ("/app/wizard/banner-fits", test_banner_fits);
  app_test_add ("/app/wizard/from-scratch", test_from_scratch);
  app_test_add ("/app/wizard/prompt-without-credentials", test_prompt_without_credentials);
  app_test_add ("/app/wizard/prompt-with-practice", test_prompt_with_practice);
  app_test_add ("/app/wizard/continue", test_continue);

  return g_test_run ();
}
