/* test-records.c: the records that the simulator makes up fit their schema, their line and one another
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "client.h"

#include <string.h>

#include "dg-simulator-grammar.h"

#define TELECOM "Classify customer support messages of a telecom company."
#define CONTRACTS "Extract parties and dates from contract clauses."
#define HOTEL "Klassifiziere deutsche Hotelbewertungen nach der Stimmung der Gäste."
#define MUSEUM "Decide which department of the museum should answer a visitor's letter about paintings or sculptures."
#define SYSTEM(task) "You write test data.\n\n# The task that is tested\n" task "\n\n# Who answers\nAn expert.\n"

#define TELECOM_FIELDS                                                                                                 \
  "\"input\":{\"type\":\"string\"},\"answer_label\":{\"type\":\"string\",\"enum\":[\"billing\",\"technical_support\"," \
  "\"cancellation\",\"sales\",\"account\"]}"
#define HOTEL_FIELDS                                                                                                   \
  "\"input\":{\"type\":\"string\"},\"answer_label\":{\"type\":\"string\",\"enum\":[\"positiv\",\"neutral\","           \
  "\"negativ\",\"gemischt\"]}"
#define CONTRACT_FIELDS                                                                                                \
  "\"input\":{\"type\":\"string\"},\"answer_parties\":{\"type\":\"array\",\"items\":{\"type\":\"string\"}},"           \
  "\"answer_effective_date\":{\"type\":[\"string\",\"null\"]},\"answer_term_months\":{\"type\":[\"integer\",\"null\"]" \
  "},"                                                                                                                 \
  "\"answer_notice_days\":{\"type\":[\"integer\",\"null\"]}"

#define RECORDS "output/message/content/0/toolUse/input/records"
#define N_RECORDS 1000
#define N_A_REQUEST 5
#define NEAR 0.7
#define MOST_NEAR_SHARE 0.02

static Answer *
ask_for_records (DgSimulator *simulator, const char *task, const char *fields, const char *lines)
{
  g_autofree char *schema = make_record_schema (fields);
  g_autofree char *body = make_request (task, lines, schema, 0);
  Answer *answer = ask (simulator, "converse", body);

  g_assert_cmpuint (answer->status, ==, 200);

  return answer;
}

static char *
get_field (Answer *answer, guint record, const char *field)
{
  g_autofree char *path = g_strdup_printf ("%s/%u/%s", RECORDS, record, field);

  return get_string (answer, path);
}

static DgJsonType
get_field_type (Answer *answer, const char *field)
{
  g_autofree char *path = g_strdup_printf ("%s/0/%s", RECORDS, field);

  return dg_json_value_get_value_type (get (answer, path));
}

static void
assert_contains (const char *text, const char *part)
{
  if (strstr (text, part) == NULL)
    g_error ("“%s” is not in: %s", part, text);
}

/* One record a line, in their order and with their numbers, whatever else is in the message */
static void
test_lines (void)
{
  g_autoptr (DgSimulator) simulator = start_default_simulator ();
  g_autoptr (Answer) answer =
      ask_for_records (simulator, SYSTEM (TELECOM), TELECOM_FIELDS,
                       "## Examples\nn=5 is no line\n## Lines\n- n=17 | ANSWER: billing\n- n=3\n"
                       "- n=998 | Tone: frustrated\n\nWrite 3 records, one for each line above.");
  const gint64 expected[] = { 17, 3, 998 };

  g_assert_cmpuint (dg_json_value_get_length (get (answer, RECORDS)), ==, G_N_ELEMENTS (expected));
  for (guint i = 0; i < G_N_ELEMENTS (expected); i++)
    {
      g_autofree char *path = g_strdup_printf ("%s/%u/n", RECORDS, i);
      g_autofree char *input = get_field (answer, i, "input");

      g_assert_cmpint (get_number (answer, path), ==, expected[i]);
      g_assert_cmpuint (strlen (input), >, 20);
    }
}

/* The label is the line's, and the text is about it. */
static void
test_label (void)
{
  g_autoptr (DgSimulator) simulator = start_default_simulator ();
  g_autoptr (Answer) answer =
      ask_for_records (simulator, SYSTEM (TELECOM), TELECOM_FIELDS,
                       "- n=1 | ANSWER: billing | Topic: roaming\n- n=2 | ANSWER: cancellation\n"
                       "- n=3 | ANSWER: no such label");
  g_autofree char *first = get_field (answer, 0, "answer_label");
  g_autofree char *second = get_field (answer, 1, "answer_label");
  g_autofree char *third = get_field (answer, 2, "answer_label");
  g_autofree char *input = get_field (answer, 0, "input");

  g_assert_cmpstr (first, ==, "billing");
  g_assert_cmpstr (second, ==, "cancellation");
  assert_contains ("billing technical_support cancellation sales account", third);
  if (g_regex_match_simple ("roam|abroad", input, 0, 0))
    g_error ("Not about billing: %s", input);
}

/* Without a line's answer, the text follows the label that was chosen for it. */
static void
test_label_chosen (void)
{
  g_autoptr (DgSimulator) simulator = start_default_simulator ();
  g_autoptr (Answer) answer = ask_for_records (simulator, SYSTEM (HOTEL), HOTEL_FIELDS,
                                               "- n=1 | LETTERS: K | SIZE: 3 Sätze\n- n=2\n- n=3\n- n=4\n- n=5\n- n=6");

  for (guint i = 0; i < 6; i++)
    {
      g_autofree char *label = get_field (answer, i, "answer_label");
      g_autofree char *input = get_field (answer, i, "input");

      g_assert_cmpuint (strlen (label), >, 0);
      if (g_str_equal (label, "positiv"))
        g_assert_false (g_regex_match_simple ("Schimmel|vertrieben|stank", input, 0, 0));
    }
}

static void
test_material (void)
{
  g_autoptr (DgSimulator) simulator = start_default_simulator ();
  g_autoptr (Answer) answer = ask_for_records (simulator, SYSTEM (CONTRACTS), CONTRACT_FIELDS,
                                               "- n=1 | LETTERS: Q, X, Z | DATE: 2031-03-14 | NUMBERS: 61, 7, 315 | "
                                               "SIZE: 4 sentences");
  g_autofree char *input = get_field (answer, 0, "input");

  assert_contains (input, "2031-03-14");
  assert_contains (input, "Q");
  assert_contains (input, "X");
  assert_contains (input, "61");
}

static guint
count_matches (const char *pattern, const char *text)
{
  g_autoptr (GRegex) regex = g_regex_new (pattern, 0, 0, NULL);
  g_autoptr (GMatchInfo) match = NULL;
  guint n = 0;

  for (g_regex_match (regex, text, 0, &match); g_match_info_matches (match); g_match_info_next (match, NULL))
    n++;

  return n;
}

static void
test_size (void)
{
  g_autoptr (DgSimulator) simulator = start_default_simulator ();
  g_autoptr (Answer) answer = ask_for_records (simulator, SYSTEM (CONTRACTS), CONTRACT_FIELDS,
                                               "- n=1 | SIZE: 1 sentence\n- n=2 | SIZE: 5 sentences\n"
                                               "- n=3 | SIZE: 3 paragraphs\n- n=4 | SIZE: 4000000000 sentences");
  g_autofree char *one = get_field (answer, 0, "input");
  g_autofree char *five = get_field (answer, 1, "input");
  g_autofree char *paragraphs = get_field (answer, 2, "input");
  g_autofree char *endless = get_field (answer, 3, "input");

  g_assert_cmpuint (count_matches ("[.?!](\\s|$)", one), ==, 1);
  g_assert_cmpuint (count_matches ("[.?!](\\s|$)", five), ==, 5);
  g_assert_cmpuint (count_matches ("\n\n", paragraphs), ==, 2);
  g_assert_cmpuint (strlen (endless), <, 20000);
}

static void
test_surface (void)
{
  g_autoptr (DgSimulator) simulator = start_default_simulator ();
  g_autoptr (Answer) answer = ask_for_records (simulator, SYSTEM (TELECOM), TELECOM_FIELDS,
                                               "- n=1 | Tone: frustrated | SURFACE: no greeting\n"
                                               "- n=2 | SURFACE: all in lower case");
  g_autofree char *angry = get_field (answer, 0, "input");
  g_autofree char *lower = get_field (answer, 1, "input");
  g_autofree char *lowered = g_utf8_strdown (lower, -1);

  g_assert_true (g_regex_match_simple ("^(THIS|THAT|ENOUGH|SERIOUSLY|UNBELIEVABLE|NO MORE)|^(Absolutely|Really|"
                                       "Honestly|Utterly) ",
                                       angry, 0, 0));
  g_assert_cmpstr (lower, ==, lowered);
}

/* What an answer says stands in its input, and what does not stand there is null. */
static void
test_facts (void)
{
  g_autoptr (DgSimulator) simulator = start_default_simulator ();
  guint n_nulls = 0;

  for (guint n = 1; n <= 100; n++)
    {
      g_autofree char *line = g_strdup_printf ("- n=%u | SIZE: 2 sentences", n);
      g_autoptr (Answer) answer = ask_for_records (simulator, SYSTEM (CONTRACTS), CONTRACT_FIELDS, line);
      g_autofree char *input = get_field (answer, 0, "input");
      g_autofree char *party = get_field (answer, 0, "answer_parties/0");

      assert_contains (input, party);
      g_assert_cmpuint (dg_json_value_get_length (get (answer, RECORDS "/0/answer_parties")), ==, 2);
      if (get_field_type (answer, "answer_effective_date") == DG_JSON_STRING)
        {
          g_autofree char *date = get_field (answer, 0, "answer_effective_date");

          assert_contains (input, date);
        }
      if (get_field_type (answer, "answer_term_months") == DG_JSON_NUMBER)
        {
          g_autofree char *months =
              g_strdup_printf ("%d months", (int) get_number (answer, RECORDS "/0/answer_term_months"));

          assert_contains (input, months);
        }
      n_nulls += get_field_type (answer, "answer_notice_days") == DG_JSON_NULL;
      g_assert_cmpint (get_field_type (answer, "answer_notice_days") == DG_JSON_NULL, ==,
                       !g_regex_match_simple ("days' (written )?notice", input, 0, 0));
    }

  g_assert_cmpuint (n_nulls, >, 10);
  g_assert_cmpuint (n_nulls, <, 100);
}

/* Several fields of input, answers as for XML (`a__b`), a free text */
static void
test_fields (void)
{
  g_autoptr (DgSimulator) simulator = start_default_simulator ();
  g_autoptr (Answer) answer = ask_for_records (
      simulator, SYSTEM (TELECOM),
      "\"input_customer_name\":{\"type\":\"string\"},\"input_message\":{\"type\":\"string\"},"
      "\"answer_ticket__priority\":{\"type\":\"string\",\"enum\":[\"low\",\"high\"]},"
      "\"answer_ticket__urgent\":{\"type\":\"boolean\"},\"answer_ticket__score\":{\"type\":\"number\",\"minimum\":2,"
      "\"maximum\":5},\"answer_reply_to_customer\":{\"type\":\"string\"}",
      "- n=1 | Priority: high | SIZE: 2 sentences");
  g_autofree char *name = get_field (answer, 0, "input_customer_name");
  g_autofree char *message = get_field (answer, 0, "input_message");
  g_autofree char *priority = get_field (answer, 0, "answer_ticket__priority");
  g_autofree char *reply = get_field (answer, 0, "answer_reply_to_customer");

  g_assert_cmpuint (strlen (name), >, 2);
  g_assert_null (strchr (name, ' '));
  g_assert_cmpuint (strlen (message), >, 20);
  g_assert_cmpstr (priority, ==, "high");
  g_assert_cmpint (get_field_type (answer, "answer_ticket__urgent"), ==, DG_JSON_BOOLEAN);
  g_assert_cmpint (get_number (answer, RECORDS "/0/answer_ticket__score"), >=, 2);
  g_assert_cmpuint (strlen (reply), >, 20);
  g_assert_cmpstr (reply, !=, message);
}

/* A tool of another kind: each value of an enumeration in its turn, and every type of value */
static void
test_other_schema (void)
{
  g_autoptr (DgSimulator) simulator = start_default_simulator ();
  g_autofree char *body = make_request (
      SYSTEM (MUSEUM), "What do you make of it?",
      "{\"type\":\"object\",\"properties\":{\"items\":{\"type\":\"array\",\"items\":{\"type\":\"object\","
      "\"properties\":"
      "{\"item\":{\"type\":\"string\",\"enum\":[\"task\",\"realism\",\"constraints\"]},\"id\":{\"type\":\"integer\"},"
      "\"value\":{\"type\":\"string\"}}}},\"gap\":{\"type\":\"string\"},\"sure\":{\"type\":\"boolean\"},\"notes\":"
      "{\"type\":\"array\",\"minItems\":4,\"items\":{\"type\":\"string\"}},\"more\":{\"type\":\"object\"}}}",
      0);
  g_autoptr (Answer) answer = ask (simulator, "converse", body);
  DgJsonValue input = get (answer, "output/message/content/0/toolUse/input");
  DgJsonValue value;

  lookup (input, "items", &value);
  g_assert_cmpuint (dg_json_value_get_length (value), ==, 3);
  lookup (input, "items/2/item", &value);
  g_assert_true (dg_json_value_equals_string (value, "constraints"));
  lookup (input, "items/2/id", &value);
  g_assert_cmpfloat (dg_json_value_get_double (value), >, 2.5);
  lookup (input, "notes", &value);
  g_assert_cmpuint (dg_json_value_get_length (value), ==, 4);
  lookup (input, "gap", &value);
  g_assert_cmpint (dg_json_value_get_value_type (value), ==, DG_JSON_STRING);
  lookup (input, "sure", &value);
  g_assert_cmpint (dg_json_value_get_value_type (value), ==, DG_JSON_BOOLEAN);
  lookup (input, "more", &value);
  g_assert_cmpint (dg_json_value_get_value_type (value), ==, DG_JSON_OBJECT);
}

/* For a task that no domain is for, the text is about the words of the task, and not about those of other sections. */
static void
test_generic (void)
{
  g_autoptr (DgSimulator) simulator = start_default_simulator ();
  g_autoptr (Answer) answer = ask_for_records (simulator, SYSTEM (MUSEUM), TELECOM_FIELDS, "- n=1 | SIZE: 6 sentences");
  g_autofree char *input = get_field (answer, 0, "input");

  g_assert_true (g_regex_match_simple ("museum|visitor|paintings|sculptures|department|letter", input, 0, 0));
  g_assert_false (g_regex_match_simple ("expert|write", input, 0, 0));
}

/* A request in English for German reviews gets German ones. */
static void
test_domain (void)
{
  g_autoptr (DgSimulator) simulator = start_default_simulator ();
  g_autoptr (Answer) answer =
      ask_for_records (simulator, SYSTEM ("Classify German hotel reviews."), HOTEL_FIELDS, "- n=1 | SIZE: 6 sentences");
  g_autofree char *input = get_field (answer, 0, "input");

  g_assert_true (g_regex_match_simple (" (und|von|in|mit|der|das|die|am|war|Euro) ", input, 0, 0));
}

/* A schema cannot make the reply endless. */
static void
test_deep_schema (void)
{
  g_autoptr (DgSimulator) simulator = start_default_simulator ();
  g_autoptr (GString) schema = g_string_new ("{\"type\":\"object\",\"properties\":{\"a\":");
  g_autofree char *body = NULL;
  g_autoptr (Answer) answer = NULL;

  for (guint i = 0; i < 40; i++)
    g_string_append (schema, "{\"type\":\"array\",\"items\":");
  g_string_append (schema, "{\"type\":\"string\"}");
  for (guint i = 0; i < 40; i++)
    g_string_append_c (schema, '}');
  g_string_append (schema, "}}");
  body = make_request ("", "Hello", schema->str, 0);
  answer = ask (simulator, "converse", body);

  g_assert_cmpuint (answer->status, ==, 200);
  g_assert_cmpuint (g_bytes_get_size (answer->body), <, 2 << 20);
}

/* Rules that an alternative names are there, so that no rare text runs into a gap. */
static void
test_grammar (gconstpointer data)
{
  g_autofree char *path = g_strdup_printf ("/org/example/DatasetGen/simulator/domains/%s.txt", (const char *) data);
  g_autoptr (DgGrammar) grammar = dg_grammar_new_from_resource (path);
  g_autoptr (GBytes) text = g_resources_lookup_data (path, G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);
  g_autoptr (GRegex) slot = g_regex_new ("\\{(?:[a-z]+:)?([a-z_]+)\\}", 0, 0, NULL);
  g_autoptr (GMatchInfo) match = NULL;
  static const char *const built_in[] = { "date", "word", NULL };

  g_regex_match (slot, g_bytes_get_data (text, NULL), 0, &match);
  for (; g_match_info_matches (match); g_match_info_next (match, NULL))
    {
      g_autofree char *name = g_match_info_fetch (match, 1);

      if (!g_strv_contains (built_in, name) && dg_grammar_lookup (grammar, name) == NULL)
        g_error ("%s has no rule “%s”", path, name);
    }
}

/* The set of a text's runs of three words */
static GHashTable *
collect_trigrams (const char *text)
{
  GHashTable *trigrams = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_auto (GStrv) words = g_strsplit (text, " ", -1);

  for (guint i = 0; words[i] != NULL && words[i + 1] != NULL && words[i + 2] != NULL; i++)
    g_hash_table_add (trigrams, g_strdup_printf ("%s %s %s", words[i], words[i + 1], words[i + 2]));

  return trigrams;
}

static double
measure_jaccard (GHashTable *a, GHashTable *b)
{
  guint n_common = 0;
  GHashTableIter iter;
  gpointer trigram;

  g_hash_table_iter_init (&iter, a);
  while (g_hash_table_iter_next (&iter, &trigram, NULL))
    n_common += g_hash_table_contains (b, trigram);

  return (double) n_common / MAX (g_hash_table_size (a) + g_hash_table_size (b) - n_common, 1);
}

/* How many texts are nearly the same as another */
static guint
count_near_duplicates (GPtrArray *texts)
{
  g_autoptr (GPtrArray) sets = g_ptr_array_new_with_free_func ((GDestroyNotify) g_hash_table_unref);
  g_autofree gboolean *near = g_new0 (gboolean, texts->len);
  guint n = 0;

  for (guint i = 0; i < texts->len; i++)
    {
      g_ptr_array_add (sets, collect_trigrams (g_ptr_array_index (texts, i)));
      for (guint j = 0; j < i; j++)
        if (measure_jaccard (g_ptr_array_index (sets, i), g_ptr_array_index (sets, j)) > NEAR)
          near[i] = near[j] = TRUE;
    }
  for (guint i = 0; i < texts->len; i++)
    n += near[i];

  return n;
}

static char *
make_line (GRand *random, const char *const *labels, guint n)
{
  static const char *const tones[] = { "neutral", "frustrated", "polite", "worried" };

  return g_strdup_printf ("- n=%u | ANSWER: %s | Tone: %s | LETTERS: %c, %c, %c | DATE: 2025-%02d-%02d | NUMBERS: %d, "
                          "%d, %d | SIZE: %d sentences\n",
                          n, labels[g_rand_int_range (random, 0, 4)], tones[g_rand_int_range (random, 0, 4)],
                          g_rand_int_range (random, 'A', 'Z' + 1), g_rand_int_range (random, 'A', 'Z' + 1),
                          g_rand_int_range (random, 'A', 'Z' + 1), g_rand_int_range (random, 1, 13),
                          g_rand_int_range (random, 1, 29), g_rand_int_range (random, 10, 100),
                          g_rand_int_range (random, 2, 10), g_rand_int_range (random, 100, 1000),
                          g_rand_int_range (random, 1, 4));
}

typedef struct
{
  const char *name;
  const char *system;
  const char *fields;
  const char *labels[4];
} Domain;

static GPtrArray *
make_records (DgSimulator *simulator, const Domain *domain)
{
  GPtrArray *texts = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GRand) random = g_rand_new_with_seed (1);

  while (texts->len < N_RECORDS)
    {
      g_autoptr (GString) lines = g_string_new (NULL);
      g_autoptr (Answer) answer = NULL;

      for (guint i = 0; i < N_A_REQUEST; i++)
        {
          g_autofree char *line = make_line (random, domain->labels, texts->len + i + 1);

          g_string_append (lines, line);
        }
      answer = ask_for_records (simulator, domain->system, domain->fields, lines->str);
      for (guint i = 0; i < N_A_REQUEST; i++)
        g_ptr_array_add (texts, get_field (answer, i, "input"));
    }

  return texts;
}

/* A thousand records: no two the same, next to none nearly the same, no opening that is worn out */
static void
test_thousand (gconstpointer data)
{
  g_autoptr (DgSimulator) simulator = start_default_simulator ();
  g_autoptr (GPtrArray) texts = make_records (simulator, data);
  g_autoptr (GHashTable) distinct = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GHashTable) openings = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  guint n_near = count_near_duplicates (texts);

  for (guint i = 0; i < texts->len; i++)
    {
      const char *text = g_ptr_array_index (texts, i);
      g_auto (GStrv) words = g_strsplit (text, " ", 6);

      g_assert_false (g_regex_match_simple ("simulat|lorem|\\{|\\}|\\|", text, G_REGEX_CASELESS, 0));
      g_hash_table_add (distinct, (gpointer) text);
      g_clear_pointer (&words[5], g_free);
      g_hash_table_add (openings, g_strjoinv (" ", words));
    }
  g_test_message ("%u distinct, %u near duplicates, %u openings of five words", g_hash_table_size (distinct), n_near,
                  g_hash_table_size (openings));

  g_assert_cmpuint (g_hash_table_size (distinct), ==, N_RECORDS);
  g_assert_cmpfloat (n_near, <, MOST_NEAR_SHARE * N_RECORDS);
  g_assert_cmpuint (g_hash_table_size (openings), >, N_RECORDS / 3);
}

int
main (int argc, char **argv)
{
  static const Domain domains[] = {
    { "telecom", SYSTEM (TELECOM), TELECOM_FIELDS, { "billing", "technical_support", "cancellation", "sales" } },
    { "contracts", SYSTEM (CONTRACTS), CONTRACT_FIELDS, { "lease", "service", "sale", "other" } },
    { "hotel", SYSTEM (HOTEL), HOTEL_FIELDS, { "positiv", "neutral", "negativ", "gemischt" } },
    { "generic", SYSTEM (MUSEUM), TELECOM_FIELDS, { "billing", "sales", "account", "other" } },
  };

  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/simulator/records/lines", test_lines);
  g_test_add_func ("/simulator/records/label", test_label);
  g_test_add_func ("/simulator/records/label-chosen", test_label_chosen);
  g_test_add_func ("/simulator/records/material", test_material);
  g_test_add_func ("/simulator/records/size", test_size);
  g_test_add_func ("/simulator/records/surface", test_surface);
  g_test_add_func ("/simulator/records/facts", test_facts);
  g_test_add_func ("/simulator/records/fields", test_fields);
  g_test_add_func ("/simulator/records/generic", test_generic);
  g_test_add_func ("/simulator/records/domain", test_domain);
  g_test_add_func ("/simulator/records/other-schema", test_other_schema);
  g_test_add_func ("/simulator/records/deep-schema", test_deep_schema);
  for (guint i = 0; i < G_N_ELEMENTS (domains); i++)
    {
      g_autofree char *path = g_strconcat ("/simulator/records/thousand/", domains[i].name, NULL);
      g_autofree char *grammar_path = g_strconcat ("/simulator/records/grammar/", domains[i].name, NULL);

      g_test_add_data_func (grammar_path, domains[i].name, test_grammar);
      g_test_add_data_func (path, &domains[i], test_thousand);
    }

  return g_test_run ();
}
