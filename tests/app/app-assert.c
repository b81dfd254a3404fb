/* app-assert.c: what every widget has to keep: names for those who hear it, and room on small screens
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "app-assert.h"

/**
 * app_foreach:
 * @widget: a widget
 * @func: called for it and for everything in it, parents first
 * @data: given to @func
 */
void
app_foreach (GtkWidget *widget, AppWidgetFunc func, gpointer data)
{
  func (widget, data);
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    app_foreach (child, func, data);
}

/* The accessible label that a widget was given: GTK 4.8 tells it only to somebody who expects another one. */
static char *
dup_label_property (GtkWidget *widget)
{
  g_autofree char *label = NULL;

  if (gtk_test_accessible_has_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_LABEL))
    label = gtk_test_accessible_check_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_LABEL, "\001");

  return label != NULL && *label != '\0' ? g_steal_pointer (&label) : NULL;
}

static char *
dup_without_mnemonic (const char *label)
{
  GString *text = g_string_new (label);

  g_string_replace (text, "_", "", 1);

  return g_string_free (text, FALSE);
}

/**
 * app_dup_name:
 * @widget: a widget
 *
 * Returns: (transfer full) (nullable): what it is called: its accessible label, else what it shows
 */
char *
app_dup_name (GtkWidget *widget)
{
  g_autofree char *label = dup_label_property (widget);

  /* a button passes its label on as it is */
  if (label != NULL && GTK_IS_BUTTON (widget) && gtk_button_get_use_underline (GTK_BUTTON (widget)))
    return dup_without_mnemonic (label);
  if (label != NULL)
    return g_steal_pointer (&label);
  if (GTK_IS_LABEL (widget))
    return g_strdup (gtk_label_get_text (GTK_LABEL (widget)));
  if (GTK_IS_BUTTON (widget) && gtk_button_get_label (GTK_BUTTON (widget)) != NULL)
    return dup_without_mnemonic (gtk_button_get_label (GTK_BUTTON (widget)));
  if (ADW_IS_PREFERENCES_ROW (widget))
    return dup_without_mnemonic (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (widget)));

  return NULL;
}

/**
 * app_find:
 * @widget: a widget
 * @type: a type of widgets
 * @name: (nullable): what it is called, as app_dup_name() tells; %NULL for any
 *
 * Returns: (transfer none) (nullable): the first widget of that type and name, below @widget or @widget itself
 */
GtkWidget *
app_find (GtkWidget *widget, GType type, const char *name)
{
  g_autofree char *own_name = name != NULL ? app_dup_name (widget) : NULL;

  if (g_type_is_a (G_OBJECT_TYPE (widget), type) && g_strcmp0 (own_name, name) == 0)
    return widget;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = app_find (child, type, name);

      if (found != NULL)
        return found;
    }

  return NULL;
}

/* --- names --- */

static gboolean
is_control (GtkWidget *widget)
{
  switch ((int) gtk_accessible_get_accessible_role (GTK_ACCESSIBLE (widget)))
    {
    case GTK_ACCESSIBLE_ROLE_BUTTON:
    case GTK_ACCESSIBLE_ROLE_CHECKBOX:
    case GTK_ACCESSIBLE_ROLE_COMBO_BOX:
    case GTK_ACCESSIBLE_ROLE_LINK:
    case GTK_ACCESSIBLE_ROLE_LIST:
    case GTK_ACCESSIBLE_ROLE_METER:
    case GTK_ACCESSIBLE_ROLE_PROGRESS_BAR:
    case GTK_ACCESSIBLE_ROLE_RADIO:
    case GTK_ACCESSIBLE_ROLE_SEARCH_BOX:
    case GTK_ACCESSIBLE_ROLE_SLIDER:
    case GTK_ACCESSIBLE_ROLE_SPIN_BUTTON:
    case GTK_ACCESSIBLE_ROLE_SWITCH:
    case GTK_ACCESSIBLE_ROLE_TAB:
    case GTK_ACCESSIBLE_ROLE_TEXT_BOX:
      return TRUE;
    default:
      /* what draws and takes keys by itself */
      return gtk_widget_get_focusable (widget) && g_str_has_prefix (G_OBJECT_TYPE_NAME (widget), "Dg");
    }
}

static gboolean
shows_picture (GtkWidget *widget)
{
  return app_find (widget, GTK_TYPE_IMAGE, NULL) != NULL || app_find (widget, GTK_TYPE_PICTURE, NULL) != NULL;
}

static gboolean
shows_text (GtkWidget *widget)
{
  if (GTK_IS_LABEL (widget))
    return *gtk_label_get_text (GTK_LABEL (widget)) != '\0';

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (!GTK_IS_POPOVER (child) && shows_text (child))
      return TRUE;

  return FALSE;
}

/* Buttons are named by the text that they show, too; one that shows nothing yet is going to. GTK says that they are
 * labelled by what they show even when that is a picture. */
static gboolean
has_name (GtkWidget *widget)
{
  g_autofree char *label = dup_label_property (widget);

  if (label != NULL)
    return TRUE;
  if (GTK_IS_BUTTON (widget) || GTK_IS_MENU_BUTTON (widget))
    return shows_text (widget) || !shows_picture (widget);

  return gtk_test_accessible_has_relation (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_RELATION_LABELLED_BY);
}

/* The parts of some widgets of the toolkit are controls too, and go by the name of the whole. */
static gboolean
is_part_of_named (GtkWidget *widget)
{
  const GType wholes[] = { GTK_TYPE_MENU_BUTTON,    GTK_TYPE_ENTRY,       GTK_TYPE_SEARCH_ENTRY,
                           GTK_TYPE_PASSWORD_ENTRY, GTK_TYPE_SPIN_BUTTON, GTK_TYPE_DROP_DOWN,
                           ADW_TYPE_ENTRY_ROW,      ADW_TYPE_COMBO_ROW,   ADW_TYPE_SPLIT_BUTTON };

  for (gsize i = 0; i < G_N_ELEMENTS (wholes); i++)
    {
      GtkWidget *whole = gtk_widget_get_ancestor (gtk_widget_get_parent (widget), wholes[i]);

      if (whole != NULL && has_name (whole))
        return TRUE;
    }

  return FALSE;
}

static char *
describe_place (GtkWidget *widget)
{
  GString *place = g_string_new (NULL);

  for (GtkWidget *parent = widget; parent != NULL; parent = gtk_widget_get_parent (parent))
    g_string_append_printf (place, "%s%s", place->len > 0 ? " in " : "", G_OBJECT_TYPE_NAME (parent));

  return g_string_free (place, FALSE);
}

/* A test need not show the window. */
static gboolean
is_hidden (GtkWidget *widget)
{
  GtkWidget *parent = gtk_widget_get_parent (widget);

  if (GTK_IS_WINDOW (widget))
    return FALSE;

  return !gtk_widget_get_visible (widget) || (parent != NULL && is_hidden (parent));
}

/* GTK 4.8 says a name and then the label that names it too, even when they are the same. Later ones name a drop-down by
 * what is chosen in it; what it is for is heard from its tooltip then. */
static gboolean
is_named_twice (GtkWidget *widget)
{
  if (GTK_IS_DROP_DOWN (widget) && gtk_get_minor_version () > 8 && gtk_widget_get_tooltip_text (widget) != NULL)
    return FALSE;

  return (GTK_IS_SPIN_BUTTON (widget) || GTK_IS_DROP_DOWN (widget) || GTK_IS_TEXT_VIEW (widget)) &&
         gtk_test_accessible_has_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_LABEL) &&
         gtk_test_accessible_has_relation (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_RELATION_LABELLED_BY);
}

static void
assert_named (GtkWidget *widget, gpointer data)
{
  if (is_named_twice (widget))
    {
      g_autofree char *name = app_dup_name (widget);

      g_test_message ("two accessible names: %s", name);
      g_test_fail ();
    }
  if (!is_control (widget) || is_hidden (widget) || has_name (widget))
    return;
  if (gtk_widget_get_parent (widget) != NULL && is_part_of_named (widget))
    return;
  /* its lists are told by the row itself */
  if (GTK_IS_LIST_BOX (widget) && gtk_widget_get_ancestor (widget, ADW_TYPE_EXPANDER_ROW) != NULL)
    return;

  g_autofree char *place = describe_place (widget);

  g_test_message ("no accessible name: %s", place);
  g_test_fail ();
}

/**
 * app_assert_named:
 * @widget: a widget
 *
 * Fails the test when a control in it has no accessible name, or two.
 */
void
app_assert_named (GtkWidget *widget)
{
  app_foreach (widget, assert_named, NULL);
}

/* --- room --- */

static int
get_minimum (GtkWidget *widget)
{
  int minimum;

  gtk_widget_measure (widget, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL, NULL, NULL);

  return minimum;
}

/* Down from a widget, always to the child that needs most. */
static char *
describe_widest (GtkWidget *widget)
{
  GString *chain = g_string_new (NULL);

  while (widget != NULL)
    {
      g_autofree char *name = app_dup_name (widget);
      GtkWidget *widest = NULL;

      g_string_append_printf (chain, "%s%s %d%s%s", chain->len > 0 ? " > " : "", G_OBJECT_TYPE_NAME (widget),
                              get_minimum (widget), name != NULL ? " " : "", name != NULL ? name : "");
      for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
           child = gtk_widget_get_next_sibling (child))
        if (gtk_widget_get_visible (child) && (widest == NULL || get_minimum (child) > get_minimum (widest)))
          widest = child;
      widget = widest;
    }

  return g_string_free (chain, FALSE);
}

/**
 * app_assert_fits:
 * @widget: a widget
 * @width: in application pixels
 *
 * Fails the test when it cannot be as narrow as that, and tells what is too wide.
 */
void
app_assert_fits (GtkWidget *widget, int width)
{
  if (get_minimum (widget) <= width)
    return;

  g_autofree char *widest = describe_widest (widget);

  g_test_message ("does not fit into %d: %s", width, widest);
  g_test_fail ();
}
