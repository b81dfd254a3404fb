/* dg-cli-limits.h: the options of everything that makes records
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "dg-cli.h"
#include "dg-run.h"

G_BEGIN_DECLS

/**
 * DgCliLimits:
 * @max_requests: (owned) (nullable): `--max-requests`
 * @max_cost: (owned) (nullable): `--max-cost`
 * @check_answers: `--check-answers`
 * @check_model: (owned) (nullable): `--check-model`
 */
typedef struct
{
  char *max_requests;
  char *max_cost;
  gboolean check_answers;
  char *check_model;
} DgCliLimits;

/* Entries for dg_cli_parse(), with @limits a DgCliLimits of the caller. */
#define DG_CLI_LIMIT_ENTRIES(limits)                                                                                     \
  { "max-cost", 0, 0, G_OPTION_ARG_STRING, &(limits).max_cost, N_ ("Dollars that may be spent, or none for no limit"),   \
    N_ ("USD") },                                                                                                        \
      { "max-requests", 0, 0, G_OPTION_ARG_STRING, &(limits).max_requests, N_ ("Most requests at once, 1 to 64"), "N" }, \
      { "check-answers",                                                                                                 \
        0,                                                                                                               \
        0,                                                                                                               \
        G_OPTION_ARG_NONE,                                                                                               \
        &(limits).check_answers,                                                                                         \
        N_ ("Have every input answered blind afterwards, and flag what disagrees"),                                      \
        NULL },                                                                                                          \
  {                                                                                                                      \
    "check-model", 0, 0, G_OPTION_ARG_STRING, &(limits).check_model,                                                     \
        N_ ("Who answers blind; another model finds more"), N_ ("ID")                                                    \
  }

gboolean dg_cli_limits_apply (const DgCliLimits *limits, DgModel *model, DgRunOptions *options, GError **error);
void dg_cli_limits_clear (DgCliLimits *limits);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (DgCliLimits, dg_cli_limits_clear)

G_END_DECLS
