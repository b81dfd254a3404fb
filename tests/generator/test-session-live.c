/* test-session-live.c: what people see of a step before it has ended: cards, and the reply
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <string.h>

#include "session-fixture.h"

#define REQUIREMENTS                                                                                                   \
  "{'task': 'answer questions about parcels', 'output_format': {'parts': {'kind': 'generation of free text',"          \
  " 'structure': 'one sentence', 'expected_response': 'an answer', 'conventions': 'no parcel: say so'}},"              \
  " 'dimensions': [{'name': 'tone', 'values': ['calm', 'angry']}]}"

#define NO_RULE "{'rules': [], 'links': [{'note': 1, 'rule': 0}], 'question': ''}"

#define TURN(reply)                                                                                                    \
  "{'updates': [], 'agrees': false, 'next_part': 'task.use_case', 'reply': '" reply "', 'suggestions': []}"

/**
 * Seen:
 * @shown: (element-type DgSample): the cards that were shown, in the order in which they came
 * @texts: (element-type utf8): the reply as it grew
 * @cancel: (nullable): is cancelled when the first card comes
 *
 * What a person would have seen.
 */
typedef struct
{
  GPtrArray *shown;
  GPtrArray *texts;
  GCancellable *cancel;
} Seen;

static void
sample_cb (DgSession *session, gpointer sample, gpointer data)
{
  Seen *seen = data;

  g_assert_true (dg_session_is_busy (session));
  g_ptr_array_add (seen->shown, dg_sample_copy (sample));
  if (seen->cancel != NULL)
    g_cancellable_cancel (seen->cancel);
}

static void
reply_growing_cb (DgSession *session, const char *text, gpointer data)
{
  Seen *seen = data;

  g_assert_true (g_utf8_validate (text, -1, NULL));
  g_ptr_array_add (seen->texts, g_strdup (text));
}

static Seen *
seen_new (SessionFixture *fixture)
{
  Seen *seen = g_new0 (Seen, 1);

  seen->shown = g_ptr_array_new_with_free_func ((GDestroyNotify) dg_sample_free);
  seen->texts = g_ptr_array_new_with_free_func (g_free);
  g_signal_connect (fixture->session, "sample", G_CALLBACK (sample_cb), seen);
  g_signal_connect (fixture->session, "reply-growing", G_CALLBACK (reply_growing_cb), seen);

  return seen;
}

static void
seen_free (Seen *seen)
{
  g_ptr_array_unref (seen->shown);
  g_ptr_array_unref (seen->texts);
  g_free (seen);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Seen, seen_free)

/* --- cards --- */

/* What was shown is what is kept, card for card. */
static void
assert_kept (SessionFixture *fixture, Seen *seen)
{
  for (guint i = 0; i < seen->shown->len; i++)
    {
      const DgSample *shown = g_ptr_array_index (seen->shown, i);
      const DgSample *kept = session_fixture_get_card (fixture, shown->card);

      g_assert_cmpuint (shown->round, ==, kept->round);
      g_assert_cmpstr (shown->input, ==, kept->input);
      g_assert_cmpstr (shown->answer, ==, kept->answer);
      g_assert_cmpstr (shown->line, ==, kept->line);
      g_assert_cmpstr (shown->problems, ==, kept->problems);
      g_assert_cmpint (shown->state, ==, kept->state);
    }
}

static void
test_cards_one_by_one (SessionFixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (Seen) seen = NULL;
  const DgDraft *draft;

  session_fixture_create (fixture, TRUE);
  seen = seen_new (fixture);
  g_assert_true (session_fixture_make_samples (fixture, &error));
  g_assert_cmpuint (seen->shown->len, ==, DG_N_SAMPLES);
  assert_kept (fixture, seen);
  g_assert_false (dg_session_is_busy (fixture->session));
  g_assert_null (dg_session_get_run (fixture->session));

  draft = session_fixture_get_draft (fixture);
  for (guint i = 0; i < draft->samples->len; i++)
    g_assert_cmpuint (((DgSample *) g_ptr_array_index (draft->samples, i))->card, ==, i + 1);
}

static void
test_only_new_cards (SessionFixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (Seen) seen = NULL;

  session_fixture_create (fixture, TRUE);
  g_assert_true (session_fixture_make_samples (fixture, &error));
  seen = seen_new (fixture);
  g_assert_true (session_fixture_regenerate (fixture, 3, &error));
  g_assert_cmpuint (seen->shown->len, ==, 1);
  g_assert_cmpuint (((DgSample *) g_ptr_array_index (seen->shown, 0))->card, ==, 3);
  assert_kept (fixture, seen);
}

/* The third line never comes. */
static void
answer_all_but_one (ScriptedModel *model, const Ask *ask, Answer *answer)
{
  for (guint i = 0; i < ask->lines->len; i++)
    {
      guint line = g_array_index (ask->lines, guint, i);
      g_autofree char *input = g_strdup_printf ("Where is parcel %u of %u?", line, ask->number);

      answer_add (answer, line, line == 3 ? "" : input, "Here.");
    }
}

/* A card that could not be made is missing where it belongs: those that were shown do not move. */
static void
test_missing_card (SessionFixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (Seen) seen = NULL;

  scripted_model_set_func (fixture->base.model, answer_all_but_one);
  session_fixture_create (fixture, TRUE);
  seen = seen_new (fixture);
  g_assert_true (session_fixture_make_samples (fixture, &error));
  g_assert_cmpuint (seen->shown->len, ==, DG_N_SAMPLES - 1);
  assert_kept (fixture, seen);
  g_assert_null (session_fixture_get_card (fixture, 3));
  g_assert_nonnull (strstr (dg_session_get_question (fixture->session), "4 of 5"));
  /* the card says why, and the others do not */
  g_assert_cmpstr (dg_session_get_missing_reason (fixture->session, 3), ==,
                   "What the model wrote last was not taken: input is empty.");
  g_assert_null (dg_session_get_missing_reason (fixture->session, 2));

  scripted_model_set_func (fixture->base.model, answer_well);
  g_assert_true (session_fixture_regenerate (fixture, 3, &error));
  g_assert_null (dg_session_get_missing_reason (fixture->session, 3));
}

static void
test_stopped (SessionFixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (Seen) seen = NULL;

  session_fixture_create (fixture, TRUE);
  seen = seen_new (fixture);
  seen->cancel = fixture->base.cancellable;
  g_assert_false (session_fixture_make_samples (fixture, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpuint (seen->shown->len, >, 0);
  g_assert_cmpuint (session_fixture_get_draft (fixture)->samples->len, ==, 0);
  g_assert_false (dg_session_is_busy (fixture->session));
}

static void
test_revised_card (SessionFixture *fixture, gconstpointer data)
{
  const DgAnnotation annotation = { .card = 2, .note = "shorter" };
  g_autoptr (GError) error = NULL;
  g_autoptr (Seen) seen = NULL;

  session_fixture_create (fixture, TRUE);
  g_assert_true (session_fixture_make_samples (fixture, &error));
  g_assert_true (session_fixture_annotate (fixture, &annotation, &error));
  session_fixture_answer (fixture, "set_rules", NO_RULE);
  session_fixture_answer (fixture, "revise_record",
                          "{'extent': 'rewrite', 'plan': 'as asked', 'input': 'Late.', 'answer_text': 'Sorry.'}");
  seen = seen_new (fixture);
  g_assert_true (session_fixture_iterate (fixture, &error));
  g_assert_cmpuint (seen->shown->len, ==, 1);
  g_assert_cmpuint (((DgSample *) g_ptr_array_index (seen->shown, 0))->card, ==, 2);
  assert_kept (fixture, seen);
}

/* --- the reply --- */

static void
open_conversation (SessionFixture *fixture, gsize piece)
{
  g_autoptr (GError) error = NULL;

  fixture->piece = piece;
  session_fixture_create (fixture, FALSE);
  g_assert_true (session_fixture_converse (fixture, NULL, &error));
}

static const char *
get_answer (SessionFixture *fixture)
{
  GPtrArray *messages = session_fixture_get_draft (fixture)->messages;

  return ((DgMessage *) g_ptr_array_index (messages, messages->len - 1))->text;
}

static void
test_reply_grows (SessionFixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (Seen) seen = NULL;

  open_conversation (fixture, 1);
  seen = seen_new (fixture);
  session_fixture_answer (fixture, "update_checklist", TURN ("Für wen ist das „Paket“?"));
  g_assert_true (session_fixture_converse (fixture, "something with parcels", &error));

  g_assert_cmpuint (seen->texts->len, ==, g_utf8_strlen ("Für wen ist das „Paket“?", -1));
  for (guint i = 0; i < seen->texts->len; i++)
    g_assert_true (g_str_has_prefix (get_answer (fixture), g_ptr_array_index (seen->texts, i)));
  g_assert_cmpstr (g_ptr_array_index (seen->texts, seen->texts->len - 1), ==, get_answer (fixture));
}

/* As Nova does. */
static void
test_reply_at_once (SessionFixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (Seen) seen = NULL;

  open_conversation (fixture, 0);
  seen = seen_new (fixture);
  session_fixture_answer (fixture, "update_checklist", TURN ("Who will read it?"));
  g_assert_true (session_fixture_converse (fixture, "something with parcels", &error));
  g_assert_cmpuint (seen->texts->len, ==, 1);
  g_assert_cmpstr (g_ptr_array_index (seen->texts, 0), ==, get_answer (fixture));
}

/* Two tries do not mix: the first was seen, what is kept is of the second. */
static void
test_second_try_is_not_shown (SessionFixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (Seen) seen = NULL;

  open_conversation (fixture, 4);
  seen = seen_new (fixture);
  session_fixture_answer (fixture, "update_checklist", "{'reply': 'Half a form.'}");
  session_fixture_answer (fixture, "update_checklist", TURN ("Who will read it?"));
  g_assert_true (session_fixture_converse (fixture, "something with parcels", &error));
  g_assert_cmpstr (g_ptr_array_index (seen->texts, seen->texts->len - 1), ==, "Half a form.");
  g_assert_cmpstr (get_answer (fixture), ==, "Who will read it?");
}

static void
add (const char *path, void (*test) (SessionFixture *fixture, gconstpointer data))
{
  g_test_add (path, SessionFixture, REQUIREMENTS, session_fixture_set_up, test, session_fixture_tear_down);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  add ("/session-live/cards-one-by-one", test_cards_one_by_one);
  add ("/session-live/only-new-cards", test_only_new_cards);
  add ("/session-live/missing-card", test_missing_card);
  add ("/session-live/stopped", test_stopped);
  add ("/session-live/revised-card", test_revised_card);
  add ("/session-live/reply-grows", test_reply_grows);
  add ("/session-live/reply-at-once", test_reply_at_once);
  add ("/session-live/second-try-is-not-shown", test_second_try_is_not_shown);

  return g_test_run ();
}
