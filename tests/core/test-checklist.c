/* test-checklist.c: the requirements, item by item
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "dg-checklist.h"

/* Everything that has to be said, as people and files name it. */
static const char *const all_missing[] = {
  "role_persona.role",
  "role_persona.persona",
  "role_persona.domain_expertise",
  "task.goal",
  "task.interactions",
  "task.use_case",
  "diversity.phrasing",
  "diversity.complexity",
  "diversity.tone",
  "diversity.intent",
  "realism.authenticity",
  "realism.natural_behavior",
  "realism.appropriate_responses",
  "edge_cases.challenging_inputs",
  "edge_cases.boundary_conditions",
  "edge_cases.error_scenarios",
  "edge_cases.adversarial",
  "constraints.length",
  "constraints.sentiment",
  "constraints.terminology",
  "constraints.compliance_safety",
  "input_format.data_type",
  "input_format.structure",
  "input_format.fields",
  "output_format.kind",
  "output_format.structure",
  "output_format.expected_response",
  "dataset_format.format",
  NULL,
};

static void
set_task (DgChecklist *checklist, const char *goal, const char *interactions, const char *use_case)
{
  dg_checklist_set_value (checklist, DG_ITEM_TASK, 0, goal, DG_SOURCE_HAND);
  dg_checklist_set_value (checklist, DG_ITEM_TASK, 1, interactions, DG_SOURCE_HAND);
  dg_checklist_set_value (checklist, DG_ITEM_TASK, 2, use_case, DG_SOURCE_HAND);
}

static void
assert_text (DgChecklist *checklist, DgItem item, const char *expected)
{
  g_autofree char *text = dg_checklist_dup_item_text (checklist, item);

  g_assert_cmpstr (text, ==, expected);
}

static void
test_new_is_empty (void)
{
  g_autoptr (DgChecklist) checklist = dg_checklist_new ();

  for (guint item = 0; item < DG_N_ITEMS; item++)
    {
      g_assert_cmpuint (dg_checklist_get_state (checklist, item), ==, DG_ITEM_MISSING);
      for (guint part = 0; part < dg_item_get_info (item)->n_parts; part++)
        g_assert_null (dg_checklist_get_value (checklist, item, part));
    }
  g_assert_null (dg_checklist_get_labels (checklist));
  g_assert_null (dg_checklist_get_input_schema (checklist));
  g_assert_null (dg_checklist_get_output_schema (checklist));
  g_assert_cmpuint (dg_checklist_get_dimensions (checklist)->len, ==, 0);
}

static void
test_all_missing (void)
{
  g_autoptr (DgChecklist) checklist = dg_checklist_new ();
  g_auto (GStrv) missing = dg_checklist_dup_missing (checklist);

  g_assert_cmpstrv (missing, all_missing);
}

static void
test_missing_in_order (void)
{
  g_autoptr (DgChecklist) checklist = dg_checklist_new ();
  const char *const expected[] = { "task.interactions", "output_format.kind", NULL };
  g_auto (GStrv) missing = NULL;

  dg_checklist_leave_rest_to_model (checklist);
  dg_checklist_set_value (checklist, DG_ITEM_OUTPUT_FORMAT, 0, NULL, DG_SOURCE_HAND);
  dg_checklist_set_value (checklist, DG_ITEM_TASK, 1, NULL, DG_SOURCE_HAND);
  missing = dg_checklist_dup_missing (checklist);

  g_assert_cmpstrv (missing, expected);
}

static void
test_set_value (void)
{
  g_autoptr (DgChecklist) checklist = dg_checklist_new ();

  dg_checklist_set_value (checklist, DG_ITEM_TASK, 1, "guests write", DG_SOURCE_CONVERSATION);

  g_assert_cmpstr (dg_checklist_get_value (checklist, DG_ITEM_TASK, 1), ==, "guests write");
  g_assert_cmpuint (dg_checklist_get_source (checklist, DG_ITEM_TASK, 1), ==, DG_SOURCE_CONVERSATION);
  g_assert_null (dg_checklist_get_value (checklist, DG_ITEM_TASK, 0));
  g_assert_null (dg_checklist_get_value (checklist, DG_ITEM_ROLE_PERSONA, 1));
}

static void
test_set_value_again (void)
{
  g_autoptr (DgChecklist) checklist = dg_checklist_new ();

  dg_checklist_set_value (checklist, DG_ITEM_TASK, 0, "first", DG_SOURCE_PROMPT);
  dg_checklist_set_value (checklist, DG_ITEM_TASK, 0, "second", DG_SOURCE_HAND);

  g_assert_cmpstr (dg_checklist_get_value (checklist, DG_ITEM_TASK, 0), ==, "second");
  g_assert_cmpuint (dg_checklist_get_source (checklist, DG_ITEM_TASK, 0), ==, DG_SOURCE_HAND);
}

/* A caller may well hand back what it was given. */
static void
test_set_own_value (void)
{
  g_autoptr (DgChecklist) checklist = dg_checklist_new ();

  dg_checklist_set_value (checklist, DG_ITEM_TASK, 0, "goal", DG_SOURCE_PROMPT);
  dg_checklist_set_value (checklist, DG_ITEM_TASK, 0, dg_checklist_get_value (checklist, DG_ITEM_TASK, 0),
                          DG_SOURCE_HAND);

  g_assert_cmpstr (dg_checklist_get_value (checklist, DG_ITEM_TASK, 0), ==, "goal");
}

static void
test_set_value_strips (void)
{
  g_autoptr (DgChecklist) checklist = dg_checklist_new ();

  dg_checklist_set_value (checklist, DG_ITEM_TASK, 0, "\n\t a  b \r\n", DG_SOURCE_HAND);

  g_assert_cmpstr (dg_checklist_get_value (checklist, DG_ITEM_TASK, 0), ==, "a  b");
}

static void
test_take_value_away (gconstpointer data)
{
  g_autoptr (DgChecklist) checklist = dg_checklist_new ();

  set_task (checklist, "a", "b", "c");
  dg_checklist_set_value (checklist, DG_ITEM_TASK, 1, data, DG_SOURCE_HAND);

  g_assert_null (dg_checklist_get_value (checklist, DG_ITEM_TASK, 1));
  g_assert_cmpuint (dg_checklist_get_state (checklist, DG_ITEM_TASK), ==, DG_ITEM_MISSING);
}

static void
test_state_by_hand (void)
{
  g_autoptr (DgChecklist) checklist = dg_checklist_new ();

  dg_checklist_set_value (checklist, DG_ITEM_TASK, 0, "a", DG_SOURCE_HAND);
  dg_checklist_set_value (checklist, DG_ITEM_TASK, 1, "b", DG_SOURCE_HAND);
  g_assert_cmpuint (dg_checklist_get_state (checklist, DG_ITEM_TASK), ==, DG_ITEM_MISSING);
  dg_checklist_set_value (checklist, DG_ITEM_TASK, 2, "c", DG_SOURCE_HAND);
  g_assert_cmpuint (dg_checklist_get_state (checklist, DG_ITEM_TASK), ==, DG_ITEM_CONFIRMED);
  g_assert_cmpuint (dg_checklist_get_state (checklist, DG_ITEM_REALISM), ==, DG_ITEM_MISSING);
}

static void
test_state_proposed (gconstpointer data)
{
  g_autoptr (DgChecklist) checklist = dg_checklist_new ();

  for (guint part = 0; part < 3; part++)
    dg_checklist_set_value (checklist, DG_ITEM_TASK, part, "a", GPOINTER_TO_UINT (data));

  g_assert_cmpuint (dg_checklist_get_state (checklist, DG_ITEM_TASK), ==, DG_ITEM_PROPOSED);
}

/* What the person says in the conversation is as good as what the person writes. */
static void
test_state_from_person (void)
{
  g_autoptr (DgChecklist) checklist = dg_checklist_new ();

  set_task (checklist, "a", "b", "c");
  dg_checklist_set_value (checklist, DG_ITEM_TASK, 1, "other", DG_SOURCE_CONVERSATION);

  g_assert_cmpuint (dg_checklist_get_state (checklist, DG_ITEM_TASK), ==, DG_ITEM_CONFIRMED);
}

/* Writing one part agrees to none of the others. */
static void
test_state_of_mixed_sources (void)
{
  g_autoptr (DgChecklist) checklist = dg_checklist_new ();

  for (guint part = 0; part < 3; part++)
    dg_checklist_set_value (checklist, DG_ITEM_TASK, part, "a", DG_SOURCE_PROMPT);
  dg_checklist_set_value (checklist, DG_ITEM_TASK, 1, "b", DG_SOURCE_HAND);

  g_assert_cmpuint (dg_checklist_get_state (checklist, DG_ITEM_TASK), ==, DG_ITEM_PROPOSED);
}

static void
test_state_without_optional_part (void)
{
  g_autoptr (DgChecklist) checklist = dg_checklist_new ();

  for (guint part = 0; part < 3; part++)
    dg_checklist_set_value (checklist, DG_ITEM_OUTPUT_FORMAT, part, "a", DG_SOURCE_HAND);

  g_assert_null (dg_checklist_get_value (checklist, DG_ITEM_OUTPUT_FORMAT, 3));
  g_assert_cmpuint (dg_checklist_get_state (checklist, DG_ITEM_OUTPUT_FORMAT), ==, DG_ITEM_CONFIRMED);
}

static void
test_leave_rest_to_model (void)
{
  g_autoptr (DgChecklist) checklist = dg_checklist_new ();
  g_auto (GStrv) missing = NULL;

  dg_checklist_set_value (checklist, DG_ITEM_TASK, 0, "a", DG_SOURCE_CONVERSATION);
  dg_checklist_leave_rest_to_model (checklist);

  g_assert_cmpstr (dg_checklist_get_value (checklist, DG_ITEM_TASK, 0), ==, "a");
  g_assert_cmpuint (dg_checklist_get_source (checklist, DG_ITEM_TASK, 0), ==, DG_SOURCE_CONVERSATION);
  g_assert_cmpstr (dg_checklist_get_value (checklist, DG_ITEM_TASK, 1), ==, DG_LEFT_TO_MODEL);
  g_assert_cmpuint (dg_checklist_get_source (checklist, DG_ITEM_TASK, 1), ==, DG_SOURCE_MODEL);
  for (guint item = 0; item < DG_N_ITEMS; item++)
    g_assert_cmpuint (dg_checklist_get_state (checklist, item), ==, DG_ITEM_CONFIRMED);
  missing = dg_checklist_dup_missing (checklist);
  g_assert_cmpuint (g_strv_length (missing), ==, 0);
}

/* Nobody has to agree on conventions; a model that is told to choose some would change what the answers mean. */
static void
test_leave_conventions_out (void)
{
  g_autoptr (DgChecklist) checklist = dg_checklist_new ();

  dg_checklist_leave_rest_to_model (checklist);

  g_assert_null (dg_checklist_get_value (checklist, DG_ITEM_OUTPUT_FORMAT, 3));
}

static void
test_text_of_parts (void)
{
  g_autoptr (DgChecklist) checklist = dg_checklist_new ();

  set_task (checklist, "sort mail", "customers write", "tests");

  assert_text (checklist, DG_ITEM_TASK,
               "- Goal: sort mail\n- Interactions and scenarios: customers write\n"
               "- Use of the data: tests");
}

static void
test_text_for_all_parts (void)
{
  g_autoptr (DgChecklist) checklist = dg_checklist_new ();

  set_task (checklist, "sort mail", "sort mail", "sort mail");

  assert_text (checklist, DG_ITEM_TASK, "sort mail");
}

static void
test_text_stated_once (void)
{
  g_autoptr (DgChecklist) checklist = dg_checklist_new ();

  set_task (checklist, "sort mail", "customers write", "sort mail");

  assert_text (checklist, DG_ITEM_TASK, "- Goal: sort mail\n- Interactions and scenarios: customers write");
}

static void
test_text_without_what_is_left_open (void)
{
  g_autoptr (DgChecklist) checklist = dg_checklist_new ();

  set_task (checklist, "@model", "customers write", "tests");

  assert_text (checklist, DG_ITEM_TASK, "- Interactions and scenarios: customers write\n- Use of the data: tests");
}

/* One text that is not the first part's would be misread without its name. */
static void
test_text_of_a_later_part (void)
{
  g_autoptr (DgChecklist) checklist = dg_checklist_new ();

  set_task (checklist, "@model", "@model", "tests");

  assert_text (checklist, DG_ITEM_TASK, "- Use of the data: tests");
}

static void
test_text_of_nothing (void)
{
  g_autoptr (DgChecklist) checklist = dg_checklist_new ();

  assert_text (checklist, DG_ITEM_TASK, "");
  dg_checklist_leave_rest_to_model (checklist);
  assert_text (checklist, DG_ITEM_TASK, "");
}

static void
test_text_with_conventions (void)
{
  g_autoptr (DgChecklist) checklist = dg_checklist_new ();

  for (guint part = 0; part < 3; part++)
    dg_checklist_set_value (checklist, DG_ITEM_OUTPUT_FORMAT, part, "a label", DG_SOURCE_HAND);
  dg_checklist_set_value (checklist, DG_ITEM_OUTPUT_FORMAT, 3, "irony is negative", DG_SOURCE_HAND);

  assert_text (checklist, DG_ITEM_OUTPUT_FORMAT, "- Kind: a label\n- Conventions: irony is negative");
}

static void
test_text_of_the_only_part (void)
{
  g_autoptr (DgChecklist) checklist = dg_checklist_new ();

  dg_checklist_set_value (checklist, DG_ITEM_DATASET_FORMAT, 0, "csv", DG_SOURCE_HAND);

  assert_text (checklist, DG_ITEM_DATASET_FORMAT, "csv");
}

static void
test_error_domain (void)
{
  g_assert_cmpstr (g_quark_to_string (DG_CHECKLIST_ERROR), ==, "dg-checklist-error-quark");
}

static void
test_dimension (void)
{
  g_autoptr (DgDimension) dimension = dg_dimension_new ("tone");
  DgDimensionValue *value;

  dg_dimension_add_value (dimension, "calm", 2.5);
  dg_dimension_add_value (dimension, "cross", 1.0);

  g_assert_cmpstr (dimension->name, ==, "tone");
  g_assert_cmpuint (dimension->values->len, ==, 2);
  value = g_ptr_array_index (dimension->values, 0);
  g_assert_cmpstr (value->value, ==, "calm");
  g_assert_cmpfloat_with_epsilon (value->weight, 2.5, 1e-12);
}

/* --- taking back --- */

static DgChecklist *
copy (DgChecklist *checklist)
{
  g_autofree char *json = dg_checklist_to_json (checklist);
  g_autoptr (GError) error = NULL;
  DgChecklist *self = dg_checklist_new_from_json (json, -1, &error);

  g_assert_no_error (error);
  return self;
}

/* What was put in goes, and what it replaced or deleted comes back; what was set by hand since stays. */
static void
test_take_back (void)
{
  static const char *const labels[] = { "billing", "roaming", NULL };
  g_autoptr (DgChecklist) before = dg_checklist_new ();
  g_autoptr (DgChecklist) after = NULL;
  g_autoptr (DgChecklist) now = NULL;
  g_autoptr (DgChecklist) back = NULL;

  dg_checklist_set_value (before, DG_ITEM_TASK, 0, "old goal", DG_SOURCE_HAND);
  dg_checklist_set_value (before, DG_ITEM_TASK, 2, "old use", DG_SOURCE_PROMPT);
  after = copy (before);
  dg_checklist_set_value (after, DG_ITEM_TASK, 0, "new goal", DG_SOURCE_CONVERSATION);
  dg_checklist_set_value (after, DG_ITEM_TASK, 2, NULL, DG_SOURCE_CONVERSATION);
  dg_checklist_set_value (after, DG_ITEM_DIVERSITY, 0, "said", DG_SOURCE_CONVERSATION);
  dg_checklist_set_value (after, DG_ITEM_DIVERSITY, 1, "said", DG_SOURCE_CONVERSATION);
  now = copy (after);
  dg_checklist_set_value (now, DG_ITEM_DIVERSITY, 1, "by hand", DG_SOURCE_HAND);
  dg_checklist_set_value (now, DG_ITEM_DIVERSITY, 2, DG_LEFT_TO_MODEL, DG_SOURCE_HAND);
  dg_checklist_set_value (now, DG_ITEM_REALISM, 0, "worked out", DG_SOURCE_MODEL);
  dg_checklist_set_labels (now, labels);
  /* by hand, and then the program added to it */
  dg_checklist_set_value (now, DG_ITEM_REALISM, 1, "by hand", DG_SOURCE_HAND);
  dg_checklist_set_point (now, DG_ITEM_REALISM, 1, 0, "worked out", DG_SOURCE_MODEL);

  back = dg_checklist_take_back (before, after, now);
  g_assert_cmpstr (dg_checklist_get_value (back, DG_ITEM_TASK, 0), ==, "old goal");
  g_assert_cmpint (dg_checklist_get_source (back, DG_ITEM_TASK, 0), ==, DG_SOURCE_HAND);
  g_assert_cmpstr (dg_checklist_get_value (back, DG_ITEM_TASK, 2), ==, "old use");
  g_assert_null (dg_checklist_get_value (back, DG_ITEM_DIVERSITY, 0));
  g_assert_cmpstr (dg_checklist_get_value (back, DG_ITEM_DIVERSITY, 1), ==, "by hand");
  g_assert_cmpstr (dg_checklist_get_value (back, DG_ITEM_DIVERSITY, 2), ==, DG_LEFT_TO_MODEL);
  g_assert_null (dg_checklist_get_value (back, DG_ITEM_REALISM, 0));
  g_assert_cmpstr (dg_checklist_get_value (back, DG_ITEM_REALISM, 1), ==, "by hand\nworked out");
  g_assert_cmpint (dg_checklist_get_point_source (back, DG_ITEM_REALISM, 1, 1), ==, DG_SOURCE_HAND);
  g_assert_cmpint (dg_checklist_get_point_source (back, DG_ITEM_REALISM, 1, 2), ==, DG_SOURCE_MODEL);
  g_assert_null (dg_checklist_get_labels (back));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/checklist/new", test_new_is_empty);
  g_test_add_func ("/checklist/missing/all", test_all_missing);
  g_test_add_func ("/checklist/missing/in-order", test_missing_in_order);
  g_test_add_func ("/checklist/set-value/sets", test_set_value);
  g_test_add_func ("/checklist/set-value/again", test_set_value_again);
  g_test_add_func ("/checklist/set-value/its-own", test_set_own_value);
  g_test_add_func ("/checklist/set-value/strips", test_set_value_strips);
  g_test_add_data_func ("/checklist/set-value/null", NULL, test_take_value_away);
  g_test_add_data_func ("/checklist/set-value/empty", "", test_take_value_away);
  g_test_add_data_func ("/checklist/set-value/blank", " \n\t", test_take_value_away);
  g_test_add_func ("/checklist/state/by-hand", test_state_by_hand);
  g_test_add_data_func ("/checklist/state/from-prompt", GUINT_TO_POINTER (DG_SOURCE_PROMPT), test_state_proposed);
  g_test_add_data_func ("/checklist/state/from-model", GUINT_TO_POINTER (DG_SOURCE_MODEL), test_state_proposed);
  g_test_add_func ("/checklist/state/from-person", test_state_from_person);
  g_test_add_func ("/checklist/state/mixed-sources", test_state_of_mixed_sources);
  g_test_add_func ("/checklist/state/without-optional-part", test_state_without_optional_part);
  g_test_add_func ("/checklist/leave-rest-to-model/all", test_leave_rest_to_model);
  g_test_add_func ("/checklist/leave-rest-to-model/not-conventions", test_leave_conventions_out);
  g_test_add_func ("/checklist/text/parts", test_text_of_parts);
  g_test_add_func ("/checklist/text/one-for-all", test_text_for_all_parts);
  g_test_add_func ("/checklist/text/stated-once", test_text_stated_once);
  g_test_add_func ("/checklist/text/left-open", test_text_without_what_is_left_open);
  g_test_add_func ("/checklist/text/later-part", test_text_of_a_later_part);
  g_test_add_func ("/checklist/text/nothing", test_text_of_nothing);
  g_test_add_func ("/checklist/text/conventions", test_text_with_conventions);
  g_test_add_func ("/checklist/text/only-part", test_text_of_the_only_part);
  g_test_add_func ("/checklist/error-domain", test_error_domain);
  g_test_add_func ("/checklist/dimension", test_dimension);
  g_test_add_func ("/checklist/take-back", test_take_back);

  return g_test_run ();
}
