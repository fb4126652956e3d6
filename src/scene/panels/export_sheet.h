/* The sheet that asks how a figure shall be written, with the very picture beside it, and how far
   the writing of many has come. Private to the scene floor. Not for what the rows mean. */
#ifndef ATTNSCOPE_SCENE_PANELS_EXPORT_SHEET_H
#define ATTNSCOPE_SCENE_PANELS_EXPORT_SHEET_H

#include "scene/pen/stage.h"

/* Over everything; nothing if neither is there. */
void export_sheet_draw(Stage *s);
/* The room that the sheet has for its picture, in pixels; 0: none. */
void export_sheet_room(const Stage *s, float room[2]);

#endif
