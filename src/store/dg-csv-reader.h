/* dg-csv-reader.h: records of CSV text, one after the other
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * DgCsvReader:
 * @n_fields: how many fields the record has; those beyond the first few are counted only
 * @first_line: the line where the record starts, counted from 1
 * @last_line: the line where it ends
 * @blank: whether the line is empty
 * @problem: (nullable): what breaks the format, for a person
 *
 * Reads text, RFC 4180 with any delimiter, LF or CRLF. The members tell of the record at hand. Lives on the stack.
 */
typedef struct
{
  guint n_fields;
  guint first_line;
  guint last_line;
  gboolean blank;
  const char *problem;

  /*< private >*/
  const char *cursor;
  const char *end;
  char delimiter;
  gboolean loose_quotes;
  guint line; /* of @cursor */
  guint max_fields;
  gboolean quoted;
  GPtrArray *fields; /* (owned) (element-type GString) used again for each record */
} DgCsvReader;

void dg_csv_reader_init (
    DgCsvReader *self, const char *text, gsize length, char delimiter, guint max_fields, gboolean loose_quotes);
void dg_csv_reader_clear (DgCsvReader *self);
gboolean dg_csv_reader_next (DgCsvReader *self);
const GString *dg_csv_reader_get_field (const DgCsvReader *self, guint i);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (DgCsvReader, dg_csv_reader_clear)

G_END_DECLS
