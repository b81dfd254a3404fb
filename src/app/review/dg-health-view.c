/* dg-health-view.c: what a dataset is like as a whole
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "dg-health-view.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "dg-chart-bars.h"
#include "dg-chart-histogram.h"
#include "dg-health-card.h"
#include "dg-health-coverage.h"
#include "dg-health-figures.h"
#include "dg-health-layout.h"
#include "dg-health-list.h"
#include "dg-health-review.h"

/* How long measuring may take before a spinner is shown, in milliseconds. */
#define SPINNER_MS 300

/**
 * DgHealthView:
 *
 * What a dataset is like, as charts and lists whose records are a press away. It is measured each time that the view
 * comes to be seen, and meanwhile shows what was measured before.
 */
struct _DgHealthView
{
  GtkWidget parent_instance;

  DgLibrary *library;      /* (owned) (nullable) */
  char *dataset;           /* (owned) (nullable): its id */
  DgDatasetHealth *health; /* (owned) (nullable): what was measured last */
  GCancellable *measuring; /* (owned) (nullable): of what is being measured */
  guint spinner_source;    /* of showing the spinner, 0 for none */
  GPtrArray *labels_cards; /* (owned) (element-type DgHealthCard): unowned, one for each field with labels */

  /* template */
  GtkStack *states;
  GtkSpinner *spinner;
  AdwStatusPage *trouble;
  GtkBox *charts;
  DgHealthCard *review_card;
  DgHealthCard *inputs_card;
  DgHealthCard *answers_card;
  DgHealthCard *coverage_card;
  DgHealthCard *duplicates_card;
  DgHealthCard *problems_card;
  DgHealthReview *review;
  DgChart *inputs;
  DgChart *answers;
  DgHealthCoverage *coverage;
  DgHealthList *duplicates;
  DgHealthList *problems;
};

G_DEFINE_FINAL_TYPE (DgHealthView, dg_health_view, GTK_TYPE_WIDGET)

enum
{
  SIGNAL_SHOW_RECORDS,
  SIGNAL_MEASURED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
show_records_cb (DgHealthView *self, GArray *numbers, const char *title)
{
  g_signal_emit (self, signals[SIGNAL_SHOW_RECORDS], 0, numbers, title);
}

/* --- showing --- */

static void
show_labels (DgHealthView *self)
{
  GtkWidget *last = GTK_WIDGET (self->review_card);

  for (guint i = 0; i < self->labels_cards->len; i++)
    gtk_box_remove (self->charts, g_ptr_array_index (self->labels_cards, i));
  g_ptr_array_set_size (self->labels_cards, 0);

  for (guint i = 0; i < self->health->labels->len; i++)
    {
      const DgHealthLabels *labels = g_ptr_array_index (self->health->labels, i);
      GtkWidget *chart = dg_chart_bars_new ();
      g_autofree char *title = dg_health_dup_labels_title (labels);
      g_autofree char *summary = dg_health_show_labels (labels, self->health->n_records, DG_CHART (chart));
      GtkWidget *card = dg_health_card_new (title, chart);

      gtk_widget_add_css_class (chart, "dg-health-chart");
      g_signal_connect_object (chart, "show-records", G_CALLBACK (show_records_cb), self, G_CONNECT_SWAPPED);
      dg_health_card_set_summary (DG_HEALTH_CARD (card), summary);
      gtk_box_insert_child_after (self->charts, card, last);
      g_ptr_array_add (self->labels_cards, card);
      last = card;
    }
}

static void
show_review (DgHealthView *self)
{
  guint n = self->health->n_records;
  g_autofree char *summary = g_strdup_printf (ngettext ("%'u of %'u record reviewed", "%'u of %'u records reviewed", n),
                                              n - dg_dataset_health_get_n_open (self->health), n);

  dg_health_review_set_health (self->review, self->health);
  dg_health_card_set_summary (self->review_card, summary);
}

static void
show_lengths (DgHealthView *self)
{
  g_autofree char *inputs = dg_health_show_lengths (&self->health->inputs, DG_COLUMN_INPUT, self->inputs);
  g_autofree char *answers = dg_health_show_lengths (&self->health->answers, DG_COLUMN_ANSWER, self->answers);

  dg_health_card_set_summary (self->inputs_card, inputs);
  dg_health_card_set_summary (self->answers_card, answers);
}

/* What is not counted, and why. */
static char *
describe_uncounted (DgDatasetCoverage *coverage)
{
  guint n_unplanned = dg_dataset_coverage_get_n_unplanned (coverage);
  guint n_samples = dg_dataset_coverage_get_n_samples (coverage);

  if (n_unplanned > 0)
    return g_strdup_printf (ngettext ("%'u record was not made from a plan and is not counted",
                                      "%'u records were not made from a plan and are not counted", n_unplanned),
                            n_unplanned);
  if (n_samples > 0)
    return g_strdup_printf (ngettext ("What the records were made for; %'u approved sample comes in addition",
                                      "What the records were made for; %'u approved samples come in addition",
                                      n_samples),
                            n_samples);

  return g_strdup (_ ("What the records were made for, and how many of them there are"));
}

static void
show_coverage (DgHealthView *self)
{
  DgDatasetCoverage *coverage = self->health->coverage;
  g_autofree char *summary = dg_dataset_coverage_get_n_dimensions (coverage) > 0 ? describe_uncounted (coverage) : NULL;

  dg_health_coverage_set_coverage (self->coverage, coverage);
  dg_health_card_set_summary (self->coverage_card, summary);
}

static void
show_lists (DgHealthView *self)
{
  g_autoptr (GListModel) duplicates = dg_health_new_duplicates (self->health);
  g_autoptr (GListModel) problems = dg_health_new_problems (self->health);
  g_autofree char *about_duplicates = dg_health_dup_duplicates_summary (self->health);
  g_autofree char *about_problems = dg_health_dup_problems_summary (self->health);

  dg_health_list_set_items (self->duplicates, duplicates, _ ("duplicates"));
  dg_health_card_set_summary (self->duplicates_card, about_duplicates);
  dg_health_list_set_items (self->problems, problems, _ ("records with problems"));
  dg_health_card_set_summary (self->problems_card, about_problems);
}

static void
show_health (DgHealthView *self)
{
  if (self->health->n_records == 0)
    {
      gtk_stack_set_visible_child_name (self->states, "empty");
      return;
    }

  show_review (self);
  show_labels (self);
  show_lengths (self);
  show_coverage (self);
  show_lists (self);
  gtk_stack_set_visible_child_name (self->states, "health");
}

static void
show_trouble (DgHealthView *self, const GError *error)
{
  g_autofree char *text = g_markup_escape_text (error->message, -1);

  adw_status_page_set_description (self->trouble, text);
  gtk_stack_set_visible_child_name (self->states, "trouble");
}

/* --- measuring --- */

static gboolean
spin_cb (gpointer data)
{
  DgHealthView *self = data;

  self->spinner_source = 0;
  gtk_spinner_start (self->spinner);

  return G_SOURCE_REMOVE;
}

static void
stop (DgHealthView *self)
{
  if (self->spinner_source != 0)
    g_source_remove (self->spinner_source);
  self->spinner_source = 0;
  gtk_spinner_stop (self->spinner);
  if (self->measuring != NULL)
    g_cancellable_cancel (self->measuring);
  g_clear_object (&self->measuring);
}

static void
inspected_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (DgHealthView) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (DgInspection) inspection = dg_dataset_inspect_finish (result, &error);

  /* it was called off, and perhaps begun anew */
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  stop (self);
  if (inspection == NULL)
    {
      show_trouble (self, error);
      return;
    }

  g_clear_pointer (&self->health, dg_dataset_health_unref);
  self->health = dg_dataset_health_ref (inspection->health);
  show_health (self);
  g_signal_emit (self, signals[SIGNAL_MEASURED], 0);
}

static void
measure (DgHealthView *self)
{
  stop (self);
  if (self->library == NULL || self->dataset == NULL)
    return;

  if (self->health == NULL)
    {
      gtk_stack_set_visible_child_name (self->states, "measuring");
      self->spinner_source = g_timeout_add (SPINNER_MS, spin_cb, self);
    }
  self->measuring = g_cancellable_new ();
  dg_dataset_inspect_async (self->library, self->dataset, self->measuring, inspected_cb, g_object_ref (self));
}

static void
refresh_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  measure (DG_HEALTH_VIEW (widget));
}

/* --- life --- */

static void
dg_health_view_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (dg_health_view_parent_class)->map (widget);

  measure (DG_HEALTH_VIEW (widget));
}

static void
dg_health_view_unmap (GtkWidget *widget)
{
  stop (DG_HEALTH_VIEW (widget));

  GTK_WIDGET_CLASS (dg_health_view_parent_class)->unmap (widget);
}

static void
dg_health_view_dispose (GObject *object)
{
  DgHealthView *self = DG_HEALTH_VIEW (object);
  GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (object));

  if (child != NULL)
    {
      stop (self);
      gtk_widget_unparent (child);
    }
  g_clear_object (&self->library);
  g_clear_pointer (&self->dataset, g_free);
  g_clear_pointer (&self->health, dg_dataset_health_unref);
  g_clear_pointer (&self->labels_cards, g_ptr_array_unref);

  G_OBJECT_CLASS (dg_health_view_parent_class)->dispose (object);
}

static void
install_signals (DgHealthViewClass *klass)
{
  /**
   * DgHealthView::show-records:
   * @self: the view
   * @numbers: (element-type guint): the numbers of records
   * @title: what they have in common, such as “label “billing””
   *
   * The person wants to see these records.
   */
  signals[SIGNAL_SHOW_RECORDS] = g_signal_new ("show-records", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                               NULL, NULL, G_TYPE_NONE, 2, G_TYPE_ARRAY, G_TYPE_STRING);

  /**
   * DgHealthView::measured:
   * @self: the view
   *
   * The dataset was measured, and what came of it is shown.
   */
  signals[SIGNAL_MEASURED] =
      g_signal_new ("measured", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, DgHealthView, states);
  gtk_widget_class_bind_template_child (widget_class, DgHealthView, spinner);
  gtk_widget_class_bind_template_child (widget_class, DgHealthView, trouble);
  gtk_widget_class_bind_template_child (widget_class, DgHealthView, charts);
  gtk_widget_class_bind_template_child (widget_class, DgHealthView, review_card);
  gtk_widget_class_bind_template_child (widget_class, DgHealthView, inputs_card);
  gtk_widget_class_bind_template_child (widget_class, DgHealthView, answers_card);
  gtk_widget_class_bind_template_child (widget_class, DgHealthView, coverage_card);
  gtk_widget_class_bind_template_child (widget_class, DgHealthView, duplicates_card);
  gtk_widget_class_bind_template_child (widget_class, DgHealthView, problems_card);
  gtk_widget_class_bind_template_child (widget_class, DgHealthView, review);
  gtk_widget_class_bind_template_child (widget_class, DgHealthView, inputs);
  gtk_widget_class_bind_template_child (widget_class, DgHealthView, answers);
  gtk_widget_class_bind_template_child (widget_class, DgHealthView, coverage);
  gtk_widget_class_bind_template_child (widget_class, DgHealthView, duplicates);
  gtk_widget_class_bind_template_child (widget_class, DgHealthView, problems);
}

static void
dg_health_view_class_init (DgHealthViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = dg_health_view_dispose;
  widget_class->map = dg_health_view_map;
  widget_class->unmap = dg_health_view_unmap;

  install_signals (klass);
  g_type_ensure (DG_TYPE_CHART_HISTOGRAM);
  g_type_ensure (DG_TYPE_HEALTH_CARD);
  g_type_ensure (DG_TYPE_HEALTH_COVERAGE);
  g_type_ensure (DG_TYPE_HEALTH_LAYOUT);
  g_type_ensure (DG_TYPE_HEALTH_LIST);
  g_type_ensure (DG_TYPE_HEALTH_REVIEW);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/example/DatasetGen/review/dg-health-view.ui");
  bind_children (widget_class);
  gtk_widget_class_install_action (widget_class, "health.refresh", NULL, refresh_cb);
}

static void
dg_health_view_init (DgHealthView *self)
{
  gpointer shown[5];

  gtk_widget_init_template (GTK_WIDGET (self));

  self->labels_cards = g_ptr_array_new ();
  shown[0] = self->inputs;
  shown[1] = self->answers;
  shown[2] = self->coverage;
  shown[3] = self->duplicates;
  shown[4] = self->problems;
  for (gsize i = 0; i < G_N_ELEMENTS (shown); i++)
    g_signal_connect_object (shown[i], "show-records", G_CALLBACK (show_records_cb), self, G_CONNECT_SWAPPED);
}

/**
 * dg_health_view_set_dataset:
 * @self: a view
 * @library: (nullable): the library
 * @dataset: (nullable): the id of a dataset in it
 *
 * Shows a dataset. It is measured when the view comes to be seen.
 */
void
dg_health_view_set_dataset (DgHealthView *self, DgLibrary *library, const char *dataset)
{
  g_return_if_fail (DG_IS_HEALTH_VIEW (self));

  stop (self);
  g_set_object (&self->library, library);
  g_free (self->dataset);
  self->dataset = g_strdup (dataset);
  g_clear_pointer (&self->health, dg_dataset_health_unref);
  dg_health_view_refresh (self);
}

/**
 * dg_health_view_refresh:
 * @self: a view
 *
 * The dataset may have changed: measures it again, now if it is seen, else when it is.
 */
void
dg_health_view_refresh (DgHealthView *self)
{
  g_return_if_fail (DG_IS_HEALTH_VIEW (self));

  if (gtk_widget_get_mapped (GTK_WIDGET (self)))
    measure (self);
}

/**
 * dg_health_view_get_health:
 * @self: a view
 *
 * Returns: (transfer none) (nullable): what was measured last
 */
const DgDatasetHealth *
dg_health_view_get_health (DgHealthView *self)
{
  g_return_val_if_fail (DG_IS_HEALTH_VIEW (self), NULL);

  return self->health;
}
