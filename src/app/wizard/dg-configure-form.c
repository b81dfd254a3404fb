/* dg-configure-form.c: what the dataset is to be
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "dg-configure-form.h"

#include <adwaita.h>
#include <glib/gi18n.h>
#include <math.h>

#include "dg-answer-check.h"
#include "dg-coverage-table.h"
#include "dg-dataset-name.h"
#include "dg-figures.h"
#include "dg-records-scale.h"
#include "dg-still.h"

/**
 * DgConfigureForm:
 *
 * Name, number, format, coverage, check and limit. It shows what the session has, and says when the person changes it.
 */
struct _DgConfigureForm
{
  GtkWidget parent_instance;

  DgWizardContext *context; /* (owned) (nullable) */
  const DgBrief *brief;     /* (unowned) (nullable): the step's */
  char *shown_outline;      /* (owned) (nullable): as JSON text */
  gboolean showing;         /* whether what changes is not the person's doing */

  /* template */
  GtkEditable *name_row;
  GtkSpinButton *records_spin;
  GtkAdjustment *records_adjustment;
  DgRecordsScale *records_scale;
  GtkLabel *approved_label;
  GtkToggleButton *jsonl_button;
  GtkToggleButton *csv_button;
  DgCoverageTable *coverage;
  AdwActionRow *check_row;
  GtkSwitch *check_switch;
  AdwActionRow *cap_row;
  GtkWidget *cap_sum_row;
  GtkSpinButton *cap_spin;
  GtkSwitch *cap_switch;
};

enum
{
  CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (DgConfigureForm, dg_configure_form, GTK_TYPE_WIDGET)

static DgSession *
get_session (DgConfigureForm *self)
{
  return dg_wizard_context_get_session (self->context);
}

static guint
get_n_records (DgConfigureForm *self)
{
  return dg_records_scale_get_records (self->records_scale);
}

/* --- what depends on what --- */

static void
show_check (DgConfigureForm *self)
{
  DgModel *model = dg_wizard_context_open_model (self->context, NULL);
  double cost = model != NULL && self->brief != NULL
                    ? dg_answer_check_estimate_cost (self->brief, model, self->brief->examples, get_n_records (self))
                    : NAN;
  g_autofree char *sum = dg_figures_dup_cost (cost);
  g_autofree char *text = NULL;

  if (isnan (cost))
    text = g_strdup (_ ("Every input is answered once more, blind, and what disagrees is flagged for review."));
  else if (cost <= 0.0)
    text = g_strdup (_ ("Every input is answered once more, blind, and what disagrees is flagged for review. Free."));
  else
    text = g_strdup_printf (
        _ ("Every input is answered once more, blind, and what disagrees is flagged for review. About %s more."), sum);
  adw_action_row_set_subtitle (self->check_row, text);
}

/* Why no limit can be set; NULL when one can. */
static const char *
get_cap_obstacle (DgConfigureForm *self)
{
  DgModel *model = dg_wizard_context_open_model (self->context, NULL);
  DgPrice price;

  if (model == NULL)
    return _ ("Not before the model can be asked.");
  if (g_str_equal (dg_model_get_provider (model), DG_PRACTICE_PROVIDER))
    return _ ("The practice model is free.");

  dg_model_get_price (model, &price);

  return isnan (price.output) ? _ ("The price of this model is not known, so that no limit could be kept.") : NULL;
}

/* A row for text has no place for words besides its title. */
static void
show_name (DgConfigureForm *self)
{
  g_autofree char *name = dg_configure_form_dup_name (self);
  GtkWidget *row = GTK_WIDGET (self->name_row);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), name != NULL ? _ ("Name") : _ ("Name: it needs one"));
  if (name != NULL)
    gtk_widget_remove_css_class (row, "error");
  else
    gtk_widget_add_css_class (row, "error");
}

static void
show_cap (DgConfigureForm *self)
{
  const char *obstacle = get_cap_obstacle (self);
  gboolean on = obstacle == NULL && gtk_switch_get_active (self->cap_switch);

  adw_action_row_set_subtitle (self->cap_row, obstacle != NULL
                                                  ? obstacle
                                                  : _ ("Stops before more could be spent; what was made is kept."));
  gtk_widget_set_sensitive (GTK_WIDGET (self->cap_row), obstacle == NULL);
  gtk_widget_set_visible (self->cap_sum_row, on);
}

static void
show_approved (DgConfigureForm *self)
{
  g_autoptr (GPtrArray) approved = dg_session_dup_approved (get_session (self));
  guint n_out = DG_N_SAMPLES - MIN (approved->len, DG_N_SAMPLES);
  g_autofree char *in = g_strdup_printf (ngettext ("%u approved sample is among them.",
                                                   "%u approved samples are among them.", approved->len),
                                         approved->len);
  g_autofree char *out = g_strdup_printf (ngettext ("%u sample is not approved, and stays out.",
                                                    "%u samples are not approved, and stay out.", n_out),
                                          n_out);
  g_autofree char *both = g_strjoin (" ", in, out, NULL);

  gtk_label_set_text (self->approved_label, n_out == 0 ? in : approved->len == 0 ? out : both);
}

/* --- what the person changes --- */

static void
changed_cb (DgConfigureForm *self)
{
  /* before anything is shown, only who does not see the form can get at it */
  if (self->showing || self->brief == NULL)
    return;

  dg_configure_form_update (self);
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
set_records (DgConfigureForm *self, guint n_records)
{
  gboolean showing = self->showing;

  self->showing = TRUE;
  dg_records_scale_set_records (self->records_scale, n_records);
  gtk_adjustment_set_value (self->records_adjustment, n_records);
  dg_coverage_table_set_total (self->coverage, n_records);
  self->showing = showing;
  changed_cb (self);
}

static void
records_typed_cb (DgConfigureForm *self)
{
  if (!self->showing)
    set_records (self, (guint) gtk_adjustment_get_value (self->records_adjustment));
}

static void
records_moved_cb (DgConfigureForm *self)
{
  if (!self->showing)
    set_records (self, get_n_records (self));
}

/* --- showing what the session has --- */

/* What the person has said, and what is proposed before they have said anything. */
static DgRunWish
choose_wish (DgConfigureForm *self)
{
  const DgDraft *draft = dg_session_get_draft (get_session (self));
  const char *format =
      dg_checklist_get_value (dg_session_get_checklist (get_session (self)), DG_ITEM_DATASET_FORMAT, 0);
  GSettings *settings = dg_engine_get_settings (dg_wizard_context_get_engine (self->context));
  DgRunWish wish = draft->wish;

  if (wish.n_records == 0)
    {
      wish.n_records = draft->requested > 0 ? draft->requested : g_settings_get_uint (settings, "records");
      wish.format = DG_FILE_FORMAT_JSONL;
      if (format != NULL)
        dg_file_format_from_id (format, &wish.format);
    }
  wish.n_records = CLAMP (wish.n_records, DG_MIN_RECORDS, DG_MAX_RECORDS);

  return wish;
}

static void
show_wish (DgConfigureForm *self, const DgRunWish *wish)
{
  set_records (self, wish->n_records);
  gtk_toggle_button_set_active (wish->format == DG_FILE_FORMAT_CSV ? self->csv_button : self->jsonl_button, TRUE);
  gtk_switch_set_active (self->check_switch, wish->check_answers);
  gtk_switch_set_active (self->cap_switch, wish->max_cost_usd > 0.0);
  if (wish->max_cost_usd > 0.0)
    gtk_spin_button_set_value (self->cap_spin, wish->max_cost_usd);
}

static void
show_outline (DgConfigureForm *self, const DgOutline *outline)
{
  g_autofree char *text = dg_outline_to_json (outline);

  /* the same is left as it stands: rows that are open stay open */
  if (g_strcmp0 (text, self->shown_outline) == 0)
    return;

  dg_coverage_table_set_outline (self->coverage, outline, get_n_records (self));
  g_free (self->shown_outline);
  self->shown_outline = g_steal_pointer (&text);
}

/* --- as a widget --- */

static gboolean
dg_configure_form_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (GTK_WIDGET (DG_CONFIGURE_FORM (widget)->records_spin));
}

static void
dg_configure_form_dispose (GObject *object)
{
  DgConfigureForm *self = DG_CONFIGURE_FORM (object);
  GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (self));

  g_clear_object (&self->context);
  self->brief = NULL;
  g_clear_pointer (&child, gtk_widget_unparent);

  G_OBJECT_CLASS (dg_configure_form_parent_class)->dispose (object);
}

static void
dg_configure_form_finalize (GObject *object)
{
  g_free (DG_CONFIGURE_FORM (object)->shown_outline);

  G_OBJECT_CLASS (dg_configure_form_parent_class)->finalize (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (widget_class, "/org/example/DatasetGen/wizard/dg-configure-form.ui");
  gtk_widget_class_bind_template_child (widget_class, DgConfigureForm, name_row);
  gtk_widget_class_bind_template_child (widget_class, DgConfigureForm, records_spin);
  gtk_widget_class_bind_template_child (widget_class, DgConfigureForm, records_adjustment);
  gtk_widget_class_bind_template_child (widget_class, DgConfigureForm, records_scale);
  gtk_widget_class_bind_template_child (widget_class, DgConfigureForm, approved_label);
  gtk_widget_class_bind_template_child (widget_class, DgConfigureForm, jsonl_button);
  gtk_widget_class_bind_template_child (widget_class, DgConfigureForm, csv_button);
  gtk_widget_class_bind_template_child (widget_class, DgConfigureForm, coverage);
  gtk_widget_class_bind_template_child (widget_class, DgConfigureForm, check_row);
  gtk_widget_class_bind_template_child (widget_class, DgConfigureForm, check_switch);
  gtk_widget_class_bind_template_child (widget_class, DgConfigureForm, cap_row);
  gtk_widget_class_bind_template_child (widget_class, DgConfigureForm, cap_sum_row);
  gtk_widget_class_bind_template_child (widget_class, DgConfigureForm, cap_spin);
  gtk_widget_class_bind_template_child (widget_class, DgConfigureForm, cap_switch);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, records_typed_cb);
  gtk_widget_class_bind_template_callback (widget_class, records_moved_cb);
}

static void
dg_configure_form_class_init (DgConfigureFormClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = dg_configure_form_dispose;
  G_OBJECT_CLASS (klass)->finalize = dg_configure_form_finalize;
  widget_class->grab_focus = dg_configure_form_grab_focus;

  /**
   * DgConfigureForm::changed:
   *
   * The person has changed something.
   */
  signals[CHANGED] =
      g_signal_new ("changed", DG_TYPE_CONFIGURE_FORM, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  g_type_ensure (DG_TYPE_COVERAGE_TABLE);
  g_type_ensure (DG_TYPE_RECORDS_SCALE);
  bind_template (widget_class);
}

static void
dg_configure_form_init (DgConfigureForm *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  /* GTK 4.8 says both, the name and the label that has the mnemonic */
  gtk_accessible_reset_relation (GTK_ACCESSIBLE (self->records_spin), GTK_ACCESSIBLE_RELATION_LABELLED_BY);
  dg_still_keep (GTK_WIDGET (self->records_spin));
  dg_still_keep (GTK_WIDGET (self->cap_spin));
}

/**
 * dg_configure_form_set_context:
 * @self: a form
 * @context: (nullable): the wizard's
 */
void
dg_configure_form_set_context (DgConfigureForm *self, DgWizardContext *context)
{
  g_return_if_fail (DG_IS_CONFIGURE_FORM (self));

  g_set_object (&self->context, context);
}

/**
 * dg_configure_form_show:
 * @self: a form with a context
 * @brief: what the records will be made from; it must live until the next is shown
 *
 * Shows what the session has, or what is proposed as long as nothing was said.
 */
void
dg_configure_form_show (DgConfigureForm *self, const DgBrief *brief)
{
  g_return_if_fail (DG_IS_CONFIGURE_FORM (self));
  g_return_if_fail (brief != NULL && self->context != NULL);

  DgRunWish wish = choose_wish (self);
  g_autofree char *name =
      dg_session_choose_name (get_session (self), NULL, dg_wizard_context_get_provider (self->context));

  self->brief = brief;
  self->showing = TRUE;
  show_wish (self, &wish);
  if (*gtk_editable_get_text (self->name_row) == '\0')
    gtk_editable_set_text (self->name_row, name);
  show_approved (self);
  show_outline (self, brief->outline);
  self->showing = FALSE;
  dg_configure_form_update (self);
}

/**
 * dg_configure_form_set_brief:
 * @self: a form that shows something
 * @brief: what the records will be made from; it must live until the next is shown
 *
 * Shows what is about another brief, and leaves what the person has said: the session has not got that yet.
 */
void
dg_configure_form_set_brief (DgConfigureForm *self, const DgBrief *brief)
{
  g_return_if_fail (DG_IS_CONFIGURE_FORM (self));
  g_return_if_fail (brief != NULL && self->context != NULL);

  self->brief = brief;
  self->showing = TRUE;
  show_approved (self);
  if (!dg_coverage_table_is_changed (self->coverage))
    show_outline (self, brief->outline);
  self->showing = FALSE;
  dg_configure_form_update (self);
}

/**
 * dg_configure_form_update:
 * @self: a form that shows something
 *
 * Shows what depends on the model and on other fields.
 */
void
dg_configure_form_update (DgConfigureForm *self)
{
  g_return_if_fail (DG_IS_CONFIGURE_FORM (self));

  show_name (self);
  show_check (self);
  show_cap (self);
}

/**
 * dg_configure_form_dup_name:
 * @self: a form
 *
 * Returns: (transfer full) (nullable): what the dataset is to be called; %NULL for a blank name
 */
char *
dg_configure_form_dup_name (DgConfigureForm *self)
{
  g_return_val_if_fail (DG_IS_CONFIGURE_FORM (self), NULL);

  g_autofree char *name = g_strstrip (g_strdup (gtk_editable_get_text (self->name_row)));

  return *name != '\0' ? g_steal_pointer (&name) : NULL;
}

/**
 * dg_configure_form_get_wish:
 * @self: a form with a context
 * @wish: (out caller-allocates): what is wanted of the run
 *
 * A limit that cannot be kept with the model that is chosen is among it, for when there is another model: the run
 * leaves it out.
 */
void
dg_configure_form_get_wish (DgConfigureForm *self, DgRunWish *wish)
{
  g_return_if_fail (DG_IS_CONFIGURE_FORM (self) && wish != NULL && self->context != NULL);

  wish->n_records = get_n_records (self);
  wish->format = gtk_toggle_button_get_active (self->csv_button) ? DG_FILE_FORMAT_CSV : DG_FILE_FORMAT_JSONL;
  wish->check_answers = gtk_switch_get_active (self->check_switch);
  wish->max_cost_usd = gtk_switch_get_active (self->cap_switch) ? gtk_spin_button_get_value (self->cap_spin) : 0.0;
}

/**
 * dg_configure_form_make_outline:
 * @self: a form
 *
 * Returns: (transfer full) (nullable): what the records are to vary in; %NULL when the person has not changed it
 */
DgOutline *
dg_configure_form_make_outline (DgConfigureForm *self)
{
  g_return_val_if_fail (DG_IS_CONFIGURE_FORM (self), NULL);

  DgOutline *outline;

  if (!dg_coverage_table_is_changed (self->coverage))
    return NULL;

  outline = dg_coverage_table_make_outline (self->coverage);
  outline->by_hand = TRUE;
  g_free (self->shown_outline);
  self->shown_outline = dg_outline_to_json (outline);

  return outline;
}

/**
 * dg_configure_form_set_narrow:
 * @self: a form
 * @narrow: whether there is little room
 */
void
dg_configure_form_set_narrow (DgConfigureForm *self, gboolean narrow)
{
  g_return_if_fail (DG_IS_CONFIGURE_FORM (self));

  dg_coverage_table_set_narrow (self->coverage, narrow);
}
