/* dg-serve-answer.c: answers of the HTTP endpoints, errors among them
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gi18n.h>

#include "dg-checklist.h"
#include "dg-generator-types.h"
#include "dg-inference-types.h"
#include "dg-serve.h"

/* clang-format off */
G_DEFINE_QUARK (dg-serve-error-quark, dg_serve_error)
/* clang-format on */

typedef struct
{
  guint status;
  const char *code;
} Kind;

static const Kind serve_kinds[] = {
  [DG_SERVE_ERROR_REQUEST] = { SOUP_STATUS_BAD_REQUEST, "bad_request" },
  [DG_SERVE_ERROR_TOKEN] = { SOUP_STATUS_UNAUTHORIZED, "unauthorized" },
  [DG_SERVE_ERROR_FOREIGN] = { SOUP_STATUS_FORBIDDEN, "forbidden" },
  [DG_SERVE_ERROR_UNKNOWN] = { SOUP_STATUS_NOT_FOUND, "not_found" },
  [DG_SERVE_ERROR_ORDER] = { SOUP_STATUS_CONFLICT, "wrong_step" },
  [DG_SERVE_ERROR_TOO_LARGE] = { SOUP_STATUS_REQUEST_ENTITY_TOO_LARGE, "too_large" },
  [DG_SERVE_ERROR_VALUE] = { SOUP_STATUS_UNPROCESSABLE_ENTITY, "bad_value" },
};

static const Kind failed = { SOUP_STATUS_INTERNAL_SERVER_ERROR, "failed" };
static const Kind model_failed = { SOUP_STATUS_BAD_GATEWAY, "model" };

static Kind
get_store_kind (int code)
{
  switch ((DgStoreError) code)
    {
    case DG_STORE_ERROR_NOT_FOUND:
      return serve_kinds[DG_SERVE_ERROR_UNKNOWN];
    case DG_STORE_ERROR_HELD:
      return (Kind){ SOUP_STATUS_CONFLICT, "held" };
    case DG_STORE_ERROR_INVALID:
      return serve_kinds[DG_SERVE_ERROR_VALUE];
    case DG_STORE_ERROR_FAILED:
    case DG_STORE_ERROR_NEWER:
    case DG_STORE_ERROR_DAMAGED:
    case DG_STORE_ERROR_READ_ONLY:
    case DG_STORE_ERROR_FULL:
    case DG_STORE_ERROR_BUSY:
    case DG_STORE_ERROR_EXISTS:
    case DG_STORE_ERROR_STALE:
    case DG_STORE_ERROR_BAD_FILE:
    case DG_STORE_ERROR_WORKSPACE:
    default:
      return failed;
    }
}

static Kind
get_generator_kind (int code)
{
  switch ((DgGeneratorError) code)
    {
    case DG_GENERATOR_ERROR_NOT_READY:
      return serve_kinds[DG_SERVE_ERROR_ORDER];
    case DG_GENERATOR_ERROR_UNKNOWN:
    case DG_GENERATOR_ERROR_PRICE:
      return serve_kinds[DG_SERVE_ERROR_VALUE];
    case DG_GENERATOR_ERROR_RECORD:
    case DG_GENERATOR_ERROR_EXHAUSTED:
    case DG_GENERATOR_ERROR_STOPPED:
    case DG_GENERATOR_ERROR_REPLY:
    default:
      return model_failed;
    }
}

static Kind
get_kind (const GError *error)
{
  if (error->domain == DG_SERVE_ERROR)
    return serve_kinds[error->code];
  if (error->domain == DG_STORE_ERROR)
    return get_store_kind (error->code);
  if (error->domain == DG_GENERATOR_ERROR)
    return get_generator_kind (error->code);
  if (dg_cli_get_exit (error) == DG_EXIT_CREDENTIALS)
    return (Kind){ SOUP_STATUS_BAD_GATEWAY, "credentials" };
  if (error->domain == DG_INFERENCE_ERROR)
    return model_failed;
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return (Kind){ SOUP_STATUS_SERVICE_UNAVAILABLE, "stopping" };

  return error->domain == DG_CHECKLIST_ERROR || error->domain == DG_CLI_ERROR ? serve_kinds[DG_SERVE_ERROR_VALUE]
                                                                              : failed;
}

/**
 * dg_serve_add_error:
 * @builder: an open object
 * @error: what went wrong
 *
 * Adds the member `error`.
 */
void
dg_serve_add_error (JsonBuilder *builder, const GError *error)
{
  json_builder_set_member_name (builder, "error");
  json_builder_begin_object (builder);
  dg_cli_set_string (builder, "code", get_kind (error).code);
  dg_cli_set_string (builder, "message", error->message);
  json_builder_end_object (builder);
}

/**
 * dg_serve_answer_json:
 * @message: a request
 * @status: the status of its answer
 * @builder: a finished object
 */
void
dg_serve_answer_json (SoupServerMessage *message, guint status, JsonBuilder *builder)
{
  g_autoptr (JsonNode) root = json_builder_get_root (builder);
  char *text = json_to_string (root, FALSE);

  /* answers hold the texts of a person */
  soup_message_headers_replace (soup_server_message_get_response_headers (message), "Cache-Control", "no-store");
  soup_server_message_set_status (message, status, NULL);
  soup_server_message_set_response (message, "application/json", SOUP_MEMORY_TAKE, text, strlen (text));
}

/**
 * dg_serve_answer_error:
 * @message: a request
 * @error: why it is refused, or what went wrong
 */
void
dg_serve_answer_error (SoupServerMessage *message, const GError *error)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  guint status = get_kind (error).status;

  if (status == SOUP_STATUS_UNAUTHORIZED)
    soup_message_headers_replace (soup_server_message_get_response_headers (message), "WWW-Authenticate", "Bearer");
  json_builder_begin_object (builder);
  dg_serve_add_error (builder, error);
  json_builder_end_object (builder);
  dg_serve_answer_json (message, status, builder);
}
