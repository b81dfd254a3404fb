/* wizard-fixture.h: a session that is ready for its dataset, with the practice model
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "app-fixture.h"
#include "dg-wizard-context.h"
#include "dg-wizard-step.h"

G_BEGIN_DECLS

/**
 * WizardFixture:
 * @base: what stands behind the pages, its library open
 * @context: (owned): with the session
 * @n_finished: how often a step of wizard_fixture_show() was finished
 */
typedef struct
{
  AppFixture base;
  DgWizardContext *context;
  guint n_finished;
} WizardFixture;

void wizard_fixture_set_up (WizardFixture *fixture, gconstpointer data);
void wizard_fixture_tear_down (WizardFixture *fixture, gconstpointer data);
DgSession *wizard_fixture_get_session (WizardFixture *fixture);
const DgDraft *wizard_fixture_get_draft (WizardFixture *fixture);
void wizard_fixture_reopen (WizardFixture *fixture);
void wizard_fixture_make_samples (WizardFixture *fixture, guint n_approved);
void wizard_fixture_configure (WizardFixture *fixture, const DgRunWish *wish);
DgWizardStep *wizard_fixture_show (WizardFixture *fixture, GType type);

#define wizard_test_add(path, func)                                                                                    \
  g_test_add (path, WizardFixture, NULL, wizard_fixture_set_up, func, wizard_fixture_tear_down)

G_END_DECLS
