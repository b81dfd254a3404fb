/* dg-wording-private.h: what the files of the wording share
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "dg-wording.h"

G_BEGIN_DECLS

/**
 * DgTokenKind:
 * @DG_TOKEN_WORD: a word
 * @DG_TOKEN_NUMBER: a number of up to three digits, which may well be what decides
 * @DG_TOKEN_IDENTIFIER: a number of four digits or more, a time, an exact amount, the name of a month or day
 * @DG_TOKEN_NAME: a word that is written with a capital where others are not
 */
typedef enum
{
  DG_TOKEN_WORD,
  DG_TOKEN_NUMBER,
  DG_TOKEN_IDENTIFIER,
  DG_TOKEN_NAME,
} DgTokenKind;

/**
 * DgToken:
 * @hash: of the word without its case
 * @kind: what it is
 * @decisive: whether it turns around what is said
 * @capital: whether it begins with a capital
 * @opening: whether it begins a sentence, so that a capital says nothing
 */
typedef struct
{
  guint32 hash;
  DgTokenKind kind;
  gboolean decisive;
  gboolean capital;
  gboolean opening;
} DgToken;

/**
 * DgWord:
 * @hash: of the word without its case
 * @number: whether it is one of %DG_TOKEN_NUMBER
 * @weight: what it counts against other words: 1, or %DG_WORD_LIGHT_WEIGHT for an identifier or a name
 *
 * A word of an input, however often it comes there.
 */
typedef struct
{
  guint32 hash;
  gboolean number;
  double weight;
} DgWord;

/** What an identifier or a name counts, against another word. */
#define DG_WORD_LIGHT_WEIGHT 0.2

/** Different words among which none may be swapped. */
#define DG_WORDING_FREE_WORDS 14

/** How much room each word beyond those gives. */
#define DG_WORDING_ROOM 2.0

GArray *dg_wording_split (const char *input);
const DgWord *dg_wording_get_words (const DgWording *self, guint *n_words);

G_END_DECLS
