/* dg-simulator-request-limits.c: what a request says that records must and must not be
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "dg-simulator-request-limits.h"

#include <string.h>

#include "dg-simulator-limits.h"
#include "dg-simulator-line.h"
#include "dg-simulator-shown.h"

struct _DgRequestLimits
{
  GPtrArray *always;    /* (owned) (element-type DgLimit) for all records, the rules after the requirements */
  GPtrArray *sometimes; /* (owned) (element-type DgNumbered) rules for the lines that name their number */
  gboolean german;
};

/* The rules are read from the system prompt, where the people's own words are sections like any other. */
DgRequestLimits *
dg_request_limits_new (const DgSimulatorRequest *request)
{
  DgRequestLimits *self = g_new0 (DgRequestLimits, 1);
  static const char *const always[] = { "^limits$", "^rules$" };
  g_autofree char *task = dg_shown_dup_section (request->system, "\\btask\\b");
  g_autofree char *some = dg_shown_dup_section (request->system, "^rules for some\\b");

  self->always = dg_limits_new ();
  for (guint i = 0; i < G_N_ELEMENTS (always); i++)
    {
      g_autofree char *section = dg_shown_dup_section (request->system, always[i]);

      if (section != NULL)
        dg_limits_add (self->always, section);
    }
  self->sometimes = dg_shown_list_numbered (some != NULL ? some : "");
  self->german = task != NULL && dg_text_is_german (task);

  return self;
}

void
dg_request_limits_free (DgRequestLimits *self)
{
  g_ptr_array_unref (self->always);
  g_ptr_array_unref (self->sometimes);
  g_free (self);
}

static gboolean
names_rule (const DgPlanLine *line, guint n)
{
  g_auto (GStrv) numbers = g_strsplit (dg_plan_line_get (line, "RULES"), ",", -1);

  for (guint i = 0; numbers[i] != NULL; i++)
    if (g_ascii_strtoull (numbers[i], NULL, 10) == n)
      return TRUE;

  return FALSE;
}

/* (transfer full): the text, as the limits on that column and the rules of that line want it */
char *
dg_request_limits_keep (const DgRequestLimits *self, const DgPlanLine *line, DgColumn column, const char *text)
{
  g_autoptr (GPtrArray) limits = dg_limits_new ();

  if (self->always->len + self->sometimes->len == 0)
    return g_strdup (text);

  for (guint i = 0; i < self->always->len; i++)
    g_ptr_array_add (limits, dg_limit_copy (g_ptr_array_index (self->always, i)));
  for (guint i = 0; i < self->sometimes->len; i++)
    {
      const DgNumbered *rule = g_ptr_array_index (self->sometimes, i);

      if (names_rule (line, rule->n))
        dg_limits_add (limits, rule->text);
    }

  return dg_limits_keep (limits, column, text, self->german);
}
