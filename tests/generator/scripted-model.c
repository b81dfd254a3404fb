/* scripted-model.c: a model that answers as a test tells it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/*
 * As dg_model_converse_async() promises, nothing comes from within the call, each delta comes in an idle of its own, so
 * that replies mix, and none comes after the call was cancelled.
 */

#include <stdlib.h>
#include <string.h>

#include "dg-json.h"
#include "scripted-model.h"

struct _ScriptedModel
{
  GObject parent_instance;

  AnswerFunc func;
  gpointer data; /* (unowned): for @func */
  DgPrice price;
  guint n_requests;
  guint n_in_flight;
  guint most_in_flight;
  guint n_records;
  GHashTable *asked; /* (owned) (element-type guint guint): how often each line was asked for */
  GArray *sizes;     /* (owned) (element-type Size): of the requests */
};

typedef struct
{
  guint n_lines;
  guint max_tokens;
} Size;

/* A call under way; the data of its task. */
typedef struct
{
  Answer answer;
  char *tool;  /* (owned) (nullable) */
  char *input; /* (owned) (nullable) */
  gsize sent;
  gboolean text_sent;
  DgDeltaFunc on_delta;
  gpointer delta_data;
} Call;

static void scripted_model_init_model (DgModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (ScriptedModel,
                               scripted_model,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (DG_TYPE_MODEL, scripted_model_init_model))

static void
free_call (gpointer data)
{
  Call *call = data;

  g_ptr_array_unref (call->answer.records);
  g_free (call->answer.raw);
  g_free (call->answer.text);
  g_clear_error (&call->answer.error);
  g_free (call->tool);
  g_free (call->input);
  g_free (call);
}

/* --- what is asked --- */

static GArray *
read_lines (const char *message)
{
  GArray *lines = g_array_new (FALSE, FALSE, sizeof (guint));

  for (const char *place = strstr (message, "\n- n="); place != NULL; place = strstr (place + 1, "\n- n="))
    {
      guint line = strtoul (place + strlen ("\n- n="), NULL, 10);

      g_array_append_val (lines, line);
    }

  return lines;
}

static void
note_lines (ScriptedModel *self, GArray *lines)
{
  for (guint i = 0; i < lines->len; i++)
    {
      gpointer line = GUINT_TO_POINTER (g_array_index (lines, guint, i));
      guint n_asked = GPOINTER_TO_UINT (g_hash_table_lookup (self->asked, line));

      g_hash_table_insert (self->asked, line, GUINT_TO_POINTER (n_asked + 1));
    }
}

static char *
join_records (GPtrArray *records)
{
  g_autoptr (GString) input = g_string_new ("{\"records\": [");

  for (guint i = 0; i < records->len; i++)
    g_string_append_printf (input, "%s%s", i > 0 ? ", " : "", (char *) g_ptr_array_index (records, i));
  g_string_append (input, "]}");

  return g_strdup (input->str);
}

static Call *
make_call (ScriptedModel *self, DgModelRequest *request)
{
  const char *message = dg_model_request_get_message (request, 0, NULL);
  g_autoptr (GArray) lines = read_lines (message);
  Ask ask = { ++self->n_requests, lines, message, dg_model_request_get_max_tokens (request), request };
  Size size = { lines->len, ask.max_tokens };
  Call *call = g_new0 (Call, 1);

  note_lines (self, lines);
  g_array_append_val (self->sizes, size);
  call->answer.records = g_ptr_array_new_with_free_func (g_free);
  call->answer.stop_reason = "tool_use";
  call->answer.usage = (DgUsage){ .input_tokens = 100, .output_tokens = 50 * lines->len };
  self->func (self, &ask, &call->answer);
  self->n_records += call->answer.records->len;
  call->tool = g_strdup (call->answer.tool != NULL ? call->answer.tool : dg_model_request_get_tool_name (request));
  if (!call->answer.no_call)
    call->input = call->answer.raw != NULL ? g_strdup (call->answer.raw) : join_records (call->answer.records);

  return call;
}

/* --- how it is answered --- */

static void
end_call (GTask *task)
{
  ScriptedModel *self = g_task_get_source_object (task);
  Call *call = g_task_get_task_data (task);
  DgModelReply *reply;

  self->n_in_flight--;
  if (g_task_return_error_if_cancelled (task))
    return;
  if (call->answer.error != NULL)
    {
      g_task_return_error (task, g_steal_pointer (&call->answer.error));
      return;
    }

  reply = dg_model_reply_new ();
  g_free (reply->text);
  reply->text = g_strdup (call->answer.text != NULL ? call->answer.text : "");
  reply->tool_name = call->input != NULL ? g_strdup (call->tool) : NULL;
  reply->tool_input = g_strdup (call->input);
  g_free (reply->stop_reason);
  reply->stop_reason = g_strdup (call->answer.stop_reason);
  reply->request_id = g_strdup_printf ("request-%u", self->n_requests);
  reply->usage = call->answer.usage;
  reply->retries = 1;
  g_task_return_pointer (task, reply, (GDestroyNotify) dg_model_reply_free);
}

static gboolean
cancelled_cb (GCancellable *cancellable, gpointer data)
{
  end_call (data);

  return G_SOURCE_REMOVE;
}

static void
wait_for_cancellation (GTask *task)
{
  g_autoptr (GSource) source = g_cancellable_source_new (g_task_get_cancellable (task));

  g_source_set_callback (source, G_SOURCE_FUNC (cancelled_cb), g_object_ref (task), g_object_unref);
  g_source_attach (source, g_task_get_context (task));
}

/* Sends the next delta. Returns whether there was one. */
static gboolean
send_delta (Call *call)
{
  gsize left;

  if (call->on_delta == NULL || call->answer.no_deltas)
    return FALSE;
  if (call->answer.text != NULL && !call->text_sent)
    {
      call->text_sent = TRUE;
      call->on_delta (DG_DELTA_TEXT, call->answer.text, strlen (call->answer.text), call->delta_data);
      return TRUE;
    }
  left = call->input != NULL ? strlen (call->input + call->sent) : 0;
  if (left == 0)
    return FALSE;
  if (call->answer.piece > 0)
    left = MIN (left, call->answer.piece);
  call->on_delta (DG_DELTA_TOOL_INPUT, call->input + call->sent, left, call->delta_data);
  call->sent += left;

  return TRUE;
}

static gboolean
step_cb (gpointer data)
{
  GTask *task = data;
  Call *call = g_task_get_task_data (task);

  if (!g_cancellable_is_cancelled (g_task_get_cancellable (task)))
    {
      if (send_delta (call))
        return G_SOURCE_CONTINUE;
      if (call->answer.hang)
        {
          wait_for_cancellation (task);
          return G_SOURCE_REMOVE;
        }
    }
  end_call (task);

  return G_SOURCE_REMOVE;
}

static void
scripted_model_converse_async (DgModel *model,
                               DgModelRequest *request,
                               DgDeltaFunc on_delta,
                               gpointer delta_data,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer data)
{
  ScriptedModel *self = SCRIPTED_MODEL (model);
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, data);
  g_autoptr (GSource) source = g_idle_source_new ();
  Call *call = make_call (self, request);

  call->on_delta = on_delta;
  call->delta_data = delta_data;
  g_task_set_task_data (task, call, free_call);
  self->n_in_flight++;
  self->most_in_flight = MAX (self->most_in_flight, self->n_in_flight);

  g_source_set_priority (source, G_PRIORITY_DEFAULT);
  g_source_set_callback (source, step_cb, g_steal_pointer (&task), g_object_unref);
  g_source_attach (source, g_main_context_get_thread_default ());
}

static DgModelReply *
scripted_model_converse_finish (DgModel *model, GAsyncResult *result, GError **error)
{
  g_assert_true (g_task_is_valid (result, model));

  return g_task_propagate_pointer (G_TASK (result), error);
}

static const char *
scripted_model_get_id (DgModel *model)
{
  return "scripted";
}

static const char *
scripted_model_get_provider (DgModel *model)
{
  return "test";
}

static void
scripted_model_get_price (DgModel *model, DgPrice *price)
{
  *price = SCRIPTED_MODEL (model)->price;
}

static void
scripted_model_init_model (DgModelInterface *iface)
{
  iface->get_id = scripted_model_get_id;
  iface->get_provider = scripted_model_get_provider;
  iface->get_price = scripted_model_get_price;
  iface->converse_async = scripted_model_converse_async;
  iface->converse_finish = scripted_model_converse_finish;
}

static void
scripted_model_finalize (GObject *object)
{
  ScriptedModel *self = SCRIPTED_MODEL (object);

  g_assert_cmpuint (self->n_in_flight, ==, 0);
  g_clear_pointer (&self->asked, g_hash_table_unref);
  g_clear_pointer (&self->sizes, g_array_unref);

  G_OBJECT_CLASS (scripted_model_parent_class)->finalize (object);
}

static void
scripted_model_class_init (ScriptedModelClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = scripted_model_finalize;
}

static void
scripted_model_init (ScriptedModel *self)
{
  self->asked = g_hash_table_new (NULL, NULL);
  self->sizes = g_array_new (FALSE, FALSE, sizeof (Size));
}

ScriptedModel *
scripted_model_new (AnswerFunc func)
{
  ScriptedModel *self = g_object_new (SCRIPTED_TYPE_MODEL, NULL);

  self->func = func;

  return self;
}

/* What holds for the requests to come. */
void
scripted_model_set_func (ScriptedModel *self, AnswerFunc func)
{
  self->func = func;
}

AnswerFunc
scripted_model_get_func (ScriptedModel *self)
{
  return self->func;
}

/* Something for the function to know. */
void
scripted_model_set_data (ScriptedModel *self, gpointer data)
{
  self->data = data;
}

gpointer
scripted_model_get_data (ScriptedModel *self)
{
  return self->data;
}

void
scripted_model_set_price (ScriptedModel *self, const DgPrice *price)
{
  self->price = *price;
}

guint
scripted_model_get_n_requests (ScriptedModel *self)
{
  return self->n_requests;
}

guint
scripted_model_get_n_in_flight (ScriptedModel *self)
{
  return self->n_in_flight;
}

guint
scripted_model_get_most_in_flight (ScriptedModel *self)
{
  return self->most_in_flight;
}

/* How many records it has written, raw input left out. */
guint
scripted_model_get_n_records (ScriptedModel *self)
{
  return self->n_records;
}

guint
scripted_model_count_asked (ScriptedModel *self, guint line)
{
  return GPOINTER_TO_UINT (g_hash_table_lookup (self->asked, GUINT_TO_POINTER (line)));
}

guint
scripted_model_get_n_lines (ScriptedModel *self, guint number)
{
  g_assert_cmpuint (number, <=, self->sizes->len);

  return g_array_index (self->sizes, Size, number - 1).n_lines;
}

guint
scripted_model_get_max_tokens (ScriptedModel *self, guint number)
{
  g_assert_cmpuint (number, <=, self->sizes->len);

  return g_array_index (self->sizes, Size, number - 1).max_tokens;
}

/* --- answers --- */

void
answer_add (Answer *answer, gint64 n, const char *input, const char *text)
{
  g_autoptr (GString) record = g_string_new (NULL);

  g_string_append_printf (record, "{\"n\": %" G_GINT64_FORMAT ", \"input\": ", n);
  dg_json_append_string (record, input);
  g_string_append (record, ", \"answer_text\": ");
  dg_json_append_string (record, text);
  g_string_append_c (record, '}');
  answer_add_raw (answer, record->str);
}

void
answer_add_raw (Answer *answer, const char *record)
{
  g_ptr_array_add (answer->records, g_strdup (record));
}

/* A record for each line, unlike all others that the model writes. */
void
answer_well (ScriptedModel *self, const Ask *ask, Answer *answer)
{
  for (guint i = 0; i < ask->lines->len; i++)
    {
      guint line = g_array_index (ask->lines, guint, i);
      g_autofree char *input = g_strdup_printf ("Größe %u, 東京 %u?", line, ask->number);

      answer_add (answer, line, input, "„ja“ 😀");
    }
}
