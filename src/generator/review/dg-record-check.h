/* dg-record-check.h: whether a record of a dataset looks as it should
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "dg-library.h"
#include "dg-record-format.h"

G_BEGIN_DECLS

/**
 * DgProblem:
 * @column: which text
 * @text: (owned): what is wrong with it, for a person; where JSON is broken, with line and column
 *
 * Something about a record that a person should look at.
 */
typedef struct
{
  DgColumn column;
  char *text;
} DgProblem;

void dg_problem_free (DgProblem *self);
char *dg_problems_dup_text (GPtrArray *problems, DgColumn column);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DgProblem, dg_problem_free)

/**
 * DgRecordCheck:
 *
 * What is known of how the records of a dataset should look: the format that was agreed for them, or else what nearly
 * all of them have in common. It never changes, and any thread can use it.
 */
typedef struct _DgRecordCheck DgRecordCheck;

GType dg_record_check_get_type (void);
DgRecordCheck *dg_record_check_new (DgRecordFormat *format, GPtrArray *records, GCancellable *cancellable);
DgRecordCheck *dg_record_check_ref (DgRecordCheck *self);
void dg_record_check_unref (DgRecordCheck *self);

gboolean dg_record_check_run (DgRecordCheck *self, const char *input, const char *answer, GPtrArray **problems);

guint dg_record_check_get_n_label_fields (DgRecordCheck *self);
const char *dg_record_check_get_label_field (DgRecordCheck *self, guint field);
const char *const *dg_record_check_get_labels (DgRecordCheck *self, guint field);
GPtrArray *dg_record_check_dup_labels (DgRecordCheck *self, const char *answer);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DgRecordCheck, dg_record_check_unref)

G_END_DECLS
