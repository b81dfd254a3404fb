/* dg-cli-doctor.c: `doctor`
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gi18n.h>
#include <inttypes.h>
#include <stdio.h>

#include "dg-bedrock-model.h"
#include "dg-cli.h"
#include "dg-dataset-name.h"
#include "dg-provider-test.h"

/* Further away than this, people count in days. */
#define MINUTES_MATTER_SECONDS (48 * 60 * 60)

#define SOON_SECONDS (60 * 60)

/* How a check came out. */
typedef enum
{
  GOOD,
  NOTE,
  BAD,
  SKIPPED,
} Outcome;

static const struct
{
  const char *id;
  const char *word;
} outcomes[] = {
  [GOOD] = { "good", N_ ("good") },
  [NOTE] = { "note", N_ ("note") },
  [BAD] = { "bad", N_ ("BAD") },
  [SKIPPED] = { "skipped", N_ ("skipped") },
};

/* One examination. */
typedef struct
{
  DgCli *cli;           /* (unowned) */
  JsonBuilder *builder; /* (owned) in the array of checks */
  DgExit exit;          /* the gravest so far */
  char *region;         /* (owned) (nullable) */
  char *endpoint;       /* (owned) (nullable) that is not the region's own */
  char *address;        /* (owned) (nullable) where requests go */
  DgNetwork *network;   /* (owned) (nullable) */
} Doctor;

static void
clear_doctor (Doctor *doctor)
{
  g_clear_object (&doctor->builder);
  g_free (doctor->region);
  g_free (doctor->endpoint);
  g_free (doctor->address);
  g_clear_pointer (&doctor->network, dg_network_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Doctor, clear_doctor)

/* Takes the message over. */
static void
report (Doctor *doctor, const char *check, Outcome outcome, char *message)
{
  json_builder_begin_object (doctor->builder);
  dg_cli_set_string (doctor->builder, "check", check);
  dg_cli_set_string (doctor->builder, "outcome", outcomes[outcome].id);
  dg_cli_set_string (doctor->builder, "message", message);
  json_builder_end_object (doctor->builder);
  if (!doctor->cli->json)
    printf ("%-8s %-12s %s\n", _ (outcomes[outcome].word), check, message);
  g_free (message);
}

/* What is wrong with the key counts more than what is wrong besides. */
static void
report_error (Doctor *doctor, const char *check, const GError *error)
{
  DgExit of_error = dg_cli_get_exit (error);

  if (of_error == DG_EXIT_INTERRUPTED)
    doctor->exit = of_error;
  else if (of_error == DG_EXIT_CREDENTIALS && doctor->exit != DG_EXIT_INTERRUPTED)
    doctor->exit = of_error;
  else if (doctor->exit == DG_EXIT_DONE)
    doctor->exit = DG_EXIT_FAILED;
  report (doctor, check, BAD, g_strdup (error->message));
}

static char *
describe (DgCredentialProvider *provider, DgCredentials *credentials)
{
  g_autofree char *hint = credentials != NULL ? dg_credentials_dup_hint (credentials) : NULL;
  const char *description = dg_credential_provider_get_description (provider);

  if (hint == NULL)
    return g_strdup (description);
  /* Translators: the first %s is where credentials come from, the second the end of the id of an access key. */
  return g_strdup_printf (_ ("%s, access key %s"), description, hint);
}

static void
check_expiry (Doctor *doctor, DgCredentials *credentials)
{
  gint64 expiry = dg_credentials_get_expiry (credentials);
  gint64 left = expiry - g_get_real_time () / G_USEC_PER_SEC;
  g_autofree char *time = NULL;

  if (expiry == 0)
    {
      report (doctor, "expiry", GOOD, g_strdup (_ ("the credentials do not say that they expire")));
      return;
    }
  time = dg_credential_format_time (expiry);
  if (left > MINUTES_MATTER_SECONDS)
    {
      report (doctor, "expiry", GOOD, g_strdup_printf (_ ("good until %s"), time));
      return;
    }
  /* Translators: %s is a date and time, the number is of minutes. */
  report (doctor, "expiry", left < SOON_SECONDS ? NOTE : GOOD,
          g_strdup_printf (_ ("good until %s, for %" PRId64 " minutes"), time, left / 60));
}

static void
check_files (Doctor *doctor, DgCredentialProvider *provider)
{
  const char *const *warnings = dg_credential_provider_get_warnings (provider);

  for (gsize i = 0; warnings != NULL && warnings[i] != NULL; i++)
    report (doctor, "permissions", NOTE, g_strdup (warnings[i]));
}

static void
check_region (Doctor *doctor, DgCredentials *credentials)
{
  const char *only = credentials != NULL ? dg_credentials_get_region (credentials) : NULL;

  if (only == NULL || g_str_equal (only, doctor->region))
    {
      report (doctor, "region", GOOD, g_strdup (doctor->region));
      return;
    }
  if (doctor->exit == DG_EXIT_DONE)
    doctor->exit = DG_EXIT_FAILED;
  report (doctor, "region", BAD,
          /* Translators: all three %s are regions. */
          g_strdup_printf (_ ("%s, but the API key is good in %s only. Set AWS_REGION=%s, or make a key there."),
                           doctor->region, only, only));
}

/* Returns: whether there is something to call with */
static gboolean
check_credentials (Doctor *doctor)
{
  g_autoptr (GError) error = NULL;
  DgCredentialProvider *provider = dg_cli_find_credentials (doctor->cli, &error);
  g_autoptr (DgCredentials) credentials = NULL;

  if (provider == NULL)
    {
      report_error (doctor, "credentials", error);
      doctor->region = dg_bedrock_dup_region ((const char *const *) doctor->cli->environment);
      check_region (doctor, NULL);
      return FALSE;
    }

  credentials = dg_credential_provider_peek (provider);
  doctor->region = g_strdup (dg_credential_provider_get_region (provider));
  doctor->network = dg_network_ref (dg_credential_provider_get_network (provider));
  report (doctor, "credentials", GOOD, describe (provider, credentials));
  if (credentials != NULL)
    check_expiry (doctor, credentials);
  check_files (doctor, provider);
  check_region (doctor, credentials);
  return TRUE;
}

static gboolean
check_endpoint (Doctor *doctor)
{
  g_autoptr (GError) error = NULL;

  doctor->endpoint = dg_bedrock_dup_endpoint ((const char *const *) doctor->cli->environment);
  doctor->address = dg_bedrock_dup_address (doctor->endpoint, doctor->region, &error);
  if (doctor->address == NULL)
    {
      report_error (doctor, "endpoint", error);
      return FALSE;
    }
  report (doctor, "endpoint", GOOD, g_strdup (doctor->address));
  return TRUE;
}

static gboolean
check_network (Doctor *doctor)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *proxy = NULL;
  const char *bundle;

  if (doctor->network == NULL)
    doctor->network = dg_network_new ((const char *const *) doctor->cli->environment, NULL, &error);
  if (doctor->network == NULL)
    {
      report_error (doctor, "network", error);
      return FALSE;
    }
  proxy = dg_network_dup_proxy (doctor->network, doctor->address);
  bundle = dg_network_get_ca_bundle (doctor->network);
  report (doctor, "proxy", GOOD, g_strdup (proxy != NULL ? proxy : _ ("none that the environment names")));
  report (doctor, "certificates", GOOD, g_strdup (bundle != NULL ? bundle : _ ("those that the system trusts")));
  return TRUE;
}

static gboolean
check_connection (Doctor *doctor)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  dg_bedrock_probe_async (doctor->endpoint, doctor->region, doctor->network, doctor->cli->cancellable,
                          dg_cli_store_result_cb, &result);
  if (!dg_bedrock_probe_finish (dg_cli_wait (&result), &error))
    {
      report_error (doctor, "connection", error);
      return FALSE;
    }
  report (doctor, "connection", GOOD,
          g_strdup (g_str_has_prefix (doctor->address, "https:")
                        ? _ ("the service answers, and its certificate is trusted")
                        : _ ("the service answers, unencrypted, on this computer")));
  return TRUE;
}

static void
check_model (Doctor *doctor)
{
  DgProviderOptions options;
  g_autoptr (GError) error = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (DgProviderAnswer) answer = NULL;

  if (dg_cli_find_provider (doctor->cli, NULL, NULL, &options, &error))
    {
      dg_provider_test_async (&options, doctor->cli->cancellable, dg_cli_store_result_cb, &result);
      answer = dg_provider_test_finish (dg_cli_wait (&result), &error);
    }
  if (answer == NULL)
    {
      report_error (doctor, "model", error);
      return;
    }
  /* Translators: %s is a sentence, the numbers are tokens. */
  report (doctor, "model", GOOD,
          g_strdup_printf (_ ("%s (%s; %" PRId64 " tokens in, %" PRId64 " out)"), answer->message, answer->model,
                           answer->input_tokens, answer->output_tokens));
}

static void
examine (Doctor *doctor)
{
  gboolean ready;

  if (g_strcmp0 (doctor->cli->provider, DG_PRACTICE_PROVIDER) == 0)
    {
      check_model (doctor);
      return;
    }
  ready = check_credentials (doctor);
  if (!check_endpoint (doctor) || !check_network (doctor) || !check_connection (doctor) || !ready)
    report (doctor, "model", SKIPPED, g_strdup (_ ("it was not asked, since something that it takes is missing")));
  else
    check_model (doctor);
}

/**
 * dg_cli_run_doctor:
 * @self: the call
 * @argc: count of @argv
 * @argv: the command and its arguments
 * @error: return location for an error
 *
 * `doctor`: tests everything between here and the model, step by step.
 *
 * Returns: the exit code
 */
DgExit
dg_cli_run_doctor (DgCli *self, int argc, char **argv, GError **error)
{
  g_auto (Doctor) doctor = { .cli = self };

  if (!dg_cli_parse (self, NULL,
                     _ ("– test credentials, connection and model, and say what is wrong and how to mend it; the call "
                        "of the model costs next to nothing"),
                     0, 0, &argc, &argv, error))
    return DG_EXIT_USAGE;

  doctor.builder = json_builder_new ();
  json_builder_begin_object (doctor.builder);
  json_builder_set_member_name (doctor.builder, "checks");
  json_builder_begin_array (doctor.builder);
  examine (&doctor);
  json_builder_end_array (doctor.builder);
  dg_cli_set_boolean (doctor.builder, "good", doctor.exit == DG_EXIT_DONE);
  json_builder_end_object (doctor.builder);
  if (self->json)
    dg_cli_print_json (doctor.builder);
  else if (doctor.exit == DG_EXIT_DONE)
    printf ("%s\n", _ ("Everything works."));

  return doctor.exit;
}
