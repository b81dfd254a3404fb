/* dg-model-catalog.c: the Nova models, their profiles, prices and limits
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#include "dg-model-catalog.h"

#define REGION_PATTERN "^[a-z]{2,5}(-[a-z]+){1,3}-[0-9]{1,2}$"
#define ARN_PATTERN "^arn:aws(-[a-z]+)*:(bedrock|sagemaker):[a-z0-9-]*:[0-9]{0,12}:[a-z-]+(/[A-Za-z0-9._:-]+)+$"
#define ID_PATTERN "^[a-z][a-z0-9-]*(\\.[A-Za-z0-9_-]+)+(:[A-Za-z0-9_-]+)*$"
#define GLOBAL_PROFILE "global."

/* How far a name may be from a key to be taken for a slip: `nova-light` is 3 from `nova-lite`. */
#define SLIP_DISTANCE_MAX 3
#define SLIP_LENGTH_MAX 32

#define PRICE(in, out, cache)                                                                                          \
  {                                                                                                                    \
    .input = (in), .output = (out), .cache_read = (cache)                                                              \
  }
#define NO_PRICE PRICE ((double) NAN, (double) NAN, (double) NAN)

/*
 * Ids, profiles and regions: AWS model cards of September 2026. Prices: AWS price list of 2026-09-01, USD per million
 * tokens. Where sources differ on the output limit (the cards of the first generation say 5K, the guide 10K), the lower
 * one stands here. Previews that only some accounts can call are left out; their id still works.
 */
static const DgModelInfo models[] = {
  {
      .key = "nova-2-lite",
      .name = "Amazon Nova 2 Lite",
      .id = "amazon.nova-2-lite-v1:0",
      .summary = N_ ("The best of them for conversation and for records; long context"),
      .profiles = { "us.", "eu.", "jp.", GLOBAL_PROFILE },
      .needs_profile = TRUE,
      .context_tokens = 1000000,
      .max_output_tokens = 65536,
      .price = PRICE (0.33, 2.75, 0.0825),
      .global_price = PRICE (0.30, 2.50, 0.075),
  },
  {
      .key = "nova-pro",
      .name = "Amazon Nova Pro",
      .id = "amazon.nova-pro-v1:0",
      .summary = N_ ("The largest of the first generation; a second opinion on what Nova 2 wrote"),
      .profiles = { "us.", "eu.", "apac." },
      .regions = { "us-east-1", "eu-west-2", "us-gov-west-1", "ap-southeast-2", "ap-southeast-3", "me-central-1" },
      .context_tokens = 300000,
      .max_output_tokens = 5000,
      .price = PRICE (0.80, 3.20, 0.20),
      .global_price = NO_PRICE,
  },
  {
      .key = "nova-lite",
      .name = "Amazon Nova Lite",
      .id = "amazon.nova-lite-v1:0",
      .summary = N_ ("Cheap and quick; for many simple records"),
      .profiles = { "us.", "eu.", "apac.", "ca." },
      .regions = { "us-east-1", "eu-west-2", "eu-north-1", "ap-northeast-1", "ap-southeast-2", "ap-southeast-3",
                   "me-central-1", "us-gov-west-1" },
      .context_tokens = 300000,
      .max_output_tokens = 5000,
      .price = PRICE (0.06, 0.24, 0.015),
      .global_price = NO_PRICE,
  },
  {
      .key = "nova-micro",
      .name = "Amazon Nova Micro",
      .id = "amazon.nova-micro-v1:0",
      .summary = N_ ("The cheapest and quickest; short records in plain words"),
      .profiles = { "us.", "eu.", "apac." },
      .regions = { "us-east-1", "eu-west-2", "ap-southeast-2", "us-gov-west-1" },
      .context_tokens = 128000,
      .max_output_tokens = 5000,
      .price = PRICE (0.035, 0.14, 0.00875),
      .global_price = NO_PRICE,
  },
  {
      .key = "nova-premier",
      .name = "Amazon Nova Premier",
      .id = "amazon.nova-premier-v1:0",
      .summary = N_ ("Withdrawn by Amazon"),
      .profiles = { "us." },
      .needs_profile = TRUE,
      .withdrawn = "2026-09-14",
      .context_tokens = 1000000,
      .max_output_tokens = 25000,
      .price = NO_PRICE,
      .global_price = NO_PRICE,
  },
};

/*
 * Which profile a region can call: the first row that fits and whose profile the model has. A NULL model is any model;
 * a NULL profile ends the search. AWS's other partitions (China, GovCloud, the isolated ones) have none of these
 * profiles.
 */
static const struct
{
  const char *region; /* how its name begins */
  const char *model;
  const char *profile;
} geography[] = {
  { "us-gov-", NULL, NULL },
  { "us-iso", NULL, NULL },
  { "us-", NULL, "us." },
  { "ca-", NULL, "ca." },
  { "ca-", "nova-2-lite", "us." },
  { "eu-iso", NULL, NULL },
  { "eu-west-2", "nova-2-lite", GLOBAL_PROFILE },
  { "eu-west-2", NULL, NULL },
  { "eu-central-2", "nova-2-lite", GLOBAL_PROFILE },
  { "eu-central-2", NULL, NULL },
  { "eu-", NULL, "eu." },
  { "ap-northeast-1", NULL, "jp." },
  { "ap-northeast-3", NULL, "jp." },
  { "ap-southeast-3", "nova-2-lite", GLOBAL_PROFILE },
  { "ap-southeast-3", NULL, NULL },
  { "ap-", NULL, "apac." },
  { "cn-", NULL, NULL },
  { "eusc-", NULL, NULL },
  { "", NULL, GLOBAL_PROFILE },
};

static gboolean
has_profile (const DgModelInfo *info, const char *profile)
{
  return g_strv_contains (info->profiles, profile);
}

static const char *
find_profile (const DgModelInfo *info, const char *region)
{
  for (gsize i = 0; i < G_N_ELEMENTS (geography); i++)
    {
      if (!g_str_has_prefix (region, geography[i].region) ||
          (geography[i].model != NULL && !g_str_equal (geography[i].model, info->key)))
        continue;
      if (geography[i].profile == NULL || has_profile (info, geography[i].profile))
        return geography[i].profile;
    }
  return NULL;
}

/* `amazon.nova-lite-v1:0` after any of the model's profiles, or bare. */
static gboolean
is_id_of (const DgModelInfo *info, const char *id)
{
  if (g_str_equal (id, info->id))
    return TRUE;

  for (gsize i = 0; info->profiles[i] != NULL; i++)
    {
      if (g_str_has_prefix (id, info->profiles[i]) && g_str_equal (id + strlen (info->profiles[i]), info->id))
        return TRUE;
    }
  return FALSE;
}

/* The id that Amazon's own model or profile has in an ARN; what an account named itself is not in the catalogue. */
static const char *
skip_to_id (const char *model)
{
  static const char *const kinds[] = { ":foundation-model/", ":inference-profile/" };

  if (!g_str_has_prefix (model, "arn:"))
    return model;

  for (gsize i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      const char *kind = strstr (model, kinds[i]);

      if (kind != NULL)
        return kind + strlen (kinds[i]);
    }
  return model;
}

/* Levenshtein's distance; both are short. */
static guint
measure_distance (const char *a, const char *b)
{
  gsize length = strlen (b);
  guint row[SLIP_LENGTH_MAX + 1];

  g_assert (length <= SLIP_LENGTH_MAX);

  for (guint j = 0; j <= length; j++)
    row[j] = j;
  for (guint i = 1; a[i - 1] != '\0'; i++)
    {
      guint diagonal = row[0];

      row[0] = i;
      for (guint j = 1; j <= length; j++)
        {
          guint swap = diagonal + (a[i - 1] != b[j - 1]);

          diagonal = row[j];
          row[j] = MIN (swap, MIN (row[j], row[j - 1]) + 1);
        }
    }
  return row[length];
}

/* Only what tells names apart: `Nova_2 Lite` and `nova-2-lite` have the same letters. */
static char *
dup_letters (const char *name)
{
  GString *letters = g_string_new (NULL);

  for (; *name != '\0'; name++)
    {
      if (g_ascii_isalnum (*name))
        g_string_append_c (letters, g_ascii_tolower (*name));
    }
  return g_string_free (letters, FALSE);
}

static const char *
guess_key (const char *model)
{
  g_autofree char *letters = dup_letters (model);
  const char *stem = g_str_has_prefix (letters, "amazon") ? letters + strlen ("amazon") : letters;
  const char *guess = NULL;
  guint best = SLIP_DISTANCE_MAX + 1;

  for (gsize i = 0; strlen (stem) <= SLIP_LENGTH_MAX && i < G_N_ELEMENTS (models); i++)
    {
      g_autofree char *key = dup_letters (models[i].key);
      guint distance = models[i].withdrawn != NULL ? best : measure_distance (stem, key);

      if (distance < best)
        {
          best = distance;
          guess = models[i].key;
        }
    }
  return guess;
}

static char *
dup_keys (void)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) keys = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (models); i++)
    {
      if (models[i].withdrawn == NULL)
        g_strv_builder_add (builder, models[i].key);
    }
  keys = g_strv_builder_end (builder);
  return g_strjoinv (", ", keys);
}

static void
set_unknown_error (GError **error, const char *model)
{
  const char *guess = guess_key (model);
  g_autofree char *keys = dup_keys ();

  if (guess != NULL)
    /* Translators: the first %s is what was asked for, the second a name that exists, the third a list of names. */
    g_set_error (error, DG_INFERENCE_ERROR, DG_INFERENCE_ERROR_UNKNOWN_MODEL,
                 _ ("There is no model “%s”. Did you mean “%s”? Allowed are %s, the id of a model or an inference "
                    "profile, and an ARN."),
                 model, guess, keys);
  else
    /* Translators: the first %s is what was asked for, the second a list of names. */
    g_set_error (error, DG_INFERENCE_ERROR, DG_INFERENCE_ERROR_UNKNOWN_MODEL,
                 _ ("There is no model “%s”. Allowed are %s, the id of a model or an inference profile, and an ARN."),
                 model, keys);
}

static gboolean
check_withdrawn (const DgModelInfo *info, GError **error)
{
  g_autofree char *keys = NULL;

  if (info->withdrawn == NULL)
    return TRUE;

  keys = dup_keys ();
  /* Translators: the first %s is a model's name, the second a date, the third a list of names. */
  g_set_error (error, DG_INFERENCE_ERROR, DG_INFERENCE_ERROR_UNKNOWN_MODEL,
               _ ("Amazon withdrew %s on %s. Choose one of %s."), info->name, info->withdrawn, keys);
  return FALSE;
}

static gboolean
check_region (const char *region, GError **error)
{
  if (g_regex_match_simple (REGION_PATTERN, region, G_REGEX_DOLLAR_ENDONLY, 0))
    return TRUE;

  /* Translators: %s is what was given. */
  g_set_error (error, DG_INFERENCE_ERROR, DG_INFERENCE_ERROR_CONFIGURATION,
               _ ("“%s” is not the name of an AWS region. It looks like us-east-1; set AWS_REGION to yours."), region);
  return FALSE;
}

static char *
resolve_arn (const char *arn, const char *region, GError **error)
{
  g_auto (GStrv) parts = NULL;

  if (!g_regex_match_simple (ARN_PATTERN, arn, G_REGEX_DOLLAR_ENDONLY, 0))
    {
      g_set_error (error, DG_INFERENCE_ERROR, DG_INFERENCE_ERROR_UNKNOWN_MODEL,
                   _ ("“%s” is not the ARN of a model, an inference profile or provisioned throughput."), arn);
      return NULL;
    }

  /* The service would call the id invalid and not say why. */
  parts = g_strsplit (arn, ":", 5);
  if (*parts[3] != '\0' && !g_str_equal (parts[3], region))
    {
      /* Translators: both %s are regions, such as us-east-1. */
      g_set_error (error, DG_INFERENCE_ERROR, DG_INFERENCE_ERROR_CONFIGURATION,
                   _ ("The model's ARN belongs to region %s, but requests go to %s. Set AWS_REGION to the former."),
                   parts[3], region);
      return NULL;
    }
  return g_strdup (arn);
}

/* From the model itself to the id that this region can call: a profile near by, else the bare id, else `global.`. */
static char *
resolve_in_region (const DgModelInfo *info, const char *region, GError **error)
{
  const char *profile = find_profile (info, region);
  g_autofree char *keys = NULL;

  if (profile != NULL && !g_str_equal (profile, GLOBAL_PROFILE))
    return g_strconcat (profile, info->id, NULL);
  if (g_strv_contains (info->regions, region))
    return g_strdup (info->id);
  if (profile != NULL)
    return g_strconcat (profile, info->id, NULL);

  keys = dup_keys ();
  /* Translators: the first and third %s are a model's name, the second a region, the fourth a list of names. */
  g_set_error (error, DG_INFERENCE_ERROR, DG_INFERENCE_ERROR_UNKNOWN_MODEL,
               _ ("%s is not offered in region %s, as far as this program knows. Set AWS_REGION to another one, choose "
                  "another model (%s), or give the full id that your account has."),
               info->name, region, keys);
  return NULL;
}

/**
 * dg_model_catalog_list:
 * @n_models: (out): how many there are
 *
 * Lists the models, the default one first; withdrawn ones are among them.
 *
 * Returns: (transfer none) (array length=n_models): the catalogue
 */
const DgModelInfo *
dg_model_catalog_list (guint *n_models)
{
  g_return_val_if_fail (n_models != NULL, NULL);

  *n_models = G_N_ELEMENTS (models);
  return models;
}

/**
 * dg_model_catalog_find:
 * @model: a key, an id with or without a profile, or an ARN
 *
 * Returns: (nullable): what is known about it; %NULL for custom models and for those of others
 */
const DgModelInfo *
dg_model_catalog_find (const char *model)
{
  g_return_val_if_fail (model != NULL, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (models); i++)
    {
      if (g_str_equal (model, models[i].key) || is_id_of (&models[i], skip_to_id (model)))
        return &models[i];
    }
  return NULL;
}

/**
 * dg_model_catalog_resolve:
 * @model: a key (`nova-2-lite`), an id, the id of an inference profile, or an ARN
 * @region: an AWS region
 * @error: return location for a #DgInferenceError
 *
 * Finds the id that a request from @region goes to. A key or a bare id of this catalogue becomes the cross-region
 * profile that serves the region, else stays bare where the region serves that, else becomes the `global.` profile.
 * Everything else that has the form of an id is left as it is: only the service knows what an account can call.
 *
 * Returns: (transfer full): the id, not escaped; or %NULL with %DG_INFERENCE_ERROR_UNKNOWN_MODEL, or
 *   %DG_INFERENCE_ERROR_CONFIGURATION if @region is none, or not the ARN's
 */
char *
dg_model_catalog_resolve (const char *model, const char *region, GError **error)
{
  const DgModelInfo *info;

  g_return_val_if_fail (model != NULL && region != NULL, NULL);
  g_return_val_if_fail (error == NULL || *error == NULL, NULL);

  if (!check_region (region, error))
    return NULL;

  info = dg_model_catalog_find (model);
  if (info != NULL && !check_withdrawn (info, error))
    return NULL;
  if (g_str_has_prefix (model, "arn:"))
    return resolve_arn (model, region, error);
  if (info != NULL && (g_str_equal (model, info->key) || g_str_equal (model, info->id)))
    return resolve_in_region (info, region, error);
  if (info != NULL || g_regex_match_simple (ID_PATTERN, model, G_REGEX_DOLLAR_ENDONLY, 0))
    return g_strdup (model);

  set_unknown_error (error, model);
  return NULL;
}

/**
 * dg_model_catalog_get_price:
 * @model_id: an id, as dg_model_catalog_resolve() gives it
 * @price: (out caller-allocates): what its tokens cost on demand, NaN when that is not known
 */
void
dg_model_catalog_get_price (const char *model_id, DgPrice *price)
{
  static const DgPrice unknown = NO_PRICE;
  const DgModelInfo *info;

  g_return_if_fail (model_id != NULL && price != NULL);

  info = dg_model_catalog_find (model_id);
  if (info == NULL)
    *price = unknown;
  else if (g_str_has_prefix (skip_to_id (model_id), GLOBAL_PROFILE))
    *price = info->global_price;
  else
    *price = info->price;
}

/**
 * dg_model_catalog_get_max_output_tokens:
 * @model_id: an id, as dg_model_catalog_resolve() gives it
 *
 * Returns: most tokens a reply can have; for a model that is not in the catalogue, the least that any in it can
 */
guint
dg_model_catalog_get_max_output_tokens (const char *model_id)
{
  const DgModelInfo *info;
  guint least = G_MAXUINT;

  g_return_val_if_fail (model_id != NULL, 0);

  info = dg_model_catalog_find (model_id);
  if (info != NULL)
    return info->max_output_tokens;

  for (gsize i = 0; i < G_N_ELEMENTS (models); i++)
    least = MIN (least, models[i].max_output_tokens);
  return least;
}
