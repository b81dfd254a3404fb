/* dg-model-request.h: what a model is asked
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "dg-inference-types.h"

G_BEGIN_DECLS

/**
 * DgRole:
 * @DG_ROLE_USER: what the program or the person says
 * @DG_ROLE_ASSISTANT: what the model said
 */
typedef enum
{
  DG_ROLE_USER,
  DG_ROLE_ASSISTANT,
} DgRole;

/** No sampling parameter is sent: the model's own default holds. */
#define DG_TEMPERATURE_DEFAULT (-1.0)

/*
 * A request is filled with the setters, then given to a model; from then on it is immutable, so several calls and
 * threads can share it. The getters are for implementations of DgModel.
 */

DgModelRequest *dg_model_request_new (const char *purpose);
DgModelRequest *dg_model_request_ref (DgModelRequest *self);
void dg_model_request_unref (DgModelRequest *self);
void dg_model_request_set_system (DgModelRequest *self, const char *text);
void dg_model_request_add_message (DgModelRequest *self, DgRole role, const char *text);
void dg_model_request_set_tool (DgModelRequest *self, const char *name, const char *description, const char *schema);
void dg_model_request_set_max_tokens (DgModelRequest *self, guint max_tokens);
void dg_model_request_set_temperature (DgModelRequest *self, double temperature);
void dg_model_request_set_stream (DgModelRequest *self, gboolean stream);

const char *dg_model_request_get_purpose (DgModelRequest *self);
const char *dg_model_request_get_system (DgModelRequest *self);
guint dg_model_request_get_n_messages (DgModelRequest *self);
const char *dg_model_request_get_message (DgModelRequest *self, guint position, DgRole *role);
const char *dg_model_request_get_tool_name (DgModelRequest *self);
const char *dg_model_request_get_tool_description (DgModelRequest *self);
const char *dg_model_request_get_tool_schema (DgModelRequest *self);
guint dg_model_request_get_max_tokens (DgModelRequest *self);
double dg_model_request_get_temperature (DgModelRequest *self);
gboolean dg_model_request_get_stream (DgModelRequest *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DgModelRequest, dg_model_request_unref)

G_END_DECLS
