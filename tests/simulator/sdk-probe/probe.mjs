// probe.mjs: what the AWS SDK for JavaScript makes of the simulator
//
// SPDX-License-Identifier: GPL-3.0-or-later
//
// node probe.mjs PROGRAM, where `PROGRAM simulate` prints `listening PORT`. Prints TAP. The SDK is looked for in
// $DG_SDK_DIR, or else beside this file.

import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { createRequire } from "node:module";
import { createInterface } from "node:readline";

const require = createRequire(`${process.env.DG_SDK_DIR ?? import.meta.dirname}/`);
const { BedrockRuntimeClient, ConverseCommand, ConverseStreamCommand } = require("@aws-sdk/client-bedrock-runtime");
const { NodeHttpHandler } = require("@smithy/node-http-handler");

const modelId = "us.amazon.nova-2-lite-v1:0";
const keys = { accessKeyId: "AKIDPROBE", secretAccessKey: "a/secret+of/the/probe" };
const sessionToken = "a/session+token==";
const bearer = "an-api-key";

const chat = {
  modelId,
  system: [{ text: "Answer in one short sentence." }],
  messages: [{ role: "user", content: [{ text: "Say hello — größe 東京." }] }],
  inferenceConfig: { maxTokens: 300, temperature: 0.7, topP: 0.9 },
  additionalModelRequestFields: { inferenceConfig: { topK: 50 } },
};

const record = {
  type: "object",
  properties: {
    n: { type: "integer" },
    input: { type: "string" },
    answer_label: { type: "string", enum: ["billing", "roaming"] },
  },
};
const generation = {
  modelId,
  system: [{ text: "# The task that is tested\nClassify customer support messages of a telecom company." }],
  messages: [{ role: "user", content: [{ text: "## Lines\n- n=7 | ANSWER: billing\n- n=8 | ANSWER: roaming" }] }],
  toolConfig: {
    tools: [{
      toolSpec: {
        name: "add_records",
        description: "Takes the records",
        inputSchema: { json: { type: "object", properties: { records: { type: "array", items: record } } } },
      },
    }],
    toolChoice: { tool: { name: "add_records" } },
  },
};

const cases = [];
const test = (name, options, run) => cases.push({ name, options, run });

// Starts a simulator that knows the keys in env, and ends it when run is over.
async function withSimulator({ args = [], env = {} }, run) {
  const { PATH, HOME } = process.env;
  const child = spawn(process.argv[2], ["simulate", ...args], { stdio: ["ignore", "pipe", "inherit"], env: { PATH, HOME, ...env } });
  const closed = new Promise((resolve) => child.on("close", resolve));
  try {
    for await (const line of createInterface({ input: child.stdout })) {
      const port = /^listening (\d+)$/.exec(line)?.[1];
      if (port) return await run(`http://127.0.0.1:${port}`);
    }
    throw new Error("the simulator said no port");
  } finally {
    child.kill("SIGINT");
    await closed;
  }
}

function makeClient(endpoint, auth) {
  return new BedrockRuntimeClient({
    endpoint,
    region: "us-east-1",
    maxAttempts: 1,
    // The SDK would speak HTTP/2, which the simulator does not.
    requestHandler: new NodeHttpHandler({ requestTimeout: 30_000 }),
    ...auth,
  });
}

const signed = (credentials) => ({ credentials, authSchemePreference: ["sigv4"] });
const withBearer = (token) => ({ token: { token }, authSchemePreference: ["httpBearerAuth"] });

const plainEnv = { AWS_ACCESS_KEY_ID: keys.accessKeyId, AWS_SECRET_ACCESS_KEY: keys.secretAccessKey };
const tokenEnv = { ...plainEnv, AWS_SESSION_TOKEN: sessionToken };
const bearerEnv = { AWS_BEARER_TOKEN_BEDROCK: bearer };

async function collect(stream) {
  const kinds = [];
  let text = "", input = "", stopReason, usage;
  for await (const event of stream) {
    const [kind] = Object.keys(event);
    if (kinds.at(-1) !== kind) kinds.push(kind);
    text += event.contentBlockDelta?.delta.text ?? "";
    input += event.contentBlockDelta?.delta.toolUse?.input ?? "";
    stopReason ??= event.messageStop?.stopReason;
    usage ??= event.metadata?.usage;
  }
  return { kinds, text, input, stopReason, usage };
}

test("plain text, SigV4", { env: plainEnv, auth: signed(keys) }, async (client) => {
  const reply = await client.send(new ConverseCommand(chat));
  assert.equal(reply.$metadata.httpStatusCode, 200);
  assert.match(reply.$metadata.requestId, /^[0-9a-f-]{36}$/);
  assert.equal(reply.output.message.role, "assistant");
  assert.match(reply.output.message.content[0].text, /practice model/);
  assert.equal(reply.stopReason, "end_turn");
  assert.equal(reply.usage.totalTokens, reply.usage.inputTokens + reply.usage.outputTokens);
  assert.equal(typeof reply.metrics.latencyMs, "number");
});

test("plain tool call, SigV4 with a session token", { env: tokenEnv, auth: signed({ ...keys, sessionToken }) }, async (client) => {
  const reply = await client.send(new ConverseCommand(generation));
  const { toolUse } = reply.output.message.content[0];
  assert.equal(reply.stopReason, "tool_use");
  assert.equal(toolUse.name, "add_records");
  assert.deepEqual(toolUse.input.records.map(({ n, answer_label }) => [n, answer_label]), [[7, "billing"], [8, "roaming"]]);
});

test("plain text, API key", { env: bearerEnv, auth: withBearer(bearer) }, async (client) => {
  const reply = await client.send(new ConverseCommand(chat));
  assert.equal(reply.stopReason, "end_turn");
});

test("streamed text, SigV4", { env: plainEnv, auth: signed(keys), args: ["--ttft", "5", "--tps", "2000"] }, async (client) => {
  const reply = await client.send(new ConverseStreamCommand(chat));
  const { kinds, text, stopReason, usage } = await collect(reply.stream);
  assert.deepEqual(kinds, ["messageStart", "contentBlockDelta", "contentBlockStop", "messageStop", "metadata"]);
  assert.match(text, /practice model/);
  assert.equal(stopReason, "end_turn");
  assert.ok(usage.outputTokens > 0);
});

for (const [name, args] of [["whole", []], ["in fragments", ["--tool-deltas", "fragment"]]])
  test(`streamed tool call ${name}, API key`, { env: bearerEnv, auth: withBearer(bearer), args }, async (client) => {
    const reply = await client.send(new ConverseStreamCommand(generation));
    const { kinds, input, stopReason } = await collect(reply.stream);
    assert.deepEqual(kinds, ["messageStart", "contentBlockStart", "contentBlockDelta", "contentBlockStop", "messageStop", "metadata"]);
    assert.equal(stopReason, "tool_use");
    assert.equal(JSON.parse(input).records.length, 2);
  });

test("exception in mid-stream", { env: plainEnv, auth: signed(keys), args: ["--fault", "stream-exception@1"] }, async (client) => {
  const reply = await client.send(new ConverseStreamCommand(chat));
  let text = "";
  await assert.rejects(async () => {
    for await (const event of reply.stream) text += event.contentBlockDelta?.delta.text ?? "";
  }, { name: "ModelStreamErrorException", originalStatusCode: 424 });
  assert.ok(text.length > 0);
});

for (const [fault, name] of [
  ["stream-throttle", "ThrottlingException"],
  ["stream-internal", "InternalServerException"],
  ["stream-unavailable", "ServiceUnavailableException"],
  ["stream-validation", "ValidationException"],
  ["stream-error", "InternalFailure"],
])
  test(`in mid-stream: ${fault}`, { env: plainEnv, auth: signed(keys), args: ["--fault", `${fault}@1`] }, async (client) => {
    const reply = await client.send(new ConverseStreamCommand(chat));
    await assert.rejects(collect(reply.stream), { name });
  });

for (const [fault, name, status] of [
  ["throttle", "ThrottlingException", 429],
  ["not-ready", "ModelNotReadyException", 429],
  ["internal", "InternalServerException", 500],
  ["unavailable", "ServiceUnavailableException", 503],
  ["timeout", "ModelTimeoutException", 408],
  ["model-error", "ModelErrorException", 424],
  ["quota", "ServiceQuotaExceededException", 400],
  ["access-denied", "AccessDeniedException", 403],
  ["expired", "ExpiredTokenException", 403],
  ["gone", "ResourceNotFoundException", 404],
])
  test(`instead of a reply: ${fault}`, { env: plainEnv, auth: signed(keys), args: ["--fault", `${fault}=1`] }, async (client) => {
    for (const Command of [ConverseCommand, ConverseStreamCommand])
      await assert.rejects(client.send(new Command(chat)), (thrown) => {
        assert.equal(thrown.name, name);
        assert.equal(thrown.$metadata.httpStatusCode, status);
        return true;
      });
  });

for (const fault of ["max-tokens", "malformed-tool-use", "filtered", "thinking", "empty", "bad-json"])
  test(`the SDK reads ${fault}`, { env: plainEnv, auth: signed(keys), args: ["--fault", `${fault}=1`] }, async (client) => {
    const plain = await client.send(new ConverseCommand(generation));
    const { stream } = await client.send(new ConverseStreamCommand(generation));
    assert.equal((await collect(stream)).stopReason, plain.stopReason);
  });

test("a tool call over maxTokens", { env: plainEnv, auth: signed(keys) }, async (client) => {
  await assert.rejects(client.send(new ConverseCommand({ ...generation, inferenceConfig: { maxTokens: 9 } })),
    (thrown) => {
      assert.equal(thrown.name, "ModelErrorException");
      assert.match(thrown.message, /invalid sequence as part of ToolUse/);
      assert.equal(thrown.$metadata.httpStatusCode, 424);
      assert.equal(thrown.originalStatusCode, 424);
      return true;
    });
});

test("a request that is refused", { env: plainEnv, auth: signed(keys) }, async (client) => {
  await assert.rejects(client.send(new ConverseCommand({ ...chat, modelId: "amazon.nova-2-lite-v1:0" })),
    { name: "ValidationException", message: /on-demand throughput isn’t supported/ });
});

for (const [name, env, auth, error] of [
  ["another key", plainEnv, signed({ ...keys, accessKeyId: "AKIDOTHER" }), "UnrecognizedClientException"],
  ["another secret", plainEnv, signed({ ...keys, secretAccessKey: "wrong" }), "InvalidSignatureException"],
  ["no session token", tokenEnv, signed(keys), "UnrecognizedClientException"],
  ["another session token", tokenEnv, signed({ ...keys, sessionToken: "other" }), "UnrecognizedClientException"],
  ["another API key", bearerEnv, withBearer("wrong"), "UnrecognizedClientException"],
])
  test(`refused: ${name}`, { env, auth }, async (client) => {
    for (const Command of [ConverseCommand, ConverseStreamCommand])
      await assert.rejects(client.send(new Command(chat)), (thrown) => {
        assert.equal(thrown.name, error);
        assert.equal(thrown.$metadata.httpStatusCode, 403);
        return true;
      });
  });

console.log(`1..${cases.length}`);
for (const [i, { name, options, run }] of cases.entries()) {
  try {
    await withSimulator(options, async (endpoint) => {
      const client = makeClient(endpoint, options.auth);
      try {
        await run(client);
      } finally {
        client.destroy();
      }
    });
    console.log(`ok ${i + 1} - ${name}`);
  } catch (error) {
    console.log(`not ok ${i + 1} - ${name}`);
    console.log(String(error.stack ?? error).replace(/^/gm, "# "));
    process.exitCode = 1;
  }
}
