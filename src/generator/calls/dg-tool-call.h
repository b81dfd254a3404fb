/* dg-tool-call.h: one call of a tool, asked of a model and checked
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "dg-generator-types.h"
#include "dg-json.h"
#include "dg-model.h"
#include "dg-run-report.h"

G_BEGIN_DECLS

/**
 * DgToolCallResult:
 * @input: (owned) (nullable): the call's input, of the tool's schema; %NULL when there was none
 * @calls: (owned) (element-type DgCall): what was asked, each time it was asked, with what it cost; also when it failed
 */
typedef struct
{
  DgJsonDocument *input;
  GPtrArray *calls;
} DgToolCallResult;

void dg_tool_call_async (DgModel *model,
                         DgModelRequest *request,
                         DgDeltaFunc on_delta,
                         gpointer delta_data,
                         GCancellable *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer data);
DgToolCallResult *dg_tool_call_finish (GAsyncResult *result, GError **error);
void dg_tool_call_result_free (DgToolCallResult *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DgToolCallResult, dg_tool_call_result_free)

G_END_DECLS
