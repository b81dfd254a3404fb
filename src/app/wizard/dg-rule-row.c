/* dg-rule-row.c: a guidance rule, to be switched, edited and deleted
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "dg-rule-row.h"

#include <glib/gi18n.h>

#include "dg-growing-text.h"
#include "dg-sample-words.h"
#include "dg-toast.h"

/**
 * DgRuleRow:
 *
 * The text is edited where it is read, and saved when the keys go elsewhere.
 */
struct _DgRuleRow
{
  GtkListBoxRow parent_instance;

  DgSampleDesk *desk; /* (owned) */
  DgRule *rule;       /* (owned): as the session has it */
  char *saving;       /* (owned) (nullable): the text that is being saved */
  gboolean showing;   /* whether it is the program that switches */

  /* template */
  GtkSwitch *on;
  GtkTextView *view;
  GtkLabel *about;
  GtkLabel *origin;
  GtkWidget *delete_button;
};

G_DEFINE_FINAL_TYPE (DgRuleRow, dg_rule_row, GTK_TYPE_LIST_BOX_ROW)

/* A rule that can be brought back as long as its session is open: a toast must not keep that from being closed. */
typedef struct
{
  DgSampleDesk *desk; /* (unowned) (nullable): NULL when it has gone */
  DgRule *rule;       /* (owned) */
  AdwToast *toast;    /* (unowned): what owns this */
} Deleted;

static void
desk_gone_cb (gpointer data, GObject *desk)
{
  Deleted *deleted = data;

  deleted->desk = NULL;
  adw_toast_dismiss (deleted->toast);
}

static void
free_deleted (gpointer data)
{
  Deleted *deleted = data;

  if (deleted->desk != NULL)
    g_object_weak_unref (G_OBJECT (deleted->desk), desk_gone_cb, deleted);
  dg_rule_free (deleted->rule);
  g_free (deleted);
}

static char *
dup_text (DgRuleRow *self)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (self->view);
  GtkTextIter start, end;

  gtk_text_buffer_get_bounds (buffer, &start, &end);

  return g_strstrip (gtk_text_buffer_get_text (buffer, &start, &end, TRUE));
}

static void
change (DgRuleRow *self, DgRuleAction action, const char *text)
{
  DgRuleChange rule_change = { .action = action, .id = self->rule->id, .text = text };

  dg_sample_desk_change_rule (self->desk, &rule_change);
}

static void
switched_cb (DgRuleRow *self)
{
  if (!self->showing)
    change (self, gtk_switch_get_active (self->on) ? DG_RULE_TURN_ON : DG_RULE_TURN_OFF, NULL);
}

static void
restore_cb (gpointer data)
{
  Deleted *deleted = data;
  DgRuleChange restoring = { .action = DG_RULE_RESTORE, .rule = deleted->rule };

  if (deleted->desk != NULL)
    dg_sample_desk_change_rule (deleted->desk, &restoring);
}

static void
delete_cb (DgRuleRow *self)
{
  Deleted *deleted = g_new0 (Deleted, 1);
  AdwToast *toast;

  deleted->desk = self->desk;
  deleted->rule = dg_rule_copy (self->rule);
  g_object_weak_ref (G_OBJECT (self->desk), desk_gone_cb, deleted);
  toast =
      dg_toast_show_with_button (GTK_WIDGET (self), _ ("Rule deleted"), _ ("_Undo"), restore_cb, deleted, free_deleted);
  if (toast != NULL)
    deleted->toast = toast;
  change (self, DG_RULE_DELETE, NULL);
}

static gboolean
key_cb (DgRuleRow *self, guint keyval)
{
  if (keyval == GDK_KEY_Escape)
    {
      g_autofree char *typed = dup_text (self);

      if (g_str_equal (typed, self->rule->text))
        return FALSE;
      gtk_text_buffer_set_text (gtk_text_view_get_buffer (self->view), self->rule->text, -1);
      return TRUE;
    }
  /* a rule is one sentence */
  if (keyval != GDK_KEY_Return && keyval != GDK_KEY_KP_Enter)
    return FALSE;

  dg_rule_row_commit (self);

  return TRUE;
}

static void
update (DgRuleRow *self)
{
  gboolean busy = dg_sample_desk_get_busy (self->desk);

  gtk_text_view_set_editable (self->view, !busy);
  gtk_widget_set_sensitive (GTK_WIDGET (self->on), !busy);
  gtk_widget_set_sensitive (self->delete_button, !busy);
  if (dg_sample_desk_is_idle (self->desk))
    g_clear_pointer (&self->saving, g_free);
}

static void
dg_rule_row_dispose (GObject *object)
{
  g_clear_object (&DG_RULE_ROW (object)->desk);

  G_OBJECT_CLASS (dg_rule_row_parent_class)->dispose (object);
}

static void
dg_rule_row_finalize (GObject *object)
{
  DgRuleRow *self = DG_RULE_ROW (object);

  g_clear_pointer (&self->rule, dg_rule_free);
  g_clear_pointer (&self->saving, g_free);

  G_OBJECT_CLASS (dg_rule_row_parent_class)->finalize (object);
}

static void
dg_rule_row_class_init (DgRuleRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = dg_rule_row_dispose;
  G_OBJECT_CLASS (klass)->finalize = dg_rule_row_finalize;

  g_type_ensure (DG_TYPE_GROWING_TEXT);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/example/DatasetGen/wizard/dg-rule-row.ui");
  gtk_widget_class_bind_template_child (widget_class, DgRuleRow, on);
  gtk_widget_class_bind_template_child (widget_class, DgRuleRow, view);
  gtk_widget_class_bind_template_child (widget_class, DgRuleRow, about);
  gtk_widget_class_bind_template_child (widget_class, DgRuleRow, origin);
  gtk_widget_class_bind_template_child (widget_class, DgRuleRow, delete_button);
  gtk_widget_class_bind_template_callback (widget_class, delete_cb);
  gtk_widget_class_bind_template_callback (widget_class, dg_rule_row_commit);
  gtk_widget_class_bind_template_callback (widget_class, key_cb);
  gtk_widget_class_bind_template_callback (widget_class, switched_cb);
}

static void
dg_rule_row_init (DgRuleRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * dg_rule_row_new:
 * @desk: where changes are saved
 * @rule: the rule
 *
 * Returns: (transfer floating): a row
 */
GtkWidget *
dg_rule_row_new (DgSampleDesk *desk, const DgRule *rule)
{
  g_return_val_if_fail (DG_IS_SAMPLE_DESK (desk) && rule != NULL, NULL);

  DgRuleRow *self = g_object_new (DG_TYPE_RULE_ROW, NULL);

  self->desk = g_object_ref (desk);
  g_signal_connect_object (desk, "changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  dg_rule_row_show (self, rule);
  update (self);

  return GTK_WIDGET (self);
}

/**
 * dg_rule_row_get_id:
 * @self: a row
 *
 * Returns: the id of its rule
 */
guint
dg_rule_row_get_id (DgRuleRow *self)
{
  g_return_val_if_fail (DG_IS_RULE_ROW (self), 0);

  return self->rule->id;
}

static void
name_parts (DgRuleRow *self)
{
  g_autofree char *text = g_strdup_printf (_ ("Rule %u"), self->rule->id);
  g_autofree char *on = g_strdup_printf (_ ("Rule %u is in force"), self->rule->id);
  g_autofree char *deletion = g_strdup_printf (_ ("Delete Rule %u"), self->rule->id);

  gtk_accessible_update_property (GTK_ACCESSIBLE (self->view), GTK_ACCESSIBLE_PROPERTY_LABEL, text, -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->on), GTK_ACCESSIBLE_PROPERTY_LABEL, on, -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->delete_button), GTK_ACCESSIBLE_PROPERTY_LABEL, deletion, -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, self->rule->text, -1);
}

static char *
tell_records (const DgRule *rule)
{
  const char *column = rule->column == DG_COLUMN_INPUT ? _ ("Inputs") : _ ("Answers");

  if (rule->applies_to != NULL)
    /* Translators: what a rule is about, such as “Inputs with tone: calm”. */
    return g_strdup_printf (_ ("%s with %s"), column, rule->applies_to);
  if (rule->share < 100)
    /* Translators: what a rule is about, such as “20 % of inputs”; the first %s is “Inputs” or “Answers”. */
    return g_strdup_printf (_ ("%s, %u of 100"), column, rule->share);

  return g_strdup (column);
}

/* Who adds a rule by hand does not say of what kind it is. */
static char *
tell_about (const DgRule *rule)
{
  g_autofree char *records = tell_records (rule);

  if (rule->by_hand && rule->notes->len == 0)
    return g_steal_pointer (&records);

  /* Translators: what a rule is about and why there is one, such as “Answers · Something was missing”. */
  return g_strdup_printf (_ ("%s · %s"), records, dg_sample_words_rule_kind (rule->kind));
}

/**
 * dg_rule_row_show:
 * @self: a row
 * @rule: its rule as the session has it now
 *
 * What is being typed stays.
 */
void
dg_rule_row_show (DgRuleRow *self, const DgRule *rule)
{
  g_return_if_fail (DG_IS_RULE_ROW (self) && rule != NULL);

  const DgDraft *draft = dg_sample_desk_get_draft (self->desk);
  g_autofree char *typed = dup_text (self);
  g_autofree char *origin = dg_sample_words_rule_origin (draft, rule);
  g_autofree char *about = tell_about (rule);
  gboolean is_typed = self->rule != NULL && !g_str_equal (typed, self->rule->text);

  g_clear_pointer (&self->rule, dg_rule_free);
  self->rule = dg_rule_copy (rule);
  if (!is_typed && !g_str_equal (typed, rule->text))
    gtk_text_buffer_set_text (gtk_text_view_get_buffer (self->view), rule->text, -1);
  gtk_label_set_label (self->about, about);
  gtk_label_set_label (self->origin, origin);
  gtk_widget_set_visible (GTK_WIDGET (self->origin), *origin != '\0');

  self->showing = TRUE;
  gtk_switch_set_active (self->on, rule->on);
  self->showing = FALSE;
  if (rule->on)
    gtk_widget_remove_css_class (GTK_WIDGET (self), "off");
  else
    gtk_widget_add_css_class (GTK_WIDGET (self), "off");
  name_parts (self);
}

/**
 * dg_rule_row_commit:
 * @self: a row
 *
 * Saves what was typed. An empty text is none: the rule stays as it was.
 */
void
dg_rule_row_commit (DgRuleRow *self)
{
  g_return_if_fail (DG_IS_RULE_ROW (self));

  g_autofree char *typed = dup_text (self);

  if (self->desk == NULL || dg_sample_desk_get_busy (self->desk) || g_str_equal (typed, self->rule->text) ||
      g_strcmp0 (typed, self->saving) == 0)
    return;

  if (*typed == '\0')
    {
      gtk_text_buffer_set_text (gtk_text_view_get_buffer (self->view), self->rule->text, -1);
      return;
    }

  g_free (self->saving);
  self->saving = g_strdup (typed);
  change (self, DG_RULE_EDIT, typed);
}
