/* dg-core-types.h: forward declarations and enumerations of core/
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

typedef struct _DgChecklist DgChecklist;
typedef struct _DgCoveragePlan DgCoveragePlan;
typedef struct _DgDataset DgDataset;
typedef struct _DgFormat DgFormat;
typedef struct _DgJsonDocument DgJsonDocument;
typedef struct _DgJsonSchema DgJsonSchema;
typedef struct _DgRecord DgRecord;

/**
 * DgFileFormat:
 * @DG_FILE_FORMAT_JSONL: one JSON object a line
 * @DG_FILE_FORMAT_CSV: RFC 4180 with the header `input,answer`
 *
 * The file formats of a saved dataset.
 */
typedef enum
{
  DG_FILE_FORMAT_JSONL,
  DG_FILE_FORMAT_CSV,
} DgFileFormat;

G_END_DECLS
