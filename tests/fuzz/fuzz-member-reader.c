/* fuzz-member-reader.c: cut anywhere it reads the same, always UTF-8, and of what is JSON the text that the scanner
 * finds
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <string.h>

#include "dg-json.h"
#include "dg-member-reader.h"
#include "fuzz.h"

#define MEMBER "r"
#define MAX_BYTES 65536

/* At each moment it is whole characters, and what was read stays. */
static char *
read_text (const char *json, gsize length, gsize chunk)
{
  g_autoptr (DgMemberReader) reader = dg_member_reader_new (MEMBER, MAX_BYTES);
  gsize before = 0;

  for (gsize at = 0; at < length; at += chunk)
    {
      gboolean grew = dg_member_reader_push (reader, json + at, MIN (chunk, length - at));
      const char *text = dg_member_reader_get_text (reader);

      g_assert_true (grew == (strlen (text) > before));
      g_assert_true (g_utf8_validate (text + before, -1, NULL));
      before = strlen (text);
    }
  return g_strdup (dg_member_reader_get_text (reader));
}

/* The first byte says how to cut. */
int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  const DgJsonLimits limits = { .max_bytes = MAX_BYTES, .max_values = MAX_BYTES, .max_depth = MAX_BYTES };
  const char *json = (const char *) data + 1;
  g_autofree char *whole = NULL;
  g_autofree char *pieces = NULL;
  g_autofree char *scanned = NULL;
  g_autoptr (DgJsonDocument) document = NULL;

  if (size < 2 || size > MAX_BYTES / 4)
    return 0;

  whole = read_text (json, size - 1, size);
  pieces = read_text (json, size - 1, 1 + data[0]);
  g_assert_cmpstr (whole, ==, pieces);

  document = dg_json_document_new (json, size - 1, &limits, NULL);
  if (document == NULL || *whole == '\0')
    return 0;
  g_assert_true (dg_json_object_lookup_string (dg_json_document_get_root (document), MEMBER, &scanned));
  g_assert_cmpstr (whole, ==, scanned);
  return 0;
}
