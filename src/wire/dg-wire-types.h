/* dg-wire-types.h: forward declarations and enumerations of wire/
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct _DgEventStreamDecoder DgEventStreamDecoder;
typedef struct _DgEventStreamMessage DgEventStreamMessage;
typedef struct _DgMemberReader DgMemberReader;
typedef struct _DgRecordSplitter DgRecordSplitter;
typedef struct _DgSseParser DgSseParser;

G_END_DECLS
