/* dg-statement.h: one SQL statement, its parameters and its rows
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "dg-sqlite.h"

G_BEGIN_DECLS

typedef struct _DgStatement DgStatement;

DgStatement *dg_statement_new (DgSqlite *db, const char *sql);
void dg_statement_free (DgStatement *self);
void dg_statement_bind_text (DgStatement *self, const char *text);
void dg_statement_bind_int64 (DgStatement *self, gint64 number);
void dg_statement_bind_double (DgStatement *self, double number);
gboolean dg_statement_next (DgStatement *self);
gboolean dg_statement_finish (DgStatement *self, GError **error);
gboolean dg_statement_run (DgStatement *self, GError **error);
int dg_statement_get_n_columns (DgStatement *self);
gboolean dg_statement_is_null (DgStatement *self, int column);
char *dg_statement_dup_text (DgStatement *self, int column);
gint64 dg_statement_get_int64 (DgStatement *self, int column);
guint dg_statement_get_uint (DgStatement *self, int column);
double dg_statement_get_double (DgStatement *self, int column);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DgStatement, dg_statement_free)

G_END_DECLS
