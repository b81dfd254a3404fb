/* oracle.h: recorded cases in tests/fixtures/oracles
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "dg-json.h"

DgJsonDocument *oracle_load (const char *file_name);
DgJsonValue oracle_get (DgJsonValue object, const char *key);
char *oracle_dup_string (DgJsonValue object, const char *key);
GBytes *oracle_parse_hex (const char *hex);
GBytes *oracle_get_hex (DgJsonValue object, const char *key);
void oracle_add_tests (DgJsonDocument *oracle, const char *key, const char *prefix, GTestDataFunc test);
