/* dg-failure-page.c: a page in place of what could not be done
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "dg-failure-page.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "dg-failure.h"

/**
 * DgFailurePage:
 *
 * Says why something could not be done, and has the buttons that mend it.
 */
struct _DgFailurePage
{
  GtkWidget parent_instance;

  DgFailure *failure; /* (owned) (nullable) */

  /* template */
  AdwStatusPage *page;
  GtkButton *try_again_button;
  GtkWidget *preferences_button;
  GtkButton *other_button;
};

G_DEFINE_FINAL_TYPE (DgFailurePage, dg_failure_page, GTK_TYPE_WIDGET)

static void
copy_details_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  dg_failure_copy_details (DG_FAILURE_PAGE (widget)->failure, widget);
}

static void
dg_failure_page_dispose (GObject *object)
{
  GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (object));

  g_clear_pointer (&child, gtk_widget_unparent);

  G_OBJECT_CLASS (dg_failure_page_parent_class)->dispose (object);
}

static void
dg_failure_page_finalize (GObject *object)
{
  g_clear_pointer (&DG_FAILURE_PAGE (object)->failure, dg_failure_free);

  G_OBJECT_CLASS (dg_failure_page_parent_class)->finalize (object);
}

static void
dg_failure_page_class_init (DgFailurePageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = dg_failure_page_dispose;
  G_OBJECT_CLASS (klass)->finalize = dg_failure_page_finalize;

  gtk_widget_class_set_template_from_resource (widget_class, "/org/example/DatasetGen/wizard/dg-failure-page.ui");
  gtk_widget_class_bind_template_child (widget_class, DgFailurePage, page);
  gtk_widget_class_bind_template_child (widget_class, DgFailurePage, try_again_button);
  gtk_widget_class_bind_template_child (widget_class, DgFailurePage, preferences_button);
  gtk_widget_class_bind_template_child (widget_class, DgFailurePage, other_button);
  gtk_widget_class_install_action (widget_class, "failure.copy-details", NULL, copy_details_cb);
}

static void
dg_failure_page_init (DgFailurePage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "failure.copy-details", FALSE);
}

/**
 * dg_failure_page_set_actions:
 * @self: a page
 * @try_again: the action that does it once more
 * @other: (nullable): the action of another way out, whose button appears with dg_failure_page_set_other_label()
 */
void
dg_failure_page_set_actions (DgFailurePage *self, const char *try_again, const char *other)
{
  g_return_if_fail (DG_IS_FAILURE_PAGE (self));

  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->try_again_button), try_again);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->other_button), other);
}

/**
 * dg_failure_page_show:
 * @self: a page
 * @title: what could not be done
 * @error: why
 * @note: (nullable): what else is to be known, such as what is kept
 */
void
dg_failure_page_show (DgFailurePage *self, const char *title, const GError *error, const char *note)
{
  g_return_if_fail (DG_IS_FAILURE_PAGE (self));
  g_return_if_fail (title != NULL && error != NULL);

  gboolean cancelled = g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  const char *message;
  g_autofree char *text = NULL;

  g_clear_pointer (&self->failure, dg_failure_free);
  self->failure = dg_failure_new (error);
  message = cancelled ? _ ("It was stopped before it came to its end.") : dg_failure_get_text (self->failure);
  text = note != NULL ? g_markup_printf_escaped ("%s\n%s", message, note) : g_markup_escape_text (message, -1);
  adw_status_page_set_title (self->page, title);
  adw_status_page_set_description (self->page, text);
  gtk_widget_set_visible (self->preferences_button, dg_failure_is_setting (self->failure));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "failure.copy-details", !cancelled);
}

/**
 * dg_failure_page_set_other_label:
 * @self: a page
 * @label: (nullable): what the other way out is called, with a mnemonic; %NULL when there is none
 */
void
dg_failure_page_set_other_label (DgFailurePage *self, const char *label)
{
  g_return_if_fail (DG_IS_FAILURE_PAGE (self));

  if (label != NULL)
    gtk_button_set_label (self->other_button, label);
  gtk_widget_set_visible (GTK_WIDGET (self->other_button), label != NULL);
}
