/* dg-prompt-preview.c: a prompt as it is, with its placeholders
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "dg-prompt-preview.h"

#include <adwaita.h>
#include <glib/gi18n.h>

/* More is not looked at here, and a label that lays out a long text is slow. */
#define MAX_CHARACTERS 2000

/**
 * DgPromptPreview:
 *
 * What a prompt says, in so far as one needs it to know which one it is.
 */
struct _DgPromptPreview
{
  GtkWidget parent_instance;

  /* template */
  GtkLabel *title;
  GtkLabel *placeholders;
  GtkLabel *texts;
};

G_DEFINE_FINAL_TYPE (DgPromptPreview, dg_prompt_preview, GTK_TYPE_WIDGET)

static char *
make_placeholders_markup (const DgPrompt *prompt)
{
  g_auto (GStrv) names = dg_prompt_dup_placeholders (prompt);
  g_autoptr (GString) list = g_string_new (NULL);

  for (guint i = 0; names[i] != NULL; i++)
    {
      g_autofree char *escaped = g_markup_escape_text (names[i], -1);

      g_string_append_printf (list, "%s<tt><b>{{%s}}</b></tt>", i == 0 ? "" : "  ", escaped);
    }
  if (list->len == 0)
    return g_strdup (_ ("No placeholders: each input is the whole message."));

  /* Translators: the %s is a list of placeholders of a prompt. */
  return g_strdup_printf (_ ("Fills %s"), list->str);
}

static char *
join_texts (const DgPrompt *prompt)
{
  g_autofree char *whole = *prompt->system != '\0' && *prompt->user != '\0'
                               ? g_strconcat (prompt->system, "\n\n", prompt->user, NULL)
                               : g_strconcat (prompt->system, prompt->user, NULL);

  if (g_utf8_strlen (whole, -1) <= MAX_CHARACTERS)
    return g_steal_pointer (&whole);

  g_autofree char *start = g_utf8_substring (whole, 0, MAX_CHARACTERS);

  return g_strconcat (start, "…", NULL);
}

static void
dg_prompt_preview_dispose (GObject *object)
{
  GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (object));

  if (child != NULL)
    gtk_widget_unparent (child);

  G_OBJECT_CLASS (dg_prompt_preview_parent_class)->dispose (object);
}

static void
dg_prompt_preview_class_init (DgPromptPreviewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = dg_prompt_preview_dispose;

  gtk_widget_class_set_template_from_resource (widget_class, "/org/example/DatasetGen/widgets/dg-prompt-preview.ui");
  gtk_widget_class_bind_template_child (widget_class, DgPromptPreview, title);
  gtk_widget_class_bind_template_child (widget_class, DgPromptPreview, placeholders);
  gtk_widget_class_bind_template_child (widget_class, DgPromptPreview, texts);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

static void
dg_prompt_preview_init (DgPromptPreview *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * dg_prompt_preview_set_prompt:
 * @self: a preview
 * @prompt: (nullable): the prompt to show; %NULL for what there is to do without one
 */
void
dg_prompt_preview_set_prompt (DgPromptPreview *self, const DgPrompt *prompt)
{
  g_return_if_fail (DG_IS_PROMPT_PREVIEW (self));

  g_autofree char *markup = prompt != NULL ? make_placeholders_markup (prompt) : NULL;
  g_autofree char *texts = prompt != NULL ? join_texts (prompt) : NULL;
  const char *title = prompt != NULL ? prompt->name : _ ("Start from Scratch");

  gtk_label_set_label (self->title, title);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
  gtk_widget_set_visible (GTK_WIDGET (self->placeholders), prompt != NULL);
  gtk_label_set_label (self->placeholders, markup != NULL ? markup : "");
  gtk_label_set_label (self->texts, texts != NULL ? texts
                                                  : _ ("You are asked what the model is to do, who talks to it, and "
                                                       "what a good answer looks like. A few minutes, then you see "
                                                       "five samples."));
}
