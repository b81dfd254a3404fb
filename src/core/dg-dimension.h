/* dg-dimension.h: one way in which the records of a dataset differ
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/**
 * DgDimensionKind:
 * @DG_DIMENSION_OTHER: anything else; what a requirements file names
 * @DG_DIMENSION_ANSWER: complete answers, or which fields are absent
 * @DG_DIMENSION_TOPIC: what it is about
 * @DG_DIMENSION_INTENT: what is wanted
 * @DG_DIMENSION_TONE: how it sounds
 * @DG_DIMENSION_DIFFICULTY: what makes it hard
 * @DG_DIMENSION_FORM: how it is written
 * @DG_DIMENSION_LANGUAGE: in which language it is written
 * @DG_DIMENSION_EDGE: the edge case, or none: its first value is the plain case
 */
typedef enum
{
  DG_DIMENSION_OTHER,
  DG_DIMENSION_ANSWER,
  DG_DIMENSION_TOPIC,
  DG_DIMENSION_INTENT,
  DG_DIMENSION_TONE,
  DG_DIMENSION_DIFFICULTY,
  DG_DIMENSION_FORM,
  DG_DIMENSION_LANGUAGE,
  DG_DIMENSION_EDGE,
} DgDimensionKind;

/**
 * DgDimensionValue:
 * @id: its number in an outline, 0 outside of one
 * @value: (owned): for example `frustrated`
 * @weight: how often, against the other values of the dimension; more than 0
 * @ways: (owned) (element-type utf8): different ways to show it, dealt to the records that have it; may be empty
 */
typedef struct
{
  guint id;
  char *value;
  double weight;
  GPtrArray *ways;
} DgDimensionValue;

/**
 * DgDimension:
 * @name: (owned): what varies, for example `tone`
 * @kind: what kind of thing that is
 * @values: (owned) (element-type DgDimensionValue): how
 */
typedef struct
{
  char *name;
  DgDimensionKind kind;
  GPtrArray *values;
} DgDimension;

const char *dg_dimension_kind_get_id (DgDimensionKind kind);
gboolean dg_dimension_kind_from_id (const char *id, DgDimensionKind *kind);

DgDimension *dg_dimension_new (const char *name);
DgDimension *dg_dimension_copy (const DgDimension *self);
DgDimensionValue *dg_dimension_add_value (DgDimension *self, const char *value, double weight);
DgDimensionValue *dg_dimension_get_value (const DgDimension *self, guint position);
void dg_dimension_free (DgDimension *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DgDimension, dg_dimension_free)

G_END_DECLS
