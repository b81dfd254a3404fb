/* dg-cli-plan.c: `plan`
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gi18n.h>
#include <stdio.h>

#include "dg-cli-session.h"
#include "dg-generation-prompt.h"
#include "dg-json.h"

#define MAX_PLAN_BYTES (1024 * 1024)
#define DEFAULT_RECORDS "50"

/* `plan --json` prints {"session","plan"}; both that and the plan alone can be given back. */
static DgOutline *
read_outline (const char *path, GError **error)
{
  g_autofree char *text = dg_cli_read_text (path, MAX_PLAN_BYTES, error);
  g_autoptr (DgJsonDocument) document = text != NULL ? dg_json_document_new (text, -1, NULL, error) : NULL;
  g_autoptr (GError) local_error = NULL;
  g_autofree char *inside = NULL;
  DgOutline *outline;
  DgJsonValue plan;

  if (document == NULL)
    return NULL;
  if (dg_json_value_get_value_type (dg_json_document_get_root (document)) == DG_JSON_OBJECT &&
      dg_json_object_lookup (dg_json_document_get_root (document), "plan", &plan))
    inside = dg_json_value_dup_source (plan);

  outline = dg_outline_new_from_json (inside != NULL ? inside : text, -1, &local_error);
  if (outline == NULL)
    g_propagate_error (error,
                       dg_cli_new_usage_error (_ ("The plan “%s” cannot be used: %s"), path, local_error->message));

  return outline;
}

static void
add_values (JsonBuilder *builder, DgCoveragePlan *plan, guint dimension)
{
  const DgDimension *dealt = dg_coverage_plan_get_dimension (plan, dimension);

  json_builder_set_member_name (builder, "values");
  json_builder_begin_array (builder);
  for (guint v = 0; v < dealt->values->len; v++)
    {
      const DgDimensionValue *value = g_ptr_array_index (dealt->values, v);

      json_builder_begin_object (builder);
      if (value->id > 0)
        dg_cli_set_int (builder, "id", value->id);
      dg_cli_set_string (builder, "value", value->value);
      dg_cli_set_double (builder, "weight", value->weight);
      json_builder_set_member_name (builder, "ways");
      json_builder_begin_array (builder);
      for (guint w = 0; w < value->ways->len; w++)
        json_builder_add_string_value (builder, g_ptr_array_index (value->ways, w));
      json_builder_end_array (builder);
      dg_cli_set_int (builder, "count", dg_coverage_plan_count_value (plan, dimension, value->value));
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
}

static void
add_rest (JsonBuilder *builder, const DgOutline *outline)
{
  json_builder_set_member_name (builder, "pairs");
  json_builder_begin_array (builder);
  for (guint i = 0; i < outline->pairs->len; i++)
    {
      const DgPair *pair = &g_array_index (outline->pairs, DgPair, i);

      json_builder_begin_object (builder);
      dg_cli_set_int (builder, "a", pair->a);
      dg_cli_set_int (builder, "b", pair->b);
      dg_cli_set_string (builder, "rule", pair->rule == DG_PAIR_ONLY ? "only" : "never");
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
  json_builder_set_member_name (builder, "seeds");
  json_builder_begin_array (builder);
  for (guint i = 0; i < outline->seeds->len; i++)
    json_builder_add_string_value (builder, g_ptr_array_index (outline->seeds, i));
  json_builder_end_array (builder);
}

static void
print_plan_json (const DgDraft *draft, const DgOutline *outline, DgCoveragePlan *plan)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  json_builder_begin_object (builder);
  dg_cli_set_string (builder, "session", draft->id);
  json_builder_set_member_name (builder, "plan");
  json_builder_begin_object (builder);
  dg_cli_set_int (builder, "records", dg_coverage_plan_get_n_lines (plan));
  json_builder_set_member_name (builder, "dimensions");
  json_builder_begin_array (builder);
  for (guint d = 0; d < dg_coverage_plan_get_n_dimensions (plan); d++)
    {
      json_builder_begin_object (builder);
      dg_cli_set_string (builder, "name", dg_coverage_plan_get_name (plan, d));
      dg_cli_set_string (builder, "kind", dg_dimension_kind_get_id (dg_coverage_plan_get_dimension (plan, d)->kind));
      add_values (builder, plan, d);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
  add_rest (builder, outline);
  json_builder_end_object (builder);
  json_builder_end_object (builder);
  dg_cli_print_json (builder);
}

static void
print_plan_text (DgCoveragePlan *plan)
{
  for (guint d = 0; d < dg_coverage_plan_get_n_dimensions (plan); d++)
    {
      const DgDimension *dimension = dg_coverage_plan_get_dimension (plan, d);

      printf ("%s\n", dg_coverage_plan_get_name (plan, d));
      for (guint v = 0; v < dimension->values->len; v++)
        {
          const DgDimensionValue *value = g_ptr_array_index (dimension->values, v);

          printf ("  %4u  %s\n", dg_coverage_plan_count_value (plan, d, value->value), value->value);
        }
    }
}

static gboolean
settle_outline (DgCli *self, DgCliSession *opened, const DgOutline *given, guint n_records, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  if (given != NULL)
    dg_session_set_outline_async (opened->session, given, self->cancellable, dg_cli_store_result_cb, &result);
  else
    dg_session_prepare_async (opened->session, n_records, self->cancellable, dg_cli_store_result_cb, &result);

  return dg_cli_session_wait (opened, &result, error);
}

/* Shows the plan as the run would deal it: it may add the answers, and what an answer leaves out. */
static DgExit
show_plan (DgCli *self, DgCliSession *opened, guint n_records, GError **error)
{
  const DgDraft *draft = dg_session_get_draft (opened->session);
  g_autoptr (DgBrief) brief = dg_session_make_brief (opened->session, error);
  g_autoptr (DgGenerationPrompt) prompt = brief != NULL ? dg_generation_prompt_new (brief, n_records, 0) : NULL;

  if (prompt == NULL)
    return dg_cli_get_exit (*error);
  if (self->json)
    print_plan_json (draft, brief->outline, dg_generation_prompt_get_plan (prompt));
  else
    print_plan_text (dg_generation_prompt_get_plan (prompt));

  return DG_EXIT_DONE;
}

/**
 * dg_cli_run_plan:
 * @self: the call
 * @argc: count of @argv
 * @argv: the command and its arguments
 * @error: return location for an error
 *
 * `plan SESSION [--set FILE]`: what the records vary in, and how many of each there will be.
 *
 * Returns: the exit code
 */
DgExit
dg_cli_run_plan (DgCli *self, int argc, char **argv, GError **error)
{
  g_auto (DgCliSession) opened = { 0 };
  g_autoptr (DgOutline) outline = NULL;
  g_autofree char *path = NULL;
  g_autofree char *records = NULL;
  gint64 n_records;
  const GOptionEntry entries[] = {
    { "set", 0, 0, G_OPTION_ARG_FILENAME, &path, N_ ("Another plan, as --json prints it"), N_ ("FILE") },
    { "records", 0, 0, G_OPTION_ARG_STRING, &records, N_ ("For how many records, 10 to 1000; default: 50"), "N" },
    G_OPTION_ENTRY_NULL,
  };

  if (!dg_cli_parse (self, entries, _ ("SESSION – what the records vary in"), 1, 1, &argc, &argv, error) ||
      !dg_cli_parse_number ("--records", records != NULL ? records : DEFAULT_RECORDS, DG_MIN_RECORDS, DG_MAX_RECORDS,
                            &n_records, error))
    return DG_EXIT_USAGE;
  if (path != NULL)
    {
      outline = read_outline (path, error);
      if (outline == NULL)
        return DG_EXIT_USAGE;
    }

  if (!dg_cli_session_open (&opened, self, argv[1], path != NULL ? DG_CLI_MODEL_OPTIONAL : DG_CLI_MODEL_NEEDED,
                            error) ||
      !settle_outline (self, &opened, outline, (guint) n_records, error))
    return dg_cli_get_exit (*error);

  return show_plan (self, &opened, (guint) n_records, error);
}
