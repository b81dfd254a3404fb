/* dg-simulator-log.c: a line for every request that was answered
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "dg-simulator-log.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <stdio.h>

#include "dg-json.h"
#include "dg-simulator-fault.h"

struct _DgSimulatorLog
{
  FILE *file;       /* (owned) */
  gint64 opened_us; /* what its times count from */
};

/* Opens it, to write on where it ends; or DG_SIMULATOR_ERROR_OPTION */
DgSimulatorLog *
dg_simulator_log_new (const char *path, GError **error)
{
  FILE *file = g_fopen (path, "ae");
  DgSimulatorLog *self;

  if (file == NULL)
    {
      int code = errno;

      g_set_error (error, DG_SIMULATOR_ERROR, DG_SIMULATOR_ERROR_OPTION, _ ("The log “%s” cannot be opened: %s"), path,
                   g_strerror (code));
      return NULL;
    }
  self = g_new0 (DgSimulatorLog, 1);
  self->file = file;
  self->opened_us = g_get_monotonic_time ();

  return self;
}

void
dg_simulator_log_free (DgSimulatorLog *self)
{
  fclose (self->file);
  g_free (self);
}

/* No texts: a log may be shown to anyone */
void
dg_simulator_log_write (DgSimulatorLog *self, const DgLogEntry *entry)
{
  const char *name = dg_fault_get_name (entry->fault);
  g_autoptr (GString) fault = g_string_new (NULL);

  if (name != NULL)
    dg_json_append_string (fault, name);
  fprintf (self->file,
           "{\"started_ms\":%" G_GINT64_FORMAT ",\"ended_ms\":%" G_GINT64_FORMAT ",\"status\":%u,\"fault\":%s,"
           "\"at_once\":%u,\"input_tokens\":%u,\"output_tokens\":%u,\"max_tokens\":%u,\"records\":%u}\n",
           (entry->started_us - self->opened_us) / 1000, (g_get_monotonic_time () - self->opened_us) / 1000,
           entry->status, name != NULL ? fault->str : "null", entry->at_once, entry->input_tokens, entry->output_tokens,
           entry->max_tokens, entry->n_records);
  fflush (self->file);
}
