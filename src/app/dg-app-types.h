/* dg-app-types.h: forward declarations and enumerations of the window
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

typedef struct _DgActiveRun DgActiveRun;
typedef struct _DgApplication DgApplication;
typedef struct _DgEngine DgEngine;
typedef struct _DgRunList DgRunList;
typedef struct _DgWindow DgWindow;

/**
 * DgConnection:
 * @DG_CONNECTION_SEARCHING: it is not known yet
 * @DG_CONNECTION_NONE: there are no credentials anywhere
 * @DG_CONNECTION_FOUND: there are some; whether the service takes them is known when it is asked
 * @DG_CONNECTION_FAILED: there are some, and they cannot be read; dg_engine_get_connection_error() says why
 *
 * Whether models can be asked.
 */
typedef enum
{
  DG_CONNECTION_SEARCHING,
  DG_CONNECTION_NONE,
  DG_CONNECTION_FOUND,
  DG_CONNECTION_FAILED,
} DgConnection;

G_END_DECLS
