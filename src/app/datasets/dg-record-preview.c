/* dg-record-preview.c: a few records as a table
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "dg-record-preview.h"

#include <glib/gi18n.h>

#include "dg-record.h"

/* More is not seen in a cell, and long texts take long to lay out, in characters. */
#define MAX_CELL 300

/* The least room for a cell, in characters. */
#define MIN_CELL 3

/**
 * DgRecordPreview:
 *
 * Shows the inputs and answers of the first records of a file, a line each.
 */
struct _DgRecordPreview
{
  GtkWidget parent_instance;

  GListStore *records; /* (owned) (element-type DgRecord) */

  /* template */
  GtkColumnView *table;
};

G_DEFINE_FINAL_TYPE (DgRecordPreview, dg_record_preview, GTK_TYPE_WIDGET)

static void
setup_cb (GtkSignalListItemFactory *factory, GtkListItem *item)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_label_set_single_line_mode (GTK_LABEL (label), TRUE);
  /* a text that is narrower than the ellipsis confuses GTK 4.8 */
  gtk_label_set_width_chars (GTK_LABEL (label), MIN_CELL);
  gtk_list_item_set_child (item, label);
  gtk_list_item_set_activatable (item, FALSE);
  gtk_list_item_set_selectable (item, FALSE);
}

static void
set_cell (GtkListItem *item, const char *text)
{
  g_autofree char *start = g_utf8_substring (text, 0, MIN (g_utf8_strlen (text, -1), MAX_CELL));

  gtk_label_set_label (GTK_LABEL (gtk_list_item_get_child (item)), g_strdelimit (start, "\n\r\t", ' '));
}

static void
bind_number_cb (GtkSignalListItemFactory *factory, GtkListItem *item)
{
  g_autofree char *number = g_strdup_printf ("%u", dg_record_get_number (gtk_list_item_get_item (item)));

  set_cell (item, number);
  gtk_widget_add_css_class (gtk_list_item_get_child (item), "dim-label");
  gtk_widget_set_margin_start (gtk_list_item_get_child (item), 6);
}

static void
bind_input_cb (GtkSignalListItemFactory *factory, GtkListItem *item)
{
  set_cell (item, dg_record_get_input (gtk_list_item_get_item (item)));
}

static void
bind_answer_cb (GtkSignalListItemFactory *factory, GtkListItem *item)
{
  set_cell (item, dg_record_get_answer (gtk_list_item_get_item (item)));
}

static void
dg_record_preview_dispose (GObject *object)
{
  DgRecordPreview *self = DG_RECORD_PREVIEW (object);
  GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (self));

  if (child != NULL)
    gtk_widget_unparent (child);
  g_clear_object (&self->records);

  G_OBJECT_CLASS (dg_record_preview_parent_class)->dispose (object);
}

static void
dg_record_preview_class_init (DgRecordPreviewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = dg_record_preview_dispose;

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/example/DatasetGen/datasets/dg-record-preview.ui");
  gtk_widget_class_bind_template_child (widget_class, DgRecordPreview, table);
  gtk_widget_class_bind_template_callback (widget_class, setup_cb);
  gtk_widget_class_bind_template_callback (widget_class, bind_number_cb);
  gtk_widget_class_bind_template_callback (widget_class, bind_input_cb);
  gtk_widget_class_bind_template_callback (widget_class, bind_answer_cb);
}

static void
dg_record_preview_init (DgRecordPreview *self)
{
  g_autoptr (GtkNoSelection) selection = NULL;

  gtk_widget_init_template (GTK_WIDGET (self));
  self->records = g_list_store_new (DG_TYPE_RECORD);
  selection = gtk_no_selection_new (G_LIST_MODEL (g_object_ref (self->records)));
  gtk_column_view_set_model (self->table, GTK_SELECTION_MODEL (selection));
  /* the rows are a list of their own within the table, which is heard by its name too */
  gtk_accessible_update_property (GTK_ACCESSIBLE (gtk_widget_get_last_child (GTK_WIDGET (self->table))),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("First records of the file"), -1);
}

/**
 * dg_record_preview_set_records:
 * @self: the table
 * @records: (element-type DgRecord): what it shows
 */
void
dg_record_preview_set_records (DgRecordPreview *self, GPtrArray *records)
{
  g_return_if_fail (DG_IS_RECORD_PREVIEW (self));
  g_return_if_fail (records != NULL);

  g_list_store_splice (self->records, 0, g_list_model_get_n_items (G_LIST_MODEL (self->records)), records->pdata,
                       records->len);
}
