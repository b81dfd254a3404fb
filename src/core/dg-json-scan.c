/* dg-json-scan.c: one pass over the text that decides whether it is JSON and notes where each value lies
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "dg-json-private.h"

/* Longest piece of a member name that an error message quotes, in characters. */
#define QUOTED_NAME_MAX 60

/*
 * The containers that are open are found by following the parents on the tape, so depth costs no stack: neither the C
 * stack nor one of our own.
 */
typedef struct
{
  DgJsonDocument *document;   /* (unowned) */
  const DgJsonLimits *limits; /* (unowned) */
  const char *at;             /* where we are in the text */
  const char *end;            /* the text's terminating NUL */
  guint parent;               /* the innermost open container */
  guint depth;                /* how many containers are open */
  GArray *members;            /* (unowned) (element-type DgJsonMember): scratch space */
  GError **error;

  /* The member name that was read last, for the value that follows it. */
  guint32 key_start;
  guint32 key_end;
  gboolean key_escaped;

  gboolean finished; /* the root value is complete and nothing follows */
} Scan;

static void
find_position (Scan *scan, const char *place, guint *line, guint *column)
{
  *line = 1;
  *column = 1;

  for (const char *p = scan->document->text; p < place; p++)
    {
      if (*p == '\n' || (*p == '\r' && p[1] != '\n'))
        {
          (*line)++;
          *column = 1;
        }
      else if (*p != '\r' && ((guchar) *p & 0xC0) != 0x80)
        (*column)++; /* Bytes that continue a UTF-8 sequence are no column of their own. */
    }
}

/* Always FALSE, so that callers can return it. */
static gboolean
fail_at (Scan *scan, const char *place, DgJsonError code, const char *message)
{
  guint line, column;

  find_position (scan, place, &line, &column);
  /* Translators: the last %s is what is wrong there, like “a value was expected, but the text ends here”. */
  g_set_error (scan->error, DG_JSON_ERROR, code, _ ("Line %u, column %u: %s"), line, column, message);
  return FALSE;
}

static char *
describe_character (gunichar character)
{
  char utf8[7] = { 0 };

  if (!g_unichar_isgraph (character) || g_unichar_isspace (character))
    return g_strdup_printf ("U+%04X", character);

  g_unichar_to_utf8 (character, utf8);
  return g_strdup (utf8);
}

/* `expected` is a clause like “a value was expected”. */
static gboolean
fail_expecting (Scan *scan, const char *expected)
{
  g_autofree char *found = NULL;
  g_autofree char *message = NULL;
  gunichar character;

  if (scan->at >= scan->end)
    {
      /* Translators: the %s is a clause like “a value was expected”. */
      message = g_strdup_printf (_ ("%s, but the text ends here"), expected);
      return fail_at (scan, scan->at, DG_JSON_ERROR_SYNTAX, message);
    }

  character = *scan->at == '\0' ? 0 : g_utf8_get_char_validated (scan->at, scan->end - scan->at);
  if (character == (gunichar) -1 || character == (gunichar) -2)
    return fail_at (scan, scan->at, DG_JSON_ERROR_ENCODING, _ ("the text is not encoded in UTF-8"));

  found = describe_character (character);
  /* Translators: the first %s is a clause like “a value was expected”, the second a character. */
  message = g_strdup_printf (_ ("%s, but there is “%s”"), expected, found);
  return fail_at (scan, scan->at, DG_JSON_ERROR_SYNTAX, message);
}

static guint32
get_offset (Scan *scan)
{
  return scan->at - scan->document->text;
}

static gboolean
parent_is_object (Scan *scan)
{
  return scan->parent != DG_JSON_NO_NODE &&
         dg_json_document_get_node (scan->document, scan->parent)->type == DG_JSON_OBJECT;
}

/* The four characters that RFC 8259 section 2 calls whitespace, and no others. */
static void
skip_space (Scan *scan)
{
  while (*scan->at == ' ' || *scan->at == '\n' || *scan->at == '\r' || *scan->at == '\t')
    scan->at++;
}

/* The text's terminating NUL is never what is looked for, so this can't run past the end. */
static gboolean
take (Scan *scan, char character)
{
  if (*scan->at != character)
    return FALSE;

  scan->at++;
  return TRUE;
}

static gboolean
read_hex4 (const char *text, gunichar *unit)
{
  *unit = 0;
  for (guint i = 0; i < 4; i++)
    {
      int digit = g_ascii_xdigit_value (text[i]);

      if (digit < 0)
        return FALSE; /* This also stops at the terminating NUL. */
      *unit = *unit * 16 + digit;
    }
  return TRUE;
}

/* Stands at the `u` of an escape. */
static gboolean
scan_unicode_escape (Scan *scan)
{
  const char *escape = scan->at - 1;
  gunichar unit, low;

  if (!read_hex4 (scan->at + 1, &unit))
    return fail_at (scan, escape, DG_JSON_ERROR_SYNTAX, _ ("four hexadecimal digits were expected after “\\u”"));
  if (unit == 0)
    return fail_at (scan, escape, DG_JSON_ERROR_NUL, _ ("a string holds the character U+0000, which is not supported"));
  scan->at += 5;
  if (unit < 0xD800 || unit > 0xDFFF)
    return TRUE;

  if (unit > 0xDBFF || scan->at[0] != '\\' || scan->at[1] != 'u' || !read_hex4 (scan->at + 2, &low) || low < 0xDC00 ||
      low > 0xDFFF)
    return fail_at (scan, escape, DG_JSON_ERROR_ENCODING, _ ("a string holds one half of a surrogate pair"));
  scan->at += 6;
  return TRUE;
}

/* Stands at the backslash. */
static gboolean
scan_escape (Scan *scan)
{
  scan->at++;
  if (*scan->at == 'u')
    return scan_unicode_escape (scan);
  if (*scan->at != '\0' && strchr ("\"\\/bfnrt", *scan->at) != NULL)
    {
      scan->at++;
      return TRUE;
    }
  return fail_expecting (scan, _ ("one of \" \\ / b f n r t u was expected after a backslash"));
}

/* Stands at a byte that can't be taken without a closer look: neither printable ASCII nor a quote. */
static gboolean
scan_special_character (Scan *scan, const char *opening)
{
  gunichar character;

  if (*scan->at == '\\')
    return scan_escape (scan);
  if (scan->at >= scan->end)
    return fail_at (scan, opening, DG_JSON_ERROR_SYNTAX, _ ("the string that begins here has no closing quote"));
  if ((guchar) *scan->at < 0x20)
    return fail_at (scan, scan->at, DG_JSON_ERROR_SYNTAX,
                    _ ("a line break or other control character in a string must be written as an escape"));

  character = g_utf8_get_char_validated (scan->at, scan->end - scan->at);
  if (character == (gunichar) -1 || character == (gunichar) -2)
    return fail_at (scan, scan->at, DG_JSON_ERROR_ENCODING, _ ("the text is not encoded in UTF-8"));
  scan->at = g_utf8_next_char (scan->at);
  return TRUE;
}

/* RFC 8259 section 7. Stands at the opening quote. */
static gboolean
scan_string (Scan *scan, gboolean *escaped)
{
  const char *opening = scan->at++;

  *escaped = FALSE;
  while (*scan->at != '"')
    {
      guchar byte = *scan->at;

      if (byte >= 0x20 && byte < 0x80 && byte != '\\')
        {
          scan->at++;
          continue;
        }
      *escaped |= byte == '\\';
      if (!scan_special_character (scan, opening))
        return FALSE;
    }
  scan->at++;
  return TRUE;
}

static gboolean
scan_digits (Scan *scan)
{
  if (!g_ascii_isdigit (*scan->at))
    return fail_expecting (scan, _ ("a digit was expected"));
  while (g_ascii_isdigit (*scan->at))
    scan->at++;
  return TRUE;
}

/* RFC 8259 section 6. */
static gboolean
scan_number (Scan *scan)
{
  take (scan, '-');
  if (take (scan, '0'))
    {
      if (g_ascii_isdigit (*scan->at))
        return fail_at (scan, scan->at - 1, DG_JSON_ERROR_SYNTAX, _ ("a number must not begin with a needless zero"));
    }
  else if (!scan_digits (scan))
    return FALSE;

  if (take (scan, '.') && !scan_digits (scan))
    return FALSE;
  if (take (scan, 'e') || take (scan, 'E'))
    {
      if (!take (scan, '+'))
        take (scan, '-');
      return scan_digits (scan);
    }
  return TRUE;
}

static gboolean
scan_literal (Scan *scan, const char *literal)
{
  g_autofree char *expected = NULL;

  if (strncmp (scan->at, literal, strlen (literal)) == 0)
    {
      scan->at += strlen (literal);
      return TRUE;
    }
  while (*scan->at == *literal)
    {
      scan->at++;
      literal++;
    }
  /* Translators: the %s is the rest of true, false or null. */
  expected = g_strdup_printf (_ ("“%s” was expected"), literal);
  return fail_expecting (scan, expected);
}

/* RFC 8259 section 4. Reads a member's name and its colon, and stands before its value. */
static gboolean
scan_key (Scan *scan)
{
  skip_space (scan);
  if (*scan->at != '"')
    return fail_expecting (scan, _ ("a member name in double quotes was expected"));

  scan->key_start = get_offset (scan);
  if (!scan_string (scan, &scan->key_escaped))
    return FALSE;
  scan->key_end = get_offset (scan);

  skip_space (scan);
  if (!take (scan, ':'))
    return fail_expecting (scan, _ ("a colon was expected"));
  return TRUE;
}

static gboolean
add_node (Scan *scan, DgJsonType type)
{
  GArray *nodes = scan->document->nodes;
  DgJsonNode node = { .start = get_offset (scan), .parent = scan->parent, .type = type };

  if (nodes->len >= scan->limits->max_values)
    {
      g_autofree char *message = NULL;

      message =
          g_strdup_printf (_ ("there are more than %u values, the most that is accepted"), scan->limits->max_values);
      return fail_at (scan, scan->at, DG_JSON_ERROR_TOO_LARGE, message);
    }

  if (parent_is_object (scan))
    {
      node.key_start = scan->key_start;
      node.key_end = scan->key_end;
      node.key_escaped = scan->key_escaped;
    }
  if (scan->parent != DG_JSON_NO_NODE)
    dg_json_document_get_node (scan->document, scan->parent)->length++;
  node.skip = nodes->len + 1;
  g_array_append_val (nodes, node);
  return TRUE;
}

static gboolean
fail_duplicate (Scan *scan, guint32 node)
{
  DgJsonNode *member = dg_json_document_get_node (scan->document, node);
  const char *name = scan->document->text + member->key_start + 1;
  gsize length = member->key_end - member->key_start - 2;
  g_autofree char *quoted = g_strndup (name, length);
  g_autofree char *message = NULL;

  if (g_utf8_strlen (quoted, -1) > QUOTED_NAME_MAX)
    {
      g_autofree char *whole = g_steal_pointer (&quoted);
      g_autofree char *beginning = g_utf8_substring (whole, 0, QUOTED_NAME_MAX - 1);

      quoted = g_strconcat (beginning, "…", NULL);
    }
  message = g_strdup_printf (_ ("the object already has a member with the name “%s”"), quoted);
  return fail_at (scan, name - 1, DG_JSON_ERROR_DUPLICATE_KEY, message);
}

/*
 * Sorting keeps this at O(n log n) whatever the names are; a hash table would be quadratic for names chosen to collide.
 * The sort is stable, so of two equal names the second in the text is the second in the array.
 */
static gboolean
check_names (Scan *scan, guint object)
{
  guint32 first = DG_JSON_NO_NODE;

  if (dg_json_document_get_node (scan->document, object)->length < 2)
    return TRUE;

  dg_json_members_collect (scan->members, scan->document, object);
  for (guint i = 1; i < scan->members->len; i++)
    {
      DgJsonMember *member = &g_array_index (scan->members, DgJsonMember, i);

      if (dg_json_member_compare_names (member - 1, member) == 0)
        first = MIN (first, member->node);
    }
  return first == DG_JSON_NO_NODE || fail_duplicate (scan, first);
}

static gboolean
close_container (Scan *scan)
{
  DgJsonNode *node = dg_json_document_get_node (scan->document, scan->parent);
  guint closed = scan->parent;

  node->end = get_offset (scan);
  node->skip = scan->document->nodes->len;
  scan->parent = node->parent;
  scan->depth--;
  return node->type != DG_JSON_OBJECT || check_names (scan, closed);
}

/* After a complete value: closes what is closed here, and stands before the next value or at the end of the text. */
static gboolean
scan_what_follows (Scan *scan)
{
  skip_space (scan);
  while (scan->parent != DG_JSON_NO_NODE)
    {
      gboolean object = parent_is_object (scan);

      if (take (scan, ','))
        return !object || scan_key (scan);
      if (!take (scan, object ? '}' : ']'))
        return fail_expecting (scan, object ? _ ("a comma or “}” was expected") : _ ("a comma or “]” was expected"));
      if (!close_container (scan))
        return FALSE;
      skip_space (scan);
    }

  if (scan->at < scan->end)
    return fail_expecting (scan, _ ("the end of the text was expected"));
  scan->finished = TRUE;
  return TRUE;
}

/* RFC 8259 sections 4 and 5. Stands at the opening bracket. */
static gboolean
open_container (Scan *scan, DgJsonType type)
{
  if (scan->depth >= scan->limits->max_depth)
    {
      g_autofree char *message = NULL;

      message = g_strdup_printf (_ ("values are nested more than %u deep, the most that is accepted"),
                                 scan->limits->max_depth);
      return fail_at (scan, scan->at, DG_JSON_ERROR_TOO_DEEP, message);
    }
  if (!add_node (scan, type))
    return FALSE;

  scan->parent = scan->document->nodes->len - 1;
  scan->depth++;
  scan->at++;
  skip_space (scan);
  if (take (scan, type == DG_JSON_OBJECT ? '}' : ']'))
    return close_container (scan) && scan_what_follows (scan);
  return type != DG_JSON_OBJECT || scan_key (scan);
}

static gboolean
scan_scalar (Scan *scan, DgJsonType type)
{
  guint position = scan->document->nodes->len;
  gboolean escaped = FALSE;
  gboolean valid;
  DgJsonNode *node;

  if (!add_node (scan, type))
    return FALSE;

  if (type == DG_JSON_STRING)
    valid = scan_string (scan, &escaped);
  else if (type == DG_JSON_NUMBER)
    valid = scan_number (scan);
  else
    valid = scan_literal (scan, *scan->at == 't' ? "true" : *scan->at == 'f' ? "false" : "null");
  if (!valid)
    return FALSE;

  node = dg_json_document_get_node (scan->document, position);
  node->end = get_offset (scan);
  node->escaped = escaped;
  return scan_what_follows (scan);
}

static gboolean
scan_value (Scan *scan)
{
  skip_space (scan);
  switch (*scan->at)
    {
    case '{':
      return open_container (scan, DG_JSON_OBJECT);
    case '[':
      return open_container (scan, DG_JSON_ARRAY);
    case '"':
      return scan_scalar (scan, DG_JSON_STRING);
    case 't':
    case 'f':
      return scan_scalar (scan, DG_JSON_BOOLEAN);
    case 'n':
      return scan_scalar (scan, DG_JSON_NULL);
    default:
      if (*scan->at == '-' || g_ascii_isdigit (*scan->at))
        return scan_scalar (scan, DG_JSON_NUMBER);
      return fail_expecting (scan, _ ("a value was expected"));
    }
}

/*< private >
 * dg_json_document_scan:
 * @self: a document with text and without nodes
 * @limits: what is accepted
 * @error: return location for a #DgJsonError
 *
 * Fills in the nodes.
 *
 * Returns: whether the text is JSON within @limits
 */
gboolean
dg_json_document_scan (DgJsonDocument *self, const DgJsonLimits *limits, GError **error)
{
  g_autoptr (GArray) members = dg_json_members_new ();
  Scan scan = {
    .document = self,
    .limits = limits,
    .at = self->text,
    .end = self->text + self->length,
    .parent = DG_JSON_NO_NODE,
    .members = members,
    .error = error,
  };

  if (g_str_has_prefix (self->text, "\xEF\xBB\xBF"))
    return fail_at (&scan, scan.at, DG_JSON_ERROR_SYNTAX,
                    _ ("a value was expected, but the text begins with a byte order mark"));

  while (!scan.finished)
    {
      if (!scan_value (&scan))
        return FALSE;
    }
  return TRUE;
}
