/* dg-rule-list.c: the guidance rules beside the samples
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "dg-rule-list.h"

#include <glib/gi18n.h>

#include "dg-rule-row.h"

/**
 * DgRuleList:
 *
 * What notes have taught, and what the person adds. A rule in force guides every record of the dataset.
 */
struct _DgRuleList
{
  GtkWidget parent_instance;

  DgSampleDesk *desk; /* (owned) (nullable) */
  char *saving;       /* (owned) (nullable): the new rule that is being saved */

  /* template */
  GtkListBox *list;
  GtkLabel *empty;
  GtkEntry *entry;
  GtkDropDown *column;
  GtkButton *add_button;
};

G_DEFINE_FINAL_TYPE (DgRuleList, dg_rule_list, GTK_TYPE_WIDGET)

static DgRuleRow *
find_row (DgRuleList *self, guint id)
{
  for (GtkWidget *row = gtk_widget_get_first_child (GTK_WIDGET (self->list)); row != NULL;
       row = gtk_widget_get_next_sibling (row))
    if (dg_rule_row_get_id (DG_RULE_ROW (row)) == id)
      return DG_RULE_ROW (row);

  return NULL;
}

static void
remove_deleted (DgRuleList *self, const DgDraft *draft)
{
  GtkWidget *row = gtk_widget_get_first_child (GTK_WIDGET (self->list));

  while (row != NULL)
    {
      GtkWidget *next = gtk_widget_get_next_sibling (row);

      if (dg_draft_find_rule (draft, dg_rule_row_get_id (DG_RULE_ROW (row))) == NULL)
        gtk_list_box_remove (self->list, row);
      row = next;
    }
}

static char *
dup_typed (DgRuleList *self)
{
  return g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->entry))));
}

static void
take_saved (DgRuleList *self, const DgRule *rule)
{
  g_autofree char *typed = dup_typed (self);

  if (self->saving == NULL || !g_str_equal (self->saving, rule->text))
    return;

  if (g_str_equal (typed, self->saving))
    gtk_editable_set_text (GTK_EDITABLE (self->entry), "");
  g_clear_pointer (&self->saving, g_free);
}

/* Rows stay where they can, with what is being typed in them. */
static void
show_rules (DgRuleList *self)
{
  const DgDraft *draft = dg_sample_desk_get_draft (self->desk);

  remove_deleted (self, draft);
  for (guint i = 0; i < draft->rules->len; i++)
    {
      const DgRule *rule = g_ptr_array_index (draft->rules, i);
      DgRuleRow *row = find_row (self, rule->id);

      if (row != NULL)
        dg_rule_row_show (row, rule);
      else
        {
          gtk_list_box_insert (self->list, dg_rule_row_new (self->desk, rule), (int) i);
          take_saved (self, rule);
        }
    }
  gtk_widget_set_visible (GTK_WIDGET (self->list), draft->rules->len > 0);
  gtk_widget_set_visible (GTK_WIDGET (self->empty), draft->rules->len == 0);
}

static void
update_add (DgRuleList *self)
{
  g_autofree char *typed = dup_typed (self);
  gboolean busy = self->desk == NULL || dg_sample_desk_get_busy (self->desk);

  gtk_widget_set_sensitive (GTK_WIDGET (self->add_button), *typed != '\0' && !busy);
  gtk_editable_set_editable (GTK_EDITABLE (self->entry), !busy);
}

static void
desk_changed_cb (DgRuleList *self)
{
  if (dg_sample_desk_is_idle (self->desk))
    g_clear_pointer (&self->saving, g_free);
  update_add (self);
}

static void
add_cb (DgRuleList *self)
{
  g_autofree char *typed = dup_typed (self);
  DgRuleChange change = { .action = DG_RULE_ADD, .text = typed };

  if (*typed == '\0' || g_strcmp0 (typed, self->saving) == 0 || dg_sample_desk_get_busy (self->desk))
    return;

  change.column = gtk_drop_down_get_selected (self->column) == 1 ? DG_COLUMN_ANSWER : DG_COLUMN_INPUT;
  g_free (self->saving);
  self->saving = g_strdup (typed);
  dg_sample_desk_change_rule (self->desk, &change);
}

static void
dg_rule_list_dispose (GObject *object)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))) != NULL)
    gtk_widget_unparent (child);
  g_clear_object (&DG_RULE_LIST (object)->desk);

  G_OBJECT_CLASS (dg_rule_list_parent_class)->dispose (object);
}

static void
dg_rule_list_finalize (GObject *object)
{
  g_free (DG_RULE_LIST (object)->saving);

  G_OBJECT_CLASS (dg_rule_list_parent_class)->finalize (object);
}

static void
dg_rule_list_class_init (DgRuleListClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = dg_rule_list_dispose;
  G_OBJECT_CLASS (klass)->finalize = dg_rule_list_finalize;

  gtk_widget_class_set_template_from_resource (widget_class, "/org/example/DatasetGen/wizard/dg-rule-list.ui");
  gtk_widget_class_bind_template_child (widget_class, DgRuleList, list);
  gtk_widget_class_bind_template_child (widget_class, DgRuleList, empty);
  gtk_widget_class_bind_template_child (widget_class, DgRuleList, entry);
  gtk_widget_class_bind_template_child (widget_class, DgRuleList, column);
  gtk_widget_class_bind_template_child (widget_class, DgRuleList, add_button);
  gtk_widget_class_bind_template_callback (widget_class, add_cb);
  gtk_widget_class_bind_template_callback (widget_class, update_add);
}

static void
dg_rule_list_init (DgRuleList *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * dg_rule_list_set_desk:
 * @self: the rules
 * @desk: where they come from, and are saved
 *
 * To be called once.
 */
void
dg_rule_list_set_desk (DgRuleList *self, DgSampleDesk *desk)
{
  g_return_if_fail (DG_IS_RULE_LIST (self) && self->desk == NULL);
  g_return_if_fail (DG_IS_SAMPLE_DESK (desk));

  self->desk = g_object_ref (desk);
  g_signal_connect_object (desk, "saved", G_CALLBACK (show_rules), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (desk, "changed", G_CALLBACK (desk_changed_cb), self, G_CONNECT_SWAPPED);
  if (dg_sample_desk_get_draft (desk) != NULL)
    show_rules (self);
  desk_changed_cb (self);
}

/**
 * dg_rule_list_commit:
 * @self: the rules
 *
 * Saves what was typed into them. A new rule is not one before the person adds it.
 */
void
dg_rule_list_commit (DgRuleList *self)
{
  g_return_if_fail (DG_IS_RULE_LIST (self));

  for (GtkWidget *row = gtk_widget_get_first_child (GTK_WIDGET (self->list)); row != NULL;
       row = gtk_widget_get_next_sibling (row))
    dg_rule_row_commit (DG_RULE_ROW (row));
}
