/* dg-import-words.h: what is said of a file before it is imported
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "dg-import-preview.h"

G_BEGIN_DECLS

char *dg_import_words_describe (const DgImportPreview *preview);
char *dg_import_words_describe_left_out (const DgImportPreview *preview);
char *dg_import_words_describe_long_fields (const DgImportPreview *preview);

G_END_DECLS
