/* test-record-check.c: what is said of a record as it is typed
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <string.h>

#include "dg-record-check.h"
#include "make-format.h"

#define N_RECORDS 200

/* Returns: all that is wrong, on lines of their own */
static char *
check (DgRecordCheck *self, const char *input, const char *answer)
{
  g_autoptr (GPtrArray) problems = NULL;
  g_autoptr (GString) text = g_string_new (NULL);
  gboolean good = dg_record_check_run (self, input, answer, &problems);

  g_assert_cmpuint (good, ==, problems->len == 0);
  for (guint i = 0; i < problems->len; i++)
    {
      const DgProblem *problem = g_ptr_array_index (problems, i);

      g_string_append_printf (text, "%s|%s\n", dg_column_get_id (problem->column), problem->text);
    }

  return g_strdup (text->str);
}

static void
assert_good (DgRecordCheck *self, const char *input, const char *answer)
{
  g_autofree char *problems = check (self, input, answer);

  g_assert_cmpstr (problems, ==, "");
}

static void
assert_problem (DgRecordCheck *self, const char *input, const char *answer, const char *expected)
{
  g_autofree char *problems = check (self, input, answer);

  if (strstr (problems, expected) == NULL)
    g_error ("“%s” lacks “%s”", problems, expected);
}

/* --- an agreed format --- */

static void
test_agreed (void)
{
  g_autoptr (DgRecordFormat) format = make_record_format (
      "text", "json {'type': 'object', 'properties': {'kind': {'type': 'string', 'enum': ['a', 'b']}, 'sure': {'type': "
              "'boolean'}}, 'required': ['kind']}");
  g_autoptr (DgRecordCheck) self = dg_record_check_new (format, NULL, NULL);
  g_autoptr (GPtrArray) labels = dg_record_check_dup_labels (self, "{\"sure\": true}");

  assert_good (self, "What?", "{\"kind\":\"a\"}");
  assert_problem (self, "What?", "{\n  \"kind\": \"a\",\n}", "answer|answer is not JSON: Line 3, column 1");
  assert_problem (self, "What?", "{\"kind\":\"c\"}", "answer|answer does not fit its schema");
  assert_problem (self, " ", "{\"kind\":\"a\"}", "input|input is empty");
  assert_problem (self, " ", "{", "input|input is empty\nanswer|answer is not JSON");
  assert_problem (self, "Caf\xEF\xBF\xBD", "{\"kind\":\"a\"}", "input|input has “\xEF\xBF\xBD”");

  g_assert_cmpuint (dg_record_check_get_n_label_fields (self), ==, 2);
  g_assert_cmpstr (dg_record_check_get_label_field (self, 0), ==, "kind");
  g_assert_cmpstr (dg_record_check_get_labels (self, 0)[1], ==, "b");
  g_assert_cmpstr (dg_record_check_get_labels (self, 1)[0], ==, "true");
  g_assert_cmpuint (labels->len, ==, 2);
  g_assert_null (g_ptr_array_index (labels, 0));
  g_assert_cmpstr (g_ptr_array_index (labels, 1), ==, "true");
}

static void
test_agreed_labels (void)
{
  g_autoptr (DgRecordFormat) format = make_record_format ("text", "label a|b");
  g_autoptr (DgRecordCheck) self = dg_record_check_new (format, NULL, NULL);
  g_autoptr (GPtrArray) labels = dg_record_check_dup_labels (self, "b");

  assert_good (self, "What?", "a");
  /* a label may be all of an input */
  assert_good (self, "a", "a");
  assert_problem (self, "What?", "A", "answer|answer: “A” is not one of the labels a, b");
  g_assert_cmpuint (dg_record_check_get_n_label_fields (self), ==, 1);
  g_assert_null (dg_record_check_get_label_field (self, 0));
  g_assert_cmpstr (g_ptr_array_index (labels, 0), ==, "b");
}

static void
test_agreed_xml (void)
{
  g_autoptr (DgRecordFormat) format = make_record_format ("text", "xml <a><kind>x|y</kind></a>");
  g_autoptr (DgRecordCheck) self = dg_record_check_new (format, NULL, NULL);

  assert_good (self, "What?", "<a><kind>x</kind></a>");
  assert_problem (self, "What?", "<a><kind>x</kind>", "answer|");
  for (guint i = 0; i < dg_record_check_get_n_label_fields (self); i++)
    {
      g_autoptr (GPtrArray) labels = dg_record_check_dup_labels (self, "<a><kind>x</kind></a>");

      g_assert_cmpstr (g_ptr_array_index (labels, i), ==, "x");
    }
}

/* Every limit that is broken is told, not the first alone. */
static void
test_limits (void)
{
  g_autoptr (DgRecordFormat) format = make_record_format ("text", "text");
  g_autoptr (GPtrArray) limits = g_ptr_array_new_with_free_func ((GDestroyNotify) dg_limit_free);
  g_autoptr (DgRecordCheck) self = NULL;
  g_autoptr (GPtrArray) problems = NULL;

  g_ptr_array_add (limits, dg_limit_new (DG_COLUMN_INPUT, DG_CHECK_MAX_WORDS, "2", NULL));
  g_ptr_array_add (limits, dg_limit_new (DG_COLUMN_ANSWER, DG_CHECK_PRESENT, "sorry", NULL));
  dg_record_format_set_limits (format, limits);
  self = dg_record_check_new (format, NULL, NULL);

  assert_good (self, "Two words", "We are sorry");
  g_assert_false (dg_record_check_run (self, "Here are more", "Fine", &problems));
  g_assert_cmpuint (problems->len, ==, 2);
}

/* --- what records have in common --- */

typedef char *(*MakeAnswer) (GRand *rand, guint i);

static char *
make_label (GRand *rand, guint i)
{
  static const char *const labels[] = { "billing", "cancel", "technical" };

  return g_strdup (labels[g_rand_int_range (rand, 0, G_N_ELEMENTS (labels))]);
}

static char *
make_object (GRand *rand, guint i)
{
  g_autofree char *label = make_label (rand, i);

  return g_strdup_printf (g_rand_boolean (rand) ? "{\"kind\":\"%1$s\",\"why\":\"reason %2$u\"}"
                                                : "{ \"why\" : \"reason %2$u\" , \"kind\" : \"%1$s\" }",
                          label, i);
}

static char *
make_prose (GRand *rand, guint i)
{
  return g_strdup_printf ("Answer %u is a sentence like no other, of %u words or so.", i, g_rand_int (rand));
}

static char *
make_number (GRand *rand, guint i)
{
  return g_strdup_printf ("%d", g_rand_int_range (rand, 0, 1000));
}

/* Most are short, so that some come twice; they are no labels all the same. */
static char *
make_phrase (GRand *rand, guint i)
{
  return g_strdup_printf ("phrase %d", g_rand_int_range (rand, 0, 60));
}

static char *
make_varied_object (GRand *rand, guint i)
{
  return g_strdup_printf (g_rand_boolean (rand) ? "{\"a\":%u}" : "{\"a\":%u,\"b\":[]}", i);
}

static const MakeAnswer makers[] = {
  make_label, make_object, make_prose, make_number, make_phrase, make_varied_object,
};

static GPtrArray *
make_records (MakeAnswer make, guint n, GRand *rand)
{
  GPtrArray *records = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < n; i++)
    {
      g_autofree char *input = g_strdup_printf ("input %u", i);
      g_autofree char *answer = make (rand, i);

      g_ptr_array_add (records, dg_record_new (input, answer, 0));
    }

  return records;
}

static DgRecordCheck *
learn (MakeAnswer make)
{
  GRand *rand = g_rand_new_with_seed (7);
  g_autoptr (GPtrArray) records = make_records (make, N_RECORDS, rand);

  g_rand_free (rand);

  return dg_record_check_new (NULL, records, NULL);
}

static void
test_learned_labels (void)
{
  g_autoptr (DgRecordCheck) self = learn (make_label);

  g_assert_cmpuint (dg_record_check_get_n_label_fields (self), ==, 1);
  g_assert_cmpuint (g_strv_length ((GStrv) dg_record_check_get_labels (self, 0)), ==, 3);
  assert_good (self, "What?", "cancel");
  assert_problem (self, "What?", "Cancel.", "answer|answer: “Cancel.” is nearly always written “cancel”");
  assert_problem (self, "What?", "sales", "answer|answer: “sales” is none of the labels that the others have");
}

static void
test_learned_members (void)
{
  g_autoptr (DgRecordCheck) self = learn (make_object);

  g_assert_cmpuint (dg_record_check_get_n_label_fields (self), ==, 1);
  g_assert_cmpstr (dg_record_check_get_label_field (self, 0), ==, "kind");
  assert_good (self, "What?", "{\"why\":\"new\",\"kind\":\"cancel\"}");
  assert_problem (self, "What?", "{\"why\":\"new\"}", "answer|answer lacks “kind”");
  assert_problem (self, "What?", "{\"why\":1,\"kind\":\"cancel\",\"x\":1}", "answer|answer has “x”");
  assert_problem (self, "What?", "{\"why\":1,\"kind\":\"sales\"}", "answer|answer.kind: “sales” is none of the labels");
  assert_problem (self, "What?", "[1]", "answer|answer is not a JSON object");
  assert_problem (self, "What?", "billing", "answer|answer is not JSON, as nearly all others are: Line 1, column 1");
}

static void
test_nothing_learned (void)
{
  static const MakeAnswer loose[] = { make_prose, make_number, make_phrase };
  GRand *rand = g_rand_new_with_seed (8);
  g_autoptr (GPtrArray) few = make_records (make_label, 19, rand);
  g_autoptr (DgRecordCheck) of_few = dg_record_check_new (NULL, few, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (loose); i++)
    {
      g_autoptr (DgRecordCheck) self = learn (loose[i]);

      g_assert_cmpuint (dg_record_check_get_n_label_fields (self), ==, 0);
      assert_good (self, "What?", "{");
    }
  assert_good (of_few, "What?", "sales");
  g_rand_free (rand);
}

/* What is made after one pattern has no problem, and what is strewn into it has one, as long as it is little. */
static void
test_strangers (void)
{
  for (guint seed = 1; seed <= 60; seed++)
    {
      GRand *rand = g_rand_new_with_seed (seed);
      MakeAnswer make = makers[seed % G_N_ELEMENTS (makers)];
      gboolean tells = make == make_label || make == make_object;
      guint n_strangers = (guint) g_rand_int_range (rand, 0, 6);
      g_autoptr (GPtrArray) records = make_records (make, N_RECORDS, rand);
      g_autoptr (DgRecordCheck) self = NULL;
      guint n_problems = 0;

      for (guint i = 0; i < n_strangers; i++)
        {
          g_autofree char *stranger = g_strdup_printf ("stranger %u", i);

          g_ptr_array_add (records, dg_record_new ("input", stranger, 0));
        }
      self = dg_record_check_new (NULL, records, NULL);
      for (guint i = 0; i < records->len; i++)
        {
          DgRecord *record = g_ptr_array_index (records, i);

          n_problems += !dg_record_check_run (self, dg_record_get_input (record), dg_record_get_answer (record), NULL);
        }
      /* objects of two kinds are JSON all the same */
      g_assert_cmpuint (n_problems, ==, tells || make == make_varied_object ? n_strangers : 0);
      g_rand_free (rand);
    }
}

/* Whatever the records are, no more than the share that is promised has a problem. */
static void
test_few_alarms (void)
{
  for (guint seed = 1; seed <= 100; seed++)
    {
      GRand *rand = g_rand_new_with_seed (seed);
      g_autoptr (GPtrArray) records = g_ptr_array_new_with_free_func (g_object_unref);
      g_autoptr (DgRecordCheck) self = NULL;
      MakeAnswer often = makers[g_rand_int_range (rand, 0, G_N_ELEMENTS (makers))];
      MakeAnswer seldom = makers[g_rand_int_range (rand, 0, G_N_ELEMENTS (makers))];
      int share = g_rand_int_range (rand, 50, 100);
      guint n_problems = 0;

      for (guint i = 0; i < N_RECORDS; i++)
        {
          g_autofree char *answer = (g_rand_int_range (rand, 0, 100) < share ? often : seldom) (rand, i);

          g_ptr_array_add (records, dg_record_new ("input", answer, 0));
        }
      self = dg_record_check_new (NULL, records, NULL);
      for (guint i = 0; i < N_RECORDS; i++)
        n_problems += !dg_record_check_run (self, "input", dg_record_get_answer (g_ptr_array_index (records, i)), NULL);
      g_assert_cmpuint (n_problems * 7, <=, N_RECORDS);
      g_rand_free (rand);
    }
}

static void
test_repeated_input (void)
{
  GRand *rand = g_rand_new_with_seed (9);
  g_autoptr (GPtrArray) records = make_records (make_prose, N_RECORDS, rand);
  g_autoptr (DgRecordCheck) self = dg_record_check_new (NULL, records, NULL);
  g_autoptr (DgRecordCheck) of_corrections = NULL;

  assert_problem (self, "How do I pay?", " How do I pay?\n", "answer|answer is the input again");
  for (guint i = 0; i < N_RECORDS / 10; i++)
    g_ptr_array_add (records, dg_record_new ("right already", "right already", 0));
  of_corrections = dg_record_check_new (NULL, records, NULL);
  assert_good (of_corrections, "How do I pay?", "How do I pay?");
  g_rand_free (rand);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/record-check/agreed", test_agreed);
  g_test_add_func ("/record-check/agreed-labels", test_agreed_labels);
  g_test_add_func ("/record-check/agreed-xml", test_agreed_xml);
  g_test_add_func ("/record-check/limits", test_limits);
  g_test_add_func ("/record-check/learned-labels", test_learned_labels);
  g_test_add_func ("/record-check/learned-members", test_learned_members);
  g_test_add_func ("/record-check/nothing-learned", test_nothing_learned);
  g_test_add_func ("/record-check/strangers", test_strangers);
  g_test_add_func ("/record-check/few-alarms", test_few_alarms);
  g_test_add_func ("/record-check/repeated-input", test_repeated_input);

  return g_test_run ();
}
