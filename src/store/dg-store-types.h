/* dg-store-types.h: forward declarations and the error domain of store/
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

#include "dg-core-types.h"

G_BEGIN_DECLS

typedef struct _DgLibrary DgLibrary;

/**
 * DG_STORE_ERROR:
 *
 * Error domain of store/; see #DgStoreError.
 */
#define DG_STORE_ERROR (dg_store_error_quark ())
GQuark dg_store_error_quark (void);

/**
 * DgStoreError:
 * @DG_STORE_ERROR_FAILED: SQLite or the file system failed for a reason without a code of its own
 * @DG_STORE_ERROR_NEWER: the database was written by a newer version of the program; it is not touched
 * @DG_STORE_ERROR_DAMAGED: the database is not one, or is damaged; it is not touched
 * @DG_STORE_ERROR_READ_ONLY: the folder, the database or the file cannot be written
 * @DG_STORE_ERROR_FULL: no space left
 * @DG_STORE_ERROR_BUSY: another program held the database too long
 * @DG_STORE_ERROR_NOT_FOUND: no session, run, dataset or file of that name
 * @DG_STORE_ERROR_EXISTS: a file is there already
 * @DG_STORE_ERROR_BAD_FILE: a dataset file has lines that cannot be read
 * @DG_STORE_ERROR_HELD: another process writes this session
 * @DG_STORE_ERROR_WORKSPACE: the folder is another program's workspace
 * @DG_STORE_ERROR_INVALID: a text that cannot be kept, such as one that is not UTF-8
 * @DG_STORE_ERROR_STALE: the records have changed since the caller looked at them
 */
typedef enum
{
  DG_STORE_ERROR_FAILED,
  DG_STORE_ERROR_NEWER,
  DG_STORE_ERROR_DAMAGED,
  DG_STORE_ERROR_READ_ONLY,
  DG_STORE_ERROR_FULL,
  DG_STORE_ERROR_BUSY,
  DG_STORE_ERROR_NOT_FOUND,
  DG_STORE_ERROR_EXISTS,
  DG_STORE_ERROR_BAD_FILE,
  DG_STORE_ERROR_HELD,
  DG_STORE_ERROR_WORKSPACE,
  DG_STORE_ERROR_INVALID,
  DG_STORE_ERROR_STALE,
} DgStoreError;

G_END_DECLS
