/* dg-checklist.c: the requirements of a dataset, item by item
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "dg-checklist-private.h"
#include "dg-dataset.h"

/* How much of a value that is declined is repeated to the person. */
#define MAX_QUOTED_CHARACTERS 40

/* clang-format off */
G_DEFINE_QUARK (dg-checklist-error-quark, dg_checklist_error)
/* clang-format on */

G_DEFINE_FINAL_TYPE (DgChecklist, dg_checklist, G_TYPE_OBJECT)

static const DgItemInfo items[DG_N_ITEMS] = {
  [DG_ITEM_ROLE_PERSONA] = { "role_persona",
                             N_ ("Role and persona"),
                             3,
                             { { "role", N_ ("Role") },
                               { "persona", N_ ("Persona") },
                               { "domain_expertise", N_ ("Domain expertise") } } },
  [DG_ITEM_TASK] = { "task",
                     N_ ("Task"),
                     3,
                     { { "goal", N_ ("Goal") },
                       { "interactions", N_ ("Interactions and scenarios") },
                       { "use_case", N_ ("Use of the data") } } },
  [DG_ITEM_DIVERSITY] = { "diversity",
                          N_ ("Diversity"),
                          4,
                          { { "phrasing", N_ ("Phrasing") },
                            { "complexity", N_ ("Complexity") },
                            { "tone", N_ ("Tone") },
                            { "intent", N_ ("Intent") } } },
  [DG_ITEM_REALISM] = { "realism",
                        N_ ("Realism"),
                        3,
                        { { "authenticity", N_ ("Authenticity") },
                          { "natural_behavior", N_ ("Natural behavior") },
                          { "appropriate_responses", N_ ("Appropriate responses") } } },
  [DG_ITEM_EDGE_CASES] = { "edge_cases",
                           N_ ("Edge cases"),
                           4,
                           { { "challenging_inputs", N_ ("Challenging inputs") },
                             { "boundary_conditions", N_ ("Boundary conditions") },
                             { "error_scenarios", N_ ("Errors and exceptions") },
                             { "adversarial", N_ ("Adversarial cases") } } },
  [DG_ITEM_CONSTRAINTS] = { "constraints",
                            N_ ("Constraints"),
                            4,
                            { { "length", N_ ("Length") },
                              { "sentiment", N_ ("Sentiment") },
                              { "terminology", N_ ("Language and terminology") },
                              { "compliance_safety", N_ ("Compliance and safety") } } },
  [DG_ITEM_INPUT_FORMAT] = { "input_format",
                             N_ ("Input format"),
                             3,
                             { { "data_type", N_ ("Type of data") },
                               { "structure", N_ ("Structure") },
                               { "fields", N_ ("Fields") } } },
  [DG_ITEM_OUTPUT_FORMAT] = { "output_format",
                              N_ ("Output format"),
                              4,
                              { { "kind", N_ ("Kind") },
                                { "structure", N_ ("Structure") },
                                { "expected_response", N_ ("Expected response") },
                                { "conventions", N_ ("Conventions"), TRUE } } },
  [DG_ITEM_DATASET_FORMAT] = { "dataset_format", N_ ("Dataset format"), 1, { { "format", N_ ("File format") } } },
};

static void
dg_checklist_finalize (GObject *object)
{
  DgChecklist *self = DG_CHECKLIST (object);

  for (guint item = 0; item < DG_N_ITEMS; item++)
    for (guint part = 0; part < DG_MAX_PARTS; part++)
      {
        g_clear_pointer (&self->values[item][part], g_free);
        g_clear_pointer (&self->conflicts[item][part], g_free);
        g_clear_pointer (&self->point_sources[item][part], g_array_unref);
      }
  g_clear_pointer (&self->labels, g_strfreev);
  g_clear_pointer (&self->input_schema, g_free);
  g_clear_pointer (&self->output_schema, g_free);
  g_clear_pointer (&self->dimensions, g_ptr_array_unref);
  g_clear_pointer (&self->limits, g_ptr_array_unref);

  G_OBJECT_CLASS (dg_checklist_parent_class)->finalize (object);
}

static void
dg_checklist_class_init (DgChecklistClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = dg_checklist_finalize;
}

static void
dg_checklist_init (DgChecklist *self)
{
  self->dimensions = g_ptr_array_new_with_free_func ((GDestroyNotify) dg_dimension_free);
  self->limits = g_ptr_array_new_with_free_func ((GDestroyNotify) dg_limit_free);
}

/**
 * dg_item_get_info:
 * @item: an item
 *
 * Returns: its names and parts
 */
const DgItemInfo *
dg_item_get_info (DgItem item)
{
  g_return_val_if_fail (item < DG_N_ITEMS, NULL);

  return &items[item];
}

/**
 * dg_checklist_new:
 *
 * Returns: (transfer full): a checklist in which everything is missing
 */
DgChecklist *
dg_checklist_new (void)
{
  return g_object_new (DG_TYPE_CHECKLIST, NULL);
}

/**
 * dg_checklist_get_value:
 * @self: a checklist
 * @item: an item
 * @part: one of its parts, counted from 0
 *
 * Returns: (nullable): the part's value, %NULL while it has none; %DG_LEFT_TO_MODEL when the model may decide
 */
const char *
dg_checklist_get_value (DgChecklist *self, DgItem item, guint part)
{
  g_return_val_if_fail (DG_IS_CHECKLIST (self), NULL);
  g_return_val_if_fail (item < DG_N_ITEMS && part < items[item].n_parts, NULL);

  return self->values[item][part];
}

/**
 * dg_checklist_has_goal:
 * @self: a checklist
 *
 * Returns: whether somebody has said what the model is to do (%DG_GOAL_PART), which cannot be left to it
 */
gboolean
dg_checklist_has_goal (DgChecklist *self)
{
  const char *goal = dg_checklist_get_value (self, DG_ITEM_TASK, DG_GOAL_PART);

  return goal != NULL && !g_str_equal (goal, DG_LEFT_TO_MODEL);
}

/**
 * dg_checklist_get_source:
 * @self: a checklist
 * @item: an item
 * @part: one of its parts, counted from 0
 *
 * A value whose points came from several places is the person's own only when all of its points are: see
 * dg_checklist_get_point_source().
 *
 * Returns: where the part's value came from; says nothing while it has none
 */
DgSource
dg_checklist_get_source (DgChecklist *self, DgItem item, guint part)
{
  g_return_val_if_fail (DG_IS_CHECKLIST (self), DG_SOURCE_HAND);
  g_return_val_if_fail (item < DG_N_ITEMS && part < items[item].n_parts, DG_SOURCE_HAND);

  return self->sources[item][part];
}

static gboolean
is_left_to_model (const char *value)
{
  return g_strcmp0 (value, DG_LEFT_TO_MODEL) == 0;
}

/* What is kept of a text that somebody gave: NULL for nothing, else valid, bounded and in one spelling. */
char *
dg_checklist_normalize (DgItem item, const char *value)
{
  g_autofree char *text = NULL;

  if (value == NULL)
    return NULL;

  text = g_strstrip (g_utf8_make_valid (value, -1));
  if (strlen (text) > DG_CHECKLIST_MAX_VALUE)
    {
      *g_utf8_find_prev_char (text, text + DG_CHECKLIST_MAX_VALUE + 1) = '\0';
      g_strchomp (text);
    }
  if (*text == '\0')
    return NULL;
  if (g_ascii_strcasecmp (text, DG_LEFT_TO_MODEL) == 0)
    return g_strdup (DG_LEFT_TO_MODEL);

  return item == DG_ITEM_DATASET_FORMAT ? g_ascii_strdown (text, -1) : g_steal_pointer (&text);
}

static char *
dup_quotable (const char *value)
{
  g_autofree char *start = NULL;

  if (g_utf8_strlen (value, -1) <= MAX_QUOTED_CHARACTERS)
    return g_strdup (value);

  start = g_utf8_substring (value, 0, MAX_QUOTED_CHARACTERS);

  return g_strconcat (start, "…", NULL);
}

/**
 * dg_checklist_accepts:
 * @item: an item
 * @part: one of its parts, counted from 0
 * @value: what it might become, UTF-8; nothing but white space takes the value away
 * @reason: (out) (optional) (transfer full) (nullable): why not, for a person
 *
 * Whether a value is one that a part can have. Ask this first where a person should hear of it; a model's value that is
 * declined here can just be left out.
 *
 * Returns: whether the part can have it
 */
gboolean
dg_checklist_accepts (DgItem item, guint part, const char *value, char **reason)
{
  g_return_val_if_fail (item < DG_N_ITEMS && part < items[item].n_parts && value != NULL, FALSE);

  g_autofree char *text = g_strstrip (g_strdup (value));
  g_autofree char *quotable = NULL;
  DgFileFormat format;

  if (reason != NULL)
    *reason = NULL;
  if (item == DG_ITEM_DATASET_FORMAT && *text != '\0' && g_ascii_strcasecmp (text, DG_LEFT_TO_MODEL) != 0 &&
      !dg_file_format_from_id (text, &format))
    {
      quotable = dup_quotable (text);
      if (reason != NULL)
        *reason = g_strdup_printf (_ ("“%s” is not a file format; use jsonl or csv. The columns are always input and "
                                      "answer, which are the ones that prompt optimization reads"),
                                   quotable);
      return FALSE;
    }
  if (strlen (text) <= DG_CHECKLIST_MAX_VALUE)
    return TRUE;

  if (reason != NULL)
    *reason = g_strdup_printf (_ ("the text has %zu bytes, at most %d are kept; shorten it"), strlen (text),
                               DG_CHECKLIST_MAX_VALUE);

  return FALSE;
}

static void
take_value_away (DgChecklist *self, DgItem item, guint part)
{
  g_clear_pointer (&self->values[item][part], g_free);
  g_clear_pointer (&self->conflicts[item][part], g_free);
  g_clear_pointer (&self->point_sources[item][part], g_array_unref);
  if (!items[item].parts[part].optional)
    self->confirmed[item] = FALSE;
}

/**
 * dg_checklist_set_value:
 * @self: a checklist
 * @item: an item
 * @part: one of its parts, counted from 0
 * @value: (nullable): its value; %NULL or only white space takes it away
 * @source: where it came from; what is left to the model is always from %DG_SOURCE_MODEL
 *
 * Sets a value as a whole, which also decides a conflict. An item that was confirmed stays so, unless the new value
 * comes from a prompt, which nobody has agreed to.
 *
 * A value of more than %DG_CHECKLIST_MAX_VALUE bytes is cut there, and a file format that there is not changes nothing:
 * see dg_checklist_accepts().
 */
void
dg_checklist_set_value (DgChecklist *self, DgItem item, guint part, const char *value, DgSource source)
{
  g_return_if_fail (DG_IS_CHECKLIST (self));
  g_return_if_fail (item < DG_N_ITEMS && part < items[item].n_parts);

  g_autofree char *kept = dg_checklist_normalize (item, value);

  if (kept == NULL)
    {
      take_value_away (self, item, part);
      return;
    }
  if (!dg_checklist_accepts (item, part, kept, NULL))
    return;

  g_free (self->values[item][part]);
  g_clear_pointer (&self->conflicts[item][part], g_free);
  g_clear_pointer (&self->point_sources[item][part], g_array_unref);
  self->sources[item][part] = is_left_to_model (kept) ? DG_SOURCE_MODEL : source;
  self->values[item][part] = g_steal_pointer (&kept);
  if (source == DG_SOURCE_PROMPT)
    self->confirmed[item] = FALSE;
}

/* Whether something is yet to be decided in one of its parts. */
gboolean
dg_checklist_has_conflict (DgChecklist *self, DgItem item)
{
  for (guint part = 0; part < items[item].n_parts; part++)
    if (self->conflicts[item][part] != NULL)
      return TRUE;

  return FALSE;
}

static gboolean
is_all_from_person (DgChecklist *self, DgItem item)
{
  for (guint part = 0; part < items[item].n_parts; part++)
    if (self->values[item][part] != NULL && !dg_source_is_person (self->sources[item][part]))
      return FALSE;

  return TRUE;
}

static gboolean
lacks_value (DgChecklist *self, DgItem item, guint part)
{
  return self->values[item][part] == NULL && !items[item].parts[part].optional;
}

/**
 * dg_checklist_get_state:
 * @self: a checklist
 * @item: an item
 *
 * Returns: how far the item is
 */
DgItemState
dg_checklist_get_state (DgChecklist *self, DgItem item)
{
  g_return_val_if_fail (DG_IS_CHECKLIST (self) && item < DG_N_ITEMS, DG_ITEM_MISSING);

  for (guint part = 0; part < items[item].n_parts; part++)
    if (lacks_value (self, item, part))
      return DG_ITEM_MISSING;
  if (dg_checklist_has_conflict (self, item))
    return DG_ITEM_PROPOSED;

  return self->confirmed[item] || is_all_from_person (self, item) ? DG_ITEM_CONFIRMED : DG_ITEM_PROPOSED;
}

/**
 * dg_checklist_confirm:
 * @self: a checklist
 *
 * What follows from the person's agreement to the whole: every item is confirmed in which nothing is missing and
 * nothing contradicts.
 */
void
dg_checklist_confirm (DgChecklist *self)
{
  g_return_if_fail (DG_IS_CHECKLIST (self));

  for (guint item = 0; item < DG_N_ITEMS; item++)
    if (dg_checklist_get_state (self, item) != DG_ITEM_MISSING && !dg_checklist_has_conflict (self, item))
      self->confirmed[item] = TRUE;
}

/**
 * dg_checklist_leave_open_to_model:
 * @self: a checklist
 *
 * Leaves every part without a value to the model. A conflict stays: which side holds is for the person to say.
 */
void
dg_checklist_leave_open_to_model (DgChecklist *self)
{
  g_return_if_fail (DG_IS_CHECKLIST (self));

  for (guint item = 0; item < DG_N_ITEMS; item++)
    for (guint part = 0; part < items[item].n_parts; part++)
      if (lacks_value (self, item, part))
        dg_checklist_set_value (self, item, part, DG_LEFT_TO_MODEL, DG_SOURCE_MODEL);
}

/**
 * dg_checklist_leave_rest_to_model:
 * @self: a checklist
 *
 * Leaves every part without a value to the model, and confirms the whole: what a requirements file means by what it
 * leaves out.
 */
void
dg_checklist_leave_rest_to_model (DgChecklist *self)
{
  g_return_if_fail (DG_IS_CHECKLIST (self));

  dg_checklist_leave_open_to_model (self);
  dg_checklist_confirm (self);
}

/**
 * dg_checklist_find_part:
 * @name: (nullable): `item.part`, or `item` alone
 * @item: (out): the item it names
 * @part: (out): the part it names, %G_MAXUINT for the whole item
 *
 * Returns: whether @name names something; @item and @part are left alone if not
 */
gboolean
dg_checklist_find_part (const char *name, DgItem *item, guint *part)
{
  g_return_val_if_fail (item != NULL && part != NULL, FALSE);

  g_auto (GStrv) names = name != NULL ? g_strsplit (name, ".", 2) : NULL;

  for (guint i = 0; names != NULL && names[0] != NULL && i < DG_N_ITEMS; i++)
    {
      guint found = names[1] == NULL ? G_MAXUINT : 0;

      if (!g_str_equal (names[0], items[i].id))
        continue;
      while (found < items[i].n_parts && !g_str_equal (names[1], items[i].parts[found].id))
        found++;
      if (found == items[i].n_parts)
        return FALSE;
      *item = i;
      *part = found;
      return TRUE;
    }

  return FALSE;
}

/**
 * dg_checklist_dup_missing:
 * @self: a checklist
 *
 * Returns: (transfer full): the parts without a value, and those with a conflict, as `item.part`
 */
GStrv
dg_checklist_dup_missing (DgChecklist *self)
{
  g_return_val_if_fail (DG_IS_CHECKLIST (self), NULL);

  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  for (guint item = 0; item < DG_N_ITEMS; item++)
    for (guint part = 0; part < items[item].n_parts; part++)
      if (lacks_value (self, item, part) || self->conflicts[item][part] != NULL)
        {
          g_autofree char *name = g_strdup_printf ("%s.%s", items[item].id, items[item].parts[part].id);

          g_strv_builder_add (builder, name);
        }

  return g_strv_builder_end (builder);
}

static gboolean
is_told_already (DgChecklist *self, DgItem item, guint part)
{
  for (guint earlier = 0; earlier < part; earlier++)
    if (g_strcmp0 (self->values[item][earlier], self->values[item][part]) == 0)
      return TRUE;

  return FALSE;
}

/* Several lines stand below the title, as they are: they may well be an example of a format. */
static void
append_part (GString *text, const char *title, const char *value)
{
  g_auto (GStrv) lines = g_strsplit (value, "\n", -1);

  g_string_append_printf (text, "%s- %s:", text->len > 0 ? "\n" : "", title);
  if (lines[1] == NULL)
    g_string_append_printf (text, " %s", value);
  else
    for (guint i = 0; lines[i] != NULL; i++)
      if (*g_strchomp (lines[i]) != '\0')
        g_string_append_printf (text, "\n  %s", lines[i]);
}

/**
 * dg_checklist_dup_item_text:
 * @self: a checklist
 * @item: an item
 *
 * The text of an item for a prompt, in English but for the values: one line a part, with the lines of a longer value
 * indented below it, or just the text where one text speaks for all of them. Parts that are left to the model are not
 * in it.
 *
 * Returns: (transfer full): the text, empty when there is nothing to say
 */
char *
dg_checklist_dup_item_text (DgChecklist *self, DgItem item)
{
  g_return_val_if_fail (DG_IS_CHECKLIST (self) && item < DG_N_ITEMS, NULL);

  g_autoptr (GString) text = g_string_new (NULL);
  guint n_told = 0;
  guint last = 0;

  for (guint part = 0; part < items[item].n_parts; part++)
    {
      const char *value = self->values[item][part];

      if (value == NULL || is_left_to_model (value) || is_told_already (self, item, part))
        continue;
      append_part (text, items[item].parts[part].title, value);
      n_told++;
      last = part;
    }

  if (n_told == 1 && (last == 0 || items[item].n_parts == 1))
    return g_strdup (self->values[item][last]);

  return g_strdup (text->str);
}
