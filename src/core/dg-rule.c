/* dg-rule.c: a guidance rule, what the notes on samples have taught
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "dg-rule.h"

static const char *const kind_ids[] = { "quality_issue", "missing_element", "improvement", "format_correction" };

/**
 * dg_rule_kind_get_id:
 * @kind: a kind
 *
 * Returns: the word for it in files, in reports and in the database
 */
const char *
dg_rule_kind_get_id (DgRuleKind kind)
{
  g_return_val_if_fail ((guint) kind < G_N_ELEMENTS (kind_ids), kind_ids[0]);

  return kind_ids[kind];
}

/**
 * dg_rule_kind_from_id:
 * @id: (nullable): a word
 * @kind: (out): what it stands for
 *
 * Returns: whether @id is such a word
 */
gboolean
dg_rule_kind_from_id (const char *id, DgRuleKind *kind)
{
  g_return_val_if_fail (kind != NULL, FALSE);

  for (guint i = 0; i < G_N_ELEMENTS (kind_ids); i++)
    if (g_strcmp0 (id, kind_ids[i]) == 0)
      {
        *kind = i;
        return TRUE;
      }

  return FALSE;
}

/**
 * dg_rule_new:
 * @id: its number in its session
 * @kind: what kind of note it came from
 * @text: one sentence that can be decided on one record
 *
 * Returns: (transfer full): a rule on the input of all records, in force, that no program can check
 */
DgRule *
dg_rule_new (guint id, DgRuleKind kind, const char *text)
{
  g_return_val_if_fail (text != NULL, NULL);

  DgRule *self = g_new0 (DgRule, 1);

  self->id = id;
  self->kind = kind;
  self->text = g_strdup (text);
  self->share = 100;
  self->check_value = g_strdup ("");
  self->on = TRUE;
  self->notes = g_array_new (FALSE, FALSE, sizeof (guint));

  return self;
}

/**
 * dg_rule_copy:
 * @self: a rule
 *
 * Returns: (transfer full): the same again
 */
DgRule *
dg_rule_copy (const DgRule *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  DgRule *copy = g_new0 (DgRule, 1);

  *copy = *self;
  copy->text = g_strdup (self->text);
  copy->applies_to = g_strdup (self->applies_to);
  copy->check_value = g_strdup (self->check_value);
  copy->notes = g_array_copy (self->notes);

  return copy;
}

/**
 * dg_rule_free:
 * @self: (transfer full): a rule
 */
void
dg_rule_free (DgRule *self)
{
  g_free (self->text);
  g_free (self->applies_to);
  g_free (self->check_value);
  g_array_unref (self->notes);
  g_free (self);
}
