/* dg-text-file.c: texts that the person brings along
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "dg-text-file.h"

#include <glib/gi18n.h>
#include <string.h>

static const char byte_order_mark[] = "\xef\xbb\xbf";

typedef struct
{
  gsize max_bytes;
  char *buffer; /* (owned): one byte more than may be read, so that too much is seen */
} ReadData;

static void
free_read_data (ReadData *data)
{
  g_free (data->buffer);
  g_free (data);
}

static void
return_text (GTask *task, gsize length)
{
  GFile *file = g_task_get_source_object (task);
  ReadData *data = g_task_get_task_data (task);
  g_autofree char *name = g_file_get_basename (file);
  g_autofree char *display = g_filename_display_name (name);
  const char *text = data->buffer;

  if (length > data->max_bytes)
    {
      g_autofree char *size = g_format_size_full (data->max_bytes, G_FORMAT_SIZE_IEC_UNITS);

      g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_MESSAGE_TOO_LARGE,
                               _ ("“%s” is larger than %s. Choose a shorter text, or a part of it."), display, size);
      return;
    }
  if (!g_utf8_validate_len (text, length, NULL))
    {
      g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_INVALID_DATA,
                               _ ("“%s” is not UTF-8 text. Save it as UTF-8 and choose it again."), display);
      return;
    }

  if (length >= strlen (byte_order_mark) && g_str_has_prefix (text, byte_order_mark))
    {
      text += strlen (byte_order_mark);
      length -= strlen (byte_order_mark);
    }
  g_task_return_pointer (task, g_strndup (text, length), g_free);
}

static void
read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  gsize length;
  GError *error = NULL;

  if (!g_input_stream_read_all_finish (G_INPUT_STREAM (source), result, &length, &error))
    g_task_return_error (task, error);
  else
    return_text (task, length);
}

static void
open_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  ReadData *data = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr (GFileInputStream) stream = g_file_read_finish (G_FILE (source), result, &error);
  GCancellable *cancellable = g_task_get_cancellable (task);

  if (stream == NULL)
    {
      g_task_return_error (task, error);
      return;
    }

  g_input_stream_read_all_async (G_INPUT_STREAM (stream), data->buffer, data->max_bytes + 1, G_PRIORITY_DEFAULT,
                                 cancellable, read_cb, g_steal_pointer (&task));
}

/**
 * dg_text_file_read_async:
 * @file: a file
 * @max_bytes: how large it may be
 * @cancellable: (nullable): a cancellable
 * @callback: called with the text
 * @data: given to @callback
 *
 * Reads a text file, and no more of it than is allowed.
 */
void
dg_text_file_read_async (
    GFile *file, gsize max_bytes, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data)
{
  g_return_if_fail (G_IS_FILE (file));

  GTask *task = g_task_new (file, cancellable, callback, data);
  ReadData *read = g_new0 (ReadData, 1);

  read->max_bytes = max_bytes;
  read->buffer = g_malloc (max_bytes + 1);
  g_task_set_source_tag (task, dg_text_file_read_async);
  g_task_set_task_data (task, read, (GDestroyNotify) free_read_data);
  g_file_read_async (file, G_PRIORITY_DEFAULT, cancellable, open_cb, task);
}

/**
 * dg_text_file_read_finish:
 * @file: the file
 * @result: what the callback was given
 * @error: return location for an error of #G_IO_ERROR: %G_IO_ERROR_MESSAGE_TOO_LARGE, %G_IO_ERROR_INVALID_DATA for
 *   what is not UTF-8, and those of reading
 *
 * Returns: (transfer full) (nullable): its text, without a byte order mark
 */
char *
dg_text_file_read_finish (GFile *file, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, file), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
