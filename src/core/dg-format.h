/* dg-format.h: what inputs and answers look like
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "dg-json-schema.h"

G_BEGIN_DECLS

#define DG_FORMAT_ERROR (dg_format_error_quark ())
GQuark dg_format_error_quark (void);

/**
 * DgFormatError:
 * @DG_FORMAT_ERROR_XML: a text is not well-formed XML, or not of the elements that were agreed
 */
typedef enum
{
  DG_FORMAT_ERROR_XML,
} DgFormatError;

/**
 * DgFormatKind:
 * @DG_FORMAT_TEXT: any text
 * @DG_FORMAT_LABEL: one of a closed set
 * @DG_FORMAT_JSON: a JSON value with a schema
 * @DG_FORMAT_XML: elements with text in them
 */
typedef enum
{
  DG_FORMAT_TEXT,
  DG_FORMAT_LABEL,
  DG_FORMAT_JSON,
  DG_FORMAT_XML,
} DgFormatKind;

/**
 * DgFieldType:
 * @DG_FIELD_TEXT: a string
 * @DG_FIELD_LABEL: a string out of a closed set
 * @DG_FIELD_TEXT_LIST: a list of strings
 * @DG_FIELD_INTEGER: a whole number
 * @DG_FIELD_NUMBER: a number
 * @DG_FIELD_BOOLEAN: true or false
 * @DG_FIELD_SOURCE: a string that holds JSON or XML text, for what has no fields of its own
 */
typedef enum
{
  DG_FIELD_TEXT,
  DG_FIELD_LABEL,
  DG_FIELD_TEXT_LIST,
  DG_FIELD_INTEGER,
  DG_FIELD_NUMBER,
  DG_FIELD_BOOLEAN,
  DG_FIELD_SOURCE,
} DgFieldType;

/**
 * DgField:
 * @name: (owned): its name in the tool call, without prefix; only letters, digits and underscores
 * @path: (owned): the names of the members or elements it stands in, from outside; one or two
 * @description: (owned) (nullable): what the schema says about it
 * @type: what goes in
 * @nullable: whether it may be null
 * @required: whether the schema insists on it
 * @values: (owned) (nullable): the closed set of a label
 *
 * A typed field of a structured text. The model fills fields and the program writes the text from them, so that the
 * syntax, the order of members and the spelling of labels are not the model's business.
 */
typedef struct
{
  char *name;
  GStrv path;
  char *description;
  DgFieldType type;
  gboolean nullable;
  gboolean required;
  GStrv values;
} DgField;

DgFormat *dg_format_new_text (void);
DgFormat *dg_format_new_labels (const char *const *labels);
DgFormat *dg_format_new_json (const char *schema, GError **error);
DgFormat *dg_format_new_xml (const char *example, GError **error);
DgFormat *dg_format_ref (DgFormat *self);
void dg_format_unref (DgFormat *self);

DgFormatKind dg_format_get_kind (DgFormat *self);
guint dg_format_get_n_fields (DgFormat *self);
const DgField *dg_format_get_field (DgFormat *self, guint position);
DgJsonSchema *dg_format_get_schema (DgFormat *self);
const char *dg_format_get_xml_root (DgFormat *self);
const char *const *dg_format_get_labels (DgFormat *self);

char *dg_format_find_xml_example (const char *text);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DgFormat, dg_format_unref)

G_END_DECLS
