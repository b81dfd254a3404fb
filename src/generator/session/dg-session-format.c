/* dg-session-format.c: step 3, the formats of inputs and answers by hand
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "dg-record-format.h"
#include "dg-session-private.h"

static gboolean
apply_format (DgChecklist *checklist, const DgFormatChange *format, GError **error)
{
  g_autoptr (DgRecordFormat) compiled = NULL;

  if (format->item == DG_ITEM_INPUT_FORMAT)
    {
      if (!dg_checklist_set_input_schema (checklist, format->schema, error))
        return FALSE;
    }
  else
    {
      if (!dg_checklist_set_output_schema (checklist, format->schema, error))
        return FALSE;
      dg_checklist_set_labels (checklist, format->labels);
      if (format->labels != NULL && dg_checklist_get_labels (checklist) == NULL)
        {
          g_set_error (error, DG_CHECKLIST_ERROR, DG_CHECKLIST_ERROR_VALUE,
                       _ ("These are no labels to choose from. Give at least two that differ, one a line."));
          return FALSE;
        }
    }

  /* what could not be made is refused here, not when records are made */
  compiled = dg_record_format_new_for_checklist (checklist, error);

  return compiled != NULL;
}

/* What is done by hand is no message's doing: it is there still when the last message is taken back. */
static gboolean
keep_beside_turn (char **snapshot, const DgFormatChange *format, GError **error)
{
  g_autoptr (DgChecklist) checklist = NULL;

  if (*snapshot == NULL)
    return TRUE;

  checklist = dg_checklist_new_from_json (*snapshot, -1, error);
  if (checklist == NULL || !apply_format (checklist, format, error))
    return FALSE;

  g_free (*snapshot);
  *snapshot = dg_checklist_to_json (checklist);

  return TRUE;
}

/**
 * dg_session_set_format_async:
 * @self: a session
 * @format: what inputs or answers are to look like
 * @changes: (array length=n_changes): changes of the checklist that go with it
 * @n_changes: how many; may be 0
 * @cancellable: (nullable): a cancellable
 * @callback: called when the step has ended
 * @data: for @callback
 *
 * Closes a format by hand, or opens it again. Changed requirements are to be confirmed again.
 */
void
dg_session_set_format_async (DgSession *self,
                             const DgFormatChange *format,
                             const DgPartChange *changes,
                             guint n_changes,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer data)
{
  g_return_if_fail (DG_IS_SESSION (self) && format != NULL);
  g_return_if_fail (format->item == DG_ITEM_INPUT_FORMAT || format->item == DG_ITEM_OUTPUT_FORMAT);

  GTask *task = dg_session_begin_step (self, dg_session_set_format_async, cancellable, callback, data);
  DgStepWork *work = task != NULL ? dg_session_get_work (task) : NULL;
  g_autoptr (GError) error = NULL;

  if (task == NULL)
    return;
  if (!apply_format (work->checklist, format, &error) ||
      !keep_beside_turn (&work->draft->turn_before, format, &error) ||
      !keep_beside_turn (&work->draft->turn_after, format, &error) ||
      !dg_session_apply_changes (work->checklist, changes, n_changes, &error))
    {
      dg_session_fail_step (task, g_steal_pointer (&error));
      return;
    }

  work->draft->step = MAX (work->draft->step, DG_STEP_REQUIREMENTS);
  dg_session_save_step (task);
}
