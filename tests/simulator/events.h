/* events.h: the events of a streamed answer
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "client.h"

/**
 * Event:
 * @kind: (owned): `messageStart`, or the name of an exception
 * @class: (owned): `event`, `exception` or `error`
 * @payload: (owned) (nullable): what it says; an error says nothing
 */
typedef struct
{
  char *kind;
  char *class;
  DgJsonDocument *payload;
} Event;

GArray *decode_bytes (GBytes *bytes, GError **error);
GArray *decode (Answer *answer);
Event *nth_event (GArray *events, guint n);
DgJsonValue get_in (Event *event, const char *path);
void assert_in (Event *event, const char *path, const char *expected);
char *join_block (GArray *events, gint64 block, const char *path, guint *n_deltas);
char *join_deltas (GArray *events, const char *path, guint *n_deltas);
