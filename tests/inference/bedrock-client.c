/* bedrock-client.c: a Bedrock model that talks to a fake service, and calls that a test can wait for
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <string.h>

#include "bedrock-client.h"

static gint64
get_now (gpointer data)
{
  return NOW;
}

DgModel *
new_model_at (const char *endpoint, DgCredentials *credentials)
{
  const DgBedrockOptions options = {
    .provider = DG_PROVIDER_BEDROCK,
    .model = "nova-2-lite",
    .region = "us-east-1",
    .endpoint = endpoint,
    .credentials = credentials,
  };
  g_autoptr (GError) error = NULL;
  DgModel *model = dg_bedrock_model_new (&options, &error);

  g_assert_no_error (error);
  dg_bedrock_model_set_clock (DG_BEDROCK_MODEL (model), get_now, NULL);
  return model;
}

DgModel *
new_model (FakeService *service)
{
  g_autofree char *endpoint = g_strdup_printf ("http://127.0.0.1:%u", fake_service_get_port (service));
  g_autoptr (DgCredentials) credentials = dg_credentials_new_keys (KEY_ID, SECRET_KEY, NULL);

  return new_model_at (endpoint, credentials);
}

DgModelRequest *
new_request (gboolean stream)
{
  DgModelRequest *request = dg_model_request_new ("test");

  dg_model_request_add_message (request, DG_ROLE_USER, "a private text");
  dg_model_request_set_stream (request, stream);
  return request;
}

static void
delta_cb (DgDeltaKind kind, const char *text, gsize length, gpointer data)
{
  Call *self = data;

  g_string_append_len (kind == DG_DELTA_TEXT ? self->text : self->tool, text, length);
  if (++self->n_deltas == self->cancel_at)
    g_cancellable_cancel (self->cancellable);
}

static void
converse_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Call *self = data;

  self->result = g_object_ref (result);
}

Call *
call_new (DgModel *model, DgModelRequest *request)
{
  Call *self = g_new0 (Call, 1);

  self->text = g_string_new (NULL);
  self->tool = g_string_new (NULL);
  self->cancellable = g_cancellable_new ();
  dg_model_converse_async (model, request, delta_cb, self, self->cancellable, converse_cb, self);
  return self;
}

DgModelReply *
call_wait (Call *self, DgModel *model, GError **error)
{
  while (self->result == NULL)
    g_main_context_iteration (NULL, TRUE);
  return dg_model_converse_finish (model, self->result, error);
}

void
call_free (Call *self)
{
  g_assert_nonnull (self->result);
  g_object_unref (self->result);
  g_object_unref (self->cancellable);
  g_string_free (self->text, TRUE);
  g_string_free (self->tool, TRUE);
  g_free (self);
}

DgModelReply *
converse (DgModel *model, gboolean stream, GError **error)
{
  g_autoptr (DgModelRequest) request = new_request (stream);
  g_autoptr (Call) call = call_new (model, request);

  return call_wait (call, model, error);
}

void
assert_converses (DgModel *model, gboolean stream)
{
  g_autoptr (GError) error = NULL;
  DgModelReply *reply = converse (model, stream, &error);

  g_assert_no_error (error);
  dg_model_reply_free (reply);
}

void
assert_fails (FakeScript script, gboolean stream, int code, const char *said)
{
  g_autoptr (FakeService) service = fake_service_new (script, NULL);
  g_autoptr (DgModel) model = new_model (service);
  g_autoptr (GError) error = NULL;

  g_assert_null (converse (model, stream, &error));
  g_test_message ("%s", error->message);
  g_assert_error (error, DG_INFERENCE_ERROR, code);
  g_assert_nonnull (strstr (error->message, said));
}

/* In the service's thread, over all the headers that came. */
DgSigv4Verdict
verify_signature (FakeRequest *request, const char *secret, gint64 now, gint64 max_skew)
{
  g_autoptr (GArray) headers = g_array_new (FALSE, FALSE, sizeof (DgSigv4Header));
  g_autofree char *hash = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, request->body);
  DgSigv4Request signed_request;
  GHashTableIter iter;
  gpointer name, value;

  g_hash_table_iter_init (&iter, request->headers);
  while (g_hash_table_iter_next (&iter, &name, &value))
    {
      DgSigv4Header header = { .name = name, .value = value };

      g_array_append_val (headers, header);
    }
  signed_request = (DgSigv4Request){
    .method = request->method,
    .path = request->target,
    .headers = &g_array_index (headers, DgSigv4Header, 0),
    .n_headers = headers->len,
    .payload_sha256 = hash,
  };
  return dg_sigv4_verify (&signed_request, fake_request_get_header (request, "authorization"), KEY_ID, secret, now,
                          max_skew);
}

/* In the service's thread. */
void
flag_raise (int *flag)
{
  g_atomic_int_set (flag, TRUE);
  g_main_context_wakeup (NULL);
}

/* In the test's thread: the client goes on meanwhile. */
void
flag_wait (int *flag)
{
  while (!g_atomic_int_get (flag))
    g_main_context_iteration (NULL, TRUE);
}
