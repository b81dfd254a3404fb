/* dg-json.h: the strict JSON scanner that guards every door
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "dg-core-types.h"

G_BEGIN_DECLS

/**
 * DG_JSON_ERROR:
 *
 * Error domain of the scanner; see #DgJsonError.
 */
#define DG_JSON_ERROR (dg_json_error_quark ())
GQuark dg_json_error_quark (void);

/**
 * DgJsonError:
 * @DG_JSON_ERROR_SYNTAX: not RFC 8259 JSON
 * @DG_JSON_ERROR_ENCODING: not UTF-8, or a string with half a surrogate pair
 * @DG_JSON_ERROR_NUL: a string holds U+0000, which no C program downstream can carry
 * @DG_JSON_ERROR_DUPLICATE_KEY: an object names the same member twice
 * @DG_JSON_ERROR_TOO_LARGE: more bytes or values than the limits allow
 * @DG_JSON_ERROR_TOO_DEEP: nested deeper than the limits allow
 * @DG_JSON_ERROR_TYPE: a value is not of the type that was asked for
 */
typedef enum
{
  DG_JSON_ERROR_SYNTAX,
  DG_JSON_ERROR_ENCODING,
  DG_JSON_ERROR_NUL,
  DG_JSON_ERROR_DUPLICATE_KEY,
  DG_JSON_ERROR_TOO_LARGE,
  DG_JSON_ERROR_TOO_DEEP,
  DG_JSON_ERROR_TYPE,
} DgJsonError;

typedef enum
{
  DG_JSON_NULL,
  DG_JSON_BOOLEAN,
  DG_JSON_NUMBER,
  DG_JSON_STRING,
  DG_JSON_ARRAY,
  DG_JSON_OBJECT,
} DgJsonType;

/**
 * DgJsonLimits:
 * @max_bytes: longest text accepted, in bytes
 * @max_values: most values (members and elements count, keys do not)
 * @max_depth: deepest nesting; `[]` has depth 1
 *
 * What a document may cost before it is refused.
 */
typedef struct
{
  gsize max_bytes;
  guint max_values;
  guint max_depth;
} DgJsonLimits;

/** 16 MiB, 1,000,000 values, depth 64: what is used when no limits are given. */
extern const DgJsonLimits DG_JSON_DEFAULT_LIMITS;

/**
 * DgJsonValue:
 *
 * A place in a document: cheap to copy, valid as long as the document. Not to be taken apart.
 */
typedef struct
{
  DgJsonDocument *document; /* (unowned) */
  guint node;
} DgJsonValue;

/**
 * DgJsonIter:
 *
 * Walks the members of an object or the elements of an array, in their order in the text. Lives on the stack.
 */
typedef struct
{
  /*< private >*/
  DgJsonDocument *document; /* (unowned) */
  guint next;
  guint end;
  gboolean object;
} DgJsonIter;

DgJsonDocument *dg_json_document_new (const char *text, gssize length, const DgJsonLimits *limits, GError **error);
DgJsonDocument *dg_json_document_ref (DgJsonDocument *self);
void dg_json_document_unref (DgJsonDocument *self);
DgJsonValue dg_json_document_get_root (DgJsonDocument *self);

DgJsonType dg_json_value_get_value_type (DgJsonValue self);
const char *dg_json_value_get_source (DgJsonValue self, gsize *length);
char *dg_json_value_dup_source (DgJsonValue self);
char *dg_json_value_dup_path (DgJsonValue self);
char *dg_json_value_dup_string (DgJsonValue self);
gboolean dg_json_value_equals_string (DgJsonValue self, const char *string);
gboolean dg_json_value_get_boolean (DgJsonValue self);
gboolean dg_json_value_get_int64 (DgJsonValue self, gint64 *number);
double dg_json_value_get_double (DgJsonValue self);
guint dg_json_value_get_length (DgJsonValue self);
gboolean dg_json_value_equal (DgJsonValue a, DgJsonValue b);

gboolean dg_json_object_lookup (DgJsonValue self, const char *key, DgJsonValue *value);
gboolean dg_json_object_lookup_string (DgJsonValue self, const char *key, char **string);
gboolean dg_json_object_lookup_int64 (DgJsonValue self, const char *key, gint64 *number);

void dg_json_iter_init (DgJsonIter *iter, DgJsonValue container);
gboolean dg_json_iter_next (DgJsonIter *iter, char **key, DgJsonValue *value);

const char *dg_json_type_get_name (DgJsonType type);
void dg_json_append_string (GString *out, const char *string);
char *dg_json_compact (DgJsonValue self);
char *dg_json_text_compact (const char *text);
char *dg_json_text_indent (const char *text);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DgJsonDocument, dg_json_document_unref)

G_END_DECLS
