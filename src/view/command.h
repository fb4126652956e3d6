/* What a button can ask the program to do: the names by which scenes know it. Not for carrying it
   out, nor for keys: app/commands.h has the rows of both. */
#ifndef ATTNSCOPE_VIEW_COMMAND_H
#define ATTNSCOPE_VIEW_COMMAND_H

typedef enum Command {
    COMMAND_NONE,
    COMMAND_NEXT, /* at the present depth: step, sublayer, layer, token's journey, product */
    COMMAND_PREVIOUS,
    COMMAND_FIRST,
    COMMAND_LAST,
    COMMAND_IN,
    COMMAND_OUT,
    COMMAND_WHY,   /* to the operand that a number owes most to */
    COMMAND_WHERE, /* to what it goes into */
    COMMAND_BACK,  /* along that trail */
    COMMAND_PLAY,  /* start and stop */
    COMMAND_FASTER,
    COMMAND_SLOWER,
    COMMAND_FORM, /* matrix, ribbons, bars, heads, tree, alone, lens */
    COMMAND_NEXT_HEAD,
    COMMAND_PREVIOUS_HEAD,
    COMMAND_NEXT_ROW,
    COMMAND_PREVIOUS_ROW,
    COMMAND_NEXT_COL,
    COMMAND_PREVIOUS_COL,
    COMMAND_NEXT_WORD,
    COMMAND_PREVIOUS_WORD,
    COMMAND_ZOOM_IN,
    COMMAND_ZOOM_OUT,
    COMMAND_ZOOM_WHOLE,
    COMMAND_PAN_RIGHT,
    COMMAND_PAN_LEFT,
    COMMAND_PAN_DOWN,
    COMMAND_PAN_UP,
    COMMAND_EDIT, /* the sentence */
    COMMAND_DICE, /* a random sentence */
    COMMAND_MAP,  /* fold, unfold */
    COMMAND_NOTES,
    COMMAND_TIMELINE,
    COMMAND_MORE, /* the menu of what a narrow bar has no room for */
    COMMAND_THEME,
    COMMAND_LANGUAGE,
    COMMAND_TEXT_LARGER,
    COMMAND_TEXT_SMALLER,
    COMMAND_TEXT_NORMAL,
    COMMAND_FULL_SCREEN,
    COMMAND_EXPORT,    /* the sheet that asks how */
    COMMAND_COPY_VIEW, /* as the line that --view takes */
    COMMAND_KEYS,
    COMMAND_ESCAPE,
    COMMAND_UNDO,
    COMMAND_REDO,
    COMMAND_QUIT,
    COMMAND_EXPORT_SERIES,
    COMMAND_REORDER,     /* the grid of heads, sorted by the next measure */
    COMMAND_COMPARE,     /* pin this figure beside the next ones; let it go */
    COMMAND_SWAP,        /* the two halves change places */
    COMMAND_SIDE,        /* after, before, difference */
    COMMAND_PRESENT,     /* the figure alone, large; back */
    COMMAND_BLANK,       /* presenting: the window is black for a while */
    COMMAND_SPOTLIGHT,   /* what is not under the pointer is dark */
    COMMAND_DOTS,        /* a cell's size tells its magnitude; back */
    COMMAND_NEXT_REGION, /* of the keyboard cursor: matrices, then everything that can be pressed */
    COMMAND_PREVIOUS_REGION,
    COMMAND_WHAT_IF,    /* the menu of what-ifs */
    COMMAND_CARRY_NEXT, /* the pinned share of attention to the next key */
    COMMAND_CARRY_BACK,
    COMMAND_VALUE,         /* another number for the pinned cell */
    COMMAND_CLEAR_WHAT_IF, /* all of them */
    COMMAND_TREE,          /* to the tree of hypotheses, and back */
    COMMAND_LENS,          /* to what each layer would say, and back */
    COMMAND_SEARCH,        /* greedy, beam, sampling */
    COMMAND_COOLER,        /* the next temperature below, above */
    COMMAND_WARMER,
    COMMAND_DRAW, /* the next word by lot, once more; ten times more */
    COMMAND_DRAW_TEN,
    COMMAND_LESSONS,     /* the lesson beside the figure; away again */
    COMMAND_CONTENTS,    /* the list of lessons */
    COMMAND_RELOAD,      /* lessons are read again */
    COMMAND_HINT,        /* of the open question */
    COMMAND_FIGURE_BACK, /* the page's own figure again */
    COMMAND_SENTENCE,    /* to the sentence, above the whole model */
    COMMAND_SCALE,       /* what colours reach to: auto, robust, log, row */
    COMMAND_CONTRAST,    /* the model's other sentence; back */
    COMMAND_ANSWER_1,    /* of the open question; as many as ASK_MOST */
    COMMAND_ANSWER_2,
    COMMAND_ANSWER_3,
    COMMAND_ANSWER_4,
    COMMAND_ANSWER_5,
    COMMAND_ANSWER_6,
    COMMAND_ANSWER_7,
    COMMAND_ANSWER_8,
    COMMAND_COUNT
} Command;

#endif
