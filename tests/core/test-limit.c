/* test-limit.c: limits on a text that a program can check
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <string.h>

#include "dg-limit.h"

typedef struct
{
  DgCheck check;
  const char *value;
  const char *text;
  gboolean holds;
} Case;

/* clang-format off */
static const Case counts[] = {
  { DG_CHECK_MAX_WORDS, "2", "one two", TRUE },
  { DG_CHECK_MAX_WORDS, "2", "one two three", FALSE },
  { DG_CHECK_MAX_WORDS, "1", "", TRUE },
  { DG_CHECK_MAX_WORDS, "1", " \n ", TRUE },
  { DG_CHECK_MIN_WORDS, "1", "", FALSE },
  { DG_CHECK_MIN_WORDS, "1", "... – 😀", FALSE },
  { DG_CHECK_MIN_WORDS, "2", " one\n\ttwo ", TRUE },
  { DG_CHECK_MIN_WORDS, "3", "one two", FALSE },
  { DG_CHECK_MAX_WORDS, "2", "größte Überraschung", TRUE },
  { DG_CHECK_MAX_WORDS, "1", "no\u00A0break", FALSE },
  /* punctuation by itself is no word, within one it parts nothing */
  { DG_CHECK_MAX_WORDS, "2", "Bonjour , Madame !", TRUE },
  { DG_CHECK_MAX_WORDS, "2", "this – that", TRUE },
  { DG_CHECK_MAX_WORDS, "2", "“state-of-the-art” isn't", TRUE },
  { DG_CHECK_MAX_WORDS, "2", "$5 + 2 😀", TRUE },
  { DG_CHECK_MIN_WORDS, "2", "$5 + 2 😀", TRUE },
  /* each character of a script without blanks is a word */
  { DG_CHECK_MAX_WORDS, "4", "我要退款。", TRUE },
  { DG_CHECK_MAX_WORDS, "3", "我要退款。", FALSE },
  { DG_CHECK_MIN_WORDS, "3", "API接口", TRUE },
  { DG_CHECK_MIN_WORDS, "4", "API接口", FALSE },
  { DG_CHECK_MAX_WORDS, "3", "接口 API", TRUE },
  { DG_CHECK_MAX_WORDS, "2", "환불해 주세요", TRUE },
  /* characters are code points */
  { DG_CHECK_MAX_CHARACTERS, "3", "äöü", TRUE },
  { DG_CHECK_MAX_CHARACTERS, "3", "äöü.", FALSE },
  { DG_CHECK_MIN_CHARACTERS, "2", "😀😀", TRUE },
  { DG_CHECK_MIN_CHARACTERS, "3", "😀😀", FALSE },
  { DG_CHECK_MIN_CHARACTERS, "1", "", FALSE },
  { DG_CHECK_MIN_CHARACTERS, "1", " ", TRUE },
};

static const Case terms[] = {
  { DG_CHECK_PRESENT, "refund", "A refund, please", TRUE },
  { DG_CHECK_PRESENT, "refund", "refund", TRUE },
  { DG_CHECK_PRESENT, "refund", "REFUND!", TRUE },
  { DG_CHECK_PRESENT, "refund", "refunds", FALSE },
  { DG_CHECK_PRESENT, "refund", "a prerefund", FALSE },
  { DG_CHECK_PRESENT, "refund", "refund_id", FALSE },
  { DG_CHECK_PRESENT, "refund", "refund2", FALSE },
  { DG_CHECK_PRESENT, "refund", "refunds and a refund", TRUE },
  { DG_CHECK_PRESENT, "refund", "", FALSE },
  { DG_CHECK_ABSENT, "refund", "", TRUE },
  { DG_CHECK_ABSENT, "refund", "refunds", TRUE },
  { DG_CHECK_ABSENT, "refund", "no Refund.", FALSE },
  /* letters beyond ASCII are letters, and have cases */
  { DG_CHECK_PRESENT, "ÄRGER", "nur ärger", TRUE },
  { DG_CHECK_PRESENT, "москва", "МОСКВА", TRUE },
  { DG_CHECK_PRESENT, "οδος", "ΟΔΟΣ", TRUE },
  { DG_CHECK_ABSENT, "rger", "Ärger", TRUE },
  { DG_CHECK_ABSENT, "Arg", "Argã", TRUE },
  { DG_CHECK_PRESENT, "हिंदी", "यह हिंदी है", TRUE },
  { DG_CHECK_ABSENT, "हिंद", "यह हिंदी है", TRUE },
  /* an accent may be a character of its own */
  { DG_CHECK_PRESENT, "café", "the cafe\u0301 there", TRUE },
  { DG_CHECK_PRESENT, "cafe\u0301", "the café there", TRUE },
  { DG_CHECK_ABSENT, "cafe", "the cafe\u0301 there", TRUE },
  /* scripts without blanks have no borders between words */
  { DG_CHECK_PRESENT, "退款", "我要退款了", TRUE },
  { DG_CHECK_PRESENT, "API", "使用API接口", TRUE },
  { DG_CHECK_ABSENT, "API", "使用APIs接口", TRUE },
  { DG_CHECK_PRESENT, "คืนเงิน", "ขอคืนเงินครับ", TRUE },
  { DG_CHECK_PRESENT, "テスト", "これはテストです", TRUE },
  /* where a term ends with punctuation, there is no border to be found */
  { DG_CHECK_PRESENT, "C++", "C++", TRUE },
  { DG_CHECK_PRESENT, "C++", "C++11", TRUE },
  { DG_CHECK_PRESENT, "C++", "in c++, mostly", TRUE },
  { DG_CHECK_ABSENT, "C++", "ABC++", TRUE },
  { DG_CHECK_PRESENT, "$", "US$5", TRUE },
  { DG_CHECK_PRESENT, ".net", "asp.net", TRUE },
  { DG_CHECK_ABSENT, ".net", ".network", TRUE },
  { DG_CHECK_PRESENT, "(c)", "(C) 2020", TRUE },
  { DG_CHECK_PRESENT, "e.g.", "e.g.this", TRUE },
  { DG_CHECK_ABSENT, "e.g.", "eggs", TRUE },
  { DG_CHECK_ABSENT, "a.c", "abc", TRUE },
  { DG_CHECK_PRESENT, "\\d", "a \\d b", TRUE },
  { DG_CHECK_ABSENT, "\\d", "5", TRUE },
  { DG_CHECK_PRESENT, "a|b", "x a|b", TRUE },
  { DG_CHECK_ABSENT, "a|b", "a", TRUE },
  { DG_CHECK_PRESENT, "😀", "so😀so", TRUE },
  /* several words */
  { DG_CHECK_PRESENT, "New York", "in new\n  york.", TRUE },
  { DG_CHECK_PRESENT, "New  York", "New York", TRUE },
  { DG_CHECK_PRESENT, "New York", "New\u00A0York", TRUE },
  { DG_CHECK_ABSENT, "New York", "NewYork", TRUE },
  { DG_CHECK_ABSENT, "New York", "New Yorker", TRUE },
  { DG_CHECK_PRESENT, "  refund ", "a refund", TRUE },
};

static const Case patterns[] = {
  { DG_CHECK_MATCHES, "[A-Z]{3}", "ABC", TRUE },
  { DG_CHECK_MATCHES, "[A-Z]{3}", "abc", FALSE },
  { DG_CHECK_MATCHES, "[A-Z]{3}", "ABCD", FALSE },
  { DG_CHECK_MATCHES, "[A-Z]{3}", "ABC\n", FALSE },
  { DG_CHECK_MATCHES, "[A-Z]{3}$", "ABC\n", FALSE },
  { DG_CHECK_MATCHES, "^[A-Z]{3}$", "ABC", TRUE },
  { DG_CHECK_MATCHES, "(?m)^[A-Z]{3}$", "ABC\nDEF", FALSE },
  { DG_CHECK_MATCHES, "ABC\\Z", "ABC\n", FALSE },
  { DG_CHECK_MATCHES, "a.*b", "a\nb", TRUE },
  { DG_CHECK_MATCHES, ".{2}", "äö", TRUE },
  { DG_CHECK_MATCHES, "\\w+", "größe", TRUE },
  { DG_CHECK_MATCHES, "\\d+", "12", TRUE },
  { DG_CHECK_MATCHES, ".*", "", TRUE },
  { DG_CHECK_MATCHES, ".+", "", FALSE },
  { DG_CHECK_MATCHES, "(?i)yes|no", "NO", TRUE },
  { DG_CHECK_MATCHES, "a|ab", "ab", TRUE },
  { DG_CHECK_MATCHES, "a|b", "ax", FALSE },
  { DG_CHECK_MATCHES, "a|b", "xb", FALSE },
  { DG_CHECK_MATCHES, "a(*ACCEPT)", "abc", FALSE },
  { DG_CHECK_MATCHES, "a\\Kb", "ab", FALSE },
  { DG_CHECK_MATCHES, "(a)\\1", "aa", TRUE },
};
/* clang-format on */

typedef struct
{
  const Case *cases;
  guint n_cases;
} Cases;

static const Cases all_counts = { counts, G_N_ELEMENTS (counts) };
static const Cases all_terms = { terms, G_N_ELEMENTS (terms) };
static const Cases all_patterns = { patterns, G_N_ELEMENTS (patterns) };

static void
test_holds (gconstpointer data)
{
  const Cases *test = data;

  for (guint i = 0; i < test->n_cases; i++)
    {
      const Case *c = &test->cases[i];
      g_autoptr (GError) error = NULL;
      g_autoptr (DgLimit) limit = dg_limit_new (DG_COLUMN_ANSWER, c->check, c->value, &error);
      g_autofree char *problem = NULL;

      g_assert_no_error (error);
      g_test_message ("%s “%s” of “%s”", dg_check_get_id (c->check), c->value, c->text);
      g_assert_cmpint (dg_limit_holds (limit, c->text, &problem), ==, c->holds);
      g_assert_true ((problem == NULL) == c->holds);
      g_assert_cmpint (dg_limit_holds (limit, c->text, NULL), ==, c->holds);
    }
}

typedef struct
{
  DgColumn column;
  DgCheck check;
  const char *value;
  const char *text;
  const char *problem;
} Problem;

/* clang-format off */
static const Problem problems[] = {
  { DG_COLUMN_ANSWER, DG_CHECK_MAX_WORDS, "1", "a b", "the answer has 2 words, at most 1 are allowed" },
  { DG_COLUMN_INPUT, DG_CHECK_MIN_WORDS, "3", "a", "the input has 1 word, at least 3 are needed" },
  { DG_COLUMN_INPUT, DG_CHECK_MAX_CHARACTERS, "1", "äö", "the input has 2 characters, at most 1 are allowed" },
  { DG_COLUMN_ANSWER, DG_CHECK_MIN_CHARACTERS, "9", "", "the answer has 0 characters, at least 9 are needed" },
  { DG_COLUMN_ANSWER, DG_CHECK_PRESENT, "100%", "a", "the answer lacks “100%”" },
  { DG_COLUMN_INPUT, DG_CHECK_ABSENT, "%s", "a %s b", "the input has “%s”, which is not allowed" },
  { DG_COLUMN_INPUT, DG_CHECK_MATCHES, "%n", "a", "the input does not match “%n”" },
};
/* clang-format on */

static void
test_problems (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (problems); i++)
    {
      const Problem *p = &problems[i];
      g_autoptr (DgLimit) limit = dg_limit_new (p->column, p->check, p->value, NULL);
      g_autofree char *problem = NULL;

      g_assert_false (dg_limit_holds (limit, p->text, &problem));
      g_assert_cmpstr (problem, ==, p->problem);
    }
}

static void
test_none (void)
{
  g_autoptr (DgLimit) limit = dg_limit_new (DG_COLUMN_INPUT, DG_CHECK_NONE, "", NULL);

  g_assert_nonnull (limit);
  g_assert_true (dg_limit_holds (limit, "", NULL));
  g_assert_true (dg_limit_holds (limit, "anything", NULL));
}

typedef struct
{
  DgCheck check;
  const char *value;
} Unusable;

static const Unusable unusable[] = {
  { DG_CHECK_MAX_WORDS, "" },
  { DG_CHECK_MAX_WORDS, "0" },
  { DG_CHECK_MAX_WORDS, "-1" },
  { DG_CHECK_MAX_WORDS, "+1" },
  { DG_CHECK_MAX_WORDS, "1.5" },
  { DG_CHECK_MAX_WORDS, "60 words" },
  { DG_CHECK_MIN_WORDS, "0x10" },
  { DG_CHECK_MAX_CHARACTERS, "1000001" },
  { DG_CHECK_MIN_CHARACTERS, "99999999999999999999" },
  { DG_CHECK_MIN_CHARACTERS, "١" },
  { DG_CHECK_PRESENT, "" },
  { DG_CHECK_PRESENT, " \n" },
  { DG_CHECK_ABSENT, "" },
  { DG_CHECK_ABSENT, "\xFF" },
  { DG_CHECK_MATCHES, "" },
  { DG_CHECK_MATCHES, "[" },
  { DG_CHECK_MATCHES, "(" },
  { DG_CHECK_MATCHES, "*" },
  { DG_CHECK_MATCHES, "\xFF" },
  /* what would leave the brackets that are put around it */
  { DG_CHECK_MATCHES, "a)|(?:b" },
  { DG_CHECK_MATCHES, ")(" },
  { DG_CHECK_MATCHES, "\\Qa" },
  { DG_CHECK_MATCHES, "(?x)a # b" },
  { DG_CHECK_MATCHES, "(*LIMIT_MATCH=4000000000)a" },
};

static void
test_unusable (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (unusable); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (DgLimit) limit = dg_limit_new (DG_COLUMN_INPUT, unusable[i].check, unusable[i].value, &error);

      g_test_message ("%s", unusable[i].value);
      g_assert_null (limit);
      g_assert_error (error, DG_LIMIT_ERROR, DG_LIMIT_ERROR_VALUE);
      g_assert_null (dg_limit_new (DG_COLUMN_INPUT, unusable[i].check, unusable[i].value, NULL));
    }
}

static void
test_long_value (void)
{
  g_autofree char *longest = g_strnfill (1000, 'a');
  g_autofree char *longer = g_strnfill (1001, 'a');
  g_autoptr (DgLimit) term = dg_limit_new (DG_COLUMN_INPUT, DG_CHECK_PRESENT, longest, NULL);
  g_autoptr (GError) error = NULL;

  g_assert_true (dg_limit_holds (term, longest, NULL));
  g_assert_null (dg_limit_new (DG_COLUMN_INPUT, DG_CHECK_PRESENT, longer, &error));
  g_assert_error (error, DG_LIMIT_ERROR, DG_LIMIT_ERROR_VALUE);
}

/* What cannot be found out in time is held against no text. */
static void
test_patterns_end (void)
{
  g_autoptr (DgLimit) limit = dg_limit_new (DG_COLUMN_INPUT, DG_CHECK_MATCHES, "((a+)+)+", NULL);
  g_autofree char *text = g_strnfill (5000, 'a');
  g_autofree char *long_text = g_strconcat (text, "b", NULL);

  g_assert_true (dg_limit_holds (limit, long_text, NULL));
  g_assert_true (dg_limit_holds (limit, text, NULL));
  g_assert_false (dg_limit_holds (limit, "aab", NULL));
}

static void
test_long_text (void)
{
  g_autoptr (DgLimit) limit = dg_limit_new (DG_COLUMN_INPUT, DG_CHECK_MATCHES, "[^\\n]*(\\n[^\\n]*)*", NULL);
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < 10000; i++)
    g_string_append (text, "a line of text\n");
  g_assert_true (dg_limit_holds (limit, text->str, NULL));
}

static void
test_copy (void)
{
  g_autoptr (DgLimit) limit = dg_limit_new (DG_COLUMN_ANSWER, DG_CHECK_MAX_WORDS, " 60 ", NULL);
  g_autoptr (DgLimit) copy = dg_limit_copy (limit);

  g_assert_cmpuint (copy->column, ==, DG_COLUMN_ANSWER);
  g_assert_cmpuint (copy->check, ==, DG_CHECK_MAX_WORDS);
  g_assert_cmpstr (copy->value, ==, "60");
  g_assert_true (copy->value != limit->value);
}

static const char *const checks[DG_N_CHECKS] = {
  "none", "max_words", "min_words", "max_characters", "min_characters", "present", "absent", "matches",
};

static void
test_ids (void)
{
  DgCheck check;
  DgColumn column = DG_COLUMN_INPUT;

  for (guint i = 0; i < DG_N_CHECKS; i++)
    {
      check = DG_N_CHECKS;
      g_assert_cmpstr (dg_check_get_id (i), ==, checks[i]);
      g_assert_true (dg_check_from_id (checks[i], &check));
      g_assert_cmpuint (check, ==, i);
    }
  g_assert_false (dg_check_from_id ("Present", &check));
  g_assert_false (dg_check_from_id (NULL, &check));
  g_assert_cmpstr (dg_column_get_id (DG_COLUMN_INPUT), ==, "input");
  g_assert_true (dg_column_from_id ("answer", &column));
  g_assert_cmpuint (column, ==, DG_COLUMN_ANSWER);
  g_assert_false (dg_column_from_id ("output", &column));
  g_assert_false (dg_column_from_id (NULL, &column));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_data_func ("/limit/holds/counts", &all_counts, test_holds);
  g_test_add_data_func ("/limit/holds/terms", &all_terms, test_holds);
  g_test_add_data_func ("/limit/holds/patterns", &all_patterns, test_holds);
  g_test_add_func ("/limit/holds/none", test_none);
  g_test_add_func ("/limit/problems", test_problems);
  g_test_add_func ("/limit/unusable/values", test_unusable);
  g_test_add_func ("/limit/unusable/long", test_long_value);
  g_test_add_func ("/limit/patterns-end", test_patterns_end);
  g_test_add_func ("/limit/long-text", test_long_text);
  g_test_add_func ("/limit/copy", test_copy);
  g_test_add_func ("/limit/ids", test_ids);

  return g_test_run ();
}
