/* wizard-fixture.c: a session that is ready for its dataset, with the practice model
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "wizard-fixture.h"

#include "dg-bedrock-model.h"

/* Everything that a run needs is said, so that nothing has to be worked out before it. */
static const char requirements[] =
    "{\"task\": \"Sort messages to a mobile network by what they want.\", \"role_persona\": \"A triage agent.\","
    " \"diversity\": \"Short and long.\", \"realism\": \"As typed.\", \"edge_cases\": \"None.\","
    " \"constraints\": \"English.\", \"input_format\": \"Plain text.\","
    " \"output_format\": {\"parts\": {\"kind\": \"classification\", \"structure\": \"one label\","
    "  \"expected_response\": \"the label alone\"}},"
    " \"dataset_format\": \"csv\", \"labels\": [\"billing\", \"roaming\", \"cancellation\"],"
    " \"dimensions\": [{\"name\": \"tone\", \"values\": [{\"value\": \"friendly\", \"weight\": 2},"
    "  {\"value\": \"neutral\", \"weight\": 2}, {\"value\": \"frustrated\", \"weight\": 4}]},"
    "  {\"name\": \"complexity\", \"values\": [{\"value\": \"simple\", \"weight\": 3},"
    "   {\"value\": \"needs a second look\", \"weight\": 1}]}]}";

static void
ready_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_set_object ((GAsyncResult **) data, result);
}

static void
take_session (WizardFixture *fixture, GAsyncResult **result)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (DgSession) session = NULL;

  app_wait_until (*result != NULL);
  session = dg_session_open_finish (*result, &error);
  g_assert_no_error (error);

  g_clear_object (&fixture->context);
  fixture->context = dg_wizard_context_new (fixture->base.engine, fixture->base.runs);
  dg_wizard_context_choose_model (fixture->context, DG_PROVIDER_PRACTICE, DG_PROVIDER_PRACTICE);
  dg_wizard_context_set_session (fixture->context, session);
}

static void
create_session (WizardFixture *fixture)
{
  g_autoptr (DgDraft) draft = dg_draft_new ();
  g_autoptr (DgChecklist) checklist = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  checklist = dg_checklist_new_from_json (requirements, -1, &error);
  g_assert_no_error (error);
  dg_checklist_leave_rest_to_model (checklist);
  dg_checklist_confirm (checklist);
  draft->checklist = dg_checklist_to_json (checklist);
  draft->confirmed = TRUE;
  draft->provider = g_strdup (DG_PROVIDER_PRACTICE);
  draft->model = g_strdup (DG_PROVIDER_PRACTICE);
  draft->step = DG_STEP_DATASET;
  dg_session_create_async (app_fixture_open_library (&fixture->base), draft, NULL, ready_cb, &result);
  take_session (fixture, &result);
}

void
wizard_fixture_set_up (WizardFixture *fixture, gconstpointer data)
{
  app_fixture_set_up (&fixture->base, data);
  create_session (fixture);
}

void
wizard_fixture_tear_down (WizardFixture *fixture, gconstpointer data)
{
  if (fixture->base.window != NULL)
    gtk_window_destroy (g_steal_pointer (&fixture->base.window));
  g_clear_object (&fixture->context);
  app_fixture_tear_down (&fixture->base, data);
}

DgSession *
wizard_fixture_get_session (WizardFixture *fixture)
{
  return dg_wizard_context_get_session (fixture->context);
}

const DgDraft *
wizard_fixture_get_draft (WizardFixture *fixture)
{
  return dg_session_get_draft (wizard_fixture_get_session (fixture));
}

/**
 * wizard_fixture_reopen:
 * @fixture: the fixture, without a step that is shown
 *
 * As when the program is started again: nothing is left but what the library has.
 */
void
wizard_fixture_reopen (WizardFixture *fixture)
{
  g_autofree char *id = g_strdup (wizard_fixture_get_draft (fixture)->id);
  g_autoptr (GAsyncResult) result = NULL;
  DgSession *session = wizard_fixture_get_session (fixture);

  /* what is under way, such as an estimate, holds the session until it is told that nobody waits for it */
  g_object_add_weak_pointer (G_OBJECT (session), (gpointer *) &session);
  g_clear_object (&fixture->context);
  app_wait_until (session == NULL);
  dg_session_open_async (dg_engine_get_library (fixture->base.engine), id, NULL, ready_cb, &result);
  take_session (fixture, &result);
}

static void
finish_step (WizardFixture *fixture, GAsyncResult **result)
{
  g_autoptr (GError) error = NULL;

  app_wait_until (*result != NULL);
  dg_session_step_finish (wizard_fixture_get_session (fixture), *result, &error);
  g_assert_no_error (error);
}

/**
 * wizard_fixture_make_samples:
 * @fixture: the fixture
 * @n_approved: how many of the five are approved
 */
void
wizard_fixture_make_samples (WizardFixture *fixture, guint n_approved)
{
  g_autoptr (GAsyncResult) made = NULL;
  g_autoptr (GAsyncResult) annotated = NULL;
  DgAnnotation annotations[DG_N_SAMPLES] = { 0 };

  g_assert_nonnull (dg_wizard_context_open_model (fixture->context, NULL));
  dg_session_make_samples_async (wizard_fixture_get_session (fixture), NULL, ready_cb, &made);
  finish_step (fixture, &made);

  for (guint i = 0; i < n_approved; i++)
    annotations[i] = (DgAnnotation){ .card = i + 1, .approve = TRUE };
  dg_session_annotate_async (wizard_fixture_get_session (fixture), annotations, n_approved, NULL, ready_cb, &annotated);
  finish_step (fixture, &annotated);
}

/**
 * wizard_fixture_configure:
 * @fixture: the fixture
 * @wish: what is wanted of the run
 */
void
wizard_fixture_configure (WizardFixture *fixture, const DgRunWish *wish)
{
  g_autoptr (GAsyncResult) result = NULL;
  const DgConfiguration wanted = { .wish = wish };

  dg_session_configure_async (wizard_fixture_get_session (fixture), &wanted, NULL, ready_cb, &result);
  finish_step (fixture, &result);
}

static void
finished_cb (DgWizardStep *step, WizardFixture *fixture)
{
  fixture->n_finished++;
}

/**
 * wizard_fixture_show:
 * @fixture: the fixture
 * @type: a type of step
 *
 * Returns: (transfer none): a step of that type, in a window and in front
 */
DgWizardStep *
wizard_fixture_show (WizardFixture *fixture, GType type)
{
  DgWizardStep *step = g_object_new (type, NULL);

  if (fixture->base.window != NULL)
    gtk_window_destroy (g_steal_pointer (&fixture->base.window));
  dg_wizard_step_set_up (step, fixture->context);
  g_signal_connect (step, "finished", G_CALLBACK (finished_cb), fixture);
  app_fixture_present (&fixture->base, GTK_WIDGET (step));
  dg_wizard_step_shown (step);

  return step;
}
