/* dg-cli-deleted.c: `delete`, `restore` and `duplicate`
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gi18n.h>
#include <stdio.h>

#include "dg-cli.h"

static void
print_json (DgDataset *dataset)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  json_builder_begin_object (builder);
  dg_cli_add_dataset (builder, dataset);
  json_builder_end_object (builder);
  dg_cli_print_json (builder);
}

/* Where it was is not where it is. */
static void
print_deleted (DgCli *self, DgDataset *dataset)
{
  g_autoptr (GDateTime) until =
      g_date_time_new_from_unix_local (dg_dataset_get_kept_until_us (dataset) / G_USEC_PER_SEC);
  g_autofree char *date = g_date_time_format (until, "%Y-%m-%d");

  dg_dataset_set_path (dataset, NULL);
  if (self->json)
    {
      print_json (dataset);
      return;
    }

  printf ("%s: %s\n", dg_dataset_get_name (dataset), _ ("deleted"));
  /* Translators: the first %s is the id of a dataset, the second a date */
  printf (_ ("“dataset-gen-cli restore %s” brings it back until %s.\n"), dg_dataset_get_id (dataset), date);
}

static void
print_dataset (DgCli *self, DgDataset *dataset)
{
  if (self->json)
    print_json (dataset);
  else
    printf (ngettext ("%s  %s: %u record\n", "%s  %s: %u records\n", dg_dataset_get_n_records (dataset)),
            dg_dataset_get_id (dataset), dg_dataset_get_name (dataset), dg_dataset_get_n_records (dataset));
}

/**
 * dg_cli_run_delete:
 * @self: the call
 * @argc: count of @argv
 * @argv: the command and its arguments
 * @error: return location for an error
 *
 * `delete ID`: deletes a dataset and its files, and says until when they can be restored.
 *
 * Returns: the exit code
 */
DgExit
dg_cli_run_delete (DgCli *self, int argc, char **argv, GError **error)
{
  g_autoptr (DgLibrary) library = NULL;
  g_autoptr (DgDataset) dataset = NULL;
  g_autoptr (GAsyncResult) result = NULL;

  if (!dg_cli_parse (self, NULL, _ ("ID – delete a dataset and its files; “restore” brings them back for 30 days"), 1,
                     1, &argc, &argv, error))
    return DG_EXIT_USAGE;
  library = dg_cli_open_library (self, error);
  if (library == NULL)
    return dg_cli_get_exit (*error);

  dg_library_delete_dataset_async (library, argv[1], self->cancellable, dg_cli_store_result_cb, &result);
  dataset = dg_library_delete_dataset_finish (library, dg_cli_wait (&result), error);
  if (dataset == NULL)
    return dg_cli_get_exit (*error);
  print_deleted (self, dataset);

  return DG_EXIT_DONE;
}

/**
 * dg_cli_run_restore:
 * @self: the call
 * @argc: count of @argv
 * @argv: the command and its arguments
 * @error: return location for an error
 *
 * `restore ID`: brings back a dataset that was deleted.
 *
 * Returns: the exit code
 */
DgExit
dg_cli_run_restore (DgCli *self, int argc, char **argv, GError **error)
{
  g_autoptr (DgLibrary) library = NULL;
  g_autoptr (DgDataset) dataset = NULL;
  g_autoptr (GAsyncResult) result = NULL;

  if (!dg_cli_parse (self, NULL, _ ("ID – bring back a dataset that was deleted; “datasets --deleted” lists them"), 1,
                     1, &argc, &argv, error))
    return DG_EXIT_USAGE;
  library = dg_cli_open_library (self, error);
  if (library == NULL)
    return dg_cli_get_exit (*error);

  dg_library_restore_dataset_async (library, argv[1], self->cancellable, dg_cli_store_result_cb, &result);
  dataset = dg_library_restore_dataset_finish (library, dg_cli_wait (&result), error);
  if (dataset == NULL)
    return dg_cli_get_exit (*error);
  print_dataset (self, dataset);

  return DG_EXIT_DONE;
}

/**
 * dg_cli_run_duplicate:
 * @self: the call
 * @argc: count of @argv
 * @argv: the command and its arguments
 * @error: return location for an error
 *
 * `duplicate ID [--name NAME]`: a second dataset with the same records.
 *
 * Returns: the exit code
 */
DgExit
dg_cli_run_duplicate (DgCli *self, int argc, char **argv, GError **error)
{
  g_autofree char *name = NULL;
  g_autoptr (DgLibrary) library = NULL;
  g_autoptr (DgDataset) dataset = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  const GOptionEntry entries[] = {
    { "name", 0, 0, G_OPTION_ARG_STRING, &name, N_ ("Name of the copy; default: that of the dataset, and “(copy)”"),
      N_ ("NAME") },
    G_OPTION_ENTRY_NULL,
  };

  if (!dg_cli_parse (self, entries, _ ("ID – make a second dataset with the same records, notes and reviews"), 1, 1,
                     &argc, &argv, error))
    return DG_EXIT_USAGE;
  library = dg_cli_open_library (self, error);
  if (library == NULL)
    return dg_cli_get_exit (*error);

  dg_library_duplicate_dataset_async (library, argv[1], name, self->cancellable, dg_cli_store_result_cb, &result);
  dataset = dg_library_duplicate_dataset_finish (library, dg_cli_wait (&result), error);
  if (dataset == NULL)
    return dg_cli_get_exit (*error);
  print_dataset (self, dataset);

  return DG_EXIT_DONE;
}
