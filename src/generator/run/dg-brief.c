/* dg-brief.c: everything that records are made from
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "dg-brief.h"

static DgBrief *
new_empty (void)
{
  DgBrief *self = g_new0 (DgBrief, 1);

  self->rules = g_ptr_array_new_with_free_func ((GDestroyNotify) dg_rule_free);
  self->examples = g_ptr_array_new_with_free_func (g_object_unref);

  return self;
}

/**
 * dg_brief_new:
 * @checklist: the requirements, complete
 * @error: return location for an error
 *
 * Returns: (transfer full) (nullable): a brief of nothing but requirements; %NULL with an error from
 *   #DgJsonSchemaError when their formats cannot be used
 */
DgBrief *
dg_brief_new (DgChecklist *checklist, GError **error)
{
  g_return_val_if_fail (DG_IS_CHECKLIST (checklist), NULL);

  g_autoptr (DgBrief) self = new_empty ();

  self->checklist = g_object_ref (checklist);
  self->outline = dg_outline_new_for_dimensions (dg_checklist_get_dimensions (checklist));
  self->format = dg_record_format_new_for_checklist (checklist, error);

  return self->format != NULL ? g_steal_pointer (&self) : NULL;
}

/* The requirements may have changed since the person approved it. */
static gboolean
is_example (const DgBrief *self, const DgSample *sample, guint round)
{
  return sample->round == round && *sample->problems == '\0' &&
         (sample->state == DG_SAMPLE_APPROVED || sample->state == DG_SAMPLE_EDITED) &&
         dg_record_format_validate (self->format, sample->input, sample->answer, NULL);
}

static void
adopt_lists (DgBrief *self, const DgDraft *draft)
{
  guint round = dg_draft_get_round (draft);

  for (guint i = 0; i < draft->rules->len; i++)
    {
      const DgRule *rule = g_ptr_array_index (draft->rules, i);

      if (rule->on)
        g_ptr_array_add (self->rules, dg_rule_copy (rule));
    }
  for (guint i = 0; i < draft->examples->len; i++)
    g_ptr_array_add (self->examples, g_object_ref (g_ptr_array_index (draft->examples, i)));
  for (guint i = 0; i < draft->samples->len; i++)
    {
      const DgSample *sample = g_ptr_array_index (draft->samples, i);

      if (is_example (self, sample, round))
        g_ptr_array_add (self->examples, dg_record_new (sample->input, sample->answer, 0));
    }
}

/**
 * dg_brief_new_for_draft:
 * @draft: a session
 * @error: return location for an error
 *
 * Returns: (transfer full) (nullable): everything that the session has for making records: requirements, outline, the
 *   rules that are on, the person's examples, and the samples they approved or edited and that still fit; %NULL with an
 *   error from #DgChecklistError, #DgJsonSchemaError or #DgOutlineError
 */
DgBrief *
dg_brief_new_for_draft (const DgDraft *draft, GError **error)
{
  g_return_val_if_fail (draft != NULL, NULL);

  g_autoptr (DgChecklist) checklist = dg_draft_read_checklist (draft, error);
  g_autoptr (DgBrief) self = checklist != NULL ? dg_brief_new (checklist, error) : NULL;

  if (self == NULL)
    return NULL;

  if (draft->outline != NULL)
    {
      DgOutline *outline = dg_outline_new_from_json (draft->outline, -1, error);

      if (outline == NULL)
        return NULL;
      dg_outline_free (self->outline);
      self->outline = outline;
    }
  adopt_lists (self, draft);
  self->reference = g_strdup (draft->reference);

  return g_steal_pointer (&self);
}

/**
 * dg_brief_copy:
 * @self: a brief
 *
 * Returns: (transfer full): the same again; checklist, format and examples are shared
 */
DgBrief *
dg_brief_copy (const DgBrief *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  DgBrief *copy = new_empty ();

  copy->checklist = g_object_ref (self->checklist);
  copy->format = dg_record_format_ref (self->format);
  copy->outline = dg_outline_copy (self->outline);
  for (guint i = 0; i < self->rules->len; i++)
    g_ptr_array_add (copy->rules, dg_rule_copy (g_ptr_array_index (self->rules, i)));
  for (guint i = 0; i < self->examples->len; i++)
    g_ptr_array_add (copy->examples, g_object_ref (g_ptr_array_index (self->examples, i)));
  copy->reference = g_strdup (self->reference);

  return copy;
}

/**
 * dg_brief_free:
 * @self: (transfer full): a brief
 */
void
dg_brief_free (DgBrief *self)
{
  g_clear_object (&self->checklist);
  g_clear_pointer (&self->format, dg_record_format_unref);
  g_clear_pointer (&self->outline, dg_outline_free);
  g_ptr_array_unref (self->rules);
  g_ptr_array_unref (self->examples);
  g_free (self->reference);
  g_free (self);
}
