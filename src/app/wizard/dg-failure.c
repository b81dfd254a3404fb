/* dg-failure.c: something that could not be done, and what mends it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "dg-failure.h"

#include <glib/gi18n.h>

#include "dg-generator-types.h"
#include "dg-inference-types.h"
#include "dg-toast.h"

struct _DgFailure
{
  GError *error; /* (owned) */
  char *words;   /* (owned): what is said of it */
  char *time;    /* (owned): in ISO 8601, UTC */
};

/**
 * dg_failure_new:
 * @error: why something could not be done just now
 *
 * Returns: (transfer full): what is to be said of it
 */
DgFailure *
dg_failure_new (const GError *error)
{
  g_return_val_if_fail (error != NULL, NULL);

  g_autoptr (GDateTime) now = g_date_time_new_now_utc ();
  DgFailure *self = g_new0 (DgFailure, 1);

  self->error = g_error_copy (error);
  self->words = dg_generator_error_dup_words (error);
  self->time = g_date_time_format_iso8601 (now);

  return self;
}

/**
 * dg_failure_free:
 * @self: (transfer full): a failure
 */
void
dg_failure_free (DgFailure *self)
{
  g_error_free (self->error);
  g_free (self->words);
  g_free (self->time);
  g_free (self);
}

/**
 * dg_failure_get_text:
 * @self: a failure
 *
 * Returns: (transfer none): why, for a person
 */
const char *
dg_failure_get_text (const DgFailure *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->words;
}

/**
 * dg_failure_is_setting:
 * @self: (nullable): a failure
 *
 * Returns: whether something in Preferences can mend it
 */
gboolean
dg_failure_is_setting (const DgFailure *self)
{
  if (self == NULL || self->error->domain != DG_INFERENCE_ERROR)
    return FALSE;

  switch (self->error->code)
    {
    case DG_INFERENCE_ERROR_NO_CREDENTIALS:
    case DG_INFERENCE_ERROR_REFUSED_CREDENTIALS:
    case DG_INFERENCE_ERROR_UNKNOWN_MODEL:
    case DG_INFERENCE_ERROR_CONFIGURATION:
    case DG_INFERENCE_ERROR_KEYRING:
      return TRUE;
    default:
      return FALSE;
    }
}

static char *
dup_details (const DgFailure *self)
{
  const char *request = dg_inference_error_get_request_id (self->error);

  return g_strdup_printf ("%s\n%s %d\n%s%s%s\n", self->error->message, g_quark_to_string (self->error->domain),
                          self->error->code, request != NULL ? request : "", request != NULL ? "\n" : "", self->time);
}

/**
 * dg_failure_copy_details:
 * @self: (nullable): a failure
 * @widget: where the person asked for them
 *
 * Puts a few lines for somebody who is asked for help on the clipboard, and says so: nothing of the person's texts, no
 * secrets. Without a failure, nothing happens.
 */
void
dg_failure_copy_details (const DgFailure *self, GtkWidget *widget)
{
  g_return_if_fail (GTK_IS_WIDGET (widget));

  g_autofree char *details = self != NULL ? dup_details (self) : NULL;

  if (details == NULL)
    return;

  gdk_clipboard_set_text (gtk_widget_get_clipboard (widget), details);
  dg_toast_show (widget, _ ("Details copied"));
}
