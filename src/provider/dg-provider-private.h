/* dg-provider-private.h: what only the files of provider/ need
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "dg-provider.h"

G_BEGIN_DECLS

/* dg-provider.c */
const char *dg_provider_get_region (const DgProviderOptions *options);
char *dg_provider_dup_endpoint (const DgProviderOptions *options);

G_END_DECLS
