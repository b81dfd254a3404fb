/* dg-requirements-desk.h: what the person wants of the requirements, one after the other
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "dg-format-editor.h"
#include "dg-wizard-context.h"

G_BEGIN_DECLS

#define DG_TYPE_REQUIREMENTS_DESK (dg_requirements_desk_get_type ())
G_DECLARE_FINAL_TYPE (DgRequirementsDesk, dg_requirements_desk, DG, REQUIREMENTS_DESK, GObject)

DgRequirementsDesk *dg_requirements_desk_new (DgWizardContext *context);
void dg_requirements_desk_set_session (DgRequirementsDesk *self, DgSession *session);
void dg_requirements_desk_close (DgRequirementsDesk *self);
void dg_requirements_desk_open (DgRequirementsDesk *self);

void dg_requirements_desk_send (DgRequirementsDesk *self, const char *text, gboolean instead);
void dg_requirements_desk_take_back (DgRequirementsDesk *self, const char *text);
gboolean dg_requirements_desk_stop (DgRequirementsDesk *self);
gboolean
dg_requirements_desk_get_unsent (DgRequirementsDesk *self, const char **text, gboolean *instead, const GError **error);

void dg_requirements_desk_set_part (DgRequirementsDesk *self, DgItem item, guint part, const char *value);
void dg_requirements_desk_leave_rest (DgRequirementsDesk *self);
void dg_requirements_desk_confirm (DgRequirementsDesk *self, gboolean and_go_on);
void dg_requirements_desk_save_format (DgRequirementsDesk *self, DgFormatEditor *format);
void dg_requirements_desk_try_again (DgRequirementsDesk *self);
gboolean dg_requirements_desk_is_saved (DgRequirementsDesk *self);

G_END_DECLS
