/* dg-simulator-extension.c: in what parts more records are made
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "dg-simulator-answer.h"

#include <string.h>

#include "dg-simulator-fit.h"
#include "dg-simulator-shown.h"

#define MAX_PARTS 6
#define MIN_STEM 5

/* `5 of them about roaming`: a number, and what it is a number of */
#define CLAUSE                                                                                                         \
  "\\b(\\d{1,4})\\b[ ]*((?:of (?:them|these|which|those)|davon|von ihnen)?[ ]*"                                        \
  "(?:[^\\d,;.\\n]*?))(?=[ ]*(?:[,;.\\n]|\\b(?:and|und)\\b[ ]+\\d|\\d|$))"
#define NO_CONTENT                                                                                                     \
  "^(?:(?:of (?:them|these|which|those)|davon|von ihnen|more|further|additional|new|weitere|mehr|neue|only|just|nur|"  \
  "records?|examples?|rows?|datensätze|beispiele|with|about|on|for|are|should be|that are|mit|über|zu|sollen|the|"   \
  "in all|please|bitte)\\b\\s*|\\s+)+|\\s*\\b(?:please|bitte)\\W*$"

/* One wish: how many, of what */
typedef struct
{
  guint count;
  char *content; /* (owned) "" for nothing in particular */
} Clause;

static void
clear_clause (gpointer data)
{
  g_free (((Clause *) data)->content);
}

static char *
strip_content (const char *content)
{
  g_autoptr (GRegex) regex = g_regex_new (NO_CONTENT, G_REGEX_CASELESS, 0, NULL);

  return g_strstrip (g_regex_replace_literal (regex, content, -1, 0, "", 0, NULL));
}

static guint
read_total (const DgSimulatorRequest *request, const char *wish)
{
  static const char *const patterns[] = { "\\b(\\d{1,4})[ ]*(?:more|further|new|additional|records|in all)\\b",
                                          "\\b(?:count|records|number)\\b[^\\d\\n]{0,20}(\\d{1,4})\\b" };
  g_autofree char *around = dg_shown_dup_around (request->prompt);
  const char *const texts[] = { around, wish };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    for (guint j = 0; j < G_N_ELEMENTS (patterns); j++)
      {
        g_autofree char *number = dg_text_match (texts[i], patterns[j], 1);

        if (number != NULL && g_ascii_strtoull (number, NULL, 10) > 0)
          return (guint) g_ascii_strtoull (number, NULL, 10);
      }

  return 10;
}

/* The parts that the wish names, of which none has more than is left, and last what is left over */
static GArray *
read_clauses (const char *wish, guint total)
{
  GArray *clauses = g_array_new (FALSE, FALSE, sizeof (Clause));
  g_autoptr (GPtrArray) counts = dg_text_match_all (wish, CLAUSE, 1);
  g_autoptr (GPtrArray) contents = dg_text_match_all (wish, CLAUSE, 2);
  guint left = total;

  g_array_set_clear_func (clauses, clear_clause);
  for (guint i = 0; i < counts->len && clauses->len + 1 < MAX_PARTS; i++)
    {
      g_autofree char *content = strip_content (g_ptr_array_index (contents, i));
      Clause clause = { MIN ((guint) g_ascii_strtoull (g_ptr_array_index (counts, i), NULL, 10), left), NULL };

      if (*content == '\0' || clause.count == 0)
        continue;
      clause.content = g_steal_pointer (&content);
      g_array_append_val (clauses, clause);
      left -= clause.count;
    }
  if (clauses->len == 0)
    {
      Clause all = { total, strip_content (wish) };

      g_array_append_val (clauses, all);
    }
  else if (left > 0)
    {
      Clause rest = { left, g_strdup ("") };

      g_array_append_val (clauses, rest);
    }

  return clauses;
}

/* `tone: frustrated (weight 20)` is `frustrated`, as `- 12: frustrated` is */
static char *
dup_value (const char *shown)
{
  g_autofree char *line = g_strndup (shown, strcspn (shown, "\n("));
  const char *colon = strstr (line, ": ");

  return g_strstrip (g_strdup (colon != NULL ? colon + 2 : line));
}

/* Whether the wish speaks of the value, be it in another form of its first word */
static gboolean
speaks_of (const char *content, const char *value)
{
  g_autofree char *folded_content = g_utf8_casefold (content, -1);
  g_autofree char *folded = g_utf8_casefold (value, -1);
  g_autofree char *stem = NULL;
  glong length;

  g_strdelimit (folded, "_-", ' ');
  if (*folded == '\0')
    return FALSE;
  if (strstr (folded_content, folded) != NULL)
    return TRUE;

  *(folded + strcspn (folded, " ")) = '\0';
  length = g_utf8_strlen (folded, -1);
  if (length <= MIN_STEM)
    return FALSE;
  stem = g_utf8_substring (folded, 0, MAX (length - 2, MIN_STEM));

  return strstr (folded_content, stem) != NULL;
}

/* The ids of the values that the wish speaks of */
static GArray *
find_ids (const DgSimulatorRequest *request, const char *content)
{
  GArray *ids = g_array_new (FALSE, FALSE, sizeof (guint));
  g_autofree char *block = dg_shown_dup_block (request->prompt, "PLAN|OUTLINE");
  g_autofree char *around = dg_shown_dup_around (request->prompt);
  g_autoptr (GPtrArray) values = dg_shown_list_numbered (block != NULL ? block : around);

  for (guint i = 0; i < values->len && *content != '\0'; i++)
    {
      const DgNumbered *shown = g_ptr_array_index (values, i);
      g_autofree char *value = dup_value (shown->text);

      if (speaks_of (content, value))
        g_array_append_val (ids, shown->n);
    }

  return ids;
}

static void
add_limit (GString *limits, guint part, guint id, const char *rule)
{
  dg_answer_begin (limits, NULL, '{');
  dg_answer_add_number (limits, "part", part);
  dg_answer_add_number (limits, "id", id);
  dg_answer_add_text (limits, "rule", rule);
  dg_answer_end (limits, '}');
}

static void
add_extra (GString *extra, guint part, const char *content)
{
  dg_answer_begin (extra, NULL, '{');
  dg_answer_add_number (extra, "part", part);
  dg_answer_add_text (extra, "dimension", "wish");
  dg_answer_add_text (extra, "value", content);
  dg_answer_add_text (extra, "how", content);
  dg_answer_end (extra, '}');
}

/* A part has only what its clause speaks of, and the last, of what is left over, has none of it. */
static void
add_conditions (const DgSimulatorRequest *request, GArray *clauses, guint position, GString *limits, GString *extra)
{
  const Clause *clause = &g_array_index (clauses, Clause, position);
  g_autoptr (GArray) ids = find_ids (request, clause->content);

  for (guint i = 0; i < ids->len; i++)
    {
      guint id = g_array_index (ids, guint, i);

      add_limit (limits, position + 1, id, "only");
      if (*g_array_index (clauses, Clause, clauses->len - 1).content == '\0')
        add_limit (limits, clauses->len, id, "never");
    }
  if (ids->len == 0 && *clause->content != '\0')
    add_extra (extra, position + 1, clause->content);
}

static char *
describe (GArray *clauses, gboolean german)
{
  GString *say = g_string_new (NULL);

  for (guint i = 0; i < clauses->len; i++)
    {
      const Clause *clause = &g_array_index (clauses, Clause, i);

      g_string_append_printf (say, "%s%u: %s", i > 0 ? "; " : "", clause->count,
                              *clause->content != '\0' ? clause->content
                              : german                 ? "wie geplant"
                                                       : "as planned");
    }

  return g_string_free (say, FALSE);
}

/* extend_plan */
void
dg_answer_extend_plan (const DgAnswerSource *self, GString *out)
{
  g_autofree char *wish = dg_shown_dup_block (self->request->prompt, "WISH|ABOUT");
  g_autoptr (GString) limits = g_string_new (NULL);
  g_autoptr (GString) extra = g_string_new (NULL);
  g_autoptr (GArray) clauses = NULL;
  g_autofree char *say = NULL;

  if (wish == NULL)
    wish = dg_shown_dup_about (self->request, "\\b(?:wish|about|wanted)\\b");
  clauses = read_clauses (wish, read_total (self->request, wish));
  dg_answer_begin (limits, "limits", '[');
  dg_answer_begin (extra, "extra", '[');
  dg_answer_begin (out, "parts", '[');
  for (guint i = 0; i < clauses->len; i++)
    {
      dg_answer_begin (out, NULL, '{');
      dg_answer_add_number (out, "part", i + 1);
      dg_answer_add_number (out, "count", g_array_index (clauses, Clause, i).count);
      dg_answer_add_number (out, "like_record", 0);
      dg_answer_end (out, '}');
      add_conditions (self->request, clauses, i, limits, extra);
    }
  g_string_append_printf (out, "],%s],%s]", limits->str, extra->str);
  say = describe (clauses, dg_text_is_german (wish));
  dg_answer_add_text (out, "say", say);
  dg_answer_add_text (out, "question", "");
}
