/* dg-record-field.c: a text of a record, to be edited
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "dg-record-field.h"

#include <adwaita.h>
#include <gtksourceview/gtksource.h>
#include <string.h>

#include "dg-still.h"

/* A line that is longer is not coloured: GtkSourceView takes seconds for a key there. In characters. */
#define MAX_COLOURED_LINE 1000

/**
 * DgRecordField:
 *
 * An input or an answer, in colours where it is JSON.
 */
struct _DgRecordField
{
  DgTextField parent_instance;

  gboolean shown; /* whether there was a text yet */

  /* template */
  GtkScrolledWindow *scroller;
  GtkSourceView *view;
};

G_DEFINE_FINAL_TYPE (DgRecordField, dg_record_field, DG_TYPE_TEXT_FIELD)

static gboolean
has_long_line (const char *text)
{
  for (const char *line = text; line != NULL && *line != '\0'; line = strchr (line, '\n'))
    {
      line += *line == '\n';
      if (strcspn (line, "\n") > MAX_COLOURED_LINE)
        return TRUE;
    }

  return FALSE;
}

static GtkSourceBuffer *
get_source_buffer (DgRecordField *self)
{
  return GTK_SOURCE_BUFFER (gtk_text_view_get_buffer (GTK_TEXT_VIEW (self->view)));
}

static void
update_colours (DgRecordField *self)
{
  gboolean dark = adw_style_manager_get_dark (adw_style_manager_get_default ());
  GtkSourceStyleScheme *scheme =
      gtk_source_style_scheme_manager_get_scheme (gtk_source_style_scheme_manager_get_default (),
                                                  dark ? "Adwaita-dark" : "Adwaita");

  gtk_source_buffer_set_style_scheme (get_source_buffer (self), scheme);
}

static void
edited_cb (DgRecordField *self)
{
  GtkTextBuffer *buffer = GTK_TEXT_BUFFER (get_source_buffer (self));
  GtkTextIter cursor;

  gtk_text_buffer_get_iter_at_mark (buffer, &cursor, gtk_text_buffer_get_insert (buffer));
  if (gtk_text_iter_get_chars_in_line (&cursor) > MAX_COLOURED_LINE)
    gtk_source_buffer_set_highlight_syntax (GTK_SOURCE_BUFFER (buffer), FALSE);
}

static void
prepare_buffer (DgRecordField *self)
{
  GtkSourceLanguage *language =
      gtk_source_language_manager_get_language (gtk_source_language_manager_get_default (), "json");
  g_autoptr (GtkSourceBuffer) buffer = gtk_source_buffer_new (NULL);

  gtk_source_buffer_set_highlight_syntax (buffer, FALSE);
  gtk_source_buffer_set_highlight_matching_brackets (buffer, FALSE);
  gtk_source_buffer_set_language (buffer, language);
  gtk_text_view_set_buffer (GTK_TEXT_VIEW (self->view), GTK_TEXT_BUFFER (buffer));
  g_signal_connect_object (adw_style_manager_get_default (), "notify::dark", G_CALLBACK (update_colours), self,
                           G_CONNECT_SWAPPED);
  update_colours (self);
}

static void
dg_record_field_show (DgTextField *field, const char *text, gboolean json)
{
  gtk_source_buffer_set_highlight_syntax (get_source_buffer (DG_RECORD_FIELD (field)), json && !has_long_line (text));
}

static void
dg_record_field_class_init (DgRecordFieldClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  DG_TEXT_FIELD_CLASS (klass)->show = dg_record_field_show;

  g_type_ensure (GTK_SOURCE_TYPE_VIEW);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/example/DatasetGen/review/dg-record-field.ui");
  gtk_widget_class_bind_template_child (widget_class, DgRecordField, scroller);
  gtk_widget_class_bind_template_child (widget_class, DgRecordField, view);
}

static void
dg_record_field_init (DgRecordField *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  dg_still_pass_on (self->scroller);
  prepare_buffer (self);
  dg_text_field_set_view (DG_TEXT_FIELD (self), GTK_TEXT_VIEW (self->view));
  g_signal_connect (self, "edited", G_CALLBACK (edited_cb), NULL);
}

/**
 * dg_record_field_set_text:
 * @self: the field
 * @text: the text as the dataset has it
 * @other: whether it is another record's
 *
 * Shows a text from its beginning. Nothing happens when a text of the same record is what the field says already, so
 * that nobody loses the place in what is being typed.
 */
void
dg_record_field_set_text (DgRecordField *self, const char *text, gboolean other)
{
  g_return_if_fail (DG_IS_RECORD_FIELD (self));
  g_return_if_fail (text != NULL);

  GtkTextBuffer *buffer = GTK_TEXT_BUFFER (get_source_buffer (self));
  g_autofree char *now = self->shown && !other ? dg_text_field_dup_text (DG_TEXT_FIELD (self)) : NULL;
  GtkTextIter start;

  if (g_strcmp0 (now, text) == 0)
    {
      dg_text_field_set_saved (DG_TEXT_FIELD (self), text);
      return;
    }

  self->shown = TRUE;
  dg_text_field_show (DG_TEXT_FIELD (self), text);
  gtk_text_buffer_get_start_iter (buffer, &start);
  gtk_text_buffer_place_cursor (buffer, &start);
}
