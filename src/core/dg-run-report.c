/* dg-run-report.c: what a run asked for, did and cost
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "dg-run-report.h"

static const char *const status_ids[] = { "running", "interrupted", "complete", "partial", "failed" };

static const char *const kind_ids[] = { "dataset", "samples" };

/**
 * dg_call_new:
 * @purpose: what the call is for
 * @model: the model's id
 *
 * Returns: (transfer full): a call that has used nothing yet
 */
DgCall *
dg_call_new (const char *purpose, const char *model)
{
  g_return_val_if_fail (purpose != NULL && model != NULL, NULL);

  DgCall *self = g_new0 (DgCall, 1);

  self->purpose = g_strdup (purpose);
  self->model = g_strdup (model);

  return self;
}

/**
 * dg_call_copy:
 * @self: a call
 *
 * Returns: (transfer full): the same again
 */
DgCall *
dg_call_copy (const DgCall *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  DgCall *copy = dg_call_new (self->purpose, self->model);

  copy->request_id = g_strdup (self->request_id);
  copy->stop_reason = g_strdup (self->stop_reason);
  copy->error = g_strdup (self->error);
  copy->usage = self->usage;
  copy->cost_usd = self->cost_usd;
  copy->presumed_usd = self->presumed_usd;
  copy->latency_ms = self->latency_ms;
  copy->retries = self->retries;

  return copy;
}

/**
 * dg_call_free:
 * @self: (transfer full): a call
 */
void
dg_call_free (DgCall *self)
{
  g_free (self->purpose);
  g_free (self->model);
  g_free (self->request_id);
  g_free (self->stop_reason);
  g_free (self->error);
  g_free (self);
}

/**
 * dg_run_report_new:
 *
 * Returns: (transfer full): an empty report
 */
DgRunReport *
dg_run_report_new (void)
{
  return g_new0 (DgRunReport, 1);
}

/**
 * dg_run_report_free:
 * @self: (transfer full): a report
 */
void
dg_run_report_free (DgRunReport *self)
{
  g_free (self->run);
  g_free (self->outline);
  g_free (self->check_model);
  g_free (self->extends);
  g_free (self->session);
  g_free (self->dataset);
  g_free (self->name);
  g_free (self->path);
  g_free (self->provider);
  g_free (self->model);
  g_free (self);
}

/**
 * dg_run_report_get_records:
 * @self: a report
 *
 * Returns: the number of rows in the dataset
 */
guint
dg_run_report_get_records (const DgRunReport *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->seeded + self->accepted;
}

/**
 * dg_run_report_get_raw_records:
 * @self: a report
 *
 * Returns: the number of records that the model made, good or not
 */
guint
dg_run_report_get_raw_records (const DgRunReport *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->accepted + self->duplicates + self->invalid + self->surplus;
}

/**
 * dg_run_report_get_first_try_valid:
 * @self: a report
 *
 * Surplus records count as valid: they passed every check and only came too late.
 *
 * Returns: the share of raw records that passed every check, 0 to 1; 0 when the model made none
 */
double
dg_run_report_get_first_try_valid (const DgRunReport *self)
{
  g_return_val_if_fail (self != NULL, 0.0);

  guint raw = dg_run_report_get_raw_records (self);

  return raw > 0 ? (double) (self->accepted + self->surplus) / raw : 0.0;
}

/**
 * dg_run_status_get_id:
 * @status: a status
 *
 * Returns: the word for it in reports and in the database
 */
const char *
dg_run_status_get_id (DgRunStatus status)
{
  g_return_val_if_fail (status < G_N_ELEMENTS (status_ids), "failed");

  return status_ids[status];
}

/**
 * dg_run_status_from_id:
 * @id: (nullable): a word
 * @status: (out): the status it stands for
 *
 * Returns: whether @id is the word of a status
 */
gboolean
dg_run_status_from_id (const char *id, DgRunStatus *status)
{
  g_return_val_if_fail (status != NULL, FALSE);

  for (guint i = 0; i < G_N_ELEMENTS (status_ids); i++)
    if (g_strcmp0 (id, status_ids[i]) == 0)
      {
        *status = i;
        return TRUE;
      }

  return FALSE;
}

/**
 * dg_run_kind_get_id:
 * @kind: a kind
 *
 * Returns: the word for it in files, in reports and in the database
 */
const char *
dg_run_kind_get_id (DgRunKind kind)
{
  g_return_val_if_fail ((guint) kind < G_N_ELEMENTS (kind_ids), kind_ids[0]);

  return kind_ids[kind];
}

/**
 * dg_run_kind_from_id:
 * @id: (nullable): a word
 * @kind: (out): what it stands for
 *
 * Returns: whether @id is such a word
 */
gboolean
dg_run_kind_from_id (const char *id, DgRunKind *kind)
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
