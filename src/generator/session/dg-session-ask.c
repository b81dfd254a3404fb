/* dg-session-ask.c: how a step asks the model
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/*
 * Calls are put on record as soon as they have ended, whatever becomes of the step: they are paid for.
 */

#include "config.h"

#include "dg-member-reader.h"
#include "dg-session-private.h"
#include "dg-tool-call.h"

/* Of a text that grows, more than this is not shown: no reply comes near. */
#define MAX_SHOWN (16 * 1024)

typedef struct
{
  GTask *task;             /* (owned) */
  DgMemberReader *growing; /* (owned) (nullable): reads what is shown while it is written */
  DgReplyFunc next;
  DgToolCallResult *reply; /* (owned) */
  GError *error;           /* (owned) (nullable) */
} Asking;

static void
delta_cb (DgDeltaKind kind, const char *text, gsize length, gpointer data)
{
  Asking *asking = data;

  if (kind == DG_DELTA_TOOL_INPUT && dg_member_reader_push (asking->growing, text, length))
    dg_session_emit_reply_growing (g_task_get_source_object (asking->task),
                                   dg_member_reader_get_text (asking->growing));
}

static void
add_calls_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autofree Asking *asking = data;
  g_autoptr (DgToolCallResult) reply = asking->reply;
  DgSession *self = g_task_get_source_object (asking->task);
  g_autoptr (GError) error = NULL;

  if (!dg_library_add_calls_finish (self->library, result, &error) && asking->error == NULL)
    asking->error = g_steal_pointer (&error);

  if (asking->error != NULL)
    dg_session_fail_step (asking->task, asking->error);
  else
    asking->next (asking->task, dg_json_document_get_root (reply->input));
}

static void
tool_call_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Asking *asking = data;
  DgSession *self = g_task_get_source_object (asking->task);

  asking->reply = dg_tool_call_finish (result, &asking->error);
  g_clear_pointer (&asking->growing, dg_member_reader_free);
  /* paid for, even if the step is given up now */
  dg_library_add_calls_async (self->library, self->draft->id, asking->reply->calls, NULL, add_calls_cb, asking);
}

/* Takes the task and the request; goes on with @next, or fails the step. */
void
dg_session_ask (GTask *task, DgModelRequest *request, DgReplyFunc next)
{
  dg_session_ask_aloud (task, request, NULL, next);
}

/* The same; a @member of the call's input, unless it is %NULL, is shown while the model writes it. */
void
dg_session_ask_aloud (GTask *task, DgModelRequest *request, const char *member, DgReplyFunc next)
{
  DgSession *self = g_task_get_source_object (task);
  Asking *asking = g_new0 (Asking, 1);

  asking->task = task;
  asking->next = next;
  asking->growing = member != NULL ? dg_member_reader_new (member, MAX_SHOWN) : NULL;
  dg_tool_call_async (self->model, request, member != NULL ? delta_cb : NULL, asking, g_task_get_cancellable (task),
                      tool_call_cb, asking);
  dg_model_request_unref (request);
}
