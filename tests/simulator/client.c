/* client.c: a raw client of the simulator, without anything of inference/
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "client.h"

#include <string.h>

#include "dg-sigv4.h"

DgSimulator *
start_simulator (const DgSimulatorOptions *options)
{
  g_autoptr (GError) error = NULL;
  DgSimulator *simulator = dg_simulator_start (options, &error);

  g_assert_no_error (error);

  return simulator;
}

DgSimulator *
start_default_simulator (void)
{
  return start_simulator (&(DgSimulatorOptions){
      .seed = 1,
      .access_key_id = KEY,
      .secret_access_key = SECRET,
      .bearer_token = BEARER,
  });
}

SoupMessage *
make_message (DgSimulator *simulator, const char *model, const char *operation, const char *body)
{
  g_autofree char *label = dg_sigv4_escape_label (model);
  g_autofree char *url = g_strdup_printf ("%s/model/%s/%s", dg_simulator_get_url (simulator), label, operation);
  g_autoptr (GBytes) bytes = g_bytes_new (body, strlen (body));
  SoupMessage *message = soup_message_new (SOUP_METHOD_POST, url);

  soup_message_set_request_body_from_bytes (message, "application/json", bytes);

  return message;
}

static void
set_header (SoupMessage *message, GArray *headers, const char *name, const char *value)
{
  const DgSigv4Header header = { name, value };

  soup_message_headers_replace (soup_message_get_request_headers (message), name, value);
  g_array_append_val (headers, header);
}

void
sign_message (SoupMessage *message, const char *body, const Signing *signing)
{
  GUri *uri = soup_message_get_uri (message);
  g_autofree char *host = g_strdup_printf ("%s:%d", g_uri_get_host (uri), g_uri_get_port (uri));
  g_autofree char *date = dg_sigv4_format_date (g_get_real_time () / G_USEC_PER_SEC + signing->skew);
  g_autofree char *right_sha256 = g_compute_checksum_for_string (G_CHECKSUM_SHA256, body, -1);
  const char *sha256 = signing->sha256 != NULL ? signing->sha256 : right_sha256;
  const char *service = signing->service != NULL ? signing->service : "bedrock";
  const DgSigv4Scope scope = { date, "us-east-1", service };
  g_autoptr (GArray) headers = g_array_new (FALSE, FALSE, sizeof (DgSigv4Header));
  g_autofree char *authorization = NULL;

  if (signing->key == NULL)
    {
      authorization = g_strconcat ("Bearer ", signing->secret, NULL);
      set_header (message, headers, "Authorization", authorization);
      return;
    }

  set_header (message, headers, "Host", host);
  set_header (message, headers, "X-Amz-Date", date);
  set_header (message, headers, "X-Amz-Content-Sha256", sha256);
  if (signing->session_token != NULL)
    set_header (message, headers, "X-Amz-Security-Token", signing->session_token);

  const DgSigv4Request request = {
    .method = "POST",
    .path = g_uri_get_path (uri),
    .headers = (const DgSigv4Header *) (gpointer) headers->data,
    .n_headers = headers->len,
    .payload_sha256 = sha256,
  };

  authorization = dg_sigv4_sign (&request, &scope, signing->key, signing->secret);
  soup_message_headers_replace (soup_message_get_request_headers (message), "Authorization", authorization);
}

Answer *
send_message (SoupMessage *message)
{
  g_autoptr (SoupSession) session = soup_session_new ();
  g_autoptr (GError) error = NULL;
  Answer *answer = g_new0 (Answer, 1);
  gsize length;
  const char *text;

  answer->body = soup_session_send_and_read (session, message, NULL, &error);
  g_assert_no_error (error);
  answer->status = soup_message_get_status (message);
  answer->headers = soup_message_headers_ref (soup_message_get_response_headers (message));
  text = g_bytes_get_data (answer->body, &length);
  if (g_strcmp0 (soup_message_headers_get_content_type (answer->headers, NULL), "application/json") == 0)
    {
      answer->document = dg_json_document_new (text, (gssize) length, NULL, &error);
      g_assert_no_error (error);
    }

  return answer;
}

/* Asks Nova 2 Lite, with the keys of start_default_simulator() */
Answer *
ask (DgSimulator *simulator, const char *operation, const char *body)
{
  g_autoptr (SoupMessage) message = make_message (simulator, LITE, operation, body);

  sign_message (message, body, &(Signing){ .key = KEY, .secret = SECRET });

  return send_message (message);
}

void
answer_free (Answer *answer)
{
  soup_message_headers_unref (answer->headers);
  g_bytes_unref (answer->body);
  g_clear_pointer (&answer->document, dg_json_document_unref);
  g_free (answer);
}

/* The shape of an error, as the service words it: status, type, request id, and a body with just a message */
void
assert_refused (Answer *answer, guint status, const char *type, const char *message)
{
  const char *header = soup_message_headers_get_one (answer->headers, "x-amzn-ErrorType");
  g_autofree char *text = get_string (answer, "message");
  g_autofree char *prefix = g_strconcat (type, ":http://internal.amazon.com/", NULL);

  g_assert_cmpuint (answer->status, ==, status);
  g_assert_nonnull (header);
  if (!g_str_has_prefix (header, prefix))
    g_assert_cmpstr (header, ==, prefix);
  if (strstr (text, message) == NULL)
    g_assert_cmpstr (text, ==, message);
  g_assert_true (g_uuid_string_is_valid (soup_message_headers_get_one (answer->headers, "x-amzn-RequestId")));
}

/* @schema is a tool's input schema, NULL for a request without tools; @max_tokens 0 for none */
char *
make_request (const char *system, const char *prompt, const char *schema, guint max_tokens)
{
  g_autoptr (GString) body = g_string_new ("{\"system\":[{\"text\":");

  dg_json_append_string (body, system);
  g_string_append (body, "}],\"messages\":[{\"role\":\"user\",\"content\":[{\"text\":");
  dg_json_append_string (body, prompt);
  g_string_append (body, "}]}]");
  if (max_tokens > 0)
    g_string_append_printf (body, ",\"inferenceConfig\":{\"maxTokens\":%u,\"temperature\":0.7}", max_tokens);
  if (schema != NULL)
    g_string_append_printf (body,
                            ",\"toolConfig\":{\"tools\":[{\"toolSpec\":{\"name\":\"add_records\",\"inputSchema\":"
                            "{\"json\":%s}}}],\"toolChoice\":{\"tool\":{\"name\":\"add_records\"}}}",
                            schema);
  g_string_append_c (body, '}');

  return g_string_free (g_steal_pointer (&body), FALSE);
}

/* The schema of add_records, with the members of a record besides `n` */
char *
make_record_schema (const char *members)
{
  return g_strdup_printf ("{\"type\":\"object\",\"properties\":{\"records\":{\"type\":\"array\",\"items\":{\"type\":"
                          "\"object\",\"properties\":{\"n\":{\"type\":\"integer\"},%s}}}},\"required\":[\"records\"]}",
                          members);
}

/* Follows a path like `content/0/text` */
gboolean
lookup (DgJsonValue root, const char *path, DgJsonValue *value)
{
  g_auto (GStrv) steps = g_strsplit (path, "/", -1);
  DgJsonIter iter;

  *value = root;
  for (guint i = 0; steps[i] != NULL; i++)
    if (dg_json_value_get_value_type (*value) == DG_JSON_ARRAY)
      {
        dg_json_iter_init (&iter, *value);
        for (guint64 n = g_ascii_strtoull (steps[i], NULL, 10) + 1; n > 0; n--)
          if (!dg_json_iter_next (&iter, NULL, value))
            return FALSE;
      }
    else if (!dg_json_object_lookup (*value, steps[i], value))
      return FALSE;

  return TRUE;
}

DgJsonValue
get (Answer *answer, const char *path)
{
  DgJsonValue value;

  g_assert_nonnull (answer->document);
  if (!lookup (dg_json_document_get_root (answer->document), path, &value))
    g_error ("The answer has no %s: %.400s", path, (const char *) g_bytes_get_data (answer->body, NULL));

  return value;
}

char *
get_string (Answer *answer, const char *path)
{
  char *string = dg_json_value_dup_string (get (answer, path));

  g_assert_nonnull (string);

  return string;
}

gint64
get_number (Answer *answer, const char *path)
{
  gint64 number = 0;

  g_assert_true (dg_json_value_get_int64 (get (answer, path), &number));

  return number;
}
