/* dg-simulator-dialogue.h: where a conversation about the requirements stands, as a request shows it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "dg-simulator-answer.h"

G_BEGIN_DECLS

/**
 * DgShownPart:
 * @points: (owned) (element-type utf8): its value, one point each
 * @firm: whether a person said it, as far as the request tells
 * @conflict: (owned) (nullable): what was said later and contradicts it
 */
typedef struct
{
  GPtrArray *points;
  gboolean firm;
  char *conflict;
} DgShownPart;

/**
 * DgDialogue:
 * @message: (owned): what the person said last
 * @values: (owned) (element-type utf8 DgShownPart): the parts that have a value
 * @missing: (owned) (element-type utf8): the parts that have none, in the order in which they matter
 * @asked: (owned) (nullable): the part that the person was asked for
 * @german: whether to speak German
 * @introduced: whether the conversation, as far as it is shown, says what the model is
 */
typedef struct
{
  char *message;
  GHashTable *values;
  GPtrArray *missing;
  char *asked;
  gboolean german;
  gboolean introduced;
} DgDialogue;

DgDialogue *dg_dialogue_read (const DgSimulatorRequest *request, const char *const *parts);
void dg_dialogue_free (DgDialogue *self);
const DgShownPart *dg_dialogue_lookup (DgDialogue *self, const char *part);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DgDialogue, dg_dialogue_free)

G_END_DECLS
