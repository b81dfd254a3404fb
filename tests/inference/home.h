/* home.h: a scratch home with files of the AWS tools, and credentials found in it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "dg-credential-provider.h"

/* 2026-01-01T00:00:00Z */
#define HOME_NOW G_GINT64_CONSTANT (1767225600)

/**
 * Home:
 * @path: the folder
 * @environment: what programs in it get
 * @now: what its clock shows
 * @region: (nullable): the region that a person has chosen in a window
 * @in_window: whether credentials are looked for as a window does
 */
typedef struct
{
  char *path;
  GStrv environment;
  gint64 now;
  const char *region;
  gboolean in_window;
} Home;

Home *home_new (void);
void home_free (Home *self);
void home_set (Home *self, const char *variable, const char *value);
char *home_write (Home *self, const char *name, const char *text, int mode);
void home_write_process (Home *self, const char *expiration);
guint home_count_asked (Home *self);
DgCredentialProvider *home_find (Home *self, const char *profile, GError **error);
DgCredentialProvider *home_find_good (Home *self, const char *profile);
DgCredentials *home_find_credentials (Home *self, const char *profile);
void home_assert_fails (Home *self, const char *profile, int code, const char *said);
void home_store_result_cb (GObject *source, GAsyncResult *result, gpointer data);
GAsyncResult *home_wait (GAsyncResult **slot);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Home, home_free)
