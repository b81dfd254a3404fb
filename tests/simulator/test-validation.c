/* test-validation.c: requests that Bedrock refuses, and so does the simulator
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "client.h"

#define HELLO "{\"role\":\"user\",\"content\":[{\"text\":\"Hello\"}]}"
#define MESSAGES "\"messages\":[" HELLO "]"
#define SCHEMA "{\"type\":\"object\",\"properties\":{}}"
#define TOOL(name, schema) "{\"toolSpec\":{\"name\":\"" name "\",\"inputSchema\":{\"json\":" schema "}}}"
#define TOOLS(tools) "{" MESSAGES ",\"toolConfig\":{\"tools\":[" tools "]}}"
#define CONFIG(members) "{" MESSAGES ",\"inferenceConfig\":{" members "}}"

typedef struct
{
  const char *name;
  const char *model;
  const char *body;
  guint status;
  const char *type;
  const char *message;
} Case;

/* clang-format off */
static const Case cases[] = {
  { "body/empty", LITE, "", 400, "ValidationException", "Malformed input request" },
  { "body/not-json", LITE, "{\"messages\":[}", 400, "ValidationException", "Malformed input request" },
  { "body/not-strict-json", LITE, "{" MESSAGES ",}", 400, "ValidationException", "Malformed input request" },
  { "body/not-an-object", LITE, "[]", 400, "ValidationException", "expected type: JSONObject" },
  { "body/too-deep", LITE, "[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[", 400,
    "ValidationException", "Malformed input request" },
  { "messages/missing", LITE, "{}", 400, "ValidationException", "required key [messages] not found" },
  { "messages/none", LITE, "{\"messages\":[]}", 400, "ValidationException", "A conversation must start with a user message" },
  { "messages/assistant-first", LITE, "{\"messages\":[{\"role\":\"assistant\",\"content\":[{\"text\":\"Hi\"}]}]}", 400,
    "ValidationException", "A conversation must start with a user message" },
  { "messages/no-content", LITE, "{\"messages\":[{\"role\":\"user\",\"content\":[]}]}", 400, "ValidationException",
    "The content field in the Message object is empty" },
  { "limits/no-tokens", LITE, CONFIG ("\"maxTokens\":0"), 400, "ValidationException", "greater than or equal to 1" },
  { "limits/half-a-token", LITE, CONFIG ("\"maxTokens\":1.5"), 400, "ValidationException", "inferenceConfig.maxTokens" },
  { "limits/tokens-as-text", LITE, CONFIG ("\"maxTokens\":\"9\""), 400, "ValidationException", "inferenceConfig.maxTokens" },
  { "limits/too-hot", LITE, CONFIG ("\"temperature\":1.5"), 400, "ValidationException", "less than or equal to 1" },
  { "limits/too-cold", LITE, CONFIG ("\"temperature\":-1"), 400, "ValidationException", "greater than or equal to 0" },
  { "limits/top-p", LITE, CONFIG ("\"topP\":2"), 400, "ValidationException", "inferenceConfig.topP" },
  { "tools/none", LITE, TOOLS (""), 400, "ValidationException", "expected minimum item count: 1" },
  { "tools/name-with-blank", LITE, TOOLS (TOOL ("a tool", SCHEMA)), 400, "ValidationException", "[a-zA-Z0-9_-]{1,64}" },
  { "tools/no-name", LITE, TOOLS (TOOL ("", SCHEMA)), 400, "ValidationException", "[a-zA-Z0-9_-]{1,64}" },
  { "tools/long-name", LITE, TOOLS (TOOL ("a23456789b23456789c23456789d23456789e23456789f23456789g23456789", SCHEMA) ","
    TOOL ("a23456789b23456789c23456789d23456789e23456789f23456789g2345678965", SCHEMA)), 400, "ValidationException", "tools.2" },
  { "tools/schema-of-array", LITE, TOOLS (TOOL ("t", "{\"type\":\"array\"}")), 400, "ValidationException",
    "toolConfig.tools.0.toolSpec.inputSchema.json.type must be one of the following: object" },
  { "tools/schema-without-type", LITE, TOOLS (TOOL ("t", "{}")), 400, "ValidationException", "must be one of the following: object" },
  { "tools/schema-with-title", LITE, TOOLS (TOOL ("t", "{\"type\":\"object\",\"title\":\"T\"}")), 400, "ValidationException",
    "extraneous key [title] is not permitted" },
  { "tools/cache-point", LITE, TOOLS (TOOL ("t", SCHEMA) ",{\"cachePoint\":{\"type\":\"default\"}}"), 400, "ValidationException",
    "extraneous key [cachePoint] is not permitted" },
  { "tools/choice-of-none", LITE, "{" MESSAGES ",\"toolConfig\":{\"tools\":[" TOOL ("t", SCHEMA) "],\"toolChoice\":{\"tool\":"
    "{\"name\":\"u\"}}}}", 400, "ValidationException", "does not match any tool" },
  { "model/not-nova", "us.meta.llama4-scout-v1:0", "{" MESSAGES "}", 400, "ValidationException",
    "The provided model identifier is invalid." },
  { "model/without-profile", "amazon.nova-2-lite-v1:0", "{" MESSAGES "}", 400, "ValidationException",
    "Invocation of model ID amazon.nova-2-lite-v1:0 with on-demand throughput isn’t supported" },
  { "model/end-of-life", "us.amazon.nova-premier-v1:0", "{" MESSAGES "}", 404, "ResourceNotFoundException", "end of its life" },
  { "model/hyphen-in-tool-name", "us.amazon.nova-lite-v1:0", TOOLS (TOOL ("add-records", SCHEMA)), 424, "ModelErrorException",
    "Model produced invalid sequence as part of ToolUse" },
};

static const Case good_cases[] = {
  { "plain", LITE, "{" MESSAGES "}" },
  { "cache-point-in-system", LITE, "{\"system\":[{\"text\":\"Be brief.\"},{\"cachePoint\":{\"type\":\"default\"}}]," MESSAGES "}" },
  { "several-turns", LITE, "{\"messages\":[" HELLO ",{\"role\":\"assistant\",\"content\":[{\"text\":\"Hi\"}]}," HELLO "]}" },
  { "limits", LITE, CONFIG ("\"maxTokens\":5000,\"temperature\":0,\"topP\":1,\"stopSequences\":[\"END\"]") },
  { "hyphen-in-tool-name-of-nova-2", LITE, TOOLS (TOOL ("add-records", SCHEMA)) },
  { "in-region-nova-1", "amazon.nova-micro-v1:0", "{" MESSAGES "}" },
  { "unknown-members", LITE, "{" MESSAGES ",\"serviceTier\":{\"type\":\"flex\"},\"requestMetadata\":{\"a\":\"b\"}}" },
};
/* clang-format on */

static Answer *
ask_case (DgSimulator *simulator, const Case *test)
{
  g_autoptr (SoupMessage) message = make_message (simulator, test->model, "converse", test->body);

  sign_message (message, test->body, &(Signing){ KEY, SECRET });

  return send_message (message);
}

static void
test_refused (gconstpointer data)
{
  const Case *test = data;
  g_autoptr (DgSimulator) simulator = start_default_simulator ();
  g_autoptr (Answer) answer = ask_case (simulator, test);

  assert_refused (answer, test->status, test->type, test->message);
}

static void
test_accepted (gconstpointer data)
{
  g_autoptr (DgSimulator) simulator = start_default_simulator ();
  g_autoptr (Answer) answer = ask_case (simulator, data);

  g_assert_cmpuint (answer->status, ==, 200);
}

/* A request is refused before a stream of it begins. */
static void
test_refused_stream (void)
{
  g_autoptr (DgSimulator) simulator = start_default_simulator ();
  g_autoptr (Answer) answer = ask (simulator, "converse-stream", "{}");

  assert_refused (answer, 400, "ValidationException", "required key [messages] not found");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/simulator/validation/", cases[i].name, NULL);

      g_test_add_data_func (path, &cases[i], test_refused);
    }
  for (guint i = 0; i < G_N_ELEMENTS (good_cases); i++)
    {
      g_autofree char *path = g_strconcat ("/simulator/validation/accepted/", good_cases[i].name, NULL);

      g_test_add_data_func (path, &good_cases[i], test_accepted);
    }
  g_test_add_func ("/simulator/validation/stream", test_refused_stream);

  return g_test_run ();
}
