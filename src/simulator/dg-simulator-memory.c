/* dg-simulator-memory.c: the records of a run, so that one can be repeated
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The service knows no runs. Requests whose tools have the same schema count as one.
 */

#include "config.h"

#include "dg-simulator-memory.h"

#include <string.h>

#include "dg-simulator-line.h"

#define MAX_SHELVES 16
#define MAX_RECORDS 64

struct _DgRecordMemory
{
  GHashTable *shelves; /* (owned) (element-type utf8 GArray) arrays of DgRemembered, by schema */
};

static void
clear_remembered (gpointer remembered)
{
  g_free (((DgRemembered *) remembered)->source);
}

DgRecordMemory *
dg_record_memory_new (void)
{
  DgRecordMemory *self = g_new0 (DgRecordMemory, 1);

  self->shelves = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_array_unref);

  return self;
}

void
dg_record_memory_free (DgRecordMemory *self)
{
  g_hash_table_unref (self->shelves);
  g_free (self);
}

/* (transfer none): the records of that schema, good until the next call */
GArray *
dg_record_memory_get_shelf (DgRecordMemory *self, const char *schema)
{
  GArray *shelf = g_hash_table_lookup (self->shelves, schema);

  if (shelf != NULL)
    return shelf;

  if (g_hash_table_size (self->shelves) == MAX_SHELVES)
    g_hash_table_remove_all (self->shelves);
  shelf = g_array_new (FALSE, FALSE, sizeof (DgRemembered));
  g_array_set_clear_func (shelf, clear_remembered);
  g_hash_table_insert (self->shelves, g_strdup (schema), shelf);

  return shelf;
}

void
dg_record_memory_keep (GArray *shelf, const char *source, DgRandom random)
{
  const DgRemembered remembered = { g_strdup (source), random };

  if (shelf->len == MAX_RECORDS)
    g_array_remove_index (shelf, 0);
  g_array_append_val (shelf, remembered);
}

static gboolean
leads_to (const DgRemembered *remembered, const char *answer)
{
  g_autoptr (DgPlanLine) line = dg_plan_line_new (remembered->source);

  return strcmp (dg_plan_line_get (line, "ANSWER"), answer) == 0;
}

/* (nullable): any of them, of those that lead to that answer if there are some; NULL when there is none yet */
const DgRemembered *
dg_record_memory_recall (GArray *shelf, const char *answer, DgRandom *random)
{
  guint start = shelf->len > 0 ? dg_random_below (random, shelf->len) : 0;

  for (guint i = 0; i < shelf->len; i++)
    {
      const DgRemembered *remembered = &g_array_index (shelf, DgRemembered, (start + i) % shelf->len);

      if (leads_to (remembered, answer))
        return remembered;
    }

  return shelf->len > 0 ? &g_array_index (shelf, DgRemembered, start) : NULL;
}
