/* dg-cli-checklist.c: `checklist`
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gi18n.h>

#include "dg-cli-session.h"
#include "dg-record-format.h"

#define MAX_SCHEMA_BYTES (256 * 1024)

/* --- what is wanted --- */

typedef struct
{
  DgPartChange *changes; /* (owned) (array length=n_changes): with words of the command line */
  guint n_changes;
  gboolean leave_rest;
  gboolean confirm;
  GStrv labels;        /* (owned) (nullable) */
  char *output_schema; /* (owned) (nullable): a file */
  char *input_schema;  /* (owned) (nullable): a file */
  char *output_text;   /* (owned) (nullable): what is in @output_schema */
  char *input_text;    /* (owned) (nullable): what is in @input_schema */
  GStrv open;          /* (owned) (nullable): formats that are to be open again */
} Wanted;

static void
clear_wanted (Wanted *wanted)
{
  g_free (wanted->changes);
  g_strfreev (wanted->labels);
  g_free (wanted->output_schema);
  g_free (wanted->input_schema);
  g_free (wanted->output_text);
  g_free (wanted->input_text);
  g_strfreev (wanted->open);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Wanted, clear_wanted)

static gboolean
read_changes (int argc, char **argv, DgPartChange *changes, GError **error)
{
  for (int i = 2; i < argc; i++)
    {
      DgPartChange *change = &changes[i - 2];
      g_autofree char *name = NULL;

      if (!dg_cli_split_assignment ("checklist", argv[i], &name, &change->value, error))
        return FALSE;
      if (!dg_checklist_find_part (name, &change->item, &change->part))
        {
          g_propagate_error (error,
                             dg_cli_new_usage_error (_ ("“%s” is not an item of the checklist, nor a part such as "
                                                        "edge_cases.adversarial"),
                                                     name));
          return FALSE;
        }
    }

  return TRUE;
}

static gboolean
check_formats (const Wanted *wanted, GError **error)
{
  if (wanted->labels != NULL && wanted->output_schema != NULL)
    {
      g_propagate_error (error, dg_cli_new_usage_error (_ ("Answers are labels or follow a schema, not both: give "
                                                           "--label or --output-schema")));
      return FALSE;
    }

  for (guint i = 0; wanted->open != NULL && wanted->open[i] != NULL; i++)
    if (!g_str_equal (wanted->open[i], "input") && !g_str_equal (wanted->open[i], "output"))
      {
        g_propagate_error (error, dg_cli_new_usage_error (_ ("--open-format must be input or output, not “%s”"),
                                                          wanted->open[i]));
        return FALSE;
      }

  return TRUE;
}

/* --- whether it can be done --- */

static gboolean
read_schemas (Wanted *wanted, GError **error)
{
  if (wanted->input_schema != NULL)
    wanted->input_text = dg_cli_read_text (wanted->input_schema, MAX_SCHEMA_BYTES, error);
  if (wanted->input_schema != NULL && wanted->input_text == NULL)
    return FALSE;
  if (wanted->output_schema != NULL)
    wanted->output_text = dg_cli_read_text (wanted->output_schema, MAX_SCHEMA_BYTES, error);

  return wanted->output_schema == NULL || wanted->output_text != NULL;
}

/* Sets the formats of a copy. */
static gboolean
try_formats (DgCliSession *opened, const Wanted *wanted, GError **error)
{
  g_autofree char *json = dg_checklist_to_json (dg_session_get_checklist (opened->session));
  g_autoptr (DgChecklist) copy = dg_checklist_new_from_json (json, -1, error);
  g_autoptr (DgRecordFormat) compiled = NULL;

  if (copy == NULL)
    return FALSE;
  if (wanted->input_text != NULL && !dg_checklist_set_input_schema (copy, wanted->input_text, error))
    return FALSE;
  if ((wanted->output_text != NULL || wanted->labels != NULL) &&
      !dg_checklist_set_output_schema (copy, wanted->output_text, error))
    return FALSE;
  if (wanted->labels != NULL)
    {
      dg_checklist_set_labels (copy, (const char *const *) wanted->labels);
      if (dg_checklist_get_labels (copy) == NULL)
        {
          g_set_error_literal (error, DG_CHECKLIST_ERROR, DG_CHECKLIST_ERROR_VALUE,
                               _ ("These are no labels to choose from. Give at least two that differ, one a line."));
          return FALSE;
        }
    }
  if (wanted->input_text == NULL && wanted->output_text == NULL)
    return TRUE;
  compiled = dg_record_format_new_for_checklist (copy, error);

  return compiled != NULL;
}

/* Whether what the step asks for will be there: an answered message, and a goal in the session or in the command. */
static gboolean
may_leave_rest (DgCliSession *opened, const Wanted *wanted)
{
  gboolean has_goal = dg_checklist_has_goal (dg_session_get_checklist (opened->session));

  for (guint i = 0; i < wanted->n_changes; i++)
    if (wanted->changes[i].item == DG_ITEM_TASK &&
        (wanted->changes[i].part == DG_GOAL_PART || wanted->changes[i].part == DG_ALL_PARTS))
      has_goal = has_goal || *wanted->changes[i].value != '\0';

  return has_goal && dg_session_get_draft (opened->session)->unsent == NULL;
}

/* --- doing it --- */

static gboolean
set_format (
    DgCli *self, DgCliSession *opened, DgItem item, const char *const *labels, const char *schema, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;
  DgFormatChange format = { .item = item, .labels = labels, .schema = schema };

  dg_session_set_format_async (opened->session, &format, NULL, 0, self->cancellable, dg_cli_store_result_cb, &result);

  return dg_cli_session_wait (opened, &result, error);
}

static gboolean
set_formats (DgCli *self, DgCliSession *opened, const Wanted *wanted, GError **error)
{
  const char *const *labels = (const char *const *) wanted->labels;

  for (guint i = 0; wanted->open != NULL && wanted->open[i] != NULL; i++)
    {
      DgItem item = g_str_equal (wanted->open[i], "input") ? DG_ITEM_INPUT_FORMAT : DG_ITEM_OUTPUT_FORMAT;

      if (!set_format (self, opened, item, NULL, NULL, error))
        return FALSE;
    }
  if (wanted->input_text != NULL && !set_format (self, opened, DG_ITEM_INPUT_FORMAT, NULL, wanted->input_text, error))
    return FALSE;

  return (labels == NULL && wanted->output_text == NULL) ||
         set_format (self, opened, DG_ITEM_OUTPUT_FORMAT, labels, wanted->output_text, error);
}

static gboolean
set_parts (
    DgCli *self, DgCliSession *opened, const DgPartChange *changes, guint n_changes, gboolean confirm, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  if (n_changes == 0 && !confirm)
    return TRUE;

  dg_session_set_parts_async (opened->session, changes, n_changes, confirm, self->cancellable, dg_cli_store_result_cb,
                              &result);

  return dg_cli_session_wait (opened, &result, error);
}

static gboolean
leave_rest (DgCli *self, DgCliSession *opened, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  dg_session_leave_rest_async (opened->session, self->cancellable, dg_cli_store_result_cb, &result);

  return dg_cli_session_wait (opened, &result, error);
}

/* Several steps make up a command, and each is saved: what a later one would be refused for is found out first, so that
 * the command is not done by half. What is left to the model is what the rest of the command has not set. */
static gboolean
set_all (DgCli *self, DgCliSession *opened, const Wanted *wanted, GError **error)
{
  gboolean has_formats =
      wanted->open != NULL || wanted->labels != NULL || wanted->input_text != NULL || wanted->output_text != NULL;
  gboolean goes_on = has_formats || wanted->leave_rest;

  if (!try_formats (opened, wanted, error))
    return FALSE;
  /* refused there, in the words of the step */
  if (wanted->leave_rest && !may_leave_rest (opened, wanted))
    return leave_rest (self, opened, error);

  return set_parts (self, opened, wanted->changes, wanted->n_changes, wanted->confirm && !wanted->leave_rest, error) &&
         set_formats (self, opened, wanted, error) && (!wanted->leave_rest || leave_rest (self, opened, error)) &&
         (!goes_on || set_parts (self, opened, NULL, 0, wanted->confirm, error));
}

/**
 * dg_cli_show_checklist:
 * @self: the call
 * @opened: a session
 *
 * Prints its requirements, for a person or as JSON.
 */
void
dg_cli_show_checklist (DgCli *self, DgCliSession *opened)
{
  const DgDraft *draft = dg_session_get_draft (opened->session);
  DgChecklist *checklist = dg_session_get_checklist (opened->session);
  g_autoptr (JsonBuilder) builder = NULL;

  if (!self->json)
    {
      dg_cli_print_checklist (draft, checklist);
      return;
    }

  builder = json_builder_new ();
  json_builder_begin_object (builder);
  dg_cli_set_string (builder, "session", draft->id);
  dg_cli_add_checklist (builder, draft, checklist);
  json_builder_end_object (builder);
  dg_cli_print_json (builder);
}

/**
 * dg_cli_run_checklist:
 * @self: the call
 * @argc: count of @argv
 * @argv: the command and its arguments
 * @error: return location for an error
 *
 * `checklist SESSION [ITEM=TEXT…] [--label TEXT…] [--leave-rest] [--confirm]`: shows the requirements, sets them by
 * hand, confirms them.
 *
 * Returns: the exit code
 */
DgExit
dg_cli_run_checklist (DgCli *self, int argc, char **argv, GError **error)
{
  g_auto (DgCliSession) opened = { 0 };
  g_auto (Wanted) wanted = { 0 };
  const GOptionEntry entries[] = {
    { "leave-rest", 0, 0, G_OPTION_ARG_NONE, &wanted.leave_rest, N_ ("Leave what is still open to the model"), NULL },
    { "confirm", 0, 0, G_OPTION_ARG_NONE, &wanted.confirm, N_ ("Confirm that this is what you want"), NULL },
    { "label", 0, 0, G_OPTION_ARG_STRING_ARRAY, &wanted.labels, N_ ("One of the answers that there are; once for each"),
      N_ ("TEXT") },
    { "output-schema", 0, 0, G_OPTION_ARG_FILENAME, &wanted.output_schema, N_ ("JSON Schema of the answers"),
      N_ ("FILE") },
    { "input-schema", 0, 0, G_OPTION_ARG_FILENAME, &wanted.input_schema, N_ ("JSON Schema of the inputs"),
      N_ ("FILE") },
    { "open-format", 0, 0, G_OPTION_ARG_STRING_ARRAY, &wanted.open,
      N_ ("Neither labels nor a schema of input or output any more"), "input|output" },
    G_OPTION_ENTRY_NULL,
  };

  if (!dg_cli_parse (self, entries, _ ("SESSION [ITEM=TEXT…] – show the requirements, or set them"), 1, G_MAXINT, &argc,
                     &argv, error))
    return DG_EXIT_USAGE;
  wanted.changes = g_new0 (DgPartChange, argc);
  wanted.n_changes = (guint) argc - 2;
  if (!read_changes (argc, argv, wanted.changes, error) || !check_formats (&wanted, error))
    return DG_EXIT_USAGE;
  if (!dg_cli_session_open (&opened, self, argv[1], DG_CLI_MODEL_OPTIONAL, error) || !read_schemas (&wanted, error) ||
      !set_all (self, &opened, &wanted, error))
    return dg_cli_get_exit (*error);

  dg_cli_show_checklist (self, &opened);

  return DG_EXIT_DONE;
}
