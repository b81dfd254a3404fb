/* dg-datasets-page.c: the place where the datasets are
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "dg-datasets-page.h"

struct _DgDatasetsPage
{
  DgPage parent_instance;

  DgEngine *engine; /* (owned) (nullable): NULL until it is set */
  DgRunList *runs;  /* (owned) (nullable): NULL until it is set */
};

G_DEFINE_FINAL_TYPE (DgDatasetsPage, dg_datasets_page, DG_TYPE_PAGE)

static void
dg_datasets_page_dispose (GObject *object)
{
  DgDatasetsPage *self = DG_DATASETS_PAGE (object);

  g_clear_object (&self->engine);
  g_clear_object (&self->runs);

  G_OBJECT_CLASS (dg_datasets_page_parent_class)->dispose (object);
}

static void
dg_datasets_page_class_init (DgDatasetsPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = dg_datasets_page_dispose;

  gtk_widget_class_set_template_from_resource (widget_class, "/org/example/DatasetGen/datasets/dg-datasets-page.ui");
}

static void
dg_datasets_page_init (DgDatasetsPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * dg_datasets_page_set_engine:
 * @self: the page
 * @engine: what stands behind the pages
 * @runs: the runs under way
 *
 * Gives the page what it shows; once.
 */
void
dg_datasets_page_set_engine (DgDatasetsPage *self, DgEngine *engine, DgRunList *runs)
{
  g_return_if_fail (DG_IS_DATASETS_PAGE (self));
  g_return_if_fail (DG_IS_ENGINE (engine) && self->engine == NULL);

  self->engine = g_object_ref (engine);
  self->runs = g_object_ref (runs);
}

/**
 * dg_datasets_page_choose_file:
 * @self: the page
 *
 * Lets the person choose a file with records, and shows what would be imported.
 */
void
dg_datasets_page_choose_file (DgDatasetsPage *self)
{
  g_return_if_fail (DG_IS_DATASETS_PAGE (self));
}

/**
 * dg_datasets_page_import:
 * @self: the page
 * @file: a file with records
 *
 * Shows what would be imported from a file.
 */
void
dg_datasets_page_import (DgDatasetsPage *self, GFile *file)
{
  g_return_if_fail (DG_IS_DATASETS_PAGE (self));
}
