/* dg-prompt-sections.c: the requirements, as the system prompt of a run states them
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <string.h>

#include "dg-prompt-sections.h"
#include "dg-request-text.h"
#include "dg-template.h"

/* Stands in a section of the prompt that the requirements leave to the model. */
#define LEFT_OPEN "Not specified: as is usual for the task."

#define SUFFIX_LENGTH 8

/* Who answers, and from what: without a text to draw on, and with one. What the person wrote under “Who answers” and
 * the other sections is known to whoever answers, too. */
#define EXPERT "The expert reads that input, knows what the sections below say, and writes the answer."
#define EXPERT_WITH_MATERIAL                                                                                           \
  "The expert reads that input and the material, knows what the sections below say, and writes the answer."
#define SOURCES                                                                                                        \
  "Then write the answer from the words of the input and what the sections above say. If they lead to another answer " \
  "than the line names, they win."
#define SOURCES_WITH_MATERIAL                                                                                          \
  "Then write the answer from the input, the material and what the sections above say; what none of them says is not " \
  "known. If they lead to another answer than the line names, they win."

static gboolean
is_anywhere (const char *suffix, const DgBrief *brief)
{
  if (brief->reference != NULL && strstr (brief->reference, suffix) != NULL)
    return TRUE;

  for (guint i = 0; i < brief->examples->len; i++)
    {
      DgRecord *example = g_ptr_array_index (brief->examples, i);

      if (strstr (dg_record_get_input (example), suffix) != NULL ||
          strstr (dg_record_get_answer (example), suffix) != NULL)
        return TRUE;
    }

  return FALSE;
}

/**
 * dg_prompt_sections_make_suffix:
 * @brief: what the records are made from
 * @seed: the run's seed
 *
 * Makes what follows BEGIN and END around the texts of others. It stays the same through a run, so that the service can
 * cache the system prompt, and stands in none of the texts, so that none can close itself.
 *
 * Returns: (transfer full): eight hexadecimal digits
 */
char *
dg_prompt_sections_make_suffix (const DgBrief *brief, guint64 seed)
{
  g_return_val_if_fail (brief != NULL, NULL);

  for (guint i = 0;; i++)
    {
      g_autofree char *origin = g_strdup_printf ("%" G_GUINT64_FORMAT " %u", seed, i);
      g_autofree char *digest = g_compute_checksum_for_string (G_CHECKSUM_SHA256, origin, -1);

      digest[SUFFIX_LENGTH] = '\0';
      if (!is_anywhere (digest, brief))
        return g_steal_pointer (&digest);
    }
}

static char *
dup_section (DgChecklist *checklist, DgItem item)
{
  g_autofree char *text = dg_checklist_dup_item_text (checklist, item);

  return *text != '\0' ? g_steal_pointer (&text) : g_strdup (LEFT_OPEN);
}

/* --- answers and their conventions --- */

static guint
get_conventions_part (void)
{
  const DgItemInfo *info = dg_item_get_info (DG_ITEM_OUTPUT_FORMAT);
  guint part = 0;

  while (!g_str_equal (info->parts[part].id, "conventions"))
    part++;

  return part;
}

/**
 * dg_prompt_sections_dup_output_format:
 * @checklist: the requirements
 *
 * Returns: (transfer full): the format of answers without the conventions, which have a section of their own
 */
char *
dg_prompt_sections_dup_output_format (DgChecklist *checklist)
{
  g_return_val_if_fail (DG_IS_CHECKLIST (checklist), NULL);

  g_autoptr (DgChecklist) rest = dg_checklist_new ();
  guint n_parts = dg_item_get_info (DG_ITEM_OUTPUT_FORMAT)->n_parts;
  g_autofree char *section = NULL;
  g_autofree char *shape = NULL;

  for (guint part = 0; part < n_parts; part++)
    {
      const char *value = dg_checklist_get_value (checklist, DG_ITEM_OUTPUT_FORMAT, part);

      if (value != NULL && part != get_conventions_part ())
        dg_checklist_set_value (rest, DG_ITEM_OUTPUT_FORMAT, part, value,
                                dg_checklist_get_source (checklist, DG_ITEM_OUTPUT_FORMAT, part));
    }

  section = dup_section (rest, DG_ITEM_OUTPUT_FORMAT);
  shape = dg_request_text_dup_shape (checklist, DG_ITEM_OUTPUT_FORMAT);

  return shape != NULL ? g_strconcat (section, "\n", shape, NULL) : g_steal_pointer (&section);
}

/**
 * dg_prompt_sections_dup_conventions:
 * @checklist: the requirements
 *
 * Returns: (transfer full): how doubtful cases are answered, one a line; empty when nothing is agreed
 */
char *
dg_prompt_sections_dup_conventions (DgChecklist *checklist)
{
  g_return_val_if_fail (DG_IS_CHECKLIST (checklist), NULL);

  const char *value = dg_checklist_get_value (checklist, DG_ITEM_OUTPUT_FORMAT, get_conventions_part ());
  g_auto (GStrv) points = dg_checklist_dup_points (checklist, DG_ITEM_OUTPUT_FORMAT, get_conventions_part ());
  g_autofree char *list = g_strjoinv ("\n- ", points);

  if (value == NULL || g_str_equal (value, DG_LEFT_TO_MODEL))
    return g_strdup ("");

  return g_strconcat (points[0] != NULL && points[1] != NULL ? "- " : "", list, NULL);
}

static char *
dup_conventions_section (DgChecklist *checklist)
{
  g_autofree char *conventions = dg_prompt_sections_dup_conventions (checklist);
  g_autofree char *section = NULL;

  if (*conventions == '\0')
    return g_strdup ("");
  section = dg_template_fill ("generation-conventions.txt", "conventions", conventions, NULL);

  return g_strconcat (section, "\n\n", NULL);
}

/* --- limits --- */

static const char *
get_limit_words (DgCheck check)
{
  switch (check)
    {
    case DG_CHECK_MAX_WORDS:
      return "has at most %s words";
    case DG_CHECK_MIN_WORDS:
      return "has at least %s words";
    case DG_CHECK_MAX_CHARACTERS:
      return "has at most %s characters";
    case DG_CHECK_MIN_CHARACTERS:
      return "has at least %s characters";
    case DG_CHECK_PRESENT:
      return "has \"%s\" in it";
    case DG_CHECK_ABSENT:
      return "does not have \"%s\" in it";
    case DG_CHECK_MATCHES:
      return "as a whole matches the regular expression %s";
    case DG_CHECK_NONE:
    case DG_N_CHECKS:
    default:
      return NULL;
    }
}

/**
 * dg_prompt_sections_dup_limits:
 * @brief: what the records are made from
 *
 * What a record is refused for has to be told before.
 *
 * Returns: (transfer full): the constraints of the requirements and the limits of the format
 */
char *
dg_prompt_sections_dup_limits (const DgBrief *brief)
{
  g_return_val_if_fail (brief != NULL, NULL);

  g_autofree char *constraints = dg_checklist_dup_item_text (brief->checklist, DG_ITEM_CONSTRAINTS);
  g_autoptr (GString) text = g_string_new (constraints);
  GPtrArray *limits = dg_record_format_get_limits (brief->format);

  for (guint i = 0; i < limits->len; i++)
    {
      const DgLimit *limit = g_ptr_array_index (limits, i);
      const char *words = get_limit_words (limit->check);
      g_auto (GStrv) halves = words != NULL ? g_strsplit (words, "%s", 2) : NULL;

      if (halves != NULL)
        g_string_append_printf (text, "%s- The %s %s%s%s.", text->len > 0 ? "\n" : "", dg_column_get_id (limit->column),
                                halves[0], limit->value, halves[1]);
    }

  return g_strdup (text->len > 0 ? text->str : LEFT_OPEN);
}

/**
 * dg_prompt_sections_make_system:
 * @brief: what the records are made from
 * @rules: the sections on rules, may be empty
 * @material: the section on the reference text, may be empty
 *
 * Returns: (transfer full): the system prompt
 */
char *
dg_prompt_sections_make_system (const DgBrief *brief, const char *rules, const char *material)
{
  g_return_val_if_fail (brief != NULL && rules != NULL && material != NULL, NULL);

  gboolean has_material = *material != '\0';
  g_autofree char *role = dup_section (brief->checklist, DG_ITEM_ROLE_PERSONA);
  g_autofree char *task = dup_section (brief->checklist, DG_ITEM_TASK);
  g_autofree char *diversity = dup_section (brief->checklist, DG_ITEM_DIVERSITY);
  g_autofree char *realism = dup_section (brief->checklist, DG_ITEM_REALISM);
  g_autofree char *edge_cases = dup_section (brief->checklist, DG_ITEM_EDGE_CASES);
  g_autofree char *constraints = dg_prompt_sections_dup_limits (brief);
  g_autofree char *input_format = dup_section (brief->checklist, DG_ITEM_INPUT_FORMAT);
  g_autofree char *output_format = dg_prompt_sections_dup_output_format (brief->checklist);
  g_autofree char *conventions = dup_conventions_section (brief->checklist);

  return dg_template_fill ("generation-system.txt", "role_persona", role, "task", task, "diversity", diversity,
                           "realism", realism, "edge_cases", edge_cases, "constraints", constraints, "input_format",
                           input_format, "output_format", output_format, "conventions", conventions, "rules", rules,
                           "material", material, "expert", has_material ? EXPERT_WITH_MATERIAL : EXPERT, "sources",
                           has_material ? SOURCES_WITH_MATERIAL : SOURCES, NULL);
}
