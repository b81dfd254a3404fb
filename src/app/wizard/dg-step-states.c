/* dg-step-states.c: the pages of a step, and where the focus is when they change
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "dg-step-states.h"

struct _DgStepStates
{
  GtkWidget *step; /* (unowned): has this */
  GtkStack *stack; /* (unowned): the step has it */
  gboolean front;  /* whether the step is what the person sees */
  gboolean again;  /* whether the page was there before, so that the focus may stay where it is in it */
  gboolean awaits; /* whether what is shown next takes the focus, wherever that is */
};

static GtkWidget *
get_focus (DgStepStates *self)
{
  GtkRoot *root = gtk_widget_get_root (self->step);

  return root != NULL ? gtk_root_get_focus (root) : NULL;
}

/* Whether what is shown now may take the focus: it was in what goes, or nowhere, or the step has just been come to. */
static gboolean
takes_focus (DgStepStates *self)
{
  GtkWidget *focus = get_focus (self);

  return self->front && (self->awaits || focus == NULL || gtk_widget_is_ancestor (focus, self->step));
}

/* Returns: whether something in the page has it now */
static gboolean
give_focus (DgStepStates *self, GtkWidget *wanted)
{
  GtkWidget *page = gtk_stack_get_visible_child (self->stack);
  GtkWidget *focus = get_focus (self);

  gboolean has_it = focus != NULL && gtk_widget_is_ancestor (focus, page);

  if ((self->again && has_it) || (wanted != NULL && gtk_widget_grab_focus (wanted)))
    return TRUE;

  return has_it || gtk_widget_child_focus (page, GTK_DIR_TAB_FORWARD);
}

/**
 * dg_step_states_new:
 * @step: a step, which frees this before it goes
 * @stack: its pages
 *
 * Returns: (transfer full): the states of a step that is not seen yet
 */
DgStepStates *
dg_step_states_new (GtkWidget *step, GtkStack *stack)
{
  g_return_val_if_fail (GTK_IS_WIDGET (step) && GTK_IS_STACK (stack), NULL);

  DgStepStates *self = g_new0 (DgStepStates, 1);

  self->step = step;
  self->stack = stack;

  return self;
}

/**
 * dg_step_states_free:
 * @self: (transfer full): states
 */
void
dg_step_states_free (DgStepStates *self)
{
  g_free (self);
}

/**
 * dg_step_states_enter:
 * @self: states
 *
 * Tells that the step is in front now: the first page that can takes the focus.
 */
void
dg_step_states_enter (DgStepStates *self)
{
  g_return_if_fail (self != NULL);

  self->front = self->awaits = TRUE;
}

/**
 * dg_step_states_leave:
 * @self: states
 *
 * Tells that the step is about to go: it takes the focus from nobody.
 */
void
dg_step_states_leave (DgStepStates *self)
{
  g_return_if_fail (self != NULL);

  self->front = self->awaits = FALSE;
}

/**
 * dg_step_states_is_front:
 * @self: states
 *
 * Returns: whether the step is what the person sees
 */
gboolean
dg_step_states_is_front (const DgStepStates *self)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return self->front;
}

/**
 * dg_step_states_is:
 * @self: states
 * @state: the name of a page
 *
 * Returns: whether that is the one that is shown
 */
gboolean
dg_step_states_is (const DgStepStates *self, const char *state)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return g_strcmp0 (gtk_stack_get_visible_child_name (self->stack), state) == 0;
}

/**
 * dg_step_states_show:
 * @self: states
 * @state: the name of a page
 *
 * Shows a page; dg_step_states_settle() follows when what can be done in it is known.
 */
void
dg_step_states_show (DgStepStates *self, const char *state)
{
  g_return_if_fail (self != NULL && state != NULL);

  self->awaits = takes_focus (self);
  self->again = dg_step_states_is (self, state);
  gtk_stack_set_visible_child_name (self->stack, state);
}

/**
 * dg_step_states_settle:
 * @self: states
 * @focus: (nullable): what in the page takes the focus; %NULL for the first thing that can
 *
 * Gives the focus to the page that was shown, unless it is elsewhere. A page in which nothing can take it, such as a
 * spinner, leaves it to the one that follows.
 */
void
dg_step_states_settle (DgStepStates *self, GtkWidget *focus)
{
  g_return_if_fail (self != NULL);

  if (self->awaits)
    self->awaits = !give_focus (self, focus);
}
