/* dg-simulator.h: a Nova simulator that speaks the Bedrock Runtime protocol on loopback
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define DG_SIMULATOR_ERROR (dg_simulator_error_quark ())
GQuark dg_simulator_error_quark (void);

/**
 * DgSimulatorError:
 * @DG_SIMULATOR_ERROR_LISTEN: the port cannot be had
 * @DG_SIMULATOR_ERROR_OPTION: an option has a value that is not allowed
 */
typedef enum
{
  DG_SIMULATOR_ERROR_LISTEN,
  DG_SIMULATOR_ERROR_OPTION,
} DgSimulatorError;

/**
 * DgToolDeltas:
 * @DG_TOOL_DELTAS_WHOLE: a tool call's whole input in one delta, as Nova does
 * @DG_TOOL_DELTAS_FRAGMENT: a few characters a delta, as other models do
 */
typedef enum
{
  DG_TOOL_DELTAS_WHOLE,
  DG_TOOL_DELTAS_FRAGMENT,
} DgToolDeltas;

/**
 * DgSimulatorOptions:
 * @port: port on 127.0.0.1, 0 for a free one
 * @ttft_ms: milliseconds until the first token
 * @tokens_per_second: how fast a reply is written; 0 for at once
 * @tool_deltas: how tool input is cut
 * @seed: the same seed and the same request give the same reply
 * @access_key_id: (nullable): the key that SigV4 requests must be signed with; %NULL refuses them all
 * @secret_access_key: (nullable): its secret
 * @session_token: (nullable): the session token they must carry
 * @bearer_token: (nullable): the API key that bearer requests must carry; %NULL refuses them all
 * @rpm: requests a minute, 0 for any number. Counted by a token bucket that is full at the start, holds ten seconds'
 *   worth (@rpm / 6, at least 1) and fills all the time
 * @tpm: tokens a minute, 0 for any number, counted in the same way (the bucket holds @tpm / 6). Like Bedrock, a request
 *   takes its input tokens and its maxTokens (the most its model can write, if it names none) at the start, and gives
 *   back what its reply has not used at the end. A request that asks for more than the bucket holds never gets through
 * @log_path: (nullable): a file that gets a line of JSON for each request, when it is finished
 * @faults: (nullable) (array zero-terminated=1): faults as `KIND=P` or `KIND@N`
 */
typedef struct
{
  guint16 port;
  guint ttft_ms;
  double tokens_per_second;
  DgToolDeltas tool_deltas;
  guint64 seed;
  const char *access_key_id;
  const char *secret_access_key;
  const char *session_token;
  const char *bearer_token;
  guint rpm;
  guint tpm;
  const char *log_path;
  const char *const *faults;
} DgSimulatorOptions;

/**
 * DgFaultKind:
 * @name: what stands before `=` or `@`
 * @summary: what it does, for `--help`; to be translated
 */
typedef struct
{
  const char *name;
  const char *summary;
} DgFaultKind;

#define DG_TYPE_SIMULATOR (dg_simulator_get_type ())
G_DECLARE_FINAL_TYPE (DgSimulator, dg_simulator, DG, SIMULATOR, GObject)

DgSimulator *dg_simulator_start (const DgSimulatorOptions *options, GError **error);
DgSimulator *dg_simulator_start_practice (GError **error);
void dg_simulator_stop (DgSimulator *self);
guint16 dg_simulator_get_port (DgSimulator *self);
const char *dg_simulator_get_url (DgSimulator *self);
const char *dg_simulator_get_access_key_id (DgSimulator *self);
const char *dg_simulator_get_secret_access_key (DgSimulator *self);
guint dg_simulator_get_n_running (DgSimulator *self);
const DgFaultKind *dg_simulator_list_fault_kinds (guint *n_kinds);

G_END_DECLS
