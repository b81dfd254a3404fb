/* dg-session-conversation.c: step 3, the conversation
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/*
 * What a person has written must not be lost: it is kept before the model is asked, and stays as what is unsent until
 * the model has answered. What their last message has put into the checklist can be taken back, for which the session
 * keeps the checklist before it and after it.
 */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "dg-conversation.h"
#include "dg-session-private.h"

/* A message longer than this is no message. */
#define MAX_MESSAGE_CHARACTERS 20000

gboolean
dg_session_is_blank (const char *text)
{
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    if (!g_unichar_isspace (g_utf8_get_char (p)))
      return FALSE;

  return TRUE;
}

static void
set_text (char **place, char *text)
{
  g_free (*place);
  *place = text;
}

static void
take_turn (GTask *task, DgJsonValue reply)
{
  DgStepWork *work = dg_session_get_work (task);
  DgDraft *draft = work->draft;
  g_autoptr (DgTurn) turn = NULL;

  set_text (&draft->turn_before, dg_checklist_to_json (work->checklist));
  draft->turn_confirmed = draft->confirmed;
  turn = dg_conversation_apply (work->checklist, draft->messages, work->text, reply);
  set_text (&draft->turn_after, dg_checklist_to_json (work->checklist));

  g_ptr_array_add (draft->messages, dg_message_new (TRUE, work->text));
  g_ptr_array_add (draft->messages, g_steal_pointer (&turn->answer));
  draft->step = MAX (draft->step, DG_STEP_REQUIREMENTS);
  if (turn->confirmed)
    {
      dg_checklist_confirm (work->checklist);
      work->confirms = TRUE;
      draft->confirmed = TRUE;
      draft->step = MAX (draft->step, DG_STEP_SAMPLES);
    }
  dg_session_save_step (task);
}

static gboolean
check_message (GTask *task, const char *text)
{
  if (dg_session_is_blank (text))
    dg_session_fail_step (task, g_error_new (DG_GENERATOR_ERROR, DG_GENERATOR_ERROR_UNKNOWN,
                                             _ ("The message is empty. Write an answer, or what the dataset is for.")));
  else if (g_utf8_strlen (text, -1) > MAX_MESSAGE_CHARACTERS)
    dg_session_fail_step (task,
                          g_error_new (DG_GENERATOR_ERROR, DG_GENERATOR_ERROR_UNKNOWN,
                                       _ ("The message has more than %d characters. Give long texts as reference."),
                                       MAX_MESSAGE_CHARACTERS));
  else
    return TRUE;

  return FALSE;
}

static void
ask (GTask *task)
{
  DgStepWork *work = dg_session_get_work (task);

  dg_session_ask_aloud (task, dg_conversation_make_request (work->checklist, work->draft, work->text),
                        DG_CONVERSATION_REPLY, take_turn);
}

static void
keep_unsent_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  GTask *task = data;
  DgSession *self = g_task_get_source_object (task);
  GError *error = NULL;
  g_autofree char *id = dg_library_save_draft_finish (self->library, result, &error);

  if (id == NULL)
    {
      dg_session_fail_step (task, error);
      return;
    }
  set_text (&self->draft->unsent, g_strdup (dg_session_get_work (task)->text));
  ask (task);
}

/* Without the rest of the step, which may yet come to nothing. */
static void
keep_unsent (GTask *task)
{
  DgSession *self = g_task_get_source_object (task);
  g_autoptr (DgDraft) draft = dg_draft_copy (self->draft);

  set_text (&draft->unsent, g_strdup (dg_session_get_work (task)->text));
  dg_library_save_draft_async (self->library, draft, g_task_get_cancellable (task), keep_unsent_cb, task);
}

/**
 * dg_session_converse_async:
 * @self: a session with a model
 * @text: (nullable): what the person says; %NULL for the opening, which asks no model
 * @cancellable: (nullable): a cancellable
 * @callback: called when the step has ended
 * @data: for @callback
 *
 * One turn of the conversation. The answer is the last message of the draft; #DgSession::reply-growing shows it while
 * it is written. When no answer comes, @text stays in the draft as what is unsent, to be tried again.
 */
void
dg_session_converse_async (
    DgSession *self, const char *text, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data)
{
  g_return_if_fail (DG_IS_SESSION (self) && (text == NULL || DG_IS_MODEL (self->model)));

  GTask *task = dg_session_begin_step (self, dg_session_converse_async, cancellable, callback, data);
  DgStepWork *work = task != NULL ? dg_session_get_work (task) : NULL;

  if (task == NULL)
    return;
  if (text == NULL)
    {
      /* asked again, the conversation goes on where it is */
      if (work->draft->messages->len == 0)
        g_ptr_array_add (work->draft->messages, dg_conversation_make_opening (work->checklist, NULL));
      work->draft->step = MAX (work->draft->step, DG_STEP_REQUIREMENTS);
      dg_session_save_step (task);
      return;
    }
  if (!check_message (task, text))
    return;

  work->text = g_strstrip (g_strdup (text));
  g_clear_pointer (&work->draft->unsent, g_free);
  keep_unsent (task);
}

/* --- saying it again in other words --- */

static guint
find_last_of_person (GPtrArray *messages)
{
  for (guint i = messages->len; i-- > 0;)
    if (((DgMessage *) g_ptr_array_index (messages, i))->from_person)
      return i;

  return G_MAXUINT;
}

/* Returns: (transfer full) (nullable): the checklist without what the last message put into it */
static DgChecklist *
take_back (const DgDraft *draft, DgChecklist *now, GError **error)
{
  g_autoptr (DgChecklist) before = NULL;
  g_autoptr (DgChecklist) after = NULL;

  if (find_last_of_person (draft->messages) == G_MAXUINT)
    {
      g_set_error_literal (error, DG_GENERATOR_ERROR, DG_GENERATOR_ERROR_NOT_READY,
                           _ ("There is no message of yours yet that could be changed. Write the first."));
      return NULL;
    }
  if (draft->turn_before == NULL || draft->turn_after == NULL)
    {
      g_set_error_literal (error, DG_GENERATOR_ERROR, DG_GENERATOR_ERROR_NOT_READY,
                           _ ("Your last message was sent with an older version, which did not keep what it changed. "
                              "Say in a new message what should be different."));
      return NULL;
    }

  before = dg_checklist_new_from_json (draft->turn_before, -1, error);
  after = before != NULL ? dg_checklist_new_from_json (draft->turn_after, -1, error) : NULL;

  return after != NULL ? dg_checklist_take_back (before, after, now) : NULL;
}

/**
 * dg_session_resend_async:
 * @self: a session with a model
 * @text: what the person says instead of what they said last
 * @cancellable: (nullable): a cancellable
 * @callback: called when the step has ended
 * @data: for @callback
 *
 * Takes back the last message of the person with its answer and what it has put into the checklist, and goes on with
 * @text in its place. What the person has set by hand since then stays. All that is one step: if it fails, the old
 * message is there as it was.
 */
void
dg_session_resend_async (
    DgSession *self, const char *text, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data)
{
  g_return_if_fail (DG_IS_SESSION (self) && text != NULL && DG_IS_MODEL (self->model));

  GTask *task = dg_session_begin_step (self, dg_session_resend_async, cancellable, callback, data);
  DgStepWork *work = task != NULL ? dg_session_get_work (task) : NULL;
  g_autoptr (DgChecklist) earlier = NULL;
  GError *error = NULL;

  if (task == NULL || !check_message (task, text))
    return;
  earlier = take_back (work->draft, work->checklist, &error);
  if (earlier == NULL)
    {
      dg_session_fail_step (task, error);
      return;
    }

  g_set_object (&work->checklist, earlier);
  g_ptr_array_set_size (work->draft->messages, (int) find_last_of_person (work->draft->messages));
  work->draft->confirmed = work->draft->confirmed && work->draft->turn_confirmed;
  work->text = g_strstrip (g_strdup (text));
  ask (task);
}
