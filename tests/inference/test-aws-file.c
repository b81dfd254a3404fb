/* test-aws-file.c: what botocore reads is read, and what it refuses is refused
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <string.h>

#include "dg-aws-file.h"

static DgAwsFile *
parse (const char *text)
{
  g_autoptr (GError) error = NULL;
  DgAwsFile *file = dg_aws_file_new (text, strlen (text), "/etc/example", &error);

  g_assert_no_error (error);
  return file;
}

static void
assert_value (DgAwsFile *file, const char *section, const char *name, const char *value)
{
  GHashTable *values = dg_aws_file_lookup (file, section);

  g_assert_nonnull (values);
  g_assert_cmpstr (g_hash_table_lookup (values, name), ==, value);
}

static void
test_values (void)
{
  g_autoptr (DgAwsFile) file = parse ("\xef\xbb\xbf# a comment\r\n[one]\r\nRegion = us-west-2\r\n\n; another\n"
                                      "secret=a=b:c#d ;e\nempty =\ncolon: text\n[ two ]\nregion=x");

  assert_value (file, "one", "region", "us-west-2");
  assert_value (file, "one", "secret", "a=b:c#d ;e");
  assert_value (file, "one", "empty", "");
  assert_value (file, "one", "colon", "text");
  assert_value (file, " two ", "region", "x");
  g_assert_null (dg_aws_file_lookup (file, "three"));
}

/* What is indented deeper goes on, whatever it looks like; comments in between do not count. */
static void
test_continued (void)
{
  g_autoptr (DgAwsFile) file = parse ("[one]\ns3 =\n  max = 1\n  # no\n  [two]\nlast = a\n\n b\nregion = x\n");

  assert_value (file, "one", "s3", "\nmax = 1\n[two]");
  assert_value (file, "one", "last", "a\nb");
  assert_value (file, "one", "region", "x");
  g_assert_null (dg_aws_file_lookup (file, "two"));
}

static void
test_named (void)
{
  g_autoptr (DgAwsFile) file = parse (
      "[default]\na=1\n[profile work]\na=2\n[profile \"my own\"]\na=3\n[sso-session work]\na=4\n[profilework]\na=5\n"
      "[profile one two]\na=6\n");
  g_auto (GStrv) names = dg_aws_file_list (file, "profile");

  g_assert_cmpstr (g_hash_table_lookup (dg_aws_file_lookup_named (file, "profile", "work"), "a"), ==, "2");
  g_assert_cmpstr (g_hash_table_lookup (dg_aws_file_lookup_named (file, "profile", "my own"), "a"), ==, "3");
  g_assert_cmpstr (g_hash_table_lookup (dg_aws_file_lookup_named (file, "sso-session", "work"), "a"), ==, "4");
  g_assert_null (dg_aws_file_lookup_named (file, "profile", "default"));
  g_assert_null (dg_aws_file_lookup_named (file, "profile", "one"));
  g_assert_cmpuint (g_strv_length (names), ==, 2);
}

static void
assert_refused (const char *text, gsize length, const char *said)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (dg_aws_file_new (text, length, "/etc/example", &error));
  g_assert_error (error, DG_INFERENCE_ERROR, DG_INFERENCE_ERROR_CONFIGURATION);
  g_assert_nonnull (strstr (error->message, "/etc/example"));
  g_assert_nonnull (strstr (error->message, said));
  g_assert_null (strstr (error->message, "s3cret"));
}

static void
test_refused (void)
{
  static const struct
  {
    const char *text;
    const char *said;
  } rows[] = {
    { "aws_secret_access_key = s3cret\n", "line 1" },
    { "[one]\n\ns3cret\n", "line 3" },
    { "[one]\n= s3cret\n", "line 2" },
    { "[one]\na=s3cret\na=s3cret\n", "line 3" },
    { "[one]\n[s3cret]\n[s3cret]\n", "line 3" },
    { "[one\n", "line 1" },
    { "[one]\na=\xff s3cret\n", "UTF-8" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    assert_refused (rows[i].text, strlen (rows[i].text), rows[i].said);
  assert_refused ("[one]\na=\0s3cret\n", 16, "UTF-8");
}

static void
test_no_file (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (DgAwsFile) missing = dg_aws_file_load ("/nowhere/config", &error);

  g_assert_no_error (error);
  g_assert_null (dg_aws_file_lookup (missing, "default"));
  g_assert_null (dg_aws_file_load ("/dev/zero", &error));
  g_assert_error (error, DG_INFERENCE_ERROR, DG_INFERENCE_ERROR_CONFIGURATION);
}

/* Each is what Python's shlex.split() makes of it. */
static void
test_split (void)
{
  static const struct
  {
    const char *text;
    const char *words;
  } rows[] = {
    { "", "" },
    { "  a  b\tc ", "a|b|c" },
    { "a 'b c' \"d e\"", "a|b c|d e" },
    { "a'b'\"c\"d", "abcd" },
    { "'' \"\"", "|" },
    { "a\\ b \\'", "a b|'" },
    { "\"a\\\"b\\\\c\\d\"", "a\"b\\c\\d" },
    { "'a\\b'", "a\\b" },
    { "a #b $HOME `c` ; d | e", "a|#b|$HOME|`c`|;|d|||e" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_auto (GStrv) words = NULL;
      g_autofree char *joined = NULL;

      g_assert_true (dg_aws_split_words (rows[i].text, &words));
      joined = g_strjoinv ("|", words);
      g_assert_cmpstr (joined, ==, rows[i].words);
    }
  for (guint i = 0; i < 3; i++)
    {
      static const char *const bad[] = { "a 'b", "a \"b\\\"", "a\\" };
      g_auto (GStrv) words = NULL;

      g_assert_false (dg_aws_split_words (bad[i], &words));
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/inference/aws-file/values", test_values);
  g_test_add_func ("/inference/aws-file/continued", test_continued);
  g_test_add_func ("/inference/aws-file/named", test_named);
  g_test_add_func ("/inference/aws-file/refused", test_refused);
  g_test_add_func ("/inference/aws-file/no-file", test_no_file);
  g_test_add_func ("/inference/aws-file/split", test_split);

  return g_test_run ();
}
