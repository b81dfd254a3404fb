/* run-simulator.c: the simulator as a process of its own, for tests that drive it from outside
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Prints `listening PORT` and runs until its standard input ends. Keys come from the environment, as a client's do.
 */

#include <stdio.h>
#include <stdlib.h>

#include "dg-simulator.h"

int
main (int argc, char **argv)
{
  int port = 0, ttft_ms = 0;
  gint64 seed = 0;
  double tokens_per_second = 0;
  gboolean fragment = FALSE;
  g_auto (GStrv) faults = NULL;
  const GOptionEntry entries[] = {
    { "port", 0, 0, G_OPTION_ARG_INT, &port, "Port on 127.0.0.1", "PORT" },
    { "ttft", 0, 0, G_OPTION_ARG_INT, &ttft_ms, "Milliseconds until the first token", "MS" },
    { "tps", 0, 0, G_OPTION_ARG_DOUBLE, &tokens_per_second, "Tokens per second", "N" },
    { "seed", 0, 0, G_OPTION_ARG_INT64, &seed, "Seed", "N" },
    { "fragment", 0, 0, G_OPTION_ARG_NONE, &fragment, "Cut tool input into fragments", NULL },
    { "fault", 0, 0, G_OPTION_ARG_STRING_ARRAY, &faults, "A fault", "KIND=P|KIND@N" },
    { NULL },
  };
  g_autoptr (GOptionContext) context = g_option_context_new (NULL);
  g_autoptr (DgSimulator) simulator = NULL;
  g_autoptr (GError) error = NULL;
  DgSimulatorOptions options = { 0 };

  g_option_context_add_main_entries (context, entries, NULL);
  if (!g_option_context_parse (context, &argc, &argv, &error))
    {
      g_printerr ("%s\n", error->message);
      return EXIT_FAILURE;
    }

  options.port = (guint16) port;
  options.ttft_ms = (guint) ttft_ms;
  options.tokens_per_second = tokens_per_second;
  options.tool_deltas = fragment ? DG_TOOL_DELTAS_FRAGMENT : DG_TOOL_DELTAS_WHOLE;
  options.seed = (guint64) seed;
  options.access_key_id = g_getenv ("AWS_ACCESS_KEY_ID");
  options.secret_access_key = g_getenv ("AWS_SECRET_ACCESS_KEY");
  options.session_token = g_getenv ("AWS_SESSION_TOKEN");
  options.bearer_token = g_getenv ("AWS_BEARER_TOKEN_BEDROCK");
  options.faults = (const char *const *) faults;
  simulator = dg_simulator_start (&options, &error);
  if (simulator == NULL)
    {
      g_printerr ("%s\n", error->message);
      return EXIT_FAILURE;
    }

  g_print ("listening %u\n", dg_simulator_get_port (simulator));
  while (getchar () != EOF)
    ;

  return EXIT_SUCCESS;
}
