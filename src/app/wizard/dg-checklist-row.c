/* dg-checklist-row.c: an item of the requirements with its parts
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "dg-checklist-row.h"

#include <glib/gi18n.h>
#include <string.h>

#include "dg-checklist-part.h"
#include "dg-plain-row.h"

/* How much of a value a row shows that is not opened. */
#define GIST_CHARACTERS 48

/**
 * DgChecklistRow:
 *
 * Says how far an item is, in a picture and in words; opened, it has its parts.
 */
struct _DgChecklistRow
{
  AdwExpanderRow parent_instance;

  DgItem item;
  GtkImage *icon;                       /* (unowned): a child of the row */
  DgChecklistPart *parts[DG_MAX_PARTS]; /* (unowned) (nullable): children of the row */
  AdwActionRow *format;                 /* (unowned) (nullable): a child of the row, for items that are formats */
};

G_DEFINE_FINAL_TYPE (DgChecklistRow, dg_checklist_row, ADW_TYPE_EXPANDER_ROW)

enum
{
  SIGNAL_EDITED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
edited_cb (DgChecklistRow *self, guint item, guint part, const char *value)
{
  g_signal_emit (self, signals[SIGNAL_EDITED], 0, item, part, value);
}

/* --- how far it is --- */

static gboolean
has_conflict (DgChecklistRow *self, DgChecklist *checklist)
{
  for (guint part = 0; part < dg_item_get_info (self->item)->n_parts; part++)
    if (dg_checklist_get_conflict (checklist, self->item, part) != NULL)
      return TRUE;

  return FALSE;
}

static char *
dup_missing (DgChecklistRow *self, DgChecklist *checklist)
{
  const DgItemInfo *info = dg_item_get_info (self->item);
  g_autoptr (GString) names = g_string_new (NULL);
  guint n_missing = 0;

  for (guint part = 0; part < info->n_parts; part++)
    if (!info->parts[part].optional && dg_checklist_get_value (checklist, self->item, part) == NULL)
      {
        g_string_append_printf (names, "%s%s", n_missing > 0 ? ", " : "", _ (info->parts[part].title));
        n_missing++;
      }
  if (n_missing == info->n_parts)
    return g_strdup (_ ("Missing"));

  /* Translators: the %s are names of requirements, such as Phrasing and Tone. */
  return g_strdup_printf (_ ("Missing: %s"), names->str);
}

/* Where its values came from; NULL when not all from the same place. */
static const char *
describe_source (DgChecklistRow *self, DgChecklist *checklist)
{
  guint sources = 0;
  gboolean proposed = FALSE;

  for (guint part = 0; part < dg_item_get_info (self->item)->n_parts; part++)
    {
      const char *value = dg_checklist_get_value (checklist, self->item, part);

      if (value == NULL)
        continue;
      sources |= 1u << dg_checklist_get_source (checklist, self->item, part);
      proposed = proposed || !g_str_equal (value, DG_LEFT_TO_MODEL);
    }

  switch (sources)
    {
    case 1u << DG_SOURCE_PROMPT:
      return _ ("from your prompt");
    case 1u << DG_SOURCE_CONVERSATION:
      return _ ("from the conversation");
    case 1u << DG_SOURCE_HAND:
      return _ ("by hand");
    case 1u << DG_SOURCE_MODEL:
      return proposed ? _ ("by the model") : _ ("left to the model");
    default:
      return NULL;
    }
}

/* What is known of it, in a few words, so that not every row has to be opened. */
static char *
dup_gist (DgChecklistRow *self, DgChecklist *checklist)
{
  for (guint part = 0; part < dg_item_get_info (self->item)->n_parts; part++)
    {
      const char *value = dg_checklist_get_value (checklist, self->item, part);
      g_autofree char *line = NULL;
      g_autofree char *start = NULL;

      if (value == NULL || g_str_equal (value, DG_LEFT_TO_MODEL))
        continue;
      line = g_strndup (value, strcspn (value, "\n"));
      if (g_utf8_strlen (line, -1) <= GIST_CHARACTERS)
        return g_steal_pointer (&line);

      start = g_utf8_substring (line, 0, GIST_CHARACTERS);
      return g_strconcat (g_strchomp (start), "…", NULL);
    }

  return NULL;
}

static char *
describe (DgChecklistRow *self, DgChecklist *checklist)
{
  DgItemState state = dg_checklist_get_state (checklist, self->item);
  const char *source = describe_source (self, checklist);
  const char *word = state == DG_ITEM_CONFIRMED ? _ ("Confirmed") : _ ("Proposed");

  if (state == DG_ITEM_MISSING)
    return dup_missing (self, checklist);
  if (has_conflict (self, checklist))
    return g_strdup (_ ("To be decided: there are two answers"));
  if (source == NULL)
    return g_strdup (word);

  /* Translators: how far a requirement is, and where it came from, such as “Proposed, from your prompt”. */
  return g_strdup_printf (_ ("%s, %s"), word, source);
}

static const char *
get_icon (DgItemState state)
{
  switch (state)
    {
    case DG_ITEM_CONFIRMED:
      return "dg-item-confirmed-symbolic";
    case DG_ITEM_PROPOSED:
      return "dg-item-proposed-symbolic";
    case DG_ITEM_MISSING:
    default:
      return "dg-item-missing-symbolic";
    }
}

/* --- formats --- */

static char *
describe_format (DgChecklistRow *self, DgChecklist *checklist)
{
  const char *const *labels = dg_checklist_get_labels (checklist);
  const char *schema = self->item == DG_ITEM_INPUT_FORMAT ? dg_checklist_get_input_schema (checklist)
                                                          : dg_checklist_get_output_schema (checklist);

  if (schema != NULL)
    return g_strdup (_ ("JSON with fields"));
  if (self->item == DG_ITEM_OUTPUT_FORMAT && labels != NULL)
    return g_strjoinv (", ", (char **) labels);

  return g_strdup (self->item == DG_ITEM_OUTPUT_FORMAT ? _ ("Labels, fields or text, with an example")
                                                       : _ ("Text or fields, with an example"));
}

static void
format_activated_cb (DgChecklistRow *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "checklist.edit-format", "u", (guint) self->item);
}

static void
add_format (DgChecklistRow *self)
{
  GtkWidget *row = dg_plain_row_new (_ ("Edit Format…"), NULL);

  self->format = ADW_ACTION_ROW (row);
  g_object_set (row, "subtitle-lines", 2, "activatable", TRUE, NULL);
  g_signal_connect_object (row, "activated", G_CALLBACK (format_activated_cb), self, G_CONNECT_SWAPPED);
  adw_action_row_add_suffix (self->format, gtk_image_new_from_icon_name ("go-next-symbolic"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Edit Format…"), -1);
  adw_expander_row_add_row (ADW_EXPANDER_ROW (self), row);
}

static void
dg_checklist_row_class_init (DgChecklistRowClass *klass)
{
  /**
   * DgChecklistRow::edited:
   * @self: the row
   * @item: its item
   * @part: which part of that
   * @value: what the person wants it to be
   */
  signals[SIGNAL_EDITED] = g_signal_new ("edited", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                         G_TYPE_NONE, 3, G_TYPE_UINT, G_TYPE_UINT, G_TYPE_STRING);
}

static void
dg_checklist_row_init (DgChecklistRow *self)
{
  GtkWidget *icon = gtk_image_new ();

  self->icon = GTK_IMAGE (icon);
  gtk_widget_add_css_class (icon, "dg-checklist-icon");
  adw_expander_row_add_prefix (ADW_EXPANDER_ROW (self), icon);
  g_object_set (self, "use-markup", FALSE, NULL);
}

/* The row has lists inside, which say nothing of themselves. */
static void
name_lists (GtkWidget *widget, const char *name)
{
  if (GTK_IS_LIST_BOX (widget))
    gtk_accessible_update_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    name_lists (child, name);
}

/**
 * dg_checklist_row_new:
 * @item: an item
 *
 * Returns: (transfer floating): a row for it
 */
GtkWidget *
dg_checklist_row_new (DgItem item)
{
  const DgItemInfo *info = dg_item_get_info (item);
  DgChecklistRow *self = g_object_new (DG_TYPE_CHECKLIST_ROW, NULL);

  self->item = item;
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self), _ (info->title));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, _ (info->title), -1);
  name_lists (GTK_WIDGET (self), _ (info->title));
  if (item == DG_ITEM_INPUT_FORMAT || item == DG_ITEM_OUTPUT_FORMAT)
    add_format (self);
  for (guint part = 0; part < info->n_parts; part++)
    {
      GtkWidget *widget = dg_checklist_part_new (item, part);

      self->parts[part] = DG_CHECKLIST_PART (widget);
      g_signal_connect_object (widget, "edited", G_CALLBACK (edited_cb), self, G_CONNECT_SWAPPED);
      adw_expander_row_add_row (ADW_EXPANDER_ROW (self), widget);
    }

  return GTK_WIDGET (self);
}

/**
 * dg_checklist_row_show:
 * @self: a row
 * @checklist: the requirements
 */
void
dg_checklist_row_show (DgChecklistRow *self, DgChecklist *checklist)
{
  g_return_if_fail (DG_IS_CHECKLIST_ROW (self));
  g_return_if_fail (DG_IS_CHECKLIST (checklist));

  DgItemState state = dg_checklist_get_state (checklist, self->item);
  g_autofree char *how = describe (self, checklist);
  g_autofree char *gist = state != DG_ITEM_MISSING ? dup_gist (self, checklist) : NULL;
  /* Translators: how far a requirement is, and the beginning of what it is. */
  g_autofree char *text = gist != NULL ? g_strdup_printf (_ ("%s: %s"), how, gist) : g_strdup (how);
  g_autofree char *name = g_strdup_printf ("%s: %s", adw_preferences_row_get_title (ADW_PREFERENCES_ROW (self)), text);
  g_autofree char *format = describe_format (self, checklist);

  adw_expander_row_set_subtitle (ADW_EXPANDER_ROW (self), text);
  gtk_image_set_from_icon_name (self->icon, get_icon (state));
  gtk_widget_set_css_classes (GTK_WIDGET (self->icon),
                              (const char *[]){ "dg-checklist-icon", state == DG_ITEM_CONFIRMED ? "done" : NULL,
                                                NULL });
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  if (self->format != NULL)
    adw_action_row_set_subtitle (self->format, format);
  for (guint part = 0; part < dg_item_get_info (self->item)->n_parts; part++)
    dg_checklist_part_show (self->parts[part], checklist);
}

/**
 * dg_checklist_row_commit:
 * @self: a row
 *
 * Hands on what the person has written in its parts.
 */
void
dg_checklist_row_commit (DgChecklistRow *self)
{
  g_return_if_fail (DG_IS_CHECKLIST_ROW (self));

  for (guint part = 0; part < dg_item_get_info (self->item)->n_parts; part++)
    dg_checklist_part_commit (self->parts[part]);
}
