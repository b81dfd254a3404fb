/* dg-simulator-message.h: what somebody means by a message about the requirements
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * DgIntention:
 * @DG_INTENTION_TELLS: says something about the requirements
 * @DG_INTENTION_CHANGES: wants something to be otherwise than it was
 * @DG_INTENTION_ADDS: adds to what was said
 * @DG_INTENTION_LEAVES: leaves it to the model
 * @DG_INTENTION_LEAVES_ALL: leaves it all to the model
 * @DG_INTENTION_AGREES: says yes
 * @DG_INTENTION_ASKS: asks back
 * @DG_INTENTION_NAMES_COLUMNS: wants other columns
 * @DG_INTENTION_VAGUE: says nothing that could be written down
 */
typedef enum
{
  DG_INTENTION_TELLS,
  DG_INTENTION_CHANGES,
  DG_INTENTION_ADDS,
  DG_INTENTION_LEAVES,
  DG_INTENTION_LEAVES_ALL,
  DG_INTENTION_AGREES,
  DG_INTENTION_ASKS,
  DG_INTENTION_NAMES_COLUMNS,
  DG_INTENTION_VAGUE,
} DgIntention;

DgIntention dg_message_read_intention (const char *message);
gboolean dg_message_read_change (const char *message, char **from, char **to);

G_END_DECLS
