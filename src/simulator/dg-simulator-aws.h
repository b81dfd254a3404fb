/* dg-simulator-aws.h: the shapes of the Bedrock Runtime protocol, as bytes
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "dg-simulator-types.h"

G_BEGIN_DECLS

/* What Nova says of a tool call that its decoder stumbled over */
#define DG_AWS_INVALID_SEQUENCE                                                                                        \
  "Model produced invalid sequence as part of ToolUse. Please refer to the model tool use troubleshooting guide."

guint dg_aws_error_get_status (const GError *error);
const char *dg_aws_error_get_name (const GError *error);
char *dg_aws_error_dup_body (const GError *error);

GBytes *dg_aws_frame_event (const char *event_type, GString *payload, DgRandom *random);
GBytes *dg_aws_frame_exception (const GError *error);

G_END_DECLS
