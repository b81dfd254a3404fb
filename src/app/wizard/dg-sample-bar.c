/* dg-sample-bar.c: the row above the samples: which round it is, and what makes the next
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "dg-sample-bar.h"

#include <glib/gi18n.h>

#include "dg-round-list.h"

/**
 * DgSampleBar:
 *
 * As long as a round is under way, it says how far that is.
 */
struct _DgSampleBar
{
  GtkWidget parent_instance;

  DgSampleDesk *desk; /* (owned) (nullable): what was shown last */

  /* template */
  GtkBoxLayout *layout;
  GtkMenuButton *rounds_button;
  GtkPopover *rounds_popover;
  DgRoundList *rounds;
  GtkLabel *summary;
  GtkStack *bar_actions;
  GtkLabel *progress;
  GtkSpinner *spinner;
  GtkButton *revise_button;
  GtkWidget *regenerate_button;
};

G_DEFINE_FINAL_TYPE (DgSampleBar, dg_sample_bar, GTK_TYPE_WIDGET)

static char *
tell_summary (DgSampleSet *samples)
{
  guint n_approved = dg_sample_set_count_approved (samples);
  guint n_noted = dg_sample_set_count_noted (samples);
  g_autofree char *approved = g_strdup_printf (ngettext ("%u approved", "%u approved", n_approved), n_approved);
  g_autofree char *noted = g_strdup_printf (ngettext ("%u noted", "%u noted", n_noted), n_noted);

  if (n_approved > 0 && n_noted > 0)
    /* Translators: such as “2 approved · 1 noted”. */
    return g_strdup_printf (_ ("%s · %s"), approved, noted);
  if (n_approved + n_noted == 0)
    return g_strdup ("");

  return n_approved > 0 ? g_steal_pointer (&approved) : g_steal_pointer (&noted);
}

static char *
tell_progress (DgSampleDesk *desk)
{
  guint n_of;
  guint n_come = dg_sample_set_count_waiting (dg_sample_desk_get_samples (desk), &n_of);

  n_come = n_of - n_come;
  if (n_of == 0)
    return g_strdup ("");
  if (dg_sample_desk_get_round_kind (desk) == DG_ROUND_REVISE)
    return g_strdup_printf (ngettext ("Revising: %u of %u sample", "Revising: %u of %u samples", n_of), n_come, n_of);

  return g_strdup_printf (ngettext ("Making: %u of %u sample", "Making: %u of %u samples", n_of), n_come, n_of);
}

static void
show_revise_button (DgSampleBar *self, guint n_noted)
{
  g_autofree char *revise = n_noted > 0
                                ? g_strdup_printf (ngettext ("Re_vise %u Noted", "Re_vise %u Noted", n_noted), n_noted)
                                : g_strdup (_ ("Re_vise Noted"));

  gtk_button_set_label (self->revise_button, revise);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->revise_button),
                               n_noted > 0 ? _ ("Turn notes into rules, and revise the samples they are on")
                                           : _ ("Write on a sample what should be different first"));
  if (n_noted > 0)
    gtk_widget_add_css_class (GTK_WIDGET (self->revise_button), "suggested-action");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->revise_button), "suggested-action");
}

static void
show_rounds_cb (DgSampleBar *self)
{
  dg_round_list_show (self->rounds, dg_sample_desk_get_draft (self->desk));
}

static void
dg_sample_bar_dispose (GObject *object)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))) != NULL)
    gtk_widget_unparent (child);
  g_clear_object (&DG_SAMPLE_BAR (object)->desk);

  G_OBJECT_CLASS (dg_sample_bar_parent_class)->dispose (object);
}

static void
dg_sample_bar_class_init (DgSampleBarClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = dg_sample_bar_dispose;

  g_type_ensure (DG_TYPE_ROUND_LIST);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/example/DatasetGen/wizard/dg-sample-bar.ui");
  gtk_widget_class_bind_template_child (widget_class, DgSampleBar, layout);
  gtk_widget_class_bind_template_child (widget_class, DgSampleBar, rounds_button);
  gtk_widget_class_bind_template_child (widget_class, DgSampleBar, rounds_popover);
  gtk_widget_class_bind_template_child (widget_class, DgSampleBar, rounds);
  gtk_widget_class_bind_template_child (widget_class, DgSampleBar, summary);
  gtk_widget_class_bind_template_child (widget_class, DgSampleBar, bar_actions);
  gtk_widget_class_bind_template_child (widget_class, DgSampleBar, progress);
  gtk_widget_class_bind_template_child (widget_class, DgSampleBar, spinner);
  gtk_widget_class_bind_template_child (widget_class, DgSampleBar, revise_button);
  gtk_widget_class_bind_template_child (widget_class, DgSampleBar, regenerate_button);
  gtk_widget_class_bind_template_callback (widget_class, show_rounds_cb);
}

static void
dg_sample_bar_init (DgSampleBar *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * dg_sample_bar_set_narrow:
 * @self: a bar
 * @narrow: whether there is little room across
 */
void
dg_sample_bar_set_narrow (DgSampleBar *self, gboolean narrow)
{
  g_return_if_fail (DG_IS_SAMPLE_BAR (self));

  gtk_orientable_set_orientation (GTK_ORIENTABLE (self->layout),
                                  narrow ? GTK_ORIENTATION_VERTICAL : GTK_ORIENTATION_HORIZONTAL);
}

/**
 * dg_sample_bar_show:
 * @self: a bar
 * @desk: a desk that has a session
 *
 * Shows how things stand there.
 */
void
dg_sample_bar_show (DgSampleBar *self, DgSampleDesk *desk)
{
  g_return_if_fail (DG_IS_SAMPLE_BAR (self));
  g_return_if_fail (DG_IS_SAMPLE_DESK (desk));

  DgSampleSet *samples = dg_sample_desk_get_samples (desk);
  gboolean busy = dg_sample_desk_get_busy (desk);
  guint number = dg_draft_get_round (dg_sample_desk_get_draft (desk));
  g_autofree char *round = g_strdup_printf (_ ("Round %u"), MAX (number, 1));
  g_autofree char *summary = tell_summary (samples);
  g_autofree char *progress = tell_progress (desk);

  g_set_object (&self->desk, desk);
  gtk_menu_button_set_label (self->rounds_button, round);
  gtk_widget_set_sensitive (GTK_WIDGET (self->rounds_button), number > 0);
  gtk_label_set_label (self->summary, summary);
  gtk_label_set_label (self->progress, progress);
  gtk_stack_set_visible_child_name (self->bar_actions, busy ? "busy" : "idle");
  gtk_spinner_set_spinning (self->spinner, busy);
  show_revise_button (self, dg_sample_set_count_noted (samples));
  gtk_widget_set_tooltip_text (self->regenerate_button,
                               dg_sample_set_count_open (samples) > 0
                                   ? _ ("Make all samples anew that are neither approved nor edited")
                                   : _ ("All samples are approved or edited, and are not overwritten"));
}

/**
 * dg_sample_bar_close_rounds:
 * @self: a bar
 *
 * Closes the list of rounds, if it is open.
 */
void
dg_sample_bar_close_rounds (DgSampleBar *self)
{
  g_return_if_fail (DG_IS_SAMPLE_BAR (self));

  gtk_popover_popdown (self->rounds_popover);
}
