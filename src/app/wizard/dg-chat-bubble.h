/* dg-chat-bubble.h: what was said in the conversation
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "dg-message.h"

G_BEGIN_DECLS

#define DG_TYPE_CHAT_BUBBLE (dg_chat_bubble_get_type ())
G_DECLARE_FINAL_TYPE (DgChatBubble, dg_chat_bubble, DG, CHAT_BUBBLE, GtkWidget)

GtkWidget *dg_chat_bubble_new (const DgMessage *message);
void dg_chat_bubble_set_message (DgChatBubble *self, const DgMessage *message);
void dg_chat_bubble_set_waiting (DgChatBubble *self, gboolean waiting);
void dg_chat_bubble_set_editable (DgChatBubble *self, gboolean editable);
void dg_chat_bubble_set_sent (DgChatBubble *self, gboolean sent);

G_END_DECLS
