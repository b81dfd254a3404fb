/* test-notes.c: what the practice model makes of notes: rules, and revised records
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "tools.h"

#define RULES_SCHEMA                                                                                                     \
  "{'type':'object','properties':{'rules':" LIST (                                                                       \
      "{'type':'object','properties':{'rule':" INTEGER                                                                   \
      ",'kind':" CHOICE ("'quality_issue','missing_element','improvement','format_correction'") ",'target':" CHOICE (    \
          "'input','answer','format'") ",'applies_to':" INTEGER ",'share':" INTEGER                                      \
                                       ",'check':" CHOICE (                                                              \
                                           "'max_words','min_words','absent','present','none'") ",'check_value':" TEXT   \
                                                                                                ",'text':" TEXT          \
                                                                                                "}}") ",'links'"         \
                                                                                                      ":" LIST (         \
                                                                                                          "{'"           \
                                                                                                          "type"         \
                                                                                                          "':'"          \
                                                                                                          "obje"         \
                                                                                                          "ct',"         \
                                                                                                          "'pro"         \
                                                                                                          "pert"         \
                                                                                                          "ies'"         \
                                                                                                          ":{'"          \
                                                                                                          "note"         \
                                                                                                          "'"            \
                                                                                                          ":" INTEGER    \
                                                                                                          ",'"           \
                                                                                                          "rule"         \
                                                                                                          "'"            \
                                                                                                          ":" INTEGER    \
                                                                                                          "}}") ",'"     \
                                                                                                                "ques"   \
                                                                                                                "tion"   \
                                                                                                                "'"      \
                                                                                                                ":" TEXT \
                                                                                                                "}}"
#define REVISION_SCHEMA                                                                                                \
  "{'type':'object','properties':{'extent':" CHOICE (                                                                  \
      "'words','sentences','rewrite'") ",'plan':" TEXT ",'input':" TEXT                                                \
                                       ",'answer_label':" CHOICE (                                                     \
                                           "'billing','roaming','cancellation'") "},'required':['extent',"             \
                                                                                 "'plan','input',"                     \
                                                                                 "'answer_label']}"
#define TASK "# The task that is tested\nSort messages that customers of a mobile network write.\n\n"
#define SAMPLE                                                                                                         \
  "LINE: n=1 | ANSWER: billing\nINPUT: I was charged 40 pounds on 2025-01-02. Nobody told me why. My bank says it "    \
  "was "                                                                                                               \
  "early. Please sort this out.\nANSWER: billing"
#define INPUT                                                                                                          \
  "I was charged 40 pounds on 2025-01-02. Sorry, nobody told me why. My bank says it was early. Please sort this out."

/* The answer to notes with the numbers 11, 12, … on a sample */
static DgJsonDocument *
make_rules (const char *const *notes)
{
  g_autoptr (DgSimulator) simulator = start_default_simulator ();
  g_autoptr (GString) prompt =
      g_string_new ("## The plan, as id = dimension: value\nBEGIN PLAN 00000001\n1 = tone: polite\nEND PLAN "
                    "00000001\n\n## Rules in force\nNone.\n\n## Samples and notes\nBEGIN SAMPLE 1 00000002\n" SAMPLE
                    "\nEND SAMPLE 1 00000002\n");

  for (guint i = 0; notes[i] != NULL; i++)
    g_string_append_printf (prompt, "Note %u, on this sample 1:\nBEGIN NOTE %u 00000003\n%s\nEND NOTE %u 00000003\n",
                            i + 11, i + 11, notes[i], i + 11);
  g_string_append (prompt,
                   "\nTurn the notes into rules with the set_rules tool. What stands between BEGIN and END lines "
                   "is material.\n");

  return ask_tool (simulator, "set_rules", TASK "# How to work\n1. Read each note.\n", prompt->str, RULES_SCHEMA, 900);
}

static void
assert_rule (const char *note, const char *kind, const char *target, const char *check, const char *value)
{
  const char *const notes[] = { note, NULL };
  g_autoptr (DgJsonDocument) reply = make_rules (notes);
  DgJsonValue rule = nth (get_list (reply, "rules"), 0);
  DgJsonValue link = nth (get_list (reply, "links"), 0);
  g_autofree char *have_kind = get_value (rule, "kind");
  g_autofree char *have_target = get_value (rule, "target");
  g_autofree char *have_check = get_value (rule, "check");
  g_autofree char *have_value = get_value (rule, "check_value");
  g_autofree char *text = get_value (rule, "text");

  g_assert_cmpstr (have_kind, ==, kind);
  g_assert_cmpstr (have_target, ==, target);
  g_assert_cmpstr (have_check, ==, check);
  g_assert_cmpstr (have_value, ==, value);
  g_assert_cmpint (get_integer (link, "note"), ==, 11);
  g_assert_cmpint (get_integer (link, "rule"), ==, get_integer (rule, "rule"));
  g_assert_cmpint (get_integer (rule, "share"), ==, 100);
  g_assert_true (g_str_has_suffix (text, "."));
}

static void
test_kinds (void)
{
  assert_rule ("Must be shorter, at most 12 words", "improvement", "input", "max_words", "12");
  assert_rule ("too polite for an angry customer", "quality_issue", "input", "none", "");
  assert_rule ("lacks an order number", "missing_element", "input", "none", "");
  assert_rule ("The answer should mention \"invoice\"", "missing_element", "answer", "present", "invoice");
  assert_rule ("Don't say \"sort this out\"", "improvement", "input", "absent", "sort this out");
  assert_rule ("The answer should be JSON with a field topic", "format_correction", "format", "none", "");
  assert_rule ("zu lang", "quality_issue", "input", "max_words", "12");
  assert_rule ("The customer talks about the weather", "improvement", "input", "none", "");
}

static void
test_no_rule (void)
{
  static const char *const notes[] = { "Good!",      "Why is there a date?", "nur hier: kein Name",
                                       "too polite", "too polite",           NULL };
  g_autoptr (DgJsonDocument) reply = make_rules (notes);
  const gint64 expected[] = { 0, 0, 0, 1, 1 };
  g_autofree char *question = get_value (dg_json_document_get_root (reply), "question");

  g_assert_cmpuint (dg_json_value_get_length (get_list (reply, "rules")), ==, 1);
  g_assert_cmpuint (dg_json_value_get_length (get_list (reply, "links")), ==, G_N_ELEMENTS (expected));
  for (guint i = 0; i < G_N_ELEMENTS (expected); i++)
    g_assert_cmpint (get_integer (nth (get_list (reply, "links"), i), "rule"), ==, expected[i]);
  assert_has (question, "12");
}

static DgJsonDocument *
revise (const char *note)
{
  g_autoptr (DgSimulator) simulator = start_default_simulator ();
  g_autofree char *prompt = g_strdup_printf (
      "## Rules for this record\nNone.\n\n## The record\nThe line it was written from:\nBEGIN LINE 00000001\nn=1 | "
      "ANSWER: billing\nEND LINE 00000001\nBEGIN INPUT 00000002\n" INPUT "\nEND INPUT 00000002\nBEGIN ANSWER "
      "00000003\nbilling\nEND ANSWER 00000003\n\n## Notes\nBEGIN NOTE 00000004\n%s\nEND NOTE 00000004\n\nRevise the "
      "record with the revise_record tool.\n",
      note);

  return ask_tool (simulator, "revise_record", TASK "# How to work\n1. First choose `extent`.\n", prompt,
                   REVISION_SCHEMA, 500);
}

static void
assert_revision (const char *note, const char *input, const char *label)
{
  g_autoptr (DgJsonDocument) reply = revise (note);
  g_autofree char *have = get_value (dg_json_document_get_root (reply), "input");
  g_autofree char *have_label = get_value (dg_json_document_get_root (reply), "answer_label");

  g_assert_cmpstr (have, ==, input);
  g_assert_cmpstr (have_label, ==, label);
}

/* What a note asks for and a program can check is done, and nothing else changes */
static void
test_revision (void)
{
  assert_revision ("At most 15 words.", "I was charged 40 pounds on 2025-01-02. Sorry, nobody told me why.", "billing");
  assert_revision ("Never say “sorry”.",
                   "I was charged 40 pounds on 2025-01-02. My bank says it was early. Please sort this out.",
                   "billing");
  assert_revision ("It should mention \"order 77\"",
                   "I was charged 40 pounds on 2025-01-02. It is about order 77. Sorry, nobody told me why. My bank "
                   "says it was early. Please sort this out.",
                   "billing");
  assert_revision ("The answer is wrong, it should be roaming", INPUT, "roaming");
  assert_revision ("wrong label", INPUT, "roaming");
}

static void
test_revision_other (void)
{
  g_autoptr (DgJsonDocument) more = revise ("A customer would tell more here");
  g_autofree char *longer = get_value (dg_json_document_get_root (more), "input");
  g_autofree char *extent = get_value (dg_json_document_get_root (more), "extent");

  assert_has (longer, INPUT " ");
  g_assert_cmpuint (strlen (longer), >, strlen (INPUT) + 10);
  g_assert_cmpstr (extent, ==, "sentences");
}

/* Fields of an answer keep what the record has in them */
static void
test_revision_fields (void)
{
  g_autoptr (DgSimulator) simulator = start_default_simulator ();
  g_autoptr (DgJsonDocument) reply = ask_tool (
      simulator, "revise_record", TASK,
      "BEGIN INPUT 00000002\n{\"name\":\"Ann Low\",\"text\":\"Please end it. I want to leave by June. Thanks "
      "a lot for all.\"}\nEND INPUT 00000002\nBEGIN ANSWER 00000003\n{\"ticket\":{\"topic\":\"exit\",\"days\":"
      "30},\"tags\":[\"a\",\"b\"]}\nEND ANSWER 00000003\n\n## Notes\nBEGIN NOTE 00000004\nat most 9 "
      "words\nEND NOTE 00000004\n",
      "{'type':'object','properties':{'extent':" TEXT ",'input_name':" TEXT ",'input_text':" TEXT
      ",'answer_ticket__topic':" TEXT
      ",'answer_ticket__days':{'type':['integer','null']},'answer_tags':" LIST (TEXT) "}}",
      500);
  DgJsonValue root = dg_json_document_get_root (reply);
  g_autofree char *name = get_value (root, "input_name");
  g_autofree char *text = get_value (root, "input_text");
  g_autofree char *topic = get_value (root, "answer_ticket__topic");

  g_assert_cmpstr (name, ==, "Ann Low");
  g_assert_cmpstr (text, ==, "Please end it. I want to leave by June.");
  g_assert_cmpstr (topic, ==, "exit");
  g_assert_cmpint (get_integer (root, "answer_ticket__days"), ==, 30);
  g_assert_cmpuint (dg_json_value_get_length (get_list (reply, "answer_tags")), ==, 2);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/simulator/notes/kinds", test_kinds);
  g_test_add_func ("/simulator/notes/no-rule", test_no_rule);
  g_test_add_func ("/simulator/notes/revision", test_revision);
  g_test_add_func ("/simulator/notes/revision-other", test_revision_other);
  g_test_add_func ("/simulator/notes/revision-fields", test_revision_fields);

  return g_test_run ();
}
