/* dg-extend-dialog.c: asks how many more records, and what about
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "dg-extend-dialog.h"

#include <glib/gi18n.h>
#include <math.h>

#include "dg-banner.h"
#include "dg-bedrock-model.h"
#include "dg-extend-work.h"
#include "dg-model-catalog.h"

/* How many more are proposed. */
#define USUAL_RECORDS 50

/**
 * DgExtendDialog:
 *
 * Asks, and goes when the run has started. It holds the session that the dataset came from, so that whatever is in the
 * way shows before anything is typed.
 */
struct _DgExtendDialog
{
  AdwWindow parent_instance;

  DgEngine *engine;          /* (owned) (nullable): NULL until it is set */
  DgRunList *runs;           /* (owned) (nullable): likewise */
  DgDataset *dataset;        /* (owned) (nullable): likewise */
  DgSession *session;        /* (owned) (nullable): NULL until it is open */
  GCancellable *cancellable; /* (owned): of all that is under way */
  GCancellable *estimating;  /* (owned) (nullable): of the estimate */
  gboolean busy;             /* whether the run is being started */
  gboolean connect;          /* whether the banner leads to Preferences */

  /* template */
  DgBanner *banner;
  GtkButton *cancel_button;
  GtkWidget *add_button;
  GtkStack *states;
  GtkWidget *form;
  AdwActionRow *count_row;
  GtkSpinButton *count;
  GtkEditable *about;
  AdwActionRow *model_row;
  GtkSpinner *spinner;
  GtkLabel *status_label;
  AdwStatusPage *refusal;
};

G_DEFINE_FINAL_TYPE (DgExtendDialog, dg_extend_dialog, ADW_TYPE_WINDOW)

enum
{
  SIGNAL_STARTED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

/* --- state --- */

static void
update_actions (DgExtendDialog *self)
{
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "extend.add", self->session != NULL && !self->busy);
  gtk_widget_set_sensitive (self->form, !self->busy);
}

static void
show_status (DgExtendDialog *self, const char *status)
{
  gtk_label_set_label (self->status_label, status != NULL ? status : "");
  gtk_widget_set_visible (GTK_WIDGET (self->spinner), self->busy);
  gtk_spinner_set_spinning (self->spinner, self->busy);
}

/* What can be mended in Preferences has the way there. */
static void
show_error (DgExtendDialog *self, const GError *error)
{
  self->connect = g_error_matches (error, DG_INFERENCE_ERROR, DG_INFERENCE_ERROR_NO_CREDENTIALS) ||
                  g_error_matches (error, DG_INFERENCE_ERROR, DG_INFERENCE_ERROR_REFUSED_CREDENTIALS);
  /* it is told when the search has come to its end */
  if (self->connect && dg_engine_get_connection (self->engine) == DG_CONNECTION_SEARCHING)
    return;

  dg_banner_set_title (self->banner, error->message);
  dg_banner_set_button_label (self->banner, self->connect           ? _ ("Open _Preferences")
                                            : self->session == NULL ? _ ("_Try Again")
                                                                    : NULL);
  dg_banner_set_revealed (self->banner, TRUE);
}

static void
show_refusal (DgExtendDialog *self, const char *title, const char *text)
{
  g_autofree char *escaped = g_markup_escape_text (text, -1);

  adw_status_page_set_title (self->refusal, title);
  adw_status_page_set_description (self->refusal, escaped);
  gtk_stack_set_visible_child_name (self->states, "refusal");
  gtk_widget_hide (self->add_button);
  gtk_button_set_label (self->cancel_button, _ ("_Close"));
}

/* --- what it will take --- */

static char *
dup_cost (const DgEstimate *estimate)
{
  if (isnan (estimate->cost_high_usd))
    return g_strdup (_ ("the price is not known"));
  if (estimate->cost_high_usd <= 0.0)
    return g_strdup (_ ("free of charge"));
  if (estimate->cost_high_usd < 0.01)
    return g_strdup (_ ("less than $0.01"));

  /* Translators: dollars, from and to */
  return g_strdup_printf (_ ("$%.2f to $%.2f"), estimate->cost_low_usd, ceil (estimate->cost_high_usd * 100) / 100);
}

static void
estimated_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (DgExtendDialog) self = data;
  DgEstimate estimate;
  g_autofree char *cost = NULL;
  g_autofree char *text = NULL;
  guint seconds;

  /* it only informs; what is wrong shows where it matters */
  if (!dg_session_estimate_finish (DG_SESSION (source), result, &estimate, NULL) || self->busy)
    return;

  cost = dup_cost (&estimate);
  seconds = (guint) MAX (1.0, ceil (estimate.seconds_high));
  if (seconds < 90)
    /* Translators: seconds, and what it costs */
    text = g_strdup_printf (ngettext ("Takes up to %u second, %s.", "Takes up to %u seconds, %s.", seconds), seconds,
                            cost);
  else
    /* Translators: minutes, and what it costs */
    text = g_strdup_printf (ngettext ("Takes up to %u minute, %s.", "Takes up to %u minutes, %s.", (seconds + 59) / 60),
                            (seconds + 59) / 60, cost);
  show_status (self, text);
}

static void
estimate (DgExtendDialog *self)
{
  g_autoptr (GPtrArray) approved = NULL;

  if (self->estimating != NULL)
    g_cancellable_cancel (self->estimating);
  g_clear_object (&self->estimating);
  if (self->session == NULL || self->busy)
    return;

  /* the approved samples are in the file already; what is estimated leaves them out */
  approved = dg_session_dup_approved (self->session);
  self->estimating = g_cancellable_new ();
  dg_session_estimate_async (self->session, (guint) gtk_spin_button_get_value_as_int (self->count) + approved->len,
                             g_settings_get_uint (dg_engine_get_settings (self->engine), "max-requests"), NULL,
                             self->estimating, estimated_cb, g_object_ref (self));
}

static void
count_changed_cb (DgExtendDialog *self)
{
  estimate (self);
}

/* --- the session --- */

static void
opened_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (DgExtendDialog) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (DgSession) session = dg_extend_open_finish (result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) || g_cancellable_is_cancelled (self->cancellable))
    return;

  if (session == NULL)
    show_error (self, error);
  else
    self->session = g_steal_pointer (&session);
  update_actions (self);
  estimate (self);
}

static void
open_session (DgExtendDialog *self)
{
  dg_banner_set_revealed (self->banner, FALSE);
  dg_extend_open_async (self->engine, self->dataset, self->cancellable, opened_cb, g_object_ref (self));
}

static void
banner_clicked_cb (DgExtendDialog *self)
{
  GtkWindow *parent = gtk_window_get_transient_for (GTK_WINDOW (self));

  if (!self->connect)
    open_session (self);
  else if (parent != NULL)
    gtk_widget_activate_action (GTK_WIDGET (parent), "app.preferences", NULL);
}

/* The search at the start has come to its end, or somebody has been to Preferences. */
static void
connection_cb (DgExtendDialog *self)
{
  if (self->session == NULL && self->connect && dg_engine_get_connection (self->engine) != DG_CONNECTION_SEARCHING)
    open_session (self);
}

/* --- adding --- */

static void
started_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (DgExtendDialog) self = data;
  g_autoptr (GError) error = NULL;
  g_autofree char *say = NULL;
  g_autoptr (DgActiveRun) run = dg_extend_start_finish (result, &say, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) || g_cancellable_is_cancelled (self->cancellable))
    return;

  self->busy = FALSE;
  update_actions (self);
  if (run == NULL)
    {
      show_error (self, error);
      show_status (self, NULL);
      estimate (self);
      return;
    }

  g_signal_emit (self, signals[SIGNAL_STARTED], 0, run, say);
  gtk_window_close (GTK_WINDOW (self));
}

static void
add_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  DgExtendDialog *self = DG_EXTEND_DIALOG (widget);
  g_autofree char *about = g_strstrip (g_strdup (gtk_editable_get_text (self->about)));
  gboolean planned = *about != '\0';

  gtk_spin_button_update (self->count);
  /* GTK warns of a text that becomes insensitive, or goes, with the focus in it */
  gtk_window_set_focus (GTK_WINDOW (self), NULL);
  self->busy = TRUE;
  update_actions (self);
  dg_banner_set_revealed (self->banner, FALSE);
  show_status (self, planned ? _ ("Working out what the new records vary in…") : _ ("Starting…"));
  dg_extend_start_async (self->engine, self->runs, self->session, self->dataset,
                         (guint) gtk_spin_button_get_value_as_int (self->count), planned ? about : NULL,
                         self->cancellable, started_cb, g_object_ref (self));
}

/* --- life --- */

static gboolean
dg_extend_dialog_close_request (GtkWindow *window)
{
  g_cancellable_cancel (DG_EXTEND_DIALOG (window)->cancellable);
  gtk_window_set_focus (window, NULL);

  return GTK_WINDOW_CLASS (dg_extend_dialog_parent_class)->close_request (window);
}

static void
dg_extend_dialog_dispose (GObject *object)
{
  DgExtendDialog *self = DG_EXTEND_DIALOG (object);

  g_cancellable_cancel (self->cancellable);
  if (self->estimating != NULL)
    g_cancellable_cancel (self->estimating);
  g_clear_object (&self->estimating);
  /* this gives the lease of the session back, unless the run has it */
  g_clear_object (&self->session);
  g_clear_object (&self->engine);
  g_clear_object (&self->runs);
  g_clear_object (&self->dataset);

  G_OBJECT_CLASS (dg_extend_dialog_parent_class)->dispose (object);
}

static void
dg_extend_dialog_finalize (GObject *object)
{
  g_object_unref (DG_EXTEND_DIALOG (object)->cancellable);

  G_OBJECT_CLASS (dg_extend_dialog_parent_class)->finalize (object);
}

static void
dg_extend_dialog_class_init (DgExtendDialogClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = dg_extend_dialog_dispose;
  object_class->finalize = dg_extend_dialog_finalize;
  GTK_WINDOW_CLASS (klass)->close_request = dg_extend_dialog_close_request;

  /**
   * DgExtendDialog::started:
   * @self: the dialog
   * @run: the run
   * @say: (nullable): what the new records will be, in the model's words
   *
   * Records are being made. The dialog goes.
   */
  signals[SIGNAL_STARTED] = g_signal_new ("started", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                          G_TYPE_NONE, 2, DG_TYPE_ACTIVE_RUN, G_TYPE_STRING);

  g_type_ensure (DG_TYPE_BANNER);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/example/DatasetGen/review/dg-extend-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, DgExtendDialog, banner);
  gtk_widget_class_bind_template_child (widget_class, DgExtendDialog, cancel_button);
  gtk_widget_class_bind_template_child (widget_class, DgExtendDialog, add_button);
  gtk_widget_class_bind_template_child (widget_class, DgExtendDialog, states);
  gtk_widget_class_bind_template_child (widget_class, DgExtendDialog, form);
  gtk_widget_class_bind_template_child (widget_class, DgExtendDialog, count_row);
  gtk_widget_class_bind_template_child (widget_class, DgExtendDialog, count);
  gtk_widget_class_bind_template_child (widget_class, DgExtendDialog, about);
  gtk_widget_class_bind_template_child (widget_class, DgExtendDialog, model_row);
  gtk_widget_class_bind_template_child (widget_class, DgExtendDialog, spinner);
  gtk_widget_class_bind_template_child (widget_class, DgExtendDialog, status_label);
  gtk_widget_class_bind_template_child (widget_class, DgExtendDialog, refusal);
  gtk_widget_class_bind_template_callback (widget_class, count_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, banner_clicked_cb);

  gtk_widget_class_install_action (widget_class, "extend.add", NULL, add_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
dg_extend_dialog_init (DgExtendDialog *self)
{
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  /* GTK 4.8 says both, the name and the title of the row */
  gtk_accessible_reset_relation (GTK_ACCESSIBLE (self->count), GTK_ACCESSIBLE_RELATION_LABELLED_BY);
  gtk_window_set_default_widget (GTK_WINDOW (self), self->add_button);
  update_actions (self);
}

static char *
dup_maker (DgDataset *dataset)
{
  const char *model = dg_dataset_get_model (dataset);
  const DgModelInfo *info = model != NULL ? dg_model_catalog_find (model) : NULL;

  if (g_strcmp0 (dg_dataset_get_provider (dataset), DG_PROVIDER_PRACTICE) == 0)
    return g_strdup (_ ("The practice model, as the others: made up by this program, not AI"));

  /* Translators: %s is a model */
  return g_strdup_printf (_ ("%s, as the others"), info != NULL ? info->name : model != NULL ? model : "?");
}

static void
show_form (DgExtendDialog *self, guint n_records)
{
  guint room = DG_MAX_RECORDS - n_records;
  g_autofree char *maker = dup_maker (self->dataset);
  /* Translators: how many more, and how many a dataset may have */
  g_autofree char *limit =
      g_strdup_printf (_ ("Up to %'u: a dataset has at most %'u records"), room, (guint) DG_MAX_RECORDS);

  gtk_spin_button_set_range (self->count, 1, room);
  gtk_spin_button_set_value (self->count, MIN (room, USUAL_RECORDS));
  adw_action_row_set_subtitle (self->count_row, limit);
  adw_action_row_set_subtitle (self->model_row, maker);
}

/**
 * dg_extend_dialog_new:
 * @parent: (nullable): the window it belongs to
 * @engine: what stands behind the pages, with a library
 * @runs: the runs under way
 * @dataset: the dataset that gets more records
 *
 * Returns: (transfer none): a dialog, to be presented; for a dataset that cannot get more it says why
 */
DgExtendDialog *
dg_extend_dialog_new (GtkWindow *parent, DgEngine *engine, DgRunList *runs, DgDataset *dataset)
{
  g_return_val_if_fail (DG_IS_ENGINE (engine) && DG_IS_RUN_LIST (runs) && DG_IS_DATASET (dataset), NULL);

  DgExtendDialog *self = g_object_new (DG_TYPE_EXTEND_DIALOG, "transient-for", parent, NULL);
  guint n_records = dg_dataset_get_n_records (dataset);

  self->engine = g_object_ref (engine);
  self->runs = g_object_ref (runs);
  self->dataset = g_object_ref (dataset);
  g_signal_connect_object (engine, "notify::connection", G_CALLBACK (connection_cb), self, G_CONNECT_SWAPPED);

  if (dg_dataset_get_session (dataset) == NULL)
    show_refusal (self, _ ("Not Made Here"),
                  _ ("What the records of this dataset have to be like is not known. Generate a new dataset, and bring "
                     "some of these records as examples."));
  else if (n_records >= DG_MAX_RECORDS)
    {
      g_autofree char *text =
          g_strdup_printf (_ ("A dataset has at most %'u records. Generate another one."), (guint) DG_MAX_RECORDS);

      show_refusal (self, _ ("The Dataset Is Full"), text);
    }
  else
    {
      show_form (self, n_records);
      gtk_window_set_focus (GTK_WINDOW (self), GTK_WIDGET (self->count));
      open_session (self);
    }

  return self;
}
