/* dg-checklist-points.c: the values of a checklist point by point, and what contradicts them
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "dg-checklist-private.h"

static gboolean
has_part (DgItem item, guint part)
{
  return item < DG_N_ITEMS && part < dg_item_get_info (item)->n_parts;
}

/**
 * dg_checklist_get_conflict:
 * @self: a checklist
 * @item: an item
 * @part: one of its parts, counted from 0
 *
 * Returns: (nullable): what was said later and contradicts the part's value, %NULL when nothing does
 */
const char *
dg_checklist_get_conflict (DgChecklist *self, DgItem item, guint part)
{
  g_return_val_if_fail (DG_IS_CHECKLIST (self) && has_part (item, part), NULL);

  return self->conflicts[item][part];
}

/**
 * dg_checklist_set_conflict:
 * @self: a checklist
 * @item: an item
 * @part: one of its parts, counted from 0
 * @value: (nullable): what contradicts its value; %NULL or only white space when that is decided
 *
 * Keeps what contradicts until the person decides: the part then counts among the missing ones, and its item is no
 * longer confirmed. Setting the part's value decides it. Nothing contradicts a part that has no value or is left to the
 * model, nor does a value contradict itself.
 */
void
dg_checklist_set_conflict (DgChecklist *self, DgItem item, guint part, const char *value)
{
  g_return_if_fail (DG_IS_CHECKLIST (self) && has_part (item, part));

  const char *present = self->values[item][part];
  g_autofree char *conflict = dg_checklist_normalize (item, value);

  g_clear_pointer (&self->conflicts[item][part], g_free);
  if (conflict == NULL || present == NULL || g_str_equal (present, DG_LEFT_TO_MODEL) || g_str_equal (present, conflict))
    return;

  self->conflicts[item][part] = g_steal_pointer (&conflict);
  self->confirmed[item] = FALSE;
}

/* A line without the blanks and the dashes of a list that it begins with. */
static char *
dup_point (const char *line)
{
  while (g_ascii_isspace (*line) || (line[0] == '-' && (line[1] == '\0' || g_ascii_isspace (line[1]))))
    line++;

  return g_strchomp (g_strdup (line));
}

static gboolean
has_point (GPtrArray *points, const char *point)
{
  return g_ptr_array_find_with_equal_func (points, point, g_str_equal, NULL);
}

static void
add_points (GPtrArray *points, GPtrArray *more)
{
  for (guint i = 0; i < more->len; i++)
    if (!has_point (points, g_ptr_array_index (more, i)))
      g_ptr_array_add (points, g_strdup (g_ptr_array_index (more, i)));
}

static GPtrArray *
split_points (const char *value)
{
  g_autoptr (GPtrArray) points = g_ptr_array_new_with_free_func (g_free);
  g_auto (GStrv) lines = g_strsplit_set (value != NULL ? value : "", "\r\n", -1);

  for (guint i = 0; lines[i] != NULL; i++)
    {
      g_autofree char *point = dup_point (lines[i]);

      if (*point != '\0')
        g_ptr_array_add (points, g_steal_pointer (&point));
    }

  return g_steal_pointer (&points);
}

/**
 * dg_checklist_dup_points:
 * @self: a checklist
 * @item: an item
 * @part: one of its parts, counted from 0
 *
 * Returns: (transfer full): the lines of the part's value without blank ones and without the dash of a list; empty when
 *   it has no value
 */
GStrv
dg_checklist_dup_points (DgChecklist *self, DgItem item, guint part)
{
  g_return_val_if_fail (DG_IS_CHECKLIST (self) && has_part (item, part), NULL);

  g_autoptr (GPtrArray) points = split_points (self->values[item][part]);

  g_ptr_array_add (points, NULL);

  return (GStrv) g_ptr_array_free (g_steal_pointer (&points), FALSE);
}

/**
 * dg_checklist_get_point_source:
 * @self: a checklist
 * @item: an item
 * @part: one of its parts, counted from 0
 * @point: which line of its value, counted from 1
 *
 * Returns: where that line came from; that of the whole part when there is no such line
 */
DgSource
dg_checklist_get_point_source (DgChecklist *self, DgItem item, guint part, guint point)
{
  g_return_val_if_fail (DG_IS_CHECKLIST (self) && has_part (item, part), DG_SOURCE_HAND);

  const GArray *sources = self->point_sources[item][part];

  return sources != NULL && point > 0 && point <= sources->len ? g_array_index (sources, DgSource, point - 1)
                                                               : self->sources[item][part];
}

/*
 * Says where each of the points came from, of which @sources has one each. A part is the person's own only when all of
 * its points are.
 */
void
dg_checklist_set_point_sources (DgChecklist *self, DgItem item, guint part, GArray *sources)
{
  DgSource whole = self->sources[item][part];
  gboolean differs = FALSE;

  for (guint i = 0; i < sources->len; i++)
    {
      DgSource source = g_array_index (sources, DgSource, i);

      differs = differs || source != g_array_index (sources, DgSource, 0);
      if (!dg_source_is_person (source) || (i == 0 && !dg_source_is_person (whole)))
        whole = source;
    }
  self->sources[item][part] = differs || sources->len == 0 ? whole : g_array_index (sources, DgSource, 0);
  g_clear_pointer (&self->point_sources[item][part], g_array_unref);
  if (differs)
    self->point_sources[item][part] = g_array_ref (sources);
}

/* Where the points come from when @given is from @source; what the person has said once stays said. */
static GArray *
merge_sources (DgChecklist *self,
               DgItem item,
               guint part,
               GPtrArray *present,
               GPtrArray *points,
               GPtrArray *given,
               DgSource source)
{
  GArray *sources = g_array_new (FALSE, FALSE, sizeof (DgSource));

  for (guint i = 0; i < points->len; i++)
    {
      const char *point = g_ptr_array_index (points, i);
      gboolean is_given = has_point (given, point);
      DgSource from = source;
      guint old;

      if (g_ptr_array_find_with_equal_func (present, point, g_str_equal, &old))
        {
          from = dg_checklist_get_point_source (self, item, part, old + 1);
          if (is_given && dg_source_is_person (source) && !dg_source_is_person (from))
            from = source;
        }
      g_array_append_val (sources, from);
    }

  return sources;
}

/* Whether a part can have one point only: the next one takes the place of all that was there. */
static gboolean
is_single (DgItem item, GPtrArray *present, GPtrArray *given)
{
  return item == DG_ITEM_DATASET_FORMAT || has_point (present, DG_LEFT_TO_MODEL) || has_point (given, DG_LEFT_TO_MODEL);
}

static GPtrArray *
change_points (DgItem item, GPtrArray *present, guint point, GPtrArray *given)
{
  g_autoptr (GPtrArray) changed = g_ptr_array_new_with_free_func (g_free);
  gboolean replaces = point > 0 && point <= present->len;

  for (guint i = 0; i < present->len && (given->len == 0 || !is_single (item, present, given)); i++)
    if (replaces && i == point - 1)
      add_points (changed, given);
    else if (!has_point (changed, g_ptr_array_index (present, i)))
      g_ptr_array_add (changed, g_strdup (g_ptr_array_index (present, i)));
  if (!replaces || changed->len == 0)
    add_points (changed, given);

  return g_steal_pointer (&changed);
}

static gboolean
points_equal (GPtrArray *a, GPtrArray *b)
{
  for (guint i = 0; i < a->len && i < b->len; i++)
    if (!g_str_equal (g_ptr_array_index (a, i), g_ptr_array_index (b, i)))
      return FALSE;

  return a->len == b->len;
}

/* Joins the points, or NULL when they are too much for a value. */
static char *
join_points (GPtrArray *points)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < points->len; i++)
    g_string_append_printf (text, "%s%s", i > 0 ? "\n" : "", (const char *) g_ptr_array_index (points, i));

  return text->len <= DG_CHECKLIST_MAX_VALUE ? g_strdup (text->str) : NULL;
}

/**
 * dg_checklist_set_point:
 * @self: a checklist
 * @item: an item
 * @part: one of its parts, counted from 0
 * @point: which line of its value, counted from 1; 0 adds one
 * @value: (nullable): what the line becomes; several lines become several points, %NULL or only white space deletes it
 * @source: where it came from
 *
 * Changes one line of a value, and decides a conflict of the part. A line that there is not is added, so that nothing
 * is lost that somebody said, and one that is there already is not added again. What is left to the model gives way to
 * a line, and a file format to the next one.
 *
 * Each line keeps where it came from; one that is there already becomes the person's when they say it too. The part
 * counts as the person's own only when all of its points are. Points that together have more than
 * %DG_CHECKLIST_MAX_VALUE bytes change nothing, nor does a value that dg_checklist_accepts() declines.
 *
 * Returns: whether the part is not as it was
 */
gboolean
dg_checklist_set_point (DgChecklist *self, DgItem item, guint part, guint point, const char *value, DgSource source)
{
  g_return_val_if_fail (DG_IS_CHECKLIST (self) && has_part (item, part), FALSE);

  g_autofree char *kept = dg_checklist_normalize (item, value);
  g_autoptr (GPtrArray) given = split_points (kept);
  g_autoptr (GPtrArray) present = split_points (self->values[item][part]);
  g_autoptr (GPtrArray) points = change_points (item, present, point, given);
  g_autofree char *text = join_points (points);
  g_autoptr (GArray) sources = merge_sources (self, item, part, present, points, given, source);

  if (given->len == 0 && (point == 0 || point > present->len))
    return FALSE;
  if (text == NULL || !dg_checklist_accepts (item, part, text, NULL))
    return FALSE;
  if (points_equal (points, present))
    {
      gboolean decided = self->conflicts[item][part] != NULL;

      g_clear_pointer (&self->conflicts[item][part], g_free);
      if (!has_point (points, DG_LEFT_TO_MODEL))
        dg_checklist_set_point_sources (self, item, part, sources);
      return decided;
    }

  dg_checklist_set_value (self, item, part, text, source);
  if (self->values[item][part] != NULL && !g_str_equal (text, DG_LEFT_TO_MODEL))
    dg_checklist_set_point_sources (self, item, part, sources);

  return TRUE;
}
