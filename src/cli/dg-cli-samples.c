/* dg-cli-samples.c: `generate-samples`, `annotate` and `rules`
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gi18n.h>
#include <stdio.h>

#include "dg-cli-session.h"

static void
print_round (DgCli *self, DgCliSession *opened, gboolean with_rules)
{
  const DgDraft *draft = dg_session_get_draft (opened->session);
  g_autoptr (JsonBuilder) builder = NULL;

  dg_cli_print_question (opened->session);
  if (!self->json)
    {
      dg_cli_print_samples (draft);
      if (with_rules)
        dg_cli_print_rules (draft);
      return;
    }

  builder = json_builder_new ();
  json_builder_begin_object (builder);
  dg_cli_set_string (builder, "session", draft->id);
  if (with_rules)
    dg_cli_add_rules (builder, draft);
  dg_cli_add_samples (builder, draft);
  dg_cli_set_string (builder, "question", dg_session_get_question (opened->session));
  json_builder_end_object (builder);
  dg_cli_print_json (builder);
}

/* A round that does not have its five valid cards has said why. */
static DgExit
get_round_exit (DgCliSession *opened)
{
  return dg_session_check_samples (opened->session, NULL) ? DG_EXIT_DONE : DG_EXIT_PARTIAL;
}

/**
 * dg_cli_run_generate_samples:
 * @self: the call
 * @argc: count of @argv
 * @argv: the command and its arguments
 * @error: return location for an error
 *
 * `generate-samples SESSION`: step 4.
 *
 * Returns: the exit code
 */
DgExit
dg_cli_run_generate_samples (DgCli *self, int argc, char **argv, GError **error)
{
  g_auto (DgCliSession) opened = { 0 };
  g_autoptr (GAsyncResult) result = NULL;

  if (!dg_cli_parse (self, NULL, _ ("SESSION – make five samples"), 1, 1, &argc, &argv, error))
    return DG_EXIT_USAGE;
  if (!dg_cli_session_open (&opened, self, argv[1], DG_CLI_MODEL_NEEDED, error))
    return dg_cli_get_exit (*error);

  dg_session_make_samples_async (opened.session, self->cancellable, dg_cli_store_result_cb, &result);
  if (!dg_cli_session_wait (&opened, &result, error))
    return dg_cli_get_exit (*error);
  print_round (self, &opened, FALSE);

  return get_round_exit (&opened);
}

/* --- annotate --- */

typedef struct
{
  GStrv notes;       /* (owned) (nullable) */
  GStrv inputs;      /* (owned) (nullable) */
  GStrv answers;     /* (owned) (nullable) */
  GStrv approved;    /* (owned) (nullable) */
  GStrv reopened;    /* (owned) (nullable) */
  GStrv regenerated; /* (owned) (nullable) */
  gboolean all;      /* --regenerate-all */
  gboolean iterate;
  gboolean undo;
  GArray *annotations; /* (owned) (element-type DgAnnotation) */
  GArray *cards;       /* (owned) (element-type guint) to be made anew */
} AnnotateOptions;

static void
clear_options (AnnotateOptions *options)
{
  g_strfreev (options->notes);
  g_strfreev (options->inputs);
  g_strfreev (options->answers);
  g_strfreev (options->approved);
  g_strfreev (options->reopened);
  g_strfreev (options->regenerated);
  g_clear_pointer (&options->annotations, g_array_unref);
  g_clear_pointer (&options->cards, g_array_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (AnnotateOptions, clear_options)

/* `--note 2=TEXT`; the member of the annotation is given by its offset. */
static gboolean
read_texts (AnnotateOptions *options, const char *option, GStrv texts, gsize member, GError **error)
{
  for (guint i = 0; texts != NULL && texts[i] != NULL; i++)
    {
      DgAnnotation annotation = { 0 };
      g_autofree char *name = NULL;
      const char *value;

      if (!dg_cli_split_assignment (option, texts[i], &name, &value, error) ||
          !dg_cli_parse_card (option, name, &annotation.card, error))
        return FALSE;
      G_STRUCT_MEMBER (const char *, &annotation, member) = value;
      g_array_append_val (options->annotations, annotation);
    }

  return TRUE;
}

static gboolean
read_marks (AnnotateOptions *options, const char *option, GStrv cards, gsize member, GError **error)
{
  for (guint i = 0; cards != NULL && cards[i] != NULL; i++)
    {
      DgAnnotation annotation = { 0 };

      if (!dg_cli_parse_card (option, cards[i], &annotation.card, error))
        return FALSE;
      G_STRUCT_MEMBER (gboolean, &annotation, member) = TRUE;
      g_array_append_val (options->annotations, annotation);
    }

  return TRUE;
}

/* `--regenerate 1 3`: what follows the session are cards too. */
static gboolean
read_cards (AnnotateOptions *options, int argc, char **argv, GError **error)
{
  if (argc > 2 && options->regenerated == NULL)
    {
      g_propagate_error (error, dg_cli_new_usage_error (_ ("“%s” is one argument too many"), argv[2]));
      return FALSE;
    }
  for (guint i = 0; options->regenerated != NULL && options->regenerated[i] != NULL; i++)
    {
      guint card;

      if (!dg_cli_parse_card ("--regenerate", options->regenerated[i], &card, error))
        return FALSE;
      g_array_append_val (options->cards, card);
    }
  for (int i = 2; i < argc; i++)
    {
      guint card;

      if (!dg_cli_parse_card ("--regenerate", argv[i], &card, error))
        return FALSE;
      g_array_append_val (options->cards, card);
    }

  return TRUE;
}

/* Reopening first, then what changes a card, and approval last. */
static gboolean
read_annotations (AnnotateOptions *options, int argc, char **argv, GError **error)
{
  guint n_ways = options->iterate + options->all + options->undo + (options->regenerated != NULL);

  options->annotations = g_array_new (FALSE, FALSE, sizeof (DgAnnotation));
  options->cards = g_array_new (FALSE, FALSE, sizeof (guint));
  if (n_ways > 1)
    {
      g_propagate_error (error,
                         dg_cli_new_usage_error (_ ("Choose one of --iterate, --regenerate, --regenerate-all and "
                                                    "--undo-round")));
      return FALSE;
    }

  return read_marks (options, "--reopen", options->reopened, G_STRUCT_OFFSET (DgAnnotation, reopen), error) &&
         read_texts (options, "--note", options->notes, G_STRUCT_OFFSET (DgAnnotation, note), error) &&
         read_texts (options, "--edit-input", options->inputs, G_STRUCT_OFFSET (DgAnnotation, input), error) &&
         read_texts (options, "--edit-answer", options->answers, G_STRUCT_OFFSET (DgAnnotation, answer), error) &&
         read_marks (options, "--approve", options->approved, G_STRUCT_OFFSET (DgAnnotation, approve), error) &&
         read_cards (options, argc, argv, error);
}

static gboolean
make_round (DgCli *self, DgCliSession *opened, const AnnotateOptions *options, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  if (options->iterate)
    dg_session_iterate_async (opened->session, self->cancellable, dg_cli_store_result_cb, &result);
  else if (options->undo)
    dg_session_undo_round_async (opened->session, self->cancellable, dg_cli_store_result_cb, &result);
  else if (options->all || options->cards->len > 0)
    dg_session_regenerate_async (opened->session, (const guint *) (gpointer) options->cards->data, options->cards->len,
                                 self->cancellable, dg_cli_store_result_cb, &result);
  else
    return TRUE;

  return dg_cli_session_wait (opened, &result, error);
}

static DgExit
annotate (DgCli *self, const char *session, const AnnotateOptions *options, GError **error)
{
  gboolean asks = options->iterate || options->all || options->cards->len > 0;
  g_auto (DgCliSession) opened = { 0 };
  g_autoptr (GAsyncResult) result = NULL;

  if (!dg_cli_session_open (&opened, self, session, asks ? DG_CLI_MODEL_NEEDED : DG_CLI_MODEL_OPTIONAL, error))
    return dg_cli_get_exit (*error);
  if (options->annotations->len > 0)
    {
      dg_session_annotate_async (opened.session, (const DgAnnotation *) (gpointer) options->annotations->data,
                                 options->annotations->len, self->cancellable, dg_cli_store_result_cb, &result);
      if (!dg_cli_session_wait (&opened, &result, error))
        return dg_cli_get_exit (*error);
    }
  if (!make_round (self, &opened, options, error))
    return dg_cli_get_exit (*error);
  print_round (self, &opened, TRUE);

  return asks ? get_round_exit (&opened) : DG_EXIT_DONE;
}

/**
 * dg_cli_run_annotate:
 * @self: the call
 * @argc: count of @argv
 * @argv: the command and its arguments
 * @error: return location for an error
 *
 * `annotate SESSION`: step 5.
 *
 * Returns: the exit code
 */
DgExit
dg_cli_run_annotate (DgCli *self, int argc, char **argv, GError **error)
{
  g_auto (AnnotateOptions) options = { 0 };
  const GOptionEntry entries[] = {
    { "note", 0, 0, G_OPTION_ARG_STRING_ARRAY, &options.notes, N_ ("A note on a sample"), N_ ("ID=TEXT") },
    { "edit-input", 0, 0, G_OPTION_ARG_STRING_ARRAY, &options.inputs, N_ ("Another input"), N_ ("ID=TEXT") },
    { "edit-answer", 0, 0, G_OPTION_ARG_STRING_ARRAY, &options.answers, N_ ("Another answer"), N_ ("ID=TEXT") },
    { "approve", 0, 0, G_OPTION_ARG_STRING_ARRAY, &options.approved, N_ ("Approve a sample"), N_ ("ID") },
    { "reopen", 0, 0, G_OPTION_ARG_STRING_ARRAY, &options.reopened,
      N_ ("Let the model change an approved or edited sample again"), N_ ("ID") },
    { "iterate", 0, 0, G_OPTION_ARG_NONE, &options.iterate, N_ ("Turn the notes into rules and the next round"), NULL },
    { "regenerate", 0, 0, G_OPTION_ARG_STRING_ARRAY, &options.regenerated, N_ ("Make samples anew"), N_ ("ID…") },
    { "regenerate-all", 0, 0, G_OPTION_ARG_NONE, &options.all, N_ ("Make all anew that are not approved or edited"),
      NULL },
    { "undo-round", 0, 0, G_OPTION_ARG_NONE, &options.undo, N_ ("Go back to the round before"), NULL },
    G_OPTION_ENTRY_NULL,
  };

  if (!dg_cli_parse (self, entries, _ ("SESSION – annotate samples, and make the next round"), 1, 1 + DG_N_SAMPLES,
                     &argc, &argv, error))
    return DG_EXIT_USAGE;
  if (!read_annotations (&options, argc, argv, error))
    return DG_EXIT_USAGE;

  return annotate (self, argv[1], &options, error);
}

/* --- rules --- */

typedef struct
{
  char *about;     /* (owned) (nullable): the column of what is added */
  GStrv added;     /* (owned) (nullable) */
  GStrv edited;    /* (owned) (nullable) */
  GStrv on;        /* (owned) (nullable) */
  GStrv off;       /* (owned) (nullable) */
  GStrv deleted;   /* (owned) (nullable) */
  GArray *changes; /* (owned) (element-type DgRuleChange) */
} RuleOptions;

static void
clear_rule_options (RuleOptions *options)
{
  g_free (options->about);
  g_strfreev (options->added);
  g_strfreev (options->edited);
  g_strfreev (options->on);
  g_strfreev (options->off);
  g_strfreev (options->deleted);
  g_clear_pointer (&options->changes, g_array_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (RuleOptions, clear_rule_options)

static gboolean
read_rule_changes (RuleOptions *options, const char *option, DgRuleAction action, GStrv texts, GError **error)
{
  for (guint i = 0; texts != NULL && texts[i] != NULL; i++)
    {
      DgRuleChange change = { .action = action, .text = texts[i] };
      g_autofree char *name = g_strdup (texts[i]);
      gint64 id;

      if (action == DG_RULE_EDIT)
        {
          g_clear_pointer (&name, g_free);
          if (!dg_cli_split_assignment (option, texts[i], &name, &change.text, error))
            return FALSE;
        }
      if (action != DG_RULE_ADD)
        {
          if (!dg_cli_parse_number (option, name, 1, G_MAXINT, &id, error))
            return FALSE;
          change.id = (guint) id;
        }
      g_array_append_val (options->changes, change);
    }

  return TRUE;
}

static gboolean
read_rule_options (RuleOptions *options, GError **error)
{
  DgColumn column = DG_COLUMN_INPUT;
  guint n_others;

  if (options->about != NULL && !dg_column_from_id (options->about, &column))
    {
      g_propagate_error (error,
                         dg_cli_new_usage_error (_ ("--about must be input or answer, not “%s”"), options->about));
      return FALSE;
    }
  options->changes = g_array_new (FALSE, FALSE, sizeof (DgRuleChange));

  if (!read_rule_changes (options, "--edit", DG_RULE_EDIT, options->edited, error) ||
      !read_rule_changes (options, "--on", DG_RULE_TURN_ON, options->on, error) ||
      !read_rule_changes (options, "--off", DG_RULE_TURN_OFF, options->off, error) ||
      !read_rule_changes (options, "--delete", DG_RULE_DELETE, options->deleted, error))
    return FALSE;
  n_others = options->changes->len;
  if (!read_rule_changes (options, "--add", DG_RULE_ADD, options->added, error))
    return FALSE;
  for (guint i = n_others; i < options->changes->len; i++)
    g_array_index (options->changes, DgRuleChange, i).column = column;

  return TRUE;
}

/**
 * dg_cli_run_rules:
 * @self: the call
 * @argc: count of @argv
 * @argv: the command and its arguments
 * @error: return location for an error
 *
 * `rules SESSION`: shows the guidance rules, and changes them by hand.
 *
 * Returns: the exit code
 */
DgExit
dg_cli_run_rules (DgCli *self, int argc, char **argv, GError **error)
{
  g_auto (RuleOptions) options = { 0 };
  g_auto (DgCliSession) opened = { 0 };
  g_autoptr (GAsyncResult) result = NULL;
  const GOptionEntry entries[] = {
    { "add", 0, 0, G_OPTION_ARG_STRING_ARRAY, &options.added, N_ ("A new rule, one sentence"), N_ ("TEXT") },
    { "about", 0, 0, G_OPTION_ARG_STRING, &options.about,
      N_ ("With --add: whether it is about the input (default) or the answer"), N_ ("COLUMN") },
    { "edit", 0, 0, G_OPTION_ARG_STRING_ARRAY, &options.edited, N_ ("Other words for a rule"), N_ ("ID=TEXT") },
    { "on", 0, 0, G_OPTION_ARG_STRING_ARRAY, &options.on, N_ ("Put a rule in force"), N_ ("ID") },
    { "off", 0, 0, G_OPTION_ARG_STRING_ARRAY, &options.off, N_ ("Take a rule out of force"), N_ ("ID") },
    { "delete", 0, 0, G_OPTION_ARG_STRING_ARRAY, &options.deleted, N_ ("Delete a rule"), N_ ("ID") },
    G_OPTION_ENTRY_NULL,
  };

  if (!dg_cli_parse (self, entries, _ ("SESSION – the guidance rules"), 1, 1, &argc, &argv, error) ||
      !read_rule_options (&options, error))
    return DG_EXIT_USAGE;
  if (!dg_cli_session_open (&opened, self, argv[1], DG_CLI_MODEL_OPTIONAL, error))
    return dg_cli_get_exit (*error);

  if (options.changes->len > 0)
    {
      dg_session_change_rules_async (opened.session, (const DgRuleChange *) (gpointer) options.changes->data,
                                     options.changes->len, self->cancellable, dg_cli_store_result_cb, &result);
      if (!dg_cli_session_wait (&opened, &result, error))
        return dg_cli_get_exit (*error);
    }

  if (self->json)
    {
      g_autoptr (JsonBuilder) builder = json_builder_new ();

      json_builder_begin_object (builder);
      dg_cli_set_string (builder, "session", dg_session_get_draft (opened.session)->id);
      dg_cli_add_rules (builder, dg_session_get_draft (opened.session));
      json_builder_end_object (builder);
      dg_cli_print_json (builder);
    }
  else
    dg_cli_print_rules (dg_session_get_draft (opened.session));

  return DG_EXIT_DONE;
}
