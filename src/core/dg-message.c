/* dg-message.c: what was said in the conversation about the requirements
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "dg-message.h"

/**
 * dg_message_new:
 * @from_person: whether the person said it
 * @text: what was said
 *
 * Returns: (transfer full): a message without suggestions that asks for nothing
 */
DgMessage *
dg_message_new (gboolean from_person, const char *text)
{
  g_return_val_if_fail (text != NULL, NULL);

  DgMessage *self = g_new0 (DgMessage, 1);

  self->from_person = from_person;
  self->text = g_strdup (text);

  return self;
}

/**
 * dg_message_copy:
 * @self: a message
 *
 * Returns: (transfer full): the same again
 */
DgMessage *
dg_message_copy (const DgMessage *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  DgMessage *copy = dg_message_new (self->from_person, self->text);

  copy->suggestions = g_strdupv (self->suggestions);
  copy->asks_for = g_strdup (self->asks_for);

  return copy;
}

/**
 * dg_message_free:
 * @self: (transfer full): a message
 */
void
dg_message_free (DgMessage *self)
{
  g_free (self->text);
  g_strfreev (self->suggestions);
  g_free (self->asks_for);
  g_free (self);
}
