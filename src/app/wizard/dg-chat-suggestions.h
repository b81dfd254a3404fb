/* dg-chat-suggestions.h: answers that can be given with a button
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define DG_TYPE_CHAT_SUGGESTIONS (dg_chat_suggestions_get_type ())
G_DECLARE_FINAL_TYPE (DgChatSuggestions, dg_chat_suggestions, DG, CHAT_SUGGESTIONS, GtkWidget)

void dg_chat_suggestions_set_answers (DgChatSuggestions *self, const char *const *answers);

G_END_DECLS
