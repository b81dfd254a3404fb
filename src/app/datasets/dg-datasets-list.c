/* dg-datasets-list.c: the list of drafts and datasets
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "dg-datasets-list.h"

#include <adwaita.h>

#include "dg-dataset-row.h"
#include "dg-datasets-heading.h"
#include "dg-draft-row.h"

/* Below the last row, in application pixels. */
#define END_HEIGHT 24

/* Below this width, in application pixels, the buttons of a draft leave too little room for what it says. */
#define NARROW_WIDTH 560

/**
 * DgDatasetsList:
 *
 * Shows a #DgDatasetsModel. The rows take the focus, not the list's own widgets around them; Up and Down go from row to
 * row and leave out the headings.
 */
struct _DgDatasetsList
{
  GtkWidget parent_instance;

  DgDatasetsModel *model; /* (owned) (nullable) */
  GSettings *settings;    /* (owned) (nullable) */
  GHashTable *rows;       /* (owned): the rows (unowned) that show an entry (unowned), by that */
  char *awaited;          /* (owned) (nullable): the id of the entry that gets the focus when it has a row */
  gboolean narrow;

  /* template */
  GtkListView *list_view;
};

G_DEFINE_FINAL_TYPE (DgDatasetsList, dg_datasets_list, GTK_TYPE_WIDGET)

enum
{
  PROP_0,
  PROP_NARROW,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

/* --- rows --- */

static GtkWidget *
make_draft_row (DgDatasetsList *self)
{
  GtkWidget *row = dg_draft_row_new ();

  g_object_bind_property (self, "narrow", row, "narrow", G_BINDING_SYNC_CREATE);

  return row;
}

static GtkWidget *
make_end (void)
{
  GtkWidget *end = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);

  gtk_widget_set_size_request (end, -1, END_HEIGHT);

  return end;
}

/* A list item that is used again keeps its row when that is of the right kind. */
static GtkWidget *
choose_child (DgDatasetsList *self, GtkWidget *child, DgDatasetEntryKind kind)
{
  switch (kind)
    {
    case DG_DATASET_ENTRY_DATASET:
      return DG_IS_DATASET_ROW (child) ? child : dg_dataset_row_new ();
    case DG_DATASET_ENTRY_DRAFT:
      return DG_IS_DRAFT_ROW (child) ? child : make_draft_row (self);
    case DG_DATASET_ENTRY_DRAFTS:
    case DG_DATASET_ENTRY_DATASETS:
      return dg_datasets_heading_new (kind, self->settings);
    case DG_DATASET_ENTRY_END:
    default:
      return make_end ();
    }
}

static gboolean
focus_row_cb (gpointer data)
{
  gtk_widget_grab_focus (data);

  return G_SOURCE_REMOVE;
}

static void
bind_cb (GtkSignalListItemFactory *factory, GtkListItem *item, DgDatasetsList *self)
{
  DgDatasetEntry *entry = gtk_list_item_get_item (item);
  GtkWidget *child = choose_child (self, gtk_list_item_get_child (item), dg_dataset_entry_get_kind (entry));

  gtk_list_item_set_activatable (item, FALSE);
  gtk_list_item_set_selectable (item, FALSE);
  if (child != gtk_list_item_get_child (item))
    gtk_list_item_set_child (item, child);
  if (!DG_IS_ENTRY_ROW (child))
    return;

  dg_entry_row_set_entry (DG_ENTRY_ROW (child), entry);
  g_hash_table_insert (self->rows, entry, child);
  if (g_strcmp0 (self->awaited, dg_dataset_entry_get_id (entry)) == 0)
    {
      g_clear_pointer (&self->awaited, g_free);
      g_idle_add_full (G_PRIORITY_DEFAULT, focus_row_cb, g_object_ref (child), g_object_unref);
    }
}

static void
unbind_cb (GtkSignalListItemFactory *factory, GtkListItem *item, DgDatasetsList *self)
{
  GtkWidget *child = gtk_list_item_get_child (item);

  if (!DG_IS_ENTRY_ROW (child))
    return;

  if (self->rows != NULL)
    g_hash_table_remove (self->rows, dg_entry_row_get_entry (DG_ENTRY_ROW (child)));
  dg_entry_row_set_entry (DG_ENTRY_ROW (child), NULL);
}

/* Who is at the top stays there: the list would keep its first row in place when a heading comes before it. */
static void
lines_changed_cb (DgDatasetsList *self)
{
  GtkAdjustment *adjustment = gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (self->list_view));

  if (adjustment != NULL && gtk_adjustment_get_value (adjustment) <= 0)
    gtk_widget_activate_action (GTK_WIDGET (self->list_view), "list.scroll-to-item", "u", 0);
}

/* --- focus --- */

static gboolean
is_row (DgDatasetsList *self, guint position)
{
  g_autoptr (DgDatasetEntry) entry = g_list_model_get_item (G_LIST_MODEL (self->model), position);

  return entry != NULL && dg_dataset_entry_get_id (entry) != NULL;
}

/* The next position with a row, from @position on in steps of @step; what is behind the ends is no row. */
static gboolean
find_row (DgDatasetsList *self, guint *position, int step)
{
  guint n_lines = g_list_model_get_n_items (G_LIST_MODEL (self->model));

  while (*position < n_lines && !is_row (self, *position))
    *position += (guint) step;

  return *position < n_lines;
}

static void
focus_position (DgDatasetsList *self, guint position)
{
  g_autoptr (DgDatasetEntry) entry = g_list_model_get_item (G_LIST_MODEL (self->model), position);
  GtkWidget *row = g_hash_table_lookup (self->rows, entry);

  /* the row of what is far away is made while the list scrolls there */
  g_free (self->awaited);
  self->awaited = row == NULL ? g_strdup (dg_dataset_entry_get_id (entry)) : NULL;
  gtk_widget_activate_action (GTK_WIDGET (self->list_view), "list.scroll-to-item", "u", position);
  if (row != NULL)
    gtk_widget_grab_focus (row);
}

static void
move_focus_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  DgDatasetsList *self = DG_DATASETS_LIST (widget);
  g_autofree char *id = dg_datasets_list_dup_focused (self);
  int step = g_variant_get_int32 (parameter);
  guint position;

  if (id == NULL || !dg_datasets_model_find (self->model, id, &position))
    return;

  position += (guint) step;
  if (find_row (self, &position, step))
    focus_position (self, position);
  else
    gtk_widget_error_bell (widget);
}

/* --- life --- */

static void
dg_datasets_list_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  DgDatasetsList *self = DG_DATASETS_LIST (object);

  switch (id)
    {
    case PROP_NARROW:
      g_value_set_boolean (value, self->narrow);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

/* There is room for the buttons of a draft beside its text in many windows that are too narrow for a page. Before the
 * rows get their places, so that they get the right ones at once. */
static void
dg_datasets_list_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  DgDatasetsList *self = DG_DATASETS_LIST (widget);
  gboolean narrow = width < NARROW_WIDTH;

  if (self->narrow != narrow)
    {
      self->narrow = narrow;
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_NARROW]);
    }
  gtk_widget_allocate (gtk_widget_get_first_child (widget), width, height, baseline, NULL);
}

static void
dg_datasets_list_measure (GtkWidget *widget,
                          GtkOrientation orientation,
                          int for_size,
                          int *minimum,
                          int *natural,
                          int *minimum_baseline,
                          int *natural_baseline)
{
  gtk_widget_measure (gtk_widget_get_first_child (widget), orientation, for_size, minimum, natural, minimum_baseline,
                      natural_baseline);
}

static void
dg_datasets_list_dispose (GObject *object)
{
  DgDatasetsList *self = DG_DATASETS_LIST (object);
  GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (self));

  /* rows are unbound on the way */
  if (child != NULL)
    gtk_widget_unparent (child);
  g_clear_pointer (&self->rows, g_hash_table_unref);
  g_clear_pointer (&self->awaited, g_free);
  g_clear_object (&self->model);
  g_clear_object (&self->settings);

  G_OBJECT_CLASS (dg_datasets_list_parent_class)->dispose (object);
}

static void
dg_datasets_list_class_init (DgDatasetsListClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = dg_datasets_list_get_property;
  object_class->dispose = dg_datasets_list_dispose;
  widget_class->measure = dg_datasets_list_measure;
  widget_class->size_allocate = dg_datasets_list_size_allocate;

  /**
   * DgDatasetsList:narrow:
   *
   * Whether there is no room for buttons beside texts.
   */
  properties[PROP_NARROW] = g_param_spec_boolean ("narrow", NULL, NULL, FALSE,
                                                  G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  gtk_widget_class_install_action (widget_class, "datasets-list.move-focus", "i", move_focus_cb);

  gtk_widget_class_set_template_from_resource (widget_class, "/org/example/DatasetGen/datasets/dg-datasets-list.ui");
  gtk_widget_class_bind_template_child (widget_class, DgDatasetsList, list_view);
  gtk_widget_class_bind_template_callback (widget_class, bind_cb);
  gtk_widget_class_bind_template_callback (widget_class, unbind_cb);
}

static void
dg_datasets_list_init (DgDatasetsList *self)
{
  self->rows = g_hash_table_new (NULL, NULL);
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * dg_datasets_list_set_model:
 * @self: the list
 * @model: what it shows
 * @settings: where the order is kept
 *
 * Gives the list what it shows; once.
 */
void
dg_datasets_list_set_model (DgDatasetsList *self, DgDatasetsModel *model, GSettings *settings)
{
  g_return_if_fail (DG_IS_DATASETS_LIST (self) && self->model == NULL);
  g_return_if_fail (DG_IS_DATASETS_MODEL (model) && G_IS_SETTINGS (settings));

  g_autoptr (GtkNoSelection) selection = gtk_no_selection_new (G_LIST_MODEL (g_object_ref (model)));

  self->model = g_object_ref (model);
  self->settings = g_object_ref (settings);
  gtk_list_view_set_model (self->list_view, GTK_SELECTION_MODEL (selection));
  g_signal_connect_object (model, "items-changed", G_CALLBACK (lines_changed_cb), self,
                           G_CONNECT_SWAPPED | G_CONNECT_AFTER);
}

/**
 * dg_datasets_list_dup_focused:
 * @self: the list
 *
 * Returns: (transfer full) (nullable): the id of the entry whose row has the focus
 */
char *
dg_datasets_list_dup_focused (DgDatasetsList *self)
{
  g_return_val_if_fail (DG_IS_DATASETS_LIST (self), NULL);

  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;
  GtkWidget *row = focus != NULL ? gtk_widget_get_ancestor (focus, DG_TYPE_ENTRY_ROW) : NULL;

  if (row == NULL || !gtk_widget_is_ancestor (row, GTK_WIDGET (self)))
    return NULL;

  DgDatasetEntry *entry = dg_entry_row_get_entry (DG_ENTRY_ROW (row));

  return entry != NULL ? g_strdup (dg_dataset_entry_get_id (entry)) : NULL;
}

/**
 * dg_datasets_list_dup_neighbour:
 * @self: the list
 * @id: of a draft or a dataset
 *
 * Returns: (transfer full) (nullable): the id of the one below it, else of the one above: where the focus goes when it
 *   is deleted
 */
char *
dg_datasets_list_dup_neighbour (DgDatasetsList *self, const char *id)
{
  g_return_val_if_fail (DG_IS_DATASETS_LIST (self), NULL);
  g_return_val_if_fail (id != NULL, NULL);

  guint position, next, previous;

  if (!dg_datasets_model_find (self->model, id, &position))
    return NULL;

  next = position + 1;
  previous = position - 1;
  if (!find_row (self, &next, 1))
    {
      if (!find_row (self, &previous, -1))
        return NULL;

      next = previous;
    }

  g_autoptr (DgDatasetEntry) entry = g_list_model_get_item (G_LIST_MODEL (self->model), next);

  return g_strdup (dg_dataset_entry_get_id (entry));
}

/**
 * dg_datasets_list_focus_entry:
 * @self: the list
 * @id: of a draft or a dataset
 *
 * Scrolls to its row, and gives that the focus.
 *
 * Returns: whether it is in the list
 */
gboolean
dg_datasets_list_focus_entry (DgDatasetsList *self, const char *id)
{
  g_return_val_if_fail (DG_IS_DATASETS_LIST (self), FALSE);
  g_return_val_if_fail (id != NULL, FALSE);

  guint position;

  if (!dg_datasets_model_find (self->model, id, &position))
    return FALSE;

  focus_position (self, position);

  return TRUE;
}

/**
 * dg_datasets_list_focus_first:
 * @self: the list
 *
 * Gives the focus to the first row.
 *
 * Returns: whether there is one
 */
gboolean
dg_datasets_list_focus_first (DgDatasetsList *self)
{
  g_return_val_if_fail (DG_IS_DATASETS_LIST (self), FALSE);

  guint position = 0;

  if (self->model == NULL || !find_row (self, &position, 1))
    return FALSE;

  focus_position (self, position);
  /* its heading is to be seen too */
  gtk_widget_activate_action (GTK_WIDGET (self->list_view), "list.scroll-to-item", "u", 0);

  return TRUE;
}

/**
 * dg_datasets_list_get_row:
 * @self: the list
 * @id: of a draft or a dataset
 *
 * Returns: (transfer none) (nullable): the row that shows it; there is none for what is far from what is seen
 */
GtkWidget *
dg_datasets_list_get_row (DgDatasetsList *self, const char *id)
{
  g_return_val_if_fail (DG_IS_DATASETS_LIST (self), NULL);
  g_return_val_if_fail (id != NULL, NULL);

  DgDatasetEntry *entry = self->model != NULL ? dg_datasets_model_get_entry (self->model, id) : NULL;

  return entry != NULL ? g_hash_table_lookup (self->rows, entry) : NULL;
}
