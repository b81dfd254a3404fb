/* dg-cli-sessions.c: `sessions`
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gi18n.h>
#include <stdio.h>

#include "dg-cli.h"

static void
print_json (GPtrArray *drafts)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "sessions");
  json_builder_begin_array (builder);
  for (guint i = 0; i < drafts->len; i++)
    {
      DgDraft *draft = g_ptr_array_index (drafts, i);

      json_builder_begin_object (builder);
      dg_cli_set_string (builder, "session", draft->id);
      dg_cli_set_string (builder, "step", dg_step_get_id (draft->step));
      dg_cli_set_string (builder, "name", draft->name);
      dg_cli_set_int (builder, "accepted", draft->accepted);
      dg_cli_set_int (builder, "requested", draft->requested);
      dg_cli_set_string (builder, "provider", draft->provider);
      dg_cli_set_string (builder, "model", draft->model);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
  json_builder_end_object (builder);
  dg_cli_print_json (builder);
}

/**
 * dg_cli_run_sessions:
 * @self: the call
 * @argc: count of @argv
 * @argv: the command and its arguments
 * @error: return location for an error
 *
 * `sessions`: unfinished sessions, newest first.
 *
 * Returns: the exit code
 */
DgExit
dg_cli_run_sessions (DgCli *self, int argc, char **argv, GError **error)
{
  g_autoptr (DgLibrary) library = NULL;
  g_autoptr (GPtrArray) drafts = NULL;
  g_autoptr (GAsyncResult) result = NULL;

  if (!dg_cli_parse (self, NULL, _ ("– list unfinished sessions, newest first"), 0, 0, &argc, &argv, error))
    return DG_EXIT_USAGE;
  library = dg_cli_open_library (self, error);
  if (library == NULL)
    return dg_cli_get_exit (*error);

  dg_library_list_drafts_async (library, self->cancellable, dg_cli_store_result_cb, &result);
  drafts = dg_library_list_drafts_finish (library, dg_cli_wait (&result), error);
  if (drafts == NULL)
    return dg_cli_get_exit (*error);

  if (self->json)
    {
      print_json (drafts);
      return DG_EXIT_DONE;
    }
  for (guint i = 0; i < drafts->len; i++)
    {
      DgDraft *draft = g_ptr_array_index (drafts, i);

      printf ("%s  %-12s  %4u/%-4u  %s\n", draft->id, dg_step_get_id (draft->step), draft->accepted, draft->requested,
              draft->name);
    }

  return DG_EXIT_DONE;
}
