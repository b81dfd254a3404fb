/* test-line-queue.c: lines that are open, sent and filled
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "dg-line-queue.h"

/* `1 2 3`: the lines that are taken. */
static void
assert_taken (DgLineQueue *queue, guint most, const char *expected)
{
  g_autoptr (GArray) lines = dg_line_queue_take (queue, most);
  g_autoptr (GString) found = g_string_new (NULL);

  for (guint i = 0; i < lines->len; i++)
    g_string_append_printf (found, "%s%u", i > 0 ? " " : "", g_array_index (lines, guint, i));

  g_assert_cmpstr (found->str, ==, expected);
}

static void
assert_counts (DgLineQueue *queue, guint n_open, guint n_filled)
{
  g_assert_cmpuint (dg_line_queue_get_n_open (queue), ==, n_open);
  g_assert_cmpuint (dg_line_queue_get_n_filled (queue), ==, n_filled);
}

static void
test_new (void)
{
  g_autoptr (DgLineQueue) queue = dg_line_queue_new (3);

  assert_counts (queue, 3, 0);
  g_assert_false (dg_line_queue_is_filled (queue, 1));
  g_assert_cmpuint (dg_line_queue_get_attempt (queue, 1), ==, 0);
}

static void
test_take_in_order (void)
{
  g_autoptr (DgLineQueue) queue = dg_line_queue_new (5);

  assert_taken (queue, 2, "1 2");
  assert_counts (queue, 3, 0);
  assert_taken (queue, 2, "3 4");
  assert_taken (queue, 2, "5");
  assert_taken (queue, 2, "");
  assert_counts (queue, 0, 0);
}

static void
test_take_none (void)
{
  g_autoptr (DgLineQueue) queue = dg_line_queue_new (2);

  assert_taken (queue, 0, "");
  assert_counts (queue, 2, 0);
}

static void
test_attempts (void)
{
  g_autoptr (DgLineQueue) queue = dg_line_queue_new (2);

  assert_taken (queue, 1, "1");
  g_assert_cmpuint (dg_line_queue_get_attempt (queue, 1), ==, 1);
  dg_line_queue_give_back (queue, 1);
  g_assert_cmpuint (dg_line_queue_get_attempt (queue, 1), ==, 1);
  assert_taken (queue, 2, "2 1");
  g_assert_cmpuint (dg_line_queue_get_attempt (queue, 1), ==, 2);
  g_assert_cmpuint (dg_line_queue_get_attempt (queue, 2), ==, 1);
}

/* A line that is hard to fill does not hold up the others. */
static void
test_give_back_goes_to_the_end (void)
{
  g_autoptr (DgLineQueue) queue = dg_line_queue_new (4);

  assert_taken (queue, 2, "1 2");
  dg_line_queue_give_back (queue, 2);
  dg_line_queue_give_back (queue, 1);
  assert_counts (queue, 4, 0);
  assert_taken (queue, 4, "3 4 2 1");
}

static void
test_give_back_twice (void)
{
  g_autoptr (DgLineQueue) queue = dg_line_queue_new (2);

  assert_taken (queue, 1, "1");
  dg_line_queue_give_back (queue, 1);
  dg_line_queue_give_back (queue, 1);
  assert_counts (queue, 2, 0);
  assert_taken (queue, 4, "2 1");
}

static void
test_give_back_what_was_not_taken (void)
{
  g_autoptr (DgLineQueue) queue = dg_line_queue_new (2);

  dg_line_queue_give_back (queue, 1);
  assert_counts (queue, 2, 0);
  assert_taken (queue, 4, "1 2");
}

static void
test_give_back_a_filled_one (void)
{
  g_autoptr (DgLineQueue) queue = dg_line_queue_new (2);

  assert_taken (queue, 2, "1 2");
  g_assert_true (dg_line_queue_fill (queue, 1));
  dg_line_queue_give_back (queue, 1);
  assert_counts (queue, 0, 1);
  g_assert_true (dg_line_queue_is_filled (queue, 1));
  assert_taken (queue, 2, "");
}

static void
test_fill (void)
{
  g_autoptr (DgLineQueue) queue = dg_line_queue_new (2);

  assert_taken (queue, 1, "1");
  g_assert_true (dg_line_queue_fill (queue, 1));
  assert_counts (queue, 1, 1);
  g_assert_true (dg_line_queue_is_filled (queue, 1));
  g_assert_false (dg_line_queue_is_filled (queue, 2));
}

static void
test_fill_twice (void)
{
  g_autoptr (DgLineQueue) queue = dg_line_queue_new (2);

  assert_taken (queue, 1, "1");
  g_assert_true (dg_line_queue_fill (queue, 1));
  g_assert_false (dg_line_queue_fill (queue, 1));
  assert_counts (queue, 1, 1);
}

/* As a run does that goes on with what another has left. */
static void
test_fill_an_open_one (void)
{
  g_autoptr (DgLineQueue) queue = dg_line_queue_new (4);

  g_assert_true (dg_line_queue_fill (queue, 1));
  g_assert_true (dg_line_queue_fill (queue, 3));
  assert_counts (queue, 2, 2);
  assert_taken (queue, 4, "2 4");
  g_assert_cmpuint (dg_line_queue_get_attempt (queue, 3), ==, 0);
}

static void
test_fill_all_open_ones (void)
{
  g_autoptr (DgLineQueue) queue = dg_line_queue_new (2);

  g_assert_true (dg_line_queue_fill (queue, 2));
  g_assert_true (dg_line_queue_fill (queue, 1));
  assert_counts (queue, 0, 2);
  assert_taken (queue, 2, "");
}

/* Numbers come from a model. */
static void
test_unknown_line (gconstpointer data)
{
  guint line = GPOINTER_TO_UINT (data);
  g_autoptr (DgLineQueue) queue = dg_line_queue_new (2);

  g_assert_false (dg_line_queue_fill (queue, line));
  g_assert_false (dg_line_queue_is_filled (queue, line));
  g_assert_cmpuint (dg_line_queue_get_attempt (queue, line), ==, 0);
  assert_counts (queue, 2, 0);
}

/* What was given up is neither open nor filled, unless a record for it comes after all. */
static void
test_give_up (void)
{
  g_autoptr (DgLineQueue) queue = dg_line_queue_new (2);
  g_autoptr (GArray) lines = dg_line_queue_take (queue, 2);

  g_assert_cmpuint (lines->len, ==, 2);
  g_assert_cmpuint (dg_line_queue_count_vain (queue, 1), ==, 1);
  g_assert_cmpuint (dg_line_queue_count_vain (queue, 1), ==, 2);
  g_assert_cmpuint (dg_line_queue_count_vain (queue, 2), ==, 1);
  dg_line_queue_give_up (queue, 1);
  dg_line_queue_give_back (queue, 1);
  g_assert_cmpuint (dg_line_queue_get_n_open (queue), ==, 0);
  g_assert_cmpuint (dg_line_queue_get_n_given_up (queue), ==, 1);
  g_assert_false (dg_line_queue_is_filled (queue, 1));

  g_assert_true (dg_line_queue_fill (queue, 1));
  g_assert_cmpuint (dg_line_queue_get_n_given_up (queue), ==, 0);
  g_assert_cmpuint (dg_line_queue_get_n_filled (queue), ==, 1);
}

static void
test_no_lines (void)
{
  g_autoptr (DgLineQueue) queue = dg_line_queue_new (0);

  assert_counts (queue, 0, 0);
  assert_taken (queue, 5, "");
  g_assert_false (dg_line_queue_fill (queue, 1));
}

/* Whatever is done to them, each line is open, sent or filled, and no line is sent twice at a time. */
static void
test_any_course (gconstpointer data)
{
  enum
  {
    N_LINES = 40
  };
  g_autoptr (GRand) rand = g_rand_new_with_seed (GPOINTER_TO_UINT (data));
  g_autoptr (DgLineQueue) queue = dg_line_queue_new (N_LINES);
  gboolean sent[N_LINES + 1] = { FALSE };
  guint n_sent = 0;

  while (dg_line_queue_get_n_filled (queue) < N_LINES)
    {
      g_autoptr (GArray) lines = dg_line_queue_take (queue, g_rand_int_range (rand, 1, 9));

      for (guint i = 0; i < lines->len; i++)
        {
          g_assert_false (sent[g_array_index (lines, guint, i)]);
          sent[g_array_index (lines, guint, i)] = TRUE;
          n_sent++;
        }
      for (guint line = 1; line <= N_LINES; line++)
        if (sent[line] && g_rand_boolean (rand))
          {
            if (g_rand_boolean (rand))
              g_assert_true (dg_line_queue_fill (queue, line));
            dg_line_queue_give_back (queue, line);
            sent[line] = FALSE;
            n_sent--;
          }
      g_assert_cmpuint (dg_line_queue_get_n_open (queue) + n_sent + dg_line_queue_get_n_filled (queue), ==, N_LINES);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/line-queue/new", test_new);
  g_test_add_func ("/line-queue/take/in-order", test_take_in_order);
  g_test_add_func ("/line-queue/take/none", test_take_none);
  g_test_add_func ("/line-queue/take/attempts", test_attempts);
  g_test_add_func ("/line-queue/give-back/to-the-end", test_give_back_goes_to_the_end);
  g_test_add_func ("/line-queue/give-back/twice", test_give_back_twice);
  g_test_add_func ("/line-queue/give-back/not-taken", test_give_back_what_was_not_taken);
  g_test_add_func ("/line-queue/give-back/filled", test_give_back_a_filled_one);
  g_test_add_func ("/line-queue/give-up", test_give_up);
  g_test_add_func ("/line-queue/fill/sent", test_fill);
  g_test_add_func ("/line-queue/fill/twice", test_fill_twice);
  g_test_add_func ("/line-queue/fill/open", test_fill_an_open_one);
  g_test_add_func ("/line-queue/fill/all-open", test_fill_all_open_ones);
  g_test_add_data_func ("/line-queue/unknown-line/0", GUINT_TO_POINTER (0), test_unknown_line);
  g_test_add_data_func ("/line-queue/unknown-line/3", GUINT_TO_POINTER (3), test_unknown_line);
  g_test_add_data_func ("/line-queue/unknown-line/largest", GUINT_TO_POINTER (G_MAXUINT), test_unknown_line);
  g_test_add_func ("/line-queue/no-lines", test_no_lines);
  g_test_add_data_func ("/line-queue/any-course/1", GUINT_TO_POINTER (1), test_any_course);
  g_test_add_data_func ("/line-queue/any-course/2", GUINT_TO_POINTER (2), test_any_course);
  g_test_add_data_func ("/line-queue/any-course/3", GUINT_TO_POINTER (3), test_any_course);

  return g_test_run ();
}
