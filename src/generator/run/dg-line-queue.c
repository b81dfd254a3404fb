/* dg-line-queue.c: which lines of the plan are still to be made
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "dg-line-queue.h"

typedef enum
{
  LINE_OPEN,
  LINE_SENT,
  LINE_FILLED,
  LINE_GIVEN_UP,
} LineState;

typedef struct
{
  LineState state;
  guint attempt; /* how often it was sent */
  guint n_vain;  /* how often a reply brought nothing for it */
} Line;

struct _DgLineQueue
{
  Line *lines; /* (owned) line 1 is at 0 */
  guint n_lines;
  guint n_open;
  guint n_filled;
  guint n_given_up;
  GQueue open; /* line numbers, each once; may still hold lines that were filled since */
};

/**
 * dg_line_queue_new:
 * @n_lines: how many lines the plan has
 *
 * Returns: (transfer full): a queue in which all lines are open, in their order
 */
DgLineQueue *
dg_line_queue_new (guint n_lines)
{
  DgLineQueue *self = g_new0 (DgLineQueue, 1);

  self->lines = g_new0 (Line, n_lines);
  self->n_lines = n_lines;
  self->n_open = n_lines;
  g_queue_init (&self->open);
  for (guint line = 1; line <= n_lines; line++)
    g_queue_push_tail (&self->open, GUINT_TO_POINTER (line));

  return self;
}

/**
 * dg_line_queue_free:
 * @self: (transfer full): a queue
 */
void
dg_line_queue_free (DgLineQueue *self)
{
  g_queue_clear (&self->open);
  g_free (self->lines);
  g_free (self);
}

static Line *
get_line (DgLineQueue *self, guint line)
{
  return line >= 1 && line <= self->n_lines ? &self->lines[line - 1] : NULL;
}

/**
 * dg_line_queue_take:
 * @self: a queue
 * @most: how many lines at most
 *
 * Takes open lines to be sent. Each must come back by dg_line_queue_fill() or dg_line_queue_give_back().
 *
 * Returns: (transfer full) (element-type guint): line numbers, fewer than @most when no more are open
 */
GArray *
dg_line_queue_take (DgLineQueue *self, guint most)
{
  g_return_val_if_fail (self != NULL, NULL);

  GArray *taken = g_array_new (FALSE, FALSE, sizeof (guint));

  while (taken->len < most && !g_queue_is_empty (&self->open))
    {
      guint number = GPOINTER_TO_UINT (g_queue_pop_head (&self->open));
      Line *line = get_line (self, number);

      if (line->state != LINE_OPEN)
        continue;
      line->state = LINE_SENT;
      line->attempt++;
      self->n_open--;
      g_array_append_val (taken, number);
    }

  return taken;
}

/**
 * dg_line_queue_give_back:
 * @self: a queue
 * @line: a line that was taken
 *
 * Opens a line again for which nothing good came. Goes to the end, so that a line that is hard to fill does not hold up
 * the others. Does nothing to a line that has been filled.
 */
void
dg_line_queue_give_back (DgLineQueue *self, guint line)
{
  g_return_if_fail (self != NULL);

  Line *entry = get_line (self, line);

  g_return_if_fail (entry != NULL);

  if (entry->state != LINE_SENT)
    return;
  entry->state = LINE_OPEN;
  self->n_open++;
  g_queue_push_tail (&self->open, GUINT_TO_POINTER (line));
}

/**
 * dg_line_queue_fill:
 * @self: a queue
 * @line: a line number; numbers that the plan does not have are allowed, since they come from a model
 *
 * Returns: whether the line was there to be filled and now is
 */
gboolean
dg_line_queue_fill (DgLineQueue *self, guint line)
{
  g_return_val_if_fail (self != NULL, FALSE);

  Line *entry = get_line (self, line);

  if (entry == NULL || entry->state == LINE_FILLED)
    return FALSE;
  if (entry->state == LINE_OPEN)
    self->n_open--;
  if (entry->state == LINE_GIVEN_UP)
    self->n_given_up--;
  entry->state = LINE_FILLED;
  self->n_filled++;

  return TRUE;
}

/**
 * dg_line_queue_count_vain:
 * @self: a queue
 * @line: a line that was taken
 *
 * Returns: how often it was asked for in vain, this time too
 */
guint
dg_line_queue_count_vain (DgLineQueue *self, guint line)
{
  g_return_val_if_fail (self != NULL, 0);

  Line *entry = get_line (self, line);

  g_return_val_if_fail (entry != NULL, 0);

  return ++entry->n_vain;
}

/**
 * dg_line_queue_give_up:
 * @self: a queue
 * @line: a line that was taken
 *
 * It is not asked for again, even if it is given back.
 */
void
dg_line_queue_give_up (DgLineQueue *self, guint line)
{
  g_return_if_fail (self != NULL);

  Line *entry = get_line (self, line);

  g_return_if_fail (entry != NULL);

  if (entry->state != LINE_SENT)
    return;
  entry->state = LINE_GIVEN_UP;
  self->n_given_up++;
}

/**
 * dg_line_queue_is_filled:
 * @self: a queue
 * @line: a line number
 *
 * Returns: whether the plan has the line and it is filled
 */
gboolean
dg_line_queue_is_filled (DgLineQueue *self, guint line)
{
  g_return_val_if_fail (self != NULL, FALSE);

  Line *entry = get_line (self, line);

  return entry != NULL && entry->state == LINE_FILLED;
}

/**
 * dg_line_queue_get_n_open:
 * @self: a queue
 *
 * Returns: how many lines could be taken now
 */
guint
dg_line_queue_get_n_open (DgLineQueue *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->n_open;
}

/**
 * dg_line_queue_get_n_filled:
 * @self: a queue
 *
 * Returns: how many lines are filled
 */
guint
dg_line_queue_get_n_filled (DgLineQueue *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->n_filled;
}

/**
 * dg_line_queue_get_n_given_up:
 * @self: a queue
 *
 * Returns: how many lines were given up
 */
guint
dg_line_queue_get_n_given_up (DgLineQueue *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->n_given_up;
}

/**
 * dg_line_queue_get_attempt:
 * @self: a queue
 * @line: a line number
 *
 * Returns: how often the line was taken
 */
guint
dg_line_queue_get_attempt (DgLineQueue *self, guint line)
{
  g_return_val_if_fail (self != NULL, 0);

  Line *entry = get_line (self, line);

  return entry != NULL ? entry->attempt : 0;
}
