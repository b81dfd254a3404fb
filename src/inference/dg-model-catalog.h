/* dg-model-catalog.h: the Nova models, their profiles, prices and limits
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "dg-inference-types.h"
#include "dg-usage.h"

G_BEGIN_DECLS

/**
 * DgModelInfo:
 * @key: short name that the command line takes: `nova-2-lite`
 * @name: the name people know it by
 * @id: the model id, without a profile
 * @summary: what it is good for; to be translated
 * @profiles: (array zero-terminated=1): prefixes of its cross-region profiles, with the dot
 * @regions: (array zero-terminated=1): regions that take the bare id
 * @needs_profile: whether the bare id is refused everywhere
 * @withdrawn: (nullable): the day its calls began to fail, `YYYY-MM-DD`
 * @context_tokens: most tokens in a request
 * @max_output_tokens: most tokens in a reply that every source agrees on
 * @price: through a regional profile
 * @global_price: through the `global.` profile; NaN where there is none
 */
typedef struct
{
  const char *key;
  const char *name;
  const char *id;
  const char *summary;
  const char *profiles[6];
  const char *regions[10];
  gboolean needs_profile;
  const char *withdrawn;
  guint context_tokens;
  guint max_output_tokens;
  DgPrice price;
  DgPrice global_price;
} DgModelInfo;

/** What is used when nothing is chosen. */
#define DG_DEFAULT_MODEL_KEY "nova-2-lite"

/** What AWS tools use when no region is set anywhere. */
#define DG_DEFAULT_REGION "us-east-1"

const DgModelInfo *dg_model_catalog_list (guint *n_models);
const DgModelInfo *dg_model_catalog_find (const char *model);
char *dg_model_catalog_resolve (const char *model, const char *region, GError **error);
void dg_model_catalog_get_price (const char *model_id, DgPrice *price);
guint dg_model_catalog_get_max_output_tokens (const char *model_id);

G_END_DECLS
