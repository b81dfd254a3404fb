/* dg-simulator-answer-format.c: what the answers look like, down to their fields
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "dg-simulator-answer.h"

#include <string.h>

#include "dg-simulator-fit.h"
#include "dg-simulator-limits.h"
#include "dg-simulator-requirements.h"
#include "dg-simulator-shown.h"
#include "dg-simulator-terms.h"

#define LABEL_FIELD "label"
#define LABEL_NAME "^(?:label|topic|category|class|intent|sentiment|kind|kategorie|thema|stimmung)$"

static void
add_field (GString *out, const char *name, const char *type, gboolean nullable)
{
  dg_answer_begin (out, NULL, '{');
  dg_answer_add_text (out, "field", name);
  dg_answer_add_text (out, "type", type);
  dg_answer_add_flag (out, "nullable", nullable);
  dg_answer_end (out, '}');
}

static void
add_values (GString *out, const char *name, const char *const *values)
{
  for (guint i = 0; values != NULL && values[i] != NULL; i++)
    {
      dg_answer_begin (out, NULL, '{');
      dg_answer_add_text (out, "field", name);
      dg_answer_add_text (out, "value", values[i]);
      dg_answer_add_flag (out, "given", TRUE);
      dg_answer_end (out, '}');
    }
}

static void
add_terms (GString *out, GPtrArray *terms)
{
  dg_answer_begin (out, "fields", '[');
  for (guint i = 0; i < terms->len; i++)
    {
      const DgTerm *term = g_ptr_array_index (terms, i);

      add_field (out, term->name, term->type, term->nullable);
    }
  dg_answer_end (out, ']');
  dg_answer_begin (out, "values", '[');
  for (guint i = 0; i < terms->len; i++)
    {
      const DgTerm *term = g_ptr_array_index (terms, i);

      add_values (out, term->name, (const char *const *) term->values);
    }
  dg_answer_end (out, ']');
}

/* One field for labels, and none for a free text */
static void
add_single (GString *out, GStrv labels)
{
  dg_answer_begin (out, "fields", '[');
  if (labels != NULL)
    add_field (out, LABEL_FIELD, "label", FALSE);
  dg_answer_end (out, ']');
  dg_answer_begin (out, "values", '[');
  add_values (out, LABEL_FIELD, (const char *const *) labels);
  dg_answer_end (out, ']');
}

/* Labels that were agreed before go into the field that is called so, or into the only one. */
static void
place_labels (GPtrArray *terms, GStrv labels)
{
  for (guint i = 0; labels != NULL && i < terms->len; i++)
    {
      DgTerm *term = g_ptr_array_index (terms, i);

      if (term->values != NULL || (terms->len > 1 && !dg_text_has (term->name, LABEL_NAME)))
        continue;
      term->values = g_strdupv (labels);
      term->type = "label";
      term->nullable = FALSE;
      return;
    }
}

/* What the answer is for an edge case: of labels the one that a plain rule gives, of fields what the text says */
static void
add_convention (GString *out, const char *edge, const char *kind, gboolean german)
{
  gboolean hostile = dg_text_has (edge, "ignore|trick|adversarial|inject|ignorier|austricks|lie");
  const char *answer;

  if (hostile)
    answer = german ? "die Antwort, die der Text ohne diese Aufforderung hätte"
                    : "the answer that the text would have without that demand";
  else if (g_str_equal (kind, "label"))
    answer = german ? "das Label dessen, was zuerst verlangt wird; ohne Wunsch das des ersten Themas"
                    : "the label of what is asked for first; without a wish that of the first topic";
  else if (g_str_equal (kind, "text"))
    answer = german ? "eine Antwort, die sagt, was fehlt" : "an answer that says what is missing";
  else
    answer = german ? "null, wo der Text nichts sagt; sonst das zuerst Genannte"
                    : "null where the text is silent; otherwise what is named first";

  dg_answer_begin (out, NULL, '{');
  dg_answer_add_text (out, "case", edge);
  dg_answer_add_text (out, "answer", answer);
  dg_answer_end (out, '}');
}

static void
add_conventions (const DgAnswerSource *self, const char *kind, GString *out)
{
  g_autofree char *task = dg_requirements_dup (self->request, "task");
  g_autoptr (GPtrArray) edges = dg_requirements_list_edges (self->request);
  gboolean german = dg_text_is_german (task);

  dg_answer_begin (out, "conventions", '[');
  for (guint i = 0; i < edges->len; i++)
    add_convention (out, g_ptr_array_index (edges, i), kind, german);
  dg_answer_end (out, ']');
}

static void
add_limits (const DgAnswerSource *self, GString *out)
{
  g_autofree char *constraints = dg_requirements_dup (self->request, "constraints");
  g_autoptr (GPtrArray) limits = dg_limits_new ();

  dg_limits_add (limits, constraints);
  dg_answer_begin (out, "limits", '[');
  for (guint i = 0; i < limits->len; i++)
    {
      const DgLimit *limit = g_ptr_array_index (limits, i);

      dg_answer_begin (out, NULL, '{');
      dg_answer_add_text (out, "column", dg_column_get_id (limit->column));
      dg_answer_add_text (out, "check", dg_check_get_id (limit->check));
      dg_answer_add_text (out, "value", limit->value);
      dg_answer_end (out, '}');
    }
  dg_answer_end (out, ']');
}

/* set_answer_format */
void
dg_answer_set_answer_format (const DgAnswerSource *self, GString *out)
{
  g_autofree char *output = dg_requirements_dup (self->request, "output_format");
  g_autofree char *wish = dg_shown_dup_about (self->request, "\\bnotes?\\b|change|wish");
  g_autofree char *said = g_strjoin ("\n", wish, output, NULL);
  g_autoptr (GPtrArray) xml = dg_terms_find_xml_fields (said);
  g_autoptr (GPtrArray) json = dg_terms_find_json_fields (said);
  g_auto (GStrv) labels = dg_requirements_dup_labels (self->request);
  gboolean wants_json = dg_text_has (said, "\\bjson\\b(?!l)") || dg_text_has (said, "\\bfields?\\b|\\bkeys?\\b");
  const char *kind;

  if (xml->len > 0)
    {
      kind = "xml";
      dg_answer_add_text (out, "kind", kind);
      add_terms (out, xml);
    }
  else if (wants_json && json->len > 0)
    {
      kind = "json";
      place_labels (json, labels);
      dg_answer_add_text (out, "kind", kind);
      add_terms (out, json);
    }
  else
    {
      kind = labels != NULL ? "label" : "text";
      dg_answer_add_text (out, "kind", kind);
      add_single (out, labels);
    }
  add_conventions (self, kind, out);
  add_limits (self, out);
}
