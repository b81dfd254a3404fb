/* dg-tool-reply.h: whether a reply is the call that was asked for, and what is wrong with it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "dg-json-schema.h"
#include "dg-model-reply.h"

G_BEGIN_DECLS

/**
 * DgReplyFault:
 * @DG_REPLY_FINE: nothing
 * @DG_REPLY_NO_CALL: there is no call in it
 * @DG_REPLY_OTHER_TOOL: it calls another tool
 * @DG_REPLY_CUT: it was as long as it could be
 * @DG_REPLY_MALFORMED: its call broke off, or is no JSON
 * @DG_REPLY_NOT_OF_SCHEMA: its call is not what the schema asks for
 * @DG_REPLY_REFUSED: a filter held it back
 * @DG_REPLY_TOO_LARGE: the model cannot hold request and reply together
 *
 * What is wrong with a reply.
 */
typedef enum
{
  DG_REPLY_FINE,
  DG_REPLY_NO_CALL,
  DG_REPLY_OTHER_TOOL,
  DG_REPLY_CUT,
  DG_REPLY_MALFORMED,
  DG_REPLY_NOT_OF_SCHEMA,
  DG_REPLY_REFUSED,
  DG_REPLY_TOO_LARGE,
} DgReplyFault;

DgReplyFault dg_tool_reply_judge (
    const DgModelReply *reply, const char *tool, DgJsonSchema *schema, DgJsonDocument **input, char **problem);
const char *dg_reply_fault_get_name (DgReplyFault fault);
GError *dg_reply_fault_make_error (
    DgReplyFault fault, const char *model, const char *problem, const char *text, const char *request_id);

G_END_DECLS
