/* dg-file-stamp.c: whether a file is still the one that was read
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "dg-file-stamp.h"

#include <glib/gstdio.h>

/* Longer than the clock of any file system that counts parts of seconds stands still between two ticks. */
#define TICK_US (100 * 1000)

static char *
print_stamp (const GStatBuf *info)
{
  if (info->st_mtim.tv_nsec == 0)
    return NULL;

  return g_strdup_printf ("%" G_GUINT64_FORMAT " %" G_GINT64_FORMAT " %" G_GINT64_FORMAT ".%09ld",
                          (guint64) info->st_ino, (gint64) info->st_size, (gint64) info->st_mtim.tv_sec,
                          (long) info->st_mtim.tv_nsec);
}

/**
 * dg_file_stamp_take:
 * @path: a file
 *
 * What the file system tells of a file without reading it: which file it is, how long, and when it was last written.
 * Renaming it changes nothing of that, so that a file can be stamped before it takes its place. Take the stamp before
 * the file is read: what is written while it is read then shows in the next one.
 *
 * A file system that keeps whole seconds only cannot tell two writes of one second apart, and gets no stamp.
 *
 * Returns: (transfer full) (nullable): the stamp, the same as long as the file is; %NULL where that cannot be told
 */
char *
dg_file_stamp_take (const char *path)
{
  GStatBuf info;

  return g_stat (path, &info) == 0 ? print_stamp (&info) : NULL;
}

/**
 * dg_file_stamp_take_lasting:
 * @path: a file that others write
 *
 * As dg_file_stamp_take(), but not for a file that was written a moment ago: its writer may write again before the file
 * system's clock has ticked, and the stamp would not show it.
 *
 * Returns: (transfer full) (nullable): a stamp that can be relied on later
 */
char *
dg_file_stamp_take_lasting (const char *path)
{
  GStatBuf info;

  if (g_stat (path, &info) < 0 ||
      (gint64) info.st_mtim.tv_sec * G_USEC_PER_SEC + info.st_mtim.tv_nsec / 1000 + TICK_US > g_get_real_time ())
    return NULL;

  return print_stamp (&info);
}
