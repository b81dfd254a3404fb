/* dg-connection-group.c: the key to the models, and whether they answer
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "dg-connection-group.h"

#include <glib/gi18n.h>

#include "dg-keyring.h"
#include "dg-provider-test.h"
#include "dg-secret-row.h"

/* The order of the choices of how to connect. */
enum
{
  KIND_API_KEY,
  KIND_ACCESS_KEY,
};

/**
 * DgConnectionGroup:
 *
 * Shows where credentials come from, keeps a key in the keyring, and asks the chosen model for a word.
 */
struct _DgConnectionGroup
{
  AdwPreferencesGroup parent_instance;

  DgEngine *engine;          /* (owned) (nullable): NULL until it is set */
  GCancellable *cancellable; /* (owned): of what is under way */
  gboolean busy;             /* whether something is under way */
  gboolean test_when_found;  /* whether the model is to be asked once the credentials are found */

  /* template */
  AdwActionRow *status_row;
  GtkImage *status_icon;
  GtkButton *remove_button;
  AdwComboRow *kind_row;
  AdwEntryRow *access_key_row;
  DgSecretRow *secret_row;
  GtkSpinner *spinner;
  GtkButton *test_button;
  GtkButton *save_button;
  GtkLabel *result;
};

G_DEFINE_FINAL_TYPE (DgConnectionGroup, dg_connection_group, ADW_TYPE_PREFERENCES_GROUP)

/* --- what is shown --- */

static void
show_result (DgConnectionGroup *self, const char *text, const char *class_name)
{
  gtk_widget_remove_css_class (GTK_WIDGET (self->result), "error");
  gtk_widget_remove_css_class (GTK_WIDGET (self->result), "success");
  gtk_label_set_label (self->result, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (self->result), text != NULL);
  if (class_name != NULL)
    gtk_widget_add_css_class (GTK_WIDGET (self->result), class_name);
}

static gboolean
is_access_key (DgConnectionGroup *self)
{
  return adw_combo_row_get_selected (self->kind_row) == KIND_ACCESS_KEY;
}

static gboolean
has_key (DgConnectionGroup *self)
{
  return *dg_secret_row_get_secret (self->secret_row) != '\0' &&
         (!is_access_key (self) || *gtk_editable_get_text (GTK_EDITABLE (self->access_key_row)) != '\0');
}

static gboolean
can_test (DgConnectionGroup *self)
{
  g_autofree char *provider = dg_engine_dup_provider (self->engine);

  return !dg_provider_needs_credentials (provider) || dg_engine_get_connection (self->engine) == DG_CONNECTION_FOUND;
}

/* The one place that decides what can be pressed. */
static void
update_sensitivity (DgConnectionGroup *self)
{
  gtk_widget_set_sensitive (GTK_WIDGET (self->save_button), !self->busy && has_key (self));
  gtk_widget_set_sensitive (GTK_WIDGET (self->remove_button), !self->busy);
  gtk_widget_set_sensitive (GTK_WIDGET (self->test_button), !self->busy && can_test (self));
  gtk_spinner_set_spinning (self->spinner, self->busy);
}

static void
set_busy (DgConnectionGroup *self, gboolean busy)
{
  self->busy = busy;
  update_sensitivity (self);
}

static void
changed_cb (DgConnectionGroup *self)
{
  if (self->engine == NULL)
    return;

  gtk_widget_set_visible (GTK_WIDGET (self->access_key_row), is_access_key (self));
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->secret_row),
                                 is_access_key (self) ? _ ("Secret access key") : _ ("API key"));
  update_sensitivity (self);
}

static void
show_status (DgConnectionGroup *self, const char *icon, const char *title, const char *subtitle)
{
  gtk_image_set_from_icon_name (self->status_icon, icon);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->status_row), title);
  adw_action_row_set_subtitle (self->status_row, subtitle != NULL ? subtitle : "");
}

static void
show_found (DgConnectionGroup *self)
{
  DgCredentialProvider *provider = dg_engine_get_credentials (self->engine);
  g_autoptr (DgCredentials) credentials = dg_credential_provider_peek (provider);
  const char *description = dg_credential_provider_get_description (provider);
  gint64 expiry = credentials != NULL ? dg_credentials_get_expiry (credentials) : 0;

  if (expiry != 0)
    {
      g_autofree char *time = dg_credential_format_time (expiry);
      /* Translators: the first %s tells where credentials come from, the second is a date and time. */
      g_autofree char *text = g_strdup_printf (_ ("%s; good until %s"), description, time);

      show_status (self, "emblem-ok-symbolic", _ ("Credentials found"), text);
    }
  else
    show_status (self, "emblem-ok-symbolic", _ ("Credentials found"), description);
}

static void test_cb (DgConnectionGroup *self);

static void
connection_cb (DgConnectionGroup *self)
{
  DgConnection connection = dg_engine_get_connection (self->engine);
  DgCredentialProvider *provider = dg_engine_get_credentials (self->engine);

  switch (connection)
    {
    case DG_CONNECTION_SEARCHING:
      show_status (self, "content-loading-symbolic", _ ("Looking for credentials…"), NULL);
      break;
    case DG_CONNECTION_NONE:
      show_status (self, "dialog-information-symbolic", _ ("Not connected"),
                   _ ("Enter a key of Amazon Bedrock below. Profiles of the AWS tools are used, too, where there are "
                      "some."));
      break;
    case DG_CONNECTION_FOUND:
      show_found (self);
      break;
    case DG_CONNECTION_FAILED:
      show_status (self, "dialog-warning-symbolic", _ ("The credentials cannot be used"),
                   dg_engine_get_connection_error (self->engine)->message);
      break;
    default:
      g_assert_not_reached ();
    }

  gtk_widget_set_visible (GTK_WIDGET (self->remove_button),
                          connection == DG_CONNECTION_FOUND &&
                              dg_credential_provider_get_origin (provider) == DG_CREDENTIAL_ORIGIN_KEYRING);
  update_sensitivity (self);
  if (self->test_when_found && connection != DG_CONNECTION_SEARCHING)
    {
      self->test_when_found = FALSE;
      if (connection == DG_CONNECTION_FOUND)
        test_cb (self);
    }
}

/* --- testing --- */

static void
tested_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (DgConnectionGroup) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (DgProviderAnswer) answer = dg_provider_test_finish (result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  set_busy (self, FALSE);
  if (answer != NULL)
    show_result (self, answer->message, "success");
  else
    show_result (self, error->message, "error");
}

static void
test_cb (DgConnectionGroup *self)
{
  GSettings *settings = dg_engine_get_settings (self->engine);
  g_auto (GStrv) environment = g_get_environ ();
  g_autofree char *provider = dg_engine_dup_provider (self->engine);
  g_autofree char *model = dg_engine_dup_model (self->engine);
  g_autofree char *region = g_settings_get_string (settings, "region");
  const DgProviderOptions options = {
    .provider = provider,
    .model = model,
    .credentials = dg_engine_get_credentials (self->engine),
    .region = *region != '\0' ? region : NULL,
    .environment = (const char *const *) environment,
  };

  show_result (self, NULL, NULL);
  set_busy (self, TRUE);
  dg_provider_test_async (&options, self->cancellable, tested_cb, g_object_ref (self));
}

/* --- the key --- */

static void
stored_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (DgConnectionGroup) self = data;
  g_autoptr (GError) error = NULL;
  gboolean stored = dg_keyring_store_finish (result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  set_busy (self, FALSE);
  if (!stored)
    {
      show_result (self, error->message, "error");
      return;
    }

  dg_secret_row_clear (self->secret_row);
  gtk_editable_set_text (GTK_EDITABLE (self->access_key_row), "");
  self->test_when_found = TRUE;
  dg_engine_find_credentials (self->engine);
}

static DgCredentials *
make_credentials (DgConnectionGroup *self)
{
  const char *secret = dg_secret_row_get_secret (self->secret_row);

  return is_access_key (self)
             ? dg_credentials_new_keys (gtk_editable_get_text (GTK_EDITABLE (self->access_key_row)), secret, NULL)
             : dg_credentials_new_bearer (secret);
}

static void
save_cb (DgConnectionGroup *self)
{
  g_autoptr (DgCredentials) credentials = make_credentials (self);
  g_autoptr (GError) error = NULL;

  show_result (self, NULL, NULL);
  if (!dg_credentials_check (credentials, &error))
    {
      show_result (self, error->message, "error");
      return;
    }

  set_busy (self, TRUE);
  dg_keyring_store_async (credentials, self->cancellable, stored_cb, g_object_ref (self));
}

static void
removed_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (DgConnectionGroup) self = data;
  g_autoptr (GError) error = NULL;
  gboolean removed;

  if (!dg_keyring_clear_finish (result, &removed, &error))
    {
      if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        return;
      show_result (self, error->message, "error");
    }
  set_busy (self, FALSE);
  dg_engine_find_credentials (self->engine);
}

static void
remove_cb (DgConnectionGroup *self)
{
  show_result (self, NULL, NULL);
  set_busy (self, TRUE);
  dg_keyring_clear_async (self->cancellable, removed_cb, g_object_ref (self));
}

/* --- life --- */

static void
dg_connection_group_dispose (GObject *object)
{
  DgConnectionGroup *self = DG_CONNECTION_GROUP (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->engine);

  G_OBJECT_CLASS (dg_connection_group_parent_class)->dispose (object);
}

static void
dg_connection_group_finalize (GObject *object)
{
  g_clear_object (&DG_CONNECTION_GROUP (object)->cancellable);

  G_OBJECT_CLASS (dg_connection_group_parent_class)->finalize (object);
}

static void
dg_connection_group_class_init (DgConnectionGroupClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = dg_connection_group_dispose;
  object_class->finalize = dg_connection_group_finalize;

  g_type_ensure (DG_TYPE_SECRET_ROW);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/example/DatasetGen/preferences/dg-connection-group.ui");
  gtk_widget_class_bind_template_child (widget_class, DgConnectionGroup, status_row);
  gtk_widget_class_bind_template_child (widget_class, DgConnectionGroup, status_icon);
  gtk_widget_class_bind_template_child (widget_class, DgConnectionGroup, remove_button);
  gtk_widget_class_bind_template_child (widget_class, DgConnectionGroup, kind_row);
  gtk_widget_class_bind_template_child (widget_class, DgConnectionGroup, access_key_row);
  gtk_widget_class_bind_template_child (widget_class, DgConnectionGroup, secret_row);
  gtk_widget_class_bind_template_child (widget_class, DgConnectionGroup, spinner);
  gtk_widget_class_bind_template_child (widget_class, DgConnectionGroup, test_button);
  gtk_widget_class_bind_template_child (widget_class, DgConnectionGroup, save_button);
  gtk_widget_class_bind_template_child (widget_class, DgConnectionGroup, result);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, test_cb);
  gtk_widget_class_bind_template_callback (widget_class, save_cb);
  gtk_widget_class_bind_template_callback (widget_class, remove_cb);
}

static void
dg_connection_group_init (DgConnectionGroup *self)
{
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * dg_connection_group_set_engine:
 * @self: the group
 * @engine: whose connection it shows and changes
 *
 * Gives the group what it shows; once.
 */
void
dg_connection_group_set_engine (DgConnectionGroup *self, DgEngine *engine)
{
  g_return_if_fail (DG_IS_CONNECTION_GROUP (self));
  g_return_if_fail (DG_IS_ENGINE (engine) && self->engine == NULL);

  self->engine = g_object_ref (engine);
  g_signal_connect_object (engine, "notify::connection", G_CALLBACK (connection_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (dg_engine_get_settings (engine), "changed", G_CALLBACK (update_sensitivity), self,
                           G_CONNECT_SWAPPED);
  changed_cb (self);
  connection_cb (self);
}
