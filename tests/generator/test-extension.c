/* test-extension.c: more records of a kind that a person describes
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "describe-outline.h"
#include "reply.h"

#include "dg-extension.h"
#include "dg-generator-types.h"
#include "dg-outline-pairs.h"
#include "dg-plan-lines.h"

/* The outline that is extended: three answers, two topics, edge cases; anger is never about food. */
static DgOutline *
make_outline (void)
{
  DgOutline *outline = dg_outline_new ();
  DgDimension *answers = dg_dimension_new ("answer");
  DgDimension *topics = dg_dimension_new ("topic");
  DgDimension *edges = dg_dimension_new ("edge");

  answers->kind = DG_DIMENSION_ANSWER;
  dg_dimension_add_value (answers, "keep", 50.0)->id = 1;
  dg_dimension_add_value (answers, "warn", 30.0)->id = 2;
  dg_dimension_add_value (answers, "remove", 20.0)->id = 3;
  dg_dimension_add_value (topics, "food", 50.0)->id = 4;
  dg_dimension_add_value (topics, "noise", 50.0)->id = 5;
  edges->kind = DG_DIMENSION_EDGE;
  dg_dimension_add_value (edges, "plain", 80.0)->id = 6;
  dg_dimension_add_value (edges, "irony", 20.0)->id = 7;
  g_ptr_array_add (outline->dimensions, answers);
  g_ptr_array_add (outline->dimensions, topics);
  g_ptr_array_add (outline->dimensions, edges);
  dg_outline_add_pair (outline, 3, 4, DG_PAIR_NEVER);
  g_ptr_array_add (outline->seeds, g_strdup ("a man waits"));

  return outline;
}

static DgExtension *
read_quoted (guint n_records, const char *quoted, GError **error)
{
  g_autoptr (DgOutline) outline = make_outline ();
  g_autoptr (DgJsonDocument) reply = parse_reply (quoted);

  return dg_extension_read (outline, n_records, dg_json_document_get_root (reply), error);
}

#define REPLY(parts, limits, extra)                                                                                    \
  "{'parts':[" parts "],'limits':[" limits "],'extra':[" extra "],'say':'As you wish.','question':''}"
#define ONE "{'part':1,'count':10}"
#define TWO "{'part':1,'count':5},{'part':2,'count':15}"

/* --- counts --- */

typedef struct
{
  const char *name;
  guint n_records;
  const char *parts;
  const char *counts;
  const char *say;
} Counting;

/* clang-format off */
static const Counting countings[] = {
  { "add-up", 20, TWO, "5,15", "As you wish." },
  { "too-many", 20, "{'part':1,'count':10},{'part':2,'count':30}", "5,15",
    "As you wish. The records are dealt as 5 + 15, so that they add up." },
  { "too-few", 10, "{'part':1,'count':1},{'part':2,'count':1},{'part':3,'count':1}", "4,3,3",
    "As you wish. The records are dealt as 4 + 3 + 3, so that they add up." },
  { "largest-remainder", 10, "{'part':1,'count':5},{'part':2,'count':3},{'part':3,'count':3}", "4,3,3",
    "As you wish. The records are dealt as 4 + 3 + 3, so that they add up." },
  { "one-part", 7, ONE, "7", "As you wish. The records are dealt as 7, so that they add up." },
  { "a-part-without-records", 20, TWO ",{'part':3,'count':0},{'part':4,'count':-4}", "5,15", "As you wish." },
  { "a-part-twice", 20, TWO ",{'part':2,'count':80}", "5,15", "As you wish." },
  { "more-parts-than-records", 1, "{'part':1,'count':1},{'part':2,'count':3}", "1",
    "As you wish. The records are dealt as 0 + 1, so that they add up." },
  { "enormous", 4, "{'part':1,'count':9000000000000000000},{'part':2,'count':9000000000000000000}", "2,2",
    "As you wish. The records are dealt as 2 + 2, so that they add up." },
  { "odd-rows", 20, "7,'x',{'count':5}," TWO, "5,15", "As you wish." },
};
/* clang-format on */

static void
test_counting (gconstpointer data)
{
  const Counting *test = data;
  g_autofree char *quoted = g_strdup_printf ("{'parts':[%s],'say':'As you wish.'}", test->parts);
  g_autoptr (GError) error = NULL;
  g_autoptr (DgExtension) extension = read_quoted (test->n_records, quoted, &error);
  g_autoptr (GString) counts = g_string_new (NULL);

  g_assert_no_error (error);
  for (guint i = 0; i < extension->counts->len; i++)
    g_string_append_printf (counts, "%s%u", i > 0 ? "," : "", g_array_index (extension->counts, guint, i));
  g_assert_cmpstr (counts->str, ==, test->counts);
  g_assert_cmpuint (extension->outlines->len, ==, extension->counts->len);
  g_assert_cmpstr (extension->say, ==, test->say);
}

static void
test_unusable (gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (read_quoted (10, data, &error));
  g_assert_error (error, DG_GENERATOR_ERROR, DG_GENERATOR_ERROR_REPLY);
}

static void
test_question (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (DgExtension) extension = read_quoted (10, "{'parts':[" ONE "],'question':'Which?'}", &error);

  g_assert_no_error (error);
  g_assert_cmpstr (extension->question, ==, "Which?");
  g_assert_cmpstr (extension->say, ==, "");
}

/* --- what a part is --- */

typedef struct
{
  const char *name;
  const char *limits;
  const char *extra;
  const char *expected;
} Part;

#define ANSWERS "answer/answer: 1 keep 50.0, 2 warn 30.0, 3 remove 20.0\n"
#define TOPICS "topic/other: 4 food 50.0, 5 noise 50.0\n"
#define EDGES "edge/edge: 6 plain 80.0, 7 irony 20.0\n"

/* clang-format off */
static const Part parts[] = {
  { "as-planned", "", "", ANSWERS TOPICS EDGES "3 never 4" },
  { "only", "{'part':1,'id':2,'rule':'only'}", "", "answer/answer: 2 warn 30.0\n" TOPICS EDGES },
  { "only-two", "{'part':1,'id':2,'rule':'only'},{'part':1,'id':1,'rule':'only'}", "",
    "answer/answer: 1 keep 50.0, 2 warn 30.0\n" TOPICS EDGES },
  { "never", "{'part':1,'id':1,'rule':'never'}", "",
    "answer/answer: 2 warn 30.0, 3 remove 20.0\n" TOPICS EDGES "3 never 4" },
  { "never-all", "{'part':1,'id':4,'rule':'never'},{'part':1,'id':5,'rule':'never'}", "",
    ANSWERS "topic/other: 5 noise 50.0\n" EDGES },
  { "only-and-never", "{'part':1,'id':5,'rule':'never'},{'part':1,'id':5,'rule':'only'}", "",
    ANSWERS "topic/other: 5 noise 50.0\n" EDGES },
  { "another-part", "{'part':2,'id':5,'rule':'never'},{'part':2,'id':1,'rule':'only'}", "",
    ANSWERS TOPICS EDGES "3 never 4" },
  { "unknown", "{'part':1,'id':99,'rule':'only'},{'part':1,'id':4,'rule':'maybe'},{'part':1,'id':-1,'rule':'never'},"
    "{'part':1,'id':4294967300,'rule':'never'},7", "", ANSWERS TOPICS EDGES "3 never 4" },

  /* food is never removed, so a part of food has no removals */
  { "implied", "{'part':1,'id':4,'rule':'only'}", "",
    "answer/answer: 1 keep 50.0, 2 warn 30.0\ntopic/other: 4 food 50.0\n" EDGES },
  { "implied-against-the-wish", "{'part':1,'id':4,'rule':'only'},{'part':1,'id':3,'rule':'only'}", "",
    "answer/answer: 3 remove 20.0\ntopic/other: 4 food 50.0\n" EDGES },

  /* the first edge case is the plain one even where it is ruled out */
  { "plain-only", "{'part':1,'id':6,'rule':'only'}", "", ANSWERS TOPICS "edge/edge: 6 plain 80.0\n3 never 4" },
  { "edge-only", "{'part':1,'id':7,'rule':'only'}", "",
    ANSWERS TOPICS "edge/edge: 6 plain 0.0, 7 irony 20.0\n3 never 4" },

  { "extra", "", "{'part':1,'dimension':'device','value':'a watch','how':'named; meant'}",
    ANSWERS TOPICS EDGES "device/other: 8 a watch 1.0 (named;meant)\n3 never 4" },
  { "extra-of-another-part", "", "{'part':2,'dimension':'device','value':'a watch','how':''}",
    ANSWERS TOPICS EDGES "3 never 4" },
  { "extra-of-what-varies", "", "{'part':1,'dimension':'Topic','value':'lifts','how':''}",
    ANSWERS "topic/other: 8 lifts 1.0\n" EDGES },
  { "extra-edge", "", "{'part':1,'dimension':'edge','value':'a lie','how':''}",
    ANSWERS TOPICS "edge/edge: 6 plain 0.0, 8 a lie 1.0\n3 never 4" },
  { "extra-empty", "", "{'part':1,'dimension':'','value':'x','how':''},{'part':1,'dimension':'x','value':'','how':''},7",
    ANSWERS TOPICS EDGES "3 never 4" },
};
/* clang-format on */

static void
test_part (gconstpointer data)
{
  const Part *test = data;
  g_autofree char *quoted = g_strdup_printf (REPLY ("%s", "%s", "%s"), TWO, test->limits, test->extra);
  g_autoptr (GError) error = NULL;
  g_autoptr (DgExtension) extension = read_quoted (20, quoted, &error);
  DgOutline *outline;
  g_autofree char *text = NULL;

  g_assert_no_error (error);
  outline = g_ptr_array_index (extension->outlines, 0);
  text = describe_outline (outline);
  g_assert_cmpstr (text, ==, test->expected);
  g_assert_cmpuint (outline->seeds->len, ==, 1);
}

/* --- merged --- */

static void
assert_merged (const char *quoted, const char *expected)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (DgExtension) extension = read_quoted (20, quoted, &error);
  g_autoptr (DgOutline) outline = NULL;
  g_autoptr (DgOutline) again = NULL;
  g_autofree char *text = NULL;
  g_autofree char *json = NULL;

  g_assert_no_error (error);
  outline = dg_extension_merge (extension);
  text = describe_outline (outline);
  g_assert_cmpstr (text, ==, expected);
  g_assert_cmpuint (outline->seeds->len, ==, 1);

  json = dg_outline_to_json (outline);
  again = dg_outline_new_from_json (json, -1, &error);
  g_assert_no_error (error);
}

static void
test_merge_one (void)
{
  assert_merged (REPLY ("{'part':1,'count':20}", "{'part':1,'id':5,'rule':'only'}", ""),
                 ANSWERS "topic/other: 5 noise 50.0\n" EDGES);
}

/* “20, 5 of them removals”: the shares of the other answers hold among the other 15. */
static void
test_merge_limits (void)
{
  assert_merged (REPLY (TWO, "{'part':1,'id':3,'rule':'only'},{'part':2,'id':3,'rule':'never'}", ""),
                 "(part)/other: 8 1 5.0, 9 2 15.0\n"
                 "answer/answer: 3 remove 5.0, 1 keep 9.4, 2 warn 5.6\n"
                 "topic/other: 5 noise 12.5, 4 food 7.5\n"
                 "edge/edge: 6 plain 16.0, 7 irony 4.0\n"
                 "8 only 3, 8 never 4, 9 never 3");
}

static void
test_merge_pairs (void)
{
  assert_merged (REPLY (TWO, "{'part':1,'id':7,'rule':'only'}", ""),
                 "(part)/other: 8 1 5.0, 9 2 15.0\n"
                 "answer/answer: 1 keep 10.0, 2 warn 6.0, 3 remove 4.0\n"
                 "topic/other: 4 food 10.0, 5 noise 10.0\n"
                 "edge/edge: 6 plain 12.0, 7 irony 8.0\n"
                 "8 never 6, 3 never 4");
}

/* The pair that one part had to give up would leave it without a record. */
static void
test_merge_given_up_pair (void)
{
  assert_merged (REPLY (TWO, "{'part':1,'id':4,'rule':'only'},{'part':1,'id':3,'rule':'only'}", ""),
                 "(part)/other: 8 1 5.0, 9 2 15.0\n"
                 "answer/answer: 3 remove 8.0, 1 keep 7.5, 2 warn 4.5\n"
                 "topic/other: 4 food 12.5, 5 noise 7.5\n"
                 "edge/edge: 6 plain 16.0, 7 irony 4.0\n"
                 "8 only 3, 8 never 5");
}

static void
test_merge_extra (void)
{
  assert_merged (REPLY (TWO, "", "{'part':1,'dimension':'device','value':'a watch','how':''}"),
                 "(part)/other: 10 1 5.0, 11 2 15.0\n"
                 "answer/answer: 1 keep 10.0, 2 warn 6.0, 3 remove 4.0\n"
                 "topic/other: 4 food 10.0, 5 noise 10.0\n"
                 "edge/edge: 6 plain 16.0, 7 irony 4.0\n"
                 "device/other: 8 a watch 5.0, 9 (as planned) 15.0\n"
                 "10 never 9, 11 never 8, 3 never 4");
}

static void
test_merge_two_extras (void)
{
  assert_merged (REPLY (TWO, "",
                        "{'part':1,'dimension':'device','value':'a watch','how':''},"
                        "{'part':2,'dimension':'device','value':'a phone','how':''}"),
                 "(part)/other: 10 1 5.0, 11 2 15.0\n"
                 "answer/answer: 1 keep 10.0, 2 warn 6.0, 3 remove 4.0\n"
                 "topic/other: 4 food 10.0, 5 noise 10.0\n"
                 "edge/edge: 6 plain 16.0, 7 irony 4.0\n"
                 "device/other: 8 a watch 5.0, 9 a phone 15.0\n"
                 "10 never 9, 11 never 8, 3 never 4");
}

/* --- dealt --- */

static const char *
get_value (DgCoveragePlan *plan, guint line, const char *name)
{
  for (guint d = 0; d < dg_coverage_plan_get_n_dimensions (plan); d++)
    if (g_str_equal (dg_coverage_plan_get_name (plan, d), name))
      return dg_coverage_plan_get_value (plan, line, d);

  return "";
}

static guint
count_lines (DgCoveragePlan *plan, const char *a, const char *value_a, const char *b, const char *value_b)
{
  guint n = 0;

  for (guint line = 1; line <= dg_coverage_plan_get_n_lines (plan); line++)
    n += g_str_equal (get_value (plan, line, a), value_a) && g_str_equal (get_value (plan, line, b), value_b);

  return n;
}

static DgCoveragePlan *
deal (guint n_records, const char *quoted, guint64 seed)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (DgExtension) extension = read_quoted (n_records, quoted, &error);
  g_autoptr (DgOutline) outline = NULL;

  g_assert_no_error (error);
  outline = dg_extension_merge (extension);

  return dg_coverage_plan_new_for_outline (outline, n_records, seed);
}

/* “20, 5 of them ironic removals”: 5, not one more or less, and no other is a removal. */
static void
test_dealt (void)
{
  for (guint seed = 1; seed <= 20; seed++)
    {
      g_autoptr (DgCoveragePlan) plan = deal (20,
                                              REPLY (TWO,
                                                     "{'part':1,'id':3,'rule':'only'},{'part':1,'id':7,'rule':'only'},"
                                                     "{'part':2,'id':3,'rule':'never'}",
                                                     "{'part':1,'dimension':'device','value':'a watch','how':''}"),
                                              seed);

      g_assert_cmpuint (count_lines (plan, DG_PART_DIMENSION, "1", "answer", "remove"), ==, 5);
      g_assert_cmpuint (count_lines (plan, DG_PART_DIMENSION, "1", "edge", "irony"), ==, 5);
      g_assert_cmpuint (count_lines (plan, DG_PART_DIMENSION, "1", "topic", "noise"), ==, 5);
      g_assert_cmpuint (count_lines (plan, DG_PART_DIMENSION, "1", "device", "a watch"), ==, 5);
      g_assert_cmpuint (count_lines (plan, DG_PART_DIMENSION, "2", "device", DG_AS_PLANNED), ==, 15);
      g_assert_cmpuint (count_lines (plan, DG_PART_DIMENSION, "2", "answer", "remove"), ==, 0);
      g_assert_cmpuint (count_lines (plan, DG_PART_DIMENSION, "2", "edge", "irony"), ==, 3);
    }
}

/* An edge case that all records have is told in every line, though the plain one has the first place. */
static void
test_dealt_edge (void)
{
  static const DgLineStyle style = { .free_text = TRUE };
  g_autoptr (DgCoveragePlan) plan =
      deal (20, REPLY ("{'part':1,'count':20}", "{'part':1,'id':7,'rule':'only'}", ""), 3);

  for (guint line = 1; line <= 20; line++)
    {
      g_autoptr (GString) out = g_string_new (NULL);

      dg_plan_lines_append (out, plan, line, line, 1, 42, &style);
      g_assert_nonnull (strstr (out->str, " | EDGE: irony"));
    }
}

/* Neither the parts nor what they do not have is the model's business. */
static void
test_dealt_lines (void)
{
  static const DgLineStyle style = { .free_text = TRUE };
  g_autoptr (DgCoveragePlan) plan =
      deal (20, REPLY (TWO, "", "{'part':1,'dimension':'device','value':'a watch','how':''}"), 3);
  guint n_watches = 0;

  for (guint line = 1; line <= 20; line++)
    {
      g_autoptr (GString) out = g_string_new (NULL);

      dg_plan_lines_append (out, plan, line, line, 1, 42, &style);
      g_assert_null (strstr (out->str, DG_PART_DIMENSION));
      g_assert_null (strstr (out->str, DG_AS_PLANNED));
      n_watches += strstr (out->str, " | device: a watch") != NULL;
    }
  g_assert_cmpuint (n_watches, ==, 5);
}

/* --- the request --- */

static void
test_request (void)
{
  g_autoptr (DgChecklist) checklist = make_checklist ("{'task':'Sort it.'}");
  g_autoptr (DgOutline) outline = make_outline ();
  g_autoptr (DgModelRequest) request = dg_extension_make_request (checklist, outline, "5 about lifts\nEND WISH", 20);
  const char *message = dg_model_request_get_message (request, 0, NULL);

  g_assert_true (request_says (request, "Sort it."));
  g_assert_true (request_says (request, "1 = answer: keep\n"));
  g_assert_true (request_says (request, "7 = edge: irony\nEND PLAN "));
  g_assert_nonnull (strstr (message, "## How many records\n20\n"));
  g_assert_true (
      g_regex_match_simple ("BEGIN WISH ([0-9a-f]{8})\\n5 about lifts\\nEND WISH\\nEND WISH \\1\\n", message, 0, 0));
  g_assert_cmpstr (dg_model_request_get_tool_name (request), ==, "extend_plan");
}

static void
add_tables (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (countings); i++)
    {
      g_autofree char *path = g_strconcat ("/extension/counts/", countings[i].name, NULL);

      g_test_add_data_func (path, &countings[i], test_counting);
    }
  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    {
      g_autofree char *path = g_strconcat ("/extension/part/", parts[i].name, NULL);

      g_test_add_data_func (path, &parts[i], test_part);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  add_tables ();
  g_test_add_data_func ("/extension/unusable/text", "'x'", test_unusable);
  g_test_add_data_func ("/extension/unusable/no-parts", "{'parts':[]}", test_unusable);
  g_test_add_data_func ("/extension/unusable/no-records", "{'parts':[{'part':1,'count':0}]}", test_unusable);
  g_test_add_func ("/extension/question", test_question);
  g_test_add_func ("/extension/merge/one", test_merge_one);
  g_test_add_func ("/extension/merge/limits", test_merge_limits);
  g_test_add_func ("/extension/merge/pairs", test_merge_pairs);
  g_test_add_func ("/extension/merge/given-up-pair", test_merge_given_up_pair);
  g_test_add_func ("/extension/merge/extra", test_merge_extra);
  g_test_add_func ("/extension/merge/two-extras", test_merge_two_extras);
  g_test_add_func ("/extension/dealt", test_dealt);
  g_test_add_func ("/extension/dealt/edge", test_dealt_edge);
  g_test_add_func ("/extension/dealt/lines", test_dealt_lines);
  g_test_add_func ("/extension/request", test_request);

  return g_test_run ();
}
