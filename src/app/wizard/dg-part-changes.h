/* dg-part-changes.h: what was set by hand of the checklist, and is not saved yet
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "dg-session.h"

G_BEGIN_DECLS

/**
 * DgPartChanges:
 *
 * Changes of parts in their order. All there are are saved together; when one of them is not accepted, they are saved
 * one by one until it is found, and that one is let go of: it must not be in the way of the others. What could not be
 * saved for another reason stays.
 */
typedef struct _DgPartChanges DgPartChanges;

DgPartChanges *dg_part_changes_new (void);
void dg_part_changes_free (DgPartChanges *self);
void dg_part_changes_add (DgPartChanges *self, DgItem item, guint part, const char *value);
void dg_part_changes_clear (DgPartChanges *self);
guint dg_part_changes_get_n (const DgPartChanges *self);
const GError *dg_part_changes_get_refusal (const DgPartChanges *self);
DgPartChange *dg_part_changes_begin_saving (DgPartChanges *self, guint *n_changes);
gboolean dg_part_changes_end_saving (DgPartChanges *self, const GError *error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DgPartChanges, dg_part_changes_free)

G_END_DECLS
