/* dg-record-checker.h: looks at a record while it is typed
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "dg-record-check.h"

G_BEGIN_DECLS

#define DG_TYPE_RECORD_CHECKER (dg_record_checker_get_type ())
G_DECLARE_FINAL_TYPE (DgRecordChecker, dg_record_checker, DG, RECORD_CHECKER, GObject)

DgRecordChecker *dg_record_checker_new (void);
void dg_record_checker_set_check (DgRecordChecker *self, DgRecordCheck *check);
DgRecordCheck *dg_record_checker_get_check (DgRecordChecker *self);
void dg_record_checker_expect (DgRecordChecker *self);
void dg_record_checker_check (DgRecordChecker *self, const char *input, const char *answer);
char *dg_record_checker_dup_problem (DgRecordChecker *self, const char *input, const char *answer);

G_END_DECLS
