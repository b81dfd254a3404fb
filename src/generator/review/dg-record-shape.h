/* dg-record-shape.h: what nearly all records of a dataset have in common
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

#include "dg-limit.h"

G_BEGIN_DECLS

/**
 * DgLabelField:
 * @name: (owned) (nullable): the member that holds the label; %NULL when the text is the label
 * @labels: (owned): the labels, the most frequent first
 * @known: (owned) (element-type utf8): the same, to look up; keys are those of @labels
 *
 * Labels that nearly all records have one of.
 */
typedef struct
{
  char *name;
  GStrv labels;
  GHashTable *known;
} DgLabelField;

/**
 * DgRecordShape:
 * @column: which texts
 * @is_json: whether nearly all are JSON objects or arrays
 * @members: (owned) (nullable): the names of the members that nearly all have, in the order of the alphabet; %NULL when
 *   they have no such set in common
 * @label_fields: (owned) (element-type DgLabelField): what labels there are
 *
 * What nearly all texts of a column have in common.
 */
typedef struct
{
  DgColumn column;
  gboolean is_json;
  GStrv members;
  GPtrArray *label_fields;
} DgRecordShape;

DgRecordShape *dg_record_shape_learn (GPtrArray *records, DgColumn column, GCancellable *cancellable);
void dg_record_shape_free (DgRecordShape *self);
char *dg_record_shape_dup_problem (const DgRecordShape *self, const char *text);
GPtrArray *dg_record_shape_dup_labels (const DgRecordShape *self, const char *text);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DgRecordShape, dg_record_shape_free)

G_END_DECLS
