/* dg-cli.h: what the subcommands of dataset-gen-cli share
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>
#include <json-glib/json-glib.h>

#include "dg-credential-provider.h"
#include "dg-library.h"
#include "dg-library-review.h"
#include "dg-prompt.h"
#include "dg-provider.h"

G_BEGIN_DECLS

/**
 * DgExit:
 * @DG_EXIT_DONE: done
 * @DG_EXIT_FAILED: failed
 * @DG_EXIT_USAGE: wrong use
 * @DG_EXIT_CREDENTIALS: no or refused credentials
 * @DG_EXIT_PARTIAL: partial; what was made is kept
 * @DG_EXIT_INTERRUPTED: interrupted by Ctrl-C
 *
 * Exit codes, which other programs rely on.
 */
typedef enum
{
  DG_EXIT_DONE = 0,
  DG_EXIT_FAILED = 1,
  DG_EXIT_USAGE = 2,
  DG_EXIT_CREDENTIALS = 3,
  DG_EXIT_PARTIAL = 4,
  DG_EXIT_INTERRUPTED = 130,
} DgExit;

#define DG_CLI_ERROR (dg_cli_error_quark ())
GQuark dg_cli_error_quark (void);

/**
 * DgCliError:
 * @DG_CLI_ERROR_USAGE: an argument is missing, unknown or has a value that is not allowed
 *
 * Error domain of cli/.
 */
typedef enum
{
  DG_CLI_ERROR_USAGE,
} DgCliError;

/**
 * DgCli:
 * @environment: (owned): the environment the program was started in
 * @library_folder: (owned) (nullable): `--library`
 * @provider: (owned) (nullable): `--provider`
 * @model: (owned) (nullable): `--model`
 * @profile: (owned) (nullable): `--profile`
 * @credentials: (owned) (nullable): where credentials come from, once that was found out
 * @json: `--json`
 * @version: `--version`
 * @cancellable: (owned): cancelled by Ctrl-C
 *
 * One call of the program: what was said in front of and behind the command.
 */
typedef struct
{
  GStrv environment;
  char *library_folder;
  char *provider;
  char *model;
  char *profile;
  DgCredentialProvider *credentials;
  gboolean json;
  gboolean version;
  GCancellable *cancellable;
} DgCli;

/**
 * DgCliCommand:
 * @name: what people type
 * @arguments: what follows, for `--help`
 * @summary: what it does; to be translated
 * @run: (error-returning): does it
 */
typedef struct
{
  const char *name;
  const char *arguments;
  const char *summary;
  DgExit (*run) (DgCli *self, int argc, char **argv, GError **error);
} DgCliCommand;

/* options */
gboolean dg_cli_parse (DgCli *self,
                       const GOptionEntry *entries,
                       const char *description,
                       guint least_operands,
                       guint most_operands,
                       int *argc,
                       char ***argv,
                       GError **error);
void dg_cli_add_common_entries (DgCli *self, GOptionContext *context);
GError *dg_cli_new_usage_error (const char *format, ...) G_GNUC_PRINTF (1, 2);
gboolean
dg_cli_parse_number (const char *option, const char *text, gint64 least, gint64 most, gint64 *number, GError **error);

/* waiting */
void dg_cli_store_result_cb (GObject *source, GAsyncResult *result, gpointer data);
GAsyncResult *dg_cli_wait (GAsyncResult **slot);

/* library and model */
DgLibrary *dg_cli_open_library (DgCli *self, GError **error);
DgCredentialProvider *dg_cli_find_credentials (DgCli *self, GError **error);
gboolean
dg_cli_find_provider (DgCli *self, const char *provider, const char *model, DgProviderOptions *options, GError **error);
DgModel *dg_cli_open_model (DgCli *self, const char *provider, const char *model, GError **error);

DgDataset *dg_cli_load_dataset (DgCli *self, DgLibrary *library, const char *id, GError **error);
GPtrArray *dg_cli_load_records (DgCli *self, DgLibrary *library, const char *id, GError **error);
void dg_cli_warn_of_long_fields (GPtrArray *records);
DgPrompt *dg_cli_load_prompt (DgCli *self, DgLibrary *library, const char *id, GError **error);

/* output */
void dg_cli_print_json (JsonBuilder *builder);
void dg_cli_print_error (DgCli *self, GError *error);
DgExit dg_cli_get_exit (const GError *error);
void dg_cli_set_string (JsonBuilder *builder, const char *name, const char *value);
void dg_cli_set_int (JsonBuilder *builder, const char *name, gint64 value);
void dg_cli_set_boolean (JsonBuilder *builder, const char *name, gboolean value);
void dg_cli_set_double (JsonBuilder *builder, const char *name, double value);
void dg_cli_add_dataset (JsonBuilder *builder, DgDataset *dataset);
void dg_cli_add_record (JsonBuilder *builder, DgRecord *record);

/* commands, one file each */
DgExit dg_cli_run_start (DgCli *self, int argc, char **argv, GError **error);
DgExit dg_cli_run_session (DgCli *self, int argc, char **argv, GError **error);
DgExit dg_cli_run_discard (DgCli *self, int argc, char **argv, GError **error);
DgExit dg_cli_run_analyze_prompt (DgCli *self, int argc, char **argv, GError **error);
DgExit dg_cli_run_conversation (DgCli *self, int argc, char **argv, GError **error);
DgExit dg_cli_run_checklist (DgCli *self, int argc, char **argv, GError **error);
DgExit dg_cli_run_generate_samples (DgCli *self, int argc, char **argv, GError **error);
DgExit dg_cli_run_annotate (DgCli *self, int argc, char **argv, GError **error);
DgExit dg_cli_run_rules (DgCli *self, int argc, char **argv, GError **error);
DgExit dg_cli_run_plan (DgCli *self, int argc, char **argv, GError **error);
DgExit dg_cli_run_finalize (DgCli *self, int argc, char **argv, GError **error);
DgExit dg_cli_run_extend (DgCli *self, int argc, char **argv, GError **error);
DgExit dg_cli_run_rename (DgCli *self, int argc, char **argv, GError **error);
DgExit dg_cli_run_record (DgCli *self, int argc, char **argv, GError **error);
DgExit dg_cli_run_import (DgCli *self, int argc, char **argv, GError **error);
DgExit dg_cli_run_prompts (DgCli *self, int argc, char **argv, GError **error);
DgExit dg_cli_run_prompt (DgCli *self, int argc, char **argv, GError **error);
DgExit dg_cli_run_check (DgCli *self, int argc, char **argv, GError **error);
DgExit dg_cli_run_generate (DgCli *self, int argc, char **argv, GError **error);
DgExit dg_cli_run_resume (DgCli *self, int argc, char **argv, GError **error);
DgExit dg_cli_run_sessions (DgCli *self, int argc, char **argv, GError **error);
DgExit dg_cli_run_datasets (DgCli *self, int argc, char **argv, GError **error);
DgExit dg_cli_run_dataset (DgCli *self, int argc, char **argv, GError **error);
DgExit dg_cli_run_validate (DgCli *self, int argc, char **argv, GError **error);
DgExit dg_cli_run_health (DgCli *self, int argc, char **argv, GError **error);
DgExit dg_cli_run_export (DgCli *self, int argc, char **argv, GError **error);
DgExit dg_cli_run_delete (DgCli *self, int argc, char **argv, GError **error);
DgExit dg_cli_run_restore (DgCli *self, int argc, char **argv, GError **error);
DgExit dg_cli_run_duplicate (DgCli *self, int argc, char **argv, GError **error);
DgExit dg_cli_preview_import (DgCli *self, const char *path, const DgImport *import, GError **error);
DgExit dg_cli_run_models (DgCli *self, int argc, char **argv, GError **error);
DgExit dg_cli_run_login (DgCli *self, int argc, char **argv, GError **error);
DgExit dg_cli_run_logout (DgCli *self, int argc, char **argv, GError **error);
DgExit dg_cli_run_doctor (DgCli *self, int argc, char **argv, GError **error);
DgExit dg_cli_run_serve (DgCli *self, int argc, char **argv, GError **error);
DgExit dg_cli_run_simulate (DgCli *self, int argc, char **argv, GError **error);

G_END_DECLS
