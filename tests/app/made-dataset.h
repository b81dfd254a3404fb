/* made-dataset.h: a dataset that the practice model has made
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "app-fixture.h"

G_BEGIN_DECLS

DgDataset *made_dataset_new (AppFixture *fixture, guint n_records);
DgDataset *made_dataset_load (DgLibrary *library, const char *id);
void made_dataset_approve (DgLibrary *library, const char *id, guint number);

G_END_DECLS
