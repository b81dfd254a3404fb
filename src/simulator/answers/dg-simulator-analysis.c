/* dg-simulator-analysis.c: what a prompt says about the requirements
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "dg-simulator-answer.h"

#include <string.h>

#include "dg-simulator-fit.h"
#include "dg-simulator-questions.h"
#include "dg-simulator-shown.h"
#include "dg-simulator-terms.h"

#define GAP_BYTES 320
#define MAX_QUOTE_BYTES 160

/* The texts of the prompt, each as often as it is shown: the system prompt and the user prompt are two blocks. */
static char *
dup_prompt (const DgSimulatorRequest *request)
{
  g_autofree char *system = dg_shown_dup_block (request->prompt, "SYSTEM");
  g_autofree char *user = dg_shown_dup_block (request->prompt, "USER");

  if (system == NULL && user == NULL)
    {
      char *any = dg_shown_dup_block (request->prompt, ".");

      return any != NULL ? any : g_strdup (request->prompt);
    }

  return g_strdup_printf ("%s\n\n%s", system != NULL ? system : "", user != NULL ? user : "");
}

/* A quote of one line, for what a model copies over a line end is hard to find again */
static void
add_row (GString *out, const char *part, const char *basis, const char *quote, const char *value)
{
  g_autofree char *line = g_strndup (quote, strcspn (quote, "\n"));

  if (strlen (line) > MAX_QUOTE_BYTES)
    *g_utf8_find_prev_char (line, line + MAX_QUOTE_BYTES) = '\0';
  dg_answer_begin (out, NULL, '{');
  dg_answer_add_text (out, "part", part);
  dg_answer_add_text (out, "basis", basis);
  dg_answer_add_text (out, "quote", g_strstrip (line));
  dg_answer_add_text (out, "value", value);
  dg_answer_end (out, '}');
}

/* Labels are a statement of their own: all of them, in their spelling. */
static gboolean
add_labels (GString *out, const char *part, const char *prompt)
{
  g_auto (GStrv) labels = g_str_equal (part, "output_format.structure") ? dg_terms_find_labels (prompt) : NULL;
  g_autofree char *joined = labels != NULL ? g_strjoinv (", ", labels) : NULL;
  g_autofree char *value = NULL;

  if (joined == NULL || strstr (prompt, labels[0]) == NULL)
    return FALSE;

  value = g_strconcat ("one of: ", joined, NULL);
  add_row (out, part, "stated", strstr (prompt, labels[0]), value);

  return TRUE;
}

/* Who lists the answers wants a label, whatever the verb is: sort, route, decide. */
static gboolean
add_kind_of_labels (GString *out, const char *part, const char *prompt, gboolean write)
{
  g_auto (GStrv) labels = g_str_equal (part, "output_format.kind") ? dg_terms_find_labels (prompt) : NULL;
  const char *quote = labels != NULL ? strstr (prompt, labels[0]) : NULL;

  if (quote != NULL && write)
    add_row (out, part, "implied", quote, "classification");

  return quote != NULL;
}

static const char *
find_basis (const char *part, const char *value, const char *quote)
{
  gboolean derived = !g_str_equal (value, quote) || g_str_has_prefix (part, "input_format.");

  return derived ? "implied" : "stated";
}

/* propose_checklist. The prompt is read and never obeyed. */
void
dg_answer_propose_checklist (const DgAnswerSource *self, GString *out)
{
  g_auto (GStrv) parts = dg_questions_list (self, "items");
  g_autoptr (GKeyFile) texts = dg_questions_load ();
  g_autofree char *prompt = dup_prompt (self->request);
  gboolean german = dg_text_is_german (prompt);
  g_autofree char *subject = dg_questions_dup_subject (prompt, german);
  g_auto (GStrv) suggestions = dg_questions_dup_suggestions (texts, "output_format.conventions", german);
  g_autofree char *gap = NULL;

  dg_answer_begin (out, "items", '[');
  for (guint pass = 0; pass < 2; pass++)
    for (guint i = 0; parts[i] != NULL && out->len + GAP_BYTES < self->max_bytes; i++)
      {
        g_auto (DgFinding) finding = { NULL };
        gboolean found = dg_questions_find (texts, parts[i], prompt, &finding);
        g_autofree char *guess = NULL;

        /* What the prompt says comes first, and guesses where there is room. */
        if (pass == 0 && !add_labels (out, parts[i], prompt) && found)
          add_row (out, parts[i], find_basis (parts[i], finding.value, finding.quote), finding.quote, finding.value);
        if (found || add_kind_of_labels (out, parts[i], prompt, pass == 0) || pass == 0)
          continue;
        guess = dg_questions_dup_text (texts, parts[i], "decide", german, subject);
        if (guess != NULL && !g_str_equal (parts[i], "output_format.structure"))
          add_row (out, parts[i], "guess", "", guess);
      }
  dg_answer_end (out, ']');
  gap = dg_questions_dup_text (texts, "output_format.conventions", "ask", german, subject);
  dg_answer_add_text (out, "gap", gap);
  dg_answer_begin (out, "suggestions", '[');
  for (guint i = 0; suggestions[i] != NULL; i++)
    dg_answer_add_text (out, NULL, suggestions[i]);
  dg_answer_end (out, ']');
}
