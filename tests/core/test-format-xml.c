/* test-format-xml.c: the typed fields of XML, read from an example
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "describe-format.h"

typedef struct
{
  const char *name;
  const char *example;
  const char *fields;
} Reading;

typedef struct
{
  const char *name;
  const char *text;
  const char *example; /* NULL: there is none */
} Finding;

#define SIXTY "123456789 123456789 123456789 123456789 123456789 1234567890"

/* clang-format off */
static const Reading readings[] = {
  { "root", "<ticket><topic>the topic</topic><reply>…</reply></ticket>", "xml in <ticket>; topic text; reply text" },
  { "root-on-lines", "\n<ticket>\n  <topic> x </topic>\n  <reply>y</reply>\n</ticket>\n",
    "xml in <ticket>; topic text; reply text" },
  { "root-of-one", "<ticket><topic>x</topic></ticket>", "xml in <ticket>; topic text" },
  { "element", "<answer>x</answer>", "xml; answer text" },
  { "empty-element", "<answer/>", "xml; answer text" },
  { "empty-children", "<t><a/><b></b></t>", "xml in <t>; a text; b text" },
  { "side-by-side", "<topic>x</topic>\n<reply>y</reply>", "xml; topic text; reply text" },
  { "words-between", "<topic>x</topic> and then <reply>y</reply>", "xml; topic text; reply text" },
  { "labels", "<t><topic>billing|roaming</topic><b>x</b></t>", "xml in <t>; topic label billing|roaming; b text" },
  { "labels-of-one-element", "<label>yes|no|maybe</label>", "xml; label label yes|no|maybe" },
  { "labels-stripped", "<a> low |\n high </a>", "xml; a label low|high" },
  { "labels-with-entities", "<a>R&amp;D|&lt;none&gt;</a>", "xml; a label R&D|<none>" },
  { "labels-long", "<a>x|" SIXTY "</a>", "xml; a label x|" SIXTY },
  { "labels-too-long", "<a>x|" SIXTY "1</a>", "xml; a text" },
  { "labels-with-a-gap", "<a>x||y</a>", "xml; a text" },
  { "labels-open-at-the-end", "<a>x|</a>", "xml; a text" },
  { "one-label", "<a>x</a>", "xml; a text" },
  { "odd-names", "<t><a-b>x</a-b><größe>y</größe></t>", "xml in <t>; a_b at a-b text; gr____e at größe text" },
  { "comment", "<t><!-- one word --><a>x</a></t>", "xml in <t>; a text" },
  { "same-name-as-root", "<t><t>x</t></t>", "xml in <t>; t text" },
  { "twins-side-by-side", "<a>x</a><a>y</a>", "xml; a text; a_2 at a text" },

  { "deeper", "<t><a><b>x</b></a></t>", "xml; xml source" },
  { "deeper-beside-flat", "<t><c>y</c><a><b>x</b></a></t>", "xml; xml source" },
  { "attribute", "<t><a kind=\"x\">y</a></t>", "xml; xml source" },
  { "attribute-of-root", "<t id=\"1\"><a>y</a></t>", "xml; xml source" },
  { "twins", "<t><a>x</a><a>y</a></t>", "xml; xml source" },
  { "twins-in-a-tool-call", "<t><a-b>x</a-b><a.b>y</a.b></t>", "xml; xml source" },
  { "two-roots", "<t><a>x</a></t><u>y</u>", "xml; xml source" },
  { "two-roots-flat-first", "<u>y</u><t><a>x</a></t>", "xml; xml source" },
};

static const Reading no_xml[] = {
  { "nothing", "", NULL },
  { "words", "a label", NULL },
  { "open", "<t><a>x</t>", NULL },
  { "never-closed", "<t><a>x</a>", NULL },
  { "less-than", "<t>1 < 2</t>", NULL },
  { "ampersand", "<t>a & b</t>", NULL },
  { "closed-only", "x</t>", NULL },
};

static const Finding findings[] = {
  { "alone", "<a>x</a>", "<a>x</a>" },
  { "in-words", "Write <t><a>x</a></t>, nothing else.", "<t><a>x</a></t>" },
  { "on-lines", "Like this:\n\n<t>\n  <a>x</a>\n</t>\n\nOne each.", "<t>\n  <a>x</a>\n</t>" },
  { "several", "First <a>x</a>, then <b>y</b>.", "<a>x</a>, then <b>y</b>" },
  { "after-an-open-one", "No <br> in it: <a>x</a>", "<a>x</a>" },
  { "after-a-longer-name", "The <t> comes as <topic>x</topic>.", "<topic>x</topic>" },
  { "after-a-sum", "if a < b and 1 <2: <a>x</a>", "<a>x</a>" },
  { "attribute", "<a kind='x'>y</a>", "<a kind='x'>y</a>" },
  { "underscore", "<_a>y</_a>", "<_a>y</_a>" },
  { "nothing", "", NULL },
  { "words", "one label, no tags", NULL },
  { "less-than", "x < y and y > z", NULL },
  { "number", "<1>x</1>", NULL },
  { "open", "<a>x", NULL },
  { "self-closing", "<a/>", NULL },
  { "closed-first", "</a> then <a>", NULL },
  { "cut-off", "<a>x</a", NULL },
  { "at-the-end", "a <", NULL },
};
/* clang-format on */

static void
test_reading (gconstpointer data)
{
  const Reading *test = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (DgFormat) format = dg_format_new_xml (test->example, &error);
  g_autofree char *description = NULL;

  g_assert_no_error (error);
  description = describe_format (format);
  g_assert_cmpstr (description, ==, test->fields);
}

static void
test_no_xml (gconstpointer data)
{
  const Reading *test = data;
  g_autoptr (GError) error = NULL;

  g_assert_null (dg_format_new_xml (test->example, &error));
  g_assert_error (error, DG_FORMAT_ERROR, DG_FORMAT_ERROR_XML);
  g_assert_true (g_str_has_prefix (error->message, "The XML example cannot be read: "));
}

static void
test_finding (gconstpointer data)
{
  const Finding *test = data;
  g_autofree char *example = dg_format_find_xml_example (test->text);

  g_assert_cmpstr (example, ==, test->example);
}

static void
add_tables (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (readings); i++)
    {
      g_autofree char *path = g_strconcat ("/format-xml/fields/", readings[i].name, NULL);

      g_test_add_data_func (path, &readings[i], test_reading);
    }
  for (guint i = 0; i < G_N_ELEMENTS (no_xml); i++)
    {
      g_autofree char *path = g_strconcat ("/format-xml/no-xml/", no_xml[i].name, NULL);

      g_test_add_data_func (path, &no_xml[i], test_no_xml);
    }
  for (guint i = 0; i < G_N_ELEMENTS (findings); i++)
    {
      g_autofree char *path = g_strconcat ("/format-xml/find/", findings[i].name, NULL);

      g_test_add_data_func (path, &findings[i], test_finding);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  add_tables ();

  return g_test_run ();
}
