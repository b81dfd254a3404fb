/* dg-chat-view.h: a conversation
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "dg-message.h"

G_BEGIN_DECLS

#define DG_TYPE_CHAT_VIEW (dg_chat_view_get_type ())
G_DECLARE_FINAL_TYPE (DgChatView, dg_chat_view, DG, CHAT_VIEW, GtkWidget)

void dg_chat_view_set_messages (DgChatView *self, GPtrArray *messages);
void dg_chat_view_set_leaves (DgChatView *self, gboolean leaves);
void dg_chat_view_set_sending (DgChatView *self, const char *text, gboolean instead);
void dg_chat_view_set_reply (DgChatView *self, const char *reply);
void dg_chat_view_set_unsent (DgChatView *self, const char *text, gboolean instead, const GError *error);
void dg_chat_view_set_settled (DgChatView *self, const char *summary);
void dg_chat_view_set_closing (DgChatView *self, gboolean closing, const char *summary);
void dg_chat_view_set_busy (DgChatView *self, gboolean busy);
void dg_chat_view_set_needs_control (DgChatView *self, gboolean needs_control);
gboolean dg_chat_view_is_at_end (DgChatView *self);

G_END_DECLS
