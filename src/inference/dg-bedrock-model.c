/* dg-bedrock-model.c: a model on Amazon Bedrock, through Converse and ConverseStream
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "dg-bedrock-model-private.h"
#include "dg-http.h"
#include "dg-model-catalog.h"

static void dg_bedrock_model_model_iface_init (DgModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (DgBedrockModel,
                               dg_bedrock_model,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (DG_TYPE_MODEL, dg_bedrock_model_model_iface_init))

static gint64
get_real_time (gpointer data)
{
  return g_get_real_time () / G_USEC_PER_SEC;
}

static gint64
get_monotonic_time (gpointer data)
{
  return g_get_monotonic_time ();
}

static const char *
dg_bedrock_model_get_id (DgModel *model)
{
  DgBedrockModel *self = DG_BEDROCK_MODEL (model);

  /* what the simulator writes must never pass for the work of the model whose id is in the address */
  return g_str_equal (self->provider, DG_PROVIDER_PRACTICE) ? DG_PROVIDER_PRACTICE : self->target.model_id;
}

static const char *
dg_bedrock_model_get_provider (DgModel *model)
{
  return DG_BEDROCK_MODEL (model)->provider;
}

static void
dg_bedrock_model_get_price (DgModel *model, DgPrice *price)
{
  DgBedrockModel *self = DG_BEDROCK_MODEL (model);

  if (g_str_equal (self->provider, DG_PROVIDER_PRACTICE))
    *price = (DgPrice){ 0 };
  else
    dg_model_catalog_get_price (self->target.model_id, price);
}

static void
dg_bedrock_model_model_iface_init (DgModelInterface *iface)
{
  iface->get_id = dg_bedrock_model_get_id;
  iface->get_provider = dg_bedrock_model_get_provider;
  iface->get_price = dg_bedrock_model_get_price;
  iface->converse_async = dg_bedrock_call_async;
  iface->converse_finish = dg_bedrock_call_finish;
}

static void
dg_bedrock_model_dispose (GObject *object)
{
  DgBedrockModel *self = DG_BEDROCK_MODEL (object);

  g_clear_object (&self->session);
  g_clear_object (&self->credentials);

  G_OBJECT_CLASS (dg_bedrock_model_parent_class)->dispose (object);
}

static void
dg_bedrock_model_finalize (GObject *object)
{
  DgBedrockModel *self = DG_BEDROCK_MODEL (object);

  g_clear_pointer (&self->provider, g_free);
  g_clear_pointer (&self->target.model_id, g_free);
  g_clear_pointer (&self->target.region, g_free);
  g_clear_pointer (&self->target.endpoint, g_uri_unref);

  G_OBJECT_CLASS (dg_bedrock_model_parent_class)->finalize (object);
}

static void
dg_bedrock_model_class_init (DgBedrockModelClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = dg_bedrock_model_dispose;
  G_OBJECT_CLASS (klass)->finalize = dg_bedrock_model_finalize;
}

static void
dg_bedrock_model_init (DgBedrockModel *self)
{
  self->clock = get_real_time;
  self->stopwatch = get_monotonic_time;
}

/**
 * dg_bedrock_model_new:
 * @options: which model, where, and with what credentials; everything is copied
 * @error: return location for a #DgInferenceError
 *
 * Makes a model on Amazon Bedrock, or on something that speaks its protocol. Nothing is sent yet: whether the service
 * takes the credentials and knows the model turns out with the first call. A model is for one thread at a time, since
 * its calls share connections and what is known of the service's clock.
 *
 * Returns: (transfer full): a model, or %NULL with %DG_INFERENCE_ERROR_UNKNOWN_MODEL, or with
 *   %DG_INFERENCE_ERROR_CONFIGURATION if region, endpoint or credentials cannot be used
 */
DgModel *
dg_bedrock_model_new (const DgBedrockOptions *options, GError **error)
{
  g_autoptr (DgBedrockModel) self = NULL;

  g_return_val_if_fail (options != NULL && options->provider != NULL && options->model != NULL, NULL);
  g_return_val_if_fail (options->region != NULL, NULL);
  g_return_val_if_fail (options->credentials != NULL || options->credential_provider != NULL, NULL);
  g_return_val_if_fail (error == NULL || *error == NULL, NULL);

  self = g_object_new (DG_TYPE_BEDROCK_MODEL, NULL);
  self->provider = g_strdup (options->provider);
  self->target.region = g_strdup (options->region);
  if (options->credential_provider != NULL)
    self->credentials = g_object_ref (options->credential_provider);
  else
    self->credentials = dg_credential_provider_new (options->credentials);
  self->target.model_id = dg_model_catalog_resolve (options->model, options->region, error);
  if (self->target.model_id == NULL)
    return NULL;
  self->target.endpoint = dg_bedrock_parse_endpoint (options->endpoint, options->region, error);
  if (self->target.endpoint == NULL ||
      (options->credential_provider == NULL && !dg_credentials_check (options->credentials, error)))
    return NULL;
  self->session = dg_http_session_new (self->target.endpoint, dg_credential_provider_get_network (self->credentials));

  return DG_MODEL (g_steal_pointer (&self));
}

/**
 * dg_bedrock_model_set_clock:
 * @self: a model
 * @clock: (scope forever) (closure data): tells the time that requests are signed with
 * @data: data for @clock
 */
void
dg_bedrock_model_set_clock (DgBedrockModel *self, DgClockFunc clock, gpointer data)
{
  g_return_if_fail (DG_IS_BEDROCK_MODEL (self) && clock != NULL);

  self->clock = clock;
  self->clock_data = data;
}

/**
 * dg_bedrock_model_set_stopwatch:
 * @self: a model
 * @stopwatch: (scope forever) (closure data): microseconds from anywhere, that never go back
 * @data: data for @stopwatch
 */
void
dg_bedrock_model_set_stopwatch (DgBedrockModel *self, DgClockFunc stopwatch, gpointer data)
{
  g_return_if_fail (DG_IS_BEDROCK_MODEL (self) && stopwatch != NULL);

  self->stopwatch = stopwatch;
  self->stopwatch_data = data;
}
