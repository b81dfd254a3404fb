/* dg-simulator-turn.h: a turn of the conversation about the requirements, as it is answered
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "dg-simulator-dialogue.h"
#include "dg-simulator-message.h"

G_BEGIN_DECLS

/**
 * DgTurnAnswer:
 * @source: (unowned): what the answer is made from
 * @dialogue: (unowned): where the conversation stands
 * @texts: (unowned): what is asked and decided
 * @parts: (unowned): what may be updated
 * @subject: (unowned): what the task is about
 * @updated: (unowned) (element-type utf8): the parts that have an update
 * @asked: (unowned) (nullable): the part that was asked for
 * @conflict: (owned) (nullable): the part that is contradicted
 * @conflict_reply: (owned) (nullable): the question about it
 * @conflict_sides: (owned) (nullable): its answers, the later value first
 * @out: (unowned): where it goes
 */
typedef struct
{
  const DgAnswerSource *source;
  DgDialogue *dialogue;
  GKeyFile *texts;
  const char *const *parts;
  const char *subject;
  GHashTable *updated;
  const char *asked;
  char *conflict;
  char *conflict_reply;
  char **conflict_sides;
  GString *out;
} DgTurnAnswer;

const char *dg_turn_say (DgTurnAnswer *self, const char *english, const char *german);
void dg_turn_write_reply (DgTurnAnswer *self, DgIntention intention, gboolean agrees);

G_END_DECLS
