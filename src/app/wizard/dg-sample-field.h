/* dg-sample-field.h: the input or the answer of a sample, to be read, edited and compared
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "dg-text-field.h"

G_BEGIN_DECLS

#define DG_TYPE_SAMPLE_FIELD (dg_sample_field_get_type ())
G_DECLARE_FINAL_TYPE (DgSampleField, dg_sample_field, DG, SAMPLE_FIELD, DgTextField)

void dg_sample_field_set_text (DgSampleField *self, const char *text, const char *before);
void dg_sample_field_set_comparing (DgSampleField *self, gboolean comparing);
void dg_sample_field_set_name (DgSampleField *self, const char *name);

G_END_DECLS
