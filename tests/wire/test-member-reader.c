/* test-member-reader.c: a text that is read while it is written
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <string.h>

#include "dg-member-reader.h"

#define MAX_BYTES 10000

/* What is read when the pieces have @piece bytes; at each moment it is UTF-8, and only ever grows. */
static char *
read_in_pieces (const char *json, gsize piece, gsize max_bytes)
{
  g_autoptr (DgMemberReader) reader = dg_member_reader_new ("reply", max_bytes);
  g_autofree char *before = g_strdup ("");
  gsize length = strlen (json);

  for (gsize at = 0; at < length; at += piece)
    {
      gboolean grew = dg_member_reader_push (reader, json + at, MIN (piece, length - at));
      const char *text = dg_member_reader_get_text (reader);

      g_assert_true (g_utf8_validate (text, -1, NULL));
      g_assert_true (g_str_has_prefix (text, before));
      g_assert_cmpint (grew, ==, strlen (text) > strlen (before));
      g_free (before);
      before = g_strdup (text);
    }

  return g_steal_pointer (&before);
}

static void
assert_read (const char *json, const char *expected)
{
  for (gsize piece = 1; piece <= strlen (json); piece++)
    {
      g_autofree char *text = read_in_pieces (json, piece, MAX_BYTES);

      g_assert_cmpstr (text, ==, expected);
    }
}

static void
test_found (void)
{
  assert_read ("{\"reply\":\"Which tone?\"}", "Which tone?");
  assert_read (" { \"reply\" : \"Größe 東京 😀\" , \"agrees\" : true } ", "Größe 東京 😀");
  assert_read ("{\"changes\":[{\"reply\":\"no\",\"b\":[1,{}]},\"a\\\"]}\"],\"n\":-1.5e3,\"reply\":\"yes\"}", "yes");
  assert_read ("{\"a\":\"x\\\\\",\"reply\":\"yes\"}", "yes");
  assert_read ("{\"reply\":\"a\\\"b\\\\c\\/d\\n\\t\\u00e9\\ud83d\\ude00\"}", "a\"b\\c/d\n\té😀");
  assert_read ("{\"reply\":\"first\",\"reply\":\"second\"}", "first");
}

static void
test_half_written (void)
{
  assert_read ("{\"reply\":\"Which to", "Which to");
  assert_read ("{\"reply\":\"Which \\", "Which ");
  assert_read ("{\"reply\":\"Which \\u00", "Which ");
  assert_read ("{\"reply\":\"Which \\ud83d", "Which ");
  assert_read ("{\"reply\":\"Gr\xc3", "Gr");
  assert_read ("{\"repl", "");
  assert_read ("{\"other\":\"reply", "");
  assert_read ("{\"other\":{\"reply\":\"no\"", "");
}

static void
test_no_text (void)
{
  assert_read ("Which tone?", "");
  assert_read ("[\"reply\",\"x\"]", "");
  assert_read ("{\"reply\":{\"reply\":\"x\"}}", "");
  assert_read ("{\"reply\":null}", "");
  assert_read ("{\"a\":1}{\"reply\":\"x\"}", "");
  assert_read ("{\"\\u0072eply\":\"x\"}", "");
  assert_read ("{\"replying\":\"x\"}", "");
  assert_read ("{reply:\"x\"}", "");
  assert_read ("{\"a\":,\"reply\":\"x\"}", "");
}

/* What was read before the fault stays; nothing after it is taken for text. */
static void
test_broken (void)
{
  assert_read ("{\"reply\":\"good\\u0000bad\"}", "good");
  assert_read ("{\"reply\":\"good\\x bad\"}", "good");
  assert_read ("{\"reply\":\"good\nbad\"}", "good");
  assert_read ("{\"reply\":\"good\xff"
               "bad\"}",
               "good");
  assert_read ("{\"reply\":\"good\\ud83dbad\"}", "good");
  assert_read ("{\"reply\":\"good\\ud83d\\nbad\"}", "good");
  assert_read ("{\"reply\":\"good\\ude00bad\"}", "good");
}

static void
test_too_long (void)
{
  g_autofree char *text = read_in_pieces ("{\"reply\":\"0123456789\"}", 3, 8);

  g_assert_cmpstr (text, ==, "01234");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/wire/member-reader/found", test_found);
  g_test_add_func ("/wire/member-reader/half-written", test_half_written);
  g_test_add_func ("/wire/member-reader/no-text", test_no_text);
  g_test_add_func ("/wire/member-reader/broken", test_broken);
  g_test_add_func ("/wire/member-reader/too-long", test_too_long);

  return g_test_run ();
}
