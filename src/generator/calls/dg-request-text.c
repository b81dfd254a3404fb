/* dg-request-text.c: what the texts of requests are made of
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <string.h>

#include "dg-format.h"
#include "dg-material.h"
#include "dg-passage-index.h"
#include "dg-record.h"
#include "dg-request-text.h"
#include "dg-words.h"

/* Stands in a section that the requirements leave to the model. */
#define LEFT_OPEN "Not specified: as is usual for the task."

/* A schema larger than this is a standard of its own. */
#define MAX_SHAPE_BYTES 6000

/* Of the person's examples some are shown, mostly their answers. */
#define MAX_SHOWN_EXAMPLES 3
#define MAX_SHOWN_INPUT 120
#define MAX_SHOWN_ANSWER 180

/* Characters of an outline's dimensions that are shown. */
#define OUTLINE_CHARACTERS 16000

/**
 * dg_request_text_dup_shape:
 * @checklist: the requirements
 * @item: an item
 *
 * Fields that are no deeper than a tool schema may be are in the tool itself. JSON that is deeper comes as one text,
 * and whoever writes or reads it has to see what it is made of.
 *
 * Returns: (transfer full) (nullable): the schema of inputs or answers, where they are such JSON
 */
char *
dg_request_text_dup_shape (DgChecklist *checklist, DgItem item)
{
  g_return_val_if_fail (DG_IS_CHECKLIST (checklist), NULL);

  const char *schema = item == DG_ITEM_OUTPUT_FORMAT  ? dg_checklist_get_output_schema (checklist)
                       : item == DG_ITEM_INPUT_FORMAT ? dg_checklist_get_input_schema (checklist)
                                                      : NULL;
  g_autoptr (DgFormat) format = schema != NULL ? dg_format_new_json (schema, NULL) : NULL;

  if (format == NULL || dg_format_get_field (format, 0)->type != DG_FIELD_SOURCE || strlen (schema) > MAX_SHAPE_BYTES)
    return NULL;

  return g_strdup_printf ("JSON text of this schema, which wins over other words about its fields: %s", schema);
}

/**
 * dg_request_text_dup_section:
 * @checklist: the requirements
 * @item: one of their items
 *
 * Returns: (transfer full): what stands in the section of a prompt that is about @item
 */
char *
dg_request_text_dup_section (DgChecklist *checklist, DgItem item)
{
  g_return_val_if_fail (DG_IS_CHECKLIST (checklist), NULL);

  g_autofree char *text = dg_checklist_dup_item_text (checklist, item);
  g_autofree char *shape = NULL;

  shape = dg_request_text_dup_shape (checklist, item);
  if (shape != NULL)
    return g_strconcat (text, *text != '\0' ? "\n" : "", shape, NULL);

  return *text != '\0' ? g_steal_pointer (&text) : g_strdup (LEFT_OPEN);
}

/**
 * dg_request_text_append_material:
 * @out: where it goes
 * @name: what it is, in capitals
 * @text: a text of somebody's; untrusted
 * @n_characters: how many of its characters are shown
 *
 * Appends @text as material, see dg_material_wrap(), without a line end after its last line.
 */
void
dg_request_text_append_material (GString *out, const char *name, const char *text, guint n_characters)
{
  g_return_if_fail (out != NULL && name != NULL && text != NULL);

  g_autofree char *shown = dg_material_shorten (text, n_characters, NULL);
  g_autofree char *wrapped = dg_material_wrap (name, shown);

  g_string_append (out, wrapped);
}

/**
 * dg_request_text_dup_reference:
 * @reference: (nullable): a text that answers draw on
 * @about: what the request is about
 *
 * Returns: (transfer full): the section of a message that shows @reference, or of a longer one the passages that speak
 *   of @about, with the blank line behind; empty without one
 */
char *
dg_request_text_dup_reference (const char *reference, const char *about)
{
  g_return_val_if_fail (about != NULL, NULL);

  g_autofree char *shown = NULL;
  g_autofree char *wrapped = NULL;

  if (reference == NULL)
    return g_strdup ("");
  shown = dg_passages_dup_best (reference, about, DG_ANSWER_REFERENCE_CHARACTERS);
  wrapped = dg_material_wrap ("MATERIAL", shown);

  return g_strconcat ("## Material\n", wrapped, "\n\n", NULL);
}

/**
 * dg_request_text_append_outline:
 * @out: where it goes
 * @outline: an outline
 *
 * Appends what varies as material, one value a line with its id, by which replies name it.
 */
void
dg_request_text_append_outline (GString *out, const DgOutline *outline)
{
  g_return_if_fail (out != NULL && outline != NULL);

  g_autoptr (GString) text = g_string_new (NULL);

  for (guint d = 0; d < outline->dimensions->len; d++)
    {
      const DgDimension *dimension = g_ptr_array_index (outline->dimensions, d);

      for (guint v = 0; v < dimension->values->len; v++)
        {
          const DgDimensionValue *value = g_ptr_array_index (dimension->values, v);

          g_string_append_printf (text, "%s%u = %s: %s", text->len > 0 ? "\n" : "", value->id, dimension->name,
                                  value->value);
        }
    }
  dg_request_text_append_material (out, "PLAN", text->str, OUTLINE_CHARACTERS);
}

/**
 * dg_request_text_dup_examples:
 * @examples: (nullable) (element-type DgRecord): records that the person has brought along
 *
 * Returns: (transfer full): the section of a message that shows the first of them, each as material, with the blank
 *   line behind; empty without any
 */
char *
dg_request_text_dup_examples (GPtrArray *examples)
{
  guint n = examples != NULL ? MIN (examples->len, MAX_SHOWN_EXAMPLES) : 0;
  g_autoptr (GString) out = g_string_new (n > 0 ? "## The person's examples\n" : NULL);

  for (guint i = 0; i < n; i++)
    {
      DgRecord *example = g_ptr_array_index (examples, i);
      g_autofree char *input = dg_words_shorten (dg_record_get_input (example), MAX_SHOWN_INPUT);
      g_autofree char *answer = dg_words_shorten (dg_record_get_answer (example), MAX_SHOWN_ANSWER);
      g_autofree char *both = g_strdup_printf ("Input: %s\nAnswer: %s", input, answer);
      g_autofree char *wrapped = dg_material_wrap ("EXAMPLE", both);

      g_string_append_printf (out, "%s\n%s", wrapped, i + 1 == n ? "\n" : "");
    }

  return g_strdup (out->str);
}
