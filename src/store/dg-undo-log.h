/* dg-undo-log.h: what a batch of changes does, and what takes it back
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "dg-library-review.h"
#include "dg-statement.h"

G_BEGIN_DECLS

typedef struct _DgUndoLog DgUndoLog;

DgUndoLog *dg_undo_log_new (DgSqlite *db, const char *dataset);
void dg_undo_log_free (DgUndoLog *self);
gboolean dg_undo_log_touch (DgUndoLog *self, const DgRecordChange *change, gboolean *found, GError **error);
void dg_undo_log_insert (DgUndoLog *self, guint number);
gboolean dg_undo_log_has_text_changed (DgUndoLog *self);
guint dg_undo_log_get_first_moved (DgUndoLog *self);
void dg_undo_log_collect (DgUndoLog *self, GArray *undo);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DgUndoLog, dg_undo_log_free)

G_END_DECLS
