/* test-format-change.c: another format of the answers, after notes
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "make-format.h"
#include "reply.h"

#include "dg-guidance.h"

/* What a person gave by hand, all of it. */
#define OUTPUT(parts) "'output_format':{'state':'confirmed','parts':{" parts "}}"
#define PART(name, value) "'" name "':{'value':'" value "','source':'hand'}"
#define LABELS                                                                                                         \
  "{" OUTPUT (PART ("kind", "classification") "," PART ("structure", "One word.") "," PART (                           \
      "expected_response", "The tone.") "," PART ("conventions", "Irony: gut\\nNo opinion: neutral\\nSeveral: the "    \
                                                                 "last")) ",'labels':['gut','schlecht','neutral']}"
#define XML "{" OUTPUT (PART ("structure", "<a>x</a><b>y</b>") "," PART ("expected_response", "<a>x</a>")) "}"

#define FIELD(name, type) "{'field':'" name "','type':'" type "','nullable':false}"
#define VALUE(field, value) "{'field':'" field "','value':'" value "','given':true}"
#define REPLY(kind, fields, values)                                                                                    \
  "{'kind':'" kind "','fields':[" fields "],'values':[" values "],'conventions':[],'limits':[]}"

static const char *
get_part (DgChecklist *checklist, guint part)
{
  return dg_checklist_get_value (checklist, DG_ITEM_OUTPUT_FORMAT, part);
}

static void
apply (DgChecklist *checklist, const char *quoted)
{
  g_autoptr (DgJsonDocument) reply = parse_reply (quoted);
  g_autoptr (GError) error = NULL;

  g_assert_true (dg_format_change_apply (checklist, dg_json_document_get_root (reply), &error));
  g_assert_no_error (error);
}

static DgFormatKind
get_kind (DgChecklist *checklist)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (DgRecordFormat) format = dg_record_format_new_for_checklist (checklist, &error);

  g_assert_no_error (error);

  return dg_format_get_kind (dg_record_format_get_answer (format));
}

/* Labels that the person gave become others, and what was agreed of them goes with them. */
static void
test_other_labels (void)
{
  g_autoptr (DgChecklist) checklist = make_checklist (LABELS);

  apply (checklist, REPLY ("label", FIELD ("label", "label"), VALUE ("label", "gut") "," VALUE ("label", "mies")));

  g_assert_cmpint (get_kind (checklist), ==, DG_FORMAT_LABEL);
  g_assert_cmpuint (g_strv_length ((char **) dg_checklist_get_labels (checklist)), ==, 2);
  g_assert_cmpstr (dg_checklist_get_labels (checklist)[1], ==, "mies");
  g_assert_cmpstr (get_part (checklist, 0), ==, "classification");
  g_assert_cmpstr (get_part (checklist, 1), ==, "One of the labels gut, mies");
  g_assert_cmpstr (get_part (checklist, 2), ==, "The tone.");
  g_assert_cmpstr (get_part (checklist, 3), ==, "Irony: gut\nSeveral: the last");
}

static void
test_labels_to_json (void)
{
  g_autoptr (DgChecklist) checklist = make_checklist (LABELS);

  apply (checklist, REPLY ("json", FIELD ("tone", "label") "," FIELD ("reason", "text"),
                           VALUE ("tone", "gut") "," VALUE ("tone", "schlecht")));

  g_assert_cmpint (get_kind (checklist), ==, DG_FORMAT_JSON);
  g_assert_null (dg_checklist_get_labels (checklist));
  g_assert_nonnull (strstr (dg_checklist_get_output_schema (checklist), "\"reason\""));
  g_assert_cmpstr (get_part (checklist, 1), ==, "A JSON object with the fields tone, reason");
  g_assert_cmpstr (get_part (checklist, 3), ==, "Several: the last");
}

static void
test_labels_to_xml (void)
{
  g_autoptr (DgChecklist) checklist = make_checklist (LABELS);

  apply (checklist, REPLY ("xml", FIELD ("tone", "text") "," FIELD ("reason", "text"), ""));
  g_assert_cmpint (get_kind (checklist), ==, DG_FORMAT_XML);
  g_assert_null (strstr (get_part (checklist, 1), "One word"));
}

static void
test_json_to_text (void)
{
  g_autoptr (DgChecklist) checklist =
      make_checklist ("{'output_schema':{'type':'object','properties':{'a':{'type':'string'}},'required':['a']}}");

  g_assert_cmpint (get_kind (checklist), ==, DG_FORMAT_JSON);
  apply (checklist, REPLY ("text", "", ""));
  g_assert_cmpint (get_kind (checklist), ==, DG_FORMAT_TEXT);
  g_assert_null (dg_checklist_get_output_schema (checklist));
}

/* An example anywhere would be the format again. */
static void
test_xml_to_labels_and_text (void)
{
  g_autoptr (DgChecklist) labels = make_checklist (XML);
  g_autoptr (DgChecklist) text = make_checklist (XML);

  g_assert_cmpint (get_kind (labels), ==, DG_FORMAT_XML);
  apply (labels, REPLY ("label", FIELD ("a", "label"), VALUE ("a", "x") "," VALUE ("a", "y")));
  g_assert_cmpint (get_kind (labels), ==, DG_FORMAT_LABEL);
  apply (text, REPLY ("text", "", ""));
  g_assert_cmpint (get_kind (text), ==, DG_FORMAT_TEXT);
}

static void
test_additions (void)
{
  g_autoptr (DgChecklist) checklist = make_checklist (LABELS);

  apply (checklist,
         "{'kind':'label','fields':[" FIELD ("l", "label") "],'values':[" VALUE ("l", "gut") "," VALUE (
             "l", "neutral") "," VALUE ("l",
                                        "schlecht") "],"
                                                    "'conventions':[{'case':'Sarcasm','answer':'schlecht'}],"
                                                    "'limits':[{'column':'answer','check':'max_words','value':'3'}]}");
  g_assert_cmpstr (get_part (checklist, 3), ==,
                   "Irony: gut\nNo opinion: neutral\nSeveral: the last\nSarcasm: schlecht");
  g_assert_cmpuint (dg_checklist_get_limits (checklist)->len, ==, 1);
}

static void
test_unusable (gconstpointer data)
{
  g_autoptr (DgChecklist) checklist = make_checklist (LABELS);
  g_autofree char *before = dg_checklist_to_json (checklist);
  g_autofree char *after = NULL;
  g_autoptr (DgJsonDocument) reply = parse_reply (data);
  g_autoptr (GError) error = NULL;

  g_assert_false (dg_format_change_apply (checklist, dg_json_document_get_root (reply), &error));
  g_assert_error (error, DG_GENERATOR_ERROR, DG_GENERATOR_ERROR_REPLY);
  after = dg_checklist_to_json (checklist);
  g_assert_cmpstr (after, ==, before);
}

static void
test_request (void)
{
  const char *const notes[] = { "as JSON please", "with a reason", NULL };
  g_autoptr (DgChecklist) checklist = make_checklist (LABELS);
  g_autoptr (DgModelRequest) request = dg_format_change_make_request (checklist, notes);

  g_assert_true (request_says (request, "\nas JSON please\nEND NOTE "));
  g_assert_true (request_says (request, "\nwith a reason\nEND NOTE "));
  g_assert_true (request_says (request, "The answer is one of these labels: "));
  g_assert_true (request_says (request, "Irony: gut"));
  g_assert_cmpstr (dg_model_request_get_tool_name (request), ==, "set_answer_format");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/format-change/other-labels", test_other_labels);
  g_test_add_func ("/format-change/labels-to-json", test_labels_to_json);
  g_test_add_func ("/format-change/labels-to-xml", test_labels_to_xml);
  g_test_add_func ("/format-change/json-to-text", test_json_to_text);
  g_test_add_func ("/format-change/xml-to-others", test_xml_to_labels_and_text);
  g_test_add_func ("/format-change/additions", test_additions);
  g_test_add_data_func ("/format-change/unusable/text", "'x'", test_unusable);
  g_test_add_data_func ("/format-change/unusable/nothing", "{}", test_unusable);
  g_test_add_data_func ("/format-change/unusable/unknown-kind", REPLY ("csv", FIELD ("a", "text"), ""), test_unusable);
  g_test_add_data_func ("/format-change/unusable/one-label", REPLY ("label", FIELD ("a", "label"), VALUE ("a", "x")),
                        test_unusable);
  g_test_add_data_func ("/format-change/unusable/no-fields", REPLY ("json", "", ""), test_unusable);
  g_test_add_func ("/format-change/request", test_request);

  return g_test_run ();
}
