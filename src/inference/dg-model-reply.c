/* dg-model-reply.c: what a model answered
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "dg-model-reply.h"

/**
 * dg_model_reply_new:
 *
 * Makes a reply for an implementation of #DgModel to fill: no text, no tool call, no stop reason.
 *
 * Returns: (transfer full): a reply
 */
DgModelReply *
dg_model_reply_new (void)
{
  DgModelReply *self = g_new0 (DgModelReply, 1);

  self->text = g_strdup ("");
  self->stop_reason = g_strdup ("");

  return self;
}

/**
 * dg_model_reply_free:
 * @self: (transfer full): a reply
 */
void
dg_model_reply_free (DgModelReply *self)
{
  g_return_if_fail (self != NULL);

  g_free (self->text);
  g_free (self->tool_name);
  g_free (self->tool_input);
  g_free (self->stop_reason);
  g_free (self->request_id);
  g_free (self);
}
