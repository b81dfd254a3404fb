/* dg-provider-test.h: whether a model answers, and what to do if it does not
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "dg-provider.h"

G_BEGIN_DECLS

/**
 * DgProviderAnswer:
 * @message: a sentence for a person: which model answers where, and how soon
 * @model: the id that was asked
 * @region: (nullable): the AWS region; %NULL for the practice model, which is in this process
 * @latency_ms: how long it took, in milliseconds
 * @input_tokens: what the test has cost, in tokens sent
 * @output_tokens: and in tokens written
 *
 * That a model answers.
 */
typedef struct
{
  char *message;
  char *model;
  char *region;
  gint64 latency_ms;
  gint64 input_tokens;
  gint64 output_tokens;
} DgProviderAnswer;

void dg_provider_answer_free (DgProviderAnswer *self);

void dg_provider_test_async (const DgProviderOptions *options,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer data);
DgProviderAnswer *dg_provider_test_finish (GAsyncResult *result, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DgProviderAnswer, dg_provider_answer_free)

G_END_DECLS
