/* dg-cli-run.c: drives a run to its end and tells how it went
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gi18n.h>
#include <math.h>
#include <stdio.h>

#include "dg-cli-run.h"
#include "dg-dataset-name.h"

/**
 * dg_cli_add_report:
 * @builder: an open object
 * @report: the report of a run
 *
 * Adds the members of the run report.
 */
void
dg_cli_add_report (JsonBuilder *builder, const DgRunReport *report)
{
  dg_cli_set_string (builder, "session", report->session);
  dg_cli_set_string (builder, "dataset", report->dataset);
  dg_cli_set_string (builder, "name", report->name);
  dg_cli_set_string (builder, "path", report->path);
  dg_cli_set_string (builder, "format", dg_file_format_get_id (report->format));
  dg_cli_set_string (builder, "provider", report->provider);
  dg_cli_set_string (builder, "model", report->model);
  dg_cli_set_int (builder, "requested", report->requested);
  dg_cli_set_int (builder, "records", dg_run_report_get_records (report));
  dg_cli_set_int (builder, "seeded", report->seeded);
  dg_cli_set_int (builder, "accepted", report->accepted);
  dg_cli_set_int (builder, "duplicates", report->duplicates);
  dg_cli_set_int (builder, "invalid", report->invalid);
  dg_cli_set_int (builder, "surplus", report->surplus);
  dg_cli_set_double (builder, "first_try_valid", dg_run_report_get_first_try_valid (report));
  dg_cli_set_int (builder, "calls", report->calls);
  dg_cli_set_int (builder, "retries", report->retries);
  dg_cli_set_int (builder, "input_tokens", report->usage.input_tokens);
  dg_cli_set_int (builder, "output_tokens", report->usage.output_tokens);
  dg_cli_set_double (builder, "cost_usd", report->cost_usd);
  dg_cli_set_double (builder, "seconds", report->seconds);
  dg_cli_set_string (builder, "status", dg_run_status_get_id (report->status));
}

static void
print_report_json (const DgRunReport *report, const guint *n_flagged)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  json_builder_begin_object (builder);
  dg_cli_add_report (builder, report);
  if (n_flagged != NULL)
    dg_cli_set_int (builder, "flagged", *n_flagged);
  json_builder_end_object (builder);
  dg_cli_print_json (builder);
}

static char *
describe_cost (const DgRunReport *report)
{
  if (g_strcmp0 (report->provider, DG_PRACTICE_PROVIDER) == 0)
    return g_strdup (_ ("nothing (practice model, not AI)"));
  if (isnan (report->cost_usd))
    return g_strdup (_ ("not known for this model"));

  return g_strdup_printf ("$%.4f", report->cost_usd);
}

static void
print_report_text (const DgRunReport *report)
{
  g_autofree char *cost = describe_cost (report);

  printf (report->extends == NULL
              ? ngettext ("%s: %u record\n", "%s: %u records\n", dg_run_report_get_records (report))
              : ngettext ("%s: %u record more\n", "%s: %u records more\n", dg_run_report_get_records (report)),
          report->name, dg_run_report_get_records (report));
  printf ("%s\n", report->path);
  g_printerr (_ ("%s by %s. Refused: %u duplicates, %u invalid. %u calls, %.1f s, cost: %s.\n"), report->dataset,
              report->model, report->duplicates, report->invalid, report->calls, report->seconds, cost);
}

/**
 * dg_cli_print_report:
 * @self: the call
 * @report: the report of a run that saved a dataset
 * @reason: (nullable): why it has fewer records than were asked for
 * @n_flagged: (nullable): how many records a check of the answers flagged, %NULL when there was none
 *
 * Prints the report as `--json` promises, or for people.
 */
void
dg_cli_print_report (DgCli *self, const DgRunReport *report, const char *reason, const guint *n_flagged)
{
  if (self->json)
    print_report_json (report, n_flagged);
  else
    print_report_text (report);
  if (reason != NULL)
    g_printerr (_ ("Only %u of %u records. %s\n"), dg_run_report_get_records (report), report->requested, reason);
}

/* Says what is kept of a run that stopped, and how to go on. */
static void
explain_stop (DgRun *run, const char *session, GError **error)
{
  g_autofree char *kept = NULL;
  DgRunProgress progress;

  dg_run_get_progress (run, &progress);
  if (progress.accepted == 0)
    return;

  kept =
      g_strdup_printf (ngettext ("%u of %u records is kept. Go on with: dataset-gen-cli resume %s",
                                 "%u of %u records are kept. Go on with: dataset-gen-cli resume %s", progress.accepted),
                       progress.accepted, progress.requested, session);
  if (g_error_matches (*error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_printerr ("%s\n", kept);
  else
    {
      g_autofree char *message = g_strconcat ((*error)->message, "\n", kept, NULL);

      g_free (g_steal_pointer (&(*error)->message));
      (*error)->message = g_steal_pointer (&message);
    }
}

/**
 * dg_cli_drive_run:
 * @self: the call
 * @run: a run that has not been started
 * @session: its session
 * @report: (out) (optional) (nullable) (transfer full): the report, where there is one
 * @error: return location for an error
 *
 * Makes the records, telling how far it is.
 *
 * Returns: %DG_EXIT_DONE, %DG_EXIT_PARTIAL, or the code of @error
 */
DgExit
dg_cli_drive_run (DgCli *self, DgRun *run, const char *session, DgRunReport **report, GError **error)
{
  g_autoptr (DgCliProgress) progress = dg_cli_progress_new (run);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) local_error = NULL;

  dg_run_start_async (run, self->cancellable, dg_cli_store_result_cb, &result);
  *report = dg_run_start_finish (run, dg_cli_wait (&result), &local_error);
  g_clear_pointer (&progress, dg_cli_progress_free);
  if (*report == NULL)
    {
      DgExit exit_code = dg_cli_get_exit (local_error);

      explain_stop (run, session, &local_error);
      g_propagate_error (error, g_steal_pointer (&local_error));
      return exit_code;
    }

  return (*report)->status == DG_RUN_COMPLETE ? DG_EXIT_DONE : DG_EXIT_PARTIAL;
}
