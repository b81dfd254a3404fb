/* session-fixture.h: a session on a real library, with a model that answers each tool as a test tells it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "dg-session.h"
#include "run-fixture.h"

G_BEGIN_DECLS

/**
 * SessionFixture:
 * @base: library and model
 * @session: (owned) (nullable): an open session
 * @replies: (owned) (element-type utf8 GQueue): what each tool is answered with next; records are answered well
 * @piece: how many bytes a delta has; 0 for all in one
 * @requests: (owned) (element-type utf8): every request: tool, system prompt and message, each on lines of its own
 */
typedef struct
{
  RunFixture base;
  DgSession *session;
  GHashTable *replies;
  gsize piece;
  GPtrArray *requests;
} SessionFixture;

void session_fixture_set_up (SessionFixture *fixture, gconstpointer requirements);
void session_fixture_tear_down (SessionFixture *fixture, gconstpointer requirements);

void session_fixture_create (SessionFixture *fixture, gboolean confirmed);
void session_fixture_reopen (SessionFixture *fixture);
void session_fixture_answer (SessionFixture *fixture, const char *tool, const char *quoted);
const char *session_fixture_get_request (SessionFixture *fixture, const char *tool, guint number);
guint session_fixture_count_requests (SessionFixture *fixture, const char *tool);

const DgDraft *session_fixture_get_draft (SessionFixture *fixture);
const DgSample *session_fixture_get_card (SessionFixture *fixture, guint card);

gboolean session_fixture_make_samples (SessionFixture *fixture, GError **error);
gboolean session_fixture_annotate (SessionFixture *fixture, const DgAnnotation *annotation, GError **error);
gboolean session_fixture_iterate (SessionFixture *fixture, GError **error);
gboolean session_fixture_regenerate (SessionFixture *fixture, guint card, GError **error);
gboolean session_fixture_undo_round (SessionFixture *fixture, GError **error);
gboolean session_fixture_converse (SessionFixture *fixture, const char *text, GError **error);
gboolean session_fixture_resend (SessionFixture *fixture, const char *text, GError **error);
gboolean
session_fixture_set_part (SessionFixture *fixture, DgItem item, const char *value, gboolean confirm, GError **error);
gboolean session_fixture_change_rule (SessionFixture *fixture, const DgRuleChange *change, GError **error);
gboolean session_fixture_prepare (SessionFixture *fixture, guint n_records, GError **error);

G_END_DECLS
