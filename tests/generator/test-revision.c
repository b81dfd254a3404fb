/* test-revision.c: records that are revised after notes
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "make-brief.h"

#include "dg-revision.h"

#define OBJECT                                                                                                         \
  "json {'type': 'object', 'properties': {'name': {'type': 'string'}, 'days': {'type': ['integer', 'null']}},"         \
  "'required': ['name', 'days']}"
#define TICKET "xml <ticket><topic>billing|other</topic><note>text</note></ticket>"

#define TEN "a b c d e f g h i j "
#define FORTY TEN TEN TEN TEN

typedef struct
{
  const char *name;
  const char *input_format;
  const char *answer_format;
  const char *input; /* in JSON ' stands for " */
  const char *answer;
  const char *reply;
  const char *new_input;
  const char *new_answer;
  gboolean too_much;
} Reading;

/* clang-format off */
static const Reading readings[] = {
  { "input", "text", "label a|b", "one two three four five six seven eight", "a",
    "{'extent':'words','input':'one two three four five six seven nine','answer_label':'a'}",
    "one two three four five six seven nine", "a", FALSE },
  { "answer", "text", "label a|b", "one two", "a", "{'extent':'words','input':'one two','answer_label':'b'}", "one two",
    "b", FALSE },
  { "case-is-a-change", "text", "text", "one two", "yes.", "{'extent':'words','input':'One two','answer_text':'Yes.'}",
    "One two", "Yes.", FALSE },

  { "bytes/json-answer", "text", OBJECT, "x", "{ 'days' :30.0,  'name':'n' }",
    "{'extent':'words','input':'x','answer_name':'n','answer_days':30}", "x", "{ 'days' :30.0,  'name':'n' }", FALSE },
  { "bytes/json-answer-changed", "text", OBJECT, "x", "{ 'days' :30,  'name':'n' }",
    "{'extent':'words','input':'x','answer_name':'n','answer_days':null}", "x", "{'name': 'n', 'days': null}", FALSE },
  { "bytes/json-words-are-not-the-same", "text", OBJECT, "x", "{'days':30,'name':'n'}",
    "{'extent':'words','input':'x','answer_name':'N.','answer_days':30}", "x", "{'name': 'N.', 'days': 30}", FALSE },
  { "bytes/json-input", OBJECT, "label a|b", "{'days':1,'name':'n'}", "a",
    "{'extent':'words','input_name':'n','input_days':1,'answer_label':'b'}", "{'days':1,'name':'n'}", "b", FALSE },
  { "bytes/xml", "text", TICKET, "x", "<ticket>\n<topic>billing</topic>\n<note>a > b</note></ticket>",
    "{'extent':'words','input':'x','answer_topic':'billing','answer_note':'a > b'}", "x",
    "<ticket>\n<topic>billing</topic>\n<note>a > b</note></ticket>", FALSE },

  { "words/eight-of-forty", "text", "label a|b", FORTY, "a",
    "{'extent':'words','input':'" TEN TEN TEN "1 2 3 4 5 6 7 8 i j','answer_label':'a'}",
    TEN TEN TEN "1 2 3 4 5 6 7 8 i j", "a", FALSE },
  { "words/nine-of-forty", "text", "label a|b", FORTY, "a",
    "{'extent':'words','input':'" TEN TEN TEN "1 2 3 4 5 6 7 8 9 j','answer_label':'a'}",
    TEN TEN TEN "1 2 3 4 5 6 7 8 9 j", "a", TRUE },
  { "words/a-quarter", "text", "label a|b", TEN TEN, "a",
    "{'extent':'words','input':'" TEN "1 2 3 4 5 f g h i j','answer_label':'a'}", TEN "1 2 3 4 5 f g h i j", "a", FALSE },
  { "words/more-than-a-quarter", "text", "label a|b", TEN TEN, "a",
    "{'extent':'words','input':'" TEN "1 2 3 4 5 6 g h i j','answer_label':'a'}", TEN "1 2 3 4 5 6 g h i j", "a", TRUE },
  { "words/half-of-a-few", "text", "label a|b", "a b c d e f", "a",
    "{'extent':'words','input':'1 2 3 d e f','answer_label':'a'}", "1 2 3 d e f", "a", FALSE },
  { "words/more-than-half-of-a-few", "text", "label a|b", "a b c d e f", "a",
    "{'extent':'words','input':'1 2 3 4 e f','answer_label':'a'}", "1 2 3 4 e f", "a", TRUE },
  { "words/an-added-clause", "text", "text", "when is it", "Breakfast is served from 7 to 10.",
    "{'extent':'words','input':'when is it',"
    "'answer_text':'Breakfast is served from 7 to 10 in the lobby restaurant.'}",
    "when is it", "Breakfast is served from 7 to 10 in the lobby restaurant.", FALSE },
  { "words/two-of-three", "text", "label a|b", "a b c", "a", "{'extent':'words','input':'a 1 2','answer_label':'a'}",
    "a 1 2", "a", FALSE },
  { "words/in-the-answer", "text", "text", "x", "a b c d", "{'extent':'words','input':'x','answer_text':'a 1 2 3'}",
    "x", "a 1 2 3", TRUE },
  { "words/in-a-typed-answer", "text", OBJECT, "x", "{'name': 'a b c d', 'days': 1}",
    "{'extent':'words','input':'x','answer_name':'1 2 3 4','answer_days':2}", "x", "{'name': '1 2 3 4', 'days': 2}",
    FALSE },

  { "sentences/seven-of-ten", "text", "label a|b", "a b c d e. f g h i j.", "a",
    "{'extent':'sentences','input':'1 2 3 4 5. 6 7 h i j.','answer_label':'a'}", "1 2 3 4 5. 6 7 h i j.", "a", FALSE },
  { "sentences/eight-of-ten", "text", "label a|b", "a b c d e. f g h i j.", "a",
    "{'extent':'sentences','input':'1 2 3 4 5. 6 7 8 i j.','answer_label':'a'}", "1 2 3 4 5. 6 7 8 i j.", "a", TRUE },
  { "sentences/the-only-one", "text", "label a|b", "a b c d e.", "a",
    "{'extent':'sentences','input':'1 2 3 4 5.','answer_label':'a'}", "1 2 3 4 5.", "a", FALSE },
  { "rewrite", "text", "label a|b", "a b c d e. f g.", "a", "{'extent':'rewrite','input':'x y','answer_label':'a'}",
    "x y", "a", FALSE },
};
/* clang-format on */

static DgSample *
make_sample (const char *input, const char *answer)
{
  g_autofree char *input_text = quote (input);
  g_autofree char *answer_text = quote (answer);

  return dg_sample_new (1, 3, input_text, answer_text);
}

static DgRevision *
read_quoted (DgBrief *brief, DgSample *sample, const char *quoted, GError **error)
{
  g_autoptr (DgJsonDocument) reply = parse_reply (quoted);

  return dg_revision_read (brief, sample, dg_json_document_get_root (reply), error);
}

static void
test_reading (gconstpointer data)
{
  const Reading *test = data;
  g_autoptr (DgBrief) brief = make_brief (test->input_format, test->answer_format);
  g_autoptr (DgSample) sample = make_sample (test->input, test->answer);
  g_autofree char *input = quote (test->new_input);
  g_autofree char *answer = quote (test->new_answer);
  g_autoptr (GError) error = NULL;
  g_autoptr (DgRevision) revision = read_quoted (brief, sample, test->reply, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (revision->input, ==, input);
  g_assert_cmpstr (revision->answer, ==, answer);
  g_assert_cmpint (revision->too_much, ==, test->too_much);
}

static void
test_unusable (gconstpointer data)
{
  g_autoptr (DgBrief) brief = make_brief ("text", "label a|b");
  g_autoptr (DgSample) sample = make_sample ("x", "a");
  g_autoptr (GError) error = NULL;

  g_assert_null (read_quoted (brief, sample, data, &error));
  g_assert_error (error, DG_GENERATOR_ERROR, DG_GENERATOR_ERROR_REPLY);
  g_assert_nonnull (strstr (error->message, "Sample 3"));
}

/* --- the request --- */

static void
add_rule (DgBrief *brief, const char *text, const char *applies_to, guint share, gboolean on)
{
  DgRule *rule = dg_rule_new (brief->rules->len + 1, DG_RULE_QUALITY, text);

  rule->applies_to = g_strdup (applies_to);
  rule->share = share;
  rule->on = on;
  g_ptr_array_add (brief->rules, rule);
}

static void
test_request (void)
{
  const char *const notes[] = { "too long", "no name", NULL };
  g_autoptr (DgBrief) brief = make_brief ("text", "label a|b");
  g_autoptr (DgSample) sample = make_sample ("the input", "a");
  g_autoptr (DgModelRequest) request = NULL;

  sample->line = g_strdup ("- n=3 | tone: calm");
  request = dg_revision_make_request (brief, sample, notes, NULL);

  g_assert_true (request_says (request, "Sort it."));
  g_assert_true (request_says (request, "As agreed."));
  g_assert_true (request_says (request, "\n- n=3 | tone: calm\nEND LINE "));
  g_assert_true (request_says (request, "\nthe input\nEND INPUT "));
  g_assert_true (request_says (request, "\na\nEND ANSWER "));
  g_assert_true (request_says (request, "\ntoo long\nEND NOTE "));
  g_assert_true (request_says (request, "\nno name\nEND NOTE "));
  g_assert_true (request_says (request, "## Rules for this record\nNone.\n"));
  g_assert_false (request_says (request, "PROBLEM"));
  g_assert_true (request_says (request, "What a note asks to put in, the record has."));
  g_assert_false (request_says (request, "own words do not appear"));
  g_assert_cmpstr (dg_model_request_get_tool_name (request), ==, "revise_record");
  g_assert_cmpuint (dg_model_request_get_max_tokens (request), ==, 500);
}

static void
test_request_again (void)
{
  const char *const notes[] = { NULL };
  g_autoptr (DgBrief) brief = make_brief ("text", "label a|b");
  g_autoptr (DgSample) sample = make_sample ("the input", "a");
  g_autoptr (DgModelRequest) request = dg_revision_make_request (brief, sample, notes, "It has 50 words.");

  g_assert_true (request_says (request, "\nIt has 50 words.\nEND PROBLEM "));
  g_assert_false (request_says (request, "END LINE"));
}

static void
test_request_rules (void)
{
  const char *const notes[] = { "x", NULL };
  g_autoptr (DgBrief) brief = make_brief ("text", "label a|b");
  g_autoptr (DgSample) sample = make_sample ("the input", "a");
  g_autoptr (DgModelRequest) request = NULL;

  add_rule (brief, "For all.", NULL, 100, TRUE);
  add_rule (brief, "For calm ones.", "tone: calm", 100, TRUE);
  add_rule (brief, "For angry ones.", "tone: angry", 100, TRUE);
  add_rule (brief, "Switched off.", NULL, 100, FALSE);
  add_rule (brief, "Not dealt.", NULL, 40, TRUE);
  add_rule (brief, "Dealt.", NULL, 40, TRUE);
  sample->line = g_strdup ("- n=3 | tone: calm | RULES: 16, 6 | SIZE: 5 sentences");
  request = dg_revision_make_request (brief, sample, notes, NULL);

  g_assert_true (
      request_says (request, "- Input: For all.\n- Input: For calm ones. (where tone: calm)\n- Input: Dealt.\n\n"));
  g_assert_false (request_says (request, "angry ones"));
  g_assert_false (request_says (request, "Switched off"));
  g_assert_false (request_says (request, "Not dealt"));
}

static void
test_request_long (void)
{
  const char *const notes[] = { "x", NULL };
  g_autofree char *input = g_strnfill (6000, 'x');
  g_autoptr (DgBrief) brief = make_brief ("text", "label a|b");
  g_autoptr (DgSample) sample = make_sample (input, "a");
  g_autoptr (DgModelRequest) request = dg_revision_make_request (brief, sample, notes, NULL);

  g_assert_cmpuint (dg_model_request_get_max_tokens (request), >=, 2 * 6000 / 4 + 200);
}

static void
test_request_material (void)
{
  const char *const notes[] = { "x", NULL };
  g_autoptr (DgBrief) brief = make_brief ("text", "text");
  g_autoptr (DgSample) sample = make_sample ("When does the sauna open?", "At nine.");
  g_autoptr (DgModelRequest) without = dg_revision_make_request (brief, sample, notes, NULL);
  g_autoptr (DgModelRequest) with = NULL;
  g_autoptr (DgModelRequest) with_passages = NULL;
  g_autoptr (GString) text = g_string_new (NULL);

  g_assert_true (
      request_says (without, "answer again from the words of the new input and what the sections above say"));
  g_assert_false (request_says (without, "## Material"));

  brief->reference = g_strdup ("The pool opens at ten.");
  with = dg_revision_make_request (brief, sample, notes, NULL);
  g_assert_true (request_says (with, "answer again from the new input, the material and what"));
  g_assert_true (request_says (with, "\nThe pool opens at ten.\nEND MATERIAL "));

  for (guint i = 0; i < 40; i++)
    {
      g_autofree char *fill = g_strnfill (1400, 'f');

      g_string_append_printf (text, "%u%s %s\n\n", i, i == 35 ? " The sauna opens at ten." : "", fill);
    }
  g_free (brief->reference);
  brief->reference = g_strdup (text->str);
  with_passages = dg_revision_make_request (brief, sample, notes, NULL);
  g_assert_true (request_says (with_passages, "35 The sauna opens at ten."));
  g_assert_false (request_says (with_passages, "\n34 f"));
  g_assert_cmpuint (strlen (dg_model_request_get_message (with_passages, 0, NULL)), <, 25000);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (readings); i++)
    {
      g_autofree char *path = g_strconcat ("/revision/read/", readings[i].name, NULL);

      g_test_add_data_func (path, &readings[i], test_reading);
    }
  g_test_add_data_func ("/revision/unusable/text", "'x'", test_unusable);
  g_test_add_data_func ("/revision/unusable/no-input", "{'extent':'words','answer_label':'a'}", test_unusable);
  g_test_add_data_func ("/revision/unusable/no-answer", "{'extent':'words','input':'x'}", test_unusable);
  g_test_add_func ("/revision/request", test_request);
  g_test_add_func ("/revision/request/again", test_request_again);
  g_test_add_func ("/revision/request/rules", test_request_rules);
  g_test_add_func ("/revision/request/material", test_request_material);
  g_test_add_func ("/revision/request/long", test_request_long);

  return g_test_run ();
}
