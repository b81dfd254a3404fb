/* dg-cli-simulate.c: `simulate`
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gi18n.h>
#include <stdio.h>

#include "dg-cli.h"
#include "dg-simulator.h"

typedef struct
{
  char *port; /* (owned) (nullable) */
  char *ttft; /* (owned) (nullable) */
  double tps;
  char *tool_deltas; /* (owned) (nullable) */
  char *seed;        /* (owned) (nullable) */
  char *rpm;         /* (owned) (nullable) */
  char *tpm;         /* (owned) (nullable) */
  char *log;         /* (owned) (nullable) */
  GStrv faults;      /* (owned) (nullable) */
} SimulateOptions;

static void
clear_options (SimulateOptions *options)
{
  g_free (options->port);
  g_free (options->ttft);
  g_free (options->tool_deltas);
  g_free (options->seed);
  g_free (options->rpm);
  g_free (options->tpm);
  g_free (options->log);
  g_strfreev (options->faults);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (SimulateOptions, clear_options)

static gboolean
parse_number (const char *option, const char *text, gint64 most, gint64 otherwise, gint64 *number, GError **error)
{
  if (text != NULL)
    return dg_cli_parse_number (option, text, 0, most, number, error);

  *number = otherwise;

  return TRUE;
}

static gboolean
parse_deltas (const char *text, DgToolDeltas *deltas, GError **error)
{
  *deltas = DG_TOOL_DELTAS_WHOLE;
  if (text == NULL || g_str_equal (text, "whole"))
    return TRUE;
  *deltas = DG_TOOL_DELTAS_FRAGMENT;
  if (g_str_equal (text, "fragment"))
    return TRUE;

  g_propagate_error (error, dg_cli_new_usage_error (_ ("--tool-deltas must be whole or fragment, not “%s”"), text));

  return FALSE;
}

static const char *
get_variable (DgCli *self, const char *name)
{
  const char *value = g_environ_getenv (self->environment, name);

  return value != NULL && *value != '\0' ? value : NULL;
}

static gboolean
read_keys (DgCli *self, DgSimulatorOptions *options, GError **error)
{
  options->access_key_id = get_variable (self, "AWS_ACCESS_KEY_ID");
  options->secret_access_key = get_variable (self, "AWS_SECRET_ACCESS_KEY");
  options->session_token = get_variable (self, "AWS_SESSION_TOKEN");
  options->bearer_token = get_variable (self, "AWS_BEARER_TOKEN_BEDROCK");
  if ((options->access_key_id != NULL && options->secret_access_key != NULL) || options->bearer_token != NULL)
    return TRUE;

  g_set_error_literal (error, DG_INFERENCE_ERROR, DG_INFERENCE_ERROR_NO_CREDENTIALS,
                       _ ("The simulator checks what it is sent: set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY (any "
                          "text), or AWS_BEARER_TOKEN_BEDROCK, for it and for its callers"));

  return FALSE;
}

static DgExit
simulate (DgCli *self, const DgSimulatorOptions *options, GError **error)
{
  g_autoptr (DgSimulator) simulator = dg_simulator_start (options, error);

  if (simulator == NULL)
    return dg_cli_get_exit (*error);

  printf ("listening %u\n", dg_simulator_get_port (simulator));
  fflush (stdout);
  while (!g_cancellable_is_cancelled (self->cancellable))
    g_main_context_iteration (NULL, TRUE);
  dg_simulator_stop (simulator);

  return DG_EXIT_DONE;
}

static char *
describe_faults (void)
{
  g_autoptr (GString) text = g_string_new (_ ("– run the Nova simulator on loopback"));
  const DgFaultKind *kinds;
  guint n_kinds;

  g_string_append (text, "\n\n");
  g_string_append (text,
                   _ ("It speaks the Bedrock Runtime protocol and composes its replies by rules; it is not AI. The "
                      "keys of its callers\nmust be those in its own environment. It prints “listening PORT” and "
                      "runs until Ctrl-C.\n\n"
                      "With --rpm or --tpm N a bucket of N/6 (ten seconds' worth, at least one request) is full at the "
                      "start and fills\nat N a minute all the time. A request takes 1 out of the one, and its input "
                      "tokens and its maxTokens out of the\nother, or is answered with 429 ThrottlingException; what "
                      "its reply has not used goes back at its end.\n\n"
                      "Faults come with a probability (KIND=0.1) or at the Nth request "
                      "(KIND@3). Kinds:"));
  kinds = dg_simulator_list_fault_kinds (&n_kinds);
  for (guint i = 0; i < n_kinds; i++)
    g_string_append_printf (text, "\n  %-18s %s", kinds[i].name, _ (kinds[i].summary));

  return g_strdup (text->str);
}

/**
 * dg_cli_run_simulate:
 * @self: the call
 * @argc: count of @argv
 * @argv: the command and its arguments
 * @error: return location for an error
 *
 * `simulate`: the simulator as a program of its own, until it is interrupted.
 *
 * Returns: the exit code
 */
DgExit
dg_cli_run_simulate (DgCli *self, int argc, char **argv, GError **error)
{
  g_auto (SimulateOptions) wanted = { 0 };
  g_autofree char *description = describe_faults ();
  DgSimulatorOptions options = { 0 };
  gint64 port, ttft, seed, rpm, tpm;
  const GOptionEntry entries[] = {
    { "port", 0, 0, G_OPTION_ARG_STRING, &wanted.port, N_ ("Port; default: a free one"), "P" },
    { "ttft", 0, 0, G_OPTION_ARG_STRING, &wanted.ttft, N_ ("Milliseconds to the first token"), "MS" },
    { "tps", 0, 0, G_OPTION_ARG_DOUBLE, &wanted.tps, N_ ("Tokens a second; default: at once"), "N" },
    { "tool-deltas", 0, 0, G_OPTION_ARG_STRING, &wanted.tool_deltas, N_ ("whole (as Nova does) or fragment"),
      N_ ("HOW") },
    { "fault", 0, 0, G_OPTION_ARG_STRING_ARRAY, &wanted.faults, N_ ("A fault; may be repeated"), "KIND=P|KIND@N" },
    { "seed", 0, 0, G_OPTION_ARG_STRING, &wanted.seed, N_ ("The same seed gives the same replies"), "N" },
    { "rpm", 0, 0, G_OPTION_ARG_STRING, &wanted.rpm, N_ ("Quota of requests a minute; default: none"), "N" },
    { "tpm", 0, 0, G_OPTION_ARG_STRING, &wanted.tpm, N_ ("Quota of tokens a minute; default: none"), "N" },
    { "log", 0, 0, G_OPTION_ARG_FILENAME, &wanted.log, N_ ("Append a line of JSON for each finished request"),
      N_ ("FILE") },
    G_OPTION_ENTRY_NULL,
  };

  if (!dg_cli_parse (self, entries, description, 0, 0, &argc, &argv, error) ||
      !parse_number ("--port", wanted.port, G_MAXUINT16, 0, &port, error) ||
      !parse_number ("--ttft", wanted.ttft, 600000, 0, &ttft, error) ||
      !parse_number ("--seed", wanted.seed, G_MAXINT64, 1, &seed, error) ||
      !parse_number ("--rpm", wanted.rpm, G_MAXINT, 0, &rpm, error) ||
      !parse_number ("--tpm", wanted.tpm, G_MAXINT, 0, &tpm, error) ||
      !parse_deltas (wanted.tool_deltas, &options.tool_deltas, error))
    return DG_EXIT_USAGE;
  if (!(wanted.tps >= 0.0 && wanted.tps <= 1e6))
    {
      g_propagate_error (error, dg_cli_new_usage_error (_ ("--tps must be a number from 0 to 1000000")));
      return DG_EXIT_USAGE;
    }

  options.port = (guint16) port;
  options.ttft_ms = (guint) ttft;
  options.tokens_per_second = wanted.tps;
  options.seed = (guint64) seed;
  options.rpm = (guint) rpm;
  options.tpm = (guint) tpm;
  options.log_path = wanted.log;
  options.faults = (const char *const *) wanted.faults;
  if (!read_keys (self, &options, error))
    return DG_EXIT_CREDENTIALS;

  return simulate (self, &options, error);
}
