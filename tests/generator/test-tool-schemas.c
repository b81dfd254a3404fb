/* test-tool-schemas.c: the tools of the calls that revise, answer and extend, as Nova wants tools
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "make-brief.h"
#include "tool-schema.h"

#include "dg-blind-solve.h"
#include "dg-extension.h"
#include "dg-guidance.h"
#include "dg-outline-call.h"
#include "dg-revision.h"

#define OBJECT                                                                                                         \
  "json {'type': 'object', 'properties': {'a-b': {'type': 'string'}, 'days': {'type': ['integer', 'null']},"           \
  "'kind': {'enum': ['A', 'B']}, 'tags': {'type': 'array', 'items': {'type': 'string'}}}, 'required': ['a-b']}"
#define NESTED                                                                                                         \
  "json {'type': 'object', 'properties': {'p': {'type': 'object', 'properties': {'x y': {'type': 'integer'}},"         \
  "'required': ['x y']}}, 'required': ['p']}"

/* Input and answer of one record, or of some. */
static const char *const formats[][2] = {
  { "text", "text" },
  { "text", "label none|some more" },
  { "text", OBJECT },
  { NESTED, "label a|b" },
  { OBJECT, NESTED },
  { "xml <t><a>x|y</a><b-c>z</b-c></t>", "xml <t><a n='1'>x</a></t>" },
  { "text", "json {'type': 'array', 'items': {'type': 'object'}}" },
};

static void
test_formats (gconstpointer data)
{
  const char *const *pair = data;
  const char *const notes[] = { "x", NULL };
  g_autoptr (DgBrief) brief = make_brief (pair[0], pair[1]);
  g_autoptr (DgSample) sample = dg_sample_new (1, 1, "input", "answer");
  g_autoptr (GPtrArray) records = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (DgModelRequest) revision = dg_revision_make_request (brief, sample, notes, NULL);
  g_autoptr (DgModelRequest) solving = NULL;

  g_ptr_array_add (records, dg_record_new ("input", "answer", 0));
  solving = dg_blind_solve_make_request (brief, records, 0, 1);
  assert_tool_schema (revision);
  assert_tool_schema (solving);
}

static void
test_fixed (void)
{
  const char *const notes[] = { "x", NULL };
  g_autoptr (DgBrief) brief = make_brief ("text", "text");
  g_autoptr (DgDraft) draft = dg_draft_new ();
  g_autoptr (GPtrArray) records = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GPtrArray) verdicts = g_ptr_array_new_with_free_func ((GDestroyNotify) dg_verdict_free);
  DgVerdict *verdict = g_new0 (DgVerdict, 1);
  g_autoptr (GPtrArray) requests = g_ptr_array_new_with_free_func ((GDestroyNotify) dg_model_request_unref);

  verdict->other = g_strdup ("other");
  g_ptr_array_add (verdicts, verdict);
  g_ptr_array_add (records, dg_record_new ("input", "answer", 0));

  g_ptr_array_add (requests, dg_outline_call_make_request (brief->checklist, brief->format, NULL));
  g_ptr_array_add (requests, dg_outline_call_make_seeds_request (brief->checklist, brief->outline));
  g_ptr_array_add (requests, dg_guidance_make_request (draft, brief->checklist, brief->outline, NULL));
  g_ptr_array_add (requests, dg_format_change_make_request (brief->checklist, notes));
  g_ptr_array_add (requests, dg_answer_comparison_make_request (brief, records, verdicts, 1));
  g_ptr_array_add (requests, dg_extension_make_request (brief->checklist, brief->outline, "more", 10));
  for (guint i = 0; i < requests->len; i++)
    assert_tool_schema (g_ptr_array_index (requests, i));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (formats); i++)
    {
      g_autofree char *path = g_strdup_printf ("/tool-schemas/formats/%u", i);

      g_test_add_data_func (path, formats[i], test_formats);
    }
  g_test_add_func ("/tool-schemas/fixed", test_fixed);

  return g_test_run ();
}
