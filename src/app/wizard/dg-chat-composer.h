/* dg-chat-composer.h: where a message is written
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define DG_TYPE_CHAT_COMPOSER (dg_chat_composer_get_type ())
G_DECLARE_FINAL_TYPE (DgChatComposer, dg_chat_composer, DG, CHAT_COMPOSER, GtkWidget)

void dg_chat_composer_set_text (DgChatComposer *self, const char *text);
void dg_chat_composer_set_placeholder (DgChatComposer *self, const char *placeholder);
void dg_chat_composer_set_busy (DgChatComposer *self, gboolean busy);
void dg_chat_composer_set_needs_control (DgChatComposer *self, gboolean needs_control);
void dg_chat_composer_edit (DgChatComposer *self, const char *text);
gboolean dg_chat_composer_get_editing (DgChatComposer *self);

G_END_DECLS
