/* dg-record-field.c: a text of a record, to be edited
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "dg-record-field.h"

#include <adwaita.h>
#include <gtksourceview/gtksource.h>
#include <string.h>

#include "dg-json.h"

/* A line that is longer is not coloured: GtkSourceView takes seconds for a key there. In characters. */
#define MAX_COLOURED_LINE 1000

/* A text that is longer is shown as it is, neither indented nor coloured. In bytes. */
#define MAX_INDENTED (256 * 1024)

/**
 * DgRecordField:
 *
 * An input or an answer. JSON is shown indented and in colours, and is again what it was, byte for byte, when nothing
 * was typed; what was typed is kept compact.
 */
struct _DgRecordField
{
  GtkWidget parent_instance;

  char *saved;      /* (owned) (nullable): the text as the dataset has it */
  char *shown;      /* (owned) (nullable): what @saved is shown as; NULL when more was typed meanwhile */
  gboolean json;    /* whether the text that was set is an object or an array */
  gboolean setting; /* whether it is the program that changes the text */

  /* template */
  GtkLabel *title;
  GtkSourceView *view;
  GtkWidget *problem_box;
  GtkLabel *problem;
};

G_DEFINE_FINAL_TYPE (DgRecordField, dg_record_field, GTK_TYPE_WIDGET)

enum
{
  PROP_0,
  PROP_TITLE,
  N_PROPS
};

enum
{
  SIGNAL_EDITED,
  SIGNAL_LEFT,
  N_SIGNALS
};

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

/* Numbers and quoted words are JSON too, and look no better with white space. */
static gboolean
may_be_json (const char *text)
{
  while (g_ascii_isspace (*text))
    text++;

  return (*text == '{' || *text == '[') && strlen (text) <= MAX_INDENTED;
}

static gboolean
begins_object (const char *text)
{
  return may_be_json (text) && text[strspn (text, " \t\r\n")] == '{';
}

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

static char *
dup_shown (DgRecordField *self)
{
  GtkTextBuffer *buffer = dg_record_field_get_buffer (self);
  GtkTextIter start, end;

  gtk_text_buffer_get_bounds (buffer, &start, &end);

  return gtk_text_buffer_get_text (buffer, &start, &end, TRUE);
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
changed_cb (GtkTextBuffer *buffer, DgRecordField *self)
{
  GtkTextIter cursor;

  if (self->setting)
    return;

  gtk_text_buffer_get_iter_at_mark (buffer, &cursor, gtk_text_buffer_get_insert (buffer));
  if (gtk_text_iter_get_chars_in_line (&cursor) > MAX_COLOURED_LINE)
    gtk_source_buffer_set_highlight_syntax (GTK_SOURCE_BUFFER (buffer), FALSE);
  g_signal_emit (self, signals[SIGNAL_EDITED], 0);
}

static void
leave_cb (DgRecordField *self)
{
  g_signal_emit (self, signals[SIGNAL_LEFT], 0);
}

static void
prepare_view (DgRecordField *self)
{
  GtkSourceLanguage *language =
      gtk_source_language_manager_get_language (gtk_source_language_manager_get_default (), "json");
  g_autoptr (GtkSourceBuffer) buffer = gtk_source_buffer_new (NULL);
  GtkEventController *focus = gtk_event_controller_focus_new ();

  gtk_source_buffer_set_highlight_syntax (buffer, FALSE);
  gtk_source_buffer_set_highlight_matching_brackets (buffer, FALSE);
  gtk_source_buffer_set_language (buffer, language);
  gtk_text_view_set_buffer (GTK_TEXT_VIEW (self->view), GTK_TEXT_BUFFER (buffer));
  g_signal_connect_object (buffer, "changed", G_CALLBACK (changed_cb), self, 0);
  g_signal_connect_object (adw_style_manager_get_default (), "notify::dark", G_CALLBACK (update_colours), self,
                           G_CONNECT_SWAPPED);
  update_colours (self);

  g_signal_connect_swapped (focus, "leave", G_CALLBACK (leave_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self->view), focus);
}

static void
dg_record_field_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  switch (id)
    {
    case PROP_TITLE:
      g_value_set_string (value, gtk_label_get_label (DG_RECORD_FIELD (object)->title));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
dg_record_field_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  switch (id)
    {
    case PROP_TITLE:
      gtk_label_set_label (DG_RECORD_FIELD (object)->title, g_value_get_string (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
dg_record_field_dispose (GObject *object)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))) != NULL)
    gtk_widget_unparent (child);

  G_OBJECT_CLASS (dg_record_field_parent_class)->dispose (object);
}

static void
dg_record_field_finalize (GObject *object)
{
  DgRecordField *self = DG_RECORD_FIELD (object);

  g_clear_pointer (&self->saved, g_free);
  g_clear_pointer (&self->shown, g_free);

  G_OBJECT_CLASS (dg_record_field_parent_class)->finalize (object);
}

static void
dg_record_field_class_init (DgRecordFieldClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  const GType type = G_TYPE_FROM_CLASS (klass);

  object_class->get_property = dg_record_field_get_property;
  object_class->set_property = dg_record_field_set_property;
  object_class->dispose = dg_record_field_dispose;
  object_class->finalize = dg_record_field_finalize;

  /**
   * DgRecordField:title:
   *
   * What the text is called, with a mnemonic.
   */
  properties[PROP_TITLE] = g_param_spec_string ("title", NULL, NULL, NULL, G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  /**
   * DgRecordField::edited:
   * @self: the field
   *
   * The person has changed the text.
   */
  signals[SIGNAL_EDITED] = g_signal_new ("edited", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  /**
   * DgRecordField::left:
   * @self: the field
   *
   * Keys go elsewhere now.
   */
  signals[SIGNAL_LEFT] = g_signal_new ("left", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  g_type_ensure (GTK_SOURCE_TYPE_VIEW);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/example/DatasetGen/review/dg-record-field.ui");
  gtk_widget_class_bind_template_child (widget_class, DgRecordField, title);
  gtk_widget_class_bind_template_child (widget_class, DgRecordField, view);
  gtk_widget_class_bind_template_child (widget_class, DgRecordField, problem_box);
  gtk_widget_class_bind_template_child (widget_class, DgRecordField, problem);
}

static void
dg_record_field_init (DgRecordField *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  prepare_view (self);
}

/**
 * dg_record_field_set_text:
 * @self: the field
 * @text: the text as the dataset has it
 * @other: whether it is another record's
 *
 * Shows a text. What was typed before cannot be undone any more. Nothing happens when a text of the same record is what
 * the field says already, so that nobody loses the place in what is being typed.
 */
void
dg_record_field_set_text (DgRecordField *self, const char *text, gboolean other)
{
  g_return_if_fail (DG_IS_RECORD_FIELD (self));
  g_return_if_fail (text != NULL);

  g_autofree char *now = self->saved != NULL && !other ? dg_record_field_dup_text (self) : NULL;

  if (g_strcmp0 (now, text) == 0)
    {
      dg_record_field_set_saved (self, text);
      return;
    }

  g_autofree char *indented = may_be_json (text) ? dg_json_text_indent (text) : NULL;
  GtkSourceBuffer *buffer = get_source_buffer (self);
  gboolean looks_like_json;
  GtkTextIter start;

  self->json = indented != NULL;
  /* an object that is broken has to be mended as what it was meant to be */
  looks_like_json = self->json || begins_object (text);
  g_free (self->saved);
  self->saved = g_strdup (text);
  g_free (self->shown);
  self->shown = indented != NULL ? g_steal_pointer (&indented) : g_strdup (text);

  self->setting = TRUE;
  gtk_source_buffer_set_highlight_syntax (buffer, looks_like_json && !has_long_line (self->shown));
  gtk_text_view_set_monospace (GTK_TEXT_VIEW (self->view), looks_like_json);
  gtk_text_buffer_begin_irreversible_action (GTK_TEXT_BUFFER (buffer));
  gtk_text_buffer_set_text (GTK_TEXT_BUFFER (buffer), self->shown, -1);
  gtk_text_buffer_end_irreversible_action (GTK_TEXT_BUFFER (buffer));
  gtk_text_buffer_get_start_iter (GTK_TEXT_BUFFER (buffer), &start);
  gtk_text_buffer_place_cursor (GTK_TEXT_BUFFER (buffer), &start);
  self->setting = FALSE;
}

/**
 * dg_record_field_dup_text:
 * @self: the field
 *
 * Returns: (transfer full): the text as the dataset is to have it
 */
char *
dg_record_field_dup_text (DgRecordField *self)
{
  g_return_val_if_fail (DG_IS_RECORD_FIELD (self), NULL);

  g_autofree char *shown = dup_shown (self);
  char *compact = NULL;

  /* white space that was there before is nobody's change */
  if (g_strcmp0 (shown, self->shown) == 0)
    return g_strdup (self->saved);

  /* an array in a plain text may be how somebody writes: only what was shown indented is drawn together */
  if ((self->json || self->saved == NULL || *self->saved == '\0') && may_be_json (shown))
    compact = dg_json_text_compact (shown);

  return compact != NULL ? compact : g_steal_pointer (&shown);
}

/**
 * dg_record_field_is_changed:
 * @self: the field
 *
 * Returns: whether the text is another than the dataset has
 */
gboolean
dg_record_field_is_changed (DgRecordField *self)
{
  g_return_val_if_fail (DG_IS_RECORD_FIELD (self), FALSE);

  g_autofree char *now = self->saved != NULL ? dg_record_field_dup_text (self) : NULL;

  return g_strcmp0 (now, self->saved) != 0;
}

/**
 * dg_record_field_set_saved:
 * @self: the field
 * @text: what the dataset has now
 *
 * Tells that the text was saved; what is shown stays.
 */
void
dg_record_field_set_saved (DgRecordField *self, const char *text)
{
  g_return_if_fail (DG_IS_RECORD_FIELD (self));
  g_return_if_fail (text != NULL);

  g_autofree char *now = dg_record_field_dup_text (self);

  g_clear_pointer (&self->shown, g_free);
  if (g_strcmp0 (now, text) == 0)
    self->shown = dup_shown (self);
  g_free (self->saved);
  self->saved = g_strdup (text);
}

/**
 * dg_record_field_set_editable:
 * @self: the field
 * @editable: whether keys change the text
 */
void
dg_record_field_set_editable (DgRecordField *self, gboolean editable)
{
  g_return_if_fail (DG_IS_RECORD_FIELD (self));

  gtk_text_view_set_editable (GTK_TEXT_VIEW (self->view), editable);
}

/**
 * dg_record_field_set_problem:
 * @self: the field
 * @problem: (nullable): what is wrong with the text, for a person; %NULL when nothing is
 */
void
dg_record_field_set_problem (DgRecordField *self, const char *problem)
{
  g_return_if_fail (DG_IS_RECORD_FIELD (self));

  gtk_label_set_label (self->problem, problem != NULL ? problem : "");
  gtk_widget_set_visible (self->problem_box, problem != NULL);
  gtk_accessible_update_state (GTK_ACCESSIBLE (self->view), GTK_ACCESSIBLE_STATE_INVALID,
                               problem != NULL ? GTK_ACCESSIBLE_INVALID_TRUE : GTK_ACCESSIBLE_INVALID_FALSE, -1);
}

/**
 * dg_record_field_get_buffer:
 * @self: the field
 *
 * Returns: (transfer none): the text as it is shown
 */
GtkTextBuffer *
dg_record_field_get_buffer (DgRecordField *self)
{
  g_return_val_if_fail (DG_IS_RECORD_FIELD (self), NULL);

  return GTK_TEXT_BUFFER (get_source_buffer (self));
}

/**
 * dg_record_field_focus:
 * @self: the field
 *
 * Lets keys go to the text.
 */
void
dg_record_field_focus (DgRecordField *self)
{
  g_return_if_fail (DG_IS_RECORD_FIELD (self));

  gtk_widget_grab_focus (GTK_WIDGET (self->view));
}
