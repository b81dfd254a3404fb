/* dg-latest-list.c: the records that a run made last
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "dg-latest-list.h"

#include <glib/gi18n.h>

#include "dg-record.h"

/* Nobody reads more of them while they rush by; Review has them all. */
#define MOST_RECORDS 50

/* About; less than that from the top is at the top. */
#define ROW_HEIGHT 30

/* Of a text, one line is shown: laying out more would be for nothing. */
#define SHOWN_CHARACTERS 160

/* A row costs half a millisecond before it is seen. Where a model answers many requests at the same time, their records
 * come in one after the other, and no frame is late. */
#define ROWS_A_FRAME 6

/* Of answers, which stand below each other, as much as a label has; the inputs get the room. */
#define ANSWER_CHARACTERS 18

/* And in a narrow window only as much as a short one has. */
#define NARROW_ANSWER_CHARACTERS 11

/**
 * DgLatestList:
 *
 * A list with a line for each of the latest records, the last on top.
 */
struct _DgLatestList
{
  GtkWidget parent_instance;

  GListStore *records; /* (owned) (element-type DgRecord): the last first */
  GPtrArray *made;     /* (owned) (nullable) (element-type DgRecord): by the run, in their order */
  guint n_seen;        /* how many of them have been shown */
  guint tick;          /* 0 when none are waiting to be */
  GPtrArray *answers;  /* (owned) (element-type GtkLabel): of the rows; the rows have them */
  gboolean narrow;     /* whether they have little room */

  /* template */
  GtkListView *view;
};

G_DEFINE_FINAL_TYPE (DgLatestList, dg_latest_list, GTK_TYPE_WIDGET)

static GtkWidget *
new_label (void)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_single_line_mode (GTK_LABEL (label), TRUE);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_widget_set_hexpand (label, TRUE);

  return label;
}

static void
fit_answer (DgLatestList *self, GtkLabel *answer)
{
  int n_characters = self->narrow ? NARROW_ANSWER_CHARACTERS : ANSWER_CHARACTERS;

  gtk_label_set_width_chars (answer, n_characters);
  gtk_label_set_max_width_chars (answer, n_characters);
}

static void
forget_answer_cb (DgLatestList *self, GtkWidget *answer)
{
  g_ptr_array_remove_fast (self->answers, answer);
}

static void
set_up_cb (DgLatestList *self, GtkListItem *item)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 18);
  GtkWidget *answer = new_label ();

  gtk_widget_add_css_class (answer, "dim-label");
  gtk_widget_set_hexpand (answer, FALSE);
  fit_answer (self, GTK_LABEL (answer));
  g_ptr_array_add (self->answers, answer);
  g_signal_connect_object (answer, "destroy", G_CALLBACK (forget_answer_cb), self, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (box), new_label ());
  gtk_box_append (GTK_BOX (box), answer);
  gtk_list_item_set_child (item, box);
  gtk_list_item_set_activatable (item, FALSE);
  gtk_list_item_set_selectable (item, FALSE);
}

static void
show_line (GtkWidget *label, const char *text)
{
  g_autofree char *line = NULL;

  if (g_utf8_strlen (text, -1) > SHOWN_CHARACTERS)
    line = g_utf8_substring (text, 0, SHOWN_CHARACTERS);
  else
    line = g_strdup (text);
  gtk_label_set_text (GTK_LABEL (label), g_strdelimit (line, "\n\r\t", ' '));
}

static void
bind_cb (DgLatestList *self, GtkListItem *item)
{
  DgRecord *record = gtk_list_item_get_item (item);
  GtkWidget *input = gtk_widget_get_first_child (gtk_list_item_get_child (item));

  show_line (input, dg_record_get_input (record));
  show_line (gtk_widget_get_next_sibling (input), dg_record_get_answer (record));
}

/* --- what is new --- */

static void
show_next (DgLatestList *self, guint most)
{
  g_autoptr (GPtrArray) latest = g_ptr_array_new ();
  GtkAdjustment *position = gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (self->view));
  gboolean at_top = gtk_adjustment_get_value (position) < ROW_HEIGHT;
  guint n_before = g_list_model_get_n_items (G_LIST_MODEL (self->records));
  guint n_kept, first;

  if (self->made->len - self->n_seen > MOST_RECORDS)
    self->n_seen = self->made->len - MOST_RECORDS;
  first = self->n_seen;
  self->n_seen += MIN (self->made->len - first, most);
  for (guint i = self->n_seen; i > first; i--)
    g_ptr_array_add (latest, g_ptr_array_index (self->made, i - 1));
  if (latest->len == 0)
    return;

  n_kept = MIN (n_before, MOST_RECORDS - latest->len);
  g_list_store_splice (self->records, n_kept, n_before - n_kept, NULL, 0);
  g_list_store_splice (self->records, 0, 0, latest->pdata, latest->len);
  /* the list holds on to what it shows; who looks at the top wants to see the next */
  if (at_top)
    gtk_widget_activate_action (GTK_WIDGET (self->view), "list.scroll-to-item", "u", 0);
}

static gboolean
tick_cb (GtkWidget *widget, GdkFrameClock *clock, gpointer data)
{
  DgLatestList *self = DG_LATEST_LIST (widget);

  show_next (self, ROWS_A_FRAME);
  if (self->n_seen < self->made->len)
    return G_SOURCE_CONTINUE;
  self->tick = 0;

  return G_SOURCE_REMOVE;
}

static void
dg_latest_list_dispose (GObject *object)
{
  DgLatestList *self = DG_LATEST_LIST (object);
  GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (object));

  if (self->tick != 0)
    gtk_widget_remove_tick_callback (GTK_WIDGET (self), self->tick);
  self->tick = 0;
  if (child != NULL)
    gtk_widget_unparent (child);
  g_clear_object (&self->records);
  g_clear_pointer (&self->made, g_ptr_array_unref);

  G_OBJECT_CLASS (dg_latest_list_parent_class)->dispose (object);
}

static void
dg_latest_list_finalize (GObject *object)
{
  g_ptr_array_unref (DG_LATEST_LIST (object)->answers);

  G_OBJECT_CLASS (dg_latest_list_parent_class)->finalize (object);
}

static void
dg_latest_list_class_init (DgLatestListClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = dg_latest_list_dispose;
  G_OBJECT_CLASS (klass)->finalize = dg_latest_list_finalize;

  gtk_widget_class_set_template_from_resource (widget_class, "/org/example/DatasetGen/wizard/dg-latest-list.ui");
  gtk_widget_class_bind_template_child (widget_class, DgLatestList, view);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

static void
dg_latest_list_init (DgLatestList *self)
{
  g_autoptr (GtkListItemFactory) factory = gtk_signal_list_item_factory_new ();
  g_autoptr (GtkSelectionModel) selection = NULL;

  gtk_widget_init_template (GTK_WIDGET (self));
  self->records = g_list_store_new (DG_TYPE_RECORD);
  self->answers = g_ptr_array_new ();
  g_signal_connect_object (factory, "setup", G_CALLBACK (set_up_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (factory, "bind", G_CALLBACK (bind_cb), self, G_CONNECT_SWAPPED);
  selection = GTK_SELECTION_MODEL (gtk_no_selection_new (G_LIST_MODEL (g_object_ref (self->records))));
  gtk_list_view_set_factory (self->view, factory);
  gtk_list_view_set_model (self->view, selection);
}

/**
 * dg_latest_list_show_records:
 * @self: a list
 * @records: (element-type DgRecord): all records of a run, in the order in which it made them; the run adds to it
 *
 * Puts those on top that are new since the last call: a few with each frame when there is somebody to see it, else at
 * once.
 */
void
dg_latest_list_show_records (DgLatestList *self, GPtrArray *records)
{
  g_return_if_fail (DG_IS_LATEST_LIST (self));
  g_return_if_fail (records != NULL);

  /* another run */
  if (records != self->made)
    {
      g_clear_pointer (&self->made, g_ptr_array_unref);
      self->made = g_ptr_array_ref (records);
      self->n_seen = 0;
      g_list_store_remove_all (self->records);
    }

  if (!gtk_widget_get_mapped (GTK_WIDGET (self)))
    show_next (self, MOST_RECORDS);
  else if (self->tick == 0 && self->n_seen < records->len)
    self->tick = gtk_widget_add_tick_callback (GTK_WIDGET (self), tick_cb, NULL, NULL);
}

/**
 * dg_latest_list_get_model:
 * @self: a list
 *
 * Returns: (transfer none): the records that it has, the last first
 */
GListModel *
dg_latest_list_get_model (DgLatestList *self)
{
  g_return_val_if_fail (DG_IS_LATEST_LIST (self), NULL);

  return G_LIST_MODEL (self->records);
}

/**
 * dg_latest_list_set_narrow:
 * @self: a list
 * @narrow: whether there is little room, so that answers leave more of it to inputs
 */
void
dg_latest_list_set_narrow (DgLatestList *self, gboolean narrow)
{
  g_return_if_fail (DG_IS_LATEST_LIST (self));

  self->narrow = narrow;
  for (guint i = 0; i < self->answers->len; i++)
    fit_answer (self, g_ptr_array_index (self->answers, i));
}
