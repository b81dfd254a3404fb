/* dg-simulator-request.h: what the model is asked, checked as Bedrock checks it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "dg-json.h"
#include "dg-simulator-types.h"

G_BEGIN_DECLS

/* What a token is worth in text, near enough for practice */
#define DG_SIMULATOR_CHARACTERS_A_TOKEN 4

/**
 * DgSimulatorRequest:
 * @document: (owned): the body
 * @model: (owned): the model's id
 * @system: (owned): the texts of the system prompt
 * @prompt: (owned): the texts of the last message
 * @tool_name: (owned) (nullable): the tool that the reply will call
 * @tool_schema: its input's schema, if there is one
 * @max_tokens: how long the reply may be
 * @reserved_tokens: the same for the quota: what the model can do when the request says nothing
 * @input_tokens: how long the request is
 */
struct _DgSimulatorRequest
{
  DgJsonDocument *document;
  char *model;
  char *system;
  char *prompt;
  char *tool_name;
  DgJsonValue tool_schema;
  guint max_tokens;
  guint reserved_tokens;
  guint input_tokens;
};

DgSimulatorRequest *dg_simulator_request_new (const char *model, GBytes *body, GError **error);
void dg_simulator_request_free (DgSimulatorRequest *self);
guint dg_simulator_count_tokens (glong n_characters);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DgSimulatorRequest, dg_simulator_request_free)

G_END_DECLS
