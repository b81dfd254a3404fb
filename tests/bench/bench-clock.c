/* bench-clock.c: how long the main loop is held, and what frames take
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "bench-clock.h"

#include <time.h>

/* The loop turns often without having anything to do, which would make the rest look small: microseconds. */
#define LEAST_HOLD 100

typedef struct
{
  GArray *wall; /* (owned) (element-type gint64): microseconds, as time passes */
  GArray *cpu;  /* (owned) (element-type gint64): microseconds of the main thread */
} Times;

struct _BenchClock
{
  GtkWindow *window; /* (unowned) */
  gulong begin_frame;
  gulong end_frame;

  Times holds;  /* of the main loop, from what it has waited for until it waits again */
  Times frames; /* from begin to end of one */
  Times spans;  /* of whatever else is measured, such as from a key to the frame that shows it */

  gint64 hold_wall, hold_cpu;   /* when the loop has stopped waiting; 0 before the first time */
  gint64 frame_wall, frame_cpu; /* when the frame has begun */
  gint64 key_wall, key_cpu;     /* when the key was pressed that no frame has shown yet; 0 for none */
  BenchShownFunc is_shown;      /* (nullable): whether a frame shows what the key is to bring; any does without */
  gpointer data;                /* (unowned): for that */
};

/* g_main_context_set_poll_func() takes no data */
static BenchClock *running;
static GPollFunc real_poll;

/* --- times --- */

gint64
bench_get_cpu_time (void)
{
  struct timespec now;

  clock_gettime (CLOCK_THREAD_CPUTIME_ID, &now);

  return now.tv_sec * G_USEC_PER_SEC + now.tv_nsec / 1000;
}

static void
init_times (Times *times)
{
  times->wall = g_array_new (FALSE, FALSE, sizeof (gint64));
  times->cpu = g_array_new (FALSE, FALSE, sizeof (gint64));
}

static void
clear_times (Times *times)
{
  g_array_unref (times->wall);
  g_array_unref (times->cpu);
}

static void
add_time (Times *times, gint64 from_wall, gint64 from_cpu)
{
  gint64 wall = g_get_monotonic_time () - from_wall;
  gint64 cpu = bench_get_cpu_time () - from_cpu;

  g_array_append_val (times->wall, wall);
  g_array_append_val (times->cpu, cpu);
}

static int
compare_times (gconstpointer a, gconstpointer b)
{
  const gint64 *x = a, *y = b;

  return (*x > *y) - (*x < *y);
}

static void
print_line (const char *what, const char *clock, GArray *times)
{
  const gint64 *sorted;

  g_array_sort (times, compare_times);
  sorted = (const gint64 *) (gpointer) times->data;
  g_print ("%s\t%s\t%u\t%.2f\t%.2f\t%.2f\t%.2f\n", what, clock, times->len, sorted[times->len / 2] / 1e3,
           sorted[times->len * 95 / 100] / 1e3, sorted[times->len * 99 / 100] / 1e3, sorted[times->len - 1] / 1e3);
}

static void
print_times (const char *what, const char *part, Times *times)
{
  g_autofree char *name = g_strconcat (what, part, NULL);

  if (times->wall->len == 0)
    return;
  print_line (name, "wall", times->wall);
  print_line (name, "cpu", times->cpu);
}

/* --- what is measured --- */

static int
poll_cb (GPollFD *fds, guint n_fds, int timeout)
{
  int n;

  if (running != NULL && running->hold_wall != 0 && g_get_monotonic_time () - running->hold_wall >= LEAST_HOLD)
    add_time (&running->holds, running->hold_wall, running->hold_cpu);
  n = real_poll (fds, n_fds, timeout);
  if (running != NULL)
    {
      running->hold_wall = g_get_monotonic_time ();
      running->hold_cpu = bench_get_cpu_time ();
    }

  return n;
}

static void
begin_frame_cb (GdkFrameClock *clock, BenchClock *self)
{
  self->frame_wall = g_get_monotonic_time ();
  self->frame_cpu = bench_get_cpu_time ();
}

static void
end_frame_cb (GdkFrameClock *clock, BenchClock *self)
{
  add_time (&self->frames, self->frame_wall, self->frame_cpu);
  if (self->key_wall == 0 || (self->is_shown != NULL && !self->is_shown (self->data)))
    return;
  add_time (&self->spans, self->key_wall, self->key_cpu);
  self->key_wall = 0;
}

/**
 * bench_clock_start:
 * @window: a window that is shown
 *
 * Begins to measure. There can be only one at a time.
 *
 * Returns: (transfer full): a clock, which bench_clock_stop() frees
 */
BenchClock *
bench_clock_start (GtkWindow *window)
{
  BenchClock *self = g_new0 (BenchClock, 1);
  GdkFrameClock *clock = gtk_widget_get_frame_clock (GTK_WIDGET (window));

  g_assert_null (running);
  self->window = window;
  init_times (&self->holds);
  init_times (&self->frames);
  init_times (&self->spans);
  self->begin_frame = g_signal_connect (clock, "before-paint", G_CALLBACK (begin_frame_cb), self);
  self->end_frame = g_signal_connect (clock, "after-paint", G_CALLBACK (end_frame_cb), self);

  if (real_poll == NULL)
    real_poll = g_main_context_get_poll_func (NULL);
  g_main_context_set_poll_func (NULL, poll_cb);
  running = self;

  return self;
}

/**
 * bench_clock_stop:
 * @self: (transfer full): a clock
 * @what: what was measured
 *
 * Prints a line for each thing measured and each clock: what, `wall` or `cpu`, how often, then median, 95th and 99th
 * percentile, and most, in milliseconds, with tabs between.
 */
void
bench_clock_stop (BenchClock *self, const char *what)
{
  GdkFrameClock *clock = gtk_widget_get_frame_clock (GTK_WIDGET (self->window));

  running = NULL;
  g_main_context_set_poll_func (NULL, real_poll);
  g_signal_handler_disconnect (clock, self->begin_frame);
  g_signal_handler_disconnect (clock, self->end_frame);

  print_times (what, "", &self->spans);
  print_times (what, ": a frame", &self->frames);
  print_times (what, ": the main loop", &self->holds);
  clear_times (&self->holds);
  clear_times (&self->frames);
  clear_times (&self->spans);
  g_free (self);
}

/**
 * bench_clock_press_key:
 * @self: a clock
 * @is_shown: (nullable): tells which frame shows what the key is to bring; %NULL for the next
 * @data: for @is_shown
 *
 * A key is pressed now; how long it takes until a frame has shown what it brings is measured.
 */
void
bench_clock_press_key (BenchClock *self, BenchShownFunc is_shown, gpointer data)
{
  self->is_shown = is_shown;
  self->data = data;
  self->key_wall = g_get_monotonic_time ();
  self->key_cpu = bench_get_cpu_time ();
}

/**
 * bench_clock_awaits_frame:
 * @self: a clock
 *
 * Returns: whether no frame has shown the last key yet
 */
gboolean
bench_clock_awaits_frame (BenchClock *self)
{
  return self->key_wall != 0;
}

static gboolean
end_cb (gpointer data)
{
  g_main_loop_quit (data);

  return G_SOURCE_REMOVE;
}

/**
 * bench_run_for:
 * @microseconds: how long
 *
 * Lets the main loop turn.
 */
void
bench_run_for (gint64 microseconds)
{
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);

  g_timeout_add ((guint) (microseconds / 1000), end_cb, loop);
  g_main_loop_run (loop);
}
