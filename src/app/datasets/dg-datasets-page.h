/* dg-datasets-page.h: the place where the datasets are
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "dg-engine.h"
#include "dg-page.h"
#include "dg-run-list.h"

G_BEGIN_DECLS

#define DG_TYPE_DATASETS_PAGE (dg_datasets_page_get_type ())
G_DECLARE_FINAL_TYPE (DgDatasetsPage, dg_datasets_page, DG, DATASETS_PAGE, DgPage)

void dg_datasets_page_set_engine (DgDatasetsPage *self, DgEngine *engine, DgRunList *runs);
void dg_datasets_page_choose_file (DgDatasetsPage *self);
void dg_datasets_page_import (DgDatasetsPage *self, GFile *file);

G_END_DECLS
