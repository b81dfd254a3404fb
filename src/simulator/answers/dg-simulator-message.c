/* dg-simulator-message.c: what somebody means by a message about the requirements
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "dg-simulator-message.h"

#include <string.h>

#include "dg-simulator-shown.h"

#define LEAVES                                                                                                         \
  "\\b(?:you (?:can |may |should )?(?:decide|choose|pick)|up to you|your (?:call|choice|decision)|as you "             \
  "(?:like|wish)|"                                                                                                     \
  "i (?:really )?(?:don['’]?t|do not) (?:know|care|mind)|no idea|not sure|no preference|whatever you|surprise me|"   \
  "(?:does ?n['’]?t|does not) matter|du entscheidest|entscheide(?:n sie)? (?:du|selbst|das)|(?:sie|ihr) "            \
  "entscheide[nt]|"                                                                                                    \
  "wie du (?:willst|meinst)|weiß (?:ich )?(?:es )?nicht|keine ahnung|(?:ist |mir )egal|such dir)\\b"
#define ALL "\\b(?:everything|all of (?:it|them)|all the|the rest|alles|den rest|das übrige)\\b"
#define COLUMNS                                                                                                        \
  "\\b(?:columns?|spalten?\\w*|field names?|headers?)\\b.*\\b(?:names?d?|call(?:ed)?|rename|other|should "             \
  "be|as|nenn\\w*|"                                                                                                    \
  "heißen|umbenenn\\w*|andere)\\b|\\b(?:names?|call|rename|nenn\\w*|andere)\\b.*\\b(?:columns?|spalten?\\w*)\\b"
#define AGREES                                                                                                         \
  "^\\W*(?:yes|yep|yeah|ja|jawohl|ok|okay|correct|right|stimmt|genau|passt|fine|perfect|confirmed?|agreed|"            \
  "(?:that['’]?s|that is|looks|all|sounds|sieht|alles|das) (?:is |ist )?(?:right|good|fine|correct|gut|richtig|"     \
  "stimmt|so)|go ahead|weiter so)\\b[^?]{0,40}$"
#define ASKS                                                                                                           \
  "^\\W*(?:what|why|how|which|who|when|can|could|do|does|is|are|should|was|warum|wieso|wie|welche\\w*|wer|wann|kann|"  \
  "können|ist|sind|soll|wozu|wofür)\\b.*\\?\\s*$"
#define CHANGES                                                                                                        \
  "\\b(?:change|instead|rather than|replace|correct(?:ion)?:|make (?:it|that)|no longer|not .{1,40} but|ändere\\w*|"  \
  "statt\\w*|ersetze\\w*|lieber|nicht .{1,40} sondern|doch)\\b"
#define ADDS "\\b(?:also|too|as well|in addition|additionally|plus|auch|außerdem|zusätzlich|dazu)\\b"
/* Words that tell nothing by themselves, and those that go with them */
#define VAGUE_WORD                                                                                                     \
  "(?:realistic|realistically|diverse|varied|various|different|normal|usual|typical|good|nice|natural|anything|"       \
  "something|whatever|any|standard|regular|common|simple enough|real|quality|great|hmm+|dunno|stuff|things|some|no|"   \
  "yes|ja|nein|realistisch|vielfältig|verschieden|unterschiedlich|üblich|gut|schön|irgendwas|irgendetwas|"          \
  "irgendwie|echt|mal sehen)"
#define FILLER                                                                                                         \
  "(?:just|make|it|be|should|very|really|and|the|a|an|of|please|kind|sort|them|as|possible|but|so|und|bitte|sehr|"     \
  "ganz|einfach|so|möglichst|etwas|es|sein|soll|sollen)"
#define VAGUE "^\\W*(?:" FILLER "\\W+)*" VAGUE_WORD "(?:\\W+(?:" VAGUE_WORD "|" FILLER "))*\\W*$|^\\W*$"

static const struct
{
  DgIntention intention;
  const char *pattern;
} patterns[] = {
  { DG_INTENTION_NAMES_COLUMNS, COLUMNS },
  { DG_INTENTION_AGREES, AGREES },
  { DG_INTENTION_LEAVES, LEAVES },
  { DG_INTENTION_VAGUE, VAGUE },
  { DG_INTENTION_ASKS, ASKS },
  { DG_INTENTION_CHANGES, CHANGES },
  { DG_INTENTION_ADDS, ADDS },
};

/* What the message is for; a long one tells, whatever words are in it */
DgIntention
dg_message_read_intention (const char *message)
{
  static const guint most_words = 25;
  gboolean is_long = dg_text_count_words (message) > most_words;

  for (guint i = 0; i < G_N_ELEMENTS (patterns); i++)
    {
      if (!dg_text_has (message, patterns[i].pattern))
        continue;
      if (patterns[i].intention == DG_INTENTION_LEAVES && dg_text_has (message, ALL))
        return DG_INTENTION_LEAVES_ALL;
      if (!is_long)
        return patterns[i].intention;
    }

  return DG_INTENTION_TELLS;
}

/* `change X to Y`, `Y instead of X`, `not X but Y`, and the same in German; (transfer full): both */
gboolean
dg_message_read_change (const char *message, char **from, char **to)
{
  static const struct
  {
    const char *pattern;
    guint from;
    guint to;
  } forms[] = {
    { "\\b(?:change|replace)\\s+(?:the\\s+)?(.+?)\\s+(?:to|by|with|into)\\s+(.+?)[.!\\s]*$", 1, 2 },
    { "\\b(?:ändere|ersetze)\\w*\\s+(?:bitte\\s+)?(?:die\\s+|den\\s+|das\\s+)?(.+?)\\s+(?:zu|in|auf|durch)\\s+(.+?)[.!"
      "\\s]*$",
      1, 2 },
    { "^\\W*(?:make (?:it|that)\\s+)?(.+?),?\\s+instead of\\s+(.+?)[.!\\s]*$", 2, 1 },
    { "^\\W*(.+?),?\\s+(?:an)?statt\\s+(.+?)[.!\\s]*$", 2, 1 },
    { "\\bnot\\s+(.+?),?\\s+but\\s+(.+?)[.!\\s]*$", 1, 2 },
    { "\\bnicht\\s+(.+?),?\\s+sondern\\s+(.+?)[.!\\s]*$", 1, 2 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (forms); i++)
    {
      *from = dg_text_match (message, forms[i].pattern, forms[i].from);
      if (*from == NULL)
        continue;
      *to = dg_text_match (message, forms[i].pattern, forms[i].to);
      return TRUE;
    }

  return FALSE;
}
