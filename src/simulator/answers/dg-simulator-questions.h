/* dg-simulator-questions.h: what the practice model asks and decides about each part of the checklist
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "dg-simulator-answer.h"

G_BEGIN_DECLS

/**
 * DgFinding:
 * @quote: (owned): what was found, as it stands in the text
 * @value: (owned): what it means for the part
 */
typedef struct
{
  char *quote;
  char *value;
} DgFinding;

GKeyFile *dg_questions_load (void);
GStrv dg_questions_list (const DgAnswerSource *source, const char *list);
char *dg_questions_dup_text (GKeyFile *self, const char *part, const char *key, gboolean german, const char *subject);
GStrv dg_questions_dup_suggestions (GKeyFile *self, const char *part, gboolean german);
gboolean dg_questions_is_single (GKeyFile *self, const char *part);
gboolean dg_questions_find (GKeyFile *self, const char *part, const char *text, DgFinding *finding);
char *dg_questions_dup_subject (const char *text, gboolean german);
void dg_finding_clear (DgFinding *self);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (DgFinding, dg_finding_clear)

G_END_DECLS
