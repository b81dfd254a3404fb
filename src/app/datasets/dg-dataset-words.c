/* dg-dataset-words.c: what is said of datasets and drafts in a line
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "dg-dataset-words.h"

#include <glib/gi18n.h>
#include <math.h>
#include <string.h>

#include "dg-dataset-name.h"
#include "dg-model-catalog.h"

/* @part: (transfer full) (nullable) */
static void
add_part (GString *line, char *part)
{
  if (part != NULL && *part != '\0')
    g_string_append_printf (line, "%s%s", line->len > 0 ? " · " : "", part);
  g_free (part);
}

/* What costs less than a cent is not said to cost nothing. */
static char *
dup_cost (double cost_usd)
{
  if (isnan (cost_usd) || cost_usd <= 0)
    return NULL;
  if (cost_usd < 0.01)
    return g_strdup (_ ("less than $0.01 so far"));

  /* Translators: dollars that were spent */
  return g_strdup_printf (_ ("$%.2f so far"), cost_usd);
}

static char *
dup_progress (const DgRunProgress *progress)
{
  /* Translators: records that are made, and records that are wanted */
  return g_strdup_printf (_ ("%'u of %'u"), progress->accepted, progress->requested);
}

static char *
dup_step (const DgDraft *draft)
{
  switch (draft->step)
    {
    case DG_STEP_ENTRY:
    case DG_STEP_PROMPT:
      return g_strdup (_ ("Choosing a prompt"));
    case DG_STEP_REQUIREMENTS:
      return g_strdup (_ ("Requirements"));
    case DG_STEP_SAMPLES:
    case DG_STEP_ANNOTATION:
      if (draft->n_rounds > 0)
        /* Translators: which round of samples somebody is at */
        return g_strdup_printf (_ ("Samples, round %u"), draft->n_rounds);
      return g_strdup (_ ("Samples"));
    case DG_STEP_DATASET:
      if (draft->requested > 0)
        /* Translators: a run that was interrupted: records that are made, and records that are wanted */
        return g_strdup_printf (_ ("Paused at %'u of %'u"), draft->accepted, draft->requested);
      return g_strdup (_ ("Ready to generate"));
    default:
      return NULL;
    }
}

/**
 * dg_dataset_words_describe:
 * @dataset: a dataset
 * @progress: (nullable): of the run that extends it
 *
 * Returns: (transfer full): what it is, in one line: “250 records · JSONL · Nova 2 Lite · 3 need a look”
 */
char *
dg_dataset_words_describe (DgDataset *dataset, const DgRunProgress *progress)
{
  g_return_val_if_fail (DG_IS_DATASET (dataset), NULL);

  GString *line = g_string_new (NULL);
  guint n_records = dg_dataset_get_n_records (dataset);
  guint n_look = dg_dataset_get_n_look (dataset);
  const char *model = dg_dataset_words_get_model (dg_dataset_get_provider (dataset), dg_dataset_get_model (dataset));

  add_part (line, g_strdup_printf (ngettext ("%'u record", "%'u records", n_records), n_records));
  if (progress != NULL)
    {
      g_autofree char *of = dup_progress (progress);

      /* Translators: a run that extends a dataset; %s is “12 of 50” */
      add_part (line, g_strdup_printf (_ ("adding %s"), of));
    }
  if (dg_dataset_get_path (dataset) == NULL)
    add_part (line, g_strdup (_ ("its file is missing")));
  else
    add_part (line, g_ascii_strup (dg_file_format_get_id (dg_dataset_get_format (dataset)), -1));
  if (dg_dataset_get_kind (dataset) == DG_DATASET_IMPORTED)
    add_part (line, g_strdup (_ ("imported")));
  /* the name that the program gives to practice data says so already */
  if (model != NULL && strstr (dg_dataset_get_name (dataset), model) == NULL)
    add_part (line, g_strdup (model));
  if (n_look > 0)
    /* Translators: records that a person should look at */
    add_part (line, g_strdup_printf (ngettext ("%'u needs a look", "%'u need a look", n_look), n_look));

  return g_string_free (line, FALSE);
}

/**
 * dg_dataset_words_describe_draft:
 * @draft: a draft
 * @progress: (nullable): of its run, when that is under way
 * @now_us: the time, in microseconds since 1970
 *
 * Returns: (transfer full): where it stands, in one line: “Samples, round 2 · Nova 2 Lite · Yesterday”
 */
char *
dg_dataset_words_describe_draft (const DgDraft *draft, const DgRunProgress *progress, gint64 now_us)
{
  g_return_val_if_fail (draft != NULL, NULL);

  GString *line = g_string_new (NULL);
  gboolean has_run = progress != NULL || (draft->step == DG_STEP_DATASET && draft->requested > 0);

  if (progress != NULL)
    {
      g_autofree char *of = dup_progress (progress);

      /* Translators: a run that is under way; %s is “137 of 250” */
      add_part (line, g_strdup_printf (_ ("Making records: %s"), of));
    }
  else
    add_part (line, dup_step (draft));
  if (has_run)
    add_part (line, dup_cost (progress != NULL ? progress->cost_usd : draft->cost_usd));
  add_part (line, g_strdup (dg_dataset_words_get_model (draft->provider, draft->model)));
  if (progress == NULL)
    add_part (line, dg_dataset_words_format_day (draft->updated_us, now_us));

  return g_string_free (line, FALSE);
}

/**
 * dg_dataset_words_format_day:
 * @time_us: when something was, in microseconds since 1970, 0 when that is not known
 * @now_us: the time now, likewise
 *
 * Returns: (transfer full): the time of today, or the day; empty when it is not known
 */
char *
dg_dataset_words_format_day (gint64 time_us, gint64 now_us)
{
  g_autoptr (GDateTime) time_utc = g_date_time_new_from_unix_utc (time_us / G_USEC_PER_SEC);
  g_autoptr (GDateTime) now_utc = g_date_time_new_from_unix_utc (now_us / G_USEC_PER_SEC);
  g_autoptr (GDateTime) time = NULL;
  g_autoptr (GDateTime) now = NULL;
  g_autoptr (GDateTime) yesterday = NULL;

  if (time_us <= 0 || time_utc == NULL || now_utc == NULL)
    return g_strdup ("");

  time = g_date_time_to_local (time_utc);
  now = g_date_time_to_local (now_utc);
  yesterday = g_date_time_add_days (now, -1);
  if (g_date_time_get_year (time) == g_date_time_get_year (now) &&
      g_date_time_get_day_of_year (time) == g_date_time_get_day_of_year (now))
    /* Translators: a time of today, see g_date_time_format() */
    return g_date_time_format (time, C_ ("time of today", "%H:%M"));
  if (g_date_time_get_year (time) == g_date_time_get_year (yesterday) &&
      g_date_time_get_day_of_year (time) == g_date_time_get_day_of_year (yesterday))
    return g_strdup (_ ("Yesterday"));
  if (g_date_time_get_year (time) == g_date_time_get_year (now))
    /* Translators: a day of this year, see g_date_time_format() */
    return g_date_time_format (time, C_ ("day of this year", "%-e %b"));

  /* Translators: a day of another year, see g_date_time_format() */
  return g_date_time_format (time, C_ ("day of another year", "%-e %b %Y"));
}

/**
 * dg_dataset_words_get_model:
 * @provider: (nullable): whose model it is
 * @model: (nullable): the model's id
 *
 * Returns: (transfer none) (nullable): what people call the model; of practice data, that it is not AI
 */
const char *
dg_dataset_words_get_model (const char *provider, const char *model)
{
  const DgModelInfo *info = model != NULL ? dg_model_catalog_find (model) : NULL;

  if (g_strcmp0 (provider, DG_PRACTICE_PROVIDER) == 0)
    return _ ("practice data, not AI");

  if (info == NULL)
    return model;

  /* all of them are Amazon's, and lines are short */
  return g_str_has_prefix (info->name, "Amazon ") ? info->name + strlen ("Amazon ") : info->name;
}
