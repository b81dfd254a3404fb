/* dg-model-chooser.c: the button that shows which model is asked, and lets the person choose another
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "dg-model-chooser.h"

#include <adwaita.h>
#include <glib/gi18n.h>
#include <math.h>
#include <string.h>

#include "dg-bedrock-model.h"
#include "dg-model-catalog.h"

/* What a record costs, in tokens: the figures of a run of 1000 records in tests/bench (338 in, 90 out), rounded up. */
#define INPUT_TOKENS_A_RECORD 350
#define OUTPUT_TOKENS_A_RECORD 95
#define N_RECORDS 100

#define MAKER "Amazon "

/* What is good for what, and what it costs, on two or three lines: that fits beside nothing else into 360 px. */
#define WIDTH_CHARACTERS 34

/**
 * DgModelChooser:
 *
 * A menu button with the models of the catalogue, what each is good for and costs, and the practice model.
 */
struct _DgModelChooser
{
  GtkWidget parent_instance;

  DgWizardContext *context; /* (owned) (nullable): NULL until it is set */

  /* template */
  GtkMenuButton *button;
  GtkLabel *label;
  GtkPopover *popover;
  GtkListBox *list;
};

G_DEFINE_FINAL_TYPE (DgModelChooser, dg_model_chooser, GTK_TYPE_WIDGET)

/* Rows know what they stand for. */
#define KEY_PROVIDER "dg-provider"
#define KEY_MODEL "dg-model"
#define KEY_MARK "dg-mark"

static char *
dup_price (const DgModelInfo *info)
{
  double dollars =
      (INPUT_TOKENS_A_RECORD * info->price.input + OUTPUT_TOKENS_A_RECORD * info->price.output) * N_RECORDS / 1000000;

  if (isnan (dollars))
    return g_strdup (_ ("price not known"));

  /* Translators: the %.2f is a sum in US dollars, the %d a number of records. */
  return g_strdup_printf (_ ("about $%.2f for %d records"), ceil (dollars * 100) / 100, N_RECORDS);
}

static GtkWidget *
new_label (const char *text, const char *class_name)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_width_chars (GTK_LABEL (label), WIDTH_CHARACTERS);
  gtk_label_set_max_width_chars (GTK_LABEL (label), WIDTH_CHARACTERS);
  if (class_name != NULL)
    {
      gtk_widget_add_css_class (label, class_name);
      gtk_widget_add_css_class (label, "caption");
    }

  return label;
}

static void
add_row (DgModelChooser *self, const char *provider, const char *model, const char *name, const char *description)
{
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *texts = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
  GtkWidget *mark = gtk_image_new_from_icon_name ("object-select-symbolic");

  gtk_widget_set_margin_top (box, 6);
  gtk_widget_set_margin_bottom (box, 6);
  gtk_widget_set_margin_start (box, 6);
  gtk_widget_set_margin_end (box, 6);
  gtk_widget_set_hexpand (texts, TRUE);
  gtk_box_append (GTK_BOX (texts), new_label (name, NULL));
  gtk_box_append (GTK_BOX (texts), new_label (description, "dim-label"));
  gtk_box_append (GTK_BOX (box), texts);
  gtk_box_append (GTK_BOX (box), mark);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, name,
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, description, -1);
  g_object_set_data_full (G_OBJECT (row), KEY_PROVIDER, g_strdup (provider), g_free);
  g_object_set_data_full (G_OBJECT (row), KEY_MODEL, g_strdup (model), g_free);
  g_object_set_data (G_OBJECT (row), KEY_MARK, mark);
  gtk_list_box_append (self->list, row);
}

static void
add_rows (DgModelChooser *self)
{
  guint n_models;
  const DgModelInfo *models = dg_model_catalog_list (&n_models);

  for (guint i = 0; i < n_models; i++)
    {
      g_autofree char *price = NULL;
      g_autofree char *description = NULL;

      if (models[i].withdrawn != NULL)
        continue;
      price = dup_price (&models[i]);
      /* Translators: what a model is good for, and what it costs. */
      description = g_strdup_printf (_ ("%s; %s"), _ (models[i].summary), price);
      add_row (self, DG_PROVIDER_BEDROCK, models[i].key, models[i].name, description);
    }

  add_row (self, DG_PROVIDER_PRACTICE, DG_PROVIDER_PRACTICE, _ ("Practice Model"),
           _ ("Made up by this program, not AI; free, and needs no account or network"));
}

static const char *
get_name (DgWizardContext *context)
{
  const char *key = dg_wizard_context_get_model_key (context);
  const DgModelInfo *info;

  if (g_str_equal (dg_wizard_context_get_provider (context), DG_PROVIDER_PRACTICE))
    return _ ("Practice Model");

  info = dg_model_catalog_find (key);
  if (info == NULL)
    return key;

  /* whose it is goes without saying, and the button is narrow */
  return g_str_has_prefix (info->name, MAKER) ? info->name + strlen (MAKER) : info->name;
}

static void
update (DgModelChooser *self)
{
  const char *provider = dg_wizard_context_get_provider (self->context);
  const char *model = dg_wizard_context_get_model_key (self->context);
  gboolean practice = g_str_equal (provider, DG_PROVIDER_PRACTICE);

  gtk_label_set_label (self->label, get_name (self->context));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  get_name (self->context), -1);
  for (GtkWidget *row = gtk_widget_get_first_child (GTK_WIDGET (self->list)); row != NULL;
       row = gtk_widget_get_next_sibling (row))
    {
      const char *its_model = g_object_get_data (G_OBJECT (row), KEY_MODEL);
      gboolean chosen = g_strcmp0 (g_object_get_data (G_OBJECT (row), KEY_PROVIDER), provider) == 0 &&
                        (practice || g_strcmp0 (its_model, model) == 0);

      gtk_widget_set_opacity (g_object_get_data (G_OBJECT (row), KEY_MARK), chosen ? 1 : 0);
      gtk_accessible_update_state (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_STATE_SELECTED, chosen, -1);
    }
}

static void
row_activated_cb (DgModelChooser *self, GtkListBoxRow *row)
{
  const char *provider = g_object_get_data (G_OBJECT (row), KEY_PROVIDER);
  const char *model = g_object_get_data (G_OBJECT (row), KEY_MODEL);

  gtk_popover_popdown (self->popover);
  dg_wizard_context_choose_model (self->context, provider, model);
}

static void
dg_model_chooser_dispose (GObject *object)
{
  DgModelChooser *self = DG_MODEL_CHOOSER (object);
  GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (self));

  if (child != NULL)
    gtk_widget_unparent (child);
  g_clear_object (&self->context);

  G_OBJECT_CLASS (dg_model_chooser_parent_class)->dispose (object);
}

static void
dg_model_chooser_class_init (DgModelChooserClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = dg_model_chooser_dispose;

  gtk_widget_class_set_template_from_resource (widget_class, "/org/example/DatasetGen/wizard/dg-model-chooser.ui");
  gtk_widget_class_bind_template_child (widget_class, DgModelChooser, button);
  gtk_widget_class_bind_template_child (widget_class, DgModelChooser, label);
  gtk_widget_class_bind_template_child (widget_class, DgModelChooser, popover);
  gtk_widget_class_bind_template_child (widget_class, DgModelChooser, list);
  gtk_widget_class_bind_template_callback (widget_class, row_activated_cb);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

static void
dg_model_chooser_init (DgModelChooser *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * dg_model_chooser_set_context:
 * @self: a chooser
 * @context: whose model it shows and changes
 *
 * Gives the chooser its context; once.
 */
void
dg_model_chooser_set_context (DgModelChooser *self, DgWizardContext *context)
{
  g_return_if_fail (DG_IS_MODEL_CHOOSER (self));
  g_return_if_fail (DG_IS_WIZARD_CONTEXT (context) && self->context == NULL);

  self->context = g_object_ref (context);
  add_rows (self);
  g_signal_connect_object (context, "notify::model-key", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  update (self);
}
