/* dg-aws-profile.h: one profile of the AWS tools; private to inference/
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "dg-inference-types.h"

G_BEGIN_DECLS

/** The profile that is taken where none is named. */
#define DG_AWS_DEFAULT_PROFILE "default"

/**
 * DgAwsProfileKind:
 * @DG_AWS_PROFILE_EMPTY: it has no credentials
 * @DG_AWS_PROFILE_KEYS: it has keys
 * @DG_AWS_PROFILE_PROCESS: a program is asked
 * @DG_AWS_PROFILE_SSO: “aws sso login” has got a token for it
 * @DG_AWS_PROFILE_OTHER: it gets its credentials in a way that this program does not know
 *
 * How a profile comes by its credentials.
 */
typedef enum
{
  DG_AWS_PROFILE_EMPTY,
  DG_AWS_PROFILE_KEYS,
  DG_AWS_PROFILE_PROCESS,
  DG_AWS_PROFILE_SSO,
  DG_AWS_PROFILE_OTHER,
} DgAwsProfileKind;

/**
 * DgAwsProfile:
 *
 * What the two files say of a profile.
 */
typedef struct _DgAwsProfile DgAwsProfile;

DgAwsProfile *dg_aws_profile_load (const char *name, const char *const *environment, GError **error);
void dg_aws_profile_load_async (const char *name,
                                const char *const *environment,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer data);
DgAwsProfile *dg_aws_profile_load_finish (GAsyncResult *result, GError **error);
void dg_aws_profile_free (DgAwsProfile *self);
const char *dg_aws_profile_get_name (DgAwsProfile *self);
gboolean dg_aws_profile_exists (DgAwsProfile *self, GError **error);
DgAwsProfileKind dg_aws_profile_get_kind (DgAwsProfile *self);
const char *dg_aws_profile_get (DgAwsProfile *self, const char *setting);
const char *dg_aws_profile_get_sso (DgAwsProfile *self, const char *setting);
const char *dg_aws_profile_get_keys_path (DgAwsProfile *self);
DgCredentials *dg_aws_profile_read_keys (DgAwsProfile *self, GError **error);
GError *dg_aws_profile_new_unknown_error (DgAwsProfile *self);
char *dg_aws_profile_dup_warning (DgAwsProfile *self);

char *dg_aws_dup_home_path (const char *const *environment, const char *path);
char *dg_aws_dup_wide_mode_warning (const char *path, guint mode);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DgAwsProfile, dg_aws_profile_free)

G_END_DECLS
