/* dg-limit.h: a limit on a text that a program can check
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define DG_LIMIT_ERROR (dg_limit_error_quark ())
GQuark dg_limit_error_quark (void);

/**
 * DgLimitError:
 * @DG_LIMIT_ERROR_VALUE: the value is not one that the check can use
 *
 * Error domain of #DgLimit.
 */
typedef enum
{
  DG_LIMIT_ERROR_VALUE,
} DgLimitError;

/**
 * DgColumn:
 * @DG_COLUMN_INPUT: the record's input
 * @DG_COLUMN_ANSWER: the record's answer
 */
typedef enum
{
  DG_COLUMN_INPUT,
  DG_COLUMN_ANSWER,
} DgColumn;

/**
 * DgCheck:
 * @DG_CHECK_NONE: nothing a program can check
 * @DG_CHECK_MAX_WORDS: has at most so many words
 * @DG_CHECK_MIN_WORDS: has at least so many words
 * @DG_CHECK_MAX_CHARACTERS: has at most so many characters
 * @DG_CHECK_MIN_CHARACTERS: has at least so many characters
 * @DG_CHECK_PRESENT: has the term, as whole words, whatever the case
 * @DG_CHECK_ABSENT: does not have the term, as whole words, whatever the case
 * @DG_CHECK_MATCHES: matches the regular expression as a whole
 */
typedef enum
{
  DG_CHECK_NONE,
  DG_CHECK_MAX_WORDS,
  DG_CHECK_MIN_WORDS,
  DG_CHECK_MAX_CHARACTERS,
  DG_CHECK_MIN_CHARACTERS,
  DG_CHECK_PRESENT,
  DG_CHECK_ABSENT,
  DG_CHECK_MATCHES,
  DG_N_CHECKS,
} DgCheck;

/**
 * DgLimit:
 * @column: what is checked
 * @check: how
 * @value: (owned): a number, a term or a regular expression
 * @regex: (owned) (nullable): what @value means in a text, where it is not a number
 */
typedef struct
{
  DgColumn column;
  DgCheck check;
  char *value;
  GRegex *regex;
} DgLimit;

const char *dg_column_get_id (DgColumn column);
gboolean dg_column_from_id (const char *id, DgColumn *column);
const char *dg_check_get_id (DgCheck check);
gboolean dg_check_from_id (const char *id, DgCheck *check);

DgLimit *dg_limit_new (DgColumn column, DgCheck check, const char *value, GError **error);
DgLimit *dg_limit_copy (const DgLimit *self);
void dg_limit_free (DgLimit *self);
gboolean dg_limit_holds (const DgLimit *self, const char *text, char **problem);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DgLimit, dg_limit_free)

G_END_DECLS
