/* dg-http-error.c: what GIO's, TLS's and libsoup's errors mean and what to do about them
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "dg-http.h"

#define ANY_CODE (-1)
#define PROXY_MESSAGE N_ ("The proxy does not let the request through. Check the proxy settings.")
#define NO_WAY_MESSAGE N_ ("There is no way to the service. Check the internet connection.")
#define NO_TLS_MESSAGE                                                                                                 \
  N_ ("The encrypted connection to the service could not be made. Check the endpoint, and try again.")
#define NO_HTTP_MESSAGE N_ ("What answers is not a web service. Check the endpoint.")

/* The first row that fits; what has none is a connection that broke. */
static const struct
{
  GQuark (*get_domain) (void);
  int code;
  DgInferenceError error;
  const char *message;
} causes[] = {
  { g_resolver_error_quark, ANY_CODE, DG_INFERENCE_ERROR_NETWORK,
    N_ ("The address of the service could not be found. Check the region, the endpoint and the internet connection.") },
  { g_io_error_quark, G_IO_ERROR_CONNECTION_REFUSED, DG_INFERENCE_ERROR_NETWORK,
    N_ ("Nothing answers at the address of the service. Check the endpoint, and the proxy if there is one.") },
  { g_io_error_quark, G_IO_ERROR_HOST_UNREACHABLE, DG_INFERENCE_ERROR_NETWORK, NO_WAY_MESSAGE },
  { g_io_error_quark, G_IO_ERROR_NETWORK_UNREACHABLE, DG_INFERENCE_ERROR_NETWORK, NO_WAY_MESSAGE },
  { g_io_error_quark, G_IO_ERROR_PROXY_FAILED, DG_INFERENCE_ERROR_NETWORK, PROXY_MESSAGE },
  { g_io_error_quark, G_IO_ERROR_PROXY_AUTH_FAILED, DG_INFERENCE_ERROR_NETWORK, PROXY_MESSAGE },
  { g_io_error_quark, G_IO_ERROR_PROXY_NEED_AUTH, DG_INFERENCE_ERROR_NETWORK, PROXY_MESSAGE },
  { g_io_error_quark, G_IO_ERROR_PROXY_NOT_ALLOWED, DG_INFERENCE_ERROR_NETWORK, PROXY_MESSAGE },
  { g_tls_error_quark, G_TLS_ERROR_BAD_CERTIFICATE, DG_INFERENCE_ERROR_NETWORK,
    N_ ("The certificate of the service is not trusted. Check the clock of this computer, and whether a proxy looks "
        "into encrypted connections: then its certificate has to be installed here.") },
  { g_tls_error_quark, ANY_CODE, DG_INFERENCE_ERROR_NETWORK, NO_TLS_MESSAGE },
  { soup_session_error_quark, SOUP_SESSION_ERROR_PARSING, DG_INFERENCE_ERROR_PROTOCOL, NO_HTTP_MESSAGE },
  { soup_session_error_quark, SOUP_SESSION_ERROR_ENCODING, DG_INFERENCE_ERROR_PROTOCOL, NO_HTTP_MESSAGE },
};

static const char *
explain (const GError *cause, DgInferenceError *error)
{
  for (gsize i = 0; i < G_N_ELEMENTS (causes); i++)
    {
      if (cause->domain != causes[i].get_domain () || (causes[i].code != ANY_CODE && causes[i].code != cause->code))
        continue;
      *error = causes[i].error;
      return _ (causes[i].message);
    }
  *error = DG_INFERENCE_ERROR_NETWORK;
  return _ ("The connection to the service broke. Check the internet connection, and try again.");
}

static const char *
explain_timeout (DgHttpPhase phase, DgInferenceError *error)
{
  *error = phase == DG_HTTP_CONNECTING ? DG_INFERENCE_ERROR_NETWORK : DG_INFERENCE_ERROR_TIMEOUT;
  return phase == DG_HTTP_CONNECTING
             ? _ ("The service does not answer. Check the internet connection and the endpoint.")
             : _ ("The service fell silent in the middle of the call. Try again, or ask for less in one request.");
}

/**
 * dg_http_error_new:
 * @cause: what GIO or libsoup says
 * @uri: where the request went
 * @phase: how far it was
 *
 * Makes of an error of GIO, TLS or libsoup one that a person can act on. A connection that breaks in the middle of a
 * response is a truncation; being cancelled stays what it is.
 *
 * Returns: (transfer full): a #DgInferenceError, or %G_IO_ERROR_CANCELLED
 */
GError *
dg_http_error_new (const GError *cause, GUri *uri, DgHttpPhase phase)
{
  DgInferenceError error = DG_INFERENCE_ERROR_TRUNCATED;
  const char *message;

  g_return_val_if_fail (cause != NULL && uri != NULL, NULL);

  if (g_error_matches (cause, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return g_error_copy (cause);

  if (g_error_matches (cause, G_IO_ERROR, G_IO_ERROR_TIMED_OUT))
    message = explain_timeout (phase, &error);
  else if (phase == DG_HTTP_RESPONDING)
    message = _ ("The connection broke in the middle of the reply. Try again.");
  else
    message = explain (cause, &error);

  g_autofree char *host = dg_http_dup_host (uri);

  return g_error_new (DG_INFERENCE_ERROR, error, "%s (%s: %s)", message, host, cause->message);
}
