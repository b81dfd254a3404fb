/* test-auth.c: who may ask the simulator
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "client.h"

#define TOKEN "a/session+token=="
#define BODY "{\"messages\":[{\"role\":\"user\",\"content\":[{\"text\":\"Größe 東京\"}]}]}"

/* A client, a simulator that has or hasn't a session token, and what becomes of it; no type means that it is let in */
typedef struct
{
  const char *name;
  Signing signing;
  const char *session_token;
  guint status;
  const char *type;
  const char *message;
} Case;

/* clang-format off */
static const Case cases[] = {
  { "signed", { KEY, SECRET }, NULL, 200 },
  { "signed/session-token", { KEY, SECRET, TOKEN }, TOKEN, 200 },
  { "signed/four-minutes-slow", { KEY, SECRET, .skew = -240 }, NULL, 200 },
  { "signed/four-minutes-fast", { KEY, SECRET, .skew = 240 }, NULL, 200 },
  { "bearer", { NULL, BEARER }, NULL, 200 },
  { "bearer/beside-session-token", { NULL, BEARER }, TOKEN, 200 },
  { "refused/other-key", { "AKIDOTHER", SECRET }, NULL, 403, "UnrecognizedClientException", "security token" },
  { "refused/other-secret", { KEY, "wrong" }, NULL, 403, "InvalidSignatureException", "does not match" },
  { "refused/other-service", { KEY, SECRET, .service = "s3" }, NULL, 403, "InvalidSignatureException", "does not match" },
  { "refused/other-body", { KEY, SECRET, .sha256 = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855" },
    NULL, 403, "InvalidSignatureException", "does not match" },
  { "refused/expired", { KEY, SECRET, .skew = -600 }, NULL, 403, "InvalidSignatureException", "Signature expired" },
  { "refused/too-early", { KEY, SECRET, .skew = 600 }, NULL, 403, "InvalidSignatureException", "not yet current" },
  { "refused/no-session-token", { KEY, SECRET }, TOKEN, 403, "UnrecognizedClientException", "security token" },
  { "refused/other-session-token", { KEY, SECRET, "other" }, TOKEN, 403, "UnrecognizedClientException", "security token" },
  { "refused/needless-session-token", { KEY, SECRET, TOKEN }, NULL, 403, "UnrecognizedClientException", "security token" },
  { "refused/other-bearer", { NULL, "wrong" }, NULL, 403, "UnrecognizedClientException", "security token" },
};
/* clang-format on */

static void
test_case (gconstpointer data)
{
  const Case *test = data;
  g_autoptr (DgSimulator) simulator = start_simulator (&(DgSimulatorOptions){
      .access_key_id = KEY,
      .secret_access_key = SECRET,
      .session_token = test->session_token,
      .bearer_token = BEARER,
  });
  g_autoptr (SoupMessage) message = make_message (simulator, LITE, "converse", BODY);
  g_autoptr (Answer) answer = NULL;

  sign_message (message, BODY, &test->signing);
  answer = send_message (message);
  if (test->type != NULL)
    assert_refused (answer, test->status, test->type, test->message);
  else
    g_assert_cmpuint (answer->status, ==, test->status);
}

static void
test_missing (void)
{
  g_autoptr (DgSimulator) simulator = start_default_simulator ();
  g_autoptr (SoupMessage) message = make_message (simulator, LITE, "converse", BODY);
  g_autoptr (Answer) answer = send_message (message);

  assert_refused (answer, 403, "MissingAuthenticationTokenException", "Missing Authentication Token");
}

static void
test_malformed (void)
{
  g_autoptr (DgSimulator) simulator = start_default_simulator ();
  g_autoptr (SoupMessage) message = make_message (simulator, LITE, "converse", BODY);
  g_autoptr (Answer) answer = NULL;

  soup_message_headers_append (soup_message_get_request_headers (message), "Authorization", "AWS4-HMAC-SHA256 what?");
  answer = send_message (message);

  assert_refused (answer, 400, "IncompleteSignatureException", "Authorization header requires");
}

/* A simulator without keys lets nobody in, not even a client that has none either. */
static void
test_no_keys (void)
{
  g_autoptr (DgSimulator) simulator = start_simulator (&(DgSimulatorOptions){ 0 });
  const Signing clients[] = { { KEY, SECRET }, { NULL, "" } };

  for (guint i = 0; i < G_N_ELEMENTS (clients); i++)
    {
      g_autoptr (SoupMessage) message = make_message (simulator, LITE, "converse", BODY);
      g_autoptr (Answer) answer = NULL;

      sign_message (message, BODY, &clients[i]);
      answer = send_message (message);
      assert_refused (answer, 403, "UnrecognizedClientException", "security token");
    }
}

/* An ARN has slashes: they, too, are signed as they are on the wire. */
static void
test_arn (void)
{
  g_autoptr (DgSimulator) simulator = start_default_simulator ();
  const char *arn = "arn:aws:bedrock:us-east-1:123456789012:inference-profile/us.amazon.nova-lite-v1:0";
  g_autoptr (SoupMessage) message = make_message (simulator, arn, "converse", BODY);
  g_autoptr (Answer) answer = NULL;

  sign_message (message, BODY, &(Signing){ KEY, SECRET });
  answer = send_message (message);

  g_assert_cmpuint (answer->status, ==, 200);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/simulator/auth/", cases[i].name, NULL);

      g_test_add_data_func (path, &cases[i], test_case);
    }
  g_test_add_func ("/simulator/auth/refused/nothing-sent", test_missing);
  g_test_add_func ("/simulator/auth/refused/malformed", test_malformed);
  g_test_add_func ("/simulator/auth/refused/no-keys-set", test_no_keys);
  g_test_add_func ("/simulator/auth/arn", test_arn);

  return g_test_run ();
}
