/* dg-bedrock-endpoint.c: where Amazon Bedrock is
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gi18n-lib.h>
#include <libsoup/soup.h>

#include "dg-bedrock-model-private.h"
#include "dg-http.h"
#include "dg-model-catalog.h"

#define ENDPOINT_VARIABLES "AWS_ENDPOINT_URL_BEDROCK_RUNTIME, AWS_ENDPOINT_URL"

/* The first variable that is set and not blank. */
static char *
dup_variable (const char *const *environment, const char *const *names)
{
  for (gsize i = 0; names[i] != NULL; i++)
    {
      g_autofree char *value = g_strdup (g_environ_getenv ((char **) environment, names[i]));

      if (value != NULL && *g_strstrip (value) != '\0')
        return g_steal_pointer (&value);
    }
  return NULL;
}

static char *
dup_default_endpoint (const char *region)
{
  return g_strdup_printf ("https://bedrock-runtime.%s.amazonaws.com%s", region,
                          g_str_has_prefix (region, "cn-") ? ".cn" : "");
}

static gboolean
set_endpoint_error (const char *variables, const char *reason, GError **error)
{
  /* Translators: the first %s is an environment variable, the second says what is wrong with its value. */
  g_set_error (error, DG_INFERENCE_ERROR, DG_INFERENCE_ERROR_CONFIGURATION, _ ("The endpoint (%s) cannot be used: %s"),
               variables, reason);
  return FALSE;
}

/* GLib takes more for an address than can be sent as one. */
static gboolean
check_characters (const char *address, const char *variables, GError **error)
{
  for (; *address != '\0'; address++)
    {
      if (!g_ascii_isgraph (*address))
        return set_endpoint_error (variables, _ ("it has a blank or another character that an address cannot have."),
                                   error);
    }
  return TRUE;
}

/* What is sent there is signed or carries a key: it may be read on the way only where there is no way. */
static gboolean
check_endpoint (GUri *uri, const char *variables, GError **error)
{
  const char *scheme = g_uri_get_scheme (uri);
  const char *host = g_uri_get_host (uri);

  if (host == NULL || *host == '\0')
    return set_endpoint_error (variables, _ ("it names no host."), error);
  if (!g_str_equal (scheme, "https") && !(g_str_equal (scheme, "http") && dg_http_is_loopback (uri)))
    {
      /* Translators: %s is an address without user name and password, such as http://example.org. */
      g_autofree char *reason =
          g_strdup_printf (_ ("%s://%s does not begin with https://; http:// is only for this computer."), scheme,
                           host);

      return set_endpoint_error (variables, reason, error);
    }
  if (g_uri_get_userinfo (uri) != NULL)
    return set_endpoint_error (variables, _ ("it has a user name or a password in it."), error);
  if (g_uri_get_query (uri) != NULL || g_uri_get_fragment (uri) != NULL)
    return set_endpoint_error (variables, _ ("it has a part that begins with ? or #."), error);
  return TRUE;
}

/**
 * dg_endpoint_parse:
 * @address: an address that a person gave
 * @variables: what gave it, for messages
 * @error: return location for a #DgInferenceError
 *
 * Returns: (transfer full): where requests go, a path in front of them included; or %NULL with
 *   %DG_INFERENCE_ERROR_CONFIGURATION
 */
GUri *
dg_endpoint_parse (const char *address, const char *variables, GError **error)
{
  g_autoptr (GError) local_error = NULL;
  g_autoptr (GUri) uri = NULL;

  g_return_val_if_fail (address != NULL && variables != NULL, NULL);

  if (!check_characters (address, variables, error))
    return NULL;
  uri = g_uri_parse (address, SOUP_HTTP_URI_FLAGS, &local_error);
  if (uri == NULL)
    {
      set_endpoint_error (variables, local_error->message, error);
      return NULL;
    }
  return check_endpoint (uri, variables, error) ? g_steal_pointer (&uri) : NULL;
}

/**
 * dg_bedrock_parse_endpoint:
 * @endpoint: (nullable): another address than the region's own
 * @region: an AWS region
 * @error: return location for a #DgInferenceError
 *
 * Returns: (transfer full): where requests go; or %NULL with %DG_INFERENCE_ERROR_CONFIGURATION
 */
GUri *
dg_bedrock_parse_endpoint (const char *endpoint, const char *region, GError **error)
{
  g_autofree char *address = NULL;

  g_return_val_if_fail (region != NULL, NULL);

  address = endpoint != NULL && *endpoint != '\0' ? g_strdup (endpoint) : dup_default_endpoint (region);
  return dg_endpoint_parse (address, ENDPOINT_VARIABLES, error);
}

/**
 * dg_bedrock_dup_address:
 * @endpoint: (nullable): another address than the region's own
 * @region: an AWS region
 * @error: return location for a #DgInferenceError
 *
 * Returns: (transfer full): where requests go, for people; or %NULL with %DG_INFERENCE_ERROR_CONFIGURATION
 */
char *
dg_bedrock_dup_address (const char *endpoint, const char *region, GError **error)
{
  g_autoptr (GUri) uri = dg_bedrock_parse_endpoint (endpoint, region, error);

  return uri != NULL ? g_uri_to_string (uri) : NULL;
}

/**
 * dg_bedrock_dup_region:
 * @environment: (array zero-terminated=1): an environment, as g_get_environ() gives it
 *
 * Returns: (transfer full): the region of `AWS_REGION`, else of `AWS_DEFAULT_REGION`, else %DG_DEFAULT_REGION; whether
 *   it can be one is checked where it is used
 */
char *
dg_bedrock_dup_region (const char *const *environment)
{
  static const char *const names[] = { "AWS_REGION", "AWS_DEFAULT_REGION", NULL };
  char *region;

  g_return_val_if_fail (environment != NULL, NULL);

  region = dup_variable (environment, names);
  return region != NULL ? region : g_strdup (DG_DEFAULT_REGION);
}

/**
 * dg_bedrock_dup_endpoint:
 * @environment: (array zero-terminated=1): an environment, as g_get_environ() gives it
 *
 * Returns: (transfer full) (nullable): the address of `AWS_ENDPOINT_URL_BEDROCK_RUNTIME`, else of `AWS_ENDPOINT_URL`,
 *   or %NULL for the region's own
 */
char *
dg_bedrock_dup_endpoint (const char *const *environment)
{
  static const char *const names[] = { "AWS_ENDPOINT_URL_BEDROCK_RUNTIME", "AWS_ENDPOINT_URL", NULL };

  g_return_val_if_fail (environment != NULL, NULL);

  return dup_variable (environment, names);
}
