/* dg-cli-session.h: what the commands of the six steps share
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "dg-cli.h"
#include "dg-session.h"

G_BEGIN_DECLS

/**
 * DgCliModelNeed:
 * @DG_CLI_MODEL_OPTIONAL: the step asks no model; one that is named is remembered
 * @DG_CLI_MODEL_NEEDED: the step asks a model
 */
typedef enum
{
  DG_CLI_MODEL_OPTIONAL,
  DG_CLI_MODEL_NEEDED,
} DgCliModelNeed;

/**
 * DgCliSession:
 * @library: (owned)
 * @session: (owned)
 * @model: (owned) (nullable)
 *
 * A session that a command has open.
 */
typedef struct
{
  DgLibrary *library;
  DgSession *session;
  DgModel *model;
} DgCliSession;

gboolean dg_cli_session_open (DgCliSession *opened, DgCli *self, const char *id, DgCliModelNeed need, GError **error);
void dg_cli_session_clear (DgCliSession *opened);
gboolean dg_cli_session_wait (DgCliSession *opened, GAsyncResult **slot, GError **error);

gboolean
dg_cli_split_assignment (const char *option, const char *text, char **name, const char **value, GError **error);
gboolean dg_cli_parse_card (const char *option, const char *text, guint *card, GError **error);
char *dg_cli_read_text (const char *path, gsize most, GError **error);

void dg_cli_add_checklist (JsonBuilder *builder, const DgDraft *draft, DgChecklist *checklist);
void dg_cli_show_checklist (DgCli *self, DgCliSession *opened);
void dg_cli_print_checklist (const DgDraft *draft, DgChecklist *checklist);
void dg_cli_add_rules (JsonBuilder *builder, const DgDraft *draft);
void dg_cli_print_rules (const DgDraft *draft);
void dg_cli_add_samples (JsonBuilder *builder, const DgDraft *draft);
void dg_cli_print_samples (const DgDraft *draft);
void dg_cli_set_json (JsonBuilder *builder, const char *name, const char *text);
void dg_cli_print_question (DgSession *session);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (DgCliSession, dg_cli_session_clear)

G_END_DECLS
