/* dg-inference-types.c: the error domain of inference/
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <string.h>

#include "dg-inference-types.h"

/* What a program wants to know of an error besides its code; people get it in the message. */
typedef struct
{
  gint64 retry_after_ms; /* -1: the service said nothing */
  char *request_id;      /* (owned) (nullable) */
  char *technical;       /* (owned) (nullable): what of the message is only for who looks for the cause */
} DgInferenceErrorPrivate;

static void
dg_inference_error_private_init (DgInferenceErrorPrivate *details)
{
  details->retry_after_ms = -1;
}

static void
dg_inference_error_private_copy (const DgInferenceErrorPrivate *from, DgInferenceErrorPrivate *to)
{
  to->retry_after_ms = from->retry_after_ms;
  to->request_id = g_strdup (from->request_id);
  to->technical = g_strdup (from->technical);
}

static void
dg_inference_error_private_clear (DgInferenceErrorPrivate *details)
{
  g_free (details->request_id);
  g_free (details->technical);
}

/* clang-format off */
G_DEFINE_EXTENDED_ERROR (DgInferenceError, dg_inference_error)
/* clang-format on */

/**
 * dg_inference_error_set_details:
 * @error: a #DgInferenceError
 * @retry_after_ms: how long the service asked to wait, in milliseconds; -1 when it said nothing
 * @request_id: (nullable): the service's id of the call
 *
 * Adds to an error what the service said besides.
 */
void
dg_inference_error_set_details (GError *error, gint64 retry_after_ms, const char *request_id)
{
  g_return_if_fail (error != NULL && error->domain == DG_INFERENCE_ERROR);

  DgInferenceErrorPrivate *details = dg_inference_error_get_private (error);

  g_free (details->request_id);
  details->retry_after_ms = retry_after_ms;
  details->request_id = g_strdup (request_id);
}

/**
 * dg_inference_error_get_retry_after_ms:
 * @error: any error
 *
 * Returns: how long the service asked to wait, in milliseconds; -1 when it said nothing, or for another kind of error
 */
gint64
dg_inference_error_get_retry_after_ms (const GError *error)
{
  g_return_val_if_fail (error != NULL, -1);

  return error->domain == DG_INFERENCE_ERROR ? dg_inference_error_get_private (error)->retry_after_ms : -1;
}

/**
 * dg_inference_error_get_request_id:
 * @error: any error
 *
 * Returns: (nullable): the service's id of the call that failed
 */
const char *
dg_inference_error_get_request_id (const GError *error)
{
  g_return_val_if_fail (error != NULL, NULL);

  return error->domain == DG_INFERENCE_ERROR ? dg_inference_error_get_private (error)->request_id : NULL;
}

/**
 * dg_inference_error_set_technical:
 * @error: a #DgInferenceError
 * @technical: what stands in its message as it is here, such as codes and ids
 *
 * Says what dg_inference_error_dup_words() leaves out.
 */
void
dg_inference_error_set_technical (GError *error, const char *technical)
{
  g_return_if_fail (error != NULL && error->domain == DG_INFERENCE_ERROR);

  DgInferenceErrorPrivate *details = dg_inference_error_get_private (error);

  g_free (details->technical);
  details->technical = g_strdup (technical);
}

/**
 * dg_inference_error_dup_words:
 * @error: any error
 *
 * Returns: (transfer full): its message without codes and ids, for a place where the whole of it can be had besides
 */
char *
dg_inference_error_dup_words (const GError *error)
{
  g_return_val_if_fail (error != NULL, NULL);

  const char *technical =
      error->domain == DG_INFERENCE_ERROR ? dg_inference_error_get_private (error)->technical : NULL;
  const char *start = technical != NULL ? strstr (error->message, technical) : NULL;

  if (start == NULL)
    return g_strdup (error->message);

  return g_strdup_printf ("%.*s%s", (int) (start - error->message), error->message, start + strlen (technical));
}
