/* dg-text-entry.c: a text of a few lines, which ends with a key like an entry
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "dg-text-entry.h"

#define PLACEHOLDER_ALPHA 0.55f

/**
 * DgTextEntry:
 *
 * A text view with a placeholder. Return ends the text, and Shift+Return begins a line; or Ctrl+Return ends it, and
 * Return begins a line.
 */
struct _DgTextEntry
{
  DgGrowingText parent_instance;

  char *placeholder; /* (owned) (nullable) */
  gboolean needs_control;
};

G_DEFINE_FINAL_TYPE (DgTextEntry, dg_text_entry, DG_TYPE_GROWING_TEXT)

enum
{
  PROP_0,
  PROP_PLACEHOLDER,
  N_PROPS
};

enum
{
  SIGNAL_ACTIVATED,
  SIGNAL_CHANGED,
  N_SIGNALS
};

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

static void
changed_cb (DgTextEntry *self)
{
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

static gboolean
key_pressed_cb (DgTextEntry *self, guint key, guint code, GdkModifierType state, GtkEventController *controller)
{
  gboolean is_return = key == GDK_KEY_Return || key == GDK_KEY_KP_Enter || key == GDK_KEY_ISO_Enter;
  gboolean control = (state & GDK_CONTROL_MASK) != 0;

  if (!is_return || (state & GDK_SHIFT_MASK) != 0 || (self->needs_control && !control))
    return FALSE;
  /* where a word is being composed, the key ends that */
  if (gtk_text_view_im_context_filter_keypress (GTK_TEXT_VIEW (self),
                                                gtk_event_controller_get_current_event (controller)))
    return TRUE;

  g_signal_emit (self, signals[SIGNAL_ACTIVATED], 0);

  return TRUE;
}

static void
dg_text_entry_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  DgTextEntry *self = DG_TEXT_ENTRY (object);

  switch (id)
    {
    case PROP_PLACEHOLDER:
      g_value_set_string (value, self->placeholder);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
dg_text_entry_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  DgTextEntry *self = DG_TEXT_ENTRY (object);

  switch (id)
    {
    case PROP_PLACEHOLDER:
      dg_text_entry_set_placeholder (self, g_value_get_string (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

/* As entries do: within the margins, in the color of the text, but paler. */
static void
dg_text_entry_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  DgTextEntry *self = DG_TEXT_ENTRY (widget);
  GtkTextView *view = GTK_TEXT_VIEW (self);
  int start = gtk_text_view_get_left_margin (view);
  int width = gtk_widget_get_width (widget) - start - gtk_text_view_get_right_margin (view);
  g_autoptr (PangoLayout) layout = NULL;
  GdkRGBA color;

  GTK_WIDGET_CLASS (dg_text_entry_parent_class)->snapshot (widget, snapshot);
  if (self->placeholder == NULL || !dg_text_entry_is_empty (self) || width <= 0)
    return;

  layout = gtk_widget_create_pango_layout (widget, self->placeholder);
  pango_layout_set_width (layout, width * PANGO_SCALE);
  pango_layout_set_ellipsize (layout, PANGO_ELLIPSIZE_END);
  gtk_style_context_get_color (gtk_widget_get_style_context (widget), &color);
  color.alpha *= PLACEHOLDER_ALPHA;
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT ((float) start, (float) gtk_text_view_get_top_margin (view)));
  gtk_snapshot_append_layout (snapshot, layout, &color);
  gtk_snapshot_restore (snapshot);
}

static void
dg_text_entry_finalize (GObject *object)
{
  g_free (DG_TEXT_ENTRY (object)->placeholder);

  G_OBJECT_CLASS (dg_text_entry_parent_class)->finalize (object);
}

static void
dg_text_entry_class_init (DgTextEntryClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  GTK_WIDGET_CLASS (klass)->snapshot = dg_text_entry_snapshot;
  object_class->finalize = dg_text_entry_finalize;
  object_class->get_property = dg_text_entry_get_property;
  object_class->set_property = dg_text_entry_set_property;

  properties[PROP_PLACEHOLDER] =
      g_param_spec_string ("placeholder", NULL, NULL, NULL,
                           G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  /**
   * DgTextEntry::activated:
   * @self: the entry
   *
   * The person has ended the text with the key that does.
   */
  signals[SIGNAL_ACTIVATED] =
      g_signal_new ("activated", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  /**
   * DgTextEntry::changed:
   * @self: the entry
   *
   * The text is another one.
   */
  signals[SIGNAL_CHANGED] =
      g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
dg_text_entry_init (DgTextEntry *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();

  gtk_text_view_set_wrap_mode (GTK_TEXT_VIEW (self), GTK_WRAP_WORD_CHAR);
  gtk_text_view_set_accepts_tab (GTK_TEXT_VIEW (self), FALSE);

  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect_swapped (keys, "key-pressed", G_CALLBACK (key_pressed_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
  g_signal_connect_object (gtk_text_view_get_buffer (GTK_TEXT_VIEW (self)), "changed", G_CALLBACK (changed_cb), self,
                           G_CONNECT_SWAPPED);
}

/**
 * dg_text_entry_set_placeholder:
 * @self: an entry
 * @placeholder: (nullable): what it shows while it is empty
 */
void
dg_text_entry_set_placeholder (DgTextEntry *self, const char *placeholder)
{
  g_return_if_fail (DG_IS_TEXT_ENTRY (self));

  g_autofree char *kept = g_strdup (placeholder);

  g_free (self->placeholder);
  self->placeholder = g_steal_pointer (&kept);
  gtk_widget_queue_draw (GTK_WIDGET (self));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_PLACEHOLDER,
                                  placeholder != NULL ? placeholder : "", -1);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PLACEHOLDER]);
}

/**
 * dg_text_entry_set_needs_control:
 * @self: an entry
 * @needs_control: whether Ctrl+Return ends the text; else Return does
 */
void
dg_text_entry_set_needs_control (DgTextEntry *self, gboolean needs_control)
{
  g_return_if_fail (DG_IS_TEXT_ENTRY (self));

  self->needs_control = needs_control;
}

/**
 * dg_text_entry_dup_text:
 * @self: an entry
 *
 * Returns: (transfer full): the text as it is
 */
char *
dg_text_entry_dup_text (DgTextEntry *self)
{
  g_return_val_if_fail (DG_IS_TEXT_ENTRY (self), NULL);

  GtkTextBuffer *buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (self));
  GtkTextIter start, end;

  gtk_text_buffer_get_bounds (buffer, &start, &end);

  return gtk_text_buffer_get_text (buffer, &start, &end, FALSE);
}

/**
 * dg_text_entry_set_text:
 * @self: an entry
 * @text: another text, which is not undone
 */
void
dg_text_entry_set_text (DgTextEntry *self, const char *text)
{
  g_return_if_fail (DG_IS_TEXT_ENTRY (self));
  g_return_if_fail (text != NULL);

  GtkTextBuffer *buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (self));

  gtk_text_buffer_begin_irreversible_action (buffer);
  gtk_text_buffer_set_text (buffer, text, -1);
  gtk_text_buffer_end_irreversible_action (buffer);
}

/**
 * dg_text_entry_is_empty:
 * @self: an entry
 *
 * Returns: whether there is no text in it
 */
gboolean
dg_text_entry_is_empty (DgTextEntry *self)
{
  g_return_val_if_fail (DG_IS_TEXT_ENTRY (self), TRUE);

  return gtk_text_buffer_get_char_count (gtk_text_view_get_buffer (GTK_TEXT_VIEW (self))) == 0;
}
