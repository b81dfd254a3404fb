/* dg-call-failure.c: what a failed call says about the calls to come
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "dg-call-failure.h"

/**
 * dg_call_failure_is_lasting:
 * @error: how a call failed
 * @has_worked: whether the service has ever answered a call
 *
 * Returns: whether the next call would fail in the same way
 */
gboolean
dg_call_failure_is_lasting (const GError *error, gboolean has_worked)
{
  static const int codes[] = {
    DG_INFERENCE_ERROR_NO_CREDENTIALS, DG_INFERENCE_ERROR_REFUSED_CREDENTIALS,
    DG_INFERENCE_ERROR_UNKNOWN_MODEL,  DG_INFERENCE_ERROR_INVALID_REQUEST,
    DG_INFERENCE_ERROR_QUOTA,          DG_INFERENCE_ERROR_CONFIGURATION,
  };

  for (guint i = 0; i < G_N_ELEMENTS (codes); i++)
    if (g_error_matches (error, DG_INFERENCE_ERROR, codes[i]))
      return TRUE;

  /* what never spoke the protocol is not the service; later, it is a gateway that had a bad moment */
  return !has_worked && g_error_matches (error, DG_INFERENCE_ERROR, DG_INFERENCE_ERROR_PROTOCOL);
}

/**
 * dg_call_failure_pace:
 * @error: how a call failed
 * @pacer: what let it go
 * @sent_us: when, in monotonic microseconds
 *
 * Tells the pacer how the call ended, so that the next one comes when the service can take it.
 */
void
dg_call_failure_pace (const GError *error, DgPacer *pacer, gint64 sent_us)
{
  gint64 now_us = g_get_monotonic_time ();
  gint64 retry_after_ms = dg_inference_error_get_retry_after_ms (error);

  if (g_error_matches (error, DG_INFERENCE_ERROR, DG_INFERENCE_ERROR_THROTTLED))
    dg_pacer_end_throttled (pacer, sent_us, now_us, retry_after_ms);
  else if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    dg_pacer_end_other (pacer);
  else
    dg_pacer_end_failed (pacer, now_us, retry_after_ms);
}
