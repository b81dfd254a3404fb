/* test-record-validate.c: inputs and answers that did not come through typed fields, as a person writes them
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <string.h>

#include "make-format.h"

/* Python's csv.field_size_limit(). */
#define MOST_CHARACTERS 131072

typedef struct
{
  const char *name;
  const char *format;
  const char *text;  /* ' stands for " */
  const char *error; /* NULL where it is right; `…` at the end: starts like this */
} Validation;

#define PAIR "xml <t><a>x|y</a><b>z</b></t>"

/* clang-format off */
static const Validation validations[] = {
  { "text", "text", "x", NULL },
  { "text-empty", "text", "", "answer is empty" },
  { "text-blank", "text", " \n\xE2\x80\x83", "answer is empty" },
  { "text-ends-blank", "text", "x \n", NULL },
  { "label", "label a|b", "b", NULL },
  { "label-other", "label a|b", "c", "answer: “c” is not one of the labels a, b" },
  { "label-part", "label ab|bc", "b", "answer: “b” is not one of the labels ab, bc" },
  { "json", "json {'type': 'object'}", " {'a': [1]}\n", NULL },
  { "json-cut", "json {'type': 'object'}", "{'a': [1]", "answer is not JSON: …" },
  { "json-twice", "json {'type': 'object'}", "{'a': 1, 'a': 2}", "answer is not JSON: …" },
  { "json-two-roots", "json {'type': 'object'}", "{} {}", "answer is not JSON: …" },
  { "json-wrong", "json {'type': 'object'}", "[]",
    "answer does not fit its schema: $: expected 'object', found array" },

  { "xml", PAIR, "<t><a>x</a><b>z</b></t>", NULL },
  { "xml-on-lines", PAIR, "\n<t>\n  <a>y</a>\n  <b/>\n</t>\n", NULL },
  { "xml-comment", PAIR, "<t><!-- x --><a>x</a><b>z</b></t>", NULL },
  { "xml-entities", PAIR, "<t><a>&#120;</a><b>&lt;&amp;</b></t>", NULL },
  { "xml-no-label", PAIR, "<t><a>z</a><b>z</b></t>", "answer: “z” is not allowed in <a>" },
  { "xml-label-with-blank", PAIR, "<t><a> x</a><b>z</b></t>", "answer: “ x” is not allowed in <a>" },
  { "xml-missing", PAIR, "<t><a>x</a></t>", "answer: the element <b> is missing" },
  { "xml-missing-all", PAIR, "<t/>", "answer: the element <a> is missing" },
  { "xml-other-order", PAIR, "<t><b>z</b><a>x</a></t>", "answer: the element <b> does not belong there" },
  { "xml-twice", PAIR, "<t><a>x</a><a>x</a><b>z</b></t>", "answer: the element <a> does not belong there" },
  { "xml-one-more", PAIR, "<t><a>x</a><b>z</b><c/></t>", "answer: the element <c> does not belong there" },
  { "xml-other-root", PAIR, "<u><a>x</a><b>z</b></u>", "answer: the element <u> does not belong there" },
  { "xml-no-root", PAIR, "<a>x</a><b>z</b>", "answer: the element <a> does not belong there" },
  { "xml-two-roots", PAIR, "<t><a>x</a><b>z</b></t><t></t>", "answer: the element <t> does not belong there" },
  { "xml-split-root", PAIR, "<t><a>x</a></t><t><b>z</b></t>", "answer: the element <t> does not belong there" },
  { "xml-nested", PAIR, "<t><a>x</a><b><i>z</i></b></t>", "answer: the element <i> does not belong there" },
  { "xml-nested-same", PAIR, "<t><a>x<b>z</b></a></t>", "answer: the element <b> does not belong there" },
  { "xml-attribute", PAIR, "<t><a n='1'>x</a><b>z</b></t>", "answer: the attribute n of <a> does not belong there" },
  { "xml-attribute-of-root", PAIR, "<t n='1'><a>x</a><b>z</b></t>",
    "answer: the attribute n of <t> does not belong there" },
  { "xml-words-before", PAIR, "Here: <t><a>x</a><b>z</b></t>", "answer: the text “Here:” is in no element" },
  { "xml-words-between", PAIR, "<t>1<a>x</a><b>z</b></t>", "answer: the text “1” is in no element" },
  { "xml-words-behind", PAIR, "<t><a>x</a><b>z</b></t>.", "answer: the text “.” is in no element" },
  { "xml-words-behind-field", PAIR, "<t><a>x</a>, <b>z</b></t>", "answer: the text “,” is in no element" },
  { "xml-broken", PAIR, "<t><a>x</a><b>z</t>", "answer is not XML: …" },
  { "xml-open", PAIR, "<t><a>x</a><b>z</b>", "answer is not XML: …" },
  { "xml-words", PAIR, "x", "answer: the text “x” is in no element" },
  { "xml-ampersand", PAIR, "<t><a>x</a><b>a & b</b></t>", "answer is not XML: …" },
  { "xml-control-character", PAIR, "<t><a>x</a><b>\x02</b></t>",
    "answer is not XML: it has a character that XML cannot hold, U+0002" },
  { "xml-reserved", PAIR, "<t><a>x</a><b>z</b></t><!-- dg-wrapper -->",
    "answer is not XML: the element <dg-wrapper> is reserved" },
  { "xml-side-by-side", "xml <a>x</a><b>y</b>", "<a>1</a>\n<b>2</b>", NULL },
  { "xml-side-by-side-words", "xml <a>x</a><b>y</b>", "<a>1</a> and <b>2</b>",
    "answer: the text “and” is in no element" },
  { "xml-twins", "xml <a>x</a><a>y</a>", "<a>1</a><a>2</a>", NULL },
  { "xml-twins-one-missing", "xml <a>x</a><a>y</a>", "<a>1</a>", "answer: the element <a> is missing" },
};
/* clang-format on */

static void
assert_validated (DgRecordFormat *format, const char *input, const char *answer, const char *message)
{
  g_autoptr (GError) error = NULL;

  if (message == NULL)
    {
      g_assert_true (dg_record_format_validate (format, input, answer, &error));
      g_assert_no_error (error);
      return;
    }

  g_assert_false (dg_record_format_validate (format, input, answer, &error));
  g_assert_error (error, DG_GENERATOR_ERROR, DG_GENERATOR_ERROR_RECORD);
  if (!g_str_has_suffix (message, "…") || strncmp (error->message, message, strlen (message) - strlen ("…")) != 0)
    g_assert_cmpstr (error->message, ==, message);
}

static void
test_validation (gconstpointer data)
{
  const Validation *test = data;
  g_autoptr (DgRecordFormat) format = make_record_format ("text", test->format);
  g_autofree char *answer = quote (test->text);
  g_autofree char *message = test->error != NULL ? quote (test->error) : NULL;

  assert_validated (format, "x", answer, message);
}

static void
test_input_first (void)
{
  g_autoptr (DgRecordFormat) format = make_record_format ("label a|b", "label c|d");

  assert_validated (format, "a", "d", NULL);
  assert_validated (format, "c", "x", "input: “c” is not one of the labels a, b");
  assert_validated (format, "b", "x", "answer: “x” is not one of the labels c, d");
}

static char *
repeat (const char *character, guint times)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < times; i++)
    g_string_append (text, character);

  return g_strdup (text->str);
}

static void
test_longest (gconstpointer data)
{
  g_autoptr (DgRecordFormat) format = make_record_format ("text", "text");
  g_autofree char *longest = repeat (data, MOST_CHARACTERS);
  g_autofree char *too_long = g_strconcat (longest, data, NULL);

  assert_validated (format, longest, longest, NULL);
  assert_validated (format, too_long, "x",
                    "input has more than 131072 characters, which Python's csv module cannot read");
  assert_validated (format, "x", too_long,
                    "answer has more than 131072 characters, which Python's csv module cannot read");
}

static void
test_without_error (void)
{
  g_autoptr (DgRecordFormat) format = make_record_format ("text", PAIR);

  g_assert_false (dg_record_format_validate (format, "x", "<u/>", NULL));
  g_assert_false (dg_record_format_validate (format, "x", "<", NULL));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (validations); i++)
    {
      g_autofree char *path = g_strconcat ("/record-validate/", validations[i].name, NULL);

      g_test_add_data_func (path, &validations[i], test_validation);
    }
  g_test_add_func ("/record-validate/input-first", test_input_first);
  g_test_add_data_func ("/record-validate/longest/ascii", "a", test_longest);
  g_test_add_data_func ("/record-validate/longest/two-bytes", "ö", test_longest);
  g_test_add_data_func ("/record-validate/longest/four-bytes", "\xF0\x9F\x98\x80", test_longest);
  g_test_add_func ("/record-validate/without-error", test_without_error);

  return g_test_run ();
}
