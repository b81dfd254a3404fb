/* dg-cli-finalize.c: `finalize`, `resume` and `extend`
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gi18n.h>

#include "dg-cli-dataset-run.h"

/* --- finalize --- */

static gboolean
configure (DgCli *self, DgCliSession *opened, const char *name, const DgRunOptions *options, GError **error)
{
  g_autofree char *chosen = dg_session_choose_name (opened->session, name, dg_model_get_provider (opened->model));
  g_autoptr (GAsyncResult) result = NULL;
  const DgRunWish wish = {
    .n_records = options->n_records,
    .format = options->format,
    .max_cost_usd = options->max_cost_usd,
    .check_answers = options->check_model != NULL,
  };
  const DgConfiguration wanted = { .name = chosen, .wish = &wish };

  dg_session_configure_async (opened->session, &wanted, self->cancellable, dg_cli_store_result_cb, &result);

  return dg_cli_session_wait (opened, &result, error);
}

/* Whether the session may go on to its dataset: samples were made, and it has none yet. */
static gboolean
check_ready (DgCliSession *opened, GError **error)
{
  const DgDraft *draft = dg_session_get_draft (opened->session);

  if (draft->dataset == NULL)
    return dg_session_check_samples (opened->session, error);

  g_propagate_error (error, dg_cli_new_usage_error (_ ("This session has led to %s already. More records: "
                                                       "dataset-gen-cli extend %s --records N"),
                                                    draft->dataset, draft->dataset));

  return FALSE;
}

static DgRunReport *
load_run (DgCli *self, DgLibrary *library, const char *session, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  dg_library_load_report_async (library, session, self->cancellable, dg_cli_store_result_cb, &result);

  return dg_library_load_report_finish (library, dg_cli_wait (&result), error);
}

/* What an interrupted run has is paid for: another run is begun only when that is said. */
static gboolean
check_no_run_is_open (DgCli *self, DgCliSession *opened, GError **error)
{
  const DgDraft *draft = dg_session_get_draft (opened->session);
  g_autoptr (DgRunReport) last = draft->requested > 0 ? load_run (self, opened->library, draft->id, NULL) : NULL;

  if (last == NULL || last->accepted == 0 || (last->status != DG_RUN_RUNNING && last->status != DG_RUN_INTERRUPTED))
    return TRUE;

  g_propagate_error (error,
                     dg_cli_new_usage_error (_ ("A run of this session was interrupted with %u of %u records. Go "
                                                "on with it: dataset-gen-cli resume %s – or begin anew with "
                                                "--new"),
                                             dg_run_report_get_records (last), last->requested, draft->id));

  return FALSE;
}

/* What a person has worked on and then not approved is easily missed. */
static void
tell_edited_cards (DgSession *session)
{
  const DgDraft *draft = dg_session_get_draft (session);
  guint round = dg_draft_get_round (draft);

  for (guint card = 1; card <= DG_N_SAMPLES; card++)
    {
      const DgSample *sample = dg_draft_find_sample (draft, round, card);

      if (sample != NULL && sample->state == DG_SAMPLE_EDITED)
        g_printerr (
            _ ("Sample %u is edited, but not approved: it is an example for the model, not a row of the file.\n"),
            card);
    }
}

static DgExit
finalize (DgCli *self,
          const char *id,
          const char *format,
          const char *name,
          guint n_records,
          gboolean anew,
          const DgCliLimits *limits,
          GError **error)
{
  g_auto (DgCliSession) opened = { 0 };
  g_autoptr (GPtrArray) approved = NULL;
  DgRunOptions options = { 0 };

  if (!dg_cli_session_open (&opened, self, id, DG_CLI_MODEL_NEEDED, error) || !check_ready (&opened, error) ||
      (!anew && !check_no_run_is_open (self, &opened, error)))
    return dg_cli_get_exit (*error);
  if (!dg_cli_choose_format (format, dg_session_get_checklist (opened.session), &options.format, error) ||
      !dg_cli_limits_apply (limits, opened.model, &options, error))
    return DG_EXIT_USAGE;

  options.n_records = n_records;
  if (!configure (self, &opened, name, &options, error))
    return dg_cli_get_exit (*error);

  tell_edited_cards (opened.session);
  approved = dg_session_dup_approved (opened.session);
  options.seeded = approved;

  return dg_cli_make_dataset (self, &opened, &options, error);
}

/**
 * dg_cli_run_finalize:
 * @self: the call
 * @argc: count of @argv
 * @argv: the command and its arguments
 * @error: return location for an error
 *
 * `finalize SESSION --records N`: step 6, the full dataset.
 *
 * Returns: the exit code
 */
DgExit
dg_cli_run_finalize (DgCli *self, int argc, char **argv, GError **error)
{
  g_auto (DgCliLimits) limits = { 0 };
  g_autofree char *records = NULL;
  g_autofree char *format = NULL;
  g_autofree char *name = NULL;
  gboolean anew = FALSE;
  gint64 n_records;
  const GOptionEntry entries[] = {
    { "records", 0, 0, G_OPTION_ARG_STRING, &records, N_ ("How many rows the file gets, 10 to 1000"), "N" },
    { "format", 0, 0, G_OPTION_ARG_STRING, &format, N_ ("jsonl or csv; default: as the requirements say"),
      N_ ("FORMAT") },
    { "name", 0, 0, G_OPTION_ARG_STRING, &name, N_ ("Name of the dataset"), N_ ("NAME") },
    { "new", 0, 0, G_OPTION_ARG_NONE, &anew, N_ ("Begin anew, though a run was interrupted"), NULL },
    DG_CLI_LIMIT_ENTRIES (limits),
    G_OPTION_ENTRY_NULL,
  };

  if (!dg_cli_parse (self, entries, _ ("SESSION – make the full dataset"), 1, 1, &argc, &argv, error) ||
      !dg_cli_parse_number ("--records", records, DG_MIN_RECORDS, DG_MAX_RECORDS, &n_records, error))
    return DG_EXIT_USAGE;

  return finalize (self, argv[1], format, name, (guint) n_records, anew, &limits, error);
}

/* --- resume --- */

static DgExit
resume (DgCli *self, DgCliSession *opened, const DgRunReport *last, const DgCliLimits *limits, GError **error)
{
  g_autoptr (DgBrief) brief = dg_session_make_brief_of_run (opened->session, last, error);
  g_autoptr (GPtrArray) known = NULL;
  DgRunOptions options = { .max_cost_usd = last->max_cost_usd, .check_model = last->check_model };

  if (brief == NULL || !dg_cli_limits_apply (limits, opened->model, &options, error))
    return DG_EXIT_USAGE;
  if (last->extends != NULL)
    {
      known = dg_cli_load_records (self, opened->library, last->extends, error);
      if (known == NULL)
        return dg_cli_get_exit (*error);
    }

  options.run = last->run;
  options.dataset = last->extends;
  options.known = known;
  options.n_records = last->requested;
  options.format = last->format;
  options.seed = last->seed;

  return dg_cli_make_records (self, opened, brief, &options, error);
}

/* Whether there is something to go on with. */
static gboolean
check_interrupted (const char *session, const DgRunReport *last, GError **error)
{
  if (last->status == DG_RUN_RUNNING || last->status == DG_RUN_INTERRUPTED)
    return TRUE;

  if (last->dataset != NULL)
    g_propagate_error (error, dg_cli_new_usage_error (_ ("The run of %s has ended; its dataset is %s"), session,
                                                      last->dataset));
  else
    g_propagate_error (error, dg_cli_new_usage_error (_ ("The run of %s has ended without a record. Begin another: "
                                                         "dataset-gen-cli finalize %s --records N"),
                                                      session, session));

  return FALSE;
}

/**
 * dg_cli_run_resume:
 * @self: the call
 * @argc: count of @argv
 * @argv: the command and its arguments
 * @error: return location for an error
 *
 * `resume SESSION`: goes on with an interrupted run, within the limit and with the check that it began with.
 *
 * Returns: the exit code
 */
DgExit
dg_cli_run_resume (DgCli *self, int argc, char **argv, GError **error)
{
  g_auto (DgCliSession) opened = { 0 };
  g_auto (DgCliLimits) limits = { 0 };
  g_autoptr (DgRunReport) last = NULL;
  const GOptionEntry entries[] = {
    DG_CLI_LIMIT_ENTRIES (limits),
    G_OPTION_ENTRY_NULL,
  };

  if (!dg_cli_parse (self, entries, _ ("SESSION – go on with an interrupted run"), 1, 1, &argc, &argv, error))
    return DG_EXIT_USAGE;
  if (!dg_cli_session_open (&opened, self, argv[1], DG_CLI_MODEL_NEEDED, error))
    return dg_cli_get_exit (*error);
  last = load_run (self, opened.library, argv[1], error);
  if (last == NULL || !check_interrupted (argv[1], last, error))
    return dg_cli_get_exit (*error);

  return resume (self, &opened, last, &limits, error);
}

/* --- extend --- */

static gboolean
check_extensible (DgDataset *dataset, guint n_records, GError **error)
{
  guint n = dg_dataset_get_n_records (dataset);

  if (dg_dataset_get_session (dataset) == NULL)
    g_propagate_error (error, dg_cli_new_usage_error (_ ("“%s” was not made here, so its requirements are not known. "
                                                         "Begin a session with some of its records: "
                                                         "dataset-gen-cli start --examples FILE"),
                                                      dg_dataset_get_name (dataset)));
  else if (n + n_records > DG_MAX_RECORDS)
    g_propagate_error (error,
                       dg_cli_new_usage_error (_ ("“%s” has %u records, and %d are the most; --records can be %u "
                                                  "at most"),
                                               dg_dataset_get_name (dataset), n, DG_MAX_RECORDS,
                                               n < DG_MAX_RECORDS ? DG_MAX_RECORDS - n : 0));
  else
    return TRUE;

  return FALSE;
}

static gboolean
plan_extension (DgCli *self, DgCliSession *opened, const char *about, guint n_records, DgBrief *brief, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autofree char *say = NULL;
  DgOutline *outline;

  dg_session_plan_extension_async (opened->session, about, n_records, self->cancellable, dg_cli_store_result_cb,
                                   &result);
  outline = dg_session_plan_extension_finish (opened->session, dg_cli_wait (&result), &say, error);
  if (outline == NULL)
    return FALSE;

  g_printerr ("%s\n", say);
  dg_cli_print_question (opened->session);
  dg_outline_free (brief->outline);
  brief->outline = outline;

  return TRUE;
}

static DgExit
extend (DgCli *self,
        DgCliSession *opened,
        DgDataset *dataset,
        const char *about,
        guint n_records,
        const DgCliLimits *limits,
        GError **error)
{
  const char *id = dg_dataset_get_id (dataset);
  g_autoptr (DgBrief) brief = dg_session_make_brief (opened->session, error);
  g_autoptr (GPtrArray) known = NULL;
  DgRunOptions options = { 0 };

  if (brief == NULL || !dg_cli_limits_apply (limits, opened->model, &options, error))
    return DG_EXIT_USAGE;
  known = dg_cli_load_records (self, opened->library, id, error);
  if (known == NULL || (about != NULL && !plan_extension (self, opened, about, n_records, brief, error)))
    return dg_cli_get_exit (*error);

  options.dataset = id;
  options.known = known;
  options.n_records = n_records;
  options.format = dg_dataset_get_format (dataset);

  return dg_cli_make_records (self, opened, brief, &options, error);
}

/**
 * dg_cli_run_extend:
 * @self: the call
 * @argc: count of @argv
 * @argv: the command and its arguments
 * @error: return location for an error
 *
 * `extend ID --records N [--about TEXT]`: more records into a dataset.
 *
 * Returns: the exit code
 */
DgExit
dg_cli_run_extend (DgCli *self, int argc, char **argv, GError **error)
{
  g_auto (DgCliSession) opened = { 0 };
  g_auto (DgCliLimits) limits = { 0 };
  g_autoptr (DgLibrary) library = NULL;
  g_autoptr (DgDataset) dataset = NULL;
  g_autofree char *records = NULL;
  g_autofree char *about = NULL;
  gint64 n_records;
  const GOptionEntry entries[] = {
    { "records", 0, 0, G_OPTION_ARG_STRING, &records, N_ ("How many more"), "N" },
    { "about", 0, 0, G_OPTION_ARG_STRING, &about, N_ ("What they are to be about, in your words"), N_ ("TEXT") },
    DG_CLI_LIMIT_ENTRIES (limits),
    G_OPTION_ENTRY_NULL,
  };

  if (!dg_cli_parse (self, entries, _ ("ID – more records into a dataset"), 1, 1, &argc, &argv, error) ||
      !dg_cli_parse_number ("--records", records, 1, DG_MAX_RECORDS, &n_records, error))
    return DG_EXIT_USAGE;
  library = dg_cli_open_library (self, error);
  dataset = library != NULL ? dg_cli_load_dataset (self, library, argv[1], error) : NULL;
  if (dataset == NULL || !check_extensible (dataset, (guint) n_records, error) ||
      !dg_cli_session_open (&opened, self, dg_dataset_get_session (dataset), DG_CLI_MODEL_NEEDED, error))
    return dg_cli_get_exit (*error);

  return extend (self, &opened, dataset, about, (guint) n_records, &limits, error);
}
