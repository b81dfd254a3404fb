/* scripted-model.h: a model that answers as a test tells it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "dg-model.h"

G_BEGIN_DECLS

#define SCRIPTED_TYPE_MODEL (scripted_model_get_type ())
G_DECLARE_FINAL_TYPE (ScriptedModel, scripted_model, SCRIPTED, MODEL, GObject)

/**
 * Ask:
 * @number: which request of the model's it is, counted from 1
 * @lines: (element-type guint): the lines of the plan that it asks for
 * @message: the user's message
 * @max_tokens: what it allows
 * @request: (unowned): all of it
 */
typedef struct
{
  guint number;
  GArray *lines;
  const char *message;
  guint max_tokens;
  DgModelRequest *request;
} Ask;

/**
 * Answer:
 * @records: (element-type utf8): JSON texts that become the list of the tool call
 * @raw: (owned) (nullable): the input of the tool call, instead of @records
 * @text: (owned) (nullable): text beside the call
 * @tool: (nullable): the tool that it calls; %NULL for the one of the request
 * @no_call: no tool call at all
 * @stop_reason: `tool_use` unless told otherwise
 * @error: (owned) (nullable): how the call ends after its deltas, instead of a reply
 * @piece: how many bytes a delta has; 0 for all in one
 * @no_deltas: everything comes with the reply
 * @hang: does not end until it is cancelled
 * @usage: tokens
 */
typedef struct
{
  GPtrArray *records;
  char *raw;
  char *text;
  const char *tool;
  gboolean no_call;
  const char *stop_reason;
  GError *error;
  gsize piece;
  gboolean no_deltas;
  gboolean hang;
  DgUsage usage;
} Answer;

typedef void (*AnswerFunc) (ScriptedModel *self, const Ask *ask, Answer *answer);

ScriptedModel *scripted_model_new (AnswerFunc func);
void scripted_model_set_func (ScriptedModel *self, AnswerFunc func);
AnswerFunc scripted_model_get_func (ScriptedModel *self);
void scripted_model_set_data (ScriptedModel *self, gpointer data);
gpointer scripted_model_get_data (ScriptedModel *self);
void scripted_model_set_price (ScriptedModel *self, const DgPrice *price);
guint scripted_model_get_n_requests (ScriptedModel *self);
guint scripted_model_get_n_in_flight (ScriptedModel *self);
guint scripted_model_get_most_in_flight (ScriptedModel *self);
guint scripted_model_get_n_records (ScriptedModel *self);
guint scripted_model_count_asked (ScriptedModel *self, guint line);
guint scripted_model_get_n_lines (ScriptedModel *self, guint number);
guint scripted_model_get_max_tokens (ScriptedModel *self, guint number);

void answer_add (Answer *answer, gint64 n, const char *input, const char *text);
void answer_add_raw (Answer *answer, const char *record);
void answer_well (ScriptedModel *self, const Ask *ask, Answer *answer);

G_END_DECLS
