/* dg-line-queue.h: which lines of the plan are still to be made
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "dg-generator-types.h"

G_BEGIN_DECLS

DgLineQueue *dg_line_queue_new (guint n_lines);
void dg_line_queue_free (DgLineQueue *self);
GArray *dg_line_queue_take (DgLineQueue *self, guint most);
void dg_line_queue_give_back (DgLineQueue *self, guint line);
gboolean dg_line_queue_fill (DgLineQueue *self, guint line);
guint dg_line_queue_count_vain (DgLineQueue *self, guint line);
void dg_line_queue_give_up (DgLineQueue *self, guint line);
gboolean dg_line_queue_is_filled (DgLineQueue *self, guint line);
guint dg_line_queue_get_n_open (DgLineQueue *self);
guint dg_line_queue_get_n_filled (DgLineQueue *self);
guint dg_line_queue_get_n_given_up (DgLineQueue *self);
guint dg_line_queue_get_attempt (DgLineQueue *self, guint line);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DgLineQueue, dg_line_queue_free)

G_END_DECLS
