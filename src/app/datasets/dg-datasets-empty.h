/* dg-datasets-empty.h: what the Datasets page says before there is a dataset
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define DG_TYPE_DATASETS_EMPTY (dg_datasets_empty_get_type ())
G_DECLARE_FINAL_TYPE (DgDatasetsEmpty, dg_datasets_empty, DG, DATASETS_EMPTY, AdwBin)

void dg_datasets_empty_set_problem (DgDatasetsEmpty *self, const char *problem);
void dg_datasets_empty_set_compact (DgDatasetsEmpty *self, gboolean compact);

G_END_DECLS
