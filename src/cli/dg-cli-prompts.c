/* dg-cli-prompts.c: `prompts` and `prompt`
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gi18n.h>
#include <stdio.h>

#include "dg-cli-session.h"
#include "dg-library-prompts.h"

#define MAX_PROMPT_BYTES (256 * 1024)

static void
add_prompt (JsonBuilder *builder, const DgPrompt *prompt)
{
  g_auto (GStrv) placeholders = dg_prompt_dup_placeholders (prompt);

  dg_cli_set_string (builder, "prompt", prompt->id);
  dg_cli_set_string (builder, "name", prompt->name);
  dg_cli_set_string (builder, "system", prompt->system);
  dg_cli_set_string (builder, "user", prompt->user);
  json_builder_set_member_name (builder, "placeholders");
  json_builder_begin_array (builder);
  for (guint i = 0; placeholders[i] != NULL; i++)
    json_builder_add_string_value (builder, placeholders[i]);
  json_builder_end_array (builder);
}

static void
print_prompt (DgCli *self, const DgPrompt *prompt, gboolean whole)
{
  g_autoptr (JsonBuilder) builder = NULL;

  if (!self->json)
    {
      printf ("%s  %s\n", prompt->id, prompt->name);
      if (whole && *prompt->system != '\0')
        printf (_ ("\n── System prompt\n%s\n"), prompt->system);
      if (whole && *prompt->user != '\0')
        printf (_ ("\n── User prompt\n%s\n"), prompt->user);
      return;
    }

  builder = json_builder_new ();
  json_builder_begin_object (builder);
  add_prompt (builder, prompt);
  json_builder_end_object (builder);
  dg_cli_print_json (builder);
}

/**
 * dg_cli_run_prompts:
 * @self: the call
 * @argc: count of @argv
 * @argv: the command and its arguments
 * @error: return location for an error
 *
 * `prompts`: the prompts of the library.
 *
 * Returns: the exit code
 */
DgExit
dg_cli_run_prompts (DgCli *self, int argc, char **argv, GError **error)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autoptr (DgLibrary) library = NULL;
  g_autoptr (GPtrArray) prompts = NULL;
  g_autoptr (GAsyncResult) result = NULL;

  if (!dg_cli_parse (self, NULL, _ ("– list the prompts of the library"), 0, 0, &argc, &argv, error))
    return DG_EXIT_USAGE;
  library = dg_cli_open_library (self, error);
  if (library == NULL)
    return dg_cli_get_exit (*error);
  dg_library_list_prompts_async (library, self->cancellable, dg_cli_store_result_cb, &result);
  prompts = dg_library_list_prompts_finish (library, dg_cli_wait (&result), error);
  if (prompts == NULL)
    return dg_cli_get_exit (*error);

  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "prompts");
  json_builder_begin_array (builder);
  for (guint i = 0; i < prompts->len; i++)
    {
      json_builder_begin_object (builder);
      add_prompt (builder, g_ptr_array_index (prompts, i));
      json_builder_end_object (builder);
      if (!self->json)
        print_prompt (self, g_ptr_array_index (prompts, i), FALSE);
    }
  json_builder_end_array (builder);
  json_builder_end_object (builder);
  if (self->json)
    dg_cli_print_json (builder);

  return DG_EXIT_DONE;
}

/* --- prompt --- */

typedef struct
{
  char *name;   /* (owned) (nullable) */
  char *system; /* (owned) (nullable): a file */
  char *user;   /* (owned) (nullable): a file */
} PromptOptions;

static void
clear_options (PromptOptions *options)
{
  g_free (options->name);
  g_free (options->system);
  g_free (options->user);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (PromptOptions, clear_options)

static gboolean
read_into (const char *path, char **text, GError **error)
{
  char *read;

  if (path == NULL)
    return TRUE;
  read = dg_cli_read_text (path, MAX_PROMPT_BYTES, error);
  if (read == NULL)
    return FALSE;
  g_free (*text);
  *text = read;

  return TRUE;
}

/* Saves the prompt and shows it as the library has it. */
static DgExit
save_prompt (DgCli *self, DgLibrary *library, DgPrompt *prompt, const PromptOptions *options, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  if (!read_into (options->system, &prompt->system, error) || !read_into (options->user, &prompt->user, error))
    return DG_EXIT_USAGE;
  if (*prompt->system == '\0' && *prompt->user == '\0')
    {
      g_propagate_error (error, dg_cli_new_usage_error (_ ("A prompt has a system prompt or a user prompt: give "
                                                           "--system-file or --user-file")));
      return DG_EXIT_USAGE;
    }
  if (options->name != NULL)
    {
      g_free (prompt->name);
      prompt->name = g_strdup (options->name);
    }

  dg_library_save_prompt_async (library, prompt, self->cancellable, dg_cli_store_result_cb, &result);
  g_free (prompt->id);
  prompt->id = dg_library_save_prompt_finish (library, dg_cli_wait (&result), error);
  if (prompt->id == NULL)
    return dg_cli_get_exit (*error);
  print_prompt (self, prompt, FALSE);

  return DG_EXIT_DONE;
}

static DgExit
add (DgCli *self, DgLibrary *library, const char *name, const PromptOptions *options, GError **error)
{
  g_autoptr (DgPrompt) prompt = dg_prompt_new (name, NULL, NULL);

  return save_prompt (self, library, prompt, options, error);
}

static DgExit
edit (DgCli *self, DgLibrary *library, const char *id, const PromptOptions *options, GError **error)
{
  g_autoptr (DgPrompt) prompt = dg_cli_load_prompt (self, library, id, error);

  if (prompt == NULL)
    return dg_cli_get_exit (*error);

  return save_prompt (self, library, prompt, options, error);
}

static DgExit
show (DgCli *self, DgLibrary *library, const char *id, const PromptOptions *options, GError **error)
{
  g_autoptr (DgPrompt) prompt = dg_cli_load_prompt (self, library, id, error);

  if (prompt == NULL)
    return dg_cli_get_exit (*error);
  print_prompt (self, prompt, TRUE);

  return DG_EXIT_DONE;
}

static DgExit
remove_prompt (DgCli *self, DgLibrary *library, const char *id, const PromptOptions *options, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (DgPrompt) prompt = NULL;

  dg_library_delete_prompt_async (library, id, self->cancellable, dg_cli_store_result_cb, &result);
  prompt = dg_library_delete_prompt_finish (library, dg_cli_wait (&result), error);
  if (prompt == NULL)
    return dg_cli_get_exit (*error);
  print_prompt (self, prompt, FALSE);

  return DG_EXIT_DONE;
}

static const struct
{
  const char *name;
  DgExit (*run) (DgCli *self, DgLibrary *library, const char *operand, const PromptOptions *options, GError **error);
} actions[] = { { "add", add }, { "show", show }, { "edit", edit }, { "delete", remove_prompt } };

/**
 * dg_cli_run_prompt:
 * @self: the call
 * @argc: count of @argv
 * @argv: the command and its arguments
 * @error: return location for an error
 *
 * `prompt add NAME`, `prompt show|edit|delete ID`: keeps prompts in the library.
 *
 * Returns: the exit code
 */
DgExit
dg_cli_run_prompt (DgCli *self, int argc, char **argv, GError **error)
{
  g_auto (PromptOptions) options = { 0 };
  g_autoptr (DgLibrary) library = NULL;
  const GOptionEntry entries[] = {
    { "name", 0, 0, G_OPTION_ARG_STRING, &options.name, N_ ("Another name, with edit"), N_ ("NAME") },
    { "system-file", 0, 0, G_OPTION_ARG_FILENAME, &options.system, N_ ("The system prompt"), N_ ("FILE") },
    { "user-file", 0, 0, G_OPTION_ARG_FILENAME, &options.user, N_ ("The user prompt"), N_ ("FILE") },
    G_OPTION_ENTRY_NULL,
  };

  if (!dg_cli_parse (self, entries, _ ("add NAME | show ID | edit ID | delete ID – prompts"), 2, 2, &argc, &argv,
                     error))
    return DG_EXIT_USAGE;
  for (guint i = 0; i < G_N_ELEMENTS (actions); i++)
    if (g_str_equal (argv[1], actions[i].name))
      {
        library = dg_cli_open_library (self, error);
        return library != NULL ? actions[i].run (self, library, argv[2], &options, error) : dg_cli_get_exit (*error);
      }

  g_propagate_error (error, dg_cli_new_usage_error (_ ("“%s” is not add, show, edit or delete"), argv[1]));

  return DG_EXIT_USAGE;
}
