/* app-fixture.h: what stands behind the pages, for tests that make them
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "dg-engine.h"
#include "dg-run-list.h"

G_BEGIN_DECLS

/**
 * AppFixture:
 * @folder: (owned): of the library, made for the test and removed behind it
 * @settings: (owned): all at their defaults, but the folder of the library
 * @engine: (owned): its library is opened by app_fixture_open_library()
 * @runs: (owned): without runs
 * @window: (nullable): what app_fixture_present() has made; destroyed with the fixture
 */
typedef struct
{
  char *folder;
  GSettings *settings;
  DgEngine *engine;
  DgRunList *runs;
  GtkWindow *window;
} AppFixture;

void app_test_init (int *argc, char ***argv);

void app_fixture_set_up (AppFixture *fixture, gconstpointer data);
void app_fixture_tear_down (AppFixture *fixture, gconstpointer data);
DgLibrary *app_fixture_open_library (AppFixture *fixture);
void app_fixture_present (AppFixture *fixture, GtkWidget *widget);

#define app_test_add(path, func) g_test_add (path, AppFixture, NULL, app_fixture_set_up, func, app_fixture_tear_down)

gboolean app_wait (gint64 *deadline);

/* Runs the main loop until the condition holds; gives up when that takes far longer than anything should. */
#define app_wait_until(condition)                                                                                      \
  G_STMT_START                                                                                                         \
  {                                                                                                                    \
    gint64 app_deadline_ = 0;                                                                                          \
                                                                                                                       \
    while (!(condition))                                                                                               \
      if (!app_wait (&app_deadline_))                                                                                  \
        g_error ("%s:%d: waited in vain until %s", __FILE__, __LINE__, #condition);                                    \
  }                                                                                                                    \
  G_STMT_END

G_END_DECLS
