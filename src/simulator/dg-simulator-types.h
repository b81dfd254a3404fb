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
typedef struct _DgRecordFaults DgRecordFaults;
typedef struct _DgRecordMemory DgRecordMemory;
typedef struct _DgRequestLimits DgRequestLimits;
typedef struct _DgSimulatorLog DgSimulatorLog;
typedef struct _DgSimulatorReply DgSimulatorReply;
typedef struct _DgSimulatorRequest DgSimulatorRequest;

/**
 * DgFault:
 *
 * The faults, in the order of dg_simulator_list_fault_kinds().
 */
typedef enum
{
  /* Instead of a reply */
  DG_FAULT_THROTTLE,
  DG_FAULT_NOT_READY,
  DG_FAULT_INTERNAL,
  DG_FAULT_UNAVAILABLE,
  DG_FAULT_TIMEOUT,
  DG_FAULT_OVERLOADED,
  DG_FAULT_THROTTLE_HINT,
  DG_FAULT_MODEL_ERROR,
  DG_FAULT_VALIDATION,
  DG_FAULT_QUOTA,
  DG_FAULT_ACCESS_DENIED,
  DG_FAULT_EXPIRED,
  DG_FAULT_GONE,
  DG_FAULT_SKEW,
  /* On the wire */
  DG_FAULT_RESET,
  DG_FAULT_CUT,
  DG_FAULT_BAD_CRC,
  DG_FAULT_WRONG_TYPE,
  DG_FAULT_REDIRECT,
  DG_FAULT_HUGE,
  DG_FAULT_DRIP,
  DG_FAULT_SILENCE,
  /* In a stream */
  DG_FAULT_STREAM_EXCEPTION,
  DG_FAULT_STREAM_THROTTLE,
  DG_FAULT_STREAM_INTERNAL,
  DG_FAULT_STREAM_UNAVAILABLE,
  DG_FAULT_STREAM_VALIDATION,
  DG_FAULT_STREAM_ERROR,
  /* What the model does */
  DG_FAULT_MAX_TOKENS,
  DG_FAULT_MALFORMED_TOOL_USE,
  DG_FAULT_MALFORMED_OUTPUT,
  DG_FAULT_CONTEXT_EXCEEDED,
  DG_FAULT_FILTERED,
  DG_FAULT_GUARDRAIL,
  DG_FAULT_REFUSAL,
  DG_FAULT_THINKING,
  DG_FAULT_EMPTY,
  DG_FAULT_BAD_JSON,
  /* What it does to single records */
  DG_FAULT_DUPLICATE,
  DG_FAULT_INVALID,
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
  DG_AWS_ERROR_ACCESS_DENIED,
  DG_AWS_ERROR_EXPIRED_TOKEN,
  DG_AWS_ERROR_INCOMPLETE_SIGNATURE,
  DG_AWS_ERROR_INTERNAL,
  DG_AWS_ERROR_INVALID_SIGNATURE,
  DG_AWS_ERROR_MISSING_TOKEN,
  DG_AWS_ERROR_MODEL,
  DG_AWS_ERROR_MODEL_NOT_READY,
  DG_AWS_ERROR_MODEL_STREAM,
  DG_AWS_ERROR_MODEL_TIMEOUT,
  DG_AWS_ERROR_NOT_FOUND,
  DG_AWS_ERROR_OVERLOADED,
  DG_AWS_ERROR_QUOTA,
  DG_AWS_ERROR_THROTTLING,
  DG_AWS_ERROR_UNAVAILABLE,
  DG_AWS_ERROR_UNKNOWN_OPERATION,
  DG_AWS_ERROR_UNMODELLED, /* in a stream an error, not an exception */
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
