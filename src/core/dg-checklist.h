/* dg-checklist.h: the requirements of a dataset, item by item
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "dg-core-types.h"
#include "dg-dimension.h"
#include "dg-limit.h"

G_BEGIN_DECLS

#define DG_CHECKLIST_ERROR (dg_checklist_error_quark ())
GQuark dg_checklist_error_quark (void);

/**
 * DgChecklistError:
 * @DG_CHECKLIST_ERROR_EMPTY: there is nothing in it
 * @DG_CHECKLIST_ERROR_UNKNOWN_MEMBER: a member that a checklist does not have
 * @DG_CHECKLIST_ERROR_TYPE: a member of the wrong type
 * @DG_CHECKLIST_ERROR_VALUE: a member with a value that is not allowed
 */
typedef enum
{
  DG_CHECKLIST_ERROR_EMPTY,
  DG_CHECKLIST_ERROR_UNKNOWN_MEMBER,
  DG_CHECKLIST_ERROR_TYPE,
  DG_CHECKLIST_ERROR_VALUE,
} DgChecklistError;

/** The nine items, in the order people see them. */
typedef enum
{
  DG_ITEM_ROLE_PERSONA,
  DG_ITEM_TASK,
  DG_ITEM_DIVERSITY,
  DG_ITEM_REALISM,
  DG_ITEM_EDGE_CASES,
  DG_ITEM_CONSTRAINTS,
  DG_ITEM_INPUT_FORMAT,
  DG_ITEM_OUTPUT_FORMAT,
  DG_ITEM_DATASET_FORMAT,
  DG_N_ITEMS,
} DgItem;

/** Most parts that an item has. */
#define DG_MAX_PARTS 4

/**
 * DgItemState:
 * @DG_ITEM_MISSING: a part has no value
 * @DG_ITEM_PROPOSED: every part has one; the person has to agree to some of them, or to decide a conflict
 * @DG_ITEM_CONFIRMED: all of it was said or written by the person, or agreed to
 */
typedef enum
{
  DG_ITEM_MISSING,
  DG_ITEM_PROPOSED,
  DG_ITEM_CONFIRMED,
} DgItemState;

/**
 * DgSource:
 * @DG_SOURCE_PROMPT: the analysis of a prompt
 * @DG_SOURCE_CONVERSATION: the conversation
 * @DG_SOURCE_HAND: written by the person, or in a requirements file
 * @DG_SOURCE_MODEL: left to the model
 *
 * Where a value came from.
 */
typedef enum
{
  DG_SOURCE_PROMPT,
  DG_SOURCE_CONVERSATION,
  DG_SOURCE_HAND,
  DG_SOURCE_MODEL,
} DgSource;

/**
 * DgPartInfo:
 * @id: its key in files
 * @title: its name for people; to be translated for the screen, used as it is in prompts
 * @optional: whether an item is complete without it
 */
typedef struct
{
  const char *id;
  const char *title;
  gboolean optional;
} DgPartInfo;

/**
 * DgItemInfo:
 * @id: its key in files
 * @title: its name for people
 * @parts: its parts, @n_parts of them
 */
typedef struct
{
  const char *id;
  const char *title;
  guint n_parts;
  DgPartInfo parts[DG_MAX_PARTS];
} DgItemInfo;

/** Stands for “let the model decide” where a value is expected. */
#define DG_LEFT_TO_MODEL "@model"

/** The part of %DG_ITEM_TASK that says what the model is to do: nothing can be made without it. */
#define DG_GOAL_PART 0

/** Most bytes that a value has. */
#define DG_CHECKLIST_MAX_VALUE 8192

#define DG_TYPE_CHECKLIST (dg_checklist_get_type ())
G_DECLARE_FINAL_TYPE (DgChecklist, dg_checklist, DG, CHECKLIST, GObject)

const DgItemInfo *dg_item_get_info (DgItem item);

DgChecklist *dg_checklist_new (void);
DgChecklist *dg_checklist_new_from_json (const char *text, gssize length, GError **error);
char *dg_checklist_to_json (DgChecklist *self);

const char *dg_checklist_get_value (DgChecklist *self, DgItem item, guint part);
gboolean dg_checklist_has_goal (DgChecklist *self);
DgSource dg_checklist_get_source (DgChecklist *self, DgItem item, guint part);
gboolean dg_checklist_accepts (DgItem item, guint part, const char *value, char **reason);
void dg_checklist_set_value (DgChecklist *self, DgItem item, guint part, const char *value, DgSource source);
DgItemState dg_checklist_get_state (DgChecklist *self, DgItem item);
void dg_checklist_confirm (DgChecklist *self);
void dg_checklist_leave_open_to_model (DgChecklist *self);
void dg_checklist_leave_rest_to_model (DgChecklist *self);
DgChecklist *dg_checklist_take_back (DgChecklist *before, DgChecklist *after, DgChecklist *now);
gboolean dg_checklist_find_part (const char *name, DgItem *item, guint *part);
GStrv dg_checklist_dup_missing (DgChecklist *self);
char *dg_checklist_dup_item_text (DgChecklist *self, DgItem item);

/* what contradicts: said later, and not yet decided */
const char *dg_checklist_get_conflict (DgChecklist *self, DgItem item, guint part);
void dg_checklist_set_conflict (DgChecklist *self, DgItem item, guint part, const char *value);

/* values are lists of points, one a line */
GStrv dg_checklist_dup_points (DgChecklist *self, DgItem item, guint part);
DgSource dg_checklist_get_point_source (DgChecklist *self, DgItem item, guint part, guint point);
gboolean
dg_checklist_set_point (DgChecklist *self, DgItem item, guint part, guint point, const char *value, DgSource source);

const char *const *dg_checklist_get_labels (DgChecklist *self);
const char *dg_checklist_get_input_schema (DgChecklist *self);
const char *dg_checklist_get_output_schema (DgChecklist *self);
GPtrArray *dg_checklist_get_dimensions (DgChecklist *self);
GPtrArray *dg_checklist_get_limits (DgChecklist *self);
void dg_checklist_set_labels (DgChecklist *self, const char *const *labels);
gboolean dg_checklist_set_output_schema (DgChecklist *self, const char *schema, GError **error);
gboolean dg_checklist_set_input_schema (DgChecklist *self, const char *schema, GError **error);
void dg_checklist_set_limits (DgChecklist *self, GPtrArray *limits);

G_END_DECLS
