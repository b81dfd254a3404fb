/* dg-review-records.c: the records of a dataset, to be looked through
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "dg-review-records.h"

#include <glib/gi18n.h>

#include "dg-review-records-private.h"

G_DEFINE_FINAL_TYPE (DgReviewRecords, dg_review_records, GTK_TYPE_WIDGET)

enum
{
  PROP_0,
  PROP_DATASET,
  PROP_SEARCHING,
  PROP_APPROVED,
  PROP_REJECTED,
  N_PROPS
};

enum
{
  SIGNAL_FAILED,
  N_SIGNALS
};

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

/* --- the table --- */

static void
found_cb (DgReviewRecords *self, DgDataset *dataset)
{
  gboolean first = self->dataset == NULL;
  guint selected;

  g_set_object (&self->dataset, dataset);
  self->n_records = dg_dataset_get_n_records (dataset);
  dg_review_records_set_ahead (self, FALSE);
  dg_review_history_set_revision (self->history, dg_dataset_get_revision (dataset));
  selected = dg_record_list_get_selected (self->list);
  if (selected != GTK_INVALID_LIST_POSITION)
    dg_review_records_load (self);
  if (self->asked || selected == GTK_INVALID_LIST_POSITION)
    dg_review_records_go_to (self, selected != GTK_INVALID_LIST_POSITION ? selected : 0);
  self->asked = FALSE;
  dg_review_records_show_counts (self);
  dg_review_records_update_actions (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_DATASET]);
  if (first)
    dg_review_records_focus (self);
}

static void
failed_cb (DgReviewRecords *self, const GError *error)
{
  g_signal_emit (self, signals[SIGNAL_FAILED], 0, error);
}

static void
activated_cb (DgReviewRecords *self, guint position)
{
  dg_record_list_select (self->list, position);
  dg_review_records_open (self);
  if (!self->narrow)
    dg_record_editor_focus (self->editor, DG_RECORD_PART_INPUT);
}

static void
sort_changed_cb (DgReviewRecords *self)
{
  dg_review_records_find (self);
}

static void
filter_changed_cb (DgReviewRecords *self)
{
  dg_review_records_set_filter (self, gtk_drop_down_get_selected (self->filter));
}

static void
look_toggled_cb (DgReviewRecords *self)
{
  dg_review_records_set_filter (self, gtk_toggle_button_get_active (self->look_button) ? DG_RECORD_FILTER_LOOK
                                                                                       : DG_RECORD_FILTER_ALL);
}

static void
search_changed_cb (DgReviewRecords *self)
{
  dg_review_records_find (self);
}

static void
search_activate_cb (DgReviewRecords *self)
{
  dg_record_table_focus (self->table);
}

static void
searching_changed_cb (DgReviewRecords *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SEARCHING]);
  if (self->telling)
    return;

  if (!gtk_search_bar_get_search_mode (self->search_bar))
    dg_record_table_focus (self->table);
  if (*gtk_editable_get_text (GTK_EDITABLE (self->search_entry)) != '\0')
    dg_review_records_find (self);
}

/* What cannot be saved as it is, is given up; the records that there are now are shown. */
static void
banner_clicked_cb (DgReviewRecords *self)
{
  const GError *error = dg_review_history_get_error (self->history);

  if (error == NULL || dg_review_records_can_retry (error))
    {
      dg_review_history_retry (self->history);
      return;
    }

  dg_review_history_forget (self->history);
  dg_records_at_hand_forget_all (self->at_hand);
  dg_review_records_set_ahead (self, FALSE);
  dg_record_list_set_held (self->list, FALSE);
  dg_record_editor_set_number (self->editor, 0, 0);
  dg_review_records_refresh (self);
}

/* --- life --- */

static void
show_hint (DgReviewRecords *self)
{
  static const struct
  {
    const char *key;
    const char *text;
  } hints[] = { { "J", N_ ("Next") },    { "K", N_ ("Previous") },
                { "A", N_ ("Approve") }, { "X", N_ ("Reject") },
                { "E", N_ ("Edit") },    { "N", N_ ("Note") },
                { "D", N_ ("Delete") },  { ".", N_ ("Next that needs a look") },
                { "/", N_ ("Search") } };
  g_autoptr (GString) markup = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (hints); i++)
    {
      g_autofree char *hint = g_markup_printf_escaped ("<b>%s</b> %s", hints[i].key, _ (hints[i].text));

      g_string_append (markup, i > 0 ? "     " : "");
      g_string_append (markup, hint);
    }
  gtk_label_set_label (self->hint, markup->str);
}

static void
dg_review_records_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  DgReviewRecords *self = DG_REVIEW_RECORDS (object);

  switch (id)
    {
    case PROP_DATASET:
      g_value_set_object (value, self->dataset);
      break;
    case PROP_SEARCHING:
      g_value_set_boolean (value, gtk_search_bar_get_search_mode (self->search_bar));
      break;
    case PROP_APPROVED:
      g_value_set_boolean (value, self->review == DG_REVIEW_APPROVED);
      break;
    case PROP_REJECTED:
      g_value_set_boolean (value, self->review == DG_REVIEW_REJECTED);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
dg_review_records_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  DgReviewRecords *self = DG_REVIEW_RECORDS (object);

  switch (id)
    {
    case PROP_SEARCHING:
      gtk_search_bar_set_search_mode (self->search_bar, g_value_get_boolean (value));
      break;
    case PROP_APPROVED:
      dg_review_records_judge (self, g_value_get_boolean (value) ? DG_REVIEW_APPROVED : DG_REVIEW_NONE);
      break;
    case PROP_REJECTED:
      dg_review_records_judge (self, g_value_get_boolean (value) ? DG_REVIEW_REJECTED : DG_REVIEW_NONE);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
dg_review_records_dispose (GObject *object)
{
  DgReviewRecords *self = DG_REVIEW_RECORDS (object);
  GtkWidget *child;

  /* controls move once more when they go */
  self->telling = TRUE;
  g_cancellable_cancel (self->cancellable);
  dg_records_at_hand_stop (self->at_hand);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  g_clear_object (&self->library);
  g_clear_pointer (&self->coverage, dg_dataset_coverage_unref);

  G_OBJECT_CLASS (dg_review_records_parent_class)->dispose (object);
}

static void
dg_review_records_finalize (GObject *object)
{
  DgReviewRecords *self = DG_REVIEW_RECORDS (object);

  g_clear_object (&self->list);
  g_clear_object (&self->history);
  g_clear_object (&self->dataset);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->at_hand);
  g_clear_pointer (&self->only, g_free);
  g_clear_pointer (&self->id, g_free);

  G_OBJECT_CLASS (dg_review_records_parent_class)->finalize (object);
}

static void
install_properties (GObjectClass *object_class)
{
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;

  /**
   * DgReviewRecords:dataset: (nullable)
   *
   * The dataset as it is now; %NULL until it is loaded. Notified of whenever anything about it changes.
   */
  properties[PROP_DATASET] = g_param_spec_object ("dataset", NULL, NULL, DG_TYPE_DATASET,
                                                  G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);

  /**
   * DgReviewRecords:searching:
   *
   * Whether the search is shown.
   */
  properties[PROP_SEARCHING] = g_param_spec_boolean ("searching", NULL, NULL, FALSE, flags);

  /**
   * DgReviewRecords:approved:
   *
   * Whether the selected record is approved. To set it goes on to the next record; to unset it does not.
   */
  properties[PROP_APPROVED] = g_param_spec_boolean ("approved", NULL, NULL, FALSE, flags);

  /**
   * DgReviewRecords:rejected:
   *
   * Whether the selected record is rejected. To set it goes on to the next record; to unset it does not.
   */
  properties[PROP_REJECTED] = g_param_spec_boolean ("rejected", NULL, NULL, FALSE, flags);

  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (widget_class, "/org/example/DatasetGen/review/dg-review-records.ui");
  gtk_widget_class_bind_template_child (widget_class, DgReviewRecords, banner);
  gtk_widget_class_bind_template_child (widget_class, DgReviewRecords, sides);
  gtk_widget_class_bind_template_child (widget_class, DgReviewRecords, paned);
  gtk_widget_class_bind_template_child (widget_class, DgReviewRecords, filter);
  gtk_widget_class_bind_template_child (widget_class, DgReviewRecords, look_button);
  gtk_widget_class_bind_template_child (widget_class, DgReviewRecords, look_content);
  gtk_widget_class_bind_template_child (widget_class, DgReviewRecords, count);
  gtk_widget_class_bind_template_child (widget_class, DgReviewRecords, search_bar);
  gtk_widget_class_bind_template_child (widget_class, DgReviewRecords, search_entry);
  gtk_widget_class_bind_template_child (widget_class, DgReviewRecords, shown_box);
  gtk_widget_class_bind_template_child (widget_class, DgReviewRecords, shown);
  gtk_widget_class_bind_template_child (widget_class, DgReviewRecords, states);
  gtk_widget_class_bind_template_child (widget_class, DgReviewRecords, table);
  gtk_widget_class_bind_template_child (widget_class, DgReviewRecords, beside);
  gtk_widget_class_bind_template_child (widget_class, DgReviewRecords, alone);
  gtk_widget_class_bind_template_child (widget_class, DgReviewRecords, editor);
  gtk_widget_class_bind_template_child (widget_class, DgReviewRecords, hint_box);
  gtk_widget_class_bind_template_child (widget_class, DgReviewRecords, hint);
  gtk_widget_class_bind_template_callback (widget_class, activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, banner_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, filter_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, look_toggled_cb);
  gtk_widget_class_bind_template_callback (widget_class, search_activate_cb);
  gtk_widget_class_bind_template_callback (widget_class, search_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, searching_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, sort_changed_cb);
}

static void
dg_review_records_class_init (DgReviewRecordsClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = dg_review_records_get_property;
  object_class->set_property = dg_review_records_set_property;
  object_class->dispose = dg_review_records_dispose;
  object_class->finalize = dg_review_records_finalize;
  install_properties (object_class);

  /**
   * DgReviewRecords::failed:
   * @self: the records
   * @error: why
   *
   * Records could not be found or loaded.
   */
  signals[SIGNAL_FAILED] = g_signal_new ("failed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                         G_TYPE_NONE, 1, G_TYPE_ERROR);

  g_type_ensure (DG_TYPE_BANNER);
  g_type_ensure (DG_TYPE_RECORD_EDITOR);
  g_type_ensure (DG_TYPE_RECORD_TABLE);
  bind_template (widget_class);
  dg_review_records_install_actions (widget_class);
}

static void
dg_review_records_init (DgReviewRecords *self)
{
  self->list = dg_record_list_new ();
  self->history = dg_review_history_new ();
  self->cancellable = g_cancellable_new ();
  self->at_hand = dg_records_at_hand_new ();
  /* the editor is alone in the template */
  self->narrow = TRUE;

  gtk_widget_init_template (GTK_WIDGET (self));

  dg_record_table_set_list (self->table, self->list);
  dg_record_table_set_narrow (self->table, TRUE);
  dg_record_editor_set_history (self->editor, self->history);
  dg_record_editor_set_record (self->editor, NULL);
  gtk_search_bar_connect_entry (self->search_bar, GTK_EDITABLE (self->search_entry));
  g_signal_connect_object (self->at_hand, "failed", G_CALLBACK (failed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->list, "found", G_CALLBACK (found_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->list, "failed", G_CALLBACK (failed_cb), self, G_CONNECT_SWAPPED);
  dg_review_records_follow_selection (self);
  dg_review_records_follow_changes (self);
  show_hint (self);
  dg_review_records_update_actions (self);
}

/**
 * dg_review_records_set_ahead:
 * @self: the records
 * @ahead: whether records come or go that the dataset does not know of yet
 */
void
dg_review_records_set_ahead (DgReviewRecords *self, gboolean ahead)
{
  self->ahead = ahead;
  dg_records_at_hand_set_ahead (self->at_hand, ahead);
}

/**
 * dg_review_records_set_review:
 * @self: the records
 * @review: what is thought of the selected record
 */
void
dg_review_records_set_review (DgReviewRecords *self, DgReview review)
{
  if (self->review == review)
    return;

  self->review = review;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_APPROVED]);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_REJECTED]);
}

/**
 * dg_review_records_open:
 * @self: the records
 *
 * Shows the editor, where it is not beside the table.
 */
void
dg_review_records_open (DgReviewRecords *self)
{
  if (self->narrow)
    gtk_stack_set_visible_child_name (self->sides, "record");
}

/**
 * dg_review_records_set_source:
 * @self: the records
 * @library: (nullable): where they are
 * @dataset: the id of their dataset
 *
 * Shows the records of a dataset, as soon as they are found.
 */
void
dg_review_records_set_source (DgReviewRecords *self, DgLibrary *library, const char *dataset)
{
  g_return_if_fail (DG_IS_REVIEW_RECORDS (self));
  g_return_if_fail (dataset != NULL);

  g_set_object (&self->library, library);
  g_free (self->id);
  self->id = g_strdup (dataset);
  dg_review_records_set_ahead (self, FALSE);
  dg_record_list_set_held (self->list, FALSE);
  dg_records_at_hand_set_source (self->at_hand, library, dataset);
  dg_review_history_set_source (self->history, library, dataset);
  dg_record_list_set_source (self->list, library, dataset);
  dg_review_records_find (self);
}

/**
 * dg_review_records_refresh:
 * @self: the records
 *
 * Looks at what the dataset is now.
 */
void
dg_review_records_refresh (DgReviewRecords *self)
{
  g_return_if_fail (DG_IS_REVIEW_RECORDS (self));

  /* what is being saved comes first, and tells what is there then */
  if (self->id != NULL && !dg_review_history_get_saving (self->history))
    dg_record_list_find_again (self->list);
}

/**
 * dg_review_records_save:
 * @self: the records
 *
 * Saves what is being typed.
 */
void
dg_review_records_save (DgReviewRecords *self)
{
  g_return_if_fail (DG_IS_REVIEW_RECORDS (self));

  dg_record_editor_save (self->editor);
}

/**
 * dg_review_records_set_narrow:
 * @self: the records
 * @narrow: whether the editor has no room beside the table
 */
void
dg_review_records_set_narrow (DgReviewRecords *self, gboolean narrow)
{
  g_return_if_fail (DG_IS_REVIEW_RECORDS (self));

  g_autoptr (GtkWidget) editor = g_object_ref (GTK_WIDGET (self->editor));

  if (self->narrow == narrow)
    return;

  self->narrow = narrow;
  adw_bin_set_child (narrow ? self->beside : self->alone, NULL);
  adw_bin_set_child (narrow ? self->alone : self->beside, editor);
  gtk_widget_set_visible (GTK_WIDGET (self->beside), !narrow);
  gtk_stack_set_transition_type (self->sides,
                                 narrow ? GTK_STACK_TRANSITION_TYPE_SLIDE_LEFT_RIGHT : GTK_STACK_TRANSITION_TYPE_NONE);
  gtk_stack_set_visible_child_name (self->sides, "table");
  gtk_widget_set_visible (self->hint_box, !narrow);
  dg_record_table_set_narrow (self->table, narrow);
  dg_review_records_show_counts (self);
}

/**
 * dg_review_records_go_back:
 * @self: the records
 *
 * Goes back from a record that is alone to the table.
 *
 * Returns: whether there was something to go back from
 */
gboolean
dg_review_records_go_back (DgReviewRecords *self)
{
  g_return_val_if_fail (DG_IS_REVIEW_RECORDS (self), FALSE);

  if (!self->narrow || g_strcmp0 (gtk_stack_get_visible_child_name (self->sides), "record") != 0)
    return FALSE;

  dg_record_editor_save (self->editor);
  gtk_stack_set_visible_child_name (self->sides, "table");
  dg_record_table_focus (self->table);

  return TRUE;
}

/**
 * dg_review_records_focus:
 * @self: the records
 *
 * Puts the keys where work begins.
 */
void
dg_review_records_focus (DgReviewRecords *self)
{
  g_return_if_fail (DG_IS_REVIEW_RECORDS (self));

  dg_record_table_focus (self->table);
}

/**
 * dg_review_records_get_dataset:
 * @self: the records
 *
 * Returns: (transfer none) (nullable): the dataset as it is now; %NULL until it is loaded
 */
DgDataset *
dg_review_records_get_dataset (DgReviewRecords *self)
{
  g_return_val_if_fail (DG_IS_REVIEW_RECORDS (self), NULL);

  return self->dataset;
}

/**
 * dg_review_records_get_list:
 * @self: the records
 *
 * Returns: (transfer none): those that are shown
 */
DgRecordList *
dg_review_records_get_list (DgReviewRecords *self)
{
  g_return_val_if_fail (DG_IS_REVIEW_RECORDS (self), NULL);

  return self->list;
}

/**
 * dg_review_records_get_editor:
 * @self: the records
 *
 * Returns: (transfer none): the editor of the selected one
 */
DgRecordEditor *
dg_review_records_get_editor (DgReviewRecords *self)
{
  g_return_val_if_fail (DG_IS_REVIEW_RECORDS (self), NULL);

  return self->editor;
}

/**
 * dg_review_records_get_history:
 * @self: the records
 *
 * Returns: (transfer none): what saves changes of them
 */
DgReviewHistory *
dg_review_records_get_history (DgReviewRecords *self)
{
  g_return_val_if_fail (DG_IS_REVIEW_RECORDS (self), NULL);

  return self->history;
}
