/* dg-step-states.h: the pages of a step, and where the focus is when they change
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * DgStepStates:
 *
 * A step that gets ready, runs or fails has a page for each, and the toolkit gives the focus to whatever is near when
 * the page goes that has it: the button that leads back. Here it goes to the page that comes.
 */
typedef struct _DgStepStates DgStepStates;

DgStepStates *dg_step_states_new (GtkWidget *step, GtkStack *stack);
void dg_step_states_free (DgStepStates *self);
void dg_step_states_enter (DgStepStates *self);
void dg_step_states_leave (DgStepStates *self);
gboolean dg_step_states_is_front (const DgStepStates *self);
gboolean dg_step_states_is (const DgStepStates *self, const char *state);
void dg_step_states_show (DgStepStates *self, const char *state);
void dg_step_states_settle (DgStepStates *self, GtkWidget *focus);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DgStepStates, dg_step_states_free)

G_END_DECLS
