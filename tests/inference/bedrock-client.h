/* bedrock-client.h: a Bedrock model that talks to a fake service, and calls that a test can wait for
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "dg-bedrock-model-private.h"
#include "dg-sigv4.h"
#include "fake-service.h"

#define KEY_ID "AKIDEXAMPLE"
#define SECRET_KEY "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY"
#define SESSION_TOKEN "session/token=="
#define BEARER_TOKEN "ABSKbearer-token"

/* 2026-01-01T00:00:00Z */
#define NOW G_GINT64_CONSTANT (1767225600)

/**
 * Call:
 * @text: the deltas of text so far
 * @tool: the deltas of tool input so far
 * @n_deltas: how many there were
 * @cancel_at: cancel in this delta, counted from 1
 * @cancellable: what the call can be cancelled with
 *
 * A call under way.
 */
typedef struct
{
  GString *text;
  GString *tool;
  guint n_deltas;
  guint cancel_at;
  GCancellable *cancellable;

  GAsyncResult *result;
} Call;

DgModel *new_model_at (const char *endpoint, DgCredentials *credentials);
DgModel *new_model (FakeService *service);
DgModelRequest *new_request (gboolean stream);

Call *call_new (DgModel *model, DgModelRequest *request);
DgModelReply *call_wait (Call *self, DgModel *model, GError **error);
void call_free (Call *self);
DgModelReply *converse (DgModel *model, gboolean stream, GError **error);
void assert_converses (DgModel *model, gboolean stream);
DgSigv4Verdict verify_signature (FakeRequest *request, const char *secret, gint64 now, gint64 max_skew);
void assert_fails (FakeScript script, gboolean stream, int code, const char *said);

void flag_raise (int *flag);
void flag_wait (int *flag);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Call, call_free)
