/* dg-record-table.c: the records of a dataset, a line each
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "dg-record-table.h"

#include <glib/gi18n.h>

#include "dg-review-marks.h"

/* Of the column with the numbers, in application pixels: up to a thousand of them, and as many as there may be. */
#define NARROW_NUMBER_WIDTH 48
#define NUMBER_WIDTH 68

/**
 * DgRecordTable:
 *
 * Shows a #DgRecordList. Whoever clicks a column's title asks for another order, which SQL makes; nothing is sorted
 * here.
 */
struct _DgRecordTable
{
  GtkWidget parent_instance;

  DgRecordList *list; /* (owned) (nullable) */
  DgRecordSort asked; /* what the sorter was asked about last */
  guint focus_source; /* of giving the keys to a row, 0 for none */
  gboolean narrow;    /* whether a click opens a record */
  double pressed_x;   /* where the pointer, or a finger, went down on a row */
  double pressed_y;

  /* template */
  GtkColumnView *view;
  GtkColumnViewColumn *number_column;
  GtkColumnViewColumn *state_column;
  GtkColumnViewColumn *input_column;
  GtkColumnViewColumn *answer_column;
};

G_DEFINE_FINAL_TYPE (DgRecordTable, dg_record_table, GTK_TYPE_WIDGET)

enum
{
  SIGNAL_ACTIVATED,
  SIGNAL_SORT_CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

typedef struct
{
  DgRecordTable *table; /* (unowned) */
  DgRecordSort sort;
} ColumnSort;

/* Tells that it is its column by which is sorted first, and nothing about the items. */
static int
tell_column_cb (gconstpointer a, gconstpointer b, gpointer data)
{
  ColumnSort *column = data;

  column->table->asked = column->sort;

  return -1;
}

static void
make_sortable (DgRecordTable *self, GtkColumnViewColumn *column, DgRecordSort sort)
{
  ColumnSort *data = g_new0 (ColumnSort, 1);
  g_autoptr (GtkSorter) sorter = NULL;

  data->table = self;
  data->sort = sort;
  sorter = GTK_SORTER (gtk_custom_sorter_new (tell_column_cb, data, g_free));
  gtk_column_view_column_set_sorter (column, sorter);
}

static void
sorter_changed_cb (DgRecordTable *self)
{
  g_signal_emit (self, signals[SIGNAL_SORT_CHANGED], 0);
}

static void
activate_cb (DgRecordTable *self, guint position)
{
  guint selected = self->list != NULL ? dg_record_list_get_selected (self->list) : GTK_INVALID_LIST_POSITION;

  /* who is quicker than the focus means the record to which it goes */
  if (self->focus_source != 0 && selected != GTK_INVALID_LIST_POSITION)
    position = selected;
  g_signal_emit (self, signals[SIGNAL_ACTIVATED], 0, position);
}

/* What scrolls is inside of the column view, and only it has the actions for it. */
static GtkWidget *
get_rows (DgRecordTable *self)
{
  GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (self->view));

  while (child != NULL && !GTK_IS_LIST_VIEW (child))
    child = gtk_widget_get_next_sibling (child);

  return child;
}

/* The list's own way for this selects whatever the pointer passes over, and what is selected is what keys delete. Its
 * rows keep the click for themselves, so that only the events tell. */
static gboolean
event_cb (GtkEventController *controller, GdkEvent *event, DgRecordTable *self)
{
  GdkEventType type = gdk_event_get_event_type (event);
  guint position = self->list != NULL ? dg_record_list_get_selected (self->list) : GTK_INVALID_LIST_POSITION;
  double x, y;

  if (!self->narrow || !gdk_event_get_position (event, &x, &y))
    return FALSE;

  if (type == GDK_BUTTON_PRESS || type == GDK_TOUCH_BEGIN)
    {
      self->pressed_x = x;
      self->pressed_y = y;
    }
  else if (((type == GDK_BUTTON_RELEASE && gdk_button_event_get_button (event) == GDK_BUTTON_PRIMARY) ||
            type == GDK_TOUCH_END) &&
           !gtk_drag_check_threshold (GTK_WIDGET (self), self->pressed_x, self->pressed_y, x, y) &&
           position != GTK_INVALID_LIST_POSITION)
    g_signal_emit (self, signals[SIGNAL_ACTIVATED], 0, position);

  return FALSE;
}

static gboolean
has_focus (DgRecordTable *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  return focus != NULL && gtk_widget_is_ancestor (focus, GTK_WIDGET (self));
}

/* Whether a row of the table, whose cells are its children, shows a record. */
static gboolean
shows (GtkWidget *row, guint number)
{
  for (GtkWidget *cell = gtk_widget_get_first_child (row); cell != NULL; cell = gtk_widget_get_next_sibling (cell))
    {
      GtkWidget *child = gtk_widget_get_first_child (cell);
      DgReviewRow *shown = DG_IS_REVIEW_MARKS (child) ? dg_review_marks_get_row (DG_REVIEW_MARKS (child)) : NULL;

      if (shown != NULL)
        return dg_review_row_get_number (shown) == number;
    }

  return FALSE;
}

/* GTK 4.8 gives the focus back to the row that had it, and Return would open that one. */
static gboolean
focus_selected (DgRecordTable *self, GtkWidget *rows)
{
  guint number = self->list != NULL ? dg_record_list_get_selected_number (self->list) : 0;

  for (GtkWidget *row = gtk_widget_get_first_child (rows); number != 0 && row != NULL;
       row = gtk_widget_get_next_sibling (row))
    if (shows (row, number))
      return gtk_widget_grab_focus (row);

  return gtk_widget_grab_focus (rows);
}

/* The row of a record that has just come is made when the table gets its places. */
static gboolean
focus_cb (gpointer data)
{
  DgRecordTable *self = data;
  GtkWidget *rows = get_rows (self);

  self->focus_source = 0;
  /* the keys may have been given to the editor meanwhile */
  if (rows != NULL && has_focus (self))
    focus_selected (self, rows);

  return G_SOURCE_REMOVE;
}

/* Tab goes into the table and out of it: there may be a hundred thousand rows before the editor. */
static gboolean
dg_record_table_move_focus (GtkWidget *widget, GtkDirectionType direction)
{
  DgRecordTable *self = DG_RECORD_TABLE (widget);
  GtkWidget *rows = get_rows (self);

  if (direction != GTK_DIR_TAB_FORWARD && direction != GTK_DIR_TAB_BACKWARD)
    return GTK_WIDGET_CLASS (dg_record_table_parent_class)->focus (widget, direction);

  return !has_focus (self) && rows != NULL && focus_selected (self, rows);
}

static void
dg_record_table_dispose (GObject *object)
{
  DgRecordTable *self = DG_RECORD_TABLE (object);
  GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (self));

  if (self->focus_source != 0)
    g_source_remove (self->focus_source);
  self->focus_source = 0;
  if (child != NULL)
    gtk_widget_unparent (child);
  g_clear_object (&self->list);

  G_OBJECT_CLASS (dg_record_table_parent_class)->dispose (object);
}

static void
dg_record_table_class_init (DgRecordTableClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  const GType type = G_TYPE_FROM_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = dg_record_table_dispose;
  widget_class->focus = dg_record_table_move_focus;

  /**
   * DgRecordTable::activated:
   * @self: the table
   * @position: where in the list
   *
   * A record is to be opened.
   */
  signals[SIGNAL_ACTIVATED] =
      g_signal_new ("activated", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_UINT);

  /**
   * DgRecordTable::sort-changed:
   * @self: the table
   *
   * Another order is asked for; dg_record_table_get_sort() tells which.
   */
  signals[SIGNAL_SORT_CHANGED] =
      g_signal_new ("sort-changed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  g_type_ensure (DG_TYPE_REVIEW_MARKS);
  g_type_ensure (DG_TYPE_REVIEW_ROW);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/example/DatasetGen/review/dg-record-table.ui");
  gtk_widget_class_bind_template_child (widget_class, DgRecordTable, view);
  gtk_widget_class_bind_template_child (widget_class, DgRecordTable, number_column);
  gtk_widget_class_bind_template_child (widget_class, DgRecordTable, state_column);
  gtk_widget_class_bind_template_child (widget_class, DgRecordTable, input_column);
  gtk_widget_class_bind_template_child (widget_class, DgRecordTable, answer_column);
  gtk_widget_class_bind_template_callback (widget_class, activate_cb);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

static void
dg_record_table_init (DgRecordTable *self)
{
  GtkEventController *controller = gtk_event_controller_legacy_new ();

  gtk_widget_init_template (GTK_WIDGET (self));

  gtk_event_controller_set_propagation_phase (controller, GTK_PHASE_CAPTURE);
  g_signal_connect (controller, "event", G_CALLBACK (event_cb), self);
  gtk_widget_add_controller (get_rows (self), controller);
  gtk_accessible_update_property (GTK_ACCESSIBLE (get_rows (self)), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Records"), -1);
  make_sortable (self, self->number_column, DG_RECORD_SORT_NUMBER);
  make_sortable (self, self->state_column, DG_RECORD_SORT_REVIEW);
  make_sortable (self, self->input_column, DG_RECORD_SORT_INPUT);
  make_sortable (self, self->answer_column, DG_RECORD_SORT_ANSWER);
  g_signal_connect_object (gtk_column_view_get_sorter (self->view), "changed", G_CALLBACK (sorter_changed_cb), self,
                           G_CONNECT_SWAPPED);
}

/**
 * dg_record_table_set_list:
 * @self: the table
 * @list: what it shows; once
 */
void
dg_record_table_set_list (DgRecordTable *self, DgRecordList *list)
{
  g_return_if_fail (DG_IS_RECORD_TABLE (self));
  g_return_if_fail (DG_IS_RECORD_LIST (list) && self->list == NULL);

  self->list = g_object_ref (list);
  gtk_column_view_set_model (self->view, GTK_SELECTION_MODEL (list));
}

/**
 * dg_record_table_set_narrow:
 * @self: the table
 * @narrow: whether there is little room, and nothing beside the table
 *
 * Where the table is alone, a click opens a record, which shows its answer then.
 */
void
dg_record_table_set_narrow (DgRecordTable *self, gboolean narrow)
{
  g_return_if_fail (DG_IS_RECORD_TABLE (self));

  self->narrow = narrow;
  gtk_column_view_column_set_visible (self->answer_column, !narrow);
  gtk_column_view_column_set_fixed_width (self->number_column, narrow ? NARROW_NUMBER_WIDTH : NUMBER_WIDTH);
}

/**
 * dg_record_table_show:
 * @self: the table
 * @position: where in the list
 *
 * Scrolls so that a record is seen. Keys go on from there.
 */
void
dg_record_table_show (DgRecordTable *self, guint position)
{
  g_return_if_fail (DG_IS_RECORD_TABLE (self));

  GtkWidget *rows = get_rows (self);

  if (rows == NULL)
    return;

  gtk_widget_activate_action (rows, "list.scroll-to-item", "u", position);
  if (self->focus_source == 0 && has_focus (self))
    self->focus_source = g_idle_add_full (GDK_PRIORITY_REDRAW + 1, focus_cb, self, NULL);
}

/**
 * dg_record_table_focus:
 * @self: the table
 *
 * Lets keys go to the table.
 */
void
dg_record_table_focus (DgRecordTable *self)
{
  g_return_if_fail (DG_IS_RECORD_TABLE (self));

  GtkWidget *rows = get_rows (self);

  if (rows == NULL || !focus_selected (self, rows))
    gtk_widget_grab_focus (GTK_WIDGET (self->view));
}

/**
 * dg_record_table_get_sort:
 * @self: the table
 * @sort: (out): the order asked for
 * @descending: (out): whether it is turned round
 */
void
dg_record_table_get_sort (DgRecordTable *self, DgRecordSort *sort, gboolean *descending)
{
  g_return_if_fail (DG_IS_RECORD_TABLE (self));
  g_return_if_fail (sort != NULL && descending != NULL);

  self->asked = DG_RECORD_SORT_NUMBER;
  /* GTK 4.8 does not tell which column it is, but its sorter asks that column's, whose answer it turns round if need
   * be; the two things that it is to compare only have to be two */
  *descending = gtk_sorter_compare (gtk_column_view_get_sorter (self->view), self, self->view) == GTK_ORDERING_LARGER;
  *sort = self->asked;
}
