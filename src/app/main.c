/* main.c: dataset-gen
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gi18n.h>
#include <locale.h>
#ifdef __GLIBC__
#include <malloc.h>
#endif

#include "dg-application.h"

int
main (int argc, char *argv[])
{
  g_autoptr (DgApplication) application = NULL;

#ifdef __GLIBC__
  /* Each thread would get an arena of its own, and keep what it once needed: 4 MiB with a thousand datasets
   * (tests/bench/window.py memory). The threads here wait for files and the network, not for memory. */
  mallopt (M_ARENA_MAX, 1);
#endif

  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, DG_LOCALEDIR);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);

  application = dg_application_new ();

  return g_application_run (G_APPLICATION (application), argc, argv);
}
