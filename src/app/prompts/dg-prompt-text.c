/* dg-prompt-text.c: an editor for a prompt, with its placeholders marked
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "dg-prompt-text.h"

#include <adwaita.h>

#include "dg-prompt.h"

/**
 * DgPromptText:
 *
 * A source view for texts, not code: it wraps, has no line numbers, and marks what is filled in. Emits
 * #DgPromptText::changed when the person or a program has changed the text.
 */
struct _DgPromptText
{
  GtkSourceView parent_instance;

  GtkTextTag *tag; /* (unowned): of placeholders; the buffer's table has it */
};

G_DEFINE_FINAL_TYPE (DgPromptText, dg_prompt_text, GTK_SOURCE_TYPE_VIEW)

enum
{
  SIGNAL_CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
mark_placeholders (DgPromptText *self)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (self));
  g_autofree char *text = dg_prompt_text_dup_text (self);
  const char *seen = text;
  const char *start, *end;
  GtkTextIter from, to;

  gtk_text_buffer_get_bounds (buffer, &from, &to);
  gtk_text_buffer_remove_tag (buffer, self->tag, &from, &to);
  gtk_text_buffer_get_start_iter (buffer, &to);
  while ((end = dg_prompt_find_placeholder (seen, &start, NULL)) != NULL)
    {
      from = to;
      gtk_text_iter_forward_chars (&from, (int) g_utf8_strlen (seen, start - seen));
      to = from;
      gtk_text_iter_forward_chars (&to, (int) g_utf8_strlen (start, end - start));
      gtk_text_buffer_apply_tag (buffer, self->tag, &from, &to);
      seen = end;
    }
}

static void
changed_cb (DgPromptText *self)
{
  mark_placeholders (self);
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

static void
update_style (DgPromptText *self)
{
  gboolean dark = adw_style_manager_get_dark (adw_style_manager_get_default ());
  GtkSourceStyleScheme *scheme =
      gtk_source_style_scheme_manager_get_scheme (gtk_source_style_scheme_manager_get_default (),
                                                  dark ? "Adwaita-dark" : "Adwaita");

  gtk_source_buffer_set_style_scheme (GTK_SOURCE_BUFFER (gtk_text_view_get_buffer (GTK_TEXT_VIEW (self))), scheme);
  /* blue 4 and blue 2 of the GNOME palette, readable on either ground */
  g_object_set (self->tag, "foreground", dark ? "#62a0ea" : "#1c71d8", NULL);
}

static void
dg_prompt_text_class_init (DgPromptTextClass *klass)
{
  /**
   * DgPromptText::changed:
   * @self: the editor
   *
   * The text is another one.
   */
  signals[SIGNAL_CHANGED] =
      g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
dg_prompt_text_init (DgPromptText *self)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (self));

  self->tag = gtk_text_buffer_create_tag (buffer, NULL, "weight", PANGO_WEIGHT_BOLD, NULL);
  gtk_source_buffer_set_highlight_matching_brackets (GTK_SOURCE_BUFFER (buffer), FALSE);
  gtk_text_view_set_wrap_mode (GTK_TEXT_VIEW (self), GTK_WRAP_WORD_CHAR);
  gtk_text_view_set_accepts_tab (GTK_TEXT_VIEW (self), FALSE);
  g_signal_connect_object (buffer, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (adw_style_manager_get_default (), "notify::dark", G_CALLBACK (update_style), self,
                           G_CONNECT_SWAPPED);
  update_style (self);
}

/**
 * dg_prompt_text_dup_text:
 * @self: an editor
 *
 * Returns: (transfer full): the text as it is
 */
char *
dg_prompt_text_dup_text (DgPromptText *self)
{
  g_return_val_if_fail (DG_IS_PROMPT_TEXT (self), NULL);

  GtkTextBuffer *buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (self));
  GtkTextIter start, end;

  gtk_text_buffer_get_bounds (buffer, &start, &end);

  return gtk_text_buffer_get_text (buffer, &start, &end, TRUE);
}

/**
 * dg_prompt_text_set_text:
 * @self: an editor
 * @text: another text, which is not undone
 */
void
dg_prompt_text_set_text (DgPromptText *self, const char *text)
{
  g_return_if_fail (DG_IS_PROMPT_TEXT (self));
  g_return_if_fail (text != NULL);

  GtkTextBuffer *buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (self));

  gtk_text_buffer_begin_irreversible_action (buffer);
  gtk_text_buffer_set_text (buffer, text, -1);
  gtk_text_buffer_end_irreversible_action (buffer);
}
