/* test-sigv4.c: signatures against recorded ones, and what a forged request meets
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <string.h>

#include "dg-sigv4.h"
#include "oracle.h"

#define KEY_ID "AKIDEXAMPLE"
#define SECRET "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY"
#define DATE "20260101T000000Z"
#define NOW G_GINT64_CONSTANT (1767225600) /* DATE */
#define SKEW 300
#define BODY_SHA256 "5e4ce7b36ba37b78a5d5f9fd08e6b7b54ba6879d651aa46ec9e1d6fa24ebe30a"

/* A request of the oracle, with the strings that it borrows. */
typedef struct
{
  GPtrArray *strings;
  GArray *headers;
  DgSigv4Request request;
  DgSigv4Scope scope;
  const char *access_key_id;
  const char *secret_access_key;
} Case;

typedef struct
{
  const char *name;
  const char *in;
  const char *out;
} Text;

static const Text labels[] = {
  { "model-id", "us.amazon.nova-lite-v1:0", "us.amazon.nova-lite-v1%3A0" },
  { "arn", "arn:aws:bedrock:us-east-1::foundation-model/a",
    "arn%3Aaws%3Abedrock%3Aus-east-1%3A%3Afoundation-model%2Fa" },
  { "unreserved", "AZaz09-._~", "AZaz09-._~" },
  { "others", " !\"#$%&'()*+,/:;<=>?@[]^`{|}",
    "%20%21%22%23%24%25%26%27%28%29%2A%2B%2C%2F%3A%3B%3C%3D%3E%3F%40%5B%5D%5E%60%7B%7C%7D" },
  { "utf8", "é", "%C3%A9" },
  { "empty", "", "" },
};

static const Text uris[] = {
  { "encoded-twice", "/model/a%3A0/converse", "/model/a%253A0/converse" },
  { "slash-in-segment", "/model/a%2Fb/converse", "/model/a%252Fb/converse" },
  { "root", "/", "/" },
  { "empty", "", "/" },
  { "space", "/a b", "/a%20b" },
  { "trailing-slash", "/a/b/", "/a/b/" },
  { "double-slash", "//a///b", "/a/b" },
  { "dot", "/./a/./b", "/a/b" },
  { "dot-dot", "/a/../b", "/b" },
  { "dot-dot-above-root", "/../../a", "/a" },
  { "dots-only", "/a/..", "/" },
  { "tilde", "/~a", "/~a" },
};

static const Text queries[] = {
  { "sorted", "b=2&a=1", "a=1&b=2" },
  { "sorted-by-value", "a=2&a=10&a=1", "a=1&a=10&a=2" },
  { "name-before-separator", "a-b=1&a=1", "a=1&a-b=1" },
  { "capitals-first", "b=1&B=1", "B=1&b=1" },
  { "no-value", "a", "a=" },
  { "empty-value", "a=", "a=" },
  { "empty-pieces", "&&a=1&", "a=1" },
  { "equals-in-value", "a=b=c", "a=b%3Dc" },
  { "lower-case-escape", "a=%2b", "a=%2B" },
  { "needless-escape", "%61=%7E", "a=~" },
  { "plus", "a=b+c", "a=b%2Bc" },
  { "bad-escape", "a=%zz%4", "a=%25zz%254" },
  { "encoded-nul", "a=%00b", "a=%00b" },
  { "utf8", "a=\xC3\xA9", "a=%C3%A9" },
};

static const Text dates[] = {
  { "epoch", "0", "19700101T000000Z" },
  { "headline", "1767225600", "20260101T000000Z" },
  { "leap-day", "1835481599", "20280229T235959Z" },
  { "year-one", "-62135596800", "00010101T000000Z" },
  { "last-second", "253402300799", "99991231T235959Z" },
};

static const Text malformed[] = {
  { "empty", "", NULL },
  { "bearer", "Bearer abc", NULL },
  { "other-algorithm",
    "AWS4-ECDSA-P256-SHA256 Credential=" KEY_ID
    "/20260101/us-east-1/bedrock/aws4_request, SignedHeaders=host;x-amz-date, Signature=" BODY_SHA256,
    NULL },
  { "only-algorithm", "AWS4-HMAC-SHA256", NULL },
  { "no-parts", "AWS4-HMAC-SHA256 ", NULL },
  { "no-credential", "AWS4-HMAC-SHA256 SignedHeaders=host;x-amz-date, Signature=" BODY_SHA256, NULL },
  { "no-signed-headers",
    "AWS4-HMAC-SHA256 Credential=" KEY_ID "/20260101/us-east-1/bedrock/aws4_request, Signature=" BODY_SHA256, NULL },
  { "no-signature",
    "AWS4-HMAC-SHA256 Credential=" KEY_ID "/20260101/us-east-1/bedrock/aws4_request, SignedHeaders=host;x-amz-date",
    NULL },
  { "short-signature",
    "AWS4-HMAC-SHA256 Credential=" KEY_ID
    "/20260101/us-east-1/bedrock/aws4_request, SignedHeaders=host;x-amz-date, Signature=00ff",
    NULL },
  { "capital-signature",
    "AWS4-HMAC-SHA256 Credential=" KEY_ID "/20260101/us-east-1/bedrock/aws4_request, SignedHeaders=host;x-amz-date, "
    "Signature=5E4CE7B36BA37B78A5D5F9FD08E6B7B54BA6879D651AA46EC9E1D6FA24EBE30A",
    NULL },
  { "signature-not-hex",
    "AWS4-HMAC-SHA256 Credential=" KEY_ID "/20260101/us-east-1/bedrock/aws4_request, SignedHeaders=host;x-amz-date, "
    "Signature=xe4ce7b36ba37b78a5d5f9fd08e6b7b54ba6879d651aa46ec9e1d6fa24ebe30a",
    NULL },
  { "two-signatures",
    "AWS4-HMAC-SHA256 Credential=" KEY_ID
    "/20260101/us-east-1/bedrock/aws4_request, SignedHeaders=host;x-amz-date, Signature=" BODY_SHA256
    ", Signature=" BODY_SHA256,
    NULL },
  { "two-credentials",
    "AWS4-HMAC-SHA256 Credential=" KEY_ID "/20260101/us-east-1/bedrock/aws4_request, Credential=" KEY_ID
    "/20260101/us-east-1/bedrock/aws4_request, SignedHeaders=host, Signature=" BODY_SHA256,
    NULL },
  { "unknown-part",
    "AWS4-HMAC-SHA256 Credential=" KEY_ID
    "/20260101/us-east-1/bedrock/aws4_request, SignedHeaders=host;x-amz-date, Signature=" BODY_SHA256 ", More=1",
    NULL },
  { "part-without-value", "AWS4-HMAC-SHA256 Credential", NULL },
  { "scope-too-short",
    "AWS4-HMAC-SHA256 Credential=" KEY_ID
    "/20260101/us-east-1/aws4_request, SignedHeaders=host;x-amz-date, Signature=" BODY_SHA256,
    NULL },
  { "scope-too-long",
    "AWS4-HMAC-SHA256 Credential=" KEY_ID
    "/20260101/us-east-1/x/bedrock/aws4_request, SignedHeaders=host;x-amz-date, Signature=" BODY_SHA256,
    NULL },
  { "scope-terminator",
    "AWS4-HMAC-SHA256 Credential=" KEY_ID
    "/20260101/us-east-1/bedrock/aws5_request, SignedHeaders=host;x-amz-date, Signature=" BODY_SHA256,
    NULL },
  { "scope-day",
    "AWS4-HMAC-SHA256 Credential=" KEY_ID
    "/2026/us-east-1/bedrock/aws4_request, SignedHeaders=host;x-amz-date, Signature=" BODY_SHA256,
    NULL },
  { "scope-no-region",
    "AWS4-HMAC-SHA256 Credential=" KEY_ID
    "/20260101//bedrock/aws4_request, SignedHeaders=host;x-amz-date, Signature=" BODY_SHA256,
    NULL },
  { "scope-no-key",
    "AWS4-HMAC-SHA256 Credential=/20260101/us-east-1/bedrock/aws4_request, SignedHeaders=host;x-amz-date, "
    "Signature=" BODY_SHA256,
    NULL },
};

static const Text bad_dates[] = {
  { "none", NULL, NULL },
  { "empty", "", NULL },
  { "no-zone", "20260101T000000", NULL },
  { "extended", "2026-01-01T00:00:00Z", NULL },
  { "http", "Thu, 01 Jan 2026 00:00:00 GMT", NULL },
  { "month-13", "20261301T000000Z", NULL },
  { "february-30", "20260230T000000Z", NULL },
  { "hour-24", "20260101T240000Z", NULL },
  { "longer", "20260101T000000Z0", NULL },
  { "space", "20260101T 00000Z", NULL },
  { "week-date", "2026W011T000000Z", NULL },
};

static const char *
keep (Case *self, char *string)
{
  g_ptr_array_add (self->strings, string);
  return string;
}

static void
add_header (Case *self, const char *name, const char *value)
{
  DgSigv4Header header = { .name = name, .value = value };

  g_array_append_val (self->headers, header);
  self->request.headers = &g_array_index (self->headers, DgSigv4Header, 0);
  self->request.n_headers = self->headers->len;
}

static void
case_free (Case *self)
{
  g_array_unref (self->headers);
  g_ptr_array_unref (self->strings);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Case, case_free)

static Case *
case_new (void)
{
  Case *self = g_new0 (Case, 1);

  self->strings = g_ptr_array_new_with_free_func (g_free);
  self->headers = g_array_new (FALSE, FALSE, sizeof (DgSigv4Header));
  self->access_key_id = KEY_ID;
  self->secret_access_key = SECRET;
  return self;
}

static void
read_url (Case *self, DgJsonValue input)
{
  g_autofree char *url = oracle_dup_string (input, "url");
  const char *path = strchr (strstr (url, "://") + 3, '/');
  const char *query = strchr (path, '?');

  self->request.path = keep (self, query != NULL ? g_strndup (path, query - path) : g_strdup (path));
  self->request.query = query != NULL ? keep (self, g_strdup (query + 1)) : NULL;
}

static void
read_headers (Case *self, DgJsonValue input)
{
  g_autofree char *token = oracle_dup_string (input, "sessionToken");
  DgJsonValue value;
  DgJsonIter iter;
  char *name;

  dg_json_iter_init (&iter, oracle_get (input, "headers"));
  while (dg_json_iter_next (&iter, &name, &value))
    add_header (self, keep (self, name), keep (self, dg_json_value_dup_string (value)));
  add_header (self, "x-amz-date", self->scope.date);
  if (token != NULL)
    add_header (self, "x-amz-security-token", keep (self, g_steal_pointer (&token)));
  if (dg_json_value_get_boolean (oracle_get (input, "sendContentSha256Header")))
    add_header (self, "x-amz-content-sha256", self->request.payload_sha256);
}

/* One body is written as a recipe. */
static char *
dup_body (DgJsonValue input)
{
  g_autofree char *letters = NULL;
  char *body;

  if (dg_json_object_lookup_string (input, "body", &body))
    return body;
  letters = g_strnfill (65474, 'a');
  return g_strdup_printf ("{\"messages\":[{\"role\":\"user\",\"content\":[{\"text\":\"%s\"}]}]}", letters);
}

static Case *
case_new_from_oracle (DgJsonValue value)
{
  DgJsonValue input = oracle_get (value, "input");
  DgJsonValue expected = oracle_get (value, "expected");
  g_autofree char *body = dup_body (input);
  Case *self = case_new ();

  self->access_key_id = keep (self, oracle_dup_string (input, "accessKeyId"));
  self->secret_access_key = keep (self, oracle_dup_string (input, "secretAccessKey"));
  self->scope.date = keep (self, oracle_dup_string (expected, "xAmzDate"));
  self->scope.region = keep (self, oracle_dup_string (input, "region"));
  self->scope.service = keep (self, oracle_dup_string (input, "service"));
  self->request.method = keep (self, oracle_dup_string (input, "method"));
  self->request.payload_sha256 = keep (self, g_compute_checksum_for_string (G_CHECKSUM_SHA256, body, -1));
  read_url (self, input);
  read_headers (self, input);
  return self;
}

static void
assert_expected (DgJsonValue expected, const char *key, const char *value)
{
  g_autofree char *string = oracle_dup_string (expected, key);

  g_assert_cmpstr (value, ==, string);
}

static void
test_oracle_canonical_request (gconstpointer data)
{
  DgJsonValue expected = oracle_get (*(const DgJsonValue *) data, "expected");
  g_autoptr (Case) test = case_new_from_oracle (*(const DgJsonValue *) data);
  g_autofree char *signed_headers = NULL;
  g_autofree char *canonical = dg_sigv4_dup_canonical_request (&test->request, &signed_headers);
  g_autofree char *uri = dg_sigv4_dup_canonical_uri (test->request.path);

  assert_expected (expected, "payloadSha256", test->request.payload_sha256);
  assert_expected (expected, "canonicalUri", uri);
  assert_expected (expected, "canonicalRequest", canonical);
  assert_expected (expected, "signedHeaders", signed_headers);
}

static void
test_oracle_string_to_sign (gconstpointer data)
{
  DgJsonValue expected = oracle_get (*(const DgJsonValue *) data, "expected");
  g_autoptr (Case) test = case_new_from_oracle (*(const DgJsonValue *) data);
  g_autofree char *canonical = dg_sigv4_dup_canonical_request (&test->request, NULL);
  g_autofree char *string_to_sign = dg_sigv4_dup_string_to_sign (&test->scope, canonical);

  assert_expected (expected, "stringToSign", string_to_sign);
}

static char *
sign (Case *test)
{
  return dg_sigv4_sign (&test->request, &test->scope, test->access_key_id, test->secret_access_key);
}

static DgSigv4Verdict
verify_at (Case *test, const char *authorization, gint64 now)
{
  return dg_sigv4_verify (&test->request, authorization, KEY_ID, SECRET, now, SKEW);
}

static DgSigv4Verdict
verify (Case *test, const char *authorization)
{
  return verify_at (test, authorization, NOW);
}

static void
test_oracle_authorization (gconstpointer data)
{
  DgJsonValue expected = oracle_get (*(const DgJsonValue *) data, "expected");
  g_autoptr (Case) test = case_new_from_oracle (*(const DgJsonValue *) data);
  g_autofree char *authorization = sign (test);
  g_autofree char *signature = oracle_dup_string (expected, "signature");

  assert_expected (expected, "authorization", authorization);
  g_assert_true (g_str_has_suffix (authorization, signature));
}

static void
test_oracle_model_path (gconstpointer data)
{
  DgJsonValue input = oracle_get (*(const DgJsonValue *) data, "input");
  g_autoptr (Case) test = case_new_from_oracle (*(const DgJsonValue *) data);
  g_autofree char *model_id = oracle_dup_string (input, "modelId");
  g_autofree char *label = NULL;
  g_autofree char *beginning = NULL;

  if (model_id == NULL)
    return; /* the control plane has no model in its paths */
  label = dg_sigv4_escape_label (model_id);
  beginning = g_strdup_printf ("/model/%s/", label);
  g_assert_true (g_str_has_prefix (test->request.path, beginning));
}

/* Each recorded signature is accepted for its request, and for no other. */
static void
test_oracle_verify (gconstpointer data)
{
  DgJsonValue expected = oracle_get (*(const DgJsonValue *) data, "expected");
  g_autoptr (Case) test = case_new_from_oracle (*(const DgJsonValue *) data);
  g_autofree char *authorization = oracle_dup_string (expected, "authorization");
  g_autofree char *iso = oracle_dup_string (oracle_get (*(const DgJsonValue *) data, "input"), "date");
  g_autoptr (GDateTime) date = g_date_time_new_from_iso8601 (iso, NULL);
  gint64 now = g_date_time_to_unix (date);

  g_assert_cmpint (verify_at (test, authorization, now), ==, DG_SIGV4_VALID);
  g_assert_cmpint (verify_at (test, authorization, now + SKEW), ==, DG_SIGV4_VALID);
  g_assert_cmpint (verify_at (test, authorization, now + SKEW + 1), ==, DG_SIGV4_SKEWED);
  test->request.payload_sha256 = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b85f";
  g_assert_cmpint (verify_at (test, authorization, now), ==, DG_SIGV4_MISMATCH);
}

/* The headline case, as the AWS SDK for JavaScript sends it: more headers, some of them signed. */
static Case *
case_new_headline (void)
{
  Case *self = case_new ();

  self->request.method = "POST";
  self->request.path = "/model/us.amazon.nova-lite-v1%3A0/converse";
  self->request.query = "a=1";
  self->request.payload_sha256 = BODY_SHA256;
  self->scope = (DgSigv4Scope){ .date = DATE, .region = "us-east-1", .service = "bedrock" };
  add_header (self, "Host", "bedrock-runtime.us-east-1.amazonaws.com");
  add_header (self, "X-Amz-Date", DATE);
  add_header (self, "Content-Type", "application/json");
  add_header (self, "Content-Length", "15");
  add_header (self, "amz-sdk-invocation-id", "5e2a9c4e-5b8a-4a77-8f2d-0f4a8b0f5f9e");
  add_header (self, "amz-sdk-request", "attempt=1; max=3");
  add_header (self, "x-amz-user-agent", "aws-sdk-js/3.1162.0");
  add_header (self, "User-Agent", "aws-sdk-js/3.1162.0 ua/2.1");
  add_header (self, "Connection", "keep-alive");
  return self;
}

static DgSigv4Header *
find (Case *test, const char *name)
{
  for (guint i = 0; i < test->headers->len; i++)
    {
      DgSigv4Header *header = &g_array_index (test->headers, DgSigv4Header, i);

      if (g_ascii_strcasecmp (header->name, name) == 0)
        return header;
    }
  g_assert_not_reached ();
}

static void
remove_header (Case *test, const char *name)
{
  g_array_remove_index (test->headers, find (test, name) - &g_array_index (test->headers, DgSigv4Header, 0));
  test->request.n_headers = test->headers->len;
}

static void
test_verify_sdk_headers (void)
{
  g_autoptr (Case) test = case_new_headline ();
  g_autofree char *authorization = sign (test);

  g_assert_nonnull (strstr (authorization, "SignedHeaders=amz-sdk-invocation-id;amz-sdk-request;content-length;"
                                           "content-type;host;x-amz-date;x-amz-user-agent,"));
  g_assert_cmpint (verify (test, authorization), ==, DG_SIGV4_VALID);
}

/* What isn't signed may change or come on the way. */
static void
test_verify_unsigned_headers_change (void)
{
  g_autoptr (Case) test = case_new_headline ();
  g_autofree char *authorization = sign (test);

  find (test, "User-Agent")->value = "proxy";
  add_header (test, "X-Forwarded-For", "10.0.0.1");
  add_header (test, "Accept-Encoding", "gzip");
  g_assert_cmpint (verify (test, authorization), ==, DG_SIGV4_VALID);
}

static void
test_verify_equivalent_spelling (void)
{
  g_autoptr (Case) test = case_new_headline ();
  g_autofree char *authorization = sign (test);

  find (test, "Content-Type")->value = " application/json\t ";
  find (test, "amz-sdk-request")->value = "attempt=1; \t max=3";
  find (test, "Host")->name = "hOST";
  test->request.query = "%61=%31";
  g_assert_cmpint (verify (test, authorization), ==, DG_SIGV4_VALID);
}

/* Some clients write no space after the commas, or order the parts otherwise. */
static void
test_verify_equivalent_authorization (void)
{
  g_autoptr (Case) test = case_new_headline ();
  g_autofree char *authorization = sign (test);
  g_auto (GStrv) parts = g_strsplit (authorization + strlen ("AWS4-HMAC-SHA256 "), ", ", 3);
  g_autofree char *other = g_strdup_printf ("AWS4-HMAC-SHA256 %s,%s  ,   %s", parts[2], parts[0], parts[1]);

  g_assert_cmpint (verify (test, other), ==, DG_SIGV4_VALID);
}

static void
test_verify_repeated_header (void)
{
  g_autoptr (Case) test = case_new_headline ();
  g_autofree char *authorization = NULL;
  g_autofree char *canonical = NULL;

  add_header (test, "X-Amz-Meta", " b ");
  add_header (test, "x-amz-meta", "a");
  canonical = dg_sigv4_dup_canonical_request (&test->request, NULL);
  g_assert_nonnull (strstr (canonical, "\nx-amz-meta:b,a\n"));
  authorization = sign (test);
  g_assert_cmpint (verify (test, authorization), ==, DG_SIGV4_VALID);
  find (test, "x-amz-meta")->value = "c";
  g_assert_cmpint (verify (test, authorization), ==, DG_SIGV4_MISMATCH);
}

static void
test_verify_changed_header (gconstpointer name)
{
  g_autoptr (Case) test = case_new_headline ();
  g_autofree char *authorization = sign (test);

  find (test, name)->value = "other";
  g_assert_cmpint (verify (test, authorization), ==, DG_SIGV4_MISMATCH);
}

static void
test_verify_removed_header (gconstpointer name)
{
  g_autoptr (Case) test = case_new_headline ();
  g_autofree char *authorization = sign (test);

  remove_header (test, name);
  g_assert_cmpint (verify (test, authorization), ==, DG_SIGV4_MISMATCH);
}

static void
test_verify_doubled_header (gconstpointer name)
{
  g_autoptr (Case) test = case_new_headline ();
  g_autofree char *authorization = sign (test);

  add_header (test, name, "more");
  g_assert_cmpint (verify (test, authorization), ==, DG_SIGV4_MISMATCH);
}

static void
test_verify_changed_line (void)
{
  g_autoptr (Case) test = case_new_headline ();
  g_autofree char *authorization = sign (test);
  const DgSigv4Request request = test->request;

  test->request.method = "GET";
  g_assert_cmpint (verify (test, authorization), ==, DG_SIGV4_MISMATCH);
  test->request = request;
  test->request.path = "/model/us.amazon.nova-pro-v1%3A0/converse";
  g_assert_cmpint (verify (test, authorization), ==, DG_SIGV4_MISMATCH);
  test->request.path = "/model/us.amazon.nova-lite-v1:0/converse";
  g_assert_cmpint (verify (test, authorization), ==, DG_SIGV4_MISMATCH);
  test->request = request;
  test->request.query = NULL;
  g_assert_cmpint (verify (test, authorization), ==, DG_SIGV4_MISMATCH);
  test->request = request;
  g_assert_cmpint (verify (test, authorization), ==, DG_SIGV4_VALID);
}

/* A change of any one byte of the header is noticed. */
static void
test_verify_changed_authorization (void)
{
  g_autoptr (Case) test = case_new_headline ();
  g_autofree char *authorization = sign (test);

  for (char *at = authorization; *at != '\0'; at++)
    {
      char original = *at;

      *at = original == '0' ? '1' : '0';
      g_assert_cmpint (verify (test, authorization), !=, DG_SIGV4_VALID);
      *at = '\0';
      g_assert_cmpint (verify (test, authorization), !=, DG_SIGV4_VALID);
      *at = original;
    }
  g_assert_cmpint (verify (test, authorization), ==, DG_SIGV4_VALID);
}

/* A signature that is right in itself, but leaves out what it has to cover. */
static void
test_verify_left_unsigned (gconstpointer name)
{
  g_autoptr (Case) test = case_new_headline ();
  g_autofree char *authorization = NULL;
  DgSigv4Header left_out;

  add_header (test, "x-amz-security-token", "token");
  left_out = *find (test, name);
  remove_header (test, name);
  authorization = sign (test);
  add_header (test, left_out.name, left_out.value);
  g_assert_cmpint (verify (test, authorization), ==, DG_SIGV4_MISMATCH);
}

static void
test_verify_token (void)
{
  g_autoptr (Case) test = case_new_headline ();
  g_autofree char *authorization = NULL;

  add_header (test, "X-Amz-Security-Token", "token");
  authorization = sign (test);
  g_assert_cmpint (verify (test, authorization), ==, DG_SIGV4_VALID);
  find (test, "x-amz-security-token")->value = "other";
  g_assert_cmpint (verify (test, authorization), ==, DG_SIGV4_MISMATCH);
}

/* Two tokens that nobody signed are no way around signing one. */
static void
test_verify_two_unsigned_tokens (void)
{
  g_autoptr (Case) test = case_new_headline ();
  g_autofree char *authorization = sign (test);

  add_header (test, "x-amz-security-token", "a");
  add_header (test, "x-amz-security-token", "b");
  g_assert_cmpint (verify (test, authorization), ==, DG_SIGV4_MISMATCH);
}

static void
replace_signed_headers (gconstpointer list)
{
  g_autoptr (Case) test = case_new_headline ();
  g_autofree char *authorization = sign (test);
  const char *begin = strstr (authorization, "SignedHeaders=") + strlen ("SignedHeaders=");
  g_autofree char *changed = g_strdup_printf ("%.*s%s%s", (int) (begin - authorization), authorization,
                                              (const char *) list, strchr (begin, ','));

  g_assert_cmpint (verify (test, changed), ==, DG_SIGV4_MISMATCH);
}

static void
test_verify_day (void)
{
  g_autoptr (Case) test = case_new_headline ();
  g_autofree char *authorization = NULL;

  test->scope.date = "20251231T235959Z";
  authorization = sign (test);
  g_assert_cmpint (verify (test, authorization), ==, DG_SIGV4_MISMATCH);
}

static void
test_verify_scope (void)
{
  g_autoptr (Case) test = case_new_headline ();
  g_autofree char *authorization = sign (test);
  g_autoptr (GString) changed = g_string_new (authorization);

  g_string_replace (changed, "us-east-1", "us-west-2", 1);
  g_assert_cmpint (verify (test, changed->str), ==, DG_SIGV4_MISMATCH);
  g_string_assign (changed, authorization);
  g_string_replace (changed, "/bedrock/", "/s3/", 1);
  g_assert_cmpint (verify (test, changed->str), ==, DG_SIGV4_MISMATCH);
}

static void
test_verify_skew (void)
{
  g_autoptr (Case) test = case_new_headline ();
  g_autofree char *authorization = sign (test);

  g_assert_cmpint (verify_at (test, authorization, NOW - SKEW), ==, DG_SIGV4_VALID);
  g_assert_cmpint (verify_at (test, authorization, NOW + SKEW), ==, DG_SIGV4_VALID);
  g_assert_cmpint (verify_at (test, authorization, NOW - SKEW - 1), ==, DG_SIGV4_SKEWED);
  g_assert_cmpint (verify_at (test, authorization, NOW + SKEW + 1), ==, DG_SIGV4_SKEWED);
}

static void
test_verify_keys (void)
{
  g_autoptr (Case) test = case_new_headline ();
  g_autofree char *authorization = sign (test);

  g_assert_cmpint (dg_sigv4_verify (&test->request, authorization, "AKIDOTHER", SECRET, NOW, SKEW), ==,
                   DG_SIGV4_UNKNOWN_KEY);
  g_assert_cmpint (dg_sigv4_verify (&test->request, authorization, KEY_ID, "secret", NOW, SKEW), ==, DG_SIGV4_MISMATCH);
  g_assert_cmpint (dg_sigv4_verify (&test->request, NULL, KEY_ID, SECRET, NOW, SKEW), ==, DG_SIGV4_MALFORMED);
}

static void
test_malformed (gconstpointer data)
{
  const Text *text = data;
  g_autoptr (Case) test = case_new_headline ();

  g_assert_cmpint (verify (test, text->in), ==, DG_SIGV4_MALFORMED);
}

static void
test_bad_date (gconstpointer data)
{
  const Text *text = data;
  g_autoptr (Case) test = case_new_headline ();
  g_autofree char *authorization = sign (test);

  if (text->in != NULL)
    find (test, "x-amz-date")->value = text->in;
  else
    remove_header (test, "x-amz-date");
  g_assert_cmpint (verify (test, authorization), ==, DG_SIGV4_MALFORMED);
}

static void
test_two_dates (void)
{
  g_autoptr (Case) test = case_new_headline ();
  g_autofree char *authorization = sign (test);

  add_header (test, "x-amz-date", DATE);
  g_assert_cmpint (verify (test, authorization), ==, DG_SIGV4_MALFORMED);
}

static void
test_secret_lengths (void)
{
  for (guint length = 0; length < 200; length++)
    {
      g_autoptr (Case) test = case_new_headline ();
      g_autofree char *secret = g_strnfill (length, 's');
      g_autofree char *authorization = dg_sigv4_sign (&test->request, &test->scope, KEY_ID, secret);

      g_assert_cmpint (dg_sigv4_verify (&test->request, authorization, KEY_ID, secret, NOW, SKEW), ==, DG_SIGV4_VALID);
      g_assert_cmpint (verify (test, authorization), ==, DG_SIGV4_MISMATCH);
    }
}

static void
test_label (gconstpointer data)
{
  const Text *text = data;
  g_autofree char *label = dg_sigv4_escape_label (text->in);

  g_assert_cmpstr (label, ==, text->out);
}

static void
test_uri (gconstpointer data)
{
  const Text *text = data;
  g_autofree char *uri = dg_sigv4_dup_canonical_uri (text->in);

  g_assert_cmpstr (uri, ==, text->out);
}

static void
test_query (gconstpointer data)
{
  const Text *text = data;
  const DgSigv4Request request = { .method = "GET", .path = "/", .query = text->in, .payload_sha256 = BODY_SHA256 };
  g_autofree char *canonical = dg_sigv4_dup_canonical_request (&request, NULL);
  g_autofree char *expected = g_strdup_printf ("GET\n/\n%s\n\n\n" BODY_SHA256, text->out);

  g_assert_cmpstr (canonical, ==, expected);
}

static void
test_date (gconstpointer data)
{
  const Text *text = data;
  g_autofree char *date = dg_sigv4_format_date (g_ascii_strtoll (text->in, NULL, 10));

  g_assert_cmpstr (date, ==, text->out);
}

static void
test_never_signed (void)
{
  static const char *const names[] = {
    "Authorization",       "Connection",    "User-Agent",    "Expect", "TE",      "Trailer",
    "Transfer-Encoding",   "Upgrade",       "Cache-Control", "Pragma", "Referer", "X-Amzn-Trace-Id",
    "Proxy-Authorization", "Sec-Fetch-Mode"
  };
  g_autoptr (Case) test = case_new ();
  g_autofree char *signed_headers = NULL;
  g_autofree char *canonical = NULL;

  test->request = (DgSigv4Request){ .method = "GET", .path = "/", .payload_sha256 = BODY_SHA256 };
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    add_header (test, names[i], "x");
  add_header (test, "Host", "h");
  canonical = dg_sigv4_dup_canonical_request (&test->request, &signed_headers);
  g_assert_cmpstr (signed_headers, ==, "host");
}

static void
add_texts (const char *prefix, const Text *texts, gsize n_texts, GTestDataFunc test)
{
  for (gsize i = 0; i < n_texts; i++)
    {
      g_autofree char *path = g_strconcat (prefix, texts[i].name, NULL);

      g_test_add_data_func (path, &texts[i], test);
    }
}

static void
add_header_tests (void)
{
  static const char *const names[] = {
    "amz-sdk-invocation-id", "amz-sdk-request", "content-length", "content-type", "host", "x-amz-user-agent"
  };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *changed = g_strconcat ("/sigv4/verify/changed/", names[i], NULL);
      g_autofree char *removed = g_strconcat ("/sigv4/verify/removed/", names[i], NULL);
      g_autofree char *doubled = g_strconcat ("/sigv4/verify/doubled/", names[i], NULL);

      g_test_add_data_func (changed, names[i], test_verify_changed_header);
      g_test_add_data_func (removed, names[i], test_verify_removed_header);
      g_test_add_data_func (doubled, names[i], test_verify_doubled_header);
    }
}

static void
add_signed_headers_tests (void)
{
  static const Text lists[] = {
    { "empty", "", NULL },
    { "not-in-order",
      "x-amz-user-agent;x-amz-date;host;content-type;content-length;amz-sdk-request;amz-sdk-invocation-id", NULL },
    { "capitals", "amz-sdk-invocation-id;amz-sdk-request;content-length;content-type;Host;x-amz-date;x-amz-user-agent",
      NULL },
    { "repeated",
      "amz-sdk-invocation-id;amz-sdk-request;content-length;content-type;host;host;x-amz-date;x-amz-user-agent", NULL },
    { "one-more",
      "amz-sdk-invocation-id;amz-sdk-request;connection;content-length;content-type;host;x-amz-date;x-amz-user-agent",
      NULL },
    { "one-less", "amz-sdk-invocation-id;amz-sdk-request;content-length;content-type;host;x-amz-date", NULL },
    { "not-there",
      "amz-sdk-invocation-id;amz-sdk-request;content-length;content-type;host;x-amz-date;x-amz-none;x-amz-user-agent",
      NULL },
    { "separators",
      ";amz-sdk-invocation-id;amz-sdk-request;content-length;content-type;host;x-amz-date;x-amz-user-agent;", NULL },
    { "no-host", "amz-sdk-invocation-id;amz-sdk-request;content-length;content-type;x-amz-date;x-amz-user-agent",
      NULL },
    { "no-date", "amz-sdk-invocation-id;amz-sdk-request;content-length;content-type;host;x-amz-user-agent", NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (lists); i++)
    {
      g_autofree char *path = g_strconcat ("/sigv4/verify/signed-headers/", lists[i].name, NULL);

      g_test_add_data_func (path, lists[i].in, replace_signed_headers);
    }
}

int
main (int argc, char *argv[])
{
  g_autoptr (DgJsonDocument) oracle = NULL;

  g_test_init (&argc, &argv, NULL);

  oracle = oracle_load ("sigv4-oracle.json");
  oracle_add_tests (oracle, "cases", "/sigv4/oracle/canonical-request/", test_oracle_canonical_request);
  oracle_add_tests (oracle, "cases", "/sigv4/oracle/string-to-sign/", test_oracle_string_to_sign);
  oracle_add_tests (oracle, "cases", "/sigv4/oracle/authorization/", test_oracle_authorization);
  oracle_add_tests (oracle, "cases", "/sigv4/oracle/model-path/", test_oracle_model_path);
  oracle_add_tests (oracle, "cases", "/sigv4/oracle/verify/", test_oracle_verify);
  g_test_add_func ("/sigv4/verify/sdk-headers", test_verify_sdk_headers);
  g_test_add_func ("/sigv4/verify/unsigned-headers-change", test_verify_unsigned_headers_change);
  g_test_add_func ("/sigv4/verify/equivalent-spelling", test_verify_equivalent_spelling);
  g_test_add_func ("/sigv4/verify/equivalent-authorization", test_verify_equivalent_authorization);
  g_test_add_func ("/sigv4/verify/repeated-header", test_verify_repeated_header);
  g_test_add_func ("/sigv4/verify/changed-line", test_verify_changed_line);
  g_test_add_func ("/sigv4/verify/changed-authorization", test_verify_changed_authorization);
  g_test_add_data_func ("/sigv4/verify/left-unsigned/host", "host", test_verify_left_unsigned);
  g_test_add_data_func ("/sigv4/verify/left-unsigned/date", "x-amz-date", test_verify_left_unsigned);
  g_test_add_data_func ("/sigv4/verify/left-unsigned/token", "x-amz-security-token", test_verify_left_unsigned);
  g_test_add_func ("/sigv4/verify/token", test_verify_token);
  g_test_add_func ("/sigv4/verify/two-unsigned-tokens", test_verify_two_unsigned_tokens);
  g_test_add_func ("/sigv4/verify/day", test_verify_day);
  g_test_add_func ("/sigv4/verify/scope", test_verify_scope);
  g_test_add_func ("/sigv4/verify/skew", test_verify_skew);
  g_test_add_func ("/sigv4/verify/keys", test_verify_keys);
  g_test_add_func ("/sigv4/verify/two-dates", test_two_dates);
  add_header_tests ();
  add_signed_headers_tests ();
  add_texts ("/sigv4/verify/malformed/", malformed, G_N_ELEMENTS (malformed), test_malformed);
  add_texts ("/sigv4/verify/bad-date/", bad_dates, G_N_ELEMENTS (bad_dates), test_bad_date);
  add_texts ("/sigv4/label/", labels, G_N_ELEMENTS (labels), test_label);
  add_texts ("/sigv4/uri/", uris, G_N_ELEMENTS (uris), test_uri);
  add_texts ("/sigv4/query/", queries, G_N_ELEMENTS (queries), test_query);
  add_texts ("/sigv4/date/", dates, G_N_ELEMENTS (dates), test_date);
  g_test_add_func ("/sigv4/never-signed", test_never_signed);
  g_test_add_func ("/sigv4/secret-lengths", test_secret_lengths);
  return g_test_run ();
}
