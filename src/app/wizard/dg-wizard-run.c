/* dg-wizard-run.c: begins the run of the wizard, or goes on with it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "dg-wizard-run.h"

#include <math.h>

/* A reply of records takes some seconds; most of those in flight end in this time. As the command line has it. */
#define GRACE_MS 15000

/* Nearly always who makes the records; a run that the command line began may have another. */
static DgModel *
open_check_model (DgWizardContext *context, DgModel *model, const char *id, GError **error)
{
  if (g_str_equal (dg_model_get_id (model), id))
    return g_object_ref (model);

  return dg_engine_open_model (dg_wizard_context_get_engine (context), dg_wizard_context_get_provider (context), id,
                               error);
}

static DgActiveRun *
start (DgWizardContext *context,
       DgModel *model,
       const DgBrief *brief,
       DgRunOptions *options,
       gboolean keeping,
       GError **error)
{
  GSettings *settings = dg_engine_get_settings (dg_wizard_context_get_engine (context));
  DgSession *session = dg_wizard_context_get_session (context);
  g_autoptr (DgModel) check_model = NULL;
  g_autoptr (DgRun) run = NULL;
  DgActiveRun *active;

  if (options->check_model != NULL)
    {
      /* that nobody can check the answers is no reason to lose them */
      check_model = open_check_model (context, model, options->check_model, keeping ? NULL : error);
      if (check_model == NULL && !keeping)
        return NULL;
    }

  options->max_requests = g_settings_get_uint (settings, "max-requests");
  options->grace_ms = GRACE_MS;
  options->patient = TRUE;
  run = dg_session_new_run (session, brief, options, error);
  if (run == NULL)
    return NULL;

  active = dg_run_list_start (dg_wizard_context_get_runs (context), session, run, dg_session_get_draft (session)->name,
                              options->dataset);
  if (check_model != NULL)
    dg_active_run_set_check (active, dg_wizard_context_get_library (context), check_model, brief,
                             options->max_requests);

  return active;
}

/**
 * dg_wizard_run_begin:
 * @context: the wizard's, whose session is prepared
 * @wish: what is wanted
 * @error: return location for an error
 *
 * Begins another run.
 *
 * Returns: (transfer none) (nullable): the run, which belongs to the program
 */
DgActiveRun *
dg_wizard_run_begin (DgWizardContext *context, const DgRunWish *wish, GError **error)
{
  g_return_val_if_fail (DG_IS_WIZARD_CONTEXT (context) && wish != NULL, NULL);

  DgSession *session = dg_wizard_context_get_session (context);
  g_autoptr (GPtrArray) approved = dg_session_dup_approved (session);
  g_autoptr (DgBrief) brief = dg_session_make_brief (session, error);
  DgModel *model = brief != NULL ? dg_wizard_context_open_model (context, error) : NULL;
  DgPrice price;

  if (model == NULL)
    return NULL;

  dg_model_get_price (model, &price);

  DgRunOptions options = {
    .seeded = approved,
    .n_records = wish->n_records,
    .format = wish->format,
    .seed = (guint64) g_random_int () << 32 | g_random_int (),
    /* another model may have been chosen since, with which no limit can be kept, as the step before says */
    .max_cost_usd = isnan (price.output) ? 0.0 : wish->max_cost_usd,
    .check_model = wish->check_answers ? dg_model_get_id (model) : NULL,
  };

  return start (context, model, brief, &options, FALSE, error);
}

/**
 * dg_wizard_run_resume:
 * @context: the wizard's
 * @last: the report of an interrupted run of its session
 * @keeping: whether the run is stopped at once, and only to save what it has
 * @error: return location for an error
 *
 * Goes on with a run as it was begun. With @keeping, it is held up neither by a check of the answers that nobody can
 * make, nor by a limit that cannot be kept: no record is made any more.
 *
 * Returns: (transfer none) (nullable): the run, which belongs to the program
 */
DgActiveRun *
dg_wizard_run_resume (DgWizardContext *context, const DgRunReport *last, gboolean keeping, GError **error)
{
  g_return_val_if_fail (DG_IS_WIZARD_CONTEXT (context) && last != NULL, NULL);

  DgModel *model = dg_wizard_context_open_model (context, error);
  g_autoptr (DgBrief) brief =
      model != NULL ? dg_session_make_brief_of_run (dg_wizard_context_get_session (context), last, error) : NULL;
  DgPrice price;

  if (brief == NULL)
    return NULL;

  dg_model_get_price (model, &price);

  DgRunOptions options = {
    .run = last->run,
    .n_records = last->requested,
    .format = last->format,
    .seed = last->seed,
    .max_cost_usd = keeping && isnan (price.output) ? 0.0 : last->max_cost_usd,
    .check_model = last->check_model,
  };

  return start (context, model, brief, &options, keeping, error);
}
