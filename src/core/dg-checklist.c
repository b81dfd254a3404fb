/* dg-checklist.c: the requirements of a dataset, item by item
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "dg-checklist-private.h"

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
      g_clear_pointer (&self->values[item][part], g_free);
  g_clear_pointer (&self->labels, g_strfreev);
  g_clear_pointer (&self->input_schema, g_free);
  g_clear_pointer (&self->output_schema, g_free);
  g_clear_pointer (&self->dimensions, g_ptr_array_unref);

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
 * dg_checklist_get_source:
 * @self: a checklist
 * @item: an item
 * @part: one of its parts, counted from 0
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

/**
 * dg_checklist_set_value:
 * @self: a checklist
 * @item: an item
 * @part: one of its parts, counted from 0
 * @value: (nullable): its value; %NULL or only white space takes it away
 * @source: where it came from
 *
 * What the person writes is agreed at once; everything else is proposed until it is confirmed.
 */
void
dg_checklist_set_value (DgChecklist *self, DgItem item, guint part, const char *value, DgSource source)
{
  g_return_if_fail (DG_IS_CHECKLIST (self));
  g_return_if_fail (item < DG_N_ITEMS && part < items[item].n_parts);

  g_autofree char *stripped = value != NULL ? g_strstrip (g_strdup (value)) : NULL;

  g_clear_pointer (&self->values[item][part], g_free);
  if (stripped == NULL || *stripped == '\0')
    return;

  self->values[item][part] = g_steal_pointer (&stripped);
  self->sources[item][part] = source;
  self->confirmed[item] = source == DG_SOURCE_HAND || (self->confirmed[item] && source == DG_SOURCE_MODEL);
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
    if (self->values[item][part] == NULL && !items[item].parts[part].optional)
      return DG_ITEM_MISSING;

  return self->confirmed[item] ? DG_ITEM_CONFIRMED : DG_ITEM_PROPOSED;
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

  for (guint item = 0; item < DG_N_ITEMS; item++)
    {
      for (guint part = 0; part < items[item].n_parts; part++)
        if (self->values[item][part] == NULL && !items[item].parts[part].optional)
          dg_checklist_set_value (self, item, part, DG_LEFT_TO_MODEL, DG_SOURCE_MODEL);
      self->confirmed[item] = TRUE;
    }
}

/**
 * dg_checklist_dup_missing:
 * @self: a checklist
 *
 * Returns: (transfer full): the parts without a value, as `item.part`
 */
GStrv
dg_checklist_dup_missing (DgChecklist *self)
{
  g_return_val_if_fail (DG_IS_CHECKLIST (self), NULL);

  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  for (guint item = 0; item < DG_N_ITEMS; item++)
    for (guint part = 0; part < items[item].n_parts; part++)
      if (self->values[item][part] == NULL && !items[item].parts[part].optional)
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

/**
 * dg_checklist_dup_item_text:
 * @self: a checklist
 * @item: an item
 *
 * The text of an item for a prompt, in English but for the values: one line a part, or just the text where one text
 * speaks for all of them. Parts that are left to the model are not in it.
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

      if (value == NULL || g_str_equal (value, DG_LEFT_TO_MODEL) || is_told_already (self, item, part))
        continue;
      g_string_append_printf (text, "%s- %s: %s", n_told > 0 ? "\n" : "", items[item].parts[part].title, value);
      n_told++;
      last = part;
    }

  if (n_told == 1 && (last == 0 || items[item].n_parts == 1))
    return g_strdup (self->values[item][last]);

  return g_strdup (text->str);
}

/**
 * dg_checklist_get_labels:
 * @self: a checklist
 *
 * Returns: (nullable) (array zero-terminated=1): the label set of the answers, %NULL when it is not a closed set
 */
const char *const *
dg_checklist_get_labels (DgChecklist *self)
{
  g_return_val_if_fail (DG_IS_CHECKLIST (self), NULL);

  return (const char *const *) self->labels;
}

/**
 * dg_checklist_get_input_schema:
 * @self: a checklist
 *
 * Returns: (nullable): the JSON Schema of the inputs as JSON text
 */
const char *
dg_checklist_get_input_schema (DgChecklist *self)
{
  g_return_val_if_fail (DG_IS_CHECKLIST (self), NULL);

  return self->input_schema;
}

/**
 * dg_checklist_get_output_schema:
 * @self: a checklist
 *
 * Returns: (nullable): the JSON Schema of the answers as JSON text
 */
const char *
dg_checklist_get_output_schema (DgChecklist *self)
{
  g_return_val_if_fail (DG_IS_CHECKLIST (self), NULL);

  return self->output_schema;
}

/**
 * dg_checklist_get_dimensions:
 * @self: a checklist
 *
 * Returns: (element-type DgDimension): the dimensions of the coverage plan that the requirements name; may be empty
 */
GPtrArray *
dg_checklist_get_dimensions (DgChecklist *self)
{
  g_return_val_if_fail (DG_IS_CHECKLIST (self), NULL);

  return self->dimensions;
}
