/* test-markdown.c: what a model writes is shown as it is meant, and does no harm
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <pango/pango.h>
#include <string.h>

#include "app-assert.h"
#include "app-fixture.h"
#include "dg-markdown-view.h"
#include "dg-markdown.h"

/* A line for each block: a letter for what it is, its depth, its marker, its text. */
static char *
flatten (const char *text)
{
  static const char letters[] = { 'p', 'h', 'c', 'r' };
  g_autoptr (GPtrArray) blocks = dg_markdown_parse (text, -1);
  g_autoptr (GString) flat = g_string_new (NULL);

  for (guint i = 0; i < blocks->len; i++)
    {
      const DgMarkdownBlock *block = g_ptr_array_index (blocks, i);

      g_string_append_printf (flat, "%s%c%u%s|%s", i > 0 ? "\n" : "", letters[block->kind], block->depth,
                              block->marker != NULL ? block->marker : "", block->text);
    }

  return g_strdup (flat->str);
}

static const struct
{
  const char *text;
  const char *blocks;
} cases[] = {
  { "", "" },
  { "One line", "p0|One line" },
  { "One\ntwo", "p0|One\ntwo" },
  { "One\n\ntwo", "p0|One\np0|two" },
  { "*i* **b** `c` ~~s~~", "p0|<i>i</i> <b>b</b> <tt>c</tt> <s>s</s>" },
  { "**bold", "p0|**bold" },
  { "a_b_c and 3 * 4 * 5", "p0|a_b_c and 3 * 4 * 5" },
  { "# Title\nText", "h0|Title\np0|Text" },
  { "- a\n- b\n  - c", "p1•|a\np1•|b\np2•|c" },
  { "• a\n• b", "p1•|a\np1•|b" },
  { "Title\n• a", "p0|Title\np1•|a" },
  { "3. c\n4. d", "p13.|c\np14.|d" },
  { "```json\n{\"a\": \"<b>\"}\n\n• no\n```", "c0|{\"a\": \"<b>\"}\n\n• no" },
  { "```\nhalf", "c0|half" },
  { "> said", "p1|said" },
  { "a\n\n---\n\nb", "p0|a\nr0|\np0|b" },
  { "a < b & c > d", "p0|a &lt; b &amp; c &gt; d" },
  { "<b>bold</b> <script>x</script>", "p0|&lt;b&gt;bold&lt;/b&gt; &lt;script&gt;x&lt;/script&gt;" },
  { "<div>\n\ntext", "p0|&lt;div&gt;\np0|text" },
  { "&lt;b&gt; &#65; &copy;", "p0|&lt;b&gt; A &amp;copy;" },
  { "[here](https://example.org/?a=1&b=2)",
    "p0|<a href=\"https://example.org/?a=1&amp;b=2\" title=\"https://example.org/?a=1&amp;b=2\">here</a>" },
  { "https://example.org", "p0|<a href=\"https://example.org\" title=\"https://example.org\">https://example.org</a>" },
  { "[here](javascript:alert(1)) [there](file:///etc/passwd)", "p0|here there" },
  { "![picture](https://example.org/x.png)", "p0|picture" },
};

static void
test_cases (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *blocks = flatten (cases[i].text);

      g_assert_cmpstr (blocks, ==, cases[i].blocks);
    }
}

static char *
repeat (const char *text, guint n)
{
  GString *all = g_string_new (NULL);

  for (guint i = 0; i < n; i++)
    g_string_append (all, text);

  return g_string_free (all, FALSE);
}

/* Whatever is written, what comes out is markup that Pango takes. */
static void
test_hostile (void)
{
  g_autofree char *quotes = repeat ("> ", 2000);
  g_autofree char *stars = repeat ("*a **b ", 2000);
  g_autofree char *brackets = repeat ("[", 5000);
  g_autofree char *lists = repeat ("- ", 1000);
  const char *const texts[] = {
    quotes,
    stars,
    brackets,
    lists,
    "\001\002\033[31mred\033[0m \177",
    "a\342\200\256gnirts\342\200\254 b",
    "\377\376 not UTF-8",
    "<span foreground='red'>x</span> <a href=\"x\">",
    "[**b* [c](https://d.example) *](https://e.example)",
    "&#0; &#x110000; &#xd800; &#99999999999999999999;",
    "</tt></b></span>`</tt>`",
    "[x](<https://example.org/a b\"'><&>)",
    "[a](https://example.org/\" onclick=\"x)",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (GPtrArray) blocks = dg_markdown_parse (texts[i], -1);

      for (guint b = 0; b < blocks->len; b++)
        {
          const DgMarkdownBlock *block = g_ptr_array_index (blocks, b);
          g_autoptr (GString) markup = g_string_new (NULL);
          g_autoptr (GError) error = NULL;

          g_assert_true (g_utf8_validate (block->text, -1, NULL));
          if (block->kind == DG_MARKDOWN_CODE)
            continue;
          /* links are GtkLabel's own */
          g_string_append (markup, block->text);
          g_string_replace (markup, "</a>", "</span>", 0);
          g_string_replace (markup, "<a href=", "<span font_family=", 0);
          g_string_replace (markup, " title=", " lang=", 0);
          pango_parse_markup (markup->str, -1, 0, NULL, NULL, NULL, &error);
          g_assert_no_error (error);
          g_assert_null (strstr (block->text, "\342\200\256"));
        }
    }
}

static void
test_last_block (void)
{
  static const struct
  {
    const char *text;
    gsize start;
  } ends[] = {
    { "", 0 },
    { "One", 0 },
    { "One\n\n", 0 },
    { "One\n\ntwo", 5 },
    { "- a\n\n  more of a", 0 },
    { "```\na\n\nb", 0 },
    { "```\na\n\nb\n```\n\nc", 14 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (ends); i++)
    g_assert_cmpuint (dg_markdown_find_last_block (ends[i].text), ==, ends[i].start);
}

static char *
dup_shown (GtkWidget *view)
{
  g_autoptr (GString) shown = g_string_new (NULL);

  for (GtkWidget *child = gtk_widget_get_first_child (view); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *label = GTK_IS_LABEL (child) ? child : gtk_widget_get_last_child (child);

      g_string_append_printf (shown, "%s/", label != NULL ? gtk_label_get_text (GTK_LABEL (label)) : "-");
    }

  return g_strdup (shown->str);
}

/* However a text has grown, it is shown like one that was there at once; what stands above its end is not made anew. */
static void
test_grows (void)
{
  const char *text = "First **paragraph**.\n\n1. one\n2. two\n\n```\ncode\n```\n\nThe *end*";
  g_autoptr (GtkWidget) grown = g_object_ref_sink (g_object_new (DG_TYPE_MARKDOWN_VIEW, NULL));
  g_autoptr (GtkWidget) whole = g_object_ref_sink (g_object_new (DG_TYPE_MARKDOWN_VIEW, NULL));
  g_autofree char *shown = NULL;
  g_autofree char *expected = NULL;
  GtkWidget *first = NULL;

  for (gsize length = 1; length <= strlen (text); length++)
    {
      g_autofree char *part = g_strndup (text, length);

      dg_markdown_view_set_text (DG_MARKDOWN_VIEW (grown), part);
      if (first == NULL)
        first = gtk_widget_get_first_child (grown);
      g_assert_true (gtk_widget_get_first_child (grown) == first);
    }
  dg_markdown_view_set_text (DG_MARKDOWN_VIEW (whole), text);
  shown = dup_shown (grown);
  expected = dup_shown (whole);
  g_assert_cmpstr (shown, ==, expected);
  g_assert_cmpstr (shown, ==, "First paragraph./one/two/code/The end/");

  /* another text leaves nothing behind */
  dg_markdown_view_set_text (DG_MARKDOWN_VIEW (grown), "Other");
  g_free (shown);
  shown = dup_shown (grown);
  g_assert_cmpstr (shown, ==, "Other/");
}

int
main (int argc, char *argv[])
{
  app_test_init (&argc, &argv);

  g_test_add_func ("/app/markdown/cases", test_cases);
  g_test_add_func ("/app/markdown/hostile", test_hostile);
  g_test_add_func ("/app/markdown/last-block", test_last_block);
  g_test_add_func ("/app/markdown/grows", test_grows);

  return g_test_run ();
}
