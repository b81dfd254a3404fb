/* dg-cli-validate.c: `validate`
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gi18n.h>
#include <stdio.h>

#include "dg-cli.h"
#include "dg-dataset-file.h"
#include "dg-duplicate-guard.h"
#include "dg-record-format.h"

/* What is checked, and what was found. */
typedef struct
{
  char *name;             /* (owned): the dataset's id, or the path of the file */
  GPtrArray *records;     /* (owned) (element-type DgRecord) */
  DgRecordFormat *format; /* (owned) (nullable): as the requirements had it; %NULL when they are not known */
  JsonBuilder *problems;  /* (owned): an open array */
  guint n_problems;
  gboolean json;
} Validation;

static void
clear_validation (Validation *self)
{
  g_clear_pointer (&self->name, g_free);
  g_clear_pointer (&self->records, g_ptr_array_unref);
  g_clear_pointer (&self->format, dg_record_format_unref);
  g_clear_object (&self->problems);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Validation, clear_validation)

static void
report_problem (Validation *self, const char *place, guint number, const char *reason)
{
  json_builder_begin_object (self->problems);
  dg_cli_set_int (self->problems, place, number);
  dg_cli_set_string (self->problems, "reason", reason);
  json_builder_end_object (self->problems);
  self->n_problems++;
  if (!self->json)
    printf ("%s %u: %s\n", g_str_equal (place, "line") ? _ ("line") : _ ("record"), number, reason);
}

static void
check_records (Validation *self)
{
  g_autoptr (DgDuplicateGuard) guard = dg_duplicate_guard_new ();

  for (guint i = 0; i < self->records->len; i++)
    {
      DgRecord *record = g_ptr_array_index (self->records, i);
      g_autoptr (GError) error = NULL;
      g_autofree char *detail = NULL;
      DgRefusal reason;

      if (!dg_record_format_validate (self->format, dg_record_get_input (record), dg_record_get_answer (record),
                                      &error))
        report_problem (self, "record", dg_record_get_number (record), error->message);
      else if (!dg_duplicate_guard_admit (guard, dg_record_get_input (record), dg_record_get_answer (record), &reason,
                                          &detail))
        report_problem (self, "record", dg_record_get_number (record), detail);
    }
}

static gboolean
load_file (Validation *self, const char *path, GError **error)
{
  g_autoptr (GPtrArray) bad_lines = NULL;
  g_autoptr (GAsyncResult) result = NULL;

  dg_dataset_file_read_async (path, NULL, dg_cli_store_result_cb, &result);
  self->records = dg_dataset_file_read_finish (dg_cli_wait (&result), &bad_lines, error);
  if (self->records == NULL)
    return FALSE;

  self->name = g_canonicalize_filename (path, NULL);
  for (guint i = 0; bad_lines != NULL && i < bad_lines->len; i++)
    {
      DgBadLine *line = g_ptr_array_index (bad_lines, i);

      report_problem (self, "line", line->line, line->reason);
    }

  return TRUE;
}

/* The formats that were agreed when the dataset was made; none for one that was not made here. */
static DgRecordFormat *
load_format (DgCli *cli, DgLibrary *library, const char *session)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (DgDraft) draft = NULL;
  g_autoptr (DgChecklist) checklist = NULL;

  if (session == NULL)
    return NULL;
  dg_library_load_draft_async (library, session, cli->cancellable, dg_cli_store_result_cb, &result);
  draft = dg_library_load_draft_finish (library, dg_cli_wait (&result), NULL);
  if (draft == NULL || draft->checklist == NULL)
    return NULL;
  checklist = dg_checklist_new_from_json (draft->checklist, -1, NULL);

  return checklist != NULL ? dg_record_format_new_for_checklist (checklist, NULL) : NULL;
}

static gboolean
load_dataset (Validation *self, DgCli *cli, const char *id, GError **error)
{
  g_autoptr (DgLibrary) library = dg_cli_open_library (cli, error);
  g_autoptr (DgDataset) dataset = NULL;

  if (library == NULL)
    return FALSE;
  dataset = dg_cli_load_dataset (cli, library, id, error);
  if (dataset == NULL)
    return FALSE;

  self->records = dg_cli_load_records (cli, library, id, error);
  self->name = g_strdup (id);
  self->format = load_format (cli, library, dg_dataset_get_session (dataset));

  return self->records != NULL;
}

static void
print_result (Validation *self)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  json_builder_end_array (self->problems);
  if (!self->json)
    {
      printf (self->n_problems == 0 ? _ ("%s: %u records, no problems\n") : _ ("%s: %u records, with problems\n"),
              self->name, self->records->len);
      return;
    }

  json_builder_begin_object (builder);
  dg_cli_set_string (builder, "validated", self->name);
  dg_cli_set_int (builder, "records", self->records->len);
  json_builder_set_member_name (builder, "valid");
  json_builder_add_boolean_value (builder, self->n_problems == 0);
  json_builder_set_member_name (builder, "problems");
  json_builder_add_value (builder, json_builder_get_root (self->problems));
  json_builder_end_object (builder);
  dg_cli_print_json (builder);
}

/**
 * dg_cli_run_validate:
 * @self: the call
 * @argc: count of @argv
 * @argv: the command and its arguments
 * @error: return location for an error
 *
 * `validate ID|FILE`: holds a dataset to the format it was made for, or a file to what every dataset file must be, and
 * looks for duplicates. A name that is an existing file is one.
 *
 * Returns: the exit code; %DG_EXIT_FAILED when there are problems
 */
DgExit
dg_cli_run_validate (DgCli *self, int argc, char **argv, GError **error)
{
  g_auto (Validation) validation = { 0 };
  gboolean loaded;

  if (!dg_cli_parse (self, NULL, _ ("ID|FILE – check a dataset or a dataset file"), 1, 1, &argc, &argv, error))
    return DG_EXIT_USAGE;

  validation.json = self->json;
  validation.problems = json_builder_new ();
  json_builder_begin_array (validation.problems);
  loaded = g_file_test (argv[1], G_FILE_TEST_EXISTS) ? load_file (&validation, argv[1], error)
                                                     : load_dataset (&validation, self, argv[1], error);
  if (!loaded)
    return dg_cli_get_exit (*error);

  if (validation.format == NULL)
    {
      g_autoptr (DgFormat) text = dg_format_new_text ();

      validation.format = dg_record_format_new (text, text);
    }
  check_records (&validation);
  print_result (&validation);

  return validation.n_problems == 0 ? DG_EXIT_DONE : DG_EXIT_FAILED;
}
