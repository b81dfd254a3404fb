/* test-names.c: ids and file names
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <glib.h>
#include <string.h>

#include "dg-names.h"

static void
assert_slug (const char *name, const char *expected)
{
  g_autofree char *slug = dg_names_make_slug (name);

  g_assert_cmpstr (slug, ==, expected);
}

static void
test_slug_plain (void)
{
  assert_slug ("Customer E-Mails, 2024", "customer_e_mails_2024");
  assert_slug ("already_fine", "already_fine");
}

static void
test_slug_transliterates (void)
{
  assert_slug ("Crème brûlée", "creme_brulee");
}

static void
test_slug_never_empty (void)
{
  assert_slug ("", "records");
  assert_slug ("日本語", "records");
  assert_slug ("../../..", "records");
}

static void
test_slug_no_path (void)
{
  assert_slug ("../etc/passwd", "etc_passwd");
  assert_slug ("a/b\\c.jsonl", "a_b_c_jsonl");
}

static void
test_slug_bounded (void)
{
  g_autofree char *long_name = g_strnfill (500, 'x');
  g_autofree char *slug = dg_names_make_slug (long_name);

  g_assert_cmpuint (strlen (slug), ==, 40);

  /* Cut at an underscore: none is left at the end. */
  assert_slug ("123456789 123456789 123456789 123456789 tail", "123456789_123456789_123456789_123456789");
}

static void
test_slug_holds_no_dataset_id (void)
{
  assert_slug ("dataset_ab12cd34", "datasetab12cd34");
  assert_slug ("my dataset_1", "my_dataset1");
  assert_slug ("dataset dataset 2", "datasetdataset2");
}

static void
test_dataset_id (void)
{
  for (guint i = 0; i < 1000; i++)
    {
      g_autofree char *id = dg_names_make_dataset_id ();

      g_assert_cmpuint (strlen (id), ==, strlen ("dataset_") + 8);
      g_assert_true (g_str_has_prefix (id, "dataset_"));
      g_assert_null (strchr ("12", id[8]));
      g_assert_cmpuint (strspn (id + 8, "0123456789abcdef"), ==, 8);
    }
}

static void
test_file_name (void)
{
  g_autofree char *jsonl = dg_names_make_file_name ("My Set", "dataset_ab12cd34", DG_FILE_FORMAT_JSONL);
  g_autofree char *csv = dg_names_make_file_name ("My Set", "dataset_ab12cd34", DG_FILE_FORMAT_CSV);

  g_assert_cmpstr (jsonl, ==, "my_set_dataset_ab12cd34.jsonl");
  g_assert_cmpstr (csv, ==, "my_set_dataset_ab12cd34.csv");
}

static void
test_belong_together (void)
{
  g_assert_true (dg_names_belong_together ("my_set_dataset_ab12cd34.csv", "dataset_ab12cd34"));
  g_assert_true (dg_names_belong_together ("dataset_ab12cd34.jsonl", "dataset_ab12cd34"));
  g_assert_false (dg_names_belong_together ("my_set_dataset_ab12cd34.json", "dataset_ab12cd34"));
  g_assert_false (dg_names_belong_together ("my_set_dataset_ab12cd34", "dataset_ab12cd34"));
  g_assert_false (dg_names_belong_together ("mydataset_ab12cd34.jsonl", "dataset_ab12cd34"));

  /* An id that begins like another's. */
  g_assert_false (dg_names_belong_together ("my_set_dataset_1b12cd34.jsonl", "dataset_1"));
  g_assert_false (dg_names_belong_together ("a.jsonl", ""));
  g_assert_false (dg_names_belong_together (".jsonl", "dataset_1"));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/store/names/slug/plain", test_slug_plain);
  g_test_add_func ("/store/names/slug/transliterates", test_slug_transliterates);
  g_test_add_func ("/store/names/slug/never-empty", test_slug_never_empty);
  g_test_add_func ("/store/names/slug/no-path", test_slug_no_path);
  g_test_add_func ("/store/names/slug/bounded", test_slug_bounded);
  g_test_add_func ("/store/names/slug/holds-no-dataset-id", test_slug_holds_no_dataset_id);
  g_test_add_func ("/store/names/dataset-id", test_dataset_id);
  g_test_add_func ("/store/names/file-name", test_file_name);
  g_test_add_func ("/store/names/belong-together", test_belong_together);

  return g_test_run ();
}
