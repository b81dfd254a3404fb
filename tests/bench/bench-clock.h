/* bench-clock.h: how long the main loop is held, and what frames take
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * BenchClock:
 *
 * Measures the main loop and the frames of a window, each in time as it passes and in time of the main thread on a
 * processor: on a busy machine the first is everybody's, the second is ours alone.
 */
typedef struct _BenchClock BenchClock;

/**
 * BenchShownFunc:
 * @data: what was given with it
 *
 * Returns: whether what was asked for is there; a frame is being painted
 */
typedef gboolean (*BenchShownFunc) (gpointer data);

BenchClock *bench_clock_start (GtkWindow *window);
void bench_clock_stop (BenchClock *self, const char *what);
void bench_clock_press_key (BenchClock *self, BenchShownFunc is_shown, gpointer data);
gboolean bench_clock_awaits_frame (BenchClock *self);

gint64 bench_get_cpu_time (void);
void bench_run_for (gint64 microseconds);

G_END_DECLS
