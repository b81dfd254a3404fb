/* dg-tool-reply.c: whether a reply is the call that was asked for, and what is wrong with it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "dg-generator-types.h"
#include "dg-model-catalog.h"
#include "dg-stop-reason.h"
#include "dg-tool-reply.h"
#include "dg-words.h"

/* No call that is asked for here comes near; one beyond them is something else. */
static const DgJsonLimits input_limits = { 4 * 1024 * 1024, 100000, 32 };

/* Of what is wrong with one, so much is told: enough to mend it at once, and little enough to be read. */
#define MAX_PROBLEMS 5

/* How much of what a model wrote is repeated to the person. */
#define MAX_QUOTED_CHARACTERS 200

/* For the accounts and for the model, in English; and for people. */
static const struct
{
  const char *name;
  const char *message;
} faults[] = {
  [DG_REPLY_FINE] = { NULL },
  [DG_REPLY_NO_CALL] = { "there was no call in it", N_ ("it answered with words instead of filling in the form") },
  [DG_REPLY_OTHER_TOOL] = { "it called another tool", N_ ("it filled in another form than the one asked for") },
  [DG_REPLY_CUT] = { "it was cut off", N_ ("its answer was longer than it may be") },
  [DG_REPLY_MALFORMED] = { "its call was malformed or broke off", N_ ("its answer was malformed or broke off") },
  [DG_REPLY_NOT_OF_SCHEMA] = { "its call does not fit the schema", N_ ("what it filled in does not fit the form") },
  [DG_REPLY_REFUSED] = { "a filter held it back" },
  [DG_REPLY_TOO_LARGE] = { "request and reply are too large" },
};

static DgReplyFault
read_input (const char *text, DgJsonSchema *schema, DgJsonDocument **input, char **problem)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (DgJsonDocument) document = dg_json_document_new (text, -1, &input_limits, &error);
  g_auto (GStrv) problems = NULL;

  if (document == NULL)
    {
      *problem = g_strdup (error->message);
      return DG_REPLY_MALFORMED;
    }
  problems = dg_json_schema_dup_problems (schema, dg_json_document_get_root (document), MAX_PROBLEMS);
  if (*problems != NULL)
    {
      *problem = g_strjoinv ("; ", problems);
      return DG_REPLY_NOT_OF_SCHEMA;
    }

  *input = g_steal_pointer (&document);

  return DG_REPLY_FINE;
}

/**
 * dg_tool_reply_judge:
 * @reply: a reply
 * @tool: the tool it has to call
 * @schema: what the call's input has to be like
 * @input: (out) (transfer full): the call's input, when the reply is fine
 * @problem: (out) (transfer full) (nullable): what exactly is wrong, %NULL when the fault says it all; in English with
 *   %DG_REPLY_NOT_OF_SCHEMA, for the model reads it, else for the person
 *
 * Returns: what is wrong with the reply
 */
DgReplyFault
dg_tool_reply_judge (
    const DgModelReply *reply, const char *tool, DgJsonSchema *schema, DgJsonDocument **input, char **problem)
{
  g_return_val_if_fail (reply != NULL && tool != NULL && schema != NULL, DG_REPLY_NO_CALL);
  g_return_val_if_fail (input != NULL && problem != NULL, DG_REPLY_NO_CALL);

  *problem = NULL;
  switch (dg_stop_reason_classify (reply))
    {
    case DG_STOP_REFUSED:
      *problem = g_strdup (reply->stop_reason);
      return DG_REPLY_REFUSED;
    case DG_STOP_TOO_LARGE:
      return DG_REPLY_TOO_LARGE;
    case DG_STOP_CUT:
      return g_str_equal (reply->stop_reason, "max_tokens") ? DG_REPLY_CUT : DG_REPLY_MALFORMED;
    case DG_STOP_DONE:
    case DG_STOP_UNKNOWN:
    default:
      break;
    }
  if (reply->tool_input == NULL)
    return DG_REPLY_NO_CALL;
  if (g_strcmp0 (reply->tool_name, tool) != 0)
    return DG_REPLY_OTHER_TOOL;

  return read_input (reply->tool_input, schema, input, problem);
}

/**
 * dg_reply_fault_get_name:
 * @fault: a fault
 *
 * Returns: (nullable): what it is called in the accounts and before a model, in English and without anybody's text;
 *   %NULL for none
 */
const char *
dg_reply_fault_get_name (DgReplyFault fault)
{
  g_return_val_if_fail ((guint) fault < G_N_ELEMENTS (faults), NULL);

  return faults[fault].name;
}

static char *
dup_message (DgReplyFault fault, const char *model, const char *problem, const char *text)
{
  g_autofree char *quotable = NULL;

  if (fault == DG_REPLY_REFUSED)
    /* Translators: the second %s is a code of the service's, such as content_filtered */
    return g_strdup_printf (_ ("A filter held back what “%s” wrote (%s). Take out of the requirements, the prompt or "
                               "your message what it may have taken offence at, or choose another model."),
                            model, problem);
  if (fault == DG_REPLY_TOO_LARGE)
    return g_strdup_printf (_ ("This is more than “%s” can hold. Shorten the prompt and the requirements, or choose a "
                               "model that can hold more."),
                            model);
  if (fault == DG_REPLY_NO_CALL && *text != '\0')
    {
      quotable = dg_words_shorten (text, MAX_QUOTED_CHARACTERS);
      /* Translators: the first %s is a model, the second is what it wrote */
      return g_strdup_printf (_ ("The reply of “%s” cannot be used: it answered with words instead of filling in the "
                                 "form. It wrote: “%s” Try again, or choose another model."),
                              model, quotable);
    }

  /* Translators: the second %s is what happened */
  return g_strdup_printf (_ ("The reply of “%s” cannot be used: %s. Try again, or choose another model."), model,
                          _ (faults[fault].message));
}

/**
 * dg_reply_fault_make_error:
 * @fault: a fault
 * @model: the model's id
 * @problem: (nullable): what exactly is wrong
 * @text: what the model wrote beside its call, may be empty
 * @request_id: (nullable): what the service calls the request
 *
 * Says what happened and what to do, to a person; where in the call, and in which request, is technical: see
 * dg_generator_error_dup_words().
 *
 * Returns: (transfer full): a %DG_GENERATOR_ERROR_REPLY
 */
GError *
dg_reply_fault_make_error (
    DgReplyFault fault, const char *model, const char *problem, const char *text, const char *request_id)
{
  g_return_val_if_fail ((guint) fault < G_N_ELEMENTS (faults) && fault != DG_REPLY_FINE, NULL);
  g_return_val_if_fail (model != NULL && text != NULL, NULL);

  const DgModelInfo *info = dg_model_catalog_find (model);
  g_autofree char *message = dup_message (fault, info != NULL ? info->name : model, problem, text);
  const char *exactly = fault != DG_REPLY_REFUSED ? problem : NULL;
  g_autofree char *request = NULL;
  g_autofree char *technical = NULL;

  if (request_id != NULL && (exactly == NULL || strstr (exactly, request_id) == NULL))
    /* Translators: %s is what Amazon's support wants to know. */
    request = g_strdup_printf (_ ("request %s"), request_id);
  if (exactly == NULL && request == NULL)
    return g_error_new_literal (DG_GENERATOR_ERROR, DG_GENERATOR_ERROR_REPLY, message);

  technical =
      g_strconcat (exactly != NULL ? exactly : "", exactly != NULL && request != NULL ? "; " : "", request, NULL);

  return dg_generator_error_new_technical (DG_GENERATOR_ERROR_REPLY, message, technical);
}
