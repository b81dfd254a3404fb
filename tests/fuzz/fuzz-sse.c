/* fuzz-sse.c: events cut anywhere give the same, and written again are read as the same
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <string.h>

#include "dg-sse.h"
#include "fuzz.h"

static void
append_event (GString *out, const DgSseEvent *event)
{
  g_auto (GStrv) lines = g_strsplit (event->data, "\n", -1);

  g_assert_true (g_utf8_validate (event->data, -1, NULL));
  g_assert_true (g_utf8_validate (event->type, -1, NULL));
  g_assert_true (event->id == NULL || g_utf8_validate (event->id, -1, NULL));
  g_assert_null (strpbrk (event->type, "\r\n"));
  g_assert_null (strchr (event->data, '\r'));

  g_string_append_printf (out, "event: %s\nid: %s\n", event->type, event->id != NULL ? event->id : "");
  for (guint i = 0; lines[i] != NULL; i++)
    g_string_append_printf (out, "data: %s\n", lines[i]);
  if (lines[0] == NULL)
    g_string_append (out, "data\n"); /* g_strsplit() makes no piece of an empty string */
  g_string_append_c (out, '\n');
}

/* Writes again all that was read. Returns the error's code, or -1. */
static int
parse (const char *text, gsize length, gsize chunk, GString *out)
{
  g_autoptr (DgSseParser) parser = dg_sse_parser_new ();
  g_autoptr (GError) error = NULL;
  DgSseEvent *event;

  for (gsize at = 0; at < length && error == NULL; at += chunk)
    {
      dg_sse_parser_push (parser, text + at, MIN (chunk, length - at));
      while (dg_sse_parser_next (parser, &event, &error))
        {
          append_event (out, event);
          dg_sse_event_free (event);
        }
    }
  return error != NULL ? error->code : -1;
}

/* The first byte says how to cut. */
int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autoptr (GString) whole = g_string_new (NULL);
  g_autoptr (GString) pieces = g_string_new (NULL);
  g_autoptr (GString) again = g_string_new (NULL);
  int code;

  if (size < 2 || size > 65536)
    return 0;

  code = parse ((const char *) data + 1, size - 1, size, whole);
  g_assert_cmpint (parse ((const char *) data + 1, size - 1, 1 + data[0], pieces), ==, code);
  g_assert_cmpstr (pieces->str, ==, whole->str);

  g_assert_cmpint (parse (whole->str, whole->len, G_MAXINT, again), ==, -1);
  g_assert_cmpstr (again->str, ==, whole->str);
  return 0;
}
