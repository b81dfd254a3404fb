/* dg-cli-record.c: `record`
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gi18n.h>
#include <stdio.h>

#include "dg-cli-dataset-run.h"
#include "dg-library-query.h"
#include "dg-library-review.h"

typedef struct
{
  char *input;  /* (owned) (nullable) */
  char *answer; /* (owned) (nullable) */
  char *note;   /* (owned) (nullable) */
  gboolean approve;
  gboolean reject;
  gboolean remove;
  gboolean add;
} RecordOptions;

/* A dataset at the moment when its record was looked at. */
typedef struct
{
  DgDataset *dataset; /* (owned) */
  DgRecord *record;   /* (owned) (nullable) NULL when there is none of that number */
} Look;

static void
clear_options (RecordOptions *options)
{
  g_free (options->input);
  g_free (options->answer);
  g_free (options->note);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (RecordOptions, clear_options)

static void
clear_look (Look *look)
{
  g_clear_object (&look->dataset);
  g_clear_object (&look->record);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Look, clear_look)

static gboolean
changes_something (const RecordOptions *options)
{
  return options->input != NULL || options->answer != NULL || options->note != NULL || options->approve ||
         options->reject || options->remove || options->add;
}

/* Only this record is read, however many there are. */
static gboolean
look_at (DgCli *self, DgLibrary *library, const char *id, guint number, Look *look, GError **error)
{
  const DgRecordQuery query = { .only = &number, .n_only = 1 };
  g_autoptr (GAsyncResult) found = NULL;
  g_autoptr (GAsyncResult) loaded = NULL;
  g_autoptr (GArray) numbers = NULL;
  g_autoptr (GPtrArray) records = NULL;

  dg_library_find_records_async (library, id, &query, self->cancellable, dg_cli_store_result_cb, &found);
  numbers = dg_library_find_records_finish (library, dg_cli_wait (&found), &look->dataset, error);
  if (numbers == NULL)
    return FALSE;
  dg_library_load_numbered_records_async (library, id, &number, 1, 0, self->cancellable, dg_cli_store_result_cb,
                                          &loaded);
  records = dg_library_load_numbered_records_finish (library, dg_cli_wait (&loaded), NULL, error);
  if (records != NULL && records->len > 0)
    look->record = g_object_ref (g_ptr_array_index (records, 0));

  return records != NULL;
}

static gboolean
change_record (
    DgCli *self, DgLibrary *library, DgDataset *dataset, guint number, const RecordOptions *options, GError **error)
{
  g_autoptr (DgDataset) changed = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  DgRecordChange change = { 0 };

  change.number = number;
  change.input = options->input;
  change.answer = options->answer;
  change.note = options->note;
  change.set_review = options->approve || options->reject;
  change.review = options->approve ? DG_REVIEW_APPROVED : DG_REVIEW_REJECTED;
  change.remove = options->remove;
  change.insert = options->add;
  dg_library_change_records_at_async (library, dg_dataset_get_id (dataset), dg_dataset_get_revision (dataset), &change,
                                      1, self->cancellable, dg_cli_store_result_cb, &result);
  changed = dg_library_change_records_finish (library, dg_cli_wait (&result), error);

  return changed != NULL;
}

static void
print_record (DgCli *self, const char *id, DgRecord *record)
{
  g_autoptr (JsonBuilder) builder = NULL;

  if (!self->json)
    {
      printf ("#%u  %s\n%s\n→ %s\n", dg_record_get_number (record), dg_review_get_id (dg_record_get_review (record)),
              dg_record_get_input (record), dg_record_get_answer (record));
      if (dg_record_get_note (record) != NULL)
        printf (_ ("Note: %s\n"), dg_record_get_note (record));
      if (dg_record_get_flag (record) != NULL)
        printf (_ ("To be looked at: %s\n"), dg_record_get_flag (record));
      if (dg_record_get_problem (record) != NULL)
        printf (_ ("Problem: %s\n"), dg_record_get_problem (record));
      return;
    }

  builder = json_builder_new ();
  json_builder_begin_object (builder);
  dg_cli_set_string (builder, "dataset", id);
  json_builder_set_member_name (builder, "record");
  json_builder_begin_object (builder);
  dg_cli_add_record (builder, record);
  json_builder_end_object (builder);
  json_builder_end_object (builder);
  dg_cli_print_json (builder);
}

/* Says what is wrong with a record, by the requirements that its dataset was made for. A person may want it so. */
static void
tell_problem (DgCli *self, DgLibrary *library, const char *id, DgRecord *record)
{
  g_autoptr (DgDataset) dataset = dg_cli_load_dataset (self, library, id, NULL);
  const char *session = dataset != NULL ? dg_dataset_get_session (dataset) : NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (DgDraft) draft = NULL;
  g_autoptr (DgBrief) brief = NULL;
  g_autoptr (GError) error = NULL;

  if (session == NULL)
    return;
  dg_library_load_draft_async (library, session, self->cancellable, dg_cli_store_result_cb, &result);
  draft = dg_library_load_draft_finish (library, dg_cli_wait (&result), NULL);
  brief = draft != NULL ? dg_brief_new_for_draft (draft, NULL) : NULL;
  if (brief != NULL &&
      !dg_record_format_validate (brief->format, dg_record_get_input (record), dg_record_get_answer (record), &error))
    g_printerr (_ ("Problem: %s\n"), error->message);
}

static gboolean
check_number (const Look *look, guint number, const RecordOptions *options, GError **error)
{
  guint n_records = dg_dataset_get_n_records (look->dataset);

  if (look->record != NULL || (options->add && number == n_records + 1))
    return TRUE;

  g_propagate_error (error, dg_cli_new_usage_error (_ ("There is no record %u; %s has %u"), number,
                                                    dg_dataset_get_id (look->dataset), n_records));

  return FALSE;
}

static void
tell_of_record (DgCli *self, DgLibrary *library, DgDataset *dataset, DgRecord *record, const RecordOptions *options)
{
  g_autoptr (GPtrArray) records = g_ptr_array_new ();

  print_record (self, dg_dataset_get_id (dataset), record);
  if (!options->remove)
    tell_problem (self, library, dg_dataset_get_id (dataset), record);
  if (options->input == NULL && options->answer == NULL)
    return;

  g_ptr_array_add (records, record);
  dg_cli_warn_of_long_fields (records);
}

/* Shows the record as it is now; of one that was deleted, the way it was. Without a number, a new one comes behind the
 * last. */
static DgExit
change_and_show (DgCli *self, const char *id, guint number, const RecordOptions *options, GError **error)
{
  g_autoptr (DgLibrary) library = dg_cli_open_library (self, error);
  g_auto (Look) before = { 0 };
  g_auto (Look) after = { 0 };

  if (library == NULL || !look_at (self, library, id, number, &before, error))
    return dg_cli_get_exit (*error);
  if (number == 0)
    number = dg_dataset_get_n_records (before.dataset) + 1;
  if (!check_number (&before, number, options, error))
    return DG_EXIT_USAGE;
  if (changes_something (options) && (!change_record (self, library, before.dataset, number, options, error) ||
                                      !look_at (self, library, id, number, &after, error)))
    return dg_cli_get_exit (*error);

  tell_of_record (self, library, before.dataset, options->remove || after.record == NULL ? before.record : after.record,
                  options);

  return DG_EXIT_DONE;
}

static gboolean
check_options (const RecordOptions *options, gboolean has_number, GError **error)
{
  if (options->approve + options->reject + options->remove > 1)
    g_propagate_error (error, dg_cli_new_usage_error (_ ("Choose one of --approve, --reject and --delete")));
  else if (options->add && options->remove)
    g_propagate_error (error, dg_cli_new_usage_error (_ ("Choose one of --add and --delete")));
  else if (options->add && (options->input == NULL || options->answer == NULL))
    g_propagate_error (error, dg_cli_new_usage_error (_ ("--add needs --input and --answer")));
  else if (!options->add && !has_number)
    g_propagate_error (error, dg_cli_new_usage_error (_ ("N is missing; only --add can do without")));
  else
    return TRUE;

  return FALSE;
}

/**
 * dg_cli_run_record:
 * @self: the call
 * @argc: count of @argv
 * @argv: the command and its arguments
 * @error: return location for an error
 *
 * `record ID N`: one record under review. `record ID --add`: a new one.
 *
 * Returns: the exit code
 */
DgExit
dg_cli_run_record (DgCli *self, int argc, char **argv, GError **error)
{
  g_auto (RecordOptions) options = { 0 };
  gint64 number = 0;
  const GOptionEntry entries[] = {
    { "input", 0, 0, G_OPTION_ARG_STRING, &options.input, N_ ("Another input"), N_ ("TEXT") },
    { "answer", 0, 0, G_OPTION_ARG_STRING, &options.answer, N_ ("Another answer"), N_ ("TEXT") },
    { "note", 0, 0, G_OPTION_ARG_STRING, &options.note, N_ ("A note; empty for none"), N_ ("TEXT") },
    { "approve", 0, 0, G_OPTION_ARG_NONE, &options.approve, N_ ("Approve it"), NULL },
    { "reject", 0, 0, G_OPTION_ARG_NONE, &options.reject, N_ ("Reject it"), NULL },
    { "delete", 0, 0, G_OPTION_ARG_NONE, &options.remove, N_ ("Delete it"), NULL },
    { "add", 0, 0, G_OPTION_ARG_NONE, &options.add, N_ ("Add a new one before it; without N, behind the last"), NULL },
    G_OPTION_ENTRY_NULL,
  };

  if (!dg_cli_parse (self, entries, _ ("ID [N] – show, change and add a record"), 1, 2, &argc, &argv, error) ||
      (argc > 2 && !dg_cli_parse_number ("N", argv[2], 1, G_MAXINT, &number, error)) ||
      !check_options (&options, argc > 2, error))
    return DG_EXIT_USAGE;

  return change_and_show (self, argv[1], (guint) number, &options, error);
}
