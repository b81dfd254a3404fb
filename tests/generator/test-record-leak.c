/* test-record-leak.c: inputs that name their answer
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <string.h>

#include "dg-record-format.h"

typedef struct
{
  const char *name;
  const char *input;
  const char *answer;
  gboolean leaks;
} Case;

static const Case cases[] = {
  { "named", "This is about roaming, isn't it?", "roaming", TRUE },
  { "in-other-case", "ROAMING again!", "roaming", TRUE },
  { "with-an-ending", "I want three cancellations", "cancellation", TRUE },
  { "two-words", "a technical fault since noon", "technical_fault", TRUE },
  { "another-label", "This is about roaming", "billing", FALSE },
  { "inside-a-word", "the gloaming", "loaming", FALSE },
  { "one-of-two-words", "a fault since noon", "technical_fault", FALSE },
  { "short", "no, I said", "no", FALSE },
};

static void
test_labels (gconstpointer data)
{
  const Case *test = data;
  const char *const labels[] = { test->answer, "something else", NULL };
  g_autoptr (DgFormat) text = dg_format_new_text ();
  g_autoptr (DgFormat) answer = dg_format_new_labels (labels);
  g_autoptr (DgRecordFormat) format = dg_record_format_new (text, answer);
  g_autofree char *flag = dg_record_format_dup_leak (format, test->input, test->answer);

  if (test->leaks)
    g_assert_nonnull (strstr (flag, test->answer));
  else
    g_assert_null (flag);
}

static void
test_text (void)
{
  g_autoptr (DgFormat) text = dg_format_new_text ();
  g_autoptr (DgRecordFormat) format = dg_record_format_new (text, text);

  g_assert_null (dg_record_format_dup_leak (format, "This is about roaming", "roaming"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/record-leak/", cases[i].name, NULL);

      g_test_add_data_func (path, &cases[i], test_labels);
    }
  g_test_add_func ("/record-leak/free-text", test_text);

  return g_test_run ();
}
