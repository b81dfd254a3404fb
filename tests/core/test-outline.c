/* test-outline.c: outlines, and outlines as JSON text
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <string.h>

#include "quotes.h"

#include "dg-checklist.h"
#include "dg-json.h"
#include "dg-outline.h"

static DgOutline *
read_outline (const char *quoted)
{
  g_autofree char *text = quote (quoted);
  g_autoptr (GError) error = NULL;
  g_autoptr (DgOutline) outline = dg_outline_new_from_json (text, -1, &error);

  g_assert_no_error (error);
  g_assert_nonnull (outline);

  return g_steal_pointer (&outline);
}

static const DgDimensionValue *
get_value (const DgOutline *outline, guint dimension, guint value)
{
  const DgDimension *found = g_ptr_array_index (outline->dimensions, dimension);

  return g_ptr_array_index (found->values, value);
}

static const char whole[] =
    "{'dimensions':[{'name':'decision','kind':'answer','values':[{'id':7,'value':'allow','weight':60},"
    "{'id':2,'value':'remove \\\\R3','weight':2.5}]},"
    "{'name':'grösse','values':[{'id':1,'value':'klein','weight':1}]},"
    "{'name':'edge','kind':'edge','values':[{'id':3,'value':'none','weight':75},"
    "{'id':4,'value':'irony','weight':13,'ways':['praise meant as blame','quotation marks']}]}],"
    "'pairs':[{'a':4,'b':2,'rule':'never'},{'a':1,'b':3,'rule':'only'}],"
    "'seeds':['A parcel that came\\ntwice','Grüße']}";

static void
assert_whole (const DgOutline *outline)
{
  const DgPair *never = &g_array_index (outline->pairs, DgPair, 0);
  const DgPair *only = &g_array_index (outline->pairs, DgPair, 1);

  g_assert_cmpuint (outline->dimensions->len, ==, 3);
  g_assert_cmpuint (((DgDimension *) g_ptr_array_index (outline->dimensions, 0))->kind, ==, DG_DIMENSION_ANSWER);
  g_assert_cmpuint (((DgDimension *) g_ptr_array_index (outline->dimensions, 1))->kind, ==, DG_DIMENSION_OTHER);
  g_assert_cmpuint (get_value (outline, 0, 0)->id, ==, 7);
  g_assert_cmpstr (get_value (outline, 0, 1)->value, ==, "remove \\R3");
  g_assert_cmpfloat_with_epsilon (get_value (outline, 0, 1)->weight, 2.5, 1e-12);
  g_assert_cmpuint (get_value (outline, 2, 0)->ways->len, ==, 0);
  g_assert_cmpstr (g_ptr_array_index (get_value (outline, 2, 1)->ways, 1), ==, "quotation marks");
  g_assert_cmpuint (outline->pairs->len, ==, 2);
  g_assert_cmpuint (never->a, ==, 4);
  g_assert_cmpuint (never->b, ==, 2);
  g_assert_cmpuint (never->rule, ==, DG_PAIR_NEVER);
  g_assert_cmpuint (only->rule, ==, DG_PAIR_ONLY);
  g_assert_cmpuint (outline->seeds->len, ==, 2);
  g_assert_cmpstr (g_ptr_array_index (outline->seeds, 0), ==, "A parcel that came\ntwice");
}

static void
test_round_trip (void)
{
  g_autofree char *text = quote (whole);
  g_autoptr (DgOutline) first = read_outline (whole);
  g_autofree char *written = dg_outline_to_json (first);

  assert_whole (first);
  g_assert_cmpstr (written, ==, text);
}

static void
test_copy (void)
{
  g_autoptr (DgOutline) outline = read_outline (whole);
  g_autoptr (DgOutline) copy = dg_outline_copy (outline);
  g_autofree char *before = dg_outline_to_json (outline);
  g_autofree char *after = dg_outline_to_json (copy);

  assert_whole (copy);
  g_assert_cmpstr (after, ==, before);
  g_ptr_array_set_size (outline->dimensions, 0);
  g_array_set_size (outline->pairs, 0);
  g_ptr_array_set_size (outline->seeds, 0);
  assert_whole (copy);
}

static void
test_empty (gconstpointer data)
{
  g_autoptr (DgOutline) outline = read_outline (data);
  g_autofree char *written = dg_outline_to_json (outline);
  g_autoptr (DgOutline) again = dg_outline_new_from_json (written, -1, NULL);

  g_assert_cmpuint (again->dimensions->len, ==, 0);
  g_assert_cmpuint (again->pairs->len, ==, 0);
  g_assert_cmpuint (again->seeds->len, ==, 0);
}

/* What people leave out, and what reports add. */
static void
test_lenient (void)
{
  g_autoptr (DgOutline) outline = read_outline (
      "{'plan': 1, 'dimensions': [{'name': ' tone ', 'count': 5, 'values': [{'value': ' calm\\n', 'share': 0.5,"
      "'ways': [' ', ' quiet ', '']}, {'value': 'cross', 'ways': []}]}], 'seeds': ['', ' a ', '\\t']}");

  g_assert_cmpstr (((DgDimension *) g_ptr_array_index (outline->dimensions, 0))->name, ==, "tone");
  g_assert_cmpstr (get_value (outline, 0, 0)->value, ==, "calm");
  g_assert_cmpfloat_with_epsilon (get_value (outline, 0, 0)->weight, 1.0, 1e-12);
  g_assert_cmpuint (get_value (outline, 0, 0)->ways->len, ==, 1);
  g_assert_cmpstr (g_ptr_array_index (get_value (outline, 0, 0)->ways, 0), ==, "quiet");
  g_assert_cmpuint (outline->seeds->len, ==, 1);
  g_assert_cmpstr (g_ptr_array_index (outline->seeds, 0), ==, "a");
}

static void
test_by_hand (void)
{
  g_autoptr (DgOutline) outline = read_outline ("{'seeds': ['a'], 'by_hand': true}");
  g_autoptr (DgOutline) copy = dg_outline_copy (outline);
  g_autoptr (DgOutline) plain = read_outline ("{'by_hand': false}");
  g_autofree char *written = dg_outline_to_json (copy);
  g_autoptr (DgOutline) again = dg_outline_new_from_json (written, -1, NULL);

  g_assert_true (outline->by_hand);
  g_assert_true (again->by_hand);
  g_assert_false (plain->by_hand);
}

/* --- ids --- */

static void
test_ids_missing (void)
{
  g_autoptr (DgOutline) outline =
      read_outline ("{'dimensions': [{'name': 'a', 'values': [{'value': 'x'}, {'value': 'y', 'id': 2}]},"
                    "{'name': 'b', 'values': [{'value': 'x', 'id': 1}, {'value': 'z'}]}], 'pairs': [{'a': 3, 'b': 1, "
                    "'rule': 'only'}]}");

  g_assert_cmpuint (get_value (outline, 0, 0)->id, ==, 3);
  g_assert_cmpuint (get_value (outline, 0, 1)->id, ==, 2);
  g_assert_cmpuint (get_value (outline, 1, 0)->id, ==, 1);
  g_assert_cmpuint (get_value (outline, 1, 1)->id, ==, 4);
  g_assert_cmpuint (outline->pairs->len, ==, 1);
}

static void
test_find (void)
{
  g_autoptr (DgOutline) outline = read_outline (whole);
  DgDimension *dimension = NULL;

  g_assert_cmpstr (dg_outline_find_value (outline, 4, &dimension)->value, ==, "irony");
  g_assert_cmpstr (dimension->name, ==, "edge");
  g_assert_nonnull (dg_outline_find_value (outline, 7, NULL));
  g_assert_null (dg_outline_find_value (outline, 0, &dimension));
  g_assert_null (dg_outline_find_value (outline, 5, NULL));
  g_assert_true (dg_outline_find_kind (outline, DG_DIMENSION_EDGE) == g_ptr_array_index (outline->dimensions, 2));
  g_assert_null (dg_outline_find_kind (outline, DG_DIMENSION_TONE));
}

static void
test_for_dimensions (void)
{
  g_autoptr (DgChecklist) checklist = dg_checklist_new ();
  GPtrArray *dimensions = dg_checklist_get_dimensions (checklist);
  g_autoptr (DgOutline) outline = NULL;

  for (guint d = 0; d < 2; d++)
    {
      g_ptr_array_add (dimensions, dg_dimension_new (d == 0 ? "a" : "b"));
      dg_dimension_add_value (g_ptr_array_index (dimensions, d), "x", 1.0);
      dg_dimension_add_value (g_ptr_array_index (dimensions, d), "y", 2.0);
    }
  outline = dg_outline_new_for_dimensions (dimensions);

  for (guint i = 0; i < 4; i++)
    g_assert_cmpuint (get_value (outline, i / 2, i % 2)->id, ==, i + 1);
  g_assert_cmpuint (
      ((DgDimensionValue *) g_ptr_array_index (((DgDimension *) g_ptr_array_index (dimensions, 0))->values, 0))->id, ==,
      0);
}

/* The largest requirements make an outline that can be kept. */
static void
test_largest (void)
{
  g_autoptr (GPtrArray) dimensions = g_ptr_array_new_with_free_func ((GDestroyNotify) dg_dimension_free);
  g_autoptr (DgOutline) outline = NULL;
  g_autoptr (DgOutline) again = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *written = NULL;

  for (guint d = 0; d < 20; d++)
    {
      g_ptr_array_add (dimensions, dg_dimension_new ("d"));
      for (guint v = 0; v < 200; v++)
        dg_dimension_add_value (g_ptr_array_index (dimensions, d), "v", 1.0);
    }
  outline = dg_outline_new_for_dimensions (dimensions);
  written = dg_outline_to_json (outline);
  again = dg_outline_new_from_json (written, -1, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (get_value (again, 19, 199)->id, ==, 4000);
}

/* --- what is no outline --- */

typedef struct
{
  const char *name;
  const char *text;    /* ' stands for " */
  const char *message; /* how it starts */
} Refused;

#define TWO                                                                                                            \
  "'dimensions':[{'name':'a','values':[{'id':1,'value':'x'},{'id':2,'value':'y'}]},"                                   \
  "{'name':'b','values':[{'id':3,'value':'z'}]}]"
#define VALUE(members) "{'dimensions':[{'name':'a','values':[{" members "}]}]}"

/* clang-format off */
static const Refused refused[] = {
  { "array", "[]", "$: an object is wanted here" },
  { "null", "null", "$: an object is wanted here" },
  { "dimensions-object", "{'dimensions': {}}", "$.dimensions: a list of at most 20 is wanted here" },
  { "dimensions-null", "{'dimensions': null}", "$.dimensions: a list" },
  { "dimension-string", "{'dimensions': ['tone']}", "$.dimensions[0]: a dimension has “name” and “values”" },
  { "dimension-no-name", "{'dimensions': [{'values': [{'value': 'a'}]}]}", "$.dimensions[0]: “name” must be a text" },
  { "dimension-blank-name", "{'dimensions': [{'name': ' ', 'values': []}]}", "$.dimensions[0]: “name” must be" },
  { "dimension-no-values", "{'dimensions': [{'name': 'a'}]}", "$.dimensions[0]: a dimension has at least one value" },
  { "dimension-empty", "{'dimensions': [{'name': 'a', 'values': []}]}", "$.dimensions[0]: a dimension has at least" },
  { "values-string", "{'dimensions': [{'name': 'a', 'values': 'b'}]}", "$.dimensions[0].values: a list" },
  { "kind-unknown", "{'dimensions': [{'name': 'a', 'kind': 'mood', 'values': [{'value': 'b'}]}]}",
    "$.dimensions[0]: “kind” is not a kind of dimension" },
  { "kind-number", "{'dimensions': [{'name': 'a', 'kind': 5, 'values': [{'value': 'b'}]}]}", "$.dimensions[0]: “kind”" },
  { "kind-null", "{'dimensions': [{'name': 'a', 'kind': null, 'values': [{'value': 'b'}]}]}", "$.dimensions[0]: “kind”" },
  { "value-string", "{'dimensions': [{'name': 'a', 'values': ['b']}]}", "$.dimensions[0].values[0]: a value has" },
  { "value-none", VALUE (""), "$.dimensions[0].values[0]: “value” must be a text" },
  { "value-number", VALUE ("'value':1"), "$.dimensions[0].values[0]: “value” must be a text" },
  { "weight-zero", VALUE ("'value':'x','weight':0"), "$.dimensions[0].values[0]: “weight” must be a number above 0" },
  { "weight-negative", VALUE ("'value':'x','weight':-1"), "$.dimensions[0].values[0]: “weight”" },
  { "weight-string", VALUE ("'value':'x','weight':'1'"), "$.dimensions[0].values[0]: “weight”" },
  { "weight-null", VALUE ("'value':'x','weight':null"), "$.dimensions[0].values[0]: “weight”" },
  { "weight-infinite", VALUE ("'value':'x','weight':1e999"), "$.dimensions[0].values[0]: “weight”" },
  { "weight-nothing", VALUE ("'value':'x','weight':1e-999"), "$.dimensions[0].values[0]: “weight”" },
  { "id-zero", VALUE ("'value':'x','id':0"), "$.dimensions[0].values[0].id: an id is a number from 1 on" },
  { "id-negative", VALUE ("'value':'x','id':-1"), "$.dimensions[0].values[0].id: an id" },
  { "id-fraction", VALUE ("'value':'x','id':1.5"), "$.dimensions[0].values[0].id: an id" },
  { "id-string", VALUE ("'value':'x','id':'1'"), "$.dimensions[0].values[0].id: an id" },
  { "id-beyond", VALUE ("'value':'x','id':4294967297"), "$.dimensions[0].values[0].id: an id" },
  { "id-far-beyond", VALUE ("'value':'x','id':1e30"), "$.dimensions[0].values[0].id: an id" },
  { "id-twice", "{'dimensions':[{'name':'a','values':[{'id':8,'value':'x'}]},{'name':'b','values':[{'id':8,'value':'y'}]}]}",
    "$.dimensions: the id 8 stands for two values" },
  { "ways-string", VALUE ("'value':'x','ways':'y'"), "$.dimensions[0].values[0].ways: a list of at most 16" },
  { "way-number", VALUE ("'value':'x','ways':['y',1]"), "$.dimensions[0].values[0].ways[1]: a text is wanted here" },
  { "seeds-string", "{'seeds': 'a'}", "$.seeds: a list of at most 1000" },
  { "seed-object", "{'seeds': ['a', {}]}", "$.seeds[1]: a text is wanted here" },
  { "pairs-object", "{" TWO ",'pairs':{'a':1,'b':3}}", "$.pairs: a list of at most 256" },
  { "pair-array", "{" TWO ",'pairs':[[1,3]]}", "$.pairs[0]: a pair has the ids" },
  { "pair-no-rule", "{" TWO ",'pairs':[{'a':1,'b':3}]}", "$.pairs[0]: a pair has the ids" },
  { "pair-no-b", "{" TWO ",'pairs':[{'a':1,'rule':'only'}]}", "$.pairs[0]: a pair has the ids" },
  { "pair-rule-unknown", "{" TWO ",'pairs':[{'a':1,'b':3,'rule':'always'}]}", "$.pairs[0]: “rule” must be only or never" },
  { "pair-unknown-id", "{" TWO ",'pairs':[{'a':1,'b':9,'rule':'only'}]}", "$.pairs[0]: “a” and “b” are ids of values of" },
  { "pair-of-one-dimension", "{" TWO ",'pairs':[{'a':1,'b':3,'rule':'only'},{'a':1,'b':2,'rule':'never'}]}",
    "$.pairs[1]: “a” and “b” are ids of values of two dimensions" },
  { "pair-of-one-value", "{" TWO ",'pairs':[{'a':3,'b':3,'rule':'never'}]}", "$.pairs[0]: “a” and “b” are" },
  { "pair-zero", "{" TWO ",'pairs':[{'a':0,'b':3,'rule':'never'}]}", "$.pairs[0]: a pair has" },
  { "pair-negative", "{" TWO ",'pairs':[{'a':-1,'b':3,'rule':'never'}]}", "$.pairs[0]: a pair has" },
  /* 1 + 2³²: not the value 1 */
  { "pair-beyond", "{" TWO ",'pairs':[{'a':4294967297,'b':3,'rule':'never'}]}", "$.pairs[0]: a pair has" },
  { "pairs-of-nothing", "{'pairs':[{'a':1,'b':2,'rule':'never'}]}", "$.pairs[0]: “a” and “b” are" },
};
/* clang-format on */

static void
test_refused (gconstpointer data)
{
  const Refused *test = data;
  g_autofree char *text = quote (test->text);
  g_autoptr (GError) error = NULL;

  g_assert_null (dg_outline_new_from_json (text, -1, &error));
  g_assert_error (error, DG_OUTLINE_ERROR, DG_OUTLINE_ERROR_INVALID);
  if (!g_str_has_prefix (error->message, test->message))
    g_assert_cmpstr (error->message, ==, test->message);
  g_assert_null (dg_outline_new_from_json (text, -1, NULL));
}

static const char *const no_json[] = {
  "", "{", "{\"seeds\":[]} x", "{\"seeds\":[\"a\\u0000b\"]}", "{\"seeds\":[],\"seeds\":[]}", "{\"seeds\":[\"\xFF\"]}",
};

static void
test_no_json (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (no_json); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (dg_outline_new_from_json (no_json[i], -1, &error));
      g_assert_cmpuint (error->domain, ==, DG_JSON_ERROR);
    }
}

/* `START ELEMENT, ELEMENT, … END` */
static char *
make_list (const char *start, const char *element, guint length, const char *end)
{
  g_autoptr (GString) text = g_string_new (start);

  for (guint i = 0; i < length; i++)
    g_string_append_printf (text, "%s%s", i > 0 ? "," : "", element);
  g_string_append (text, end);

  return quote (text->str);
}

static void
assert_most (const char *start, const char *element, guint most, const char *end)
{
  g_autofree char *full = make_list (start, element, most, end);
  g_autofree char *too_full = make_list (start, element, most + 1, end);
  g_autoptr (GError) error = NULL;
  g_autoptr (DgOutline) outline = dg_outline_new_from_json (full, -1, &error);

  g_assert_no_error (error);
  g_assert_nonnull (outline);
  g_assert_null (dg_outline_new_from_json (too_full, -1, &error));
  g_assert_error (error, DG_OUTLINE_ERROR, DG_OUTLINE_ERROR_INVALID);
}

static void
test_most (void)
{
  assert_most ("{'dimensions':[", "{'name':'a','values':[{'value':'x'}]}", 20, "]}");
  assert_most ("{'dimensions':[{'name':'a','values':[", "{'value':'x'}", 200, "]}]}");
  assert_most ("{'dimensions':[{'name':'a','values':[{'value':'x','ways':[", "'w'", 16, "]}]}]}");
  assert_most ("{" TWO ",'pairs':[", "{'a':1,'b':3,'rule':'only'}", 256, "]}");
  assert_most ("{'seeds':[", "'s'", 1000, "]}");
}

static void
test_length (void)
{
  g_autoptr (DgOutline) outline = dg_outline_new_from_json ("{\"seeds\":[\"a\"]}, and more", 15, NULL);

  g_assert_cmpuint (outline->seeds->len, ==, 1);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/outline/round-trip", test_round_trip);
  g_test_add_func ("/outline/copy", test_copy);
  g_test_add_data_func ("/outline/empty/object", "{}", test_empty);
  g_test_add_data_func ("/outline/empty/lists", "{'dimensions':[],'pairs':[],'seeds':[]}", test_empty);
  g_test_add_func ("/outline/lenient", test_lenient);
  g_test_add_func ("/outline/by-hand", test_by_hand);
  g_test_add_func ("/outline/ids/missing", test_ids_missing);
  g_test_add_func ("/outline/find", test_find);
  g_test_add_func ("/outline/for-dimensions/ids", test_for_dimensions);
  g_test_add_func ("/outline/for-dimensions/largest", test_largest);
  for (guint i = 0; i < G_N_ELEMENTS (refused); i++)
    {
      g_autofree char *path = g_strdup_printf ("/outline/refused/%s", refused[i].name);

      g_test_add_data_func (path, &refused[i], test_refused);
    }
  g_test_add_func ("/outline/refused/no-json", test_no_json);
  g_test_add_func ("/outline/refused/too-many", test_most);
  g_test_add_func ("/outline/length", test_length);

  return g_test_run ();
}
