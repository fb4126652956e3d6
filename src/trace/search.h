/* How the next word is chosen: the most probable one, beams of hypotheses side by side, or by lot.
   Each way gives a Decoding, so that each step of each hypothesis can be shown. Not for the model's
   numbers: decode.h runs it. */
#ifndef ATTNSCOPE_TRACE_SEARCH_H
#define ATTNSCOPE_TRACE_SEARCH_H

#include <stdbool.h>
#include <stdint.h>

typedef enum SearchKind { SEARCH_GREEDY, SEARCH_BEAM, SEARCH_SAMPLE } SearchKind;

enum { BEAM_LEAST = 2, BEAM_MOST = 8 };

/* All zero: greedy. Equal searches of equal runs give the same hypotheses. */
typedef struct Search {
    SearchKind kind;
    int width; /* BEAM: hypotheses kept at each step */
    int node; /* BEAM: the hypothesis that is opened ends there, a number in Tree.nodes; 0: the best
                 one */
    uint32_t seed; /* SAMPLE */
    int top_k;     /* SAMPLE: of so many most probable words; 0: of all */
    float top_p;   /* SAMPLE: of the fewest most probable ones that have this share; 0: of all */
    int words;     /* so many are written at most; 0: as many as the model writes */
} Search;

/* What a person may change of a search, one at a time. MORE and LESS: the width; LOT: the next
   seed; TOP_K: 3, 5, 10 … all; TOP_P: .5, .8, .9, .95, all. */
typedef enum SearchChoice {
    SEARCH_TO_GREEDY,
    SEARCH_TO_BEAM,
    SEARCH_TO_SAMPLE,
    SEARCH_LESS,
    SEARCH_MORE,
    SEARCH_LOT,
    SEARCH_TOP_K,
    SEARCH_TOP_P
} SearchChoice;

/* A word of a hypothesis. Node 0 is what stands before the first: ⟨bos⟩, or the text's last token.
 */
typedef struct TreeNode {
    int parent, word, depth; /* depth: how many words, this one too */
    float share;             /* the word's recorded probability */
    double log_share, score; /* its natural logarithm; the sum of them from the root to here */
    bool kept;               /* still among the beam's after its step */
    bool finished;           /* ⟨eos⟩, or no more room */
    int rank;                /* of the finished ones, 0 the best; else −1 */
} TreeNode;

/* What a search looked at. Nodes stand in the order in which they were made: parents before
   children, of one step the better first. */
typedef struct Tree {
    Search search;
    const TreeNode *nodes;
    int count;
    int shown; /* the node at which the shown hypothesis ends */
    int last;  /* the word that ends a hypothesis: ⟨eos⟩; −1: none does */
} Tree;

#endif
