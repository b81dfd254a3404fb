/* dg-simulator-requirements.h: the requirements, as requests state them
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "dg-simulator-request.h"

G_BEGIN_DECLS

char *dg_requirements_dup (const DgSimulatorRequest *request, const char *item);
GPtrArray *dg_requirements_list_edges (const DgSimulatorRequest *request);
GStrv dg_requirements_dup_tones (const DgSimulatorRequest *request, gboolean german);
GStrv dg_requirements_dup_labels (const DgSimulatorRequest *request);

G_END_DECLS
