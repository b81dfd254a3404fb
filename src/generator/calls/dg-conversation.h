/* dg-conversation.h: call 2: a turn of the conversation about the requirements
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "dg-checklist.h"
#include "dg-draft.h"
#include "dg-generator-types.h"
#include "dg-json.h"
#include "dg-message.h"
#include "dg-model-request.h"

G_BEGIN_DECLS

/**
 * DgTurn:
 * @answer: (owned): what the model says
 * @confirmed: whether the person has just confirmed the summary
 * @n_changed: how many parts of the checklist changed
 */
typedef struct
{
  DgMessage *answer;
  gboolean confirmed;
  guint n_changed;
} DgTurn;

/** The member of the tool's input that holds what the model says. */
#define DG_CONVERSATION_REPLY "reply"

DgMessage *dg_conversation_make_opening (DgChecklist *checklist, const char *gap);
DgModelRequest *dg_conversation_make_request (DgChecklist *checklist, const DgDraft *draft, const char *text);
DgTurn *dg_conversation_apply (DgChecklist *checklist, GPtrArray *messages, const char *text, DgJsonValue reply);
char **dg_conversation_read_suggestions (DgJsonValue reply, const char *question);
char *dg_conversation_dup_summary (DgChecklist *checklist);
void dg_turn_free (DgTurn *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DgTurn, dg_turn_free)

G_END_DECLS
