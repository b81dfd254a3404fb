/* dg-diff-text.c: a text with what is different from another marked in it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "dg-diff-text.h"

#include <glib/gi18n.h>

#include "dg-word-diff.h"

/* Of what was removed: readable, and clearly not part of the text any more. */
#define REMOVED_ALPHA 0.55F
#define ADDED_GROUND_ALPHA 0.2F

/**
 * DgDiffText:
 *
 * Words that were removed are struck through and dimmed, words that were added are bold on a tinted ground. Screen
 * readers hear the same in words. It is a text view that cannot be edited, so that it grows and scrolls as the text
 * does that it stands for.
 */
struct _DgDiffText
{
  DgGrowingText parent_instance;

  GtkTextTag *removed; /* (unowned): the buffer's table has it */
  GtkTextTag *added;   /* (unowned): likewise */
};

G_DEFINE_FINAL_TYPE (DgDiffText, dg_diff_text, DG_TYPE_GROWING_TEXT)

/* Tags know no named colours. */
static void
set_colours (DgDiffText *self)
{
  GtkStyleContext *context = gtk_widget_get_style_context (GTK_WIDGET (self));
  GdkRGBA ground, text;

  gtk_style_context_get_color (context, &text);
  text.alpha *= REMOVED_ALPHA;
  if (!gtk_style_context_lookup_color (context, "accent_bg_color", &ground))
    ground = text;
  ground.alpha = ADDED_GROUND_ALPHA;
  g_object_set (self->removed, "foreground-rgba", &text, NULL);
  g_object_set (self->added, "background-rgba", &ground, NULL);
}

static char *
tell_parts (GPtrArray *parts)
{
  g_autoptr (GString) words = g_string_new (NULL);

  for (guint i = 0; i < parts->len; i++)
    {
      const DgDiffPart *part = g_ptr_array_index (parts, i);

      if (part->kind == DG_DIFF_REMOVED)
        /* Translators: said by screen readers in the middle of a text, where words were removed. */
        g_string_append_printf (words, _ (" [removed: %s] "), part->text);
      else if (part->kind == DG_DIFF_ADDED)
        /* Translators: said by screen readers in the middle of a text, where words were added. */
        g_string_append_printf (words, _ (" [added: %s] "), part->text);
      else
        g_string_append (words, part->text);
    }

  return g_strstrip (g_string_free (g_steal_pointer (&words), FALSE));
}

static void
dg_diff_text_css_changed (GtkWidget *widget, GtkCssStyleChange *change)
{
  GTK_WIDGET_CLASS (dg_diff_text_parent_class)->css_changed (widget, change);

  set_colours (DG_DIFF_TEXT (widget));
}

static void
dg_diff_text_class_init (DgDiffTextClass *klass)
{
  GTK_WIDGET_CLASS (klass)->css_changed = dg_diff_text_css_changed;
}

static void
dg_diff_text_init (DgDiffText *self)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (self));

  self->removed = gtk_text_buffer_create_tag (buffer, NULL, "strikethrough", TRUE, NULL);
  self->added = gtk_text_buffer_create_tag (buffer, NULL, "weight", PANGO_WEIGHT_BOLD, NULL);
  g_object_set (self, "editable", FALSE, "cursor-visible", FALSE, "accepts-tab", FALSE, "wrap-mode", GTK_WRAP_WORD_CHAR,
                NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Changes"), -1);
}

/**
 * dg_diff_text_set_texts:
 * @self: a text
 * @before: a text
 * @after: what it has become
 *
 * Shows @after, and in it what was removed from @before.
 */
void
dg_diff_text_set_texts (DgDiffText *self, const char *before, const char *after)
{
  g_return_if_fail (DG_IS_DIFF_TEXT (self));
  g_return_if_fail (before != NULL && after != NULL);

  GtkTextBuffer *buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (self));
  g_autoptr (GPtrArray) parts = dg_word_diff (before, after);
  g_autofree char *words = tell_parts (parts);
  GtkTextIter end;

  gtk_text_buffer_set_text (buffer, "", -1);
  for (guint i = 0; i < parts->len; i++)
    {
      const DgDiffPart *part = g_ptr_array_index (parts, i);
      GtkTextTag *tag = part->kind == DG_DIFF_REMOVED ? self->removed
                        : part->kind == DG_DIFF_ADDED ? self->added
                                                      : NULL;

      gtk_text_buffer_get_end_iter (buffer, &end);
      gtk_text_buffer_insert_with_tags (buffer, &end, part->text, -1, tag, NULL);
    }
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, words, -1);
}
