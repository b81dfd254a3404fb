/* dg-dialogs.h: the dialogs whose widgets newer toolkits deprecate
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * DgFileKind:
 * @DG_FILE_KIND_DATASET: `.jsonl`, `.json` and `.csv`
 * @DG_FILE_KIND_TEXT: any text
 * @DG_FILE_KIND_JSONL: `.jsonl`
 * @DG_FILE_KIND_CSV: `.csv`
 *
 * What files a file dialog offers first; all others can be chosen too.
 */
typedef enum
{
  DG_FILE_KIND_DATASET,
  DG_FILE_KIND_TEXT,
  DG_FILE_KIND_JSONL,
  DG_FILE_KIND_CSV,
} DgFileKind;

/**
 * DgQuestion:
 * @heading: what is asked
 * @body: what follows from it
 * @answer: the label of the button that does it, with a mnemonic
 * @refusal: (nullable): the label of the button that does not; %NULL for “Cancel”
 * @destructive: whether @answer loses something
 *
 * A question for dg_dialogs_ask_async().
 */
typedef struct
{
  const char *heading;
  const char *body;
  const char *answer;
  const char *refusal;
  gboolean destructive;
} DgQuestion;

void dg_dialogs_open_file_async (GtkWindow *parent,
                                 const char *title,
                                 DgFileKind kind,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer data);
void dg_dialogs_save_file_async (GtkWindow *parent,
                                 const char *title,
                                 const char *name,
                                 DgFileKind kind,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer data);
void dg_dialogs_choose_folder_async (
    GtkWindow *parent, const char *title, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data);
GFile *dg_dialogs_file_finish (GAsyncResult *result, GError **error);

void dg_dialogs_ask_async (GtkWindow *parent,
                           const DgQuestion *question,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer data);
gboolean dg_dialogs_ask_finish (GAsyncResult *result);

void dg_dialogs_show_about (GtkWindow *parent);

G_END_DECLS
