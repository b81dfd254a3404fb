/* dg-simulator-fault.c: what goes wrong on purpose
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "dg-simulator-aws.h"
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

/* In the order of DgFault. A new kind is a line here, and either a line below or the one place where it happens:
 * dg-simulator-spoil.c for what the model does, dg-simulator-exchange.c for what happens on the wire. */
static const DgFaultKind kinds[DG_N_FAULTS] = {
  [DG_FAULT_THROTTLE] = { "throttle", N_ ("429 ThrottlingException") },
  [DG_FAULT_NOT_READY] = { "not-ready", N_ ("429 ModelNotReadyException") },
  [DG_FAULT_INTERNAL] = { "internal", N_ ("500 InternalServerException") },
  [DG_FAULT_UNAVAILABLE] = { "unavailable", N_ ("503 ServiceUnavailableException") },
  [DG_FAULT_TIMEOUT] = { "timeout", N_ ("408 ModelTimeoutException") },
  [DG_FAULT_OVERLOADED] = { "overloaded", N_ ("529 overloaded_error, to be tried again after 1 s") },
  [DG_FAULT_THROTTLE_HINT] = { "throttle-hint", N_ ("429 ThrottlingException, to be tried again after 300 ms") },
  [DG_FAULT_MODEL_ERROR] = { "model-error", N_ ("424 ModelErrorException") },
  [DG_FAULT_VALIDATION] = { "validation", N_ ("400 ValidationException") },
  [DG_FAULT_QUOTA] = { "quota", N_ ("400 ServiceQuotaExceededException") },
  [DG_FAULT_ACCESS_DENIED] = { "access-denied", N_ ("403 AccessDeniedException") },
  [DG_FAULT_EXPIRED] = { "expired", N_ ("403 ExpiredTokenException") },
  [DG_FAULT_GONE] = { "gone", N_ ("404 ResourceNotFoundException") },
  [DG_FAULT_SKEW] = { "skew", N_ ("from then on the clock is 10 minutes ahead of the caller's") },
  [DG_FAULT_RESET] = { "reset", N_ ("the connection is reset in the middle of the reply") },
  [DG_FAULT_CUT] = { "cut", N_ ("the reply ends in the middle, in good order") },
  [DG_FAULT_BAD_CRC] = { "bad-crc", N_ ("a frame of a streamed reply has a wrong checksum") },
  [DG_FAULT_WRONG_TYPE] = { "wrong-type", N_ ("a web page instead of a reply") },
  [DG_FAULT_REDIRECT] = { "redirect", N_ ("302 to another host") },
  [DG_FAULT_HUGE] = { "huge", N_ ("a reply of 100 MB") },
  [DG_FAULT_DRIP] = { "drip", N_ ("the reply comes in pieces of a few bytes") },
  [DG_FAULT_SILENCE] = { "silence", N_ ("the headers of a reply, and then nothing for 60 s") },
  [DG_FAULT_STREAM_EXCEPTION] = { "stream-exception", N_ ("a streamed reply ends half-way with an exception") },
  [DG_FAULT_STREAM_THROTTLE] = { "stream-throttle", N_ ("the same with throttlingException") },
  [DG_FAULT_STREAM_INTERNAL] = { "stream-internal", N_ ("the same with internalServerException") },
  [DG_FAULT_STREAM_UNAVAILABLE] = { "stream-unavailable", N_ ("the same with serviceUnavailableException") },
  [DG_FAULT_STREAM_VALIDATION] = { "stream-validation", N_ ("the same with validationException") },
  [DG_FAULT_STREAM_ERROR] = { "stream-error", N_ ("the same with an error that is no exception") },
  [DG_FAULT_MAX_TOKENS] = { "max-tokens", N_ ("the reply is cut in the middle for its length") },
  [DG_FAULT_MALFORMED_TOOL_USE] = { "malformed-tool-use", N_ ("the tool call comes as text in XML") },
  [DG_FAULT_MALFORMED_OUTPUT] = { "malformed-output", N_ ("half of the reply, as text, and malformed_model_output") },
  [DG_FAULT_CONTEXT_EXCEEDED] = { "context-exceeded", N_ ("the reply is cut in the middle, the context being full") },
  [DG_FAULT_FILTERED] = { "filtered", N_ ("nothing, because of a content filter") },
  [DG_FAULT_GUARDRAIL] = { "guardrail", N_ ("the text of a guardrail") },
  [DG_FAULT_REFUSAL] = { "refusal", N_ ("a text that declines instead of the tool call") },
  [DG_FAULT_THINKING] = { "thinking", N_ ("thinking aloud before the reply, which is good") },
  [DG_FAULT_EMPTY] = { "empty", N_ ("a reply without content") },
  [DG_FAULT_BAD_JSON] = { "bad-json", N_ ("tool input that is not JSON in the middle") },
  [DG_FAULT_DUPLICATE] = { "duplicate", N_ ("a record repeats an earlier one (the probability is a record's)") },
  [DG_FAULT_INVALID] = { "invalid", N_ ("a record breaks its format (the probability is a record's)") },
};

/* What the service says in these cases, and where: instead of a reply, or in the middle of a stream */
static const struct
{
  DgFault fault;
  gboolean in_stream;
  DgAwsError error;
  const char *message;
} errors[] = {
  { DG_FAULT_THROTTLE, FALSE, DG_AWS_ERROR_THROTTLING, "Too many requests, please wait before trying again." },
  { DG_FAULT_NOT_READY, FALSE, DG_AWS_ERROR_MODEL_NOT_READY, "The model is not ready for inference. Try again." },
  { DG_FAULT_INTERNAL, FALSE, DG_AWS_ERROR_INTERNAL,
    "The system encountered an unexpected error during processing. Try your request again." },
  { DG_FAULT_UNAVAILABLE, FALSE, DG_AWS_ERROR_UNAVAILABLE,
    "Bedrock is unable to process your request. The service is temporarily unavailable." },
  { DG_FAULT_TIMEOUT, FALSE, DG_AWS_ERROR_MODEL_TIMEOUT, "Model has timed out in processing the request." },
  { DG_FAULT_OVERLOADED, FALSE, DG_AWS_ERROR_OVERLOADED, "Overloaded" },
  { DG_FAULT_THROTTLE_HINT, FALSE, DG_AWS_ERROR_THROTTLING, "Too many requests, please wait before trying again." },
  { DG_FAULT_MODEL_ERROR, FALSE, DG_AWS_ERROR_MODEL, DG_AWS_INVALID_SEQUENCE },
  { DG_FAULT_VALIDATION, FALSE, DG_AWS_ERROR_VALIDATION,
    "Malformed input request: #: a fault that was asked for, please reformat your input and try again." },
  { DG_FAULT_QUOTA, FALSE, DG_AWS_ERROR_QUOTA, "Your request exceeds the service quota for your account." },
  { DG_FAULT_ACCESS_DENIED, FALSE, DG_AWS_ERROR_ACCESS_DENIED,
    "You don't have access to the model with the specified model ID." },
  { DG_FAULT_EXPIRED, FALSE, DG_AWS_ERROR_EXPIRED_TOKEN, "The security token included in the request is expired" },
  { DG_FAULT_GONE, FALSE, DG_AWS_ERROR_NOT_FOUND,
    "This model version has reached the end of its life. Please refer to the AWS documentation for more details." },
  { DG_FAULT_STREAM_EXCEPTION, TRUE, DG_AWS_ERROR_MODEL_STREAM,
    "The model has failed to generate the rest of its reply." },
  { DG_FAULT_STREAM_THROTTLE, TRUE, DG_AWS_ERROR_THROTTLING, "Too many tokens, please wait before trying again." },
  { DG_FAULT_STREAM_INTERNAL, TRUE, DG_AWS_ERROR_INTERNAL, "The system encountered an unexpected error." },
  { DG_FAULT_STREAM_UNAVAILABLE, TRUE, DG_AWS_ERROR_UNAVAILABLE, "The service is temporarily unavailable." },
  { DG_FAULT_STREAM_VALIDATION, TRUE, DG_AWS_ERROR_VALIDATION, "The rest of the reply cannot be generated." },
  { DG_FAULT_STREAM_ERROR, TRUE, DG_AWS_ERROR_UNMODELLED, "An internal failure" },
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

static gboolean
is_of_records (DgFault fault)
{
  return fault == DG_FAULT_DUPLICATE || fault == DG_FAULT_INVALID;
}

/* What goes wrong with that request as a whole, counted from 1: the same for the same seed */
DgFault
dg_fault_plan_draw (const DgFaultPlan *self, guint request_number)
{
  DgRandom random = dg_random_seed (self->seed, (const char *) &request_number, sizeof request_number);

  for (guint i = 0; i < self->planned->len; i++)
    {
      const PlannedFault *planned = &g_array_index (self->planned, PlannedFault, i);
      gboolean drawn = dg_random_chance (&random, planned->probability);

      if (is_of_records (planned->fault))
        continue;
      if (planned->nth > 0 ? planned->nth == request_number : drawn)
        return planned->fault;
    }

  return DG_FAULT_NONE;
}

static double
get_record_chance (const DgFaultPlan *self, DgFault fault, guint request_number)
{
  double chance = 0;

  for (guint i = 0; i < self->planned->len; i++)
    {
      const PlannedFault *planned = &g_array_index (self->planned, PlannedFault, i);

      if (planned->fault == fault)
        chance = MAX (chance, planned->nth > 0 ? planned->nth == request_number : planned->probability);
    }

  return chance;
}

/* What goes wrong with its records, each on its own: with all of them when the fault was asked for the Nth request */
DgRecordFaults
dg_fault_plan_draw_records (const DgFaultPlan *self, guint request_number)
{
  return (DgRecordFaults){
    .duplicate = get_record_chance (self, DG_FAULT_DUPLICATE, request_number),
    .invalid = get_record_chance (self, DG_FAULT_INVALID, request_number),
    .random = dg_random_seed (~self->seed, (const char *) &request_number, sizeof request_number),
  };
}

/* What `KIND` is of a fault, NULL of none */
const char *
dg_fault_get_name (DgFault fault)
{
  return fault < DG_N_FAULTS ? kinds[fault].name : NULL;
}

/* What the service says when that happens, or NULL when it says nothing there */
GError *
dg_fault_make_error (DgFault fault, gboolean in_stream)
{
  for (guint i = 0; i < G_N_ELEMENTS (errors); i++)
    if (errors[i].fault == fault && errors[i].in_stream == in_stream)
      return g_error_new_literal (DG_AWS_ERROR, (int) errors[i].error, errors[i].message);

  return NULL;
}
