/* dg-review-page.c: a saved dataset, record by record
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "dg-review-page.h"

struct _DgReviewPage
{
  DgPage parent_instance;

  DgEngine *engine; /* (owned) */
  DgRunList *runs;  /* (owned) */
  char *id;         /* (owned): of the dataset */
};

G_DEFINE_FINAL_TYPE (DgReviewPage, dg_review_page, DG_TYPE_PAGE)

static void
dg_review_page_dispose (GObject *object)
{
  DgReviewPage *self = DG_REVIEW_PAGE (object);

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

  gtk_widget_class_set_template_from_resource (widget_class, "/org/example/DatasetGen/review/dg-review-page.ui");
}

static void
dg_review_page_init (DgReviewPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
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

  return DG_PAGE (self);
}
