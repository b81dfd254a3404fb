/* dg-message.h: what was said in the conversation about the requirements
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/**
 * DgMessage:
 * @from_person: whether the person said it, else the model
 * @text: (owned): what was said
 * @suggestions: (owned) (nullable): answers that the model suggests; %NULL for none
 * @asks_for: (owned) (nullable): the part it asks for, as `item.part`; `summary` when it asks whether all is right
 */
typedef struct
{
  gboolean from_person;
  char *text;
  GStrv suggestions;
  char *asks_for;
} DgMessage;

/** What a message asks for that sums up the requirements. */
#define DG_ASKS_FOR_SUMMARY "summary"

DgMessage *dg_message_new (gboolean from_person, const char *text);
DgMessage *dg_message_copy (const DgMessage *self);
void dg_message_free (DgMessage *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DgMessage, dg_message_free)

G_END_DECLS
