/* dg-simulator-notes.h: what a person means by a note on a sample
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "dg-limit.h"

G_BEGIN_DECLS

/**
 * DgShownNote:
 * @n: its number
 * @text: (owned): what the person wrote
 * @input: (owned): the input of the sample that it is on, as far as the request shows it
 */
typedef struct
{
  guint n;
  char *text;
  char *input;
} DgShownNote;

/**
 * DgNoteReading:
 * @kind: what kind of note it is, as set_rules calls it
 * @target: what is to change
 * @text: (owned) (nullable): the rule that it makes, %NULL for praise, a question and what is meant for one sample only
 * @limit: (owned) (nullable): what a program can check of it
 * @is_question: whether it asks something
 * @german: whether it is in German
 */
typedef struct
{
  const char *kind;
  const char *target;
  char *text;
  DgLimit *limit;
  gboolean is_question;
  gboolean german;
} DgNoteReading;

GPtrArray *dg_notes_list (const char *prompt);
void dg_note_read (const DgShownNote *note, DgNoteReading *reading);
DgLimit *dg_note_read_limit (const char *note, const char *input);
void dg_note_reading_clear (DgNoteReading *self);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (DgNoteReading, dg_note_reading_clear)

G_END_DECLS
