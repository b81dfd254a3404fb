/* dg-rule.h: a guidance rule, what the notes on samples have taught
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "dg-limit.h"

G_BEGIN_DECLS

/**
 * DgRuleKind:
 * @DG_RULE_QUALITY: something was bad
 * @DG_RULE_MISSING: something was missing
 * @DG_RULE_IMPROVEMENT: something could be better
 * @DG_RULE_FORMAT: the form was wrong
 *
 * The four kinds of annotations that the specification names.
 */
typedef enum
{
  DG_RULE_QUALITY,
  DG_RULE_MISSING,
  DG_RULE_IMPROVEMENT,
  DG_RULE_FORMAT,
} DgRuleKind;

/**
 * DgRule:
 * @id: its number in its session, counted from 1
 * @kind: what kind of note it came from
 * @column: what it is about
 * @text: (owned): one sentence that can be decided on one record
 * @applies_to: (owned) (nullable): `dimension: value` of the plan that it is for, %NULL for all records
 * @share: of a hundred records it applies to, how many are to follow it; 1 to 100
 * @check: what a program can check of it
 * @check_value: (owned): for @check, empty with %DG_CHECK_NONE
 * @on: whether it is in force
 * @by_hand: whether a person wrote or changed it
 * @round: the round of samples it came from, 0 for one that was added by hand
 * @notes: (owned) (element-type guint): ids of the notes it came from
 */
typedef struct
{
  guint id;
  DgRuleKind kind;
  DgColumn column;
  char *text;
  char *applies_to;
  guint share;
  DgCheck check;
  char *check_value;
  gboolean on;
  gboolean by_hand;
  guint round;
  GArray *notes;
} DgRule;

const char *dg_rule_kind_get_id (DgRuleKind kind);
gboolean dg_rule_kind_from_id (const char *id, DgRuleKind *kind);

DgRule *dg_rule_new (guint id, DgRuleKind kind, const char *text);
DgRule *dg_rule_copy (const DgRule *self);
void dg_rule_free (DgRule *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DgRule, dg_rule_free)

G_END_DECLS
