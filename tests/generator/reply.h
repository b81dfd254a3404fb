/* reply.h: replies that are written by hand, for tests
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <string.h>

#include "quotes.h"

#include "dg-checklist.h"
#include "dg-json.h"
#include "dg-model-request.h"

/* The JSON text with ' for ", parsed. */
static inline DgJsonDocument *
parse_reply (const char *quoted)
{
  g_autofree char *text = quote (quoted);
  g_autoptr (GError) error = NULL;
  DgJsonDocument *document = dg_json_document_new (text, -1, NULL, &error);

  g_assert_no_error (error);

  return document;
}

/* A checklist from JSON text with ' for ". */
static inline DgChecklist *
make_checklist (const char *quoted)
{
  g_autofree char *text = quote (quoted);
  g_autoptr (GError) error = NULL;
  DgChecklist *checklist = dg_checklist_new_from_json (text, -1, &error);

  g_assert_no_error (error);

  return checklist;
}

/* Whether the request says @text somewhere. */
static inline gboolean
request_says (DgModelRequest *request, const char *text)
{
  return strstr (dg_model_request_get_system (request), text) != NULL ||
         strstr (dg_model_request_get_message (request, 0, NULL), text) != NULL;
}
