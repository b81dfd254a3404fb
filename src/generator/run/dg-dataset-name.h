/* dg-dataset-name.h: what a dataset is called
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/** The provider that makes practice data. */
#define DG_PRACTICE_PROVIDER "practice"

char *dg_dataset_name_make (const char *wanted, const char *provider);

G_END_DECLS
