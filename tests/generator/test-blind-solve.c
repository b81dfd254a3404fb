/* test-blind-solve.c: answers that were given blind, and how they compare
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "make-brief.h"

#include "dg-blind-solve.h"

#define OBJECT                                                                                                         \
  "json {'type': 'object', 'properties': {'name': {'type': 'string'}, 'days': {'type': ['integer', 'null']}},"         \
  "'required': ['name', 'days']}"
#define TICKET "xml <ticket><topic>billing|other</topic><note>text</note></ticket>"
#define LABELS "label gut|schlecht|gemischt|no"

typedef struct
{
  const char *name;
  const char *format;
  const char *input;
  const char *answer;   /* in JSON ' stands for " */
  const char *solution; /* %NULL for none */
  gboolean agrees;
  const char *flag;
  const char *other;
} Case;

/* clang-format off */
static const Case cases[] = {
  { "label/agrees", LABELS, "Bad food.", "schlecht", "'evidence':'Bad food','answer_label':'schlecht','doubt':'none'",
    TRUE, NULL, NULL },
  { "label/disagrees", LABELS, "Bad food.", "gut", "'evidence':'Bad food','answer_label':'schlecht','doubt':'none'",
    FALSE, "A blind answer says “schlecht”", NULL },
  { "label/case-counts", "label Gut|gut", "Bad.", "gut", "'evidence':'','answer_label':'Gut','doubt':'none'", FALSE,
    "A blind answer says “Gut”", NULL },
  { "label/sees", LABELS, "Fine!", "gut", "'evidence':'','answer_label':'schlecht','doubt':'none','seen':'irony'",
    FALSE, "A blind answer says “schlecht” and sees “irony”", NULL },
  { "label/sees-nothing", LABELS, "Fine!", "gut",
    "'evidence':'','answer_label':'schlecht','doubt':'none','seen':'plain'", FALSE, "A blind answer says “schlecht”",
    NULL },
  { "label/sees-the-unknown", LABELS, "Fine!", "gut",
    "'evidence':'','answer_label':'schlecht','doubt':'none','seen':'love'", FALSE, "A blind answer says “schlecht”",
    NULL },
  { "label/doubt", LABELS, "So so.", "gut", "'evidence':'','answer_label':'gut','doubt':'gemischt'", TRUE,
    "The answer may also be “gemischt”", NULL },
  { "label/doubt-of-itself", LABELS, "So so.", "gut", "'evidence':'','answer_label':'gut','doubt':'gut'", TRUE, NULL,
    NULL },
  { "label/doubt-is-the-answer", LABELS, "So so.", "gemischt",
    "'evidence':'','answer_label':'gut','doubt':'gemischt'", FALSE, "A blind answer says “gut”", NULL },
  { "label/doubt-of-the-unknown", LABELS, "So so.", "gut", "'evidence':'','answer_label':'gut','doubt':'weird'", TRUE,
    NULL, NULL },
  { "label/a-label-called-none", "label none|some", "So so.", "some",
    "'evidence':'','answer_label':'some','doubt':'none'", TRUE, "The answer may also be “none”", NULL },
  { "label/no-doubt-beside-none", "label none|some", "So so.", "some",
    "'evidence':'','answer_label':'some','doubt':'no doubt'", TRUE, NULL, NULL },
  { "label/unknown", LABELS, "So so.", "gut", "'evidence':'','answer_label':'super','doubt':'none'", FALSE, "missing",
    NULL },

  { "leak/word", LABELS, "Das war schlecht.", "schlecht",
    "'evidence':'war schlecht','answer_label':'schlecht','doubt':'none'", TRUE,
    "The input announces its answer: “war schlecht”", NULL },
  { "leak/stem", LABELS, "Ein gemischtes Erlebnis war es.", "gemischt",
    "'evidence':'Ein gemischtes Erlebnis','answer_label':'gemischt','doubt':'none'", TRUE,
    "The input announces its answer: “Ein gemischtes Erlebnis”", NULL },
  { "leak/not-in-the-input", LABELS, "Das Essen war kalt.", "schlecht",
    "'evidence':'Das ist schlecht','answer_label':'schlecht','doubt':'none'", TRUE, NULL, NULL },
  { "leak/not-the-evidence", LABELS, "Nicht schlecht, sondern kalt.", "schlecht",
    "'evidence':'kalt','answer_label':'schlecht','doubt':'none'", TRUE, NULL, NULL },
  { "leak/inside-a-word", LABELS, "Das Geschlechtsteil.", "schlecht",
    "'evidence':'Geschlechtsteil','answer_label':'schlecht','doubt':'none'", TRUE, NULL, NULL },
  { "leak/short-words-are-everywhere", LABELS, "There is no water.", "no",
    "'evidence':'no water','answer_label':'no','doubt':'none'", TRUE, NULL, NULL },
  { "leak/and-disagreement", LABELS, "Das war schlecht.", "gut",
    "'evidence':'war schlecht','answer_label':'schlecht','doubt':'none'", FALSE,
    "A blind answer says “schlecht”; The input announces its answer: “war schlecht”", NULL },
  { "leak/text-quotes-its-answer", "text", "The pool opens at nine.", "opens at nine",
    "'evidence':'opens at nine','answer_text':'Opens at nine.','doubt':'none'", TRUE, NULL, NULL },

  { "json/agrees", OBJECT, "x", "{'days':30,'name':'The Firm'}",
    "'evidence':'','answer_name':'the firm','answer_days':30.0,'doubt':'none'", TRUE, NULL, NULL },
  { "json/number", OBJECT, "x", "{'days':365,'name':'n'}",
    "'evidence':'','answer_name':'n','answer_days':360,'doubt':'none'", FALSE,
    "A blind answer says “360” for “days”", NULL },
  { "json/null", OBJECT, "x", "{'days':365,'name':'n'}",
    "'evidence':'','answer_name':'n','answer_days':null,'doubt':'none'", FALSE,
    "A blind answer says “null” for “days”", NULL },
  { "json/words", OBJECT, "x", "{'days':30,'name':'The Firm'}",
    "'evidence':'','answer_name':'A company','answer_days':30,'doubt':'none'", FALSE, NULL,
    "{'name': 'A company', 'days': 30}" },
  { "json/words-and-number", OBJECT, "x", "{'days':30,'name':'The Firm'}",
    "'evidence':'','answer_name':'A company','answer_days':3,'doubt':'none'", FALSE,
    "A blind answer says “3” for “days”", NULL },
  { "json/doubt", OBJECT, "x", "{'days':30,'name':'n'}",
    "'evidence':'','answer_name':'n','answer_days':30,'doubt':'days'", TRUE, "“days” may also be something else",
    NULL },
  { "json/field-missing", OBJECT, "x", "{'days':30,'name':'n'}", "'evidence':'','answer_name':'n','doubt':'none'",
    FALSE, "missing", NULL },

  { "xml/agrees", TICKET, "x", "<ticket><topic>billing</topic><note>A b.</note></ticket>",
    "'answer_topic':'billing','answer_note':'a B','doubt':'none'", TRUE, NULL, NULL },
  { "xml/label", TICKET, "x", "<ticket><topic>billing</topic><note>a</note></ticket>",
    "'answer_topic':'other','answer_note':'a','doubt':'none'", FALSE, "A blind answer says “other” for “topic”", NULL },
  { "xml/words", TICKET, "x", "<ticket><topic>billing</topic><note>a</note></ticket>",
    "'answer_topic':'billing','answer_note':'b','doubt':'none'", FALSE, NULL,
    "<ticket><topic>billing</topic><note>b</note></ticket>" },

  { "text/agrees", "text", "x", "It is so.", "'answer_text':'it is SO','doubt':'none'", TRUE, NULL, NULL },
  { "text/words", "text", "x", "It is so.", "'answer_text':'That is right.','doubt':'none'", FALSE, NULL,
    "That is right." },
  { "text/doubt", "text", "x", "It is so.", "'answer_text':'It is so.','doubt':'text'", TRUE,
    "The answer may also be another one", NULL },
  { "text/empty", "text", "x", "It is so.", NULL, FALSE, "missing", NULL },
};
/* clang-format on */

static GPtrArray *
make_records (void)
{
  return g_ptr_array_new_with_free_func (g_object_unref);
}

static void
add_record (GPtrArray *records, const char *input, const char *answer)
{
  g_autofree char *text = quote (answer);

  g_ptr_array_add (records, dg_record_new (input, text, 0));
}

static GPtrArray *
read_quoted (DgBrief *brief, GPtrArray *records, guint first, guint n_records, const char *quoted)
{
  g_autoptr (DgJsonDocument) reply = parse_reply (quoted);
  g_autoptr (GError) error = NULL;
  GPtrArray *verdicts =
      dg_blind_solve_read (brief, records, first, n_records, dg_json_document_get_root (reply), &error);

  g_assert_no_error (error);
  g_assert_cmpuint (verdicts->len, ==, n_records);

  return verdicts;
}

static void
test_case (gconstpointer data)
{
  const Case *test = data;
  g_autoptr (DgBrief) brief = make_brief ("text", test->format);
  g_autoptr (GPtrArray) records = make_records ();
  g_autoptr (GPtrArray) verdicts = NULL;
  g_autofree char *quoted =
      g_strdup_printf ("{'solutions':[%s%s%s]}", test->solution != NULL ? "{'n':1," : "",
                       test->solution != NULL ? test->solution : "", test->solution != NULL ? "}" : "");
  g_autofree char *other = test->other != NULL ? quote (test->other) : NULL;
  const DgVerdict *verdict;

  add_record (records, test->input, test->answer);
  verdicts = read_quoted (brief, records, 0, 1, quoted);
  verdict = g_ptr_array_index (verdicts, 0);

  if (g_strcmp0 (test->flag, "missing") == 0)
    {
      g_assert_null (verdict);
      return;
    }
  g_assert_cmpint (verdict->agrees, ==, test->agrees);
  g_assert_cmpstr (verdict->flag, ==, test->flag);
  g_assert_cmpstr (verdict->other, ==, other);
}

/* --- several --- */

static GPtrArray *
make_five (void)
{
  GPtrArray *records = make_records ();

  add_record (records, "zero", "gut");
  add_record (records, "one", "gut");
  add_record (records, "two", "schlecht");
  add_record (records, "three", "gemischt");
  add_record (records, "four", "gut");

  return records;
}

/* What is shown as number 1 is not the first record, and its answer comes back to the right one. */
static void
test_order (void)
{
  g_autoptr (DgBrief) brief = make_brief ("text", LABELS);
  g_autoptr (GPtrArray) records = make_five ();
  g_autoptr (DgModelRequest) request = dg_blind_solve_make_request (brief, records, 1, 3);
  const char *message = dg_model_request_get_message (request, 0, NULL);
  const char *first = strstr (message, "BEGIN INPUT 1 ");
  const char *second = strstr (message, "BEGIN INPUT 2 ");
  const char *third = strstr (message, "BEGIN INPUT 3 ");
  g_autoptr (GPtrArray) verdicts =
      read_quoted (brief, records, 1, 3,
                   "{'solutions':[{'n':3,'answer_label':'gut'},{'n':1,'answer_label':'gemischt'},"
                   "{'n':2,'answer_label':'gut'},{'n':2,'answer_label':'schlecht'},{'n':9,'answer_label':'gut'}]}");

  g_assert_true (first != NULL && first < second && second < third);
  g_assert_cmpint (strncmp (strchr (first, '\n') + 1, "three\n", 6), ==, 0);
  g_assert_cmpint (strncmp (strchr (second, '\n') + 1, "two\n", 4), ==, 0);
  g_assert_cmpint (strncmp (strchr (third, '\n') + 1, "one\n", 4), ==, 0);
  g_assert_null (strstr (message, "INPUT 4"));

  g_assert_true (((DgVerdict *) g_ptr_array_index (verdicts, 0))->agrees);
  g_assert_cmpstr (((DgVerdict *) g_ptr_array_index (verdicts, 1))->flag, ==, "A blind answer says “gut”");
  g_assert_true (((DgVerdict *) g_ptr_array_index (verdicts, 2))->agrees);
}

static void
test_missing (void)
{
  g_autoptr (DgBrief) brief = make_brief ("text", LABELS);
  g_autoptr (GPtrArray) records = make_five ();
  g_autoptr (GPtrArray) verdicts =
      read_quoted (brief, records, 0, 2, "{'solutions':[7,{'n':'1'},{'n':2,'answer_label':'gut'}]}");

  g_assert_nonnull (g_ptr_array_index (verdicts, 0));
  g_assert_null (g_ptr_array_index (verdicts, 1));
}

static void
test_unusable (gconstpointer data)
{
  g_autoptr (DgBrief) brief = make_brief ("text", LABELS);
  g_autoptr (GPtrArray) records = make_five ();
  g_autoptr (DgJsonDocument) reply = parse_reply (data);
  g_autoptr (GError) error = NULL;

  g_assert_null (dg_blind_solve_read (brief, records, 0, 2, dg_json_document_get_root (reply), &error));
  g_assert_error (error, DG_GENERATOR_ERROR, DG_GENERATOR_ERROR_REPLY);
}

/* --- the request --- */

/* Blind: neither the answer, nor the line, nor what the record was to be. */
static void
test_request_is_blind (void)
{
  g_autoptr (DgBrief) brief = make_brief ("text", "text");
  g_autoptr (GPtrArray) records = make_records ();
  g_autoptr (DgModelRequest) request = NULL;

  add_record (records, "the question", "the secret answer");
  brief->reference = g_strdup ("The pool opens at 9.");
  g_ptr_array_add (brief->examples, dg_record_new ("The question!", "the secret answer", 0));
  request = dg_blind_solve_make_request (brief, records, 0, 1);

  g_assert_true (request_says (request, "\nthe question\nEND INPUT 1 "));
  g_assert_false (request_says (request, "secret"));
  g_assert_false (request_says (request, "## Examples"));
  g_assert_true (request_says (request, "As agreed."));
  g_assert_true (request_says (request, "\nThe pool opens at 9.\nEND MATERIAL "));
  g_assert_cmpstr (dg_model_request_get_tool_name (request), ==, "solve_inputs");
  g_assert_cmpuint (dg_model_request_get_max_tokens (request), >=, 400);
}

static void
test_request_material (void)
{
  g_autoptr (DgBrief) brief = make_brief ("text", "text");
  g_autoptr (GPtrArray) records = make_records ();
  g_autoptr (DgModelRequest) without = NULL;
  g_autoptr (DgModelRequest) with = NULL;

  add_record (records, "the question", "the answer");
  without = dg_blind_solve_make_request (brief, records, 0, 1);
  g_assert_true (request_says (without, "what the sections above say. What neither says is not known."));
  g_assert_false (request_says (without, "## Material"));

  brief->reference = g_strnfill (20000, 'f');
  with = dg_blind_solve_make_request (brief, records, 0, 1);
  g_assert_true (request_says (with, "the material and what the sections above say. What none of them says is not known."));
  g_assert_true (request_says (with, brief->reference));
  g_assert_true (request_says (with, "for nearly all inputs name nothing"));
}

/* Two of them, and none that is asked. */
static void
test_request_examples (void)
{
  g_autoptr (DgBrief) brief = make_brief ("text", "text");
  g_autoptr (GPtrArray) records = make_records ();
  g_autoptr (DgModelRequest) request = NULL;

  add_record (records, "question 1", "answer 1");
  for (guint i = 1; i <= 4; i++)
    {
      g_autofree char *input = g_strdup_printf ("Question %u?", i);
      g_autofree char *answer = g_strdup_printf ("Answer %u.", i);

      g_ptr_array_add (brief->examples, dg_record_new (input, answer, 0));
    }
  request = dg_blind_solve_make_request (brief, records, 0, 1);

  g_assert_true (request_says (request, "## Examples\nBEGIN EXAMPLE INPUT "));
  g_assert_true (request_says (request, "\nQuestion 2?\nEND EXAMPLE INPUT "));
  g_assert_true (request_says (request, "\nAnswer 3.\nEND EXAMPLE ANSWER "));
  g_assert_false (request_says (request, "Answer 1"));
  g_assert_false (request_says (request, "answer 1"));
  g_assert_false (request_says (request, "Answer 4"));
}

static void
test_request_is_cached (void)
{
  g_autoptr (DgBrief) brief = make_brief ("text", LABELS);
  g_autoptr (GPtrArray) records = make_five ();
  g_autoptr (DgModelRequest) first = dg_blind_solve_make_request (brief, records, 0, 2);
  g_autoptr (DgModelRequest) second = dg_blind_solve_make_request (brief, records, 2, 3);

  g_assert_cmpstr (dg_model_request_get_system (first), ==, dg_model_request_get_system (second));
  g_assert_cmpstr (dg_model_request_get_tool_schema (first), ==, dg_model_request_get_tool_schema (second));
}

static void
test_request_schema (void)
{
  g_autoptr (DgBrief) brief = make_brief ("text", LABELS);
  g_autoptr (GPtrArray) records = make_five ();
  g_autoptr (DgModelRequest) request = dg_blind_solve_make_request (brief, records, 0, 2);
  const char *schema = dg_model_request_get_tool_schema (request);

  g_assert_nonnull (strstr (schema, "\"enum\":[\"none\",\"gut\",\"schlecht\",\"gemischt\",\"no\"]"));
  g_assert_nonnull (strstr (schema, "\"enum\":[\"plain\",\"irony\",\"doubt\"]"));
  g_assert_null (strstr (schema, "\"input\""));
}

static void
test_request_without_edges (void)
{
  g_autoptr (DgBrief) brief = make_brief ("text", OBJECT);
  g_autoptr (GPtrArray) records = make_five ();
  g_autoptr (DgModelRequest) request = NULL;

  g_ptr_array_set_size (brief->outline->dimensions, 0);
  request = dg_blind_solve_make_request (brief, records, 0, 2);
  g_assert_null (strstr (dg_model_request_get_tool_schema (request), "seen"));
  g_assert_nonnull (strstr (dg_model_request_get_tool_schema (request), "\"enum\":[\"none\",\"name\",\"days\"]"));
}

/* --- comparison --- */

static DgVerdict *
make_verdict (const char *other, const char *flag)
{
  DgVerdict *verdict = g_new0 (DgVerdict, 1);

  verdict->other = g_strdup (other);
  verdict->flag = g_strdup (flag);

  return verdict;
}

static void
free_verdict (gpointer verdict)
{
  if (verdict != NULL)
    dg_verdict_free (verdict);
}

/* Four records, of which the first and the last have to be compared; one was not solved. */
static void
make_comparison (GPtrArray **records, GPtrArray **verdicts)
{
  *records = make_records ();
  *verdicts = g_ptr_array_new_with_free_func (free_verdict);
  for (guint i = 0; i < 4; i++)
    {
      g_autofree char *input = g_strdup_printf ("question %u", i);
      g_autofree char *answer = g_strdup_printf ("own %u", i);

      add_record (*records, input, answer);
    }
  g_ptr_array_add (*verdicts, make_verdict ("blind 0", NULL));
  g_ptr_array_add (*verdicts, NULL);
  g_ptr_array_add (*verdicts, make_verdict (NULL, "flagged"));
  g_ptr_array_add (*verdicts, make_verdict ("blind 3", "doubtful"));
}

static char
find_side (DgModelRequest *request, const char *answer, guint n)
{
  const char *message = dg_model_request_get_message (request, 0, NULL);
  g_autofree char *a = g_strdup_printf ("BEGIN ANSWER A %u ", n);
  g_autofree char *b = g_strdup_printf ("BEGIN ANSWER B %u ", n);
  const char *text_a = strchr (strstr (message, a), '\n') + 1;
  const char *text_b = strchr (strstr (message, b), '\n') + 1;

  g_assert_true (g_str_has_prefix (text_a, answer) != g_str_has_prefix (text_b, answer));

  return g_str_has_prefix (text_a, answer) ? 'A' : 'B';
}

static const DgVerdict *
compare (guint64 seed, const char *conflict, char unsupported, GPtrArray *records, GPtrArray *verdicts, guint position)
{
  g_autofree char *side = unsupported == '-' ? g_strdup ("none") : g_strdup_printf ("%c", unsupported);
  g_autofree char *quoted = g_strdup_printf ("{'results':[{'n':%u,'conflict':'%s','unsupported':'%s','point':'p'}]}",
                                             position == 0 ? 1 : 2, conflict, unsupported == '*' ? "both" : side);
  g_autoptr (DgJsonDocument) reply = parse_reply (quoted);
  g_autoptr (GError) error = NULL;

  g_assert_true (dg_answer_comparison_read (records, verdicts, seed, dg_json_document_get_root (reply), &error));
  g_assert_no_error (error);

  return g_ptr_array_index (verdicts, position);
}

static void
test_comparison_request (void)
{
  g_autoptr (DgBrief) brief = make_brief ("text", "text");
  g_autoptr (GPtrArray) records = NULL;
  g_autoptr (GPtrArray) verdicts = NULL;
  g_autoptr (DgModelRequest) request = NULL;
  guint n_as_a = 0;

  make_comparison (&records, &verdicts);
  request = dg_answer_comparison_make_request (brief, records, verdicts, 7);
  g_assert_true (request_says (request, "\nquestion 0\nEND INPUT 1 "));
  g_assert_true (request_says (request, "\nquestion 3\nEND INPUT 2 "));
  g_assert_false (request_says (request, "question 1"));
  g_assert_false (request_says (request, "question 2"));
  g_assert_cmpstr (dg_model_request_get_tool_name (request), ==, "compare_answers");

  for (guint seed = 0; seed < 100; seed++)
    {
      g_autoptr (DgModelRequest) other = dg_answer_comparison_make_request (brief, records, verdicts, seed);

      n_as_a += find_side (other, "own 0", 1) == 'A';
    }
  g_assert_cmpuint (n_as_a, >, 30);
  g_assert_cmpuint (n_as_a, <, 70);
}

static void
set_part (DgBrief *brief, const char *name, const char *value)
{
  DgItem item;
  guint part;

  g_assert_true (dg_checklist_find_part (name, &item, &part));
  dg_checklist_set_value (brief->checklist, item, part, value, DG_SOURCE_HAND);
}

/* What answers are judged by, and what they may rest on */
static void
test_comparison_sections (void)
{
  g_autoptr (DgBrief) brief = make_brief ("text", "text");
  g_autoptr (GPtrArray) records = NULL;
  g_autoptr (GPtrArray) verdicts = NULL;
  g_autoptr (DgModelRequest) without = NULL;
  g_autoptr (DgModelRequest) with = NULL;

  make_comparison (&records, &verdicts);
  without = dg_answer_comparison_make_request (brief, records, verdicts, 7);
  g_assert_false (request_says (without, "# Conventions"));
  g_assert_false (request_says (without, "aterial "));

  set_part (brief, "output_format.conventions", "no price: say so\ntwo topics: the first");
  set_part (brief, "constraints.length", "at most 40 words");
  brief->reference = g_strdup_printf ("The pool opens at 9. %040000u", 1);
  with = dg_answer_comparison_make_request (brief, records, verdicts, 7);
  g_assert_true (request_says (with, "# Conventions\n- no price: say so\n- two topics: the first\n\n# Limits\n"));
  g_assert_true (request_says (with, "at most 40 words"));
  g_assert_true (request_says (with, "one answers and the other says that it is not covered"));
  g_assert_true (request_says (with, "what neither the input nor the sections above support, nor the material."));
  g_assert_true (request_says (with, "## Material\nBEGIN MATERIAL "));
  g_assert_true (request_says (with, "\nThe pool opens at 9."));
  g_assert_cmpuint (strlen (dg_model_request_get_message (with, 0, NULL)), <, 26000);
}

static void
test_comparison_of_nothing (void)
{
  g_autoptr (DgBrief) brief = make_brief ("text", "text");
  g_autoptr (GPtrArray) records = NULL;
  g_autoptr (GPtrArray) verdicts = NULL;

  make_comparison (&records, &verdicts);
  g_clear_pointer (&((DgVerdict *) g_ptr_array_index (verdicts, 0))->other, g_free);
  g_clear_pointer (&((DgVerdict *) g_ptr_array_index (verdicts, 3))->other, g_free);
  g_assert_null (dg_answer_comparison_make_request (brief, records, verdicts, 7));
}

/* Whichever way round the answers were shown */
static void
test_comparison_sides (void)
{
  g_autoptr (DgBrief) brief = make_brief ("text", "text");
  gboolean seen_a = FALSE;
  gboolean seen_b = FALSE;

  for (guint seed = 0; seed < 20; seed++)
    {
      g_autoptr (GPtrArray) records = NULL;
      g_autoptr (GPtrArray) verdicts = NULL;
      g_autoptr (DgModelRequest) request = NULL;
      char own, blind;

      make_comparison (&records, &verdicts);
      request = dg_answer_comparison_make_request (brief, records, verdicts, seed);
      own = find_side (request, "own 3", 2);
      blind = find_side (request, "blind 3", 2);
      seen_a = seen_a || own == 'A';
      seen_b = seen_b || own == 'B';

      g_assert_cmpstr (compare (seed, "none", blind, records, verdicts, 3)->flag, ==, "doubtful");
      g_assert_true (((DgVerdict *) g_ptr_array_index (verdicts, 3))->agrees);
      g_clear_pointer (&verdicts, g_ptr_array_unref);
      g_clear_pointer (&records, g_ptr_array_unref);

      make_comparison (&records, &verdicts);
      g_assert_cmpstr (compare (seed, "none", own, records, verdicts, 3)->flag, ==,
                       "The answer says what the input does not: p; doubtful");
    }
  g_assert_true (seen_a && seen_b);
}

static void
test_comparison_conflict (gconstpointer data)
{
  g_autoptr (GPtrArray) records = NULL;
  g_autoptr (GPtrArray) verdicts = NULL;
  const DgVerdict *verdict;

  make_comparison (&records, &verdicts);
  verdict = compare (5, data, '-', records, verdicts, 0);
  g_assert_false (verdict->agrees);
  g_assert_cmpstr (verdict->flag, ==, "A blind answer says otherwise: p");
  g_assert_null (verdict->other);
  g_assert_cmpstr (((DgVerdict *) g_ptr_array_index (verdicts, 3))->flag, ==, "doubtful");
  g_assert_cmpstr (((DgVerdict *) g_ptr_array_index (verdicts, 3))->other, ==, "blind 3");
}

static void
test_comparison_both (void)
{
  g_autoptr (GPtrArray) records = NULL;
  g_autoptr (GPtrArray) verdicts = NULL;

  make_comparison (&records, &verdicts);
  g_assert_cmpstr (compare (5, "fact", '*', records, verdicts, 0)->flag, ==,
                   "The answer says what the input does not: p; A blind answer says otherwise: p");
}

/* A row that says nothing, or is about nothing, or comes twice */
static void
test_comparison_odd_rows (void)
{
  g_autoptr (GPtrArray) records = NULL;
  g_autoptr (GPtrArray) verdicts = NULL;
  g_autoptr (DgJsonDocument) reply =
      parse_reply ("{'results':[7,{'n':0,'conflict':'fact'},{'n':3,'conflict':'fact'},{'n':1},"
                   "{'n':2,'conflict':'none','unsupported':'none'},{'n':2,'conflict':'fact','unsupported':'both'}]}");
  g_autoptr (GError) error = NULL;

  make_comparison (&records, &verdicts);
  g_assert_true (dg_answer_comparison_read (records, verdicts, 5, dg_json_document_get_root (reply), &error));
  g_assert_cmpstr (((DgVerdict *) g_ptr_array_index (verdicts, 0))->other, ==, "blind 0");
  g_assert_null (((DgVerdict *) g_ptr_array_index (verdicts, 0))->flag);
  g_assert_cmpstr (((DgVerdict *) g_ptr_array_index (verdicts, 3))->flag, ==, "doubtful");
}

static void
test_comparison_unusable (void)
{
  g_autoptr (GPtrArray) records = NULL;
  g_autoptr (GPtrArray) verdicts = NULL;
  g_autoptr (DgJsonDocument) reply = parse_reply ("{'results':'none'}");
  g_autoptr (GError) error = NULL;

  make_comparison (&records, &verdicts);
  g_assert_false (dg_answer_comparison_read (records, verdicts, 5, dg_json_document_get_root (reply), &error));
  g_assert_error (error, DG_GENERATOR_ERROR, DG_GENERATOR_ERROR_REPLY);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/blind-solve/", cases[i].name, NULL);

      g_test_add_data_func (path, &cases[i], test_case);
    }
  g_test_add_func ("/blind-solve/order", test_order);
  g_test_add_func ("/blind-solve/missing", test_missing);
  g_test_add_data_func ("/blind-solve/unusable/text", "'x'", test_unusable);
  g_test_add_data_func ("/blind-solve/unusable/no-list", "{'solutions':{'n':1}}", test_unusable);
  g_test_add_func ("/blind-solve/request/is-blind", test_request_is_blind);
  g_test_add_func ("/blind-solve/request/material", test_request_material);
  g_test_add_func ("/blind-solve/request/examples", test_request_examples);
  g_test_add_func ("/blind-solve/request/is-cached", test_request_is_cached);
  g_test_add_func ("/blind-solve/request/schema", test_request_schema);
  g_test_add_func ("/blind-solve/request/without-edges", test_request_without_edges);
  g_test_add_func ("/answer-comparison/request", test_comparison_request);
  g_test_add_func ("/answer-comparison/sections", test_comparison_sections);
  g_test_add_func ("/answer-comparison/nothing", test_comparison_of_nothing);
  g_test_add_func ("/answer-comparison/sides", test_comparison_sides);
  g_test_add_data_func ("/answer-comparison/conflict/decision", "decision", test_comparison_conflict);
  g_test_add_data_func ("/answer-comparison/conflict/fact", "fact", test_comparison_conflict);
  g_test_add_data_func ("/answer-comparison/conflict/rule", "rule", test_comparison_conflict);
  g_test_add_func ("/answer-comparison/both", test_comparison_both);
  g_test_add_func ("/answer-comparison/odd-rows", test_comparison_odd_rows);
  g_test_add_func ("/answer-comparison/unusable", test_comparison_unusable);

  return g_test_run ();
}
