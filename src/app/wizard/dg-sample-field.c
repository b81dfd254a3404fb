/* dg-sample-field.c: the input or the answer of a sample, to be read, edited and compared
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "dg-sample-field.h"

#include "dg-diff-text.h"
#include "dg-json.h"

/**
 * DgSampleField:
 *
 * JSON is shown indented; what was typed is kept compact. Instead of the text it can show what is different from what
 * it was before.
 */
struct _DgSampleField
{
  GtkWidget parent_instance;

  char *saved; /* (owned): the text as the session has it */
  char *shown; /* (owned): what that is shown as */

  /* template */
  GtkLabel *title;
  GtkStack *stack;
  GtkTextView *view;
  DgDiffText *diff;
  GtkWidget *problem_box;
  GtkLabel *problem;
};

G_DEFINE_FINAL_TYPE (DgSampleField, dg_sample_field, GTK_TYPE_WIDGET)

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

  return *text == '{' || *text == '[';
}

static char *
indent (const char *text)
{
  char *indented = may_be_json (text) ? dg_json_text_indent (text) : NULL;

  return indented != NULL ? indented : g_strdup (text);
}

static char *
dup_shown (DgSampleField *self)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (self->view);
  GtkTextIter start, end;

  gtk_text_buffer_get_bounds (buffer, &start, &end);

  return gtk_text_buffer_get_text (buffer, &start, &end, TRUE);
}

static void
show (DgSampleField *self, const char *text)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (self->view);
  g_autofree char *now = dup_shown (self);

  if (g_str_equal (now, text))
    return;

  gtk_text_view_set_monospace (self->view, may_be_json (text));
  gtk_text_view_set_monospace (GTK_TEXT_VIEW (self->diff), may_be_json (text));
  gtk_text_buffer_begin_irreversible_action (buffer);
  gtk_text_buffer_set_text (buffer, text, -1);
  gtk_text_buffer_end_irreversible_action (buffer);
}

static void
changed_cb (DgSampleField *self)
{
  g_signal_emit (self, signals[SIGNAL_EDITED], 0);
}

static void
leave_cb (DgSampleField *self)
{
  g_signal_emit (self, signals[SIGNAL_LEFT], 0);
}

static void
dg_sample_field_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  switch (id)
    {
    case PROP_TITLE:
      g_value_set_string (value, gtk_label_get_label (DG_SAMPLE_FIELD (object)->title));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
dg_sample_field_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  switch (id)
    {
    case PROP_TITLE:
      gtk_label_set_label (DG_SAMPLE_FIELD (object)->title, g_value_get_string (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
dg_sample_field_dispose (GObject *object)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))) != NULL)
    gtk_widget_unparent (child);

  G_OBJECT_CLASS (dg_sample_field_parent_class)->dispose (object);
}

static void
dg_sample_field_finalize (GObject *object)
{
  DgSampleField *self = DG_SAMPLE_FIELD (object);

  g_clear_pointer (&self->saved, g_free);
  g_clear_pointer (&self->shown, g_free);

  G_OBJECT_CLASS (dg_sample_field_parent_class)->finalize (object);
}

static void
dg_sample_field_class_init (DgSampleFieldClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  const GType type = G_TYPE_FROM_CLASS (klass);

  object_class->get_property = dg_sample_field_get_property;
  object_class->set_property = dg_sample_field_set_property;
  object_class->dispose = dg_sample_field_dispose;
  object_class->finalize = dg_sample_field_finalize;

  /**
   * DgSampleField:title:
   *
   * What the text is called.
   */
  properties[PROP_TITLE] = g_param_spec_string ("title", NULL, NULL, NULL, G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  /**
   * DgSampleField::edited:
   * @self: the field
   *
   * The text that is shown is another one.
   */
  signals[SIGNAL_EDITED] = g_signal_new ("edited", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  /**
   * DgSampleField::left:
   * @self: the field
   *
   * Keys go elsewhere now.
   */
  signals[SIGNAL_LEFT] = g_signal_new ("left", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  g_type_ensure (DG_TYPE_DIFF_TEXT);
  g_type_ensure (DG_TYPE_GROWING_TEXT);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/example/DatasetGen/wizard/dg-sample-field.ui");
  gtk_widget_class_bind_template_child (widget_class, DgSampleField, title);
  gtk_widget_class_bind_template_child (widget_class, DgSampleField, stack);
  gtk_widget_class_bind_template_child (widget_class, DgSampleField, view);
  gtk_widget_class_bind_template_child (widget_class, DgSampleField, diff);
  gtk_widget_class_bind_template_child (widget_class, DgSampleField, problem_box);
  gtk_widget_class_bind_template_child (widget_class, DgSampleField, problem);
  gtk_widget_class_bind_template_callback (widget_class, leave_cb);
}

static void
dg_sample_field_init (DgSampleField *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->saved = g_strdup ("");
  self->shown = g_strdup ("");
  g_signal_connect_object (gtk_text_view_get_buffer (self->view), "changed", G_CALLBACK (changed_cb), self,
                           G_CONNECT_SWAPPED);
}

/**
 * dg_sample_field_set_text:
 * @self: a field
 * @text: the text as the session has it
 * @before: (nullable): what it was before, to be compared with
 *
 * Shows a text. What is being typed stays: it is another change, which is saved later.
 */
void
dg_sample_field_set_text (DgSampleField *self, const char *text, const char *before)
{
  g_return_if_fail (DG_IS_SAMPLE_FIELD (self));
  g_return_if_fail (text != NULL);

  g_autofree char *now = dg_sample_field_dup_text (self);
  gboolean typed = dg_sample_field_is_changed (self);

  g_free (self->saved);
  self->saved = g_strdup (text);
  if (typed && g_str_equal (now, text))
    {
      /* what was typed is saved: it stays as it was typed, white space and all */
      g_free (self->shown);
      self->shown = dup_shown (self);
    }
  else
    {
      g_free (self->shown);
      self->shown = indent (text);
      if (!typed)
        show (self, self->shown);
    }

  if (before != NULL)
    {
      g_autofree char *indented = indent (before);

      dg_diff_text_set_texts (self->diff, indented, self->shown);
    }
}

/**
 * dg_sample_field_dup_text:
 * @self: a field
 *
 * Returns: (transfer full): the text as the session is to have it
 */
char *
dg_sample_field_dup_text (DgSampleField *self)
{
  g_return_val_if_fail (DG_IS_SAMPLE_FIELD (self), NULL);

  g_autofree char *shown = dup_shown (self);
  char *compact;

  /* white space that was there before is nobody's change */
  if (g_str_equal (shown, self->shown))
    return g_strdup (self->saved);

  compact = may_be_json (shown) ? dg_json_text_compact (shown) : NULL;

  return compact != NULL ? compact : g_steal_pointer (&shown);
}

/**
 * dg_sample_field_is_changed:
 * @self: a field
 *
 * Returns: whether the text is another than the session has
 */
gboolean
dg_sample_field_is_changed (DgSampleField *self)
{
  g_return_val_if_fail (DG_IS_SAMPLE_FIELD (self), FALSE);

  g_autofree char *now = dg_sample_field_dup_text (self);

  return !g_str_equal (now, self->saved);
}

/**
 * dg_sample_field_set_editable:
 * @self: a field
 * @editable: whether the person may change the text now
 */
void
dg_sample_field_set_editable (DgSampleField *self, gboolean editable)
{
  g_return_if_fail (DG_IS_SAMPLE_FIELD (self));

  gtk_text_view_set_editable (self->view, editable);
  gtk_text_view_set_cursor_visible (self->view, editable);
}

/**
 * dg_sample_field_set_comparing:
 * @self: a field
 * @comparing: whether it shows what is different, instead of the text
 */
void
dg_sample_field_set_comparing (DgSampleField *self, gboolean comparing)
{
  g_return_if_fail (DG_IS_SAMPLE_FIELD (self));

  gtk_stack_set_visible_child_name (self->stack, comparing ? "changes" : "text");
}

/**
 * dg_sample_field_set_problem:
 * @self: a field
 * @problem: (nullable): what is wrong with the text, for a person; %NULL when nothing is
 */
void
dg_sample_field_set_problem (DgSampleField *self, const char *problem)
{
  g_return_if_fail (DG_IS_SAMPLE_FIELD (self));

  gtk_label_set_label (self->problem, problem != NULL ? problem : "");
  gtk_widget_set_visible (self->problem_box, problem != NULL);
  gtk_accessible_update_state (GTK_ACCESSIBLE (self->view), GTK_ACCESSIBLE_STATE_INVALID,
                               problem != NULL ? GTK_ACCESSIBLE_INVALID_TRUE : GTK_ACCESSIBLE_INVALID_FALSE, -1);
}

/**
 * dg_sample_field_set_name:
 * @self: a field
 * @name: what screen readers call it; there are several on the page
 */
void
dg_sample_field_set_name (DgSampleField *self, const char *name)
{
  g_return_if_fail (DG_IS_SAMPLE_FIELD (self));

  gtk_accessible_update_property (GTK_ACCESSIBLE (self->view), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

/**
 * dg_sample_field_get_view:
 * @self: a field
 *
 * Returns: (transfer none): where the text is edited
 */
GtkTextView *
dg_sample_field_get_view (DgSampleField *self)
{
  g_return_val_if_fail (DG_IS_SAMPLE_FIELD (self), NULL);

  return self->view;
}
