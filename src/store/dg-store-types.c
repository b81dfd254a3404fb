/* dg-store-types.c: the error domain of store/
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "dg-store-private.h"

#include <errno.h>
#include <glib/gi18n-lib.h>

/* clang-format off */
G_DEFINE_QUARK (dg-store-error-quark, dg_store_error)
/* clang-format on */

/**
 * dg_store_set_error_from_errno:
 * @error: where to put the error
 * @errsv: the errno of a failed write
 * @path: the file or folder that was to be written
 *
 * Says why @path could not be written, and what to do about it.
 */
void
dg_store_set_error_from_errno (GError **error, int errsv, const char *path)
{
  g_autofree char *display = g_filename_display_name (path);

  switch (errsv)
    {
    case ENOSPC:
    case EDQUOT:
    case EFBIG:
      g_set_error (error, DG_STORE_ERROR, DG_STORE_ERROR_FULL,
                   _ ("There is no space left for “%s”. Free some space and try again."), display);
      break;
    case EACCES:
    case EPERM:
    case EROFS:
    case ENOTDIR:
    case ENOENT:
      g_set_error (error, DG_STORE_ERROR, DG_STORE_ERROR_READ_ONLY,
                   /* Translators: the first %s is a file or folder, the second the system's reason */
                   _ ("“%s” cannot be written: %s. Make the folder writable or choose another one."), display,
                   g_strerror (errsv));
      break;
    case EEXIST:
      g_set_error (error, DG_STORE_ERROR, DG_STORE_ERROR_EXISTS,
                   _ ("“%s” exists already. Choose another name, or allow it to be overwritten."), display);
      break;
    default:
      g_set_error (error, DG_STORE_ERROR, DG_STORE_ERROR_FAILED,
                   _ ("“%s” could not be written: %s. Try again, or choose another folder."), display,
                   g_strerror (errsv));
    }
}
