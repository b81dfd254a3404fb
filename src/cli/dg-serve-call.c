/* dg-serve-call.c: a request from its body to its answer
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gi18n.h>

#include "dg-dataset-name.h"
#include "dg-serve.h"

static const DgJsonLimits limits = { .max_bytes = 1024 * 1024, .max_values = 10000, .max_depth = 16 };

static void
gone_cb (SoupServerMessage *message, gpointer data)
{
  DgServeCall *self = data;

  self->gone = TRUE;
}

/**
 * dg_serve_call_new:
 * @serve: the server
 * @message: a request that was let in
 *
 * Returns: (transfer full): the request, to be ended with dg_serve_call_answer() or dg_serve_call_fail()
 */
DgServeCall *
dg_serve_call_new (DgServe *serve, SoupServerMessage *message)
{
  DgServeCall *self = g_new0 (DgServeCall, 1);

  self->serve = serve;
  self->message = g_object_ref (message);
  serve->n_busy++;
  g_signal_connect (message, "finished", G_CALLBACK (gone_cb), self);
  g_signal_connect (message, "disconnected", G_CALLBACK (gone_cb), self);
  soup_server_message_pause (message);

  return self;
}

/* Ends the call; the session is free before its answer is on the way. */
static void
end_call (DgServeCall *self)
{
  self->serve->n_busy--;
  g_clear_object (&self->session);
  g_clear_object (&self->model);
  if (self->work != NULL)
    self->free_work (self->work);
  g_signal_handlers_disconnect_by_data (self->message, self);
  if (!self->gone)
    soup_server_message_unpause (self->message);
  g_object_unref (self->message);
  g_clear_pointer (&self->document, dg_json_document_unref);
  g_free (self->argument);
  g_free (self);
}

/**
 * dg_serve_call_answer:
 * @self: (transfer full): a request
 * @status: the status of its answer
 * @builder: a finished object
 */
void
dg_serve_call_answer (DgServeCall *self, guint status, JsonBuilder *builder)
{
  if (!self->gone)
    dg_serve_answer_json (self->message, status, builder);
  end_call (self);
}

/**
 * dg_serve_call_answer_bytes:
 * @self: (transfer full): a request
 * @type: the media type of its answer
 * @bytes: its answer
 */
void
dg_serve_call_answer_bytes (DgServeCall *self, const char *type, GBytes *bytes)
{
  if (!self->gone)
    {
      soup_server_message_set_status (self->message, SOUP_STATUS_OK, NULL);
      soup_message_headers_set_content_type (soup_server_message_get_response_headers (self->message), type, NULL);
      soup_message_body_append_bytes (soup_server_message_get_response_body (self->message), bytes);
    }
  end_call (self);
}

/**
 * dg_serve_call_fail:
 * @self: (transfer full): a request
 * @error: (transfer full): why it is refused, or what went wrong
 */
void
dg_serve_call_fail (DgServeCall *self, GError *error)
{
  if (!self->gone)
    dg_serve_answer_error (self->message, error);
  g_error_free (error);
  end_call (self);
}

/**
 * dg_serve_get_cancellable:
 * @self: a request
 *
 * Returns: (transfer none): what is cancelled when the program is to end
 */
GCancellable *
dg_serve_get_cancellable (DgServeCall *self)
{
  return self->serve->cli->cancellable;
}

/**
 * dg_serve_call_read_body:
 * @self: a request
 * @error: return location for an error
 *
 * Returns: whether the body is a JSON object
 */
gboolean
dg_serve_call_read_body (DgServeCall *self, GError **error)
{
  g_autoptr (GBytes) bytes = dg_serve_guard_take_body (self->message, error);
  g_autoptr (GError) json_error = NULL;
  const char *text;
  gsize length;

  if (bytes == NULL)
    return FALSE;
  text = g_bytes_get_data (bytes, &length);
  self->document = dg_json_document_new (text != NULL ? text : "", (gssize) length, &limits, &json_error);
  if (self->document == NULL)
    {
      g_set_error (error, DG_SERVE_ERROR, DG_SERVE_ERROR_REQUEST, _ ("The body is not JSON that can be used: %s"),
                   json_error->message);
      return FALSE;
    }
  self->body = dg_json_document_get_root (self->document);
  if (dg_json_value_get_value_type (self->body) == DG_JSON_OBJECT)
    return TRUE;

  g_set_error_literal (error, DG_SERVE_ERROR, DG_SERVE_ERROR_REQUEST, _ ("The body must be a JSON object"));

  return FALSE;
}

/* --- models --- */

static DgModel *
open_new_model (DgServe *self, const char *provider, const char *id, gboolean wanted, GError **error)
{
  g_autoptr (GError) local_error = NULL;
  /* what the command line names is the default here, and does not go before what is asked for */
  char *named = g_steal_pointer (&self->cli->model);
  DgModel *model = dg_cli_open_model (self->cli, provider, id, &local_error);

  self->cli->model = named;
  if (model != NULL)
    return model;

  if (wanted && dg_cli_get_exit (local_error) == DG_EXIT_USAGE)
    g_set_error (error, DG_SERVE_ERROR, DG_SERVE_ERROR_VALUE, "model: %s", local_error->message);
  else
    g_propagate_error (error, g_steal_pointer (&local_error));

  return NULL;
}

/**
 * dg_serve_open_model:
 * @self: the server
 * @draft: (nullable): the session that asks
 * @wanted: (nullable): the model that the request names
 * @error: return location for an error
 *
 * The model that the request names, or else that of the session, or else that of the command line. Each is opened once:
 * who shares a model shares its connections and its pace.
 *
 * Returns: (transfer full) (nullable): a model that can be asked
 */
DgModel *
dg_serve_open_model (DgServe *self, const DgDraft *draft, const char *wanted, GError **error)
{
  const char *provider = self->cli->provider;
  const char *id = wanted;
  g_autofree char *key = NULL;
  DgModel *model;

  if (provider == NULL && draft != NULL)
    provider = draft->provider;
  /* another provider may know the model of the session by another name */
  if (id == NULL && draft != NULL && g_strcmp0 (draft->provider, provider) == 0)
    id = draft->model;
  /* first, for this waits, and other requests are answered meanwhile */
  if (g_strcmp0 (provider, DG_PRACTICE_PROVIDER) != 0 && dg_cli_find_credentials (self->cli, error) == NULL)
    return NULL;
  if (id == NULL)
    id = self->cli->model;

  key = g_strdup_printf ("%s %s", provider != NULL ? provider : "", id != NULL ? id : "");
  model = g_hash_table_lookup (self->models, key);
  if (model != NULL)
    return g_object_ref (model);
  model = open_new_model (self, provider, id, wanted != NULL, error);
  if (model != NULL)
    g_hash_table_insert (self->models, g_steal_pointer (&key), g_object_ref (model));

  return model;
}

/* --- session --- */

typedef struct
{
  DgServeCall *call; /* (unowned) */
  DgCliModelNeed need;
} Opening;

static gboolean
choose_model (DgServeCall *self, DgCliModelNeed need, GError **error)
{
  g_autofree char *wanted = NULL;

  if (!dg_serve_fields_get_string (self->body, "model", &wanted, error))
    return FALSE;
  if (wanted == NULL && need == DG_CLI_MODEL_OPTIONAL)
    return TRUE;
  self->model = dg_serve_open_model (self->serve, dg_session_get_draft (self->session), wanted, error);
  if (self->model == NULL)
    return FALSE;
  dg_session_set_model (self->session, self->model);

  return TRUE;
}

static void
open_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autofree Opening *opening = data;
  DgServeCall *self = opening->call;
  GError *error = NULL;

  self->session = dg_session_open_finish (result, &error);
  if (self->session == NULL || !choose_model (self, opening->need, &error))
    dg_serve_call_fail (self, error);
  else
    self->next (self);
}

/**
 * dg_serve_call_open_session:
 * @self: a request whose body names a session
 * @need: whether its step asks a model
 * @next: what comes when the session is open
 *
 * Opens session and model; the session is held until the answer.
 */
void
dg_serve_call_open_session (DgServeCall *self, DgCliModelNeed need, DgServeFunc next)
{
  g_autofree char *id = NULL;
  GError *error = NULL;
  Opening *opening;

  if (dg_serve_fields_get_string (self->body, "session", &id, &error) && id == NULL)
    g_set_error_literal (&error, DG_SERVE_ERROR, DG_SERVE_ERROR_VALUE, _ ("session is missing"));
  if (error != NULL)
    {
      dg_serve_call_fail (self, error);
      return;
    }

  opening = g_new0 (Opening, 1);
  opening->call = self;
  opening->need = need;
  self->next = next;
  dg_session_open_async (self->serve->library, id, dg_serve_get_cancellable (self), open_cb, opening);
}

/**
 * dg_serve_call_step_cb:
 * @source: a session
 * @result: how its step ended
 * @data: the request
 *
 * Goes on with the request's next when a step of its session has ended well.
 */
void
dg_serve_call_step_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  DgServeCall *self = data;
  GError *error = NULL;

  if (dg_session_step_finish (self->session, result, &error))
    self->next (self);
  else
    dg_serve_call_fail (self, error);
}
