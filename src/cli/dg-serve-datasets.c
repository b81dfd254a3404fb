/* dg-serve-datasets.c: the endpoints of datasets, and health
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gi18n.h>

#include "dg-serve.h"

static void
list_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  DgServeCall *call = data;
  GError *error = NULL;
  g_autoptr (GPtrArray) datasets = dg_library_list_datasets_finish (call->serve->library, result, &error);
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  if (datasets == NULL)
    {
      dg_serve_call_fail (call, error);
      return;
    }

  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "datasets");
  json_builder_begin_array (builder);
  for (guint i = 0; i < datasets->len; i++)
    {
      json_builder_begin_object (builder);
      dg_cli_add_dataset (builder, g_ptr_array_index (datasets, i));
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
  json_builder_end_object (builder);
  dg_serve_call_answer (call, SOUP_STATUS_OK, builder);
}

/**
 * dg_serve_list_datasets:
 * @call: (transfer full): a request
 *
 * `/datasets`: those of the library.
 */
void
dg_serve_list_datasets (DgServeCall *call)
{
  dg_library_list_datasets_async (call->serve->library, dg_serve_get_cancellable (call), list_cb, call);
}

static void
get_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  DgServeCall *call = data;
  GError *error = NULL;
  g_autoptr (DgDataset) dataset = dg_library_load_dataset_finish (call->serve->library, result, &error);
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  if (dataset == NULL)
    {
      dg_serve_call_fail (call, error);
      return;
    }

  json_builder_begin_object (builder);
  dg_cli_add_dataset (builder, dataset);
  json_builder_end_object (builder);
  dg_serve_call_answer (call, SOUP_STATUS_OK, builder);
}

/**
 * dg_serve_get_dataset:
 * @call: (transfer full): a request
 *
 * `/datasets/ID`: one of them.
 */
void
dg_serve_get_dataset (DgServeCall *call)
{
  dg_library_load_dataset_async (call->serve->library, call->argument, dg_serve_get_cancellable (call), get_cb, call);
}

/* --- its file --- */

static void
read_file_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  DgServeCall *call = data;
  DgDataset *dataset = call->work;
  g_autoptr (GError) file_error = NULL;
  g_autoptr (GBytes) bytes = g_file_load_bytes_finish (G_FILE (source), result, NULL, &file_error);

  if (bytes == NULL)
    dg_serve_call_fail (call,
                        g_error_new (DG_SERVE_ERROR, DG_SERVE_ERROR_UNKNOWN, _ ("The file of “%s” cannot be read: %s"),
                                     dg_dataset_get_name (dataset), file_error->message));
  else
    dg_serve_call_answer_bytes (call,
                                dg_dataset_get_format (dataset) == DG_FILE_FORMAT_CSV ? "text/csv; charset=utf-8"
                                                                                      : "application/jsonl",
                                bytes);
}

static void
find_file_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  DgServeCall *call = data;
  GError *error = NULL;
  DgDataset *dataset = dg_library_load_dataset_finish (call->serve->library, result, &error);
  g_autoptr (GFile) file = NULL;

  if (dataset == NULL)
    {
      dg_serve_call_fail (call, error);
      return;
    }

  call->work = dataset;
  call->free_work = g_object_unref;
  file = g_file_new_for_path (dg_dataset_get_path (dataset));
  g_file_load_bytes_async (file, dg_serve_get_cancellable (call), read_file_cb, call);
}

/**
 * dg_serve_get_file:
 * @call: (transfer full): a request
 *
 * `/datasets/ID/file`: its file, as it is.
 */
void
dg_serve_get_file (DgServeCall *call)
{
  dg_library_load_dataset_async (call->serve->library, call->argument, dg_serve_get_cancellable (call), find_file_cb,
                                 call);
}

/**
 * dg_serve_health:
 * @call: (transfer full): a request
 *
 * `/health`: that it is there, and which version.
 */
void
dg_serve_health (DgServeCall *call)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  json_builder_begin_object (builder);
  dg_cli_set_string (builder, "status", "ok");
  dg_cli_set_string (builder, "version", DG_VERSION);
  json_builder_end_object (builder);
  dg_serve_call_answer (call, SOUP_STATUS_OK, builder);
}
