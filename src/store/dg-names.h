/* dg-names.h: ids and file names
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

#include "dg-core-types.h"

G_BEGIN_DECLS

char *dg_names_make_id (const char *prefix);
gboolean dg_names_is_id (const char *id, const char *prefix);
char *dg_names_make_dataset_id (void);
char *dg_names_make_slug (const char *name);
char *dg_names_make_file_name (const char *name, const char *id, DgFileFormat format);
gboolean dg_names_belong_together (const char *file_name, const char *id);

G_END_DECLS
