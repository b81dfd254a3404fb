/* dg-simulator-fault.c: what goes wrong on purpose
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "dg-simulator-fault.h"

typedef struct
{
  DgFault fault;
  guint nth; /* 1-based; 0 when it goes by probability */
  double probability;
} PlannedFault;

struct _DgFaultPlan
{
  GArray *planned; /* (owned) (element-type PlannedFault) the first that hits wins */
  guint64 seed;
};

/* In the order of DgFault. A new kind is a line here, and a place where dg-simulator.c or dg-simulator-exchange.c
 * lets it happen. */
static const DgFaultKind kinds[DG_N_FAULTS] = {
  [DG_FAULT_STREAM_EXCEPTION] = { "stream-exception", N_ ("a streamed reply ends half-way with an exception") },
};

/**
 * dg_simulator_list_fault_kinds:
 * @n_kinds: (out): how many there are
 *
 * Returns: (array length=n_kinds) (transfer none): the faults that can be asked for
 */
const DgFaultKind *
dg_simulator_list_fault_kinds (guint *n_kinds)
{
  g_return_val_if_fail (n_kinds != NULL, NULL);

  *n_kinds = G_N_ELEMENTS (kinds);

  return kinds;
}

static char *
join_kind_names (void)
{
  g_autoptr (GString) names = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    g_string_append_printf (names, "%s%s", i > 0 ? ", " : "", kinds[i].name);

  return g_string_free (g_steal_pointer (&names), FALSE);
}

static gboolean
parse_spec (const char *spec, PlannedFault *planned, GError **error)
{
  gsize length = strcspn (spec, "=@");
  const char *value = spec[length] != '\0' ? spec + length + 1 : "";
  char *end = NULL;
  guint64 nth = 0;

  *planned = (PlannedFault){ .fault = DG_FAULT_NONE };
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (strlen (kinds[i].name) == length && strncmp (kinds[i].name, spec, length) == 0)
      planned->fault = i;

  if (planned->fault == DG_FAULT_NONE)
    {
      g_autofree char *names = join_kind_names ();

      /* Translators: the first %s is what was asked for, the second a list of names. */
      g_set_error (error, DG_SIMULATOR_ERROR, DG_SIMULATOR_ERROR_OPTION,
                   _ ("There is no fault “%.*s”. Allowed are: %s"), (int) length, spec, names);
      return FALSE;
    }

  if (spec[length] == '@' && g_ascii_string_to_unsigned (value, 10, 1, G_MAXUINT, &nth, NULL))
    {
      planned->nth = (guint) nth;
      return TRUE;
    }
  planned->probability = g_ascii_strtod (value, &end);
  if (spec[length] == '=' && g_ascii_isdigit (value[0]) && *end == '\0' && planned->probability <= 1)
    return TRUE;

  g_set_error (error, DG_SIMULATOR_ERROR, DG_SIMULATOR_ERROR_OPTION,
               _ ("The fault “%s” cannot be read. Write %s=P with a probability P from 0 to 1, or %s@N for the Nth "
                  "request, from 1"),
               spec, kinds[planned->fault].name, kinds[planned->fault].name);
  return FALSE;
}

/* Reads `KIND=P` and `KIND@N`; or DG_SIMULATOR_ERROR_OPTION with what is allowed. @specs may be NULL. */
DgFaultPlan *
dg_fault_plan_new (const char *const *specs, guint64 seed, GError **error)
{
  g_autoptr (DgFaultPlan) self = g_new0 (DgFaultPlan, 1);

  self->planned = g_array_new (FALSE, FALSE, sizeof (PlannedFault));
  self->seed = seed;
  for (guint i = 0; specs != NULL && specs[i] != NULL; i++)
    {
      PlannedFault planned;

      if (!parse_spec (specs[i], &planned, error))
        return NULL;
      g_array_append_val (self->planned, planned);
    }

  return g_steal_pointer (&self);
}

void
dg_fault_plan_free (DgFaultPlan *self)
{
  g_array_unref (self->planned);
  g_free (self);
}

/* What goes wrong with that request, counted from 1: the same for the same seed */
DgFault
dg_fault_plan_draw (const DgFaultPlan *self, guint request_number)
{
  DgRandom random = dg_random_seed (self->seed, (const char *) &request_number, sizeof request_number);

  for (guint i = 0; i < self->planned->len; i++)
    {
      const PlannedFault *planned = &g_array_index (self->planned, PlannedFault, i);
      gboolean drawn = dg_random_chance (&random, planned->probability);

      if (planned->nth > 0 ? planned->nth == request_number : drawn)
        return planned->fault;
    }

  return DG_FAULT_NONE;
}
