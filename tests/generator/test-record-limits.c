/* test-record-limits.c: records held to limits that a program can check
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "make-format.h"

typedef struct
{
  const char *name;
  DgColumn column;
  DgCheck check;
  const char *value;
  const char *good;
  const char *bad;
  const char *message; /* what @bad is refused with */
} Limit;

#define INPUT DG_COLUMN_INPUT
#define ANSWER DG_COLUMN_ANSWER

/* clang-format off */
static const Limit limits[] = {
  { "max-words", INPUT, DG_CHECK_MAX_WORDS, "2", "a b", "a b c", "the input has 3 words, at most 2 are allowed" },
  { "max-words-answer", ANSWER, DG_CHECK_MAX_WORDS, "1", "a", "a\nb", "the answer has 2 words, at most 1 are allowed" },
  { "min-words", INPUT, DG_CHECK_MIN_WORDS, "2", "a b", "ab", "the input has 1 word, at least 2 are needed" },
  { "max-characters", ANSWER, DG_CHECK_MAX_CHARACTERS, "3", "äöü", "äöüß",
    "the answer has 4 characters, at most 3 are allowed" },
  { "min-characters", ANSWER, DG_CHECK_MIN_CHARACTERS, "3", "abc", "äö",
    "the answer has 2 characters, at least 3 are needed" },
  { "present", ANSWER, DG_CHECK_PRESENT, "Best regards", "x, best regards", "best, regards",
    "the answer lacks “Best regards”" },
  { "absent", INPUT, DG_CHECK_ABSENT, "hotel", "hotels", "The Hotel.", "the input has “hotel”, which is not allowed" },
  { "matches", ANSWER, DG_CHECK_MATCHES, "[A-Z]{2}-\\d+", "AB-12", "AB-12 ",
    "the answer does not match “[A-Z]{2}-\\d+”" },
  { "matches-lines", ANSWER, DG_CHECK_MATCHES, "a.*z", "a\nz", "z\na", "the answer does not match “a.*z”" },
  { "matches-alternatives", ANSWER, DG_CHECK_MATCHES, "yes|no", "no", "none", "the answer does not match “yes|no”" },
};
/* clang-format on */

static DgRecordFormat *
make_limited (DgColumn column, DgCheck check, const char *value)
{
  DgRecordFormat *format = make_record_format ("text", "text");
  g_autoptr (GPtrArray) list = g_ptr_array_new_with_free_func ((GDestroyNotify) dg_limit_free);
  g_autoptr (GError) error = NULL;
  DgLimit *limit = dg_limit_new (column, check, value, &error);

  g_assert_no_error (error);
  g_ptr_array_add (list, limit);
  dg_record_format_set_limits (format, list);

  return format;
}

static void
assert_record (DgRecordFormat *format, const char *input, const char *answer, const char *message)
{
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (dg_record_format_validate (format, input, answer, &error), ==, message == NULL);
  if (message == NULL)
    g_assert_no_error (error);
  else
    {
      g_assert_error (error, DG_GENERATOR_ERROR, DG_GENERATOR_ERROR_RECORD);
      g_assert_cmpstr (error->message, ==, message);
    }
}

/* Only its own column is held to a limit. */
static void
test_limit (gconstpointer data)
{
  const Limit *test = data;
  g_autoptr (DgRecordFormat) format = make_limited (test->column, test->check, test->value);
  gboolean input = test->column == DG_COLUMN_INPUT;

  assert_record (format, input ? test->good : test->bad, input ? test->bad : test->good, NULL);
  assert_record (format, test->bad, test->bad, test->message);
}

/* The caller's list may go, and a new one takes the place of the old. */
static void
test_set_again (void)
{
  g_autoptr (DgRecordFormat) format = make_limited (INPUT, DG_CHECK_MAX_WORDS, "1");
  g_autoptr (GPtrArray) list = g_ptr_array_new_with_free_func ((GDestroyNotify) dg_limit_free);

  assert_record (format, "a b", "x", "the input has 2 words, at most 1 are allowed");

  g_ptr_array_add (list, dg_limit_new (ANSWER, DG_CHECK_PRESENT, "yes", NULL));
  g_ptr_array_add (list, dg_limit_new (ANSWER, DG_CHECK_MAX_WORDS, "2", NULL));
  dg_record_format_set_limits (format, list);
  g_ptr_array_set_size (list, 0);
  assert_record (format, "a b", "yes sir", NULL);
  assert_record (format, "a b", "no", "the answer lacks “yes”");
  assert_record (format, "a b", "oh yes sir", "the answer has 3 words, at most 2 are allowed");
  g_assert_cmpuint (dg_record_format_get_limits (format)->len, ==, 2);

  dg_record_format_set_limits (format, list);
  assert_record (format, "a b c", "no", NULL);
}

/* What is not of its format has no business with limits. */
static void
test_format_first (void)
{
  g_autoptr (DgRecordFormat) format = make_record_format ("text", "label a|b");
  g_autoptr (GPtrArray) list = g_ptr_array_new_with_free_func ((GDestroyNotify) dg_limit_free);

  g_ptr_array_add (list, dg_limit_new (INPUT, DG_CHECK_MAX_WORDS, "1", NULL));
  dg_record_format_set_limits (format, list);
  assert_record (format, "x y", "c", "answer: “c” is not one of the labels a, b");
  assert_record (format, "x y", "a", "the input has 2 words, at most 1 are allowed");
}

/* The limits of the requirements are the format's. */
static void
test_of_requirements (void)
{
  g_autoptr (DgChecklist) checklist = dg_checklist_new ();
  g_autoptr (GPtrArray) list = g_ptr_array_new_with_free_func ((GDestroyNotify) dg_limit_free);
  g_autoptr (DgRecordFormat) format = NULL;

  g_ptr_array_add (list, dg_limit_new (INPUT, DG_CHECK_MAX_WORDS, "1", NULL));
  dg_checklist_set_limits (checklist, list);
  format = dg_record_format_new_for_checklist (checklist, NULL);

  assert_record (format, "a b", "x", "the input has 2 words, at most 1 are allowed");
  assert_record (format, "a", "x y", NULL);
}

typedef struct
{
  const char *name;
  const char *pattern;
  const char *unit; /* of the text, repeated */
} Catastrophe;

static const Catastrophe catastrophes[] = {
  { "nested", "(a+)+[b!]", "a" },
  { "words", "(\\w+\\s?)+[.!]", "word " },
  { "alternatives", "(a|a)*[b!]", "a" },
  { "backwards", "(.*)*\\1[c!]", "ab" },
};

/* A regular expression that takes for ever is given up; that is no reason to refuse the record. */
static void
test_catastrophe (gconstpointer data)
{
  const Catastrophe *test = data;
  g_autoptr (DgRecordFormat) format = make_limited (ANSWER, DG_CHECK_MATCHES, test->pattern);
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < 5000; i++)
    g_string_append (text, test->unit);
  assert_record (format, "x", text->str, NULL);
}

/* The longest text there is can be matched with what is usual. */
static void
test_longest (void)
{
  g_autoptr (DgRecordFormat) format = make_limited (ANSWER, DG_CHECK_MATCHES, "(\\w| )*(.|\\n)*[a-z ]+");
  g_autofree char *text = g_strnfill (131072, 'a');

  for (guint i = 7; i < 131071; i += 8)
    text[i] = ' ';
  assert_record (format, "x", text, NULL);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (limits); i++)
    {
      g_autofree char *path = g_strconcat ("/record-limits/check/", limits[i].name, NULL);

      g_test_add_data_func (path, &limits[i], test_limit);
    }
  g_test_add_func ("/record-limits/set-again", test_set_again);
  g_test_add_func ("/record-limits/format-first", test_format_first);
  g_test_add_func ("/record-limits/of-requirements", test_of_requirements);
  for (guint i = 0; i < G_N_ELEMENTS (catastrophes); i++)
    {
      g_autofree char *path = g_strconcat ("/record-limits/catastrophe/", catastrophes[i].name, NULL);

      g_test_add_data_func (path, &catastrophes[i], test_catastrophe);
    }
  g_test_add_func ("/record-limits/longest", test_longest);

  return g_test_run ();
}
