/* quotes.h: JSON texts that can be read in a C file
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

/* The text with each ' turned into ". */
static inline char *
quote (const char *text)
{
  return g_strdelimit (g_strdup (text), "'", '"');
}
