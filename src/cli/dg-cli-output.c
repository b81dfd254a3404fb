/* dg-cli-output.c: results, errors and exit codes
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gi18n.h>
#include <math.h>
#include <stdio.h>

#include "dg-checklist.h"
#include "dg-cli.h"
#include "dg-generator-types.h"
#include "dg-json-schema.h"
#include "dg-outline.h"
#include "dg-provider.h"
#include "dg-simulator.h"

/**
 * dg_cli_print_json:
 * @builder: a finished object
 *
 * Prints the one object that `--json` promises.
 */
void
dg_cli_print_json (JsonBuilder *builder)
{
  g_autoptr (JsonNode) root = json_builder_get_root (builder);
  g_autofree char *text = json_to_string (root, FALSE);

  printf ("%s\n", text);
}

/**
 * dg_cli_set_string:
 * @builder: an open object
 * @name: a member's name
 * @value: (nullable): its text; %NULL becomes null
 */
void
dg_cli_set_string (JsonBuilder *builder, const char *name, const char *value)
{
  json_builder_set_member_name (builder, name);
  if (value != NULL)
    json_builder_add_string_value (builder, value);
  else
    json_builder_add_null_value (builder);
}

/**
 * dg_cli_set_int:
 * @builder: an open object
 * @name: a member's name
 * @value: its number
 */
void
dg_cli_set_int (JsonBuilder *builder, const char *name, gint64 value)
{
  json_builder_set_member_name (builder, name);
  json_builder_add_int_value (builder, value);
}

/**
 * dg_cli_set_boolean:
 * @builder: an open object
 * @name: a member's name
 * @value: whether it is so
 */
void
dg_cli_set_boolean (JsonBuilder *builder, const char *name, gboolean value)
{
  json_builder_set_member_name (builder, name);
  json_builder_add_boolean_value (builder, value);
}

/**
 * dg_cli_set_double:
 * @builder: an open object
 * @name: a member's name
 * @value: its number; NaN, which JSON does not have, becomes null
 */
void
dg_cli_set_double (JsonBuilder *builder, const char *name, double value)
{
  json_builder_set_member_name (builder, name);
  if (isnan (value))
    json_builder_add_null_value (builder);
  else
    json_builder_add_double_value (builder, value);
}

static void
set_time (JsonBuilder *builder, const char *name, gint64 time_us)
{
  g_autoptr (GDateTime) time = g_date_time_new_from_unix_utc (time_us / G_USEC_PER_SEC);
  g_autofree char *text = time != NULL ? g_date_time_format_iso8601 (time) : NULL;

  dg_cli_set_string (builder, name, text);
}

/**
 * dg_cli_add_dataset:
 * @builder: an open object
 * @dataset: a dataset
 *
 * Adds the members that describe a dataset.
 */
void
dg_cli_add_dataset (JsonBuilder *builder, DgDataset *dataset)
{
  dg_cli_set_string (builder, "dataset", dg_dataset_get_id (dataset));
  dg_cli_set_string (builder, "name", dg_dataset_get_name (dataset));
  dg_cli_set_string (builder, "format", dg_file_format_get_id (dg_dataset_get_format (dataset)));
  dg_cli_set_int (builder, "records", dg_dataset_get_n_records (dataset));
  dg_cli_set_string (builder, "path", dg_dataset_get_path (dataset));
  dg_cli_set_string (builder, "created", dg_dataset_get_created (dataset));
  dg_cli_set_string (builder, "provider", dg_dataset_get_provider (dataset));
  dg_cli_set_string (builder, "model", dg_dataset_get_model (dataset));
  dg_cli_set_string (builder, "session", dg_dataset_get_session (dataset));
  dg_cli_set_string (builder, "kind", dg_dataset_kind_get_id (dg_dataset_get_kind (dataset)));
  dg_cli_set_int (builder, "bytes", (gint64) dg_dataset_get_n_bytes (dataset));
  dg_cli_set_int (builder, "to_look_at", dg_dataset_get_n_look (dataset));
  dg_cli_set_int (builder, "approved", dg_dataset_get_n_approved (dataset));
  if (dg_dataset_get_deleted_us (dataset) != 0)
    set_time (builder, "kept_until", dg_dataset_get_kept_until_us (dataset));
}

/**
 * dg_cli_add_record:
 * @builder: an open object
 * @record: a record of a dataset
 *
 * Adds the members that describe a record.
 */
void
dg_cli_add_record (JsonBuilder *builder, DgRecord *record)
{
  dg_cli_set_int (builder, "record", dg_record_get_number (record));
  dg_cli_set_string (builder, "input", dg_record_get_input (record));
  dg_cli_set_string (builder, "answer", dg_record_get_answer (record));
  dg_cli_set_string (builder, "origin", dg_origin_get_id (dg_record_get_origin (record)));
  dg_cli_set_string (builder, "review", dg_review_get_id (dg_record_get_review (record)));
  dg_cli_set_string (builder, "note", dg_record_get_note (record));
  dg_cli_set_string (builder, "flag", dg_record_get_flag (record));
  dg_cli_set_string (builder, "problem", dg_record_get_problem (record));
}

static gboolean
is_wrong_use (const GError *error)
{
  return error->domain == DG_CLI_ERROR || error->domain == G_OPTION_ERROR || error->domain == DG_CHECKLIST_ERROR ||
         error->domain == DG_JSON_ERROR || error->domain == DG_JSON_SCHEMA_ERROR ||
         g_error_matches (error, DG_INFERENCE_ERROR, DG_INFERENCE_ERROR_CONFIGURATION) ||
         g_error_matches (error, DG_INFERENCE_ERROR, DG_INFERENCE_ERROR_UNKNOWN_MODEL) ||
         g_error_matches (error, DG_SIMULATOR_ERROR, DG_SIMULATOR_ERROR_OPTION) ||
         g_error_matches (error, DG_PROVIDER_ERROR, DG_PROVIDER_ERROR_UNKNOWN) ||
         g_error_matches (error, DG_STORE_ERROR, DG_STORE_ERROR_NOT_FOUND) || error->domain == DG_OUTLINE_ERROR ||
         g_error_matches (error, DG_GENERATOR_ERROR, DG_GENERATOR_ERROR_NOT_READY) ||
         g_error_matches (error, DG_GENERATOR_ERROR, DG_GENERATOR_ERROR_PRICE) ||
         g_error_matches (error, DG_GENERATOR_ERROR, DG_GENERATOR_ERROR_UNKNOWN);
}

/**
 * dg_cli_get_exit:
 * @error: what went wrong
 *
 * Returns: the exit code for it
 */
DgExit
dg_cli_get_exit (const GError *error)
{
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return DG_EXIT_INTERRUPTED;
  if (g_error_matches (error, DG_INFERENCE_ERROR, DG_INFERENCE_ERROR_NO_CREDENTIALS) ||
      g_error_matches (error, DG_INFERENCE_ERROR, DG_INFERENCE_ERROR_REFUSED_CREDENTIALS))
    return DG_EXIT_CREDENTIALS;

  return is_wrong_use (error) ? DG_EXIT_USAGE : DG_EXIT_FAILED;
}

static const char *
get_error_code (const GError *error)
{
  switch (dg_cli_get_exit (error))
    {
    case DG_EXIT_USAGE:
      return "usage";
    case DG_EXIT_CREDENTIALS:
      return "credentials";
    case DG_EXIT_INTERRUPTED:
      return "interrupted";
    case DG_EXIT_DONE:
    case DG_EXIT_FAILED:
    case DG_EXIT_PARTIAL:
    default:
      return "failed";
    }
}

/**
 * dg_cli_print_error:
 * @self: the call
 * @error: what went wrong
 *
 * Tells people on standard error, and with `--json` also programs on standard output, which would else be empty.
 */
void
dg_cli_print_error (DgCli *self, GError *error)
{
  const char *message = g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) ? _ ("Interrupted") : error->message;

  g_printerr ("%s: %s\n", g_get_prgname (), message);
  if (self->json)
    {
      g_autoptr (JsonBuilder) builder = json_builder_new ();

      json_builder_begin_object (builder);
      json_builder_set_member_name (builder, "error");
      json_builder_begin_object (builder);
      dg_cli_set_string (builder, "code", get_error_code (error));
      dg_cli_set_string (builder, "message", message);
      json_builder_end_object (builder);
      json_builder_end_object (builder);
      dg_cli_print_json (builder);
    }
}
