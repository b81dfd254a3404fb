/* test-guidance.c: notes become rules
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "reply.h"

#include "dg-generator-types.h"
#include "dg-guidance.h"

/* A rule of a reply, with ' for " */
#define RULE(number, kind, target, applies_to, share, check, value, text)                                              \
  "{'rule':" number ",'kind':'" kind "','target':'" target "','applies_to':" applies_to ",'share':" share              \
  ",'check':'" check "','check_value':'" value "','text':'" text "'}"
#define PLAIN(number, text) RULE (number, "improvement", "input", "0", "100", "none", "", text)
#define REPLY(rules, links) "{'rules':[" rules "],'links':[" links "],'question':''}"

typedef struct
{
  const char *name;
  const char *reply;
  const char *rules; /* as describe_rules() does */
  const char *links; /* `note>rule` */
  gboolean reopens;
} Reading;

/* clang-format off */
static const Reading readings[] = {
  { "plain", REPLY (PLAIN ("1", "No greeting."), "{'note':1,'rule':1}"), "improvement input 100: No greeting. [2]", "",
    FALSE },
  { "all-members", REPLY (RULE ("7", "quality_issue", "answer", "4", "30", "max_words", "40", "Short."),
                          "{'note':1,'rule':7},{'note':2,'rule':7}"),
    "quality_issue answer 30 tone: calm max_words 40: Short. [2,3]", "", FALSE },
  { "kind/missing", REPLY (RULE ("1", "missing_element", "input", "0", "100", "present", "room", "A room."),
                           "{'note':1,'rule':1}"),
    "missing_element input 100 present room: A room. [2]", "", FALSE },
  { "kind/unknown", REPLY (RULE ("1", "x", "y", "0", "100", "none", "", "A."), "{'note':1,'rule':1}"),
    "improvement input 100: A. [2]", "", FALSE },
  { "kind/target-format", REPLY (RULE ("1", "improvement", "format", "0", "100", "none", "", "JSON."),
                                 "{'note':1,'rule':1}"),
    "format_correction answer 100: JSON. [2]", "", TRUE },
  { "kind/format", REPLY (RULE ("1", "format_correction", "input", "0", "100", "none", "", "JSON."),
                          "{'note':1,'rule':1}"),
    "format_correction input 100: JSON. [2]", "", TRUE },
  { "kind/format-without-a-note", REPLY (RULE ("1", "improvement", "format", "0", "100", "none", "", "JSON."), ""), "",
    "", FALSE },

  { "share/none", REPLY (RULE ("1", "improvement", "input", "0", "0", "none", "", "A."), "{'note':1,'rule':1}"),
    "improvement input 1: A. [2]", "", FALSE },
  { "share/more-than-all", REPLY (RULE ("1", "improvement", "input", "0", "900", "none", "", "A."),
                                  "{'note':1,'rule':1}"),
    "improvement input 100: A. [2]", "", FALSE },
  { "share/missing", "{'rules':[{'rule':1,'text':'A.'}],'links':[{'note':1,'rule':1}]}",
    "improvement input 100: A. [2]", "", FALSE },
  { "applies-to/unknown", REPLY (RULE ("1", "improvement", "input", "99", "50", "none", "", "A."),
                                 "{'note':1,'rule':1}"),
    "improvement input 50: A. [2]", "", FALSE },

  { "check/no-number", REPLY (RULE ("1", "improvement", "input", "0", "100", "max_words", "few", "A."),
                              "{'note':1,'rule':1}"),
    "improvement input 100: A. [2]", "", FALSE },
  { "check/no-term", REPLY (RULE ("1", "improvement", "input", "0", "100", "absent", " ", "A."),
                            "{'note':1,'rule':1}"),
    "improvement input 100: A. [2]", "", FALSE },
  { "check/unknown", REPLY (RULE ("1", "improvement", "input", "0", "100", "polite", "5", "A."),
                            "{'note':1,'rule':1}"),
    "improvement input 100: A. [2]", "", FALSE },
  { "check/none-has-no-value", REPLY (RULE ("1", "improvement", "input", "0", "100", "none", "5", "A."),
                                      "{'note':1,'rule':1}"),
    "improvement input 100: A. [2]", "", FALSE },

  { "links/without", REPLY (PLAIN ("1", "A.") "," PLAIN ("2", "B."), "{'note':1,'rule':2}"),
    "improvement input 100: B. [2]", "", FALSE },
  { "links/to-none", REPLY (PLAIN ("0", "A."), "{'note':1,'rule':0}"), "", "", FALSE },
  { "links/note-zero", REPLY (PLAIN ("1", "A."), "{'note':0,'rule':1}"), "", "", FALSE },
  { "links/no-such-note", REPLY (PLAIN ("1", "A."), "{'note':88,'rule':1},{'note':4294967297,'rule':1}"), "", "",
    FALSE },
  { "links/twice", REPLY (PLAIN ("1", "A."), "{'note':1,'rule':1},{'note':1,'rule':1}"),
    "improvement input 100: A. [2]", "", FALSE },
  { "links/one-note-two-rules", REPLY (PLAIN ("1", "A.") "," PLAIN ("2", "B."),
                                       "{'note':1,'rule':1},{'note':1,'rule':2}"),
    "improvement input 100: A. [2]\nimprovement input 100: B. [2]", "", FALSE },

  { "repeated/in-force", REPLY (PLAIN ("1", "never says HELLO"), "{'note':1,'rule':1},{'note':2,'rule':1}"), "",
    "2>5 3>5", FALSE },
  { "repeated/narrower", REPLY (RULE ("1", "improvement", "input", "4", "100", "none", "", "Never says hello."),
                                "{'note':1,'rule':1}"), "", "2>5", FALSE },
  { "repeated/wider", REPLY (PLAIN ("1", "Only for calm ones."), "{'note':1,'rule':1}"),
    "improvement input 100: Only for calm ones. [2]", "", FALSE },
  { "repeated/switched-off", REPLY (PLAIN ("1", "Off."), "{'note':1,'rule':1}"), "improvement input 100: Off. [2]", "",
    FALSE },
  { "repeated/in-the-reply", REPLY (PLAIN ("1", "A b.") "," PLAIN ("2", "a B"),
                                    "{'note':1,'rule':1},{'note':2,'rule':2},{'note':1,'rule':2}"),
    "improvement input 100: A b. [2,3]", "", FALSE },

  { "none", REPLY ("", "{'note':1,'rule':0}"), "", "", FALSE },
  { "not-rows", REPLY ("1,'x',null,{'rule':1},{'rule':2,'text':''}", "3,{'note':1,'rule':1},{'note':1,'rule':2}"), "",
    "", FALSE },
};
/* clang-format on */

static void
add_note (DgDraft *draft, guint id, guint round, guint card, const char *text, gboolean used)
{
  DgNote *note = dg_note_new (id, round, card, text);

  note->used = used;
  g_ptr_array_add (draft->notes, note);
}

static void
add_rule (DgDraft *draft, guint id, const char *text, const char *applies_to, gboolean on)
{
  DgRule *rule = dg_rule_new (id, DG_RULE_QUALITY, text);

  rule->applies_to = g_strdup (applies_to);
  rule->on = on;
  g_ptr_array_add (draft->rules, rule);
}

/* Two rounds of two cards, with a note that was used, two that were not, and three rules. */
static DgDraft *
make_draft (void)
{
  DgDraft *draft = dg_draft_new ();

  for (guint round = 1; round <= 2; round++)
    for (guint card = 1; card <= 2; card++)
      {
        g_autofree char *input = g_strdup_printf ("input %u of round %u", card, round);
        DgSample *sample = dg_sample_new (round, card, input, "the answer");

        sample->line = g_strdup_printf ("- n=%u | tone: calm", card);
        g_ptr_array_add (draft->samples, sample);
      }
  add_note (draft, 1, 1, 1, "used up", TRUE);
  add_note (draft, 2, 2, 1, "too friendly", FALSE);
  add_note (draft, 3, 1, 2, "still too long", FALSE);
  add_rule (draft, 5, "Never says hello.", NULL, TRUE);
  add_rule (draft, 6, "Only for calm ones.", "tone: calm", TRUE);
  add_rule (draft, 7, "Off.", NULL, FALSE);

  return draft;
}

static DgOutline *
make_outline (void)
{
  DgOutline *outline = dg_outline_new ();
  DgDimension *dimension = dg_dimension_new ("tone");

  dg_dimension_add_value (dimension, "calm", 1.0)->id = 4;
  dg_dimension_add_value (dimension, "angry", 1.0)->id = 5;
  g_ptr_array_add (outline->dimensions, dimension);

  return outline;
}

static char *
describe_rules (GPtrArray *rules)
{
  g_autoptr (GString) out = g_string_new (NULL);

  for (guint i = 0; i < rules->len; i++)
    {
      const DgRule *rule = g_ptr_array_index (rules, i);

      g_string_append_printf (out, "%s%s %s %u", i > 0 ? "\n" : "", dg_rule_kind_get_id (rule->kind),
                              dg_column_get_id (rule->column), rule->share);
      if (rule->applies_to != NULL)
        g_string_append_printf (out, " %s", rule->applies_to);
      if (rule->check != DG_CHECK_NONE)
        g_string_append_printf (out, " %s %s", dg_check_get_id (rule->check), rule->check_value);
      g_string_append_printf (out, ": %s [", rule->text);
      for (guint n = 0; n < rule->notes->len; n++)
        g_string_append_printf (out, "%s%u", n > 0 ? "," : "", g_array_index (rule->notes, guint, n));
      g_string_append_c (out, ']');
      g_assert_true (rule->on);
      g_assert_cmpuint (rule->round, ==, 2);
      g_assert_cmpstr (rule->check == DG_CHECK_NONE ? rule->check_value : "", ==, "");
    }

  return g_strdup (out->str);
}

static char *
describe_links (GArray *links)
{
  g_autoptr (GString) out = g_string_new (NULL);

  for (guint i = 0; i < links->len; i++)
    g_string_append_printf (out, "%s%u>%u", i > 0 ? " " : "", g_array_index (links, DgRuleLink, i).note,
                            g_array_index (links, DgRuleLink, i).rule);

  return g_strdup (out->str);
}

static DgGuidance *
read_quoted (const char *quoted, GError **error)
{
  g_autoptr (DgDraft) draft = make_draft ();
  g_autoptr (DgOutline) outline = make_outline ();
  g_autoptr (DgJsonDocument) reply = parse_reply (quoted);

  return dg_guidance_read (draft, outline, dg_json_document_get_root (reply), error);
}

static void
test_reading (gconstpointer data)
{
  const Reading *test = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (DgGuidance) guidance = read_quoted (test->reply, &error);
  g_autofree char *rules = NULL;
  g_autofree char *links = NULL;

  g_assert_no_error (error);
  rules = describe_rules (guidance->rules);
  links = describe_links (guidance->links);
  g_assert_cmpstr (rules, ==, test->rules);
  g_assert_cmpstr (links, ==, test->links);
  g_assert_cmpint (guidance->reopens_format, ==, test->reopens);
}

static void
test_text_is_cut (void)
{
  g_autofree char *quoted =
      g_strdup_printf ("{'rules':[{'rule':1,'text':'%0300u'}],'links':[{'note':1,'rule':1}],'question':'  %0500u '}", 1,
                       2);
  g_autoptr (GError) error = NULL;
  g_autoptr (DgGuidance) guidance = read_quoted (quoted, &error);

  g_assert_no_error (error);
  g_assert_cmpint (g_utf8_strlen (((DgRule *) g_ptr_array_index (guidance->rules, 0))->text, -1), ==, 200);
  g_assert_cmpint (g_utf8_strlen (guidance->question, -1), ==, 300);
}

static void
test_question (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (DgGuidance) asked = read_quoted ("{'rules':[],'links':[],'question':' Both? '}", &error);
  g_autoptr (DgGuidance) silent = read_quoted ("{'rules':[]}", &error);

  g_assert_no_error (error);
  g_assert_cmpstr (asked->question, ==, "Both?");
  g_assert_cmpstr (silent->question, ==, "");
}

static void
test_unusable (gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (read_quoted (data, &error));
  g_assert_error (error, DG_GENERATOR_ERROR, DG_GENERATOR_ERROR_REPLY);
}

static void
assert_problem (const char *quoted, const char *expected)
{
  g_autoptr (DgDraft) draft = make_draft ();
  g_autoptr (DgJsonDocument) reply = parse_reply (quoted);
  g_autofree char *problem = dg_guidance_dup_problem (draft, dg_json_document_get_root (reply));

  g_assert_cmpstr (problem, ==, expected);
}

static void
test_problem (void)
{
  assert_problem (REPLY (PLAIN ("1", "A."), "{'note':1,'rule':1},{'note':2,'rule':0}"), NULL);
  /* praise leads to no rule, and a row that says so loses none */
  assert_problem (REPLY (PLAIN ("1", "A."), "{'note':1,'rule':1},{'note':0,'rule':0}"), NULL);
  assert_problem (REPLY ("", "{'note':0,'rule':0}"), NULL);
  assert_problem (REPLY ("", ""), NULL);
  assert_problem (REPLY (PLAIN ("0", "A."), ""), NULL);
  assert_problem (REPLY (PLAIN ("1", ""), ""), NULL);
  assert_problem (REPLY (PLAIN ("1", "A."), "{'note':3,'rule':1}"),
                  "`links` has note 3, but the notes are numbered 1 to 2");
  assert_problem (REPLY (PLAIN ("1", "A."), "{'note':0,'rule':1}"),
                  "`links` has note 0, but the notes are numbered 1 to 2");
  assert_problem (REPLY (PLAIN ("1", "A."), "{'note':1,'rule':2}"), "`links` has rule 2, which is not in `rules`");
  assert_problem (REPLY (PLAIN ("1", "A."), ""), "`links` names no rule, though `rules` has some");
  assert_problem (REPLY (PLAIN ("1", "A."), "{'note':1,'rule':0}"), "`links` names no rule, though `rules` has some");
}

/* --- the request --- */

static void
test_request (void)
{
  g_autoptr (DgDraft) draft = make_draft ();
  g_autoptr (DgOutline) outline = make_outline ();
  g_autoptr (DgChecklist) checklist =
      make_checklist ("{'task':'Sort it.','role_persona':{'parts':{'domain_expertise':'breakfast 7 to "
                      "10'}},'realism':'as on a phone'}");
  g_autoptr (DgModelRequest) request = dg_guidance_make_request (draft, checklist, outline, NULL);

  g_assert_true (request_says (request, "Sort it."));
  /* what is known needs no rule */
  g_assert_true (request_says (request, "breakfast 7 to 10"));
  g_assert_true (request_says (request, "as on a phone"));
  g_assert_true (request_says (request, "4 = tone: calm\n5 = tone: angry\nEND PLAN "));
  g_assert_true (request_says (request, "\nLINE: - n=1 | tone: calm\nINPUT: input 1 of round 2\nANSWER: the answer\n"));
  g_assert_true (request_says (request, "input 2 of round 2"));
  g_assert_false (request_says (request, "of round 1"));
  g_assert_true (request_says (request, "Note 1, on this sample 1:\nBEGIN NOTE 1 "));
  g_assert_true (request_says (request, "Note 2, on an earlier version of sample 2:\nBEGIN NOTE 2 "));
  g_assert_true (request_says (request, "too friendly\nEND NOTE 1 "));
  g_assert_false (request_says (request, "used up"));
  g_assert_true (request_says (request, "- Never says hello.\n- Only for calm ones.\nEND RULES "));
  g_assert_false (request_says (request, "Off."));
  g_assert_cmpstr (dg_model_request_get_tool_name (request), ==, "set_rules");
}

static void
test_request_again (void)
{
  g_autoptr (DgDraft) draft = make_draft ();
  g_autoptr (DgOutline) outline = make_outline ();
  g_autoptr (DgChecklist) checklist = make_checklist ("{'task':'Sort it.'}");
  g_autoptr (DgModelRequest) first = dg_guidance_make_request (draft, checklist, outline, NULL);
  g_autoptr (DgModelRequest) again = dg_guidance_make_request (draft, checklist, outline, "no such note");

  g_assert_true (request_says (again, "could not be used: no such note."));
  g_assert_cmpstr (dg_model_request_get_system (again), ==, dg_model_request_get_system (first));
}

static void
test_is_needed (void)
{
  g_autoptr (DgDraft) draft = dg_draft_new ();

  g_assert_false (dg_guidance_is_needed (draft));
  add_note (draft, 1, 1, 1, "x", TRUE);
  g_assert_false (dg_guidance_is_needed (draft));
  add_note (draft, 2, 1, 1, "x", FALSE);
  g_assert_true (dg_guidance_is_needed (draft));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (readings); i++)
    {
      g_autofree char *path = g_strconcat ("/guidance/read/", readings[i].name, NULL);

      g_test_add_data_func (path, &readings[i], test_reading);
    }
  g_test_add_func ("/guidance/text-is-cut", test_text_is_cut);
  g_test_add_func ("/guidance/question", test_question);
  g_test_add_data_func ("/guidance/unusable/text", "'x'", test_unusable);
  g_test_add_data_func ("/guidance/unusable/no-rules", "{'links':[]}", test_unusable);
  g_test_add_data_func ("/guidance/unusable/no-list", "{'rules':{'rule':1}}", test_unusable);
  g_test_add_func ("/guidance/problem", test_problem);
  g_test_add_func ("/guidance/request", test_request);
  g_test_add_func ("/guidance/request/again", test_request_again);
  g_test_add_func ("/guidance/is-needed", test_is_needed);

  return g_test_run ();
}
