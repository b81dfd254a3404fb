/* dg-store-thread.h: the one thread that a library's database lives on
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "dg-store-types.h"

G_BEGIN_DECLS

typedef struct _DgStoreThread DgStoreThread;

/**
 * DgStoreFunc:
 * @source: (nullable): the task's source object
 * @data: (nullable): the task's data
 * @cancellable: (nullable): the task's cancellable
 * @error: return location for an error
 *
 * Does the work of a task, on the thread.
 *
 * Returns: (transfer full) (nullable): the task's result, %NULL with @error set
 */
typedef gpointer (*DgStoreFunc) (gpointer source, gpointer data, GCancellable *cancellable, GError **error);

DgStoreThread *dg_store_thread_new (const char *name);
void dg_store_thread_push (DgStoreThread *self, GTask *task, DgStoreFunc func, GDestroyNotify free_result);
void dg_store_thread_stop (DgStoreThread *self, GDestroyNotify last_func, gpointer last_data);
gboolean dg_store_thread_is_current (DgStoreThread *self);

G_END_DECLS
