/* dg-cli-conversation.c: `analyze-prompt` and `conversation`
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <gio/gunixinputstream.h>
#include <glib/gi18n.h>
#include <stdio.h>
#include <unistd.h>

#include "dg-cli-session.h"

#define MAX_PROMPT_BYTES (256 * 1024)

/* --- analyze-prompt --- */

static DgPrompt *
read_prompt (DgCli *self, DgLibrary *library, const char *id, const char *path, GError **error)
{
  g_autofree char *text = NULL;
  g_autofree char *name = NULL;

  if (id != NULL)
    return dg_cli_load_prompt (self, library, id, error);

  text = dg_cli_read_text (path, MAX_PROMPT_BYTES, error);
  name = g_path_get_basename (path);

  return text != NULL ? dg_prompt_new (name, NULL, text) : NULL;
}

/**
 * dg_cli_run_analyze_prompt:
 * @self: the call
 * @argc: count of @argv
 * @argv: the command and its arguments
 * @error: return location for an error
 *
 * `analyze-prompt SESSION`: step 2.
 *
 * Returns: the exit code
 */
DgExit
dg_cli_run_analyze_prompt (DgCli *self, int argc, char **argv, GError **error)
{
  g_auto (DgCliSession) opened = { 0 };
  g_autofree char *id = NULL;
  g_autofree char *path = NULL;
  g_autoptr (DgPrompt) prompt = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  const GOptionEntry entries[] = {
    { "prompt", 0, 0, G_OPTION_ARG_STRING, &id, N_ ("A prompt of the library; default: that of the session"),
      N_ ("ID") },
    { "prompt-file", 0, 0, G_OPTION_ARG_FILENAME, &path, N_ ("A user prompt"), N_ ("FILE") },
    G_OPTION_ENTRY_NULL,
  };

  if (!dg_cli_parse (self, entries, _ ("SESSION – have the prompt analysed"), 1, 1, &argc, &argv, error))
    return DG_EXIT_USAGE;
  if (!dg_cli_session_open (&opened, self, argv[1], DG_CLI_MODEL_NEEDED, error))
    return dg_cli_get_exit (*error);
  if (id != NULL || path != NULL)
    {
      prompt = read_prompt (self, opened.library, id, path, error);
      if (prompt == NULL)
        return dg_cli_get_exit (*error);
    }

  dg_session_analyze_prompt_async (opened.session, prompt, self->cancellable, dg_cli_store_result_cb, &result);
  if (!dg_cli_session_wait (&opened, &result, error))
    return dg_cli_get_exit (*error);
  dg_cli_show_checklist (self, &opened);

  return DG_EXIT_DONE;
}

/* --- conversation --- */

static const DgMessage *
get_last_message (DgCliSession *opened)
{
  GPtrArray *messages = dg_session_get_draft (opened->session)->messages;

  return g_ptr_array_index (messages, messages->len - 1);
}

static void
print_turn_json (DgCliSession *opened)
{
  const DgDraft *draft = dg_session_get_draft (opened->session);
  const DgMessage *message = get_last_message (opened);
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  json_builder_begin_object (builder);
  dg_cli_set_string (builder, "session", draft->id);
  dg_cli_set_string (builder, "reply", message->text);
  json_builder_set_member_name (builder, "suggestions");
  json_builder_begin_array (builder);
  for (guint i = 0; message->suggestions != NULL && message->suggestions[i] != NULL; i++)
    json_builder_add_string_value (builder, message->suggestions[i]);
  json_builder_end_array (builder);
  dg_cli_add_checklist (builder, draft, dg_session_get_checklist (opened->session));
  json_builder_end_object (builder);
  dg_cli_print_json (builder);
}

static void
print_turn_text (DgCliSession *opened)
{
  const DgMessage *message = get_last_message (opened);

  printf ("%s\n", message->text);
  for (guint i = 0; message->suggestions != NULL && message->suggestions[i] != NULL; i++)
    printf ("  • %s\n", message->suggestions[i]);
}

static gboolean
take_turn (DgCli *self, DgCliSession *opened, const char *text, gboolean instead, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  if (instead)
    dg_session_resend_async (opened->session, text, self->cancellable, dg_cli_store_result_cb, &result);
  else
    dg_session_converse_async (opened->session, text, self->cancellable, dg_cli_store_result_cb, &result);

  return dg_cli_session_wait (opened, &result, error);
}

/* Through the main loop, so that Ctrl-C is heard at the prompt too. Returns %NULL at the end of the input. */
static char *
read_line (DgCli *self, GDataInputStream *input, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  g_printerr ("> ");
  g_data_input_stream_read_line_async (input, G_PRIORITY_DEFAULT, self->cancellable, dg_cli_store_result_cb, &result);

  return g_data_input_stream_read_line_finish (input, dg_cli_wait (&result), NULL, error);
}

/* A line at a time, until the requirements are confirmed or the person has enough. */
static gboolean
hold_dialogue (DgCli *self, DgCliSession *opened, GError **error)
{
  g_autoptr (GInputStream) terminal = g_unix_input_stream_new (STDIN_FILENO, FALSE);
  g_autoptr (GDataInputStream) input = g_data_input_stream_new (terminal);
  g_autoptr (GError) local_error = NULL;

  g_printerr (_ ("An empty line ends the conversation; it can be gone on with later.\n"));
  while (local_error == NULL && !dg_session_is_complete (opened->session))
    {
      g_autofree char *line = read_line (self, input, &local_error);

      if (line == NULL || *g_strstrip (line) == '\0')
        break;
      if (!g_utf8_validate (line, -1, NULL))
        g_printerr (_ ("That is not UTF-8 text; please write it again.\n"));
      else if (take_turn (self, opened, line, FALSE, &local_error))
        print_turn_text (opened);
    }
  if (local_error == NULL)
    return TRUE;

  g_propagate_error (error, g_steal_pointer (&local_error));

  return FALSE;
}

/**
 * dg_cli_run_conversation:
 * @self: the call
 * @argc: count of @argv
 * @argv: the command and its arguments
 * @error: return location for an error
 *
 * `conversation SESSION [MESSAGE] [--instead]`: step 3, one turn; or a dialogue on a terminal.
 *
 * Returns: the exit code
 */
DgExit
dg_cli_run_conversation (DgCli *self, int argc, char **argv, GError **error)
{
  g_auto (DgCliSession) opened = { 0 };
  gboolean dialogue;
  gboolean instead = FALSE;
  const GOptionEntry entries[] = {
    { "instead", 0, 0, G_OPTION_ARG_NONE, &instead,
      N_ ("Say this instead of your last message, which is taken back with what it put into the checklist"), NULL },
    G_OPTION_ENTRY_NULL,
  };

  if (!dg_cli_parse (self, entries, _ ("SESSION [MESSAGE] – one turn of the conversation"), 1, 2, &argc, &argv, error))
    return DG_EXIT_USAGE;
  if (argc == 2 && instead)
    {
      g_propagate_error (error, dg_cli_new_usage_error (_ ("--instead needs a MESSAGE to say instead")));
      return DG_EXIT_USAGE;
    }
  if (argc > 2 && !g_utf8_validate (argv[2], -1, NULL))
    {
      g_propagate_error (error, dg_cli_new_usage_error (_ ("The message is not UTF-8 text")));
      return DG_EXIT_USAGE;
    }

  dialogue = argc == 2 && !self->json && isatty (STDIN_FILENO) && isatty (STDOUT_FILENO);
  if (!dg_cli_session_open (&opened, self, argv[1], argc > 2 || dialogue ? DG_CLI_MODEL_NEEDED : DG_CLI_MODEL_OPTIONAL,
                            error) ||
      !take_turn (self, &opened, argc > 2 ? argv[2] : NULL, instead, error))
    return dg_cli_get_exit (*error);

  if (self->json)
    print_turn_json (&opened);
  else
    print_turn_text (&opened);
  if (dialogue && !hold_dialogue (self, &opened, error))
    return dg_cli_get_exit (*error);

  return DG_EXIT_DONE;
}
