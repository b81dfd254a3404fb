/* dg-provider-test.c: whether a model answers, and what to do if it does not
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "dg-bedrock-model.h"
#include "dg-model-catalog.h"
#include "dg-provider-private.h"
#include "dg-provider-test.h"

/* One test: what a message says of the way, whatever becomes of the options meanwhile. */
typedef struct
{
  DgModel *model;    /* (owned) */
  gboolean practice; /* nothing leaves this process */
  char *name;        /* (owned) of the model, for people */
  char *region;      /* (owned) */
  char *key_region;  /* (owned) (nullable) the only one that the API key is good in */
  char *proxy;       /* (owned) (nullable) */
  char *ca_bundle;   /* (owned) (nullable) */
} Test;

static void
test_free (gpointer data)
{
  Test *test = data;

  g_clear_object (&test->model);
  g_free (test->name);
  g_free (test->region);
  g_free (test->key_region);
  g_free (test->proxy);
  g_free (test->ca_bundle);
  g_free (test);
}

static void
note_way (Test *test, const DgProviderOptions *options)
{
  DgNetwork *network = dg_credential_provider_get_network (options->credentials);
  g_autoptr (DgCredentials) credentials = dg_credential_provider_peek (options->credentials);
  g_autofree char *endpoint = dg_provider_dup_endpoint (options);
  g_autofree char *address = dg_bedrock_dup_address (endpoint, test->region, NULL);

  if (credentials != NULL)
    test->key_region = g_strdup (dg_credentials_get_region (credentials));
  if (network != NULL && address != NULL)
    {
      test->proxy = dg_network_dup_proxy (network, address);
      test->ca_bundle = g_strdup (dg_network_get_ca_bundle (network));
    }
}

static Test *
test_new (const DgProviderOptions *options, DgModel *model)
{
  Test *test = g_new0 (Test, 1);
  const DgModelInfo *info = dg_model_catalog_find (dg_model_get_id (model));

  test->model = model;
  test->practice = g_str_equal (dg_model_get_provider (model), DG_PROVIDER_PRACTICE);
  test->name = g_strdup (info != NULL ? info->name : dg_model_get_id (model));
  test->region = g_strdup (dg_provider_get_region (options));
  if (!test->practice)
    note_way (test, options);

  return test;
}

static char *
dup_message (Test *test, gint64 latency_ms)
{
  if (test->practice)
    return g_strdup (_ ("The practice model answers. It is part of this program and not AI."));
  /* Translators: the first %s is the name of a model, the second an AWS region, the number is milliseconds. */
  return g_strdup_printf (_ ("%s answers in %s, after %d ms."), test->name, test->region, (int) latency_ms);
}

static DgProviderAnswer *
answer_new (Test *test, const DgModelReply *reply)
{
  DgProviderAnswer *answer = g_new0 (DgProviderAnswer, 1);

  answer->latency_ms = (gint64) reply->latency_ms;
  answer->message = dup_message (test, answer->latency_ms);
  answer->model = g_strdup (dg_model_get_id (test->model));
  answer->region = test->practice ? NULL : g_strdup (test->region);
  answer->input_tokens = reply->usage.input_tokens;
  answer->output_tokens = reply->usage.output_tokens;

  return answer;
}

static void
append_sentence (GError *error, char *sentence)
{
  char *message = g_strconcat (error->message, " ", sentence, NULL);

  g_free (error->message);
  error->message = message;
  g_free (sentence);
}

/* What only this test knows: where the request went and what it went through. */
static void
explain (Test *test, GError *error)
{
  gboolean refused = g_error_matches (error, DG_INFERENCE_ERROR, DG_INFERENCE_ERROR_REFUSED_CREDENTIALS);

  if (refused && test->key_region != NULL && !g_str_equal (test->key_region, test->region))
    /* Translators: both %s are AWS regions. */
    append_sentence (error,
                     g_strdup_printf (_ ("The API key is good in %s only, and the request went to %s: choose the "
                                         "region of the key, or make a key there."),
                                      test->key_region, test->region));
  if (g_error_matches (error, DG_INFERENCE_ERROR, DG_INFERENCE_ERROR_UNKNOWN_MODEL))
    /* Translators: %s is an AWS region. */
    append_sentence (error, g_strdup_printf (_ ("The region that was asked is %s."), test->region));
  if (!g_error_matches (error, DG_INFERENCE_ERROR, DG_INFERENCE_ERROR_NETWORK))
    return;
  if (test->proxy != NULL)
    /* Translators: %s is an address. */
    append_sentence (error, g_strdup_printf (_ ("The request went through the proxy %s."), test->proxy));
  if (test->ca_bundle != NULL)
    /* Translators: %s is a file. */
    append_sentence (error, g_strdup_printf (_ ("Only the certificates in “%s” are trusted."), test->ca_bundle));
}

static void
converse_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = g_steal_pointer (&data);
  Test *test = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr (DgModelReply) reply = dg_model_converse_finish (DG_MODEL (source), result, &error);

  if (reply != NULL)
    {
      g_task_return_pointer (task, answer_new (test, reply), (GDestroyNotify) dg_provider_answer_free);
      return;
    }
  explain (test, error);
  g_task_return_error (task, error);
}

/**
 * dg_provider_answer_free:
 * @self: (transfer full): an answer
 */
void
dg_provider_answer_free (DgProviderAnswer *self)
{
  g_return_if_fail (self != NULL);

  g_free (self->message);
  g_free (self->model);
  g_free (self->region);
  g_free (self);
}

/**
 * dg_provider_test_async:
 * @options: which model, and how to get at it
 * @cancellable: (nullable): a cancellable
 * @callback: (scope async): called at the end
 * @data: data for @callback
 *
 * Makes the smallest call there is, with a model that writes one token: only that tells whether key, region, model and
 * the way there are all good. It costs a few tokens.
 */
void
dg_provider_test_async (const DgProviderOptions *options,
                        GCancellable *cancellable,
                        GAsyncReadyCallback callback,
                        gpointer data)
{
  g_autoptr (GTask) task = NULL;
  g_autoptr (DgModelRequest) request = NULL;
  GError *error = NULL;
  DgModel *model;

  g_return_if_fail (options != NULL);

  task = g_task_new (NULL, cancellable, callback, data);
  g_task_set_source_tag (task, dg_provider_test_async);
  model = dg_provider_open_model (options, &error);
  if (model == NULL)
    {
      g_task_return_error (task, error);
      return;
    }

  g_task_set_task_data (task, test_new (options, model), test_free);
  request = dg_model_request_new ("test");
  dg_model_request_add_message (request, DG_ROLE_USER, "Say OK.");
  dg_model_request_set_max_tokens (request, 1);
  dg_model_converse_async (model, request, NULL, NULL, cancellable, converse_cb, g_object_ref (task));
}

/**
 * dg_provider_test_finish:
 * @result: the result the callback got
 * @error: return location for an error
 *
 * Returns: (transfer full): that the model answers; or %NULL with an error of dg_provider_open_model(), a
 *   #DgInferenceError or %G_IO_ERROR_CANCELLED, whose message says what is wrong and what to do
 */
DgProviderAnswer *
dg_provider_test_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, dg_provider_test_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
