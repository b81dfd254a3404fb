/* dg-record.h: one row of a dataset, an input and the answer expected for it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "dg-core-types.h"

G_BEGIN_DECLS

#define DG_TYPE_RECORD (dg_record_get_type ())
G_DECLARE_FINAL_TYPE (DgRecord, dg_record, DG, RECORD, GObject)

DgRecord *dg_record_new (const char *input, const char *answer, guint plan_line);
const char *dg_record_get_input (DgRecord *self);
const char *dg_record_get_answer (DgRecord *self);
guint dg_record_get_plan_line (DgRecord *self);
guint dg_record_get_number (DgRecord *self);
void dg_record_set_number (DgRecord *self, guint number);

/**
 * DgRefusal:
 * @DG_REFUSAL_INVALID: it breaks its format or a rule
 * @DG_REFUSAL_DUPLICATE: the dataset has it already, in the same words or nearly
 * @DG_REFUSAL_CONFLICT: the dataset has the same input with another answer; counted among the duplicates
 * @DG_REFUSAL_SURPLUS: good, but the dataset is full
 *
 * Why a record that the model made is not in the dataset.
 */
typedef enum
{
  DG_REFUSAL_INVALID,
  DG_REFUSAL_DUPLICATE,
  DG_REFUSAL_CONFLICT,
  DG_REFUSAL_SURPLUS,
} DgRefusal;

/**
 * DgRefusedRecord:
 * @reason: why
 * @detail: (owned): the same for a person, naming the field
 * @raw: (owned): what the model wrote, untouched
 * @plan_line: the line of the plan it was made for, 0 where that is not known
 *
 * A refused record is kept with its reason; it never becomes data.
 */
typedef struct
{
  DgRefusal reason;
  char *detail;
  char *raw;
  guint plan_line;
} DgRefusedRecord;

const char *dg_refusal_get_id (DgRefusal reason);
DgRefusedRecord *dg_refused_record_new (DgRefusal reason, const char *detail, const char *raw, guint plan_line);
void dg_refused_record_free (DgRefusedRecord *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DgRefusedRecord, dg_refused_record_free)

G_END_DECLS
