/* fuzz-checklist.c: requirements that are read are written so that they are read as the same again
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "dg-checklist.h"
#include "fuzz.h"

static DgChecklist *
read_again (const char *text)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (DgChecklist) checklist = dg_checklist_new_from_json (text, -1, &error);

  g_assert_no_error (error);

  return g_steal_pointer (&checklist);
}

static void
check_same (DgChecklist *a, DgChecklist *b)
{
  g_autofree char *text_of_a = dg_checklist_to_json (a);
  g_autofree char *text_of_b = dg_checklist_to_json (b);
  g_auto (GStrv) missing_in_a = dg_checklist_dup_missing (a);
  g_auto (GStrv) missing_in_b = dg_checklist_dup_missing (b);

  g_assert_cmpstr (text_of_a, ==, text_of_b);
  g_assert_cmpstrv (missing_in_a, missing_in_b);
  for (guint item = 0; item < DG_N_ITEMS; item++)
    g_assert_cmpuint (dg_checklist_get_state (a, item), ==, dg_checklist_get_state (b, item));
}

/* What a conversation may do next; nothing of it may make a checklist that cannot be kept. */
static void
change (DgChecklist *checklist)
{
  for (guint item = 0; item < DG_N_ITEMS; item++)
    for (guint part = 0; part < dg_item_get_info (item)->n_parts; part++)
      {
        g_auto (GStrv) points = dg_checklist_dup_points (checklist, item, part);
        guint n_points = g_strv_length (points);
        const char *said = n_points > 0 ? points[n_points - 1] : "csv";

        dg_checklist_set_point (checklist, item, part, 1, said, DG_SOURCE_CONVERSATION);
        dg_checklist_set_point (checklist, item, part, 0, "- jsonl", DG_SOURCE_MODEL);
        dg_checklist_set_conflict (checklist, item, part, said);
      }
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  const char *text = size > 0 ? (const char *) data : "";
  g_autoptr (GError) error = NULL;
  g_autoptr (DgChecklist) first = dg_checklist_new_from_json (text, (gssize) size, &error);
  g_autoptr (DgChecklist) second = NULL;
  g_autoptr (DgChecklist) third = NULL;
  g_autofree char *written = NULL;
  g_autofree char *changed = NULL;

  if (first == NULL)
    {
      g_assert_nonnull (error);
      g_assert_true (g_utf8_validate (error->message, -1, NULL));
      return 0;
    }

  written = dg_checklist_to_json (first);
  second = read_again (written);
  check_same (first, second);
  change (second);
  changed = dg_checklist_to_json (second);
  third = read_again (changed);
  check_same (second, third);

  return 0;
}
