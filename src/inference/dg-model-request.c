/* dg-model-request.c: what a model is asked
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <string.h>

#include "dg-model-request.h"

/* The pattern of the service without the hyphen, which Nova's first generation cannot call. */
#define TOOL_NAME_CHARACTERS "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_"
#define TOOL_NAME_LENGTH_MAX 64

typedef struct
{
  DgRole role;
  char *text; /* (owned) */
} Message;

struct _DgModelRequest
{
  gatomicrefcount ref_count;

  char *purpose;          /* (owned) */
  char *system;           /* (owned) (nullable) */
  GArray *messages;       /* (owned) (element-type Message) */
  char *tool_name;        /* (owned) (nullable) */
  char *tool_description; /* (owned) (nullable) */
  char *tool_schema;      /* (owned) (nullable) JSON text, not checked yet */
  guint max_tokens;       /* 0: not sent */
  double temperature;     /* below 0: not sent */
  gboolean stream;
};

static void
clear_message (gpointer data)
{
  Message *message = data;

  g_free (message->text);
}

static gboolean
is_tool_name (const char *name)
{
  gsize length = strlen (name);

  return length > 0 && length <= TOOL_NAME_LENGTH_MAX && strspn (name, TOOL_NAME_CHARACTERS) == length;
}

/**
 * dg_model_request_new:
 * @purpose: what the call is for, one word for the log and the accounts: `records`, `conversation`, …
 *
 * Makes a request without messages. It streams, and leaves limits and sampling to the model.
 *
 * Returns: (transfer full): a request
 */
DgModelRequest *
dg_model_request_new (const char *purpose)
{
  g_return_val_if_fail (purpose != NULL, NULL);

  DgModelRequest *self = g_new0 (DgModelRequest, 1);

  g_atomic_ref_count_init (&self->ref_count);
  self->purpose = g_strdup (purpose);
  self->messages = g_array_new (FALSE, FALSE, sizeof (Message));
  g_array_set_clear_func (self->messages, clear_message);
  self->temperature = DG_TEMPERATURE_DEFAULT;
  self->stream = TRUE;

  return self;
}

/**
 * dg_model_request_ref:
 * @self: a request
 *
 * Returns: (transfer full): @self
 */
DgModelRequest *
dg_model_request_ref (DgModelRequest *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

/**
 * dg_model_request_unref:
 * @self: (transfer full): a request
 */
void
dg_model_request_unref (DgModelRequest *self)
{
  g_return_if_fail (self != NULL);

  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;

  g_free (self->purpose);
  g_free (self->system);
  g_array_unref (self->messages);
  g_free (self->tool_name);
  g_free (self->tool_description);
  g_free (self->tool_schema);
  g_free (self);
}

/**
 * dg_model_request_set_system:
 * @self: a request
 * @text: (nullable): the system prompt, UTF-8
 */
void
dg_model_request_set_system (DgModelRequest *self, const char *text)
{
  g_return_if_fail (self != NULL);

  g_free (self->system);
  self->system = g_strdup (text);
}

/**
 * dg_model_request_add_message:
 * @self: a request
 * @role: who says it
 * @text: what, UTF-8 and not blank
 *
 * Adds a message at the end. The first one has to be the user's; a last one of the assistant is the beginning of the
 * reply, which the model continues.
 */
void
dg_model_request_add_message (DgModelRequest *self, DgRole role, const char *text)
{
  g_return_if_fail (self != NULL && text != NULL);

  Message message = { .role = role, .text = g_strdup (text) };

  g_array_append_val (self->messages, message);
}

/**
 * dg_model_request_set_tool:
 * @self: a request
 * @name: the tool's name: up to 64 ASCII letters, digits and underscores
 * @description: (nullable): what it does, for the model
 * @schema: the JSON schema of its input; an object
 *
 * Asks for structured output: the model has to call this tool, and its input is the reply. Whether @schema is JSON is
 * checked when the request is sent. Nova wants nothing but `type`, `properties` and `required` at its top.
 */
void
dg_model_request_set_tool (DgModelRequest *self, const char *name, const char *description, const char *schema)
{
  g_return_if_fail (self != NULL && name != NULL && schema != NULL);
  g_return_if_fail (is_tool_name (name));

  g_free (self->tool_name);
  self->tool_name = g_strdup (name);
  g_free (self->tool_description);
  self->tool_description = g_strdup (description);
  g_free (self->tool_schema);
  self->tool_schema = g_strdup (schema);
}

/**
 * dg_model_request_set_max_tokens:
 * @self: a request
 * @max_tokens: most tokens of the reply, 0 for the model's own limit
 *
 * The service reserves these tokens of the quota when the call begins: what is needed and little more is best. A tool
 * call that is cut by the limit is lost.
 */
void
dg_model_request_set_max_tokens (DgModelRequest *self, guint max_tokens)
{
  g_return_if_fail (self != NULL);

  self->max_tokens = max_tokens;
}

/**
 * dg_model_request_set_temperature:
 * @self: a request
 * @temperature: 0 for the likeliest words up to 1 for the most varied, or %DG_TEMPERATURE_DEFAULT
 */
void
dg_model_request_set_temperature (DgModelRequest *self, double temperature)
{
  g_return_if_fail (self != NULL);
  g_return_if_fail (temperature <= 1.0);

  self->temperature = temperature;
}

/**
 * dg_model_request_set_stream:
 * @self: a request
 * @stream: whether the reply is to be reported as it is written
 */
void
dg_model_request_set_stream (DgModelRequest *self, gboolean stream)
{
  g_return_if_fail (self != NULL);

  self->stream = stream;
}

/**
 * dg_model_request_get_purpose:
 * @self: a request
 *
 * Returns: what the call is for
 */
const char *
dg_model_request_get_purpose (DgModelRequest *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->purpose;
}

/**
 * dg_model_request_get_system:
 * @self: a request
 *
 * Returns: (nullable): the system prompt
 */
const char *
dg_model_request_get_system (DgModelRequest *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->system;
}

/**
 * dg_model_request_get_n_messages:
 * @self: a request
 *
 * Returns: how many messages it has
 */
guint
dg_model_request_get_n_messages (DgModelRequest *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->messages->len;
}

/**
 * dg_model_request_get_message:
 * @self: a request
 * @position: which message, from 0
 * @role: (out) (optional): who says it
 *
 * Returns: the message's text
 */
const char *
dg_model_request_get_message (DgModelRequest *self, guint position, DgRole *role)
{
  g_return_val_if_fail (self != NULL && position < self->messages->len, NULL);

  const Message *message = &g_array_index (self->messages, Message, position);

  if (role != NULL)
    *role = message->role;
  return message->text;
}

/**
 * dg_model_request_get_tool_name:
 * @self: a request
 *
 * Returns: (nullable): the tool that has to be called, %NULL if the reply is to be text
 */
const char *
dg_model_request_get_tool_name (DgModelRequest *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->tool_name;
}

/**
 * dg_model_request_get_tool_description:
 * @self: a request
 *
 * Returns: (nullable): what the tool does
 */
const char *
dg_model_request_get_tool_description (DgModelRequest *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->tool_description;
}

/**
 * dg_model_request_get_tool_schema:
 * @self: a request
 *
 * Returns: (nullable): the JSON schema of the tool's input, not checked by anybody yet
 */
const char *
dg_model_request_get_tool_schema (DgModelRequest *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->tool_schema;
}

/**
 * dg_model_request_get_max_tokens:
 * @self: a request
 *
 * Returns: most tokens of the reply, 0 for the model's own limit
 */
guint
dg_model_request_get_max_tokens (DgModelRequest *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->max_tokens;
}

/**
 * dg_model_request_get_temperature:
 * @self: a request
 *
 * Returns: the temperature, negative if none is to be sent
 */
double
dg_model_request_get_temperature (DgModelRequest *self)
{
  g_return_val_if_fail (self != NULL, DG_TEMPERATURE_DEFAULT);

  return self->temperature;
}

/**
 * dg_model_request_get_stream:
 * @self: a request
 *
 * Returns: whether the reply is to be reported as it is written
 */
gboolean
dg_model_request_get_stream (DgModelRequest *self)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return self->stream;
}
