/* dg-format-field.c: a field of inputs or answers, with its type
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "dg-format-field.h"

#include <glib/gi18n.h>

/**
 * DgFormatField:
 *
 * A row that stands for a property of a JSON Schema.
 */
struct _DgFormatField
{
  AdwPreferencesRow parent_instance;

  /* template */
  GtkEntry *name;
  GtkDropDown *type;
  GtkEntry *values;
};

G_DEFINE_FINAL_TYPE (DgFormatField, dg_format_field, ADW_TYPE_PREFERENCES_ROW)

enum
{
  SIGNAL_CHANGED,
  SIGNAL_REMOVE,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

/* In the order of the list in the template. */
static const struct
{
  DgFieldType type;
  const char *schema; /* what is behind the name, without the braces */
} types[] = {
  { DG_FIELD_TEXT, "\"type\":\"string\"" },
  { DG_FIELD_LABEL, NULL },
  { DG_FIELD_TEXT_LIST, "\"type\":\"array\",\"items\":{\"type\":\"string\"}" },
  { DG_FIELD_INTEGER, "\"type\":\"integer\"" },
  { DG_FIELD_NUMBER, "\"type\":\"number\"" },
  { DG_FIELD_BOOLEAN, "\"type\":\"boolean\"" },
};

static DgFieldType
get_field_type (DgFormatField *self)
{
  return types[MIN (gtk_drop_down_get_selected (self->type), G_N_ELEMENTS (types) - 1)].type;
}

static void
changed_cb (DgFormatField *self)
{
  gtk_widget_set_visible (GTK_WIDGET (self->values), get_field_type (self) == DG_FIELD_LABEL);
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

static void
remove_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  g_signal_emit (widget, signals[SIGNAL_REMOVE], 0);
}

static void
dg_format_field_class_init (DgFormatFieldClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  /**
   * DgFormatField::changed:
   * @self: the row
   *
   * The field is another one.
   */
  signals[SIGNAL_CHANGED] =
      g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  /**
   * DgFormatField::remove:
   * @self: the row
   *
   * The person does not want the field.
   */
  signals[SIGNAL_REMOVE] =
      g_signal_new ("remove", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (widget_class, "/org/example/DatasetGen/wizard/dg-format-field.ui");
  gtk_widget_class_bind_template_child (widget_class, DgFormatField, name);
  gtk_widget_class_bind_template_child (widget_class, DgFormatField, type);
  gtk_widget_class_bind_template_child (widget_class, DgFormatField, values);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
  gtk_widget_class_install_action (widget_class, "field.remove", NULL, remove_cb);
}

static void
dg_format_field_init (DgFormatField *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Field"), -1);
}

/**
 * dg_format_field_new:
 * @field: (nullable): a field that can be shown; %NULL for a new one
 *
 * Returns: (transfer floating): a row for it
 */
GtkWidget *
dg_format_field_new (const DgField *field)
{
  DgFormatField *self = g_object_new (DG_TYPE_FORMAT_FIELD, NULL);
  g_autofree char *values = NULL;

  if (field == NULL)
    return GTK_WIDGET (self);

  values = field->values != NULL ? g_strjoinv (", ", field->values) : g_strdup ("");
  gtk_editable_set_text (GTK_EDITABLE (self->name), field->path[0]);
  gtk_editable_set_text (GTK_EDITABLE (self->values), values);
  for (guint i = 0; i < G_N_ELEMENTS (types); i++)
    if (types[i].type == field->type)
      gtk_drop_down_set_selected (self->type, i);

  return GTK_WIDGET (self);
}

/**
 * dg_format_field_can_show:
 * @field: a field
 *
 * Returns: whether a row can stand for it, and nothing of it is lost
 */
gboolean
dg_format_field_can_show (const DgField *field)
{
  g_return_val_if_fail (field != NULL, FALSE);

  if (field->path == NULL || g_strv_length (field->path) != 1 || field->nullable || !field->required ||
      field->description != NULL || field->type == DG_FIELD_SOURCE)
    return FALSE;
  for (guint i = 0; field->values != NULL && field->values[i] != NULL; i++)
    if (strchr (field->values[i], ',') != NULL)
      return FALSE;

  return TRUE;
}

/**
 * dg_format_field_dup_name:
 * @self: a row
 *
 * Returns: (transfer full): the name of the field
 */
char *
dg_format_field_dup_name (DgFormatField *self)
{
  g_return_val_if_fail (DG_IS_FORMAT_FIELD (self), NULL);

  return g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->name))));
}

static void
append_choices (DgFormatField *self, GString *out)
{
  g_auto (GStrv) values = g_strsplit (gtk_editable_get_text (GTK_EDITABLE (self->values)), ",", -1);
  guint n = 0;

  g_string_append (out, "\"type\":\"string\"");
  for (guint i = 0; values[i] != NULL; i++)
    {
      if (*g_strstrip (values[i]) == '\0')
        continue;
      g_string_append (out, n++ == 0 ? ",\"enum\":[" : ",");
      dg_json_append_string (out, values[i]);
    }
  g_string_append (out, n > 0 ? "]" : "");
}

/**
 * dg_format_field_append_schema:
 * @self: a row
 * @out: where its property is added, `"name":{…}`
 */
void
dg_format_field_append_schema (DgFormatField *self, GString *out)
{
  g_return_if_fail (DG_IS_FORMAT_FIELD (self));
  g_return_if_fail (out != NULL);

  g_autofree char *name = dg_format_field_dup_name (self);
  guint selected = MIN (gtk_drop_down_get_selected (self->type), G_N_ELEMENTS (types) - 1);

  dg_json_append_string (out, name);
  g_string_append (out, ":{");
  if (types[selected].schema != NULL)
    g_string_append (out, types[selected].schema);
  else
    append_choices (self, out);
  g_string_append_c (out, '}');
}
