/* dg-plain-row.c: rows whose texts are no markup
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "dg-plain-row.h"

#include <adwaita.h>

/**
 * dg_plain_row_new:
 * @title: what it says, plain text
 * @subtitle: (nullable): what it says below that, plain text
 *
 * An #AdwActionRow for texts of people, files and models. Rows take their texts for markup unless they are told before:
 * in one g_object_set() the text can come first, whichever stands first there, and `a < b` warns and vanishes.
 *
 * Returns: (transfer floating): the row
 */
GtkWidget *
dg_plain_row_new (const char *title, const char *subtitle)
{
  g_return_val_if_fail (title != NULL, NULL);

  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  if (subtitle != NULL)
    adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);

  return row;
}
