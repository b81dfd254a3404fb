/* test-record-format.c: the formats that requirements state
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "quotes.h"

#include "dg-record-format.h"

typedef struct
{
  const char *name;
  const char *requirements; /* ' stands for " */
  DgFormatKind input;
  DgFormatKind answer;
} Statement;

#define TEXT DG_FORMAT_TEXT
#define LABEL DG_FORMAT_LABEL
#define JSON DG_FORMAT_JSON
#define XML DG_FORMAT_XML

/* clang-format off */
static const Statement statements[] = {
  { "nothing", "{'task': 'x'}", TEXT, TEXT },
  { "words", "{'input_format': 'a message', 'output_format': 'a reply'}", TEXT, TEXT },
  { "labels", "{'labels': ['a', 'b']}", TEXT, LABEL },
  { "output-schema", "{'output_schema': {'type': 'object'}}", TEXT, JSON },
  { "input-schema", "{'input_schema': {'type': 'object'}}", JSON, TEXT },
  { "both-schemas", "{'input_schema': {'type': 'object'}, 'output_schema': {}}", JSON, JSON },
  { "schema-before-labels", "{'labels': ['a', 'b'], 'output_schema': {}}", TEXT, JSON },
  { "xml-answer", "{'output_format': 'like <t><a>x</a></t>'}", TEXT, XML },
  { "xml-input", "{'input_format': '<q>x</q>'}", XML, TEXT },
  { "xml-in-a-part", "{'output_format': {'parts': {'kind': 'x', 'structure': '<t>a|b</t>', 'conventions': 'c'}}}",
    TEXT, XML },
  { "xml-elsewhere", "{'task': 'read <q>x</q>'}", TEXT, TEXT },
  { "labels-before-xml", "{'labels': ['a', 'b'], 'output_format': '<t>x</t>'}", TEXT, LABEL },
  { "schema-before-xml", "{'output_schema': {}, 'output_format': '<t>x</t>'}", TEXT, JSON },
  { "stray-brackets", "{'output_format': 'if a < b then <b> or </c>, else x & y'}", TEXT, TEXT },
  { "broken-xml", "{'output_format': '<t><a>x</t>'}", TEXT, TEXT },
  { "labels-and-xml-input", "{'labels': ['a', 'b'], 'input_format': '<q>x</q>'}", XML, LABEL },
};
/* clang-format on */

static void
test_statement (gconstpointer data)
{
  const Statement *test = data;
  g_autofree char *text = quote (test->requirements);
  g_autoptr (GError) error = NULL;
  g_autoptr (DgChecklist) checklist = dg_checklist_new_from_json (text, -1, &error);
  g_autoptr (DgRecordFormat) format = NULL;

  g_assert_no_error (error);
  dg_checklist_leave_rest_to_model (checklist);
  format = dg_record_format_new_for_checklist (checklist, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (dg_format_get_kind (dg_record_format_get_input (format)), ==, test->input);
  g_assert_cmpuint (dg_format_get_kind (dg_record_format_get_answer (format)), ==, test->answer);
}

static void
test_labels (void)
{
  g_autoptr (DgChecklist) checklist = dg_checklist_new_from_json ("{\"labels\":[\"x\",\"y\"]}", -1, NULL);
  g_autoptr (DgRecordFormat) format = dg_record_format_new_for_checklist (checklist, NULL);

  g_assert_cmpstrv (dg_format_get_labels (dg_record_format_get_answer (format)), dg_checklist_get_labels (checklist));
}

static void
test_error_domain (void)
{
  g_assert_cmpstr (g_quark_to_string (DG_GENERATOR_ERROR), ==, "DgGeneratorError");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (statements); i++)
    {
      g_autofree char *path = g_strconcat ("/record-format/", statements[i].name, NULL);

      g_test_add_data_func (path, &statements[i], test_statement);
    }
  g_test_add_func ("/record-format/its-labels", test_labels);
  g_test_add_func ("/record-format/error-domain", test_error_domain);

  return g_test_run ();
}
