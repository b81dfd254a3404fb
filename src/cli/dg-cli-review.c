/* dg-cli-review.c: `rename` and `check`
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gi18n.h>
#include <math.h>
#include <stdio.h>

#include "dg-cli-dataset-run.h"
#include "dg-library-review.h"

static void
print_dataset (DgCli *self, DgDataset *dataset)
{
  g_autoptr (JsonBuilder) builder = NULL;

  if (!self->json)
    {
      printf ("%s  %s\n", dg_dataset_get_id (dataset), dg_dataset_get_name (dataset));
      return;
    }

  builder = json_builder_new ();
  json_builder_begin_object (builder);
  dg_cli_add_dataset (builder, dataset);
  json_builder_end_object (builder);
  dg_cli_print_json (builder);
}

/* --- rename --- */

/**
 * dg_cli_run_rename:
 * @self: the call
 * @argc: count of @argv
 * @argv: the command and its arguments
 * @error: return location for an error
 *
 * `rename ID NAME`: another name for a dataset, and for its file.
 *
 * Returns: the exit code
 */
DgExit
dg_cli_run_rename (DgCli *self, int argc, char **argv, GError **error)
{
  g_autoptr (DgLibrary) library = NULL;
  g_autoptr (DgDataset) dataset = NULL;
  g_autoptr (GAsyncResult) result = NULL;

  if (!dg_cli_parse (self, NULL, _ ("ID NAME – give a dataset another name"), 2, 2, &argc, &argv, error))
    return DG_EXIT_USAGE;
  if (!g_utf8_validate (argv[2], -1, NULL) || *g_strstrip (argv[2]) == '\0')
    {
      g_propagate_error (error, dg_cli_new_usage_error (_ ("NAME must be a text that is not empty")));
      return DG_EXIT_USAGE;
    }
  library = dg_cli_open_library (self, error);
  if (library == NULL)
    return dg_cli_get_exit (*error);

  dg_library_rename_dataset_async (library, argv[1], argv[2], self->cancellable, dg_cli_store_result_cb, &result);
  dataset = dg_library_rename_dataset_finish (library, dg_cli_wait (&result), error);
  if (dataset == NULL)
    return dg_cli_get_exit (*error);
  print_dataset (self, dataset);

  return DG_EXIT_DONE;
}

/* --- check --- */

/**
 * dg_cli_check_dataset:
 * @self: the call
 * @opened: a session with a model
 * @brief: what its records were made from
 * @model: who answers blind
 * @dataset: a dataset's id
 * @options: requests at once, and a seed
 * @progress: (out caller-allocates): how it went
 * @error: return location for an error
 *
 * Has every input of a dataset answered blind, flags what disagrees, and tells how many that were.
 *
 * Returns: whether the check came to its end
 */
gboolean
dg_cli_check_dataset (DgCli *self,
                      DgCliSession *opened,
                      const DgBrief *brief,
                      DgModel *model,
                      const char *dataset,
                      const DgRunOptions *options,
                      DgAnswerCheckProgress *progress,
                      GError **error)
{
  g_autoptr (DgAnswerCheck) check =
      dg_answer_check_new (opened->library, model, brief, dataset, options->max_requests, options->seed);
  g_autoptr (GAsyncResult) result = NULL;

  dg_answer_check_start_async (check, self->cancellable, dg_cli_store_result_cb, &result);
  if (!dg_answer_check_start_finish (check, dg_cli_wait (&result), error))
    return FALSE;

  dg_answer_check_get_progress (check, progress);
  if (progress->n_skipped > 0)
    g_printerr (ngettext ("%u record could not be checked: %s\n", "%u records could not be checked: %s\n",
                          progress->n_skipped),
                progress->n_skipped, dg_answer_check_get_reason (check));
  g_printerr (ngettext ("%u of %u records is flagged for review.\n", "%u of %u records are flagged for review.\n",
                        progress->n_flagged),
              progress->n_flagged, progress->n_records);
  if (progress->n_flagged > 0)
    g_printerr (_ ("Which they are, and why: dataset-gen-cli dataset %s --records\n"), dataset);

  return TRUE;
}

/**
 * dg_cli_tell_check_cost:
 * @brief: what the records are made from
 * @model: who answers blind
 * @n_records: how many records there are
 *
 * Tells what checking the answers will cost, before it does.
 */
void
dg_cli_tell_check_cost (const DgBrief *brief, DgModel *model, guint n_records)
{
  double cost = dg_answer_check_estimate_cost (brief, model, brief->examples, n_records);

  if (isnan (cost))
    g_printerr (_ ("Checking the answers of %u records: the price of %s is not known.\n"), n_records,
                dg_model_get_id (model));
  else
    g_printerr (_ ("Checking the answers of %u records costs about $%.4f.\n"), n_records, cost);
}

static DgExit
check (DgCli *self, DgCliSession *opened, DgDataset *dataset, GError **error)
{
  g_autoptr (DgBrief) brief = dg_session_make_brief (opened->session, error);
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  const DgCliLimits limits = { 0 };
  DgAnswerCheckProgress progress;
  DgRunOptions options = { 0 };

  if (brief == NULL || !dg_cli_limits_apply (&limits, opened->model, &options, error))
    return DG_EXIT_USAGE;
  dg_cli_tell_check_cost (brief, opened->model, dg_dataset_get_n_records (dataset));
  if (!dg_cli_check_dataset (self, opened, brief, opened->model, dg_dataset_get_id (dataset), &options, &progress,
                             error))
    return dg_cli_get_exit (*error);
  if (!self->json)
    return DG_EXIT_DONE;

  json_builder_begin_object (builder);
  dg_cli_set_string (builder, "dataset", dg_dataset_get_id (dataset));
  dg_cli_set_int (builder, "checked", progress.n_checked);
  dg_cli_set_int (builder, "flagged", progress.n_flagged);
  dg_cli_set_double (builder, "cost_usd", progress.cost_usd);
  json_builder_end_object (builder);
  dg_cli_print_json (builder);

  return DG_EXIT_DONE;
}

/**
 * dg_cli_run_check:
 * @self: the call
 * @argc: count of @argv
 * @argv: the command and its arguments
 * @error: return location for an error
 *
 * `check ID`: has every input of a dataset answered blind, and flags what disagrees.
 *
 * Returns: the exit code
 */
DgExit
dg_cli_run_check (DgCli *self, int argc, char **argv, GError **error)
{
  g_auto (DgCliSession) opened = { 0 };
  g_autoptr (DgLibrary) library = NULL;
  g_autoptr (DgDataset) dataset = NULL;

  if (!dg_cli_parse (self, NULL, _ ("ID – answer every input blind, and flag what disagrees"), 1, 1, &argc, &argv,
                     error))
    return DG_EXIT_USAGE;
  library = dg_cli_open_library (self, error);
  dataset = library != NULL ? dg_cli_load_dataset (self, library, argv[1], error) : NULL;
  if (dataset == NULL)
    return dg_cli_get_exit (*error);
  if (dg_dataset_get_session (dataset) == NULL)
    {
      g_propagate_error (error,
                         dg_cli_new_usage_error (_ ("“%s” was not made here, so its conventions are not known and "
                                                    "its answers cannot be checked"),
                                                 dg_dataset_get_name (dataset)));
      return DG_EXIT_USAGE;
    }
  if (!dg_cli_session_open (&opened, self, dg_dataset_get_session (dataset), DG_CLI_MODEL_NEEDED, error))
    return dg_cli_get_exit (*error);

  return check (self, &opened, dataset, error);
}
