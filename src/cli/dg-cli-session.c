/* dg-cli-session.c: opening a session, and showing what it has
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gi18n.h>
#include <stdio.h>
#include <string.h>

#include "dg-cli-session.h"

/* --- opening --- */

/**
 * dg_cli_session_open:
 * @opened: (out caller-allocates): what is open
 * @self: the call
 * @id: the session
 * @need: whether the command asks a model
 * @error: return location for an error
 *
 * Opens library, session and model. A model that was named is remembered with the next step.
 *
 * Returns: whether it worked; @opened is to be cleared in any case
 */
gboolean
dg_cli_session_open (DgCliSession *opened, DgCli *self, const char *id, DgCliModelNeed need, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;
  const DgDraft *draft;

  opened->library = dg_cli_open_library (self, error);
  if (opened->library == NULL)
    return FALSE;
  dg_session_open_async (opened->library, id, self->cancellable, dg_cli_store_result_cb, &result);
  opened->session = dg_session_open_finish (dg_cli_wait (&result), error);
  if (opened->session == NULL)
    return FALSE;
  if (need == DG_CLI_MODEL_OPTIONAL && self->provider == NULL && self->model == NULL)
    return TRUE;

  draft = dg_session_get_draft (opened->session);
  opened->model = dg_cli_open_model (self, draft->provider, draft->model, error);
  if (opened->model == NULL)
    return FALSE;
  dg_session_set_model (opened->session, opened->model);

  return TRUE;
}

/**
 * dg_cli_session_clear:
 * @opened: what is open
 */
void
dg_cli_session_clear (DgCliSession *opened)
{
  g_clear_object (&opened->session);
  g_clear_object (&opened->model);
  g_clear_object (&opened->library);
}

/**
 * dg_cli_session_wait:
 * @opened: what is open
 * @slot: where dg_cli_store_result_cb() keeps the result of a step; empty again afterwards
 * @error: return location for an error
 *
 * Returns: whether the step was taken
 */
gboolean
dg_cli_session_wait (DgCliSession *opened, GAsyncResult **slot, GError **error)
{
  gboolean done = dg_session_step_finish (opened->session, dg_cli_wait (slot), error);

  g_clear_object (slot);

  return done;
}

/* --- arguments --- */

/**
 * dg_cli_split_assignment:
 * @option: the option, for messages
 * @text: what was given
 * @name: (out) (transfer full): what stands before the `=`
 * @value: (out) (transfer none): what stands behind it
 * @error: return location for an error
 *
 * Returns: whether @text is of the form NAME=VALUE
 */
gboolean
dg_cli_split_assignment (const char *option, const char *text, char **name, const char **value, GError **error)
{
  const char *equals = strchr (text, '=');

  if (equals == NULL || equals == text)
    {
      g_propagate_error (error, dg_cli_new_usage_error (_ ("%s wants NAME=TEXT, not “%s”"), option, text));
      return FALSE;
    }
  if (!g_utf8_validate (text, -1, NULL))
    {
      g_propagate_error (error, dg_cli_new_usage_error (_ ("%s: the text is not UTF-8"), option));
      return FALSE;
    }

  *name = g_strndup (text, (gsize) (equals - text));
  *value = equals + 1;

  return TRUE;
}

/**
 * dg_cli_parse_card:
 * @option: the option, for messages
 * @text: what was given
 * @card: (out): which card
 * @error: return location for an error
 *
 * Returns: whether @text is the id of a card
 */
gboolean
dg_cli_parse_card (const char *option, const char *text, guint *card, GError **error)
{
  gint64 number;

  if (!dg_cli_parse_number (option, text, 1, DG_N_SAMPLES, &number, error))
    return FALSE;
  *card = (guint) number;

  return TRUE;
}

/**
 * dg_cli_read_text:
 * @path: a file
 * @most: how many bytes it may have
 * @error: return location for an error
 *
 * Returns: (transfer full) (nullable): the text of the file, without a byte order mark
 */
char *
dg_cli_read_text (const char *path, gsize most, GError **error)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GError) local_error = NULL;
  g_autoptr (GFileInputStream) stream = g_file_read (file, NULL, &local_error);
  g_autofree char *buffer = g_malloc (most + 2);
  gsize length = 0;

  if (stream == NULL ||
      !g_input_stream_read_all (G_INPUT_STREAM (stream), buffer, most + 1, &length, NULL, &local_error))
    {
      g_propagate_error (error, dg_cli_new_usage_error (_ ("“%s” cannot be read: %s"), path, local_error->message));
      return NULL;
    }
  if (length > most)
    g_propagate_error (error,
                       dg_cli_new_usage_error (_ ("“%s” has more than %zu bytes, which is too much"), path, most));
  else if (!g_utf8_validate_len (buffer, length, NULL))
    g_propagate_error (error, dg_cli_new_usage_error (_ ("“%s” is not UTF-8 text"), path));
  else
    {
      gboolean has_mark = length >= 3 && memcmp (buffer, "\xef\xbb\xbf", 3) == 0;

      return g_strndup (buffer + (has_mark ? 3 : 0), length - (has_mark ? 3 : 0));
    }

  return NULL;
}

/* --- showing --- */

/**
 * dg_cli_set_json:
 * @builder: an open object
 * @name: a member's name
 * @text: JSON text that the program wrote itself
 */
void
dg_cli_set_json (JsonBuilder *builder, const char *name, const char *text)
{
  JsonNode *node = json_from_string (text, NULL);

  json_builder_set_member_name (builder, name);
  /* what one JSON parser wrote, another may find too deep */
  if (node != NULL)
    json_builder_add_value (builder, node);
  else
    json_builder_add_null_value (builder);
}

/**
 * dg_cli_add_checklist:
 * @builder: an open object
 * @draft: a session
 * @checklist: its requirements
 *
 * Adds the members `checklist`, `complete` and `missing`.
 */
void
dg_cli_add_checklist (JsonBuilder *builder, const DgDraft *draft, DgChecklist *checklist)
{
  g_autofree char *json = dg_checklist_to_json (checklist);
  g_auto (GStrv) missing = dg_checklist_dup_missing (checklist);

  dg_cli_set_json (builder, "checklist", json);
  json_builder_set_member_name (builder, "complete");
  json_builder_add_boolean_value (builder, draft->confirmed && *missing == NULL);
  json_builder_set_member_name (builder, "missing");
  json_builder_begin_array (builder);
  for (guint i = 0; missing[i] != NULL; i++)
    json_builder_add_string_value (builder, missing[i]);
  json_builder_end_array (builder);
}

static void
print_part (DgChecklist *checklist, DgItem item, guint part)
{
  const DgPartInfo *info = &dg_item_get_info (item)->parts[part];
  const char *value = dg_checklist_get_value (checklist, item, part);
  const char *conflict = dg_checklist_get_conflict (checklist, item, part);
  g_auto (GStrv) points = dg_checklist_dup_points (checklist, item, part);

  if (value == NULL && info->optional)
    return;
  if (value == NULL)
    printf ("    %s: –\n", _ (info->title));
  else if (g_str_equal (value, DG_LEFT_TO_MODEL))
    printf (_ ("    %s: left to the model\n"), _ (info->title));
  else if (g_strv_length (points) == 1)
    printf ("    %s: %s\n", _ (info->title), points[0]);
  else
    {
      printf ("    %s:\n", _ (info->title));
      for (guint i = 0; points[i] != NULL; i++)
        printf ("      • %s\n", points[i]);
    }
  if (conflict != NULL)
    printf (_ ("      or, as was said later: %s?\n"), conflict);
}

/**
 * dg_cli_print_checklist:
 * @draft: a session
 * @checklist: its requirements
 *
 * Prints the checklist for people.
 */
void
dg_cli_print_checklist (const DgDraft *draft, DgChecklist *checklist)
{
  static const char *const marks[] = { "[ ]", "[~]", "[x]" };
  g_auto (GStrv) missing = dg_checklist_dup_missing (checklist);

  for (guint item = 0; item < DG_N_ITEMS; item++)
    {
      const DgItemInfo *info = dg_item_get_info (item);

      printf ("%s %s\n", marks[dg_checklist_get_state (checklist, item)], _ (info->title));
      for (guint part = 0; part < info->n_parts; part++)
        print_part (checklist, item, part);
    }
  if (*missing != NULL)
    {
      g_autofree char *names = g_strjoinv (", ", missing);

      g_printerr (_ ("Missing: %s\n"), names);
    }
  else if (!draft->confirmed)
    g_printerr (
        _ ("Nothing is missing. If this is what you want, confirm it: dataset-gen-cli checklist %s --confirm\n"),
        draft->id);
}

/**
 * dg_cli_add_rules:
 * @builder: an open object
 * @draft: a session
 *
 * Adds the member `rules`.
 */
void
dg_cli_add_rules (JsonBuilder *builder, const DgDraft *draft)
{
  json_builder_set_member_name (builder, "rules");
  json_builder_begin_array (builder);
  for (guint i = 0; i < draft->rules->len; i++)
    {
      const DgRule *rule = g_ptr_array_index (draft->rules, i);

      json_builder_begin_object (builder);
      dg_cli_set_int (builder, "id", rule->id);
      dg_cli_set_string (builder, "kind", dg_rule_kind_get_id (rule->kind));
      dg_cli_set_string (builder, "about", dg_column_get_id (rule->column));
      dg_cli_set_string (builder, "text", rule->text);
      dg_cli_set_string (builder, "applies_to", rule->applies_to);
      dg_cli_set_int (builder, "share", rule->share);
      dg_cli_set_string (builder, "check", dg_check_get_id (rule->check));
      dg_cli_set_string (builder, "check_value", rule->check_value);
      json_builder_set_member_name (builder, "notes");
      json_builder_begin_array (builder);
      for (guint n = 0; n < rule->notes->len; n++)
        json_builder_add_int_value (builder, g_array_index (rule->notes, guint, n));
      json_builder_end_array (builder);
      json_builder_set_member_name (builder, "on");
      json_builder_add_boolean_value (builder, rule->on);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
}

/**
 * dg_cli_print_rules:
 * @draft: a session
 *
 * Prints the rules for people.
 */
void
dg_cli_print_rules (const DgDraft *draft)
{
  for (guint i = 0; i < draft->rules->len; i++)
    {
      const DgRule *rule = g_ptr_array_index (draft->rules, i);

      printf ("%3u  %s  %-17s  %-6s  %s", rule->id, rule->on ? _ ("on ") : _ ("off"), dg_rule_kind_get_id (rule->kind),
              dg_column_get_id (rule->column), rule->text);
      if (rule->applies_to != NULL)
        printf (_ (" (for %s)"), rule->applies_to);
      if (rule->share < 100)
        printf (_ (" (in %u of 100 records)"), rule->share);
      printf ("\n");
    }
}

static void
add_problems (JsonBuilder *builder, const DgSample *sample)
{
  g_auto (GStrv) problems = g_strsplit (sample->problems, "\n", -1);

  json_builder_set_member_name (builder, "problems");
  json_builder_begin_array (builder);
  for (guint i = 0; problems[i] != NULL; i++)
    if (*problems[i] != '\0')
      json_builder_add_string_value (builder, problems[i]);
  json_builder_end_array (builder);
}

/**
 * dg_cli_add_samples:
 * @builder: an open object
 * @draft: a session
 *
 * Adds the members `round` and `samples` of the latest round.
 */
void
dg_cli_add_samples (JsonBuilder *builder, const DgDraft *draft)
{
  guint round = dg_draft_get_round (draft);

  dg_cli_set_int (builder, "round", round);
  json_builder_set_member_name (builder, "samples");
  json_builder_begin_array (builder);
  for (guint card = 1; card <= DG_N_SAMPLES; card++)
    {
      const DgSample *sample = dg_draft_find_sample (draft, round, card);
      g_autofree char *id = g_strdup_printf ("%u", card);

      if (sample == NULL)
        continue;
      json_builder_begin_object (builder);
      dg_cli_set_string (builder, "id", id);
      dg_cli_set_string (builder, "input", sample->input);
      dg_cli_set_string (builder, "answer", sample->answer);
      dg_cli_set_string (builder, "state", dg_sample_state_get_id (sample->state));
      add_problems (builder, sample);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
}

/**
 * dg_cli_print_samples:
 * @draft: a session
 *
 * Prints the cards of the latest round for people.
 */
void
dg_cli_print_samples (const DgDraft *draft)
{
  guint round = dg_draft_get_round (draft);

  for (guint card = 1; card <= DG_N_SAMPLES; card++)
    {
      const DgSample *sample = dg_draft_find_sample (draft, round, card);

      if (sample == NULL)
        continue;
      printf (_ ("── %u · round %u · %s\n%s\n→ %s\n"), card, round, dg_sample_state_get_id (sample->state),
              sample->input, sample->answer);
      if (*sample->problems != '\0')
        printf (_ ("Problems: %s\n"), sample->problems);
      printf ("\n");
    }
}

/**
 * dg_cli_print_question:
 * @session: a session
 *
 * Tells on standard error what the last step left open, if anything.
 */
void
dg_cli_print_question (DgSession *session)
{
  if (dg_session_get_question (session) != NULL)
    g_printerr ("%s\n", dg_session_get_question (session));
}
