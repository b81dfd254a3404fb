/* dg-checklist-view.c: the requirements, item by item
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "dg-checklist-view.h"

#include <glib/gi18n.h>

#include "dg-checklist-row.h"

/**
 * DgChecklistView:
 *
 * All nine items, what is still to be done, and the buttons that do it. It says what the person wants; somebody else
 * has the session do it.
 */
struct _DgChecklistView
{
  GtkWidget parent_instance;

  DgChecklistRow *rows[DG_N_ITEMS]; /* (unowned): children of the list */

  gboolean waiting; /* for an answer */

  /* template */
  GtkLabel *progress;
  GtkButton *close_button;
  GtkListBox *list;
  GtkLabel *problem;
  GtkWidget *retry_button;
  GtkLabel *status;
  GtkButton *rest_button;
  GtkButton *confirm_button;
};

G_DEFINE_FINAL_TYPE (DgChecklistView, dg_checklist_view, GTK_TYPE_WIDGET)

enum
{
  SIGNAL_EDITED,
  SIGNAL_EDIT_FORMAT,
  SIGNAL_LEAVE_REST,
  SIGNAL_CONFIRM,
  SIGNAL_TRY_AGAIN,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static GtkWidget *
find_focus (DgChecklistView *self, gboolean (*wanted) (GtkWidget *))
{
  GtkWidget *buttons[] = { GTK_WIDGET (self->confirm_button), GTK_WIDGET (self->rest_button), self->retry_button };

  for (guint i = 0; i < G_N_ELEMENTS (buttons); i++)
    if (wanted (buttons[i]))
      return buttons[i];

  return NULL;
}

static gboolean
is_of_use (GtkWidget *button)
{
  return gtk_widget_get_visible (button) && gtk_widget_get_sensitive (button);
}

/* A button goes when it has done what it is for: the next one takes its place, or else the list. */
static void
hand_focus_on (DgChecklistView *self, GtkWidget *focused)
{
  GtkWidget *next;

  if (focused == NULL || is_of_use (focused))
    return;

  next = find_focus (self, is_of_use);
  if (next != NULL)
    gtk_widget_grab_focus (next);
  else
    gtk_widget_child_focus (GTK_WIDGET (self->list), GTK_DIR_TAB_FORWARD);
}

static void
update_actions (DgChecklistView *self)
{
  GtkWidget *rest = GTK_WIDGET (self->rest_button);
  GtkWidget *confirm = GTK_WIDGET (self->confirm_button);

  gtk_widget_set_sensitive (rest, !self->waiting);
  gtk_widget_set_sensitive (confirm, !self->waiting);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "checklist.leave-rest",
                                 gtk_widget_get_visible (rest) && !self->waiting);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "checklist.confirm",
                                 gtk_widget_get_visible (confirm) && !self->waiting);
}

static void
edited_cb (DgChecklistView *self, guint item, guint part, const char *value)
{
  g_signal_emit (self, signals[SIGNAL_EDITED], 0, item, part, value);
}

static void
leave_rest_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  dg_checklist_view_commit (DG_CHECKLIST_VIEW (widget));
  g_signal_emit (widget, signals[SIGNAL_LEAVE_REST], 0);
}

static void
confirm_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  dg_checklist_view_commit (DG_CHECKLIST_VIEW (widget));
  g_signal_emit (widget, signals[SIGNAL_CONFIRM], 0);
}

/* A button that is moved to the sheet loses its action in this toolkit; it is there only while it does something. */
static void
rest_clicked_cb (DgChecklistView *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "checklist.leave-rest", NULL);
}

static void
confirm_clicked_cb (DgChecklistView *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "checklist.confirm", NULL);
}

static void
retry_clicked_cb (DgChecklistView *self)
{
  dg_checklist_view_commit (self);
  g_signal_emit (self, signals[SIGNAL_TRY_AGAIN], 0);
}

static void
edit_format_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  g_signal_emit (widget, signals[SIGNAL_EDIT_FORMAT], 0, g_variant_get_uint32 (parameter));
}

static void
dg_checklist_view_dispose (GObject *object)
{
  GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (object));

  if (child != NULL)
    gtk_widget_unparent (child);

  G_OBJECT_CLASS (dg_checklist_view_parent_class)->dispose (object);
}

static void
install_signals (GType type)
{
  /**
   * DgChecklistView::edited:
   * @self: the view
   * @item: an item
   * @part: which part of it
   * @value: what the person wants it to be
   */
  signals[SIGNAL_EDITED] = g_signal_new ("edited", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 3,
                                         G_TYPE_UINT, G_TYPE_UINT, G_TYPE_STRING);

  /**
   * DgChecklistView::edit-format:
   * @self: the view
   * @item: the item whose format the person wants to edit
   */
  signals[SIGNAL_EDIT_FORMAT] =
      g_signal_new ("edit-format", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_UINT);

  /**
   * DgChecklistView::leave-rest:
   * @self: the view
   *
   * What is missing is left to the model.
   */
  signals[SIGNAL_LEAVE_REST] =
      g_signal_new ("leave-rest", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  /**
   * DgChecklistView::confirm:
   * @self: the view
   *
   * The person agrees to the whole.
   */
  signals[SIGNAL_CONFIRM] = g_signal_new ("confirm", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  /**
   * DgChecklistView::try-again:
   * @self: the view
   *
   * What could not be saved is to be tried once more.
   */
  signals[SIGNAL_TRY_AGAIN] = g_signal_new ("try-again", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
dg_checklist_view_class_init (DgChecklistViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = dg_checklist_view_dispose;
  install_signals (G_TYPE_FROM_CLASS (klass));

  gtk_widget_class_set_template_from_resource (widget_class, "/org/example/DatasetGen/wizard/dg-checklist-view.ui");
  gtk_widget_class_bind_template_child (widget_class, DgChecklistView, progress);
  gtk_widget_class_bind_template_child (widget_class, DgChecklistView, close_button);
  gtk_widget_class_bind_template_child (widget_class, DgChecklistView, list);
  gtk_widget_class_bind_template_child (widget_class, DgChecklistView, problem);
  gtk_widget_class_bind_template_child (widget_class, DgChecklistView, retry_button);
  gtk_widget_class_bind_template_child (widget_class, DgChecklistView, status);
  gtk_widget_class_bind_template_child (widget_class, DgChecklistView, rest_button);
  gtk_widget_class_bind_template_child (widget_class, DgChecklistView, confirm_button);
  gtk_widget_class_bind_template_callback (widget_class, rest_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, confirm_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, retry_clicked_cb);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);

  gtk_widget_class_install_action (widget_class, "checklist.leave-rest", NULL, leave_rest_cb);
  gtk_widget_class_install_action (widget_class, "checklist.confirm", NULL, confirm_cb);
  gtk_widget_class_install_action (widget_class, "checklist.edit-format", "u", edit_format_cb);
}

static void
dg_checklist_view_init (DgChecklistView *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  for (guint item = 0; item < DG_N_ITEMS; item++)
    {
      GtkWidget *row = dg_checklist_row_new (item);

      self->rows[item] = DG_CHECKLIST_ROW (row);
      g_signal_connect_object (row, "edited", G_CALLBACK (edited_cb), self, G_CONNECT_SWAPPED);
      gtk_list_box_append (self->list, row);
    }
}

static char *
describe_status (DgSession *session, guint n_missing)
{
  const DgDraft *draft = dg_session_get_draft (session);

  if (n_missing > 0)
    return g_strdup_printf (ngettext ("%u part is still to be settled", "%u parts are still to be settled", n_missing),
                            n_missing);
  if (draft->stale)
    return g_strdup (draft->confirmed
                         ? _ ("Confirmed. The samples were made for earlier requirements, and are out of date.")
                         : _ ("Changed since the samples were made: they are out of date. Is everything right now?"));

  return g_strdup (draft->confirmed ? _ ("Confirmed. You can still change everything.")
                                    : _ ("Everything is settled. Is it right?"));
}

/**
 * dg_checklist_view_show:
 * @self: a view
 * @session: whose requirements are shown
 */
void
dg_checklist_view_show (DgChecklistView *self, DgSession *session)
{
  g_return_if_fail (DG_IS_CHECKLIST_VIEW (self));
  g_return_if_fail (DG_IS_SESSION (session));

  DgChecklist *checklist = dg_session_get_checklist (session);
  g_auto (GStrv) missing = dg_checklist_dup_missing (checklist);
  guint n_missing = g_strv_length (missing);
  gboolean confirmed = dg_session_get_draft (session)->confirmed;
  g_autofree char *progress = dg_checklist_view_dup_progress (checklist);
  g_autofree char *status = describe_status (session, n_missing);
  GtkWidget *focused = find_focus (self, gtk_widget_has_focus);

  for (guint item = 0; item < DG_N_ITEMS; item++)
    dg_checklist_row_show (self->rows[item], checklist);
  gtk_label_set_label (self->progress, progress);
  gtk_label_set_label (self->status, status);
  gtk_widget_set_visible (GTK_WIDGET (self->rest_button), n_missing > 0);
  gtk_widget_set_visible (GTK_WIDGET (self->confirm_button), n_missing == 0 && !confirmed);
  update_actions (self);
  hand_focus_on (self, focused);
}

/**
 * dg_checklist_view_set_waiting:
 * @self: a view
 * @waiting: whether something that the person has said is not answered, so that nobody knows what is missing
 *
 * Then neither can the rest be left to the model nor the whole be confirmed.
 */
void
dg_checklist_view_set_waiting (DgChecklistView *self, gboolean waiting)
{
  g_return_if_fail (DG_IS_CHECKLIST_VIEW (self));

  GtkWidget *focused = find_focus (self, gtk_widget_has_focus);

  self->waiting = waiting;
  update_actions (self);
  hand_focus_on (self, focused);
}

/**
 * dg_checklist_view_set_error:
 * @self: a view
 * @error: (nullable): why something could not be saved
 */
void
dg_checklist_view_set_error (DgChecklistView *self, const GError *error)
{
  g_return_if_fail (DG_IS_CHECKLIST_VIEW (self));

  GtkWidget *focused = find_focus (self, gtk_widget_has_focus);

  gtk_label_set_label (self->problem, error != NULL ? error->message : "");
  gtk_widget_set_visible (GTK_WIDGET (self->problem), error != NULL);
  /* what is not accepted is not accepted the next time either */
  gtk_widget_set_visible (self->retry_button,
                          error != NULL && !g_error_matches (error, DG_CHECKLIST_ERROR, DG_CHECKLIST_ERROR_VALUE));
  hand_focus_on (self, focused);
}

/**
 * dg_checklist_view_set_closable:
 * @self: a view
 * @closable: whether it is above something else, and has a button that takes it away
 */
void
dg_checklist_view_set_closable (DgChecklistView *self, gboolean closable)
{
  g_return_if_fail (DG_IS_CHECKLIST_VIEW (self));

  gtk_widget_set_visible (GTK_WIDGET (self->close_button), closable);
}

/**
 * dg_checklist_view_commit:
 * @self: a view
 *
 * Hands on what the person has written.
 */
void
dg_checklist_view_commit (DgChecklistView *self)
{
  g_return_if_fail (DG_IS_CHECKLIST_VIEW (self));

  for (guint item = 0; item < DG_N_ITEMS; item++)
    dg_checklist_row_commit (self->rows[item]);
}

/**
 * dg_checklist_view_dup_progress:
 * @checklist: requirements
 *
 * Returns: (transfer full): how many items have everything, such as “6 of 9”
 */
char *
dg_checklist_view_dup_progress (DgChecklist *checklist)
{
  g_return_val_if_fail (DG_IS_CHECKLIST (checklist), NULL);

  guint n_settled = 0;

  for (guint item = 0; item < DG_N_ITEMS; item++)
    if (dg_checklist_get_state (checklist, item) != DG_ITEM_MISSING)
      n_settled++;

  /* Translators: how many requirements are settled, such as “6 of 9”. */
  return g_strdup_printf (_ ("%u of %u"), n_settled, (guint) DG_N_ITEMS);
}
