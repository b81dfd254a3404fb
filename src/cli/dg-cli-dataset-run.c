/* dg-cli-dataset-run.c: from a session that is ready to a dataset
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gi18n.h>
#include <math.h>

#include "dg-cli-dataset-run.h"
#include "dg-dataset-name.h"

/**
 * dg_cli_choose_format:
 * @option: (nullable): `--format`
 * @checklist: the requirements, whose format holds without the option
 * @format: (out): the format of the file
 * @error: return location for an error
 *
 * Returns: whether @option can be used
 */
gboolean
dg_cli_choose_format (const char *option, DgChecklist *checklist, DgFileFormat *format, GError **error)
{
  const char *wanted = dg_checklist_get_value (checklist, DG_ITEM_DATASET_FORMAT, 0);

  *format = DG_FILE_FORMAT_JSONL;
  if (option != NULL && !dg_file_format_from_id (option, format))
    {
      g_propagate_error (error, dg_cli_new_usage_error (_ ("--format must be jsonl or csv, not “%s”"), option));
      return FALSE;
    }
  if (option == NULL && wanted != NULL && !g_str_equal (wanted, DG_LEFT_TO_MODEL))
    dg_file_format_from_id (wanted, format);

  return TRUE;
}

/* --- checking the answers --- */

static DgModel *
open_check_model (DgCli *self, DgCliSession *opened, const char *id, GError **error)
{
  g_autofree char *named = NULL;
  DgModel *model;

  if (g_str_equal (id, dg_model_get_id (opened->model)))
    return g_object_ref (opened->model);

  /* `--model` is for those who make the records */
  named = g_steal_pointer (&self->model);
  model = dg_cli_open_model (self, dg_model_get_provider (opened->model), id, error);
  self->model = g_steal_pointer (&named);

  return model;
}

/* --- making records --- */

/**
 * dg_cli_make_records:
 * @self: the call
 * @opened: a session with a model
 * @brief: what the records are made from
 * @options: what is wanted
 * @error: return location for an error
 *
 * Makes records into a dataset, checks their answers if that is wanted, and prints the report.
 *
 * Returns: the exit code
 */
DgExit
dg_cli_make_records (
    DgCli *self, DgCliSession *opened, const DgBrief *brief, const DgRunOptions *options, GError **error)
{
  g_autoptr (DgRun) run = dg_session_new_run (opened->session, brief, options, error);
  g_autoptr (DgModel) check_model = NULL;
  g_autoptr (DgRunReport) report = NULL;
  DgAnswerCheckProgress checks = { 0 };
  gboolean checked = FALSE;
  DgExit exit_code;

  if (run == NULL)
    return DG_EXIT_USAGE;
  if (options->check_model != NULL)
    {
      check_model = open_check_model (self, opened, options->check_model, error);
      if (check_model == NULL)
        return dg_cli_get_exit (*error);
      dg_cli_tell_check_cost (brief, check_model, options->n_records);
    }

  exit_code = dg_cli_drive_run (self, run, dg_session_get_draft (opened->session)->id, &report, error);
  if (report == NULL)
    return exit_code;
  if (check_model != NULL)
    {
      /* the dataset is saved in any case */
      checked = dg_cli_check_dataset (self, opened, brief, check_model, report->dataset, options, &checks, error);
      exit_code = checked ? exit_code : DG_EXIT_PARTIAL;
    }
  dg_cli_print_report (self, report, dg_run_get_reason (run), checked ? &checks.n_flagged : NULL);

  return exit_code;
}

/* --- what it will take --- */

static char *
dup_time (double seconds)
{
  if (seconds < 100.0)
    /* Translators: seconds. */
    return g_strdup_printf (_ ("%.0f s"), MAX (seconds, 1.0));
  /* Translators: minutes. */
  return g_strdup_printf (_ ("%.0f min"), ceil (seconds / 60.0));
}

static void
print_estimate (const DgEstimate *estimate)
{
  g_autofree char *low = dup_time (estimate->seconds_low);
  g_autofree char *high = dup_time (estimate->seconds_high);

  if (isnan (estimate->cost_high_usd))
    /* Translators: both %s are times. */
    g_printerr (_ ("This takes about %s to %s; the price of the model is not known.\n"), low, high);
  else if (estimate->cost_high_usd <= 0.0)
    /* Translators: both %s are times. */
    g_printerr (_ ("This takes about %s to %s and costs nothing.\n"), low, high);
  else
    /* Translators: both %s are times, the numbers are dollars. */
    g_printerr (_ ("This takes about %s to %s and costs about $%.4f to $%.4f.\n"), low, high, estimate->cost_low_usd,
                estimate->cost_high_usd);
}

/* Only told: the run begins whether or not it can be. */
static void
tell_estimate (DgCli *self, DgCliSession *opened, const DgRunOptions *options)
{
  g_autoptr (GAsyncResult) result = NULL;
  DgEstimate estimate;

  dg_session_estimate_async (opened->session, options->n_records, options->max_requests, NULL, self->cancellable,
                             dg_cli_store_result_cb, &result);
  if (dg_session_estimate_finish (opened->session, dg_cli_wait (&result), &estimate, NULL))
    print_estimate (&estimate);
}

/**
 * dg_cli_make_dataset:
 * @self: the call
 * @opened: a session with a model, whose requirements are confirmed
 * @options: what is wanted
 * @error: return location for an error
 *
 * Works out what is still open, tells what it will take, makes a new dataset and prints the report.
 *
 * Returns: the exit code
 */
DgExit
dg_cli_make_dataset (DgCli *self, DgCliSession *opened, DgRunOptions *options, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (DgBrief) brief = NULL;

  dg_session_prepare_async (opened->session, options->n_records, self->cancellable, dg_cli_store_result_cb, &result);
  if (!dg_cli_session_wait (opened, &result, error))
    return dg_cli_get_exit (*error);
  brief = dg_session_make_brief (opened->session, error);
  if (brief == NULL)
    return DG_EXIT_USAGE;
  tell_estimate (self, opened, options);

  return dg_cli_make_records (self, opened, brief, options, error);
}
