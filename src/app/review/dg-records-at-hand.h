/* dg-records-at-hand.h: the whole records about the one that is shown
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "dg-library-query.h"

G_BEGIN_DECLS

#define DG_TYPE_RECORDS_AT_HAND (dg_records_at_hand_get_type ())
G_DECLARE_FINAL_TYPE (DgRecordsAtHand, dg_records_at_hand, DG, RECORDS_AT_HAND, GObject)

DgRecordsAtHand *dg_records_at_hand_new (void);
void dg_records_at_hand_set_source (DgRecordsAtHand *self, DgLibrary *library, const char *dataset);
void dg_records_at_hand_load (DgRecordsAtHand *self, const guint *numbers, guint n_numbers);
void dg_records_at_hand_stop (DgRecordsAtHand *self);
DgRecord *dg_records_at_hand_find (DgRecordsAtHand *self, guint number);

void dg_records_at_hand_set_ahead (DgRecordsAtHand *self, gboolean ahead);
void dg_records_at_hand_add (DgRecordsAtHand *self, DgRecord *record);
void dg_records_at_hand_forget (DgRecordsAtHand *self, guint number);
void dg_records_at_hand_forget_all (DgRecordsAtHand *self);
void dg_records_at_hand_renumber (DgRecordsAtHand *self, guint from, int by);
void dg_records_at_hand_touch (DgRecordsAtHand *self, guint number);
GArray *dg_records_at_hand_take_touched (DgRecordsAtHand *self);

G_END_DECLS
