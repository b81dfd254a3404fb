/* dg-markdown-view.c: shows Markdown, also while it is written
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "dg-markdown-view.h"

#include <glib/gi18n.h>
#include <string.h>

#include "dg-dialogs.h"
#include "dg-markdown.h"
#include "dg-toast.h"

#define INDENT 18
#define MAX_WIDTH_CHARS 64
#define KEY_BLOCK "dg-block"
#define KEY_URI "dg-uri"

/**
 * DgMarkdownView:
 *
 * A label for each block. Text that grows is not read from its beginning again: what stands before its last block
 * stays as it is, and so do the labels whose block is the same.
 */
struct _DgMarkdownView
{
  GtkWidget parent_instance;

  char *text;       /* (owned) */
  gsize settled;    /* bytes of it that will not mean anything else */
  guint n_settled;  /* widgets that show those */
  GPtrArray *shown; /* (owned) (element-type GtkWidget): each with its block; children of this */
};

G_DEFINE_FINAL_TYPE (DgMarkdownView, dg_markdown_view, GTK_TYPE_WIDGET)

/* --- links --- */

static void
launch_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (DgMarkdownView) self = data;
  g_autoptr (GError) error = NULL;

  if (!g_app_info_launch_default_for_uri_finish (result, &error))
    dg_toast_show_error (GTK_WIDGET (self), error);
}

static void
open_answer_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (DgMarkdownView) self = data;

  if (dg_dialogs_ask_finish (result))
    g_app_info_launch_default_for_uri_async (g_object_get_data (G_OBJECT (self), KEY_URI), NULL, NULL, launch_cb,
                                             g_object_ref (self));
}

/* What a link says and where it goes are two things, and both are the model's words. */
static gboolean
activate_link_cb (DgMarkdownView *self, const char *uri)
{
  const DgQuestion question = {
    .heading = _ ("Open This Link?"),
    .body = uri,
    .answer = _ ("_Open"),
  };

  g_object_set_data_full (G_OBJECT (self), KEY_URI, g_strdup (uri), g_free);
  dg_dialogs_ask_async (GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))), &question, NULL, open_answer_cb,
                        g_object_ref (self));

  return TRUE;
}

/* --- blocks --- */

static GtkLabel *
make_label (DgMarkdownView *self, const DgMarkdownBlock *block)
{
  GtkWidget *label = gtk_label_new (NULL);
  gboolean is_code = block->kind == DG_MARKDOWN_CODE;

  g_object_set (label, "xalign", 0.0, "selectable", TRUE, "wrap", TRUE, "wrap-mode", PANGO_WRAP_WORD_CHAR,
                "max-width-chars", MAX_WIDTH_CHARS, NULL);
  if (is_code)
    gtk_widget_add_css_class (label, "dg-code");
  if (block->kind == DG_MARKDOWN_HEADING)
    gtk_widget_add_css_class (label, "heading");
  if (!is_code)
    g_signal_connect_object (label, "activate-link", G_CALLBACK (activate_link_cb), self, G_CONNECT_SWAPPED);

  return GTK_LABEL (label);
}

static void
fill_label (GtkLabel *label, const DgMarkdownBlock *block)
{
  if (block->kind == DG_MARKDOWN_CODE)
    gtk_label_set_text (label, block->text);
  else
    gtk_label_set_markup (label, block->text);
  /* Text is selected with the mouse; by keyboard one stops where there is something to open. A label that may not have
   * the focus and is asked to take it says that it has, and nobody would get past it: so it is not asked. */
  gtk_widget_set_focusable (GTK_WIDGET (label), block->has_links);
  gtk_widget_set_can_focus (GTK_WIDGET (label), block->has_links);
}

static GtkWidget *
make_widget (DgMarkdownView *self, const DgMarkdownBlock *block)
{
  GtkLabel *label;
  GtkWidget *widget;

  if (block->kind == DG_MARKDOWN_RULE)
    return gtk_separator_new (GTK_ORIENTATION_HORIZONTAL);

  label = make_label (self, block);
  fill_label (label, block);
  widget = GTK_WIDGET (label);
  if (block->marker != NULL)
    {
      GtkWidget *marker = gtk_label_new (block->marker);

      gtk_widget_set_valign (marker, GTK_ALIGN_START);
      widget = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
      gtk_box_append (GTK_BOX (widget), marker);
      gtk_box_append (GTK_BOX (widget), GTK_WIDGET (label));
    }
  /* the marker stands where the text around the list begins */
  if (block->depth > 0)
    gtk_widget_set_margin_start (widget, (int) (block->depth - (block->marker != NULL ? 1 : 0)) * INDENT);

  return widget;
}

/* Only a label of the same make can take another text. */
static gboolean
refill (GtkWidget *widget, const DgMarkdownBlock *block)
{
  const DgMarkdownBlock *old = g_object_get_data (G_OBJECT (widget), KEY_BLOCK);

  if (old->kind != block->kind || old->depth != block->depth || g_strcmp0 (old->marker, block->marker) != 0 ||
      block->kind == DG_MARKDOWN_RULE)
    return FALSE;
  if (!g_str_equal (old->text, block->text))
    fill_label (GTK_LABEL (block->marker != NULL ? gtk_widget_get_last_child (widget) : widget), block);

  return TRUE;
}

static void
show_block (DgMarkdownView *self, guint position, DgMarkdownBlock *block)
{
  GtkWidget *widget = position < self->shown->len ? g_ptr_array_index (self->shown, position) : NULL;

  if (widget == NULL || !refill (widget, block))
    {
      GtkWidget *made = make_widget (self, block);

      gtk_widget_insert_after (made, GTK_WIDGET (self),
                               position > 0 ? g_ptr_array_index (self->shown, position - 1) : NULL);
      if (widget != NULL)
        {
          gtk_widget_unparent (widget);
          self->shown->pdata[position] = made;
        }
      else
        g_ptr_array_add (self->shown, made);
      widget = made;
    }
  g_object_set_data_full (G_OBJECT (widget), KEY_BLOCK, block, (GDestroyNotify) dg_markdown_block_free);
}

static void
show_blocks (DgMarkdownView *self, guint *position, GPtrArray *blocks)
{
  while (blocks->len > 0)
    show_block (self, (*position)++, g_ptr_array_steal_index (blocks, 0));
}

static void
drop_blocks (DgMarkdownView *self, guint n_kept)
{
  while (self->shown->len > n_kept)
    gtk_widget_unparent (g_ptr_array_steal_index (self->shown, self->shown->len - 1));
}

static void
dg_markdown_view_dispose (GObject *object)
{
  drop_blocks (DG_MARKDOWN_VIEW (object), 0);

  G_OBJECT_CLASS (dg_markdown_view_parent_class)->dispose (object);
}

static void
dg_markdown_view_finalize (GObject *object)
{
  DgMarkdownView *self = DG_MARKDOWN_VIEW (object);

  g_ptr_array_unref (self->shown);
  g_free (self->text);

  G_OBJECT_CLASS (dg_markdown_view_parent_class)->finalize (object);
}

static void
dg_markdown_view_class_init (DgMarkdownViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = dg_markdown_view_dispose;
  G_OBJECT_CLASS (klass)->finalize = dg_markdown_view_finalize;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BOX_LAYOUT);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
dg_markdown_view_init (DgMarkdownView *self)
{
  GtkBoxLayout *layout = GTK_BOX_LAYOUT (gtk_widget_get_layout_manager (GTK_WIDGET (self)));

  gtk_orientable_set_orientation (GTK_ORIENTABLE (layout), GTK_ORIENTATION_VERTICAL);
  gtk_box_layout_set_spacing (layout, 6);
  self->text = g_strdup ("");
  self->shown = g_ptr_array_new ();
}

/**
 * dg_markdown_view_set_text:
 * @self: a view
 * @text: Markdown, untrusted
 *
 * Shows a text. When it is the old one with more at its end, only its last block is read again.
 */
void
dg_markdown_view_set_text (DgMarkdownView *self, const char *text)
{
  g_return_if_fail (DG_IS_MARKDOWN_VIEW (self));
  g_return_if_fail (text != NULL);

  g_autofree char *kept = g_strdup (text);
  g_autoptr (GPtrArray) settled = NULL;
  g_autoptr (GPtrArray) last = NULL;
  gsize start;
  guint position;

  if (g_str_equal (self->text, text))
    return;
  if (strncmp (self->text, text, self->settled) != 0)
    self->settled = self->n_settled = 0;

  start = self->settled + dg_markdown_find_last_block (text + self->settled);
  settled = dg_markdown_parse (text + self->settled, (gssize) (start - self->settled));
  last = dg_markdown_parse (text + start, -1);

  position = self->n_settled;
  show_blocks (self, &position, settled);
  self->n_settled = position;
  self->settled = start;
  show_blocks (self, &position, last);
  drop_blocks (self, position);

  g_free (self->text);
  self->text = g_steal_pointer (&kept);
}
