/* tools.h: calls of tools, as the requests of the six steps make them
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "client.h"

#include <string.h>

#include "dg-json-schema.h"
#include "quotes.h"

#define PARTS_BUT_FORMAT                                                                                               \
  "'task.goal','output_format.kind','output_format.structure','output_format.expected_response',"                      \
  "'output_format.conventions','edge_cases.boundary_conditions','edge_cases.challenging_inputs',"                      \
  "'edge_cases.error_scenarios','edge_cases.adversarial','task.interactions','input_format.data_type',"                \
  "'diversity.intent','diversity.tone','diversity.complexity','diversity.phrasing','role_persona.role',"               \
  "'role_persona.persona','role_persona.domain_expertise','realism.authenticity','realism.natural_behavior',"          \
  "'realism.appropriate_responses','input_format.structure','input_format.fields','constraints.length',"               \
  "'constraints.terminology','constraints.sentiment','constraints.compliance_safety','task.use_case'"
#define PARTS PARTS_BUT_FORMAT ",'dataset_format.format'"
#define TEXT "{'type':'string'}"
#define INTEGER "{'type':'integer'}"
#define CHOICE(values) "{'type':'string','enum':[" values "]}"
#define LIST(items) "{'type':'array','items':" items "}"

char *get_value (DgJsonValue row, const char *name);
gint64 get_integer (DgJsonValue row, const char *name);
DgJsonDocument *ask_tool (
    DgSimulator *simulator, const char *tool, const char *system, const char *prompt, const char *schema, guint most);
DgJsonValue get_list (DgJsonDocument *reply, const char *name);
DgJsonValue nth (DgJsonValue list, guint n);
gboolean find_row (DgJsonValue list, const char *name, const char *value, DgJsonValue *row);
void assert_has (const char *text, const char *part);
