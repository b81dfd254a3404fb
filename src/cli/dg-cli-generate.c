/* dg-cli-generate.c: `generate` and `resume`
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gi18n.h>
#include <math.h>
#include <string.h>

#include "dg-cli-run.h"
#include "dg-dataset-name.h"
#include "dg-json.h"

/* A requirements file is written by people; one larger than this is something else. */
#define MAX_REQUIREMENTS_BYTES (1024 * 1024)

/* What the pacing may go up to; it finds out by itself how much of that the service takes. */
#define MAX_REQUESTS 32
#define MOST_MAX_REQUESTS 64

/* A reply of records takes some seconds; most of those in flight end in this time. */
#define GRACE_MS 15000

typedef struct
{
  char *requirements; /* (owned) (nullable) path */
  char *records;      /* (owned) (nullable) */
  char *format;       /* (owned) (nullable) */
  char *name;         /* (owned) (nullable) */
  char *max_requests; /* (owned) (nullable) */
  char *max_cost;     /* (owned) (nullable) */
} GenerateOptions;

static void
clear_options (GenerateOptions *options)
{
  g_free (options->requirements);
  g_free (options->records);
  g_free (options->format);
  g_free (options->name);
  g_free (options->max_requests);
  g_free (options->max_cost);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (GenerateOptions, clear_options)

/* --- the requirements file --- */

static GBytes *
read_bounded (const char *path, GError **error)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GError) local_error = NULL;
  g_autoptr (GFileInputStream) stream = g_file_read (file, NULL, &local_error);
  g_autofree char *buffer = NULL;
  gsize length = 0;

  if (stream != NULL)
    {
      buffer = g_malloc (MAX_REQUIREMENTS_BYTES + 1);
      if (g_input_stream_read_all (G_INPUT_STREAM (stream), buffer, MAX_REQUIREMENTS_BYTES + 1, &length, NULL,
                                   &local_error))
        return g_bytes_new_take (g_steal_pointer (&buffer), length);
    }
  g_propagate_error (error, dg_cli_new_usage_error (_ ("The requirements file “%s” cannot be read: %s"), path,
                                                    local_error->message));

  return NULL;
}

static DgChecklist *
read_requirements (const char *path, GError **error)
{
  g_autoptr (GBytes) bytes = read_bounded (path, error);
  g_autoptr (GError) local_error = NULL;
  DgChecklist *checklist = NULL;
  const char *text;
  gsize length;

  if (bytes == NULL)
    return NULL;

  text = g_bytes_get_data (bytes, &length);
  if (length > MAX_REQUIREMENTS_BYTES)
    g_set_error (&local_error, DG_CLI_ERROR, DG_CLI_ERROR_USAGE, _ ("it has more than %d bytes"),
                 MAX_REQUIREMENTS_BYTES);
  else if (length == 0)
    g_set_error_literal (&local_error, DG_CLI_ERROR, DG_CLI_ERROR_USAGE, _ ("it is empty"));
  else
    checklist = dg_checklist_new_from_json (text, (gssize) length, &local_error);

  if (checklist == NULL)
    g_propagate_error (error, dg_cli_new_usage_error (_ ("The requirements file “%s” cannot be used: %s"), path,
                                                      local_error->message));

  return checklist;
}

/* --- what is wanted --- */

static gboolean
choose_format (const char *option, DgChecklist *checklist, DgFileFormat *format, GError **error)
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

static char *
choose_name (const GenerateOptions *options, const char *provider)
{
  g_autofree char *base = g_path_get_basename (options->requirements);
  char *suffix = g_strrstr (base, ".");

  if (suffix != NULL && suffix != base)
    *suffix = '\0';

  return dg_dataset_name_make (options->name != NULL ? options->name : base, provider);
}

static char *
save_session (DgCli *self, DgLibrary *library, DgModel *model, DgChecklist *checklist, const char *name, GError **error)
{
  g_autoptr (DgDraft) draft = dg_draft_new ();
  g_autoptr (GAsyncResult) result = NULL;

  draft->name = g_strdup (name);
  draft->step = DG_STEP_DATASET;
  draft->provider = g_strdup (dg_model_get_provider (model));
  draft->model = g_strdup (dg_model_get_id (model));
  draft->checklist = dg_checklist_to_json (checklist);
  dg_library_save_draft_async (library, draft, self->cancellable, dg_cli_store_result_cb, &result);

  return dg_library_save_draft_finish (library, dg_cli_wait (&result), error);
}

/* Options of everything that makes records. */
static gboolean
read_limits (const GenerateOptions *wanted, DgModel *model, DgRunOptions *options, GError **error)
{
  gint64 max_requests = MAX_REQUESTS;
  char *end = NULL;
  DgPrice price;

  if (wanted->max_requests != NULL &&
      !dg_cli_parse_number ("--max-requests", wanted->max_requests, 1, MOST_MAX_REQUESTS, &max_requests, error))
    return FALSE;
  options->max_requests = (guint) max_requests;
  options->grace_ms = GRACE_MS;
  if (wanted->max_cost == NULL)
    return TRUE;

  options->max_cost_usd = g_ascii_strtod (wanted->max_cost, &end);
  dg_model_get_price (model, &price);
  if (end == wanted->max_cost || *end != '\0' || !(options->max_cost_usd > 0.0))
    g_propagate_error (error, dg_cli_new_usage_error (_ ("--max-cost must be dollars above 0, such as 0.50, not “%s”"),
                                                      wanted->max_cost));
  else if (isnan (price.output))
    g_propagate_error (error, dg_cli_new_usage_error (_ ("--max-cost cannot be kept: the price of %s is not known"),
                                                      dg_model_get_id (model)));
  else
    return TRUE;

  return FALSE;
}

static guint64
draw_seed (void)
{
  return (guint64) g_random_int () << 32 | g_random_int ();
}

static DgExit
generate (DgCli *self, const GenerateOptions *wanted, DgChecklist *checklist, guint n_records, GError **error)
{
  g_autoptr (DgBrief) brief = NULL;
  g_autoptr (DgModel) model = NULL;
  g_autoptr (DgLibrary) library = NULL;
  g_autofree char *session = NULL;
  g_autofree char *name = NULL;
  DgRunOptions options = { 0 };

  if (!choose_format (wanted->format, checklist, &options.format, error))
    return DG_EXIT_USAGE;
  brief = dg_brief_new (checklist, error);
  if (brief == NULL)
    return DG_EXIT_USAGE;
  model = dg_cli_open_model (self, NULL, NULL, error);
  if (model == NULL)
    return dg_cli_get_exit (*error);
  if (!read_limits (wanted, model, &options, error))
    return DG_EXIT_USAGE;
  library = dg_cli_open_library (self, error);
  if (library == NULL)
    return dg_cli_get_exit (*error);

  name = choose_name (wanted, dg_model_get_provider (model));
  session = save_session (self, library, model, checklist, name, error);
  if (session == NULL)
    return dg_cli_get_exit (*error);

  options.session = session;
  options.n_records = n_records;
  options.seed = draw_seed ();

  return dg_cli_drive_run (self, library, model, brief, &options, error);
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
    { "max-cost", 0, 0, G_OPTION_ARG_STRING, &options.max_cost, N_ ("Dollars that may be spent"), N_ ("USD") },
    { "max-requests", 0, 0, G_OPTION_ARG_STRING, &options.max_requests, N_ ("Most requests at once, 1 to 64"), "N" },
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

/* --- resume --- */

static DgDraft *
load_draft (DgCli *self, DgLibrary *library, const char *session, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  dg_library_load_draft_async (library, session, self->cancellable, dg_cli_store_result_cb, &result);

  return dg_library_load_draft_finish (library, dg_cli_wait (&result), error);
}

static DgRunReport *
load_run (DgCli *self, DgLibrary *library, const char *session, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  dg_library_load_report_async (library, session, self->cancellable, dg_cli_store_result_cb, &result);

  return dg_library_load_report_finish (library, dg_cli_wait (&result), error);
}

/**
 * dg_cli_run_resume:
 * @self: the call
 * @argc: count of @argv
 * @argv: the command and its arguments
 * @error: return location for an error
 *
 * `resume SESSION`: goes on with an interrupted run.
 *
 * Returns: the exit code
 */
DgExit
dg_cli_run_resume (DgCli *self, int argc, char **argv, GError **error)
{
  g_autoptr (DgLibrary) library = NULL;
  g_autoptr (DgModel) model = NULL;
  g_autoptr (DgDraft) draft = NULL;
  g_autoptr (DgRunReport) last = NULL;
  g_autoptr (DgBrief) brief = NULL;
  g_auto (GenerateOptions) wanted = { 0 };
  DgRunOptions options = { 0 };
  const GOptionEntry entries[] = {
    { "max-cost", 0, 0, G_OPTION_ARG_STRING, &wanted.max_cost,
      N_ ("Dollars that may be spent, those of before among them"), N_ ("USD") },
    { "max-requests", 0, 0, G_OPTION_ARG_STRING, &wanted.max_requests, N_ ("Most requests at once, 1 to 64"), "N" },
    G_OPTION_ENTRY_NULL,
  };

  if (!dg_cli_parse (self, entries, _ ("SESSION – go on with an interrupted run"), 1, 1, &argc, &argv, error))
    return DG_EXIT_USAGE;
  library = dg_cli_open_library (self, error);
  if (library == NULL)
    return dg_cli_get_exit (*error);
  draft = load_draft (self, library, argv[1], error);
  last = draft != NULL ? load_run (self, library, argv[1], error) : NULL;
  if (last == NULL)
    return dg_cli_get_exit (*error);
  if (last->dataset != NULL)
    {
      g_propagate_error (error, dg_cli_new_usage_error (_ ("The run of %s has ended; its dataset is %s"), argv[1],
                                                        last->dataset));
      return DG_EXIT_USAGE;
    }

  brief = dg_brief_new_for_draft (draft, error);
  model = brief != NULL ? dg_cli_open_model (self, draft->provider, draft->model, error) : NULL;
  if (model == NULL)
    return dg_cli_get_exit (*error);
  if (!read_limits (&wanted, model, &options, error))
    return DG_EXIT_USAGE;

  options.session = draft->id;
  options.run = last->run;
  options.n_records = last->requested;
  options.format = last->format;
  options.seed = last->seed;

  return dg_cli_drive_run (self, library, model, brief, &options, error);
}
