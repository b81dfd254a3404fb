/* dg-estimate-bar.c: what a run will take, as long as it is not begun
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "dg-estimate-bar.h"

#include <glib/gi18n.h>

#include "dg-figures.h"

/* While a slider is dragged, the last number counts: milliseconds. */
#define DELAY_MS 120

/**
 * DgEstimateBar:
 *
 * Time, tokens and price of a run.
 */
struct _DgEstimateBar
{
  GtkWidget parent_instance;

  DgWizardContext *context;  /* (owned) (nullable): NULL until something was to be estimated */
  GCancellable *cancellable; /* (owned) (nullable): of the estimate under way */
  guint delay;               /* of the next one, 0 when none is due */
  guint n_records;
  gboolean check_answers;

  /* template */
  GtkLabel *label;
  GtkLabel *basis;
};

G_DEFINE_FINAL_TYPE (DgEstimateBar, dg_estimate_bar, GTK_TYPE_WIDGET)

static void
show_text (DgEstimateBar *self, const char *text, gboolean known)
{
  gtk_label_set_text (self->label, text);
  gtk_widget_set_visible (GTK_WIDGET (self->basis), known);
}

static void
estimate_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (DgEstimateBar) self = data;
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;
  DgEstimate estimate;

  if (!dg_session_estimate_finish (DG_SESSION (source), result, &estimate, &error))
    {
      if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        show_text (self, error->message, FALSE);
      return;
    }

  text = dg_figures_dup_estimate (&estimate);
  show_text (self, text, TRUE);
}

static gboolean
delay_cb (gpointer data)
{
  DgEstimateBar *self = data;
  g_autoptr (GError) error = NULL;
  DgModel *model = dg_wizard_context_open_model (self->context, &error);
  DgSession *session = dg_wizard_context_get_session (self->context);
  GSettings *settings = dg_engine_get_settings (dg_wizard_context_get_engine (self->context));

  self->delay = 0;
  if (model == NULL || session == NULL)
    {
      show_text (self, error != NULL ? error->message : "", FALSE);
      return G_SOURCE_REMOVE;
    }

  self->cancellable = g_cancellable_new ();
  dg_session_estimate_async (session, self->n_records, g_settings_get_uint (settings, "max-requests"),
                             self->check_answers ? model : NULL, self->cancellable, estimate_cb, g_object_ref (self));

  return G_SOURCE_REMOVE;
}

static void
forget (DgEstimateBar *self)
{
  g_clear_handle_id (&self->delay, g_source_remove);
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
}

static void
dg_estimate_bar_dispose (GObject *object)
{
  DgEstimateBar *self = DG_ESTIMATE_BAR (object);
  GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (object));

  forget (self);
  g_clear_object (&self->context);
  if (child != NULL)
    gtk_widget_unparent (child);

  G_OBJECT_CLASS (dg_estimate_bar_parent_class)->dispose (object);
}

static void
dg_estimate_bar_class_init (DgEstimateBarClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = dg_estimate_bar_dispose;

  gtk_widget_class_set_template_from_resource (widget_class, "/org/example/DatasetGen/wizard/dg-estimate-bar.ui");
  gtk_widget_class_bind_template_child (widget_class, DgEstimateBar, label);
  gtk_widget_class_bind_template_child (widget_class, DgEstimateBar, basis);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

static void
dg_estimate_bar_init (DgEstimateBar *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Estimate"), -1);
}

/**
 * dg_estimate_bar_show:
 * @self: a bar
 * @context: whose session and model it is about
 * @n_records: how many records the file gets
 * @check_answers: whether the answers are checked afterwards
 *
 * Shows what the run will take, a moment after the last call.
 */
void
dg_estimate_bar_show (DgEstimateBar *self, DgWizardContext *context, guint n_records, gboolean check_answers)
{
  g_return_if_fail (DG_IS_ESTIMATE_BAR (self));
  g_return_if_fail (DG_IS_WIZARD_CONTEXT (context));

  forget (self);
  g_set_object (&self->context, context);
  self->n_records = n_records;
  self->check_answers = check_answers;
  self->delay = g_timeout_add (DELAY_MS, delay_cb, self);
}

/**
 * dg_estimate_bar_get_text:
 * @self: a bar
 *
 * Returns: what it says; empty before anything is known
 */
const char *
dg_estimate_bar_get_text (DgEstimateBar *self)
{
  g_return_val_if_fail (DG_IS_ESTIMATE_BAR (self), NULL);

  return gtk_label_get_text (self->label);
}
