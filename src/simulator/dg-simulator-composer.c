/* dg-simulator-composer.c: answers a request from its own tool schema and texts
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "dg-simulator-composer.h"

#include <string.h>

#include "dg-json.h"
#include "dg-simulator-answer.h"
#include "dg-simulator-composition.h"
#include "dg-simulator-grammar.h"
#include "dg-simulator-line.h"
#include "dg-simulator-memory.h"
#include "dg-simulator-request-limits.h"
#include "dg-simulator-request.h"
#include "dg-simulator-writer.h"

#define RESOURCE_PREFIX "/org/example/DatasetGen/simulator/domains/"
#define TASK_HEADING "# The task"
#define MIN_KEYWORDS 2    /* that a domain is known by */
#define MIN_WORD_LENGTH 5 /* leaves out most of what is only grammar */
#define MAX_WORDS 60
/* What is kept free of what a reply may have, as not all that is written is counted before */
#define ROOM_IN_TEN 9
#define MAX_ANSWER_BYTES (64 << 10)

/* Long enough, and still only grammar */
static const char *const small_words[] = { "about", "after", "before", "could", "every",  "other", "should",
                                           "their", "there", "these",  "those", "under",  "where", "which",
                                           "while", "whose", "would",  "write", "writes", "keine", "dieser",
                                           "einer", "einem", "einen",  NULL };

static const char *const domains[] = { "telecom", "contracts", "hotel", "generic" };
#define GENERIC (G_N_ELEMENTS (domains) - 1)

struct _DgComposer
{
  DgGrammar *grammars[G_N_ELEMENTS (domains)]; /* (owned) */
  DgRecordMemory *memory;                      /* (owned) */
  guint64 seed;
};

DgComposer *
dg_composer_new (guint64 seed)
{
  DgComposer *self = g_new0 (DgComposer, 1);

  self->seed = seed;
  self->memory = dg_record_memory_new ();
  for (guint i = 0; i < G_N_ELEMENTS (domains); i++)
    {
      g_autofree char *path = g_strconcat (RESOURCE_PREFIX, domains[i], ".txt", NULL);

      self->grammars[i] = dg_grammar_new_from_resource (path);
    }

  return self;
}

void
dg_composer_free (DgComposer *self)
{
  for (guint i = 0; i < G_N_ELEMENTS (domains); i++)
    dg_grammar_free (self->grammars[i]);
  dg_record_memory_free (self->memory);
  g_free (self);
}

/* The domain that the text speaks of, or NULL */
static DgGrammar *
find_grammar (DgComposer *self, const char *text)
{
  DgGrammar *best = NULL;
  guint most = MIN_KEYWORDS - 1;

  for (guint i = 0; i < GENERIC; i++)
    {
      guint n;

      dg_grammar_find (self->grammars[i], "domain", text, &n);
      if (n > most)
        {
          best = self->grammars[i];
          most = n;
        }
    }

  return best;
}

/* Calls that come before the task is settled have it in their message. */
static DgGrammar *
choose_grammar (DgComposer *self, const DgSimulatorRequest *request)
{
  DgGrammar *grammar = request->tool_name != NULL ? find_grammar (self, request->system) : NULL;

  if (grammar == NULL && request->tool_name != NULL && dg_answer_find (request->tool_name) != NULL)
    grammar = find_grammar (self, request->prompt);

  return grammar != NULL ? grammar : self->grammars[GENERIC];
}

/* The words of the task section, or of the whole system prompt where there is none */
static GStrv
collect_words (const DgSimulatorRequest *request)
{
  const char *task = strstr (request->system, TASK_HEADING);
  const char *start = task != NULL ? task + strcspn (task, "\n") : request->system;
  const char *end = task != NULL ? strstr (start, "\n#") : NULL;
  g_autofree char *section = g_strndup (start, end != NULL ? (gsize) (end - start) : strlen (start));
  g_auto (GStrv) tokens = g_str_tokenize_and_fold (section, "C", NULL);
  g_autoptr (GStrvBuilder) words = g_strv_builder_new ();
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; tokens[i] != NULL && g_hash_table_size (seen) < MAX_WORDS; i++)
    if (g_utf8_strlen (tokens[i], -1) >= MIN_WORD_LENGTH && !g_strv_contains (small_words, tokens[i]) &&
        g_hash_table_add (seen, tokens[i]))
      g_strv_builder_add (words, tokens[i]);
  if (g_hash_table_size (seen) == 0)
    g_strv_builder_add (words, "matter");

  return g_strv_builder_end (words);
}

/* An answer of the practice model's own, to a tool that it knows by name; NULL for any other */
static char *
write_answer (DgComposer *self, const DgSimulatorRequest *request, const char *const *words, DgRandom random)
{
  DgAnswerFunc answer = dg_answer_find (request->tool_name);
  const DgAnswerSource source = {
    .request = request,
    .grammar = choose_grammar (self, request),
    .words = words,
    .random = random,
    .max_bytes =
        MIN ((gsize) request->max_tokens * DG_SIMULATOR_CHARACTERS_A_TOKEN * ROOM_IN_TEN / 10, MAX_ANSWER_BYTES),
  };

  return answer != NULL ? dg_answer_write (answer, &source) : NULL;
}

/* Writes the input of the tool that the reply calls, as JSON, or a text when it calls none. The same seed and the
 * same request give the same reply, but for the faults. */
char *
dg_composer_write_reply (DgComposer *self, const DgSimulatorRequest *request, DgRecordFaults *faults, guint *n_records)
{
  gsize length;
  const char *source = dg_json_value_get_source (dg_json_document_get_root (request->document), &length);
  g_auto (GStrv) words = collect_words (request);
  g_autoptr (GPtrArray) lines = dg_plan_lines_parse (request->prompt);
  g_autoptr (DgPlanLine) blank = dg_plan_line_new ("");
  g_autoptr (DgRequestLimits) limits = NULL;
  DgWriter writer = {
    .grammar = choose_grammar (self, request),
    .lines = lines,
    .words = (const char *const *) words,
    .random = dg_random_seed (self->seed, source, length),
    .faults = faults,
    .n_records = n_records,
  };
  g_autoptr (DgComposition) composition = dg_composition_new (writer.grammar, blank, writer.words, writer.random);
  g_autoptr (GString) out = g_string_new (NULL);

  *n_records = 0;
  writer.composition = composition;
  if (request->tool_name == NULL)
    return dg_composition_write_sentence (composition, "plain");

  g_autofree char *schema = dg_json_value_dup_source (request->tool_schema);
  g_autofree char *answer = write_answer (self, request, writer.words, writer.random);

  if (answer != NULL)
    return g_steal_pointer (&answer);

  limits = dg_request_limits_new (request);
  writer.limits = limits;
  writer.shelf = dg_record_memory_get_shelf (self->memory, schema);
  dg_writer_write_value (&writer, request->tool_schema, request->tool_name, 0, out);

  return g_string_free (g_steal_pointer (&out), FALSE);
}
