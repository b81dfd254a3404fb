/* dg-dataset-name.c: what a dataset is called
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "dg-dataset-name.h"

/* Longer names do not fit on a screen, nor into a file name with an id behind them. */
#define MAX_CHARACTERS 100

/* Translators: appended to the name of a dataset; the practice model is a program that composes sentences */
#define PRACTICE_NAME N_ ("%s (practice data, not AI)")

/**
 * dg_dataset_name_make:
 * @wanted: (nullable): the name that was asked for
 * @provider: the provider whose model makes the records
 *
 * Makes a name on one line. The name of practice data says what it is, wherever it is read later.
 *
 * Returns: (transfer full): the name
 */
char *
dg_dataset_name_make (const char *wanted, const char *provider)
{
  g_return_val_if_fail (provider != NULL, NULL);

  g_autofree char *line = g_strdup (wanted != NULL ? wanted : "");
  g_autofree char *name = NULL;
  g_autofree char *suffix = NULL;

  g_strstrip (g_strdelimit (line, "\n\r\t", ' '));
  if (*line == '\0')
    {
      g_free (line);
      line = g_strdup (_ ("Dataset"));
    }
  name = g_strchomp (g_utf8_substring (line, 0, MIN (g_utf8_strlen (line, -1), MAX_CHARACTERS)));
  if (!g_str_equal (provider, DG_PRACTICE_PROVIDER))
    return g_steal_pointer (&name);

  /* the name of a session says it already, once it was chosen here */
  suffix = g_strdup_printf (_ (PRACTICE_NAME), "");
  if (g_str_has_suffix (name, suffix))
    return g_steal_pointer (&name);

  return g_strdup_printf (_ (PRACTICE_NAME), name);
}
