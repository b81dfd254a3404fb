/* dg-checklist-private.h: the inside of DgChecklist, shared with its reader and writer
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "dg-checklist.h"
#include "dg-json.h"

G_BEGIN_DECLS

struct _DgChecklist
{
  GObject parent_instance;

  char *values[DG_N_ITEMS][DG_MAX_PARTS];    /* (owned) (nullable) */
  char *conflicts[DG_N_ITEMS][DG_MAX_PARTS]; /* (owned) (nullable) only where there is a value */
  DgSource sources[DG_N_ITEMS][DG_MAX_PARTS];
  GArray *point_sources[DG_N_ITEMS][DG_MAX_PARTS]; /* (owned) (nullable) (element-type DgSource) where points differ */
  gboolean confirmed[DG_N_ITEMS];                  /* agreed to by the person as a whole */
  GStrv labels;                                    /* (owned) (nullable) */
  char *input_schema;    /* (owned) (nullable) JSON text that dg_json_schema_new() has accepted */
  char *output_schema;   /* (owned) (nullable) likewise */
  GPtrArray *dimensions; /* (owned) (element-type DgDimension) */
  GPtrArray *limits;     /* (owned) (element-type DgLimit) */
};

#define DG_MAX_LABELS 500
#define DG_MAX_LIMITS 64

/** What a checklist in JSON may cost: enough for one in which every value is as long as it can be. */
extern const DgJsonLimits dg_checklist_json_limits;

/** The words that stand for #DgSource and #DgItemState in files. */
extern const char *const dg_source_ids[];
extern const char *const dg_item_state_ids[];

/** The names of the members that are no items, for people. */
extern const char *const dg_checklist_beside_names;

gboolean dg_checklist_has_conflict (DgChecklist *self, DgItem item);
char *dg_checklist_normalize (DgItem item, const char *value);

void dg_checklist_set_point_sources (DgChecklist *self, DgItem item, guint part, GArray *sources);

gboolean dg_checklist_refuse (DgJsonValue value, DgChecklistError code, GError **error, const char *format, ...)
    G_GNUC_PRINTF (4, 5);
gboolean dg_checklist_expect_type (DgJsonValue value, DgJsonType type, GError **error);
gboolean dg_checklist_read_text (DgJsonValue value, char **text, GError **error);
gboolean
dg_checklist_read_beside (DgChecklist *self, const char *key, DgJsonValue value, gboolean *known, GError **error);
gboolean dg_checklist_read_schema (DgJsonValue value, char **schema, GError **error);

/* Whether a value from there is the person's own, so that nobody has to ask whether it is right. */
static inline gboolean
dg_source_is_person (DgSource source)
{
  return source == DG_SOURCE_CONVERSATION || source == DG_SOURCE_HAND;
}

G_END_DECLS
