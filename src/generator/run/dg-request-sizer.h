/* dg-request-sizer.h: how many records to ask for at once, and how many tokens to allow
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "dg-generator-types.h"

G_BEGIN_DECLS

/** Before anything is known a record counts as this long. */
#define DG_FIRST_GUESS_TOKENS 160.0

DgRequestSizer *dg_request_sizer_new (guint max_output_tokens);
void dg_request_sizer_free (DgRequestSizer *self);
guint dg_request_sizer_get_n_records (DgRequestSizer *self);
guint dg_request_sizer_get_max_tokens (DgRequestSizer *self, guint n_records);
void dg_request_sizer_learn (DgRequestSizer *self, guint n_records, gint64 output_tokens);
void dg_request_sizer_widen (DgRequestSizer *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DgRequestSizer, dg_request_sizer_free)

G_END_DECLS
