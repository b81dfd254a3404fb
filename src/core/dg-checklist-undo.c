/* dg-checklist-undo.c: takes back what was put into a checklist
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "dg-checklist-private.h"

static gboolean
is_same_part (DgChecklist *a, DgChecklist *b, DgItem item, guint part)
{
  return g_strcmp0 (a->values[item][part], b->values[item][part]) == 0 &&
         (a->values[item][part] == NULL || a->sources[item][part] == b->sources[item][part]);
}

/* Whether a line is the person's by hand in @now that was not so in @after. */
static gboolean
has_new_by_hand (DgChecklist *after, DgChecklist *now, DgItem item, guint part)
{
  g_auto (GStrv) before = dg_checklist_dup_points (after, item, part);
  g_auto (GStrv) points = dg_checklist_dup_points (now, item, part);

  for (guint i = 0; points[i] != NULL; i++)
    {
      guint old = 0;

      if (dg_checklist_get_point_source (now, item, part, i + 1) != DG_SOURCE_HAND)
        continue;
      while (before[old] != NULL && !g_str_equal (before[old], points[i]))
        old++;
      if (before[old] == NULL || dg_checklist_get_point_source (after, item, part, old + 1) != DG_SOURCE_HAND)
        return TRUE;
    }

  return FALSE;
}

/* What the program works out itself belongs to the requirements it was worked out from, and goes with them. */
static gboolean
is_by_hand (DgChecklist *after, DgChecklist *now, DgItem item, guint part)
{
  const char *value = now->values[item][part];

  return value == NULL || g_str_equal (value, DG_LEFT_TO_MODEL) || now->sources[item][part] == DG_SOURCE_HAND ||
         has_new_by_hand (after, now, item, part);
}

static void
copy_part (DgChecklist *self, DgChecklist *from, DgItem item, guint part)
{
  dg_checklist_set_value (self, item, part, from->values[item][part], from->sources[item][part]);
  if (from->point_sources[item][part] != NULL)
    dg_checklist_set_point_sources (self, item, part, from->point_sources[item][part]);
}

/**
 * dg_checklist_take_back:
 * @before: a checklist before something was put into it
 * @after: the same right after that
 * @now: the same as it is now
 *
 * Takes back what was put in, and keeps what the person has set by hand since then.
 *
 * Returns: (transfer full): @before, with the parts that were set by hand between @after and @now
 */
DgChecklist *
dg_checklist_take_back (DgChecklist *before, DgChecklist *after, DgChecklist *now)
{
  g_return_val_if_fail (DG_IS_CHECKLIST (before) && DG_IS_CHECKLIST (after) && DG_IS_CHECKLIST (now), NULL);

  g_autofree char *json = dg_checklist_to_json (before);
  /* what it wrote itself is read back */
  DgChecklist *self = dg_checklist_new_from_json (json, -1, NULL);

  for (guint item = 0; item < DG_N_ITEMS; item++)
    for (guint part = 0; part < dg_item_get_info (item)->n_parts; part++)
      if (!is_same_part (after, now, item, part) && is_by_hand (after, now, item, part))
        copy_part (self, now, item, part);

  return self;
}
