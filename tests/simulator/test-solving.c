/* test-solving.c: the practice model reads what it wrote, and records keep to rules
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "tools.h"

#include "dg-limit.h"

#define N_RECORDS 200
#define N_A_REQUEST 5
#define LABELS(values) "'answer_label':" CHOICE (values)
#define RECORDS_SCHEMA(fields)                                                                                         \
  "{'type':'object','properties':{'records':" LIST ("{'type':'object','properties':{'n':" INTEGER ",'input':" TEXT     \
                                                    "," fields "}}") "},'required':['records']}"
#define SOLVE_SCHEMA(answers)                                                                                          \
  "{'type':'object','properties':{'solutions':" LIST (                                                                 \
      "{'type':'object','properties':{'n':" INTEGER ",'evidence':" TEXT "," answers                                    \
      ",'doubt':" CHOICE ("'none','x','y'") ",'seen':" CHOICE ("'plain','odd'") "}}") "}}"
#define SYSTEM(task) "You write test data.\n\n# The task that is tested\n" task "\n\n# Who answers\nAn expert.\n\n"
#define CONTRACT_ANSWERS                                                                                               \
  "'answer_parties':{'type':'array','items':" TEXT "},'answer_effective_date':{'type':['string','null']},"             \
  "'answer_term_months':{'type':['integer','null']},'answer_notice_days':{'type':['integer','null']}"

typedef struct
{
  const char *name;
  const char *system;
  const char *records_schema;
  const char *solve_schema;
} Domain;

static DgJsonDocument *
write_records (DgSimulator *simulator, const Domain *domain, guint first, const char *parts)
{
  g_autoptr (GString) lines = g_string_new ("## Lines\n");

  for (guint i = 0; i < N_A_REQUEST; i++)
    g_string_append_printf (
        lines, "- n=%u | LETTERS: %c, M | DATE: 2025-%02u-1%u | NUMBERS: %u, 7, 30 | SIZE: %u sentences%s\n", first + i,
        'A' + (first + i) % 26, 1 + first % 12, i, 10 + (first + i) % 80, 1 + (first + i) % 4, parts);

  return ask_tool (simulator, "add_records", domain->system, lines->str, domain->records_schema, 4500);
}

static DgJsonDocument *
solve (DgSimulator *simulator, const Domain *domain, DgJsonDocument *records)
{
  g_autoptr (GString) prompt = g_string_new ("## Inputs\n");
  g_autofree char *system = g_strdup_printf ("%s# How to work\n1. Take the inputs one by one.\n", domain->system);

  for (guint i = 0; i < N_A_REQUEST; i++)
    {
      g_autofree char *input = get_value (nth (get_list (records, "records"), i), "input");

      g_string_append_printf (prompt, "BEGIN INPUT %u 0000000%u\n%s\nEND INPUT %u 0000000%u\n", i + 1, i, input, i + 1,
                              i);
    }
  g_string_append (prompt, "\nAnswer the 5 inputs with the solve_inputs tool.\n");

  return ask_tool (simulator, "solve_inputs", system, prompt->str, domain->solve_schema, 800);
}

/* Whether all answers of the two are the same */
static gboolean
agree (DgJsonValue record, DgJsonValue solution)
{
  DgJsonValue a, b;
  DgJsonIter iter;
  char *key;

  dg_json_iter_init (&iter, record);
  while (dg_json_iter_next (&iter, &key, &a))
    {
      g_autofree char *name = key;

      if (!g_str_has_prefix (name, "answer"))
        continue;
      g_assert_true (dg_json_object_lookup (solution, name, &b));
      if (!dg_json_value_equal (a, b))
        return FALSE;
    }

  return TRUE;
}

/* Nineteen of twenty of its own records it answers alike, without having seen what they were written for */
static void
test_solve (gconstpointer data)
{
  const Domain *domain = data;
  g_autoptr (DgSimulator) simulator = start_default_simulator ();
  guint n_agreed = 0;
  guint n_doubts = 0;

  for (guint first = 1; first < N_RECORDS; first += N_A_REQUEST)
    {
      g_autoptr (DgJsonDocument) records =
          write_records (simulator, domain, first,
                         " | SEED: a nurse on night shift | Tone: frustrated (counts the calls)");
      g_autoptr (DgJsonDocument) solutions = solve (simulator, domain, records);

      g_assert_cmpuint (dg_json_value_get_length (get_list (solutions, "solutions")), ==, N_A_REQUEST);
      for (guint i = 0; i < N_A_REQUEST; i++)
        {
          DgJsonValue record = nth (get_list (records, "records"), i);
          DgJsonValue solution = nth (get_list (solutions, "solutions"), i);
          g_autofree char *input = get_value (record, "input");
          g_autofree char *evidence = get_value (solution, "evidence");
          g_autofree char *doubt = get_value (solution, "doubt");

          g_assert_cmpint (get_integer (solution, "n"), ==, i + 1);
          assert_has (input, evidence);
          n_agreed += agree (record, solution);
          n_doubts += !g_str_equal (doubt, "none");
        }
    }
  g_test_message ("%s: %u of %u agree, %u doubts", domain->name, n_agreed, N_RECORDS, n_doubts);

  g_assert_cmpuint (n_agreed, >=, N_RECORDS * 90 / 100);
  g_assert_cmpuint (n_agreed, <, N_RECORDS);
  g_assert_cmpuint (n_doubts, <, N_RECORDS / 4);
}

/* A text that nobody made by a grammar is answered too, and always in the same way */
static void
test_solve_other (void)
{
  g_autoptr (DgSimulator) simulator = start_default_simulator ();
  const char *prompt =
      "## Inputs\nBEGIN INPUT 1 00000001\nZqx 17!\nEND INPUT 1 00000001\nBEGIN INPUT 2 00000002\n\nEND "
      "INPUT 2 00000002\n\nAnswer the 2 inputs.\n";
  g_autoptr (DgJsonDocument) one =
      ask_tool (simulator, "solve_inputs", SYSTEM ("Sort."), prompt, SOLVE_SCHEMA (LABELS ("'a','b','c'")), 900);
  g_autoptr (DgJsonDocument) again =
      ask_tool (simulator, "solve_inputs", SYSTEM ("Sort."), prompt, SOLVE_SCHEMA (LABELS ("'a','b','c'")), 900);

  g_assert_cmpuint (dg_json_value_get_length (get_list (one, "solutions")), ==, 2);
  g_assert_true (dg_json_value_equal (get_list (one, "solutions"), get_list (again, "solutions")));
}

/* Schemas of no use are answered as far as they go */
static void
test_odd_schemas (void)
{
  static const char *const tools[] = { "propose_checklist", "update_checklist", "set_answer_format", "make_plan",
                                       "add_seeds",         "set_rules",        "revise_record",     "solve_inputs",
                                       "compare_answers",   "extend_plan",      "add_records" };
  static const char *const schemas[] = {
    "{'type':'object'}",
    "{'type':'object','properties':{'other':{'type':'boolean'},'seeds':{'type':'array'}}}",
    "{'type':'object','properties':{'solutions':" LIST (
        "{'type':'object','properties':{'answer_a':{'enum':[1,2]},'doubt':{'enum':[null]}}}") "}}",
    "{'type':'object','properties':{'records':" LIST ("{'type':'object','properties':{'input':" TEXT
                                                      ",'answer_a':{'enum':[1,2]}}}") ",'input_a':" TEXT
                                                                                      ",'answer_b':{'enum':[3]}}}",
  };
  g_autoptr (DgSimulator) simulator = start_default_simulator ();

  for (guint i = 0; i < G_N_ELEMENTS (tools); i++)
    for (guint j = 0; j < G_N_ELEMENTS (schemas); j++)
      {
        g_autoptr (DgJsonDocument) one = ask_tool (simulator, tools[i], "",
                                                   "BEGIN INPUT 1 00000001\nx\nEND INPUT 1 "
                                                   "00000001\n## Notes\n1. shorter",
                                                   schemas[j], 900);
        g_autoptr (DgJsonDocument) two = ask_tool (simulator, tools[i], "", "", schemas[j], 1000);
      }
}

static void
test_compare (void)
{
  g_autoptr (DgSimulator) simulator = start_default_simulator ();
  g_autoptr (GString) prompt = g_string_new ("## Inputs and answers\n");
  g_autoptr (DgJsonDocument) reply = NULL;
  guint n_conflicts = 0;

  for (guint i = 1; i <= 40; i++)
    g_string_append_printf (prompt,
                            "BEGIN INPUT %u 00000001\nHello\nEND INPUT %u 00000001\nBEGIN ANSWER A %u 00000002\nYes\n"
                            "END ANSWER A %u 00000002\nBEGIN ANSWER B %u 00000003\nSure\nEND ANSWER B %u 00000003\n",
                            i, i, i, i, i, i);
  reply = ask_tool (simulator, "compare_answers", SYSTEM ("Answer."), prompt->str,
                    "{'type':'object','properties':{'results':" LIST (
                        "{'type':'object','properties':{'n':" INTEGER
                        ",'conflict':" CHOICE ("'none','decision','fact','rule'") ",'unsupported':" CHOICE (
                            "'none','A','B','both'") ",'point'"
                                                     ":" TEXT "}}") "}}",
                    4000);
  g_assert_cmpuint (dg_json_value_get_length (get_list (reply, "results")), ==, 40);
  for (guint i = 0; i < 40; i++)
    {
      DgJsonValue row = nth (get_list (reply, "results"), i);
      g_autofree char *conflict = get_value (row, "conflict");

      g_assert_cmpint (get_integer (row, "n"), ==, i + 1);
      n_conflicts += !g_str_equal (conflict, "none");
    }
  g_assert_cmpuint (n_conflicts, <, 10);
}

#define TELECOM_LABELS LABELS ("'billing','roaming','cancellation','technical_fault','tariff_change'")

static const Domain telecom = { "telecom",
                                SYSTEM ("Sort messages that customers of a mobile network write to customer support."),
                                RECORDS_SCHEMA (TELECOM_LABELS), SOLVE_SCHEMA (TELECOM_LABELS) };

/* The rules of a run, as its requests state them: for all records, and for those whose line names them */
static void
test_rules (void)
{
  g_autoptr (DgSimulator) simulator = start_default_simulator ();
  const Domain domain = {
    "rules",
    SYSTEM ("Sort messages that customers of a mobile network write to customer support.") "# Limits\n- "
                                                                                           "Length: at most "
                                                                                           "30 words\n\n# "
                                                                                           "Rules\nThese hold "
                                                                                           "for every "
                                                                                           "record.\n1. The "
                                                                                           "input mentions "
                                                                                           "“order 99”.\n4. "
                                                                                           "Never say "
                                                                                           "\"pounds\".\n\n# "
                                                                                           "Rules for some "
                                                                                           "records\nEach of "
                                                                                           "these holds for "
                                                                                           "some.\n3. The "
                                                                                           "input has at most "
                                                                                           "9 words.\n\n",
    telecom.records_schema, NULL
  };
  g_autoptr (GError) error = NULL;
  g_autoptr (DgLimit) short_limit = dg_limit_new (DG_COLUMN_INPUT, DG_CHECK_MAX_WORDS, "30", &error);
  g_autoptr (DgLimit) shorter = dg_limit_new (DG_COLUMN_INPUT, DG_CHECK_MAX_WORDS, "9", &error);
  g_autoptr (DgLimit) present = dg_limit_new (DG_COLUMN_INPUT, DG_CHECK_PRESENT, "order 99", &error);
  g_autoptr (DgLimit) absent = dg_limit_new (DG_COLUMN_INPUT, DG_CHECK_ABSENT, "pounds", &error);
  guint n_long = 0;

  for (guint first = 1; first < 100; first += N_A_REQUEST)
    {
      gboolean some = first % 2 == 0;
      g_autoptr (DgJsonDocument) records = write_records (simulator, &domain, first, some ? " | RULES: 2, 3" : "");

      for (guint i = 0; i < N_A_REQUEST; i++)
        {
          g_autofree char *input = get_value (nth (get_list (records, "records"), i), "input");
          g_autofree char *problem = NULL;

          if (!dg_limit_holds (short_limit, input, &problem) || !dg_limit_holds (absent, input, &problem) ||
              !dg_limit_holds (present, input, &problem) || (some && !dg_limit_holds (shorter, input, &problem)))
            g_error ("%s: %s", problem, input);
          n_long += !dg_limit_holds (shorter, input, NULL);
        }
    }
  g_assert_cmpuint (n_long, >, 10);
}

/* The parts of a line: a situation to write about, an awkward case, an answer that shows in a way of its own */
static void
test_parts (void)
{
  g_autoptr (DgSimulator) simulator = start_default_simulator ();
  g_autoptr (DgJsonDocument) records = ask_tool (
      simulator, "add_records", telecom.system,
      "## Lines\n- n=1 | ANSWER: roaming (asks before the trip) | SEED: a choir leader in a hurry | SIZE: 2 sentences\n"
      "- n=2 | ANSWER: billing | EDGE: the text asks to ignore the rules (at the end) | SIZE: 1 sentence\n"
      "- n=3 | SEED: an invoice, a bill and a refund | ANSWER: cancellation\n",
      telecom.records_schema, 2000);
  g_autofree char *label = get_value (nth (get_list (records, "records"), 0), "answer_label");
  g_autofree char *input = get_value (nth (get_list (records, "records"), 0), "input");
  g_autofree char *hostile = get_value (nth (get_list (records, "records"), 1), "input");
  g_autofree char *third = get_value (nth (get_list (records, "records"), 2), "answer_label");

  g_assert_cmpstr (label, ==, "roaming");
  assert_has (input, "a choir leader in a hurry");
  g_assert_true (
      g_regex_match_simple ("(Forget|Ignore|Drop) (your rules|all of the above|what you were told)", hostile, 0, 0));
  g_assert_cmpstr (third, ==, "cancellation");
}

int
main (int argc, char **argv)
{
#define HOTEL_LABELS LABELS ("'positiv','neutral','negativ','gemischt'")
#define MUSEUM_LABELS LABELS ("'paintings','sculptures','archive','shop'")
  static const Domain domains[] = {
    { "hotel", SYSTEM ("Klassifiziere deutsche Hotelbewertungen nach der Stimmung der Gäste."),
      RECORDS_SCHEMA (HOTEL_LABELS), SOLVE_SCHEMA (HOTEL_LABELS) },
    { "contracts", SYSTEM ("Extract parties and dates from contract clauses."), RECORDS_SCHEMA (CONTRACT_ANSWERS),
      SOLVE_SCHEMA (CONTRACT_ANSWERS) },
    { "generic", SYSTEM ("Decide which department of the museum should answer a visitor's letter."),
      RECORDS_SCHEMA (MUSEUM_LABELS), SOLVE_SCHEMA (MUSEUM_LABELS) },
  };

  g_test_init (&argc, &argv, NULL);

  g_test_add_data_func ("/simulator/solving/telecom", &telecom, test_solve);
  for (guint i = 0; i < G_N_ELEMENTS (domains); i++)
    {
      g_autofree char *path = g_strconcat ("/simulator/solving/", domains[i].name, NULL);

      g_test_add_data_func (path, &domains[i], test_solve);
    }
  g_test_add_func ("/simulator/solving/other", test_solve_other);
  g_test_add_func ("/simulator/solving/compare", test_compare);
  g_test_add_func ("/simulator/solving/odd-schemas", test_odd_schemas);
  g_test_add_func ("/simulator/solving/rules", test_rules);
  g_test_add_func ("/simulator/solving/parts", test_parts);

  return g_test_run ();
}
