/* test-library-crash.c: kills at any moment, full disks and read-only file systems
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <errno.h>
#include <glib/gstdio.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/resource.h>
#include <unistd.h>

#include "store-test-utils.h"

#define BATCH_RECORDS 3
#define N_KILLS 8

static void G_GNUC_PRINTF (1, 2) announce (const char *format, ...)
{
  va_list args;

  va_start (args, format);
  vprintf (format, args);
  va_end (args);
  fflush (stdout);
}

/* The child adds batches to a run until it is killed, and says so each time one is kept. */
G_NORETURN static void
add_batches_for_ever (const char *folder, const char *run, guint first)
{
  g_autoptr (DgLibrary) library = store_test_open (folder);

  while (TRUE)
    {
      store_test_add_records (library, run, first, BATCH_RECORDS);
      first += BATCH_RECORDS;
      announce ("%u\n", first - 1);
    }
}

/* The child makes datasets until it is killed. */
G_NORETURN static void
make_datasets_for_ever (const char *folder)
{
  g_autoptr (DgLibrary) library = store_test_open (folder);

  while (TRUE)
    {
      g_autoptr (DgRunReport) report = store_test_make_dataset (library, "x", 5, DG_FILE_FORMAT_CSV);

      announce ("%s\n", report->dataset);
    }
}

/* Kills a child when it has written @n_lines. Returns: (transfer full): all that it wrote until it was dead */
static GPtrArray *
run_and_kill (const char *const *argv, guint n_lines)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GSubprocess) child = g_subprocess_newv (argv, G_SUBPROCESS_FLAGS_STDOUT_PIPE, &error);
  GPtrArray *lines = g_ptr_array_new_with_free_func (g_free);

  g_assert_no_error (error);
  g_autoptr (GDataInputStream) output = g_data_input_stream_new (g_subprocess_get_stdout_pipe (child));

  for (char *line = g_data_input_stream_read_line (output, NULL, NULL, &error); line != NULL;
       line = g_data_input_stream_read_line (output, NULL, NULL, &error))
    {
      g_ptr_array_add (lines, line);
      if (lines->len == n_lines)
        g_subprocess_force_exit (child);
    }

  g_assert_no_error (error);
  g_assert_true (g_subprocess_wait (child, NULL, NULL));
  g_assert_true (g_subprocess_get_if_signaled (child));
  g_assert_cmpint (g_subprocess_get_term_sig (child), ==, SIGKILL);

  return lines;
}

static char *
query (StoreFixture *fixture, const char *sql)
{
  g_autofree char *path = g_build_filename (fixture->folder, "library.db", NULL);

  return store_test_query_file (path, sql);
}

static void
assert_integrity (StoreFixture *fixture)
{
  g_autofree char *integrity = query (fixture, "PRAGMA integrity_check");
  g_autofree char *foreign_keys = query (fixture, "PRAGMA foreign_key_check");

  g_assert_cmpstr (integrity, ==, "ok");
  g_assert_cmpstr (foreign_keys, ==, "");
}

/* Returns: how many whole batches the run has */
static guint
assert_run (StoreFixture *fixture, const char *run, guint n_announced)
{
  g_autoptr (DgLibrary) library = store_test_open (fixture->folder);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) records = store_test_resume_run (library, run, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (records->len, >=, n_announced);
  g_assert_cmpuint (records->len % BATCH_RECORDS, ==, 0);

  for (guint i = 0; i < records->len; i++)
    {
      g_autofree char *input = g_strdup_printf ("question %u", i + 1);
      g_autofree char *answer = g_strdup_printf ("answer %u", i + 1);

      store_test_assert_record (records, i, input, answer);
    }

  return records->len;
}

static void
test_kill_while_adding (StoreFixture *fixture, gconstpointer data)
{
  DgLibrary *library = store_test_open (fixture->folder);
  g_autofree char *session = store_test_new_session (library, "x");
  g_autofree char *run = store_test_begin_run (library, session, 1000, DG_FILE_FORMAT_JSONL, NULL);
  guint n_records = 0;

  g_assert_finalize_object (library);
  for (guint i = 0; i < N_KILLS; i++)
    {
      g_autofree char *first = g_strdup_printf ("%u", n_records + 1);
      const char *const argv[] = { "/proc/self/exe", "--add-batches", fixture->folder, run, first, NULL };
      g_autoptr (GPtrArray) lines = run_and_kill (argv, 1 + i * 5);

      n_records = assert_run (fixture, run, atoi (g_ptr_array_index (lines, lines->len - 1)));
      assert_integrity (fixture);
    }
}

static void
assert_dataset (DgLibrary *library, const char *id)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (DgDataset) dataset = store_test_load_dataset (library, id, &error);

  g_assert_no_error (error);
  g_assert_nonnull (dg_dataset_get_path (dataset));

  g_autofree char *text = store_test_read (dg_dataset_get_path (dataset), NULL);
  g_assert_cmpstr (text, ==,
                   "input,answer\r\nquestion 1,answer 1\r\nquestion 2,answer 2\r\nquestion 3,answer 3\r\n"
                   "question 4,answer 4\r\nquestion 5,answer 5\r\n");
}

/* Ends the run that was cut short, if there is one. */
static void
end_open_run (StoreFixture *fixture, DgLibrary *library)
{
  g_autofree char *run = query (fixture, "SELECT id FROM dg_runs WHERE status = 'running'");
  g_autoptr (GError) error = NULL;

  if (run[0] == '\0')
    return;

  g_autoptr (DgRunReport) report = store_test_end_run (library, run, DG_RUN_PARTIAL, 1.0, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (report->run, ==, run);
}

static void
test_kill_while_saving (StoreFixture *fixture, gconstpointer data)
{
  const char *const argv[] = { "/proc/self/exe", "--make-datasets", fixture->folder, NULL };
  g_autofree char *uploads = g_build_filename (fixture->folder, "uploads", NULL);

  for (guint i = 0; i < N_KILLS; i++)
    {
      g_autoptr (GPtrArray) announced = run_and_kill (argv, 1 + i);
      g_autoptr (DgLibrary) library = store_test_open (fixture->folder);

      for (guint j = 0; j < announced->len; j++)
        assert_dataset (library, g_ptr_array_index (announced, j));

      end_open_run (fixture, library);
      assert_integrity (fixture);
    }

  g_autoptr (DgLibrary) library = store_test_open (fixture->folder);
  g_autoptr (GPtrArray) datasets = store_test_list_datasets (library);

  for (guint i = 0; i < datasets->len; i++)
    assert_dataset (library, dg_dataset_get_id (g_ptr_array_index (datasets, i)));

  /* A file and its sidecar for each, and nothing that a kill left behind. */
  g_assert_cmpuint (store_test_count_files (uploads), ==, 2 * datasets->len);
}

static struct rlimit
limit_file_size (gsize n_bytes)
{
  struct rlimit before, limit;

  signal (SIGXFSZ, SIG_IGN);
  g_assert_cmpint (getrlimit (RLIMIT_FSIZE, &before), ==, 0);
  limit = before;
  limit.rlim_cur = n_bytes;
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &limit), ==, 0);

  return before;
}

static gboolean
add_large_record (DgLibrary *library, const char *run, gsize n_bytes, GError **error)
{
  g_autofree char *text = g_strnfill (n_bytes, 'x');
  g_autoptr (GPtrArray) records = g_ptr_array_new_with_free_func (g_object_unref);
  DgRunBatch batch = { .records = records };

  g_ptr_array_add (records, dg_record_new (text, "", 1));

  return store_test_add_batch (library, run, &batch, error);
}

static char *
begin_run (DgLibrary *library)
{
  g_autofree char *session = store_test_new_session (library, "x");

  return store_test_begin_run (library, session, 1000, DG_FILE_FORMAT_JSONL, NULL);
}

static guint
add_until_full (StoreFixture *fixture, DgLibrary *library, const char *run)
{
  g_autofree char *path = g_build_filename (fixture->folder, "library.db", NULL);
  g_autoptr (GError) error = NULL;
  guint n_kept = 0;

  while (add_large_record (library, run, 50000, &error))
    n_kept++;

  g_assert_error (error, DG_STORE_ERROR, DG_STORE_ERROR_FULL);
  g_assert_nonnull (strstr (error->message, path));

  return n_kept;
}

static void
assert_n_records (StoreFixture *fixture, guint n_records)
{
  g_autofree char *expected = g_strdup_printf ("%u", n_records);
  g_autofree char *counted = query (fixture, "SELECT count (*) FROM dg_records");

  g_assert_cmpstr (counted, ==, expected);
  assert_integrity (fixture);
}

static void
test_full_database (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (DgLibrary) library = store_test_open (fixture->folder);
  g_autofree char *run = begin_run (library);
  struct rlimit before = limit_file_size (1000000);
  guint n_kept = add_until_full (fixture, library, run);

  g_assert_cmpuint (n_kept, >, 0);
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &before), ==, 0);
  assert_n_records (fixture, n_kept);

  /* There is room again. */
  g_assert_true (add_large_record (library, run, 50000, NULL));
  assert_n_records (fixture, n_kept + 1);
}

static void
test_full_uploads (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (DgLibrary) library = store_test_open (fixture->folder);
  g_autofree char *uploads = g_build_filename (fixture->folder, "uploads", NULL);
  g_autofree char *run = begin_run (library);
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < 10; i++)
    g_assert_true (add_large_record (library, run, 50000, NULL));

  struct rlimit before = limit_file_size (100000);
  g_autoptr (DgRunReport) none = store_test_end_run (library, run, DG_RUN_PARTIAL, 1.0, &error);
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &before), ==, 0);
  g_assert_null (none);
  g_assert_error (error, DG_STORE_ERROR, DG_STORE_ERROR_FULL);
  g_assert_nonnull (strstr (error->message, uploads));
  g_clear_error (&error);

  /* Nothing half done: no file, no row, and the records are all there. */
  g_autofree char *n_datasets = query (fixture, "SELECT count (*) FROM datasets");
  g_assert_cmpstr (n_datasets, ==, "0");
  g_assert_cmpuint (store_test_count_files (uploads), ==, 0);
  assert_n_records (fixture, 10);

  g_autoptr (DgRunReport) report = store_test_end_run (library, run, DG_RUN_PARTIAL, 1.0, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (report->accepted, ==, 10);
}

/* Puts a small file system over the folder, in a mount namespace that ends with this program. */
static gboolean
mount_small_file_system (StoreFixture *fixture)
{
  if (unshare (CLONE_NEWNS) == 0 && mount (NULL, "/", NULL, MS_REC | MS_PRIVATE, NULL) == 0 &&
      mount ("none", fixture->folder, "tmpfs", 0, "size=2m") == 0)
    return TRUE;

  g_test_skip ("mounting needs more rights");

  return FALSE;
}

static void
test_full_disk (StoreFixture *fixture, gconstpointer data)
{
  g_autofree char *ballast_path = g_build_filename (fixture->folder, "ballast", NULL);
  g_autofree char *ballast = g_strnfill (500000, 'x');

  if (!mount_small_file_system (fixture))
    return;

  store_test_write (ballast_path, ballast);
  {
    g_autoptr (DgLibrary) library = store_test_open (fixture->folder);
    g_autofree char *run = begin_run (library);
    g_autoptr (GError) error = NULL;
    guint n_kept = add_until_full (fixture, library, run);

    g_assert_cmpuint (n_kept, >, 0);
    assert_n_records (fixture, n_kept);

    g_assert_null (store_test_end_run (library, run, DG_RUN_PARTIAL, 1.0, &error));
    g_assert_error (error, DG_STORE_ERROR, DG_STORE_ERROR_FULL);

    g_assert_cmpint (g_unlink (ballast_path), ==, 0);
    g_assert_true (add_large_record (library, run, 50000, NULL));
    assert_n_records (fixture, n_kept + 1);
  }
  g_assert_cmpint (umount (fixture->folder), ==, 0);
}

static void
test_full_from_the_start (StoreFixture *fixture, gconstpointer data)
{
  g_autofree char *ballast_path = g_build_filename (fixture->folder, "ballast", NULL);
  g_autofree char *ballast = g_strnfill (2 * 1024 * 1024 - 4096, 'x');
  g_autoptr (GError) error = NULL;

  if (!mount_small_file_system (fixture))
    return;

  store_test_write (ballast_path, ballast);
  g_assert_null (store_test_try_open (fixture->folder, &error));
  g_assert_error (error, DG_STORE_ERROR, DG_STORE_ERROR_FULL);
  g_assert_nonnull (strstr (error->message, fixture->folder));
  g_assert_cmpint (umount (fixture->folder), ==, 0);
}

static void
test_read_only_file_system (StoreFixture *fixture, gconstpointer data)
{
  if (!mount_small_file_system (fixture))
    return;

  for (guint i = 0; i < 2; i++)
    {
      g_autoptr (GError) error = NULL;

      /* First without a library in it, then with one. */
      g_assert_cmpint (mount (NULL, fixture->folder, NULL, MS_REMOUNT | MS_RDONLY, NULL), ==, 0);
      g_assert_null (store_test_try_open (fixture->folder, &error));
      g_assert_error (error, DG_STORE_ERROR, DG_STORE_ERROR_READ_ONLY);
      g_assert_nonnull (strstr (error->message, fixture->folder));

      g_assert_cmpint (mount (NULL, fixture->folder, NULL, MS_REMOUNT, NULL), ==, 0);
      g_object_unref (store_test_open (fixture->folder));
    }

  g_assert_cmpint (umount (fixture->folder), ==, 0);
}

int
main (int argc, char *argv[])
{
  if (argc == 5 && strcmp (argv[1], "--add-batches") == 0)
    add_batches_for_ever (argv[2], argv[3], atoi (argv[4]));

  if (argc == 3 && strcmp (argv[1], "--make-datasets") == 0)
    make_datasets_for_ever (argv[2]);

  g_test_init (&argc, &argv, NULL);

  store_test_add ("/store/crash/kill-while-adding", test_kill_while_adding);
  store_test_add ("/store/crash/kill-while-saving", test_kill_while_saving);
  store_test_add ("/store/crash/full-database", test_full_database);
  store_test_add ("/store/crash/full-uploads", test_full_uploads);
  store_test_add ("/store/crash/full-disk", test_full_disk);
  store_test_add ("/store/crash/full-from-the-start", test_full_from_the_start);
  store_test_add ("/store/crash/read-only-file-system", test_read_only_file_system);

  return g_test_run ();
}
