/* dg-inference-types.h: forward declarations and the error domain of inference/
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

typedef struct _DgCredentials DgCredentials;
typedef struct _DgNetwork DgNetwork;
typedef struct _DgModelReply DgModelReply;
typedef struct _DgModelRequest DgModelRequest;

/**
 * DG_INFERENCE_ERROR:
 *
 * Error domain of inference/; see #DgInferenceError.
 */
#define DG_INFERENCE_ERROR (dg_inference_error_quark ())
GQuark dg_inference_error_quark (void);

/**
 * DgInferenceError:
 * @DG_INFERENCE_ERROR_FAILED: the service failed in a way that has no code of its own
 * @DG_INFERENCE_ERROR_NO_CREDENTIALS: none were found
 * @DG_INFERENCE_ERROR_REFUSED_CREDENTIALS: the service refused them, or they have expired (401, 403)
 * @DG_INFERENCE_ERROR_UNKNOWN_MODEL: no such model, or not in this region (404 and some 400)
 * @DG_INFERENCE_ERROR_INVALID_REQUEST: the service refused the request itself (400)
 * @DG_INFERENCE_ERROR_QUOTA: an account quota that waiting does not mend
 * @DG_INFERENCE_ERROR_THROTTLED: too many requests or tokens (429)
 * @DG_INFERENCE_ERROR_UNAVAILABLE: the service is overloaded or down (500, 503, 529)
 * @DG_INFERENCE_ERROR_TIMEOUT: the model took too long (408)
 * @DG_INFERENCE_ERROR_MODEL: the model failed at this request (424, and in the stream)
 * @DG_INFERENCE_ERROR_NETWORK: the service was not reached, or the connection broke
 * @DG_INFERENCE_ERROR_TRUNCATED: the reply ended before the model said it was done
 * @DG_INFERENCE_ERROR_PROTOCOL: the reply is not what the protocol allows
 * @DG_INFERENCE_ERROR_CONFIGURATION: a setting in the environment or in a file cannot be used
 * @DG_INFERENCE_ERROR_KEYRING: the keyring could not be asked
 */
typedef enum
{
  DG_INFERENCE_ERROR_FAILED,
  DG_INFERENCE_ERROR_NO_CREDENTIALS,
  DG_INFERENCE_ERROR_REFUSED_CREDENTIALS,
  DG_INFERENCE_ERROR_UNKNOWN_MODEL,
  DG_INFERENCE_ERROR_INVALID_REQUEST,
  DG_INFERENCE_ERROR_QUOTA,
  DG_INFERENCE_ERROR_THROTTLED,
  DG_INFERENCE_ERROR_UNAVAILABLE,
  DG_INFERENCE_ERROR_TIMEOUT,
  DG_INFERENCE_ERROR_MODEL,
  DG_INFERENCE_ERROR_NETWORK,
  DG_INFERENCE_ERROR_TRUNCATED,
  DG_INFERENCE_ERROR_PROTOCOL,
  DG_INFERENCE_ERROR_CONFIGURATION,
  DG_INFERENCE_ERROR_KEYRING,
} DgInferenceError;

/**
 * DgClockFunc:
 * @data: what was given with the function
 *
 * Returns: seconds since 1970, or microseconds from anywhere
 */
typedef gint64 (*DgClockFunc) (gpointer data);

void dg_inference_error_set_details (GError *error, gint64 retry_after_ms, const char *request_id);
gint64 dg_inference_error_get_retry_after_ms (const GError *error);
const char *dg_inference_error_get_request_id (const GError *error);
void dg_inference_error_set_technical (GError *error, const char *technical);
char *dg_inference_error_dup_words (const GError *error);

G_END_DECLS
