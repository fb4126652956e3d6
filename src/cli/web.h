/* What a page calls: one handle for each figure that lives on it, and nothing is shared between
   two. Texts are UTF-8; one that is given back stays until the same function is asked again. A
   handle that could not be opened answers everything with nothing. The page gives files, pixels'
   place and events; everything else is as in the window. */
#ifndef ATTNSCOPE_CLI_WEB_H
#define ATTNSCOPE_CLI_WEB_H

typedef struct Web Web;

/* What web_after tells. */
enum {
    WEB_FRAME = 1,          /* a frame is wanted */
    WEB_MOVES = 2,          /* something moves: tick at each of the display's frames */
    WEB_RESTS = 4,          /* tick when web_rest's milliseconds are over */
    WEB_WRITES = 8,         /* a series is being written: ask again soon */
    WEB_COPIES = 16,        /* web_copied has a text for the clipboard */
    WEB_PASTES = 32,        /* web_paste is wanted */
    WEB_FULL_SCREEN = 64,   /* is wanted, else not */
    WEB_SAYS = 128,         /* web_said is new */
    WEB_TELLS = 256,        /* web_message is new */
    WEB_OTHER_VIEW = 512,   /* than when it was asked last */
    WEB_OTHER_PLACE = 1024, /* another step, depth, lesson's page or run */
    WEB_TYPES = 2048,       /* something is being typed: a keyboard on the screen has its use */
    WEB_QUITS = 4096
};

/* Memory for what a page gives. */
void *web_room(int size);
/* Of web_room. */
void web_free(void *room);

/* `count` words, each ended by 0, as they stand behind "attnscope" on a command line: "lesson" "4",
   "--view" LINE, "--lang" "ru", a sentence; or "heatmap" FILE. Never NULL. */
Web *web_open(const char *words, int count);
/* Why it could not be opened; "": it is open. */
const char *web_error(Web *w);
/* Keeps what is to be kept, and frees all. */
void web_close(Web *w);
/* Where it is left is kept: when the page is hidden. */
void web_keep(Web *w);

/* The canvas's size in pixels, and how many of them are a CSS pixel. */
void web_resize(Web *w, int width, int height, float scale);
/* Paints what has changed; returns how many rectangles hold it. */
int web_frame(Web *w);
/* x, y, width, height of each. */
const int *web_rects(Web *w);
/* The browser draws letters otherwise than it did: all is painted anew. */
void web_letters_changed(Web *w);
/* Bytes R, G, B, A; they move when the size changes, or the memory grows. */
const void *web_pixels(Web *w);
/* Pixels from one row to the next. */
int web_pitch(Web *w);

/* A key went down: KeyboardEvent's key and code. held: 1 Shift, 2 Ctrl, 4 Alt, 8 Meta. Not 0: it
   was one of the app's; else it is the browser's, and may type something. */
int web_key(Web *w, const char *key, const char *code, int held);
/* What was typed; what the clipboard holds. */
void web_typed(Web *w, const char *text);
void web_paste(Web *w, const char *text);
/* The pointer, in pixels: of many places only the last counts, at web_after. */
void web_point(Web *w, float x, float y);
/* The left button goes down, and up. twice: the second of two clicks. */
void web_press(Web *w, float x, float y, int held, int twice);
void web_release(Web *w, float x, float y);
/* The right button. */
void web_other(Web *w);
/* The pointer has left. */
void web_leave(Web *w);
/* Turned by so many notches, away from the hand. */
void web_wheel(Web *w, float x, float y, float notches);
/* Two fingers of a touchpad, so many times as far from each other. */
void web_pinch(Web *w, float x, float y, float times);
/* A finger on the screen. what: 0 comes down, 1 moves, 2 goes up; 3: it is the browser's from now
   on. */
void web_finger(Web *w, int what, int id, float x, float y, float milliseconds);
/* What is there: 0 nothing that answers, 1 something to press, 2 something to drag. */
int web_takes(Web *w, float x, float y);
/* Time has passed. */
void web_tick(Web *w, float milliseconds);
/* The browser has ended full screen by itself. */
void web_left_full_screen(Web *w);
/* After every event: what only C can do is done; returns what the page is to do, as WEB_… bits. */
int web_after(Web *w);
/* How long nothing is to be done, in milliseconds. */
int web_rest(Web *w);

/* What is to be copied, said, told. */
const char *web_copied(Web *w);
const char *web_said(Web *w);
const char *web_message(Web *w);
/* The view's line, as --view takes it. */
const char *web_view(Web *w);
/* "#view=…&lang=ru"; "": what is shown is a person's own, or too long, and has none. */
const char *web_link(Web *w);
/* Shows a line, or what is behind the "#" of an address; 0: it cannot be had, and web_message says
   why. */
int web_go(Web *w, const char *link);
/* What is shown, in words. */
const char *web_title(Web *w);
/* "en" */
const char *web_language(Web *w);
/* "night", "paper" */
const char *web_theme(Web *w);
/* The colour around the figure, 0xRRGGBB. */
int web_ground(Web *w);
/* A text of the interface by its key. */
const char *web_label(Web *w, const char *key);

#endif
