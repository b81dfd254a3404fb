/* session-fixture.c: a session on a real library, with a model that answers each tool as a test tells it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "dg-record-format.h"
#include "quotes.h"
#include "session-fixture.h"

/* --- the model --- */

static void
answer_step (ScriptedModel *model, const Ask *ask, Answer *answer)
{
  SessionFixture *fixture = scripted_model_get_data (model);
  const char *tool = dg_model_request_get_tool_name (ask->request);
  GQueue *replies = g_hash_table_lookup (fixture->replies, tool);
  char *reply = replies != NULL ? g_queue_pop_head (replies) : NULL;

  g_ptr_array_add (fixture->requests,
                   g_strconcat (tool, "\n", dg_model_request_get_system (ask->request), "\n", ask->message, NULL));
  answer->piece = fixture->piece;
  if (reply != NULL)
    answer->raw = reply;
  else if (g_str_equal (tool, DG_RECORDS_TOOL))
    answer_well (model, ask, answer);
  else
    g_error ("nobody told what %s is answered with", tool);
}

/* Queues the next reply of a tool; single quotes stand for double ones. */
void
session_fixture_answer (SessionFixture *fixture, const char *tool, const char *quoted)
{
  GQueue *replies = g_hash_table_lookup (fixture->replies, tool);

  if (replies == NULL)
    {
      replies = g_queue_new ();
      g_hash_table_insert (fixture->replies, g_strdup (tool), replies);
    }
  g_queue_push_tail (replies, quote (quoted));
}

/* The text of a request for a tool, the first is number 1. */
const char *
session_fixture_get_request (SessionFixture *fixture, const char *tool, guint number)
{
  g_autofree char *first_line = g_strconcat (tool, "\n", NULL);

  for (guint i = 0; i < fixture->requests->len; i++)
    if (g_str_has_prefix (g_ptr_array_index (fixture->requests, i), first_line) && --number == 0)
      return g_ptr_array_index (fixture->requests, i);

  g_error ("%s was not asked that often", tool);
}

guint
session_fixture_count_requests (SessionFixture *fixture, const char *tool)
{
  g_autofree char *first_line = g_strconcat (tool, "\n", NULL);
  guint n = 0;

  for (guint i = 0; i < fixture->requests->len; i++)
    n += g_str_has_prefix (g_ptr_array_index (fixture->requests, i), first_line);

  return n;
}

/* --- the session --- */

static void
free_replies (gpointer data)
{
  GQueue *replies = data;

  g_assert_cmpuint (g_queue_get_length (replies), ==, 0);
  g_queue_free (replies);
}

void
session_fixture_set_up (SessionFixture *fixture, gconstpointer requirements)
{
  run_fixture_set_up (&fixture->base, requirements);
  /* cards are made and revised at the same time */
  fixture->base.options.max_requests = DG_N_SAMPLES;
  fixture->replies = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, free_replies);
  fixture->requests = g_ptr_array_new_with_free_func (g_free);
  scripted_model_set_func (fixture->base.model, answer_step);
  scripted_model_set_data (fixture->base.model, fixture);
}

void
session_fixture_tear_down (SessionFixture *fixture, gconstpointer requirements)
{
  g_clear_object (&fixture->session);
  g_clear_pointer (&fixture->replies, g_hash_table_unref);
  g_clear_pointer (&fixture->requests, g_ptr_array_unref);
  run_fixture_tear_down (&fixture->base, requirements);
}

void
session_fixture_create (SessionFixture *fixture, gboolean confirmed)
{
  g_autoptr (DgDraft) draft = dg_draft_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  draft->name = g_strdup ("Test");
  if (confirmed)
    draft->checklist = dg_checklist_to_json (fixture->base.checklist);
  draft->confirmed = confirmed;
  dg_session_create_async (fixture->base.library, draft, NULL, run_fixture_store_result_cb, &result);
  fixture->session = dg_session_open_finish (run_fixture_wait (&result), &error);
  g_assert_no_error (error);
  dg_session_set_model (fixture->session, DG_MODEL (fixture->base.model));
}

/* As another process finds the session when this one is gone. */
void
session_fixture_reopen (SessionFixture *fixture)
{
  g_autofree char *id = g_strdup (session_fixture_get_draft (fixture)->id);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_finalize_object (g_steal_pointer (&fixture->session));
  dg_session_open_async (fixture->base.library, id, NULL, run_fixture_store_result_cb, &result);
  fixture->session = dg_session_open_finish (run_fixture_wait (&result), &error);
  g_assert_no_error (error);
  dg_session_set_model (fixture->session, DG_MODEL (fixture->base.model));
}

const DgDraft *
session_fixture_get_draft (SessionFixture *fixture)
{
  return dg_session_get_draft (fixture->session);
}

const DgSample *
session_fixture_get_card (SessionFixture *fixture, guint card)
{
  const DgDraft *draft = session_fixture_get_draft (fixture);

  return dg_draft_find_sample (draft, dg_draft_get_round (draft), card);
}

/* --- steps --- */

static gboolean
finish_step (SessionFixture *fixture, GAsyncResult **result, GError **error)
{
  gboolean done = dg_session_step_finish (fixture->session, run_fixture_wait (result), error);

  g_clear_object (result);

  return done;
}

gboolean
session_fixture_make_samples (SessionFixture *fixture, GError **error)
{
  GAsyncResult *result = NULL;

  dg_session_make_samples_async (fixture->session, fixture->base.cancellable, run_fixture_store_result_cb, &result);

  return finish_step (fixture, &result, error);
}

gboolean
session_fixture_annotate (SessionFixture *fixture, const DgAnnotation *annotation, GError **error)
{
  GAsyncResult *result = NULL;

  dg_session_annotate_async (fixture->session, annotation, 1, NULL, run_fixture_store_result_cb, &result);

  return finish_step (fixture, &result, error);
}

gboolean
session_fixture_iterate (SessionFixture *fixture, GError **error)
{
  GAsyncResult *result = NULL;

  dg_session_iterate_async (fixture->session, NULL, run_fixture_store_result_cb, &result);

  return finish_step (fixture, &result, error);
}

/* Card 0 stands for all. */
gboolean
session_fixture_regenerate (SessionFixture *fixture, guint card, GError **error)
{
  GAsyncResult *result = NULL;

  dg_session_regenerate_async (fixture->session, &card, card > 0, NULL, run_fixture_store_result_cb, &result);

  return finish_step (fixture, &result, error);
}

gboolean
session_fixture_undo_round (SessionFixture *fixture, GError **error)
{
  GAsyncResult *result = NULL;

  dg_session_undo_round_async (fixture->session, NULL, run_fixture_store_result_cb, &result);

  return finish_step (fixture, &result, error);
}

gboolean
session_fixture_converse (SessionFixture *fixture, const char *text, GError **error)
{
  GAsyncResult *result = NULL;

  dg_session_converse_async (fixture->session, text, NULL, run_fixture_store_result_cb, &result);

  return finish_step (fixture, &result, error);
}

gboolean
session_fixture_resend (SessionFixture *fixture, const char *text, GError **error)
{
  GAsyncResult *result = NULL;

  dg_session_resend_async (fixture->session, text, NULL, run_fixture_store_result_cb, &result);

  return finish_step (fixture, &result, error);
}

gboolean
session_fixture_set_part (SessionFixture *fixture, DgItem item, const char *value, gboolean confirm, GError **error)
{
  const DgPartChange change = { item, DG_ALL_PARTS, value };
  GAsyncResult *result = NULL;

  dg_session_set_parts_async (fixture->session, &change, value != NULL, confirm, NULL, run_fixture_store_result_cb,
                              &result);

  return finish_step (fixture, &result, error);
}

gboolean
session_fixture_change_rule (SessionFixture *fixture, const DgRuleChange *change, GError **error)
{
  GAsyncResult *result = NULL;

  dg_session_change_rules_async (fixture->session, change, 1, NULL, run_fixture_store_result_cb, &result);

  return finish_step (fixture, &result, error);
}

gboolean
session_fixture_prepare (SessionFixture *fixture, guint n_records, GError **error)
{
  GAsyncResult *result = NULL;

  dg_session_prepare_async (fixture->session, n_records, NULL, run_fixture_store_result_cb, &result);

  return finish_step (fixture, &result, error);
}
