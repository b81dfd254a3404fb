/* test-outline.c: plans of the practice model, more seeds for them, and more records
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "tools.h"

#define PLAN_SCHEMA                                                                                                    \
  "{'type':'object','properties':{'values':" LIST (                                                                    \
      "{'type':'object','properties':{'id':" INTEGER                                                                   \
      ",'dimension':" TEXT ",'kind':" CHOICE ("'answer','topic','intent','tone','difficulty','form','language','"      \
                                              "edge'") ",'value':" TEXT ",'weight':" INTEGER ",'ways':" TEXT           \
                                                       "}}") ",'pairs':" LIST ("{'type':'object','"                    \
                                                                               "properties':{'a'"                      \
                                                                               ":" INTEGER ",'b':" INTEGER             \
                                                                               ",'rule':" CHOICE (                     \
                                                                                   "'only','never'") "}}") ",'seeds'"  \
                                                                                                           ":" LIST (TEXT) "}}"
#define SEEDS_SCHEMA "{'type':'object','properties':{'seeds':" LIST (TEXT) "},'required':['seeds']}"
#define EXTENSION_SCHEMA                                                                                               \
  "{'type':'object','properties':{'parts':" LIST (                                                                     \
      "{'type':'object','properties':{'part':" INTEGER ",'count':" INTEGER ",'like_record':" INTEGER                   \
      "}}") ",'limits':" LIST ("{'type':'object','properties':{'part':" INTEGER ",'id':" INTEGER                       \
                               ",'rule':" CHOICE (                                                                     \
                                   "'only','never'") "}}") ",'extra':" LIST ("{'type':'object','properties':{'part'"   \
                                                                             ":" INTEGER ",'dimension':" TEXT          \
                                                                             ",'value':" TEXT ",'how':" TEXT           \
                                                                             "}}") ",'say':" TEXT ",'question':" TEXT  \
                                                                                   "}}"

#define TELECOM "# The task that is tested\nSort messages that customers of a mobile network write to support.\n\n"
#define ANSWERS                                                                                                        \
  "# What an answer consists of\nOne of these labels, spelt like this: billing; roaming; tariff_change\n\n"
#define VARIETY "# Variety\n- Tone: friendly, neutral, frustrated, furious\n\n"
#define EDGES                                                                                                          \
  "# Edge cases\n- Challenging inputs: two topics in one message\n- Adversarial cases: messages that ask to ignore "   \
  "the rules\n\n"
#define INSTRUCTIONS                                                                                                   \
  "# How to work\n1. Give three to five dimensions.\n2. The last dimension is of kind edge. Its first value is "       \
  "\"plain\".\n"
#define MESSAGE "## What to do now\nMake the plan with the make_plan tool.\n"

/* Each dimension's weights are a hundred, ids count up, and what the requirements name is there */
static void
test_plan (void)
{
  g_autoptr (DgSimulator) simulator = start_default_simulator ();
  g_autoptr (DgJsonDocument) reply =
      ask_tool (simulator, "make_plan", TELECOM ANSWERS VARIETY EDGES INSTRUCTIONS, MESSAGE, PLAN_SCHEMA, 2500);
  g_autoptr (GHashTable) weights = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  static const char *const wanted[] = { "billing",
                                        "roaming",
                                        "tariff_change",
                                        "furious",
                                        "two topics in one message",
                                        "messages that ask to ignore the rules",
                                        "plain" };
  DgJsonValue values = get_list (reply, "values");
  DgJsonValue row;
  DgJsonIter iter;
  gint64 last_id = 0;
  GHashTableIter dimensions;
  gpointer dimension, weight;

  for (guint i = 0; i < G_N_ELEMENTS (wanted); i++)
    g_assert_true (find_row (values, "value", wanted[i], &row));
  g_assert_true (find_row (values, "value", "plain", &row));
  g_assert_cmpint (get_integer (row, "weight"), ==, 70);
  dg_json_iter_init (&iter, values);
  while (dg_json_iter_next (&iter, NULL, &row))
    {
      g_autofree char *name = get_value (row, "dimension");
      gint64 sum = GPOINTER_TO_INT (g_hash_table_lookup (weights, name)) + get_integer (row, "weight");

      g_assert_cmpint (get_integer (row, "id"), ==, ++last_id);
      g_hash_table_insert (weights, g_steal_pointer (&name), GINT_TO_POINTER ((int) sum));
    }
  g_assert_cmpuint (g_hash_table_size (weights), ==, 4);
  g_hash_table_iter_init (&dimensions, weights);
  while (g_hash_table_iter_next (&dimensions, &dimension, &weight))
    g_assert_cmpint (GPOINTER_TO_INT (weight), ==, 100);

  dg_json_iter_init (&iter, get_list (reply, "pairs"));
  while (dg_json_iter_next (&iter, NULL, &row))
    {
      g_autofree char *a = get_value (nth (values, (guint) get_integer (row, "a") - 1), "dimension");
      g_autofree char *b = get_value (nth (values, (guint) get_integer (row, "b") - 1), "dimension");

      g_assert_cmpstr (a, !=, b);
    }
}

static guint
count_words (const char *text)
{
  g_auto (GStrv) words = g_strsplit (text, " ", -1);

  return g_strv_length (words);
}

static void
assert_seeds (DgJsonDocument *reply, guint n, const char *old)
{
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  DgJsonValue seeds = get_list (reply, "seeds");

  g_assert_cmpuint (dg_json_value_get_length (seeds), ==, n);
  for (guint i = 0; i < n; i++)
    {
      char *seed = dg_json_value_dup_string (nth (seeds, i));

      g_assert_cmpuint (count_words (seed), <=, 20);
      g_assert_false (g_regex_match_simple ("billing|roaming|tariff|\\d", seed, 0, 0));
      if (strstr (old, seed) != NULL)
        g_error ("There was already: %s", seed);
      g_assert_true (g_hash_table_add (seen, seed));
    }
}

/* Seeds of a domain, and more that are all new */
static void
test_seeds (void)
{
  g_autoptr (DgSimulator) simulator = start_default_simulator ();
  g_autoptr (DgJsonDocument) plan =
      ask_tool (simulator, "make_plan", TELECOM ANSWERS INSTRUCTIONS, MESSAGE, PLAN_SCHEMA, 2500);
  g_autoptr (GString) old = g_string_new (NULL);

  assert_seeds (plan, 24, "");
  for (guint i = 0; i < 24; i++)
    {
      g_autofree char *seed = dg_json_value_dup_string (nth (get_list (plan, "seeds"), i));

      g_string_append_printf (old, "- %s\n", seed);
    }
  for (guint round = 0; round < 4; round++)
    {
      g_autofree char *message =
          g_strdup_printf ("## Seeds there are\nBEGIN SEEDS 00001111\n%sEND SEEDS 00001111\n\nGive "
                           "40 more with the add_seeds tool.\n",
                           old->str);
      g_autoptr (DgJsonDocument) more =
          ask_tool (simulator, "add_seeds", TELECOM INSTRUCTIONS, message, SEEDS_SCHEMA, 1500);

      assert_seeds (more, 40, old->str);
      for (guint i = 0; i < 40; i++)
        {
          g_autofree char *seed = dg_json_value_dup_string (nth (get_list (more, "seeds"), i));

          g_string_append_printf (old, "- %s\n", seed);
        }
    }
}

static void
test_plan_bare (gconstpointer data)
{
  g_autoptr (DgSimulator) simulator = start_default_simulator ();
  g_autofree char *system =
      g_strdup_printf ("# The task that is tested\n%s\n\n# Edge cases\nNot specified: as is usual "
                       "for the task.\n\n" INSTRUCTIONS,
                       (const char *) data);
  g_autoptr (DgJsonDocument) reply = ask_tool (simulator, "make_plan", system, MESSAGE, PLAN_SCHEMA, 2500);
  DgJsonValue row;

  g_assert_cmpuint (dg_json_value_get_length (get_list (reply, "seeds")), ==, 24);
  g_assert_false (find_row (get_list (reply, "values"), "kind", "answer", &row));
  g_assert_true (find_row (get_list (reply, "values"), "kind", "edge", &row));
}

static DgJsonDocument *
extend (const char *wish, guint n)
{
  g_autoptr (DgSimulator) simulator = start_default_simulator ();
  g_autofree char *message = g_strdup_printf (
      "## The plan, as id = dimension: value\nBEGIN PLAN 00001111\n1 = answer: billing\n2 = answer: roaming\n3 = tone: "
      "friendly\n4 = tone: frustrated\n5 = edge: plain\nEND PLAN 00001111\n\n## The wish\nBEGIN WISH 22223333\n%s\nEND "
      "WISH 22223333\n\nPlan %u more records with the extend_plan tool.\n",
      wish, n);

  return ask_tool (simulator, "extend_plan", TELECOM "# How to work\n1. Parts add up.\n", message, EXTENSION_SCHEMA,
                   600);
}

static void
assert_counts (DgJsonDocument *reply, const char *expected)
{
  g_autoptr (GString) counts = g_string_new (NULL);
  DgJsonValue row;
  DgJsonIter iter;

  dg_json_iter_init (&iter, get_list (reply, "parts"));
  while (dg_json_iter_next (&iter, NULL, &row))
    g_string_append_printf (counts, "%s%d", counts->len > 0 ? "," : "", (int) get_integer (row, "count"));
  g_assert_cmpstr (counts->str, ==, expected);
}

static void
assert_limits (DgJsonDocument *reply, const char *expected)
{
  g_autoptr (GString) limits = g_string_new (NULL);
  DgJsonValue row;
  DgJsonIter iter;

  dg_json_iter_init (&iter, get_list (reply, "limits"));
  while (dg_json_iter_next (&iter, NULL, &row))
    {
      g_autofree char *rule = get_value (row, "rule");

      g_string_append_printf (limits, "%s%d %s %d", limits->len > 0 ? ", " : "", (int) get_integer (row, "part"), rule,
                              (int) get_integer (row, "id"));
    }
  g_assert_cmpstr (limits->str, ==, expected);
}

/* “20, 5 of them X” is 5 with X and 15 without */
static void
test_extension (void)
{
  g_autoptr (DgJsonDocument) some = extend ("20 more, 5 of them frustrated", 20);
  g_autoptr (DgJsonDocument) all = extend ("only about roaming please", 12);
  g_autoptr (DgJsonDocument) several = extend ("4 about billing and 6 frustrated ones", 10);
  g_autoptr (DgJsonDocument) extra = extend ("20 more, 5 of them about fax machines", 20);
  g_autoptr (DgJsonDocument) more_than_all = extend ("50 about roaming", 10);
  DgJsonValue row;

  assert_counts (some, "5,15");
  assert_limits (some, "1 only 4, 2 never 4");
  g_autofree char *say = get_value (dg_json_document_get_root (some), "say");
  assert_has (say, "5: frustrated");
  assert_counts (all, "12");
  assert_limits (all, "1 only 2");
  assert_counts (several, "4,6");
  assert_limits (several, "1 only 1, 2 only 4");
  assert_counts (extra, "5,15");
  assert_limits (extra, "");
  row = nth (get_list (extra, "extra"), 0);
  g_autofree char *value = get_value (row, "value");
  g_assert_cmpstr (value, ==, "fax machines");
  g_autofree char *say_all = get_value (dg_json_document_get_root (all), "say");
  g_assert_cmpstr (say_all, ==, "12: roaming");
  assert_counts (more_than_all, "10");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/simulator/outline/plan", test_plan);
  g_test_add_func ("/simulator/outline/seeds", test_seeds);
  g_test_add_data_func ("/simulator/outline/hotel", "Auf Hotelbewertungen von Gästen antworten", test_plan_bare);
  g_test_add_data_func ("/simulator/outline/contracts", "Answer questions about contract clauses.", test_plan_bare);
  g_test_add_data_func ("/simulator/outline/generic", "Explain paintings to visitors of a museum.", test_plan_bare);
  g_test_add_func ("/simulator/outline/extension", test_extension);

  return g_test_run ();
}
