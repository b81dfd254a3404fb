/* test-checklist-beside.c: labels, schemas, dimensions and limits of a checklist
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <string.h>

#include "quotes.h"

#include "dg-checklist.h"
#include "dg-json-schema.h"

static DgChecklist *
read_checklist (const char *quoted)
{
  g_autofree char *text = quote (quoted);
  g_autoptr (GError) error = NULL;
  g_autoptr (DgChecklist) checklist = dg_checklist_new_from_json (text, -1, &error);

  g_assert_no_error (error);

  return g_steal_pointer (&checklist);
}

/* --- labels --- */

typedef struct
{
  const char *name;
  const char *labels[6];
  const char *kept; /* separated by |, NULL for no label set */
} Labels;

/* clang-format off */
static const Labels label_sets[] = {
  { "two", { "a", "b" }, "a|b" },
  { "blanks", { " a", "b c\n", "", " \t" }, "a|b c" },
  { "twice", { "a", "b", "a ", "B" }, "a|b|B" },
  { "one", { "a" }, NULL },
  { "one-is-left", { "a", " a", "" }, NULL },
  { "none", { NULL }, NULL },
};
/* clang-format on */

static void
test_labels (gconstpointer data)
{
  const Labels *test = data;
  const char *const before[] = { "x", "y", NULL };
  g_autoptr (DgChecklist) checklist = dg_checklist_new ();
  g_autofree char *kept = NULL;

  dg_checklist_set_labels (checklist, before);
  dg_checklist_set_labels (checklist, test->labels);
  if (dg_checklist_get_labels (checklist) != NULL)
    kept = g_strjoinv ("|", (char **) dg_checklist_get_labels (checklist));

  g_assert_cmpstr (kept, ==, test->kept);
}

static void
test_no_labels (void)
{
  g_autoptr (DgChecklist) checklist = read_checklist ("{'labels': ['a', 'b']}");

  dg_checklist_set_labels (checklist, NULL);
  g_assert_null (dg_checklist_get_labels (checklist));
}

static void
test_own_labels (void)
{
  g_autoptr (DgChecklist) checklist = read_checklist ("{'labels': ['a', 'b']}");
  const char *const expected[] = { "a", "b", NULL };

  dg_checklist_set_labels (checklist, dg_checklist_get_labels (checklist));
  g_assert_cmpstrv (dg_checklist_get_labels (checklist), expected);
}

/* What is set can be read back, so the bound is the reader's. */
static void
test_many_labels (void)
{
  g_autoptr (DgChecklist) checklist = dg_checklist_new ();
  g_auto (GStrv) labels = g_new0 (char *, 502);

  for (guint i = 0; i < 500; i++)
    labels[i] = g_strdup_printf ("label %u", i);
  dg_checklist_set_labels (checklist, (const char *const *) labels);
  g_assert_cmpuint (g_strv_length ((GStrv) dg_checklist_get_labels (checklist)), ==, 500);
  labels[500] = g_strdup ("one more");
  dg_checklist_set_labels (checklist, (const char *const *) labels);
  g_assert_null (dg_checklist_get_labels (checklist));
}

/* --- schemas --- */

static void
test_schemas (void)
{
  g_autoptr (DgChecklist) checklist = dg_checklist_new ();
  g_autoptr (GError) error = NULL;

  g_assert_true (dg_checklist_set_output_schema (checklist, " { \"maximum\" : 0.10 }\n", &error));
  g_assert_no_error (error);
  g_assert_true (dg_checklist_set_input_schema (checklist, "{}", NULL));
  g_assert_cmpstr (dg_checklist_get_output_schema (checklist), ==, "{\"maximum\":0.10}");
  g_assert_cmpstr (dg_checklist_get_input_schema (checklist), ==, "{}");
  g_assert_true (dg_checklist_set_input_schema (checklist, NULL, NULL));
  g_assert_null (dg_checklist_get_input_schema (checklist));
  g_assert_nonnull (dg_checklist_get_output_schema (checklist));
}

static void
assert_schema_refused (const char *quoted, GQuark domain, int code)
{
  g_autoptr (DgChecklist) checklist = read_checklist ("{'input_schema': {'type': 'object'}}");
  g_autofree char *text = quote (quoted);
  g_autofree char *before = g_strdup (dg_checklist_get_input_schema (checklist));
  g_autoptr (GError) error = NULL;

  g_assert_false (dg_checklist_set_input_schema (checklist, text, &error));
  g_assert_error (error, domain, code);
  g_assert_cmpstr (dg_checklist_get_input_schema (checklist), ==, before);
  g_assert_false (dg_checklist_set_output_schema (checklist, text, NULL));
  g_assert_null (dg_checklist_get_output_schema (checklist));
}

static void
test_schemas_refused (void)
{
  g_autofree char *filler = g_strnfill (256 * 1024, 'a');
  g_autofree char *large = g_strdup_printf ("{'title': '%s'}", filler);

  assert_schema_refused ("", DG_JSON_ERROR, DG_JSON_ERROR_SYNTAX);
  assert_schema_refused ("{'type': 'object'", DG_JSON_ERROR, DG_JSON_ERROR_SYNTAX);
  assert_schema_refused ("['type']", DG_CHECKLIST_ERROR, DG_CHECKLIST_ERROR_TYPE);
  assert_schema_refused ("{'type': 'text'}", DG_JSON_SCHEMA_ERROR, DG_JSON_SCHEMA_ERROR_INVALID);
  assert_schema_refused ("{'$ref': '#/a'}", DG_JSON_SCHEMA_ERROR, DG_JSON_SCHEMA_ERROR_UNSUPPORTED);
  assert_schema_refused (large, DG_CHECKLIST_ERROR, DG_CHECKLIST_ERROR_VALUE);
}

/* --- limits --- */

static void
test_limits (void)
{
  g_autoptr (DgChecklist) checklist = dg_checklist_new ();
  g_autoptr (GPtrArray) limits = g_ptr_array_new_with_free_func ((GDestroyNotify) dg_limit_free);
  const DgLimit *limit;

  g_assert_cmpuint (dg_checklist_get_limits (checklist)->len, ==, 0);
  g_ptr_array_add (limits, dg_limit_new (DG_COLUMN_ANSWER, DG_CHECK_MAX_WORDS, "60", NULL));
  g_ptr_array_add (limits, dg_limit_new (DG_COLUMN_INPUT, DG_CHECK_NONE, "", NULL));
  g_ptr_array_add (limits, dg_limit_new (DG_COLUMN_INPUT, DG_CHECK_ABSENT, "refund", NULL));
  dg_checklist_set_limits (checklist, limits);
  g_ptr_array_set_size (limits, 0);

  g_assert_cmpuint (dg_checklist_get_limits (checklist)->len, ==, 2);
  limit = g_ptr_array_index (dg_checklist_get_limits (checklist), 1);
  g_assert_cmpuint (limit->column, ==, DG_COLUMN_INPUT);
  g_assert_cmpuint (limit->check, ==, DG_CHECK_ABSENT);
  g_assert_cmpstr (limit->value, ==, "refund");

  dg_checklist_set_limits (checklist, dg_checklist_get_limits (checklist));
  g_assert_cmpuint (dg_checklist_get_limits (checklist)->len, ==, 2);
  dg_checklist_set_limits (checklist, NULL);
  g_assert_cmpuint (dg_checklist_get_limits (checklist)->len, ==, 0);
}

static void
test_many_limits (void)
{
  g_autoptr (DgChecklist) checklist = dg_checklist_new ();
  g_autoptr (DgChecklist) again = NULL;
  g_autoptr (GPtrArray) limits = g_ptr_array_new_with_free_func ((GDestroyNotify) dg_limit_free);
  g_autofree char *written = NULL;

  for (guint i = 0; i < 65; i++)
    g_ptr_array_add (limits, dg_limit_new (DG_COLUMN_ANSWER, DG_CHECK_MAX_WORDS, "60", NULL));
  dg_checklist_set_limits (checklist, limits);
  written = dg_checklist_to_json (checklist);
  again = dg_checklist_new_from_json (written, -1, NULL);

  g_assert_cmpuint (dg_checklist_get_limits (again)->len, ==, 64);
}

static void
test_limits_read (void)
{
  g_autoptr (DgChecklist) checklist =
      read_checklist ("{'limits': [{'column': 'answer', 'check': 'max_words', 'value': ' 60 '},"
                      "{'value': '[A-Z]+', 'check': 'matches', 'column': 'input'}]}");
  const DgLimit *first = g_ptr_array_index (dg_checklist_get_limits (checklist), 0);
  const DgLimit *second = g_ptr_array_index (dg_checklist_get_limits (checklist), 1);

  g_assert_cmpuint (first->column, ==, DG_COLUMN_ANSWER);
  g_assert_cmpuint (first->check, ==, DG_CHECK_MAX_WORDS);
  g_assert_cmpstr (first->value, ==, "60");
  g_assert_cmpuint (second->column, ==, DG_COLUMN_INPUT);
  g_assert_cmpuint (second->check, ==, DG_CHECK_MATCHES);
  g_assert_cmpstr (second->value, ==, "[A-Z]+");
}

/* --- dimensions --- */

static void
test_kinds_and_ways (void)
{
  g_autoptr (DgChecklist) checklist =
      read_checklist ("{'dimensions': [{'name': 'tone', 'kind': 'tone', 'values': ['calm',"
                      "{'value': 'ironic', 'ways': [' praise that is meant as blame', 'quotation marks']}]},"
                      "{'name': 'size', 'kind': 'other', 'values': [{'value': 's', 'ways': []}]}]}");
  const DgDimension *tone = g_ptr_array_index (dg_checklist_get_dimensions (checklist), 0);
  const DgDimension *size = g_ptr_array_index (dg_checklist_get_dimensions (checklist), 1);
  const DgDimensionValue *calm = g_ptr_array_index (tone->values, 0);
  const DgDimensionValue *ironic = g_ptr_array_index (tone->values, 1);

  g_assert_cmpuint (tone->kind, ==, DG_DIMENSION_TONE);
  g_assert_cmpuint (size->kind, ==, DG_DIMENSION_OTHER);
  g_assert_cmpuint (calm->ways->len, ==, 0);
  g_assert_cmpuint (ironic->ways->len, ==, 2);
  g_assert_cmpstr (g_ptr_array_index (ironic->ways, 0), ==, "praise that is meant as blame");
}

/* --- all of it there and back --- */

static const char *const round_trips[] = {
  "{'constraints': {'parts': {'length': {'value': '60\\n90', 'source': 'conversation', 'conflict': 'no "
  "\\'limit\\''}}}}",
  "{'dataset_format': {'state': 'proposed', 'parts': {'format': {'value': 'CSV', 'source': 'prompt',"
  " 'conflict': 'jsonl'}}}}",
  "{'task': {'state': 'confirmed', 'parts': {'goal': {'value': 'a', 'conflict': 'b', 'source': 'prompt'},"
  " 'interactions': 'c', 'use_case': 'd'}}}",
  "{'task': {'parts': {'goal': {'value': '@Model', 'conflict': 'b', 'source': 'hand'}}}}",
  "{'task': {'state': 'proposed', 'parts': {'goal': 'a', 'interactions': 'b', 'use_case': 'c'}}}",
  "{'limits': [{'column': 'input', 'check': 'matches', 'value': '\\\\\\\\d+ \\'€\\''},"
  " {'column': 'answer', 'check': 'min_characters', 'value': '1'}]}",
  "{'limits': []}",
  "{'dimensions': [{'kind': 'edge', 'name': 'e', 'values': [{'ways': ['w\\n', '\\u0001'], 'value': 'v'}]}]}",
};

static void
test_round_trip (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (round_trips); i++)
    {
      g_autoptr (DgChecklist) first = read_checklist (round_trips[i]);
      g_autofree char *written = dg_checklist_to_json (first);
      g_autoptr (GError) error = NULL;
      g_autoptr (DgChecklist) second = dg_checklist_new_from_json (written, -1, &error);
      g_autofree char *again = NULL;

      g_assert_no_error (error);
      again = dg_checklist_to_json (second);
      g_assert_cmpstr (again, ==, written);
      for (guint item = 0; item < DG_N_ITEMS; item++)
        g_assert_cmpuint (dg_checklist_get_state (second, item), ==, dg_checklist_get_state (first, item));
    }
}

static void
test_written (void)
{
  g_autoptr (DgChecklist) checklist = read_checklist (
      "{'constraints': {'parts': {'length': {'value': '60', 'source': 'conversation', 'conflict': '90'}}},"
      "'limits': [{'value': '60', 'check': 'max_words', 'column': 'answer'}],"
      "'dimensions': [{'name': 'd', 'kind': 'form', 'values': [{'value': 'v', 'ways': ['w', 'x'], 'weight': 2}]}]}");
  g_autofree char *written = dg_checklist_to_json (checklist);
  g_autofree char *part = quote ("'length':{'value':'60','source':'conversation','conflict':'90'}");
  g_autofree char *end = quote ("'dimensions':[{'name':'d','kind':'form','values':[{'value':'v','weight':2,"
                                "'ways':['w','x']}]}],'limits':[{'column':'answer','check':'max_words',"
                                "'value':'60'}]}");

  g_assert_nonnull (strstr (written, part));
  g_assert_true (g_str_has_suffix (written, end));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (label_sets); i++)
    {
      g_autofree char *path = g_strdup_printf ("/checklist-beside/labels/%s", label_sets[i].name);

      g_test_add_data_func (path, &label_sets[i], test_labels);
    }
  g_test_add_func ("/checklist-beside/labels/null", test_no_labels);
  g_test_add_func ("/checklist-beside/labels/its-own", test_own_labels);
  g_test_add_func ("/checklist-beside/labels/many", test_many_labels);
  g_test_add_func ("/checklist-beside/schemas/set", test_schemas);
  g_test_add_func ("/checklist-beside/schemas/refused", test_schemas_refused);
  g_test_add_func ("/checklist-beside/limits/set", test_limits);
  g_test_add_func ("/checklist-beside/limits/many", test_many_limits);
  g_test_add_func ("/checklist-beside/limits/read", test_limits_read);
  g_test_add_func ("/checklist-beside/dimensions/kinds-and-ways", test_kinds_and_ways);
  g_test_add_func ("/checklist-beside/round-trip", test_round_trip);
  g_test_add_func ("/checklist-beside/written", test_written);

  return g_test_run ();
}
