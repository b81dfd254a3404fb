/* dg-aws-file.h: the files that AWS tools keep their settings in; private to inference/
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "dg-inference-types.h"

G_BEGIN_DECLS

/**
 * DgAwsFile:
 *
 * Sections of names and values, as botocore reads them. What it held is overwritten before its memory is given back.
 */
typedef struct _DgAwsFile DgAwsFile;

DgAwsFile *dg_aws_file_new (const char *text, gsize length, const char *path, GError **error);
DgAwsFile *dg_aws_file_load (const char *path, GError **error);
void dg_aws_file_free (DgAwsFile *self);
GHashTable *dg_aws_file_lookup (DgAwsFile *self, const char *section);
GHashTable *dg_aws_file_lookup_named (DgAwsFile *self, const char *kind, const char *name);
GStrv dg_aws_file_list (DgAwsFile *self, const char *kind);
guint dg_aws_file_get_mode (DgAwsFile *self);

gboolean dg_aws_split_words (const char *text, GStrv *words);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DgAwsFile, dg_aws_file_free)

G_END_DECLS
