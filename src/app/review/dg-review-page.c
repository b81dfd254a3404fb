/* dg-review-page.c: a saved dataset, record by record
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "dg-review-page.h"

#include <glib/gi18n.h>
#include <string.h>

#include "dg-bedrock-model.h"
#include "dg-model-catalog.h"
#include "dg-review-tools.h"
#include "dg-run-bar.h"
#include "dg-toast.h"

/* How long the records may take before a spinner is shown, in milliseconds. */
#define SPINNER_MS 300

/* All records are read only when what is on show has been loaded, and when nobody adds or deletes one after the other.
 * In milliseconds. */
#define INSPECT_SOON_MS 300
#define INSPECT_LATER_MS 2000

/**
 * DgReviewPage:
 *
 * The dataset's records, and what it is like as a whole. It follows what is done to the dataset here, by a run, and,
 * when the person comes back to the window, by others.
 */
struct _DgReviewPage
{
  DgPage parent_instance;

  DgEngine *engine;         /* (owned) (nullable): NULL until it is set */
  DgRunList *runs;          /* (owned) (nullable): likewise */
  char *id;                 /* (owned) (nullable): of the dataset */
  DgInspection *inspection; /* (owned) (nullable): NULL until all records were read once */
  GCancellable *inspecting; /* (owned) (nullable): of reading them */
  guint n_inspected;        /* how many records the dataset had then */
  guint inspect_source;     /* of reading them, 0 for none */
  guint spinner_source;     /* of showing the spinner, 0 for none */
  GtkWindow *window;        /* (unowned) (nullable): the one it is in */

  /* template */
  GtkStack *titles;
  GtkWidget *wide_title;
  GtkLabel *name_label;
  GtkLabel *about_label;
  AdwWindowTitle *narrow_title;
  GtkStack *states;
  GtkSpinner *spinner;
  AdwViewStack *views;
  AdwViewSwitcherBar *switcher_bar;
  AdwStatusPage *trouble;
  GtkButton *trouble_button;
  DgReviewRecords *records;
  DgHealthView *health;
  DgRunBar *run_bar;
  GtkWidget *wide_tools;
  GtkWidget *narrow_tools;
};

G_DEFINE_FINAL_TYPE (DgReviewPage, dg_review_page, DG_TYPE_PAGE)

/* --- title --- */

static char *
dup_maker (DgDataset *dataset)
{
  const char *model = dg_dataset_get_model (dataset);
  const DgModelInfo *info = model != NULL ? dg_model_catalog_find (model) : NULL;

  /* the name that the program gives says so already */
  if (g_strcmp0 (dg_dataset_get_provider (dataset), DG_PROVIDER_PRACTICE) == 0)
    return strstr (dg_dataset_get_name (dataset), _ ("practice data, not AI")) != NULL
               ? NULL
               : g_strdup (_ ("practice data, not AI"));
  if (dg_dataset_get_kind (dataset) == DG_DATASET_IMPORTED)
    return g_strdup (_ ("imported"));

  return g_strdup (info != NULL ? info->name : model);
}

static void
show_title (DgReviewPage *self, DgDataset *dataset)
{
  guint n_records = dg_dataset_get_n_records (dataset);
  const char *name = dg_dataset_get_name (dataset);
  g_autofree char *count = g_strdup_printf (ngettext ("%'u record", "%'u records", n_records), n_records);
  g_autofree char *maker = dup_maker (dataset);
  g_autofree char *about =
      g_strjoin (" · ", count, dg_dataset_get_format (dataset) == DG_FILE_FORMAT_CSV ? "CSV" : "JSONL", maker, NULL);

  gtk_label_set_label (self->name_label, name);
  gtk_label_set_label (self->about_label, about);
  gtk_widget_set_tooltip_text (self->wide_title, about);
  adw_window_title_set_title (self->narrow_title, name);
  adw_window_title_set_subtitle (self->narrow_title, about);
}

/* --- reading all records --- */

static void
inspected_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (DgReviewPage) self = data;
  g_autoptr (GError) error = NULL;
  DgInspection *inspection = dg_dataset_inspect_finish (result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  g_clear_object (&self->inspecting);
  /* what can be done with the records does not depend on it, and whatever is wrong shows there too */
  if (inspection == NULL)
    {
      g_debug ("The dataset could not be inspected: %s", error->message);
      return;
    }

  g_clear_pointer (&self->inspection, dg_inspection_free);
  self->inspection = inspection;
  dg_review_records_set_inspected (self->records, inspection->check, inspection->health->coverage);
  /* it has written the problems down */
  dg_review_records_refresh (self->records);
}

static gboolean
inspect_cb (gpointer data)
{
  DgReviewPage *self = data;
  DgLibrary *library = dg_engine_get_library (self->engine);

  self->inspect_source = 0;
  if (library == NULL)
    return G_SOURCE_REMOVE;

  self->inspecting = g_cancellable_new ();
  dg_dataset_inspect_async (library, self->id, self->inspecting, inspected_cb, g_object_ref (self));

  return G_SOURCE_REMOVE;
}

static void
stop_inspecting (DgReviewPage *self)
{
  if (self->inspect_source != 0)
    g_source_remove (self->inspect_source);
  self->inspect_source = 0;
  if (self->inspecting != NULL)
    g_cancellable_cancel (self->inspecting);
  g_clear_object (&self->inspecting);
}

/* What was learned of all records is about other records when some have come or gone. */
static void
inspect_again (DgReviewPage *self, DgDataset *dataset)
{
  guint n_records = dg_dataset_get_n_records (dataset);
  gboolean known = self->inspection != NULL || self->inspecting != NULL || self->inspect_source != 0;

  if (known && self->n_inspected == n_records)
    return;

  stop_inspecting (self);
  self->n_inspected = n_records;
  self->inspect_source = g_timeout_add (known ? INSPECT_LATER_MS : INSPECT_SOON_MS, inspect_cb, self);
}

/* --- states --- */

static gboolean
spin_cb (gpointer data)
{
  DgReviewPage *self = data;

  self->spinner_source = 0;
  gtk_spinner_start (self->spinner);

  return G_SOURCE_REMOVE;
}

static void
stop_spinner (DgReviewPage *self)
{
  if (self->spinner_source != 0)
    g_source_remove (self->spinner_source);
  self->spinner_source = 0;
  gtk_spinner_stop (self->spinner);
}

static void
show_loading (DgReviewPage *self)
{
  stop_spinner (self);
  self->spinner_source = g_timeout_add (SPINNER_MS, spin_cb, self);
  gtk_stack_set_visible_child_name (self->states, "loading");
}

static void
show_trouble (DgReviewPage *self, const GError *error)
{
  gboolean gone = g_error_matches (error, DG_STORE_ERROR, DG_STORE_ERROR_NOT_FOUND);
  g_autofree char *text = g_markup_escape_text (error->message, -1);

  stop_spinner (self);
  adw_status_page_set_title (self->trouble, gone ? _ ("The Dataset Is Not There") : _ ("The Records Cannot Be Read"));
  adw_status_page_set_description (self->trouble, text);
  gtk_button_set_label (self->trouble_button, gone ? _ ("_Back to Datasets") : _ ("_Try Again"));
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->trouble_button), gone ? "win.back" : "review.reload");
  gtk_widget_set_visible (GTK_WIDGET (self->titles), FALSE);
  gtk_stack_set_visible_child_name (self->states, "trouble");
}

static void
dataset_cb (DgReviewPage *self)
{
  DgDataset *dataset = dg_review_records_get_dataset (self->records);

  if (dataset == NULL)
    return;

  stop_spinner (self);
  show_title (self, dataset);
  gtk_widget_set_visible (GTK_WIDGET (self->titles), TRUE);
  gtk_stack_set_visible_child_name (self->states, "views");
  inspect_again (self, dataset);
  dg_health_view_refresh (self->health);
  dg_review_tools_update (self);
}

static void
failed_cb (DgReviewPage *self, const GError *error)
{
  gboolean gone = g_error_matches (error, DG_STORE_ERROR, DG_STORE_ERROR_NOT_FOUND);

  if (gone || dg_review_records_get_dataset (self->records) == NULL)
    show_trouble (self, error);
  else
    dg_toast_show_error (GTK_WIDGET (self), error);
}

static void
load (DgReviewPage *self)
{
  DgLibrary *library = dg_engine_get_library (self->engine);
  const GError *error = dg_engine_get_library_error (self->engine);

  if (error != NULL)
    show_trouble (self, error);
  else
    show_loading (self);
  dg_review_records_set_source (self->records, library, self->id);
  dg_health_view_set_dataset (self->health, library, self->id);
  dg_review_tools_update (self);
}

/* --- what happens elsewhere --- */

static void
active_cb (DgReviewPage *self)
{
  if (gtk_window_is_active (self->window))
    dg_review_records_refresh (self->records);
}

static void
run_ended_cb (DgReviewPage *self, DgActiveRun *run)
{
  if (g_strcmp0 (dg_active_run_get_dataset (run), self->id) != 0)
    return;

  dg_review_records_refresh (self->records);
  dg_review_tools_tell_end (self, run);
}

static void
show_records_cb (DgReviewPage *self, GArray *numbers, const char *title)
{
  dg_review_page_show_numbers (self, (const guint *) (gpointer) numbers->data, numbers->len, title);
}

static void
narrow_cb (DgReviewPage *self)
{
  gboolean narrow = dg_page_get_narrow (DG_PAGE (self));

  gtk_stack_set_visible_child_name (self->titles, narrow ? "narrow" : "wide");
  gtk_widget_set_visible (self->wide_title, !narrow);
  gtk_widget_set_visible (self->wide_tools, !narrow);
  gtk_widget_set_visible (self->narrow_tools, narrow);
  adw_view_switcher_bar_set_reveal (self->switcher_bar, narrow);
  dg_review_records_set_narrow (self->records, narrow);
}

/* --- actions --- */

static void
back_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  if (!dg_review_records_go_back (DG_REVIEW_PAGE (widget)->records))
    gtk_widget_activate_action (widget, "win.back", NULL);
}

static void
reload_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  DgReviewPage *self = DG_REVIEW_PAGE (widget);

  if (dg_engine_get_library (self->engine) == NULL)
    dg_engine_open_library (self->engine);
  else
    load (self);
}

/* --- life --- */

static void
dg_review_page_shown (DgPage *page)
{
  dg_review_records_focus (DG_REVIEW_PAGE (page)->records);
}

static void
dg_review_page_leave (DgPage *page)
{
  dg_review_records_save (DG_REVIEW_PAGE (page)->records);
}

static void
dg_review_page_root (GtkWidget *widget)
{
  DgReviewPage *self = DG_REVIEW_PAGE (widget);

  GTK_WIDGET_CLASS (dg_review_page_parent_class)->root (widget);

  if (!GTK_IS_WINDOW (gtk_widget_get_root (widget)))
    return;

  self->window = GTK_WINDOW (gtk_widget_get_root (widget));
  g_signal_connect_object (self->window, "notify::is-active", G_CALLBACK (active_cb), self, G_CONNECT_SWAPPED);
}

static void
dg_review_page_unroot (GtkWidget *widget)
{
  DgReviewPage *self = DG_REVIEW_PAGE (widget);

  if (self->window != NULL)
    g_signal_handlers_disconnect_by_func (self->window, active_cb, self);
  self->window = NULL;

  GTK_WIDGET_CLASS (dg_review_page_parent_class)->unroot (widget);
}

static void
dg_review_page_dispose (GObject *object)
{
  DgReviewPage *self = DG_REVIEW_PAGE (object);

  if (self->spinner_source != 0)
    g_source_remove (self->spinner_source);
  self->spinner_source = 0;
  stop_inspecting (self);
  g_clear_pointer (&self->inspection, dg_inspection_free);
  g_clear_object (&self->engine);
  g_clear_object (&self->runs);
  g_clear_pointer (&self->id, g_free);

  G_OBJECT_CLASS (dg_review_page_parent_class)->dispose (object);
}

static void
dg_review_page_class_init (DgReviewPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = dg_review_page_dispose;
  widget_class->root = dg_review_page_root;
  widget_class->unroot = dg_review_page_unroot;
  DG_PAGE_CLASS (klass)->shown = dg_review_page_shown;
  DG_PAGE_CLASS (klass)->leave = dg_review_page_leave;

  g_type_ensure (DG_TYPE_HEALTH_VIEW);
  g_type_ensure (DG_TYPE_REVIEW_RECORDS);
  g_type_ensure (DG_TYPE_RUN_BAR);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/example/DatasetGen/review/dg-review-page.ui");
  gtk_widget_class_bind_template_child (widget_class, DgReviewPage, titles);
  gtk_widget_class_bind_template_child (widget_class, DgReviewPage, wide_title);
  gtk_widget_class_bind_template_child (widget_class, DgReviewPage, name_label);
  gtk_widget_class_bind_template_child (widget_class, DgReviewPage, about_label);
  gtk_widget_class_bind_template_child (widget_class, DgReviewPage, narrow_title);
  gtk_widget_class_bind_template_child (widget_class, DgReviewPage, states);
  gtk_widget_class_bind_template_child (widget_class, DgReviewPage, spinner);
  gtk_widget_class_bind_template_child (widget_class, DgReviewPage, views);
  gtk_widget_class_bind_template_child (widget_class, DgReviewPage, switcher_bar);
  gtk_widget_class_bind_template_child (widget_class, DgReviewPage, trouble);
  gtk_widget_class_bind_template_child (widget_class, DgReviewPage, trouble_button);
  gtk_widget_class_bind_template_child (widget_class, DgReviewPage, records);
  gtk_widget_class_bind_template_child (widget_class, DgReviewPage, health);
  gtk_widget_class_bind_template_child (widget_class, DgReviewPage, run_bar);
  gtk_widget_class_bind_template_child (widget_class, DgReviewPage, wide_tools);
  gtk_widget_class_bind_template_child (widget_class, DgReviewPage, narrow_tools);

  gtk_widget_class_install_action (widget_class, "review.back", NULL, back_cb);
  gtk_widget_class_install_action (widget_class, "review.reload", NULL, reload_cb);
  dg_review_tools_install (widget_class);
}

static void
dg_review_page_init (DgReviewPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));

  g_object_bind_property (self, "searching", self->records, "searching", G_BINDING_BIDIRECTIONAL);
  g_signal_connect_object (self->records, "notify::dataset", G_CALLBACK (dataset_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->records, "failed", G_CALLBACK (failed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->health, "show-records", G_CALLBACK (show_records_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect (self, "notify::narrow", G_CALLBACK (narrow_cb), NULL);
  narrow_cb (self);
  dg_review_tools_update (self);
}

/**
 * dg_review_page_new:
 * @engine: what stands behind the pages
 * @runs: the runs under way
 * @dataset: the id of a dataset
 *
 * Returns: (transfer floating): a page that shows the dataset as soon as it is loaded
 */
DgPage *
dg_review_page_new (DgEngine *engine, DgRunList *runs, const char *dataset)
{
  g_return_val_if_fail (DG_IS_ENGINE (engine), NULL);
  g_return_val_if_fail (dataset != NULL, NULL);

  DgReviewPage *self = g_object_new (DG_TYPE_REVIEW_PAGE, NULL);

  self->engine = g_object_ref (engine);
  self->runs = g_object_ref (runs);
  self->id = g_strdup (dataset);
  g_signal_connect_object (engine, "notify::library", G_CALLBACK (load), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (runs, "ended", G_CALLBACK (run_ended_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (runs, "items-changed", G_CALLBACK (dg_review_tools_update), self, G_CONNECT_SWAPPED);
  dg_run_bar_follow (self->run_bar, runs, dataset);
  load (self);

  return DG_PAGE (self);
}

/**
 * dg_review_page_get_dataset:
 * @self: the page
 *
 * Returns: (transfer none) (nullable): the dataset as it is now; %NULL until it is loaded
 */
DgDataset *
dg_review_page_get_dataset (DgReviewPage *self)
{
  g_return_val_if_fail (DG_IS_REVIEW_PAGE (self), NULL);

  return dg_review_records_get_dataset (self->records);
}

/**
 * dg_review_page_get_engine:
 * @self: the page
 *
 * Returns: (transfer none) (nullable): what stands behind the pages
 */
DgEngine *
dg_review_page_get_engine (DgReviewPage *self)
{
  g_return_val_if_fail (DG_IS_REVIEW_PAGE (self), NULL);

  return self->engine;
}

/**
 * dg_review_page_get_runs:
 * @self: the page
 *
 * Returns: (transfer none) (nullable): the runs under way
 */
DgRunList *
dg_review_page_get_runs (DgReviewPage *self)
{
  g_return_val_if_fail (DG_IS_REVIEW_PAGE (self), NULL);

  return self->runs;
}

/**
 * dg_review_page_get_health:
 * @self: the page
 *
 * Returns: (transfer none): the view of the dataset as a whole
 */
DgHealthView *
dg_review_page_get_health (DgReviewPage *self)
{
  g_return_val_if_fail (DG_IS_REVIEW_PAGE (self), NULL);

  return self->health;
}

/**
 * dg_review_page_get_records:
 * @self: the page
 *
 * Returns: (transfer none): the view of the records
 */
DgReviewRecords *
dg_review_page_get_records (DgReviewPage *self)
{
  g_return_val_if_fail (DG_IS_REVIEW_PAGE (self), NULL);

  return self->records;
}

/**
 * dg_review_page_show_numbers:
 * @self: the page
 * @numbers: (array length=n_numbers): the numbers of records
 * @n_numbers: how many there are
 * @title: what they have in common, for a person
 *
 * Shows these records alone, until the person wants all again.
 */
void
dg_review_page_show_numbers (DgReviewPage *self, const guint *numbers, guint n_numbers, const char *title)
{
  g_return_if_fail (DG_IS_REVIEW_PAGE (self));

  adw_view_stack_set_visible_child_name (self->views, "records");
  dg_review_records_show_numbers (self->records, numbers, n_numbers, title);
}
