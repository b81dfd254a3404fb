/* dg-json-private.h: how a scanned document is laid out, for the dg-json-*.c files alone
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "dg-json.h"

G_BEGIN_DECLS

/** Stands for "no node" where an index is kept; never a valid index, for offsets are 32 bits wide too. */
#define DG_JSON_NO_NODE G_MAXUINT32

/**
 * DgJsonNode:
 * @start: offset of the value's first byte
 * @end: offset after its last byte
 * @key_start: offset of the member name's opening quote; only for members of an object
 * @key_end: offset after the member name's closing quote
 * @parent: index of the container, or %DG_JSON_NO_NODE for the root
 * @skip: index after the last descendant, where the next sibling stands if there is one
 * @length: how many members or elements
 * @type: a #DgJsonType
 * @escaped: the value is a string with at least one escape
 * @key_escaped: the member name has at least one escape
 *
 * One value. Nodes lie on the tape in the order of the text, so the first child of node n is n + 1.
 */
typedef struct
{
  guint32 start;
  guint32 end;
  guint32 key_start;
  guint32 key_end;
  guint32 parent;
  guint32 skip;
  guint32 length;
  guint8 type;
  guint8 escaped;
  guint8 key_escaped;
} DgJsonNode;

struct _DgJsonDocument
{
  gatomicrefcount ref_count;
  char *text;    /* (owned): a copy, NUL-terminated */
  gsize length;  /* of @text, in bytes */
  GArray *nodes; /* (owned) (element-type DgJsonNode) */
};

/**
 * DgJsonMember:
 * @name: the decoded member name, not NUL-terminated
 * @length: its length in bytes
 * @decoded: (owned) (nullable): what @name points into if it isn't the document's text
 * @node: index of the member's value
 */
typedef struct
{
  const char *name;
  gsize length;
  char *decoded;
  guint node;
} DgJsonMember;

/**
 * DgJsonDecimal:
 * @negative: whether there is a minus sign; never set for zero
 * @digits: the first significant digit; a decimal point may follow
 * @n_digits: how many significant digits, from the first to the last that isn't zero; none for zero
 * @point: the value is 0.DIGITS × 10^@point
 * @vast: the exponent is too long to be kept in @point
 *
 * The exact value of a number literal, without rounding.
 */
typedef struct
{
  gboolean negative;
  const char *digits;
  gsize n_digits;
  gint64 point;
  gboolean vast;
} DgJsonDecimal;

gboolean dg_json_document_scan (DgJsonDocument *self, const DgJsonLimits *limits, GError **error);

char *dg_json_text_decode (const char *text, gsize length, gsize *decoded_length);
int dg_json_member_compare_names (const DgJsonMember *a, const DgJsonMember *b);
GArray *dg_json_members_new (void);
void dg_json_members_collect (GArray *members, DgJsonDocument *document, guint object);

void dg_json_decimal_init (DgJsonDecimal *self, const char *text, gsize length);
gboolean dg_json_decimal_equal (const DgJsonDecimal *a, const DgJsonDecimal *b);
gboolean dg_json_decimal_get_int64 (const DgJsonDecimal *self, gint64 *number);

static inline DgJsonNode *
dg_json_document_get_node (DgJsonDocument *self, guint node)
{
  return &g_array_index (self->nodes, DgJsonNode, node);
}

static inline gboolean
dg_json_value_is_valid (DgJsonValue self)
{
  return self.document != NULL && self.node < self.document->nodes->len;
}

G_END_DECLS
