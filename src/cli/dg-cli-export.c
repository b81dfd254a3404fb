/* dg-cli-export.c: `export`
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <stdio.h>
#include <string.h>

#include "dg-cli.h"
#include "dg-dataset-file.h"
#include "dg-export-folder.h"
#include "dg-optimizer-folder.h"
#include "dg-split.h"

/* What --as may be besides the formats of files. */
#define AS_OPTIMIZER "nova-prompt-optimizer"

/* What was asked for. */
typedef struct
{
  char *output;     /* (owned) */
  char *as;         /* (owned) (nullable) */
  char *share_text; /* (owned) (nullable): --split */
  char *seed_text;  /* (owned) (nullable): --seed */
  char *path;       /* (owned): absolute */
  double share;     /* of the test side; 0 without one */
  gint64 seed;
  gboolean force;
  gboolean optimizer;
} Options;

/* What is exported, and where it went. */
typedef struct
{
  DgDataset *dataset; /* (owned) */
  GPtrArray *records; /* (owned) (element-type DgRecord) */
  DgSplit *split;     /* (owned) (nullable) */
  char *train;        /* (owned) (nullable): the path of the train side */
  char *test;         /* (owned) (nullable): the path of the test side */
} Export;

static void
clear_options (Options *self)
{
  g_clear_pointer (&self->output, g_free);
  g_clear_pointer (&self->as, g_free);
  g_clear_pointer (&self->share_text, g_free);
  g_clear_pointer (&self->seed_text, g_free);
  g_clear_pointer (&self->path, g_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Options, clear_options)

static void
clear_export (Export *self)
{
  g_clear_object (&self->dataset);
  g_clear_pointer (&self->records, g_ptr_array_unref);
  g_clear_pointer (&self->split, dg_split_free);
  g_clear_pointer (&self->train, g_free);
  g_clear_pointer (&self->test, g_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Export, clear_export)

/* --- what was asked for --- */

static gboolean
read_share (Options *options, GError **error)
{
  char *end = NULL;

  if (options->share_text == NULL)
    return TRUE;
  options->share = g_ascii_strtod (options->share_text, &end);
  if (end != options->share_text && *end == '\0' && options->share > 0.0 && options->share < 1.0)
    return TRUE;

  g_propagate_error (error, dg_cli_new_usage_error (_ ("--split must be the share of the test side, above 0 and below "
                                                       "1, such as 0.2, not “%s”"),
                                                    options->share_text));

  return FALSE;
}

static gboolean
read_seed (Options *options, GError **error)
{
  if (options->seed_text == NULL)
    return TRUE;
  if (options->share_text != NULL || options->optimizer)
    return dg_cli_parse_number ("--seed", options->seed_text, 0, G_MAXINT64, &options->seed, error);

  g_propagate_error (error, dg_cli_new_usage_error (_ ("--seed decides which records are for testing; it needs "
                                                       "--split SHARE")));

  return FALSE;
}

static gboolean
read_options (Options *options, GError **error)
{
  DgFileFormat format;

  if (options->output == NULL)
    {
      g_propagate_error (error, dg_cli_new_usage_error (_ ("--output PATH is missing")));
      return FALSE;
    }
  options->path = g_canonicalize_filename (options->output, NULL);
  options->optimizer = g_strcmp0 (options->as, AS_OPTIMIZER) == 0;
  if (options->as != NULL && !options->optimizer && !dg_file_format_from_id (options->as, &format))
    {
      g_propagate_error (error, dg_cli_new_usage_error (_ ("--as must be jsonl, csv or %s, not “%s”"), AS_OPTIMIZER,
                                                        options->as));
      return FALSE;
    }

  return read_share (options, error) && read_seed (options, error);
}

/* The format that was named, or the one that the path ends in, or the dataset's own. */
static DgFileFormat
choose_format (const Options *options, DgDataset *dataset)
{
  const char *suffix = strrchr (options->path, '.');
  DgFileFormat format = dg_dataset_get_format (dataset);

  if (options->as != NULL)
    dg_file_format_from_id (options->as, &format);
  else if (suffix != NULL)
    dg_file_format_from_id (suffix + 1, &format);

  return format;
}

/* --- what is told --- */

static void
add_side (JsonBuilder *builder, const char *name, const char *path, guint n_records)
{
  json_builder_set_member_name (builder, name);
  json_builder_begin_object (builder);
  dg_cli_set_string (builder, "path", path);
  dg_cli_set_int (builder, "records", n_records);
  json_builder_end_object (builder);
}

static void
print_json (const Options *options, const Export *export)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  json_builder_begin_object (builder);
  dg_cli_set_string (builder, "dataset", dg_dataset_get_id (export->dataset));
  dg_cli_set_int (builder, "records", dg_dataset_get_n_records (export->dataset));
  if (export->split == NULL || options->optimizer)
    dg_cli_set_string (builder, "path", options->path);
  if (export->split != NULL)
    {
      add_side (builder, "train", export->train, export->split->n_records - export->split->n_test);
      add_side (builder, "test", export->test, export->split->n_test);
      dg_cli_set_int (builder, "seed", options->seed);
      dg_cli_set_int (builder, "labels", export->split->n_labels);
      dg_cli_set_int (builder, "one_sided_labels", export->split->n_one_sided);
    }
  json_builder_end_object (builder);
  dg_cli_print_json (builder);
}

static void
print_export (DgCli *self, const Options *options, const Export *export)
{
  const char *name = dg_dataset_get_name (export->dataset);

  if (self->json)
    {
      print_json (options, export);
      return;
    }
  if (export->split == NULL || options->optimizer)
    printf ("%s: %s\n", name, options->path);
  if (export->split != NULL)
    {
      printf (_ ("train, %u records: %s\n"), export->split->n_records - export->split->n_test, export->train);
      printf (_ ("test, %u records: %s\n"), export->split->n_test, export->test);
    }
}

static void
warn_of_split (const DgSplit *split)
{
  if (split->n_test != split->n_wanted)
    g_printerr (ngettext ("The test side has %u record and not %u: near-duplicates, which stay together, allow no "
                          "better.\n",
                          "The test side has %u records and not %u: near-duplicates, which stay together, allow no "
                          "better.\n",
                          split->n_test),
                split->n_test, split->n_wanted);
  if (split->n_labels == 0)
    g_printerr (_ ("The answers are no labels (more than %u different ones, or longer than %u characters): the split "
                   "is random.\n"),
                DG_SPLIT_MAX_LABELS, DG_SPLIT_MAX_LABEL_CHARACTERS);
  if (split->n_one_sided > 0)
    g_printerr (ngettext ("%u label is on one side only. A larger test side, or more records of it, may help.\n",
                          "%u labels are on one side only. A larger test side, or more records of them, may help.\n",
                          split->n_one_sided),
                split->n_one_sided);
}

/* The store cannot know how a person allows here what it refused. */
static void
explain_existing (const char *path, GError **error)
{
  if (error == NULL || !g_error_matches (*error, DG_STORE_ERROR, DG_STORE_ERROR_EXISTS))
    return;

  g_clear_error (error);
  g_set_error (error, DG_STORE_ERROR, DG_STORE_ERROR_EXISTS,
               _ ("“%s” exists already. Use --force to overwrite it, or another path."), path);
}

/* --- files --- */

static gboolean
write_whole (DgCli *self, DgLibrary *library, const Options *options, Export *export, GError **error)
{
  const char *id = dg_dataset_get_id (export->dataset);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (DgDataset) written = NULL;

  dg_library_export_dataset_async (library, id, options->path, choose_format (options, export->dataset), options->force,
                                   self->cancellable, dg_cli_store_result_cb, &result);
  written = dg_library_export_dataset_finish (library, dg_cli_wait (&result), error);
  if (written == NULL)
    {
      explain_existing (options->path, error);
      return FALSE;
    }
  g_set_object (&export->dataset, written);

  return TRUE;
}

/* `-train` and `-test` go in front of the suffix. */
static char *
name_side (const char *path, const char *side)
{
  g_autofree char *folder = g_path_get_dirname (path);
  g_autofree char *name = g_path_get_basename (path);
  const char *suffix = strrchr (name, '.');
  g_autofree char *with_side = NULL;

  /* a name that begins with its only dot has no suffix */
  if (suffix == NULL || suffix == name)
    suffix = name + strlen (name);
  with_side = g_strdup_printf ("%.*s-%s%s", (int) (suffix - name), name, side, suffix);

  return g_build_filename (folder, with_side, NULL);
}

static gboolean
write_side (DgCli *self, const Options *options, Export *export, gboolean test, GError **error)
{
  g_autoptr (GPtrArray) side = dg_split_dup_side (export->split, export->records, test);
  const char *path = test ? export->test : export->train;
  gsize length;
  g_autofree char *text = dg_dataset_file_print (side, choose_format (options, export->dataset), &length);
  gboolean written = dg_dataset_file_write (path, text, length, options->force, self->cancellable, error);

  if (!written)
    explain_existing (path, error);

  return written;
}

static gboolean
write_sides (DgCli *self, const Options *options, Export *export, GError **error)
{
  export->train = name_side (options->path, "train");
  export->test = name_side (options->path, "test");
  if (!write_side (self, options, export, FALSE, error))
    return FALSE;
  if (write_side (self, options, export, TRUE, error))
    return TRUE;

  /* half a split is worse than none; with --force there may have been one before */
  if (!options->force)
    g_unlink (export->train);

  return FALSE;
}

/* --- the optimizer's folder --- */

/* The prompt that the dataset was made for; none for one that was not made here, or without a prompt. */
static gboolean
load_session_prompt (DgCli *self, DgLibrary *library, DgDataset *dataset, DgPrompt **prompt, GError **error)
{
  const char *session = dg_dataset_get_session (dataset);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (DgDraft) draft = NULL;
  g_autoptr (GError) local_error = NULL;

  if (session == NULL)
    return TRUE;
  dg_library_load_draft_async (library, session, self->cancellable, dg_cli_store_result_cb, &result);
  draft = dg_library_load_draft_finish (library, dg_cli_wait (&result), &local_error);
  if (draft != NULL && draft->prompt != NULL)
    *prompt = dg_prompt_copy (draft->prompt);
  if (draft != NULL || g_error_matches (local_error, DG_STORE_ERROR, DG_STORE_ERROR_NOT_FOUND))
    return TRUE;

  g_propagate_error (error, g_steal_pointer (&local_error));

  return FALSE;
}

static void
tell_about_prompt (const DgPrompt *prompt)
{
  g_autoptr (DgPrompt) adapted = prompt != NULL ? dg_optimizer_folder_adapt_prompt (prompt) : NULL;

  if (prompt == NULL)
    g_printerr (_ ("The dataset was made without a prompt: write it into user_prompt.txt in the folder, with {{input}} "
                   "where the input goes.\n"));
  else if (!g_str_equal (prompt->user, adapted->user) || !g_str_equal (prompt->system, adapted->system))
    g_printerr (
        _ ("The optimizer fills only {{input}}, which the prompt does not have: the one in the folder does. Look "
           "at where it stands.\n"));
}

static gboolean
write_folder (DgCli *self, DgLibrary *library, const Options *options, Export *export, GError **error)
{
  g_autoptr (DgPrompt) prompt = NULL;
  g_autoptr (GPtrArray) files = NULL;

  if (!load_session_prompt (self, library, export->dataset, &prompt, error))
    return FALSE;
  files = dg_optimizer_folder_new_files (dg_dataset_get_name (export->dataset), export->records, export->split,
                                         (guint64) options->seed, prompt);
  if (!dg_export_folder_write (options->path, files, options->force, self->cancellable, error))
    {
      explain_existing (options->path, error);
      return FALSE;
    }
  if (export->split != NULL)
    {
      export->train = g_build_filename (options->path, "train.jsonl", NULL);
      export->test = g_build_filename (options->path, "test.jsonl", NULL);
    }
  tell_about_prompt (prompt);
  if (dg_optimizer_folder_counts_words (export->records))
    g_printerr (_ ("Answers are free text, so optimize.py can only count the words that an answer shares with the "
                   "expected one. Write into RUBRIC there what a good answer does.\n"));

  return TRUE;
}

/* --- the command --- */

static gboolean
load_export (DgCli *self, DgLibrary *library, const char *id, const Options *options, Export *export, GError **error)
{
  export->dataset = dg_cli_load_dataset (self, library, id, error);
  if (export->dataset == NULL)
    return FALSE;
  if (options->share_text == NULL && !options->optimizer)
    return TRUE;

  export->records = dg_cli_load_records (self, library, id, error);
  if (export->records == NULL)
    return FALSE;
  /* the file may have changed since its row was written */
  dg_dataset_set_n_records (export->dataset, export->records->len);
  if (options->share_text != NULL)
    {
      guint n_test = dg_split_count_test (export->records->len, options->share);

      export->split = dg_split_new (export->records, n_test, (guint64) options->seed, error);
    }

  return options->share_text == NULL || export->split != NULL;
}

static DgExit
export_dataset (DgCli *self, const char *id, const Options *options, GError **error)
{
  g_autoptr (DgLibrary) library = dg_cli_open_library (self, error);
  g_auto (Export) export = { 0 };
  gboolean written;

  if (library == NULL || !load_export (self, library, id, options, &export, error))
    return dg_cli_get_exit (*error);

  if (options->optimizer)
    written = write_folder (self, library, options, &export, error);
  else if (export.split != NULL)
    written = write_sides (self, options, &export, error);
  else
    written = write_whole (self, library, options, &export, error);
  if (!written)
    return dg_cli_get_exit (*error);

  if (export.split != NULL)
    warn_of_split (export.split);
  print_export (self, options, &export);

  return DG_EXIT_DONE;
}

/**
 * dg_cli_run_export:
 * @self: the call
 * @argc: count of @argv
 * @argv: the command and its arguments
 * @error: return location for an error
 *
 * `export ID --output PATH [--as jsonl|csv|nova-prompt-optimizer] [--split SHARE] [--seed N] [--force]`: writes a
 * dataset to a file, to a train and a test file, or to a folder that Nova Prompt Optimizer starts from.
 *
 * Returns: the exit code
 */
DgExit
dg_cli_run_export (DgCli *self, int argc, char **argv, GError **error)
{
  g_auto (Options) options = { 0 };
  const GOptionEntry entries[] = {
    { "output", 0, 0, G_OPTION_ARG_FILENAME, &options.output,
      N_ ("Where to write it; with --split, “-train” and “-test” go in front of its suffix"), N_ ("PATH") },
    { "as", 0, 0, G_OPTION_ARG_STRING, &options.as,
      N_ ("jsonl, csv or nova-prompt-optimizer (a folder); default: as the path ends, or as it is"), N_ ("FORMAT") },
    { "split", 0, 0, G_OPTION_ARG_STRING, &options.share_text,
      N_ ("Split it for training and testing; the share of the test side, such as 0.2"), N_ ("SHARE") },
    { "seed", 0, 0, G_OPTION_ARG_STRING, &options.seed_text, N_ ("Another number, another split; default: 0"),
      N_ ("N") },
    { "force", 0, 0, G_OPTION_ARG_NONE, &options.force, N_ ("Overwrite a file or an exported folder that is there"),
      NULL },
    G_OPTION_ENTRY_NULL,
  };

  if (!dg_cli_parse (self, entries, _ ("ID – write a dataset to a file"), 1, 1, &argc, &argv, error) ||
      !read_options (&options, error))
    return DG_EXIT_USAGE;

  return export_dataset (self, argv[1], &options, error);
}
