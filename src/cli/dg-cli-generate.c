/* dg-cli-generate.c: `generate`
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gi18n.h>

#include "dg-cli-dataset-run.h"
#include "dg-dataset-name.h"

/* A requirements file is written by people; one larger than this is something else. */
#define MAX_REQUIREMENTS_BYTES (1024 * 1024)

typedef struct
{
  char *requirements; /* (owned) (nullable) path */
  char *records;      /* (owned) (nullable) */
  char *format;       /* (owned) (nullable) */
  char *name;         /* (owned) (nullable) */
  DgCliLimits limits;
} GenerateOptions;

static void
clear_options (GenerateOptions *options)
{
  g_free (options->requirements);
  g_free (options->records);
  g_free (options->format);
  g_free (options->name);
  dg_cli_limits_clear (&options->limits);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (GenerateOptions, clear_options)

/* --- the requirements file --- */

static DgChecklist *
read_requirements (const char *path, GError **error)
{
  g_autofree char *text = dg_cli_read_text (path, MAX_REQUIREMENTS_BYTES, error);
  g_autoptr (GError) local_error = NULL;
  DgChecklist *checklist = NULL;

  if (text == NULL)
    return NULL;

  if (*text != '\0')
    checklist = dg_checklist_new_from_json (text, -1, &local_error);
  else
    g_set_error_literal (&local_error, DG_CLI_ERROR, DG_CLI_ERROR_USAGE, _ ("it is empty"));
  if (checklist == NULL)
    g_propagate_error (error, dg_cli_new_usage_error (_ ("The requirements file “%s” cannot be used: %s"), path,
                                                      local_error->message));

  return checklist;
}

/* --- what is wanted --- */

static char *
choose_name (const GenerateOptions *options, const char *provider)
{
  g_autofree char *base = g_path_get_basename (options->requirements);
  char *suffix = g_strrstr (base, ".");

  if (suffix != NULL && suffix != base)
    *suffix = '\0';

  return dg_dataset_name_make (options->name != NULL ? options->name : base, provider);
}

/* A session whose requirements are confirmed: the file is its own confirmation. */
static gboolean
create_session (DgCliSession *opened, DgCli *self, DgChecklist *checklist, const char *name, GError **error)
{
  g_autoptr (DgDraft) draft = dg_draft_new ();
  g_autoptr (GAsyncResult) result = NULL;

  draft->name = g_strdup (name);
  draft->step = DG_STEP_DATASET;
  draft->provider = g_strdup (dg_model_get_provider (opened->model));
  draft->model = g_strdup (dg_model_get_id (opened->model));
  draft->checklist = dg_checklist_to_json (checklist);
  draft->confirmed = TRUE;
  dg_session_create_async (opened->library, draft, self->cancellable, dg_cli_store_result_cb, &result);
  opened->session = dg_session_open_finish (dg_cli_wait (&result), error);
  if (opened->session == NULL)
    return FALSE;
  dg_session_set_model (opened->session, opened->model);

  return TRUE;
}

static DgExit
generate (DgCli *self, const GenerateOptions *wanted, DgChecklist *checklist, guint n_records, GError **error)
{
  g_auto (DgCliSession) opened = { 0 };
  g_autofree char *name = NULL;
  DgRunOptions options = { 0 };

  if (!dg_cli_choose_format (wanted->format, checklist, &options.format, error))
    return DG_EXIT_USAGE;
  opened.model = dg_cli_open_model (self, NULL, NULL, error);
  if (opened.model == NULL)
    return dg_cli_get_exit (*error);
  if (!dg_cli_limits_apply (&wanted->limits, opened.model, &options, error))
    return DG_EXIT_USAGE;
  opened.library = dg_cli_open_library (self, error);
  if (opened.library == NULL)
    return dg_cli_get_exit (*error);

  name = choose_name (wanted, dg_model_get_provider (opened.model));
  if (!create_session (&opened, self, checklist, name, error))
    return dg_cli_get_exit (*error);
  options.n_records = n_records;

  return dg_cli_make_dataset (self, &opened, &options, error);
}

/**
 * dg_cli_run_generate:
 * @self: the call
 * @argc: count of @argv
 * @argv: the command and its arguments
 * @error: return location for an error
 *
 * `generate --requirements FILE --records N`: a dataset in one go.
 *
 * Returns: the exit code
 */
DgExit
dg_cli_run_generate (DgCli *self, int argc, char **argv, GError **error)
{
  g_auto (GenerateOptions) options = { 0 };
  g_autoptr (DgChecklist) checklist = NULL;
  gint64 n_records;
  const GOptionEntry entries[] = {
    { "requirements", 0, 0, G_OPTION_ARG_FILENAME, &options.requirements, N_ ("Requirements as JSON"), N_ ("FILE") },
    { "records", 0, 0, G_OPTION_ARG_STRING, &options.records, N_ ("How many records, 10 to 1000"), "N" },
    { "format", 0, 0, G_OPTION_ARG_STRING, &options.format, N_ ("jsonl or csv; default: as the requirements say"),
      N_ ("FORMAT") },
    { "name", 0, 0, G_OPTION_ARG_STRING, &options.name, N_ ("Name of the dataset; default: that of the file"),
      N_ ("NAME") },
    DG_CLI_LIMIT_ENTRIES (options.limits),
    G_OPTION_ENTRY_NULL,
  };

  if (!dg_cli_parse (self, entries, _ ("– make a dataset from a requirements file"), 0, 0, &argc, &argv, error))
    return DG_EXIT_USAGE;
  if (options.requirements == NULL)
    {
      g_propagate_error (error, dg_cli_new_usage_error (_ ("--requirements FILE is missing")));
      return DG_EXIT_USAGE;
    }
  if (!dg_cli_parse_number ("--records", options.records, DG_MIN_RECORDS, DG_MAX_RECORDS, &n_records, error))
    return DG_EXIT_USAGE;
  checklist = read_requirements (options.requirements, error);
  if (checklist == NULL)
    return DG_EXIT_USAGE;
  dg_checklist_leave_rest_to_model (checklist);

  return generate (self, &options, checklist, (guint) n_records, error);
}
