/* dg-record-leak.c: inputs that name their answer
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "dg-record-format.h"
#include "dg-words.h"

/**
 * dg_record_format_dup_leak:
 * @self: a format
 * @input: an input
 * @answer: its answer
 *
 * A model that is tested with an input that names its label is tested in reading, not in judging. But people do use
 * such words (“my billing is wrong”), so the record is flagged for review and not refused.
 *
 * Returns: (transfer full) (nullable): a flag for a reviewer, %NULL when the answer is no label or the input does not
 *   name it
 */
char *
dg_record_format_dup_leak (DgRecordFormat *self, const char *input, const char *answer)
{
  g_return_val_if_fail (self != NULL && input != NULL && answer != NULL, NULL);

  if (dg_format_get_kind (dg_record_format_get_answer (self)) != DG_FORMAT_LABEL || !dg_words_announce (input, answer))
    return NULL;

  return g_strdup_printf (_ ("The input names its answer, “%s”"), answer);
}
