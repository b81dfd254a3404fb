/* dg-record.h: one row of a dataset, an input and the answer expected for it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "dg-core-types.h"

G_BEGIN_DECLS

#define DG_TYPE_RECORD (dg_record_get_type ())
G_DECLARE_FINAL_TYPE (DgRecord, dg_record, DG, RECORD, GObject)

/**
 * DgReview:
 * @DG_REVIEW_NONE: not looked at
 * @DG_REVIEW_APPROVED: the person wants it
 * @DG_REVIEW_REJECTED: the person does not want it; it stays in the file until it is deleted
 *
 * What a person thought of a record.
 */
typedef enum
{
  DG_REVIEW_NONE,
  DG_REVIEW_APPROVED,
  DG_REVIEW_REJECTED,
} DgReview;

/**
 * DgOrigin:
 * @DG_ORIGIN_MODEL: made by a run
 * @DG_ORIGIN_SAMPLE: a sample that the person approved or edited
 * @DG_ORIGIN_HAND: written or changed by the person
 * @DG_ORIGIN_IMPORT: brought along in a file
 */
typedef enum
{
  DG_ORIGIN_MODEL,
  DG_ORIGIN_SAMPLE,
  DG_ORIGIN_HAND,
  DG_ORIGIN_IMPORT,
} DgOrigin;

DgRecord *dg_record_new (const char *input, const char *answer, guint plan_line);
const char *dg_record_get_input (DgRecord *self);
const char *dg_record_get_answer (DgRecord *self);
guint dg_record_get_plan_line (DgRecord *self);
guint dg_record_get_number (DgRecord *self);
void dg_record_set_number (DgRecord *self, guint number);
DgOrigin dg_record_get_origin (DgRecord *self);
void dg_record_set_origin (DgRecord *self, DgOrigin origin);
DgReview dg_record_get_review (DgRecord *self);
void dg_record_set_review (DgRecord *self, DgReview review);
const char *dg_record_get_note (DgRecord *self);
void dg_record_set_note (DgRecord *self, const char *note);
const char *dg_record_get_flag (DgRecord *self);
void dg_record_set_flag (DgRecord *self, const char *flag);
const char *dg_record_get_problem (DgRecord *self);
void dg_record_set_problem (DgRecord *self, const char *problem);
const char *dg_review_get_id (DgReview review);
gboolean dg_review_from_id (const char *id, DgReview *review);
const char *dg_origin_get_id (DgOrigin origin);
gboolean dg_origin_from_id (const char *id, DgOrigin *origin);

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
gboolean dg_refusal_from_id (const char *id, DgRefusal *reason);
DgRefusedRecord *dg_refused_record_new (DgRefusal reason, const char *detail, const char *raw, guint plan_line);
void dg_refused_record_free (DgRefusedRecord *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DgRefusedRecord, dg_refused_record_free)

G_END_DECLS
