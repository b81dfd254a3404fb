/* dg-cli-datasets.c: `datasets` and `dataset`
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gi18n.h>
#include <stdio.h>

#include "dg-cli.h"
#include "dg-library-query.h"

static void
print_dataset_line (DgDataset *dataset)
{
  printf ("%s  %-5s  %5u  %s  %s\n", dg_dataset_get_id (dataset),
          dg_file_format_get_id (dg_dataset_get_format (dataset)), dg_dataset_get_n_records (dataset),
          dg_dataset_get_created (dataset) != NULL ? dg_dataset_get_created (dataset) : "          ",
          dg_dataset_get_name (dataset));
}

static GPtrArray *
list_datasets (DgCli *self, DgLibrary *library, gboolean deleted, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  if (deleted)
    {
      dg_library_list_deleted_async (library, self->cancellable, dg_cli_store_result_cb, &result);

      return dg_library_list_deleted_finish (library, dg_cli_wait (&result), error);
    }

  dg_library_list_datasets_async (library, self->cancellable, dg_cli_store_result_cb, &result);

  return dg_library_list_datasets_finish (library, dg_cli_wait (&result), error);
}

/**
 * dg_cli_run_datasets:
 * @self: the call
 * @argc: count of @argv
 * @argv: the command and its arguments
 * @error: return location for an error
 *
 * `datasets [--deleted]`: what the library has, newest first; or what can be restored, the last that was deleted first.
 *
 * Returns: the exit code
 */
DgExit
dg_cli_run_datasets (DgCli *self, int argc, char **argv, GError **error)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autoptr (DgLibrary) library = NULL;
  g_autoptr (GPtrArray) datasets = NULL;
  gboolean deleted = FALSE;
  const GOptionEntry entries[] = {
    { "deleted", 0, 0, G_OPTION_ARG_NONE, &deleted, N_ ("List those that were deleted and can be restored"), NULL },
    G_OPTION_ENTRY_NULL,
  };

  if (!dg_cli_parse (self, entries, _ ("– list the datasets of the library"), 0, 0, &argc, &argv, error))
    return DG_EXIT_USAGE;
  library = dg_cli_open_library (self, error);
  datasets = library != NULL ? list_datasets (self, library, deleted, error) : NULL;
  if (datasets == NULL)
    return dg_cli_get_exit (*error);

  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "datasets");
  json_builder_begin_array (builder);
  for (guint i = 0; i < datasets->len; i++)
    {
      json_builder_begin_object (builder);
      dg_cli_add_dataset (builder, g_ptr_array_index (datasets, i));
      json_builder_end_object (builder);
      if (!self->json)
        print_dataset_line (g_ptr_array_index (datasets, i));
    }
  json_builder_end_array (builder);
  json_builder_end_object (builder);
  if (self->json)
    dg_cli_print_json (builder);

  return DG_EXIT_DONE;
}

static void
print_dataset_json (DgDataset *dataset, GPtrArray *records)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  json_builder_begin_object (builder);
  dg_cli_add_dataset (builder, dataset);
  if (records != NULL)
    {
      json_builder_set_member_name (builder, "rows");
      json_builder_begin_array (builder);
      for (guint i = 0; i < records->len; i++)
        {
          json_builder_begin_object (builder);
          dg_cli_add_record (builder, g_ptr_array_index (records, i));
          json_builder_end_object (builder);
        }
      json_builder_end_array (builder);
    }
  json_builder_end_object (builder);
  dg_cli_print_json (builder);
}

static void
print_fact (const char *title, const char *value)
{
  if (value != NULL)
    printf ("%s %s\n", title, value);
}

static void
print_dataset_text (DgDataset *dataset, GPtrArray *records)
{
  print_dataset_line (dataset);
  print_fact (_ ("File:"), dg_dataset_get_path (dataset) != NULL ? dg_dataset_get_path (dataset) : _ ("missing"));
  print_fact (_ ("Provider:"), dg_dataset_get_provider (dataset));
  print_fact (_ ("Model:"), dg_dataset_get_model (dataset));
  print_fact (_ ("Session:"), dg_dataset_get_session (dataset));

  for (guint i = 0; records != NULL && i < records->len; i++)
    {
      DgRecord *record = g_ptr_array_index (records, i);

      printf ("\n#%u\n%s\n→ %s\n", dg_record_get_number (record), dg_record_get_input (record),
              dg_record_get_answer (record));
      print_fact (_ ("Review:"), dg_record_get_review (record) != DG_REVIEW_NONE
                                     ? dg_review_get_id (dg_record_get_review (record))
                                     : NULL);
      print_fact (_ ("Note:"), dg_record_get_note (record));
      print_fact (_ ("To be looked at:"), dg_record_get_flag (record));
      print_fact (_ ("Problem:"), dg_record_get_problem (record));
    }
}

/* What was said of the records to show. */
typedef struct
{
  char *search; /* (owned) (nullable) */
  char *filter; /* (owned) (nullable) */
  char *sort;   /* (owned) (nullable) */
  gboolean descending;
  gboolean records;
} DatasetOptions;

static void
clear_options (DatasetOptions *options)
{
  g_free (options->search);
  g_free (options->filter);
  g_free (options->sort);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (DatasetOptions, clear_options)

static gboolean
make_query (const DatasetOptions *options, DgRecordQuery *query, GError **error)
{
  query->text = options->search;
  query->descending = options->descending;
  if (options->search != NULL && !g_utf8_validate (options->search, -1, NULL))
    g_propagate_error (error, dg_cli_new_usage_error (_ ("What --search looks for must be UTF-8")));
  else if (options->filter != NULL && !dg_record_filter_from_id (options->filter, &query->filter))
    g_propagate_error (error, dg_cli_new_usage_error (_ ("--filter is one of all, look, open, approved, rejected, "
                                                         "noted and edited, not “%s”"),
                                                      options->filter));
  else if (options->sort != NULL && !dg_record_sort_from_id (options->sort, &query->sort))
    g_propagate_error (error, dg_cli_new_usage_error (_ ("--sort is one of number, input, answer, input-length, "
                                                         "answer-length, review and look, not “%s”"),
                                                      options->sort));
  else
    return TRUE;

  return FALSE;
}

static GPtrArray *
find_records (
    DgCli *self, DgLibrary *library, const char *id, const DgRecordQuery *query, DgDataset **dataset, GError **error)
{
  g_autoptr (GAsyncResult) found = NULL;
  g_autoptr (GAsyncResult) loaded = NULL;
  g_autoptr (GArray) numbers = NULL;

  dg_library_find_records_async (library, id, query, self->cancellable, dg_cli_store_result_cb, &found);
  numbers = dg_library_find_records_finish (library, dg_cli_wait (&found), dataset, error);
  if (numbers == NULL)
    return NULL;
  dg_library_load_numbered_records_async (library, id, (const guint *) numbers->data, numbers->len, 0,
                                          self->cancellable, dg_cli_store_result_cb, &loaded);

  return dg_library_load_numbered_records_finish (library, dg_cli_wait (&loaded), NULL, error);
}

static DgExit
show_dataset (DgCli *self, const char *id, const DatasetOptions *options, GError **error)
{
  gboolean finds = options->search != NULL || options->filter != NULL || options->sort != NULL || options->descending;
  DgRecordQuery query = { 0 };
  g_autoptr (DgLibrary) library = NULL;
  g_autoptr (DgDataset) dataset = NULL;
  g_autoptr (GPtrArray) records = NULL;

  if (!make_query (options, &query, error))
    return DG_EXIT_USAGE;
  library = dg_cli_open_library (self, error);
  if (library == NULL)
    return dg_cli_get_exit (*error);
  if (finds)
    records = find_records (self, library, id, &query, &dataset, error);
  else
    dataset = dg_cli_load_dataset (self, library, id, error);
  if (!finds && dataset != NULL && options->records)
    records = dg_cli_load_records (self, library, id, error);
  if (dataset == NULL || ((finds || options->records) && records == NULL))
    return dg_cli_get_exit (*error);

  if (self->json)
    print_dataset_json (dataset, records);
  else
    print_dataset_text (dataset, records);

  return DG_EXIT_DONE;
}

/**
 * dg_cli_run_dataset:
 * @self: the call
 * @argc: count of @argv
 * @argv: the command and its arguments
 * @error: return location for an error
 *
 * `dataset ID [--records]`: one dataset, with its records when asked, or with those that are looked for.
 *
 * Returns: the exit code
 */
DgExit
dg_cli_run_dataset (DgCli *self, int argc, char **argv, GError **error)
{
  g_auto (DatasetOptions) options = { 0 };
  const GOptionEntry entries[] = {
    { "records", 0, 0, G_OPTION_ARG_NONE, &options.records, N_ ("Show its records too"), NULL },
    { "search", 0, 0, G_OPTION_ARG_STRING, &options.search, N_ ("Show those with TEXT in input, answer or note"),
      N_ ("TEXT") },
    { "filter", 0, 0, G_OPTION_ARG_STRING, &options.filter,
      N_ ("Show all, look (flagged or with a problem), open, approved, rejected, noted or edited ones"), N_ ("WHICH") },
    { "sort", 0, 0, G_OPTION_ARG_STRING, &options.sort,
      N_ ("Show them by number, input, answer, input-length, answer-length, review or look"), N_ ("ORDER") },
    { "descending", 0, 0, G_OPTION_ARG_NONE, &options.descending, N_ ("Show the last of that order first"), NULL },
    G_OPTION_ENTRY_NULL,
  };

  if (!dg_cli_parse (self, entries, _ ("ID – show a dataset, and search it"), 1, 1, &argc, &argv, error))
    return DG_EXIT_USAGE;

  return show_dataset (self, argv[1], &options, error);
}
