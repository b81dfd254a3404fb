/* test-checklist-points.c: checklists that a conversation fills in, point by point
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <string.h>

#include "dg-checklist.h"

#define LENGTH DG_ITEM_CONSTRAINTS, 0
#define CONVENTIONS DG_ITEM_OUTPUT_FORMAT, 3
#define FORMAT DG_ITEM_DATASET_FORMAT, 0

static DgChecklist *
make_checklist (const char *length, DgSource source)
{
  g_autoptr (DgChecklist) checklist = dg_checklist_new ();

  dg_checklist_set_value (checklist, LENGTH, length, source);

  return g_steal_pointer (&checklist);
}

static void
assert_value (DgChecklist *checklist, const char *value)
{
  g_assert_cmpstr (dg_checklist_get_value (checklist, LENGTH), ==, value);
}

static void
set_all (DgChecklist *checklist, DgItem item, DgSource source)
{
  for (guint part = 0; part < dg_item_get_info (item)->n_parts; part++)
    dg_checklist_set_value (checklist, item, part, "a", source);
}

/* --- points --- */

typedef struct
{
  const char *name;
  const char *value;
  const char *points; /* separated by | */
} Points;

/* clang-format off */
static const Points splits[] = {
  { "nothing", NULL, "" },
  { "one", "at most 60 words", "at most 60 words" },
  { "lines", "a\nb\nc", "a|b|c" },
  { "list", "- a\n  -  b\n-\tc", "a|b|c" },
  { "dash-twice", "- - a", "a" },
  { "no-list", "-a\n--\nb - c\n−5", "-a|--|b - c|−5" },
  { "blank-lines", "a\n\n \t\r\n- \r\nb", "a|b" },
  { "carriage-returns", "a\r\nb\rc", "a|b|c" },
  { "left-to-model", "@model", "@model" },
};
/* clang-format on */

static void
test_split (gconstpointer data)
{
  const Points *test = data;
  g_autoptr (DgChecklist) checklist = make_checklist (test->value, DG_SOURCE_HAND);
  g_auto (GStrv) points = dg_checklist_dup_points (checklist, LENGTH);
  g_autofree char *joined = g_strjoinv ("|", points);

  g_assert_cmpstr (joined, ==, test->points);
}

typedef struct
{
  const char *name;
  const char *before;
  guint point;
  const char *value;
  const char *after; /* NULL: no value */
  gboolean changed;
} Change;

/* clang-format off */
static const Change changes[] = {
  { "add/first", NULL, 0, " a ", "a", TRUE },
  { "add/next", "a", 0, "b", "a\nb", TRUE },
  { "add/bullet", "- a\n\n- b", 0, "- c", "a\nb\nc", TRUE },
  { "add/several", "a", 0, "b\n- a\nc", "a\nb\nc", TRUE },
  { "add/there-already", "- a\n- b", 0, " b", "- a\n- b", FALSE },
  { "add/other-case", "a", 0, "A", "a\nA", TRUE },
  { "add/nothing", "a", 0, "", "a", FALSE },
  { "add/blank", "a", 0, " \n", "a", FALSE },
  { "add/only-bullet", NULL, 0, "- \n-  ", NULL, FALSE },
  { "add/null", NULL, 0, NULL, NULL, FALSE },
  { "replace/only", "a", 1, "b", "b", TRUE },
  { "replace/middle", "a\nb\nc", 2, "x", "a\nx\nc", TRUE },
  { "replace/last", "a\nb\nc", 3, "x", "a\nb\nx", TRUE },
  { "replace/by-several", "a\nb\nc", 2, "x\ny", "a\nx\ny\nc", TRUE },
  { "replace/by-the-same", "a\nb", 2, "- b", "a\nb", FALSE },
  { "replace/by-another-of-them", "a\nb\nc", 3, "a", "a\nb", TRUE },
  { "replace/there-is-none", "a", 2, "b", "a\nb", TRUE },
  { "replace/far-beyond", "a", G_MAXUINT, "b", "a\nb", TRUE },
  { "replace/far-beyond-there-already", "a\nb", 7, "a", "a\nb", FALSE },
  { "delete/first", "a\nb", 1, "", "b", TRUE },
  { "delete/last", "a\nb", 2, NULL, "a", TRUE },
  { "delete/only", "a", 1, " ", NULL, TRUE },
  { "delete/there-is-none", "a\nb", 3, "", "a\nb", FALSE },
  { "delete/from-nothing", NULL, 1, "", NULL, FALSE },
  { "left-to-model/gives-way", "@model", 0, "a", "a", TRUE },
  { "left-to-model/replaced", "@model", 1, "a", "a", TRUE },
  { "left-to-model/there-is-none", "@model", 5, "a\nb", "a\nb", TRUE },
  { "left-to-model/deleted", "@model", 1, "", NULL, TRUE },
  { "left-to-model/instead", "a\nb", 0, " @MODEL", "@model", TRUE },
  { "left-to-model/instead-of-one", "a\nb", 2, "@model", "@model", TRUE },
  { "left-to-model/again", "@model", 0, "@model", "@model", FALSE },
};
/* clang-format on */

static void
test_change (gconstpointer data)
{
  const Change *test = data;
  g_autoptr (DgChecklist) checklist = make_checklist (test->before, DG_SOURCE_HAND);

  g_assert_cmpint (dg_checklist_set_point (checklist, LENGTH, test->point, test->value, DG_SOURCE_HAND), ==,
                   test->changed);
  assert_value (checklist, test->after);
}

static void
test_point_is_its_own (void)
{
  g_autoptr (DgChecklist) checklist = make_checklist ("a", DG_SOURCE_HAND);

  g_assert_false (
      dg_checklist_set_point (checklist, LENGTH, 0, dg_checklist_get_value (checklist, LENGTH), DG_SOURCE_HAND));
  assert_value (checklist, "a");
}

typedef struct
{
  const char *name;
  const char *before;
  DgSource present;
  guint point;
  const char *value;
  DgSource given;
  DgSource expected;
} Origin;

/* What the person said of one point is no agreement to the others. */
/* clang-format off */
static const Origin origins[] = {
  { "first", NULL, DG_SOURCE_PROMPT, 0, "a", DG_SOURCE_CONVERSATION, DG_SOURCE_CONVERSATION },
  { "added-to-prompt", "a", DG_SOURCE_PROMPT, 0, "b", DG_SOURCE_CONVERSATION, DG_SOURCE_PROMPT },
  { "added-to-model", "a", DG_SOURCE_MODEL, 0, "b", DG_SOURCE_HAND, DG_SOURCE_MODEL },
  { "replaces-one-of-prompt", "a\nb", DG_SOURCE_PROMPT, 1, "c", DG_SOURCE_HAND, DG_SOURCE_PROMPT },
  { "replaces-all-of-prompt", "a", DG_SOURCE_PROMPT, 1, "c", DG_SOURCE_HAND, DG_SOURCE_HAND },
  { "repeats-all-and-adds", "a", DG_SOURCE_PROMPT, 0, "a\nb", DG_SOURCE_HAND, DG_SOURCE_HAND },
  { "person-added-to-person", "a", DG_SOURCE_HAND, 0, "b", DG_SOURCE_CONVERSATION, DG_SOURCE_CONVERSATION },
  { "model-added-to-person", "a", DG_SOURCE_HAND, 0, "b", DG_SOURCE_MODEL, DG_SOURCE_MODEL },
  { "left-to-model-by-hand", "a", DG_SOURCE_HAND, 0, "@model", DG_SOURCE_HAND, DG_SOURCE_MODEL },
  { "instead-of-left-to-model", "@model", DG_SOURCE_MODEL, 0, "a", DG_SOURCE_CONVERSATION, DG_SOURCE_CONVERSATION },
  { "there-already", "a\nb", DG_SOURCE_PROMPT, 0, "a", DG_SOURCE_HAND, DG_SOURCE_PROMPT },
};
/* clang-format on */

static void
test_origin (gconstpointer data)
{
  const Origin *test = data;
  g_autoptr (DgChecklist) checklist = make_checklist (test->before, test->present);

  dg_checklist_set_point (checklist, LENGTH, test->point, test->value, test->given);

  g_assert_cmpuint (dg_checklist_get_source (checklist, LENGTH), ==, test->expected);
}

static void
assert_sources (DgChecklist *checklist, DgSource first, DgSource second)
{
  g_assert_cmpuint (dg_checklist_get_point_source (checklist, LENGTH, 1), ==, first);
  g_assert_cmpuint (dg_checklist_get_point_source (checklist, LENGTH, 2), ==, second);
}

/* Each line is whose it is, whatever stands beside it, in the file too. */
static void
test_origin_of_points (void)
{
  g_autoptr (DgChecklist) checklist = make_checklist ("a", DG_SOURCE_PROMPT);
  g_autoptr (DgChecklist) read = NULL;
  g_autofree char *json = NULL;

  dg_checklist_set_point (checklist, LENGTH, 0, "b", DG_SOURCE_CONVERSATION);
  assert_sources (checklist, DG_SOURCE_PROMPT, DG_SOURCE_CONVERSATION);
  /* what there is not is as the whole */
  g_assert_cmpuint (dg_checklist_get_point_source (checklist, LENGTH, 3), ==, DG_SOURCE_PROMPT);

  json = dg_checklist_to_json (checklist);
  g_assert_nonnull (strstr (json, "\"source\":\"prompt\",\"sources\":[\"prompt\",\"conversation\"]"));
  read = dg_checklist_new_from_json (json, -1, NULL);
  assert_sources (read, DG_SOURCE_PROMPT, DG_SOURCE_CONVERSATION);

  /* the model takes nothing away from the person by saying it again */
  dg_checklist_set_point (read, LENGTH, 0, "b", DG_SOURCE_MODEL);
  assert_sources (read, DG_SOURCE_PROMPT, DG_SOURCE_CONVERSATION);
  dg_checklist_set_point (read, LENGTH, 0, "a", DG_SOURCE_HAND);
  assert_sources (read, DG_SOURCE_HAND, DG_SOURCE_CONVERSATION);
  g_assert_cmpuint (dg_checklist_get_source (read, LENGTH), !=, DG_SOURCE_PROMPT);

  dg_checklist_set_point (read, LENGTH, 2, "c", DG_SOURCE_MODEL);
  assert_sources (read, DG_SOURCE_HAND, DG_SOURCE_MODEL);
  g_assert_cmpuint (dg_checklist_get_source (read, LENGTH), ==, DG_SOURCE_MODEL);
  dg_checklist_set_value (read, LENGTH, "a\nc", DG_SOURCE_HAND);
  assert_sources (read, DG_SOURCE_HAND, DG_SOURCE_HAND);
}

/* --- conflicts --- */

static DgChecklist *
make_conflict (void)
{
  g_autoptr (DgChecklist) checklist = dg_checklist_new ();

  for (guint item = 0; item < DG_N_ITEMS; item++)
    if (item != DG_ITEM_DATASET_FORMAT)
      set_all (checklist, item, DG_SOURCE_HAND);
  dg_checklist_set_value (checklist, FORMAT, "csv", DG_SOURCE_HAND);
  dg_checklist_set_value (checklist, LENGTH, "60 words", DG_SOURCE_HAND);
  dg_checklist_set_conflict (checklist, LENGTH, " 90 words\n");

  return g_steal_pointer (&checklist);
}

static void
test_conflict (void)
{
  g_autoptr (DgChecklist) checklist = make_conflict ();
  const char *const expected[] = { "constraints.length", NULL };
  g_auto (GStrv) missing = dg_checklist_dup_missing (checklist);

  g_assert_cmpstr (dg_checklist_get_conflict (checklist, LENGTH), ==, "90 words");
  assert_value (checklist, "60 words");
  g_assert_cmpstrv (missing, expected);
  g_assert_cmpuint (dg_checklist_get_state (checklist, DG_ITEM_CONSTRAINTS), ==, DG_ITEM_PROPOSED);
  g_assert_cmpuint (dg_checklist_get_state (checklist, DG_ITEM_TASK), ==, DG_ITEM_CONFIRMED);
}

static void
assert_decided (DgChecklist *checklist)
{
  g_auto (GStrv) missing = dg_checklist_dup_missing (checklist);

  g_assert_null (dg_checklist_get_conflict (checklist, LENGTH));
  g_assert_cmpuint (g_strv_length (missing), ==, 0);
  g_assert_cmpuint (dg_checklist_get_state (checklist, DG_ITEM_CONSTRAINTS), ==, DG_ITEM_CONFIRMED);
}

static void
test_conflict_decided_by_value (void)
{
  g_autoptr (DgChecklist) checklist = make_conflict ();

  dg_checklist_set_value (checklist, LENGTH, "90 words", DG_SOURCE_CONVERSATION);
  assert_decided (checklist);
  assert_value (checklist, "90 words");
}

static void
test_conflict_decided_by_point (void)
{
  g_autoptr (DgChecklist) checklist = make_conflict ();

  g_assert_true (dg_checklist_set_point (checklist, LENGTH, 1, "90 words", DG_SOURCE_CONVERSATION));
  assert_decided (checklist);
}

/* The person stays with what was said first. */
static void
test_conflict_decided_by_the_same (void)
{
  g_autoptr (DgChecklist) by_value = make_conflict ();
  g_autoptr (DgChecklist) by_point = make_conflict ();

  dg_checklist_set_value (by_value, LENGTH, "60 words", DG_SOURCE_HAND);
  assert_decided (by_value);
  g_assert_true (dg_checklist_set_point (by_point, LENGTH, 0, "60 words", DG_SOURCE_CONVERSATION));
  assert_decided (by_point);
  assert_value (by_point, "60 words");
}

static void
test_conflict_withdrawn (gconstpointer data)
{
  g_autoptr (DgChecklist) checklist = make_conflict ();

  dg_checklist_set_conflict (checklist, LENGTH, data);
  assert_decided (checklist);
}

static void
test_conflict_of_other_part (void)
{
  g_autoptr (DgChecklist) checklist = make_conflict ();

  dg_checklist_set_value (checklist, DG_ITEM_CONSTRAINTS, 1, "b", DG_SOURCE_HAND);
  g_assert_cmpstr (dg_checklist_get_conflict (checklist, LENGTH), ==, "90 words");
}

/* A change that is none decides nothing. */
static void
test_conflict_not_decided (void)
{
  g_autoptr (DgChecklist) checklist = make_conflict ();

  g_assert_false (dg_checklist_set_point (checklist, LENGTH, 0, "", DG_SOURCE_HAND));
  g_assert_false (dg_checklist_set_point (checklist, LENGTH, 2, "", DG_SOURCE_HAND));
  g_assert_cmpstr (dg_checklist_get_conflict (checklist, LENGTH), ==, "90 words");
}

static void
test_conflict_with_nothing (gconstpointer data)
{
  g_autoptr (DgChecklist) checklist = make_checklist (data, DG_SOURCE_HAND);

  dg_checklist_set_conflict (checklist, LENGTH, "90 words");
  g_assert_null (dg_checklist_get_conflict (checklist, LENGTH));
}

static void
test_conflict_goes_with_value (void)
{
  g_autoptr (DgChecklist) checklist = make_conflict ();

  dg_checklist_set_value (checklist, LENGTH, NULL, DG_SOURCE_HAND);
  g_assert_null (dg_checklist_get_conflict (checklist, LENGTH));
}

static void
test_conflict_of_optional_part (void)
{
  g_autoptr (DgChecklist) checklist = make_conflict ();
  const char *const expected[] = { "constraints.length", "output_format.conventions", NULL };
  g_auto (GStrv) missing = NULL;

  dg_checklist_set_conflict (checklist, CONVENTIONS, "irony is neutral");
  missing = dg_checklist_dup_missing (checklist);

  g_assert_cmpstrv (missing, expected);
}

/* --- confirming --- */

static void
test_confirm (void)
{
  g_autoptr (DgChecklist) checklist = make_conflict ();

  set_all (checklist, DG_ITEM_TASK, DG_SOURCE_PROMPT);
  set_all (checklist, DG_ITEM_REALISM, DG_SOURCE_MODEL);
  dg_checklist_set_value (checklist, DG_ITEM_DIVERSITY, 2, NULL, DG_SOURCE_HAND);
  dg_checklist_confirm (checklist);

  g_assert_cmpuint (dg_checklist_get_state (checklist, DG_ITEM_TASK), ==, DG_ITEM_CONFIRMED);
  g_assert_cmpuint (dg_checklist_get_state (checklist, DG_ITEM_REALISM), ==, DG_ITEM_CONFIRMED);
  g_assert_cmpuint (dg_checklist_get_state (checklist, DG_ITEM_DIVERSITY), ==, DG_ITEM_MISSING);
  g_assert_cmpuint (dg_checklist_get_state (checklist, DG_ITEM_CONSTRAINTS), ==, DG_ITEM_PROPOSED);
}

/* Nobody agreed to a value that came after the agreement. */
static void
test_confirm_nothing_in_advance (void)
{
  g_autoptr (DgChecklist) checklist = dg_checklist_new ();

  dg_checklist_confirm (checklist);
  set_all (checklist, DG_ITEM_TASK, DG_SOURCE_MODEL);

  g_assert_cmpuint (dg_checklist_get_state (checklist, DG_ITEM_TASK), ==, DG_ITEM_PROPOSED);
}

static void
test_confirmed_and_changed (gconstpointer data)
{
  g_autoptr (DgChecklist) checklist = dg_checklist_new ();
  DgSource source = GPOINTER_TO_UINT (data);

  set_all (checklist, DG_ITEM_TASK, DG_SOURCE_PROMPT);
  dg_checklist_confirm (checklist);
  dg_checklist_set_value (checklist, DG_ITEM_TASK, 1, "other", source);

  g_assert_cmpuint (dg_checklist_get_state (checklist, DG_ITEM_TASK), ==,
                    source == DG_SOURCE_PROMPT ? DG_ITEM_PROPOSED : DG_ITEM_CONFIRMED);
}

static void
test_confirmed_and_taken_away (void)
{
  g_autoptr (DgChecklist) checklist = dg_checklist_new ();

  set_all (checklist, DG_ITEM_TASK, DG_SOURCE_PROMPT);
  dg_checklist_confirm (checklist);
  dg_checklist_set_value (checklist, DG_ITEM_TASK, 1, NULL, DG_SOURCE_HAND);
  dg_checklist_set_value (checklist, DG_ITEM_TASK, 1, "b", DG_SOURCE_MODEL);

  g_assert_cmpuint (dg_checklist_get_state (checklist, DG_ITEM_TASK), ==, DG_ITEM_PROPOSED);
}

/* --- names --- */

static void
test_find_part (void)
{
  DgItem found = DG_N_ITEMS;
  guint found_part = 0;

  for (guint item = 0; item < DG_N_ITEMS; item++)
    {
      const DgItemInfo *info = dg_item_get_info (item);

      g_assert_true (dg_checklist_find_part (info->id, &found, &found_part));
      g_assert_cmpuint (found, ==, item);
      g_assert_cmpuint (found_part, ==, G_MAXUINT);
      for (guint part = 0; part < info->n_parts; part++)
        {
          g_autofree char *name = g_strdup_printf ("%s.%s", info->id, info->parts[part].id);

          g_assert_true (dg_checklist_find_part (name, &found, &found_part));
          g_assert_cmpuint (found, ==, item);
          g_assert_cmpuint (found_part, ==, part);
        }
    }
}

static const char *const no_parts[] = {
  "",          ".",           "goal",   "task.",  ".goal",         "task.Goal", "Task.goal",
  "task.tone", "task.goal.x", "task .", " task.", "task.goalgoal", "labels",    NULL,
};

static void
test_find_no_part (void)
{
  DgItem item = DG_ITEM_REALISM;
  guint part = 7;

  for (guint i = 0; no_parts[i] != NULL; i++)
    g_assert_false (dg_checklist_find_part (no_parts[i], &item, &part));
  g_assert_false (dg_checklist_find_part (NULL, &item, &part));
  g_assert_cmpuint (item, ==, DG_ITEM_REALISM);
  g_assert_cmpuint (part, ==, 7);
}

/* --- what a part can have --- */

static void
test_accepts_format (gconstpointer data)
{
  g_autoptr (DgChecklist) checklist = dg_checklist_new ();
  g_autofree char *reason = NULL;
  g_autofree char *lower = g_strstrip (g_ascii_strdown (data, -1));

  g_assert_true (dg_checklist_accepts (FORMAT, data, &reason));
  g_assert_null (reason);
  dg_checklist_set_value (checklist, FORMAT, data, DG_SOURCE_HAND);
  g_assert_cmpstr (dg_checklist_get_value (checklist, FORMAT), ==, lower);
}

static void
test_declines_format (gconstpointer data)
{
  g_autoptr (DgChecklist) checklist = dg_checklist_new ();
  g_autofree char *reason = NULL;

  g_assert_false (dg_checklist_accepts (FORMAT, data, &reason));
  g_assert_nonnull (strstr (reason, "use jsonl or csv"));
  g_assert_nonnull (strstr (reason, "input and answer"));
  g_assert_cmpuint (strlen (reason), <, 400);
  g_assert_false (dg_checklist_accepts (FORMAT, data, NULL));

  dg_checklist_set_value (checklist, FORMAT, "csv", DG_SOURCE_HAND);
  dg_checklist_set_value (checklist, FORMAT, data, DG_SOURCE_PROMPT);
  g_assert_false (dg_checklist_set_point (checklist, FORMAT, 0, data, DG_SOURCE_PROMPT));
  g_assert_cmpstr (dg_checklist_get_value (checklist, FORMAT), ==, "csv");
  g_assert_cmpuint (dg_checklist_get_source (checklist, FORMAT), ==, DG_SOURCE_HAND);
}

static void
test_next_format (void)
{
  g_autoptr (DgChecklist) checklist = dg_checklist_new ();

  g_assert_true (dg_checklist_set_point (checklist, FORMAT, 0, "JSONL", DG_SOURCE_CONVERSATION));
  g_assert_true (dg_checklist_set_point (checklist, FORMAT, 0, "csv", DG_SOURCE_CONVERSATION));
  g_assert_cmpstr (dg_checklist_get_value (checklist, FORMAT), ==, "csv");
}

static void
test_left_to_model_is_models (void)
{
  g_autoptr (DgChecklist) checklist = make_checklist (" @Model ", DG_SOURCE_HAND);

  assert_value (checklist, DG_LEFT_TO_MODEL);
  g_assert_cmpuint (dg_checklist_get_source (checklist, LENGTH), ==, DG_SOURCE_MODEL);
}

/* --- how long a value is --- */

static void
test_longest_value (void)
{
  g_autofree char *longest = g_strnfill (DG_CHECKLIST_MAX_VALUE, 'a');
  g_autofree char *padded = g_strdup_printf ("  %s\n", longest);
  g_autofree char *longer = g_strdup_printf ("%sb", longest);
  g_autofree char *reason = NULL;
  g_autoptr (DgChecklist) checklist = make_checklist (padded, DG_SOURCE_HAND);

  assert_value (checklist, longest);
  g_assert_true (dg_checklist_accepts (LENGTH, padded, NULL));
  g_assert_false (dg_checklist_accepts (LENGTH, longer, &reason));
  g_assert_cmpstr (reason, ==, "the text has 8193 bytes, at most 8192 are kept; shorten it");
  dg_checklist_set_value (checklist, LENGTH, longer, DG_SOURCE_HAND);
  assert_value (checklist, longest);
}

/* A character is kept whole or not at all. */
static void
test_cut_between_characters (void)
{
  g_autofree char *longest = g_strnfill (DG_CHECKLIST_MAX_VALUE - 2, 'a');
  g_autofree char *longer = g_strdup_printf ("%s€b", longest);
  g_autofree char *fits = g_strdup_printf ("%sé", longest);
  g_autoptr (DgChecklist) checklist = make_checklist (longer, DG_SOURCE_HAND);

  assert_value (checklist, longest);
  dg_checklist_set_value (checklist, LENGTH, fits, DG_SOURCE_HAND);
  assert_value (checklist, fits);
}

static void
test_too_many_points (void)
{
  g_autofree char *half = g_strnfill (DG_CHECKLIST_MAX_VALUE / 2, 'a');
  g_autofree char *other_half = g_strnfill (DG_CHECKLIST_MAX_VALUE / 2 - 1, 'b');
  g_autofree char *too_much = g_strdup_printf ("%sb", other_half);
  g_autoptr (DgChecklist) checklist = make_checklist (half, DG_SOURCE_HAND);

  g_assert_false (dg_checklist_set_point (checklist, LENGTH, 0, too_much, DG_SOURCE_HAND));
  assert_value (checklist, half);
  g_assert_true (dg_checklist_set_point (checklist, LENGTH, 0, other_half, DG_SOURCE_HAND));
  g_assert_cmpuint (strlen (dg_checklist_get_value (checklist, LENGTH)), ==, DG_CHECKLIST_MAX_VALUE);
}

static void
test_not_utf8 (void)
{
  g_autoptr (DgChecklist) checklist = make_checklist ("Gr\xF6\xDF"
                                                      "e",
                                                      DG_SOURCE_HAND);

  g_assert_true (g_utf8_validate (dg_checklist_get_value (checklist, LENGTH), -1, NULL));
}

/* Every value and every contradiction as long and as hard to write as can be. */
static void
test_fullest (void)
{
  g_autofree char *value = g_strnfill (DG_CHECKLIST_MAX_VALUE, '\x01');
  g_autofree char *conflict = g_strnfill (DG_CHECKLIST_MAX_VALUE, '\x02');
  g_autoptr (DgChecklist) first = dg_checklist_new ();
  g_autoptr (DgChecklist) second = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *written = NULL;
  g_autofree char *again = NULL;

  for (guint item = 0; item < DG_ITEM_DATASET_FORMAT; item++)
    for (guint part = 0; part < dg_item_get_info (item)->n_parts; part++)
      {
        dg_checklist_set_value (first, item, part, value, DG_SOURCE_CONVERSATION);
        dg_checklist_set_conflict (first, item, part, conflict);
      }
  written = dg_checklist_to_json (first);
  second = dg_checklist_new_from_json (written, -1, &error);
  g_assert_no_error (error);
  again = dg_checklist_to_json (second);

  g_assert_cmpstr (again, ==, written);
  g_assert_cmpstr (dg_checklist_get_conflict (second, LENGTH), ==, conflict);
}

/* --- text --- */

static void
test_text_of_points (void)
{
  g_autoptr (DgChecklist) checklist = make_checklist ("at most 60 words\n\nat least 10 words", DG_SOURCE_HAND);
  g_autofree char *text = NULL;

  dg_checklist_set_value (checklist, DG_ITEM_CONSTRAINTS, 1, "calm", DG_SOURCE_HAND);
  text = dg_checklist_dup_item_text (checklist, DG_ITEM_CONSTRAINTS);

  g_assert_cmpstr (text, ==, "- Length:\n  at most 60 words\n  at least 10 words\n- Sentiment: calm");
}

/* The lines of an example mean something only as they are. */
static void
test_text_of_example (void)
{
  g_autoptr (DgChecklist) checklist = dg_checklist_new ();
  g_autofree char *text = NULL;

  dg_checklist_set_value (checklist, DG_ITEM_OUTPUT_FORMAT, 1, "<a>\n  <b>-</b>\r\n</a>", DG_SOURCE_HAND);
  text = dg_checklist_dup_item_text (checklist, DG_ITEM_OUTPUT_FORMAT);

  g_assert_cmpstr (text, ==, "- Structure:\n  <a>\n    <b>-</b>\n  </a>");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (splits); i++)
    {
      g_autofree char *path = g_strdup_printf ("/checklist-points/split/%s", splits[i].name);

      g_test_add_data_func (path, &splits[i], test_split);
    }
  for (guint i = 0; i < G_N_ELEMENTS (changes); i++)
    {
      g_autofree char *path = g_strdup_printf ("/checklist-points/%s", changes[i].name);

      g_test_add_data_func (path, &changes[i], test_change);
    }
  for (guint i = 0; i < G_N_ELEMENTS (origins); i++)
    {
      g_autofree char *path = g_strdup_printf ("/checklist-points/source/%s", origins[i].name);

      g_test_add_data_func (path, &origins[i], test_origin);
    }
  g_test_add_func ("/checklist-points/its-own", test_point_is_its_own);
  g_test_add_func ("/checklist-points/conflict/kept", test_conflict);
  g_test_add_func ("/checklist-points/conflict/decided-by-value", test_conflict_decided_by_value);
  g_test_add_func ("/checklist-points/conflict/decided-by-point", test_conflict_decided_by_point);
  g_test_add_func ("/checklist-points/conflict/decided-by-the-same", test_conflict_decided_by_the_same);
  g_test_add_func ("/checklist-points/conflict/not-decided", test_conflict_not_decided);
  g_test_add_data_func ("/checklist-points/conflict/withdrawn", NULL, test_conflict_withdrawn);
  g_test_add_data_func ("/checklist-points/conflict/blank", " \n", test_conflict_withdrawn);
  g_test_add_data_func ("/checklist-points/conflict/the-value-itself", " 60 words", test_conflict_withdrawn);
  g_test_add_func ("/checklist-points/conflict/of-other-part", test_conflict_of_other_part);
  g_test_add_data_func ("/checklist-points/conflict/with-nothing", NULL, test_conflict_with_nothing);
  g_test_add_func ("/checklist-points/origin-of-points", test_origin_of_points);
  g_test_add_data_func ("/checklist-points/conflict/with-left-to-model", "@model", test_conflict_with_nothing);
  g_test_add_func ("/checklist-points/conflict/goes-with-value", test_conflict_goes_with_value);
  g_test_add_func ("/checklist-points/conflict/of-optional-part", test_conflict_of_optional_part);
  g_test_add_func ("/checklist-points/confirm/all", test_confirm);
  g_test_add_func ("/checklist-points/confirm/nothing-in-advance", test_confirm_nothing_in_advance);
  g_test_add_data_func ("/checklist-points/confirm/then-prompt", GUINT_TO_POINTER (DG_SOURCE_PROMPT),
                        test_confirmed_and_changed);
  g_test_add_data_func ("/checklist-points/confirm/then-conversation", GUINT_TO_POINTER (DG_SOURCE_CONVERSATION),
                        test_confirmed_and_changed);
  g_test_add_data_func ("/checklist-points/confirm/then-model", GUINT_TO_POINTER (DG_SOURCE_MODEL),
                        test_confirmed_and_changed);
  g_test_add_func ("/checklist-points/confirm/then-taken-away", test_confirmed_and_taken_away);
  g_test_add_func ("/checklist-points/find-part/all", test_find_part);
  g_test_add_func ("/checklist-points/find-part/none", test_find_no_part);
  g_test_add_data_func ("/checklist-points/format/jsonl", "jsonl", test_accepts_format);
  g_test_add_data_func ("/checklist-points/format/csv-in-capitals", " CSV\n", test_accepts_format);
  g_test_add_data_func ("/checklist-points/format/left-to-model", "@MODEL", test_accepts_format);
  g_test_add_data_func ("/checklist-points/format/declined/xml", "xml", test_declines_format);
  g_test_add_data_func ("/checklist-points/format/declined/columns", "csv with question and response",
                        test_declines_format);
  g_test_add_data_func ("/checklist-points/format/declined/both", "jsonl\ncsv", test_declines_format);
  g_test_add_data_func ("/checklist-points/format/declined/long",
                        "a spreadsheet, and one sheet for each of the departments that we have in this company, please",
                        test_declines_format);
  g_test_add_func ("/checklist-points/format/next", test_next_format);
  g_test_add_func ("/checklist-points/left-to-model-is-models", test_left_to_model_is_models);
  g_test_add_func ("/checklist-points/bounds/longest", test_longest_value);
  g_test_add_func ("/checklist-points/bounds/characters", test_cut_between_characters);
  g_test_add_func ("/checklist-points/bounds/points", test_too_many_points);
  g_test_add_func ("/checklist-points/bounds/not-utf8", test_not_utf8);
  g_test_add_func ("/checklist-points/bounds/fullest", test_fullest);
  g_test_add_func ("/checklist-points/text/points", test_text_of_points);
  g_test_add_func ("/checklist-points/text/example", test_text_of_example);

  return g_test_run ();
}
