/* dg-checklist-private.h: the inside of DgChecklist, shared with its reader and writer
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "dg-checklist.h"

G_BEGIN_DECLS

struct _DgChecklist
{
  GObject parent_instance;

  char *values[DG_N_ITEMS][DG_MAX_PARTS]; /* (owned) (nullable) */
  DgSource sources[DG_N_ITEMS][DG_MAX_PARTS];
  gboolean confirmed[DG_N_ITEMS];
  GStrv labels;          /* (owned) (nullable) */
  char *input_schema;    /* (owned) (nullable) JSON text that dg_json_schema_new() has accepted */
  char *output_schema;   /* (owned) (nullable) likewise */
  GPtrArray *dimensions; /* (owned) (element-type DgDimension) */
};

/** The words that stand for #DgSource and #DgItemState in files. */
extern const char *const dg_source_ids[];
extern const char *const dg_item_state_ids[];

G_END_DECLS
