/* dg-cli-options.c: reading the command line
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gi18n.h>
#include <inttypes.h>

#include "dg-cli.h"

/* clang-format off */
G_DEFINE_QUARK (dg-cli-error-quark, dg_cli_error)
/* clang-format on */

/**
 * dg_cli_new_usage_error:
 * @format: what is wrong and what is allowed
 * @...: arguments of @format
 *
 * Returns: (transfer full): a %DG_CLI_ERROR_USAGE
 */
GError *
dg_cli_new_usage_error (const char *format, ...)
{
  GError *error;
  va_list args;

  va_start (args, format);
  error = g_error_new_valist (DG_CLI_ERROR, DG_CLI_ERROR_USAGE, format, args);
  va_end (args);

  return error;
}

/**
 * dg_cli_add_common_entries:
 * @self: the call
 * @context: where they go
 *
 * Adds the options that work with every command.
 */
void
dg_cli_add_common_entries (DgCli *self, GOptionContext *context)
{
  const GOptionEntry entries[] = {
    { "library", 0, 0, G_OPTION_ARG_FILENAME, &self->library_folder, N_ ("Folder of the library"), N_ ("DIR") },
    { "provider", 0, 0, G_OPTION_ARG_STRING, &self->provider,
      N_ ("Who answers: bedrock, or practice (a simulator, not AI)"), N_ ("NAME") },
    { "model", 0, 0, G_OPTION_ARG_STRING, &self->model, N_ ("Model, profile or ARN; see “models”"), N_ ("ID") },
    { "profile", 0, 0, G_OPTION_ARG_STRING, &self->profile, N_ ("Profile of the AWS tools to take credentials from"),
      N_ ("NAME") },
    { "json", 0, 0, G_OPTION_ARG_NONE, &self->json, N_ ("Print one JSON object"), NULL },
    G_OPTION_ENTRY_NULL,
  };

  g_option_context_add_main_entries (context, entries, GETTEXT_PACKAGE);
}

/**
 * dg_cli_parse:
 * @self: the call
 * @entries: (nullable): options of the command itself
 * @description: operands and purpose, as g_option_context_new() takes them
 * @least_operands: fewest operands
 * @most_operands: most operands
 * @argc: (inout): count of @argv
 * @argv: (inout): the command and what follows it; afterwards only the command and its operands
 * @error: return location for an error
 *
 * Reads what stands behind a command.
 *
 * Returns: whether it can be used
 */
gboolean
dg_cli_parse (DgCli *self,
              const GOptionEntry *entries,
              const char *description,
              guint least_operands,
              guint most_operands,
              int *argc,
              char ***argv,
              GError **error)
{
  g_autoptr (GOptionContext) context = g_option_context_new (description);
  guint n_operands;

  if (entries != NULL)
    g_option_context_add_main_entries (context, entries, GETTEXT_PACKAGE);
  dg_cli_add_common_entries (self, context);
  if (!g_option_context_parse (context, argc, argv, error))
    return FALSE;

  /* a `--` stays in the list when operands follow it */
  if (*argc > 1 && g_str_equal ((*argv)[1], "--"))
    {
      (*argv)[1] = (*argv)[0];
      (*argv)++;
      (*argc)--;
    }

  n_operands = (guint) *argc - 1;
  if (n_operands < least_operands)
    g_propagate_error (error, dg_cli_new_usage_error (_ ("An argument is missing; see “%s --help”"), g_get_prgname ()));
  else if (n_operands > most_operands)
    g_propagate_error (error, dg_cli_new_usage_error (_ ("“%s” is one argument too many; see “%s --help”"),
                                                      (*argv)[most_operands + 1], g_get_prgname ()));

  return n_operands >= least_operands && n_operands <= most_operands;
}

/**
 * dg_cli_parse_number:
 * @option: the option, for messages
 * @text: (nullable): what was given
 * @least: least value
 * @most: largest value
 * @number: (out): the number
 * @error: return location for an error
 *
 * Returns: whether @text is a whole number from @least to @most
 */
gboolean
dg_cli_parse_number (const char *option, const char *text, gint64 least, gint64 most, gint64 *number, GError **error)
{
  if (text == NULL)
    {
      g_propagate_error (error, dg_cli_new_usage_error (_ ("%s is missing"), option));
      return FALSE;
    }
  if (g_ascii_string_to_signed (text, 10, least, most, number, NULL))
    return TRUE;

  g_propagate_error (error,
                     dg_cli_new_usage_error (_ ("%s must be a whole number from %" PRId64 " to %" PRId64 ", not “%s”"),
                                             option, least, most, text));

  return FALSE;
}
