/* test-json.c: which texts the scanner takes and which it refuses
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <string.h>
#include <time.h>

#include "dg-json.h"

#define TEXT(literal) (literal), sizeof (literal) - 1

/* Processor time for a long text: far more than it needs, and far less than if it were quadratic. */
#define LINEAR_SECONDS 10

typedef struct
{
  const char *name;
  const char *text;
  gsize length;
  const char *compact; /* (nullable): the text itself if it has no insignificant whitespace */
} Accepted;

typedef struct
{
  const char *name;
  const char *text;
  gsize length;
  DgJsonError code;
  const char *place;   /* how the message begins */
  const char *message; /* (nullable): what else it says */
} Refused;

/* clang-format off */
static const Accepted accepted[] = {
  /* roots of every kind */
  { "root/null", TEXT ("null"), NULL },
  { "root/true", TEXT ("true"), NULL },
  { "root/false", TEXT ("false"), NULL },
  { "root/number", TEXT ("42"), NULL },
  { "root/string", TEXT ("\"asd\""), NULL },
  { "root/empty-string", TEXT ("\"\""), NULL },
  { "root/empty-array", TEXT ("[]"), NULL },
  { "root/empty-object", TEXT ("{}"), NULL },

  /* whitespace */
  { "space/around-the-root", TEXT (" \t\r\n1\n\r\t "), "1" },
  { "space/in-array", TEXT ("[ 1 ,\n2\t,\r3 ]"), "[1,2,3]" },
  { "space/in-object", TEXT ("{ \"a\" : 1 ,\n\"b\"\t:\r2 }"), "{\"a\":1,\"b\":2}" },
  { "space/in-empty-containers", TEXT ("[ { } , [ \n ] ]"), "[{},[]]" },
  { "space/stays-in-strings", TEXT ("[ \" a  b \" ]"), "[\" a  b \"]" },
  { "space/stays-in-keys", TEXT ("{ \" a \" : 1 }"), "{\" a \":1}" },
  { "space/after-an-escaped-quote", TEXT ("[ \"a\\\" b\" , 1 ]"), "[\"a\\\" b\",1]" },
  { "space/after-an-escaped-backslash", TEXT ("[ \"a\\\\\" , 1 ]"), "[\"a\\\\\",1]" },

  /* arrays */
  { "array/several-kinds", TEXT ("[null, 1, \"1\", {}]"), "[null,1,\"1\",{}]" },
  { "array/nested", TEXT ("[[[[]]]]"), NULL },
  { "array/empty-in-the-middle", TEXT ("[1,[],2]"), NULL },
  { "array/heterogeneous-nested", TEXT ("[[],[[],{}],{\"a\":[]}]"), NULL },
  { "array/empty-string", TEXT ("[\"\"]"), NULL },

  /* objects */
  { "object/one-member", TEXT ("{\"a\":0}"), NULL },
  { "object/empty-key", TEXT ("{\"\":0}"), NULL },
  { "object/same-key-in-different-objects", TEXT ("{\"a\":{\"a\":{\"a\":1}},\"b\":{\"a\":2}}"), NULL },
  { "object/key-is-prefix-of-another", TEXT ("{\"a\":1,\"aa\":2,\"aaa\":3}"), NULL },
  { "object/keys-differ-in-case", TEXT ("{\"a\":1,\"A\":2}"), NULL },
  { "object/keys-differ-in-normalization", TEXT ("{\"\xC3\xA9\":1,\"e\xCC\x81\":2}"), NULL },
  { "object/escaped-key", TEXT ("{\"\\u0061\\n\":1}"), NULL },
  { "object/key-like-a-prototype", TEXT ("{\"__proto__\":1,\"constructor\":2}"), NULL },
  { "object/long-keys", TEXT ("{\"min\":-1.0e+28,\"max\":1.0e+28}"), NULL },

  /* numbers */
  { "number/zero", TEXT ("0"), NULL },
  { "number/minus-zero", TEXT ("-0"), NULL },
  { "number/minus-one", TEXT ("-1"), NULL },
  { "number/zero-exponent", TEXT ("0e1"), NULL },
  { "number/zero-exponent-plus", TEXT ("0e+1"), NULL },
  { "number/zero-fraction", TEXT ("0.0"), NULL },
  { "number/fraction", TEXT ("123.456789"), NULL },
  { "number/exponent", TEXT ("1e22"), NULL },
  { "number/capital-exponent", TEXT ("1E22"), NULL },
  { "number/capital-exponent-minus", TEXT ("1E-2"), NULL },
  { "number/capital-exponent-plus", TEXT ("1E+2"), NULL },
  { "number/exponent-leading-zeros", TEXT ("1e007"), NULL },
  { "number/fraction-exponent", TEXT ("123.456e78"), NULL },
  { "number/close-to-zero", TEXT ("-0.000000000000000000000000000000000000000000000000000000000000000000000000001"), NULL },
  { "number/huge-exponent", TEXT ("1e999"), NULL },
  { "number/beyond-64-bits", TEXT ("12345678901234567890"), NULL },
  { "number/a-tenth-stays", TEXT ("[0.1, 0.10]"), "[0.1,0.10]" },

  /* strings */
  { "string/simple-escapes", TEXT ("\"\\\"\\\\\\/\\b\\f\\n\\r\\t\""), NULL },
  { "string/unicode-escape", TEXT ("\"\\u0060\\u012a\\u12AB\""), NULL },
  { "string/surrogate-pair", TEXT ("\"\\uD801\\udc37\""), NULL },
  { "string/two-surrogate-pairs", TEXT ("\"\\ud83d\\ude39\\ud83d\\udc8d\""), NULL },
  { "string/last-surrogate-pair", TEXT ("\"\\udbff\\udfff\""), NULL },
  { "string/escaped-backslash-then-u", TEXT ("\"\\\\u0000\""), NULL },
  { "string/escaped-noncharacter", TEXT ("\"\\uffff\\ufdd0\""), NULL },
  { "string/escaped-control", TEXT ("\"\\u0001\\u001f\\u007f\""), NULL },
  { "string/del-as-it-is", TEXT ("\"a\x7F\""), NULL },
  { "string/two-byte-utf8", TEXT ("\"\xC2\x80\xDF\xBF\""), NULL },
  { "string/three-byte-utf8", TEXT ("\"\xE0\xA0\x80\xED\x9F\xBF\xEE\x80\x80\xEF\xBF\xBF\""), NULL },
  { "string/four-byte-utf8", TEXT ("\"\xF0\x90\x80\x80\xF4\x8F\xBF\xBF\""), NULL },
  { "string/line-separator-as-it-is", TEXT ("\"\xE2\x80\xA8\xE2\x80\xA9\""), NULL },
  { "string/byte-order-mark-inside", TEXT ("\"\xEF\xBB\xBF\""), NULL },
  { "string/no-break-space-inside", TEXT ("\"\xC2\xA0\""), NULL },
  { "string/comment-inside", TEXT ("\"a/*b*/c//d#e\""), NULL },
  { "string/brackets-inside", TEXT ("\"[{]},:\""), NULL },
  { "string/single-quote-inside", TEXT ("\"a'b\""), NULL },
  { "string/slash-as-it-is", TEXT ("\"a/b\""), NULL },
};

static const Refused refused[] = {
  /* no value at all, or more than one: what json-glib lets through */
  { "root/nothing", TEXT (""), DG_JSON_ERROR_SYNTAX, "Line 1, column 1:", "a value was expected, but the text ends here" },
  { "root/only-space", TEXT (" \n "), DG_JSON_ERROR_SYNTAX, "Line 2, column 2:", "a value was expected" },
  { "root/two-arrays", TEXT ("[][]"), DG_JSON_ERROR_SYNTAX, "Line 1, column 3:", "the end of the text was expected, but there is “[”" },
  { "root/number-then-array", TEXT ("1[]"), DG_JSON_ERROR_SYNTAX, "Line 1, column 2:", NULL },
  { "root/two-numbers", TEXT ("1 2"), DG_JSON_ERROR_SYNTAX, "Line 1, column 3:", NULL },
  { "root/two-lines", TEXT ("{}\n{}"), DG_JSON_ERROR_SYNTAX, "Line 2, column 1:", NULL },
  { "root/comma-after", TEXT ("[1],"), DG_JSON_ERROR_SYNTAX, "Line 1, column 4:", NULL },
  { "root/closed-twice", TEXT ("[1]]"), DG_JSON_ERROR_SYNTAX, "Line 1, column 4:", NULL },
  { "root/object-closed-twice", TEXT ("{}}"), DG_JSON_ERROR_SYNTAX, "Line 1, column 3:", NULL },
  { "root/garbage-after", TEXT ("[1]x"), DG_JSON_ERROR_SYNTAX, "Line 1, column 4:", "“x”" },
  { "root/assignment", TEXT ("var x = {}"), DG_JSON_ERROR_SYNTAX, "Line 1, column 1:", "“v”" },
  { "root/bare-word", TEXT ("asd"), DG_JSON_ERROR_SYNTAX, "Line 1, column 1:", NULL },
  { "root/code-fence", TEXT ("```json\n{}\n```"), DG_JSON_ERROR_SYNTAX, "Line 1, column 1:", "“`”" },
  { "root/byte-order-mark", TEXT ("\xEF\xBB\xBF{}"), DG_JSON_ERROR_SYNTAX, "Line 1, column 1:", "byte order mark" },
  { "root/utf16-little-endian", TEXT ("\xFF\xFE[\0]\0"), DG_JSON_ERROR_ENCODING, "Line 1, column 1:", NULL },
  { "root/utf16-big-endian", TEXT ("\0[\0]"), DG_JSON_ERROR_SYNTAX, "Line 1, column 1:", "U+0000" },
  { "root/nul-after", TEXT ("[]\0"), DG_JSON_ERROR_SYNTAX, "Line 1, column 3:", "U+0000" },
  { "root/only-nul", TEXT ("\0"), DG_JSON_ERROR_SYNTAX, "Line 1, column 1:", "U+0000" },
  { "root/less-than", TEXT ("<null>"), DG_JSON_ERROR_SYNTAX, "Line 1, column 1:", "“<”" },
  { "root/comma", TEXT (","), DG_JSON_ERROR_SYNTAX, "Line 1, column 1:", NULL },
  { "root/colon", TEXT (":"), DG_JSON_ERROR_SYNTAX, "Line 1, column 1:", NULL },
  { "root/closing-brace", TEXT ("}"), DG_JSON_ERROR_SYNTAX, "Line 1, column 1:", NULL },
  { "root/closing-bracket", TEXT ("]"), DG_JSON_ERROR_SYNTAX, "Line 1, column 1:", NULL },

  /* whitespace that isn't JSON's */
  { "space/form-feed", TEXT ("[\f1]"), DG_JSON_ERROR_SYNTAX, "Line 1, column 2:", "U+000C" },
  { "space/vertical-tab", TEXT ("[\v1]"), DG_JSON_ERROR_SYNTAX, "Line 1, column 2:", "U+000B" },
  { "space/no-break", TEXT ("[\xC2\xA0]"), DG_JSON_ERROR_SYNTAX, "Line 1, column 2:", "U+00A0" },
  { "space/word-joiner", TEXT ("[\xE2\x81\xA0]"), DG_JSON_ERROR_SYNTAX, "Line 1, column 2:", "U+2060" },
  { "space/line-separator", TEXT ("[\xE2\x80\xA8]"), DG_JSON_ERROR_SYNTAX, "Line 1, column 2:", "U+2028" },
  { "space/nul-inside", TEXT ("[1,\0 2]"), DG_JSON_ERROR_SYNTAX, "Line 1, column 4:", "U+0000" },

  /* comments */
  { "comment/block-before", TEXT ("/*a*/{}"), DG_JSON_ERROR_SYNTAX, "Line 1, column 1:", "“/”" },
  { "comment/block-after", TEXT ("{}/*a*/"), DG_JSON_ERROR_SYNTAX, "Line 1, column 3:", "“/”" },
  { "comment/line-after", TEXT ("{}//"), DG_JSON_ERROR_SYNTAX, "Line 1, column 3:", NULL },
  { "comment/in-array", TEXT ("[1/**/,2]"), DG_JSON_ERROR_SYNTAX, "Line 1, column 3:", NULL },
  { "comment/in-object", TEXT ("{/**/\"a\":1}"), DG_JSON_ERROR_SYNTAX, "Line 1, column 2:", NULL },
  { "comment/before-colon", TEXT ("{\"a\"/**/:1}"), DG_JSON_ERROR_SYNTAX, "Line 1, column 5:", NULL },
  { "comment/hash", TEXT ("{} #"), DG_JSON_ERROR_SYNTAX, "Line 1, column 4:", "“#”" },

  /* arrays */
  { "array/open", TEXT ("["), DG_JSON_ERROR_SYNTAX, "Line 1, column 2:", "a value was expected, but the text ends here" },
  { "array/open-after-value", TEXT ("[1"), DG_JSON_ERROR_SYNTAX, "Line 1, column 3:", "a comma or “]” was expected, but the text ends here" },
  { "array/open-after-comma", TEXT ("[1,"), DG_JSON_ERROR_SYNTAX, "Line 1, column 4:", NULL },
  { "array/open-nested", TEXT ("[[\"x\"]"), DG_JSON_ERROR_SYNTAX, "Line 1, column 7:", NULL },
  { "array/trailing-comma", TEXT ("[1,]"), DG_JSON_ERROR_SYNTAX, "Line 1, column 4:", "a value was expected, but there is “]”" },
  { "array/two-trailing-commas", TEXT ("[1,,]"), DG_JSON_ERROR_SYNTAX, "Line 1, column 4:", NULL },
  { "array/leading-comma", TEXT ("[,1]"), DG_JSON_ERROR_SYNTAX, "Line 1, column 2:", NULL },
  { "array/only-comma", TEXT ("[,]"), DG_JSON_ERROR_SYNTAX, "Line 1, column 2:", NULL },
  { "array/double-comma", TEXT ("[1,,2]"), DG_JSON_ERROR_SYNTAX, "Line 1, column 4:", NULL },
  { "array/no-comma", TEXT ("[1 2]"), DG_JSON_ERROR_SYNTAX, "Line 1, column 4:", NULL },
  { "array/no-comma-after-string", TEXT ("[\"a\" 4]"), DG_JSON_ERROR_SYNTAX, "Line 1, column 6:", NULL },
  { "array/no-comma-after-array", TEXT ("[3[4]]"), DG_JSON_ERROR_SYNTAX, "Line 1, column 3:", NULL },
  { "array/colon", TEXT ("[\"a\": 1]"), DG_JSON_ERROR_SYNTAX, "Line 1, column 5:", "“:”" },
  { "array/semicolon", TEXT ("[1;2]"), DG_JSON_ERROR_SYNTAX, "Line 1, column 3:", NULL },
  { "array/closed-as-object", TEXT ("[1}"), DG_JSON_ERROR_SYNTAX, "Line 1, column 3:", "a comma or “]” was expected, but there is “}”" },
  { "array/just-minus", TEXT ("[-]"), DG_JSON_ERROR_SYNTAX, "Line 1, column 3:", "a digit was expected" },
  { "array/star", TEXT ("[*]"), DG_JSON_ERROR_SYNTAX, "Line 1, column 2:", NULL },
  { "array/lines", TEXT ("[\n1,\n\n\xC3\xA9]"), DG_JSON_ERROR_SYNTAX, "Line 4, column 1:", "“é”" },
  { "array/carriage-returns", TEXT ("[\r1,\r\r\n x]"), DG_JSON_ERROR_SYNTAX, "Line 4, column 2:", "“x”" },
  { "array/columns-are-characters", TEXT ("[\"\xC3\xA9\xE6\x9D\xB1\xF0\x9F\x9B\xB0\", x]"), DG_JSON_ERROR_SYNTAX, "Line 1, column 9:", "“x”" },

  /* objects */
  { "object/open", TEXT ("{"), DG_JSON_ERROR_SYNTAX, "Line 1, column 2:", "a member name in double quotes was expected, but the text ends here" },
  { "object/open-after-key", TEXT ("{\"a\""), DG_JSON_ERROR_SYNTAX, "Line 1, column 5:", "a colon was expected" },
  { "object/open-after-colon", TEXT ("{\"a\":"), DG_JSON_ERROR_SYNTAX, "Line 1, column 6:", "a value was expected" },
  { "object/open-after-value", TEXT ("{\"a\":1"), DG_JSON_ERROR_SYNTAX, "Line 1, column 7:", "a comma or “}” was expected" },
  { "object/open-after-comma", TEXT ("{\"a\":1,"), DG_JSON_ERROR_SYNTAX, "Line 1, column 8:", NULL },
  { "object/trailing-comma", TEXT ("{\"a\":1,}"), DG_JSON_ERROR_SYNTAX, "Line 1, column 8:", "a member name in double quotes was expected, but there is “}”" },
  { "object/leading-comma", TEXT ("{,\"a\":1}"), DG_JSON_ERROR_SYNTAX, "Line 1, column 2:", NULL },
  { "object/double-comma", TEXT ("{\"a\":1,,\"b\":2}"), DG_JSON_ERROR_SYNTAX, "Line 1, column 8:", NULL },
  { "object/double-colon", TEXT ("{\"a\"::1}"), DG_JSON_ERROR_SYNTAX, "Line 1, column 6:", NULL },
  { "object/comma-instead-of-colon", TEXT ("{\"a\",1}"), DG_JSON_ERROR_SYNTAX, "Line 1, column 5:", "a colon was expected, but there is “,”" },
  { "object/no-colon", TEXT ("{\"a\" 1}"), DG_JSON_ERROR_SYNTAX, "Line 1, column 6:", NULL },
  { "object/no-value", TEXT ("{\"a\":}"), DG_JSON_ERROR_SYNTAX, "Line 1, column 6:", NULL },
  { "object/no-key", TEXT ("{:1}"), DG_JSON_ERROR_SYNTAX, "Line 1, column 2:", NULL },
  { "object/no-comma", TEXT ("{\"a\":1 \"b\":2}"), DG_JSON_ERROR_SYNTAX, "Line 1, column 8:", NULL },
  { "object/unquoted-key", TEXT ("{a:1}"), DG_JSON_ERROR_SYNTAX, "Line 1, column 2:", NULL },
  { "object/single-quoted-key", TEXT ("{'a':1}"), DG_JSON_ERROR_SYNTAX, "Line 1, column 2:", "“'”" },
  { "object/number-as-key", TEXT ("{1:1}"), DG_JSON_ERROR_SYNTAX, "Line 1, column 2:", NULL },
  { "object/null-as-key", TEXT ("{null:1}"), DG_JSON_ERROR_SYNTAX, "Line 1, column 2:", NULL },
  { "object/array-as-key", TEXT ("{[]:1}"), DG_JSON_ERROR_SYNTAX, "Line 1, column 2:", NULL },
  { "object/closed-as-array", TEXT ("{\"a\":1]"), DG_JSON_ERROR_SYNTAX, "Line 1, column 7:", NULL },
  { "object/closed-as-array-nested", TEXT ("[{\"a\":[}]]"), DG_JSON_ERROR_SYNTAX, "Line 1, column 8:", NULL },
  { "object/open-string-key", TEXT ("{\"a"), DG_JSON_ERROR_SYNTAX, "Line 1, column 2:", "has no closing quote" },

  /* duplicate member names */
  { "duplicate/same", TEXT ("{\"a\":1,\"a\":1}"), DG_JSON_ERROR_DUPLICATE_KEY, "Line 1, column 8:", "“a”" },
  { "duplicate/empty", TEXT ("{\"\":1,\"\":2}"), DG_JSON_ERROR_DUPLICATE_KEY, "Line 1, column 7:", NULL },
  { "duplicate/escaped", TEXT ("{\"a\":1,\"\\u0061\":2}"), DG_JSON_ERROR_DUPLICATE_KEY, "Line 1, column 8:", NULL },
  { "duplicate/escaped-differently", TEXT ("{\"\\u002f\":1,\"\\/\":2}"), DG_JSON_ERROR_DUPLICATE_KEY, "Line 1, column 13:", NULL },
  { "duplicate/escaped-surrogates", TEXT ("{\"\xF0\x9F\x98\x80\":1,\"\\ud83d\\uDE00\":2}"), DG_JSON_ERROR_DUPLICATE_KEY, "Line 1, column 8:", NULL },
  { "duplicate/not-neighbours", TEXT ("{\"a\":1,\"b\":2,\"c\":3,\"a\":4}"), DG_JSON_ERROR_DUPLICATE_KEY, "Line 1, column 20:", NULL },
  { "duplicate/first-of-two-is-named", TEXT ("{\"b\":1,\"a\":2,\"b\":3,\"a\":4}"), DG_JSON_ERROR_DUPLICATE_KEY, "Line 1, column 14:", "“b”" },
  { "duplicate/across-nested-values", TEXT ("{\"a\":{\"b\":[1,{\"a\":2}]},\"a\":3}"), DG_JSON_ERROR_DUPLICATE_KEY, "Line 1, column 24:", NULL },
  { "duplicate/in-nested-object", TEXT ("[1,{\"a\":{\"b\":1,\"b\":2}}]"), DG_JSON_ERROR_DUPLICATE_KEY, "Line 1, column 16:", NULL },
  { "duplicate/thrice", TEXT ("{\"a\":1,\"a\":2,\"a\":3}"), DG_JSON_ERROR_DUPLICATE_KEY, "Line 1, column 8:", NULL },

  /* numbers */
  { "number/leading-zero", TEXT ("01"), DG_JSON_ERROR_SYNTAX, "Line 1, column 1:", "needless zero" },
  { "number/leading-zero-negative", TEXT ("[-012]"), DG_JSON_ERROR_SYNTAX, "Line 1, column 3:", "needless zero" },
  { "number/two-zeros", TEXT ("00"), DG_JSON_ERROR_SYNTAX, "Line 1, column 1:", NULL },
  { "number/plus", TEXT ("+1"), DG_JSON_ERROR_SYNTAX, "Line 1, column 1:", "“+”" },
  { "number/double-minus", TEXT ("--1"), DG_JSON_ERROR_SYNTAX, "Line 1, column 2:", NULL },
  { "number/only-minus", TEXT ("-"), DG_JSON_ERROR_SYNTAX, "Line 1, column 2:", "a digit was expected, but the text ends here" },
  { "number/minus-space", TEXT ("- 1"), DG_JSON_ERROR_SYNTAX, "Line 1, column 2:", NULL },
  { "number/no-integer", TEXT (".5"), DG_JSON_ERROR_SYNTAX, "Line 1, column 1:", NULL },
  { "number/minus-no-integer", TEXT ("-.5"), DG_JSON_ERROR_SYNTAX, "Line 1, column 2:", NULL },
  { "number/no-fraction", TEXT ("1."), DG_JSON_ERROR_SYNTAX, "Line 1, column 3:", NULL },
  { "number/no-fraction-exponent", TEXT ("1.e3"), DG_JSON_ERROR_SYNTAX, "Line 1, column 3:", NULL },
  { "number/no-exponent", TEXT ("1e"), DG_JSON_ERROR_SYNTAX, "Line 1, column 3:", NULL },
  { "number/no-exponent-plus", TEXT ("[1e+]"), DG_JSON_ERROR_SYNTAX, "Line 1, column 5:", NULL },
  { "number/exponent-two-signs", TEXT ("1e+-2"), DG_JSON_ERROR_SYNTAX, "Line 1, column 4:", NULL },
  { "number/two-points", TEXT ("1.2.3"), DG_JSON_ERROR_SYNTAX, "Line 1, column 4:", NULL },
  { "number/two-exponents", TEXT ("1e2e3"), DG_JSON_ERROR_SYNTAX, "Line 1, column 4:", NULL },
  { "number/fractional-exponent", TEXT ("1e2.3"), DG_JSON_ERROR_SYNTAX, "Line 1, column 4:", NULL },
  { "number/hexadecimal", TEXT ("0x1F"), DG_JSON_ERROR_SYNTAX, "Line 1, column 2:", NULL },
  { "number/octal", TEXT ("0o17"), DG_JSON_ERROR_SYNTAX, "Line 1, column 2:", NULL },
  { "number/nan", TEXT ("NaN"), DG_JSON_ERROR_SYNTAX, "Line 1, column 1:", "“N”" },
  { "number/nan-lower-case", TEXT ("nan"), DG_JSON_ERROR_SYNTAX, "Line 1, column 2:", NULL },
  { "number/infinity", TEXT ("Infinity"), DG_JSON_ERROR_SYNTAX, "Line 1, column 1:", NULL },
  { "number/minus-infinity", TEXT ("-Infinity"), DG_JSON_ERROR_SYNTAX, "Line 1, column 2:", NULL },
  { "number/thousands", TEXT ("1 000"), DG_JSON_ERROR_SYNTAX, "Line 1, column 3:", NULL },
  { "number/underscore", TEXT ("1_000"), DG_JSON_ERROR_SYNTAX, "Line 1, column 2:", NULL },
  { "number/letter-after", TEXT ("[1a]"), DG_JSON_ERROR_SYNTAX, "Line 1, column 3:", NULL },
  { "number/full-width-digit", TEXT ("\xEF\xBC\x91"), DG_JSON_ERROR_SYNTAX, "Line 1, column 1:", NULL },
  { "number/bad-utf8-after", TEXT ("[1\xFF]"), DG_JSON_ERROR_ENCODING, "Line 1, column 3:", NULL },

  /* literals */
  { "literal/cut-null", TEXT ("nul"), DG_JSON_ERROR_SYNTAX, "Line 1, column 4:", "“l” was expected, but the text ends here" },
  { "literal/cut-true", TEXT ("[tru]"), DG_JSON_ERROR_SYNTAX, "Line 1, column 5:", "“e” was expected, but there is “]”" },
  { "literal/cut-false", TEXT ("fals"), DG_JSON_ERROR_SYNTAX, "Line 1, column 5:", NULL },
  { "literal/wrong-letter", TEXT ("faLse"), DG_JSON_ERROR_SYNTAX, "Line 1, column 3:", "“lse” was expected, but there is “L”" },
  { "literal/capital-true", TEXT ("True"), DG_JSON_ERROR_SYNTAX, "Line 1, column 1:", NULL },
  { "literal/capital-null", TEXT ("NULL"), DG_JSON_ERROR_SYNTAX, "Line 1, column 1:", NULL },
  { "literal/none", TEXT ("None"), DG_JSON_ERROR_SYNTAX, "Line 1, column 1:", NULL },
  { "literal/undefined", TEXT ("undefined"), DG_JSON_ERROR_SYNTAX, "Line 1, column 1:", NULL },
  { "literal/too-long", TEXT ("trues"), DG_JSON_ERROR_SYNTAX, "Line 1, column 5:", NULL },
  { "literal/two-glued", TEXT ("[truefalse]"), DG_JSON_ERROR_SYNTAX, "Line 1, column 6:", NULL },
  { "literal/nul-inside", TEXT ("tr\0e"), DG_JSON_ERROR_SYNTAX, "Line 1, column 3:", "U+0000" },

  /* strings */
  { "string/open", TEXT ("\"abc"), DG_JSON_ERROR_SYNTAX, "Line 1, column 1:", "the string that begins here has no closing quote" },
  { "string/only-quote", TEXT ("[\""), DG_JSON_ERROR_SYNTAX, "Line 1, column 2:", NULL },
  { "string/open-after-backslash", TEXT ("\"\\"), DG_JSON_ERROR_SYNTAX, "Line 1, column 3:", "the text ends here" },
  { "string/open-by-escaped-quote", TEXT ("\"a\\\""), DG_JSON_ERROR_SYNTAX, "Line 1, column 1:", NULL },
  { "string/single-quotes", TEXT ("'a'"), DG_JSON_ERROR_SYNTAX, "Line 1, column 1:", "“'”" },
  { "string/curly-quotes", TEXT ("“a”"), DG_JSON_ERROR_SYNTAX, "Line 1, column 1:", NULL },
  { "string/line-feed", TEXT ("\"a\nb\""), DG_JSON_ERROR_SYNTAX, "Line 1, column 3:", "must be written as an escape" },
  { "string/carriage-return", TEXT ("\"a\rb\""), DG_JSON_ERROR_SYNTAX, "Line 1, column 3:", NULL },
  { "string/tab", TEXT ("\"\t\""), DG_JSON_ERROR_SYNTAX, "Line 1, column 2:", NULL },
  { "string/unit-separator", TEXT ("\"\x1F\""), DG_JSON_ERROR_SYNTAX, "Line 1, column 2:", NULL },
  { "string/raw-nul", TEXT ("\"a\0b\""), DG_JSON_ERROR_SYNTAX, "Line 1, column 3:", "control character" },
  { "string/escape-x", TEXT ("\"\\x41\""), DG_JSON_ERROR_SYNTAX, "Line 1, column 3:", "“x”" },
  { "string/escape-a", TEXT ("\"\\a\""), DG_JSON_ERROR_SYNTAX, "Line 1, column 3:", NULL },
  { "string/escape-v", TEXT ("\"\\v\""), DG_JSON_ERROR_SYNTAX, "Line 1, column 3:", NULL },
  { "string/escape-zero", TEXT ("\"\\0\""), DG_JSON_ERROR_SYNTAX, "Line 1, column 3:", NULL },
  { "string/escape-single-quote", TEXT ("\"\\'\""), DG_JSON_ERROR_SYNTAX, "Line 1, column 3:", NULL },
  { "string/escape-line-feed", TEXT ("\"\\\n\""), DG_JSON_ERROR_SYNTAX, "Line 1, column 3:", NULL },
  { "string/escape-capital-u", TEXT ("\"\\U0041\""), DG_JSON_ERROR_SYNTAX, "Line 1, column 3:", NULL },
  { "string/escape-emoji", TEXT ("\"\\\xF0\x9F\x8C\x80\""), DG_JSON_ERROR_SYNTAX, "Line 1, column 3:", NULL },
  { "string/escape-raw-nul", TEXT ("\"\\\0\""), DG_JSON_ERROR_SYNTAX, "Line 1, column 3:", "U+0000" },
  { "string/unicode-escape-short", TEXT ("\"\\u00A\""), DG_JSON_ERROR_SYNTAX, "Line 1, column 2:", "four hexadecimal digits" },
  { "string/unicode-escape-empty", TEXT ("\"\\u\""), DG_JSON_ERROR_SYNTAX, "Line 1, column 2:", NULL },
  { "string/unicode-escape-cut", TEXT ("\"\\u00"), DG_JSON_ERROR_SYNTAX, "Line 1, column 2:", NULL },
  { "string/unicode-escape-not-hex", TEXT ("\"\\u00Z1\""), DG_JSON_ERROR_SYNTAX, "Line 1, column 2:", NULL },
  { "string/unicode-escape-sign", TEXT ("\"\\u+041\""), DG_JSON_ERROR_SYNTAX, "Line 1, column 2:", NULL },
  { "string/unicode-escape-braces", TEXT ("\"\\u{41}\""), DG_JSON_ERROR_SYNTAX, "Line 1, column 2:", NULL },
  { "string/escaped-nul", TEXT ("\"a\\u0000b\""), DG_JSON_ERROR_NUL, "Line 1, column 3:", "U+0000" },
  { "string/escaped-nul-in-key", TEXT ("{\"\\u0000\":1}"), DG_JSON_ERROR_NUL, "Line 1, column 3:", NULL },
  { "surrogate/high-alone", TEXT ("\"\\uDADA\""), DG_JSON_ERROR_ENCODING, "Line 1, column 2:", "surrogate" },
  { "surrogate/low-alone", TEXT ("\"\\uDC00\""), DG_JSON_ERROR_ENCODING, "Line 1, column 2:", NULL },
  { "surrogate/high-then-letter", TEXT ("\"\\uD800a\""), DG_JSON_ERROR_ENCODING, "Line 1, column 2:", NULL },
  { "surrogate/high-then-escape", TEXT ("\"\\uD800\\n\""), DG_JSON_ERROR_ENCODING, "Line 1, column 2:", NULL },
  { "surrogate/high-then-bmp", TEXT ("\"\\uD800\\u0041\""), DG_JSON_ERROR_ENCODING, "Line 1, column 2:", NULL },
  { "surrogate/two-highs", TEXT ("\"\\uD800\\uD800\""), DG_JSON_ERROR_ENCODING, "Line 1, column 2:", NULL },
  { "surrogate/two-lows", TEXT ("\"\\uDC00\\uDC00\""), DG_JSON_ERROR_ENCODING, "Line 1, column 2:", NULL },
  { "surrogate/low-then-high", TEXT ("\"\\uDC00\\uD800\""), DG_JSON_ERROR_ENCODING, "Line 1, column 2:", NULL },
  { "surrogate/pair-cut", TEXT ("\"\\uD834\\uDd"), DG_JSON_ERROR_ENCODING, "Line 1, column 2:", NULL },
  { "surrogate/after-a-pair", TEXT ("\"\\uD83D\\uDE00\\uDE00\""), DG_JSON_ERROR_ENCODING, "Line 1, column 14:", NULL },
  { "surrogate/raw", TEXT ("\"\xED\xA0\x80\""), DG_JSON_ERROR_ENCODING, "Line 1, column 2:", "UTF-8" },
  { "utf8/latin1", TEXT ("\"caf\xE9\""), DG_JSON_ERROR_ENCODING, "Line 1, column 5:", "not encoded in UTF-8" },
  { "utf8/lone-continuation", TEXT ("\"\x81\""), DG_JSON_ERROR_ENCODING, "Line 1, column 2:", NULL },
  { "utf8/overlong-two-bytes", TEXT ("\"\xC0\xAF\""), DG_JSON_ERROR_ENCODING, "Line 1, column 2:", NULL },
  { "utf8/overlong-three-bytes", TEXT ("\"\xE0\x80\x80\""), DG_JSON_ERROR_ENCODING, "Line 1, column 2:", NULL },
  { "utf8/overlong-six-bytes", TEXT ("\"\xFC\x83\xBF\xBF\xBF\xBF\""), DG_JSON_ERROR_ENCODING, "Line 1, column 2:", NULL },
  { "utf8/beyond-the-last", TEXT ("\"\xF4\x90\x80\x80\""), DG_JSON_ERROR_ENCODING, "Line 1, column 2:", NULL },
  { "utf8/cut-before-the-quote", TEXT ("\"\xE6\x9D\""), DG_JSON_ERROR_ENCODING, "Line 1, column 2:", NULL },
  { "utf8/cut-at-the-end", TEXT ("\"\xE6\x9D"), DG_JSON_ERROR_ENCODING, "Line 1, column 2:", NULL },
  { "utf8/in-key", TEXT ("{\"\xFF\":1}"), DG_JSON_ERROR_ENCODING, "Line 1, column 3:", NULL },
  { "utf8/outside-strings", TEXT ("[\xE9]"), DG_JSON_ERROR_ENCODING, "Line 1, column 2:", NULL },
  { "utf8/after-the-root", TEXT ("[]\x80"), DG_JSON_ERROR_ENCODING, "Line 1, column 3:", NULL },
};
/* clang-format on */

static void
test_accepted (gconstpointer data)
{
  const Accepted *test = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (DgJsonDocument) document = dg_json_document_new (test->text, test->length, NULL, &error);
  g_autofree char *source = NULL;
  g_autofree char *compact = NULL;
  g_autofree char *trimmed = g_strstrip (g_strndup (test->text, test->length));

  g_assert_no_error (error);
  g_assert_nonnull (document);

  source = dg_json_value_dup_source (dg_json_document_get_root (document));
  g_assert_cmpstr (source, ==, trimmed);
  compact = dg_json_compact (dg_json_document_get_root (document));
  g_assert_cmpstr (compact, ==, test->compact != NULL ? test->compact : test->text);
}

static void
test_refused (gconstpointer data)
{
  const Refused *test = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (DgJsonDocument) document = dg_json_document_new (test->text, test->length, NULL, &error);

  g_assert_null (document);
  g_assert_error (error, DG_JSON_ERROR, (int) test->code);
  if (!g_str_has_prefix (error->message, test->place))
    g_error ("“%s” doesn't begin with “%s”", error->message, test->place);
  if (test->message != NULL && strstr (error->message, test->message) == NULL)
    g_error ("“%s” doesn't say “%s”", error->message, test->message);
  g_assert_true (g_utf8_validate (error->message, -1, NULL));
  /* The error is optional. */
  g_assert_null (dg_json_document_new (test->text, test->length, NULL, NULL));
}

/* Of what is accepted, no part that was cut off at the end is, but for numbers. */
static void
test_every_beginning (void)
{
  static const char text[] = "{\"a\":[1.5e3,\"\\u00e9\\ud83d\\ude00\xC3\xA9\",true,false,null,{}],\"b\":{\"c\":[]}}";
  g_autoptr (DgJsonDocument) whole = dg_json_document_new (text, strlen (text), NULL, NULL);

  g_assert_nonnull (whole);
  for (gsize length = 0; length < strlen (text); length++)
    g_assert_null (dg_json_document_new (text, length, NULL, NULL));
}

static DgJsonDocument *
scan_repeated (
    const char *opening, const char *inner, const char *closing, guint n, const DgJsonLimits *limits, GError **error)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < n; i++)
    g_string_append (text, opening);
  g_string_append (text, inner);
  for (guint i = 0; i < n; i++)
    g_string_append (text, closing);
  return dg_json_document_new (text->str, text->len, limits, error);
}

static void
test_depth_limit (void)
{
  const DgJsonLimits limits = { .max_bytes = 1000, .max_values = 1000, .max_depth = 3 };
  g_autoptr (DgJsonDocument) three = scan_repeated ("[", "1", "]", 3, &limits, NULL);
  g_autoptr (DgJsonDocument) objects = scan_repeated ("{\"a\":", "1", "}", 3, &limits, NULL);
  g_autoptr (DgJsonDocument) siblings = dg_json_document_new ("[[[]],[[]],[[]]]", -1, &limits, NULL);
  g_autoptr (GError) error = NULL;

  g_assert_nonnull (three);
  g_assert_nonnull (objects);
  g_assert_nonnull (siblings);
  g_assert_null (scan_repeated ("[", "1", "]", 4, &limits, &error));
  g_assert_error (error, DG_JSON_ERROR, DG_JSON_ERROR_TOO_DEEP);
  g_assert_true (g_str_has_prefix (error->message, "Line 1, column 4:"));
  g_clear_error (&error);
  g_assert_null (scan_repeated ("{\"a\":", "1", "}", 4, &limits, &error));
  g_assert_error (error, DG_JSON_ERROR, DG_JSON_ERROR_TOO_DEEP);
}

static void
test_depth_of_scalars (void)
{
  const DgJsonLimits limits = { .max_bytes = 1000, .max_values = 1000, .max_depth = 0 };
  g_autoptr (DgJsonDocument) scalar = dg_json_document_new ("1", -1, &limits, NULL);

  g_assert_nonnull (scalar);
  g_assert_null (dg_json_document_new ("[]", -1, &limits, NULL));
}

static void
test_deep_arrays (void)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (scan_repeated ("[", "", "]", 100000, NULL, &error));
  g_assert_error (error, DG_JSON_ERROR, DG_JSON_ERROR_TOO_DEEP);
}

static void
test_deep_objects (void)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (scan_repeated ("{\"a\":", "1", "}", 100000, NULL, &error));
  g_assert_error (error, DG_JSON_ERROR, DG_JSON_ERROR_TOO_DEEP);
}

static void
test_deep_and_open (void)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (scan_repeated ("[", "", "", 100000, NULL, &error));
  g_assert_error (error, DG_JSON_ERROR, DG_JSON_ERROR_TOO_DEEP);
}

/* Nothing uses the stack for depth, so a caller may even allow it. */
static void
test_deep_and_allowed (void)
{
  const DgJsonLimits limits = { .max_bytes = 10000000, .max_values = 1000000, .max_depth = 1000000 };
  g_autoptr (GError) error = NULL;
  g_autoptr (DgJsonDocument) a = scan_repeated ("[{\"a\":", "1", "}]", 200000, &limits, &error);
  g_autoptr (DgJsonDocument) b = scan_repeated ("[{\"a\":", "1.0", "}]", 200000, &limits, NULL);
  g_autofree char *compact = NULL;

  g_assert_no_error (error);
  g_assert_true (dg_json_value_equal (dg_json_document_get_root (a), dg_json_document_get_root (b)));
  compact = dg_json_compact (dg_json_document_get_root (a));
  g_assert_cmpuint (strlen (compact), ==, 200000 * 8 + 1);
}

static void
test_byte_limit (void)
{
  const DgJsonLimits limits = { .max_bytes = 5, .max_values = 10, .max_depth = 10 };
  g_autoptr (DgJsonDocument) fits = dg_json_document_new ("[1,2]", -1, &limits, NULL);
  g_autoptr (GError) error = NULL;

  g_assert_nonnull (fits);
  g_assert_null (dg_json_document_new ("[1,2] ", -1, &limits, &error));
  g_assert_error (error, DG_JSON_ERROR, DG_JSON_ERROR_TOO_LARGE);
  g_assert_nonnull (strstr (error->message, "6"));
}

static void
test_value_limit (void)
{
  const DgJsonLimits limits = { .max_bytes = 100, .max_values = 4, .max_depth = 10 };
  g_autoptr (DgJsonDocument) array = dg_json_document_new ("[1,2,3]", -1, &limits, NULL);
  g_autoptr (DgJsonDocument) object = dg_json_document_new ("{\"a\":1,\"b\":2,\"c\":3}", -1, &limits, NULL);
  g_autoptr (GError) error = NULL;

  g_assert_nonnull (array);
  g_assert_nonnull (object);
  g_assert_null (dg_json_document_new ("[1,2,3,4]", -1, &limits, &error));
  g_assert_error (error, DG_JSON_ERROR, DG_JSON_ERROR_TOO_LARGE);
  g_assert_true (g_str_has_prefix (error->message, "Line 1, column 8:"));
  g_clear_error (&error);
  g_assert_null (dg_json_document_new ("[[],[],[[]]]", -1, &limits, &error));
  g_assert_error (error, DG_JSON_ERROR, DG_JSON_ERROR_TOO_LARGE);
}

static void
test_default_limits (void)
{
  g_assert_cmpuint (DG_JSON_DEFAULT_LIMITS.max_bytes, ==, 16777216);
  g_assert_cmpuint (DG_JSON_DEFAULT_LIMITS.max_values, ==, 1000000);
  g_assert_cmpuint (DG_JSON_DEFAULT_LIMITS.max_depth, ==, 64);
}

static void
test_length_given (void)
{
  g_autoptr (DgJsonDocument) document = dg_json_document_new ("[1]garbage", 3, NULL, NULL);
  g_autoptr (GError) error = NULL;

  g_assert_nonnull (document);
  g_assert_null (dg_json_document_new (NULL, 0, NULL, &error));
  g_assert_error (error, DG_JSON_ERROR, DG_JSON_ERROR_SYNTAX);
}

static void
test_text_is_copied (void)
{
  g_autofree char *text = g_strdup ("[\"abc\"]");
  g_autoptr (DgJsonDocument) document = dg_json_document_new (text, -1, NULL, NULL);
  g_autofree char *source = NULL;

  memset (text, 'x', strlen (text));
  source = dg_json_value_dup_source (dg_json_document_get_root (document));
  g_assert_cmpstr (source, ==, "[\"abc\"]");
}

static void
test_many_members (void)
{
  g_autoptr (GString) text = g_string_new ("{");
  g_autoptr (DgJsonDocument) document = NULL;
  g_autoptr (GError) error = NULL;
  clock_t start;

  for (guint i = 0; i < 200000; i++)
    g_string_append_printf (text, "\"k%u\":%u,", i, i);
  g_string_append (text, "\"last\":0}");
  start = clock ();

  document = dg_json_document_new (text->str, text->len, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (clock () - start, <, LINEAR_SECONDS * CLOCKS_PER_SEC);
  g_assert_cmpuint (dg_json_value_get_length (dg_json_document_get_root (document)), ==, 200001);

  g_string_truncate (text, text->len - 1);
  g_string_append (text, ",\"k\\u0030\":1}");
  g_assert_null (dg_json_document_new (text->str, text->len, NULL, &error));
  g_assert_error (error, DG_JSON_ERROR, DG_JSON_ERROR_DUPLICATE_KEY);
}

/* Message and buffer have to hold out against any length and any cut. */
static void
test_long_duplicate (void)
{
  for (guint length = 1; length < 200; length++)
    {
      g_autofree char *ascii = g_strnfill (length, 'a');
      g_autoptr (GString) name = g_string_new (ascii);
      g_autofree char *text = NULL;
      g_autoptr (GError) error = NULL;

      for (guint i = 0; i < length; i++)
        g_string_append (name, "é");
      text = g_strdup_printf ("{\"%s\":1,\"%s\":2}", name->str, name->str);
      g_assert_null (dg_json_document_new (text, -1, NULL, &error));
      g_assert_error (error, DG_JSON_ERROR, DG_JSON_ERROR_DUPLICATE_KEY);
      g_assert_true (g_utf8_validate (error->message, -1, NULL));
      g_assert_cmpint (g_utf8_strlen (error->message, -1), <, 160);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (accepted); i++)
    {
      g_autofree char *path = g_strconcat ("/json/accepted/", accepted[i].name, NULL);

      g_test_add_data_func (path, &accepted[i], test_accepted);
    }
  for (guint i = 0; i < G_N_ELEMENTS (refused); i++)
    {
      g_autofree char *path = g_strconcat ("/json/refused/", refused[i].name, NULL);

      g_test_add_data_func (path, &refused[i], test_refused);
    }
  g_test_add_func ("/json/every-beginning", test_every_beginning);
  g_test_add_func ("/json/depth/limit", test_depth_limit);
  g_test_add_func ("/json/depth/scalars", test_depth_of_scalars);
  g_test_add_func ("/json/depth/arrays", test_deep_arrays);
  g_test_add_func ("/json/depth/objects", test_deep_objects);
  g_test_add_func ("/json/depth/open", test_deep_and_open);
  g_test_add_func ("/json/depth/allowed", test_deep_and_allowed);
  g_test_add_func ("/json/limits/bytes", test_byte_limit);
  g_test_add_func ("/json/limits/values", test_value_limit);
  g_test_add_func ("/json/limits/default", test_default_limits);
  g_test_add_func ("/json/text/length", test_length_given);
  g_test_add_func ("/json/text/copied", test_text_is_copied);
  g_test_add_func ("/json/members/many", test_many_members);
  g_test_add_func ("/json/members/long-duplicate", test_long_duplicate);
  return g_test_run ();
}
