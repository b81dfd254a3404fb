/* dg-serve-requirements.c: the endpoints start, analyze-prompt and conversation
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "dg-library-prompts.h"
#include "dg-serve.h"

#define MAX_PROMPT_BYTES (256 * 1024)

static void
answer_checklist (DgServeCall *call, guint status)
{
  const DgDraft *draft = dg_session_get_draft (call->session);
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  json_builder_begin_object (builder);
  dg_cli_set_string (builder, "session", draft->id);
  dg_cli_add_checklist (builder, draft, dg_session_get_checklist (call->session));
  json_builder_end_object (builder);
  dg_serve_call_answer (call, status, builder);
}

/* --- the prompt of a request --- */

static DgPrompt *
read_prompt (DgJsonValue value, GError **error)
{
  static const char *const members[] = { "system", "user", NULL };
  g_autofree char *system = NULL;
  g_autofree char *user = NULL;

  if (!dg_serve_fields_check (value, "prompt", members, error) ||
      !dg_serve_fields_get_string (value, "system", &system, error) ||
      !dg_serve_fields_get_string (value, "user", &user, error))
    return NULL;
  if ((system != NULL ? strlen (system) : 0) + (user != NULL ? strlen (user) : 0) > MAX_PROMPT_BYTES)
    {
      g_set_error (error, DG_SERVE_ERROR, DG_SERVE_ERROR_VALUE, _ ("prompt has more than %d bytes, which is too much"),
                   MAX_PROMPT_BYTES);
      return NULL;
    }

  return dg_prompt_new ("", system, user);
}

static void
load_prompt_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  DgServeCall *call = data;
  GError *error = NULL;

  call->work = dg_library_load_prompt_finish (call->serve->library, result, &error);
  if (call->work == NULL)
    dg_serve_call_fail (call, error);
  else
    call->next (call);
}

/* The prompt becomes the call's work; without one, and without an error, that stays empty. */
static void
take_prompt (DgServeCall *call, DgServeFunc next)
{
  g_autofree char *id = NULL;
  GError *error = NULL;
  DgJsonValue value;
  gboolean has_text = dg_serve_fields_find (call->body, "prompt", &value);

  call->next = next;
  call->free_work = (GDestroyNotify) dg_prompt_free;
  if (dg_serve_fields_get_string (call->body, "prompt_id", &id, &error) && id != NULL && has_text)
    g_set_error_literal (&error, DG_SERVE_ERROR, DG_SERVE_ERROR_VALUE, _ ("Give prompt_id or prompt, not both"));
  else if (error == NULL && has_text)
    call->work = read_prompt (value, &error);

  if (error != NULL)
    dg_serve_call_fail (call, error);
  else if (id != NULL)
    dg_library_load_prompt_async (call->serve->library, id, dg_serve_get_cancellable (call), load_prompt_cb, call);
  else
    next (call);
}

/* --- start --- */

static void
created_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  DgServeCall *call = data;
  GError *error = NULL;

  call->session = dg_session_open_finish (result, &error);
  if (call->session == NULL)
    dg_serve_call_fail (call, error);
  else
    answer_checklist (call, SOUP_STATUS_CREATED);
}

/* Whoever is named is remembered. */
static gboolean
fill_draft (DgServeCall *call, DgDraft *draft, GError **error)
{
  const DgCli *cli = call->serve->cli;
  g_autofree char *wanted = NULL;

  draft->name = g_strdup ("");
  draft->prompt = call->work != NULL ? dg_prompt_copy (call->work) : NULL;
  draft->step = draft->prompt != NULL ? DG_STEP_PROMPT : DG_STEP_ENTRY;
  if (!dg_serve_fields_get_string (call->body, "model", &wanted, error))
    return FALSE;
  if (wanted == NULL && cli->provider == NULL && cli->model == NULL)
    return TRUE;
  call->model = dg_serve_open_model (call->serve, NULL, wanted, error);
  if (call->model == NULL)
    return FALSE;
  draft->provider = g_strdup (dg_model_get_provider (call->model));
  draft->model = g_strdup (dg_model_get_id (call->model));

  return TRUE;
}

static void
start_with_prompt (DgServeCall *call)
{
  g_autoptr (DgDraft) draft = dg_draft_new ();
  GError *error = NULL;

  if (fill_draft (call, draft, &error))
    dg_session_create_async (call->serve->library, draft, dg_serve_get_cancellable (call), created_cb, call);
  else
    dg_serve_call_fail (call, error);
}

/**
 * dg_serve_start:
 * @call: (transfer full): a request
 *
 * `start`: a new session.
 */
void
dg_serve_start (DgServeCall *call)
{
  static const char *const members[] = { "prompt_id", "prompt", "model", NULL };
  GError *error = NULL;

  if (dg_serve_fields_check (call->body, _ ("this request"), members, &error))
    take_prompt (call, start_with_prompt);
  else
    dg_serve_call_fail (call, error);
}

/* --- analyze-prompt --- */

static void
answer_analysis (DgServeCall *call)
{
  answer_checklist (call, SOUP_STATUS_OK);
}

static void
analyze (DgServeCall *call)
{
  call->next = answer_analysis;
  dg_session_analyze_prompt_async (call->session, call->work, dg_serve_get_cancellable (call), dg_serve_call_step_cb,
                                   call);
}

static void
open_for_analysis (DgServeCall *call)
{
  dg_serve_call_open_session (call, DG_CLI_MODEL_NEEDED, analyze);
}

/**
 * dg_serve_analyze_prompt:
 * @call: (transfer full): a request
 *
 * `analyze-prompt`: the prompt proposes requirements.
 */
void
dg_serve_analyze_prompt (DgServeCall *call)
{
  static const char *const members[] = { "session", "prompt_id", "prompt", "model", NULL };
  GError *error = NULL;

  if (dg_serve_fields_check (call->body, _ ("this request"), members, &error))
    take_prompt (call, open_for_analysis);
  else
    dg_serve_call_fail (call, error);
}

/* --- conversation --- */

typedef struct
{
  char *message;    /* (owned) (nullable) */
  GArray *changes;  /* (owned) (element-type DgPartChange) */
  GPtrArray *texts; /* (owned) (element-type utf8): of @changes */
  gboolean confirm;
} Turn;

static void
free_turn (Turn *turn)
{
  g_free (turn->message);
  g_array_unref (turn->changes);
  g_ptr_array_unref (turn->texts);
  g_free (turn);
}

static gboolean
add_change (Turn *turn, const char *name, DgJsonValue value, GError **error)
{
  DgPartChange change;

  if (!dg_checklist_find_part (name, &change.item, &change.part))
    {
      g_set_error (error, DG_SERVE_ERROR, DG_SERVE_ERROR_VALUE,
                   _ ("checklist: “%s” is not an item of the checklist, nor a part such as edge_cases.adversarial"),
                   name);
      return FALSE;
    }
  if (dg_json_value_get_value_type (value) != DG_JSON_STRING)
    {
      g_set_error (error, DG_SERVE_ERROR, DG_SERVE_ERROR_VALUE, _ ("checklist: %s must be a string"), name);
      return FALSE;
    }
  change.value = dg_json_value_dup_string (value);
  g_ptr_array_add (turn->texts, (gpointer) change.value);
  g_array_append_val (turn->changes, change);

  return TRUE;
}

/* `{"task": TEXT, "edge_cases.adversarial": TEXT, "task": {"goal": TEXT}}`, and an item as answers show it. */
static gboolean
add_item (Turn *turn, const char *item, DgJsonValue value, GError **error)
{
  DgJsonIter iter;
  DgJsonValue parts = value;
  DgJsonValue text;
  char *key;

  if (dg_json_value_get_value_type (value) != DG_JSON_OBJECT)
    return add_change (turn, item, value, error);

  dg_json_object_lookup (value, "parts", &parts);
  dg_json_iter_init (&iter, parts);
  while (dg_json_iter_next (&iter, &key, &value))
    {
      g_autofree char *part = key;
      g_autofree char *name = g_strdup_printf ("%s.%s", item, part);

      text = value;
      if (dg_json_value_get_value_type (value) == DG_JSON_OBJECT)
        dg_json_object_lookup (value, "value", &text);
      if (!add_change (turn, name, text, error))
        return FALSE;
    }

  return TRUE;
}

static gboolean
read_changes (Turn *turn, DgJsonValue checklist, GError **error)
{
  DgJsonIter iter;
  DgJsonValue value;
  char *key;

  if (dg_json_value_get_value_type (checklist) != DG_JSON_OBJECT)
    {
      g_set_error_literal (error, DG_SERVE_ERROR, DG_SERVE_ERROR_VALUE, _ ("checklist must be an object"));
      return FALSE;
    }

  dg_json_iter_init (&iter, checklist);
  while (dg_json_iter_next (&iter, &key, &value))
    {
      g_autofree char *item = key;

      if (!add_item (turn, item, value, error))
        return FALSE;
    }

  return TRUE;
}

static gboolean
read_turn (DgServeCall *call, Turn *turn, GError **error)
{
  static const char *const members[] = { "session", "message", "checklist", "confirm", "model", NULL };
  DgJsonValue checklist;

  return dg_serve_fields_check (call->body, _ ("this request"), members, error) &&
         dg_serve_fields_get_string (call->body, "message", &turn->message, error) &&
         dg_serve_fields_get_boolean (call->body, "confirm", &turn->confirm, error) &&
         (!dg_serve_fields_find (call->body, "checklist", &checklist) || read_changes (turn, checklist, error));
}

/* What the model said last, with its suggestions; null when nothing was said yet. */
static void
answer_turn (DgServeCall *call)
{
  const DgDraft *draft = dg_session_get_draft (call->session);
  const DgMessage *message =
      draft->messages->len > 0 ? g_ptr_array_index (draft->messages, draft->messages->len - 1) : NULL;
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  json_builder_begin_object (builder);
  dg_cli_set_string (builder, "session", draft->id);
  dg_cli_set_string (builder, "reply", message != NULL ? message->text : NULL);
  json_builder_set_member_name (builder, "suggestions");
  json_builder_begin_array (builder);
  for (guint i = 0; message != NULL && message->suggestions != NULL && message->suggestions[i] != NULL; i++)
    json_builder_add_string_value (builder, message->suggestions[i]);
  json_builder_end_array (builder);
  dg_cli_add_checklist (builder, draft, dg_session_get_checklist (call->session));
  json_builder_end_object (builder);
  dg_serve_call_answer (call, SOUP_STATUS_OK, builder);
}

static void
confirm_after_turn (DgServeCall *call)
{
  call->next = answer_turn;
  dg_session_set_parts_async (call->session, NULL, 0, TRUE, dg_serve_get_cancellable (call), dg_serve_call_step_cb,
                              call);
}

/* By hand first, so that the model knows; what is confirmed is what came of both. */
static void
take_turn (DgServeCall *call)
{
  const Turn *turn = call->work;

  call->next = turn->confirm ? confirm_after_turn : answer_turn;
  dg_session_converse_async (call->session, turn->message, dg_serve_get_cancellable (call), dg_serve_call_step_cb,
                             call);
}

static void
set_parts (DgServeCall *call)
{
  const Turn *turn = call->work;
  gboolean last = turn->message == NULL;

  call->next = last ? answer_turn : take_turn;
  dg_session_set_parts_async (call->session, (const DgPartChange *) (gpointer) turn->changes->data, turn->changes->len,
                              last && turn->confirm, dg_serve_get_cancellable (call), dg_serve_call_step_cb, call);
}

/**
 * dg_serve_conversation:
 * @call: (transfer full): a request
 *
 * `conversation`: one turn, items set by hand, the confirmation. With nothing of these it is the opening.
 */
void
dg_serve_conversation (DgServeCall *call)
{
  Turn *turn = g_new0 (Turn, 1);
  GError *error = NULL;

  turn->changes = g_array_new (FALSE, FALSE, sizeof (DgPartChange));
  turn->texts = g_ptr_array_new_with_free_func (g_free);
  call->work = turn;
  call->free_work = (GDestroyNotify) free_turn;
  if (!read_turn (call, turn, &error))
    {
      dg_serve_call_fail (call, error);
      return;
    }

  dg_serve_call_open_session (call, turn->message != NULL ? DG_CLI_MODEL_NEEDED : DG_CLI_MODEL_OPTIONAL,
                              turn->changes->len > 0 || (turn->confirm && turn->message == NULL) ? set_parts
                                                                                                 : take_turn);
}
