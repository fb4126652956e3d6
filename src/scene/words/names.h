/* What values are called: the parts of their paths, symbols, roles. Private to the scene floor. */
#ifndef ATTNSCOPE_SCENE_WORDS_NAMES_H
#define ATTNSCOPE_SCENE_WORDS_NAMES_H

#include "scene/pen/stage.h"

/* "self", "masked", "cross", "ffn" or "": the end of keys that tell sublayers apart. */
const char *words_sublayer(const Stage *s, Value v);
/* The interface text of a value's name: "prefix.active.gelu" where it can be made by several kinds
   of step, "prefix.ffn.out" where an attention block's "out" means another thing, else
   "prefix.out"; "" if no language has any. */
const char *words_text(const Stage *s, const char *prefix, Value v);
/* A value's symbol with its role's colour, as marked text; input: as it is called where it goes in.
 */
const char *words_symbol(const Stage *s, Value v, bool input);
/* "masked scores": what it is called beside its symbol; of token vectors that go in, and of what
   the encoder hands over, by what they are there. */
const char *words_value_name(Stage *s, Value v, bool input);
/* The symbol without its marks. */
const char *words_plain_symbol(Stage *s, Value v);
/* The role whose colour it has. */
Role words_role(const Stage *s, Value v);
/* The path of a value. */
const char *words_path(const Stage *s, Value v);
/* Whether it is what the encoder hands over, shown where the decoder reads it. */
bool words_is_memory(const Stage *s, Value v);

#endif
