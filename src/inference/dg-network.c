/* dg-network.c: the way to a service: proxy and trusted certificates
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "dg-http.h"
#include "dg-network.h"

struct _DgNetwork
{
  gatomicrefcount ref_count;

  GProxyResolver *proxy_resolver; /* (owned) (nullable) */
  char *proxy_authorization;      /* (owned) (nullable) a header's value */
  char *ca_bundle;                /* (owned) (nullable) */
  GTlsDatabase *tls_database;     /* (owned) (nullable) */
};

/* The small letters come first, as in Python, in which Amazon's tools are written. */
static char *
dup_variable (const char *const *environment, const char *lower, const char *upper)
{
  const char *const names[] = { lower, upper };

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *value = g_strdup (g_environ_getenv ((char **) environment, names[i]));

      if (value != NULL && *g_strstrip (value) != '\0')
        return g_steal_pointer (&value);
    }
  return NULL;
}

/* The address may carry a password, so that it is never quoted. */
static gboolean
set_proxy_error (GError **error)
{
  g_set_error_literal (error, DG_INFERENCE_ERROR, DG_INFERENCE_ERROR_CONFIGURATION,
                       _ ("The proxy (HTTPS_PROXY) cannot be used: it must be an address such as "
                          "http://proxy.example:3128."));
  return FALSE;
}

static char *
new_basic_authorization (const char *user, const char *password)
{
  g_autofree char *both = g_strconcat (user, ":", password != NULL ? password : "", NULL);
  g_autofree char *encoded = g_base64_encode ((const guint8 *) both, strlen (both));

  return g_strconcat ("Basic ", encoded, NULL);
}

static gboolean
check_proxy (DgNetwork *self, const char *proxy, GError **error)
{
  static const char *const schemes[] = { "http", "https", "socks4", "socks4a", "socks5", NULL };
  g_autoptr (GUri) uri = g_uri_parse (proxy, G_URI_FLAGS_HAS_PASSWORD, NULL);

  if (uri == NULL || !g_strv_contains (schemes, g_uri_get_scheme (uri)) || g_uri_get_host (uri) == NULL ||
      *g_uri_get_host (uri) == '\0')
    return set_proxy_error (error);

  /* what SOCKS makes of a password is for GIO */
  if (g_uri_get_user (uri) != NULL && g_str_has_prefix (g_uri_get_scheme (uri), "http"))
    self->proxy_authorization = new_basic_authorization (g_uri_get_user (uri), g_uri_get_password (uri));
  return TRUE;
}

static char *
dup_proxy_address (const char *value)
{
  /* libraries in other languages tell by the h that the proxy looks names up, which GLib leaves to it anyway */
  if (g_str_has_prefix (value, "socks5h://"))
    return g_strconcat ("socks5://", value + strlen ("socks5h://"), NULL);
  return strstr (value, "://") != NULL ? g_strdup (value) : g_strconcat ("http://", value, NULL);
}

static GStrv
dup_exceptions (const char *list, gboolean *all)
{
  g_auto (GStrv) entries = g_strsplit (list, ",", -1);
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  for (gsize i = 0; entries[i] != NULL; i++)
    {
      const char *entry = g_strstrip (entries[i]);

      *all = *all || g_str_equal (entry, "*");
      if (*entry != '\0')
        g_strv_builder_add (builder, entry);
    }
  return g_strv_builder_end (builder);
}

static gboolean
read_proxy (DgNetwork *self, const char *const *environment, GError **error)
{
  g_autofree char *value = dup_variable (environment, "https_proxy", "HTTPS_PROXY");
  g_autofree char *except = dup_variable (environment, "no_proxy", "NO_PROXY");
  g_autofree char *proxy = NULL;
  g_auto (GStrv) exceptions = NULL;
  gboolean all = FALSE;

  if (except != NULL)
    exceptions = dup_exceptions (except, &all);
  if (all)
    self->proxy_resolver = g_simple_proxy_resolver_new ("direct://", NULL);
  if (all || value == NULL)
    return TRUE;

  proxy = dup_proxy_address (value);
  if (!check_proxy (self, proxy, error))
    return FALSE;
  self->proxy_resolver = g_simple_proxy_resolver_new (proxy, exceptions);
  return TRUE;
}

static gboolean
read_ca_bundle (DgNetwork *self, const char *path, GError **error)
{
  g_autoptr (GError) local_error = NULL;
  g_autofree char *absolute = g_canonicalize_filename (path, NULL);
  GList *certificates = g_tls_certificate_list_new_from_file (absolute, &local_error);
  gboolean empty = certificates == NULL;

  g_list_free_full (certificates, g_object_unref);
  if (!empty)
    self->tls_database = g_tls_file_database_new (absolute, &local_error);
  if (self->tls_database == NULL)
    {
      /* Translators: the first %s is a file, the second says what is wrong with it. */
      g_set_error (error, DG_INFERENCE_ERROR, DG_INFERENCE_ERROR_CONFIGURATION,
                   _ ("The certificates in “%s” (AWS_CA_BUNDLE) cannot be used: %s. It must be a file of certificates "
                      "in the PEM format."),
                   path, local_error != NULL ? local_error->message : _ ("there are none"));
      return FALSE;
    }
  self->ca_bundle = g_steal_pointer (&absolute);
  return TRUE;
}

/**
 * dg_network_new:
 * @environment: (array zero-terminated=1): an environment
 * @ca_bundle: (nullable): a file of certificates to trust where `AWS_CA_BUNDLE` names none
 * @error: return location for a #DgInferenceError
 *
 * Reads `HTTPS_PROXY`, `NO_PROXY` and `AWS_CA_BUNDLE`.
 *
 * Returns: (transfer full): the way to a service, or %NULL with %DG_INFERENCE_ERROR_CONFIGURATION
 */
DgNetwork *
dg_network_new (const char *const *environment, const char *ca_bundle, GError **error)
{
  g_autoptr (DgNetwork) self = NULL;
  g_autofree char *path = NULL;

  g_return_val_if_fail (environment != NULL, NULL);

  self = g_new0 (DgNetwork, 1);
  g_atomic_ref_count_init (&self->ref_count);
  path = dup_variable (environment, "AWS_CA_BUNDLE", "AWS_CA_BUNDLE");
  if (path == NULL)
    path = g_strdup (ca_bundle);
  if (!read_proxy (self, environment, error) || (path != NULL && !read_ca_bundle (self, path, error)))
    return NULL;
  return g_steal_pointer (&self);
}

/* What a thread is to read. */
typedef struct
{
  GStrv environment; /* (owned) */
  char *ca_bundle;   /* (owned) (nullable) */
} Reading;

static void
reading_free (gpointer data)
{
  Reading *reading = data;

  g_strfreev (reading->environment);
  g_free (reading->ca_bundle);
  g_free (reading);
}

static void
read_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Reading *reading = data;
  GError *error = NULL;
  DgNetwork *self = dg_network_new ((const char *const *) reading->environment, reading->ca_bundle, &error);

  if (self != NULL)
    g_task_return_pointer (task, self, (GDestroyNotify) dg_network_unref);
  else
    g_task_return_error (task, error);
}

/**
 * dg_network_new_async:
 * @environment: (array zero-terminated=1): an environment
 * @ca_bundle: (nullable): a file of certificates to trust where `AWS_CA_BUNDLE` names none
 * @cancellable: (nullable): a cancellable
 * @callback: (scope async): called at the end
 * @data: data for @callback
 *
 * Does what dg_network_new() does in a thread, since the certificates have to be read.
 */
void
dg_network_new_async (const char *const *environment,
                      const char *ca_bundle,
                      GCancellable *cancellable,
                      GAsyncReadyCallback callback,
                      gpointer data)
{
  g_autoptr (GTask) task = NULL;
  Reading *reading;

  g_return_if_fail (environment != NULL);

  reading = g_new0 (Reading, 1);
  reading->environment = g_strdupv ((char **) environment);
  reading->ca_bundle = g_strdup (ca_bundle);
  task = g_task_new (NULL, cancellable, callback, data);
  g_task_set_source_tag (task, dg_network_new_async);
  g_task_set_task_data (task, reading, reading_free);
  g_task_run_in_thread (task, read_thread);
}

/**
 * dg_network_new_finish:
 * @result: the result the callback got
 * @error: return location for a #DgInferenceError or %G_IO_ERROR_CANCELLED
 *
 * Returns: (transfer full): as dg_network_new() does
 */
DgNetwork *
dg_network_new_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, dg_network_new_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * dg_network_ref:
 * @self: a way to a service
 *
 * Returns: (transfer full): @self
 */
DgNetwork *
dg_network_ref (DgNetwork *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

/**
 * dg_network_unref:
 * @self: (transfer full): a way to a service
 */
void
dg_network_unref (DgNetwork *self)
{
  g_return_if_fail (self != NULL);

  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;
  g_clear_object (&self->proxy_resolver);
  g_clear_object (&self->tls_database);
  g_free (self->ca_bundle);
  g_free (self->proxy_authorization);
  g_free (self);
}

/**
 * dg_network_dup_proxy:
 * @self: a way to a service
 * @address: an address of the service
 *
 * Finds out through which proxy of the environment requests go; those to this computer never do.
 *
 * Returns: (transfer full) (nullable): the proxy's address without user name and password, or %NULL for none
 */
char *
dg_network_dup_proxy (DgNetwork *self, const char *address)
{
  g_auto (GStrv) proxies = NULL;
  g_autoptr (GUri) target = NULL;
  g_autoptr (GUri) uri = NULL;

  g_return_val_if_fail (self != NULL && address != NULL, NULL);

  target = g_uri_parse (address, SOUP_HTTP_URI_FLAGS, NULL);
  if (self->proxy_resolver != NULL && target != NULL && !dg_http_is_loopback (target))
    proxies = g_proxy_resolver_lookup (self->proxy_resolver, address, NULL, NULL);
  if (proxies == NULL || proxies[0] == NULL || g_str_equal (proxies[0], "direct://"))
    return NULL;
  uri = g_uri_parse (proxies[0], G_URI_FLAGS_HAS_PASSWORD | G_URI_FLAGS_ENCODED, NULL);
  return uri != NULL ? g_uri_to_string_partial (uri, G_URI_HIDE_USERINFO) : NULL;
}

/**
 * dg_network_get_ca_bundle:
 * @self: a way to a service
 *
 * Returns: (nullable): the file of certificates that are trusted instead of the system's
 */
const char *
dg_network_get_ca_bundle (DgNetwork *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->ca_bundle;
}

/**
 * dg_network_get_proxy_resolver:
 * @self: a way to a service
 *
 * Returns: (transfer none) (nullable): what tells the proxy, or %NULL for the system's settings
 */
GProxyResolver *
dg_network_get_proxy_resolver (DgNetwork *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->proxy_resolver;
}

/**
 * dg_network_get_proxy_authorization:
 * @self: a way to a service
 *
 * Returns: (nullable): what to tell an HTTP proxy whose address has a user name in it: the value of a header
 */
const char *
dg_network_get_proxy_authorization (DgNetwork *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->proxy_authorization;
}

/**
 * dg_network_get_tls_database:
 * @self: a way to a service
 *
 * Returns: (transfer none) (nullable): the certificates that are trusted, or %NULL for the system's
 */
GTlsDatabase *
dg_network_get_tls_database (DgNetwork *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->tls_database;
}
