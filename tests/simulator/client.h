/* client.h: a raw client of the simulator, without anything of inference/
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <libsoup/soup.h>

#include "dg-json.h"
#include "dg-simulator.h"

#define KEY "AKIDTEST"
#define SECRET "a/secret+of/tests"
#define BEARER "a-bearer-token"
#define LITE "us.amazon.nova-2-lite-v1:0"

/**
 * Answer:
 * @status: HTTP status
 * @headers: (owned): its headers
 * @body: (owned): all of it
 * @document: (owned) (nullable): the body as JSON, if it is JSON
 */
typedef struct
{
  guint status;
  SoupMessageHeaders *headers;
  GBytes *body;
  DgJsonDocument *document;
} Answer;

/**
 * Signing:
 * @key: (nullable): the access key; %NULL sends an API key instead
 * @secret: its secret, or the API key
 * @session_token: (nullable): a session token
 * @sha256: (nullable): what to claim as the body's checksum instead of the right one
 * @service: (nullable): what to sign for instead of Bedrock
 * @skew: seconds to add to the clock
 */
typedef struct
{
  const char *key;
  const char *secret;
  const char *session_token;
  const char *sha256;
  const char *service;
  gint64 skew;
} Signing;

DgSimulator *start_simulator (const DgSimulatorOptions *options);
DgSimulator *start_default_simulator (void);
SoupMessage *make_message (DgSimulator *simulator, const char *model, const char *operation, const char *body);
void sign_message (SoupMessage *message, const char *body, const Signing *signing);
Answer *send_message (SoupMessage *message);
Answer *ask (DgSimulator *simulator, const char *operation, const char *body);
void answer_free (Answer *answer);
void assert_refused (Answer *answer, guint status, const char *type, const char *message);

char *make_request (const char *system, const char *prompt, const char *schema, guint max_tokens);
char *make_record_schema (const char *members);
gboolean lookup (DgJsonValue root, const char *path, DgJsonValue *value);
DgJsonValue get (Answer *answer, const char *path);
char *get_string (Answer *answer, const char *path);
gint64 get_number (Answer *answer, const char *path);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Answer, answer_free)
