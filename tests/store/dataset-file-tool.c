/* dataset-file-tool.c: writes and reads dataset files for test-python-roundtrip
 *
 * `write FORMAT PATH` writes the corpus and prints it; `read PATH` prints what a file holds. Printed is one record a
 * line, both fields in hexadecimal, so that nothing in between can change a byte.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "store-test-utils.h"

#define CHARS_PER_RECORD 64

static const char *const nasty_texts[] = {
  "",
  " ",
  "\t",
  "\n",
  "\r",
  "\r\n",
  "\n\r",
  "a\rb",
  "\r\r\n\n",
  "\"",
  "\"\"",
  "\"\n\"",
  "a\"b",
  ",",
  ",,\",\"",
  ";",
  "|",
  "'",
  "\\",
  "\\\"",
  "\\n",
  "\\u0041",
  "=1+1",
  "+1",
  "-1",
  "@SUM(A1)",
  "=cmd|' /C calc'!A0",
  " leading",
  "trailing ",
  "\xc2\xa0outer no-break spaces\xc2\xa0",
  "{\"label\": \"a\", \"score\": 1.0}",
  "[1, 2]",
  "null",
  "NaN",
  "<tag attribute=\"x\">&amp;</tag>",
  "\xef\xbb\xbfmark inside",
  "next\xc2\x85line",
  "line\xe2\x80\xa8paragraph\xe2\x80\xa9separator",
  "vertical\x0btab form\x0c"
  "feed",
  "\x1c\x1d\x1e\x1f",
  "delete\x7f",
  "e\xcc\x81 is not \xc3\xa9",
  "\xf0\x9f\x91\xa9\xe2\x80\x8d\xf0\x9f\x91\xa9\xe2\x80\x8d\xf0\x9f\x91\xa7 \xf0\x9f\x87\xa8\xf0\x9f\x87\xad",
  "\xe2\x80\xae"
  "right to left",
};

static void
add (GPtrArray *records, const char *input, const char *answer)
{
  g_ptr_array_add (records, dg_record_new (input, answer, 0));
}

static void
add_nasty_pairs (GPtrArray *records)
{
  for (guint i = 0; i < G_N_ELEMENTS (nasty_texts); i++)
    for (guint j = 0; j < G_N_ELEMENTS (nasty_texts); j++)
      add (records, nasty_texts[i], nasty_texts[j]);
}

static gboolean
is_character (gunichar c)
{
  return c != 0 && (c < 0xd800 || c > 0xdfff);
}

/* Every character from @first to @last, some in each record. */
static void
add_range (GPtrArray *records, gunichar first, gunichar last, guint step)
{
  g_autoptr (GString) text = g_string_new (NULL);
  guint n_chars = 0;

  for (gunichar c = first; c <= last; c += step)
    {
      if (is_character (c))
        {
          g_string_append_unichar (text, c);
          n_chars++;
        }

      if (n_chars == CHARS_PER_RECORD || c + step > last)
        {
          add (records, text->str, "ok");
          g_string_truncate (text, 0);
          n_chars = 0;
        }
    }
}

/* The longest field that Python's csv reads by default has 131,072 characters. */
static void
add_long (GPtrArray *records)
{
  GString *text = g_string_new (NULL);

  while (text->len < 131072)
    g_string_append (text, text->len % 97 == 0 ? "\"\r\n," : "xyz");
  g_string_truncate (text, 131072);
  add (records, text->str, text->str);
  g_string_free (text, TRUE);
}

static GPtrArray *
make_corpus (void)
{
  GPtrArray *records = g_ptr_array_new_with_free_func (g_object_unref);

  add_nasty_pairs (records);
  add_range (records, 1, 0xffff, 1);
  add_range (records, 0x10000, 0x10ffff, 97);
  add_range (records, 0x1f300, 0x1faff, 1);
  add_long (records);

  return records;
}

static void
print_hex (const char *text)
{
  for (; *text != '\0'; text++)
    printf ("%02x", (guchar) *text);
}

static void
print_records (GPtrArray *records)
{
  for (guint i = 0; i < records->len; i++)
    {
      DgRecord *record = g_ptr_array_index (records, i);

      print_hex (dg_record_get_input (record));
      putchar (' ');
      print_hex (dg_record_get_answer (record));
      putchar ('\n');
    }
}

static GPtrArray *
write_corpus (const char *format_id, const char *path, GError **error)
{
  g_autoptr (GPtrArray) records = make_corpus ();
  DgFileFormat format;
  gsize length;

  g_assert_true (dg_file_format_from_id (format_id, &format));
  g_autofree char *text = dg_dataset_file_print (records, format, &length);

  return dg_dataset_file_write (path, text, length, FALSE, NULL, error) ? g_steal_pointer (&records) : NULL;
}

static GPtrArray *
read_records (const char *path, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  dg_dataset_file_read_async (path, NULL, store_test_ready_cb, &result);

  return dg_dataset_file_read_finish (store_test_wait (&result), NULL, error);
}

int
main (int argc, char *argv[])
{
  g_autoptr (GPtrArray) records = NULL;
  g_autoptr (GError) error = NULL;

  if (argc == 4 && strcmp (argv[1], "write") == 0)
    records = write_corpus (argv[2], argv[3], &error);
  else if (argc == 3 && strcmp (argv[1], "read") == 0)
    records = read_records (argv[2], &error);
  else
    g_printerr ("Usage: dataset-file-tool write jsonl|csv PATH | read PATH\n");

  if (records == NULL)
    {
      if (error != NULL)
        g_printerr ("%s\n", error->message);
      return EXIT_FAILURE;
    }

  print_records (records);

  return EXIT_SUCCESS;
}
