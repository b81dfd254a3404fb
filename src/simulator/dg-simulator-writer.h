/* dg-simulator-writer.h: writes what a schema asks for
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "dg-json.h"
#include "dg-simulator-types.h"

G_BEGIN_DECLS

/**
 * DgWriter:
 * @grammar: the sentences
 * @lines: (element-type DgPlanLine): the lines of the request
 * @words: words of the task
 * @limits: the limits that the request states
 * @random: where the composition of each record begins
 * @composition: the one that is used
 * @line: (nullable): the record's line, %NULL outside a record
 * @label: (nullable): what the record's text leads to
 * @body_field: (nullable): the field that has the record's text
 * @body: (nullable): that text
 * @faults: (nullable): what goes wrong with records
 * @shelf: (element-type DgRemembered) (nullable): the run's records
 * @n_records: counts the reply's
 * @wrong_field: (nullable): the field that breaks the record's format
 * @wrong_value: (nullable): JSON that is in it; %NULL when it is left out
 *
 * What a reply is written with. All of it is borrowed.
 */
typedef struct
{
  DgGrammar *grammar;
  GPtrArray *lines;
  const char *const *words;
  const DgRequestLimits *limits;
  DgRandom random;
  DgComposition *composition;
  const DgPlanLine *line;
  const char *label;
  const char *body_field;
  const char *body;
  DgRecordFaults *faults;
  GArray *shelf;
  guint *n_records;
  const char *wrong_field;
  const char *wrong_value;
} DgWriter;

void dg_writer_write_value (DgWriter *self, DgJsonValue schema, const char *name, guint position, GString *out);
void dg_writer_write_members (DgWriter *self, DgJsonValue properties, guint position, GString *out);
void dg_writer_write_record (DgWriter *self, DgJsonValue schema, guint position, GString *out);

G_END_DECLS
