/* dg-secret-row.c: a row for a key, which nobody else gets to see
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "dg-secret-row.h"

#include <glib/gi18n.h>

/* The longest keys, with a session inside, have some 2000 characters. */
#define MAX_CHARACTERS 8192

/**
 * DgSecretRow:
 *
 * AdwPasswordEntryRow and GtkPasswordEntry give their content in clear to the accessibility bus, where every program of
 * the session can read it: they are GtkEditables, and those are asked for their text. A bare GtkText is asked for what
 * it displays, which is dots. Its buffer is in memory that is not swapped and is overwritten when it is given back.
 */
struct _DgSecretRow
{
  AdwActionRow parent_instance;

  GtkText *text; /* (unowned): a child */
};

G_DEFINE_FINAL_TYPE (DgSecretRow, dg_secret_row, ADW_TYPE_ACTION_ROW)

enum
{
  SIGNAL_CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
changed_cb (DgSecretRow *self)
{
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

static gboolean
dg_secret_row_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (GTK_WIDGET (DG_SECRET_ROW (widget)->text));
}

static void
dg_secret_row_class_init (DgSecretRowClass *klass)
{
  GTK_WIDGET_CLASS (klass)->grab_focus = dg_secret_row_grab_focus;

  /**
   * DgSecretRow::changed:
   * @self: the row
   *
   * The key is another one.
   */
  signals[SIGNAL_CHANGED] =
      g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
dg_secret_row_init (DgSecretRow *self)
{
  g_autoptr (GtkEntryBuffer) buffer = gtk_password_entry_buffer_new ();

  gtk_entry_buffer_set_max_length (buffer, MAX_CHARACTERS);
  /* it has no role of its own: it is made to be a part of an entry */
  self->text = g_object_new (GTK_TYPE_TEXT, "accessible-role", GTK_ACCESSIBLE_ROLE_TEXT_BOX, "buffer", buffer, NULL);
  gtk_text_set_visibility (self->text, FALSE);
  gtk_text_set_placeholder_text (self->text, _ ("Paste it here"));
  gtk_text_set_input_purpose (self->text, GTK_INPUT_PURPOSE_PASSWORD);
  gtk_widget_set_hexpand (GTK_WIDGET (self->text), TRUE);
  /* where the other rows have their values */
  gtk_editable_set_alignment (GTK_EDITABLE (self->text), 1);
  gtk_widget_set_valign (GTK_WIDGET (self->text), GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (GTK_WIDGET (self->text), "dg-secret-text");
  adw_action_row_add_suffix (ADW_ACTION_ROW (self), GTK_WIDGET (self->text));
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (self), GTK_WIDGET (self->text));
  gtk_list_box_row_set_selectable (GTK_LIST_BOX_ROW (self), FALSE);

  g_signal_connect_object (self->text, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
}

/**
 * dg_secret_row_get_secret:
 * @self: a row
 *
 * Returns: (transfer none): the key, in memory of the row; valid until it changes
 */
const char *
dg_secret_row_get_secret (DgSecretRow *self)
{
  g_return_val_if_fail (DG_IS_SECRET_ROW (self), NULL);

  return gtk_entry_buffer_get_text (gtk_text_get_buffer (self->text));
}

/**
 * dg_secret_row_clear:
 * @self: a row
 *
 * Overwrites the key.
 */
void
dg_secret_row_clear (DgSecretRow *self)
{
  g_return_if_fail (DG_IS_SECRET_ROW (self));

  gtk_entry_buffer_delete_text (gtk_text_get_buffer (self->text), 0, -1);
}
