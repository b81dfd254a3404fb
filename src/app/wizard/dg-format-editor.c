/* dg-format-editor.c: what inputs or answers look like, by hand
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "dg-format-editor.h"

#include <glib/gi18n.h>
#include <gtksourceview/gtksource.h>

#include "dg-format-example.h"
#include "dg-format-field.h"
#include "dg-text-entry.h"

typedef enum
{
  KIND_TEXT,
  KIND_FIELDS,
  KIND_LABELS,
} Kind;

/* What the checklist says of each kind; like all that goes into prompts, in English. */
static const struct
{
  const char *input_type;
  const char *answer_kind;
  const char *structure;
} words[] = {
  [KIND_TEXT] = { "text", "generation", "plain text" },
  [KIND_FIELDS] = { "structured data", "extraction", "one JSON object" },
  [KIND_LABELS] = { "text", "classification", "one label" },
};

/**
 * DgFormatEditor:
 *
 * Text, fields or labels. The schema is what counts for fields: rows are one way to write it, the source is another.
 */
struct _DgFormatEditor
{
  AdwWindow parent_instance;

  DgItem item;
  Kind first_kind;
  gboolean filling; /* whether the program writes, not the person */

  /* template */
  AdwWindowTitle *title;
  AdwComboRow *kind;
  AdwPreferencesGroup *labels_group;
  DgTextEntry *labels;
  AdwPreferencesGroup *fields_group;
  GtkListBox *fields;
  GtkLabel *fields_note;
  AdwPreferencesGroup *schema_group;
  GtkSourceView *schema;
  GtkLabel *problem;
  AdwPreferencesGroup *example_group;
  GtkLabel *example;
};

G_DEFINE_FINAL_TYPE (DgFormatEditor, dg_format_editor, ADW_TYPE_WINDOW)

enum
{
  SIGNAL_SAVE,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

/* --- what is written --- */

static Kind
get_kind (DgFormatEditor *self)
{
  return (Kind) MIN (adw_combo_row_get_selected (self->kind), KIND_LABELS);
}

static GtkTextBuffer *
get_buffer (DgFormatEditor *self)
{
  return gtk_text_view_get_buffer (GTK_TEXT_VIEW (self->schema));
}

static char *
dup_schema (DgFormatEditor *self)
{
  GtkTextIter start, end;

  if (get_kind (self) != KIND_FIELDS)
    return NULL;

  gtk_text_buffer_get_bounds (get_buffer (self), &start, &end);

  return gtk_text_buffer_get_text (get_buffer (self), &start, &end, FALSE);
}

static GStrv
dup_labels (DgFormatEditor *self)
{
  g_autofree char *text = dg_text_entry_dup_text (self->labels);

  return get_kind (self) == KIND_LABELS ? g_strsplit (text, "\n", -1) : NULL;
}

/* --- whether it is right --- */

/* Requirements that say nothing but this. */
static DgChecklist *
make_checklist (DgFormatEditor *self, GError **error)
{
  g_autoptr (DgChecklist) checklist = dg_checklist_new ();
  g_autofree char *schema = dup_schema (self);
  g_auto (GStrv) labels = dup_labels (self);

  if (self->item == DG_ITEM_INPUT_FORMAT)
    return dg_checklist_set_input_schema (checklist, schema, error) ? g_steal_pointer (&checklist) : NULL;

  if (!dg_checklist_set_output_schema (checklist, schema, error))
    return NULL;
  dg_checklist_set_labels (checklist, (const char *const *) labels);
  if (labels != NULL && dg_checklist_get_labels (checklist) == NULL)
    {
      g_set_error_literal (error, DG_CHECKLIST_ERROR, DG_CHECKLIST_ERROR_VALUE, _ ("Give at least two labels."));
      return NULL;
    }

  return g_steal_pointer (&checklist);
}

static char *
dup_example (DgFormatEditor *self, GError **error)
{
  DgColumn column = self->item == DG_ITEM_INPUT_FORMAT ? DG_COLUMN_INPUT : DG_COLUMN_ANSWER;
  g_autoptr (DgChecklist) checklist = make_checklist (self, error);
  g_autoptr (DgRecordFormat) format = checklist != NULL ? dg_record_format_new_for_checklist (checklist, error) : NULL;

  return format != NULL ? dg_format_example_dup (format, column, error) : NULL;
}

static void
update (DgFormatEditor *self)
{
  Kind kind = get_kind (self);
  g_autoptr (GError) error = NULL;
  g_autofree char *example = dup_example (self, &error);

  gtk_widget_set_visible (GTK_WIDGET (self->labels_group), kind == KIND_LABELS);
  gtk_widget_set_visible (GTK_WIDGET (self->fields_group), kind == KIND_FIELDS);
  gtk_widget_set_visible (GTK_WIDGET (self->schema_group), kind == KIND_FIELDS);
  gtk_widget_set_visible (GTK_WIDGET (self->example_group), example != NULL);
  gtk_label_set_label (self->example, example != NULL ? example : "");
  dg_format_editor_set_error (self, error);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "format.save", example != NULL);
}

static void
kind_cb (DgFormatEditor *self)
{
  if (!self->filling)
    update (self);
}

/* --- rows and source --- */

static void
write_schema (DgFormatEditor *self, const char *schema)
{
  g_autofree char *indented = dg_json_text_indent (schema);

  self->filling = TRUE;
  gtk_text_buffer_set_text (get_buffer (self), indented != NULL ? indented : schema, -1);
  self->filling = FALSE;
}

static void
field_changed_cb (DgFormatEditor *self)
{
  g_autoptr (GString) properties = g_string_new (NULL);
  g_autoptr (GString) required = g_string_new (NULL);
  g_autofree char *schema = NULL;

  if (self->filling)
    return;
  for (GtkWidget *row = gtk_widget_get_first_child (GTK_WIDGET (self->fields)); row != NULL;
       row = gtk_widget_get_next_sibling (row))
    {
      g_autofree char *name = dg_format_field_dup_name (DG_FORMAT_FIELD (row));

      if (*name == '\0')
        continue;
      g_string_append (properties, properties->len > 0 ? "," : "");
      dg_format_field_append_schema (DG_FORMAT_FIELD (row), properties);
      g_string_append (required, required->len > 0 ? "," : "");
      dg_json_append_string (required, name);
    }

  schema =
      g_strdup_printf ("{\"type\":\"object\",\"properties\":{%s},\"required\":[%s]}", properties->str, required->str);
  write_schema (self, schema);
  update (self);
}

static void
remove_field_cb (DgFormatEditor *self, GtkWidget *row)
{
  gtk_list_box_remove (self->fields, row);
  field_changed_cb (self);
}

static GtkWidget *
add_field (DgFormatEditor *self, const DgField *field)
{
  GtkWidget *row = dg_format_field_new (field);

  gtk_list_box_append (self->fields, row);
  g_signal_connect_object (row, "changed", G_CALLBACK (field_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (row, "remove", G_CALLBACK (remove_field_cb), self, G_CONNECT_SWAPPED);

  return row;
}

static void
add_field_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  gtk_widget_child_focus (add_field (DG_FORMAT_EDITOR (widget), NULL), GTK_DIR_TAB_FORWARD);
}

static gboolean
can_show (DgFormat *format)
{
  if (dg_format_get_kind (format) != DG_FORMAT_JSON)
    return FALSE;
  for (guint i = 0; i < dg_format_get_n_fields (format); i++)
    if (!dg_format_field_can_show (dg_format_get_field (format, i)))
      return FALSE;

  return TRUE;
}

/* Rows for what the source says; what is only half written leaves them as they are. */
static void
show_fields (DgFormatEditor *self)
{
  g_autofree char *schema = dup_schema (self);
  g_autoptr (DgFormat) format = schema != NULL ? dg_format_new_json (schema, NULL) : NULL;
  gboolean shown = format != NULL && can_show (format);
  GtkListBoxRow *row;

  if (format == NULL)
    return;

  self->filling = TRUE;
  while ((row = gtk_list_box_get_row_at_index (self->fields, 0)) != NULL)
    gtk_list_box_remove (self->fields, GTK_WIDGET (row));
  for (guint i = 0; shown && i < dg_format_get_n_fields (format); i++)
    add_field (self, dg_format_get_field (format, i));
  gtk_widget_set_visible (GTK_WIDGET (self->fields), shown);
  gtk_widget_set_visible (GTK_WIDGET (self->fields_note), !shown);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "format.add-field", shown);
  self->filling = FALSE;
}

static void
schema_changed_cb (DgFormatEditor *self)
{
  if (self->filling)
    return;

  show_fields (self);
  update (self);
}

/* --- as a window --- */

static void
save_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  g_signal_emit (widget, signals[SIGNAL_SAVE], 0);
}

static void
update_scheme (DgFormatEditor *self)
{
  gboolean dark = adw_style_manager_get_dark (adw_style_manager_get_default ());
  GtkSourceStyleScheme *scheme =
      gtk_source_style_scheme_manager_get_scheme (gtk_source_style_scheme_manager_get_default (),
                                                  dark ? "Adwaita-dark" : "Adwaita");

  gtk_source_buffer_set_style_scheme (GTK_SOURCE_BUFFER (get_buffer (self)), scheme);
}

static void
dg_format_editor_class_init (DgFormatEditorClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  /**
   * DgFormatEditor::save:
   * @self: the editor
   *
   * The person is done; dg_format_editor_save_async() follows.
   */
  signals[SIGNAL_SAVE] =
      g_signal_new ("save", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  g_type_ensure (DG_TYPE_TEXT_ENTRY);
  g_type_ensure (GTK_SOURCE_TYPE_VIEW);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/example/DatasetGen/wizard/dg-format-editor.ui");
  gtk_widget_class_bind_template_child (widget_class, DgFormatEditor, title);
  gtk_widget_class_bind_template_child (widget_class, DgFormatEditor, kind);
  gtk_widget_class_bind_template_child (widget_class, DgFormatEditor, labels_group);
  gtk_widget_class_bind_template_child (widget_class, DgFormatEditor, labels);
  gtk_widget_class_bind_template_child (widget_class, DgFormatEditor, fields_group);
  gtk_widget_class_bind_template_child (widget_class, DgFormatEditor, fields);
  gtk_widget_class_bind_template_child (widget_class, DgFormatEditor, fields_note);
  gtk_widget_class_bind_template_child (widget_class, DgFormatEditor, schema_group);
  gtk_widget_class_bind_template_child (widget_class, DgFormatEditor, schema);
  gtk_widget_class_bind_template_child (widget_class, DgFormatEditor, problem);
  gtk_widget_class_bind_template_child (widget_class, DgFormatEditor, example_group);
  gtk_widget_class_bind_template_child (widget_class, DgFormatEditor, example);
  gtk_widget_class_bind_template_callback (widget_class, kind_cb);
  gtk_widget_class_bind_template_callback (widget_class, update);
  gtk_widget_class_install_action (widget_class, "format.save", NULL, save_cb);
  gtk_widget_class_install_action (widget_class, "format.add-field", NULL, add_field_cb);
}

static void
dg_format_editor_init (DgFormatEditor *self)
{
  GtkSourceLanguage *language;

  self->filling = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));
  dg_text_entry_set_needs_control (self->labels, TRUE);
  language = gtk_source_language_manager_get_language (gtk_source_language_manager_get_default (), "json");
  gtk_source_buffer_set_language (GTK_SOURCE_BUFFER (get_buffer (self)), language);
  g_signal_connect_object (get_buffer (self), "changed", G_CALLBACK (schema_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (adw_style_manager_get_default (), "notify::dark", G_CALLBACK (update_scheme), self,
                           G_CONNECT_SWAPPED);
  update_scheme (self);
}

static void
fill (DgFormatEditor *self, DgChecklist *checklist)
{
  gboolean is_input = self->item == DG_ITEM_INPUT_FORMAT;
  const char *const inputs[] = { _ ("Text"), _ ("Fields as JSON"), NULL };
  const char *const answers[] = { _ ("Generation: a text"), _ ("Extraction: fields as JSON"),
                                  _ ("Classification: one label"), NULL };
  g_autoptr (GtkStringList) kinds = gtk_string_list_new (is_input ? inputs : answers);
  const char *schema =
      is_input ? dg_checklist_get_input_schema (checklist) : dg_checklist_get_output_schema (checklist);
  const char *const *labels = is_input ? NULL : dg_checklist_get_labels (checklist);
  g_autofree char *text = labels != NULL ? g_strjoinv ("\n", (char **) labels) : g_strdup ("");

  self->first_kind = schema != NULL ? KIND_FIELDS : labels != NULL ? KIND_LABELS : KIND_TEXT;
  adw_combo_row_set_model (self->kind, G_LIST_MODEL (kinds));
  adw_combo_row_set_selected (self->kind, self->first_kind);
  dg_text_entry_set_text (self->labels, text);
  write_schema (self, schema != NULL ? schema : "{\"type\":\"object\",\"properties\":{},\"required\":[]}");
}

/**
 * dg_format_editor_new:
 * @parent: the window below
 * @item: %DG_ITEM_INPUT_FORMAT or %DG_ITEM_OUTPUT_FORMAT
 * @checklist: the requirements
 *
 * Returns: (transfer none): a window that edits one of their formats
 */
GtkWindow *
dg_format_editor_new (GtkWindow *parent, DgItem item, DgChecklist *checklist)
{
  g_return_val_if_fail (item == DG_ITEM_INPUT_FORMAT || item == DG_ITEM_OUTPUT_FORMAT, NULL);
  g_return_val_if_fail (DG_IS_CHECKLIST (checklist), NULL);

  DgFormatEditor *self = g_object_new (DG_TYPE_FORMAT_EDITOR, "transient-for", parent, NULL);
  const char *title = item == DG_ITEM_INPUT_FORMAT ? _ ("Input Format") : _ ("Answer Format");

  self->item = item;
  adw_window_title_set_title (self->title, title);
  gtk_window_set_title (GTK_WINDOW (self), title);
  fill (self, checklist);
  show_fields (self);
  self->filling = FALSE;
  update (self);

  return GTK_WINDOW (self);
}

/**
 * dg_format_editor_save_async:
 * @self: an editor whose format is right
 * @session: an idle session
 * @cancellable: (nullable): a cancellable
 * @callback: called when it is saved; dg_session_step_finish() tells
 * @data: for @callback
 *
 * Has the session take the format over, with what the checklist says of it where that is open or not true any more.
 */
void
dg_format_editor_save_async (
    DgFormatEditor *self, DgSession *session, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data)
{
  g_return_if_fail (DG_IS_FORMAT_EDITOR (self));
  g_return_if_fail (DG_IS_SESSION (session));

  Kind kind = get_kind (self);
  g_auto (GStrv) labels = dup_labels (self);
  g_autofree char *schema = dup_schema (self);
  const DgFormatChange format = { self->item, (const char *const *) labels, schema };
  const char *values[] = {
    self->item == DG_ITEM_INPUT_FORMAT ? words[kind].input_type : words[kind].answer_kind,
    words[kind].structure,
  };
  DgPartChange changes[G_N_ELEMENTS (values)];
  guint n_changes = 0;

  for (guint part = 0; part < G_N_ELEMENTS (values); part++)
    {
      const char *value = dg_checklist_get_value (dg_session_get_checklist (session), self->item, part);

      if (kind != self->first_kind || value == NULL || g_str_equal (value, DG_LEFT_TO_MODEL))
        changes[n_changes++] = (DgPartChange){ self->item, part, values[part] };
    }
  dg_session_set_format_async (session, &format, changes, n_changes, cancellable, callback, data);
}

/**
 * dg_format_editor_set_error:
 * @self: an editor
 * @error: (nullable): why the format is not right, or could not be saved
 */
void
dg_format_editor_set_error (DgFormatEditor *self, const GError *error)
{
  g_return_if_fail (DG_IS_FORMAT_EDITOR (self));

  gtk_label_set_label (self->problem, error != NULL ? error->message : "");
  gtk_widget_set_visible (GTK_WIDGET (self->problem), error != NULL);
}
