/* dg-stop-reason.h: why a model stopped, and what that means for its reply
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "dg-model-reply.h"

G_BEGIN_DECLS

/**
 * DgStopKind:
 * @DG_STOP_DONE: the model said what it had to say
 * @DG_STOP_CUT: the reply was cut, or its call came out as something else: it does better with less to write
 * @DG_STOP_REFUSED: a filter held the reply back, or a part of it
 * @DG_STOP_TOO_LARGE: request and reply together are more than the model can hold
 * @DG_STOP_UNKNOWN: a reason from years to come, and there is no call
 */
typedef enum
{
  DG_STOP_DONE,
  DG_STOP_CUT,
  DG_STOP_REFUSED,
  DG_STOP_TOO_LARGE,
  DG_STOP_UNKNOWN,
} DgStopKind;

DgStopKind dg_stop_reason_classify (const DgModelReply *reply);

G_END_DECLS
