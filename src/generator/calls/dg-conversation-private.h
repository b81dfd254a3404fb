/* dg-conversation-private.h: the inside of the conversation
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "dg-conversation.h"
#include "dg-parts.h"

G_BEGIN_DECLS

/** Most characters of a suggestion: a longer one is no help on a button. */
#define DG_MAX_SUGGESTION 60

/** Of what contradicts, the later is suggested first and the earlier second. */
#define DG_SUGGESTION_LATER 0
#define DG_SUGGESTION_EARLIER 1

/** Under the summary, agreement is suggested first and a change second. */
#define DG_SUGGESTION_AGREE 0
#define DG_SUGGESTION_CHANGE 1

const DgMessage *dg_conversation_get_last (GPtrArray *messages);
int dg_conversation_find_suggestion (const DgMessage *message, const char *text);
gboolean dg_conversation_has_conflict (DgChecklist *checklist, DgPart part);
gboolean dg_conversation_find_asked (const DgMessage *message, DgPart *part);
GArray *dg_conversation_list_open (DgChecklist *checklist);
DgMessage *dg_conversation_make_question (DgChecklist *checklist, DgPart part);
char **dg_conversation_suggest_sides (DgChecklist *checklist, DgPart part);
char **dg_conversation_suggest_closing (void);
DgMessage *
dg_conversation_make_summary (DgChecklist *checklist, const char *words, const char *question, char **suggestions);
guint dg_conversation_update (DgChecklist *checklist, const DgMessage *last, const char *text, DgJsonValue reply);

G_END_DECLS
