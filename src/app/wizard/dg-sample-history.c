/* dg-sample-history.c: what a sample was in each round
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "dg-sample-history.h"

#include <glib/gi18n.h>

#include "dg-diff-text.h"
#include "dg-json.h"
#include "dg-sample-words.h"

/**
 * DgSampleHistory:
 *
 * A window with a sample through the rounds, the latest first, each with what it changed and the notes that led to it.
 * Rounds that did not change the sample are left out.
 */
struct _DgSampleHistory
{
  AdwWindow parent_instance;

  /* template */
  AdwWindowTitle *title;
  GtkBox *rounds;
};

G_DEFINE_FINAL_TYPE (DgSampleHistory, dg_sample_history, ADW_TYPE_WINDOW)

static void
dg_sample_history_class_init (DgSampleHistoryClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  gtk_widget_class_set_template_from_resource (widget_class, "/org/example/DatasetGen/wizard/dg-sample-history.ui");
  gtk_widget_class_bind_template_child (widget_class, DgSampleHistory, title);
  gtk_widget_class_bind_template_child (widget_class, DgSampleHistory, rounds);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
dg_sample_history_init (DgSampleHistory *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

static GtkWidget *
add_label (GtkBox *box, const char *text, const char *style)
{
  GtkWidget *label = gtk_label_new (text);

  g_object_set (label, "wrap", TRUE, "wrap-mode", PANGO_WRAP_WORD_CHAR, "xalign", 0.0, NULL);
  gtk_widget_add_css_class (label, style);
  gtk_box_append (box, label);

  return label;
}

static char *
indent (const char *text)
{
  char *indented = *text == '{' || *text == '[' ? dg_json_text_indent (text) : NULL;

  return indented != NULL ? indented : g_strdup (text);
}

static void
add_text (GtkBox *box, const char *title, const char *before, const char *after)
{
  GtkWidget *diff = g_object_new (DG_TYPE_DIFF_TEXT, NULL);
  g_autofree char *old = indent (before != NULL ? before : after);
  g_autofree char *new = indent (after);

  gtk_widget_add_css_class (add_label (box, title, "caption-heading"), "dim-label");
  dg_diff_text_set_texts (DG_DIFF_TEXT (diff), old, new);
  gtk_box_append (box, diff);
}

static void
add_notes (GtkBox *box, const DgDraft *draft, const DgSample *sample)
{
  for (guint i = 0; i < draft->notes->len; i++)
    {
      const DgNote *note = g_ptr_array_index (draft->notes, i);
      g_autofree char *text = g_strdup_printf (_ ("After the note “%s”"), note->text);

      if (note->used && note->card == sample->card && note->round + 1 == sample->round)
        add_label (box, text, "dim-label");
    }
}

static void
add_round (DgSampleHistory *self, const DgDraft *draft, const DgSample *sample, const DgSample *before)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  /* a sample that was made anew has nothing in common with the one before */
  const DgSample *compared = before != NULL && g_strcmp0 (before->line, sample->line) == 0 ? before : NULL;
  g_autofree char *heading =
      g_strdup_printf (_ ("Round %u · %s"), sample->round, dg_sample_words_state (sample->state));

  gtk_widget_add_css_class (box, "card");
  gtk_widget_add_css_class (box, "dg-sample-card");
  add_label (GTK_BOX (box), heading, "heading");
  add_notes (GTK_BOX (box), draft, sample);
  add_text (GTK_BOX (box), _ ("Input"), compared != NULL ? compared->input : NULL, sample->input);
  add_text (GTK_BOX (box), _ ("Answer"), compared != NULL ? compared->answer : NULL, sample->answer);
  gtk_box_append (self->rounds, box);
}

/**
 * dg_sample_history_present:
 * @parent: the window that it belongs to
 * @draft: a session
 * @card: which card
 *
 * Opens a window with the history of a card.
 *
 * Returns: (transfer none): the window
 */
GtkWindow *
dg_sample_history_present (GtkWindow *parent, const DgDraft *draft, guint card)
{
  g_return_val_if_fail (draft != NULL, NULL);

  DgSampleHistory *self = g_object_new (DG_TYPE_SAMPLE_HISTORY, "transient-for", parent, NULL);
  g_autofree char *title = g_strdup_printf (_ ("History of Sample %u"), card);

  gtk_window_set_title (GTK_WINDOW (self), title);
  adw_window_title_set_title (self->title, title);
  for (guint round = dg_draft_get_round (draft); round > 0; round--)
    {
      const DgSample *sample = dg_draft_find_sample (draft, round, card);
      const DgSample *before = round > 1 ? dg_draft_find_sample (draft, round - 1, card) : NULL;

      if (sample == NULL || (before != NULL && g_str_equal (before->input, sample->input) &&
                             g_str_equal (before->answer, sample->answer)))
        continue;
      add_round (self, draft, sample, before);
    }
  gtk_window_present (GTK_WINDOW (self));

  return GTK_WINDOW (self);
}
