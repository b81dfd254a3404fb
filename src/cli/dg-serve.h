/* dg-serve.h: what the parts of the HTTP endpoints share
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <libsoup/soup.h>

#include "dg-cli-session.h"
#include "dg-json.h"

G_BEGIN_DECLS

#define DG_SERVE_ERROR (dg_serve_error_quark ())
GQuark dg_serve_error_quark (void);

/**
 * DgServeError:
 * @DG_SERVE_ERROR_REQUEST: not a request that can be read (400)
 * @DG_SERVE_ERROR_TOKEN: without the token (401)
 * @DG_SERVE_ERROR_FOREIGN: from another host or origin (403)
 * @DG_SERVE_ERROR_UNKNOWN: there is no such thing (404)
 * @DG_SERVE_ERROR_ORDER: another step comes first (409)
 * @DG_SERVE_ERROR_TOO_LARGE: the body is too large (413)
 * @DG_SERVE_ERROR_VALUE: a field has a value that is not allowed (422)
 *
 * What is wrong with a request; the codes stand for the status of its answer.
 */
typedef enum
{
  DG_SERVE_ERROR_REQUEST,
  DG_SERVE_ERROR_TOKEN,
  DG_SERVE_ERROR_FOREIGN,
  DG_SERVE_ERROR_UNKNOWN,
  DG_SERVE_ERROR_ORDER,
  DG_SERVE_ERROR_TOO_LARGE,
  DG_SERVE_ERROR_VALUE,
} DgServeError;

/**
 * DgServe:
 * @cli: (unowned): the call of the program
 * @library: (owned)
 * @server: (owned)
 * @token: (owned): what requests have to carry
 * @url: (owned): where it listens
 * @port: likewise
 * @models: (owned) (element-type utf8 DgModel): those that were asked, by provider and id
 * @runs: (owned) (element-type utf8 DgServeRun): those begun here, by id
 * @n_busy: requests being answered and runs under way
 *
 * The server. One main context does everything.
 */
typedef struct
{
  DgCli *cli;
  DgLibrary *library;
  SoupServer *server;
  char *token;
  char *url;
  guint16 port;
  GHashTable *models;
  GHashTable *runs;
  guint n_busy;
} DgServe;

typedef struct _DgServeCall DgServeCall;

typedef void (*DgServeFunc) (DgServeCall *call);

/**
 * DgServeCall:
 * @serve: (unowned): the server
 * @message: (owned): request and answer
 * @gone: whether nobody waits for the answer any more
 * @document: (owned) (nullable): the body, where there has to be one
 * @body: its object
 * @argument: (owned) (nullable): what the path names
 * @session: (owned) (nullable): the session, open from dg_serve_call_open_session() to the answer
 * @model: (owned) (nullable): its model
 * @next: what comes when the step under way has ended well
 * @work: (owned) (nullable): what the handler keeps between its steps
 * @free_work: frees @work
 *
 * A request that is being answered. It comes to its end whether or not its client waits: what a step asked of a model
 * is paid for.
 */
struct _DgServeCall
{
  DgServe *serve;
  SoupServerMessage *message;
  gboolean gone;
  DgJsonDocument *document;
  DgJsonValue body;
  char *argument;
  DgSession *session;
  DgModel *model;
  DgServeFunc next;
  gpointer work;
  GDestroyNotify free_work;
};

/* dg-serve-guard.c */
void dg_serve_guard_begin (DgServe *self, SoupServerMessage *message);
GBytes *dg_serve_guard_take_body (SoupServerMessage *message, GError **error);

/* dg-serve-answer.c */
void dg_serve_answer_json (SoupServerMessage *message, guint status, JsonBuilder *builder);
void dg_serve_answer_error (SoupServerMessage *message, const GError *error);
void dg_serve_add_error (JsonBuilder *builder, const GError *error);

/* dg-serve-call.c */
DgServeCall *dg_serve_call_new (DgServe *serve, SoupServerMessage *message);
gboolean dg_serve_call_read_body (DgServeCall *self, GError **error);
void dg_serve_call_open_session (DgServeCall *self, DgCliModelNeed need, DgServeFunc next);
void dg_serve_call_step_cb (GObject *source, GAsyncResult *result, gpointer data);
void dg_serve_call_answer (DgServeCall *self, guint status, JsonBuilder *builder);
void dg_serve_call_answer_bytes (DgServeCall *self, const char *type, GBytes *bytes);
void dg_serve_call_fail (DgServeCall *self, GError *error);
DgModel *dg_serve_open_model (DgServe *self, const DgDraft *draft, const char *wanted, GError **error);
GCancellable *dg_serve_get_cancellable (DgServeCall *self);

/* dg-serve-fields.c */
gboolean dg_serve_fields_check (DgJsonValue object, const char *where, const char *const *allowed, GError **error);
gboolean dg_serve_fields_find (DgJsonValue object, const char *name, DgJsonValue *value);
gboolean dg_serve_fields_get_string (DgJsonValue object, const char *name, char **text, GError **error);
gboolean dg_serve_fields_get_boolean (DgJsonValue object, const char *name, gboolean *truth, GError **error);
gboolean dg_serve_fields_get_number (
    DgJsonValue object, const char *name, gint64 least, gint64 most, gint64 *number, GError **error);
gboolean dg_serve_fields_get_array (DgJsonValue object, const char *name, DgJsonValue *array, GError **error);

/* handlers */
void dg_serve_start (DgServeCall *call);
void dg_serve_analyze_prompt (DgServeCall *call);
void dg_serve_conversation (DgServeCall *call);
void dg_serve_generate_samples (DgServeCall *call);
void dg_serve_annotate (DgServeCall *call);
void dg_serve_finalize (DgServeCall *call);
void dg_serve_get_run (DgServeCall *call);
void dg_serve_delete_run (DgServeCall *call);
void dg_serve_run_free (gpointer run);
void dg_serve_list_datasets (DgServeCall *call);
void dg_serve_get_dataset (DgServeCall *call);
void dg_serve_get_file (DgServeCall *call);
void dg_serve_health (DgServeCall *call);

G_END_DECLS
