/* dg-material-group.c: what the person brings along for a dataset: examples, and a text to draw on
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "dg-material-group.h"

#include <glib/gi18n.h>

#include "dg-dataset-file.h"
#include "dg-dialogs.h"
#include "dg-text-file.h"

/* As the command line has them. */
#define MAX_EXAMPLES 10
#define MAX_REFERENCE_BYTES (1024 * 1024)

/**
 * DgMaterialGroup:
 *
 * Optional: it guides what is made, and is never changed.
 */
struct _DgMaterialGroup
{
  AdwPreferencesGroup parent_instance;

  GPtrArray *examples;       /* (owned) (element-type DgRecord) */
  char *reference;           /* (owned) (nullable) */
  GCancellable *cancellable; /* (owned): of reading files */

  /* template */
  AdwActionRow *examples_row;
  GtkButton *examples_clear;
  GtkButton *examples_button;
  AdwActionRow *reference_row;
  GtkButton *reference_clear;
  GtkButton *reference_button;
};

G_DEFINE_FINAL_TYPE (DgMaterialGroup, dg_material_group, ADW_TYPE_PREFERENCES_GROUP)

enum
{
  SIGNAL_FAILED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
fail (DgMaterialGroup *self, const GError *error)
{
  g_signal_emit (self, signals[SIGNAL_FAILED], 0, error);
}

static void
show_material (DgMaterialGroup *self)
{
  g_autofree char *examples = NULL;
  g_autofree char *reference = NULL;

  if (self->examples->len == 0)
    examples = g_strdup (_ ("3 to 10 real records, as JSONL or CSV with the columns input and answer"));
  else
    examples = g_strdup_printf (ngettext ("%u record", "%u records", self->examples->len), self->examples->len);

  if (self->reference == NULL)
    reference = g_strdup (_ ("Something to draw on, such as a manual or a price list"));
  else
    {
      guint n_characters = (guint) g_utf8_strlen (self->reference, -1);

      reference = g_strdup_printf (ngettext ("%'u character", "%'u characters", n_characters), n_characters);
    }

  adw_action_row_set_subtitle (self->examples_row, examples);
  adw_action_row_set_subtitle (self->reference_row, reference);
  gtk_widget_set_visible (GTK_WIDGET (self->examples_clear), self->examples->len > 0);
  gtk_widget_set_visible (GTK_WIDGET (self->reference_clear), self->reference != NULL);
}

static GError *
check_examples (GPtrArray *records, GPtrArray *bad_lines)
{
  if (bad_lines != NULL && bad_lines->len > 0)
    {
      const DgBadLine *bad = g_ptr_array_index (bad_lines, 0);

      return g_error_new (
          G_IO_ERROR, G_IO_ERROR_INVALID_DATA,
          _ ("Line %u cannot be read: %s. Examples have the columns input and answer; Add Dataset reads "
             "other files."),
          bad->line, bad->reason);
    }
  if (records->len < 1 || records->len > MAX_EXAMPLES)
    return g_error_new (G_IO_ERROR, G_IO_ERROR_INVALID_DATA,
                        _ ("The file has %u records. Choose one with 1 to %d examples; 3 or more are best."),
                        records->len, MAX_EXAMPLES);

  return NULL;
}

static void
read_examples_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (DgMaterialGroup) self = data;
  g_autoptr (GPtrArray) bad_lines = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) records = dg_dataset_file_read_finish (result, &bad_lines, &error);

  if (records != NULL)
    error = check_examples (records, bad_lines);
  if (error != NULL)
    {
      fail (self, error);
      return;
    }

  g_ptr_array_unref (self->examples);
  self->examples = g_steal_pointer (&records);
  show_material (self);
}

static void
choose_examples_chosen_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (DgMaterialGroup) self = data;
  g_autoptr (GFile) file = dg_dialogs_file_finish (result, NULL);

  if (file != NULL)
    dg_dataset_file_read_async (g_file_peek_path (file), self->cancellable, read_examples_cb, g_object_ref (self));
}

static void
choose_examples_cb (DgMaterialGroup *self)
{
  dg_dialogs_open_file_async (GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))), _ ("Choose Examples"),
                              DG_FILE_KIND_DATASET, self->cancellable, choose_examples_chosen_cb, g_object_ref (self));
}

static void
clear_examples_cb (DgMaterialGroup *self)
{
  g_ptr_array_set_size (self->examples, 0);
  show_material (self);
}

static void
read_reference_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (DgMaterialGroup) self = data;
  g_autoptr (GError) error = NULL;
  g_autofree char *text = dg_text_file_read_finish (G_FILE (source), result, &error);

  if (text == NULL)
    {
      fail (self, error);
      return;
    }

  g_free (self->reference);
  self->reference = g_steal_pointer (&text);
  show_material (self);
}

static void
choose_reference_chosen_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (DgMaterialGroup) self = data;
  g_autoptr (GFile) file = dg_dialogs_file_finish (result, NULL);

  if (file != NULL)
    dg_text_file_read_async (file, MAX_REFERENCE_BYTES, self->cancellable, read_reference_cb, g_object_ref (self));
}

static void
choose_reference_cb (DgMaterialGroup *self)
{
  dg_dialogs_open_file_async (GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))), _ ("Choose a Reference Text"),
                              DG_FILE_KIND_TEXT, self->cancellable, choose_reference_chosen_cb, g_object_ref (self));
}

static void
clear_reference_cb (DgMaterialGroup *self)
{
  g_clear_pointer (&self->reference, g_free);
  show_material (self);
}

static void
dg_material_group_dispose (GObject *object)
{
  g_cancellable_cancel (DG_MATERIAL_GROUP (object)->cancellable);

  G_OBJECT_CLASS (dg_material_group_parent_class)->dispose (object);
}

static void
dg_material_group_finalize (GObject *object)
{
  DgMaterialGroup *self = DG_MATERIAL_GROUP (object);

  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->reference, g_free);
  g_clear_pointer (&self->examples, g_ptr_array_unref);

  G_OBJECT_CLASS (dg_material_group_parent_class)->finalize (object);
}

static void
dg_material_group_class_init (DgMaterialGroupClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = dg_material_group_dispose;
  object_class->finalize = dg_material_group_finalize;

  /**
   * DgMaterialGroup::failed:
   * @self: the group
   * @error: why a file cannot be used
   *
   * A file cannot be used; what there was before stays.
   */
  signals[SIGNAL_FAILED] = g_signal_new ("failed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                         G_TYPE_NONE, 1, G_TYPE_ERROR | G_SIGNAL_TYPE_STATIC_SCOPE);

  gtk_widget_class_set_template_from_resource (widget_class, "/org/example/DatasetGen/wizard/dg-material-group.ui");
  gtk_widget_class_bind_template_child (widget_class, DgMaterialGroup, examples_row);
  gtk_widget_class_bind_template_child (widget_class, DgMaterialGroup, examples_clear);
  gtk_widget_class_bind_template_child (widget_class, DgMaterialGroup, examples_button);
  gtk_widget_class_bind_template_child (widget_class, DgMaterialGroup, reference_row);
  gtk_widget_class_bind_template_child (widget_class, DgMaterialGroup, reference_clear);
  gtk_widget_class_bind_template_child (widget_class, DgMaterialGroup, reference_button);
  gtk_widget_class_bind_template_callback (widget_class, choose_examples_cb);
  gtk_widget_class_bind_template_callback (widget_class, clear_examples_cb);
  gtk_widget_class_bind_template_callback (widget_class, choose_reference_cb);
  gtk_widget_class_bind_template_callback (widget_class, clear_reference_cb);
}

static void
dg_material_group_init (DgMaterialGroup *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->cancellable = g_cancellable_new ();
  self->examples = g_ptr_array_new_with_free_func (g_object_unref);
  show_material (self);
}

/**
 * dg_material_group_get_examples:
 * @self: the group
 *
 * Returns: (transfer none) (element-type DgRecord): the examples, none or up to ten
 */
GPtrArray *
dg_material_group_get_examples (DgMaterialGroup *self)
{
  g_return_val_if_fail (DG_IS_MATERIAL_GROUP (self), NULL);

  return self->examples;
}

/**
 * dg_material_group_get_reference:
 * @self: the group
 *
 * Returns: (transfer none) (nullable): the text to draw on
 */
const char *
dg_material_group_get_reference (DgMaterialGroup *self)
{
  g_return_val_if_fail (DG_IS_MATERIAL_GROUP (self), NULL);

  return self->reference;
}
