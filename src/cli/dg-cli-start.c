/* dg-cli-start.c: `start`, `session` and `discard`
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gi18n.h>
#include <stdio.h>

#include "dg-cli-session.h"
#include "dg-dataset-file.h"

#define MAX_PROMPT_BYTES (256 * 1024)
#define MAX_REFERENCE_BYTES (1024 * 1024)

/* A few show what is wanted; more are a dataset. */
#define MAX_EXAMPLES 10

typedef struct
{
  char *like;        /* (owned) (nullable) id of a dataset or a session */
  char *prompt;      /* (owned) (nullable) id */
  char *system_file; /* (owned) (nullable) */
  char *user_file;   /* (owned) (nullable) */
  char *prompt_file; /* (owned) (nullable) */
  char *examples;    /* (owned) (nullable) */
  char *reference;   /* (owned) (nullable) */
  char *name;        /* (owned) (nullable) */
} StartOptions;

static void
clear_options (StartOptions *options)
{
  g_free (options->like);
  g_free (options->prompt);
  g_free (options->system_file);
  g_free (options->user_file);
  g_free (options->prompt_file);
  g_free (options->examples);
  g_free (options->reference);
  g_free (options->name);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (StartOptions, clear_options)

static gboolean
read_prompt_files (const StartOptions *options, DgPrompt **prompt, GError **error)
{
  const char *user_file = options->prompt_file != NULL ? options->prompt_file : options->user_file;
  g_autofree char *system = NULL;
  g_autofree char *user = NULL;
  g_autofree char *name = NULL;

  if (options->system_file != NULL)
    {
      system = dg_cli_read_text (options->system_file, MAX_PROMPT_BYTES, error);
      if (system == NULL)
        return FALSE;
    }
  if (user_file != NULL)
    {
      user = dg_cli_read_text (user_file, MAX_PROMPT_BYTES, error);
      if (user == NULL)
        return FALSE;
    }
  name = g_path_get_basename (user_file != NULL ? user_file : options->system_file);
  *prompt = dg_prompt_new (name, system, user);

  return TRUE;
}

static gboolean
read_prompt (DgCli *self, DgLibrary *library, const StartOptions *options, DgPrompt **prompt, GError **error)
{
  guint n_ways = (options->prompt != NULL) + (options->system_file != NULL || options->user_file != NULL) +
                 (options->prompt_file != NULL);

  *prompt = NULL;
  if (n_ways > 1)
    {
      g_propagate_error (error, dg_cli_new_usage_error (_ ("Name one prompt: --prompt, --prompt-file, or --system-file "
                                                           "and --user-file")));
      return FALSE;
    }
  if (n_ways == 0)
    return TRUE;
  if (options->prompt == NULL)
    return read_prompt_files (options, prompt, error);

  *prompt = dg_cli_load_prompt (self, library, options->prompt, error);

  return *prompt != NULL;
}

static gboolean
read_examples (DgCli *self, const char *path, GPtrArray *examples, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GPtrArray) bad_lines = NULL;
  g_autoptr (GPtrArray) records = NULL;

  dg_dataset_file_read_async (path, self->cancellable, dg_cli_store_result_cb, &result);
  records = dg_dataset_file_read_finish (dg_cli_wait (&result), &bad_lines, error);
  if (records == NULL)
    return FALSE;
  if (bad_lines != NULL && bad_lines->len > 0)
    {
      const DgBadLine *bad = g_ptr_array_index (bad_lines, 0);

      g_propagate_error (error, dg_cli_new_usage_error (_ ("“%s”, line %u: %s. Examples have the columns input and "
                                                           "answer; “dataset-gen-cli import” reads others."),
                                                        path, bad->line, bad->reason));
      return FALSE;
    }
  if (records->len < 1 || records->len > MAX_EXAMPLES)
    {
      g_propagate_error (error, dg_cli_new_usage_error (_ ("“%s” has %u records; give 1 to %d examples, 3 or more are "
                                                           "best"),
                                                        path, records->len, MAX_EXAMPLES));
      return FALSE;
    }

  for (guint i = 0; i < records->len; i++)
    g_ptr_array_add (examples, g_object_ref (g_ptr_array_index (records, i)));

  return TRUE;
}

/* The session that a dataset came from, or the one that is named. */
static DgDraft *
load_earlier (DgCli *self, DgLibrary *library, const char *id, GError **error)
{
  g_autoptr (DgDataset) dataset = NULL;
  g_autoptr (GAsyncResult) result = NULL;

  if (g_str_has_prefix (id, "dataset_"))
    {
      dataset = dg_cli_load_dataset (self, library, id, error);
      if (dataset == NULL)
        return NULL;
      id = dg_dataset_get_session (dataset);
    }
  if (id == NULL)
    {
      g_propagate_error (error, dg_cli_new_usage_error (_ ("“%s” was not made here, so its requirements are not known"),
                                                        dg_dataset_get_name (dataset)));
      return NULL;
    }

  dg_library_load_draft_async (library, id, self->cancellable, dg_cli_store_result_cb, &result);

  return dg_library_load_draft_finish (library, dg_cli_wait (&result), error);
}

/* Everything that says what the records are to be: a new walk begins with it, and makes samples of its own. */
static gboolean
adopt_requirements (DgCli *self, DgLibrary *library, const char *id, DgDraft *draft, GError **error)
{
  g_autoptr (DgDraft) earlier = load_earlier (self, library, id, error);

  if (earlier == NULL)
    return FALSE;

  draft->checklist = g_strdup (earlier->checklist);
  draft->confirmed = earlier->confirmed;
  draft->outline = g_strdup (earlier->outline);
  draft->reference = g_strdup (earlier->reference);
  draft->prompt = earlier->prompt != NULL ? dg_prompt_copy (earlier->prompt) : NULL;
  for (guint i = 0; i < earlier->rules->len; i++)
    {
      DgRule *rule = dg_rule_copy (g_ptr_array_index (earlier->rules, i));

      /* the notes they came from stay with the earlier session */
      g_array_set_size (rule->notes, 0);
      rule->round = 0;
      g_ptr_array_add (draft->rules, rule);
    }
  for (guint i = 0; i < earlier->examples->len; i++)
    g_ptr_array_add (draft->examples, g_object_ref (g_ptr_array_index (earlier->examples, i)));

  return TRUE;
}

static gboolean
fill_draft (DgCli *self, DgLibrary *library, const StartOptions *options, DgDraft *draft, GError **error)
{
  DgPrompt *prompt = NULL;

  draft->name = g_strdup (options->name != NULL ? options->name : "");
  if (options->like != NULL && !adopt_requirements (self, library, options->like, draft, error))
    return FALSE;
  if (!read_prompt (self, library, options, &prompt, error))
    return FALSE;
  if (prompt != NULL)
    {
      g_clear_pointer (&draft->prompt, dg_prompt_free);
      draft->prompt = prompt;
    }
  draft->step = draft->confirmed ? DG_STEP_SAMPLES : draft->prompt != NULL ? DG_STEP_PROMPT : DG_STEP_ENTRY;
  if (options->examples != NULL && !read_examples (self, options->examples, draft->examples, error))
    return FALSE;
  if (options->reference != NULL)
    {
      g_free (draft->reference);
      draft->reference = dg_cli_read_text (options->reference, MAX_REFERENCE_BYTES, error);
      if (draft->reference == NULL)
        return FALSE;
    }

  return TRUE;
}

/* Whoever is named is remembered; that they can be asked is found out when they are. */
static gboolean
choose_model (DgCli *self, DgDraft *draft, GError **error)
{
  g_autoptr (DgModel) model = NULL;

  if (self->provider == NULL && self->model == NULL)
    return TRUE;
  model = dg_cli_open_model (self, NULL, NULL, error);
  if (model == NULL)
    return FALSE;
  draft->provider = g_strdup (dg_model_get_provider (model));
  draft->model = g_strdup (dg_model_get_id (model));

  return TRUE;
}

/**
 * dg_cli_run_start:
 * @self: the call
 * @argc: count of @argv
 * @argv: the command and its arguments
 * @error: return location for an error
 *
 * `start`: a new session.
 *
 * Returns: the exit code
 */
DgExit
dg_cli_run_start (DgCli *self, int argc, char **argv, GError **error)
{
  g_auto (StartOptions) options = { 0 };
  g_autoptr (DgLibrary) library = NULL;
  g_autoptr (DgDraft) draft = dg_draft_new ();
  g_autoptr (DgSession) session = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  const GOptionEntry entries[] = {
    { "like", 0, 0, G_OPTION_ARG_STRING, &options.like,
      N_ ("With the requirements, plan and rules of a dataset or session"), N_ ("ID") },
    { "prompt", 0, 0, G_OPTION_ARG_STRING, &options.prompt, N_ ("A prompt of the library"), N_ ("ID") },
    { "system-file", 0, 0, G_OPTION_ARG_FILENAME, &options.system_file, N_ ("A system prompt"), N_ ("FILE") },
    { "user-file", 0, 0, G_OPTION_ARG_FILENAME, &options.user_file, N_ ("A user prompt"), N_ ("FILE") },
    { "prompt-file", 0, 0, G_OPTION_ARG_FILENAME, &options.prompt_file, N_ ("The same: a user prompt alone"),
      N_ ("FILE") },
    { "examples", 0, 0, G_OPTION_ARG_FILENAME, &options.examples, N_ ("Your own records, JSONL or CSV"), N_ ("FILE") },
    { "reference", 0, 0, G_OPTION_ARG_FILENAME, &options.reference, N_ ("A text to draw on"), N_ ("FILE") },
    { "name", 0, 0, G_OPTION_ARG_STRING, &options.name, N_ ("Name of the dataset to come"), N_ ("NAME") },
    G_OPTION_ENTRY_NULL,
  };

  if (!dg_cli_parse (self, entries, _ ("– begin a new session"), 0, 0, &argc, &argv, error))
    return DG_EXIT_USAGE;
  library = dg_cli_open_library (self, error);
  if (library == NULL || !fill_draft (self, library, &options, draft, error) || !choose_model (self, draft, error))
    return dg_cli_get_exit (*error);

  dg_session_create_async (library, draft, self->cancellable, dg_cli_store_result_cb, &result);
  session = dg_session_open_finish (dg_cli_wait (&result), error);
  if (session == NULL)
    return dg_cli_get_exit (*error);

  if (self->json)
    {
      g_autoptr (JsonBuilder) builder = json_builder_new ();

      json_builder_begin_object (builder);
      dg_cli_set_string (builder, "session", dg_session_get_draft (session)->id);
      json_builder_end_object (builder);
      dg_cli_print_json (builder);
    }
  else
    printf ("%s\n", dg_session_get_draft (session)->id);

  return DG_EXIT_DONE;
}

/* --- session --- */

static void
add_messages (JsonBuilder *builder, const DgDraft *draft)
{
  json_builder_set_member_name (builder, "messages");
  json_builder_begin_array (builder);
  for (guint i = 0; i < draft->messages->len; i++)
    {
      const DgMessage *message = g_ptr_array_index (draft->messages, i);

      json_builder_begin_object (builder);
      dg_cli_set_string (builder, "from", message->from_person ? "person" : "model");
      dg_cli_set_string (builder, "text", message->text);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
}

static void
add_notes (JsonBuilder *builder, const DgDraft *draft)
{
  json_builder_set_member_name (builder, "notes");
  json_builder_begin_array (builder);
  for (guint i = 0; i < draft->notes->len; i++)
    {
      const DgNote *note = g_ptr_array_index (draft->notes, i);
      g_autofree char *card = g_strdup_printf ("%u", note->card);

      json_builder_begin_object (builder);
      dg_cli_set_int (builder, "id", note->id);
      dg_cli_set_int (builder, "round", note->round);
      dg_cli_set_string (builder, "sample", card);
      dg_cli_set_string (builder, "text", note->text);
      json_builder_set_member_name (builder, "used");
      json_builder_add_boolean_value (builder, note->used);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
}

static void
print_session_json (const DgDraft *draft, DgChecklist *checklist)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  json_builder_begin_object (builder);
  dg_cli_set_string (builder, "session", draft->id);
  dg_cli_set_string (builder, "name", draft->name);
  dg_cli_set_string (builder, "step", dg_step_get_id (draft->step));
  dg_cli_set_string (builder, "provider", draft->provider);
  dg_cli_set_string (builder, "model", draft->model);
  dg_cli_set_int (builder, "accepted", draft->accepted);
  dg_cli_set_int (builder, "requested", draft->requested);
  dg_cli_set_string (builder, "dataset", draft->dataset);
  dg_cli_add_checklist (builder, draft, checklist);
  add_messages (builder, draft);
  dg_cli_add_samples (builder, draft);
  json_builder_set_member_name (builder, "out_of_date");
  json_builder_add_boolean_value (builder, draft->stale);
  add_notes (builder, draft);
  dg_cli_add_rules (builder, draft);
  json_builder_end_object (builder);
  dg_cli_print_json (builder);
}

static void
print_session_text (const DgDraft *draft, DgChecklist *checklist)
{
  printf ("%s  %s  %s\n\n", draft->id, dg_step_get_id (draft->step), draft->name);
  dg_cli_print_checklist (draft, checklist);
  if (draft->stale)
    printf (_ ("\nThe samples were made for other requirements.\n"));
  printf ("\n");
  dg_cli_print_samples (draft);
  dg_cli_print_rules (draft);
}

/**
 * dg_cli_run_session:
 * @self: the call
 * @argc: count of @argv
 * @argv: the command and its arguments
 * @error: return location for an error
 *
 * `session SESSION`: everything that a session has.
 *
 * Returns: the exit code
 */
DgExit
dg_cli_run_session (DgCli *self, int argc, char **argv, GError **error)
{
  g_autoptr (DgLibrary) library = NULL;
  g_autoptr (DgDraft) draft = NULL;
  g_autoptr (DgChecklist) checklist = NULL;
  g_autoptr (GAsyncResult) result = NULL;

  if (!dg_cli_parse (self, NULL, _ ("SESSION – show a session"), 1, 1, &argc, &argv, error))
    return DG_EXIT_USAGE;
  library = dg_cli_open_library (self, error);
  if (library == NULL)
    return dg_cli_get_exit (*error);
  /* without its lease: looking is allowed while somebody else writes */
  dg_library_load_draft_async (library, argv[1], self->cancellable, dg_cli_store_result_cb, &result);
  draft = dg_library_load_draft_finish (library, dg_cli_wait (&result), error);
  checklist = draft != NULL ? dg_draft_read_checklist (draft, error) : NULL;
  if (checklist == NULL)
    return dg_cli_get_exit (*error);

  if (self->json)
    print_session_json (draft, checklist);
  else
    print_session_text (draft, checklist);

  return DG_EXIT_DONE;
}

/* --- discard --- */

/**
 * dg_cli_run_discard:
 * @self: the call
 * @argc: count of @argv
 * @argv: the command and its arguments
 * @error: return location for an error
 *
 * `discard SESSION`: drops an unfinished session.
 *
 * Returns: the exit code
 */
DgExit
dg_cli_run_discard (DgCli *self, int argc, char **argv, GError **error)
{
  g_autoptr (DgLibrary) library = NULL;
  g_autoptr (DgDraft) draft = NULL;
  g_autoptr (GAsyncResult) result = NULL;

  if (!dg_cli_parse (self, NULL, _ ("SESSION – drop an unfinished session"), 1, 1, &argc, &argv, error))
    return DG_EXIT_USAGE;
  library = dg_cli_open_library (self, error);
  if (library == NULL)
    return dg_cli_get_exit (*error);
  dg_library_discard_draft_async (library, argv[1], self->cancellable, dg_cli_store_result_cb, &result);
  draft = dg_library_discard_draft_finish (library, dg_cli_wait (&result), error);
  if (draft == NULL)
    return dg_cli_get_exit (*error);

  if (self->json)
    {
      g_autoptr (JsonBuilder) builder = json_builder_new ();

      json_builder_begin_object (builder);
      dg_cli_set_string (builder, "session", draft->id);
      json_builder_end_object (builder);
      dg_cli_print_json (builder);
    }
  else
    g_printerr (_ ("%s is gone.\n"), draft->id);

  return DG_EXIT_DONE;
}
