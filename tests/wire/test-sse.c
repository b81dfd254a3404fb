/* test-sse.c: server-sent events by the rules of the WHATWG HTML standard, cut in every way
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <string.h>
#include <time.h>

#include "dg-sse.h"

#define MIB (1024 * 1024)

/* Processor time for a long text: far more than it needs, and far less than if it were quadratic. */
#define LINEAR_SECONDS 10
#define TEXT(literal) (literal), sizeof (literal) - 1

/* `events` has a line `type|id|data` for each, with the data's line feeds as `/`. */
typedef struct
{
  const char *name;
  const char *text;
  gsize length;
  const char *events;
} Stream;

typedef struct
{
  const char *name;
  const char *text;
  gsize length;
  const char *events_before;
} Damaged;

/* clang-format off */
static const Stream streams[] = {
  /* the standard's own examples */
  { "standard/three-lines", TEXT ("data: YHOO\ndata: +2\ndata: 10\n\n"), "message|-|YHOO/+2/10\n" },
  { "standard/ids", TEXT (": test stream\n\ndata: first event\nid: 1\n\ndata:second event\nid\n\ndata:  third event\n\n"),
    "message|1|first event\nmessage|-|second event\nmessage|-| third event\n" },
  { "standard/empty-data", TEXT ("data\n\ndata\ndata\n\ndata:"), "message|-|\nmessage|-|/\n" },
  { "standard/space-after-colon", TEXT ("data:test\n\ndata: test\n\n"), "message|-|test\nmessage|-|test\n" },
  { "standard/types", TEXT ("event: add\ndata: 73857293\n\nevent: remove\ndata: 2153\n\nevent: add\ndata: 113411\n\n"),
    "add|-|73857293\nremove|-|2153\nadd|-|113411\n" },

  /* line ends */
  { "lines/cr", TEXT ("data: a\r\rdata: b\r\r"), "message|-|a\nmessage|-|b\n" },
  { "lines/crlf", TEXT ("data: a\r\n\r\ndata: b\r\n\r\n"), "message|-|a\nmessage|-|b\n" },
  { "lines/mixed", TEXT ("data: a\rdata: b\ndata: c\r\ndata: d\n\r\n"), "message|-|a/b/c/d\n" },
  { "lines/lf-cr-is-two", TEXT ("data: a\n\rdata: b\n\r"), "message|-|a\nmessage|-|b\n" },
  { "lines/many-empty", TEXT ("\n\r\r\n\n\ndata: a\n\n\n\n\r\r\n"), "message|-|a\n" },
  { "lines/ends-with-cr", TEXT ("data: a\n\r"), "message|-|a\n" },
  { "lines/other-separators-are-text", TEXT ("data: a\xE2\x80\xA8" "b\x0B" "c\x0C" "d\xC2\x85" "e\n\n"), "message|-|a\xE2\x80\xA8" "b\x0B" "c\x0C" "d\xC2\x85" "e\n" },

  /* fields */
  { "fields/comment", TEXT (":comment\ndata: a\n:\n: more\ndata: b\n\n"), "message|-|a/b\n" },
  { "fields/only-comments", TEXT (": keep-alive\n\n: keep-alive\n\n"), "" },
  { "fields/unknown", TEXT ("foo: bar\ndata: a\nDATA: b\ndat: c\n data: d\ndata : e\n\n"), "message|-|a\n" },
  { "fields/retry", TEXT ("retry: 1000\ndata: a\n\n"), "message|-|a\n" },
  { "fields/colon-in-value", TEXT ("data: {\"a\": 1}\ndata::\ndata: :\n\n"), "message|-|{\"a\": 1}/:/:\n" },
  { "fields/only-one-space-goes", TEXT ("data:  a \ndata:\tb\n\n"), "message|-| a /\tb\n" },
  { "fields/type-without-data", TEXT ("event: x\n\ndata: a\n\n"), "message|-|a\n" },
  { "fields/last-type-counts", TEXT ("event: x\nevent: y\ndata: a\n\n"), "y|-|a\n" },
  { "fields/empty-type", TEXT ("event: x\nevent\ndata: a\n\n"), "message|-|a\n" },
  { "fields/type-is-not-kept", TEXT ("event: x\ndata: a\n\ndata: b\n\n"), "x|-|a\nmessage|-|b\n" },
  { "fields/id-is-kept", TEXT ("id: 7\ndata: a\n\ndata: b\n\nid: 8\ndata: c\n\n"), "message|7|a\nmessage|7|b\nmessage|8|c\n" },
  { "fields/id-without-data", TEXT ("id: 7\n\ndata: b\n\n"), "message|7|b\n" },
  { "fields/id-with-nul", TEXT ("id: 7\nid: 8\0" "9\ndata: a\n\n"), "message|7|a\n" },
  { "fields/name-with-nul", TEXT ("data\0: b\ndata: a\n\n"), "message|-|a\n" },

  /* what is not there yet is no event */
  { "end/nothing", TEXT (""), "" },
  { "end/no-empty-line", TEXT ("data: a\n"), "" },
  { "end/no-line-end", TEXT ("data: a\n\ndata: b"), "message|-|a\n" },

  /* byte order mark */
  { "mark/one", TEXT ("\xEF\xBB\xBF" "data: a\n\n"), "message|-|a\n" },
  { "mark/two", TEXT ("\xEF\xBB\xBF\xEF\xBB\xBF" "data: a\n\ndata: b\n\n"), "message|-|b\n" },
  { "mark/later", TEXT ("data: a\n\xEF\xBB\xBF" "data: b\n\n"), "message|-|a\n" },
  { "mark/alone-on-the-line", TEXT ("\xEF\xBB\xBF\ndata: a\n\n"), "message|-|a\n" },
  { "mark/comment", TEXT ("\xEF\xBB\xBF:c\ndata: a\n\n"), "message|-|a\n" },

  /* UTF-8, and bytes that nobody looks at */
  { "text/utf8", TEXT ("data: Gr\xC3\xB6\xC3\x9F" "e \xE6\x9D\xB1\xE4\xBA\xAC \xF0\x9F\x9B\xB0\n\n"), "message|-|Gr\xC3\xB6\xC3\x9F" "e \xE6\x9D\xB1\xE4\xBA\xAC \xF0\x9F\x9B\xB0\n" },
  { "text/bad-bytes-in-comment", TEXT (":\xFF\0\n\xFF: x\ndata: a\n\n"), "message|-|a\n" },

  { "chat-completions",
    TEXT ("data: {\"choices\":[{\"delta\":{\"role\":\"assistant\"}}]}\n\ndata: {\"choices\":[{\"delta\":{\"content\":\"Hi\"}}]}\n\n"
          ": keep-alive\n\ndata: {\"usage\":{\"total_tokens\":3}}\n\ndata: [DONE]\n\n"),
    "message|-|{\"choices\":[{\"delta\":{\"role\":\"assistant\"}}]}\nmessage|-|{\"choices\":[{\"delta\":{\"content\":\"Hi\"}}]}\n"
    "message|-|{\"usage\":{\"total_tokens\":3}}\nmessage|-|[DONE]\n" },
};

static const Damaged damaged[] = {
  { "data", TEXT ("data: a\n\ndata: \xFF\n\ndata: b\n\n"), "message|-|a\n" },
  { "data-cut-character", TEXT ("data: \xE6\x9D\ndata: \xB1\n\n"), "" },
  { "data-surrogate", TEXT ("data: \xED\xA0\x80\n\n"), "" },
  { "data-nul", TEXT ("data: a\0b\n\ndata: b\n\n"), "" },
  { "type", TEXT ("data: a\n\nevent: \xC0\x80\ndata: b\n\n"), "message|-|a\n" },
  { "type-nul", TEXT ("event: a\0b\ndata: b\n\n"), "" },
  { "id", TEXT ("id: \xE9\ndata: b\n\n"), "" },
};
/* clang-format on */

static void
drain (DgSseParser *parser, GString *out, GError **error)
{
  DgSseEvent *event;

  while (dg_sse_parser_next (parser, &event, error))
    {
      g_strdelimit (event->data, "\n", '/');
      g_string_append_printf (out, "%s|%s|%s\n", event->type, event->id != NULL ? event->id : "-", event->data);
      dg_sse_event_free (event);
    }
  g_assert_null (event);
}

static void
push (DgSseParser *parser, const char *text, gsize length)
{
  /* A copy of its own, so that reading beyond it is noticed. */
  g_autofree char *copy = g_memdup2 (text, length);

  dg_sse_parser_push (parser, copy, length);
}

static void
assert_events (const Stream *test, gsize chunk)
{
  g_autoptr (DgSseParser) parser = dg_sse_parser_new ();
  g_autoptr (GString) out = g_string_new (NULL);
  g_autoptr (GError) error = NULL;

  for (gsize at = 0; at < test->length; at += chunk)
    {
      push (parser, test->text + at, MIN (chunk, test->length - at));
      drain (parser, out, &error);
      g_assert_no_error (error);
    }
  g_assert_cmpstr (out->str, ==, test->events);
}

static void
test_whole (gconstpointer data)
{
  const Stream *test = data;

  assert_events (test, test->length + 1);
}

static void
test_chunks (gconstpointer data)
{
  const Stream *test = data;

  for (gsize chunk = 1; chunk <= test->length; chunk++)
    assert_events (test, chunk);
}

static void
test_cuts (gconstpointer data)
{
  const Stream *test = data;

  for (gsize first = 0; first <= test->length; first++)
    for (gsize second = first; second <= test->length; second++)
      {
        g_autoptr (DgSseParser) parser = dg_sse_parser_new ();
        g_autoptr (GString) out = g_string_new (NULL);

        push (parser, test->text, first);
        push (parser, test->text + first, second - first);
        push (parser, test->text + second, test->length - second);
        drain (parser, out, NULL);
        g_assert_cmpstr (out->str, ==, test->events);
      }
}

static void
test_damaged (gconstpointer data)
{
  const Damaged *test = data;

  for (gsize chunk = 1; chunk <= test->length; chunk++)
    {
      g_autoptr (DgSseParser) parser = dg_sse_parser_new ();
      g_autoptr (GString) out = g_string_new (NULL);
      g_autoptr (GError) error = NULL;
      g_autoptr (GError) again = NULL;

      for (gsize at = 0; at < test->length; at += chunk)
        push (parser, test->text + at, MIN (chunk, test->length - at));
      drain (parser, out, &error);
      g_assert_error (error, DG_SSE_ERROR, DG_SSE_ERROR_ENCODING);
      g_assert_cmpstr (out->str, ==, test->events_before);

      /* It stays failed, whatever comes. */
      push (parser, TEXT ("\n\ndata: b\n\n"));
      drain (parser, out, &again);
      g_assert_error (again, DG_SSE_ERROR, DG_SSE_ERROR_ENCODING);
      g_assert_cmpstr (out->str, ==, test->events_before);
    }
}

/* An event is there with its last byte, not with the first of the next one. */
static void
test_at_once (void)
{
  static const char *const ends[] = { "\n\n", "\r\r", "\r\n\r\n" };
  static const gsize needed[] = { 2, 2, 3 }; /* the carriage return alone ends the line */

  for (guint i = 0; i < G_N_ELEMENTS (ends); i++)
    {
      g_autoptr (DgSseParser) parser = dg_sse_parser_new ();
      g_autoptr (GString) out = g_string_new (NULL);

      push (parser, TEXT ("data: a"));
      push (parser, ends[i], needed[i] - 1);
      drain (parser, out, NULL);
      g_assert_cmpstr (out->str, ==, "");
      push (parser, ends[i] + needed[i] - 1, 1);
      drain (parser, out, NULL);
      g_assert_cmpstr (out->str, ==, "message|-|a\n");
      push (parser, ends[i] + needed[i], strlen (ends[i]) - needed[i]);
      push (parser, TEXT ("data: b\n\n"));
      drain (parser, out, NULL);
      g_assert_cmpstr (out->str, ==, "message|-|a\nmessage|-|b\n");
    }
}

static void
assert_too_large (DgSseParser *parser, const char *chunk, gsize n_chunks, const char *events_before)
{
  g_autoptr (GString) out = g_string_new (NULL);
  g_autoptr (GError) error = NULL;

  for (gsize i = 0; i < n_chunks; i++)
    dg_sse_parser_push (parser, chunk, strlen (chunk));
  drain (parser, out, &error);
  g_assert_error (error, DG_SSE_ERROR, DG_SSE_ERROR_TOO_LARGE);
  g_assert_cmpstr (out->str, ==, events_before);
}

static void
test_large_line (void)
{
  g_autoptr (DgSseParser) parser = dg_sse_parser_new ();
  g_autofree char *chunk = g_strnfill (MIB, 'x');

  push (parser, TEXT ("data: a\n\ndata:"));
  assert_too_large (parser, chunk, 16, "message|-|a\n");
}

static void
test_large_comment (void)
{
  g_autoptr (DgSseParser) parser = dg_sse_parser_new ();
  g_autofree char *chunk = g_strnfill (MIB, ':');

  assert_too_large (parser, chunk, 17, "");
}

static void
test_large_event (void)
{
  g_autoptr (DgSseParser) parser = dg_sse_parser_new ();
  g_autofree char *filling = g_strnfill (1000, 'x');
  g_autofree char *chunk = g_strconcat ("data:", filling, "\n", NULL);

  assert_too_large (parser, chunk, 16 * MIB / 1000, "");
}

static void
test_largest_line (void)
{
  g_autoptr (DgSseParser) parser = dg_sse_parser_new ();
  g_autofree char *filling = g_strnfill (16 * MIB - 5, 'x');
  DgSseEvent *event;

  push (parser, TEXT ("data:"));
  dg_sse_parser_push (parser, filling, strlen (filling));
  push (parser, TEXT ("\n\n"));
  g_assert_true (dg_sse_parser_next (parser, &event, NULL));
  g_assert_cmpuint (strlen (event->data), ==, 16 * MIB - 5);
  dg_sse_event_free (event);
}

static void
test_many_events (void)
{
  g_autoptr (DgSseParser) parser = dg_sse_parser_new ();
  g_autoptr (GString) text = g_string_new (NULL);
  DgSseEvent *event;
  guint n_events = 0;
  clock_t start;

  for (guint i = 0; i < 50000; i++)
    g_string_append (text, "data: {}\r\n\r\n");
  start = clock ();
  dg_sse_parser_push (parser, text->str, text->len);
  for (; dg_sse_parser_next (parser, &event, NULL); n_events++)
    dg_sse_event_free (event);
  g_assert_cmpint (clock () - start, <, LINEAR_SECONDS * CLOCKS_PER_SEC);
  g_assert_cmpuint (n_events, ==, 50000);
}

/* Freed with events that nobody took. */
static void
test_left_over (void)
{
  g_autoptr (DgSseParser) parser = dg_sse_parser_new ();

  push (parser, TEXT ("id: 1\ndata: a\n\ndata: b\n\nevent: c\ndata: d"));
}

static void
add_test (const char *prefix, const char *name, gconstpointer data, GTestDataFunc test)
{
  g_autofree char *path = g_strconcat (prefix, name, NULL);

  g_test_add_data_func (path, data, test);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (streams); i++)
    {
      add_test ("/sse/whole/", streams[i].name, &streams[i], test_whole);
      add_test ("/sse/chunks/", streams[i].name, &streams[i], test_chunks);
      add_test ("/sse/cuts/", streams[i].name, &streams[i], test_cuts);
    }
  for (guint i = 0; i < G_N_ELEMENTS (damaged); i++)
    add_test ("/sse/damaged/", damaged[i].name, &damaged[i], test_damaged);
  g_test_add_func ("/sse/at-once", test_at_once);
  g_test_add_func ("/sse/large/line", test_large_line);
  g_test_add_func ("/sse/large/comment", test_large_comment);
  g_test_add_func ("/sse/large/event", test_large_event);
  g_test_add_func ("/sse/large/largest-line", test_largest_line);
  g_test_add_func ("/sse/large/many-events", test_many_events);
  g_test_add_func ("/sse/left-over", test_left_over);
  return g_test_run ();
}
