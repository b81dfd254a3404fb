/* test-conversation.c: what a message changes in the requirements, and what is said to it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <string.h>

#include "dg-conversation.h"
#include "dg-parts.h"
#include "tool-schema.h"

static const DgPart goal = { DG_ITEM_TASK, 0 };
static const DgPart kind = { DG_ITEM_OUTPUT_FORMAT, 0 };
static const DgPart tone = { DG_ITEM_DIVERSITY, 2 };
static const DgPart length = { DG_ITEM_CONSTRAINTS, 0 };
static const DgPart file_format = { DG_ITEM_DATASET_FORMAT, 0 };

typedef struct
{
  DgChecklist *checklist; /* (owned) */
  GPtrArray *messages;    /* (owned) (element-type DgMessage) */
  DgTurn *turn;           /* (owned) (nullable): the last one */
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->checklist = dg_checklist_new ();
  fixture->messages = g_ptr_array_new_with_free_func ((GDestroyNotify) dg_message_free);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_clear_pointer (&fixture->turn, dg_turn_free);
  g_ptr_array_unref (fixture->messages);
  g_object_unref (fixture->checklist);
}

static void
set (Fixture *fixture, DgPart part, const char *value, DgSource source)
{
  dg_checklist_set_value (fixture->checklist, part.item, part.part, value, source);
}

/* Everything but @part has a value of the person's. */
static void
fill_but (Fixture *fixture, DgPart part)
{
  for (guint i = 0; i < dg_parts_get_number (); i++)
    {
      DgPart other = dg_parts_get (i);

      if (other.item != part.item || other.part != part.part)
        set (fixture, other, dg_part_is_closed (other) ? "csv" : "something told", DG_SOURCE_HAND);
    }
}

static void
fill (Fixture *fixture)
{
  fill_but (fixture, goal);
  set (fixture, goal, "sort messages", DG_SOURCE_HAND);
}

static DgMessage *
model_says (Fixture *fixture, const char *text, const char *asks_for, const char *suggestions)
{
  DgMessage *message = dg_message_new (FALSE, text);

  message->asks_for = g_strdup (asks_for);
  message->suggestions = suggestions != NULL ? g_strsplit (suggestions, "|", -1) : NULL;
  g_ptr_array_add (fixture->messages, message);

  return message;
}

/* A turn, as the session has it: afterwards what was said stands in the conversation. */
static const DgMessage *
say_raw (Fixture *fixture, const char *text, const char *quoted_reply)
{
  g_autoptr (DgDraft) draft = dg_draft_new ();
  g_autoptr (DgModelRequest) request = dg_conversation_make_request (fixture->checklist, draft, text);
  g_autoptr (DgJsonDocument) reply = make_reply (request, quoted_reply);

  g_clear_pointer (&fixture->turn, dg_turn_free);
  fixture->turn =
      dg_conversation_apply (fixture->checklist, fixture->messages, text, dg_json_document_get_root (reply));
  g_ptr_array_add (fixture->messages, dg_message_new (TRUE, text));
  g_ptr_array_add (fixture->messages, dg_message_copy (fixture->turn->answer));

  return fixture->turn->answer;
}

static const DgMessage *
say (Fixture *fixture, const char *text, const char *updates, const char *next_part, const char *words)
{
  g_autofree char *reply =
      g_strdup_printf ("{'updates':[%s],'agrees':false,'next_part':'%s','reply':'%s','suggestions':[]}", updates,
                       next_part, words);

  return say_raw (fixture, text, reply);
}

#define UPDATE(part, point, basis, quote, value)                                                                       \
  "{'part':'" part "','point':" point ",'basis':'" basis "','quote':'" quote "','value':'" value "'}"

static void
assert_part (Fixture *fixture, DgPart part, const char *value, DgSource source)
{
  g_assert_cmpstr (dg_part_get_value (fixture->checklist, part), ==, value);
  if (value != NULL)
    g_assert_cmpint (dg_checklist_get_source (fixture->checklist, part.item, part.part), ==, source);
}

static void
assert_conflict (Fixture *fixture, DgPart part, const char *value)
{
  g_assert_cmpstr (dg_checklist_get_conflict (fixture->checklist, part.item, part.part), ==, value);
}

/* --- what counts as said --- */

static void
test_said (Fixture *fixture, gconstpointer data)
{
  say (fixture, "Sort what customers write, at most 60 words each.",
       UPDATE ("task.goal", "0", "said", "sort what CUSTOMERS write",
               "sort customer messages") "," UPDATE ("constraints.length", "0", "said", "at most 60 words",
                                                     "at most 60 words"),
       "output_format.kind", "What comes back?");

  assert_part (fixture, goal, "sort customer messages", DG_SOURCE_CONVERSATION);
  assert_part (fixture, length, "at most 60 words", DG_SOURCE_CONVERSATION);
  g_assert_cmpuint (fixture->turn->n_changed, ==, 2);
  g_assert_false (fixture->turn->confirmed);
}

static void
test_not_said (Fixture *fixture, gconstpointer data)
{
  say (fixture, "Sort what customers write.",
       UPDATE ("task.goal", "0", "said", "classify everything", "classify") "," UPDATE (
           "constraints.length", "0", "said", "",
           "60 words") "," UPDATE ("diversity.tone", "0", "implied", "Sort what customers write",
                                   "angry, calm") "," UPDATE ("output_format.kind", "0", "decided", "",
                                                              "classification"),
       "none", "");

  assert_part (fixture, goal, "classify", DG_SOURCE_MODEL);
  assert_part (fixture, length, "60 words", DG_SOURCE_MODEL);
  assert_part (fixture, tone, "angry, calm", DG_SOURCE_MODEL);
  assert_part (fixture, kind, "classification", DG_SOURCE_MODEL);
}

static void
test_one_word (Fixture *fixture, gconstpointer data)
{
  say (fixture, "I would like it formal, I think.",
       UPDATE ("diversity.tone", "0", "said", "like", "formal") "," UPDATE ("constraints.length", "0", "said", "it",
                                                                            "it has 60 words"),
       "none", "");
  assert_part (fixture, tone, "formal", DG_SOURCE_MODEL);
  assert_part (fixture, length, "it has 60 words", DG_SOURCE_MODEL);

  /* the word that the value is about is not there by chance */
  set (fixture, tone, NULL, DG_SOURCE_MODEL);
  say (fixture, "I would like it formal, I think.", UPDATE ("diversity.tone", "0", "said", "formal", "formal"), "none",
       "");
  assert_part (fixture, tone, "formal", DG_SOURCE_CONVERSATION);
  set (fixture, tone, NULL, DG_SOURCE_MODEL);
  say (fixture, "I would like it formal, I think.",
       UPDATE ("diversity.tone", "0", "said", "formal", "formal and brief"), "none", "");
  assert_part (fixture, tone, "formal and brief", DG_SOURCE_CONVERSATION);

  set (fixture, tone, NULL, DG_SOURCE_MODEL);
  say (fixture, "Formal!", UPDATE ("diversity.tone", "0", "said", "formal", "formal"), "none", "");
  assert_part (fixture, tone, "formal", DG_SOURCE_CONVERSATION);
}

static void
test_clicked (Fixture *fixture, gconstpointer data)
{
  model_says (fixture, "Which tones?", "diversity.tone", "Mostly angry|Polite and short");
  say (fixture, "Polite and short",
       UPDATE ("diversity.tone", "0", "said", "",
               "polite") "," UPDATE ("constraints.length", "0", "said", "short",
                                     "ten words") "," UPDATE ("task.goal", "0", "said", "sort", "sort"),
       "none", "");

  assert_part (fixture, tone, "polite", DG_SOURCE_CONVERSATION);
  assert_part (fixture, length, "ten words", DG_SOURCE_CONVERSATION);
  assert_part (fixture, goal, "sort", DG_SOURCE_MODEL);
}

static void
test_vague (Fixture *fixture, gconstpointer data)
{
  const DgMessage *answer =
      say (fixture, "realistic and diverse, gute Qualität",
           UPDATE ("diversity.tone", "0", "said", "realistic and diverse",
                   "realistic and diverse") "," UPDATE ("constraints.length", "0", "said", "gute Qualität",
                                                        "gute Qualität") "," UPDATE ("task.goal", "0", "decided", "",
                                                                                     "normal"),
           "task.goal", "What should it do?");

  assert_part (fixture, tone, NULL, 0);
  assert_part (fixture, length, NULL, 0);
  assert_part (fixture, goal, NULL, 0);
  g_assert_cmpuint (fixture->turn->n_changed, ==, 0);
  g_assert_cmpstr (answer->text, ==, "What should it do?");
}

static void
test_useless_updates (Fixture *fixture, gconstpointer data)
{
  set (fixture, tone, "calm", DG_SOURCE_PROMPT);
  say (fixture, "Hello there, you.",
       UPDATE ("task.goal", "0", "said", "Hello there", "") "," UPDATE ("task.goal", "7", "said", "Hello there",
                                                                        "") "," UPDATE ("diversity.tone", "-1", "said",
                                                                                        "Hello there", ""),
       "none", "");

  assert_part (fixture, goal, NULL, 0);
  assert_part (fixture, tone, "calm", DG_SOURCE_PROMPT);
  g_assert_cmpuint (fixture->turn->n_changed, ==, 0);

  /* it has to decide, not to hand it on */
  say (fixture, "You decide what it does.", UPDATE ("task.goal", "0", "decided", "", "@model"), "none", "");
  assert_part (fixture, goal, NULL, 0);
}

/* --- points --- */

static void
test_points (Fixture *fixture, gconstpointer data)
{
  set (fixture, length, "only German\nat most 90 words", DG_SOURCE_CONVERSATION);
  say (fixture, "Also no real people. Change 90 to 60 words.",
       UPDATE ("constraints.length", "0", "said", "no real people",
               "no real people") "," UPDATE ("constraints.length", "2", "changed", "Change 90 to 60 words",
                                             "at most 60 words"),
       "none", "");

  assert_part (fixture, length, "only German\nat most 60 words\nno real people", DG_SOURCE_CONVERSATION);
  assert_conflict (fixture, length, NULL);
  g_assert_cmpuint (fixture->turn->n_changed, ==, 1);

  say (fixture, "Drop the German thing.", UPDATE ("constraints.length", "1", "changed", "Drop the German thing", ""),
       "none", "");
  assert_part (fixture, length, "at most 60 words\nno real people", DG_SOURCE_CONVERSATION);
}

static void
test_same_again (Fixture *fixture, gconstpointer data)
{
  set (fixture, tone, "angry, calm", DG_SOURCE_MODEL);
  say (fixture, "Angry, calm is right.", UPDATE ("diversity.tone", "0", "said", "Angry, calm", "Angry, calm."), "none",
       "");

  assert_part (fixture, tone, "angry, calm", DG_SOURCE_CONVERSATION);
  g_assert_cmpuint (fixture->turn->n_changed, ==, 0);
}

static void
test_proposal_gives_way (Fixture *fixture, gconstpointer data)
{
  set (fixture, tone, "angry", DG_SOURCE_PROMPT);
  say (fixture, "They are all calm people.", UPDATE ("diversity.tone", "1", "said", "all calm people", "calm"), "none",
       "");

  assert_part (fixture, tone, "calm", DG_SOURCE_CONVERSATION);
  assert_conflict (fixture, tone, NULL);
}

/* What the person said beside a proposal is theirs, and the proposal is not. */
static void
test_each_line_is_whose_it_is (Fixture *fixture, gconstpointer data)
{
  set (fixture, tone, "angry", DG_SOURCE_PROMPT);
  say (fixture, "Some are calm people.", UPDATE ("diversity.tone", "0", "said", "are calm people", "calm"), "none", "");
  g_assert_false (dg_point_is_from_person (fixture->checklist, tone, 1));
  g_assert_true (dg_point_is_from_person (fixture->checklist, tone, 2));

  say (fixture, "Well, rather sad ones.",
       UPDATE ("diversity.tone", "1", "said", "rather sad ones", "sad") "," UPDATE ("diversity.tone", "2", "implied",
                                                                                    "", "glad"),
       "none", "");
  assert_part (fixture, tone, "sad\ncalm", DG_SOURCE_CONVERSATION);
  assert_conflict (fixture, tone, NULL);

  say (fixture, "And some are in a hurry.", UPDATE ("diversity.tone", "2", "said", "in a hurry", "hurried"), "none",
       "");
  assert_conflict (fixture, tone, "sad\nhurried");
}

static void
test_left_to_model (Fixture *fixture, gconstpointer data)
{
  set (fixture, tone, DG_LEFT_TO_MODEL, DG_SOURCE_HAND);
  say (fixture, "They are all calm people.", UPDATE ("diversity.tone", "0", "said", "all calm people", "calm"), "none",
       "");

  assert_part (fixture, tone, "calm", DG_SOURCE_CONVERSATION);
}

/* --- what the person has said stays --- */

static void
test_not_overwritten (Fixture *fixture, gconstpointer data)
{
  static const DgSource sources[] = { DG_SOURCE_CONVERSATION, DG_SOURCE_HAND };

  for (guint i = 0; i < G_N_ELEMENTS (sources); i++)
    {
      g_ptr_array_set_size (fixture->messages, 0);
      set (fixture, length, "at most 60 words", sources[i]);
      set (fixture, tone, "angry", sources[i]);
      say (fixture, "They get long, up to 90 words.",
           UPDATE ("constraints.length", "1", "said", "up to 90 words",
                   "up to 90 words") "," UPDATE ("diversity.tone", "1", "implied", "They get long",
                                                 "calm") "," UPDATE ("diversity.tone", "1", "decided", "", ""),
           "none", "");

      assert_part (fixture, length, "at most 60 words", sources[i]);
      assert_conflict (fixture, length, "up to 90 words");
      assert_part (fixture, tone, "angry", sources[i]);
      assert_conflict (fixture, tone, NULL);
      g_assert_cmpuint (fixture->turn->n_changed, ==, 1);
      g_assert_cmpstr (fixture->turn->answer->asks_for, ==, "constraints.length");
    }
}

static void
test_changed_without_quote (Fixture *fixture, gconstpointer data)
{
  set (fixture, length, "at most 60 words", DG_SOURCE_HAND);
  say (fixture, "Hm, let us see.", UPDATE ("constraints.length", "1", "changed", "make it 90", "at most 90 words"),
       "none", "");

  assert_part (fixture, length, "at most 60 words", DG_SOURCE_HAND);
  assert_conflict (fixture, length, "at most 90 words");
}

static void
test_contradicts (Fixture *fixture, gconstpointer data)
{
  const DgMessage *answer;

  set (fixture, length, "only German\nat most 60 words", DG_SOURCE_CONVERSATION);
  answer = say (fixture, "Some have 200 words.",
                UPDATE ("constraints.length", "2", "contradicts", "Some have 200 words", "some have 200 words"),
                "constraints.length", "At most 60 words, or 200 in some?");

  assert_part (fixture, length, "only German\nat most 60 words", DG_SOURCE_CONVERSATION);
  assert_conflict (fixture, length, "only German\nsome have 200 words");
  g_assert_cmpstr (answer->text, ==, "At most 60 words, or 200 in some?");
  g_assert_cmpstr (answer->suggestions[0], ==, "only German; some have 200 words");
  g_assert_cmpstr (answer->suggestions[1], ==, "only German; at most 60 words");
  g_assert_null (answer->suggestions[2]);
}

/* A conflict about the length, which the person is asked about. */
static const DgMessage *
make_conflict (Fixture *fixture)
{
  fill (fixture);
  set (fixture, length, "at most 60 words", DG_SOURCE_CONVERSATION);

  return say (fixture, "Some have 200 words.",
              UPDATE ("constraints.length", "0", "contradicts", "Some have 200 words", "up to 200 words"), "none",
              "All is settled.");
}

static void
test_conflict_is_asked_about (Fixture *fixture, gconstpointer data)
{
  const DgMessage *answer = make_conflict (fixture);

  g_assert_cmpstr (answer->asks_for, ==, "constraints.length");
  g_assert_cmpstr (answer->text, ==,
                   "Length was “at most 60 words” until now, and you said “up to 200 words”. Which of "
                   "them holds?");
  g_assert_cmpuint (g_strv_length (answer->suggestions), ==, 2);
}

static void
test_conflict_later (Fixture *fixture, gconstpointer data)
{
  make_conflict (fixture);
  say (fixture, "Up to 200 words", UPDATE ("constraints.length", "0", "said", "Up to 200 words", "something else"),
       "none", "Good.");

  assert_part (fixture, length, "up to 200 words", DG_SOURCE_CONVERSATION);
  assert_conflict (fixture, length, NULL);
  g_assert_cmpstr (fixture->turn->answer->asks_for, ==, DG_ASKS_FOR_SUMMARY);
}

static void
test_conflict_earlier (Fixture *fixture, gconstpointer data)
{
  make_conflict (fixture);
  say (fixture, "at most 60 words", "", "none", "Good.");

  assert_part (fixture, length, "at most 60 words", DG_SOURCE_CONVERSATION);
  assert_conflict (fixture, length, NULL);
  g_assert_cmpuint (fixture->turn->n_changed, ==, 1);
  g_assert_cmpstr (fixture->turn->answer->asks_for, ==, DG_ASKS_FOR_SUMMARY);
}

static void
test_conflict_in_own_words (Fixture *fixture, gconstpointer data)
{
  make_conflict (fixture);
  say (fixture, "make it a hundred then", UPDATE ("constraints.length", "0", "said", "make it a hundred", "100 words"),
       "none", "");
  assert_part (fixture, length, "100 words", DG_SOURCE_CONVERSATION);
  assert_conflict (fixture, length, NULL);

  make_conflict (fixture);
  say (fixture, "the first one stays",
       UPDATE ("constraints.length", "1", "changed", "the first one stays", "at most 60 words"), "none", "");
  assert_part (fixture, length, "at most 60 words", DG_SOURCE_CONVERSATION);
  assert_conflict (fixture, length, NULL);
}

static void
test_conflict_not_answered (Fixture *fixture, gconstpointer data)
{
  make_conflict (fixture);
  say (fixture, "They are calm people.", UPDATE ("diversity.tone", "0", "said", "calm people", "calm"), "none", "");

  assert_conflict (fixture, length, "up to 200 words");
  g_assert_cmpstr (fixture->turn->answer->asks_for, ==, "constraints.length");
}

/* What is merely added does not decide it. */
static void
test_conflict_outlives_additions (Fixture *fixture, gconstpointer data)
{
  make_conflict (fixture);
  model_says (fixture, "Which tones?", "diversity.tone", NULL);
  say (fixture, "And two sentences at least.",
       UPDATE ("constraints.length", "0", "said", "two sentences at least", "at least two sentences"), "none", "");

  assert_part (fixture, length, "at most 60 words\nat least two sentences", DG_SOURCE_CONVERSATION);
  assert_conflict (fixture, length, "up to 200 words");
}

/* What does not fit on a button is cut, and still decides; what both sides begin with is left out. */
static void
test_conflict_of_long_values (Fixture *fixture, gconstpointer data)
{
  static const struct
  {
    const char *earlier;
    const char *later;
    const char *suggested_earlier;
    const char *suggested_later;
  } cases[] = {
    { "answers name the opening hours and the price of everything that is asked for", "answers never name a price",
      "answers name the opening hours and the price of everything…", "answers never name a price" },
    { "the answer is polite, short and complete, and says in its first sentence yes",
      "the answer is polite, short and complete, and says in its first sentence no", "… yes", "… no" },
  };

  for (guint i = 0; i < 2 * G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *update = g_strdup_printf (UPDATE ("constraints.length", "1", "contradicts", "%s", "%s"),
                                                 cases[i / 2].later, cases[i / 2].later);
      const DgMessage *answer;
      g_autofree char *click = NULL;

      g_ptr_array_set_size (fixture->messages, 0);
      fill (fixture);
      set (fixture, length, cases[i / 2].earlier, DG_SOURCE_HAND);
      answer = say (fixture, cases[i / 2].later, update, "constraints.length", "Which of them?");
      g_assert_cmpuint (g_strv_length (answer->suggestions), ==, 2);
      g_assert_cmpstr (answer->suggestions[0], ==, cases[i / 2].suggested_later);
      g_assert_cmpstr (answer->suggestions[1], ==, cases[i / 2].suggested_earlier);

      click = g_strdup (answer->suggestions[i % 2]);
      say (fixture, click, "", "none", "");
      assert_part (fixture, length, i % 2 == 0 ? cases[i / 2].later : cases[i / 2].earlier,
                   i % 2 == 0 ? DG_SOURCE_CONVERSATION : DG_SOURCE_HAND);
      assert_conflict (fixture, length, NULL);
    }
}

/* --- file format --- */

static void
test_file_format (Fixture *fixture, gconstpointer data)
{
  static const struct
  {
    const char *value;
    const char *format;
  } cases[] = { { "JSONL", "jsonl" },           { "as a CSV file", "csv" }, { "xml", NULL },
                { "jsonl or csv, both", NULL }, { "Excel", NULL },          { "JSON lines", "jsonl" } };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *update =
          g_strdup_printf (UPDATE ("dataset_format.format", "0", "said", "as that please", "%s"), cases[i].value);

      set (fixture, file_format, NULL, DG_SOURCE_HAND);
      say (fixture, "as that please", update, "none", "");
      assert_part (fixture, file_format, cases[i].format, DG_SOURCE_CONVERSATION);
    }
}

static void
test_file_format_twice (Fixture *fixture, gconstpointer data)
{
  set (fixture, file_format, "csv", DG_SOURCE_CONVERSATION);
  say (fixture, "Give me jsonl lines", UPDATE ("dataset_format.format", "0", "said", "Give me jsonl", "jsonl"), "none",
       "");
  assert_part (fixture, file_format, "csv", DG_SOURCE_CONVERSATION);
  assert_conflict (fixture, file_format, "jsonl");

  say (fixture, "change it to jsonl", UPDATE ("dataset_format.format", "0", "changed", "change it to jsonl", "jsonl"),
       "none", "");
  assert_part (fixture, file_format, "jsonl", DG_SOURCE_CONVERSATION);
  assert_conflict (fixture, file_format, NULL);
}

/* --- the reply --- */

static void
test_models_question (Fixture *fixture, gconstpointer data)
{
  const DgMessage *answer =
      say_raw (fixture, "hello",
               "{'updates':[],'agrees':false,'next_part':'diversity.tone','reply':'How do they sound?',"
               "'suggestions':['Mostly angry','mostly  ANGRY.','Polite','How do they sound?','Is it you?',"
               "'You decide','','One that is much longer than sixty characters, so it is none at all',"
               "'Curt','Mixed','Shy']}");

  g_assert_cmpstr (answer->text, ==, "How do they sound?");
  g_assert_cmpstr (answer->asks_for, ==, "diversity.tone");
  g_assert_false (answer->from_person);
  g_assert_cmpuint (g_strv_length (answer->suggestions), ==, 4);
  g_assert_cmpstr (answer->suggestions[0], ==, "Mostly angry");
  g_assert_cmpstr (answer->suggestions[1], ==, "Polite");
  g_assert_cmpstr (answer->suggestions[2], ==, "Curt");
  g_assert_cmpstr (answer->suggestions[3], ==, "Mixed");
}

static void
test_one_suggestion (Fixture *fixture, gconstpointer data)
{
  const DgMessage *answer =
      say_raw (fixture, "hello",
               "{'updates':[],'agrees':false,'next_part':'diversity.tone','reply':'How do they sound?',"
               "'suggestions':['Mostly angry']}");

  g_assert_null (answer->suggestions);
}

static void
test_none_too_early (Fixture *fixture, gconstpointer data)
{
  const DgMessage *answer;

  fill_but (fixture, file_format);
  answer = say (fixture, "hello", "", "none", "That is all I need.");

  g_assert_cmpstr (answer->asks_for, ==, "dataset_format.format");
  g_assert_cmpstr (answer->text, ==, "Is the file to be JSONL or CSV?");
  g_assert_cmpstr (answer->suggestions[0], ==, "JSONL");
}

static void
test_question_back (Fixture *fixture, gconstpointer data)
{
  const DgMessage *answer;

  fill_but (fixture, tone);
  answer = say (fixture, "Why do you ask?", "", "task.goal", "The answers depend on it.");
  g_assert_cmpstr (answer->asks_for, ==, "diversity.tone");
  g_assert_cmpstr (answer->text, ==, "The answers depend on it.\n\nWhich tones occur, and which most often?");
}

static void
test_wrong_part (Fixture *fixture, gconstpointer data)
{
  const DgMessage *answer;

  fill_but (fixture, tone);
  answer = say (fixture, "hello", "", "task.goal", "What should it do?");

  g_assert_cmpstr (answer->asks_for, ==, "diversity.tone");
  g_assert_cmpstr (answer->text, ==, "Which tones occur, and which most often?");
}

static void
test_answered_part (Fixture *fixture, gconstpointer data)
{
  const DgMessage *answer;

  fill_but (fixture, tone);
  set (fixture, length, NULL, DG_SOURCE_HAND);
  answer = say (fixture, "all calm people", UPDATE ("diversity.tone", "0", "said", "all calm people", "calm"),
                "diversity.tone", "How do they sound?");

  g_assert_cmpstr (answer->asks_for, ==, "constraints.length");
  g_assert_cmpstr (answer->text, ==, "How long may inputs and answers be?");
}

static void
test_never_the_same (Fixture *fixture, gconstpointer data)
{
  const DgMessage *answer;

  fill_but (fixture, tone);
  model_says (fixture, "How do they sound?", "diversity.tone", NULL);
  answer = say (fixture, "hm", "", "diversity.tone", "How do they sound?");
  g_assert_cmpstr (answer->text, ==, "Which tones occur, and which most often?");

  answer = say (fixture, "hm", "", "diversity.tone", "How do they sound?");
  g_assert_true (g_str_has_prefix (answer->text, "Which tones occur, and which most often? A word or two are enough."));
  g_assert_cmpstr (answer->asks_for, ==, "diversity.tone");

  answer = say (fixture, "hm", "", "diversity.tone", "How do they sound?");
  g_assert_cmpstr (answer->text, ==, "Which tones occur, and which most often?");
}

static void
test_first_question (Fixture *fixture, gconstpointer data)
{
  const DgMessage *answer = say (fixture, "hello", "", "none", "");

  g_assert_cmpstr (answer->asks_for, ==, "task.goal");

  answer = say (fixture, "hello", "", "none", "");
  g_assert_cmpstr (answer->asks_for, ==, "output_format.kind");
}

static void
test_conventions_may_be_asked (Fixture *fixture, gconstpointer data)
{
  const DgMessage *answer;
  const DgPart conventions = { DG_ITEM_OUTPUT_FORMAT, 3 };

  fill_but (fixture, tone);
  set (fixture, conventions, NULL, DG_SOURCE_HAND);
  answer = say (fixture, "hello", "", "output_format.conventions", "What if two topics occur?");
  g_assert_cmpstr (answer->text, ==, "What if two topics occur?");
  g_assert_cmpstr (answer->asks_for, ==, "output_format.conventions");

  set (fixture, tone, "calm", DG_SOURCE_HAND);
  answer = say (fixture, "hello again", "", "output_format.conventions", "What if none occurs?");
  g_assert_cmpstr (answer->asks_for, ==, DG_ASKS_FOR_SUMMARY);
}

/* --- the summary --- */

static const DgMessage *
be_summed_up (Fixture *fixture)
{
  fill_but (fixture, tone);

  return say (fixture, "They are calm people.", UPDATE ("diversity.tone", "0", "said", "calm people", "calm"), "none",
              "That is all I need.");
}

static const DgMessage *
agree (Fixture *fixture, const char *text, const char *updates, const char *words)
{
  g_autofree char *reply =
      g_strdup_printf ("{'updates':[%s],'agrees':true,'next_part':'none','reply':'%s','suggestions':[]}", updates,
                       words);

  return say_raw (fixture, text, reply);
}

static void
test_summary (Fixture *fixture, gconstpointer data)
{
  const DgMessage *answer = be_summed_up (fixture);

  g_assert_cmpstr (answer->asks_for, ==, DG_ASKS_FOR_SUMMARY);
  g_assert_true (g_str_has_prefix (answer->text, "That is all I need.\n\nRole and persona\n• Role: something told\n"));
  g_assert_nonnull (strstr (answer->text, "• Tone: calm\n"));
  g_assert_true (g_str_has_suffix (answer->text, "• File format: csv\n\nIs all of this right?"));
  g_assert_false (fixture->turn->confirmed);
}

static void
test_agreed (Fixture *fixture, gconstpointer data)
{
  const DgMessage *answer;

  be_summed_up (fixture);
  answer = agree (fixture, "Yes.", "", "Then the samples come next.");

  g_assert_true (fixture->turn->confirmed);
  g_assert_cmpuint (fixture->turn->n_changed, ==, 0);
  g_assert_cmpstr (answer->text, ==, "Then the samples come next.");
  g_assert_null (answer->asks_for);
}

static void
test_agreed_by_click (Fixture *fixture, gconstpointer data)
{
  be_summed_up (fixture);
  say (fixture, "Yes, that is right", "", "none", "");

  g_assert_true (fixture->turn->confirmed);
  g_assert_cmpstr (fixture->turn->answer->text, ==, "Good. Five samples come next.");
}

static void
test_agreed_but_changed (Fixture *fixture, gconstpointer data)
{
  be_summed_up (fixture);
  agree (fixture, "Yes, but make them angry.", UPDATE ("diversity.tone", "1", "changed", "make them angry", "angry"),
         "Done.");

  g_assert_false (fixture->turn->confirmed);
  g_assert_cmpuint (fixture->turn->n_changed, ==, 1);
  g_assert_cmpstr (fixture->turn->answer->asks_for, ==, DG_ASKS_FOR_SUMMARY);
  g_assert_nonnull (strstr (fixture->turn->answer->text, "• Tone: angry\n"));

  agree (fixture, "Yes.", "", "");
  g_assert_true (fixture->turn->confirmed);
}

static void
test_agreed_too_early (Fixture *fixture, gconstpointer data)
{
  fill_but (fixture, tone);
  agree (fixture, "Yes.", "", "Good.");
  g_assert_false (fixture->turn->confirmed);
  g_assert_cmpstr (fixture->turn->answer->asks_for, ==, "diversity.tone");

  set (fixture, tone, "calm", DG_SOURCE_HAND);
  agree (fixture, "Yes.", "", "Good.");
  g_assert_false (fixture->turn->confirmed);
  g_assert_cmpstr (fixture->turn->answer->asks_for, ==, DG_ASKS_FOR_SUMMARY);
}

static void
test_agreed_with_something_missing (Fixture *fixture, gconstpointer data)
{
  be_summed_up (fixture);
  set (fixture, length, NULL, DG_SOURCE_HAND);
  agree (fixture, "Yes.", "", "Good.");

  g_assert_false (fixture->turn->confirmed);
  g_assert_cmpstr (fixture->turn->answer->asks_for, ==, "constraints.length");
}

static void
test_not_agreed (Fixture *fixture, gconstpointer data)
{
  const DgMessage *answer;

  be_summed_up (fixture);
  answer = agree (fixture, "I want to change something", "", "What shall I change?");
  g_assert_false (fixture->turn->confirmed);
  g_assert_cmpstr (answer->text, ==, "What shall I change?");
  g_assert_cmpstr (answer->asks_for, ==, DG_ASKS_FOR_SUMMARY);

  agree (fixture, "Oh, leave it, it is fine.", "", "");
  g_assert_true (fixture->turn->confirmed);
}

/* Said again what is settled already: neither an agreement nor a wish. */
static void
test_nothing_new (Fixture *fixture, gconstpointer data)
{
  const DgMessage *answer;

  be_summed_up (fixture);
  answer = say (fixture, "calm people", UPDATE ("diversity.tone", "1", "said", "calm people", "calm"), "none",
                "That is all I need.");
  g_assert_false (fixture->turn->confirmed);
  g_assert_cmpstr (answer->text, ==, "That changes nothing. Is the summary right as it is?");
  g_assert_cmpstr (answer->asks_for, ==, DG_ASKS_FOR_SUMMARY);

  g_assert_cmpstr (answer->suggestions[0], ==, "Yes, that is right");

  say (fixture, "Yes, that is right", "", "none", "");
  g_assert_true (fixture->turn->confirmed);
}

/* --- the closing question in the person's language --- */

static const DgMessage *
close_with (Fixture *fixture, const char *next_part, const char *suggestions)
{
  g_autofree char *reply = g_strdup_printf (
      "{'updates':[" UPDATE ("diversity.tone", "0", "said", "gente tranquila",
                             "tranquilo") "],'agrees':false,'next_part':'%s','reply':'¿Es todo correcto?',"
                                          "'suggestions':[%s]}",
      next_part, suggestions);

  fill_but (fixture, tone);

  return say_raw (fixture, "Es gente tranquila.", reply);
}

static void
test_closing (Fixture *fixture, gconstpointer data)
{
  const DgMessage *answer = close_with (fixture, "none", "'Sí, está bien','Quiero cambiar algo'");

  g_assert_cmpstr (answer->asks_for, ==, DG_ASKS_FOR_SUMMARY);
  g_assert_true (g_str_has_prefix (answer->text, "Role and persona\n"));
  g_assert_true (g_str_has_suffix (answer->text, "\n\n¿Es todo correcto?"));
  g_assert_cmpuint (g_strv_length (answer->suggestions), ==, 2);
  g_assert_cmpstr (answer->suggestions[0], ==, "Sí, está bien");

  /* asked something else, the model may put the same question again */
  answer = say_raw (fixture, "¿Seguro?",
                    "{'updates':[],'agrees':false,'next_part':'none','reply':'¿Es todo correcto?',"
                    "'suggestions':['Sí, está bien','Quiero cambiar algo']}");
  g_assert_cmpstr (answer->text, ==, "¿Es todo correcto?");
  g_assert_cmpstr (answer->suggestions[1], ==, "Quiero cambiar algo");

  say (fixture, "Sí, está bien", "", "none", "");
  g_assert_true (fixture->turn->confirmed);
}

static void
test_closing_change (Fixture *fixture, gconstpointer data)
{
  const DgMessage *answer;

  close_with (fixture, "none", "'Sí, está bien','Quiero cambiar algo'");
  answer = agree (fixture, "Quiero cambiar algo", "", "¿Qué cambio?");
  g_assert_false (fixture->turn->confirmed);
  g_assert_cmpstr (answer->text, ==, "¿Qué cambio?");
  g_assert_null (answer->suggestions);
}

/* Two answers or none, and only to the closing question: else it is the program that asks. */
static void
test_closing_without_answers (Fixture *fixture, gconstpointer data)
{
  static const char *const replies[][2] = { { "none", "'Sí'" },
                                            { "none", "" },
                                            { "none", "'¿Sí?','Quiero cambiar algo','Sí'" },
                                            { "task.goal", "'Sí','Quiero cambiar algo'" } };

  for (guint i = 0; i < G_N_ELEMENTS (replies); i++)
    {
      const DgMessage *answer;

      g_ptr_array_set_size (fixture->messages, 0);
      set (fixture, tone, NULL, DG_SOURCE_HAND);
      answer = close_with (fixture, replies[i][0], replies[i][1]);
      g_assert_true (g_str_has_prefix (answer->text, "This is what is settled:\n\n"));
      g_assert_true (g_str_has_suffix (answer->text, "\n\nIs all of this right?"));
      g_assert_cmpstr (answer->suggestions[0], ==, "Yes, that is right");
    }
}

static void
add (const char *path, void (*test) (Fixture *fixture, gconstpointer data))
{
  g_test_add (path, Fixture, NULL, set_up, test, tear_down);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  add ("/conversation/said", test_said);
  add ("/conversation/not-said", test_not_said);
  add ("/conversation/one-word", test_one_word);
  add ("/conversation/clicked", test_clicked);
  add ("/conversation/vague", test_vague);
  add ("/conversation/useless-updates", test_useless_updates);
  add ("/conversation/points", test_points);
  add ("/conversation/same-again", test_same_again);
  add ("/conversation/proposal-gives-way", test_proposal_gives_way);
  add ("/conversation/each-line-is-whose-it-is", test_each_line_is_whose_it_is);
  add ("/conversation/left-to-model", test_left_to_model);
  add ("/conversation/not-overwritten", test_not_overwritten);
  add ("/conversation/changed-without-quote", test_changed_without_quote);
  add ("/conversation/contradicts", test_contradicts);
  add ("/conversation/conflict/asked-about", test_conflict_is_asked_about);
  add ("/conversation/conflict/later", test_conflict_later);
  add ("/conversation/conflict/earlier", test_conflict_earlier);
  add ("/conversation/conflict/in-own-words", test_conflict_in_own_words);
  add ("/conversation/conflict/not-answered", test_conflict_not_answered);
  add ("/conversation/conflict/outlives-additions", test_conflict_outlives_additions);
  add ("/conversation/conflict/long-values", test_conflict_of_long_values);
  add ("/conversation/file-format", test_file_format);
  add ("/conversation/file-format-twice", test_file_format_twice);
  add ("/conversation/reply/models-question", test_models_question);
  add ("/conversation/reply/one-suggestion", test_one_suggestion);
  add ("/conversation/reply/none-too-early", test_none_too_early);
  add ("/conversation/reply/question-back", test_question_back);
  add ("/conversation/reply/wrong-part", test_wrong_part);
  add ("/conversation/reply/answered-part", test_answered_part);
  add ("/conversation/reply/never-the-same", test_never_the_same);
  add ("/conversation/reply/first-question", test_first_question);
  add ("/conversation/reply/conventions", test_conventions_may_be_asked);
  add ("/conversation/summary", test_summary);
  add ("/conversation/agreed", test_agreed);
  add ("/conversation/agreed-by-click", test_agreed_by_click);
  add ("/conversation/agreed-but-changed", test_agreed_but_changed);
  add ("/conversation/agreed-too-early", test_agreed_too_early);
  add ("/conversation/agreed-with-something-missing", test_agreed_with_something_missing);
  add ("/conversation/not-agreed", test_not_agreed);
  add ("/conversation/nothing-new", test_nothing_new);
  add ("/conversation/closing", test_closing);
  add ("/conversation/closing/change", test_closing_change);
  add ("/conversation/closing/without-answers", test_closing_without_answers);

  return g_test_run ();
}
