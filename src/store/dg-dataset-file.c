/* dg-dataset-file.c: dataset files, JSONL and CSV, in and out
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "dg-dataset-file-private.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "dg-json.h"
#include "dg-store-private.h"

/* Bytes between two looks at the cancellable. */
#define CHUNK_BYTES (1024 * 1024)

#define N_TEMPORARY_NAMES 100

static void
print_jsonl_record (GString *out, DgRecord *record)
{
  g_string_append (out, "{\"input\": ");
  dg_json_append_string (out, dg_record_get_input (record));
  g_string_append (out, ", \"answer\": ");
  dg_json_append_string (out, dg_record_get_answer (record));
  g_string_append (out, "}\n");
}

static gboolean
needs_quotes (const char *field)
{
  /* RFC 4180 asks for quotes around the first four. Some readers trim spaces of bare fields. */
  return strpbrk (field, "\",\r\n") != NULL || g_ascii_isspace (field[0]) ||
         (field[0] != '\0' && g_ascii_isspace (field[strlen (field) - 1]));
}

static void
print_csv_field (GString *out, const char *field)
{
  if (!needs_quotes (field))
    {
      g_string_append (out, field);
      return;
    }

  g_string_append_c (out, '"');
  for (const char *quote = strchr (field, '"'); quote != NULL; quote = strchr (field, '"'))
    {
      g_string_append_len (out, field, quote - field + 1);
      g_string_append_c (out, '"');
      field = quote + 1;
    }
  g_string_append (out, field);
  g_string_append_c (out, '"');
}

static void
print_csv_record (GString *out, DgRecord *record)
{
  print_csv_field (out, dg_record_get_input (record));
  g_string_append_c (out, ',');
  print_csv_field (out, dg_record_get_answer (record));
  g_string_append (out, "\r\n");
}

static int
open_temporary (const char *folder, char **path)
{
  for (guint i = 0; i < N_TEMPORARY_NAMES; i++)
    {
      g_autofree char *name =
          g_strdup_printf (DG_DATASET_FILE_TEMPORARY_PREFIX "%08x" DG_DATASET_FILE_TEMPORARY_SUFFIX, g_random_int ());
      g_autofree char *candidate = g_build_filename (folder, name, NULL);

      int fd = open (candidate, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
      if (fd >= 0)
        {
          *path = g_steal_pointer (&candidate);
          return fd;
        }

      if (errno != EEXIST)
        break;
    }

  return -1;
}

static gboolean
write_all (int fd, const char *text, gsize length, GCancellable *cancellable, int *errsv)
{
  *errsv = 0;

  while (length > 0 && !g_cancellable_is_cancelled (cancellable))
    {
      gssize n_written = write (fd, text, MIN (length, CHUNK_BYTES));

      if (n_written < 0 && errno == EINTR)
        continue;

      if (n_written < 0)
        {
          *errsv = errno;
          return FALSE;
        }

      text += n_written;
      length -= n_written;
    }

  return length == 0;
}

static gboolean
write_temporary (
    const char *folder, const char *text, gsize length, char **temporary, GCancellable *cancellable, int *errsv)
{
  int fd = open_temporary (folder, temporary);

  if (fd < 0)
    {
      *errsv = errno;
      return FALSE;
    }

  gboolean written = write_all (fd, text, length, cancellable, errsv);

  if (written && fsync (fd) < 0)
    {
      *errsv = errno;
      written = FALSE;
    }

  /* On a network file system this can be where a full disk shows. */
  if (close (fd) < 0 && written)
    {
      *errsv = errno;
      written = FALSE;
    }

  return written;
}

/* Fails with EEXIST when @to exists, without a moment in between in which somebody could make it. */
static int
rename_to_new (const char *from, const char *to)
{
  if (renameat2 (AT_FDCWD, from, AT_FDCWD, to, RENAME_NOREPLACE) == 0)
    return 0;

  if (errno != EINVAL && errno != ENOSYS)
    return -1;

  /* A file system without that flag. */
  if (link (from, to) < 0)
    return -1;

  g_unlink (from);

  return 0;
}

/* Without this the name may be gone after a power cut, though the contents are on disk. */
static gboolean
sync_folder (const char *folder)
{
  int fd = open (folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);

  /* A folder that may be written but not read cannot be synced, and needs no fuss. */
  if (fd < 0)
    return TRUE;

  /* Some file systems cannot sync folders; they say EINVAL. */
  gboolean synced = fsync (fd) == 0 || errno == EINVAL;
  int errsv = errno;

  close (fd);
  errno = errsv;

  return synced;
}

/**
 * dg_dataset_file_rename:
 * @from: a file that is written and flushed
 * @to: what it is to be called, in the same folder
 * @overwrite: whether a file of that name may be replaced
 * @error: return location for an error of #DG_STORE_ERROR, %DG_STORE_ERROR_EXISTS among them
 *
 * Returns: whether @to is the new file, also after a power cut
 */
gboolean
dg_dataset_file_rename (const char *from, const char *to, gboolean overwrite, GError **error)
{
  g_autofree char *folder = g_path_get_dirname (to);

  if ((overwrite ? g_rename (from, to) : rename_to_new (from, to)) == 0 && sync_folder (folder))
    return TRUE;

  dg_store_set_error_from_errno (error, errno, to);

  return FALSE;
}

/**
 * dg_dataset_file_print:
 * @records: (element-type DgRecord): records
 * @format: the format to print
 * @length: (out) (optional): bytes of the text
 *
 * JSONL: UTF-8 without a byte order mark, one object with `input` and `answer` a line, LF after every line, non-ASCII
 * as it is. CSV: RFC 4180 with the header `input,answer` and CRLF; fields with quotes, commas, line breaks or outer
 * spaces are quoted, so that any text survives.
 *
 * Returns: (transfer full): the text of the file
 */
char *
dg_dataset_file_print (GPtrArray *records, DgFileFormat format, gsize *length)
{
  g_return_val_if_fail (records != NULL, NULL);

  GString *out = g_string_new (format == DG_FILE_FORMAT_CSV ? "input,answer\r\n" : NULL);

  for (guint i = 0; i < records->len; i++)
    {
      DgRecord *record = g_ptr_array_index (records, i);

      if (format == DG_FILE_FORMAT_CSV)
        print_csv_record (out, record);
      else
        print_jsonl_record (out, record);
    }

  if (length != NULL)
    *length = out->len;

  return g_string_free (out, FALSE);
}

/**
 * dg_dataset_file_write:
 * @path: the file to write
 * @text: its contents
 * @length: bytes of @text
 * @overwrite: whether a file that is there may be replaced
 * @cancellable: (nullable): a cancellable
 * @error: return location for an error of #DG_STORE_ERROR, %DG_STORE_ERROR_EXISTS among them, or %G_IO_ERROR_CANCELLED
 *
 * Writes to a temporary name in the same folder, flushes it to disk and renames it: @path is the old file or the new
 * one, never half of it, even after a power cut. The temporary name does not end like a dataset, since the optimizer
 * takes every `.jsonl` it finds.
 *
 * Returns: whether the file is written
 */
gboolean
dg_dataset_file_write (
    const char *path, const char *text, gsize length, gboolean overwrite, GCancellable *cancellable, GError **error)
{
  g_return_val_if_fail (path != NULL && text != NULL, FALSE);

  g_autofree char *folder = g_path_get_dirname (path);
  g_autofree char *temporary = NULL;
  int errsv = 0;

  /* For the sake of a quick answer only; the rename below is what counts. */
  if (!overwrite && g_file_test (path, G_FILE_TEST_EXISTS))
    {
      dg_store_set_error_from_errno (error, EEXIST, path);
      return FALSE;
    }

  gboolean done = write_temporary (folder, text, length, &temporary, cancellable, &errsv);

  if (done && (overwrite ? g_rename (temporary, path) : rename_to_new (temporary, path)) < 0)
    {
      errsv = errno;
      done = FALSE;
    }

  if (!done)
    {
      if (temporary != NULL)
        g_unlink (temporary);
      if (errsv != 0 || !g_cancellable_set_error_if_cancelled (cancellable, error))
        dg_store_set_error_from_errno (error, errsv, path);
      return FALSE;
    }

  if (!sync_folder (folder))
    {
      dg_store_set_error_from_errno (error, errno, path);
      return FALSE;
    }

  return TRUE;
}

static void
add_long_field (GArray *fields, DgRecord *record, DgColumn column, const char *text)
{
  DgLongField field = { dg_record_get_number (record), column, (guint) g_utf8_strlen (text, -1) };

  if (field.n_characters > DG_DATASET_FILE_PYTHON_MAX_CHARACTERS)
    g_array_append_val (fields, field);
}

/**
 * dg_dataset_file_find_long_fields:
 * @records: (element-type DgRecord): records of a dataset
 *
 * Python's csv module refuses fields of more than 131,072 characters unless its limit is raised. Such fields are
 * allowed, since JSONL has no limit, but people are to be told.
 *
 * Returns: (transfer full) (element-type DgLongField): the fields that are longer, in the order of @records
 */
GArray *
dg_dataset_file_find_long_fields (GPtrArray *records)
{
  g_return_val_if_fail (records != NULL, NULL);

  GArray *fields = g_array_new (FALSE, FALSE, sizeof (DgLongField));

  for (guint i = 0; i < records->len; i++)
    {
      DgRecord *record = g_ptr_array_index (records, i);

      add_long_field (fields, record, DG_COLUMN_INPUT, dg_record_get_input (record));
      add_long_field (fields, record, DG_COLUMN_ANSWER, dg_record_get_answer (record));
    }

  return fields;
}
