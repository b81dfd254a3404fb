/* fuzz-sigv4.c: what is signed is accepted, what is changed or guessed is not
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <string.h>

#include "dg-sigv4.h"
#include "fuzz.h"

#define KEY_ID "AKIDEXAMPLE"
#define SECRET "not in any corpus"
#define DATE "20260101T000000Z"
#define NOW G_GINT64_CONSTANT (1767225600)
#define PAYLOAD "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"

static void
check_label (const char *label)
{
  g_autofree char *escaped = dg_sigv4_escape_label (label);
  g_autofree char *back = g_uri_unescape_string (escaped, NULL);

  g_assert_cmpstr (back, ==, label);
}

/* Writing a canonical query once more changes nothing. */
static void
check_query (const char *query)
{
  DgSigv4Request request = { .method = "GET", .path = "/", .query = query, .payload_sha256 = PAYLOAD };
  g_autofree char *once = dg_sigv4_dup_canonical_request (&request, NULL);
  g_auto (GStrv) lines = g_strsplit (once, "\n", -1);
  g_autofree char *twice = NULL;

  g_assert_cmpuint (g_strv_length (lines), ==, 6);
  request.query = lines[2];
  twice = dg_sigv4_dup_canonical_request (&request, NULL);
  g_assert_cmpstr (twice, ==, once);
}

static DgSigv4Verdict
verify (const DgSigv4Request *request, const char *authorization)
{
  return dg_sigv4_verify (request, authorization, KEY_ID, SECRET, NOW, 300);
}

static void
check_signature (const DgSigv4Request *request, gsize position)
{
  const DgSigv4Scope scope = { .date = DATE, .region = "us-east-1", .service = "bedrock" };
  g_autofree char *authorization = dg_sigv4_sign (request, &scope, KEY_ID, SECRET);
  gsize at = position % strlen (authorization);

  g_assert_cmpint (verify (request, authorization), ==, DG_SIGV4_VALID);
  authorization[at] = authorization[at] == 'a' ? 'b' : 'a';
  g_assert_cmpint (verify (request, authorization), !=, DG_SIGV4_VALID);
}

/* A header's name ends with its colon; a line without one is a name alone. */
static GArray *
parse_headers (char **lines)
{
  GArray *headers = g_array_new (FALSE, FALSE, sizeof (DgSigv4Header));
  const DgSigv4Header host = { .name = "Host", .value = "localhost" };
  const DgSigv4Header date = { .name = "X-Amz-Date", .value = DATE };

  for (; *lines != NULL; lines++)
    {
      DgSigv4Header header = { .name = *lines, .value = "" };
      char *colon = strchr (*lines, ':');

      if (colon != NULL)
        {
          *colon = '\0';
          header.value = colon + 1;
        }
      /* `;` in a name would make two names of one; no HTTP library lets it through. */
      if (g_ascii_strcasecmp (header.name, "x-amz-date") != 0 && strpbrk (header.name, ";,= \t\r\v\f") == NULL)
        g_array_append_val (headers, header);
    }
  g_array_append_val (headers, host);
  g_array_append_val (headers, date);
  return headers;
}

/* The input's lines: method, path, query, an Authorization header, and then headers. */
int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autofree char *text = g_strndup ((const char *) data, size);
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);
  g_autoptr (GArray) headers = NULL;
  DgSigv4Request request = { .payload_sha256 = PAYLOAD };

  if (size > 4096 || g_strv_length (lines) < 4)
    return 0;

  headers = parse_headers (lines + 4);
  request.method = lines[0];
  request.path = lines[1];
  request.query = lines[2];
  request.headers = &g_array_index (headers, DgSigv4Header, 0);
  request.n_headers = headers->len;

  check_label (lines[1]);
  check_query (lines[2]);
  g_assert_cmpint (verify (&request, lines[3]), !=, DG_SIGV4_VALID);
  check_signature (&request, size);
  return 0;
}
