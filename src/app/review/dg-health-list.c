/* dg-health-list.c: records to look at, one reason a row
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "dg-health-list.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "dg-health-item.h"
#include "dg-plain-row.h"

/* More rows than this are not read; the records of all are shown together instead. */
#define MAX_ROWS 10

#define KEY_ITEM "dg-item"

/**
 * DgHealthList:
 *
 * The first of many items as rows, and a button for the records of all. Without items it says that there is nothing.
 */
struct _DgHealthList
{
  GtkWidget parent_instance;

  GListModel *items; /* (owned) (nullable) (element-type DgHealthItem) */
  char *title;       /* (owned) (nullable): what the records of all have in common */
  GArray *all;       /* (owned) (nullable) (element-type guint): the records of all, each once, in order */

  /* template */
  GtkLabel *nothing_label;
  GtkListBox *rows;
  GtkButton *all_button;
};

G_DEFINE_FINAL_TYPE (DgHealthList, dg_health_list, GTK_TYPE_WIDGET)

enum
{
  PROP_0,
  PROP_NOTHING,
  N_PROPS
};

enum
{
  SIGNAL_SHOW_RECORDS,
  N_SIGNALS
};

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

/* --- all records --- */

static int
compare_numbers (gconstpointer a, gconstpointer b)
{
  guint number_a = *(const guint *) a;
  guint number_b = *(const guint *) b;

  return (number_a > number_b) - (number_a < number_b);
}

static GArray *
collect_numbers (GListModel *items)
{
  g_autoptr (GArray) found = g_array_new (FALSE, FALSE, sizeof (guint));
  GArray *numbers = g_array_new (FALSE, FALSE, sizeof (guint));

  for (guint i = 0; i < g_list_model_get_n_items (items); i++)
    {
      g_autoptr (DgHealthItem) item = g_list_model_get_item (items, i);
      GArray *own = dg_health_item_get_numbers (item);

      g_array_append_vals (found, own->data, own->len);
    }
  g_array_sort (found, compare_numbers);
  for (guint i = 0; i < found->len; i++)
    if (i == 0 || g_array_index (found, guint, i) != g_array_index (found, guint, i - 1))
      g_array_append_val (numbers, g_array_index (found, guint, i));

  return numbers;
}

static void
show_all_button (DgHealthList *self)
{
  guint n_items = self->items != NULL ? g_list_model_get_n_items (self->items) : 0;
  g_autofree char *label = NULL;

  g_clear_pointer (&self->all, g_array_unref);
  gtk_widget_set_visible (GTK_WIDGET (self->all_button), n_items > 1);
  if (n_items > 1)
    gtk_widget_add_css_class (GTK_WIDGET (self), "more");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self), "more");
  if (n_items < 2)
    return;

  self->all = collect_numbers (self->items);
  label = g_strdup_printf (ngettext ("Show %'u Record", "Show All %'u Records", self->all->len), self->all->len);
  gtk_button_set_label (self->all_button, label);
}

static void
all_clicked_cb (DgHealthList *self)
{
  if (self->all != NULL)
    g_signal_emit (self, signals[SIGNAL_SHOW_RECORDS], 0, self->all, self->title);
}

/* --- rows --- */

static GtkWidget *
create_row (DgHealthItem *item)
{
  GtkWidget *row = dg_plain_row_new (dg_health_item_get_what (item), dg_health_item_get_where (item));

  adw_action_row_add_suffix (ADW_ACTION_ROW (row), gtk_image_new_from_icon_name ("go-next-symbolic"));
  if (dg_health_item_is_grave (item))
    {
      GtkWidget *icon = gtk_image_new_from_icon_name ("dialog-warning-symbolic");

      gtk_widget_add_css_class (icon, "warning");
      adw_action_row_add_prefix (ADW_ACTION_ROW (row), icon);
    }
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  g_object_set_data_full (G_OBJECT (row), KEY_ITEM, g_object_ref (item), g_object_unref);

  return row;
}

static void
row_activated_cb (DgHealthList *self, GtkListBoxRow *row)
{
  DgHealthItem *item = g_object_get_data (G_OBJECT (row), KEY_ITEM);

  g_signal_emit (self, signals[SIGNAL_SHOW_RECORDS], 0, dg_health_item_get_numbers (item),
                 dg_health_item_get_title (item));
}

static void
clear_rows (DgHealthList *self)
{
  GtkListBoxRow *row;

  while ((row = gtk_list_box_get_row_at_index (self->rows, 0)) != NULL)
    gtk_list_box_remove (self->rows, GTK_WIDGET (row));
}

/* --- life --- */

static void
dg_health_list_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  DgHealthList *self = DG_HEALTH_LIST (object);

  if (id == PROP_NOTHING)
    g_value_set_string (value, gtk_label_get_label (self->nothing_label));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
dg_health_list_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  DgHealthList *self = DG_HEALTH_LIST (object);

  if (id == PROP_NOTHING)
    gtk_label_set_label (self->nothing_label, g_value_get_string (value));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
dg_health_list_dispose (GObject *object)
{
  DgHealthList *self = DG_HEALTH_LIST (object);
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))) != NULL)
    gtk_widget_unparent (child);
  g_clear_object (&self->items);
  g_clear_pointer (&self->title, g_free);
  g_clear_pointer (&self->all, g_array_unref);

  G_OBJECT_CLASS (dg_health_list_parent_class)->dispose (object);
}

static void
dg_health_list_class_init (DgHealthListClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = dg_health_list_get_property;
  object_class->set_property = dg_health_list_set_property;
  object_class->dispose = dg_health_list_dispose;

  /**
   * DgHealthList:nothing:
   *
   * What it says without items, plain text.
   */
  properties[PROP_NOTHING] =
      g_param_spec_string ("nothing", NULL, NULL, NULL, G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  /**
   * DgHealthList::show-records:
   * @self: the list
   * @numbers: (element-type guint): the numbers of records
   * @title: what they have in common
   *
   * The person wants to see the records of a row, or of all.
   */
  signals[SIGNAL_SHOW_RECORDS] = g_signal_new ("show-records", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                               NULL, NULL, G_TYPE_NONE, 2, G_TYPE_ARRAY, G_TYPE_STRING);

  gtk_widget_class_set_template_from_resource (widget_class, "/org/example/DatasetGen/review/dg-health-list.ui");
  gtk_widget_class_bind_template_child (widget_class, DgHealthList, nothing_label);
  gtk_widget_class_bind_template_child (widget_class, DgHealthList, rows);
  gtk_widget_class_bind_template_child (widget_class, DgHealthList, all_button);
  gtk_widget_class_bind_template_callback (widget_class, row_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, all_clicked_cb);
}

static void
dg_health_list_init (DgHealthList *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * dg_health_list_set_items:
 * @self: a list
 * @items: (element-type DgHealthItem): what there is to look at
 * @title: what the records of all items have in common
 */
void
dg_health_list_set_items (DgHealthList *self, GListModel *items, const char *title)
{
  g_return_if_fail (DG_IS_HEALTH_LIST (self));
  g_return_if_fail (G_IS_LIST_MODEL (items) && title != NULL);

  guint n_items = g_list_model_get_n_items (items);

  g_set_object (&self->items, items);
  g_free (self->title);
  self->title = g_strdup (title);

  clear_rows (self);
  for (guint i = 0; i < MIN (n_items, MAX_ROWS); i++)
    {
      g_autoptr (DgHealthItem) item = g_list_model_get_item (items, i);

      gtk_list_box_append (self->rows, create_row (item));
    }
  gtk_widget_set_visible (GTK_WIDGET (self->nothing_label), n_items == 0);
  gtk_widget_set_visible (GTK_WIDGET (self->rows), n_items > 0);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->rows), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
  show_all_button (self);
}

/**
 * dg_health_list_get_rows:
 * @self: a list
 *
 * Returns: (transfer none): its rows
 */
GtkListBox *
dg_health_list_get_rows (DgHealthList *self)
{
  g_return_val_if_fail (DG_IS_HEALTH_LIST (self), NULL);

  return self->rows;
}
