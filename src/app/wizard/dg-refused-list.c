/* dg-refused-list.c: what the model made and the dataset does not have, and why
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "dg-refused-list.h"

#include <glib/gi18n.h>

/* The latest are those that tell what is wrong now. */
#define MOST_REFUSED 200

/* A reply may be as long as it likes; to see what is wrong with it, this much is enough. */
#define SHOWN_CHARACTERS 1200

/* --- an item --- */

#define DG_TYPE_REFUSED_ITEM (dg_refused_item_get_type ())
G_DECLARE_FINAL_TYPE (DgRefusedItem, dg_refused_item, DG, REFUSED_ITEM, GObject)

struct _DgRefusedItem
{
  GObject parent_instance;

  DgRefusedRecord *refused; /* (owned) */
};

G_DEFINE_FINAL_TYPE (DgRefusedItem, dg_refused_item, G_TYPE_OBJECT)

static void
dg_refused_item_finalize (GObject *object)
{
  g_clear_pointer (&DG_REFUSED_ITEM (object)->refused, dg_refused_record_free);

  G_OBJECT_CLASS (dg_refused_item_parent_class)->finalize (object);
}

static void
dg_refused_item_class_init (DgRefusedItemClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = dg_refused_item_finalize;
}

static void
dg_refused_item_init (DgRefusedItem *self)
{
}

/* --- the list --- */

/**
 * DgRefusedList:
 *
 * Each with its reason and what the model wrote, untouched.
 */
struct _DgRefusedList
{
  GtkWidget parent_instance;

  GListStore *items;         /* (owned) (element-type DgRefusedItem): the last first */
  char *run;                 /* (owned) (nullable): whose they are */
  guint n_shown;             /* how many the run had refused when they were loaded last */
  gboolean loading;          /* whether they are being loaded */
  GCancellable *cancellable; /* (owned): of loading them */

  /* template */
  GtkStack *states;
  GtkLabel *empty_label;
  GtkListView *view;
};

G_DEFINE_FINAL_TYPE (DgRefusedList, dg_refused_list, GTK_TYPE_WIDGET)

static const char *
get_title (DgRefusal reason)
{
  switch (reason)
    {
    case DG_REFUSAL_DUPLICATE:
      return _ ("Duplicate");
    case DG_REFUSAL_CONFLICT:
      return _ ("Same input, another answer");
    case DG_REFUSAL_SURPLUS:
      return _ ("One too many");
    case DG_REFUSAL_INVALID:
    default:
      return _ ("Invalid");
    }
}

static GtkWidget *
new_label (const char *class_name)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_widget_add_css_class (label, class_name);

  return label;
}

static void
set_up_cb (DgRefusedList *self, GtkListItem *item)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);
  GtkWidget *raw = new_label ("monospace");

  gtk_label_set_selectable (GTK_LABEL (raw), TRUE);
  gtk_widget_add_css_class (raw, "dg-refused-raw");
  gtk_box_append (GTK_BOX (box), new_label ("heading"));
  gtk_box_append (GTK_BOX (box), new_label ("dim-label"));
  gtk_box_append (GTK_BOX (box), raw);
  gtk_list_item_set_child (item, box);
  gtk_list_item_set_activatable (item, FALSE);
  gtk_list_item_set_selectable (item, FALSE);
}

static void
bind_cb (DgRefusedList *self, GtkListItem *item)
{
  const DgRefusedRecord *refused = DG_REFUSED_ITEM (gtk_list_item_get_item (item))->refused;
  GtkWidget *title = gtk_widget_get_first_child (gtk_list_item_get_child (item));
  GtkWidget *detail = gtk_widget_get_next_sibling (title);
  GtkWidget *raw = gtk_widget_get_next_sibling (detail);
  g_autofree char *start = NULL;

  gtk_label_set_text (GTK_LABEL (title), get_title (refused->reason));
  gtk_label_set_text (GTK_LABEL (detail), refused->detail);
  if (g_utf8_strlen (refused->raw, -1) > SHOWN_CHARACTERS)
    {
      g_autofree char *cut = g_utf8_substring (refused->raw, 0, SHOWN_CHARACTERS);

      start = g_strconcat (cut, "…", NULL);
    }
  gtk_label_set_text (GTK_LABEL (raw), start != NULL ? start : refused->raw);
}

static void
take_refused (DgRefusedList *self, GPtrArray *refused)
{
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < refused->len; i++)
    {
      DgRefusedItem *item = g_object_new (DG_TYPE_REFUSED_ITEM, NULL);

      item->refused = g_steal_pointer (&g_ptr_array_index (refused, i));
      g_ptr_array_add (items, item);
    }
  g_list_store_splice (self->items, 0, g_list_model_get_n_items (G_LIST_MODEL (self->items)), items->pdata, items->len);
  gtk_label_set_text (self->empty_label, _ ("Nothing was refused."));
  gtk_stack_set_visible_child_name (self->states, items->len > 0 ? "list" : "empty");
}

static void
load_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (DgRefusedList) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) refused = dg_library_load_refused_finish (DG_LIBRARY (source), result, &error);

  self->loading = FALSE;
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (refused != NULL)
    {
      /* the array no longer owns what the items have taken */
      g_ptr_array_set_free_func (refused, NULL);
      take_refused (self, refused);
      return;
    }

  gtk_label_set_text (self->empty_label, error->message);
  gtk_stack_set_visible_child_name (self->states, "empty");
}

static void
dg_refused_list_dispose (GObject *object)
{
  DgRefusedList *self = DG_REFUSED_LIST (object);
  GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (object));

  g_cancellable_cancel (self->cancellable);
  if (child != NULL)
    gtk_widget_unparent (child);
  g_clear_object (&self->items);

  G_OBJECT_CLASS (dg_refused_list_parent_class)->dispose (object);
}

static void
dg_refused_list_finalize (GObject *object)
{
  DgRefusedList *self = DG_REFUSED_LIST (object);

  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->run, g_free);

  G_OBJECT_CLASS (dg_refused_list_parent_class)->finalize (object);
}

static void
dg_refused_list_class_init (DgRefusedListClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = dg_refused_list_dispose;
  G_OBJECT_CLASS (klass)->finalize = dg_refused_list_finalize;

  gtk_widget_class_set_template_from_resource (widget_class, "/org/example/DatasetGen/wizard/dg-refused-list.ui");
  gtk_widget_class_bind_template_child (widget_class, DgRefusedList, states);
  gtk_widget_class_bind_template_child (widget_class, DgRefusedList, empty_label);
  gtk_widget_class_bind_template_child (widget_class, DgRefusedList, view);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

static void
dg_refused_list_init (DgRefusedList *self)
{
  g_autoptr (GtkListItemFactory) factory = gtk_signal_list_item_factory_new ();
  g_autoptr (GtkSelectionModel) selection = NULL;

  gtk_widget_init_template (GTK_WIDGET (self));
  self->cancellable = g_cancellable_new ();
  self->items = g_list_store_new (DG_TYPE_REFUSED_ITEM);
  g_signal_connect_object (factory, "setup", G_CALLBACK (set_up_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (factory, "bind", G_CALLBACK (bind_cb), self, G_CONNECT_SWAPPED);
  selection = GTK_SELECTION_MODEL (gtk_no_selection_new (G_LIST_MODEL (g_object_ref (self->items))));
  gtk_list_view_set_factory (self->view, factory);
  gtk_list_view_set_model (self->view, selection);
}

/**
 * dg_refused_list_show_run:
 * @self: a list
 * @library: where the run is
 * @run: the id of a run
 * @n_refused: how many it has refused by now; nothing is loaded when that is what is shown
 */
void
dg_refused_list_show_run (DgRefusedList *self, DgLibrary *library, const char *run, guint n_refused)
{
  g_return_if_fail (DG_IS_REFUSED_LIST (self));
  g_return_if_fail (DG_IS_LIBRARY (library) && run != NULL);

  if (self->loading || (n_refused == self->n_shown && g_strcmp0 (run, self->run) == 0))
    return;

  if (g_strcmp0 (run, self->run) != 0)
    {
      g_free (self->run);
      self->run = g_strdup (run);
    }
  self->n_shown = n_refused;
  self->loading = TRUE;
  dg_library_load_refused_async (library, run, MOST_REFUSED, self->cancellable, load_cb, g_object_ref (self));
}
