/* dg-cli-models.c: `models`
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gi18n.h>
#include <math.h>
#include <stdio.h>

#include "dg-bedrock-model.h"
#include "dg-cli.h"
#include "dg-dataset-name.h"
#include "dg-model-catalog.h"

static void
add_model (JsonBuilder *builder, const DgModelInfo *model, const char *region)
{
  g_autofree char *id = dg_model_catalog_resolve (model->key, region, NULL);
  DgPrice price = model->price;

  if (id != NULL)
    dg_model_catalog_get_price (id, &price);

  json_builder_begin_object (builder);
  dg_cli_set_string (builder, "model", id != NULL ? id : model->id);
  dg_cli_set_string (builder, "key", model->key);
  dg_cli_set_string (builder, "name", model->name);
  dg_cli_set_string (builder, "provider", "bedrock");
  dg_cli_set_string (builder, "summary", _ (model->summary));
  dg_cli_set_double (builder, "input_usd_per_million", price.input);
  dg_cli_set_double (builder, "output_usd_per_million", price.output);
  dg_cli_set_int (builder, "context_tokens", model->context_tokens);
  dg_cli_set_int (builder, "max_output_tokens", model->max_output_tokens);
  dg_cli_set_string (builder, "withdrawn", model->withdrawn);
  json_builder_set_member_name (builder, "default");
  json_builder_add_boolean_value (builder, g_str_equal (model->key, DG_DEFAULT_MODEL_KEY));
  json_builder_end_object (builder);
}

static void
add_practice_model (JsonBuilder *builder)
{
  json_builder_begin_object (builder);
  dg_cli_set_string (builder, "model", DG_PRACTICE_PROVIDER);
  dg_cli_set_string (builder, "key", DG_PRACTICE_PROVIDER);
  dg_cli_set_string (builder, "name", _ ("Practice model (not AI)"));
  dg_cli_set_string (builder, "provider", DG_PRACTICE_PROVIDER);
  dg_cli_set_string (builder, "summary", _ ("composes sentences by rules, to try the program without an account"));
  dg_cli_set_double (builder, "input_usd_per_million", 0.0);
  dg_cli_set_double (builder, "output_usd_per_million", 0.0);
  json_builder_end_object (builder);
}

static void
print_model (const DgModelInfo *model, const char *region)
{
  g_autofree char *id = dg_model_catalog_resolve (model->key, region, NULL);

  printf ("%-12s  %-20s  %s\n", model->key, model->name, _ (model->summary));
  if (model->withdrawn != NULL)
    printf (_ ("              withdrawn on %s: calls fail\n"), model->withdrawn);
  else
    printf (_ ("              %s · $%g in, $%g out per million tokens · %u tokens in, %u out\n"),
            id != NULL ? id : model->id, model->price.input, model->price.output, model->context_tokens,
            model->max_output_tokens);
}

/**
 * dg_cli_run_models:
 * @self: the call
 * @argc: count of @argv
 * @argv: the command and its arguments
 * @error: return location for an error
 *
 * `models`: what can be chosen, with prices and limits.
 *
 * Returns: the exit code
 */
DgExit
dg_cli_run_models (DgCli *self, int argc, char **argv, GError **error)
{
  g_autofree char *region = dg_bedrock_dup_region ((const char *const *) self->environment);
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  const DgModelInfo *models;
  guint n_models;

  if (!dg_cli_parse (self, NULL, _ ("– list the models, with prices and limits"), 0, 0, &argc, &argv, error))
    return DG_EXIT_USAGE;

  models = dg_model_catalog_list (&n_models);
  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "models");
  json_builder_begin_array (builder);
  for (guint i = 0; i < n_models; i++)
    {
      add_model (builder, &models[i], region);
      if (!self->json)
        print_model (&models[i], region);
    }
  add_practice_model (builder);
  json_builder_end_array (builder);
  json_builder_end_object (builder);

  if (self->json)
    dg_cli_print_json (builder);
  else
    printf (_ ("%-12s  with --provider practice: composes sentences by rules, free, not AI\n"), DG_PRACTICE_PROVIDER);

  return DG_EXIT_DONE;
}
