/* dg-dataset-plan.c: the plan of a run, drawn again
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/*
 * A plan is not kept: it is dealt from the run's outline and seed, the format of the answers, and how many lines it
 * had. The first two are kept with the run. The format is the session's, which a person may have changed since. How
 * many lines there were is told by the records as long as none is deleted, and else by the cards that were approved. So
 * a plan that is drawn again may be another one, and it is held to what can be known: each record's line is one of its
 * lines, and where it deals labels, most answers have theirs. A plan that fails is not shown at all.
 */

#include "config.h"

#include "dg-dataset-coverage-private.h"
#include "dg-generation-prompt.h"

/* Answers that tell whether a plan is the right one; fewer may disagree by chance. */
#define MIN_ANSWERS 5

/* A model seldom gives another label than it was asked for; of a wrong plan, two labels agree in half the lines. */
#define MIN_AGREEMENT 0.75

static guint
count_seeded (const DgRunPlan *planned)
{
  guint n = 0;

  for (guint i = 0; i < planned->records->len; i++)
    {
      const DgPlannedRecord *record = &g_array_index (planned->records, DgPlannedRecord, i);

      /* a sample that was edited in review is one that was written by hand */
      n += record->origin == DG_ORIGIN_SAMPLE || (record->origin == DG_ORIGIN_HAND && record->line == 0);
    }

  return n;
}

static guint
count_approved (const DgDraft *draft)
{
  guint round = dg_draft_get_round (draft);
  guint n = 0;

  for (guint i = 0; i < draft->samples->len; i++)
    {
      const DgSample *sample = g_ptr_array_index (draft->samples, i);

      n += sample->round == round && sample->state == DG_SAMPLE_APPROVED;
    }

  return n;
}

static guint
count_lines (const DgRunPlan *planned, const DgDraft *draft)
{
  guint n_seeded;

  if (planned->extends)
    return planned->requested;
  n_seeded = count_seeded (planned);
  /* with records missing, samples may be among them */
  if (planned->records->len < planned->requested)
    n_seeded = MAX (n_seeded, count_approved (draft));

  return planned->requested > n_seeded ? planned->requested - n_seeded : 0;
}

static DgBrief *
make_brief (const DgRunPlan *planned, const DgDraft *draft)
{
  g_autoptr (DgOutline) outline = NULL;
  g_autoptr (DgBrief) brief = NULL;

  if (planned->outline == NULL)
    return NULL;
  outline = dg_outline_new_from_json (planned->outline, -1, NULL);
  brief = outline != NULL ? dg_brief_new_for_draft (draft, NULL) : NULL;
  if (brief == NULL)
    return NULL;

  dg_outline_free (brief->outline);
  brief->outline = g_steal_pointer (&outline);

  return g_steal_pointer (&brief);
}

static gboolean
has_all_lines (DgCoveragePlan *plan, const DgRunPlan *planned)
{
  for (guint i = 0; i < planned->records->len; i++)
    if (g_array_index (planned->records, DgPlannedRecord, i).line > dg_coverage_plan_get_n_lines (plan))
      return FALSE;

  return TRUE;
}

static gboolean
deals_labels (DgCoveragePlan *plan, guint dimension, const char *const *labels)
{
  GPtrArray *values = dg_coverage_plan_get_dimension (plan, dimension)->values;

  for (guint v = 0; v < values->len; v++)
    if (!g_strv_contains (labels, ((DgDimensionValue *) g_ptr_array_index (values, v))->value))
      return FALSE;

  return values->len > 1;
}

static gboolean
agrees (DgCoveragePlan *plan, guint dimension, const DgRunPlan *planned, GPtrArray *records)
{
  guint n = 0, n_same = 0;

  for (guint i = 0; i < planned->records->len; i++)
    {
      const DgPlannedRecord *one = &g_array_index (planned->records, DgPlannedRecord, i);
      DgRecord *record;

      if (one->line == 0 || one->origin != DG_ORIGIN_MODEL || one->number == 0 || one->number > records->len)
        continue;
      record = g_ptr_array_index (records, one->number - 1);
      n++;
      n_same += g_str_equal (dg_coverage_plan_get_value (plan, one->line, dimension), dg_record_get_answer (record));
    }

  return n < MIN_ANSWERS || n_same >= MIN_AGREEMENT * n;
}

/*
 * dg_dataset_coverage_draw_plan:
 * @planned: what the plan of a run was drawn from
 * @draft: its session
 * @records: (element-type DgRecord): the records of the dataset, in their order
 *
 * Returns: (transfer full) (nullable): the plan; %NULL when it cannot be told, or when it does not fit the records
 */
DgCoveragePlan *
dg_dataset_coverage_draw_plan (const DgRunPlan *planned, const DgDraft *draft, GPtrArray *records)
{
  g_autoptr (DgBrief) brief = make_brief (planned, draft);
  g_autoptr (DgCoveragePlan) plan = NULL;
  const char *const *labels;
  guint n_lines;

  if (brief == NULL)
    return NULL;
  n_lines = count_lines (planned, draft);
  if (n_lines == 0)
    return NULL;

  plan = dg_generation_prompt_make_plan (brief, n_lines, planned->seed);
  if (!has_all_lines (plan, planned))
    return NULL;

  labels = dg_format_get_labels (dg_record_format_get_answer (brief->format));
  for (guint d = 0; labels != NULL && d < dg_coverage_plan_get_n_dimensions (plan); d++)
    if (deals_labels (plan, d, labels) && !agrees (plan, d, planned, records))
      return NULL;

  return g_steal_pointer (&plan);
}
