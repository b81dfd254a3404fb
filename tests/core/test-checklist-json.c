/* test-checklist-json.c: requirements files that are read, and checklists that are written
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <string.h>

#include "quotes.h"

#include "dg-checklist.h"

static DgChecklist *
read_checklist (const char *quoted)
{
  g_autofree char *text = quote (quoted);
  g_autoptr (GError) error = NULL;
  g_autoptr (DgChecklist) checklist = dg_checklist_new_from_json (text, -1, &error);

  g_assert_no_error (error);
  g_assert_nonnull (checklist);

  return g_steal_pointer (&checklist);
}

static void
assert_part (DgChecklist *checklist, DgItem item, guint part, const char *value, DgSource source)
{
  g_assert_cmpstr (dg_checklist_get_value (checklist, item, part), ==, value);
  g_assert_cmpuint (dg_checklist_get_source (checklist, item, part), ==, source);
}

/* --- the shapes of an item --- */

/* Each item by its own name, so that none can be taken for another. */
static void
test_plain_string (gconstpointer data)
{
  DgItem item = GPOINTER_TO_UINT (data);
  const DgItemInfo *info = dg_item_get_info (item);
  const char *value = item == DG_ITEM_DATASET_FORMAT ? "jsonl" : "as people say";
  g_autofree char *text = g_strdup_printf ("{'%s': ' %s '}", info->id, value);
  g_autoptr (DgChecklist) checklist = read_checklist (text);

  for (guint part = 0; part < info->n_parts; part++)
    if (info->parts[part].optional)
      g_assert_null (dg_checklist_get_value (checklist, item, part));
    else
      assert_part (checklist, item, part, value, DG_SOURCE_HAND);
  for (guint other = 0; other < DG_N_ITEMS; other++)
    g_assert_cmpuint (dg_checklist_get_state (checklist, other), ==,
                      other == item ? DG_ITEM_CONFIRMED : DG_ITEM_MISSING);
}

static void
test_plain_left_to_model (void)
{
  g_autoptr (DgChecklist) checklist = read_checklist ("{'realism': '@model'}");

  for (guint part = 0; part < 3; part++)
    assert_part (checklist, DG_ITEM_REALISM, part, DG_LEFT_TO_MODEL, DG_SOURCE_MODEL);
  g_assert_cmpuint (dg_checklist_get_state (checklist, DG_ITEM_REALISM), ==, DG_ITEM_CONFIRMED);
}

static void
test_parts_as_strings (void)
{
  g_autoptr (DgChecklist) checklist =
      read_checklist ("{'task': {'parts': {'use_case': ' c ', 'goal': 'a', 'interactions': '@model'}}}");

  assert_part (checklist, DG_ITEM_TASK, 0, "a", DG_SOURCE_HAND);
  assert_part (checklist, DG_ITEM_TASK, 1, DG_LEFT_TO_MODEL, DG_SOURCE_MODEL);
  assert_part (checklist, DG_ITEM_TASK, 2, "c", DG_SOURCE_HAND);
  g_assert_cmpuint (dg_checklist_get_state (checklist, DG_ITEM_TASK), ==, DG_ITEM_CONFIRMED);
}

static void
test_parts_as_objects (void)
{
  g_autoptr (DgChecklist) checklist = read_checklist ("{'diversity': {'parts': {"
                                                      "'phrasing': {'value': 'a', 'source': 'prompt'},"
                                                      "'complexity': {'source': 'conversation', 'value': ' b'},"
                                                      "'tone': {'value': 'c', 'source': 'model'},"
                                                      "'intent': {'value': 'd'}}}}");

  assert_part (checklist, DG_ITEM_DIVERSITY, 0, "a", DG_SOURCE_PROMPT);
  assert_part (checklist, DG_ITEM_DIVERSITY, 1, "b", DG_SOURCE_CONVERSATION);
  assert_part (checklist, DG_ITEM_DIVERSITY, 2, "c", DG_SOURCE_MODEL);
  assert_part (checklist, DG_ITEM_DIVERSITY, 3, "d", DG_SOURCE_HAND);
}

static void
test_part_left_to_model (void)
{
  g_autoptr (DgChecklist) checklist =
      read_checklist ("{'task': {'parts': {'goal': {'value': '@model', 'source': 'hand'}}}}");

  assert_part (checklist, DG_ITEM_TASK, 0, DG_LEFT_TO_MODEL, DG_SOURCE_MODEL);
}

static void
test_optional_part (void)
{
  g_autoptr (DgChecklist) checklist =
      read_checklist ("{'output_format': {'parts': {'conventions': 'irony is negative'}}}");

  assert_part (checklist, DG_ITEM_OUTPUT_FORMAT, 3, "irony is negative", DG_SOURCE_HAND);
  g_assert_cmpuint (dg_checklist_get_state (checklist, DG_ITEM_OUTPUT_FORMAT), ==, DG_ITEM_MISSING);
}

static void
test_item_without_parts (gconstpointer data)
{
  g_autoptr (DgChecklist) checklist = read_checklist (data);

  g_assert_cmpuint (dg_checklist_get_state (checklist, DG_ITEM_TASK), ==, DG_ITEM_MISSING);
  g_assert_null (dg_checklist_get_value (checklist, DG_ITEM_TASK, 0));
}

static void
assert_state (const char *state, DgItemState expected)
{
  g_autofree char *before = g_strdup_printf ("{'task': {'state': '%s', 'parts': {'goal': {'value': 'a', 'source': "
                                             "'prompt'}, 'interactions': 'b', 'use_case': 'c'}}}",
                                             state);
  g_autofree char *after = g_strdup_printf ("{'task': {'parts': {'goal': {'value': 'a', 'source': 'prompt'}, "
                                            "'interactions': 'b', 'use_case': 'c'}, 'state': '%s'}}",
                                            state);
  g_autoptr (DgChecklist) first = read_checklist (before);
  g_autoptr (DgChecklist) second = read_checklist (after);

  g_assert_cmpuint (dg_checklist_get_state (first, DG_ITEM_TASK), ==, expected);
  g_assert_cmpuint (dg_checklist_get_state (second, DG_ITEM_TASK), ==, expected);
}

static void
test_state_confirmed (void)
{
  assert_state ("confirmed", DG_ITEM_CONFIRMED);
}

static void
test_state_proposed (void)
{
  assert_state ("proposed", DG_ITEM_PROPOSED);
}

/* All parts are there, so it cannot be missing; but nobody has said that it is agreed. */
static void
test_state_missing (void)
{
  assert_state ("missing", DG_ITEM_PROPOSED);
}

static void
test_rest_left_to_model (void)
{
  g_autoptr (DgChecklist) checklist = read_checklist ("{'task': {'parts': {'goal': 'a'}}}");
  g_auto (GStrv) missing = NULL;

  dg_checklist_leave_rest_to_model (checklist);
  missing = dg_checklist_dup_missing (checklist);

  g_assert_cmpuint (g_strv_length (missing), ==, 0);
  assert_part (checklist, DG_ITEM_TASK, 0, "a", DG_SOURCE_HAND);
}

static void
test_file_format (gconstpointer data)
{
  g_autoptr (DgChecklist) checklist = read_checklist (data);

  g_assert_nonnull (dg_checklist_get_value (checklist, DG_ITEM_DATASET_FORMAT, 0));
  g_assert_cmpuint (dg_checklist_get_state (checklist, DG_ITEM_DATASET_FORMAT), ==, DG_ITEM_CONFIRMED);
}

/* --- what stands beside the items --- */

static void
test_labels (void)
{
  g_autoptr (DgChecklist) checklist = read_checklist ("{'labels': ['zwei', ' eins ', 'Zwei', 'd|r,e;i']}");
  const char *const expected[] = { "zwei", "eins", "Zwei", "d|r,e;i", NULL };

  g_assert_cmpstrv (dg_checklist_get_labels (checklist), expected);
}

static void
assert_value (DgDimension *dimension, guint position, const char *text, double weight)
{
  const DgDimensionValue *value = g_ptr_array_index (dimension->values, position);

  g_assert_cmpstr (value->value, ==, text);
  g_assert_cmpfloat_with_epsilon (value->weight, weight, 1e-12);
}

static void
test_dimensions (void)
{
  g_autoptr (DgChecklist) checklist = read_checklist (
      "{'dimensions': [{'name': ' tone ', 'values': ['calm', {'value': 'cross', 'weight': 2.5}, {'value': 'cold'}]},"
      "{'values': [{'weight': 1000000, 'value': 'x'}], 'name': 'kind'}]}");
  GPtrArray *dimensions = dg_checklist_get_dimensions (checklist);
  DgDimension *tone, *kind;

  g_assert_cmpuint (dimensions->len, ==, 2);
  tone = g_ptr_array_index (dimensions, 0);
  kind = g_ptr_array_index (dimensions, 1);
  g_assert_cmpstr (tone->name, ==, "tone");
  g_assert_cmpuint (tone->values->len, ==, 3);
  assert_value (tone, 0, "calm", 1.0);
  assert_value (tone, 1, "cross", 2.5);
  assert_value (tone, 2, "cold", 1.0);
  g_assert_cmpstr (kind->name, ==, "kind");
  assert_value (kind, 0, "x", 1e6);
}

/* Values of different dimensions may well be the same. */
static void
test_values_shared_by_dimensions (void)
{
  g_autoptr (DgChecklist) checklist =
      read_checklist ("{'dimensions': [{'name': 'a', 'values': ['low', 'high']}, {'name': 'b', 'values': ['low']}]}");

  g_assert_cmpuint (dg_checklist_get_dimensions (checklist)->len, ==, 2);
}

static void
test_no_dimensions (void)
{
  g_autoptr (DgChecklist) checklist = read_checklist ("{'dimensions': []}");

  g_assert_cmpuint (dg_checklist_get_dimensions (checklist)->len, ==, 0);
}

/* The exact text of a schema, but for white space outside strings. */
static void
test_schemas (void)
{
  g_autoptr (DgChecklist) checklist =
      read_checklist ("{'input_schema': { 'minimum' : 0.1,\n 'maximum': 12345678901234567890 },"
                      "'output_schema': {'type':'object', 'title': 'a  \\u00e9 \\/ b', 'const': 1.0E+2}}");
  g_autofree char *input = quote ("{'minimum':0.1,'maximum':12345678901234567890}");
  g_autofree char *output = quote ("{'type':'object','title':'a  \\u00e9 \\/ b','const':1.0E+2}");

  g_assert_cmpstr (dg_checklist_get_input_schema (checklist), ==, input);
  g_assert_cmpstr (dg_checklist_get_output_schema (checklist), ==, output);
}

/* --- writing --- */

static void
test_written (void)
{
  g_autoptr (DgChecklist) checklist =
      read_checklist ("{'task': {'parts': {'goal': {'value': 'a \\'b\\'\\n', 'source': 'prompt'}}}, 'realism': 'r',"
                      "'dataset_format': 'csv', 'labels': ['x', 'y'], 'output_schema': {'maximum': 0.10},"
                      "'dimensions': [{'name': 'd', 'values': ['v', {'value': 'w', 'weight': 2.5}]}]}");
  g_autofree char *written = dg_checklist_to_json (checklist);
  g_autofree char *expected =
      quote ("{'role_persona':{'state':'missing','parts':{}},"
             "'task':{'state':'missing','parts':{'goal':{'value':'a \\'b\\'','source':'prompt'}}},"
             "'diversity':{'state':'missing','parts':{}},"
             "'realism':{'state':'confirmed','parts':{'authenticity':{'value':'r','source':'hand'},"
             "'natural_behavior':{'value':'r','source':'hand'},"
             "'appropriate_responses':{'value':'r','source':'hand'}}},"
             "'edge_cases':{'state':'missing','parts':{}},"
             "'constraints':{'state':'missing','parts':{}},"
             "'input_format':{'state':'missing','parts':{}},"
             "'output_format':{'state':'missing','parts':{}},"
             "'dataset_format':{'state':'confirmed','parts':{'format':{'value':'csv','source':'hand'}}},"
             "'labels':['x','y'],"
             "'output_schema':{'maximum':0.10},"
             "'dimensions':[{'name':'d','values':[{'value':'v','weight':1},{'value':'w','weight':2.5}]}]}");

  g_assert_cmpstr (written, ==, expected);
}

static void
test_written_new (void)
{
  g_autoptr (DgChecklist) checklist = dg_checklist_new ();
  g_autofree char *written = dg_checklist_to_json (checklist);
  g_autoptr (GError) error = NULL;
  g_autoptr (DgChecklist) again = dg_checklist_new_from_json (written, -1, &error);

  g_assert_no_error (error);
  g_assert_null (strstr (written, "labels"));
  g_assert_null (strstr (written, "schema"));
  g_assert_null (strstr (written, "dimensions"));
  g_assert_nonnull (again);
}

typedef struct
{
  const char *name;
  const char *text;
  const char *kept; /* what has to come through byte for byte */
} RoundTrip;

/* clang-format off */
static const RoundTrip round_trips[] = {
  { "string", "{'task': 'a'}", "'goal':{'value':'a','source':'hand'}" },
  { "proposed", "{'task': {'state': 'proposed', 'parts': {'goal': {'value': 'a', 'source': 'prompt'}, 'interactions': 'b', 'use_case': 'c'}}}",
    "'task':{'state':'proposed'" },
  { "sources", "{'task': {'parts': {'goal': {'value': 'a', 'source': 'prompt'},"
    "'interactions': {'value': 'b', 'source': 'conversation'}, 'use_case': '@model'}}}",
    "'goal':{'value':'a','source':'prompt'},'interactions':{'value':'b','source':'conversation'},"
    "'use_case':{'value':'@model','source':'model'}" },
  { "signs", "{'task': 'tab\\t quote\\u0022 back\\\\ \\u0001 \\u2028 < é 東 \\ud83d\\ude00 | {{lines}}'}",
    "'tab\\t quote\\\" back\\\\ \\u0001 \xE2\x80\xA8 < é 東 \xF0\x9F\x98\x80 | {{lines}}'" },
  { "conventions", "{'output_format': {'parts': {'conventions': 'x'}}}",
    "'conventions':{'value':'x','source':'hand'}" },
  { "labels", "{'labels': ['ä', 'b\\n\\'c']}", "'labels':['ä','b\\n\\'c']" },
  { "schema-fraction", "{'output_schema': {'minimum': 0.1}}", "'output_schema':{'minimum':0.1}" },
  { "schema-zeros", "{'output_schema': {'minimum': 0.10, 'maximum': 1.000}}", "{'minimum':0.10,'maximum':1.000}" },
  { "schema-20-digits", "{'input_schema': {'maximum': 12345678901234567890}}",
    "'input_schema':{'maximum':12345678901234567890}" },
  { "schema-exponent", "{'input_schema': {'const': -1.5E+300}}", "{'const':-1.5E+300}" },
  { "schema-infinite", "{'input_schema': {'enum': [1e999, -0]}}", "{'enum':[1e999,-0]}" },
  { "schema-escapes", "{'input_schema': {'title': '\\u00E9\\/ a  b'}}", "{'title':'\\u00E9\\/ a  b'}" },
  { "schema-order", "{'input_schema': {'required': ['b', 'a'], 'properties': {'b': true, 'a': false}}}",
    "{'required':['b','a'],'properties':{'b':true,'a':false}}" },
  { "schema-empty", "{'input_schema': {}, 'output_schema': {}}", "'input_schema':{},'output_schema':{}" },
  { "weights", "{'dimensions': [{'name': 'd', 'values': [{'value': 'a', 'weight': 0.1}, {'value': 'b', 'weight': 3}]}]}",
    "{'value':'b','weight':3}" },
  { "weights-extreme", "{'dimensions': [{'name': 'd', 'values': [{'value': 'a', 'weight': 5e-324},"
    "{'value': 'b', 'weight': 0.3333333333333333}]}]}", "'weight':0.33333333333333331}" },
};
/* clang-format on */

/* A session is written at every step and read at the next: nothing may change on the way, however often. */
static void
test_round_trip (gconstpointer data)
{
  const RoundTrip *test = data;
  g_autofree char *kept = quote (test->kept);
  g_autoptr (DgChecklist) first = read_checklist (test->text);
  g_autofree char *written = dg_checklist_to_json (first);
  g_autoptr (GError) error = NULL;
  g_autoptr (DgChecklist) second = dg_checklist_new_from_json (written, -1, &error);
  g_autofree char *again = NULL;

  g_assert_no_error (error);
  again = dg_checklist_to_json (second);
  g_assert_cmpstr (again, ==, written);
  if (strstr (written, kept) == NULL)
    g_assert_cmpstr (written, ==, kept);
}

static void
test_round_trip_of_weights (void)
{
  g_autoptr (DgChecklist) first =
      read_checklist ("{'dimensions': [{'name': 'd', 'values': [{'value': 'a', 'weight': 0.1},"
                      "{'value': 'b', 'weight': 0.30000000000000004}, {'value': 'c', 'weight': 5e-324}]}]}");
  g_autofree char *written = dg_checklist_to_json (first);
  g_autoptr (DgChecklist) second = dg_checklist_new_from_json (written, -1, NULL);
  DgDimension *before = g_ptr_array_index (dg_checklist_get_dimensions (first), 0);
  DgDimension *after = g_ptr_array_index (dg_checklist_get_dimensions (second), 0);

  for (guint i = 0; i < 3; i++)
    {
      DgDimensionValue *x = g_ptr_array_index (before->values, i);
      DgDimensionValue *y = g_ptr_array_index (after->values, i);

      g_assert_cmpmem (&x->weight, sizeof x->weight, &y->weight, sizeof y->weight);
    }
}

/* Every part of every item with a value and a source of its own. */
static void
test_round_trip_of_all_parts (void)
{
  g_autoptr (DgChecklist) first = dg_checklist_new ();
  g_autoptr (DgChecklist) second = NULL;
  g_autofree char *written = NULL;

  for (guint item = 0; item < DG_ITEM_DATASET_FORMAT; item++)
    for (guint part = 0; part < dg_item_get_info (item)->n_parts; part++)
      {
        g_autofree char *value = g_strdup_printf ("value %u.%u", item, part);

        dg_checklist_set_value (first, item, part, value, (item + part) % 4);
      }
  written = dg_checklist_to_json (first);
  second = dg_checklist_new_from_json (written, -1, NULL);

  for (guint item = 0; item < DG_N_ITEMS; item++)
    {
      g_assert_cmpuint (dg_checklist_get_state (second, item), ==, dg_checklist_get_state (first, item));
      for (guint part = 0; part < dg_item_get_info (item)->n_parts; part++)
        assert_part (second, item, part, dg_checklist_get_value (first, item, part),
                     dg_checklist_get_source (first, item, part));
    }
}

static void
add_plain_strings (void)
{
  for (guint item = 0; item < DG_N_ITEMS; item++)
    {
      g_autofree char *path = g_strdup_printf ("/checklist-json/plain-string/%s", dg_item_get_info (item)->id);

      g_test_add_data_func (path, GUINT_TO_POINTER (item), test_plain_string);
    }
}

static void
add_round_trips (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (round_trips); i++)
    {
      g_autofree char *path = g_strdup_printf ("/checklist-json/round-trip/%s", round_trips[i].name);

      g_test_add_data_func (path, &round_trips[i], test_round_trip);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  add_plain_strings ();
  g_test_add_func ("/checklist-json/plain-string/left-to-model", test_plain_left_to_model);
  g_test_add_func ("/checklist-json/parts/strings", test_parts_as_strings);
  g_test_add_func ("/checklist-json/parts/objects", test_parts_as_objects);
  g_test_add_func ("/checklist-json/parts/left-to-model", test_part_left_to_model);
  g_test_add_func ("/checklist-json/parts/optional", test_optional_part);
  g_test_add_data_func ("/checklist-json/parts/none", "{'task': {}}", test_item_without_parts);
  g_test_add_data_func ("/checklist-json/parts/empty", "{'task': {'parts': {}, 'state': 'confirmed'}}",
                        test_item_without_parts);
  g_test_add_func ("/checklist-json/state/confirmed", test_state_confirmed);
  g_test_add_func ("/checklist-json/state/proposed", test_state_proposed);
  g_test_add_func ("/checklist-json/state/missing", test_state_missing);
  g_test_add_func ("/checklist-json/rest-left-to-model", test_rest_left_to_model);
  g_test_add_data_func ("/checklist-json/file-format/csv", "{'dataset_format': 'csv'}", test_file_format);
  g_test_add_data_func ("/checklist-json/file-format/capitals", "{'dataset_format': ' JSONL'}", test_file_format);
  g_test_add_data_func ("/checklist-json/file-format/left-to-model", "{'dataset_format': '@model'}", test_file_format);
  g_test_add_func ("/checklist-json/labels", test_labels);
  g_test_add_func ("/checklist-json/dimensions/read", test_dimensions);
  g_test_add_func ("/checklist-json/dimensions/shared-values", test_values_shared_by_dimensions);
  g_test_add_func ("/checklist-json/dimensions/none", test_no_dimensions);
  g_test_add_func ("/checklist-json/schemas", test_schemas);
  g_test_add_func ("/checklist-json/written/golden", test_written);
  g_test_add_func ("/checklist-json/written/new", test_written_new);
  add_round_trips ();
  g_test_add_func ("/checklist-json/round-trip/weights-bit-by-bit", test_round_trip_of_weights);
  g_test_add_func ("/checklist-json/round-trip/all-parts", test_round_trip_of_all_parts);

  return g_test_run ();
}
