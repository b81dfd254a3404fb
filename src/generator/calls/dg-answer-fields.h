/* dg-answer-fields.h: the fields of an answer, as call 3a names them
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "dg-json.h"

G_BEGIN_DECLS

/**
 * DgAnswerFieldType:
 * @DG_ANSWER_LABEL: one of its values
 * @DG_ANSWER_TEXT: a text
 * @DG_ANSWER_TEXT_LIST: a list of texts
 * @DG_ANSWER_ROWS: a list of objects, whose fields are the inner ones; of texts when there are none
 * @DG_ANSWER_INTEGER: a whole number
 * @DG_ANSWER_NUMBER: a number
 * @DG_ANSWER_BOOLEAN: true or false
 * @DG_ANSWER_DATE: a date, `YYYY-MM-DD`
 * @DG_ANSWER_OBJECT: nothing of its own: what stands around its inner fields
 */
typedef enum
{
  DG_ANSWER_LABEL,
  DG_ANSWER_TEXT,
  DG_ANSWER_TEXT_LIST,
  DG_ANSWER_ROWS,
  DG_ANSWER_INTEGER,
  DG_ANSWER_NUMBER,
  DG_ANSWER_BOOLEAN,
  DG_ANSWER_DATE,
  DG_ANSWER_OBJECT,
} DgAnswerFieldType;

/**
 * DgAnswerField:
 * @name: (owned): its name, without that of the field around it
 * @type: what goes in
 * @nullable: whether it may be null
 * @values: (owned) (element-type utf8): what a label may be
 * @inner: (owned) (nullable) (element-type DgAnswerField): the fields inside of it
 */
typedef struct
{
  char *name;
  DgAnswerFieldType type;
  gboolean nullable;
  GPtrArray *values;
  GPtrArray *inner;
} DgAnswerField;

GPtrArray *dg_answer_fields_read (DgJsonValue reply);
char *dg_answer_fields_dup_schema (GPtrArray *fields);
char *dg_answer_fields_dup_xml (GPtrArray *fields);

G_END_DECLS
