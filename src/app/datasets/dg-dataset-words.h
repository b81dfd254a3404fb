/* dg-dataset-words.h: what is said of datasets and drafts in a line
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "dg-dataset.h"
#include "dg-draft.h"
#include "dg-run.h"

G_BEGIN_DECLS

char *dg_dataset_words_describe (DgDataset *dataset, const DgRunProgress *progress);
char *dg_dataset_words_describe_draft (const DgDraft *draft, const DgRunProgress *progress, gint64 now_us);
char *dg_dataset_words_format_day (gint64 time_us, gint64 now_us);
const char *dg_dataset_words_get_model (const char *provider, const char *model);

G_END_DECLS
