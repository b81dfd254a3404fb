/* dg-dataset-file-read.c: dataset files from disk
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "dg-dataset-file-private.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "dg-dataset.h"

/* Bytes between two looks at the cancellable. */
#define CHUNK_BYTES (1024 * 1024)

typedef struct
{
  GPtrArray *records;   /* (owned) (nullable) until finish() has it */
  GPtrArray *bad_lines; /* (owned) (nullable) until finish() has it */
} ReadResult;

static void
free_read_result (ReadResult *result)
{
  g_clear_pointer (&result->records, g_ptr_array_unref);
  g_clear_pointer (&result->bad_lines, g_ptr_array_unref);
  g_free (result);
}

static void
set_read_error (GError **error, int errsv, const char *path)
{
  g_autofree char *display = g_filename_display_name (path);

  if (errsv == ENOENT || errsv == ENOTDIR)
    g_set_error (error, DG_STORE_ERROR, DG_STORE_ERROR_NOT_FOUND,
                 _ ("There is no file “%s”. Check its name and folder."), display);
  else
    g_set_error (error, DG_STORE_ERROR, DG_STORE_ERROR_FAILED,
                 /* Translators: the first %s is a file, the second the system's reason */
                 _ ("“%s” cannot be read: %s. Make it readable, or choose another file."), display, g_strerror (errsv));
}

static gboolean
check_file (int fd, const char *path, GError **error)
{
  g_autofree char *display = g_filename_display_name (path);
  struct stat info;

  if (fstat (fd, &info) < 0)
    {
      set_read_error (error, errno, path);
      return FALSE;
    }

  if (!S_ISREG (info.st_mode))
    {
      g_set_error (error, DG_STORE_ERROR, DG_STORE_ERROR_BAD_FILE,
                   _ ("“%s” is not a file with contents. Choose a JSONL or CSV file."), display);
      return FALSE;
    }

  if (info.st_size > DG_DATASET_FILE_MAX_BYTES)
    {
      g_set_error (error, DG_STORE_ERROR, DG_STORE_ERROR_BAD_FILE,
                   _ ("“%s” is larger than 256 MiB. Split it into smaller files."), display);
      return FALSE;
    }

  return TRUE;
}

static GByteArray *
read_all (int fd, const char *path, GCancellable *cancellable, GError **error)
{
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  g_autofree guint8 *chunk = g_malloc (CHUNK_BYTES);

  while (!g_cancellable_set_error_if_cancelled (cancellable, error))
    {
      gssize n_read = read (fd, chunk, CHUNK_BYTES);

      if (n_read < 0 && errno == EINTR)
        continue;

      /* A file can grow while it is read. */
      if (n_read < 0 || bytes->len + n_read > DG_DATASET_FILE_MAX_BYTES)
        {
          set_read_error (error, n_read < 0 ? errno : EFBIG, path);
          return NULL;
        }

      if (n_read == 0)
        return g_steal_pointer (&bytes);

      g_byte_array_append (bytes, chunk, n_read);
    }

  return NULL;
}

static gboolean
guess_format (const char *path, DgFileFormat *format, GError **error)
{
  const char *dot = strrchr (path, '.');

  if (dot != NULL && dg_file_format_from_id (dot + 1, format))
    return TRUE;

  g_autofree char *display = g_filename_display_name (path);

  g_set_error (error, DG_STORE_ERROR, DG_STORE_ERROR_BAD_FILE,
               _ ("The name of “%s” does not tell its format. It has to end in .jsonl or .csv."), display);

  return FALSE;
}

static void
read_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  const char *path = data;
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;
  DgFileFormat format = DG_FILE_FORMAT_JSONL;
  gsize length = 0;

  if (guess_format (path, &format, &error))
    text = dg_dataset_file_load (path, &length, cancellable, &error);

  if (text == NULL)
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }

  ReadResult *result = g_new0 (ReadResult, 1);

  result->records = dg_dataset_file_parse (text, length, format, &result->bad_lines, &error);
  if (result->records != NULL)
    {
      g_task_return_pointer (task, result, (GDestroyNotify) free_read_result);
      return;
    }

  free_read_result (result);
  g_task_return_error (task, g_steal_pointer (&error));
}

/**
 * dg_dataset_file_load:
 * @path: a file
 * @length: (out): its bytes
 * @cancellable: (nullable): a cancellable
 * @error: return location for an error of #DG_STORE_ERROR, or %G_IO_ERROR_CANCELLED
 *
 * Reads a regular file of up to 256 MiB.
 *
 * Returns: (transfer full) (nullable): the contents, with a NUL behind them
 */
char *
dg_dataset_file_load (const char *path, gsize *length, GCancellable *cancellable, GError **error)
{
  g_return_val_if_fail (path != NULL && length != NULL, NULL);

  /* Nobody may ever write to a pipe of that name: without O_NONBLOCK this would wait for it. */
  int fd = open (path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
  if (fd < 0)
    {
      set_read_error (error, errno, path);
      return NULL;
    }

  GByteArray *bytes = check_file (fd, path, error) ? read_all (fd, path, cancellable, error) : NULL;

  close (fd);
  if (bytes == NULL)
    return NULL;

  *length = bytes->len;
  g_byte_array_append (bytes, (const guint8 *) "", 1);

  return (char *) g_byte_array_free (bytes, FALSE);
}

/**
 * dg_dataset_file_read_async:
 * @path: a file whose name ends in `.jsonl` or `.csv`
 * @cancellable: (nullable): a cancellable
 * @callback: called when the file is read
 * @data: given to @callback
 *
 * Reads and parses a dataset file in a thread.
 */
void
dg_dataset_file_read_async (const char *path, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data)
{
  g_return_if_fail (path != NULL);

  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, data);

  g_task_set_source_tag (task, dg_dataset_file_read_async);
  g_task_set_task_data (task, g_strdup (path), g_free);
  g_task_run_in_thread (task, read_in_thread);
}

/**
 * dg_dataset_file_read_finish:
 * @result: what the callback was given
 * @bad_lines: (out) (optional) (transfer full) (element-type DgBadLine): what could not be read; without it the first
 *   bad line is an error
 * @error: return location for an error of #DG_STORE_ERROR, or %G_IO_ERROR_CANCELLED
 *
 * Returns: (transfer full) (nullable) (element-type DgRecord): the records that could be read
 */
GPtrArray *
dg_dataset_file_read_finish (GAsyncResult *result, GPtrArray **bad_lines, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, dg_dataset_file_read_async), NULL);

  ReadResult *read = g_task_propagate_pointer (G_TASK (result), error);
  g_autoptr (GPtrArray) records = NULL;

  if (read == NULL)
    return NULL;

  if (bad_lines != NULL || dg_bad_lines_check (read->bad_lines, error))
    records = g_steal_pointer (&read->records);
  if (bad_lines != NULL)
    *bad_lines = g_steal_pointer (&read->bad_lines);
  free_read_result (read);

  return g_steal_pointer (&records);
}
