/* dg-chat-rows.h: the rows of a conversation: what was said, oldest first
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "dg-draft.h"

G_BEGIN_DECLS

#define DG_TYPE_CHAT_ROWS (dg_chat_rows_get_type ())
G_DECLARE_FINAL_TYPE (DgChatRows, dg_chat_rows, DG, CHAT_ROWS, GObject)

DgChatRows *dg_chat_rows_new (GtkListBox *list);
void dg_chat_rows_set_messages (DgChatRows *self, GPtrArray *messages, gboolean keep_all);
void dg_chat_rows_load_earlier (DgChatRows *self);
gboolean dg_chat_rows_has_earlier (DgChatRows *self);
void dg_chat_rows_update (DgChatRows *self, gboolean replacing, gboolean editable);
const DgMessage *dg_chat_rows_get_last (DgChatRows *self);
const DgMessage *dg_chat_rows_get_last_of_person (DgChatRows *self);

G_END_DECLS
