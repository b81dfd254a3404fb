/* dg-cli-progress.c: how far a run is, on standard error
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gi18n.h>
#include <math.h>
#include <stdio.h>
#include <unistd.h>

#include "dg-cli-run.h"

#define BAR_WIDTH 24

/* Where there is no terminal, a line comes for the first record and each time that this share of them is there. */
#define LINES_PER_RUN 20

struct _DgCliProgress
{
  DgRun *run; /* (owned) */
  gulong changed_id;
  gboolean terminal;
  guint told;  /* accepted records at the last line */
  guint first; /* accepted records when the run began, more than 0 for one that goes on */
  gint64 started_us;
};

static char *
describe_time_left (DgCliProgress *self, const DgRunProgress *progress)
{
  double seconds = (double) (g_get_monotonic_time () - self->started_us) / G_USEC_PER_SEC;
  guint made = progress->accepted - self->first;
  guint left = progress->requested - progress->accepted;

  if (made == 0 || left == 0)
    return g_strdup ("");

  /* Translators: %d seconds */
  return g_strdup_printf (_ (", about %d s left"), (int) ceil (seconds / made * left));
}

static char *
describe (DgCliProgress *self, const DgRunProgress *progress)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autofree char *left = describe_time_left (self, progress);

  g_string_printf (text, _ ("%u of %u records"), progress->accepted, progress->requested);
  if (progress->duplicates > 0)
    g_string_append_printf (text, ngettext (", %u duplicate", ", %u duplicates", progress->duplicates),
                            progress->duplicates);
  if (progress->invalid > 0)
    g_string_append_printf (text, ngettext (", %u invalid", ", %u invalid", progress->invalid), progress->invalid);
  if (progress->cost_usd > 0.0)
    g_string_append_printf (text, ", $%.4f", progress->cost_usd);
  g_string_append (text, left);
  if (progress->slowed)
    g_string_append (text, _ (", slowed down by the service"));

  return g_strdup (text->str);
}

static void
draw_bar (const DgRunProgress *progress, const char *text)
{
  guint filled = progress->accepted * BAR_WIDTH / progress->requested;

  fprintf (stderr, "\r\033[K[");
  for (guint i = 0; i < BAR_WIDTH; i++)
    fputc (i < filled ? '#' : '.', stderr);
  fprintf (stderr, "] %s", text);
  fflush (stderr);
}

static void
changed_cb (DgRun *run, gpointer data)
{
  DgCliProgress *self = data;
  g_autofree char *text = NULL;
  DgRunProgress progress;

  dg_run_get_progress (run, &progress);
  if (!self->terminal && self->told > 0 && (progress.accepted - self->told) * LINES_PER_RUN < progress.requested &&
      progress.accepted < progress.requested)
    return;
  if (!self->terminal && progress.accepted == self->told)
    return;

  self->told = progress.accepted;
  text = describe (self, &progress);
  if (self->terminal)
    draw_bar (&progress, text);
  else
    g_printerr ("%s\n", text);
}

/**
 * dg_cli_progress_new:
 * @run: a run
 *
 * Tells on standard error how far @run is: a bar on a terminal, plain lines elsewhere.
 *
 * Returns: (transfer full): to be freed when the run has ended
 */
DgCliProgress *
dg_cli_progress_new (DgRun *run)
{
  DgCliProgress *self = g_new0 (DgCliProgress, 1);
  DgRunProgress progress;

  dg_run_get_progress (run, &progress);
  self->run = g_object_ref (run);
  self->terminal = isatty (STDERR_FILENO);
  self->first = progress.accepted;
  self->started_us = g_get_monotonic_time ();
  self->changed_id = g_signal_connect (run, "changed", G_CALLBACK (changed_cb), self);

  return self;
}

/**
 * dg_cli_progress_free:
 * @self: (transfer full): a progress
 */
void
dg_cli_progress_free (DgCliProgress *self)
{
  g_signal_handler_disconnect (self->run, self->changed_id);
  if (self->terminal)
    fputc ('\n', stderr);
  g_object_unref (self->run);
  g_free (self);
}
