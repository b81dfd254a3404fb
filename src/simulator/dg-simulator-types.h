/* dg-simulator-types.h: what the files of simulator/ share
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

#include "dg-simulator.h"

G_BEGIN_DECLS

typedef struct _DgComposer DgComposer;
typedef struct _DgComposition DgComposition;
typedef struct _DgFaultPlan DgFaultPlan;
typedef struct _DgGrammar DgGrammar;
typedef struct _DgGrammarRule DgGrammarRule;
typedef struct _DgPlanLine DgPlanLine;
typedef struct _DgSimulatorReply DgSimulatorReply;
typedef struct _DgSimulatorRequest DgSimulatorRequest;

/**
 * DgFault:
 *
 * The faults, in the order of dg_simulator_list_fault_kinds().
 */
typedef enum
{
  DG_FAULT_STREAM_EXCEPTION,
  DG_N_FAULTS,
  DG_FAULT_NONE = DG_N_FAULTS,
} DgFault;

/**
 * DG_AWS_ERROR:
 *
 * What the service answers instead of a reply; dg-simulator-aws.c has name and HTTP status of each.
 */
#define DG_AWS_ERROR (dg_aws_error_quark ())
GQuark dg_aws_error_quark (void);

typedef enum
{
  DG_AWS_ERROR_INCOMPLETE_SIGNATURE,
  DG_AWS_ERROR_INVALID_SIGNATURE,
  DG_AWS_ERROR_MISSING_TOKEN,
  DG_AWS_ERROR_MODEL,
  DG_AWS_ERROR_MODEL_STREAM,
  DG_AWS_ERROR_NOT_FOUND,
  DG_AWS_ERROR_UNKNOWN_OPERATION,
  DG_AWS_ERROR_UNRECOGNIZED_CLIENT,
  DG_AWS_ERROR_VALIDATION,
} DgAwsError;

/**
 * DgRandom:
 *
 * A small deterministic source of numbers (splitmix64). Lives on the stack; its whole state is the number.
 */
typedef guint64 DgRandom;

DgRandom dg_random_seed (guint64 seed, const char *text, gsize length);
guint dg_random_below (DgRandom *self, guint limit);
gboolean dg_random_chance (DgRandom *self, double probability);

G_END_DECLS
