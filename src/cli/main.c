/* main.c: dataset-gen-cli
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib-unix.h>
#include <glib/gi18n.h>
#include <locale.h>
#include <stdio.h>
#include <stdlib.h>

#include "dg-cli.h"

static const DgCliCommand commands[] = {
  { "start", "[--prompt ID | --prompt-file FILE]", N_ ("begin a new session"), dg_cli_run_start },
  { "analyze-prompt", "SESSION", N_ ("have the prompt propose requirements"), dg_cli_run_analyze_prompt },
  { "conversation", "SESSION [MESSAGE]", N_ ("one turn of the conversation"), dg_cli_run_conversation },
  { "checklist", "SESSION [ITEM=TEXT…] [--confirm]", N_ ("show, set and confirm the requirements"),
    dg_cli_run_checklist },
  { "generate-samples", "SESSION", N_ ("make five samples"), dg_cli_run_generate_samples },
  { "annotate", "SESSION [--note ID=TEXT]… [--iterate]", N_ ("annotate samples, and make the next round"),
    dg_cli_run_annotate },
  { "rules", "SESSION [--add TEXT]", N_ ("show and change the guidance rules"), dg_cli_run_rules },
  { "plan", "SESSION [--set FILE]", N_ ("what the records vary in"), dg_cli_run_plan },
  { "finalize", "SESSION --records N", N_ ("make the full dataset"), dg_cli_run_finalize },
  { "generate", "--requirements FILE --records N", N_ ("all of it in one go, from a requirements file"),
    dg_cli_run_generate },
  { "resume", "SESSION", N_ ("go on with an interrupted run"), dg_cli_run_resume },
  { "sessions", "", N_ ("list unfinished sessions, newest first"), dg_cli_run_sessions },
  { "session", "SESSION", N_ ("show a session"), dg_cli_run_session },
  { "discard", "SESSION", N_ ("drop an unfinished session"), dg_cli_run_discard },
  { "datasets", "[--deleted]", N_ ("list the datasets of the library"), dg_cli_run_datasets },
  { "dataset", "ID [--records]", N_ ("show a dataset, and search it"), dg_cli_run_dataset },
  { "validate", "ID|FILE", N_ ("check a dataset or a dataset file"), dg_cli_run_validate },
  { "health", "ID", N_ ("what a dataset is like: labels, lengths, coverage, duplicates"), dg_cli_run_health },
  { "rename", "ID NAME", N_ ("give a dataset another name"), dg_cli_run_rename },
  { "duplicate", "ID [--name NAME]", N_ ("make a second dataset like one that is there"), dg_cli_run_duplicate },
  { "record", "ID N [--approve]", N_ ("show, change and add a record"), dg_cli_run_record },
  { "extend", "ID --records N [--about TEXT]", N_ ("more records into a dataset"), dg_cli_run_extend },
  { "check", "ID", N_ ("answer every input blind, and flag what disagrees"), dg_cli_run_check },
  { "import", "FILE [--preview]", N_ ("bring a file into the library"), dg_cli_run_import },
  { "export", "ID --output PATH", N_ ("write a dataset to files, split or with a script"), dg_cli_run_export },
  { "delete", "ID", N_ ("delete a dataset; it can be restored for 30 days"), dg_cli_run_delete },
  { "restore", "ID", N_ ("bring back a dataset that was deleted"), dg_cli_run_restore },
  { "prompts", "", N_ ("list the prompts of the library"), dg_cli_run_prompts },
  { "prompt", "add|show|edit|delete …", N_ ("keep prompts in the library"), dg_cli_run_prompt },
  { "models", "", N_ ("list the models, with prices and limits"), dg_cli_run_models },
  { "login", "", N_ ("keep a key in the keyring"), dg_cli_run_login },
  { "logout", "", N_ ("take the key out of the keyring"), dg_cli_run_logout },
  { "doctor", "", N_ ("test the connection, and say what is wrong"), dg_cli_run_doctor },
  { "serve", "[--port P]", N_ ("answer over HTTP, on loopback, for other programs"), dg_cli_run_serve },
  { "simulate", "[--port P] [--fault KIND@N]", N_ ("run the Nova simulator on loopback"), dg_cli_run_simulate },
};

static gboolean
interrupt_cb (gpointer data)
{
  DgCli *self = data;

  g_cancellable_cancel (self->cancellable);

  /* a second Ctrl-C ends the program at once: what is in the library is safe */
  return G_SOURCE_REMOVE;
}

static char *
describe_commands (void)
{
  g_autoptr (GString) text = g_string_new (_ ("Commands:"));

  for (guint i = 0; i < G_N_ELEMENTS (commands); i++)
    {
      g_autofree char *call = g_strdup_printf ("%s %s", commands[i].name, commands[i].arguments);

      g_string_append_printf (text, "\n  %-42s %s", call, _ (commands[i].summary));
    }
  g_string_append (text, "\n\n");
  g_string_append (text, _ ("“dataset-gen-cli COMMAND --help” tells more about a command.\n"
                            "Exit codes: 0 done, 1 failed, 2 wrong use, 3 no or refused credentials,\n"
                            "4 partial (what was made is kept), 130 interrupted."));

  return g_strdup (text->str);
}

static const DgCliCommand *
find_command (const char *name, GError **error)
{
  g_autoptr (GString) names = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (commands); i++)
    {
      if (g_str_equal (name, commands[i].name))
        return &commands[i];
      g_string_append_printf (names, "%s%s", i > 0 ? ", " : "", commands[i].name);
    }

  g_propagate_error (error, dg_cli_new_usage_error (_ ("There is no command “%s”. Commands: %s"), name, names->str));

  return NULL;
}

static gboolean
parse_before_command (DgCli *self, int *argc, char ***argv, GError **error)
{
  g_autoptr (GOptionContext) context = g_option_context_new (_ ("COMMAND … – make evaluation datasets with Nova"));
  g_autofree char *description = describe_commands ();
  const GOptionEntry entries[] = {
    { "version", 0, 0, G_OPTION_ARG_NONE, &self->version, N_ ("Show the version and exit"), NULL },
    G_OPTION_ENTRY_NULL,
  };

  /* options behind the command are the command's */
  g_option_context_set_strict_posix (context, TRUE);
  g_option_context_set_description (context, description);
  g_option_context_add_main_entries (context, entries, GETTEXT_PACKAGE);
  dg_cli_add_common_entries (self, context);

  return g_option_context_parse (context, argc, argv, error);
}

static DgExit
run (DgCli *self, int argc, char **argv, GError **error)
{
  const DgCliCommand *command;
  g_autofree char *program = NULL;

  if (!parse_before_command (self, &argc, &argv, error))
    return DG_EXIT_USAGE;
  if (self->version)
    {
      printf ("dataset-gen-cli %s\n", DG_VERSION);
      return DG_EXIT_DONE;
    }
  if (argc < 2)
    {
      g_propagate_error (error,
                         dg_cli_new_usage_error (_ ("Say what to do; “dataset-gen-cli --help” lists the commands.")));
      return DG_EXIT_USAGE;
    }

  command = find_command (argv[1], error);
  if (command == NULL)
    return DG_EXIT_USAGE;
  program = g_strdup_printf ("dataset-gen-cli %s", command->name);
  g_set_prgname (program);
  g_unix_signal_add (SIGINT, interrupt_cb, self);
  g_unix_signal_add (SIGTERM, interrupt_cb, self);

  return command->run (self, argc - 1, argv + 1, error);
}

static void
clear_cli (DgCli *self)
{
  g_clear_pointer (&self->environment, g_strfreev);
  g_clear_pointer (&self->library_folder, g_free);
  g_clear_pointer (&self->provider, g_free);
  g_clear_pointer (&self->model, g_free);
  g_clear_pointer (&self->profile, g_free);
  g_clear_object (&self->credentials);
  g_clear_object (&self->cancellable);
}

int
main (int argc, char **argv)
{
  DgCli self = { 0 };
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) arguments = NULL;
  g_autofree char **shifted = NULL;
  DgExit exit_code;

  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, DG_LOCALEDIR);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);
  g_set_prgname ("dataset-gen-cli");

  self.environment = g_get_environ ();
  self.cancellable = g_cancellable_new ();
  /* the parsers drop what they have read from a list that does not own its strings */
  arguments = g_strdupv (argv);
  shifted = g_memdup2 (arguments, sizeof (char *) * ((gsize) argc + 1));

  exit_code = run (&self, argc, shifted, &error);
  if (error != NULL)
    {
      DgExit from_error = dg_cli_get_exit (error);

      dg_cli_print_error (&self, error);
      exit_code = exit_code == DG_EXIT_DONE ? from_error : exit_code;
    }
  clear_cli (&self);

  return exit_code;
}
