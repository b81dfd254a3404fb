/* dg-chat-notice.h: what went wrong in the conversation, and what mends it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define DG_TYPE_CHAT_NOTICE (dg_chat_notice_get_type ())
G_DECLARE_FINAL_TYPE (DgChatNotice, dg_chat_notice, DG, CHAT_NOTICE, GtkWidget)

void dg_chat_notice_set_error (DgChatNotice *self, const GError *error);

G_END_DECLS
