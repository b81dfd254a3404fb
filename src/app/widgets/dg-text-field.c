/* dg-text-field.c: a text with a title above it and what is wrong with it below
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "dg-text-field.h"

#include <adwaita.h>
#include <string.h>

#include "dg-json.h"

/* A text that is longer is shown as it is, not indented. In bytes. */
#define MAX_INDENTED (256 * 1024)

/**
 * DgTextField:
 *
 * An input or an answer. JSON is shown indented, and is again what it was, byte for byte, when nothing was typed; what
 * was typed is kept compact. What the text is edited in comes from the class that is derived: a child of its template,
 * which stands between the title and what is wrong.
 */
typedef struct
{
  char *saved;      /* (owned) (nullable): the text as it is kept elsewhere */
  char *shown;      /* (owned) (nullable): what @saved is shown as; NULL when more was typed meanwhile */
  gboolean json;    /* whether the text that was set is an object or an array, or an object that is broken */
  gboolean setting; /* whether it is the program that changes the text */

  GtkTextView *view; /* (unowned): in the body */

  /* template */
  GtkLabel *title;
  AdwBin *body;
  GtkWidget *problem_box;
  GtkLabel *problem;
} DgTextFieldPrivate;

static void init_buildable (GtkBuildableIface *iface);

G_DEFINE_ABSTRACT_TYPE_WITH_CODE (DgTextField,
                                  dg_text_field,
                                  GTK_TYPE_WIDGET,
                                  G_ADD_PRIVATE (DgTextField)
                                      G_IMPLEMENT_INTERFACE (GTK_TYPE_BUILDABLE, init_buildable))

#define GET_PRIVATE(self) ((DgTextFieldPrivate *) dg_text_field_get_instance_private (self))

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
static GtkBuildableIface *parent_buildable_iface;

/* Numbers and quoted words are JSON too, and look no better with white space. */
static gboolean
may_be_json (const char *text)
{
  const char *begin = text + strspn (text, " \t\r\n");

  return (*begin == '{' || *begin == '[') && strlen (text) <= MAX_INDENTED;
}

static gboolean
begins_object (const char *text)
{
  return may_be_json (text) && text[strspn (text, " \t\r\n")] == '{';
}

static char *
dup_shown (DgTextFieldPrivate *priv)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (priv->view);
  GtkTextIter start, end;

  gtk_text_buffer_get_bounds (buffer, &start, &end);

  return gtk_text_buffer_get_text (buffer, &start, &end, TRUE);
}

static void
changed_cb (DgTextField *self)
{
  if (!GET_PRIVATE (self)->setting)
    g_signal_emit (self, signals[SIGNAL_EDITED], 0);
}

static void
leave_cb (DgTextField *self)
{
  g_signal_emit (self, signals[SIGNAL_LEFT], 0);
}

/* The title and the rest are children; what comes after them is what the text is edited in. */
static void
dg_text_field_add_child (GtkBuildable *buildable, GtkBuilder *builder, GObject *child, const char *type)
{
  DgTextFieldPrivate *priv = GET_PRIVATE (DG_TEXT_FIELD (buildable));

  if (priv->body != NULL && type == NULL && GTK_IS_WIDGET (child))
    adw_bin_set_child (priv->body, GTK_WIDGET (child));
  else
    parent_buildable_iface->add_child (buildable, builder, child, type);
}

static void
init_buildable (GtkBuildableIface *iface)
{
  parent_buildable_iface = g_type_interface_peek_parent (iface);
  iface->add_child = dg_text_field_add_child;
}

static void
dg_text_field_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  switch (id)
    {
    case PROP_TITLE:
      g_value_set_string (value, gtk_label_get_label (GET_PRIVATE (DG_TEXT_FIELD (object))->title));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
dg_text_field_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  switch (id)
    {
    case PROP_TITLE:
      gtk_label_set_label (GET_PRIVATE (DG_TEXT_FIELD (object))->title, g_value_get_string (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
dg_text_field_dispose (GObject *object)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))) != NULL)
    gtk_widget_unparent (child);

  G_OBJECT_CLASS (dg_text_field_parent_class)->dispose (object);
}

static void
dg_text_field_finalize (GObject *object)
{
  DgTextFieldPrivate *priv = GET_PRIVATE (DG_TEXT_FIELD (object));

  g_clear_pointer (&priv->saved, g_free);
  g_clear_pointer (&priv->shown, g_free);

  G_OBJECT_CLASS (dg_text_field_parent_class)->finalize (object);
}

static void
dg_text_field_class_init (DgTextFieldClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  const GType type = G_TYPE_FROM_CLASS (klass);

  object_class->get_property = dg_text_field_get_property;
  object_class->set_property = dg_text_field_set_property;
  object_class->dispose = dg_text_field_dispose;
  object_class->finalize = dg_text_field_finalize;

  /**
   * DgTextField:title:
   *
   * What the text is called; it may have a mnemonic.
   */
  properties[PROP_TITLE] = g_param_spec_string ("title", NULL, NULL, NULL, G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  /**
   * DgTextField::edited:
   * @self: the field
   *
   * The person has changed the text.
   */
  signals[SIGNAL_EDITED] = g_signal_new ("edited", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  /**
   * DgTextField::left:
   * @self: the field
   *
   * Keys go elsewhere now.
   */
  signals[SIGNAL_LEFT] = g_signal_new ("left", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (widget_class, "/org/example/DatasetGen/widgets/dg-text-field.ui");
  gtk_widget_class_bind_template_child_private (widget_class, DgTextField, title);
  gtk_widget_class_bind_template_child_private (widget_class, DgTextField, body);
  gtk_widget_class_bind_template_child_private (widget_class, DgTextField, problem_box);
  gtk_widget_class_bind_template_child_private (widget_class, DgTextField, problem);
}

static void
dg_text_field_init (DgTextField *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * dg_text_field_set_view:
 * @self: the field
 * @view: what the text is edited in, in the body of the field, with the buffer that it keeps
 *
 * To be called once, when a field of a derived class is made.
 */
void
dg_text_field_set_view (DgTextField *self, GtkTextView *view)
{
  g_return_if_fail (DG_IS_TEXT_FIELD (self));
  g_return_if_fail (GTK_IS_TEXT_VIEW (view) && GET_PRIVATE (self)->view == NULL);

  DgTextFieldPrivate *priv = GET_PRIVATE (self);
  GtkEventController *focus = gtk_event_controller_focus_new ();

  priv->view = view;
  gtk_label_set_mnemonic_widget (priv->title, GTK_WIDGET (view));
  gtk_accessible_update_relation (GTK_ACCESSIBLE (view), GTK_ACCESSIBLE_RELATION_LABELLED_BY, priv->title, NULL,
                                  GTK_ACCESSIBLE_RELATION_DESCRIBED_BY, priv->problem, NULL, -1);
  g_signal_connect_object (gtk_text_view_get_buffer (view), "changed", G_CALLBACK (changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_swapped (focus, "leave", G_CALLBACK (leave_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (view), focus);
}

/**
 * dg_text_field_get_view:
 * @self: the field
 *
 * Returns: (transfer none): what the text is edited in
 */
GtkTextView *
dg_text_field_get_view (DgTextField *self)
{
  g_return_val_if_fail (DG_IS_TEXT_FIELD (self), NULL);

  return GET_PRIVATE (self)->view;
}

/**
 * dg_text_field_show:
 * @self: the field
 * @text: a text, as it is kept elsewhere
 *
 * Shows another text. What was typed before cannot be undone any more.
 */
void
dg_text_field_show (DgTextField *self, const char *text)
{
  g_return_if_fail (DG_IS_TEXT_FIELD (self));
  g_return_if_fail (text != NULL);

  DgTextFieldPrivate *priv = GET_PRIVATE (self);
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (priv->view);
  g_autofree char *indented = may_be_json (text) ? dg_json_text_indent (text) : NULL;

  /* an object that is broken has to be mended as what it was meant to be */
  priv->json = indented != NULL || begins_object (text);
  g_free (priv->saved);
  priv->saved = g_strdup (text);
  g_free (priv->shown);
  priv->shown = indented != NULL ? g_steal_pointer (&indented) : g_strdup (text);

  priv->setting = TRUE;
  gtk_text_view_set_monospace (priv->view, priv->json);
  if (DG_TEXT_FIELD_GET_CLASS (self)->show != NULL)
    DG_TEXT_FIELD_GET_CLASS (self)->show (self, priv->shown, priv->json);
  gtk_text_buffer_begin_irreversible_action (buffer);
  gtk_text_buffer_set_text (buffer, priv->shown, -1);
  gtk_text_buffer_end_irreversible_action (buffer);
  priv->setting = FALSE;
}

/**
 * dg_text_field_set_saved:
 * @self: the field
 * @text: what is kept elsewhere now
 *
 * Tells that the text was saved; what is shown stays as it was typed, white space and all.
 */
void
dg_text_field_set_saved (DgTextField *self, const char *text)
{
  g_return_if_fail (DG_IS_TEXT_FIELD (self));
  g_return_if_fail (text != NULL);

  DgTextFieldPrivate *priv = GET_PRIVATE (self);
  g_autofree char *now = dg_text_field_dup_text (self);

  g_clear_pointer (&priv->shown, g_free);
  if (g_strcmp0 (now, text) == 0)
    priv->shown = dup_shown (priv);
  g_free (priv->saved);
  priv->saved = g_strdup (text);
}

/**
 * dg_text_field_dup_text:
 * @self: the field
 *
 * Returns: (transfer full): the text as it is to be kept
 */
char *
dg_text_field_dup_text (DgTextField *self)
{
  g_return_val_if_fail (DG_IS_TEXT_FIELD (self), NULL);

  DgTextFieldPrivate *priv = GET_PRIVATE (self);
  g_autofree char *shown = dup_shown (priv);
  char *compact = NULL;

  /* white space that was there before is nobody's change */
  if (g_strcmp0 (shown, priv->shown) == 0)
    return g_strdup (priv->saved);

  /* an array in a plain text may be how somebody writes: only what was shown as JSON is drawn together */
  if ((priv->json || priv->saved == NULL || *priv->saved == '\0') && may_be_json (shown))
    compact = dg_json_text_compact (shown);

  return compact != NULL ? compact : g_steal_pointer (&shown);
}

/**
 * dg_text_field_is_changed:
 * @self: the field
 *
 * Returns: whether the text is another than is kept elsewhere; not before there was any
 */
gboolean
dg_text_field_is_changed (DgTextField *self)
{
  g_return_val_if_fail (DG_IS_TEXT_FIELD (self), FALSE);

  const char *saved = GET_PRIVATE (self)->saved;
  g_autofree char *now = saved != NULL ? dg_text_field_dup_text (self) : NULL;

  return g_strcmp0 (now, saved) != 0;
}

/**
 * dg_text_field_set_editable:
 * @self: the field
 * @editable: whether keys change the text
 */
void
dg_text_field_set_editable (DgTextField *self, gboolean editable)
{
  g_return_if_fail (DG_IS_TEXT_FIELD (self));

  gtk_text_view_set_editable (GET_PRIVATE (self)->view, editable);
}

/**
 * dg_text_field_set_problem:
 * @self: the field
 * @problem: (nullable): what is wrong with the text, for a person; %NULL when nothing is
 */
void
dg_text_field_set_problem (DgTextField *self, const char *problem)
{
  g_return_if_fail (DG_IS_TEXT_FIELD (self));

  DgTextFieldPrivate *priv = GET_PRIVATE (self);

  gtk_label_set_label (priv->problem, problem != NULL ? problem : "");
  gtk_widget_set_visible (priv->problem_box, problem != NULL);
  gtk_accessible_update_state (GTK_ACCESSIBLE (priv->view), GTK_ACCESSIBLE_STATE_INVALID,
                               problem != NULL ? GTK_ACCESSIBLE_INVALID_TRUE : GTK_ACCESSIBLE_INVALID_FALSE, -1);
}

/**
 * dg_text_field_indent:
 * @text: a text
 *
 * Returns: (transfer full): what a field shows that text as
 */
char *
dg_text_field_indent (const char *text)
{
  g_return_val_if_fail (text != NULL, NULL);

  char *indented = may_be_json (text) ? dg_json_text_indent (text) : NULL;

  return indented != NULL ? indented : g_strdup (text);
}
