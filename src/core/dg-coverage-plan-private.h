/* dg-coverage-plan-private.h: what the files of the coverage plan share
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "dg-coverage-plan.h"

G_BEGIN_DECLS

/* In place of the number of a way or a seed: there is none. */
#define DG_COVERAGE_NONE G_MAXUINT

/**
 * DgDealtDimension:
 * @dimension: (unowned): what is dealt
 * @n_values: how many values it has
 * @quotas: (owned): how many lines each value is due, in fractions of a line
 * @targets: (owned): the same in whole lines; they add up to the lines there are
 * @counts: (owned): how many lines each value has
 * @lines: (owned): the value of each line
 * @ways: (owned): the way of each line's value, or %DG_COVERAGE_NONE
 * @dealt: whether every line has its value
 */
typedef struct
{
  const DgDimension *dimension;
  guint n_values;
  double *quotas;
  guint *targets;
  guint *counts;
  guint *lines;
  guint *ways;
  gboolean dealt;
} DgDealtDimension;

/**
 * DgCoverageRules:
 *
 * Which values can stand on one line. A mask has a bit for each value of all dimensions, each dimension beginning with
 * a word of its own.
 */
typedef struct
{
  guint n_dimensions;
  guint n_words;       /* of a mask */
  guint *first_word;   /* (owned) of each dimension in a mask; one more for the end */
  guint *first_value;  /* (owned) of each dimension among all values; one more for the end */
  gboolean *ruled;     /* (owned) whether a dimension is named in any pair */
  guint64 *masks;      /* (owned) one a value: what can go with it */
  guint64 *candidates; /* (owned) the values that some line can have */
  gboolean sound;      /* whether there may be lines that break no pair */
} DgCoverageRules;

struct _DgCoveragePlan
{
  gatomicrefcount ref_count;
  guint n_lines;
  guint n_dimensions;
  DgOutline *outline;           /* (owned) */
  DgDealtDimension *dimensions; /* (owned) in the outline's order */
  guint *seeds;                 /* (owned) the seed of each line, or DG_COVERAGE_NONE */
  DgCoverageRules *rules;       /* (owned) (nullable) */
};

/* dg-coverage-apportion.c */
void dg_coverage_apportion (const double *quotas, guint n_values, guint n_lines, guint *counts);
void dg_dealt_dimension_init (DgDealtDimension *self, const DgDimension *dimension, guint n_lines);
void dg_dealt_dimension_clear (DgDealtDimension *self);
void dg_dealt_dimension_set_line (DgDealtDimension *self, guint line, guint value);
guint dg_dealt_dimension_get_least (const DgDealtDimension *self, guint value);
guint dg_dealt_dimension_get_most (const DgDealtDimension *self, guint value);
gboolean dg_dealt_dimension_is_improved (const DgDealtDimension *self, guint from, guint to);
guint dg_dealt_dimension_get_excess (const DgDealtDimension *self);

/* dg-coverage-rules.c */
DgCoverageRules *dg_coverage_rules_new (const DgOutline *outline);
void dg_coverage_rules_free (DgCoverageRules *self);
const guint64 *dg_coverage_rules_get_mask (const DgCoverageRules *self, guint dimension, guint value);
gboolean dg_coverage_rules_allow (
    const DgCoverageRules *self, guint dimension, guint value, guint other_dimension, guint other_value);
gboolean dg_coverage_plan_fits (DgCoveragePlan *self, guint line, guint dimension, guint value);
void dg_coverage_plan_collect_allowed (DgCoveragePlan *self, guint dimension, guint64 *allowed);

/* dg-coverage-deal.c */
guint *dg_coverage_shuffle (guint n, GRand *rand);
void dg_coverage_plan_deal (DgCoveragePlan *self, GRand *rand);

/* dg-coverage-flow.c */
void dg_coverage_plan_even_out (DgCoveragePlan *self, guint dimension, const guint64 *allowed);

/* dg-coverage-repair.c */
void dg_coverage_plan_repair (DgCoveragePlan *self, guint n_looks, GRand *rand);

static inline gboolean
dg_coverage_mask_has (const guint64 *words, guint value)
{
  return words[value / 64] >> (value % 64) & 1;
}

G_END_DECLS
